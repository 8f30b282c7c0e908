//! What is installed, whether it would run, and what it runs.

use std::path::Path;

use super::configuration::shell_word;
use super::{ChainedHook, Finding, Observation, RepositorySeen};
use crate::hook::script::{self, Origin};
use crate::hook::{Found, Installed, Slot, Snapshot, included};

const INSTALL: &str = "git headway init";

pub(super) fn check(seen: &Observation) -> Vec<Finding> {
    let Some(repository) = seen.seen() else { return Vec::new() };
    let installed = Installed::observe(&repository.site);
    let mut found = vec![how(&installed, repository)];
    if seen.is_switched_off {
        let what = "GIT_HEADWAY is 0 here: hooks of commands started from here do nothing";
        found.push(Finding::note("switched-off", what).mended_by("unset GIT_HEADWAY"));
    }
    if installed.is_nothing() {
        return found;
    }
    found.extend(half(&installed, repository));
    found.extend(repository.site.slots.iter().flat_map(file));
    found.extend(in_configuration(repository));
    found.extend(binaries(seen, repository));
    found.extend(repository.chained.iter().filter_map(chained));
    found
}

fn how(installed: &Installed, seen: &RepositorySeen) -> Finding {
    if installed.is_double() {
        let what = "the hooks are installed twice, in the configuration and as files: each commit is looked at twice";
        return Finding::broken("installed-twice", what)
            .at(seen.site.directory_path.display().to_string())
            .mended_by(format!("git headway uninstall && {INSTALL}"));
    }
    if installed.in_configuration {
        let what = "the hooks are installed in the repository's configuration";
        return Finding::ok("installed", what).at(seen.site.included.path.display().to_string());
    }
    if !installed.as_files.is_empty() {
        let what = "the hooks are installed as files";
        return Finding::ok("installed", what).at(seen.site.directory_path.display().to_string());
    }
    if seen.snippets.is_empty() {
        return Finding::note("not-installed", "no hook of git-headway is installed here")
            .mended_by(INSTALL);
    }
    let events = seen.snippets.join(" and ");
    let directory = seen.hooks_directory.as_deref().unwrap_or(&seen.site.directory_path);
    Finding::ok("installed-by-hand", format!("the hook of {events} calls git-headway"))
        .at(directory.display().to_string())
}

/// An installation that was interrupted, or of which a part was taken away.
fn half(installed: &Installed, seen: &RepositorySeen) -> Option<Finding> {
    let missing: Vec<&str> = seen
        .site
        .slots
        .iter()
        .filter(|slot| !installed.as_files.contains(&slot.event))
        .map(|slot| slot.event.name())
        .collect();
    (!installed.in_configuration && !missing.is_empty()).then(|| {
        Finding::broken("half-installed", format!("the hook {} is missing", missing.join(" and ")))
            .at(seen.site.directory_path.display().to_string())
            .mended_by(INSTALL)
    })
}

/// The hook file of an event, where it is git-headway's.
fn file(slot: &Slot) -> Vec<Finding> {
    let at = slot.path.display().to_string();
    let mut found = Vec::new();
    if let Some((aside, _)) = &slot.aside {
        found.push(set_aside(slot, aside));
    }
    let Found::File(file) = &slot.current else { return found };
    match script::recognise(&file.content) {
        Origin::Foreign => return found,
        Origin::Edited => found.push(edited(file).at(at.clone())),
        Origin::Ours { version } => found.extend(version_of(version).map(|it| it.at(at.clone()))),
    }
    if !file.is_executable() {
        let what = format!("git does not run the {} hook: it is not executable", slot.event);
        let remedy = format!("chmod +x {}", shell_word(&at));
        found.push(Finding::broken("hook-not-executable", what).at(at).mended_by(remedy));
    }
    found
}

fn version_of(version: u32) -> Option<Finding> {
    if version < script::VERSION {
        let what = format!("the hook is of version {version}, and {} is present", script::VERSION);
        return Some(Finding::note("hook-old", what).mended_by(INSTALL));
    }
    (version > script::VERSION).then(|| {
        let what =
            format!("the hook is of version {version}, from a later git-headway than this one");
        Finding::note("hook-newer", what).mended_by("update git-headway")
    })
}

fn edited(file: &Snapshot) -> Finding {
    if file.content.windows(2).any(|two| two == b"\r\n") {
        let what = "the hook has line ends of Windows, so that git cannot run it";
        return Finding::broken("hook-crlf", what).mended_by(format!(
            "remove it, then `{INSTALL}`; an editor or `core.autocrlf` changed it"
        ));
    }
    let what =
        "somebody changed this hook of git-headway; it is left as it is, also by `uninstall`";
    Finding::note("hook-edited", what).mended_by(format!("remove it, then `{INSTALL}`"))
}

/// Another tool put its hook in front and gave this one another name.
fn set_aside(slot: &Slot, aside: &Path) -> Finding {
    let is_run = match &slot.current {
        Found::File(file) => {
            aside.extension().is_some_and(|ending| ending == "legacy")
                && names_pre_commit(&file.content)
        }
        _ => false,
    };
    let name = aside.file_name().unwrap_or_default().display().to_string();
    let at = aside.display().to_string();
    if is_run {
        let what = format!("pre-commit runs git-headway's {} hook as `{name}`", slot.event);
        return Finding::ok("hook-kept-by-pre-commit", what).at(at);
    }
    let what = format!(
        "another tool renamed git-headway's {} hook to `{name}` and does not run it",
        slot.event
    );
    Finding::broken("hook-set-aside", what).at(at).mended_by(INSTALL)
}

/// pre-commit and prek say their name in what they write, and run what they renamed.
fn names_pre_commit(content: &[u8]) -> bool {
    let text = String::from_utf8_lossy(content);
    text.contains("pre-commit.com") || text.contains("pre_commit") || text.contains("prek")
}

fn in_configuration(seen: &RepositorySeen) -> Vec<Finding> {
    let is_included =
        seen.site.config.file().is_some_and(|file| included::is_included(&file.content));
    let at = seen.site.included.path.display().to_string();
    let Some(file) = seen.site.included.file() else {
        let what = "the configuration includes the file of the hooks, which is not there";
        let found = is_included.then(|| Finding::broken("include-missing", what).at(at));
        return found.map(|found| found.mended_by(INSTALL)).into_iter().collect();
    };
    let has_hooks = included::has_hooks(&file.content);
    if !has_hooks {
        return Vec::new();
    }
    if !is_included {
        let what = "the file of the hooks is there, and the configuration does not include it";
        return vec![Finding::broken("include-lost", what).at(at).mended_by(INSTALL)];
    }
    match script::recognise(&file.content) {
        Origin::Ours { version } => version_of(version).map(|it| it.at(at)).into_iter().collect(),
        Origin::Edited | Origin::Foreign => vec![edited(file).at(at)],
    }
}

fn binaries(seen: &Observation, repository: &RepositorySeen) -> Vec<Finding> {
    let mut found = Vec::new();
    for (binary, is_there) in &repository.binaries {
        let at = binary.display().to_string();
        if !is_there {
            found.push(match &seen.program_on_path {
                Some(other) => Finding::note(
                    "binary-gone",
                    format!("the program that the hooks name is gone; they run {} instead", other.display()),
                ),
                None => Finding::broken(
                    "binary-gone",
                    "the program that the hooks name is gone, and there is no git-headway on the PATH: they do nothing",
                ),
            }
            .at(at)
            .mended_by(INSTALL));
        } else if seen.program.as_ref().is_some_and(|program| program != binary) {
            let what = "the hooks run another git-headway than this one";
            found.push(Finding::note("binary-other", what).at(at).mended_by(INSTALL));
        }
    }
    found
}

/// A hook of somebody else that git-headway's hook runs first.
fn chained(hook: &ChainedHook) -> Option<Finding> {
    let at = hook.path.display().to_string();
    if !hook.is_executable {
        let what =
            "the hook that was there before is not executable, so it is not run, as git would not";
        return Some(
            Finding::note("chained-not-executable", what)
                .mended_by(format!("chmod +x {}", shell_word(&at)))
                .at(at),
        );
    }
    if hook.first_line.ends_with('\r') {
        let what = "the first line of the hook that was there before ends as on Windows, so it cannot be run";
        return Some(
            Finding::broken("chained-crlf", what)
                .at(at)
                .mended_by("save it with line ends of Unix"),
        );
    }
    match &hook.interpreter {
        Some((program, false)) => Some(
            Finding::broken(
                "chained-interpreter",
                format!(
                    "the hook that was there before names {}, which is not there",
                    program.display()
                ),
            )
            .at(at)
            .mended_by("install it, or name another in the first line"),
        ),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::super::testing::{
        file, installed_as_files, installed_in_configuration, levels, repository, seen,
    };
    use super::super::{ChainedHook, Observation};
    use super::check;
    use crate::hook::{Event, Found, script};

    fn with(change: impl FnOnce(&mut Observation)) -> Vec<String> {
        let mut seen = seen();
        installed_as_files(&mut seen);
        change(&mut seen);
        levels(&check(&seen))
    }

    #[test]
    fn what_is_installed_is_said() {
        let mut seen = seen();
        assert_eq!(levels(&check(&seen)), ["note not-installed"]);
        repository(&mut seen).snippets = vec!["post-commit"];
        assert_eq!(levels(&check(&seen)), ["ok installed-by-hand"]);
        installed_as_files(&mut seen);
        assert_eq!(levels(&check(&seen)), ["ok installed"]);
        seen.is_switched_off = true;
        assert_eq!(levels(&check(&seen)), ["ok installed", "note switched-off"]);
        installed_in_configuration(&mut seen);
        assert_eq!(levels(&check(&seen))[0], "broken installed-twice");
    }

    #[test]
    fn what_git_would_not_run_is_broken() {
        let half = with(|seen| repository(seen).site.slots[1].current = Found::Nothing);
        assert_eq!(half, ["ok installed", "broken half-installed"]);
        let asleep = with(|seen| {
            let Found::File(file) = &mut repository(seen).site.slots[0].current else { panic!() };
            file.mode = 0o644;
        });
        assert_eq!(asleep, ["ok installed", "broken hook-not-executable"]);
        let crlf = with(|seen| {
            let text = script::text(Event::PostCommit, Path::new("/opt/git-headway"));
            let text = String::from_utf8(text).unwrap().replace('\n', "\r\n");
            repository(seen).site.slots[0].current = file(text.as_bytes());
        });
        assert_eq!(crlf, ["ok installed", "broken hook-crlf"]);
        let edited = with(|seen| {
            let mut text = script::text(Event::PostCommit, Path::new("/opt/git-headway"));
            text.extend(b"echo more\n");
            repository(seen).site.slots[0].current = file(&text);
        });
        assert_eq!(edited, ["ok installed", "note hook-edited"]);
    }

    #[test]
    fn another_version_is_a_note() {
        for (version, id) in [(1, "note hook-old"), (99, "note hook-newer")] {
            let text = format!("#!/bin/sh\n# git-headway hook v{version} (x)\n# id:\nexit 0\n");
            let found = with(|seen| {
                repository(seen).site.slots[0].current = file(&script::seal(text.as_bytes()));
            });
            assert_eq!(found, ["ok installed", id]);
        }
    }

    #[test]
    fn a_hook_that_was_renamed_is_run_by_pre_commit_alone() {
        let renamed = |name: &str, current: &[u8]| {
            with(|seen| {
                let slot = &mut repository(seen).site.slots[0];
                let Found::File(ours) = slot.current.clone() else { panic!() };
                slot.aside = Some((PathBuf::from("/r/.git/hooks").join(name), ours));
                slot.current = file(current);
            })
        };
        let pre_commit = renamed("post-commit.legacy", b"#!/bin/sh\n# https://pre-commit.com\n");
        assert_eq!(pre_commit, ["ok installed", "ok hook-kept-by-pre-commit"]);
        let lefthook = renamed("post-commit.old", b"#!/bin/sh\n# LEFTHOOK\n");
        assert_eq!(lefthook, ["ok installed", "broken hook-set-aside"]);
        let orphan = renamed("post-commit.legacy", b"#!/bin/sh\nexit 0\n");
        assert_eq!(orphan, ["ok installed", "broken hook-set-aside"]);
    }

    #[test]
    fn the_program_that_is_named_has_to_be_there() {
        let gone = |on_path: Option<&str>| {
            with(|seen| {
                repository(seen).binaries = vec![("/opt/git-headway".into(), false)];
                seen.program_on_path = on_path.map(PathBuf::from);
            })
        };
        assert_eq!(gone(None), ["ok installed", "broken binary-gone"]);
        assert_eq!(gone(Some("/usr/bin/git-headway")), ["ok installed", "note binary-gone"]);
        let other = with(|seen| seen.program = Some("/other/git-headway".into()));
        assert_eq!(other, ["ok installed", "note binary-other"]);
    }

    #[test]
    fn the_hook_that_was_there_before_has_to_run() {
        let chained = |change: fn(&mut ChainedHook)| {
            with(|seen| {
                let mut hook = ChainedHook {
                    path: "/r/.git/hooks/post-commit.headway-prev".into(),
                    is_executable: true,
                    first_line: "#!/bin/sh".into(),
                    interpreter: Some(("/bin/sh".into(), true)),
                };
                change(&mut hook);
                repository(seen).chained = vec![hook];
            })
        };
        assert_eq!(chained(|_| {}), ["ok installed"]);
        let asleep = chained(|hook| hook.is_executable = false);
        assert_eq!(asleep, ["ok installed", "note chained-not-executable"]);
        let crlf = chained(|hook| hook.first_line.push('\r'));
        assert_eq!(crlf, ["ok installed", "broken chained-crlf"]);
        let gone = chained(|hook| hook.interpreter = Some(("/opt/python".into(), false)));
        assert_eq!(gone, ["ok installed", "broken chained-interpreter"]);
    }

    #[test]
    fn an_include_and_its_file_belong_together() {
        let mut seen = seen();
        installed_in_configuration(&mut seen);
        assert_eq!(levels(&check(&seen)), ["ok installed"]);
        let included = repository(&mut seen).site.included.found.clone();
        repository(&mut seen).site.included.found = Found::Nothing;
        installed_as_files(&mut seen);
        assert_eq!(levels(&check(&seen)), ["ok installed", "broken include-missing"]);
        repository(&mut seen).site.included.found = included;
        repository(&mut seen).site.config.found = file(b"[core]\n\tbare = false\n");
        assert_eq!(levels(&check(&seen)), ["ok installed", "broken include-lost"]);
    }
}
