//! How a part of a repository stands with the people who work in it.
//!
//! In: a judged history and a path. Out: lines, people, what recurs and what was quieted there, now and by year.
//! Deliberately absent: whose profile it is, and any order of people by merit. Who holds what is there for a report to
//! name only when it is asked to.

use super::places::Places;
use super::survey::Survey;
use super::truck_factor::TruckFactor;
use super::years::PlaceYear;
use super::{Basis, Ownership, is_major, keeps_needing_patches, share};
use crate::model::{Chain, PersonIndex, Quieting, RepoPath};
use crate::profile::{Areas, Share, is_open};

/// A part of a repository and its people.
#[derive(Clone, Debug, PartialEq)]
pub struct AreaHealth<'a> {
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
    pub patching: usize,
    /// Days of these 365 on which somebody patched it, each person's for themselves.
    pub patching_days: usize,
    /// On how many people its source files depend.
    pub truck_factor: Option<TruckFactor>,
    /// The same among people with a commit that counts anywhere in the repository in the last 365 days.
    pub truck_factor_active: Option<TruckFactor>,
    /// Whether one person alone knows it.
    pub alone: bool,
    /// Open recurring spots.
    pub recurring: Vec<&'a Chain>,
    /// Changes after which a recurring spot was quieted.
    pub quieted: Vec<&'a Quieting>,
    /// Who holds lines there, most lines first; those with at least 5 % of the lines.
    pub holders: Vec<Holder>,
    /// How it was at the end of each year, oldest first.
    pub years: Vec<HealthYear>,
}

/// One person's part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Who.
    pub person: PersonIndex,
    /// Live lines that they last wrote.
    pub lines: u64,
    /// Text files whose author they are.
    pub files: usize,
    /// Days of work of the last 365.
    pub days: usize,
}

/// A part of a repository in one year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HealthYear {
    /// The year.
    pub year: i32,
    /// Lines at its end.
    pub lines: u64,
    /// The largest part of them that one person wrote, 0 to 1.
    pub largest_part: f64,
    /// People with a commit that counts.
    pub people: usize,
    /// Commits that count.
    pub commits: usize,
    /// Of these, commits that patched it, quick remedies left out.
    pub patching: usize,
    /// Of these, the part that patched a spot again, in commits.
    pub repeats: f64,
    /// Days on which somebody patched it, each person's for themselves.
    pub patching_days: usize,
    /// Recurring spots of the time that were patched.
    pub recurring: usize,
    /// Whether one person alone knew it.
    pub alone: bool,
}

impl AreaHealth<'_> {
    /// Whether one person alone knows it, and it keeps needing patches.
    #[must_use]
    pub fn is_fragile(&self) -> bool {
        self.alone && keeps_needing_patches(self.recurring.len(), self.patching_days)
    }
}

impl HealthYear {
    /// Whether one person alone knew it, and it kept needing patches.
    #[must_use]
    pub const fn is_fragile(&self) -> bool {
        self.alone && keeps_needing_patches(self.recurring, self.patching_days)
    }

    /// Repeat patches of the patching commits.
    #[must_use]
    pub fn repeat_share(&self) -> Option<Share> {
        Share::of_weight(self.repeats, self.patching as f64)
    }

    fn of(place: &PlaceYear) -> Self {
        let largest = place.people.iter().max_by_key(|(_, part)| part.lines);
        let largest = largest.map(|(person, part)| (*person, share(part.lines, place.lines)));
        let in_all = place.days();
        let knows = |(person, _): (PersonIndex, f64)| {
            let others = || place.people.iter().filter(|(at, _)| **at != person);
            !others().any(|(_, part)| is_major(part.days, in_all))
        };
        Self {
            year: place.year,
            lines: place.lines,
            largest_part: largest.map_or(0.0, |(_, share)| share),
            people: place.people.values().filter(|part| part.commits > 0).count(),
            commits: place.commits,
            patching: place.patching,
            repeats: place.repeats,
            patching_days: place.patching_days,
            recurring: place.recurring,
            alone: largest.filter(|(_, share)| *share >= Ownership::ALONE).is_some_and(knows),
        }
    }
}

/// How what lies below a path stands; nothing where no countable file lies there.
#[must_use]
pub fn area_health<'a>(basis: &Basis<'a>, path: &RepoPath) -> Option<AreaHealth<'a>> {
    let areas = Areas::of(basis.history, basis.verdicts);
    let places = Places::below(basis.history, &areas, path);
    let survey = Survey::of(basis);
    let counts = survey.counts(&places).pop()?;
    let years = survey.years(&places).pop()?;
    let (truck_factor, truck_factor_active) = survey.truck_factors(&places).pop()?;
    let last = years.last().filter(|_| counts.lines_in_all > 0)?;
    let mut holders: Vec<Holder> = last
        .people
        .iter()
        .filter(|(_, part)| share(part.lines, last.lines) >= Ownership::MAJOR)
        .map(|(person, part)| Holder {
            person: *person,
            lines: part.lines,
            files: part.files,
            days: counts.recent_days_of(*person),
        })
        .collect();
    holders.sort_by_key(|holder| (std::cmp::Reverse(holder.lines), holder.person));
    let knows = |holder: &Holder| {
        share(holder.lines, counts.lines_in_all) >= Ownership::ALONE
            && counts.others(Some(holder.person)).1 == 0
    };
    let (active, major) = counts.others(None);
    let lies_here = |spot: crate::model::SpotIndex| {
        places.of_file(basis.history.spots[spot.get()].file).is_some()
    };
    let recurring = basis.episodes.chains.iter().filter(|chain| {
        lies_here(chain.spot) && is_open(basis.history, chain, basis.thresholds, basis.now)
    });
    let quieted = basis.episodes.quietings.iter().filter(|quieting| {
        quieting.is_quieted() && lies_here(basis.history.change(quieting.change).spot)
    });
    Some(AreaHealth {
        lines: counts.lines_in_all,
        lines_unknown: counts.lines_unknown,
        files: last.files,
        people: counts.people(),
        active,
        major,
        patching: counts.patching,
        patching_days: counts.patching_days(),
        truck_factor,
        truck_factor_active,
        alone: holders.first().is_some_and(knows),
        recurring: recurring.collect(),
        quieted: quieted.collect(),
        holders,
        years: years.iter().map(HealthYear::of).collect(),
    })
}
