//! What became of recurring spots after changes of the person's.
//!
//! In: changes that ended a chain, with the patches before and after. Out: figures by period with the patches saved, a
//! sentence, and a section. Deliberately absent: whether a change is the cause; nobody has measured that.

use serde::Serialize;

use super::Told;
use crate::profile::Mended;
use crate::report::grid::{Column, Grid};
use crate::report::grids;
use crate::report::outlook::LastingFigures;
use crate::report::profile::paragraph;
use crate::report::profile::quieted::{MendedFigures, WentQuietFigures};
use crate::report::section::{Block, Section};
use crate::report::text::Label;
use crate::report::words::{count, duration, one_decimal, plain, spot_and_more};

/// Quiet spots that the text lists.
const LISTED: usize = 5;
/// Periods that the text lists.
const PERIODS: usize = 12;

/// What was mended in one period.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MendedPeriod {
    /// The period of the changes; `all` for all of them.
    pub period: String,
    /// The sums.
    #[serde(flatten)]
    pub sums: MendedFigures,
    /// Patches saved: 0.87 of those to expect (what comes after changes chosen like these where nothing was done) less those
    /// that came. Below zero when more came.
    pub saved: f64,
    /// Lower end of its range.
    pub saved_low: f64,
    /// Upper end of its range.
    pub saved_high: f64,
}

impl MendedPeriod {
    fn of(period: String, mended: Mended) -> Self {
        let [saved, saved_low, saved_high] = mended.saved().map(one_decimal);
        Self { period, sums: mended.into(), saved, saved_low, saved_high }
    }

    /// What was saved, in words.
    fn reading(&self) -> String {
        if self.sums.compared == 0 {
            "nothing to compare with".to_owned()
        } else if self.saved_low > 0.0 {
            format!("{} saved", patches(self.saved))
        } else if self.saved_high < 0.0 {
            format!("{} more than expected", patches(-self.saved))
        } else {
            "as expected".to_owned()
        }
    }
}

/// `1 patch`, `3.5 patches`.
fn patches(number: f64) -> String {
    let noun = if plain(number) == "1" { "patch" } else { "patches" };
    format!("{} {noun}", plain(number))
}

/// How often changes of everybody's hold in a repository.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LastingHere {
    /// The repository, when there are several.
    pub repository: Option<String>,
    /// How often those of one sort do.
    #[serde(flatten)]
    pub figures: LastingFigures,
}

/// What became of recurring spots.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SavedFigures {
    /// All changes of these periods that ended a chain.
    pub all: MendedPeriod,
    /// The same by period, oldest first; periods without any are left out.
    pub by_period: Vec<MendedPeriod>,
    /// Recurring spots that have been quiet since a change of these periods, newest first.
    pub went_quiet: Vec<WentQuietFigures>,
    /// How often patches and structural changes of everybody's hold, by repository and sort of spot.
    pub lasting: Vec<LastingHere>,
}

pub(super) fn figures(told: &Told<'_>) -> SavedFigures {
    let sums = |holds: &dyn Fn(crate::model::Month) -> bool| Mended::of(&told.rows, holds);
    let of_period = |period: &crate::profile::Period| {
        MendedPeriod::of(period.name(), sums(&|month| period.holds(month)))
    };
    let by_period = told.periods.iter().map(of_period);
    let quiet = told.named(|rows| &rows.went_quiet).filter(|(_, row)| told.holds(row.month));
    let mut went_quiet: Vec<WentQuietFigures> = quiet
        .map(|(place, row)| {
            let name = |spot: &String| place.place(spot);
            WentQuietFigures::of_row(row, name, told.commit(row.after))
        })
        .collect();
    went_quiet.sort_by(|one, other| other.after.date.cmp(&one.after.date));
    SavedFigures {
        all: MendedPeriod::of("all".to_owned(), sums(&|month| told.holds(month))),
        by_period: by_period.filter(|period| period.sums.changes > 0).collect(),
        went_quiet,
        lasting: told
            .named(|rows| &rows.lasting)
            .map(|(place, lasting)| LastingHere {
                repository: place.0.map(str::to_owned),
                figures: LastingFigures::of(lasting, told.thresholds),
            })
            .collect(),
    }
}

/// The sentence for the first screen; nothing where nothing can be compared.
pub(super) fn brief(saved: &SavedFigures) -> Option<String> {
    let sums = &saved.all.sums;
    (sums.compared > 0).then(|| {
        format!(
            "After {} that ended a chain of patches, {} came of {} to expect (likely {}–{}): {}.",
            count(sums.compared, "change", "changes"),
            count(sums.patches, "patch", "patches"),
            plain(sums.expected),
            plain(sums.expected_low),
            plain(sums.expected_high),
            saved.all.reading(),
        )
    })
}

/// Everything on what was mended.
pub(super) fn section(saved: &SavedFigures) -> Section {
    let title = "What was mended";
    if saved.all.sums.changes == 0 {
        let says = "No chain of patches on a recurring spot ended with a change of these periods.";
        let mut blocks = vec![paragraph(Label::Muted, says)];
        blocks.extend(lasting(saved));
        return Section { title, blocks };
    }
    let mut blocks = vec![Block::Table(periods(saved)), paragraph(Label::Muted, MENDED)];
    if saved.went_quiet.is_empty() {
        blocks.push(paragraph(Label::Muted, "No recurring spot has been quiet since one of them."));
    } else {
        blocks.push(paragraph(Label::Plain, "Quiet since one of these changes, newest first:"));
        blocks.extend(saved.went_quiet.iter().take(LISTED).map(quiet));
        let more = saved.went_quiet.len().saturating_sub(LISTED);
        if more > 0 {
            let says = format!("{} not listed.", count(more, "older one", "older ones"));
            blocks.push(paragraph(Label::Muted, &says));
        }
    }
    blocks.extend(lasting(saved));
    Section { title, blocks }
}

/// How often changes of everybody's hold, where enough of them are known to have held or come back.
fn lasting(saved: &SavedFigures) -> Vec<Block> {
    let what = |here: &LastingHere| match &here.repository {
        Some(repository) => format!("{repository}: {}", here.figures.what()),
        None => here.figures.what(),
    };
    let told = saved.lasting.iter().filter(|here| !here.figures.too_few);
    let told: Vec<_> = told.map(|here| (what(here), &here.figures)).collect();
    if told.is_empty() {
        return Vec::new();
    }
    let says = "How often changes of everybody's hold:";
    vec![paragraph(Label::Muted, says), Block::Table(grids::lasting(&told))]
}

const MENDED: &str = "Changes after which a recurring spot was not patched for the window, and the patches since, beside \
    those of spots like theirs in as long a time, with the 95% range of these. That a chain ended is known only when no \
    patch came: after changes chosen so 0.87 of the expected patches come where nothing was done, and only what lies below \
    the range around that is called saved. Quieted: patched less than spots like it with 95% probability or more.";

fn quiet(quiet: &WentQuietFigures) -> Block {
    let says = format!(
        "{}: quiet for {}: {} before {}, {} nearby since",
        spot_and_more(&quiet.spot, &quiet.also),
        duration(quiet.quiet_days),
        count(quiet.patches, "patch", "patches"),
        quiet.after.short(),
        count(quiet.exposure, "commit", "commits"),
    );
    let says = quiet.quieting.map_or(says.clone(), |found| format!("{says}; {}", found.says()));
    paragraph(Label::Plain, &format!("- {says}"))
}

fn periods(saved: &SavedFigures) -> Grid {
    let row = |period: &MendedPeriod| {
        let sums = &period.sums;
        let range = if sums.compared == 0 {
            "–".to_owned()
        } else {
            format!("{}–{}", plain(sums.expected_low), plain(sums.expected_high))
        };
        vec![
            period.period.clone(),
            sums.changes.to_string(),
            sums.compared.to_string(),
            sums.patches.to_string(),
            plain(sums.expected),
            range,
            period.reading(),
            sums.quieted.to_string(),
        ]
    };
    let latest = &saved.by_period[saved.by_period.len().saturating_sub(PERIODS)..];
    Grid {
        columns: vec![
            Column::words("period"),
            Column::number("chains ended"),
            Column::number("compared"),
            Column::number("patches since"),
            Column::number("expected"),
            Column::number("likely").labelled(Label::Muted),
            Column::words("reading"),
            Column::number("quieted"),
        ],
        rows: latest.iter().chain([&saved.all]).map(row).collect(),
    }
}
