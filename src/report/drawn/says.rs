//! A drawing in a sentence or two, for those who cannot see it.
//!
//! In: a drawing. Out: what sort of drawing it is and what stands out in it. Deliberately absent: single values; its
//! table has them.

use super::{NONE, age, at, likeness, number, percent};
use crate::report::drawing::{
    BeforeAfter, Course, Curves, Drawing, Growth, Matrix, ShareByMonth, Strip, Strips,
};
use crate::report::grids::decimal;
use crate::report::section::{Trend, Trends};
use crate::report::words::{capital, count, list};

/// Things that are named; of more, their number is said.
const NAMED: usize = 6;

/// The drawing in words.
pub(in crate::report) fn says(drawing: &Drawing) -> String {
    match drawing {
        Drawing::Table(grid, _) => count(grid.rows.len(), "row.", "rows."),
        Drawing::Bars(trends) => bars(trends),
        Drawing::Share(share) => self::share(share),
        Drawing::BeforeAfter(rows) => before_after(rows),
        Drawing::Strips(strips) => self::strips(strips),
        Drawing::Curves(curves) => self::curves(curves),
        Drawing::Growth(growths) => growth(growths),
        Drawing::Matrix(matrix) => self::matrix(matrix),
        Drawing::Courses(courses) => self::courses(courses),
    }
}

/// What is said of each thing, of the first few.
fn each<T>(things: &[T], says: impl Fn(&T) -> String) -> String {
    let said: Vec<String> = things.iter().take(NAMED).map(says).collect();
    let more = things.len().saturating_sub(NAMED);
    let rest = if more > 0 { format!(" And {more} more.") } else { String::new() };
    format!("{}{rest}", said.join(" "))
}

fn bars(trends: &Trends) -> String {
    let largest = |row: &Trend| {
        let named = row.values.iter().zip(&trends.months);
        let most = named.fold(None, |most: Option<(f64, &String)>, (value, month)| match most {
            Some((largest, _)) if largest >= *value => most,
            _ => Some((*value, month)),
        });
        match most.filter(|(value, _)| *value > 0.0) {
            Some((value, month)) => {
                format!("{}: most in {month}, {}.", row.name, decimal(value))
            }
            None => format!("{}: none.", row.name),
        }
    };
    let rows = each(&trends.rows, largest);
    let notes = each(&trends.notes, |note| format!("{}.", note.says()));
    let said = format!("Bars by month, headway above the line and motion below it. {rows} {notes}");
    said.trim_end().to_owned()
}

fn share(share: &ShareByMonth) -> String {
    let told = share.months.iter().zip(&share.shares);
    let told: Vec<(&String, f64)> =
        told.filter_map(|(month, value)| Some((month, (*value)?.value))).collect();
    let course = match told[..] {
        [] => "No month has a share.".to_owned(),
        [(month, value)] => format!("{} in {month}.", percent(value)),
        [(first, from), .., (last, to)] => {
            format!("From {} in {first} to {} in {last}.", percent(from), percent(to))
        }
    };
    let before = share.before.as_ref();
    let before =
        before.map_or_else(String::new, |(name, value)| format!(" {name}: {}.", percent(*value)));
    format!("A line of shares by month within its range. {course}{before}")
}

fn before_after(rows: &[BeforeAfter]) -> String {
    let rows = each(rows, |row| {
        let (before, after) = (number(row.before.value), number(row.after.value));
        format!("{}, {}: {before} before, {after} after, {}.", row.name, row.date, row.reading)
    });
    format!("Rates per 90 days with their ranges, before and after a change. {rows}")
}

fn strips(strips: &Strips) -> String {
    let rows =
        each(&strips.rows, |row: &Strip| format!("{}: {}; {}.", row.name, row.counts, row.reading));
    let (first, last) = (strips.first, strips.last);
    format!("Events from {first} to {last}, a strip for each spot. {rows}")
}

fn curves(curves: &Curves) -> String {
    let rule = curves.rule;
    let at_rule: Vec<String> = curves
        .curves
        .iter()
        .filter_map(|curve| Some(format!("{} {}", curve.name, percent(at(curve, rule)?.value))))
        .take(NAMED)
        .collect();
    let after = if at_rule.is_empty() {
        format!("None reaches {}", age(rule))
    } else {
        format!("After {}: {}", age(rule), list(&at_rule))
    };
    format!("Shares that fall step by step with age. {after}.")
}

fn growth(growths: &[Growth]) -> String {
    let rows = each(growths, |growth| {
        let last = growth.sums.last().map_or_else(|| NONE.to_owned(), |sum| number(*sum));
        format!("{}: {last}.", growth.name)
    });
    format!("Sums that grow month by month, all on one scale, with what each comes to. {rows}")
}

fn matrix(matrix: &Matrix) -> String {
    let pairs = (0..matrix.periods.len())
        .flat_map(|later| (0..later).map(move |earlier| (later, earlier)))
        .filter_map(|(later, earlier)| Some((likeness(matrix, later, earlier)?, later, earlier)));
    let most = pairs.max_by(|one, other| one.0.total_cmp(&other.0));
    let most = most.map_or_else(
        || "Too little to compare.".to_owned(),
        |(like, later, earlier)| {
            let (later, earlier) = (&matrix.periods[later], &matrix.periods[earlier]);
            format!("Most alike: {earlier} and {later}, {}.", number(like.round()))
        },
    );
    format!("How like each two periods are, from 0 to 100. {most}")
}

fn courses(courses: &[Course]) -> String {
    let rows = each(courses, |course| {
        let first = course
            .values
            .iter()
            .zip(&course.periods)
            .find_map(|(value, period)| Some((number((*value)?.value), period)));
        let first =
            first.map_or_else(String::new, |(value, period)| format!(" from {value} in {period}"));
        capital(&format!("{}{first} to {}", course.name, course.last))
    });
    format!("Measures by period, a small line each. {rows}")
}
