//! The retrospective of the sample history, in every format.

use std::collections::BTreeSet;

use crate::model::PersonIndex;
use crate::profile::testing::{Story, day};
use crate::profile::{Profile, Subject, profile};
use crate::report::sample::sample;
use crate::report::{Addressee, Names, Retro, markdown, retro, terminal, to_json};

fn of_year(year: i32, addressee: &Addressee, names: Names) -> Retro {
    let sample = sample();
    let (history, verdicts, episodes) = (&sample.history, &sample.verdicts, &sample.episodes);
    retro(history, verdicts, episodes, &sample.profile, addressee, year, names)
}

fn ada(year: i32) -> Retro {
    of_year(year, &Addressee::You("Ada".to_owned()), Names::Hidden)
}

#[test]
fn on_a_terminal() {
    insta::assert_snapshot!(terminal::retro(&ada(2024), 80), @"");
}

#[test]
fn as_markdown() {
    insta::assert_snapshot!(markdown::retro(&ada(2024)), @"");
}
