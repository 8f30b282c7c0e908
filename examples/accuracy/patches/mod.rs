//! Pure patches that are called structural.
//!
//! In: repositories, and the types of their commits. Out: how many of a sample of patches that change
//! only formatting, comments and bodies have a structural event that is told as a fact, and how many a
//! changed signature; the wrong ones with their events.

#![expect(clippy::print_stdout, reason = "the table is what the program is for")]

mod sample;
mod textual;

use std::path::{Path, PathBuf};

use git_headway::mine::{CommitNumber, DeepCommit, Silent, deepen};
use git_headway::model::{EventKind, ObjectId, StructuralEvent};
use serde_json::json;

use crate::events::{has_structure, is_told, written_out};
use sample::{Patch, Source, patches_of};

/// What was found in the patches of a repository, or in all.
#[derive(Default)]
struct Found {
    name: String,
    /// Patches that the rule lets through.
    eligible: usize,
    patches: usize,
    /// Of these, patches with a file that could not be looked into.
    unread: usize,
    structural: usize,
    signatures: usize,
}

/// Samples the repositories, works out the events, prints the table.
pub(crate) fn measure(
    repositories: &[PathBuf],
    labels: &[PathBuf],
    sample: usize,
) -> anyhow::Result<()> {
    let patches_of = |directory: &PathBuf| patches_of(Path::new(directory), labels);
    let sources: Vec<Source> =
        repositories.iter().map(patches_of).collect::<anyhow::Result<_>>()?;
    let shares = shares(&sources, sample);
    let mut rows = Vec::new();
    for (source, share) in sources.iter().zip(shares) {
        rows.push(look_at(source, &source.patches[..share])?);
    }
    rows.push(all(&rows));
    print(&rows);
    Ok(())
}

/// How many patches of each source make the sample: as many of each, as long as it has some.
fn shares(sources: &[Source], sample: usize) -> Vec<usize> {
    let mut shares = vec![0; sources.len()];
    let mut left = sample;
    while left > 0 {
        let before = left;
        for (share, source) in shares.iter_mut().zip(sources) {
            if left > 0 && *share < source.patches.len() {
                *share += 1;
                left -= 1;
            }
        }
        if left == before {
            break;
        }
    }
    shares
}

/// Works out the events of patches and lists those that are called structural.
fn look_at(source: &Source, patches: &[Patch]) -> anyhow::Result<Found> {
    let (name, eligible) = (source.name.clone(), source.patches.len());
    let mut found = Found { name, eligible, patches: patches.len(), ..Found::default() };
    let commits: Vec<DeepCommit> = patches.iter().zip(0..).map(commit).collect();
    deepen(&source.objects, &commits, &Silent, |block| {
        for (number, structure) in block {
            let told: Vec<_> = structure.events.iter().filter(|event| is_told(event)).collect();
            found.unread += usize::from(structure.left_out > 0 || structure.is_sweep);
            found.add(&patches[number as usize].id, &told);
        }
        Ok(())
    })?;
    Ok(found)
}

fn commit((patch, number): (&Patch, CommitNumber)) -> DeepCommit {
    // Nothing in a patch moves, so nothing is asked of its tree.
    let id = ObjectId::from_bytes([0; 20]);
    DeepCommit { number, id, is_merge: false, files: patch.files.clone() }
}

impl Found {
    fn add(&mut self, id: &str, told: &[&StructuralEvent]) {
        let is_structural = told.iter().any(|event| has_structure(event));
        let is_signature = |event: &&&StructuralEvent| event.kind == EventKind::SignatureChanged;
        let has_signature = told.iter().any(|event| is_signature(&event));
        self.structural += usize::from(is_structural);
        self.signatures += usize::from(has_signature);
        if is_structural || has_signature {
            println!("{} {id}{}", self.name, if is_structural { " structural" } else { "" });
            for event in told.iter().filter(|event| has_structure(event) || is_signature(event)) {
                println!("  {}", written_out(event));
            }
        }
    }

    fn share(&self) -> f64 {
        if self.patches == 0 { 0.0 } else { self.structural as f64 / self.patches as f64 }
    }

    fn to_json(&self) -> serde_json::Value {
        json!({
            "repository": self.name, "eligible": self.eligible, "patches": self.patches,
            "unread": self.unread,
            "structural": self.structural, "share": (self.share() * 1000.0).round() / 1000.0,
            "signatures": self.signatures,
        })
    }
}

fn all(rows: &[Found]) -> Found {
    let sum = |of: fn(&Found) -> usize| rows.iter().map(of).sum();
    Found {
        name: "all".to_owned(),
        eligible: sum(|row| row.eligible),
        patches: sum(|row| row.patches),
        unread: sum(|row| row.unread),
        structural: sum(|row| row.structural),
        signatures: sum(|row| row.signatures),
    }
}

/// Prints the table, and as the last line one JSON object.
fn print(rows: &[Found]) {
    println!(
        "{:<24}{:>9}{:>9}{:>8}{:>12}{:>8}{:>12}",
        "repository", "eligible", "patches", "unread", "structural", "%", "signatures"
    );
    for row in rows {
        println!(
            "{:<24}{:>9}{:>9}{:>8}{:>12}{:>8.1}{:>12}",
            row.name,
            row.eligible,
            row.patches,
            row.unread,
            row.structural,
            100.0 * row.share(),
            row.signatures
        );
    }
    let rows: Vec<_> = rows.iter().map(Found::to_json).collect();
    println!("{}", json!({ "measure": "patches", "repositories": rows }));
}
