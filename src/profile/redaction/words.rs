//! Neutral words for names.
//!
//! In: all names of some ledgers. Out: a word for each. Deliberately absent: where they stand.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::names::Named;
use super::{AUTHOR, NOT_SHOWN};
use crate::model::{ObjectId, TITLE_JOIN, Timestamp};
use crate::profile::Area;

/// Something in a project: its name, and the number of the project.
type InProject = (String, usize);

/// Names, each once.
#[derive(Default)]
pub(super) struct Collected {
    repositories: BTreeSet<String>,
    others: BTreeSet<String>,
    areas: BTreeSet<InProject>,
    /// By file, the titles of what is named in it.
    files: BTreeMap<InProject, BTreeSet<String>>,
    commits: HashMap<ObjectId, Option<Timestamp>>,
}

impl Collected {
    /// Takes a name in.
    pub(super) fn take(&mut self, name: &Named<'_>, project: usize) {
        match name {
            Named::Repository(name) => {
                self.repositories.insert((*name).clone());
            }
            Named::Other(name) => {
                self.others.insert((*name).clone());
            }
            Named::Area(name) if **name != Area::top() => {
                self.areas.insert(((*name).clone(), project));
            }
            Named::Spot(name) => {
                let (path, title) = parts(name);
                let titles = self.files.entry((path.to_owned(), project)).or_default();
                titles.extend(title.map(str::to_owned));
            }
            Named::Commit(id, time) => {
                let known = self.commits.entry(**id).or_default();
                *known = known.or(*time);
            }
            Named::Area(_) | Named::Author(_) | Named::Subject(_) => {}
        }
    }
}

/// A word for each name.
pub(super) struct Words {
    repositories: BTreeMap<String, String>,
    others: BTreeMap<String, String>,
    areas: BTreeMap<InProject, String>,
    files: BTreeMap<InProject, (String, BTreeMap<String, String>)>,
    commits: HashMap<ObjectId, ObjectId>,
}

impl Words {
    /// Finds them.
    pub(super) fn of(collected: Collected) -> Self {
        let Collected { repositories, others, areas, files, commits } = collected;
        let (of_repositories, of_areas, of_files) = (repositories.len(), areas.len(), files.len());
        let repository =
            |(at, name)| (name, format!("repository {}", letters(at, of_repositories)));
        let of_others = others.len();
        let other = |(at, name)| (name, numbered("person", at, of_others));
        let area = |(at, name)| (name, numbered("area", at, of_areas));
        let file = |(at, (name, titles))| {
            (name, (numbered("file", at, of_files), words_of_titles(titles)))
        };
        Self {
            repositories: repositories.into_iter().enumerate().map(repository).collect(),
            others: others.into_iter().enumerate().map(other).collect(),
            areas: areas.into_iter().enumerate().map(area).collect(),
            files: files.into_iter().enumerate().map(file).collect(),
            commits: numbers(commits),
        }
    }

    /// Puts the word in the place of a name, which is one of those collected.
    pub(super) fn put(&self, name: Named<'_>, project: usize) {
        match name {
            Named::Repository(name) => *name = found(self.repositories.get(name)),
            Named::Author(name) => AUTHOR.clone_into(name),
            Named::Other(name) => *name = found(self.others.get(name)),
            Named::Area(name) if *name == Area::top() => {}
            Named::Area(name) => *name = found(self.areas.get(&(name.clone(), project))),
            Named::Spot(name) => *name = self.spot(name, project),
            Named::Subject(subject) => NOT_SHOWN.clone_into(subject),
            Named::Commit(id, _) => {
                *id = self.commits.get(id).copied().unwrap_or(ObjectId::numbered(u64::MAX));
            }
        }
    }

    fn spot(&self, name: &str, project: usize) -> String {
        let (path, title) = parts(name);
        let Some((file, titles)) = self.files.get(&(path.to_owned(), project)) else {
            return found(None);
        };
        match title {
            Some(title) => format!("{file}: {}", found(titles.get(title))),
            None => file.clone(),
        }
    }
}

/// What was not collected is told by no name either.
fn found(word: Option<&String>) -> String {
    word.cloned().unwrap_or_else(|| "something".to_owned())
}

/// The path of a spot's name, and the title.
fn parts(name: &str) -> (&str, Option<&str>) {
    name.split_once(": ").map_or((name, None), |(path, title)| (path, Some(title)))
}

/// `area 3`; `area 03` where there are more than nine.
fn numbered(word: &str, at: usize, count: usize) -> String {
    let width = count.to_string().len();
    format!("{word} {:0width$}", at + 1)
}

/// `A`, `B` …; `AA`, `AB` … where there are more than 26.
fn letters(at: usize, count: usize) -> String {
    let (mut letters, mut rest, mut most) = (Vec::new(), at, count.saturating_sub(1));
    loop {
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        (rest, most) = (rest / 26, most / 26);
        if most == 0 {
            return letters.into_iter().rev().collect();
        }
    }
}

/// Functions, types and sections of one file, each sort with numbers of its own.
fn words_of_titles(titles: BTreeSet<String>) -> BTreeMap<String, String> {
    let mut by_sort: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    for title in titles {
        by_sort.entry(sort_of(&title)).or_default().push(title);
    }
    let words = by_sort.into_iter().flat_map(|(sort, titles)| {
        let count = titles.len();
        let titles = titles.into_iter().enumerate();
        titles.map(move |(at, title)| (title, numbered(sort, at, count)))
    });
    words.collect()
}

/// What a title is the title of, as far as the words of programming languages say.
fn sort_of(title: &str) -> &'static str {
    const FUNCTIONS: [&str; 9] =
        ["fn", "func", "fun", "function", "def", "method", "sub", "constructor", "async"];
    const TYPES: [&str; 12] = [
        "struct",
        "enum",
        "union",
        "class",
        "trait",
        "interface",
        "type",
        "impl",
        "record",
        "protocol",
        "object",
        "extension",
    ];
    let own = title.rsplit(TITLE_JOIN).next().unwrap_or(title);
    let is_one_of = |words: &[&str]| own.split(' ').any(|word| words.contains(&word));
    if own.starts_with(['#', '[', '=']) {
        "section"
    } else if is_one_of(&FUNCTIONS) || own.contains('(') {
        "function"
    } else if is_one_of(&TYPES) {
        "type"
    } else {
        "section"
    }
}

/// A number for each commit, the oldest first, those of unknown time behind them.
fn numbers(commits: HashMap<ObjectId, Option<Timestamp>>) -> HashMap<ObjectId, ObjectId> {
    let mut commits: Vec<(Timestamp, ObjectId)> =
        commits.into_iter().map(|(id, time)| (time.unwrap_or(Timestamp::MAX), id)).collect();
    commits.sort_unstable();
    let number = |(number, (_, id))| (id, ObjectId::numbered(number));
    (1..).zip(commits).map(number).collect()
}

#[cfg(test)]
mod tests {
    use super::{letters, numbered, sort_of};

    #[test]
    fn words_sort_as_their_numbers() {
        for count in [1, 9, 10, 26, 27, 100, 702, 703] {
            let words = |word: &dyn Fn(usize) -> String| (0..count).map(word).collect::<Vec<_>>();
            let all = [words(&|at| numbered("area", at, count)), words(&|at| letters(at, count))];
            for words in all {
                assert!(words.is_sorted_by(|one, next| one < next), "{count}: {words:?}");
            }
        }
        assert_eq!(numbered("area", 2, 9), "area 3");
        assert_eq!([letters(1, 2), letters(26, 27), letters(0, 27)], ["B", "BA", "AA"]);
    }

    #[test]
    fn what_titles_are_of() {
        let table = [
            ("fn parse", "function"),
            ("impl Parser > fn parse", "function"),
            ("public int parse(String text)", "function"),
            ("impl Parser", "type"),
            ("export class Parser", "type"),
            ("# The function of it (again)", "section"),
            ("[dependencies]", "section"),
            ("", "section"),
        ];
        for (title, expected) in table {
            assert_eq!(sort_of(title), expected, "{title}");
        }
    }
}
