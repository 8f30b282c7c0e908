//! What a file defines.
//!
//! In: nothing; `outline` fills these in. Out: the symbols of one version of a file, as plain values.
//! Deliberately absent: trees, and what symbols mean to each other across versions or files.

use std::ops::Range;

use super::Dependency;
use crate::model::TITLE_JOIN;

/// What sort of thing a symbol is. The exact word of the language (`struct`, `object`) is in its
/// title.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SymbolKind {
    /// A function or a method.
    Function,
    /// What makes a value of its type; it follows its type's name.
    Constructor,
    /// A class, struct, enum, union, record, object.
    Type,
    /// An interface, trait or protocol.
    Interface,
    /// Another name for a type.
    Alias,
    /// A module or namespace.
    Module,
    /// Members that are added to a type that stands elsewhere: `impl`, `extension`.
    Extension,
    /// A field, property, constant, static or variable.
    Value,
    /// A macro.
    Macro,
    /// A section of a document.
    Section,
}

impl SymbolKind {
    /// Whether it is called.
    #[must_use]
    pub const fn is_callable(self) -> bool {
        matches!(self, Self::Function | Self::Constructor | Self::Macro)
    }

    /// Whether it has members.
    #[must_use]
    pub const fn is_container(self) -> bool {
        matches!(self, Self::Type | Self::Interface | Self::Module | Self::Extension)
    }

    /// Whether it names a type.
    #[must_use]
    pub const fn is_type(self) -> bool {
        matches!(self, Self::Type | Self::Interface | Self::Alias)
    }
}

/// A named definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// What it is.
    pub kind: SymbolKind,
    /// Its own name: `poll`.
    pub name: String,
    /// The type that it names as its owner where it stands outside of it: `Server` of
    /// `func (s *Server) Serve`, `Foo` of `void Foo::bar()`.
    pub owner: Option<String>,
    /// As a person would call it, in the words of the language: `fn poll`.
    pub title: String,
    /// The symbol that encloses it, by its place in the outline.
    pub parent: Option<usize>,
    /// Who may use it, in the words of the language; empty where nothing is said.
    pub visibility: String,
    /// Its parameters, white space evened out.
    pub parameters: Vec<String>,
    /// What it returns, or the type of a value, white space evened out; empty where nothing is said.
    pub result: String,
    /// The names of the types that it extends or implements.
    pub supertypes: Vec<String>,
    /// Its bytes, with the comments and attributes that stand directly before it.
    pub bytes: Range<usize>,
    /// Its bytes without these.
    pub own: Range<usize>,
    /// The bytes of its body, where it has one.
    pub body: Option<Range<usize>>,
    /// Its lines, with the comments and attributes that stand directly before it, from 0.
    pub lines: Range<u32>,
    /// The line of its own that names it, from 0.
    pub line: u32,
}

/// Something that a file uses from elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Import {
    /// As it is written, white space evened out.
    pub text: String,
    /// Its first byte.
    pub start: usize,
    /// Its line, from 0.
    pub line: u32,
}

/// What one version of a file defines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// Its symbols in the order of the text; what encloses comes before what is enclosed.
    pub symbols: Vec<Symbol>,
    /// What it uses from elsewhere.
    pub imports: Vec<Import>,
    /// What its project asks for; `None` when it is no manifest, or cannot be read as one.
    pub dependencies: Option<Vec<Dependency>>,
    /// Lines that could not be read as the language, from 0.
    pub damaged: Vec<Range<u32>>,
}

impl Outline {
    /// The titles of a symbol and of what encloses it, outermost first.
    #[must_use]
    pub fn path_of(&self, symbol: usize) -> String {
        let mut titles = vec![self.symbols[symbol].title.as_str()];
        let mut at = symbol;
        while let Some(parent) = self.symbols[at].parent {
            titles.push(&self.symbols[parent].title);
            at = parent;
        }
        titles.reverse();
        titles.join(TITLE_JOIN)
    }

    /// Whether code elsewhere may use a symbol, as far as it is told: where nothing is said, nothing hinders. Members of an
    /// interface are as public as it is; what stands within a function is not.
    #[must_use]
    pub fn is_public(&self, symbol: usize) -> bool {
        let Symbol { parent, visibility, .. } = &self.symbols[symbol];
        match parent.map(|at| (at, self.symbols[at].kind)) {
            Some((_, around)) if around.is_callable() => false,
            Some((at, SymbolKind::Interface)) => self.is_public(at),
            _ => matches!(visibility.as_str(), "" | "pub" | "public" | "open" | "exported"),
        }
    }

    /// The innermost symbol around a line.
    #[must_use]
    pub fn at_line(&self, line: u32) -> Option<usize> {
        self.symbols.iter().rposition(|symbol| symbol.lines.contains(&line))
    }
}
