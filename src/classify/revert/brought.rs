//! Which merge brought a commit in, so that a revert of a merge can be told.
//!
//! In: the parents of all commits. Out: for each commit the merge, innermost first, and for a merge how many lines its
//! commits touched. Deliberately absent: what the merge itself changed; that is no work of its commits.

use std::collections::HashMap;

use crate::model::{CommitIndex, History};

/// The merges of a history.
pub(super) struct Brought {
    /// By commit, the merge that brought it to the branch it was merged into; none on the branch of HEAD itself.
    by: Vec<Option<CommitIndex>>,
    /// By merge, the commits that it brought by itself.
    members: HashMap<CommitIndex, Vec<CommitIndex>>,
}

impl Brought {
    /// Follows first parents from HEAD, then from what each merge on the way brought, oldest first: what two merges
    /// brought came with the older one.
    pub(super) fn of(history: &History) -> Self {
        let mut by = vec![None; history.commits.len()];
        let mut members: HashMap<CommitIndex, Vec<CommitIndex>> = HashMap::new();
        let mut seen = vec![false; history.commits.len()];
        let head = history.commit_indices().next_back();
        let mut open: Vec<(CommitIndex, Option<CommitIndex>)> =
            head.map(|head| (head, None)).into_iter().collect();
        while let Some((tip, merge)) = open.pop() {
            let mut next = Some(tip);
            while let Some(at) = next.filter(|at| !seen[at.get()]) {
                seen[at.get()] = true;
                by[at.get()] = merge;
                if let Some(merge) = merge {
                    members.entry(merge).or_default().push(at);
                }
                let parents = &history.commit(at).parents;
                next = parents.first().copied();
                // The last one that is put here, the oldest, is the next to be followed.
                open.extend(parents.iter().skip(1).map(|parent| (*parent, Some(at))));
            }
        }
        Self { by, members }
    }

    /// The merges that brought a commit, one after the other.
    pub(super) fn merges_of(&self, index: CommitIndex) -> impl Iterator<Item = CommitIndex> + '_ {
        std::iter::successors(self.by[index.get()], |merge| self.by[merge.get()])
    }

    /// Everything that a merge brought, also by merges that came with it; no merges.
    pub(super) fn commits_of(&self, merge: CommitIndex, history: &History) -> Vec<CommitIndex> {
        let (mut found, mut open) = (Vec::new(), vec![merge]);
        while let Some(at) = open.pop() {
            for member in self.members.get(&at).into_iter().flatten() {
                if history.commit(*member).is_merge() {
                    open.push(*member);
                } else {
                    found.push(*member);
                }
            }
        }
        found
    }
}
