//! `git headway doctor`: what is wrong with the hooks here, and how to mend it.
//!
//! In: the folder of the run. Out: findings, and success only where nothing is broken.
//! Deliberately absent: what counts as broken (`hook::doctor`), and mending.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::git::{OpenError, Repository};
use crate::hook::doctor::{
    DataSeen, Finding, Observation, Readable, Report, findings, observe, self_test, text,
};
use crate::journal::Gap;
use crate::report::to_json;
use crate::ui::Ui;

use super::reading::Format;
use super::workspace::{self, advice_on, settings};
use super::{Context, ExitStatus};

/// Say what is wrong with the hooks here and with what they need, and how to mend it
///
/// The exit status is 1 when something is broken. Nothing is changed.
#[derive(Debug, clap::Args)]
pub(super) struct DoctorArgs {
    /// Also make two commits in a temporary repository and see whether the hook runs
    #[arg(long)]
    self_test: bool,
    /// How to print it
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

/// Looks, judges and tells.
///
/// # Errors
/// When the hooks of the repository cannot be read, or there is no place for the self-test.
pub(super) fn run(ui: &Ui, context: &Context, args: &DoctorArgs) -> anyhow::Result<ExitStatus> {
    let mut found = findings(&observation(context)?);
    if args.self_test {
        found.extend(tested(context)?);
    }
    let report = Report::of(found);
    match args.format {
        Format::Json => ui.print_raw(&to_json(&report))?,
        Format::Text => ui.print(&text(&report))?,
    }
    Ok(if report.is_broken { ExitStatus::Failure } else { ExitStatus::Ok })
}

fn observation(context: &Context) -> anyhow::Result<Observation> {
    let environment = context.environment();
    let directory = context.directory();
    let here = directory == Path::new(".");
    let folders = environment.program_folders();
    let gits = observe::gits(&folders);
    let opened = Repository::open((!here).then_some(directory));
    let top = match &opened {
        Ok(repository) => repository.work_dir().unwrap_or_else(|| repository.git_dir()).to_owned(),
        Err(_) => directory.to_owned(),
    };
    let configuration = observe::configuration(&top);
    let data_dir = data_dir(context, opened.as_ref().ok());
    let repository = match &opened {
        Ok(repository) => {
            let git = gits.first().and_then(|git| git.version);
            let entries = configuration.as_deref().unwrap_or_default();
            let nowhere = PathBuf::new();
            let data_dir = data_dir.as_ref().unwrap_or(&nowhere);
            let seen = observe::repository(repository, data_dir, git, entries)?;
            Readable::Yes(Box::new(seen))
        }
        Err(OpenError::NotARepository(_)) => Readable::Nowhere,
        Err(error) => Readable::No { because: error.to_string(), remedy: advice_on(error) },
    };
    Ok(Observation {
        gits,
        configuration,
        program: environment.program().map(Path::to_owned),
        program_on_path: observe::program(&folders, "git-headway"),
        is_switched_off: environment.hooks_are_off(),
        repository,
        data: data_dir.map(|folder| data(&folder, context)),
        now: context.now(),
    })
}

/// The data folder, or why there is none.
fn data_dir(context: &Context, repository: Option<&Repository>) -> Result<PathBuf, String> {
    let settings = match repository {
        Some(repository) => settings(repository, context, &[]),
        None => context.settings(&[], &[]),
    };
    settings.map(|settings| settings.data_dir.value).map_err(|error| format!("{error:#}"))
}

fn data(folder: &Path, context: &Context) -> DataSeen {
    let journal = workspace::journal(folder, context.environment());
    let is_broken = |gap: &&Gap| matches!(gap, Gap::Broken(_));
    let broken = journal.read().map(|contents| contents.gaps.iter().filter(is_broken).count());
    // Hooks remember their runs without a look at git's configuration.
    let log = data_dir(context, None).unwrap_or_else(|_| folder.to_owned());
    let broken = broken.map_err(|error| format!("{error:#}"));
    observe::data(folder, broken, journal.waiting_files(), &log)
}

/// What the self-test finds. Its folder goes again, whatever came of it.
fn tested(context: &Context) -> anyhow::Result<Vec<Finding>> {
    let program =
        context.environment().program().context("could not find out where this program lies")?;
    let name = format!("git-headway-self-test-{}", std::process::id());
    let folder = context.environment().temporary_folder().join(name);
    fs::create_dir(&folder)
        .with_context(|| format!("could not make the folder {}", folder.display()))?;
    let found = self_test::run(program, &folder);
    fs::remove_dir_all(&folder)
        .with_context(|| format!("could not remove the folder {}", folder.display()))?;
    Ok(found)
}
