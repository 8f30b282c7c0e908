//! Who wrote and who co-wrote what, beside `git shortlog`.
//!
//! In: a history whose messages, names and mailmap are as odd as they come. Out: the counts of `git shortlog -sne`, by author with and
//! without merges, and by `Co-authored-by` trailer. Deliberately absent: which of the people are one.

#![expect(clippy::unwrap_used, reason = "a repository that cannot be read is a failed test")]

mod common;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use common::TestEnv;
use git_headway::git::{DiffAlgorithm, Repository};
use git_headway::mine::Silent;
use git_headway::model::{Agent, Commit, History};
use git_headway::pipeline::{mine, open_store, read};
use git_headway::store::{Contributor, Selection, Store};

const AUTHORS: [&str; 8] = [
    "Ada Byron <ada@example.org>",
    "ada <ada@home.example>",
    "Ada B. <ADA@example.org>",
    "Bo Jr. <bo@example.org>",
    "\"Cy\" <cy@example.org>",
    "bo <>",
    " <dee@example.org>",
    "Émile Ø. <emile@example.org>",
];

const MAILMAP: &str = "# people\nAda Byron <ada@example.org> <ada@home.example>\n\
    <bo@work.example> <bo@example.org>\nEmil <emile@example.org>\n\
    Cyrus <cyrus@example.org> \"Cy\" <cy@example.org>\n";

/// Lines that paragraphs are made of.
const LINES: [&str; 16] = [
    "Co-authored-by: Ada Byron <ada@example.org>",
    "co-authored-by: ada <ada@home.example>",
    "CO-AUTHORED-BY: \"Cy\" <cy@example.org>",
    "Co-Authored-By : Bo Jr. <bo@example.org>",
    "Co-authored-by: Dee",
    "Co-authored-by: <dee@example.org>",
    "Co-authored-by: Émile Ø. <emile@example.org> (he)",
    "Signed-off-by: Ada Byron <ada@example.org>",
    "(cherry picked from commit 4b825dc642cb6eb9a060e54bf8d69288fbee4904)",
    " a line that may go on",
    "Some text: about this",
    "and more text, without anything.",
    "Fixes #12",
    "# a comment",
    "Conflicts:",
    "\tsrc/a.rs",
];

/// As git prints a person.
fn shown(contributor: &Contributor) -> String {
    let person = &contributor.person;
    format!("{} <{}>", person.name, person.email)
}

/// Counts by person out of `git shortlog`; what has no address is shown as with an empty one.
fn shortlog(env: &TestEnv, directory: &Path, flags: &[&str]) -> BTreeMap<String, usize> {
    let arguments = [&["shortlog", "-sne"], flags, &["HEAD"]].concat();
    let said = env.git(directory, &arguments);
    let line = |line: &str| {
        let (count, who) = line.trim_start().split_once('\t').unwrap();
        let who = if who.contains('<') { who.to_owned() } else { format!("{who} <>") };
        (who, count.parse().unwrap())
    };
    said.lines().map(line).collect()
}

fn counts(
    people: &[Contributor],
    count: impl Fn(&Contributor) -> usize,
) -> BTreeMap<String, usize> {
    let counts = people.iter().map(|person| (shown(person), count(person)));
    counts.filter(|(_, count)| *count > 0).collect()
}

/// Numbers that look as if by chance and are the same each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    fn message(&mut self) -> String {
        let mut message = "A title\n".to_owned();
        for _ in 0..self.below(4) {
            message.push('\n');
            for _ in 0..=self.below(4) {
                let line = LINES[self.below(LINES.len())];
                writeln!(message, "{line}").unwrap();
            }
        }
        message
    }
}

fn history(commits: usize) -> Vec<u8> {
    let mut numbers = Numbers(7);
    let mut stream = String::from("reset refs/heads/main\n");
    for mark in 1..=commits {
        let (author, message) = (AUTHORS[numbers.below(AUTHORS.len())], numbers.message());
        let time = 1_700_000_000 + mark * 60;
        write!(
            stream,
            "commit refs/heads/main\nmark :{mark}\nauthor {author} {time} +0100\n\
             committer Ada Byron <ada@example.org> {time} +0000\ndata {}\n{message}",
            message.len()
        )
        .unwrap();
        if mark > 10 && mark % 7 == 0 {
            writeln!(stream, "from :{}\nmerge :{}", mark - 1, mark - 5).unwrap();
        }
        if mark == commits {
            write!(stream, "M 100644 inline .mailmap\ndata {}\n{MAILMAP}\n", MAILMAP.len())
                .unwrap();
        }
    }
    stream.into_bytes()
}

#[test]
fn people_are_counted_as_git_counts_them() {
    let env = TestEnv::new();
    let directory = env.import_stream(&history(600));
    let (repository, store) = mined(&env, &directory);
    let people = store.people(&repository.mailmap()).unwrap();

    let wrote = counts(&people, |person| person.wrote);
    assert_eq!(wrote, shortlog(&env, &directory, &[]));
    let ordinary = counts(&people, |person| person.wrote - person.merges);
    assert_eq!(ordinary, shortlog(&env, &directory, &["--no-merges"]));
    assert_ne!(wrote, ordinary);
    let co_wrote = counts(&people, |person| person.co_wrote);
    assert_eq!(co_wrote, shortlog(&env, &directory, &["--group=trailer:co-authored-by"]));
    assert!(co_wrote.values().sum::<usize>() > 100, "{co_wrote:?}");
}

fn mined(env: &TestEnv, directory: &Path) -> (Repository, Store) {
    let repository = Repository::open(Some(directory)).unwrap();
    let mut store = open_store(&env.root().join("facts"), &repository).unwrap();
    mine(&repository, &mut store, DiffAlgorithm::default(), &Silent).unwrap();
    (repository, store)
}

/// A commit by this author, after the one before.
fn commit(mark: usize, author: &str, message: &str) -> String {
    let time = 1_700_000_000 + mark * 60;
    let length = message.len();
    format!(
        "commit refs/heads/main\nmark :{mark}\nauthor {author} {time} +0000\n\
         committer Hub <hub@example.org> {time} +0000\ndata {length}\n{message}\n"
    )
}

/// Who wrote a commit, who else, and which agents had a part in it.
fn credits(history: &History, commit: &Commit) -> (String, Vec<String>, Vec<Agent>) {
    let name = |at| history.person(at).name.clone();
    let others = commit.co_authors.iter().copied().map(name).collect();
    (name(commit.author), others, commit.agents.clone())
}

#[test]
fn agents_are_labels_and_what_they_write_with_a_person_is_the_persons() {
    let (ada, bo) = ("Co-authored-by: Ada <ada@x>", "Co-authored-by: Bo <bo@x>");
    let claude = "Co-Authored-By: Claude <noreply@anthropic.com>";
    let copilot = "copilot-swe-agent[bot] <198982749+Copilot@users.noreply.github.com>";
    let stream = [
        commit(1, "Ada <ada@x>", &format!("One\n\n{claude}\n{ada}\n{bo}\n{bo}")),
        commit(2, copilot, &format!("Two\n\n{bo}\n{ada}")),
        commit(3, copilot, "Three"),
        commit(4, "Ada (aider) <ada@x>", "Four"),
        commit(
            5,
            "Bo <bo@x>",
            "Five\n\n\u{1f916} Generated with [Claude Code](https://claude.com)",
        ),
        commit(6, "Bo <bo@x>", "Six\n\nCo-authored-by: renovate[bot] <b+renovate[bot]@x>"),
    ];
    let env = TestEnv::new();
    let directory = env.import_stream(stream.concat().as_bytes());
    let (repository, store) = mined(&env, &directory);
    let history = read(&repository, &store, Selection::All).unwrap();
    let found: Vec<_> = history.commits.iter().map(|commit| credits(&history, commit)).collect();
    let told = |author: &str, others: &[&str], agents: &[Agent]| {
        (author.to_owned(), others.iter().map(ToString::to_string).collect(), agents.to_vec())
    };
    let expected = [
        told("Ada", &["Bo"], &[Agent::Claude]),
        told("Bo", &["Ada"], &[Agent::Copilot]),
        told("copilot-swe-agent[bot]", &[], &[Agent::Copilot]),
        told("Ada", &[], &[Agent::Aider]),
        told("Bo", &[], &[Agent::Claude]),
        told("Bo", &[], &[]),
    ];
    assert_eq!(found, expected);
    let names: Vec<&str> = history.people.iter().map(|person| person.name.as_str()).collect();
    assert_eq!(names, ["Ada", "Bo", "copilot-swe-agent[bot]"]);
}
