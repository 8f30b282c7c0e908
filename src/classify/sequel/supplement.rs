//! A supplement: a patch that completes work elsewhere. It names the issue that an earlier commit named, or one person
//! patches other spots near their own change within a week, in about the same words. *Source:* Park, Kim,
//! Ray, Bae, *An empirical study of supplementary bug fixes*, MSR 2012, who join patches by the issue they name.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::Scene;
use super::issue::issues;
use crate::classify::rules::{SUPPLEMENT, because_of};
use crate::classify::wording::duration;
use crate::model::{
    Commit, CommitIndex, DAY, History, PersonIndex, Sequel, SequelForm, SpotIndex, Timestamp,
};

/// Within a week one knows what one has left undone; later it is another piece of work.
const SOON: Timestamp = 7 * DAY;
/// Words that two subjects must have in common.
const WORDS: usize = 2;
/// Words that tell nothing of the matter.
const COMMON: &[&str] = &[
    "added", "adding", "adds", "also", "avoid", "change", "cleanup", "code", "correct", "does",
    "drop", "enable", "error", "file", "files", "fixed", "fixes", "fixing", "from", "function",
    "handle", "improve", "into", "make", "missing", "more", "move", "only", "remove", "rename",
    "should", "some", "support", "test", "tests", "that", "this", "update", "use", "used", "using",
    "warning", "warnings", "when", "with", "wrong",
];

/// The commits so far.
#[derive(Default)]
pub(super) struct Recent {
    /// By person, oldest first, those of the last week.
    of: HashMap<PersonIndex, Vec<CommitIndex>>,
    /// The latest by issue.
    issues: HashMap<String, CommitIndex>,
}

impl Recent {
    pub(super) fn remember(&mut self, history: &History, index: CommitIndex) {
        let commit = history.commit(index);
        if commit.is_merge() {
            return;
        }
        for issue in issues(&commit.subject, &commit.body) {
            self.issues.insert(issue, index);
        }
        let own = self.of.entry(commit.author).or_default();
        own.retain(|at| (commit.time() - history.commit(*at).time()).abs() <= SOON);
        own.push(index);
    }
}

pub(super) fn judge(scene: &Scene<'_>, index: CommitIndex, recent: &Recent) -> Option<Sequel> {
    let (history, commit) = (scene.history, scene.history.commit(index));
    scene.patches(index).next()?;
    let after = |of: CommitIndex| commit.time() - history.commit(of).time();
    let is_elsewhere = |of: CommitIndex| !meets(history, index, of);
    let by_issue = || {
        issues(&commit.subject, &commit.body).into_iter().find_map(|issue| {
            let of = *recent.issues.get(&issue)?;
            let fits = (0..=scene.thresholds.window).contains(&after(of)) && is_elsewhere(of);
            fits.then(|| (of, format!("names {issue}, as")))
        })
    };
    let by_words = || {
        let own = recent.of.get(&commit.author)?.iter().rev().copied();
        let mut fitting = own.filter(|of| {
            (0..=SOON).contains(&after(*of))
                && is_near(history, index, *of)
                && is_alike(commit, history.commit(*of))
                && is_elsewhere(*of)
        });
        fitting.next().map(|of| (of, "the same person patches other places nearby, as".to_owned()))
    };
    let (of, what) = by_issue().or_else(by_words)?;
    let short = history.commit(of).id.short();
    let says = format!("{what} {short} did {} before: it completes that work", duration(after(of)));
    Some(Sequel { form: SequelForm::Supplement, of, because: because_of(SUPPLEMENT, of, says) })
}

/// Whether the two touch the same spot, or one the lines of the other: then it is a repeat or a remedy.
fn meets(history: &History, index: CommitIndex, of: CommitIndex) -> bool {
    let spots = |at: CommitIndex| -> HashSet<SpotIndex> {
        let changes = &history.changes[history.commit(at).changes.clone()];
        let named = changes.iter().map(|change| change.spot);
        named.filter(|spot| !history.spots[spot.get()].is_wide()).collect()
    };
    let mut changes = history.changes[history.commit(index).changes.clone()].iter();
    let reworks = changes.any(|change| {
        change.reworks.iter().any(|rework| rework.origin == Some(of) && rework.lines > 0)
    });
    reworks || !spots(index).is_disjoint(&spots(of))
}

/// Whether the two touch files of one directory.
fn is_near(history: &History, index: CommitIndex, of: CommitIndex) -> bool {
    let directories = |at: CommitIndex| -> HashSet<&[u8]> {
        let files = &history.file_changes[history.commit(at).file_changes.clone()];
        files.iter().map(|file| file.path.directory()).collect()
    };
    !directories(index).is_disjoint(&directories(of))
}

/// Whether the subjects have two words in common, and half of those of the later one.
fn is_alike(later: &Commit, earlier: &Commit) -> bool {
    let (later, earlier) = (telling_words(&later.subject), telling_words(&earlier.subject));
    let both = later.intersection(&earlier).count();
    both >= WORDS && both * 2 >= later.len()
}

/// The words of a subject behind its area that may tell the matter.
fn telling_words(subject: &str) -> BTreeSet<String> {
    let matter = subject.rsplit_once(": ").map_or(subject, |(_, matter)| matter).to_lowercase();
    let words = matter.split(|c: char| !c.is_alphanumeric() && c != '_');
    let telling = words.filter(|word| word.len() >= 4 && !COMMON.contains(word));
    telling.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use crate::classify::testing::{Story, classified, commit};
    use crate::model::{CommitIndex, SequelForm};

    fn told(first: Story, later: Story) -> Option<CommitIndex> {
        let (_, verdicts) = classified(&[first, later]);
        let mut sequels = verdicts.commits[1].sequels.iter();
        sequels.find(|at| at.form == SequelForm::Supplement).map(|at| at.of)
    }

    fn fix(subject: &str, spot: &str) -> Story {
        commit(subject).edit("src/a.rs", spot, 1, 1)
    }

    #[test]
    fn the_same_issue_joins_patches_of_anybody() {
        let later = || fix("fix: overflow in g, see #12", "fn g").on("2024-02-01").by("bob");
        assert_eq!(told(fix("fix: overflow #12", "fn f"), later()), Some(CommitIndex(0)));
        assert_eq!(told(fix("fix: overflow #13", "fn f"), later()), None);
        assert_eq!(told(fix("fix: overflow #12", "fn g"), later()), None);
    }

    #[test]
    fn the_same_words_join_patches_of_one_person_within_a_week() {
        let later = |date: &str| fix("fix: free the path buffer in g too", "fn g").on(date);
        let first = || fix("fix: free the path buffer", "fn f");
        assert_eq!(told(first(), later("2024-01-05")), Some(CommitIndex(0)));
        assert_eq!(told(first(), later("2024-01-09")), None);
        assert_eq!(told(first(), later("2024-01-05").by("bob")), None);
        assert_eq!(told(fix("fix: close the socket", "fn f"), later("2024-01-05")), None);
    }
}
