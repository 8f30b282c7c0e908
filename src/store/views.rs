//! The public views: what people ask with SQL (`docs/sql.md`).
//!
//! In: a store that is open. Out: one that has the views of this version. They hold nothing, so
//! that other views are no other schema: they are made anew and no fact is mined again.
//! Deliberately absent: the facts; no part of git-headway itself asks the views.

use std::time::Duration;

use rusqlite::{Connection, ErrorCode, TransactionBehavior};

const VIEWS: &str = include_str!("views.sql");
/// The key of the text by which the views in a store were made.
const KEY: &str = "views";

/// Makes the views, unless they are there. That costs one look at `meta`, so that a hook may open a
/// store. Where they cannot be made now (another run is writing, there is no space), they are left to
/// a later run: nothing but a person's own question needs them.
pub(super) fn make(connection: &mut Connection, patience: Duration) -> rusqlite::Result<()> {
    let are_there = connection
        .prepare("SELECT 1 FROM meta WHERE key = ? AND value = ?")?
        .exists((KEY, VIEWS.as_bytes()))?;
    if are_there {
        return Ok(());
    }
    connection.busy_timeout(Duration::ZERO)?;
    let made = make_anew(connection);
    connection.busy_timeout(patience)?;
    match made.as_ref().map_err(rusqlite::Error::sqlite_error_code) {
        Err(Some(ErrorCode::DatabaseBusy | ErrorCode::ReadOnly | ErrorCode::DiskFull)) => Ok(()),
        _ => made,
    }
}

fn make_anew(connection: &mut Connection) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for name in names(&transaction)? {
        transaction.execute_batch(&format!("DROP VIEW \"{}\"", name.replace('"', "\"\"")))?;
    }
    transaction.execute_batch(VIEWS)?;
    transaction.execute(
        "INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
        (KEY, VIEWS.as_bytes()),
    )?;
    transaction.commit()
}

fn names(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'view'")?;
    let names = statement.query_map([], |row| row.get(0))?;
    names.collect()
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use rusqlite::Connection;

    use crate::store::Store;
    use crate::store::codes::{content, mark, status};

    /// A new store, and another connection to it.
    fn store() -> (tempfile::TempDir, Store, Connection) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("facts.db");
        let store = Store::open(&path).unwrap();
        let other = Connection::open(&path).unwrap();
        (folder, store, other)
    }

    fn text<T: rusqlite::types::FromSql>(connection: &Connection, query: &str) -> T {
        connection.query_row(query, [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn other_views_are_made_anew_and_no_fact_is_touched() {
        let (_folder, mut store, other) = store();
        store.set_meta("head", b"some commit").unwrap();
        let changed = "DROP VIEW v_spot; CREATE VIEW v_file2 AS SELECT 1; CREATE VIEW \"a\"\"b\" AS SELECT 2; \
                       UPDATE meta SET value = x'00' WHERE key = 'views'";
        other.execute_batch(changed).unwrap();
        Store::open(store.path()).unwrap();
        assert_eq!(text::<i64>(&other, "SELECT count(*) FROM v_spot"), 0);
        let odd = "SELECT count(*) FROM sqlite_schema WHERE name IN ('v_file2', 'a\"b')";
        assert_eq!(text::<i64>(&other, odd), 0);
        assert_eq!(store.meta("head").unwrap().as_deref(), Some(b"some commit".as_slice()));
    }

    #[test]
    fn opening_a_store_that_has_them_writes_nothing() {
        let (_folder, store, other) = store();
        let writes = || text::<i64>(&other, "PRAGMA data_version");
        let before = writes();
        Store::open(store.path()).unwrap();
        assert_eq!(writes(), before);
    }

    #[test]
    fn a_store_in_which_another_run_writes_is_opened_without_waiting() {
        let (_folder, store, other) = store();
        other.execute_batch("DELETE FROM meta; BEGIN IMMEDIATE; DROP VIEW v_spot").unwrap();
        let begun = std::time::Instant::now();
        Store::open(store.path()).unwrap();
        assert!(begun.elapsed() < std::time::Duration::from_secs(10));
        other.execute_batch("COMMIT").unwrap();
        Store::open(store.path()).unwrap();
        assert_eq!(text::<i64>(&other, "SELECT count(*) FROM v_spot"), 0);
    }

    /// The name of a variant as JSON spells it.
    fn kebab(variant: impl Debug) -> String {
        let mut word = String::new();
        for letter in format!("{variant:?}").chars() {
            if letter.is_uppercase() && !word.is_empty() {
                word.push('-');
            }
            word.extend(letter.to_lowercase());
        }
        word
    }

    #[test]
    fn every_code_has_its_word() {
        let (_folder, _store, other) = store();
        other
            .execute_batch(
                "INSERT INTO identity VALUES (1, x'41', x'61'); \
                 INSERT INTO commits VALUES (1, x'01', x'', 0, 1, 1, 0, 1, '', '', NULL, NULL, 1, 1)",
            )
            .unwrap();
        let mut all = [0, 0, 0];
        for code in 0..20 {
            let words = [status(code).map(kebab), content(code).map(kebab), mark(code).map(kebab)];
            other.execute("INSERT INTO path VALUES (?1, CAST(?1 AS BLOB), ?1)", [code]).unwrap();
            other
                .execute(
                    "INSERT INTO file_change VALUES (?1, 1, ?1, NULL, ?1, ?1, NULL, NULL, 0, 0, NULL, \
                     NULL, NULL, 0, NULL, 0, x'')",
                    [code],
                )
                .unwrap();
            let query = "SELECT status, content, mark FROM v_file WHERE file_change_number = ?";
            let found: [Option<String>; 3] = other
                .query_row(query, [code], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?]))
                .unwrap();
            for (sum, word) in all.iter_mut().zip(&words) {
                *sum += usize::from(word.is_some());
            }
            assert_eq!(found, words);
        }
        assert_eq!(all, [5, 6, 3]);
    }
}
