//! What `git headway mine` costs beside git's own reading of the same history.
//!
//! In: clones to read (`cargo bench --bench mine -- --repo DIR…`), or without any a history made for
//! the purpose. Out: for each the CPU time, wall time and memory of `git headway mine --from-scratch`
//! and of `git log --numstat --no-renames --no-merges HEAD`, run in turns so that both meet the same
//! machine; then runs that find nothing new or one new commit, and where the time goes. With `--grow`
//! instead how the cost grows with commits, files and lines; with `--make DIR` only the made history.
//! Deliberately absent: a verdict. No test fails for a slow machine; docs/speed.md says what was seen.

#![cfg_attr(unix, expect(clippy::print_stdout, reason = "the table is what the program is for"))]

#[cfg(unix)]
#[path = "mine/arguments.rs"]
mod arguments;
#[cfg(unix)]
#[path = "mine/child.rs"]
mod child;
#[cfg(unix)]
#[path = "mine/compare.rs"]
mod compare;
#[cfg(unix)]
#[path = "mine/figures.rs"]
mod figures;
#[cfg(unix)]
#[path = "mine/grow.rs"]
mod grow;
#[cfg(unix)]
#[path = "mine/one_more.rs"]
mod one_more;
#[cfg(unix)]
#[path = "mine/stages.rs"]
mod stages;
#[cfg(unix)]
#[path = "mine/stream.rs"]
mod stream;
#[cfg(unix)]
#[path = "mine/synthetic.rs"]
mod synthetic;
#[cfg(unix)]
#[path = "mine/turns.rs"]
mod turns;

#[cfg(unix)]
fn main() -> anyhow::Result<()> {
    arguments::main()
}

/// The costs of a child process are asked of Unix.
#[cfg(not(unix))]
fn main() {}
