//! Choices about all of the work: fewer repeats, and new ground.
//!
//! In: the period beside the one before. Out: a choice where repeats clearly rose, and one where the work is the same again.
//! Deliberately absent: a wish that work should change; who likes it as it is lets the choice lie.

use super::{Choice, Named, Saving, estimated};
use crate::journal::{Aim, AimSort};
use crate::profile::{Comparison, Hours, LedgerCommit, product};
use crate::report::parts::Percent;
use crate::report::profile::EstimateFigure;
use crate::report::retro::shares::Moved;
use crate::report::retro::{Retrospect, again};
use crate::report::words::plain;

impl Retrospect<'_> {
    /// Where the share of repeats is clearly larger than in the period beside, whatever the window.
    pub(super) fn fewer_repeats(&self) -> Option<Choice> {
        let Moved::Clearly(Comparison::Higher, now, then) = self.shares().repeats_moved() else {
            return None;
        };
        let fewer = now.difference(&then).map(|share| share * now.whole);
        let patches = estimated(fewer);
        let EstimateFigure { value, low, high } = patches;
        let hours = estimated(product(fewer, self.hours_of_a_repeat()));
        let (now, then) = (Percent::from(now), Percent::from(then));
        let before = self.query.beside.name();
        let Named { id, aim, accept } =
            self.named(&Aim { sort: AimSort::FewerRepeats, place: None }, &[]);
        Some(Choice {
            id,
            text: "Patch fewer spots again.".to_owned(),
            because: format!(
                "{} of {:.0} patching commits were repeats, after {} of {:.0} in {before}",
                now.whole(),
                now.of,
                then.whole(),
                then.of,
            ),
            saves: format!(
                "about {} repeats in a year like this one (likely {}–{}), were they as rare as in \
                 {before}; that is {}",
                plain(value),
                plain(low),
                plain(high),
                again::hours(hours),
            ),
            saving: Saving { patches: Some(patches), hours: Some(hours) },
            shows_by: "a clearly smaller share of repeats among the patching commits of next year"
                .to_owned(),
            chain: None,
            area: None,
            aim,
            accept,
            evidence: vec!["F2".to_owned(), "T7".to_owned()],
        })
    }

    /// The hours that a repeat took in the period, with the ends of their range.
    fn hours_of_a_repeat(&self) -> [f64; 3] {
        let (mut sum, mut repeats) = (Hours::default(), 0.0);
        for commit in self.work.in_period(self.query.period) {
            let row: &LedgerCommit = commit.row;
            if row.tally.repeats > 0.0 {
                repeats += row.tally.repeats;
                let took = self.hours.get(&row.id).copied().unwrap_or_default();
                sum.add(took.part(row.tally.repeats.min(1.0)));
            }
        }
        [sum.estimate, sum.low, sum.high].map(|hours| hours / repeats.max(1.0))
    }

    /// Where the work of the period is that of the one before again, and not less of it.
    pub(super) fn try_new_ground(&self) -> Option<Choice> {
        let name = self.query.period.name();
        let mut periods = self.profile.inertia.periods.iter();
        let found = periods.find(|at| at.period == name && at.reading == "inertia")?;
        let mut scope = self.profile.scope.periods.iter();
        let novelty = scope.find(|at| at.period == name).and_then(|at| at.novelty);
        let than = novelty.map(|part| format!(" than {}", part.whole())).unwrap_or_default();
        let Named { id, aim, accept } =
            self.named(&Aim { sort: AimSort::NewGround, place: None }, &[]);
        Some(Choice {
            id,
            text: "Take on work in an area that is new.".to_owned(),
            because: format!(
                "the work of {name} is that of {} again, and not less of it",
                found.before
            ),
            saves: "nothing that is counted here; it is for whoever wants the work to change"
                .to_owned(),
            saving: Saving::default(),
            shows_by: format!("a larger part of the days of work{than} in areas that are new"),
            chain: None,
            area: None,
            aim,
            accept,
            evidence: vec!["F7".to_owned(), "F8".to_owned()],
        })
    }
}
