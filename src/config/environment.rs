//! The environment variables and the clock, read once.
//!
//! In: the process's environment, or pairs from a test. Out: the few facts the program depends on,
//! each by its meaning. Deliberately absent: every variable that is not named in this file.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context as _;
use jiff::tz::TimeZone;

use crate::model::Timestamp;

/// Variables of which each shows that a program and no person started git: continuous integration
/// first, then coding agents. `AGENT` and `AI_AGENT` are what several agents have in common.
const AUTOMATION_VARIABLES: [&str; 22] = [
    "CI",
    "CONTINUOUS_INTEGRATION",
    "GITHUB_ACTIONS",
    "GITLAB_CI",
    "TF_BUILD",
    "TEAMCITY_VERSION",
    "JENKINS_URL",
    "AI_AGENT",
    "AGENT",
    "CLAUDECODE",
    "CURSOR_AGENT",
    "GEMINI_CLI",
    "COPILOT_CLI",
    "OPENCODE",
    "PI_CODING_AGENT",
    "CODEX_SANDBOX",
    "CODEX_THREAD_ID",
    "CODEX_CI",
    "GOOSE_TERMINAL",
    "CLINE_ACTIVE",
    "AUGMENT_AGENT",
    "QWEN_CODE",
];

/// Values with which people switch such a variable off.
const OFF: [&str; 4] = ["", "0", "false", "no"];

/// Every other variable that is read.
const NAMES: [&str; 24] = [
    "COLUMNS",
    "GIT_HEADWAY",
    "GIT_PAGER",
    "GIT_REFLOG_ACTION",
    "GIT_TERMINAL_PROMPT",
    "GIT_WORK_TREE",
    "HEADWAY_ASK_MS",
    "HEADWAY_CONFIG",
    "HEADWAY_DATA_DIR",
    "HEADWAY_HOOK_MS",
    "HEADWAY_NOW",
    "HEADWAY_PAGER",
    "HEADWAY_WINDOW_DAYS",
    "HOME",
    "LESS",
    "LINES",
    "LV",
    "NO_COLOR",
    "PAGER",
    "PATH",
    "TERM",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "XDG_STATE_HOME",
];

/// What the process was started with.
#[derive(Clone, Debug)]
pub struct Environment {
    variables: BTreeMap<&'static str, OsString>,
    clock: Timestamp,
    /// The zone of the clock on the wall; asked for by few commands, and costs a file to read.
    zone: fn() -> TimeZone,
    program: Option<PathBuf>,
}

impl Environment {
    /// Reads the process's environment and the clock. Called once, by `main`.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is the one place where they are read")]
    pub fn read() -> Self {
        let variables = known().filter_map(|name| Some((name, std::env::var_os(name)?))).collect();
        let clock = jiff::Timestamp::now().as_second();
        let program = std::env::current_exe().ok();
        Self { variables, clock, zone: TimeZone::system, program }
    }

    /// An environment of these variables alone, with this time on its clock, in UTC.
    pub fn from_pairs<Name, Value>(
        pairs: impl IntoIterator<Item = (Name, Value)>,
        clock: Timestamp,
    ) -> Self
    where
        Name: AsRef<str>,
        Value: Into<OsString>,
    {
        let mut variables = BTreeMap::new();
        for (name, value) in pairs {
            if let Some(name) = known().find(|known| *known == name.as_ref()) {
                variables.insert(name, value.into());
            }
        }
        Self { variables, clock, zone: || TimeZone::UTC, program: None }
    }

    /// The current time: `HEADWAY_NOW` (RFC 3339, or seconds since 1970) when it is set, so that
    /// output can be reproduced, else the clock as it was when the process started.
    ///
    /// # Errors
    /// When `HEADWAY_NOW` is neither of the two.
    pub fn now(&self) -> anyhow::Result<Timestamp> {
        let Some(value) = self.get("HEADWAY_NOW") else { return Ok(self.clock) };
        let text = value.to_str().unwrap_or_default();
        if let Ok(seconds) = text.parse() {
            return Ok(seconds);
        }
        let moment = text.parse::<jiff::Timestamp>();
        moment.map(jiff::Timestamp::as_second).with_context(|| {
            format!(
                "HEADWAY_NOW is `{}`; write a time such as 2025-12-31T18:00:00Z, or seconds since 1970",
                value.display()
            )
        })
    }

    /// The executable file of this process, where the system tells.
    #[must_use]
    pub fn program(&self) -> Option<&Path> {
        self.program.as_deref()
    }

    /// The zone that a moment falls in here, in minutes east of UTC; 0 where the system does not say.
    #[must_use]
    pub fn offset_minutes(&self, at: Timestamp) -> i32 {
        let moment = jiff::Timestamp::from_second(at).unwrap_or_default();
        (self.zone)().to_offset(moment).seconds() / 60
    }

    /// The folders in which programs are looked for, in order.
    #[must_use]
    pub fn program_folders(&self) -> Vec<PathBuf> {
        self.get("PATH").map(|path| std::env::split_paths(path).collect()).unwrap_or_default()
    }

    /// The folder for what need not last.
    #[must_use]
    pub fn temporary_folder(&self) -> PathBuf {
        std::env::temp_dir()
    }

    /// Whether `NO_COLOR` is set and not empty.
    #[must_use]
    pub fn no_color(&self) -> bool {
        self.get("NO_COLOR").is_some()
    }

    /// Whether a terminal could not follow escape codes: `TERM` is `dumb` or not set, as git has it.
    #[must_use]
    pub fn terminal_is_dumb(&self) -> bool {
        self.get("TERM").is_none_or(|term| term == "dumb")
    }

    /// Whether `GIT_HEADWAY=0` switches the hooks off.
    #[must_use]
    pub fn hooks_are_off(&self) -> bool {
        self.get("GIT_HEADWAY").is_some_and(|value| value == "0")
    }

    /// How long the look after a commit may take: `HEADWAY_HOOK_MS`, in milliseconds, for those whose
    /// disk is slow and who would rather wait than miss the line.
    #[must_use]
    pub fn hook_limit(&self) -> Option<Duration> {
        self.milliseconds("HEADWAY_HOOK_MS")
    }

    /// How long a question after a commit waits for a key: `HEADWAY_ASK_MS`, in milliseconds, for those who read
    /// slowly or hurry.
    #[must_use]
    pub fn ask_limit(&self) -> Option<Duration> {
        self.milliseconds("HEADWAY_ASK_MS")
    }

    fn milliseconds(&self, name: &str) -> Option<Duration> {
        let milliseconds = self.get(name)?.to_str()?.parse().ok()?;
        Some(Duration::from_millis(milliseconds))
    }

    /// The variable which shows that a program and no person started git, when one does. Some agents
    /// only ask git not to prompt (`GIT_TERMINAL_PROMPT=0`); that counts, as nobody is there then.
    #[must_use]
    pub fn automation(&self) -> Option<&'static str> {
        let is_on = |name: &&str| {
            self.get(name)
                .is_some_and(|value| OFF.iter().all(|off| !value.eq_ignore_ascii_case(off)))
        };
        let nobody = "GIT_TERMINAL_PROMPT";
        let nobody_there = || self.get(nobody).filter(|value| *value == "0").map(|_| nobody);
        AUTOMATION_VARIABLES.into_iter().find(is_on).or_else(nobody_there)
    }

    /// The command that git says moves the reference (`GIT_REFLOG_ACTION`), in a rebase for example.
    #[must_use]
    pub fn reflog_action(&self) -> Option<&OsStr> {
        self.get("GIT_REFLOG_ACTION")
    }

    /// The work tree that git was told of (`git --work-tree`), relative to the current directory.
    #[must_use]
    pub fn work_tree(&self) -> Option<&Path> {
        self.get("GIT_WORK_TREE").map(Path::new)
    }

    /// The value of a variable, when it is set and not empty. `name` is one that this room knows.
    #[must_use]
    pub(crate) fn get(&self, name: &str) -> Option<&OsStr> {
        self.variables.get(name).map(OsString::as_os_str).filter(|value| !value.is_empty())
    }

    /// Whether a variable is set, if only to nothing.
    #[must_use]
    pub(crate) fn is_set(&self, name: &str) -> bool {
        self.variables.contains_key(name)
    }
}

fn known() -> impl Iterator<Item = &'static str> {
    NAMES.into_iter().chain(AUTOMATION_VARIABLES)
}

#[cfg(test)]
mod tests {
    use super::{Duration, Environment};

    fn environment(pairs: &[(&str, &str)]) -> Environment {
        Environment::from_pairs(pairs.iter().copied(), 1_000)
    }

    #[test]
    fn the_clock_is_the_time_unless_headway_now_says_otherwise() {
        assert_eq!(environment(&[]).now().unwrap(), 1_000);
        assert_eq!(environment(&[("HEADWAY_NOW", "")]).now().unwrap(), 1_000);
        assert_eq!(environment(&[("HEADWAY_NOW", "1735689600")]).now().unwrap(), 1_735_689_600);
        let written = environment(&[("HEADWAY_NOW", "2025-01-01T01:00:00+01:00")]);
        assert_eq!(written.now().unwrap(), 1_735_689_600);
    }

    #[test]
    fn a_time_that_is_none_is_refused_by_name() {
        let error = environment(&[("HEADWAY_NOW", "yesterday")]).now().unwrap_err();
        assert!(error.to_string().contains("HEADWAY_NOW is `yesterday`"), "{error}");
    }

    #[test]
    fn switches() {
        assert!(!environment(&[("NO_COLOR", "")]).no_color());
        assert!(environment(&[("NO_COLOR", "1")]).no_color());
        assert!(environment(&[]).terminal_is_dumb());
        assert!(environment(&[("TERM", "dumb")]).terminal_is_dumb());
        assert!(!environment(&[("TERM", "xterm")]).terminal_is_dumb());
        assert!(environment(&[("GIT_HEADWAY", "0")]).hooks_are_off());
        let limit = |value| environment(&[("HEADWAY_HOOK_MS", value)]).hook_limit();
        assert_eq!(limit("250"), Some(Duration::from_millis(250)));
        assert_eq!((limit(""), limit("soon"), limit("-1")), (None, None, None));
        let patience = environment(&[("HEADWAY_ASK_MS", "30000")]).ask_limit();
        assert_eq!(patience, Some(Duration::from_secs(30)));
        assert!(!environment(&[("GIT_HEADWAY", "1")]).hooks_are_off());
    }

    #[test]
    fn automation_is_known_by_its_variable() {
        let with = |name, value| environment(&[(name, value)]).automation();
        assert_eq!(with("CI", "true"), Some("CI"));
        assert_eq!(with("CI", "False"), None);
        assert_eq!(with("CI", ""), None);
        assert_eq!(with("CODEX_THREAD_ID", "abc"), Some("CODEX_THREAD_ID"));
        assert_eq!(with("GIT_TERMINAL_PROMPT", "0"), Some("GIT_TERMINAL_PROMPT"));
        assert_eq!(with("GIT_TERMINAL_PROMPT", "1"), None);
        assert_eq!(with("TERM", "xterm"), None);
    }

    #[test]
    fn other_variables_are_not_kept() {
        let environment = environment(&[("SECRET_TOKEN", "x"), ("LESS", "")]);
        assert!(!environment.is_set("SECRET_TOKEN"));
        assert!(environment.is_set("LESS") && environment.get("LESS").is_none());
    }
}
