//! What speaks for a candidate, as named numbers of about one size: most lie between 0 and 1.
//!
//! In: a fix and a candidate. Out: the value of every signal. Deliberately absent: how much each weighs (`weights`).

mod lines;
mod nature;
mod none;
mod place;
mod time;
mod wording;

use self::wording::InCommon;
use super::candidates::{Fix, Seen};
use super::words::MessageWords;
use super::{Candidate, Candidates, Linker};
use crate::model::{Commit, CommitIndex};

/// A signal: its name, and how its value is found.
type Signal = (&'static str, fn(&Look<'_>) -> f64);

const TABLES: [&[Signal]; 5] =
    [lines::SIGNALS, place::SIGNALS, wording::SIGNALS, time::SIGNALS, nature::SIGNALS];

/// The names of the signals of a candidate.
pub const SIGNALS: [&str; COUNT] = names();
const COUNT: usize = lines::SIGNALS.len()
    + place::SIGNALS.len()
    + wording::SIGNALS.len()
    + time::SIGNALS.len()
    + nature::SIGNALS.len();
/// The names of the signals that none of the candidates is meant.
pub const NONE_SIGNALS: [&str; none::SIGNALS.len()] = none_names();

const fn names() -> [&'static str; COUNT] {
    let mut names = [""; COUNT];
    let (mut table, mut to) = (0, 0);
    while table < TABLES.len() {
        let mut at = 0;
        while at < TABLES[table].len() {
            names[to] = TABLES[table][at].0;
            (at, to) = (at + 1, to + 1);
        }
        table += 1;
    }
    names
}

const fn none_names() -> [&'static str; none::SIGNALS.len()] {
    let mut names = [""; none::SIGNALS.len()];
    let mut at = 0;
    while at < names.len() {
        names[at] = none::SIGNALS[at].0;
        at += 1;
    }
    names
}

/// What is known of all candidates together.
#[derive(Default)]
struct Most {
    lines: u32,
    newest: Option<CommitIndex>,
    spots: u32,
    likeness: f64,
    subject: f64,
}

/// A fix and one of its candidates.
struct Look<'a> {
    linker: &'a Linker<'a>,
    fix_index: CommitIndex,
    fix: &'a Fix,
    fix_commit: &'a Commit,
    fix_words: &'a MessageWords,
    most: &'a Most,
    commit: CommitIndex,
    candidate: &'a Commit,
    words: &'a MessageWords,
    seen: &'a Seen,
    in_common: InCommon,
}

/// A share, 0 of nothing.
fn share(part: u32, whole: u32) -> f64 {
    if whole == 0 { 0.0 } else { f64::from(part) / f64::from(whole) }
}

fn is(condition: bool) -> f64 {
    f64::from(u8::from(condition))
}

/// A count on a scale on which a thousand is 1.
fn log(count: f64) -> f64 {
    count.max(0.0).ln_1p() / 1_000_f64.ln_1p()
}

/// The candidates of a fix with their signals.
pub(super) fn candidates<'a>(
    linker: &'a Linker<'a>,
    fix_index: CommitIndex,
    fix: &'a Fix,
    seen: &'a [(CommitIndex, Seen)],
) -> Candidates {
    let history = linker.history;
    let fix_words = linker.words.message(fix_index.get());
    let mut most = Most::default();
    let commits: Vec<CommitIndex> = seen.iter().map(|(commit, _)| *commit).collect();
    let in_common = wording::in_common(linker, fix_index, &commits);
    for ((commit, seen), in_common) in seen.iter().zip(&in_common) {
        most.add(*commit, seen, in_common);
    }
    let look = |(commit, seen): &'a (CommitIndex, Seen), in_common: &InCommon| Look {
        linker,
        fix_index,
        fix,
        fix_commit: history.commit(fix_index),
        fix_words,
        most: &most,
        commit: *commit,
        candidate: history.commit(*commit),
        words: linker.words.message(commit.get()),
        seen,
        in_common: *in_common,
    };
    let all = seen.iter().zip(&in_common).map(|(candidate, in_common)| {
        let look = look(candidate, in_common);
        let values = TABLES.iter().flat_map(|table| table.iter()).map(|(_, value)| value(&look));
        let Seen { lines, context, .. } = *look.seen;
        Candidate { commit: look.commit, lines, context, signals: values.collect() }
    });
    let all: Vec<Candidate> = all.collect();
    let case = none::Case { fix, most: &most, count: all.len() };
    let none = none::SIGNALS.iter().map(|(_, value)| value(&case)).collect();
    Candidates { all, none }
}

impl Most {
    /// Candidates come in the order of the history.
    fn add(&mut self, commit: CommitIndex, seen: &Seen, in_common: &InCommon) {
        self.lines = self.lines.max(seen.lines);
        self.spots = self.spots.max(seen.spots);
        self.newest = Some(commit);
        self.likeness = self.likeness.max(in_common.likeness);
        self.subject = self.subject.max(in_common.subject);
    }
}
