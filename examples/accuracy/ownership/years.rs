//! Lines of each year's end, reckoned from HEAD backwards, against the history as it was then.
//!
//! In: a repository. Out: a row for each year. The history of then is a clone whose HEAD is the last commit of the year on
//! the way from HEAD through first parents, mined from nothing. Deliberately absent: single files.

use std::path::Path;

use git_headway::model::{Answers, History, RepoPath, Thresholds};
use git_headway::pipeline;
use git_headway::profile::{Basis, Standings, Subject, area_health};
use serde_json::{Value, json};

use super::mined;
use super::reference::git;

/// All lines, and the largest part of them that one person wrote.
type Lines = (u64, f64);

pub(super) fn compare(directory: &Path) -> anyhow::Result<Value> {
    let folder = tempfile::tempdir()?;
    let (name, history) = mined(directory, folder.path())?;
    println!("\n{name}");
    println!(
        "{:<6}{:>12}{:>12}{:>10}{:>10}{:>10}",
        "year", "reckoned", "mined", "off %", "largest", "mined"
    );
    let mut rows = Vec::new();
    for (year, reckoned) in standing(&history) {
        let before = format!("--before={}-01-01T00:00:00Z", year + 1);
        let then = git(directory, &["rev-list", "-1", "--first-parent", &before, "HEAD"])?;
        let then = String::from_utf8_lossy(&then).trim().to_owned();
        if then.is_empty() {
            continue;
        }
        let mined = as_it_was(directory, &then)?;
        let off = 100.0 * (reckoned.0 as f64 / mined.0.max(1) as f64 - 1.0);
        let (largest, largest_mined) = (100.0 * reckoned.1, 100.0 * mined.1);
        println!(
            "{year:<6}{:>12}{:>12}{off:>10.2}{largest:>10.2}{largest_mined:>10.2}",
            reckoned.0, mined.0
        );
        rows.push(json!({
            "year": year, "lines": reckoned.0, "mined": mined.0,
            "largest": reckoned.1, "largest_mined": mined.1,
        }));
    }
    Ok(json!({ "repository": name, "years": rows }))
}

/// The lines at HEAD of a clone whose HEAD is an earlier commit.
fn as_it_was(directory: &Path, commit: &str) -> anyhow::Result<Lines> {
    let folder = tempfile::tempdir()?;
    let clone = folder.path().join("clone.git");
    let (from, to) = (directory.display().to_string(), clone.display().to_string());
    git(Path::new("."), &["clone", "--quiet", "--bare", "--shared", &from, &to])?;
    git(&clone, &["update-ref", "--no-deref", "HEAD", commit])?;
    let (_, history) = mined(&clone, folder.path())?;
    Ok(standing(&history).pop().map(|(_, lines)| lines).unwrap_or_default())
}

fn standing(history: &History) -> Vec<(i32, Lines)> {
    let now = history.commits.iter().map(git_headway::model::Commit::time).max();
    let (now, thresholds) = (now.unwrap_or_default(), Thresholds::default());
    let judged = pipeline::judge(history.clone(), Answers::default(), thresholds, now);
    let standings = Standings::of(&judged.verdicts, &judged.episodes);
    let basis = Basis {
        history: &judged.history,
        verdicts: &judged.verdicts,
        episodes: &judged.episodes,
        standings: &standings,
        thresholds: &judged.thresholds,
        subject: &Subject::default(),
        imports: &[],
        now,
    };
    let health = area_health(&basis, &RepoPath::from(""));
    let years = health.map(|health| health.years).unwrap_or_default();
    years.iter().map(|year| (year.year, (year.lines, year.largest_part))).collect()
}
