//! What did not move.
//!
//! In: the year's figures beside those of the year before, open recurring spots, areas.
//! Out: sentences, each with its numbers. Deliberately absent: what clearly moved; the verdict has
//! it. What is true as of now (open spots, fragile areas) is said of the running year and the last
//! one alone: of a year long past it would be no finding.

use super::again::patched_in;
use super::{Finding, Retro, Retrospect};
use crate::profile::{Comparison, Share};
use crate::report::parts::Percent;
use crate::report::section::{Block, Section};
use crate::report::text::Label;
use crate::report::words::{count, list};

/// Names that a sentence lists.
const NAMED: usize = 3;

impl Retrospect<'_> {
    pub(super) fn unmoved(&self) -> Vec<Finding> {
        if self.tally.commits == 0 || self.tally.too_small() {
            return Vec::new();
        }
        let mut findings = self.not_clearly_changed();
        findings.extend(self.still_patched());
        findings.extend(self.alone());
        if self.comparable_headway().is_none() {
            let before = self.query.beside.name();
            let why = match self.earlier {
                Some(_) => format!("{before} has too few counted commits to compare with"),
                None => format!("There are no commits in {before} to compare with"),
            };
            let says = format!("{why}, so what did not move since then cannot be said.");
            findings.push(Finding::plain(says));
        } else if findings.is_empty() {
            findings.push(Finding::plain("Of what is measured here, nothing clearly stood still."));
        }
        findings
    }

    fn not_clearly_changed(&self) -> Vec<Finding> {
        let compared = [
            ("repeats", "patching commits", self.comparable_repeats()),
            ("headway", "counted commits", self.comparable_headway()),
        ];
        let unclear = compared.into_iter().filter_map(|(what, of, shares)| {
            let (now, then) = shares?;
            (now.compared_to(&then) == Comparison::Unclear)
                .then(|| Finding::plain(self.same_share(what, of, now, then)))
        });
        unclear.collect()
    }

    fn same_share(&self, what: &str, of: &str, now: Share, then: Share) -> String {
        let (now, then) = (Percent::from(now), Percent::from(then));
        format!(
            "The share of {what} among the {of} did not clearly change: {} of {:.0} (likely {}) \
             after {} of {:.0} (likely {}) in {}.",
            now.whole(),
            now.of,
            now.range(),
            then.whole(),
            then.of,
            then.range(),
            self.query.beside.name()
        )
    }

    /// Open recurring spots patched by the person in both periods; none when that is long past.
    pub(super) fn still_patched_spots(&self) -> Vec<String> {
        if !self.is_near() {
            return Vec::new();
        }
        let (now, then) = (self.query.period, self.query.beside);
        let mut names: Vec<String> = self
            .open_chains()
            .filter(|(_, chain)| patched_in(chain, now))
            .filter(|(ledger, chain)| {
                let same = ledger.chains.iter().filter(|other| other.spots[0] == chain.spots[0]);
                same.into_iter().any(|chain| patched_in(chain, then))
            })
            .map(|(ledger, chain)| self.name_of(ledger, chain))
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    fn still_patched(&self) -> Option<Finding> {
        let still = self.still_patched_spots();
        let (were, have) = match still.len() {
            0 => return None,
            1 => ("1 recurring spot was".to_owned(), "has"),
            many => (format!("{many} recurring spots were"), "have"),
        };
        Some(Finding::plain(format!(
            "{were} patched in both years and {have} not held since: {}.",
            some_of(&still)
        )))
    }

    fn alone(&self) -> Option<Finding> {
        let fragile = self.fragile();
        let names: Vec<String> = fragile.map(|area| self.area_name(area)).collect();
        let (rest, keep) = match names.len() {
            0 => return None,
            1 => ("rests", "keeps"),
            _ => ("rest", "keep"),
        };
        Some(Finding::plain(format!(
            "As of now {} {rest} on {} alone and {keep} needing patches: {}.",
            count(names.len(), "area", "areas"),
            self.query.addressee.subject(),
            some_of(&names)
        )))
    }
}

/// The first names, and how many more there are.
fn some_of(names: &[String]) -> String {
    if names.len() <= NAMED + 1 {
        return list(names);
    }
    let mut some = names[..NAMED].to_vec();
    some.push(format!("{} more", names.len() - NAMED));
    list(&some)
}

pub(super) fn section(retro: &Retro) -> Section {
    let findings = retro.unmoved.iter();
    let mut blocks: Vec<Block> =
        findings.map(|finding| Block::finding(Label::Plain, finding)).collect();
    if blocks.is_empty() {
        blocks.push(Block::muted("Too few counted commits to tell."));
    }
    Section { title: "What did not move", blocks }
}
