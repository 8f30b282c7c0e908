//! The answers as plain data, and one file a format.
//!
//! In: a history with its verdicts, episodes and profile. Out: serialisable structs, and their
//! renderings. Deliberately absent: I/O, colours, terminals, and any new judgement.

mod text;

pub use text::{Label, Text};
