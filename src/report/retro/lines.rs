//! The period in six lines, each beside the periods before.
//!
//! In: what the chapters measure, by period. Out: the lines that say most, with ranges and a reading; the table.
//! Deliberately absent: a score over lines, and a wish that any of them should rise.

mod gathering;
mod measures;
mod table;

use serde::Serialize;

use crate::report::text::Label;

/// What stands in the place of a figure or table that there is not.
pub(super) const NOWHERE: &str = "–";

pub(super) use gathering::areas_only;
pub(super) use measures::Measures;
pub(super) use table::section;

/// A value of a line in one period.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct LineValue {
    /// The value; shares in per cent.
    pub value: f64,
    /// Lower end of its 95 % range; null for what is counted.
    pub low: Option<f64>,
    /// Upper end of the range.
    pub high: Option<f64>,
    /// Of how many; null where it is no part of anything.
    pub of: Option<f64>,
}

/// What one line measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineOf {
    /// How often a spot was patched again, of the commits that patch.
    Repeats,
    /// Headway of all that counts.
    Headway,
    /// Recurring spots that were patched less than spots like them after a change of the period.
    Quieted,
    /// Own lines of the same months of the year before that stood a year later.
    Lasting,
    /// Commits of others on what the person had founded.
    BuiltOn,
    /// Areas that the person alone knew.
    Alone,
    /// How alike the work is to that of the period before.
    Likeness,
}

impl LineOf {
    /// What more of it would be.
    const fn label(self) -> Label {
        match self {
            Self::Repeats | Self::Alone => Label::Motion,
            Self::Headway | Self::Quieted | Self::Lasting | Self::BuiltOn => Label::Headway,
            Self::Likeness => Label::Undecided,
        }
    }
}

/// One measure over some periods.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct YearLine {
    /// What is measured: `repeats`, `headway`, `quieted`, `lasting`, `built-on`, `alone` or `likeness`.
    pub of: LineOf,
    /// The same in a few words.
    pub name: String,
    /// Whether the values are shares, in per cent.
    pub is_share: bool,
    /// By period; null where there is too little for it.
    pub values: Vec<Option<LineValue>>,
    /// What else bears on the value of the period that is told of: `0.4 to 5.2 saved`.
    pub note: Option<String>,
    /// What the value of the period comes to, beside that of the other: `clearly lower`, `clearly higher`, `not clearly
    /// changed`, `counted, no range`, `too early`, `too few`, `nothing to compare`, or what the chapter calls it.
    pub reading: &'static str,
    /// The figure or table that holds more; a dash where there is none.
    pub shown_in: &'static str,
}

/// The period in six lines.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct YearLines {
    /// The periods, oldest first; the last one is told of. None where that has no commit.
    pub periods: Vec<String>,
    /// Where among them the one stands that it is compared with; null where it holds no commit.
    pub beside: Option<usize>,
    /// Six lines at most.
    pub lines: Vec<YearLine>,
}

impl YearLines {
    /// Lines that are told.
    const SIX: usize = 6;

    /// Those that say most, in their order: with a value of the period and of the one beside it, then with one of them.
    fn most_telling(periods: Vec<String>, beside: Option<usize>, mut lines: Vec<YearLine>) -> Self {
        let telling = |line: &YearLine| {
            let is_told = |at: usize| line.values.get(at).is_some_and(Option::is_some);
            let now = is_told(periods.len() - 1);
            usize::from(now) * 2 + usize::from(beside.is_some_and(is_told))
        };
        lines.retain(|line| telling(line) > 0);
        while lines.len() > Self::SIX {
            let least = lines.iter().map(telling).min().unwrap_or(0);
            // Of those that say least the last one goes.
            let at = lines.iter().rposition(|line| telling(line) == least).unwrap_or(0);
            lines.remove(at);
        }
        Self { periods, beside, lines }
    }
}

impl YearLine {
    /// The value of the period that is told of.
    #[must_use]
    pub fn now(&self) -> Option<LineValue> {
        self.values.last().copied().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::{LineOf, LineValue, YearLine, YearLines};

    fn line(of: LineOf, told: [bool; 2]) -> YearLine {
        let value = LineValue { value: 1.0, low: None, high: None, of: None };
        YearLine {
            of,
            name: String::new(),
            is_share: false,
            values: told.map(|told| told.then_some(value)).to_vec(),
            note: None,
            reading: "counted, no range",
            shown_in: "F1",
        }
    }

    #[test]
    fn the_six_that_say_most_stay_in_order() {
        let all = [
            (LineOf::Repeats, [true, true]),
            (LineOf::Headway, [true, true]),
            (LineOf::Quieted, [true, false]),
            (LineOf::Lasting, [true, true]),
            (LineOf::BuiltOn, [false, true]),
            (LineOf::Alone, [true, true]),
            (LineOf::Likeness, [true, false]),
        ];
        let told = |lines: &[(LineOf, [bool; 2])]| {
            let lines = lines.iter().map(|(of, told)| line(*of, *told)).collect();
            let periods = vec!["2024".to_owned(), "2025".to_owned()];
            let found = YearLines::most_telling(periods, Some(0), lines);
            found.lines.into_iter().map(|line| line.of).collect::<Vec<_>>()
        };
        let kept = told(&all);
        assert_eq!(kept.len(), 6);
        // Of the two that say least the last one went.
        assert!(!kept.contains(&LineOf::Likeness) && kept[2] == LineOf::Quieted, "{kept:?}");
        // A line without a value in either period says nothing.
        assert_eq!(told(&[(LineOf::Alone, [false, false])]), []);
    }
}
