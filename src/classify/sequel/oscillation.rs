//! Back and forth: of what a commit does in a file, most puts lines back to what they were before an earlier commit,
//! and takes away what that one put in their place. A whole revert is told as such, and not here.

use super::Scene;
use crate::classify::rules::{OSCILLATION, because_of};
use crate::classify::wording::duration;
use crate::model::{CommitIndex, FileChange, History, Sequel, SequelForm};

/// Of a file's earlier changes, so many of the latest are looked at.
const LOOK_BACK: usize = 200;

/// The file changes so far, by file.
pub(super) struct Files(Vec<Vec<usize>>);

impl Files {
    pub(super) fn before(history: &History) -> Self {
        Self(vec![Vec::new(); history.files.len()])
    }

    pub(super) fn remember(&mut self, history: &History, index: CommitIndex) {
        let commit = history.commit(index);
        for at in commit.file_changes.clone().filter(|_| !commit.is_merge()) {
            self.0[history.file_changes[at].file.get()].push(at);
        }
    }
}

pub(super) fn judge(scene: &Scene<'_>, index: CommitIndex, files: &Files) -> Option<Sequel> {
    let history = scene.history;
    if scene.commits[index.get()].reverts.is_some() {
        return None;
    }
    let mut patched: Vec<usize> =
        scene.patches(index).map(|at| history.change(at).file_change).collect();
    patched.dedup();
    patched.into_iter().find_map(|at| {
        let file = &history.file_changes[at];
        let earlier = files.0[file.file.get()].iter().rev().take(LOOK_BACK);
        let of = earlier
            .map(|before| &history.file_changes[*before])
            .take_while(|before| is_recent(scene, index, before.commit))
            .find(|before| goes_back(file, before))?
            .commit;
        let after = duration(history.commit(index).time() - history.commit(of).time());
        let says = format!(
            "in {}, puts lines back to what they were before {} changed them {after} before",
            file.path,
            history.commit(of).id.short()
        );
        let because = because_of(OSCILLATION, of, says);
        Some(Sequel { form: SequelForm::Oscillation, of, because })
    })
}

fn is_recent(scene: &Scene<'_>, index: CommitIndex, earlier: CommitIndex) -> bool {
    let time = |at: CommitIndex| scene.history.commit(at).time();
    time(index) - time(earlier) <= scene.thresholds.window
}

/// Both that lines come back and that others go for it: what was only added goes for many reasons.
fn goes_back(file: &FileChange, before: &FileChange) -> bool {
    is_half(&file.came, &before.went) && is_half(&file.went, &before.came)
}

fn is_half(sample: &[u32], other: &[u32]) -> bool {
    let both = sample.iter().filter(|line| other.binary_search(line).is_ok()).count();
    both > 0 && both * 2 >= sample.len()
}

#[cfg(test)]
mod tests {
    use crate::classify::testing::{Story, classified, commit};
    use crate::model::{CommitIndex, SequelForm};

    fn told(later: Story) -> Option<CommitIndex> {
        let change = commit("fix: raise the limit").edit("src/a.rs", "fn f", 3, 1);
        let (_, verdicts) = classified(&[change.lines(&[10], &[20, 30, 40]), later]);
        let mut sequels = verdicts.commits[1].sequels.iter();
        sequels.find(|at| at.form == SequelForm::Oscillation).map(|at| at.of)
    }

    #[test]
    fn lines_have_to_come_back_and_others_to_go_for_it() {
        let back = |date: &str| commit("fix: the limit").on(date).edit("src/a.rs", "fn f", 2, 1);
        assert_eq!(told(back("2024-03-01").lines(&[20], &[10, 11])), Some(CommitIndex(0)));
        assert_eq!(told(back("2024-06-01").lines(&[20], &[10, 11])), None);
        assert_eq!(told(back("2024-03-01").lines(&[20], &[11])), None);
        assert_eq!(told(back("2024-03-01").lines(&[50], &[10])), None);
        assert_eq!(told(back("2024-03-01").lines(&[], &[10])), None);
    }
}
