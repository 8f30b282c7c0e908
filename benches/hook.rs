//! What the hook adds to a commit, and to a rebase.
//!
//! In: clones to read (`cargo bench --bench hook -- --repo DIR…`), or without any a history made for the
//! purpose. Out: for each the CPU time and the time by the clock of `git commit` and all that it starts: without
//! a hook, with one that runs `/bin/true`, and with git-headway where nobody reads, where it looks and has nothing
//! to say, where it looks at the busiest file, and where it speaks; all in turns, so that they meet the same
//! machine. Then a rebase of 100 commits, without a hook, with `/bin/true` and with git-headway.
//! Deliberately absent: a verdict. No test fails for a slow machine; docs/speed.md says what was seen.

#![cfg_attr(unix, expect(clippy::print_stdout, reason = "the table is what the program is for"))]
#![cfg_attr(unix, expect(clippy::unwrap_used, reason = "a terminal that cannot be made ends it"))]

#[cfg(unix)]
#[path = "hook/arguments.rs"]
mod arguments;
#[cfg(unix)]
#[path = "mine/child.rs"]
#[expect(dead_code, reason = "the stream wants one function of it")]
mod child;
#[cfg(unix)]
#[path = "hook/clone.rs"]
mod clone;
#[cfg(unix)]
#[path = "hook/commits.rs"]
mod commits;
#[cfg(unix)]
#[path = "hook/cost.rs"]
mod cost;
#[cfg(unix)]
#[path = "mine/figures.rs"]
#[expect(dead_code, reason = "memory is not looked at here")]
mod figures;
#[cfg(unix)]
#[path = "hook/rebase.rs"]
mod rebase;
#[cfg(unix)]
#[path = "../tests/common/screen.rs"]
mod screen;
#[cfg(unix)]
#[path = "mine/stream.rs"]
mod stream;
#[cfg(unix)]
#[path = "mine/synthetic.rs"]
mod synthetic;

#[cfg(unix)]
fn main() -> anyhow::Result<()> {
    arguments::main()
}

/// The costs of a child process are asked of Unix.
#[cfg(not(unix))]
fn main() {}
