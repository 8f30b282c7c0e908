//! Histories of odd sizes: what is mined adds up to what git counts.

use std::fmt::Write as _;

use super::common::TestEnv;
use super::dump::store_file;
use super::world::World;

/// Lines added, lines deleted, and files touched, by all commits but merges.
type Totals = (i64, i64, i64);

fn gits(world: &World) -> Totals {
    let log = ["log", "--no-merges", "--no-renames", "--numstat", "--format=", "-z"];
    let output = world.env.git_bytes(&world.directory, &log);
    let lines = output.split(|byte| *byte == 0).filter(|line| !line.is_empty());
    lines.fold((0, 0, 0), |(added, deleted, files), line| {
        let mut fields = line.split(|byte| *byte == b'\t');
        let mut number = || -> i64 {
            std::str::from_utf8(fields.next().unwrap()).unwrap().trim().parse().unwrap()
        };
        (added + number(), deleted + number(), files + 1)
    })
}

fn ours(world: &World) -> Totals {
    let connection = rusqlite::Connection::open(store_file(&world.data("undisturbed"))).unwrap();
    let query = "SELECT coalesce(sum(added), 0), coalesce(sum(deleted), 0), \
                 count(DISTINCT f.id) FROM file_change f JOIN change ON file_change = f.id \
                 JOIN commits c ON c.id = commit_id WHERE length(c.parents) <= 4";
    let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
    connection.query_row(query, [], row).unwrap()
}

/// Writes a commit with these files on a branch.
fn commit(stream: &mut String, branch: &str, at: usize, parents: &str, files: &[(String, String)]) {
    let time = 1_600_000_000 + at * 600;
    let _ = write!(stream, "commit refs/heads/{branch}\nmark :{at}\n");
    let _ = write!(stream, "committer A <a@example.org> {time} +0000\ndata 4\nfix\n{parents}");
    for (path, content) in files {
        let _ = writeln!(stream, "M 644 inline {path}\ndata {}\n{content}", content.len());
    }
}

fn world(stream: &str) -> World {
    let env = TestEnv::new();
    let directory = env.import_without_checkout(stream.as_bytes());
    World::of(env, directory)
}

fn lines(count: usize, of: usize) -> String {
    (0..count).fold(String::new(), |mut text, line| {
        let _ = writeln!(text, "line {line} of {of}");
        text
    })
}

#[test]
fn a_path_of_4_000_bytes() {
    let folder = "d".repeat(199);
    let path = format!("{}{}", format!("{folder}/").repeat(19), "f".repeat(200));
    assert_eq!(path.len(), 4_000);
    let other = format!("{}{}", format!("{folder}/").repeat(19), "g".repeat(200));
    let mut stream = String::new();
    let marks = "*f linguist-generated\n".to_owned();
    commit(&mut stream, "main", 1, "", &[(path.clone(), lines(20, 1))]);
    let changed = lines(20, 1).replace("line 7 ", "another line ");
    commit(&mut stream, "main", 2, "", &[(path.clone(), changed)]);
    commit(&mut stream, "main", 3, "", &[(".gitattributes".to_owned(), marks)]);
    let world = world(&stream);
    assert_eq!(ours(&world), gits(&world));
    // It moves, with all of its folders above it.
    let mut moved = String::new();
    let from = format!("from refs/heads/main^0\nR {path} {other}\n");
    commit(&mut moved, "main", 4, &from, &[]);
    world.env.git_fed(&world.directory, &["fast-import", "--quiet"], moved.as_bytes());
    let data = world.data("undisturbed");
    assert!(world.mine(&data).contains("1 of them new"));
    let history = world.history(&data);
    let renamed = history.file_changes.last().unwrap();
    assert_eq!(renamed.path.as_bytes(), other.as_bytes());
    assert_eq!(renamed.old_path.as_ref().map(|path| path.as_bytes().len()), Some(4_000));
    for arguments in [["show"].as_slice(), &["why", &other]] {
        let output = world.headway(&data, arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn five_hundred_branches() {
    let mut stream = String::new();
    commit(&mut stream, "main", 1, "", &[("start".to_owned(), lines(10, 0))]);
    for branch in 0..500 {
        let at = 2 + branch;
        let file = (format!("files/{branch}"), lines(5, branch));
        commit(&mut stream, &format!("topic/{branch}"), at, "from :1\n", &[file]);
    }
    // Every other one is merged: some alone, some together.
    let merged: Vec<usize> = (0..500).step_by(2).collect();
    for (at, group) in (502..).zip(merged.chunks(7)) {
        let mut parents = if at == 502 { "from :1\n".to_owned() } else { String::new() };
        for branch in group {
            let _ = writeln!(parents, "merge :{}", 2 + branch);
        }
        let file = |branch: &usize| (format!("files/{branch}"), lines(5, *branch));
        let files: Vec<_> = group.iter().map(file).collect();
        commit(&mut stream, "main", at, &parents, &files);
    }
    let world = world(&stream);
    let counted: usize = world.git(&["rev-list", "--count", "HEAD"]).parse().unwrap();
    assert_eq!(world.history(&world.data("undisturbed")).commits.len(), counted);
    assert_eq!(ours(&world), gits(&world));
    assert_eq!(ours(&world).2, 251);
}

#[test]
fn a_commit_of_5_000_files() {
    let path = |nth: usize| format!("d{}/e{}/f{nth}", nth % 10, nth / 10 % 10);
    let files = |changed: bool| -> Vec<(String, String)> {
        let content = |nth| {
            let content = lines(10, nth);
            if changed { content.replace("line 7 ", "another line ") } else { content }
        };
        (0..5_000).map(|nth| (path(nth), content(nth))).collect()
    };
    let mut stream = String::new();
    commit(&mut stream, "main", 1, "", &files(false));
    commit(&mut stream, "main", 2, "", &files(true));
    let world = world(&stream);
    assert_eq!(ours(&world), (55_000, 5_000, 10_000));
    assert_eq!(ours(&world), gits(&world));
}
