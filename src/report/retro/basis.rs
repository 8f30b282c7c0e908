//! What the verdict rests on, in a line: counts and ranges of the period and of the one beside it.
//!
//! In: what the commits of both weigh. Out: a sentence. Deliberately absent: any comparison.

use super::shares::Shares;
use super::spoken::called;
use super::{Finding, Retrospect};
use crate::profile::Tally;
use crate::report::parts::Percent;
use crate::report::words::count;

impl Retrospect<'_> {
    pub(super) fn basis(&self) -> Finding {
        let shares = self.shares();
        let windows = (!shares.windows().is_empty()).then_some("T7");
        let tables = ["T6"].into_iter().chain(windows).map(str::to_owned);
        Finding { text: shares.basis(), evidence: tables.collect() }
    }
}

impl Shares<'_> {
    /// The counts, the ranges and the windows that the verdict rests on.
    pub(super) fn basis(&self) -> String {
        let now = self.counts_of(self.now);
        let beside = called(self.beside);
        let mut says = match self.before {
            Some(before) if before.too_small() => format!(
                "Basis: {now}. {beside}: too few to compare ({}).",
                count(before.counted, "commit that counts", "commits that count")
            ),
            Some(before) => format!("Basis: {now}. {beside}: {}.", self.counts_of(before)),
            None => format!("Basis: {now}. {beside}: no commits to compare with."),
        };
        if self.running {
            says = format!("{says} {} is not over.", called(self.period));
        }
        says
    }

    /// `60 of 71 commits count (headway likely 10–25%), 28 of them patch existing code (again within 90 days likely 7–34%)`.
    fn counts_of(&self, tally: &Tally) -> String {
        let commits = count(tally.commits, "commit", "commits");
        let verb = if tally.counted == 1 { "counts" } else { "count" };
        let counted = format!("{} of {commits} {verb}", tally.counted);
        let Some(share) = tally.headway_share().filter(|_| !tally.too_small()) else {
            return counted;
        };
        let counted = format!("{counted} (headway likely {})", Percent::from(share).range());
        let patch = if tally.patching == 1 { "patches" } else { "patch" };
        match tally.repeat_share() {
            Some(share) if !tally.too_few_patching() => format!(
                "{counted}, {} of them {patch} existing code (again within {} days likely {})",
                tally.patching,
                self.window,
                Percent::from(share).range()
            ),
            Some(_) => format!(
                "{counted}, {} of them {patch} existing code: too few to say how often again",
                tally.patching
            ),
            None => format!("{counted}, none of them patches existing code"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::shares::testing::{shares, tally};
    use super::Tally;
    use crate::report::Addressee;

    #[test]
    fn what_the_verdict_rests_on() {
        let you = Addressee::You("Ada".to_owned());
        let basis = |now: &Tally, before: Option<&Tally>| shares(&you, now, before).basis();
        let now = tally(60, [30.0, 20.0, 10.0], 28, 4.5);
        assert_eq!(
            basis(&now, None),
            "Basis: 60 of 60 commits count (headway likely 38–62%), 28 of them patch existing code (again within 90 \
             days likely 7–34%). 2024: no commits to compare with."
        );
        let few = tally(21, [10.0, 5.0, 6.0], 9, 3.0);
        let says = basis(&now, Some(&few));
        assert!(
            says.ends_with("9 of them patch existing code: too few to say how often again."),
            "{says}"
        );
        let small = tally(1, [1.0, 0.0, 0.0], 0, 0.0);
        assert!(
            basis(&now, Some(&small)).ends_with("2024: too few to compare (1 commit that counts).")
        );
        assert!(basis(&small, None).starts_with("Basis: 1 of 1 commit counts. 2024"));
    }
}
