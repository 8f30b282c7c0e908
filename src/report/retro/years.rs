//! The long view: some years beside each other.
//!
//! In: a person's work over all their repositories, the first and the last year. Out: a line for each year, courses over
//! the years, and sentences on what clearly changed and what did not. Deliberately absent: the chapters of a single
//! year; praise, blame, rank, names of others.

mod courses;
mod sentences;
mod tables;

use serde::Serialize;

use super::lines::Measures;
use super::method::Definitions;
use super::{Finding, LineValue};
use crate::model::{Month, Thresholds};
use crate::profile::{Period, PeriodUnit, Work};
use crate::report::parts::{Addressee, Percent, SCHEMA, date_of};
use crate::report::profile::{EstimateFigure, ProfileQuery, ProfileRepository, Slices, profile};
use crate::report::section::Section;
use crate::report::words::count;

/// What is asked of a long view.
#[derive(Clone, Copy, Debug)]
pub struct LongQuery<'a> {
    /// Whom it speaks of.
    pub addressee: &'a Addressee,
    /// The first year; else that of the first commit.
    pub first: Option<i32>,
    /// The last year; else the present one.
    pub last: Option<i32>,
    /// The numbers that it rests on.
    pub thresholds: &'a Thresholds,
}

/// One year among others.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LongYear {
    /// The year: `2024`.
    pub period: String,
    /// It is not over.
    pub running: bool,
    /// Commits.
    pub commits: usize,
    /// Of these, commits with a change that counts.
    pub counted: usize,
    /// Headway of everything counted; null where there is too little.
    pub headway: Option<Percent>,
    /// How often a spot was patched again, of the commits that patch; null where these are too few.
    pub repeats: Option<Percent>,
    /// Recurring spots that were patched less than spots like them after a change of the year, of those that can be
    /// compared; null without any.
    pub quieted: Option<LineValue>,
    /// Of the own lines written in the year before, what stood when a year old; null where too little is known of it.
    pub lasting: Option<LineValue>,
    /// Commits of others on what the person had founded.
    pub built_on: usize,
    /// How many others these were.
    pub built_by: usize,
    /// Areas that the person alone knew at its end.
    pub alone: usize,
    /// How alike the work is to that of the year before, in per cent; null where there is too little of either.
    pub likeness: Option<f64>,
    /// What that comes to: `inertia`, `less`, `moved`, `running`; null where there is too little of either.
    pub likeness_reading: Option<&'static str>,
}

/// One measure over the years.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LongCourse {
    /// What is measured.
    pub name: String,
    /// What that means, in a few words.
    pub meaning: String,
    /// Whether it is a share, in per cent.
    pub is_share: bool,
    /// By year; null where there is too little.
    pub values: Vec<Option<LineValue>>,
    /// The first year that a change is told from, and the last; null where fewer than three are over and have enough.
    pub told_over: Option<[String; 2]>,
    /// The change from one year to the next, in points of a per cent for shares; null for what is counted, and where too
    /// few years are known.
    pub slope: Option<EstimateFigure>,
    /// `rises`, `falls`, `not clearly changed`, `counted, no range` or `too few years`.
    pub reading: &'static str,
}

/// Some years of one person over all their repositories.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LongView {
    /// See [`SCHEMA`].
    pub schema: u32,
    /// Whose years they are.
    pub subject_name: String,
    /// The day it was worked out.
    pub now: String,
    /// The first year and the last; null without any commit.
    pub period: Option<[String; 2]>,
    /// The repositories in which the person has commits.
    pub repositories: Vec<ProfileRepository>,
    /// How many projects these are.
    pub projects: usize,
    /// Commits left out because they are the same as one that counts, in another repository or under another name.
    pub twins: usize,
    /// Commits whose clocks cannot be right; in no year.
    pub misdated: usize,
    /// What clearly changed over the years.
    pub changed: Vec<Finding>,
    /// What did not, and what cannot be said.
    pub unchanged: Vec<Finding>,
    /// The years, oldest first, the empty ones too.
    pub years: Vec<LongYear>,
    /// Measures over these years.
    pub courses: Vec<LongCourse>,
    /// The numbers that the words rest on.
    pub definitions: Definitions,
}

/// Looks back at some years.
#[must_use]
pub fn long_view(work: &Work<'_>, query: &LongQuery<'_>) -> LongView {
    let periods = years(work, query);
    let asked = ProfileQuery {
        addressee: query.addressee,
        slices: Slices::Given(periods.clone()),
        thresholds: query.thresholds,
        journal: None,
    };
    let profile = profile(work, &asked);
    let measures = Measures { profile: &profile, work };
    let courses = courses::courses(query.addressee, measures, &periods);
    let ends = periods.first().zip(periods.last());
    let period = ends.map(|(first, last)| [first.name(), last.name()]);
    let said =
        sentences::Said { addressee: query.addressee, period: period.as_ref(), courses: &courses };
    LongView {
        schema: SCHEMA,
        subject_name: query.addressee.name().to_owned(),
        now: date_of(work.now),
        changed: said.changed(),
        unchanged: said.unchanged(),
        years: periods.iter().map(|period| year(measures, *period)).collect(),
        period,
        courses,
        definitions: profile.definitions,
        repositories: profile.repositories,
        projects: profile.projects,
        twins: profile.twins,
        misdated: profile.misdated,
    }
}

/// The years that are asked for, from the first commit on at the earliest and up to now at the latest.
fn years(work: &Work<'_>, query: &LongQuery<'_>) -> Vec<Period> {
    let months = || work.commits.iter().map(|commit| commit.row.month());
    let Some(first) = months().min() else { return Vec::new() };
    let now = Month::of(work.now, 0).year;
    let first = query.first.map_or(first.year, |asked| asked.max(first.year));
    let last = query.last.map_or(now, |asked| asked.min(now));
    let of = |year| Period::holding(Month { year, month: 1 }, PeriodUnit::Year);
    (first..=last).map(of).collect()
}

fn year(measures: Measures<'_>, period: Period) -> LongYear {
    let figures = measures.figures(period);
    let (built, inertia) = (measures.built(period), measures.inertia(period));
    LongYear {
        period: period.name(),
        running: period.is_running(measures.work.now),
        commits: figures.map_or(0, |figures| figures.commits),
        counted: figures.map_or(0, |figures| figures.counted),
        headway: measures.headway(period),
        repeats: measures.repeats(period),
        quieted: measures.quieted(period),
        lasting: measures.lasting(period),
        built_on: built.map_or(0, |built| built.commits),
        built_by: built.map_or(0, |built| built.others),
        alone: measures.alone(period),
        likeness: measures.likeness(period).map(|value| value.value),
        likeness_reading: inertia.map(|inertia| inertia.reading),
    }
}

impl LongView {
    /// What it is called.
    #[must_use]
    pub fn title(&self) -> String {
        let period = match &self.period {
            None => "No year".to_owned(),
            Some([first, last]) if first == last => first.clone(),
            Some([first, last]) => format!("{first} to {last}"),
        };
        match self.repositories.as_slice() {
            [only] => format!("{period} in {}", only.repository),
            some => {
                format!("{period} over {}", count(some.len(), "repository", "repositories"))
            }
        }
    }

    /// Whose it is, and as of when.
    #[must_use]
    pub fn byline(&self) -> String {
        let running = self.years.iter().find(|year| year.running);
        let running = running.map(|year| format!("; {} is not over", year.period));
        format!("{}, as of {}{}", self.subject_name, self.now, running.unwrap_or_default())
    }

    /// The sections in the order of reading.
    #[must_use]
    pub fn sections(&self) -> Vec<Section> {
        let mut sections = vec![tables::findings(self)];
        if self.period.is_some() {
            sections.extend([tables::years(self), tables::courses(self), tables::method(self)]);
        }
        sections
    }
}

#[cfg(test)]
mod tests {
    use super::{LongQuery, LongView, long_view};
    use crate::model::Thresholds;
    use crate::profile::Work;
    use crate::profile::testing::day;
    use crate::report::sample::{NOW, sample};
    use crate::report::{Addressee, html, markdown, terminal, to_json};

    fn ada(first: Option<i32>, last: Option<i32>) -> LongView {
        let query = LongQuery {
            addressee: &Addressee::You("Ada".to_owned()),
            first,
            last,
            thresholds: &Thresholds::default(),
        };
        long_view(&Work::of(&[sample().ledger], day(NOW)), &query)
    }

    #[test]
    fn years_begin_with_the_first_commit_and_end_now() {
        let years = |first, last| {
            ada(first, last).years.into_iter().map(|year| year.period).collect::<Vec<_>>()
        };
        assert_eq!(years(None, None), ["2023", "2024", "2025"]);
        assert_eq!(years(Some(2020), Some(2024)), ["2023", "2024"]);
        assert_eq!(years(Some(2024), Some(2030)), ["2024", "2025"]);
        assert!(years(Some(2010), Some(2012)).is_empty());
    }

    #[test]
    fn it_is_the_same_in_every_format() {
        let view = ada(None, None);
        assert_eq!(view.title(), "2023 to 2025 in tidewater");
        assert!(view.byline().ends_with("; 2025 is not over"), "{}", view.byline());
        assert_eq!((view.years[1].commits, view.years[1].counted), (31, 29));
        let json = to_json(&view);
        let pages = [
            markdown::long_view(&view),
            html::long_view(&view),
            terminal::long_view(&view, 80).to_string(),
        ];
        for page in pages {
            let line = page.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(line.contains("2023 to 2025 in tidewater") && line.contains("T10"), "{page}");
            assert!(line.contains(&view.unchanged[0].text), "{page}");
        }
        assert!(!json.contains("Ben"), "{json}");
        assert!((view.years[1].likeness.unwrap() - 45.0).abs() < 0.5, "{:?}", view.years[1]);
    }

    #[test]
    fn without_a_commit_there_is_no_year() {
        let view = ada(Some(2010), Some(2012));
        assert_eq!(view.changed, []);
        assert!(view.unchanged[0].text.starts_with("There are no commits of yours in these years"));
        assert_eq!(view.sections().len(), 1);
    }
}
