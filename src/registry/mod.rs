//! The repositories that a person works in, as far as they are known.
//!
//! In: the data folder. Out: the list of them, each with how it came onto the list, and changes to it that
//! are made whole or not at all. Deliberately absent: opening repositories, whether they are still there, and
//! what is installed in them.

mod entry;
mod file;
mod form;

pub use entry::{Entry, place};
pub use file::Registry;
