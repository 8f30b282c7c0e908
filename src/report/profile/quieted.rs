//! Spots that went quiet after a change of the person's, as plain data.
//!
//! In: figures of `profile`. Out: serialisable structs, and the sum in words.
//! Deliberately absent: whether the change is the cause; nobody has measured that.

use serde::Serialize;

use crate::profile::{Mended, QuietRow};
use crate::report::outlook::QuietingFigures;
use crate::report::parts::CommitRef;
use crate::report::words::{count, days, one_decimal, plain};

/// A recurring spot that has been quiet since a change of the person's.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WentQuietFigures {
    /// The spot.
    pub spot: String,
    /// Other spots that the very same commits patched.
    pub also: Vec<String>,
    /// Patches before the change.
    pub patches: usize,
    /// The change after which no patch came. Whether it is the cause is not measured.
    pub after: CommitRef,
    /// Days without a patch.
    pub quiet_days: i64,
    /// Commits that changed the neighbourhood meanwhile.
    pub exposure: usize,
    /// The patch rate since the change beside that of spots like it; null when it is no change on a recurring spot of its own.
    pub quieting: Option<QuietingFigures>,
}

/// Patches after the changes of the person's that ended a chain of a recurring spot, beside those of spots like theirs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct MendedFigures {
    /// Such changes, whatever came of them.
    pub changes: usize,
    /// Of these, those with enough spots like theirs to compare with.
    pub compared: usize,
    /// Of these, after which the patch rate fell below that of spots like it.
    pub quieted: usize,
    /// Patches after those that can be compared.
    pub patches: usize,
    /// Patches of spots like them in as long a time.
    pub expected: f64,
    /// Lower end of the range of what was to be expected.
    pub expected_low: f64,
    /// Upper end of the range.
    pub expected_high: f64,
}

impl From<Mended> for MendedFigures {
    fn from(mended: Mended) -> Self {
        let (low, high) = mended.range();
        Self {
            changes: mended.changes,
            compared: mended.compared,
            quieted: mended.quieted,
            patches: mended.patches,
            expected: one_decimal(mended.expected),
            expected_low: one_decimal(low),
            expected_high: one_decimal(high),
        }
    }
}

impl MendedFigures {
    /// The sum in words; nothing where nothing can be compared.
    #[must_use]
    pub fn says(&self) -> Option<String> {
        (self.compared > 0).then(|| {
            format!(
                "Of {} that ended such a chain, {} can be compared: {} came after them; spots like them \
                 had {} (likely {}–{}) in as long a time. {} quieted beyond what spots like them did anyway.",
                count(self.changes, "change", "changes"),
                self.compared,
                count(self.patches, "patch", "patches"),
                plain(self.expected),
                plain(self.expected_low),
                plain(self.expected_high),
                if self.quieted == 1 { "1 spot was".to_owned() } else { format!("{} spots were", self.quieted) },
            )
        })
    }
}

impl WentQuietFigures {
    /// The figures of a row of a ledger; `name` says what a spot is called.
    pub(in crate::report) fn of_row(
        row: &QuietRow,
        name: impl Fn(&String) -> String,
        after: CommitRef,
    ) -> Self {
        let mut spots = row.spots.iter().map(name);
        let compared = row.mended.as_ref();
        Self {
            spot: spots.next().unwrap_or_default(),
            also: spots.collect(),
            patches: row.patches,
            after,
            quiet_days: days(row.quiet),
            exposure: row.exposure,
            quieting: compared
                .map(|found| QuietingFigures::of(found.before, found.after, found.beside)),
        }
    }
}
