//! The only room that names SQLite: one file of facts for each repository.
//!
//! In: facts from `mine`. Out: a [`crate::model::History`], and what the next run needs to go on.
//! Everything here may be deleted at any time and mined again. Deliberately absent: the user's own
//! words (`journal`), and any judgement.

mod anchors;
mod codec;
mod codes;
mod credits;
mod database;
mod digest;
mod earlier;
mod introduced;
mod known;
mod live;
mod load;
mod lock;
mod people;
#[cfg(test)]
mod plan;
mod rows;
mod selection;
mod skipped;
mod spots;
mod structure;
mod topology;
mod trace;
mod trouble;
mod views;
mod write;

pub use anchors::{NewHead, Settled};
pub use database::Store;
pub use earlier::ChainShape;
pub use known::Known;
pub use live::{ReworkWriter, Start, TraceWriter};
pub use load::LoadOptions;
pub use lock::{LockOutcome, StoreLock};
pub use people::Contributor;
pub use selection::{Depth, Selection};
pub use skipped::{LostVersion, Skipped};
pub use structure::{Among, StructureCounts};
pub use trace::{TracePlan, TraceReader, TraceRow};
pub use trouble::Trouble;
