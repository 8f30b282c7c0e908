//! What stands in the files of hooks.
//!
//! In: a hooks directory, or a site. Out: calls of git-headway that a person added, hooks that are run before,
//! git-lfs's, the programs that are named. Deliberately absent: running any of them.

use std::fs;
use std::path::{Path, PathBuf};

use super::super::{ChainedHook, ConfigEntry};
use super::is_program;
use crate::hook::script::{self, Origin};
use crate::hook::{Event, Found, Site};

/// The hooks that `git lfs install` brings.
const LFS: [&str; 4] = ["pre-push", "post-checkout", "post-commit", "post-merge"];

/// The longest hook that is read.
const LONGEST: u64 = 1 << 20;

/// A hook's bytes, through links; `None` where there is none.
fn content(path: &Path) -> Option<Vec<u8>> {
    let file = fs::metadata(path).ok()?;
    (file.is_file() && file.len() <= LONGEST).then(|| fs::read(path).ok())?
}

fn contains(path: &Path, words: &str) -> bool {
    content(path).is_some_and(|bytes| memchr::memmem::find(&bytes, words.as_bytes()).is_some())
}

/// The events whose hook holds a call of git-headway that a person added. husky's own files, in `_`, run those one
/// folder above.
pub(super) fn snippets(directory: &Path) -> Vec<&'static str> {
    let above = directory.parent().filter(|_| directory.ends_with("_"));
    let calls = |event: &Event| {
        let words = format!("git-headway hook {event}");
        [Some(directory), above].into_iter().flatten().any(|folder| {
            let path = folder.join(event.name());
            let is_ours =
                content(&path).is_some_and(|bytes| script::recognise(&bytes) != Origin::Foreign);
            !is_ours && contains(&path, &words)
        })
    };
    Event::ALL.iter().filter(|event| calls(event)).map(|event| event.name()).collect()
}

/// The hooks that git-headway's run first.
pub(super) fn chained(site: &Site) -> Vec<ChainedHook> {
    let is_ours = |found: &Found| match found {
        Found::File(file) => script::recognise(&file.content) != Origin::Foreign,
        _ => false,
    };
    let slots = site.slots.iter().filter(|slot| is_ours(&slot.current));
    slots.filter_map(|slot| chained_hook(&slot.previous_path)).collect()
}

fn chained_hook(path: &Path) -> Option<ChainedHook> {
    let bytes = content(path)?;
    let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let first_line = String::from_utf8_lossy(&first[..first.len().min(256)]).into_owned();
    let named = first_line.strip_prefix("#!").map(str::trim).unwrap_or_default();
    let interpreter = named.split_whitespace().next().map(PathBuf::from);
    let interpreter = interpreter.map(|program| {
        let is_there = is_program(&program);
        (program, is_there)
    });
    Some(ChainedHook {
        path: path.to_owned(),
        is_executable: is_program(path),
        first_line,
        interpreter,
    })
}

/// git-lfs's hooks that are there, also behind git-headway's, and those that are not; `None` where there is none.
pub(super) fn lfs(directory: &Path) -> Option<(Vec<&'static str>, Vec<&'static str>)> {
    let is_there = |hook: &&str| {
        let kept = format!("{hook}.headway-prev");
        let paths = [directory.join(hook), directory.join(kept)];
        paths.iter().any(|path| contains(path, "git lfs") || contains(path, "git-lfs"))
    };
    let (there, missing): (Vec<&str>, Vec<&str>) = LFS.into_iter().partition(is_there);
    (!there.is_empty()).then_some((there, missing))
}

/// The programs that git-headway's hooks name.
pub(super) fn binaries(site: &Site, configuration: &[ConfigEntry]) -> Vec<(PathBuf, bool)> {
    let files = site.slots.iter().filter_map(|slot| match &slot.current {
        Found::File(file) if script::recognise(&file.content) != Origin::Foreign => {
            named(&String::from_utf8_lossy(&file.content), "\nbinary=", '\n')
        }
        _ => None,
    });
    let commands = configuration
        .iter()
        .filter(|entry| entry.key.starts_with("hook.headway-") && entry.key.ends_with(".command"));
    let commands = commands.filter_map(|entry| named(entry.value.as_deref()?, "; b=", ';'));
    let mut found: Vec<PathBuf> = files.chain(commands).collect();
    found.dedup();
    let is_there = |path: PathBuf| {
        let is_there = is_program(&path);
        (path, is_there)
    };
    found.into_iter().map(is_there).collect()
}

/// The word behind `before`, as a shell reads it, up to `end` outside of quotes.
fn named(text: &str, before: &str, end: char) -> Option<PathBuf> {
    let rest = &text[text.find(before)? + before.len()..];
    let mut word = String::new();
    let mut in_quotes = false;
    let mut characters = rest.chars();
    while let Some(at) = characters.next() {
        match at {
            '\'' => in_quotes = !in_quotes,
            '\\' if !in_quotes => word.extend(characters.next()),
            at if at == end && !in_quotes => return Some(PathBuf::from(word)),
            at => word.push(at),
        }
    }
    None
}

/// Whether programs on a path's file system may not be run.
#[cfg(unix)]
pub(super) fn is_noexec(path: &Path) -> bool {
    use rustix::fs::{StatVfsMountFlags, statvfs};
    statvfs(path).is_ok_and(|found| found.f_flag.contains(StatVfsMountFlags::NOEXEC))
}

#[cfg(not(unix))]
pub(super) fn is_noexec(_: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::{lfs, named, snippets};
    use crate::hook::{Event, script};

    #[test]
    fn programs_are_read_back_as_they_were_written() {
        for path in ["/opt/git-headway", "/it's a \"place\"/x;y", "/a\\b"] {
            let text = script::text(Event::PostRewrite, Path::new(path));
            let text = String::from_utf8(text).unwrap();
            assert_eq!(named(&text, "\nbinary=", '\n'), Some(PathBuf::from(path)));
        }
        let command = "f() { x; b='/a b'; [ -x \"$b\" ]; }; f";
        assert_eq!(named(command, "; b=", ';'), Some(PathBuf::from("/a b")));
        assert_eq!(named("nothing", "; b=", ';'), None);
    }

    #[test]
    fn calls_that_a_person_added_are_seen() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("_");
        fs::create_dir(&inner).unwrap();
        assert_eq!(snippets(&inner), [""; 0]);
        fs::write(folder.path().join("post-commit"), Event::PostCommit.snippet()).unwrap();
        assert_eq!(snippets(&inner), ["post-commit"]);
        let ours = script::text(Event::PostCommit, Path::new("/opt/git-headway"));
        fs::write(folder.path().join("post-commit"), ours).unwrap();
        assert_eq!(snippets(folder.path()), [""; 0]);
    }

    #[test]
    fn the_hooks_of_lfs_count_behind_others_too() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(lfs(folder.path()), None);
        let text = "#!/bin/sh\ngit lfs post-commit \"$@\"\n";
        fs::write(folder.path().join("post-commit.headway-prev"), text).unwrap();
        fs::write(folder.path().join("pre-push"), text).unwrap();
        let expected = (vec!["pre-push", "post-commit"], vec!["post-checkout", "post-merge"]);
        assert_eq!(lfs(folder.path()), Some(expected));
    }
}
