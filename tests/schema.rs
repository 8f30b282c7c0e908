//! Holds `docs/schema.md` against the structs whose JSON it describes.
//!
//! In: the sources of `src/report` and the page. Out: nothing, or the fields that differ. A struct
//! that can become JSON has a heading of its name, and below it a table whose first column holds its
//! fields in their order. Deliberately absent: types and meanings; a reader checks those.

#![expect(clippy::unwrap_used, reason = "sources that cannot be read are a failed test")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Fields by the name of their struct.
type Fields = BTreeMap<String, Vec<String>>;

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

/// The serialised structs of a source as rustfmt lays them out. Flattened fields are not keys of the
/// JSON and are left out.
fn fields_of(source: &str) -> Fields {
    let mut structs = Fields::new();
    let mut serialized = false;
    let mut current = None;
    let mut flattened = false;
    for line in source.lines() {
        if line.starts_with("#[derive(") {
            serialized = line.contains("Serialize");
        } else if let Some(rest) = line.strip_prefix("pub struct ") {
            let name = rest.split([' ', '<', '(']).next().unwrap().to_owned();
            current = (serialized && line.ends_with('{')).then_some(name);
        } else if line == "}" {
            current = None;
        } else if let (Some(name), Some(field)) = (&current, line.trim().strip_prefix("pub ")) {
            let field = field.split(':').next().unwrap().to_owned();
            let fields = structs.entry(name.clone()).or_default();
            if !std::mem::take(&mut flattened) {
                fields.push(field);
            }
        } else if line.contains("serde(flatten)") {
            flattened = true;
        }
    }
    structs
}

/// The tables of the page: under each heading the words in backticks that begin a row.
fn fields_in(page: &str) -> Fields {
    let mut tables = Fields::new();
    let mut heading = String::new();
    for line in page.lines() {
        if let Some(title) = line.strip_prefix("### ") {
            title.trim_start_matches("The ").clone_into(&mut heading);
        } else if let Some(row) = line.strip_prefix("| `") {
            let field = row.split('`').next().unwrap().to_owned();
            tables.entry(heading.clone()).or_default().push(field);
        }
    }
    tables
}

#[test]
fn every_field_is_on_the_page_and_no_other() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut structs = Fields::new();
    for path in sources(&top.join("src/report")) {
        structs.extend(fields_of(&fs::read_to_string(path).unwrap()));
    }
    assert!(structs.len() > 25, "only {} structs found", structs.len());
    let mut page = fields_in(&fs::read_to_string(top.join("docs/schema.md")).unwrap());
    // The one enum with fields: the key that tells the variants apart, and the fields of all.
    let outcome = page.remove("OutcomeFigure").unwrap();
    assert_eq!(outcome, ["is", "quiet_days", "exposure", "by", "after_days"]);
    for (name, fields) in &structs {
        assert_eq!(page.get(name), Some(fields), "{name}");
    }
    let unknown: Vec<_> = page.keys().filter(|name| !structs.contains_key(*name)).collect();
    assert!(unknown.is_empty(), "no such structs: {unknown:?}");
}

#[test]
fn flattened_fields_and_plain_structs_are_left_out() {
    let source = "#[derive(Clone, Serialize)]\npub struct A {\n    /// One.\n    pub one: u8,\n    \
                  #[serde(flatten)]\n    pub two: B,\n    pub three: u8,\n}\n\
                  #[derive(Clone)]\npub struct C {\n    pub four: u8,\n}\n";
    let found = fields_of(source);
    assert_eq!(found.len(), 1);
    assert_eq!(found["A"], ["one", "three"]);
}
