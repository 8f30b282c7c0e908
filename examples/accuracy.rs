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
//! `… -- kind --repo DIR… --labels FILE… [--also DIR…] [--write FILE]` compares the kinds of commits with the types that their
//! authors wrote, which are masked, with weights fitted on all the other repositories.
//!
//! `… -- people --repo DIR…` compares how many commits each person wrote and co-wrote with `git shortlog`.
//!
//! `… -- rework --repo DIR… --labels FILE…` asks what each labelled fix repairs and compares the answer with the label.
//!
//! `… -- reverts --repo DIR… --labels FILE…` compares the commit that a revert is said to take back with the labelled one.
//!
//! `… -- repeat --repo DIR… --labels FILE…` counts the fixes of a fix that are said to be repeat patches, and other fixes.
//!
//! `… -- backtest --repo DIR… [--labels FILE…] [--at DAY…]` ranks the files that were there on a day by what was
//! known then, and counts the fixes of the next 365 days that each ranking met.
//!
//! `… -- ownership --repo DIR… [--years]` compares the authors of files and the truck factor with a computation from `git
//! log` alone, and the lines of each year's end with those of the history as it was then.
//!
//! `… -- lines --repo DIR…` counts the lines that were written and neither stand at HEAD nor were seen to be replaced.
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
#[path = "accuracy/kinds/mod.rs"]
mod kinds;
#[path = "accuracy/labelled.rs"]
mod labelled;
#[path = "accuracy/lines.rs"]
mod lines;
#[path = "accuracy/mask.rs"]
mod mask;
#[path = "accuracy/minimise.rs"]
mod minimise;
#[path = "accuracy/ownership/mod.rs"]
mod ownership;
#[path = "accuracy/patches/mod.rs"]
mod patches;
#[path = "accuracy/people.rs"]
mod people;
#[path = "accuracy/quieted.rs"]
mod quieted;
#[path = "accuracy/repeat.rs"]
mod repeat;
#[path = "accuracy/reverts.rs"]
mod reverts;
#[path = "accuracy/rework/mod.rs"]
mod rework;
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
    /// Compare the kinds of commits with the types that their authors wrote.
    Kind {
        #[command(flatten)]
        inputs: labelled::Inputs,
        #[command(flatten)]
        options: kinds::Options,
    },
    /// Compare kinds with people's labels: corrective, perfective, adaptive.
    Levin {
        #[command(flatten)]
        inputs: labelled::Inputs,
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
    /// Compare what fixes are told to repair with labels.
    Rework {
        #[command(flatten)]
        inputs: labelled::Inputs,
        /// List every fix with its answer, the truth, and why.
        #[arg(long)]
        list: bool,
        /// Fit the weights on all given repositories and write them to this file.
        #[arg(long, value_name = "FILE")]
        write: Option<PathBuf>,
    },
    /// Compare which commit a revert takes back with labels: a revert's id and that of its target.
    Reverts {
        #[command(flatten)]
        inputs: labelled::Inputs,
        /// List what differs, and every link on a commit without a label.
        #[arg(long)]
        list: bool,
    },
    /// Count fixes of a fix that are said to be repeat patches, and others, by labels: a fix and what it repairs.
    Repeat {
        #[command(flatten)]
        inputs: labelled::Inputs,
        /// List what differs, with the evidence.
        #[arg(long)]
        list: bool,
    },
    /// Compare authors of files and truck factors with a computation from `git log` alone.
    Ownership(ownership::Options),
    /// Rank files by what was known on a day, and count the fixes that came after.
    Backtest(backtest::Options),
    /// Count lines that were written and neither stand nor were seen to be replaced.
    Lines(labelled::Inputs),
    /// Compare who wrote and who co-wrote what with `git shortlog`.
    People {
        /// Repositories to measure.
        #[arg(long, required = true, num_args = 1..)]
        repo: Vec<PathBuf>,
    },
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
        Measure::Kind { inputs, options } => kinds::measure(&inputs, &options),
        Measure::Levin { inputs } => kinds::levin::measure(&inputs),
        Measure::Structure { trees, labels, list, only } => {
            structure::measure(&trees, &labels, list, only.as_deref())
        }
        Measure::Rework { inputs, list, write } => rework::measure(&inputs, list, write.as_deref()),
        Measure::Reverts { inputs, list } => reverts::measure(&inputs, list),
        Measure::Repeat { inputs, list } => repeat::measure(&inputs, list),
        Measure::Patches { repo, labels, sample } => patches::measure(&repo, &labels, sample),
        Measure::Ownership(options) => ownership::measure(&options),
        Measure::Backtest(options) => backtest::measure(&options),
        Measure::Lines(inputs) => lines::measure(&inputs),
        Measure::People { repo } => people::measure(&repo),
        Measure::Quieted(options) => quieted::measure(&options),
    }
}
