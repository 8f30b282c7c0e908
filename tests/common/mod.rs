//! What the integration tests share: a closed world to run in, and the stories.
//!
//! In: the streams and verdicts below `fixtures/stories`. Out: repositories in a directory of their
//! own, what git and git-headway say of them, and the verdicts as plain values.
//! Deliberately absent: any opinion on what git-headway should answer; `story.toml` holds those.
#![allow(
    dead_code,
    unreachable_pub,
    reason = "every test binary compiles this module and each uses another part of it"
)]

pub mod people;
pub mod random_history;

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use serde::{Deserialize, Serialize};

/// The moment at which tests happen that are not about a story.
pub const NOW: &str = "2025-06-30T12:00:00Z";

/// What is taken over from outside; everything else stays there: `GIT_*`, `CI`, `HEADWAY_*`, and
/// whatever tells programs that no person is watching. The last one is for coverage.
const INHERITED: [&str; 4] = ["PATH", "TMPDIR", "SYSTEMROOT", "LLVM_PROFILE_FILE"];

/// A directory with a home, a git configuration and a clock of its own; removed when dropped.
pub struct TestEnv {
    // Only dropped, never read: `root` is the same directory without symbolic links in its path.
    _directory: tempfile::TempDir,
    root: PathBuf,
    now: String,
    repositories: AtomicU32,
}

/// What a run of git-headway left behind, with `$TEST` for the path of the test's directory.
#[must_use = "look at what it said, or at least at its exit code"]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// The answer.
    pub stdout: String,
    /// The talk.
    pub stderr: String,
    /// The exit code; -1 when a signal ended the run.
    pub code: i32,
}

impl TestEnv {
    /// A closed world at [`NOW`].
    pub fn new() -> Self {
        Self::at(NOW)
    }

    /// A closed world at a moment of one's choice, as RFC 3339.
    pub fn at(now: &str) -> Self {
        let directory = tempfile::tempdir().expect("because the tests need a place to write to");
        let root = directory.path().canonicalize().expect("because it was made a moment ago");
        fs::create_dir(root.join("home")).expect("because the directory is empty");
        let configuration = "[user]\n\tname = Test Person\n\temail = test@example.org\n\
                             [init]\n\tdefaultBranch = main\n\
                             [core]\n\tfsync = none\n[gc]\n\tauto = 0\n";
        fs::write(root.join("home/gitconfig"), configuration)
            .expect("because the directory is writable");
        Self { _directory: directory, root, now: now.to_owned(), repositories: AtomicU32::new(0) }
    }

    /// The directory that everything happens in.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A command that sees nothing of the world outside but where programs are.
    pub fn command(&self, program: &str, directory: &Path) -> Command {
        let home = self.root.join("home");
        let mut command = Command::new(program);
        command.current_dir(directory).env_clear().envs(inherited());
        command.env("HOME", &home).env("USERPROFILE", &home);
        command.env("XDG_DATA_HOME", home.join("data"));
        command.env("XDG_CONFIG_HOME", home.join("config"));
        command.env("XDG_CACHE_HOME", home.join("cache")).env("XDG_STATE_HOME", home.join("state"));
        command.env("GIT_CONFIG_GLOBAL", home.join("gitconfig")).env("GIT_CONFIG_NOSYSTEM", "1");
        command.env("TZ", "UTC").env("LC_ALL", "C").env("COLUMNS", "100");
        command.env("HEADWAY_NOW", &self.now);
        command
    }

    /// Runs git; commits that it makes are dated now. Panics with what git said when it fails.
    pub fn git(&self, directory: &Path, arguments: &[&str]) -> String {
        String::from_utf8_lossy(&self.git_bytes(directory, arguments)).into_owned()
    }

    /// As [`TestEnv::git`], for output that may be no UTF-8.
    pub fn git_bytes(&self, directory: &Path, arguments: &[&str]) -> Vec<u8> {
        self.git_fed(directory, arguments, b"")
    }

    /// As [`TestEnv::git_bytes`], for a command that reads its standard input.
    pub fn git_fed(&self, directory: &Path, arguments: &[&str], input: &[u8]) -> Vec<u8> {
        let mut command = self.command("git", directory);
        command.env("GIT_AUTHOR_DATE", &self.now).env("GIT_COMMITTER_DATE", &self.now);
        command.args(arguments).stdin(Stdio::piped());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("git");
        let mut stdin = child.stdin.take().expect("because it is piped");
        // Inputs of tests fit into git's reading: it says nothing before it has read them. A git
        // that stops early closes the pipe, and its exit code below says more than that.
        let written = stdin.write_all(input);
        drop(stdin);
        let output = child.wait_with_output().expect("because it was started");
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {arguments:?} failed: {complaint}");
        written.expect("because git ended well, so it has read everything");
        output.stdout
    }

    /// Builds the repository of a story; its person is the one whom git knows there.
    pub fn import(&self, story: &str) -> PathBuf {
        let story = Story::load(story);
        let directory = self.import_without_checkout(&story.stream());
        if story.checkout {
            self.git(&directory, &["reset", "--quiet", "--hard", "main"]);
        }
        let (name, email) =
            story.person.split_once(" <").expect("because a person is NAME <EMAIL>");
        let email = email.trim_end_matches('>');
        let file = fs::OpenOptions::new().append(true).open(directory.join(".git/config"));
        let person = format!("[user]\n\tname = {name}\n\temail = {email}\n");
        file.and_then(|mut file| file.write_all(person.as_bytes()))
            .expect("because git has just made its configuration");
        directory
    }

    /// Builds a repository from a fast-import stream and checks its branch `main` out.
    pub fn import_stream(&self, stream: &[u8]) -> PathBuf {
        let directory = self.import_without_checkout(stream);
        self.git(&directory, &["reset", "--quiet", "--hard", "main"]);
        directory
    }

    /// As [`TestEnv::import_stream`], for paths that not every file system can hold.
    pub fn import_without_checkout(&self, stream: &[u8]) -> PathBuf {
        let number = self.repositories.fetch_add(1, Ordering::Relaxed);
        let directory = self.root.join(format!("repository-{number}"));
        fs::create_dir(&directory).expect("because the number is new");
        self.git(&directory, &["init", "--quiet", "--initial-branch=main"]);
        let marks = format!("--export-marks={}", marks_file(&directory).display());
        self.git_fed(&directory, &["fast-import", "--quiet", "--force", &marks], stream);
        directory
    }

    /// Runs git-headway.
    pub fn headway(&self, directory: &Path, arguments: &[impl AsRef<OsStr>]) -> Output {
        let mut command = self.command(env!("CARGO_BIN_EXE_git-headway"), directory);
        let output = command.args(arguments).stdin(Stdio::null()).output().expect("git-headway");
        Output {
            stdout: self.without_paths(&String::from_utf8_lossy(&output.stdout)),
            stderr: self.without_paths(&String::from_utf8_lossy(&output.stderr)),
            code: output.status.code().unwrap_or(-1),
        }
    }

    /// The text with `$TEST` for the path of the test's directory.
    pub fn without_paths(&self, text: &str) -> String {
        text.replace(&*self.root.to_string_lossy(), "$TEST")
    }
}

/// A small file system, unmounted when dropped.
pub struct SmallDisk(pub PathBuf);

impl SmallDisk {
    /// `None` where nothing may be mounted.
    pub fn mount(env: &TestEnv) -> Option<Self> {
        let place = env.root().join("disk");
        fs::create_dir(&place).expect("because the test has made no other");
        let mut mount = env.command("mount", env.root());
        mount.args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"]).arg(&place);
        mount.output().is_ok_and(|output| output.status.success()).then_some(Self(place))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

fn inherited() -> impl Iterator<Item = (OsString, OsString)> {
    std::env::vars_os().filter(|(name, _)| INHERITED.iter().any(|inherited| name == inherited))
}

fn marks_file(repository: &Path) -> PathBuf {
    repository.join(".git/story-marks")
}

/// The commits of an imported stream: mark to id.
pub fn commit_ids(repository: &Path) -> BTreeMap<u32, String> {
    let marks = fs::read_to_string(marks_file(repository)).expect("because import wrote it");
    let pair = |line: &str| {
        let (mark, id) = line.strip_prefix(':')?.split_once(' ')?;
        Some((mark.parse().ok()?, id.to_owned()))
    };
    marks.lines().filter_map(pair).collect()
}

/// Unpacks every object into a file of its own, so that single ones can be lost or damaged.
pub fn unpack(env: &TestEnv, repository: &Path) {
    let objects = repository.join(".git/objects/pack");
    let aside = env.root().join("packs");
    let _ = fs::remove_dir_all(&aside);
    fs::rename(&objects, &aside).expect("because both are on one file system");
    fs::create_dir(&objects).expect("because it has just been moved away");
    for entry in fs::read_dir(&aside).expect("because it is there") {
        let pack = entry.expect("because it can be listed").path();
        if pack.extension().is_some_and(|extension| extension == "pack") {
            let pack = fs::read(pack).expect("because git wrote it");
            env.git_fed(repository, &["unpack-objects", "-q"], &pack);
        }
    }
}

/// The file of an object that lies in no pack.
pub fn object_file(repository: &Path, id: &str) -> PathBuf {
    repository.join(".git/objects").join(&id[..2]).join(&id[2..])
}

fn stories_directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/stories")
}

/// Every story, by name.
pub fn stories() -> Vec<Story> {
    let entries = fs::read_dir(stories_directory()).expect("because the stories are committed");
    let name = |entry: std::io::Result<fs::DirEntry>| {
        let name = entry.expect("because the directory is readable").file_name();
        name.into_string().expect("because names of stories are ASCII")
    };
    let mut names: Vec<String> = entries.map(name).collect();
    names.sort();
    names.iter().map(|name| Story::load(name)).collect()
}

/// A history and what a careful reader says of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Story {
    /// The name of its directory.
    #[serde(skip)]
    pub name: String,
    /// One line on what happens.
    pub title: String,
    /// Whose mirror it is: `Name <email>`.
    pub person: String,
    /// The moment of reading, as RFC 3339.
    pub now: String,
    /// Why the reader says so.
    pub tells: String,
    /// Whether every file system can hold its paths.
    #[serde(default = "yes")]
    pub checkout: bool,
    /// Whether the listed chains are all there are.
    pub no_other_chains: bool,
    /// Every commit, in the order of its mark, from 1.
    #[serde(rename = "commit")]
    pub commits: Vec<StoryCommit>,
    /// What matters of the changes on spots.
    #[serde(rename = "change", default)]
    pub changes: Vec<StoryChange>,
    /// The chains of patches.
    #[serde(rename = "chain", default)]
    pub chains: Vec<StoryChain>,
}

fn yes() -> bool {
    true
}

/// What the reader says of a commit.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoryCommit {
    /// The subject, where no other commit of the story has it and it is plain text.
    pub subject: Option<String>,
    /// The mark in the stream, where the subject does not serve.
    pub mark: Option<u32>,
    /// The kinds that a reader may see; absent where readers would see anything or nothing.
    pub kind: Option<OneOrMany<StoryKind>>,
    /// The commit that it takes back.
    pub reverts: Option<CommitReference>,
    /// The commit whose lines it brings again.
    pub twin_of: Option<CommitReference>,
    /// Made by a bot.
    #[serde(default)]
    pub bot: bool,
    /// What git-headway needs before it can see this.
    pub later: Option<Later>,
}

/// What the reader says of the part of a commit that falls on a spot.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoryChange {
    /// The commit.
    pub commit: CommitReference,
    /// The path after the commit, as the tool shows it.
    pub path: String,
    /// The file that its spot is in today, where it moved to another.
    pub today: Option<String>,
    /// Part of the section's title; without it, every spot of the file is meant.
    pub section: Option<String>,
    /// What it was for the spot; several where readers would differ.
    pub nature: OneOrMany<StoryNature>,
    /// Why it is noise; several where more than one reason is true.
    pub noise: Option<OneOrMany<StoryNoise>>,
    /// The patch that it repeats.
    pub repeat_of: Option<CommitReference>,
    /// Whether one person made both.
    pub same_person: Option<bool>,
    /// The commit whose change it completes.
    pub remedy_of: Option<CommitReference>,
    /// What became of it; absent where nobody asks or readers would differ.
    pub outcome: Option<StoryOutcome>,
    /// The patch that came back.
    pub came_back_by: Option<CommitReference>,
    /// What git-headway needs before it can see what the entry says.
    pub later: Option<Later>,
}

/// Patches on one spot, each within the window of the one before.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoryChain {
    /// The path after the last patch.
    pub path: String,
    /// Part of the section's title.
    pub section: Option<String>,
    /// The patches, oldest first, without quick remedies.
    pub patches: Vec<CommitReference>,
    /// The structural change after which it was silent.
    pub ended_by: Option<CommitReference>,
    /// What became of the last patch, or of the change that ended the chain.
    pub outcome: StoryOutcome,
    /// What git-headway needs before it can see the chain.
    pub later: Option<Later>,
}

/// A commit of the same story: its mark or its subject.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum CommitReference {
    /// The mark in the stream.
    Mark(u32),
    /// The whole subject.
    Subject(String),
}

/// One answer, or several that are all acceptable.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum OneOrMany<T> {
    /// The only acceptable answer.
    One(T),
    /// Each of these.
    Many(Vec<T>),
}

impl<T: PartialEq> OneOrMany<T> {
    /// Every acceptable answer.
    pub fn all(&self) -> &[T] {
        match self {
            Self::One(answer) => std::slice::from_ref(answer),
            Self::Many(answers) => answers,
        }
    }

    /// Whether an answer is acceptable.
    pub fn accepts(&self, answer: &T) -> bool {
        self.all().contains(answer)
    }
}

/// The kinds, spelled as in the JSON: the words of `git_headway::model::Kind`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum StoryKind {
    Feat,
    Fix,
    Refactor,
    Perf,
    Test,
    Docs,
    Build,
    Ci,
    Chore,
    Style,
    Revert,
}

/// The natures, spelled as in the JSON: the words of `git_headway::model::Nature`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StoryNature {
    Structural,
    Patch,
    Upkeep,
    Noise,
}

/// The reasons for noise, spelled as in the JSON: the words of `git_headway::model::Noise`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StoryNoise {
    LockFile,
    Generated,
    Vendored,
    NotText,
    Formatting,
    Moved,
    Reverted,
    Twin,
    Bot,
    Merge,
}

/// The outcomes: the words of `git_headway::model::Outcome`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StoryOutcome {
    Held,
    CameBack,
    TooEarly,
}

/// Abilities that git-headway does not have yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Later {
    /// To follow a definition that moves to another file, or gets another name, line by line.
    #[serde(rename = "symbol lineage")]
    SymbolLineage,
    /// To see what code means: that a new argument with a default is a choice that callers did not have.
    #[serde(rename = "meaning of code")]
    MeaningOfCode,
}

impl Story {
    /// Reads a story; panics with its name and what is wrong when it cannot be read.
    pub fn load(name: &str) -> Self {
        let file = stories_directory().join(name).join("story.toml");
        let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{name}: {error}"));
        let story = toml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        Self { name: name.to_owned(), ..story }
    }

    /// Its history as a fast-import stream.
    pub fn stream(&self) -> Vec<u8> {
        let file = stories_directory().join(&self.name).join("history.fi");
        fs::read(file).unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }

    /// The mark of the commit that is meant; panics when the story lists no such commit.
    pub fn mark(&self, reference: &CommitReference) -> u32 {
        let subject = match reference {
            CommitReference::Mark(mark) => return *mark,
            CommitReference::Subject(subject) => subject,
        };
        let at = self.commits.iter().position(|commit| commit.subject.as_ref() == Some(subject));
        let at = at.unwrap_or_else(|| panic!("{}: no commit `{subject}`", self.name));
        u32::try_from(at + 1).expect("because stories are short")
    }
}
