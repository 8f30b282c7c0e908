//! Whose patches were patched again, as plain data.
//!
//! In: sums of a year. Out: a serialisable struct, rounded as it is shown, and the sentence on it.
//! Deliberately absent: any new judgement, and names.

use serde::Serialize;

use crate::report::words::{count, list, plain};

/// What was patched again in one year, and how the person's commits went on with earlier ones.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RepairFigures {
    /// The period of the later commits, `2024` for example.
    pub period: String,
    /// Repeat patches of the person on patches of their own, in commit-equivalents.
    pub own: f64,
    /// Repeat patches of the person on patches of others.
    pub others: f64,
    /// Repeat patches of others on patches of the person.
    pub by_others: f64,
    /// Commits of the person that complete earlier work in other places.
    pub supplements: usize,
    /// Commits of the person that patch what a patch did, however long ago.
    pub fixes_of_fixes: usize,
    /// Commits of the person that bring back what was taken back.
    pub reapplied: usize,
    /// Commits of the person that put lines back to what they were.
    pub back_and_forth: usize,
    /// Commits of the person that patch what others wrote just before.
    pub firefighting: usize,
}

impl RepairFigures {
    /// Whether nothing was.
    pub(in crate::report) fn is_empty(&self) -> bool {
        let commits = [
            self.supplements,
            self.fixes_of_fixes,
            self.reapplied,
            self.back_and_forth,
            self.firefighting,
        ];
        self.own + self.others + self.by_others == 0.0 && commits.iter().all(|count| *count == 0)
    }

    /// Whose patches they were, in a sentence.
    #[must_use]
    pub fn says(&self) -> String {
        format!(
            "Repeats, in commits: {} on the person's own patches, {} on patches of others; others \
             repeated {} of the person's.",
            plain(self.own),
            plain(self.others),
            plain(self.by_others)
        )
    }

    /// How commits went on with earlier ones, when some did.
    #[must_use]
    pub fn forms(&self) -> Option<String> {
        let forms = [
            (self.supplements, "supplement", "supplements"),
            (self.fixes_of_fixes, "fix of a fix", "fixes of a fix"),
            (self.reapplied, "reapply", "reapplies"),
            (self.back_and_forth, "back and forth", "back and forth"),
            (self.firefighting, "firefighting", "firefighting"),
        ];
        let some = forms.into_iter().filter(|(commits, ..)| *commits > 0);
        let told: Vec<String> =
            some.map(|(commits, one, many)| count(commits, one, many)).collect();
        (!told.is_empty())
            .then(|| format!("Commits that go on with an earlier one: {}.", list(&told)))
    }
}
