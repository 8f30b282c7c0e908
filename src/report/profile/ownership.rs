//! What the person owns, area by area and year by year.
//!
//! In: ledgers, one a project. Out: figures, a few lines for the first screen, and everything.
//! Deliberately absent: names of others, and a score.

use serde::Serialize;

use super::paragraph;
use crate::profile::{CodeOwned, Depth, Ledger, Ownership, OwnershipYear, TruckFactor, Work};
use crate::report::figures::{AreaFigures, reading};
use crate::report::grids;
use crate::report::retro::Definitions;
use crate::report::section::{Block, Section};
use crate::report::text::Label;
use crate::report::words::{count, list, one_decimal, percent};

/// Areas of the first screen.
const FIRST: usize = 3;
/// Areas that are listed.
const LISTED: usize = 15;
/// Areas whose years are listed.
const WITH_YEARS: usize = 6;
/// Years of each that are listed.
const YEARS: usize = 5;
/// Names that a sentence lists.
const NAMED: usize = 3;

/// What the person owns.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OwnershipFigures {
    /// Areas that are the person's, or were in some year, most own lines first.
    pub areas: Vec<ProfileArea>,
    /// Areas that the person alone knows.
    pub alone: usize,
    /// Of these, areas that keep needing patches.
    pub fragile: usize,
}

/// One area of one project.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ProfileArea {
    /// The repository that speaks of it.
    pub repository: String,
    /// Whether half a per cent of its live lines are the person's today.
    pub is_theirs: bool,
    /// How it stands.
    #[serde(flatten)]
    pub figures: AreaFigures,
    /// Days with a commit of the person's there that counts.
    pub days: usize,
    /// Days of everybody's, each person's for themselves.
    pub days_in_all: usize,
    /// The person's share of the days, in per cent; null without any.
    pub days_percent: Option<f64>,
    /// Text files whose author the person is, by degree of authorship.
    pub files: usize,
    /// All text files.
    pub files_in_all: usize,
    /// The person's share of the files, in per cent; null without any.
    pub files_percent: Option<f64>,
    /// How long and how structurally the person has worked there.
    pub depth: DepthFigures,
    /// Files of the product elsewhere that import something of it; null where no file at HEAD imports anything.
    pub dependents: Option<DependentFigures>,
    /// On how many people its source files depend; null without source files.
    pub truck_factor: Option<TruckFactorFigures>,
    /// What the repository's `CODEOWNERS` says of it; null without such a file.
    pub code_owned: Option<CodeOwnedFigures>,
    /// How it was at the end of each year, oldest first.
    pub years: Vec<AreaYearFigures>,
}

/// How long and how structurally a person has worked in an area.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct DepthFigures {
    /// Calendar years with a change of theirs that counts.
    pub years_worked: usize,
    /// Calendar years from the first of these to the running one.
    pub years_since: usize,
    /// Share of their days that went into structural changes, in per cent; null for fewer than 5 days.
    pub structural_percent: Option<f64>,
    /// Years of work times this share; null for fewer than 5 days.
    pub years: Option<f64>,
}

/// Who imports something of an area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct DependentFigures {
    /// Files of the product in other areas.
    pub files: usize,
    /// How many areas they lie in.
    pub areas: usize,
}

/// On how many people the source files of an area depend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct TruckFactorFigures {
    /// Source files at HEAD.
    pub files: usize,
    /// Of these, files with an author.
    pub with_author: usize,
    /// So many people have to leave until more than half of the files have no author.
    pub people: usize,
    /// Files with an author who made a commit that counts anywhere in the repository in the last 365 days.
    pub with_active_author: usize,
    /// So many of these have to leave; 0 where more than half of the files have no such author.
    pub active_people: usize,
}

/// What `CODEOWNERS` says of an area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct CodeOwnedFigures {
    /// Files at HEAD that count.
    pub files: usize,
    /// Of these, files with an owner.
    pub covered: usize,
    /// How many owners they have, teams among them.
    pub owners: usize,
    /// Files of which the person can be told to be an owner, by an address.
    pub own: usize,
}

/// An area at the end of a year.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct AreaYearFigures {
    /// The year.
    pub year: i32,
    /// Lines of the person's that stood at its end.
    pub lines: u64,
    /// All lines that did.
    pub lines_in_all: u64,
    /// The person's share of them, in per cent.
    pub lines_percent: f64,
    /// The person's commits of the year that count.
    pub commits: usize,
    /// Everybody's.
    pub commits_in_all: usize,
    /// Days of the year with such a commit of the person's.
    pub days: usize,
    /// Everybody's days, each person's for themselves.
    pub days_in_all: usize,
    /// Text files whose author the person was at its end.
    pub files: usize,
    /// All text files at its end.
    pub files_in_all: usize,
    /// The person's share of the days, in per cent; null without any.
    pub days_percent: Option<f64>,
    /// The person's share of the files, in per cent; null without any.
    pub files_percent: Option<f64>,
    /// Others with a commit of the year that counts.
    pub others_active: usize,
    /// Others with at least 5 % of the days of work of the year.
    pub others_major: usize,
    /// Days of the year on which somebody patched it, each person's for themselves.
    pub patching_days: usize,
    /// Recurring spots of the time that were patched in the year.
    pub recurring: usize,
    /// One person alone knew it.
    pub alone: bool,
    /// One person alone knew it, and it kept needing patches.
    pub fragile: bool,
}

/// What the ledgers say of what the person owns.
pub(super) fn figures(work: &Work<'_>) -> OwnershipFigures {
    let owned = work.primaries.iter().flat_map(|ledger| {
        let of = |owned| ProfileArea::of(ledger, owned);
        ledger.ownership.iter().map(of)
    });
    let mut areas: Vec<ProfileArea> = owned.collect();
    areas.sort_by(|left, right| {
        let key = |area: &ProfileArea| (!area.is_theirs, std::cmp::Reverse(area.figures.lines));
        key(left).cmp(&key(right)).then_with(|| left.name(true).cmp(&right.name(true)))
    });
    let count = |is: fn(&ProfileArea) -> bool| areas.iter().filter(|area| is(area)).count();
    let (alone, fragile) = (count(|area| area.figures.alone), count(|area| area.figures.fragile));
    OwnershipFigures { areas, alone, fragile }
}

impl ProfileArea {
    fn of(ledger: &Ledger, owned: &Ownership) -> Self {
        Self {
            repository: ledger.repository.clone(),
            is_theirs: owned.is_theirs(),
            figures: AreaFigures::of(owned),
            days: owned.days,
            days_in_all: owned.days_in_all,
            days_percent: part(owned.days, owned.days_in_all),
            files: owned.files,
            files_in_all: owned.files_in_all,
            files_percent: part(owned.files, owned.files_in_all),
            depth: owned.depth.into(),
            dependents: owned
                .dependents
                .map(|by| DependentFigures { files: by.files, areas: by.areas }),
            truck_factor: TruckFactorFigures::of(owned.truck_factor, owned.truck_factor_active),
            code_owned: owned.code_owned.map(Into::into),
            years: owned.years.iter().map(AreaYearFigures::of).collect(),
        }
    }

    /// What it is called; with its repository where there are several.
    pub(in crate::report) fn name(&self, with_repository: bool) -> String {
        let area = &self.figures.area;
        if with_repository { format!("{}: {area}", self.repository) } else { area.clone() }
    }
}

fn part(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| percent(part as f64 / whole as f64))
}

impl From<Depth> for DepthFigures {
    fn from(depth: Depth) -> Self {
        Self {
            years_worked: depth.years_worked,
            years_since: depth.years_since,
            structural_percent: depth.structural_share().map(percent),
            years: depth.years().map(one_decimal),
        }
    }
}

impl TruckFactorFigures {
    /// The factors in a sentence.
    pub(in crate::report) fn says(&self) -> String {
        let files = count(self.files, "source file", "source files");
        format!(
            "Truck factor {} over {files}: so many people have to leave until more than half of them have no author; {} \
             when only authors with a commit in the last 365 days anywhere in the repository count.",
            self.people, self.active_people
        )
    }

    pub(in crate::report) fn of(
        all: Option<TruckFactor>,
        active: Option<TruckFactor>,
    ) -> Option<Self> {
        let (all, active) = all.zip(active)?;
        Some(Self {
            files: all.files,
            with_author: all.with_author,
            people: all.people,
            with_active_author: active.with_author,
            active_people: active.people,
        })
    }
}

impl From<CodeOwned> for CodeOwnedFigures {
    fn from(said: CodeOwned) -> Self {
        let CodeOwned { files, covered, owners, own } = said;
        Self { files, covered, owners, own }
    }
}

impl AreaYearFigures {
    fn of(year: &OwnershipYear) -> Self {
        Self {
            year: year.year,
            lines: year.lines,
            lines_in_all: year.lines_in_all,
            lines_percent: percent(year.line_share()),
            commits: year.commits,
            commits_in_all: year.commits_in_all,
            days: year.days,
            days_in_all: year.days_in_all,
            files: year.files,
            files_in_all: year.files_in_all,
            days_percent: part(year.days, year.days_in_all),
            files_percent: part(year.files, year.files_in_all),
            others_active: year.others_active,
            others_major: year.others_major,
            patching_days: year.patching_days,
            recurring: year.recurring,
            alone: year.is_alone(),
            fragile: year.is_fragile(),
        }
    }

    /// How it stood, in a word.
    #[must_use]
    pub const fn reading(&self) -> &'static str {
        reading(self.fragile, self.alone)
    }
}

impl OwnershipFigures {
    fn theirs(&self) -> Vec<&ProfileArea> {
        self.areas.iter().filter(|area| area.is_theirs).collect()
    }

    /// Whether names need that of the repository.
    fn has_several(&self) -> bool {
        self.areas.iter().any(|area| area.repository != self.areas[0].repository)
    }

    /// Which areas rest on the person alone and keep needing patches.
    fn says_fragile(&self) -> String {
        let fragile = self.areas.iter().filter(|area| area.figures.fragile);
        let names: Vec<String> = fragile.map(|area| area.name(self.has_several())).collect();
        let mut some: Vec<String> = names.iter().take(NAMED).cloned().collect();
        if names.len() > NAMED {
            some.push(format!("{} more", names.len() - NAMED));
        }
        let alone =
            format!("{} known by this person alone", count(self.alone, "area is", "areas are"));
        let keep = if names.len() == 1 { "keeps" } else { "keep" };
        match (self.alone, names.len()) {
            (0, _) => "No area is known by this person alone.".to_owned(),
            (1, 0) => format!("{alone}; it does not keep needing patches."),
            (_, 0) => format!("{alone}; none of them keeps needing patches."),
            (_, fragile) => {
                format!(
                    "{alone}; {fragile} of them {keep} needing patches (fragile): {}.",
                    list(&some)
                )
            }
        }
    }
}

/// A few lines for the first screen.
pub(super) fn brief(ownership: &OwnershipFigures) -> Vec<Block> {
    let mut theirs = ownership.theirs();
    if theirs.is_empty() {
        return vec![paragraph(Label::Muted, NONE)];
    }
    theirs.truncate(FIRST);
    let grid = grids::owned_briefly(&theirs, ownership.has_several());
    vec![Block::Table(grid), paragraph(Label::Plain, &ownership.says_fragile())]
}

/// Everything.
pub(super) fn sections(
    ownership: &OwnershipFigures,
    now: &str,
    definitions: &Definitions,
) -> Vec<Section> {
    let areas = owned(ownership, now, definitions);
    if ownership.areas.is_empty() {
        return vec![areas];
    }
    let mut sections = vec![areas, over_time(ownership), with_others(ownership)];
    sections.retain(|section| !section.blocks.is_empty());
    sections
}

const NONE: &str = "No area holds lines of this person.";

fn owned(ownership: &OwnershipFigures, now: &str, definitions: &Definitions) -> Section {
    let mut theirs = ownership.theirs();
    let left_out = theirs.len().saturating_sub(LISTED);
    theirs.truncate(LISTED);
    let mut blocks = if theirs.is_empty() {
        vec![paragraph(Label::Muted, NONE)]
    } else {
        let grid = grids::owned(&theirs, ownership.has_several());
        vec![Block::Table(grid), paragraph(Label::Plain, &ownership.says_fragile())]
    };
    if left_out > 0 {
        let more = count(left_out, "more area", "more areas");
        blocks.push(paragraph(Label::Muted, &format!("{more} with fewer own lines.")));
    }
    if !theirs.is_empty() {
        blocks.push(paragraph(Label::Muted, &note(now, definitions)));
    }
    Section { title: "Ownership", blocks }
}

/// What the columns of areas mean.
fn note(now: &str, definitions: &Definitions) -> String {
    format!(
        "As of {now}. Author of: of the text files, by who founded a file and on how many days each person changed it. \
         Years: calendar years with work there, of those since the first; structural: the part of the person's days there \
         that went into structural changes, of which tests, documents and settings have none. Others active, and patched (days of anybody with a patch): in the last {} \
         days. Known by one: at least {:.0}% own lines, and nobody else did {:.0}% of the days of work in these. Fragile: \
         known by one, and it keeps needing patches.",
        definitions.recent_days, definitions.alone_percent, definitions.major_percent,
    )
}

/// Areas with most own lines, today or at the end of some year.
fn over_time(ownership: &OwnershipFigures) -> Section {
    let most = |area: &ProfileArea| area.years.iter().map(|year| year.lines).max();
    let mut areas: Vec<&ProfileArea> = ownership.areas.iter().collect();
    areas.sort_by_key(|area| std::cmp::Reverse(most(area)));
    areas.truncate(WITH_YEARS);
    let rows: Vec<(String, &AreaYearFigures)> = areas
        .iter()
        .flat_map(|area| {
            let latest = &area.years[area.years.len().saturating_sub(YEARS)..];
            latest.iter().map(|year| (area.name(ownership.has_several()), year))
        })
        .collect();
    let note = "At the end of each year. Own lines: those that stood then, reckoned back from HEAD; a line counts in the \
                area where it stands today or stood when it went. Own days: of everybody's days of work in the year. Earlier \
                years and more areas: `--format json`.";
    let blocks = vec![Block::Table(grids::owned_by_year(&rows)), paragraph(Label::Muted, note)];
    Section { title: "Ownership by year", blocks }
}

/// Who else stands behind the areas.
fn with_others(ownership: &OwnershipFigures) -> Section {
    let mut theirs = ownership.theirs();
    theirs.truncate(LISTED);
    if theirs.is_empty() {
        return Section { title: "Who stands behind an area", blocks: Vec::new() };
    }
    let grid = grids::behind_areas(&theirs, ownership.has_several());
    let mut note = "Truck factor: so many people have to leave until more than half of the source files have no author; \
                    active: counting only authors with a commit anywhere in the repository in the last 365 days."
        .to_owned();
    if theirs.iter().any(|area| area.dependents.is_some()) {
        note.push_str(
            " Imported by: files of the product in other areas that import something of it, as far as the path in an \
             import leads to a file here.",
        );
    }
    if theirs.iter().any(|area| area.code_owned.is_some()) {
        note.push_str(
            " Code owners: files that CODEOWNERS gives an owner; yours: those of which an address tells that you are \
             one, which a team or a name without address does not.",
        );
    }
    let blocks = vec![Block::Table(grid), paragraph(Label::Muted, &note)];
    Section { title: "Who stands behind an area", blocks }
}
