//! The only room that names git2, gix or a diff library.
//!
//! In: paths of repositories, names of objects. Out: plain values of `model` and of this room.
//! Deliberately absent: writing of any kind (mined repositories are only read), and judgement.

mod attributes;
mod commit_object;
mod find;
mod line_diff;
mod mailmap;
mod objects;
mod place;
mod remote;
mod repository;
mod trailers;
mod tree_cache;
mod tree_diff;

pub use attributes::AttributeMarks;
pub use commit_object::{RawCommit, RawSignature};
pub use find::{Found, find_repositories};
pub use line_diff::{CommonEnds, DiffAlgorithm, Hunk, LineDiffer, Lines, is_binary};
pub use objects::{ObjectError, Objects};
pub use place::{linked_work_trees, packed_bytes, repository_name};
pub use repository::{ConfigLevel, Head, OpenError, Repository, UnsupportedFormat};
pub use trailers::{NamedPerson, named_in_trailers};
pub use tree_diff::{EntryMode, TreeChange, TreeDiffer, TreeEntry};
