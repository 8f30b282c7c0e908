//! `kill -9` at any moment of a run, and Ctrl-C.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Instant;

use rustix::process::Signal;

use super::common::TestEnv;
use super::dump::{assert_same, dump};
use super::world::{COMMITS, Mined, World, copy_data, ended_by, fractions, stream_of};

/// How many of the runs after those that were stopped had so much to do.
type Found = BTreeMap<Mined, u32>;

/// Sends runs a signal, one of several in turn, until `enough` of them ended for it. In turn, they begin
/// with nothing, go on with what the last one left, forget that first, and go on again. After each, a
/// normal run on a copy of what is left has to come to the undisturbed store.
fn stop_and_compare(world: &World, signals: &[Signal], enough: impl Fn(&Found) -> bool) -> Found {
    let (stopped, after) = (world.data("stopped"), world.data("after"));
    let mut found = Found::new();
    for (turn, moment) in world.moments().enumerate().take(1_000) {
        if turn % 4 == 0 {
            let _ = fs::remove_dir_all(&stopped);
        }
        let anew: &[&str] = &["mine", "--from-scratch"];
        let arguments = if turn % 4 == 2 { anew } else { &["mine"] };
        let signal = signals[turn % signals.len()];
        if !ended_by(signal, world.headway(&stopped, arguments), moment) {
            continue;
        }
        copy_data(&stopped, &after);
        let mined = Mined::of(&world.mine(&after));
        assert_same(&dump(&after), &world.undisturbed, &format!("{signal:?} after {moment:?}"));
        *found.entry(mined).or_default() += 1;
        if enough(&found) {
            return found;
        }
    }
    panic!("too few runs were stopped before they had ended: {found:?}");
}

/// So many, and at least one of them between two blocks.
fn with_a_part(wanted: u32) -> impl Fn(&Found) -> bool {
    move |found| found.values().sum::<u32>() >= wanted && found.contains_key(&Mined::Some)
}

#[test]
fn a_run_that_was_killed_anywhere_is_completed_by_the_next() {
    stop_and_compare(&World::new(COMMITS), &[Signal::KILL], with_a_part(20));
}

/// Ctrl-C, the end of a session, and a terminal that is closed.
#[test]
fn a_run_that_was_asked_to_end_anywhere_is_completed_by_the_next() {
    let signals = [Signal::INT, Signal::TERM, Signal::HUP];
    stop_and_compare(&World::new(COMMITS), &signals, with_a_part(9));
}

/// A run that looks into the structure keeps what it found, or is as if it had not been.
#[test]
fn a_look_into_the_structure_that_was_killed_is_made_by_the_next_run() {
    let stream = stream_of(600, |place, at| format!("fn f{place}_{}() {{ g({at}) }}", at % 7));
    let env = TestEnv::new();
    let directory = env.import_without_checkout(stream.as_bytes());
    let world = World::of(env, directory);
    let (mined, whole) = (world.data("undisturbed"), world.data("whole"));
    let (stopped, deep) = (world.data("stopped"), ["mine", "--deep"]);
    let finish = |data: &Path| {
        let before = Instant::now();
        let output = world.headway(data, &deep).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        before.elapsed()
    };
    copy_data(&mined, &whole);
    let took = finish(&whole);
    let undisturbed = dump(&whole);
    assert!(undisturbed.contains("renamed"), "there is something to find");
    let mut killed = 0;
    for fraction in fractions().take(100) {
        copy_data(&mined, &stopped);
        let command = world.headway(&stopped, &deep);
        killed += u32::from(ended_by(Signal::KILL, command, took.mul_f64(fraction)));
        finish(&stopped);
        assert_same(&dump(&stopped), &undisturbed, &format!("killed after {fraction} of a run"));
        if killed == 8 {
            return;
        }
    }
    panic!("only {killed} runs were killed before they had ended");
}

#[test]
#[ignore = "takes minutes, and a clone that HEADWAY_TEST_CLONE names"]
fn two_hundred_runs_on_a_clone_that_were_killed_anywhere() {
    // The whole of a clone may be one block.
    let enough = |found: &Found| found.values().sum::<u32>() == 200;
    let found = stop_and_compare(&World::around_a_clone(), &[Signal::KILL], enough);
    eprintln!("what the runs after the killed ones found to do: {found:?}");
}
