//! F6: what others changed of what the person founded.
//!
//! In: commits of others by area and month. Out: sums that grow, from the begin of the period beside to the end of the
//! period or to now; a sentence. Deliberately absent: who they are, and a range: this is a count.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use serde::Serialize;

use super::super::{Finding, Retrospect};
use super::Words;
use crate::model::Month;
use crate::profile::{Built, GrownArea, GrownMonth, Ledger, Period};
use crate::report::drawing::{Drawing, Figure, Growth};
use crate::report::profile::{BuiltPeriod, FoundationFigures};
use crate::report::words::count;

/// Areas that are drawn.
const DRAWN: usize = 6;

/// An area with something that the person founded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GrownPlace {
    /// The area.
    pub place: String,
    /// Commits of others in the period.
    pub commits: u32,
    /// In the period beside it.
    pub commits_before: u32,
    /// How many others in the period.
    pub others: usize,
    /// By month, all commits up to the end of it.
    pub sums: Vec<u32>,
}

/// What others changed of what the person founded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GrownOfYear {
    /// In the period.
    pub built: BuiltPeriod,
    /// In the period beside it.
    pub built_before: BuiltPeriod,
    /// The months that are summed up: from the begin of the period beside on.
    pub months: Vec<String>,
    /// The areas, most commits in the period first; six at most.
    pub places: Vec<GrownPlace>,
    /// More such areas.
    pub left_out: usize,
}

impl Retrospect<'_> {
    pub(super) fn grown(&self) -> GrownOfYear {
        let (period, beside) = (self.query.period, self.query.beside);
        let months = self.months_since(beside);
        let areas = self.work.primaries.iter().flat_map(|ledger| {
            let grown = ledger.leverage.grown.iter();
            grown.map(|area| self.grown_place(ledger, area, &months))
        });
        let mut places: Vec<GrownPlace> =
            areas.filter(|place| place.sums.last().is_some_and(|sum| *sum > 0)).collect();
        places.sort_by(|one, other| {
            let key = |place: &GrownPlace| Reverse((place.commits, place.commits_before));
            key(one).cmp(&key(other)).then_with(|| one.place.cmp(&other.place))
        });
        let left_out = places.len().saturating_sub(DRAWN);
        places.truncate(DRAWN);
        GrownOfYear {
            built: self.built_in(period),
            built_before: self.built_in(beside),
            months: months.iter().map(Month::to_string).collect(),
            places,
            left_out,
        }
    }

    fn built_in(&self, period: Period) -> BuiltPeriod {
        let rows: Vec<_> = self.work.primaries.iter().map(|ledger| &ledger.leverage).collect();
        BuiltPeriod::of(period.name(), Built::of(&rows, &|month| period.holds(month)))
    }

    /// The months from the begin of a period to the end of the one that is looked back at, or to now.
    fn months_since(&self, beside: Period) -> Vec<Month> {
        let last = self.query.period.last().min(Month::of(self.work.now, 0));
        let months = std::iter::successors(Some(beside.first()), |month| Some(month.next()));
        months.take_while(|month| *month <= last).collect()
    }

    fn grown_place(&self, ledger: &Ledger, area: &GrownArea, months: &[Month]) -> GrownPlace {
        let in_period =
            |period: Period| area.months.iter().filter(move |found| period.holds(found.month));
        let commits = |period| in_period(period).map(|found| found.commits).sum();
        let people = in_period(self.query.period).flat_map(|found| &found.people);
        GrownPlace {
            place: self.place(ledger, &area.area),
            commits: commits(self.query.period),
            commits_before: commits(self.query.beside),
            others: people.collect::<BTreeSet<_>>().len(),
            sums: sums(&area.months, months),
        }
    }
}

/// By month, what came since the first of them.
fn sums(found: &[GrownMonth], months: &[Month]) -> Vec<u32> {
    let of_month = |month: &Month| {
        let found = found.iter().filter(|found| found.month == *month);
        found.map(|found| found.commits).sum::<u32>()
    };
    let mut sum = 0;
    let up_to = |month| {
        sum += of_month(month);
        sum
    };
    months.iter().map(up_to).collect()
}

/// `12 commits of 3 others`.
fn commits_of(built: &BuiltPeriod) -> String {
    let commits = count(built.commits, "commit", "commits");
    format!("{commits} of {}", count(built.others, "other", "others"))
}

impl GrownOfYear {
    /// How much others built on what the person founded.
    pub(super) fn says(&self, words: &Words, founded: &FoundationFigures) -> Finding {
        let Words { you, yours, period, beside } = words;
        if founded.files + founded.symbols + founded.areas == 0 {
            return Finding::plain(format!(
                "No file, no function or type and no area begins with a commit of {yours}, so there is nothing that \
                 others could build on."
            ));
        }
        let before = match self.built_before.commits {
            0 => format!("none in {beside}"),
            _ => format!("{} in {beside}", commits_of(&self.built_before)),
        };
        let text = if self.built.commits == 0 {
            format!("Nobody else changed anything that {you} founded in {period}, after {before}.")
        } else {
            let most = match self.places.as_slice() {
                [most, _, ..] => format!("; most of them in {} ({})", most.place, most.commits),
                _ => String::new(),
            };
            let changed = commits_of(&self.built);
            format!("{changed} changed what {you} founded in {period}, after {before}{most}.")
        };
        Finding::shown_in(text, if self.places.is_empty() { "T3" } else { "F6" })
    }

    /// F6; none where others changed nothing.
    pub(super) fn figure(&self, period: &str, beside: &str) -> Option<Figure> {
        let most = self.places.first()?;
        let growth = |place: &GrownPlace| Growth {
            name: place.place.clone(),
            months: self.months.clone(),
            sums: place.sums.iter().map(|sum| f64::from(*sum)).collect(),
            counts: format!(
                "{} in {period} of {}, {} in {beside}",
                place.commits,
                count(place.others, "other", "others"),
                place.commits_before
            ),
        };
        let left_out = match self.left_out {
            0 => String::new(),
            some => format!(" {} not drawn.", count(some, "more area", "more areas")),
        };
        Some(Figure {
            id: "F6",
            title: match most.commits {
                0 => format!("Others built on it in {beside}, not in {period}"),
                _ => format!("Others built most on {}", most.place),
            },
            note: format!(
                "Commits of others that changed something the person founded, added up since the begin of {beside}, by \
                 the area it lies in: a file, a function or type, or the area itself. A commit that touches several \
                 areas is in each. Counted, so without a range; all on one scale.{left_out}"
            ),
            drawing: Drawing::Growth(self.places.iter().map(growth).collect()),
        })
    }
}
