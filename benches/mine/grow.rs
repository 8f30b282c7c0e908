//! How the cost grows.
//!
//! In: how many commits at most. Out: a row for each made history, in three sweeps: more commits, more
//! files, more lines in a file, the rest left as it is.
//! Deliberately absent: a curve; docs/speed.md shows what was seen.

use super::child::Cost;
use super::figures::{median, mib};
use super::synthetic::{self, Shape};
use super::turns::pair;

/// Commits of the first row; each further one has four times as many.
const SMALLEST: usize = 1_000;
/// Files of the sweep over lines: few, so that the first commit, which brings them all, is no more
/// than a small part of the largest row.
const FEW: usize = 12;

/// Measures and prints.
pub(crate) fn grow(commits: usize, pairs: u32) -> anyhow::Result<()> {
    println!("made histories; each program {pairs} times, in turns; medians");
    let base = Shape::default();
    let commits = sizes(commits).into_iter().map(|commits| Shape { commits, ..base });
    sweep("more commits", commits, pairs)?;
    let files = [120, 1_200, 12_000].map(|files| Shape { files, ..base });
    sweep("more files", files, pairs)?;
    let lines = [100, 1_000, 10_000].map(|lines| Shape { lines, files: FEW, ..base });
    sweep("more lines in a file", lines, pairs)
}

/// A thousand, four thousand, and so on; the last is the most.
fn sizes(most: usize) -> Vec<usize> {
    let smaller = |size: &usize| Some(size * 4).filter(|size| *size < most);
    let sizes = std::iter::successors(Some(SMALLEST).filter(|size| *size < most), smaller);
    sizes.chain([most]).collect()
}

fn sweep(name: &str, shapes: impl IntoIterator<Item = Shape>, pairs: u32) -> anyhow::Result<()> {
    println!("{name}");
    let of_history = ["commits", "files", "lines"];
    let of_mining = ["CPU s", "wall s", "peak MiB", "anon. MiB", "µs a commit"];
    let of_git = ["git CPU s", "CPU ratio"];
    row([&of_history[..], &of_mining, &of_git].concat().into_iter().map(str::to_owned));
    for shape in shapes {
        let folder = tempfile::tempdir()?;
        let directory = folder.path().join("made.git");
        synthetic::make(&directory, shape)?;
        let (mut mining, mut reading, mut fault) = (Vec::new(), Vec::new(), None);
        for _ in 0..pairs {
            let pair = pair(&directory, &mut fault)?;
            mining.push(pair.mining);
            reading.extend(pair.reading);
        }
        if let Some(fault) = fault.as_ref().or(mining.iter().find_map(|cost| cost.fault.as_ref())) {
            anyhow::bail!("a program ended with {fault}");
        }
        show(shape, &mining, &reading);
    }
    println!();
    Ok(())
}

fn show(shape: Shape, mining: &[Cost], reading: &[Cost]) {
    let middle = |costs: &[Cost], figure: fn(&Cost) -> Option<f64>| {
        median(&costs.iter().filter_map(figure).collect::<Vec<_>>())
    };
    let cpu = |cost: &Cost| Some(cost.cpu.as_secs_f64());
    let (ours, git) = (middle(mining, cpu), middle(reading, cpu));
    let wall = middle(mining, |cost| Some(cost.wall.as_secs_f64()));
    let peak = middle(mining, |cost| Some(mib(cost.peak)));
    let anonymous = middle(mining, |cost| cost.anonymous.map(mib));
    let a_commit = ours.map(|cpu| cpu * 1e6 / shape.commits as f64);
    let ratio = ours.zip(git).map(|(ours, git)| ours / git);
    let sizes = [shape.commits, shape.files, shape.lines].map(|size| size.to_string());
    let figures =
        [(ours, 3), (wall, 3), (peak, 0), (anonymous, 0), (a_commit, 0), (git, 3), (ratio, 3)];
    let figures = figures.map(|(figure, digits)| {
        figure.map_or_else(|| "–".to_owned(), |figure| format!("{figure:.digits$}"))
    });
    row(sizes.into_iter().chain(figures));
}

fn row(cells: impl IntoIterator<Item = String>) {
    let cells: Vec<String> = cells.into_iter().map(|cell| format!("{cell:>12}")).collect();
    println!("{}", cells.concat());
}
