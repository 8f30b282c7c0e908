//! A type that the author wrote: `feat(io):`, `[fix]`, an emoji.

use super::weights::{LOOSE_TYPE, TYPE_PREFIX};
use super::{Facts, Signal};
use crate::classify::rules::MESSAGE_PREFIX;

pub(super) fn signals(facts: &Facts<'_>, found: &mut Vec<Signal>) {
    // The first type counts: `fix: ci: …` is a fix.
    let Some(tag) = facts.subject.types.first() else { return };
    let weight = if tag.conventional { TYPE_PREFIX } else { LOOSE_TYPE };
    let says = if tag.conventional {
        format!("the message starts with `{}`", tag.written)
    } else {
        format!("the message carries the type `{}`", tag.written.trim_end_matches(':'))
    };
    found.push(Signal::new(tag.kind, weight, MESSAGE_PREFIX, says));
}
