//! What a change or a commit was, with the evidence for it.
//!
//! In: nothing; the rooms `classify` and `episodes` make these. Out: values that cannot exist
//! without evidence. Deliberately absent: the rules.

use std::fmt;

use super::{Answer, Carried, ChangeIndex, CommitIndex, Likelihoods, Way};

/// The kinds of change: the Conventional Commits types, because people know them.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// New capability.
    Feat,
    /// A repair.
    Fix,
    /// The same behaviour in another shape.
    Refactor,
    /// The same behaviour at less cost.
    Perf,
    /// Tests only.
    Test,
    /// Documentation only.
    Docs,
    /// Build and dependencies.
    Build,
    /// Continuous integration.
    Ci,
    /// Everything else that keeps a project going: releases, licences, settings.
    Chore,
    /// Formatting only.
    Style,
    /// Takes an earlier commit back.
    Revert,
}

impl Kind {
    /// Every kind, in the order in which they are listed.
    pub const ALL: [Self; 11] = [
        Self::Feat,
        Self::Fix,
        Self::Refactor,
        Self::Perf,
        Self::Test,
        Self::Docs,
        Self::Build,
        Self::Ci,
        Self::Chore,
        Self::Style,
        Self::Revert,
    ];

    /// The word as Conventional Commits spell it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Feat => "feat",
            Self::Fix => "fix",
            Self::Refactor => "refactor",
            Self::Perf => "perf",
            Self::Test => "test",
            Self::Docs => "docs",
            Self::Build => "build",
            Self::Ci => "ci",
            Self::Chore => "chore",
            Self::Style => "style",
            Self::Revert => "revert",
        }
    }

    /// The kind that a word of Conventional Commits names.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == word)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

/// Why a change says nothing about the work on a spot. Told apart and listed, never dropped.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Noise {
    /// A lock file of a package manager.
    LockFile,
    /// Generated, by `.gitattributes` or by its name.
    Generated,
    /// Somebody else's code kept in the repository, by `.gitattributes` or by its place.
    Vendored,
    /// Binary, too large, a submodule pointer: there are no lines to judge.
    NotText,
    /// Only white space, or a commit that `.git-blame-ignore-revs` names.
    Formatting,
    /// The lines stand verbatim elsewhere in the same commit.
    Moved,
    /// Reverted later, or the revert itself: the two cancel out.
    Reverted,
    /// The same change came in by another commit (a cherry-pick and its original).
    Twin,
    /// Made by a bot.
    Bot,
    /// A merge without lines of its own.
    Merge,
}

impl Noise {
    /// The reason in plain words.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::LockFile => "lock file",
            Self::Generated => "generated",
            Self::Vendored => "vendored",
            Self::NotText => "not text",
            Self::Formatting => "formatting",
            Self::Moved => "moved verbatim",
            Self::Reverted => "reverted",
            Self::Twin => "same change twice",
            Self::Bot => "bot",
            Self::Merge => "merge",
        }
    }
}

/// What a change was for the spot it fell on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case", tag = "is", content = "reason")]
pub enum Nature {
    /// It adds, reshapes or removes structure: feat, refactor, perf.
    Structural,
    /// It repairs or tweaks the body of an existing spot.
    Patch,
    /// Tests, docs, build, ci, chore: needed, and neither of the two.
    Upkeep,
    /// It says nothing about the spot.
    Noise(Noise),
}

/// The permanent name of a rule and the version of what it says. A changed rule gets a new version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
pub struct RuleId {
    /// Its name; never reused for another rule.
    pub name: &'static str,
    /// Its version, from 1.
    pub version: u8,
}

impl RuleId {
    /// What the user said. The one rule that finds nothing out.
    pub const YOUR_ANSWER: Self = Self { name: "your-answer", version: 1 };
}

impl fmt::Display for RuleId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.name, self.version)
    }
}

/// One reason for a verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The rule that found it.
    pub rule: RuleId,
    /// What was seen, in plain words, for a person.
    pub says: String,
    /// The commits it speaks of.
    pub commits: Vec<CommitIndex>,
}

/// A repeat patch: the spot had been patched within the window before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RepeatPatch {
    /// The latest earlier patch on the spot.
    pub of: ChangeIndex,
    /// Seconds between the two.
    pub after: i64,
    /// Lines of the earlier patch that this one replaced or deleted; 0 when it is only nearby.
    pub same_lines: u32,
    /// Whether one person made both.
    pub same_person: bool,
}

/// The verdict on one change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    kind: Kind,
    nature: Nature,
    evidence: Vec<Evidence>,
    /// Set when the change patches a spot that was patched within the window.
    pub repeat: Option<RepeatPatch>,
    /// Set when the change completes an earlier one of the same person within the remedy time.
    pub remedy_of: Option<ChangeIndex>,
}

impl Verdict {
    /// A verdict on its first reason.
    #[must_use]
    pub fn new(kind: Kind, nature: Nature, because: Evidence) -> Self {
        Self { kind, nature, evidence: vec![because], repeat: None, remedy_of: None }
    }

    /// Adds a reason.
    pub fn add(&mut self, because: Evidence) {
        self.evidence.push(because);
    }

    /// The kind.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// What it was for its spot.
    #[must_use]
    pub const fn nature(&self) -> Nature {
        self.nature
    }

    /// The reasons, at least one.
    #[must_use]
    pub fn evidence(&self) -> &[Evidence] {
        &self.evidence
    }

    /// Whether its kind is what the user said of the commit.
    #[must_use]
    pub fn is_answered(&self) -> bool {
        self.evidence.iter().any(|because| because.rule == RuleId::YOUR_ANSWER)
    }

    /// Whether it patches the body of a spot (quick remedies are patches too).
    #[must_use]
    pub const fn is_patch(&self) -> bool {
        matches!(self.nature, Nature::Patch)
    }
}

/// How a commit goes on with an earlier one. One commit may do so in several ways.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum SequelForm {
    /// It completes the same work in other places, soon after.
    Supplement,
    /// It patches what a patch wrote, however long ago.
    FixOfFix,
    /// It brings back what was taken back.
    Reapply,
    /// It puts lines back to what they were before the earlier commit.
    Oscillation,
    /// It patches what somebody else has only just written.
    Firefighting,
}

impl SequelForm {
    /// Every form, in the order in which they are listed.
    pub const ALL: [Self; 5] =
        [Self::Supplement, Self::FixOfFix, Self::Reapply, Self::Oscillation, Self::Firefighting];

    /// The form in plain words.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Supplement => "supplement",
            Self::FixOfFix => "fix of a fix",
            Self::Reapply => "reapply",
            Self::Oscillation => "back and forth",
            Self::Firefighting => "firefighting",
        }
    }
}

/// A commit that goes on with an earlier one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sequel {
    /// How.
    pub form: SequelForm,
    /// The earlier commit.
    pub of: CommitIndex,
    /// Why.
    pub because: Evidence,
}

/// What the user said of a commit, and what was computed all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The answer.
    pub answer: Answer,
    /// What of it was said of other commits that became this one, oldest first.
    pub carried: Vec<Carried>,
    /// The kind that was computed without it.
    pub computed: Kind,
    /// Why, at least one reason.
    pub because: Vec<Evidence>,
}

/// An earlier commit that a fix repairs, as far as it can be told.
#[derive(Clone, Debug, PartialEq)]
pub struct Repair {
    /// The earlier commit.
    pub commit: CommitIndex,
    /// The probability, from 0 to 1, that the fix repairs it.
    pub confidence: f64,
    /// Why it is thought so, at least one reason.
    pub evidence: Vec<Evidence>,
}

impl Repair {
    /// The confidence from which on a link is told and counted; below it nobody is told what a fix
    /// repairs. How often links above it are right is measured in `docs/accuracy.md`.
    pub const SURE: f64 = 0.68;

    /// Whether it is sure enough to be told.
    #[must_use]
    pub fn is_sure(&self) -> bool {
        self.confidence >= Self::SURE
    }
}

/// The verdict on a commit as a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct CommitVerdict {
    /// The kind of most of it: what the user said, else what was computed.
    pub kind: Kind,
    /// How likely each kind is, as computed; an answer leaves it as it is.
    pub likelihoods: Likelihoods,
    /// Why, at least one reason.
    pub evidence: Vec<Evidence>,
    /// What the user said of it.
    pub answered: Option<Answered>,
    /// The commit that it takes back.
    pub reverts: Option<CommitIndex>,
    /// The commit that takes it back.
    pub reverted_by: Option<CommitIndex>,
    /// A commit with the same lines that came earlier.
    pub twin_of: Option<CommitIndex>,
    /// Made by a bot.
    pub by_bot: bool,
    /// Of a fix: the earlier commits that it likely repairs, the likeliest first, at most a few. Those
    /// that are sure enough to be told are [`CommitVerdict::repaired`].
    pub repairs: Vec<Repair>,
    /// The earlier commits that it goes on with, by form.
    pub sequels: Vec<Sequel>,
}

impl CommitVerdict {
    /// The earlier commits that it repairs, as far as that is sure enough to be told and counted.
    pub fn repaired(&self) -> impl Iterator<Item = &Repair> {
        self.repairs.iter().filter(|repair| repair.is_sure())
    }
}

impl CommitVerdict {
    /// The kind that was computed, whatever the user said.
    #[must_use]
    pub fn computed(&self) -> Kind {
        self.answered.as_ref().map_or(self.kind, |answered| answered.computed)
    }

    /// The kind that the user said.
    #[must_use]
    pub fn answered_kind(&self) -> Option<Kind> {
        self.answered.as_ref().and_then(|answered| answered.answer.kind)
    }

    /// Whether all that was said of it was said of its cherry-pick beside it.
    #[must_use]
    pub fn is_answered_by_twin(&self) -> bool {
        let carried = self.answered.as_ref().map(|answered| answered.carried.as_slice());
        carried.is_some_and(|carried| {
            !carried.is_empty() && carried.iter().all(|carried| carried.way == Way::Twin)
        })
    }

    /// Whether the user said so when they were asked.
    #[must_use]
    pub fn was_asked(&self) -> bool {
        self.answered.as_ref().is_some_and(|answered| answered.answer.asked.is_some())
    }

    /// Whether the user said that it went to the root of what was patched before.
    #[must_use]
    pub fn claimed_root_cause(&self) -> Option<bool> {
        self.answered.as_ref().and_then(|answered| answered.answer.root_cause)
    }
}

/// The verdicts on a whole history.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verdicts {
    /// One for each of [`super::History::commits`].
    pub commits: Vec<CommitVerdict>,
    /// One for each of [`super::History::changes`].
    pub changes: Vec<Verdict>,
}

impl Verdicts {
    /// The verdict on a commit.
    #[must_use]
    pub fn commit(&self, index: CommitIndex) -> &CommitVerdict {
        &self.commits[index.get()]
    }

    /// The verdict on a change.
    #[must_use]
    pub fn change(&self, index: ChangeIndex) -> &Verdict {
        &self.changes[index.get()]
    }
}
