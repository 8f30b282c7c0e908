//! The hooks as files, for a git that runs nothing from its configuration.
//!
//! In: a [`Site`], the binary, and what was said about questions. Out: the steps; a hook that is
//! there is kept beside git-headway's, which runs it first. Deliberately absent: the bytes (`script`).

use super::super::script::{self, Origin};
use super::super::{
    Directory, Event, Found, Manager, Outcome, Place, Plan, Refusal, Replaced, Site, Slot,
    Snapshot, Step,
};
use super::{Wanted, configuration};

/// Permission bits of a hook in a directory that does not say more.
const MODE: u32 = 0o755;

/// Hook files. Hooks of git-headway's in the configuration go first: git would call twice.
pub(super) fn plan(plan: &mut Plan, site: &Site, wanted: &Wanted<'_>) -> Result<(), Refusal> {
    refuse_place(site)?;
    configuration::settle(plan, site, None, wanted.ask)?;
    let mode = match site.directory {
        Directory::NotADirectory => {
            return Err(Refusal::NotADirectory(site.directory_path.clone()));
        }
        Directory::Missing => {
            let path = site.directory_path.clone();
            plan.add(Step::CreateDirectory { path, mode: site.mode });
            MODE
        }
        Directory::Present { mode } => mode_in(mode),
    };
    for slot in &site.slots {
        refuse_manager(site, slot)?;
        let new = Snapshot { content: script::text(slot.event, wanted.binary), mode };
        plan_slot(plan, slot, new)?;
    }
    Ok(())
}

fn refuse_place(site: &Site) -> Result<(), Refusal> {
    match site.place.clone() {
        Place::GitDirectory => Ok(()),
        Place::Disabled(scope) => Err(Refusal::HooksDisabled(scope)),
        Place::InRepository { directory, because } => {
            let is_husky = directory.ends_with(".husky/_");
            let fits = |manager: &&Manager| (**manager == Manager::Husky) == is_husky;
            let manager = site.managers.iter().find(fits).copied();
            let manager = manager.or(is_husky.then_some(Manager::Husky));
            Err(Refusal::InRepository { directory, because, manager })
        }
        Place::Outside { directory, because } => {
            Err(Refusal::Outside { directory, because, own: site.directory_path.clone() })
        }
    }
}

/// Some tools write their hooks anew, or stop where they find another: those go through their own
/// settings.
fn refuse_manager(site: &Site, slot: &Slot) -> Result<(), Refusal> {
    let manager = match &slot.current {
        Found::File(file) => Manager::of_hook(&file.content),
        _ => None,
    };
    match manager {
        Some(manager @ Manager::Lefthook) => {
            Err(Refusal::Managed { hook: slot.path.clone(), manager })
        }
        Some(manager @ (Manager::PreCommit | Manager::Prek)) if slot.has_legacy => {
            Err(Refusal::WouldLoseLegacy { hook: slot.path.clone(), manager })
        }
        None if slot.event == Event::PostCommit && site.needs_lfs && !has_lfs_or_ours(slot) => {
            Err(Refusal::LfsFirst(slot.path.clone()))
        }
        _ => Ok(()),
    }
}

fn has_lfs_or_ours(slot: &Slot) -> bool {
    [&slot.current, &slot.previous].into_iter().any(|found| match found {
        Found::File(file) => {
            Manager::of_hook(&file.content) == Some(Manager::GitLfs)
                || script::recognise(&file.content) != Origin::Foreign
        }
        _ => false,
    })
}

fn plan_slot(plan: &mut Plan, slot: &Slot, new: Snapshot) -> Result<(), Refusal> {
    let origin = match &slot.current {
        Found::File(file) => script::recognise(&file.content),
        Found::Nothing | Found::Symlink | Found::Other => Origin::Foreign,
    };
    let is_kept = slot.previous != Found::Nothing && !slot.is_half_kept;
    match (&slot.current, origin) {
        (Found::Other, _) => Err(Refusal::NotAFile(slot.path.clone())),
        (Found::File(file), Origin::Ours { version }) => {
            if version > script::VERSION {
                return Err(Refusal::Newer { hook: slot.path.clone(), version });
            }
            update(plan, slot, file, new, version);
            Ok(())
        }
        (_, Origin::Edited) => Err(Refusal::Edited(slot.path.clone())),
        _ if runs_aside(slot) => {
            update_aside(plan, slot, new);
            Ok(())
        }
        (Found::Nothing, _) if is_kept => Err(Refusal::Orphan(slot.previous_path.clone())),
        _ if is_kept => Err(Refusal::PreviousInTheWay {
            hook: slot.path.clone(),
            previous: slot.previous_path.clone(),
        }),
        (Found::Nothing, _) => {
            let before = Replaced::Nothing;
            plan.add(Step::Write { path: slot.path.clone(), new, before });
            plan.comes_out(slot.event, Outcome::Installed);
            Ok(())
        }
        _ => {
            let (path, kept) = (slot.path.clone(), slot.previous_path.clone());
            if !slot.is_half_kept {
                plan.add(Step::Keep { path: path.clone(), kept: kept.clone() });
            }
            plan.add(Step::Write { path, new, before: Replaced::Kept(kept) });
            plan.comes_out(slot.event, Outcome::Chained);
            Ok(())
        }
    }
}

/// Ours is there: written anew when its text would differ (an older version, a binary that moved)
/// or when git would not run it.
fn update(plan: &mut Plan, slot: &Slot, file: &Snapshot, new: Snapshot, version: u32) {
    if file.content == new.content && file.is_executable() {
        return plan.comes_out(slot.event, Outcome::AlreadyInstalled);
    }
    let before = Replaced::File(file.clone());
    plan.add(Step::Write { path: slot.path.clone(), new, before });
    plan.comes_out(slot.event, Outcome::Updated { from: version });
}

/// Whether the hook that is there runs ours, which it has put aside when it came.
fn runs_aside(slot: &Slot) -> bool {
    let is_run = |path: &std::path::Path| path.extension().is_some_and(|ending| ending != "old");
    slot.current != Found::Nothing && slot.aside.as_ref().is_some_and(|(path, _)| is_run(path))
}

fn update_aside(plan: &mut Plan, slot: &Slot, new: Snapshot) {
    let Some((path, before)) = &slot.aside else { return };
    if before.content != new.content {
        let (path, before) = (path.clone(), Replaced::File(before.clone()));
        plan.add(Step::Write { path, new, before });
    }
    plan.comes_out(slot.event, Outcome::Through { path: path.clone() });
}

/// Who may read and enter the hooks directory may read and run the hook; who may write to it may
/// replace the hook anyway. git gives the directory the bits that `core.sharedRepository` asks for.
pub(super) const fn mode_in(directory_mode: u32) -> u32 {
    directory_mode & 0o775 | 0o700
}
