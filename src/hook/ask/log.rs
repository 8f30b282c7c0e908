//! When questions were asked: one line each, so that the budget can be kept.
//!
//! In: the data folder. Out: the latest entries, and one more. Deliberately absent: what was asked and answered (the
//! journal has that), and what follows (`budget`). Lines that are cut off or of a later version are passed over.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::budget::{Entry, Event};

/// The file in the data folder.
const FILE: &str = "asked.jsonl";
/// The version of the lines that are written.
const VERSION: u32 = 1;
/// Bytes at the end that are read. A fortnight of questions takes a quarter of them.
const TAIL: u64 = 8 * 1024;

/// The file of a data folder.
#[derive(Clone, Debug)]
pub struct AskLog {
    path: PathBuf,
}

#[derive(Serialize, Deserialize)]
struct Line {
    version: u32,
    at: i64,
    event: String,
}

const NAMES: [(Event, &str); 4] = [
    (Event::Asked, "asked"),
    (Event::Answered, "answered"),
    (Event::Withdrawn, "withdrawn"),
    (Event::SetBack, "clock-set-back"),
];

impl AskLog {
    /// The log in a data folder, whether it exists or not.
    #[must_use]
    pub fn new(data_dir: &Path) -> Self {
        Self { path: data_dir.join(FILE) }
    }

    /// The latest entries, first things first.
    ///
    /// # Errors
    /// When the file is there and cannot be read.
    pub fn read(&self) -> io::Result<Vec<Entry>> {
        let mut file = match File::open(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            opened => opened?,
        };
        let length = file.metadata()?.len();
        file.seek(SeekFrom::Start(length.saturating_sub(TAIL)))?;
        let mut bytes = Vec::new();
        file.take(TAIL).read_to_end(&mut bytes)?;
        Ok(bytes.split(|byte| *byte == b'\n').filter_map(entry).collect())
    }

    /// Adds an entry, as one write.
    ///
    /// # Errors
    /// When it cannot be written. Nothing may be asked then, as nobody would know of it later.
    pub fn add(&self, entry: Entry) -> io::Result<()> {
        let name =
            NAMES.iter().find(|(event, _)| *event == entry.event).map_or("", |(_, name)| name);
        let line = Line { version: VERSION, at: entry.at, event: name.to_owned() };
        // The line feed before it keeps apart what a full disk may have cut off.
        let line = format!("\n{}", serde_json::to_string(&line)?);
        let mut options = File::options();
        options.create(true).append(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(&self.path)?.write_all(line.as_bytes())
    }
}

fn entry(line: &[u8]) -> Option<Entry> {
    let line: Line = serde_json::from_slice(line).ok()?;
    let (event, _) = NAMES.iter().find(|(_, name)| *name == line.event)?;
    (line.version <= VERSION).then_some(Entry { at: line.at, event: *event })
}

#[cfg(test)]
mod tests {
    use super::{AskLog, Entry, NAMES};

    #[test]
    fn what_is_added_is_read_and_damage_costs_one_line() {
        let folder = tempfile::tempdir().unwrap();
        let log = AskLog::new(folder.path());
        assert_eq!(log.read().unwrap(), []);
        let entries = NAMES.map(|(event, _)| Entry { at: 5, event });
        log.add(entries[0]).unwrap();
        let path = folder.path().join("asked.jsonl");
        let half = std::fs::read_to_string(&path).unwrap() + "\n{\"version\":1,\"at\":";
        std::fs::write(&path, half).unwrap();
        entries[1..].iter().for_each(|entry| log.add(*entry).unwrap());
        assert_eq!(log.read().unwrap(), entries);
    }

    #[test]
    fn only_the_end_of_a_long_log_is_read_and_nobody_else_may() {
        let folder = tempfile::tempdir().unwrap();
        let log = AskLog::new(folder.path());
        let entry = |at| Entry { at, event: NAMES[0].0 };
        (0..1_000).for_each(|at| log.add(entry(at)).unwrap());
        let read = log.read().unwrap();
        assert!((100..300).contains(&read.len()), "{}", read.len());
        assert_eq!(read.last(), Some(&entry(999)));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = std::fs::metadata(&log.path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }
}
