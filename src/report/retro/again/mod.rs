//! What the person patched again.
//!
//! In: the chains of patches of every spot that the person patched again in the period. Out: each spot's story with what
//! happened to it and the hours it took; sentences, a figure, the section. Deliberately absent: chains of others, and names of
//! those who patched too.

mod place;
mod sentences;
mod strips;

use std::collections::BTreeSet;

use serde::Serialize;

use self::sentences::{Of, sentences};
use super::evidence::Gathered;
use super::{Finding, Retro, Retrospect};
use crate::model::ObjectId;
use crate::profile::{ChainEvent, ChainRow, Hours, Ledger};
use crate::report::drawing::EventSort;
use crate::report::figures::RepairFigures;
use crate::report::parts::OutcomeFigure;
use crate::report::profile::EstimateFigure;
use crate::report::section::{Block, Section};
use crate::report::text::Label;
use crate::report::words::{days, one_decimal, spot_and_more};

pub(super) use place::{Place, patched_in};
pub(super) use sentences::hours;

/// Spots that are told.
const TOLD: usize = 8;
/// Patches of a spot that have a row of evidence, the latest.
const CITED: usize = 20;

/// A spot that the person patched again in the period.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChainStory {
    /// The spot.
    pub spot: String,
    /// Other spots that the very same commits patched.
    pub also: Vec<String>,
    /// Patches of all its chains.
    pub patches: usize,
    /// Of these, patches in the period.
    pub patches_in_period: usize,
    /// Of these, the person's.
    pub own_in_period: usize,
    /// Hours that the person's patches in the period took.
    pub hours: EstimateFigure,
    /// Quick remedies of its chains, told apart.
    pub remedies: usize,
    /// Three patches in a row or more, or as the user set it.
    pub recurring: bool,
    /// Day of the first patch.
    pub first: String,
    /// Day of the last patch.
    pub last: String,
    /// Days between the two.
    pub span_days: i64,
    /// People who made the patches.
    pub people: usize,
    /// Lines that the patches added and deleted.
    pub lines: u64,
    /// What became of the last chain; of several spots, what is least settled.
    pub outcome: OutcomeFigure,
    /// The patches went on after a structural change of the person's in the period.
    pub went_on: bool,
    /// What happened to it in the days that are drawn.
    pub events: Vec<SpotEvent>,
    /// When it was quiet after that, as far as it is drawn.
    pub quiet: Option<QuietStretch>,
    /// Rows of its patches in the period, of the latest where these are many.
    pub evidence: Vec<String>,
}

/// Something that happened to a spot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SpotEvent {
    /// The day, in its author's zone.
    pub date: String,
    /// What it was.
    pub is: EventSort,
    /// Whether the person did it.
    pub own: bool,
    /// Full name of the commit.
    pub id: String,
}

/// Days without a patch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QuietStretch {
    /// Its first day.
    pub from: String,
    /// Its last day.
    pub to: String,
    /// Whether it is known to hold; else it is too early to tell.
    pub held: bool,
}

/// What was patched again.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PatchedAgain {
    /// What is said of it.
    pub findings: Vec<Finding>,
    /// Spots that the person patched again in this period; spots that the same commits patched are one.
    pub spots: usize,
    /// Commits of the person that did.
    pub commits: usize,
    /// Hours that the person's patches of these spots took in this period.
    pub hours: EstimateFigure,
    /// Of the spots, those whose last chain with a patch of the person's held.
    pub held: usize,
    /// Those that it is too early to tell of.
    pub too_early: usize,
    /// Those that a patch came back to.
    pub came_back: usize,
    /// Those on which patches went on after a structural change of the person's in this period.
    pub went_on: usize,
    /// The first day that is drawn.
    pub from: String,
    /// The last day that is drawn.
    pub to: String,
    /// The spots, most patched by the person first.
    pub chains: Vec<ChainStory>,
    /// More of them, not listed.
    pub left_out: usize,
    /// Whose patches were patched again in this period, and how the person's commits went on with earlier ones;
    /// none when none was.
    pub repairs: Option<RepairFigures>,
}

impl<'a> Retrospect<'a> {
    pub(super) fn patched_again(&self, evidence: &mut Gathered<'_>) -> PatchedAgain {
        let period = self.query.period;
        let name = period.name();
        let mut places = self.places();
        places.retain(|place| place.own_repeats(period).next().is_some());
        places.sort_by_cached_key(|place| place.order(period));
        let mut sum = Hours::default();
        for place in &places {
            sum.add(self.hours_of(place));
        }
        let ids = places.iter().flat_map(|place| place.own_repeats(period));
        let commits: BTreeSet<ObjectId> = ids.map(|event| event.commit.id).collect();
        let told = &places[..places.len().min(TOLD)];
        let story = |place: &Place<'_>| ChainStory {
            evidence: self.cite_patches(place, evidence),
            ..self.story(place)
        };
        let chains: Vec<ChainStory> = told.iter().map(story).collect();
        let after = |outcome: &dyn Fn(&OutcomeFigure) -> bool| {
            places.iter().filter(|place| outcome(&self.outcome(place))).count()
        };
        let (first, last) = strips::window(period, self.work.now);
        let mut figures = PatchedAgain {
            findings: Vec::new(),
            spots: places.len(),
            commits: commits.len(),
            hours: estimate(sum),
            held: after(&|outcome| matches!(outcome, OutcomeFigure::Held { .. })),
            too_early: after(&|outcome| matches!(outcome, OutcomeFigure::TooEarly { .. })),
            came_back: after(&|outcome| matches!(outcome, OutcomeFigure::CameBack { .. })),
            went_on: places.iter().filter(|place| place.went_on(period).is_some()).count(),
            from: first.to_string(),
            to: last.to_string(),
            left_out: places.len() - chains.len(),
            chains,
            repairs: self.profile.motion.repairs.iter().find(|at| at.period == name).cloned(),
        };
        let steps = told.iter().filter_map(|place| self.cite_steps(place, evidence));
        let steps = steps.take(sentences::NAMED).collect();
        let of = Of {
            period: &format!("{name}{}", if self.running() { " so far" } else { "" }),
            subject: self.query.addressee.subject(),
            theirs: &self.query.addressee.possessive_alone(),
            steps,
        };
        figures.findings = sentences(&figures, &of);
        figures
    }

    /// Every spot with a chain of patches, with its chains.
    pub(super) fn places(&self) -> Vec<Place<'a>> {
        self.work.primaries.iter().flat_map(|ledger| Place::all(ledger)).collect()
    }

    fn chains(&self) -> impl Iterator<Item = (&'a Ledger, &'a ChainRow)> + use<'a> {
        let primaries = self.work.primaries.iter().copied();
        primaries.flat_map(|ledger| ledger.chains.iter().map(move |chain| (ledger, chain)))
    }

    /// Recurring spots of files that exist, patched in the last 365 days and not held since.
    pub(super) fn open_chains(&self) -> impl Iterator<Item = (&'a Ledger, &'a ChainRow)> + use<'a> {
        self.chains().filter(|(_, chain)| chain.is_open)
    }

    /// How people would call the spots of a chain.
    pub(super) fn name_of(&self, ledger: &Ledger, chain: &ChainRow) -> String {
        let [first, also @ ..] = chain.spots.as_slice() else { return String::new() };
        spot_and_more(&self.place(ledger, first), also)
    }

    fn outcome(&self, place: &Place<'_>) -> OutcomeFigure {
        OutcomeFigure::of_ending(&place.latest().ending, self.query.names)
    }

    /// The hours that the person's patches of a spot took in the period. Those of a commit are divided evenly over its
    /// changes.
    fn hours_of(&self, place: &Place<'_>) -> Hours {
        let mut sum = Hours::default();
        for (chain, event) in place.own_in(self.query.period) {
            let id = event.commit.id;
            let (Some(row), Some(took)) = (self.rows.get(&id), self.hours.get(&id)) else {
                continue;
            };
            let counts = &row.tally.changes;
            let all = counts.structural + counts.upkeep + counts.remedies + counts.patches;
            sum.add(took.part((chain.spots.len() as f64 / all.max(1) as f64).min(1.0)));
        }
        sum
    }

    /// The story of a spot, before its patches are cited.
    pub(super) fn story(&self, place: &Place<'_>) -> ChainStory {
        let period = self.query.period;
        let patches: Vec<&ChainEvent> = place.patches().collect();
        let people: BTreeSet<Option<u64>> =
            patches.iter().map(|patch| place.ledger.key_of(&patch.commit)).collect();
        let times = || patches.iter().map(|patch| patch.commit.time);
        let day = |patch: Option<&&ChainEvent>| {
            patch.map(|patch| patch.commit.date().to_string()).unwrap_or_default()
        };
        let latest = place.latest();
        let mut names = latest.spots.iter().map(|spot| self.place(place.ledger, spot));
        let in_period: Vec<&ChainEvent> = place.in_period(period).collect();
        let window = strips::window(period, self.work.now);
        ChainStory {
            spot: names.next().unwrap_or_default(),
            also: names.collect(),
            patches: patches.len(),
            patches_in_period: in_period.len(),
            own_in_period: in_period.iter().filter(|event| event.commit.is_own()).count(),
            hours: estimate(self.hours_of(place)),
            remedies: place.remedies(),
            recurring: place.chains.iter().any(|chain| chain.recurring),
            first: day(patches.first()),
            last: day(patches.last()),
            span_days: days(times().max().unwrap_or(0) - times().min().unwrap_or(0)),
            people: people.len(),
            lines: place.chains.iter().map(|chain| chain.lines).sum(),
            outcome: self.outcome(place),
            went_on: place.went_on(period).is_some(),
            events: place.events(window),
            quiet: place.quiet(window),
            evidence: Vec::new(),
        }
    }

    /// The rows of the patches of a spot in the period, of the latest where these are many.
    pub(super) fn cite_patches(
        &self,
        place: &Place<'_>,
        evidence: &mut Gathered<'_>,
    ) -> Vec<String> {
        let name = self.name_of(place.ledger, place.latest());
        let in_period: Vec<&ChainEvent> = place.in_period(self.query.period).collect();
        let cited = &in_period[in_period.len().saturating_sub(CITED)..];
        let cite = |patch: &&ChainEvent| {
            evidence.cite(place.ledger, &patch.commit, format!("patch of {name}"))
        };
        cited.iter().map(cite).collect()
    }

    /// The name of a spot on which patches went on after a structural change, and the rows of that and of the next patch.
    fn cite_steps(
        &self,
        place: &Place<'_>,
        evidence: &mut Gathered<'_>,
    ) -> Option<(String, Vec<String>)> {
        let (change, patch) = place.went_on(self.query.period)?;
        let name = self.name_of(place.ledger, place.latest());
        let what = format!("structural change after which patches of {name} went on");
        let change = evidence.cite(place.ledger, &change.commit, what);
        let next = evidence.cite(place.ledger, &patch.commit, format!("patch of {name}"));
        Some((name, vec![change, next]))
    }
}

/// Hours as they are shown.
pub(super) fn estimate(hours: Hours) -> EstimateFigure {
    let [value, low, high] = [hours.estimate, hours.low, hours.high].map(one_decimal);
    EstimateFigure { value, low, high }
}

pub(super) fn section(retro: &Retro) -> Section {
    let again = &retro.again;
    let findings = again.findings.iter();
    let findings = findings.map(|finding| Block::finding(Label::Plain, finding));
    let figure = if again.chains.is_empty() {
        strips::without_spots(again)
    } else {
        Some(strips::figure(again, &retro.period))
    };
    let blocks = findings.chain(figure.map(Box::new).map(Block::Figure)).collect();
    Section { title: "What was patched again", blocks }
}

#[cfg(test)]
mod tests;
