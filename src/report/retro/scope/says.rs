//! Sentences on whether the work is the same again, and whether it reaches further.
//!
//! In: figures. Out: sentences with their ranges. Deliberately absent: a wish that work should change.

use super::super::{Finding, Retrospect};
use super::ScopeOfYear;
use super::courses::moving;
use crate::profile::Inertia;
use crate::report::profile::{ComparedFigure, ComparedValue, InertiaPeriod, ScopePeriod};
use crate::report::words::{count, list};

/// What sentences call the person and the periods.
#[derive(Clone, Debug)]
pub(super) struct Words {
    pub(super) period: String,
    pub(super) beside: String,
    /// Names of areas need those of repositories.
    pub(super) several: bool,
}

impl Words {
    pub(super) fn of(retrospect: &Retrospect<'_>) -> Self {
        Self {
            period: retrospect.query.period.name(),
            beside: retrospect.query.beside.name(),
            several: retrospect.work.primaries.len() > 1,
        }
    }
}

impl ScopeOfYear {
    /// Whether the work is that of the period beside it again.
    pub(super) fn same_again(&self, words: &Words) -> Finding {
        let Words { period, beside, .. } = words;
        let InertiaPeriod { days, days_before, reading, .. } = &self.beside.figures;
        let (now, then) = (count(*days, "workday", "workdays"), *days_before);
        let text = match *reading {
            "running" => {
                format!(
                    "{period} is not over: too early to say whether its work is that of {beside} again."
                )
            }
            "inertia" => format!(
                "The work of {period} is that of {beside} again, and not less of it: {}.",
                self.alike()
            ),
            "less" => {
                format!(
                    "The work of {period} is that of {beside} again, and less of it: {}.",
                    self.alike()
                )
            }
            "moved" => format!(
                "The work of {period} is other work than that of {beside}, beyond chance: {}. What changed most: {}.",
                self.alike(),
                self.beside.figures.shifted(words.several)
            ),
            _ if *days.min(days_before) < Inertia::FEWEST => format!(
                "Whether the work of {period} is that of {beside} again cannot be told: {now} after {then}, and it \
                 takes {} in each.",
                Inertia::FEWEST
            ),
            _ => format!(
                "Whether the work of {period} is that of {beside} again cannot be told: {}. That may be chance.",
                self.alike()
            ),
        };
        let Some((later, earlier, like)) = self.likeness.most_like_the_last() else {
            return Finding::shown_in(text, "F7");
        };
        let most = format!(" Part by part, {later} is most like {earlier} ({like:.0}%).");
        Finding::shown_in(text + &most, "F7")
    }

    /// `81% alike over areas and kinds of change …`.
    fn alike(&self) -> String {
        let beside = &self.beside;
        format!(
            "{:.0}% alike over areas and kinds of change, where chance gives {:.0}% and seldom less than {:.0}%; {} after \
             {}",
            beside.likeness_percent,
            beside.chance_percent,
            beside.chance_low_percent,
            count(beside.figures.days, "workday", "workdays"),
            beside.figures.days_before
        )
    }

    /// The period itself.
    pub(super) fn told(&self, period: &str) -> Option<&ScopePeriod> {
        self.figures.periods.iter().find(|at| at.period == period)
    }

    /// How far the work reaches, and what of it is plainly more or less than before.
    pub(super) fn width(&self, words: &Words) -> Option<Finding> {
        let Words { period, beside, .. } = words;
        let told = self.told(period)?;
        let days = count(told.days, "workday", "workdays");
        if told.too_few {
            let says = format!(
                "How far the work of {period} reaches cannot be told: {days}, and it takes {}.",
                self.figures.fewest_days
            );
            return Some(Finding::shown_in(says, "F8"));
        }
        let (changed, trends) = (self.changed(beside), self.trends());
        let text = format!(
            "On {days} the work of {period} was spread as widely as over {:.1} equal areas (likely {:.1}–{:.1}); {} were \
             worked in.{changed}{trends}",
            told.breadth.value, told.breadth.low, told.breadth.high, told.areas
        );
        Some(Finding::shown_in(text, "F8"))
    }

    /// What rises or falls over the last periods.
    fn trends(&self) -> String {
        let periods = &self.figures.trend_periods;
        let Some((first, last)) = periods.first().zip(periods.last()) else { return String::new() };
        match (moving(self, "rises").as_str(), moving(self, "falls").as_str()) {
            ("", "") => format!(" From {first} to {last} no part of it clearly rises or falls."),
            (up, "") => format!(" From {first} to {last} rises: {up}."),
            ("", down) => format!(" From {first} to {last} falls: {down}."),
            (up, down) => format!(" From {first} to {last} rises: {up}; falls: {down}."),
        }
    }

    /// What is plainly more or less than in the period beside it.
    fn changed(&self, beside: &str) -> String {
        if self.compared.iter().all(|figure| figure.reading.is_none()) {
            return format!(" {beside} has too few workdays to compare with.");
        }
        let of = |reading: &str| {
            let changed = self.compared.iter().filter(|figure| figure.reading == Some(reading));
            list(&changed.filter_map(change).collect::<Vec<_>>())
        };
        match (of("higher").as_str(), of("lower").as_str()) {
            ("", "") => format!(" Nothing of it is clearly more or less than in {beside}."),
            (more, "") => format!(" Clearly more than in {beside}: {more}."),
            ("", less) => format!(" Clearly less than in {beside}: {less}."),
            (more, less) => {
                format!(" Clearly more than in {beside}: {more}; clearly less: {less}.")
            }
        }
    }
}

/// `across areas (24%, likely 20–28%, after 12%, likely 9–16%)`.
fn change(figure: &ComparedFigure) -> Option<String> {
    let (first, second) = figure.first.zip(figure.second)?;
    // What lies between 0 and 1 is told in per cent, as in the figure.
    let (name, is_share, times) = match figure.of {
        "complexity (0 to 1)" => ("spread over files", true, 100.0),
        "structural, of days" => ("structural work", true, 1.0),
        other => (other, figure.is_share, 1.0),
    };
    let says = |value: &ComparedValue| {
        let (low, high) = (value.low.unwrap_or(value.value), value.high.unwrap_or(value.value));
        let [value, low, high] = [value.value, low, high].map(|value| value * times);
        if is_share {
            format!("{value:.0}%, likely {low:.0}–{high:.0}%")
        } else {
            format!("{value:.1}, likely {low:.1}–{high:.1}")
        }
    };
    Some(format!("{name} ({}, after {})", says(&second), says(&first)))
}
