//! One miner at a time.
//!
//! In: the place of a store. Out: a lock that lasts until it is dropped or the process ends, however
//! it ends. Readers need none. Deliberately absent: waiting without a word; the caller decides.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::time::Duration;

use anyhow::Context as _;

/// How often it is looked whether another run has ended, where somebody may tire of waiting.
const LOOKS: Duration = Duration::from_millis(50);

/// The right to mine into one store.
#[derive(Debug)]
pub struct StoreLock(File);

/// What became of an attempt.
#[derive(Debug)]
pub enum LockOutcome {
    /// It is ours.
    Locked(StoreLock),
    /// Another run has it; [`StoreLock::wait`] waits for it.
    Busy(File),
}

impl StoreLock {
    /// Tries to lock the store at a path.
    ///
    /// # Errors
    /// When the lock file cannot be made or the file system knows no locks.
    pub fn attempt(store: &Path) -> anyhow::Result<LockOutcome> {
        let path = store.with_extension("lock");
        let shown = || format!("could not lock {}", path.display());
        let file = File::options().create(true).append(true).open(&path).with_context(shown)?;
        match file.try_lock() {
            Ok(()) => Ok(LockOutcome::Locked(Self(file))),
            Err(TryLockError::WouldBlock) => Ok(LockOutcome::Busy(file)),
            Err(TryLockError::Error(error)) => Err(error).with_context(shown),
        }
    }

    /// Locks the store at a path, and waits for whoever has it.
    ///
    /// # Errors
    /// As [`StoreLock::attempt`].
    pub fn take(store: &Path) -> anyhow::Result<Self> {
        match Self::attempt(store)? {
            LockOutcome::Locked(lock) => Ok(lock),
            LockOutcome::Busy(file) => Self::wait(file),
        }
    }

    /// Waits until the other run has ended.
    ///
    /// # Errors
    /// When the system call fails.
    pub fn wait(file: File) -> anyhow::Result<Self> {
        file.lock().context("could not wait for the other run")?;
        Ok(Self(file))
    }

    /// As [`StoreLock::wait`], until nobody wants to wait any more: then there is none.
    ///
    /// # Errors
    /// When the system call fails.
    pub fn wait_until(file: File, is_over: impl Fn() -> bool) -> anyhow::Result<Option<Self>> {
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Some(Self(file))),
                Err(TryLockError::WouldBlock) if is_over() => return Ok(None),
                Err(TryLockError::WouldBlock) => std::thread::sleep(LOOKS),
                Err(TryLockError::Error(error)) => {
                    return Err(error).context("could not wait for the other run");
                }
            }
        }
    }
}

impl Drop for StoreLock {
    fn drop(&mut self) {
        // The end of the process unlocks as well; a failure here changes nothing.
        let _ = self.0.unlock();
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::{LockOutcome, StoreLock};

    #[test]
    fn nobody_has_to_wait_for_longer_than_they_want() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("facts.db");
        let busy = || match StoreLock::attempt(&store).unwrap() {
            LockOutcome::Busy(file) => file,
            LockOutcome::Locked(_) => panic!("another has it"),
        };
        let other = StoreLock::take(&store).unwrap();
        let looks = Cell::new(0);
        let tired = || looks.replace(looks.get() + 1) == 2;
        assert!(StoreLock::wait_until(busy(), tired).unwrap().is_none());
        assert_eq!(looks.get(), 3);
        let file = busy();
        drop(other);
        assert!(StoreLock::wait_until(file, || true).unwrap().is_some());
    }
}
