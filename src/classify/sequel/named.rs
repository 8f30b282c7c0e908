//! The commit that a message names by its subject, as in `commit 1a2b3c4 ("io: read it")`.
//!
//! In: subjects and bodies. Out: the latest earlier commit with a subject that stands in quotes. Deliberately absent: names
//! by id; those of `Fixes:` and of reverts have rules of their own.

use std::collections::HashMap;

use crate::model::{CommitIndex, History};

/// A shorter subject (`Fix typo`) is found in quotes by chance.
const SHORTEST: usize = 16;

/// The commits so far, by subject.
#[derive(Default)]
pub(super) struct Subjects<'history>(HashMap<&'history str, CommitIndex>);

impl<'history> Subjects<'history> {
    pub(super) fn remember(&mut self, history: &'history History, index: CommitIndex) {
        let commit = history.commit(index);
        if commit.subject.len() >= SHORTEST && !commit.is_merge() {
            self.0.insert(&commit.subject, index);
        }
    }

    /// The first earlier commit that the body names.
    pub(super) fn named(&self, body: &str) -> Option<CommitIndex> {
        let joined = body.split_whitespace().collect::<Vec<_>>().join(" ");
        // A subject may itself hold quotes, so that any two of them may be its ends.
        let quotes: Vec<usize> = joined.match_indices('"').map(|(at, _)| at).collect();
        let mut nearby = quotes.iter().enumerate().flat_map(|(at, start)| {
            quotes[at + 1..].iter().take(3).map(move |end| (*start + 1, *end))
        });
        nearby.find_map(|(start, end)| self.0.get(&joined[start..end]).copied())
    }
}

#[cfg(test)]
mod tests {
    use super::Subjects;
    use crate::classify::testing::{commit, history};
    use crate::model::CommitIndex;

    #[test]
    fn subjects_in_quotes_are_found_also_over_two_lines() {
        let history = history(&[commit("io: read the \"last\" block"), commit("Fix typo")]);
        let mut subjects = Subjects::default();
        history.commit_indices().for_each(|index| subjects.remember(&history, index));
        let named = |body: &str| subjects.named(body);
        assert_eq!(named("since (\"io: read the\n\"last\" block\")"), Some(CommitIndex(0)));
        assert_eq!(named("as in \"Fix typo\""), None);
        assert_eq!(named("\"what\" is this"), None);
    }
}
