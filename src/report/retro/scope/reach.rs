//! Sentences on boundaries and on new ground, with the commits behind them.
//!
//! In: the scope of the period, and its commits. Out: sentences with rows of evidence. Deliberately absent: a period with too
//! few workdays, and the first one, in which everything is new.

use super::super::evidence::Gathered;
use super::super::{Finding, Retrospect};
use super::ScopeOfYear;
use crate::profile::{Reach, WorkCommit, Worked};
use crate::report::profile::ScopePeriod;
use crate::report::words::{count, list, plain, some_of};

/// Commits that are pointed at for boundaries, and for new areas.
const CITED: usize = 2;
/// Names that a sentence lists.
const NAMED: usize = 3;

impl Retrospect<'_> {
    fn told<'s>(&self, scope: &'s ScopeOfYear) -> Option<&'s ScopePeriod> {
        scope.told(&self.query.period.name()).filter(|told| !told.too_few)
    }

    /// What was done at boundaries.
    pub(super) fn at_boundaries(
        &self,
        scope: &ScopeOfYear,
        reach: &Reach<'_>,
        evidence: &mut Gathered<'_>,
    ) -> Option<Finding> {
        let told = self.told(scope)?;
        let share = told.altitude?;
        if share.part <= 0.0 {
            return Some(Finding::shown_in(
                "None of the work was at boundaries (interfaces, schemas, build, CI).",
                "F8",
            ));
        }
        let mut sorts: Vec<_> = told.boundaries.iter().filter(|sort| sort.days > 0.0).collect();
        sorts.sort_by(|one, other| other.days.total_cmp(&one.days));
        let sorts = sorts.iter().map(|sort| format!("{} {}", sort.sort.name(), plain(sort.days)));
        let mut rows = vec!["F8".to_owned()];
        for (sort, commit) in reach.boundaries_of(self.query.period).take(CITED) {
            rows.push(self.cite_work(evidence, *commit, format!("at a boundary: {}", sort.name())));
        }
        Some(Finding {
            text: format!(
                "{} of the work (likely {}) was at boundaries; in days: {}.",
                share.whole(),
                share.range(),
                list(&sorts.collect::<Vec<_>>())
            ),
            evidence: rows,
        })
    }

    /// What the person had not worked in before.
    pub(super) fn new_ground(
        &self,
        scope: &ScopeOfYear,
        reach: &Reach<'_>,
        evidence: &mut Gathered<'_>,
    ) -> Option<Finding> {
        let told = self.told(scope)?;
        let share = told.novelty?;
        let areas = reach.areas_of(self.query.period);
        let is_founded = |area: &Worked| reach.areas[area.number as usize].founded;
        let name = |area: &Worked| {
            let of = &reach.areas[area.number as usize];
            self.place(self.work.primaries[of.project as usize], &of.name)
        };
        let new = || areas.iter().filter(|area| area.is_new);
        let founded: Vec<String> = new().filter(|area| is_founded(area)).map(name).collect();
        let entered: Vec<String> = new().filter(|area| !is_founded(area)).map(name).collect();
        let languages = told.worked_languages.iter().filter(|language| language.is_new);
        let languages =
            languages.map(|at| format!("{} (on {})", at.language, count(at.days, "day", "days")));
        let languages: Vec<String> = languages.collect();
        let mut rows = vec!["F8".to_owned()];
        for area in new().take(CITED) {
            if let Some(commit) = reach.first_in_area[area.number as usize] {
                let what = format!("first own commit in {}", name(area));
                rows.push(self.cite_work(evidence, commit, what));
            }
        }
        let (share, range) = (share.whole(), share.range());
        let text = match (founded.is_empty(), entered.is_empty()) {
            (true, true) => {
                format!("None of the work was in areas not worked in before (likely {range}).")
            }
            (false, true) => {
                format!(
                    "{share} of the work (likely {range}) was in new areas: {}.",
                    begun(founded)
                )
            }
            (true, false) => {
                format!(
                    "{share} of the work (likely {range}) was in new areas: {}.",
                    others(entered)
                )
            }
            (false, false) => format!(
                "{share} of the work (likely {range}) was in new areas: {}, and {}.",
                begun(founded),
                others(entered)
            ),
        };
        let languages = match languages.as_slice() {
            [] => String::new(),
            some => format!(" For the first time in {}.", list(some)),
        };
        let text = text + &languages;
        Some(Finding { text, evidence: rows })
    }

    fn cite_work(
        &self,
        evidence: &mut Gathered<'_>,
        commit: WorkCommit<'_>,
        what: String,
    ) -> String {
        evidence.cite_own(self.work.primaries[commit.project], commit.row.id, what)
    }
}

/// `2 founded (a/ and b/)`.
fn begun(names: Vec<String>) -> String {
    format!("{} founded ({})", names.len(), some_of(names, NAMED))
}

/// `1 that others had begun (c/)`.
fn others(names: Vec<String>) -> String {
    format!("{} that others had begun ({})", names.len(), some_of(names, NAMED))
}
