//! The kind of a commit, from its message, its paths and, at last, its shape.
//!
//! In: one commit with the classes of its paths. Out: how likely each [`Kind`] is, and what decided.
//! Deliberately absent: reverts (they are found before). Every rule adds signals with a strength (`weights`);
//! they, the words and the shape of the change are the features (`features`) of a fitted model (`model`).

mod area;
mod body;
mod cost;
mod decided;
mod features;
mod grows;
mod ignored;
mod lexicon;
mod model;
mod object;
mod opening;
mod prefix;
mod release;
mod shape;
mod speaking;
mod subject;
mod touched;
mod weights;

pub use model::KindModel;
pub(super) use subject::without_pull_request;
pub(super) use touched::kind_of_class;

use self::lexicon::Lexicon;
use self::model::Score;
use self::shape::Said;
use self::subject::Subject;
use super::PathClass;
use super::each::each;
use super::rules::{self, because};
use crate::model::{
    Change, Commit, Content, Evidence, FileChange, History, Kind, Likelihoods, RuleId,
};

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

impl<'history> Facts<'history> {
    /// What there is to a commit; `None` for a merge.
    fn of(
        history: &'history History,
        commit: &'history Commit,
        classes: &'history [PathClass],
        lexicon: &'history Lexicon,
    ) -> Option<Self> {
        let subject = || Subject::parse(&commit.subject);
        (!commit.is_merge()).then(|| Facts {
            history,
            commit,
            classes,
            lexicon,
            subject: subject(),
            body: &commit.body,
        })
    }

    /// The files of the commit with their classes. Code in which only comments differ counts as
    /// documentation, a submodule as what the build asks for.
    fn files(&self) -> impl Iterator<Item = (&FileChange, PathClass)> {
        let range = self.commit.file_changes.clone();
        let files = &self.history.file_changes[range.clone()];
        files.iter().zip(self.classes[range].iter().copied()).map(|(file, class)| {
            let only_comments = class == PathClass::Code && self.only_comments_differ(file);
            let class = match file.content {
                // Another version of what is used.
                Content::Submodule => PathClass::Manifest,
                _ if only_comments => PathClass::Docs,
                _ => class,
            };
            (file, class)
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

/// How likely each kind is, and what decided for the likeliest, strongest first.
pub(super) struct Decision {
    pub(super) likelihoods: Likelihoods,
    pub(super) evidence: Vec<Evidence>,
    /// Whether the author said so, or nothing needs to be weighed.
    pub(super) settled: bool,
}

/// The kinds of all commits, in their order.
pub(super) fn decisions(
    history: &History,
    classes: &[PathClass],
    model: &KindModel,
) -> Vec<Decision> {
    let lexicon = Lexicon::new();
    let decide = |commit: &Commit| match Facts::of(history, commit, classes, &lexicon) {
        Some(facts) => decide(&facts, model),
        None => merge(commit),
    };
    each(&history.commits, decide)
}

/// What is known of a commit whose kind is to be found.
#[derive(Clone, Debug)]
pub struct KindFeatures {
    /// Features with their values.
    pub values: Vec<(String, f64)>,
    /// The kind that the rules name by themselves, and how much it counts, from 0 to 1.
    pub by_rules: Option<(Kind, f64)>,
}

/// The features of every commit, for fitting a model; `None` for merges, whose kind is settled, and for
/// commits whose author wrote a type.
#[must_use]
pub fn kind_features(history: &History) -> Vec<Option<KindFeatures>> {
    let (lexicon, classes) = (Lexicon::new(), super::paths::classes(history));
    let features = |commit: &Commit| {
        let facts = Facts::of(history, commit, &classes, &lexicon)?;
        let signals = signals(&facts);
        if typed(&signals).is_some() {
            return None;
        }
        let mut told = Vec::new();
        features::tell(&facts, &signals, &mut |name, value| told.push((name.to_owned(), value)));
        Some(KindFeatures { values: told, by_rules: by_rules(&facts, &signals) })
    };
    history.commits.iter().map(features).collect()
}

/// A type that stands first is what the author says. How often they would take it back is not measured, so that this is a choice.
const TYPED: f64 = 0.95;

fn decide(facts: &Facts<'_>, model: &KindModel) -> Decision {
    let signals = signals(facts);
    let mut score = Score::new(model);
    features::tell(facts, &signals, &mut |name, value| score.add(name, value));
    let fitted = score.likelihoods();
    let likelihoods = with_rules(&fitted, by_rules(facts, &signals));
    if let Some(typed) = typed(&signals) {
        let mut weights = likelihoods.as_array().map(|likely| likely * (1.0 - TYPED));
        weights[typed.kind as usize] += TYPED;
        let evidence = vec![typed.because.clone()];
        return Decision { likelihoods: Likelihoods::of_weights(weights), evidence, settled: true };
    }
    let evidence = if fitted.best() == likelihoods.best() {
        decided::evidence(facts, &signals, model, &likelihoods)
    } else {
        decided::by_rules(&signals, likelihoods.best())
    };
    Decision { likelihoods, evidence, settled: false }
}

/// How much the kind counts that the rules name by themselves, where they are asked at all. The weights are fitted to projects
/// whose authors write types, and half of whose changes are fixes.
const RULES_COUNT: f64 = 0.45;

/// The kind that the rules name by themselves, and how much it counts. They are asked where the change shows by itself what it is,
/// whatever the words are: where sections are added to the code and no line of it goes, or the other way round; where a file of code
/// takes over what others held; and where nothing that changes is text.
fn by_rules(facts: &Facts<'_>, signals: &[Signal]) -> Option<(Kind, f64)> {
    let is_no_text = facts.files().all(|(file, _)| file.content != Content::Text);
    let is_plain = is_no_text || shape::is_plain(facts);
    named(signals).filter(|_| is_plain).map(|kind| (kind, RULES_COUNT))
}

/// The fitted probabilities, with the kind that the rules name counted in.
#[must_use]
pub fn with_rules(fitted: &Likelihoods, by_rules: Option<(Kind, f64)>) -> Likelihoods {
    let Some((kind, counts)) = by_rules else { return *fitted };
    let mut weights = fitted.as_array().map(|likely| likely * (1.0 - counts));
    weights[kind as usize] += counts;
    Likelihoods::of_weights(weights)
}

/// What somebody decided: a type that stands first, or the project's list of commits of form.
fn typed(signals: &[Signal]) -> Option<&Signal> {
    let is_first = |signal: &&Signal| signal.weight >= weights::TYPE_PREFIX;
    let is_listed = |signal: &&Signal| signal.because.rule == rules::IGNORED_BY_BLAME;
    signals.iter().find(is_first).or_else(|| signals.iter().find(is_listed))
}

/// The message speaks of the branch, whose commits are judged by themselves.
fn merge(commit: &Commit) -> Decision {
    let says = if commit.file_changes.is_empty() {
        "joins lines of history and changes nothing itself"
    } else {
        "joins lines of history; its own lines settle where these differ"
    };
    let evidence = vec![because(rules::MERGE, says)];
    Decision { likelihoods: Likelihoods::certain(Kind::Chore), evidence, settled: true }
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

/// The kind that the rules name: the one with the highest sum; of equal sums the one with the strongest single signal.
fn named(signals: &[Signal]) -> Option<Kind> {
    let mut strongest_last: Vec<&Signal> = signals.iter().collect();
    // Stable, so that of equally strong signals the one found first counts as the stronger.
    strongest_last.reverse();
    strongest_last.sort_by_key(|signal| signal.weight);
    let kinds = strongest_last.into_iter().map(|signal| signal.kind);
    kinds.max_by_key(|kind| sum_of(signals, *kind))
}

/// The kind with the highest sum so far.
fn highest(signals: &[Signal]) -> Option<(Kind, i32)> {
    let sums = Kind::ALL.iter().map(|kind| (*kind, sum_of(signals, *kind)));
    sums.rev().max_by_key(|(_, sum)| *sum).filter(|(_, sum)| *sum > 0)
}

fn sum_of(signals: &[Signal], kind: Kind) -> i32 {
    signals.iter().filter(|signal| signal.kind == kind).map(|signal| signal.weight).sum()
}
