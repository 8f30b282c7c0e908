//! The events of the spots that were patched again, to be drawn along time.
//!
//! In: the stories. Out: a figure. Deliberately absent: what happened long before the period or after it.

use jiff::civil::Date;

use super::{ChainStory, PatchedAgain, SpotEvent, sentences};
use crate::model::Timestamp;
use crate::profile::Period;
use crate::report::drawing::{Drawing, Event, EventSort, Figure, Quiet, Strip, Strips};
use crate::report::grids;
use crate::report::profile::EstimateFigure;
use crate::report::section::REPAIRS;
use crate::report::words::{count, plain, spot_and_more};

/// The days that are drawn: the period, three months before it, and up to three after it as far as they have come.
pub(super) fn window(period: Period, now: Timestamp) -> (Date, Date) {
    let three = |first: crate::model::Month| Period::lasting(first, first.next().next());
    let first = three(period.first()).before().dates().0;
    let (_, end) = three(period.last().next()).dates();
    let last = end.yesterday().unwrap_or(end).min(crate::model::date(now, 0));
    (first, last.max(first))
}

pub(super) fn figure(again: &PatchedAgain, period: &str) -> Figure {
    let mut note = "A strip is a spot, or spots that the very same commits patched. Hours: a \
                    commit's, estimated from the gaps between commits, divided evenly over its changes."
        .to_owned();
    for says in sentences::repairs(again) {
        note = format!("{note} {says}");
    }
    if again.left_out > 0 {
        let more = count(again.left_out, "spot", "spots");
        note = format!("{note} Not drawn: {more} more that took fewer patches.");
    }
    let days = [&again.from, &again.to].map(|day| day.parse().unwrap_or_default());
    let rows = again.chains.iter().map(strip).collect();
    let drawing = Drawing::Strips(Strips { first: days[0], last: days[1], rows });
    Figure { id: "F4", title: title(again, period), note, drawing }
}

/// F4 where no spot was patched again: what others patched again, and how commits went on with earlier ones.
pub(super) fn without_spots(again: &PatchedAgain) -> Option<Figure> {
    let repairs = again.repairs.as_ref()?;
    Some(Figure {
        id: "F4",
        title: "No spot was patched again; how commits went on with earlier ones".to_owned(),
        note: REPAIRS.to_owned(),
        drawing: Drawing::Table(grids::repairs(std::slice::from_ref(repairs)), None),
    })
}

/// What is to be seen, in a sentence.
fn title(again: &PatchedAgain, period: &str) -> String {
    match (again.spots, again.held) {
        (1, 1) => format!("The spot that was patched again in {period} held afterwards"),
        (1, _) => {
            format!("The spot that was patched again in {period} is not known to hold yet")
        }
        (spots, 0) => {
            format!("None of {spots} spots patched again in {period} is known to hold yet")
        }
        (spots, held) => {
            format!("{held} of {spots} spots patched again in {period} held afterwards")
        }
    }
}

fn strip(story: &ChainStory) -> Strip {
    let day = |text: &str| text.parse().unwrap_or_default();
    let quiet = story.quiet.as_ref();
    Strip {
        name: spot_and_more(&story.spot, &story.also),
        events: story.events.iter().map(event).collect(),
        quiet: quiet.map(|at| Quiet { from: day(&at.from), to: day(&at.to), held: at.held }),
        reading: story.outcome.brief(),
        counts: format!(
            "{}, {} own, {}",
            count(story.patches_in_period, "patch", "patches"),
            story.own_in_period,
            hours(story.hours),
        ),
    }
}

fn event(event: &SpotEvent) -> Event {
    let whose = if event.own { "own" } else { "somebody else's" };
    let what = match event.is {
        EventSort::OwnPatch | EventSort::OthersPatch => "patch",
        EventSort::Revert => "revert",
        EventSort::Cause => "structural change",
    };
    Event {
        day: event.date.parse().unwrap_or_default(),
        sort: event.is,
        says: format!("{}: {whose} {what}", event.date),
    }
}

/// `4.7 h (2.1–6.7)`.
fn hours(hours: EstimateFigure) -> String {
    let EstimateFigure { value, low, high } = hours;
    if high < 0.1 {
        return "under 0.1 h".to_owned();
    }
    format!("{} h ({}–{})", plain(value), plain(low), plain(high))
}
