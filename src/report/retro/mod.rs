//! The yearly retrospective.
//!
//! In: a person's work over all their repositories, a period, what they wrote down. Out: findings in plain sentences
//! with the figures and the commits behind them, one file a chapter, in the order in which they are to be read.
//! Deliberately absent: praise, blame, rank, names of others, and any advice without a finding.
//!
//! Sentences are made here, by rules, so that every format says the same; a format lays out.

mod again;
mod choices;
mod evidence;
mod journal;
mod leverage;
mod method;
mod motion;
mod ownership;
mod quieted;
mod scope;
mod unmoved;
mod verdict;

use std::collections::HashMap;

use serde::Serialize;

use super::figures::PeriodFigures;
use super::parts::{Addressee, CommitRef, Names, SCHEMA, date_of};
use super::profile::{
    EffortFigures, InertiaFigures, ProfileArea, ProfileQuery, ProfileReport, ProfileRepository,
    ScopeFigures, Slices, profile,
};
use super::section::{Block, Section};
use super::words::count;
use crate::journal::Record;
use crate::model::{Month, ObjectId, Thresholds};
use crate::profile::{Ledger, LedgerCommit, Period, Tally, Work};

pub use again::{AgainFigures as PatchedAgain, ChainStory, QuietStretch, SpotEvent};
pub use choices::{Choice, Choices, Saving};
pub use evidence::EvidenceRow;
pub use journal::JournalChapter;
pub use leverage::{
    GrownOfYear, GrownPlace, LastingOfYear, LeverageOfYear, SurvivalCurve, SurvivalStep,
    UsedOfYear, UsedStory,
};
pub use method::{AnsweredCommits, Definitions, FunnelStep, Method};
pub use motion::MotionOfYear;
pub use ownership::{OwnedArea, OwnershipOfYear};
pub use quieted::{MendedStory, QuietCounts, QuietReading, QuietStory, Quieted};

/// Periods that stand beside each other, the one that is told of with them.
const SERIES: usize = 5;

/// What is asked of a retrospective.
#[derive(Clone, Copy, Debug)]
pub struct RetroQuery<'a> {
    /// Whom it speaks of.
    pub addressee: &'a Addressee,
    /// The period that it looks back at.
    pub period: Period,
    /// The earlier period, as long, that it is compared with.
    pub beside: Period,
    /// The numbers that it rests on.
    pub thresholds: &'a Thresholds,
    /// Whether others are named.
    pub names: Names,
    /// What they wrote into their journal; none where it is not theirs.
    pub said: Option<&'a [Record]>,
}

/// A sentence that was found, and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The sentence.
    pub text: String,
    /// Rows of the evidence table (`E3`), figures (`F2`) and tables (`T1`).
    pub evidence: Vec<String>,
}

impl Finding {
    /// A sentence that rests on a figure or a table.
    pub(super) fn shown_in(text: impl Into<String>, figure: &str) -> Self {
        Self { text: text.into(), evidence: vec![figure.to_owned()] }
    }

    /// A sentence without a number of its own.
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), evidence: Vec::new() }
    }
}

/// Counts that stand in sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Recurring spots that have been quiet since a change of the period.
    pub went_quiet: usize,
    /// Open recurring spots patched in this period and the one beside it; 0 of a period long past.
    pub still_patched: usize,
    /// Areas that one person alone knows and that keep needing patches; 0 of a period long past.
    pub fragile_areas: usize,
}

/// The retrospective of one person's year over all their repositories.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Retro {
    /// See [`SCHEMA`].
    pub schema: u32,
    /// Whose year it was.
    pub subject_name: String,
    /// What it looks back at: `2025`, `2025-Q2`, `2024-04–2025-03`.
    pub period: String,
    /// What it is compared with.
    pub beside: String,
    /// The day it was worked out.
    pub now: String,
    /// The period is not over on that day.
    pub running: bool,
    /// Fewer than 20 counted commits: too few to tell headway from motion.
    pub too_small: bool,
    /// The repositories in which the person has commits.
    pub repositories: Vec<ProfileRepository>,
    /// How many projects these are.
    pub projects: usize,
    /// Commits left out because they are the same as one that counts, in another repository or under another name.
    pub twins: usize,
    /// Commits whose clocks cannot be right; in no period.
    pub misdated: usize,
    /// What the period comes to.
    pub verdict: Vec<Finding>,
    /// The counts and the range that the verdict rests on.
    pub basis: String,
    /// What did not move.
    pub unmoved: Vec<Finding>,
    /// How many of each the sentences speak of.
    pub totals: Totals,
    /// Headway and motion.
    pub motion: MotionOfYear,
    /// What no longer needs attention.
    pub quieted: Quieted,
    /// What was patched again.
    pub again: PatchedAgain,
    /// What goes on working or being built on without the person.
    pub leverage: LeverageOfYear,
    /// What the person owns.
    pub ownership: OwnershipOfYear,
    /// How far the work reaches.
    pub scope: ScopeFigures,
    /// Whether the work is the same again.
    pub inertia: InertiaFigures,
    /// What the work took.
    pub effort: EffortFigures,
    /// What git cannot see; null where the journal is not the person's.
    pub journal: Option<JournalChapter>,
    /// What to choose next.
    pub choices: Choices,
    /// How the figures came about, and what they cannot say.
    pub method: Method,
    /// The commits behind the sentences.
    pub evidence: Vec<EvidenceRow>,
}

/// Looks back at a period.
#[must_use]
pub fn retro(work: &Work<'_>, query: &RetroQuery<'_>) -> Retro {
    let retrospect = Retrospect::of(work, query);
    let mut evidence = evidence::Gathered::of(&retrospect);
    let quieted = retrospect.quieted(&mut evidence);
    let verdict = retrospect.verdict(&quieted.went_quiet);
    let again = retrospect.patched_again(&mut evidence);
    let leverage = retrospect.leverage(&mut evidence);
    let choices = retrospect.choices(&mut evidence);
    let totals = Totals {
        went_quiet: quieted.went_quiet.len(),
        still_patched: retrospect.still_patched_spots().len(),
        fragile_areas: retrospect.fragile().count(),
    };
    Retro {
        schema: SCHEMA,
        subject_name: query.addressee.name().to_owned(),
        period: query.period.name(),
        beside: query.beside.name(),
        now: date_of(work.now),
        running: retrospect.running(),
        too_small: retrospect.tally.too_small(),
        verdict,
        basis: retrospect.basis(),
        unmoved: retrospect.unmoved(),
        totals,
        motion: retrospect.motion(),
        quieted,
        again,
        journal: query.said.map(|said| journal::figures(work, query, said)),
        leverage,
        choices,
        method: retrospect.method(),
        evidence: evidence.into_rows(),
        ownership: retrospect.ownership(),
        repositories: retrospect.profile.repositories,
        projects: retrospect.profile.projects,
        twins: retrospect.profile.twins,
        misdated: retrospect.profile.misdated,
        scope: retrospect.profile.scope,
        inertia: retrospect.profile.inertia,
        effort: retrospect.profile.effort,
    }
}

impl Retro {
    /// What the retrospective is called.
    #[must_use]
    pub fn title(&self) -> String {
        match self.repositories.as_slice() {
            [only] => format!("{} in {}", self.period, only.repository),
            some => {
                let repositories = count(some.len(), "repository", "repositories");
                format!("{} over {repositories}", self.period)
            }
        }
    }

    /// Whose it is, and as of when.
    #[must_use]
    pub fn byline(&self) -> String {
        format!("{}, as of {}", self.subject_name, self.now)
    }

    /// The chapters in the order of reading.
    #[must_use]
    pub fn sections(&self) -> Vec<Section> {
        let mut sections = vec![verdict::section(self)];
        if self.motion.figures.commits > 0 {
            sections.extend([
                unmoved::section(self),
                motion::section(self),
                quieted::section(self),
                again::section(self),
                leverage::section(self),
                ownership::section(self),
                scope::section(self),
                journal::section(self),
                choices::section(self),
                method::section(self),
            ]);
            if !self.evidence.is_empty() {
                let blocks = vec![Block::Evidence(self.evidence.clone())];
                sections.push(Section { title: "Evidence", blocks });
            }
        } else if self.journal.as_ref().is_some_and(|journal| !journal.is_empty()) {
            sections.push(journal::section(self));
        }
        sections
    }
}

/// Everything that the chapters look at.
struct Retrospect<'a> {
    work: &'a Work<'a>,
    query: &'a RetroQuery<'a>,
    /// The profile of this period and those before it, oldest first.
    profile: ProfileReport,
    /// What the commits of the period weigh.
    tally: Tally,
    /// What those of the period beside it weigh, where there are any.
    earlier: Option<Tally>,
    /// The person's commits.
    rows: HashMap<ObjectId, &'a LedgerCommit>,
}

impl<'a> Retrospect<'a> {
    fn of(work: &'a Work<'a>, query: &'a RetroQuery<'a>) -> Self {
        let asked = ProfileQuery {
            addressee: query.addressee,
            slices: Slices::Given(series(work, query)),
            thresholds: query.thresholds,
            journal: None,
        };
        let commits = work.ledgers.iter().flat_map(|ledger| &ledger.commits);
        Self {
            work,
            query,
            profile: profile(work, &asked),
            tally: work.tally(query.period),
            earlier: Some(work.tally(query.beside)).filter(|tally| tally.commits > 0),
            rows: commits.map(|row| (row.id, row)).collect(),
        }
    }

    fn running(&self) -> bool {
        self.query.period.is_running(self.work.now)
    }

    /// Whether what is true as of now says something of the period: it runs, or it ended within a year.
    fn is_near(&self) -> bool {
        let now = Month::of(self.work.now, 0);
        let last = self.query.period.last();
        last >= Month { year: now.year - 1, month: now.month }
    }

    /// What is called so in a repository, with the repository when there are several.
    fn place(&self, ledger: &Ledger, name: &str) -> String {
        if self.work.primaries.len() > 1 {
            format!("{}: {name}", ledger.repository)
        } else {
            name.to_owned()
        }
    }

    /// Points at a commit of the person's.
    fn own(&self, id: ObjectId) -> CommitRef {
        self.rows.get(&id).map_or_else(|| CommitRef::unknown(id), |row| CommitRef::of_row(row))
    }

    /// What an area is called, with its repository when there are several.
    fn area_name(&self, area: &ProfileArea) -> String {
        if self.work.primaries.len() > 1 {
            format!("{}: {}", area.repository, area.figures.area)
        } else {
            area.figures.area.clone()
        }
    }

    /// The months of the period up to now, the empty ones too.
    fn months(&self) -> Vec<PeriodFigures> {
        let (period, now) = (self.query.period, Month::of(self.work.now, 0));
        let mut months = Vec::new();
        let mut month = period.first();
        while period.holds(month) {
            let of_month = Period::lasting(month, month);
            let tally = self.work.tally(of_month);
            if tally.commits > 0 || month <= now {
                months.push(PeriodFigures::of(of_month.name(), &tally));
            }
            month = month.next();
        }
        months
    }

    /// Areas of fragile ownership as of now; none when the period is long past.
    fn fragile(&self) -> impl Iterator<Item = &ProfileArea> {
        let near = self.is_near();
        let areas = self.profile.ownership.areas.iter();
        areas.filter(move |area| near && area.is_theirs && area.figures.fragile)
    }
}

/// The period and those before it as long, back to the one beside it at least, but not beyond the first commit.
fn series(work: &Work<'_>, query: &RetroQuery<'_>) -> Vec<Period> {
    let first = work.commits.iter().map(|commit| commit.row.month()).min();
    let mut periods = vec![query.period];
    let mut period = query.period.before();
    while first.is_some_and(|first| first <= period.last())
        && (periods.len() < SERIES || query.beside <= period)
    {
        periods.push(period);
        period = period.before();
    }
    periods.reverse();
    periods
}

#[cfg(test)]
mod tests;
