//! The part that coding agents had in the work.
//!
//! In: commits by period with their labels, and what was done again of them. Out: figures, a line or two for the first screen, and a
//! section. Deliberately absent: a cause, and praise or blame of anybody.

use serde::Serialize;

use super::paragraph;
use crate::profile::{
    AgentWork, Comparison, DoneAgain, FreshLines, LabelledCommits, Outcomes, Period, Work, agents,
};
use crate::report::grid::{Column, Grid};
use crate::report::parts::Percent;
use crate::report::section::{Block, Section};
use crate::report::text::Label;
use crate::report::words::{count, one_decimal};

/// Periods that are listed.
const LISTED: usize = 12;
/// Agents that are named.
const NAMED: usize = 3;

/// Commits of a period in which an agent had a part.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LabelledFigures {
    /// The period.
    pub period: String,
    /// Commits with a change that counts.
    pub counted: usize,
    /// Of these, commits in which an agent had a part.
    pub labelled: usize,
    /// The share of these.
    pub share: Option<Percent>,
    /// Fewer than 20 counted commits: the share says nothing.
    pub too_few: bool,
}

/// Commits of one agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct AgentCount {
    /// What it is called.
    pub agent: &'static str,
    /// Counted commits in which it had a part.
    pub commits: usize,
}

/// Changes that a patch came back to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReturnedFigures {
    /// Such as came back, in commit-equivalents.
    pub came_back: f64,
    /// Such as are known to have held or come back.
    pub known: f64,
    /// The share that came back.
    pub share: Option<Percent>,
    /// Fewer than 10 are known: the share says nothing.
    pub too_few: bool,
}

/// Lines that were soon replaced or deleted.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReplacedFigures {
    /// Lines written.
    pub written: u64,
    /// Of these, lines replaced or deleted within 90 days, by anybody.
    pub replaced: u64,
    /// Days on which they were written.
    pub days: usize,
    /// The share replaced; its range counts days of equal weight, since lines written together go together.
    pub share: Option<Percent>,
    /// Fewer than 10 days: the share says nothing.
    pub too_few: bool,
}

/// What was done again of some commits.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AgainFigures {
    /// Commits.
    pub commits: usize,
    /// Their patches.
    pub patches: ReturnedFigures,
    /// Their structural changes.
    pub structural: ReturnedFigures,
    /// Their lines.
    pub lines: ReplacedFigures,
}

/// How commits with a label stand to those without one: `higher`, `lower`, `unclear`; null where there are too few.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct AgentsCompared {
    /// The share of patches that came back.
    pub patches: Option<&'static str>,
    /// The share of structural changes that came back.
    pub structural: Option<&'static str>,
    /// The share of lines that were soon replaced.
    pub lines: Option<&'static str>,
}

/// The part of coding agents.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AgentsFigures {
    /// By period, oldest first.
    pub periods: Vec<LabelledFigures>,
    /// Counted commits in which some agent had a part.
    pub labelled: usize,
    /// By agent, most commits first; a commit may name several.
    pub agents: Vec<AgentCount>,
    /// The day of the first commit with a label; null where there is none.
    pub since: Option<String>,
    /// What was done again of commits with a label, from that day on.
    pub with: AgainFigures,
    /// And of those without one.
    pub without: AgainFigures,
    /// The two beside each other.
    pub compared: AgentsCompared,
}

/// The figures of some periods.
pub(super) fn figures(work: &Work<'_>, periods: &[Period]) -> AgentsFigures {
    let found = agents(work, periods);
    AgentsFigures {
        periods: found.periods.iter().map(labelled).collect(),
        labelled: found.periods.iter().map(|period| period.labelled).sum(),
        agents: found
            .agents
            .iter()
            .map(|(agent, commits)| AgentCount { agent: agent.name(), commits: *commits })
            .collect(),
        since: found.since.map(|day| day.to_string()),
        with: again(&found.with),
        without: again(&found.without),
        compared: compared(&found),
    }
}

fn labelled(commits: &LabelledCommits) -> LabelledFigures {
    LabelledFigures {
        period: commits.period.name(),
        counted: commits.counted,
        labelled: commits.labelled,
        share: commits.share().map(Percent::from),
        too_few: commits.too_few(),
    }
}

fn again(done: &DoneAgain) -> AgainFigures {
    let returned = |outcomes: &Outcomes| ReturnedFigures {
        came_back: one_decimal(outcomes.came_back),
        known: one_decimal(outcomes.held + outcomes.came_back),
        share: outcomes.came_back_share().map(Percent::from),
        too_few: outcomes.too_few(),
    };
    let lines = &done.lines;
    AgainFigures {
        commits: done.commits,
        patches: returned(&done.patches),
        structural: returned(&done.structural),
        lines: ReplacedFigures {
            written: lines.written,
            replaced: lines.replaced,
            days: lines.days,
            share: lines.share().map(Percent::from),
            too_few: lines.too_few(),
        },
    }
}

fn compared(found: &AgentWork) -> AgentsCompared {
    let word = |comparison: Comparison| match comparison {
        Comparison::Higher => "higher",
        Comparison::Lower => "lower",
        Comparison::Unclear => "unclear",
    };
    AgentsCompared {
        patches: found.patches_compared().map(word),
        structural: found.structural_compared().map(word),
        lines: found.lines_compared().map(word),
    }
}

impl AgentsFigures {
    /// How much of the last period with enough commits bears a label; nothing where no commit does.
    #[must_use]
    pub fn says(&self) -> Option<String> {
        if self.labelled == 0 {
            return None;
        }
        let named = self.agents.iter().take(NAMED);
        let named: Vec<String> =
            named.map(|agent| format!("{} {}", agent.agent, agent.commits)).collect();
        let named = named.join(", ");
        let all = count(self.labelled, "counted commit", "counted commits");
        let latest = self.periods.iter().rev().find(|period| !period.too_few);
        let latest = latest.and_then(|period| {
            let share = period.share.as_ref()?;
            let (whole, range) = (share.whole(), share.range());
            Some(format!("; in {} {whole} of them (likely {range})", period.period))
        });
        let latest = latest.unwrap_or_default();
        Some(format!("Coding agents had a part in {all} ({named}){latest}."))
    }

    /// How the two sides stand to each other, as far as that is known.
    #[must_use]
    pub fn compares(&self) -> Option<String> {
        let AgentsCompared { patches, structural, lines } = self.compared;
        let told = [
            (
                "patches that came back",
                patches,
                &self.with.patches.share,
                &self.without.patches.share,
            ),
            (
                "structural changes that came back",
                structural,
                &self.with.structural.share,
                &self.without.structural.share,
            ),
            ("lines soon replaced", lines, &self.with.lines.share, &self.without.lines.share),
        ];
        let says = told.into_iter().filter_map(|(what, compared, with, without)| {
            let (with, without) = (with.as_ref()?.whole(), without.as_ref()?.whole());
            let reading = match compared? {
                "higher" => "clearly more",
                "lower" => "clearly less",
                _ => "not clearly different",
            };
            Some(format!("{what}: {with} beside {without}, {reading}"))
        });
        let says: Vec<String> = says.collect();
        (!says.is_empty()).then(|| format!("With a label beside without: {}.", says.join("; ")))
    }
}

/// A line or two for the first screen; none where no commit bears a label.
pub(super) fn brief(agents: &AgentsFigures) -> Vec<Block> {
    let says = [agents.says(), agents.compares()].into_iter().flatten();
    says.map(|says| paragraph(Label::Plain, &says)).collect()
}

/// What the columns mean.
fn means() -> String {
    let days = FreshLines::DAYS;
    format!(
        "Both sides since the first commit with a label, and written at least {days} days before the end of their \
         history. Back: of what is known to have held or come back, such as came back. Replaced: lines replaced or deleted within {days} \
         days, by anybody. Too few: less than 10 that are known, or days of writing. Agents are used for other work than the \
         rest is, so that a difference names no cause; and what leaves no mark in a commit is not seen."
    )
}

/// Everything.
pub(super) fn sections(agents: &AgentsFigures) -> Vec<Section> {
    let title = "With coding agents";
    let Some(says) = agents.says() else {
        let says = "No counted commit of these periods bears the mark of a coding agent. What leaves none is not seen.";
        return vec![Section { title, blocks: vec![paragraph(Label::Muted, says)] }];
    };
    let mut blocks = vec![
        paragraph(Label::Plain, &says),
        Block::Table(periods(&agents.periods)),
        Block::Table(sides(agents)),
    ];
    blocks.extend(agents.compares().map(|says| paragraph(Label::Plain, &says)));
    blocks.push(paragraph(Label::Muted, &means()));
    vec![Section { title, blocks }]
}

fn periods(periods: &[LabelledFigures]) -> Grid {
    let row = |period: &LabelledFigures| {
        let [share, range] = cells(period.share.as_ref(), period.too_few);
        vec![
            period.period.clone(),
            period.counted.to_string(),
            period.labelled.to_string(),
            share,
            range,
        ]
    };
    Grid {
        columns: vec![
            Column::words("period"),
            Column::number("counted"),
            Column::number("labelled"),
            Column::number("share"),
            Column::number("likely").labelled(Label::Muted),
        ],
        rows: periods[periods.len().saturating_sub(LISTED)..].iter().map(row).collect(),
    }
}

fn sides(agents: &AgentsFigures) -> Grid {
    let row = |(name, side): (&str, &AgainFigures)| {
        let mut row = vec![name.to_owned(), side.commits.to_string()];
        for returned in [&side.patches, &side.structural] {
            row.extend(cells(returned.share.as_ref(), returned.too_few));
        }
        row.extend(cells(side.lines.share.as_ref(), side.lines.too_few));
        row.push(side.lines.written.to_string());
        row
    };
    let likely = || Column::number("likely").labelled(Label::Muted);
    Grid {
        columns: vec![
            Column::words("commits"),
            Column::number("in all"),
            Column::number("patches back"),
            likely(),
            Column::number("structural back"),
            likely(),
            Column::number("lines replaced"),
            likely(),
            Column::number("of lines").labelled(Label::Muted),
        ],
        rows: [("with a label", &agents.with), ("without", &agents.without)].map(row).to_vec(),
    }
}

fn cells(share: Option<&Percent>, too_few: bool) -> [String; 2] {
    match share {
        Some(_) if too_few => ["too few".to_owned(), "–".to_owned()],
        Some(share) => [share.whole(), share.range()],
        None => ["–".to_owned(), "–".to_owned()],
    }
}
