//! Whether a period's work is the last one's again.
//!
//! In: the workdays of two periods. Out: how alike they are over area × kind, how alike they would be if nothing had changed,
//! and how much was done. Deliberately absent: any wish that work should change; who keeps a thing going does the same
//! on purpose.
//!
//! Likeness is the overlap of Morisita and Horn. It depends on proportions alone; the cosine of the two vectors does as well,
//! but two periods can point the same way and one spread its work far wider, which overlap sees. Even where nothing
//! changed, two periods are never quite alike. So the weeks of both are put on one pile and dealt out again, as many
//! to each as before, 199 times. Weeks and not commits, since what is done on Monday is gone on with on Tuesday:
//! dealt out one by one, neighbours would be torn apart and any two periods would look different. (Manly,
//! Randomization, Bootstrap and Monte Carlo Methods in Biology, 1997.)

use std::collections::{BTreeMap, HashMap};

use super::Share;
use super::sampling::Numbers;
use super::scope::{Workday, overlap, seed};
use crate::model::Kind;

/// How a period's work stands to that of the period before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Movement {
    /// Too few workdays in one of them, or weeks so mixed that chance alone could explain any likeness.
    TooFew,
    /// The same work again, and not less of it.
    Inertia,
    /// The same work again, but less of it.
    Less,
    /// Other work.
    Moved,
}

/// Two periods beside each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Inertia {
    /// How alike they are, 0 to 1.
    pub likeness: f64,
    /// How alike the same weeks are when they are dealt out by chance: the middle of all.
    pub by_chance: f64,
    /// Of a hundred dealt out, five are less alike than this.
    pub chance_low: f64,
    /// Workdays of the earlier period.
    pub days_before: usize,
    /// Workdays of the later one.
    pub days: usize,
    /// How it is read.
    pub movement: Movement,
    /// What changed most.
    pub shifts: Vec<Shift>,
}

/// A kind of change in an area, and how much of each period went into it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shift {
    /// The area, by number.
    pub area: u32,
    /// The kind.
    pub kind: Kind,
    /// Its part of the earlier period, 0 to 1.
    pub before: f64,
    /// Its part of the later one.
    pub after: f64,
}

impl Inertia {
    /// Workdays that each period needs.
    pub const FEWEST: usize = 10;
    /// Weeks with a workday that each period needs, so that dealing them out says something.
    pub const FEWEST_WEEKS: usize = 4;
    /// So much of what chance gives is the same work, however many weeks there are: with a whole year on each side the
    /// least difference is beyond chance.
    pub const NEARLY: f64 = 0.9;
    /// Less alike than this is not the same work, whatever chance would give.
    pub const ALIKE: f64 = 0.7;
    /// Where weeks are so unlike each other that chance itself often stays below this, likeness proves nothing.
    pub const TELLING: f64 = 0.5;
    /// Shifts that are told.
    pub const SHIFTS: usize = 3;

    /// Compares two periods, the earlier one first.
    #[must_use]
    pub fn of(before: &[Workday], after: &[Workday]) -> Self {
        let cells = Cells::of(before.iter().chain(after));
        let (one, other) = (cells.weeks(before), cells.weeks(after));
        let likeness = overlap(&cells.sum(one.values()), &cells.sum(other.values()));
        let (by_chance, chance_low) = chance(&cells, &one, &other, before.len());
        let mut found = Self {
            likeness,
            by_chance,
            chance_low,
            days_before: before.len(),
            days: after.len(),
            movement: Movement::TooFew,
            shifts: cells.shifts(&one, &other),
        };
        if one.len().min(other.len()) >= Self::FEWEST_WEEKS {
            found.movement = found.reading();
        }
        found
    }

    /// How alike two periods are, 0 to 1; nothing where one has too few workdays.
    #[must_use]
    pub fn likeness(before: &[Workday], after: &[Workday]) -> Option<f64> {
        if before.len().min(after.len()) < Self::FEWEST {
            return None;
        }
        let cells = Cells::of(before.iter().chain(after));
        let [one, other] = [before, after].map(|days| cells.sum(cells.weeks(days).values()));
        Some(overlap(&one, &other))
    }

    fn reading(&self) -> Movement {
        if self.days.min(self.days_before) < Self::FEWEST {
            return Movement::TooFew;
        }
        let is_within_chance = self.likeness >= self.chance_low;
        let is_nearly = self.likeness >= Self::NEARLY * self.by_chance;
        let is_telling = self.likeness >= Self::ALIKE && self.chance_low >= Self::TELLING;
        match (is_within_chance || is_nearly, is_telling) {
            (false, _) => Movement::Moved,
            (true, false) => Movement::TooFew,
            (true, true) if self.is_less() => Movement::Less,
            (true, true) => Movement::Inertia,
        }
    }

    /// Whether plainly less was done: of the workdays of both, beyond chance fewer than half are the later period's.
    #[must_use]
    pub fn is_less(&self) -> bool {
        Share::of(self.days, self.days + self.days_before).is_some_and(|share| share.high < 0.5)
    }

    /// Whether plainly more was done.
    #[must_use]
    pub fn is_more(&self) -> bool {
        Share::of(self.days, self.days + self.days_before).is_some_and(|share| share.low > 0.5)
    }
}

/// How often weeks are dealt out.
const DEALT: usize = 199;

type Week = Vec<(usize, f64)>;

/// The kinds in areas of two periods, numbered without gaps.
struct Cells {
    numbers: Vec<(u32, Kind)>,
    place: HashMap<(u32, Kind), usize>,
}

impl Cells {
    fn of<'d>(days: impl Iterator<Item = &'d Workday>) -> Self {
        let mut numbers: Vec<(u32, Kind)> =
            days.flat_map(|day| day.cells.iter().map(|(cell, _)| *cell)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let place = numbers.iter().enumerate().map(|(at, number)| (*number, at)).collect();
        Self { numbers, place }
    }

    /// What was done in each week, by the Monday of it.
    fn weeks(&self, days: &[Workday]) -> BTreeMap<jiff::civil::Date, Week> {
        let mut weeks: BTreeMap<_, Week> = BTreeMap::new();
        for day in days {
            let since_monday = i64::from(day.date.weekday().to_monday_zero_offset());
            let monday = day.date.saturating_sub(jiff::Span::new().days(since_monday));
            let cells = day.cells.iter().map(|(cell, part)| (self.place[cell], *part));
            weeks.entry(monday).or_default().extend(cells);
        }
        weeks
    }

    fn sum<'w>(&self, weeks: impl Iterator<Item = &'w Week>) -> Vec<f64> {
        let mut sums = vec![0.0; self.numbers.len()];
        for (place, part) in weeks.flatten() {
            sums[*place] += part;
        }
        sums
    }

    fn shifts(
        &self,
        before: &BTreeMap<jiff::civil::Date, Week>,
        after: &BTreeMap<jiff::civil::Date, Week>,
    ) -> Vec<Shift> {
        let (one, other) = (self.sum(before.values()), self.sum(after.values()));
        let total = |sums: &[f64]| sums.iter().sum::<f64>().max(f64::MIN_POSITIVE);
        let (first, second) = (total(&one), total(&other));
        let mut shifts: Vec<Shift> = (self.numbers.iter().zip(one.iter().zip(&other)))
            .map(|((area, kind), (before, after))| Shift {
                area: *area,
                kind: *kind,
                before: before / first,
                after: after / second,
            })
            .collect();
        let size = |shift: &Shift| (shift.after - shift.before).abs();
        shifts.sort_by(|one, other| {
            size(other)
                .total_cmp(&size(one))
                .then_with(|| (one.area, one.kind).cmp(&(other.area, other.kind)))
        });
        shifts.truncate(Inertia::SHIFTS);
        shifts
    }
}

/// How alike the weeks of both periods are when they are dealt out by chance: the middle, and the twentieth part.
fn chance(
    cells: &Cells,
    before: &BTreeMap<jiff::civil::Date, Week>,
    after: &BTreeMap<jiff::civil::Date, Week>,
    salt: usize,
) -> (f64, f64) {
    let mut pile: Vec<&Week> = before.values().chain(after.values()).collect();
    let Some(first) = after.keys().next() else { return (0.0, 0.0) };
    let mut numbers = Numbers::new(seed(*first) ^ salt as u64);
    let mut draws: Vec<f64> = (0..DEALT)
        .map(|_| {
            numbers.shuffle(&mut pile);
            let (one, other) = pile.split_at(before.len());
            overlap(&cells.sum(one.iter().copied()), &cells.sum(other.iter().copied()))
        })
        .collect();
    draws.sort_by(f64::total_cmp);
    (draws[DEALT / 2], draws[(DEALT + 1) / 20 - 1])
}

#[cfg(test)]
mod tests {
    use super::{Inertia, Movement};
    use crate::model::{DAY, Kind, date};
    use crate::profile::scope::Workday;
    use crate::profile::testing::day;

    /// Workdays from a day on, every so many days; each goes into one cell after the other.
    fn days(from: i64, every: i64, count: usize, cells: &[(u32, Kind)]) -> Vec<Workday> {
        let at = |number: usize| {
            let moment = day(from) + every * DAY * i64::try_from(number).unwrap();
            let cells = vec![(cells[number % cells.len()], 1.0)];
            Workday { date: date(moment, 0), cells, ..Workday::default() }
        };
        (0..count).map(at).collect()
    }

    const USUAL: [(u32, Kind); 3] = [(0, Kind::Fix), (0, Kind::Fix), (1, Kind::Docs)];
    const OTHER: [(u32, Kind); 2] = [(2, Kind::Feat), (1, Kind::Docs)];

    #[test]
    fn the_same_again_is_inertia_and_less_of_it_is_less() {
        let before = days(0, 4, 80, &USUAL);
        let again = Inertia::of(&before, &days(366, 4, 80, &USUAL));
        assert!(again.likeness > 0.99, "{again:?}");
        assert_eq!(Inertia::likeness(&before, &days(366, 4, 80, &USUAL)), Some(again.likeness));
        assert_eq!(Inertia::likeness(&before, &days(366, 4, 9, &USUAL)), None);
        assert_eq!(again.movement, Movement::Inertia);
        assert_eq!(Inertia::of(&before, &days(366, 10, 33, &USUAL)).movement, Movement::Less);
        let more = Inertia::of(&days(0, 10, 33, &USUAL), &days(366, 3, 110, &USUAL));
        assert_eq!((more.movement, more.is_more()), (Movement::Inertia, true));
    }

    #[test]
    fn other_work_is_moved_and_says_where_to() {
        let found = Inertia::of(&days(0, 4, 80, &USUAL), &days(366, 4, 80, &OTHER));
        assert_eq!(found.movement, Movement::Moved);
        assert!(found.likeness < found.chance_low && found.by_chance > 0.8, "{found:?}");
        let shift = found.shifts[0];
        assert_eq!((shift.area, shift.kind), (0, Kind::Fix));
        assert!((shift.before - 54.0 / 80.0).abs() < 1e-9 && shift.after == 0.0, "{shift:?}");
        assert_eq!(found.shifts.len(), 3);
    }

    #[test]
    fn a_few_days_tell_nothing() {
        let few =
            |count| Inertia::of(&days(0, 4, 80, &USUAL), &days(366, 8, count, &USUAL)).movement;
        assert_eq!([few(0), few(1), few(9)], [Movement::TooFew; 3]);
        assert!(Inertia::of(&[], &[]).likeness < 1e-9);
        // Enough days, all in three weeks.
        let crowded = Inertia::of(&days(0, 1, 80, &USUAL), &days(371, 1, 20, &USUAL));
        assert_eq!(crowded.movement, Movement::TooFew);
    }

    /// Weeks of which each goes somewhere else: chance alone makes halves of them unlike.
    #[test]
    fn where_chance_gives_anything_nothing_is_told() {
        let scattered = |from: i64, area: u32| -> Vec<Workday> {
            (0..10_u32)
                .flat_map(|week| {
                    days(from + i64::from(week) * 7, 1, 2, &[(area + week, Kind::Fix)])
                })
                .collect()
        };
        let found = Inertia::of(&scattered(0, 0), &scattered(366, 5));
        assert!(found.chance_low < Inertia::TELLING, "{found:?}");
        assert_ne!(found.movement, Movement::Inertia);
    }
}
