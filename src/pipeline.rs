//! The whole way of the data on one page.
//!
//! In: a repository and a data folder. Out: facts brought up to date, a history read back from them,
//! and what was found out about it. It alone joins stages and store; the stages know nothing of each other's surroundings.
//! Deliberately absent: words for people.

mod answers;
mod ledgers;
mod question;
mod recurrence;
mod relink;
mod stores;
mod uses;

use std::collections::HashSet;

use anyhow::Context as _;

use crate::classify::classify;
use crate::episodes::{Expected, episodes, expected};
use crate::git::{AttributeMarks, DiffAlgorithm, Head, Objects, Repository};
use crate::mine::{
    self, CommitNumber, Interrupted, PathNumber, Progress, Replay, Silent, Stage, Walk,
    mine_blocks, walk, walk_these,
};
use crate::model::{
    Answers, CommitStructure, Episodes, History, ObjectId, RepoPath, Thresholds, Timestamp,
    Verdicts,
};
use crate::profile::CodeOwners;
use crate::store::{
    Among, Depth, LoadOptions, LockOutcome, NewHead, Selection, Settled, Store, StoreLock, Trouble,
};

pub use answers::{about, answers, project};
pub use ledgers::{LedgerKey, end_of_day};
pub use question::{Choice, Likely, Question, Reply, question};
pub use recurrence::{Recurrence, recurrence};
pub use relink::{Found, find, successors};
pub use stores::{lock_store, open_store, store_path, store_path_of};
pub use uses::{imports, symbol_uses};

/// What a mining run found and did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MineSummary {
    /// Commits that were new.
    pub new_commits: usize,
    /// The number of the first of them in the store, for [`Store::skipped`].
    pub first_new: CommitNumber,
    /// Commits that are no longer behind HEAD and were forgotten.
    pub forgotten_commits: usize,
    /// Commits behind HEAD in all.
    pub commits: usize,
    /// Commits that others name as parents and that git does not have.
    pub missing_commits: Vec<ObjectId>,
}

/// Brings the facts of a repository up to date with its HEAD. The caller holds the lock.
///
/// # Errors
/// When the repository or the store cannot be read or written, or the run was interrupted; what was
/// stored until then is kept and the next run goes on from there.
pub fn mine(
    repository: &Repository,
    store: &mut Store,
    algorithm: DiffAlgorithm,
    progress: &dyn Progress,
) -> anyhow::Result<MineSummary> {
    let result = mine_inner(repository, store, algorithm, progress);
    progress.end();
    result
}

fn mine_inner(
    repository: &Repository,
    store: &mut Store,
    algorithm: DiffAlgorithm,
    progress: &dyn Progress,
) -> anyhow::Result<MineSummary> {
    let Head::At(head) = repository.head()? else {
        if !store.is_empty()? {
            store.clear()?;
        }
        return Ok(MineSummary::default());
    };
    let shallow = repository.shallow_commits()?;
    let objects = repository.objects()?;
    store.check()?;
    let seen = seen(repository, &shallow)?;
    if sees_further(&objects, store, head, &seen)? {
        store.clear()?;
    }
    let late = late_content(&objects, store)?;
    let ignored = looked_through(repository, &objects, algorithm)?;
    let (known, looked_through) = (store.meta(LOOKED_THROUGH)?, bytes(&ignored));
    let is_traced = known.as_ref().is_none_or(|known| *known == looked_through);
    let before = store.head()?;
    if before == Some(head) && late.is_empty() && is_traced {
        let settled = Settled { commits: store.commit_count()?, forgotten: 0 };
        return summary(store, settled, 0, store.next_number()?);
    }
    let (first_new, first_path) = (store.next_number()?, store.next_path()?);
    let marked = store.begin(&seen)?;
    progress.begin(Stage::Walking, 0);
    let knows_some = !store.is_empty()?;
    let is_known = |id| if knows_some { store.has_commit(id) } else { Ok(false) };
    let found = walk(&objects, head, &shallow, is_known, progress)?;
    compare(&objects, store, &found, algorithm, progress)?;
    // Before anything is replaced, so that a run that is stopped in between leaves it to the next one.
    if !late.is_empty() || !is_traced {
        store.forget_traces()?;
    }
    if !late.is_empty() {
        let again = walk_these(&objects, &late, &shallow);
        progress.begin(Stage::Comparing, again.len());
        mine_blocks(&objects, &again, algorithm, progress, |facts| store.replace_files(&facts))?;
    }
    if known.as_ref() != Some(&looked_through) {
        store.set_meta(LOOKED_THROUGH, &looked_through)?;
    }
    let (branch, is_there) = (repository.branch()?, |name: &str| repository.has_reference(name));
    let new_head = NewHead { reference: &branch, commit: head, still_there: &is_there };
    let settled = store.settle(marked, &new_head)?;
    trace(store, head, &ignored, progress)?;
    let moved_on = before.is_some_and(|at| found.builds_on(at));
    set_marks(repository, &objects, store, moved_on.then_some(first_path))?;
    store.complete(head, &found.missing)?;
    store.checkpoint();
    summary(store, settled, found.len(), first_new)
}

/// What a run sees of a repository besides its commits. The boundary of a shallow clone, and which
/// objects git reads in place of others: where either is another than before, everything is mined
/// anew.
type Seen = [(&'static str, Vec<u8>); 2];

fn seen(repository: &Repository, shallow: &HashSet<ObjectId>) -> anyhow::Result<Seen> {
    let mut boundary: Vec<ObjectId> = shallow.iter().copied().collect();
    boundary.sort();
    let replaced = repository.replaced_objects()?.concat();
    Ok([("boundary", bytes(&boundary)), ("replaced", bytes(&replaced))])
}

fn bytes(ids: &[ObjectId]) -> Vec<u8> {
    ids.iter().flat_map(|id| *id.as_bytes()).collect()
}

/// The commits that the lines were traced through.
const LOOKED_THROUGH: &str = "looked_through";

/// The commits that git is told to ignore when it asks whose lines are, in order. Compared with `git
/// blame` as it is by default, there are none.
fn looked_through(
    repository: &Repository,
    objects: &Objects,
    algorithm: DiffAlgorithm,
) -> anyhow::Result<Vec<ObjectId>> {
    if algorithm == DiffAlgorithm::Git {
        return Ok(Vec::new());
    }
    let mut commits: Vec<ObjectId> = repository.ignored_revisions(objects)?.into_iter().collect();
    commits.sort_unstable();
    Ok(commits)
}

/// Whether git has now what it did not have when the facts were mined, so that they all have to be
/// mined again: a clone was deepened (or cut), objects were replaced, or commits that were missing may
/// have come back.
fn sees_further(
    objects: &Objects,
    store: &Store,
    head: ObjectId,
    seen: &Seen,
) -> anyhow::Result<bool> {
    for (key, value) in seen {
        if store.meta(key)?.is_some_and(|known| known != *value) {
            return Ok(true);
        }
    }
    let missing = store.missing_commits()?;
    let mut buffer = Vec::new();
    let mut came_back = |id: &ObjectId| objects.commit(*id, &mut buffer).is_ok();
    // With a new HEAD, other commits may be missing; such repositories are rare enough to begin anew.
    Ok(!missing.is_empty() && (store.head()? != Some(head) || missing.iter().any(&mut came_back)))
}

/// Changes whose content is asked for again at the beginning of a run.
const ASKED_AGAIN: usize = 200;

/// The commits with content that git did not have when they were mined, if it has some of that now, as
/// a partial clone may; they are all mined again then.
fn late_content(objects: &Objects, store: &Store) -> anyhow::Result<Vec<ObjectId>> {
    let missing = store.unavailable(ASKED_AGAIN)?;
    let objects = objects.without_looking_again();
    // What is there and damaged has not come; so it is read, but only where it is there.
    let mut buffer = Vec::new();
    let mut is_sound =
        |blob: &ObjectId| objects.has(*blob) && objects.blob(*blob, &mut buffer).is_ok();
    if !missing.iter().any(|(_, blobs)| blobs.iter().all(&mut is_sound)) {
        return Ok(Vec::new());
    }
    let all = store.unavailable(usize::MAX >> 1)?;
    let mut commits: Vec<ObjectId> = all.into_iter().map(|(commit, _)| commit).collect();
    commits.dedup();
    Ok(commits)
}

fn summary(
    store: &Store,
    settled: Settled,
    new_commits: usize,
    first_new: CommitNumber,
) -> anyhow::Result<MineSummary> {
    let Settled { commits, forgotten: forgotten_commits } = settled;
    let missing_commits = store.missing_commits()?;
    Ok(MineSummary { new_commits, first_new, forgotten_commits, commits, missing_commits })
}

fn compare(
    objects: &Objects,
    store: &mut Store,
    found: &Walk,
    algorithm: DiffAlgorithm,
    progress: &dyn Progress,
) -> anyhow::Result<()> {
    let is_attributes = |path: &RepoPath| path.file_name() == ATTRIBUTES_FILE.as_bytes();
    progress.begin(Stage::Comparing, found.len());
    mine_blocks(objects, found, algorithm, progress, |facts| {
        progress.resume(Stage::Storing);
        // Before the commits, so that a run that is stopped in between leaves it to the next one.
        if facts.iter().any(|commit| commit.paths().any(is_attributes)) {
            store.set_meta(ATTRIBUTES, CHANGED)?;
        }
        store.add_commits(&facts)?;
        progress.resume(Stage::Comparing);
        Ok(())
    })
}

/// Follows every line to its origin, from the stored hunks alone.
fn trace(
    store: &mut Store,
    head: ObjectId,
    looked_through: &[ObjectId],
    progress: &dyn Progress,
) -> anyhow::Result<()> {
    let plan = store.plan_trace(head, looked_through)?;
    if let Some(start) = plan.start {
        store.rewind(start)?;
    }
    let reader = store.trace_reader(&plan);
    progress.begin(Stage::Tracing, plan.len());
    let mut base = |path| store.live_lines(path);
    let mut no_base = |_| Ok(None);
    let start = plan.start.map(|start| start.commit);
    let base: &mut mine::Base<'_> = if start.is_some() { &mut base } else { &mut no_base };
    let mut replay = Replay::new(start, base, plan.children());
    let writer = store.trace_writer()?;
    let mut rework = writer.rework()?;
    reader.read(|row| {
        let touched = replay.step(&row.step)?;
        if !row.traced {
            for ((file, sections), touched) in row.files.iter().zip(touched) {
                rework.add(*file, sections, &touched)?;
            }
        }
        progress.advance(1);
        anyhow::ensure!(!progress.interrupted(), Interrupted);
        Ok(())
    })?;
    drop(rework);
    let lines = replay.finish(plan.head);
    progress.begin(Stage::Storing, 0);
    writer.finish(plan.head, plan.start, &lines)
}

/// The name of git's files of attributes.
const ATTRIBUTES_FILE: &str = ".gitattributes";
/// What the store remembers of them.
const ATTRIBUTES: &str = "attributes";
/// No file of attributes speaks of what matters here, so no path has a mark, whatever paths come.
const SAY_NOTHING: &[u8] = b"say nothing";
/// Some path may have a mark.
const SAY_SOMETHING: &[u8] = b"say something";
/// A commit changed a file of attributes since the paths were looked up.
const CHANGED: &[u8] = b"changed";

/// Looks up what `.gitattributes` says of the paths, when it says anything that matters here: of those
/// that are `new` where HEAD moved on and nothing else changed, else of all below such a file.
fn set_marks(
    repository: &Repository,
    objects: &Objects,
    store: &mut Store,
    new: Option<PathNumber>,
) -> anyhow::Result<()> {
    let marks = AttributeMarks::new(repository);
    match (new, store.meta(ATTRIBUTES)?.as_deref()) {
        (Some(_), Some(SAY_NOTHING)) => return Ok(()),
        (Some(new), Some(SAY_SOMETHING)) => return store.set_marks(new, |path| marks.mark(path)),
        _ => {}
    }
    let files = store.live_paths_named(ATTRIBUTES_FILE)?;
    let directories = repository.linguist_directories(objects, &files)?;
    store.set_marks(0, |path| {
        let is_below = directories.iter().any(|at| path.as_bytes().starts_with(at));
        if is_below { marks.mark(path) } else { None }
    })?;
    store.set_meta(ATTRIBUTES, if directories.is_empty() { SAY_NOTHING } else { SAY_SOMETHING })
}

/// Commits whose files are read from the store at once.
const PORTION: usize = 4_096;

/// Works out what commits did to the structure, those of `among` that were not looked into yet. The
/// caller holds the lock. Returns how many there were.
///
/// # Errors
/// When the repository or the store cannot be read or written, or the run was interrupted; what was
/// stored until then is kept and the next run goes on from there.
pub fn deepen(
    repository: &Repository,
    store: &mut Store,
    among: Among<'_>,
    progress: &dyn Progress,
) -> anyhow::Result<usize> {
    let objects = repository.objects()?;
    let commits = store.without_structure(among)?;
    progress.begin(Stage::Parsing, commits.len());
    let result = commits.chunks(PORTION).try_for_each(|portion| {
        let files = store.changed_files(portion)?;
        mine::deepen(&objects, &files, progress, |found| {
            progress.resume(Stage::Storing);
            store.add_structure(&found)?;
            progress.resume(Stage::Parsing);
            Ok(())
        })
    });
    progress.end();
    result?;
    if !commits.is_empty() {
        store.checkpoint();
    }
    Ok(commits.len())
}

/// What a commit did to the structure. Where that is not known yet it is worked out, and kept if the store
/// can be written now: nobody waits for another run, and a full disk is no error.
///
/// # Errors
/// When the repository or the store cannot be read.
pub fn structure(
    repository: &Repository,
    store: &mut Store,
    commit: ObjectId,
) -> anyhow::Result<CommitStructure> {
    if let Some(known) = store.structure(commit)? {
        return Ok(known);
    }
    // Before the store is asked again, so that it is the same when it is written.
    let lock = match StoreLock::attempt(store.path()) {
        Ok(LockOutcome::Locked(lock)) if store.is_current() => Some(lock),
        _ => None,
    };
    let files = store.changed_files(&store.without_structure(Among::These(&[commit]))?)?;
    let mut structures = Vec::new();
    mine::deepen(&repository.objects()?, &files, &Silent, |found| {
        structures.extend(found);
        Ok(())
    })?;
    if lock.is_some() {
        match store.add_structure(&structures) {
            Err(error)
                if !matches!(Trouble::of(&error), Trouble::NotWritable | Trouble::DiskFull) =>
            {
                return Err(error);
            }
            _ => {}
        }
    }
    Ok(structures.pop().map(|(_, structure)| structure).unwrap_or_default())
}

/// Reads a mined history back, with the structure of all commits that were looked into.
///
/// # Errors
/// When the store or the repository cannot be read.
pub fn read(
    repository: &Repository,
    store: &Store,
    selection: Selection,
) -> anyhow::Result<History> {
    read_to(repository, store, selection, Depth::Known)
}

/// Reads a whole history back, with the structure of `deep` alone: what follows from it is the same whatever else was
/// looked into before.
///
/// # Errors
/// When the store or the repository cannot be read.
pub fn read_within(
    repository: &Repository,
    store: &Store,
    deep: &[ObjectId],
) -> anyhow::Result<History> {
    read_to(repository, store, Selection::All, Depth::These(deep))
}

fn read_to(
    repository: &Repository,
    store: &Store,
    selection: Selection,
    depth: Depth<'_>,
) -> anyhow::Result<History> {
    let objects = repository.objects()?;
    let ignored = repository.ignored_revisions(&objects)?;
    let mailmap = repository.mailmap();
    let is_whole = selection == Selection::All;
    let mut history = store
        .load(&LoadOptions {
            repository: repository.name(),
            mailmap: &mailmap,
            ignored: &ignored,
            selection,
            depth,
        })
        .with_context(|| format!("could not read the facts in {}", store.path().display()))?;
    if is_whole {
        history.code_owners = code_owners(repository, &objects)?;
    }
    Ok(history)
}

/// The text of the file at HEAD that says who owns what.
fn code_owners(repository: &Repository, objects: &Objects) -> anyhow::Result<Option<String>> {
    for place in CodeOwners::PLACES {
        if let Some(text) = repository.head_file(objects, &place.into())? {
            return Ok(Some(String::from_utf8_lossy(&text).into_owned()));
        }
    }
    Ok(None)
}

/// A history with everything that was found out about it.
pub struct Judged {
    /// The history.
    pub history: History,
    /// What the user said of commits, of these and of others.
    pub answers: Answers,
    /// What each commit and each change was.
    pub verdicts: Verdicts,
    /// What came of it over time.
    pub episodes: Episodes,
    /// The numbers that both rest on.
    pub thresholds: Thresholds,
    /// The moment they speak from.
    pub now: Timestamp,
}

/// Judges a history. What the user said of a commit holds.
#[must_use]
pub fn judge(history: History, answers: Answers, thresholds: Thresholds, now: Timestamp) -> Judged {
    let verdicts = classify(&history, &answers, &thresholds);
    let episodes = episodes(&history, &verdicts, &thresholds, now);
    Judged { history, answers, verdicts, episodes, thresholds, now }
}

impl Judged {
    /// What is to be expected of its spots.
    #[must_use]
    pub fn expected(&self) -> Expected {
        expected(&self.history, &self.verdicts, self.now)
    }
}
