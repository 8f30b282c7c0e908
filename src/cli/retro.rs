//! `git headway retro`: the yearly retrospective.

use clap::ValueEnum;
use clap::builder::ArgPredicate;

use crate::model::Month;
use crate::pipeline::symbol_uses;
use crate::report::{self, html, markdown, terminal, to_json};
use crate::ui::Ui;

use super::chosen::OneRepoArgs;
use super::page::OpenArgs;
use super::reading::{AuthorArgs, NamesArgs};
use super::workspace::Workspace;
use super::{Context, ExitStatus, needs};

/// Write the retrospective of a year
#[derive(Debug, clap::Args)]
pub(super) struct RetroArgs {
    #[command(flatten)]
    repository: OneRepoArgs,
    /// The year; the present one otherwise
    #[arg(long, value_name = "YEAR")]
    year: Option<i32>,
    #[command(flatten)]
    author: AuthorArgs,
    #[command(flatten)]
    names: NamesArgs,
    /// How to write it
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    #[arg(default_value_if("open", ArgPredicate::IsPresent, "html"))]
    format: Format,
    #[command(flatten)]
    open: OpenArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, on a terminal
    Text,
    /// A Markdown document
    Markdown,
    /// One page for a browser that loads nothing else
    Html,
    /// One JSON document
    Json,
}

/// Writes the retrospective.
///
/// # Errors
/// When the repository cannot be mined, or the person has no commits in it.
pub(super) fn run(ui: &Ui, context: &Context, args: &RetroArgs) -> anyhow::Result<ExitStatus> {
    args.open.suits(args.format == Format::Html)?;
    let context = &args.repository.enter(context)?;
    let mut workspace = Workspace::open(ui, context, &[])?;
    // Who is nobody here is told below.
    let judged = workspace.judged_for(context, |workspace, judged| {
        let subject = args.author.subject(&judged.history, &workspace.me());
        subject.map_or_else(|_| Vec::new(), |(who, _)| needs::of_person(&judged.history, &who))
    })?;
    let (subject, addressee) = args.author.subject(&judged.history, &workspace.me())?;
    let uses = symbol_uses(&workspace.repository, &workspace.store, &judged.history, &subject)?;
    let profile = judged.profile(subject, &uses);
    let year = args.year.unwrap_or_else(|| Month::of(context.now(), 0).year);
    let answer = report::retro(
        &judged.history,
        &judged.verdicts,
        &judged.episodes,
        &profile,
        &addressee,
        year,
        args.names.names(),
    )
    .linked(workspace.forge().as_ref());
    match args.format {
        Format::Json => workspace.ui.print_raw(&to_json(&answer))?,
        Format::Markdown => workspace.ui.print_raw(&markdown::retro(&answer))?,
        Format::Html => {
            let name = format!("retro-{year}-{}", answer.repository);
            let data_dir = &workspace.settings.data_dir.value;
            args.open.show(&workspace.ui, data_dir, &name, &html::retro(&answer))?;
        }
        Format::Text => workspace.ui.print(&terminal::retro(&answer, workspace.ui.width()))?,
    }
    Ok(ExitStatus::Ok)
}
