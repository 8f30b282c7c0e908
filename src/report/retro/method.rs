//! How the figures of a retrospective came about, and what they cannot say.
//!
//! In: the year's counts and the limits of the history. Out: a funnel, definitions, sentences.
//! Deliberately absent: limits that do not apply to this history.

mod funnel;
mod numbers;

pub use funnel::FunnelStep;
pub use numbers::Unseen;

use serde::Serialize;

use super::shares::WindowCompared;
use super::{Finding, Retro, Retrospect};
use crate::model::Thresholds;
use crate::profile::{Ownership, RECENT_DAYS, Role, Share, Tally};
use crate::report::drawing::{Drawing, Figure};
use crate::report::figures::PeriodFigures;
use crate::report::grids;
use crate::report::parts::date_of;
use crate::report::section::{Block, Section};
use crate::report::text::Label;
use crate::report::words::{count, list};

/// The numbers that the words rest on.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Definitions {
    /// Days within which a second patch on a spot is a repeat patch.
    pub window_days: i64,
    /// Patches that make a chain a recurring spot.
    pub recurring: usize,
    /// Counted commits below which headway cannot be told from motion.
    pub fewest_commits: usize,
    /// Patching commits, or commits known to have held or come back, below which no share is told.
    pub fewest_patching_commits: usize,
    /// How sure the ranges are, in per cent.
    pub range_percent: f64,
    /// Share of live lines from which one person alone knows an area, in per cent.
    pub alone_percent: f64,
    /// Share of recent commits from which somebody else knows it too, in per cent.
    pub major_percent: f64,
    /// Patching commits of the recent days from which an area keeps needing patches.
    pub many_patching_days: usize,
    /// Share of the live lines below which an area is not the person's, in per cent.
    pub least_percent: f64,
    /// Days up to now that are recent.
    pub recent_days: i64,
    /// What each counted commit weighs.
    pub commit_weight: f64,
}

impl Definitions {
    pub(in crate::report) fn of(thresholds: &Thresholds) -> Self {
        Self {
            window_days: thresholds.window_days(),
            recurring: thresholds.recurring,
            fewest_commits: Tally::FEWEST,
            fewest_patching_commits: Tally::FEWEST_PATCHING,
            range_percent: Share::SURE * 100.0,
            alone_percent: Ownership::ALONE * 100.0,
            major_percent: Ownership::MAJOR * 100.0,
            many_patching_days: Ownership::MANY_PATCHING,
            least_percent: Ownership::LEAST * 100.0,
            recent_days: RECENT_DAYS,
            commit_weight: 1.0,
        }
    }
}

/// How many of the person's commits of the year the user has answered about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct AnsweredCommits {
    /// Commits that are of the kind that the user said.
    pub kinds: usize,
    /// Of these, commits for which another kind was computed.
    pub overridden: usize,
    /// Commits that the user called a root cause, or said are none.
    pub root_causes: usize,
}

/// How the figures came about.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Method {
    /// From all commits of the year to those that count.
    pub funnel: Vec<FunnelStep>,
    /// The repeat share of the period and of the one beside it, by window.
    pub windows: Vec<WindowCompared>,
    /// The numbers that the words rest on.
    pub definitions: Definitions,
    /// What of the year's verdicts is an answer of the user's.
    pub answered: AnsweredCommits,
    /// What of the history could not be seen.
    pub unseen: Vec<Unseen>,
    /// What the words mean and what git cannot see, a sentence or two each.
    pub limits: Vec<Finding>,
}

impl AnsweredCommits {
    /// A sentence, when there are any.
    fn says(self) -> Option<Finding> {
        let Self { kinds, overridden, root_causes } = self;
        let kind = (kinds > 0).then(|| {
            let commits = count(kinds, "commit", "commits");
            format!("the kind of {commits} (computed otherwise: {overridden})")
        });
        let root_cause = (root_causes > 0).then(|| {
            let commits = count(root_causes, "commit was a root cause", "commits were root causes");
            format!("whether {commits} (what held is measured all the same)")
        });
        let parts: Vec<String> = kind.into_iter().chain(root_cause).collect();
        (!parts.is_empty()).then(|| {
            let says = format!("Answered in the journal, and not computed: {}.", list(&parts));
            Finding::shown_in(says, "T6")
        })
    }
}

impl Retrospect<'_> {
    pub(super) fn method(&self) -> Method {
        let figures = PeriodFigures::of(self.query.period.name(), &self.tally);
        let beside = self.earlier.as_ref();
        let beside = beside.map(|tally| PeriodFigures::of(self.query.beside.name(), tally));
        let (answered, windows) = (self.answered(), self.shares().windows());
        let mut limits = self.limits(!windows.is_empty());
        limits.extend(answered.says());
        Method {
            funnel: funnel::steps(&figures, beside.as_ref(), answered),
            windows,
            definitions: Definitions::of(self.query.thresholds),
            answered,
            unseen: self.unseen(),
            limits,
        }
    }

    fn answered(&self) -> AnsweredCommits {
        let mut answered = AnsweredCommits { kinds: 0, overridden: 0, root_causes: 0 };
        let own = self.work.in_period(self.query.period).map(|commit| commit.row);
        for row in own.filter(|row| row.role == Role::Author) {
            answered.kinds += usize::from(row.said.kind);
            answered.overridden += usize::from(row.said.otherwise);
            answered.root_causes += usize::from(row.said.root_cause);
        }
        answered
    }

    /// `has_windows`: the table of windows is told.
    fn limits(&self, has_windows: bool) -> Vec<Finding> {
        let window = self.query.thresholds.window_days();
        let (others, evidence) = if has_windows {
            ("; other windows are beside it in the table", vec!["T7".to_owned(), "T8".to_owned()])
        } else {
            ("", vec!["T8".to_owned()])
        };
        let repeats = format!(
            "A patch is a repeat when its spot was patched in the {window} days before, by anybody{others}. A commit with \
             at least one patch is a patching commit and weighs 1, divided evenly over its patches; quick remedies are \
             left out. Each commit that counts weighs 1, divided evenly over its changes. Headway is structural work and \
             first patches that held. Motion is what was patched again (repeats, and first patches that came back) and \
             upkeep."
        );
        let ranges = "Ranges are Wilson 95% intervals over commits; they take commits as independent of one another, which \
                      commits of one series are not, so true ranges are somewhat wider.";
        let as_of = format!(
            "Areas, live lines and outcomes are as of {}, from these clones alone. Lines that last are no merit by \
             themselves: code that nobody runs lasts too.",
            date_of(self.work.now)
        );
        let mut limits = vec![
            Finding { text: repeats, evidence },
            Finding::shown_in(ranges, "T8"),
            Finding::plain(as_of),
            Finding::plain(
                "git sees commits. Reviews, design, talks, support and everything that was prevented leave no trace here, \
                 and a quiet spot may be one that nobody had reason to touch.",
            ),
        ];
        if self.query.redacted {
            limits.push(Finding::plain(
                "Neutral words stand in the place of repositories, people, areas, files, functions, subjects and commits; \
                 the same word is the same thing. Languages, kinds of changes, numbers and dates are as they are.",
            ));
        }
        limits
    }
}

impl Method {
    /// Whether the windows agree, as far as there is something to compare.
    fn windows_title(&self) -> String {
        let readings = || self.windows.iter().filter_map(|window| window.reading);
        let with = |word: &str| readings().filter(|reading| reading.contains(word)).count();
        let says = match (readings().count(), with("lower"), with("higher")) {
            (0, ..) => "Patched again, by window",
            (_, 0, 0) => "Patched again, by window: the same within each",
            (all, lower, 0) if all == lower => "Patched again, by window: lower within each",
            (all, 0, higher) if all == higher => "Patched again, by window: higher within each",
            (_, 0, _) | (_, _, 0) => {
                "Patched again, by window: no window turns the difference round"
            }
            _ => "Patched again, by window: the windows do not agree",
        };
        says.to_owned()
    }

    fn windows_figure(&self, retro: &Retro) -> Figure {
        let beside = retro.motion.beside.as_ref();
        let grid = grids::windows(&retro.motion.figures, beside, &self.windows);
        Figure {
            id: "T7",
            title: self.windows_title(),
            note: WINDOWS.to_owned(),
            drawing: Drawing::Table(grid, None),
        }
    }
}

/// What the table of windows is for.
const WINDOWS: &str = "A second patch on a spot counts as a repeat when it comes within so many days. Where a longer or a \
    shorter window turns the difference to the period before round, the finding is called unsure.";

pub(super) fn section(retro: &Retro) -> Section {
    let method = &retro.method;
    let mut figures = vec![funnel::figure(retro)];
    if !method.windows.is_empty() {
        figures.push(method.windows_figure(retro));
    }
    let block = |figure| Block::Figure(Box::new(figure));
    let mut blocks: Vec<Block> = figures.into_iter().map(block).collect();
    blocks.extend(method.limits.iter().map(|limit| Block::finding(Label::Muted, limit)));
    blocks.push(block(method.definitions.figure()));
    blocks.extend(numbers::unseen_figure(&method.unseen).map(block));
    Section { title: "Method and limits", blocks }
}

#[cfg(test)]
mod tests {
    use super::super::shares::testing::{shares, tally};
    use super::{AnsweredCommits, Definitions, Method};
    use crate::model::Thresholds;
    use crate::profile::Tally;
    use crate::report::Addressee;

    fn title(now: &Tally, before: Option<&Tally>) -> String {
        let you = Addressee::You("Ada".to_owned());
        let method = Method {
            funnel: Vec::new(),
            windows: shares(&you, now, before).windows(),
            definitions: Definitions::of(&Thresholds::default()),
            answered: AnsweredCommits { kinds: 0, overridden: 0, root_causes: 0 },
            unseen: Vec::new(),
            limits: Vec::new(),
        };
        method.windows_title()
    }

    #[test]
    fn the_table_of_windows_says_whether_they_agree() {
        let before = tally(200, [90.0, 50.0, 50.0], 100, 40.0);
        let mut now = tally(200, [90.0, 50.0, 50.0], 100, 20.0);
        let begin = "Patched again, by window";
        assert_eq!(title(&now, None), begin);
        assert_eq!(title(&now, Some(&before)), format!("{begin}: lower within each"));
        assert_eq!(title(&before, Some(&now)), format!("{begin}: higher within each"));
        assert_eq!(title(&now, Some(&now)), format!("{begin}: the same within each"));
        now.repeats_within.insert(14, 10.0);
        let partly = format!("{begin}: no window turns the difference round");
        assert_eq!(title(&now, Some(&before)), partly);
        now.repeats_within.insert(14, 15.0);
        assert_eq!(title(&now, Some(&before)), format!("{begin}: the windows do not agree"));
    }
}
