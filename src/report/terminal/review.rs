//! What waits to be asked about, on a terminal: as a list, and one after the other.
//!
//! In: questions and the lines of a diff. Out: labelled text. Deliberately absent: keys.

use super::columns::take_width;
use super::screen::Screen;
use crate::report::words::count;
use crate::report::{Label, Review, ReviewItem, Text};

/// The list, no line wider than `width` columns.
#[must_use]
pub fn review(review: &Review, width: usize) -> Text {
    let mut screen = Screen::new(width);
    if review.items.is_empty() {
        screen.paragraph(&[(Label::Plain, "Nothing waits to be asked about here.")]);
    }
    for (at, item) in review.items.iter().enumerate() {
        if at > 0 {
            screen.blank();
        }
        put_commit(&mut screen, item, None);
        screen.item("  ", &[(Label::Strong, &item.asks)]);
        for why in &item.why {
            screen.item("  - ", &[(Label::Muted, why)]);
        }
        for choice in &item.choices {
            let says = format!("{}: {}", choice.word, choice.changes);
            screen.item("  → ", &[(Label::Plain, &says)]);
        }
    }
    put_rest(&mut screen, review);
    screen.finish()
}

fn put_rest(screen: &mut Screen, review: &Review) {
    if review.left_out > 0 {
        let more = format!("{} more, not listed; `--limit` says how many are.", review.left_out);
        screen.blank().paragraph(&[(Label::Muted, &more)]);
    }
    for other in &review.elsewhere {
        let waits = if other.commits == 1 { "waits" } else { "wait" };
        let commits = count(other.commits, "commit", "commits");
        let says = format!("{commits} {waits} in {}.", other.repository);
        screen.paragraph(&[(Label::Muted, &says)]);
    }
}

fn put_commit(screen: &mut Screen, item: &ReviewItem, place: Option<(usize, usize)>) {
    let place = place.map_or_else(String::new, |(at, of)| format!("{at}/{of}"));
    screen.paragraph(&[
        (Label::Muted, &place),
        (Label::Commit, item.commit.short()),
        (Label::Muted, &item.commit.date),
        (Label::Strong, &item.commit.subject),
    ]);
}

/// One commit of several: what it changed, as far as `rows` lines show it, and what is asked.
#[must_use]
pub fn review_card(
    item: &ReviewItem,
    place: (usize, usize),
    diff: &[String],
    rows: usize,
    width: usize,
) -> Text {
    let mut screen = Screen::new(width);
    screen.blank();
    put_commit(&mut screen, item, Some(place));
    let mut text = screen.finish();
    for line in diff.iter().take(rows) {
        let shown = take_width(line.chars(), width);
        text.push(diff_label(line), shown).newline();
    }
    let mut screen = Screen::new(width);
    let hidden = diff.len().saturating_sub(rows);
    if hidden > 0 {
        let more = format!("{} more: d shows them all.", count(hidden, "line", "lines"));
        screen.paragraph(&[(Label::Muted, &more)]);
    }
    screen.blank().paragraph(&[(Label::Strong, &item.asks)]);
    for choice in &item.choices {
        let says = format!("{}: {}", choice.word, choice.changes);
        screen.item(&format!("  {} ", choice.key), &[(Label::Plain, &says)]);
    }
    let keys = "s skip, d diff, ? why it is asked, u undo the last answer, q quit";
    screen.paragraph(&[(Label::Muted, keys)]);
    append(&mut text, &screen.finish());
    text
}

/// Why a question is asked.
#[must_use]
pub fn review_why(item: &ReviewItem, width: usize) -> Text {
    let mut screen = Screen::new(width);
    for why in &item.why {
        screen.item("  - ", &[(Label::Plain, why)]);
    }
    let queued = item.queued.map(|why| match why {
        "silent" => "after the commit nothing was asked, because the prompt is off",
        "budget" => "after the commit nothing was asked, because enough was asked lately",
        "not_a_terminal" => "after the commit nobody was there who could answer",
        "typed_ahead" => "after the commit something else was being typed",
        "timeout" => "after the commit no key was pressed in time",
        "key" => "after the commit you put it off",
        "deadline" => "after the commit there was no time left to ask",
        _ => "after the commit the answer could not be kept",
    });
    if let Some(queued) = queued {
        screen.item("  - ", &[(Label::Plain, queued)]);
    }
    screen.finish()
}

/// A whole diff.
#[must_use]
pub fn diff(lines: &[String]) -> Text {
    let mut text = Text::new();
    for line in lines {
        text.push(diff_label(line), line.clone()).newline();
    }
    text
}

fn diff_label(line: &str) -> Label {
    if line.starts_with("+++") || line.starts_with("---") || line.starts_with("diff ") {
        Label::Path
    } else if line.starts_with('+') {
        Label::Came
    } else if line.starts_with('-') {
        Label::Went
    } else if line.starts_with("@@") {
        Label::Muted
    } else {
        Label::Plain
    }
}

fn append(text: &mut Text, other: &Text) {
    for (label, piece) in other.spans() {
        text.push(*label, piece.clone());
    }
}
