//! Verdicts over time: chains of patches, and what became of each change.
//!
//! In: nothing; the room `episodes` makes these. Out: plain values.
//! Deliberately absent: how chains are found and when silence counts.

use super::{ChangeIndex, Spot, SpotIndex, Timestamp};

/// What became of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// No patch came back to the spot within the window while its neighbourhood kept moving.
    Held {
        /// Seconds without a patch, up to the next one, to the latest commit of the history, or to the
        /// moment at which the spot was deleted.
        quiet: Timestamp,
        /// Commits that changed the neighbourhood meanwhile.
        exposure: usize,
    },
    /// A patch came back to the spot within the window.
    CameBack {
        /// The patch.
        by: ChangeIndex,
        /// Seconds until it came.
        after: Timestamp,
    },
    /// The window has not passed yet, or the neighbourhood has not moved enough to say.
    TooEarly {
        /// Seconds without a patch so far.
        quiet: Timestamp,
        /// Commits that changed the neighbourhood meanwhile.
        exposure: usize,
    },
}

/// Consecutive patches on one spot, each within the window of the one before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// The spot.
    pub spot: SpotIndex,
    /// The patches, oldest first, at least two. Quick remedies are not among them.
    pub patches: Vec<ChangeIndex>,
    /// Quick remedies of these patches, oldest first.
    pub remedies: Vec<ChangeIndex>,
    /// The candidate for the root cause: what the user called one, else the last structural change of the
    /// spot within the window after the last patch, or the last patch itself when it replaced lines of
    /// several others.
    /// Whether it held is for [`Chain::outcome`] to say.
    pub ended_by: Option<ChangeIndex>,
    /// What became of its last patch (or of [`Chain::ended_by`]).
    pub outcome: Outcome,
}

/// How often a recurring spot was patched after a change that may have mended it, beside what became of spots
/// like it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quieting {
    /// The change: structural, or a patch that replaced lines of several patches before it.
    pub change: ChangeIndex,
    /// Commits that patched the spot in the time before, the change among them when it is a patch.
    pub before: usize,
    /// Seconds before the change that were looked at: a year, or the age of the spot.
    pub before_time: Timestamp,
    /// Commits that patched the spot in the time after.
    pub after: usize,
    /// Seconds after the change that were looked at: two years, or up to the end of what is known of the spot.
    pub after_time: Timestamp,
    /// What became of spots like it.
    pub beside: Beside,
}

impl Quieting {
    /// How sure it must be that the patch rate fell below that of spots like it, to say so.
    pub const SURE: f64 = 0.95;

    /// Whether the patch rate fell by more than it did on spots like it.
    #[must_use]
    pub fn is_quieted(&self) -> bool {
        self.beside.is_quieted()
    }
}

/// What became of spots like a recurring one.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum Beside {
    /// The window has not passed yet, or the neighbourhood has not moved enough to compare.
    TooEarly,
    /// So few spots of the repository were ever like it that there is nothing to compare with.
    TooFew(usize),
    /// There are enough.
    Matched(Likes),
}

impl Beside {
    /// Whether the patch rate fell below that of the others.
    #[must_use]
    pub fn is_quieted(&self) -> bool {
        matches!(self, Self::Matched(likes) if likes.probability >= Quieting::SURE)
    }
}

/// Other spots at a moment at which they were alike: patched as often in the year before, the last patch as long
/// ago, as old, in a neighbourhood that moved as much before and after. None was changed so as to mend it at about that
/// moment.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Likes {
    /// How many spots.
    pub spots: usize,
    /// Commits that patched one of them in as long a time after, on average.
    pub expected: f64,
    /// Of 40 such spots one was patched less often.
    pub low: u32,
    /// Of 40 such spots one was patched more often.
    pub high: u32,
    /// How far their counts are spread: the variance of the Gamma–Poisson distribution behind them.
    pub variance: f64,
    /// Posterior probability that the patch rate of the spot is below those of the others, 0 to 1.
    pub probability: f64,
}

/// What sort of place a spot is: changes on different sorts come back differently often.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub enum SpotSort {
    /// A function or method, or another definition with a body.
    Function,
    /// A type without its methods.
    Type,
    /// A file outside of its sections, or a container outside of what it contains.
    Wide,
    /// A section of a document.
    Prose,
}

impl SpotSort {
    /// The sort of a spot of a file that is no document, told by the first word of its title.
    #[must_use]
    pub fn of_code(spot: &Spot) -> Self {
        const TYPES: [&str; 9] = [
            "struct", "enum", "union", "type", "typedef", "record", "protocol", "message",
            "#define",
        ];
        if spot.is_wide() {
            return Self::Wide;
        }
        let title = spot.section.as_deref().unwrap_or_default();
        let own = title.rsplit(super::TITLE_JOIN).next().unwrap_or(title);
        let word = own.split(' ').find(|word| !matches!(*word, "pub" | "static" | "export"));
        if word.is_some_and(|word| TYPES.contains(&word)) { Self::Type } else { Self::Function }
    }

    /// The sort in plain words, to stand after "on".
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Function => "functions",
            Self::Type => "types",
            Self::Wide => "files and containers as a whole",
            Self::Prose => "sections of documents",
        }
    }
}

/// How often changes of one nature on one sort of spot held for the window: to how many no patch came back.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Lasting {
    /// The sort of spot.
    pub sort: SpotSort,
    /// Patches, quick remedies left out; else structural changes.
    pub is_patch: bool,
    /// How many there are.
    pub changes: usize,
    /// Of these, those to which a patch came back within the window.
    pub came_back: usize,
    /// Those that were watched through the window without one.
    pub watched: usize,
    /// The share that holds for the window, 0 to 1: Kaplan and Meier's estimate, as many could not be watched to
    /// its end.
    pub share: f64,
    /// Lower end of its 95 % range.
    pub low: f64,
    /// Upper end of its 95 % range.
    pub high: f64,
    /// Commits nearby while a change was watched; half of them had more.
    pub nearby: usize,
}

/// Everything that verdicts over time amount to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Episodes {
    /// Every chain of two patches or more, by the time of its last patch, oldest first.
    pub chains: Vec<Chain>,
    /// What became of the patch rate after [`Chain::ended_by`] of each chain that makes a recurring spot, by
    /// change.
    pub quietings: Vec<Quieting>,
    /// How often changes held, by sort of spot and nature.
    pub lasting: Vec<Lasting>,
    /// The outcome of each of [`super::History::changes`] that is a patch or structural.
    pub outcomes: Vec<Option<Outcome>>,
}

impl Episodes {
    /// What became of a change; `None` when it was neither a patch nor structural.
    #[must_use]
    pub fn outcome(&self, change: ChangeIndex) -> Option<Outcome> {
        self.outcomes[change.get()]
    }

    /// How often changes of one nature held on one sort of spot.
    #[must_use]
    pub fn lasting_of(&self, sort: SpotSort, is_patch: bool) -> Option<&Lasting> {
        self.lasting.iter().find(|lasting| (lasting.sort, lasting.is_patch) == (sort, is_patch))
    }

    /// What became of the patch rate after a change; `None` when it ended no chain of a recurring spot, or one
    /// of a wide spot.
    #[must_use]
    pub fn quieting(&self, change: ChangeIndex) -> Option<&Quieting> {
        let at = self.quietings.binary_search_by_key(&change, |quieting| quieting.change).ok()?;
        Some(&self.quietings[at])
    }
}
