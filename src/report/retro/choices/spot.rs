//! To end the patching of a spot.
//!
//! In: recurring spots that are open and that the person patched in the period. Out: a choice for each, with the patches to
//! expect of it, before they are cited. Deliberately absent: what a change of cause would take; nobody knows that but who makes it.

use super::{Choice, Named, Saving, estimated};
use crate::journal::{Aim, AimSort};
use crate::profile::{ExpectedPatches, product};
use crate::report::profile::EstimateFigure;
use crate::report::retro::again::{ChainStory, Place};
use crate::report::retro::{Retrospect, again};
use crate::report::words::{count, day_count, duration, plain};

/// Spots that are looked at: those with most patches.
const LOOKED_AT: usize = 3;

impl Retrospect<'_> {
    pub(super) fn spots_to_mend(&self) -> Vec<(Choice, Place<'_>)> {
        let mut open = self.places();
        open.retain(|place| {
            place.latest().is_open && place.own_in(self.query.period).next().is_some()
        });
        // What is to be expected first, as `next` has it; then what was patched most.
        open.sort_by(|one, other| {
            let (one, other) = (one.latest(), other.latest());
            let patches = |of: Option<ExpectedPatches>| of.map_or(0.0, |of| of.patches);
            let by_count = || other.patches().count().cmp(&one.patches().count());
            patches(other.expected)
                .total_cmp(&patches(one.expected))
                .then_with(by_count)
                .then_with(|| other.lines.cmp(&one.lines))
        });
        open.truncate(LOOKED_AT);
        open.into_iter().map(|place| (self.find_cause(&place), place)).collect()
    }

    fn find_cause(&self, place: &Place<'_>) -> Choice {
        let story = self.story(place);
        let latest = place.latest();
        let because = format!(
            "{} within {} ({}), {}",
            count(story.patches, "patch", "patches"),
            duration(story.span_days),
            count(usize::try_from(story.lines).unwrap_or(usize::MAX), "line", "lines"),
            story.outcome.says(),
        );
        let (saving, saves) = saving(latest.expected, &story, self.query.addressee.subject());
        let aim = Aim { sort: AimSort::Cause, place: latest.spots.first().cloned() };
        let Named { id, aim, accept } = self.named(&aim, &place.ledger.roots);
        Choice {
            id,
            text: format!(
                "Look for the cause of the patches in {}.",
                self.name_of(place.ledger, latest)
            ),
            because,
            saves,
            saving,
            shows_by: format!(
                "no patch there for {} while the code around it keeps moving",
                day_count(self.query.thresholds.window_days())
            ),
            evidence: Vec::new(),
            chain: Some(story),
            area: None,
            aim,
            accept,
        }
    }
}

/// The patches to expect, and the hours that these would take at what those of the period took.
fn saving(
    expected: Option<ExpectedPatches>,
    story: &ChainStory,
    subject: &str,
) -> (Saving, String) {
    let Some(expected) = expected else {
        let says = "cannot be told; too few patches came in this repository in the last year";
        return (Saving::default(), says.to_owned());
    };
    let ends = [expected.patches, f64::from(expected.low), f64::from(expected.high)];
    let patches = estimated(ends);
    let EstimateFigure { value, low, high } = patches;
    let own = story.own_in_period.max(1) as f64;
    let took = story.hours;
    let each = [took.value, took.low, took.high].map(|hours| hours / own);
    let hours = estimated(product(ends, each));
    let noun = if plain(value) == "1" { "patch" } else { "patches" };
    let says = format!(
        "about {} {noun} in the next year (likely {}–{}, by what spots like it had), which is {} at what \
         patches there took {subject}",
        plain(value),
        plain(low),
        plain(high),
        again::hours(hours),
    );
    (Saving { patches: Some(patches), hours: Some(hours) }, says)
}
