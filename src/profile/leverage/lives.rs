//! How long lines live: those of the person day by day, those of the others in twenty groups.
//!
//! In: what each commit wrote and whose lines each change replaced. Out: for each group of lines after how many months
//! how many went, or were last seen standing. Additive, so that several repositories can be put together.
//! Deliberately absent: a curve; `curve` draws it. What lines went by whose hand.
//!
//! Lines that were written together live and die together, so the person's lines are kept by the day on which they
//! were written: whoever makes two commits of one has no more days for it. Of the others only sums are kept, in groups
//! of authors' days that are drawn by a fixed rule: as many as a range needs (the random groups of K. M. Wolter,
//! *Introduction to variance estimation*, 1985).

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::{counts, year_of};
use crate::model::{
    CommitIndex, Content, DAY, FileChange, FileIndex, Fingerprint, History, Month, Timestamp,
};
use crate::profile::{Areas, RECENT_DAYS, Standings, Subject};

/// Seconds of a month of age: a twelfth of 365.25 days.
const MONTH: Timestamp = 2_629_800;
/// Groups in which the lines of others are summed.
const GROUPS: u64 = 20;

/// Lines that came to the same end at the same age.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineEnds {
    /// Whole months since they were written.
    pub months: u16,
    /// Lines that went at this age.
    pub gone: u32,
    /// Lines that were last seen standing at this age: at the end of the history.
    pub standing: u32,
    /// Of these, lines of files that nobody changed or used since, for a year or more.
    pub idle: u32,
}

/// Lines of one year that live and die together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineLife {
    /// The year of writing.
    pub year: i32,
    /// The month of writing, 1 to 12; nothing of the others' lines, which are summed up by year.
    pub month: Option<u8>,
    /// Commits that wrote them.
    pub commits: u32,
    /// Whole months from (the oldest of) them to the end of the history.
    pub watched: u16,
    /// Their ends by age, the youngest first; one an age.
    pub ends: Vec<LineEnds>,
}

impl LineLife {
    /// The month of writing, where it is known.
    #[must_use]
    pub fn written_in(&self) -> Option<Month> {
        self.month.map(|month| Month { year: self.year, month })
    }

    /// How many lines were written.
    #[must_use]
    pub fn written(&self) -> u64 {
        self.ends.iter().map(|end| u64::from(end.gone) + u64::from(end.standing)).sum()
    }

    /// How many of them stand.
    #[must_use]
    pub fn standing(&self) -> u64 {
        self.ends.iter().map(|end| u64::from(end.standing)).sum()
    }
}

/// Lines of the person that stand, by what speaks for their being alive. Each is in one of them, the first that fits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandingLines {
    /// The year of writing.
    pub year: i32,
    /// Others changed the file since.
    pub changed_by_others: u64,
    /// A later line of another file uses something that the file defines.
    pub used: u64,
    /// Only the person changed the file since.
    pub changed_by_self: u64,
    /// None of this, and younger than a year.
    pub too_early: u64,
    /// None of this for a year or more: standing proves nothing.
    pub idle: u64,
}

impl StandingLines {
    /// None, of a year.
    pub(super) fn none(year: i32) -> Self {
        Self { year, ..Self::default() }
    }

    /// Adds those of another repository or year.
    pub(super) const fn add(&mut self, other: &Self) {
        self.changed_by_others += other.changed_by_others;
        self.used += other.used;
        self.changed_by_self += other.changed_by_self;
        self.too_early += other.too_early;
        self.idle += other.idle;
    }

    /// All of them.
    #[must_use]
    pub const fn all(&self) -> u64 {
        self.changed_by_others + self.used + self.changed_by_self + self.too_early + self.idle
    }
}

/// How long lines live in one repository.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineLives {
    /// The person's, one for each day of writing, oldest first.
    pub own: Vec<LineLife>,
    /// The others', of years in which the person wrote lines: twenty groups a year at most.
    pub others: Vec<LineLife>,
    /// The person's lines that stand, by year of writing, oldest first.
    pub standing: Vec<StandingLines>,
}

/// What became of the lines that one commit wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::profile) struct CommitLines {
    /// When how many went.
    pub(super) gone: Vec<(Timestamp, u32)>,
    /// Where how many stand.
    pub(super) standing: Vec<(FileIndex, u32)>,
}

impl CommitLines {
    pub(super) fn standing(&self) -> u64 {
        self.standing.iter().map(|(_, lines)| u64::from(*lines)).sum()
    }

    /// Lines that went until a moment.
    pub(in crate::profile) fn gone_until(&self, moment: Timestamp) -> u64 {
        let gone = self.gone.iter().filter(|(time, _)| *time <= moment);
        gone.map(|(_, lines)| u64::from(*lines)).sum()
    }

    pub(in crate::profile) fn written(&self) -> u64 {
        self.gone.iter().map(|(_, lines)| u64::from(*lines)).sum::<u64>() + self.standing()
    }

    /// Leaves no more lines than were added. Where lines of history run side by side, both may replace the same line: it
    /// goes with the first, and where it stands at HEAD all the same it did not go.
    fn settle(&mut self, most: u64) {
        let mut left = most.saturating_sub(self.standing());
        self.gone.sort_unstable();
        for (_, lines) in &mut self.gone {
            *lines = (*lines).min(u32::try_from(left).unwrap_or(u32::MAX));
            left -= u64::from(*lines);
        }
        self.gone.retain(|(_, lines)| *lines > 0);
    }
}

/// Whether lines of a file change were written, as far as it is for a person to say.
fn writes(standings: &Standings, areas: &Areas, change: &FileChange) -> bool {
    change.content == Content::Text
        && change.added > 0
        && areas.is_countable(change.file)
        && counts(standings, change)
}

/// What became of the lines that each commit wrote, wherever they stood: also in files where others moved them, but
/// not in those where its own change does not count.
pub(in crate::profile) fn commit_lines(
    history: &History,
    standings: &Standings,
    areas: &Areas,
) -> Vec<CommitLines> {
    let mut lines = vec![CommitLines::default(); history.commits.len()];
    let mut most = vec![0_u64; history.commits.len()];
    let mut left_out: HashSet<(CommitIndex, FileIndex)> = HashSet::new();
    for change in &history.file_changes {
        if writes(standings, areas, change) {
            most[change.commit.get()] += u64::from(change.added);
        } else {
            left_out.insert((change.commit, change.file));
        }
    }
    for (most, commit) in most.iter_mut().zip(&history.commits).filter(|(most, _)| **most > 0) {
        // What a merge adds to its first parent it mostly joins; its own lines are no more than became known of them.
        *most = if commit.is_merge() { u64::MAX } else { *most };
    }
    let counts_in = |origin: CommitIndex, file: FileIndex| {
        most[origin.get()] > 0 && areas.is_countable(file) && !left_out.contains(&(origin, file))
    };
    for live in &history.live {
        if let Some(origin) = live.origin.filter(|origin| counts_in(*origin, live.file)) {
            lines[origin.get()].standing.push((live.file, live.lines));
        }
    }
    for change in &history.changes {
        let file = history.file_changes[change.file_change].file;
        let time = history.commit(change.commit).time();
        for rework in change.reworks.iter().filter(|rework| rework.lines > 0) {
            if let Some(origin) = rework.origin.filter(|origin| counts_in(*origin, file)) {
                lines[origin.get()].gone.push((time, rework.lines));
            }
        }
    }
    lines.iter_mut().zip(most).for_each(|(lines, most)| lines.settle(most));
    lines
}

/// Counts how long lines live. `used` tells by file the last commit that used something of it elsewhere; `now` keeps
/// clocks that run ahead from making lines old.
pub(super) fn line_lives(
    history: &History,
    standings: &Standings,
    commits: &[CommitLines],
    subject: &Subject,
    used: &HashMap<FileIndex, CommitIndex>,
    now: Timestamp,
) -> LineLives {
    let watch = Watch::new(history, standings, subject, used, now);
    let mut own: BTreeMap<(i32, jiff::civil::Date), Growing> = BTreeMap::new();
    let mut standing: BTreeMap<i32, StandingLines> = BTreeMap::new();
    let wrote = || history.commit_indices().filter(|at| commits[at.get()].written() > 0);
    for at in wrote().filter(|at| subject.wrote(history, *at)) {
        let (year, lines) = (year_of(history, at), &commits[at.get()]);
        watch.add(own.entry((year, history.commit(at).date())).or_default(), at, lines);
        let sums = standing.entry(year).or_insert_with(|| StandingLines::none(year));
        for (file, lines) in &lines.standing {
            *watch.judge(at, *file).of(sums) += u64::from(*lines);
        }
    }
    let mut others: BTreeMap<(i32, u64), Growing> = BTreeMap::new();
    for at in wrote().filter(|at| !subject.wrote(history, *at)) {
        let year = year_of(history, at);
        if standing.contains_key(&year) {
            let group = others.entry((year, group(history, at))).or_default();
            watch.add(group, at, &commits[at.get()]);
        }
    }
    LineLives {
        own: own
            .into_iter()
            .map(|((year, date), life)| life.finish(year, u8::try_from(date.month()).ok()))
            .collect(),
        others: others.into_iter().map(|((year, _), life)| life.finish(year, None)).collect(),
        standing: standing.into_values().collect(),
    }
}

/// The group of a commit of somebody else's. All that one person wrote on a day is in one.
fn group(history: &History, at: CommitIndex) -> u64 {
    let commit = history.commit(at);
    let mut print = Fingerprint::of(history.person(commit.author).email.as_bytes());
    print.bytes(commit.date().to_string().as_bytes());
    // The lowest bits of a fingerprint alone are not spread well enough.
    (print.value() ^ (print.value() >> 32)) % GROUPS
}

/// Why lines are believed to be alive, the first that fits.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Alive {
    ChangedByOthers,
    Used,
    ChangedBySelf,
    TooEarly,
    Idle,
}

impl Alive {
    const fn of(self, sums: &mut StandingLines) -> &mut u64 {
        match self {
            Self::ChangedByOthers => &mut sums.changed_by_others,
            Self::Used => &mut sums.used,
            Self::ChangedBySelf => &mut sums.changed_by_self,
            Self::TooEarly => &mut sums.too_early,
            Self::Idle => &mut sums.idle,
        }
    }
}

/// Which files show that they are alive, and until when the history is known.
struct Watch<'a> {
    history: &'a History,
    /// By file the last commit of somebody else's that counts there.
    by_others: Vec<Option<CommitIndex>>,
    /// And of anybody's.
    by_anybody: Vec<Option<CommitIndex>>,
    used: &'a HashMap<FileIndex, CommitIndex>,
    end: Timestamp,
}

impl<'a> Watch<'a> {
    fn new(
        history: &'a History,
        standings: &Standings,
        subject: &Subject,
        used: &'a HashMap<FileIndex, CommitIndex>,
        now: Timestamp,
    ) -> Self {
        let times = history.commits.iter().map(crate::model::Commit::time);
        let end = times.filter(|time| *time <= now.saturating_add(DAY)).max().unwrap_or(now);
        let mut by_others = vec![None; history.files.len()];
        let mut by_anybody = by_others.clone();
        for change in history.file_changes.iter().filter(|change| counts(standings, change)) {
            by_anybody[change.file.get()] = Some(change.commit);
            if !subject.wrote(history, change.commit) {
                by_others[change.file.get()] = Some(change.commit);
            }
        }
        Self { history, by_others, by_anybody, used, end }
    }

    fn judge(&self, origin: CommitIndex, file: FileIndex) -> Alive {
        let is_later = |at: Option<CommitIndex>| at.is_some_and(|at| at > origin);
        if is_later(self.by_others[file.get()]) {
            Alive::ChangedByOthers
        } else if is_later(self.used.get(&file).copied()) {
            Alive::Used
        } else if is_later(self.by_anybody[file.get()]) {
            Alive::ChangedBySelf
        } else if self.end - self.history.commit(origin).time() < RECENT_DAYS * DAY {
            Alive::TooEarly
        } else {
            Alive::Idle
        }
    }

    fn add(&self, life: &mut Growing, at: CommitIndex, lines: &CommitLines) {
        life.commits += 1;
        life.watched = life.watched.max(self.age(at, self.end));
        for (time, lines) in &lines.gone {
            let age = self.age(at, (*time).min(self.end));
            life.at(age).gone += lines;
        }
        let age = self.age(at, self.end);
        for (file, lines) in &lines.standing {
            let end = life.at(age);
            end.standing += lines;
            end.idle += if self.judge(at, *file) == Alive::Idle { *lines } else { 0 };
        }
    }

    /// Whole months between a commit and a moment. Clocks may run backwards; lines do not.
    fn age(&self, at: CommitIndex, until: Timestamp) -> u16 {
        let age = until.saturating_sub(self.history.commit(at).time()).max(0);
        u16::try_from(age / MONTH).unwrap_or(u16::MAX)
    }
}

/// A [`LineLife`] in the making.
#[derive(Default)]
struct Growing {
    commits: u32,
    watched: u16,
    ends: BTreeMap<u16, LineEnds>,
}

impl Growing {
    fn at(&mut self, months: u16) -> &mut LineEnds {
        self.ends.entry(months).or_insert(LineEnds { months, ..LineEnds::default() })
    }

    fn finish(self, year: i32, month: Option<u8>) -> LineLife {
        let Self { commits, watched, ends } = self;
        LineLife { year, month, commits, watched, ends: ends.into_values().collect() }
    }
}
