//! Two commits in a temporary repository, to see whether a hook that is installed there runs.
//!
//! In: this program, the git that people get, and a folder to work in. Out: findings: whether the hook ran once
//! after each commit, and how long it took. Everything is made below that folder, the facts too.
//! Deliberately absent: a terminal, so that nothing is said and nobody is asked.

use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use super::Finding;
use crate::hook::log::{Log, Run, percentile};

/// Commits that are made.
const COMMITS: usize = 2;

/// Makes the repository and the commits. `folder` has to be new and empty.
#[must_use]
pub fn run(program: &Path, folder: &Path) -> Vec<Finding> {
    match commits(program, folder) {
        Ok(runs) => vec![judged(&runs)],
        Err((step, says)) => {
            let what = format!("the self-test could not {step}: {}", says.trim());
            vec![Finding::broken("self-test", what).mended_by("what it says names what to mend")]
        }
    }
}

fn judged(runs: &[Run]) -> Finding {
    if runs.len() == COMMITS {
        let milliseconds = percentile(runs, 50).unwrap_or_default() as f64 / 1_000.0;
        let what = format!(
            "self-test: the hook ran once after each of {COMMITS} commits in a temporary repository, in {milliseconds:.1} ms"
        );
        return Finding::ok("self-test", what);
    }
    let what = match runs.len() {
        0 => format!("self-test: no hook ran after {COMMITS} commits in a temporary repository"),
        times => format!("self-test: the hook ran {times} times after {COMMITS} commits"),
    };
    let remedy = "`git config --show-origin --get-all core.hooksPath` and `git config --show-origin --get-regexp '^hook\\.'` show what is set for all repositories";
    Finding::broken("self-test", what).mended_by(remedy)
}

/// The runs that the commits led to, or the step that failed and what was said.
fn commits(program: &Path, folder: &Path) -> Result<Vec<Run>, (&'static str, String)> {
    let (repository, data) = (folder.join("repository"), folder.join("data"));
    let made = fs::create_dir(&repository).and_then(|()| fs::create_dir(&data));
    made.map_err(|error| ("make a folder", error.to_string()))?;
    let run = |step, program: &Path, arguments: &[&str]| {
        let ended = started(program, arguments, &repository, &data);
        match ended {
            Ok(output) if output.status.success() => Ok(()),
            Ok(output) => Err((step, String::from_utf8_lossy(&output.stderr).into_owned())),
            Err(error) => Err((step, error.to_string())),
        }
    };
    let git = Path::new("git");
    run("make a repository", git, &["init", "--quiet"])?;
    run("install the hooks", program, &["--quiet", "init"])?;
    for _ in 0..COMMITS {
        // What the person's configuration asks of commits is not what is tested.
        let commit = [
            "-c",
            "user.name=git-headway",
            "-c",
            "user.email=self-test@example.invalid",
            "-c",
            "commit.gpgSign=false",
            "commit",
            "--quiet",
            "--no-verify",
            "--allow-empty",
            "--message=self-test",
        ];
        run("make a commit", git, &commit)?;
    }
    Log::new(&data).read().map_err(|error| ("read what ran", error.to_string()))
}

fn started(
    program: &Path,
    arguments: &[&str],
    repository: &Path,
    data: &Path,
) -> io::Result<Output> {
    let mut command = Command::new(program);
    command.current_dir(repository).args(arguments).stdin(Stdio::null());
    command.env("HEADWAY_DATA_DIR", data).env_remove("GIT_HEADWAY");
    // The repository of whoever asks is another.
    for variable in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX"] {
        command.env_remove(variable);
    }
    command.output()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{levels, run as remembered};
    use super::judged;

    #[test]
    fn once_after_each_commit_is_right() {
        let runs = [remembered(1_500), remembered(2_500), remembered(2_500)];
        let found = [judged(&runs[..2]), judged(&[]), judged(&runs)];
        assert_eq!(levels(&found), ["ok self-test", "broken self-test", "broken self-test"]);
        assert!(found[0].what.ends_with("in 1.5 ms"));
        assert!(found[2].what.contains("ran 3 times after 2 commits"));
    }
}
