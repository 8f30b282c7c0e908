//! Where a line waits that could not be written to its file: another writer had it, or the disk was full.
//!
//! In: a line. Out: a small file of its own, beside the journal, or where that cannot be written in a refuge
//! elsewhere; and later its lines, for whoever opens the journal next. Deliberately absent: what a line says.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::lines::{keep_name, make_private_folder, write_whole};

/// The folder of these files inside another.
const FOLDER: &str = "spool";
/// How their names end.
const EXTENSION: &str = "jsonl";

/// The places of the lines that wait for one file.
#[derive(Clone, Debug)]
pub(super) struct Spool {
    /// The first that can be written is used.
    folders: Vec<PathBuf>,
    /// What the names of its files begin with.
    stem: &'static str,
}

/// One file of lines that wait.
#[derive(Debug)]
pub(super) struct Spooled {
    path: PathBuf,
    pub bytes: Vec<u8>,
}

impl Spool {
    /// The lines that wait for the file of this stem in a folder.
    pub(super) fn beside(folder: &Path, stem: &'static str) -> Self {
        Self { folders: vec![folder.join(FOLDER)], stem }
    }

    /// Also a place elsewhere, on another disk perhaps.
    pub(super) fn add_refuge(&mut self, folder: &Path) {
        self.folders.push(folder.join(FOLDER));
    }

    /// Keeps lines in a file of their own.
    ///
    /// # Errors
    /// When no folder can be written; what the last one says.
    pub(super) fn keep(&self, lines: &str) -> io::Result<PathBuf> {
        let mut last = ErrorKind::NotFound.into();
        for folder in &self.folders {
            match self.keep_in(folder, lines) {
                Ok(path) => return Ok(path),
                Err(error) => last = error,
            }
        }
        Err(last)
    }

    fn keep_in(&self, folder: &Path, lines: &str) -> io::Result<PathBuf> {
        make_private_folder(folder)?;
        let (mut file, path) = self.new_file(folder)?;
        let kept = write_whole(&mut file, lines.as_bytes()).and_then(|()| keep_name(folder));
        if let Err(error) = kept {
            // Ours alone, and nobody was told of it.
            let _ = fs::remove_file(&path);
            return Err(error);
        }
        Ok(path)
    }

    /// A file that nobody else has: of the names of this process the first that is free.
    fn new_file(&self, folder: &Path) -> io::Result<(File, PathBuf)> {
        let process = std::process::id();
        let mut options = File::options();
        options.create_new(true).write(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        for number in 0_u32.. {
            let path = folder.join(format!("{}-{process}-{number}.{EXTENSION}", self.stem));
            match options.open(&path) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                opened => return Ok((opened?, path)),
            }
        }
        Err(ErrorKind::AlreadyExists.into())
    }

    /// The files whose lines are whole, by name. One without its last line break is being written, or what a
    /// killed process left; it stays.
    pub(super) fn waiting(&self) -> Vec<Spooled> {
        let listed = self.folders.iter().filter_map(|folder| fs::read_dir(folder).ok());
        let mut paths: Vec<PathBuf> =
            listed.flatten().filter_map(|entry| Some(entry.ok()?.path())).collect();
        paths.retain(|path| self.is_ours(path));
        paths.sort();
        let whole = paths.into_iter().filter_map(|path| {
            let bytes = fs::read(&path).ok()?;
            bytes.ends_with(b"\n").then_some(Spooled { path, bytes })
        });
        whole.collect()
    }

    /// Where they lie.
    pub(super) fn paths(&self) -> Vec<PathBuf> {
        self.waiting().into_iter().map(|file| file.path).collect()
    }

    /// All that waits, line after line.
    pub(super) fn bytes(&self) -> Vec<u8> {
        self.waiting().into_iter().flat_map(|file| file.bytes).collect()
    }

    fn is_ours(&self, path: &Path) -> bool {
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let begins = stem.strip_prefix(self.stem).is_some_and(|rest| rest.starts_with('-'));
        begins && path.extension().is_some_and(|extension| extension == EXTENSION)
    }
}

impl Spooled {
    /// Removes the file, once its lines are kept elsewhere. One that stays is met again, and its lines are known then.
    pub(super) fn remove(self) {
        let _ = fs::remove_file(self.path);
    }
}
