//! How long lines live, beside those of others.
//!
//! In: survival by age and by year of writing. Out: figures, a sentence, and a section.
//! Deliberately absent: that lasting is a merit: how much of what stands proves nothing is said beside.

use serde::Serialize;

use super::Told;
use crate::profile::{
    Comparison, LineLives, LineSurvival, Remaining, StandingLines, SurvivalPoint, YearSurvival,
};
use crate::report::grid::{Column, Grid};
use crate::report::profile::paragraph;
use crate::report::section::{Block, Section};
use crate::report::text::Label;
use crate::report::words::{count, percent};

/// What is left after an age.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct LeftFigures {
    /// `told`, `too few` days of writing for a range, or `too early`: too little of it was watched for so long.
    pub is: &'static str,
    /// The share that stands, in per cent.
    pub percent: Option<f64>,
    /// Lower end of its 95 % range.
    pub low: Option<f64>,
    /// Upper end of its 95 % range.
    pub high: Option<f64>,
    /// Lines that were watched for so long.
    pub lines: Option<u64>,
    /// Effective number of days (of others: of groups of days) on which they were written.
    pub days: Option<f64>,
}

impl From<Remaining> for LeftFigures {
    fn from(seen: Remaining) -> Self {
        let left = seen.left();
        Self {
            is: match seen {
                Remaining::Left(_) => "told",
                Remaining::TooFew => "too few",
                Remaining::TooEarly => "too early",
            },
            percent: left.map(|left| percent(left.share)),
            low: left.map(|left| percent(left.low)),
            high: left.map(|left| percent(left.high)),
            lines: left.map(|left| left.lines),
            days: left.map(|left| (left.groups * 10.0).round() / 10.0),
        }
    }
}

impl LeftFigures {
    fn whole(&self) -> String {
        self.percent.map_or_else(|| self.is.to_owned(), |percent| format!("{percent:.0}%"))
    }

    fn range(&self) -> String {
        let ends = self.low.zip(self.high);
        ends.map_or_else(|| "–".to_owned(), |(low, high)| format!("{low:.0}–{high:.0}%"))
    }

    fn with_range(&self) -> String {
        format!("{} (likely {})", self.whole(), self.range())
    }
}

/// Survival after an age.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct SurvivalAge {
    /// The age of the lines, in months.
    pub months: u16,
    /// The person's lines.
    pub own: LeftFigures,
    /// The same without lines of files that nobody changed or used since, for a year or more.
    pub without_idle: LeftFigures,
    /// Lines of others, of the same years and repositories.
    pub others: LeftFigures,
    /// Whether plainly `more` or `less` of the person's stand than of others', or `unclear`; null when one is not told.
    pub compared: Option<&'static str>,
}

impl From<&SurvivalPoint> for SurvivalAge {
    fn from(point: &SurvivalPoint) -> Self {
        let both = point.own.left().zip(point.others.left());
        Self {
            months: point.months,
            own: point.own.into(),
            without_idle: point.without_idle.into(),
            others: point.others.into(),
            compared: both.map(|(own, others)| match own.compared_to(&others) {
                Comparison::Higher => "more",
                Comparison::Lower => "less",
                Comparison::Unclear => "unclear",
            }),
        }
    }
}

impl SurvivalAge {
    fn reading(&self) -> &'static str {
        match self.compared {
            Some("more") => "clearly more",
            Some("less") => "clearly less",
            Some(_) => "not clearly different",
            None => "–",
        }
    }
}

/// Lines that stand, by what speaks for their being alive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct StandingFigures {
    /// All of them.
    pub lines: u64,
    /// Others changed the file since.
    pub changed_by_others: u64,
    /// Else: a later line of another file uses something that the file defines.
    pub used: u64,
    /// Else: the person changed the file since.
    pub changed_by_self: u64,
    /// Else: younger than a year.
    pub too_early: u64,
    /// None of this for a year or more.
    pub idle: u64,
}

impl From<StandingLines> for StandingFigures {
    fn from(standing: StandingLines) -> Self {
        let StandingLines { changed_by_others, used, changed_by_self, too_early, idle, .. } =
            standing;
        let lines = standing.all();
        Self { lines, changed_by_others, used, changed_by_self, too_early, idle }
    }
}

/// Survival of the lines of a year.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SurvivalYear {
    /// The year of writing.
    pub year: i32,
    /// Commits that wrote lines.
    pub commits: u64,
    /// Days on which they did.
    pub days: usize,
    /// Lines written.
    pub written: u64,
    /// Lines that stand.
    pub standing: StandingFigures,
    /// After one, three and five years.
    pub ages: Vec<SurvivalAge>,
}

impl From<&YearSurvival> for SurvivalYear {
    fn from(found: &YearSurvival) -> Self {
        Self {
            year: found.year,
            commits: found.commits,
            days: found.days,
            written: found.written,
            standing: found.standing.into(),
            ages: found.points.iter().map(Into::into).collect(),
        }
    }
}

/// How long the person's lines live.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SurvivalReport {
    /// All lines together, after 3, 6, 12, 24, 36, 60 and 120 months.
    pub ages: Vec<SurvivalAge>,
    /// By year of writing, oldest first.
    pub years: Vec<SurvivalYear>,
    /// Lines that stand, of all years.
    pub standing: StandingFigures,
}

pub(super) fn figures(told: &Told<'_>) -> SurvivalReport {
    let lives: Vec<&LineLives> = told.rows.iter().map(|rows| &rows.lives).collect();
    let survival = LineSurvival::of(&lives);
    SurvivalReport {
        ages: survival.points.iter().map(Into::into).collect(),
        years: survival.years.iter().map(Into::into).collect(),
        standing: survival.standing().into(),
    }
}

/// An age as people say it.
fn age(months: u16) -> String {
    match months {
        12 => "a year".to_owned(),
        months if months % 12 == 0 => format!("{} years", months / 12),
        months => format!("{months} months"),
    }
}

/// The sentence for the first screen: after one year, or as long as is known.
pub(super) fn brief(survival: &SurvivalReport) -> Option<String> {
    if survival.years.is_empty() {
        return None;
    }
    let known = || survival.ages.iter().filter(|point| point.own.percent.is_some());
    let Some(point) = known().find(|point| point.months == 12).or_else(|| known().next_back())
    else {
        let says =
            "How long own lines live cannot be told yet: too few days of writing, or too early.";
        return Some(says.to_owned());
    };
    let (own, after) = (point.own.with_range(), age(point.months));
    let others = match point.others.percent {
        None => String::new(),
        Some(_) => format!(", of others' {}: {}", point.others.with_range(), point.reading()),
    };
    Some(format!("Of own lines {own} stand after {after}{others}."))
}

/// Everything on lines.
pub(super) fn section(survival: &SurvivalReport) -> Section {
    let title = "What lasts";
    if survival.years.is_empty() {
        let blocks = vec![paragraph(Label::Muted, "No lines were written.")];
        return Section { title, blocks };
    }
    let blocks = vec![
        Block::Table(ages(&survival.ages)),
        paragraph(Label::Muted, CURVE),
        Block::Table(years(&survival.years)),
        paragraph(Label::Plain, &survival.standing.says()),
        paragraph(Label::Muted, IDLE),
    ];
    Section { title, blocks }
}

const CURVE: &str = "The share of lines that stand so long after they were written, estimated with those that are too \
    young (Kaplan–Meier). Lines of one day live and die together, so the range counts days, not lines. Others: lines of \
    the same years and repositories, weighted so that each year counts as much. Without idle: without lines of files \
    that nobody changed or used for a year or more. Too few: written on too few days; too early: not watched for so long.";

const IDLE: &str = "That lines stand where nobody works proves nothing. Used: a later line of another file holds the \
    name of something that the file defines; only names that tell are known.";

impl StandingFigures {
    /// What speaks for the lines' being alive, in a sentence.
    #[must_use]
    pub fn says(&self) -> String {
        if self.lines == 0 {
            return "None of the lines stands.".to_owned();
        }
        let share = |lines: u64| format!("{:.0}%", 100.0 * lines as f64 / self.lines as f64);
        let lines = count(usize::try_from(self.lines).unwrap_or(usize::MAX), "line", "lines");
        format!(
            "Of {lines} that stand, {} are in files that others changed since, {} in files of which something is used \
             elsewhere since, {} in files that only the person changed since. {} are younger than a year; {} are idle: \
             nobody changed or used the file since, for a year or more.",
            share(self.changed_by_others),
            share(self.used),
            share(self.changed_by_self),
            share(self.too_early),
            share(self.idle),
        )
    }
}

fn ages(points: &[SurvivalAge]) -> Grid {
    let row = |point: &SurvivalAge| {
        vec![
            age(point.months),
            point.own.whole(),
            point.own.range(),
            point.others.whole(),
            point.others.range(),
            point.reading().to_owned(),
            point.without_idle.whole(),
        ]
    };
    let told = points.iter().filter(|point| point.own.percent.is_some() || point.months == 12);
    Grid {
        columns: vec![
            Column::words("after"),
            Column::number("own stand"),
            Column::number("likely").labelled(Label::Muted),
            Column::number("others'"),
            Column::number("likely").labelled(Label::Muted),
            Column::words("own beside others'"),
            Column::number("without idle"),
        ],
        rows: told.map(row).collect(),
    }
}

fn years(years: &[SurvivalYear]) -> Grid {
    let row = |year: &SurvivalYear| {
        let mut cells = vec![
            year.year.to_string(),
            year.written.to_string(),
            year.days.to_string(),
            year.standing.lines.to_string(),
            year.standing.idle.to_string(),
        ];
        for point in year.ages.iter().take(2) {
            cells.extend([point.own.whole(), point.own.range(), point.others.whole()]);
        }
        cells
    };
    Grid {
        columns: vec![
            Column::words("written in"),
            Column::number("lines"),
            Column::number("days"),
            Column::number("stand today"),
            Column::number("idle"),
            Column::number("own after 1 year"),
            Column::number("likely").labelled(Label::Muted),
            Column::number("others'"),
            Column::number("own after 3 years"),
            Column::number("likely").labelled(Label::Muted),
            Column::number("others'"),
        ],
        rows: years.iter().map(row).collect(),
    }
}
