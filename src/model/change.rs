//! What a commit did to a file, and to each spot of it.
//!
//! In: tree and line differences to the first parent. Out: plain values; line numbers start at 1.
//! Deliberately absent: the text of the lines; git has it.

use std::ops::Range;

use super::{CommitIndex, FileIndex, ObjectId, RepoPath, SpotIndex};

/// How a path came out of a commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileStatus {
    /// It was not there before.
    Added,
    /// It is gone.
    Deleted,
    /// Its content (or only its mode) differs.
    Modified,
    /// It came from another path that is gone now.
    Renamed,
    /// It became another type of thing: a symlink, a submodule.
    TypeChanged,
}

/// What kind of content could be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Content {
    /// Lines.
    Text,
    /// A NUL byte near the start, as git decides it.
    Binary,
    /// The pointer to a commit of another repository.
    Submodule,
    /// A symbolic link.
    Symlink,
    /// Larger than the limit for line differences.
    TooLarge,
    /// git does not have the content here (partial clone, damaged store).
    Unavailable,
}

/// What `.gitattributes` says of a path through linguist's attributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GitattributesMark {
    /// `linguist-generated`.
    Generated,
    /// `linguist-vendored`.
    Vendored,
    /// `linguist-documentation`.
    Documentation,
}

/// The part of a commit that falls on one file, against the first parent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileChange {
    /// The commit.
    pub commit: CommitIndex,
    /// The file, followed through renames.
    pub file: FileIndex,
    /// Its path after the commit (before it, when deleted).
    pub path: RepoPath,
    /// Its path before the commit, when that differs.
    pub old_path: Option<RepoPath>,
    /// How it came out.
    pub status: FileStatus,
    /// What could be compared.
    pub content: Content,
    /// The content before, when there was any.
    pub old_blob: Option<ObjectId>,
    /// The content after, when there is any.
    pub new_blob: Option<ObjectId>,
    /// Lines added.
    pub added: u32,
    /// Lines deleted.
    pub deleted: u32,
    /// Of the added lines, those that stand verbatim (in a block) among the commit's deleted lines.
    pub moved_in: u32,
    /// Of the deleted lines, those that stand verbatim (in a block) among the commit's added lines.
    pub moved_out: u32,
    /// A sample of the deleted lines that were not added as well, as short hashes in order, white space aside: all of
    /// them where they are few. Two commits have lines in common about as often as their samples do.
    pub went: Box<[u32]>,
    /// A sample of the added lines that were not deleted as well.
    pub came: Box<[u32]>,
    /// Nothing but white space, line breaks and trailing commas differs.
    pub formatting_only: bool,
    /// What the repository's attributes say of the path.
    pub mark: Option<GitattributesMark>,
    /// Which [`Change`]s of the history are this file's.
    pub changes: Range<usize>,
}

impl FileChange {
    /// How many lines of a side a sample keeps.
    pub const SAMPLE: usize = 16;
}

/// The part of one commit that falls on one spot: the unit of every verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "four facts that do not depend on each other")]
pub struct Change {
    /// The commit.
    pub commit: CommitIndex,
    /// Index of its [`FileChange`] in the history.
    pub file_change: usize,
    /// The spot.
    pub spot: SpotIndex,
    /// Lines added.
    pub added: u32,
    /// Lines deleted.
    pub deleted: u32,
    /// Number of separate places.
    pub hunks: u32,
    /// First changed line after the commit, from 1 (where lines are only deleted: the line before).
    pub first_line: u32,
    /// Whether the section itself first appears with this change.
    pub introduces_spot: bool,
    /// Whether the section itself goes with this change.
    pub removes_spot: bool,
    /// Nothing but white space, line breaks and trailing commas differs.
    pub formatting_only: bool,
    /// Nothing but comments differs.
    pub comments_only: bool,
    /// Whose lines were replaced or deleted, most lines first.
    pub reworks: Vec<Rework>,
}

/// A rework edge: lines of an earlier commit that a change replaces, deletes or is inserted beside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rework {
    /// The commit that last wrote the lines, as `git blame` would say; `None` when it is beyond a
    /// shallow boundary or the content is not available.
    pub origin: Option<CommitIndex>,
    /// Lines of it that were replaced or deleted.
    pub lines: u32,
    /// Lines of it within three lines of a pure insertion (nothing of it was deleted there).
    pub context: u32,
}
