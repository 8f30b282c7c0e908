//! Structural events against labelled refactorings.
//!
//! In: folders with the files before and after, and rows that say which refactorings are between them.
//! Out: precision, recall and F1 for each type, by whether a commit has it, and for having any structural
//! change at all. A type is measured only in sets whose labels know it.

mod labels;
mod score;
mod trees;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use git_headway::model::StructuralEvent;

use labels::Row;

/// Reads the labels, looks at the trees, prints the table.
pub(crate) fn measure(
    trees: &Path,
    labels: &[PathBuf],
    list: bool,
    only: Option<&str>,
) -> anyhow::Result<()> {
    let mut rows = Vec::new();
    for path in labels {
        rows.extend(labels::read(path)?);
    }
    if let Some(only) = only {
        rows.retain(|row| row.repo.contains(only) || row.sha.contains(only));
    }
    let found = look_at_all(trees, &rows)?;
    let known = |set: &str| {
        let of_set = rows.iter().filter(|row| row.set == set);
        of_set.flat_map(|row| row.types.keys().map(String::as_str)).collect()
    };
    let judge = |(row, events): (&Row, &Vec<StructuralEvent>)| {
        score::Judged::new(row, events, &known(&row.set))
    };
    let judged: Vec<score::Judged> = rows.iter().zip(&found).map(judge).collect();
    if list {
        for (judged, events) in judged.iter().zip(&found) {
            judged.print_differences(events, only.is_some());
        }
    }
    score::print(&judged);
    Ok(())
}

/// Looks at the trees of all rows, on all cores.
fn look_at_all(trees: &Path, rows: &[Row]) -> anyhow::Result<Vec<Vec<StructuralEvent>>> {
    let next = AtomicUsize::new(0);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let work = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(row) = rows.get(at) else { return anyhow::Ok(done) };
            done.push((at, trees::events(trees, row)?));
        }
    };
    let mut found: Vec<Vec<StructuralEvent>> = vec![Vec::new(); rows.len()];
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        for worker in workers {
            let done = worker.join().map_err(|_| anyhow::anyhow!("a thread failed"))??;
            for (at, events) in done {
                found[at] = events;
            }
        }
        anyhow::Ok(())
    })?;
    Ok(found)
}
