//! A commit that adds definitions and takes next to nothing away is a new capability, even when its
//! words are those of restructuring, of form or of documents: "split a text at line ends", "trim
//! white space", "note where things lie".

use super::weights::GROWS;
use super::{Facts, Signal};
use crate::classify::{PathClass, rules};
use crate::model::Kind;

/// Added lines per deleted one, and per line that only moved.
const MUCH_MORE: u64 = 10;

/// The signal against the kind that the words speak for.
pub(super) fn signal(facts: &Facts<'_>, by_words: Kind) -> Option<Signal> {
    if !matches!(by_words, Kind::Refactor | Kind::Style | Kind::Docs) {
        return None;
    }
    let code = || facts.files().filter(|(_, class)| *class == PathClass::Code);
    let sum = |count: fn(&crate::model::FileChange) -> u32| -> u64 {
        code().map(|(file, _)| u64::from(count(file))).sum()
    };
    let added = sum(|file| file.added);
    let taken = sum(|file| file.deleted.max(file.moved_in));
    let opens = facts.code_changes().any(|change| change.introduces_spot);
    (opens && added >= MUCH_MORE * taken).then(|| {
        let says = format!(
            "the words are those of {by_words}, but it adds sections and takes nothing away"
        );
        Signal::new(Kind::Feat, GROWS, rules::GROWS, says)
    })
}

#[cfg(test)]
mod tests {
    use crate::classify::testing::{classified, commit};
    use crate::model::Kind;

    #[test]
    fn what_only_adds_is_no_restructuring() {
        let verdict = |story| classified(&[story]).1.commits.remove(0);
        let kind = |story| verdict(story).kind;
        let new = |story| verdict(story).likelihoods.of(Kind::Feat);
        let split = || commit("Split a text at line ends").edit("src/a.rs", "fn split", 12, 0);
        assert!(new(split().introducing()) > new(split()));
        let typed = commit("refactor: split").edit("src/a.rs", "fn split", 12, 0).introducing();
        assert_eq!(kind(typed), Kind::Refactor);
    }
}
