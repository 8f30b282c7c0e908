//! Decides how to take the hooks out.
//!
//! In: a [`Site`] as it was seen. Out: a [`Plan`] that restores what was there before, whichever way
//! the hooks were installed. Deliberately absent: I/O, and refusals: what is not ours is left and
//! said.

use super::install::{clear, configuration};
use super::script::{self, Origin};
use super::{Found, Installed, Outcome, Plan, Site, Slot, Step};

/// Plans the removal of both hooks. Nothing is removed that git-headway did not write.
#[must_use]
pub fn plan(site: &Site) -> Plan {
    let mut plan = Plan::default();
    clear(&mut plan, site);
    let was_in_configuration = Installed::observe(site).in_configuration;
    configuration::take_out(&mut plan, site);
    for slot in &site.slots {
        let file = plan_slot(&mut plan, slot);
        let outcome = match file {
            Outcome::NotInstalled | Outcome::LeftForeign { kept: None, .. }
                if was_in_configuration =>
            {
                of_configuration(site)
            }
            outcome => outcome,
        };
        plan.comes_out(slot.event, outcome);
    }
    plan
}

fn of_configuration(site: &Site) -> Outcome {
    match site.included.file().map(|file| script::recognise(&file.content)) {
        Some(Origin::Ours { .. }) => Outcome::Removed,
        _ => Outcome::LeftEdited { path: site.included.path.clone(), kept: None },
    }
}

pub(super) fn plan_slot(plan: &mut Plan, slot: &Slot) -> Outcome {
    let is_kept = slot.previous != Found::Nothing;
    let path = slot.path.clone();
    let kept = is_kept.then(|| slot.previous_path.clone());
    let is_ours = match &slot.current {
        Found::File(file) => matches!(script::recognise(&file.content), Origin::Ours { .. }),
        _ => false,
    };
    if let Some((aside, before)) = &slot.aside {
        plan.add(Step::Remove { path: aside.clone(), before: before.clone() });
        if !is_ours {
            // Whoever put ours aside goes on to run what ours ran.
            if is_kept {
                plan.add(Step::Rename { from: slot.previous_path.clone(), to: aside.clone() });
            }
            return Outcome::RemovedAside { path: aside.clone() };
        }
    }
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
