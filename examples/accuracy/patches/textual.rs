//! Whether a line looks like a definition, by its words alone.
//!
//! In: a line that a patch adds or removes. Out: yes or no; rather yes where in doubt, for a yes only
//! keeps a commit out of the sample. Deliberately absent: the parser, which is what is measured.

/// Words that may stand before the one that opens a definition.
const BEFORE: &[&str] = &[
    "abstract",
    "async",
    "const",
    "declare",
    "default",
    "export",
    "extern",
    "final",
    "internal",
    "open",
    "override",
    "private",
    "protected",
    "pub",
    "public",
    "sealed",
    "static",
    "unsafe",
];
/// Words that open a definition.
const OPENING: &[&str] = &[
    "class",
    "def",
    "enum",
    "fn",
    "fun",
    "func",
    "function",
    "function*",
    "impl",
    "interface",
    "macro_rules!",
    "mod",
    "module",
    "namespace",
    "object",
    "protocol",
    "record",
    "struct",
    "trait",
    "type",
    "union",
];
/// Words that open a statement, which may end like a definition.
const STATEMENTS: &[&str] = &[
    "case", "catch", "do", "elif", "else", "except", "for", "go", "guard", "if", "match", "new",
    "return", "select", "switch", "throw", "try", "unless", "until", "when", "while", "with",
    "yield", "await", "defer",
];
/// How a function begins that is given to a name.
const FUNCTIONS: &[&str] = &["function", "async function", "func(", "lambda", "|", "move |"];

/// Whether a line looks like a definition or a part of a signature.
pub(super) fn looks_like_definition(line: &str, is_markdown: bool) -> bool {
    let line = line.trim();
    if is_markdown {
        return line.starts_with('#') || is_underline(line);
    }
    if is_comment(line) {
        return false;
    }
    opens(line) || is_function_with_name(line) || is_named_block(line) || ends_signature(line)
}

/// `====` and `----`, which make a heading of the line above.
fn is_underline(line: &str) -> bool {
    !line.is_empty()
        && (line.bytes().all(|byte| byte == b'=') || line.bytes().all(|byte| byte == b'-'))
}

fn is_comment(line: &str) -> bool {
    // `#` opens a comment or an attribute; neither is a definition.
    ["//", "/*", "* ", "*/", "#"].iter().any(|open| line.starts_with(open)) || line == "*"
}

/// `pub(crate) async fn name`, `export default class Name`.
fn opens(line: &str) -> bool {
    let bare = |word: &'_ str| word.split('(').next().unwrap_or_default().to_owned();
    let mut words = line.split_whitespace().map(bare).peekable();
    while words.next_if(|word| BEFORE.contains(&word.as_str())).is_some() {}
    let is_opening = words.next().is_some_and(|word| {
        let word = word.split('<').next().unwrap_or_default();
        OPENING.contains(&word)
    });
    // `type` and others are names as well: `type: 'module',` `type = kind`.
    let is_name = words.next().is_some_and(|word| word.starts_with(['=', ':', '.', '?']));
    is_opening && !is_name
}

/// `const name = (a) => …`, `name: async function (a) {`, `name := func(a int) {`.
fn is_function_with_name(line: &str) -> bool {
    let given = [" = ", ": ", " := "].iter().filter_map(|sign| line.split_once(sign));
    given.into_iter().any(|(name, value)| {
        let value = value.trim_start();
        let is_path = !name.contains(['(', '\'', '"', '`']);
        is_path && (FUNCTIONS.iter().any(|open| value.starts_with(open)) || is_arrow(value))
    }) || line.ends_with("=>") && line.starts_with(')')
}

/// `(a) => …`, `async a => …`.
fn is_arrow(value: &str) -> bool {
    let value = value.strip_prefix("async ").unwrap_or(value);
    let Some((parameters, _)) = value.split_once("=>") else { return false };
    let is_word = |character: char| character.is_alphanumeric() || character == '_';
    value.starts_with(['(', '<']) || parameters.trim().chars().all(is_word)
}

/// `name(args) {`, `static name(args): Type {`, `name() (`; also where the parameters begin a new line.
fn is_named_block(line: &str) -> bool {
    let Some((head, _)) = line.split_once('(') else { return false };
    let first = head.split_whitespace().next().unwrap_or_default();
    let is_name = |character: char| {
        character.is_alphanumeric() || matches!(character, '_' | '#' | ' ' | '<' | '>' | '$' | '*')
    };
    line.ends_with('{')
        && !head.is_empty()
        && head.chars().all(is_name)
        && !STATEMENTS.contains(&first)
}

/// `) -> Result<()> {`, `): string {`, `) {`, `):`.
fn ends_signature(line: &str) -> bool {
    line.starts_with(')')
        && (line.ends_with('{') || line.ends_with(':') || line.starts_with(") ->"))
}
