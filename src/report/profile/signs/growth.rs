//! Signs that the essays hope for.
//!
//! In: the figures of the other parts. Out: one sign a function, in the order of the essays.
//! Deliberately absent: thresholds of its own. What is compared is compared where it is measured.

use super::{Reader, SignFigure, SignState};
use crate::report::profile::scope::TrendFigure;
use crate::report::words::{count, list, plain};

/// Parts of some areas, in per cent, at the end of a year.
struct Held {
    year: i32,
    lines: f64,
    files: f64,
}

impl Reader<'_> {
    /// All of them.
    pub(super) fn growth(&self) -> Vec<SignFigure> {
        vec![
            self.complexity(),
            self.decision_scope(),
            self.depth(),
            self.beyond(),
            self.quieted(),
            self.reuse(),
            self.handed_over(),
            self.choices(),
            self.outcomes(),
            self.direction(),
        ]
    }

    /// Whether some figures of scope rise.
    fn rising(&self, of: &[&str]) -> (SignState, String) {
        let trends: Vec<&TrendFigure> = of.iter().filter_map(|of| self.trend(of)).collect();
        if trends.is_empty() {
            let says = "Fewer than three periods with enough workdays: no trend.".to_owned();
            return (SignState::Unclear, says);
        }
        let told = |trend: &&TrendFigure| {
            format!("{} from {:.2} to {:.2}: {}", trend.of, trend.first, trend.last, trend.reading)
        };
        let told: Vec<String> = trends.iter().map(told).collect();
        let state = if trends.iter().any(|trend| trend.reading == "rises") {
            SignState::Seen
        } else if trends.iter().any(|trend| trend.reading == "unclear") {
            SignState::Unclear
        } else {
            SignState::NotSeen
        };
        (state, format!("Over {}: {}.", list(&self.report.scope.trend_periods), list(&told)))
    }

    fn complexity(&self) -> SignFigure {
        let (state, says) = self.rising(&["complexity", "crossing"]);
        hope(
            "problem complexity increases",
            "entropy of changes, changes across areas",
            state,
            says,
        )
    }

    fn decision_scope(&self) -> SignFigure {
        let (state, says) = self.rising(&["altitude"]);
        let mut found = hope("decision scope expands", "changes at boundaries", state, says);
        let commits = self.scope().map(|scope| scope.boundary_commits.as_slice());
        found.commits = commits.unwrap_or_default().iter().take(Self::COMMITS).cloned().collect();
        found
    }

    /// Whether the person's areas became more theirs in the year of the period, by lines and by authors of files.
    fn depth(&self) -> SignFigure {
        let measure = "lines and files of own areas, from one year's end to the next";
        let sign = "ownership deepens";
        let year = self.period.get(..4).and_then(|year| year.parse::<i32>().ok());
        let ends = year.map(|year| [self.held_at(year - 1), self.held_at(year)]);
        let Some([Some(before), Some(after)]) = ends else {
            let says = "No area was the person's a year before.".to_owned();
            return hope(sign, measure, SignState::Unclear, says);
        };
        let state = match (after.lines > before.lines, after.files > before.files) {
            (true, true) => SignState::Seen,
            (false, false) => SignState::NotSeen,
            _ => SignState::Unclear,
        };
        let says = format!(
            "In the areas that are the person's today: {:.0}% of the lines at the end of {} after {:.0}%; author of {:.0}% \
             of the files after {:.0}%.",
            after.lines, after.year, before.lines, after.files, before.files,
        );
        hope(sign, measure, state, says)
    }

    /// What was the person's at the end of a year, in the areas that are theirs today.
    fn held_at(&self, year: i32) -> Option<Held> {
        let areas = self.report.ownership.areas.iter().filter(|area| area.is_theirs);
        let ends = areas.filter_map(|area| area.years.iter().find(|end| end.year == year));
        let sums = ends.fold([0; 4], |[lines, of_lines, files, of_files], end| {
            [
                lines + end.lines,
                of_lines + end.lines_in_all,
                files + end.files as u64,
                of_files + end.files_in_all as u64,
            ]
        });
        let percent = |part: u64, whole: u64| part as f64 / whole as f64 * 100.0;
        let [lines, of_lines, files, of_files] = sums;
        (of_lines > 0 && of_files > 0).then(|| Held {
            year,
            lines: percent(lines, of_lines),
            files: percent(files, of_files),
        })
    }

    fn beyond(&self) -> SignFigure {
        let measure = "commits of others on what the person introduced";
        let built = &self.report.leverage.foundations.built_by_period;
        let built = built.iter().find(|at| at.period == self.period);
        let (commits, others) = built.map_or((0, 0), |built| (built.commits, built.others));
        let state = SignState::of(commits > 0);
        let says = format!(
            "{} of {} changed or went on with what the person had introduced.",
            count(commits, "commit", "commits"),
            count(others, "other", "others"),
        );
        hope("impact reaches beyond immediate tasks", measure, state, says)
    }

    fn quieted(&self) -> SignFigure {
        let measure = "recurring spots quieted beyond spots like them";
        let mended = &self.report.leverage.mended.by_period;
        let found = mended.iter().find(|at| at.period == self.period);
        let (state, says) = match found {
            None => {
                let says = "No change of that time ended a chain of patches on a recurring spot.";
                (SignState::NotSeen, says.to_owned())
            }
            Some(mended) => {
                let sums = &mended.sums;
                let state = match (sums.quieted, sums.compared) {
                    (1.., _) => SignState::Seen,
                    (0, 0) => SignState::Unclear,
                    (0, _) => SignState::NotSeen,
                };
                let says = format!(
                    "{} ended such a chain; {} can be compared, {} quieted. Patches saved: {} (likely {} to {}).",
                    count(sums.changes, "change", "changes"),
                    sums.compared,
                    sums.quieted,
                    plain(mended.saved),
                    plain(mended.saved_low),
                    plain(mended.saved_high),
                );
                (state, says)
            }
        };
        hope("eliminate recurring work", measure, state, says)
    }

    fn reuse(&self) -> SignFigure {
        let measure = "uses of what the person introduced, by others";
        let foundations = &self.report.leverage.foundations;
        let used = foundations.used_by_period.iter().find(|at| at.period == self.period);
        let (symbols, commits, others) =
            used.map_or((0, 0, 0), |used| (used.symbols, used.commits, used.others));
        let state = match (symbols, foundations.telling) {
            (1.., _) => SignState::Seen,
            (0, 0) => SignState::Unclear,
            (0, _) => SignState::NotSeen,
        };
        let says = format!(
            "Of {} with a name of their own, others began to use {symbols} in {} ({}).",
            count(foundations.telling, "function or type", "functions and types"),
            count(commits, "commit", "commits"),
            count(others, "other", "others"),
        );
        let mut found = hope("design for reuse and clarity", measure, state, says);
        found.commits = foundations
            .most_used
            .iter()
            .map(|used| used.introduced.clone())
            .take(if symbols > 0 { Self::COMMITS } else { 0 })
            .collect();
        found
    }

    fn handed_over(&self) -> SignFigure {
        let measure = "areas and files founded that others now carry, quietly";
        let handed = &self.report.leverage.handed_over;
        let founded = handed.founded_areas + handed.founded_files;
        // A file or two may lie anywhere.
        let many = handed.quiet_files >= self.report.definitions.recurring;
        let state = match handed.quiet_areas + handed.quiet_files {
            _ if founded == 0 => SignState::Unclear,
            0 => SignState::NotSeen,
            _ if handed.quiet_areas > 0 || many => SignState::Seen,
            _ => SignState::Unclear,
        };
        let says = format!(
            "As of today others carry {} of {} areas founded and {} of {} files; quietly: {} and {}.",
            handed.areas,
            handed.founded_areas,
            handed.files,
            handed.founded_files,
            handed.quiet_areas,
            handed.quiet_files,
        );
        let mut found =
            hope("improve outcomes without increasing dependence", measure, state, says);
        let quiet = handed.places.iter().filter(|place| place.quiet);
        found.commits = quiet.map(|place| place.founded.clone()).take(Self::COMMITS).collect();
        found
    }

    fn choices(&self) -> SignFigure {
        let measure = "recurring spots in the person's areas; `next` ranks them";
        let areas = self.report.ownership.areas.iter().filter(|area| area.is_theirs);
        let open: usize = areas.map(|area| area.figures.recurring).sum();
        let says = format!(
            "What was chosen and what was declined is not visible in git. Open recurring spots in the person's areas: \
             {open}; `git headway next` says what mending them would save.{}",
            self.journal_says()
        );
        hope("choose high-leverage work", measure, SignState::NotInGit, says)
    }

    fn outcomes(&self) -> SignFigure {
        let measure = "notes; the retrospective speaks in outcomes";
        let says = format!("Who saw an outcome is not visible in git.{}", self.journal_says());
        hope("visibility around outcomes, not tasks", measure, SignState::NotInGit, says)
    }

    fn direction(&self) -> SignFigure {
        let measure = "answers, notes and goals";
        let journal = self.journal.unwrap_or_default();
        let is_seen = journal.goals_set + journal.goals_closed + journal.notes > 0;
        let state = if is_seen { SignState::Seen } else { SignState::NotInGit };
        let closed = count(journal.goals_closed, "goal", "goals");
        let says = if self.journal.is_some() {
            format!("{closed} reached or dropped.{}", self.journal_says())
        } else {
            "Only the person's own journal could tell.".to_owned()
        };
        hope("periodically reassess direction", measure, state, says)
    }
}

fn hope(sign: &'static str, measure: &'static str, state: SignState, says: String) -> SignFigure {
    SignFigure { sign, is_warning: false, measure, state, says, commits: Vec::new() }
}
