//! Commits to facts: changes, hunks, line origins.
//!
//! In: a repository opened by `git`. Out: facts for the store. Deliberately absent: judgement about
//! what a change means (`classify`), and where facts are kept (`store`).

mod progress;

pub use progress::{Progress, Silent, Stage};
