//! A repository whose next patch is worth a question.
//!
//! In: nothing. Out: a function that was patched twice, git-headway installed, questions allowed; and what the
//! journal and the queue hold afterwards. Deliberately absent: terminals (see `shell`).

use std::fs;
use std::path::PathBuf;

use super::common::TestEnv;
use super::shell::Shell;

/// The first day of the history, and the seconds of a day.
const FIRST_DAY: i64 = 1_735_725_600;
pub(crate) const DAY: i64 = 86_400;

pub(crate) struct World {
    pub(crate) env: TestEnv,
    pub(crate) repository: PathBuf,
    /// The moment at which the next commit is made.
    pub(crate) now: i64,
    patches: u32,
}

impl World {
    pub(crate) fn new() -> Self {
        let env = TestEnv::new();
        let repository = env.root().join("project");
        fs::create_dir(&repository).unwrap();
        env.git(&repository, &["init", "--quiet"]);
        let mut world = Self { env, repository, now: FIRST_DAY, patches: 0 };
        world.write();
        world.git(&["add", "a.rs"]);
        world.commit("feat: poll the queue");
        for _ in 0..2 {
            world.patch();
            world.commit("fix: raise the limit");
        }
        assert_eq!(world.env.headway(&world.repository, &["init"]).code, 0);
        world.allow_questions();
        world.patch();
        world
    }

    /// As [`World::new`]; the next commit changes another function, and nothing says what for.
    pub(crate) fn undecided() -> Self {
        let world = Self::new();
        world.git(&["checkout", "-q", "a.rs"]);
        let text = |limit: u32| format!("fn push(queue: &Queue) {{\n    queue.add({limit})\n}}\n");
        fs::write(world.repository.join("b.rs"), text(1)).unwrap();
        world.git(&["add", "b.rs"]);
        world.commit("feat: push to the queue");
        fs::write(world.repository.join("b.rs"), text(2)).unwrap();
        world
    }

    /// By a file that the configuration includes: what is said there can be overruled, not changed.
    fn allow_questions(&self) {
        let folder = self.repository.join(".git");
        fs::write(folder.join("allowed"), "[headway]\n\task = prompt\n").unwrap();
        let config = fs::read_to_string(folder.join("config")).unwrap();
        fs::write(folder.join("config"), config + "[include]\n\tpath = allowed\n").unwrap();
    }

    fn write(&self) {
        let text = format!(
            "fn poll(queue: &Queue) -> usize {{\n    let limit = {};\n    queue.take(limit)\n}}\n",
            10 + self.patches
        );
        fs::write(self.repository.join("a.rs"), text).unwrap();
    }

    /// Changes the function, five days later.
    pub(crate) fn patch(&mut self) {
        self.now += 5 * DAY;
        self.patches += 1;
        self.write();
    }

    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        self.env.git(&self.repository, arguments)
    }

    /// A commit that nobody watches.
    fn commit(&self, subject: &str) {
        let mut git = self.env.command("git", &self.repository);
        git.envs(self.dates()).args(["commit", "-qam", subject]);
        assert!(git.output().unwrap().status.success());
    }

    fn dates(&self) -> [(&'static str, String); 3] {
        let date = format!("{} +0000", self.now);
        [
            ("GIT_AUTHOR_DATE", date.clone()),
            ("GIT_COMMITTER_DATE", date),
            ("HEADWAY_NOW", self.now.to_string()),
        ]
    }

    /// A shell in the repository. Questions wait as long as the test does.
    pub(crate) fn shell(&self) -> Shell {
        self.shell_with(&[])
    }

    pub(crate) fn shell_with(&self, variables: &[(&str, &str)]) -> Shell {
        let mut shell = Shell::start(&self.env, &self.repository, &[("HEADWAY_ASK_MS", "3600000")]);
        for (name, value) in variables {
            assert_eq!(shell.run(&format!("export {name}='{value}'")).0, 0);
        }
        self.set_dates(&mut shell);
        shell
    }

    /// Tells a shell that is open what time it is.
    pub(crate) fn set_dates(&self, shell: &mut Shell) {
        for (name, value) in self.dates() {
            assert_eq!(shell.run(&format!("export {name}='{value}'")).0, 0);
        }
    }

    /// git itself, without a shell, as a program would start it on a terminal of its own.
    pub(crate) fn git_alone(&self) -> Shell {
        let mut git = self.env.command("git", &self.repository);
        git.args(["commit", "-am", "fix: raise the limit"]).envs(self.dates());
        Shell::start_program(git, &[])
    }

    /// The processes of the hook that run now, by the word after `hook`.
    #[cfg(target_os = "linux")]
    pub(crate) fn hooks(&self, word: &str) -> Vec<rustix::process::Pid> {
        let arguments = format!("\0hook\0{word}\0");
        let is_it = |process: &std::path::Path| {
            let is_here = fs::read_link(process.join("cwd")).is_ok_and(|at| at == self.repository);
            let line = fs::read(process.join("cmdline")).unwrap_or_default();
            is_here && String::from_utf8_lossy(&line).contains(&arguments)
        };
        let processes = fs::read_dir("/proc").unwrap().map(|entry| entry.unwrap().path());
        let found = processes.filter(|process| is_it(process));
        let numbers = found.filter_map(|path| path.file_name()?.to_str()?.parse().ok());
        numbers.filter_map(rustix::process::Pid::from_raw).collect()
    }

    fn data(&self, name: &str) -> String {
        let path = self.env.root().join("home/data/git-headway").join(name);
        fs::read_to_string(path).unwrap_or_default()
    }

    /// What the journal holds.
    pub(crate) fn journal(&self) -> String {
        self.data("journal/journal.jsonl")
    }

    /// When and how questions were asked.
    pub(crate) fn asked(&self) -> String {
        self.data("asked.jsonl")
    }

    /// As if something had been asked so many seconds before the next commit.
    pub(crate) fn was_asked(&self, ago: i64) {
        let path = self.env.root().join("home/data/git-headway/asked.jsonl");
        let line =
            |event| format!("{{\"version\":1,\"at\":{},\"event\":\"{event}\"}}\n", self.now - ago);
        fs::write(path, line("asked") + &line("answered")).unwrap();
    }

    /// Why the commit at HEAD waits; nothing where it does not.
    pub(crate) fn waits(&self) -> Option<String> {
        let head = self.git(&["rev-parse", "HEAD"]);
        let queue = self.data("journal/waiting.jsonl");
        let line = queue.lines().find(|line| line.contains(head.trim()))?.to_owned();
        let (_, reason) = line.split_once("\"skipped\":\"")?;
        Some(reason.split_once('"')?.0.to_owned())
    }

    /// The subject of HEAD and how many commits there are.
    pub(crate) fn commits(&self) -> usize {
        self.git(&["rev-list", "--count", "HEAD"]).trim().parse().unwrap()
    }
}
