//! A profile on a terminal.
//!
//! In: the figures. Out: tables by year, area and leverage.
//! Deliberately absent: the months one by one, which are drawn as small bars; the JSON has them.

use super::screen::Screen;
use crate::report::sparkline::sparkline;
use crate::report::words::count;
use crate::report::{Label, ProfileReport, Text, grids};

/// Months that are drawn.
const MONTHS: usize = 24;

/// The profile, no line wider than `width` columns.
#[must_use]
pub fn profile(report: &ProfileReport, width: usize) -> Text {
    let mut screen = Screen::new(width);
    screen
        .paragraph(&[(
            Label::Heading,
            &format!("{} in {}", report.subject_name, report.repository),
        )])
        .paragraph(&[(Label::Muted, &format!("as of {}", report.now))]);
    if report.years.is_empty() {
        screen.blank().paragraph(&[(
            Label::Plain,
            "There are no commits of this person here. If that is wrong, an identity may be \
             missing.",
        )]);
        return screen.finish();
    }
    put_periods(&mut screen, report);
    put_areas(&mut screen, report);
    put_leverage(&mut screen, report);
    screen.finish()
}

fn put_periods(screen: &mut Screen, report: &ProfileReport) {
    screen.heading("Headway and motion");
    let last = &report.months[report.months.len().saturating_sub(MONTHS)..];
    let (first, end) = (&last[0].period, &last[last.len() - 1].period);
    let headway: Vec<f64> = last.iter().map(|month| month.headway).collect();
    let motion: Vec<f64> = last.iter().map(|month| month.motion).collect();
    let largest = headway.iter().chain(&motion).copied().fold(0.0, f64::max);
    let span = format!("{first} to {end}");
    screen
        .paragraph(&[
            (Label::Headway, &sparkline(&headway, largest)),
            (Label::Plain, "headway"),
            (Label::Muted, &span),
        ])
        .paragraph(&[(Label::Motion, &sparkline(&motion, largest)), (Label::Plain, "motion")])
        .blank()
        .table(&grids::periods("year", &report.years));
    let small: Vec<&str> = report
        .years
        .iter()
        .filter(|year| year.too_small)
        .map(|year| year.period.as_str())
        .collect();
    if !small.is_empty() {
        let note =
            format!("Too early to tell (fewer than 20 counted commits): {}.", small.join(", "));
        screen.paragraph(&[(Label::Muted, &note)]);
    }
    if report.misdated > 0 {
        let commits = count(report.misdated, "commit", "commits");
        let note = format!("In no period, because the clock cannot be right: {commits}.");
        screen.paragraph(&[(Label::Muted, &note)]);
    }
}

fn put_areas(screen: &mut Screen, report: &ProfileReport) {
    screen.heading("Ownership");
    if report.areas.is_empty() {
        screen.paragraph(&[(Label::Muted, "No area holds a line or a commit.")]);
    } else {
        screen.table(&grids::areas(&report.areas));
    }
}

fn put_leverage(screen: &mut Screen, report: &ProfileReport) {
    screen.heading("Leverage");
    if !report.survival.is_empty() {
        screen.table(&grids::survival(&report.survival)).blank();
    }
    let founded = count(report.founded_files, "file", "files");
    if report.built_on.is_empty() {
        let note = format!("{founded} founded; others changed none of them.");
        screen.paragraph(&[(Label::Muted, &note)]);
    } else {
        screen.table(&grids::built_on(&report.built_on));
        screen.paragraph(&[(Label::Muted, &format!("By others in the {founded} founded."))]);
    }
    let held: Vec<_> = report
        .held
        .iter()
        .flat_map(|year| {
            [
                (format!("{} patches", year.year), year.patches),
                (format!("{} structural", year.year), year.structural),
            ]
        })
        .collect();
    if !held.is_empty() {
        screen.blank().table(&grids::outcomes(&held));
    }
    for quiet in &report.went_quiet {
        let note = format!(
            "went quiet: {} before {}, {} days since, {} nearby; whether the change caused it is \
             not yet measured",
            count(quiet.patches, "patch", "patches"),
            quiet.after.short(),
            quiet.quiet_days,
            count(quiet.exposure, "commit", "commits"),
        );
        screen.item("- ", &[(Label::Path, &quiet.spot), (Label::Plain, &note)]);
    }
}
