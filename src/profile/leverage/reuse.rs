//! What others use of what the person introduced.
//!
//! In: functions and types that the person's commits brought, and the lines at HEAD that hold their names. Out:
//! those that others use, by symbol. Deliberately absent: names of others, and a
//! share: how many ought to be used nobody can say.
//!
//! By its name alone a definition is known only where the name is unique: introduced by one commit of the
//! person's, defined in one place at HEAD, in a file of the product itself, and not spoken of by any line that is
//! older. A use is a line in another file of the product that a later commit wrote.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::founded::product_files;
use crate::model::{
    CommitIndex, FileIndex, History, Introduced, NamedLines, PersonIndex, SymbolUses, Timestamp,
};
use crate::profile::Subject;

/// What others use of what the person introduced.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Reuse {
    /// The person's commits, merges left out.
    pub commits: usize,
    /// Of these, commits in which a file could be parsed.
    pub looked_into: usize,
    /// Functions and types that they introduced and that can be told by their names.
    pub symbols: usize,
    /// Of these, used only by the person's own later commits, in other files.
    pub by_self: usize,
    /// Of these, used by nobody and introduced too lately to be missed.
    pub too_early: usize,
    /// What others use, most commits first.
    pub used: Vec<ReusedSymbol>,
}

/// A symbol of the person's that others use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ReusedSymbol {
    /// Its title.
    pub title: String,
    /// Where it is defined today.
    pub file: FileIndex,
    /// The commit that introduced it.
    pub introduced: CommitIndex,
    /// What others wrote with its name, in the order of commits; at least one.
    pub uses: Vec<Use>,
    /// How many others.
    pub others: usize,
}

/// Lines of one commit in one file that use a symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Use {
    /// The commit.
    pub by: CommitIndex,
    /// The file.
    pub file: FileIndex,
    /// How many lines.
    pub lines: u32,
}

impl ReusedSymbol {
    /// The commits that wrote the uses, oldest first.
    pub(super) fn commits(&self) -> BTreeSet<CommitIndex> {
        self.uses.iter().map(|at| at.by).collect()
    }

    /// How many lines use it.
    pub(super) fn lines(&self) -> u32 {
        self.uses.iter().map(|at| at.lines).sum()
    }
}

/// Counts the uses. A symbol younger than `window` at the end of the history has not been there long enough.
pub(super) fn reuse(
    history: &History,
    uses: &SymbolUses,
    subject: &Subject,
    window: Timestamp,
) -> Reuse {
    let own = history
        .commit_indices()
        .filter(|at| subject.wrote(history, *at) && !history.commit(*at).is_merge());
    let own: Vec<CommitIndex> = own.collect();
    let product = product_files(history);
    let last = history.commits.iter().map(crate::model::Commit::time).max().unwrap_or_default();
    let mut reuse = Reuse {
        commits: own.len(),
        looked_into: own.iter().filter(|at| uses.looked_into.contains(at)).count(),
        ..Reuse::default()
    };
    for (symbol, lines) in unique(uses) {
        let Some(file) = defined_in(symbol, lines, &product) else { continue };
        reuse.symbols += 1;
        let uses = later_uses(symbol, file, lines, &product);
        if let Some(used) = used_by_others(history, subject, symbol, file, &uses) {
            reuse.used.push(used);
        } else if !uses.is_empty() {
            reuse.by_self += 1;
        } else if last - history.commit(symbol.commit).time() < window {
            reuse.too_early += 1;
        }
    }
    reuse.used.sort_by_cached_key(|used| {
        let (commits, lines) = (used.commits().len(), used.lines());
        (std::cmp::Reverse((commits, lines)), used.title.clone(), used.introduced)
    });
    reuse
}

/// By file that defines something of the person's, the last commit that used it in another file.
pub(super) fn last_uses(history: &History, uses: &SymbolUses) -> HashMap<FileIndex, CommitIndex> {
    let product = product_files(history);
    let mut last: HashMap<FileIndex, CommitIndex> = HashMap::new();
    for (symbol, lines) in unique(uses) {
        let Some(file) = defined_in(symbol, lines, &product) else { continue };
        if let Some(by) = later_uses(symbol, file, lines, &product).iter().map(|at| at.by).max() {
            let known = last.entry(file).or_insert(by);
            *known = by.max(*known);
        }
    }
    last
}

/// Names that one commit introduced once, with the lines that hold them.
fn unique(uses: &SymbolUses) -> impl Iterator<Item = (&Introduced, &[NamedLines])> {
    let mut times: HashMap<&str, usize> = HashMap::new();
    for symbol in &uses.introduced {
        *times.entry(&symbol.name).or_default() += 1;
    }
    let once = uses.introduced.iter().filter(move |symbol| times[symbol.name.as_str()] == 1);
    once.filter_map(|symbol| Some((symbol, uses.lines.get(&symbol.name)?.as_slice())))
}

/// The only file that defines a symbol, when it is one of the product and no older line has the name.
fn defined_in(
    symbol: &Introduced,
    lines: &[NamedLines],
    product: &HashSet<FileIndex>,
) -> Option<FileIndex> {
    let is_older = |line: &NamedLines| line.origin.is_none_or(|origin| origin < symbol.commit);
    let mut defining = lines.iter().filter(|line| line.defines);
    let only = defining.next().filter(|line| line.lines == 1 && product.contains(&line.file))?;
    (defining.next().is_none() && !lines.iter().any(is_older)).then_some(only.file)
}

/// What later commits wrote with the name of a symbol in other files of the product.
fn later_uses(
    symbol: &Introduced,
    defined_in: FileIndex,
    lines: &[NamedLines],
    product: &HashSet<FileIndex>,
) -> Vec<Use> {
    let elsewhere =
        lines.iter().filter(|line| line.file != defined_in && product.contains(&line.file));
    let uses = elsewhere.filter_map(|line| {
        let by = line.origin.filter(|by| *by > symbol.commit)?;
        Some(Use { by, file: line.file, lines: line.lines })
    });
    let mut uses: Vec<Use> = uses.collect();
    uses.sort();
    uses
}

fn used_by_others(
    history: &History,
    subject: &Subject,
    symbol: &Introduced,
    file: FileIndex,
    uses: &[Use],
) -> Option<ReusedSymbol> {
    let by_others = uses.iter().filter(|at| !subject.had_part(history, at.by));
    let uses: Vec<Use> = by_others.copied().collect();
    let others = people(history, &uses);
    let (title, introduced) = (symbol.title.clone(), symbol.commit);
    (!uses.is_empty()).then_some(ReusedSymbol { title, file, introduced, uses, others })
}

/// How many people wrote some uses.
fn people(history: &History, uses: &[Use]) -> usize {
    uses.iter().map(|at| history.commit(at.by).author).collect::<HashSet<PersonIndex>>().len()
}
