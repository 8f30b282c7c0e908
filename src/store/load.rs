//! The store as a history.
//!
//! In: rows, and what the repository says of people and of commits to look through. Out: a
//! [`History`] in an order that depends on the commits alone. Deliberately absent: verdicts.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::codec::{decode_runs, decode_sample};
use super::codes::{content, mark, status};
use super::credits::Credits;
use super::spots::{SpotKey, Spots};
use super::topology::{Node, in_order};
use super::trouble::Damaged;
use super::{Depth, Selection, Store};
use crate::mine::{CommitNumber, FileIdentities, FileStep, UNKNOWN};
use crate::model::{
    Change, Commit, CommitIndex, Content, File, FileChange, FileIndex, History, LiveLines,
    ObjectId, Person, PersonIndex, RepoPath, Rework, SpotIndex, spot_title,
};

/// What reading needs besides the rows.
pub struct LoadOptions<'a> {
    /// Name of the repository, for people.
    pub repository: String,
    /// The person behind a name and an address.
    pub mailmap: &'a dyn Fn(&[u8], &[u8]) -> Person,
    /// Commits that `git blame` is told to look through.
    pub ignored: &'a HashSet<ObjectId>,
    /// How much of the history is wanted.
    pub selection: Selection,
    /// Of which commits the structure is wanted.
    pub depth: Depth<'a>,
}

impl Store {
    /// Reads the history.
    ///
    /// # Errors
    /// When the store cannot be read or a row is damaged.
    pub fn load(&self, options: &LoadOptions<'_>) -> anyhow::Result<History> {
        // One state of the store, whatever another run writes meanwhile.
        let transaction = self.connection.unchecked_transaction()?;
        let mut loader = Loader::new(self, options)?;
        loader.commits(options)?;
        loader.file_changes()?;
        loader.changes()?;
        loader.rework()?;
        if options.selection == Selection::All {
            loader.live()?;
        }
        let history = loader.finish();
        transaction.commit()?;
        Ok(history)
    }
}

struct Loader<'a> {
    store: &'a Store,
    /// The table of the commits whose changes are read: `wanted`, or `opened` where that holds fewer.
    opened: &'static str,
    depth: Depth<'a>,
    history: History,
    /// Index of each commit row in the history.
    index_of: HashMap<CommitNumber, CommitIndex>,
    /// The commit rows in the order of the history.
    numbers: Vec<CommitNumber>,
    paths: HashMap<i64, (RepoPath, Option<i64>)>,
    sections: HashMap<i64, String>,
    spots: Spots,
    files: FileIdentities,
    /// Index of each file change row in the history.
    file_change_at: HashMap<i64, usize>,
    /// Where the changes of a file change row begin.
    first_change: HashMap<i64, usize>,
    /// Files with lines at HEAD.
    alive: HashSet<FileIndex>,
}

impl<'a> Loader<'a> {
    fn new(store: &'a Store, options: &LoadOptions<'a>) -> anyhow::Result<Self> {
        let history = History { repository: options.repository.clone(), ..History::default() };
        let mut loader = Self {
            store,
            opened: options.selection.opened(),
            depth: options.depth,
            history,
            index_of: HashMap::new(),
            numbers: Vec::new(),
            paths: HashMap::new(),
            sections: HashMap::new(),
            spots: Spots::default(),
            files: FileIdentities::default(),
            file_change_at: HashMap::new(),
            first_change: HashMap::new(),
            alive: HashSet::new(),
        };
        loader.names(options)?;
        Ok(loader)
    }

    /// Chooses the commits and keeps the choice in a temporary table that the queries join.
    fn names(&mut self, options: &LoadOptions<'_>) -> anyhow::Result<()> {
        let connection = &self.store.connection;
        options.selection.choose(connection)?;
        options.depth.choose(connection)?;
        let mut paths = connection.prepare(&options.selection.restrict(
            "SELECT id, bytes, mark FROM path",
            "SELECT path FROM file_change WHERE commit_id IN opened \
             UNION SELECT old_path FROM file_change WHERE commit_id IN opened",
        ))?;
        let mut rows = paths.query([])?;
        while let Some(row) = rows.next()? {
            let path = RepoPath::new(row.get_ref(1)?.as_blob()?);
            self.paths.insert(row.get(0)?, (path, row.get(2)?));
        }
        let mut sections = connection.prepare(&options.selection.restrict(
            "SELECT id, title FROM section",
            "SELECT c.section FROM file_change f JOIN change c ON c.file_change = f.id \
             WHERE f.commit_id IN opened \
             UNION SELECT y.section FROM file_change f \
             JOIN change_symbol y ON y.file_change = f.id WHERE f.commit_id IN opened",
        ))?;
        let mut rows = sections.query([])?;
        while let Some(row) = rows.next()? {
            self.sections.insert(row.get(0)?, row.get(1)?);
        }
        Ok(())
    }

    fn commits(&mut self, options: &LoadOptions<'_>) -> anyhow::Result<()> {
        let credits = Credits::read(&self.store.connection, options.mailmap)?;
        let mut statement = self.store.connection.prepare(&format!(
            "SELECT id, oid, parents, cut_off, author, author_time, offset_minutes, commit_time, \
             {}, fingerprint FROM commits WHERE id IN wanted",
            options.selection.message()
        ))?;
        let mut rows = statement.query([])?;
        let mut nodes = Vec::new();
        let (mut commits, mut authors) = (Vec::new(), Vec::new());
        while let Some(row) = rows.next()? {
            let id = ObjectId::from_slice(row.get_ref(1)?.as_blob()?)?;
            let parents = row.get_ref(2)?.as_blob()?.chunks_exact(4);
            let parents: Vec<CommitNumber> = parents
                .map(|four| u32::from_le_bytes(four.try_into().unwrap_or_default()))
                .collect();
            let commit_time = row.get(7)?;
            self.history.boundary.shallow_commits += usize::from(row.get::<_, bool>(3)?);
            nodes.push(Node { number: row.get(0)?, parents, time: commit_time, id });
            authors.push(row.get(4)?);
            commits.push(Some(Commit {
                id,
                parents: Vec::new(),
                author: PersonIndex(0),
                co_authors: Vec::new(),
                agents: Vec::new(),
                author_time: row.get(5)?,
                commit_time,
                offset_minutes: row.get(6)?,
                subject: row.get(8)?,
                body: row.get(9)?,
                changes: 0..0,
                file_changes: 0..0,
                ignored_by_blame: options.ignored.contains(&id),
                fingerprint: row.get::<_, Option<i64>>(10)?.map(i64::cast_unsigned),
            }));
        }
        let mut rows = Vec::with_capacity(nodes.len());
        for (position, at) in (0..).zip(in_order(&nodes)) {
            self.index_of.insert(nodes[at].number, CommitIndex(position));
            self.numbers.push(nodes[at].number);
            let mut commit = commits[at].take().ok_or(Damaged("the order of commits"))?;
            let parents = nodes[at].parents.iter();
            commit.parents = parents.filter_map(|at| self.index_of.get(at).copied()).collect();
            self.history.commits.push(commit);
            rows.push((nodes[at].number, authors[at]));
        }
        self.history.people = credits.give(&mut self.history.commits, &rows)?;
        Ok(())
    }

    fn file_changes(&mut self) -> anyhow::Result<()> {
        let opened = self.opened;
        let mut statement = self.store.connection.prepare(&format!(
            "SELECT id, commit_id, path, old_path, status, content, old_blob, new_blob, moved_in, \
             moved_out, went, came FROM file_change WHERE commit_id IN {opened} ORDER BY id"
        ))?;
        let mut rows = statement.query([])?;
        let mut found: Vec<(CommitIndex, i64, FileChange)> = Vec::new();
        while let Some(row) = rows.next()? {
            let commit = *self.index_of.get(&row.get(1)?).ok_or(Damaged("a commit"))?;
            let path = |id: i64| self.paths.get(&id).ok_or(Damaged("a path"));
            let old_path = row.get::<_, Option<i64>>(3)?.map(path).transpose()?.map(|path| &path.0);
            let (path, path_mark) = path(row.get(2)?)?;
            let blob = |column: usize| -> anyhow::Result<Option<ObjectId>> {
                let bytes = row.get_ref(column)?.as_blob_or_null()?;
                Ok(bytes.map(ObjectId::from_slice).transpose()?)
            };
            let sample = |column: usize| -> anyhow::Result<Box<[u32]>> {
                let Some(bytes) = row.get_ref(column)?.as_blob_or_null()? else {
                    return Ok(Box::default());
                };
                Ok(decode_sample(bytes).ok_or(Damaged("a sample of lines"))?)
            };
            let change = FileChange {
                commit,
                file: FileIndex(0),
                path: path.clone(),
                old_path: old_path.cloned(),
                status: status(row.get(4)?).ok_or(Damaged("status"))?,
                content: content(row.get(5)?).ok_or(Damaged("content"))?,
                old_blob: blob(6)?,
                new_blob: blob(7)?,
                added: 0,
                deleted: 0,
                moved_in: row.get(8)?,
                moved_out: row.get(9)?,
                went: sample(10)?,
                came: sample(11)?,
                formatting_only: false,
                mark: path_mark.and_then(mark),
                changes: 0..0,
            };
            found.push((commit, row.get(0)?, change));
        }
        // Rows of a commit are in path order already; a stable sort keeps that.
        found.sort_by_key(|(commit, ..)| *commit);
        for (commit, row, mut change) in found {
            change.file = self.files.file(FileStep {
                path: &change.path,
                old_path: change.old_path.as_ref(),
                status: change.status,
                old_blob: change.old_blob,
                new_blob: change.new_blob,
            });
            let at = self.history.file_changes.len();
            extend(&mut self.history.commits[commit.get()].file_changes, at);
            self.history.boundary.unavailable +=
                usize::from(change.content == Content::Unavailable);
            self.history.boundary.too_large += usize::from(change.content == Content::TooLarge);
            self.file_change_at.insert(row, at);
            self.history.file_changes.push(change);
        }
        Ok(())
    }

    fn changes(&mut self) -> anyhow::Result<()> {
        let (opened, deep) = (self.opened, self.depth.restrict("f.commit_id"));
        let mut statement = self.store.connection.prepare(&format!(
            "SELECT c.file_change, CASE WHEN y.ordinal IS NULL THEN c.section ELSE y.section END, \
             c.added, c.deleted, c.hunks, c.first_line, \
             c.introduces, c.removes, c.formatting_only, c.comments_only FROM change c \
             JOIN file_change f ON f.id = c.file_change LEFT JOIN change_symbol y \
             ON y.file_change = c.file_change AND y.ordinal = c.ordinal {deep} \
             WHERE f.commit_id IN {opened} ORDER BY c.file_change, c.ordinal"
        ))?;
        let mut rows = statement.query([])?;
        let mut found: Vec<(usize, i64, Option<i64>, Change)> = Vec::new();
        while let Some(row) = rows.next()? {
            let file_row: i64 = row.get(0)?;
            let at = *self.file_change_at.get(&file_row).ok_or(Damaged("a file change"))?;
            let change = Change {
                commit: self.history.file_changes[at].commit,
                file_change: at,
                spot: SpotIndex(0),
                added: row.get(2)?,
                deleted: row.get(3)?,
                hunks: row.get(4)?,
                first_line: row.get(5)?,
                introduces_spot: row.get(6)?,
                removes_spot: row.get(7)?,
                formatting_only: row.get(8)?,
                comments_only: row.get(9)?,
                reworks: Vec::new(),
            };
            found.push((at, file_row, row.get(1)?, change));
        }
        found.sort_by_key(|(at, ..)| *at);
        let moves = self.moves()?;
        let mut moves = moves.into_iter().peekable();
        let mut went_on: HashSet<(CommitIndex, SpotKey)> = HashSet::new();
        for (at, file_row, section, mut change) in found {
            // What a commit renamed or moved goes on under the new name from this commit on.
            while let Some((at, from, to)) = moves.next_if(|(at, ..)| *at <= change.commit) {
                self.spots.follow(&from, &to);
                went_on.extend([(at, from), (at, to)]);
            }
            let section = section.and_then(|id| self.sections.get(&id).cloned());
            let key = (self.history.file_changes[at].file, section);
            // What goes on under another name neither ends nor begins.
            let key = (change.commit, key);
            if went_on.contains(&key) {
                (change.introduces_spot, change.removes_spot) = (false, false);
            }
            change.spot = self.spots.at(key.1, change.introduces_spot);
            let index = self.history.changes.len();
            self.first_change.entry(file_row).or_insert(index);
            let file_change = &mut self.history.file_changes[at];
            let first = file_change.changes.is_empty();
            file_change.formatting_only =
                change.formatting_only && (first || file_change.formatting_only);
            file_change.added += change.added;
            file_change.deleted += change.deleted;
            extend(&mut file_change.changes, index);
            extend(&mut self.history.commits[change.commit.get()].changes, index);
            self.history.changes.push(change);
        }
        Ok(())
    }

    /// What definitions became, by commit, where it is likely.
    fn moves(&self) -> anyhow::Result<Vec<(CommitIndex, SpotKey, SpotKey)>> {
        let (opened, deep) = (self.opened, self.depth.restrict("e.commit_id"));
        let mut statement = self.store.connection.prepare(&format!(
            "SELECT e.commit_id, b.path, b.symbol, a.path, a.symbol FROM event e \
             JOIN event_place b ON b.commit_id = e.commit_id AND b.event = e.ordinal AND b.side = 0 \
             JOIN event_place a ON a.commit_id = e.commit_id AND a.event = e.ordinal AND a.side = 1 \
             WHERE e.commit_id IN {opened} {deep} AND e.probability >= 0.5 \
             AND e.kind IN \
             ('renamed', 'moved', 'moved-and-renamed', 'pulled-up', 'pushed-down', 'refiled') \
             AND e.subject IN ('function', 'type', 'module', 'section') \
             ORDER BY e.commit_id, e.ordinal")
        )?;
        let mut rows = statement.query([])?;
        let mut moves = Vec::new();
        while let Some(row) = rows.next()? {
            let commit = *self.index_of.get(&row.get(0)?).ok_or(Damaged("a commit"))?;
            let key = |path: usize, is_before: bool| -> anyhow::Result<Option<SpotKey>> {
                let file = self.file_at(commit, row.get(path)?, is_before);
                let title: String = row.get(path + 1)?;
                Ok(file.map(|file| (file, Some(spot_title(&title).to_owned()))))
            };
            if let (Some(from), Some(to)) = (key(1, true)?, key(3, false)?) {
                moves.push((commit, from, to));
            }
        }
        moves.sort_by_key(|(commit, ..)| *commit);
        Ok(moves)
    }

    /// The file that had a path before, or has one after, a commit that changed it.
    fn file_at(&self, commit: CommitIndex, path: i64, is_before: bool) -> Option<FileIndex> {
        let (path, _) = self.paths.get(&path)?;
        let mut changed = self.history.commit(commit).file_changes.clone();
        let is_it = |change: &FileChange| {
            let before = change.old_path.as_ref().unwrap_or(&change.path);
            if is_before { before == path } else { change.path == *path }
        };
        changed.find_map(|at| {
            let change = &self.history.file_changes[at];
            is_it(change).then_some(change.file)
        })
    }

    fn rework(&mut self) -> anyhow::Result<()> {
        let opened = self.opened;
        let mut statement = self.store.connection.prepare(&format!(
            "SELECT r.file_change, r.ordinal, r.origin, r.lines, r.context FROM rework r \
             JOIN file_change f ON f.id = r.file_change WHERE f.commit_id IN {opened}"
        ))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let Some(first) = self.first_change.get(&row.get(0)?) else { continue };
            let ordinal: u32 = row.get(1)?;
            let origin = self.origin(row.get(2)?);
            let rework = Rework { origin, lines: row.get(3)?, context: row.get(4)? };
            let change = self.history.changes.get_mut(first + ordinal as usize);
            change.ok_or(Damaged("rework"))?.reworks.push(rework);
        }
        for change in &mut self.history.changes {
            change.reworks.sort_by(|a, b| {
                (b.lines, b.context, a.origin).cmp(&(a.lines, a.context, b.origin))
            });
        }
        Ok(())
    }

    fn origin(&self, number: CommitNumber) -> Option<CommitIndex> {
        if number == UNKNOWN { None } else { self.index_of.get(&number).copied() }
    }

    fn live(&mut self) -> anyhow::Result<()> {
        let mut statement = self.store.connection.prepare(
            "SELECT path.bytes, runs FROM live JOIN path ON path.id = live.path ORDER BY path.bytes",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let path = RepoPath::new(row.get_ref(0)?.as_blob()?);
            let Some(file) = self.files.at(&path) else { continue };
            self.alive.insert(file);
            let runs = decode_runs(row.get_ref(1)?.as_blob()?).ok_or(Damaged("line origins"))?;
            let mut lines: HashMap<Option<CommitIndex>, u32> = HashMap::new();
            for (origin, count) in runs {
                *lines.entry(self.origin(origin)).or_default() += count;
            }
            let mut lines: Vec<LiveLines> = lines
                .into_iter()
                .map(|(origin, lines)| LiveLines { file, origin, lines })
                .collect();
            lines.sort_by_key(|live| live.origin);
            self.history.live.extend(lines);
        }
        Ok(())
    }

    fn finish(mut self) -> History {
        // Files without lines are in no list of lines; the last change to one tells.
        for change in self.history.file_changes.iter().filter(|at| at.content != Content::Text) {
            if change.new_blob.is_some() {
                self.alive.insert(change.file);
            } else {
                self.alive.remove(&change.file);
            }
        }
        let paths = (0..).zip(self.files.into_latest_paths());
        let alive = &self.alive;
        let file = |(at, path)| File { path, alive: alive.contains(&FileIndex(at)) };
        self.history.files = paths.map(file).collect();
        self.history.spots = self.spots.into_all();
        self.history
    }
}

/// Makes a range end with the element at `at`; ranges are filled in order, without gaps.
const fn extend(range: &mut Range<usize>, at: usize) {
    let start = if range.start == range.end { at } else { range.start };
    *range = start..at + 1;
}
