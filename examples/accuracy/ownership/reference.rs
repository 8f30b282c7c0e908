//! Authors of files and the truck factor, worked out from `git log` alone.
//!
//! In: a repository. Out: the authors of each source file at HEAD by their degree of authorship, and how many people have
//! to leave. Nothing of the product is used but the choice of source files. Deliberately absent: speed.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::process::Command;

use anyhow::Context as _;
use git_headway::model::RepoPath;

use super::{Authors, is_source};

/// What a delivery is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Deliveries {
    /// A day on which a person changed the file.
    Days,
    /// A commit.
    Commits,
}

/// One change of a file.
#[derive(Clone)]
struct Touch {
    author: String,
    day: String,
    founds: bool,
}

/// How git is asked for all changes, oldest first.
const LOG: [&str; 12] = [
    "-c",
    "core.quotePath=false",
    "log",
    "--reverse",
    "--topo-order",
    "--no-merges",
    "-M",
    "--raw",
    "--no-abbrev",
    "-z",
    "--date=format:%Y-%m-%d",
    "--format=commit%x09%aN <%aE>%x09%ad",
];

/// The changes of every path at HEAD, through renames.
pub(super) struct Reference {
    files: BTreeMap<RepoPath, Vec<Touch>>,
}

impl Reference {
    pub(super) fn read(directory: &Path) -> anyhow::Result<Self> {
        let log = git(directory, &LOG)?;
        let mut all: Vec<Vec<Touch>> = Vec::new();
        let mut at: HashMap<Vec<u8>, (usize, bool)> = HashMap::new();
        let (mut author, mut day) = (String::new(), String::new());
        let mut fields = log.split(|byte| *byte == 0);
        while let Some(field) = fields.next() {
            // With -z, what follows the headline begins on a line of its own, and so does the next headline.
            let field = field.strip_prefix(b"\n").unwrap_or(field);
            if let Some(headline) = field.strip_prefix(b"commit\t") {
                let headline = String::from_utf8_lossy(headline).into_owned();
                let mut words = headline.split('\t');
                words.next().unwrap_or_default().clone_into(&mut author);
                words.next().unwrap_or_default().clone_into(&mut day);
            } else if let Some(raw) = field.strip_prefix(b":") {
                let raw = String::from_utf8_lossy(raw).into_owned();
                let words: Vec<&str> = raw.split(' ').collect();
                let [_, _, before, after, status] = words.as_slice() else { continue };
                let path = fields.next().unwrap_or_default().to_vec();
                let mut touch = |file: usize, founds: bool| {
                    if before != after {
                        let touch = Touch { author: author.clone(), day: day.clone(), founds };
                        all[file].push(touch);
                    }
                };
                match &status[..1] {
                    "R" => {
                        let new = fields.next().unwrap_or_default().to_vec();
                        if let Some((file, _)) = at.get(&path).copied() {
                            touch(file, false);
                            at.insert(path, (file, true));
                            at.insert(new, (file, true));
                        }
                    }
                    "A" => {
                        if let Some((file, false)) = at.get(&path).copied() {
                            touch(file, false);
                            at.insert(path, (file, true));
                        } else {
                            let (author, day) = (author.clone(), day.clone());
                            at.insert(path, (all.len(), true));
                            all.push(vec![Touch { author, day, founds: true }]);
                        }
                    }
                    "D" => {
                        if let Some(known) = at.get_mut(&path) {
                            known.1 = false;
                        }
                    }
                    _ => {
                        if let Some((file, _)) = at.get(&path).copied() {
                            touch(file, false);
                        }
                    }
                }
            }
        }
        let listing = git(directory, &["ls-tree", "-r", "-z", "--name-only", "HEAD"])?;
        let paths = listing.split(|byte| *byte == 0).filter(|path| !path.is_empty());
        let source = paths.filter(|path| is_source(&RepoPath::new(path)));
        let files = source.filter_map(|path| {
            let (file, _) = at.get(path)?;
            Some((RepoPath::new(path), all[*file].clone()))
        });
        Ok(Self { files: files.collect() })
    }

    pub(super) fn authors(&self, deliveries: Deliveries) -> Authors {
        let of = |(path, touches): (&RepoPath, &Vec<Touch>)| {
            (path.clone(), authors(touches, deliveries))
        };
        self.files.iter().map(of).collect()
    }
}

fn authors(touches: &[Touch], deliveries: Deliveries) -> BTreeSet<String> {
    let founder = touches.iter().find(|touch| touch.founds);
    let mut counted: BTreeMap<&str, BTreeSet<(usize, &str)>> = BTreeMap::new();
    for (at, touch) in touches.iter().enumerate() {
        let delivered = counted.entry(&touch.author).or_default();
        let is_founding = founder.is_some_and(|founder| match deliveries {
            Deliveries::Days => (&founder.author, &founder.day) == (&touch.author, &touch.day),
            Deliveries::Commits => touch.founds,
        });
        if !is_founding {
            delivered.insert(match deliveries {
                Deliveries::Days => (0, &touch.day),
                Deliveries::Commits => (at, &touch.day),
            });
        }
    }
    let all: usize = counted.values().map(BTreeSet::len).sum();
    let degree = |author: &str, own: usize| {
        let first =
            if founder.is_some_and(|founder| founder.author == author) { 1.098 } else { 0.0 };
        3.293 + first + 0.164 * own as f64 - 0.321 * f64::ln((1 + all - own) as f64)
    };
    let degrees: Vec<(&str, f64)> =
        counted.iter().map(|(author, own)| (*author, degree(author, own.len()))).collect();
    let highest = degrees.iter().map(|(_, degree)| *degree).fold(f64::MIN, f64::max);
    let is_author = |degree: f64| degree >= 3.293 && degree / highest > 0.75;
    let authors = degrees.into_iter().filter(|(_, degree)| is_author(*degree));
    authors.map(|(author, _)| author.to_owned()).collect()
}

/// People that go, those with most files first, until more than half of the files have no author.
pub(super) fn truck_factor(authors: &Authors) -> usize {
    let mut gone: BTreeSet<String> = BTreeSet::new();
    loop {
        let left = authors.values().filter(|file| file.iter().any(|author| !gone.contains(author)));
        if left.count() * 2 < authors.len() {
            return gone.len();
        }
        let mut files: BTreeMap<&String, usize> = BTreeMap::new();
        for author in authors.values().flatten().filter(|author| !gone.contains(*author)) {
            *files.entry(author).or_default() += 1;
        }
        let most = files.values().copied().max().unwrap_or_default();
        match files.into_iter().find(|(_, files)| *files == most) {
            Some((author, _)) => gone.insert(author.clone()),
            None => return gone.len(),
        };
    }
}

pub(super) fn git(directory: &Path, arguments: &[&str]) -> anyhow::Result<Vec<u8>> {
    let output = Command::new("git").arg("-C").arg(directory).args(arguments).output();
    let output = output.context("could not run git")?;
    let says = String::from_utf8_lossy(&output.stderr);
    anyhow::ensure!(output.status.success(), "git {}: {says}", arguments.join(" "));
    Ok(output.stdout)
}
