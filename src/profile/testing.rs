//! Literal small histories for the tests of `profile` and `report`.
//!
//! In: people, spots and commits by day. Out: a history with verdicts and episodes, as the rooms
//! before would hand them over. Deliberately absent: the rules of those rooms, but for one: a patch
//! within 90 days of the one before on its spot is marked as a repeat patch.

use crate::model::{
    Agent, Chain, Change, ChangeIndex, Commit, CommitIndex, CommitVerdict, Content, DAY, Episodes,
    Evidence, File, FileChange, FileIndex, FileStatus, History, Kind, Likelihoods, LiveLines,
    Nature, ObjectId, Outcome, Person, PersonIndex, RepeatPatch, RepoPath, Rework, RuleId, Spot,
    SpotIndex, SymbolUses, Thresholds, Timestamp, Verdict, Verdicts,
};
use crate::profile::{Grounds, Ledger, Subject, ledger};

/// 2024-01-01 00:00 UTC: day 0 of every story.
pub(crate) const EPOCH: Timestamp = 1_704_067_200;

/// The moment at the start of a day of the story.
pub(crate) const fn day(days: i64) -> Timestamp {
    EPOCH + days * DAY
}

/// Held for so many days.
pub(crate) const fn held(days: i64) -> Outcome {
    Outcome::Held { quiet: days * DAY, exposure: 7 }
}

/// Came back after so many days.
pub(crate) const fn came_back(by: ChangeIndex, days: i64) -> Outcome {
    Outcome::CameBack { by, after: days * DAY }
}

/// Quiet for so many days, which says nothing yet.
pub(crate) const fn too_early(days: i64) -> Outcome {
    Outcome::TooEarly { quiet: days * DAY, exposure: 1 }
}

/// A history in the making.
#[derive(Clone)]
pub(crate) struct Story {
    history: History,
    verdicts: Verdicts,
    episodes: Episodes,
}

/// What a history with this first commit says of a person whose symbols nobody uses.
pub(crate) fn ledger_of(
    (history, verdicts, episodes): &(History, Verdicts, Episodes),
    root: ObjectId,
    of: PersonIndex,
    by: &Thresholds,
    now: Timestamp,
) -> Ledger {
    let uses = &SymbolUses::default();
    let grounds = Grounds { history, verdicts, episodes, uses, thresholds: by, now };
    ledger(&grounds, vec![root], &Subject { people: vec![of] })
}

impl Story {
    pub(crate) fn new() -> Self {
        let history = History { repository: "tidewater".to_owned(), ..History::default() };
        Self { history, verdicts: Verdicts::default(), episodes: Episodes::default() }
    }

    pub(crate) fn person(&mut self, name: &str) -> PersonIndex {
        self.person_at(name, &format!("{}@example.org", name.to_lowercase()))
    }

    pub(crate) fn person_at(&mut self, name: &str, email: &str) -> PersonIndex {
        self.history.people.push(Person { name: name.to_owned(), email: email.to_owned() });
        PersonIndex(index(self.history.people.len() - 1))
    }

    pub(crate) fn file(&mut self, path: &str) -> FileIndex {
        let path = RepoPath::from(path);
        if let Some(at) = self.history.files.iter().position(|file| file.path == path) {
            return FileIndex(index(at));
        }
        self.history.files.push(File { path, alive: true });
        FileIndex(index(self.history.files.len() - 1))
    }

    pub(crate) fn spot(&mut self, path: &str, section: &str) -> SpotIndex {
        let file = self.file(path);
        self.history.spots.push(Spot { file, section: Some(section.to_owned()) });
        SpotIndex(index(self.history.spots.len() - 1))
    }

    /// Begins a commit; the changes that follow are its.
    pub(crate) fn commit(&mut self, author: PersonIndex, days: i64, subject: &str) -> &mut Self {
        let number = index(self.history.commits.len());
        let mut name = [0xa5; 20];
        name[..4].copy_from_slice(&(number.wrapping_mul(2_654_435_761)).to_be_bytes());
        let parents = number.checked_sub(1).map(CommitIndex).into_iter().collect();
        let (changes, files) = (self.history.changes.len(), self.history.file_changes.len());
        self.history.commits.push(Commit {
            id: ObjectId::from_bytes(name),
            parents,
            author,
            co_authors: Vec::new(),
            agents: Vec::new(),
            author_time: day(days),
            commit_time: day(days),
            offset_minutes: 0,
            subject: subject.to_owned(),
            body: String::new(),
            changes: changes..changes,
            file_changes: files..files,
            ignored_by_blame: false,
            fingerprint: None,
        });
        self.verdicts.commits.push(CommitVerdict {
            kind: Kind::Fix,
            likelihoods: Likelihoods::certain(Kind::Fix),
            evidence: vec![evidence()],
            answered: None,
            reverts: None,
            reverted_by: None,
            twin_of: None,
            repairs: Vec::new(),
            by_bot: false,
            sequels: Vec::new(),
        });
        self
    }

    /// An agent had a part in the commit begun last.
    pub(crate) fn labelled(&mut self, agent: Agent) -> &mut Self {
        self.history.commits.last_mut().unwrap().agents.push(agent);
        self
    }

    /// Somebody else wrote the commit begun last as well.
    pub(crate) fn co_written_by(&mut self, person: PersonIndex) -> &mut Self {
        self.history.commits.last_mut().unwrap().co_authors.push(person);
        self
    }

    /// Adds a change of 3 new and 1 deleted line to the commit begun last.
    pub(crate) fn change(&mut self, spot: SpotIndex, nature: Nature) -> ChangeIndex {
        self.change_of(spot, nature, 3)
    }

    /// The same with a number of new lines. The first change of a file founds it.
    pub(crate) fn change_of(&mut self, spot: SpotIndex, nature: Nature, added: u32) -> ChangeIndex {
        let at = self.history.changes.len();
        let commit = CommitIndex(index(self.history.commits.len() - 1));
        let file = self.history.spots[spot.get()].file;
        let founded = self.history.file_changes.iter().any(|change| change.file == file);
        let status = if founded { FileStatus::Modified } else { FileStatus::Added };
        self.history.file_changes.push(FileChange {
            commit,
            file,
            path: self.history.files[file.get()].path.clone(),
            old_path: None,
            status,
            content: Content::Text,
            old_blob: None,
            new_blob: None,
            added,
            deleted: 1,
            moved_in: 0,
            moved_out: 0,
            went: Box::default(),
            came: Box::default(),
            formatting_only: false,
            mark: None,
            changes: at..at + 1,
        });
        self.history.changes.push(Change {
            commit,
            file_change: self.history.file_changes.len() - 1,
            spot,
            added,
            deleted: 1,
            hunks: 1,
            first_line: 1,
            introduces_spot: !founded,
            removes_spot: false,
            formatting_only: false,
            comments_only: false,
            reworks: Vec::new(),
        });
        self.judge(spot, nature);
        let begun = self.history.commits.last_mut().unwrap();
        begun.changes.end = self.history.changes.len();
        begun.file_changes.end = self.history.file_changes.len();
        ChangeIndex(index(at))
    }

    /// So many of the lines that were added last only moved.
    pub(crate) fn moved_in(&mut self, lines: u32) {
        self.history.file_changes.last_mut().unwrap().moved_in = lines;
    }

    /// The change added last replaced so many lines of an earlier commit.
    pub(crate) fn replaced(&mut self, origin: usize, lines: u32) {
        let origin = Some(CommitIndex(index(origin)));
        self.history.changes.last_mut().unwrap().reworks.push(Rework { origin, lines, context: 0 });
    }

    /// The change added last replaced whatever was written and does not stand at HEAD.
    pub(crate) fn replaced_the_rest(&mut self) {
        for commit in 0..self.history.commits.len() {
            let range = self.history.commits[commit].file_changes.clone();
            let added = self.history.file_changes[range].iter();
            let added: u32 = added.map(|change| change.added - change.moved_in).sum();
            let origin = Some(CommitIndex(index(commit)));
            let stands = self.history.live.iter().filter(|live| live.origin == origin);
            let stands: u32 = stands.map(|live| live.lines).sum();
            if added > stands {
                self.replaced(commit, added - stands);
            }
        }
    }

    /// Adds a quick remedy of an earlier change.
    pub(crate) fn remedy(&mut self, spot: SpotIndex, of: ChangeIndex) -> ChangeIndex {
        let change = self.change(spot, Nature::Patch);
        let verdict = &mut self.verdicts.changes[change.get()];
        verdict.repeat = None;
        verdict.remedy_of = Some(of);
        change
    }

    /// One patch of the spot on each of these days, a commit each.
    pub(crate) fn patches(
        &mut self,
        author: PersonIndex,
        spot: SpotIndex,
        days: &[i64],
    ) -> Vec<ChangeIndex> {
        let patch =
            |at: &i64| self.commit(author, *at, "fix: once more").change(spot, Nature::Patch);
        days.iter().map(patch).collect()
    }

    pub(crate) fn outcome(&mut self, change: ChangeIndex, outcome: Outcome) {
        self.episodes.outcomes[change.get()] = Some(outcome);
    }

    pub(crate) fn chain(
        &mut self,
        spot: SpotIndex,
        patches: &[ChangeIndex],
        ended_by: Option<ChangeIndex>,
        outcome: Outcome,
    ) {
        for pair in patches.windows(2) {
            self.outcome(pair[0], came_back(pair[1], 10));
        }
        let last = ended_by.or(patches.last().copied()).unwrap();
        self.outcome(last, outcome);
        let patches = patches.to_vec();
        self.episodes.chains.push(Chain { spot, patches, remedies: Vec::new(), ended_by, outcome });
    }

    /// Lines at HEAD that a commit wrote.
    pub(crate) fn alive(&mut self, path: &str, commit: Option<usize>, lines: u32) {
        let file = self.file(path);
        let origin = commit.map(|at| CommitIndex(index(at)));
        self.history.live.push(LiveLines { file, origin, lines });
    }

    /// A file is no more.
    pub(crate) fn remove(&mut self, path: &str) {
        let file = self.file(path);
        self.history.files[file.get()].alive = false;
    }

    /// What it says of a person whose symbols nobody uses.
    pub(crate) fn ledger(self, of: PersonIndex, by: &Thresholds, now: Timestamp) -> Ledger {
        let told = self.finish();
        let root = told.0.commits[0].id;
        ledger_of(&told, root, of, by, now)
    }

    pub(crate) fn finish(self) -> (History, Verdicts, Episodes) {
        (self.history, self.verdicts, self.episodes)
    }

    fn judge(&mut self, spot: SpotIndex, nature: Nature) {
        let kind = if nature == Nature::Structural { Kind::Refactor } else { Kind::Fix };
        let mut verdict = Verdict::new(kind, nature, evidence());
        if nature == Nature::Patch {
            verdict.repeat = self.earlier_patch(spot);
        }
        self.verdicts.changes.push(verdict);
        self.episodes.outcomes.push(None);
    }

    fn earlier_patch(&self, spot: SpotIndex) -> Option<RepeatPatch> {
        let history = &self.history;
        let commit = history.commits.last()?;
        let judged = self.verdicts.changes.iter().enumerate();
        let mut patches = judged.filter(|(_, found)| found.is_patch() && found.remedy_of.is_none());
        let (at, _) = patches.rfind(|(at, _)| history.changes[*at].spot == spot)?;
        let of = ChangeIndex(index(at));
        let after = commit.time() - history.commit_of(of).time();
        let same_person = history.commit_of(of).author == commit.author;
        (after <= 90 * DAY).then_some(RepeatPatch { of, after, same_lines: 1, same_person })
    }
}

fn evidence() -> Evidence {
    let rule = RuleId { name: "made-up", version: 1 };
    Evidence { rule, says: "The story says so.".to_owned(), commits: Vec::new() }
}

fn index(number: usize) -> u32 {
    u32::try_from(number).unwrap()
}
