//! How much of the work coding agents had a part in, and how often that work was done again.
//!
//! In: commits of a person with the agents that they name, what became of them, and of their lines. Out: by period how many bear a
//! label, and for those with and those without one what came back. Deliberately absent: a cause. Agents are used for other work than the
//! rest is, and what leaves no mark is not seen.
//!
//! What comes back shows sooner than what holds, and labels are new. So both sides are of the same time: from the first commit with a label
//! on, and written at least [`FreshLines::DAYS`] before the end of their history.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::leverage::CommitLines;
use super::{Comparison, LedgerCommit, Outcomes, Period, Share, Tally, Work};
use crate::model::{Agent, DAY, Timestamp};

/// What soon became of the lines that a commit wrote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreshLines {
    /// Lines that it wrote, as far as they count.
    pub written: u32,
    /// Of these, lines that were replaced or deleted within [`FreshLines::DAYS`], by anybody.
    pub replaced: u32,
    /// Whether its history goes on for as long.
    pub is_watched: bool,
}

impl FreshLines {
    /// Days for which lines are fresh.
    pub const DAYS: i64 = 90;

    /// Those of a commit; `end` is the last moment of its history.
    pub(super) fn of(lines: &CommitLines, time: Timestamp, end: Timestamp) -> Self {
        let soon = time.saturating_add(Self::DAYS * DAY);
        Self {
            written: u32::try_from(lines.written()).unwrap_or(u32::MAX),
            replaced: u32::try_from(lines.gone_until(soon)).unwrap_or(u32::MAX),
            is_watched: soon <= end,
        }
    }
}

/// Counted commits of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LabelledCommits {
    /// The period.
    pub period: Period,
    /// Commits with a change that counts.
    pub counted: usize,
    /// Of these, commits in which an agent had a part.
    pub labelled: usize,
}

impl LabelledCommits {
    /// The share with a label.
    #[must_use]
    pub fn share(&self) -> Option<Share> {
        Share::of(self.labelled, self.counted)
    }

    /// Whether there are too few commits for a share.
    #[must_use]
    pub const fn too_few(&self) -> bool {
        self.counted < Tally::FEWEST
    }
}

/// Lines that were written and soon replaced, over several commits.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ReplacedLines {
    /// Lines written.
    pub written: u64,
    /// Of these, lines replaced or deleted within [`FreshLines::DAYS`].
    pub replaced: u64,
    /// Days on which they were written.
    pub days: usize,
    /// The sum of the squares of what was written on each day.
    squares: f64,
}

impl ReplacedLines {
    fn of_days(days: impl Iterator<Item = (u64, u64)>) -> Self {
        let mut sum = Self::default();
        for (written, replaced) in days.filter(|(written, _)| *written > 0) {
            sum.written += written;
            sum.replaced += replaced;
            sum.days += 1;
            sum.squares += (written as f64).powi(2);
        }
        sum
    }

    /// The share replaced. Lines that were written together are replaced together, so its range is that of as many days as have the weight
    /// of these (L. Kish, *Survey sampling*, 1965: the square of the sum over the sum of the squares).
    #[must_use]
    pub fn share(&self) -> Option<Share> {
        let days = (self.written as f64).powi(2) / self.squares;
        let part = self.replaced as f64 / self.written as f64 * days;
        (self.written > 0).then(|| Share::of_weight(part, days)).flatten()
    }

    /// Whether there are too few days for a share.
    #[must_use]
    pub const fn too_few(&self) -> bool {
        self.days < Tally::FEWEST_PATCHING
    }
}

/// What was done again of some commits.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DoneAgain {
    /// Commits.
    pub commits: usize,
    /// What became of their patches.
    pub patches: Outcomes,
    /// What became of their structural changes.
    pub structural: Outcomes,
    /// What soon became of their lines.
    pub lines: ReplacedLines,
}

/// The part of coding agents in a person's work.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AgentWork {
    /// By period, oldest first.
    pub periods: Vec<LabelledCommits>,
    /// Counted commits of these periods by agent, most first. A commit may name several.
    pub agents: Vec<(Agent, usize)>,
    /// The day of the first commit with a label.
    pub since: Option<jiff::civil::Date>,
    /// What was done again of commits with a label.
    pub with: DoneAgain,
    /// And of commits without one, of the same time.
    pub without: DoneAgain,
}

impl AgentWork {
    /// How the share of patches that came back with a label stands to that without; nothing where there are too few.
    #[must_use]
    pub fn patches_compared(&self) -> Option<Comparison> {
        compared(&self.with.patches, &self.without.patches)
    }

    /// The same for structural changes.
    #[must_use]
    pub fn structural_compared(&self) -> Option<Comparison> {
        compared(&self.with.structural, &self.without.structural)
    }

    /// The same for lines that were soon replaced.
    #[must_use]
    pub fn lines_compared(&self) -> Option<Comparison> {
        let (with, without) = (&self.with.lines, &self.without.lines);
        let known = !with.too_few() && !without.too_few();
        let shares = with.share().zip(without.share()).filter(|_| known);
        shares.map(|(with, without)| with.compared_to(&without))
    }
}

fn compared(with: &Outcomes, without: &Outcomes) -> Option<Comparison> {
    let known = !with.too_few() && !without.too_few();
    let shares = with.came_back_share().zip(without.came_back_share()).filter(|_| known);
    shares.map(|(with, without)| with.compared_to(&without))
}

/// The part of agents in some periods.
#[must_use]
pub fn agents(work: &Work<'_>, periods: &[Period]) -> AgentWork {
    let counted = |period: &Period| {
        let rows = work.in_period(*period).map(|commit| commit.row);
        rows.filter(|row| row.tally.counted > 0).collect::<Vec<_>>()
    };
    let by_period: Vec<Vec<&LedgerCommit>> = periods.iter().map(counted).collect();
    let of_period = |(period, rows): (&Period, &Vec<&LedgerCommit>)| LabelledCommits {
        period: *period,
        counted: rows.len(),
        labelled: rows.iter().filter(|row| is_labelled(row)).count(),
    };
    let all = || by_period.iter().flatten().copied();
    let first = all().filter(|row| is_labelled(row)).min_by_key(|row| row.time);
    let again =
        |with: bool| {
            let since = first.map_or(Timestamp::MAX, |row| row.time);
            done_again(all().filter(|row| {
                row.fresh.is_watched && row.time >= since && is_labelled(row) == with
            }))
        };
    AgentWork {
        periods: periods.iter().zip(&by_period).map(of_period).collect(),
        agents: by_agent(all()),
        since: first.map(LedgerCommit::date),
        with: again(true),
        without: again(false),
    }
}

fn is_labelled(row: &LedgerCommit) -> bool {
    !row.agents.is_empty()
}

fn by_agent<'a>(rows: impl Iterator<Item = &'a LedgerCommit>) -> Vec<(Agent, usize)> {
    let mut counts: BTreeMap<Agent, usize> = BTreeMap::new();
    for agent in rows.flat_map(|row| &row.agents) {
        *counts.entry(*agent).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}

fn done_again<'a>(rows: impl Iterator<Item = &'a LedgerCommit>) -> DoneAgain {
    let rows: Vec<&LedgerCommit> = rows.collect();
    let mut days: BTreeMap<jiff::civil::Date, (u64, u64)> = BTreeMap::new();
    for row in &rows {
        let (written, replaced) = days.entry(row.date()).or_default();
        *written += u64::from(row.fresh.written);
        *replaced += u64::from(row.fresh.replaced);
    }
    DoneAgain {
        commits: rows.len(),
        patches: Outcomes::sum(rows.iter().map(|row| &row.patches)),
        structural: Outcomes::sum(rows.iter().map(|row| &row.structural)),
        lines: ReplacedLines::of_days(days.into_values()),
    }
}

#[cfg(test)]
mod tests {
    use super::{AgentWork, FreshLines, ReplacedLines, agents};
    use crate::model::{Agent, DAY, Nature, PersonIndex, SymbolUses, Thresholds};
    use crate::profile::testing::{Story, came_back, day, held};
    use crate::profile::{
        Comparison, Grounds, Ledger, PeriodUnit, Role, Share, Subject, Work, ledger,
    };

    fn ledger_of(story: Story, person: PersonIndex) -> Ledger {
        let (history, verdicts, episodes) = story.finish();
        let (uses, thresholds) = (SymbolUses::default(), Thresholds::default());
        let grounds = Grounds {
            history: &history,
            verdicts: &verdicts,
            episodes: &episodes,
            uses: &uses,
            thresholds: &thresholds,
            now: day(900),
        };
        ledger(&grounds, Vec::new(), &Subject { people: vec![person] })
    }

    fn work_of(ledgers: &[Ledger]) -> AgentWork {
        let work = Work::of(ledgers, day(900));
        agents(&work, &work.periods(PeriodUnit::Year))
    }

    /// So many patches from a day on, a day each; of every `returns` one came back.
    fn patches(
        story: &mut Story,
        ada: PersonIndex,
        from: i64,
        agent: Option<Agent>,
        returns: usize,
    ) {
        for at in 0..20 {
            let spot = story.spot(&format!("src/{from}-{at}.rs"), "fn a");
            let patch = story.commit(ada, from + at, "fix: a").change(spot, Nature::Patch);
            agent.map(|agent| story.labelled(agent));
            let is_returned = usize::try_from(at).unwrap().is_multiple_of(returns);
            story.outcome(patch, if is_returned { came_back(patch, 3) } else { held(200) });
        }
    }

    #[test]
    fn both_sides_are_of_the_same_time() {
        let mut story = Story::new();
        let ada = story.person("Ada");
        // Before the first label: not compared. All of it came back.
        patches(&mut story, ada, 0, None, 1);
        patches(&mut story, ada, 400, Some(Agent::Claude), 2);
        patches(&mut story, ada, 430, None, 20);
        // Too lately to be watched.
        patches(&mut story, ada, 800, Some(Agent::Cursor), 1);
        let found = work_of(&[ledger_of(story, ada)]);
        let counts: Vec<_> = found.periods.iter().map(|of| (of.counted, of.labelled)).collect();
        assert_eq!(counts, [(20, 0), (40, 20), (20, 20)]);
        assert_eq!(found.agents, [(Agent::Claude, 20), (Agent::Cursor, 20)]);
        assert_eq!(found.since, Some(jiff::civil::date(2025, 2, 4)));
        assert_eq!((found.with.commits, found.without.commits), (20, 20));
        let share = |outcomes: crate::profile::Outcomes| outcomes.came_back_share();
        assert_eq!(share(found.with.patches), Share::of(10, 20));
        assert_eq!(share(found.without.patches), Share::of(1, 20));
        assert_eq!(found.patches_compared(), Some(Comparison::Higher));
        assert_eq!(found.structural_compared(), None);
    }

    #[test]
    fn without_a_label_nothing_is_compared() {
        let mut story = Story::new();
        let ada = story.person("Ada");
        patches(&mut story, ada, 0, None, 1);
        let found = work_of(&[ledger_of(story, ada)]);
        assert_eq!((found.since, found.without.commits), (None, 0));
        assert_eq!((found.patches_compared(), found.lines_compared()), (None, None));
    }

    #[test]
    fn what_was_co_written_is_of_both() {
        let mut story = Story::new();
        let (ada, bo) = (story.person("Ada"), story.person("Bo"));
        let spot = story.spot("src/a.rs", "fn a");
        story.commit(ada, 1, "feat: a").change(spot, Nature::Structural);
        story.co_written_by(bo);
        story.commit(ada, 2, "feat: b").change(spot, Nature::Structural);
        let rows = ledger_of(story, bo).commits;
        assert_eq!(rows.len(), 1);
        assert_eq!((rows[0].role, rows[0].tally.counted), (Role::CoAuthor, 1));
    }

    #[test]
    fn fresh_lines_are_those_of_ninety_days() {
        let mut story = Story::new();
        let ada = story.person("Ada");
        let spot = story.spot("src/a.rs", "fn a");
        story.commit(ada, 0, "feat: a").change_of(spot, Nature::Structural, 10);
        for (at, lines) in [(90, 3), (91, 2)] {
            story.commit(ada, at, "feat: b").change(spot, Nature::Structural);
            story.replaced(0, lines);
        }
        story.alive("src/a.rs", Some(0), 5);
        let rows = ledger_of(story, ada).commits;
        assert_eq!(rows[0].fresh, FreshLines { written: 10, replaced: 3, is_watched: true });
        assert!(!rows[1].fresh.is_watched);
        assert_eq!(day(90) - day(0), FreshLines::DAYS * DAY);
    }

    #[test]
    fn one_large_day_weighs_as_one_day() {
        let even = ReplacedLines::of_days((0..12).map(|at| (100, if at < 3 { 100 } else { 0 })));
        assert_eq!(even.share(), Share::of(3, 12));
        let days = [(1_000_000, 0)].into_iter().chain((0..11).map(|_| (10, 10)));
        let uneven = ReplacedLines::of_days(days).share().unwrap();
        assert!(uneven.high > 0.7, "{uneven:?}");
        assert_eq!(ReplacedLines::of_days([(0, 0)].into_iter()), ReplacedLines::default());
        assert_eq!(ReplacedLines::default().share(), None);
    }
}
