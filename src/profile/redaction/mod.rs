//! Ledgers that say what happened and name nothing, so that a report of them can be shown outside.
//!
//! In: ledgers. Out: the same with neutral words (`file 12`, `area 3`, `commit 7`) in the place of repositories, people,
//! areas, files, what is in files, commits and their subjects. Deliberately absent: anything that a report does; what is
//! not in a ledger cannot get into a report of it.
//!
//! Numbers, dates, kinds of changes, agents and the names of programming languages stay. The same thing has the same
//! word in all of the ledgers, clones of one project included; and words sort as what they stand for, so that nothing
//! else of a report changes.

mod names;
mod words;

use self::names::each_name;
use self::words::{Collected, Words};
use super::Ledger;
use crate::model::by_project;

/// What the person is called.
pub const AUTHOR: &str = "the author";

/// What is said where a subject would stand.
pub const NOT_SHOWN: &str = "(subject not shown)";

/// Ledgers without names.
#[must_use]
pub fn redacted(ledgers: &[Ledger]) -> Vec<Ledger> {
    let roots: Vec<_> = ledgers.iter().map(|ledger| ledger.roots.as_slice()).collect();
    let projects = by_project(&roots);
    let mut ledgers = ledgers.to_vec();
    let mut collected = Collected::default();
    for (ledger, project) in ledgers.iter_mut().zip(&projects) {
        each_name(ledger, &mut |name| collected.take(&name, *project));
    }
    let words = Words::of(collected);
    for (ledger, project) in ledgers.iter_mut().zip(&projects) {
        each_name(ledger, &mut |name| words.put(name, *project));
    }
    ledgers
}

#[cfg(test)]
mod tests;
