//! `git headway profile`: motion and headway, ownership and leverage over time.

use crate::pipeline::symbol_uses;
use crate::report::{self, terminal, to_json};
use crate::ui::Ui;

use super::reading::{AuthorArgs, Format};
use super::workspace::Workspace;
use super::{Context, ExitStatus, needs};

/// Show what you own and what your work leverages, over time
#[derive(Debug, clap::Args)]
pub(super) struct ProfileArgs {
    #[command(flatten)]
    author: AuthorArgs,
    /// How to print it
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

/// Prints the profile.
///
/// # Errors
/// When the repository cannot be mined, or the person has no commits in it.
pub(super) fn run(ui: &Ui, context: &Context, args: &ProfileArgs) -> anyhow::Result<ExitStatus> {
    let mut workspace = Workspace::open(ui, context, &[])?;
    // Who is nobody here is told below.
    let judged = workspace.judged_for(context, |workspace, judged| {
        let me = &workspace.settings.me.value;
        let subject = args.author.subject(&judged.history, &workspace.repository, me);
        subject.map_or_else(|_| Vec::new(), |(who, _)| needs::of_person(&judged.history, &who))
    })?;
    let me = &workspace.settings.me.value;
    let (subject, addressee) = args.author.subject(&judged.history, &workspace.repository, me)?;
    let uses = symbol_uses(&workspace.repository, &workspace.store, &judged.history, &subject)?;
    let profile = judged.profile(subject, &uses);
    let answer = report::profile(&judged.history, &judged.episodes, &profile, &addressee);
    match args.format {
        Format::Json => workspace.ui.print_raw(&to_json(&answer))?,
        Format::Text => workspace.ui.print(&terminal::profile(&answer, workspace.ui.width()))?,
    }
    Ok(ExitStatus::Ok)
}
