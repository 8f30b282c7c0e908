//! `git headway annotate`: say what a commit was.
//!
//! In: a commit and what the user says of it. Out: one record more in the journal, and what the commit is taken
//! for before and after. Deliberately absent: questions; whoever runs this has an answer.

use clap::ArgGroup;
use clap::builder::{PossibleValuesParser, TypedValueParser as _};

use crate::journal::{About, Record, Said};
use crate::model::{Answer, Kind};
use crate::pipeline;
use crate::report::{self, Names, terminal, to_json};
use crate::ui::Ui;

use super::reading::{Format, behind_head};
use super::workspace::Workspace;
use super::{Context, ExitStatus, Hint, needs};

/// Say what a commit was, in place of what is computed
///
/// What you say holds in every answer about this commit, in every clone, and is shown as yours. It is kept in your journal on this
/// machine, outside of the repository; nothing in it is ever changed or removed, and what you say last holds.
#[derive(Debug, clap::Args)]
#[command(group = ArgGroup::new("said").required(true).multiple(true).args(["kind", "root_cause", "retract"]))]
pub(super) struct AnnotateArgs {
    /// The commit: an id, a branch, a tag, HEAD~2
    commit: String,
    /// What it was
    #[arg(long, value_name = "KIND", value_parser = kinds())]
    kind: Option<Kind>,
    /// Whether it went to the root of what was patched before. Whether it held is measured all the same
    #[arg(long, value_name = "yes|no", value_parser = yes_or_no())]
    root_cause: Option<bool>,
    /// Take back all that you said of it
    #[arg(long, conflicts_with_all = ["kind", "root_cause"])]
    retract: bool,
    /// How to print what changed
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

fn kinds() -> impl clap::builder::TypedValueParser<Value = Kind> {
    let known = "because only the words of kinds are taken";
    PossibleValuesParser::new(Kind::ALL.map(Kind::name))
        .map(move |word| Kind::named(&word).expect(known))
}

fn yes_or_no() -> impl clap::builder::TypedValueParser<Value = bool> {
    PossibleValuesParser::new(["yes", "no"]).map(|word| word == "yes")
}

/// Keeps what was said, and prints what it changed.
///
/// # Errors
/// When there is no such commit behind HEAD, when there is nothing to take back, or when the journal cannot be
/// written; then nothing is kept.
pub(super) fn run(ui: &Ui, context: &Context, args: &AnnotateArgs) -> anyhow::Result<ExitStatus> {
    let mut workspace = Workspace::open(ui, context, &[])?;
    let id = workspace.repository.resolve(&args.commit)?;
    let before =
        workspace.judged_for(context, |_, judged| needs::of_commit(&judged.history, id))?;
    let commit = behind_head(&before.history, id)?;
    let about = pipeline::about(&workspace.repository, &before.history, commit)?;
    let mut writer = workspace.journal().open().map_err(|error| unkept(&error, &workspace))?;
    let held = writer.contents().answers().get(id).copied();
    let (at, offset_minutes) = (context.now(), context.environment().offset_minutes(context.now()));
    let said = args.said(about, held)?;
    let record = Record { at, offset_minutes, said };
    if says_more(held, &record) {
        writer.append(record).map_err(|error| unkept(&error, &workspace))?;
    } else if let Some(held) = held {
        workspace.ui.note(&format!("you said the same on {}; nothing was added", held.date()));
    }
    let answers = writer.contents().answers();
    drop(writer);
    let history = before.history.clone();
    let after = pipeline::judge(history, answers, before.thresholds, before.now);
    let changed = report::annotated(
        &before.history,
        (&before.verdicts, &before.episodes),
        (&after.verdicts, &after.episodes),
        commit,
        Names::Hidden,
    );
    match args.format {
        Format::Json => workspace.ui.print_raw(&to_json(&changed))?,
        Format::Text => {
            workspace.ui.print(&terminal::annotated(&changed, workspace.ui.width()))?;
        }
    }
    Ok(ExitStatus::Ok)
}

impl AnnotateArgs {
    /// The whole of what is said of the commit now: what is not mentioned stays as it was.
    fn said(&self, about: About, held: Option<Answer>) -> anyhow::Result<Said> {
        if !self.retract {
            return Ok(Said::Answer {
                asked: None,
                kind: self.kind.or(held.and_then(|held| held.kind)),
                root_cause: self.root_cause.or(held.and_then(|held| held.root_cause)),
                about,
            });
        }
        if held.is_some() {
            return Ok(Said::Retraction { about });
        }
        let says = format!("you have said nothing of commit {}", about.commit.short());
        let advice =
            "`git headway show COMMIT` tells what a commit is taken for, and whether you said so";
        Err(anyhow::Error::new(Hint::new(says, advice)))
    }
}

/// Whether a record changes what holds.
fn says_more(held: Option<Answer>, record: &Record) -> bool {
    match (held, record.answer()) {
        (Some(held), Some(answer)) => !held.says_the_same(&answer),
        _ => true,
    }
}

/// The user's words are not kept, and they should know.
fn unkept(error: &anyhow::Error, workspace: &Workspace) -> anyhow::Error {
    let journal = workspace.journal();
    let (path, cause) = (journal.path().display(), error.root_cause());
    let says = format!("your answer could not be kept in {path}: {cause}");
    let advice = "once there is room and the folder is yours to write, say it again; or set \
                  `headway.dataDir` to a folder elsewhere";
    anyhow::Error::new(Hint::new(says, advice))
}
