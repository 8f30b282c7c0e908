//! Keeps the direction of the imports that the map of rooms promises.
//!
//! In: every source file of the package, as tokens, and the lock file. Out: nothing, or a list of
//! `file: path: what is wrong`. Tokens rather than lines, so that comments, strings, groups in `use`
//! and the insides of macros are all read for what they are.
//! Deliberately absent: names of types; only paths are looked at.

#![expect(clippy::unwrap_used, reason = "sources that cannot be read are a failed test")]

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Each room and the rooms it may import, in the order of the data.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("git", &["model"]),
    ("syntax", &["model"]),
    ("structure", &["model", "syntax"]),
    ("config", &["model"]),
    ("registry", &["model", "config"]),
    ("journal", &["model"]),
    ("structure", &["model", "syntax"]),
    ("mine", &["model", "git", "syntax", "structure"]),
    ("store", &["model", "mine"]),
    // The pure stages: no I/O, no clock, no store.
    ("classify", &["model"]),
    ("episodes", &["model", "classify"]),
    ("profile", &["model", "classify", "episodes"]),
    ("report", &["model", "journal", "classify", "episodes", "profile"]),
    ("export", &["model", "store", "classify", "episodes", "profile", "report"]),
    (
        "pipeline",
        &[
            "model", "git", "syntax", "config", "journal", "mine", "store", "classify", "episodes",
            "profile", "report", "export",
        ],
    ),
    ("hook", &["model", "git", "config", "mine", "store", "pipeline", "report"]),
    ("ui", &["model", "mine", "report", "config"]),
    (
        "cli",
        &[
            "model", "git", "syntax", "config", "registry", "journal", "mine", "store", "classify",
            "episodes", "profile", "report", "export", "pipeline", "hook", "ui",
        ],
    ),
];

/// Libraries (and corners of the standard library) that only these rooms may name. A name that ends
/// in `_` stands for every library that begins with it.
const OWNED: &[(&str, &[&str])] = &[
    ("git2", &["git"]),
    ("gix_", &["git"]),
    ("imara_diff", &["git"]),
    ("walkdir", &["git"]),
    ("tree_sitter", &["syntax"]),
    ("tree_sitter_", &["syntax"]),
    ("rusqlite", &["store", "export", "journal"]),
    ("askama", &["report"]),
    ("toml", &["config", "syntax"]),
    ("anstream", &["ui"]),
    ("anstyle", &["ui"]),
    ("ctrlc", &["ui"]),
    ("clap", &["cli"]),
    ("clap_", &["cli"]),
    ("std::env", &["config"]),
];

/// Libraries that open connections. libgit2 is built without its transports for the same reason.
const NETWORK: &[&str] = &[
    "async-std",
    "attohttpc",
    "curl",
    "curl-sys",
    "gix-protocol",
    "gix-transport",
    "h2",
    "hickory-resolver",
    "hyper",
    "isahc",
    "libssh2-sys",
    "minreq",
    "mio",
    "native-tls",
    "openssl",
    "openssl-sys",
    "quinn",
    "reqwest",
    "rustls",
    "schannel",
    "security-framework",
    "smol",
    "socket2",
    "ssh2",
    "surf",
    "tokio",
    "tungstenite",
    "ureq",
];

/// Files longer than this want to be two.
const LONGEST_FILE: usize = 500;

#[test]
fn rooms_import_only_rooms_before_them() {
    let mut wrong = Vec::new();
    for file in sources() {
        let text = fs::read_to_string(&file.path).unwrap();
        let paths = paths_of(&text, &file.module);
        wrong.extend(judge(&file, &paths));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_file_says_what_it_is_for_and_is_short() {
    let files = sources();
    assert!(files.len() > 10, "the sources were not found");
    let mut wrong = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file.path).unwrap();
        if !text.starts_with("//!") {
            wrong.push(format!("{}: does not open with `//!`", file.path.display()));
        }
        let lines = text.lines().count();
        if lines > LONGEST_FILE {
            wrong.push(format!("{}: has {lines} lines", file.path.display()));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn nothing_in_the_dependency_tree_opens_connections() {
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let packages = packages_of(&lock);
    assert!(packages.contains(&"git2"), "the lock file was not understood");
    let found: Vec<_> = packages.iter().filter(|name| NETWORK.contains(name)).collect();
    assert!(found.is_empty(), "these libraries open connections: {found:?}");
}

/// A source file.
struct Source {
    path: PathBuf,
    /// Its room: the first part of its module path; empty for `lib.rs` and `main.rs`.
    room: String,
    /// Its module path below the crate.
    module: Vec<String>,
}

/// A path that a file names, from `crate` on where it is inside this crate.
type Named = Vec<String>;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn sources() -> Vec<Source> {
    let mut files = Vec::new();
    collect(&root().join("src"), &mut files);
    files.sort();
    files.into_iter().map(source).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

fn source(path: PathBuf) -> Source {
    let relative = path.strip_prefix(root().join("src")).unwrap().with_extension("");
    let mut module: Vec<String> =
        relative.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
    if module.last().is_some_and(|last| last == "mod") {
        module.pop();
    }
    if matches!(module.as_slice(), [only] if only == "lib" || only == "main") {
        module.clear();
    }
    let room = module.first().cloned().unwrap_or_default();
    Source { path, room, module }
}

/// What a file names and may not.
fn judge(file: &Source, paths: &[Named]) -> Vec<String> {
    if file.room.is_empty() {
        return Vec::new();
    }
    let Some((_, allowed)) = MAY_IMPORT.iter().find(|(room, _)| *room == file.room) else {
        return vec![format!("{}: the room `{}` has no row", file.path.display(), file.room)];
    };
    let mut wrong = Vec::new();
    for path in paths {
        let named = path.join("::");
        let other = path.get(1).map_or("", String::as_str);
        let is_room = MAY_IMPORT.iter().any(|(room, _)| *room == other);
        let is_forbidden = if path[0] == "crate" {
            is_room && other != file.room && !allowed.contains(&other)
        } else {
            is_owned_by_others(&named, &file.room)
        };
        if is_forbidden {
            wrong.push(format!("{}: `{}` may not name `{named}`", file.path.display(), file.room));
        }
    }
    wrong
}

fn is_owned_by_others(named: &str, room: &str) -> bool {
    OWNED.iter().any(|(owned, rooms)| {
        let matches = named
            .strip_prefix(owned)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with("::") || owned.ends_with('_'));
        matches && !rooms.contains(&room)
    })
}

/// Every path of two or more parts, and every single name that is imported.
fn paths_of(text: &str, module: &[String]) -> Vec<Named> {
    let tokens: TokenStream = text.parse().unwrap();
    let mut found = Vec::new();
    walk(tokens, module, &[], &mut found);
    found
}

/// Reads one level of tokens; `prefix` is what stands before the braces of a `use` group.
fn walk(tokens: TokenStream, module: &[String], prefix: &[String], found: &mut Vec<Named>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at] {
            TokenTree::Ident(word) if *word == "mod" => {
                at += inner_module(&tokens[at..], module, found);
            }
            // `use a::{b as c}`: `c` is a name of this file alone.
            TokenTree::Ident(word) if *word == "as" && !prefix.is_empty() => at += 2,
            TokenTree::Ident(_) => {
                let is_import = !prefix.is_empty()
                    || at > 0
                        && matches!(&tokens[at - 1], TokenTree::Ident(use_) if *use_ == "use");
                let (parts, length) = path_at(&tokens[at..]);
                at += length;
                let mut path = prefix.to_vec();
                path.extend(parts);
                // `a::b::{…}`: the group goes on where the path ends.
                if let Some(TokenTree::Group(group)) = tokens.get(at)
                    && length > 1
                    && is_double_colon(&tokens[..at])
                    && group.delimiter() == Delimiter::Brace
                {
                    walk(group.stream(), module, &path, found);
                    at += 1;
                } else if path.len() > 1 || is_import {
                    found.push(absolute(path, module));
                }
            }
            TokenTree::Group(group) => {
                walk(group.stream(), module, &[], found);
                at += 1;
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => at += 1,
        }
    }
}

/// `mod name { … }`: inside of it, `super` means this module. Returns how many tokens were read.
fn inner_module(tokens: &[TokenTree], module: &[String], found: &mut Vec<Named>) -> usize {
    if let [_, TokenTree::Ident(name), TokenTree::Group(body), ..] = tokens {
        let mut inner = module.to_vec();
        inner.push(name.to_string());
        walk(body.stream(), &inner, &[], found);
        return 3;
    }
    1
}

/// The parts of the path that begins here, and how many tokens they take, `::` at the end included.
fn path_at(tokens: &[TokenTree]) -> (Vec<String>, usize) {
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(TokenTree::Ident(part)) = tokens.get(at) {
        parts.push(part.to_string());
        at += 1;
        if !is_double_colon(tokens.get(..at + 2).unwrap_or_default()) {
            break;
        }
        at += 2;
    }
    (parts, at)
}

/// Whether the tokens end in `::`.
fn is_double_colon(tokens: &[TokenTree]) -> bool {
    let is_colon = |token: &TokenTree| matches!(token, TokenTree::Punct(p) if p.as_char() == ':');
    matches!(tokens, [.., first, second] if is_colon(first) && is_colon(second))
}

/// `self` and `super` at the beginning of a path, spelled out.
fn absolute(path: Vec<String>, module: &[String]) -> Vec<String> {
    let relative = |part: &String| part == "self" || part == "super";
    if !path.first().is_some_and(relative) {
        return path;
    }
    let ups = path.iter().take_while(|part| relative(part)).filter(|part| *part == "super").count();
    let mut full = vec!["crate".to_owned()];
    full.extend_from_slice(&module[..module.len().saturating_sub(ups)]);
    full.extend(path.into_iter().skip_while(relative));
    full
}

fn packages_of(lock: &str) -> Vec<&str> {
    lock.lines().filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"')).collect()
}

/// Proofs that the tests above can fail.
mod proofs {
    use super::{Source, judge, packages_of, paths_of};

    fn judged(path: &str, text: &str) -> Vec<String> {
        let file = super::source(super::root().join("src").join(path));
        let paths = paths_of(text, &file.module);
        let told = judge(&file, &paths);
        told.into_iter().map(|line| line.split_once(".rs: ").unwrap().1.to_owned()).collect()
    }

    #[test]
    fn a_room_that_comes_later_is_found_however_it_is_named() {
        for text in [
            "use crate::store::Store;",
            "use crate::{model, store::Store};",
            "use crate::{model::{self, Kind}, store::{Store as Kept}};",
            "use super::super::store::Store;",
            "fn rule() -> bool { matches!(x, Some(crate::store::Store)) }",
            "mod tests { use super::super::super::store::Store; }",
        ] {
            let expected = ["`classify` may not name `crate::store::Store`"];
            assert_eq!(judged("classify/rule.rs", text), expected, "{text}");
        }
        let whole = ["`classify` may not name `crate::ui`"];
        assert_eq!(judged("classify/mod.rs", "//! Words.\nuse crate::ui;\n"), whole);
    }

    #[test]
    fn rooms_before_and_words_about_rooms_are_fine() {
        for text in [
            "use crate::model::Kind; use super::store; use self::git::X;",
            "// crate::store\n/// [`crate::store`]\nfn f() -> &'static str { \"crate::store\" }",
            "use crate::{model as store};",
            "pub(crate) fn store() {}",
            "mod store { use super::x; }",
        ] {
            assert_eq!(judged("classify/rule.rs", text), [""; 0], "{text}");
        }
    }

    #[test]
    fn libraries_belong_to_their_rooms() {
        assert_eq!(judged("git/mod.rs", "use git2::Oid; use gix_odb::Handle;"), [""; 0]);
        let expected = ["`mine` may not name `git2::Oid`", "`mine` may not name `gix_odb::Handle`"];
        assert_eq!(judged("mine/a.rs", "use git2::Oid; type T = gix_odb::Handle;"), expected);
        let derived = "#[derive(clap::Args)] struct A;";
        assert_eq!(judged("hook/a.rs", derived), ["`hook` may not name `clap::Args`"]);
        assert_eq!(judged("pipeline.rs", "use toml;"), ["`pipeline` may not name `toml`"]);
        let read = ["`ui` may not name `std::env`"];
        assert_eq!(judged("ui/a.rs", "use std::{env, fs};"), read);
        let called = ["`ui` may not name `std::env::args`"];
        assert_eq!(judged("ui/a.rs", "fn f() { std::env::args(); }"), called);
        assert_eq!(judged("ui/a.rs", "use std::environment::X; use clapper::Y;"), [""; 0]);
    }

    #[test]
    fn a_room_without_a_row_is_found() {
        let file: Source = super::source(super::root().join("src/attic/mod.rs"));
        assert_eq!(judge(&file, &[]).len(), 1);
    }

    #[test]
    fn packages_of_a_lock_file() {
        let lock =
            "[[package]]\nname = \"tokio\"\nversion = \"1.0.0\"\ndependencies = [\n \"mio\",\n]\n";
        assert_eq!(packages_of(lock), ["tokio"]);
        assert!(super::NETWORK.contains(&"tokio"));
    }
}
