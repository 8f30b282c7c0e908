//! Who wrote and who co-wrote what, against `git shortlog`.

#![expect(clippy::print_stdout, reason = "the table is what the program is for")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;
use git_headway::git::{DiffAlgorithm, Repository};
use git_headway::mine::Silent;
use git_headway::model::printable;
use git_headway::pipeline;
use git_headway::store::Contributor;

/// Differences shown for each count.
const SHOWN: usize = 10;

/// The counts that are compared: what they are called, the flags of `git shortlog`, and ours.
type Count = (&'static str, &'static [&'static str], fn(&Contributor) -> usize);

const COUNTS: [Count; 3] = [
    ("wrote", &[], |found| found.wrote),
    ("without merges", &["--no-merges"], |found| found.wrote - found.merges),
    ("co-wrote", &["--group=trailer:co-authored-by"], |found| found.co_wrote),
];

/// Mines each repository into a temporary folder and compares.
pub(crate) fn measure(repositories: &[PathBuf]) -> anyhow::Result<()> {
    let mut results = Vec::new();
    println!(
        "{:<28}{:<18}{:>8}{:>10}{:>10}",
        "repository", "count", "people", "commits", "unequal"
    );
    for directory in repositories {
        let folder = tempfile::tempdir()?;
        let repository = Repository::open(Some(directory))?;
        let mut store = pipeline::open_store(folder.path(), &repository)?;
        pipeline::mine(&repository, &mut store, DiffAlgorithm::default(), &Silent)?;
        let people = store.people(&repository.mailmap())?;
        for (what, flags, count) in COUNTS {
            let theirs = shortlog(directory, flags)?;
            let ours: BTreeMap<String, usize> = people
                .iter()
                .map(|found| (found.person.to_string(), count(found)))
                .filter(|(_, count)| *count > 0)
                .collect();
            let names: std::collections::BTreeSet<_> = theirs.keys().chain(ours.keys()).collect();
            let unequal: Vec<_> =
                names.iter().filter(|name| theirs.get(**name) != ours.get(**name)).collect();
            let commits: usize = theirs.values().sum();
            let (name, people) = (directory.display().to_string(), theirs.len());
            println!("{name:<28}{what:<18}{people:>8}{commits:>10}{:>10}", unequal.len());
            for name in unequal.iter().take(SHOWN) {
                println!("    {name}: git {:?}, here {:?}", theirs.get(**name), ours.get(**name));
            }
            results.push(serde_json::json!({
                "repository": name, "count": what, "people": people, "commits": commits,
                "unequal": unequal.len(),
            }));
        }
    }
    println!("{}", serde_json::json!({ "measure": "people", "counts": results }));
    Ok(())
}

/// Counts by person; one without an address is shown as with an empty one.
fn shortlog(directory: &Path, flags: &[&str]) -> anyhow::Result<BTreeMap<String, usize>> {
    let mut command = Command::new("git");
    command.arg("-C").arg(directory).args(["shortlog", "-sne"]).args(flags).arg("HEAD");
    let output = command.output().context("git shortlog")?;
    anyhow::ensure!(output.status.success(), "git shortlog failed");
    let mut counts = BTreeMap::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let (count, who) = line.trim_start().split_once('\t').context("a line of git shortlog")?;
        let who = printable(who.as_bytes());
        let who = if who.ends_with('>') { who.into_owned() } else { format!("{who} <>") };
        *counts.entry(who).or_default() += count.parse::<usize>()?;
    }
    Ok(counts)
}
