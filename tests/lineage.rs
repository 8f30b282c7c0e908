//! git is the oracle: line origins as `git blame`, line counts as `git diff --numstat`, renames as
//! `git diff -M`.
//!
//! In: the stories, random histories, and the history of this repository where it is a clone.
//! Out: failures that name the history, the path and the first line that differs.
//! Deliberately absent: speed, and what the facts mean.
#![expect(clippy::unwrap_used, reason = "what cannot be read has failed its test")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fmt::Write as _;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};

use common::random_history::{cases, random_history};
use common::{Story, TestEnv, stories};
use git_headway::git::{DiffAlgorithm, Repository, is_binary};
use git_headway::mine::Silent;
use git_headway::model::{Content, FileChange, FileStatus, History, ObjectId, RepoPath};
use git_headway::pipeline;
use git_headway::store::{Selection, Store};
use proptest::prelude::*;

type Origins = BTreeMap<RepoPath, Vec<Option<ObjectId>>>;

/// A repository mined into a folder of its own.
struct Mined {
    repository: Repository,
    store: Store,
    _folder: tempfile::TempDir,
}

impl Mined {
    fn new(directory: &Path, algorithm: DiffAlgorithm) -> anyhow::Result<Self> {
        let folder = tempfile::tempdir()?;
        let repository = Repository::open(Some(directory))?;
        let mut store = pipeline::open_store(folder.path(), &repository)?;
        pipeline::mine(&repository, &mut store, algorithm, &Silent)?;
        Ok(Self { repository, store, _folder: folder })
    }

    fn origins(&self) -> Origins {
        self.store.line_origins().unwrap().into_iter().collect()
    }

    fn history(&self) -> History {
        pipeline::read(&self.repository, &self.store, Selection::All).unwrap()
    }
}

/// What `git blame` says of every line of every text file at HEAD.
fn blamed(env: &TestEnv, directory: &Path) -> Origins {
    blamed_with(env, directory, &[])
}

/// The arguments with which git looks through some commits.
fn ignoring(ignored: &[ObjectId]) -> Vec<String> {
    ignored.iter().map(|id| format!("--ignore-rev={id}")).collect()
}

/// What it says with further arguments.
fn blamed_with(env: &TestEnv, directory: &Path, arguments: &[String]) -> Origins {
    let listing = env.git_bytes(directory, &["ls-tree", "-r", "-z", "HEAD"]);
    let mut origins = Origins::new();
    for entry in listing.split(|byte| *byte == 0).filter(|entry| entry.starts_with(b"100")) {
        let tab = entry.iter().position(|byte| *byte == b'\t').unwrap();
        let id = std::str::from_utf8(&entry[tab - 40..tab]).unwrap();
        if !is_binary(&env.git_bytes(directory, &["cat-file", "blob", id])) {
            let path = RepoPath::new(&entry[tab + 1..]);
            let lines = blame(env, directory, &path, arguments);
            origins.insert(path, lines);
        }
    }
    origins
}

/// The origin of each line of a file, as `git blame` says.
fn blame(
    env: &TestEnv,
    directory: &Path,
    path: &RepoPath,
    arguments: &[String],
) -> Vec<Option<ObjectId>> {
    let mut command = env.command("git", directory);
    command.args(["blame", "-l", "-s", "--root", "--incremental"]).args(arguments);
    command.args(["HEAD", "--"]);
    let output = command.arg(OsStr::from_bytes(path.as_bytes())).output().unwrap();
    assert!(output.status.success(), "{path}: {}", String::from_utf8_lossy(&output.stderr));
    let mut lines = Vec::new();
    for line in output.stdout.split(|byte| *byte == b'\n') {
        // `<id> <original line> <final line> <number of lines>` opens each entry.
        let words: Vec<&[u8]> = line.split(|byte| *byte == b' ').collect();
        let [id, _, first, count] = words.as_slice() else { continue };
        let number = |digits: &[u8]| std::str::from_utf8(digits).ok()?.parse::<usize>().ok();
        let (Ok(id), Some(first), Some(count)) =
            (ObjectId::from_hex(id), number(first), number(count))
        else {
            continue;
        };
        lines.resize(lines.len().max(first - 1 + count), None);
        lines[first - 1..first - 1 + count].fill(Some(id));
    }
    lines
}

/// The first line on which the two disagree, in words.
fn first_difference(ours: &Origins, gits: &Origins) -> Option<String> {
    let paths = |origins: &Origins| origins.keys().map(ToString::to_string).collect::<Vec<_>>();
    if paths(ours) != paths(gits) {
        return Some(format!("files: ours {:?}, git's {:?}", paths(ours), paths(gits)));
    }
    gits.iter().find_map(|(path, gits)| {
        let ours = &ours[path];
        if ours.len() != gits.len() {
            return Some(format!("{path} has {} lines, not {}", gits.len(), ours.len()));
        }
        let at = (0..gits.len()).find(|at| ours[*at] != gits[*at])?;
        Some(format!("{path}:{}: ours {:?}, git's {:?}", at + 1, ours[at], gits[at]))
    })
}

/// This repository, when the sources are a clone that may be read.
fn this_repository() -> Option<PathBuf> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR"));
    let repository = Repository::open(Some(directory)).ok()?;
    (repository.work_dir() == Some(directory)).then(|| directory.to_owned())
}

#[test]
fn with_gits_diff_every_line_of_every_story_has_the_origin_that_blame_names() {
    for story in stories() {
        let env = TestEnv::at(&story.now);
        let directory = env.import(&story.name);
        let mined = Mined::new(&directory, DiffAlgorithm::Git).unwrap();
        let gits = blamed(&env, &directory);
        assert!(gits.values().map(Vec::len).sum::<usize>() > 0, "{}", story.name);
        assert_eq!(first_difference(&mined.origins(), &gits), None, "{}", story.name);
    }
}

/// The commits of a history that only lay something out anew: lines go on through them.
fn layout(history: &History) -> Vec<ObjectId> {
    let laid_out = |files: std::ops::Range<usize>| {
        let mut files = history.file_changes[files].iter().peekable();
        files.peek().is_some() && files.all(|file| file.formatting_only)
    };
    let commits = history.commits.iter().filter(|commit| laid_out(commit.file_changes.clone()));
    commits.map(|commit| commit.id).collect()
}

/// The arguments with which git follows lines within a file and between the files of a commit.
fn follow_moves() -> Vec<String> {
    ["-w", "-M", "-C"].map(ToOwned::to_owned).to_vec()
}

#[test]
fn with_the_shipped_diff_at_least_98_of_100_lines_agree() {
    let (mut same, mut all, mut looked_through) = (0, 0, 0);
    for story in stories() {
        let env = TestEnv::at(&story.now);
        let directory = env.import(&story.name);
        let mined = Mined::new(&directory, DiffAlgorithm::default()).unwrap();
        let (ours, layout) = (mined.origins(), layout(&mined.history()));
        looked_through += layout.len();
        let arguments = [ignoring(&layout), follow_moves()].concat();
        for (path, gits) in blamed_with(&env, &directory, &arguments) {
            all += gits.len();
            same += ours[&path].iter().zip(&gits).filter(|(a, b)| a == b).count();
        }
    }
    assert!(same * 100 >= all * 98, "{same} of {all} lines");
    assert!(looked_through > 0, "some story has a commit of mere layout");
}

/// As many lines come as go, so that git and we look through the commit alike.
#[test]
fn commits_that_blame_ignores_are_looked_through_as_soon_as_they_are_named() {
    let env = TestEnv::new();
    let directory = env.import("tiny-history");
    let commit = |content: &str, message: &str| {
        std::fs::write(directory.join("a.txt"), content).unwrap();
        env.git(&directory, &["add", "--all"]);
        env.git(&directory, &["commit", "-q", "-m", message]);
        ObjectId::from_hex(env.git(&directory, &["rev-parse", "HEAD"]).trim().as_bytes()).unwrap()
    };
    let first = commit("let first = 'a';\nlet second = 'b';\nlet third = 'c';\n", "Begin");
    let quotes = commit("let first = \"a\";\nlet second = \"b\";\nlet third = 'c';\n", "Quotes");
    let third = commit("let first = \"a\";\nlet second = \"b\";\nlet third = \"c\";\n", "Third");
    let folder = tempfile::tempdir().unwrap();
    let origins = || {
        let repository = Repository::open(Some(&directory)).unwrap();
        let mut store = pipeline::open_store(folder.path(), &repository).unwrap();
        pipeline::mine(&repository, &mut store, DiffAlgorithm::default(), &Silent).unwrap();
        store.line_origins().unwrap()[&RepoPath::from("a.txt")].clone()
    };
    assert_eq!(origins(), [Some(quotes), Some(quotes), Some(third)]);
    std::fs::write(directory.join(".ignored"), format!("{quotes}\n")).unwrap();
    env.git(&directory, &["config", "blame.ignoreRevsFile", ".ignored"]);
    let gits = blame(&env, &directory, &"a.txt".into(), &ignoring(&[quotes]));
    assert_eq!(origins(), gits);
    assert_eq!(gits, [Some(first), Some(first), Some(third)]);
    env.git(&directory, &["config", "--unset", "blame.ignoreRevsFile"]);
    assert_eq!(origins(), [Some(quotes), Some(quotes), Some(third)]);
}

#[test]
fn the_origins_of_this_repositorys_own_lines() {
    let Some(directory) = this_repository() else {
        eprintln!("skipped: the sources are not a git clone of this user's");
        return;
    };
    let env = TestEnv::new();
    let mined = Mined::new(&directory, DiffAlgorithm::Git).unwrap();
    let gits = blamed(&env, &directory);
    assert_eq!(first_difference(&mined.origins(), &gits), None);
}

/// A commit: its parents by position, and its files with their content.
type WrittenCommit<'a> = (&'a [usize], &'a [(&'a str, &'a str)]);

fn stream(commits: &[WrittenCommit<'_>]) -> String {
    let mut stream = String::new();
    for (at, (parents, files)) in commits.iter().enumerate() {
        let who = format!("A <a@example.org> {} +0000", 1_700_000_000 + at * 3_600);
        let _ = write!(stream, "commit refs/heads/c{at}\nmark :{}\ncommitter {who}\n", at + 1);
        let _ = writeln!(stream, "data 1\nx");
        for (nth, parent) in parents.iter().enumerate() {
            let word = if nth == 0 { "from" } else { "merge" };
            let _ = writeln!(stream, "{word} :{}", parent + 1);
        }
        stream.push_str("deleteall\n");
        for (path, content) in *files {
            let _ = writeln!(stream, "M 644 inline {path}\ndata {}\n{content}", content.len());
        }
    }
    let _ = writeln!(stream, "reset refs/heads/main\nfrom :{}", commits.len());
    stream
}

/// Both sides wrote one line, and the merge renames the file: the parent that has the whole file
/// gets all of it, though another comes first.
#[test]
fn a_merge_that_renames_what_one_parent_has_as_it_is() {
    let old = "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\n";
    let both = format!("{old}nine\n");
    let first = both.replace("one", "changed");
    let history = stream(&[
        (&[], &[("old", old)]),
        (&[0], &[("old", &first)]),
        (&[0], &[("old", &both)]),
        (&[1, 2], &[("new", &both)]),
    ]);
    let env = TestEnv::new();
    let directory = env.import_without_checkout(history.as_bytes());
    let mined = Mined::new(&directory, DiffAlgorithm::Git).unwrap();
    assert_eq!(first_difference(&mined.origins(), &blamed(&env, &directory)), None);
}

/// A function goes into another file and is indented there, two others change places; then somebody works on
/// the one that went. git follows lines when it is asked to, and the product does by itself.
#[test]
fn lines_that_moved_have_the_origin_that_blame_names_when_it_follows_them() {
    let function =
        |name: &str, body: &str| format!("fn {name}() {{\n    {body};\n    done();\n}}\n\n");
    let open = function("open_connection", "connect_to(address_of_server)");
    let read = function("read_configuration", "parse_file(configuration_path)");
    let write = function("write_configuration", "store_file(configuration_path)");
    let read_again = read.replace("parse_file", "parse_file_carefully");
    let indented = read_again.lines().map(|line| format!("    {line}\n"));
    let moved = format!("mod settings {{\n{}}}\n", indented.collect::<String>());
    let later = moved.replace("done()", "finished()");
    let (one, two) = ([&*open, &read, &write].concat(), [&*open, &read_again, &write].concat());
    let three = [&*write, "mod settings;\n\n", &open].concat();
    let history = stream(&[
        (&[], &[("a.rs", &one)]),
        (&[0], &[("a.rs", &two)]),
        (&[1], &[("a.rs", &three), ("b.rs", &moved)]),
        (&[2], &[("a.rs", &three), ("b.rs", &later)]),
    ]);
    let env = TestEnv::new();
    let directory = env.import_without_checkout(history.as_bytes());
    let mined = Mined::new(&directory, DiffAlgorithm::default()).unwrap();
    let (origins, gits) = (mined.origins(), blamed_with(&env, &directory, &follow_moves()));
    // Of a blank line or a bracket at the edge of what moved, git may say that the mover wrote it.
    for (path, text) in [("a.rs", &three), ("b.rs", &later)] {
        let written = |origins: &Origins| -> Vec<_> {
            let lines = text.lines().zip(origins[&RepoPath::from(path)].clone());
            lines.filter(|(line, _)| line.len() > 5).map(|(_, origin)| origin).collect()
        };
        assert_eq!(written(&origins), written(&gits), "{path}");
    }
    let commits = mined.history().commits;
    let of = |at: usize| Some(commits[at].id);
    let lines = &origins[&RepoPath::from("b.rs")];
    assert_eq!(lines[..4], [of(2), of(0), of(1), of(3)], "from `mod` to `finished`");
    // The commit that moved them reworked none of the lines that it moved.
    let history = mined.history();
    let reworked = &history.changes[history.commits[2].changes.clone()];
    let lines = reworked.iter().flat_map(|change| &change.reworks).map(|rework| rework.lines);
    assert!(lines.sum::<u32>() <= 1, "no line but a blank one: {reworked:?}");
}

#[test]
fn whoever_moves_functions_into_a_file_is_not_their_author() {
    let story = Story::load("verbatim-extraction");
    let env = TestEnv::at(&story.now);
    let mined = Mined::new(&env.import(&story.name), DiffAlgorithm::default()).unwrap();
    let history = mined.history();
    let subject = |id: &ObjectId| {
        let named = history.commits.iter().find(|commit| commit.id == *id);
        named.map(|commit| commit.subject.clone()).unwrap_or_default()
    };
    let mut lines: BTreeMap<String, usize> = BTreeMap::new();
    for origin in mined.origins()[&RepoPath::from("src/money.ts")].iter().flatten() {
        *lines.entry(subject(origin)).or_default() += 1;
    }
    let written = [
        ("Accept amounts with a thin space", 1),
        ("Read 1.234,50 as what people mean by it", 1),
        ("Render invoices as text", 22),
    ];
    assert_eq!(lines, written.map(|(subject, lines)| (subject.to_owned(), lines)).into());
}

/// What git says of the difference of a commit to its parent: lines added and deleted by path, and
/// where a path came from.
#[derive(Debug, Default, PartialEq, Eq)]
struct Difference {
    lines: BTreeMap<RepoPath, (u32, u32)>,
    renames: BTreeMap<RepoPath, RepoPath>,
}

fn gits_difference(env: &TestEnv, directory: &Path, id: &str) -> Difference {
    // `-U0` as blame does, and `-s` because `-U0` asks for the lines themselves.
    let format = ["-U0", "-s", "--numstat", "-z"];
    let arguments =
        [["diff-tree", "--root", "-r", "-M"].as_slice(), &format, &["--no-commit-id", id]];
    let output = env.git_bytes(directory, &arguments.concat());
    let mut fields = output.split(|byte| *byte == 0).filter(|field| !field.is_empty());
    let mut difference = Difference::default();
    // `added TAB deleted TAB path`; of a rename the path is empty, and old and new path follow.
    while let Some(field) = fields.next() {
        let mut parts = field.splitn(3, |byte| *byte == b'\t');
        let mut number =
            || std::str::from_utf8(parts.next().unwrap_or_default()).unwrap().parse::<u32>().ok();
        let counts = (number(), number());
        let mut path = RepoPath::new(parts.next().unwrap_or_default());
        if path.as_bytes().is_empty() {
            let old = RepoPath::new(fields.next().unwrap());
            path = RepoPath::new(fields.next().unwrap());
            difference.renames.insert(path.clone(), old);
        }
        // `-` stands for binary content.
        if let (Some(added), Some(deleted)) = counts {
            difference.lines.insert(path, (added, deleted));
        }
    }
    difference
}

fn our_difference(changes: &[FileChange]) -> Difference {
    let mut difference = Difference::default();
    for change in changes {
        if change.content == Content::Text {
            difference.lines.insert(change.path.clone(), (change.added, change.deleted));
        }
        if let (FileStatus::Renamed, Some(old)) = (change.status, &change.old_path) {
            difference.renames.insert(change.path.clone(), old.clone());
        }
    }
    difference
}

/// Compares every commit that is no merge; a merge's own lines are no difference to one parent.
fn compare_differences(env: &TestEnv, directory: &Path, history: &History) -> usize {
    let mut compared = 0;
    for commit in history.commits.iter().filter(|commit| !commit.is_merge()) {
        let ours = our_difference(&history.file_changes[commit.file_changes.clone()]);
        let mut gits = gits_difference(env, directory, &commit.id.to_string());
        // git counts the target of a link and the id of a submodule as a line; we do not.
        for change in &history.file_changes[commit.file_changes.clone()] {
            if change.content != Content::Text {
                gits.lines.remove(&change.path);
            }
        }
        assert_eq!(ours, gits, "{}: {}", history.repository, commit.subject);
        compared += ours.lines.len();
    }
    compared
}

#[test]
fn lines_and_renames_of_every_story_are_those_of_gits_own_diff() {
    for story in stories() {
        let env = TestEnv::at(&story.now);
        let directory = env.import(&story.name);
        let mined = Mined::new(&directory, DiffAlgorithm::Git).unwrap();
        assert!(compare_differences(&env, &directory, &mined.history()) > 0, "{}", story.name);
        // Renames are paired before lines are compared: the shipped diff has the same ones.
        let shipped = Mined::new(&directory, DiffAlgorithm::default()).unwrap().history();
        for (ours, gits) in shipped.file_changes.iter().zip(&mined.history().file_changes) {
            assert_eq!((&ours.path, &ours.old_path), (&gits.path, &gits.old_path));
        }
    }
}

/// A line without its white space.
fn substance(line: &[u8]) -> String {
    String::from_utf8_lossy(line).split_whitespace().collect()
}

/// Every line of every file of a commit.
fn lines_at(env: &TestEnv, directory: &Path, id: ObjectId) -> BTreeSet<String> {
    let text = env.git_bytes(directory, &["grep", "-h", "", &id.to_string()]);
    text.split(|byte| *byte == b'\n').map(substance).collect()
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn random_histories_have_the_origins_that_blame_names(history in random_history(14)) {
        let env = TestEnv::new();
        let directory = env.import_without_checkout(history.stream().as_bytes());
        let mined = Mined::new(&directory, DiffAlgorithm::Git).unwrap();
        prop_assert_eq!(first_difference(&mined.origins(), &blamed(&env, &directory)), None);
    }

    /// However a line came to its place, its origin is a commit in which it stands.
    #[test]
    fn lines_stand_in_the_commit_that_is_their_origin(history in random_history(14)) {
        let env = TestEnv::new();
        let directory = env.import_without_checkout(history.stream().as_bytes());
        let mined = Mined::new(&directory, DiffAlgorithm::default()).unwrap();
        let mut lines_of: BTreeMap<ObjectId, BTreeSet<String>> = BTreeMap::new();
        for (path, origins) in mined.origins() {
            let text = env.git_bytes(&directory, &["cat-file", "blob", &format!("HEAD:{path}")]);
            for (line, origin) in text.split(|byte| *byte == b'\n').zip(origins) {
                let (line, origin) = (substance(line), origin.unwrap());
                let known = lines_of.entry(origin).or_insert_with(|| lines_at(&env, &directory, origin));
                // A blank line goes with the line before where the layout changes.
                prop_assert!(line.is_empty() || known.contains(&line), "{path}: {line} of {origin}");
            }
        }
    }

    #[test]
    fn random_histories_have_the_line_counts_of_gits_diff(history in random_history(8)) {
        let env = TestEnv::new();
        let directory = env.import_without_checkout(history.stream().as_bytes());
        let mined = Mined::new(&directory, DiffAlgorithm::Git).unwrap();
        let history = mined.history();
        for commit in history.commits.iter().filter(|commit| commit.parents.len() == 1) {
            let changes = &history.file_changes[commit.file_changes.clone()];
            if changes.iter().any(|change| change.status == FileStatus::Renamed) {
                // Among several sources `git blame` and `git diff` choose differently.
                continue;
            }
            let gits = gits_difference(&env, &directory, &commit.id.to_string());
            for change in changes.iter().filter(|change| change.content == Content::Text) {
                let counts = (change.added, change.deleted);
                prop_assert_eq!(Some(&counts), gits.lines.get(&change.path), "{}", change.path);
            }
        }
    }
}
