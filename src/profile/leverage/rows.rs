//! What one repository says of a person's leverage, so that it stands on its own.
//!
//! In: a judged history with who uses what. Out: rows that name things instead of pointing into the history; commits of
//! the person are named by their ids. Deliberately absent: sums over periods and repositories (`over`); names of others.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::built::{BuiltMonth, GrownArea, built};
use super::carried::{Carried, Place, carried};
use super::founded::Founded;
use super::lives::{CommitLines, LineLives, line_lives};
use super::others::Others;
use super::quiet::went_quiet;
use super::reuse::{last_uses, reuse};
use crate::model::{
    Beside, ChangeIndex, CommitIndex, History, Lasting, Month, ObjectId, SpotIndex, Timestamp,
};
use crate::profile::{Areas, Grounds, SeenCommit, Standings, Subject};

/// Founded functions, types and files that a ledger names.
const KEPT: usize = 50;
/// Commits that a row names as evidence.
const LATEST: usize = 3;

/// What one repository says of a person's leverage.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LeverageRows {
    /// How long lines live.
    pub lives: LineLives,
    /// How many files, functions and types, and areas the person founded.
    pub founded: FoundedCounts,
    /// What others changed in them, by month, oldest first.
    pub built: Vec<BuiltMonth>,
    /// The same by area, as far as it lies in one.
    pub grown: Vec<GrownArea>,
    /// Founded functions and types that others changed, most commits first; the first fifty.
    pub changed: Vec<ChangedSymbol>,
    /// What others use of what the person introduced.
    pub reuse: ReuseRows,
    /// Every change of the person's that ended a chain of a recurring spot, in order.
    pub mended: Vec<MendedChange>,
    /// How often patches and structural changes of everybody's hold here, by sort of spot.
    pub lasting: Vec<Lasting>,
    /// Recurring spots that have been quiet since a change of the person's, newest first.
    pub went_quiet: Vec<QuietRow>,
    /// What the person founded and others carry: areas, then the fifty files with most days of others.
    pub carried: Vec<CarriedRow>,
    /// By number, what stands for each of the others that the ledger tells of; the same in every repository.
    pub others: Vec<u64>,
}

/// What the person founded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundedCounts {
    /// Files.
    pub files: usize,
    /// Functions, types and other definitions.
    pub symbols: usize,
    /// Areas.
    pub areas: usize,
    /// Of the files, such as others carry.
    pub carried_files: usize,
    /// Of these, such as need no more patches than the repository as a whole.
    pub quiet_files: usize,
}

/// A founded function or type that others changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedSymbol {
    /// Its file and its title.
    pub symbol: String,
    /// The commit that introduced it.
    pub introduced: ObjectId,
    /// Commits of others that changed it since.
    pub commits: usize,
    /// How many others.
    pub others: usize,
    /// The latest of these commits, newest first.
    pub latest: Vec<ObjectId>,
}

/// What others use of what the person introduced.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReuseRows {
    /// The person's commits, merges left out.
    pub commits: usize,
    /// Of these, commits in which a file could be parsed.
    pub looked_into: usize,
    /// Functions and types that they introduced and that can be told by their names.
    pub symbols: usize,
    /// Of these, used only by the person's own later commits.
    pub by_self: usize,
    /// Of these, used by nobody and introduced too lately to be missed.
    pub too_early: usize,
    /// What others use, most commits first.
    pub used: Vec<UsedSymbol>,
}

/// A symbol of the person's that others use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsedSymbol {
    /// Where it is defined today, and its title.
    pub symbol: String,
    /// The commit that introduced it.
    pub introduced: ObjectId,
    /// The latest commits that use it, newest first.
    pub latest: Vec<ObjectId>,
    /// The latest commit that uses it of each month, oldest first.
    pub by_month: Vec<SeenCommit>,
    /// Who uses it where and since when.
    pub uses: Vec<SymbolUse>,
}

/// Lines of one commit of somebody else's in one file that use a symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SymbolUse {
    /// The month in which they were written.
    pub month: Month,
    /// The commit, a number within the ledger.
    pub commit: u32,
    /// Who, by their number in the ledger.
    pub person: u32,
    /// The file, a number within the ledger.
    pub file: u32,
    /// How many lines.
    pub lines: u32,
}

/// A change of the person's that ended a chain of a recurring spot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MendedChange {
    /// The month of the change.
    pub month: Month,
    /// The commit.
    pub commit: ObjectId,
    /// The spot.
    pub spot: String,
    /// Patches before and after, each with how many seconds were looked at.
    pub before: (usize, Timestamp),
    /// See `before`.
    pub after: (usize, Timestamp),
    /// What became of spots like it.
    pub beside: Beside,
}

/// A chain that has been quiet since a change of the person's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QuietRow {
    /// The spots, at least one.
    pub spots: Vec<String>,
    /// The commit after which no patch came.
    pub after: ObjectId,
    /// The month of it.
    pub month: Month,
    /// Patches before it.
    pub patches: usize,
    /// Seconds without a patch.
    pub quiet: Timestamp,
    /// Commits that changed the neighbourhood meanwhile.
    pub exposure: usize,
    /// The same change beside spots like this one.
    pub mended: Option<MendedChange>,
}

/// Something that the person founded and others carry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarriedRow {
    /// The area or the file.
    pub place: String,
    /// Whether it is an area; else a file.
    pub is_area: bool,
    /// The commit that founded it.
    pub founded: ObjectId,
    /// The person's last commit there.
    pub last_own: ObjectId,
    /// Days of the last 365 on which the person worked there.
    pub own: usize,
    /// Days of work of others: one person on one day.
    pub days: usize,
    /// How many others.
    pub others: usize,
    /// Of all these days, those on which it was patched.
    pub patching: usize,
    /// Open recurring spots.
    pub recurring: usize,
    /// Whether it needs no more patches than the repository as a whole.
    pub is_quiet: bool,
}

/// Makes the rows. `others` are those that other rows of the ledger have met.
pub(in crate::profile) fn leverage_rows(
    grounds: &Grounds<'_>,
    standings: &Standings,
    areas: &Areas,
    lines: &[CommitLines],
    subject: &Subject,
    mut others: Others,
) -> LeverageRows {
    let Grounds { history, verdicts, episodes, uses, thresholds, now } = *grounds;
    let founded = Founded::of(history, standings, areas, subject, thresholds.window);
    let (built, grown) = built(history, standings, areas, subject, &founded, &mut others, now);
    let used = last_uses(history, uses);
    let carried = carried(grounds, standings, areas, subject, &founded);
    let first_file = carried.iter().position(|found| matches!(found.place, Place::File(_)));
    let (in_areas, files) = carried.split_at(first_file.unwrap_or(carried.len()));
    let quiet = went_quiet(history, verdicts, episodes, thresholds, subject);
    let rows = Rows { grounds, subject };
    LeverageRows {
        lives: line_lives(history, standings, lines, subject, &used, now),
        founded: FoundedCounts {
            files: founded.files.len(),
            symbols: founded.symbols.len(),
            areas: founded.areas.len(),
            carried_files: files.len(),
            quiet_files: files.iter().filter(|carried| carried.is_quiet).count(),
        },
        built,
        grown,
        changed: rows.changed(standings, &founded),
        reuse: rows.reuse(&mut others),
        mended: episodes
            .quietings
            .iter()
            .filter(|found| subject.made(history, found.change))
            .map(|found| rows.mended(found))
            .collect(),
        lasting: episodes.lasting.clone(),
        went_quiet: quiet.iter().map(|quiet| rows.quiet(quiet)).collect(),
        carried: in_areas
            .iter()
            .chain(files.iter().take(KEPT))
            .map(|carried| rows.carried(areas, carried))
            .collect(),
        others: others.into_keys(),
    }
}

struct Rows<'a> {
    grounds: &'a Grounds<'a>,
    subject: &'a Subject,
}

impl Rows<'_> {
    fn history(&self) -> &History {
        self.grounds.history
    }

    fn id(&self, commit: CommitIndex) -> ObjectId {
        self.history().commit(commit).id
    }

    /// Founded functions and types that others changed, most commits first.
    fn changed(&self, standings: &Standings, founded: &Founded) -> Vec<ChangedSymbol> {
        let history = self.history();
        let mut by_spot: BTreeMap<SpotIndex, Vec<CommitIndex>> = BTreeMap::new();
        for (at, change) in (0..).map(ChangeIndex).zip(&history.changes) {
            let Some(begun) = founded.symbols.get(&change.spot) else { continue };
            let is_later = *begun < change.commit && standings.counts(at);
            if is_later && !self.subject.had_part(history, change.commit) {
                let commits = by_spot.entry(change.spot).or_default();
                if commits.last() != Some(&change.commit) {
                    commits.push(change.commit);
                }
            }
        }
        let mut found: Vec<_> = by_spot.into_iter().collect();
        found.sort_by_key(|(spot, commits)| (std::cmp::Reverse(commits.len()), *spot));
        let row = |(spot, commits): &(SpotIndex, Vec<CommitIndex>)| {
            let people = commits.iter().map(|at| history.commit(*at).author);
            ChangedSymbol {
                symbol: history.spot_name(*spot),
                introduced: self.id(founded.symbols[spot]),
                commits: commits.len(),
                others: people.collect::<std::collections::HashSet<_>>().len(),
                latest: commits.iter().rev().take(LATEST).map(|at| self.id(*at)).collect(),
            }
        };
        found.iter().take(KEPT).map(row).collect()
    }

    fn reuse(&self, others: &mut Others) -> ReuseRows {
        let Grounds { history, uses, thresholds, .. } = *self.grounds;
        let found = reuse(history, uses, self.subject, thresholds.window);
        let used = found.used.iter().map(|symbol| UsedSymbol {
            symbol: format!("{}: {}", history.files[symbol.file.get()].path, symbol.title),
            introduced: self.id(symbol.introduced),
            latest: symbol.commits().iter().rev().take(LATEST).map(|at| self.id(*at)).collect(),
            by_month: self.by_month(symbol.commits(), others),
            uses: symbol
                .uses
                .iter()
                .map(|at| SymbolUse {
                    month: history.commit(at.by).month(),
                    commit: at.by.0,
                    person: others.number(history, at.by),
                    file: at.file.0,
                    lines: at.lines,
                })
                .collect(),
        });
        ReuseRows {
            commits: found.commits,
            looked_into: found.looked_into,
            symbols: found.symbols,
            by_self: found.by_self,
            too_early: found.too_early,
            used: used.collect(),
        }
    }

    /// The last commit of each month.
    fn by_month(&self, commits: BTreeSet<CommitIndex>, others: &mut Others) -> Vec<SeenCommit> {
        let mut months: BTreeMap<Month, CommitIndex> = BTreeMap::new();
        for at in commits {
            months.insert(self.history().commit(at).month(), at);
        }
        let seen = |at: CommitIndex| SeenCommit::of(self.history(), at, self.subject, others);
        months.into_values().map(seen).collect()
    }

    fn mended(&self, found: &crate::model::Quieting) -> MendedChange {
        let history = self.history();
        let change = history.change(found.change);
        MendedChange {
            month: history.commit(change.commit).month(),
            commit: self.id(change.commit),
            spot: history.spot_name(change.spot),
            before: (found.before, found.before_time),
            after: (found.after, found.after_time),
            beside: found.beside,
        }
    }

    fn quiet(&self, quiet: &super::WentQuiet) -> QuietRow {
        let history = self.history();
        let after = history.change(quiet.after).commit;
        QuietRow {
            spots: quiet.spots.iter().map(|spot| history.spot_name(*spot)).collect(),
            after: self.id(after),
            month: history.commit(after).month(),
            patches: quiet.patches,
            quiet: quiet.quiet,
            exposure: quiet.exposure,
            mended: quiet.quieting.as_ref().map(|found| self.mended(found)),
        }
    }

    fn carried(&self, areas: &Areas, carried: &Carried) -> CarriedRow {
        let (place, is_area) = match carried.place {
            Place::Area(area) => (areas.all[area].name(), true),
            Place::File(file) => (self.history().files[file.get()].path.to_string(), false),
        };
        CarriedRow {
            place,
            is_area,
            founded: self.id(carried.founded),
            last_own: self.id(carried.last_own),
            own: carried.own,
            days: carried.days,
            others: carried.others,
            patching: carried.patching,
            recurring: carried.recurring,
            is_quiet: carried.is_quiet,
        }
    }
}
