//! The hooks in the repository's configuration, for a git that runs them from there.
//!
//! In: a [`Site`], the binary, and what was said about questions. Out: the steps, in an order in
//! which every git command works after each of them: the file is there as a whole before the
//! configuration includes it, and is included no longer before it goes.
//! Deliberately absent: the bytes (`included`), and `core.hooksPath`, which does not matter here.

use std::path::Path;

use super::super::script::{self, Origin};
use super::super::{
    Directory, Found, Installed, Outcome, Plan, Refusal, Replaced, Site, Slot, Snapshot, Step,
    included, uninstall,
};
use super::Wanted;
use crate::config::AskChoice;

/// Hooks in the configuration. Hook files of git-headway's go first: git would call twice.
pub(super) fn plan(plan: &mut Plan, site: &Site, wanted: &Wanted<'_>) -> Result<(), Refusal> {
    let mut moved = Vec::new();
    for slot in &site.slots {
        refuse_hook_file(slot)?;
        moved.push(uninstall::plan_slot(plan, slot));
    }
    let outcome = settle(plan, site, Some(wanted.binary), wanted.ask)?;
    for (slot, file) in site.slots.iter().zip(moved) {
        let outcome = match file {
            Outcome::Removed | Outcome::RemovedAside { .. } => Outcome::Moved { restored: false },
            Outcome::Restored | Outcome::RestoredOnly => Outcome::Moved { restored: true },
            _ => outcome.clone(),
        };
        plan.comes_out(slot.event, outcome);
    }
    Ok(())
}

/// A hook file that git-headway may not remove would go on calling it.
fn refuse_hook_file(slot: &Slot) -> Result<(), Refusal> {
    let Found::File(file) = &slot.current else { return Ok(()) };
    match script::recognise(&file.content) {
        Origin::Edited => Err(Refusal::Edited(slot.path.clone())),
        Origin::Ours { version } if version > script::VERSION => {
            Err(Refusal::Newer { hook: slot.path.clone(), version })
        }
        Origin::Ours { .. } | Origin::Foreign => Ok(()),
    }
}

/// Brings the included file to what is wanted: these hooks, and what was said about questions, now
/// or before. With neither, there is no such file.
pub(super) fn settle(
    plan: &mut Plan,
    site: &Site,
    hooks: Option<&Path>,
    ask: Option<AskChoice>,
) -> Result<Outcome, Refusal> {
    let said = || site.included.file().and_then(|file| included::ask(&file.content));
    let ask = ask.or_else(said);
    let is_there = site.included.found != Found::Nothing;
    if hooks.is_none() && ask.is_none() {
        if is_there {
            expect_ours(site)?;
        }
        take_out(plan, site);
        return Ok(Outcome::NotInstalled);
    }
    let before = expect_ours(site)?;
    let config = match &site.config.found {
        Found::File(file) if site.config.path.starts_with(&site.git_directory) => file,
        Found::Nothing => return Err(Refusal::NoConfiguration(site.config.path.clone())),
        _ => return Err(Refusal::ConfigurationElsewhere(site.config.path.clone())),
    };
    let (path, folder) = (&site.included.path, site.git_directory.join(included::FOLDER));
    match site.included_folder {
        Directory::NotADirectory => return Err(Refusal::NotADirectory(folder)),
        Directory::Missing => plan.add(Step::CreateDirectory { path: folder, mode: site.mode }),
        Directory::Present { .. } => {}
    }
    let new = Snapshot { content: included::text(hooks, ask), mode: config.mode & 0o666 };
    let is_current = before.is_some_and(|before| before.content == new.content);
    if !is_current {
        let before = before.cloned().map_or(Replaced::Nothing, Replaced::File);
        plan.add(Step::Write { path: path.clone(), new, before });
    }
    let is_included = included::is_included(&config.content);
    if !is_included {
        let after = included::with_include(&config.content);
        plan.add(Step::Configure { path: site.config.path.clone(), before: config.clone(), after });
    }
    Ok(match before.map(|before| script::recognise(&before.content)) {
        _ if !Installed::observe(site).in_configuration => Outcome::Installed,
        _ if is_current => Outcome::AlreadyInstalled,
        Some(Origin::Ours { version }) => Outcome::Updated { from: version },
        _ => Outcome::Installed,
    })
}

/// Takes the include away, and then the file and its folder. What somebody changed stays, unread.
pub(in super::super) fn take_out(plan: &mut Plan, site: &Site) {
    let config = site.config.file().filter(|_| site.config.path.starts_with(&site.git_directory));
    let without = config.and_then(|config| included::without_include(&config.content));
    if let (Some(before), Some(after)) = (config, without) {
        let path = site.config.path.clone();
        plan.add(Step::Configure { path, before: before.clone(), after });
    }
    match expect_ours(site) {
        Ok(Some(file)) => {
            plan.add(Step::Remove { path: site.included.path.clone(), before: file.clone() });
        }
        Ok(None) => {}
        Err(_) => return,
    }
    if let (Directory::Present { mode }, true) =
        (site.included_folder, site.included_folder_is_ours)
    {
        let path = site.git_directory.join(included::FOLDER);
        plan.add(Step::RemoveDirectory { path, mode });
    }
}

/// The file as git-headway wrote it; nothing when there is none.
fn expect_ours(site: &Site) -> Result<Option<&Snapshot>, Refusal> {
    let path = || site.included.path.clone();
    match &site.included.found {
        Found::Nothing => Ok(None),
        Found::Symlink | Found::Other => Err(Refusal::NotAFile(path())),
        Found::File(file) => match script::recognise(&file.content) {
            Origin::Ours { version } if version > script::VERSION => {
                Err(Refusal::Newer { hook: path(), version })
            }
            Origin::Ours { .. } => Ok(Some(file)),
            Origin::Edited | Origin::Foreign => Err(Refusal::Edited(path())),
        },
    }
}
