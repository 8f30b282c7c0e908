//! The way into parsing.
//!
//! In: paths and texts. Out: outlines, and the words of parts of a text. Deliberately absent: any name
//! of the parsing library; whoever calls sees plain values.

use std::ops::Range;

use tree_sitter::Tree;

use super::Outline;
use super::edit::{Edit, apply};
use super::languages::{LANGUAGES, of_path, prepared};
use super::outline::{LARGEST, OutlineParser};
use super::token::{Tokens, split};
use crate::model::RepoPath;

/// A language that is parsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Parsed(usize);

impl Parsed {
    /// The language of a path, if it is one that is parsed.
    #[must_use]
    pub fn of(path: &RepoPath) -> Option<Self> {
        of_path(path).map(Self)
    }

    /// As people call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        LANGUAGES[self.0].name
    }

    /// Whether files of one directory make one module.
    #[must_use]
    pub fn directory_is_module(self) -> bool {
        LANGUAGES[self.0].directory_is_module
    }

    /// The words of a part of a text.
    #[must_use]
    pub fn tokens(self, text: &[u8], part: Range<usize>) -> Tokens {
        split(text, part, &LANGUAGES[self.0].lexis)
    }
}

/// The tree of a text, kept for the next version of it.
pub struct SyntaxTree {
    language: Parsed,
    tree: Tree,
}

impl SyntaxTree {
    /// Whether a part of the text could not be read as the language. How such a part is made sense of
    /// may depend on what was parsed before; all else never does.
    #[must_use]
    pub fn is_damaged(&self) -> bool {
        self.tree.root_node().has_error()
    }
}

/// Parses texts of all languages; keeps the parsers.
pub struct Outliner {
    parsers: Vec<Option<OutlineParser>>,
}

impl Default for Outliner {
    fn default() -> Self {
        Self { parsers: LANGUAGES.iter().map(|_| None).collect() }
    }
}

impl Outliner {
    /// The outline of a text; `None` when it is too large to be a person's.
    pub fn outline(&mut self, language: Parsed, text: &[u8]) -> Option<Outline> {
        Some(self.parse(language, text, None)?.1)
    }

    /// Parses a text, with what is known of the version before: its tree, its text, and what was
    /// replaced between them, from the top down.
    pub fn parse(
        &mut self,
        language: Parsed,
        text: &[u8],
        before: Option<(SyntaxTree, &[u8], &[Edit])>,
    ) -> Option<(SyntaxTree, Outline)> {
        if text.len() > LARGEST {
            return None;
        }
        let slot = &mut self.parsers[language.0];
        if slot.is_none() {
            *slot = OutlineParser::new(prepared(language.0));
        }
        let parser = slot.as_mut()?;
        let edited =
            before.filter(|(tree, ..)| tree.language == language).map(|(before, old, edits)| {
                let mut tree = before.tree;
                apply(&mut tree, old, text, edits);
                tree
            });
        let tree = parser.parse(text, edited.as_ref())?;
        let outline = parser.outline(text, &tree);
        Some((SyntaxTree { language, tree }, outline))
    }
}
