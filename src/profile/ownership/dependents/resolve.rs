//! Which file of a repository an import leads to.
//!
//! In: the files at HEAD, the file that imports, and the statement. Out: one file, where it is plain which.
//! Deliberately absent: build files and search paths.
//!
//! By language: a path between quotes is looked for beside the importing file, from the top, and, where it has a directory
//! or is the only one of its name, as the end of a path; a name with dots or colons is a path of modules, of which the
//! longest part that is a file counts; a package of Go is a directory below the module, whose name is the one
//! beginning that most imports of directories that are there have in common.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::rust;
use crate::model::{FileImports, FileIndex, History, RepoPath};

/// Names of files that stand for their directory.
const OF_DIRECTORY: [&str; 5] = ["mod", "lib", "main", "index", "__init__"];
/// Extensions that an import of a script may leave out, or name in place of another.
const SCRIPTS: [&str; 9] = ["ts", "tsx", "js", "jsx", "mjs", "cjs", "mts", "cts", "vue"];

/// The files of a repository, by what imports may call them.
pub(super) struct Modules<'a> {
    paths: Vec<&'a str>,
    by_path: HashMap<&'a str, FileIndex>,
    /// Without extension, and without a name that stands for the directory; the first of several.
    by_stem: HashMap<String, FileIndex>,
    /// By the last part of the path, with and without extension.
    by_name: HashMap<&'a str, Vec<FileIndex>>,
    /// Directories that hold `src/lib.rs`, with the name that code calls the crate by.
    crates: Vec<(String, &'a str)>,
    /// The first file of Go in each directory.
    go_packages: BTreeMap<&'a str, FileIndex>,
    /// What the packages of the repository begin with, the slash at its end left out.
    go_module: Option<String>,
}

impl<'a> Modules<'a> {
    pub(super) fn of(
        history: &'a History,
        product: &BTreeSet<FileIndex>,
        imports: &[FileImports],
    ) -> Self {
        let text = |path: &'a RepoPath| std::str::from_utf8(path.as_bytes()).unwrap_or_default();
        let paths: Vec<&str> = history.files.iter().map(|file| text(&file.path)).collect();
        let mut modules = Self {
            by_path: HashMap::new(),
            by_stem: HashMap::new(),
            by_name: HashMap::new(),
            crates: Vec::new(),
            go_packages: BTreeMap::new(),
            go_module: None,
            paths,
        };
        let mut product: Vec<FileIndex> = product.iter().copied().collect();
        product.sort_by_key(|at| modules.paths[at.get()]);
        for at in product {
            modules.know(at);
        }
        modules.go_module = modules.module_of_go(imports);
        modules
    }

    fn know(&mut self, at: FileIndex) {
        let path = self.paths[at.get()];
        let name = path.rsplit('/').next().unwrap_or(path);
        self.by_path.insert(path, at);
        self.by_stem.entry(stem(path)).or_insert(at);
        self.by_name.entry(name).or_default().push(at);
        let bare = without_extension(name);
        if bare != name {
            self.by_name.entry(bare).or_default().push(at);
        }
        if let Some(root) = path.strip_suffix("/src/lib.rs") {
            let directory = root.rsplit('/').next().unwrap_or(root);
            self.crates.push((directory.replace('-', "_"), root));
        }
        if name.rsplit('.').next() == Some("go") {
            self.go_packages.entry(directory(path)).or_insert(at);
        }
    }

    /// The file that a statement of a file leads to.
    pub(super) fn target(&self, from: FileIndex, text: &str) -> Option<FileIndex> {
        let path = self.paths[from.get()];
        let extension = path.rsplit('.').next().unwrap_or_default();
        let found = match extension {
            "rs" => rust::target(self, path, text),
            "go" => self.package_of_go(quoted(text)?),
            "py" | "pyi" => self.python(path, text),
            "java" | "kt" | "kts" | "scala" | "groovy" => self.class(text),
            _ if SCRIPTS.contains(&extension) => self.script(path, quoted(text)?),
            _ => self.included(path, quoted(text)?),
        };
        found.filter(|target| *target != from)
    }

    /// The file of a path of modules.
    pub(super) fn at_stem(&self, stem: &str) -> Option<FileIndex> {
        self.by_stem.get(stem).copied()
    }

    /// The file of the longest part of some names below a directory, at least so many of them.
    pub(super) fn longest(&self, base: &str, names: &[&str], least: usize) -> Option<FileIndex> {
        let lengths = (least..=names.len()).rev();
        lengths.into_iter().find_map(|length| self.at_stem(&join(base, &names[..length])))
    }

    /// The directory of a crate, by its own name, or by the only one that the name ends in: `grep_searcher` may be in
    /// `crates/searcher`.
    pub(super) fn crate_directory(&self, name: &str) -> Option<&'a str> {
        let exact = self.crates.iter().find(|(directory, _)| directory == name);
        let ends = |directory: &str| {
            let rest = name.strip_suffix(directory);
            rest.is_some_and(|rest| rest.ends_with('_'))
        };
        let mut ending = self.crates.iter().filter(|(directory, _)| ends(directory));
        let only = || ending.next().filter(|_| ending.next().is_none());
        exact.or_else(only).map(|(_, root)| *root)
    }

    fn script(&self, from: &str, path: &str) -> Option<FileIndex> {
        if !path.starts_with('.') {
            return None;
        }
        let path = relative(directory(from), path)?;
        let exact = || self.by_path.get(path.as_str()).copied();
        exact().or_else(|| self.at_stem(&path)).or_else(|| {
            let named = SCRIPTS.iter().any(|script| path.ends_with(&format!(".{script}")));
            self.at_stem(without_extension(&path)).filter(|_| named)
        })
    }

    fn included(&self, from: &str, path: &str) -> Option<FileIndex> {
        let beside = relative(directory(from), path)?;
        let known = |path: &str| self.by_path.get(path).copied();
        let stems = |path: &str| self.at_stem(path).filter(|_| !path.is_empty());
        known(&beside).or_else(|| known(path)).or_else(|| stems(&beside)).or_else(|| {
            let path = path.trim_start_matches("./");
            self.only_ending(path)
        })
    }

    /// The only file whose path ends so.
    fn only_ending(&self, path: &str) -> Option<FileIndex> {
        let name = path.rsplit('/').next()?;
        let ends = |at: &FileIndex| {
            let known = self.paths[at.get()];
            [known, without_extension(known)].iter().any(|known| {
                let rest = known.strip_suffix(path);
                rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
            })
        };
        let mut found = self.by_name.get(name)?.iter().copied().filter(ends);
        found.next().filter(|_| found.next().is_none())
    }

    /// `import static com.acme.Port.of;`: the longest part that is the end of one path.
    fn class(&self, text: &str) -> Option<FileIndex> {
        let name = text.trim().strip_prefix("import ")?.trim_start_matches("static ");
        let name = name.split([';', ' ']).next()?;
        let names: Vec<&str> = name.split('.').collect();
        let lengths = (2..=names.len()).rev();
        lengths.into_iter().find_map(|length| self.only_ending(&names[..length].join("/")))
    }

    /// `from ..net import Port`, `import a.b as c`.
    fn python(&self, from: &str, text: &str) -> Option<FileIndex> {
        let (module, name) = match text.strip_prefix("from ") {
            Some(rest) => rest.split_once(" import ")?,
            None => (text.strip_prefix("import ")?, ""),
        };
        let first =
            |text: &'_ str| text.trim().split([' ', ',']).next().unwrap_or_default().to_owned();
        let (module, name) = (first(module), first(name));
        let bare = module.trim_start_matches('.');
        let mut names: Vec<&str> = bare.split('.').filter(|name| !name.is_empty()).collect();
        names.extend(Some(name.as_str()).filter(|name| !name.is_empty() && *name != "*"));
        let dots = module.len() - bare.len();
        if dots > 0 {
            let mut package = directory(from);
            for _ in 1..dots {
                package = directory(package);
            }
            return self.longest(package, &names, 0);
        }
        // A package is looked for in the directories around the file, then at the top and in `src`.
        let mut around = directory(from);
        loop {
            let found = self.longest(around, &names, 1);
            if found.is_some() || around.is_empty() {
                return found.or_else(|| self.longest("src", &names, 1));
            }
            around = directory(around);
        }
    }

    fn package_of_go(&self, path: &str) -> Option<FileIndex> {
        let rest = path.strip_prefix(self.go_module.as_deref()?)?;
        let directory = rest.strip_prefix('/').or(rest.is_empty().then_some(""))?;
        self.go_packages.get(directory).copied()
    }

    fn module_of_go(&self, imports: &[FileImports]) -> Option<String> {
        let mut directories: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let texts = imports.iter().flat_map(|file| &file.texts).filter_map(|text| quoted(text));
        for path in
            texts.filter(|path| path.split('/').next().is_some_and(|host| host.contains('.')))
        {
            for (at, _) in path.match_indices('/') {
                if self.go_packages.contains_key(&path[at + 1..]) {
                    directories.entry(&path[..at]).or_default().insert(&path[at + 1..]);
                }
            }
        }
        let most = directories.into_iter().rev().max_by_key(|(_, found)| found.len())?;
        (most.1.len() > 1).then(|| most.0.to_owned())
    }
}

/// What stands between the first marks of quotation, or between `<` and `>`.
fn quoted(text: &str) -> Option<&str> {
    let open = text.find(['"', '\'', '<', '`'])?;
    let close = if text[open..].starts_with('<') { '>' } else { text[open..].chars().next()? };
    let rest = &text[open + 1..];
    Some(&rest[..rest.find(close)?]).filter(|path| !path.is_empty())
}

pub(super) fn directory(path: &str) -> &str {
    path.rfind('/').map_or("", |at| &path[..at])
}

pub(super) fn without_extension(path: &str) -> &str {
    match path.rfind('.') {
        Some(dot) if !path[dot..].contains('/') && dot > 0 => &path[..dot],
        _ => path,
    }
}

/// The path of a module: without extension, and without a name that stands for the directory.
pub(super) fn stem(path: &str) -> String {
    let bare = without_extension(path);
    let name = bare.rsplit('/').next().unwrap_or(bare);
    if OF_DIRECTORY.contains(&name) { directory(bare).to_owned() } else { bare.to_owned() }
}

pub(super) fn join(base: &str, names: &[&str]) -> String {
    let parts = Some(base).filter(|base| !base.is_empty()).into_iter();
    parts.chain(names.iter().copied()).collect::<Vec<_>>().join("/")
}

/// A path that is meant from a directory; nothing when it leads out of the repository.
fn relative(directory: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = directory.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
