//! What the hook adds to one commit.
//!
//! In: a repository. Out: a table of the ways, in turns: each turn is one commit in a clone for each way, the first way
//! another one each time. Every commit changes one line of one file of code.
//! Deliberately absent: commits that change much; mining them is bounded by the hook's limit.

use std::path::Path;

use super::clone::{Clone, Hook};
use super::cost::{Way, measure as measure_command, table};

/// What a way does.
struct Lane {
    clone: Clone,
    way: Way,
    on_terminal: bool,
    /// The file that is changed each time; another one each time where there is none.
    file: Option<String>,
}

/// Files that are tried for one on which three patches make a recurring spot.
const ATTEMPTS: usize = 20;

/// Measures and prints.
pub(crate) fn measure(directory: &Path, turns: usize) -> anyhow::Result<()> {
    let mut lanes = lanes(directory)?;
    let files = lanes[0].clone.code_files()?;
    let stretch = (files.len() / (turns + 1)).max(1);
    // The first turn fills the caches.
    for turn in 0..=turns {
        for at in 0..lanes.len() {
            let lane = (at + turn) % lanes.len();
            let other = &files[turn * stretch % files.len()];
            step(&mut lanes[lane], other, turn)?;
        }
    }
    let ways: Vec<Way> = lanes.into_iter().map(|lane| lane.way).collect();
    println!("  one commit, {turns} turns");
    table(&ways, 1);
    Ok(())
}

fn lanes(directory: &Path) -> anyhow::Result<Vec<Lane>> {
    let lane = |name, hook, on_terminal| -> anyhow::Result<Lane> {
        let clone = Clone::of(directory, hook)?;
        Ok(Lane { clone, way: Way::new(name), on_terminal, file: None })
    };
    let mut busy = lane("git-headway looks, at the busiest file", Hook::Headway, true)?;
    let files = busy.clone.code_files()?;
    busy.file = Some(busy.clone.busiest_file(&files)?);
    let mut speaks = lane("git-headway speaks", Hook::Headway, true)?;
    speaks.file = Some(speaking_file(&mut speaks.clone, &files)?);
    Ok(vec![
        lane("no hook", Hook::None, true)?,
        lane("a shell that runs /bin/true", Hook::True, true)?,
        lane("git-headway where nobody reads", Hook::Headway, false)?,
        lane("git-headway looks, another file each time", Hook::Headway, true)?,
        busy,
        speaks,
    ])
}

/// A file on which patches of its middle line are told as a recurring spot.
fn speaking_file(clone: &mut Clone, files: &[String]) -> anyhow::Result<String> {
    let stretch = (files.len() / ATTEMPTS).max(1);
    for file in files.iter().step_by(stretch) {
        let mut shown = String::new();
        for number in 0..4 {
            clone.change_line(file, 1_000 + number)?;
            let mut commit = clone.commit("fix: measure what it costs");
            commit.env("HEADWAY_HOOK_MS", "60000");
            shown = measure_command(commit, true)?.1;
        }
        if shown.starts_with("headway:") {
            return Ok(file.clone());
        }
    }
    anyhow::bail!("the hook spoke of none of {ATTEMPTS} files that were patched four times");
}

fn step(lane: &mut Lane, other: &str, turn: usize) -> anyhow::Result<()> {
    let file = lane.file.as_deref().unwrap_or(other);
    lane.clone.change_line(file, turn)?;
    let (cost, shown) =
        measure_command(lane.clone.commit("fix: measure what it costs"), lane.on_terminal)?;
    if turn > 0 {
        lane.way.costs.push(cost);
        lane.way.spoke += usize::from(!shown.is_empty());
    }
    Ok(())
}
