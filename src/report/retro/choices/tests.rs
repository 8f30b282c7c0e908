//! What is offered to choose, by made-up histories.

use crate::journal::{Aim, AimSort};
use crate::model::{Nature, PersonIndex, Thresholds};
use crate::profile::testing::{Story, day, held, too_early};
use crate::profile::{ExpectedPatches, Ledger};
use crate::report::sample::looked_back;
use crate::report::{Addressee, Choices, Names};

const ADA: PersonIndex = PersonIndex(0);
const BEN: PersonIndex = PersonIndex(1);

/// Ada's ledger on day 350 of 2024.
fn ledger_of(tell: impl Fn(&mut Story)) -> Ledger {
    let mut story = Story::new();
    story.person("Ada");
    story.person("Ben");
    tell(&mut story);
    story.ledger(ADA, &Thresholds::default(), day(350))
}

fn choices_of(ledger: Ledger) -> Choices {
    let you = Addressee::You("Ada".to_owned());
    looked_back(&[ledger], 350, 2024, &you, Names::Hidden).choices
}

/// Three patches of a spot, the last of them some days ago.
fn open_spot(story: &mut Story, name: &str) {
    let spot = story.spot("src/a.rs", name);
    let patches = story.patches(ADA, spot, &[270, 290, 310]);
    story.chain(spot, &patches, None, too_early(40));
    story.alive("src/a.rs", None, 100);
}

#[test]
fn a_spot_is_offered_with_what_is_to_be_expected_of_it() {
    let mut ledger = ledger_of(|story| open_spot(story, "fn a"));
    ledger.chains[0].expected = Some(ExpectedPatches { patches: 2.34, low: 0, high: 7 });
    let aim = Aim { sort: AimSort::Cause, place: Some("src/a.rs: fn a".to_owned()) };
    let id = aim.choice(&ledger.roots);
    let found = choices_of(ledger);
    assert_eq!((found.choices.len(), found.none_because), (1, None));
    let choice = &found.choices[0];
    assert_eq!(choice.text, "Look for the cause of the patches in src/a.rs: fn a.");
    assert!(choice.because.starts_with("3 patches within 40 days (12 lines), too early to tell"));
    // An hour for each patch, half of one to one and a half.
    assert_eq!(
        choice.saves,
        "about 2.3 patches in the next year (likely 0–7, by what spots like it had), which is about \
         2.3 hours (likely 0–7.5) at what patches there took you"
    );
    let command = format!("git headway goal accept {id}");
    assert_eq!((choice.accept.as_ref(), &choice.id), (Some(&command), &id));
    assert_eq!(choice.evidence, ["E1", "E2", "E3"]);
}

#[test]
fn where_nothing_can_be_expected_this_is_said_and_comes_last() {
    let mut ledger = ledger_of(|story| {
        open_spot(story, "fn a");
        for at in 0..4 {
            let spot = story.spot("src/b.rs", &format!("fn b{at}"));
            let patches = story.patches(ADA, spot, &[271 + at, 291 + at, 311 + at]);
            story.chain(spot, &patches, None, too_early(30));
        }
        story.alive("src/b.rs", None, 100);
    });
    for (chain, patches) in ledger.chains.iter_mut().skip(1).zip([1.0, 3.0, 2.0, 0.5]) {
        chain.expected = Some(ExpectedPatches { patches, low: 0, high: 9 });
    }
    let texts: Vec<String> =
        choices_of(ledger.clone()).choices.into_iter().map(|choice| choice.text).collect();
    let names = ["b1", "b2", "b0"];
    assert_eq!(texts.len(), names.len(), "no more than three of a sort: {texts:?}");
    for (text, name) in texts.iter().zip(names) {
        assert!(text.ends_with(&format!("src/b.rs: fn {name}.")), "{texts:?}");
    }
    ledger.chains.truncate(1);
    let found = choices_of(ledger);
    assert!(found.choices[0].saves.starts_with("cannot be told"), "{}", found.choices[0].saves);
    assert_eq!(found.choices[0].saving.hours, None);
}

/// Two years of commits of upkeep in many places, and these patches.
fn two_years(story: &mut Story) {
    for at in 0..60 {
        let docs = story.spot(&format!("docs/{at}/a.md"), "a");
        story.commit(ADA, at * 12 - 364, "docs: say more").change(docs, Nature::Upkeep);
    }
    for at in 0..20 {
        let once = story.spot("src/b.rs", &format!("fn b{at}"));
        let patch = story.commit(ADA, at * 12 - 363, "fix: once").change(once, Nature::Patch);
        story.outcome(patch, held(200));
    }
    let spot = story.spot("src/c.rs", "fn c");
    let days: Vec<i64> = (0..20).map(|at| 5 + at * 5).collect();
    let patches = story.patches(ADA, spot, &days);
    story.chain(spot, &patches, None, held(200));
}

#[test]
fn fewer_repeats_where_they_clearly_rose() {
    let found = choices_of(ledger_of(two_years));
    assert_eq!(found.choices.len(), 1, "{found:?}");
    let choice = &found.choices[0];
    assert_eq!(choice.text, "Patch fewer spots again.");
    assert_eq!(choice.because, "95% of 20 patching commits were repeats, after 0% of 20 in 2023");
    assert!(
        choice.saves.starts_with("about 19 repeats in a year like this one (likely 14.1–19.8)"),
        "{}",
        choice.saves
    );
    let patches = choice.saving.patches.unwrap();
    assert_eq!((patches.value, choice.aim.place.as_deref()), (19.0, None));
}

#[test]
fn new_ground_where_the_work_is_the_same_again() {
    let same = |story: &mut Story| {
        let docs = story.spot("docs/a.md", "a");
        for at in 0..70 {
            story.commit(ADA, at * 10 - 360, "docs: say more").change(docs, Nature::Upkeep);
        }
    };
    // A running year is not beside a whole one; so it is told in the next.
    let mut story = Story::new();
    story.person("Ada");
    same(&mut story);
    let ledger = story.ledger(ADA, &Thresholds::default(), day(370));
    let you = Addressee::You("Ada".to_owned());
    let found = looked_back(&[ledger], 370, 2024, &you, Names::Hidden).choices;
    let choice = &found.choices[0];
    assert_eq!(choice.text, "Take on work in an area that is new.");
    let because = "the work of 2024 is that of 2023 again, and not less of it";
    assert_eq!((choice.because.as_str(), choice.saving.hours), (because, None));
    assert_eq!(choice.evidence, ["F7", "F8"]);
}

#[test]
fn an_area_that_others_carry_and_that_is_only_patched_can_be_left() {
    let tell = |own_days: i64| {
        move |story: &mut Story| {
            let begun = story.spot("src/net/a.rs", "fn a");
            story.commit(ADA, -300, "feat: begin").change_of(begun, Nature::Structural, 40);
            for at in 0..40 {
                let spot = story.spot("src/net/a.rs", &format!("fn b{at}"));
                story.commit(BEN, at * 5, "feat: more").change(spot, Nature::Structural);
            }
            for at in 0..own_days {
                let spot = story.spot("src/net/a.rs", &format!("fn b{at}"));
                story.commit(ADA, 100 + at, "fix: it").change(spot, Nature::Patch);
            }
            story.alive("src/net/a.rs", Some(0), 40);
            story.alive("src/net/a.rs", Some(1), 400);
        }
    };
    let found = choices_of(ledger_of(tell(6)));
    assert_eq!(found.choices.len(), 1, "{found:?}");
    let choice = &found.choices[0];
    assert!(choice.text.starts_with("Leave src/"), "{}", choice.text);
    let because = "6 of 46 days of work there in 2024 were yours, and 6 of 6 commits in it patched \
                   what was there";
    assert_eq!(choice.because, because);
    assert_eq!(choice.aim.sort, "hand_over");
    assert_eq!(choice.evidence.len(), 5, "the last commits that patched it");
    assert!(choices_of(ledger_of(tell(4))).choices.is_empty(), "four days are too few");
}

#[test]
fn where_nothing_stands_out_nothing_is_offered() {
    let found = choices_of(ledger_of(|story| {
        let spot = story.spot("src/a.rs", "fn a");
        story.commit(ADA, 10, "feat: a").change(spot, Nature::Structural);
    }));
    assert_eq!(found.choices.len(), 0);
    assert!(
        found.none_because.unwrap().starts_with("No finding of this report calls for a choice")
    );
}
