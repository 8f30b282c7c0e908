//! To bring a second person into an area, and to leave one to those who carry it.
//!
//! In: areas. Out: a choice for each that is fragile, and for each that others carry and that the person mostly patches.
//! Deliberately absent: who should do it.

use super::{Choice, Named, Saving};
use crate::journal::{Aim, AimSort};
use crate::model::Kind;
use crate::profile::{Hours, Ledger, LedgerCommit, Ownership, RECENT_DAYS, Share, Touch};
use crate::report::figures::AreaFigures;
use crate::report::parts::Percent;
use crate::report::profile::ProfileArea;
use crate::report::retro::evidence::Gathered;
use crate::report::retro::{Retrospect, again};
use crate::report::words::count;

/// Days of the person's in an area below which nothing is said of leaving it.
const FEWEST_DAYS: usize = 5;
/// The part of the days of work that is the person's at most, where others carry an area.
const CARRIED: f64 = 0.25;
/// Commits that are pointed at.
const CITED: usize = 5;
/// The part of the person's commits there that patch at least.
const MOSTLY: f64 = 2.0 / 3.0;

/// The person's work in an area in the period.
#[derive(Default)]
struct Part {
    commits: usize,
    patching: usize,
    hours: Hours,
}

impl Retrospect<'_> {
    pub(super) fn bring_second(&self, of: &ProfileArea) -> Choice {
        let area = of.figures.clone();
        let mut because = format!(
            "{:.0}% of its live lines are {}, nobody else did {:.0}% of the days of work there in the \
             last {RECENT_DAYS} days, and {} patched it in that time",
            area.lines_percent,
            self.query.addressee.possessive_alone(),
            Ownership::MAJOR * 100.0,
            count(area.patching_commits, "commit", "commits"),
        );
        if area.recurring > 0 {
            let spots = count(area.recurring, "recurring spot", "recurring spots");
            let has = if area.recurring == 1 { "has" } else { "have" };
            because = format!("{because}; it holds {spots} that {has} not held since");
        }
        let aim = Aim { sort: AimSort::SecondPerson, place: Some(area.area.clone()) };
        let mut ledgers = self.work.primaries.iter();
        let ledger = ledgers.find(|ledger| ledger.repository == of.repository);
        let Named { id, aim, accept } =
            self.named(&aim, ledger.map_or(&[], |ledger| &ledger.roots));
        Choice {
            id,
            text: format!("Bring a second person into {}.", self.area_name(of)),
            because,
            saves: "waiting for one person; git does not see how much of that there is".to_owned(),
            saving: Saving::default(),
            shows_by: "commits by others there that need no patch afterwards".to_owned(),
            chain: None,
            area: Some(area),
            aim,
            accept,
            evidence: vec!["T4".to_owned()],
        }
    }

    pub(super) fn areas_to_leave(&self) -> Vec<(Choice, &Ledger, &str)> {
        let primaries = self.work.primaries.iter();
        let areas =
            primaries.flat_map(|ledger| ledger.ownership.iter().map(move |of| (ledger, of)));
        let found = areas
            .filter_map(|(ledger, of)| Some((self.leave(ledger, of)?, *ledger, of.area.as_str())));
        found.collect()
    }

    fn leave(&self, ledger: &Ledger, of: &Ownership) -> Option<Choice> {
        let period = self.query.period;
        let in_period = of.months.iter().filter(|at| period.holds(at.month));
        let (days, others) =
            in_period.fold((0, 0), |sums, at| (sums.0 + at.days, sums.1 + at.days_of_others));
        let share = Share::of(days, days + others)?;
        if days < FEWEST_DAYS || share.value() > CARRIED || of.is_alone() {
            return None;
        }
        let part = self.part(ledger, &of.area);
        if (part.patching as f64) < MOSTLY * part.commits.max(1) as f64 {
            return None;
        }
        let share = Percent::from(share);
        let took = again::estimate(part.hours);
        let aim = Aim { sort: AimSort::named("hand_over"), place: Some(of.area.clone()) };
        let Named { id, aim, accept } = self.named(&aim, &ledger.roots);
        Some(Choice {
            id,
            text: format!("Leave {} to those who carry it.", self.place(ledger, &of.area)),
            because: format!(
                "{} of {:.0} days of work there in {} were {}, and {} of {} in it patched what was there",
                days,
                share.of,
                period.name(),
                self.query.addressee.possessive_alone(),
                part.patching,
                count(part.commits, "commit", "commits"),
            ),
            saves: format!("{}, if there is as much to patch again", again::hours(took)),
            saving: Saving { patches: None, hours: Some(took) },
            shows_by: format!(
                "fewer days of work of {} there, and no more patches than before",
                self.query.addressee.possessive_alone()
            ),
            chain: None,
            area: Some(AreaFigures::of(of)),
            aim,
            accept,
            evidence: Vec::new(),
        })
    }

    /// The person's commits in an area in the period: how many, how many of them patch it, and the hours of these. Hours of
    /// a commit are divided evenly over the files that it touched.
    fn part(&self, ledger: &Ledger, area: &str) -> Part {
        let mut part = Part::default();
        for row in self.own_in_period(ledger) {
            let here = touches_in(ledger, row, area);
            let patches = here.iter().filter(|at| is_patch(**at)).count();
            part.commits += usize::from(!here.is_empty());
            part.patching += usize::from(patches > 0);
            if let Some(took) = self.hours.get(&row.id) {
                part.hours.add(took.part(patches as f64 / row.touches.len().max(1) as f64));
            }
        }
        part
    }

    fn own_in_period<'l>(&self, ledger: &'l Ledger) -> impl Iterator<Item = &'l LedgerCommit> {
        let period = self.query.period;
        ledger.commits.iter().filter(move |row| period.holds(row.month()))
    }

    /// The rows of the last commits of the period that patched an area.
    pub(super) fn cite_patching(
        &self,
        ledger: &Ledger,
        area: &str,
        evidence: &mut Gathered<'_>,
    ) -> Vec<String> {
        let patches = |row: &&LedgerCommit| touches_in(ledger, row, area).into_iter().any(is_patch);
        let patching: Vec<_> = self.own_in_period(ledger).filter(patches).collect();
        let place = self.place(ledger, area);
        let last = &patching[patching.len().saturating_sub(CITED)..];
        let cite =
            |row: &&LedgerCommit| evidence.cite_own(ledger, row.id, format!("patch in {place}"));
        last.iter().map(cite).collect()
    }
}

/// What a commit did in an area.
fn touches_in(ledger: &Ledger, row: &LedgerCommit, area: &str) -> Vec<Touch> {
    let is_here = |touch: &&Touch| {
        let file = ledger.places.files.get(touch.place as usize);
        let of = file.and_then(|file| ledger.places.areas.get(file.area as usize));
        of.is_some_and(|of| of.name == area)
    };
    row.touches.iter().filter(is_here).copied().collect()
}

const fn is_patch(touch: Touch) -> bool {
    matches!(touch.kind, Kind::Fix) && !touch.structural
}
