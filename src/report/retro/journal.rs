//! What git cannot see: notes and goals, in the user's own words.
//!
//! In: the records of the journal, the work that goals are measured by, a period. Out: what was noted of it, and goals with
//! what came of them. Deliberately absent: answers about commits, which are in the verdicts; and any judgement.

use serde::Serialize;

use super::{Finding, Retro, RetroQuery};
use crate::journal::{Goal, GoalState, Record, goals};
use crate::model::ObjectId;
use crate::profile::Work;
use crate::report::aims::{Aims, GoalCourse, MeasureFigure, is_due_in, is_of};
use crate::report::drawing::{Drawing, Figure};
use crate::report::grid::{Column, Grid};
use crate::report::notes::{GoalFigure, NoteFigure, noted_in};
use crate::report::section::{Block, Item, Section};
use crate::report::text::Label;
use crate::report::words::{count, list};

/// The table of goals.
const GOALS: &str = "T5";

/// What the user wrote down of a period.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct JournalChapter {
    /// The period.
    pub period: String,
    /// Outcomes, decisions and responsibilities that were noted of it, oldest first.
    pub notes: Vec<NoteFigure>,
    /// Goals that were set before it and not closed before it, or were due in it, oldest first.
    pub goals: Vec<GoalCourse>,
    /// Of these, how many are reached by now.
    pub reached: usize,
    /// How many are pursued no more.
    pub dropped: usize,
    /// How many are open.
    pub open: usize,
    /// The other goals that were set in it, oldest first.
    pub goals_set: Vec<GoalFigure>,
    /// Notes that are left out, as words are not to be shown outside.
    pub notes_left_out: usize,
    /// Goals that are left out for that.
    pub goals_left_out: usize,
}

/// What was written down of a period. Goals are measured in it, and beside the earlier one.
pub(super) fn figures(work: &Work<'_>, query: &RetroQuery<'_>, said: &[Record]) -> JournalChapter {
    let RetroQuery { period, beside, .. } = *query;
    let all = goals(said);
    let (first, _) = period.dates();
    let is_older =
        |goal: &&Goal| is_of(goal, period) && (goal.date() < first || is_due_in(goal, period));
    let is_new = |goal: &&Goal| is_of(goal, period) && !is_older(goal);
    let older: Vec<&Goal> = all.iter().filter(is_older).collect();
    let in_state = |state| older.iter().filter(|goal| goal.state == state).count();
    let aims = Aims::new(work, period, vec![beside]);
    let today = crate::model::date(work.now, 0);
    JournalChapter {
        period: period.name(),
        notes: noted_in(said, period),
        reached: in_state(GoalState::Done),
        dropped: in_state(GoalState::Dropped),
        open: in_state(GoalState::Open),
        goals: older.iter().map(|goal| aims.course(goal)).collect(),
        goals_set: all.iter().filter(is_new).map(|goal| GoalFigure::of(goal, today)).collect(),
        notes_left_out: 0,
        goals_left_out: 0,
    }
}

impl JournalChapter {
    /// Whether nothing was written down.
    pub(super) const fn is_empty(&self) -> bool {
        let is_nothing_told =
            self.notes.is_empty() && self.goals.is_empty() && self.goals_set.is_empty();
        is_nothing_told && self.left_out() == 0
    }

    /// Notes and goals that are left out.
    const fn left_out(&self) -> usize {
        self.notes_left_out + self.goals_left_out
    }

    /// The same without anything that the user wrote.
    pub(super) fn without_words(self) -> Self {
        Self {
            notes_left_out: self.notes.len(),
            goals_left_out: self.goals.len() + self.goals_set.len(),
            notes: Vec::new(),
            goals: Vec::new(),
            goals_set: Vec::new(),
            ..self
        }
    }
}

/// The chapter; of somebody else's journal nothing is known.
pub(super) fn section(retro: &Retro) -> Section {
    let blocks = match &retro.journal {
        None => vec![Block::muted(
            "Only a person's own journal could tell, and this one is not theirs.".to_owned(),
        )],
        Some(journal) if journal.left_out() > 0 => left_out(journal),
        Some(journal) => [noted(journal), set_before(journal), set_now(journal)].concat(),
    };
    Section { title: "What git cannot see", blocks }
}

fn left_out(journal: &JournalChapter) -> Vec<Block> {
    let notes = (journal.notes_left_out, "note", "notes");
    let goals = (journal.goals_left_out, "goal", "goals");
    let some = [notes, goals].into_iter().filter(|(number, ..)| *number > 0);
    let parts: Vec<String> =
        some.clone().map(|(number, one, many)| count(number, one, many)).collect();
    let says = format!("Left out, as they are words: {} of {}.", list(&parts), journal.period);
    let rows = some.map(|(number, _, many)| vec![many.to_owned(), number.to_string()]);
    let columns = vec![Column::words("left out"), Column::number("number")];
    vec![
        Block::finding(Label::Plain, &Finding::shown_in(says, GOALS)),
        Block::Figure(Box::new(Figure {
            id: GOALS,
            title: "What was written down and is not shown".to_owned(),
            note: "What is redacted holds no words of the user's.".to_owned(),
            drawing: Drawing::Table(Grid { columns, rows: rows.collect() }, None),
        })),
    ]
}

fn noted(journal: &JournalChapter) -> Vec<Block> {
    if journal.notes.is_empty() {
        return vec![Block::muted(format!(
            "Nothing was noted of {}. `git headway note \"…\"` keeps an outcome, a decision or a responsibility that leaves no \
             commit.",
            journal.period
        ))];
    }
    let item = |note: &NoteFigure| Item {
        lead: note.on.clone(),
        label: Label::Strong,
        text: format!("“{}”{}", note.lines.join(" "), about(note)),
    };
    vec![Block::Items(journal.notes.iter().map(item).collect())]
}

/// Of which commit and which project a note is.
fn about(note: &NoteFigure) -> String {
    let commit = note.commit.as_deref().map(|commit| &commit[..ObjectId::SHORT.min(commit.len())]);
    let of: Vec<&str> = [note.project.as_deref(), commit].into_iter().flatten().collect();
    if of.is_empty() { String::new() } else { format!(" ({})", of.join(", ")) }
}

fn set_before(journal: &JournalChapter) -> Vec<Block> {
    let JournalChapter { period, goals, reached, dropped, open, .. } = journal;
    if goals.is_empty() {
        return vec![Block::muted(format!(
            "No goal was set before {period} or due in it. `git headway goal add \"…\"` sets one, and the next retrospective \
             says what came of it."
        ))];
    }
    let parts = [(reached, "reached"), (dropped, "pursued no more"), (open, "open")];
    let some = parts.into_iter().filter(|(number, _)| **number > 0);
    let parts: Vec<String> = some.map(|(number, state)| format!("{number} {state}")).collect();
    let title = format!("Goals set before {period} or due in it: {}", list(&parts));
    let text = format!("{title}.");
    let note = "Towards and away: beyond what chance would often give, beside the earlier period. Whether a goal is reached \
                is the user's to say.";
    let item = |GoalCourse { goal, says, .. }: &GoalCourse| Item {
        lead: format!("{}.", goal.text.trim_end_matches('.')),
        label: Label::Strong,
        text: says.clone(),
    };
    let told = goals.iter().filter(|goal| !goal.says.is_empty());
    vec![
        Block::Paragraph { label: Label::Plain, text, evidence: vec![GOALS.to_owned()] },
        Block::Figure(Box::new(Figure {
            id: GOALS,
            title,
            note: note.to_owned(),
            drawing: Drawing::Table(grid(goals), None),
        })),
        Block::Items(told.map(item).collect()),
    ]
}

fn grid(goals: &[GoalCourse]) -> Grid {
    let row = |course: &GoalCourse| {
        let goal = &course.goal;
        let (set_on, by, state) = (goal.set_on.clone(), goal.due(), goal.state.to_owned());
        let measured = course.measured.as_ref().map_or("", MeasureFigure::reading_says).to_owned();
        let project = goal.project.clone().unwrap_or_default();
        let measure = course.measured.as_ref();
        let now = measure.map(|measure| measure.in_brief(&measure.now)).unwrap_or_default();
        let before = measure.and_then(|measure| Some(measure.in_brief(measure.before.as_ref()?)));
        let before = before.unwrap_or_default();
        vec![goal.text.clone(), state, measured, now, before, set_on, by, project]
    };
    Grid {
        columns: vec![
            Column::words("goal"),
            Column::words("state"),
            Column::words("measured"),
            Column::words("in the period"),
            Column::words("before"),
            Column::words("set on").labelled(Label::Muted),
            Column::words("by").labelled(Label::Muted),
            Column::words("project").labelled(Label::Muted),
        ],
        rows: goals.iter().map(row).collect(),
    }
}

fn set_now(journal: &JournalChapter) -> Vec<Block> {
    if journal.goals_set.is_empty() {
        return Vec::new();
    }
    let item = |goal: &GoalFigure| {
        let by = goal.by.as_ref().map(|day| format!(" By {day}.")).unwrap_or_default();
        let project = goal.project.as_ref().map(|of| format!(" ({of})")).unwrap_or_default();
        Item {
            lead: format!("Goal of {}", goal.set_on),
            label: Label::Strong,
            text: format!("“{}”{project}{by}", goal.text),
        }
    };
    vec![Block::Items(journal.goals_set.iter().map(item).collect())]
}

#[cfg(test)]
mod tests {
    use crate::report::sample::{NOW, looked_back, sample};
    use crate::report::{Addressee, Block, Names, Section};

    fn chapter(year: i32, addressee: &Addressee) -> (Section, Option<super::JournalChapter>) {
        let found = looked_back(&[sample().ledger], NOW, year, addressee, Names::Hidden);
        (super::section(&found), found.journal)
    }

    #[test]
    fn goals_are_new_or_from_before_and_nothing_is_told_how_to() {
        let (section, journal) = chapter(2023, &Addressee::You("Ada".to_owned()));
        let journal = journal.unwrap();
        assert!(journal.notes.is_empty() && journal.goals.is_empty());
        let set: Vec<&str> = journal.goals_set.iter().map(|goal| goal.set_on.as_str()).collect();
        assert_eq!(set, ["2023-09-23", "2023-10-03"]);
        let says = |block: &Block| match block {
            Block::Paragraph { text, .. } => text.split('.').next().unwrap().to_owned(),
            Block::Items(items) => items[0].text.clone(),
            _ => "a figure".to_owned(),
        };
        let says: Vec<String> = section.blocks.iter().map(says).collect();
        let expected = [
            "Nothing was noted of 2023",
            "No goal was set before 2023 or due in it",
            "“End the patching of the lock” (tidewater) By 2024-12-31.",
        ];
        assert_eq!(says, expected);
    }

    #[test]
    fn words_that_are_not_to_be_shown_outside_are_counted() {
        let mut told = looked_back(
            &[sample().ledger],
            NOW,
            2023,
            &Addressee::You("Ada".to_owned()),
            Names::Hidden,
        );
        told.journal = told.journal.map(super::JournalChapter::without_words);
        let blocks = super::section(&told).blocks;
        let [Block::Paragraph { text, evidence, .. }, Block::Figure(table)] = blocks.as_slice()
        else {
            panic!("it is one sentence and its table: {blocks:?}");
        };
        assert_eq!(evidence, &[table.id]);
        assert_eq!(text, "Left out, as they are words: 2 goals of 2023.");
        assert!(!format!("{:?}", told.journal).contains("lock"));
    }

    #[test]
    fn the_journal_of_somebody_else_is_not_told() {
        let (section, journal) = chapter(2024, &Addressee::Named("Ada".to_owned()));
        assert!(journal.is_none() && section.blocks.len() == 1);
    }
}
