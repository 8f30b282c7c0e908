//! What the user said of a commit holds over what was computed.
//!
//! In: the verdict on a commit without the answer, and the answer. Out: the verdict with it, and what was
//! computed kept beside it; and the other commits of the same author, with probabilities that the answers correct. Deliberately absent: what follows for the changes (`nature`) and for chains
//! of patches (`episodes`); and noise, which no answer makes into work.

use std::collections::HashMap;

use super::calibration::{Calibration, KindProbabilities};
use super::kind::Decision;
use super::rules::{YOUR_ANSWER, YOUR_ANSWERS, because};
use crate::model::{
    Answer, Answered, Answers, Carried, CommitVerdict, History, Kind, Likelihoods, PersonIndex,
};

/// What was computed for the commits that a person answered, and the answers.
type Pairs = Vec<(KindProbabilities, Kind)>;

/// Lets the answers on a person's commits correct what was computed for their others. A commit with an
/// answer keeps what was computed, so that agreement never measures itself.
pub(super) fn calibrate(history: &History, answers: &Answers, decisions: &mut [Decision]) {
    let mut pairs: HashMap<PersonIndex, Pairs> = HashMap::new();
    for (commit, decision) in history.commits.iter().zip(&*decisions) {
        let kind = answers.get(commit.id).and_then(|answer| answer.kind);
        if let Some(kind) = kind.filter(|_| !decision.settled) {
            pairs.entry(commit.author).or_default().push((decision.likelihoods.as_array(), kind));
        }
    }
    let of_person: HashMap<PersonIndex, (usize, Calibration)> = pairs
        .into_iter()
        .map(|(person, pairs)| (person, (pairs.len(), Calibration::of(&pairs))))
        .collect();
    for (commit, decision) in history.commits.iter().zip(decisions) {
        if let Some((count, calibration)) = of_person.get(&commit.author)
            && !decision.settled
            && answers.get(commit.id).is_none_or(|answer| answer.kind.is_none())
        {
            correct(decision, *count, calibration);
        }
    }
}

fn correct(decision: &mut Decision, count: usize, calibration: &Calibration) {
    let computed = decision.likelihoods.best();
    decision.likelihoods =
        Likelihoods::of_weights(calibration.apply(&decision.likelihoods.as_array()));
    let corrected = decision.likelihoods.best();
    if corrected != computed {
        let says = format!(
            "after your {count} answers on this author's commits {corrected} is likelier than \
             {computed}, which was computed"
        );
        decision.evidence.insert(0, because(YOUR_ANSWERS, says));
    }
}

/// Makes a verdict hold to what the user said.
pub(super) fn hold(verdict: &mut CommitVerdict, answer: Answer, carried: &[Carried]) {
    let (computed, because_computed) = (verdict.kind, verdict.evidence.clone());
    if let Some(kind) = answer.kind {
        verdict.kind = kind;
        verdict.evidence = vec![because(YOUR_ANSWER, format!("you said so on {}", answer.date()))];
    }
    verdict.answered =
        Some(Answered { answer, carried: carried.to_vec(), computed, because: because_computed });
}

#[cfg(test)]
mod tests {
    use crate::classify::testing::{answered, commit};
    use crate::model::{Kind, Nature, Noise};

    #[test]
    fn the_answer_holds_and_what_was_computed_stands_beside_it() {
        let story = [
            commit("feat: f").on("2024-01-01").edit("src/a.rs", "fn f", 9, 0).introducing(),
            commit("refactor: tidy f")
                .called("answered")
                .on("2024-02-01")
                .edit("src/a.rs", "fn f", 2, 1)
                .edit("tests/a.rs", "fn f_works", 2, 1),
        ];
        let (_, verdicts) = answered(&story, &[("answered", Some(Kind::Fix), None)]);
        let verdict = &verdicts.commits[1];
        assert_eq!((verdict.kind, verdict.computed()), (Kind::Fix, Kind::Refactor));
        assert_eq!(verdict.evidence.len(), 1);
        assert_eq!(verdict.evidence[0].rule.to_string(), "your-answer/1");
        assert_eq!(verdict.evidence[0].says, "you said so on 2026-11-20");
        let kept = &verdict.answered.as_ref().unwrap().because;
        assert_eq!(kept[0].says, "the message starts with `refactor:`");
        assert_eq!(verdicts.commits[0].answered, None);
        assert_eq!(verdicts.commits[0].computed(), Kind::Feat);
        // The patch follows the answer and names it; a file of tests is one whatever was said.
        let (patch, test) = (&verdicts.changes[1], &verdicts.changes[2]);
        assert_eq!((patch.kind(), patch.nature()), (Kind::Fix, Nature::Patch));
        let rules: Vec<&str> = patch.evidence().iter().map(|because| because.rule.name).collect();
        assert_eq!(rules, ["fix-of-existing-section", "your-answer"]);
        assert_eq!((test.kind(), test.nature()), (Kind::Test, Nature::Upkeep));
        assert!(test.evidence().iter().all(|because| because.rule.name != "your-answer"));
    }

    #[test]
    fn many_answers_correct_what_is_computed_for_the_same_author_alone() {
        let tweak = |day: usize, name: &str| {
            let date = format!("2024-{:02}-{:02}", 1 + day / 28, 1 + day % 28);
            commit("use the pool")
                .called(&format!("{name}{day}"))
                .on(&date)
                .by(name)
                .edit("src/a.rs", "fn f", 2, 2)
        };
        let mut story: Vec<_> = (0..120).map(|day| tweak(day, "ada")).collect();
        story.push(tweak(130, "ada").called("last"));
        story.push(tweak(131, "bob").called("others"));
        let names: Vec<String> = (0..120).map(|day| format!("ada{day}")).collect();
        let answers: Vec<_> =
            names.iter().map(|name| (name.as_str(), Some(Kind::Chore), None)).collect();
        let (_, verdicts) = answered(&story, &answers);
        let (last, others) = (&verdicts.commits[120], &verdicts.commits[121]);
        assert_ne!(others.kind, Kind::Chore);
        let likely = |at: &crate::model::CommitVerdict| at.likelihoods.of(Kind::Chore);
        assert!(likely(last) > likely(others));
        assert!((likely(&verdicts.commits[0]) - likely(others)).abs() < 1e-12);
        let (_, few) = answered(&story, &answers[..1]);
        assert!((likely(&few.commits[120]) - likely(others)).abs() < 0.04);
    }

    #[test]
    fn an_answer_about_the_root_cause_leaves_the_kind_alone() {
        let story = [commit("fix: f").edit("src/a.rs", "fn f", 2, 1)];
        let (_, verdicts) = answered(&story, &[("fix: f", None, Some(true))]);
        let verdict = &verdicts.commits[0];
        assert_eq!((verdict.kind, verdict.answered_kind()), (Kind::Fix, None));
        assert_eq!(verdict.claimed_root_cause(), Some(true));
        assert!(verdict.evidence[0].says.contains("`fix:`"));
    }

    #[test]
    fn patches_by_answer_repeat_each_other() {
        let edit = |label: &str, day: &str| {
            commit("refactor: tidy f")
                .called(label)
                .on(day)
                .by("ada")
                .edit("src/a.rs", "fn f", 1, 1)
        };
        let story = [edit("one", "2024-01-01"), edit("two", "2024-01-20")];
        let fix = Some(Kind::Fix);
        let (_, verdicts) = answered(&story, &[("one", fix, None), ("two", fix, None)]);
        assert!(verdicts.changes[1].repeat.is_some());
        let (_, verdicts) = answered(&story, &[("two", fix, None)]);
        assert!(verdicts.changes[1].repeat.is_none());
    }

    #[test]
    fn no_answer_makes_work_of_noise() {
        let story = [commit("chore: bump").edit("Cargo.lock", "", 2, 1)];
        let (_, verdicts) = answered(&story, &[("chore: bump", Some(Kind::Feat), None)]);
        assert_eq!(verdicts.commits[0].kind, Kind::Feat);
        assert_eq!(verdicts.changes[0].nature(), Nature::Noise(Noise::LockFile));
    }

    #[test]
    fn what_applies_an_answered_commit_again_is_of_its_kind() {
        let change = |told: crate::classify::testing::Story| told.edit("src/a.rs", "fn f", 1, 1);
        let story = [
            change(commit("feat: f").called("original")),
            change(commit("Revert \"feat: f\"").on("2024-01-02")),
            change(commit("Reapply \"feat: f\"").called("again").on("2024-01-03")),
        ];
        let (_, verdicts) = answered(&story, &[("original", Some(Kind::Perf), None)]);
        assert_eq!(verdicts.commits[2].kind, Kind::Perf);
        assert_eq!(verdicts.commits[2].answered, None);
    }
}
