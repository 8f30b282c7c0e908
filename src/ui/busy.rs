//! One line that says what is being worked out, where nothing can be counted.
//!
//! In: what it is. Out: a line on stderr, drawn when it takes longer than a moment and gone when the work is over.
//! Deliberately absent: Ctrl-C, which ends the process at once, as nothing is being written meanwhile; and how far the
//! work is (`progress`).

use super::line::{Line, Pen, fitting};
use super::progress::Drawing;

/// Says what goes on for as long as it lives.
#[derive(Debug)]
pub struct Busy {
    line: Option<Line>,
}

impl Busy {
    /// Says `what`, which is ASCII.
    pub(super) fn start(what: &'static str, drawing: Drawing) -> Self {
        let says = move |columns| fitting(vec![what.to_owned()], columns);
        let line = (drawing == Drawing::Stderr).then(|| Line::start(Pen::default(), says));
        Self { line }
    }
}

/// Work that ends by an error or a panic leaves no line behind either.
impl Drop for Busy {
    fn drop(&mut self) {
        if let Some(line) = self.line.take() {
            line.end();
        }
    }
}
