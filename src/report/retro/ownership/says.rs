//! Sentences on what rests on whom.
//!
//! In: areas with how each stands. Out: what rests on the person alone, what deepened, what was handed over, and what
//! today's files say. Deliberately absent: a wish that any of it were otherwise.

use super::super::spoken::called;
use super::super::{Finding, Retrospect, date_of};
use super::reading::Reading;
use super::{AsOf, OwnedArea, OwnershipOfYear, end_of};
use crate::profile::{Period, PeriodUnit};
use crate::report::profile::ProfileArea;
use crate::report::words::{count, some_of};

/// Names that a sentence lists.
const NAMED: usize = 3;

/// What sentences call the person and the times.
#[derive(Clone, Debug)]
pub(super) struct Words {
    pub(super) you: String,
    pub(super) your: String,
    pub(super) yours: String,
    /// The sentence's begin: `At the end of 2025`.
    pub(super) at: String,
    /// A year before: `the end of 2024`.
    pub(super) before: String,
    /// In between: `In 2025`, `In the year to June 2025`.
    pub(super) over: String,
    /// Today, where that says something of the period.
    pub(super) today: Option<String>,
    /// Names of areas need those of repositories.
    pub(super) several: bool,
}

impl Words {
    pub(super) fn of(retrospect: &Retrospect<'_>, as_of: AsOf, several: bool) -> Self {
        let (addressee, today) = (retrospect.query.addressee, date_of(retrospect.work.now));
        let period = retrospect.query.period;
        Self {
            you: addressee.subject().to_owned(),
            your: addressee.possessive(),
            yours: addressee.possessive_alone(),
            at: if as_of.is_now {
                format!("As of {today}")
            } else {
                format!("At {}", end_of(as_of.end))
            },
            before: end_of(as_of.years_before(1)),
            over: match period.unit() {
                Some(PeriodUnit::Year) => format!("In {}", called(period)),
                None if period.months() == 12 => format!("From {}", called(period)),
                _ => format!("In the year to {}", called(Period::lasting(as_of.end, as_of.end))),
            },
            today: retrospect.is_near().then_some(today),
            several,
        }
    }
}

/// The sentences; `areas` are all of them.
pub(super) fn findings(
    of_year: &OwnershipOfYear,
    areas: &[OwnedArea],
    words: &Words,
) -> Vec<Finding> {
    if areas.is_empty() {
        let says = format!("{} no area holds lines of {}.", words.at, words.yours);
        return vec![Finding::plain(says)];
    }
    let mut findings = vec![alone(of_year, areas, words)];
    findings.extend(moved(areas, words));
    if let Some(today) = &words.today {
        findings.extend(truck_factor(areas, words, today));
        findings.extend(code_owners(&of_year.figures.areas, words, today));
    }
    findings
}

fn alone(of_year: &OwnershipOfYear, areas: &[OwnedArea], words: &Words) -> Finding {
    let Words { you, at, before, .. } = words;
    let alone: Vec<&OwnedArea> = areas.iter().filter(|area| area.alone).collect();
    let before = match of_year.rested_alone {
        0 => format!("none at {before}"),
        some => format!("{some} at {before}"),
    };
    if alone.is_empty() {
        let says = format!("{at} no area rests on {you} alone, after {before}.");
        return Finding::shown_in(says, "T4");
    }
    let names = some_of(alone.iter().map(|area| area.place.clone()).collect(), NAMED);
    let rest = if alone.len() == 1 { "rests" } else { "rest" };
    let alone = count(alone.len(), "area", "areas");
    let keep = match of_year.keep_needing {
        0 => "None of them keeps needing patches".to_owned(),
        1 => "1 of them keeps needing patches".to_owned(),
        some => format!("{some} of them keep needing patches"),
    };
    let says = format!("{at} {alone} {rest} on {you} alone, after {before}: {names}. {keep}.");
    Finding::shown_in(says, "T4")
}

/// What deepened, what fades, and what was handed over.
fn moved(areas: &[OwnedArea], words: &Words) -> Vec<Finding> {
    let Words { your, yours, over, .. } = words;
    let of = |reading: &str| {
        let found: Vec<&OwnedArea> = areas.iter().filter(|area| area.reading == reading).collect();
        (!found.is_empty()).then(|| {
            let names = some_of(found.iter().map(|area| area.place.clone()).collect(), NAMED);
            (count(found.len(), "area", "areas"), names)
        })
    };
    let says = [
        of(Reading::DEEPENS)
            .map(|(areas, names)| format!("{over} {your} part deepened in {areas}: {names}.")),
        of(Reading::FADING)
            .map(|(areas, names)| format!("{over} {your} part shrank in {areas}: {names}.")),
        of(Reading::HANDED_OVER).map(|(areas, names)| {
            format!("Others now do the work in {areas} of which half was {yours}: {names}.")
        }),
    ];
    says.into_iter().flatten().map(|says| Finding::shown_in(says, "T4")).collect()
}

/// Areas where one person leaving takes the author from most files, and the person is the author of most.
fn truck_factor(areas: &[OwnedArea], words: &Words, today: &str) -> Option<Finding> {
    let all = areas.iter().filter(|area| area.truck_factor.is_some()).count();
    let resting = areas.iter().filter(|area| area.rests());
    let names: Vec<String> = resting.map(|area| area.place.clone()).collect();
    if names.is_empty() {
        return None;
    }
    let Words { you, .. } = words;
    let says = format!(
        "As of {today} {you} alone could leave {} of {} without an author for most source files (truck factor 1): {}.",
        names.len(),
        count(all, "area", "areas"),
        some_of(names, NAMED)
    );
    Some(Finding::shown_in(says, "T4"))
}

/// Where `CODEOWNERS` and the lines say different things. Whether the person is an owner is known only where the file has
/// an address of theirs; where it has none anywhere, it says nothing of them.
fn code_owners(areas: &[ProfileArea], words: &Words, today: &str) -> Vec<Finding> {
    let said = || areas.iter().filter_map(|area| Some((area, area.code_owned?)));
    if !said().any(|(_, said)| said.own > 0) {
        return Vec::new();
    }
    let names = |is: &dyn Fn(&ProfileArea, usize) -> bool| {
        let found = said().filter(|(area, said)| said.covered > 0 && is(area, said.own));
        found.map(|(area, _)| area.name(words.several)).collect::<Vec<String>>()
    };
    let unnamed = names(&|area, own| own == 0 && area.figures.lines_percent >= 50.0);
    let idle = names(&|area, own| own > 0 && !area.is_theirs);
    let Words { you, yours, .. } = words;
    let unnamed = (!unnamed.is_empty()).then(|| {
        format!(
            "As of {today} CODEOWNERS does not name {you} where half of the lines or more are {yours}: {}.",
            some_of(unnamed, NAMED)
        )
    });
    let idle = (!idle.is_empty()).then(|| {
        format!(
            "As of {today} CODEOWNERS names {you} where hardly a line is {yours}: {}.",
            some_of(idle, NAMED)
        )
    });
    [unnamed, idle].into_iter().flatten().map(Finding::plain).collect()
}
