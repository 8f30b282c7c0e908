//! F4: how long the lines of a period live.
//!
//! In: lines by the month of writing and the age at which they went. Out: a curve of them, of those of the period
//! beside it, and of others' lines of the same years; a sentence. Deliberately absent: that lasting is a merit.

use serde::Serialize;

use super::super::{Finding, Retrospect};
use super::Words;
use crate::model::Month;
use crate::profile::{Comparison, Left, LineLife, SurvivalCourse};
use crate::report::drawing::{Curve, Curves, Drawing, Figure, Ranged};
use crate::report::profile::StandingFigures;
use crate::report::words::{count, percent};

/// Ages at which lines are compared, in months, the most telling first.
const AGES: [u16; 3] = [12, 6, 3];

/// What is left after so many months.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct SurvivalStep {
    /// The age of the lines, in months.
    pub months: u16,
    /// The share that stands, in per cent.
    pub percent: f64,
    /// Lower end of its 95 % range.
    pub low: f64,
    /// Upper end of its 95 % range.
    pub high: f64,
}

impl SurvivalStep {
    fn of(left: &Left) -> Self {
        // When they are written all lines stand.
        let (low, high) = if left.months == 0 { (1.0, 1.0) } else { (left.low, left.high) };
        let [percent, low, high] = [left.share, low, high].map(percent);
        Self { months: left.months, percent, low, high }
    }

    /// `83% (likely 75–89%)`.
    fn says(&self) -> String {
        format!("{:.0}% (likely {:.0}–{:.0}%)", self.percent, self.low, self.high)
    }

    fn compared_to(&self, other: &Self) -> Comparison {
        let share = |step: &Self| [step.percent, step.low, step.high].map(|value| value / 100.0);
        crate::profile::Share::compare(share(self), share(other))
    }
}

/// How much of some lines is left at each age.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SurvivalCurve {
    /// Whose lines of when: `2025`, `others, 2025`.
    pub lines_of: String,
    /// How many lines were written.
    pub lines: u64,
    /// On how many days; of others' lines: in how many groups of authors' days.
    pub days: usize,
    /// What is left, month by month of their age, as far as it can be told.
    pub steps: Vec<SurvivalStep>,
}

impl SurvivalCurve {
    fn at(&self, months: u16) -> Option<&SurvivalStep> {
        self.steps.get(usize::from(months))
    }
}

/// How long the lines of a period live.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LastingOfYear {
    /// Why all lines up to the end of the period stand in the place of its own: `none` were written, on `too few` days in
    /// effect, or they are `too young`; null where its own can be told.
    pub instead: Option<&'static str>,
    /// The age at which they are compared, in months; null where nothing can be told.
    pub months: Option<u16>,
    /// The person's lines; null where nothing can be told.
    pub own: Option<SurvivalCurve>,
    /// The person's lines of the period beside it; null where those cannot be told.
    pub beside: Option<SurvivalCurve>,
    /// Others' lines of the same years and repositories; null where those cannot be told.
    pub others: Option<SurvivalCurve>,
}

/// The person's lines of some months beside others', and why they cannot be told.
struct Beside {
    own: Option<SurvivalCurve>,
    others: Option<SurvivalCurve>,
    missing: Option<&'static str>,
}

impl Retrospect<'_> {
    pub(super) fn lasting(&self) -> LastingOfYear {
        let (period, beside) = (self.query.period, self.query.beside);
        let of_period = self.curves(&period.name(), &|month| period.holds(month));
        let instead = of_period.missing;
        let Beside { own, others, .. } = if instead.is_some() {
            let name = format!("all up to {}", period.name());
            self.curves(&name, &|month| month <= period.last())
        } else {
            of_period
        };
        let before = self.curves(&beside.name(), &|month| beside.holds(month)).own;
        let told = own.as_ref().map_or(0, |own| own.steps.len());
        let months = AGES.into_iter().find(|months| usize::from(*months) < told);
        LastingOfYear { instead, months, own, beside: before.filter(|_| instead.is_none()), others }
    }

    /// The curves of the person's lines of some months, and of others' beside them; where they can be told for as long
    /// as the least of the ages at which lines are compared.
    fn curves(&self, name: &str, holds: &dyn Fn(Month) -> bool) -> Beside {
        let lives: Vec<_> =
            self.work.primaries.iter().map(|ledger| &ledger.leverage.lives).collect();
        let course = SurvivalCourse::of(&lives, holds);
        let is_meant = |life: &&LineLife| life.written_in().is_some_and(holds);
        let own: Vec<&LineLife> =
            lives.iter().flat_map(|lives| lives.own.iter().filter(is_meant)).collect();
        let is_beside = |life: &&LineLife| own.iter().any(|own| own.year == life.year);
        let others: Vec<&LineLife> =
            lives.iter().flat_map(|lives| lives.others.iter().filter(is_beside)).collect();
        let curve_of_own = curve(name.to_owned(), &own, &course.own);
        let missing = match course.own.len() {
            _ if curve_of_own.is_some() => None,
            _ if own.is_empty() => Some("none"),
            0 => Some("too few"),
            _ => Some("too young"),
        };
        let others = curve(format!("others, {name}"), &others, &course.others);
        Beside { own: curve_of_own, others, missing }
    }
}

fn curve(lines_of: String, lives: &[&LineLife], left: &[Left]) -> Option<SurvivalCurve> {
    let least = AGES.into_iter().min().map_or(0, usize::from);
    let steps: Vec<SurvivalStep> = left.iter().map(SurvivalStep::of).collect();
    let written = lives.iter().map(|life| life.written()).sum();
    (steps.len() > least).then_some(SurvivalCurve {
        lines_of,
        lines: written,
        days: lives.len(),
        steps,
    })
}

/// An age as people say it.
fn age(months: u16) -> String {
    if months == 12 { "a year".to_owned() } else { format!("{months} months") }
}

impl LastingOfYear {
    /// How many of the lines stand, beside others' and those of the period before.
    pub(super) fn says(&self, words: &Words) -> Finding {
        let missing = self.missing(&words.period);
        let told = self.own.as_ref().zip(self.months);
        let Some((own, months, step)) =
            told.and_then(|(own, months)| Some((own, months, own.at(months)?)))
        else {
            return Finding::plain(missing + "Nor can it of all the lines up to then.");
        };
        let Words { you, period, beside, .. } = words;
        let lines = count(usize::try_from(own.lines).unwrap_or(usize::MAX), "line", "lines");
        let when = if self.instead.is_some() { "up to then" } else { &format!("in {period}") };
        let (days, standing, after) = (count(own.days, "day", "days"), step.says(), age(months));
        let at = |curve: &Option<SurvivalCurve>| curve.as_ref()?.at(months).copied();
        let others = at(&self.others);
        let others = others.map_or_else(String::new, |others| beside_others(step, &others));
        let before = at(&self.beside).map_or_else(String::new, |before| {
            format!(" Of those of {beside} {}.", than_before(step, &before))
        });
        let text = format!(
            "{missing}Of the {lines} {you} wrote {when}, on {days}, {standing} stand after {after}{others}.{before}"
        );
        Finding::shown_in(text, "F5")
    }

    /// Why the lines of the period cannot be told; nothing where they can.
    fn missing(&self, period: &str) -> String {
        match self.instead {
            None => String::new(),
            Some("none") => format!("No lines that count were written in {period}. "),
            Some("too few") => format!(
                "How long the lines of {period} live cannot be told: a few days wrote most of them, and lines of one day \
                 live and die together. "
            ),
            Some(_) => {
                format!(
                    "How long the lines of {period} live cannot be told yet: they are too young. "
                )
            }
        }
    }

    /// F4; none where nothing can be told.
    pub(super) fn figure(&self, standing: &StandingFigures) -> Option<Figure> {
        let own = self.own.as_ref()?;
        let besides = [&self.beside, &self.others].into_iter().flatten();
        let besides = besides.map(|curve| curve.drawn(false));
        let curves = std::iter::once(own.drawn(true)).chain(besides).collect();
        Some(Figure {
            id: "F5",
            title: self.title(own),
            note: note(standing),
            drawing: Drawing::Curves(Curves { curves, rule: 1.0 }),
        })
    }

    fn title(&self, own: &SurvivalCurve) -> String {
        let lines = if self.instead.is_some() {
            "Lines".to_owned()
        } else {
            format!("Lines of {}", own.lines_of)
        };
        let others = self.others.as_ref().zip(self.months);
        let compared = others
            .and_then(|(others, months)| Some(own.at(months)?.compared_to(others.at(months)?)));
        match compared {
            Some(Comparison::Higher) => format!("{lines} last longer than others'"),
            Some(Comparison::Lower) => format!("{lines} go sooner than others'"),
            Some(Comparison::Unclear) => {
                format!("{lines} last neither clearly longer nor shorter than others'")
            }
            None => format!("{lines} that stand, by age"),
        }
    }
}

impl SurvivalCurve {
    fn drawn(&self, is_main: bool) -> Curve {
        let step = |step: &SurvivalStep| {
            let SurvivalStep { months, percent: value, low, high } = *step;
            (f64::from(months) / 12.0, Ranged { value, low, high })
        };
        Curve { name: self.lines_of.clone(), is_main, steps: self.steps.iter().map(step).collect() }
    }
}

fn beside_others(own: &SurvivalStep, others: &SurvivalStep) -> String {
    let others_have =
        format!("others' lines of the same years and repositories, {}", others.says());
    match own.compared_to(others) {
        Comparison::Higher => format!(", clearly more than of {others_have}"),
        Comparison::Lower => format!(", clearly fewer than of {others_have}"),
        Comparison::Unclear => format!(", not clearly more or fewer than of {others_have}"),
    }
}

fn than_before(now: &SurvivalStep, before: &SurvivalStep) -> String {
    match now.compared_to(before) {
        Comparison::Higher => format!("it was clearly fewer, {}", before.says()),
        Comparison::Lower => format!("it was clearly more, {}", before.says()),
        Comparison::Unclear => format!("it was {}: no clear change", before.says()),
    }
}

fn note(standing: &StandingFigures) -> String {
    let idle = match standing.idle {
        0 => String::new(),
        idle => format!(
            " Of the {} own lines that stand today, {idle} are in files that nobody changed or used for a year or \
             more: that these stand proves nothing.",
            standing.lines
        ),
    };
    format!(
        "The share of lines that stand so long after they were written, estimated with those that are too young \
         (Kaplan–Meier). Band: 95% range; lines of one day live and die together, so it counts days, not lines. Others: \
         weighted so that each year of each repository counts as much as among the own lines. Lines that were moved or \
         laid out anew stand.{idle}"
    )
}
