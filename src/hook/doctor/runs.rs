//! The last hook runs here: when, how long, and how often something went wrong.

use std::time::Duration;

use super::{Finding, Observation};
use crate::hook::Installed;
use crate::hook::deadline::LOOK;
use crate::hook::log::{Came, Run, percentile};
use crate::model::{DAY, HOUR, Timestamp};

pub(super) fn check(seen: &Observation) -> Vec<Finding> {
    let (Ok(data), Some(repository)) = (&seen.data, seen.seen()) else { return Vec::new() };
    let all = match &data.runs {
        Ok(runs) => runs,
        Err(says) => {
            let what = format!("the last hook runs cannot be read: {says}");
            return vec![Finding::note("runs-unreadable", what)];
        }
    };
    let here: Vec<Run> =
        all.iter().copied().filter(|run| repository.places.contains(&run.place)).collect();
    let Some(last) = here.last() else {
        let is_installed = !Installed::observe(&repository.site).is_nothing();
        let what = "no run of the hooks in this repository is remembered";
        return Vec::from_iter(is_installed.then(|| {
            Finding::note("never-run", what)
                .mended_by("`git headway doctor --self-test` shows whether they would run")
        }));
    };
    let mut found = vec![times(last, &here, seen.now)];
    found.extend(trouble(&here));
    found
}

/// Runs from which on 95 of 100 says more than the longest.
const ENOUGH: usize = 20;

fn times(last: &Run, runs: &[Run], now: Timestamp) -> Finding {
    let milliseconds = |micros: Option<u64>| micros.unwrap_or_default() as f64 / 1_000.0;
    let (p50, p95) = (milliseconds(percentile(runs, 50)), milliseconds(percentile(runs, 95)));
    let longest = milliseconds(percentile(runs, 100));
    let times = match runs.len() {
        1 => format!("it took {longest:.1} ms"),
        count @ ..ENOUGH => format!("of {count} runs the longest took {longest:.1} ms"),
        count => {
            format!("of {count} runs half took up to {p50:.1} ms, and 95 in 100 up to {p95:.1} ms")
        }
    };
    let (ago, event, came) = (ago(now - last.at), last.event, last.came.name());
    let what = format!("the last hook ran {ago} ({event}, {came}); {times}");
    if p95 > LOOK.as_secs_f64() * 1_000.0 {
        return Finding::note("runs-slow", what)
            .mended_by("the data folder may be on a slow disk; `headway.dataDir` names another");
    }
    Finding::ok("runs", what)
}

fn ago(seconds: i64) -> String {
    match seconds {
        ..0 => "at a time that is still to come".to_owned(),
        0..60 => "just now".to_owned(),
        60..HOUR => counted(seconds / 60, "minute"),
        HOUR..DAY => counted(seconds / HOUR, "hour"),
        _ => counted(seconds / DAY, "day"),
    }
}

fn counted(count: i64, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural} ago")
}

/// Runs of the last ones that were left behind, or could not do what they should.
fn trouble(runs: &[Run]) -> Vec<Finding> {
    const LAST: usize = 50;
    let recent = &runs[runs.len().saturating_sub(LAST)..];
    let count = |came: Came| recent.iter().filter(|run| run.came == came).count();
    let (slow, failed, of) = (count(Came::TooSlow), count(Came::Failed), recent.len());
    let mut found = Vec::new();
    if slow > 0 {
        let limit = Duration::as_millis(&LOOK);
        let what = format!(
            "{slow} of the last {of} runs took more than {limit} ms and were left behind; the next command mined what they had not"
        );
        found.push(
            Finding::note("runs-left-behind", what)
                .mended_by("`HEADWAY_HOOK_MS` sets another limit, in milliseconds"),
        );
    }
    if failed > 0 {
        let what = format!("{failed} of the last {of} runs could not read or write something");
        found.push(
            Finding::note("runs-failed", what)
                .mended_by("what is broken is told here; `git headway mine` says more"),
        );
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::testing::{data, installed_as_files, levels, run, seen};
    use super::{Came, Run, ago, check};

    #[test]
    fn runs_in_this_repository_alone_are_told() {
        let mut seen = seen();
        assert_eq!(check(&seen), []);
        installed_as_files(&mut seen);
        data(&mut seen).runs = Ok(vec![Run { place: 99, ..run(1_000) }]);
        assert_eq!(levels(&check(&seen)), ["note never-run"]);
        data(&mut seen).runs = Ok(vec![run(2_000), Run { place: 99, ..run(900_000) }, run(4_000)]);
        let found = check(&seen);
        assert_eq!(levels(&found), ["ok runs"]);
        assert_eq!(
            found[0].what,
            "the last hook ran 10 minutes ago (post-commit, nothing); of 2 runs the longest took 4.0 ms"
        );
        data(&mut seen).runs = Ok(vec![run(2_000)]);
        assert!(check(&seen)[0].what.ends_with("; it took 2.0 ms"));
        data(&mut seen).runs = Ok((1..=20).map(|at| run(at * 1_000)).collect());
        let says = "; of 20 runs half took up to 10.0 ms, and 95 in 100 up to 19.0 ms";
        assert!(check(&seen)[0].what.ends_with(says), "{}", check(&seen)[0].what);
    }

    #[test]
    fn slow_and_failed_runs_are_notes() {
        let mut seen = seen();
        let came = |came| Run { came, ..run(200_000) };
        data(&mut seen).runs = Ok(vec![came(Came::TooSlow), came(Came::Failed)]);
        let expected = ["note runs-slow", "note runs-left-behind", "note runs-failed"];
        assert_eq!(levels(&check(&seen)), expected);
        data(&mut seen).runs = Err("permission denied".into());
        assert_eq!(levels(&check(&seen)), ["note runs-unreadable"]);
    }

    #[test]
    fn times_in_words() {
        let words = [-1, 5, 60, 120, 7_200, 200_000].map(ago);
        let expected = [
            "at a time that is still to come",
            "just now",
            "1 minute ago",
            "2 minutes ago",
            "2 hours ago",
            "2 days ago",
        ];
        assert_eq!(words, expected);
    }
}
