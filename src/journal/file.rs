//! The file of the journal: read as a whole, and written to at its end alone.
//!
//! In: the data folder. Out: what was said, and a place to say more. Deliberately absent: what a record
//! holds (`record`).
//!
//! A record is one line and one write, under a lock, and on the disk before anybody is told that it was
//! kept. A line that a killed process left without its end stays as it is: it is told and left out, and the
//! next record begins on a line of its own.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::form::Line;
use super::lines::{self, Patience};
use super::record::{Record, Said};
use super::spool::{Spool, Spooled};
use crate::model::{Answers, Fingerprint};

/// The folder inside the data folder, and the file in it.
pub(super) const FOLDER: &str = "journal";
const FILE: &str = "journal.jsonl";
/// What the names of files begin with that hold records for it.
const SPOOLED: &str = "record";

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

    /// Takes lines in that waited elsewhere; those of its records that it does not have yet are returned, as lines.
    fn take_in(&mut self, spooled: &[Spooled]) -> String {
        let mut new = String::new();
        for record in spooled.iter().flat_map(|file| Self::read(&file.bytes).records) {
            if !self.records.contains(&record) {
                new.push_str(&record.to_line());
                new.push('\n');
                self.records.push(record);
            }
        }
        new
    }

    /// A number that differs when other answers hold: of everything that was said of commits, and of what git
    /// replaced them by. Notes and goals have no part in it.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        let mut print = Fingerprint::new();
        for record in &self.records {
            if record.about().is_some() || matches!(record.said, Said::Rewrite { .. }) {
                print.bytes(record.to_line().as_bytes());
            }
        }
        print
    }

    /// What holds of each commit: the latest record about it.
    #[must_use]
    pub fn answers(&self) -> Answers {
        let mut answers = Answers::default();
        for record in &self.records {
            match (record.about(), record.answer()) {
                (Some(about), Some(answer)) => answers.set(about.commit, answer),
                (Some(about), None) => answers.retract(about.commit),
                (None, _) => {}
            }
        }
        answers
    }
}

/// What became of a record that nobody waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is in the journal.
    InJournal,
    /// It waits in this file, and whoever opens the journal next takes it in.
    Aside(PathBuf),
}

/// The place of a journal. Nothing is made before something is to be kept.
#[derive(Clone, Debug)]
pub struct Journal {
    path: PathBuf,
    spool: Spool,
}

impl Journal {
    /// The journal in a data folder.
    #[must_use]
    pub fn new(data_dir: &Path) -> Self {
        let folder = data_dir.join(FOLDER);
        let spool = Spool::beside(&folder, SPOOLED);
        Self { path: folder.join(FILE), spool }
    }

    /// The same journal, with a folder elsewhere for records that find no room beside it.
    #[must_use]
    pub fn with_refuge(mut self, folder: &Path) -> Self {
        self.spool.add_refuge(folder);
        self
    }

    /// Its file, whether it exists or not.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads all of it, with what waits to be taken in; a journal that is not there is empty.
    ///
    /// # Errors
    /// When the file is there and cannot be read.
    pub fn read(&self) -> anyhow::Result<Contents> {
        // First what waits: it may be taken in meanwhile, and is then met twice rather than never.
        let spooled = self.spool.waiting();
        let bytes = lines::read(&self.path)
            .with_context(|| format!("could not read the journal {}", self.path.display()))?;
        let mut contents = Contents::read(&bytes);
        contents.take_in(&spooled);
        Ok(contents)
    }

    /// Its bytes as they are, and those that wait to be taken in.
    ///
    /// # Errors
    /// When the file is there and cannot be read.
    pub fn bytes(&self) -> anyhow::Result<Vec<u8>> {
        let mut bytes = self.spool.bytes();
        let read = lines::read(&self.path)
            .with_context(|| format!("could not read the journal {}", self.path.display()))?;
        bytes.extend(read);
        Ok(bytes)
    }

    /// The files whose records wait to be taken in.
    #[must_use]
    pub fn waiting_files(&self) -> Vec<PathBuf> {
        self.spool.paths()
    }

    /// Opens it for writing, waits for whoever is writing, reads what is there by then, and takes in what waited.
    ///
    /// # Errors
    /// When the folder or the file cannot be made, written or locked.
    pub fn open(&self) -> anyhow::Result<Writer> {
        let shown = || self.unwritten();
        let mut file = lines::open(&self.path, Patience::Endless).with_context(shown)?;
        let bytes = lines::read_open(&mut file).with_context(shown)?;
        let mut contents = Contents::read(&bytes);
        let spooled = self.spool.waiting();
        let new = contents.take_in(&spooled);
        // Where there is no room for them they go on waiting; nothing is lost by that.
        if new.is_empty() || lines::append(&mut file, &new).is_ok() {
            // A file with a record of a later version is for that version to take in.
            let is_read = |file: &Spooled| Contents::read(&file.bytes).gaps.is_empty();
            spooled.into_iter().filter(is_read).for_each(Spooled::remove);
        }
        Ok(Writer { path: self.path.clone(), contents, file })
    }

    /// Adds records without waiting for another writer longer than a commit can be delayed. What cannot be written
    /// in time, or for want of room, is set aside in a file of its own. Nothing is read, and nothing taken in.
    ///
    /// # Errors
    /// When they cannot be kept anywhere.
    pub fn append_quickly(&self, records: &[Record]) -> anyhow::Result<Kept> {
        let lines: String = records.iter().map(|record| record.to_line() + "\n").collect();
        let added = lines::open(&self.path, Patience::Short)
            .and_then(|mut file| lines::append(&mut file, &lines));
        match added {
            Ok(()) => Ok(Kept::InJournal),
            Err(_) => self.spool.keep(&lines).map(Kept::Aside).with_context(|| self.unwritten()),
        }
    }

    fn unwritten(&self) -> String {
        format!("could not write to the journal {}", self.path.display())
    }
}

/// A journal that nobody else writes to until this is dropped.
#[derive(Debug)]
pub struct Writer {
    path: PathBuf,
    file: File,
    contents: Contents,
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
        let appended = self.write(&(record.to_line() + "\n"));
        appended
            .with_context(|| format!("could not write to the journal {}", self.path.display()))?;
        self.contents.records.push(record);
        Ok(())
    }

    fn write(&mut self, line: &str) -> io::Result<()> {
        lines::append(&mut self.file, line)
    }
}

#[cfg(test)]
mod tests {
    use std::fs::{self, OpenOptions};
    use std::io::Write as _;
    use std::path::Path;

    use super::{Gap, Journal, Kept};
    use crate::journal::form::tests::{about, answer, record};
    use crate::journal::{Contents, Said};
    use crate::model::{Kind, ObjectId};

    fn say(journal: &Journal, commit: u8, kind: Kind) {
        journal.open().unwrap().append(answer(commit, kind)).unwrap();
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
        say(&journal, 1, Kind::Fix);
        say(&journal, 2, Kind::Feat);
        say(&journal, 1, Kind::Perf);
        let retraction = record(Said::Retraction { about: about(2) });
        journal.open().unwrap().append(retraction).unwrap();
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
        let whole = answer(2, Kind::Feat).to_line();
        for length in 1..=whole.len() {
            let folder = tempfile::tempdir().unwrap();
            let journal = Journal::new(folder.path());
            say(&journal, 1, Kind::Fix);
            add_bytes(journal.path(), &whole.as_bytes()[..length]);
            let before = fs::read(journal.path()).unwrap();
            let read = journal.read().unwrap();
            let torn_line = [Gap::Broken(2)];
            // All but the line break is a whole record.
            let is_whole = length == whole.len();
            assert_eq!(read.gaps, if is_whole { &[] } else { torn_line.as_slice() });
            say(&journal, 3, Kind::Perf);
            let after = fs::read(journal.path()).unwrap();
            assert!(after.starts_with(&before), "nothing is written anew");
            let read = journal.read().unwrap();
            assert_eq!(read.records.len(), 2 + usize::from(is_whole));
            assert_eq!(read.records.last(), Some(&answer(3, Kind::Perf)));
        }
    }

    #[test]
    fn lines_of_a_later_version_are_counted_and_kept() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::new(folder.path());
        say(&journal, 1, Kind::Fix);
        add_bytes(journal.path(), b"{\"record\":\"goal\",\"version\":3}\n\nno record\n");
        say(&journal, 2, Kind::Fix);
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
                        say(journal, writer * 25 + at, Kind::Fix);
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

    #[test]
    fn a_hook_does_not_wait_and_what_it_set_aside_is_taken_in() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::new(folder.path());
        let writer = journal.open().unwrap();
        let records = [answer(1, Kind::Fix), answer(2, Kind::Feat)];
        let Kept::Aside(path) = journal.append_quickly(&records).unwrap() else {
            panic!("another writer has the journal");
        };
        drop(writer);
        assert_eq!(journal.read().unwrap().records, records, "it holds before it is taken in");
        assert_eq!(journal.append_quickly(&[answer(3, Kind::Fix)]).unwrap(), Kept::InJournal);
        // A run that was killed between taking in and removing leaves both.
        let spooled = fs::read(&path).unwrap();
        drop(journal.open().unwrap());
        assert!(!path.exists());
        fs::write(&path, spooled).unwrap();
        fs::write(path.with_file_name("record-1-0.jsonl"), "{\"record\":\"ans").unwrap();
        let newer = path.with_file_name("record-1-1.jsonl");
        fs::write(&newer, "{\"record\":\"wish\",\"version\":1}\n").unwrap();
        drop(journal.open().unwrap());
        assert!(!path.exists());
        assert!(newer.exists(), "a record of a later version waits for that version");
        let read = journal.read().unwrap();
        assert_eq!((read.records.len(), read.gaps.len()), (3, 0));
    }

    #[test]
    fn a_folder_that_cannot_be_written_has_a_refuge() {
        let folder = tempfile::tempdir().unwrap();
        let (data, state) = (folder.path().join("data"), folder.path().join("state"));
        fs::create_dir(&data).unwrap();
        fs::write(data.join("journal"), "a file where the folder should be").unwrap();
        let journal = Journal::new(&data);
        assert!(journal.append_quickly(&[answer(1, Kind::Fix)]).is_err());
        let journal = journal.with_refuge(&state);
        let kept = journal.append_quickly(&[answer(1, Kind::Fix)]).unwrap();
        assert!(matches!(&kept, Kept::Aside(path) if path.starts_with(&state)), "{kept:?}");
        let Kept::Aside(path) = kept else { panic!("nothing is kept beside a file") };
        assert_eq!(journal.waiting_files(), [path]);
        fs::remove_file(data.join("journal")).unwrap();
        assert_eq!(journal.open().unwrap().contents().records, [answer(1, Kind::Fix)]);
        assert_eq!(fs::read_dir(state.join("spool")).unwrap().count(), 0);
        assert_eq!(journal.read().unwrap().records.len(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_may_read_it() {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::new(&folder.path().join("data"));
        say(&journal, 1, Kind::Fix);
        let inner = journal.path().parent().unwrap();
        let modes = [mode(inner.parent().unwrap()), mode(inner), mode(journal.path())];
        assert_eq!(modes, [0o700, 0o700, 0o600]);
        fs::set_permissions(journal.path(), fs::Permissions::from_mode(0o664)).unwrap();
        fs::set_permissions(inner, fs::Permissions::from_mode(0o755)).unwrap();
        say(&journal, 2, Kind::Fix);
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
        };
        let error = writer.append(answer(1, Kind::Fix)).unwrap_err();
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
