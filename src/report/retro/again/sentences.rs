//! What is said of spots that were patched again.
//!
//! In: figures of the period. Out: sentences, each with what it rests on. Deliberately absent: numbers that are
//! not in the figures.

use super::{ChainStory, PatchedAgain};
use crate::report::profile::EstimateFigure;
use crate::report::retro::Finding;
use crate::report::words::{capital, count, list, plain, spot_and_more};

/// Names that a sentence lists.
pub(super) const NAMED: usize = 3;

/// Of whom and of what the sentences speak.
pub(super) struct Of<'a> {
    /// `2024`, `2024 so far`.
    pub(super) period: &'a str,
    /// `you`, `Ada`.
    pub(super) subject: &'a str,
    /// `yours`, `Ada's`.
    pub(super) theirs: &'a str,
    /// Spots that are told on which patches went on after a structural change, with rows of evidence.
    pub(super) steps: Vec<(String, Vec<String>)>,
}

pub(super) fn sentences(again: &PatchedAgain, of: &Of<'_>) -> Vec<Finding> {
    let Some(first) = again.chains.first() else {
        return vec![Finding::plain(format!(
            "In {}, {} patched no spot again.",
            of.period, of.subject
        ))];
    };
    let some = [
        Some(opening(again, of)),
        Some(most(again, first, of)),
        Some(after(again)),
        steps(again, of),
    ];
    some.into_iter().flatten().collect()
}

fn opening(again: &PatchedAgain, of: &Of<'_>) -> Finding {
    let says = format!(
        "In {}, {} patched {} again, in {}; the patches of {} took {}.",
        of.period,
        of.subject,
        count(again.spots, "spot", "spots"),
        count(again.commits, "commit", "commits"),
        if again.spots == 1 { "it" } else { "these" },
        hours(again.hours),
    );
    Finding::shown_in(says, "F4")
}

/// The spot that took most, or the only one.
fn most(again: &PatchedAgain, first: &ChainStory, of: &Of<'_>) -> Finding {
    let name = spot_and_more(&first.spot, &first.also);
    let own = match (first.own_in_period, first.patches_in_period) {
        (own, all) if own == all => String::new(),
        (own, _) => format!(", {own} of them {}", of.theirs),
    };
    let patches = count(first.patches_in_period, "patch", "patches");
    let text = if again.spots == 1 {
        format!("It is {name}: {patches} in {}{own}.", of.period)
    } else {
        let hours = hours(first.hours);
        format!("{name} took most: {patches} in {}{own}, and {hours}.", of.period)
    };
    let mut evidence = vec!["F4".to_owned()];
    evidence.extend(first.evidence.iter().cloned());
    Finding { text, evidence }
}

/// What became of them.
fn after(again: &PatchedAgain) -> Finding {
    let parts = [
        (again.held, "held afterwards", "held afterwards"),
        (
            again.too_early,
            "is quiet for too short a time to tell",
            "are quiet for too short a time to tell",
        ),
        (again.came_back, "was patched yet again later", "were patched yet again later"),
    ];
    let some = parts.into_iter().filter(|(spots, ..)| *spots > 0);
    let says: Vec<String> = some
        .map(|(spots, one, many)| format!("{spots} {}", if spots == 1 { one } else { many }))
        .collect();
    let text = if again.spots == 1 {
        format!("{}.", list(&says).replacen('1', "It", 1))
    } else {
        capital(&format!("of these spots, {}", list(&says)))
    };
    Finding::shown_in(text, "F4")
}

/// Where a structural change did not end the patches.
fn steps(again: &PatchedAgain, of: &Of<'_>) -> Option<Finding> {
    let names: Vec<String> = of.steps.iter().map(|(name, _)| name.clone()).collect();
    let mut evidence = vec!["F4".to_owned()];
    evidence.extend(of.steps.iter().flat_map(|(_, rows)| rows.clone()));
    let such = if names.len() < again.went_on { "among them " } else { "" };
    let text = match (again.spots, again.went_on, names.is_empty()) {
        (_, 0, _) => return None,
        (1, ..) => format!("Patches went on there after a structural change of {}.", of.theirs),
        (_, spots, true) => {
            format!(
                "On {spots} of them patches went on after a structural change of {}.",
                of.theirs
            )
        }
        (_, spots, false) => format!(
            "On {spots} of them patches went on after a structural change of {}: {such}{}.",
            of.theirs,
            list(&names)
        ),
    };
    Some(Finding { text, evidence })
}

/// Whose patches were patched again, and how commits went on with earlier ones.
pub(super) fn repairs(again: &PatchedAgain) -> impl Iterator<Item = String> {
    let repairs = again.repairs.iter();
    repairs.flat_map(|repairs| [Some(repairs.says()), repairs.forms()].into_iter().flatten())
}

/// `about 7 hours (likely 3–10)`, or that it is less than can be told.
pub(in crate::report::retro) fn hours(hours: EstimateFigure) -> String {
    let EstimateFigure { value, low, high } = hours;
    if value < 0.1 {
        return "a few minutes".to_owned();
    }
    let noun = if plain(value) == "1" { "hour" } else { "hours" };
    format!("about {} {noun} (likely {}–{})", plain(value), plain(low), plain(high))
}
