//! A profile as plain data: one person's work over all their repositories.
//!
//! In: the work of a person, by period. Out: a serialisable struct with everything the screens show, and its
//! sections in the order of reading. One file a part. Deliberately absent: formats; and new judgement.

mod agents;
mod compare;
mod effort;
mod inertia;
mod leverage;
mod motion;
mod ownership;
mod quieted;
mod scope;
mod signs;

pub use agents::{
    AgainFigures, AgentCount, AgentsCompared, AgentsFigures, LabelledFigures, ReplacedFigures,
    ReturnedFigures,
};
pub use compare::{ComparedFigure, ComparedValue, ProfileComparison, compare};
pub use effort::{EffortFigures, EffortPeriod, ZoneFigure};
pub(super) use inertia::put_beside;
pub use inertia::{InertiaFigures, InertiaPeriod, ShiftFigure};
pub use leverage::{
    BuiltPeriod, ChangedFigures, FoundationFigures, HandedFigures, HandedOver, LastingHere,
    LeftFigures, LeverageFigures, MendedPeriod, ReusePeriod, SavedFigures, StandingFigures,
    SurvivalAge, SurvivalReport, SurvivalYear, UsedFigures,
};
pub use motion::MotionFigures;
pub use ownership::{
    AreaYearFigures, CodeOwnedFigures, DependentFigures, DepthFigures, OwnershipFigures,
    ProfileArea, TruckFactorFigures,
};
pub use quieted::{MendedFigures, WentQuietFigures};
pub use scope::{
    BoundaryFigure, EstimateFigure, LanguageFigure, ScopeFigures, ScopePeriod, TrendFigure,
    WorkedAreaFigure,
};
pub use signs::{JournalDays, JournalFigures, SignFigure, SignState, SignsFigures};

use serde::Serialize;

use super::figures::PeriodFigures;
use super::parts::{Addressee, SCHEMA, date_of};
use super::retro::Definitions;
use super::section::{Block, Item, Section};
use super::text::Label;
use super::words::count;
use crate::model::{Month, Thresholds};
use crate::profile::{Period, PeriodUnit, Reach, Work};

/// What is asked of a profile.
#[derive(Clone, Debug)]
pub struct ProfileQuery<'a> {
    /// Whom it speaks of.
    pub addressee: &'a Addressee,
    /// The periods that are told.
    pub slices: Slices,
    /// The numbers that it rests on.
    pub thresholds: &'a Thresholds,
    /// The days on which they wrote into the journal; none where it is not theirs.
    pub journal: Option<&'a JournalDays>,
}

/// The periods that a profile tells of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slices {
    /// Those of the calendar from the person's first commit on.
    Calendar {
        /// How long they are.
        unit: PeriodUnit,
        /// The first one; else that of the first commit.
        first: Option<Period>,
        /// The last one; else that of the last commit.
        last: Option<Period>,
    },
    /// These, oldest first, none of which overlap.
    Given(Vec<Period>),
}

impl Slices {
    /// Up to the last commit of the person's.
    fn of_work(&self, work: &Work<'_>) -> Vec<Period> {
        match self {
            Self::Calendar { unit, .. } => self.told(work.periods(*unit)),
            Self::Given(periods) => periods.clone(),
        }
    }

    /// Up to now: what others do goes on after the last commit of the person's.
    fn to_now(&self, work: &Work<'_>) -> Vec<Period> {
        let Self::Calendar { unit, .. } = self else { return self.of_work(work) };
        let first = work.periods(*unit).first().map(|period| period.first());
        let now = Month::of(work.now, 0);
        let periods = first.map(|first| Period::spanning(first, now.max(first), *unit));
        self.told(periods.unwrap_or_default())
    }

    fn told(&self, mut periods: Vec<Period>) -> Vec<Period> {
        if let Self::Calendar { first, last, .. } = self {
            periods.retain(|period| first.is_none_or(|first| first <= *period));
            periods.retain(|period| last.is_none_or(|last| *period <= last));
        }
        periods
    }

    /// How long they are, in a word; of several lengths that of the last.
    fn name(&self) -> &'static str {
        let unit = match self {
            Self::Calendar { unit, .. } => Some(*unit),
            Self::Given(periods) => periods.last().and_then(|period| period.unit()),
        };
        unit.map_or("period", PeriodUnit::name)
    }
}

/// A repository that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProfileRepository {
    /// Its name.
    pub repository: String,
    /// The project, a number from 0: clones and forks of one have the same.
    pub project: usize,
    /// Commits of the person behind HEAD.
    pub commits: usize,
    /// Commits of everybody.
    pub commits_in_all: usize,
    /// The commit that it was read at.
    pub head: Option<String>,
    /// Of the repositories of a project, whether this one speaks of lines and owners.
    pub is_primary: bool,
}

/// One person's work over all their repositories.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ProfileReport {
    /// See [`SCHEMA`].
    pub schema: u32,
    /// Whose profile it is.
    pub subject_name: String,
    /// The day it was worked out.
    pub now: String,
    /// The numbers that the words rest on.
    pub definitions: Definitions,
    /// The repositories in which the person has commits.
    pub repositories: Vec<ProfileRepository>,
    /// How many projects these are.
    pub projects: usize,
    /// Commits left out because they are the same as one that counts, in another repository or under another
    /// name.
    pub twins: usize,
    /// Commits whose clocks cannot be right; in no period.
    pub misdated: usize,
    /// How long the periods are: `month`, `quarter`, `half-year`, `year`; `period` for others.
    pub unit: &'static str,
    /// Headway and motion, and what was patched again.
    pub motion: MotionFigures,
    /// What the person owns.
    pub ownership: OwnershipFigures,
    /// What goes on working or being built on without the person.
    pub leverage: LeverageFigures,
    /// How far the work reaches.
    pub scope: ScopeFigures,
    /// Whether work is the same again.
    pub inertia: InertiaFigures,
    /// What the work took.
    pub effort: EffortFigures,
    /// The part that coding agents had.
    pub agents: AgentsFigures,
    /// What the essays warn of and hope for, and what of it can be seen.
    pub signs: SignsFigures,
}

/// A part of a profile that can be asked for by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProfilePart {
    /// Headway and motion by period.
    Motion,
    /// Ownership by area and year.
    Ownership,
    /// What lasts, what others build on, what was mended and handed over.
    Leverage,
    /// How far the work reaches, and whether it is the same again.
    Scope,
    /// What the work took.
    Time,
    /// The part that coding agents had.
    Agents,
    /// What the essays warn of and hope for.
    Signs,
}

impl ProfilePart {
    /// Every part, in the order of reading.
    pub const ALL: [Self; 7] = [
        Self::Motion,
        Self::Ownership,
        Self::Leverage,
        Self::Scope,
        Self::Time,
        Self::Agents,
        Self::Signs,
    ];

    /// What it is asked for by, and what it holds.
    #[must_use]
    pub const fn named(self) -> (&'static str, &'static str) {
        match self {
            Self::Motion => ("motion", "Headway and motion, what was patched again and what held"),
            Self::Ownership => {
                ("ownership", "Areas that you own, by year, and who else stands behind them")
            }
            Self::Leverage => {
                ("leverage", "What lasts, what others build on, what was mended and handed over")
            }
            Self::Scope => ("scope", "How far the work reaches, and whether it is the same again"),
            Self::Time => ("time", "Commits, active days and estimated hours"),
            Self::Agents => ("agents", "The part that coding agents had"),
            Self::Signs => {
                ("signs", "What the essays warn of and hope for, and what of it can be seen")
            }
        }
    }
}

/// A profile as plain data.
#[must_use]
pub fn profile(work: &Work<'_>, query: &ProfileQuery<'_>) -> ProfileReport {
    let periods = query.slices.of_work(work);
    let reach = Reach::of(work);
    let mut report = ProfileReport {
        schema: SCHEMA,
        subject_name: query.addressee.name().to_owned(),
        now: date_of(work.now),
        definitions: Definitions::of(query.thresholds),
        repositories: repositories(work),
        projects: work.primaries.len(),
        twins: work.twins,
        misdated: work.misdated,
        unit: query.slices.name(),
        motion: motion::figures(work, &periods),
        ownership: ownership::figures(work),
        leverage: leverage::figures(work, query),
        scope: scope::figures(work, &reach, &periods),
        inertia: inertia::figures(work, &reach, &periods),
        effort: effort::figures(work, &periods),
        agents: agents::figures(work, &periods),
        signs: SignsFigures::default(),
    };
    report.signs = signs::figures(&report, &periods, query.journal);
    report
}

fn repositories(work: &Work<'_>) -> Vec<ProfileRepository> {
    let of = |(ledger, project): (&crate::profile::Ledger, &usize)| ProfileRepository {
        repository: ledger.repository.clone(),
        project: *project,
        commits: ledger.commits.len(),
        commits_in_all: ledger.commits_in_all,
        head: ledger.head.map(|id| id.to_string()),
        is_primary: std::ptr::eq(work.primaries[*project], ledger),
    };
    work.ledgers.iter().zip(&work.projects).map(of).collect()
}

/// Paragraphs as one; nothing where there are none.
fn item(lead: &str, blocks: &[Block]) -> Option<Item> {
    let says = blocks.iter().filter_map(|block| match block {
        Block::Paragraph { text, .. } => Some(text.as_str()),
        _ => None,
    });
    let text = says.collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then(|| Item { lead: lead.to_owned(), label: Label::Strong, text })
}

impl ProfileReport {
    /// What the profile is called.
    #[must_use]
    pub fn title(&self) -> String {
        match self.repositories.as_slice() {
            [only] => format!("{} in {}", self.subject_name, only.repository),
            some => {
                let repositories = count(some.len(), "repository", "repositories");
                format!("{} over {repositories}", self.subject_name)
            }
        }
    }

    /// What it rests on, in a line.
    #[must_use]
    pub fn basis(&self) -> String {
        let running = self.motion.periods.iter().find(|period| period.running);
        let running = running.map(|period| format!("{} is not over", period.figures.period));
        let twins = (self.twins > 0).then(|| {
            format!("{} counted once though there twice", count(self.twins, "commit", "commits"))
        });
        let as_of = format!("as of {}, by {}", self.now, self.unit);
        [Some(as_of), running, twins].into_iter().flatten().collect::<Vec<_>>().join("; ")
    }

    /// The first screen: a few lines of each part.
    #[must_use]
    pub fn overview(&self) -> Vec<Section> {
        if self.motion.periods.is_empty() {
            let says = "There are no commits of this person in these periods. If that is wrong, an identity may \
                        be missing.";
            return vec![Section { title: "", blocks: vec![paragraph(Label::Plain, says)] }];
        }
        let told = scope::latest(&self.scope).map_or("", |period| period.period.as_str());
        let mut scope = scope::brief(&self.scope);
        scope.extend(inertia::brief(&self.inertia, told, self.projects > 1));
        let parts = [
            ("Leverage.", leverage::brief(&self.leverage)),
            ("Scope.", scope),
            ("Time.", effort::brief(&self.effort)),
            ("With coding agents.", agents::brief(&self.agents)),
            ("Signs.", signs::brief(&self.signs)),
        ];
        let items = parts.iter().filter_map(|(lead, blocks)| item(lead, blocks));
        vec![
            Section { title: "", blocks: motion::brief(&self.motion) },
            Section { title: "Ownership", blocks: ownership::brief(&self.ownership) },
            Section { title: "", blocks: vec![Block::Items(items.collect())] },
        ]
    }

    /// Everything on some parts.
    #[must_use]
    pub fn sections(&self, parts: &[ProfilePart]) -> Vec<Section> {
        let of = |part: &ProfilePart| match part {
            ProfilePart::Motion => motion::sections(&self.motion),
            ProfilePart::Ownership => {
                ownership::sections(&self.ownership, &self.now, &self.definitions)
            }
            ProfilePart::Leverage => leverage::sections(&self.leverage),
            ProfilePart::Scope => {
                let several = self.projects > 1;
                let mut sections = scope::sections(&self.scope, several);
                sections.extend(inertia::sections(&self.inertia, several));
                sections
            }
            ProfilePart::Time => effort::sections(&self.effort),
            ProfilePart::Agents => agents::sections(&self.agents),
            ProfilePart::Signs => signs::sections(&self.signs),
        };
        let mut sections: Vec<Section> = parts.iter().flat_map(of).collect();
        if self.misdated > 0
            && let Some(last) = sections.last_mut()
        {
            let commits = count(self.misdated, "commit", "commits");
            let says = format!("In no period, because the clock cannot be right: {commits}.");
            last.blocks.push(paragraph(Label::Muted, &says));
        }
        sections
    }
}

/// A paragraph without evidence.
pub(in crate::report) fn paragraph(label: Label, text: &str) -> Block {
    Block::Paragraph { label, text: text.to_owned(), evidence: Vec::new() }
}
