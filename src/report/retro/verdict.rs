//! What the period comes to: one sentence, one or two findings, and what all of it rests on.
//!
//! In: the shares of the period beside those of the earlier one, what was quieted and built on. Out: sentences, each with
//! its numbers. Deliberately absent: a comparison whose 95 % range holds zero, or that another window turns round
//! (`unmoved` has those), parts that round to nothing, and any judgement of upkeep.

use super::shares::{Moved, Shares};
use super::spoken::{called, during};
use super::{Finding, MendedStory, Quieted, Retro, Retrospect};
use crate::profile::{Comparison, Share, Tally};
use crate::report::parts::Percent;
use crate::report::section::{Block, Section};
use crate::report::text::Label;
use crate::report::words::{capital, count, list, plain, spot_and_more};

/// Findings after the sentence on the period.
const FINDINGS: usize = 2;
/// Spots that a sentence names.
const NAMED: usize = 2;

impl Retrospect<'_> {
    pub(super) fn verdict(&self, quieted: &Quieted) -> Vec<Finding> {
        if self.tally.commits == 0 {
            return vec![Finding::plain(self.no_commits())];
        }
        let shares = self.shares();
        if self.tally.too_small() {
            return vec![shares.too_small()];
        }
        let (year, leads) = shares.year();
        let others = [shares.other(leads), self.quieted_spots(quieted), self.built_on()];
        let others = others.into_iter().flatten().take(FINDINGS);
        std::iter::once(year).chain(others).collect()
    }

    fn no_commits(&self) -> String {
        let of_whom = self.query.addressee.possessive_alone();
        let so_far = if self.running() { " so far" } else { "" };
        let place = match self.work.ledgers {
            [only] => format!(" in {}", only.repository),
            [] => String::new(),
            several => format!(" in {} repositories", several.len()),
        };
        format!(
            "There are no commits of {of_whom}{place} {}{so_far}, so there is nothing to say about it.",
            during(self.query.period)
        )
    }

    /// Recurring spots that are patched less than spots like them since a change of the period.
    fn quieted_spots(&self, quieted: &Quieted) -> Option<Finding> {
        let stories: Vec<&MendedStory> =
            quieted.changes.iter().filter(|story| story.quieting.quieted).collect();
        let change = format!("a change of {}", self.query.addressee.possessive_alone());
        let text = match stories.as_slice() {
            [] => return None,
            [only] => {
                let found = &only.quieting;
                format!(
                    "{} was patched {} before {change} ({}) and {} since, where spots like it were {}.",
                    spot_and_more(&only.spot, &only.also),
                    times(found.before as f64),
                    only.change.date,
                    times(found.after as f64),
                    times(found.expected?),
                )
            }
            several => {
                let name = |story: &&MendedStory| story.spot.clone();
                let mut names: Vec<String> = several.iter().take(NAMED).map(name).collect();
                if several.len() > NAMED {
                    names.push(format!("{} more", several.len() - NAMED));
                }
                format!(
                    "{} that kept needing patches have needed fewer since {change}, and fewer than spots like \
                     them: {}.",
                    count(several.len(), "spot", "spots"),
                    list(&names)
                )
            }
        };
        let rows = stories.iter().map(|story| story.evidence.clone());
        let mut evidence: Vec<String> = std::iter::once("F3".to_owned()).chain(rows).collect();
        evidence.dedup();
        Some(Finding { text, evidence })
    }

    /// What others did in the period on what the person had founded.
    fn built_on(&self) -> Option<Finding> {
        let name = self.query.period.name();
        let periods = &self.profile.leverage.foundations.built_by_period;
        let built = periods.iter().find(|built| built.period == name)?;
        let subject = self.query.addressee.subject();
        let says = format!(
            "Others built on what {subject} began: {} by {} {} changed files, functions or areas that \
             {subject} had founded.",
            count(built.commits, "commit", "commits"),
            count(built.others, "person", "people"),
            during(self.query.period),
        );
        Some(Finding::shown_in(says, "F6"))
    }
}

/// `not at all`, `once`, `twice`, `3.4 times`.
fn times(number: f64) -> String {
    match plain(number).as_str() {
        "0" => "not at all".to_owned(),
        "1" => "once".to_owned(),
        "2" => "twice".to_owned(),
        times => format!("{times} times"),
    }
}

/// What the sentence on the period speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Leads {
    Repeats,
    Headway,
    /// The largest part; with whether it is headway beside that of the earlier period.
    Division {
        says_headway: bool,
    },
}

/// A part of what counts.
struct Part {
    share: Share,
    of: fn(&Tally) -> f64,
    /// `headway`.
    name: &'static str,
    /// What that is, after `69% of 29 commits that count`.
    means: &'static str,
    /// Where it is told by month.
    is_headway: bool,
}

impl Shares<'_> {
    fn too_small(&self) -> Finding {
        let (name, counted) = (called(self.period), self.now.counted);
        let so_far = if self.running { " so far" } else { "" };
        let says = format!(
            "{name}{so_far} has {} of {} that {}: too few to say what the {} came to. What follows are counts, not \
             tendencies.",
            count(counted, "commit", "commits"),
            self.addressee.possessive_alone(),
            if counted == 1 { "counts" } else { "count" },
            super::spoken::noun(self.period),
        );
        Finding::shown_in(says, "F1")
    }

    /// `In 2025,`, `So far in 2025,`, `From April 2024 to March 2025,`.
    fn begin(&self) -> String {
        let during = during(self.period);
        let begin = if self.running { format!("so far {during}") } else { during };
        format!("{},", capital(&begin).trim_end_matches('.'))
    }

    /// `in 2025`, `so far in 2025`.
    fn in_it(&self) -> String {
        let during = during(self.period);
        if self.running { format!("so far {during}") } else { during }
    }

    /// The sentence that states the period, and what it speaks of.
    fn year(&self) -> (Finding, Leads) {
        let largest = self.largest();
        let mostly_upkeep = largest.as_ref().is_some_and(|part| part.name == "upkeep");
        if !mostly_upkeep {
            if let Moved::Clearly(which, now, before) = self.repeats_moved() {
                return (self.came_back(which, now, before), Leads::Repeats);
            }
            if let Moved::Clearly(which, now, before) = self.headway_moved() {
                return (self.more_headway(which, now, before), Leads::Headway);
            }
        }
        let says_headway = largest.as_ref().is_none_or(|part| part.is_headway);
        let says = largest.map_or_else(|| self.divided(), |part| self.mostly(&part));
        (Finding::shown_in(says, "F1"), Leads::Division { says_headway })
    }

    /// What else clearly moved.
    fn other(&self, leads: Leads) -> Option<Finding> {
        let repeats = || match self.repeats_moved() {
            Moved::Clearly(which, now, before) => Some(self.came_back(which, now, before)),
            _ => None,
        };
        let headway = || match self.headway_moved() {
            Moved::Clearly(which, now, before) => Some(self.more_headway(which, now, before)),
            _ => None,
        };
        match leads {
            Leads::Repeats => headway(),
            Leads::Headway => repeats(),
            Leads::Division { says_headway } => {
                repeats().or_else(|| if says_headway { None } else { headway() })
            }
        }
    }

    fn came_back(&self, which: Comparison, now: Share, before: Share) -> Finding {
        let (manner, after) = match which {
            Comparison::Lower => ("less often", "down from"),
            _ => ("more often", "up from"),
        };
        let says = format!(
            "{} {} came back to the same spots {manner}: of {} {:.0} commits that patched existing code, {} patched a \
             spot that had been patched in the {} days before, {after} {} of {:.0} {}.",
            self.begin(),
            self.addressee.subject(),
            self.addressee.possessive(),
            now.whole,
            Percent::from(now).whole(),
            self.window,
            Percent::from(before).whole(),
            before.whole,
            during(self.beside),
        );
        Finding { text: says, evidence: vec!["F2".to_owned(), "T1".to_owned(), "T7".to_owned()] }
    }

    fn more_headway(&self, which: Comparison, now: Share, before: Share) -> Finding {
        let (more, after) = match which {
            Comparison::Lower => ("less", "down from"),
            _ => ("more", "up from"),
        };
        let says = format!(
            "{} {more} of {} work was headway: {} of {:.0} commits that count were {HEADWAY}, {after} {} of {:.0} {}.",
            self.begin(),
            self.addressee.possessive(),
            Percent::from(now).whole(),
            now.whole,
            Percent::from(before).whole(),
            before.whole,
            during(self.beside),
        );
        Finding { text: says, evidence: vec!["F1".to_owned(), "T1".to_owned()] }
    }

    /// The part that is clearly more than half of what counts.
    fn largest(&self) -> Option<Part> {
        let part = |of: fn(&Tally) -> f64, name, means| {
            let share = self.now.share_of_counted(of(self.now))?;
            (share.low > 0.5).then_some(Part {
                share,
                of,
                name,
                means,
                is_headway: name == "headway",
            })
        };
        part(|tally| tally.headway, "headway", HEADWAY)
            .or_else(|| part(|tally| tally.upkeep, "upkeep", UPKEEP))
            .or_else(|| part(|tally| tally.patched_again, "patching again", AGAIN))
    }

    fn mostly(&self, part: &Part) -> String {
        format!(
            "Most of {} work {} was {}: {} of {:.0} commits that count were {}{}.",
            self.addressee.possessive(),
            self.in_it(),
            part.name,
            Percent::from(part.share).whole(),
            part.share.whole,
            part.means,
            self.beside_that(part),
        )
    }

    /// What the part was in the earlier period, where that can be compared; of headway that is told by itself.
    fn beside_that(&self, part: &Part) -> String {
        let Some((now, before)) = self.part(part.of).filter(|_| !part.is_headway) else {
            return String::new();
        };
        let (share, of) = (Percent::from(before).whole(), before.whole);
        let during = during(self.beside);
        match now.compared_to(&before) {
            Comparison::Higher => format!(", up from {share} of {of:.0} {during}"),
            Comparison::Lower => format!(", down from {share} of {of:.0} {during}"),
            Comparison::Unclear => {
                format!(", not clearly more or less than {during} ({share} of {of:.0})")
            }
        }
    }

    fn divided(&self) -> String {
        format!(
            "No part of {} work {} was clearly more than half: of {}, {}. Headway is {HEADWAY}.",
            self.addressee.possessive(),
            self.in_it(),
            count(self.now.counted, "commit that counts", "commits that count"),
            list(&self.parts()),
        )
    }

    /// `16% were headway`, `83% upkeep` …, without what rounds to nothing.
    fn parts(&self) -> Vec<String> {
        let named = [
            (self.now.headway, "headway"),
            (self.now.upkeep, "upkeep"),
            (self.now.patched_again, "patching again"),
            (self.now.remedy, "quick remedies"),
            (self.now.undecided, "too early to tell"),
        ];
        let told = named.into_iter().filter_map(|(part, name)| {
            let share = Percent::from(self.now.share_of_counted(part)?);
            (share.percent >= 0.5).then(|| format!("{} {name}", share.whole()))
        });
        let mut parts: Vec<String> = told.collect();
        if let Some(first) = parts.first_mut() {
            *first = first.replacen("% ", "% were ", 1);
        }
        parts
    }

    /// What counts, divided over its parts, in a sentence.
    pub(super) fn division(&self) -> String {
        let counted = count(self.now.counted, "commit that counts", "commits that count");
        let mut says = format!("Of {counted}, {}.", list(&self.parts()));
        if self.now.upkeep > 0.0 {
            says += " Upkeep is tests, documentation, build, CI and releases: needed, and neither good nor bad.";
        }
        says
    }
}

/// What headway is.
const HEADWAY: &str = "new or restructured code, or fixes that held";
/// What upkeep is.
const UPKEEP: &str = "tests, documentation, build, CI or releases";
/// What patching again is.
const AGAIN: &str = "patches of spots patched before, or patches that had to be patched again";

pub(super) fn section(retro: &Retro) -> Section {
    let findings = retro.verdict.iter();
    let mut blocks: Vec<Block> =
        findings.map(|finding| Block::finding(Label::Strong, finding)).collect();
    if retro.motion.figures.commits > 0 {
        blocks.extend(super::unmoved::blocks(retro));
        blocks.push(Block::finding(Label::Muted, &retro.basis));
    }
    Section { title: "", blocks }
}

#[cfg(test)]
mod tests {
    use super::super::shares::testing::{shares, tally};
    use super::Tally;
    use crate::report::Addressee;

    fn says(now: &Tally, before: Option<&Tally>) -> String {
        let you = Addressee::You("Ada".to_owned());
        shares(&you, now, before).year().0.text
    }

    #[test]
    fn the_year_in_one_sentence() {
        let base = tally(200, [90.0, 50.0, 50.0], 100, 40.0);
        let table = [
            (
                tally(200, [90.0, 50.0, 50.0], 100, 20.0),
                "In 2025, you came back to the same spots less often: of your 100 commits that patched existing code, \
                 20% patched a spot that had been patched in the 90 days before, down from 40% of 100 in 2024.",
            ),
            (
                tally(200, [90.0, 50.0, 50.0], 100, 60.0),
                "In 2025, you came back to the same spots more often: of your 100 commits that patched existing code, \
                 60% patched a spot that had been patched in the 90 days before, up from 40% of 100 in 2024.",
            ),
            (
                tally(200, [140.0, 20.0, 30.0], 100, 38.0),
                "In 2025, more of your work was headway: 70% of 200 commits that count were new or restructured code, \
                 or fixes that held, up from 45% of 200 in 2024.",
            ),
            (
                tally(200, [50.0, 90.0, 50.0], 100, 38.0),
                "In 2025, less of your work was headway: 25% of 200 commits that count were new or restructured code, \
                 or fixes that held, down from 45% of 200 in 2024.",
            ),
            (
                tally(200, [20.0, 160.0, 15.0], 100, 10.0),
                "Most of your work in 2025 was upkeep: 80% of 200 commits that count were tests, documentation, \
                 build, CI or releases, up from 25% of 200 in 2024.",
            ),
            (
                tally(200, [85.0, 60.0, 45.0], 100, 38.0),
                "No part of your work in 2025 was clearly more than half: of 200 commits that count, 42% were headway, \
                 30% upkeep, 22% patching again and 5% too early to tell. Headway is new or restructured code, or fixes \
                 that held.",
            ),
            (
                tally(200, [30.0, 160.0, 5.0], 100, 38.0),
                "Most of your work in 2025 was upkeep: 80% of 200 commits that count were tests, documentation, \
                 build, CI or releases, up from 25% of 200 in 2024.",
            ),
        ];
        for (now, expected) in table {
            assert_eq!(says(&now, Some(&base)), expected);
        }
    }

    #[test]
    fn a_year_with_nothing_beside_it_is_stated_by_itself() {
        let now = tally(100, [70.0, 10.0, 20.0], 30, 9.0);
        assert_eq!(
            says(&now, None),
            "Most of your work in 2025 was headway: 70% of 100 commits that count were new or restructured code, or \
             fixes that held."
        );
        let again = tally(100, [10.0, 10.0, 80.0], 90, 70.0);
        assert_eq!(
            says(&again, None),
            "Most of your work in 2025 was patching again: 80% of 100 commits that count were patches of spots \
             patched before, or patches that had to be patched again."
        );
    }

    #[test]
    fn somebody_else_and_running_years() {
        let ada = Addressee::Named("Ada".to_owned());
        let (now, before) =
            (tally(200, [90.0, 50.0, 50.0], 100, 20.0), tally(200, [90.0, 50.0, 50.0], 100, 40.0));
        let mut shares = shares(&ada, &now, Some(&before));
        shares.running = true;
        let text = shares.year().0.text;
        let begin =
            "So far in 2025, Ada came back to the same spots less often: of Ada's 100 commits";
        assert!(text.starts_with(begin), "{text}");
        assert!(shares.basis().ends_with("2025 is not over."), "{}", shares.basis());
    }
}
