//! Commits to facts: changes, hunks, line origins.
//!
//! In: a repository opened by `git`. Out: facts for the store, and the origin of every line that a
//! change replaces or deletes. Two phases, as measured in ARCHITECTURE.md: `walk` and `block` read
//! and compare what is new; `lineage` replays the hunks. Deliberately absent: judgement about what a
//! change means (`classify`), and where facts are kept (`store`).

mod block;
mod compare;
mod deep;
mod facts;
mod files;
mod imports;
mod lineage;
mod mentions;
mod moved;
mod parallel;
mod prepare;
mod prints;
mod progress;
mod rename;
mod similarity;
mod splice;
mod text;
mod walk;

pub use block::mine_blocks;
pub use deep::{DeepChange, DeepCommit, DeepFile, MOST_FILES, deepen};
pub use facts::{Carried, CommitFacts, FileFacts, HunkFacts, Inherited, MovedLines, ParentHunks};
pub use files::{FileIdentities, FileStep};
pub use imports::find_imports;
pub use lineage::{
    Base, CommitNumber, LineageFile, LineageHunk, LineageLines, LineageStep, PathNumber, Replay,
    TouchedLines, UNKNOWN,
};
pub use mentions::{Mention, find_mentions};
pub use progress::{Progress, Silent, Stage};
pub use text::LARGEST;
pub use walk::{Walk, WalkedCommit, walk, walk_these};

/// The lines of a hunk, as every later room speaks of them.
pub use crate::git::Hunk;

/// The person asked the run to stop. What was stored until then is kept.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("interrupted; what has been mined so far is kept, and the next run goes on from there")]
pub struct Interrupted;
