//! How a record is written.
//!
//! In: a record, or a line. Out: the other. Deliberately absent: files. The form is permanent
//! (`docs/journal.md`): a field is never given another meaning; a record that says something else gets another
//! name or the next version.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::aim::{Aim, AimSort};
use super::moment::{moment_from_text, moment_to_text};
use super::record::{About, GoalId, GoalState, LineSample, Project, Record, RewrittenBy, Said};
use crate::model::{Asked, Kind, ObjectId, Timestamp};

/// The version of the records that are written.
const VERSION: u32 = 1;

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

/// What every record has, whatever its version, and the rest as it is.
#[derive(Serialize, Deserialize)]
struct Envelope<Fields> {
    record: String,
    version: u32,
    #[serde(default)]
    at: String,
    #[serde(flatten)]
    fields: Fields,
}

#[derive(Serialize, Deserialize)]
struct AboutFields {
    commit: String,
    roots: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    patch: Option<String>,
    author: String,
    author_time: Timestamp,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    went: Vec<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    came: Vec<u32>,
}

#[derive(Serialize, Deserialize)]
struct AnswerFields {
    #[serde(flatten)]
    about: AboutFields,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    root_cause: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    asked: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct RewriteFields {
    old: String,
    new: String,
    by: String,
}

#[derive(Serialize, Deserialize)]
struct ProjectFields {
    name: String,
    roots: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct NoteFields {
    text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    about: Option<AboutFields>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    on: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    project: Option<ProjectFields>,
}

#[derive(Serialize, Deserialize)]
struct GoalFields {
    goal: String,
    text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    by: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    project: Option<ProjectFields>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    aim: Option<AimFields>,
}

#[derive(Serialize, Deserialize)]
struct AimFields {
    sort: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    place: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct IdentityFields {
    address: String,
    is_mine: bool,
}

#[derive(Serialize, Deserialize)]
struct GoalStateFields {
    goal: String,
    state: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

impl Record {
    /// The record as a line of JSON, without the line break.
    pub(super) fn to_line(&self) -> String {
        match &self.said {
            Said::Answer { about, kind, root_cause, asked } => self.line(
                "answer",
                AnswerFields {
                    about: about.into(),
                    kind: kind.map(|kind| kind.name().to_owned()),
                    root_cause: *root_cause,
                    asked: asked.map(|asked| asked.name().to_owned()),
                },
            ),
            Said::Retraction { about } => self.line("retraction", AboutFields::from(about)),
            Said::Rewrite { old, new, by } => {
                let (old, new, by) = (old.to_string(), new.to_string(), by.name().to_owned());
                self.line("rewrite", RewriteFields { old, new, by })
            }
            Said::Note { text, about, on, project } => self.line(
                "note",
                NoteFields {
                    text: text.clone(),
                    about: about.as_ref().map(AboutFields::from),
                    on: on.map(|day| day.to_string()),
                    project: project.as_ref().map(ProjectFields::from),
                },
            ),
            Said::Goal { goal, text, by, project, aim } => self.line(
                "goal",
                GoalFields {
                    goal: goal.to_string(),
                    text: text.clone(),
                    by: by.map(|day| day.to_string()),
                    project: project.as_ref().map(ProjectFields::from),
                    aim: aim.as_ref().map(AimFields::from),
                },
            ),
            Said::Identity { address, is_mine } => {
                let (address, is_mine) = (address.clone(), *is_mine);
                self.line("identity", IdentityFields { address, is_mine })
            }
            Said::GoalState { goal, state, text } => {
                let (goal, state) = (goal.to_string(), state.name().to_owned());
                self.line("goal_state", GoalStateFields { goal, state, text: text.clone() })
            }
        }
    }

    fn line(&self, record: &str, fields: impl Serialize) -> String {
        let at = moment_to_text(self.at, self.offset_minutes);
        let envelope = Envelope { record: record.to_owned(), version: VERSION, at, fields };
        serde_json::to_string(&envelope).expect("because the fields are texts and numbers")
    }
}

impl Line {
    pub(super) fn read(line: &[u8]) -> Self {
        let Ok(Envelope { record, version, at, fields }) =
            serde_json::from_slice::<Envelope<Value>>(line)
        else {
            return Self::Broken;
        };
        if version > VERSION {
            return Self::Newer;
        }
        let said = match record.as_str() {
            "answer" => parsed(fields, answer),
            "retraction" => parsed(fields, |fields: AboutFields| {
                Some(Said::Retraction { about: fields.read()? })
            }),
            "rewrite" => parsed(fields, rewrite),
            "note" => parsed(fields, note),
            "goal" => parsed(fields, goal),
            "identity" => parsed(fields, |fields: IdentityFields| {
                let IdentityFields { address, is_mine } = fields;
                Some(Said::Identity { address, is_mine })
            }),
            "goal_state" => parsed(fields, goal_state),
            _ => return Self::Newer,
        };
        let record = moment_from_text(&at).zip(said);
        record.map_or(Self::Broken, |((at, offset_minutes), said)| {
            Self::Record(Box::new(Record { at, offset_minutes, said }))
        })
    }
}

fn parsed<Fields: serde::de::DeserializeOwned>(
    fields: Value,
    read: impl FnOnce(Fields) -> Option<Said>,
) -> Option<Said> {
    serde_json::from_value(fields).ok().and_then(read)
}

fn answer(fields: AnswerFields) -> Option<Said> {
    Some(Said::Answer {
        about: fields.about.read()?,
        kind: optional(fields.kind, |word| Kind::named(&word))?,
        root_cause: fields.root_cause,
        asked: optional(fields.asked, |word| named(&Asked::ALL, Asked::name, &word))?,
    })
}

fn rewrite(RewriteFields { old, new, by }: RewriteFields) -> Option<Said> {
    Some(Said::Rewrite {
        old: id(&old)?,
        new: id(&new)?,
        by: named(&RewrittenBy::ALL, RewrittenBy::name, &by)?,
    })
}

fn note(fields: NoteFields) -> Option<Said> {
    Some(Said::Note {
        text: fields.text,
        about: optional(fields.about, AboutFields::read)?,
        on: optional(fields.on, |day| day.parse().ok())?,
        project: optional(fields.project, ProjectFields::read)?,
    })
}

fn goal(fields: GoalFields) -> Option<Said> {
    Some(Said::Goal {
        goal: goal_id(&fields.goal)?,
        text: fields.text,
        by: optional(fields.by, |day| day.parse().ok())?,
        project: optional(fields.project, ProjectFields::read)?,
        aim: fields.aim.map(AimFields::read),
    })
}

fn goal_state(fields: GoalStateFields) -> Option<Said> {
    Some(Said::GoalState {
        goal: goal_id(&fields.goal)?,
        state: named(&GoalState::ALL, GoalState::name, &fields.state)?,
        text: fields.text,
    })
}

/// What is not there may be absent; what is there has to be right.
#[expect(clippy::option_option, reason = "absent, wrong and right are three things")]
fn optional<From, To>(
    field: Option<From>,
    read: impl FnOnce(From) -> Option<To>,
) -> Option<Option<To>> {
    match field {
        None => Some(None),
        Some(field) => read(field).map(Some),
    }
}

fn named<Value: Copy>(
    all: &[Value],
    name: impl Fn(Value) -> &'static str,
    word: &str,
) -> Option<Value> {
    all.iter().copied().find(|value| name(*value) == word)
}

pub(super) fn id(text: &str) -> Option<ObjectId> {
    ObjectId::from_hex(text.as_bytes()).ok()
}

pub(super) fn ids(texts: &[String]) -> Option<Vec<ObjectId>> {
    texts.iter().map(|text| id(text)).collect()
}

pub(super) fn texts(ids: &[ObjectId]) -> Vec<String> {
    ids.iter().map(ToString::to_string).collect()
}

fn goal_id(text: &str) -> Option<GoalId> {
    (text.len() == 8).then(|| u32::from_str_radix(text, 16).ok()).flatten().map(GoalId)
}

impl From<&About> for AboutFields {
    fn from(about: &About) -> Self {
        Self {
            commit: about.commit.to_string(),
            roots: texts(&about.roots),
            patch: about.patch.map(|patch| format!("{patch:016x}")),
            author: about.author.clone(),
            author_time: about.author_time,
            went: about.lines.went.clone(),
            came: about.lines.came.clone(),
        }
    }
}

impl AboutFields {
    fn read(self) -> Option<About> {
        Some(About {
            commit: id(&self.commit)?,
            roots: ids(&self.roots)?,
            patch: optional(self.patch, |digits| u64::from_str_radix(&digits, 16).ok())?,
            author: self.author,
            author_time: self.author_time,
            lines: LineSample { went: self.went, came: self.came },
        })
    }
}

impl From<&Project> for ProjectFields {
    fn from(project: &Project) -> Self {
        Self { name: project.name.clone(), roots: texts(&project.roots) }
    }
}

impl ProjectFields {
    fn read(self) -> Option<Project> {
        Some(Project { roots: ids(&self.roots)?, name: self.name })
    }
}

impl From<&Aim> for AimFields {
    fn from(aim: &Aim) -> Self {
        Self { sort: aim.sort.name().to_owned(), place: aim.place.clone() }
    }
}

impl AimFields {
    fn read(self) -> Aim {
        Aim { sort: AimSort::named(&self.sort), place: self.place }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::Line;
    use crate::journal::aim::{Aim, AimSort};
    use crate::journal::record::{
        About, GoalId, GoalState, LineSample, Project, Record, RewrittenBy, Said,
    };
    use crate::model::{Asked, Kind, ObjectId};

    /// The commit whose name is twenty times this byte.
    pub(in crate::journal) fn about(commit: u8) -> About {
        About {
            commit: ObjectId::from_bytes([commit; 20]),
            roots: vec![ObjectId::from_bytes([0xee; 20])],
            patch: Some(0xff),
            author: "ada@example.org".to_owned(),
            author_time: 1_700_000_000,
            lines: LineSample::default(),
        }
    }

    pub(in crate::journal) fn record(said: Said) -> Record {
        Record { at: 1_795_000_000, offset_minutes: 60, said }
    }

    /// An answer about the commit whose name is twenty times this byte.
    pub(in crate::journal) fn answer(commit: u8, kind: Kind) -> Record {
        let about = about(commit);
        record(Said::Answer { about, kind: Some(kind), root_cause: None, asked: None })
    }

    fn every() -> Vec<Said> {
        let lines = LineSample { went: vec![1, 2], came: vec![u32::MAX] };
        let sampled = || About { lines: lines.clone(), ..about(0xa1) };
        let project = || {
            let roots = vec![ObjectId::from_bytes([0xee; 20])];
            Some(Project { name: "tokio".to_owned(), roots })
        };
        let day = Some(jiff::civil::date(2026, 12, 31));
        let aim = |sort| Some(Aim { sort, place: Some("src/wait.rs: fn wait".to_owned()) });
        let (kind, goal) = (Some(Kind::Refactor), GoalId(0x0a0b));
        let text = || "Der Vertrag hält — \"bis\"\nzum \u{1b}[31m Ende".to_owned();
        vec![
            Said::Answer { about: sampled(), kind, root_cause: Some(true), asked: None },
            Said::Answer {
                about: About { patch: None, ..about(1) },
                kind: None,
                root_cause: Some(false),
                asked: Some(Asked::Review),
            },
            Said::Retraction { about: about(2) },
            Said::Rewrite {
                old: ObjectId::from_bytes([1; 20]),
                new: ObjectId::from_bytes([2; 20]),
                by: RewrittenBy::Rebase,
            },
            Said::Note { text: text(), about: Some(sampled()), on: day, project: project() },
            Said::Note { text: text(), about: None, on: None, project: None },
            Said::Goal { goal, text: text(), by: day, project: project(), aim: None },
            Said::Goal {
                goal,
                text: text(),
                by: None,
                project: project(),
                aim: aim(AimSort::Cause),
            },
            Said::Goal {
                goal,
                text: text(),
                by: None,
                project: None,
                aim: Some(Aim { sort: AimSort::Other("later".to_owned()), place: None }),
            },
            Said::GoalState { goal, state: GoalState::Done, text: Some(text()) },
            Said::Identity { address: "ada@home.example".to_owned(), is_mine: true },
        ]
    }

    #[test]
    fn a_line_is_as_it_always_was() {
        let about = About { lines: LineSample::default(), ..about(0xa1) };
        let fix =
            Said::Answer { about, kind: Some(Kind::Fix), root_cause: Some(true), asked: None };
        let (commit, root) = ("a1".repeat(20), "ee".repeat(20));
        let expected = format!(
            r#"{{"record":"answer","version":1,"at":"2026-11-18T12:06:40+01:00","commit":"{commit}","roots":["{root}"],"patch":"00000000000000ff","author":"ada@example.org","author_time":1700000000,"kind":"fix","root_cause":true}}"#
        );
        assert_eq!(record(fix).to_line(), expected);
        let lines: Vec<String> = every().into_iter().map(|said| record(said).to_line()).collect();
        insta::assert_snapshot!(lines.join("\n"));
    }

    #[test]
    fn records_come_back_as_they_were() {
        for said in every() {
            for offset_minutes in [0, -210, 840] {
                let record = Record { offset_minutes, ..record(said.clone()) };
                let line = record.to_line();
                assert!(!line.contains('\n'), "{line}");
                assert_eq!(Line::read(line.as_bytes()), Line::Record(Box::new(record)));
            }
        }
        let far = Record { at: i64::MAX, ..record(Said::Retraction { about: about(1) }) };
        assert!(matches!(Line::read(far.to_line().as_bytes()), Line::Record(_)));
    }

    #[test]
    fn what_a_later_version_wrote_is_told_from_what_is_broken() {
        let line = record(Said::Retraction { about: about(1) }).to_line();
        let later = line.replace("\"version\":1", "\"version\":2");
        assert_eq!(Line::read(later.as_bytes()), Line::Newer);
        let wish = br#"{"record":"wish","version":1,"text":"We chose the queue"}"#;
        assert_eq!(Line::read(wish), Line::Newer);
        let fields_more = line.replace('}', ",\"mood\":true}");
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
