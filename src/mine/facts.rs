//! What mining finds out about a commit.
//!
//! In: nothing; the other modules of this room fill these in. Out: plain values for the store.
//! Deliberately absent: line origins (`lineage` works them out from the hunks) and verdicts.

use crate::git::{Hunk, NamedPerson, RawSignature};
use crate::model::{Content, FileStatus, ObjectId, RepoPath, Timestamp};

/// Everything mined from one commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommitFacts {
    /// Its name.
    pub id: ObjectId,
    /// Its parents, in git's order, without those that a shallow clone cut off.
    pub parents: Vec<ObjectId>,
    /// Whether parents were cut off: its lines may be older than it says.
    pub cut_off: bool,
    /// Who wrote it and when.
    pub author: RawSignature,
    /// Whom its `Co-authored-by` trailers name, each once.
    pub co_authors: Vec<NamedPerson>,
    /// When it was committed.
    pub commit_time: Timestamp,
    /// The first paragraph of the message on one line, safe to show.
    pub subject: String,
    /// The rest of the message.
    pub body: String,
    /// See [`crate::model::Commit::fingerprint`].
    pub fingerprint: Option<u64>,
    /// Files that differ from the first parent; of a merge, those that differ from every parent.
    pub files: Vec<FileFacts>,
    /// Of a merge: paths that differ from the first parent and came from elsewhere unchanged.
    pub inherited: Vec<Inherited>,
}

/// A path that a merge took over as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inherited {
    /// The path.
    pub path: RepoPath,
    /// Which parent it came from, from 0; `None` when the merge deleted it.
    pub parent: Option<usize>,
}

/// What a commit did to one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileFacts {
    /// The path after the commit (before it, when deleted).
    pub path: RepoPath,
    /// The path before, when it was renamed.
    pub old_path: Option<RepoPath>,
    /// How it came out.
    pub status: FileStatus,
    /// What could be compared.
    pub content: Content,
    /// The content before.
    pub old_blob: Option<ObjectId>,
    /// The content after.
    pub new_blob: Option<ObjectId>,
    /// Added lines that stand verbatim among the commit's deleted ones.
    pub moved_in: u32,
    /// Deleted lines that stand verbatim among the commit's added ones.
    pub moved_out: u32,
    /// Which of the added lines those are, in order; their origins are where they stood. None for `git blame`,
    /// which by itself follows no line that moves.
    pub moves: Vec<MovedLines>,
    /// See [`crate::model::FileChange::went`].
    pub went: Vec<u32>,
    /// See [`crate::model::FileChange::came`].
    pub came: Vec<u32>,
    /// Lines after the commit, when they could be counted.
    pub new_lines: Option<u32>,
    /// Of a new file: the path whose content, changed or renamed by the same commit, it repeats.
    pub copied_from: Option<RepoPath>,
    /// Whether the file became executable, or stopped being so.
    pub mode_changed: bool,
    /// The hunks against the first parent; of a merge, the lines that no parent has.
    pub hunks: Vec<HunkFacts>,
    /// Of a merge: the hunks against each parent that has the file, in git's order.
    pub parents: Vec<ParentHunks>,
}

/// A hunk and where it falls.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "four facts that do not depend on each other")]
pub struct HunkFacts {
    /// The lines.
    pub hunk: Hunk,
    /// The title of the section it falls on; `None` for the file itself.
    pub section: Option<String>,
    /// Whether the section's own line is new with this hunk.
    pub introduces: bool,
    /// Whether the section's own line goes with this hunk and nothing comes in its place.
    pub removes: bool,
    /// Whether nothing but white space, line breaks and trailing commas differs.
    pub formatting_only: bool,
    /// Whether nothing but comments differs.
    pub comments_only: bool,
    /// Which lines go on in another layout.
    pub carried: Carried,
}

/// A run of lines of a file that stood elsewhere in the parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MovedLines {
    /// The first of them after the commit, from 0.
    pub new_start: u32,
    /// How many.
    pub lines: u32,
    /// The file where they stood, by its position among the commit's.
    pub file: u32,
    /// The first of them there, before the commit, from 0.
    pub old_start: u32,
}

/// Which lines a hunk only lays out anew: they stay whose they were.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Carried {
    /// None; what comes is new.
    #[default]
    None,
    /// Each, at its place: as many lines come as went.
    InPlace,
    /// For each line that comes the one that it continues, counted from the hunk's first.
    From(Vec<u32>),
}

/// How a merged file differs from one parent's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParentHunks {
    /// Which parent, from 0.
    pub parent: usize,
    /// The file's path there.
    pub path: RepoPath,
    /// What differs.
    pub hunks: Vec<Hunk>,
}

impl CommitFacts {
    /// Every path that the commit changed or, being a merge, took over.
    pub fn paths(&self) -> impl Iterator<Item = &RepoPath> {
        let files = self.files.iter().map(|file| &file.path);
        let before = self.files.iter().filter_map(|file| file.old_path.as_ref());
        files.chain(before).chain(self.inherited.iter().map(|inherited| &inherited.path))
    }
}

impl FileFacts {
    /// Lines added.
    #[must_use]
    pub fn added(&self) -> u32 {
        self.hunks.iter().map(|facts| facts.hunk.new_lines).sum()
    }

    /// Lines deleted.
    #[must_use]
    pub fn deleted(&self) -> u32 {
        self.hunks.iter().map(|facts| facts.hunk.old_lines).sum()
    }
}

/// Splits a message as git does: the subject is the first paragraph, joined to one line.
#[must_use]
pub(super) fn split_message(message: &[u8]) -> (String, String) {
    let text = String::from_utf8_lossy(message);
    let text = text.trim_start_matches(['\n', '\r']);
    let mut subject_lines = Vec::new();
    let mut rest = text;
    while let Some((line, after)) =
        rest.split_once('\n').or((!rest.is_empty()).then_some((rest, "")))
    {
        rest = after;
        if line.trim().is_empty() {
            break;
        }
        subject_lines.push(line.trim_end());
    }
    let subject = subject_lines.join(" ");
    (crate::model::printable(subject.as_bytes()).into_owned(), rest.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::split_message;

    #[test]
    fn subjects_and_bodies() {
        let split = |message: &str| split_message(message.as_bytes());
        assert_eq!(split("One\n"), ("One".into(), String::new()));
        assert_eq!(split("One\ntwo\n\nBody\n\nMore\n"), ("One two".into(), "Body\n\nMore".into()));
        assert_eq!(split("\n\nOne"), ("One".into(), String::new()));
        assert_eq!(split(""), (String::new(), String::new()));
        assert_eq!(split("a\x1bb").0, "a\\u{1b}b");
    }
}
