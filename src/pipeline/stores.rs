//! Where the facts of a repository are kept, and who may write them.
//!
//! In: a data folder and a repository. Out: a path, an open store, a lock. Deliberately absent: what is in a store.

use std::path::{Path, PathBuf};

use crate::git::{Repository, repository_name};
use crate::mine::Interrupted;
use crate::model::Fingerprint;
use crate::store::{LockOutcome, Store, StoreLock};

/// Where the facts of a repository are kept: a file named after the repository and its place.
#[must_use]
pub fn store_path(data_dir: &Path, repository: &Repository) -> PathBuf {
    store_path_of(data_dir, &repository.common_dir())
}

/// As [`store_path`], of the repository with this common directory, whether it is still there or not.
#[must_use]
pub fn store_path_of(data_dir: &Path, common_dir: &Path) -> PathBuf {
    let hash = Fingerprint::of(common_dir.as_os_str().as_encoded_bytes()).value();
    let is_plain = |c: &char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    let name: String = repository_name(common_dir).chars().filter(is_plain).take(40).collect();
    data_dir.join("facts").join(format!("{name}-{hash:016x}.db"))
}

/// Opens the store of a repository.
///
/// # Errors
/// When the data folder cannot be written.
pub fn open_store(data_dir: &Path, repository: &Repository) -> anyhow::Result<Store> {
    Store::open(&store_path(data_dir, repository))
}

/// Locks a store for mining; `waiting` is told when another run has to end first, and `is_over` is asked whether
/// somebody still wants to wait.
///
/// # Errors
/// When the lock file cannot be made, or nobody wants to wait any more.
pub fn lock_store(
    store: &mut Store,
    waiting: impl FnOnce(),
    is_over: impl Fn() -> bool,
) -> anyhow::Result<StoreLock> {
    let lock = match StoreLock::attempt(store.path())? {
        LockOutcome::Locked(lock) => lock,
        LockOutcome::Busy(file) => {
            waiting();
            StoreLock::wait_until(file, is_over)?.ok_or(Interrupted)?
        }
    };
    if !store.is_current() {
        store.reopen(&lock)?;
    }
    Ok(lock)
}
