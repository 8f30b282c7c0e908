//! The file of the list.
//!
//! In: the data folder. Out: the entries in the order in which they came, and changes to them. The file is
//! replaced as a whole, under a lock beside it, and is the user's alone to read. Deliberately absent: the form of
//! its lines.

use std::fs::{self, DirBuilder, File};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::{Entry, form};

/// The name of the list in the data folder; the lock has an ending more.
const FILE: &str = "repositories";

/// The list in a data folder.
#[derive(Clone, Debug)]
pub struct Registry {
    path: PathBuf,
}

impl Registry {
    /// The list of this data folder, whether it exists or not.
    #[must_use]
    pub fn new(data_dir: &Path) -> Self {
        Self { path: data_dir.join(FILE) }
    }

    /// Its file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What is listed; nothing when there is no list.
    ///
    /// # Errors
    /// When the list is there and cannot be read, or a later version wrote it.
    pub fn read(&self) -> anyhow::Result<Vec<Entry>> {
        let bytes = match fs::read(&self.path) {
            // A data folder that is none is told by whoever has to write into it.
            Err(error)
                if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) =>
            {
                return Ok(Vec::new());
            }
            read => read.with_context(|| format!("could not read {}", self.path.display()))?,
        };
        form::read(&bytes).with_context(|| {
            let path = self.path.display();
            format!("{path} is not a list that this version of git-headway can read")
        })
    }

    /// The user adds repositories; what is listed already stays where it is. Returns those that were not there.
    ///
    /// # Errors
    /// When the list cannot be read or written.
    pub fn add(&self, common_dirs: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
        let mut new = Vec::new();
        self.change(|entries| {
            for common_dir in common_dirs {
                if let Some(entry) = find(entries, common_dir) {
                    entry.is_added = true;
                } else {
                    entries.push(Entry::added(common_dir));
                    new.push(common_dir.clone());
                }
            }
        })?;
        Ok(new)
    }

    /// Takes repositories off the list, however they came.
    ///
    /// # Errors
    /// When the list cannot be read or written.
    pub fn remove(&self, common_dirs: &[PathBuf]) -> anyhow::Result<()> {
        self.change(|entries| entries.retain(|entry| !common_dirs.contains(&entry.common_dir)))
            .map(|_| ())
    }

    /// Hooks are put into a repository. Whether that was not known before.
    ///
    /// # Errors
    /// When the list cannot be read or written.
    pub fn hooks_put(&self, common_dir: &Path) -> anyhow::Result<bool> {
        self.change(|entries| match find(entries, common_dir) {
            Some(entry) => entry.has_hooks = true,
            None => entries.push(Entry::with_hooks(common_dir)),
        })
    }

    /// Hooks were taken out of a repository, which stays listed if the user added it.
    ///
    /// # Errors
    /// When the list cannot be read or written.
    pub fn hooks_taken(&self, common_dir: &Path) -> anyhow::Result<()> {
        let changed = self.change(|entries| {
            if let Some(entry) = find(entries, common_dir) {
                entry.has_hooks = false;
            }
            entries.retain(|entry| entry.has_hooks || entry.is_added);
        });
        changed.map(|_| ())
    }

    /// Whether anything was changed.
    fn change(&self, change: impl FnOnce(&mut Vec<Entry>)) -> anyhow::Result<bool> {
        let shown = || format!("could not write {}", self.path.display());
        let lock = self.lock().with_context(shown)?;
        let before = self.read()?;
        let mut entries = before.clone();
        change(&mut entries);
        if entries != before {
            self.write(&entries).with_context(shown)?;
        }
        drop(lock);
        Ok(entries != before)
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

    fn write(&self, entries: &[Entry]) -> io::Result<()> {
        let new = self.beside(".new");
        let mut file = private().create(true).truncate(true).open(&new)?;
        file.write_all(&form::written(entries))?;
        file.sync_all()?;
        fs::rename(new, &self.path)
    }

    fn beside(&self, ending: &str) -> PathBuf {
        let mut path = self.path.clone().into_os_string();
        path.push(ending);
        path.into()
    }
}

fn find<'a>(entries: &'a mut [Entry], common_dir: &Path) -> Option<&'a mut Entry> {
    entries.iter_mut().find(|entry| entry.common_dir == common_dir)
}

/// Where a person works is nobody else's concern.
fn private() -> fs::OpenOptions {
    let mut options = fs::OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;
    use std::path::{Path, PathBuf};

    use super::Registry;
    use crate::registry::Entry;

    fn paths(names: &[&str]) -> Vec<PathBuf> {
        names.iter().map(PathBuf::from).collect()
    }

    #[test]
    fn what_is_added_is_there_until_it_is_removed() {
        let data = tempfile::tempdir().unwrap();
        let list = Registry::new(&data.path().join("new"));
        assert_eq!(list.read().unwrap(), []);
        assert_eq!(list.add(&paths(&["/z", "/a", "/z"])).unwrap(), paths(&["/z", "/a"]));
        assert_eq!(list.add(&paths(&["/a", "/b"])).unwrap(), paths(&["/b"]));
        let listed = list.read().unwrap();
        assert_eq!(listed, ["/z", "/a", "/b"].map(|path| Entry::added(Path::new(path))));
        list.remove(&paths(&["/z", "/never", "/b"])).unwrap();
        assert_eq!(list.read().unwrap(), [Entry::added(Path::new("/a"))]);
    }

    #[test]
    fn what_was_added_by_hand_outlasts_its_hooks() {
        let data = tempfile::tempdir().unwrap();
        let list = Registry::new(data.path());
        let (both, hooks) = (Path::new("/both"), Path::new("/hooks"));
        list.add(&paths(&["/both"])).unwrap();
        assert!(list.hooks_put(both).unwrap() && list.hooks_put(hooks).unwrap());
        assert!(!list.hooks_put(hooks).unwrap());
        let expected = Entry { is_added: true, ..Entry::with_hooks(both) };
        assert_eq!(list.read().unwrap(), [expected, Entry::with_hooks(hooks)]);
        list.hooks_taken(both).unwrap();
        list.hooks_taken(hooks).unwrap();
        list.hooks_taken(Path::new("/never")).unwrap();
        assert_eq!(list.read().unwrap(), [Entry::added(both)]);
    }

    #[test]
    fn the_list_is_private() {
        let data = tempfile::tempdir().unwrap();
        Registry::new(data.path()).add(&paths(&["/r/.git"])).unwrap();
        for name in ["repositories", "repositories.lock"] {
            let mode = fs::metadata(data.path().join(name)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{name}");
        }
    }

    #[test]
    fn a_list_of_a_later_version_is_left_alone() {
        let data = tempfile::tempdir().unwrap();
        let path = data.path().join("repositories");
        fs::write(&path, "git-headway repositories 3\nhooks /r\n").unwrap();
        let list = Registry::new(data.path());
        assert!(list.read().unwrap_err().to_string().contains("this version of git-headway"));
        assert!(list.add(&paths(&["/r"])).is_err());
        assert_eq!(fs::read(&path).unwrap(), b"git-headway repositories 3\nhooks /r\n");
    }

    #[test]
    fn many_that_add_at_once_lose_nothing() {
        let data = tempfile::tempdir().unwrap();
        let list = Registry::new(data.path());
        std::thread::scope(|scope| {
            for number in 0..8 {
                let list = &list;
                scope.spawn(move || list.add(&[format!("/{number}").into()]).unwrap());
            }
        });
        assert_eq!(list.read().unwrap().len(), 8);
    }
}
