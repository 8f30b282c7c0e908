//! What commits did to the structure: through the program, and run after run.
//!
//! In: a small history whose commits extract, rename and move. Out: failures that name the words or the
//! rows. Deliberately absent: what counts as an extraction or a move; `structure` has its own tests.
#![expect(clippy::unwrap_used, reason = "what cannot be read has failed its test")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::TestEnv;
use rusqlite::Connection;
use rusqlite::types::ValueRef;

const WHOLE: &str = "\
fn parse(text: &str) -> usize {
    let mut lines = text.lines();
    let first = lines.next().unwrap_or_default();
    let name = first.split(' ').next().unwrap_or_default();
    let length = first.len() + name.len() * 2;
    let checked = length.min(first.len() * 4);
    for line in lines {
        if line.is_empty() {
            return checked;
        }
    }
    checked + 1
}
";

const EXTRACTED: &str = "\
fn parse(text: &str) -> usize {
    let mut lines = text.lines();
    let first = lines.next().unwrap_or_default();
    let checked = parse_header(first);
    for line in lines {
        if line.is_empty() {
            return checked;
        }
    }
    checked + 1
}

fn parse_header(first: &str) -> usize {
    let name = first.split(' ').next().unwrap_or_default();
    let length = first.len() + name.len() * 2;
    length.min(first.len() * 4)
}
";

const CLASS: &str = "\
class Counter {
    private int count;

    int next(int step) {
        count += step;
        return count;
    }

    int last() {
        return count;
    }
}
";

/// Commits what is in the work tree. Returns the commit's name.
fn commit(env: &TestEnv, directory: &Path, subject: &str) -> String {
    env.git(directory, &["add", "--all"]);
    env.git(directory, &["commit", "--quiet", "--message", subject]);
    env.git(directory, &["rev-parse", "HEAD"]).trim().to_owned()
}

/// A history of four commits: begin, extract, rename, move.
fn history(env: &TestEnv) -> (PathBuf, Vec<String>) {
    env.git(env.root(), &["init", "--quiet", "told"]);
    let directory = env.root().join("told");
    let put = |path: &str, text: &str| {
        fs::create_dir_all(directory.join(path).parent().unwrap()).unwrap();
        fs::write(directory.join(path), text).unwrap();
    };
    let mut commits = Vec::new();
    put("src/parse.rs", WHOLE);
    put("a/Counter.java", &format!("package a;\n\n{CLASS}"));
    put("notes.unknown", "words\n");
    commits.push(commit(env, &directory, "Begin"));
    put("src/parse.rs", EXTRACTED);
    put("notes.unknown", "other words\n");
    commits.push(commit(env, &directory, "Extract"));
    put("src/parse.rs", &EXTRACTED.replace("parse_header", "header_length"));
    commits.push(commit(env, &directory, "Rename"));
    fs::remove_dir_all(directory.join("a")).unwrap();
    put("b/Counter.java", &format!("package b;\n\n{CLASS}"));
    commits.push(commit(env, &directory, "Move"));
    (directory, commits)
}

fn told(env: &TestEnv, directory: &Path, arguments: &[&str]) -> String {
    let output = env.headway(directory, arguments);
    assert_eq!((output.code, output.stderr.as_str()), (0, ""), "{}", output.stdout);
    output.stdout
}

/// The lines that `mine --deep` adds.
fn deepened(env: &TestEnv, directory: &Path) -> String {
    let told = told(env, directory, &["mine", "--deep"]);
    told.lines().filter(|line| line.contains("structure")).collect::<Vec<_>>().join("\n")
}

/// What `show` says of the structure.
fn structure(env: &TestEnv, directory: &Path, commit: &str) -> String {
    let told = told(env, directory, &["show", commit]);
    let from = told.split("Structure:\n").nth(1).unwrap_or_default();
    from.split("\n\n").next().unwrap().to_owned()
}

fn facts(env: &TestEnv) -> PathBuf {
    let files = fs::read_dir(env.root().join("home/data/git-headway/facts")).unwrap();
    let mut files = files.map(|entry| entry.unwrap().path());
    files.find(|path| path.extension().is_some_and(|kind| kind == "db")).unwrap()
}

/// All that is known of the structure, without the numbers of commits and paths.
fn rows(env: &TestEnv) -> Vec<String> {
    let connection = Connection::open(facts(env)).unwrap();
    let queries = [
        "SELECT hex(oid), parsed, unparsed, left_out, is_sweep FROM structured t",
        "SELECT hex(oid), t.ordinal, kind, t.subject, detail, probability, shared_words, says, is_public FROM event t",
        "SELECT hex(oid), event, side, place, symbol, first_line, end_line, \
         (SELECT CAST(bytes AS TEXT) FROM path WHERE path.id = t.path) FROM event_place t",
        "SELECT hex(oid), event, t.ordinal, before, after, lines FROM event_lines t",
        "SELECT hex(oid), path, t.ordinal, symbol FROM (SELECT f.commit_id, s.ordinal, \
         (SELECT CAST(bytes AS TEXT) FROM path WHERE path.id = f.path) AS path, \
         (SELECT CAST(title AS TEXT) FROM section WHERE section.id = s.section) AS symbol \
         FROM change_symbol s JOIN file_change f ON f.id = s.file_change) t",
    ];
    let mut found = Vec::new();
    for query in queries {
        // Outer, so that rows of a commit that is gone are seen.
        let query = format!("{query} LEFT JOIN commits c ON c.id = t.commit_id");
        let mut statement = connection.prepare(&query).unwrap();
        let columns = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let value = |at| match row.get_ref(at).unwrap() {
                ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
                other => format!("{other:?}"),
            };
            let values = (0..columns).map(value);
            found.push(values.collect::<Vec<_>>().join(" "));
        }
    }
    found.sort();
    found
}

#[test]
fn extracted_renamed_and_moved_are_told() {
    let env = TestEnv::new();
    let (directory, commits) = history(&env);
    let first = deepened(&env, &directory);
    assert!(first.contains("  structure: 4 commits looked into; "), "{first}");
    let again = deepened(&env, &directory);
    let known = "  structure: 4 commits looked into before, nothing new; ";
    assert!(again.starts_with(known), "{again}");
    let extracted = structure(&env, &directory, &commits[1]);
    let says = "  takes fn parse_header out of fn parse (src/parse.rs:13-17, ";
    assert!(extracted.starts_with(says), "{extracted}");
    assert!(extracted.contains("1 file is in a language that is not parsed."), "{extracted}");
    let renamed = structure(&env, &directory, &commits[2]);
    let says = "renames fn parse_header to header_length (src/parse.rs:13-17)";
    assert!(renamed.contains(says), "{renamed}");
    let moved = structure(&env, &directory, &commits[3]);
    assert!(moved.contains("moves ") && moved.contains("b/Counter.java"), "{moved}");
    let json = told(&env, &directory, &["show", &commits[1], "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let event = &json["structure"]["events"][0];
    assert_eq!(
        (event["kind"].as_str(), event["subject"].as_str()),
        (Some("extracted"), Some("function"))
    );
    assert_eq!(event["after"][0]["symbol"], "fn parse_header");
    assert!(event["evidence"]["shared"][0]["lines"].as_u64().unwrap() >= 2, "{event}");
    assert_eq!(json["structure"]["unparsed"], 1);
}

#[test]
fn one_commit_after_the_other_is_as_all_at_once() {
    let env = TestEnv::new();
    let (directory, commits) = history(&env);
    for commit in &commits {
        env.git(&directory, &["checkout", "--quiet", commit]);
        deepened(&env, &directory);
    }
    let one_by_one = rows(&env);
    assert!(one_by_one.len() > 20, "{one_by_one:#?}");
    told(&env, &directory, &["mine", "--from-scratch", "--deep"]);
    assert_eq!(rows(&env), one_by_one);
    // Nor does it matter who asks first.
    told(&env, &directory, &["mine", "--from-scratch"]);
    assert_eq!(rows(&env), [""; 0]);
    for commit in commits.iter().rev() {
        structure(&env, &directory, commit);
    }
    assert_eq!(rows(&env), one_by_one);
    assert!(deepened(&env, &directory).contains("nothing new"));
}

#[test]
fn what_an_amended_commit_did_is_forgotten() {
    let env = TestEnv::new();
    let (directory, commits) = history(&env);
    env.git(&directory, &["checkout", "--quiet", "-B", "main", &commits[1]]);
    deepened(&env, &directory);
    fs::write(directory.join("src/parse.rs"), WHOLE.replace("checked", "sure")).unwrap();
    env.git(&directory, &["commit", "--quiet", "--all", "--amend", "--message", "Otherwise"]);
    let amended = deepened(&env, &directory);
    assert!(amended.contains("structure: 1 commit looked into; "), "{amended}");
    let rows = rows(&env);
    assert!(
        rows.iter().all(|row| !row.contains("parse_header") && !row.contains("Null")),
        "{rows:#?}"
    );
    told(&env, &directory, &["mine", "--from-scratch", "--deep"]);
    assert_eq!(self::rows(&env), rows);
}

#[test]
fn a_merge_did_nothing_and_a_missing_version_is_no_error() {
    let env = TestEnv::new();
    let (directory, commits) = history(&env);
    env.git(&directory, &["checkout", "--quiet", "-b", "side", &commits[0]]);
    fs::write(directory.join("other.rs"), "fn other() {}\n").unwrap();
    commit(&env, &directory, "Beside");
    env.git(&directory, &["merge", "--quiet", "--message", "Join", &commits[3]]);
    assert_eq!(structure(&env, &directory, "HEAD"), "");
    let blob = env.git(&directory, &["rev-parse", &format!("{}:src/parse.rs", commits[1])]);
    fs::remove_file(common::object_file(&directory, blob.trim())).unwrap();
    let mined = env.headway(&directory, &["mine", "--deep", "--from-scratch"]);
    assert_eq!(mined.code, 0, "{}", mined.stderr);
    assert!(mined.stdout.contains("not looked into for structure: 2 files"), "{}", mined.stdout);
}

#[test]
fn dependencies_are_told_from_manifests_and_their_sections_stay_spots() {
    let env = TestEnv::new();
    env.git(env.root(), &["init", "--quiet", "told"]);
    let directory = env.root().join("told");
    let manifest = "[package]\nname = \"told\"\n\n[dependencies]\nlog = \"0.4\"\nserde = \"1.0\"\n";
    fs::write(directory.join("Cargo.toml"), manifest).unwrap();
    commit(&env, &directory, "Begin");
    let later = manifest.replace("log = \"0.4\"", "toml = \"0.8\"").replace("1.0", "1.1");
    fs::write(directory.join("Cargo.toml"), later).unwrap();
    fs::write(directory.join("Cargo.lock"), "version = 4\n").unwrap();
    let changed = commit(&env, &directory, "Other dependencies");
    deepened(&env, &directory);
    let text = structure(&env, &directory, &changed);
    for says in [
        "depends newly on toml 0.8 (dependencies, Cargo.toml:5)",
        "depends no more on log 0.4 (dependencies, Cargo.toml:5)",
        "asks for another version of serde: 1.0 → 1.1 (dependencies, Cargo.toml:6)",
        "1 file is in a language that is not parsed.",
    ] {
        assert!(text.contains(says), "{says}\n{text}");
    }
    let json = told(&env, &directory, &["show", &changed, "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let events = json["structure"]["events"].as_array().unwrap();
    let version = events.iter().find(|event| event["kind"] == "version-changed").unwrap();
    assert_eq!(
        (&version["subject"], &version["detail"]),
        (&"dependency".into(), &"1.0 → 1.1".into())
    );
    assert_eq!(version["before"][0]["symbol"], "dependencies > serde");
    let connection = Connection::open(facts(&env)).unwrap();
    let symbols = "SELECT count(*) FROM change_symbol";
    assert_eq!(connection.query_row(symbols, [], |row| row.get::<_, i64>(0)).unwrap(), 0);
}

#[test]
fn a_directory_that_moved_is_told_once_and_one_that_stays_is_not() {
    let env = TestEnv::new();
    env.git(env.root(), &["init", "--quiet", "told"]);
    let directory = env.root().join("told");
    let put = |path: &str, text: &str| {
        fs::create_dir_all(directory.join(path).parent().unwrap()).unwrap();
        fs::write(directory.join(path), text).unwrap();
    };
    for area in ["goes", "stays"] {
        put(&format!("lib/{area}/parse.rs"), WHOLE);
        put(&format!("lib/{area}/data/words.unknown"), "some\nwords\n");
        put(&format!("lib/{area}/Counter.java"), CLASS);
    }
    put("lib/stays/never-touched.unknown", "a\n");
    commit(&env, &directory, "Begin");
    env.git(&directory, &["mv", "lib/goes", "gone"]);
    let moved = commit(&env, &directory, "Move");
    fs::create_dir_all(directory.join("left")).unwrap();
    for name in ["parse.rs", "data", "Counter.java"] {
        let (from, to) = (format!("lib/stays/{name}"), format!("left/{name}"));
        env.git(&directory, &["mv", &from, &to]);
    }
    let emptied = commit(&env, &directory, "Take out");
    let json = |commit: &str| -> Vec<serde_json::Value> {
        let json = told(&env, &directory, &["show", commit, "--format", "json"]);
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        json["structure"]["events"].as_array().unwrap().clone()
    };
    let events = json(&moved);
    assert_eq!(events.len(), 1, "{events:?}");
    assert_eq!(events[0]["text"], "moves directory lib/goes to gone (3 files)");
    let paths = |side: &str| -> Vec<String> {
        let places = events[0][side].as_array().unwrap().iter();
        places.map(|place| place["path"].as_str().unwrap().to_owned()).collect()
    };
    let files = ["Counter.java", "data/words.unknown", "parse.rs"];
    let expected = |top: &str| {
        let files = files.iter().map(|file| format!("{top}/{file}"));
        std::iter::once(top.to_owned()).chain(files).collect::<Vec<_>>()
    };
    assert_eq!((paths("before"), paths("after")), (expected("lib/goes"), expected("gone")));
    let events = json(&emptied);
    assert!(events.iter().all(|event| event["subject"] != "directory"), "{events:?}");
    assert!(
        events.iter().any(|event| event["text"] == "moves lib/stays/parse.rs to left/parse.rs")
    );
}

/// Two files of a package, one of which has a method in one of its states.
struct Package<'a> {
    directory: &'a Path,
}

impl Package<'_> {
    fn put(&self, with_method: &str, limit: u8) {
        let method = format!(
            "\nfunc (s *Server) team(id string) string {{\n\tif len(id) > {limit} {{\n\t\tid = \
             id[:{limit}]\n\t}}\n\ts.count++\n\treturn s.names[id]\n}}\n"
        );
        let server = "type Server struct {\n\tcount int\n\tnames map[string]string\n}\n\n\
                      func (s *Server) reset() {\n\ts.count = 0\n\ts.names = nil\n}\n";
        for (path, rest) in [("server.go", server), ("team.go", "func unused() {\n}\n")] {
            let method = if path == with_method { method.as_str() } else { "" };
            let text = format!("package server\n\n{rest}{method}");
            fs::write(self.directory.join(path), text).unwrap();
        }
    }
}

#[test]
fn a_spot_goes_on_where_a_method_stands_in_another_file_of_its_package() {
    let env = TestEnv::new();
    env.git(env.root(), &["init", "--quiet", "told"]);
    let directory = env.root().join("told");
    let package = Package { directory: &directory };
    package.put("server.go", 8);
    commit(&env, &directory, "feat: teams");
    package.put("server.go", 9);
    let patched = commit(&env, &directory, "fix: longer names of teams");
    package.put("team.go", 9);
    commit(&env, &directory, "refactor: teams in a file of their own");
    package.put("team.go", 10);
    commit(&env, &directory, "fix: still longer names of teams");
    deepened(&env, &directory);
    let why = told(&env, &directory, &["why", "team.go:team"]);
    assert!(why.contains(&patched[..7]), "{why}");
}

/// Commits what is in the work tree, as somebody, some days after the first of January 2025.
fn commit_as(env: &TestEnv, directory: &Path, (who, day): (&str, u32), subject: &str) {
    env.git(directory, &["add", "--all"]);
    let date = format!("{} +0000", 1_735_725_600 + day * 86_400);
    let mut git = env.command("git", directory);
    git.envs([("GIT_AUTHOR_DATE", date.as_str()), ("GIT_COMMITTER_DATE", date.as_str())]);
    let author = format!("{who} <{who}@example.org>");
    git.args(["commit", "--quiet", "--author", author.as_str(), "--message", subject]);
    assert!(git.status().unwrap().success());
}

/// What a year was for Ada, once some other commands ran. She and Bob patch one function, which only a parser knows by name.
fn year_after(before: &[&[&str]]) -> String {
    let env = TestEnv::at("2025-12-01T12:00:00Z");
    env.git(env.root(), &["init", "--quiet", "told"]);
    let directory = env.root().join("told");
    for (at, who) in (0..).zip(["ada", "bob", "ada", "bob", "ada", "bob"]) {
        let text = format!(
            "export default (queue: Queue) => {{\n  return {{\n    poll() {{\n      const items = \
             queue.take({at})\n      return items\n    }},\n    push() {{\n      \
             queue.add({at})\n    }},\n  }}\n}}\n"
        );
        fs::write(directory.join("queue.ts"), text).unwrap();
        commit_as(&env, &directory, (who, 9 * at), "fix: take fewer at once");
    }
    for arguments in before {
        told(&env, &directory, arguments);
    }
    told(&env, &directory, &["retro", "--year", "2025", "--author", "ada", "--format", "json"])
}

#[test]
fn a_year_does_not_depend_on_what_was_asked_before() {
    let alone = year_after(&[]);
    assert!(alone.contains("queue.ts: default()"), "the function that both patched: {alone}");
    for before in [&["mine", "--deep"][..], &["hotspots"], &["retro", "--author", "bob"]] {
        assert_eq!(year_after(&[before]), alone, "{before:?}");
    }
}
