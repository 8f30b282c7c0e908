//! What did not move, and what cannot be said.
//!
//! In: the shares of the period beside those of the earlier one, open recurring spots, areas, likeness.
//! Out: sentences, each with its numbers. Deliberately absent: what clearly moved; the verdict has it. What is true as
//! of now (open spots, fragile areas) is said of the running year and the last one alone: of a year long past it would
//! be no finding.

use super::again::patched_in;
use super::shares::{Moved, Shares, WindowCompared};
use super::spoken::{called, during, noun};
use super::{Finding, Retro, Retrospect};
use crate::profile::{Comparison, Share};
use crate::report::parts::Percent;
use crate::report::section::Block;
use crate::report::words::{count, list};

/// Names that a sentence lists.
const NAMED: usize = 3;
/// Points from the lower to the upper end of a range from which on only a large change would show.
const WIDE: f64 = 30.0;

impl Retrospect<'_> {
    pub(super) fn unmoved(&self) -> Vec<Finding> {
        if self.tally.commits == 0 || self.tally.too_small() {
            return Vec::new();
        }
        let shares = self.shares();
        // What may be chance comes last: the table of lines has it too.
        let told = [shares.unsure(), self.same_again(), self.still_patched(), self.alone()];
        let mut findings: Vec<Finding> = told.into_iter().flatten().collect();
        findings.extend(shares.not_clearly_changed());
        if shares.headway().is_none() {
            let before = called(self.query.beside);
            let why = match self.earlier {
                Some(_) => format!("{before} has too few commits that count to compare with"),
                None => {
                    format!("There are no commits {} to compare with", during(self.query.beside))
                }
            };
            let says = format!("{why}, so what did not move since then cannot be said.");
            findings.push(Finding::plain(says));
        } else if findings.is_empty() {
            findings.push(Finding::plain("Of what is measured here, nothing clearly stood still."));
        }
        findings
    }

    /// Whether the work was that of the period before again.
    fn same_again(&self) -> Option<Finding> {
        let (name, before) = (self.query.period.name(), self.query.beside.name());
        let mut periods = self.profile.inertia.periods.iter();
        let found = periods.find(|at| at.period == name && at.before == before)?;
        let less = match found.reading {
            "inertia" => "not less",
            "less" => "less",
            _ => return None,
        };
        let says = format!(
            "The work was much like that of {}, and {less} of it: the same kinds of change in the same areas.",
            called(self.query.beside)
        );
        Some(Finding { text: says, evidence: vec!["F7".to_owned(), "T1".to_owned()] })
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
        let says = format!(
            "{were} patched in both {}s and {have} not held since: {}.",
            noun(self.query.period),
            some_of(&still)
        );
        Some(Finding::shown_in(says, "F4"))
    }

    fn alone(&self) -> Option<Finding> {
        let fragile = self.fragile();
        let names: Vec<String> = fragile.map(|area| self.area_name(area)).collect();
        let (rest, keep) = match names.len() {
            0 => return None,
            1 => ("rests", "keeps"),
            _ => ("rest", "keep"),
        };
        let says = format!(
            "As of now {} {rest} on {} alone and {keep} needing patches: {}.",
            count(names.len(), "area", "areas"),
            self.query.addressee.subject(),
            some_of(&names)
        );
        Some(Finding::shown_in(says, "T4"))
    }
}

impl Shares<'_> {
    /// Shares that may have moved by chance alone.
    fn not_clearly_changed(&self) -> impl Iterator<Item = Finding> + use<> {
        let repeats = match self.repeats_moved() {
            Moved::Unclear(now, before) => {
                Some(self.same("How often the same spots were patched again", now, before, "F2"))
            }
            _ => None,
        };
        let headway = match self.headway_moved() {
            Moved::Unclear(now, before) => {
                Some(self.same("The part that was headway", now, before, "F1"))
            }
            _ => None,
        };
        [repeats, headway].into_iter().flatten()
    }

    fn same(&self, what: &str, now: Share, before: Share, figure: &str) -> Finding {
        let (now, before) = (Percent::from(now), Percent::from(before));
        let wide = now.high - now.low > WIDE || before.high - before.low > WIDE;
        let only = if wide { " So few commits show large changes only." } else { "" };
        let says = format!(
            "{what} did not clearly change: {} of {:.0} (likely {}), after {} of {:.0} (likely {}) {}.{only}",
            now.whole(),
            now.of,
            now.range(),
            before.whole(),
            before.of,
            before.range(),
            during(self.beside)
        );
        Finding { text: says, evidence: vec![figure.to_owned(), "T1".to_owned()] }
    }

    /// How often spots were patched again, when another window turns that round.
    fn unsure(&self) -> Option<Finding> {
        let Moved::Unsure(which, now, before, otherwise) = self.repeats_moved() else {
            return None;
        };
        let manner = if which == Comparison::Lower { "less" } else { "more" };
        let says = format!(
            "Whether {} came back to the same spots {manner} often is unsure: within {} days {} of {:.0} patching \
             commits did, after {} of {:.0} {}, but {}.",
            self.addressee.subject(),
            self.window,
            Percent::from(now).whole(),
            now.whole,
            Percent::from(before).whole(),
            before.whole,
            during(self.beside),
            WindowCompared::say(&otherwise),
        );
        Some(Finding { text: says, evidence: vec!["T1".to_owned(), "T7".to_owned()] })
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

/// What did not move, as it stands below the verdict.
pub(super) fn blocks(retro: &Retro) -> Vec<Block> {
    let unmoved = retro.unmoved.iter().enumerate();
    let block = |(at, finding): (usize, &Finding)| {
        let lead = if at == 0 { "What did not move. " } else { "" };
        Block::Unmoved {
            text: format!("{lead}{}", finding.text),
            evidence: finding.evidence.clone(),
        }
    };
    unmoved.map(block).collect()
}

#[cfg(test)]
mod tests {
    use super::super::shares::testing::{shares, tally};
    use super::Finding;
    use crate::profile::Tally;
    use crate::report::Addressee;

    fn said(now: &Tally, before: &Tally) -> Vec<String> {
        let you = Addressee::You("Ada".to_owned());
        let findings = shares(&you, now, Some(before)).not_clearly_changed();
        findings.map(|Finding { text, .. }| text).collect()
    }

    #[test]
    fn what_may_be_chance_did_not_clearly_change() {
        let (now, before) =
            (tally(200, [90.0, 50.0, 50.0], 100, 38.0), tally(200, [80.0, 50.0, 60.0], 100, 40.0));
        let expected = [
            "How often the same spots were patched again did not clearly change: 38% of 100 (likely 29–48%), after \
             40% of 100 (likely 31–50%) in 2024.",
            "The part that was headway did not clearly change: 45% of 200 (likely 38–52%), after 40% of 200 (likely \
             33–47%) in 2024.",
        ];
        assert_eq!(said(&now, &before), expected);
        let few = tally(21, [9.0, 5.0, 5.0], 11, 5.0);
        assert!(said(&few, &before)[0].ends_with("So few commits show large changes only."));
    }

    #[test]
    fn what_another_window_turns_round_is_called_unsure() {
        let before = tally(200, [90.0, 50.0, 50.0], 100, 60.0);
        let mut now = tally(200, [90.0, 50.0, 50.0], 100, 30.0);
        now.repeats_within.extend([(14, 20.0), (21, 31.0)]);
        let you = Addressee::You("Ada".to_owned());
        let shares = shares(&you, &now, Some(&before));
        assert!(shares.not_clearly_changed().all(|found| !found.text.contains("same spots")));
        assert_eq!(
            shares.unsure().unwrap().text,
            "Whether you came back to the same spots less often is unsure: within 90 days 30% of 100 patching commits \
             did, after 60% of 100 in 2024, but within 14 days it is 20%, after 15% and within 21 days it is 31%, \
             after 30%."
        );
    }
}
