//! How enumerations of the model are spelled in the store.
//!
//! In: a value or its number. Out: the other. The numbers are permanent. Deliberately absent: a
//! number for "none of these"; what cannot be read is an error of the caller.

use crate::model::{Content, FileStatus, GitattributesMark};

macro_rules! codes {
    ($to:ident, $from:ident, $type:ident, $($number:literal => $variant:ident),+) => {
        pub(super) const fn $to(value: $type) -> i64 {
            match value { $($type::$variant => $number),+ }
        }

        pub(super) const fn $from(number: i64) -> Option<$type> {
            match number { $($number => Some($type::$variant),)+ _ => None }
        }
    };
}

codes!(status_code, status, FileStatus,
    0 => Added, 1 => Deleted, 2 => Modified, 3 => Renamed, 4 => TypeChanged);
codes!(content_code, content, Content,
    0 => Text, 1 => Binary, 2 => Submodule, 3 => Symlink, 4 => TooLarge, 5 => Unavailable);
codes!(mark_code, mark, GitattributesMark, 1 => Generated, 2 => Vendored, 3 => Documentation);
