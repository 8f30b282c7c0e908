//! The last versions of files, kept from one block to the next.
//!
//! In: versions that were parsed. Out: for a file, the version from which its next one is parsed. Memory
//! is bounded by their texts, with as much again for their outlines. Deliberately absent: trees, which take
//! many times as much.

use std::collections::HashMap;

use super::Texts;
use super::parse::ParsedText;
use super::versions::Versions;
use crate::model::RepoPath;
use crate::syntax::{Parsed, Reading};

/// The last version of a file.
pub(super) struct LastVersion {
    pub number: usize,
    pub parsed: ParsedText,
    pub reading: Reading,
}

/// The last versions of files, by path.
pub(super) struct LastVersions<'a> {
    by_path: HashMap<(&'a RepoPath, Parsed), LastVersion>,
    /// Bytes of their texts.
    size: usize,
    /// How many there may be.
    most: usize,
}

impl<'a> LastVersions<'a> {
    pub(super) fn new(most: usize) -> Self {
        Self { by_path: HashMap::new(), size: 0, most }
    }

    /// The last version of a file before one that is to be parsed.
    pub(super) fn take(&mut self, versions: &Versions<'a>, number: usize) -> Option<LastVersion> {
        let last = self.by_path.remove(&versions.file(number))?;
        self.size -= last.parsed.text.len();
        Some(last)
    }

    /// Keeps the last versions of a block. Where there is not room for all, those of earlier blocks go.
    pub(super) fn keep(
        &mut self,
        versions: &Versions<'a>,
        last: Vec<(usize, Reading)>,
        texts: &mut Texts,
    ) {
        let size = |(number, _): &(usize, Reading)| texts.get(number).map_or(0, |at| at.text.len());
        if self.size + last.iter().map(size).sum::<usize>() > self.most {
            self.by_path.clear();
            self.size = 0;
        }
        for (number, reading) in last {
            let Some(parsed) = texts.remove(&number) else { continue };
            if self.size + parsed.text.len() <= self.most {
                self.size += parsed.text.len();
                let last = LastVersion { number, parsed, reading };
                if let Some(other) = self.by_path.insert(versions.file(number), last) {
                    self.size -= other.parsed.text.len();
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::versions::Versions;
    use super::super::{DeepCommit, DeepFile};
    use super::{LastVersions, ParsedText, Texts};
    use crate::model::{Content, ObjectId};
    use crate::syntax::{Outliner, Parsed};

    fn commit(number: u8, path: &str) -> DeepCommit {
        let new_blob = Some(ObjectId::from_bytes([number; 20]));
        let file = DeepFile {
            path: path.into(),
            old_path: None,
            old_blob: None,
            new_blob,
            content: Content::Text,
            changes: Vec::new(),
        };
        let id = ObjectId::from_bytes([0; 20]);
        DeepCommit { number: number.into(), id, is_merge: false, files: vec![file] }
    }

    #[test]
    fn what_there_is_no_room_for_is_not_kept() {
        let commits = [commit(1, "a.rs"), commit(2, "b.rs"), commit(3, "a.rs"), commit(4, "b.rs")];
        let (versions, _) = Versions::of(&commits);
        let text = b"fn a() {}\n";
        let mut outliner = Outliner::default();
        let mut parse = |texts: &mut Texts, number| {
            let language = Parsed::of(&"a.rs".into()).unwrap();
            let (reading, outline) = outliner.read(language, text, None).unwrap();
            texts.insert(number, ParsedText { text: text.to_vec(), outline });
            vec![(number, reading)]
        };
        let mut kept = LastVersions::new(text.len());
        let mut texts = Texts::new();
        let last = parse(&mut texts, 0);
        kept.keep(&versions, last, &mut texts);
        let last = parse(&mut texts, 1);
        kept.keep(&versions, last, &mut texts);
        assert!(kept.take(&versions, 2).is_none(), "it had to go");
        assert_eq!(kept.take(&versions, 3).map(|last| last.number), Some(1));
        assert_eq!((kept.size, kept.take(&versions, 3).is_none()), (0, true));
    }
}
