//! One row a case, and what is done with each.

use std::fmt::Write as _;
use std::path::Path;

use crate::world::{Git, World};
use crate::{coexistence, existing, hooks_path, layouts, settings};

/// A commit and an amend with git-headway alone.
pub(crate) const ALONE: &[&str] =
    &["headway post-commit", "headway post-commit", "headway post-rewrite amend", "read OLD NEW"];
/// The same with somebody else's post-commit hook before it, or after it.
pub(crate) const THEIRS_FIRST: &[&str] = &[
    "theirs",
    "headway post-commit",
    "theirs",
    "headway post-commit",
    "headway post-rewrite amend",
    "read OLD NEW",
];
pub(crate) const THEIRS_AFTER: &[&str] = &[
    "headway post-commit",
    "theirs",
    "headway post-commit",
    "theirs",
    "headway post-rewrite amend",
    "read OLD NEW",
];
/// git-headway is called in vain, or not at all.
pub(crate) const THEIRS_ALONE: &[&str] = &["theirs", "theirs"];
pub(crate) const SILENCE: &[&str] = &[];

/// A row of the table.
pub(crate) struct Row {
    /// The layout, or what is there before.
    pub(crate) what: &'static str,
    pub(crate) git: Git,
    /// Makes it so.
    pub(crate) before: fn(&mut World),
    pub(crate) comes: Comes,
}

/// A row in which `init` installs the hooks, and says no more than that.
pub(crate) const fn installs(
    what: &'static str,
    git: Git,
    before: fn(&mut World),
    calls: &'static [&'static str],
) -> Row {
    Row { what, git, before, comes: Comes::Installed { says: "post-commit: installed", calls } }
}

/// A row in which `init` refuses.
pub(crate) const fn refuses(
    what: &'static str,
    git: Git,
    before: fn(&mut World),
    says: &'static str,
    remedy: &'static str,
) -> Row {
    Row { what, git, before, comes: Comes::Refused { says, remedy } }
}

/// What comes of installing.
pub(crate) enum Comes {
    /// Installed. `init` says `says`; a commit and an amend make these `calls`. Uninstalled, every byte
    /// is what it was.
    Installed { says: &'static str, calls: &'static [&'static str] },
    /// Installed; then another tool comes, with what it `does`. Uninstalled, every byte is what it were if
    /// git-headway had never been there.
    Then { does: fn(&World), told: &'static str, calls: &'static [&'static str] },
    /// Refused: nothing is changed, and these words are said.
    Refused { says: &'static str, remedy: &'static str },
}

pub(crate) fn rows() -> Vec<(&'static str, Vec<Row>)> {
    vec![
        ("Layouts", layouts::rows()),
        ("Hooks that are there", existing::rows()),
        ("core.hooksPath", hooks_path::rows()),
        ("Other tools", coexistence::rows()),
        ("Settings and states", settings::rows()),
    ]
}

/// Runs the rows of a group, and says which of them came out otherwise.
#[expect(clippy::print_stderr, reason = "whoever runs the tests should know what was not run")]
fn run(group: &str) {
    let (mut wrong, mut run, mut skipped) = (Vec::new(), 0, 0);
    for (_, rows) in rows().into_iter().filter(|(name, _)| *name == group) {
        for row in rows {
            match outcome(&row) {
                None => skipped += 1,
                Some(Ok(())) => run += 1,
                Some(Err(says)) => wrong.push(format!("{} ({:?}): {says}", row.what, row.git)),
            }
        }
    }
    if skipped > 0 {
        eprintln!("{group}: {skipped} rows need git 2.54; name one with GIT_HEADWAY_TEST_GIT");
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), wrong.len() + run, wrong.join("\n\n"));
    assert!(run > 0, "no row of {group} was run");
}

macro_rules! check {
    ($is:expr, $($says:tt)+) => {
        if !$is {
            return Err(format!($($says)+));
        }
    };
}

fn outcome(row: &Row) -> Option<Result<(), String>> {
    let mut world = World::new(row.git)?;
    (row.before)(&mut world);
    Some(match &row.comes {
        Comes::Installed { says, calls } => installed(&world, says, calls),
        Comes::Then { does, calls, .. } => {
            let mut control = World::new(row.git)?;
            (row.before)(&mut control);
            then(&world, &control, *does, calls)
        }
        Comes::Refused { says, remedy } => refused(&world, says, remedy),
    })
}

fn installed(world: &World, says: &str, calls: &[&str]) -> Result<(), String> {
    let before = world.snapshot();
    let (ok, said) = world.init();
    check!(ok && said.contains(says), "init said {said}");
    check!(world.listed() == 1, "it is listed {} times", world.listed());
    let found = world.calls();
    check!(found == calls, "the calls were {found:#?}");
    let once = world.snapshot();
    let (ok, said) = world.init();
    check!(ok && world.snapshot() == once, "a second init changed something: {said}");
    world.use_nothing();
    let theirs: Vec<_> = calls.iter().filter(|call| call.starts_with("theirs")).collect();
    let found = world.calls_of_git();
    check!(found.iter().eq(theirs), "without the binary the calls were {found:#?}");
    world.use_binary();
    let (ok, said) = world.headway(&["uninstall"]);
    check!(ok, "uninstall said {said}");
    check!(world.listed() == 0, "it is still listed");
    differences(&before, &world.snapshot())
}

fn then(world: &World, control: &World, does: fn(&World), calls: &[&str]) -> Result<(), String> {
    let (ok, said) = world.init();
    check!(ok, "init said {said}");
    does(world);
    does(control);
    let found = world.calls();
    check!(found == calls, "the calls were {found:#?}");
    let (ok, said) = world.headway(&["uninstall"]);
    check!(ok, "uninstall said {said}");
    differences(&control.snapshot(), &world.snapshot())
}

fn refused(world: &World, says: &str, remedy: &str) -> Result<(), String> {
    let before = world.snapshot();
    let (ok, said) = world.init();
    check!(!ok, "it was not refused: {said}");
    check!(said.contains(says), "the reason was {said}");
    check!(said.contains(remedy), "the remedy was {said}");
    check!(world.listed() == 0, "it is listed");
    differences(&before, &world.snapshot())
}

fn differences(
    expected: &crate::world::Snapshot,
    found: &crate::world::Snapshot,
) -> Result<(), String> {
    let mut says = String::new();
    for (one, other, word) in [(expected, found, "missing"), (found, expected, "left over")] {
        for (path, mode, bytes) in one.iter().filter(|entry| !other.contains(entry)) {
            let text = String::from_utf8_lossy(bytes);
            writeln!(says, "{word}: {} {mode:o} {text}", path.display()).unwrap();
        }
    }
    if says.is_empty() { Ok(()) } else { Err(says) }
}

#[test]
fn layouts() {
    run("Layouts");
}

#[test]
fn hooks_that_are_there() {
    run("Hooks that are there");
}

#[test]
fn core_hooks_path() {
    run("core.hooksPath");
}

#[test]
fn other_tools() {
    run("Other tools");
}

#[test]
fn settings_and_states() {
    run("Settings and states");
}

/// A line of the table as people read it.
fn told(row: &Row) -> String {
    let git = match row.git {
        Git::Files => "files",
        Git::Config => "configuration",
    };
    let comes = match &row.comes {
        Comes::Installed { calls, .. } => calls_told(calls).to_owned(),
        Comes::Then { told, calls, .. } => format!("{told}: {}", calls_told(calls)),
        Comes::Refused { says, .. } => format!("refused: “{says}”"),
    };
    format!("| {} | {git} | {comes} |", row.what)
}

fn calls_told(calls: &[&str]) -> &'static str {
    match calls {
        SILENCE => "git-headway is not called",
        THEIRS_ALONE => "only theirs is called",
        ALONE => "called",
        THEIRS_FIRST => "theirs is called, then git-headway",
        THEIRS_AFTER => "git-headway is called, then theirs",
        ["theirs", "theirs", "headway post-rewrite amend", ..] => {
            "theirs is called, and git-headway after an amend or a rebase alone"
        }
        settings::SWITCHED_OFF => "only after an amend or a rebase is git-headway called",
        _ => "both are called",
    }
}

#[test]
fn the_documented_table_is_this_one() {
    let mut table = String::new();
    for (group, rows) in rows() {
        let head = "| What is there | Hooks in | What comes of `init` |\n|---|---|---|\n";
        write!(table, "\n### {group}\n\n{head}").unwrap();
        for row in rows {
            writeln!(table, "{}", told(&row)).unwrap();
        }
    }
    let count = rows().iter().map(|(_, rows)| rows.len()).sum::<usize>();
    assert!(count >= 60, "{count} rows");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/hooks.md");
    let document = std::fs::read_to_string(path).unwrap();
    assert!(document.contains(&table), "docs/hooks.md should hold {count} rows:\n{table}");
}
