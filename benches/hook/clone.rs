//! A throwaway clone with a work tree, in which commits are made.
//!
//! In: a repository, which is only read: the clone borrows its objects. Out: commands in the clone, dated some days
//! apart, by a person of its own; its text files, and lines changed in them.
//! Deliberately absent: measuring.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::Context as _;
use tempfile::TempDir;

/// Larger files are passed over.
const LARGEST: u64 = 1 << 20;
const DAY: i64 = 86_400;
/// Before the history is there; git takes no date of the first seconds.
const BEGIN: i64 = 1_600_000_000;
/// Days from one commit to the next: more than a remedy takes, and few enough for a chain.
const STEP: i64 = 5;
/// Endings of files that are code to everybody.
const CODE: [&str; 10] = ["rs", "c", "h", "go", "py", "js", "ts", "java", "rb", "cc"];
/// Folders whose code is no work on the product.
const ASIDE: [&str; 6] = ["test", "example", "bench", "doc", "vendor", "contrib"];

/// Which hook a clone has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hook {
    /// None.
    None,
    /// A shell that runs `/bin/true`.
    True,
    /// git-headway as `init` installs it, with the history mined.
    Headway,
}

/// The clone. All that is measured in it happens on its own calendar.
pub(crate) struct Clone {
    folder: TempDir,
    now: i64,
}

impl Clone {
    pub(crate) fn of(directory: &Path, hook: Hook) -> anyhow::Result<Self> {
        let folder = tempfile::tempdir()?;
        let mut clone = Self { folder, now: BEGIN };
        fs::create_dir(clone.home())?;
        fs::write(
            clone.home().join("gitconfig"),
            "[user]\n\tname = Somebody\n\temail = somebody@example.org\n[gc]\n\tauto = 0\n\
             [maintenance]\n\tauto = false\n[core]\n\tfsync = none\n",
        )?;
        let place = clone.place();
        let mut git = clone.command("git", clone.folder.path());
        git.args(["clone", "--quiet", "--shared"]).arg(directory).arg(&place);
        run(git)?;
        clone.now = clone.git(&["log", "-1", "--format=%ct"])?.trim().parse()?;
        clone.install(hook)?;
        Ok(clone)
    }

    fn install(&self, hook: Hook) -> anyhow::Result<()> {
        match hook {
            Hook::None => Ok(()),
            Hook::True => {
                use std::os::unix::fs::PermissionsExt as _;
                let hooks = self.place().join(".git/hooks");
                fs::create_dir_all(&hooks)?;
                for event in ["post-commit", "post-rewrite"] {
                    fs::write(hooks.join(event), "#!/bin/sh\n/bin/true || :\n")?;
                    fs::set_permissions(hooks.join(event), fs::Permissions::from_mode(0o755))?;
                }
                Ok(())
            }
            Hook::Headway => {
                let mut init = self.command(env!("CARGO_BIN_EXE_git-headway"), &self.place());
                init.arg("init");
                run(init)?;
                let mut mine = self.command(env!("CARGO_BIN_EXE_git-headway"), &self.place());
                mine.arg("mine");
                run(mine).map(drop)
            }
        }
    }

    fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    pub(crate) fn place(&self) -> PathBuf {
        self.folder.path().join("clone")
    }

    /// A command that knows nothing of the person who measures, at the moment that the clone is at.
    fn command(&self, program: impl AsRef<OsStr>, directory: &Path) -> Command {
        let home = self.home();
        let mut command = Command::new(program);
        command.current_dir(directory).env_clear();
        command.envs(std::env::vars_os().filter(|(name, _)| name == "PATH" || name == "TMPDIR"));
        command.env("HOME", &home).env("XDG_DATA_HOME", home.join("data"));
        command.env("XDG_CONFIG_HOME", home.join("config")).env("TERM", "xterm");
        command.env("GIT_CONFIG_GLOBAL", home.join("gitconfig")).env("GIT_CONFIG_NOSYSTEM", "1");
        let date = format!("{} +0000", self.now);
        command.env("GIT_AUTHOR_DATE", &date).env("GIT_COMMITTER_DATE", &date);
        command.env("HEADWAY_NOW", self.now.to_string());
        command
    }

    /// git in the clone.
    pub(crate) fn git_command(&self, arguments: &[&str]) -> Command {
        let mut git = self.command("git", &self.place());
        git.args(arguments);
        git
    }

    /// Runs git in the clone for what it prints.
    pub(crate) fn git(&self, arguments: &[&str]) -> anyhow::Result<String> {
        let output = run(self.git_command(arguments))?;
        Ok(String::from_utf8_lossy(&output).into_owned())
    }

    /// `git commit` of what is changed, some days after the one before.
    pub(crate) fn commit(&mut self, subject: &str) -> Command {
        self.now += STEP * DAY;
        self.git_command(&["commit", "-qam", subject])
    }

    /// As [`Self::commit`], without hooks and at once.
    pub(crate) fn commit_unseen(&mut self, subject: &str) -> anyhow::Result<()> {
        self.now += STEP * DAY;
        self.git(&["-c", "core.hooksPath=/dev/null", "commit", "-qam", subject])?;
        Ok(())
    }

    /// The text files of code at HEAD, in the order of their paths.
    pub(crate) fn code_files(&self) -> anyhow::Result<Vec<String>> {
        let listing = self.git(&["ls-files", "-z"])?;
        let files = listing.split('\0').filter(|path| is_code(path) && self.is_text(path));
        let files: Vec<String> = files.map(str::to_owned).collect();
        anyhow::ensure!(!files.is_empty(), "there is no file of code at HEAD");
        Ok(files)
    }

    /// The file of code that most commits of the last 90 days changed.
    pub(crate) fn busiest_file(&self, files: &[String]) -> anyhow::Result<String> {
        let since = format!("--since={}", self.now - 90 * DAY);
        let changed = self.git(&["log", &since, "--name-only", "--format=", "HEAD"])?;
        let count = |path: &&String| changed.lines().filter(|line| line == path).count();
        Ok(files.iter().max_by_key(count).context("no file")?.clone())
    }

    fn is_text(&self, path: &str) -> bool {
        let file = self.place().join(path);
        fs::symlink_metadata(&file)
            .is_ok_and(|it| it.is_file() && it.len() > 0 && it.len() < LARGEST)
            && fs::read_to_string(&file).is_ok()
    }

    /// Makes the middle line of a file say something else.
    pub(crate) fn change_line(&self, path: &str, number: usize) -> anyhow::Result<()> {
        let file = self.place().join(path);
        let text = fs::read_to_string(&file)?;
        let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
        let says = format!("    changed(for_measuring, {number});\n");
        let middle = lines.len() / 2;
        lines[middle] = &says;
        fs::write(file, lines.concat())?;
        Ok(())
    }
}

fn is_code(path: &str) -> bool {
    let ending = Path::new(path).extension().and_then(OsStr::to_str);
    ending.is_some_and(|ending| CODE.contains(&ending))
        && !ASIDE.iter().any(|aside| path.contains(aside))
}

fn run(mut command: Command) -> anyhow::Result<Vec<u8>> {
    let output = command.stdin(Stdio::null()).output().context("could not start a program")?;
    let says = String::from_utf8_lossy(&output.stderr);
    anyhow::ensure!(output.status.success(), "{command:?} failed: {}", says.trim());
    Ok(output.stdout)
}
