//! A closed world with one git, the real binary, and a script to put in its place.

use std::ffi::OsString;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use git_headway::hook::GitVersion;

/// Writes down how it was called, and what it was given to read.
const RECORDER: &str = "#!/bin/sh\necho \"headway $2${3:+ $3}\" >>\"$TEST_LOG\"\n\
                        [ \"$2\" != post-rewrite ] || sed 's/^/read /' >>\"$TEST_LOG\"\n";

/// Which git a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Git {
    /// Any; the hooks are files.
    Files,
    /// 2.54 or later; the hooks are in the configuration.
    Config,
}

/// What is there: each path, its permission bits, and its bytes or where it leads.
pub(crate) type Snapshot = Vec<(PathBuf, u32, Vec<u8>)>;

pub(crate) struct World {
    _root: tempfile::TempDir,
    pub(crate) root: PathBuf,
    git: Git,
    path: OsString,
    /// Where git-headway runs and commits are made.
    pub(crate) place: PathBuf,
    /// The git directory that all work trees share.
    pub(crate) common: PathBuf,
    /// Further variables of the environment.
    pub(crate) variables: Vec<(&'static str, OsString)>,
}

/// A git that runs hooks from its configuration, when there is one; the directory to find it in.
pub(crate) fn new_git() -> Option<PathBuf> {
    let variable = |name: &str| std::env::vars_os().find(|(key, _)| key == name);
    let named = variable("GIT_HEADWAY_TEST_GIT").map(|(_, git)| PathBuf::from(git));
    let search = variable("PATH").unwrap().1;
    let on_path =
        std::env::split_paths(&search).map(|dir| dir.join("git")).find(|git| git.exists());
    let found = named.into_iter().chain(on_path);
    let is_new = |git: &PathBuf| {
        let output = Command::new(git).arg("--version").output().unwrap();
        let version = GitVersion::parse(&String::from_utf8_lossy(&output.stdout));
        version >= Some(GitVersion::WITH_CONFIG_HOOKS)
    };
    let mut found = found.filter(is_new);
    found.next().map(|git| git.parent().unwrap().to_path_buf())
}

impl World {
    /// A repository without commits, at `project`; `None` where there is no such git.
    pub(crate) fn new(git: Git) -> Option<Self> {
        let first = match git {
            Git::Files => None,
            Git::Config => Some(new_git()?),
        };
        let root = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let path = root.path().canonicalize().unwrap();
        for name in ["home", "bin", "project"] {
            fs::create_dir(path.join(name)).unwrap();
        }
        let usual = std::env::vars_os().find(|(name, _)| name == "PATH").unwrap().1;
        let usual = std::env::split_paths(&usual).filter(|dir| !dir.join("git-headway").exists());
        let search = std::env::join_paths(first.into_iter().chain(usual)).unwrap();
        let world = Self {
            _root: root,
            git,
            path: search,
            place: path.join("project"),
            common: path.join("project/.git"),
            root: path,
            variables: Vec::new(),
        };
        world.write("home/gitconfig", "[user]\n\tname = A U Thor\n\temail = author@example.com\n");
        // Written by another process: while this one has a script open, one that is starting in
        // another thread would hold it too, and nobody could run it.
        world.sh(&format!("cat >../recorder <<'E'\n{RECORDER}E\nchmod +x ../recorder"));
        world.use_binary();
        world.git(&["init", "-q", "-b", "main", "--template="]);
        fs::create_dir(world.common.join("hooks")).unwrap();
        Some(world)
    }

    pub(crate) fn is_file_mode(&self) -> bool {
        self.git == Git::Files
    }

    fn binary(&self) -> PathBuf {
        self.root.join("bin/git-headway")
    }

    /// The real program at the path that hooks know.
    pub(crate) fn use_binary(&self) {
        let _ = fs::remove_file(self.binary());
        fs::hard_link(env!("CARGO_BIN_EXE_git-headway"), self.binary()).unwrap();
    }

    /// The script in its place.
    pub(crate) fn use_recorder(&self) {
        let _ = fs::remove_file(self.binary());
        fs::hard_link(self.root.join("recorder"), self.binary()).unwrap();
    }

    /// Nothing in its place.
    pub(crate) fn use_nothing(&self) {
        fs::remove_file(self.binary()).unwrap();
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// A command in the place that sees nothing of the world outside but where programs are.
    pub(crate) fn command(&self, program: &str) -> Command {
        let home = self.root.join("home");
        let mut command = Command::new(program);
        command.current_dir(&self.place).env_clear().env("PATH", &self.path);
        command.env("HOME", &home).env("XDG_CONFIG_HOME", &home).env("XDG_DATA_HOME", &home);
        command.env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_CONFIG_GLOBAL", home.join("gitconfig"));
        command.env("GIT_CEILING_DIRECTORIES", &self.root).env("GIT_EDITOR", "true");
        command.env("TEST_LOG", self.root.join("log")).env("LC_ALL", "C").env("TZ", "UTC");
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command.stdin(Stdio::null());
        command
    }

    /// A shell script in the place; must succeed.
    pub(crate) fn sh(&self, script: &str) -> String {
        let output = self.command("sh").args(["-ec", script]).output().unwrap();
        assert!(output.status.success(), "{script}: {}", said(&output));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// git in the place; must succeed.
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        let output = self.command("git").args(arguments).output().unwrap();
        assert!(output.status.success(), "git {arguments:?}: {}", said(&output));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    /// git-headway in the place; it may fail.
    pub(crate) fn headway(&self, arguments: &[&str]) -> (bool, String) {
        let output =
            self.command(self.binary().to_str().unwrap()).args(arguments).output().unwrap();
        (output.status.success(), said(&output))
    }

    /// Installs in the way that the row is about.
    pub(crate) fn init(&self) -> (bool, String) {
        let mode = if self.is_file_mode() { "--mode=file" } else { "--mode=auto" };
        self.headway(&["init", mode])
    }

    /// A commit, and an amend of it; what hooks wrote down meanwhile.
    pub(crate) fn calls(&self) -> Vec<String> {
        self.use_recorder();
        let calls = self.calls_of_git();
        self.use_binary();
        calls
    }

    /// As [`World::calls`], with whatever is at the path of the binary.
    pub(crate) fn calls_of_git(&self) -> Vec<String> {
        let log = self.root.join("log");
        let _ = fs::remove_file(&log);
        self.git(&["commit", "-q", "--allow-empty", "-m", "a"]);
        let old = self.git(&["rev-parse", "HEAD"]);
        self.git(&["commit", "-q", "--allow-empty", "--amend", "-m", "b"]);
        let new = self.git(&["rev-parse", "HEAD"]);
        let log = fs::read_to_string(&log).unwrap_or_default();
        log.replace(&format!("{old} {new}"), "OLD NEW").lines().map(str::to_owned).collect()
    }

    /// Everything that git-headway could have changed.
    pub(crate) fn snapshot(&self) -> Snapshot {
        let mut found = Vec::new();
        for name in ["config", "config.lock", "config.worktree", "hooks", "headway"] {
            look(&self.common.join(name), &mut found);
        }
        look(&self.place, &mut found);
        let names = fs::read_dir(&self.common).unwrap().map(|entry| entry.unwrap().file_name());
        let mut names: Vec<_> = names.filter(|name| !git_makes(name.as_bytes())).collect();
        names.sort();
        found.extend(names.into_iter().map(|name| (PathBuf::from(name), 0, Vec::new())));
        let relative = |path: PathBuf| match path.strip_prefix(&self.root) {
            Ok(relative) => relative.to_path_buf(),
            Err(_) => path,
        };
        found.into_iter().map(|(path, mode, bytes)| (relative(path), mode, bytes)).collect()
    }

    /// The repositories that are listed as installed.
    pub(crate) fn listed(&self) -> usize {
        let list = fs::read(self.root.join("home/git-headway/repositories")).unwrap_or_default();
        list.split(|byte| *byte == b'\n').filter(|line| line.starts_with(b"hooks")).count()
    }
}

pub(crate) fn said(output: &Output) -> String {
    [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes)).concat()
}

/// What comes and goes in a git directory as commits are made.
fn git_makes(name: &[u8]) -> bool {
    name == b"index" || name == b"logs" || name.ends_with(b"_HEAD") || name == b"COMMIT_EDITMSG"
}

fn look(path: &Path, found: &mut Snapshot) {
    let Ok(metadata) = fs::symlink_metadata(path) else { return };
    if let Ok(target) = fs::read_link(path) {
        found.push((path.to_path_buf(), 0, target.as_os_str().as_bytes().to_vec()));
    } else if metadata.is_dir() {
        found.push((path.to_path_buf(), metadata.mode(), Vec::new()));
        let mut entries: Vec<_> = fs::read_dir(path).unwrap().map(|entry| entry.unwrap()).collect();
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries.iter().filter(|entry| entry.file_name() != ".git") {
            look(&entry.path(), found);
        }
    } else {
        let mode = metadata.permissions().mode();
        found.push((path.to_path_buf(), mode, fs::read(path).unwrap()));
    }
}
