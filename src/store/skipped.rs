//! What was listed and not compared line by line, and what git did not have.
//!
//! In: the store, and with which commit a run began. Out: plain numbers and a few names of what it met.
//! Looks at every file change since, so only `mine` asks, once it is done. Deliberately absent: words.

use super::Store;
use super::codes;
use super::trouble::Damaged;
use crate::mine::CommitNumber;
use crate::model::{Content, ObjectId, RepoPath};

/// What a run met behind HEAD and did not compare line by line, in file changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Skipped {
    /// Of binary files.
    pub binary: usize,
    /// Of files that are larger than what is compared.
    pub too_large: usize,
    /// Of pointers to commits of other repositories.
    pub submodules: usize,
    /// Of symbolic links.
    pub symlinks: usize,
    /// Versions of files, each counted once, that git does not have or cannot read.
    pub lost_versions: usize,
    /// The latest of those, by name.
    pub lost: Vec<LostVersion>,
    /// Commits whose parents or folders git does not have.
    pub cut_off: usize,
}

/// The content of a file that git does not have, or cannot read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LostVersion {
    /// Its name.
    pub blob: ObjectId,
    /// A path that it had.
    pub path: RepoPath,
}

impl Store {
    /// What was skipped in commits of this number and later ones; of lost versions, at most so many are
    /// named.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn skipped(&self, since: CommitNumber, named: usize) -> anyhow::Result<Skipped> {
        let mut skipped = Skipped::default();
        let mut statement = self.connection.prepare(
            "SELECT content, count(*) FROM file_change JOIN commits ON commits.id = commit_id \
             WHERE commit_id >= ? AND content <> 0 AND behind = 1 GROUP BY content",
        )?;
        let mut rows = statement.query([since])?;
        while let Some(row) = rows.next()? {
            let count = usize::try_from(row.get::<_, i64>(1)?)?;
            match codes::content(row.get(0)?).ok_or(Damaged("a kind of content"))? {
                Content::Binary => skipped.binary = count,
                Content::TooLarge => skipped.too_large = count,
                Content::Submodule => skipped.submodules = count,
                Content::Symlink => skipped.symlinks = count,
                // A change is not compared when one of its versions is lost; those are counted below.
                Content::Text | Content::Unavailable => {}
            }
        }
        (skipped.lost_versions, skipped.lost) = self.lost(since, named)?;
        let sql = "SELECT count(*) FROM commits WHERE id >= ? AND cut_off <> 0 AND behind = 1";
        let cut_off: i64 = self.connection.query_row(sql, [since], |row| row.get(0))?;
        skipped.cut_off = usize::try_from(cut_off)?;
        Ok(skipped)
    }

    /// The number of lost versions, and the latest by name.
    fn lost(&self, since: CommitNumber, named: usize) -> anyhow::Result<(usize, Vec<LostVersion>)> {
        // The version after the change is read first, and its lines are counted unless it is lost.
        let mut statement = self.connection.prepare(
            "WITH lost (blob, path, commit_id) AS ( \
               SELECT iif(is_old, old_blob, new_blob), \
                 iif(is_old, coalesce(old_path, path), path), commit_id \
               FROM (SELECT *, new_blob IS NULL OR new_lines IS NOT NULL AS is_old \
                 FROM file_change WHERE content = 5 AND commit_id >= ?) \
               JOIN commits ON commits.id = commit_id WHERE behind = 1) \
             SELECT blob, bytes, max(commit_id) FROM lost JOIN path ON path.id = lost.path \
             WHERE blob IS NOT NULL GROUP BY blob ORDER BY max(commit_id) DESC, bytes",
        )?;
        let mut rows = statement.query([since])?;
        let (mut count, mut lost) = (0, Vec::new());
        while let Some(row) = rows.next()? {
            count += 1;
            if lost.len() < named {
                let blob = ObjectId::from_slice(row.get_ref(0)?.as_blob()?)?;
                lost.push(LostVersion { blob, path: RepoPath::new(row.get_ref(1)?.as_blob()?) });
            }
        }
        Ok((count, lost))
    }
}
