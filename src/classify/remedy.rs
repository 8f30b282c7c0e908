//! Quick remedies: a patch by the same person, soon after, that completes their own change. It is
//! counted from that change and not from another remedy, so that the time cannot be stretched.

use super::past::Past;
use super::rules::{REMEDY, because_of};
use super::wording::{duration, lines};
use crate::model::{Change, ChangeIndex, CommitIndex, Evidence, Nature, Verdict};

/// The own change that a patch completes, if it does. A patch that replaces more lines of other
/// people's recent patches than of one's own fresh work repeats those instead.
pub(super) fn completes(
    past: &Past<'_>,
    verdicts: &[Verdict],
    patch: ChangeIndex,
) -> Option<(ChangeIndex, Evidence)> {
    let change = past.history.change(patch);
    let others = lines_where(change, |origin| is_others_patch(past, verdicts, change, origin));
    let own = lines_where(change, |origin| is_own_and_fresh(past, change, origin));
    if others > own {
        return None;
    }
    by_lines(past, verdicts, change).or_else(|| by_spot(past, change))
}

/// Own fresh lines are replaced, or stand within the context of an insertion.
fn by_lines(
    past: &Past<'_>,
    verdicts: &[Verdict],
    change: &Change,
) -> Option<(ChangeIndex, Evidence)> {
    change.reworks.iter().find_map(|rework| {
        let origin = rework.origin.filter(|origin| is_own_and_fresh(past, change, *origin))?;
        let candidates = past.changes_in_file(origin, change);
        let counted = candidates.filter(|index| stands(verdicts, *index));
        let best = counted.max_by_key(|index| {
            let other = past.history.change(*index);
            (other.spot == change.spot, other.added, std::cmp::Reverse(*index))
        })?;
        let what = if rework.lines > 0 {
            format!("replaces {} that the same person wrote", lines(rework.lines))
        } else {
            "stands beside lines that the same person wrote".to_owned()
        };
        Some((best, evidence(past, change, origin, &what)))
    })
}

/// The same person changed the same spot just before; a wide spot says too little.
fn by_spot(past: &Past<'_>, change: &Change) -> Option<(ChangeIndex, Evidence)> {
    if past.history.spots[change.spot.get()].is_wide() {
        return None;
    }
    let author = past.history.commit(change.commit).author;
    let own = *past.own.get(&(change.spot, author))?;
    let origin = past.history.change(own).commit;
    let says = "patches a section that the same person changed";
    is_own_and_fresh(past, change, origin).then(|| (own, evidence(past, change, origin, says)))
}

fn is_own_and_fresh(past: &Past<'_>, change: &Change, origin: CommitIndex) -> bool {
    let author = |commit: CommitIndex| past.history.commit(commit).author;
    let after = past.between(origin, change.commit);
    origin != change.commit
        && author(origin) == author(change.commit)
        && (0..=past.thresholds.remedy).contains(&after)
}

fn stands(verdicts: &[Verdict], index: ChangeIndex) -> bool {
    let verdict = &verdicts[index.get()];
    verdict.remedy_of.is_none() && matches!(verdict.nature(), Nature::Patch | Nature::Structural)
}

fn is_others_patch(
    past: &Past<'_>,
    verdicts: &[Verdict],
    change: &Change,
    origin: CommitIndex,
) -> bool {
    let author = |commit: CommitIndex| past.history.commit(commit).author;
    let recent = (0..=past.thresholds.window).contains(&past.between(origin, change.commit));
    recent
        && author(origin) != author(change.commit)
        && past.changes_in_file(origin, change).any(|index| verdicts[index.get()].is_patch())
}

/// Lines that the change replaces, of the origins that pass.
fn lines_where(change: &Change, passes: impl Fn(CommitIndex) -> bool) -> u32 {
    let replaced = change.reworks.iter().filter(|rework| rework.lines > 0);
    replaced.filter(|rework| rework.origin.is_some_and(&passes)).map(|rework| rework.lines).sum()
}

fn evidence(past: &Past<'_>, change: &Change, origin: CommitIndex, what: &str) -> Evidence {
    let short = past.history.commit(origin).id.short();
    let after = duration(past.between(origin, change.commit));
    because_of(
        REMEDY,
        origin,
        format!("{what} in {short}, {after} earlier: it completes that change"),
    )
}

#[cfg(test)]
mod tests {
    use crate::classify::testing::{Story, change_of, classified, commit};

    fn feature() -> Story {
        commit("feat: f").called("f").on("2024-01-01T09:00").edit("src/a.rs", "fn f", 9, 0)
    }

    fn fix(date: &str) -> Story {
        commit("fix: f").on(date).edit("src/a.rs", "fn f", 1, 1)
    }

    #[test]
    fn ones_own_patch_within_two_days_completes_the_change() {
        let (history, verdicts) = classified(&[feature(), fix("2024-01-03T09:00")]);
        assert_eq!(verdicts.changes[1].remedy_of, Some(change_of(&history, 0)));
        let (_, late) = classified(&[feature(), fix("2024-01-03T09:01")]);
        assert_eq!(late.changes[1].remedy_of, None);
        let (_, other) = classified(&[feature(), fix("2024-01-02").by("bob")]);
        assert_eq!(other.changes[1].remedy_of, None);
    }

    #[test]
    fn remedies_of_a_patch_are_no_repeats() {
        let (history, verdicts) =
            classified(&[fix("2024-01-01"), fix("2024-01-02"), fix("2024-01-20")]);
        assert_eq!(verdicts.changes[1].remedy_of, Some(change_of(&history, 0)));
        assert_eq!(verdicts.changes[1].repeat, None);
        assert_eq!(
            verdicts.changes[2].repeat.map(|repeat| repeat.of),
            Some(change_of(&history, 0))
        );
    }

    #[test]
    fn the_time_runs_from_the_change_not_from_its_last_remedy() {
        let (_, verdicts) =
            classified(&[feature(), fix("2024-01-02T20:00"), fix("2024-01-04T09:00")]);
        assert!(verdicts.changes[1].remedy_of.is_some());
        assert_eq!(verdicts.changes[2].remedy_of, None);
    }

    #[test]
    fn own_lines_under_another_title_count_too() {
        let elsewhere = |reworks: fn(Story) -> Story| {
            reworks(commit("fix: g").on("2024-01-02").edit("src/a.rs", "fn g", 1, 1))
        };
        let (history, verdicts) = classified(&[feature(), elsewhere(|fix| fix.reworking("f", 2))]);
        assert_eq!(verdicts.changes[1].remedy_of, Some(change_of(&history, 0)));
        assert!(
            verdicts.changes[1].evidence().last().unwrap().says.starts_with("replaces 2 lines")
        );
        let (_, beside) = classified(&[feature(), elsewhere(|fix| fix.near("f", 1))]);
        assert!(beside.changes[1].remedy_of.is_some());
        let (_, neither) = classified(&[feature(), elsewhere(|fix| fix)]);
        assert_eq!(neither.changes[1].remedy_of, None);
    }

    #[test]
    fn undoing_somebody_elses_patch_is_a_repeat_not_a_remedy() {
        let (_, verdicts) = classified(&[
            feature(),
            fix("2024-01-01T12:00").called("bobs").by("bob"),
            fix("2024-01-02").reworking("bobs", 1),
        ]);
        assert_eq!(verdicts.changes[2].remedy_of, None);
        assert_eq!(verdicts.changes[2].repeat.map(|repeat| repeat.same_lines), Some(1));
        let (_, mostly_own) = classified(&[
            feature(),
            fix("2024-01-01T12:00").called("bobs").by("bob"),
            fix("2024-01-02").reworking("f", 3).reworking("bobs", 1),
        ]);
        assert!(mostly_own.changes[2].remedy_of.is_some());
    }
}
