//! What others began to use, in a period, of the functions and types that the person introduced.
//!
//! In: uses by month. Out: counts; a sentence for each of those used most, with the commit that introduced it and the
//! latest one of the period that uses it. Deliberately absent: names of others, unless they are asked for.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use serde::Serialize;

use super::super::evidence::Gathered;
use super::super::{Finding, Retrospect};
use super::Words;
use crate::profile::{Ledger, Period, Reused, SymbolUse, UsedSymbol};
use crate::report::parts::CommitRef;
use crate::report::profile::{FoundationFigures, ReusePeriod};
use crate::report::words::{count, list};

/// Functions and types that are told of.
const TOLD: usize = 3;

/// A function or a type that others began to use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UsedStory {
    /// Where it is defined today, and its title.
    pub symbol: String,
    /// The commit that introduced it.
    pub introduced: CommitRef,
    /// Commits of others in the period that use it.
    pub commits: usize,
    /// How many others.
    pub others: usize,
    /// In how many files.
    pub files: usize,
    /// The rows of the commit that introduced it and of the latest one of the period that uses it.
    pub evidence: Vec<String>,
}

/// What others began to use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UsedOfYear {
    /// In the period.
    pub used: ReusePeriod,
    /// In the period beside it.
    pub used_before: ReusePeriod,
    /// What is used most in the period; three at most.
    pub symbols: Vec<UsedStory>,
}

/// A function or a type, and the ledger that tells of it.
type Told<'a> = (&'a Ledger, &'a UsedSymbol);

impl<'a> Retrospect<'a> {
    pub(super) fn used(&self, evidence: &mut Gathered<'_>) -> UsedOfYear {
        let mut told: Vec<Told<'a>> = self.used_symbols().collect();
        told.sort_by_cached_key(|(ledger, symbol)| {
            let key = Reverse((self.distinct(symbol, |at| at.commit), self.used_lines(symbol)));
            (key, self.place(ledger, &symbol.symbol))
        });
        told.truncate(TOLD);
        UsedOfYear {
            used: self.reused_in(self.query.period),
            used_before: self.reused_in(self.query.beside),
            symbols: told.into_iter().map(|told| self.used_story(told, evidence)).collect(),
        }
    }

    /// Those with a use in the period.
    fn used_symbols(&self) -> impl Iterator<Item = Told<'a>> {
        let all = self.work.primaries.iter().copied().flat_map(|ledger| {
            ledger.leverage.reuse.used.iter().map(move |symbol| (ledger, symbol))
        });
        let period = self.query.period;
        all.filter(move |(_, symbol)| symbol.uses.iter().any(|at| period.holds(at.month)))
    }

    fn reused_in(&self, period: Period) -> ReusePeriod {
        let rows: Vec<_> = self.work.primaries.iter().map(|ledger| &ledger.leverage).collect();
        ReusePeriod::of(period.name(), Reused::of(&rows, &|month| period.holds(month)))
    }

    fn uses<'b>(&self, symbol: &'b UsedSymbol) -> impl Iterator<Item = &'b SymbolUse> {
        let period = self.query.period;
        symbol.uses.iter().filter(move |at| period.holds(at.month))
    }

    fn distinct(&self, symbol: &UsedSymbol, of: fn(&SymbolUse) -> u32) -> usize {
        self.uses(symbol).map(of).collect::<BTreeSet<u32>>().len()
    }

    fn used_lines(&self, symbol: &UsedSymbol) -> u32 {
        self.uses(symbol).map(|at| at.lines).sum()
    }

    fn used_story(&self, (ledger, row): Told<'_>, evidence: &mut Gathered<'_>) -> UsedStory {
        let symbol = self.place(ledger, &row.symbol);
        let mut rows =
            vec![evidence.cite_own(ledger, row.introduced, format!("introduced {symbol}"))];
        let period = self.query.period;
        let mut seen = row.by_month.iter().rev();
        if let Some(latest) = seen.find(|commit| period.holds(commit.month())) {
            rows.push(evidence.cite(ledger, latest, format!("uses {symbol}")));
        }
        UsedStory {
            introduced: self.own(row.introduced),
            commits: self.distinct(row, |at| at.commit),
            others: self.distinct(row, |at| at.person),
            files: self.distinct(row, |at| at.file),
            evidence: rows,
            symbol,
        }
    }
}

/// `3 commits of 2 others in 4 files`.
fn amount(commits: usize, others: usize, files: usize) -> String {
    format!(
        "{} of {} in {}",
        count(commits, "commit", "commits"),
        count(others, "other", "others"),
        count(files, "file", "files")
    )
}

impl UsedOfYear {
    /// How much is used, and what of it most.
    pub(super) fn says(&self, words: &Words, founded: &FoundationFigures) -> Vec<Finding> {
        let Words { yours, period, .. } = words;
        if founded.looked_into == 0 {
            return vec![Finding::plain(format!(
                "Which functions and types of {yours} others use is not known: no file could be read and parsed."
            ))];
        }
        if self.symbols.is_empty() {
            let says = format!(
                "As far as names tell, nobody else began to use a function or a type of {yours} in {period}."
            );
            return vec![Finding::plain(says)];
        }
        if self.used.symbols > self.symbols.len() {
            return vec![self.in_all(words)];
        }
        let story = |used: &UsedStory| Finding {
            text: format!(
                "Others began to use {} in {period}: {}.",
                used.symbol,
                amount(used.commits, used.others, used.files)
            ),
            evidence: used.evidence.clone(),
        };
        self.symbols.iter().map(story).collect()
    }

    /// More than are told of one by one.
    fn in_all(&self, Words { yours, period, .. }: &Words) -> Finding {
        let symbols = count(self.used.symbols, "function or type", "functions and types");
        let amount = amount(self.used.commits, self.used.others, self.used.files);
        let most: Vec<String> = self.symbols.iter().map(|used| used.symbol.clone()).collect();
        Finding {
            text: format!(
                "Others began to use {symbols} of {yours} in {period}: {amount}. Used most: {}.",
                list(&most)
            ),
            evidence: std::iter::once("T3".to_owned())
                .chain(self.symbols.iter().flat_map(|used| used.evidence.clone()))
                .collect(),
        }
    }
}
