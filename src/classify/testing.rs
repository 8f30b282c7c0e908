//! Literal histories for the tests of `classify` and `episodes`.
//!
//! In: commits told one after the other, each with what it edits. Out: a [`History`]. Labels name
//! commits (`called`); without one the subject is the label. Parents are the commit before unless
//! `after` says otherwise. Dates are UTC.

use crate::model::{
    Answer, Answers, Change, ChangeIndex, Commit, CommitIndex, Content, File, FileChange,
    FileIndex, FileStatus, GitattributesMark, History, Kind, ObjectId, Person, PersonIndex,
    RepoPath, Rework, Spot, SpotIndex, Thresholds, Timestamp, Verdicts,
};

/// One commit of a story.
#[derive(Clone)]
pub(crate) struct Story {
    subject: String,
    body: String,
    label: String,
    author: String,
    time: Timestamp,
    parents: Option<Vec<String>>,
    edits: Vec<Edit>,
    fingerprint: Option<u64>,
    ignored_by_blame: bool,
}

#[derive(Clone)]
#[expect(clippy::struct_excessive_bools, reason = "four facts that do not depend on each other")]
struct Edit {
    path: String,
    section: String,
    added: u32,
    deleted: u32,
    introduces: bool,
    removes: bool,
    formatting_only: bool,
    comments_only: bool,
    reworks: Vec<(String, u32, u32)>,
    file: FileFacts,
}

#[derive(Clone)]
struct FileFacts {
    status: FileStatus,
    content: Content,
    old_path: Option<String>,
    moved: (u32, u32),
    mark: Option<GitattributesMark>,
    blobs: Option<(String, String)>,
    went: Vec<u32>,
    came: Vec<u32>,
}

/// A commit by ada on 2024-01-01 until told otherwise.
pub(crate) fn commit(subject: &str) -> Story {
    Story {
        subject: subject.to_owned(),
        body: String::new(),
        label: subject.to_owned(),
        author: "ada".to_owned(),
        time: moment("2024-01-01"),
        parents: None,
        edits: Vec::new(),
        fingerprint: None,
        ignored_by_blame: false,
    }
}

impl Story {
    pub(crate) fn called(mut self, label: &str) -> Self {
        label.clone_into(&mut self.label);
        self
    }

    pub(crate) fn body(mut self, body: &str) -> Self {
        body.clone_into(&mut self.body);
        self
    }

    pub(crate) fn by(mut self, author: &str) -> Self {
        author.clone_into(&mut self.author);
        self
    }

    /// `2024-01-05` or `2024-01-05T10:30`.
    pub(crate) fn on(mut self, date: &str) -> Self {
        self.time = moment(date);
        self
    }

    pub(crate) fn after(mut self, parents: &[&str]) -> Self {
        self.parents = Some(parents.iter().map(|&parent| parent.to_owned()).collect());
        self
    }

    pub(crate) fn fingerprint(mut self, fingerprint: u64) -> Self {
        self.fingerprint = Some(fingerprint);
        self
    }

    pub(crate) fn ignored_by_blame(mut self) -> Self {
        self.ignored_by_blame = true;
        self
    }

    /// Edits an existing section (`""`: the file itself). The words below qualify the last edit.
    pub(crate) fn edit(mut self, path: &str, section: &str, added: u32, deleted: u32) -> Self {
        self.edits.push(Edit {
            path: path.to_owned(),
            section: section.to_owned(),
            added,
            deleted,
            introduces: false,
            removes: false,
            formatting_only: false,
            comments_only: false,
            reworks: Vec::new(),
            file: FileFacts {
                status: FileStatus::Modified,
                content: Content::Text,
                old_path: None,
                moved: (0, 0),
                mark: None,
                blobs: None,
                went: Vec::new(),
                came: Vec::new(),
            },
        });
        self
    }

    fn last(&mut self) -> &mut Edit {
        self.edits.last_mut().expect("because an edit comes before what qualifies it")
    }

    pub(crate) fn introducing(mut self) -> Self {
        self.last().introduces = true;
        self
    }

    pub(crate) fn removing(mut self) -> Self {
        self.last().removes = true;
        self
    }

    /// The file is gone for good.
    pub(crate) fn deleted_file(mut self) -> Self {
        self.last().file.status = FileStatus::Deleted;
        self.removing()
    }

    pub(crate) fn new_file(mut self) -> Self {
        self.last().file.status = FileStatus::Added;
        self.introducing()
    }

    pub(crate) fn formatting(mut self) -> Self {
        self.last().formatting_only = true;
        self
    }

    pub(crate) fn comments(mut self) -> Self {
        self.last().comments_only = true;
        self
    }

    pub(crate) fn reworking(mut self, label: &str, lines: u32) -> Self {
        self.last().reworks.push((label.to_owned(), lines, 0));
        self
    }

    pub(crate) fn near(mut self, label: &str, context: u32) -> Self {
        self.last().reworks.push((label.to_owned(), 0, context));
        self
    }

    pub(crate) fn moved(mut self, moved_in: u32, moved_out: u32) -> Self {
        self.last().file.moved = (moved_in, moved_out);
        self
    }

    pub(crate) fn renamed(mut self, from: &str) -> Self {
        self.last().file.status = FileStatus::Renamed;
        self.last().file.old_path = Some(from.to_owned());
        self
    }

    pub(crate) fn content(mut self, content: Content) -> Self {
        self.last().file.content = content;
        self
    }

    pub(crate) fn mark(mut self, mark: GitattributesMark) -> Self {
        self.last().file.mark = Some(mark);
        self
    }

    /// Samples of the lines that went and came, each in order.
    pub(crate) fn lines(mut self, went: &[u32], came: &[u32]) -> Self {
        (self.last().file.went, self.last().file.came) = (went.to_vec(), came.to_vec());
        self
    }

    /// Names of the content before and after; `""` for none.
    pub(crate) fn blobs(mut self, old: &str, new: &str) -> Self {
        self.last().file.blobs = Some((old.to_owned(), new.to_owned()));
        self
    }
}

/// The object name that stands for a label.
pub(crate) fn id(label: &str) -> ObjectId {
    let mut state: u64 = 0xcbf2_9ce4_8422_2325;
    let mut bytes = [0; 20];
    for (round, byte) in bytes.iter_mut().enumerate() {
        for letter in label.bytes().chain([u8::try_from(round).unwrap()]) {
            state = (state ^ u64::from(letter)).wrapping_mul(0x0100_0000_01b3);
        }
        *byte = state.to_be_bytes()[3];
    }
    ObjectId::from_bytes(bytes)
}

/// A moment, from `2024-01-05` or `2024-01-05T10:30`.
pub(crate) fn moment(date: &str) -> Timestamp {
    let at: jiff::civil::DateTime = date.parse().unwrap();
    at.to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp().as_second()
}

/// The history that a story tells.
pub(crate) fn history(story: &[Story]) -> History {
    let mut history = History { repository: "story".to_owned(), ..History::default() };
    for (at, told) in story.iter().enumerate() {
        let label_index = |label: &String| {
            let found = story[..at].iter().rposition(|earlier| earlier.label == *label);
            index(found.unwrap_or_else(|| panic!("no commit is called {label} yet")))
        };
        let parents = match &told.parents {
            Some(labels) => labels.iter().map(label_index).map(CommitIndex).collect(),
            None => {
                at.checked_sub(1).map(|before| CommitIndex(index(before))).into_iter().collect()
            }
        };
        let (changes, files) = (history.changes.len(), history.file_changes.len());
        let here = CommitIndex(index(at));
        let mut edits = told.edits.as_slice();
        while let Some(first) = edits.first() {
            let same_file = edits.iter().take_while(|edit| edit.path == first.path).count();
            add_file(&mut history, here, &edits[..same_file], &label_index);
            edits = &edits[same_file..];
        }
        let author = person(&mut history, &told.author);
        // Two commits with one label would be one commit; the position keeps them apart.
        let repeated = story[..at].iter().filter(|earlier| earlier.label == told.label).count();
        let id = if repeated == 0 { id(&told.label) } else { id(&format!("{}#{at}", told.label)) };
        history.commits.push(Commit {
            id,
            parents,
            author,
            co_authors: Vec::new(),
            agents: Vec::new(),
            author_time: told.time,
            commit_time: told.time,
            offset_minutes: 0,
            subject: told.subject.clone(),
            body: told.body.clone(),
            changes: changes..history.changes.len(),
            file_changes: files..history.file_changes.len(),
            ignored_by_blame: told.ignored_by_blame,
            fingerprint: told.fingerprint,
        });
    }
    history
}

/// A history and the verdicts on it with the default thresholds.
pub(crate) fn classified(story: &[Story]) -> (History, Verdicts) {
    answered(story, &[])
}

/// The same where the user has said something of some commits: by their labels, the kind and whether it
/// was a root cause, on 2026-11-20.
pub(crate) fn answered(
    story: &[Story],
    said: &[(&str, Option<Kind>, Option<bool>)],
) -> (History, Verdicts) {
    let history = history(story);
    let mut answers = Answers::default();
    for (label, kind, root_cause) in said {
        let (kind, root_cause, at) = (*kind, *root_cause, moment("2026-11-20T23:30"));
        answers.set(id(label), Answer { kind, root_cause, asked: None, at, offset_minutes: 0 });
    }
    let verdicts = super::classify(&history, &answers, &Thresholds::default());
    (history, verdicts)
}

/// The first change of the commit at a position.
pub(crate) fn change_of(history: &History, commit: usize) -> ChangeIndex {
    ChangeIndex(index(history.commits[commit].changes.start))
}

fn add_file(
    history: &mut History,
    commit: CommitIndex,
    edits: &[Edit],
    label_index: &dyn Fn(&String) -> u32,
) {
    let facts = &edits[0].file;
    let file = file(history, &edits[0].path, facts.old_path.as_deref());
    history.files[file.get()].alive = facts.status != FileStatus::Deleted;
    let blob = |name: &String| (!name.is_empty()).then(|| id(name));
    let start = history.changes.len();
    for edit in edits {
        let section = (!edit.section.is_empty()).then(|| edit.section.clone());
        let spot = spot(history, Spot { file, section });
        let reworks = edit.reworks.iter().map(|(label, lines, context)| Rework {
            origin: Some(CommitIndex(label_index(label))),
            lines: *lines,
            context: *context,
        });
        history.changes.push(Change {
            commit,
            file_change: history.file_changes.len(),
            spot,
            added: edit.added,
            deleted: edit.deleted,
            hunks: 1,
            first_line: 1,
            introduces_spot: edit.introduces,
            removes_spot: edit.removes,
            formatting_only: edit.formatting_only,
            comments_only: edit.comments_only,
            reworks: reworks.collect(),
        });
    }
    history.file_changes.push(FileChange {
        commit,
        file,
        path: RepoPath::from(edits[0].path.as_str()),
        old_path: facts.old_path.as_deref().map(RepoPath::from),
        status: facts.status,
        content: facts.content,
        old_blob: facts.blobs.as_ref().and_then(|(old, _)| blob(old)),
        new_blob: facts.blobs.as_ref().and_then(|(_, new)| blob(new)),
        added: edits.iter().map(|edit| edit.added).sum(),
        deleted: edits.iter().map(|edit| edit.deleted).sum(),
        moved_in: facts.moved.0,
        moved_out: facts.moved.1,
        went: facts.went.clone().into(),
        came: facts.came.clone().into(),
        formatting_only: edits.iter().all(|edit| edit.formatting_only),
        mark: facts.mark,
        changes: start..history.changes.len(),
    });
}

fn file(history: &mut History, path: &str, old_path: Option<&str>) -> FileIndex {
    let wanted = RepoPath::from(path);
    let old = old_path.map(RepoPath::from);
    let known = history
        .files
        .iter()
        .position(|file| file.path == wanted || Some(&file.path) == old.as_ref());
    let at = known.unwrap_or_else(|| {
        history.files.push(File { path: wanted.clone(), alive: true });
        history.files.len() - 1
    });
    history.files[at].path = wanted;
    FileIndex(index(at))
}

fn spot(history: &mut History, wanted: Spot) -> SpotIndex {
    let known = history.spots.iter().position(|spot| *spot == wanted);
    SpotIndex(index(known.unwrap_or_else(|| {
        history.spots.push(wanted);
        history.spots.len() - 1
    })))
}

fn person(history: &mut History, name: &str) -> PersonIndex {
    let known = history.people.iter().position(|person| person.name == name);
    PersonIndex(index(known.unwrap_or_else(|| {
        let email = format!("{name}@example.org");
        history.people.push(Person { name: name.to_owned(), email });
        history.people.len() - 1
    })))
}

fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap()
}
