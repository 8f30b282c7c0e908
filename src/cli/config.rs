//! `git headway config`: every setting, its value, and where the value came from.
//!
//! In: the settings of this folder. Out: a table or a JSON document. Deliberately absent: changing
//! settings; a text editor and `git config` do that.

use clap::ValueEnum;
use serde::Serialize;
use unicode_width::UnicodeWidthStr as _;

use crate::config::{Entry, RawValue, user_file_path};
use crate::model::printable;
use crate::report::{Label, Text};
use crate::ui::Ui;

use super::{Context, ExitStatus};

/// List every setting, its value and where the value came from
#[derive(Debug, clap::Args)]
pub(super) struct ConfigArgs {
    /// How to print it
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// A table for people
    Text,
    /// One JSON document
    Json,
}

/// The document, and what the table is made of.
#[derive(Debug, Serialize)]
struct Listing {
    /// The version of this shape.
    schema: u32,
    settings: Vec<Row>,
    user_file: Option<UserFile>,
}

#[derive(Debug, Serialize)]
struct Row {
    name: &'static str,
    git_name: &'static str,
    value: Value,
    origin: &'static str,
    place: Option<String>,
    #[serde(skip)]
    origin_in_words: String,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Value {
    Text(String),
    Number(i64),
    List(Vec<String>),
}

#[derive(Debug, Serialize)]
struct UserFile {
    path: String,
    exists: bool,
}

/// Prints the settings that hold in the folder.
///
/// # Errors
/// When a setting is wrong, or stdout cannot be written.
pub(super) fn run(ui: &Ui, context: &Context, args: &ConfigArgs) -> anyhow::Result<ExitStatus> {
    let settings = context.settings_here(&[])?;
    let listing = Listing {
        schema: 1,
        settings: settings.entries().into_iter().map(Row::from).collect(),
        user_file: user_file_path(context.environment())
            .map(|path| UserFile { path: path.display().to_string(), exists: path.exists() }),
    };
    match args.format {
        Format::Json => ui.print_raw(&format!("{}\n", serde_json::to_string_pretty(&listing)?))?,
        Format::Text => context.ui(ui, &settings).print(&table(&listing))?,
    }
    Ok(ExitStatus::Ok)
}

impl From<Entry> for Row {
    fn from(entry: Entry) -> Self {
        Self {
            name: entry.key.name(),
            git_name: entry.key.git_name(),
            value: match entry.value {
                RawValue::Text(text) => Value::Text(text),
                RawValue::Number(number) => Value::Number(number),
                RawValue::List(list) => Value::List(list),
            },
            origin: entry.origin.name(),
            place: entry.origin.place(),
            origin_in_words: entry.origin.to_string(),
        }
    }
}

impl Value {
    /// The value on one line; it may come from anywhere and hold anything.
    fn in_words(&self) -> String {
        let words = match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::List(list) if list.is_empty() => "(none)".to_owned(),
            Self::List(list) => list.join(", "),
        };
        printable(words.as_bytes()).into_owned()
    }
}

fn table(listing: &Listing) -> Text {
    let rows = &listing.settings;
    let names = rows.iter().map(|row| row.name.width()).max().unwrap_or(0);
    let values = rows.iter().map(|row| row.value.in_words().width()).max().unwrap_or(0);
    let mut text = Text::new();
    for row in rows {
        text.push(Label::Strong, padded(row.name, names)).plain("  ");
        text.plain(padded(&row.value.in_words(), values)).plain("  ");
        text.push(Label::Muted, printable(row.origin_in_words.as_bytes())).newline();
    }
    if let Some(file) = &listing.user_file {
        let there = if file.exists { "" } else { " (not there)" };
        text.newline().push(Label::Muted, "user file ");
        text.push(Label::Path, printable(file.path.as_bytes()));
        text.push(Label::Muted, there).newline();
    }
    text
}

/// Followed by spaces up to so many columns of a terminal.
fn padded(words: &str, columns: usize) -> String {
    let missing = columns.saturating_sub(words.width());
    format!("{words}{:missing$}", "")
}

#[cfg(test)]
mod tests {
    use super::{Listing, Row, UserFile, Value, table};

    #[test]
    fn columns_line_up_and_values_are_safe_to_show() {
        let row = |name, value| Row {
            name,
            git_name: "headway.me",
            value,
            origin: "default",
            place: None,
            origin_in_words: "default".to_owned(),
        };
        let names = ["火火".to_owned(), "a\u{1b}[1m".to_owned()];
        let settings = vec![
            row("me", Value::List(names.into())),
            row("window_days", Value::Number(90)),
            row("pager", Value::List(Vec::new())),
        ];
        let user_file = Some(UserFile { path: "/a.toml".to_owned(), exists: false });
        let expected = "me           火火, a\\u{1b}[1m  default\n\
                        window_days  90                default\n\
                        pager        (none)            default\n\n\
                        user file /a.toml (not there)\n";
        let listing = Listing { schema: 1, settings, user_file };
        assert_eq!(table(&listing).to_string(), expected);
    }
}
