//! What the reading commands have in common: whose work, which days, which format.
//!
//! In: flags as typed. Out: a person of the history, moments, a choice. Deliberately absent: the
//! answers.

use clap::ValueEnum;

use crate::model::{CommitIndex, History, ObjectId, Person, PersonIndex, Timestamp};
use crate::profile::{Me, Subject};
use crate::report::{Addressee, Names};

use super::{Hint, UsageError};

/// Whose work is looked at.
#[derive(Debug, clap::Args)]
pub(super) struct AuthorArgs {
    /// Look at the commits of the authors whose `Name <email>` contains this; your own otherwise
    #[arg(long, value_name = "TEXT")]
    author: Option<String>,
}

/// Whether other people are named.
#[derive(Debug, clap::Args)]
pub(super) struct NamesArgs {
    /// Name other people; otherwise they are only counted
    #[arg(long)]
    names: bool,
}

impl NamesArgs {
    pub(super) const fn names(&self) -> Names {
        if self.names { Names::Shown } else { Names::Hidden }
    }
}

/// How to print an answer that has two forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people
    Text,
    /// One JSON document
    Json,
}

/// The place of a commit in a history.
///
/// # Errors
/// When it is not behind HEAD.
pub(super) fn behind_head(history: &History, id: ObjectId) -> anyhow::Result<CommitIndex> {
    let found = history.commit_indices().rev().find(|at| history.commit(*at).id == id);
    found.ok_or_else(|| {
        let says = format!("commit {} is not behind HEAD", id.short());
        let advice = "git-headway looks at the history of HEAD; check out the branch that has it";
        anyhow::Error::new(Hint::new(says, advice))
    })
}

/// The days that are looked at.
#[derive(Debug, clap::Args)]
pub(super) struct PeriodArgs {
    /// From this day on: 2024-05-01, 2024-05 or 2024
    #[arg(long, value_name = "DATE")]
    since: Option<String>,
    /// Before this day
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
    /// In this year
    #[arg(long, value_name = "YEAR", conflicts_with_all = ["since", "until"],
        value_parser = clap::value_parser!(i16).range(1..=9_999))]
    year: Option<i16>,
}

impl PeriodArgs {
    /// Whether any days are named.
    pub(super) const fn is_given(&self) -> bool {
        self.since.is_some() || self.until.is_some() || self.year.is_some()
    }

    /// The first moment and the moment after the last, where they are given.
    pub(super) fn period(&self) -> anyhow::Result<(Option<Timestamp>, Option<Timestamp>)> {
        if let Some(year) = self.year {
            let next = year.checked_add(1).ok_or_else(|| not_a_day(&year.to_string()))?;
            return Ok((
                Some(start_of(&format!("{year:04}"))?),
                Some(start_of(&format!("{next:04}"))?),
            ));
        }
        let moment = |day: &Option<String>| day.as_deref().map(start_of).transpose();
        Ok((moment(&self.since)?, moment(&self.until)?))
    }
}

/// A day; of a month or a year its last one.
///
/// # Errors
/// When it is none of these.
pub(super) fn last_day_of(text: &str) -> anyhow::Result<jiff::civil::Date> {
    let full = match text.matches('-').count() {
        0 => format!("{text}-12-01"),
        1 => format!("{text}-01"),
        _ => text.to_owned(),
    };
    let date: jiff::civil::Date = full.parse().map_err(|_| not_a_day(text))?;
    Ok(if text.matches('-').count() < 2 { date.last_of_month() } else { date })
}

/// A single day.
///
/// # Errors
/// When it is none.
pub(super) fn day(text: &str) -> anyhow::Result<jiff::civil::Date> {
    text.parse()
        .map_err(|_| UsageError::new(format!("`{text}` is no day; write 2024-05-01")).into())
}

/// The first second of a day, a month or a year, in UTC.
pub(super) fn start_of(day: &str) -> anyhow::Result<Timestamp> {
    let full = match day.matches('-').count() {
        0 => format!("{day}-01-01"),
        1 => format!("{day}-01"),
        _ => day.to_owned(),
    };
    let date: jiff::civil::Date = full.parse().map_err(|_| not_a_day(day))?;
    let midnight = date.to_zoned(jiff::tz::TimeZone::UTC).map_err(|_| not_a_day(day))?;
    Ok(midnight.timestamp().as_second())
}

fn not_a_day(day: &str) -> anyhow::Error {
    UsageError::new(format!("`{day}` is no day; write 2024-05-01, 2024-05 or 2024")).into()
}

impl AuthorArgs {
    /// Nobody is named: it is about the user.
    pub(super) const fn yourself() -> Self {
        Self { author: None }
    }

    /// Whether somebody was named.
    pub(super) const fn is_given(&self) -> bool {
        self.author.is_some()
    }

    /// Those of some people who are the person. Without one, nobody is.
    pub(super) fn theirs(&self, people: Vec<Person>, me: &Me) -> Vec<Person> {
        let is_theirs = |person: &Person| self.is_meant(person, me);
        let mut theirs: Vec<Person> = people.into_iter().filter(is_theirs).collect();
        theirs.sort();
        theirs.dedup();
        theirs
    }

    fn is_meant(&self, person: &Person, me: &Me) -> bool {
        self.author.as_ref().map_or_else(|| me.is(person), |text| person.contains(text))
    }

    /// Finds the person in a history.
    pub(super) fn subject(
        &self,
        history: &History,
        me: &Me,
    ) -> anyhow::Result<(Subject, Addressee)> {
        let people = matching(history, |person| self.is_meant(person, me));
        if people.is_empty() && !history.commits.is_empty() {
            return Err(self.nobody(me));
        }
        let mine = people.iter().any(|at| me.is(history.person(*at)));
        let subject = Subject { people };
        let user = me.users.first().map(|(_, user)| user.name.clone());
        let name = subject.name(history).or(user).unwrap_or_default();
        let addressee = if mine || self.author.is_none() {
            Addressee::You(name)
        } else {
            Addressee::Named(name)
        };
        Ok((subject, addressee))
    }

    pub(super) fn nobody(&self, me: &Me) -> anyhow::Error {
        let listing = "`git shortlog -sne` lists the authors of a repository";
        let hint = match &self.author {
            Some(text) => {
                Hint::new(format!("no commit here is by an author like `{text}`"), listing)
            }
            None if me.is_unknown() => Hint::new(
                "git does not know who you are here",
                "set it with `git config user.email`, or name somebody with `--author`",
            ),
            None => {
                let others = || me.patterns.iter().chain(&me.mine).cloned().collect::<Vec<_>>();
                let known = me.users.first().map(|(_, user)| user.to_string());
                let known = known.unwrap_or_else(|| others().join(", "));
                Hint::new(
                    format!("no commit here is by {known}"),
                    format!(
                        "`git headway repos me` lists your addresses and adds others; or name somebody with `--author` ({listing})"
                    ),
                )
            }
        };
        anyhow::Error::new(hint)
    }
}

fn matching(history: &History, matches: impl Fn(&Person) -> bool) -> Vec<PersonIndex> {
    let people = (0..).map(PersonIndex).zip(&history.people);
    people.filter(|(_, person)| matches(person)).map(|(at, _)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::{last_day_of, start_of};

    #[test]
    fn days_months_and_years() {
        assert_eq!(start_of("1970-01-02").unwrap(), 86_400);
        assert_eq!(start_of("1970-02").unwrap(), 31 * 86_400);
        assert_eq!(start_of("1971").unwrap(), 365 * 86_400);
        for wrong in ["yesterday", "2024-13-01", "2024-02-30", "", "1-2-3-4"] {
            assert!(start_of(wrong).unwrap_err().to_string().contains("is no day"), "{wrong}");
        }
    }

    #[test]
    fn the_last_day_of_what_was_named() {
        let last = |text| last_day_of(text).unwrap().to_string();
        assert_eq!(
            ["2024", "2024-02", "2024-03-05"].map(last),
            ["2024-12-31", "2024-02-29", "2024-03-05"]
        );
        assert!(last_day_of("soon").is_err() && super::day("2024-02").is_err());
    }
}
