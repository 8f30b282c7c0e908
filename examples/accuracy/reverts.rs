//! How many labelled reverts are linked to the commit that they take back.
//!
//! In: clones, and rows of a revert and what it takes back. Out: a table by repository, what differs on request, and as
//! its last line one JSON object. Deliberately absent: reverts that nobody labelled; how many links there are on other
//! commits is counted, and whether they are right is for a reader to say.

#![expect(clippy::print_stdout, reason = "the table is what the program is for")]

use std::collections::{HashMap, HashSet};

use git_headway::classify::classify;
use git_headway::model::{Answers, CommitIndex, History, Thresholds};
use serde_json::json;

use crate::labelled::{Inputs, Labelled};

/// What became of the labelled reverts of one repository.
#[derive(Default)]
struct Counts {
    /// The commit that the label names.
    right: usize,
    /// The same change under another name: a cherry-pick of what the label names, or a commit that the
    /// merge brought in which the label names.
    same: usize,
    wrong: usize,
    none: usize,
    /// Labels that name a merge.
    merges: usize,
    /// Commits without a label that are said to take one back.
    unlabelled: usize,
}

impl Counts {
    const fn labelled(&self) -> usize {
        self.right + self.same + self.wrong + self.none
    }

    const fn add(&mut self, other: &Self) {
        self.right += other.right;
        self.same += other.same;
        self.wrong += other.wrong;
        self.none += other.none;
        self.merges += other.merges;
        self.unlabelled += other.unlabelled;
    }

    fn linked(&self) -> f64 {
        (self.right + self.same) as f64 / self.labelled().max(1) as f64
    }

    fn json(&self, name: &str) -> serde_json::Value {
        json!({
            "repository": name, "labelled": self.labelled(), "right": self.right,
            "same_change": self.same, "wrong": self.wrong, "none": self.none,
            "merges": self.merges, "unlabelled_links": self.unlabelled, "linked": self.linked(),
        })
    }
}

/// Measures every repository and prints the table.
pub(crate) fn measure(inputs: &Inputs, list: bool) -> anyhow::Result<()> {
    println!(
        "repository                  labelled  right  same  wrong  none  linked  merges  other links"
    );
    let (mut all, mut rows) = (Counts::default(), Vec::new());
    for directory in &inputs.repo {
        let labelled = inputs.read(directory)?;
        let counts = count(&labelled, list);
        print(&labelled.name, &counts);
        rows.push(counts.json(&labelled.name));
        all.add(&counts);
    }
    print("all", &all);
    let masked = !inputs.as_is;
    println!(
        "{}",
        json!({ "measure": "reverts", "masked": masked, "repositories": rows, "all": all.json("all") })
    );
    Ok(())
}

fn print(name: &str, counts: &Counts) {
    println!(
        "{name:<26}  {:>8}  {:>5}  {:>4}  {:>5}  {:>4}  {:>6.3}  {:>6}  {:>11}",
        counts.labelled(),
        counts.right,
        counts.same,
        counts.wrong,
        counts.none,
        counts.linked(),
        counts.merges,
        counts.unlabelled,
    );
}

fn count(labelled: &Labelled, list: bool) -> Counts {
    let history = &labelled.history;
    let verdicts = classify(history, &Answers::default(), &Thresholds::default());
    let mut counts = Counts::default();
    let mut known: HashSet<CommitIndex> = HashSet::new();
    let mut targets: HashMap<CommitIndex, Vec<CommitIndex>> = HashMap::new();
    for row in &labelled.rows {
        let Some(revert) = row.first().and_then(|id| labelled.commit(id)) else { continue };
        known.insert(revert);
        if let Some(target) = row.get(1).and_then(|id| labelled.commit(id)) {
            targets.entry(revert).or_default().push(target);
        }
    }
    let mut reverts: Vec<_> = targets.into_iter().collect();
    reverts.sort_unstable();
    for (revert, targets) in reverts {
        counts.merges += usize::from(targets.iter().any(|at| history.commit(*at).is_merge()));
        let found = verdicts.commit(revert).reverts;
        let what = match found {
            Some(found) if targets.contains(&found) => {
                counts.right += 1;
                continue;
            }
            Some(found) if targets.iter().any(|target| is_same(history, *target, found)) => {
                counts.same += 1;
                "same"
            }
            Some(_) => {
                counts.wrong += 1;
                "wrong"
            }
            None => {
                counts.none += 1;
                "none"
            }
        };
        if list {
            tell(what, history, revert, found, targets.first().copied());
        }
    }
    for index in history.commit_indices().filter(|index| !known.contains(index)) {
        if let Some(found) = verdicts.commit(index).reverts {
            counts.unlabelled += 1;
            if list {
                tell("other", history, index, Some(found), None);
            }
        }
    }
    counts
}

/// The same lines in the same files, or a commit that only the named merge brought in.
fn is_same(history: &History, target: CommitIndex, found: CommitIndex) -> bool {
    let (named, other) = (history.commit(target), history.commit(found));
    let twins = named.fingerprint.is_some() && named.fingerprint == other.fingerprint;
    twins
        || named.is_merge()
            && named.parents[1..].iter().any(|parent| behind(history, *parent, found))
            && !behind(history, named.parents[0], found)
}

/// Whether a commit is another, or one of its ancestors.
fn behind(history: &History, tip: CommitIndex, sought: CommitIndex) -> bool {
    let mut seen = HashSet::from([tip]);
    let mut open = vec![tip];
    while let Some(at) = open.pop() {
        if at == sought {
            return true;
        }
        // Parents have lower numbers than their children.
        let parents = history.commit(at).parents.iter().filter(|parent| **parent >= sought);
        for parent in parents {
            if seen.insert(*parent) {
                open.push(*parent);
            }
        }
    }
    false
}

fn tell(
    what: &str,
    history: &History,
    revert: CommitIndex,
    found: Option<CommitIndex>,
    target: Option<CommitIndex>,
) {
    let id = |at: Option<CommitIndex>| {
        at.map_or_else(|| "-".to_owned(), |at| history.commit(at).id.short())
    };
    let subject = &history.commit(revert).subject;
    println!(
        "{what:<6} {} found {} labelled {}  {subject}",
        id(Some(revert)),
        id(found),
        id(target)
    );
}
