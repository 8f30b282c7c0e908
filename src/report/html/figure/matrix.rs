//! How like each two periods are.
//!
//! In: likeness from 0 to 100. Out: the lower triangle, darker where they are more alike, with the numbers in the cells.
//! Deliberately absent: the diagonal, since each period is like itself; and numbers where a cell has no room for them, of
//! which there is a table.

use super::canvas::{Anchor, Canvas, Size};
use super::lettering::width;
use crate::report::drawing::Matrix;
use crate::report::drawn::{likeness, number};

const TOP: f64 = 4.0;
/// Cells, from side to side.
const LARGEST: f64 = 46.0;
/// A number needs so much.
const NUMBER: f64 = 21.0;
/// The height of a cell, where it is as wide as that.
const HEIGHT: f64 = 30.0;
/// The darkest that a cell can be, so that its number can be read.
const DARKEST: f64 = 0.42;

pub(super) fn draw(matrix: &Matrix, size: Size) -> Canvas {
    let mut canvas = Canvas::new(size, 0.0);
    let periods = &matrix.periods;
    let widest = periods.iter().map(|period| width(period)).fold(0.0, f64::max);
    let widest = widest.min(canvas.either(120.0, 76.0));
    let left = widest + 10.0;
    // Beside the last cell of a row stands its period.
    let room = canvas.width - left - widest - 6.0;
    let cell = (room / periods.len().saturating_sub(1).max(1) as f64).min(LARGEST);
    let height = cell.min(HEIGHT);
    canvas.height = TOP + height * periods.len() as f64 + 4.0;
    let most = most_alike(matrix);
    for (later, period) in periods.iter().enumerate() {
        let y = TOP + height * later as f64;
        let baseline = y + height / 2.0 + 4.0;
        if later > 0 {
            canvas.name("t", (left - 8.0, baseline), Anchor::End, period, widest);
        }
        for (earlier, before) in periods.iter().enumerate().take(later) {
            let x = left + cell * earlier as f64;
            let Some(like) = likeness(matrix, later, earlier) else { continue };
            let says = format!("{before} and {period}: {}", number(like.round()));
            let size = ((cell - 1.6).max(1.0), (height - 1.6).max(1.0));
            // Squared, since most of what is alike is so by half or more.
            canvas.cell((like / 100.0).powi(2) * DARKEST, (x, y), size, says);
            if cell >= NUMBER {
                let class = if most == Some((later, earlier)) { "b" } else { "v" };
                let middle = (x + (cell - 1.6) / 2.0, baseline);
                canvas.word(class, middle, Anchor::Middle, number(like.round()));
            }
        }
        // Each period names its column where that begins.
        if later + 1 < periods.len() {
            let x = left + cell * later as f64 + 2.0;
            canvas.name("t", (x, baseline), Anchor::Start, period, widest);
        }
    }
    canvas
}

fn most_alike(matrix: &Matrix) -> Option<(usize, usize)> {
    let pairs = (0..matrix.periods.len())
        .flat_map(|later| (0..later).map(move |earlier| (later, earlier)))
        .filter_map(|(later, earlier)| Some((likeness(matrix, later, earlier)?, later, earlier)));
    let most = pairs.max_by(|one, other| one.0.total_cmp(&other.0));
    most.map(|(_, later, earlier)| (later, earlier))
}
