//! How far a person's work reaches: breadth, novelty, altitude, complexity, languages.
//!
//! In: workdays in order. Out: the figures of a period, each with the days behind it and a range.
//! Deliberately absent: words, periods as such, and how much was done, on which none of this depends.
//!
//! Breadth is the effective number of areas (Hill 1973); complexity is the normalised entropy of changes over files
//! (Hassan 2009), beside the share of pieces of work that cross areas; altitude is the part at boundaries; novelty the part
//! in areas in which the person had not worked before. Ranges of shares are Wilson's, with a workday as one observation; those
//! of effective numbers and entropies come from drawing the days of the period again.

mod boundary;
mod diversity;
mod gathering;
mod language;
mod mixture;
mod places;
mod workday;

use std::collections::HashMap;

use jiff::civil::Date;

pub use boundary::BoundarySort;
pub(super) use diversity::overlap;
pub use gathering::{AreaName, Gathering, PlaceNumbers};
pub use language::language_of;
pub use places::{Place, Places, Survey, Touch, WorkedArea};
pub use workday::{Deed, PIECE, Workday};

use super::Share;
use super::sampling::{DRAWS, Estimate, Numbers};
use mixture::Mixture;

/// Workdays in order, and when each area and language was first worked in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Workdays {
    days: Vec<Workday>,
    /// How many numbers are in use: areas, files, languages.
    sizes: [usize; 3],
    first_in_area: HashMap<u32, Date>,
    first_in_language: HashMap<u32, Date>,
}

/// How far the work of a period reaches.
#[derive(Clone, Debug, PartialEq)]
pub struct Scope {
    /// Workdays: days on which something was done that counts. Everything here rests on them.
    pub days: usize,
    /// Different areas.
    pub areas: usize,
    /// The effective number of areas.
    pub breadth: Estimate,
    /// The part in areas in which the person had not worked before the period; none in the first one.
    pub novelty: Option<Share>,
    /// The part at boundaries.
    pub altitude: Option<Share>,
    /// The days' worth of it by sort, in the order of [`BoundarySort::ALL`].
    pub boundaries: [f64; BoundarySort::ALL.len()],
    /// Different files.
    pub files: usize,
    /// The effective number of files.
    pub effective_files: f64,
    /// The normalised entropy of changes over files, 0 to 1.
    pub complexity: Estimate,
    /// Pieces of work that crossed areas, of those that changed code.
    pub crossing: Option<Share>,
    /// Different programming languages.
    pub languages: usize,
    /// The effective number of languages.
    pub effective_languages: Estimate,
    /// The structural part.
    pub structural: Option<Share>,
}

impl Scope {
    /// Workdays that a period needs before its figures mean anything.
    pub const FEWEST: usize = 10;

    /// Whether there are too few workdays to tell.
    #[must_use]
    pub const fn too_few(&self) -> bool {
        self.days < Self::FEWEST
    }
}

/// Something worked in, with what of a period's days went into it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Worked {
    /// Its number.
    pub number: u32,
    /// Days on which it was worked in.
    pub days: usize,
    /// What of the days went into it, in days.
    pub weight: f64,
    /// Whether it had never been worked in before the period.
    pub is_new: bool,
}

impl Workdays {
    /// Puts what was done in order by days.
    #[must_use]
    pub fn of(deeds: &[Deed]) -> Self {
        let mut days = workday::workdays(deeds);
        workday::count_pieces(deeds, &mut days);
        let (mut first_in_area, mut first_in_language) = (HashMap::new(), HashMap::new());
        for day in &days {
            for (area, _) in &day.areas {
                first_in_area.entry(*area).or_insert(day.date);
            }
            for (language, _) in &day.languages {
                first_in_language.entry(*language).or_insert(day.date);
            }
        }
        let size = |of: fn(&Deed) -> Option<u32>| {
            deeds.iter().filter_map(of).max().map_or(0, |largest| largest as usize + 1)
        };
        let sizes = [
            size(|deed| Some(deed.area)),
            size(|deed| Some(deed.file)),
            size(|deed| deed.language),
        ];
        Self { days, sizes, first_in_area, first_in_language }
    }

    /// All of them.
    #[must_use]
    pub fn all(&self) -> &[Workday] {
        &self.days
    }

    /// Those from one day on and before another.
    #[must_use]
    pub fn between(&self, first: Date, end: Date) -> &[Workday] {
        let at = |date: Date| self.days.partition_point(|day| day.date < date);
        &self.days[at(first)..at(end).max(at(first))]
    }

    /// How far the work from one day on and before another reaches.
    #[must_use]
    pub fn scope(&self, first: Date, end: Date) -> Scope {
        let days = self.between(first, end);
        let mut measure = Measure::new(self);
        let found = measure.all(days, &vec![1; days.len()]);
        let [areas, files, languages] = measure.different();
        let share = |part: f64| Share::of_weight(part, days.len() as f64);
        let is_first = self.days.first().is_none_or(|earliest| earliest.date >= first);
        let [breadth, complexity, effective_languages] = ranges(days, &found, &mut measure, first);
        let new = days.iter().flat_map(|day| &day.areas);
        let new = new.filter(|(area, _)| self.is_new(*area, first));
        // The sum of nothing is -0.
        let new = new.fold(0.0, |sum, (_, part)| sum + part);
        let sum = |of: fn(&Workday) -> usize| days.iter().map(of).sum::<usize>();
        let mut boundaries = [0.0; BoundarySort::ALL.len()];
        for day in days {
            for (sum, part) in boundaries.iter_mut().zip(day.boundaries) {
                *sum += part;
            }
        }
        Scope {
            days: days.len(),
            areas,
            breadth,
            novelty: share(new).filter(|_| !is_first),
            altitude: share(boundaries.iter().sum()),
            boundaries,
            files,
            effective_files: found.effective_files,
            complexity,
            crossing: Share::of(sum(|day| day.crossing), sum(|day| day.pieces)),
            languages,
            effective_languages,
            structural: share(found.structural * days.len() as f64),
        }
    }

    fn is_new(&self, area: u32, first: Date) -> bool {
        self.first_in_area.get(&area).is_some_and(|date| *date >= first)
    }

    /// The areas of a period, most worked in first.
    #[must_use]
    pub fn areas(&self, first: Date, end: Date) -> Vec<Worked> {
        worked(self.between(first, end), |day| &day.areas, &self.first_in_area, first)
    }

    /// The programming languages of a period, most worked in first.
    #[must_use]
    pub fn languages(&self, first: Date, end: Date) -> Vec<Worked> {
        worked(self.between(first, end), |day| &day.languages, &self.first_in_language, first)
    }
}

/// The ranges of what is no share: breadth, complexity, languages. Too few days have none.
fn ranges(days: &[Workday], found: &Values, measure: &mut Measure, first: Date) -> [Estimate; 3] {
    let values = |of: &Values| [of.breadth, of.complexity, of.languages];
    if days.len() < Scope::FEWEST {
        return values(found).map(|value| Estimate { value, low: value, high: value });
    }
    let mut numbers = Numbers::new(seed(first));
    let mut times = vec![0; days.len()];
    let mut draws: [Vec<f64>; 3] = std::array::from_fn(|_| Vec::with_capacity(DRAWS));
    for _ in 0..DRAWS {
        numbers.draw(days.len(), &mut times);
        for (draws, value) in draws.iter_mut().zip(values(&measure.all(days, &times))) {
            draws.push(value);
        }
    }
    let [breadth, complexity, languages] = &mut draws;
    [
        Estimate::mirrored_numbers(found.breadth, breadth),
        Estimate::mirrored(found.complexity, complexity, 0.0, 1.0),
        Estimate::mirrored_numbers(found.languages, languages),
    ]
}

/// A seed that depends on nothing but the period, so that a period's range stays as it is when others come.
pub(super) fn seed(first: Date) -> u64 {
    let [year, month, day] =
        [i64::from(first.year()), i64::from(first.month()), i64::from(first.day())];
    (year * 512 + month * 32 + day).unsigned_abs()
}

fn worked<'d>(
    days: &'d [Workday],
    parts: impl Fn(&'d Workday) -> &'d Vec<(u32, f64)>,
    begun: &HashMap<u32, Date>,
    first: Date,
) -> Vec<Worked> {
    let mut found: HashMap<u32, Worked> = HashMap::new();
    for (number, weight) in days.iter().flat_map(parts) {
        let is_new = begun.get(number).is_some_and(|date| *date >= first);
        let new = Worked { number: *number, days: 0, weight: 0.0, is_new };
        let sum = found.entry(*number).or_insert(new);
        sum.days += 1;
        sum.weight += weight;
    }
    let mut found: Vec<Worked> = found.into_values().collect();
    found.sort_by(|one, other| {
        other.weight.total_cmp(&one.weight).then_with(|| one.number.cmp(&other.number))
    });
    found
}

/// What some days come to, whichever they are.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Values {
    pub breadth: f64,
    pub altitude: f64,
    pub effective_files: f64,
    pub complexity: f64,
    pub crossing: f64,
    pub languages: f64,
    pub structural: f64,
}

/// Works out values; its sums are used again and again, since thousands of draws are made.
pub(super) struct Measure {
    areas: Mixture,
    files: Mixture,
    languages: Mixture,
}

impl Measure {
    pub(super) fn new(workdays: &Workdays) -> Self {
        let [areas, files, languages] = workdays.sizes.map(Mixture::new);
        Self { areas, files, languages }
    }

    /// What days come to of which each is there so many times.
    pub(super) fn all(&mut self, days: &[Workday], times: &[u32]) -> Values {
        let [areas, files, languages] = [&mut self.areas, &mut self.files, &mut self.languages];
        areas.clear();
        files.clear();
        languages.clear();
        let mut values = Values::default();
        let (mut all, mut pieces, mut crossing) = (0.0, 0.0, 0.0);
        for (day, times) in days.iter().zip(times).filter(|(_, times)| **times > 0) {
            let times = f64::from(*times);
            for (area, part) in &day.areas {
                areas.add(*area, times * part);
            }
            let part = times / day.files.len().max(1) as f64;
            for file in &day.files {
                files.add(*file, part);
            }
            for (language, part) in &day.languages {
                languages.add(*language, times * part);
            }
            values.altitude += times * day.boundaries.iter().sum::<f64>();
            values.structural += times * day.structural;
            all += times;
            pieces += times * day.pieces as f64;
            crossing += times * day.crossing as f64;
        }
        values.altitude /= all.max(1.0);
        values.structural /= all.max(1.0);
        values.crossing = crossing / pieces.max(1.0);
        (values.breadth, _) = areas.measured();
        (values.effective_files, values.complexity) = files.measured();
        (values.languages, _) = languages.measured();
        values
    }

    /// How many different areas, files and languages the last days had.
    fn different(&self) -> [usize; 3] {
        [&self.areas, &self.files, &self.languages].map(Mixture::different)
    }
}

#[cfg(test)]
mod tests;
