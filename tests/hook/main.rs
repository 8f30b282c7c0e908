//! The hooks, installed into real repositories and called by real git.
//!
//! The binary is a shell script that writes down how it was called, so these tests are about the
//! hook files alone: where they go, what they run, and that nothing of them stays behind.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a step that fails ends the test, in functions too")]

mod chaining;
mod places;
mod repository;
mod running;
mod watching;
