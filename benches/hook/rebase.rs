//! What the hook adds to a rebase.
//!
//! In: a repository. Out: a table of a rebase of 100 commits, each of which changes one line of one file, in turns:
//! without a hook, with `/bin/true`, and with git-headway. The hook runs for every commit that is picked.
//! Deliberately absent: conflicts.

use std::path::Path;

use super::clone::{Clone, Hook};
use super::cost::{Way, measure as measure_command, table};
use super::figures::spread;

/// Commits that are rebased.
const COMMITS: usize = 100;

/// Measures and prints.
pub(crate) fn measure(directory: &Path, turns: usize) -> anyhow::Result<()> {
    if turns == 0 {
        return Ok(());
    }
    let lanes = [
        ("no hook", Hook::None),
        ("a shell that runs /bin/true", Hook::True),
        ("git-headway", Hook::Headway),
    ];
    let mut clones = Vec::new();
    let mut ways = Vec::new();
    for (name, hook) in lanes {
        clones.push(prepared(directory, hook)?);
        ways.push(Way::new(name));
    }
    for turn in 0..=turns {
        for at in 0..clones.len() {
            let lane = (at + turn) % clones.len();
            let clone = &clones[lane];
            clone.git(&["checkout", "-q", "-B", "topic", "start"])?;
            let rebase = clone.git_command(&["rebase", "-q", "--onto", "aside", "base"]);
            let (cost, shown) = measure_command(rebase, true)?;
            if turn > 0 {
                ways[lane].costs.push(cost);
                ways[lane].spoke += usize::from(!shown.is_empty());
            }
        }
    }
    println!("  a rebase of {COMMITS} commits, {turns} turns");
    table(&ways, 0);
    for way in &ways[1..] {
        let pairs = way.costs.iter().zip(&ways[0].costs);
        let growth: Vec<f64> =
            pairs.map(|(ours, none)| 100.0 * (ours.cpu / none.cpu - 1.0)).collect();
        println!("  {}: CPU grows by {} %", way.name, spread(&growth, 1));
    }
    Ok(())
}

/// A clone with a branch `start` of commits on `base`, and `aside` to rebase them onto.
fn prepared(directory: &Path, hook: Hook) -> anyhow::Result<Clone> {
    let mut clone = Clone::of(directory, hook)?;
    let files = clone.code_files()?;
    clone.git(&["branch", "base"])?;
    clone.change_line(&files[0], 10_000)?;
    clone.commit_unseen("fix: measure from here")?;
    clone.git(&["branch", "aside"])?;
    clone.git(&["checkout", "-q", "-b", "start", "base"])?;
    // The first file is changed aside.
    let stretch = (files.len() / COMMITS).max(1);
    for number in 0..COMMITS {
        let others = files.len().saturating_sub(1).max(1);
        let at = (1 + number * stretch % others).min(files.len() - 1);
        clone.change_line(&files[at], number)?;
        clone.commit_unseen("fix: measure what it costs")?;
    }
    Ok(clone)
}
