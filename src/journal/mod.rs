//! The user's own words: what they answered about commits, what they noted, what they want to reach, and which addresses are theirs.
//!
//! In: a folder. Out: records in the order in which they were written, and one more at the end; and the queue
//! of commits to be asked about.
//! Deliberately absent: facts, which may be deleted at any time and never share a file with these; judgement;
//! and any way to change or remove what was written.
//!
//! A commit's name is the same in every clone, so that one journal serves them all. Each record also says
//! what helps to find the commit again once it has another name, and which roots its history grew from: histories
//! with a root in common are one project.

mod aim;
mod file;
mod form;
mod goals;
mod identities;
mod lines;
mod mention;
mod moment;
mod record;
mod spool;
mod waiting;

pub use aim::{Aim, AimSort};
pub use file::{Contents, Gap, Journal, Kept, Writer};
pub use goals::{Goal, goals};
pub use identities::{Identities, identities};
pub use mention::mentioned;
pub use record::{About, GoalId, GoalState, LineSample, Project, Record, RewrittenBy, Said};
pub use waiting::{Queue, Skipped, Waiting};
