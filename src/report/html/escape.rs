//! Text made safe to stand in HTML.
//!
//! In: any text. Out: the same characters for a reader, none of which is markup, in an attribute or outside.
//! Deliberately absent: any way around it for text from a repository.

use std::fmt;

use crate::model::printable;

/// Takes the meaning from every character that has one in HTML, and spells control and bidirectional characters out.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Escaper;

impl askama::filters::Escaper for Escaper {
    fn write_escaped_str<W: fmt::Write>(&self, mut into: W, text: &str) -> fmt::Result {
        for character in printable(text.as_bytes()).chars() {
            match character {
                '<' => into.write_str("&lt;")?,
                '>' => into.write_str("&gt;")?,
                '&' => into.write_str("&amp;")?,
                '"' => into.write_str("&quot;")?,
                '\'' => into.write_str("&#39;")?,
                _ => into.write_char(character)?,
            }
        }
        Ok(())
    }
}
