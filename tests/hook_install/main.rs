//! The table of cases of installing, run through the binary and real git.
//!
//! In: one row a case: a layout, what is there before, and a git. Out: nothing, or the rows that did not
//! come out as the table says. In each row `init` runs, a commit is made and amended, `init` runs again,
//! `uninstall` runs, and every byte of the git directory and of the work tree is compared with what was
//! there. `docs/hooks.md` holds the same table; a test compares the two.
//! Deliberately absent: what the hook does once it is called; the binary is exchanged for a script that
//! writes its calls down.
//!
//! Rows for git 2.54 and later run where `GIT_HEADWAY_TEST_GIT` names such a git, or `PATH` leads to one.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a step that fails ends the test, in functions too")]

mod coexistence;
mod everywhere;
mod existing;
mod hooks_path;
mod imitations;
mod interrupted;
mod layouts;
mod question;
#[path = "../common/screen.rs"]
mod screen;
mod settings;
mod table;
mod world;
