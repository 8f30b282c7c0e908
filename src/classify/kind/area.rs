//! An area before the colon that tells the kind: `readme:`, `makefile:`, `t1234:`.

use super::weights::{AREA, AREAS};
use super::{Facts, Signal};
use crate::classify::rules::MESSAGE_AREA;
use crate::model::Kind;

pub(super) fn signals(facts: &Facts<'_>, found: &mut Vec<Signal>) {
    for area in &facts.subject.areas {
        // `Documentation/git-log.txt` and `doc/guide` are named by their first part.
        let first = area.split('/').next().unwrap_or(area);
        let kind = AREAS.iter().find(|(_, words)| words.contains(&first)).map(|(kind, _)| *kind);
        let kind = kind.or_else(|| {
            let documents = matches!(first, "doc" | "docs" | "documentation") && area != first;
            let tests =
                is_numbered_test(first) || (first == "tests" || first == "t") && area != first;
            documents.then_some(Kind::Docs).or_else(|| tests.then_some(Kind::Test))
        });
        if let Some(kind) = kind {
            let says = format!("the message is about `{area}`");
            found.push(Signal::new(kind, AREA, MESSAGE_AREA, says));
        }
    }
}

/// The tests of git are called `t1234`.
fn is_numbered_test(area: &str) -> bool {
    area.strip_prefix('t')
        .is_some_and(|number| number.len() == 4 && number.bytes().all(|byte| byte.is_ascii_digit()))
}
