//! What the essays on activity and advancement warn of or hope for, each with what can be seen of it.
//!
//! In: the figures of the other parts, and how often the user wrote into the journal. Out: a line for each
//! sign, with its numbers, and the commits that it speaks of. Deliberately absent: any measure of its own, any
//! sum of signs, and any verdict on a person: a sign is seen, or not, or nobody can tell.

mod growth;
mod warnings;

use jiff::civil::Date;
use serde::Serialize;

use super::motion::ProfilePeriod;
use super::{ProfileReport, paragraph};
use crate::model::Month;
use crate::profile::Period;
use crate::report::parts::{CommitRef, Percent};
use crate::report::section::{Block, Item, Section};
use crate::report::text::Label;
use crate::report::words::{count, list};

/// What can be told of a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignState {
    /// It is there.
    Seen,
    /// It is not there.
    NotSeen,
    /// It may well be chance, or too little is known.
    Unclear,
    /// git does not know; the journal may.
    NotInGit,
}

impl SignState {
    const fn says(self) -> &'static str {
        match self {
            Self::Seen => "seen",
            Self::NotSeen => "not seen",
            Self::Unclear => "cannot tell",
            Self::NotInGit => "not visible in git",
        }
    }

    const fn of(is_seen: bool) -> Self {
        if is_seen { Self::Seen } else { Self::NotSeen }
    }
}

/// One sign.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SignFigure {
    /// What the essays say.
    pub sign: &'static str,
    /// Whether it is something that they warn of; else something that they hope for.
    pub is_warning: bool,
    /// By what it is told.
    pub measure: &'static str,
    /// What can be told.
    pub state: SignState,
    /// The same in words, with the numbers.
    pub says: String,
    /// Some of the commits that it speaks of.
    pub commits: Vec<CommitRef>,
}

/// How often the user wrote into the journal in the period that signs are told of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct JournalFigures {
    /// Commits that were answered about.
    pub answers: usize,
    /// Notes on outcomes, decisions and responsibilities.
    pub notes: usize,
    /// Goals that were set.
    pub goals_set: usize,
    /// Goals that were reached or dropped.
    pub goals_closed: usize,
}

/// The days on which the user wrote into the journal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JournalDays {
    /// Answers about commits.
    pub answers: Vec<Date>,
    /// Notes.
    pub notes: Vec<Date>,
    /// Goals that were set.
    pub goals_set: Vec<Date>,
    /// Goals that were reached or dropped.
    pub goals_closed: Vec<Date>,
}

/// Every sign.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SignsFigures {
    /// The period that they are told of: the last one that is over and has enough commits to tell, else the last one; null
    /// without commits.
    pub period: Option<String>,
    /// What the journal has of that period; null where it is not the person's.
    pub journal: Option<JournalFigures>,
    /// In the order of the essays, warnings first.
    pub signs: Vec<SignFigure>,
}

/// What signs are read from: the parts of a report, and the period that they are told of.
struct Reader<'a> {
    report: &'a ProfileReport,
    period: &'a str,
    /// What the journal has of it; none where it is not the person's.
    journal: Option<JournalFigures>,
}

/// Reads every sign. `days` are none where the journal is not the person's.
pub(super) fn figures(
    report: &ProfileReport,
    periods: &[Period],
    days: Option<&JournalDays>,
) -> SignsFigures {
    let told = &report.motion.periods;
    let has_work = |at: &&ProfilePeriod| at.figures.commits > 0;
    let over = || told.iter().filter(|at| has_work(at) && !at.running);
    let enough = over().rfind(|at| !at.figures.too_small);
    let last = enough.or_else(|| over().next_back()).or_else(|| told.iter().rfind(has_work));
    let Some(last) = last else {
        return SignsFigures { period: None, journal: None, signs: Vec::new() };
    };
    let period = last.figures.period.as_str();
    let days = days.zip(periods.iter().find(|at| at.name() == period));
    let journal = days.map(|(days, period)| days.in_period(*period));
    let reader = Reader { report, period, journal };
    let signs = reader.warnings().into_iter().chain(reader.growth()).collect();
    SignsFigures { period: Some(period.to_owned()), journal, signs }
}

impl JournalDays {
    fn in_period(&self, period: Period) -> JournalFigures {
        let month =
            |day: &Date| Month { year: i32::from(day.year()), month: day.month().unsigned_abs() };
        let count = |days: &[Date]| days.iter().filter(|day| period.holds(month(day))).count();
        JournalFigures {
            answers: count(&self.answers),
            notes: count(&self.notes),
            goals_set: count(&self.goals_set),
            goals_closed: count(&self.goals_closed),
        }
    }
}

impl Reader<'_> {
    /// What the journal has of the period, after a space; nothing where it is not the person's.
    fn journal_says(&self) -> String {
        let Some(journal) = self.journal else { return String::new() };
        let parts = [
            (journal.notes, "note", "notes"),
            (journal.goals_set, "goal", "goals"),
            (journal.answers, "answer about a commit", "answers about commits"),
        ];
        let some = parts.into_iter().filter(|(number, ..)| *number > 0);
        let told: Vec<String> = some.map(|(number, one, many)| count(number, one, many)).collect();
        if told.is_empty() {
            " The journal has nothing of that time.".to_owned()
        } else {
            format!(" The journal has {} of that time.", list(&told))
        }
    }
}

/// A share with its range, in words.
fn share(percent: &Percent) -> String {
    format!("{} (likely {})", percent.whole(), percent.range())
}

/// The signs that are seen, in a line or two for the first screen.
pub(super) fn brief(signs: &SignsFigures) -> Vec<Block> {
    let named = |is_warning: bool| {
        let seen = signs
            .signs
            .iter()
            .filter(move |sign| sign.is_warning == is_warning && sign.state == SignState::Seen);
        let words: Vec<String> = seen.map(|sign| sign.sign.to_owned()).collect();
        (!words.is_empty()).then(|| list(&words))
    };
    let period = signs.period.as_deref().unwrap_or_default();
    let lines = [("Signs to look at", named(true)), ("Signs of reach", named(false))];
    let told = lines.into_iter().filter_map(|(what, seen)| {
        seen.map(|seen| paragraph(Label::Plain, &format!("{what} in {period}: {seen}.")))
    });
    told.collect()
}

/// Everything.
pub(super) fn sections(signs: &SignsFigures) -> Vec<Section> {
    let items = |is_warning: bool| {
        let of_group = signs.signs.iter().filter(move |sign| sign.is_warning == is_warning);
        Block::Items(of_group.map(SignFigure::item).collect())
    };
    let Some(period) = &signs.period else { return Vec::new() };
    let about = format!(
        "Told of {period}. Seen and not seen are no marks: whether a sign is good or bad news in your case, \
         only you know."
    );
    vec![
        Section {
            title: "Signs that the essays warn of",
            blocks: vec![paragraph(Label::Muted, &about), items(true)],
        },
        Section { title: "Signs that they hope for", blocks: vec![items(false)] },
    ]
}

impl SignFigure {
    fn item(&self) -> Item {
        let commits: Vec<&str> = self.commits.iter().map(CommitRef::short).collect();
        let commits =
            if commits.is_empty() { String::new() } else { format!(" ({})", commits.join(" ")) };
        Item {
            lead: format!("{}: {}.", self.sign, self.state.says()),
            label: match self.state {
                SignState::Seen if self.is_warning => Label::Motion,
                SignState::Seen => Label::Headway,
                _ => Label::Muted,
            },
            text: format!("{}{commits}", self.says),
        }
    }
}
