//! Decides how to put the hooks in.
//!
//! In: a [`Site`] as it was seen and the path of the binary. Out: a [`Plan`], or the reason why
//! not. Deliberately absent: I/O; the plan does it.

use std::path::Path;

use super::script::{self, Origin};
use super::{Directory, Found, Outcome, Place, Plan, Refusal, Site, Slot, Snapshot, Step};

/// Permission bits of a hook in a directory that does not say more.
const MODE: u32 = 0o755;

/// Plans the installation of both hooks.
///
/// # Errors
/// A [`Refusal`] when a hook would not run, or when something of somebody else's is in the way.
pub fn plan(site: &Site, binary: &Path) -> Result<Plan, Refusal> {
    if site.work_tree.is_none() {
        return Err(Refusal::Bare(site.git_directory.clone()));
    }
    if !binary.is_absolute() {
        return Err(Refusal::RelativeBinary(binary.to_path_buf()));
    }
    refuse_place(site)?;
    let mut plan = Plan::default();
    let mode = match site.directory {
        Directory::NotADirectory => {
            return Err(Refusal::NotADirectory(site.directory_path.clone()));
        }
        Directory::Missing => {
            plan.add(Step::CreateDirectory(site.directory_path.clone()));
            MODE
        }
        Directory::Present { mode } => mode_in(mode),
    };
    for slot in &site.slots {
        let new = Snapshot { content: script::text(slot.event, binary), mode };
        plan_slot(&mut plan, slot, new)?;
    }
    Ok(plan)
}

fn refuse_place(site: &Site) -> Result<(), Refusal> {
    match site.place.clone() {
        Place::GitDirectory => Ok(()),
        Place::Disabled(scope) => Err(Refusal::HooksDisabled(scope)),
        Place::InRepository { directory, because } => {
            Err(Refusal::InRepository { directory, because })
        }
        Place::Outside { directory, because } => {
            Err(Refusal::Outside { directory, because, own: site.directory_path.clone() })
        }
    }
}

fn plan_slot(plan: &mut Plan, slot: &Slot, new: Snapshot) -> Result<(), Refusal> {
    let origin = match &slot.current {
        Found::File(file) => script::recognise(&file.content),
        Found::Nothing | Found::Symlink | Found::Other => Origin::Foreign,
    };
    let is_kept = slot.previous != Found::Nothing;
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
        (Found::Nothing, _) if is_kept => Err(Refusal::Orphan(slot.previous_path.clone())),
        _ if is_kept => Err(Refusal::PreviousInTheWay {
            hook: slot.path.clone(),
            previous: slot.previous_path.clone(),
        }),
        (Found::Nothing, _) => {
            plan.add(Step::Write { path: slot.path.clone(), new, before: None });
            plan.comes_out(slot.event, Outcome::Installed);
            Ok(())
        }
        _ => {
            plan.add(Step::Rename { from: slot.path.clone(), to: slot.previous_path.clone() });
            plan.add(Step::Write { path: slot.path.clone(), new, before: None });
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
    let before = Some(file.clone());
    plan.add(Step::Write { path: slot.path.clone(), new, before });
    plan.comes_out(slot.event, Outcome::Updated { from: version });
}

/// Who may read and enter the hooks directory may read and run the hook; who may write to it may
/// replace the hook anyway. git gives the directory the bits that `core.sharedRepository` asks for.
const fn mode_in(directory_mode: u32) -> u32 {
    directory_mode & 0o775 | 0o700
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::super::{Entry, Event, HooksPath, Redirect, Slot};
    use super::{
        Directory, Found, Outcome, Place, Plan, Refusal, Site, Snapshot, Step, mode_in, plan,
        script,
    };
    use crate::git::ConfigLevel;

    const BINARY: &str = "/opt/git-headway";

    fn site(current: &Found, previous: &Found) -> Site {
        let directory_path = PathBuf::from("/r/.git/hooks");
        let slots = Event::ALL.into_iter().map(|event| Slot {
            event,
            path: directory_path.join(event.name()),
            current: if event == Event::PostCommit { current.clone() } else { Found::Nothing },
            previous_path: directory_path.join(event.previous_name()),
            previous: if event == Event::PostCommit { previous.clone() } else { Found::Nothing },
            aside: None,
        });
        Site {
            git_directory: "/r/.git".into(),
            work_tree: Some("/r".into()),
            place: Place::GitDirectory,
            directory: Directory::Present { mode: 0o755 },
            slots: slots.collect(),
            directory_path,
            has_linked_work_trees: false,
            mode: 0o755,
            config: Entry { path: "/r/.git/config".into(), found: file(b"[core]\n") },
            included: Entry { path: "/r/.git/headway/hooks.config".into(), found: Found::Nothing },
            included_folder: Directory::Missing,
            leftovers: Vec::new(),
        }
    }

    fn file(content: &[u8]) -> Found {
        Found::File(Snapshot { content: content.to_vec(), mode: 0o755 })
    }

    fn ours(version: u32) -> Vec<u8> {
        let text = format!("#!/bin/sh\n# git-headway hook v{version} (x)\n# id:\nexit 0\n");
        script::seal(text.as_bytes())
    }

    fn planned(current: &Found, previous: &Found) -> Result<Plan, Refusal> {
        plan(&site(current, previous), Path::new(BINARY))
    }

    /// What becomes of post-commit, and how many steps that takes.
    fn outcome(current: &Found) -> (Outcome, usize) {
        let plan = planned(current, &Found::Nothing).unwrap();
        (plan.outcomes()[0].1.clone(), plan.steps().len() - 1)
    }

    #[test]
    fn what_is_there_decides() {
        let current = script::text(Event::PostCommit, Path::new(BINARY));
        let elsewhere = script::text(Event::PostCommit, Path::new("/old/git-headway"));
        let asleep = Found::File(Snapshot { content: current.clone(), mode: 0o644 });
        assert_eq!(outcome(&Found::Nothing), (Outcome::Installed, 1));
        assert_eq!(outcome(&file(b"#!/bin/sh\n")), (Outcome::Chained, 2));
        assert_eq!(outcome(&Found::Symlink), (Outcome::Chained, 2));
        assert_eq!(outcome(&file(&current)), (Outcome::AlreadyInstalled, 0));
        assert_eq!(outcome(&file(&elsewhere)), (Outcome::Updated { from: script::VERSION }, 1));
        assert_eq!(outcome(&asleep), (Outcome::Updated { from: script::VERSION }, 1));
        assert_eq!(outcome(&file(&ours(0))), (Outcome::Updated { from: 0 }, 1));
    }

    #[test]
    fn what_is_in_the_way_refuses() {
        let refused = |current: &Found, previous: &Found| planned(current, previous).unwrap_err();
        let nothing = Found::Nothing;
        let edited = [ours(1).as_slice(), b"echo mine\n"].concat();
        assert!(matches!(refused(&Found::Other, &nothing), Refusal::NotAFile(_)));
        assert!(matches!(refused(&file(&edited), &nothing), Refusal::Edited(_)));
        assert!(matches!(refused(&file(&ours(9)), &nothing), Refusal::Newer { version: 9, .. }));
        assert!(matches!(refused(&nothing, &file(b"kept")), Refusal::Orphan(_)));
        for current in [&file(b"theirs"), &Found::Symlink] {
            let refusal = refused(current, &file(b"kept"));
            assert!(matches!(refusal, Refusal::PreviousInTheWay { .. }), "{refusal}");
        }
    }

    #[test]
    fn a_kept_hook_stays_kept_through_an_update() {
        let plan = planned(&file(&ours(0)), &file(b"kept")).unwrap();
        assert!(!plan.steps().iter().any(|step| matches!(step, Step::Rename { .. })));
    }

    #[test]
    fn places_where_git_would_not_look_refuse() {
        let with = |change: &dyn Fn(&mut Site)| {
            let mut site = site(&Found::Nothing, &Found::Nothing);
            change(&mut site);
            plan(&site, Path::new(BINARY)).unwrap_err()
        };
        let setting = HooksPath { value: ".husky/_".into(), scope: ConfigLevel::Local };
        let because = Redirect::Setting(setting);
        assert!(matches!(with(&|site| site.work_tree = None), Refusal::Bare(_)));
        let disabled = with(&|site| site.place = Place::Disabled(ConfigLevel::Worktree));
        assert_eq!(disabled, Refusal::HooksDisabled(ConfigLevel::Worktree));
        assert!(disabled.remedy().ends_with("git config --worktree --unset core.hooksPath"));
        let husky = with(&|site| {
            let directory = "/r/.husky/_".into();
            site.place = Place::InRepository { directory, because: because.clone() };
        });
        assert!(husky.to_string().contains("(local configuration) sends git to `/r/.husky/_`"));
        assert!(husky.remedy().contains("/r/.husky/post-commit: command -v git-headway"));
        let file = with(&|site| site.directory = Directory::NotADirectory);
        assert_eq!(
            file.to_string(),
            "`/r/.git/hooks` is not a directory, so no hook can be put there"
        );
    }

    #[test]
    fn a_relative_binary_could_be_any_program() {
        let refusal = plan(&site(&Found::Nothing, &Found::Nothing), Path::new("git-headway"));
        assert!(matches!(refusal, Err(Refusal::RelativeBinary(_))));
    }

    #[test]
    fn a_missing_directory_is_created_first() {
        let mut site = site(&Found::Nothing, &Found::Nothing);
        site.directory = Directory::Missing;
        let plan = plan(&site, Path::new(BINARY)).unwrap();
        assert_eq!(plan.steps()[0], Step::CreateDirectory("/r/.git/hooks".into()));
    }

    #[test]
    fn modes_follow_the_directory() {
        assert_eq!(mode_in(0o755), 0o755);
        assert_eq!(mode_in(0o2775), 0o775);
        assert_eq!(mode_in(0o2770), 0o770);
        assert_eq!(mode_in(0o777), 0o775);
        assert_eq!(mode_in(0o700), 0o700);
    }
}
