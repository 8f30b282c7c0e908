//! One new commit.
//!
//! In: a clone. Out: what mining costs each time after one commit was made that changes one line of
//! one text file. The commits are made with git's plumbing in a throwaway bare clone that borrows all
//! other objects; the clone that was given is only read.
//! Deliberately absent: a worktree, and the hook, which has a limit of its own.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::Context as _;
use tempfile::TempDir;

use super::child::{Cost, without_settings};
use super::turns::mine;

/// Larger files are passed over.
const LARGEST: u64 = 1 << 20;

/// Mines a copy, then again after each of so many commits.
pub(crate) fn one_new_commit(directory: &Path, times: usize) -> anyhow::Result<Vec<Cost>> {
    let copy = BorrowingCopy::of(directory)?;
    let data = tempfile::tempdir()?;
    mine(&copy.clone, data.path(), &[])?;
    let mut files = copy.text_files(times)?;
    anyhow::ensure!(!files.is_empty(), "there is no text file at HEAD");
    let mut costs = Vec::new();
    for number in 0..times {
        let at = number % files.len();
        copy.change_one_line(&mut files[at], number)?;
        costs.push(mine(&copy.clone, data.path(), &[])?);
    }
    Ok(costs)
}

struct BorrowingCopy {
    folder: TempDir,
    clone: PathBuf,
}

struct TextFile {
    mode: String,
    object: String,
    path: Vec<u8>,
}

impl BorrowingCopy {
    fn of(directory: &Path) -> anyhow::Result<Self> {
        let folder = tempfile::tempdir()?;
        let clone = folder.path().join("copy.git");
        let mut git = Command::new("git");
        git.args(["clone", "--quiet", "--bare", "--shared"]).arg(directory).arg(&clone);
        run(git, b"")?;
        let copy = Self { folder, clone };
        copy.git(&["read-tree", "HEAD"], b"")?;
        Ok(copy)
    }

    /// Up to so many text files, taken from all over the tree.
    fn text_files(&self, count: usize) -> anyhow::Result<Vec<TextFile>> {
        let listing = self.git(&["ls-tree", "-r", "-z", "-l", "HEAD"], b"")?;
        let mut files: Vec<TextFile> =
            listing.split(|byte| *byte == 0).filter_map(regular_file).collect();
        let stretch = files.len().div_ceil(count).max(1);
        let mut found = Vec::new();
        while !files.is_empty() {
            let rest = files.split_off(stretch.min(files.len()));
            found.extend(files.into_iter().find(|file| self.is_text(file)));
            files = rest;
        }
        Ok(found)
    }

    /// As git tells text, by the absence of a zero byte. A file that git does not have is none.
    fn is_text(&self, file: &TextFile) -> bool {
        self.content(file).is_ok_and(|content| !content.contains(&0))
    }

    fn content(&self, file: &TextFile) -> anyhow::Result<Vec<u8>> {
        self.git(&["cat-file", "blob", &file.object], b"")
    }

    /// Makes a commit on HEAD in which the middle line of a file says something else.
    fn change_one_line(&self, file: &mut TextFile, number: usize) -> anyhow::Result<()> {
        let content = self.content(file)?;
        let mut lines: Vec<&[u8]> = content.split_inclusive(|byte| *byte == b'\n').collect();
        let says = format!("changed for measuring, {number}\n");
        let middle = lines.len() / 2;
        lines[middle] = says.as_bytes();
        file.object = self.name(&["hash-object", "-w", "--stdin"], &lines.concat())?;
        let entry = format!("{} {}\t", file.mode, file.object);
        let entry = [entry.as_bytes(), &file.path, b"\0"].concat();
        self.git(&["update-index", "-z", "--index-info"], &entry)?;
        let tree = self.name(&["write-tree"], b"")?;
        let commit =
            self.name(&["commit-tree", &tree, "-p", "HEAD", "-m", "Change a line"], b"")?;
        self.git(&["update-ref", "HEAD", &commit], b"")?;
        Ok(())
    }

    /// Runs git for the name of an object.
    fn name(&self, arguments: &[&str], input: &[u8]) -> anyhow::Result<String> {
        let output = self.git(arguments, input)?;
        Ok(String::from_utf8(output).context("git names objects oddly")?.trim().to_owned())
    }

    fn git(&self, arguments: &[&str], input: &[u8]) -> anyhow::Result<Vec<u8>> {
        let mut git = Command::new("git");
        git.arg("-C").arg(&self.clone).args(arguments);
        git.env("GIT_INDEX_FILE", self.folder.path().join("index"));
        for role in ["AUTHOR", "COMMITTER"] {
            git.env(format!("GIT_{role}_NAME"), "Somebody");
            git.env(format!("GIT_{role}_EMAIL"), "somebody@example.org");
        }
        run(git, input)
    }
}

/// Reads a line of `git ls-tree -l`, and passes over links, submodules, and files too large or empty.
fn regular_file(line: &[u8]) -> Option<TextFile> {
    let tab = line.iter().position(|byte| *byte == b'\t')?;
    let words = str::from_utf8(&line[..tab]).ok()?;
    let mut words = words.split_whitespace();
    let (mode, _, object, size) = (words.next()?, words.next()?, words.next()?, words.next()?);
    let fits = size.parse().is_ok_and(|size| (1..=LARGEST).contains(&size));
    (mode.starts_with("100") && fits).then(|| TextFile {
        mode: mode.to_owned(),
        object: object.to_owned(),
        path: line[tab + 1..].to_vec(),
    })
}

fn run(git: Command, input: &[u8]) -> anyhow::Result<Vec<u8>> {
    let mut git = without_settings(git);
    git.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = git.spawn().context("could not start git")?;
    child.stdin.take().context("git has no input")?.write_all(input)?;
    let output = child.wait_with_output()?;
    let says = String::from_utf8_lossy(&output.stderr);
    anyhow::ensure!(output.status.success(), "git failed: {}", says.trim());
    Ok(output.stdout)
}
