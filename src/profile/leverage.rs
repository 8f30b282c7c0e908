//! First figures of leverage: what of a person's work lasts, and what others build on.
//!
//! In: live lines, founded files, outcomes. Out: counts by year.
//! Deliberately absent: names of others, a score, and the claim that lasting is a merit by itself:
//! code that nobody runs lasts too. Lines that were written together live and die together, so
//! survival has no range here; the number of commits is given instead.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Areas, Standings, Subject};
use crate::model::{
    ChangeIndex, CommitIndex, Content, Episodes, FileChange, FileIndex, FileStatus, History,
    Nature, Outcome, PersonIndex, SpotIndex, Timestamp, Verdicts,
};

/// Lines written in a year, and how many of them stand at HEAD.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    /// Lines added by changes that count.
    pub written: u64,
    /// Of these, lines alive.
    pub alive: u64,
    /// Commits that wrote them.
    pub commits: usize,
}

impl Lines {
    /// Share alive, 0 to 1.
    #[must_use]
    pub fn share(&self) -> Option<f64> {
        (self.written > 0).then(|| self.alive as f64 / self.written as f64)
    }
}

/// Survival of the lines of one year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Survival {
    /// The year of writing.
    pub year: i32,
    /// The person's lines.
    pub own: Lines,
    /// Everybody's, the person's among them.
    pub everybody: Lines,
}

/// What others changed, in one year, in files that the person had founded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BuiltOn {
    /// The year.
    pub year: i32,
    /// Commits of others that count.
    pub commits: usize,
    /// How many others.
    pub others: usize,
    /// In how many of the founded files.
    pub files: usize,
}

/// How often each outcome came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcomes {
    /// Held.
    pub held: usize,
    /// A patch came back.
    pub came_back: usize,
    /// Too early to tell.
    pub too_early: usize,
}

/// What became of the changes of one year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// The year of the changes.
    pub year: i32,
    /// Patches, quick remedies left out.
    pub patches: Outcomes,
    /// Structural changes.
    pub structural: Outcomes,
}

/// A chain of patches that was over after a structural change of the person. Whether the change
/// caused the quiet is not measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WentQuiet {
    /// The spot.
    pub spot: SpotIndex,
    /// The change after which no patch came.
    pub after: ChangeIndex,
    /// Patches in the chain before it.
    pub patches: usize,
    /// Seconds without a patch.
    pub quiet: Timestamp,
    /// Commits that changed the neighbourhood meanwhile.
    pub exposure: usize,
}

/// First figures of leverage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Leverage {
    /// By year of writing, oldest first; years in which the person wrote lines.
    pub survival: Vec<Survival>,
    /// Files that the person founded.
    pub founded_files: usize,
    /// By year, oldest first; years in which others built on those files.
    pub built_on: Vec<BuiltOn>,
    /// By year of the changes, oldest first.
    pub held: Vec<Held>,
    /// Chains that went quiet, oldest first.
    pub went_quiet: Vec<WentQuiet>,
}

/// Counts what lasts and what is built on.
#[must_use]
pub fn leverage(
    history: &History,
    verdicts: &Verdicts,
    episodes: &Episodes,
    standings: &Standings,
    subject: &Subject,
) -> Leverage {
    let areas = Areas::of(history, verdicts);
    let founded = founded_files(history, standings, &areas, subject);
    Leverage {
        survival: survival(history, standings, &areas, subject),
        founded_files: founded.len(),
        built_on: built_on(history, standings, subject, &founded),
        held: held(history, verdicts, episodes, subject),
        went_quiet: went_quiet(history, episodes, subject),
    }
}

fn year_of(history: &History, commit: CommitIndex) -> i32 {
    history.commit(commit).month().year
}

fn counts(standings: &Standings, file_change: &FileChange) -> bool {
    let mut changes = file_change.changes.clone();
    changes.any(|at| standings.counts(ChangeIndex(u32::try_from(at).unwrap_or(u32::MAX))))
}

fn survival(
    history: &History,
    standings: &Standings,
    areas: &Areas,
    subject: &Subject,
) -> Vec<Survival> {
    let mut alive: HashMap<(CommitIndex, FileIndex), u64> = HashMap::new();
    for live in &history.live {
        if let Some(origin) = live.origin {
            *alive.entry((origin, live.file)).or_default() += u64::from(live.lines);
        }
    }
    let mut by_year: BTreeMap<i32, Survival> = BTreeMap::new();
    let mut last = None;
    for written in history.file_changes.iter().filter(|written| {
        written.content == Content::Text
            && written.added > 0
            && areas.is_countable(written.file)
            && counts(standings, written)
    }) {
        let year = year_of(history, written.commit);
        let lines = Lines {
            written: u64::from(written.added),
            // Never more than were written, even where a conflict was resolved by a merge.
            alive: alive
                .get(&(written.commit, written.file))
                .map_or(0, |alive| (*alive).min(u64::from(written.added))),
            commits: usize::from(last != Some(written.commit)),
        };
        last = Some(written.commit);
        let sums = by_year.entry(year).or_insert(Survival {
            year,
            own: Lines::default(),
            everybody: Lines::default(),
        });
        add(&mut sums.everybody, lines);
        if subject.wrote(history, written.commit) {
            add(&mut sums.own, lines);
        }
    }
    by_year.into_values().filter(|year| year.own.written > 0).collect()
}

fn add(sum: &mut Lines, lines: Lines) {
    sum.written += lines.written;
    sum.alive += lines.alive;
    sum.commits += lines.commits;
}

/// Files whose first appearance is a change of the person's that counts.
fn founded_files(
    history: &History,
    standings: &Standings,
    areas: &Areas,
    subject: &Subject,
) -> HashMap<FileIndex, CommitIndex> {
    let mut seen = BTreeSet::new();
    let first = history.file_changes.iter().filter(|change| seen.insert(change.file));
    first
        .filter(|change| change.status == FileStatus::Added && areas.is_countable(change.file))
        .filter(|change| subject.wrote(history, change.commit) && counts(standings, change))
        .map(|change| (change.file, change.commit))
        .collect()
}

fn built_on(
    history: &History,
    standings: &Standings,
    subject: &Subject,
    founded: &HashMap<FileIndex, CommitIndex>,
) -> Vec<BuiltOn> {
    type Found = (BTreeSet<CommitIndex>, BTreeSet<PersonIndex>, BTreeSet<FileIndex>);
    let mut by_year: BTreeMap<i32, Found> = BTreeMap::new();
    for change in &history.file_changes {
        let later = founded.get(&change.file).is_some_and(|begun| *begun < change.commit);
        let author = history.commit(change.commit).author;
        if later && !subject.is(author) && counts(standings, change) {
            let (commits, others, files) =
                by_year.entry(year_of(history, change.commit)).or_default();
            commits.insert(change.commit);
            others.insert(author);
            files.insert(change.file);
        }
    }
    let figures = |(year, (commits, others, files)): (i32, Found)| BuiltOn {
        year,
        commits: commits.len(),
        others: others.len(),
        files: files.len(),
    };
    by_year.into_iter().map(figures).collect()
}

fn held(
    history: &History,
    verdicts: &Verdicts,
    episodes: &Episodes,
    subject: &Subject,
) -> Vec<Held> {
    let mut by_year: BTreeMap<i32, Held> = BTreeMap::new();
    for commit in history.commit_indices().filter(|commit| subject.wrote(history, *commit)) {
        for change in history.changes_of(commit) {
            let verdict = verdicts.change(change);
            let Some(outcome) = episodes.outcome(change) else { continue };
            let year = year_of(history, commit);
            let held = by_year.entry(year).or_insert(Held {
                year,
                patches: Outcomes::default(),
                structural: Outcomes::default(),
            });
            let counts = match verdict.nature() {
                Nature::Structural => &mut held.structural,
                Nature::Patch if verdict.remedy_of.is_none() => &mut held.patches,
                _ => continue,
            };
            match outcome {
                Outcome::Held { .. } => counts.held += 1,
                Outcome::CameBack { .. } => counts.came_back += 1,
                Outcome::TooEarly { .. } => counts.too_early += 1,
            }
        }
    }
    by_year.into_values().collect()
}

fn went_quiet(history: &History, episodes: &Episodes, subject: &Subject) -> Vec<WentQuiet> {
    let ended = |chain: &crate::model::Chain| {
        let after = chain.ended_by.filter(|change| subject.made(history, *change))?;
        let Outcome::Held { quiet, exposure } = chain.outcome else { return None };
        Some(WentQuiet { spot: chain.spot, after, patches: chain.patches.len(), quiet, exposure })
    };
    let mut quiet: Vec<WentQuiet> = episodes.chains.iter().filter_map(ended).collect();
    quiet.sort_by_key(|quiet| (history.commit_of(quiet.after).time(), quiet.spot));
    quiet
}

#[cfg(test)]
mod tests {
    use super::{BuiltOn, Leverage, Lines, Outcomes, leverage};
    use crate::model::{Nature, Noise, PersonIndex};
    use crate::profile::testing::{Story, came_back, held, too_early};
    use crate::profile::{Standings, Subject};

    fn measure(story: Story) -> Leverage {
        let (history, verdicts, episodes) = story.finish();
        let standings = Standings::of(&verdicts, &episodes);
        let subject = Subject { people: vec![PersonIndex(0)] };
        leverage(&history, &verdicts, &episodes, &standings, &subject)
    }

    #[test]
    fn survival_counts_lines_by_the_year_they_were_written() {
        let mut story = Story::new();
        let (ada, ben) = (story.person("Ada"), story.person("Ben"));
        let (spot, lock) = (story.spot("src/a.rs", "fn a"), story.spot("x.lock", "x"));
        story.commit(ada, 0, "a").change_of(spot, Nature::Structural, 100);
        story.change_of(lock, Nature::Noise(Noise::LockFile), 5_000);
        story.commit(ben, 1, "b").change_of(spot, Nature::Structural, 100);
        story.commit(ada, 400, "c").change_of(spot, Nature::Patch, 10);
        story.alive("src/a.rs", Some(0), 40);
        story.alive("src/a.rs", Some(1), 20);
        story.alive("src/a.rs", Some(2), 10);
        story.alive("x.lock", Some(0), 5_000);
        let survival = measure(story).survival;
        assert_eq!(survival.len(), 2);
        assert_eq!(survival[0].own, Lines { written: 100, alive: 40, commits: 1 });
        assert_eq!(survival[0].everybody, Lines { written: 200, alive: 60, commits: 2 });
        assert_eq!(survival[1].own.share(), Some(1.0));
    }

    #[test]
    fn others_build_on_files_the_person_founded() {
        let mut story = Story::new();
        let (ada, ben) = (story.person("Ada"), story.person("Ben"));
        let (mine, theirs) = (story.spot("src/a.rs", "fn a"), story.spot("src/b.rs", "fn b"));
        story.commit(ada, 0, "found a").change(mine, Nature::Structural);
        story.commit(ben, 1, "found b").change(theirs, Nature::Structural);
        story.commit(ben, 2, "use a").change(mine, Nature::Structural);
        story.change(theirs, Nature::Patch);
        story.commit(ben, 3, "format a").change(mine, Nature::Noise(Noise::Formatting));
        story.commit(ada, 4, "own work").change(mine, Nature::Patch);
        let leverage = measure(story);
        assert_eq!(leverage.founded_files, 1);
        assert_eq!(leverage.built_on, [BuiltOn { year: 2024, commits: 1, others: 1, files: 1 }]);
    }

    #[test]
    fn outcomes_by_year_and_chains_that_went_quiet() {
        let mut story = Story::new();
        let (ada, ben) = (story.person("Ada"), story.person("Ben"));
        let (spot, other) = (story.spot("src/a.rs", "fn a"), story.spot("src/b.rs", "fn b"));
        let patches = story.patches(ada, spot, &[0, 10, 20]);
        let root = story.commit(ada, 30, "one loader").change(spot, Nature::Structural);
        story.chain(spot, &patches, Some(root), held(200));
        let theirs = story.patches(ben, other, &[40, 50]);
        let end = story.commit(ben, 60, "theirs").change(other, Nature::Structural);
        story.chain(other, &theirs, Some(end), held(200));
        let fresh = story.commit(ada, 300, "new").change(other, Nature::Structural);
        story.outcome(fresh, too_early(3));
        story.outcome(patches[2], came_back(patches[2], 1));
        let leverage = measure(story);
        assert_eq!(leverage.held.len(), 1);
        assert_eq!(leverage.held[0].patches, Outcomes { held: 0, came_back: 3, too_early: 0 });
        assert_eq!(leverage.held[0].structural, Outcomes { held: 1, came_back: 0, too_early: 1 });
        assert_eq!(leverage.went_quiet.len(), 1);
        assert_eq!((leverage.went_quiet[0].after, leverage.went_quiet[0].patches), (root, 3));
    }
}
