//! Facts to verdicts: what each commit and each change was, with the evidence.
//!
//! In: a [`History`], the user's [`Answers`] and the thresholds. Out: [`Verdicts`], one for every commit and every change.
//! Deliberately absent: I/O, clocks, errors, and what became of a change later (`episodes`).
//! One rule a file; a rule says what it saw in plain words under its permanent name (`rules`).

mod answer;
mod calibration;
mod each;
mod kind;
mod nature;
mod noise;
mod past;
mod paths;
mod remedy;
pub mod repair;
mod repeat;
mod revert;
mod rules;
mod sequel;
mod sequence;
mod wording;

#[cfg(test)]
mod message_tests;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;

pub use calibration::{Calibration, KindProbabilities};
pub use kind::{KindFeatures, KindModel, kind_features, with_rules};
pub use nature::nature_if;
use paths::is_inert;
pub use paths::{PathClass, path_class};

use crate::model::{
    Answers, Change, CommitIndex, CommitVerdict, History, Kind, Likelihoods, Nature, Noise,
    Thresholds, Verdict, Verdicts,
};

/// What the rules on files, people and pairs of commits found before anything is judged.
struct Findings {
    /// By file change.
    classes: Vec<PathClass>,
    /// By person.
    bots: Vec<bool>,
    /// By commit.
    links: Vec<revert::Link>,
    /// By commit.
    twins: Vec<Option<CommitIndex>>,
}

/// The verdicts on a whole history. What the user said of a commit holds over what is computed.
#[must_use]
pub fn classify(history: &History, answers: &Answers, thresholds: &Thresholds) -> Verdicts {
    let findings = findings(history, thresholds);
    let mut commits = commit_verdicts(history, answers, &findings);
    repair::link(history, &mut commits);
    let mut changes = change_verdicts(history, &findings, &commits);
    sequence::link(history, thresholds, &mut changes);
    sequel::link(history, thresholds, &changes, &mut commits);
    Verdicts { commits, changes }
}

fn findings(history: &History, thresholds: &Thresholds) -> Findings {
    let classes = paths::classes(history);
    let bots = noise::bots(history);
    let links = revert::links(history, &classes, thresholds);
    let twins = noise::twins(history, &links);
    Findings { classes, bots, links, twins }
}

fn commit_verdicts(
    history: &History,
    answers: &Answers,
    findings: &Findings,
) -> Vec<CommitVerdict> {
    let mut decisions = kind::decisions(history, &findings.classes, KindModel::shipped());
    answer::calibrate(history, answers, &mut decisions);
    let mut commits: Vec<CommitVerdict> = Vec::with_capacity(decisions.len());
    for ((index, decision), link) in history.commit_indices().zip(decisions).zip(&findings.links) {
        let kind::Decision { mut likelihoods, mut evidence, .. } = decision;
        if let Some(because) = &link.because {
            (likelihoods, evidence) = (Likelihoods::certain(Kind::Revert), vec![because.clone()]);
        }
        evidence.extend(link.noted.clone());
        if let Some(original) = revert::reapplied(&findings.links, index) {
            // Earlier commits come first, so the kind of the original is known.
            likelihoods = Likelihoods::certain(commits[original.get()].kind);
            evidence.insert(0, revert::reapplied_evidence(history, original));
        }
        let mut verdict = CommitVerdict {
            kind: likelihoods.best(),
            likelihoods,
            evidence,
            answered: None,
            reverts: link.targets.first().copied(),
            reverted_by: link.reverted_by,
            twin_of: findings.twins[index.get()],
            by_bot: findings.bots[history.commit(index).author.get()],
            repairs: Vec::new(),
            sequels: Vec::new(),
        };
        let id = history.commit(index).id;
        if let Some(said) = answers.get(id) {
            answer::hold(&mut verdict, *said, answers.carried(id));
        }
        commits.push(verdict);
    }
    commits
}

fn change_verdicts(
    history: &History,
    findings: &Findings,
    commits: &[CommitVerdict],
) -> Vec<Verdict> {
    let of_change = history.changes.iter().map(|change| {
        let commit = &commits[change.commit.get()];
        let class = findings.classes[change.file_change];
        if let Some((noise, because)) = noise_of(history, findings, change) {
            let kind = kind::kind_of_class(class).unwrap_or(commit.kind);
            return Verdict::new(kind, Nature::Noise(noise), because);
        }
        let section = history.spots[change.spot.get()].section.as_deref();
        nature::verdict(change, section, class, commit)
    });
    of_change.collect()
}

/// The reason to call a change noise. A pair of commits that cancels out does so with everything
/// in it; a twin is named last, because what one file shows is plainer.
fn noise_of(history: &History, findings: &Findings, change: &Change) -> Option<noise::Finding> {
    let netted = findings.links[change.commit.get()].netted.as_ref();
    let twin = || {
        let original = findings.twins[change.commit.get()]?;
        Some((Noise::Twin, noise::twin_evidence(history, original)))
    };
    netted
        .map(|because| (Noise::Reverted, because.clone()))
        .or_else(|| noise::finding(history, change, &findings.classes, &findings.bots))
        .or_else(twin)
}
