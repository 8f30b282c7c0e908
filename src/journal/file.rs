//! The file of the journal: read as a whole, and written to at its end alone.
//!
//! In: the data folder. Out: what was said, and a place to say more. Deliberately absent: what a record
//! holds (`record`).
//!
//! A record is one line and one write, under a lock, and on the disk before anybody is told that it was
//! kept. A line that a killed process left without its end stays as it is: it is told and left out, and the
//! next record begins on a line of its own.

use std::fs::{self, DirBuilder, File};
use std::io::{self, ErrorKind, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::record::{Line, Record};
use crate::model::Answers;

/// The folder inside the data folder, and the file in it.
const FOLDER: &str = "journal";
const FILE: &str = "journal.jsonl";

/// A line that is no record that could be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// The line of this number, from 1, is cut off or was changed.
    Broken(usize),
    /// The line of this number is of a kind that only a later version knows.
    Newer(usize),
}

/// What a journal holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    /// The records, oldest first.
    pub records: Vec<Record>,
    /// The lines between them that are left out.
    pub gaps: Vec<Gap>,
}

impl Contents {
    fn read(bytes: &[u8]) -> Self {
        let mut contents = Self::default();
        for (line, number) in bytes.split(|byte| *byte == b'\n').zip(1..) {
            if line.trim_ascii().is_empty() {
                continue;
            }
            match Line::read(line) {
                Line::Record(record) => contents.records.push(*record),
                Line::Newer => contents.gaps.push(Gap::Newer(number)),
                Line::Broken => contents.gaps.push(Gap::Broken(number)),
            }
        }
        contents
    }

    /// What holds of each commit: the latest record about it.
    #[must_use]
    pub fn answers(&self) -> Answers {
        let mut answers = Answers::default();
        for record in &self.records {
            match record.answer() {
                Some(answer) => answers.set(record.about.commit, answer),
                None => answers.retract(record.about.commit),
            }
        }
        answers
    }
}

/// The place of a journal. Nothing is made before something is to be kept.
#[derive(Clone, Debug)]
pub struct Journal {
    path: PathBuf,
}

impl Journal {
    /// The journal in a data folder.
    #[must_use]
    pub fn new(data_dir: &Path) -> Self {
        Self { path: data_dir.join(FOLDER).join(FILE) }
    }

    /// Its file, whether it exists or not.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads all of it; a journal that is not there is empty.
    ///
    /// # Errors
    /// When the file is there and cannot be read.
    pub fn read(&self) -> anyhow::Result<Contents> {
        let shown = || format!("could not read the journal {}", self.path.display());
        let mut file = match File::open(&self.path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Contents::default()),
            opened => opened.with_context(shown)?,
        };
        let mut bytes = read_all(&mut file).with_context(shown)?;
        if !ends_a_line(&bytes) {
            // Cut off, or being written at this moment: then the writer has the lock.
            file.lock_shared().with_context(shown)?;
            bytes = read_all(&mut file).with_context(shown)?;
        }
        Ok(Contents::read(&bytes))
    }

    /// Opens it for writing, waits for whoever is writing, and reads what is there by then.
    ///
    /// # Errors
    /// When the folder or the file cannot be made, written or locked.
    pub fn open(&self) -> anyhow::Result<Writer> {
        let shown = || format!("could not write to the journal {}", self.path.display());
        let folder = self.path.parent().unwrap_or(&self.path);
        let is_new = !self.path.exists();
        make_private_folder(folder).with_context(shown)?;
        let mut options = File::options();
        options.create(true).append(true).read(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&self.path).with_context(shown)?;
        file.lock().with_context(shown)?;
        restrict(&self.path, 0o600);
        if is_new {
            keep_name(folder).with_context(shown)?;
        }
        let bytes = read_all(&mut file).with_context(shown)?;
        let contents = Contents::read(&bytes);
        Ok(Writer { path: self.path.clone(), begins_line: ends_a_line(&bytes), contents, file })
    }
}

/// A journal that nobody else writes to until this is dropped.
#[derive(Debug)]
pub struct Writer {
    path: PathBuf,
    file: File,
    contents: Contents,
    /// Whether the next byte begins a line.
    begins_line: bool,
}

impl Writer {
    /// What it holds.
    #[must_use]
    pub const fn contents(&self) -> &Contents {
        &self.contents
    }

    /// Adds a record. Once this returns, it is on the disk.
    ///
    /// # Errors
    /// When it cannot be kept: the disk is full, for example. Then nothing of it is.
    pub fn append(&mut self, record: Record) -> anyhow::Result<()> {
        let shown = || format!("could not write to the journal {}", self.path.display());
        let line = record.to_line();
        let begin = if self.begins_line { "" } else { "\n" };
        let bytes = format!("{begin}{line}\n").into_bytes();
        let end = self.file.seek(SeekFrom::End(0)).with_context(shown)?;
        if let Err(error) = write_whole(&mut self.file, &bytes) {
            // These bytes are ours, and nobody was told of them. Where even that fails, they
            // are a line that is cut off.
            let _ = self.file.set_len(end);
            return Err(error).with_context(shown);
        }
        self.begins_line = true;
        self.contents.records.push(record);
        Ok(())
    }
}

/// One write, and then onto the disk. A part of it is a failure: the rest would not fit either.
fn write_whole(file: &mut File, bytes: &[u8]) -> io::Result<()> {
    let written = loop {
        match file.write(bytes) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            other => break other?,
        }
    };
    if written < bytes.len() {
        return Err(ErrorKind::StorageFull.into());
    }
    file.sync_all()
}

fn read_all(file: &mut File) -> io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(0))?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn ends_a_line(bytes: &[u8]) -> bool {
    bytes.last().is_none_or(|last| *last == b'\n')
}

/// What a person says is theirs: nobody else may read it.
fn make_private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    restrict(folder, 0o700);
    Ok(())
}

/// Takes rights away that others have. A file system without modes keeps its own.
fn restrict(path: &Path, wanted: u32) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(path).map_or(wanted, |found| found.permissions().mode() & 0o777);
        if mode != wanted {
            let _ = fs::set_permissions(path, fs::Permissions::from_mode(wanted));
        }
    }
}

/// Makes sure that a new file is in its folder after a power cut.
fn keep_name(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs::{self, OpenOptions};
    use std::io::Write as _;
    use std::path::Path;

    use super::{Gap, Journal};
    use crate::journal::record::tests::record;
    use crate::journal::{Contents, Said};
    use crate::model::{Kind, ObjectId};

    fn say(journal: &Journal, commit: u8, said: Said) {
        journal.open().unwrap().append(record(commit, said)).unwrap();
    }

    fn kind(kind: Kind) -> Said {
        Said::Answer { kind: Some(kind), root_cause: None }
    }

    fn add_bytes(path: &Path, bytes: &[u8]) {
        OpenOptions::new().append(true).open(path).unwrap().write_all(bytes).unwrap();
    }

    #[test]
    fn the_latest_record_about_a_commit_holds() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::new(folder.path());
        assert_eq!(journal.read().unwrap(), Contents::default());
        assert!(!journal.path().exists(), "reading makes nothing");
        say(&journal, 1, kind(Kind::Fix));
        say(&journal, 2, kind(Kind::Feat));
        say(&journal, 1, kind(Kind::Perf));
        say(&journal, 2, Said::Retracted);
        let contents = journal.read().unwrap();
        assert_eq!((contents.records.len(), contents.gaps.len()), (4, 0));
        let found = contents.answers();
        let of = |commit| found.get(ObjectId::from_bytes([commit; 20]));
        assert_eq!(of(1).and_then(|answer| answer.kind), Some(Kind::Perf));
        assert_eq!(of(2), None);
        assert_eq!(found.iter().count(), 1);
    }

    #[test]
    fn a_line_that_was_cut_off_is_left_out_and_stays() {
        let whole = record(2, kind(Kind::Feat)).to_line();
        for length in 1..=whole.len() {
            let folder = tempfile::tempdir().unwrap();
            let journal = Journal::new(folder.path());
            say(&journal, 1, kind(Kind::Fix));
            add_bytes(journal.path(), &whole.as_bytes()[..length]);
            let before = fs::read(journal.path()).unwrap();
            let read = journal.read().unwrap();
            let torn_line = [Gap::Broken(2)];
            // All but the line break is a whole record.
            let is_whole = length == whole.len();
            assert_eq!(read.gaps, if is_whole { &[] } else { torn_line.as_slice() });
            say(&journal, 3, kind(Kind::Perf));
            let after = fs::read(journal.path()).unwrap();
            assert!(after.starts_with(&before), "nothing is written anew");
            let read = journal.read().unwrap();
            assert_eq!(read.records.len(), 2 + usize::from(is_whole));
            assert_eq!(read.records.last(), Some(&record(3, kind(Kind::Perf))));
        }
    }

    #[test]
    fn lines_of_a_later_version_are_counted_and_kept() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::new(folder.path());
        say(&journal, 1, kind(Kind::Fix));
        add_bytes(journal.path(), b"{\"record\":\"goal\",\"version\":3}\n\nno record\n");
        say(&journal, 2, kind(Kind::Fix));
        let read = journal.read().unwrap();
        assert_eq!(read.gaps, [Gap::Newer(2), Gap::Broken(4)]);
        assert_eq!(read.records.len(), 2);
    }

    #[test]
    fn writers_at_once_lose_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::new(folder.path());
        std::thread::scope(|scope| {
            for writer in 0..4 {
                let journal = &journal;
                scope.spawn(move || {
                    for at in 0..25 {
                        say(journal, writer * 25 + at, kind(Kind::Fix));
                    }
                });
            }
            // Whoever reads meanwhile sees whole records alone.
            for _ in 0..50 {
                assert_eq!(journal.read().unwrap().gaps, []);
            }
        });
        let read = journal.read().unwrap();
        assert_eq!((read.records.len(), read.gaps.len()), (100, 0));
        assert_eq!(read.answers().iter().count(), 100);
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_may_read_it() {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::new(&folder.path().join("data"));
        say(&journal, 1, kind(Kind::Fix));
        let inner = journal.path().parent().unwrap();
        let modes = [mode(inner.parent().unwrap()), mode(inner), mode(journal.path())];
        assert_eq!(modes, [0o700, 0o700, 0o600]);
        fs::set_permissions(journal.path(), fs::Permissions::from_mode(0o664)).unwrap();
        fs::set_permissions(inner, fs::Permissions::from_mode(0o755)).unwrap();
        say(&journal, 2, kind(Kind::Fix));
        assert_eq!([mode(inner), mode(journal.path())], [0o700, 0o600]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_disk_without_room_is_an_error_and_what_was_there_stays() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::new(folder.path());
        fs::create_dir(journal.path().parent().unwrap()).unwrap();
        std::os::unix::fs::symlink("/dev/full", journal.path()).unwrap();
        // The device gives zeros without end when it is read; a real file is read before.
        let mut writer = super::Writer {
            path: journal.path().to_owned(),
            file: OpenOptions::new().append(true).open(journal.path()).unwrap(),
            contents: Contents::default(),
            begins_line: true,
        };
        let error = writer.append(record(1, kind(Kind::Fix))).unwrap_err();
        assert!(format!("{error:#}").contains("No space left"), "{error:#}");
        assert!(writer.contents().records.is_empty());
    }

    #[test]
    fn a_place_that_cannot_be_written_is_named() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("journal"), "a file where the folder should be").unwrap();
        let journal = Journal::new(folder.path());
        let error = journal.open().unwrap_err();
        let expected = format!("could not write to the journal {}", journal.path().display());
        assert_eq!(error.to_string(), expected);
    }
}
