//! What others used in the year of what the person introduced.
//!
//! In: uses. Out: a sentence for each of the symbols used most, with the commit that introduced it and the latest
//! that uses it. Deliberately absent: names of others.

use super::{Finding, Retrospect, evidence};
use crate::report::reuse::{ReusedSymbolFigures, used_in};

/// Symbols that are told of.
const TOLD: usize = 3;

impl Retrospect<'_> {
    pub(super) fn reused(&self, evidence: &mut evidence::Gathered) -> Vec<Finding> {
        let used = used_in(self.history, &self.profile.leverage.reuse, self.year);
        let stories = used.iter().take(TOLD).map(|used| {
            let figures = ReusedSymbolFigures::of(self.history, used);
            let symbol = &figures.symbol;
            let mut rows = vec![evidence.cite(used.introduced, format!("introduced {symbol}"))];
            if let Some(latest) = used.commits().last() {
                rows.push(evidence.cite(*latest, format!("uses {symbol}")));
            }
            Finding { text: format!("Others used {symbol}: {}.", figures.amount()), evidence: rows }
        });
        stories.collect()
    }
}
