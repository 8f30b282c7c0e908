//! What is said of spots before and after a change, by ledgers of such changes alone.

use crate::model::{Beside, DAY, Likes, Month, ObjectId};
use crate::profile::{Ledger, MendedChange};
use crate::report::drawing::{Drawing, Ranged};
use crate::report::sample::looked_back;
use crate::report::section::{Block, Section};
use crate::report::{Addressee, Names, Quieted, Retro};

/// So many patches in the year before a change, and in so many days after it.
fn row(byte: u8, before: usize, (after, days): (usize, i64), beside: Beside) -> MendedChange {
    MendedChange {
        month: Month { year: 2025, month: 3 },
        commit: ObjectId::from_bytes([byte; 20]),
        spot: format!("src/s{byte}.rs: fn s"),
        before: (before, 365 * DAY),
        after: (after, days * DAY),
        beside,
    }
}

fn likes(expected: f64, probability: f64) -> Beside {
    let (low, high, variance) = (0, 9, 1.0);
    Beside::Matched(Likes { spots: 30, expected, low, high, variance, probability })
}

fn retro_of(mended: Vec<MendedChange>) -> Retro {
    let mut ledger = Ledger { repository: "tidewater".to_owned(), ..Ledger::default() };
    ledger.leverage.mended = mended;
    let you = Addressee::You("Ada".to_owned());
    looked_back(&[ledger], 740, 2025, &you, Names::Hidden)
}

fn quieted(mended: Vec<MendedChange>) -> Quieted {
    retro_of(mended).quieted
}

fn says(quieted: &Quieted) -> Vec<&str> {
    quieted.findings.iter().map(|finding| finding.text.as_str()).collect()
}

#[test]
fn no_change_that_ended_patches_is_said() {
    let none = quieted(Vec::new());
    let said = ["No change of yours in 2025 ended a chain of patches on a recurring spot."];
    assert_eq!(says(&none), said);
    assert_eq!((none.saved, none.changes.len()), (None, 0));
}

#[test]
fn one_spot_of_each_course() {
    let alone = |row| quieted(vec![row]);
    let beside = likes(9.0, 0.97);
    assert_eq!(
        says(&alone(row(1, 12, (0, 365), beside))),
        [
            "In 2025, a chain of patches ended with a change of yours on 1 recurring spot.",
            "It was quieted, that is, patched less since than spots like it: src/s1.rs: fn s.",
            "After the one that can be compared, 0 patches came and 9 were to be expected (likely \
             7–11): about 7.8 patches saved (likely 5.9–9.8).",
        ]
    );
    assert_eq!(
        says(&alone(row(1, 6, (0, 365), likes(1.0, 0.6))))[1..],
        [
            "That it was patched less since than spots like it cannot be said.",
            "It is quiet or patched less often, as spots like it are anyway.",
            "After the one that can be compared, 0 patches came and 1 were to be expected (likely \
             0–3): too near to each other to say that any were saved.",
        ]
    );
    assert_eq!(
        says(&alone(row(1, 6, (0, 40), Beside::TooEarly)))[1..],
        ["It is too early to tell: 90 days have not passed, or hardly anything was done \
          nearby since."]
    );
    assert_eq!(
        says(&alone(row(1, 6, (30, 365), likes(9.0, 0.0))))[2..],
        [
            "It is patched more often than before.",
            "After the one that can be compared, 30 patches came and 9 were to be expected (likely \
             7–11): more than expected.",
        ]
    );
}

#[test]
fn the_most_telling_quiet_spot_is_noted_in_its_month() {
    let note = |mended: Vec<MendedChange>| {
        let mut quieted = quieted(mended);
        quieted.changes.iter_mut().for_each(|story| story.change.date = "2025-03-04".to_owned());
        quieted.note().map(|note| note.says())
    };
    let quiet = row(1, 6, (0, 365), likes(1.0, 0.6));
    let calmed = row(2, 12, (1, 365), likes(9.0, 0.97));
    let busy = row(3, 6, (30, 365), likes(9.0, 0.0));
    let early = row(4, 6, (0, 40), Beside::TooEarly);
    assert_eq!(note(vec![quiet.clone(), calmed]).as_deref(), Some("2025-03: fn s quieted"));
    assert_eq!(note(vec![busy.clone(), quiet]).as_deref(), Some("2025-03: fn s quiet since"));
    assert_eq!(note(vec![busy, early]), None);
}

#[test]
fn several_spots_are_counted_by_what_came_of_them() {
    let mended = vec![
        row(1, 9, (0, 365), likes(5.0, 0.6)),
        row(2, 9, (0, 365), likes(9.0, 0.96)),
        row(3, 9, (8, 365), likes(9.0, 0.5)),
        row(4, 9, (0, 365), Beside::TooFew(2)),
        row(5, 9, (0, 20), Beside::TooEarly),
    ];
    let found = quieted(mended);
    let texts = says(&found);
    assert_eq!(
        texts[1..3],
        [
            "1 of them was quieted, that is, patched less since than spots like it: src/s2.rs: fn s.",
            "Of the spots, 1 is quiet or patched less often, as spots like it are anyway, 1 shows no \
             clear change and 1 is quieter but cannot be compared, as too few spots were ever like \
             it.",
        ]
    );
    assert!(texts[4].starts_with("For 1 of them it is too early to tell"), "{texts:?}");
    let spots: Vec<&str> = found.changes.iter().map(|story| story.spot.as_str()).collect();
    let order = ["src/s2.rs: fn s", "src/s1.rs: fn s", "src/s3.rs: fn s", "src/s4.rs: fn s"];
    assert_eq!(spots, order, "the most telling first, and none of a few days");
    assert_eq!(found.left_out, 1);
    assert_eq!(found.findings[1].evidence, ["F3", "E1"]);
}

#[test]
fn what_is_said_of_all_needs_no_number() {
    let clear = |byte| row(byte, 9, (8, 365), likes(9.0, 0.5));
    assert_eq!(says(&quieted(vec![clear(1), clear(2)]))[2], "They show no clear change.");
}

#[test]
fn spots_of_one_commit_with_the_same_course_are_one_story() {
    let (one, other) =
        (row(1, 9, (0, 365), likes(9.0, 0.96)), row(1, 9, (0, 365), likes(9.0, 0.96)));
    let other = MendedChange { spot: "src/t.rs: fn t".to_owned(), ..other };
    let found = quieted(vec![one, other]);
    assert_eq!((found.changes.len(), found.counts.quieted, found.sums.changes), (1, 2, 2));
    assert_eq!(found.changes[0].also, ["src/t.rs: fn t"]);
    assert!(says(&found)[1].ends_with("src/s1.rs: fn s and 1 more spot."), "{:?}", says(&found));
}

#[test]
fn what_is_drawn_has_rates_with_ranges() {
    let retro = retro_of(vec![row(1, 10, (0, 180), likes(6.0, 0.97))]);
    let Section { blocks, .. } = super::section(&retro);
    let Some(Block::Figure(figure)) = blocks.last() else { panic!("{blocks:?}") };
    let Drawing::BeforeAfter(rows) = &figure.drawing else { panic!("{figure:?}") };
    assert_eq!(figure.title, "The spot was patched less after the change than spots like it");
    let shown = |at: Ranged| format!("{} ({}–{})", at.value, at.low, at.high);
    let [before, after] = [rows[0].before, rows[0].after];
    // 10 (4.80–18.39) in 365 days, and 0 (0–3.69) in 180.
    assert_eq!(shown(before), "2.5 (1.2–4.5)");
    assert_eq!(shown(after), "0 (0–1.8)");
    let expected = rows[0].expected.unwrap();
    assert_eq!(shown(expected), "3 (0–4.5)");
    assert_eq!(rows[0].counts, "10 patches in 365 days, then 0 in 180");
    assert_eq!(rows[0].reading, "quieted");
}
