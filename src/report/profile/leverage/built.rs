//! What others built on and use.
//!
//! In: others' commits on what the person founded, and lines that use what they introduced. Out: figures by period, two
//! sentences, and a section. Deliberately absent: names of others; what the person built on others' work.

use serde::Serialize;

use super::Told;
use crate::profile::{Built, ChangedSymbol, LeverageRows, Reused, UsedSymbol};
use crate::report::grid::{Column, Grid};
use crate::report::parts::CommitRef;
use crate::report::profile::paragraph;
use crate::report::section::{Block, Section};
use crate::report::text::Label;
use crate::report::words::count;

/// Functions and types that the text lists.
const LISTED: usize = 5;
/// Functions and types that the JSON lists.
const MOST: usize = 50;
/// Periods that the text lists.
const PERIODS: usize = 12;

/// What others changed in one period in what the person had founded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BuiltPeriod {
    /// The period; `all` for all of them.
    pub period: String,
    /// Commits of others that touched anything of it.
    pub commits: usize,
    /// Days of work of others on which they did: one person on one day, however many commits.
    pub days: usize,
    /// How many others.
    pub others: usize,
    /// Of these commits, such as touched founded files.
    pub on_files: usize,
    /// How many files.
    pub files: usize,
    /// Such as touched founded functions and types.
    pub on_symbols: usize,
    /// How many functions and types.
    pub symbols: usize,
    /// Such as touched founded areas.
    pub on_areas: usize,
    /// How many areas.
    pub areas: usize,
}

impl BuiltPeriod {
    pub(in crate::report) const fn of(period: String, built: Built) -> Self {
        let Built { commits, days, others, on_files, files, on_symbols, symbols, on_areas, areas } =
            built;
        Self {
            period,
            commits,
            days,
            others,
            on_files,
            files,
            on_symbols,
            symbols,
            on_areas,
            areas,
        }
    }
}

/// What others began to use in one period, as far as it stands at HEAD.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReusePeriod {
    /// The period of the lines; `all` for all of them.
    pub period: String,
    /// Functions and types of the person's.
    pub symbols: usize,
    /// Commits of others.
    pub commits: usize,
    /// How many others.
    pub others: usize,
    /// In how many files.
    pub files: usize,
}

impl ReusePeriod {
    pub(in crate::report) const fn of(period: String, reused: Reused) -> Self {
        let Reused { symbols, commits, others, files } = reused;
        Self { period, symbols, commits, others, files }
    }
}

/// A founded function or type that others changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChangedFigures {
    /// Where it is, and its title.
    pub symbol: String,
    /// The commit that introduced it.
    pub introduced: CommitRef,
    /// Commits of others that changed it since.
    pub commits: usize,
    /// How many others.
    pub others: usize,
    /// The latest of these commits, newest first.
    pub latest: Vec<String>,
}

/// A function or a type that others use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UsedFigures {
    /// Where it is defined today, and its title.
    pub symbol: String,
    /// The commit that introduced it.
    pub introduced: CommitRef,
    /// Commits of others that use it.
    pub commits: usize,
    /// How many others.
    pub others: usize,
    /// In how many files.
    pub files: usize,
    /// How many lines at HEAD.
    pub lines: u32,
    /// The latest commits that use it, newest first.
    pub latest: Vec<String>,
}

/// What others built on and use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FoundationFigures {
    /// Files whose first version is the person's.
    pub files: usize,
    /// Functions, types and other definitions of the product that came with the person's changes.
    pub symbols: usize,
    /// Areas that begin with the person's commits.
    pub areas: usize,
    /// What others changed in them in all these periods.
    pub built: BuiltPeriod,
    /// The same by period, oldest first; periods without any are left out.
    pub built_by_period: Vec<BuiltPeriod>,
    /// Founded functions and types that others changed, most commits first; fifty at most.
    pub most_changed: Vec<ChangedFigures>,
    /// The person's commits, merges left out.
    pub commits: usize,
    /// Of these, commits in which a file could be parsed.
    pub looked_into: usize,
    /// Functions and types that they introduced and that have a name of their own.
    pub telling: usize,
    /// Of these, used only by the person's own later commits.
    pub used_by_self: usize,
    /// Of these, used by nobody, and introduced within the window before the last commit.
    pub too_early: usize,
    /// What others use of them, in all these periods.
    pub used: ReusePeriod,
    /// The same by period, oldest first; periods without any are left out.
    pub used_by_period: Vec<ReusePeriod>,
    /// What others use, most commits first; fifty at most.
    pub most_used: Vec<UsedFigures>,
}

pub(super) fn figures(told: &Told<'_>) -> FoundationFigures {
    let rows = &told.rows;
    let sum = |of: fn(&LeverageRows) -> usize| rows.iter().map(|rows| of(rows)).sum();
    let all = || "all".to_owned();
    let in_periods = |month| told.holds(month);
    let periods = told.periods.iter();
    let built = periods.clone().map(|period| {
        BuiltPeriod::of(period.name(), Built::of(rows, &|month| period.holds(month)))
    });
    let used = periods.map(|period| {
        ReusePeriod::of(period.name(), Reused::of(rows, &|month| period.holds(month)))
    });
    FoundationFigures {
        files: sum(|rows| rows.founded.files),
        symbols: sum(|rows| rows.founded.symbols),
        areas: sum(|rows| rows.founded.areas),
        built: BuiltPeriod::of(all(), Built::of(rows, &in_periods)),
        built_by_period: built.filter(|period| period.commits > 0).collect(),
        most_changed: most_changed(told),
        commits: sum(|rows| rows.reuse.commits),
        looked_into: sum(|rows| rows.reuse.looked_into),
        telling: sum(|rows| rows.reuse.symbols),
        used_by_self: sum(|rows| rows.reuse.by_self),
        too_early: sum(|rows| rows.reuse.too_early),
        used: ReusePeriod::of(all(), Reused::of(rows, &in_periods)),
        used_by_period: used.filter(|period| period.commits > 0).collect(),
        most_used: most_used(told),
    }
}

fn most_changed(told: &Told<'_>) -> Vec<ChangedFigures> {
    let mut found: Vec<_> = told.named(|rows| &rows.changed).collect();
    found.sort_by_key(|(_, row)| std::cmp::Reverse(row.commits));
    let figures = |(place, row): &(super::Where<'_>, &ChangedSymbol)| ChangedFigures {
        symbol: place.place(&row.symbol),
        introduced: told.commit(row.introduced),
        commits: row.commits,
        others: row.others,
        latest: row.latest.iter().map(ToString::to_string).collect(),
    };
    found.iter().take(MOST).map(figures).collect()
}

fn most_used(told: &Told<'_>) -> Vec<UsedFigures> {
    let distinct = |row: &UsedSymbol, of: fn(&crate::profile::SymbolUse) -> u32| {
        row.uses.iter().map(of).collect::<std::collections::BTreeSet<u32>>().len()
    };
    let mut found: Vec<_> = told.named(|rows| &rows.reuse.used).collect();
    found.sort_by_cached_key(|(_, row)| std::cmp::Reverse(distinct(row, |at| at.commit)));
    let figures = |(place, row): &(super::Where<'_>, &UsedSymbol)| UsedFigures {
        symbol: place.place(&row.symbol),
        introduced: told.commit(row.introduced),
        commits: distinct(row, |at| at.commit),
        others: distinct(row, |at| at.person),
        files: distinct(row, |at| at.file),
        lines: row.uses.iter().map(|at| at.lines).sum(),
        latest: row.latest.iter().map(ToString::to_string).collect(),
    };
    found.iter().take(MOST).map(figures).collect()
}

/// The sentence for the first screen.
pub(super) fn brief(found: &FoundationFigures) -> Option<String> {
    if found.files + found.symbols + found.areas == 0 {
        return None;
    }
    let files = count(found.files, "file", "files");
    if found.built.commits == 0 {
        return Some(format!("{files} founded; others changed nothing in what was founded."));
    }
    let latest = found.built_by_period.last();
    let latest = latest.map(|period| format!(" ({} in {})", period.commits, period.period));
    let used = match found.used.symbols {
        0 => String::new(),
        some => format!(
            "; others use {}",
            count(some, "own function or type", "own functions and types")
        ),
    };
    Some(format!(
        "{} of {}{} build on {} of {files} founded{used}.",
        count(found.built.commits, "commit", "commits"),
        count(found.built.others, "other", "others"),
        latest.unwrap_or_default(),
        found.built.files,
    ))
}

/// Everything on what others built.
pub(super) fn section(found: &FoundationFigures) -> Section {
    let mut blocks = vec![paragraph(
        Label::Plain,
        &format!(
            "Founded: {}, {}, {}.",
            count(found.files, "file", "files"),
            count(found.symbols, "function or type", "functions and types"),
            count(found.areas, "area", "areas"),
        ),
    )];
    if found.built.commits == 0 {
        blocks.push(paragraph(Label::Muted, "Others changed none of it in these periods."));
    } else {
        blocks.push(Block::Table(built(found)));
        blocks.push(paragraph(Label::Muted, BUILT));
    }
    if !found.most_changed.is_empty() {
        blocks.push(Block::Table(changed(&found.most_changed)));
    }
    blocks.push(paragraph(Label::Plain, &found.says()));
    if found.used.commits > 0 {
        blocks.push(Block::Table(reuse(found)));
        blocks.push(Block::Table(used(&found.most_used)));
        blocks.push(paragraph(Label::Muted, crate::report::section::REUSE));
    }
    Section { title: "What others build on", blocks }
}

const BUILT: &str = "Commits of others that touched a file, a function or type, or an area after the person founded it; \
    one commit may touch all three. Days: of others, on which they did, however many commits they made of one. A file of which more than half was moved from elsewhere is not founded; an area is, \
    when its first commit and half of the days of work of its first 90 days are the person's.";

impl FoundationFigures {
    /// What was looked at for uses, and what came of it.
    #[must_use]
    pub fn says(&self) -> String {
        if self.looked_into == 0 {
            return "What was introduced, and who uses it, is not known: no file could be read and parsed.".to_owned();
        }
        let too_early = match self.too_early {
            0 => String::new(),
            some => format!(", of {some} it is too early to tell"),
        };
        format!(
            "Functions and types introduced that have a name of their own: {}. Others use {} of them in other files, \
             only own later commits {}{too_early}. {} of {} changed a file that could be parsed.",
            self.telling,
            self.used.symbols,
            self.used_by_self,
            self.looked_into,
            count(self.commits, "commit", "commits"),
        )
    }
}

fn built(found: &FoundationFigures) -> Grid {
    let row = |period: &BuiltPeriod| {
        let cells = [
            period.commits,
            period.days,
            period.others,
            period.on_files,
            period.files,
            period.on_symbols,
            period.symbols,
            period.on_areas,
        ];
        let cells = cells.iter().map(ToString::to_string);
        std::iter::once(period.period.clone()).chain(cells).collect()
    };
    let latest = &found.built_by_period[found.built_by_period.len().saturating_sub(PERIODS)..];
    Grid {
        columns: vec![
            Column::words("period"),
            Column::number("commits of others"),
            Column::number("days"),
            Column::number("others"),
            Column::number("on files"),
            Column::number("files"),
            Column::number("on functions, types"),
            Column::number("of them"),
            Column::number("in areas"),
        ],
        rows: latest.iter().chain([&found.built]).map(row).collect(),
    }
}

fn reuse(found: &FoundationFigures) -> Grid {
    let row = |period: &ReusePeriod| {
        let cells = [period.symbols, period.commits, period.others, period.files];
        let cells = cells.iter().map(ToString::to_string);
        std::iter::once(period.period.clone()).chain(cells).collect()
    };
    let latest = &found.used_by_period[found.used_by_period.len().saturating_sub(PERIODS)..];
    Grid {
        columns: vec![
            Column::words("used since"),
            Column::number("functions, types"),
            Column::number("commits of others"),
            Column::number("others"),
            Column::number("files"),
        ],
        rows: latest.iter().chain([&found.used]).map(row).collect(),
    }
}

fn changed(most: &[ChangedFigures]) -> Grid {
    let row = |row: &ChangedFigures| {
        vec![
            row.symbol.clone(),
            row.commits.to_string(),
            row.others.to_string(),
            row.introduced.short().to_owned(),
            row.introduced.date.clone(),
        ]
    };
    Grid {
        columns: vec![
            Column::words("others changed most").labelled(Label::Path),
            Column::number("commits"),
            Column::number("others"),
            Column::words("founded by").labelled(Label::Commit),
            Column::words("on"),
        ],
        rows: most.iter().take(LISTED).map(row).collect(),
    }
}

fn used(most: &[UsedFigures]) -> Grid {
    let row = |row: &UsedFigures| {
        vec![
            row.symbol.clone(),
            row.commits.to_string(),
            row.others.to_string(),
            row.files.to_string(),
            row.introduced.short().to_owned(),
            row.introduced.date.clone(),
        ]
    };
    Grid {
        columns: vec![
            Column::words("others use most").labelled(Label::Path),
            Column::number("commits"),
            Column::number("others"),
            Column::number("files"),
            Column::words("introduced by").labelled(Label::Commit),
            Column::words("on"),
        ],
        rows: most.iter().take(LISTED).map(row).collect(),
    }
}
