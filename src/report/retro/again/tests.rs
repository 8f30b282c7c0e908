//! What is said of spots that were patched again, by made-up histories.

use crate::model::{Nature, PersonIndex, Thresholds};
use crate::profile::testing::{Story, came_back, day, held, too_early};
use crate::report::drawing::{Drawing, EventSort};
use crate::report::sample::looked_back;
use crate::report::section::Block;
use crate::report::{Addressee, Names, PatchedAgain, Retro};

const ADA: PersonIndex = PersonIndex(0);
const BEN: PersonIndex = PersonIndex(1);

/// Ada's retrospective of 2024, told at the end of a day of it or later.
fn retro_of(today: i64, tell: impl Fn(&mut Story)) -> Retro {
    let mut story = Story::new();
    story.person("Ada");
    story.person("Ben");
    tell(&mut story);
    let ledger = story.ledger(ADA, &Thresholds::default(), day(today));
    let you = Addressee::You("Ada".to_owned());
    looked_back(&[ledger], today, 2024, &you, Names::Hidden)
}

fn says(again: &PatchedAgain) -> Vec<&str> {
    again.findings.iter().map(|finding| finding.text.as_str()).collect()
}

#[test]
fn nothing_patched_again_is_said() {
    let again = retro_of(400, |story| {
        let spot = story.spot("src/a.rs", "fn a");
        story.patches(ADA, spot, &[10]);
    });
    assert_eq!(says(&again.again), ["In 2024, you patched no spot again."]);
}

#[test]
fn one_spot_that_held() {
    let retro = retro_of(600, |story| {
        let spot = story.spot("src/a.rs", "fn a");
        let patches = story.patches(ADA, spot, &[10, 20, 40]);
        story.chain(spot, &patches, None, held(200));
    });
    assert_eq!(
        says(&retro.again),
        [
            "In 2024, you patched 1 spot again, in 2 commits; the patches of it took about 3 hours \
             (likely 1.5–4.5).",
            "It is src/a.rs: fn a: 3 patches in 2024.",
            "It held afterwards.",
        ]
    );
    assert_eq!(retro.again.findings[1].evidence, ["F4", "E1", "E2", "E3"]);
}

#[test]
fn chains_of_one_spot_are_one_strip_and_patches_after_a_change_are_told() {
    let retro = retro_of(400, |story| {
        let spot = story.spot("src/a.rs", "fn a");
        let first = story.patches(ADA, spot, &[-100, 10, 20]);
        let change = story.commit(ADA, 30, "refactor: a").change(spot, Nature::Structural);
        let last = story.patches(BEN, spot, &[200, 210]);
        let later = story.patches(ADA, spot, &[220]);
        story.chain(spot, &first, Some(change), came_back(last[0], 170));
        story.chain(spot, &[last, later].concat(), None, too_early(100));
        let other = story.spot("src/b.rs", "fn b");
        let patches = story.patches(ADA, other, &[300, 310]);
        story.chain(other, &patches, None, held(90));
    });
    let again = &retro.again;
    assert_eq!(
        says(again)[1..],
        [
            "src/a.rs: fn a took most: 5 patches in 2024, 3 of them yours, and about 3 hours \
             (likely 1.5–4.5).",
            "Of these spots, 1 held afterwards and 1 is quiet for too short a time to tell.",
            "On 1 of them patches went on after a structural change of yours: src/a.rs: fn a.",
        ]
    );
    assert_eq!((again.spots, again.chains.len(), again.chains[0].patches), (2, 2, 6));
    let [change, next] = &again.findings[3].evidence[1..] else { panic!("{:?}", again.findings) };
    let row = |id: &String| retro.evidence.iter().find(|row| row.id == *id).unwrap();
    assert_eq!(row(change).commit.subject, "refactor: a");
    assert_eq!(row(next).commit.date, "2024-07-19");
}

#[test]
fn what_is_drawn_begins_a_quarter_earlier_and_ends_now() {
    let retro = retro_of(330, |story| {
        let spot = story.spot("src/a.rs", "fn a");
        let patches = story.patches(ADA, spot, &[-120, -60, 20]);
        let other = story.commit(BEN, 30, "fix: too").change(spot, Nature::Patch);
        let change = story.commit(ADA, 50, "refactor: a").change(spot, Nature::Structural);
        story.chain(spot, &[patches, vec![other]].concat(), Some(change), held(250));
    });
    let section = super::section(&retro);
    let Some(Block::Figure(figure)) = section.blocks.last() else { panic!("{section:?}") };
    let Drawing::Strips(strips) = &figure.drawing else { panic!("{figure:?}") };
    assert_eq!(
        [strips.first, strips.last].map(|day| day.to_string()),
        ["2023-10-01", "2024-11-26"]
    );
    assert_eq!(figure.title, "The spot that was patched again in 2024 held afterwards");
    let row = &strips.rows[0];
    let sorts: Vec<EventSort> = row.events.iter().map(|event| event.sort).collect();
    let [own, others, cause] = [EventSort::OwnPatch, EventSort::OthersPatch, EventSort::Cause];
    assert_eq!(sorts, [own, own, others, cause], "the first patch is older than what is drawn");
    assert_eq!(row.events[2].says, "2024-01-31: somebody else's patch");
    let quiet = row.quiet.unwrap();
    assert_eq!((quiet.from.to_string().as_str(), quiet.held), ("2024-02-20", true));
    assert_eq!(quiet.to.to_string(), "2024-10-27");
    assert_eq!(row.counts, "2 patches, 1 own, 1 h (0.5–1.5)");
}

#[test]
fn hours_of_a_commit_are_divided_over_its_changes() {
    let retro = retro_of(400, |story| {
        let (one, two) = (story.spot("src/a.rs", "fn a"), story.spot("src/b.rs", "fn b"));
        let mut patches = Vec::new();
        for at in [10, 20] {
            patches.push(story.commit(ADA, at, "fix: a").change(one, Nature::Patch));
            story.change(two, Nature::Structural);
        }
        story.chain(one, &patches, None, held(300));
    });
    // Two sittings of an hour, half of each for the patch.
    assert_eq!(retro.again.hours.value.to_string(), "1");
}

#[test]
fn spots_that_are_not_told_are_counted() {
    let retro = retro_of(400, |story| {
        for at in 0..10 {
            let spot = story.spot("src/a.rs", &format!("fn a{at}"));
            let patches = story.patches(ADA, spot, &[10 + at, 20 + at]);
            story.chain(spot, &patches, None, held(300));
        }
    });
    assert_eq!((retro.again.spots, retro.again.chains.len(), retro.again.left_out), (10, 8, 2));
    assert_eq!(super::sentences::hours(retro.again.hours), "about 20 hours (likely 10–30)");
}

#[test]
fn next_to_nothing_is_no_number() {
    let hours = crate::report::profile::EstimateFigure { value: 0.0, low: 0.0, high: 0.1 };
    assert_eq!(super::sentences::hours(hours), "a few minutes");
}
