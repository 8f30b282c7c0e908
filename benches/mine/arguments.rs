//! What is asked for.
//!
//! In: the command line. Out: the one thing to do. This program also starts itself anew, to have a
//! process that only measures; such a process is told by its first argument.
//! Deliberately absent: any measuring.

use std::path::PathBuf;

use clap::Parser;

use super::child::{self, MEASURE};
use super::compare::compare;
use super::stages::{self, TELL_STAGES};
use super::synthetic::{self, Shape};

/// Measures what mining costs beside `git log --numstat`
#[derive(Parser)]
struct Arguments {
    /// Clones to read; without any, a history made for the purpose
    #[arg(long, value_name = "DIR", num_args = 1..)]
    repo: Vec<PathBuf>,
    /// Make a history in a new folder, and measure nothing
    #[arg(long, value_name = "DIR", conflicts_with = "repo")]
    make: Option<PathBuf>,
    /// Pairs of runs, after one pair that only warms the machine up
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    pairs: u32,
    /// Commits of the made history
    #[arg(long, value_name = "N", default_value_t = Shape::default().commits, value_parser = one_or_more)]
    commits: usize,
    /// Files of the made history
    #[arg(long, value_name = "N", default_value_t = Shape::default().files, value_parser = one_or_more)]
    files: usize,
    /// Lines of each of its files
    #[arg(long, value_name = "N", default_value_t = Shape::default().lines, value_parser = one_or_more)]
    lines: usize,
    /// What cargo passes to every bench
    #[arg(long, hide = true)]
    bench: bool,
}

pub(crate) fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args_os().skip(1).peekable();
    if arguments.next_if(|first| first == MEASURE).is_some() {
        return child::wait_for(arguments);
    }
    if arguments.next_if(|first| first == TELL_STAGES).is_some() {
        return stages::tell(arguments);
    }
    let arguments = Arguments::parse();
    let shape =
        Shape { commits: arguments.commits, files: arguments.files, lines: arguments.lines };
    if let Some(directory) = arguments.make {
        return synthetic::make(&directory, shape);
    }
    for directory in &arguments.repo {
        compare(directory, arguments.pairs)?;
    }
    if arguments.repo.is_empty() {
        let folder = tempfile::tempdir()?;
        let directory = folder.path().join("made.git");
        synthetic::make(&directory, shape)?;
        compare(&directory, arguments.pairs)?;
    }
    Ok(())
}

fn one_or_more(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(0) => Err("there must be one at least".to_owned()),
        Ok(number) => Ok(number),
        Err(error) => Err(error.to_string()),
    }
}
