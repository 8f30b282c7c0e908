//! How structural events are told.

use std::slice::from_ref;

use super::Structure;
use super::sentence::takes;
use crate::model::{
    CommitStructure, EventEvidence, EventKind, EventSubject, SharedLines, StructuralEvent,
    SymbolPlace,
};

fn place(path: &str, symbol: &str, first: u32, last: u32) -> SymbolPlace {
    SymbolPlace { path: path.into(), symbol: symbol.to_owned(), lines: first..last + 1 }
}

fn event(kind: EventKind, before: &[SymbolPlace], after: &[SymbolPlace]) -> StructuralEvent {
    StructuralEvent {
        kind,
        subject: EventSubject::Function,
        before: before.to_vec(),
        after: after.to_vec(),
        is_public: false,
        detail: String::new(),
        probability: 1.0,
        evidence: EventEvidence::default(),
    }
}

fn told(event: StructuralEvent) -> String {
    let found = CommitStructure { events: vec![event], ..CommitStructure::default() };
    Structure::of(&found).events.remove(0).text
}

#[test]
fn what_was_taken_out_tells_the_lines_that_prove_it() {
    let whole = place("src/a.rs", "impl Parser > fn parse", 50, 90);
    let part = place("src/a.rs", "impl Parser > fn parse_header", 10, 42);
    let mut extracted = event(EventKind::Extracted, from_ref(&whole), from_ref(&part));
    let shared = |before, lines| SharedLines { before, after: 12, lines };
    extracted.evidence.shared = vec![shared(52, 11), shared(70, 3)];
    assert_eq!(
        told(extracted.clone()),
        "takes fn parse_header out of fn parse (src/a.rs:10-42, 14 lines are the same)"
    );
    extracted.probability = 0.79;
    assert!(told(extracted).starts_with("perhaps takes fn parse_header"));
    let inlined = event(EventKind::Inlined, from_ref(&part), from_ref(&whole));
    let says = "puts fn parse_header into fn parse, which used it (src/a.rs:50-90)";
    assert_eq!(told(inlined), says);
}

#[test]
fn names_and_places() {
    let a = place("src/a.rs", "fn a", 1, 3);
    let b = place("src/a.rs", "fn b", 4, 4);
    assert_eq!(
        told(event(EventKind::Renamed, from_ref(&a), from_ref(&b))),
        "renames fn a to b (src/a.rs:4)"
    );
    let (old, new) = (place("a/X.java", "class X", 1, 9), place("b/X.java", "class X", 3, 12));
    assert_eq!(
        told(event(EventKind::Moved, &[old], &[new])),
        "moves class X from a/X.java to b/X.java"
    );
    let inner = place("src/a.rs", "impl A > fn a", 7, 9);
    assert_eq!(
        told(event(EventKind::MovedAndRenamed, from_ref(&inner), from_ref(&b))),
        "moves fn a from impl A to the top of the file (src/a.rs:4) as b"
    );
    let many = [a, b, place("c.rs", "fn c", 1, 1), place("c.rs", "fn d", 1, 1)];
    assert_eq!(
        told(event(EventKind::Merged, &many, &many[..1])),
        "makes fn a of fn a, fn b, fn c and 1 more (src/a.rs:1-3)"
    );
}

#[test]
fn text_of_a_repository_moves_no_cursor() {
    let odd = place("src/\u{1b}[2J.rs", "fn a\u{202e}", 1, 3);
    let mut changed = event(EventKind::SignatureChanged, from_ref(&odd), from_ref(&odd));
    changed.detail = "(a\u{7}) → (b)".to_owned();
    let found = CommitStructure { events: vec![changed], ..CommitStructure::default() };
    let structure = Structure::of(&found);
    let json = crate::report::to_json(&structure);
    assert!(!json.contains(['\u{1b}', '\u{202e}', '\u{7}']), "{json}");
    assert!(!json.contains("\\u0007") && !json.contains("\\u001b"), "{json}");
    assert!(structure.events[0].text.contains(r"\u{202e} takes: (a\u{7}) → (b)"));
}

#[test]
fn a_signature_says_which_part_is_another() {
    assert_eq!(takes("(a: (u8, u8)): u8 → (a): u8"), "takes");
    assert_eq!(takes("(a: fn()): u8 → (a: fn()): ()"), "returns");
    assert_eq!(takes("(a) → (b): u8"), "takes and returns");
    assert_eq!(takes("((("), "takes");
}

#[test]
fn the_most_telling_come_first_and_the_rest_is_counted() {
    let at = [place("src/a.rs", "fn a", 1, 3)];
    let added = || event(EventKind::Added, &[], &at);
    let mut events = vec![event(EventKind::Removed, &at, &[]), added(), added()];
    events.push(event(EventKind::Extracted, &at, &at));
    let found = CommitStructure { events, unparsed: 1, left_out: 2, ..CommitStructure::default() };
    let structure = Structure::of(&found);
    let kinds: Vec<&str> = structure.events.iter().map(|event| event.kind).collect();
    assert_eq!(kinds, ["extracted", "added", "added", "removed"]);
    assert_eq!(structure.rest(1).unwrap(), "and 3 more: 2 added, 1 removed");
    assert_eq!(structure.rest(4), None);
    assert_eq!(
        structure.gaps(),
        [
            "2 files were not looked into: too large, no text, or not here.",
            "1 file is in a language that is not parsed."
        ]
    );
}

#[test]
fn every_kind_has_its_sentence() {
    let at = [place("src/a.rs", "fn a", 1, 3)];
    let both = [at[0].clone(), at[0].clone()];
    for kind in EventKind::ALL.iter().filter(|kind| **kind != EventKind::Refiled) {
        for subject in EventSubject::ALL {
            let text = told(StructuralEvent { subject: *subject, ..event(*kind, &both, &both) });
            let named = ["fn a", "src/a.rs"].iter().any(|name| text.contains(name));
            assert!(named && !text.contains(['{', '}']), "{kind:?}, {subject:?}: {text}");
        }
    }
    let file = |path| [place(path, "", 1, 3)];
    let moved = event(EventKind::Moved, &file("a/x.rs"), &file("b/x.rs"));
    let moved = StructuralEvent { subject: EventSubject::File, ..moved };
    assert_eq!(told(moved), "moves a/x.rs to b/x.rs");
    let before = [place("a", "", 1, 0), file("a/x.rs")[0].clone(), file("a/y.rs")[0].clone()];
    let after = [place("b/c", "", 1, 0), file("b/c/x.rs")[0].clone(), file("b/c/y.rs")[0].clone()];
    let moved = event(EventKind::Moved, &before, &after);
    let moved = StructuralEvent { subject: EventSubject::Directory, ..moved };
    assert_eq!(told(moved), "moves directory a to b/c (2 files)");
    let after = [place("", "", 1, 0), after[0].clone(), after[1].clone(), after[2].clone()];
    let split = event(EventKind::Split, &before, &after);
    let split = StructuralEvent { subject: EventSubject::Directory, ..split };
    let says = "splits directory a into the top of the repository and b/c (2 files)";
    assert_eq!(told(split), says);
    let double = event(EventKind::Duplicated, &at, &both);
    assert_eq!(told(double), "adds fn a, which says the same as fn a (src/a.rs:1-3)");
}

#[test]
fn what_a_moved_directory_took_along_is_told_with_it() {
    let places = |directory: &str| {
        let files =
            ["X.java", "Y.java"].map(|name| place(&format!("{directory}/{name}"), "", 1, 0));
        [[place(directory, "", 1, 0)].as_slice(), &files].concat()
    };
    let moved = event(EventKind::Moved, &places("a"), &places("b"));
    let moved = StructuralEvent { subject: EventSubject::Directory, ..moved };
    let class = |path: &str, name: &str| [place(path, &format!("class {name}"), 3, 9)];
    let of_class = |kind, before: &[SymbolPlace], after: &[SymbolPlace]| StructuralEvent {
        subject: EventSubject::Type,
        ..event(kind, before, after)
    };
    let events = vec![
        of_class(EventKind::Moved, &class("a/X.java", "X"), &class("b/X.java", "X")),
        of_class(EventKind::MovedAndRenamed, &class("a/Y.java", "Y"), &class("b/Y.java", "Z")),
        of_class(EventKind::Moved, &class("a/X.java", "V"), &class("b/Y.java", "V")),
        moved,
    ];
    let structure = Structure::of(&CommitStructure { events, ..CommitStructure::default() });
    let told: Vec<&str> = structure.events.iter().map(|event| event.text.as_str()).collect();
    assert_eq!(
        told,
        [
            "moves directory a to b (2 files)",
            "moves class Y from a/Y.java to b/Y.java as Z",
            "moves class V from a/X.java to b/Y.java",
        ]
    );
}
