//! Leverage: what of a person's work lasts, and what others build on.
//!
//! In: live lines, founded files, names and who uses them, outcomes. Out: rows for a ledger, and what those of several
//! come to.
//! Deliberately absent: names of others, a score, and the claim that lasting is a merit by itself:
//! code that nobody runs lasts too.

mod built;
mod carried;
mod course;
mod curve;
mod founded;
mod lives;
mod others;
mod outcomes;
mod over;
mod quiet;
mod reuse;
mod rows;

use super::{Standings, Subject};
use crate::model::{ChangeIndex, CommitIndex, FileChange, History, PersonIndex};

pub use built::{BuiltMonth, GrownArea, GrownMonth};
pub use course::SurvivalCourse;
pub use curve::{Left, Remaining};
pub(super) use lives::{CommitLines, commit_lines};
pub use lives::{LineEnds, LineLife, LineLives, StandingLines};
pub(super) use others::Others;
pub(super) use outcomes::outcomes_of_commit;
pub use outcomes::{OutcomeChanges, Outcomes};
pub use over::{Built, LineSurvival, Reused, SurvivalPoint, YearSurvival};
pub use quiet::Mended;
use quiet::WentQuiet;
pub(super) use rows::leverage_rows;
pub use rows::{
    CarriedRow, ChangedSymbol, FoundedCounts, LeverageRows, MendedChange, QuietRow, ReuseRows,
    SymbolUse, UsedSymbol,
};

fn year_of(history: &History, commit: CommitIndex) -> i32 {
    history.commit(commit).month().year
}

/// A day of somebody's work: one person on one day, however many commits they made of it. The person themself is nobody,
/// also where they only co-wrote a commit.
type WorkDay = (Option<PersonIndex>, jiff::civil::Date);

fn work_day(history: &History, subject: &Subject, at: CommitIndex) -> WorkDay {
    let commit = history.commit(at);
    ((!subject.had_part(history, at)).then_some(commit.author), commit.date())
}

fn counts(standings: &Standings, file_change: &FileChange) -> bool {
    let mut changes = file_change.changes.clone();
    changes.any(|at| standings.counts(ChangeIndex(u32::try_from(at).unwrap_or(u32::MAX))))
}

#[cfg(test)]
mod rows_tests;
#[cfg(test)]
mod tests;
