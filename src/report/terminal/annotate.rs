//! What an answer changed, on a terminal.
//!
//! In: a commit before and after. Out: what it is taken for now, and what for before where that differs.
//! Deliberately absent: thanks.

use super::screen::Screen;
use crate::report::words::{count, list};
use crate::report::{Annotated, CommitState, EndedChain, Label, Text};

/// What an answer changed, no line wider than `width` columns.
#[must_use]
pub fn annotated(annotated: &Annotated, width: usize) -> Text {
    let mut screen = Screen::new(width);
    let (commit, before, after) = (&annotated.commit, &annotated.before, &annotated.after);
    screen.paragraph(&[
        (Label::Commit, commit.short()),
        (Label::Muted, &commit.date),
        (Label::Strong, &commit.subject),
    ]);
    let changes = if changes(before) == changes(after) {
        format!("Changes: {}, as before.", changes(after))
    } else {
        format!("Changes: {} → {}.", changes(before), changes(after))
    };
    let sentences = [Some(kind(before, after)), root_cause(before, after), Some(changes)];
    for sentence in sentences.iter().flatten() {
        screen.paragraph(&[(Label::Plain, sentence)]);
    }
    put_chains(&mut screen, before, after);
    screen.finish()
}

fn kind(before: &CommitState, after: &CommitState) -> String {
    let change = if before.kind == after.kind {
        after.kind.to_string()
    } else {
        format!("{} → {}", before.kind, after.kind)
    };
    let computed = after.answer.as_ref().map_or(after.kind, |answer| answer.computed);
    match after.answer.as_ref().and_then(|answer| answer.kind) {
        None => format!("Kind: {change}, as computed."),
        Some(kind) if kind == computed => format!("Kind: {change}, as you say and as computed."),
        Some(_) => format!("Kind: {change}, as you say; computed: {computed}."),
    }
}

/// What was said of the root cause; nothing as long as nothing was.
fn root_cause(before: &CommitState, after: &CommitState) -> Option<String> {
    let said = |state: &CommitState| state.answer.as_ref().and_then(|answer| answer.root_cause);
    let says = match (said(before), said(after)) {
        (None, None) => return None,
        (Some(_), None) => "no longer answered",
        (_, Some(true)) => "yes, as you say; whether it held is measured",
        (_, Some(false)) => "no, as you say",
    };
    Some(format!("Root cause: {says}."))
}

/// The changes by what they were for their spots.
fn changes(state: &CommitState) -> String {
    let repeats = match state.repeats {
        0 => String::new(),
        1 if state.patches == 1 => " (a repeat)".to_owned(),
        1 => " (1 a repeat)".to_owned(),
        repeats => format!(" ({repeats} repeats)"),
    };
    let parts = [
        (state.structural, format!("{} structural", state.structural)),
        (state.patches, format!("{}{repeats}", count(state.patches, "patch", "patches"))),
        (state.upkeep, format!("{} upkeep", state.upkeep)),
        (state.set_aside, format!("{} set aside", state.set_aside)),
    ];
    let parts: Vec<String> =
        parts.into_iter().filter(|(number, _)| *number > 0).map(|(_, says)| says).collect();
    if parts.is_empty() { "none".to_owned() } else { list(&parts) }
}

fn put_chains(screen: &mut Screen, before: &CommitState, after: &CommitState) {
    let is_among = |chains: &[EndedChain], chain: &EndedChain| {
        chains.iter().any(|other| other.spot == chain.spot)
    };
    for chain in &after.ends {
        let says = if is_among(&before.ends, chain) { "Still the" } else { "Now the" };
        let outcome = format!("; {}.", chain.outcome.says());
        put_chain(screen, says, chain, &outcome);
    }
    for chain in before.ends.iter().filter(|chain| !is_among(&after.ends, chain)) {
        put_chain(screen, "No longer the", chain, ".");
    }
    let claimed = after.answer.as_ref().and_then(|answer| answer.root_cause) == Some(true);
    if claimed && after.ends.is_empty() {
        let none = "No chain of patches on what it changed ended with it, so that nothing follows \
                    from the root cause so far.";
        screen.paragraph(&[(Label::Plain, none)]);
    }
}

fn put_chain(screen: &mut Screen, says: &str, chain: &EndedChain, end: &str) {
    let patches = count(chain.patches, "patch", "patches");
    let begin = format!("{says} candidate for the root cause of {patches} to");
    let spot = format!("{}{end}", chain.spot);
    screen.item("- ", &[(Label::Plain, &begin), (Label::Path, &spot)]);
}
