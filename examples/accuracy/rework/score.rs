//! How often answers are right.
//!
//! In: cases and answers. Out: precision and recall by fix, the answers of the known baselines, and whether confidence is what it
//! says. Deliberately absent: tables.

use super::case::{Answer, Case};

/// Answers, those that are right, and fixes; recall is counted by fix.
#[derive(Clone, Copy, Default)]
pub(crate) struct Score {
    pub(crate) answers: usize,
    pub(crate) right_answers: usize,
    pub(crate) right_fixes: usize,
    pub(crate) fixes: usize,
}

impl Score {
    pub(crate) fn precision(self) -> f64 {
        share(self.right_answers, self.answers)
    }

    pub(crate) fn recall(self) -> f64 {
        share(self.right_fixes, self.fixes)
    }

    pub(crate) fn f1(self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 }
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// The answers that are at least so sure.
pub(crate) fn score(answers: &[Option<Answer>], least: f64) -> Score {
    let mut score = Score { fixes: answers.len(), ..Score::default() };
    for answer in answers.iter().flatten().filter(|answer| answer.confidence >= least) {
        score.answers += 1;
        score.right_answers += usize::from(answer.is_right);
        score.right_fixes += usize::from(answer.is_right);
    }
    score
}

/// The known baselines by their names.
pub(crate) const BASELINES: [&str; 4] = [
    "B: all of deleted lines",
    "L: most deleted lines",
    "R: newest of deleted lines",
    "L + lines around",
];

/// The answers of a baseline, by its position.
pub(crate) fn baseline(cases: &[Case], which: usize) -> Score {
    let mut sum = Score { fixes: cases.len(), ..Score::default() };
    for case in cases {
        let all = case.found.all.iter().zip(&case.right);
        let blamed = all.clone().filter(|(candidate, _)| candidate.lines > 0);
        let answers: Vec<bool> = match which {
            0 => blamed.map(|(_, right)| *right).collect(),
            1 => blamed
                .max_by_key(|(candidate, _)| (candidate.lines, candidate.commit))
                .map(|(_, right)| *right)
                .into_iter()
                .collect(),
            2 => blamed
                .max_by_key(|(candidate, _)| candidate.commit)
                .map(|(_, right)| *right)
                .into_iter()
                .collect(),
            _ => all
                .filter(|(candidate, _)| candidate.lines + candidate.context > 0)
                .max_by_key(|(candidate, _)| {
                    (candidate.lines + candidate.context, candidate.commit)
                })
                .map(|(_, right)| *right)
                .into_iter()
                .collect(),
        };
        sum.answers += answers.len();
        sum.right_answers += answers.iter().filter(|right| **right).count();
        sum.right_fixes += usize::from(answers.contains(&true));
    }
    sum
}

/// Answers of about one confidence.
pub(crate) struct Bin {
    pub(crate) answers: usize,
    /// The mean confidence.
    pub(crate) said: f64,
    /// The share that is right.
    pub(crate) right: f64,
}

/// Five bins of confidence, and the expected calibration error over them.
pub(crate) fn reliability(answers: &[Option<Answer>]) -> (Vec<Bin>, f64) {
    let all: Vec<&Answer> = answers.iter().flatten().collect();
    let mut bins = Vec::new();
    let mut error = 0.0;
    for at in 0..5 {
        let (from, to) = (f64::from(at) / 5.0, f64::from(at + 1) / 5.0);
        let is_in =
            |answer: &&&Answer| answer.confidence >= from && (answer.confidence < to || at == 4);
        let of_bin: Vec<&&Answer> = all.iter().filter(is_in).collect();
        let said = of_bin.iter().map(|answer| answer.confidence).sum::<f64>();
        let said = said / of_bin.len().max(1) as f64;
        let right = share(of_bin.iter().filter(|answer| answer.is_right).count(), of_bin.len());
        error += (said - right).abs() * share(of_bin.len(), all.len());
        bins.push(Bin { answers: of_bin.len(), said, right });
    }
    (bins, error)
}
