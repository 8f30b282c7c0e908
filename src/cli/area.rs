//! `git headway profile --area`: how a part of a repository stands with the people who work in it.
//!
//! In: the repository and a path as typed. Out: counts, and no names unless they are asked for.
//! Deliberately absent: whose profile it is; nobody needs to have worked there to ask.

use crate::model::{History, RepoPath};
use crate::profile::{Basis, Standings, Subject, area_health};
use crate::report::{self, AreaQuery, AreaReport, Names};
use crate::ui::Hint;

use super::workspace::Workspace;
use super::{Context, needs};

/// Looks at what lies below a path.
///
/// # Errors
/// When the repository cannot be mined, or nothing lies there.
pub(super) fn area(
    workspace: &mut Workspace,
    context: &Context,
    path: &str,
    names: Names,
) -> anyhow::Result<AreaReport> {
    let path = RepoPath::from(path.trim_start_matches("./").trim_matches('/'));
    let path = if path.as_bytes() == b"." { RepoPath::from("") } else { path };
    let judged = workspace.judged_for(context, |_, judged| needs::of_chains(judged))?;
    let standings = Standings::of(&judged.verdicts, &judged.episodes);
    let basis = Basis {
        history: &judged.history,
        verdicts: &judged.verdicts,
        episodes: &judged.episodes,
        standings: &standings,
        thresholds: &judged.thresholds,
        subject: &Subject::default(),
        imports: &[],
        now: judged.now,
    };
    let Some(health) = area_health(&basis, &path) else {
        return Err(nothing_there(&judged.history, &path));
    };
    let query = AreaQuery { path: &path, thresholds: &judged.thresholds, names, now: judged.now };
    Ok(report::area_health(&judged.history, &health, &query))
}

fn nothing_there(history: &History, path: &RepoPath) -> anyhow::Error {
    let says = format!("no lines of anybody's are at `{path}` in {}", history.repository);
    let advice =
        "name a folder or a file as git does, from the top of the repository: `--area src/net`";
    anyhow::Error::new(Hint::new(says, advice))
}
