//! Whether another question would be one too many.
//!
//! In: when questions were asked and whether they were answered, in the order in which that was written down, and
//! the present moment. Out: a decision. Deliberately absent: files, clocks, and what is asked.
//!
//! A clock may be set back. What was asked then lies in the future; to pass over it would allow more questions, and to
//! wait for it might take years. So the first look after it is written down, and what came before counts as
//! asked at that moment at the latest.

use crate::model::{DAY, HOUR, Timestamp};

/// How many questions a span of time may have.
const LIMITS: [(Timestamp, usize, Spent); 3] =
    [(HOUR / 2, 1, Spent::HalfHour), (DAY, 3, Spent::Day), (7 * DAY, 10, Spent::Week)];

/// Skips in a row from which on half as much is asked.
const HALVES: usize = 2;
/// Skips in a row from which on nothing is asked for a while.
const STOPS: usize = 5;
/// That while.
const REST: Timestamp = 14 * DAY;

/// Something that was written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When.
    pub at: Timestamp,
    /// What.
    pub event: Event,
}

/// What there is to write down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A question is about to be asked.
    Asked,
    /// It was answered.
    Answered,
    /// It was not shown after all.
    Withdrawn,
    /// The clock showed this moment after a later one.
    SetBack,
}

/// Whether to ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// There is room for a question.
    Ask,
    /// There is none.
    Wait(Spent),
    /// There is none, and the moment is to be written down as [`Event::SetBack`].
    NoteClock,
}

/// What is used up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spent {
    /// The question of this half-hour (of this hour, after two skips in a row).
    HalfHour,
    /// Those of this day.
    Day,
    /// Those of this week.
    Week,
    /// So many were skipped in a row that none is asked for two weeks.
    Patience,
}

/// Decides from what was written down, first things first.
#[must_use]
pub fn budget(log: &[Entry], now: Timestamp) -> Decision {
    if log.last().is_some_and(|last| last.at > now) {
        return Decision::NoteClock;
    }
    let asked = asked(log);
    let skips = asked.iter().rev().take_while(|asked| !asked.is_answered).count();
    let latest = asked.last().map_or(Timestamp::MIN, |asked| asked.at);
    if skips >= STOPS && now.saturating_sub(latest) < REST {
        return Decision::Wait(Spent::Patience);
    }
    let spent = LIMITS.into_iter().find(|(span, most, _)| {
        // Half of one question in half an hour is one in an hour.
        let (span, most) = match (skips >= HALVES, *most) {
            (true, 1) => (2 * span, 1),
            (true, most) => (*span, most / 2),
            (false, most) => (*span, most),
        };
        asked.iter().filter(|asked| now.saturating_sub(asked.at) < span).count() >= most
    });
    spent.map_or(Decision::Ask, |(_, _, spent)| Decision::Wait(spent))
}

struct Asked {
    at: Timestamp,
    is_answered: bool,
}

/// The questions that were shown. None counts as later than what was written down after it.
fn asked(log: &[Entry]) -> Vec<Asked> {
    let mut asked: Vec<Asked> = Vec::new();
    for entry in log {
        match entry.event {
            Event::Asked => asked.push(Asked { at: entry.at, is_answered: false }),
            Event::Answered => {
                if let Some(last) = asked.last_mut() {
                    last.is_answered = true;
                }
            }
            Event::Withdrawn => {
                asked.pop();
            }
            Event::SetBack => {}
        }
        for earlier in &mut asked {
            earlier.at = earlier.at.min(entry.at);
        }
    }
    asked
}

#[cfg(test)]
mod tests {
    use super::{DAY, Decision, Entry, Event, HOUR, Spent, Timestamp, budget};

    const MINUTE: Timestamp = 60;
    const NOW: Timestamp = 1_800_000_000;

    fn entry(ago: Timestamp, event: Event) -> Entry {
        Entry { at: NOW - ago, event }
    }

    fn asked(agos: &[Timestamp]) -> Vec<Entry> {
        agos.iter().map(|ago| entry(*ago, Event::Asked)).collect()
    }

    /// Questions that were answered, so long ago each.
    fn answered(agos: &[Timestamp]) -> Vec<Entry> {
        let both = |ago: &Timestamp| [entry(*ago, Event::Asked), entry(*ago, Event::Answered)];
        agos.iter().flat_map(both).collect()
    }

    fn decide(log: &[Entry]) -> Decision {
        budget(log, NOW)
    }

    #[test]
    fn one_in_half_an_hour_three_a_day_ten_a_week() {
        assert_eq!(decide(&[]), Decision::Ask);
        assert_eq!(decide(&answered(&[29 * MINUTE])), Decision::Wait(Spent::HalfHour));
        assert_eq!(decide(&answered(&[30 * MINUTE])), Decision::Ask);
        let day = [20 * HOUR, 10 * HOUR, HOUR];
        assert_eq!(decide(&answered(&day)), Decision::Wait(Spent::Day));
        assert_eq!(decide(&answered(&day[1..])), Decision::Ask);
        let week: Vec<_> = (0..10).rev().map(|at| 25 * HOUR + at * 15 * HOUR).collect();
        assert_eq!(decide(&answered(&week)), Decision::Wait(Spent::Week));
        assert_eq!(decide(&answered(&week[1..])), Decision::Ask);
    }

    #[test]
    fn two_skips_in_a_row_halve_it_and_an_answer_gives_it_back() {
        assert_eq!(decide(&asked(&[50 * HOUR, 59 * MINUTE])), Decision::Wait(Spent::HalfHour));
        assert_eq!(decide(&asked(&[50 * HOUR, 60 * MINUTE])), Decision::Wait(Spent::Day));
        assert_eq!(decide(&asked(&[50 * HOUR, 24 * HOUR])), Decision::Ask);
        let week: Vec<_> = (1..=5).rev().map(|at| at * 25 * HOUR).collect();
        let mut log = answered(&week[..3]);
        log.extend(asked(&week[3..]));
        assert_eq!(decide(&log), Decision::Wait(Spent::Week));
        log.push(entry(25 * HOUR, Event::Answered));
        assert_eq!(decide(&log), Decision::Ask);
    }

    #[test]
    fn five_skips_in_a_row_stop_it_for_two_weeks() {
        let skipped = |latest: Timestamp| {
            let agos: Vec<_> = (0..5).rev().map(|at| latest + at * 40 * DAY).collect();
            decide(&asked(&agos))
        };
        assert_eq!(skipped(14 * DAY - 1), Decision::Wait(Spent::Patience));
        assert_eq!(skipped(14 * DAY), Decision::Ask);
    }

    #[test]
    fn what_was_not_shown_does_not_count() {
        let log = [entry(MINUTE, Event::Asked), entry(MINUTE, Event::Withdrawn)];
        assert_eq!(decide(&log), Decision::Ask);
    }

    #[test]
    fn a_clock_that_was_set_back_allows_no_more_and_stops_nothing_for_long() {
        // Asked in what is the future now, years ahead.
        let years = 5 * 365 * DAY;
        let mut log = answered(&[3 * HOUR - years, 2 * HOUR - years, HOUR - years]);
        assert_eq!(decide(&log), Decision::NoteClock);
        log.push(entry(0, Event::SetBack));
        // They count as asked now, all three of a day.
        for (later, expected) in [
            (MINUTE, Decision::Wait(Spent::HalfHour)),
            (HOUR, Decision::Wait(Spent::Day)),
            (DAY, Decision::Ask),
        ] {
            assert_eq!(budget(&log, NOW + later), expected, "{later} s later");
        }
        // And once more.
        assert_eq!(budget(&log, NOW - years), Decision::NoteClock);
    }
}
