//! A history made for measuring, the same on every machine.
//!
//! In: how many commits. Out: a bare repository with that many, by six people over as many files as
//! a middling project has, most commits small edits, some new files and renames. Made with one `git
//! fast-import`. Deliberately absent: meaning; verdicts on it say nothing.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::Context as _;

/// Files at the beginning.
const FILES: usize = 120;
/// Lines of a file at the beginning.
const LINES: usize = 300;
/// The first commit: 2020-01-01 00:00 UTC. The others follow an hour apart.
const FIRST: usize = 1_577_836_800;

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
    path: String,
    lines: Vec<String>,
}

/// Makes the repository in an empty directory.
pub(crate) fn make(directory: &Path, commits: usize) -> anyhow::Result<()> {
    let status = Command::new("git").args(["init", "--quiet", "--bare"]).arg(directory).status()?;
    anyhow::ensure!(status.success(), "`git init` failed");
    let mut import = Command::new("git")
        .arg("-C")
        .arg(directory)
        .args(["fast-import", "--quiet"])
        .stdin(Stdio::piped())
        .spawn()
        .context("could not start `git fast-import`")?;
    let mut stdin = import.stdin.take().context("git has no input")?;
    let mut dice = Dice(7);
    let mut files: Vec<File> = (0..FILES).map(|number| new_file(number, &mut dice)).collect();
    for number in 0..commits {
        let commands = if number == 0 { all(&files) } else { edit(&mut files, number, &mut dice) };
        stdin.write_all(commit(number, &commands, &mut dice).as_bytes())?;
    }
    drop(stdin);
    anyhow::ensure!(import.wait()?.success(), "`git fast-import` failed");
    let head = ["symbolic-ref", "HEAD", "refs/heads/main"];
    let status = Command::new("git").arg("-C").arg(directory).args(head).status()?;
    anyhow::ensure!(status.success(), "`git symbolic-ref` failed");
    Ok(())
}

fn new_file(number: usize, dice: &mut Dice) -> File {
    let lines = (0..LINES).map(|at| match at % 12 {
        0 => format!("pub fn step_{number}_{at}(value: usize) -> usize {{"),
        11 => "}".to_owned(),
        _ => line(dice),
    });
    File { path: format!("src/part_{}/file_{number}.rs", number % 9), lines: lines.collect() }
}

fn line(dice: &mut Dice) -> String {
    format!(
        "    let name_{} = value.pow({}) + {};",
        dice.below(400),
        dice.below(9),
        dice.below(5_000)
    )
}

/// The commands of one commit: two to five places in one to three files; now and then a file more or
/// one that moves.
fn edit(files: &mut Vec<File>, number: usize, dice: &mut Dice) -> String {
    let mut commands = String::new();
    if number.is_multiple_of(25) {
        files.push(new_file(files.len(), dice));
        commands += &modify(&files[files.len() - 1]);
    }
    if number.is_multiple_of(60) {
        let at = dice.below(files.len());
        let to = format!("src/moved_{}/file_{number}.rs", number % 7);
        // Writing to a text cannot fail.
        let _ = writeln!(commands, "R {} {to}", files[at].path);
        files[at].path = to;
    }
    for _ in 0..=dice.below(3) {
        let at = dice.below(files.len());
        let file = &mut files[at];
        for _ in 0..2 + dice.below(4) {
            let place = dice.below(file.lines.len());
            match dice.below(4) {
                0 => file.lines.insert(place, line(dice)),
                1 if file.lines.len() > LINES / 2 => {
                    file.lines.remove(place);
                }
                _ => file.lines[place] = line(dice),
            }
        }
        commands += &modify(file);
    }
    commands
}

fn all(files: &[File]) -> String {
    files.iter().map(modify).collect()
}

fn modify(file: &File) -> String {
    let text = file.lines.join("\n") + "\n";
    format!("M 100644 inline {}\ndata {}\n{text}\n", file.path, text.len())
}

fn commit(number: usize, commands: &str, dice: &mut Dice) -> String {
    let person = dice.below(6);
    let who = format!("Person {person} <p{person}@example.org> {} +0000", FIRST + number * 3_600);
    let says = format!("Change number {number}\n");
    format!(
        "commit refs/heads/main\nauthor {who}\ncommitter {who}\ndata {}\n{says}{commands}\n",
        says.len()
    )
}
