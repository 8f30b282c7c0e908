//! The program `git-headway`: parse, run, exit code. Everything else is in the library.

use std::ffi::OsString;
use std::process::ExitCode;

use git_headway::cli;
use git_headway::config::Environment;

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    cli::run(arguments, &Environment::read()).into()
}
