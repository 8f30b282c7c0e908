//! Signs that the essays warn of.
//!
//! In: the figures of the other parts. Out: one sign a function, in the order of the essays.
//! Deliberately absent: thresholds of its own. What is compared is compared where it is measured.

use super::{Reader, SignFigure, SignState, share};
use crate::report::figures::{HeldFigures, RepairFigures};
use crate::report::profile::inertia::InertiaPeriod;
use crate::report::profile::motion::ProfilePeriod;
use crate::report::profile::scope::{ScopePeriod, TrendFigure};
use crate::report::words::{count, list, plain};

impl Reader<'_> {
    /// All of them.
    pub(super) fn warnings(&self) -> Vec<SignFigure> {
        vec![
            self.similar_work(),
            self.same_scope(),
            self.praise(),
            self.operational_learning(),
            self.same_issues(),
            self.quick_answers(),
            self.urgent_issues(),
            self.critical_to_problems(),
        ]
    }

    pub(super) fn motion(&self) -> Option<&ProfilePeriod> {
        self.report.motion.periods.iter().find(|at| at.figures.period == self.period)
    }

    pub(super) fn scope(&self) -> Option<&ScopePeriod> {
        self.report.scope.periods.iter().find(|at| at.period == self.period)
    }

    fn inertia(&self) -> Option<&InertiaPeriod> {
        self.report.inertia.periods.iter().find(|at| at.period == self.period)
    }

    fn repairs(&self) -> Option<&RepairFigures> {
        self.report.motion.repairs.iter().find(|at| at.period == self.period)
    }

    fn held(&self) -> Option<&HeldFigures> {
        self.report.motion.held.iter().find(|at| at.period == self.period)
    }

    /// The trend of one figure, where enough periods are known.
    pub(super) fn trend(&self, of: &str) -> Option<&TrendFigure> {
        self.report.scope.trends.iter().find(|trend| trend.of == of)
    }

    fn similar_work(&self) -> SignFigure {
        let (state, says) = match self.inertia() {
            None => (SignState::Unclear, "There is no earlier period to compare with.".to_owned()),
            Some(found) => {
                let state = match found.reading {
                    "inertia" | "less" => SignState::Seen,
                    "moved" => SignState::NotSeen,
                    _ => SignState::Unclear,
                };
                let says = format!(
                    "{} beside {}: {:.2} alike over areas and kinds of change; the same weeks dealt out by \
                     chance {:.2}. Workdays: {} after {}.",
                    found.period,
                    found.before,
                    found.likeness,
                    found.by_chance,
                    found.days,
                    found.days_before
                );
                (state, says)
            }
        };
        warning("similar work year after year", "likeness of periods against chance", state, says)
    }

    fn same_scope(&self) -> SignFigure {
        let trends: Vec<&TrendFigure> =
            ["breadth", "altitude", "complexity"].iter().filter_map(|of| self.trend(of)).collect();
        let volume = self.inertia().map(|found| found.volume);
        let rises = trends.iter().any(|trend| trend.reading == "rises");
        // At the upper end of its range it still grows by less than a tenth from one period to the next.
        let stands = |trend: &&TrendFigure| trend.slope.high < trend.first * 0.1;
        let state = match volume {
            _ if trends.is_empty() => SignState::Unclear,
            _ if rises => SignState::NotSeen,
            Some("more" | "as many") if trends.iter().all(stands) => SignState::Seen,
            Some("fewer") => SignState::NotSeen,
            _ => SignState::Unclear,
        };
        let told: Vec<String> =
            trends.iter().map(|trend| format!("{} {}", trend.of, trend.reading)).collect();
        let says = if trends.is_empty() {
            "Fewer than three periods with enough workdays: no trend.".to_owned()
        } else {
            let periods = list(&self.report.scope.trend_periods);
            let volume = volume.unwrap_or("not known");
            format!("Over {periods}: {}. Workdays of {}: {volume}.", list(&told), self.period)
        };
        warning("no change of scope despite high output", "scope beside volume", state, says)
    }

    fn praise(&self) -> SignFigure {
        let (new, founded) = self.new_areas();
        let says = format!(
            "git does not know who was praised. New areas: {new}, of them founded: {founded}.{}",
            self.journal_says()
        );
        let measure = "areas entered and founded; notes";
        let sign = "praise without new responsibility";
        warning(sign, measure, SignState::NotInGit, says)
    }

    /// Areas that are new in the period, and how many of these were founded.
    pub(super) fn new_areas(&self) -> (usize, usize) {
        let areas = self.scope().map(|scope| scope.worked_areas.as_slice()).unwrap_or_default();
        let new = areas.iter().filter(|area| area.is_new);
        (new.clone().count(), new.filter(|area| area.founded).count())
    }

    fn operational_learning(&self) -> SignFigure {
        let measure = "first-time areas and languages, structural share";
        let sign = "learning stays operational";
        let Some(scope) = self.scope().filter(|scope| !scope.too_few) else {
            let says = "Too few workdays.".to_owned();
            return warning(sign, measure, SignState::Unclear, says);
        };
        let (areas, _) = self.new_areas();
        let languages = scope.worked_languages.iter().filter(|language| language.is_new).count();
        let structural = scope.structural.as_ref().map_or_else(|| "not known".to_owned(), share);
        let rises = self.trend("structural").is_some_and(|trend| trend.reading == "rises");
        let says = format!(
            "First-time areas: {areas}; first-time languages: {languages}; structural share of the days: {structural}."
        );
        // In the first period everything is new.
        let state = match scope.structural.filter(|_| scope.novelty.is_some()) {
            Some(_) if areas + languages > 0 || rises => SignState::NotSeen,
            Some(structural) if structural.low > 50.0 => SignState::NotSeen,
            Some(structural) if structural.high < 50.0 => SignState::Seen,
            _ => SignState::Unclear,
        };
        let mut found = warning(sign, measure, state, says);
        found.commits = scope
            .worked_areas
            .iter()
            .filter(|area| area.is_new)
            .filter_map(|area| area.since.clone())
            .take(Self::COMMITS)
            .collect();
        found
    }

    fn same_issues(&self) -> SignFigure {
        let measure = "repeat patches of patching commits";
        let sign = "fixing the same issues repeatedly";
        let Some(motion) = self.motion().filter(|at| at.figures.patching_commits > 0) else {
            let says = "No commit patched an existing spot.".to_owned();
            return warning(sign, measure, SignState::NotSeen, says);
        };
        let figures = &motion.figures;
        let known = figures.repeat_share.as_ref().filter(|_| !figures.too_few_patching);
        let recurring = self.report.definitions.recurring as f64;
        let state = match known {
            None => SignState::Unclear,
            Some(_) => SignState::of(figures.repeats >= recurring),
        };
        let says = format!(
            "{} of {} patched a spot again within {} days: {}.",
            plain(figures.repeats),
            count(figures.patching_commits, "patching commit", "patching commits"),
            self.report.definitions.window_days,
            known.map_or_else(|| "too few for a share".to_owned(), share)
        );
        warning(sign, measure, state, says)
    }

    fn quick_answers(&self) -> SignFigure {
        let measure = "patches that held";
        let sign = "responding quickly instead of solving permanently";
        let sums = self.held().map(|held| held.patches).unwrap_or_default();
        let known = sums.held_share.filter(|_| !sums.too_few);
        // More came back than held, or fewer, beyond chance.
        let state = match known {
            Some(held) if held.high < 50.0 => SignState::Seen,
            Some(held) if held.low > 50.0 => SignState::NotSeen,
            _ => SignState::Unclear,
        };
        let share = known.as_ref().map_or_else(|| "too few for a share".to_owned(), share);
        let says = format!(
            "Of {}, {} held, {} came back, {} too early to tell: {share} held.",
            count(sums.commits, "patching commit", "patching commits"),
            plain(sums.held),
            plain(sums.came_back),
            plain(sums.too_early),
        );
        warning(sign, measure, state, says)
    }

    fn urgent_issues(&self) -> SignFigure {
        let measure = "patches on what others wrote just before";
        let sign = "the one to go to for urgent issues";
        let fresh = self.repairs().map_or(0, |repairs| repairs.firefighting);
        let state = SignState::of(fresh >= self.report.definitions.recurring);
        let says = format!(
            "{} patched what others had written just before. Urgent matters beside the code are not visible in git.",
            count(fresh, "commit", "commits")
        );
        warning(sign, measure, state, says)
    }

    fn critical_to_problems(&self) -> SignFigure {
        let ownership = &self.report.ownership;
        let fragile = ownership.areas.iter().filter(|area| area.is_theirs && area.figures.fragile);
        let named: Vec<String> = fragile.map(|area| area.figures.area.clone()).collect();
        let areas = count(named.len(), "area", "areas");
        let says = if named.is_empty() {
            format!(
                "As of today no area that one person alone knows keeps needing patches, of {} that are the person's.",
                self.own_areas()
            )
        } else {
            format!(
                "As of today {areas} that the person alone knows and that keeps needing patches: {}.",
                list(&named)
            )
        };
        let measure = "fragile ownership";
        let state = SignState::of(!named.is_empty());
        warning("critical to problems that should not exist", measure, state, says)
    }

    /// Areas that are the person's today.
    pub(super) fn own_areas(&self) -> usize {
        self.report.ownership.areas.iter().filter(|area| area.is_theirs).count()
    }

    /// Commits that a sign points at.
    pub(super) const COMMITS: usize = 4;
}

fn warning(
    sign: &'static str,
    measure: &'static str,
    state: SignState,
    says: String,
) -> SignFigure {
    SignFigure { sign, is_warning: true, measure, state, says, commits: Vec::new() }
}
