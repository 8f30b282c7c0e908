//! What the lines look like: the last resort, asked when message and paths say nothing.

use super::weights::{EXCHANGE, EXCHANGE_OF_CODE, SAID_CLEARLY, SETTLED, SHAPE, SHAPE_MOVED};
use super::{Facts, Signal};
use crate::classify::{PathClass, rules};
use crate::model::{FileStatus, Kind};

/// A tweak changes at most this many lines, added and deleted together.
const TWEAK_LINES: u64 = 20;
/// An exchange replaces at most this many lines.
const EXCHANGED_LINES: u64 = 5;
/// Additions outweigh deletions when they are this many times as many.
const MOSTLY: u64 = 3;

/// How much message and paths said.
#[derive(Clone, Copy)]
pub(super) enum Said {
    Nothing,
    Little,
}

/// A few lines that gave way to as many, nothing new among them: "accept amounts with a space" is
/// then a tweak and no new capability, and "skip comments in feeds" is none to a document.
pub(super) fn exchange(facts: &Facts<'_>, by_words: (Kind, i32)) -> Option<Signal> {
    let weight = match by_words {
        (Kind::Feat, sum) if sum < SAID_CLEARLY => EXCHANGE,
        (Kind::Docs, sum) if sum < SETTLED && !touches_documents(facts) => EXCHANGE_OF_CODE,
        _ => return None,
    };
    let mut lines = 0;
    for change in facts.code_changes() {
        if change.introduces_spot || change.added != change.deleted {
            return None;
        }
        lines += u64::from(change.added);
    }
    (1..=EXCHANGED_LINES).contains(&lines).then(|| {
        let says = "a few lines in existing sections gave way to as many, which reads like a tweak";
        Signal::new(Kind::Fix, weight, rules::SHAPE, says)
    })
}

fn touches_documents(facts: &Facts<'_>) -> bool {
    let of_commit = &facts.history.changes[facts.commit.changes.clone()];
    of_commit.iter().any(|change| change.comments_only)
        || facts.files().any(|(_, class)| class == PathClass::Docs)
}

/// Whether the lines show by themselves what a change is: the code gets sections and loses no line, or loses sections and
/// gets no line; or a new file of code takes over what others held, and next to nothing else happens.
pub(super) fn is_plain(facts: &Facts<'_>) -> bool {
    let shape = measure(facts);
    (shape.new_sections > 0 && shape.deleted == 0)
        || (shape.gone_sections > 0 && shape.added == 0)
        || (shape.new_files > 0 && shape.is_mostly_moved())
}

#[derive(Default)]
struct Shape {
    added: u64,
    deleted: u64,
    moved: u64,
    renamed: usize,
    other_files: usize,
    formatted: usize,
    new_files: usize,
    new_sections: usize,
    gone_sections: usize,
}

impl Shape {
    const fn lines(&self) -> u64 {
        self.added + self.deleted
    }

    const fn is_mostly_moved(&self) -> bool {
        self.moved * 2 >= self.lines()
    }
}

pub(super) fn signal(facts: &Facts<'_>, said: Said) -> Option<Signal> {
    let shape = measure(facts);
    let (kind, weight, looks) = reading(&shape)?;
    let says = match said {
        Said::Nothing => format!("the message does not say; {looks}"),
        Said::Little => format!("the message says little; {looks}"),
    };
    Some(Signal::new(kind, weight, rules::SHAPE, says))
}

fn measure(facts: &Facts<'_>) -> Shape {
    let mut shape = Shape::default();
    for (file, class) in facts.files() {
        if class != PathClass::Code {
            continue;
        }
        if file.status == FileStatus::Renamed && file.added == 0 && file.deleted == 0 {
            shape.renamed += 1;
            continue;
        }
        shape.other_files += 1;
        shape.formatted += usize::from(file.formatting_only);
        shape.new_files += usize::from(file.status == FileStatus::Added);
        shape.added += u64::from(file.added);
        shape.deleted += u64::from(file.deleted);
        shape.moved += u64::from(file.moved_in) + u64::from(file.moved_out);
        let changes = &facts.history.changes[file.changes.clone()];
        shape.new_sections += changes.iter().filter(|change| change.introduces_spot).count();
        shape.gone_sections += changes.iter().filter(|change| change.removes_spot).count();
    }
    shape
}

fn reading(shape: &Shape) -> Option<(Kind, i32, &'static str)> {
    let lines = shape.lines();
    if shape.renamed > 0 && shape.other_files == 0 {
        return Some((
            Kind::Refactor,
            SHAPE_MOVED,
            "files were renamed and no line of code changed",
        ));
    }
    if lines == 0 {
        return None;
    }
    if shape.formatted == shape.other_files {
        return Some((Kind::Style, SHAPE_MOVED, "nothing but white space and line breaks differ"));
    }
    let reading = if shape.is_mostly_moved() {
        (Kind::Refactor, SHAPE_MOVED, "most of its lines only moved")
    } else if shape.deleted > MOSTLY * shape.added
        && shape.new_sections == 0
        && (shape.gone_sections > 0 || lines > TWEAK_LINES)
    {
        (Kind::Refactor, SHAPE, "mostly deletions read like a clean-up")
    } else if shape.new_sections > 0 && shape.added >= MOSTLY * shape.deleted {
        (Kind::Feat, SHAPE, "new sections and mostly additions read like a new capability")
    } else if lines <= TWEAK_LINES && shape.new_sections == 0 && shape.new_files == 0 {
        (Kind::Fix, SHAPE, "a small edit inside an existing section reads like a tweak")
    } else if shape.added >= MOSTLY * shape.deleted {
        (Kind::Feat, SHAPE, "mostly additions read like a new capability")
    } else {
        (Kind::Refactor, SHAPE, "as much was taken out as put in, which reads like reshaping")
    };
    Some(reading)
}
