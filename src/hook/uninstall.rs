//! Decides how to take the hooks out.
//!
//! In: a [`Site`] as it was seen. Out: a [`Plan`] that restores what was there before, whichever way
//! the hooks were installed. Deliberately absent: I/O, and refusals: what is not ours is left and
//! said.

use super::install::{clear, configuration};
use super::script::{self, Origin};
use super::{Found, Installed, Manager, Outcome, Plan, Site, Slot, Snapshot, Step};

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

/// Whether a hook is an earlier one of the tool whose hook is there now.
fn is_of_same_tool(current: &Found, kept: &Snapshot) -> bool {
    let Found::File(current) = current else { return false };
    let tool = Manager::of_hook(&kept.content);
    tool.is_some() && tool == Manager::of_hook(&current.content)
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
            match &slot.previous {
                Found::Nothing => {}
                Found::File(kept) if is_of_same_tool(&slot.current, kept) => {
                    let (path, before) = (slot.previous_path.clone(), kept.clone());
                    plan.add(Step::Remove { path, before });
                }
                _ => plan.add(Step::Rename { from: slot.previous_path.clone(), to: aside.clone() }),
            }
            return Outcome::RemovedAside { path: aside.clone() };
        }
    }
    match &slot.current {
        Found::Nothing if is_kept => {
            plan.add(Step::Rename { from: slot.previous_path.clone(), to: path });
            Outcome::RestoredOnly
        }
        Found::File(file) if slot.is_half_kept && !is_ours => {
            // An installation was stopped before it wrote anything.
            plan.add(Step::Remove { path: slot.previous_path.clone(), before: file.clone() });
            Outcome::NotInstalled
        }
        Found::Nothing => Outcome::NotInstalled,
        Found::Symlink | Found::Other => Outcome::LeftForeign { path, kept },
        Found::File(file) => match script::recognise(&file.content) {
            Origin::Foreign => Outcome::LeftForeign { path, kept },
            Origin::Edited => Outcome::LeftEdited { path, kept },
            Origin::Ours { .. } => {
                let before = file.clone();
                if !is_kept {
                    plan.add(Step::Remove { path, before });
                    return Outcome::Removed;
                }
                let kept = slot.previous_path.clone();
                plan.add(Step::Restore { kept, path, before });
                Outcome::Restored
            }
        },
    }
}
