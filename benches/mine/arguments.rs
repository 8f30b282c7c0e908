//! What is asked for.
//!
//! In: the command line. Out: the one thing to do. This program also starts itself anew, to have a
//! process that only measures; such a process is told by its first argument.
//! Deliberately absent: any measuring.

use std::path::PathBuf;

use clap::Parser;

use super::child::{self, MEASURE};
use super::compare::compare;
use super::grow::grow;
use super::stages::{self, TELL_STAGES};
use super::synthetic::{self, Shape};

/// Measures what mining costs beside `git log --numstat`
#[derive(Parser)]
struct Arguments {
    /// Clones to read; without any, a history made for the purpose
    #[arg(long, value_name = "DIR", num_args = 1..)]
    repo: Vec<PathBuf>,
    /// Show how the cost grows, over made histories up to --commits (64000)
    #[arg(long, conflicts_with_all = ["repo", "make", "files", "lines"])]
    grow: bool,
    /// Make a history in a new folder, and measure nothing
    #[arg(long, value_name = "DIR", conflicts_with = "repo")]
    make: Option<PathBuf>,
    /// Pairs of runs (5; with --grow 3)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pairs: Option<u32>,
    /// Commits of the made history (2000)
    #[arg(long, value_name = "N", value_parser = one_or_more)]
    commits: Option<usize>,
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

/// The most commits of a growing history, unless more are asked for: minutes, not hours.
const GROWS_TO: usize = 64_000;

pub(crate) fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args_os().skip(1).peekable();
    if arguments.next_if(|first| first == MEASURE).is_some() {
        return child::wait_for(arguments);
    }
    if arguments.next_if(|first| first == TELL_STAGES).is_some() {
        return stages::tell(arguments);
    }
    let arguments = Arguments::parse();
    let shape = Shape {
        commits: arguments.commits.unwrap_or(Shape::default().commits),
        files: arguments.files,
        lines: arguments.lines,
    };
    let pairs = arguments.pairs.unwrap_or(if arguments.grow { 3 } else { 5 });
    if arguments.grow {
        return grow(arguments.commits.unwrap_or(GROWS_TO), pairs);
    }
    if let Some(directory) = arguments.make {
        return synthetic::make(&directory, shape);
    }
    for directory in &arguments.repo {
        compare(directory, pairs)?;
    }
    if arguments.repo.is_empty() {
        let folder = tempfile::tempdir()?;
        let directory = folder.path().join("made.git");
        synthetic::make(&directory, shape)?;
        compare(&directory, pairs)?;
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
