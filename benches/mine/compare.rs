//! The table of one repository.
//!
//! In: a clone. Out: what mining it costs beside git's reading of it, how much of that each stage
//! takes, and what a run costs that finds nothing new, or one new commit.
//! Deliberately absent: how any of it is measured.

use std::path::Path;
use std::process::Command;

use anyhow::Context as _;

use super::child::Cost;
use super::figures::{median, mib, spread};
use super::one_more::one_new_commit;
use super::stages::{self, STAGES, Share};
use super::turns::{GIT_LOG, mine, pair};

/// Runs with nothing new, and with one new commit, that are measured.
const REPEATS: usize = 9;

/// What is shown of a run.
type Figure = fn(&Cost) -> Option<f64>;

const CPU: Figure = |cost| Some(cost.cpu.as_secs_f64());
const WALL: Figure = |cost| Some(cost.wall.as_secs_f64());
const PEAK: Figure = |cost| Some(mib(cost.peak));
const ANONYMOUS: Figure = |cost| cost.anonymous.map(mib);

/// The runs of both programs, turn by turn.
#[derive(Default)]
struct Runs {
    mining: Vec<Cost>,
    /// As many as of `mining`, or none when git failed.
    reading: Vec<Cost>,
    stages: Vec<[Share; STAGES.len()]>,
    again: Vec<Cost>,
    fault: Option<String>,
}

/// Measures and prints.
pub(crate) fn compare(directory: &Path, pairs: u32) -> anyhow::Result<()> {
    println!("{} ({} commits, {pairs} pairs)", directory.display(), commits(directory)?);
    let runs = run(directory, pairs)?;
    row("", &["CPU s", "wall s", "peak MiB", "anonymous MiB"].map(str::to_owned));
    show("git headway mine", &runs.mining);
    if let Some(fault) = &runs.fault {
        println!("  git {} failed, {fault}; ours alone", GIT_LOG.join(" "));
    } else {
        show("git log --numstat --no-renames", &runs.reading);
        let ratios = [CPU, WALL, PEAK, ANONYMOUS].map(|figure| ratio(&runs, figure));
        row("ours to git's, pair by pair", &ratios);
    }
    show("nothing new", &runs.again);
    match one_new_commit(directory, REPEATS) {
        Ok(costs) => show("one new commit", &costs),
        Err(error) => println!("  one new commit could not be measured: {error:#}"),
    }
    show_stages(&runs);
    if let Some(fault) = runs.mining.iter().find_map(|cost| cost.fault.as_ref()) {
        println!("  git headway mine ended with {fault}");
    }
    println!();
    Ok(())
}

fn run(directory: &Path, pairs: u32) -> anyhow::Result<Runs> {
    let mut runs = Runs::default();
    // This pair fills the caches for both.
    let mut last = pair(directory, &mut runs.fault)?;
    for _ in 0..pairs {
        last = pair(directory, &mut runs.fault)?;
        runs.mining.push(last.mining);
        runs.reading.extend(last.reading);
        runs.stages.push(stages::measure(directory)?);
    }
    for _ in 0..REPEATS {
        runs.again.push(mine(directory, last.data.path(), &[])?);
    }
    Ok(runs)
}

fn show(name: &str, costs: &[Cost]) {
    let figures = [(CPU, 3), (WALL, 3), (PEAK, 0), (ANONYMOUS, 0)];
    row(name, &figures.map(|(figure, digits)| spread(&each(costs, figure), digits)));
}

fn each(costs: &[Cost], figure: Figure) -> Vec<f64> {
    costs.iter().filter_map(figure).collect()
}

fn ratio(runs: &Runs, figure: Figure) -> String {
    let pairs = runs.mining.iter().zip(&runs.reading);
    let ratios = pairs.filter_map(|(mining, reading)| Some(figure(mining)? / figure(reading)?));
    spread(&ratios.collect::<Vec<_>>(), 3)
}

/// Each stage, with its share of what git takes for everything.
fn show_stages(runs: &Runs) {
    let heads = ["CPU s", "wall s", "anonymous MiB", "CPU, wall, MiB to git's"];
    row("stages, in runs of their own", &heads.map(str::to_owned));
    for (at, stage) in STAGES.into_iter().enumerate() {
        show_stage(stages::name(stage), runs, |shares| shares[at]);
    }
    show_stage("all of them", runs, |shares| shares.iter().copied().sum());
}

fn show_stage(name: &str, runs: &Runs, share: impl Fn(&[Share]) -> Share) {
    let shares: Vec<Share> = runs.stages.iter().map(|shares| share(shares)).collect();
    let cpu: Vec<f64> = shares.iter().map(|share| share.cpu.as_secs_f64()).collect();
    let wall: Vec<f64> = shares.iter().map(|share| share.wall.as_secs_f64()).collect();
    let memory: Vec<f64> = shares.iter().map(|share| mib(share.anonymous)).collect();
    let part = |values: &[f64], figure: Figure| {
        let of_git = median(&each(&runs.reading, figure));
        let part = median(values).zip(of_git).map(|(ours, git)| ours / git);
        part.map_or_else(|| "–".to_owned(), |part| format!("{part:.3}"))
    };
    let parts = [part(&cpu, CPU), part(&wall, WALL), part(&memory, ANONYMOUS)].join(", ");
    row(name, &[spread(&cpu, 3), spread(&wall, 3), spread(&memory, 0), parts]);
}

fn row(name: &str, cells: &[String; 4]) {
    println!("  {name:<32} {:>22} {:>22} {:>22} {:>22}", cells[0], cells[1], cells[2], cells[3]);
}

fn commits(directory: &Path) -> anyhow::Result<String> {
    let mut git = Command::new("git");
    let output = git.arg("-C").arg(directory).args(["rev-list", "--count", "HEAD"]).output()?;
    // A history with a hole in it cannot be counted, and can be mined.
    if !output.status.success() {
        return Ok("unknown".to_owned());
    }
    Ok(String::from_utf8(output.stdout).context("git counts in odd digits")?.trim().to_owned())
}
