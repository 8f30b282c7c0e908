//! A history made for measuring, the same on every machine.
//!
//! In: how many commits, files and lines. Out: a bare repository with that many commits by eight
//! people, most of them small edits of one to three files, one in twenty a merge of a short branch.
//! The number of files stays as it is: now and then one moves, and now and then one goes while another
//! comes, so that a longer history has more files in all and not more at one time. Lengths stay about
//! as they are. Memory is that of the files and of what is held back on the way to git.
//! Deliberately absent: meaning; verdicts on it say nothing.

use std::collections::BTreeSet;
use std::mem;
use std::path::Path;

use super::stream::{ASIDE, Header, MAIN, Stream};

/// The size of a history.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape {
    /// Commits, merges and all.
    pub commits: usize,
    /// Files at any time.
    pub files: usize,
    /// Lines of a file when it is new; edits keep them between the half and the double.
    pub lines: usize,
}

impl Default for Shape {
    fn default() -> Self {
        Self { commits: 2_000, files: 120, lines: 100 }
    }
}

/// The first commit: 2016-01-01 00:00 UTC.
const FIRST: usize = 1_451_606_400;
/// Seconds from one commit to the next, when the history does not get too long by that.
const HOUR: usize = 3_600;
/// The longest that a history lasts.
const EIGHT_YEARS: usize = 8 * 365 * 24 * HOUR;
/// People who make commits, all equally often.
const PEOPLE: usize = 8;
/// Files in a folder, and folders in a folder.
const FOLDER: usize = 12;
/// Commits from one merge to the next.
const MERGE_EVERY: usize = 20;

/// Makes the repository in a new folder.
pub(crate) fn make(directory: &Path, shape: Shape) -> anyhow::Result<()> {
    let mut stream = Stream::start(directory)?;
    let mut project = Project::new(shape);
    for number in 0..shape.commits {
        project.commit(number, &mut stream)?;
    }
    stream.finish()
}

/// Knuth's 64-bit linear congruential generator; the high bits are good enough for edits.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % limit
    }
}

struct File {
    /// Its number among all files that ever were.
    number: usize,
    path: String,
    lines: Vec<String>,
}

/// What a commit does.
#[derive(Clone, Copy)]
enum Turn {
    /// Brings all files.
    First,
    /// Goes on.
    Main,
    /// Goes on beside the main branch.
    Aside { is_first: bool },
    /// Merges what was done beside it.
    Merge,
}

impl Turn {
    /// A branch has two commits, each followed by one of the main branch, and is merged behind them.
    fn of(number: usize, commits: usize) -> Self {
        let at = number % MERGE_EVERY;
        let branched = number - at;
        if number == 0 {
            return Self::First;
        }
        if branched == 0 || branched + 4 >= commits {
            return Self::Main;
        }
        match at {
            0 | 2 => Self::Aside { is_first: at == 0 },
            4 => Self::Merge,
            _ => Self::Main,
        }
    }
}

struct Project {
    shape: Shape,
    dice: Dice,
    files: Vec<File>,
    /// Files that ever were.
    created: usize,
    /// The file that the other branch changes; the main branch leaves it alone until the merge.
    aside: Option<usize>,
}

impl Project {
    fn new(shape: Shape) -> Self {
        let mut project = Self { shape, dice: Dice(7), files: Vec::new(), created: 0, aside: None };
        for place in 0..shape.files {
            let file = project.new_file(place);
            project.files.push(file);
        }
        project
    }

    fn commit(&mut self, number: usize, stream: &mut Stream) -> anyhow::Result<()> {
        let turn = Turn::of(number, self.shape.commits);
        let commands = match turn {
            Turn::First => self.all(stream),
            Turn::Main => self.go_on(stream),
            Turn::Aside { is_first } => self.go_aside(is_first, stream),
            Turn::Merge => self.merge(stream),
        };
        let seconds = number * HOUR.min(EIGHT_YEARS / self.shape.commits);
        let person = self.dice.below(PEOPLE);
        let (branch, from, merge) = match turn {
            Turn::First | Turn::Main => (MAIN, None, None),
            Turn::Aside { is_first } => (ASIDE, is_first.then_some(MAIN), None),
            Turn::Merge => (MAIN, None, Some(ASIDE)),
        };
        let who = format!("Person {person} <p{person}@example.org> {} +0000", FIRST + seconds);
        let says = format!("Change number {number}\n");
        stream.commit(&Header { branch, from, merge, who: &who, says: &says }, &commands)
    }

    fn all(&self, stream: &mut Stream) -> String {
        self.files.iter().map(|file| modify(file, stream)).collect()
    }

    /// Edits one to three files; now and then one moves, or one goes and another comes.
    fn go_on(&mut self, stream: &mut Stream) -> String {
        let at = self.any_file();
        let mut commands = match self.dice.below(100) {
            0..4 => self.replace(at),
            4..6 => self.move_file(at),
            _ => String::new(),
        };
        let mut changed = BTreeSet::from([at]);
        self.edit(at);
        for _ in 0..self.dice.below(3) {
            let at = self.any_file();
            self.edit(at);
            changed.insert(at);
        }
        commands.extend(changed.into_iter().map(|at| modify(&self.files[at], stream)));
        commands
    }

    fn replace(&mut self, at: usize) -> String {
        let new = self.new_file(at);
        let old = mem::replace(&mut self.files[at], new);
        format!("D {}\n", old.path)
    }

    fn move_file(&mut self, at: usize) -> String {
        let to = path(self.dice.below(self.shape.files), self.files[at].number);
        let from = mem::replace(&mut self.files[at].path, to.clone());
        // git takes a move to where the file is for a deletion.
        if from == to { String::new() } else { format!("R {from} {to}\n") }
    }

    fn go_aside(&mut self, is_first: bool, stream: &mut Stream) -> String {
        if is_first {
            self.aside = Some(self.dice.below(self.files.len()));
        }
        let Some(at) = self.aside else { return String::new() };
        self.edit(at);
        modify(&self.files[at], stream)
    }

    /// Takes the file from the other branch, one time in four with a change of its own.
    fn merge(&mut self, stream: &mut Stream) -> String {
        let Some(at) = self.aside.take() else { return String::new() };
        if self.dice.below(4) == 0 {
            self.edit(at);
        }
        modify(&self.files[at], stream)
    }

    /// A file that the other branch does not change, unless it is the only one.
    fn any_file(&mut self) -> usize {
        let at = self.dice.below(self.files.len());
        if self.aside == Some(at) { (at + 1) % self.files.len() } else { at }
    }

    /// Changes two to five places of a file.
    fn edit(&mut self, at: usize) {
        let (file, dice) = (&mut self.files[at], &mut self.dice);
        for _ in 0..2 + dice.below(4) {
            let (place, length) = (dice.below(file.lines.len()), file.lines.len());
            match dice.below(4) {
                0 if length < self.shape.lines * 2 => file.lines.insert(place, line(dice)),
                1 if length > self.shape.lines.div_ceil(2) => {
                    file.lines.remove(place);
                }
                _ => file.lines[place] = line(dice),
            }
        }
    }

    fn new_file(&mut self, place: usize) -> File {
        let number = self.created;
        self.created += 1;
        let lines = (0..self.shape.lines).map(|at| match at % 12 {
            0 => format!("pub fn step_{number}_{at}(value: usize) -> usize {{"),
            11 => "}".to_owned(),
            _ => line(&mut self.dice),
        });
        File { number, path: path(place, number), lines: lines.collect() }
    }
}

fn path(place: usize, number: usize) -> String {
    let (area, part) = (place / FOLDER / FOLDER, place / FOLDER);
    format!("src/area_{area}/part_{part}/file_{number}.rs")
}

fn line(dice: &mut Dice) -> String {
    let (name, power, more) = (dice.below(400), dice.below(9), dice.below(5_000));
    if power == 0 {
        return format!("    // The value of name_{name} is below {more}.");
    }
    format!("    let name_{name} = value.pow({power}) + {more};")
}

fn modify(file: &File, stream: &mut Stream) -> String {
    stream.modify(file.number, &file.path, file.lines.join("\n") + "\n")
}
