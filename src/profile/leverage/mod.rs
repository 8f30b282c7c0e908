//! First figures of leverage: what of a person's work lasts, and what others build on.
//!
//! In: live lines, founded files, names and who uses them, outcomes. Out: counts by year.
//! Deliberately absent: names of others, a score, and the claim that lasting is a merit by itself:
//! code that nobody runs lasts too.

mod carried;
mod course;
mod curve;
mod founded;
mod grown;
mod lives;
mod others;
mod outcomes;
mod over;
mod quiet;
mod reuse;
mod rows;
mod survival;

use super::{Areas, Standings, Subject};
use crate::model::{
    ChangeIndex, CommitIndex, Episodes, FileChange, History, PersonIndex, SymbolUses, Thresholds,
    Verdicts,
};

pub use course::SurvivalCourse;
pub use curve::{Left, Remaining};
pub use founded::{BuiltMonth, BuiltOn};
pub use grown::{GrownArea, GrownMonth};
pub(super) use lives::{CommitLines, commit_lines};
pub use lives::{LineEnds, LineLife, LineLives, StandingLines};
pub(super) use outcomes::outcomes_of_commit;
pub use outcomes::{Held, OutcomeChanges, Outcomes};
pub use over::{Built, LineSurvival, Reused, SurvivalPoint, YearSurvival};
pub use quiet::{Mended, WentQuiet};
pub use reuse::{Reuse, ReuseYear, ReusedSymbol, Use};
pub(super) use rows::leverage_rows;
pub use rows::{
    CarriedRow, ChangedSymbol, FoundedCounts, LeverageRows, MendedChange, QuietRow, ReuseRows,
    SymbolUse, UsedSymbol,
};
pub use survival::{Lines, Survival};

/// First figures of leverage.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Leverage {
    /// By year of writing, oldest first; years in which the person wrote lines.
    pub survival: Vec<Survival>,
    /// Files that the person founded.
    pub founded_files: usize,
    /// By year, oldest first; years in which others built on those files.
    pub built_on: Vec<BuiltOn>,
    /// What others use of the functions and types that the person introduced.
    pub reuse: Reuse,
    /// By year of the changes, oldest first.
    pub held: Vec<Held>,
    /// Recurring spots that have been quiet since a change of the person's, newest first.
    pub went_quiet: Vec<WentQuiet>,
    /// Patches after all changes of the person's that ended a chain, beside those of spots like theirs.
    pub mended: Mended,
}

/// Counts what lasts and what is built on.
#[must_use]
pub fn leverage(
    history: &History,
    verdicts: &Verdicts,
    episodes: &Episodes,
    uses: &SymbolUses,
    standings: &Standings,
    thresholds: &Thresholds,
    subject: &Subject,
) -> Leverage {
    let areas = Areas::of(history, verdicts);
    let founded = founded::founded_files(history, standings, &areas, subject);
    Leverage {
        survival: survival::survival(history, &commit_lines(history, standings, &areas), subject),
        founded_files: founded.len(),
        built_on: founded::built_on(history, standings, subject, &founded),
        reuse: reuse::reuse(history, uses, subject, thresholds.window),
        held: outcomes::held(history, verdicts, episodes, subject),
        mended: quiet::mended(history, episodes, subject),
        went_quiet: quiet::went_quiet(history, verdicts, episodes, thresholds, subject),
    }
}

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
