//! A package manager's lock file is written by the package manager.

use super::Seen;
use crate::classify::PathClass;
use crate::classify::rules::{LOCK_FILE, because};
use crate::model::Evidence;

pub(super) fn judge(seen: &Seen<'_>) -> Option<Evidence> {
    (seen.class == PathClass::LockFile)
        .then(|| because(LOCK_FILE, format!("{} is a lock file", seen.file.path)))
}
