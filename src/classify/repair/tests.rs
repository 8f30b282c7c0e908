//! What fixes repair, as it happens.

use super::{Linker, Weights};
use crate::classify::testing::{Story, classified, commit, history, id};
use crate::model::{CommitIndex, Repair};

fn add_reader() -> Story {
    commit("feat: add reader of frames")
        .called("reader")
        .edit("src/reader.rs", "fn read_frame", 40, 0)
        .new_file()
}

fn add_writer() -> Story {
    commit("feat: add writer of pages")
        .called("writer")
        .by("bob")
        .on("2024-01-20")
        .edit("src/writer.rs", "fn write_page", 40, 0)
        .new_file()
}

fn fix_reader() -> Story {
    commit("fix: read_frame must not lose the last frame")
        .on("2024-04-01")
        .edit("src/reader.rs", "fn read_frame", 2, 2)
        .reworking("reader", 2)
}

fn likeliest(story: &[Story]) -> (Vec<Repair>, f64) {
    let (_, verdicts) = classified(story);
    let repairs = verdicts.commits.last().unwrap().repairs.clone();
    let confidence = repairs.first().map_or(0.0, |repair| repair.confidence);
    (repairs, confidence)
}

#[test]
fn whoever_wrote_the_lines_is_repaired_and_the_reasons_say_so() {
    let (repairs, confidence) = likeliest(&[add_reader(), add_writer(), fix_reader()]);
    assert_eq!(repairs[0].commit, CommitIndex(0));
    assert!(confidence > 0.5 && confidence < 1.0, "{confidence}");
    let says: Vec<&str> = repairs[0].evidence.iter().map(|because| because.says.as_str()).collect();
    assert!(says.contains(&"wrote all 2 lines that are replaced or deleted"), "{says:?}");
    assert!(repairs.windows(2).all(|pair| pair[0].confidence >= pair[1].confidence));
}

#[test]
fn what_the_message_names_comes_before_what_the_lines_say() {
    let fix = fix_reader().body(&format!("Fixes: {} (\"writer\")", id("writer").short()));
    let (repairs, confidence) = likeliest(&[add_reader(), add_writer(), fix]);
    assert_eq!(repairs.len(), 1);
    assert_eq!(repairs[0].commit, CommitIndex(1));
    assert!(repairs[0].is_sure() && confidence > 0.9);
    assert_eq!(repairs[0].evidence[0].rule.name, "repairs-named");
}

#[test]
fn a_later_or_unknown_commit_is_not_what_a_message_names() {
    let fix = fix_reader().body("Fixes: 0123456 (\"writer\")");
    let (repairs, _) = likeliest(&[add_reader(), add_writer(), fix]);
    assert_eq!(repairs[0].commit, CommitIndex(0));
}

#[test]
fn a_formatter_a_bot_and_a_merge_bring_no_faults() {
    let layout = commit("style: format").called("layout").on("2024-02-01");
    let layout = layout.edit("src/reader.rs", "fn read_frame", 9, 9).formatting();
    let ignored = commit("refactor: other names").called("ignored").on("2024-02-02");
    let ignored = ignored.edit("src/reader.rs", "fn read_frame", 9, 9).ignored_by_blame();
    let story = [add_reader(), layout, ignored, fix_reader()];
    let history = history(&story);
    let verdicts = classified(&story).1;
    let linker = Linker::new(&history, &verdicts.commits);
    let found = linker.candidates(CommitIndex(3));
    let candidates: Vec<CommitIndex> = found.all.iter().map(|found| found.commit).collect();
    assert_eq!(candidates, [CommitIndex(0)]);
}

#[test]
fn lines_around_an_insertion_and_whoever_brought_the_section_are_candidates() {
    let around = commit("feat: count frames").called("around").on("2024-02-01");
    let around = around.edit("src/reader.rs", "fn read_frame", 3, 0);
    let insertion = commit("fix: check for the end").on("2024-04-01");
    let insertion = insertion.edit("src/reader.rs", "fn read_frame", 1, 0).near("around", 3);
    let story = [add_reader(), around, insertion];
    let verdicts = classified(&story).1;
    let history = history(&story);
    let linker = Linker::new(&history, &verdicts.commits);
    let found = linker.candidates(CommitIndex(2));
    let facts: Vec<_> =
        found.all.iter().map(|found| (found.commit, found.lines, found.context)).collect();
    assert_eq!(facts, [(CommitIndex(0), 0, 0), (CommitIndex(1), 0, 3)]);
    let likely = Weights::shipped().probabilities(&found);
    assert!(likely.iter().sum::<f64>() < 1.0, "none of them is possible too: {likely:?}");
}

#[test]
fn only_fixes_repair() {
    let other = commit("feat: read faster").edit("src/reader.rs", "fn read_frame", 2, 2);
    let (repairs, _) = likeliest(&[add_reader(), add_writer(), other.reworking("reader", 2)]);
    assert!(repairs.is_empty());
}
