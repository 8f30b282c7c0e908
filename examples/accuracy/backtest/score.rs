//! How good a ranking is.
//!
//! In: a score, a length and the fixes that came for each place. Out: three figures. Deliberately absent: where the
//! score comes from. Equal scores stand in the order of the places, and share their ranks in the AUC.

use std::cmp::Ordering;

/// How good a ranking is.
#[derive(Clone, Copy)]
pub(super) struct Quality {
    /// Of the first 50 places, the share that was fixed.
    pub(super) precision: f64,
    /// Of all fixes, the share that fell on the first places that hold at most 20 % of all lines.
    pub(super) recall: f64,
    /// How likely a place that was fixed stands before one that was not.
    pub(super) auc: f64,
}

/// Places at the top.
pub(super) const FIRST: usize = 50;
/// Share of all lines that is looked at.
const EFFORT: f64 = 0.2;

pub(super) fn quality(score: &[f64], lines: &[f64], fixes: &[usize]) -> Quality {
    let mut order: Vec<usize> = (0..score.len()).collect();
    order.sort_by(|one, other| score[*other].total_cmp(&score[*one]));
    let first = order.iter().take(FIRST).filter(|place| fixes[**place] > 0).count();
    let budget = EFFORT * lines.iter().sum::<f64>();
    let (mut read, mut met) = (0.0, 0);
    for place in &order {
        read += lines[*place];
        if read > budget {
            break;
        }
        met += fixes[*place];
    }
    let all: usize = fixes.iter().sum();
    Quality {
        precision: first as f64 / FIRST.min(order.len()).max(1) as f64,
        recall: met as f64 / all.max(1) as f64,
        auc: auc(score, fixes, &order),
    }
}

/// By the sum of ranks (Mann and Whitney 1947), the last of the order first.
fn auc(score: &[f64], fixes: &[usize], order: &[usize]) -> f64 {
    let equal =
        |one: &usize, other: &usize| score[*one].total_cmp(&score[*other]) == Ordering::Equal;
    let (mut rank, mut sum, mut with_fix) = (0.0, 0.0, 0.0);
    let reversed: Vec<usize> = order.iter().rev().copied().collect();
    for tied in reversed.chunk_by(equal) {
        let middle = rank + (tied.len() + 1) as f64 / 2.0;
        let hit = tied.iter().filter(|place| fixes[**place] > 0).count() as f64;
        sum += middle * hit;
        with_fix += hit;
        rank += tied.len() as f64;
    }
    let others = rank - with_fix;
    if with_fix * others > 0.0 {
        (sum - with_fix * (with_fix + 1.0) / 2.0) / (with_fix * others)
    } else {
        0.5
    }
}

#[cfg(test)]
mod tests {
    use super::quality;

    #[test]
    fn the_best_and_the_worst_order() {
        let (lines, fixes) = ([10.0; 10], [2, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
        let best: Vec<f64> = (0..10).map(|at| f64::from(10 - at)).collect();
        let found = quality(&best, &lines, &fixes);
        assert!((found.recall - 1.0).abs() < 1e-12 && (found.auc - 1.0).abs() < 1e-12);
        assert!((found.precision - 0.2).abs() < 1e-12);
        let worst: Vec<f64> = best.iter().map(|score| -score).collect();
        let found = quality(&worst, &lines, &fixes);
        assert!(found.recall.abs() < 1e-12 && found.auc.abs() < 1e-12);
        let none = quality(&[1.0; 10], &lines, &fixes);
        assert!((none.auc - 0.5).abs() < 1e-12);
    }
}
