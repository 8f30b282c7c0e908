//! What no longer needs attention.
//!
//! In: changes of the period that ended a chain of patches on a recurring spot. Out: how often each spot was patched before
//! and after, beside spots like it; sentences, a figure, the section. Deliberately absent: whether the change is
//! the cause; nobody has measured that.

mod reading;
mod sentences;

use std::cmp::Reverse;

use serde::Serialize;

use self::reading::rate;
use self::sentences::{Of, sentences};
use super::evidence::Gathered;
use super::{Finding, Retro, Retrospect};
use crate::model::{Beside, ObjectId, Timestamp};
use crate::profile::{Ledger, Mended, MendedChange};
use crate::report::drawing::{BeforeAfter, Drawing, Figure, Ranged};
use crate::report::outlook::QuietingFigures;
use crate::report::parts::CommitRef;
use crate::report::profile::{EstimateFigure, MendedFigures, WentQuietFigures};
use crate::report::section::{Block, MonthNote, Section};
use crate::report::text::Label;
use crate::report::words::{count, days, one_decimal, spot_and_more};

pub use reading::{QuietCounts, QuietReading};

/// Spots that are drawn.
const DRAWN: usize = 8;
/// Days after a change below which a rate says nothing that could be drawn.
const FEWEST_DAYS: i64 = 30;
/// Days for which patches are told.
const PER: u32 = 90;

/// A recurring spot that went quiet, and its row of the evidence table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QuietStory {
    /// The figures.
    #[serde(flatten)]
    pub figures: WentQuietFigures,
    /// The row of the change after which no patch came.
    pub evidence: String,
}

/// A recurring spot before and after a change that ended a chain of its patches.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MendedStory {
    /// The spot.
    pub spot: String,
    /// Other spots that the same commit changed, patched as often before and after.
    pub also: Vec<String>,
    /// The change.
    pub change: CommitRef,
    /// Patches per 90 days before it, with the exact 95% range of a count.
    pub before_rate: EstimateFigure,
    /// The same after it.
    pub after_rate: EstimateFigure,
    /// What spots like it had per 90 days, with the range of 95 of 100 of them; null where too few were like it.
    pub expected_rate: Option<EstimateFigure>,
    /// The counts, and the comparison with spots like it.
    pub quieting: QuietingFigures,
    /// What it comes to.
    pub reading: QuietReading,
    /// The row of the change.
    pub evidence: String,
}

/// What no longer needs attention.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Quieted {
    /// What is said of it.
    pub findings: Vec<Finding>,
    /// Every change of the period that ended a chain of a recurring spot, whatever came of it.
    pub sums: MendedFigures,
    /// Spots by what the change comes to.
    pub counts: QuietCounts,
    /// Patches saved by all of them; null where none can be compared.
    pub saved: Option<EstimateFigure>,
    /// Patches are told for so many days.
    pub per_days: u32,
    /// The spots before and after, the most telling first.
    pub changes: Vec<MendedStory>,
    /// More of them, not listed, or too young to be drawn.
    pub left_out: usize,
    /// Recurring spots that have been quiet since a change of the period, newest first.
    pub went_quiet: Vec<QuietStory>,
}

/// Changes of one commit with the same course, and the ledger that tells of them.
type Bundle<'a> = (&'a Ledger, Vec<&'a MendedChange>);

impl Retrospect<'_> {
    pub(super) fn quieted(&self, evidence: &mut Gathered<'_>) -> Quieted {
        let period = self.query.period;
        let rows: Vec<_> = self.work.primaries.iter().map(|ledger| &ledger.leverage).collect();
        let mended = Mended::of(&rows, &|month| period.holds(month));
        let bundles = self.bundles();
        let mut counts = QuietCounts::default();
        bundles.iter().flat_map(|(_, of)| of).for_each(|row| counts.add(QuietReading::of(row)));
        let drawn = bundles.iter().filter(|(_, of)| days(of[0].after.1) >= FEWEST_DAYS);
        let drawn = drawn.take(DRAWN).map(|bundle| self.mended_story(bundle, evidence));
        let changes: Vec<MendedStory> = drawn.collect();
        let mut quieted = Quieted {
            findings: Vec::new(),
            sums: mended.into(),
            counts,
            saved: (mended.compared > 0).then(|| tenths(mended.saved())),
            per_days: PER,
            left_out: bundles.len() - changes.len(),
            changes,
            went_quiet: self.went_quiet(evidence),
        };
        let so_far = if self.running() { " so far" } else { "" };
        quieted.findings = sentences(
            &quieted,
            &Of {
                period: &format!("{}{so_far}", period.name()),
                theirs: &self.query.addressee.possessive_alone(),
                window: self.query.thresholds.window_days(),
            },
        );
        quieted
    }

    /// The changes of the period, the most telling first.
    fn bundles(&self) -> Vec<Bundle<'_>> {
        let mut bundles: Vec<Bundle<'_>> = Vec::new();
        for ledger in &self.work.primaries {
            let mended = ledger.leverage.mended.iter();
            for row in mended.filter(|row| self.query.period.holds(row.month)) {
                let same = |(_, of): &&mut Bundle<'_>| course(of[0]) == course(row);
                match bundles.iter_mut().find(same) {
                    Some((_, of)) => of.push(row),
                    None => bundles.push((ledger, vec![row])),
                }
            }
        }
        bundles.sort_by(|(_, one), (_, other)| {
            let key = |of: &[&MendedChange]| (QuietReading::of(of[0]), Reverse(of[0].before.0));
            let sure = probability(other[0]).total_cmp(&probability(one[0]));
            let by_name = || one[0].spot.cmp(&other[0].spot);
            key(one)
                .0
                .cmp(&key(other).0)
                .then(sure)
                .then(key(one).cmp(&key(other)))
                .then_with(by_name)
        });
        bundles
    }

    fn mended_story(&self, (ledger, of): &Bundle<'_>, evidence: &mut Gathered<'_>) -> MendedStory {
        let row = of[0];
        let mut spots = of.iter().map(|row| self.place(ledger, &row.spot));
        let (spot, also) = (spots.next().unwrap_or_default(), spots.collect::<Vec<_>>());
        let what =
            format!("change that ended a chain of patches of {}", spot_and_more(&spot, &also));
        MendedStory {
            change: self.own(row.commit),
            evidence: evidence.cite_own(ledger, row.commit, what),
            before_rate: tenths(rate(row.before).per(PER)),
            after_rate: tenths(rate(row.after).per(PER)),
            expected_rate: expected(row),
            quieting: QuietingFigures::of(row.before, row.after, row.beside),
            reading: QuietReading::of(row),
            spot,
            also,
        }
    }

    fn went_quiet(&self, evidence: &mut Gathered<'_>) -> Vec<QuietStory> {
        let mut went_quiet = Vec::new();
        for ledger in &self.work.primaries {
            let rows = ledger.leverage.went_quiet.iter();
            for row in rows.filter(|row| self.query.period.holds(row.month)) {
                let name = |spot: &String| self.place(ledger, spot);
                let figures = WentQuietFigures::of_row(row, name, self.own(row.after));
                let spots = spot_and_more(&figures.spot, &figures.also);
                let what = format!("last change before the quiet of {spots}");
                let evidence = evidence.cite_own(ledger, row.after, what);
                went_quiet.push(QuietStory { figures, evidence });
            }
        }
        went_quiet.sort_by(|one, other| other.figures.after.date.cmp(&one.figures.after.date));
        went_quiet
    }
}

/// What the changes of one commit have in common that are told together.
fn course(row: &MendedChange) -> (ObjectId, (usize, Timestamp), (usize, Timestamp), QuietReading) {
    (row.commit, row.before, row.after, QuietReading::of(row))
}

fn probability(row: &MendedChange) -> f64 {
    match row.beside {
        Beside::Matched(likes) => likes.probability,
        _ => 0.0,
    }
}

/// A value with the ends of its range, as they are shown.
fn tenths(ends: [f64; 3]) -> EstimateFigure {
    let [value, low, high] = ends.map(one_decimal);
    EstimateFigure { value, low, high }
}

fn expected(row: &MendedChange) -> Option<EstimateFigure> {
    let Beside::Matched(likes) = row.beside else { return None };
    let scale = f64::from(PER) / f64::from(rate(row.after).days);
    let ends = [likes.expected, f64::from(likes.low), f64::from(likes.high)];
    Some(tenths(ends.map(|value| value * scale)))
}

fn drawn(story: &MendedStory) -> BeforeAfter {
    let ranged = |at: EstimateFigure| Ranged { value: at.value, low: at.low, high: at.high };
    let found = &story.quieting;
    BeforeAfter {
        name: spot_and_more(&story.spot, &story.also),
        date: story.change.date.clone(),
        before: ranged(story.before_rate),
        after: ranged(story.after_rate),
        expected: story.expected_rate.map(ranged),
        reading: story.reading.says(found.after == 0).to_owned(),
        label: story.reading.label(),
        counts: format!(
            "{} in {} days, then {} in {}",
            count(found.before, "patch", "patches"),
            found.before_days,
            found.after,
            found.after_days
        ),
    }
}

impl Quieted {
    /// The most telling spot that has been quiet since a change, and the month of that.
    pub(super) fn note(&self) -> Option<MonthNote> {
        let is_quiet = |story: &&MendedStory| {
            story.reading == QuietReading::Quieted
                || (story.quieting.after == 0 && story.reading != QuietReading::TooEarly)
        };
        let changed = || {
            let story = self.changes.iter().find(is_quiet)?;
            let says =
                if story.reading == QuietReading::Quieted { "quieted" } else { "quiet since" };
            Some((&story.spot, &story.change.date, says))
        };
        let quiet = || {
            let story = self.went_quiet.first()?;
            Some((&story.figures.spot, &story.figures.after.date, "quiet since"))
        };
        let (spot, date, says) = changed().or_else(quiet)?;
        let (what, month) = (spot.rsplit(": ").next()?, date.get(..7)?);
        let text = format!("{what} {says}");
        Some(MonthNote { month: month.to_owned(), label: Label::Headway, text })
    }
}

/// What is to be seen, in a sentence.
fn title(quieted: &Quieted) -> String {
    let spots = count(quieted.sums.changes, "spot", "spots");
    match quieted.counts.quieted {
        1 if quieted.sums.changes == 1 => {
            "The spot was patched less after the change than spots like it".to_owned()
        }
        0 => "Patches of a spot before and after the change that ended a chain of them".to_owned(),
        1 => format!("1 of {spots} was patched less after the change than spots like it"),
        some => {
            format!("{some} of {spots} were patched less after the change than spots like them")
        }
    }
}

fn figure(quieted: &Quieted) -> Figure {
    let mut note = format!(
        "Patches per {} days, with the exact 95% range of a count (Poisson): before, in the year up to the change \
         or as long as the spot is old, and after, for two years at most. Expected: what spots like it \
         had in as long a time after, with the range that most of them lie in. Quieted: patched less \
         than those, with 95% probability or more. A spot that nobody had reason to touch is quiet too.",
        quieted.per_days
    );
    if quieted.left_out > 0 {
        let more = count(quieted.left_out, "change", "changes");
        note = format!("{note} Not drawn: {more} more, less telling or too young.");
    }
    let drawing = Drawing::BeforeAfter(quieted.changes.iter().map(drawn).collect());
    Figure { id: "F3", title: title(quieted), note, drawing }
}

pub(super) fn section(retro: &Retro) -> Section {
    let quieted = &retro.quieted;
    let mut blocks: Vec<Block> =
        quieted.findings.iter().map(|finding| Block::finding(Label::Plain, finding)).collect();
    if !quieted.changes.is_empty() {
        blocks.push(Block::Figure(Box::new(figure(quieted))));
    }
    Section { title: "What no longer needs attention", blocks }
}

#[cfg(test)]
mod tests;
