//! The command line: one command a file, each a thin wrapper around other rooms.
//!
//! In: arguments and the environment. Out: an [`ExitStatus`], after the answer was printed.
//! Deliberately absent: what commands do beyond reading their arguments and choosing a format.

mod accept;
mod annotate;
mod area;
mod asking;
mod chosen;
mod config;
mod context;
mod doctor;
mod each;
mod exit;
mod export;
mod git_notes;
mod git_program;
mod goal;
pub mod hook;
mod hotspots;
mod identity;
mod init;
mod ledger;
mod me;
mod mine;
mod needs;
mod next;
mod note;
mod page;
mod past;
mod place;
mod profile;
mod quarter;
mod reading;
mod repos;
mod retro;
mod review;
mod rewrites;
mod show;
mod shown;
mod site;
mod sitting;
mod status;
mod uninstall;
mod why;
mod words;
mod workspace;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{ArgAction, Parser, Subcommand, ValueEnum};

use crate::config::{Display, Environment, Given, Key};
use crate::ui::{Talk, Ui};

pub use crate::ui::Hint;
pub use context::Context;
pub use exit::{ExitStatus, UsageError};

/// A private mirror for developers.
///
/// Mines the history of your repositories on this machine and tells repeat patches from structural
/// change. It uses no network and ranks nobody.
#[derive(Debug, Parser)]
#[command(
    name = "git-headway",
    bin_name = "git headway",
    version,
    color = clap::ColorChoice::Never,
    max_term_width = 100,
    arg_required_else_help = true,
    subcommand_required = true,
    disable_help_flag = true,
    disable_help_subcommand = true
)]
pub struct Cli {
    #[command(flatten)]
    global: GlobalArgs,
    #[command(subcommand)]
    command: Command,
}

/// The flags that every command takes.
#[derive(Debug, clap::Args)]
pub struct GlobalArgs {
    /// Run as if started in DIR; several are taken one after the other, as git does
    #[arg(short = 'C', value_name = "DIR", global = true, action = ArgAction::Append)]
    directories: Vec<PathBuf>,
    /// When to use colour
    #[arg(long, value_name = "WHEN", global = true)]
    color: Option<ColorFlag>,
    /// Do not show long answers through a pager
    #[arg(long, global = true)]
    no_pager: bool,
    /// Say nothing beside the answer but warnings and errors
    #[arg(short, long, global = true)]
    quiet: bool,
    // `git headway --help` never comes here: git looks for a manual page. So `-h` is the one to
    // name, and it says everything.
    /// Print help
    #[arg(short, alias = "help", global = true, action = ArgAction::HelpLong)]
    help: Option<bool>,
}

/// The words of `--color`.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum ColorFlag {
    /// On a terminal that can show it
    Auto,
    /// Everywhere, pipes too
    Always,
    /// Nowhere
    Never,
}

/// The commands, one line each.
#[derive(Debug, Subcommand)]
enum Command {
    Init(init::InitArgs),
    Uninstall(uninstall::UninstallArgs),
    Doctor(doctor::DoctorArgs),
    Repos(repos::ReposArgs),
    Mine(mine::MineArgs),
    Status(status::StatusArgs),
    Show(show::ShowArgs),
    Why(why::WhyArgs),
    Hotspots(hotspots::HotspotsArgs),
    Next(next::NextArgs),
    Profile(profile::ProfileArgs),
    Retro(retro::RetroArgs),
    Review(review::ReviewArgs),
    Annotate(annotate::AnnotateArgs),
    Note(note::NoteArgs),
    Goal(goal::GoalArgs),
    Export(export::ExportArgs),
    Config(config::ConfigArgs),
}

impl Command {
    fn run(&self, ui: &Ui, context: &Context) -> anyhow::Result<ExitStatus> {
        match self {
            Self::Init(args) => init::run(ui, context, args),
            Self::Uninstall(args) => uninstall::run(ui, context, args),
            Self::Doctor(args) => doctor::run(ui, context, args),
            Self::Repos(args) => repos::run(ui, context, args),
            Self::Mine(args) => mine::run(ui, context, args),
            Self::Status(args) => status::run(ui, context, args),
            Self::Show(args) => show::run(ui, context, args),
            Self::Why(args) => why::run(ui, context, args),
            Self::Hotspots(args) => hotspots::run(ui, context, args),
            Self::Next(args) => next::run(ui, context, args),
            Self::Profile(args) => profile::run(ui, context, args),
            Self::Retro(args) => retro::run(ui, context, args),
            Self::Annotate(args) => annotate::run(ui, context, args),
            Self::Review(args) => review::run(ui, context, args),
            Self::Note(args) => note::run(ui, context, args),
            Self::Goal(args) => goal::run(ui, context, args),
            Self::Export(args) => export::run(ui, context, args),
            Self::Config(args) => config::run(ui, context, args),
        }
    }
}

impl GlobalArgs {
    fn given(&self) -> Vec<Given> {
        let color = self.color.map(|color| match color {
            ColorFlag::Auto => "auto",
            ColorFlag::Always => "always",
            ColorFlag::Never => "never",
        });
        let pager = self.no_pager.then_some("never");
        let flags = [(Key::Color, color), (Key::Pager, pager)];
        flags.into_iter().filter_map(|(key, word)| Some(Given::flag(key, word?))).collect()
    }

    const fn talk(&self) -> Talk {
        if self.quiet { Talk::Quiet } else { Talk::Normal }
    }
}

/// Parses the arguments (the first is the program's name), runs the command and tells of errors.
#[must_use]
pub fn run(arguments: Vec<OsString>, environment: &Environment) -> ExitStatus {
    match Cli::try_parse_from(arguments) {
        Ok(cli) => run_command(&cli, environment),
        Err(error) => answer_without_command(&error, environment),
    }
}

fn run_command(cli: &Cli, environment: &Environment) -> ExitStatus {
    let (flags, talk) = (cli.global.given(), cli.global.talk());
    // What the user's file says of colours is not known while that file is read.
    let display = Display::resolve(environment, &flags);
    let display = display.unwrap_or_else(|_| Display::unset(environment));
    let mut ui = Ui::new(environment, &display, talk);
    let result = Context::new(environment, &cli.global.directories, flags).and_then(|context| {
        ui = Ui::new(environment, &context.display()?, talk);
        cli.command.run(&ui, &context)
    });
    exit::conclude(&ui, result)
}

/// Help and the version are answers; wrong arguments are told in this program's words.
fn answer_without_command(error: &clap::Error, environment: &Environment) -> ExitStatus {
    let ui = Ui::new(environment, &Display::unset(environment), Talk::Normal);
    let text = error.render().to_string();
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            exit::conclude(&ui, ui.print_raw(&text).map(|()| ExitStatus::Ok))
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            ui.usage(&text);
            ExitStatus::Usage
        }
        _ => {
            ui.usage(&text.replacen("error: ", "git-headway: ", 1));
            ExitStatus::Usage
        }
    }
}
