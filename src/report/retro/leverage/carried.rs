//! What the person founded and others now carry.
//!
//! In: areas and files with the days of work of the last 365. Out: a sentence on all of them, and one on each of the
//! first. Deliberately absent: a period long past, of which the last 365 days say nothing; and names of others.

use super::super::evidence::Gathered;
use super::super::{Finding, Retrospect};
use crate::profile::{CarriedRow, Ledger};
use crate::report::profile::HandedOver;
use crate::report::words::{count, day_count};

/// Places that are told of.
const TOLD: usize = 2;

impl Retrospect<'_> {
    pub(super) fn carried(&self, handed: &HandedOver, evidence: &mut Gathered<'_>) -> Vec<Finding> {
        let Some(says) = handed.says().filter(|_| self.is_near()) else { return Vec::new() };
        let mut rows: Vec<(&Ledger, &CarriedRow)> = self
            .work
            .primaries
            .iter()
            .flat_map(|ledger| ledger.leverage.carried.iter().map(move |row| (*ledger, row)))
            .collect();
        rows.sort_by_key(|(_, row)| (!row.is_area, !row.is_quiet, std::cmp::Reverse(row.days)));
        let told: Vec<Finding> =
            rows.iter().take(TOLD).map(|told| self.carried_place(*told, evidence)).collect();
        let rows = told.iter().flat_map(|found| found.evidence.clone());
        let evidence = std::iter::once("T3".to_owned()).chain(rows).collect();
        std::iter::once(Finding { text: says, evidence }).chain(told).collect()
    }

    fn carried_place(
        &self,
        (ledger, row): (&Ledger, &CarriedRow),
        evidence: &mut Gathered<'_>,
    ) -> Finding {
        let place = self.place(ledger, &row.place);
        let founded = evidence.cite_own(ledger, row.founded, format!("founded {place}"));
        let last = evidence.cite_own(ledger, row.last_own, format!("last own commit in {place}"));
        let own = match row.own {
            0 => format!("none of {}", self.query.addressee.possessive_alone()),
            some => format!("{some} of {}", self.query.addressee.possessive_alone()),
        };
        let quiet = if row.is_quiet {
            "it needs no more patches than the repository as a whole"
        } else {
            "it keeps needing patches"
        };
        let text = format!(
            "{place} is carried by {}: {} of work of theirs in the last 365 days, {own}; {quiet}.",
            count(row.others, "other", "others"),
            day_count(i64::try_from(row.days).unwrap_or(i64::MAX)),
        );
        Finding { text, evidence: vec![founded, last] }
    }
}
