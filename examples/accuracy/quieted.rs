//! Claims that a spot was quieted, on changes that happened and on days when nothing did.
//!
//! In: repositories. Out: the share of claims after changes that may have mended a recurring spot, and the share when
//! each of these changes is moved to another day of its spot, drawn by chance. What is
//! claimed there is claimed wrongly: it must be 5 % at most. Deliberately absent: labels; chance needs none.

#![expect(clippy::print_stdout, reason = "the table is what the program is for")]

use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::Context as _;
use git_headway::classify::classify;
use git_headway::episodes::{Comparison, LIKENESS, Likeness, compare, episodes};
use git_headway::model::{Beside, ChangeIndex, DAY, History, Quieting, Thresholds, Timestamp};
use serde_json::{Value, json};

use crate::chance::Chance;
use crate::fit::{Sample, fit};
use crate::labelled::Inputs;

/// What to measure.
#[derive(clap::Args)]
pub(crate) struct Options {
    #[command(flatten)]
    inputs: Inputs,
    /// How often every change is moved to another day.
    #[arg(long, default_value_t = 20)]
    draws: usize,
    /// Fit the weights by which spots are compared on all of these repositories, and write them to this file.
    #[arg(long, value_name = "FILE")]
    write: Option<PathBuf>,
}

/// How often something was claimed.
#[derive(Clone, Copy, Default)]
struct Claims {
    /// Changes, or changes moved to another day.
    asked: usize,
    /// Of these, such as there were enough spots to compare with.
    compared: usize,
    claimed: usize,
    /// Patches that came after, and those that were to be expected by the spots like it.
    patches: usize,
    expected: f64,
}

impl Claims {
    fn add(&mut self, found: &Quieting) {
        self.asked += 1;
        if let Beside::Matched(likes) = found.beside {
            self.compared += 1;
            self.claimed += usize::from(found.is_quieted());
            self.patches += found.after;
            self.expected += likes.expected;
        }
    }

    fn sum(self, other: Self) -> Self {
        Self {
            asked: self.asked + other.asked,
            compared: self.compared + other.compared,
            claimed: self.claimed + other.claimed,
            patches: self.patches + other.patches,
            expected: self.expected + other.expected,
        }
    }

    fn share(self) -> f64 {
        if self.compared == 0 { 0.0 } else { self.claimed as f64 / self.compared as f64 }
    }

    fn to_json(self) -> Value {
        json!({
            "asked": self.asked, "compared": self.compared, "claimed": self.claimed,
            "share": (self.share() * 10_000.0).round() / 10_000.0,
            "patches_after": self.patches, "expected": (self.expected * 10.0).round() / 10.0,
        })
    }
}

/// A repository's row.
#[derive(Clone, Default)]
struct Row {
    name: String,
    /// Changes that may have mended a recurring spot.
    real: Claims,
    /// Those that ended a chain, as the product tells them.
    told: Claims,
    /// The same changes on other days.
    moved: Claims,
}

/// Compares, draws and prints.
pub(crate) fn measure(options: &Options) -> anyhow::Result<()> {
    let (mut rows, mut samples) = (Vec::new(), Vec::new());
    for directory in &options.inputs.repo {
        let labelled = options.inputs.read(directory)?;
        let names: Vec<_> = directory.iter().map(|name| name.to_string_lossy()).collect();
        let name = names[names.len().saturating_sub(2)..].join("/");
        let (row, sample) = row(name, &labelled.history, options.draws);
        rows.push(row);
        samples.push(sample);
    }
    if let Some(path) = &options.write {
        let weights = fit(&samples.iter().collect::<Vec<_>>());
        std::fs::write(path, written(&weights))
            .with_context(|| format!("could not write {}", path.display()))?;
    }
    let mut all = Row { name: "all".to_owned(), ..Row::default() };
    for row in &rows {
        all.real = all.real.sum(row.real);
        all.told = all.told.sum(row.told);
        all.moved = all.moved.sum(row.moved);
    }
    rows.push(all);
    print(&rows);
    Ok(())
}

fn row(name: String, history: &History, draws: usize) -> (Row, Sample<{ LIKENESS.len() }>) {
    let thresholds = Thresholds::default();
    let verdicts = classify(history, &thresholds);
    let now = history.commits.iter().map(|commit| commit.commit_time).max().unwrap_or(0);
    let mut row = Row { name, ..Row::default() };
    let found = episodes(history, &verdicts, &thresholds, now);
    found.quietings.iter().for_each(|quieting| row.told.add(quieting));
    let years = compare(history, &verdicts, &thresholds, now, |comparison| {
        let changes = comparison.all();
        for quieting in &changes {
            row.real.add(quieting);
        }
        let mut chance = Chance::new();
        let begun = begun(history);
        for change in changes.iter().map(|quieting| quieting.change) {
            let since = begun[history.change(change).spot.get()];
            for _ in 0..draws {
                let moved = moved(comparison, change, since..now, &mut chance);
                if let Some(quieting) = moved {
                    row.moved.add(&quieting);
                }
            }
        }
        comparison.years_after()
    });
    let (rows, came) = years.into_iter().unzip();
    let sample = Sample { repository: row.name.clone(), rows, came };
    (row, sample)
}

/// The file of weights.
fn written(weights: &Likeness) -> String {
    let mut text =
        "# Weights by which spots are compared; written by `accuracy -- quieted --write`.\n"
            .to_owned();
    for (name, weight) in LIKENESS.iter().zip(weights) {
        let _ = writeln!(text, "{name}\t{weight:.4}");
    }
    text
}

/// By spot, when it was first changed.
fn begun(history: &History) -> Vec<Timestamp> {
    let mut begun = vec![Timestamp::MAX; history.spots.len()];
    for change in &history.changes {
        let first = &mut begun[change.spot.get()];
        *first = (*first).min(history.commit(change.commit).time());
    }
    begun
}

/// Days that are drawn before a spot is given up that was never a recurring one without a change nearby.
const TRIES: usize = 40;

/// The change on another day of its spot.
fn moved(
    comparison: &Comparison<'_>,
    change: ChangeIndex,
    days: std::ops::Range<Timestamp>,
    draws: &mut Chance,
) -> Option<Quieting> {
    let length = (days.end - days.start) / DAY;
    let draw = |_| {
        let day = draws.below(length);
        comparison.as_if(change, days.start + day * DAY)
    };
    (0..TRIES).map(draw).find(Option::is_some).flatten()
}

/// Prints the table, and as the last line one JSON object.
fn print(rows: &[Row]) {
    println!(
        "{:<40}{:>31}{:>31}{:>31}",
        "", "after changes that may mend", "of these told (ended a chain)", "moved to another day"
    );
    print!("{:<40}", "repository");
    println!("{}", format!("{:>10}{:>8}{:>7}{:>6}", "compared", "claims", "%", "o/e").repeat(3));
    for row in rows {
        print!("{:<40}", row.name);
        for claims in [row.real, row.told, row.moved] {
            print!(
                "{:>10}{:>8}{:>7.1}{:>6.2}",
                claims.compared,
                claims.claimed,
                100.0 * claims.share(),
                claims.patches as f64 / claims.expected.max(1e-9),
            );
        }
        println!();
    }
    let json = |row: &Row| {
        json!({
            "repository": row.name, "changes": row.real.to_json(), "told": row.told.to_json(),
            "moved": row.moved.to_json(),
        })
    };
    let rows: Vec<Value> = rows.iter().map(json).collect();
    println!("{}", json!({ "measure": "quieted", "repositories": rows }));
}
