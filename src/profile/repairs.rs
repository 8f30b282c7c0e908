//! Whose patches were patched again, by year, and how the person's commits went on with earlier ones.
//!
//! In: verdicts with the patches that they repeat, and their sequels. Out: three sums, "I repaired mine", "I repaired
//! theirs", "they repaired mine", and counts by form. Deliberately absent: who the others are; quick remedies, which
//! belong to the change that they complete; tests, documents and generated files, which are no patches.
//!
//! A patching commit weighs 1, divided evenly over its patches, as everywhere.

use std::collections::BTreeMap;

use super::Subject;
use crate::model::{CommitIndex, DAY, History, SequelForm, Timestamp, Verdicts};

/// What was patched again in one year.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Repairs {
    /// The year of the later patch.
    pub year: i32,
    /// Repeat patches of the person on patches of their own.
    pub own: f64,
    /// Repeat patches of the person on patches of others.
    pub others: f64,
    /// Repeat patches of others on patches of the person.
    pub by_others: f64,
    /// Commits of the person that go on with an earlier one, by form. One commit may count in several.
    pub sequels: BTreeMap<SequelForm, usize>,
}

impl Repairs {
    /// Commits of a form.
    #[must_use]
    pub fn count(&self, form: SequelForm) -> usize {
        self.sequels.get(&form).copied().unwrap_or(0)
    }

    fn is_empty(&self) -> bool {
        self.own + self.others + self.by_others == 0.0 && self.sequels.is_empty()
    }
}

/// Sums by year, oldest first; years without any are left out. Commits whose clocks cannot be right are in no year.
#[must_use]
pub fn repairs(
    history: &History,
    verdicts: &Verdicts,
    subject: &Subject,
    now: Timestamp,
) -> Vec<Repairs> {
    let mut years: BTreeMap<i32, Repairs> = BTreeMap::new();
    for index in history.commit_indices() {
        let commit = history.commit(index);
        if !(1..=now.saturating_add(DAY)).contains(&commit.time()) {
            continue;
        }
        let year = commit.month().year;
        let sums = years.entry(year).or_insert_with(|| Repairs { year, ..Repairs::default() });
        let is_own = subject.wrote(history, index);
        for (of, weight) in repaired(history, verdicts, index) {
            match (is_own, subject.wrote(history, of)) {
                (true, true) => sums.own += weight,
                (true, false) => sums.others += weight,
                (false, true) => sums.by_others += weight,
                (false, false) => {}
            }
        }
        for sequel in verdicts.commit(index).sequels.iter().filter(|_| is_own) {
            *sums.sequels.entry(sequel.form).or_default() += 1;
        }
    }
    years.into_values().filter(|sums| !sums.is_empty()).collect()
}

/// The commits whose patches a commit patches again, with the part of it that does.
pub(super) fn repaired(
    history: &History,
    verdicts: &Verdicts,
    index: CommitIndex,
) -> Vec<(CommitIndex, f64)> {
    let of_commit = history.changes_of(index).map(|at| verdicts.change(at));
    let patches: Vec<_> =
        of_commit.filter(|found| found.is_patch() && found.remedy_of.is_none()).collect();
    let weight = 1.0 / patches.len() as f64;
    let repeats = patches.into_iter().filter_map(|patch| patch.repeat);
    repeats.map(move |repeat| (history.change(repeat.of).commit, weight)).collect()
}

#[cfg(test)]
mod tests {
    use super::repairs;
    use crate::model::{CommitIndex, Nature, Sequel, SequelForm};
    use crate::profile::Subject;
    use crate::profile::testing::{Story, day};

    #[test]
    fn mine_theirs_and_mine_by_them() {
        let mut story = Story::new();
        let (ada, bob) = (story.person("Ada"), story.person("Bob"));
        let [f, g] = ["fn f", "fn g"].map(|title| story.spot("src/a.rs", title));
        for (who, days, spots) in
            [(ada, 0, vec![f]), (ada, 10, vec![f]), (bob, 20, vec![f, g]), (ada, 30, vec![f, g])]
        {
            story.commit(who, days, "fix");
            for spot in spots {
                story.change(spot, Nature::Patch);
            }
        }
        let (history, mut verdicts, _) = story.finish();
        let form = SequelForm::FixOfFix;
        let because = verdicts.commits[0].evidence[0].clone();
        verdicts.commits[3].sequels.push(Sequel { form, of: CommitIndex(2), because });
        let sums = |who| {
            let subject = Subject { people: vec![who] };
            let found = repairs(&history, &verdicts, &subject, day(40)).remove(0);
            (found.own, found.others, found.by_others, found.count(form))
        };
        assert_eq!(sums(ada), (1.0, 1.0, 0.5, 1));
        assert_eq!(sums(bob), (0.0, 0.5, 1.0, 0));
    }
}
