//! A person's leverage over several repositories and by period.
//!
//! In: the rows of each repository. Out: how long lines live, what others built and used in a period, what was mended.
//! Deliberately absent: new judgement, and words.
//!
//! Lines of others are put beside the person's as if both had written as much in each year of each repository: else a
//! person who came late would be compared with the beginnings of others.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::curve::{Curve, Remaining};
use super::lives::{LineLife, LineLives, StandingLines};
use super::quiet::Mended;
use super::rows::LeverageRows;
use crate::model::Month;

/// Survival after so many months.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SurvivalPoint {
    /// The age of the lines, in months.
    pub months: u16,
    /// The person's lines.
    pub own: Remaining,
    /// The same without those in files that nobody changed or used since.
    pub without_idle: Remaining,
    /// Lines of others, of the same years and repositories.
    pub others: Remaining,
}

/// Survival of the lines of a year.
#[derive(Clone, Debug, PartialEq)]
pub struct YearSurvival {
    /// The year of writing.
    pub year: i32,
    /// The person's commits that wrote lines.
    pub commits: u64,
    /// Days on which they did.
    pub days: usize,
    /// Lines written.
    pub written: u64,
    /// What stands, by what speaks for its being alive.
    pub standing: StandingLines,
    /// After [`YearSurvival::AGES`].
    pub points: Vec<SurvivalPoint>,
}

impl YearSurvival {
    /// Ages at which the years are compared, in months.
    pub const AGES: [u16; 3] = [12, 36, 60];
}

/// How long a person's lines live.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LineSurvival {
    /// All lines, after [`LineSurvival::AGES`].
    pub points: Vec<SurvivalPoint>,
    /// By year of writing, oldest first.
    pub years: Vec<YearSurvival>,
}

impl LineSurvival {
    /// Ages at which the curve is told, in months.
    pub const AGES: [u16; 7] = [3, 6, 12, 24, 36, 60, 120];

    /// Lines of several repositories together.
    #[must_use]
    pub fn of(lives: &[&LineLives]) -> Self {
        let own: Vec<&LineLife> = lives.iter().flat_map(|lives| &lives.own).collect();
        let others: Vec<(&LineLife, f64)> =
            lives.iter().flat_map(|lives| weighted(&lives.own, &lives.others)).collect();
        let mut standing: BTreeMap<i32, StandingLines> = BTreeMap::new();
        for sums in lives.iter().flat_map(|lives| &lives.standing) {
            standing.entry(sums.year).or_insert_with(|| StandingLines::none(sums.year)).add(sums);
        }
        let year = |(year, standing): (i32, StandingLines)| {
            let own: Vec<&LineLife> =
                own.iter().copied().filter(|life| life.year == year).collect();
            let others = others.iter().copied().filter(|(life, _)| life.year == year);
            YearSurvival {
                year,
                commits: own.iter().map(|life| u64::from(life.commits)).sum(),
                days: own.len(),
                written: own.iter().map(|life| life.written()).sum(),
                standing,
                points: points(&own, others, &YearSurvival::AGES),
            }
        };
        Self {
            points: points(&own, others.iter().copied(), &Self::AGES),
            years: standing.into_iter().map(year).collect(),
        }
    }

    /// What stands of all years.
    #[must_use]
    pub fn standing(&self) -> StandingLines {
        let mut sum = StandingLines::none(0);
        self.years.iter().for_each(|year| sum.add(&year.standing));
        sum
    }
}

fn points<'a>(
    own: &[&'a LineLife],
    others: impl Iterator<Item = (&'a LineLife, f64)>,
    ages: &[u16],
) -> Vec<SurvivalPoint> {
    let own = Curve::of(own.iter().copied());
    let (without_idle, others) = (own.without_idle(), Curve::weighted(others));
    let point = |months: &u16| SurvivalPoint {
        months: *months,
        own: own.after(*months),
        without_idle: without_idle.after(*months),
        others: others.after(*months),
    };
    ages.iter().map(point).collect()
}

/// Lines of others, weighted so that those of a year count as much as the person's of that year.
pub(super) fn weighted<'a>(
    own: impl IntoIterator<Item = &'a LineLife>,
    others: &'a [LineLife],
) -> impl Iterator<Item = (&'a LineLife, f64)> {
    let (own, in_all) = (written_by_year(own), written_by_year(others));
    others.iter().map(move |life| {
        let (own, others) = (own.get(&life.year), in_all.get(&life.year));
        let weight = own.zip(others).map_or(0.0, |(own, others)| *own as f64 / *others as f64);
        (life, weight)
    })
}

fn written_by_year<'a>(lives: impl IntoIterator<Item = &'a LineLife>) -> BTreeMap<i32, u64> {
    let mut sums: BTreeMap<i32, u64> = BTreeMap::new();
    for life in lives {
        *sums.entry(life.year).or_default() += life.written();
    }
    sums
}

/// What others changed, in one period, in what the person had founded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Built {
    /// Commits of others that touched anything of it.
    pub commits: usize,
    /// Days of work of others on which they did.
    pub days: usize,
    /// How many others.
    pub others: usize,
    /// Of these commits, such as touched founded files; and how many files.
    pub on_files: usize,
    /// How many files.
    pub files: usize,
    /// Commits that touched founded functions and types.
    pub on_symbols: usize,
    /// How many functions and types.
    pub symbols: usize,
    /// Commits that touched founded areas.
    pub on_areas: usize,
    /// How many areas.
    pub areas: usize,
}

impl Built {
    /// Sums the months that `holds` holds.
    #[must_use]
    pub fn of(rows: &[&LeverageRows], holds: &dyn Fn(Month) -> bool) -> Self {
        let (mut sum, mut people) = (Self::default(), HashSet::new());
        for rows in rows {
            let [mut files, mut symbols, mut areas] = [const { BTreeSet::<u32>::new() }; 3];
            for month in rows.built.iter().filter(|built| holds(built.month)) {
                sum.commits += month.commits as usize;
                sum.days += month.days as usize;
                sum.on_files += month.on_files as usize;
                sum.on_symbols += month.on_symbols as usize;
                sum.on_areas += month.on_areas as usize;
                people.extend(month.people.iter().map(|at| rows.others[*at as usize]));
                files.extend(&month.files);
                symbols.extend(&month.symbols);
                areas.extend(&month.areas);
            }
            sum.files += files.len();
            sum.symbols += symbols.len();
            sum.areas += areas.len();
        }
        sum.others = people.len();
        sum
    }
}

/// What others began to use, in one period, of what the person introduced, as far as it stands at HEAD.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reused {
    /// Functions and types of the person's.
    pub symbols: usize,
    /// Commits of others.
    pub commits: usize,
    /// How many others.
    pub others: usize,
    /// In how many files.
    pub files: usize,
}

impl Reused {
    /// Sums the months that `holds` holds.
    #[must_use]
    pub fn of(rows: &[&LeverageRows], holds: &dyn Fn(Month) -> bool) -> Self {
        let (mut sum, mut people) = (Self::default(), HashSet::new());
        for rows in rows {
            let (mut commits, mut files) = (BTreeSet::new(), BTreeSet::new());
            for symbol in &rows.reuse.used {
                let mut uses = symbol.uses.iter().filter(|at| holds(at.month)).peekable();
                sum.symbols += usize::from(uses.peek().is_some());
                for at in uses {
                    commits.insert(at.commit);
                    files.insert(at.file);
                    people.insert(rows.others[at.person as usize]);
                }
            }
            sum.commits += commits.len();
            sum.files += files.len();
        }
        sum.others = people.len();
        sum
    }
}

impl Mended {
    /// Sums the months that `holds` holds.
    #[must_use]
    pub fn of(rows: &[&LeverageRows], holds: &dyn Fn(Month) -> bool) -> Self {
        let changes = rows.iter().flat_map(|rows| &rows.mended);
        let changes = changes.filter(|change| holds(change.month));
        let mut mended = Self::default();
        changes.for_each(|change| mended.add(change.after.0, change.beside));
        mended
    }
}

#[cfg(test)]
mod tests {
    use super::{BTreeSet, LineSurvival, Remaining, YearSurvival};
    use crate::profile::leverage::lives::{LineEnds, LineLife, LineLives, StandingLines};

    fn life(year: i32, gone: u32, standing: u32) -> LineLife {
        let end = |months, gone, standing| LineEnds { months, gone, standing, idle: 0 };
        let ends = vec![end(3, gone, 0), end(70, 0, standing)];
        LineLife { year, month: None, commits: 2, watched: 70, ends }
    }

    fn lives(own: Vec<LineLife>, others: Vec<LineLife>) -> LineLives {
        let years: BTreeSet<i32> = own.iter().map(|life| life.year).collect();
        let standing = years.into_iter().map(StandingLines::none).collect();
        LineLives { own, others, standing }
    }

    #[test]
    fn others_are_taken_from_the_same_years_as_much_as_the_person_wrote_in_them() {
        // In the first year everything of others went, in the second nothing; the person wrote in the second only
        // a little, and most of the first.
        let own = [vec![life(2018, 30, 0); 6], vec![life(2019, 0, 10); 6]].concat();
        let others = [vec![life(2018, 10, 0); 20], vec![life(2019, 0, 500); 20]].concat();
        let found = LineSurvival::of(&[&lives(own, others)]);
        let after = |point: &Remaining| point.left().unwrap().share;
        let year = found.points.iter().find(|point| point.months == 12).unwrap();
        assert!(
            (after(&year.own) - 0.25).abs() < 1e-9 && (after(&year.others) - 0.25).abs() < 1e-9
        );
        assert_eq!(found.years.len(), 2);
        let first: &YearSurvival = &found.years[0];
        assert_eq!((first.year, first.commits, first.days, first.written), (2018, 12, 6, 180));
        assert!(after(&first.points[0].others).abs() < 1e-9);
    }

    #[test]
    fn several_repositories_are_one_curve() {
        let one = lives(vec![life(2018, 5, 5); 6], vec![life(2018, 0, 7); 20]);
        let other = lives(vec![life(2018, 10, 0); 6], vec![life(2018, 7, 0); 20]);
        let found = LineSurvival::of(&[&one, &other]);
        let year = &found.years[0].points[0];
        assert!((year.own.left().unwrap().share - 0.25).abs() < 1e-9);
        assert!((year.others.left().unwrap().share - 0.5).abs() < 1e-9);
        assert_eq!(LineSurvival::of(&[]).points[0].own, Remaining::TooFew);
    }
}
