//! The kind of a commit, from its message, its paths and, at last, its shape.
//!
//! In: one commit with the classes of its paths. Out: one [`Kind`] and the signals that decided.
//! Deliberately absent: reverts (they are found before) and the history around the commit. Every
//! rule adds weighted signals; the highest sum wins. The weights stand in one table, `weights`.

mod area;
mod body;
mod cost;
mod grows;
mod ignored;
mod lexicon;
mod object;
mod opening;
mod prefix;
mod release;
mod shape;
mod speaking;
mod subject;
mod touched;
mod weights;

pub(super) use subject::without_pull_request;
pub(super) use touched::kind_of_class;

use self::lexicon::Lexicon;
use self::shape::Said;
use self::subject::Subject;
use super::PathClass;
use super::rules::{self, because};
use crate::model::{Change, Commit, Evidence, FileChange, History, Kind, RuleId};

/// Evidence lists at most this many of the signals that decided.
const SHOWN: usize = 3;

/// One reason for a kind.
#[derive(Debug)]
struct Signal {
    kind: Kind,
    weight: i32,
    because: Evidence,
}

impl Signal {
    fn new(kind: Kind, weight: i32, rule: RuleId, says: impl Into<String>) -> Self {
        Self { kind, weight, because: because(rule, says) }
    }
}

/// Everything that the rules may look at.
struct Facts<'history> {
    history: &'history History,
    commit: &'history Commit,
    classes: &'history [PathClass],
    lexicon: &'history Lexicon,
    subject: Subject,
    body: &'history str,
}

impl Facts<'_> {
    /// The files of the commit with their classes. Code in which only comments differ counts as
    /// documentation.
    fn files(&self) -> impl Iterator<Item = (&FileChange, PathClass)> {
        let range = self.commit.file_changes.clone();
        let files = &self.history.file_changes[range.clone()];
        files.iter().zip(self.classes[range].iter().copied()).map(|(file, class)| {
            let only_comments = class == PathClass::Code && self.only_comments_differ(file);
            (file, if only_comments { PathClass::Docs } else { class })
        })
    }

    /// Words about tests and documents cannot mean the commit when it touches neither these nor
    /// code: "link the configuration of the test server".
    fn may_be(&self, kind: Kind) -> bool {
        let fits = |class| class == PathClass::Code || kind_of_class(class) == Some(kind);
        !matches!(kind, Kind::Test | Kind::Docs)
            || self.commit.file_changes.is_empty()
            || self.files().any(|(_, class)| fits(class))
    }

    fn only_comments_differ(&self, file: &FileChange) -> bool {
        let changes = &self.history.changes[file.changes.clone()];
        let telling = |change: &&Change| !change.formatting_only;
        changes.iter().filter(telling).all(|change| change.comments_only)
            && changes.iter().any(|change| change.comments_only)
    }

    /// The changes in code, without those that are mere layout or comment.
    fn code_changes(&self) -> impl Iterator<Item = &Change> {
        let code = self.files().filter(|(_, class)| *class == PathClass::Code);
        let changes = code.flat_map(|(file, _)| &self.history.changes[file.changes.clone()]);
        changes.filter(|change| !change.formatting_only && !change.comments_only)
    }
}

/// The kind of a commit and what decided it, strongest first.
pub(super) type Decision = (Kind, Vec<Evidence>);

/// The kinds of all commits, in their order.
pub(super) fn decisions(history: &History, classes: &[PathClass]) -> Vec<Decision> {
    let lexicon = Lexicon::new();
    history.commits.iter().map(|commit| decide(history, commit, classes, &lexicon)).collect()
}

fn decide(
    history: &History,
    commit: &Commit,
    classes: &[PathClass],
    lexicon: &Lexicon,
) -> Decision {
    if commit.is_merge() && commit.file_changes.is_empty() {
        let says = "joins lines of history and changes nothing itself";
        return (Kind::Chore, vec![because(rules::MERGE, says)]);
    }
    if commit.is_merge() {
        // The message speaks of the branch, whose commits are judged by themselves.
        let says = "joins lines of history; its own lines settle where these differ";
        return (Kind::Chore, vec![because(rules::MERGE, says)]);
    }
    let subject = Subject::parse(&commit.subject);
    let facts = Facts { history, commit, classes, lexicon, subject, body: &commit.body };
    weigh(signals(&facts))
}

fn signals(facts: &Facts<'_>) -> Vec<Signal> {
    let mut found = Vec::new();
    prefix::signals(facts, &mut found);
    if found.iter().any(|signal| signal.weight >= weights::TYPE_PREFIX) {
        return found;
    }
    for rule in [
        area::signals,
        opening::signals,
        object::signals,
        speaking::signals,
        cost::signals,
        release::signals,
        body::signals,
        touched::signals,
        ignored::signals,
    ] {
        rule(facts, &mut found);
    }
    found.retain(|signal| signal.weight >= weights::LOOSE_TYPE || facts.may_be(signal.kind));
    let by_words = highest(&found);
    found.extend(by_words.and_then(|(kind, _)| grows::signal(facts, kind)));
    found.extend(by_words.and_then(|by_words| shape::exchange(facts, by_words)));
    if highest(&found).is_none_or(|(_, sum)| sum < weights::SAID_ENOUGH) {
        let said = if found.is_empty() { Said::Nothing } else { Said::Little };
        found.extend(shape::signal(facts, said));
    }
    found
}

/// The kind with the highest sum so far.
fn highest(signals: &[Signal]) -> Option<(Kind, i32)> {
    let sums = Kind::ALL.iter().map(|kind| (*kind, sum_of(signals, *kind)));
    sums.rev().max_by_key(|(_, sum)| *sum).filter(|(_, sum)| *sum > 0)
}

fn sum_of(signals: &[Signal], kind: Kind) -> i32 {
    signals.iter().filter(|signal| signal.kind == kind).map(|signal| signal.weight).sum()
}

/// The kind with the highest sum; of equal sums the one with the strongest single signal.
fn weigh(mut signals: Vec<Signal>) -> Decision {
    signals.sort_by_key(|signal| std::cmp::Reverse(signal.weight));
    let strongest_first = signals.iter().map(|signal| signal.kind).rev();
    let Some(kind) = strongest_first.max_by_key(|kind| sum_of(&signals, *kind)) else {
        let says = "neither message nor files say what it was";
        return (Kind::Chore, vec![because(rules::NOTHING, says)]);
    };
    let deciding = signals.into_iter().filter(|signal| signal.kind == kind);
    (kind, deciding.map(|signal| signal.because).take(SHOWN).collect())
}
