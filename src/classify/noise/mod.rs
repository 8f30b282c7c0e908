//! Which changes say nothing about the work on a spot, and why.
//!
//! In: one change with its file, its commit and the class of its path. Out: the first reason to
//! call it noise. Deliberately absent: noise that takes two commits to see, except twins, which
//! have their own entry (`twin`); reverts are found by `revert`.

mod bot;
mod formatting;
mod generated;
mod lock_file;
mod merge;
mod moved;
mod not_text;
mod twin;
mod vendored;

pub(super) use bot::bots;
pub(super) use twin::{twin_evidence, twins};

use super::PathClass;
use crate::model::{Change, Commit, Evidence, FileChange, History, Noise};

/// Everything a rule may look at.
pub(super) struct Seen<'history> {
    pub(super) change: &'history Change,
    pub(super) file: &'history FileChange,
    pub(super) commit: &'history Commit,
    pub(super) class: PathClass,
    pub(super) by_bot: bool,
}

/// Why a change is noise.
pub(super) type Finding = (Noise, Evidence);

type Rule = fn(&Seen<'_>) -> Option<Evidence>;

/// The rules in their order: the first that speaks is the reason that is shown.
const RULES: [(Noise, Rule); 8] = [
    (Noise::LockFile, lock_file::judge),
    (Noise::Generated, generated::judge),
    (Noise::Vendored, vendored::judge),
    (Noise::Merge, merge::judge),
    (Noise::Moved, moved::judge),
    (Noise::NotText, not_text::judge),
    (Noise::Formatting, formatting::judge),
    (Noise::Bot, bot::judge),
];

/// The noise that one change shows. `bots` tells for each person whether it is one.
pub(super) fn finding(
    history: &History,
    change: &Change,
    classes: &[PathClass],
    bots: &[bool],
) -> Option<Finding> {
    let commit = history.commit(change.commit);
    let seen = Seen {
        change,
        file: &history.file_changes[change.file_change],
        commit,
        class: classes[change.file_change],
        by_bot: bots[commit.author.get()],
    };
    RULES.iter().find_map(|(noise, judge)| judge(&seen).map(|because| (*noise, because)))
}
