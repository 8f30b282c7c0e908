//! What clearly changed over some years, and what did not, in sentences.
//!
//! In: courses. Out: findings. Deliberately absent: reasons, and a word on whether a change is good.

use super::LongCourse;
use crate::report::parts::Addressee;
use crate::report::profile::EstimateFigure;
use crate::report::retro::Finding;
use crate::report::words::{count, list, plain};

/// What sentences are made of.
pub(super) struct Said<'a> {
    pub addressee: &'a Addressee,
    /// The first year and the last.
    pub period: Option<&'a [String; 2]>,
    pub courses: &'a [LongCourse],
}

impl Said<'_> {
    /// What rises or falls.
    pub(super) fn changed(&self) -> Vec<Finding> {
        let moving = self.courses.iter().filter_map(moves);
        moving.map(|text| Finding { text, evidence: shown() }).collect()
    }

    /// What does not, and why something cannot be said.
    pub(super) fn unchanged(&self) -> Vec<Finding> {
        let Some([first, last]) = self.period else {
            let says = format!(
                "There are no commits of {} in these years, so there is nothing to say about them.",
                self.addressee.possessive_alone()
            );
            return vec![Finding::plain(says)];
        };
        let mut findings = Vec::new();
        let named = |reading: &str| {
            let courses = self.courses.iter().filter(|course| course.reading == reading);
            courses.map(|course| course.name.to_lowercase()).collect::<Vec<_>>()
        };
        let (still, few) = (named("not clearly changed"), named("too few years"));
        if !still.is_empty() {
            let says = format!("From {first} to {last} did not clearly change: {}.", list(&still));
            findings.push(Finding { text: says, evidence: shown() });
        }
        if !few.is_empty() {
            let says = format!(
                "Too few years that are over have enough commits to tell whether this changed: {}.",
                list(&few)
            );
            findings.push(Finding { text: says, evidence: shown() });
        }
        findings
    }
}

fn shown() -> Vec<String> {
    vec!["F9".to_owned(), "T10".to_owned()]
}

/// `Headway rose from 2021 to 2025, by 4 points a year (likely 2 to 6): 40% in 2021, 55% in 2025.`
fn moves(course: &LongCourse) -> Option<String> {
    let verb = match course.reading {
        "rises" => "rose",
        "falls" => "fell",
        _ => return None,
    };
    let ([first, last], slope) = (course.told_over.as_ref()?, course.slope?);
    let EstimateFigure { value, low, high } = slope;
    // What falls is told by how much, not by how much less than nothing.
    let [value, mut ends @ ..] = [value.abs(), low.abs(), high.abs()];
    ends.sort_by(f64::total_cmp);
    let points = match plain(value).as_str() {
        number if !course.is_share => number.to_owned(),
        "1" => "1 point".to_owned(),
        number => format!("{number} points"),
    };
    Some(format!(
        "{} {verb} from {first} to {last}, by {points} a year (likely {} to {}).",
        course.name,
        plain(ends[0]),
        plain(ends[1]),
    ))
}

/// The first sentence of the long view.
pub(super) fn heading(
    period: Option<&[String; 2]>,
    changed: &[Finding],
    courses: &[LongCourse],
) -> String {
    let Some([first, last]) = period else { return String::new() };
    let over =
        if first == last { format!("in {first}") } else { format!("from {first} to {last}") };
    let is_told = |course: &LongCourse| course.told_over.is_some();
    if !courses.iter().any(is_told) {
        return format!("Too few years have enough commits to say what changed {over}.");
    }
    let names = |reading: &str| {
        let courses = courses.iter().filter(|course| course.reading == reading);
        list(&courses.map(|course| course.name.to_lowercase()).collect::<Vec<_>>())
    };
    match (changed.len(), names("rises").as_str(), names("falls").as_str()) {
        (0, ..) => format!("Nothing that is measured here clearly rose or fell {over}."),
        (some, "", fell) => format!("{} clearly fell {over}: {fell}.", measures(some)),
        (some, rose, "") => format!("{} clearly rose {over}: {rose}.", measures(some)),
        (_, rose, fell) => format!("What clearly rose {over}: {rose}; what clearly fell: {fell}."),
    }
}

fn measures(number: usize) -> String {
    match number {
        1 => "One measure".to_owned(),
        some => count(some, "measure", "measures"),
    }
}

#[cfg(test)]
mod tests {
    use super::{EstimateFigure, Finding, LongCourse, Said, heading, moves};
    use crate::report::Addressee;

    fn course(name: &str, is_share: bool, slope: f64, reading: &'static str) -> LongCourse {
        LongCourse {
            name: name.to_owned(),
            meaning: String::new(),
            is_share,
            values: Vec::new(),
            told_over: Some(["2021", "2025"].map(str::to_owned)),
            slope: Some(EstimateFigure { value: slope, low: slope - 0.5, high: slope + 0.5 }),
            reading,
        }
    }

    #[test]
    fn what_rises_and_falls() {
        let said = |name, is_share, slope, reading| moves(&course(name, is_share, slope, reading));
        assert_eq!(
            said("Headway", true, 4.0, "rises").unwrap(),
            "Headway rose from 2021 to 2025, by 4 points a year (likely 3.5 to 4.5)."
        );
        assert_eq!(
            said("Patched again", true, -1.0, "falls").unwrap(),
            "Patched again fell from 2021 to 2025, by 1 point a year (likely 0.5 to 1.5)."
        );
        assert_eq!(
            said("Areas in effect", false, 1.25, "rises").unwrap(),
            "Areas in effect rose from 2021 to 2025, by 1.3 a year (likely 0.8 to 1.8)."
        );
        assert_eq!(said("Headway", true, 4.0, "not clearly changed"), None);
    }

    #[test]
    fn the_first_sentence_and_what_did_not_change() {
        let period = Some(["2021", "2025"].map(str::to_owned));
        let says = |courses: &[LongCourse]| {
            let changed: Vec<String> = courses.iter().filter_map(moves).collect();
            let changed: Vec<Finding> = changed.into_iter().map(Finding::plain).collect();
            heading(period.as_ref(), &changed, courses)
        };
        let up = course("Headway", true, 4.0, "rises");
        let down = course("Patched again", true, -4.0, "falls");
        let still = course("At boundaries", true, 0.0, "not clearly changed");
        let few = course("Structural", true, 0.0, "too few years");
        assert_eq!(
            says(&[up.clone(), still.clone()]),
            "One measure clearly rose from 2021 to 2025: headway."
        );
        assert_eq!(
            says(std::slice::from_ref(&down)),
            "One measure clearly fell from 2021 to 2025: patched again."
        );
        assert_eq!(
            says(&[up, down]),
            "What clearly rose from 2021 to 2025: headway; what clearly fell: patched again."
        );
        let mut young = still.clone();
        young.told_over = None;
        let too_few = "Too few years have enough commits to say what changed from 2021 to 2025.";
        assert_eq!(says(&[young]), too_few);
        let nothing = "Nothing that is measured here clearly rose or fell from 2021 to 2025.";
        assert_eq!(says(std::slice::from_ref(&still)), nothing);
        let courses = [still, few];
        let you = Addressee::You("Ada".to_owned());
        let said = Said { addressee: &you, period: period.as_ref(), courses: &courses };
        let unchanged: Vec<String> = said.unchanged().into_iter().map(|found| found.text).collect();
        assert_eq!(
            unchanged,
            [
                "From 2021 to 2025 did not clearly change: at boundaries.",
                "Too few years that are over have enough commits to tell whether this changed: structural."
            ]
        );
    }
}
