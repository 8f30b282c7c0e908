//! Measures how far the answers are right, on real clones.
//!
//! `cargo run --release --example accuracy -- blame --repo DIR… [--diff histogram|git] [--follow]`
//! mines each repository from nothing and compares the origin of every line at HEAD with `git
//! blame`. Prints a table, the files that differ most, and as its last line one JSON object with every figure.
//!
//! `… -- structure --trees DIR --labels FILE…` looks for structural events between the folders that a
//! row of labels names and compares their types, commit by commit, with the labelled ones.
//!
//! `… -- patches --repo DIR… --labels FILE…` takes fixes and restyles that no line of theirs says to be
//! more than formatting, comments and bodies, and counts those that are called structural all the same.
//!
//! `… -- backtest --repo DIR… [--labels FILE…] [--at DAY…]` ranks the files that were there on a day by what was
//! known then, and counts the fixes of the next 365 days that each ranking met.
//!
//! `… -- quieted --repo DIR…` counts how often it is claimed that a spot was quieted, after changes that may have done
//! it, and on days drawn by chance when nothing of the kind was done.

#[path = "accuracy/backtest/mod.rs"]
mod backtest;
#[path = "accuracy/blame.rs"]
mod blame;
#[path = "accuracy/chance.rs"]
mod chance;
#[path = "accuracy/events.rs"]
mod events;
#[path = "accuracy/fit.rs"]
mod fit;
#[path = "accuracy/labelled.rs"]
mod labelled;
#[path = "accuracy/mask.rs"]
mod mask;
#[path = "accuracy/patches/mod.rs"]
mod patches;
#[path = "accuracy/quieted.rs"]
mod quieted;
#[path = "accuracy/structure/mod.rs"]
mod structure;

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use git_headway::git::DiffAlgorithm;

#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    measure: Measure,
}

#[derive(Subcommand)]
enum Measure {
    /// Compare line origins at HEAD with `git blame`.
    Blame {
        /// Repositories to measure.
        #[arg(long, required = true, num_args = 1..)]
        repo: Vec<PathBuf>,
        /// How lines are matched.
        #[arg(long, value_enum, default_value_t = Diff::Histogram)]
        diff: Diff,
        /// Ask git to follow lines that move, as the product does: `git blame -w -M -C`.
        #[arg(long)]
        follow: bool,
    },
    /// Compare structural events with labelled refactorings.
    Structure {
        /// The folder that holds the folders `before` and `after` of each row.
        #[arg(long)]
        trees: PathBuf,
        /// Files of labels, one JSON object a line.
        #[arg(long, required = true, num_args = 1..)]
        labels: Vec<PathBuf>,
        /// List what differs, commit by commit.
        #[arg(long)]
        list: bool,
        /// Only commits whose repository or id contains this.
        #[arg(long)]
        only: Option<String>,
    },
    /// Count pure patches that are called structural.
    Patches {
        /// Repositories to measure.
        #[arg(long, required = true, num_args = 1..)]
        repo: Vec<PathBuf>,
        /// Files of labels: a commit's id, its type, whether it breaks, whether a bot wrote it.
        #[arg(long, required = true, num_args = 1..)]
        labels: Vec<PathBuf>,
        /// How many patches to look at.
        #[arg(long, default_value_t = 200)]
        sample: usize,
    },
    /// Rank files by what was known on a day, and count the fixes that came after.
    Backtest(backtest::Options),
    /// Count claims that a spot was quieted where something was done, and where nothing was.
    Quieted(quieted::Options),
}

#[derive(Clone, Copy, ValueEnum)]
enum Diff {
    /// As the product does.
    Histogram,
    /// As `git blame` does.
    Git,
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().measure {
        Measure::Blame { repo, diff, follow } => {
            let algorithm = match diff {
                Diff::Histogram => DiffAlgorithm::Histogram,
                Diff::Git => DiffAlgorithm::Git,
            };
            blame::measure(&repo, algorithm, follow)
        }
        Measure::Structure { trees, labels, list, only } => {
            structure::measure(&trees, &labels, list, only.as_deref())
        }
        Measure::Patches { repo, labels, sample } => patches::measure(&repo, &labels, sample),
        Measure::Backtest(options) => backtest::measure(&options),
        Measure::Quieted(options) => quieted::measure(&options),
    }
}
