//! References in a text.
//!
//! In: a text that names figures, tables and rows of evidence, and what of these a page has. Out: the same in pieces, each
//! reference apart with the anchor that it leads to. Deliberately absent: references to what is not on the page; these stay
//! as they are.

use std::collections::BTreeSet;

/// How a command begins in a sentence.
const COMMAND: &str = "`git headway ";

/// What a page has anchors for: `F2`, `T1`, `E3`.
#[derive(Debug, Default)]
pub(super) struct Names(BTreeSet<String>);

/// A piece of a text: a reference, or what stands between references.
#[derive(Debug, PartialEq)]
pub(super) struct Piece {
    pub text: String,
    /// The anchor that it leads to; nothing where it leads nowhere.
    pub leads: String,
    /// A command to type.
    pub is_command: bool,
}

impl FromIterator<String> for Names {
    fn from_iter<T: IntoIterator<Item = String>>(names: T) -> Self {
        Self(names.into_iter().collect())
    }
}

impl Piece {
    /// A text without references.
    pub(super) fn plain(text: &str) -> Vec<Self> {
        vec![Self { text: text.to_owned(), leads: String::new(), is_command: false }]
    }

    /// A sentence with the commands in it (`git headway …` between backticks) set apart.
    pub(super) fn sentence(text: &str) -> Vec<Self> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once(COMMAND)
            && let Some((command, after)) = after.split_once('`')
        {
            pieces.extend(Self::plain(before));
            let text = format!("{}{command}", &COMMAND[1..]);
            pieces.push(Self { text, leads: String::new(), is_command: true });
            rest = after;
        }
        pieces.extend(Self::plain(rest));
        pieces
    }
}

/// A text with what it refers to (`F2 E2–E6`) set apart, where the page has it.
pub(super) fn pieces(text: &str, names: &Names) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_word = first.is_alphanumeric();
        let end = rest.find(|next: char| next.is_alphanumeric() != is_word).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        if names.0.contains(word) {
            let (text, leads) = (spelled(word), word.to_owned());
            pieces.push(Piece { text, leads, is_command: false });
        } else {
            match pieces.last_mut().filter(|last| last.leads.is_empty()) {
                Some(last) => last.text.push_str(word),
                None => pieces.extend(Piece::plain(word)),
            }
        }
        rest = after;
    }
    pieces
}

/// `fig. 2`, `table 1`, `E3`: as captions spell it.
fn spelled(name: &str) -> String {
    match name.split_at_checked(1) {
        Some(("F", number)) => format!("fig. {number}"),
        Some(("T", number)) => format!("table {number}"),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Names, Piece, pieces};

    #[test]
    fn references_are_apart_where_the_page_has_them() {
        let names: Names = ["F2", "T1", "E2", "E6"].map(str::to_owned).into_iter().collect();
        let found = pieces("F2 T1 E2–E6 E7", &names);
        let piece = |text: &str, leads: &str| Piece {
            text: text.into(),
            leads: leads.into(),
            is_command: false,
        };
        let expected = [
            piece("fig. 2", "F2"),
            piece(" ", ""),
            piece("table 1", "T1"),
            piece(" ", ""),
            piece("E2", "E2"),
            piece("–", ""),
            piece("E6", "E6"),
            piece(" E7", ""),
        ];
        assert_eq!(found, expected);
        assert_eq!(pieces("", &names), []);
    }

    #[test]
    fn commands_are_apart_in_a_sentence() {
        let found = Piece::sentence("Say `git headway note \"a\"` or `b` or `git headway");
        let texts: Vec<(&str, bool)> =
            found.iter().map(|piece| (piece.text.as_str(), piece.is_command)).collect();
        let expected =
            [("Say ", false), ("git headway note \"a\"", true), (" or `b` or `git headway", false)];
        assert_eq!(texts, expected);
    }
}
