//! A page with every drawing, with ordinary values and with values and names that nobody would choose.
//!
//! In: nothing. Out: sections with figures. Deliberately absent: any history; what is drawn is made up here.

use git_headway::report::{
    BeforeAfter, Block, Column, Course, Curve, CurveSort, Curves, Drawing, Event, EventSort,
    Figure, Grid, Growth, Label, Matrix, MonthNote, Quiet, Ranged, Section, ShareByMonth, Sparks,
    Strip, Strips, Trend, Trends,
};
use jiff::ToSpan as _;
use jiff::civil::{Date, date};

/// What figures are made of.
pub(crate) struct Made {
    /// Of everything, so many.
    pub(crate) many: usize,
    /// Values are so large.
    pub(crate) large: f64,
    /// What names begin with.
    pub(crate) name: String,
}

impl Made {
    fn name(&self, at: usize) -> String {
        const NAMES: [&str; 5] =
            ["config::load", "src/parser/expr.rs: fn parse", "retry", "ci/release.yml", "auth"];
        format!("{}{}", self.name, NAMES[at % NAMES.len()])
    }

    /// A value that goes up and down, the same in every run.
    fn value(&self, at: usize) -> f64 {
        self.large * f64::from(u32::try_from(at * 37 % 19).unwrap()) / 19.0
    }

    fn ranged(&self, at: usize) -> Ranged {
        let value = self.value(at);
        Ranged { value, low: value * 0.6, high: value * 1.7 }
    }

    fn share(&self, at: usize) -> Ranged {
        let value = (self.value(at) / self.large * 60.0).min(60.0) + 5.0;
        Ranged { value, low: value * 0.7, high: value * 1.4 }
    }

    fn months(&self) -> Vec<String> {
        let month = |at: usize| {
            let first = date(2023, 1, 1).checked_add(i32::try_from(at).unwrap().months());
            let first = first.unwrap();
            format!("{}-{:02}", first.year(), first.month())
        };
        (0..self.many * 2).map(month).collect()
    }

    fn periods(&self) -> Vec<String> {
        (0..self.many).map(|at| format!("{}-H{}", 2020 + at / 2, at % 2 + 1)).collect()
    }

    fn table(&self) -> Drawing {
        let columns = vec![
            Column::words(""),
            Column::words("2021–2025").labelled(Label::Motion),
            Column::number("2024"),
            Column::number("2025"),
            Column::words("likely range"),
            Column::words("reading"),
        ];
        let row = |at: usize| {
            let cells = ["1, 3, 2, 5, 4", "46%", "32%", "28–37%", "clear fall"];
            [self.name(at)].into_iter().chain(cells.map(str::to_owned)).collect()
        };
        let values =
            |at: usize| (0..5).map(move |year| Some(self.value(at + year)).filter(|_| year != 1));
        let sparks = Sparks {
            column: 1,
            values: (0..self.many).map(|at| values(at).collect()).collect(),
            labels: vec![Label::Motion, Label::Headway, Label::Undecided],
        };
        Drawing::Table(Grid { columns, rows: (0..self.many).map(row).collect() }, Some(sparks))
    }

    fn bars(&self) -> Drawing {
        let months = self.months();
        let row = |name, label, shift: usize| Trend {
            name,
            label,
            values: (0..months.len()).map(|at| self.value(at + shift)).collect(),
        };
        let rows = vec![
            row("structure", Label::Headway, 1),
            row("root causes", Label::Headway, 5),
            row("not told", Label::Undecided, 3),
            row("patched again", Label::Motion, 7),
            row("upkeep", Label::Motion, 2),
        ];
        let note = |(at, label): (usize, Label)| {
            let text = format!("{}fn lock: quiet since", self.name);
            Some(MonthNote { month: months.get(at)?.clone(), label, text })
        };
        let notes =
            [(1, Label::Headway), (9, Label::Motion)].into_iter().filter_map(note).collect();
        let title = "Headway and motion by month";
        Drawing::Bars(Trends { title, unit: "commits", months, rows, notes })
    }

    fn shares(&self) -> Drawing {
        let months = self.months();
        let shares = (0..months.len()).map(|at| Some(self.share(at)).filter(|_| at % 7 != 3));
        let shares = shares.collect();
        Drawing::Share(ShareByMonth {
            months,
            shares,
            before: Some(("all of 2022".to_owned(), 46.0)),
        })
    }

    fn before_after(&self) -> Drawing {
        let row = |at: usize| BeforeAfter {
            name: self.name(at),
            date: "2024-03-02".to_owned(),
            before: self.ranged(at + 2),
            after: self.ranged(at * 3),
            expected: Some(self.ranged(at + 5)).filter(|_| at % 3 != 2),
            reading: ["quieted", "as expected", "too early to tell"][at % 3].to_owned(),
            label: [Label::Headway, Label::Plain, Label::Muted][at % 3],
            counts: "6 patches in 280 days, then 0 in 310".to_owned(),
        };
        Drawing::BeforeAfter((0..self.many).map(row).collect())
    }

    fn strips(&self) -> Drawing {
        let (first, last) = (date(2024, 1, 1), date(2024, 12, 31));
        let day = |at: usize| {
            let after = i32::try_from(at % 400).unwrap() - 10;
            first.checked_add(after.days()).unwrap()
        };
        let sorts = [
            EventSort::OwnPatch,
            EventSort::OwnPatch,
            EventSort::OthersPatch,
            EventSort::Revert,
            EventSort::OwnPatch,
            EventSort::Cause,
        ];
        let event = |day: Date, sort| Event { day, sort, says: format!("{day}: {sort:?}") };
        let row = |at: usize| {
            let mut events: Vec<Event> = (0..self.many * 2)
                .map(|time| event(day((at + 3) * 17 + time * 29), sorts[(at + time) % sorts.len()]))
                .collect();
            events.sort_by_key(|event| event.day);
            let quiet = Quiet { from: day(300), to: day(389), held: at.is_multiple_of(2) };
            Strip {
                name: self.name(at),
                events,
                quiet: Some(quiet).filter(|_| at % 3 != 2),
                reading: ["quiet", "too early", "still patched"][at % 3].to_owned(),
                counts: format!("{} of 13 patches yours", at % 13),
            }
        };
        Drawing::Strips(Strips { first, last, rows: (0..self.many).map(row).collect() })
    }

    fn curves(&self) -> Drawing {
        let curve = |at: usize| {
            let falls = 1.2 + f64::from(u32::try_from(at).unwrap()) / 3.0;
            let step = |quarter: u32| {
                let age = f64::from(quarter) / 4.0;
                let value = 30.0 + 70.0 * (-age / falls).exp();
                (
                    age,
                    Ranged { value, low: value - 3.0 * age, high: (value + 3.0 * age).min(100.0) },
                )
            };
            let reach = u32::try_from(5 + at * 3).unwrap();
            Curve {
                name: format!("{}{}", self.name, 2025 - at),
                sort: [CurveSort::Own, CurveSort::Earlier, CurveSort::Others][at.min(2)],
                steps: (0..reach).map(step).collect(),
            }
        };
        Drawing::Curves(Curves { curves: (0..self.many.min(5)).map(curve).collect(), rule: 1.0 })
    }

    fn growth(&self) -> Drawing {
        let growth = |at: usize| {
            let months = self.months();
            let mut sum = 0.0;
            let sums = (0..months.len()).map(|month| {
                sum += self.value(month + at) / f64::from(u32::try_from(at + 1).unwrap());
                sum
            });
            let sums = sums.collect();
            Growth { name: self.name(at), months, sums, counts: "61 commits, 4 people".to_owned() }
        };
        Drawing::Growth((0..self.many.min(5)).map(growth).collect())
    }

    fn matrix(&self) -> Drawing {
        let periods = self.periods();
        let like = |later: usize, earlier: usize| {
            Some(100.0 - self.value(later + earlier * 3) / self.large * 90.0)
                .filter(|_| (later + earlier) % 9 != 8)
        };
        let row = |later: usize| (0..later).map(|earlier| like(later, earlier)).collect();
        Drawing::Matrix(Matrix { rows: (0..periods.len()).map(row).collect(), periods })
    }

    fn courses(&self) -> Drawing {
        let course = |at: usize| {
            let periods = self.periods();
            let value =
                |period: usize| Some(self.ranged(period + at * 2)).filter(|_| period % 6 != 4);
            Course {
                name: ["Breadth", "New ground", "Reach", "Complexity"][at % 4].to_owned(),
                meaning: [
                    "areas in effect",
                    "share of work in places that are new",
                    "changes that \
                    cross the border of an area",
                    "of a change",
                ][at % 4]
                    .to_owned(),
                values: (0..periods.len()).map(value).collect(),
                periods,
                last: format!("{:.1}", self.value(at)),
            }
        };
        Drawing::Courses((0..self.many.min(4)).map(course).collect())
    }

    /// All of them, each with a sentence that points at it.
    pub(crate) fn sections(&self) -> Vec<Section> {
        let figure = |id: &'static str, drawing: Drawing| {
            let title = "What is to be seen here, in a sentence that takes a line".to_owned();
            let note = "Units and ranges, and what was left out of this; a month is too small to \
                compare with another.";
            vec![
                Block::Paragraph {
                    label: Label::Plain,
                    text: format!("{} went from 12 to 5.", self.name(1)),
                    evidence: vec![id.to_owned()],
                },
                Block::Figure(Box::new(Figure { id, title, note: note.to_owned(), drawing })),
            ]
        };
        let unmoved = Block::Unmoved {
            text: "What did not move: the second half looked 81% like the one before.".to_owned(),
            evidence: vec!["F6".to_owned(), "T1".to_owned()],
        };
        let mut first = vec![unmoved];
        first.extend(figure("T1", self.table()));
        let mut months = figure("F1", self.bars());
        months.extend(figure("F8", self.shares()));
        let titled = |title, blocks| Section { title, blocks };
        vec![
            titled("", first),
            titled("Motion and headway", months),
            titled("What no longer needs attention", figure("F2", self.before_after())),
            titled("What was patched again", figure("F3", self.strips())),
            titled("Leverage", [figure("F4", self.curves()), figure("F5", self.growth())].concat()),
            titled(
                "Scope, complexity and inertia",
                [figure("F6", self.matrix()), figure("F7", self.courses())].concat(),
            ),
        ]
    }
}
