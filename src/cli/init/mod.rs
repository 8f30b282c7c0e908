//! `git headway init`: put the hooks in, mine, and show a first insight.
//!
//! In: this repository, or every repository below some folders (`all`). Out: the hooks, facts, and
//! what they say at first sight. Deliberately absent: deciding what is written where (`hook`).

mod all;

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::ValueEnum;

use crate::config::{AskChoice, Origin, Settings};
use crate::git::{Head, Repository};
use crate::hook::{GitVersion, Mode, Plan, Refusal, Site, install};
use crate::pipeline::store_path;
use crate::registry::Registry;
use crate::report::{HotspotQuery, Text, hotspots, terminal};
use crate::ui::Ui;

use super::git_program::git_version;
use super::workspace::{Workspace, counted, open_repository, settings};
use super::{Context, ExitStatus, Hint, site};

/// Put the git hooks into this repository, mine it, and show a first insight
///
/// After a commit the hook takes one quick look and says one line at most, on a terminal, when the
/// commit patches a spot that keeps being patched. It never fails or delays a commit, and
/// `git headway uninstall` restores what was there.
#[derive(Debug, clap::Args)]
pub(super) struct InitArgs {
    /// Show every byte that would be written, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Put them into every repository below these folders instead, and mine each
    #[arg(long, value_name = "DIR", num_args = 1..)]
    all: Vec<PathBuf>,
    /// How git is made to call
    #[arg(long, value_name = "MODE", default_value = "auto")]
    mode: ModeFlag,
    /// Whether one short question may follow a commit now and then. Without this, a person at a
    /// terminal is asked once, and nobody else is asked anything
    #[arg(long, value_name = "WHEN")]
    ask: Option<AskFlag>,
}

/// The words of `--mode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ModeFlag {
    /// What fits the git that is found
    Auto,
    /// In the repository's configuration; needs git 2.54
    Config,
    /// As files in the hooks directory, in front of those that are there
    File,
}

/// The words of `--ask`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum AskFlag {
    /// Never; what is undecided waits for `git headway review`
    Never,
    /// Seldom, on a terminal, where an answer would change a verdict
    Prompt,
}

impl From<AskFlag> for AskChoice {
    fn from(flag: AskFlag) -> Self {
        match flag {
            AskFlag::Never => Self::Never,
            AskFlag::Prompt => Self::Prompt,
        }
    }
}

/// What somebody who has just installed it would like to know.
const WHAT_THE_HOOK_DOES: &str =
    "when a commit patches a spot again and again, one line on the terminal says so";

const QUESTION: &str = "Where no evidence decides what a commit was, or whether it went to the root of repeated patches, \
     git-headway can ask right after it: one line, one key, three times a day at most.\nWithout that, such commits wait for `git headway review`. Ask after commits?";

/// Recurring spots that the first insight names.
const SHOWN: usize = 3;

/// Installs, mines and tells.
///
/// # Errors
/// When the hooks cannot be installed here, or the repository cannot be mined.
pub(super) fn run(ui: &Ui, context: &Context, args: &InitArgs) -> anyhow::Result<ExitStatus> {
    let installer = Installer::new(context, args)?;
    if !args.all.is_empty() {
        return all::run(ui, context, &installer, args);
    }
    let repository = open_repository(context)?;
    let settings = settings(&repository, context, &[])?;
    if args.dry_run {
        let (site, plan) = installer.plan(&repository, installer.ask)?;
        let data_dir = &settings.data_dir.value;
        ui.print_raw(&format!(
            "{plan}would list `{}` in `{}`\nwould keep facts in `{}`\n",
            site.git_directory.display(),
            Registry::new(data_dir).path().display(),
            store_path(data_dir, &repository).display()
        ))?;
        return Ok(ExitStatus::Ok);
    }
    let ask = installer.ask.or_else(|| question(ui, &settings));
    let plan = installer.install(&repository, &settings, ask)?;
    for (event, outcome) in plan.outcomes() {
        ui.note(&format!("{event}: {outcome}"));
    }
    if let Some(ask) = ask {
        tell_stronger(ui, ask, &repository, context)?;
    }
    ui.note(&installer.in_words());
    ui.note(WHAT_THE_HOOK_DOES);
    // The store has to be there for the hook: where there is none, nobody asked for mining.
    let mut workspace = Workspace::open(ui, context, &[])?;
    ui.note(&format!(
        "facts are kept in {}, on this machine alone",
        workspace.store.path().display()
    ));
    if repository.head()? == Head::Unborn {
        ui.note("no commits yet; the hook looks at each from the first one on");
    } else {
        first_insight(&mut workspace, context)?;
    }
    ui.hint("`git headway uninstall` takes the hooks out again");
    Ok(ExitStatus::Ok)
}

/// What is the same for every repository of a run.
struct Installer<'a> {
    context: &'a Context,
    binary: &'a Path,
    git: Option<GitVersion>,
    mode: Mode,
    ask: Option<AskChoice>,
}

impl<'a> Installer<'a> {
    fn new(context: &'a Context, args: &InitArgs) -> anyhow::Result<Self> {
        let binary = context
            .environment()
            .program()
            .context("could not find out where this program lies")?;
        let git = git_version(context.directory());
        let mode = match args.mode {
            ModeFlag::Auto => Mode::of(git),
            ModeFlag::File => Mode::File,
            ModeFlag::Config if Mode::of(git) == Mode::Config => Mode::Config,
            ModeFlag::Config => return Err(told(&Refusal::GitTooOld(git))),
        };
        Ok(Self { context, binary, git, mode, ask: args.ask.map(AskChoice::from) })
    }

    fn plan(
        &self,
        repository: &Repository,
        ask: Option<AskChoice>,
    ) -> anyhow::Result<(Site, Plan)> {
        let site = site::observe(repository, self.context)?;
        let wanted = install::Wanted { binary: self.binary, mode: self.mode, ask };
        let plan = install::plan(&site, &wanted).map_err(|refusal| told(&refusal))?;
        Ok((site, plan))
    }

    /// The repository is listed first: one that is listed and has no hooks costs nothing.
    fn install(
        &self,
        repository: &Repository,
        settings: &Settings,
        ask: Option<AskChoice>,
    ) -> anyhow::Result<Plan> {
        let (site, plan) = self.plan(repository, ask)?;
        let list = Registry::new(&settings.data_dir.value);
        let is_new = list.hooks_put(&site.git_directory)?;
        if let Err(error) = plan.apply() {
            if is_new {
                list.hooks_taken(&site.git_directory)?;
            }
            return Err(error);
        }
        Ok(plan)
    }

    /// How git comes to call.
    fn in_words(&self) -> String {
        match (self.mode, self.git) {
            (Mode::Config, Some(git)) => format!(
                "git {git} runs the hooks from this repository's configuration, whatever \
                 core.hooksPath says"
            ),
            _ => "git runs them from the hooks directory".to_owned(),
        }
    }
}

fn told(refusal: &Refusal) -> anyhow::Error {
    anyhow::Error::new(Hint::new(refusal.to_string(), refusal.remedy()))
}

/// Whoever has not said yet whether questions may follow a commit is asked once.
fn question(ui: &Ui, settings: &Settings) -> Option<AskChoice> {
    let is_open = settings.ask.origin == Origin::Default && ui.may_ask();
    is_open.then(|| if ui.confirm(QUESTION) { AskChoice::Prompt } else { AskChoice::Never })
}

/// Says so where something else says otherwise, and counts more.
fn tell_stronger(
    ui: &Ui,
    ask: AskChoice,
    repository: &Repository,
    context: &Context,
) -> anyhow::Result<()> {
    let now = settings(repository, context, &[])?.ask;
    if now.value != ask {
        ui.warn(&format!("`headway.ask` stays `{}` ({})", now.value.name(), now.origin));
        ui.hint("`git config --unset headway.ask` takes away what is set in this repository");
    }
    Ok(())
}

fn first_insight(workspace: &mut Workspace, context: &Context) -> anyhow::Result<()> {
    let judged = workspace.judged(context)?;
    let recurring = judged.thresholds.recurring;
    let query = HotspotQuery { limit: SHOWN, recurring, ..HotspotQuery::default() };
    let found =
        hotspots(&judged.history, &judged.episodes, &judged.expected(), context.now(), &query);
    let mut text = Text::new();
    text.plain(format!("{} mined.", counted(judged.history.commits.len(), "commit"))).newline();
    if found.spots.is_empty() {
        let window = judged.thresholds.window_days();
        text.plain(format!(
            "No spot was patched {recurring} times or more with at most {window} days between."
        ));
        text.newline();
        workspace.ui.print(&text)?;
    } else {
        workspace.ui.print(&text)?;
        workspace.ui.print(&terminal::hotspots(&found, workspace.ui.width()))?;
    }
    workspace.ui.hint("`git headway retro` writes the year; `git headway why PATH` tells why");
    Ok(())
}
