//! Whose a file is, by who founded it and on how many days each person changed it.
//!
//! In: file changes, and which of them count. Out: the degree of authorship of each person, and the authors.
//! Deliberately absent: lines. Who wrote most of a file need not be who knows it best.
//!
//! DOA = 3.293 + 1.098 FA + 0.164 DL - 0.321 ln(1 + AC): FA is 1 for who founded the file, DL are the person's
//! deliveries, AC what all others delivered (Fritz, Ou, Murphy and Murphy-Hill, A degree-of-knowledge model to capture
//! source code familiarity, ICSE 2010). An author has at least 3.293, and more than 75 % of the highest degree (Avelino,
//! Passos, Hora and Valente, A novel approach for estimating truck factors, ICPC 2016). They count commits as
//! deliveries; here a delivery is a day on which a person changed the file, so that it makes no difference how finely
//! the work of a day is split. What is done on the day of founding by who founded it is the founding.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::work_days::{WorkDay, WorkDays};
use crate::model::{FileChange, FileStatus, History, PersonIndex};

/// The degree of somebody who did not found a file, changed it never, and nobody else did.
const BASE: f64 = 3.293;
/// What founding adds.
const FIRST: f64 = 1.098;
/// What each own delivery adds.
const DELIVERY: f64 = 0.164;
/// What the logarithm of the deliveries of others takes.
const ACCEPTANCE: f64 = 0.321;
/// An author's part of the highest degree is larger.
const NORMALISED: f64 = 0.75;

/// How far a person is the author of a file.
#[must_use]
pub fn degree_of_authorship(founded: bool, deliveries: usize, acceptances: usize) -> f64 {
    let first = if founded { FIRST } else { 0.0 };
    BASE + first + DELIVERY * deliveries as f64 - ACCEPTANCE * (1.0 + acceptances as f64).ln()
}

/// Who founded a file, and on which days each person changed it since.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileTouches {
    founded: Option<WorkDay>,
    deliveries: BTreeMap<PersonIndex, Vec<Date>>,
}

impl FileTouches {
    /// Those of every file of a history, from the changes that `counts` says count.
    #[must_use]
    pub fn of_files(
        history: &History,
        days: &WorkDays,
        counts: impl Fn(&FileChange) -> bool,
    ) -> Vec<Self> {
        let mut files = vec![Self::default(); history.files.len()];
        let mut is_seen = vec![false; history.files.len()];
        for change in &history.file_changes {
            let at = change.file.get();
            let is_first = !std::mem::replace(&mut is_seen[at], true);
            if !counts(change) {
                continue;
            }
            if is_first && change.status == FileStatus::Added {
                files[at].founded = days.of_author(change.commit);
            }
            for day in days.of_commit(change.commit) {
                if files[at].founded != Some(day) {
                    files[at].deliveries.entry(day.person).or_default().push(day.date);
                }
            }
        }
        for dates in files.iter_mut().flat_map(|file| file.deliveries.values_mut()) {
            dates.sort_unstable();
            dates.dedup();
        }
        files
    }

    /// The authors as of the end of a year; few files have more than two.
    #[must_use]
    pub fn authors(&self, year: i32) -> Vec<PersonIndex> {
        let degrees = self.degrees(year);
        let highest = degrees.iter().map(|(_, degree)| *degree).fold(BASE, f64::max);
        let is_author =
            |(_, degree): &(PersonIndex, f64)| *degree >= BASE && degree / highest > NORMALISED;
        degrees.into_iter().filter(is_author).map(|(person, _)| person).collect()
    }

    /// The degree of everybody who changed or founded the file by the end of a year.
    fn degrees(&self, year: i32) -> Vec<(PersonIndex, f64)> {
        let until =
            |dates: &Vec<Date>| dates.partition_point(|date| i32::from(date.year()) <= year);
        let founder = self.founded.filter(|day| i32::from(day.date.year()) <= year);
        let founder = founder.map(|day| day.person);
        let mut own: BTreeMap<PersonIndex, usize> =
            self.deliveries.iter().map(|(person, dates)| (*person, until(dates))).collect();
        own.retain(|_, deliveries| *deliveries > 0);
        let all: usize = own.values().sum();
        own.extend(founder.filter(|person| !own.contains_key(person)).map(|person| (person, 0)));
        let degree = |(person, deliveries): (PersonIndex, usize)| {
            let is_founder = founder == Some(person);
            (person, degree_of_authorship(is_founder, deliveries, all - deliveries))
        };
        own.into_iter().map(degree).collect()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{FileTouches, WorkDay, degree_of_authorship};
    use crate::model::PersonIndex;

    const ADA: PersonIndex = PersonIndex(0);
    const BEN: PersonIndex = PersonIndex(1);

    /// Founded by Ada on New Year's Day of 2024; changed by both on so many days of the years after.
    fn file(ada: i16, ben: i16) -> FileTouches {
        let days = |count: i16| (0..count).map(|at| date(2025 + at / 300, 1, 1 + (at % 28) as i8));
        let founded = Some(WorkDay { person: ADA, date: date(2024, 1, 1) });
        let deliveries = [(ADA, days(ada).collect()), (BEN, days(ben).collect())].into();
        FileTouches { founded, deliveries }
    }

    #[test]
    fn the_formula() {
        assert!((degree_of_authorship(true, 0, 0) - 4.391).abs() < 1e-9);
        assert!((degree_of_authorship(false, 10, 0) - 4.933).abs() < 1e-9);
        assert!((degree_of_authorship(true, 5, 19) - (5.211 - 0.321 * 20_f64.ln())).abs() < 1e-9);
    }

    #[test]
    fn who_founds_is_the_author_until_another_does_more() {
        assert_eq!(file(0, 0).authors(2030), [ADA]);
        assert_eq!(file(0, 1).authors(2030), [ADA, BEN]);
        // 4.391 - 0.321 ln 21 is 3.41 and not more than three quarters of 3.293 + 20 x 0.164.
        assert_eq!(file(0, 20).authors(2030), [BEN]);
        assert_eq!(file(0, 20).authors(2024), [ADA]);
        assert!(file(0, 20).authors(2023).is_empty());
    }

    #[test]
    fn many_changes_of_others_leave_a_file_without_its_founder_and_perhaps_without_any() {
        let deliveries = (0..60).map(|person| (PersonIndex(person), vec![date(2024, 2, 2)]));
        let crowd = FileTouches { founded: None, deliveries: deliveries.collect() };
        assert!(crowd.authors(2024).is_empty());
    }
}
