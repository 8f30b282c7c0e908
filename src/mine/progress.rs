//! How a long run tells where it is, and learns that it should stop.
//!
//! In: calls from the mining code. Out: whatever the implementation makes of them.
//! Deliberately absent: drawing; `ui` does that, tests and hooks use [`Silent`].

/// What the run is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Finding out which commits are new.
    Walking,
    /// Reading and comparing what they changed; counted in commits.
    Comparing,
    /// Following every line to its origin; counted in commits.
    Tracing,
    /// Parsing what commits changed, for what happened to its structure; counted in commits.
    Parsing,
    /// Writing the store; counted in commits.
    Storing,
}

/// A listener to a run. Called from several threads.
pub trait Progress: Sync {
    /// A stage begins; `total` is how many steps it has.
    fn begin(&self, stage: Stage, total: usize);
    /// The work turns to a stage without a count of its own, or back to the one that has begun: each
    /// block is compared and then stored. People follow the count; a measurement wants the turns.
    fn resume(&self, _: Stage) {}
    /// So many more steps of the stage are done.
    fn advance(&self, steps: usize);
    /// The run is over, whether it succeeded or not.
    fn end(&self);
    /// Whether the person asked the run to stop. Asked often; must be cheap.
    fn interrupted(&self) -> bool;
}

/// Listens to nothing and never interrupts.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _: Stage, _: usize) {}
    fn advance(&self, _: usize) {}
    fn end(&self) {}
    fn interrupted(&self) -> bool {
        false
    }
}
