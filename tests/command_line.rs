//! The program as it is called: exit codes, streams, and where settings come from.
//!
//! In: the built binary in an environment of its own. Out: nothing, or a failed assertion.
//! Deliberately absent: terminals; see `terminal.rs`.

#![expect(clippy::unwrap_used, reason = "a program that cannot be started is a failed test")]

use std::fs::{self, File};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// Variables that would change what is tested.
const DISTURBING: [&str; 14] = [
    "COLUMNS",
    "GIT_CONFIG_COUNT",
    "GIT_CONFIG_PARAMETERS",
    "GIT_DIR",
    "GIT_PAGER",
    "GIT_WORK_TREE",
    "HEADWAY_CONFIG",
    "HEADWAY_DATA_DIR",
    "HEADWAY_NOW",
    "HEADWAY_PAGER",
    "HEADWAY_WINDOW_DAYS",
    "NO_COLOR",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
];

/// A home folder that nobody else uses.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn isolated(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        for name in DISTURBING {
            command.env_remove(name);
        }
        command.env("HOME", self.0.path()).current_dir(self.0.path());
        command.env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_CEILING_DIRECTORIES", self.0.path());
        command.env("GIT_CONFIG_GLOBAL", self.0.path().join("gitconfig")).stdin(Stdio::null());
        command
    }

    fn headway(&self, arguments: &[&str]) -> Command {
        let mut command = self.isolated(env!("CARGO_BIN_EXE_git-headway"));
        command.args(arguments);
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.headway(arguments).output().unwrap()
    }

    fn git(&self, arguments: &[&str]) {
        let status = self.isolated("git").args(arguments).stdout(Stdio::null()).status().unwrap();
        assert!(status.success(), "git {arguments:?}");
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// The row of a setting in the JSON listing.
fn row(output: &Output, name: &str) -> serde_json::Value {
    let listing: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let rows = listing["settings"].as_array().unwrap();
    rows.iter().find(|row| row["name"] == name).unwrap().clone()
}

#[test]
fn help_and_version_are_answers() {
    let home = Home::new();
    for arguments in [["-h"].as_slice(), &["config", "--help"]] {
        let help = home.run(arguments);
        assert_eq!(help.status.code(), Some(0));
        assert!(out(&help).contains("Usage: git headway"), "{}", out(&help));
        assert_eq!(err(&help), "");
    }
    let version = home.run(&["--version"]);
    assert_eq!(out(&version), concat!("git-headway ", env!("CARGO_PKG_VERSION"), "\n"));
    assert_eq!(version.status.code(), Some(0));
}

#[test]
fn wrong_arguments_are_told_on_stderr() {
    let home = Home::new();
    for arguments in [
        ["confg"].as_slice(),
        &["config", "--format", "xml"],
        &["config", "--color", "blue"],
        &["-C", "nowhere", "config"],
    ] {
        let output = home.run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(err(&output).starts_with("git-headway: "), "{}", err(&output));
        assert_eq!(out(&output), "");
    }
    let none = home.run(&[]);
    assert_eq!(none.status.code(), Some(2));
    assert!(err(&none).contains("Usage: git headway"), "{}", err(&none));
}

#[test]
fn the_listing_for_people() {
    let home = Home::new();
    let mut command = home.headway(&["config"]);
    command.env("HEADWAY_DATA_DIR", "/data").env("XDG_CONFIG_HOME", "/nowhere");
    let output = command.output().unwrap();
    assert_eq!((output.status.code(), err(&output)), (Some(0), String::new()));
    insta::assert_snapshot!(out(&output), @r"
    window_days   90      default
    remedy_hours  48      default
    fresh_days    14      default
    recurring     3       default
    exposure      3       default
    ask           never   default
    color         auto    default
    pager         auto    default
    me            (none)  default
    forge         auto    default
    data_dir      /data   environment variable HEADWAY_DATA_DIR

    user file /nowhere/git-headway/config.toml (not there)
    ");
}

#[test]
fn each_layer_is_read_and_named() {
    let home = Home::new();
    let window = |setup: &dyn Fn(&mut Command)| {
        let mut command = home.headway(&["config", "--format", "json"]);
        setup(&mut command);
        let row = row(&command.output().unwrap(), "window_days");
        (row["value"].as_i64().unwrap(), row["origin"].as_str().unwrap().to_owned())
    };
    let nothing = |_: &mut Command| {};
    assert_eq!(window(&nothing), (90, "default".to_owned()));
    home.write(".config/git-headway/config.toml", "window_days = 10\n");
    assert_eq!(window(&nothing), (10, "user-file".to_owned()));
    home.git(&["config", "--global", "headway.windowDays", "20"]);
    assert_eq!(window(&nothing), (20, "git-config".to_owned()));
    let variable = |command: &mut Command| {
        command.env("HEADWAY_WINDOW_DAYS", "30");
    };
    assert_eq!(window(&variable), (30, "environment".to_owned()));
}

#[test]
fn settings_of_a_repository_are_found_through_the_folder() {
    let home = Home::new();
    home.git(&["init", "-q", "a"]);
    home.git(&["-C", "a", "config", "headway.me", "ada@"]);
    home.git(&["-C", "a", "config", "--add", "headway.me", "lovelace"]);
    let here = row(&home.run(&["config", "--format", "json"]), "me");
    assert_eq!(here["origin"], "default");
    let there = row(&home.run(&["-C", "a", "config", "--format", "json"]), "me");
    assert_eq!(there["value"], serde_json::json!(["ada@", "lovelace"]));
    assert_eq!((&there["origin"], &there["place"]), (&"git-config".into(), &"local".into()));
}

#[test]
fn a_broken_user_file_names_file_line_and_key() {
    let home = Home::new();
    home.write(".config/git-headway/config.toml", "recurring = 3\nwindow = 10\n");
    let output = home.run(&["config"]);
    assert_eq!(output.status.code(), Some(1));
    let said = err(&output);
    assert!(said.contains("config.toml, line 2: there is no setting `window`"), "{said}");
}

#[test]
fn values_that_may_not_be_are_named_with_their_place() {
    let home = Home::new();
    let output = home.headway(&["config"]).env("HEADWAY_WINDOW_DAYS", "0").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = err(&output);
    assert!(
        said.contains("window_days is `0` (environment variable HEADWAY_WINDOW_DAYS)"),
        "{said}"
    );
    let output = home.headway(&["config"]).env("HEADWAY_NOW", "noon").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("HEADWAY_NOW is `noon`"), "{}", err(&output));
}

#[test]
fn without_a_home_there_is_no_place_for_data() {
    let home = Home::new();
    let output = home.headway(&["config"]).env_remove("HOME").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("HOME is not set"), "{}", err(&output));
    let relative = home.headway(&["config"]).env("HOME", "here").output().unwrap();
    assert!(err(&relative).contains("HOME is `here`"), "{}", err(&relative));
}

#[test]
fn pipes_get_colours_only_when_told_so() {
    let home = Home::new();
    let has_colours = |output: &Output| out(output).contains('\u{1b}');
    assert!(!has_colours(&home.run(&["config"])));
    assert!(has_colours(&home.run(&["--color", "always", "config"])));
    home.write(".config/git-headway/config.toml", "color = \"always\"\n");
    assert!(has_colours(&home.run(&["config"])));
    assert!(has_colours(&home.headway(&["config"]).env("NO_COLOR", "1").output().unwrap()));
    assert!(!has_colours(&home.run(&["config", "--color", "never"])));
    assert!(!has_colours(&home.run(&["config", "--format", "json"])));
}

#[test]
fn a_reader_who_leaves_is_no_failure() {
    let home = Home::new();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = home.headway(&["config"]).stdout(writer).output().unwrap();
    assert_eq!((output.status.code(), err(&output)), (Some(0), String::new()));
}

#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_cannot_be_written_is_a_failure() {
    let home = Home::new();
    let full = File::options().write(true).open("/dev/full").unwrap();
    let output = home.headway(&["config"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("could not write to stdout"), "{}", err(&output));
}

#[test]
fn broken_git_configuration_is_told_in_gits_words() {
    let home = Home::new();
    home.write("gitconfig", "[headway\n");
    let output = home.run(&["config"]);
    assert_eq!(output.status.code(), Some(1));
    let said = err(&output);
    assert!(said.starts_with("git-headway: git could not read its configuration\n"), "{said}");
    assert!(said.contains("  caused by: fatal: bad config line 1"), "{said}");
    assert!(said.contains("\nhint: "), "{said}");
}
