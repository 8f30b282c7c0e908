//! Which places need attention: rankings held against what came after.
//!
//! In: repositories, labels and moments. Out: for every ranking of the files (or spots) that were there at a moment,
//! made from the history up to it alone, how well it met the fixes of the days that followed.
//! Deliberately absent: what users see of it; `hotspots` and `next` show expectations of spots.

#![expect(clippy::print_stdout, reason = "the table is what the program is for")]

mod cut;
mod rankings;
mod score;

use std::collections::HashSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use git_headway::classify::classify;
use git_headway::episodes::{Events, FEATURES, Row, Unit, Weights};
use git_headway::model::{
    Answers, CommitIndex, DAY, History, Kind, Thresholds, Timestamp, Verdicts,
};
use serde_json::{Value, json};

use crate::fit::{self, Sample};
use crate::labelled::{Inputs, Labelled};
use rankings::{Scene, ours, rankings};
use score::{Quality, quality};

/// What to measure.
#[derive(clap::Args)]
pub(crate) struct Options {
    #[command(flatten)]
    inputs: Inputs,
    /// The moments to look ahead from, days such as 2023-01-01.
    #[arg(long, num_args = 1.., default_values = ["2023-01-01"])]
    at: Vec<String>,
    /// Days to look ahead.
    #[arg(long, default_value_t = 365)]
    horizon: i64,
    /// What to rank.
    #[arg(long, value_enum, default_value_t = Ranked::File)]
    unit: Ranked,
    /// Weights to rank by in place of the shipped ones.
    #[arg(long, value_name = "FILE")]
    weights: Option<PathBuf>,
    /// Fit the weights on all of these repositories and moments, and write them to this file.
    #[arg(long, value_name = "FILE")]
    write: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Ranked {
    /// Files that were there.
    File,
    /// Spots of these files.
    Spot,
}

impl Ranked {
    const fn unit(self) -> Unit {
        match self {
            Self::File => Unit::File,
            Self::Spot => Unit::Spot,
        }
    }
}

/// One repository at one moment.
struct Case {
    /// Its folder, by the last two names.
    repository: String,
    at: String,
    /// Whether the fixes are labelled; else they are those that the product takes for fixes.
    labelled: bool,
    scene: Scene,
    /// The spots with their own patches, to fit the other weights.
    spots: Option<Sample<{ FEATURES.len() }>>,
}

/// Ranks, compares and prints; fits and writes when asked to.
pub(crate) fn measure(options: &Options) -> anyhow::Result<()> {
    let mut cases = Vec::new();
    for directory in &options.inputs.repo {
        let labelled = options.inputs.read(directory)?;
        for at in &options.at {
            cases.extend(case(options, &labelled, directory, at)?);
        }
    }
    let samples: Vec<Sample<{ FEATURES.len() }>> =
        cases.iter().map(|case| case.scene.sample(&case.repository)).collect();
    let weights = match &options.weights {
        Some(path) => {
            let text = std::fs::read_to_string(path)
                .with_context(|| format!("could not read {}", path.display()))?;
            Weights::of_text(&text, options.unit.unit())
        }
        None => Weights::shipped(options.unit.unit()),
    };
    let mut found = Vec::new();
    for case in &cases {
        let rows = measured(case, &samples, &weights);
        print(case, &rows);
        found.push(to_json(case, &rows));
    }
    if let Some(path) = &options.write {
        let spots: Vec<&Sample<{ FEATURES.len() }>> =
            cases.iter().filter_map(|case| case.spots.as_ref()).collect();
        let files: Vec<&Sample<{ FEATURES.len() }>> = samples.iter().collect();
        let text = written(&fit::fit(&files), &fit::fit(&spots));
        std::fs::write(path, text)
            .with_context(|| format!("could not write {}", path.display()))?;
    }
    println!(
        "{}",
        json!({ "measure": "backtest", "horizon_days": options.horizon, "cases": found })
    );
    Ok(())
}

/// `None` where the history did not begin before the moment or ends before the days are over.
fn case(
    options: &Options,
    labelled: &Labelled,
    directory: &Path,
    at: &str,
) -> anyhow::Result<Option<Case>> {
    let (history, thresholds) = (&labelled.history, Thresholds::default());
    let moment = moment(at)?;
    let end = moment + options.horizon * DAY;
    let (before, until) = (cut::behind(history, moment), cut::behind(history, end));
    let last = history.commits.iter().map(|commit| commit.commit_time).max();
    if !before.contains(&true) || last.is_none_or(|last| last < end) {
        println!("{} has no such days after {at}", labelled.name);
        return Ok(None);
    }
    let past = cut::cut(history, &before);
    let past_verdicts = classify(&past, &Answers::default(), &thresholds);
    let verdicts = classify(history, &Answers::default(), &thresholds);
    let labels = labels(labelled);
    let is_fix = |at: CommitIndex| match &labels {
        Some(labels) => labels.contains(&at),
        None => verdicts.commit(at).kind == Kind::Fix,
    };
    let coming: Vec<CommitIndex> = history
        .commit_indices()
        .filter(|at| until[at.get()] && !before[at.get()] && !history.commit(*at).is_merge())
        .filter(|at| is_fix(*at))
        .collect();
    // The verdicts of then, not of now: what came later may have changed them.
    let kept = history.commit_indices().filter(|at| before[at.get()]);
    let fixes_before: Vec<bool> = kept
        .zip(past.commit_indices())
        .map(|(at, then)| match &labels {
            Some(labels) => labels.contains(&at),
            None => past_verdicts.commit(then).kind == Kind::Fix,
        })
        .collect();
    let unit = options.unit.unit();
    let scene = Scene::of(&past, &past_verdicts, unit, moment, &fixes_before)
        .with_fixes(history, unit, &coming);
    let spots = options.write.is_some().then(|| {
        let seen = Events::of(history, &verdicts, Unit::Spot).patches(moment, end);
        spots(&past, &past_verdicts, moment, &seen, shown(directory))
    });
    let (repository, at) = (shown(directory), at.to_owned());
    Ok(Some(Case { repository, at, labelled: labels.is_some(), scene, spots }))
}

fn moment(day: &str) -> anyhow::Result<Timestamp> {
    let date: jiff::civil::Date = day.parse().with_context(|| format!("`{day}` is no day"))?;
    Ok(date.to_zoned(jiff::tz::TimeZone::UTC)?.timestamp().as_second())
}

/// Clones are often all called the same; the folder around one tells them apart.
fn shown(directory: &Path) -> String {
    let names: Vec<_> = directory.iter().map(|name| name.to_string_lossy()).collect();
    names[names.len().saturating_sub(2)..].join("/")
}

/// The labelled fixes: rows of a fix and the commit that it repairs, or of a commit and its kind.
fn labels(labelled: &Labelled) -> Option<HashSet<CommitIndex>> {
    let is_fix = |row: &&Vec<String>| {
        row.get(1).is_none_or(|second| second == "fix" || labelled.commit(second).is_some())
    };
    let fixes = labelled.rows.iter().filter(is_fix);
    let commits: HashSet<CommitIndex> = fixes.filter_map(|row| labelled.commit(&row[0])).collect();
    (!commits.is_empty()).then_some(commits)
}

fn spots(
    past: &History,
    verdicts: &Verdicts,
    moment: Timestamp,
    seen: &[usize],
    repository: String,
) -> Sample<{ FEATURES.len() }> {
    let known = Events::of(past, verdicts, Unit::Spot).features(moment).rows;
    let alive = |spot: usize| past.files[past.spots[spot].file.get()].alive;
    let there = known.into_iter().zip(seen).enumerate().filter(|(spot, _)| alive(*spot));
    let (rows, came) = there.filter_map(|(_, (row, seen))| Some((row?, *seen))).unzip();
    Sample { repository, rows, came }
}

/// Every ranking by its name. Weights are the shipped ones, and those fitted on the other repositories where
/// there are any.
fn measured(
    case: &Case,
    samples: &[Sample<{ FEATURES.len() }>],
    weights: &Weights,
) -> Vec<(String, Quality)> {
    let scene = &case.scene;
    let mut scores = rankings(scene);
    scores.extend(ours(scene, weights, "ours"));
    let others: Vec<&Sample<{ FEATURES.len() }>> =
        samples.iter().filter(|sample| sample.repository != case.repository).collect();
    if !others.is_empty() {
        scores.extend(ours(scene, &Weights(fit::fit(&others)), "ours, fitted elsewhere"));
    }
    let of_score = |score: &[f64]| quality(score, &scene.lines, &scene.fixes);
    scores.into_iter().map(|(name, score)| (name, of_score(&score))).collect()
}

fn print(case: &Case, rows: &[(String, Quality)]) {
    let scene = &case.scene;
    let fixed = scene.fixes.iter().filter(|fixes| **fixes > 0).count();
    println!(
        "\n{} at {}: {} places, {:.0} lines; {} fixed, {} times ({})",
        case.repository,
        case.at,
        scene.fixes.len(),
        scene.lines.iter().sum::<f64>(),
        fixed,
        scene.fixes.iter().sum::<usize>(),
        if case.labelled { "labelled" } else { "what the product takes for fixes; no labels" },
    );
    println!("{:<52}{:>8}{:>24}{:>8}", "ranking", "P@50", "recall at 20% of lines", "AUC");
    for (name, found) in rows {
        let Quality { precision, recall, auc } = found;
        println!("{name:<52}{precision:>8.2}{recall:>24.3}{auc:>8.3}");
    }
}

fn to_json(case: &Case, rows: &[(String, Quality)]) -> Value {
    let rounded = |value: f64| (value * 1_000.0).round() / 1_000.0;
    let row = |(name, found): &(String, Quality)| {
        json!({
            "ranking": name, "precision_at_50": rounded(found.precision),
            "recall_at_20_percent_of_lines": rounded(found.recall), "auc": rounded(found.auc),
        })
    };
    json!({
        "repository": case.repository, "at": case.at, "labelled": case.labelled,
        "places": case.scene.fixes.len(),
        "fixed": case.scene.fixes.iter().filter(|fixes| **fixes > 0).count(),
        "fixes": case.scene.fixes.iter().sum::<usize>(),
        "rankings": rows.iter().map(row).collect::<Vec<_>>(),
    })
}

/// The file of weights.
fn written(files: &Row, spots: &Row) -> String {
    let mut text = "# Weights by which patches are expected; written by `accuracy -- backtest \
                    --write`. Feature, for files, for spots.\n"
        .to_owned();
    for (name, (of_file, of_spot)) in FEATURES.iter().zip(files.iter().zip(spots)) {
        let _ = writeln!(text, "{name}\t{of_file:.4}\t{of_spot:.4}");
    }
    text
}
