//! Goals beside what they are measured by, on the sample and small stories.
//!
//! In: ledgers, goals. Out: nothing. Deliberately absent: screens.

use super::{Aims, GoalCourse, earlier, is_of};
use crate::journal::{Aim, AimSort, Goal, GoalId, GoalState, Project};
use crate::model::{Nature, ObjectId, Thresholds, Timestamp};
use crate::profile::testing::{EPOCH, Story, day, too_early};
use crate::profile::{Ledger, Period, Work};
use crate::report::sample::{NOW, sample};

fn goal(sort: AimSort, place: Option<&str>, ledger: &Ledger) -> Goal {
    let project = Project { name: "tidewater".to_owned(), roots: ledger.roots.clone() };
    Goal {
        goal: GoalId(1),
        text: "less of the same".to_owned(),
        set: (EPOCH, 0),
        by: None,
        project: Some(project),
        aim: Some(Aim { sort, place: place.map(str::to_owned) }),
        state: GoalState::Open,
        since: None,
    }
}

fn course(ledger: &Ledger, goal: &Goal, now: Timestamp, period: &str, before: usize) -> GoalCourse {
    let ledgers = [ledger.clone()];
    let work = Work::of(&ledgers, now);
    let period = Period::named(period).unwrap();
    Aims::new(&work, period, earlier(period, before)).course(goal)
}

#[test]
fn patches_at_a_spot_are_counted_by_days() {
    let ledger = sample().ledger;
    let spot = "src/auth/session.rs: impl Lock<T> > fn *lock*";
    let goal = goal(AimSort::Cause, Some(spot), &ledger);
    let found = course(&ledger, &goal, day(NOW), "2024-Q4", 4);
    let measured = found.measured.unwrap();
    assert_eq!((measured.now.part, measured.now.days), (2.0, 92));
    let before = measured.before.unwrap();
    assert_eq!((before.period.as_str(), before.part, before.days), ("2023-10–2024-09", 3.0, 366));
    let parts: Vec<f64> = measured.course.iter().map(|at| at.part).collect();
    assert_eq!(parts, [0.0, 0.0, 0.0, 3.0]);
    assert_eq!(measured.reading, "unclear");
    assert_eq!(
        found.says,
        "Patches: 2 in 92 days, 3 in 366 days before; per 90 days 2 (0.2–7.1) after 0.7 (0.2–2.2): no clear movement."
    );
    // The quarter that runs, 35 of its days.
    let running = course(&ledger, &goal, day(NOW), "2025-Q1", 4);
    assert_eq!(running.measured.unwrap().now.days, 35);
    let begun = course(&ledger, &goal, day(380), "2025-Q1", 4);
    assert_eq!(begun.measured.unwrap().reading, "too-early");
}

/// A spot that Ada patches on some days, in an area where Ben works on others.
fn story(patches: &[i64], days_of_ben: &[i64], now: i64) -> Ledger {
    let mut story = Story::new();
    let (ada, ben) = (story.person("Ada"), story.person("Ben"));
    let (spot, other) = (story.spot("src/a.rs", "fn a"), story.spot("src/b.rs", "fn b"));
    story.commit(ada, 0, "feat: begin").change_of(spot, Nature::Structural, 40);
    let patches = story.patches(ada, spot, patches);
    story.chain(spot, &patches, None, too_early(5));
    for at in days_of_ben {
        story.commit(ben, *at, "feat: more").change(other, Nature::Structural);
    }
    story.alive("src/a.rs", Some(0), 40);
    let mut ledger = story.ledger(ada, &Thresholds::default(), day(now));
    ledger.roots = vec![ObjectId::from_bytes([7; 20])];
    ledger
}

#[test]
fn what_is_beyond_chance_moved() {
    let patches: Vec<i64> = (1..30).map(|at| at * 12).collect();
    let days: Vec<i64> = (367..380).collect();
    let ledger = story(&patches, &days, 455);
    let of = |sort, place: &str| {
        let found = course(&ledger, &goal(sort, Some(place), &ledger), day(455), "2025-Q1", 4);
        found.measured.map(|measured| (measured.reading, measured.now.part))
    };
    assert_eq!(of(AimSort::Cause, "src/a.rs: fn a"), Some(("towards", 0.0)));
    assert_eq!(of(AimSort::SecondPerson, "src/"), Some(("towards", 13.0)));
    assert_eq!(of(AimSort::HandOver, "src/"), Some(("towards", 0.0)));
    assert_eq!(of(AimSort::Cause, "src/a.rs: fn gone"), None);
    assert_eq!(of(AimSort::SecondPerson, "gone/"), None);
    // Before the person's first commit nobody looked.
    let first = course(
        &ledger,
        &goal(AimSort::Cause, Some("src/a.rs: fn a"), &ledger),
        day(455),
        "2024-Q1",
        4,
    );
    let measured = first.measured.unwrap();
    assert_eq!(
        (measured.reading, measured.before, measured.course),
        ("nothing-before", None, vec![])
    );
}

#[test]
fn shares_need_enough_of_both() {
    let ledger = sample().ledger;
    let repeats = goal(AimSort::FewerRepeats, None, &ledger);
    let year = course(&ledger, &repeats, day(NOW), "2024", 1);
    let measured = year.measured.unwrap();
    assert_eq!((measured.now.part, measured.now.of), (5.0, Some(13.0)));
    assert_eq!(
        year.says,
        "Repeats of patching commits: 38% (18–64%) of 13, before 45% (21–72%) of 11: no clear movement."
    );
    let quarter = course(&ledger, &repeats, day(NOW), "2024-Q4", 4);
    assert_eq!(quarter.measured.unwrap().reading, "too-early");
    let new_ground = course(&ledger, &goal(AimSort::NewGround, None, &ledger), day(NOW), "2024", 1);
    let measured = new_ground.measured.unwrap();
    // Everything was new in the first year, so that there is no share of it.
    assert_eq!((measured.reading, measured.before), ("nothing-before", None));
}

#[test]
fn what_cannot_be_measured_says_why() {
    let ledger = sample().ledger;
    let elsewhere = Ledger { roots: vec![ObjectId::from_bytes([9; 20])], ..ledger.clone() };
    let says = |goal: &Goal| course(&ledger, goal, day(NOW), "2024", 1).says;
    let cause = goal(AimSort::Cause, Some("gone.rs: fn gone"), &ledger);
    assert_eq!(says(&cause), "No patches of that spot are known by this name now.");
    let foreign = goal(AimSort::FewerRepeats, None, &elsewhere);
    assert_eq!(says(&foreign), "Its project is not among the repositories here.");
    let later = goal(AimSort::Other("mood".to_owned()), None, &ledger);
    assert_eq!(says(&later), "Only a later version knows how it is measured.");
    let by = Some(jiff::civil::date(2024, 6, 30));
    let plain = Goal { aim: None, by, ..cause };
    assert_eq!(says(&plain), "Nothing was said of it since it was set on 2024-01-01.");
    let since = Some((day(100), 0, Some("three people\nknow it".to_owned())));
    let done = Goal { state: GoalState::Done, since, ..plain };
    assert_eq!(says(&done), "Reached on 2024-04-10: “three people know it”");
}

#[test]
fn a_goal_is_of_the_periods_in_which_it_was_open() {
    let ledger = sample().ledger;
    let open = goal(AimSort::Cause, None, &ledger);
    let since = Some((day(100), 0, None));
    let done = Goal { state: GoalState::Done, since: since.clone(), ..open.clone() };
    let due = Goal { by: Some(jiff::civil::date(2024, 12, 31)), ..done.clone() };
    let reopened = Goal { since, ..open.clone() };
    let periods = ["2023-Q4", "2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"];
    let of = |goal: &Goal| periods.map(|name| is_of(goal, Period::named(name).unwrap()));
    assert_eq!(of(&open), [false, true, true, true, true]);
    assert_eq!(of(&done), [false, true, true, false, false]);
    assert_eq!(of(&due), [false, true, true, false, true]);
    assert_eq!(of(&reopened), of(&open));
}
