//! Firefighting: at least half of what the patches of a commit touch was written by other people only days before.

use std::collections::BTreeMap;

use super::Scene;
use crate::classify::rules::{FIREFIGHTING, because_of};
use crate::classify::wording::{duration, lines};
use crate::model::{CommitIndex, Sequel, SequelForm};

pub(super) fn judge(scene: &Scene<'_>, index: CommitIndex) -> Option<Sequel> {
    let (history, commit) = (scene.history, scene.history.commit(index));
    let mut fresh: BTreeMap<CommitIndex, u32> = BTreeMap::new();
    let mut all = 0;
    for rework in scene.patches(index).flat_map(|at| &history.change(at).reworks) {
        let touched = rework.lines + rework.context;
        all += touched;
        if let Some(origin) = rework.origin.filter(|origin| is_fresh(scene, index, *origin)) {
            *fresh.entry(origin).or_default() += touched;
        }
    }
    let others: u32 = fresh.values().sum();
    let (of, _) = fresh.iter().max_by_key(|(at, lines)| (**lines, **at))?;
    if others * 2 < all {
        return None;
    }
    let after = duration(commit.time() - history.commit(*of).time());
    let says = format!(
        "of {} that it replaces or stands beside, others wrote {others} in the {} before, most of them in {}, {after} before",
        lines(all),
        duration(scene.thresholds.fresh),
        history.commit(*of).id.short()
    );
    let because = because_of(FIREFIGHTING, *of, says);
    Some(Sequel { form: SequelForm::Firefighting, of: *of, because })
}

fn is_fresh(scene: &Scene<'_>, index: CommitIndex, origin: CommitIndex) -> bool {
    let (now, then) = (scene.history.commit(index), scene.history.commit(origin));
    now.author != then.author && (0..=scene.thresholds.fresh).contains(&(now.time() - then.time()))
}

#[cfg(test)]
mod tests {
    use crate::classify::testing::{Story, classified, commit};
    use crate::model::{CommitIndex, SequelForm};

    fn told(fix: Story) -> Option<CommitIndex> {
        let feature = commit("feat: f").called("f").edit("src/a.rs", "fn f", 9, 0).introducing();
        let old = commit("feat: g").called("g").on("2023-01-01").edit("src/a.rs", "fn g", 9, 0);
        let (_, verdicts) = classified(&[old, feature, fix]);
        let mut sequels = verdicts.commits[2].sequels.iter();
        sequels.find(|at| at.form == SequelForm::Firefighting).map(|at| at.of)
    }

    #[test]
    fn others_fresh_code_has_to_be_most_of_it() {
        let fix = |date: &str| commit("fix: f").by("bob").on(date).edit("src/a.rs", "fn f", 1, 2);
        assert_eq!(told(fix("2024-01-15").reworking("f", 2)), Some(CommitIndex(1)));
        assert_eq!(told(fix("2024-01-16").reworking("f", 2)), None);
        assert_eq!(told(fix("2024-01-10").reworking("f", 2).by("ada")), None);
        assert_eq!(told(fix("2024-01-10").reworking("f", 1).reworking("g", 2)), None);
    }
}
