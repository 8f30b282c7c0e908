//! A profile on a terminal.
//!
//! In: the figures. Out: tables by year, area and leverage.
//! Deliberately absent: the months one by one, which are drawn as small bars; the JSON has them.

use super::screen::Screen;
use crate::report::profile::{AREAS, REUSED, WENT_QUIET};
use crate::report::section::{OUTCOMES, PERIODS, REPAIRS, REUSE, SURVIVAL, areas_note};
use crate::report::sparkline::sparkline;
use crate::report::words::{count, day_count, duration, list, spot_and_more};
use crate::report::{Label, PeriodFigures, ProfileReport, Text, WindowFigure, grids};

/// Months that are drawn.
const MONTHS: usize = 24;
/// Years whose outcomes are listed.
const YEARS: usize = 5;

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
    put_repairs(&mut screen, report);
    put_areas(&mut screen, report);
    put_leverage(&mut screen, report);
    put_reuse(&mut screen, report);
    put_outcomes(&mut screen, report);
    screen.finish()
}

fn put_periods(screen: &mut Screen, report: &ProfileReport) {
    screen.heading("Headway and motion");
    put_months(screen, report);
    screen.blank().table(&grids::years(&report.years)).blank();
    note(screen, PERIODS);
    let small: Vec<&str> = report
        .years
        .iter()
        .filter(|year| year.too_small)
        .map(|year| year.period.as_str())
        .collect();
    if !small.is_empty() {
        let years = small.join(", ");
        let fewest = report.definitions.fewest_commits;
        let says = format!("Too few to tell (under {fewest} counted commits): {years}.");
        note(screen, &says);
    }
    if report.misdated > 0 {
        let commits = count(report.misdated, "commit", "commits");
        note(screen, &format!("In no period, because the clock cannot be right: {commits}."));
    }
}

fn put_months(screen: &mut Screen, report: &ProfileReport) {
    let last = &report.months[report.months.len().saturating_sub(MONTHS)..];
    let values = |of: fn(&PeriodFigures) -> f64| last.iter().map(of).collect::<Vec<f64>>();
    let trends = [
        ("headway", Label::Headway, values(|month| month.headway)),
        ("patched again", Label::Motion, values(|month| month.patched_again)),
        ("upkeep", Label::Motion, values(|month| month.upkeep)),
    ];
    let largest = trends.iter().flat_map(|(.., values)| values).copied().fold(0.0, f64::max);
    for (name, label, values) in &trends {
        screen.paragraph(&[(*label, &sparkline(values, largest)), (Label::Plain, name)]);
    }
    let ends = last.first().zip(last.last());
    if let Some((first, end)) = ends {
        let span = if first.period == end.period {
            first.period.clone()
        } else {
            format!("{} to {}", first.period, end.period)
        };
        note(screen, &format!("By month, {span}, on one scale."));
    }
}

/// How often, by window, and whose patches were patched again.
fn put_repairs(screen: &mut Screen, report: &ProfileReport) {
    screen.heading("Patched again");
    let share = |window: &WindowFigure| {
        format!("{} in {}", window.repeat_share.whole(), day_count(window.days))
    };
    let shares: Vec<String> = report.windows.iter().map(share).collect();
    if shares.is_empty() {
        note(screen, "No commit patched an existing spot.");
        return;
    }
    let patching = report.windows[0].repeat_share.of;
    if patching < report.definitions.fewest_patching_commits as f64 {
        note(screen, &format!("Patching commits: {patching:.0}, too few for a share of repeats."));
    } else {
        let says =
            format!("Of {patching:.0} patching commits, repeats by window: {}.", list(&shares));
        screen.paragraph(&[(Label::Plain, &says)]);
    }
    if report.repairs.is_empty() {
        return;
    }
    let recent = &report.repairs[report.repairs.len().saturating_sub(YEARS)..];
    screen.blank().table(&grids::repairs(recent)).blank();
    note(screen, REPAIRS);
    if recent.len() < report.repairs.len() {
        note(screen, "Earlier years: `--format json`.");
    }
}

fn put_areas(screen: &mut Screen, report: &ProfileReport) {
    screen.heading("Ownership");
    if report.areas.is_empty() {
        note(screen, "No area holds lines of this person.");
        return;
    }
    let listed = &report.areas[..report.areas.len().min(AREAS)];
    screen.table(&grids::areas(listed));
    if report.areas_left_out > 0 {
        let more = count(report.areas_left_out, "more area", "more areas");
        note(screen, &format!("{more} with fewer own lines."));
    }
    screen.blank();
    note(screen, &areas_note(&report.now, &report.definitions));
}

fn put_leverage(screen: &mut Screen, report: &ProfileReport) {
    screen.heading("Leverage");
    if !report.survival.is_empty() {
        screen.table(&grids::survival(&report.survival)).blank();
        note(screen, SURVIVAL);
        screen.blank();
    }
    let founded = count(report.founded_files, "file", "files");
    if report.founded_files == 0 {
        note(screen, "No file was founded, so nothing could be built on one.");
    } else if report.built_on.is_empty() {
        note(screen, &format!("{founded} founded; others changed none of them."));
    } else {
        screen.table(&grids::built_on(&report.built_on)).blank();
        note(screen, &format!("By others in the {founded} founded."));
    }
}

fn put_reuse(screen: &mut Screen, report: &ProfileReport) {
    let reuse = &report.reuse;
    screen.blank();
    if !reuse.by_year.is_empty() {
        screen.table(&grids::reuse(&reuse.by_year)).blank();
    }
    note(screen, &reuse.says());
    if reuse.most_used.is_empty() {
        return;
    }
    screen.blank();
    for used in reuse.most_used.iter().take(REUSED) {
        let says = format!("since {}: {}", used.introduced.short(), used.says());
        screen.item("- ", &[(Label::Path, &used.symbol), (Label::Plain, &says)]);
    }
    let left_out = match reuse.most_used.len().saturating_sub(REUSED) {
        0 => String::new(),
        more => format!("{} not listed. ", count(more, "more is", "more are")),
    };
    screen.blank();
    note(screen, &format!("{left_out}{REUSE}"));
}

fn put_outcomes(screen: &mut Screen, report: &ProfileReport) {
    screen.heading("What held or went quiet");
    let by_year = |year: &crate::report::HeldFigures| {
        [
            (format!("{} patches", year.year), year.patches),
            (format!("{} structural changes", year.year), year.structural),
        ]
    };
    let recent = &report.held[report.held.len().saturating_sub(YEARS)..];
    let held: Vec<_> = recent.iter().flat_map(by_year).collect();
    if held.is_empty() {
        note(screen, "No patch and no structural change: nothing to hold or come back.");
    } else {
        screen.table(&grids::outcomes(&held)).blank();
        note(screen, OUTCOMES);
        if recent.len() < report.held.len() {
            note(screen, "Earlier years: `--format json`.");
        }
    }
    let told: Vec<_> = report.lasting.iter().filter(|lasting| !lasting.too_few).collect();
    if !told.is_empty() {
        screen.blank();
        note(screen, "How often changes of everybody's hold here:");
        screen.table(&grids::lasting(&told));
    }
    if let Some(says) = report.mended.says() {
        screen.blank();
        note(screen, &says);
    }
    if report.went_quiet.is_empty() {
        return;
    }
    let begin = "Recurring spots that have been quiet since one of these changes, newest first:";
    screen.blank().paragraph(&[(Label::Plain, begin)]);
    for quiet in report.went_quiet.iter().take(WENT_QUIET) {
        let says = format!(
            "quiet for {}: {} before {}, {} nearby since",
            duration(quiet.quiet_days),
            count(quiet.patches, "patch", "patches"),
            quiet.after.short(),
            count(quiet.exposure, "commit", "commits"),
        );
        let says = quiet.quieting.map_or(says.clone(), |found| format!("{says}; {}", found.says()));
        let spot = spot_and_more(&quiet.spot, &quiet.also);
        screen.item("- ", &[(Label::Path, &spot), (Label::Plain, &says)]);
    }
    if report.went_quiet_left_out > 0 {
        let more = count(report.went_quiet_left_out, "older one", "older ones");
        note(screen, &format!("{more} not listed."));
    }
}

fn note(screen: &mut Screen, text: &str) {
    screen.paragraph(&[(Label::Muted, text)]);
}
