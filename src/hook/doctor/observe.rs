//! Looking at everything that `doctor` judges.
//!
//! In: an open repository, the data folder, and where programs are. Out: an observation's parts. git is asked by
//! itself where only git knows: which configuration holds, where it looks for hooks, which hooks it lists.
//! Deliberately absent: judgement, and anything that changes what is looked at.

mod data;
mod hooks;

pub use data::data;

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::{ConfigEntry, Git, RepositorySeen, StoreSeen};
use crate::git::Repository;
use crate::hook::log::place;
use crate::hook::{Event, GitVersion, HooksPath, Site};
use crate::pipeline::store_path;
use crate::store::Store;

/// The gits in these folders, in their order; a link to one that was seen is no other.
#[must_use]
pub fn gits(folders: &[PathBuf]) -> Vec<Git> {
    let mut known = BTreeSet::new();
    let paths = folders.iter().map(|folder| folder.join("git")).filter(|path| is_program(path));
    let new =
        paths.filter(|path| known.insert(path.canonicalize().unwrap_or_else(|_| path.clone())));
    let mut gits = Vec::new();
    for path in new {
        let printed = ask(path.as_os_str(), Path::new("."), &["--version"]).unwrap_or_default();
        let version = GitVersion::parse(&printed);
        let printed = printed.trim().trim_start_matches("git version ").to_owned();
        gits.push(Git { path, version, printed });
    }
    gits
}

/// The first program of a name in these folders.
#[must_use]
pub fn program(folders: &[PathBuf], name: &str) -> Option<PathBuf> {
    folders.iter().map(|folder| folder.join(name)).find(|path| is_program(path))
}

fn is_program(path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::metadata(path)
            .is_ok_and(|file| file.is_file() && file.permissions().mode() & 0o111 != 0)
    }
    #[cfg(not(unix))]
    path.is_file()
}

/// What a program prints, when it ends well; else what it complained of.
fn ask(program: &OsStr, directory: &Path, arguments: &[&str]) -> Result<String, String> {
    let mut command = Command::new(program);
    command.current_dir(directory).args(arguments).stdin(Stdio::null());
    let output = command.output().map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn ask_git(directory: &Path, arguments: &[&str]) -> Result<String, String> {
    ask(OsStr::new("git"), directory, arguments)
}

/// The entries of git's effective configuration that speak of hooks.
///
/// # Errors
/// What git said when it could not read it.
pub fn configuration(directory: &Path) -> Result<Vec<ConfigEntry>, String> {
    let listed = ask_git(directory, &["config", "--list", "-z", "--show-scope", "--show-origin"])?;
    let mut fields = listed.split('\0');
    let mut entries = Vec::new();
    while let (Some(scope), Some(origin), Some(pair)) =
        (fields.next(), fields.next(), fields.next())
    {
        let (key, value) = match pair.split_once('\n') {
            Some((key, value)) => (key, Some(value.to_owned())),
            None => (pair, None),
        };
        if !key.starts_with("hook.") && key != "core.hookspath" {
            continue;
        }
        let file = origin.strip_prefix("file:").map(|path| directory.join(path));
        let line = file.as_deref().and_then(|file| line_of(&fs::read(file).ok()?, key));
        let (scope, key) = (scope.to_owned(), key.to_owned());
        entries.push(ConfigEntry { scope, file, line, key, value });
    }
    Ok(entries)
}

/// The last line, from 1, of a configuration file on which a key stands.
fn line_of(file: &[u8], key: &str) -> Option<usize> {
    let (section, variable) = key.rsplit_once('.')?;
    let mut in_section = false;
    let mut found = None;
    for (line, number) in String::from_utf8_lossy(file).lines().zip(1..) {
        let mut text = line.trim_start();
        if text.starts_with('[') {
            let end = text.rfind(']').map_or(text.len(), |at| at + 1);
            in_section = section_of(&text[..end]).as_deref() == Some(section);
            // A variable may follow on the line of its section.
            text = text[end..].trim_start();
        }
        let name_end = text.find(|at: char| !at.is_ascii_alphanumeric() && at != '-');
        let name = &text[..name_end.unwrap_or(text.len())];
        if in_section && name.eq_ignore_ascii_case(variable) {
            found = Some(number);
        }
    }
    found
}

/// `[hook "a.b"]` as `hook.a.b`.
fn section_of(header: &str) -> Option<String> {
    let inner = header.strip_prefix('[')?.strip_suffix(']')?.trim();
    match inner.split_once('"') {
        Some((section, rest)) => {
            let name = rest.strip_suffix('"')?;
            let mut plain = String::new();
            let mut characters = name.chars();
            while let Some(at) = characters.next() {
                plain.push(if at == '\\' { characters.next()? } else { at });
            }
            Some(format!("{}.{plain}", section.trim().to_ascii_lowercase()))
        }
        None => Some(inner.to_ascii_lowercase()),
    }
}

/// Looks at a repository.
///
/// # Errors
/// When its hooks cannot be read.
pub fn repository(
    repository: &Repository,
    data_dir: &Path,
    git: Option<GitVersion>,
    configuration: &[ConfigEntry],
) -> anyhow::Result<RepositorySeen> {
    let setting = repository.hooks_path()?.map(|(value, scope)| HooksPath { value, scope });
    let site = Site::observe(&repository.common_dir(), repository.work_dir(), setting.as_ref())?;
    let top = repository.work_dir().unwrap_or_else(|| repository.git_dir()).to_owned();
    let hooks_path = configuration.iter().rfind(|entry| entry.key == "core.hookspath").cloned();
    let hooks_directory = match &hooks_path {
        Some(entry) if entry.value.as_deref().unwrap_or("").is_empty() => None,
        _ => ask_git(&top, &["rev-parse", "--git-path", "hooks"])
            .ok()
            .map(|path| top.join(path.trim_end_matches('\n'))),
    };
    let directory = hooks_directory.as_deref();
    let trees = linked_trees(&top);
    let is_relative = hooks_path
        .as_ref()
        .and_then(|entry| entry.value.as_deref())
        .is_some_and(|value| !value.is_empty() && !value.starts_with(['/', '~', '%']));
    let value = hooks_path.as_ref().and_then(|entry| entry.value.clone()).unwrap_or_default();
    let without = trees.iter().filter(|tree| is_relative && !tree.join(&value).is_dir());
    Ok(RepositorySeen {
        trees_without_hooks: without.cloned().collect(),
        hooks_directory_exists: directory.is_some_and(Path::is_dir),
        hooks_directory_is_noexec: directory.is_some_and(hooks::is_noexec),
        snippets: directory.map(hooks::snippets).unwrap_or_default(),
        chained: hooks::chained(&site),
        lfs: directory.and_then(hooks::lfs),
        listed: git
            .filter(|version| *version >= GitVersion::WITH_CONFIG_HOOKS)
            .and_then(|_| listed(&top)),
        binaries: hooks::binaries(&site, configuration),
        email: repository.user().map(|person| person.email).filter(|email| !email.is_empty()),
        store: store(&store_path(data_dir, repository)),
        places: trees.iter().chain([&top]).map(|tree| place(tree)).collect(),
        hooks_path,
        hooks_directory,
        site,
    })
}

/// The work trees of the repository, those that are gone left out.
fn linked_trees(top: &Path) -> Vec<PathBuf> {
    let listed = ask_git(top, &["worktree", "list", "--porcelain"]).unwrap_or_default();
    let trees = listed.lines().filter_map(|line| line.strip_prefix("worktree "));
    trees.map(PathBuf::from).filter(|tree| tree.is_dir()).collect()
}

/// What git lists for each event; `None` where it stops with an error.
fn listed(top: &Path) -> Option<Vec<(&'static str, String)>> {
    let mut listed = Vec::new();
    for event in Event::ALL {
        let lines = ask_git(top, &["hook", "list", "--show-scope", event.name()]);
        match lines {
            Ok(lines) => {
                listed.extend(lines.lines().map(|line| (event.name(), line.to_owned())));
            }
            // Nothing to list is told as a failure without a word.
            Err(says) if says.is_empty() || says.contains("no hooks found") => {}
            Err(_) => return None,
        }
    }
    Some(listed)
}

fn store(path: &Path) -> StoreSeen {
    let path = path.to_owned();
    if !path.exists() {
        return StoreSeen::Missing(path);
    }
    match Store::is_complete(&path) {
        Ok(is_complete) => StoreSeen::Readable { path, is_complete },
        Err(error) => StoreSeen::Unreadable { path, because: format!("{error:#}") },
    }
}

#[cfg(test)]
mod tests {
    use super::{line_of, section_of};

    #[test]
    fn the_line_of_a_key() {
        let file = b"[core]\n\tbare = false\n[hook \"a.b\"] event = x\n# event\n\
                     [hook \"c\"]\n\tEvent = post-commit\n\tcommand=true\n";
        assert_eq!(line_of(file, "hook.a.b.event"), Some(3));
        assert_eq!(line_of(file, "hook.c.event"), Some(6));
        assert_eq!(line_of(file, "hook.c.command"), Some(7));
        assert_eq!(line_of(file, "hook.d.event"), None);
        assert_eq!(line_of(file, "core.bare"), Some(2));
    }

    #[test]
    fn sections_as_git_names_them() {
        assert_eq!(section_of("[Hook \"A \\\"b\"]").as_deref(), Some("hook.A \"b"));
        assert_eq!(section_of("[CORE]").as_deref(), Some("core"));
        assert_eq!(section_of("no section"), None);
    }
}
