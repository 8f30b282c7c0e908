//! `git headway repos me`: which addresses are yours, and which may be.
//!
//! In: the listed repositories and the one of the run, as far as they were mined. Out: a list; or one record more in the
//! journal for each address that is added or removed. Deliberately absent: merging anybody whom the user did not name.

use std::path::PathBuf;

use crate::git::Repository;
use crate::journal::{Contents, Journal, Record, Said, identities};
use crate::pipeline::store_path_of;
use crate::profile::{Appearance, addresses};
use crate::report::{self, terminal, to_json};
use crate::store::Store;
use crate::ui::Ui;

use super::chosen::{Chosen, RepoArgs, open_here};
use super::reading::Format;
use super::workspace::{journal, settings, unkept};
use super::{Context, ExitStatus, UsageError, identity};

/// Show which addresses are yours and why, and which may be
///
/// Addresses are yours by git's user.email in each listed repository, by headway.me, and because you say so here. An address that stands
/// with your name elsewhere is proposed and never taken by itself.
#[derive(Debug, clap::Args)]
pub(super) struct MeArgs {
    /// This address is yours, in every repository; may be given several times
    #[arg(long, value_name = "ADDRESS")]
    add: Vec<String>,
    /// This address is not yours, and is not to be proposed again; may be given several times
    #[arg(long, value_name = "ADDRESS")]
    remove: Vec<String>,
    #[command(flatten)]
    repos: RepoArgs,
    /// How to print the list
    #[arg(long, value_name = "FORMAT", default_value = "text", conflicts_with_all = ["add", "remove"])]
    format: Format,
}

/// Keeps what was said of addresses, or lists them.
///
/// # Errors
/// When something is no address, the journal cannot be written, or facts cannot be read.
pub(super) fn run(ui: &Ui, context: &Context, args: &MeArgs) -> anyhow::Result<ExitStatus> {
    let here = open_here(context)?;
    let settings = match &here {
        Some(repository) => settings(repository, context, &[])?,
        None => context.settings_here(&[])?,
    };
    let ui = context.ui(ui, &settings);
    let data_dir = settings.data_dir.value;
    let journal = journal(&data_dir, context.environment());
    if !args.add.is_empty() || !args.remove.is_empty() {
        return say(&ui, context, args, &journal);
    }
    let contents = journal.read()?;
    let patterns = settings.me.value;
    let me = identity::me(context.users(), here.as_ref(), &data_dir, &patterns, &contents);
    let Looked { seen, unmined } = look(&args.repos.chosen(context)?, &data_dir)?;
    let answer = report::identities(&addresses(&seen, &me), &me, unmined);
    match args.format {
        Format::Json => ui.print_raw(&to_json(&answer))?,
        Format::Text => ui.print(&terminal::identities(&answer, ui.width()))?,
    }
    Ok(ExitStatus::Ok)
}

fn say(ui: &Ui, context: &Context, args: &MeArgs, journal: &Journal) -> anyhow::Result<ExitStatus> {
    let added = args.add.iter().map(|address| (address, true));
    let said = added.chain(args.remove.iter().map(|address| (address, false)));
    let said: Vec<(String, bool)> =
        said.map(|(word, is)| Ok((address(word)?, is))).collect::<anyhow::Result<_>>()?;
    for (address, is_mine) in said {
        let kept = keep(context, journal, &address, is_mine);
        kept.map_err(|error| unkept(&error, journal, "your words"))?;
        ui.note(&if is_mine {
            format!("commits of {address} are yours, in every repository")
        } else {
            format!("commits of {address} are not yours; the address is not proposed again")
        });
    }
    Ok(ExitStatus::Ok)
}

/// Adds a record, unless the latest one says the same.
fn keep(context: &Context, journal: &Journal, address: &str, is_mine: bool) -> anyhow::Result<()> {
    let mut writer = journal.open()?;
    if says(writer.contents(), address, is_mine) {
        return Ok(());
    }
    let at = context.now();
    let offset_minutes = context.environment().offset_minutes(at);
    let said = Said::Identity { address: address.to_owned(), is_mine };
    writer.append(Record { at, offset_minutes, said })
}

fn says(contents: &Contents, address: &str, is_mine: bool) -> bool {
    let said = identities(&contents.records);
    let among = if is_mine { said.mine } else { said.not_mine };
    among.iter().any(|known| known.eq_ignore_ascii_case(address))
}

/// An address as it stands in commits; `<` and `>` around it may come along.
fn address(word: &str) -> anyhow::Result<String> {
    let bare = word.trim().trim_start_matches('<').trim_end_matches('>');
    let is_address = !bare.is_empty()
        && !bare.contains(|c: char| c.is_whitespace() || c.is_control() || "<>".contains(c));
    if is_address {
        return Ok(bare.to_owned());
    }
    Err(UsageError::new(format!("`{}` is no address; write ada@example.org", word.escape_debug()))
        .into())
}

/// What the facts say.
struct Looked {
    seen: Vec<Appearance>,
    /// Repositories without facts.
    unmined: Vec<String>,
}

/// Looks through the facts that are there; nothing is mined for it.
fn look(chosen: &[Chosen], data_dir: &std::path::Path) -> anyhow::Result<Looked> {
    let mut looked = Looked { seen: Vec::new(), unmined: Vec::new() };
    for Chosen { name, common_dir, .. } in chosen {
        let facts: PathBuf = store_path_of(data_dir, common_dir);
        let opened = facts.exists().then(|| Repository::open_at(common_dir).ok()).flatten();
        let Some(repository) = opened else {
            looked.unmined.push(name.clone());
            continue;
        };
        let people = Store::open(&facts)?.people(&repository.mailmap())?;
        if people.is_empty() {
            looked.unmined.push(name.clone());
        }
        looked.seen.extend(people.into_iter().map(|found| Appearance {
            repository: name.clone(),
            person: found.person,
            wrote: found.wrote,
            co_wrote: found.co_wrote,
            first: found.first,
            last: found.last,
        }));
    }
    Ok(looked)
}
