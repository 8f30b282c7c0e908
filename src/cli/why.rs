//! `git headway why`: the story of a spot, with its evidence.

use std::path::{Component, Path};

use crate::git::Repository;
use crate::model::RepoPath;
use crate::pipeline::Judged;
use crate::report::{self, WhyQuery, terminal, to_json};
use crate::ui::Ui;

use super::chosen::OneRepoArgs;
use super::reading::{Format, NamesArgs};
use super::workspace::Workspace;
use super::{Context, ExitStatus, Hint, needs};

/// Tell the story of a file or of a section of it: what changed there, and what held
#[derive(Debug, clap::Args)]
pub(super) struct WhyArgs {
    #[command(flatten)]
    repository: OneRepoArgs,
    /// A path, or `PATH:SECTION` with a section's title, a part of it, or names: `src/a.rs:fn poll`,
    /// `src/a.rs:Inner::poll`; `PATH:` for what lies outside sections
    #[arg(value_name = "PATH[:SECTION]")]
    spot: String,
    #[command(flatten)]
    names: NamesArgs,
    /// How to print it
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

/// Prints the story.
///
/// # Errors
/// When no commit touched the path, or the repository cannot be mined.
pub(super) fn run(ui: &Ui, context: &Context, args: &WhyArgs) -> anyhow::Result<ExitStatus> {
    let context = &args.repository.enter(context)?;
    let mut workspace = Workspace::open(ui, context, &[])?;
    let judged = workspace.judged_for(context, |workspace, judged| {
        let path = |path: &str| from_the_top(&workspace.repository, context.directory(), path);
        let whole = needs::of_path(&judged.history, &path(&args.spot));
        match args.spot.split_once(':') {
            Some((before, _)) if whole.is_empty() => needs::of_path(&judged.history, &path(before)),
            _ => whole,
        }
    })?;
    let names = args.names.names();
    let ask = |path: &str, section: Option<&str>| {
        let path = from_the_top(&workspace.repository, context.directory(), path);
        let query = WhyQuery { path, section: section.map(str::to_owned), names };
        let Judged { history, verdicts, episodes, thresholds, .. } = &judged;
        report::why(history, verdicts, episodes, thresholds, &query)
    };
    // A colon may belong to the path; what the history knows decides.
    let whole = ask(&args.spot, None);
    let answer = match args.spot.split_once(':') {
        Some((path, section)) if !whole.path_found => ask(path, Some(section.trim())),
        _ => whole,
    };
    if !answer.path_found {
        let says = format!("no commit here touched `{}`", answer.path);
        let advice = if answer.similar_paths.is_empty() {
            "give the path from the top of the repository, or from where you stand".to_owned()
        } else {
            format!("did you mean {}?", answer.similar_paths.join(" or "))
        };
        return Err(anyhow::Error::new(Hint::new(says, advice)));
    }
    match args.format {
        Format::Json => workspace.ui.print_raw(&to_json(&answer))?,
        Format::Text => workspace.ui.print(&terminal::why(&answer, workspace.ui.width()))?,
    }
    Ok(ExitStatus::Ok)
}

/// A path as typed, seen from the top of the repository: below the folder of the run when that lies
/// inside the work tree, as git itself takes it. A run inside the git directory itself (a bare
/// repository, `.git`) stands nowhere in the work tree, whatever folder surrounds it.
fn from_the_top(repository: &Repository, directory: &Path, path: &str) -> RepoPath {
    let inside = repository.work_dir().and_then(|top| {
        let (top, here) = (top.canonicalize().ok()?, directory.canonicalize().ok()?);
        let in_git_directory = here.starts_with(repository.git_dir().canonicalize().ok()?);
        let below = here.strip_prefix(top).ok().map(Path::to_path_buf);
        below.filter(|_| !in_git_directory)
    });
    let mut parts: Vec<&[u8]> = Vec::new();
    let joined = inside.unwrap_or_default().join(path);
    for component in joined.components() {
        match component {
            Component::Normal(part) => parts.push(part.as_encoded_bytes()),
            Component::ParentDir => drop(parts.pop()),
            _ => {}
        }
    }
    RepoPath::new(&parts.join(b"/".as_slice()))
}
