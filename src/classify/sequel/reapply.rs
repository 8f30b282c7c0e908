//! A reapply: what was taken back comes again, by taking back the revert or as the very same lines.

use std::collections::HashMap;

use super::Scene;
use crate::classify::rules::{REAPPLIED, REAPPLIED_LINES, because_of};
use crate::model::{CommitIndex, Sequel, SequelForm};

/// The latest commit with each fingerprint.
pub(super) type Prints = HashMap<u64, CommitIndex>;

pub(super) fn judge(scene: &Scene<'_>, index: CommitIndex, prints: &Prints) -> Option<Sequel> {
    let (history, commits) = (scene.history, scene.commits);
    let short = |at: CommitIndex| history.commit(at).id.short();
    let of_revert = || {
        let revert = commits[index.get()].reverts?;
        let of = commits[revert.get()].reverts?;
        let says = format!("brings back {}, which {} took back", short(of), short(revert));
        Some((of, because_of(REAPPLIED, of, says)))
    };
    let same_lines = || {
        let of = *prints.get(&history.commit(index).fingerprint?)?;
        let revert = commits[of.get()].reverted_by.filter(|revert| *revert < index)?;
        let says = format!("the same lines as {}, which {} took back", short(of), short(revert));
        Some((of, because_of(REAPPLIED_LINES, of, says)))
    };
    let (of, because) = of_revert().or_else(same_lines)?;
    Some(Sequel { form: SequelForm::Reapply, of, because })
}

#[cfg(test)]
mod tests {
    use crate::classify::testing::{classified, commit, id};
    use crate::model::{CommitIndex, SequelForm};

    #[test]
    fn a_second_attempt_brings_back_what_was_reverted() {
        let add = |label: &str| {
            commit("feat: x").called(label).edit("src/x.rs", "fn x", 9, 0).fingerprint(7)
        };
        let revert = commit("Revert \"feat: x\"")
            .called("r")
            .body(&format!("This reverts commit {}.", id("x")))
            .edit("src/x.rs", "fn x", 0, 9);
        let (_, verdicts) = classified(&[add("x"), revert.clone(), add("again")]);
        let sequels = &verdicts.commits[2].sequels;
        assert_eq!((sequels[0].form, sequels[0].of), (SequelForm::Reapply, CommitIndex(0)));
        assert_eq!(sequels[0].because.rule.name, "reapplied-lines");
        let back = commit("Reapply").body(&format!("This reverts commit {}.", id("r")));
        let (_, verdicts) = classified(&[add("x"), revert, back.edit("src/x.rs", "fn x", 9, 0)]);
        assert_eq!(verdicts.commits[2].sequels[0].because.rule.name, "reapplied");
        let (_, verdicts) = classified(&[add("x"), add("twin")]);
        assert!(verdicts.commits[1].sequels.is_empty());
    }
}
