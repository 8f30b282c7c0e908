//! How much time each period took, as far as commits show it.
//!
//! In: commits by period. Out: figures, a line for the first screen, and everything.
//! Deliberately absent: days of the week and hours of the day; whoever wants to see those looks over a shoulder.

use serde::Serialize;

use super::paragraph;
use crate::profile::{Hours, Period, Work, Zone, efforts, zones};
use crate::report::grids;
use crate::report::profile::scope::EstimateFigure;
use crate::report::section::{Block, Section};
use crate::report::text::Label;
use crate::report::words::{count, list, one_decimal};

/// Periods that the text lists.
const LISTED: usize = 12;
/// Zones that the text lists.
const ZONES: usize = 3;

/// What a period took.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EffortPeriod {
    /// `2024`, `2024-H1`, `2024-Q2` or `2024-05`.
    pub period: String,
    /// The period is not over on the day the profile was worked out.
    pub running: bool,
    /// Commits.
    pub commits: usize,
    /// Changes in them that count.
    pub changes: usize,
    /// Days with a commit, in the author's zone.
    pub active_days: usize,
    /// Sittings that began: commits that follow each other within two hours.
    pub sittings: usize,
    /// Hours, estimated from the gaps between commits; the range is that of limits of one and three hours.
    pub hours: EstimateFigure,
}

/// A zone that commits were written in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ZoneFigure {
    /// `+02:00`.
    pub zone: String,
    /// Commits.
    pub commits: usize,
}

/// What the work took.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EffortFigures {
    /// Hours without a commit that end a sitting: of the lower end, the estimate, the upper end.
    pub sitting_hours: [i64; 3],
    /// Periods, oldest first, the empty ones too.
    pub periods: Vec<EffortPeriod>,
    /// Zones of the authors of the commits, most commits first. They say on which day a commit falls.
    pub zones: Vec<ZoneFigure>,
}

/// The figures of some periods.
pub(super) fn figures(work: &Work<'_>, periods: &[Period]) -> EffortFigures {
    let told = periods.iter().zip(efforts(work, periods)).map(|(period, effort)| {
        let Hours { estimate, low, high } = effort.hours;
        let [value, low, high] = [estimate, low, high].map(one_decimal);
        EffortPeriod {
            period: period.name(),
            running: period.is_running(work.now),
            commits: effort.commits,
            changes: effort.changes,
            active_days: effort.days,
            sittings: effort.sittings,
            hours: EstimateFigure { value, low, high },
        }
    });
    EffortFigures {
        sitting_hours: Hours::LIMITS.map(|limit| limit / crate::model::HOUR),
        periods: told.collect(),
        zones: zones(work, periods).iter().map(ZoneFigure::of).collect(),
    }
}

impl ZoneFigure {
    fn of(zone: &Zone) -> Self {
        let (sign, minutes) = if zone.offset_minutes < 0 {
            ('-', -zone.offset_minutes)
        } else {
            ('+', zone.offset_minutes)
        };
        Self {
            zone: format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60),
            commits: zone.commits,
        }
    }
}

impl EffortPeriod {
    /// The period in a sentence.
    #[must_use]
    pub fn says(&self) -> String {
        let running = if self.running { " so far" } else { "" };
        format!(
            "In {}{running}: {} on {}, about {} ({:.0}–{:.0}; estimated from the gaps between commits).",
            self.period,
            count(self.commits, "commit", "commits"),
            count(self.active_days, "day", "days"),
            match format!("{:.0}", self.hours.value).as_str() {
                "1" => "1 hour".to_owned(),
                hours => format!("{hours} hours"),
            },
            self.hours.low,
            self.hours.high,
        )
    }
}

/// A line for the first screen.
pub(super) fn brief(effort: &EffortFigures) -> Vec<Block> {
    let some = || effort.periods.iter().rev().filter(|period| period.commits > 0);
    let latest = some().find(|period| !period.running).or_else(|| some().next());
    latest.map(|period| paragraph(Label::Plain, &period.says())).into_iter().collect()
}

/// What the columns mean.
const EFFORT: &str = "Hours are an estimate and no more: commits within two hours of each other are one sitting, the time \
    between them counts, and one hour for what came before the first. With limits of one and three hours, and half of that before \
    the first, it is the range. Reading, talking, reviewing and what was never committed is not seen.";

/// Everything.
pub(super) fn sections(effort: &EffortFigures) -> Vec<Section> {
    let recent = &effort.periods[effort.periods.len().saturating_sub(LISTED)..];
    let mut blocks = vec![Block::Table(grids::effort(recent)), paragraph(Label::Muted, EFFORT)];
    let says =
        |zone: &ZoneFigure| format!("{} ({})", zone.zone, count(zone.commits, "commit", "commits"));
    let listed: Vec<String> = effort.zones.iter().take(ZONES).map(says).collect();
    if !listed.is_empty() {
        let more = effort.zones.len().saturating_sub(ZONES);
        let more = if more > 0 {
            format!(", and {}", count(more, "other", "others"))
        } else {
            String::new()
        };
        let says = format!("Days are those of the author's own zone: {}{more}.", list(&listed));
        blocks.push(paragraph(Label::Muted, &says));
    }
    vec![Section { title: "Time", blocks }]
}
