//! Authors of files and truck factors against a computation of their own, and lines of earlier years against the history
//! as it was then.
//!
//! In: repositories. Out: a row for each, and with `--years` a row for each year. Deliberately absent: labels.

#![expect(clippy::print_stdout, reason = "the table is what the program is for")]

mod reference;
mod years;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use git_headway::classify::{PathClass, path_class};
use git_headway::git::{DiffAlgorithm, Repository};
use git_headway::mine::Silent;
use git_headway::model::{FileChange, History, PersonIndex, RepoPath};
use git_headway::pipeline;
use git_headway::profile::{FileTouches, Subject, WorkDays, taken_away};
use git_headway::store::Selection;
use serde_json::json;

use reference::{Deliveries, Reference};

/// What to measure.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Repositories to measure.
    #[arg(long, required = true, num_args = 1..)]
    repo: Vec<PathBuf>,
    /// Compare the lines of each year's end with those of the history as it was then, too.
    #[arg(long)]
    years: bool,
    /// List the files whose authors differ.
    #[arg(long)]
    list: bool,
}

/// The authors of each source file at HEAD, as `Name <address>`.
type Authors = BTreeMap<RepoPath, BTreeSet<String>>;

pub(crate) fn measure(options: &Options) -> anyhow::Result<()> {
    println!(
        "{:<20}{:>8}{:>10}{:>10}{:>14}{:>8}{:>8}{:>12}{:>12}",
        "repository",
        "files",
        "same",
        "same %",
        "by commits",
        "factor",
        "ref.",
        "by commits",
        "shipped"
    );
    let mut rows = Vec::new();
    for directory in &options.repo {
        rows.push(compare(directory, options.list)?);
    }
    let mut result = json!({ "measure": "ownership", "repositories": rows });
    if options.years {
        let years = options.repo.iter().map(|directory| years::compare(directory));
        result["years"] = years.collect::<anyhow::Result<Vec<_>>>()?.into();
    }
    println!("{result}");
    Ok(())
}

fn compare(directory: &Path, list: bool) -> anyhow::Result<serde_json::Value> {
    let folder = tempfile::tempdir()?;
    let (name, mut history) = mined(directory, folder.path())?;
    let shipped = factor(&authors(&history, shipped_filter(&history)));
    // The reference knows authors alone.
    history.commits.iter_mut().for_each(|commit| commit.co_authors.clear());
    let has_new_content = |change: &FileChange| {
        change.old_blob != change.new_blob && !history.commit(change.commit).is_merge()
    };
    let own = authors(&history, has_new_content);
    let reference = Reference::read(directory)?;
    let (days, commits) =
        (reference.authors(Deliveries::Days), reference.authors(Deliveries::Commits));
    let of = |authors: &Authors, path: &RepoPath| authors.get(path).cloned().unwrap_or_default();
    let same = own.iter().filter(|(path, authors)| of(&days, path) == **authors).count();
    let by_commits = own.keys().filter(|path| of(&days, path) == of(&commits, path)).count();
    for (path, authors) in own.iter().filter(|(path, found)| list && of(&days, path) != **found) {
        println!("    {path}: {authors:?}, and by the reference {:?}", of(&days, path));
    }
    let (factor, of_days, of_commits) =
        (factor(&own), reference::truck_factor(&days), reference::truck_factor(&commits));
    let share = 100.0 * same as f64 / own.len().max(1) as f64;
    println!(
        "{name:<20}{:>8}{same:>10}{share:>10.2}{by_commits:>14}{factor:>8}{of_days:>8}{of_commits:>12}{shipped:>12}",
        own.len()
    );
    Ok(json!({
        "repository": name, "files": own.len(), "same": same, "same_by_commits": by_commits,
        "factor": factor, "reference": of_days, "reference_by_commits": of_commits, "shipped": shipped,
    }))
}

/// Mines a repository from nothing.
fn mined(directory: &Path, folder: &Path) -> anyhow::Result<(String, History)> {
    let repository = Repository::open(Some(directory))?;
    let mut store = pipeline::open_store(folder, &repository)?;
    pipeline::mine(&repository, &mut store, DiffAlgorithm::default(), &Silent)?;
    let history = pipeline::read(&repository, &store, Selection::All)?;
    let parts: Vec<&str> = directory.iter().filter_map(|part| part.to_str()).collect();
    let name = parts.iter().rev().find(|part| **part != "repo").copied().unwrap_or_default();
    Ok((name.to_owned(), history))
}

/// The product's authors, from the changes that count.
fn authors(history: &History, counts: impl Fn(&FileChange) -> bool) -> Authors {
    let days = WorkDays::of_commits(history, &Subject::default(), |_| true);
    let touches = FileTouches::of_files(history, &days, counts);
    let named = |person: PersonIndex| {
        let person = history.person(person);
        format!("{} <{}>", person.name, person.email)
    };
    let files = history.files.iter().zip(touches);
    let source = files.filter(|(file, _)| file.alive && is_source(&file.path));
    let authors = source.map(|(file, touches)| {
        (file.path.clone(), touches.authors(i32::MAX).into_iter().map(named).collect())
    });
    authors.collect()
}

/// What counts in the product: nothing that is mere layout, moved, generated or a bot's.
fn shipped_filter(history: &History) -> impl Fn(&FileChange) -> bool {
    let now = history.commits.iter().map(git_headway::model::Commit::time).max();
    let thresholds = git_headway::model::Thresholds::default();
    let judged = pipeline::judge(
        history.clone(),
        git_headway::model::Answers::default(),
        thresholds,
        now.unwrap_or_default(),
    );
    let standings = git_headway::profile::Standings::of(&judged.verdicts, &judged.episodes);
    let is_index =
        |at: usize| git_headway::model::ChangeIndex(u32::try_from(at).unwrap_or(u32::MAX));
    move |change| change.changes.clone().any(|at| standings.counts(is_index(at)))
}

fn is_source(path: &RepoPath) -> bool {
    matches!(path_class(path, None), PathClass::Code | PathClass::Test)
}

fn factor(authors: &Authors) -> usize {
    let people: BTreeSet<&String> = authors.values().flatten().collect();
    let number = |person: &String| {
        let at = people.iter().position(|known| *known == person).unwrap_or_default();
        PersonIndex(u32::try_from(at).unwrap_or(u32::MAX))
    };
    let files: Vec<Vec<PersonIndex>> =
        authors.values().map(|file| file.iter().map(number).collect()).collect();
    taken_away(&files).len()
}
