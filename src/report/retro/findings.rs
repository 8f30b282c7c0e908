//! What the year comes to, and what did not move.
//!
//! In: the year's figures beside those of the year before. Out: sentences, each with its numbers.
//! Deliberately absent: a sentence about a difference whose 95 % range holds zero, other than that
//! it is not clear.

use std::collections::BTreeSet;

use super::{Finding, QuietStory, Retrospect};
use crate::model::{Chain, Outcome, SpotIndex};
use crate::profile::{Comparison, Ownership, Share, Tally};
use crate::report::parts::Percent;
use crate::report::words::{count, list, sentence_case};

impl Retrospect<'_> {
    pub(super) fn verdict(&self, went_quiet: &[QuietStory]) -> Vec<Finding> {
        if self.tally.commits == 0 {
            return vec![Finding::plain(self.no_commits())];
        }
        if self.tally.too_small() {
            return vec![Finding::plain(format!(
                "{} has {} of {} that {}: too early to tell headway from motion. Figures below are \
                 counts, not tendencies.",
                self.period(),
                count(self.tally.counted, "commit", "commits"),
                self.addressee.possessive_alone(),
                if self.tally.counted == 1 { "counts" } else { "count" },
            ))];
        }
        let mut findings = vec![Finding::plain(self.repeats()), Finding::plain(self.division())];
        if !went_quiet.is_empty() {
            findings.push(self.quiet(went_quiet));
        }
        findings
    }

    fn no_commits(&self) -> String {
        let (year, repository) = (self.year, &self.history.repository);
        let of_whom = self.addressee.possessive_alone();
        let so_far = if self.running { " so far" } else { "" };
        format!(
            "There are no commits of {of_whom} in {repository} in {year}{so_far}, so there is \
                 nothing to say about the year."
        )
    }

    /// `2024`, or `2024 so far`, to begin a sentence.
    pub(super) fn period(&self) -> String {
        if self.running { format!("{} so far", self.year) } else { self.year.to_string() }
    }

    fn in_period(&self) -> String {
        if self.running { format!("So far in {}", self.year) } else { format!("In {}", self.year) }
    }

    fn repeats(&self) -> String {
        let (begin, subject) = (self.in_period(), self.addressee.subject());
        let possessive = self.addressee.possessive();
        let Some(share) = self.tally.repeat_share() else {
            return format!(
                "{begin} none of {possessive} {} patched an existing spot.",
                count(self.tally.counted, "counted commit", "counted commits")
            );
        };
        let now = Percent::from(share).whole();
        let Some(earlier) = self.comparable().and_then(Tally::repeat_share) else {
            return format!(
                "{begin} {now} of {possessive} patches were repeats: patches on a spot \
                            that had been patched in the {} days before.",
                self.profile.thresholds.window_days()
            );
        };
        let then = Percent::from(earlier).whole();
        let manner = match share.compared_to(&earlier) {
            Comparison::Lower => "less often",
            Comparison::Higher => "more often",
            Comparison::Unclear => {
                return format!(
                    "{begin} {subject} came back to the same spots about as often as in \
                                {}: {now} of the patches were repeats, after {then}; that is no \
                                clear difference.",
                    self.year - 1
                );
            }
        };
        format!(
            "{begin} {subject} came back to patch the same spots {manner}: {now} of the patches \
                 were repeats, after {then} in {}.",
            self.year - 1
        )
    }

    fn division(&self) -> String {
        let of_whole = |share: Option<Share>| {
            share.map_or_else(String::new, |share| Percent::from(share).whole())
        };
        let division = format!(
            "Of {}, {} were headway and {} motion; {} were quick remedies, and {} are too early to \
             tell.",
            count(self.tally.counted, "counted commit", "counted commits"),
            of_whole(self.tally.headway_share()),
            of_whole(self.tally.motion_share()),
            of_whole(self.tally.remedy_share()),
            of_whole(self.tally.undecided_share()),
        );
        let shares =
            self.tally.headway_share().zip(self.comparable().and_then(Tally::headway_share));
        let Some((now, then)) = shares else { return division };
        let part = match now.compared_to(&then) {
            Comparison::Higher => "larger",
            Comparison::Lower => "smaller",
            Comparison::Unclear => return division,
        };
        let (then, year) = (Percent::from(then).whole(), self.year - 1);
        format!("{division} Headway was a clearly {part} part than in {year}, when it was {then}.")
    }

    fn quiet(&self, went_quiet: &[QuietStory]) -> Finding {
        let text = format!(
            "{} ended with a structural change of {} and {} held since; whether the \
                            change caused it is not yet measured.",
            sentence_case(&count(went_quiet.len(), "chain of patches", "chains of patches")),
            self.addressee.possessive_alone(),
            if went_quiet.len() == 1 { "has" } else { "have" }
        );
        let mut evidence: Vec<String> =
            went_quiet.iter().map(|quiet| quiet.evidence.clone()).collect();
        evidence.dedup();
        Finding { text, evidence }
    }

    /// The year before, when it is large enough to compare with.
    fn comparable(&self) -> Option<&Tally> {
        self.previous.filter(|tally| !tally.too_small())
    }

    pub(super) fn basis(&self) -> String {
        let now = counts_of(self.tally);
        match self.previous {
            Some(earlier) => format!("Basis: {now}. {}: {}.", self.year - 1, counts_of(earlier)),
            None => format!("Basis: {now}."),
        }
    }

    pub(super) fn unmoved(&self) -> Vec<Finding> {
        if self.tally.commits == 0 || self.tally.too_small() {
            return Vec::new();
        }
        let mut findings = Vec::new();
        if let Some(earlier) = self.comparable() {
            findings.extend(self.same_share(
                "repeat patches",
                "patches",
                [self.tally.repeat_share(), earlier.repeat_share()],
            ));
            findings.extend(self.same_share(
                "headway",
                "counted commits",
                [self.tally.headway_share(), earlier.headway_share()],
            ));
            findings.extend(self.still_patched());
        } else {
            findings.push(Finding::plain(format!(
                "{} has too few counted commits to compare with, \
                so what did not move since then cannot be said.",
                self.year - 1
            )));
        }
        findings.extend(self.alone());
        if findings.is_empty() {
            findings.push(Finding::plain("Of what is measured here, nothing clearly stood still."));
        }
        findings
    }

    fn same_share(&self, what: &str, of: &str, shares: [Option<Share>; 2]) -> Option<Finding> {
        let (now, then) = (shares[0]?, shares[1]?);
        if now.compared_to(&then) != Comparison::Unclear {
            return None;
        }
        let (now, then) = (Percent::from(now), Percent::from(then));
        Some(Finding::plain(format!(
            "The share of {what} among the {of} did not clearly change: {} (likely {}) after {} \
             (likely {}) in {}.",
            now.whole(),
            now.range(),
            then.whole(),
            then.range(),
            self.year - 1
        )))
    }

    /// Recurring spots patched by the person in both years whose chain has not held.
    pub(super) fn still_patched_spots(&self) -> Vec<String> {
        let spots = |year| -> BTreeSet<SpotIndex> {
            let chains = self.episodes.chains.iter().filter(|chain| self.is_open(chain));
            chains.filter(|chain| self.patched_in(chain, year)).map(|chain| chain.spot).collect()
        };
        let still = &spots(self.year) & &spots(self.year - 1);
        still.into_iter().map(|spot| self.history.spot_name(spot)).collect()
    }

    fn still_patched(&self) -> Option<Finding> {
        let still = self.still_patched_spots();
        (!still.is_empty()).then(|| {
            Finding::plain(format!(
                "{} patched in both years and {} not held since: {}.",
                if still.len() == 1 {
                    "1 recurring spot was".to_owned()
                } else {
                    format!("{} recurring spots were", still.len())
                },
                if still.len() == 1 { "has" } else { "have" },
                list(&still)
            ))
        })
    }

    /// A recurring spot that has not held, in a file that still exists.
    pub(super) fn is_open(&self, chain: &Chain) -> bool {
        let file = self.history.spots[chain.spot.get()].file;
        chain.patches.len() >= self.profile.thresholds.recurring
            && !matches!(chain.outcome, Outcome::Held { .. })
            && self.history.files[file.get()].alive
    }

    pub(super) fn patched_in(&self, chain: &Chain, year: i32) -> bool {
        chain.patches.iter().any(|patch| {
            self.profile.subject.made(self.history, *patch)
                && self.history.commit_of(*patch).month().year == year
        })
    }

    fn alone(&self) -> Option<Finding> {
        let fragile = self.profile.ownership.iter().filter(|owned| owned.is_fragile());
        let names: Vec<String> = fragile.map(|owned: &Ownership| owned.area.name()).collect();
        (!names.is_empty()).then(|| {
            Finding::plain(format!(
                "As of now {} {} on {} alone and {} needing patches: {}.",
                count(names.len(), "area", "areas"),
                if names.len() == 1 { "rests" } else { "rest" },
                self.addressee.subject(),
                if names.len() == 1 { "keeps" } else { "keep" },
                list(&names)
            ))
        })
    }
}

/// `60 of 71 commits counted; 41 of 128 patches repeated, likely 24–41%`.
fn counts_of(tally: &Tally) -> String {
    let commits = count(tally.commits, "commit", "commits");
    let counted = format!("{} of {commits} counted", tally.counted);
    let Some(share) = tally.repeat_share() else { return counted };
    let patches = count(tally.patches, "patch", "patches");
    let range = Percent::from(share).range();
    format!("{counted}; {} of {patches} repeated, likely {range}", tally.repeats)
}
