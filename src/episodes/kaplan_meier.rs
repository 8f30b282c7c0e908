//! How many are left after a time, when not all were watched for so long.
//!
//! In: for each how long it was watched, and whether it ended then. Out: the share that is left after a time, with a
//! range. Deliberately absent: what it means to end.
//!
//! The estimate is that of E. L. Kaplan and P. Meier, *Nonparametric estimation from incomplete observations*, JASA
//! 53, 1958; its variance is M. Greenwood's (1926). The range is taken on the scale of ln(−ln share), where it stays
//! within 0 and 1 (J. D. Kalbfleisch and R. L. Prentice, 1980).

use crate::model::Timestamp;

/// One that was watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Watched {
    pub(super) time: Timestamp,
    /// Whether it ended at that time; else no more is known of it.
    pub(super) ended: bool,
}

/// What is left after a time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Left {
    /// The share, 0 to 1.
    pub(super) share: f64,
    /// Lower end of its 95 % range.
    pub(super) low: f64,
    /// Upper end of its 95 % range.
    pub(super) high: f64,
    /// Those that ended by then.
    pub(super) ended: usize,
    /// Those that were watched at least so long and had not ended.
    pub(super) watched: usize,
}

const Z: f64 = 1.959_963_984_540_054;

/// What is left after `horizon`; `None` when nothing was watched.
pub(super) fn left(mut watched: Vec<Watched>, horizon: Timestamp) -> Option<Left> {
    watched.sort_unstable();
    let all = watched.len();
    if all == 0 {
        return None;
    }
    let (mut share, mut spread, mut ended, mut gone) = (1.0, 0.0, 0, 0);
    for moment in watched.chunk_by(|one, other| one.time == other.time) {
        if moment[0].time > horizon {
            break;
        }
        let at_risk = (all - gone) as f64;
        let ends = moment.iter().filter(|one| one.ended).count();
        share *= 1.0 - ends as f64 / at_risk;
        spread += ends as f64 / (at_risk * (at_risk - ends as f64)).max(f64::MIN_POSITIVE);
        ended += ends;
        gone += moment.len();
    }
    let (low, high) = range(share, spread, all);
    let still =
        watched.iter().filter(|one| one.time > horizon || (one.time == horizon && !one.ended));
    Some(Left { share, low, high, ended, watched: still.count() })
}

/// At 0 and 1 the scale has no end, and Wilson's range for as many as were watched is taken.
fn range(share: f64, spread: f64, all: usize) -> (f64, f64) {
    if share <= 0.0 || share >= 1.0 {
        let reach = Z * Z / (all as f64 + Z * Z);
        return if share >= 1.0 { (1.0 - reach, 1.0) } else { (0.0, reach) };
    }
    let half = Z * spread.sqrt() / share.ln().abs();
    (share.powf(half.exp()), share.powf((-half).exp()))
}

#[cfg(test)]
mod tests {
    use super::{Watched, left};

    /// The 6-mercaptopurine arm of E. J. Freireich et al., Blood 21, 1963: weeks in remission, a `+` where it still
    /// lasted.
    const REMISSION: &str = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+";

    fn watched(text: &str) -> Vec<Watched> {
        let one = |word: &str| Watched {
            time: word.trim_end_matches('+').parse().unwrap(),
            ended: !word.ends_with('+'),
        };
        text.split(' ').map(one).collect()
    }

    #[test]
    fn a_published_example() {
        let found = left(watched(REMISSION), 10).unwrap();
        // Kalbfleisch and Prentice: 0.7529 after 10 weeks, standard error 0.0963.
        assert!((found.share - 0.752_9).abs() < 5e-5, "{found:?}");
        assert_eq!((found.ended, found.watched), (5, 14));
        assert!(found.low > 0.5 && found.low < 0.56 && found.high > 0.87 && found.high < 0.9);
        let later = left(watched(REMISSION), 23).unwrap();
        assert!((later.share - 0.448_2).abs() < 5e-5, "{later:?}");
    }

    #[test]
    fn without_an_end_all_are_left_and_the_range_says_how_little_is_known() {
        let found = left(watched("10+ 10+ 10+"), 5).unwrap();
        assert!((found.share - 1.0).abs() < 1e-12 && found.low < 0.5 && found.high >= 1.0);
        let none = left(watched("1 1"), 5).unwrap();
        assert!(none.share.abs() < 1e-12 && none.low.abs() < 1e-12 && none.high > 0.5);
        assert_eq!(left(Vec::new(), 5), None);
    }
}
