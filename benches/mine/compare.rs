//! The runs in turns, and the table.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::Context as _;
use clap::Parser;

use super::child::{self, Cost, MEASURE, measure};
use super::phases::phases;
use super::synthetic;

/// Measures what mining costs beside `git log --numstat`
#[derive(Parser)]
struct Arguments {
    /// Clones to read; without any, a history made for the purpose
    #[arg(long, num_args = 1..)]
    repo: Vec<PathBuf>,
    /// Pairs of runs, after one pair that only warms the machine up
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    pairs: u32,
    /// Commits of the made history
    #[arg(long, default_value_t = 2_000)]
    commits: usize,
    /// What cargo passes to every bench
    #[arg(long, hide = true)]
    bench: bool,
}

/// Runs with nothing new that are measured.
const REPEATS: u32 = 9;

pub(crate) fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args_os().skip(1).peekable();
    if arguments.next_if(|first| first == MEASURE).is_some() {
        return child::wait_for(arguments);
    }
    let arguments = Arguments::parse();
    for directory in &arguments.repo {
        report(directory, arguments.pairs)?;
    }
    if arguments.repo.is_empty() {
        let folder = tempfile::tempdir()?;
        let directory = folder.path().join("made.git");
        synthetic::make(&directory, arguments.commits)?;
        report(&directory, arguments.pairs)?;
    }
    Ok(())
}

fn report(directory: &Path, pairs: u32) -> anyhow::Result<()> {
    println!("{} ({} commits)", directory.display(), commits(directory)?);
    let mut mining = Vec::new();
    let mut reading = Vec::new();
    let mut data = tempfile::tempdir()?;
    for pair in 0..=pairs {
        data = tempfile::tempdir()?;
        let costs = (mine(directory, data.path(), &["--from-scratch"])?, git_log(directory)?);
        // The first pair fills the caches for both.
        if pair > 0 {
            mining.push(costs.0);
            reading.push(costs.1);
        }
    }
    let again: Vec<Cost> =
        (0..REPEATS).map(|_| mine(directory, data.path(), &[])).collect::<anyhow::Result<_>>()?;
    println!("  {:<28}{:>24}{:>24}{:>12}", "", "CPU s", "wall s", "peak MiB");
    show("git headway mine", &mining);
    show("git log --numstat -M", &reading);
    show("git headway mine, nothing new", &again);
    let ratio = |cost: fn(&Cost) -> Duration| {
        let pairs = mining.iter().zip(&reading);
        pairs.map(|(a, b)| cost(a).as_secs_f64() / cost(b).as_secs_f64()).collect::<Vec<f64>>()
    };
    println!(
        "  ratio, pair by pair: CPU {}, wall {}",
        spread(ratio(|cost| cost.cpu)),
        spread(ratio(|cost| cost.wall))
    );
    for (name, phase) in phases(directory)? {
        let (cpu, wall) = (phase.cpu.as_secs_f64(), phase.wall.as_secs_f64());
        println!("  {name:<28}{cpu:>24.3}{wall:>24.3}");
    }
    println!();
    Ok(())
}

fn show(name: &str, costs: &[Cost]) {
    let seconds = |cost: fn(&Cost) -> Duration| {
        spread(costs.iter().map(|at| cost(at).as_secs_f64()).collect())
    };
    let peak = costs.iter().map(|cost| cost.peak).max().unwrap_or_default() / 1024;
    println!("  {name:<28}{:>24}{:>24}{peak:>12}", seconds(|at| at.cpu), seconds(|at| at.wall));
}

/// The median, and the least and the most.
fn spread(mut values: Vec<f64>) -> String {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    let median = if values.len().is_multiple_of(2) {
        f64::midpoint(values[middle - 1], values[middle])
    } else {
        values[middle]
    };
    format!("{median:.3} ({:.3}–{:.3})", values[0], values[values.len() - 1])
}

fn mine(directory: &Path, data: &Path, more: &[&str]) -> anyhow::Result<Cost> {
    let mut arguments: Vec<OsString> = vec!["-C".into(), directory.into(), "mine".into()];
    arguments.extend(more.iter().map(OsString::from));
    measure(env!("CARGO_BIN_EXE_git-headway"), &arguments, Some(data))
}

fn git_log(directory: &Path) -> anyhow::Result<Cost> {
    let mut arguments: Vec<OsString> = vec!["-C".into(), directory.into()];
    arguments.extend(["log", "--numstat", "-M", "--no-merges", "HEAD"].map(OsString::from));
    measure("git", &arguments, None)
}

fn commits(directory: &Path) -> anyhow::Result<String> {
    let mut git = Command::new("git");
    let output = git.arg("-C").arg(directory).args(["rev-list", "--count", "HEAD"]).output()?;
    anyhow::ensure!(output.status.success(), "{} has no commit at HEAD", directory.display());
    Ok(String::from_utf8(output.stdout).context("git counts in odd digits")?.trim().to_owned())
}
