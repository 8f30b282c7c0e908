//! What would be done to the git directory, and doing it.
//!
//! In: steps decided by `install` or `uninstall`. Out: their description, or their effect: all of
//! them, or none. Deliberately absent: deciding, and what a step does (`step`).

use std::fmt;

use super::{Event, Outcome, Step};

/// The steps to take, and how each hook comes out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    steps: Vec<Step>,
    outcomes: Vec<(Event, Outcome)>,
}

impl Plan {
    /// The steps, in order.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// How each hook comes out once the plan was applied.
    #[must_use]
    pub fn outcomes(&self) -> &[(Event, Outcome)] {
        &self.outcomes
    }

    /// Takes all steps; when one fails, takes back those before it.
    ///
    /// # Errors
    /// When a file cannot be written or is no longer what the plan was made for.
    pub fn apply(&self) -> anyhow::Result<()> {
        for (at, step) in self.steps.iter().enumerate() {
            if let Err(error) = step.take() {
                return Err(self.take_back(at, error));
            }
        }
        Ok(())
    }

    pub(super) fn add(&mut self, step: Step) {
        self.steps.push(step);
    }

    pub(super) fn comes_out(&mut self, event: Event, outcome: Outcome) {
        self.outcomes.push((event, outcome));
    }

    fn take_back(&self, taken: usize, mut error: anyhow::Error) -> anyhow::Error {
        for step in self.steps[..taken].iter().rev() {
            if let Err(second) = step.take_back() {
                error = error.context(format!(
                    "stopped half-way, and what was done before could not be taken back ({second:#})"
                ));
            }
        }
        error
    }
}

/// Every byte that would be written and every name that would change.
impl fmt::Display for Plan {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.steps.is_empty() {
            return formatter.write_str("would change nothing\n");
        }
        self.steps.iter().try_for_each(|step| write!(formatter, "{step}"))
    }
}
