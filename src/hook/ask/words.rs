//! A question as rows of a terminal.
//!
//! In: a question, the commit's first line, and the width. Out: rows that are safe to show and no wider than it.
//! Deliberately absent: colours, and the terminal.

use unicode_width::UnicodeWidthStr as _;

use crate::hook::line::{fitting, span, without_end, without_front};
use crate::model::{ordinal, printable};
use crate::pipeline::{Question, Recurrence};

/// The key that turns questions off in this repository.
pub const NEVER_HERE: char = 'x';

/// What the other keys do, where there is room to say it.
const OTHER_KEYS: &str = "? why, x never here, else skip";

/// Columns below which a shortened spot says nothing any more.
const SHORTEST_SPOT: usize = 8;

/// What to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rows {
    /// The commit, as git will name it once its hook is done.
    pub title: String,
    /// The question with its keys.
    pub question: String,
    /// Why it is asked, and what each answer would change.
    pub why: Vec<String>,
}

/// Words a question. `branch` is the short name of the branch.
#[must_use]
pub fn rows(question: &Question, branch: &str, subject: &str, columns: usize) -> Rows {
    // The last column stays free: some terminals begin the next row there.
    let room = columns.saturating_sub(1);
    let title = format!("[{branch} {}] {subject}", question.commit().short());
    let why = question.why().into_iter().chain(
        question.choices().into_iter().map(|choice| format!("{}: {}", choice.word, choice.changes)),
    );
    Rows {
        title: fitted(&printable(title.as_bytes()), room),
        question: asked(question, room.saturating_sub(1)),
        why: why.flat_map(|says| wrapped(&printable(says.as_bytes()), room)).collect(),
    }
}

/// The longest form that fits; the last one is cut.
fn asked(question: &Question, room: usize) -> String {
    let forms = match question {
        Question::RootCause { recurrence, .. } => root_cause(recurrence, room),
        Question::Kind { .. } => {
            let choices = question.choices();
            let kinds: Vec<String> = choices
                .iter()
                .map(|choice| format!("{} {}", choice.keys[0], choice.word))
                .collect();
            let kinds = kinds.join(", ");
            vec![
                format!("headway: what was this commit? {kinds} [{OTHER_KEYS}]"),
                format!("headway: was it {kinds}? [?/x]"),
                format!("{kinds}?"),
            ]
        }
    };
    let fits = forms.iter().find(|form| form.width() <= room).or(forms.last());
    fits.map_or_else(String::new, |form| fitted(form, room))
}

fn root_cause(recurrence: &Recurrence, room: usize) -> Vec<String> {
    let spot = printable(recurrence.spot.as_bytes());
    let count = ordinal(recurrence.patches);
    let span = span(recurrence.days);
    let with_spot =
        |spot: &str| format!("headway: {count} patch to {spot} {span}: root cause? [y/n, ?, x]");
    let mut forms = vec![
        format!(
            "headway: {count} patch to {spot} {span}: does it go to the root cause? [y/n, {OTHER_KEYS}]"
        ),
        with_spot(&spot),
    ];
    let left = room.saturating_sub(with_spot("").width());
    if left >= SHORTEST_SPOT && left < spot.width() {
        forms.push(with_spot(&without_front(&spot, left)));
    }
    forms.push(format!("headway: {count} patch: root cause? [y/n, ?, x]"));
    forms.push("root cause? [y/n]".to_owned());
    forms
}

fn fitted(text: &str, room: usize) -> String {
    if text.width() <= room { text.to_owned() } else { without_end(text, room) }
}

/// The text in rows, broken between words where there is a space to break at.
fn wrapped(text: &str, room: usize) -> Vec<String> {
    let mut rows = Vec::new();
    let mut rest = text;
    while rest.width() > room {
        let kept = fitting(rest.chars(), room).max(1);
        let end = rest.char_indices().nth(kept).map_or(rest.len(), |(at, _)| at);
        let (row, after) = match rest[..end].rfind(' ') {
            Some(space) if space > 0 => (&rest[..space], &rest[space + 1..]),
            _ => rest.split_at(end),
        };
        rows.push(row.to_owned());
        rest = after;
    }
    rows.push(rest.to_owned());
    rows
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr as _;

    use super::{Rows, rows};
    use crate::model::{Kind, Nature, ObjectId};
    use crate::pipeline::{Likely, Question, Recurrence};

    fn id(byte: u8) -> ObjectId {
        ObjectId::from_bytes([byte; 20])
    }

    fn root_cause(spot: &str) -> Question {
        let earlier = vec![id(0x22), id(0x11)];
        let spot = spot.to_owned();
        let recurrence = Recurrence { chain: 0, patches: 3, spot, days: 41, earlier };
        Question::RootCause { commit: id(0x33), recurrence, taken_for_one: false }
    }

    fn kind() -> Question {
        let likely = |kind, nature| Likely { kind, probability: 0.4, nature };
        let likely = vec![likely(Kind::Fix, Nature::Patch), likely(Kind::Chore, Nature::Upkeep)];
        Question::Kind { commit: id(0x33), likely, because: vec!["a word".to_owned()] }
    }

    fn wide(question: &Question) -> Rows {
        rows(question, "main", "fix: stop", 200)
    }

    #[test]
    fn where_there_is_room_everything_is_said() {
        let shown = wide(&root_cause("session.rs: fn refresh"));
        assert_eq!(shown.title, "[main 333333333] fix: stop");
        assert_eq!(
            shown.question,
            "headway: third patch to session.rs: fn refresh in 41 days: does it go to the root \
             cause? [y/n, ? why, x never here, else skip]"
        );
        assert_eq!(shown.why.len(), 4);
        assert!(shown.why[2].starts_with("yes: ") && shown.why[3].starts_with("no: "));
        assert_eq!(
            wide(&kind()).question,
            "headway: what was this commit? 1 fix, 2 chore [? why, x never here, else skip]"
        );
    }

    #[test]
    fn no_row_is_wider_than_the_terminal() {
        let long = "fix: ".to_owned() + &"ä火".repeat(80);
        for question in [root_cause("src/net/session.rs: impl Session > fn refresh"), kind()] {
            for columns in 20..220 {
                let shown = rows(&question, "a-branch-with-a-name", &long, columns);
                let all = shown.why.iter().chain([&shown.title, &shown.question]);
                for row in all {
                    assert!(row.width() < columns, "{columns}: {row}");
                }
                assert!(shown.question.ends_with(['?', ']', '…']), "{}", shown.question);
            }
        }
    }

    #[test]
    fn the_spot_gives_up_its_front_before_it_goes() {
        let question = |columns| {
            let question = root_cause("src/net/session.rs: fn refresh");
            rows(&question, "main", "fix: stop", columns).question
        };
        let expected = "headway: third patch to … fn refresh in 41 days: root cause? [y/n, ?, x]";
        assert_eq!(question(74), expected);
        assert_eq!(question(60), "headway: third patch: root cause? [y/n, ?, x]");
        assert_eq!(question(20), "root cause? [y/n]");
    }

    #[test]
    fn nothing_that_moves_the_cursor_comes_from_the_repository() {
        let shown = rows(&root_cause("a\u{1b}[2J.rs"), "ma\u{9b}in", "fix\u{1b}]0;x\u{7}", 300);
        let all = shown.why.iter().chain([&shown.title, &shown.question]);
        assert!(all.flat_map(|row| row.chars()).all(|character| !character.is_control()));
    }
}
