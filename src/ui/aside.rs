//! One of several runs that go on side by side, and what it has to say.
//!
//! In: what a run says while others go on. Out: the same, to be said when it is its turn, so that the order does not
//! depend on which is over first. Deliberately absent: whose turn it is.

use std::sync::{Arc, Mutex, PoisonError};

use crate::report::Text;

use super::meters::Shared;
use super::progress::Meter;

/// What a run has said so far.
#[derive(Clone, Debug, Default)]
pub struct Held(Arc<Mutex<Vec<Piece>>>);

/// A piece of it.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    /// A part of the answer.
    Answer(Text),
    /// Something beside it.
    Beside(Text),
}

impl Held {
    pub(super) fn take(&self) -> Vec<Piece> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn push(&self, piece: Piece) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(piece);
    }
}

/// The place of a run among the others.
#[derive(Clone, Debug)]
pub(super) struct Aside {
    pub name: String,
    pub at: usize,
    pub shared: Arc<Shared>,
    pub held: Held,
}

impl Aside {
    pub(super) fn answer(&self, text: &Text) {
        self.held.push(Piece::Answer(text.clone()));
    }

    pub(super) fn beside(&self, text: &Text) {
        self.held.push(Piece::Beside(text.clone()));
    }

    /// A sentence that says which of the runs it is about.
    pub(super) fn named(&self, says: &str) -> String {
        format!("{}: {says}", self.name)
    }

    pub(super) fn meter(&self) -> Meter {
        self.shared.meter(self.at)
    }
}
