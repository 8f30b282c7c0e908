//! How long words are, and what of long ones is shown.
//!
//! In: names and the room that there is for them. Out: the part of each by which it is told from others. Deliberately absent:
//! the fonts of whoever reads the page; letters are taken to be rather wide.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use crate::model::printable;

/// How wide a character is, of the height of its letters; wide ones are two.
const LETTER: f64 = 0.66;
/// Letters that are not bold take so much of that.
pub(super) const LIGHT: f64 = 0.92;
/// The height of letters.
const LETTERS: f64 = 12.0;

/// How wide a text is, more or less.
pub(super) fn width(text: &str) -> f64 {
    text.width() as f64 * LETTERS * LETTER
}

/// A name that is too long for its room in two: what it is, and where that lies.
pub(super) fn parted(name: &str, room: f64) -> (&str, &str) {
    let parts = || name.rsplit_once(": ").or_else(|| name.trim_end_matches('/').rsplit_once('/'));
    match parts().filter(|_| width(name) > room) {
        Some((place, what)) if !what.is_empty() => (what, place),
        _ => (name, ""),
    }
}

/// A text cut in its middle to the room that there is.
pub(super) fn shorten(text: &str, room: f64) -> String {
    let text = printable(text.as_bytes());
    if width(&text) <= room {
        return text.into_owned();
    }
    let side = (room - width("…")) / 2.0;
    let mut head = 0.0;
    let head: String = text.chars().take_while(|letter| fits(*letter, &mut head, side)).collect();
    let mut tail = 0.0;
    let tail: String =
        text.chars().rev().take_while(|letter| fits(*letter, &mut tail, side)).collect();
    format!("{}…{}", head, tail.chars().rev().collect::<String>())
}

fn fits(letter: char, used: &mut f64, room: f64) -> bool {
    *used += letter.width().unwrap_or(0) as f64 * LETTERS * LETTER;
    *used <= room
}

/// A text that is not bold in lines as wide as the room; what does not fit in so many lines is cut.
pub(super) fn lines(text: &str, room: f64, most: usize) -> Vec<String> {
    let room = room / LIGHT;
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let is_last = lines.len() == most;
        let goes_on =
            |line: &&mut String| is_last || width(line) + width(word) + width(" ") <= room;
        match lines.last_mut().filter(goes_on) {
            Some(line) => {
                line.push(' ');
                line.push_str(word);
            }
            None => lines.push(word.to_owned()),
        }
    }
    lines.iter().map(|line| shorten(line, room)).collect()
}

/// A name without what its room is too short for: what it is within, then what sort of thing it is. How many others share
/// its story stays, as a number.
pub(super) fn fitted(name: &str, room: f64) -> String {
    if width(name) <= room {
        return name.to_owned();
    }
    if let Some((name, others)) = shared(name) {
        let others = format!(" +{others}");
        return fitted(name, room - width(&others)) + &others;
    }
    let inner = name.rsplit(" > ").next().unwrap_or(name);
    match inner.rsplit_once(' ') {
        Some((_, bare)) if width(inner) > room && !bare.is_empty() => bare.to_owned(),
        _ => inner.to_owned(),
    }
}

/// A name and the number behind it, of `fn a and 6 more spots`.
fn shared(name: &str) -> Option<(&str, &str)> {
    let (name, others) = name.rsplit_once(" and ")?;
    let number =
        others.strip_suffix(" more spots").or_else(|| others.strip_suffix(" more spot"))?;
    Some((name, number))
}

/// A path without the folders in its middle that its room is too short for; what stays is cut where that is too long.
pub(super) fn path(path: &str, room: f64) -> String {
    let (before, inner) = path.rsplit_once(": ").unwrap_or(("", path));
    let before = if before.is_empty() { String::new() } else { format!("{before}: ") };
    let ends = inner.match_indices('/').map(|(at, _)| &inner[at..]);
    let ends = ends.filter(|end| end.len() > 1);
    let cuts: Vec<String> = ends.map(|end| format!("…{end}")).collect();
    let with = cuts.iter().map(|end| format!("{before}{end}"));
    let fits = |text: &String| width(text) <= room;
    let found = [path.to_owned()].into_iter().chain(with).chain(cuts.iter().cloned()).find(fits);
    let last = inner.trim_end_matches('/').rsplit('/').next();
    found.or_else(|| last.map(str::to_owned)).unwrap_or_else(|| path.to_owned())
}
