//! The list of repositories in which hooks were put.
//!
//! In: the data folder. Out: the common git directory of each, in the order in which they came.
//! Deliberately absent: whether they are still there, and what is installed in them.
//!
//! One path a line, its bytes as they are but for line ends and backslashes; so a path that is no
//! UTF-8 can stand there too. The file is replaced as a whole, under a lock beside it.

use std::ffi::OsString;
use std::fs::{self, DirBuilder, File};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;

/// The name of the list in the data folder; the lock has an ending more.
const FILE: &str = "repositories";

/// The first line: the version of the format.
const HEADER: &[u8] = b"git-headway repositories 1\n";

/// The list in a data folder.
#[derive(Clone, Debug)]
pub struct Repositories {
    path: PathBuf,
}

impl Repositories {
    /// The list of this data folder, whether it exists or not.
    #[must_use]
    pub fn new(data_dir: &Path) -> Self {
        Self { path: data_dir.join(FILE) }
    }

    /// The common git directories; none when there is no list.
    ///
    /// # Errors
    /// When the list is there and cannot be read, or a later version wrote it.
    pub fn read(&self) -> anyhow::Result<Vec<PathBuf>> {
        let bytes = match fs::read(&self.path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            read => read.with_context(|| format!("could not read {}", self.path.display()))?,
        };
        let Some(lines) = bytes.strip_prefix(HEADER) else {
            anyhow::bail!(
                "{} is not a list that this version of git-headway can read",
                self.path.display()
            );
        };
        let lines = lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        Ok(lines.map(decoded).collect())
    }

    /// Adds a repository; one that is listed already stays where it is.
    ///
    /// # Errors
    /// When the list cannot be read or written.
    pub fn add(&self, common_dir: &Path) -> anyhow::Result<()> {
        self.change(|listed| {
            if !listed.iter().any(|path| path == common_dir) {
                listed.push(common_dir.to_owned());
            }
        })
    }

    /// Takes a repository off the list.
    ///
    /// # Errors
    /// When the list cannot be read or written.
    pub fn remove(&self, common_dir: &Path) -> anyhow::Result<()> {
        self.change(|listed| listed.retain(|path| path != common_dir))
    }

    fn change(&self, change: impl FnOnce(&mut Vec<PathBuf>)) -> anyhow::Result<()> {
        let shown = || format!("could not write {}", self.path.display());
        let lock = self.lock().with_context(shown)?;
        let before = self.read()?;
        let mut listed = before.clone();
        change(&mut listed);
        if listed != before {
            self.write(&listed).with_context(shown)?;
        }
        drop(lock);
        Ok(())
    }

    fn lock(&self) -> io::Result<File> {
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(self.path.parent().unwrap_or(&self.path))?;
        let lock = private().create(true).truncate(false).open(self.beside(".lock"))?;
        lock.lock()?;
        Ok(lock)
    }

    fn write(&self, listed: &[PathBuf]) -> io::Result<()> {
        let mut bytes = HEADER.to_vec();
        for path in listed {
            bytes.extend(encoded(path));
            bytes.push(b'\n');
        }
        let new = self.beside(".new");
        let mut file = private().create(true).truncate(true).open(&new)?;
        file.write_all(&bytes)?;
        file.sync_all()?;
        fs::rename(new, &self.path)
    }

    fn beside(&self, ending: &str) -> PathBuf {
        let mut path = self.path.clone().into_os_string();
        path.push(ending);
        path.into()
    }
}

/// Where a person works is nobody else's concern.
fn private() -> fs::OpenOptions {
    let mut options = fs::OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

fn encoded(path: &Path) -> Vec<u8> {
    let mut line = Vec::new();
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'\n' => line.extend(b"\\n"),
            b'\\' => line.extend(b"\\\\"),
            _ => line.push(*byte),
        }
    }
    line
}

fn decoded(line: &[u8]) -> PathBuf {
    let mut bytes = Vec::with_capacity(line.len());
    let mut rest = line.iter();
    while let Some(byte) = rest.next() {
        match byte {
            b'\\' => bytes.push(if rest.next() == Some(&b'n') { b'\n' } else { b'\\' }),
            _ => bytes.push(*byte),
        }
    }
    os_string(bytes).into()
}

#[cfg(unix)]
fn os_string(bytes: Vec<u8>) -> OsString {
    std::os::unix::ffi::OsStringExt::from_vec(bytes)
}

#[cfg(not(unix))]
fn os_string(bytes: Vec<u8>) -> OsString {
    String::from_utf8_lossy(&bytes).into_owned().into()
}

#[cfg(all(test, unix))]
mod tests {
    use std::ffi::OsStr;
    use std::fs;
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::fs::PermissionsExt as _;
    use std::path::{Path, PathBuf};

    use super::Repositories;

    #[test]
    fn what_is_added_is_there_until_it_is_removed() {
        let data = tempfile::tempdir().unwrap();
        let list = Repositories::new(&data.path().join("new"));
        assert_eq!(list.read().unwrap(), [] as [PathBuf; 0]);
        let odd = Path::new(OsStr::from_bytes(b"/a\n\\n\xff b/.git"));
        for path in [Path::new("/z/.git"), odd, Path::new("/z/.git")] {
            list.add(path).unwrap();
        }
        assert_eq!(list.read().unwrap(), [Path::new("/z/.git"), odd]);
        list.remove(Path::new("/z/.git")).unwrap();
        list.remove(Path::new("/never/there")).unwrap();
        assert_eq!(list.read().unwrap(), [odd]);
    }

    #[test]
    fn the_list_is_private() {
        let data = tempfile::tempdir().unwrap();
        Repositories::new(data.path()).add(Path::new("/r/.git")).unwrap();
        for name in ["repositories", "repositories.lock"] {
            let mode = fs::metadata(data.path().join(name)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{name}");
        }
    }

    #[test]
    fn a_list_of_a_later_version_is_left_alone() {
        let data = tempfile::tempdir().unwrap();
        let path = data.path().join("repositories");
        fs::write(&path, "git-headway repositories 2\n/r\n").unwrap();
        let list = Repositories::new(data.path());
        assert!(list.read().unwrap_err().to_string().contains("this version of git-headway"));
        assert!(list.add(Path::new("/r")).is_err());
        assert_eq!(fs::read(&path).unwrap(), b"git-headway repositories 2\n/r\n");
    }
}
