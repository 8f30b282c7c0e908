//! Pages from the command line: on stdout, and opened from a file of their owner.
//!
//! In: a story. Out: nothing. Deliberately absent: what a page says and how it looks.
#![cfg(target_os = "linux")]

mod common;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::time::{Duration, Instant};

use common::{Story, TestEnv};

#[test]
fn a_page_is_printed_or_written_for_its_owner_and_opened() {
    let story = Story::load("patched-then-root-cause");
    let env = TestEnv::at(&story.now);
    let repository = env.import(&story.name);
    let printed = env.headway(&repository, &["retro", "--year", "2024", "--format", "html"]);
    assert_eq!((printed.code, printed.stderr.as_str()), (0, ""));
    assert!(printed.stdout.starts_with("<!doctype html>"), "{}", printed.stdout);
    // A desktop that notes what it is to open.
    let programs = env.root().join("programs");
    let noted = env.root().join("noted");
    fs::create_dir(&programs).unwrap();
    let opener = programs.join("xdg-open");
    let script =
        format!("#!/bin/sh\nprintf %s \"$1\" > '{0}.new' && mv '{0}.new' '{0}'\n", noted.display());
    fs::write(&opener, script).unwrap();
    fs::set_permissions(&opener, fs::Permissions::from_mode(0o755)).unwrap();
    let mut command = env.command("sh", &repository);
    command.args(["-c", "PATH=\"$1:$PATH\"; shift; exec \"$@\"", "sh"]).arg(&programs);
    command.args([env!("CARGO_BIN_EXE_git-headway"), "retro", "--year", "2024", "--open"]);
    let output = command.output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let began = Instant::now();
    while !noted.exists() && began.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(20));
    }
    let file = fs::read_to_string(&noted).unwrap();
    assert_eq!(said.trim_end(), file);
    assert_eq!(fs::read_to_string(&file).unwrap(), printed.stdout);
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn only_pages_are_opened() {
    let story = Story::load("patched-then-root-cause");
    let env = TestEnv::at(&story.now);
    let repository = env.import(&story.name);
    for command in ["retro", "profile"] {
        let output = env.headway(&repository, &[command, "--open", "--format", "json"]);
        assert_eq!((output.code, output.stdout.as_str()), (2, ""), "{}", output.stderr);
    }
}
