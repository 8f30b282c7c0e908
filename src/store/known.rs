//! What a store holds, at a glance.
//!
//! In: the place of a store. Out: which history it holds, and since when. Nothing is made or changed for it, so that a
//! list of many repositories costs little. Deliberately absent: the facts themselves.

use std::path::Path;
use std::time::UNIX_EPOCH;

use anyhow::Context as _;

use super::Store;
use super::database::{could_not_open, log_of};
use crate::model::{ObjectId, Timestamp};

/// What is known of the history behind a HEAD.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// HEAD of the last run, when that one was complete.
    pub head: Option<ObjectId>,
    /// Commits behind it.
    pub commits: usize,
    /// The commits that it begins with; see [`Store::roots`].
    pub roots: Vec<ObjectId>,
    /// When facts, or what was worked out from them, were written last.
    pub written: Timestamp,
}

impl Store {
    /// What the store at a path holds; `None` where there is none of this version.
    ///
    /// # Errors
    /// When it cannot be read, or is damaged.
    pub fn known(path: &Path) -> anyhow::Result<Option<Known>> {
        if !path.exists() {
            return Ok(None);
        }
        let Some(store) = Self::read_only(path)? else { return Ok(None) };
        let known = || {
            anyhow::Ok(Known {
                head: store.head()?,
                commits: store.commit_count()?,
                roots: store.roots()?,
                written: written(path),
            })
        };
        known().map(Some).with_context(|| could_not_open(path))
    }
}

/// The later of the two times at which a store and its log were changed.
fn written(path: &Path) -> Timestamp {
    let changed = |path: &Path| {
        let time = path.metadata().and_then(|file| file.modified()).ok()?;
        let since = time.duration_since(UNIX_EPOCH).ok()?;
        Timestamp::try_from(since.as_secs()).ok()
    };
    changed(path).max(changed(&log_of(path))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::store::Store;

    #[test]
    fn a_store_is_looked_at_and_never_made() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("facts.db");
        assert_eq!(Store::known(&path).unwrap(), None);
        assert!(!path.exists());
        drop(Store::open(&path).unwrap());
        let known = Store::known(&path).unwrap().unwrap();
        assert_eq!((known.head, known.commits, known.roots.len()), (None, 0, 0));
        assert!(known.written > 0);
        std::fs::write(&path, "no database, but long enough to be taken for one".repeat(99))
            .unwrap();
        assert!(Store::known(&path).is_err());
    }
}
