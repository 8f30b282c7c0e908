//! What `git headway hook post-rewrite` keeps of the commits that git replaced.
//!
//! In: git's standard input. Out: a record for each replaced commit that something was said of or that waits to be asked
//! about, so that the journal does not grow with every rebase. Deliberately absent: what becomes of the
//! answers; that is worked out when they are read.

use std::io::{IsTerminal as _, Read as _};
use std::path::Path;

use crate::config::Environment;
use crate::git::Repository;
use crate::hook::observe;
use crate::hook::rewrites::{LONGEST, is_passing, pairs};
use crate::journal::{Queue, Record, RewrittenBy, Said, mentioned};
use crate::model::{ObjectId, Timestamp};

use super::workspace;

/// Keeps what has to be kept; `word` is what git called the hook with.
pub(super) fn keep(
    repository: &Repository,
    data_dir: &Path,
    environment: &Environment,
    word: &str,
    now: Timestamp,
) -> anyhow::Result<()> {
    let by = RewrittenBy::ALL.into_iter().find(|by| by.name() == word);
    let Some(by) = by.filter(|_| !is_passing(word, observe::operation(repository.git_dir())))
    else {
        return Ok(());
    };
    let pairs = pairs(&input()?);
    let journal = workspace::journal(data_dir, environment);
    let asked_for: Vec<ObjectId> = pairs.iter().map(|(old, _)| *old).collect();
    let mut known = mentioned(&journal.bytes()?, &asked_for);
    known.extend(mentioned(&Queue::new(data_dir).bytes()?, &asked_for));
    let offset_minutes = environment.offset_minutes(now);
    let records: Vec<Record> = pairs
        .into_iter()
        .filter(|(old, _)| known.contains(old))
        .map(|(old, new)| {
            let said = Said::Rewrite { old, new, by };
            Record { at: now, offset_minutes, said }
        })
        .collect();
    if !records.is_empty() {
        journal.append_quickly(&records)?;
    }
    Ok(())
}

/// What git wrote; nothing where a person called the hook.
fn input() -> std::io::Result<Vec<u8>> {
    let stdin = std::io::stdin().lock();
    let mut bytes = Vec::new();
    if !stdin.is_terminal() {
        stdin.take(LONGEST).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}
