//! Marks of a drawing, at places.
//!
//! In: lines, bars, dots, curves and words, in pixels of a drawing of some width. Out: the same as the template writes
//! them, in the order in which they cover each other. Deliberately absent: colours, which are in the style of the page; and
//! what is drawn.

use std::fmt::Write as _;

use super::lettering::{LIGHT, fitted, parted, path, shorten, width};

/// No mark is farther out.
const FAR: f64 = 100_000.0;

/// For which screens a drawing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report::html) enum Size {
    /// As wide as the text of a page.
    Wide,
    /// As wide as a phone.
    Narrow,
}

/// Which side of its place a word stands at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A drawing in the making, and when it is done.
#[derive(Debug)]
pub(in crate::report::html) struct Canvas {
    pub size: Size,
    pub width: f64,
    pub height: f64,
    pub marks: Vec<Mark>,
}

/// Something that is drawn. What it says is shown to those who point at it.
#[derive(Debug, PartialEq)]
pub(in crate::report::html) enum Mark {
    Line { class: &'static str, from: [String; 2], to: [String; 2] },
    Bar { class: &'static str, at: [String; 2], size: [String; 2], says: String },
    Cell { opacity: String, at: [String; 2], size: [String; 2], says: String },
    Dot { class: &'static str, at: [String; 2], radius: String, says: String },
    Curve { class: &'static str, path: String, says: String },
    Word { class: &'static str, at: [String; 2], anchor: &'static str, text: String, whole: String },
}

impl Canvas {
    pub(super) fn new(size: Size, height: f64) -> Self {
        let width = match size {
            Size::Wide => 720.0,
            Size::Narrow => 340.0,
        };
        Self { size, width, height, marks: Vec::new() }
    }

    pub(super) fn is_narrow(&self) -> bool {
        self.size == Size::Narrow
    }

    /// One of two lengths, by how wide the drawing is.
    pub(super) fn either<T>(&self, wide: T, narrow: T) -> T {
        if self.is_narrow() { narrow } else { wide }
    }

    /// What a mark says; nobody points at anything on a phone.
    fn said(&self, says: impl Into<String>) -> String {
        if self.is_narrow() { String::new() } else { says.into() }
    }

    pub(super) fn line(&mut self, class: &'static str, from: (f64, f64), to: (f64, f64)) {
        self.marks.push(Mark::Line { class, from: place(from), to: place(to) });
    }

    pub(super) fn bar(
        &mut self,
        class: &'static str,
        at: (f64, f64),
        size: (f64, f64),
        says: impl Into<String>,
    ) {
        let says = self.said(says);
        self.marks.push(Mark::Bar { class, at: place(at), size: place(size), says });
    }

    /// A bar of which the opacity means something, from 0 to 1.
    pub(super) fn cell(
        &mut self,
        opacity: f64,
        at: (f64, f64),
        size: (f64, f64),
        says: impl Into<String>,
    ) {
        let (says, opacity) = (self.said(says), format!("{:.2}", opacity.clamp(0.0, 1.0)));
        self.marks.push(Mark::Cell { opacity, at: place(at), size: place(size), says });
    }

    pub(super) fn dot(
        &mut self,
        class: &'static str,
        at: (f64, f64),
        radius: f64,
        says: impl Into<String>,
    ) {
        let says = self.said(says);
        self.marks.push(Mark::Dot { class, at: place(at), radius: px(radius), says });
    }

    pub(super) fn curve(&mut self, class: &'static str, path: Path, says: impl Into<String>) {
        let says = self.said(says);
        if !path.0.is_empty() {
            self.marks.push(Mark::Curve { class, path: path.0, says });
        }
    }

    /// Words that have room.
    pub(super) fn word(
        &mut self,
        class: &'static str,
        at: (f64, f64),
        anchor: Anchor,
        text: impl Into<String>,
    ) {
        let (text, anchor) = (text.into(), anchor.name());
        self.marks.push(Mark::Word { class, at: place(at), anchor, text, whole: String::new() });
    }

    /// Words from a repository, cut to the room that there is; they are whole where a mouse points at them, and in the
    /// table.
    pub(super) fn name(
        &mut self,
        class: &'static str,
        at: (f64, f64),
        anchor: Anchor,
        name: &str,
        room: f64,
    ) {
        let room = if ["t", "s"].contains(&class) { room / LIGHT } else { room };
        self.whole_name((class, at, anchor), name, (name, room));
    }

    /// What a row is, in one line or (where that is long, or has a date) two that end at a place: what it is, and when and
    /// where that lies.
    pub(super) fn row_name(&mut self, (x, y): (f64, f64), (name, date): (&str, &str), room: f64) {
        let (what, place) = parted(name, room);
        self.whole_name(("b", (x, y), Anchor::End), name, (&fitted(what, room), room));
        let below = below(date, place, room);
        if !below.is_empty() {
            self.name("t", (x, y + 14.0), Anchor::End, &below, room);
        }
    }

    /// Over a row of a narrow drawing, from side to side: what it is and what it comes to, when and where that lies, and
    /// its counts.
    pub(super) fn row_heading(
        &mut self,
        (left, right, y): (f64, f64, f64),
        (name, date): (&str, &str),
        (class, reading): (&'static str, &str),
        counts: &str,
    ) {
        let room = right - left - 12.0;
        let (what, place) = parted(name, room - width(reading));
        let rest = width(reading).min((room - width(what)).max(room * 0.55));
        let what = fitted(what, room - rest);
        self.whole_name(("b", (left, y), Anchor::Start), name, (&what, room - rest));
        self.name(class, (right, y), Anchor::End, reading, rest + 1.0);
        let place = below(date, place, right - left);
        let below = [place.as_str(), counts].into_iter().filter(|line| !line.is_empty());
        for (line, text) in below.enumerate() {
            let at = (left, y + 15.0 + 14.0 * line as f64);
            self.name("t", at, Anchor::Start, text, right - left);
        }
    }

    /// A part of a name, cut to its room; the whole name is there for who points at it.
    fn whole_name(
        &mut self,
        (class, at, anchor): (&'static str, (f64, f64), Anchor),
        name: &str,
        (part, room): (&str, f64),
    ) {
        let text = shorten(part, room);
        let whole = if text == name { String::new() } else { self.said(name) };
        let anchor = anchor.name();
        self.marks.push(Mark::Word { class, at: place(at), anchor, text, whole });
    }
}

impl Anchor {
    const fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// A way to go with a pen.
#[derive(Debug, Default)]
pub(super) struct Path(String);

impl Path {
    pub(super) fn to(&mut self, command: char, places: &[(f64, f64)]) -> &mut Self {
        self.0.push(command);
        for (at, (x, y)) in places.iter().enumerate() {
            let space = if at == 0 { "" } else { " " };
            // Writing to a string does not fail.
            let _ = write!(self.0, "{space}{},{}", px(*x), px(*y));
        }
        self
    }

    /// Through all of the places.
    pub(super) fn through(&mut self, places: &[(f64, f64)]) -> &mut Self {
        match places {
            [] => self,
            [first] => self.to('M', &[*first]),
            [first, rest @ ..] => self.to('M', &[*first]).to('L', rest),
        }
    }

    pub(super) fn close(&mut self) -> &mut Self {
        self.0.push('Z');
        self
    }
}

fn place((x, y): (f64, f64)) -> [String; 2] {
    [px(x), px(y)]
}

/// A length in pixels: never something that is no number, never far out.
pub(super) fn px(length: f64) -> String {
    let length = if length.is_finite() { length.clamp(-FAR, FAR) } else { 0.0 };
    let text = format!("{length:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// The second line of a row: when, and where.
fn below(date: &str, place: &str, room: f64) -> String {
    let room = room / LIGHT;
    match (date, place) {
        ("", place) => path(place, room),
        (date, "") => date.to_owned(),
        (date, place) => format!("{date}, {}", path(place, room - width(date) - width(", "))),
    }
}
