//! A fix of a fix: most of what a patch touches was itself written by a patch.

use super::Scene;
use crate::classify::rules::{FIX_OF_FIX, because_of};
use crate::classify::wording::{duration, lines};
use crate::model::{CommitIndex, Sequel, SequelForm};

pub(super) fn judge(scene: &Scene<'_>, index: CommitIndex) -> Option<Sequel> {
    let touched = scene.touched(index);
    let (of, most) = touched.iter().max_by_key(|(of, lines)| (**lines, **of))?;
    scene.patches(*of).next()?;
    let (history, all) = (scene.history, touched.values().sum::<u32>());
    let after = history.commit(index).time() - history.commit(*of).time();
    let says = format!(
        "{} of the {all} that it replaces or stands beside were written by the patch {}, {} before",
        lines(*most),
        history.commit(*of).id.short(),
        duration(after)
    );
    let because = because_of(FIX_OF_FIX, *of, says);
    Some(Sequel { form: SequelForm::FixOfFix, of: *of, because })
}
