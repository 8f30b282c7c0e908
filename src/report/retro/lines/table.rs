//! The table of the six lines.
//!
//! In: lines. Out: a grid with a column of small lines, as a figure of its section. Deliberately absent: new numbers.

use super::{LineOf, LineValue, YearLine, YearLines};
use crate::report::drawing::{Drawing, Figure, Sparks};
use crate::report::grid::{Column, Grid};
use crate::report::retro::Retro;
use crate::report::section::{Block, Section};
use crate::report::text::Label;
use crate::report::words::list;

/// The column of small lines.
const COURSE: usize = 5;
const NONE: &str = "–";

impl YearLine {
    fn cell(&self, value: Option<LineValue>) -> String {
        let Some(LineValue { value, of, .. }) = value else { return NONE.to_owned() };
        match of {
            _ if self.is_share => format!("{value:.0}%"),
            Some(of) => format!("{value:.0} of {of:.0}"),
            None => format!("{value:.0}"),
        }
    }

    /// The range of the period's value, or what else bears on it.
    fn likely(&self) -> String {
        let range = |at: LineValue| Some(format!("{:.0}–{:.0}%", at.low?, at.high?));
        let range = self.now().and_then(range);
        self.note.clone().or(range).unwrap_or_else(|| NONE.to_owned())
    }

    /// The values one after the other.
    fn course(&self) -> String {
        let value = |value: &Option<LineValue>| {
            value.map_or_else(|| NONE.to_owned(), |value| format!("{:.0}", value.value))
        };
        self.values.iter().map(value).collect::<Vec<_>>().join(" ")
    }

    /// What is measured, in a sentence.
    fn means(&self, window: i64) -> String {
        match self.of {
            LineOf::Repeats => format!(
                "Patched again: of the commits that patch existing code, those on a spot that was patched in the {window} \
                 days before, by anybody."
            ),
            LineOf::Headway => "Headway: of the commits that count, new or restructured code, and fixes that held.".to_owned(),
            LineOf::Quieted => "Spots quieted: of the recurring spots on which a change of the time ended a run of patches, \
                 those patched less since than spots like them; saved: patches to expect less those that came."
                .to_owned(),
            LineOf::Lasting => "Lines that last: of the own lines written a year before, in the same months, those that stood when a year old.".to_owned(),
            LineOf::BuiltOn => "Others build on: commits of others on files, functions and areas founded before.".to_owned(),
            LineOf::Alone => format!(
                "{}: known by one person alone, at the end of the period or now.",
                self.name
            ),
            LineOf::Likeness => "Likeness: how alike the work is to that of the time before, over areas and kinds of change; \
                 by chance: were the weeks of both dealt out anew."
                .to_owned(),
        }
    }
}

impl YearLines {
    fn grid(&self) -> Grid {
        let now = self.periods.last().map_or("", |name| short(name, "this period"));
        let row = |line: &YearLine| {
            let beside = self.beside.and_then(|at| line.values.get(at).copied().flatten());
            vec![
                line.name.clone(),
                line.cell(line.now()),
                line.likely(),
                line.cell(beside),
                line.reading.to_owned(),
                line.course(),
                line.shown_in.to_owned(),
            ]
        };
        let before = self
            .beside
            .and_then(|at| self.periods.get(at))
            .map_or("before", |at| short(at, "before"));
        Grid {
            columns: vec![
                Column::words("what"),
                Column::named(now).labelled(Label::Strong),
                Column::number("likely").labelled(Label::Muted),
                Column::named(before),
                Column::words("reading"),
                Column::named(&self.span()).labelled(Label::Muted),
                Column::words("see").labelled(Label::Muted),
            ],
            rows: self.lines.iter().map(row).collect(),
        }
    }

    /// From the first to the last of the periods: `2021–25`, of years; the first and the last of others.
    fn span(&self) -> String {
        match self.periods.as_slice() {
            [] | [_] => "course".to_owned(),
            [.., last] if short(last, "").is_empty() => "course".to_owned(),
            [first, .., last] => match last.strip_prefix(first.get(..2).unwrap_or_default()) {
                Some(short) if [first.len(), last.len()] == [4, 4] => format!("{first}–{short}"),
                _ => format!("{first} to {last}"),
            },
        }
    }

    fn sparks(&self) -> Sparks {
        let values = |line: &YearLine| {
            line.values.iter().map(|value| value.map(|value| value.value)).collect()
        };
        Sparks {
            column: COURSE,
            values: self.lines.iter().map(values).collect(),
            labels: self.lines.iter().map(|line| line.of.label()).collect(),
        }
    }

    /// The table without its column of small lines, for a screen that has no room.
    pub(in crate::report) fn brief(&self) -> Grid {
        let mut grid = self.grid();
        grid.columns.truncate(COURSE);
        grid.rows.iter_mut().for_each(|row| row.truncate(COURSE));
        grid
    }

    /// Which lines are clearly other than before.
    fn title(&self, called: &str) -> String {
        let Some(before) = self.beside.and_then(|at| self.periods.get(at)) else {
            return format!("{called}, with nothing to compare");
        };
        let named = |reading: &str| {
            let lines = self.lines.iter().filter(|line| line.reading == reading);
            list(&lines.map(|line| line.name.to_lowercase()).collect::<Vec<_>>())
        };
        match (named("clearly higher").as_str(), named("clearly lower").as_str()) {
            ("", "") if !self.lines.iter().any(|line| line.is_share) => {
                format!("{called} beside {before}")
            }
            ("", "") => format!("No share is clearly higher or lower than in {before}"),
            (higher, "") => format!("Clearly higher than in {before}: {higher}"),
            ("", lower) => format!("Clearly lower than in {before}: {lower}"),
            (higher, lower) => {
                format!("Clearly higher than in {before}: {higher}; clearly lower: {lower}")
            }
        }
    }

    fn figure(&self, retro: &Retro) -> Figure {
        let window = retro.method.definitions.window_days;
        let means: Vec<String> = self.lines.iter().map(|line| line.means(window)).collect();
        Figure {
            id: "T1",
            title: self.title(&retro.called),
            note: means.join(" "),
            drawing: Drawing::Table(self.grid(), Some(self.sparks())),
        }
    }
}

pub(in crate::report::retro) fn section(retro: &Retro) -> Section {
    let title = match (retro.noun, retro.lines.lines.len()) {
        ("year", YearLines::SIX) => "The year in six lines",
        ("year", _) => "The year in a few lines",
        (_, YearLines::SIX) => "The period in six lines",
        _ => "The period in a few lines",
    };
    let blocks = if retro.lines.lines.is_empty() {
        vec![Block::muted("There is too little for any line.")]
    } else {
        vec![Block::Figure(Box::new(retro.lines.figure(retro)))]
    };
    Section { title, blocks }
}

/// Letters of a name that heads a column of numbers: `2024-H1`, and no fiscal year.
const HEAD: usize = 8;

/// A name, or what stands in its place where it would push the other columns out.
fn short<'n>(name: &'n str, otherwise: &'n str) -> &'n str {
    if name.chars().count() > HEAD { otherwise } else { name }
}

#[cfg(test)]
mod tests {
    use super::{LineOf, LineValue, YearLine, YearLines};

    fn value(value: f64, range: Option<(f64, f64)>, of: f64) -> LineValue {
        let (low, high) = (range.map(|ends| ends.0), range.map(|ends| ends.1));
        LineValue { value, low, high, of: Some(of) }
    }

    fn line(
        of: LineOf,
        is_share: bool,
        values: Vec<Option<LineValue>>,
        note: Option<&str>,
    ) -> YearLine {
        YearLine {
            of,
            name: "line".to_owned(),
            is_share,
            values,
            note: note.map(str::to_owned),
            reading: "too early",
            shown_in: "F1",
        }
    }

    #[test]
    fn cells_say_what_there_is() {
        let mut lines = YearLines {
            periods: ["2023", "2024", "2025"].map(str::to_owned).to_vec(),
            beside: Some(1),
            lines: vec![
                line(
                    LineOf::Repeats,
                    true,
                    vec![
                        None,
                        Some(value(45.2, Some((31.0, 60.0)), 40.0)),
                        Some(value(32.4, Some((28.0, 37.0)), 310.0)),
                    ],
                    None,
                ),
                line(
                    LineOf::Quieted,
                    false,
                    vec![Some(value(0.0, None, 1.0)), None, Some(value(2.0, None, 5.0))],
                    Some("0.4 to 5.2 saved"),
                ),
            ],
        };
        let grid = lines.grid();
        let titles: Vec<&str> = grid.columns.iter().map(|column| column.title.as_ref()).collect();
        assert_eq!(titles, ["what", "2025", "likely", "2024", "reading", "2023–25", "see"]);
        assert_eq!(grid.rows[0], ["line", "32%", "28–37%", "45%", "too early", "– 45 32", "F1"]);
        let quieted = ["line", "2 of 5", "0.4 to 5.2 saved", "–", "too early", "0 – 2", "F1"];
        assert_eq!(grid.rows[1], quieted);
        assert_eq!(lines.sparks().values[1], [Some(0.0), None, Some(2.0)]);
        assert_eq!(lines.brief().columns.len(), 5);
        lines.periods =
            ["2022-04–2023-03", "2023-04–2024-03", "2024-04–2025-03"].map(str::to_owned).to_vec();
        let grid = lines.grid();
        let titles: Vec<&str> = grid.columns.iter().map(|column| column.title.as_ref()).collect();
        assert_eq!(
            titles,
            ["what", "this period", "likely", "before", "reading", "course", "see"],
            "long names would push the reading out"
        );
    }

    #[test]
    fn the_title_names_what_is_clearly_other() {
        let mut lines = YearLines {
            periods: ["2024", "2025"].map(str::to_owned).to_vec(),
            beside: Some(0),
            lines: vec![
                line(LineOf::Repeats, true, Vec::new(), None),
                YearLine {
                    name: "Headway".to_owned(),
                    ..line(LineOf::Headway, true, Vec::new(), None)
                },
            ],
        };
        assert_eq!(lines.title("2025"), "No share is clearly higher or lower than in 2024");
        lines.lines[0].reading = "clearly lower";
        assert_eq!(lines.title("2025"), "Clearly lower than in 2024: line");
        lines.lines[1].reading = "clearly higher";
        assert_eq!(
            lines.title("2025"),
            "Clearly higher than in 2024: headway; clearly lower: line"
        );
        lines.lines[0].reading = "too few";
        assert_eq!(lines.title("2025"), "Clearly higher than in 2024: headway");
        lines.lines.iter_mut().for_each(|line| line.is_share = false);
        lines.lines[1].reading = "counted, no range";
        assert_eq!(lines.title("2025"), "2025 beside 2024");
        lines.beside = None;
        assert_eq!(lines.title("2025"), "2025, with nothing to compare");
    }
}
