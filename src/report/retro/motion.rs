//! Headway and motion by month.
//!
//! In: what commits weigh. Out: figures of the period, of its months and halves and of earlier periods; the section.
//! Deliberately absent: sentences on what moved since the period before; `verdict` and `unmoved` have them.

use serde::Serialize;

use super::{Finding, Quieted, Retro, Retrospect};
use crate::profile::{Comparison, Outcomes, Period, Share};
use crate::report::drawing::{Drawing, Figure, Ranged, ShareByMonth};
use crate::report::figures::{OutcomeSums, PeriodFigures};
use crate::report::grids::{self, decimal};
use crate::report::parts::Percent;
use crate::report::section::{Block, MonthNote, OUTCOMES, Section, Trend, Trends};
use crate::report::text::Label;
use crate::report::words::list;

/// Headway and motion.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MotionOfYear {
    /// The period.
    pub figures: PeriodFigures,
    /// The period beside it, when there were commits in it.
    pub beside: Option<PeriodFigures>,
    /// The periods up to this one, oldest first.
    pub periods: Vec<PeriodFigures>,
    /// The months of the period, so far as it has passed.
    pub months: Vec<PeriodFigures>,
    /// Both halves of the period; none while it runs, or where it has no even number of months.
    pub halves: Vec<PeriodFigures>,
    /// What counts, divided over its parts.
    pub division: Finding,
    /// What became of the period's patches, quick remedies left out.
    pub patches: OutcomeSums,
    /// What became of the period's structural changes.
    pub structural: OutcomeSums,
}

impl Retrospect<'_> {
    pub(super) fn motion(&self) -> MotionOfYear {
        let (work, query) = (self.work, self.query);
        let rows = || work.in_period(query.period).map(|commit| commit.row);
        let periods = self.profile.motion.periods.iter();
        let earlier = self.earlier.as_ref();
        let halves = halves(query.period).filter(|_| !self.running());
        let of_half = |half: Period| PeriodFigures::of(half.name(), &work.tally(half));
        MotionOfYear {
            figures: PeriodFigures::of(query.period.name(), &self.tally),
            beside: earlier.map(|tally| PeriodFigures::of(query.beside.name(), tally)),
            periods: periods.map(|period| period.figures.clone()).collect(),
            months: self.months(),
            halves: halves.into_iter().flatten().map(of_half).collect(),
            division: Finding::shown_in(self.shares().division(), "F1"),
            patches: Outcomes::sum(rows().map(|row| &row.patches)).into(),
            structural: Outcomes::sum(rows().map(|row| &row.structural)).into(),
        }
    }
}

/// The two halves of a period of an even number of months.
fn halves(period: Period) -> Option<[Period; 2]> {
    let half = period.months() / 2;
    (half > 0 && half * 2 == period.months()).then(|| {
        let mut last = period.first();
        (1..half).for_each(|_| last = last.next());
        [Period::lasting(period.first(), last), Period::lasting(last.next(), period.last())]
    })
}

impl MotionOfYear {
    /// What is to be seen in the months: whether one half of the period was clearly other than the other.
    fn title(&self) -> String {
        let plain = || "Headway and motion by month, in commits".to_owned();
        let [first, second] = self.halves.as_slice() else { return plain() };
        if first.too_small || second.too_small {
            return plain();
        }
        let compared = |share: fn(&PeriodFigures) -> Option<Percent>| {
            let known = |percent: Percent| Share::of_weight(percent.part, percent.of);
            let (first, second) = (share(first)?, share(second)?);
            let comparison = known(first)?.compared_to(&known(second)?);
            Some((comparison, first.whole(), second.whole()))
        };
        let says = |name: &str, (comparison, first, second): (Comparison, String, String)| {
            let half = match comparison {
                Comparison::Higher => "first",
                Comparison::Lower => "second",
                Comparison::Unclear => return None,
            };
            let (more, less) = if half == "first" { (first, second) } else { (second, first) };
            let other = if half == "first" { "second" } else { "first" };
            Some(format!(
                "{name} was clearly more of the {half} half ({more}) than of the {other} ({less})"
            ))
        };
        let headway = compared(|half| half.headway_share).and_then(|found| says("Headway", found));
        let again = || {
            let found = compared(|half| half.patched_again_share)?;
            says("Patching again", found)
        };
        headway.or_else(again).unwrap_or_else(|| {
            "Headway and motion by month: neither half clearly differs from the other".to_owned()
        })
    }

    /// The month in which most was patched again.
    fn most_again(&self) -> Option<MonthNote> {
        let most = self.months.iter().map(|month| month.patched_again).fold(0.0, f64::max);
        let mut months = self.months.iter().filter(|month| month.patched_again >= most);
        let month = months.next().filter(|_| most > 0.0 && self.months.len() > 1)?;
        let text = format!("most patched again, {}", decimal(most));
        let note = MonthNote { month: month.period.clone(), label: Label::Motion, text };
        months.next().is_none().then_some(note)
    }

    fn bars(&self, quieted: &Quieted) -> Figure {
        let values = |name, label, value: fn(&PeriodFigures) -> f64| Trend {
            name,
            label,
            values: self.months.iter().map(value).collect(),
        };
        let trends = Trends {
            title: "Headway and motion by month, in commits",
            unit: "commits",
            notes: [quieted.note(), self.most_again()].into_iter().flatten().collect(),
            months: self.months.iter().map(|month| month.period.clone()).collect(),
            rows: vec![
                values("headway", Label::Headway, |month| month.headway),
                values("patched again", Label::Motion, |month| month.patched_again),
                values("upkeep", Label::Motion, |month| month.upkeep),
            ],
        };
        Figure {
            id: "F1",
            title: self.title(),
            note: BARS.to_owned(),
            drawing: Drawing::Bars(trends),
        }
    }

    /// The mean that months are put beside: the repeat share of the period before, where it has enough commits.
    fn mean_before(&self) -> Option<(String, Percent)> {
        let beside = self.beside.as_ref().filter(|beside| !beside.too_few_patching)?;
        Some((beside.period.clone(), beside.repeat_share?))
    }

    /// Months whose range leaves the mean of the period before out.
    fn share_title(&self) -> String {
        let plain = "Patched again by month, of the commits that patch existing code";
        let Some((before, mean)) = self.mean_before() else { return plain.to_owned() };
        let months = |is: fn(&Percent, f64) -> bool| {
            let other = |month: &&PeriodFigures| {
                month.repeat_share.as_ref().is_some_and(|share| is(share, mean.percent))
            };
            let named = self.months.iter().filter(other).map(|month| month.period.clone());
            list(&named.collect::<Vec<_>>())
        };
        let above = months(|share, mean| share.low > mean);
        let below = months(|share, mean| share.high < mean);
        let mean = format!("the {} of {before}", mean.whole());
        match (above.as_str(), below.as_str()) {
            ("", "") => format!("Patched again by month: no month is clearly off {mean}"),
            (above, "") => format!("Patched again by month: clearly above {mean} in {above}"),
            ("", below) => format!("Patched again by month: clearly below {mean} in {below}"),
            (above, below) => format!(
                "Patched again by month: clearly above {mean} in {above}, clearly below in {below}"
            ),
        }
    }

    fn share(&self) -> Figure {
        let ranged =
            |share: Percent| Ranged { value: share.percent, low: share.low, high: share.high };
        let shares = self.months.iter().map(|month| month.repeat_share.map(ranged)).collect();
        Figure {
            id: "F2",
            title: self.share_title(),
            note: SHARE.to_owned(),
            drawing: Drawing::Share(ShareByMonth {
                months: self.months.iter().map(|month| month.period.clone()).collect(),
                shares,
                before: self.mean_before().map(|(name, mean)| (name, mean.percent)),
            }),
        }
    }
}

/// What the bars mean.
const BARS: &str = "In commits: each commit that counts weighs 1, divided over its changes. Headway: new or restructured \
    code, and fixes that held. Motion: what was patched again, or had to be, and upkeep (tests, documentation, build, CI, \
    releases). Quick remedies and what is too early to tell are left out.";

/// What the shares mean.
const SHARE: &str = "In per cent, with 95% ranges; a month has few commits, so they are wide. Of twelve months one may lie off \
    the mean by chance.";

pub(super) fn section(retro: &Retro) -> Section {
    let motion = &retro.motion;
    let named = [("patches", motion.patches), ("structural changes", motion.structural)];
    let outcomes = grids::outcomes(&named.map(|(name, sums)| (name.to_owned(), sums)));
    let mut blocks = vec![Block::finding(Label::Plain, &motion.division)];
    blocks.push(Block::Figure(Box::new(motion.bars(&retro.quieted))));
    if motion.months.iter().any(|month| month.repeat_share.is_some()) {
        blocks.push(Block::Figure(Box::new(motion.share())));
    }
    if outcomes.rows.is_empty() {
        blocks
            .push(Block::muted("No patch and no structural change: nothing to hold or come back."));
    } else {
        blocks.push(Block::Figure(Box::new(Figure {
            id: "T2",
            title: "What became of patches and of structural changes".to_owned(),
            note: OUTCOMES.to_owned(),
            drawing: Drawing::Table(outcomes, None),
        })));
    }
    Section { title: "Headway and motion", blocks }
}

#[cfg(test)]
mod tests {
    use super::super::shares::testing::tally;
    use super::{Finding, MotionOfYear, OutcomeSums, Period, PeriodFigures, halves};
    use crate::profile::Tally;

    fn motion(halves: &[Tally], months: &[Tally], beside: Option<&Tally>) -> MotionOfYear {
        let figures =
            |(at, tally): (usize, &Tally)| PeriodFigures::of(format!("2025-{:02}", at + 1), tally);
        MotionOfYear {
            figures: PeriodFigures::of("2025".to_owned(), &Tally::sum(months)),
            beside: beside.map(|tally| PeriodFigures::of("2024".to_owned(), tally)),
            periods: Vec::new(),
            months: months.iter().enumerate().map(figures).collect(),
            halves: halves.iter().enumerate().map(figures).collect(),
            division: Finding::plain(""),
            patches: OutcomeSums::default(),
            structural: OutcomeSums::default(),
        }
    }

    #[test]
    fn halves_of_periods() {
        let names = |name: &str| {
            let halves = halves(Period::named(name).unwrap());
            halves.map(|halves| halves.map(Period::name))
        };
        assert_eq!(names("2025"), Some(["2025-H1", "2025-H2"].map(str::to_owned)));
        assert_eq!(names("2025-H2"), Some(["2025-Q3", "2025-Q4"].map(str::to_owned)));
        assert_eq!((names("2025-Q1"), names("2025-05")), (None, None));
    }

    #[test]
    fn the_title_says_what_is_to_be_seen() {
        let halves = |first: Tally, second: Tally| motion(&[first, second], &[], None).title();
        let much = tally(50, [40.0, 5.0, 5.0], 20, 5.0);
        let little = tally(50, [10.0, 35.0, 5.0], 20, 5.0);
        let again = tally(50, [10.0, 10.0, 30.0], 20, 5.0);
        assert_eq!(
            halves(little.clone(), much.clone()),
            "Headway was clearly more of the second half (80%) than of the first (20%)"
        );
        assert_eq!(
            halves(again, little.clone()),
            "Patching again was clearly more of the first half (60%) than of the second (10%)"
        );
        let same = "Headway and motion by month: neither half clearly differs from the other";
        assert_eq!(halves(much.clone(), much.clone()), same);
        let few = tally(9, [9.0, 0.0, 0.0], 0, 0.0);
        assert_eq!(halves(much, few), "Headway and motion by month, in commits");
        assert_eq!(motion(&[], &[little], None).title(), "Headway and motion by month, in commits");
    }

    #[test]
    fn the_month_with_most_patching_is_named_where_it_is_one() {
        let month = |again| tally(40, [20.0, 20.0 - again, again], 20, 0.0);
        let most =
            |months: &[Tally]| motion(&[], months, None).most_again().map(|note| note.says());
        assert_eq!(
            most(&[month(2.0), month(5.5), month(1.0)]).as_deref(),
            Some("2025-02: most patched again, 5.5")
        );
        assert_eq!(most(&[month(2.0), month(2.0)]), None);
        assert_eq!(most(&[month(0.0), month(0.0)]), None);
        assert_eq!(most(&[month(2.0)]), None);
    }

    #[test]
    fn months_stand_beside_the_mean_of_the_period_before() {
        let before = tally(100, [40.0, 20.0, 40.0], 50, 20.0);
        let month = |repeats| tally(40, [20.0; 3], 20, repeats);
        let title = |months: &[Tally]| motion(&[], months, Some(&before)).share_title();
        assert_eq!(
            title(&[month(18.0), month(8.0), month(1.0)]),
            "Patched again by month: clearly above the 40% of 2024 in 2025-01, clearly below in 2025-03"
        );
        assert_eq!(
            title(&[month(8.0), month(18.0)]),
            "Patched again by month: clearly above the 40% of 2024 in 2025-02"
        );
        assert_eq!(
            title(&[month(1.0)]),
            "Patched again by month: clearly below the 40% of 2024 in 2025-01"
        );
        assert_eq!(
            title(&[month(8.0)]),
            "Patched again by month: no month is clearly off the 40% of 2024"
        );
        let alone = motion(&[], &[month(8.0)], None).share_title();
        assert_eq!(alone, "Patched again by month, of the commits that patch existing code");
    }
}
