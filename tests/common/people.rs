//! Histories of people over years, told a line a commit.
//!
//! In: a page below `fixtures/people` (its README says how one is written). Out: commits, and the fast-import
//! stream that makes them; and what a careful reader expects of each person's profile.
//! Deliberately absent: how git-headway comes to its answers.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use jiff::ToSpan as _;
use jiff::civil::Date;

/// A page: the history and what is expected of the profiles.
#[derive(Clone, Debug, Default)]
pub struct People {
    /// One line on it.
    pub title: String,
    /// The moment of reading.
    pub now: String,
    /// By the word that lines use: name and address.
    pub persons: BTreeMap<String, String>,
    /// In the order of time.
    pub commits: Vec<Step>,
    /// What is expected.
    pub expected: Vec<Expected>,
}

/// One commit.
#[derive(Clone, Debug)]
pub struct Step {
    /// The day, in UTC.
    pub on: Date,
    /// Minutes after noon, so that steps of one day have an order.
    pub minute: i64,
    /// Who made it: a word of [`People::persons`].
    pub who: String,
    /// Its message.
    pub message: String,
    /// What it does.
    pub edits: Vec<Edit>,
}

/// One thing that a commit does, in the words of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// A function of this name at the end of a file.
    New(String, String),
    /// One line of its body is other than before.
    Patch(String, String),
    /// It calls another function.
    Use(String, String, String),
    /// The second half of its body becomes a function of its own.
    Split(String, String, String),
    /// A line more at the end of a document.
    Docs(String),
    /// Every line of a file is indented otherwise.
    Reformat(String),
    /// A file has another name.
    Rename(String, String),
    /// A function goes.
    Delete(String, String),
}

/// A figure of one person's profile, and what it should be.
#[derive(Clone, Debug)]
pub struct Expected {
    /// Whose.
    pub who: String,
    /// A JSON pointer into the profile; `*` in it stands for every element of an array, one of which suffices.
    pub pointer: String,
    /// `is`, `<`, `>` or `has`.
    pub relation: String,
    /// The value, as JSON.
    pub value: serde_json::Value,
    /// The line of the page, from 1.
    pub line: usize,
}

impl People {
    /// The page of a name.
    pub fn load(name: &str) -> Self {
        let top = Path::new(env!("CARGO_MANIFEST_DIR"));
        let path = top.join("fixtures/people").join(format!("{name}.story"));
        let text = std::fs::read_to_string(&path)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        Self::read(&text)
    }

    /// Reads a page.
    pub fn read(text: &str) -> Self {
        let mut page = Self::default();
        for (line, number) in text.lines().zip(1..) {
            let line = line.trim();
            let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
            let rest = rest.trim();
            match word {
                "" | "#" => {}
                "title" => rest.clone_into(&mut page.title),
                "now" => page.now = format!("{rest}T12:00:00Z"),
                "person" => {
                    let (who, person) = rest.split_once(' ').expect("person WORD NAME <ADDRESS>");
                    page.persons.insert(who.to_owned(), person.trim().to_owned());
                }
                "expect" => page.expected.push(Expected::read(rest, number)),
                _ if word.starts_with('#') => {}
                _ => page.commit(line),
            }
        }
        page.commits.sort_by_key(|step| (step.on, step.minute));
        page
    }

    /// `DATE WHO MESSAGE | EDIT; EDIT | xN every D`.
    fn commit(&mut self, line: &str) {
        let mut parts = line.split(" | ");
        let head = parts.next().unwrap_or_default();
        let [on, who, message] = fields(head);
        let edits = parts.next().unwrap_or_else(|| panic!("no edit: {line}"));
        let edits: Vec<Edit> = edits.split(';').map(|edit| Edit::read(edit.trim())).collect();
        let (times, days) = parts.next().map_or((1, 1), repeated);
        let first: Date = on.parse().unwrap_or_else(|_| panic!("no day: {line}"));
        for turn in 0..times {
            self.commits.push(Step {
                on: first.saturating_add((turn * days).days()),
                minute: i64::try_from(self.commits.len() % 600).expect("because it is small"),
                who: who.clone(),
                message: message.clone(),
                edits: edits.iter().map(|edit| edit.numbered(turn + 1)).collect(),
            });
        }
    }

    /// The stream that makes the history, on `main`.
    pub fn stream(&self) -> String {
        let mut stream = "reset refs/heads/main\n".to_owned();
        let mut tree = Tree::default();
        for step in &self.commits {
            let before = tree.clone();
            step.edits.iter().for_each(|edit| tree.apply(edit));
            let person =
                self.persons.get(&step.who).unwrap_or_else(|| panic!("who is {}?", step.who));
            let noon =
                step.on.to_zoned(jiff::tz::TimeZone::UTC).expect("because it is a day of ours");
            let seconds = noon.timestamp().as_second() + 43_200 + step.minute * 60;
            let message = &step.message;
            let _ = writeln!(stream, "commit refs/heads/main\nauthor {person} {seconds} +0000");
            let _ = writeln!(stream, "committer {person} {seconds} +0000");
            let _ = write!(stream, "data {}\n{message}\n", message.len());
            for path in before.files.keys().filter(|path| !tree.files.contains_key(*path)) {
                let _ = writeln!(stream, "D {path}");
            }
            for (path, file) in
                tree.files.iter().filter(|(path, now)| before.files.get(*path) != Some(now))
            {
                let text = file.text();
                let _ = write!(stream, "M 100644 inline {path}\ndata {}\n{text}\n", text.len());
            }
        }
        stream
    }
}

fn fields<const COUNT: usize>(text: &str) -> [String; COUNT] {
    let mut fields = text.splitn(COUNT, char::is_whitespace).map(|field| field.trim().to_owned());
    std::array::from_fn(|_| fields.next().unwrap_or_else(|| panic!("too few words: {text}")))
}

/// `x12 every 7d`.
fn repeated(text: &str) -> (i64, i64) {
    let [times, _, days] = fields(text.trim());
    let number = |text: &str| text.trim_matches(['x', 'd']).parse().expect("x12 every 7d");
    (number(&times), number(&days))
}

impl Edit {
    fn read(text: &str) -> Self {
        let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
            ["new", path, name] => Self::New(path.into(), name.into()),
            ["patch", path, name] => Self::Patch(path.into(), name.into()),
            ["use", path, name, other] => Self::Use(path.into(), name.into(), other.into()),
            ["split", path, name, new] => Self::Split(path.into(), name.into(), new.into()),
            ["docs", path] => Self::Docs(path.into()),
            ["reformat", path] => Self::Reformat(path.into()),
            ["rename", path, new] => Self::Rename(path.into(), new.into()),
            ["delete", path, name] => Self::Delete(path.into(), name.into()),
            _ => panic!("no such edit: {text}"),
        }
    }

    /// `%` in a name or a path is the turn of a commit that comes several times.
    fn numbered(&self, turn: i64) -> Self {
        let put = |text: &String| text.replace('%', &turn.to_string());
        match self {
            Self::New(path, name) => Self::New(put(path), put(name)),
            Self::Patch(path, name) => Self::Patch(put(path), put(name)),
            Self::Use(path, name, other) => Self::Use(put(path), put(name), put(other)),
            Self::Split(path, name, new) => Self::Split(put(path), put(name), put(new)),
            Self::Docs(path) => Self::Docs(put(path)),
            Self::Reformat(path) => Self::Reformat(put(path)),
            Self::Rename(path, new) => Self::Rename(put(path), put(new)),
            Self::Delete(path, name) => Self::Delete(put(path), put(name)),
        }
    }
}

impl Expected {
    fn read(text: &str, line: usize) -> Self {
        let [who, pointer, relation, value] = fields(text);
        let value = serde_json::from_str(&value).unwrap_or(serde_json::Value::String(value));
        Self { who, pointer, relation, value, line }
    }
}

/// The files of a history at one commit.
#[derive(Clone, Debug, Default)]
struct Tree {
    files: BTreeMap<String, File>,
    /// Grows, so that no two lines that were written are the same.
    written: usize,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct File {
    functions: Vec<Function>,
    lines: Vec<String>,
    indent: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Function {
    name: String,
    body: Vec<String>,
}

/// Lines of a new function's body.
const BODY: usize = 8;

impl Tree {
    fn apply(&mut self, edit: &Edit) {
        match edit {
            Edit::New(path, name) => {
                let body = (0..BODY).map(|_| self.line()).collect();
                self.file(path).functions.push(Function { name: name.clone(), body });
            }
            Edit::Patch(path, name) => {
                let line = self.line();
                let body = &mut self.function(path, name).body;
                let at = body.len() / 2;
                body[at] = line;
            }
            Edit::Use(path, name, other) => {
                let line = format!("let value = {other}(value, {});", self.next());
                self.function(path, name).body.insert(1, line);
            }
            Edit::Split(path, name, new) => {
                let function = self.function(path, name);
                let body = function.body.split_off(function.body.len() / 2);
                function.body.push(format!("let value = {new}(value, seed);"));
                self.file(path).functions.push(Function { name: new.clone(), body });
            }
            Edit::Docs(path) => {
                let number = self.next();
                self.file(path)
                    .lines
                    .push(format!("Remark {number} is on matters of note {number}."));
            }
            Edit::Reformat(path) => {
                let file = self.file(path);
                file.indent = if file.indent == 4 { 2 } else { 4 };
            }
            Edit::Rename(path, new) => {
                let file = self.files.remove(path).unwrap_or_else(|| panic!("no file {path}"));
                self.files.insert(new.clone(), file);
            }
            Edit::Delete(path, name) => {
                let file = self.file(path);
                file.functions.retain(|function| function.name != *name);
                if file.functions.is_empty() && file.lines.is_empty() {
                    self.files.remove(path);
                }
            }
        }
    }

    fn file(&mut self, path: &str) -> &mut File {
        let file = self.files.entry(path.to_owned()).or_default();
        if file.indent == 0 {
            file.indent = 4;
        }
        file
    }

    fn function(&mut self, path: &str, name: &str) -> &mut Function {
        let functions = &mut self.file(path).functions;
        let found = functions.iter_mut().find(|function| function.name == name);
        found.unwrap_or_else(|| panic!("no function {name} in {path}"))
    }

    fn next(&mut self) -> usize {
        self.written += 1;
        self.written
    }

    /// A line like no other.
    fn line(&mut self) -> String {
        let number = self.next();
        let (word, step) =
            (["fold", "mix", "turn", "shift", "blend"][number % 5], number * 7919 % 9973);
        format!("let value = {word}_{step}(value, seed + {number});")
    }
}

impl File {
    fn text(&self) -> String {
        let mut text = String::new();
        for function in &self.functions {
            let _ = writeln!(text, "pub fn {}(value: u64, seed: u64) -> u64 {{", function.name);
            for line in &function.body {
                let _ = writeln!(text, "{}{line}", " ".repeat(self.indent));
            }
            let _ = write!(text, "{}value\n}}\n\n", " ".repeat(self.indent));
        }
        for line in &self.lines {
            let _ = writeln!(text, "{line}");
        }
        text
    }
}
