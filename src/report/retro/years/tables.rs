//! The sections of the long view.
//!
//! In: a long view. Out: sentences, a table with a line for each year, courses as figures, what they rest on.
//! Deliberately absent: new numbers.

use super::{LongCourse, LongView, LongYear, sentences};
use crate::report::drawing::{Course, Drawing, Figure, Ranged};
use crate::report::grid::{Column, Grid};
use crate::report::parts::Percent;
use crate::report::retro::{Finding, LineValue};
use crate::report::section::{Block, Section};
use crate::report::text::Label;
use crate::report::words::plain;

const NONE: &str = "–";

/// What changed, and what did not.
pub(super) fn findings(view: &LongView) -> Section {
    let heading = sentences::heading(view.period.as_ref(), &view.changed, &view.courses);
    let mut blocks = Vec::new();
    if !heading.is_empty() {
        let found = Finding { text: heading, evidence: vec!["F9".to_owned(), "T10".to_owned()] };
        blocks.push(Block::finding(Label::Strong, &found));
    }
    blocks.extend(view.changed.iter().map(|found| Block::finding(Label::Plain, found)));
    let unmoved = |found: &Finding| Block::Unmoved {
        text: found.text.clone(),
        evidence: found.evidence.clone(),
    };
    blocks.extend(view.unchanged.iter().map(unmoved));
    Section { title: "", blocks }
}

fn percent(share: Option<Percent>) -> [String; 2] {
    share.map_or_else(|| [NONE.to_owned(), NONE.to_owned()], |share| [share.whole(), share.range()])
}

fn row(year: &LongYear) -> Vec<String> {
    let running = if year.running { " so far" } else { "" };
    let [headway, headway_range] = percent(year.headway);
    let [repeats, repeats_range] = percent(year.repeats);
    let or_none = |text: Option<String>| text.unwrap_or_else(|| NONE.to_owned());
    let of = |value: LineValue| {
        let of = value.of.map(|of| format!(" of {of:.0}"));
        format!("{:.0}{}", value.value, of.unwrap_or_default())
    };
    vec![
        format!("{}{running}", year.period),
        year.counted.to_string(),
        headway,
        headway_range,
        repeats,
        repeats_range,
        year.built_on.to_string(),
        year.alone.to_string(),
        or_none(year.likeness.map(|likeness| format!("{likeness:.0}%"))),
        or_none(year.quieted.map(of)),
        or_none(year.lasting.map(|value| format!("{:.0}%", value.value))),
        year.commits.to_string(),
    ]
}

/// A line for each year.
pub(super) fn years(view: &LongView) -> Section {
    let likely = || Column::number("likely").labelled(Label::Muted);
    let grid = Grid {
        columns: vec![
            Column::words("year").labelled(Label::Strong),
            Column::number("counted"),
            Column::number("headway").labelled(Label::Headway),
            likely(),
            Column::number("again").labelled(Label::Motion),
            likely(),
            Column::number("built on"),
            Column::number("alone"),
            Column::number("likeness"),
            Column::number("quieted"),
            Column::number("lasting"),
            Column::number("all commits").labelled(Label::Muted),
        ],
        rows: view.years.iter().map(row).collect(),
    };
    let figure = Figure {
        id: "T10",
        title: "The years, a line each".to_owned(),
        note: YEARS.to_owned(),
        drawing: Drawing::Table(grid, None),
    };
    Section { title: "Year by year", blocks: vec![Block::Figure(Box::new(figure))] }
}

impl LongCourse {
    fn last(&self) -> String {
        let Some(LineValue { value, .. }) = self.values.iter().rev().copied().flatten().next()
        else {
            return NONE.to_owned();
        };
        if self.is_share { format!("{value:.0}%") } else { plain(value) }
    }

    fn drawn(&self, view: &LongView) -> Course {
        let ranged = |value: LineValue| {
            let LineValue { value, low, high, .. } = value;
            Ranged { value, low: low.unwrap_or(value), high: high.unwrap_or(value) }
        };
        Course {
            name: self.name.clone(),
            meaning: self.meaning.clone(),
            periods: view.years.iter().map(|year| year.period.clone()).collect(),
            values: self.values.iter().map(|value| value.map(ranged)).collect(),
            last: self.last(),
        }
    }

    fn row(&self) -> Vec<String> {
        let number = |value: f64| {
            let number = plain(value.abs());
            let sign = if value < 0.0 { "\u{2212}" } else { "+" };
            if number == "0" { number } else { format!("{sign}{number}") }
        };
        let slope = self.slope.map(|slope| number(slope.value));
        let range =
            self.slope.map(|slope| format!("{} to {}", number(slope.low), number(slope.high)));
        let over = self.told_over.as_ref().map(|[first, last]| format!("{first} to {last}"));
        let or_none = |text: Option<String>| text.unwrap_or_else(|| NONE.to_owned());
        vec![
            self.name.clone(),
            self.reading.to_owned(),
            or_none(slope),
            or_none(range),
            self.last(),
            or_none(over),
        ]
    }
}

/// Courses, drawn and read.
pub(super) fn courses(view: &LongView) -> Section {
    let grid = Grid {
        columns: vec![
            Column::words("what"),
            Column::words("reading").labelled(Label::Strong),
            Column::number("each year"),
            Column::number("likely").labelled(Label::Muted),
            Column::number("last"),
            Column::words("told over"),
        ],
        rows: view.courses.iter().map(LongCourse::row).collect(),
    };
    let figure = Figure {
        id: "F9",
        title: sentences::heading(view.period.as_ref(), &view.changed, &view.courses),
        note: "One small picture for each measure, each on its own scale, with 95% ranges where there are any.".to_owned(),
        drawing: Drawing::Courses(view.courses.iter().map(|course| course.drawn(view)).collect()),
    };
    let read = Figure {
        id: "T11",
        title: "What clearly rises or falls".to_owned(),
        note: COURSES.to_owned(),
        drawing: Drawing::Table(grid, None),
    };
    let blocks = [figure, read].map(|figure| Block::Figure(Box::new(figure)));
    Section { title: "Over the years", blocks: blocks.into() }
}

/// What the words mean.
pub(super) fn method(view: &LongView) -> Section {
    let days = view.definitions.window_days;
    let repeats = format!(
        "A spot is patched again when it was patched in the {days} days before, by anybody. Areas, live lines and outcomes are \
         as of {}, from these clones alone. `git headway retro --year` tells of each year in full.",
        view.now
    );
    let says = [
        Finding::shown_in(repeats, "T8"),
        Finding::plain(
            "git sees commits. Reviews, design, talks, support and everything that was prevented leave no trace here.",
        ),
    ];
    let says = says.iter().map(|says| Block::finding(Label::Muted, says));
    let figure = Block::Figure(Box::new(view.definitions.figure()));
    Section { title: "Method and limits", blocks: std::iter::once(figure).chain(says).collect() }
}

/// What the columns of years mean.
const YEARS: &str = "Counted: commits with a change that counts. Headway: of these, new or restructured code, and fixes that \
    held. Again: of the commits that patch existing code, those on a spot patched shortly before. Built on: commits of others on \
    what was founded before. Alone: areas known by one person alone at the end of the year. Likeness: to the work of the year \
    before. Quieted: recurring spots patched less than spots like them after a change of the year, of those that can be compared. \
    Lasting: of the own lines written in the year before, those that stood when a year old.";

/// How rising and falling are told.
const COURSES: &str = "Change from one year to the next, in points of a per cent for shares. Shares of commits: the test of Cochran \
    and Armitage for a trend, over years that are over and have enough commits. Others: at as many workdays for each year. It rises \
    or falls where the whole 95% range lies above or below 0; of several measures one may do so by chance.";
