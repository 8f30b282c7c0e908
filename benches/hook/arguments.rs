//! What is asked for.
//!
//! In: the command line. Out: the tables of each repository.
//! Deliberately absent: any measuring.

use std::path::PathBuf;

use clap::Parser;

use super::synthetic::{self, Shape};
use super::{commits, rebase};

/// Measures what the hook adds to a commit, and to a rebase
#[derive(Parser)]
struct Arguments {
    /// Clones to read; without any, a history made for the purpose
    #[arg(long, value_name = "DIR", num_args = 1..)]
    repo: Vec<PathBuf>,
    /// Commits that each way is measured with
    #[arg(long, value_name = "N", default_value_t = 25)]
    turns: usize,
    /// Rebases that each way is measured with; 0 leaves them out
    #[arg(long, value_name = "N", default_value_t = 5)]
    rebases: usize,
    /// What cargo passes to every bench
    #[arg(long, hide = true)]
    bench: bool,
}

pub(crate) fn main() -> anyhow::Result<()> {
    let mut arguments = Arguments::parse();
    let folder = tempfile::tempdir()?;
    if arguments.repo.is_empty() {
        let directory = folder.path().join("made.git");
        synthetic::make(&directory, Shape::default())?;
        arguments.repo.push(directory);
    }
    for directory in &arguments.repo {
        println!("{}", directory.display());
        commits::measure(directory, arguments.turns)?;
        rebase::measure(directory, arguments.rebases)?;
        println!();
    }
    Ok(())
}
