//! One version of a file, and where its lines start.
//!
//! In: the name of a content. Out: its bytes and lines, in buffers that are used again and again; the
//! lines are looked for only once, and between versions that are alike only where they differ.
//! Deliberately absent: what differs (`compare`).

use std::ops::Range;

use super::prints::LinePrint;
use crate::git::{CommonEnds, EntryMode, Lines, ObjectError, Objects, TreeEntry, is_binary};
use crate::model::{Content, ObjectId};

/// Larger files are listed and not compared: memory stays bounded, and what is larger than this is
/// data. In bytes.
pub const LARGEST: u64 = 32 * 1024 * 1024;

/// A version that is at hand.
#[derive(Default)]
pub(super) struct Text {
    /// Which content this is, and whether it can be compared. The versions of a path are compared one
    /// after the other, so what is new in one is mostly what is old in the next, and is at hand.
    pub loaded: Option<(ObjectId, Content)>,
    pub bytes: Vec<u8>,
    /// Whether `starts` is known.
    pub has_lines: bool,
    /// Where each line starts.
    pub starts: Vec<u32>,
}

/// A position in a text: texts are at most [`LARGEST`] bytes long.
fn position(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl Text {
    pub(super) fn holds(&self, entry: TreeEntry) -> bool {
        self.loaded.is_some_and(|(id, _)| id == entry.id)
    }

    /// Finds the lines, if that is still to be done.
    pub(super) fn find_lines(&mut self) {
        if !self.has_lines {
            self.begin_lines();
            self.push_starts(0..self.bytes.len());
        }
    }

    /// As [`Text::find_lines`], when the text has its ends in common with another one whose lines are
    /// known: only what lies between them has to be looked through.
    pub(super) fn find_lines_like(&mut self, other: &Self, ends: CommonEnds) {
        if self.has_lines {
            return;
        }
        let before = other.starts.partition_point(|start| (*start as usize) < ends.beginning);
        let end = other.bytes.len() - ends.end;
        let after = other.starts.partition_point(|start| *start as usize <= end);
        self.begin_lines();
        self.starts.extend_from_slice(other.starts.get(1..before).unwrap_or_default());
        // A line that starts where the common beginning ends need not start there in both.
        self.push_starts(ends.beginning.saturating_sub(1)..self.bytes.len() - ends.end);
        let shift = position(self.bytes.len()).wrapping_sub(position(other.bytes.len()));
        self.starts.extend(other.starts[after..].iter().map(|start| start.wrapping_add(shift)));
    }

    fn begin_lines(&mut self) {
        self.has_lines = true;
        self.starts.clear();
        if !self.bytes.is_empty() {
            self.starts.push(0);
        }
    }

    /// Adds the starts of the lines that follow the line breaks in a part of the text.
    fn push_starts(&mut self, part: Range<usize>) {
        let first = part.start;
        for at in memchr::memchr_iter(b'\n', &self.bytes[part]) {
            let start = first + at + 1;
            if start < self.bytes.len() {
                self.starts.push(position(start));
            }
        }
    }

    pub(super) fn lines(&self) -> u32 {
        u32::try_from(self.starts.len()).unwrap_or(u32::MAX)
    }

    pub(super) fn as_lines(&self) -> Lines<'_> {
        Lines { bytes: &self.bytes, starts: &self.starts }
    }

    pub(super) fn slice(&self, start: u32, lines: u32) -> &[u8] {
        self.as_lines().slice(start, lines)
    }

    pub(super) fn prints(&self, start: u32, lines: u32) -> impl Iterator<Item = LinePrint> + '_ {
        (start..start + lines).map(|line| LinePrint::of(self.slice(line, 1)))
    }
}

/// Reads one side, and says whether it can be compared line by line.
pub(super) fn read(objects: &Objects, entry: TreeEntry, text: &mut Text) -> Content {
    match entry.mode {
        EntryMode::Submodule => return Content::Submodule,
        EntryMode::Symlink => return Content::Symlink,
        EntryMode::File => {}
    }
    if let Some((id, content)) = text.loaded
        && id == entry.id
    {
        return content;
    }
    let content = read_blob(objects, entry.id, text);
    text.loaded = Some((entry.id, content));
    content
}

fn read_blob(objects: &Objects, id: ObjectId, text: &mut Text) -> Content {
    text.has_lines = false;
    match objects.blob(id, &mut text.bytes) {
        Ok(()) if text.bytes.len() as u64 > LARGEST => Content::TooLarge,
        Ok(()) if is_binary(&text.bytes) => Content::Binary,
        Ok(()) => Content::Text,
        Err(ObjectError::Missing(_)) => Content::Unavailable,
        Err(ObjectError::Damaged(id, _)) => match objects.blob_size(id) {
            Ok(size) if size > LARGEST => Content::TooLarge,
            _ => Content::Unavailable,
        },
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{CommonEnds, Text};

    fn text(bytes: &[u8]) -> Text {
        Text { bytes: bytes.to_vec(), ..Text::default() }
    }

    proptest! {
        #[test]
        fn lines_are_found_from_another_text_as_well(
            parts in prop::array::uniform4(prop::collection::vec(prop::sample::select(b"a\n".to_vec()), 0..6)),
        ) {
            let [beginning, old, new, end] = parts;
            let mut before = text(&[&beginning[..], &old, &end].concat());
            let after = [&beginning[..], &new, &end].concat();
            let (mut after, mut alike) = (text(&after), text(&after));
            before.find_lines();
            after.find_lines();
            alike.find_lines_like(&before, CommonEnds::of(&before.bytes, &alike.bytes));
            prop_assert_eq!(after.starts, alike.starts);
        }
    }
}
