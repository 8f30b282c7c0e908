//! Which commit last wrote each line: `git blame` for every commit at once.
//!
//! In: the hunks of each commit and which lines it moved, parents before children; no file content.
//! Out: whose lines each hunk replaced or deleted, and the origins of all lines at the end. Each commit's
//! state is its parent's with the hunks applied; states share all files that did not change and are
//! dropped when their last child has been replayed. Lines that moved stay whose they were. A merge takes a file over from the first parent that has it
//! as it is, and where none does, each parent in turn claims the lines outside its hunks: exactly
//! the order in which `git blame` passes lines on. Deliberately absent: any reading or storing.

use std::collections::HashMap;
use std::rc::Rc;

use super::facts::{Carried, MovedLines};
use super::splice::{claim, moved_out, settle, splice, touch};
use crate::git::Hunk;

/// The number of a commit, given by the caller, from 1.
pub type CommitNumber = u32;
/// The number of a path, given by the caller, from 0 and dense.
pub type PathNumber = u32;

/// The origin of lines that cannot be known: content that git does not have.
pub const UNKNOWN: CommitNumber = 0;

/// What the replay needs of a commit.
#[derive(Clone, Debug, Default)]
pub struct LineageStep {
    /// Its number.
    pub commit: CommitNumber,
    /// Its parents' numbers, in git's order.
    pub parents: Vec<CommitNumber>,
    /// Files that it changed.
    pub files: Vec<LineageFile>,
    /// Of a merge: paths taken over, with the parent's position; `None` when the path is gone.
    pub inherited: Vec<(PathNumber, Option<usize>)>,
}

/// What happened to a file's lines.
#[derive(Clone, Debug)]
pub struct LineageFile {
    /// Its path after the commit.
    pub path: PathNumber,
    /// Its path before, when that was another one, gone now.
    pub renamed_from: Option<PathNumber>,
    /// What became of its lines.
    pub lines: LineageLines,
    /// Lines of it that stood elsewhere in the parent, in order.
    pub moves: Vec<MovedLines>,
}

/// A hunk, and which of its lines stay whose they were.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineageHunk {
    /// The lines.
    pub hunk: Hunk,
    /// Those that were only laid out anew.
    pub carried: Carried,
}

impl From<Hunk> for LineageHunk {
    fn from(hunk: Hunk) -> Self {
        Self { hunk, carried: Carried::None }
    }
}

/// What became of the lines of a file.
#[derive(Clone, Debug)]
pub enum LineageLines {
    /// The file is gone; the hunks say which lines it had.
    Gone(Vec<LineageHunk>),
    /// Lines were replaced.
    Spliced(Vec<LineageHunk>),
    /// Of a merge: `total` lines, each parent (by position) claiming what is outside its hunks.
    Merged {
        /// Lines after the merge.
        total: u32,
        /// Position of a parent, the path there, and the hunks against it.
        parents: Vec<(usize, PathNumber, Vec<Hunk>)>,
    },
    /// The file is new, or its content could not be compared; all `total` lines are the commit's.
    Rewritten(u32),
    /// The content before is not available, so that nobody knows whose the `total` lines are.
    Unknown(u32),
    /// There are no lines: binary, symlink, submodule, too large, not available.
    NoLines,
}

/// Lines of one earlier commit that a hunk touched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TouchedLines {
    /// Which of the file's hunks.
    pub hunk: usize,
    /// Who wrote the lines; [`UNKNOWN`] when that cannot be known.
    pub origin: CommitNumber,
    /// Lines replaced or deleted.
    pub lines: u32,
    /// Lines within three lines of a pure insertion.
    pub context: u32,
}

/// The origins of a file's lines, in order.
pub(super) type Origins = Rc<Vec<CommitNumber>>;

/// What a state says of a path.
#[derive(Clone, Debug, Default)]
enum Slot {
    /// As in the base from which the replay started.
    #[default]
    Base,
    /// No lines.
    Absent,
    /// These lines.
    Lines(Origins),
}

const CHUNK: usize = 64;

/// The lines of all files after a commit. Cheap to clone: chunks are shared until they change.
#[derive(Clone, Debug, Default)]
struct State {
    chunks: Vec<Option<Rc<[Slot; CHUNK]>>>,
}

impl State {
    fn slot(&self, path: PathNumber) -> &Slot {
        let at = path as usize;
        match self.chunks.get(at / CHUNK) {
            Some(Some(chunk)) => &chunk[at % CHUNK],
            _ => &Slot::Base,
        }
    }

    fn set(&mut self, path: PathNumber, slot: Slot) {
        let at = path as usize;
        if self.chunks.len() <= at / CHUNK {
            self.chunks.resize(at / CHUNK + 1, None);
        }
        let chunk = self.chunks[at / CHUNK]
            .get_or_insert_with(|| Rc::new(std::array::from_fn(|_| Slot::Base)));
        Rc::make_mut(chunk)[at % CHUNK] = slot;
    }
}

/// The lines of a path before the replay began, by path number.
pub type Base<'a> = dyn FnMut(PathNumber) -> anyhow::Result<Option<Vec<CommitNumber>>> + 'a;

/// Replays commits.
pub struct Replay<'a> {
    states: HashMap<CommitNumber, State>,
    /// Children that have still to be replayed, by commit.
    waiting: HashMap<CommitNumber, u32>,
    base: &'a mut Base<'a>,
}

impl<'a> Replay<'a> {
    /// A replay that starts from the lines after `start` (from nothing without it) as `base` knows
    /// them. `children` counts, for every commit that is a parent, how many children will come;
    /// the commit whose lines are wanted in the end needs one more.
    pub fn new(
        start: Option<CommitNumber>,
        base: &'a mut Base<'a>,
        children: HashMap<CommitNumber, u32>,
    ) -> Self {
        let states = start.map(|start| (start, State::default())).into_iter().collect();
        Self { states, waiting: children, base }
    }

    /// Replays the next commit and returns, for each of its files, whose lines were touched.
    ///
    /// # Errors
    /// Only when the base cannot be read.
    pub fn step(&mut self, step: &LineageStep) -> anyhow::Result<Vec<Vec<TouchedLines>>> {
        let mut state = match step.parents.first() {
            Some(first) => self.take(*first),
            None => State::default(),
        };
        let others: Vec<State> = step.parents.iter().skip(1).map(|at| self.take(*at)).collect();
        let first = (!others.is_empty()).then(|| state.clone());
        let parent = |at: usize| if at == 0 { first.as_ref() } else { others.get(at - 1) };
        for (path, from) in &step.inherited {
            let slot =
                from.and_then(parent).map_or(Slot::Absent, |state| state.slot(*path).clone());
            state.set(*path, slot);
        }
        let mut touched = Vec::with_capacity(step.files.len());
        let mut sources = Vec::with_capacity(step.files.len());
        // Sources first, all of them: two files of a commit may swap their names.
        for file in &step.files {
            sources.push(self.lines(&state, file.renamed_from.unwrap_or(file.path), step)?);
        }
        for from in step.files.iter().filter_map(|file| file.renamed_from) {
            state.set(from, Slot::Absent);
        }
        let moved_out = moved_out(&step.files);
        for (at, file) in step.files.iter().enumerate() {
            let mut of_file = Vec::new();
            let (old, left) = (&sources[at], moved_out.get(at).map_or(&[][..], Vec::as_slice));
            let slot = match &file.lines {
                LineageLines::NoLines => Slot::Absent,
                LineageLines::Gone(hunks) => {
                    touch(old, hunks, left, &file.moves, &mut of_file);
                    Slot::Absent
                }
                LineageLines::Rewritten(total) => {
                    let mut lines = vec![step.commit; *total as usize];
                    settle(&mut lines, &file.moves, &sources);
                    Slot::Lines(Rc::new(lines))
                }
                LineageLines::Unknown(total) => {
                    Slot::Lines(Rc::new(vec![UNKNOWN; *total as usize]))
                }
                LineageLines::Spliced(hunks) => {
                    touch(old, hunks, left, &file.moves, &mut of_file);
                    let mut lines = splice(old, hunks, step.commit);
                    if !file.moves.is_empty() {
                        settle(Rc::make_mut(&mut lines).as_mut_slice(), &file.moves, &sources);
                    }
                    Slot::Lines(lines)
                }
                LineageLines::Merged { total, parents } => {
                    let mut lines = vec![None; *total as usize];
                    for (at, path, hunks) in parents {
                        let Some(state) = parent(*at) else { continue };
                        let theirs = lines_in(&mut *self.base, state, *path, true)?;
                        claim(&mut lines, &theirs, hunks);
                    }
                    let lines = lines.into_iter().map(|origin| origin.unwrap_or(step.commit));
                    Slot::Lines(Rc::new(lines.collect()))
                }
            };
            state.set(file.path, slot);
            touched.push(of_file);
        }
        if self.waiting.contains_key(&step.commit) {
            self.states.insert(step.commit, state);
        }
        Ok(touched)
    }

    fn lines(
        &mut self,
        state: &State,
        path: PathNumber,
        step: &LineageStep,
    ) -> anyhow::Result<Origins> {
        lines_in(&mut *self.base, state, path, !step.parents.is_empty())
    }

    /// The state of a parent: taken when this is its last child, else shared.
    fn take(&mut self, commit: CommitNumber) -> State {
        let waiting = self.waiting.entry(commit).or_insert(1);
        *waiting -= 1;
        if *waiting == 0 {
            self.waiting.remove(&commit);
            self.states.remove(&commit).unwrap_or_default()
        } else {
            self.states.get(&commit).cloned().unwrap_or_default()
        }
    }

    /// The paths whose lines after `commit` differ from the base: `None` when there are none any
    /// more.
    #[must_use]
    pub fn finish(mut self, commit: CommitNumber) -> Vec<(PathNumber, Option<Vec<CommitNumber>>)> {
        let state = self.states.remove(&commit).unwrap_or_default();
        let chunks = state.chunks.into_iter().enumerate();
        let slots = chunks.filter_map(|(at, chunk)| chunk.map(|chunk| (at * CHUNK, chunk)));
        let mut changed = Vec::new();
        for (start, chunk) in slots {
            for (at, slot) in chunk.iter().enumerate() {
                let path = PathNumber::try_from(start + at).unwrap_or(PathNumber::MAX);
                match slot {
                    Slot::Base => {}
                    Slot::Absent => changed.push((path, None)),
                    Slot::Lines(lines) => changed.push((path, Some(lines.to_vec()))),
                }
            }
        }
        changed
    }
}

fn lines_in(
    base: &mut Base<'_>,
    state: &State,
    path: PathNumber,
    has_base: bool,
) -> anyhow::Result<Origins> {
    Ok(match state.slot(path) {
        Slot::Lines(lines) => Rc::clone(lines),
        Slot::Base if has_base => Rc::new(base(path)?.unwrap_or_default()),
        Slot::Base | Slot::Absent => Origins::default(),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::{
        Carried, Hunk, LineageFile, LineageHunk, LineageLines, LineageStep, MovedLines, Replay,
        TouchedLines, UNKNOWN,
    };

    const fn hunk(old_start: u32, old_lines: u32, new_start: u32, new_lines: u32) -> Hunk {
        Hunk { old_start, old_lines, new_start, new_lines }
    }

    fn spliced(hunks: &[Hunk]) -> LineageLines {
        LineageLines::Spliced(hunks.iter().copied().map(LineageHunk::from).collect())
    }

    fn step(commit: u32, parents: &[u32], lines: LineageLines) -> LineageStep {
        let file = LineageFile { path: 0, renamed_from: None, lines, moves: vec![] };
        LineageStep { commit, parents: parents.to_vec(), files: vec![file], inherited: vec![] }
    }

    fn replay(steps: &[LineageStep], children: &[(u32, u32)]) -> (Vec<u32>, Vec<TouchedLines>) {
        let mut base = |_| Ok(None);
        let mut replay = Replay::new(None, &mut base, children.iter().copied().collect());
        let mut last = Vec::new();
        for step in steps {
            last = replay.step(step).unwrap().remove(0);
        }
        let state = replay.finish(steps.last().unwrap().commit);
        (state.into_iter().find(|(path, _)| *path == 0).unwrap().1.unwrap(), last)
    }

    #[test]
    fn hunks_replace_insert_and_delete() {
        let steps = [
            step(1, &[], spliced(&[hunk(0, 0, 0, 5)])),
            step(2, &[1], spliced(&[hunk(1, 1, 1, 2), hunk(4, 0, 5, 1)])),
            step(3, &[2], spliced(&[hunk(0, 3, 0, 0)])),
        ];
        let (lines, touched) = replay(&steps, &[(1, 1), (2, 1), (3, 1)]);
        assert_eq!(lines, [1, 1, 2, 1]);
        let of = |origin, lines| TouchedLines { hunk: 0, origin, lines, context: 0 };
        assert_eq!(touched, [of(1, 1), of(2, 2)]);
    }

    #[test]
    fn an_insertion_touches_its_context() {
        let steps = [
            step(1, &[], spliced(&[hunk(0, 0, 0, 9)])),
            step(2, &[1], spliced(&[hunk(4, 0, 4, 1)])),
        ];
        let (_, touched) = replay(&steps, &[(1, 1), (2, 1)]);
        assert_eq!(touched, [TouchedLines { hunk: 0, origin: 1, lines: 0, context: 6 }]);
    }

    #[test]
    fn a_merge_lets_its_parents_claim_lines_in_order() {
        let merged = LineageLines::Merged {
            total: 4,
            parents: vec![
                (0, 0, vec![hunk(2, 1, 2, 2)]),
                (1, 0, vec![hunk(0, 1, 0, 1), hunk(3, 0, 3, 1)]),
            ],
        };
        let steps = [
            step(1, &[], spliced(&[hunk(0, 0, 0, 3)])),
            step(2, &[1], spliced(&[hunk(0, 1, 0, 1)])),
            step(3, &[1], spliced(&[hunk(2, 1, 2, 1)])),
            step(4, &[2, 3], merged),
        ];
        let (lines, _) = replay(&steps, &[(1, 2), (2, 1), (3, 1), (4, 1)]);
        assert_eq!(lines, [2, 1, 3, 4]);
    }

    #[test]
    fn a_replay_continues_from_a_base_and_survives_unknown_content() {
        let mut base = |path| Ok((path == 0).then(|| vec![7, 7]));
        let mut replay = Replay::new(Some(7), &mut base, HashMap::from([(7, 1), (8, 1)]));
        let touched =
            replay.step(&step(8, &[7], spliced(&[hunk(0, 1, 0, 1), hunk(3, 2, 3, 1)]))).unwrap();
        assert_eq!(touched[0][1].origin, UNKNOWN);
        assert_eq!(replay.finish(8), [(0, Some(vec![8, 7, UNKNOWN, 8]))]);
    }

    #[test]
    fn lines_that_are_laid_out_anew_stay_whose_they_were() {
        let laid_out = |hunk, carried| LineageLines::Spliced(vec![LineageHunk { hunk, carried }]);
        let steps = [
            step(1, &[], spliced(&[hunk(0, 0, 0, 2)])),
            step(2, &[1], spliced(&[hunk(1, 1, 1, 1)])),
            step(3, &[2], laid_out(hunk(0, 2, 0, 3), Carried::From(vec![0, 1, 1]))),
            step(4, &[3], laid_out(hunk(0, 3, 0, 3), Carried::InPlace)),
        ];
        let (lines, touched) = replay(&steps, &[(1, 1), (2, 1), (3, 1), (4, 1)]);
        assert_eq!(lines, [1, 2, 2]);
        assert_eq!(touched.len(), 2, "that they were touched is known all the same");
    }
    /// A function goes to the head of a new file, another line comes in its place; then somebody changes
    /// a line of it there.
    #[test]
    fn lines_that_moved_stay_whose_they_were() {
        let moved = |file, old_start, lines| MovedLines { new_start: 0, lines, file, old_start };
        let file = |path, lines, moves| LineageFile { path, renamed_from: None, lines, moves };
        let leaves = file(0, spliced(&[hunk(1, 3, 1, 1)]), vec![]);
        let comes = file(1, LineageLines::Rewritten(3), vec![moved(0, 1, 2)]);
        let commit = |commit, parent, files| LineageStep {
            commit,
            parents: vec![parent],
            files,
            inherited: vec![],
        };
        let later = file(1, spliced(&[hunk(0, 1, 0, 1)]), vec![]);
        let steps = [
            step(1, &[], spliced(&[hunk(0, 0, 0, 4)])),
            step(2, &[1], spliced(&[hunk(2, 1, 2, 1)])),
            commit(3, 2, vec![leaves, comes]),
            commit(4, 3, vec![later]),
        ];
        let mut base = |_| Ok(None);
        let children = HashMap::from([(1, 1), (2, 1), (3, 1), (4, 1)]);
        let mut replay = Replay::new(None, &mut base, children);
        let touched: Vec<_> = steps.iter().map(|step| replay.step(step).unwrap()).collect();
        let of = |origin, lines| TouchedLines { hunk: 0, origin, lines, context: 0 };
        assert_eq!(touched[2], [vec![of(1, 1)], vec![]], "what moved is no rework");
        assert_eq!(touched[3], [[of(1, 1)]], "and goes on where it is");
        assert_eq!(replay.finish(4), [(0, Some(vec![1, 3])), (1, Some(vec![4, 2, 3]))]);
    }
}
