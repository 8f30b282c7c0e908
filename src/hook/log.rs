//! What came of the last hook runs: enough to say how long they take and when the last one was.
//!
//! In: a data folder and a run. Out: the runs that are remembered, oldest first. A run is one line and one
//! write at the end of a file, which needs no lock; a file that is full becomes the old one, in place of the
//! one before, so that both together never outgrow twice the limit of one.
//! Deliberately absent: errors (a run that cannot be remembered is forgotten), the data folder itself (`init`
//! makes it), and what a commit says: a line holds its name alone.

use std::fs::{self, File};
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};

use super::Event;
use crate::model::{Fingerprint, ObjectId, Timestamp};

/// The file in the data folder, and the one that it becomes.
const FILE: &str = "hook-runs";
const OLD_FILE: &str = "hook-runs.old";

/// Bytes from which a file is full: about seven hundred runs.
const LIMIT: u64 = 64 * 1024;

/// How a line begins; another version begins otherwise and is left out.
const VERSION: &str = "1";

/// What came of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Came {
    /// A line was said.
    Said,
    /// A person was asked.
    Asked,
    /// It looked, and there was nothing to say; or what was to be done was done.
    Nothing,
    /// It did not look: nobody would have read it, or the commit is not one to speak of.
    Silent,
    /// It was too slow, and was left behind.
    TooSlow,
    /// Something could not be read or written.
    Failed,
}

impl Came {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Said, Self::Asked, Self::Nothing, Self::Silent, Self::TooSlow, Self::Failed];

    /// The word in the file, and in answers for programs.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Said => "said",
            Self::Asked => "asked",
            Self::Nothing => "nothing",
            Self::Silent => "silent",
            Self::TooSlow => "too-slow",
            Self::Failed => "failed",
        }
    }
}

/// One run of a hook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Which hook.
    pub event: Event,
    /// When it began.
    pub at: Timestamp,
    /// How long it took, in microseconds, from when the program had started.
    pub micros: u64,
    /// What came of it.
    pub came: Came,
    /// Where it ran, see [`place`].
    pub place: u64,
    /// The commit that it looked at, where it got so far.
    pub commit: Option<ObjectId>,
}

impl Run {
    fn to_line(self) -> String {
        let Self { event, at, micros, came, place, commit } = self;
        let commit = commit.map_or_else(|| "-".to_owned(), |commit| commit.to_string());
        format!("{VERSION} {event} {at} {micros} {} {place:016x} {commit}\n", came.name())
    }

    fn read(line: &str) -> Option<Self> {
        let mut words = line.strip_prefix(VERSION)?.strip_prefix(' ')?.split(' ');
        let event = words.next()?;
        let event = Event::ALL.into_iter().find(|known| known.name() == event)?;
        let (at, micros) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
        let came = words.next()?;
        let came = Came::ALL.into_iter().find(|known| known.name() == came)?;
        let place = u64::from_str_radix(words.next()?, 16).ok()?;
        let commit = match words.next()? {
            "-" => None,
            hex => Some(ObjectId::from_hex(hex.as_bytes()).ok()?),
        };
        words.next().is_none().then_some(Self { event, at, micros, came, place, commit })
    }
}

/// The number under which runs in a work tree are remembered: git starts hooks in its top folder.
#[must_use]
pub fn place(work_tree: &Path) -> u64 {
    let resolved = fs::canonicalize(work_tree);
    let path = resolved.as_deref().unwrap_or(work_tree);
    Fingerprint::of(path.as_os_str().as_encoded_bytes()).value()
}

/// The log in a data folder.
#[derive(Clone, Debug)]
pub struct Log {
    folder: PathBuf,
}

impl Log {
    /// The log in a data folder, whether there is one or not.
    #[must_use]
    pub fn new(data_dir: &Path) -> Self {
        Self { folder: data_dir.to_owned() }
    }

    /// Remembers a run, if that can be done. What could be said of a failure is not the commit's concern.
    pub fn remember(&self, run: Run) {
        let _ = self.append(&run.to_line());
    }

    fn append(&self, line: &str) -> std::io::Result<()> {
        let path = self.folder.join(FILE);
        let mut options = File::options();
        options.create(true).append(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&path)?;
        if file.metadata()?.len() >= LIMIT {
            // Of two runs that do this at once, the second moves a young file away: some runs are
            // forgotten early then, and nothing else.
            fs::rename(&path, self.folder.join(OLD_FILE))?;
            file = options.open(&path)?;
        }
        file.write_all(line.as_bytes())
    }

    /// The runs that are remembered, oldest first. Lines that are none are left out.
    ///
    /// # Errors
    /// When a file is there and cannot be read.
    pub fn read(&self) -> std::io::Result<Vec<Run>> {
        let mut runs = Vec::new();
        for name in [OLD_FILE, FILE] {
            let mut text = String::new();
            match File::open(self.folder.join(name)) {
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                opened => {
                    // Twice the limit is more than a file here ever holds.
                    let mut bytes = Vec::new();
                    opened?.take(2 * LIMIT).read_to_end(&mut bytes)?;
                    text.push_str(&String::from_utf8_lossy(&bytes));
                }
            }
            runs.extend(text.lines().filter_map(Run::read));
        }
        Ok(runs)
    }
}

/// The time that so many hundredths of the runs did not exceed, in microseconds; `None` without runs.
#[must_use]
pub fn percentile(runs: &[Run], hundredths: usize) -> Option<u64> {
    let mut times: Vec<u64> = runs.iter().map(|run| run.micros).collect();
    times.sort_unstable();
    let at = (times.len() * hundredths).div_ceil(100).saturating_sub(1);
    times.get(at).copied()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::{Came, FILE, LIMIT, Log, OLD_FILE, Run, percentile, place};
    use crate::hook::Event;
    use crate::model::ObjectId;

    fn run(at: i64) -> Run {
        let commit = Some(ObjectId::from_bytes([7; 20]));
        Run { event: Event::PostCommit, at, micros: 1_200, came: Came::Said, place: 9, commit }
    }

    #[test]
    fn runs_are_read_as_they_were_written() {
        let folder = tempfile::tempdir().unwrap();
        let log = Log::new(folder.path());
        assert_eq!(log.read().unwrap(), []);
        let all = Came::ALL.map(|came| Run { came, ..run(1_700_000_000) });
        let rewrite = Run { event: Event::PostRewrite, commit: None, place: u64::MAX, ..run(-1) };
        for run in all.into_iter().chain([rewrite]) {
            log.remember(run);
        }
        assert_eq!(log.read().unwrap(), [&all[..], &[rewrite]].concat());
    }

    #[test]
    fn what_is_no_run_is_left_out() {
        let folder = tempfile::tempdir().unwrap();
        let line = run(5).to_line();
        let other = line.replacen("1 ", "2 ", 1);
        let cut = line.trim_end().rsplit_once(' ').unwrap().0;
        let long = format!("{} more", line.trim_end());
        let bytes = [other.as_bytes(), b"\xff\n\n", cut.as_bytes(), b"\n", long.as_bytes(), b"\n"];
        fs::write(folder.path().join(FILE), [&bytes.concat(), line.as_bytes()].concat()).unwrap();
        assert_eq!(Log::new(folder.path()).read().unwrap(), [run(5)]);
    }

    #[test]
    fn it_never_outgrows_its_two_files() {
        let folder = tempfile::tempdir().unwrap();
        let log = Log::new(folder.path());
        for at in 0..3_000 {
            log.remember(run(at));
        }
        let length = |name: &str| fs::metadata(folder.path().join(name)).unwrap().len();
        let line = run(0).to_line().len() as u64;
        assert!(length(FILE) < LIMIT + line && length(OLD_FILE) < LIMIT + line);
        let runs = log.read().unwrap();
        assert!(runs.len() > 500, "{} runs", runs.len());
        let first = 3_000 - i64::try_from(runs.len()).unwrap();
        assert!(runs.iter().zip(first..).all(|(run, at)| run.at == at), "the last ones, in order");
    }

    #[test]
    fn runs_at_once_are_all_remembered() {
        let folder = tempfile::tempdir().unwrap();
        let log = Log::new(folder.path());
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| (0..50).for_each(|at| log.remember(run(at))));
            }
        });
        assert_eq!(log.read().unwrap().len(), 200);
    }

    #[test]
    fn where_nothing_can_be_written_nothing_is() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("missing");
        Log::new(&missing).remember(run(1));
        assert!(!missing.exists());
        fs::write(&missing, "a file").unwrap();
        Log::new(&missing).remember(run(1));
        assert_eq!(fs::read(&missing).unwrap(), b"a file");
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_may_read_it() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        Log::new(folder.path()).remember(run(1));
        let mode = fs::metadata(folder.path().join(FILE)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn percentiles_are_times_of_runs() {
        let times = |times: &[u64]| -> Vec<Run> {
            times.iter().map(|micros| Run { micros: *micros, ..run(0) }).collect()
        };
        assert_eq!(percentile(&[], 50), None);
        assert_eq!(percentile(&times(&[3]), 95), Some(3));
        let hundred: Vec<u64> = (1..=100).rev().collect();
        assert_eq!(percentile(&times(&hundred), 50), Some(50));
        assert_eq!(percentile(&times(&hundred), 95), Some(95));
        assert_eq!(percentile(&times(&[1, 2, 3]), 50), Some(2));
    }

    #[test]
    fn a_place_is_told_by_where_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().canonicalize().unwrap();
        fs::create_dir(folder.join("a")).unwrap();
        assert_eq!(place(&folder.join("a/../a")), place(&folder.join("a")));
        assert_ne!(place(&folder), place(&folder.join("a")));
        assert_eq!(place(Path::new("/gone/")), place(Path::new("/gone/")));
    }
}
