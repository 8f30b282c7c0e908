//! Git notes, written by git itself.
//!
//! In: lines about commits. Out: notes under one reference, or none. Deliberately absent: other references, and
//! git's settings: whether notes follow a rewrite there is the user's choice (`notes.rewriteRef`).

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::Context as _;

use super::Hint;
use super::git_program::ask;
use crate::model::ObjectId;

/// The reference that the notes are under.
pub(super) const NOTES: &str = "refs/notes/headway";

/// A name that no object has: git takes it for none.
const NONE: &str = "0000000000000000000000000000000000000000";

/// Writes the notes of these commits, and removes those of commits that have no line any more. Notes of other
/// commits stay. Returns how many have one now.
///
/// # Errors
/// When git does not know who writes, or cannot write.
pub(super) fn write_notes(
    directory: &Path,
    lines: HashMap<ObjectId, Option<String>>,
) -> anyhow::Result<usize> {
    let there = existing(directory)?;
    let mut stream = String::new();
    let lines: BTreeMap<ObjectId, Option<String>> = lines.into_iter().collect();
    for (commit, line) in &lines {
        match line {
            Some(line) => {
                let line = format!("{line}\n");
                let _ = write!(stream, "N inline {commit}\ndata {}\n{line}\n", line.len());
            }
            None if there.contains(commit) => {
                let _ = writeln!(stream, "N {NONE} {commit}");
            }
            None => {}
        }
    }
    if !stream.is_empty() {
        let from = if is_there(directory)? { format!("from {NOTES}^0\n") } else { String::new() };
        let who = who(directory)?;
        let message = "Answers of git-headway";
        let begin = format!(
            "feature done\ncommit {NOTES}\ncommitter {who}\ndata {}\n{message}\n{from}",
            message.len()
        );
        import(directory, &format!("{begin}{stream}done\n"))?;
    }
    Ok(lines.values().flatten().count())
}

/// Removes all of them. Returns whether there were any.
///
/// # Errors
/// When git cannot write.
pub(super) fn drop_notes(directory: &Path) -> anyhow::Result<bool> {
    let were = is_there(directory)?;
    if were {
        let output = ask(directory, &["update-ref", "-d", NOTES])?;
        let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        anyhow::ensure!(output.status.success(), "git could not remove {NOTES}: {said}");
    }
    Ok(were)
}

fn is_there(directory: &Path) -> anyhow::Result<bool> {
    Ok(ask(directory, &["rev-parse", "--verify", "--quiet", NOTES])?.status.success())
}

/// The commits that have a note.
fn existing(directory: &Path) -> anyhow::Result<Vec<ObjectId>> {
    let output = ask(directory, &["notes", "--ref=headway", "list"])?;
    let lines = output.stdout.split(|byte| *byte == b'\n');
    let commits = lines.filter_map(|line| line.split(|byte| *byte == b' ').nth(1));
    Ok(commits.filter_map(|commit| ObjectId::from_hex(commit).ok()).collect())
}

/// Whoever git would name as the committer, and now.
fn who(directory: &Path) -> anyhow::Result<String> {
    let output = ask(directory, &["var", "GIT_COMMITTER_IDENT"])?;
    let set = "set it with `git config user.email` and `git config user.name`";
    anyhow::ensure!(output.status.success(), Hint::new("git does not know who you are here", set));
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn import(directory: &Path, stream: &str) -> anyhow::Result<()> {
    let mut git = Command::new("git");
    git.current_dir(directory).args(["fast-import", "--quiet", "--done"]);
    git.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = git.spawn().context("could not start `git`")?;
    let stdin = child.stdin.take();
    // A git that stops early closes the pipe, and what it says tells more than that.
    let fed = stdin.map(|mut stdin| stdin.write_all(stream.as_bytes()));
    let output = child.wait_with_output()?;
    let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    anyhow::ensure!(output.status.success(), "git could not write {NOTES}: {said}");
    fed.unwrap_or(Ok(())).context("could not write the notes")
}
