//! What the year comes to.
//!
//! In: the year's figures beside those of the year before. Out: sentences, each with its numbers.
//! Deliberately absent: a comparison whose 95 % range holds zero (`unmoved` has those), parts that
//! round to nothing, and any judgement of upkeep.

use super::{Finding, QuietStory, Retro, Retrospect};
use crate::profile::{Comparison, Share, Tally};
use crate::report::parts::Percent;
use crate::report::section::{Block, Section};
use crate::report::text::Label;
use crate::report::words::{count, list, plain};

impl Retrospect<'_> {
    pub(super) fn verdict(&self, went_quiet: &[QuietStory]) -> Vec<Finding> {
        if self.tally.commits == 0 {
            return vec![Finding::plain(self.no_commits())];
        }
        if self.tally.too_small() {
            return vec![Finding::plain(format!(
                "{} has {} of {} that {}: too few to tell headway from motion. Figures below are \
                 counts, not tendencies.",
                self.period(),
                count(self.tally.counted, "commit", "commits"),
                self.query.addressee.possessive_alone(),
                if self.tally.counted == 1 { "counts" } else { "count" },
            ))];
        }
        let mut findings =
            vec![Finding::shown_in(self.repeats(), "F1"), Finding::shown_in(self.division(), "F1")];
        if !went_quiet.is_empty() {
            findings.push(self.quiet(went_quiet));
        }
        findings
    }

    fn no_commits(&self) -> String {
        let period = self.query.period.name();
        let of_whom = self.query.addressee.possessive_alone();
        let so_far = if self.running() { " so far" } else { "" };
        let place = match self.work.ledgers {
            [only] => format!(" in {}", only.repository),
            [] => String::new(),
            several => format!(" in {} repositories", several.len()),
        };
        format!(
            "There are no commits of {of_whom}{place} in {period}{so_far}, so there is nothing to \
             say about it."
        )
    }

    /// `2024`, or `2024 so far`, to begin a sentence.
    fn period(&self) -> String {
        let name = self.query.period.name();
        if self.running() { format!("{name} so far") } else { name }
    }

    fn in_period(&self) -> String {
        let name = self.query.period.name();
        if self.running() { format!("So far in {name},") } else { format!("In {name},") }
    }

    fn repeats(&self) -> String {
        let (begin, possessive) = (self.in_period(), self.query.addressee.possessive());
        let patching = count(self.tally.patching, "patching commit", "patching commits");
        let window = self.query.thresholds.window_days();
        let Some(share) = self.tally.repeat_share() else {
            return format!(
                "{begin} none of {possessive} {} patched an existing spot.",
                count(self.tally.counted, "counted commit", "counted commits")
            );
        };
        if self.tally.too_few_patching() {
            return format!(
                "{begin} {} of {possessive} counted commits patched an existing spot: too few to \
                 tell how often spots were patched again.",
                self.tally.patching,
            );
        }
        let now = Percent::from(share).whole();
        let what = format!("were repeats (on a spot patched in the {window} days before)");
        let Some((earlier, manner)) = self.clearly_other(share) else {
            return format!("{begin} {now} of {possessive} {patching} {what}.");
        };
        format!(
            "{begin} {} came back to patch the same spots {manner}: {now} of {patching} {what}, \
             after {} of {:.0} in {}.",
            self.query.addressee.subject(),
            Percent::from(earlier).whole(),
            earlier.whole,
            self.query.beside.name()
        )
    }

    /// The repeat share of the year before, when this one is clearly another.
    fn clearly_other(&self, share: Share) -> Option<(Share, &'static str)> {
        let (_, earlier) = self.comparable_repeats()?;
        match share.compared_to(&earlier) {
            Comparison::Lower => Some((earlier, "less often")),
            Comparison::Higher => Some((earlier, "more often")),
            Comparison::Unclear => None,
        }
    }

    fn division(&self) -> String {
        let counted = count(self.tally.counted, "counted commit", "counted commits");
        let mut division = format!("Of {counted}, {}.", list(&self.parts()));
        if self.share(self.tally.upkeep).is_some() {
            division += " Upkeep is tests, docs, build, CI and releases: needed, and neither good \
                         nor bad.";
        }
        let Some((now, then)) = self.comparable_headway() else { return division };
        let part = match now.compared_to(&then) {
            Comparison::Higher => "larger",
            Comparison::Lower => "smaller",
            Comparison::Unclear => return division,
        };
        let (then, year) = (Percent::from(then).whole(), self.query.beside.name());
        format!("{division} Headway was a clearly {part} part than in {year}, when it was {then}.")
    }

    /// `16% were headway`, `84% motion (1% patched again, 83% upkeep)` …, without what rounds to
    /// nothing.
    fn parts(&self) -> Vec<String> {
        let tally = &self.tally;
        let motion = self.share(tally.motion()).map(|motion| {
            match (self.share(tally.patched_again), self.share(tally.upkeep)) {
                (Some(again), Some(upkeep)) => {
                    format!("{motion} motion ({again} patched again, {upkeep} upkeep)")
                }
                (Some(_), None) => format!("{motion} motion (patched again)"),
                _ => format!("{motion} motion (upkeep)"),
            }
        });
        let parts = [
            self.share(tally.headway).map(|share| format!("{share} headway")),
            motion,
            self.share(tally.remedy).map(|share| format!("{share} quick remedies")),
            self.share(tally.undecided).map(|share| format!("{share} too early to tell")),
        ];
        let mut parts: Vec<String> = parts.into_iter().flatten().collect();
        if let Some(first) = parts.first_mut() {
            *first = first.replacen("% ", "% were ", 1);
        }
        parts
    }

    /// A part of the counted commits in whole per cents, unless it rounds to nothing.
    fn share(&self, part: f64) -> Option<String> {
        let share = Percent::from(self.tally.share_of_counted(part)?);
        (share.percent >= 0.5).then(|| share.whole())
    }

    fn quiet(&self, went_quiet: &[QuietStory]) -> Finding {
        let compared = went_quiet.iter().filter_map(|quiet| quiet.figures.quieting);
        let compared: Vec<_> = compared.filter(|found| found.expected.is_some()).collect();
        let quieted = compared.iter().filter(|found| found.quieted).count();
        let reading = match (compared.len(), quieted) {
            (0, _) => {
                "too few spots were ever like them to say whether they would have been anyway"
                    .to_owned()
            }
            (_, 0) => "spots like them were as quiet anyway".to_owned(),
            (_, some) => format!("{some} of them by more than spots like them were anyway"),
        };
        let text = format!(
            "{} quiet since a change of {}; {reading}.",
            if went_quiet.len() == 1 {
                "1 recurring spot has been".to_owned()
            } else {
                format!("{} recurring spots have been", went_quiet.len())
            },
            self.query.addressee.possessive_alone(),
        );
        let mut evidence: Vec<String> =
            went_quiet.iter().map(|quiet| quiet.evidence.clone()).collect();
        evidence.dedup();
        Finding { text, evidence }
    }

    /// This year's repeat share and the last one's, when both have enough commits to compare.
    pub(super) fn comparable_repeats(&self) -> Option<(Share, Share)> {
        let earlier = self.earlier.as_ref().filter(|earlier| is_enough(earlier))?;
        is_enough(&self.tally).then_some(())?;
        Some((self.tally.repeat_share()?, earlier.repeat_share()?))
    }

    /// The same for headway.
    pub(super) fn comparable_headway(&self) -> Option<(Share, Share)> {
        let earlier = self.earlier.as_ref().filter(|earlier| !earlier.too_small())?;
        (!self.tally.too_small()).then_some(())?;
        Some((self.tally.headway_share()?, earlier.headway_share()?))
    }

    pub(super) fn basis(&self) -> String {
        let now = counts_of(&self.tally);
        let before = self.query.beside.name();
        match &self.earlier {
            Some(earlier) if earlier.too_small() => format!(
                "Basis: {now}. {before}: too few to compare ({}).",
                count(earlier.counted, "counted commit", "counted commits")
            ),
            Some(earlier) if earlier.too_few_patching() => format!(
                "Basis: {now}. {before}: {}; too few to compare repeats ({}).",
                counted_of(earlier),
                count(earlier.patching, "patching commit", "patching commits")
            ),
            Some(earlier) => format!("Basis: {now}. {before}: {}.", counts_of(earlier)),
            None => format!("Basis: {now}. {before}: no commits to compare with."),
        }
    }
}

fn is_enough(tally: &Tally) -> bool {
    !tally.too_small() && !tally.too_few_patching()
}

/// `60 of 71 commits counted (headway likely 10–25%)`.
fn counted_of(tally: &Tally) -> String {
    let commits = count(tally.commits, "commit", "commits");
    let counted = format!("{} of {commits} counted", tally.counted);
    match tally.headway_share().filter(|_| !tally.too_small()) {
        Some(share) => format!("{counted} (headway likely {})", Percent::from(share).range()),
        None => counted,
    }
}

/// The same, and `4.5 of 28 patching commits repeated (likely 7–34%)`.
fn counts_of(tally: &Tally) -> String {
    let counted = counted_of(tally);
    let Some(share) = tally.repeat_share() else { return counted };
    let patching = count(tally.patching, "patching commit", "patching commits");
    let repeated = format!("{counted}; {} of {patching} repeated", plain(share.part));
    if tally.too_few_patching() {
        return repeated;
    }
    format!("{repeated} (likely {})", Percent::from(share).range())
}

pub(super) fn section(retro: &Retro) -> Section {
    let findings = retro.verdict.iter();
    let mut blocks: Vec<Block> =
        findings.map(|finding| Block::finding(Label::Strong, finding)).collect();
    if retro.motion.figures.commits > 0 {
        blocks.push(Block::muted(&retro.basis));
    }
    Section { title: "", blocks }
}
