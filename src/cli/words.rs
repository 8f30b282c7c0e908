//! Words of the user's: given with the command, piped in, or written in their editor.
//!
//! In: what stands on the command line. Out: a text without its comments. Deliberately absent: what it is about.

use std::fs;
use std::io::{IsTerminal as _, Read as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::git_program::edit;
use super::{Hint, UsageError};

/// A line of a text in the editor that is for the writer.
const COMMENT: char = '#';
/// Bytes of a text that is piped in.
const LONGEST: u64 = 1 << 16;

/// The text: from the command line, else from standard input where that is no terminal, else from the editor, which
/// begins with what is `asked`.
///
/// # Errors
/// When there is none.
pub(super) fn text(
    given: Option<&str>,
    directory: &Path,
    data_dir: &Path,
    asked: &str,
) -> anyhow::Result<String> {
    let text = match given {
        Some(text) => text.trim().to_owned(),
        None if std::io::stdin().is_terminal() => edited(directory, data_dir, asked)?,
        None => {
            let mut text = String::new();
            let stdin = std::io::stdin().lock().take(LONGEST);
            { stdin }.read_to_string(&mut text).context("could not read the text")?;
            text.trim().to_owned()
        }
    };
    if text.is_empty() {
        return Err(UsageError::new("there is no text; nothing was kept").into());
    }
    Ok(text)
}

/// A file for the editor, that goes with its owner.
struct Draft(PathBuf);

impl Drop for Draft {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

fn edited(directory: &Path, data_dir: &Path, asked: &str) -> anyhow::Result<String> {
    let path = data_dir.join(format!("DRAFT-{}", std::process::id()));
    let draft = Draft(path);
    let begins = format!(
        "\n{COMMENT} {asked} Lines that begin with {COMMENT} are left out;\n{COMMENT} an empty text keeps nothing.\n"
    );
    write_private(&draft.0, &begins)
        .with_context(|| format!("could not write {}", draft.0.display()))?;
    edit(directory, &draft.0)?;
    let text = fs::read_to_string(&draft.0).with_context(|| {
        let says = format!("could not read {} back", draft.0.display());
        Hint::new(says, "the editor has to leave a text in UTF-8 in the same place")
    })?;
    Ok(without_comments(&text))
}

fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut options = fs::File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    std::io::Write::write_all(&mut options.open(path)?, text.as_bytes())
}

fn without_comments(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.starts_with(COMMENT)).map(str::trim_end);
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::without_comments;

    #[test]
    fn comments_and_the_space_around_go() {
        assert_eq!(
            without_comments("\nWe chose\n# why\n  a queue  \n\n# x"),
            "We chose\n  a queue"
        );
        assert_eq!(without_comments("\n# only\n"), "");
    }
}
