//! Line origins at HEAD against `git blame`, file by file.

#![expect(clippy::print_stdout, reason = "the table is what the program is for")]

use std::collections::HashMap;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;
use git_headway::git::{DiffAlgorithm, Repository};
use git_headway::mine::Silent;
use git_headway::model::{ObjectId, RepoPath};
use git_headway::pipeline;

/// Files shown for each repository, those that differ most.
const SHOWN: usize = 10;

struct FileAgreement {
    path: RepoPath,
    lines: usize,
    same: usize,
    /// Lines that differ and whose text stands in the file more than once: which of the equal lines
    /// is the new one is a choice of the line matching.
    repeated: usize,
}

/// Mines each repository into a temporary folder and compares.
pub(crate) fn measure(
    repositories: &[PathBuf],
    algorithm: DiffAlgorithm,
    follow: bool,
) -> anyhow::Result<()> {
    let mut results = Vec::new();
    println!(
        "{:<28}{:>8}{:>10}{:>12}{:>11}{:>8}",
        "repository", "files", "lines", "same", "same %", "unequal"
    );
    for directory in repositories {
        let folder = tempfile::tempdir()?;
        let repository = Repository::open(Some(directory))?;
        let mut store = pipeline::open_store(folder.path(), &repository)?;
        pipeline::mine(&repository, &mut store, algorithm, &Silent)?;
        let mut files: Vec<FileAgreement> = Vec::new();
        for (path, origins) in store.line_origins()? {
            let blamed = blame(directory, &path, follow)?;
            let same = blamed.iter().zip(&origins).filter(|(a, b)| Some(**a) == **b).count();
            let repeated = if same == blamed.len() {
                0
            } else {
                repeated_among(directory, &path, &blamed, &origins)?
            };
            let lines = blamed.len().max(origins.len());
            files.push(FileAgreement { path, lines, same, repeated });
        }
        files.sort_by_key(|file| (std::cmp::Reverse(file.lines - file.same), file.path.clone()));
        let lines: usize = files.iter().map(|file| file.lines).sum();
        let same: usize = files.iter().map(|file| file.same).sum();
        let repeated: usize = files.iter().map(|file| file.repeated).sum();
        let unequal = files.iter().filter(|file| file.same < file.lines).count();
        let share = if lines == 0 { 100.0 } else { 100.0 * same as f64 / lines as f64 };
        let name = repository.name();
        println!("{name:<28}{:>8}{lines:>10}{same:>12}{share:>11.3}{unequal:>8}", files.len());
        for file in files.iter().take(SHOWN).filter(|file| file.same < file.lines) {
            println!(
                "    {}: {} of {} lines, {} of them of equal text",
                file.path,
                file.lines - file.same,
                file.lines,
                file.repeated
            );
        }
        results.push(serde_json::json!({
            "repository": name, "files": files.len(), "lines": lines, "same": same,
            "share": share / 100.0, "files_that_differ": unequal, "differ_with_equal_text": repeated,
        }));
    }
    let diff = format!("{algorithm:?}").to_lowercase();
    println!(
        "{}",
        serde_json::json!({ "measure": "blame", "diff": diff, "follow": follow, "repositories": results })
    );
    Ok(())
}

/// The origin of each line, as `git blame` says, when it follows lines that move or when it does not.
fn blame(directory: &Path, path: &RepoPath, follow: bool) -> anyhow::Result<Vec<ObjectId>> {
    let output = Command::new("git")
        .arg("-C")
        .arg(directory)
        .args(["blame", "-l", "-s", "--root", "--incremental"])
        .args(["-w", "-M", "-C"].iter().filter(|_| follow))
        .args(["HEAD", "--"])
        .arg(OsStr::from_bytes(path.as_bytes()))
        .output()
        .context("could not run git")?;
    anyhow::ensure!(
        output.status.success(),
        "git blame {path}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let mut lines = Vec::new();
    for line in output.stdout.split(|byte| *byte == b'\n') {
        // `<id> <original line> <final line> <number of lines>` opens each entry.
        let words: Vec<&[u8]> = line.split(|byte| *byte == b' ').collect();
        let [id, _, first, count] = words.as_slice() else { continue };
        let (Ok(id), Some(first), Some(count)) =
            (ObjectId::from_hex(id), number(first), number(count))
        else {
            continue;
        };
        let end = first - 1 + count;
        if lines.len() < end {
            lines.resize(end, id);
        }
        lines[first - 1..end].fill(id);
    }
    Ok(lines)
}

/// Of the lines whose origin differs, those whose text stands in the file more than once.
fn repeated_among(
    directory: &Path,
    path: &RepoPath,
    blamed: &[ObjectId],
    origins: &[Option<ObjectId>],
) -> anyhow::Result<usize> {
    let mut object = b"HEAD:".to_vec();
    object.extend_from_slice(path.as_bytes());
    let output = Command::new("git")
        .arg("-C")
        .arg(directory)
        .args(["cat-file", "blob"])
        .arg(OsStr::from_bytes(&object))
        .output()
        .context("could not run git")?;
    let text: Vec<&[u8]> = output.stdout.split(|byte| *byte == b'\n').collect();
    let mut count: HashMap<&[u8], usize> = HashMap::new();
    for line in &text {
        *count.entry(line).or_default() += 1;
    }
    let differ = blamed.iter().zip(origins).zip(&text);
    let differ = differ.filter(|((blamed, origin), _)| Some(**blamed) != **origin);
    Ok(differ.filter(|(_, line)| count[*line] > 1).count())
}

fn number(digits: &[u8]) -> Option<usize> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}
