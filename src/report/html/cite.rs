//! References in a text.
//!
//! In: a text that names figures, tables and rows of evidence, and what of these a page has; and the names of spots and areas
//! that are on it. Out: the same in pieces, each reference apart with the anchor that it leads to, each name and command
//! apart from the words around it. Deliberately absent: references to what is not on the page; these stay as they are.

use std::cmp::Reverse;
use std::collections::BTreeSet;

/// How a command begins in a sentence.
const COMMAND: &str = "`git headway ";

/// Bytes of a name that is looked for in sentences.
const LONGEST: usize = 400;

/// What a page has anchors for (`F2`, `T1`, `E3`), and the spots and areas that it names, the longest first.
#[derive(Debug, Default)]
pub(super) struct Names {
    anchors: BTreeSet<String>,
    places: Vec<String>,
    /// What stands before places where there are several repositories: `vitest:`.
    repositories: BTreeSet<String>,
}

/// A piece of a text: a reference, or what stands between references.
#[derive(Debug, PartialEq)]
pub(super) struct Piece {
    pub text: String,
    /// The anchor that it leads to; nothing where it leads nowhere.
    pub leads: String,
    /// A command to type, or a name from a repository.
    pub is_code: bool,
}

impl Names {
    /// Of what a page has: the names of its figures and rows, and all texts that may be names of spots or areas. Those
    /// that could be words, or are too long to stand in a sentence, are left out.
    pub(super) fn new(anchors: BTreeSet<String>, places: BTreeSet<String>) -> Self {
        let is_name = |place: &String| place.contains(['/', '_', ':']) && place.len() <= LONGEST;
        let mut places: Vec<String> = places.into_iter().filter(is_name).collect();
        places.sort_by_key(|place| Reverse(place.len()));
        let repository = |place: &String| {
            let (name, _) = place.split_once(": ").filter(|(name, _)| !name.contains('/'))?;
            Some(format!("{name}:"))
        };
        let repositories = places.iter().filter_map(repository).collect();
        Self { anchors, places, repositories }
    }

    /// A sentence with the commands in it (`git headway …` between backticks) and the names of spots and areas set apart.
    pub(super) fn sentence(&self, text: &str) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once(COMMAND)
            && let Some((command, after)) = after.split_once('`')
        {
            self.put_named(before, &mut pieces);
            let text = format!("{}{command}", &COMMAND[1..]);
            pieces.push(Piece { text, leads: String::new(), is_code: true });
            rest = after;
        }
        self.put_named(rest, &mut pieces);
        pieces
    }

    fn put_named(&self, text: &str, into: &mut Vec<Piece>) {
        if text.is_empty() {
            return;
        }
        let found = self.places.iter().find_map(|place| Some((whole(text, place)?, place)));
        let found = found.map(|(at, place)| (at, place.len())).or_else(|| self.folder(text));
        let Some((at, length)) = found else {
            into.extend(Piece::plain(text));
            return;
        };
        self.put_named(&text[..at], into);
        let place = text[at..at + length].to_owned();
        into.push(Piece { text: place, leads: String::new(), is_code: true });
        self.put_named(&text[at + length..], into);
    }

    /// The first word that names a folder, with its repository, and how long that is.
    fn folder(&self, text: &str) -> Option<(usize, usize)> {
        let (mut from, mut before) = (0, None);
        for word in text.split_inclusive(' ') {
            let folder = word.trim_end().trim_end_matches([',', '.', ';', ')']);
            if folder.len() > 1 && folder.ends_with('/') {
                let begin = before.unwrap_or(from);
                return Some((begin, from + folder.len() - begin));
            }
            before = self.repositories.contains(word.trim_end()).then_some(from);
            from += word.len();
        }
        None
    }
}

/// Where a name is in a text and no part of a longer one.
fn whole(text: &str, name: &str) -> Option<usize> {
    let is_part = |character: char| character.is_alphanumeric() || "_/*<(".contains(character);
    let is_whole = |(at, _): &(usize, &str)| {
        let (before, after) = (&text[..*at], &text[at + name.len()..]);
        !before.ends_with(is_part) && !after.starts_with(is_part)
    };
    text.match_indices(name).find(is_whole).map(|(at, _)| at)
}

impl Piece {
    /// Its text in parts between which a line may end: after each folder of a path.
    pub(super) fn parts(&self) -> impl Iterator<Item = &str> {
        self.text.split_inclusive('/')
    }

    /// A text without references.
    pub(super) fn plain(text: &str) -> Vec<Self> {
        vec![Self { text: text.to_owned(), leads: String::new(), is_code: false }]
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
        if names.anchors.contains(word) {
            let (text, leads) = (spelled(word), word.to_owned());
            pieces.push(Piece { text, leads, is_code: false });
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

/// `Fig. 2`, `Table 1`: how a caption begins. A figure with too little to draw is a table under its own name.
pub(super) fn named(id: &str) -> String {
    match id.split_at_checked(1) {
        Some(("F", number)) => format!("Fig. {number}"),
        Some(("T", number)) => format!("Table {number}"),
        _ => id.to_owned(),
    }
}

/// `fig. 2`, `table 1`, `E3`: the same within a text.
fn spelled(id: &str) -> String {
    named(id).replacen("Fig.", "fig.", 1).replacen("Table", "table", 1)
}

#[cfg(test)]
mod tests {
    use super::{Names, Piece, pieces};

    fn names(anchors: &[&str], places: &[&str]) -> Names {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        Names::new(owned(anchors), owned(places))
    }

    fn found(places: &[&str], text: &str) -> Vec<(String, bool)> {
        let pieces = names(&[], places).sentence(text);
        pieces.into_iter().map(|piece| (piece.text, piece.is_code)).collect()
    }

    #[test]
    fn references_are_apart_where_the_page_has_them() {
        let names = names(&["F2", "T1", "E2", "E6"], &[]);
        let found = pieces("F2 T1 E2–E6 E7", &names);
        let piece = |text: &str, leads: &str| Piece {
            text: text.into(),
            leads: leads.into(),
            is_code: false,
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
        let found = found(&[], "Say `git headway note \"a\"` or `b` or `git headway");
        let expected =
            [("Say ", false), ("git headway note \"a\"", true), (" or `b` or `git headway", false)];
        assert_eq!(found, expected.map(|(text, is_code)| (text.to_owned(), is_code)));
    }

    #[test]
    fn folders_are_apart_with_their_repositories() {
        let found = found(&["one: a/"], "In one: b/, c/d/ and/or two: e/.");
        let expected = [
            ("In ", false),
            ("one: b/", true),
            (", ", false),
            ("c/d/", true),
            (" and/or two: ", false),
            ("e/", true),
            (".", false),
        ];
        assert_eq!(found, expected.map(|(text, is_code)| (text.to_owned(), is_code)));
    }

    #[test]
    fn names_are_apart_in_a_sentence_where_they_are_whole() {
        let places = ["src/", "src/a.rs", "src/a.rs: fn f", "shared"];
        let found =
            found(&places, "src/a.rs: fn f, src/a.rs and src/ are shared; src/b.rs is not.");
        let expected = [
            ("src/a.rs: fn f", true),
            (", ", false),
            ("src/a.rs", true),
            (" and ", false),
            ("src/", true),
            (" are shared; src/b.rs is not.", false),
        ];
        assert_eq!(found, expected.map(|(text, is_code)| (text.to_owned(), is_code)));
    }
}
