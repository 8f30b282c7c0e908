//! A store as text.
//!
//! In: a data folder with one store in it that no run has open. Out: every row of every table in a
//! fixed order, so that two stores with the same text hold the same. Deliberately absent: the way back of
//! the lines and what was worked out for answers, which tell of the runs that there were and not of the history.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

/// The file of the only store in a data folder.
pub(crate) fn store_file(data: &Path) -> PathBuf {
    let entries = std::fs::read_dir(data.join("facts")).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "db"));
    assert_eq!(files.len(), 1, "{files:?}");
    files.remove(0)
}

/// The whole store in a data folder; of one that SQLite finds damaged, what it says of it.
pub(crate) fn dump(data: &Path) -> String {
    let connection = Connection::open(store_file(data)).unwrap();
    let sound: String =
        connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    if sound != "ok" {
        return sound;
    }
    let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
    let mut text = format!("version {version}\n");
    let mut schema = connection.prepare("SELECT type, name, sql FROM sqlite_master").unwrap();
    let mut rows = schema.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let (kind, name): (String, String) = (row.get(0).unwrap(), row.get(1).unwrap());
        let sql: Option<String> = row.get(2).unwrap();
        let _ = writeln!(text, "{kind} {name}: {}", sql.unwrap_or_default());
        if kind == "table" && !["live_step", "live_before", "digest"].contains(&name.as_str()) {
            put_rows(&connection, &name, &mut text);
        }
    }
    text
}

fn put_rows(connection: &Connection, table: &str, text: &mut String) {
    let ask =
        |query: &str| connection.query_row(query, [table], |row| row.get::<_, String>(0)).unwrap();
    let key = ask("SELECT group_concat(name) FROM \
         (SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk)");
    let values = ask("SELECT group_concat('quote(' || name || ')', ' || '' '' || ') \
         FROM pragma_table_info(?)");
    let query = format!("SELECT {values} FROM {table} ORDER BY {key}");
    let mut statement = connection.prepare(&query).unwrap();
    let mut rows = statement.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let _ = writeln!(text, "{table} {}", row.get_ref(0).unwrap().as_str().unwrap());
    }
}

/// Panics with the first row that two stores do not share.
pub(crate) fn assert_same(ours: &str, undisturbed: &str, when: &str) {
    if ours != undisturbed {
        let pair = ours.lines().zip(undisturbed.lines()).find(|(ours, theirs)| ours != theirs);
        let lengths = (ours.lines().count(), undisturbed.lines().count());
        panic!("{when}: the stores differ, lines {lengths:?}, first {pair:#?}");
    }
}
