//! What is known of each place at a moment: the features that its patches are expected by.
//!
//! In: events up to the moment. Out: one row of numbers a place. Deliberately absent: whatever came later, and the
//! names of people; they are counted.

use super::events::{Event, Events};
use crate::model::{DAY, Timestamp};

/// The names of the features, in the order of a row. Where nothing else is said they are of the form
/// ln(1 + x); what is "recent" counts half as much for every 180 days of age, "fresh" for every 90,
/// "lately" for every 730.
pub const FEATURES: [&str; 14] = [
    // ln of the lines of the place.
    "lines",
    // Commits that changed it.
    "changes-fresh",
    "changes-recent",
    "changes-lately",
    "changes",
    // Commits that patched it.
    "patches-recent",
    "patches-lately",
    "patches",
    // People who changed it.
    "people",
    // ln of the days since it was first changed, and 30.
    "age",
    // ln of the days since it was last changed, and 7.
    "rest",
    // Lines added to it, recent ones more.
    "growth",
    // ln of the recent patches of a place of the directory, this one left out, on average, and 0.02.
    "patches-nearby",
    // Recent patches of the places that were changed along with it, on average over these changes.
    "patches-along",
];

/// A row of features.
pub type Row = [f64; FEATURES.len()];

/// Days until an event counts half as much; a fresh one in half of RECENT.
const RECENT: f64 = 180.0;
const LATELY: f64 = 730.0;
/// Patches that are added to those of a place nearby, so that none at all is not infinitely far from a few.
const CALM: f64 = 0.02;
/// Places of a commit beyond which being changed along says nothing.
const ALONG: usize = 20;
/// Days after which being changed along counts for so little that it is left out.
const FORGOTTEN: f64 = 5.0 * RECENT;

/// What is known of the places at a moment.
pub struct Features {
    /// By place; `None` when nothing had happened to it.
    pub rows: Vec<Option<Row>>,
    /// By place, how long it is.
    pub lines: Vec<f64>,
}

#[derive(Clone, Default)]
struct Sums {
    lines: i64,
    fresh: f64,
    recent: f64,
    lately: f64,
    changes: f64,
    patches_recent: f64,
    patches_lately: f64,
    patches: f64,
    people: f64,
    first: Option<f64>,
    last: f64,
    growth: f64,
    along: f64,
}

impl Events {
    /// What was known at a moment.
    #[must_use]
    pub fn features(&self, now: Timestamp) -> Features {
        let until: Vec<&Event> = self.all.iter().filter(|event| event.time <= now).collect();
        let mut sums = vec![Sums::default(); self.places()];
        for event in &until {
            sums[event.place].add(event, age(event, now));
        }
        count_people(&until, &mut sums);
        add_along(&until, now, &mut sums);
        let nearby = self.nearby(&sums);
        let rows = sums.iter().zip(nearby).map(|(sums, nearby)| sums.row(nearby));
        let lines = sums.iter().map(Sums::length);
        Features { rows: rows.collect(), lines: lines.collect() }
    }

    /// By place, the recent patches of another place of its directory on average.
    fn nearby(&self, sums: &[Sums]) -> Vec<f64> {
        let mut of_directory = vec![(0.0, 0.0); self.directories];
        for (sums, directory) in sums.iter().zip(&self.directory_of) {
            if sums.first.is_some() {
                of_directory[*directory].0 += sums.patches_recent;
                of_directory[*directory].1 += 1.0;
            }
        }
        let others = sums.iter().zip(&self.directory_of).map(|(sums, directory)| {
            let (patches, places): (f64, f64) = of_directory[*directory];
            (patches - sums.patches_recent).max(0.0) / places.max(1.0)
        });
        others.collect()
    }
}

fn age(event: &Event, now: Timestamp) -> f64 {
    (now - event.time) as f64 / DAY as f64
}

fn half_every(days: f64, age: f64) -> f64 {
    (-age / days).exp2()
}

fn count_people(events: &[&Event], sums: &mut [Sums]) {
    let counted = events.iter().filter(|event| event.counts);
    let mut people: Vec<_> = counted.map(|event| (event.place, event.author)).collect();
    people.sort_unstable();
    people.dedup();
    for (place, _) in people {
        sums[place].people += 1.0;
    }
}

fn add_along(events: &[&Event], now: Timestamp, sums: &mut [Sums]) {
    for together in events.chunk_by(|one, other| one.commit == other.commit) {
        let age = age(together[0], now);
        let counted = || together.iter().filter(|event| event.counts);
        let places = counted().count();
        if !(2..=ALONG).contains(&places) || age > FORGOTTEN {
            continue;
        }
        let patches: f64 = counted().map(|event| sums[event.place].patches_recent).sum();
        let weight = half_every(RECENT, age) / (places - 1) as f64;
        for event in counted() {
            let sums = &mut sums[event.place];
            sums.along += weight * (patches - sums.patches_recent);
        }
    }
}

impl Sums {
    fn add(&mut self, event: &Event, age: f64) {
        self.lines += i64::from(event.added) - i64::from(event.deleted);
        if !event.counts {
            return;
        }
        let recent = half_every(RECENT, age);
        // The half-lives stand to one another as 1 to 2: one power gives both.
        self.fresh += recent * recent;
        self.recent += recent;
        let lately = half_every(LATELY, age);
        self.lately += lately;
        self.changes += 1.0;
        if event.is_patch {
            self.patches_recent += recent;
            self.patches_lately += lately;
            self.patches += 1.0;
        }
        self.growth += recent * f64::from(event.added);
        self.last = if self.first.is_some() { self.last.min(age) } else { age };
        self.first = Some(self.first.map_or(age, |first| first.max(age)));
    }

    fn length(&self) -> f64 {
        self.lines.max(1) as f64
    }

    fn row(&self, nearby: f64) -> Option<Row> {
        let age = self.first?;
        Some([
            self.length().ln(),
            self.fresh.ln_1p(),
            self.recent.ln_1p(),
            self.lately.ln_1p(),
            self.changes.ln_1p(),
            self.patches_recent.ln_1p(),
            self.patches_lately.ln_1p(),
            self.patches.ln_1p(),
            self.people.ln_1p(),
            (age + 30.0).ln(),
            (self.last + 7.0).ln(),
            self.growth.ln_1p(),
            (nearby + CALM).ln(),
            self.along.ln_1p(),
        ])
    }
}
