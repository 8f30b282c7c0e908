//! A subject line taken apart: tags, areas, words.
//!
//! In: the subject of a commit. Out: the types and areas that stand before the colon, and the words
//! behind it. Deliberately absent: what the words mean. Text in backticks or quotation marks,
//! options (`--fix`) and identifiers are names of things: they are kept as tokens that say nothing.

use super::lexicon::is_form_of;
use super::weights::{EMOJI, OPENING, TYPES};
use crate::model::Kind;

/// Areas are at most this long and have at most this many words; otherwise it is a sentence.
const LONGEST_AREA: usize = 50;
const MOST_AREA_WORDS: usize = 3;
/// `net: mscc: ocelot: fix …` has three areas.
const MOST_AREAS: usize = 4;

/// A type as the author wrote it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TypeTag {
    pub(super) kind: Kind,
    /// As written, for example `feat(io)!:`.
    pub(super) written: String,
    /// Whether it stands first and before a colon, as Conventional Commits have it.
    pub(super) conventional: bool,
}

/// A word of the subject.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// In lower case, without punctuation around it.
    pub(super) text: String,
    /// Whether it is the name of a thing in the code rather than a word of English.
    pub(super) is_name: bool,
}

/// A subject taken apart.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Subject {
    pub(super) types: Vec<TypeTag>,
    /// In lower case.
    pub(super) areas: Vec<String>,
    pub(super) tokens: Vec<Token>,
}

impl Subject {
    pub(super) fn parse(subject: &str) -> Self {
        let mut parsed = Self::default();
        let mut rest = parsed.take_emoji(subject.trim());
        while let Some((inside, after)) = leading_bracket(rest) {
            parsed.label(inside, false);
            rest = after;
        }
        rest = after_issue(rest);
        while parsed.areas.len() + parsed.types.len() < MOST_AREAS {
            let Some((label, after)) = leading_label(rest) else { break };
            parsed.label(label, parsed.areas.is_empty() && parsed.types.is_empty());
            rest = after;
        }
        parsed.tokens = tokens(without_pull_request(rest));
        parsed
    }

    /// The words of English, in their order; names are left out.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.tokens.iter().filter(|token| !token.is_name).map(|token| token.text.as_str())
    }

    fn take_emoji<'text>(&mut self, text: &'text str) -> &'text str {
        for (kind, signs) in EMOJI {
            for sign in *signs {
                if let Some(after) = text.strip_prefix(sign) {
                    let written = (*sign).to_owned();
                    self.types.push(TypeTag { kind: *kind, written, conventional: false });
                    // Many emoji are followed by a variation selector.
                    return after.trim_start_matches('\u{fe0f}').trim_start();
                }
            }
        }
        text
    }

    fn label(&mut self, label: &str, first: bool) {
        if let Some(kind) = type_of(label) {
            self.types.push(TypeTag { kind, written: format!("{label}:"), conventional: first });
        } else {
            self.areas.push(label.to_lowercase());
        }
    }
}

/// `[net-next] rest`.
fn leading_bracket(text: &str) -> Option<(&str, &str)> {
    let (inside, after) = text.strip_prefix('[')?.split_once(']')?;
    let short = inside.len() <= LONGEST_AREA && !inside.is_empty();
    short.then(|| (inside, after.trim_start_matches([':', ' ', '-'])))
}

/// `HADOOP-1234. rest`, `#123: rest`, `gh-99: rest`.
fn after_issue(text: &str) -> &str {
    let first = text.split_whitespace().next().unwrap_or(text);
    let bare = first.trim_end_matches([':', '.', ',', '-']);
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let named = bare.rsplit_once('-').is_some_and(|(project, number)| {
        digits(number)
            && project.starts_with(|letter: char| letter.is_ascii_alphabetic())
            && project.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
    });
    let tracker = ["#", "gh-", "bpo-"];
    let numbered = tracker.iter().any(|mark| bare.strip_prefix(mark).is_some_and(digits));
    if named || numbered { text[first.len()..].trim_start_matches([' ', ':', '-']) } else { text }
}

/// `area: rest`, where the area is short and no sentence.
fn leading_label(text: &str) -> Option<(&str, &str)> {
    let colon = text.find(':').filter(|colon| *colon <= LONGEST_AREA)?;
    let (label, after) = (text[..colon].trim(), &text[colon + 1..]);
    let typed = type_of(label).is_some();
    // `std::fmt` is no area; `fix:it` is a slip of the pen.
    let separated =
        after.starts_with(' ') || after.is_empty() || (typed && !after.starts_with(':'));
    let words = label.split_whitespace().count();
    let plain = !label.contains(['"', '`', '\'']) && (1..=MOST_AREA_WORDS).contains(&words);
    (separated && plain && (typed || !is_sentence(label))).then(|| (label, after.trim_start()))
}

/// The kind of `feat`, `feat!`, `Feat(io)!`.
fn type_of(label: &str) -> Option<Kind> {
    let bare = label.strip_suffix('!').unwrap_or(label);
    let word = bare.split('(').next().unwrap_or(bare).trim();
    let is_word = |known: &&str| known.eq_ignore_ascii_case(word);
    TYPES.iter().find(|(_, words)| words.iter().any(is_word)).map(|(kind, _)| *kind)
}

/// `Fix parser` before a colon is the start of a sentence; `mm, slab` and `builtin/log.c` are not.
fn is_sentence(label: &str) -> bool {
    let mut words = label.split_whitespace();
    let first = words.next().unwrap_or(label).to_lowercase();
    let opens = OPENING.iter().any(|(_, _, bases)| is_form_of(&first, bases));
    // A single word that is a verb may be an area as well (`cache:`, `ignore:`), but not its past
    // form (`Fixed:`), which nobody calls a part of a program.
    opens && (words.next().is_some() || first.ends_with("ed"))
}

/// Cuts `(#1234)` off the end.
pub(in crate::classify) fn without_pull_request(subject: &str) -> &str {
    let trimmed = subject.trim_end();
    let Some(open) = trimmed.rfind(" (#") else { return trimmed };
    let inside = trimmed[open + 3..].strip_suffix(')');
    let number = inside.is_some_and(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
    if number { trimmed[..open].trim_end() } else { trimmed }
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['`', '"']) {
        let quote = &rest[at..=at];
        words_into(&mut tokens, &rest[..at]);
        let Some(length) = rest[at + 1..].find(quote) else {
            rest = &rest[at + 1..];
            continue;
        };
        let inside = rest[at + 1..at + 1 + length].to_lowercase();
        tokens.push(Token { text: inside, is_name: true });
        rest = &rest[at + length + 2..];
    }
    words_into(&mut tokens, rest);
    tokens
}

fn words_into(tokens: &mut Vec<Token>, text: &str) {
    for piece in text.split_whitespace() {
        let bare = piece.trim_matches(|c: char| !c.is_alphanumeric() && c != '-' && c != '_');
        let bare = bare.trim_end_matches(['-', '_']);
        if bare.is_empty() {
            continue;
        }
        // Nothing was repaired in a `fixed-width` column.
        if is_name(bare, piece) || bare.to_lowercase().starts_with("fixed-") {
            tokens.push(Token { text: bare.to_lowercase(), is_name: true });
        } else {
            // `use-after-free` is a phrase.
            let parts = bare.split('-').filter(|part| !part.is_empty());
            tokens.extend(parts.map(|part| Token { text: part.to_lowercase(), is_name: false }));
        }
    }
}

fn is_name(bare: &str, piece: &str) -> bool {
    let option = bare.starts_with('-');
    let call = piece.contains("()") || piece.contains("!(");
    let joined = bare.contains(['_', '.', ':', '=', '<', '$', '\\', '@', '(']);
    let mut letters = bare.chars();
    letters.next();
    // `CamelCase` and `camelCase`, but neither `CI` nor `FIX`, and not these two services.
    let camel = bare.chars().any(char::is_lowercase) && letters.any(char::is_uppercase);
    let camel = camel && !matches!(bare, "GitHub" | "GitLab");
    option || call || joined || camel || bare.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{Kind, Subject, without_pull_request};

    fn words(subject: &str) -> Vec<String> {
        Subject::parse(subject).words().map(str::to_owned).collect()
    }

    #[test]
    fn types_areas_and_words_come_apart() {
        let parsed = Subject::parse("feat(io)!: add a reader");
        assert_eq!(parsed.types[0].kind, Kind::Feat);
        assert_eq!(parsed.types[0].written, "feat(io)!:");
        assert!(parsed.types[0].conventional);
        assert_eq!(words("feat(io)!: add a reader"), ["add", "a", "reader"]);

        let parsed = Subject::parse("net: mscc: ocelot: fix the port");
        assert_eq!(parsed.areas, ["net", "mscc", "ocelot"]);
        assert_eq!(words("net/http: handle EOF"), ["handle", "eof"]);
        assert_eq!(words("HADOOP-1234. Fix NPE"), ["fix", "npe"]);
        assert_eq!(words("#99: fix it"), ["fix", "it"]);
        assert_eq!(words("[net-next] fix it"), ["fix", "it"]);
    }

    #[test]
    fn types_behind_an_area_or_in_brackets_are_not_conventional() {
        for subject in ["process: ci: cache binaries", "[ci] cache binaries", "💚 cache binaries"]
        {
            let parsed = Subject::parse(subject);
            assert_eq!(parsed.types[0].kind, Kind::Ci, "{subject}");
            assert!(!parsed.types[0].conventional, "{subject}");
        }
    }

    #[test]
    fn sentences_with_a_colon_have_no_area() {
        assert!(Subject::parse("Fix parser crash: stop early").areas.is_empty());
        assert_eq!(words("Fixed: the parser"), ["fixed", "the", "parser"]);
        assert!(Subject::parse("use std::fmt in the reader").areas.is_empty());
        assert_eq!(Subject::parse("ignore: tweak order").areas, ["ignore"]);
    }

    #[test]
    fn names_of_things_are_no_words() {
        assert_eq!(words("add `fix` and \"bug\" to --panic"), ["add", "and", "to"]);
        assert_eq!(words("print fix_count and AsyncRead and CI"), ["print", "and", "and", "ci"]);
        assert_eq!(words("a use-after-free in read()"), ["a", "use", "after", "free", "in"]);
        assert_eq!(words("an odd ` quote"), ["an", "odd", "quote"]);
    }

    #[test]
    fn pull_request_numbers_are_cut_off() {
        assert_eq!(without_pull_request("fix it (#12)"), "fix it");
        assert_eq!(without_pull_request("fix it (maybe)"), "fix it (maybe)");
        assert_eq!(without_pull_request("(#12)"), "(#12)");
    }

    #[test]
    fn odd_subjects_do_no_harm() {
        for subject in ["", ":", "[", "[]", "`", "::", "a:", "-", "(#)", "é: ü", "🐛"] {
            let _ = Subject::parse(subject);
        }
    }
}
