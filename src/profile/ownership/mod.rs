//! What a person owns, area by area and year by year, and where that is fragile.
//!
//! In: live lines, days of work, patches and authors of files by area. Out: figures of ownership, at HEAD, at the end of
//! each year and, of who knows an area, of each month. Deliberately absent: any single score, and names.
//!
//! Share of commits follows Bird et al., Don't touch my code! (FSE 2011), who call a contributor of less than 5 % of a
//! component's commits a minor one. Whether somebody else knows an area goes by their share of the days of work, of
//! which each person's count, so that it makes no difference how work is split into commits. An area is **fragile**
//! when one person alone knows it (75 % or more of its live lines, and nobody else with 5 % or more of the days of work
//! there in the last year) while it keeps needing patches: it holds an open recurring spot (patched in the last year,
//! not held since), or it was patched on three or more days of the last year. An area of which a person holds less than
//! half a per cent of the lines is not theirs.

mod authorship;
mod code_owners;
mod dependents;
mod depth;
mod ends;
mod health;
mod places;
mod survey;
mod truck_factor;
mod work_days;
mod years;

pub use authorship::{FileTouches, degree_of_authorship};
pub use code_owners::{CodeOwned, CodeOwners};
pub use dependents::Dependents;
pub use depth::Depth;
pub use health::{AreaHealth, HealthYear, Holder, area_health};
pub use truck_factor::{TruckFactor, taken_away};
pub use work_days::{WorkDay, WorkDays};

use serde::{Deserialize, Serialize};

use self::code_owners::code_owned;
use self::dependents::dependents;
use self::ends::Ends;
use self::places::Places;
use self::survey::{Counts, Factors, Survey};
use self::years::PlaceYear;
use super::{Areas, Grounds, Share, Standings, Subject};
use crate::model::{
    Episodes, FileImports, History, Month, PersonIndex, Thresholds, Timestamp, Verdicts,
};

/// What ownership is worked out from.
#[derive(Clone, Copy)]
pub struct Basis<'a> {
    /// The history.
    pub history: &'a History,
    /// What each change was.
    pub verdicts: &'a Verdicts,
    /// What came of it.
    pub episodes: &'a Episodes,
    /// Where each change stands.
    pub standings: &'a Standings,
    /// The numbers that all of this rests on.
    pub thresholds: &'a Thresholds,
    /// Whose ownership it is.
    pub subject: &'a Subject,
    /// What the files at HEAD import; empty where that was not asked for.
    pub imports: &'a [FileImports],
    /// The moment it speaks from.
    pub now: Timestamp,
}

impl<'a> Basis<'a> {
    /// The basis of a ledger.
    pub(super) fn of(
        grounds: &Grounds<'a>,
        standings: &'a Standings,
        subject: &'a Subject,
    ) -> Self {
        let Grounds { history, verdicts, episodes, uses, thresholds, now } = *grounds;
        let imports = &uses.imports;
        Self { history, verdicts, episodes, standings, thresholds, subject, imports, now }
    }
}

/// One person's part of one area, as it is now and as it was.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ownership {
    /// The name of the area.
    pub area: String,
    /// Live lines that the person last wrote.
    pub lines: u64,
    /// All live lines.
    pub lines_in_all: u64,
    /// Of these, lines whose origin is unknown.
    pub lines_unknown: u64,
    /// The person's commits that count and touch the area, over all time.
    pub commits: usize,
    /// Everybody's.
    pub commits_in_all: usize,
    /// Days with such a commit of the person's.
    pub days: usize,
    /// Everybody's days, each person's for themselves.
    pub days_in_all: usize,
    /// Text files whose author the person is, by degree of authorship.
    pub files: usize,
    /// All text files.
    pub files_in_all: usize,
    /// How long and how structurally the person has worked there.
    pub depth: Depth,
    /// Others with a commit that counts in the last 365 days.
    pub others_active: usize,
    /// Others with at least 5 % of the days of work of the last 365 days.
    pub others_major: usize,
    /// The day of the person's last commit that counts here, in their zone.
    pub last_day: Option<String>,
    /// Everybody's commits of the last 365 days that patched it, quick remedies left out.
    pub patching: usize,
    /// Days of these 365 on which somebody patched it, each person's for themselves.
    pub patching_days: usize,
    /// Open recurring spots: patched in the last 365 days, and not held since.
    pub recurring: usize,
    /// On how many people its source files depend; nothing where it has none.
    pub truck_factor: Option<TruckFactor>,
    /// The same among people with a commit that counts anywhere here in the last 365 days.
    pub truck_factor_active: Option<TruckFactor>,
    /// Files of the product elsewhere that import something of it; nothing where the imports were not read.
    pub dependents: Option<Dependents>,
    /// What the file that says who owns what says of it; nothing where there is no such file.
    pub code_owned: Option<CodeOwned>,
    /// How it was at the end of each year, oldest first.
    pub years: Vec<OwnershipYear>,
    /// How it was at the end of each month in which that changed, oldest first.
    pub ends: Vec<OwnershipEnd>,
    /// The months in which somebody worked there, oldest first.
    pub months: Vec<OwnershipMonth>,
}

/// Who knew an area at the end of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnershipEnd {
    /// The month.
    pub month: Month,
    /// Lines of the person's that stood at its end.
    pub lines: u64,
    /// All lines that did.
    pub lines_in_all: u64,
    /// Days with a commit of the person's that counts, in the twelve months up to then.
    pub days: usize,
    /// Everybody's days, each person's for themselves.
    pub days_in_all: usize,
    /// Others with a day in these months.
    pub others_active: usize,
    /// Others with at least 5 % of the days of work.
    pub others_major: usize,
    /// Days of these months on which somebody patched it, each person's for themselves.
    pub patching_days: usize,
    /// Recurring spots of the time that were patched in these months.
    pub recurring: usize,
}

/// The days of work in one area in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnershipMonth {
    /// The month.
    pub month: Month,
    /// Days with a commit of the person's that counts.
    pub days: usize,
    /// Others' days, each one's for themselves.
    pub days_of_others: usize,
}

/// One person's part of one area in a year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnershipYear {
    /// The year.
    pub year: i32,
    /// Lines of the person's that stood at its end.
    pub lines: u64,
    /// All lines that did.
    pub lines_in_all: u64,
    /// Of these, lines whose origin is unknown.
    pub lines_unknown: u64,
    /// The person's commits of the year that count.
    pub commits: usize,
    /// Everybody's.
    pub commits_in_all: usize,
    /// Days with such a commit of the person's.
    pub days: usize,
    /// Everybody's days, each person's for themselves.
    pub days_in_all: usize,
    /// Text files whose author the person was at its end.
    pub files: usize,
    /// All text files at its end.
    pub files_in_all: usize,
    /// Others with a commit of the year that counts.
    pub others_active: usize,
    /// Others with at least 5 % of the days of work of the year.
    pub others_major: usize,
    /// Days of the year on which somebody patched it, each person's for themselves.
    pub patching_days: usize,
    /// Recurring spots of the time that were patched in the year.
    pub recurring: usize,
}

impl Ownership {
    /// Share of the live lines from which one person alone knows an area.
    pub const ALONE: f64 = 0.75;
    /// Share of the work from which somebody else knows it too (Bird et al. 2011).
    pub const MAJOR: f64 = 0.05;
    /// Days with patches that mean an area keeps needing them.
    pub const MANY_PATCHING: usize = 3;
    /// Share of the live lines below which an area is not the person's.
    pub const LEAST: f64 = 0.005;

    /// The person's share of the live lines.
    #[must_use]
    pub fn line_share(&self) -> f64 {
        share(self.lines, self.lines_in_all)
    }

    /// The person's share of the commits.
    #[must_use]
    pub fn commit_share(&self) -> Option<Share> {
        Share::of(self.commits, self.commits_in_all)
    }

    /// Whether the area is the person's at all.
    #[must_use]
    pub fn is_theirs(&self) -> bool {
        self.line_share() >= Self::LEAST
    }

    /// Whether one person alone knows the area.
    #[must_use]
    pub fn is_alone(&self) -> bool {
        knows_alone(self.line_share(), self.others_major)
    }

    /// Whether one person alone knows an area that keeps needing patches.
    #[must_use]
    pub fn is_fragile(&self) -> bool {
        self.is_alone() && keeps_needing_patches(self.recurring, self.patching_days)
    }
}

impl OwnershipEnd {
    /// How it was at the end of a month, of rows that are in order; nothing before the first.
    #[must_use]
    pub fn at(ends: &[Self], month: Month) -> Option<&Self> {
        let after = ends.partition_point(|end| end.month <= month);
        after.checked_sub(1).and_then(|last| ends.get(last))
    }

    /// The person's share of the lines.
    #[must_use]
    pub fn line_share(&self) -> f64 {
        share(self.lines, self.lines_in_all)
    }

    /// Whether one person alone knew the area.
    #[must_use]
    pub fn is_alone(&self) -> bool {
        knows_alone(self.line_share(), self.others_major)
    }

    /// Whether one person alone knew an area that kept needing patches.
    #[must_use]
    pub fn is_fragile(&self) -> bool {
        self.is_alone() && keeps_needing_patches(self.recurring, self.patching_days)
    }
}

impl OwnershipYear {
    /// The person's share of the lines at its end.
    #[must_use]
    pub fn line_share(&self) -> f64 {
        share(self.lines, self.lines_in_all)
    }

    /// Whether one person alone knew the area.
    #[must_use]
    pub fn is_alone(&self) -> bool {
        knows_alone(self.line_share(), self.others_major)
    }

    /// Whether one person alone knew an area that kept needing patches.
    #[must_use]
    pub fn is_fragile(&self) -> bool {
        self.is_alone() && keeps_needing_patches(self.recurring, self.patching_days)
    }

    /// The part of one person, where it is known which of the people they are.
    fn of(place: &PlaceYear, person: Option<PersonIndex>) -> Self {
        let part = person.and_then(|person| place.people.get(&person)).copied();
        let part = part.unwrap_or_default();
        let others = || place.people.iter().filter(|(at, _)| Some(**at) != person);
        let active = others().filter(|(_, part)| part.commits > 0);
        let days_in_all = place.days();
        let major = others().filter(|(_, part)| is_major(part.days, days_in_all));
        Self {
            year: place.year,
            lines: part.lines,
            lines_in_all: place.lines,
            lines_unknown: place.lines_unknown,
            commits: part.commits,
            commits_in_all: place.commits,
            days: part.days,
            days_in_all,
            files: part.files,
            files_in_all: place.files,
            others_active: active.count(),
            others_major: major.count(),
            patching_days: place.patching_days,
            recurring: place.recurring,
        }
    }
}

fn share(part: u64, whole: u64) -> f64 {
    part as f64 / whole.max(1) as f64
}

fn knows_alone(line_share: f64, others_major: usize) -> bool {
    line_share >= Ownership::ALONE && others_major == 0
}

/// Whether somebody with some of the days of work knows a place (Bird et al. 2011).
fn is_major(days: usize, in_all: usize) -> bool {
    days > 0 && days as f64 >= in_all as f64 * Ownership::MAJOR
}

const fn keeps_needing_patches(recurring: usize, patching_days: usize) -> bool {
    recurring > 0 || patching_days >= Ownership::MANY_PATCHING
}

/// The person's part of every area that is or ever was theirs, most lines first.
#[must_use]
pub fn ownership(basis: &Basis<'_>) -> Vec<Ownership> {
    let areas = Areas::of(basis.history, basis.verdicts);
    let places = Places::of_areas(basis.history, &areas);
    let survey = Survey::of(basis);
    let counts = survey.counts(&places);
    let years = survey.years(&places);
    let ends = Ends::of(basis, &survey.days, &places);
    let depths = survey.depths(&places);
    let factors = survey.truck_factors(&places);
    let said = code_owned(basis.history, &places, basis.subject);
    let importing = dependents(basis.history, basis.imports, &places);
    let me = survey.days.subject();
    let parts = areas.all.iter().zip(&counts).zip(years).zip(depths.into_iter().zip(factors));
    let besides = importing.into_iter().zip(said);
    let owned = parts.zip(besides).map(|((((area, counts), years), standing), besides)| {
        let years = years.iter().map(|year| OwnershipYear::of(year, me)).collect();
        let (dependents, code_owned) = besides;
        Ownership { dependents, code_owned, ..owned(area.name(), counts, standing, years, me) }
    });
    let was_theirs = |owned: &Ownership| {
        let mut years = owned.years.iter();
        owned.is_theirs() || years.any(|year| year.line_share() >= Ownership::LEAST)
    };
    let theirs = owned.enumerate().filter(|(_, owned)| was_theirs(owned));
    let with_ends = |(place, owned)| Ownership { ends: ends.of_place(place, me), ..owned };
    let mut owned: Vec<Ownership> = theirs.map(with_ends).collect();
    owned.sort_by(|left, right| {
        right.lines.cmp(&left.lines).then_with(|| left.area.cmp(&right.area))
    });
    owned
}

fn owned(
    area: String,
    counts: &Counts,
    (depth, factors): (Depth, Factors),
    years: Vec<OwnershipYear>,
    me: Option<PersonIndex>,
) -> Ownership {
    let (others_active, others_major) = counts.others(me);
    let now = years.last().copied().unwrap_or_default();
    Ownership {
        area,
        lines: counts.lines,
        lines_in_all: counts.lines_in_all,
        lines_unknown: counts.lines_unknown,
        commits: counts.commits,
        commits_in_all: counts.commits_in_all,
        days: counts.days_of(me),
        days_in_all: counts.days_in_all(),
        files: now.files,
        files_in_all: now.files_in_all,
        depth,
        others_active,
        others_major,
        last_day: counts.last_day.map(|day| day.to_string()),
        patching: counts.patching,
        patching_days: counts.patching_days(),
        recurring: counts.recurring,
        truck_factor: factors.0,
        truck_factor_active: factors.1,
        dependents: None,
        code_owned: None,
        years,
        ends: Vec::new(),
        months: counts.months(me),
    }
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
