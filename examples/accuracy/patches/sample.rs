//! Which commits are pure patches, by what git prints of them.
//!
//! In: a repository and labelled commits. Out: fixes and restyles that change files of parsed languages
//! in place, with few lines, none of which looks like a definition or a part of one. Deliberately
//! absent: the parser, which is what is measured.

use std::collections::HashSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::Context as _;
use git_headway::git::{Objects, Repository};
use git_headway::mine::DeepFile;
use git_headway::model::{Content, ObjectId, RepoPath};
use git_headway::syntax::Parsed;

use super::textual::looks_like_definition;

/// A patch has no more changed lines.
const MOST_LINES: usize = 60;

/// A commit that changes nothing but formatting, comments and bodies.
pub(super) struct Patch {
    pub(super) id: String,
    pub(super) files: Vec<DeepFile>,
}

/// A repository with its patches, in the order of their ids.
pub(super) struct Source {
    pub(super) name: String,
    pub(super) objects: Objects,
    pub(super) patches: Vec<Patch>,
}

/// The patches of a repository, by those of the labels that are of its commits.
pub(super) fn patches_of(directory: &Path, labels: &[PathBuf]) -> anyhow::Result<Source> {
    let objects = Repository::open(Some(directory))?.objects()?;
    for path in labels {
        let rows = std::fs::read_to_string(path)
            .with_context(|| format!("could not read the labels in {}", path.display()))?;
        if !is_of(&rows, &objects) {
            continue;
        }
        let ids: Vec<&str> = rows.lines().filter_map(candidate).collect();
        let mut patches = pure_among(&printed(directory, &ids)?, &ids);
        patches.sort_by(|a, b| a.id.cmp(&b.id));
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let name = name.split('.').next().unwrap_or_default().to_owned();
        return Ok(Source { name, objects, patches });
    }
    anyhow::bail!("no labels are of commits in {}", directory.display())
}

/// Whether labels are of the commits of a repository; the first that it has tells.
fn is_of(rows: &str, objects: &Objects) -> bool {
    let ids = rows.lines().filter_map(|row| row.split('\t').next());
    let mut ids = ids.filter_map(|id| ObjectId::from_hex(id.as_bytes()).ok()).take(20);
    ids.any(|id| objects.has(id))
}

/// The commit of a row, if it is a fix or a restyle by a person.
fn candidate(row: &str) -> Option<&str> {
    let columns: Vec<&str> = row.split('\t').collect();
    let [id, kind, _, bot] = columns.as_slice() else { return None };
    (matches!(*kind, "fix" | "style") && *bot == "0").then_some(id)
}

/// What git prints of commits: the files, and the lines whose words changed.
fn printed(directory: &Path, ids: &[&str]) -> anyhow::Result<String> {
    let mut git = Command::new("git")
        .arg("-C")
        .arg(directory)
        .args(["-c", "core.quotePath=false", "diff-tree", "--stdin", "-r", "--no-renames", "--raw"])
        .args(["--no-abbrev", "-p", "-U0", "-w", "--no-ext-diff", "--no-textconv"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("could not run git")?;
    let mut input = git.stdin.take().context("git takes no input")?;
    let lines = ids.join("\n") + "\n";
    // Written beside, for git prints before it has read everything.
    let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()));
    let output = git.wait_with_output()?;
    writer.join().map_err(|_| anyhow::anyhow!("a thread failed"))??;
    anyhow::ensure!(output.status.success(), "git diff-tree in {} failed", directory.display());
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// What was read of a commit so far.
struct Reading {
    patch: Patch,
    /// Changed lines in files of parsed languages.
    lines: usize,
    is_pure: bool,
    /// Whether the lines that are read are of a parsed language, and of which kind.
    is_counted: bool,
    is_markdown: bool,
    /// Lines of the hunk that are still to come.
    left: usize,
}

/// The pure patches among what git printed.
fn pure_among(printed: &str, ids: &[&str]) -> Vec<Patch> {
    let ids: HashSet<&str> = ids.iter().copied().collect();
    let mut patches = Vec::new();
    let mut reading: Option<Reading> = None;
    for line in printed.lines() {
        let is_inside = reading.as_ref().is_some_and(|reading| reading.left > 0);
        if !is_inside && ids.contains(line) {
            patches.extend(reading.replace(Reading::new(line)).and_then(Reading::pure));
        } else if let Some(reading) = &mut reading {
            reading.read(line);
        }
    }
    patches.extend(reading.and_then(Reading::pure));
    patches
}

impl Reading {
    fn new(id: &str) -> Self {
        let patch = Patch { id: id.to_owned(), files: Vec::new() };
        Self { patch, lines: 0, is_pure: true, is_counted: false, is_markdown: false, left: 0 }
    }

    fn read(&mut self, line: &str) {
        if self.left > 0 {
            self.read_changed(line);
        } else if line.starts_with(':') {
            self.read_file(line);
        } else if line.starts_with("diff --git ") {
            self.is_counted = false;
        } else if let Some(path) = line.strip_prefix("+++ b/") {
            // git ends a path that has blanks with a tab.
            let path = RepoPath::new(path.trim_end_matches('\t').as_bytes());
            self.is_counted = Parsed::of(&path).is_some_and(Parsed::has_symbols);
            self.is_markdown = is_markdown(&path);
        } else if let Some(ranges) = line.strip_prefix("@@ ") {
            self.left = ranges.split(" @@").next().map_or(0, lines_of);
        }
    }

    /// `:<mode> <mode> <old> <new> <status>`, a tab, `<path>`
    fn read_file(&mut self, line: &str) {
        let Some((head, path)) = line.split_once('\t') else { return };
        let path = RepoPath::new(path.as_bytes());
        if !Parsed::of(&path).is_some_and(Parsed::has_symbols) {
            return;
        }
        let words: Vec<&str> = head.split(' ').collect();
        let [_, _, old, new, "M"] = words.as_slice() else {
            self.is_pure = false;
            return;
        };
        self.patch.files.push(DeepFile {
            path,
            old_path: None,
            old_blob: ObjectId::from_hex(old.as_bytes()).ok(),
            new_blob: ObjectId::from_hex(new.as_bytes()).ok(),
            content: Content::Text,
            changes: Vec::new(),
        });
    }

    fn read_changed(&mut self, line: &str) {
        if line.starts_with('\\') {
            return;
        }
        self.left -= 1;
        if self.is_counted {
            self.lines += 1;
            let text = line.get(1..).unwrap_or_default();
            self.is_pure &= !looks_like_definition(text, self.is_markdown);
        }
    }

    fn pure(self) -> Option<Patch> {
        let is_code = |file: &DeepFile| file.old_blob != file.new_blob && !is_markdown(&file.path);
        let is_patch = self.is_pure && self.lines <= MOST_LINES;
        (is_patch && self.patch.files.iter().any(is_code)).then_some(self.patch)
    }
}

fn is_markdown(path: &RepoPath) -> bool {
    Parsed::of(path).is_some_and(|language| language.name() == "Markdown")
}

/// The lines of a hunk: `-3,2 +3` has three.
fn lines_of(ranges: &str) -> usize {
    let count = |range: &str| match range.split_once(',') {
        Some((_, count)) => count.parse().unwrap_or(0),
        None => 1,
    };
    ranges.split(' ').map(count).sum()
}
