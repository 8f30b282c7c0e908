//! What an error of the store means for the caller.
//!
//! In: an error that came out of this room. Out: whether mining again helps, or another place for
//! the data. Deliberately absent: the words for people; `cli` has those.

use rusqlite::ErrorCode;

/// A row that no run can have written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the facts are damaged: {0}")]
pub(super) struct Damaged(pub &'static str);

/// Why a store cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The file is not as it was written; all of it can be mined again.
    Damaged,
    /// There is no space left.
    DiskFull,
    /// The folder or the file cannot be written.
    NotWritable,
    /// Something else, in another room perhaps.
    Other,
}

/// `SQLITE_IOERR_SHORT_READ`: the file ends where there should be more of it.
const SHORT_READ: i32 = 522;

/// `SQLITE_IOERR_SHMSIZE`: the file that readers share cannot be made long enough.
const NO_SHARED_MEMORY: i32 = 4_874;

impl Trouble {
    /// What an error is about.
    #[must_use]
    pub fn of(error: &anyhow::Error) -> Self {
        error
            .chain()
            .map(Self::of_cause)
            .find(|trouble| *trouble != Self::Other)
            .unwrap_or(Self::Other)
    }

    fn of_cause(cause: &(dyn std::error::Error + 'static)) -> Self {
        if cause.is::<Damaged>() {
            return Self::Damaged;
        }
        if let Some(error) = cause.downcast_ref::<std::io::Error>() {
            return Self::of_io(error.kind());
        }
        match cause.downcast_ref::<rusqlite::Error>() {
            Some(rusqlite::Error::SqliteFailure(failure, _)) => Self::of_sqlite(*failure),
            // A column of another type, a row that should be there: not as it was written.
            Some(_) => Self::Damaged,
            None => Self::Other,
        }
    }

    const fn of_io(kind: std::io::ErrorKind) -> Self {
        use std::io::ErrorKind;
        match kind {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::DiskFull,
            ErrorKind::PermissionDenied
            | ErrorKind::ReadOnlyFilesystem
            | ErrorKind::NotADirectory
            | ErrorKind::AlreadyExists => Self::NotWritable,
            _ => Self::Other,
        }
    }

    const fn of_sqlite(failure: rusqlite::ffi::Error) -> Self {
        match failure.code {
            ErrorCode::DiskFull => Self::DiskFull,
            ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen => {
                Self::NotWritable
            }
            ErrorCode::NotADatabase
            | ErrorCode::DatabaseCorrupt
            | ErrorCode::TypeMismatch
            | ErrorCode::ConstraintViolation
            | ErrorCode::SchemaChanged
            // A table that is not there.
            | ErrorCode::Unknown => Self::Damaged,
            _ if failure.extended_code == SHORT_READ => Self::Damaged,
            _ if failure.extended_code == NO_SHARED_MEMORY => Self::DiskFull,
            _ => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use anyhow::Context as _;

    use super::{Damaged, Trouble};

    #[test]
    fn causes_are_found_below_their_context() {
        let damaged: anyhow::Result<()> = Err(Damaged("hunks").into());
        let error = damaged.context("could not read the facts").unwrap_err();
        assert_eq!(Trouble::of(&error), Trouble::Damaged);
        let no_table = rusqlite::Connection::open_in_memory().unwrap().execute("DELETE FROM a", []);
        assert_eq!(Trouble::of(&no_table.unwrap_err().into()), Trouble::Damaged);
        let full = std::io::Error::from(std::io::ErrorKind::StorageFull);
        assert_eq!(Trouble::of(&full.into()), Trouble::DiskFull);
        let nowhere = rusqlite::Connection::open("/nowhere/at/all").map(drop);
        assert_eq!(Trouble::of(&nowhere.unwrap_err().into()), Trouble::NotWritable);
        assert_eq!(Trouble::of(&anyhow::anyhow!("damaged")), Trouble::Other);
    }
}
