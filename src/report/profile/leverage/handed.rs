//! What the person founded and others carry.
//!
//! In: areas and files with the commits of the last year. Out: figures, a sentence, and a section.
//! Deliberately absent: names of others, and why the person works there no more.

use serde::Serialize;

use super::Told;
use crate::report::grid::{Column, Grid};
use crate::report::parts::CommitRef;
use crate::report::profile::paragraph;
use crate::report::section::{Block, Section};
use crate::report::text::Label;
use crate::report::words::{count, list};

/// Areas and files that the text lists.
const LISTED: usize = 8;

/// Something that the person founded and others carry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HandedFigures {
    /// The area or the file.
    pub place: String,
    /// `area` or `file`.
    pub is: &'static str,
    /// The commit that founded it.
    pub founded: CommitRef,
    /// The person's last commit there.
    pub last_own: CommitRef,
    /// Days of the last 365 on which the person worked there.
    pub own_days: usize,
    /// Days of work of others: one person on one day. Three at least.
    pub days: usize,
    /// How many others.
    pub others: usize,
    /// Of all these days, those on which it was patched.
    pub patching_days: usize,
    /// Open recurring spots.
    pub recurring: usize,
    /// No open recurring spot, and no plainly larger share of patching days than in the repository as a whole.
    pub quiet: bool,
}

/// What was handed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HandedOver {
    /// Areas that others carry.
    pub areas: usize,
    /// Of these, quietly.
    pub quiet_areas: usize,
    /// Areas that the person founded.
    pub founded_areas: usize,
    /// Files that others carry.
    pub files: usize,
    /// Of these, quietly.
    pub quiet_files: usize,
    /// Files that the person founded.
    pub founded_files: usize,
    /// The areas, then fifty files of each repository at most, most days of others first.
    pub places: Vec<HandedFigures>,
}

pub(super) fn figures(told: &Told<'_>) -> HandedOver {
    let mut places: Vec<HandedFigures> = told
        .named(|rows| &rows.carried)
        .map(|(place, row)| HandedFigures {
            place: place.place(&row.place),
            is: if row.is_area { "area" } else { "file" },
            founded: told.commit(row.founded),
            last_own: told.commit(row.last_own),
            own_days: row.own,
            days: row.days,
            others: row.others,
            patching_days: row.patching,
            recurring: row.recurring,
            quiet: row.is_quiet,
        })
        .collect();
    places.sort_by_key(|place| (place.is, std::cmp::Reverse(place.days)));
    let areas = places.iter().filter(|place| place.is == "area");
    let founded = || told.rows.iter().map(|rows| rows.founded);
    HandedOver {
        areas: areas.clone().count(),
        quiet_areas: areas.filter(|area| area.quiet).count(),
        founded_areas: founded().map(|counts| counts.areas).sum(),
        files: founded().map(|counts| counts.carried_files).sum(),
        quiet_files: founded().map(|counts| counts.quiet_files).sum(),
        founded_files: founded().map(|counts| counts.files).sum(),
        places,
    }
}

impl HandedOver {
    /// What is carried, in a sentence; nothing where nothing was founded.
    #[must_use]
    pub fn says(&self) -> Option<String> {
        if self.founded_areas + self.founded_files == 0 {
            return None;
        }
        let founded = [
            (self.founded_areas, "area", "areas", self.areas, self.quiet_areas),
            (self.founded_files, "file", "files", self.files, self.quiet_files),
        ];
        let founded = founded.into_iter().filter(|(founded, ..)| *founded > 0);
        if self.areas + self.files == 0 {
            let all: Vec<String> =
                founded.map(|(founded, one, many, ..)| count(founded, one, many)).collect();
            return Some(format!("Of {} founded, none is carried by others alone.", list(&all)));
        }
        let carried = founded.map(|(founded, one, many, carried, quiet)| {
            format!("{carried} of {} ({quiet} quietly)", count(founded, one, many))
        });
        let carried: Vec<String> = carried.collect();
        Some(format!("Others now carry, of what was founded, {}.", list(&carried)))
    }
}

/// The sentence for the first screen.
pub(super) fn brief(handed: &HandedOver) -> Option<String> {
    handed.says()
}

/// Everything on what was handed over.
pub(super) fn section(handed: &HandedOver) -> Section {
    let mut blocks = Vec::new();
    match handed.says() {
        None => blocks.push(paragraph(Label::Muted, "No area and no file was founded.")),
        Some(says) => blocks.push(paragraph(Label::Plain, &says)),
    }
    if !handed.places.is_empty() {
        blocks.push(Block::Table(places(&handed.places)));
        blocks.push(paragraph(Label::Muted, HANDED));
    }
    Section { title: "What was handed over", blocks }
}

const HANDED: &str = "Carried by others: at least 3 days of work of others (one person on one day) in the last 365 days, and \
    at most a tenth of all are the person's. Quietly: no open recurring spot, and no plainly larger share of days with a \
    patch than in the repository as a whole.";

fn places(places: &[HandedFigures]) -> Grid {
    let row = |row: &HandedFigures| {
        vec![
            row.place.clone(),
            row.founded.date.clone(),
            row.last_own.date.clone(),
            row.days.to_string(),
            row.others.to_string(),
            row.own_days.to_string(),
            row.patching_days.to_string(),
            row.recurring.to_string(),
            if row.quiet { "quietly" } else { "not quietly" }.to_owned(),
        ]
    };
    Grid {
        columns: vec![
            Column::words("carried by others").labelled(Label::Path),
            Column::words("founded"),
            Column::words("last own commit"),
            Column::number("days of others"),
            Column::number("others"),
            Column::number("own days"),
            Column::number("patching"),
            Column::number("recurring"),
            Column::words("reading"),
        ],
        rows: places.iter().take(LISTED).map(row).collect(),
    }
}
