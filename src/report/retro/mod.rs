//! The yearly retrospective.
//!
//! In: a person's work over all their repositories, a period, what they wrote down. Out: findings in plain sentences
//! with the figures and the commits behind them, one file a chapter, in the order in which they are to be read.
//! Deliberately absent: praise, blame, rank, names of others, and any advice without a finding.
//!
//! Sentences are made here, by rules, so that every format says the same; a format lays out.

mod again;
mod basis;
mod choices;
mod evidence;
mod journal;
mod leverage;
mod lines;
mod method;
mod motion;
mod ownership;
mod quieted;
mod scope;
mod shares;
mod spoken;
mod unmoved;
mod verdict;
mod years;

use std::collections::HashMap;

use serde::Serialize;

use super::Links;
use super::figures::PeriodFigures;
use super::parts::{Addressee, CommitRef, Names, SCHEMA, date_of};
use super::profile::{
    EffortFigures, InertiaFigures, ProfileArea, ProfileQuery, ProfileReport, ProfileRepository,
    Slices, profile,
};
use super::section::{Block, Section};
use super::words::count;
use crate::journal::Record;
use crate::model::{Month, ObjectId, Thresholds};
use crate::profile::{Hours, Ledger, LedgerCommit, Period, Tally, Work, hours_of_commits};

pub use again::{ChainStory, PatchedAgain, QuietStretch, SpotEvent};
pub use choices::{Choice, Choices, Saving};
pub use evidence::EvidenceRow;
pub use journal::JournalChapter;
pub use leverage::{
    FoundedRow, GrownOfYear, GrownPlace, LastingOfYear, LeverageOfYear, SurvivalCurve,
    SurvivalStep, UsedOfYear, UsedStory,
};
pub use lines::{LineOf, LineValue, YearLine, YearLines};
pub use method::{AnsweredCommits, Definitions, FunnelStep, Method, Unseen};
pub use motion::MotionOfYear;
pub use ownership::{OwnedArea, OwnershipOfYear};
pub use quieted::{MendedStory, QuietCounts, QuietReading, QuietStory, Quieted};
pub use scope::{BesideOfYear, CourseOfYear, LikenessOfYear, ScopeOfYear};
pub use shares::WindowCompared;
pub use years::{LongCourse, LongQuery, LongView, LongYear, long_view};

use shares::Shares;

/// Periods that stand beside each other, the one that is told of with them.
const SERIES: usize = 5;

/// A chapter of a retrospective.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetroPart {
    /// What the period comes to, what did not move, and the six lines.
    Year,
    /// Headway and motion by month.
    Motion,
    /// What no longer needs attention.
    Quieted,
    /// What was patched again.
    Again,
    /// What goes on working or being built on without the person.
    Leverage,
    /// What the person owns.
    Ownership,
    /// How far the work reaches, and whether it is the same again.
    Scope,
    /// What git cannot see.
    Journal,
    /// What to choose next.
    Choices,
    /// How the figures came about, and what they cannot say.
    Method,
    /// The commits behind the sentences.
    Evidence,
}

impl RetroPart {
    /// Every chapter, in the order of reading.
    pub const ALL: [Self; 11] = [
        Self::Year,
        Self::Motion,
        Self::Quieted,
        Self::Again,
        Self::Leverage,
        Self::Ownership,
        Self::Scope,
        Self::Journal,
        Self::Choices,
        Self::Method,
        Self::Evidence,
    ];

    /// What it is asked for by, and what it holds; nothing of what is always told first.
    #[must_use]
    pub const fn named(self) -> Option<(&'static str, &'static str)> {
        Some(match self {
            Self::Year => return None,
            Self::Motion => ("motion", "Headway and motion by month"),
            Self::Quieted => ("quieted", "What no longer needs attention"),
            Self::Again => ("again", "What was patched again"),
            Self::Leverage => ("leverage", "What goes on working or being built on without you"),
            Self::Ownership => ("ownership", "Areas that you own, and who else stands behind them"),
            Self::Scope => ("scope", "How far the work reaches, and whether it is the same again"),
            Self::Journal => ("journal", "What git cannot see: your notes and goals"),
            Self::Choices => ("choices", "What to choose next"),
            Self::Method => ("method", "How the figures came about, and what they cannot say"),
            Self::Evidence => ("evidence", "The commits behind the sentences"),
        })
    }
}

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
    /// Where commits can be looked at.
    pub links: Links<'a>,
    /// Whether neutral words stand in the place of names; the ledgers have them already.
    pub redacted: bool,
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
    /// The same in a sentence: `2025`, `May 2025`, `April 2024 to March 2025`.
    pub called: String,
    /// How long it is: `year` (any twelve months), `half-year`, `quarter`, `month`, else `period`.
    pub noun: &'static str,
    /// What it is compared with.
    pub beside: String,
    /// The day it was worked out.
    pub now: String,
    /// The period is not over on that day.
    pub running: bool,
    /// Fewer than 20 counted commits: too few to tell headway from motion.
    pub too_small: bool,
    /// Neutral words (`file 12`) stand in the place of names, so that it can be shown outside.
    pub redacted: bool,
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
    pub basis: Finding,
    /// What did not move.
    pub unmoved: Vec<Finding>,
    /// How many of each the sentences speak of.
    pub totals: Totals,
    /// The period in six lines, beside the periods before.
    pub lines: YearLines,
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
    pub scope: ScopeOfYear,
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
    let verdict = retrospect.verdict(&quieted);
    let again = retrospect.patched_again(&mut evidence);
    let leverage = retrospect.leverage(&mut evidence);
    let scope = retrospect.scope(&mut evidence);
    let choices = retrospect.choices(&mut evidence);
    let ownership = retrospect.ownership();
    let totals = Totals {
        went_quiet: quieted.went_quiet.len(),
        still_patched: retrospect.still_patched_spots().len(),
        fragile_areas: retrospect.fragile().count(),
    };
    Retro {
        schema: SCHEMA,
        subject_name: query.addressee.name().to_owned(),
        period: query.period.name(),
        called: spoken::called(query.period),
        noun: spoken::noun(query.period),
        beside: query.beside.name(),
        now: date_of(work.now),
        running: retrospect.running(),
        too_small: retrospect.tally.too_small(),
        redacted: query.redacted,
        verdict,
        basis: retrospect.basis(),
        unmoved: retrospect.unmoved(),
        totals,
        lines: retrospect.six_lines(&leverage, &ownership),
        motion: retrospect.motion(),
        quieted,
        again,
        journal: query.said.map(|said| {
            let written = journal::figures(work, query, said);
            if query.redacted { written.without_words() } else { written }
        }),
        leverage,
        scope,
        choices,
        method: retrospect.method(),
        evidence: evidence.into_rows(),
        ownership,
        repositories: retrospect.profile.repositories,
        projects: retrospect.profile.projects,
        twins: retrospect.profile.twins,
        misdated: retrospect.profile.misdated,
        inertia: retrospect.profile.inertia,
        effort: retrospect.profile.effort,
    }
}

impl Retro {
    /// What the retrospective is called.
    #[must_use]
    pub fn title(&self) -> String {
        match self.repositories.as_slice() {
            [only] => format!("{} in {}", self.called, only.repository),
            some => {
                let repositories = count(some.len(), "repository", "repositories");
                format!("{} over {repositories}", self.called)
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
        self.chapters(&RetroPart::ALL)
    }

    /// Some chapters; of a period without commits that there are none.
    #[must_use]
    pub fn chapters(&self, parts: &[RetroPart]) -> Vec<Section> {
        if self.motion.figures.commits == 0 {
            let written = self.journal.as_ref().is_some_and(|journal| !journal.is_empty());
            let journal =
                (written && parts.contains(&RetroPart::Journal)).then(|| journal::section(self));
            return [verdict::section(self)].into_iter().chain(journal).collect();
        }
        let chapter = |part: &RetroPart| match part {
            RetroPart::Year => vec![verdict::section(self), lines::section(self)],
            RetroPart::Motion => vec![motion::section(self)],
            RetroPart::Quieted => vec![quieted::section(self)],
            RetroPart::Again => vec![again::section(self)],
            RetroPart::Leverage => vec![leverage::section(self)],
            RetroPart::Ownership => vec![ownership::section(self)],
            RetroPart::Scope => vec![scope::section(self)],
            RetroPart::Journal => vec![journal::section(self)],
            RetroPart::Choices => vec![choices::section(self)],
            RetroPart::Method => vec![method::section(self)],
            RetroPart::Evidence if self.evidence.is_empty() => Vec::new(),
            RetroPart::Evidence => {
                let blocks = vec![Block::Evidence(self.evidence.clone())];
                vec![Section { title: "Evidence", blocks }]
            }
        };
        parts.iter().flat_map(chapter).collect()
    }
}

/// Everything that the chapters look at.
struct Retrospect<'a> {
    work: &'a Work<'a>,
    query: &'a RetroQuery<'a>,
    /// This period and those before it, oldest first.
    series: Vec<Period>,
    /// The profile of these.
    profile: ProfileReport,
    /// What the commits of the period weigh.
    tally: Tally,
    /// What those of the period beside it weigh, where there are any.
    earlier: Option<Tally>,
    /// The person's commits.
    rows: HashMap<ObjectId, &'a LedgerCommit>,
    /// The hours that each of them took.
    hours: HashMap<ObjectId, Hours>,
}

impl<'a> Retrospect<'a> {
    fn of(work: &'a Work<'a>, query: &'a RetroQuery<'a>) -> Self {
        let series = series(work, query);
        let asked = ProfileQuery {
            addressee: query.addressee,
            slices: Slices::Given(series.clone()),
            thresholds: query.thresholds,
            journal: None,
        };
        let commits = work.ledgers.iter().flat_map(|ledger| &ledger.commits);
        Self {
            work,
            query,
            series,
            profile: profile(work, &asked),
            tally: work.tally(query.period),
            earlier: Some(work.tally(query.beside)).filter(|tally| tally.commits > 0),
            rows: commits.map(|row| (row.id, row)).collect(),
            hours: hours_of_commits(work),
        }
    }

    fn running(&self) -> bool {
        self.query.period.is_running(self.work.now)
    }

    /// The shares of the period beside those of the other.
    fn shares(&self) -> Shares<'_> {
        Shares {
            addressee: self.query.addressee,
            period: self.query.period,
            running: self.running(),
            beside: self.query.beside,
            now: &self.tally,
            before: self.earlier.as_ref(),
            window: self.query.thresholds.window_days(),
        }
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

/// The period and those before it as long, back to the one beside it at least, but not beyond the first commit. The one
/// beside it is among them, wherever it begins.
fn series(work: &Work<'_>, query: &RetroQuery<'_>) -> Vec<Period> {
    let first = work.commits.iter().map(|commit| commit.row.month()).min();
    let beside = query.beside;
    let mut periods = vec![query.period];
    let mut at = query.period;
    loop {
        let before = at.before();
        let overlaps = before.first() <= beside.last() && beside.first() <= before.last();
        at = if overlaps { beside } else { before };
        let is_known = first.is_some_and(|first| first <= at.last());
        if !is_known || (periods.len() >= SERIES && at < beside) {
            break;
        }
        periods.push(at);
    }
    periods.reverse();
    periods
}

#[cfg(test)]
mod tests;
