//! How much of the lines of some months is left, month by month of their age.
//!
//! In: lines of several repositories, and which months of writing are meant. Out: the share left at each age, of the
//! person's lines and of others' of the same years and repositories. Deliberately absent: what is known of the lines
//! besides; `over` compares them at a few ages.

use super::curve::{Curve, Left, Remaining};
use super::lives::{LineLife, LineLives};
use super::over::weighted;
use crate::model::Month;

/// What is left at each age, the youngest first, as far as it can be told.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SurvivalCourse {
    /// Of the person's lines.
    pub own: Vec<Left>,
    /// Of others', weighted so that each year of each repository counts as much as it does among the person's.
    pub others: Vec<Left>,
}

impl SurvivalCourse {
    /// The last age that is told, in months.
    pub const LAST: u16 = 60;

    /// The course of lines written in the months that `holds` holds.
    #[must_use]
    pub fn of(lives: &[&LineLives], holds: &dyn Fn(Month) -> bool) -> Self {
        let own = lives.iter().flat_map(|lives| meant(lives, holds));
        let others = lives.iter().flat_map(|lives| weighted(meant(lives, holds), &lives.others));
        let others: Vec<(&LineLife, f64)> = others.collect();
        Self { own: course(&Curve::of(own)), others: course(&Curve::weighted(others)) }
    }

    /// What is left of the person's lines of these months after so many; nothing where there were none.
    #[must_use]
    pub fn own_after(
        lives: &[&LineLives],
        months: u16,
        holds: &dyn Fn(Month) -> bool,
    ) -> Option<Remaining> {
        let own: Vec<&LineLife> = lives.iter().flat_map(|lives| meant(lives, holds)).collect();
        (!own.is_empty()).then(|| Curve::of(own).after(months))
    }
}

/// The person's lines of these months.
fn meant<'a>(
    lives: &'a LineLives,
    holds: &'a dyn Fn(Month) -> bool,
) -> impl Iterator<Item = &'a LineLife> {
    lives.own.iter().filter(move |life| life.written_in().is_some_and(holds))
}

fn course(curve: &Curve<'_>) -> Vec<Left> {
    (0..=SurvivalCourse::LAST).map_while(|months| curve.after(months).left()).collect()
}

#[cfg(test)]
mod tests {
    use super::{LineLife, LineLives, Remaining, SurvivalCourse};
    use crate::model::Month;
    use crate::profile::leverage::lives::LineEnds;

    /// Days of ten lines, of which some go after three months.
    fn lives(year: i32, month: Option<u8>, gone: u32, watched: u16) -> Vec<LineLife> {
        let end = |months, gone, standing| LineEnds { months, gone, standing, idle: 0 };
        let ends = vec![end(3, gone, 0), end(watched, 0, 10 - gone)];
        vec![LineLife { year, month, commits: 1, watched, ends }; 8]
    }

    #[test]
    fn lines_of_the_months_that_are_meant_month_by_month() {
        let own = [lives(2024, Some(5), 5, 20), lives(2025, Some(2), 1, 9)].concat();
        let others = [lives(2024, None, 10, 20), lives(2025, None, 2, 9)].concat();
        let all = LineLives { own, others, standing: Vec::new() };
        let of = |year| SurvivalCourse::of(&[&all], &|month: Month| month.year == year);
        let shares = |course: &[super::Left]| {
            course.iter().map(|left| (left.share * 100.0).round()).collect::<Vec<_>>()
        };
        let (now, before) = (of(2025), of(2024));
        assert_eq!(shares(&now.own)[2..=5], [100.0, 100.0, 90.0, 90.0]);
        assert_eq!((now.own.len(), before.own.len()), (10, 21), "as long as they were watched");
        assert_eq!(shares(&now.others)[4..], [80.0; 6]);
        assert_eq!((before.own[4].share, before.others[4].share), (0.5, 0.0));
        assert_eq!(of(2023), SurvivalCourse::default());
        let after = |year, months| {
            SurvivalCourse::own_after(&[&all], months, &|month: Month| month.year == year)
        };
        assert_eq!(after(2024, 4).unwrap().left(), Some(before.own[4]));
        assert_eq!((after(2025, 12), after(2023, 12)), (Some(Remaining::TooEarly), None));
    }
}
