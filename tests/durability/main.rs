//! Runs that are cut off, disturbed, or run at the same time: the store is right in the end.
//!
//! In: a history that takes a while, and what happens to those who read it: `kill -9`, a power cut,
//! another run, a hook, git's own upkeep. Out: failures that name the first row of the store that
//! differs from the store of a run that nobody disturbed. Deliberately absent: whether those facts are
//! right (`lineage.rs`), what git does to a branch (`incremental.rs`), and damage to what is there
//! (`bad_input.rs`).

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a step that fails ends the test, in functions too")]

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/screen.rs"]
mod screen;

mod at_once;
mod dump;
mod killed;
mod power_cut;
mod sizes;
mod upkeep;
mod world;
