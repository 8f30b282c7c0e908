//! What did not move.
//!
//! In: the year's figures beside those of the year before, open recurring spots, areas.
//! Out: sentences, each with its numbers. Deliberately absent: what clearly moved; the verdict has
//! it. What is true as of now (open spots, fragile areas) is said of the running year and the last
//! one alone: of a year long past it would be no finding.

use std::collections::HashSet;

use super::{Finding, Retrospect};
use crate::profile::{Comparison, Ownership, Share};
use crate::report::parts::Percent;
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
            let before = self.year - 1;
            let why = match self.previous {
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
            self.year - 1
        )
    }

    /// Whether what is true as of now says something of the year: it runs, or it is the last one.
    pub(super) fn is_near(&self) -> bool {
        let running = i32::from(crate::model::date(self.profile.now, 0).year());
        (running - 1..=running).contains(&self.year)
    }

    /// Open recurring spots patched by the person in both years; none when that is long past.
    pub(super) fn still_patched_spots(&self) -> Vec<String> {
        if !self.is_near() {
            return Vec::new();
        }
        let chains = || self.episodes.chains.iter().filter(|chain| self.is_open(chain));
        let of_year = |year| chains().filter(move |chain| self.patched_in(chain, year));
        let before: HashSet<_> = of_year(self.year - 1).map(|chain| chain.spot).collect();
        let still = of_year(self.year).filter(|chain| before.contains(&chain.spot));
        let mut names: Vec<String> =
            self.bundled(still).iter().map(|bundle| self.name_of(bundle)).collect();
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

    /// Areas of fragile ownership as of now; none when the year is long past.
    pub(super) fn fragile(&self) -> impl Iterator<Item = &Ownership> {
        let near = self.is_near();
        self.profile.ownership.iter().filter(move |owned| near && owned.is_fragile())
    }

    fn alone(&self) -> Option<Finding> {
        let fragile = self.fragile();
        let names: Vec<String> = fragile.map(|owned| owned.area.clone()).collect();
        let (rest, keep) = match names.len() {
            0 => return None,
            1 => ("rests", "keeps"),
            _ => ("rest", "keep"),
        };
        Some(Finding::plain(format!(
            "As of now {} {rest} on {} alone and {keep} needing patches: {}.",
            count(names.len(), "area", "areas"),
            self.addressee.subject(),
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
