//! Whether every line that was written stands or was replaced, as the edges of rework have it.
//!
//! In: repositories. Out: for each the lines that its commits added, by git's own count but without those that only
//! moved; those that stand at HEAD, those that were replaced, and by how much the two miss what was written, commit by
//! commit. Deliberately absent: labels, and whose the lines are.

#![expect(clippy::print_stdout, reason = "the table is what the program is for")]

use std::path::PathBuf;

use git_headway::model::{Content, History};
use serde_json::json;

use crate::labelled::Inputs;

/// Lines of one repository.
#[derive(Clone, Copy, Default)]
struct Sums {
    written: u64,
    standing: u64,
    replaced: u64,
    /// Neither standing nor replaced: they went unseen, in a merge, or were only laid out anew.
    unseen: u64,
    /// More than were written: replaced on two lines of history at once.
    twice: u64,
}

/// Adds up and prints.
pub(crate) fn measure(inputs: &Inputs) -> anyhow::Result<()> {
    println!(
        "{:40} {:>10} {:>10} {:>10} {:>8} {:>8}",
        "repository", "written", "standing", "replaced", "unseen", "twice"
    );
    let mut all = Vec::new();
    for directory in &inputs.repo {
        let sums = sums(&inputs.read(directory)?.history);
        let name: &PathBuf = directory;
        println!(
            "{:40} {:>10} {:>10} {:>10} {:>7.2}% {:>7.2}%",
            name.display(),
            sums.written,
            sums.standing,
            sums.replaced,
            100.0 * sums.unseen as f64 / sums.written.max(1) as f64,
            100.0 * sums.twice as f64 / sums.written.max(1) as f64,
        );
        all.push(json!({
            "repository": name.display().to_string(), "written": sums.written, "standing": sums.standing,
            "replaced": sums.replaced, "unseen": sums.unseen, "twice": sums.twice,
        }));
    }
    println!("{}", json!(all));
    Ok(())
}

fn sums(history: &History) -> Sums {
    let mut by_commit = vec![[0_u64; 3]; history.commits.len()];
    for change in history.file_changes.iter().filter(|change| change.content == Content::Text) {
        by_commit[change.commit.get()][0] +=
            u64::from(change.added.saturating_sub(change.moved_in));
    }
    for live in &history.live {
        if let Some(origin) = live.origin {
            by_commit[origin.get()][1] += u64::from(live.lines);
        }
    }
    for rework in history.changes.iter().flat_map(|change| &change.reworks) {
        if let Some(origin) = rework.origin {
            by_commit[origin.get()][2] += u64::from(rework.lines);
        }
    }
    let mut sums = Sums::default();
    for (commit, [written, standing, replaced]) in history.commits.iter().zip(by_commit) {
        // What a merge added it only joined.
        if commit.is_merge() {
            continue;
        }
        sums.written += written;
        sums.standing += standing;
        sums.replaced += replaced;
        sums.unseen += written.saturating_sub(standing + replaced);
        sums.twice += (standing + replaced).saturating_sub(written);
    }
    sums
}
