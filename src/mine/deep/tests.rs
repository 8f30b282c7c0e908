//! Which versions are parsed, and in which portions.

use super::versions::Versions;
use super::{DeepCommit, DeepFile};
use crate::model::{Content, ObjectId};

fn id(number: u8) -> ObjectId {
    ObjectId::from_bytes([number; 20])
}

fn file(path: &str, old: u8, new: u8) -> DeepFile {
    let blob = |number: u8| (number > 0).then(|| id(number));
    DeepFile {
        path: path.into(),
        old_path: None,
        old_blob: blob(old),
        new_blob: blob(new),
        content: Content::Text,
        changes: Vec::new(),
    }
}

fn commit(number: u32, files: Vec<DeepFile>) -> DeepCommit {
    DeepCommit { number, id: id(0), is_merge: false, files }
}

#[test]
fn only_what_can_be_parsed_and_differs_is_planned() {
    let mut files = vec![file("a.rs", 1, 2), file("b.rs", 3, 3), file("c.unknown", 4, 5)];
    files.push(DeepFile { content: Content::Unavailable, ..file("d.rs", 6, 7) });
    files.push(DeepFile { content: Content::Binary, ..file("e.rs", 8, 9) });
    files.push(DeepFile { old_path: Some("f.unknown".into()), ..file("f.rs", 10, 11) });
    files.push(DeepFile { old_path: Some("g.rs".into()), ..file("h.rs", 12, 12) });
    let merge = DeepCommit { is_merge: true, ..commit(2, files.clone()) };
    let commits = [commit(1, files), merge];
    let (versions, planned) = Versions::of(&commits);
    assert_eq!((planned[0].files.len(), planned[1].files.len()), (2, 0));
    assert_eq!((planned[0].found.unparsed, planned[0].found.left_out), (2, 1));
    assert_eq!((planned[1].found.unparsed, planned[1].found.left_out), (0, 0));
    // Renamed without a change: one version, twice.
    assert_eq!(versions.len(), 3);
}

#[test]
fn a_block_holds_no_more_text_than_it_may() {
    let commits = [
        commit(1, vec![file("a.rs", 0, 1)]),
        commit(2, vec![file("a.rs", 1, 2)]),
        commit(3, vec![file("a.rs", 2, 3), file("b.rs", 0, 4)]),
    ];
    let (mut versions, mut planned) = Versions::of(&commits);
    versions.set_sizes(vec![Some(10), Some(20), Some(30), None]);
    assert_eq!(versions.block(&planned, 30), 2);
    assert_eq!(versions.block(&planned, 5), 1, "one commit at least");
    assert_eq!(versions.block(&planned, 60), 3);
    versions.leave_out(&mut planned[2], 9, 50);
    assert_eq!((planned[2].files.len(), planned[2].found.left_out), (1, 1), "not here");
    assert_eq!(versions.by_file(&planned), [[0, 1, 2]]);
    versions.leave_out(&mut planned[2], 9, 49);
    assert!(planned[2].files.is_empty() && planned[2].found.is_sweep);
    versions.leave_out(&mut planned[1], 0, 99);
    assert!(planned[1].found.is_sweep);
}

#[test]
fn files_with_the_most_text_come_first_and_are_followed() {
    let commits = [
        commit(1, vec![file("a.rs", 0, 1), file("b.rs", 0, 2)]),
        commit(2, vec![file("b.rs", 2, 3), file("b.py", 0, 3)]),
    ];
    let (mut versions, planned) = Versions::of(&commits);
    versions.set_sizes(vec![Some(5), Some(4), Some(3), Some(1)]);
    // One content in two languages is two versions.
    assert_eq!(versions.by_file(&planned), [vec![1, 2], vec![0], vec![3]]);
    let renamed = DeepFile { old_path: Some("a.rs".into()), ..file("c.rs", 2, 3) };
    let commits = [
        commit(1, vec![file("a.rs", 1, 2)]),
        commit(2, vec![renamed]),
        commit(3, vec![file("c.rs", 3, 4), file("a.rs", 5, 6)]),
    ];
    let (versions, planned) = Versions::of(&commits);
    assert_eq!(versions.by_file(&planned), [[0, 1, 2, 3, 4, 5]]);
}
