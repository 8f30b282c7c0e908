//! What others use of what a person introduced, as plain data and in sentences.
//!
//! In: counts of `profile`. Out: serialisable structs with the commits behind them. Deliberately absent:
//! names of others, and commits of a year that is not asked for.

use serde::Serialize;

use super::parts::{CommitRef, Names};
use super::words::count;
use crate::model::History;
use crate::profile::{Reuse, ReuseYear, ReusedSymbol};

/// A function or a type that others use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReusedSymbolFigures {
    /// Where it is defined today, and its title.
    pub symbol: String,
    /// The commit that introduced it.
    pub introduced: CommitRef,
    /// Commits of others that wrote lines with its name, oldest first.
    pub by: Vec<CommitRef>,
    /// How many others.
    pub others: usize,
    /// In how many files.
    pub files: usize,
    /// How many lines at HEAD.
    pub lines: u32,
}

impl ReusedSymbolFigures {
    pub(super) fn of(history: &History, used: &ReusedSymbol) -> Self {
        let path = &history.files[used.file.get()].path;
        let by = used.commits().into_iter();
        Self {
            symbol: format!("{path}: {}", used.title),
            introduced: CommitRef::of(history, used.introduced, Names::Hidden),
            by: by.map(|commit| CommitRef::of(history, commit, Names::Hidden)).collect(),
            others: used.others,
            files: used.files(),
            lines: used.lines(),
        }
    }

    /// How much it is used: `3 commits of 2 others in 4 files`.
    pub(super) fn amount(&self) -> String {
        format!(
            "{} of {} in {}",
            count(self.by.len(), "commit", "commits"),
            count(self.others, "other", "others"),
            count(self.files, "file", "files"),
        )
    }
}

/// What others used in one year, most commits first.
pub(super) fn used_in(history: &History, reuse: &Reuse, year: i32) -> Vec<ReusedSymbol> {
    let in_year = reuse.used.iter().filter_map(|used| used.in_year(history, year));
    let mut used: Vec<ReusedSymbol> = in_year.collect();
    used.sort_by_cached_key(|used| std::cmp::Reverse((used.commits().len(), used.lines())));
    used
}

/// What others began to use in one year, as far as it stands at HEAD.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ReuseYearFigures {
    /// The year of the lines.
    pub year: i32,
    /// Symbols of the person's.
    pub symbols: usize,
    /// Commits of others.
    pub commits: usize,
    /// How many others.
    pub others: usize,
    /// In how many files.
    pub files: usize,
}

impl From<ReuseYear> for ReuseYearFigures {
    fn from(found: ReuseYear) -> Self {
        let ReuseYear { year, symbols, commits, others, files } = found;
        Self { year, symbols, commits, others, files }
    }
}

/// What others use of what the person introduced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReuseFigures {
    /// The person's commits, merges left out.
    pub commits: usize,
    /// Of these, commits in which a file could be parsed.
    pub looked_into: usize,
    /// Functions and types that they introduced and that are known by a name of their own.
    pub symbols: usize,
    /// Of these, used by others.
    pub used: usize,
    /// Used only by the person's own later commits.
    pub by_self: usize,
    /// Used by nobody yet, and introduced within the window: too early to tell.
    pub too_early: usize,
    /// By year of the use, oldest first.
    pub by_year: Vec<ReuseYearFigures>,
    /// What others use, most commits first.
    pub most_used: Vec<ReusedSymbolFigures>,
}

impl ReuseFigures {
    pub(super) fn of(history: &History, reuse: &Reuse) -> Self {
        let used = reuse.used.iter();
        Self {
            commits: reuse.commits,
            looked_into: reuse.looked_into,
            symbols: reuse.symbols,
            used: reuse.used.len(),
            by_self: reuse.by_self,
            too_early: reuse.too_early,
            by_year: reuse.by_year.iter().copied().map(Into::into).collect(),
            most_used: used.map(|used| ReusedSymbolFigures::of(history, used)).collect(),
        }
    }

    /// The same, of a year and the one before; what is used, of the year alone.
    pub(super) fn of_year(history: &History, reuse: &Reuse, year: i32) -> Self {
        let mut figures = Self::of(history, reuse);
        figures.by_year.retain(|found| (year - 1..=year).contains(&found.year));
        figures.most_used = used_in(history, reuse, year)
            .iter()
            .map(|used| ReusedSymbolFigures::of(history, used))
            .collect();
        figures
    }

    /// What was looked at and what came of it.
    pub(super) fn says(&self) -> String {
        if self.looked_into == 0 {
            return "What was introduced, and who uses it, is not known: no file could be read and parsed.".to_owned();
        }
        let looked_into = format!(
            "{} of {} changed a file that could be parsed",
            self.looked_into,
            count(self.commits, "commit", "commits")
        );
        if self.symbols == 0 {
            return format!(
                "No function and no type with a name of its own was introduced ({looked_into})."
            );
        }
        let used = if self.used + self.by_self == 0 {
            "No later commit uses one of them in another file".to_owned()
        } else {
            format!(
                "Later commits of others use {} of them in other files, only own later commits {}",
                self.used, self.by_self
            )
        };
        let too_early = match self.too_early {
            0 => String::new(),
            some => format!("; of {some} it is too early to tell"),
        };
        format!(
            "Functions and types introduced that have a name of their own: {}. {used}{too_early}. \
             {looked_into}.",
            self.symbols,
        )
    }
}
