//! Which file a `use` of Rust leads to.
//!
//! In: the files of a repository, the file that uses, and the statement. Out: the file of the longest path of modules that
//! is one. Deliberately absent: names that are passed on (`pub use`), modules inside of files, and `#[path]`.

use super::resolve::{Modules, directory, stem};
use crate::model::FileIndex;

/// `use crate::net::Port;`, `pub(crate) use super::io;`, `use other_crate::Thing as T;`.
pub(super) fn target(modules: &Modules<'_>, from: &str, text: &str) -> Option<FileIndex> {
    let path = text.split("use ").nth(1)?.trim().trim_end_matches(';');
    let path = path.split(" as ").next()?.trim_start_matches("::");
    let mut names: Vec<&str> = path.split("::").map(str::trim).collect();
    let head = names.remove(0);
    match head {
        "crate" => modules.longest(sources(from)?, &names, 0),
        "self" => modules.longest(&stem(from), &names, 0),
        "super" => {
            let own = stem(from);
            let mut base = directory(&own);
            while names.first() == Some(&"super") {
                names.remove(0);
                base = directory(base);
            }
            modules.longest(base, &names, 0)
        }
        name => modules.longest(&format!("{}/src", modules.crate_directory(name)?), &names, 0),
    }
}

/// The directory of the sources of the crate that a file belongs to.
fn sources(path: &str) -> Option<&str> {
    let end = path.rfind("/src/").map(|at| at + "/src".len());
    end.or_else(|| path.starts_with("src/").then_some("src".len())).map(|end| &path[..end])
}
