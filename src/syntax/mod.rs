//! What a text says of itself: its sections, comments, symbols, words.
//!
//! In: the bytes of a file and its name. Out: two readings of it. The quick one (`section`, `comment`,
//! `statement`) goes by indentation and the words that open definitions, the way git names a hunk;
//! every change of a history gets it. The exact one (`outliner`) parses, where the language is one of
//! `languages/`; what a project asks for from elsewhere is read from its manifests (`manifests/`).
//! A later version may be read from the one before, to the same outline. Deliberately absent: what differs between
//! versions; `structure` compares them.

mod chunk;
mod chunked;
mod comment;
mod declarator;
mod definition;
mod describe;
mod edit;
mod grammar;
mod heading;
mod indentation;
mod language;
mod languages;
mod manifest;
mod manifests;
mod naming;
mod outline;
mod outliner;
mod piece;
mod place;
mod position;
mod prepared;
mod reading;
mod renewal;
mod section;
mod shift;
mod skeleton;
mod statement;
mod symbol;
mod token;

pub use comment::CommentLines;
pub use edit::Edit;
pub use indentation::keeps_indentation;
pub use language::Language;
pub use manifest::Dependency;
pub use outliner::{Earlier, Outliner, Parsed, Reading};
pub use section::{Section, SectionFinder};
pub use statement::Statements;
pub use symbol::{Import, Outline, Symbol, SymbolKind};
pub use token::{Token, TokenKind, Tokens, name_print};
