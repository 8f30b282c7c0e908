//! The program `git-headway`: parse, run, exit code. Everything else is in the library.

use std::ffi::OsString;
use std::process::ExitCode;

use git_headway::cli;
use git_headway::config::Environment;

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let environment = Environment::read();
    // A commit waits for the hook: it pays neither for parsing nor for settings it does not need.
    if arguments.get(1).is_some_and(|first| first == "hook") {
        return cli::hook::run_fast(&arguments[2..], &environment);
    }
    cli::run(arguments, &environment).into()
}
