//! What the program `git` itself is asked.
//!
//! In: a folder. Out: its version, the pager it would use, and its `headway.*` settings with their
//! scope, inside of a repository or not; and one of them set, as a person would. Deliberately absent: everything that is asked of a repository; the room
//! `git` opens those.

use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use anyhow::Context as _;

use crate::config::GitEntry;
use crate::hook::GitVersion;
use crate::model::{ObjectId, printable};
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

/// The version of the git that is found; `None` when there is none, or it says nothing of the kind.
pub(super) fn git_version(directory: &Path) -> Option<GitVersion> {
    let output = ask(directory, &["--version"]).ok()?;
    GitVersion::parse(&String::from_utf8_lossy(&output.stdout))
}

/// Opens a file in the editor that git would use, and waits until it is left.
///
/// # Errors
/// When git has no editor here, or the editor fails.
pub(super) fn edit(directory: &Path, file: &Path) -> anyhow::Result<()> {
    let output = ask(directory, &["var", "GIT_EDITOR"])?;
    let editor = String::from_utf8_lossy(&output.stdout).trim_end_matches('\n').to_owned();
    let give = "give the words with the command, or set an editor: `git config core.editor …`";
    anyhow::ensure!(
        output.status.success() && !editor.is_empty(),
        Hint::new("git knows no editor that works here", give)
    );
    // The command may have arguments of its own; so git does it.
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(format!("{editor} \"$@\"")).arg(&editor).arg(file);
    let failed = || Hint::new(format!("the editor `{editor}` failed; nothing was kept"), give);
    let status = shell.status().with_context(failed)?;
    if status.success() { Ok(()) } else { Err(anyhow::Error::new(failed())) }
}

/// Bytes of a diff that are read; nobody looks at more on a screen.
const LONGEST_DIFF: u64 = 1 << 20;

/// What a commit changed, as git shows it, line by line and made safe to show.
///
/// # Errors
/// When git cannot be started.
pub(super) fn git_diff(directory: &Path, commit: ObjectId) -> anyhow::Result<Vec<String>> {
    let mut git = Command::new("git");
    git.current_dir(directory).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    git.args(["show", "--format=", "--patch-with-stat", "--no-color", "--no-ext-diff"]);
    git.args(["--no-textconv", "--end-of-options"]).arg(commit.to_string());
    let missing = || Hint::new("could not start `git`", "install git, or add it to PATH");
    let mut child = git.spawn().with_context(missing)?;
    let mut bytes = Vec::new();
    if let Some(stdout) = child.stdout.take() {
        // Once this end is closed, git ends.
        stdout.take(LONGEST_DIFF).read_to_end(&mut bytes)?;
    }
    child.wait()?;
    Ok(lines(&bytes))
}

fn lines(bytes: &[u8]) -> Vec<String> {
    let shown = |line: &[u8]| {
        let tabs = String::from_utf8_lossy(line).replace('\t', "    ");
        printable(tabs.as_bytes()).into_owned()
    };
    let text = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    let lines =
        text.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    lines.map(shown).collect()
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

pub(super) fn ask(directory: &Path, arguments: &[&str]) -> anyhow::Result<Output> {
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
    use super::{entries, lines};

    #[test]
    fn lines_of_a_diff_are_safe_to_show() {
        let shown = lines(b"@@ -1 +1 @@\r\n-\ta\x1b[31m\n+b\xff\n");
        assert_eq!(shown, ["@@ -1 +1 @@", "-    a\\u{1b}[31m", "+b\u{fffd}"]);
        assert_eq!(lines(b""), [""]);
    }

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
