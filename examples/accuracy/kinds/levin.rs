//! Corrective, perfective or adaptive: the kinds against labels that people gave (S. Levin, A. Yehudai, *Boosting automatic
//! commit classification into maintenance activities by utilizing source code changes*, PROMISE 2017).
//!
//! In: clones and rows of repository, commit, c, p or a. Out: accuracy with the repository that is measured left out. Deliberately
//! absent: features of its own; the three are a mixture of our kinds, and only how much of each is fitted.

#![expect(clippy::print_stdout, reason = "the table is what the program is for")]

use git_headway::classify::classify;
use git_headway::model::{Answers, Kind, Thresholds};
use serde_json::json;

use super::fit::{Row, Settings, fit};
use crate::labelled::Inputs;

const CLASSES: [&str; 3] = ["c", "p", "a"];
/// Less likely kinds are as good as impossible, and their logarithms would drown the others.
const LEAST: f64 = 0.001;
const SETTINGS: Settings = Settings { classes: CLASSES.len(), spread: 0.3, steps: 200 };

struct Commit {
    repository: String,
    class: usize,
    features: Vec<(String, f64)>,
}

/// Measures.
pub(crate) fn measure(inputs: &Inputs) -> anyhow::Result<()> {
    let mut commits = Vec::new();
    for directory in &inputs.repo {
        commits.extend(labelled(inputs, directory)?);
    }
    let mut repositories: Vec<&str> =
        commits.iter().map(|commit| commit.repository.as_str()).collect();
    repositories.dedup();
    let (mut rows, mut all, mut most) = (Vec::new(), 0, 0);
    println!("{:<40}{:>8}{:>10}", "repository", "commits", "accuracy");
    for repository in &repositories {
        let (measured, learnt): (Vec<_>, Vec<_>) =
            commits.iter().partition(|commit| commit.repository == *repository);
        let right = right_among(&measured, &learnt);
        let accuracy = right as f64 / measured.len().max(1) as f64;
        println!("{repository:<40}{:>8}{accuracy:>10.3}", measured.len());
        rows.push(json!({ "of": repository, "commits": measured.len(), "accuracy": accuracy }));
        all += right;
        most += measured.len();
    }
    let accuracy = all as f64 / most.max(1) as f64;
    println!("{:<40}{most:>8}{accuracy:>10.3}", "all");
    println!(
        "{}",
        json!({ "measure": "levin", "messages": if inputs.as_is { "as is" } else { "masked" },
            "commits": most, "accuracy": accuracy, "repositories": rows })
    );
    Ok(())
}

/// How many of some commits are called what they are, by what others teach.
fn right_among(measured: &[&Commit], learnt: &[&Commit]) -> usize {
    let rows: Vec<Row<'_>> = learnt
        .iter()
        .map(|commit| Row { features: &commit.features, class: commit.class, weight: 1.0 })
        .collect();
    let names: Vec<String> = Kind::ALL.iter().map(|kind| kind.name().to_owned()).collect();
    let weights = fit(&rows, &names, |_, _| 0.0, SETTINGS);
    let right = |commit: &&&Commit| {
        let mut sums = weights.last().cloned().unwrap_or_default();
        for (name, value) in &commit.features {
            let at = names.iter().position(|known| known == name).unwrap_or_default();
            sums.iter_mut().zip(&weights[at]).for_each(|(sum, weight)| *sum += weight * value);
        }
        let best = (0..sums.len()).max_by(|a, b| sums[*a].total_cmp(&sums[*b]));
        best == Some(commit.class)
    };
    measured.iter().filter(right).count()
}

fn labelled(inputs: &Inputs, directory: &std::path::Path) -> anyhow::Result<Vec<Commit>> {
    let labelled = inputs.read(directory)?;
    let verdicts = classify(&labelled.history, &Answers::default(), &Thresholds::default());
    let commits = labelled.rows.iter().filter_map(|row| {
        let [_, id, class] = row.as_slice() else { return None };
        let commit = verdicts.commit(labelled.commit(id)?);
        let log = |kind: Kind| (commit.likelihoods.of(kind) + LEAST).ln();
        Some(Commit {
            repository: labelled.name.clone(),
            class: CLASSES.iter().position(|known| known == class)?,
            features: Kind::ALL.map(|kind| (kind.name().to_owned(), log(kind))).to_vec(),
        })
    });
    Ok(commits.collect())
}
