//! What one repository says of one person: everything that a profile needs of it.
//!
//! In: a judged history, whose ledger it is, and the time. Out: rows that stand on their own, without the
//! history, so that they can be kept and put beside those of other repositories. Deliberately absent: what
//! the rows of several repositories come to (`work` and the measures), and where they are kept (`store`).

mod chains;
mod commits;

pub use chains::{ChainDeed, ChainEvent, ChainRow, Ending, ExpectedPatches, SeenCommit};
pub use commits::{LedgerCommit, Role, Said};

use serde::{Deserialize, Serialize};

use super::leverage::{LeverageRows, Others, commit_lines, leverage_rows};
use super::{Areas, Basis, Ownership, Places, Standings, Subject, ownership};
use crate::model::{
    Boundary, Episodes, History, Month, ObjectId, SymbolUses, Thresholds, Timestamp, Verdicts,
};

/// A judged history, and what else a ledger is made from.
#[derive(Clone, Copy, Debug)]
pub struct Grounds<'a> {
    /// The history.
    pub history: &'a History,
    /// What each commit and each change was.
    pub verdicts: &'a Verdicts,
    /// What came of it over time.
    pub episodes: &'a Episodes,
    /// Who uses what the person introduced.
    pub uses: &'a SymbolUses,
    /// The numbers that all of it rests on.
    pub thresholds: &'a Thresholds,
    /// The moment from which it speaks.
    pub now: Timestamp,
}

/// What one repository says of one person.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ledger {
    /// Name of the repository, for people.
    pub repository: String,
    /// The commits that its history begins with; two repositories with one in common are of one project.
    pub roots: Vec<ObjectId>,
    /// The name that most of the person's commits bear.
    pub name: String,
    /// The last commit of the history.
    pub head: Option<ObjectId>,
    /// Commits of everybody's behind HEAD.
    pub commits_in_all: usize,
    /// What of the history could not be seen.
    pub boundary: Boundary,
    /// Where the person worked, which rows point at too.
    pub places: Places,
    /// The person's commits, in the order of the history.
    pub commits: Vec<LedgerCommit>,
    /// The person's part of every area that is or was theirs, most lines first.
    pub ownership: Vec<Ownership>,
    /// By month of the later commit, oldest first: commits of others that patch again what the person patched,
    /// in commit-equivalents.
    pub repeated_by_others: Vec<(Month, f64)>,
    /// Chains of patches in which the person had a part, in the order of the first patch.
    pub chains: Vec<ChainRow>,
    /// What lasts, what is built on and used, what was mended and handed over.
    pub leverage: LeverageRows,
}

impl Ledger {
    /// What stands for the author of a commit, in every repository the same; nothing for the person themself.
    #[must_use]
    pub fn key_of(&self, commit: &SeenCommit) -> Option<u64> {
        let number = commit.person?;
        self.leverage.others.get(number as usize).copied()
    }
}

/// Makes the ledger of a person. `roots` are the commits that the history begins with.
#[must_use]
pub fn ledger(grounds: &Grounds<'_>, roots: Vec<ObjectId>, subject: &Subject) -> Ledger {
    let Grounds { history, verdicts, episodes, .. } = *grounds;
    let standings = Standings::of(verdicts, episodes);
    let areas = Areas::of(history, verdicts);
    let lines = commit_lines(history, &standings, &areas);
    let (places, commits) = commits::commits(grounds, &standings, &areas, &lines, subject);
    let mut others = Others::default();
    Ledger {
        repository: history.repository.clone(),
        roots,
        name: subject.name(history).unwrap_or_default(),
        head: history.commits.last().map(|commit| commit.id),
        boundary: history.boundary,
        commits_in_all: history.commits.len(),
        places,
        commits,
        ownership: ownership(&Basis::of(grounds, &standings, subject)),
        repeated_by_others: commits::repeated_by_others(grounds, subject),
        chains: chains::chains(grounds, subject, &mut others),
        leverage: leverage_rows(grounds, &standings, &areas, &lines, subject, others),
    }
}
