//! One record of the journal, and how it is written.
//!
//! In: a record, or a line. Out: the other. Deliberately absent: files. The form is permanent: a field is
//! never given another meaning; a record that says something else gets another name or the next version.

use serde::{Deserialize, Serialize};

use crate::model::{Answer, Kind, ObjectId, Timestamp};

/// The version of the records that are written.
const VERSION: u32 = 1;
/// What a record of an answer is called.
const ANSWER: &str = "answer";
/// What a record that takes an answer back is called.
const RETRACTION: &str = "retraction";

/// The commit that a record is about, and what it can be known by when it was rewritten.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// Its name.
    pub commit: ObjectId,
    /// The first commits of its history, in order; those that a shallow clone cuts off are not known.
    pub roots: Vec<ObjectId>,
    /// See [`crate::model::Commit::fingerprint`].
    pub patch: Option<u64>,
    /// The address of its author.
    pub author: String,
    /// When it was written, by the author's clock.
    pub author_time: Timestamp,
}

/// What was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// What it was, in place of whatever was said of it before.
    Answer {
        /// Its kind.
        kind: Option<Kind>,
        /// Whether it went to the root of what was patched before.
        root_cause: Option<bool>,
    },
    /// Nothing any more.
    Retracted,
}

/// One record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// When it was said.
    pub at: Timestamp,
    /// The zone in which it was said, in minutes east of UTC.
    pub offset_minutes: i32,
    /// The commit.
    pub about: About,
    /// What was said of it.
    pub said: Said,
}

/// What a line turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// A record.
    Record(Box<Record>),
    /// A whole record of a name or a version that is not known here.
    Newer,
    /// No record: cut off, or changed by hand.
    Broken,
}

/// What every record has, whatever its version.
#[derive(Deserialize)]
struct Head {
    record: String,
    version: u32,
}

/// The fields of a record, in the order in which they are written.
#[derive(Serialize, Deserialize)]
struct Fields {
    record: String,
    version: u32,
    at: String,
    commit: String,
    roots: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    patch: Option<String>,
    author: String,
    author_time: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    root_cause: Option<bool>,
}

impl Record {
    /// The answer that it gives, if it gives one.
    #[must_use]
    pub const fn answer(&self) -> Option<Answer> {
        let Self { at, offset_minutes, .. } = *self;
        match self.said {
            Said::Answer { kind, root_cause } => {
                Some(Answer { kind, root_cause, at, offset_minutes })
            }
            Said::Retracted => None,
        }
    }

    /// The record as a line of JSON, without the line break.
    pub(super) fn to_line(&self) -> String {
        let (record, kind, root_cause) = match self.said {
            Said::Answer { kind, root_cause } => (ANSWER, kind, root_cause),
            Said::Retracted => (RETRACTION, None, None),
        };
        let about = &self.about;
        let fields = Fields {
            record: record.to_owned(),
            version: VERSION,
            at: moment_to_text(self.at, self.offset_minutes),
            commit: about.commit.to_string(),
            roots: about.roots.iter().map(ToString::to_string).collect(),
            patch: about.patch.map(|patch| format!("{patch:016x}")),
            author: about.author.clone(),
            author_time: about.author_time,
            kind: kind.map(|kind| kind.name().to_owned()),
            root_cause,
        };
        serde_json::to_string(&fields).expect("because the fields are texts and numbers")
    }
}

impl Line {
    pub(super) fn read(line: &[u8]) -> Self {
        match serde_json::from_slice::<Head>(line) {
            Err(_) => Self::Broken,
            Ok(Head { record, version }) => {
                let is_known = matches!(record.as_str(), ANSWER | RETRACTION);
                if !is_known || version > VERSION {
                    return Self::Newer;
                }
                let record = serde_json::from_slice(line).ok().and_then(from_fields);
                record.map_or(Self::Broken, |record| Self::Record(Box::new(record)))
            }
        }
    }
}

fn from_fields(fields: Fields) -> Option<Record> {
    let (at, offset_minutes) = moment_from_text(&fields.at)?;
    let id = |text: &String| ObjectId::from_hex(text.as_bytes()).ok();
    let kind = match &fields.kind {
        Some(word) => Some(Kind::named(word)?),
        None => None,
    };
    let patch = match &fields.patch {
        Some(digits) => Some(u64::from_str_radix(digits, 16).ok()?),
        None => None,
    };
    let about = About {
        commit: id(&fields.commit)?,
        roots: fields.roots.iter().map(id).collect::<Option<_>>()?,
        patch,
        author: fields.author,
        author_time: fields.author_time,
    };
    let said = if fields.record == ANSWER {
        Said::Answer { kind, root_cause: fields.root_cause }
    } else {
        Said::Retracted
    };
    Some(Record { at, offset_minutes, about, said })
}

/// A moment by RFC 3339, `2026-11-20T10:31:05+01:00`. One beyond the calendar is written as its end.
fn moment_to_text(at: Timestamp, offset_minutes: i32) -> String {
    let offset = jiff::tz::Offset::from_seconds(offset_minutes.saturating_mul(60));
    let offset = offset.unwrap_or(jiff::tz::Offset::UTC);
    let (first, last) = (jiff::Timestamp::MIN.as_second(), jiff::Timestamp::MAX.as_second());
    let moment = jiff::Timestamp::from_second(at.clamp(first, last)).unwrap_or_default();
    moment.display_with_offset(offset).to_string()
}

fn moment_from_text(text: &str) -> Option<(Timestamp, i32)> {
    let pieces = jiff::fmt::temporal::Pieces::parse(text).ok()?;
    let offset = pieces.to_numeric_offset()?;
    let moment: jiff::Timestamp = text.parse().ok()?;
    Some((moment.as_second(), offset.seconds() / 60))
}

#[cfg(test)]
pub(super) mod tests {
    use super::{About, Line, Record, Said};
    use crate::model::{Kind, ObjectId};

    /// A record about the commit whose name is twenty times this byte.
    pub(in crate::journal) fn record(commit: u8, said: Said) -> Record {
        let about = About {
            commit: ObjectId::from_bytes([commit; 20]),
            roots: vec![ObjectId::from_bytes([0xee; 20])],
            patch: Some(0xff),
            author: "ada@example.org".to_owned(),
            author_time: 1_700_000_000,
        };
        Record { at: 1_795_000_000, offset_minutes: 60, about, said }
    }

    #[test]
    fn a_line_is_as_it_always_was() {
        let fix = Said::Answer { kind: Some(Kind::Fix), root_cause: Some(true) };
        let (commit, root) = ("a1".repeat(20), "ee".repeat(20));
        let expected = format!(
            r#"{{"record":"answer","version":1,"at":"2026-11-18T12:06:40+01:00","commit":"{commit}","roots":["{root}"],"patch":"00000000000000ff","author":"ada@example.org","author_time":1700000000,"kind":"fix","root_cause":true}}"#
        );
        assert_eq!(record(0xa1, fix).to_line(), expected);
    }

    #[test]
    fn records_come_back_as_they_were() {
        let answers = [
            Said::Answer { kind: Some(Kind::Refactor), root_cause: None },
            Said::Answer { kind: None, root_cause: Some(false) },
            Said::Retracted,
        ];
        for said in answers {
            let mut record = record(1, said);
            for (offset_minutes, patch) in [(0, None), (-210, Some(u64::MAX)), (840, Some(0))] {
                (record.offset_minutes, record.about.patch) = (offset_minutes, patch);
                let back = Line::read(record.to_line().as_bytes());
                assert_eq!(back, Line::Record(Box::new(record.clone())));
            }
        }
        let mut far = record(1, Said::Retracted);
        far.at = i64::MAX;
        assert!(matches!(Line::read(far.to_line().as_bytes()), Line::Record(_)));
    }

    #[test]
    fn what_a_later_version_wrote_is_told_from_what_is_broken() {
        let line = record(1, Said::Retracted).to_line();
        let later = line.replace("\"version\":1", "\"version\":2");
        assert_eq!(Line::read(later.as_bytes()), Line::Newer);
        let note = br#"{"record":"note","version":1,"text":"We chose the queue"}"#;
        assert_eq!(Line::read(note), Line::Newer);
        let fields_more = line.replace('}', ",\"asked\":true}");
        assert!(matches!(Line::read(fields_more.as_bytes()), Line::Record(_)));
        for broken in [
            &line[..line.len() - 1],
            &line.replace("eeee", "xxxx"),
            &line.replace("+01:00", ""),
            &line.replace("retraction", "answer").replace('}', ",\"kind\":\"nonsense\"}"),
            "{}",
            "",
        ] {
            assert_eq!(Line::read(broken.as_bytes()), Line::Broken, "{broken}");
        }
        assert_eq!(Line::read(b"\xff\xfe"), Line::Broken);
    }
}
