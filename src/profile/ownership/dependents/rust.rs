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
        name => modules.longest(&format!("{}/src", crate_directory(modules, name)?), &names, 0),
    }
}

/// The directory of the sources of the crate that a file belongs to.
fn sources(path: &str) -> Option<&str> {
    let end = path.rfind("/src/").map(|at| at + "/src".len());
    end.or_else(|| path.starts_with("src/").then_some("src".len())).map(|end| &path[..end])
}

/// The directory of a crate, by its own name, or by the only one that the name ends in: `grep_searcher` may be in
/// `crates/searcher`.
fn crate_directory<'m>(modules: &'m Modules<'_>, name: &str) -> Option<&'m str> {
    let named = |directory: &str| directory.replace('-', "_");
    let exact = modules.crates().find(|(directory, _)| named(directory) == name);
    let ends = |directory: &str| name.ends_with(&format!("_{}", named(directory)));
    let mut ending = modules.crates().filter(|(directory, _)| ends(directory));
    let only = || ending.next().filter(|_| ending.next().is_none());
    exact.or_else(only).map(|(_, root)| root)
}
