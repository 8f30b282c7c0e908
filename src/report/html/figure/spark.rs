//! A small line in a cell of a table.
//!
//! In: values in the order of time. Out: a line from zero on, with the area under it. Deliberately absent: words; the cell
//! holds them for those who cannot see the line.

use super::canvas::{Canvas, Path, Size};
use super::scale::Scale;
use crate::report::text::Label;

const WIDTH: f64 = 110.0;
const HEIGHT: f64 = 26.0;
const EDGE: f64 = 4.0;

/// The line of a cell; nothing where there is no value.
pub(in crate::report::html) fn spark(values: &[Option<f64>], label: Label) -> Option<Canvas> {
    let finite = |value: &Option<f64>| value.filter(|value| value.is_finite());
    let largest = values.iter().filter_map(finite).reduce(f64::max)?;
    let (line, area, dot) = match label {
        Label::Motion => ("sm", "bm", "fm1"),
        Label::Muted | Label::Undecided => ("su", "bu", "fu1"),
        _ => ("sh", "bh", "fh1"),
    };
    let mut canvas = Canvas::new(Size::Wide, HEIGHT);
    canvas.width = WIDTH;
    let foot = HEIGHT - 3.0;
    let scale = Scale::new((0.0, largest), (foot, EDGE));
    let slot = (WIDTH - 2.0 * EDGE) / values.len().saturating_sub(1).max(1) as f64;
    let mut run: Vec<(f64, f64)> = Vec::new();
    let ended = [None];
    for (at, value) in values.iter().chain(&ended).enumerate() {
        if let Some(value) = finite(value) {
            run.push((EDGE + slot * at as f64, scale.at(value)));
            continue;
        }
        match run[..] {
            [] => {}
            [only] => canvas.dot(dot, only, 2.2, ""),
            [(first, _), .., (last, _)] => {
                let around: Vec<_> =
                    [(first, foot)].into_iter().chain(run.clone()).chain([(last, foot)]).collect();
                let mut under = Path::default();
                under.through(&around).close();
                canvas.curve(area, under, "");
                let mut over = Path::default();
                over.through(&run);
                canvas.curve(line, over, "");
            }
        }
        run.clear();
    }
    Some(canvas)
}
