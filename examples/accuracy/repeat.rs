//! How many fixes of a fix are said to be repeat patches, and how many others are.
//!
//! In: clones, and rows of a fix and the commit that it repairs. Out: a table by repository, what differs on request, and as
//! its last line one JSON object. A target that itself stands in the first column is a fix, so that whoever
//! repairs it patches again. Deliberately absent: fixes that nobody labelled, which is most of them.

#![expect(clippy::print_stdout, reason = "the table is what the program is for")]

use std::collections::{BTreeMap, HashMap, HashSet};

use git_headway::classify::classify;
use git_headway::model::{
    Answers, CommitIndex, DAY, History, Nature, SequelForm, SpotIndex, Thresholds, Timestamp,
    Verdicts,
};
use serde_json::{Value, json};

use crate::labelled::{Inputs, Labelled};

/// A spot without a labelled fix for so long counts as quiet.
const QUIET: Timestamp = 90 * DAY;

/// How many of some fixes are flagged, and why.
#[derive(Clone, Copy, Default)]
struct Counts {
    fixes: usize,
    /// A change repeats a patch within the window, or the commit is a fix of a fix.
    flagged: usize,
    /// A change repeats a patch within the window.
    within_window: usize,
    /// The commit is a fix of a fix, whatever its age.
    of_a_fix: usize,
    /// It is a fix of a fix, and the fix that it names is the labelled target.
    names_target: usize,
    /// The most that any rule could reach with the verdicts there are: it has a patch.
    patching: usize,
}

impl Counts {
    const fn add(&mut self, other: &Self) {
        self.fixes += other.fixes;
        self.flagged += other.flagged;
        self.within_window += other.within_window;
        self.of_a_fix += other.of_a_fix;
        self.names_target += other.names_target;
        self.patching += other.patching;
    }

    fn share(self, part: usize) -> f64 {
        part as f64 / self.fixes.max(1) as f64
    }

    fn json(self) -> Value {
        json!({
            "fixes": self.fixes, "flagged": self.flagged, "share": self.share(self.flagged),
            "within_window": self.within_window, "of_a_fix": self.of_a_fix,
            "names_the_target": self.names_target,
            "with_a_patch": self.patching,
        })
    }
}

/// The groups that are told apart.
const GROUPS: [&str; 5] = [
    "target is a fix",
    "– within 90 days",
    "– later",
    "target is none, spots quiet",
    "target is none, patched before",
];

/// Measures every repository and prints the table.
pub(crate) fn measure(inputs: &Inputs, list: bool) -> anyhow::Result<()> {
    println!(
        "repository                  fixes whose …                  fixes  flagged  share  in window  of a fix  names target  with a patch"
    );
    let (mut all, mut rows) = ([Counts::default(); GROUPS.len()], Vec::new());
    for directory in &inputs.repo {
        let labelled = inputs.read(directory)?;
        let verdicts = classify(&labelled.history, &Answers::default(), &Thresholds::default());
        let forms = forms(&verdicts);
        let counts = count(&labelled, &verdicts, list);
        print(&labelled.name, &counts);
        println!("{:<26}  commits by form, of all: {forms:?}", labelled.name);
        let mut row = json_of(&labelled.name, &counts);
        row["commits"] = json!(labelled.history.commits.len());
        row["sequels"] = json!(forms);
        rows.push(row);
        for (sum, counts) in all.iter_mut().zip(&counts) {
            sum.add(counts);
        }
    }
    print("all", &all);
    let measure = json!({
        "measure": "repeat", "masked": !inputs.as_is,
        "repositories": rows, "all": json_of("all", &all),
    });
    println!("{measure}");
    Ok(())
}

fn print(name: &str, counts: &[Counts]) {
    for (group, counts) in GROUPS.iter().zip(counts) {
        println!(
            "{name:<26}  {group:<30}  {:>5}  {:>7}  {:>5.3}  {:>9}  {:>8}  {:>12}  {:>12}",
            counts.fixes,
            counts.flagged,
            counts.share(counts.flagged),
            counts.within_window,
            counts.of_a_fix,
            counts.names_target,
            counts.patching,
        );
    }
}

fn json_of(name: &str, counts: &[Counts]) -> Value {
    let [of_fix, young, old, quiet, patched] = [0, 1, 2, 3, 4].map(|at| counts[at].json());
    json!({
        "repository": name, "target_is_a_fix": of_fix, "within_90_days": young, "later": old,
        "target_is_none_spots_quiet": quiet, "target_is_none_patched_before": patched,
    })
}

/// How many of all commits go on with an earlier one, by form.
fn forms(verdicts: &Verdicts) -> BTreeMap<&'static str, usize> {
    let mut forms: BTreeMap<&'static str, usize> = BTreeMap::new();
    for sequel in verdicts.commits.iter().flat_map(|commit| &commit.sequels) {
        *forms.entry(sequel.form.name()).or_default() += 1;
    }
    forms
}

fn count(labelled: &Labelled, verdicts: &Verdicts, list: bool) -> [Counts; GROUPS.len()] {
    let history = &labelled.history;
    let targets = targets(labelled);
    let fixes: HashSet<CommitIndex> = targets.keys().copied().collect();
    let patched = Patched::of(history, &fixes);
    let mut counts = [Counts::default(); GROUPS.len()];
    let mut in_order: Vec<_> = targets.into_iter().collect();
    in_order.sort_unstable();
    for (fix, targets) in in_order {
        let repaired = targets.iter().copied().filter(|target| fixes.contains(target));
        let after = repaired.map(|target| between(history, target, fix)).min();
        let groups: &[usize] = match after {
            Some(after) if after <= QUIET => &[0, 1],
            Some(_) => &[0, 2],
            None if patched.is_quiet(history, fix) => &[3],
            None => &[4],
        };
        let judged = judged(history, verdicts, fix, &targets);
        for group in groups {
            counts[*group].add(&judged);
        }
        if list && (groups[0] == 0) != (judged.flagged == 1) && groups[0] != 4 {
            tell(history, verdicts, fix, &targets, GROUPS[*groups.last().unwrap_or(&0)]);
        }
    }
    counts
}

/// The labelled targets of each fix.
fn targets(labelled: &Labelled) -> HashMap<CommitIndex, Vec<CommitIndex>> {
    let mut targets: HashMap<CommitIndex, Vec<CommitIndex>> = HashMap::new();
    for row in &labelled.rows {
        let commit = |column: usize| row.get(column).and_then(|id| labelled.commit(id));
        if let (Some(fix), Some(target)) = (commit(0), commit(1)) {
            targets.entry(fix).or_default().push(target);
        }
    }
    targets
}

fn judged(
    history: &History,
    verdicts: &Verdicts,
    fix: CommitIndex,
    targets: &[CommitIndex],
) -> Counts {
    let changes = || history.changes_of(fix).map(|at| verdicts.change(at));
    let within_window = changes().any(|change| change.repeat.is_some());
    let mut sequels = verdicts.commit(fix).sequels.iter();
    let of_a_fix = sequels.find(|at| at.form == SequelForm::FixOfFix).map(|at| at.of);
    Counts {
        fixes: 1,
        flagged: usize::from(within_window || of_a_fix.is_some()),
        within_window: usize::from(within_window),
        of_a_fix: usize::from(of_a_fix.is_some()),
        names_target: usize::from(of_a_fix.is_some_and(|of| targets.contains(&of))),
        patching: usize::from(changes().any(|change| change.nature() == Nature::Patch)),
    }
}

fn between(history: &History, earlier: CommitIndex, later: CommitIndex) -> Timestamp {
    history.commit(later).time() - history.commit(earlier).time()
}

/// When each spot got a labelled fix.
struct Patched(HashMap<SpotIndex, Vec<(Timestamp, CommitIndex)>>);

impl Patched {
    fn of(history: &History, fixes: &HashSet<CommitIndex>) -> Self {
        let mut times: HashMap<SpotIndex, Vec<_>> = HashMap::new();
        for fix in fixes {
            for change in history.changes_of(*fix) {
                let spot = history.change(change).spot;
                times.entry(spot).or_default().push((history.commit(*fix).time(), *fix));
            }
        }
        Self(times)
    }

    /// Whether no spot of a fix had another one in the time before.
    fn is_quiet(&self, history: &History, fix: CommitIndex) -> bool {
        let now = history.commit(fix).time();
        let before = (now - QUIET)..now;
        history.changes_of(fix).all(|change| {
            let times = self.0.get(&history.change(change).spot).into_iter().flatten();
            !times.into_iter().any(|(time, other)| *other != fix && before.contains(time))
        })
    }
}

fn tell(
    history: &History,
    verdicts: &Verdicts,
    fix: CommitIndex,
    targets: &[CommitIndex],
    group: &str,
) {
    let short = |at: CommitIndex| history.commit(at).id.short();
    let (commit, verdict) = (history.commit(fix), verdicts.commit(fix));
    let named: Vec<String> = targets
        .iter()
        .map(|at| format!("{} ({})", short(*at), verdicts.commit(*at).kind))
        .collect();
    println!(
        "{group}: {} ({}) of {}: {}",
        short(fix),
        verdict.kind,
        named.join(" "),
        commit.subject
    );
    let said = history.changes_of(fix).flat_map(|at| verdicts.change(at).evidence());
    for reason in said.chain(verdict.sequels.iter().map(|at| &at.because)) {
        println!("    [{}] {}", reason.rule, reason.says);
    }
}
