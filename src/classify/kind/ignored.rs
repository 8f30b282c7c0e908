//! A commit that the project itself tells `git blame` to ignore is one of form.

use super::weights::IGNORED;
use super::{Facts, Signal};
use crate::classify::rules::IGNORED_BY_BLAME;
use crate::model::Kind;

pub(super) fn signals(facts: &Facts<'_>, found: &mut Vec<Signal>) {
    if facts.commit.ignored_by_blame {
        let says = "the project lists this commit for blame to ignore";
        found.push(Signal::new(Kind::Style, IGNORED, IGNORED_BY_BLAME, says));
    }
}
