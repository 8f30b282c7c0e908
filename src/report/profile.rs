//! A profile as plain data.
//!
//! In: figures of `profile`. Out: a serialisable struct with everything the screens show.
//! Deliberately absent: prose; `retro` has it.

use serde::Serialize;

use super::figures::{
    AreaFigures, BuiltOnFigures, HeldFigures, PeriodFigures, RepairFigures, SurvivalFigures,
    WindowFigure,
};
use super::outlook::{LastingFigures, QuietingFigures};
use super::parts::{Addressee, CommitRef, Names, SCHEMA, date_of};
use super::retro::Definitions;
use super::reuse::ReuseFigures;
use super::words::{count, days, one_decimal, plain};
use crate::model::{Episodes, History};
use crate::profile::{Mended, Profile, WentQuiet};

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
    pub(super) fn of(history: &History, quiet: &WentQuiet) -> Self {
        let after = history.change(quiet.after).commit;
        let mut spots = quiet.spots.iter().map(|spot| history.spot_name(*spot));
        Self {
            spot: spots.next().unwrap_or_default(),
            also: spots.collect(),
            patches: quiet.patches,
            after: CommitRef::of(history, after, Names::Hidden),
            quiet_days: days(quiet.quiet),
            exposure: quiet.exposure,
            quieting: quiet.quieting.as_ref().map(Into::into),
        }
    }
}

/// One person's work in one repository.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ProfileReport {
    /// See [`SCHEMA`].
    pub schema: u32,
    /// The repository.
    pub repository: String,
    /// Whose profile it is.
    pub subject_name: String,
    /// The day it was worked out.
    pub now: String,
    /// The numbers that the words rest on.
    pub definitions: Definitions,
    /// Years, oldest first.
    pub years: Vec<PeriodFigures>,
    /// Months, oldest first.
    pub months: Vec<PeriodFigures>,
    /// The repeat share of all years together, for each window.
    pub windows: Vec<WindowFigure>,
    /// Whose patches were patched again, by year, oldest first; years without any are left out.
    pub repairs: Vec<RepairFigures>,
    /// Commits whose clocks cannot be right; in no period.
    pub misdated: usize,
    /// Areas at HEAD of which the person holds half a per cent of the lines or more, most own lines
    /// first.
    pub areas: Vec<AreaFigures>,
    /// How many of these, the last ones, the text does not list.
    pub areas_left_out: usize,
    /// Survival by year of writing.
    pub survival: Vec<SurvivalFigures>,
    /// Files that the person founded.
    pub founded_files: usize,
    /// What others changed in these, by year.
    pub built_on: Vec<BuiltOnFigures>,
    /// What others use of the functions and types that the person introduced.
    pub reuse: ReuseFigures,
    /// What became of the changes of each year.
    pub held: Vec<HeldFigures>,
    /// Recurring spots that have been quiet since a change of the person's, newest first.
    pub went_quiet: Vec<WentQuietFigures>,
    /// How many of these, the last ones, the text does not list.
    pub went_quiet_left_out: usize,
    /// Patches after all changes of the person's that ended a chain, beside those of spots like theirs.
    pub mended: MendedFigures,
    /// How often patches and structural changes of everybody's hold here, by sort of spot.
    pub lasting: Vec<LastingFigures>,
}

/// Areas that the text lists.
pub(super) const AREAS: usize = 10;
/// Functions and types that others use that the text lists.
pub(super) const REUSED: usize = 5;
/// Spots that went quiet that the text lists.
pub(super) const WENT_QUIET: usize = 5;

/// A profile as plain data.
#[must_use]
pub fn profile(
    history: &History,
    episodes: &Episodes,
    profile: &Profile,
    addressee: &Addressee,
) -> ProfileReport {
    let of_sort = |lasting| LastingFigures::of(lasting, &profile.thresholds);
    let lasting = episodes.lasting.iter().map(of_sort);
    let (periods, leverage) = (&profile.periods, &profile.leverage);
    let years = periods.years.iter();
    let months = periods.months.iter();
    let quiet = leverage.went_quiet.iter();
    ProfileReport {
        schema: SCHEMA,
        repository: history.repository.clone(),
        subject_name: addressee.name().to_owned(),
        now: date_of(profile.now),
        definitions: Definitions::of(&profile.thresholds),
        years: years.map(|year| PeriodFigures::of(year.year.to_string(), &year.tally)).collect(),
        months: months
            .map(|month| PeriodFigures::of(month.month.to_string(), &month.tally))
            .collect(),
        windows: WindowFigure::all(&periods.all()),
        repairs: profile.repairs.iter().map(Into::into).collect(),
        misdated: periods.misdated,
        areas: profile.ownership.iter().map(AreaFigures::of).collect(),
        areas_left_out: profile.ownership.len().saturating_sub(AREAS),
        survival: leverage.survival.iter().copied().map(Into::into).collect(),
        founded_files: leverage.founded_files,
        built_on: leverage.built_on.iter().copied().map(Into::into).collect(),
        reuse: ReuseFigures::of(history, &leverage.reuse),
        held: leverage.held.iter().copied().map(Into::into).collect(),
        went_quiet: quiet.map(|quiet| WentQuietFigures::of(history, quiet)).collect(),
        went_quiet_left_out: leverage.went_quiet.len().saturating_sub(WENT_QUIET),
        mended: leverage.mended.into(),
        lasting: lasting.collect(),
    }
}
