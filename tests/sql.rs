//! The public views, for people who ask with SQL: what they tell, and what `docs/sql.md` says of them.
//!
//! In: the stories, mined; git's answers; the page. Out: failures that name the story and the row.
//! Deliberately absent: how SQLite finds the rows of a run (`src/store/plan.rs`), and whether the
//! facts are right (`lineage.rs`).
#![expect(clippy::unwrap_used, reason = "what cannot be read has failed its test")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use common::{TestEnv, stories};
use git_headway::git::{DiffAlgorithm, Repository};
use git_headway::mine::Silent;
use git_headway::model::{Commit, EventKind, EventSubject, History};
use git_headway::pipeline;
use git_headway::store::{Selection, Store};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};

/// A story, mined, and its views.
struct Asked {
    env: TestEnv,
    name: String,
    directory: PathBuf,
    repository: Repository,
    store: Store,
    views: Connection,
}

/// The values of a row as text; `NULL` for none.
type Row = Vec<String>;

impl Asked {
    fn new(name: &str, now: &str, algorithm: DiffAlgorithm) -> Self {
        let env = TestEnv::at(now);
        let directory = env.import(name);
        let repository = Repository::open(Some(&directory)).unwrap();
        let mut store = pipeline::open_store(&env.root().join("data"), &repository).unwrap();
        pipeline::mine(&repository, &mut store, algorithm, &Silent).unwrap();
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
        let views = Connection::open_with_flags(store.path(), flags).unwrap();
        Self { env, name: name.to_owned(), directory, repository, store, views }
    }

    fn all(algorithm: DiffAlgorithm) -> impl Iterator<Item = Self> {
        stories().into_iter().map(move |story| Self::new(&story.name, &story.now, algorithm))
    }

    fn rows(&self, query: &str) -> Vec<Row> {
        let mut statement = self.views.prepare(query).unwrap_or_else(|e| panic!("{query}: {e}"));
        let columns = statement.column_count();
        let read =
            |row: &rusqlite::Row<'_>| (0..columns).map(|at| text(row.get_ref(at)?)).collect();
        statement.raw_query().mapped(read).collect::<Result<_, _>>().unwrap()
    }

    /// Rows in an order that does not depend on the view.
    fn sorted(&self, query: &str) -> Vec<Row> {
        let mut rows = self.rows(query);
        rows.sort();
        rows
    }

    fn history(&self) -> History {
        pipeline::read(&self.repository, &self.store, Selection::All).unwrap()
    }

    /// The lines that git prints.
    fn git(&self, arguments: &[&str]) -> Vec<String> {
        self.env.git(&self.directory, arguments).lines().map(str::to_owned).collect()
    }
}

#[expect(clippy::unnecessary_wraps, reason = "its caller reads columns with `?`")]
fn text(value: ValueRef<'_>) -> rusqlite::Result<String> {
    Ok(match value {
        ValueRef::Null => "NULL".to_owned(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        // Names of authors may be no UTF-8; git's output is read in the same way.
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
            String::from_utf8_lossy(bytes).into_owned()
        }
    })
}

fn or_null(value: Option<impl ToString>) -> String {
    value.map_or_else(|| "NULL".to_owned(), |value| value.to_string())
}

fn flag(value: bool) -> String {
    u8::from(value).to_string()
}

#[test]
fn commits_and_parents_are_those_of_git_log() {
    for asked in Asked::all(DiffAlgorithm::default()) {
        let format = "--format=%H|%an|%ae|%at|%ct";
        let mut gits = asked.git(&["log", format, "HEAD"]);
        gits.sort();
        let ours = asked.sorted(
            "SELECT commit_id || '|' || author_name || '|' || author_email || '|' || author_time \
             || '|' || commit_time FROM v_commit",
        );
        assert_eq!(ours.concat(), gits, "{}", asked.name);
        let mut gits = Vec::new();
        for line in asked.git(&["rev-list", "--parents", "HEAD"]) {
            let mut ids = line.split(' ');
            let commit = ids.next().unwrap();
            gits.extend((1..).zip(ids).map(|(at, id): (u32, _)| format!("{commit} {at} {id}")));
        }
        gits.sort();
        let query = "SELECT commit_id || ' ' || position || ' ' || parent_id FROM v_parent";
        assert_eq!(asked.sorted(query).concat(), gits, "{}", asked.name);
    }
}

/// Lines that git adds and deletes in each commit; `-` of what is no text counts as none.
fn numstat(asked: &Asked) -> BTreeMap<String, (u64, u64)> {
    let mut sums = BTreeMap::new();
    let mut commit = String::new();
    let arguments = ["log", "--format=commit %H", "--no-merges", "-M", "-U0", "-s", "--numstat"];
    for line in asked.git(&arguments) {
        if let Some(id) = line.strip_prefix("commit ") {
            id.clone_into(&mut commit);
            sums.insert(commit.clone(), (0, 0));
        } else if let [added, deleted, _] = line.split('\t').collect::<Vec<_>>()[..] {
            let sum = sums.get_mut(&commit).unwrap();
            sum.0 += added.parse().unwrap_or(0);
            sum.1 += deleted.parse().unwrap_or(0);
        }
    }
    sums
}

#[test]
fn with_gits_diff_the_lines_of_each_commit_are_those_of_numstat() {
    let mut compared = 0;
    for asked in Asked::all(DiffAlgorithm::Git) {
        let gits = numstat(&asked);
        // git counts the target of a link and the id of a submodule as a line; we do not.
        let query = "SELECT commit_id, added, deleted, \
                     (SELECT coalesce(sum(f.added), 0) FROM v_file f WHERE f.commit_id = c.commit_id), \
                     (SELECT coalesce(sum(h.deleted), 0) FROM v_change h WHERE h.commit_id = c.commit_id) \
                     FROM v_commit c WHERE NOT is_merge AND commit_id NOT IN \
                     (SELECT commit_id FROM v_file WHERE content NOT IN ('text', 'binary'))";
        for row in asked.rows(query) {
            let [commit, added, deleted, of_files, of_changes] = &row[..] else { unreachable!() };
            assert_eq!((added, deleted), (of_files, of_changes), "{}", asked.name);
            let ours = (added.parse().unwrap(), deleted.parse().unwrap());
            assert_eq!(ours, gits[commit], "{}: {commit}", asked.name);
            compared += 1;
        }
    }
    assert!(compared > 100, "only {compared} commits");
}

/// The changes of a history, as the columns of `v_change`.
fn changes(history: &History) -> Vec<Row> {
    let rows = history.changes.iter().map(|change| {
        let commit = history.commit(change.commit);
        let file = &history.file_changes[change.file_change];
        vec![
            commit.id.to_string(),
            commit.date().to_string(),
            commit.time().to_string(),
            flag(commit.is_merge()),
            String::from_utf8_lossy(file.path.as_bytes()).into_owned(),
            or_null(file.old_path.as_ref().map(|path| String::from_utf8_lossy(path.as_bytes()))),
            or_null(history.spots[change.spot.get()].section.as_ref()),
            or_null(file.new_blob),
            change.added.to_string(),
            change.deleted.to_string(),
            change.hunks.to_string(),
            change.first_line.to_string(),
            flag(change.introduces_spot),
            flag(change.removes_spot),
            flag(change.formatting_only),
            flag(change.comments_only),
        ]
    });
    let mut rows: Vec<Row> = rows.collect();
    rows.sort();
    rows
}

#[test]
fn changes_are_those_that_the_commands_read() {
    for asked in Asked::all(DiffAlgorithm::default()) {
        let ours = asked.sorted(
            "SELECT h.commit_id, h.date, h.time, h.is_merge, h.path, h.old_path, section, new_blob_id, \
             h.added, h.deleted, hunks, first_line, introduces, removes, formatting_only, comments_only \
             FROM v_change h JOIN v_file USING (file_change_number)",
        );
        assert_eq!(ours, changes(&asked.history()), "{}", asked.name);
    }
}

/// The rework of a history, as the columns of `v_rework`.
fn rework(history: &History) -> Vec<Row> {
    let mut rows = Vec::new();
    for change in &history.changes {
        let commit = history.commit(change.commit);
        let section = or_null(history.spots[change.spot.get()].section.as_ref());
        for rework in &change.reworks {
            let origin = rework.origin.map(|origin| history.commit(origin));
            rows.push(vec![
                commit.id.to_string(),
                section.clone(),
                rework.lines.to_string(),
                rework.context.to_string(),
                or_null(origin.map(|origin| origin.id)),
                or_null(origin.map(Commit::date)),
                or_null(origin.map(|origin| (commit.time() - origin.time()) / 86_400)),
            ]);
        }
    }
    rows.sort();
    rows
}

#[test]
fn rework_is_what_the_commands_read() {
    let mut found = 0;
    for asked in Asked::all(DiffAlgorithm::default()) {
        let query =
            "SELECT commit_id, section, lines, context, origin_id, origin_date, days FROM v_rework";
        let ours = asked.sorted(query);
        assert_eq!(ours, rework(&asked.history()), "{}", asked.name);
        found += ours.len();
        let differ = "SELECT * FROM v_rework r JOIN v_commit o ON o.commit_number = r.origin_number \
                      WHERE (origin_time, origin_name, origin_email) \
                      <> (o.time, o.author_name, o.author_email) \
                      OR same_email <> (r.author_email = o.author_email)";
        assert_eq!(asked.rows(differ), Vec::<Row>::new(), "{}", asked.name);
    }
    assert!(found > 100, "only {found} rows");
}

#[test]
fn what_lies_beyond_a_clone_is_null() {
    let env = TestEnv::new();
    let whole = env.import("patched-then-root-cause");
    let url = format!("file://{}", whole.display());
    env.git(env.root(), &["clone", "--quiet", "--depth=2", &url, "shallow"]);
    let clone = Repository::open(Some(&env.root().join("shallow"))).unwrap();
    let mut store = pipeline::open_store(&env.root().join("data"), &clone).unwrap();
    pipeline::mine(&clone, &mut store, DiffAlgorithm::default(), &Silent).unwrap();
    let views = Connection::open(store.path()).unwrap();
    let query = "SELECT (SELECT count(*) FROM v_commit), (SELECT sum(is_cut_off) FROM v_commit), \
                 (SELECT count(*) FROM v_parent), \
                 (SELECT count(*) FROM v_file WHERE old_blob_id = '' OR new_blob_id = ''), \
                 (SELECT count(*) FROM v_rework WHERE origin_id = '')";
    let read = |row: &rusqlite::Row<'_>| -> rusqlite::Result<[i64; 5]> {
        Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?])
    };
    assert_eq!(views.query_row(query, [], read).unwrap(), [2, 1, 1, 0, 0]);
}

#[test]
fn spots_are_spelled_as_in_the_json() {
    let story = "patched-then-root-cause";
    let asked = Asked::new(story, "2025-06-30T12:00:00Z", DiffAlgorithm::default());
    for row in asked.rows("SELECT commit_id, date, subject, is_merge FROM v_commit") {
        let output = asked.env.headway(&asked.directory, &["show", &row[0], "--format", "json"]);
        assert_eq!(output.code, 0, "{}", output.stderr);
        let shown: serde_json::Value = serde_json::from_str(&output.stdout).unwrap();
        let word = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
        assert_eq!(word(&shown["commit"]["id"]), row[0]);
        assert_eq!(word(&shown["commit"]["date"]), row[1]);
        assert_eq!(word(&shown["commit"]["subject"]), row[2]);
        assert_eq!(flag(shown["merge"].as_bool().unwrap()), row[3]);
        let change = |change: &serde_json::Value| {
            vec![word(&change["spot"]), change["added"].to_string(), change["deleted"].to_string()]
        };
        let mut theirs: Vec<Row> =
            shown["changes"].as_array().unwrap().iter().map(change).collect();
        theirs.sort();
        let query = "SELECT spot, added, deleted FROM v_change WHERE commit_id = ";
        assert_eq!(asked.sorted(&format!("{query}'{}'", row[0])), theirs, "{}", row[2]);
    }
}

#[test]
fn a_spot_is_the_sum_of_its_changes() {
    for asked in Asked::all(DiffAlgorithm::default()) {
        let sums = "SELECT sum(changes), sum(added), sum(deleted), count(DISTINCT spot), \
                    min(first_date), max(last_date) FROM v_spot";
        let of_changes = "SELECT count(*), sum(added), sum(deleted), count(DISTINCT spot), \
                          min(date), max(date) FROM v_change";
        assert_eq!(asked.rows(sums), asked.rows(of_changes), "{}", asked.name);
        let commits = "SELECT * FROM v_spot s WHERE changes <> (SELECT count(DISTINCT commit_id) \
                       FROM v_change h WHERE h.path = s.path AND h.section IS s.section)";
        assert_eq!(asked.rows(commits), Vec::<Row>::new(), "{}", asked.name);
    }
}

fn page() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/sql.md")).unwrap()
}

/// What stands between ```` ```sql ```` and the next fence.
fn questions(page: &str) -> Vec<&str> {
    page.split("```sql\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect()
}

#[test]
fn every_question_of_the_page_can_be_asked() {
    let page = page();
    let questions = questions(&page);
    assert!(questions.len() >= 8, "only {} questions found", questions.len());
    // The one that touches the most; with answers to all but what is rare in a short story.
    let asked = Asked::new("rename-then-patch", common::NOW, DiffAlgorithm::default());
    for question in questions {
        let mut statement = asked.views.prepare(question).unwrap_or_else(|error| {
            panic!("{error} in:\n{question}");
        });
        assert!(statement.readonly(), "{question}");
        if let Some(me) = statement.parameter_index(":me").unwrap() {
            statement.raw_bind_parameter(me, "tomas@example.org").unwrap();
        }
        let rows = statement.raw_query().mapped(|_| Ok(())).collect::<Result<Vec<_>, _>>();
        rows.unwrap_or_else(|error| panic!("{error} in:\n{question}"));
    }
}

#[test]
fn the_page_follows_a_file_through_its_renames() {
    let asked = Asked::new("rename-then-patch", common::NOW, DiffAlgorithm::default());
    let page = page();
    let example = "crates/printer/src/hyperlink/mod.rs";
    let question = questions(&page).into_iter().find(|sql| sql.contains(example)).unwrap();
    let rows = asked.rows(&question.replace(example, "internal/transport/client.go"));
    let paths: Vec<&str> = rows.iter().map(|row| row[0].as_str()).collect();
    assert_eq!(paths, ["internal/transport/client.go", "pkg/fetch/client.go"]);
    let follow = ["log", "--follow", "--format=%H", "--", "internal/transport/client.go"];
    let commits: usize = rows.iter().map(|row| row[1].parse::<usize>().unwrap()).sum();
    assert_eq!(commits, asked.git(&follow).len());
}

#[test]
fn every_view_and_column_is_on_the_page_and_no_other() {
    let asked = Asked::new("tiny-history", common::NOW, DiffAlgorithm::default());
    let mut views: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let query = "SELECT v.name, c.name FROM sqlite_schema v, pragma_table_info(v.name) c \
                 WHERE v.type = 'view' AND v.name GLOB 'v_*' ORDER BY v.name, c.cid";
    for row in asked.rows(query) {
        views.entry(row[0].clone()).or_default().push(row[1].clone());
    }
    let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut heading = String::new();
    for line in page().lines() {
        if let Some(title) = line.strip_prefix("### ") {
            title.clone_into(&mut heading);
        } else if let Some(row) = line.strip_prefix("| `") {
            let column = row.split('`').next().unwrap().to_owned();
            tables.entry(heading.clone()).or_default().push(column);
        }
    }
    assert_eq!(tables, views);
    assert_eq!(views.len(), 10);
}

#[test]
fn words_of_the_page_are_those_of_the_views() {
    let mut found: BTreeSet<String> = BTreeSet::new();
    for asked in Asked::all(DiffAlgorithm::default()) {
        for column in ["status", "content", "mark"] {
            let query = format!("SELECT DISTINCT {column} FROM v_file WHERE {column} IS NOT NULL");
            found.extend(asked.rows(&query).concat());
        }
    }
    found.extend(EventKind::ALL.iter().map(|kind| kind.name().to_owned()));
    found.extend(EventSubject::ALL.iter().map(|subject| subject.name().to_owned()));
    let page = page();
    let missing: Vec<_> =
        found.iter().filter(|word| !page.contains(&format!("`{word}`"))).collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert!(found.len() > 8, "only {found:?}");
}
