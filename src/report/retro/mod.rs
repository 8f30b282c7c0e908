//! The yearly retrospective.
//!
//! In: a judged history, a profile, a year. Out: findings in plain sentences with the figures and
//! the commits behind them, in the order in which they are to be read.
//! Deliberately absent: praise, blame, rank, names of others, and any advice without a finding.
//!
//! Sentences are made here, by rules, so that every format says the same; a format lays out.

mod chains;
mod evidence;
mod findings;
mod method;
mod next;
mod reused;
mod unmoved;

use serde::Serialize;

use super::Forge;
use super::figures::{
    AreaFigures, BuiltOnFigures, OutcomeSums, PeriodFigures, RepairFigures, SurvivalFigures,
};
use super::parts::{Addressee, Names, SCHEMA, date_of};
use super::profile::WentQuietFigures;
use super::reuse::ReuseFigures;
use super::words::spot_and_more;
use crate::model::{Episodes, History, Verdicts};
use crate::profile::{Profile, Tally, YearTally};

pub use chains::ChainStory;
pub use evidence::EvidenceRow;
pub use method::{AnsweredCommits, Definitions, FunnelStep, Method};
pub use next::Choice;

/// A sentence that was found, and the evidence for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The sentence.
    pub text: String,
    /// Rows of the evidence table.
    pub evidence: Vec<String>,
}

impl Finding {
    /// A sentence that rests on figures of the report alone.
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), evidence: Vec::new() }
    }
}

/// A recurring spot that went quiet, and its row of the evidence table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QuietStory {
    /// The figures.
    #[serde(flatten)]
    pub figures: WentQuietFigures,
    /// The row of the change after which no patch came.
    pub evidence: String,
}

/// Counts that stand in sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Recurring spots that have been quiet since a change of the year.
    pub went_quiet: usize,
    /// Open recurring spots patched in this year and the one before; 0 of a year long past.
    pub still_patched: usize,
    /// Areas that one person alone knows and that keep needing patches; 0 of a year long past.
    pub fragile_areas: usize,
}

/// The retrospective of one person's year in one repository.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Retro {
    /// See [`SCHEMA`].
    pub schema: u32,
    /// The repository.
    pub repository: String,
    /// Whose year it was.
    pub subject_name: String,
    /// The year.
    pub year: i32,
    /// The day it was worked out.
    pub now: String,
    /// The year is not over on that day.
    pub running: bool,
    /// Fewer than 20 counted commits: too few to tell headway from motion.
    pub too_small: bool,
    /// What the year comes to.
    pub verdict: Vec<Finding>,
    /// The counts and the range that the verdict rests on.
    pub basis: String,
    /// What did not move.
    pub unmoved: Vec<Finding>,
    /// How many of each the sentences speak of.
    pub totals: Totals,
    /// The year.
    pub figures: PeriodFigures,
    /// The year that it is compared with.
    pub previous_year: i32,
    /// Its figures, when there were commits in it.
    pub previous: Option<PeriodFigures>,
    /// The months of the year, so far as it has passed.
    pub months: Vec<PeriodFigures>,
    /// Chains in which the person patched a spot again in this year, most patches first.
    pub patched_again: Vec<ChainStory>,
    /// More such chains, not listed.
    pub patched_again_left_out: usize,
    /// Whose patches were patched again in this year, and how the person's commits went on with earlier ones;
    /// none when none was.
    pub repairs: Option<RepairFigures>,
    /// What became of the year's patches, quick remedies left out.
    pub patches: OutcomeSums,
    /// What became of the year's structural changes.
    pub structural: OutcomeSums,
    /// Recurring spots that have been quiet since a change of the year, newest first.
    pub went_quiet: Vec<QuietStory>,
    /// The person's areas at HEAD, largest first.
    pub areas: Vec<AreaFigures>,
    /// More areas, not listed.
    pub areas_left_out: usize,
    /// Survival of the lines written up to this year.
    pub survival: Vec<SurvivalFigures>,
    /// Files that the person founded, in all years.
    pub founded_files: usize,
    /// What others changed in these, this year and the year before.
    pub built_on: Vec<BuiltOnFigures>,
    /// What others use of the functions and types that the person introduced in all years; by year of the use,
    /// this year and the year before, and what is used by lines of this year.
    pub reuse: ReuseFigures,
    /// What others used most in this year.
    pub reused: Vec<Finding>,
    /// What to choose next.
    pub next: Vec<Choice>,
    /// Why there is nothing to choose, when there is not.
    pub no_choice: Option<String>,
    /// How the figures came about, and what they cannot say.
    pub method: Method,
    /// The commits behind the sentences.
    pub evidence: Vec<EvidenceRow>,
}

/// Areas that are listed.
const AREAS: usize = 10;

/// Looks back at a year.
#[must_use]
pub fn retro(
    history: &History,
    verdicts: &Verdicts,
    episodes: &Episodes,
    profile: &Profile,
    addressee: &Addressee,
    year: i32,
    names: Names,
) -> Retro {
    let empty = Tally::default();
    let tally_of = |year| {
        let years = &profile.periods.years;
        years.iter().find(|found: &&YearTally| found.year == year).map(|found| &found.tally)
    };
    let retrospect = Retrospect {
        history,
        verdicts,
        episodes,
        profile,
        addressee,
        year,
        tally: tally_of(year).unwrap_or(&empty),
        previous: tally_of(year - 1).filter(|tally| tally.commits > 0),
        running: crate::model::date(profile.now, 0).year() == i16::try_from(year).unwrap_or(0),
        names,
    };
    retrospect.report()
}

impl Retro {
    /// The same, with the pages of its evidence.
    #[must_use]
    pub fn linked(mut self, forge: Option<&Forge>) -> Self {
        for row in &mut self.evidence {
            row.commit = row.commit.clone().linked(forge);
        }
        self
    }
}

/// Everything that the sections look at.
struct Retrospect<'a> {
    history: &'a History,
    verdicts: &'a Verdicts,
    episodes: &'a Episodes,
    profile: &'a Profile,
    addressee: &'a Addressee,
    year: i32,
    tally: &'a Tally,
    previous: Option<&'a Tally>,
    running: bool,
    names: Names,
}

impl Retrospect<'_> {
    fn report(&self) -> Retro {
        let mut evidence = evidence::Gathered::default();
        let went_quiet = self.went_quiet(&mut evidence);
        let verdict = self.verdict(&went_quiet);
        let (patched_again, patched_again_left_out) = self.patched_again(&mut evidence);
        let reused = self.reused(&mut evidence);
        let next = self.next(&mut evidence);
        let no_choice = self.no_choice(&next);
        let (patches, structural) = self.outcomes();
        let owned = &self.profile.ownership;
        let leverage = &self.profile.leverage;
        let survival = leverage.survival.iter().filter(|lines| lines.year <= self.year);
        let built_on =
            leverage.built_on.iter().filter(|on| (self.year - 1..=self.year).contains(&on.year));
        Retro {
            schema: SCHEMA,
            repository: self.history.repository.clone(),
            subject_name: self.addressee.name().to_owned(),
            year: self.year,
            now: date_of(self.profile.now),
            running: self.running,
            too_small: self.tally.too_small(),
            verdict,
            basis: self.basis(),
            unmoved: self.unmoved(),
            totals: Totals {
                went_quiet: went_quiet.len(),
                still_patched: self.still_patched_spots().len(),
                fragile_areas: self.fragile().count(),
            },
            figures: PeriodFigures::of(self.year.to_string(), self.tally),
            previous_year: self.year - 1,
            previous: self
                .previous
                .map(|tally| PeriodFigures::of((self.year - 1).to_string(), tally)),
            months: self.months(),
            patched_again,
            patched_again_left_out,
            repairs: self
                .profile
                .repairs
                .iter()
                .find(|repairs| repairs.year == self.year)
                .map(Into::into),
            patches,
            structural,
            went_quiet,
            areas: owned.iter().take(AREAS).map(AreaFigures::of).collect(),
            areas_left_out: owned.len().saturating_sub(AREAS),
            survival: survival.copied().map(Into::into).collect(),
            founded_files: leverage.founded_files,
            built_on: built_on.copied().map(Into::into).collect(),
            reuse: ReuseFigures::of_year(self.history, &leverage.reuse, self.year),
            reused,
            next,
            no_choice,
            method: self.method(),
            evidence: evidence.rows(self.history, self.names),
        }
    }

    /// The months up to now, empty ones too, when the year has commits at all.
    fn months(&self) -> Vec<PeriodFigures> {
        if self.tally.commits == 0 {
            return Vec::new();
        }
        let now = crate::model::Month::of(self.profile.now, 0);
        let empty = Tally::default();
        let mut months = Vec::new();
        for month in (1..=12).map(|month| crate::model::Month { year: self.year, month }) {
            let found = self.profile.periods.months.iter().find(|found| found.month == month);
            if found.is_some() || month <= now {
                let tally = found.map_or(&empty, |found| &found.tally);
                months.push(PeriodFigures::of(month.to_string(), tally));
            }
        }
        months
    }

    fn outcomes(&self) -> (OutcomeSums, OutcomeSums) {
        let held = self.profile.leverage.held.iter().find(|held| held.year == self.year);
        held.map(|held| (held.patches.into(), held.structural.into())).unwrap_or_default()
    }

    fn went_quiet(&self, evidence: &mut evidence::Gathered) -> Vec<QuietStory> {
        let in_year = |quiet: &&crate::profile::WentQuiet| {
            self.history.commit_of(quiet.after).month().year == self.year
        };
        let story = |quiet: &crate::profile::WentQuiet| {
            let figures = WentQuietFigures::of(self.history, quiet);
            let spots = spot_and_more(&figures.spot, &figures.also);
            let commit = self.history.change(quiet.after).commit;
            let evidence =
                evidence.cite(commit, format!("last change before the quiet of {spots}"));
            QuietStory { figures, evidence }
        };
        self.profile.leverage.went_quiet.iter().filter(in_year).map(story).collect()
    }
}

#[cfg(test)]
mod tests;
