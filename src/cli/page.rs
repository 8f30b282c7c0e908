//! A page on stdout, or in the browser.
//!
//! In: a page. Out: the same on stdout; with `--open`, in a file that nobody else may read, and in the program that
//! the desktop has for pages. Deliberately absent: what a page says.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::Context as _;

use crate::report::{Label, Text};
use crate::ui::Ui;

use super::{Hint, UsageError};

/// The folder of the pages, below that of the data.
const FOLDER: &str = "pages";
/// Characters of a file's name.
const LONGEST: usize = 80;

/// Where a page goes.
#[derive(Debug, clap::Args)]
pub(super) struct OpenArgs {
    /// Write a page for a browser below the data folder, and open it
    #[arg(long)]
    open: bool,
}

impl OpenArgs {
    /// Pages alone are opened.
    ///
    /// # Errors
    /// When another format is to be.
    pub(super) fn suits(&self, is_page: bool) -> anyhow::Result<()> {
        if self.open && !is_page {
            return Err(UsageError::new("`--open` is for `--format html`").into());
        }
        Ok(())
    }

    /// Prints a page, or opens it.
    ///
    /// # Errors
    /// When it cannot be written, or there is no program to open it.
    pub(super) fn show(
        &self,
        ui: &Ui,
        data_dir: &Path,
        name: &str,
        page: &str,
    ) -> anyhow::Result<()> {
        if !self.open {
            return ui.print_raw(page);
        }
        let path = data_dir.join(FOLDER).join(file_name(name));
        keep(&path, page).with_context(|| format!("could not write {}", path.display()))?;
        let mut says = Text::new();
        says.push(Label::Path, path.display().to_string()).newline();
        ui.print(&says)?;
        open(&path)
    }
}

/// A name that every file system takes.
fn file_name(name: &str) -> PathBuf {
    let plain = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '-' };
    PathBuf::from(name.chars().take(LONGEST).map(plain).collect::<String>()).with_extension("html")
}

/// Writes a file that is its owner's alone, in a folder that is too.
fn keep(path: &Path, page: &str) -> std::io::Result<()> {
    let mut folder = fs::DirBuilder::new();
    folder.recursive(true);
    let mut file = fs::OpenOptions::new();
    file.write(true).create_new(true);
    #[cfg(unix)]
    {
        std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
        std::os::unix::fs::OpenOptionsExt::mode(&mut file, 0o600);
    }
    if let Some(parent) = path.parent() {
        folder.create(parent)?;
    }
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    file.open(path)?.write_all(page.as_bytes())
}

/// Starts the program that opens a page. What it says and when it ends is between it and the desktop.
fn open(path: &Path) -> anyhow::Result<()> {
    let program = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let mut opener = Command::new(program);
    opener.arg(path).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let advice = "open the file named above in a browser";
    opener.spawn().with_context(|| Hint::new(format!("could not start `{program}`"), advice))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{file_name, keep};

    #[test]
    fn names_of_files_are_plain() {
        let named =
            ["retro-2025-a b/../c.git", ".."].map(|name| file_name(name).display().to_string());
        assert_eq!(named, ["retro-2025-a-b----c-git.html", "--.html"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_page_is_its_owners_alone() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pages").join("a.html");
        std::fs::create_dir(path.parent().unwrap()).unwrap();
        std::fs::write(&path, "old").unwrap();
        keep(&path, "new").unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
