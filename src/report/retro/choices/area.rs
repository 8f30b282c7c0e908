//! To bring a second person into an area, and to leave one to those who carry it.
//!
//! In: areas. Out: a choice for each that is fragile, and for each that others carry and that the person mostly patches.
//! Deliberately absent: who should do it.

use super::{Choice, Named, Saving};
use crate::journal::{Aim, AimSort};
use crate::model::Kind;
use crate::profile::{Hours, Ledger, LedgerCommit, Ownership, RECENT_DAYS, Share};
use crate::report::figures::AreaFigures;
use crate::report::parts::Percent;
use crate::report::profile::ProfileArea;
use crate::report::retro::{Retrospect, again};
use crate::report::words::count;

/// Days of the person's in an area below which nothing is said of leaving it.
const FEWEST_DAYS: usize = 5;
/// The part of the days of work that is the person's at most, where others carry an area.
const CARRIED: f64 = 0.25;
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

    pub(super) fn areas_to_leave(&self) -> Vec<Choice> {
        let primaries = self.work.primaries.iter();
        let areas =
            primaries.flat_map(|ledger| ledger.ownership.iter().map(move |of| (ledger, of)));
        areas.filter_map(|(ledger, of)| self.leave(ledger, of)).collect()
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
        let places = &ledger.places;
        let is_here = |file: u32| {
            let at = places.files.get(file as usize);
            let of = at.and_then(|at| places.areas.get(at.area as usize));
            of.is_some_and(|of| of.name == area)
        };
        let mut part = Part::default();
        let in_period = |row: &&LedgerCommit| self.query.period.holds(row.month());
        for row in ledger.commits.iter().filter(in_period) {
            let here: Vec<_> = row.touches.iter().filter(|touch| is_here(touch.place)).collect();
            let patches = here.iter().filter(|at| at.kind == Kind::Fix && !at.structural).count();
            part.commits += usize::from(!here.is_empty());
            part.patching += usize::from(patches > 0);
            if let Some(took) = self.hours.get(&row.id) {
                part.hours.add(took.part(patches as f64 / row.touches.len().max(1) as f64));
            }
        }
        part
    }
}
