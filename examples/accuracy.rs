//! Measures how far the answers are right, on real clones.
//!
//! `cargo run --release --example accuracy -- blame --repo DIR… [--diff histogram|git]` mines each
//! repository from nothing and compares the origin of every line at HEAD with `git blame`. Prints a
//! table, the files that differ most, and as its last line one JSON object with every figure.

#[path = "accuracy/blame.rs"]
mod blame;

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
    },
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
        Measure::Blame { repo, diff } => {
            let algorithm = match diff {
                Diff::Histogram => DiffAlgorithm::Histogram,
                Diff::Git => DiffAlgorithm::Git,
            };
            blame::measure(&repo, algorithm)
        }
    }
}
