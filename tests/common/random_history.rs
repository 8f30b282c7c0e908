//! Random histories for property tests.
//!
//! In: recipes that proptest draws and shrinks; every recipe makes a history. Out: a fast-import
//! stream with branches, merges of two and more, several roots, renames, copies, deleted files that
//! come back, symbolic links, missing line ends and clocks that run backwards.
//! Deliberately absent: binary content that shares lines with text, which git compares and
//! git-headway by design does not.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use proptest::prelude::*;
use proptest::sample::Index;

/// Paths that files may have; one lies where another may be a directory.
const PATHS: [&str; 8] =
    ["a.txt", "b.rs", "src/a.txt", "src/b.rs", "src/deep/c.py", "lib/a.txt", "lib", "d"];

/// The entry of one path.
#[derive(Clone, Debug, PartialEq, Eq)]
struct File {
    lines: Vec<String>,
    ends_with_newline: bool,
    mode: Mode,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Plain,
    Executable,
    Symlink,
}

type Tree = BTreeMap<&'static str, File>;

/// One thing that a commit does.
#[derive(Clone, Debug)]
pub enum Edit {
    /// Writes a file anew, or a new one.
    Write(Index, Vec<u8>),
    /// Inserts lines into a file.
    Insert(Index, Index, Vec<u8>),
    /// Deletes up to so many lines.
    Delete(Index, Index, usize),
    /// Replaces up to so many lines.
    Replace(Index, Index, usize, Vec<u8>),
    /// Moves the second half of a file's lines to its beginning.
    Rotate(Index),
    /// Moves the second half of a file's lines to the end of another file.
    Move(Index, Index),
    /// Renames a file, over another one if need be.
    Rename(Index, Index),
    /// Copies a file.
    Copy(Index, Index),
    /// Removes a file.
    Remove(Index),
    /// The file ends with a line break, or no longer does.
    FinalNewline(Index),
    /// The file becomes another type of thing, or its content the same again.
    Become(Index, u8),
}

/// What a commit is made from.
#[derive(Clone, Debug)]
pub struct Recipe {
    parents: Vec<Index>,
    edits: Vec<Edit>,
    /// How a merge decides about the paths on which its parents differ.
    choices: Vec<u8>,
    author: u8,
    clock: i32,
}

/// What a whole history is made from.
#[derive(Clone, Debug)]
pub struct RandomHistory {
    recipes: Vec<Recipe>,
}

/// A commit of a random history.
struct Built {
    parents: Vec<usize>,
    tree: Tree,
}

/// How often a property is tried that asks git itself: so often, or as `PROPTEST_CASES` says.
/// Failures are shrunk and shown, not written into the sources.
#[expect(clippy::disallowed_methods, reason = "the variable is proptest's, not ours")]
pub fn cases(usual: u32) -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    let (cases, failure_persistence) = (cases.unwrap_or(usual), None);
    ProptestConfig { cases, failure_persistence, ..ProptestConfig::default() }
}

/// Histories of up to so many commits.
pub fn random_history(commits: usize) -> impl Strategy<Value = RandomHistory> {
    prop::collection::vec(recipe(), 1..commits).prop_map(|recipes| RandomHistory { recipes })
}

fn recipe() -> impl Strategy<Value = Recipe> {
    let parents = prop_oneof![
        1 => Just(0_usize),
        20 => Just(1),
        8 => Just(2),
        3 => Just(3),
        1 => Just(5),
    ];
    let parents = parents.prop_flat_map(|count| prop::collection::vec(any::<Index>(), count));
    let edits = prop::collection::vec(edit(), 0..4);
    let choices = prop::collection::vec(any::<u8>(), 1..5);
    (parents, edits, choices, 0..4_u8, -5_000..20_000_i32).prop_map(
        |(parents, edits, choices, author, clock)| Recipe {
            parents,
            edits,
            choices,
            author,
            clock,
        },
    )
}

fn edit() -> impl Strategy<Value = Edit> {
    let at = any::<Index>;
    let few = || prop::collection::vec(any::<u8>(), 1..4);
    let many = prop::collection::vec(any::<u8>(), 0..24);
    prop_oneof![
        4 => (at(), many).prop_map(|(file, lines)| Edit::Write(file, lines)),
        6 => (at(), at(), few()).prop_map(|(file, line, lines)| Edit::Insert(file, line, lines)),
        4 => (at(), at(), 1..4_usize).prop_map(|(file, line, n)| Edit::Delete(file, line, n)),
        6 => (at(), at(), 1..4_usize, few())
            .prop_map(|(file, line, n, lines)| Edit::Replace(file, line, n, lines)),
        1 => at().prop_map(Edit::Rotate),
        3 => (at(), at()).prop_map(|(from, to)| Edit::Move(from, to)),
        4 => (at(), at()).prop_map(|(from, to)| Edit::Rename(from, to)),
        2 => (at(), at()).prop_map(|(from, to)| Edit::Copy(from, to)),
        2 => at().prop_map(Edit::Remove),
        1 => at().prop_map(Edit::FinalNewline),
        1 => (at(), any::<u8>()).prop_map(|(file, what)| Edit::Become(file, what)),
    ]
}

impl RandomHistory {
    /// The stream. Commit `n` (from 0) has the mark `n + 1` and the branch `c<n>`; the last one,
    /// which merges whatever is not merged yet, is `main`.
    pub fn stream(&self) -> String {
        let commits = self.build();
        let mut stream = String::new();
        for (at, commit) in commits.iter().enumerate() {
            let recipe = &self.recipes[at.min(self.recipes.len() - 1)];
            let author = recipe.author;
            let time = 1_700_000_000 + i64::try_from(at).unwrap_or(0) * 3_600;
            let time = time + i64::from(recipe.clock);
            let _ = write!(stream, "commit refs/heads/c{at}\nmark :{}\n", at + 1);
            let _ = writeln!(stream, "author Author {author} <{author}@example.org> {time} +0130");
            let _ = writeln!(stream, "committer Committer <c@example.org> {time} +0000");
            data(&mut stream, &format!("Commit {at}\n\nIts body.\n"));
            for (nth, parent) in commit.parents.iter().enumerate() {
                let word = if nth == 0 { "from" } else { "merge" };
                let _ = writeln!(stream, "{word} :{}", parent + 1);
            }
            stream.push_str("deleteall\n");
            for (path, file) in &commit.tree {
                let mode = match file.mode {
                    Mode::Plain => "100644",
                    Mode::Executable => "100755",
                    Mode::Symlink => "120000",
                };
                let _ = writeln!(stream, "M {mode} inline {path}");
                let mut text = file.lines.join("\n");
                if file.ends_with_newline && !file.lines.is_empty() {
                    text.push('\n');
                }
                data(&mut stream, &text);
            }
        }
        let _ = write!(stream, "reset refs/heads/main\nfrom :{}\n\n", commits.len());
        stream
    }

    fn build(&self) -> Vec<Built> {
        let mut built: Vec<Built> = Vec::new();
        for recipe in &self.recipes {
            let mut parents: Vec<usize> = Vec::new();
            // Recent commits are the likelier parents, so that branches stay short.
            let recent = built.len().saturating_sub(5)..built.len();
            for index in recipe.parents.iter().filter(|_| !recent.is_empty()) {
                let parent = recent.start + index.index(recent.len());
                if !parents.contains(&parent) {
                    parents.push(parent);
                }
            }
            let tree = tree_after(recipe, &built, &parents);
            built.push(Built { parents, tree });
        }
        let is_parent = |at: &usize| built.iter().any(|commit| commit.parents.contains(at));
        let tips: Vec<usize> = (0..built.len()).rev().filter(|at| !is_parent(at)).collect();
        if tips.len() > 1 {
            let tree = merged(&built, &tips, &[0]);
            built.push(Built { parents: tips, tree });
        }
        built
    }
}

fn data(stream: &mut String, text: &str) {
    let _ = writeln!(stream, "data {}\n{text}", text.len());
}

fn tree_after(recipe: &Recipe, built: &[Built], parents: &[usize]) -> Tree {
    let mut tree = match parents {
        [] => Tree::new(),
        [parent] => built[*parent].tree.clone(),
        several => merged(built, several, &recipe.choices),
    };
    for edit in &recipe.edits {
        apply(edit, &mut tree);
    }
    // A path cannot be a file and a directory.
    if tree.keys().any(|path| path.starts_with("lib/")) {
        tree.remove("lib");
    }
    tree
}

/// The content of a merge: what the parents agree on, else by choice one side's version (here or
/// under another name), the beginning of one and the end of another, or none.
fn merged(built: &[Built], parents: &[usize], choices: &[u8]) -> Tree {
    let mut tree = Tree::new();
    for (at, path) in PATHS.into_iter().enumerate() {
        let sides: Vec<&File> =
            parents.iter().filter_map(|parent| built[*parent].tree.get(path)).collect();
        let Some(first) = sides.first() else { continue };
        let choice = usize::from(choices[at % choices.len()]);
        let side = sides[choice / 8 % sides.len()];
        let mut path = path;
        let file = match choice % 8 {
            _ if sides.iter().all(|file| file == first) && sides.len() == parents.len() => {
                (*first).clone()
            }
            0..3 => side.clone(),
            6 => {
                // Under another name, which one of the parents may have given it.
                path = PATHS[(at + 1 + choice / 8) % PATHS.len()];
                side.clone()
            }
            7 => continue,
            _ if first.mode == Mode::Symlink || side.mode == Mode::Symlink => side.clone(),
            cut => {
                let mut file = (*first).clone();
                file.lines.truncate(first.lines.len() * (cut - 2) / 5);
                file.lines.extend_from_slice(&side.lines[side.lines.len() * (cut - 2) / 5..]);
                file
            }
        };
        tree.entry(path).or_insert(file);
    }
    if tree.keys().any(|path| path.starts_with("lib/")) {
        tree.remove("lib");
    }
    tree
}

fn apply(edit: &Edit, tree: &mut Tree) {
    let paths: Vec<&'static str> = tree.keys().copied().collect();
    let existing = |at: &Index| (!paths.is_empty()).then(|| paths[at.index(paths.len())]);
    match edit {
        Edit::Write(at, lines) => {
            let file = File { lines: spell(lines), ends_with_newline: true, mode: Mode::Plain };
            tree.insert(PATHS[at.index(PATHS.len())], file);
        }
        Edit::Rename(from, to) | Edit::Copy(from, to) => {
            let Some(from) = existing(from) else { return };
            let file = tree[from].clone();
            if matches!(edit, Edit::Rename(..)) {
                tree.remove(from);
            }
            tree.insert(PATHS[to.index(PATHS.len())], file);
        }
        Edit::Move(from, to) => {
            let (Some(from), Some(to)) = (existing(from), existing(to)) else { return };
            if from != to && [from, to].iter().all(|path| tree[path].mode != Mode::Symlink) {
                let mut source = tree[from].clone();
                let moved = source.lines.split_off(source.lines.len() / 2);
                tree.insert(from, source);
                tree.entry(to).and_modify(|file| file.lines.extend(moved));
            }
        }
        Edit::Remove(at) => {
            existing(at).and_then(|path| tree.remove(path));
        }
        Edit::Become(at, what) => {
            let Some(file) = existing(at).and_then(|path| tree.get_mut(path)) else { return };
            file.mode = [Mode::Plain, Mode::Executable, Mode::Symlink][usize::from(what % 3)];
            if file.mode == Mode::Symlink {
                *file = File { lines: vec!["d".into()], ends_with_newline: false, ..*file };
            }
        }
        Edit::Insert(at, ..)
        | Edit::Delete(at, ..)
        | Edit::Replace(at, ..)
        | Edit::Rotate(at)
        | Edit::FinalNewline(at) => {
            let file = existing(at).and_then(|path| tree.get_mut(path));
            if let Some(file) = file.filter(|file| file.mode != Mode::Symlink) {
                edit_lines(edit, file);
            }
        }
    }
}

fn edit_lines(edit: &Edit, file: &mut File) {
    let lines = &mut file.lines;
    let range = |at: &Index, count: usize, length: usize| {
        let start = at.index(length + 1);
        start..(start + count).min(length)
    };
    match edit {
        Edit::Insert(_, line, new) => {
            let at = line.index(lines.len() + 1);
            lines.splice(at..at, spell(new));
        }
        Edit::Delete(_, line, count) => drop(lines.drain(range(line, *count, lines.len()))),
        Edit::Replace(_, line, count, new) => {
            lines.splice(range(line, *count, lines.len()), spell(new));
        }
        Edit::Rotate(_) => {
            let middle = lines.len() / 2;
            lines.rotate_left(middle);
        }
        Edit::FinalNewline(_) => file.ends_with_newline = !file.ends_with_newline,
        Edit::Write(..)
        | Edit::Move(..)
        | Edit::Rename(..)
        | Edit::Copy(..)
        | Edit::Remove(..)
        | Edit::Become(..) => {}
    }
}

/// Lines of which some are everywhere, as in code, and the others long enough to be told apart.
fn spell(numbers: &[u8]) -> Vec<String> {
    let line = |number: &u8| match number {
        0..30 => String::new(),
        30..70 => "}".to_owned(),
        70..90 => "    return;".to_owned(),
        90..100 => "fn call() {\r".to_owned(),
        number => format!("    let value_{number} = {number};"),
    };
    numbers.iter().map(line).collect()
}
