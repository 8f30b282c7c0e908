//! Tables in columns of a terminal.
//!
//! In: a grid and a width. Out: labelled lines no wider than that.
//! Deliberately absent: borders. A table that is too wide first shortens its words, then leaves out
//! its last columns: they are the least important ones, and the JSON has them.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::report::grid::{Align, Grid};
use crate::report::{Label, Text};

/// Between two columns.
const GAP: usize = 2;
/// Paths are not shortened below this, nor below a third of the screen, before a column is left
/// out …
const NARROWEST_PATH: usize = 20;
/// … and other words not below this.
const NARROWEST_WORDS: usize = 16;

/// Lays a table out.
pub(super) fn lay_out(grid: &Grid, width: usize, text: &mut Text) {
    let widths = fit(grid, width);
    let titles = grid.columns.iter().map(|column| column.title.as_ref());
    line(grid, &widths, titles, Some(Label::Muted), text);
    for row in &grid.rows {
        line(grid, &widths, row.iter().map(String::as_str), None, text);
    }
}

/// The widths of the columns that fit.
fn fit(grid: &Grid, width: usize) -> Vec<usize> {
    let natural = |at: usize| {
        let cells = grid.rows.iter().map(|row| row[at].width());
        cells.chain([grid.columns[at].title.width()]).max().unwrap_or(0)
    };
    let natural: Vec<usize> = (0..grid.columns.len()).map(natural).collect();
    for kept in (1..=natural.len()).rev() {
        let mut widths = natural[..kept].to_vec();
        let gaps = GAP * (kept - 1);
        while widths.iter().sum::<usize>() + gaps > width {
            let Some(widest) = widest_words(grid, &widths, width) else { break };
            widths[widest] -= 1;
        }
        if widths.iter().sum::<usize>() + gaps <= width {
            return widths;
        }
    }
    vec![width]
}

fn widest_words(grid: &Grid, widths: &[usize], width: usize) -> Option<usize> {
    let can_shrink = |at: &usize| {
        let column = &grid.columns[*at];
        let narrowest = match column.label {
            Label::Path => NARROWEST_PATH.max(width / 3),
            _ => NARROWEST_WORDS,
        };
        column.align == Align::Left && widths[*at] > narrowest
    };
    (0..widths.len()).filter(can_shrink).max_by_key(|at| widths[*at])
}

fn line<'a>(
    grid: &Grid,
    widths: &[usize],
    cells: impl Iterator<Item = &'a str>,
    label: Option<Label>,
    text: &mut Text,
) {
    let last = widths.len() - 1;
    for (at, (cell, width)) in cells.zip(widths).enumerate() {
        let column = &grid.columns[at];
        let cell = shorten(cell, *width, column.label);
        let space = " ".repeat(width.saturating_sub(cell.width()));
        let label = label.unwrap_or(column.label);
        if column.align == Align::Right {
            text.plain(space).push(label, cell);
        } else {
            text.push(label, cell);
            if at < last {
                text.plain(space);
            }
        }
        if at < last {
            text.plain(" ".repeat(GAP));
        }
    }
    text.newline();
}

/// Cuts a cell to a width: of a path the end is kept, which tells more, of words the beginning.
fn shorten(cell: &str, width: usize, label: Label) -> String {
    if cell.width() <= width {
        return cell.to_owned();
    }
    let room = width.saturating_sub(1);
    if label == Label::Path {
        let kept = take_width(cell.chars().rev(), room);
        format!("…{}", kept.chars().rev().collect::<String>())
    } else {
        format!("{}…", take_width(cell.chars(), room).trim_end())
    }
}

/// As many of the characters as fit.
pub(super) fn take_width(characters: impl Iterator<Item = char>, width: usize) -> String {
    let mut used = 0;
    let fits = |character: &char| {
        used += character.width().unwrap_or(0);
        used <= width
    };
    characters.take_while(fits).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_width::UnicodeWidthStr;

    use super::lay_out;
    use crate::report::grid::{Column, Grid};
    use crate::report::{Label, Text};

    fn lines(spot: &str, width: usize) -> Vec<String> {
        let columns = vec![
            Column::words("spot").labelled(Label::Path),
            Column::number("patches"),
            Column::words("outcome"),
        ];
        let row = vec![spot.to_owned(), "12".to_owned(), "held 200 days".to_owned()];
        let mut text = Text::new();
        lay_out(&Grid { columns, rows: vec![row] }, width, &mut text);
        text.to_string().lines().map(str::to_owned).collect()
    }

    #[test]
    fn shortens_words_then_leaves_columns_out() {
        let spot = "src/configuration/loader.rs: fn load";
        let whole = "src/configuration/loader.rs: fn load       12  held 200 days";
        assert_eq!(lines(spot, 80)[1], whole);
        assert_eq!(lines(spot, 54)[1], "…figuration/loader.rs: fn load       12  held 200 days");
        assert_eq!(lines(spot, 40)[1], "…nfiguration/loader.rs: fn load       12");
        assert_eq!(lines(spot, 10)[1], "…: fn load");
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_the_screen(spot in "[a-z/火 ]{0,60}", width in 2_usize..90) {
            for line in lines(&spot, width) {
                prop_assert!(line.width() <= width, "{line:?} in {width}");
            }
        }
    }
}
