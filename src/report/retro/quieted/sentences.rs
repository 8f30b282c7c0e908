//! What is said of spots before and after a change that ended their patches.
//!
//! In: figures of the period. Out: sentences, each with what it rests on. Deliberately absent: numbers that are
//! not in the figures.

use super::Quieted;
use super::reading::QuietReading;
use crate::report::retro::Finding;
use crate::report::words::{capital, count, list, plain, spot_and_more};

/// Names that a sentence lists.
const NAMED: usize = 3;

/// Of whom and of what the sentences speak.
pub(super) struct Of<'a> {
    /// `2024`, `2024-Q2`.
    pub(super) period: &'a str,
    /// `yours`, `Ada's`.
    pub(super) theirs: &'a str,
    /// Days within which a chain goes on.
    pub(super) window: i64,
}

pub(super) fn sentences(quieted: &Quieted, of: &Of<'_>) -> Vec<Finding> {
    if quieted.sums.changes == 0 && quieted.went_quiet.is_empty() {
        let Of { period, theirs, .. } = of;
        let says = format!(
            "No change of {theirs} in {period} ended a chain of patches on a recurring spot."
        );
        return vec![Finding::plain(says)];
    }
    let some = [
        opening(quieted, of),
        quieted_beyond(quieted),
        others(quieted),
        saved(quieted),
        too_early(quieted, of),
        not_drawn(quieted),
    ];
    some.into_iter().flatten().collect()
}

fn opening(quieted: &Quieted, Of { period, theirs, .. }: &Of<'_>) -> Option<Finding> {
    let spots = quieted.sums.changes;
    (spots > 0).then(|| {
        let spots = count(spots, "recurring spot", "recurring spots");
        let says =
            format!("In {period}, a chain of patches ended with a change of {theirs} on {spots}.");
        Finding::shown_in(says, "F3")
    })
}

/// The spots that were patched less than spots like them.
fn quieted_beyond(quieted: &Quieted) -> Option<Finding> {
    if quieted.sums.compared == 0 {
        return None;
    }
    let found = quieted.counts.quieted;
    if found == 0 {
        let whom = if quieted.sums.compared == 1 {
            "That it was patched less since than spots like it".to_owned()
        } else {
            "That any of them was patched less since than spots like it".to_owned()
        };
        return Some(Finding::shown_in(format!("{whom} cannot be said."), "F3"));
    }
    let told = quieted.changes.iter().filter(|story| story.reading == QuietReading::Quieted);
    let names: Vec<String> =
        told.clone().take(NAMED).map(|story| spot_and_more(&story.spot, &story.also)).collect();
    let such = if names.len() == found { "" } else { "such as " };
    let begin = match (quieted.sums.changes, found) {
        (1, _) => "It was quieted, that is, patched less since than spots like it:",
        (_, 1) => "1 of them was quieted, that is, patched less since than spots like it:",
        (_, _) => &format!(
            "{found} of them were quieted, that is, patched less since than spots like them:"
        ),
    };
    let mut evidence = vec!["F3".to_owned()];
    evidence.extend(told.take(NAMED).map(|story| story.evidence.clone()));
    Some(Finding { text: format!("{begin} {such}{}.", list(&names)), evidence })
}

/// What came of the others that are not too early.
fn others(quieted: &Quieted) -> Option<Finding> {
    let counts = &quieted.counts;
    let is = |number: usize, one: &str, many: &str| {
        (number > 0).then(|| format!("{number} {}", if number == 1 { one } else { many }))
    };
    let parts = [
        is(
            counts.more_often,
            "is patched more often than before",
            "are patched more often than before",
        ),
        is(
            counts.as_expected,
            "is quiet or patched less often, as spots like it are anyway",
            "are quiet or patched less often, as spots like them are anyway",
        ),
        is(counts.not_clear, "shows no clear change", "show no clear change"),
        is(
            counts.not_compared,
            "is quieter but cannot be compared, as too few spots were ever like it",
            "are quieter but cannot be compared, as too few spots were ever like them",
        ),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let all = quieted.sums.changes;
    let text = match (parts.as_slice(), all) {
        ([], _) => return None,
        ([only], 1) => format!("{only}.").replacen('1', "It", 1),
        ([only], _) if only.starts_with(&format!("{all} ")) => {
            format!("{only}.").replacen(&all.to_string(), "They", 1)
        }
        _ => capital(&format!("of the spots, {}", list(&parts))),
    };
    Some(Finding::shown_in(text, "F3"))
}

/// What was saved over all of them.
fn saved(quieted: &Quieted) -> Option<Finding> {
    let saved = quieted.saved?;
    let sums = &quieted.sums;
    let come = |number: f64| if plain(number) == "1" { "patch" } else { "patches" };
    let reading = if saved.low > 0.0 {
        format!(
            "about {} {} saved (likely {}–{})",
            plain(saved.value),
            come(saved.value),
            plain(saved.low),
            plain(saved.high)
        )
    } else if saved.high < 0.0 {
        "more than expected".to_owned()
    } else {
        "too near to each other to say that any were saved".to_owned()
    };
    let what = if sums.compared == 1 {
        "the one that can be compared".to_owned()
    } else {
        format!("the {} that can be compared", sums.compared)
    };
    let text = format!(
        "After {what}, {} came and {} were to be expected (likely {}–{}): {reading}.",
        count(sums.patches, "patch", "patches"),
        plain(sums.expected),
        plain(sums.expected_low),
        plain(sums.expected_high),
    );
    Some(Finding::shown_in(text, "F3"))
}

fn too_early(quieted: &Quieted, of: &Of<'_>) -> Option<Finding> {
    let early = quieted.counts.too_early;
    (early > 0).then(|| {
        let days = of.window;
        let whom = match (quieted.sums.changes, early) {
            (1, _) => "It".to_owned(),
            _ => format!("For {early} of them it"),
        };
        let says = format!(
            "{whom} is too early to tell: {days} days have not passed, or hardly anything was done \
             nearby since."
        );
        Finding::shown_in(says, "F3")
    })
}

/// Spots that went quiet and can stand beside no others.
fn not_drawn(quieted: &Quieted) -> Option<Finding> {
    let apart: Vec<_> =
        quieted.went_quiet.iter().filter(|quiet| quiet.figures.quieting.is_none()).collect();
    let names = apart.iter().take(NAMED);
    let names = names.map(|quiet| spot_and_more(&quiet.figures.spot, &quiet.figures.also));
    let mut names: Vec<String> = names.collect();
    if apart.len() > NAMED {
        names.push("others".to_owned());
    }
    let evidence = apart.iter().map(|quiet| quiet.evidence.clone()).collect();
    // It begins the chapter where nothing can be compared.
    let begin = if quieted.sums.changes == 0 { "Quiet" } else { "Quiet too" };
    let (these, them) = if apart.len() == 1 { ("It", "it") } else { ("They", "them") };
    let text = format!(
        "{begin}: {}. {these} cannot be compared with spots like {them}: too few patches in the \
         year before, or a place so wide that its patches may have nothing to do with each other.",
        list(&names)
    );
    (!apart.is_empty()).then_some(Finding { text, evidence })
}
