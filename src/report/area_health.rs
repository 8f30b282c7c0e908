//! How a part of a repository stands with the people who work in it, as plain data.
//!
//! In: figures of `profile` about a path. Out: a serialisable struct with everything the screens show, and its sections.
//! Deliberately absent: names of people unless they were asked for, and whose merit anything is.

use serde::Serialize;

use super::figures::reading;
use super::grids;
use super::outlook::QuietingFigures;
use super::parts::{CommitRef, Names, OutcomeFigure, Percent, SCHEMA, date_of};
use super::profile::{TruckFactorFigures, paragraph};
use super::retro::Definitions;
use super::section::{Block, Section};
use super::text::Label;
use super::words::{count, percent};
use crate::model::{
    Chain, CommitIndex, History, PersonIndex, Quieting, RepoPath, Thresholds, Timestamp,
};
use crate::profile::{
    AreaHealth, HealthYear, Holder, RECENT_DAYS, Tally, bundles, patching_commits,
};

/// Spots that the text lists.
const SPOTS: usize = 10;
/// Years that the text lists.
const YEARS: usize = 12;

/// An open recurring spot.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AreaSpot {
    /// The spot.
    pub spot: String,
    /// Other spots that the very same commits patched.
    pub also: Vec<String>,
    /// Commits that patched it.
    pub patches: usize,
    /// People who made them.
    pub people: usize,
    /// The last of them.
    pub last: CommitRef,
    /// What became of it.
    pub outcome: OutcomeFigure,
}

/// A spot that was quieted.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AreaQuieted {
    /// The spot.
    pub spot: String,
    /// The change after which its patch rate fell.
    pub after: CommitRef,
    /// The patch rate since beside that of spots like it.
    pub quieting: QuietingFigures,
}

/// One person's part, told only when names were asked for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AreaHolder {
    /// Who.
    pub name: String,
    /// Live lines that they last wrote.
    pub lines: u64,
    /// Their share of the live lines, in per cent.
    pub lines_percent: f64,
    /// Text files whose author they are.
    pub files: usize,
    /// Days of work of the last 365.
    pub days: usize,
}

/// A part of a repository in one year.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AreaHealthYear {
    /// The year.
    pub year: i32,
    /// Lines at its end.
    pub lines: u64,
    /// The largest part of them that one person wrote, in per cent.
    pub largest_percent: f64,
    /// People with a commit that counts.
    pub people: usize,
    /// Commits that count.
    pub commits: usize,
    /// Of these, commits that patched it, quick remedies left out.
    pub patching_commits: usize,
    /// Of these, the part that patched a spot again.
    pub repeat_share: Option<Percent>,
    /// There are too few patching commits for a share.
    pub too_few_patching: bool,
    /// Days on which somebody patched it, each person's for themselves.
    pub patching_days: usize,
    /// Recurring spots of the time that were patched.
    pub recurring: usize,
    /// One person alone knew it.
    pub alone: bool,
    /// One person alone knew it, and it kept needing patches.
    pub fragile: bool,
}

/// A part of a repository and its people.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AreaReport {
    /// See [`SCHEMA`].
    pub schema: u32,
    /// The repository.
    pub repository: String,
    /// The path; empty for all of it.
    pub path: String,
    /// The day it was worked out.
    pub now: String,
    /// The numbers that the words rest on.
    pub definitions: Definitions,
    /// Live lines.
    pub lines: u64,
    /// Of these, lines whose origin is unknown.
    pub lines_unknown: u64,
    /// Text files that are there.
    pub files: usize,
    /// People who ever made a commit there that counts.
    pub people: usize,
    /// Those of the last 365 days.
    pub active: usize,
    /// Of these, people with at least 5 % of the days of work.
    pub major: usize,
    /// Everybody's commits of the last 365 days that patched it, quick remedies left out.
    pub patching_commits: usize,
    /// Days of these on which somebody patched it, each person's for themselves.
    pub patching_days: usize,
    /// On how many people its source files depend; null without source files.
    pub truck_factor: Option<TruckFactorFigures>,
    /// One person alone knows it.
    pub alone: bool,
    /// One person alone knows it, and it keeps needing patches.
    pub fragile: bool,
    /// Open recurring spots.
    pub recurring: Vec<AreaSpot>,
    /// Spots that were quieted, the latest first.
    pub quieted: Vec<AreaQuieted>,
    /// How it was at the end of each year, oldest first.
    pub years: Vec<AreaHealthYear>,
    /// Who holds 5 % of the lines or more, most lines first, when names were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holders: Option<Vec<AreaHolder>>,
}

/// What is asked about a part of a repository.
#[derive(Clone, Copy, Debug)]
pub struct AreaQuery<'a> {
    /// The path.
    pub path: &'a RepoPath,
    /// The numbers that it rests on.
    pub thresholds: &'a Thresholds,
    /// Whether people are named.
    pub names: Names,
    /// The moment it speaks from.
    pub now: Timestamp,
}

/// A part of a repository as plain data.
#[must_use]
pub fn area_health(
    history: &History,
    health: &AreaHealth<'_>,
    query: &AreaQuery<'_>,
) -> AreaReport {
    let quieted = health.quieted.iter().rev();
    AreaReport {
        schema: SCHEMA,
        repository: history.repository.clone(),
        path: query.path.to_string(),
        now: date_of(query.now),
        definitions: Definitions::of(query.thresholds),
        lines: health.lines,
        lines_unknown: health.lines_unknown,
        files: health.files,
        people: health.people,
        active: health.active,
        major: health.major,
        patching_commits: health.patching,
        patching_days: health.patching_days,
        truck_factor: TruckFactorFigures::of(health.truck_factor, health.truck_factor_active),
        alone: health.alone,
        fragile: health.is_fragile(),
        recurring: recurring(history, &health.recurring, query.names),
        quieted: quieted.map(|found| AreaQuieted::of(history, found, query.names)).collect(),
        years: health.years.iter().map(AreaHealthYear::of).collect(),
        holders: (query.names == Names::Shown).then(|| {
            let of = |holder| AreaHolder::of(history, holder, health.lines);
            health.holders.iter().map(of).collect()
        }),
    }
}

fn recurring(history: &History, chains: &[&Chain], names: Names) -> Vec<AreaSpot> {
    let together = bundles(chains.iter().copied(), |chain| patching_commits(history, chain));
    let spot = |chains: &Vec<&Chain>| {
        let first = chains.first()?;
        let commits: Vec<CommitIndex> = patching_commits(history, first);
        let mut people: Vec<PersonIndex> =
            commits.iter().map(|commit| history.commit(*commit).author).collect();
        people.sort_unstable();
        people.dedup();
        Some(AreaSpot {
            spot: history.spot_name(first.spot),
            also: chains[1..].iter().map(|chain| history.spot_name(chain.spot)).collect(),
            patches: commits.len(),
            people: people.len(),
            last: CommitRef::of(history, *commits.last()?, names),
            outcome: OutcomeFigure::of(history, first.outcome, names),
        })
    };
    let mut spots: Vec<AreaSpot> = together.iter().filter_map(spot).collect();
    spots.sort_by_key(|spot| (std::cmp::Reverse(spot.patches), spot.spot.clone()));
    spots
}

impl AreaQuieted {
    fn of(history: &History, quieting: &Quieting, names: Names) -> Self {
        let change = history.change(quieting.change);
        Self {
            spot: history.spot_name(change.spot),
            after: CommitRef::of(history, change.commit, names),
            quieting: quieting.into(),
        }
    }
}

impl AreaHolder {
    fn of(history: &History, holder: &Holder, lines: u64) -> Self {
        Self {
            name: history.person(holder.person).name.clone(),
            lines: holder.lines,
            lines_percent: percent(holder.lines as f64 / lines.max(1) as f64),
            files: holder.files,
            days: holder.days,
        }
    }
}

impl AreaHealthYear {
    fn of(year: &HealthYear) -> Self {
        Self {
            year: year.year,
            lines: year.lines,
            largest_percent: percent(year.largest_part),
            people: year.people,
            commits: year.commits,
            patching_commits: year.patching,
            repeat_share: year.repeat_share().map(Percent::from),
            too_few_patching: year.patching < Tally::FEWEST_PATCHING,
            patching_days: year.patching_days,
            recurring: year.recurring,
            alone: year.alone,
            fragile: year.is_fragile(),
        }
    }

    /// How it stood, in a word.
    #[must_use]
    pub const fn reading(&self) -> &'static str {
        reading(self.fragile, self.alone)
    }
}

impl AreaReport {
    /// What it is called.
    #[must_use]
    pub fn title(&self) -> String {
        let path = if self.path.is_empty() { "all of it" } else { &self.path };
        format!("{path} in {}", self.repository)
    }

    /// Everything, in the order of reading.
    #[must_use]
    pub fn sections(&self) -> Vec<Section> {
        let mut sections = vec![self.standing(), self.by_year(), self.spots()];
        if let Some(holders) = &self.holders {
            let blocks = vec![Block::Table(grids::holders(holders))];
            sections.push(Section { title: "Who holds it", blocks });
        }
        sections
    }

    fn standing(&self) -> Section {
        let lines = format!(
            "{} in {}. {} worked here in the last {RECENT_DAYS} days, {} of them on 5% of the days of work or more; {} ever.",
            count(usize::try_from(self.lines).unwrap_or(usize::MAX), "live line", "live lines"),
            count(self.files, "text file", "text files"),
            count(self.active, "person", "people"),
            self.major,
            self.people,
        );
        let patched = format!(
            "Patched on {} of these {RECENT_DAYS}, by {}; {} open.",
            count(self.patching_days, "day", "days"),
            count(self.patching_commits, "commit", "commits"),
            count(self.recurring.len(), "recurring spot is", "recurring spots are"),
        );
        let reading = match (self.fragile, self.alone) {
            (true, _) => "Fragile: one person alone knows it, and it keeps needing patches.",
            (false, true) => "Known by one person alone; it does not keep needing patches.",
            (false, false) => "Shared: no one person alone knows it.",
        };
        let mut blocks = vec![paragraph(Label::Strong, reading), paragraph(Label::Plain, &lines)];
        if let Some(factor) = &self.truck_factor {
            blocks.push(paragraph(Label::Plain, &factor.says()));
        }
        blocks.push(paragraph(Label::Plain, &patched));
        if self.lines_unknown > 0 {
            let says = format!("Of unknown origin: {} of the lines.", self.lines_unknown);
            blocks.push(paragraph(Label::Muted, &says));
        }
        Section { title: "", blocks }
    }

    fn by_year(&self) -> Section {
        let latest = &self.years[self.years.len().saturating_sub(YEARS)..];
        let note = "At the end of each year. Largest: the largest part of the lines that one person wrote. Repeats: of the \
                    commits with a patch, so many patched a spot again. Patched: days of anybody with a patch.";
        let blocks = vec![Block::Table(grids::health(latest)), paragraph(Label::Muted, note)];
        Section { title: "By year", blocks }
    }

    fn spots(&self) -> Section {
        let mut blocks = Vec::new();
        if self.recurring.is_empty() {
            blocks.push(paragraph(Label::Muted, "No recurring spot is open."));
        } else {
            let listed = &self.recurring[..self.recurring.len().min(SPOTS)];
            blocks.push(Block::Table(grids::area_spots(listed)));
        }
        if self.quieted.is_empty() {
            let says = "No recurring spot was quieted by more than spots like it were anyway.";
            blocks.push(paragraph(Label::Muted, says));
        } else {
            let listed = &self.quieted[..self.quieted.len().min(SPOTS)];
            blocks.push(Block::Table(grids::area_quieted(listed)));
        }
        let lists = [(self.recurring.len(), "recurring"), (self.quieted.len(), "quieted")];
        for (spots, what) in lists.into_iter().filter(|(spots, _)| *spots > SPOTS) {
            let says = format!("{} more {what}: `--format json`.", spots - SPOTS);
            blocks.push(paragraph(Label::Muted, &says));
        }
        Section { title: "What recurs and what was quieted", blocks }
    }
}
