//! Repeat patches: the spot was patched within the window before. Lines that an earlier patch wrote
//! and this one replaces are the strongest evidence; they count even when the section has
//! another title by now. On a wide spot (a file outside of its sections, a class outside of its
//! methods) nothing else counts: two patches of a long file need not have met.

use super::past::Past;
use super::rules::{REPEAT_LINES, REPEAT_SPOT, because_of};
use super::wording::{duration, lines};
use crate::model::{Change, ChangeIndex, CommitIndex, Evidence, RepeatPatch, Verdict};

/// The earlier patch that a patch repeats, if it does.
pub(super) fn repeats(
    past: &Past<'_>,
    verdicts: &[Verdict],
    patch: ChangeIndex,
) -> Option<(RepeatPatch, Evidence)> {
    let change = past.history.change(patch);
    on_spot(past, change).or_else(|| by_lines(past, verdicts, change))
}

/// The latest earlier patch on the same spot; on a wide one its lines must be replaced.
fn on_spot(past: &Past<'_>, change: &Change) -> Option<(RepeatPatch, Evidence)> {
    let now = past.order[change.commit.get()];
    let earlier = past.patches[change.spot.get()].iter().rev();
    // Moments of the order never go back, so older patches need no look.
    let recent = earlier.take_while(|index| {
        now - past.order[past.history.change(**index).commit.get()] <= past.thresholds.window
    });
    let is_wide = past.history.spots[change.spot.get()].is_wide();
    let of = recent.copied().find(|index| {
        let origin = past.history.change(*index).commit;
        is_earlier(past, origin, change) && (!is_wide || meets(change, origin))
    })?;
    let repeat = repeat_of(past, change, of);
    let origin = past.history.change(of).commit;
    let (short, after) = (past.history.commit(origin).id.short(), duration(repeat.after));
    let says = if repeat.same_lines > 0 {
        format!("replaces {} that {short} wrote {after} earlier", lines(repeat.same_lines))
    } else {
        format!("patches a section that {short} patched {after} earlier, on other lines")
    };
    Some((repeat, because_of(REPEAT_SPOT, origin, says)))
}

/// The earlier patch that wrote most of the replaced lines, under another title in the same file.
fn by_lines(
    past: &Past<'_>,
    verdicts: &[Verdict],
    change: &Change,
) -> Option<(RepeatPatch, Evidence)> {
    change.reworks.iter().filter(|rework| rework.lines > 0).find_map(|rework| {
        let origin = rework.origin.filter(|origin| is_earlier(past, *origin, change))?;
        let counts = |index: &ChangeIndex| {
            let verdict = &verdicts[index.get()];
            verdict.is_patch() && verdict.remedy_of.is_none()
        };
        let largest = |candidates: &mut dyn Iterator<Item = ChangeIndex>| {
            candidates
                .filter(counts)
                .max_by_key(|index| (past.history.change(*index).added, std::cmp::Reverse(*index)))
        };
        let here = largest(&mut past.changes_in_file(origin, change));
        // Lines may have moved here from a file of which they were a part when they were patched.
        let of = here.or_else(|| largest(&mut past.history.changes_of(origin)))?;
        let repeat = repeat_of(past, change, of);
        let (short, after) = (past.history.commit(origin).id.short(), duration(repeat.after));
        let place = if here.is_some() { "under another section title" } else { "in another file" };
        let says = format!(
            "replaces {} that {short} patched {after} earlier {place}",
            lines(repeat.same_lines)
        );
        Some((repeat, because_of(REPEAT_LINES, origin, says)))
    })
}

/// Whether a change replaces or deletes lines of an earlier commit. To stand beside them is not
/// enough: one import has nothing to do with the next.
fn meets(change: &Change, origin: CommitIndex) -> bool {
    change.reworks.iter().any(|rework| rework.origin == Some(origin) && rework.lines > 0)
}

fn is_earlier(past: &Past<'_>, origin: CommitIndex, change: &Change) -> bool {
    let after = past.between(origin, change.commit);
    origin != change.commit && (0..=past.thresholds.window).contains(&after)
}

fn repeat_of(past: &Past<'_>, change: &Change, of: ChangeIndex) -> RepeatPatch {
    let origin = past.history.change(of).commit;
    let from_origin = change.reworks.iter().filter(|rework| rework.origin == Some(origin));
    RepeatPatch {
        of,
        after: past.between(origin, change.commit),
        same_lines: from_origin.map(|rework| rework.lines).sum(),
        same_person: past.history.commit(origin).author
            == past.history.commit(change.commit).author,
    }
}

#[cfg(test)]
mod tests {
    use crate::classify::testing::{Story, change_of, classified, commit, id};
    use crate::model::DAY;

    fn fix(date: &str) -> Story {
        commit("fix: f").called(date).on(date).edit("src/a.rs", "fn f", 1, 1)
    }

    #[test]
    fn a_second_patch_within_the_window_repeats_the_first() {
        let (history, verdicts) = classified(&[
            fix("2024-01-01"),
            fix("2024-01-12").by("bob").reworking("2024-01-01", 3),
        ]);
        let repeat = verdicts.changes[1].repeat.unwrap();
        assert_eq!((repeat.of, repeat.after), (change_of(&history, 0), 11 * DAY));
        assert_eq!((repeat.same_lines, repeat.same_person), (3, false));
        let says = &verdicts.changes[1].evidence().last().unwrap().says;
        let short = id("2024-01-01").short();
        assert_eq!(*says, format!("replaces 3 lines that {short} wrote 11 days earlier"));
    }

    #[test]
    fn the_window_has_an_end() {
        // 2024 is a leap year: 90 days after 1 January is 31 March.
        let repeats = |date: &str| {
            let (_, verdicts) = classified(&[fix("2024-01-01"), fix(date)]);
            verdicts.changes[1].repeat.is_some()
        };
        assert!(repeats("2024-03-31"));
        assert!(!repeats("2024-04-01"));
    }

    #[test]
    fn the_latest_earlier_patch_is_meant_and_structural_ones_are_not() {
        let (history, verdicts) = classified(&[
            fix("2024-01-01"),
            fix("2024-01-10"),
            commit("refactor: f").on("2024-01-15").edit("src/a.rs", "fn f", 5, 5),
            fix("2024-01-20"),
        ]);
        assert_eq!(verdicts.changes[3].repeat.unwrap().of, change_of(&history, 1));
    }

    #[test]
    fn on_a_wide_spot_patches_have_to_meet() {
        let file = |date: &str| commit("fix: f").called(date).on(date).edit("src/a.rs", "", 2, 1);
        let (_, verdicts) = classified(&[file("2024-01-01"), file("2024-01-10")]);
        assert_eq!(verdicts.changes[1].repeat, None);
        let (_, verdicts) =
            classified(&[file("2024-01-01"), file("2024-01-10").reworking("2024-01-01", 1)]);
        assert!(verdicts.changes[1].repeat.is_some());
    }

    #[test]
    fn other_spots_are_other_stories() {
        let other = commit("fix: g").on("2024-01-10").edit("src/a.rs", "fn g", 1, 1);
        let (_, verdicts) = classified(&[fix("2024-01-01"), other]);
        assert_eq!(verdicts.changes[1].repeat, None);
    }

    #[test]
    fn around_the_sections_of_a_file_only_the_same_lines_repeat() {
        let import = |date: &str| fix(date).edit("src/a.rs", "", 1, 1);
        let (history, verdicts) = classified(&[import("2024-01-01"), import("2024-01-10")]);
        assert_eq!(verdicts.changes[3].repeat, None);
        assert!(verdicts.changes[2].repeat.is_some());
        let same = import("2024-01-10").reworking("2024-01-01", 1);
        let (_, verdicts) = classified(&[import("2024-01-01"), same]);
        assert_eq!(verdicts.changes[3].repeat.unwrap().of.get(), 1);
        assert_eq!(history.spots.len(), 2);
    }

    #[test]
    fn lines_tie_a_renamed_section_to_its_past() {
        let renamed = commit("fix: g")
            .on("2024-01-10")
            .edit("src/a.rs", "fn g", 2, 2)
            .reworking("2024-01-01", 2);
        let (history, verdicts) = classified(&[fix("2024-01-01"), renamed]);
        assert_eq!(verdicts.changes[1].repeat.unwrap().of, change_of(&history, 0));
        assert!(verdicts.changes[1].evidence().last().unwrap().says.contains("another section"));
    }

    #[test]
    fn lines_tie_a_section_to_its_past_in_another_file() {
        let elsewhere = commit("fix: f").on("2024-01-10").edit("src/b.rs", "fn f", 2, 2);
        let (history, verdicts) =
            classified(&[fix("2024-01-01"), elsewhere.reworking("2024-01-01", 2)]);
        assert_eq!(verdicts.changes[1].repeat.unwrap().of, change_of(&history, 0));
        assert!(verdicts.changes[1].evidence().last().unwrap().says.ends_with("in another file"));
    }

    #[test]
    fn a_concurrent_patch_counts_by_its_time() {
        let (history, verdicts) = classified(&[
            commit("chore: start").called("root"),
            fix("2024-01-20").after(&["root"]),
            fix("2024-01-10").after(&["root"]),
        ]);
        assert_eq!(verdicts.changes[0].repeat.unwrap().of, change_of(&history, 2));
        assert_eq!(verdicts.changes[1].repeat, None);
    }

    #[test]
    fn a_descendant_is_never_repeated_whatever_its_clock_says() {
        let (_, verdicts) = classified(&[fix("2024-01-20"), fix("2024-01-10")]);
        assert_eq!(verdicts.changes[0].repeat, None);
        assert_eq!(verdicts.changes[1].repeat, None);
    }
}
