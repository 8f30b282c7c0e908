//! What the journal and a history make of each other.

use proptest::prelude::*;

use super::{Found, find, successors};
use crate::classify::testing::{Story, commit, history, id};
use crate::journal::{About, Contents, LineSample, Record, RewrittenBy, Said};
use crate::model::{CommitIndex, FileChange, History, Kind, ObjectId, Way};

fn root() -> ObjectId {
    ObjectId::from_bytes([0xee; 20])
}

/// What a record would say of a commit of a history.
fn about(history: &History, label: &str) -> About {
    let at = history.commits.iter().position(|commit| commit.id == id(label)).unwrap();
    let commit = &history.commits[at];
    About {
        commit: commit.id,
        roots: vec![root()],
        patch: commit.fingerprint,
        author: history.person(commit.author).email.clone(),
        author_time: commit.author_time,
        lines: crate::pipeline::answers::line_sample(
            history,
            CommitIndex(u32::try_from(at).unwrap()),
        ),
    }
}

fn record(said: Said) -> Record {
    Record { at: 5, offset_minutes: 0, said }
}

fn answer(about: About, kind: Kind) -> Record {
    record(Said::Answer { about, kind: Some(kind), root_cause: None, asked: None })
}

fn rewrite(old: &str, new: &str) -> Record {
    record(Said::Rewrite { old: id(old), new: id(new), by: RewrittenBy::Amend })
}

fn contents(records: Vec<Record>) -> Contents {
    Contents { records, gaps: Vec::new() }
}

fn found(history: &History, records: Vec<Record>) -> Found {
    find(history, &[root()], &contents(records))
}

fn held(found: &Found, label: &str) -> Option<Kind> {
    found.answers.get(id(label)).and_then(|answer| answer.kind)
}

fn ways(found: &Found, label: &str) -> Vec<Way> {
    found.answers.carried(id(label)).iter().map(|carried| carried.way).collect()
}

/// Five commits, each of a day, a patch and lines of its own.
fn five() -> History {
    let story: Vec<Story> = ["a", "b", "c", "d", "e"]
        .iter()
        .zip(1..)
        .map(|(label, day)| {
            let file = format!("src/{label}.rs");
            commit(&format!("feat: {label}"))
                .called(label)
                .on(&format!("2024-01-{day:02}"))
                .edit(&file, "fn f", 4, 0)
        })
        .collect();
    let mut history = history(&story);
    for (at, number) in (0..5_u32).zip([10, 20, 30, 40, 50]) {
        history.commits[at as usize].fingerprint = Some(u64::from(number));
        history.file_changes[at as usize].came = (number..number + 4).collect();
    }
    history
}

/// The commit under another name, as if it had been rewritten.
fn renamed(label: &str) -> About {
    About { commit: id("before"), ..about(&five(), label) }
}

#[test]
fn a_name_comes_first_and_nothing_else_is_looked_at() {
    let history = five();
    let known = About { patch: Some(50), ..about(&history, "c") };
    let found = found(&history, vec![answer(known, Kind::Perf), rewrite("c", "d")]);
    assert_eq!((held(&found, "c"), found.answers.iter().count()), (Some(Kind::Perf), 1));
    assert_eq!(found.lost, []);
}

#[test]
fn chains_are_followed_to_what_is_there_and_come_to_an_end() {
    let history = five();
    let gone = About { commit: id("x"), patch: None, author_time: 1, ..renamed("a") };
    let gone = About { lines: LineSample::default(), ..gone };
    let chain = vec![
        answer(gone.clone(), Kind::Perf),
        rewrite("x", "y"),
        rewrite("y", "x"),
        rewrite("y", "z"),
        rewrite("z", "d"),
    ];
    let linked = found(&history, chain.clone());
    assert_eq!((held(&linked, "d"), ways(&linked, "d")), (Some(Kind::Perf), vec![Way::Rewritten]));
    let lost = found(&history, vec![answer(gone, Kind::Perf)]);
    assert_eq!((lost.answers.iter().count(), lost.lost), (0, vec![id("x")]));
    let now = successors(&history, &contents(chain), &[id("x"), id("a"), id("w")]);
    assert_eq!(now.into_iter().collect::<Vec<_>>().len(), 2);
}

#[test]
fn author_and_time_patch_and_part_find_one_commit() {
    let history = five();
    let only = |about: About, label: &str, way: Way| {
        let found = found(&history, vec![answer(about, Kind::Perf)]);
        assert_eq!(ways(&found, label), [way]);
        assert_eq!((found.answers.iter().count(), found.lost), (1, vec![]));
    };
    only(About { patch: Some(7), ..renamed("c") }, "c", Way::AuthorAndTime);
    only(About { author_time: 7, ..renamed("c") }, "c", Way::SamePatch);
    only(About { author_time: 7, patch: Some(7), ..renamed("c") }, "c", Way::Contained);
}

#[test]
fn what_could_be_meant_twice_is_nobodys() {
    let mut history = five();
    let none = |history: &History, about: About| {
        let found = found(history, vec![answer(about, Kind::Perf)]);
        assert_eq!((found.answers.iter().count(), found.lost), (0, vec![id("before")]));
    };
    // Of the same second, and of lines that have nothing to do with it.
    let other_lines = LineSample { went: Vec::new(), came: vec![91, 92, 93, 94] };
    none(&history, About { patch: Some(7), lines: other_lines, ..renamed("c") });
    // Two that change the same lines at different times.
    history.commits[3].fingerprint = Some(30);
    history.file_changes[3].came = history.file_changes[2].came.clone();
    none(&history, About { author_time: 7, ..renamed("c") });
    // Two with all of its lines among theirs.
    none(&history, About { author_time: 7, patch: Some(7), ..renamed("c") });
}

#[test]
fn a_part_needs_enough_lines_or_the_same_author() {
    let mut history = five();
    let few = |history: &History, author: &str, came: Vec<u32>| {
        let lines = LineSample { went: Vec::new(), came };
        let author = author.to_owned();
        let about = About { author, author_time: 7, patch: None, lines, ..renamed("c") };
        found(history, vec![answer(about, Kind::Perf)]).answers.iter().count()
    };
    let me = about(&history, "c").author;
    assert_eq!(few(&history, &me, vec![30, 31]), 1);
    assert_eq!(few(&history, "other@example.org", vec![30, 31]), 0);
    assert_eq!(few(&history, "other@example.org", vec![30, 31, 32, 33]), 1);
    assert_eq!(few(&history, &me, vec![30, 31, 99]), 0, "one line is not there");
    // A sample that is full may leave a line out that has a greater hash than all of it.
    history.file_changes[2].came = (30..30 + u32::try_from(FileChange::SAMPLE).unwrap()).collect();
    assert_eq!(few(&history, &me, vec![30, 31, 32, 33, 99]), 1);
}

#[test]
fn elsewhere_both_keys_have_to_agree() {
    let history = five();
    let elsewhere = |about: About| {
        let about = About { roots: vec![id("another beginning")], ..about };
        let found = found(&history, vec![answer(about, Kind::Perf)]);
        assert_eq!(found.lost, [], "what is of another project is not missed here");
        held(&found, "c")
    };
    assert_eq!(elsewhere(renamed("c")), Some(Kind::Perf));
    assert_eq!(elsewhere(About { patch: Some(7), ..renamed("c") }), None);
    assert_eq!(elsewhere(About { author_time: 7, ..renamed("c") }), None);
}

#[test]
fn cherry_picks_are_the_same_change() {
    let mut history = five();
    let (author_time, author) = (history.commits[2].author_time, history.commits[2].author);
    let twin = &mut history.commits[4];
    (twin.author_time, twin.author, twin.fingerprint) = (author_time, author, Some(30));
    let both = found(&history, vec![answer(about(&history, "c"), Kind::Perf)]);
    assert_eq!((held(&both, "c"), held(&both, "e")), (Some(Kind::Perf), Some(Kind::Perf)));
    assert_eq!(ways(&both, "e"), [Way::Twin]);
    // A commit that is gone, and both picks of it are there.
    let gone = About { commit: id("before"), ..about(&history, "c") };
    assert_eq!(found(&history, vec![answer(gone, Kind::Perf)]).answers.iter().count(), 2);
    let own =
        vec![answer(about(&history, "e"), Kind::Docs), answer(about(&history, "c"), Kind::Perf)];
    let own = found(&history, own);
    assert_eq!((held(&own, "c"), held(&own, "e")), (Some(Kind::Perf), Some(Kind::Docs)));
}

#[test]
fn a_squash_keeps_every_answer_and_the_latest_to_a_question_holds() {
    let history = five();
    let gone =
        |label: &str| About { commit: id(label), author_time: 7, patch: None, ..renamed("a") };
    let cause = |label: &str| {
        let about = gone(label);
        record(Said::Answer { about, kind: None, root_cause: Some(true), asked: None })
    };
    let mut records =
        vec![rewrite("x", "d"), rewrite("y", "d"), answer(gone("x"), Kind::Perf), cause("y")];
    let both = found(&history, records.clone());
    let answer_of = |found: &Found| *found.answers.get(id("d")).unwrap();
    assert_eq!(
        (answer_of(&both).kind, answer_of(&both).root_cause),
        (Some(Kind::Perf), Some(true))
    );
    assert_eq!(ways(&both, "d"), [Way::Rewritten; 2]);
    records.push(record(Said::Retraction { about: gone("y") }));
    let one = found(&history, records.clone());
    assert_eq!((answer_of(&one).kind, answer_of(&one).root_cause), (Some(Kind::Perf), None));
    // What is said of the squash itself is all that is said of it.
    records.push(cause("d"));
    let own = found(&history, records.clone());
    assert_eq!((answer_of(&own).kind, answer_of(&own).root_cause), (None, Some(true)));
    assert!(ways(&own, "d").is_empty());
    records.push(record(Said::Retraction { about: gone("d") }));
    assert_eq!(found(&history, records).answers.iter().count(), 0);
}

proptest! {
    /// Whatever the keys are, an answer about a commit that is gone holds for one commit, or for several that are one
    /// change; and an answer about a commit that is there holds for it.
    #[test]
    fn an_answer_is_never_given_to_two_commits(
        patches in prop::collection::vec(prop::option::of(0_u64..3), 5),
        times in prop::collection::vec(0_i64..3, 5),
        lines in prop::collection::vec(prop::collection::btree_set(0_u32..12, 0..6), 5),
        patch in prop::option::of(0_u64..3),
        author_time in 0_i64..3,
        came in prop::collection::btree_set(0_u32..12, 0..6),
        is_related in any::<bool>(),
    ) {
        let mut history = five();
        for at in 0..5 {
            history.commits[at].fingerprint = patches[at];
            history.commits[at].author_time = times[at];
            history.file_changes[at].came = lines[at].iter().copied().collect();
        }
        let roots = if is_related { vec![root()] } else { Vec::new() };
        let lines = LineSample { went: Vec::new(), came: came.into_iter().collect() };
        let gone = About { roots, patch, author_time, lines, ..renamed("c") };
        let here = about(&history, "a");
        let linked = found(&history, vec![answer(gone, Kind::Perf)]);
        let changes: Vec<_> = history
            .commits
            .iter()
            .filter(|commit| linked.answers.get(commit.id).is_some())
            .map(|commit| (commit.author, commit.author_time, commit.fingerprint))
            .collect();
        prop_assert!(changes.windows(2).all(|pair| pair[0] == pair[1] && pair[0].2.is_some()));
        prop_assert_eq!(linked.lost.len(), usize::from(is_related && changes.is_empty()));
        prop_assert_eq!(held(&found(&history, vec![answer(here, Kind::Docs)]), "a"), Some(Kind::Docs));
    }
}
