//! Which section of a file a line belongs to.
//!
//! In: the bytes of a file and a line number. Out: the section's title, as a person would call it.
//! Deliberately absent: parsing; titles come from indentation and the words that open definitions,
//! the way git names a hunk, so a title can be wrong where code is laid out unusually.

mod comment;
mod definition;
mod indentation;
mod language;
mod section;
mod statement;

pub use comment::CommentLines;
pub use indentation::keeps_indentation;
pub use language::Language;
pub use section::{Section, SectionFinder};
pub use statement::Statements;
