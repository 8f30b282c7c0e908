//! Files that go on under another name.
//!
//! In: the files of a commit, paired by path (and by git's renames, where it found them). Out: the same,
//! with files that lost their name and files that got one paired where most of what they define is the
//! same: then the file moved, and not each of its functions. Deliberately absent: files
//! that were taken apart; what became of their definitions is for `moving` to find out.

use std::collections::HashSet;

use super::FilePair;
use super::side::Version;
use crate::model::{
    EventEvidence, EventKind, EventSubject, RepoPath, StructuralEvent, SymbolPlace,
};

/// The share of definitions that two files need in common (Dice's coefficient), and how many.
const COMMON: f64 = 0.5;
const DEFINITIONS: usize = 2;
/// Lost files times new files; beyond that only files of one name are compared.
const COMBINATIONS: usize = 40_000;

/// Pairs files that have another name.
pub(super) fn follow<'a>(files: &[FilePair<'a>]) -> Vec<FilePair<'a>> {
    let lost: Vec<Version<'a>> = only(files, |file| file.before.filter(|_| file.after.is_none()));
    let new: Vec<Version<'a>> = only(files, |file| file.after.filter(|_| file.before.is_none()));
    let mut candidates = Vec::new();
    let is_large = lost.len() * new.len() > COMBINATIONS;
    for (at, one) in lost.iter().enumerate() {
        for (with, other) in new.iter().enumerate() {
            let has_chance = one.language == other.language
                && (!is_large || one.path.file_name() == other.path.file_name());
            if let Some(common) = has_chance.then(|| common(one, other)).flatten() {
                candidates.push((common, at, with));
            }
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut olds, mut news) = (HashSet::new(), HashSet::new());
    let mut paired = Vec::new();
    for (_, at, with) in candidates {
        if !olds.contains(&at) && !news.contains(&with) {
            olds.insert(at);
            news.insert(with);
            paired.push(FilePair { before: Some(lost[at]), after: Some(new[with]) });
        }
    }
    let is_kept = |version: &Version<'_>, known: &[Version<'_>], taken: &HashSet<usize>| {
        let at = known.iter().position(|known| known.path == version.path);
        at.is_none_or(|at| !taken.contains(&at))
    };
    let rest = files.iter().filter(|file| match (&file.before, &file.after) {
        (Some(before), None) => is_kept(before, &lost, &olds),
        (None, Some(after)) => is_kept(after, &new, &news),
        _ => true,
    });
    rest.copied().chain(paired).collect()
}

fn only<'a>(
    files: &[FilePair<'a>],
    version: impl Fn(&FilePair<'a>) -> Option<Version<'a>>,
) -> Vec<Version<'a>> {
    files.iter().filter_map(version).collect()
}

/// The share of definitions that two files have in common; `None` where it is too little. One alone is
/// enough where it is all that both have.
fn common(one: &Version<'_>, other: &Version<'_>) -> Option<f64> {
    let names = |version: &Version<'_>| -> HashSet<String> {
        (0..version.outline.symbols.len()).map(|at| version.outline.path_of(at)).collect()
    };
    let (one, other) = (names(one), names(other));
    let both = one.intersection(&other).count();
    let share = 2.0 * both as f64 / (one.len() + other.len()).max(1) as f64;
    (both >= DEFINITIONS && share >= COMMON || both == 1 && share >= 1.0).then_some(share)
}

/// The files that have another name, without those that went along with their directory.
pub(super) fn events(
    files: &[FilePair<'_>],
    along: &HashSet<(&RepoPath, &RepoPath)>,
) -> Vec<StructuralEvent> {
    let pairs = files.iter().filter_map(|file| file.before.zip(file.after));
    let moved = pairs.filter(|(before, after)| {
        before.path != after.path && !along.contains(&(before.path, after.path))
    });
    moved
        .map(|(before, after)| {
            let is_renamed = before.path.directory() == after.path.directory();
            StructuralEvent {
                kind: if is_renamed { EventKind::Renamed } else { EventKind::Moved },
                subject: EventSubject::File,
                before: vec![place(&before)],
                after: vec![place(&after)],
                is_public: false,
                detail: String::new(),
                probability: 1.0,
                evidence: EventEvidence::default(),
            }
        })
        .collect()
}

fn place(version: &Version<'_>) -> SymbolPlace {
    let lines = memchr::memchr_iter(b'\n', version.text).count();
    SymbolPlace {
        path: version.path.clone(),
        symbol: String::new(),
        lines: 1..u32::try_from(lines).unwrap_or(u32::MAX).saturating_add(1),
    }
}
