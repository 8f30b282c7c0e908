//! How SQLite looks for rows: no statement of a run after one commit may go through a whole table.
//!
//! In: the statements that a store really runs, as SQLite reports them. Out: failures that name the
//! statement and SQLite's plan for it. Deliberately absent: how long anything takes; docs/speed.md.

use std::collections::{BTreeSet, HashSet};
use std::sync::{Arc, Mutex};

use rusqlite::trace::{TraceEvent, TraceEventCodes};

use super::{ChainShape, Depth, LoadOptions, NewHead, Selection, Settled, Store};
use crate::mine::{Carried, CommitFacts, FileFacts, Hunk, HunkFacts, TouchedLines};
use crate::model::{Content, FileStatus, ObjectId, Person};

/// Parts of statements and of plans that go through a whole table or index, and why they may.
const MAY_SCAN: [(&str, &str); 5] = [
    (" FROM anchor", "as many rows as branches that HEAD was at"),
    ("SELECT tip, step FROM live_step", "as many rows as steps that can be undone"),
    (" INDEX file_change_unavailable", "an index of what git does not have"),
    (" INDEX commits_elsewhere", "an index of what is not behind HEAD"),
    (" INDEX untraced_commits", "an index of what is new"),
];

fn id(number: u8) -> ObjectId {
    ObjectId::from_bytes([number; 20])
}

/// A commit that replaces one line in a section of one file, and in another file.
#[expect(clippy::default_trait_access, reason = "the type of a signature is not for this room")]
fn facts(number: u8) -> CommitFacts {
    let hunk = Hunk { old_start: 0, old_lines: 1, new_start: 0, new_lines: 1 };
    let file = |path: &str| FileFacts {
        path: path.into(),
        old_path: None,
        status: FileStatus::Modified,
        content: Content::Text,
        old_blob: Some(id(number)),
        new_blob: Some(id(number + 1)),
        moved_in: 0,
        moved_out: 0,
        moves: Vec::new(),
        went: Vec::new(),
        came: Vec::new(),
        new_lines: Some(1),
        copied_from: None,
        mode_changed: false,
        hunks: vec![HunkFacts {
            hunk,
            section: Some("fn main()".to_owned()),
            introduces: false,
            removes: false,
            formatting_only: false,
            comments_only: false,
            carried: Carried::None,
        }],
        parents: Vec::new(),
    };
    CommitFacts {
        id: id(number),
        parents: if number == 1 { Vec::new() } else { vec![id(number - 1)] },
        cut_off: false,
        author: Default::default(),
        co_authors: Vec::new(),
        commit_time: i64::from(number),
        subject: String::new(),
        body: String::new(),
        fingerprint: None,
        files: vec![file("a.rs"), file("b.rs")],
        inherited: Vec::new(),
    }
}

/// What a run does with a new commit, apart from git.
fn mine(store: &mut Store, number: u8) -> anyhow::Result<()> {
    let _ = (store.head()?, store.commit_count()?, store.missing_commits()?);
    assert!(store.unavailable(9)?.is_empty());
    let marked = store.begin(&[("boundary", Vec::new())])?;
    assert!(!store.has_commit(id(number))?);
    store.add_commits(&[facts(number)])?;
    settle(store, marked, number)?;
    let plan = store.plan_trace(id(number), &[])?;
    let reader = store.trace_reader(&plan);
    assert_eq!(plan.len(), 1, "only what is new is replayed");
    let writer = store.trace_writer()?;
    let mut rework = writer.rework()?;
    let mut lines = Vec::new();
    reader.read(|row| {
        for (file, (row, sections)) in row.step.files.iter().zip(row.files) {
            let origin = store.live_lines(file.path)?.map_or(0, |origins| origins[0]);
            let touched = [TouchedLines { hunk: 0, origin, lines: 1, context: 0 }];
            rework.add(row, &sections, &touched)?;
            lines.push((file.path, Some(vec![plan.head])));
        }
        Ok(())
    })?;
    drop(rework);
    writer.finish(plan.head, plan.start, &lines)?;
    store.complete(id(number), &HashSet::new())?;
    store.checkpoint();
    Ok(())
}

fn settle(store: &mut Store, marked: Option<u32>, number: u8) -> anyhow::Result<Settled> {
    let still_there = |_: &str| true;
    let head =
        NewHead { reference: "refs/heads/main", commit: id(number), still_there: &still_there };
    store.settle(marked, &head)
}

/// HEAD goes back by a commit, and the lines with it.
fn go_back(store: &mut Store, number: u8) -> anyhow::Result<Settled> {
    let marked = store.begin(&[])?;
    let settled = settle(store, marked, number)?;
    let start = store.plan_trace(id(number), &[])?.start;
    store.rewind(start.expect("because the lines were there before"))?;
    Ok(settled)
}

fn look_around(store: &Store, number: u8) -> anyhow::Result<usize> {
    let of = |patches| ChainShape { window: 9, patches, counts: &|_, _| true };
    assert!(!store.may_end_a_chain(id(number), &of(3))?, "there are two commits");
    let shape = of(2);
    assert!(store.may_end_a_chain(id(number), &shape)?);
    assert_eq!(store.roots()?, [id(1)]);
    let selection = Selection::These(store.around(id(number), 0, &shape)?);
    let mailmap = |_: &[u8], _: &[u8]| Person { name: String::new(), email: String::new() };
    let ignored = HashSet::default();
    let repository = String::new;
    let options = |selection, depth| LoadOptions {
        repository: repository(),
        mailmap: &mailmap,
        ignored: &ignored,
        selection,
        depth,
    };
    let deep = [id(number)];
    store.load(&options(selection.clone(), Depth::These(&deep)))?;
    Ok(store.load(&options(selection, Depth::Known))?.commits.len())
}

/// The statements that `work` runs.
fn statements_of(store: &mut Store, work: impl FnOnce(&mut Store)) -> BTreeSet<String> {
    let seen = Arc::new(Mutex::new(BTreeSet::new()));
    let writes = Arc::clone(&seen);
    let note = move |event: TraceEvent<'_>| {
        if let TraceEvent::Stmt(statement, _) = event {
            writes.lock().unwrap().insert(statement.sql().into_owned());
        }
    };
    store.connection.trace_v2(TraceEventCodes::SQLITE_TRACE_STMT, Some(note)).unwrap();
    work(store);
    let silence: Option<fn(TraceEvent<'_>)> = None;
    store.connection.trace_v2(TraceEventCodes::empty(), silence).unwrap();
    std::mem::take(&mut *seen.lock().unwrap())
}

/// SQLite's plan for a statement, a step a line.
fn plan(store: &Store, statement: &str) -> Vec<String> {
    let mut plan = store.connection.prepare(&format!("EXPLAIN QUERY PLAN {statement}")).unwrap();
    let steps = plan.raw_query().mapped(|row| row.get(3));
    steps.collect::<Result<_, _>>().unwrap()
}

/// Whether a step goes through all rows of a table. `wanted` and `opened` hold what was chosen, and no more.
fn scans(step: &str) -> bool {
    step.starts_with("SCAN ")
        && step != "SCAN wanted"
        && step != "SCAN opened"
        && step != "SCAN CONSTANT ROW"
}

#[test]
fn a_run_after_one_commit_goes_through_no_table() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(&folder.path().join("facts.db")).unwrap();
    mine(&mut store, 1).unwrap();
    let statements = statements_of(&mut store, |store| {
        mine(store, 2).unwrap();
        assert_eq!(look_around(store, 2).unwrap(), 2);
        assert_eq!(go_back(store, 1).unwrap(), Settled { commits: 1, forgotten: 1 });
    });
    for table in ["commits", "file_change", "change", "rework", "path", "section", "live"] {
        let reads = |statement: &String| statement.contains(&format!("FROM {table} "));
        assert!(statements.iter().any(reads), "nothing read {table}: {statements:#?}");
    }
    let mut wrong = Vec::new();
    for statement in &statements {
        let first = statement.split_whitespace().next().unwrap_or_default();
        if !["SELECT", "INSERT", "UPDATE", "DELETE"].contains(&first) {
            continue;
        }
        let steps = plan(&store, statement);
        let known = |step: &str| {
            MAY_SCAN.iter().any(|(known, _)| statement.contains(known) || step.contains(known))
        };
        if steps.iter().any(|step| scans(step) && !known(step)) {
            wrong.push(format!("{statement}\n  {}", steps.join("\n  ")));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn whole_tables_are_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("facts.db")).unwrap();
    for statement in [
        "SELECT 1 FROM file_change f WHERE f.status = 1",
        "SELECT 1 FROM change c JOIN file_change f ON f.id = c.file_change",
        "DELETE FROM rework WHERE origin = 3",
        "SELECT 1 FROM commits WHERE subject = ?",
    ] {
        assert!(plan(&store, statement).iter().any(|step| scans(step)), "{statement}");
    }
    assert!(!plan(&store, "SELECT 1 FROM commits WHERE oid = ?").iter().any(|step| scans(step)));
}
