//! A repository in a temporary directory, with a binary that writes down its calls.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};

use git_headway::git::ConfigLevel;
use git_headway::hook::install::{self, Wanted};
use git_headway::hook::{HooksPath, Mode, Outcome, Plan, Refusal, Site, uninstall};

/// Held while a script is written and while a process is started: a process that starts meanwhile
/// inherits the open file for a moment, and for that moment nobody can run the script.
static WRITING: Mutex<()> = Mutex::new(());

fn exclusively() -> MutexGuard<'static, ()> {
    WRITING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A repository that no setting of the person who runs the tests reaches.
pub(crate) struct Repository {
    root: tempfile::TempDir,
    /// The work tree.
    pub(crate) top: PathBuf,
    /// The stand-in for git-headway.
    pub(crate) binary: PathBuf,
}

impl Repository {
    /// One without commits, whose binary has an ordinary path.
    pub(crate) fn new() -> Self {
        Self::with_binary("git-headway")
    }

    /// One whose binary has this path below the temporary directory.
    pub(crate) fn with_binary(path: &str) -> Self {
        let root = tempfile::tempdir().unwrap();
        let top = root.path().join("work");
        let binary = root.path().join(path);
        fs::create_dir_all(binary.parent().unwrap()).unwrap();
        fs::create_dir_all(root.path().join("home")).unwrap();
        let repository = Self { root, top, binary };
        repository.write_binary(&repository.binary, "binary");
        fs::create_dir(&repository.top).unwrap();
        repository.git(&["init", "-q", "-b", "main", "--template="]);
        repository.git(&["config", "user.name", "A U Thor"]);
        repository.git(&["config", "user.email", "author@example.com"]);
        fs::create_dir(repository.hooks()).unwrap();
        repository
    }

    /// Writes a script that notes its name, its arguments and, for post-rewrite, its input.
    pub(crate) fn write_binary(&self, path: &Path, name: &str) {
        let log = self.log_path();
        let text = format!(
            "#!/bin/sh\n{{ echo \"{name} $*\"; [ \"$2\" = post-rewrite ] && cat; }} >>'{}'\n",
            log.display()
        );
        write_script(path, &text);
    }

    /// A path below the temporary directory, outside of the work tree.
    pub(crate) fn outside(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    pub(crate) fn hooks(&self) -> PathBuf {
        self.top.join(".git/hooks")
    }

    pub(crate) fn hook(&self, name: &str) -> PathBuf {
        self.hooks().join(name)
    }

    fn log_path(&self) -> PathBuf {
        self.outside("log")
    }

    /// A hook of somebody else's that notes its arguments under the name `previous`.
    pub(crate) fn write_previous(&self, name: &str, rest: &str) {
        let log = self.log_path();
        let text = format!("#!/bin/sh\necho \"previous $*\" >>'{}'\n{rest}\n", log.display());
        write_script(&self.hook(name), &text);
    }

    /// What was noted since the last call, and forgets it.
    pub(crate) fn calls(&self) -> Vec<String> {
        let log = fs::read_to_string(self.log_path()).unwrap_or_default();
        let _ = fs::remove_file(self.log_path());
        log.lines().map(str::to_owned).collect()
    }

    /// git in the work tree; must succeed. Answers with what it printed, trimmed.
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        let output = self.run("git", arguments, &[]);
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {arguments:?}: {error}");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    /// A commit that adds a line to `file`; answers with its name.
    pub(crate) fn commit(&self, subject: &str) -> String {
        let path = self.top.join("file");
        let before = fs::read_to_string(&path).unwrap_or_default();
        fs::write(path, format!("{before}{subject}\n")).unwrap();
        self.git(&["add", "file"]);
        self.git(&["commit", "-q", "-m", subject]);
        self.git(&["rev-parse", "HEAD"])
    }

    /// A program in the work tree, without anything that git reads from the environment.
    pub(crate) fn run(&self, program: &str, arguments: &[&str], set: &[(&str, &OsStr)]) -> Output {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(&self.top);
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("GIT_") {
                command.env_remove(name);
            }
        }
        let home = self.outside("home");
        command.env("HOME", &home).env("XDG_CONFIG_HOME", &home).env("LC_ALL", "C");
        command.env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_CONFIG_GLOBAL", home.join("gitconfig"));
        command.env("PATH", search_path(None)).env("GIT_EDITOR", "true").envs(set.iter().copied());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let child = {
            let _writing = exclusively();
            command.spawn().unwrap()
        };
        child.wait_with_output().unwrap()
    }

    pub(crate) fn site(&self, hooks_path: Option<(&str, ConfigLevel)>) -> Site {
        let setting = hooks_path.map(|(value, scope)| HooksPath { value: value.into(), scope });
        Site::observe(&self.top.join(".git"), Some(&self.top), setting.as_ref()).unwrap()
    }

    pub(crate) fn plan(&self) -> Result<Plan, Refusal> {
        self.plan_at(&self.site(None))
    }

    /// Hook files for a site.
    pub(crate) fn plan_at(&self, site: &Site) -> Result<Plan, Refusal> {
        install::plan(site, &Wanted { binary: &self.binary, mode: Mode::File, ask: None })
    }

    /// Installs both hooks; answers with how post-commit came out.
    pub(crate) fn install(&self) -> Outcome {
        let plan = self.plan().unwrap();
        apply(&plan);
        plan.outcomes()[0].1.clone()
    }

    /// Uninstalls both hooks; answers with how post-commit came out.
    pub(crate) fn uninstall(&self) -> Outcome {
        let plan = uninstall::plan(&self.site(None));
        apply(&plan);
        plan.outcomes()[0].1.clone()
    }

    /// Every entry of the hooks directory: its name, its permission bits, and its bytes or where
    /// it leads.
    pub(crate) fn contents(&self) -> Vec<(OsString, u32, Vec<u8>)> {
        let entries = fs::read_dir(self.hooks()).unwrap().map(Result::unwrap);
        let mut contents: Vec<_> = entries
            .map(|entry| {
                let metadata = entry.metadata().unwrap();
                let bytes = match fs::read_link(entry.path()) {
                    Ok(target) => target.into_os_string().into_encoded_bytes(),
                    Err(_) => fs::read(entry.path()).unwrap(),
                };
                (entry.file_name(), metadata.permissions().mode(), bytes)
            })
            .collect();
        contents.sort();
        contents
    }
}

/// The directories in which programs are found: `first`, then the usual ones, but none with a
/// git-headway that is installed on this machine.
pub(crate) fn search_path(first: Option<&Path>) -> OsString {
    let usual = std::env::vars_os().find(|(name, _)| name == "PATH").unwrap().1;
    let usual = std::env::split_paths(&usual);
    let usual = usual.filter(|directory| !directory.join("git-headway").exists());
    std::env::join_paths(first.map(Path::to_path_buf).into_iter().chain(usual)).unwrap()
}

pub(crate) fn write_script(path: &Path, text: &str) {
    let _writing = exclusively();
    fs::write(path, text).unwrap();
    set_mode(path, 0o755);
}

/// Applies a plan that must succeed.
pub(crate) fn apply(plan: &Plan) {
    let _writing = exclusively();
    plan.apply().unwrap();
}

pub(crate) fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

pub(crate) fn mode(path: &Path) -> u32 {
    fs::symlink_metadata(path).unwrap().permissions().mode() & 0o7777
}
