//! The share of lines that stand so long after they were written, with a range.
//!
//! In: lines by the age at which they went or were last seen. Out: the share left after an age, as Kaplan and Meier
//! estimate it, with a range that knows that lines written together live and die together.
//! Deliberately absent: whose lines they are, and words.
//!
//! The estimate is that of E. L. Kaplan and P. Meier, *Nonparametric estimation from incomplete observations*, JASA 53,
//! 1958, in steps of a month. Its variance is that of R. L. Williams, *Product-limit survival functions with correlated
//! survival times*, Lifetime Data Analysis 1, 1995: with the groups as observations instead of the lines, each group adds
//!
//! > u = − Σ (d − h·n) / (N·(1 − h)) over the months so far,
//!
//! (d of its n lines went in a month, and the share h of all N lines), and the variance of ln(share) is m/(m − 1) · Σ u².
//! The range is taken on the scale of ln(−ln share), where it stays within 0 and 1 (J. D. Kalbfleisch and R. L. Prentice,
//! 1980), with Student's distribution: groups are few. Their number m is the effective one of L. Kish, (Σ w)² / Σ w²
//! with the lines of each as w, so that a day of ten thousand lines does not pass for a hundred days.

use super::lives::{LineEnds, LineLife};
use crate::profile::{Comparison, Share};

/// What is left after an age.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Left {
    /// The age in months.
    pub months: u16,
    /// The share, 0 to 1.
    pub share: f64,
    /// Lower end of its 95 % range.
    pub low: f64,
    /// Upper end of its 95 % range.
    pub high: f64,
    /// Lines that were watched for so long, whether or not they went before.
    pub lines: u64,
    /// Effective number of groups they are of.
    pub groups: f64,
}

impl Left {
    /// Whether plainly more or less is left here than there: the 95 % range of the difference leaves zero out, by
    /// Newcombe's method for ranges that are not symmetric.
    #[must_use]
    pub fn compared_to(&self, other: &Self) -> Comparison {
        Share::compare(self.range(), other.range())
    }

    const fn range(&self) -> [f64; 3] {
        [self.share, self.low, self.high]
    }
}

/// What can be said of an age.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Remaining {
    /// This much is left.
    Left(Left),
    /// The lines are of too few groups for a range.
    TooFew,
    /// Too few of them were watched for so long.
    TooEarly,
}

impl Remaining {
    /// What is left, when it can be told.
    #[must_use]
    pub const fn left(&self) -> Option<Left> {
        match self {
            Self::Left(left) => Some(*left),
            Self::TooFew | Self::TooEarly => None,
        }
    }
}

/// A group of lines, and how much each of them counts.
#[derive(Clone, Copy, Debug)]
struct Group<'a> {
    life: &'a LineLife,
    weight: f64,
}

/// How lines live.
#[derive(Clone, Debug, Default)]
pub(super) struct Curve<'a> {
    groups: Vec<Group<'a>>,
    /// Lines of files that nobody changed or used since are left out.
    without_idle: bool,
    /// By month of age: the share of the lines at risk that went then, and what one line weighs in the variance.
    months: Vec<Month>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Month {
    /// Lines at risk and lines that went.
    at_risk: f64,
    gone: f64,
    /// The share left at the end of the month.
    left: f64,
    /// 1 / (N (1 − h)), and the sum of h / (N (1 − h)) up to this month.
    of_gone: f64,
    of_risk: f64,
}

impl<'a> Curve<'a> {
    /// Groups below which nothing is told.
    pub(super) const FEWEST: f64 = 5.0;

    /// The curve of lines that count as much as their weights say.
    #[must_use]
    pub(super) fn weighted(lives: impl IntoIterator<Item = (&'a LineLife, f64)>) -> Self {
        let groups = lives.into_iter().map(|(life, weight)| Group { life, weight });
        Self::of_groups(groups.filter(|group| group.weight > 0.0).collect(), false)
    }

    /// The curve of lines that all count alike.
    #[must_use]
    pub(super) fn of(lives: impl IntoIterator<Item = &'a LineLife>) -> Self {
        Self::weighted(lives.into_iter().map(|life| (life, 1.0)))
    }

    /// The same without the lines of files that nobody changed or used since.
    #[must_use]
    pub(super) fn without_idle(&self) -> Self {
        Self::of_groups(self.groups.clone(), true)
    }

    fn of_groups(groups: Vec<Group<'a>>, without_idle: bool) -> Self {
        let mut curve = Self { groups, without_idle, months: Vec::new() };
        curve.months = curve.months();
        curve
    }

    /// How many lines went and stood at each age.
    fn ends<'b>(&'b self, life: &'b LineLife) -> impl Iterator<Item = (usize, f64, f64)> + 'b {
        life.ends.iter().map(|end| {
            let idle = if self.without_idle { end.idle } else { 0 };
            (usize::from(end.months), f64::from(end.gone), f64::from(end.standing - idle))
        })
    }

    fn months(&self) -> Vec<Month> {
        let ends = self.groups.iter().flat_map(|group| &group.life.ends);
        let last = ends.map(|end| usize::from(end.months)).max();
        let mut months = vec![Month::default(); last.map_or(0, |last| last + 1)];
        for group in &self.groups {
            for (at, gone, standing) in self.ends(group.life) {
                months[at].gone += gone * group.weight;
                months[at].at_risk += (gone + standing) * group.weight;
            }
        }
        // What ends at an age was at risk at all ages before.
        let mut at_risk = 0.0;
        for month in months.iter_mut().rev() {
            at_risk += month.at_risk;
            month.at_risk = at_risk;
        }
        let (mut left, mut of_risk) = (1.0, 0.0);
        for month in &mut months {
            let hazard = (month.gone / month.at_risk.max(f64::MIN_POSITIVE)).min(1.0);
            left *= 1.0 - hazard;
            if hazard > 0.0 && hazard < 1.0 {
                month.of_gone = 1.0 / (month.at_risk * (1.0 - hazard));
                of_risk += hazard * month.of_gone;
            }
            (month.left, month.of_risk) = (left, of_risk);
        }
        months
    }

    /// What is left after so many months.
    #[must_use]
    pub(super) fn after(&self, months: u16) -> Remaining {
        let watched = |group: &&Group<'_>| group.life.watched >= months;
        let all = effective(self.groups.iter().map(|group| self.size(group)));
        let seen = effective(self.groups.iter().filter(watched).map(|group| self.size(group)));
        if all < Self::FEWEST {
            return Remaining::TooFew;
        }
        if seen < Self::FEWEST {
            return Remaining::TooEarly;
        }
        let share = match usize::from(months).min(self.months.len()) {
            0 => 1.0,
            count => self.months[count - 1].left,
        };
        let (low, high) = self.range(months, share, seen);
        let lines = self.groups.iter().filter(watched).map(|group| self.lines(group));
        Remaining::Left(Left { months, share, low, high, lines: lines.sum(), groups: seen })
    }

    fn lines(&self, group: &Group<'_>) -> u64 {
        let of_end = |end: &LineEnds| {
            let idle = if self.without_idle { end.idle } else { 0 };
            u64::from(end.gone) + u64::from(end.standing - idle)
        };
        group.life.ends.iter().map(of_end).sum()
    }

    fn size(&self, group: &Group<'_>) -> f64 {
        self.lines(group) as f64 * group.weight
    }

    /// At 0 and 1 the scale has no end, and Wilson's range for as many as there are groups is taken.
    fn range(&self, months: u16, share: f64, groups: f64) -> (f64, f64) {
        let student = student(groups - 1.0);
        if share <= 0.0 || share >= 1.0 {
            let reach = student * student / (groups + student * student);
            return if share >= 1.0 { (1.0 - reach, 1.0) } else { (0.0, reach) };
        }
        let squares: f64 =
            self.groups.iter().map(|group| self.influence(group, months).powi(2)).sum();
        let variance = squares * groups / (groups - 1.0);
        let half = student * variance.sqrt() / share.ln().abs();
        (share.powf(half.exp()), share.powf((-half).exp()))
    }

    /// What a group adds to ln(share), beyond what as many lines of all groups would.
    fn influence(&self, group: &Group<'_>, months: u16) -> f64 {
        let until = usize::from(months).min(self.months.len());
        let of_end = |(at, gone, standing): (usize, f64, f64)| {
            let went = if at < until { gone * self.months[at].of_gone } else { 0.0 };
            let risk = match (at + 1).min(until) {
                0 => 0.0,
                count => self.months[count - 1].of_risk,
            };
            (gone + standing) * risk - went
        };
        group.weight * self.ends(group.life).map(of_end).sum::<f64>()
    }
}

/// The effective number of groups of such sizes.
fn effective(sizes: impl Iterator<Item = f64>) -> f64 {
    let (sum, squares) =
        sizes.fold((0.0, 0.0), |(sum, squares), size| (sum + size, squares + size * size));
    if squares > 0.0 { sum * sum / squares } else { 0.0 }
}

/// The 97.5 % point of Student's distribution, by its expansion around the normal one (Abramowitz and Stegun, 26.7.5).
fn student(freedom: f64) -> f64 {
    const Z: f64 = 1.959_963_984_540_054;
    let terms = [
        Z,
        (Z.powi(3) + Z) / 4.0,
        (5.0 * Z.powi(5) + 16.0 * Z.powi(3) + 3.0 * Z) / 96.0,
        (3.0 * Z.powi(7) + 19.0 * Z.powi(5) + 17.0 * Z.powi(3) - 15.0 * Z) / 384.0,
    ];
    terms.iter().rev().fold(0.0, |sum, term| sum / freedom + term)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Curve, LineEnds, LineLife, Remaining, student};
    use crate::profile::sampling::Numbers;

    /// The 6-mercaptopurine arm of E. J. Freireich et al., Blood 21, 1963: weeks in remission, a `+` where it still
    /// lasted.
    const REMISSION: &str = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+";

    fn life(ends: &[(u16, u32, u32)]) -> LineLife {
        let end = |&(months, gone, standing)| LineEnds { months, gone, standing, idle: 0 };
        LineLife {
            year: 2024,
            month: None,
            commits: 1,
            watched: 99,
            ends: ends.iter().map(end).collect(),
        }
    }

    #[test]
    fn a_published_example() {
        let of_word = |word: &str| {
            let months = word.trim_end_matches('+').parse().unwrap();
            let stands = u32::from(word.ends_with('+'));
            life(&[(months, 1 - stands, stands)])
        };
        let lives: Vec<LineLife> = REMISSION.split(' ').map(of_word).collect();
        let curve = Curve::of(&lives);
        // Kalbfleisch and Prentice: 0.7529 after 10 weeks, 0.4482 after 23; standard errors 0.0963 and 0.1346.
        let after = |months| curve.after(months).left().unwrap();
        assert!(
            (after(11).share - 0.752_9).abs() < 5e-5 && (after(24).share - 0.448_2).abs() < 5e-5
        );
        assert!((after(6).share - 1.0).abs() < 1e-9 && after(6).low < 0.9);
        // Where each line is a group of its own, Williams's variance is nearly Greenwood's.
        let left = after(24);
        let half = student(20.0) * 0.134_6 / (0.448_2 * 0.448_2_f64.ln().abs());
        let greenwood = [0.448_2_f64.powf(half.exp()), 0.448_2_f64.powf((-half).exp())];
        assert!((left.low - greenwood[0]).abs() < 0.02 && (left.high - greenwood[1]).abs() < 0.02);
    }

    #[test]
    fn lines_of_one_group_are_one_observation() {
        let once = |lines| {
            let lives: Vec<LineLife> = (0..12)
                .map(
                    |at| if at % 3 == 0 { life(&[(5, lines, 0)]) } else { life(&[(20, 0, lines)]) },
                )
                .collect();
            Curve::of(&lives).after(12).left().unwrap()
        };
        let (few, many) = (once(1), once(1_000));
        assert!((few.share - 8.0 / 12.0).abs() < 1e-9 && (few.groups - 12.0).abs() < 1e-9);
        assert!((few.low - many.low).abs() < 1e-9 && (few.high - many.high).abs() < 1e-9);
        assert!(few.low < 0.4 && few.high > 0.8, "{few:?}");
        assert_eq!((few.lines, many.lines), (12, 12_000));
    }

    #[test]
    fn too_few_and_too_early() {
        let lives = |days: usize, watched| {
            let one = LineLife { watched, ..life(&[(3, 5, 0), (watched, 0, 5)]) };
            vec![one; days]
        };
        assert_eq!(Curve::of(&lives(4, 20)).after(12), Remaining::TooFew);
        assert_eq!(Curve::of(&lives(9, 11)).after(12), Remaining::TooEarly);
        assert!(Curve::of(&lives(9, 12)).after(12).left().is_some());
        // One large day among small ones is no more than a day.
        let mut lives = lives(9, 20);
        lives[0] = life(&[(20, 0, 10_000)]);
        assert_eq!(Curve::of(&lives).after(12), Remaining::TooFew);
        assert_eq!(Curve::of(&[]).after(12), Remaining::TooFew);
    }

    #[test]
    fn all_gone_and_none_gone_have_a_range_as_well() {
        let gone = Curve::of(&vec![life(&[(2, 7, 0)]); 6]).after(12).left().unwrap();
        assert!(gone.share.abs() < 1e-12 && gone.low.abs() < 1e-12 && gone.high > 0.4);
        let none = Curve::of(&vec![life(&[(40, 0, 7)]); 6]).after(12).left().unwrap();
        assert!((none.share - 1.0).abs() < 1e-12 && none.low < 0.6);
    }

    #[test]
    fn idle_lines_can_be_left_out_and_weights_mix_groups() {
        let mut idle = life(&[(3, 10, 0), (30, 0, 30)]);
        idle.ends[1].idle = 20;
        let lives = vec![idle; 8];
        let curve = Curve::of(&lives);
        let share = |curve: &Curve<'_>| curve.after(12).left().unwrap().share;
        assert!((share(&curve) - 0.75).abs() < 1e-9);
        assert!((share(&curve.without_idle()) - 0.5).abs() < 1e-9);
        let lasting = vec![life(&[(30, 0, 40)]); 8];
        let mixed =
            lives.iter().map(|life| (life, 3.0)).chain(lasting.iter().map(|life| (life, 1.0)));
        assert!((share(&Curve::weighted(mixed)) - 0.8125).abs() < 1e-9);
    }

    #[test]
    fn points_of_students_distribution() {
        for (freedom, point) in [(4.0, 2.776), (9.0, 2.262), (19.0, 2.093), (1e9, 1.960)] {
            assert!((student(freedom) - point).abs() < 0.01, "{freedom}");
        }
    }

    #[test]
    fn of_a_hundred_ranges_more_than_ninety_hold_the_truth() {
        // Days of very different size; of each, all lines go at once within the year with a probability of 0.3.
        let (mut chance, mut held) = (Numbers::new(7), 0);
        for _ in 0..300 {
            let mut day = || {
                let (lines, gone) =
                    (1 << chance.below(6), u16::try_from(chance.below(40)).unwrap());
                if gone < 12 {
                    life(&[(gone, lines, 0)])
                } else {
                    life(&[(12 + gone % 9, 0, lines)])
                }
            };
            let lives: Vec<LineLife> = (0..25).map(|_| day()).collect();
            let left = Curve::of(&lives).after(12).left();
            held += usize::from(left.is_some_and(|left| left.low <= 0.7 && 0.7 <= left.high));
        }
        assert!(held > 270, "{held} of 300");
    }

    proptest! {
        #[test]
        fn the_share_falls_and_lies_in_its_range(
            ends in proptest::collection::vec((0_u16..60, 0_u32..50, 0_u16..60, 0_u32..50), 5..40)
        ) {
            let of = |&(gone_at, gone, seen_at, seen): &(u16, u32, u16, u32)| {
                if gone_at == seen_at { life(&[(gone_at, gone, seen)]) } else {
                    life(&[(gone_at.min(seen_at), gone, 0), (gone_at.max(seen_at), 0, seen)])
                }
            };
            let lives: Vec<LineLife> = ends.iter().map(of).collect();
            let curve = Curve::of(&lives);
            let mut before = 1.0;
            for left in (0..70).filter_map(|months| curve.after(months).left()) {
                prop_assert!(left.share <= before + 1e-12);
                prop_assert!(0.0 <= left.low && left.low <= left.share + 1e-12);
                prop_assert!(left.share <= left.high + 1e-12 && left.high <= 1.0);
                before = left.share;
            }
        }
    }
}
