//! What a reader of chains wants to know of one, and chains that are one thing.
//!
//! In: chains of a judged history. Out: their commits, whether they recur, whether they are open.
//! Deliberately absent: how chains are found; `episodes` knows.

use std::collections::HashMap;
use std::hash::Hash;

use crate::model::{Chain, CommitIndex, DAY, History, Outcome, SpotIndex, Thresholds, Timestamp};

/// Days up to now that are recent: "the last year".
pub const RECENT_DAYS: i64 = 365;

/// Whether a moment lies in the recent days. A clock may be a day ahead.
#[must_use]
pub fn is_recent(time: Timestamp, now: Timestamp) -> bool {
    (-DAY..=RECENT_DAYS * DAY).contains(&now.saturating_sub(time))
}

/// The commits of a chain's patches, oldest first, each once: a commit may patch two sections that
/// a rename joins into one chain, and that is one patch of the spot, not two.
#[must_use]
pub fn patching_commits(history: &History, chain: &Chain) -> Vec<CommitIndex> {
    let mut commits: Vec<CommitIndex> = Vec::new();
    for patch in &chain.patches {
        let commit = history.change(*patch).commit;
        if !commits.contains(&commit) {
            commits.push(commit);
        }
    }
    commits
}

/// Whether the chain has enough patches to make its spot a recurring one.
#[must_use]
pub fn is_recurring(history: &History, chain: &Chain, recurring: usize) -> bool {
    patching_commits(history, chain).len() >= recurring
}

/// Whether the file of a spot still exists.
#[must_use]
pub fn is_alive(history: &History, spot: SpotIndex) -> bool {
    history.files[history.spots[spot.get()].file.get()].alive
}

/// Whether the chain still asks for something: it makes a recurring spot of a file that exists, has
/// not held, and was patched in the recent days. A spot that nobody patched for longer than that is
/// no open wound, whether or not its neighbourhood moved enough to say that it held.
#[must_use]
pub fn is_open(history: &History, chain: &Chain, by: &Thresholds, now: Timestamp) -> bool {
    let last = chain.patches.iter().map(|patch| history.commit_of(*patch).time()).max();
    is_recurring(history, chain, by.recurring)
        && !matches!(chain.outcome, Outcome::Held { .. })
        && is_alive(history, chain.spot)
        && last.is_some_and(|last| is_recent(last, now))
}

/// Puts together what has the same key, in the order of first appearance. One pair of commits that
/// touches seven files is one story, not seven.
#[must_use]
pub fn bundles<T, K: Eq + Hash>(
    items: impl IntoIterator<Item = T>,
    key: impl Fn(&T) -> K,
) -> Vec<Vec<T>> {
    let mut place: HashMap<K, usize> = HashMap::new();
    let mut bundles: Vec<Vec<T>> = Vec::new();
    for item in items {
        let at = *place.entry(key(&item)).or_insert(bundles.len());
        if at == bundles.len() {
            bundles.push(Vec::new());
        }
        bundles[at].push(item);
    }
    bundles
}

#[cfg(test)]
mod tests {
    use super::{bundles, is_open, is_recurring, patching_commits};
    use crate::model::{Nature, Thresholds};
    use crate::profile::testing::{Story, day, held, too_early};

    #[test]
    fn a_commit_that_patches_a_chain_twice_counts_once() {
        let mut story = Story::new();
        let ada = story.person("Ada");
        let (old, new) = (story.spot("src/a.rs", "fn old"), story.spot("src/a.rs", "fn new"));
        let first = story.commit(ada, 0, "fix: a").change(old, Nature::Patch);
        let second = story.commit(ada, 9, "fix: b").change(old, Nature::Patch);
        let third = story.change(new, Nature::Patch);
        story.chain(new, &[first, second, third], None, too_early(5));
        let (history, _, episodes) = story.finish();
        assert_eq!(patching_commits(&history, &episodes.chains[0]).len(), 2);
        assert!(!is_recurring(&history, &episodes.chains[0], 3));
    }

    #[test]
    fn open_means_recurring_alive_not_held_and_recent() {
        let open = |days: &[i64], outcome, alive, now| {
            let mut story = Story::new();
            let ada = story.person("Ada");
            let spot = story.spot("src/a.rs", "fn a");
            let patches = story.patches(ada, spot, days);
            story.chain(spot, &patches, None, outcome);
            let (mut history, _, episodes) = story.finish();
            history.files[0].alive = alive;
            is_open(&history, &episodes.chains[0], &Thresholds::default(), day(now))
        };
        assert!(open(&[0, 10, 20], too_early(5), true, 385));
        assert!(!open(&[0, 10, 20], too_early(5), true, 386));
        assert!(!open(&[0, 10], too_early(5), true, 30));
        assert!(!open(&[0, 10, 20], held(200), true, 220));
        assert!(!open(&[0, 10, 20], too_early(5), false, 30));
    }

    #[test]
    fn bundles_keep_the_order_of_first_appearance() {
        let found = bundles([3, 10, 5, 20, 7], |number| number % 2);
        assert_eq!(found, [vec![3, 5, 7], vec![10, 20]]);
    }
}
