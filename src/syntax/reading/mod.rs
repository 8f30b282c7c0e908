//! How the texts of manifests are taken apart.
//!
//! In: a text of TOML, JSON, XML, or code. Out: its parts with their lines. TOML and JSON are parsed;
//! of XML and code only as much is read as manifests need, and each file says what it does not read.
//! Deliberately absent: what the parts mean (`manifests`).

pub(super) mod json;
pub(super) mod toml;
pub(super) mod words;
pub(super) mod xml;

/// The line of a byte, from 0.
pub(super) fn line_of(text: &str, at: usize) -> u32 {
    let before = &text.as_bytes()[..at.min(text.len())];
    u32::try_from(memchr::memchr_iter(b'\n', before).count()).unwrap_or(u32::MAX)
}
