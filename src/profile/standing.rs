//! Where each change stands between headway and motion.
//!
//! In: verdicts and outcomes. Out: one standing for each change.
//! Deliberately absent: weights and periods (`tally`), and new judgement: this only reads verdicts.
//!
//! The decisions, first match wins:
//! 1. noise stays noise;
//! 2. a structural change is headway, whatever came later: it changed what there is to work on.
//!    Whether it held is counted apart;
//! 3. the change that ended a chain of patches which then held is headway: the root cause;
//! 4. upkeep is motion: it keeps things as they are;
//! 5. a quick remedy completes its author's own change. It is neither, and shown apart;
//! 6. a repeat patch is motion even when it held: the spot needed attention again;
//! 7. a first patch is headway when it held, motion when a patch came back, undecided until then.
//!
//! Motion has two parts that must never be mixed up: what was **patched again** (6 and 7), and
//! **upkeep** (4), which is needed and neither good nor bad.

use std::collections::HashSet;

use crate::model::{ChangeIndex, Episodes, Nature, Noise, Outcome, Verdict, Verdicts};

/// What a change amounts to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Structural work, a root cause, or a first patch that held.
    Headway,
    /// Motion: a repeat patch, or a first patch that a patch came back to.
    PatchedAgain,
    /// Motion: tests, docs, build, CI and what else keeps things as they are.
    Upkeep,
    /// A quick remedy.
    Remedy,
    /// A first patch whose outcome is not known yet.
    Undecided,
    /// It says nothing about the work.
    Noise(Noise),
}

impl Standing {
    /// The standing in a word.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Headway => "headway",
            Self::PatchedAgain => "patched again",
            Self::Upkeep => "upkeep",
            Self::Remedy => "quick remedy",
            Self::Undecided => "too early to tell",
            Self::Noise(_) => "set aside",
        }
    }
}

/// The standing of every change of a history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standings {
    by_change: Vec<Standing>,
}

impl Standings {
    /// Reads them from verdicts and outcomes.
    #[must_use]
    pub fn of(verdicts: &Verdicts, episodes: &Episodes) -> Self {
        let roots: HashSet<usize> = episodes
            .chains
            .iter()
            .filter(|chain| matches!(chain.outcome, Outcome::Held { .. }))
            .filter_map(|chain| chain.ended_by.map(ChangeIndex::get))
            .collect();
        let by_change = verdicts
            .changes
            .iter()
            .zip(&episodes.outcomes)
            .enumerate()
            .map(|(at, (verdict, outcome))| standing(verdict, *outcome, roots.contains(&at)))
            .collect();
        Self { by_change }
    }

    /// The standing of a change.
    #[must_use]
    pub fn get(&self, change: ChangeIndex) -> Standing {
        self.by_change[change.get()]
    }

    /// Whether the change counts: it is not noise.
    #[must_use]
    pub fn counts(&self, change: ChangeIndex) -> bool {
        !matches!(self.get(change), Standing::Noise(_))
    }
}

fn standing(verdict: &Verdict, outcome: Option<Outcome>, is_root_cause: bool) -> Standing {
    match verdict.nature() {
        Nature::Noise(reason) => Standing::Noise(reason),
        Nature::Structural => Standing::Headway,
        _ if is_root_cause => Standing::Headway,
        Nature::Upkeep => Standing::Upkeep,
        Nature::Patch if verdict.remedy_of.is_some() => Standing::Remedy,
        Nature::Patch if verdict.repeat.is_some() => Standing::PatchedAgain,
        Nature::Patch => match outcome {
            Some(Outcome::Held { .. }) => Standing::Headway,
            Some(Outcome::CameBack { .. }) => Standing::PatchedAgain,
            Some(Outcome::TooEarly { .. }) | None => Standing::Undecided,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::{Standing, Standings};
    use crate::model::{DAY, Nature, Noise, Outcome};
    use crate::profile::testing::{Story, came_back, held, too_early};

    #[test]
    fn each_decision() {
        let mut story = Story::new();
        let ada = story.person("Ada");
        let (first, other) = (story.spot("src/a.rs", "fn a"), story.spot("src/b.rs", "fn b"));
        let structural = story.commit(ada, 0, "a").change(first, Nature::Structural);
        let patch = story.commit(ada, 10, "b").change(first, Nature::Patch);
        let again = story.commit(ada, 20, "c").change(first, Nature::Patch);
        let remedy = story.commit(ada, 20, "d").remedy(first, again);
        let lone = story.commit(ada, 30, "e").change(other, Nature::Patch);
        let docs = story.commit(ada, 31, "f").change(other, Nature::Upkeep);
        let moved = story.commit(ada, 32, "g").change(other, Nature::Noise(Noise::Moved));
        story.outcome(structural, came_back(patch, 10));
        story.outcome(patch, came_back(again, 10));
        story.outcome(again, held(100));
        story.outcome(lone, too_early(5));
        let (_, verdicts, episodes) = story.finish();
        let standings = Standings::of(&verdicts, &episodes);
        assert_eq!(standings.get(structural), Standing::Headway);
        assert_eq!(standings.get(patch), Standing::PatchedAgain);
        assert_eq!(standings.get(again), Standing::PatchedAgain);
        assert_eq!(standings.get(remedy), Standing::Remedy);
        assert_eq!(standings.get(lone), Standing::Undecided);
        assert_eq!(standings.get(docs), Standing::Upkeep);
        assert_eq!(standings.get(moved), Standing::Noise(Noise::Moved));
        assert!(!standings.counts(moved) && standings.counts(remedy));
    }

    #[test]
    fn a_root_cause_is_headway_only_when_the_chain_held() {
        let (held_one, open_one) = (held(200), Outcome::TooEarly { quiet: 5 * DAY, exposure: 1 });
        for (outcome, expected) in [(held_one, Standing::Headway), (open_one, Standing::Upkeep)] {
            let mut story = Story::new();
            let ada = story.person("Ada");
            let spot = story.spot("src/a.rs", "fn a");
            let patches = story.patches(ada, spot, &[0, 10, 20]);
            let end = story.commit(ada, 30, "tidy the build").change(spot, Nature::Upkeep);
            story.chain(spot, &patches, Some(end), outcome);
            let (_, verdicts, episodes) = story.finish();
            assert_eq!(Standings::of(&verdicts, &episodes).get(end), expected);
        }
    }
}
