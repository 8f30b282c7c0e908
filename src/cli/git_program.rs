//! The few things that the program `git` itself is asked.
//!
//! In: a folder. Out: the pager it would use, and its `headway.*` settings with their scope, inside
//! of a repository or not; and one of them set, as a person would. Deliberately absent: everything that is asked of a repository; the room
//! `git` opens those.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use anyhow::Context as _;

use crate::config::GitEntry;
use crate::ui::Hint;

/// The entries of git config that begin with `headway.`, in git's order, with their scope.
///
/// # Errors
/// When git cannot be started, or says that its configuration is broken.
pub(super) fn git_entries(directory: &Path) -> anyhow::Result<Vec<GitEntry>> {
    let output = ask(directory, &["config", "-z", "--show-scope", "--get-regexp", r"^headway\."])?;
    // git says 1 when nothing matches.
    if output.status.code() == Some(1) {
        return Ok(Vec::new());
    }
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        let says = "git could not read its configuration";
        let hint = Hint::new(says, "`git config --list --show-origin` shows where it stands");
        return Err(anyhow::Error::msg(said).context(hint));
    }
    Ok(entries(&String::from_utf8_lossy(&output.stdout)))
}

/// The pager that git would use; `None` when git has no answer.
pub(super) fn git_pager(directory: &Path) -> Option<String> {
    let output = ask(directory, &["var", "GIT_PAGER"]).ok()?;
    let pager = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| pager.trim_end_matches('\n').to_owned())
}

/// Sets a key in the configuration of the repository that a folder is in. git writes what it includes from elsewhere
/// nowhere but here, which the library refuses to.
///
/// # Errors
/// When git cannot be started, or cannot write its configuration.
pub(super) fn set_local(directory: &Path, key: &str, value: &str) -> anyhow::Result<()> {
    let output = ask(directory, &["config", "--local", key, value])?;
    anyhow::ensure!(output.status.success(), "git could not set {key}");
    Ok(())
}

fn ask(directory: &Path, arguments: &[&str]) -> anyhow::Result<Output> {
    let mut git = Command::new("git");
    git.current_dir(directory).args(arguments).stdin(Stdio::null());
    git.output().context(Hint::new("could not start `git`", "install git, or add it to PATH"))
}

/// Scope NUL key LF value NUL, again and again. A key without `=` has no value: git reads it as true.
fn entries(output: &str) -> Vec<GitEntry> {
    let mut fields = output.split('\0');
    let mut entries = Vec::new();
    while let (Some(scope), Some(pair)) = (fields.next(), fields.next()) {
        let (key, value) = pair.split_once('\n').unwrap_or((pair, "true"));
        entries.push((key.to_owned(), value.to_owned(), scope.to_owned()));
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::entries;

    #[test]
    fn fields_of_gits_output() {
        let output = "global\0headway.me\nAda\0local\0headway.datadir\n/a\nb\0local\0headway.ask\0";
        let entry = |key: &str, value: &str, scope: &str| {
            (key.to_owned(), value.to_owned(), scope.to_owned())
        };
        let expected = [
            entry("headway.me", "Ada", "global"),
            entry("headway.datadir", "/a\nb", "local"),
            entry("headway.ask", "true", "local"),
        ];
        assert_eq!(entries(output), expected);
        assert_eq!(entries(""), []);
    }
}
