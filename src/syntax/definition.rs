//! Whether a line opens a definition, and what the definition is called.
//!
//! In: one line without its indentation. Out: a short title, `fn poll` for example, that stays the
//! same when parameters or bodies change. Deliberately absent: where definitions end.

use super::Language;

/// Words that may stand before the word that opens a definition.
const MODIFIERS: &[&str] = &[
    "pub",
    "async",
    "unsafe",
    "const",
    "static",
    "extern",
    "default",
    "export",
    "declare",
    "public",
    "private",
    "protected",
    "internal",
    "abstract",
    "final",
    "override",
    "virtual",
    "inline",
    "open",
    "sealed",
    "data",
    "suspend",
    "local",
    "partial",
    "readonly",
    "mut",
    "noinline",
    "crate",
    "implicit",
    "lazy",
    "transparent",
    "operator",
    "fileprivate",
    "mutating",
    "synchronized",
    "native",
    "friend",
    "explicit",
    "constexpr",
    "\"C\"",
    "defp",
];

/// Words that open a definition, followed by its name.
const OPENERS: &[&str] = &[
    "fn",
    "func",
    "function",
    "fun",
    "def",
    "defp",
    "defmodule",
    "defmacro",
    "sub",
    "proc",
    "class",
    "struct",
    "enum",
    "union",
    "trait",
    "interface",
    "protocol",
    "impl",
    "extension",
    "mod",
    "module",
    "namespace",
    "object",
    "record",
    "type",
    "macro_rules!",
    "message",
    "service",
    "resource",
    "variable",
    "package",
    "actor",
    "concept",
    "mixin",
    "let rec",
    "defun",
];

/// Words after which `name(…)` is a statement and not a definition.
const STATEMENTS: &[&str] = &[
    "if", "else", "for", "foreach", "while", "switch", "return", "do", "case", "catch", "throw",
    "new", "sizeof", "assert", "await", "yield", "defer", "delete", "typeof", "using", "lock",
    "elif", "with", "match", "when", "super", "this", "goto", "try", "print", "echo", "not",
];

/// The title of the definition that a line opens, if it opens one. `line` has no indentation;
/// `at_margin` tells whether it had none to begin with.
pub(super) fn title(line: &str, at_margin: bool, language: Language) -> Option<String> {
    match language {
        Language::Markdown => heading(line, at_margin),
        Language::Table => table(line),
        Language::Yaml => yaml_key(line, at_margin),
        Language::Plain => None,
        Language::Unknown => opened_by_word(line).or_else(|| margin_line(line, at_margin)),
        Language::Keyword | Language::Indented => opened_by_word(line).or_else(|| shell(line)),
        Language::C => c_type(line).or_else(|| if at_margin { c_function(line) } else { None }),
        Language::Braces => {
            opened_by_word(line).or_else(|| arrow_function(line)).or_else(|| member(line))
        }
    }
}

/// Whether a line that begins with this byte may open a definition, so far as that is enough to say.
pub(super) const fn may_begin(first: u8, language: Language) -> bool {
    match language {
        Language::Markdown => first == b'#',
        Language::Table => first == b'[',
        _ => true,
    }
}

fn heading(line: &str, at_margin: bool) -> Option<String> {
    let level = line.bytes().take_while(|byte| *byte == b'#').count();
    let text = line[level..].trim().trim_end_matches('#').trim_end();
    (at_margin && (1..=6).contains(&level) && !text.is_empty() && line[level..].starts_with(' '))
        .then(|| format!("{} {}", &line[..level], clip(text)))
}

fn table(line: &str) -> Option<String> {
    let name = line.strip_prefix('[')?.trim_start_matches('[');
    let (name, _) = name.split_once(']')?;
    (!name.is_empty() && !name.contains(['"', ',', '='])).then(|| format!("[{}]", clip(name)))
}

fn yaml_key(line: &str, at_margin: bool) -> Option<String> {
    let (key, _) = line.split_once(':')?;
    let plain = key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' '));
    (at_margin && plain && !key.is_empty()).then(|| format!("{key}:"))
}

/// git's rule for files it knows nothing of: a line that starts at the margin with a letter.
fn margin_line(line: &str, at_margin: bool) -> Option<String> {
    let starts = line.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_' || c == '$');
    (at_margin && starts && line.contains('('))
        .then(|| clip(line.trim_end_matches(['{', ' '])).to_owned())
}

fn opened_by_word(line: &str) -> Option<String> {
    // So do all the words begin.
    if !line.starts_with(|c: char| c.is_ascii_lowercase() || c == '"') {
        return None;
    }
    let mut rest = line;
    loop {
        let (word, after) = split_word(rest);
        if word.starts_with("impl<") {
            return named("impl", &rest["impl".len()..]);
        }
        if is_among(OPENERS, word) {
            return named(word, after.trim_start());
        }
        // `pub(crate)`, `extern "C"`: a modifier may carry a parenthesis.
        let bare = word.split('(').next().unwrap_or(word);
        if !is_among(MODIFIERS, bare) {
            return None;
        }
        let after_parenthesis = if word.contains('(') && !word.contains(')') {
            after.split_once(')').map_or("", |(_, after)| after)
        } else {
            after
        };
        rest = after_parenthesis.trim_start();
    }
}

/// Whether a word is one of some. Most are not, and that needs no look beyond the first letter.
fn is_among(words: &[&str], word: &str) -> bool {
    let first = word.as_bytes().first();
    words.iter().any(|known| known.as_bytes().first() == first && *known == word)
}

fn split_word(text: &str) -> (&str, &str) {
    text.split_once(char::is_whitespace).unwrap_or((text, ""))
}

fn named(word: &str, rest: &str) -> Option<String> {
    if word == "impl" || word == "extension" {
        let header = rest.split(['{', ';']).next()?.split(" where").next()?;
        // `impl<T> Foo<T> for Bar<T>`: the parameters change more often than the names.
        let header = without_angle_brackets(header);
        let header = header.trim();
        return (!header.is_empty()).then(|| format!("{word} {}", clip(header)));
    }
    if word == "func" && rest.starts_with('(') {
        return go_method(rest);
    }
    let name = leading_name(rest).trim_end_matches([':', '.', '-']);
    let starts_well = name.chars().next().is_some_and(|c| c.is_alphabetic() || "_$~".contains(c));
    // `type` and `class` also occur in prose and in `type: value`; a name must follow.
    (starts_well && !rest[name.len()..].starts_with([',', '\'']))
        .then(|| format!("{word} {}", clip(name)))
}

fn go_method(rest: &str) -> Option<String> {
    let (receiver, after) = rest[1..].split_once(')')?;
    let receiver = receiver.split_whitespace().last()?.trim_start_matches('*');
    let receiver = receiver.split('[').next().unwrap_or(receiver);
    let name = leading_name(after.trim_start());
    (!name.is_empty()).then(|| format!("func {}.{}", clip(receiver), clip(name)))
}

fn leading_name(text: &str) -> &str {
    text.find(|character| !is_name(character)).map_or(text, |end| &text[..end])
}

fn is_name(character: char) -> bool {
    character.is_alphanumeric()
        || matches!(character, '_' | '$' | ':' | '.' | '!' | '?' | '~' | '-')
}

fn without_angle_brackets(text: &str) -> String {
    let mut depth = 0_i32;
    let mut previous = ' ';
    let mut kept = String::new();
    for character in text.chars() {
        match character {
            '<' => depth += 1,
            '>' if previous != '-' && previous != '=' => depth -= 1,
            _ if depth <= 0 => kept.push(character),
            _ => {}
        }
        previous = character;
    }
    kept
}

/// `name() {` of a shell.
fn shell(line: &str) -> Option<String> {
    let (name, rest) = line.split_once('(')?;
    let rest = rest.strip_prefix(')')?;
    let plain = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "_-:.".contains(c));
    (plain && rest.trim_start().starts_with('{')).then(|| format!("{}()", clip(name)))
}

/// `struct name {`, without which it is a variable or a parameter.
fn c_type(line: &str) -> Option<String> {
    if line.trim_end().ends_with('{') { opened_by_word(line) } else { None }
}

/// `name(arguments` at the margin, with or without its type before it.
fn c_function(line: &str) -> Option<String> {
    let (before, rest) = line.split_once('(')?;
    let name = before.trim_end().rsplit([' ', '*', '&', '\t']).next()?;
    let first = split_word(before).0;
    let name_is_plain = !name.is_empty() && name.chars().all(is_name);
    let is_call = rest.trim_end().ends_with(';') || before.contains('=');
    (name_is_plain && !is_call && !is_among(STATEMENTS, first) && !is_among(STATEMENTS, name))
        .then(|| format!("{}()", clip(name)))
}

/// `const name = (…) =>` and `name = function`.
fn arrow_function(line: &str) -> Option<String> {
    let (left, right) = line.split_once('=')?;
    let right = right.trim_start();
    let is_function = right.contains("=>") && !right.starts_with(['=', '>'])
        || right.starts_with("function")
        || right.starts_with("async function");
    let name = left.split(':').next()?.split_whitespace().last()?;
    let declared = left.trim_start().starts_with("const ")
        || left.trim_start().starts_with("let ")
        || left.trim_start().starts_with("export ");
    (is_function && declared && name.chars().all(is_name)).then(|| format!("{}()", clip(name)))
}

/// `type name(arguments) {` inside a class; a member without a type needs its brace on the line.
fn member(line: &str) -> Option<String> {
    let (before, rest) = line.split_once('(')?;
    let rest = rest.trim_end();
    let mut words = before.split_whitespace();
    let first = words.next()?;
    let last = words.next_back();
    let name = last.unwrap_or(first).trim_start_matches(['*', '&', '#']);
    let name_is_plain = name.chars().next().is_some_and(|c| c.is_alphabetic() || "_~$".contains(c))
        && name.chars().all(is_name)
        && !name.contains('.');
    let opens = rest.ends_with('{') && !rest.contains("=>") && !rest.contains("function");
    let typed_header = last.is_some() && (rest.ends_with(',') || rest.is_empty());
    let control = is_among(STATEMENTS, first) || is_among(STATEMENTS, name);
    (name_is_plain && !control && !before.contains('=') && (opens || typed_header))
        .then(|| format!("{}()", clip(name)))
}

/// Titles are names, not text: what is longer than this is cut.
const LONGEST: usize = 60;

fn clip(text: &str) -> &str {
    let text = text.trim();
    text.char_indices().nth(LONGEST).map_or(text, |(end, _)| &text[..end])
}

#[cfg(test)]
mod tests {
    use super::{Language, title};

    fn check(language: Language, cases: &[(&str, Option<&str>)]) {
        for (line, expected) in cases {
            let stripped = line.trim_start();
            let found = title(stripped, stripped.len() == line.len(), language);
            assert_eq!(found.as_deref(), *expected, "{line}");
        }
    }

    #[test]
    fn words_that_open_definitions() {
        check(
            Language::Keyword,
            &[
                ("pub(crate) async fn poll_next(&mut self) -> Poll<()> {", Some("fn poll_next")),
                ("pub(in crate::io) fn read<T>(", Some("fn read")),
                (
                    "impl<T: Read> Driver<T> for Park<T> where T: Send {",
                    Some("impl Driver for Park"),
                ),
                ("unsafe extern \"C\" fn start() {", Some("fn start")),
                ("macro_rules! ready {", Some("macro_rules! ready")),
                ("func (s *Server) Serve(l net.Listener) error {", Some("func Server.Serve")),
                ("func main() {", Some("func main")),
                ("type Handler interface {", Some("type Handler")),
                ("def each(&block)", Some("def each")),
                ("def self.build", Some("def self.build")),
                ("data class Point(val x: Int)", Some("class Point")),
                ("deploy_all() {", Some("deploy_all()")),
                ("    let fn_name = 3;", None),
                ("    return function;", None),
            ],
        );
        check(
            Language::Indented,
            &[
                ("class Session(Base):", Some("class Session")),
                ("    async def refresh(self, token):", Some("def refresh")),
                ("    if x:", None),
            ],
        );
    }

    #[test]
    fn functions_without_a_word() {
        check(
            Language::C,
            &[
                ("static int read_index(struct index_state *istate)", Some("read_index()")),
                ("read_index(struct index_state *istate)", Some("read_index()")),
                ("struct strbuf {", Some("struct strbuf")),
                ("struct strbuf out = STRBUF_INIT;", None),
                ("\tread_index(istate);", None),
                ("if (x)", None),
            ],
        );
        check(
            Language::Braces,
            &[
                ("    public void refresh(Token token) {", Some("refresh()")),
                ("  render() {", Some("render()")),
                ("  constructor(private readonly a: A) {", Some("constructor()")),
                ("export const load = async (id: string) => {", Some("load()")),
                ("export default class Store extends Base {", Some("class Store")),
                ("    if (ready(x)) {", None),
                ("    } else if (ready(x)) {", None),
                ("    foo.bar(x, () => {", None),
                ("    return new Foo(a) {", None),
            ],
        );
    }

    #[test]
    fn documents_and_settings() {
        check(
            Language::Markdown,
            &[("## Install ##", Some("## Install")), ("#hashtag", None), ("text", None)],
        );
        check(
            Language::Table,
            &[
                ("[dependencies]", Some("[dependencies]")),
                ("[[bin]]", Some("[bin]")),
                ("[\"a\", \"b\"]", None),
            ],
        );
        check(Language::Yaml, &[("jobs:", Some("jobs:")), ("  build:", None)]);
    }
}
