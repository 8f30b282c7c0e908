//! A fix of a fix: what a patch repairs was itself written by a patch, however long ago. Which commit it repairs is what
//! the message names or `repair` is sure of, else those that wrote the lines that it replaces or stands beside. Small changes of tests,
//! documents and the build can be fixed and fixed again as well; a release that counts up a number is none of that.

use std::collections::BTreeMap;

use super::Scene;
use crate::classify::rules::{FIX_OF_FIX, because_of};
use crate::classify::wording::{duration, lines};
use crate::model::{CommitIndex, Kind, Nature, Sequel, SequelForm};

/// A fix with more lines is more than a patch of what was there.
const LARGEST_FIX: u32 = 150;
/// So few lines, in places that were there, are a patch whatever the message calls them: those that are replaced …
const TWEAK_BEFORE: u32 = 4;
/// … and those that replace them.
const TWEAK: u32 = 10;
/// A commit counts as a fix when it is rather that than anything else.
const SURELY: f64 = 0.6;
/// Of the lines that it touches, the part that patches must have written: one in so many.
const PART: u32 = 4;

pub(super) fn judge(
    scene: &Scene<'_>,
    index: CommitIndex,
    named: Option<CommitIndex>,
) -> Option<Sequel> {
    if !is_patch(scene, index, TWEAK) {
        return None;
    }
    let history = scene.history;
    let short = |at: CommitIndex| history.commit(at).id.short();
    let after = |at: CommitIndex| {
        duration((history.commit(index).time() - history.commit(at).time()).max(0))
    };
    // What is repaired is another question than which patches wrote the lines; it can only add to these.
    let repaired = || {
        let sure = scene.commits[index.get()].repaired().next().map(|repair| repair.commit);
        sure.filter(|at| is_patch(scene, *at, TWEAK_BEFORE))
    };
    let (of, says) = if let Some(named) = named.or_else(repaired) {
        if !is_patch(scene, named, TWEAK_BEFORE) {
            return None;
        }
        (
            named,
            format!("patches what {}, itself a patch, did {} before", short(named), after(named)),
        )
    } else {
        let touched = touched(scene, index);
        let all: u32 = touched.values().sum();
        let patches = || touched.iter().filter(|(at, _)| is_patch(scene, **at, TWEAK_BEFORE));
        let written: u32 = patches().map(|(_, lines)| lines).sum();
        if written * PART < all {
            return None;
        }
        let (of, _) = patches().max_by_key(|(at, lines)| (**lines, **at))?;
        let (short, after) = (short(*of), after(*of));
        let says = format!(
            "of {} that it replaces or stands beside, patches wrote {written}, the most of them {short}, {after} before",
            lines(all)
        );
        (*of, says)
    };
    let because = because_of(FIX_OF_FIX, of, says);
    Some(Sequel { form: SequelForm::FixOfFix, of, because })
}

/// A fix of ordinary size, or so few lines in places that were there that they are nothing else.
fn is_patch(scene: &Scene<'_>, index: CommitIndex, tweak: u32) -> bool {
    let commit = scene.history.commit(index);
    let files = &scene.history.file_changes[commit.file_changes.clone()];
    let lines: u32 = files.iter().map(|file| file.added + file.deleted).sum();
    let adds_spot =
        || scene.history.changes[commit.changes.clone()].iter().any(|at| at.introduces_spot);
    let verdict = &scene.commits[index.get()];
    match verdict.kind {
        // What is only the likeliest of many kinds is judged as any other change.
        Kind::Fix if verdict.likelihoods.of(Kind::Fix) < SURELY && verdict.answered.is_none() => {
            lines <= tweak && !adds_spot()
        }
        Kind::Fix | Kind::Revert => lines <= LARGEST_FIX,
        Kind::Chore | Kind::Style => false,
        _ => lines <= tweak && !commit.is_merge() && !adds_spot(),
    }
}

/// Lines of earlier commits that a commit replaces, or stands beside where it only adds; noise aside.
fn touched(scene: &Scene<'_>, index: CommitIndex) -> BTreeMap<CommitIndex, u32> {
    let mut lines: BTreeMap<CommitIndex, u32> = BTreeMap::new();
    for change in scene.history.changes_of(index) {
        if matches!(scene.changes[change.get()].nature(), Nature::Noise(_)) {
            continue;
        }
        for rework in &scene.history.change(change).reworks {
            if let Some(origin) = rework.origin {
                *lines.entry(origin).or_default() += rework.lines + rework.context;
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use crate::classify::testing::{Story, classified, commit};
    use crate::model::{CommitIndex, SequelForm};

    fn told(story: &[Story]) -> Option<CommitIndex> {
        let (_, verdicts) = classified(story);
        let mut sequels = verdicts.commits.last()?.sequels.iter();
        sequels.find(|at| at.form == SequelForm::FixOfFix).map(|at| at.of)
    }

    fn fix(label: &str, date: &str) -> Story {
        commit("fix: read the last block").called(label).on(date).edit("src/a.rs", "fn f", 3, 2)
    }

    #[test]
    fn what_a_fix_wrote_is_fixed_again_years_later() {
        let again = fix("b", "2027-01-01").reworking("a", 1);
        assert_eq!(told(&[fix("a", "2024-01-01"), again]), Some(CommitIndex(0)));
        let feature = commit("feat: read blocks").called("a").edit("src/a.rs", "fn f", 30, 0);
        assert_eq!(told(&[feature, fix("b", "2027-01-01").reworking("a", 1)]), None);
    }

    #[test]
    fn a_quarter_of_the_lines_is_enough_and_less_is_not() {
        let feature = commit("feat: read blocks").called("f").edit("src/a.rs", "fn f", 30, 0);
        let story = |of_feature| {
            let again = fix("b", "2024-03-01").reworking("a", 1).reworking("f", of_feature);
            told(&[feature.clone(), fix("a", "2024-01-01"), again])
        };
        assert_eq!((story(3), story(4)), (Some(CommitIndex(1)), None));
    }

    #[test]
    fn what_the_message_names_is_what_is_repaired() {
        let named = |body: &str, story: &mut Vec<Story>| {
            story.push(fix("b", "2024-03-01").reworking("a", 1).body(body));
            told(story)
        };
        let other = commit("fix: close the file when done").called("o").edit("src/b.rs", "", 1, 1);
        let feature = commit("feat: read whole blocks").called("f").edit("src/a.rs", "fn f", 30, 0);
        let story = vec![feature, other, fix("a", "2024-01-01")];
        let of_other = named("Since \"fix: close the file when done\"", &mut story.clone());
        assert_eq!(of_other, Some(CommitIndex(1)));
        let of_feature = named("Since \"feat: read whole blocks\"", &mut story.clone());
        assert_eq!(of_feature, None);
    }

    #[test]
    fn a_number_that_every_release_counts_up_is_no_fix() {
        let release = |label: &str| commit("Prepare v2.1").called(label).edit("Makefile", "", 1, 1);
        assert_eq!(told(&[release("a"), release("b").reworking("a", 1)]), None);
    }
}
