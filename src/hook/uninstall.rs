//! Decides how to take the hooks out.
//!
//! In: a [`Site`] as it was seen. Out: a [`Plan`] that restores what was there before.
//! Deliberately absent: I/O, and refusals: what is not ours is left and said.

use super::script::{self, Origin};
use super::{Found, Outcome, Plan, Site, Slot, Step};

/// Plans the removal of both hooks. Nothing is removed that git-headway did not write.
#[must_use]
pub fn plan(site: &Site) -> Plan {
    let mut plan = Plan::default();
    for slot in &site.slots {
        let outcome = plan_slot(&mut plan, slot);
        plan.comes_out(slot.event, outcome);
    }
    plan
}

fn plan_slot(plan: &mut Plan, slot: &Slot) -> Outcome {
    let is_kept = slot.previous != Found::Nothing;
    let path = slot.path.clone();
    let kept = is_kept.then(|| slot.previous_path.clone());
    let restore = Step::Rename { from: slot.previous_path.clone(), to: path.clone() };
    match &slot.current {
        Found::Nothing if is_kept => {
            plan.add(restore);
            Outcome::RestoredOnly
        }
        Found::Nothing => Outcome::NotInstalled,
        Found::Symlink | Found::Other => Outcome::LeftForeign { path, kept },
        Found::File(file) => match script::recognise(&file.content) {
            Origin::Foreign => Outcome::LeftForeign { path, kept },
            Origin::Edited => Outcome::LeftEdited { path, kept },
            Origin::Ours { .. } => {
                plan.add(Step::Remove { path, before: file.clone() });
                if !is_kept {
                    return Outcome::Removed;
                }
                plan.add(restore);
                Outcome::Restored
            }
        },
    }
}
