//! The commits that somebody should be asked about.
//!
//! In: what the hook found worth a question and did not ask, or not to the end. Out: the queue that `git
//! headway review` answers. Deliberately absent: answers; and the question itself, which is worked out again
//! from the facts when there is time for it.
//!
//! The queue is a help to remember and no word of the user's: unlike the journal it may be cut.

use std::fs::File;
use std::io::{self, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use serde::{Deserialize, Serialize};

use super::form::{id, ids, texts};
use super::lines::{self, Patience};
use super::moment::{moment_from_text, moment_to_text};
use super::spool::Spool;
use crate::model::{ObjectId, Timestamp};

/// The file, beside the journal.
const FILE: &str = "waiting.jsonl";
/// What a line is called.
const RECORD: &str = "waiting";
/// The version of the lines that are written.
const VERSION: u32 = 1;
/// Bytes from which on nothing more is added: some 4,000 commits. Whoever has not looked at so many will
/// not miss the next.
const FULL: u64 = 1 << 20;

/// Why a commit was not asked about at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Skipped {
    /// The prompt is off.
    Silent,
    /// Enough was asked lately.
    Budget,
    /// Nobody was there who could answer.
    NotATerminal,
    /// Something was typed ahead.
    TypedAhead,
    /// No key was pressed in time.
    Timeout,
    /// A key said: not now.
    Key,
    /// There was no time left to find out whether to ask.
    Deadline,
    /// The answer was given and could not be kept.
    NotKept,
}

impl Skipped {
    /// Every reason.
    pub const ALL: [Self; 8] = [
        Self::Silent,
        Self::Budget,
        Self::NotATerminal,
        Self::TypedAhead,
        Self::Timeout,
        Self::Key,
        Self::Deadline,
        Self::NotKept,
    ];

    /// Its word.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Silent => "silent",
            Self::Budget => "budget",
            Self::NotATerminal => "not_a_terminal",
            Self::TypedAhead => "typed_ahead",
            Self::Timeout => "timeout",
            Self::Key => "key",
            Self::Deadline => "deadline",
            Self::NotKept => "not_kept",
        }
    }
}

/// A commit that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The commit.
    pub commit: ObjectId,
    /// The first commits of its history, where they are known.
    pub roots: Vec<ObjectId>,
    /// The repository: the git directory that its work trees have in common.
    pub repository: PathBuf,
    /// When it came in.
    pub at: Timestamp,
    /// Why it was not asked about.
    pub skipped: Skipped,
}

/// The fields of a line, in the order in which they are written.
#[derive(Serialize, Deserialize)]
struct Fields {
    record: String,
    version: u32,
    at: String,
    commit: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    roots: Vec<String>,
    repository: String,
    skipped: String,
}

impl Waiting {
    fn to_line(&self) -> String {
        let fields = Fields {
            record: RECORD.to_owned(),
            version: VERSION,
            at: moment_to_text(self.at, 0),
            commit: self.commit.to_string(),
            roots: texts(&self.roots),
            repository: path_to_text(&self.repository),
            skipped: self.skipped.name().to_owned(),
        };
        serde_json::to_string(&fields).expect("because the fields are texts") + "\n"
    }

    /// Lines that are cut off, or of a later version, are passed over: the queue is a help.
    fn read(line: &[u8]) -> Option<Self> {
        let fields: Fields = serde_json::from_slice(line).ok()?;
        if fields.record != RECORD || fields.version > VERSION {
            return None;
        }
        Some(Self {
            commit: id(&fields.commit)?,
            roots: ids(&fields.roots)?,
            repository: path_from_text(&fields.repository)?,
            at: moment_from_text(&fields.at)?.0,
            skipped: Skipped::ALL.into_iter().find(|why| why.name() == fields.skipped)?,
        })
    }
}

/// A path as text from which it can be read back: `%` and what is no UTF-8 stand as `%xx`.
fn path_to_text(path: &Path) -> String {
    let mut text = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        text.push_str(&chunk.valid().replace('%', "%25"));
        for byte in chunk.invalid() {
            let [high, low] = [byte >> 4, byte & 0xf].map(u32::from);
            let digits = [high, low].map(|digit| char::from_digit(digit, 16).unwrap_or_default());
            text.push('%');
            text.extend(digits);
        }
    }
    text
}

fn path_from_text(text: &str) -> Option<PathBuf> {
    let mut pieces = text.split('%');
    let mut bytes = pieces.next()?.as_bytes().to_vec();
    for piece in pieces {
        let (digits, rest) = piece.split_at_checked(2)?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        bytes.extend_from_slice(rest.as_bytes());
    }
    #[cfg(unix)]
    return Some(<std::ffi::OsString as std::os::unix::ffi::OsStringExt>::from_vec(bytes).into());
    #[cfg(not(unix))]
    return String::from_utf8(bytes).ok().map(PathBuf::from);
}

/// The queue in a data folder. Nothing is made before something waits.
#[derive(Clone, Debug)]
pub struct Queue {
    path: PathBuf,
    spool: Spool,
}

impl Queue {
    /// The queue in a data folder.
    #[must_use]
    pub fn new(data_dir: &Path) -> Self {
        let folder = data_dir.join(super::file::FOLDER);
        let spool = Spool::beside(&folder, RECORD);
        Self { path: folder.join(FILE), spool }
    }

    /// Adds a commit, or sets it aside in a file of its own where another has the queue for longer than
    /// a commit can wait. Nothing is added to a queue that is full.
    ///
    /// # Errors
    /// When neither can be written.
    pub fn push(&self, waiting: &Waiting) -> anyhow::Result<()> {
        let line = waiting.to_line();
        let added = lines::open(&self.path, Patience::Short).and_then(|mut file| {
            if file.metadata()?.len() >= FULL { Ok(()) } else { lines::append(&mut file, &line) }
        });
        added.or_else(|_| self.spool.keep(&line).map(drop)).with_context(|| self.unwritten())
    }

    /// The commits that wait, oldest first, each once.
    ///
    /// # Errors
    /// When the queue is there and cannot be read.
    pub fn read(&self) -> anyhow::Result<Vec<Waiting>> {
        let shown = || format!("could not read {}", self.path.display());
        let spooled = self.spool.waiting().into_iter().flat_map(|file| file.bytes);
        let mut bytes: Vec<u8> = spooled.collect();
        bytes.push(b'\n');
        bytes.extend(lines::read(&self.path).with_context(shown)?);
        Ok(distinct(&bytes))
    }

    /// Takes those out that need not wait any longer, and takes in what was set aside.
    ///
    /// # Errors
    /// When it cannot be written; it is then as it was.
    pub fn retain(&self, waits: impl Fn(&Waiting) -> bool) -> anyhow::Result<()> {
        let spooled = self.spool.waiting();
        if spooled.is_empty() && !self.path.exists() {
            return Ok(());
        }
        let mut file =
            lines::open(&self.path, Patience::Endless).with_context(|| self.unwritten())?;
        let mut bytes = lines::read_open(&mut file).with_context(|| self.unwritten())?;
        bytes.push(b'\n');
        bytes.extend(spooled.iter().flat_map(|file| file.bytes.iter().copied()));
        let before = distinct(&bytes);
        let kept: String =
            before.iter().filter(|waiting| waits(waiting)).map(Waiting::to_line).collect();
        rewrite(&mut file, kept.as_bytes()).with_context(|| self.unwritten())?;
        for file in spooled {
            file.remove();
        }
        Ok(())
    }

    fn unwritten(&self) -> String {
        format!("could not write {}", self.path.display())
    }
}

/// In place, so that whoever waits for the lock writes to the same file. A run that is killed in between
/// loses a reminder, and `review` finds most of those again by itself.
fn rewrite(file: &mut File, bytes: &[u8]) -> io::Result<()> {
    file.set_len(0)?;
    file.seek(SeekFrom::Start(0))?;
    lines::write_whole(file, bytes)
}

fn distinct(bytes: &[u8]) -> Vec<Waiting> {
    let lines = bytes.split(|byte| *byte == b'\n').filter_map(Waiting::read);
    let mut all: Vec<Waiting> = lines.collect();
    all.sort_by_key(|waiting| waiting.at);
    let mut seen = std::collections::HashSet::new();
    all.retain(|waiting| seen.insert(waiting.commit));
    all
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::{FULL, Queue, Skipped, Waiting, path_from_text, path_to_text};
    use crate::model::ObjectId;

    fn waiting(commit: u8, at: i64) -> Waiting {
        Waiting {
            commit: ObjectId::from_bytes([commit; 20]),
            roots: vec![ObjectId::from_bytes([0xee; 20])],
            repository: PathBuf::from("/home/ada/a b/.git"),
            at,
            skipped: Skipped::Silent,
        }
    }

    #[test]
    fn what_was_pushed_waits_each_commit_once_oldest_first() {
        let folder = tempfile::tempdir().unwrap();
        let queue = Queue::new(folder.path());
        assert_eq!(queue.read().unwrap(), []);
        assert!(!queue.path.exists(), "reading makes nothing");
        for (commit, at) in [(2, 20), (1, 10), (2, 30)] {
            queue.push(&waiting(commit, at)).unwrap();
        }
        assert_eq!(queue.read().unwrap(), [waiting(1, 10), waiting(2, 20)]);
        queue.retain(|waiting| waiting.at > 10).unwrap();
        assert_eq!(queue.read().unwrap(), [waiting(2, 20)]);
    }

    #[test]
    fn every_reason_and_every_path_comes_back() {
        for skipped in Skipped::ALL {
            let line = Waiting { skipped, roots: Vec::new(), ..waiting(1, 5) };
            assert_eq!(Waiting::read(line.to_line().trim_end().as_bytes()), Some(line));
        }
        assert_eq!(path_from_text("%2"), None);
        assert_eq!(path_to_text(Path::new("/a%b/ü")), "/a%25b/ü");
        #[cfg(unix)]
        {
            use std::os::unix::ffi::OsStrExt as _;
            let odd = Path::new(std::ffi::OsStr::from_bytes(b"/a\xff\n%/b"));
            assert_eq!(path_from_text(&path_to_text(odd)).as_deref(), Some(odd));
        }
    }

    #[test]
    fn a_queue_that_another_has_is_not_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let queue = Queue::new(folder.path());
        queue.push(&waiting(1, 10)).unwrap();
        let other = std::fs::File::open(&queue.path).unwrap();
        other.lock().unwrap();
        queue.push(&waiting(2, 20)).unwrap();
        assert_eq!(std::fs::read_to_string(&queue.path).unwrap().lines().count(), 1);
        drop(other);
        assert_eq!(queue.read().unwrap().len(), 2, "what was set aside waits as well");
        queue.retain(|_| true).unwrap();
        assert_eq!(std::fs::read_to_string(&queue.path).unwrap().lines().count(), 2);
        assert!(queue.spool.waiting().is_empty());
    }

    #[test]
    fn a_queue_nobody_answers_does_not_grow_for_ever() {
        let folder = tempfile::tempdir().unwrap();
        let queue = Queue::new(folder.path());
        queue.push(&waiting(1, 10)).unwrap();
        let file = std::fs::File::options().append(true).open(&queue.path).unwrap();
        file.set_len(FULL).unwrap();
        queue.push(&waiting(2, 20)).unwrap();
        assert_eq!(file.metadata().unwrap().len(), FULL);
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_may_read_it() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let queue = Queue::new(folder.path());
        queue.push(&waiting(1, 10)).unwrap();
        let mode = std::fs::metadata(&queue.path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
