//! The rankings that are compared.
//!
//! In: a history cut at a moment. Out: a score for every place by each ranking; the higher comes first.
//! Deliberately absent: anything after the moment, but for the fixes that they are held against.

use std::collections::{BTreeMap, HashMap};

use git_headway::episodes::{Events, FEATURES, Row, Unit, Weights};
use git_headway::model::{ChangeIndex, CommitIndex, DAY, History, Timestamp, Verdicts};

use super::score::FIRST;
use crate::chance::Chance;
use crate::fit::Sample;

/// What is known of the places that were there.
pub(super) struct Scene {
    /// The place (a file or spot of the history) of each row below.
    places: Vec<usize>,
    pub(super) lines: Vec<f64>,
    /// Fixes that came.
    pub(super) fixes: Vec<usize>,
    rows: Vec<Option<Row>>,
    touches: Vec<Vec<Touch>>,
    begun: Timestamp,
    now: Timestamp,
}

/// A commit that changed a place, merges left out.
struct Touch {
    time: Timestamp,
    churn: f64,
    is_fix: bool,
}

impl Scene {
    pub(super) fn of(
        past: &History,
        verdicts: &Verdicts,
        unit: Unit,
        now: Timestamp,
        fixes: &[bool],
    ) -> Self {
        let features = Events::of(past, verdicts, unit).features(now);
        let lines = lines(past, unit, &features.lines);
        let mut touches = touches(past, unit, fixes);
        let places: Vec<usize> = (0..lines.len()).filter(|place| lines[*place] > 0.0).collect();
        Self {
            lines: places.iter().map(|place| lines[*place]).collect(),
            fixes: vec![0; places.len()],
            rows: places.iter().map(|place| features.rows[*place]).collect(),
            touches: places.iter().map(|place| std::mem::take(&mut touches[*place])).collect(),
            places,
            begun: past.commits.iter().map(|commit| commit.commit_time).min().unwrap_or(now),
            now,
        }
    }

    /// Counts the fixes that came.
    pub(super) fn with_fixes(
        mut self,
        history: &History,
        unit: Unit,
        coming: &[CommitIndex],
    ) -> Self {
        let row_of: HashMap<usize, usize> =
            self.places.iter().enumerate().map(|(row, place)| (*place, row)).collect();
        for commit in coming {
            for place in changed(history, unit, *commit).into_keys() {
                if let Some(row) = row_of.get(&place) {
                    self.fixes[*row] += 1;
                }
            }
        }
        self
    }

    /// The places as a sample to fit weights on.
    pub(super) fn sample(&self, repository: &str) -> Sample<{ FEATURES.len() }> {
        let known = self.rows.iter().zip(&self.fixes);
        let (rows, came) = known.filter_map(|(row, came)| Some(((*row)?, *came))).unzip();
        Sample { repository: repository.to_owned(), rows, came }
    }

    fn age(&self, touch: &Touch) -> f64 {
        (self.now - touch.time).max(0) as f64 / DAY as f64
    }

    fn by_touch(&self, weight: impl Fn(&Touch) -> f64) -> Vec<f64> {
        self.touches.iter().map(|touches| touches.iter().map(&weight).sum()).collect()
    }
}

/// By place, its lines; 0 where there are none, or the file is gone.
fn lines(past: &History, unit: Unit, of_spots: &[f64]) -> Vec<f64> {
    match unit {
        Unit::File => {
            let mut lines = vec![0.0; past.files.len()];
            for live in &past.live {
                lines[live.file.get()] += f64::from(live.lines);
            }
            lines
        }
        Unit::Spot => {
            let alive = |place: usize| past.files[past.spots[place].file.get()].alive;
            let lines = of_spots.iter().enumerate();
            lines.map(|(place, lines)| if alive(place) { *lines } else { 0.0 }).collect()
        }
    }
}

/// The places that a commit changed, and how many lines of each.
fn changed(history: &History, unit: Unit, commit: CommitIndex) -> BTreeMap<usize, f64> {
    let mut changed = BTreeMap::new();
    for index in history.changes_of(commit) {
        let change = history.change(index);
        *changed.entry(place_of(history, unit, index)).or_default() +=
            f64::from(change.added) + f64::from(change.deleted);
    }
    if unit == Unit::File {
        // A rename alone changes a file as well.
        for file_change in &history.file_changes[history.commit(commit).file_changes.clone()] {
            changed.entry(file_change.file.get()).or_default();
        }
    }
    changed
}

fn place_of(history: &History, unit: Unit, index: ChangeIndex) -> usize {
    match unit {
        Unit::File => history.file_change_of(index).file.get(),
        Unit::Spot => history.change(index).spot.get(),
    }
}

fn touches(past: &History, unit: Unit, fixes: &[bool]) -> Vec<Vec<Touch>> {
    let places = match unit {
        Unit::File => past.files.len(),
        Unit::Spot => past.spots.len(),
    };
    let mut touches: Vec<Vec<Touch>> = (0..places).map(|_| Vec::new()).collect();
    for commit in past.commit_indices().filter(|at| !past.commit(*at).is_merge()) {
        let (time, is_fix) = (past.commit(commit).time(), fixes[commit.get()]);
        for (place, churn) in changed(past, unit, commit) {
            touches[place].push(Touch { time, churn, is_fix });
        }
    }
    touches
}

/// A ranking by its name.
type Named = (String, Vec<f64>);

/// Days until a commit counts half as much.
const HALF_LIFE: f64 = 180.0;

/// What is simple to do.
pub(super) fn rankings(scene: &Scene) -> Vec<Named> {
    let span = (scene.now - scene.begun).max(1) as f64;
    let bugspots = |touch: &Touch| {
        let at = ((touch.time - scene.begun) as f64 / span).clamp(0.0, 1.0);
        if touch.is_fix { 1.0 / (1.0 + (-12.0 * at + 12.0).exp()) } else { 0.0 }
    };
    let decayed = scene.by_touch(|touch| (-scene.age(touch) / HALF_LIFE).exp2());
    let year = |touch: &Touch| if scene.age(touch) <= 365.0 { touch.churn } else { 0.0 };
    let named = [
        ("random", random(scene.lines.len())),
        ("commits, all time", scene.by_touch(|_| 1.0)),
        ("churn, 12 months", scene.by_touch(year)),
        ("bugspots (on fixes before)", scene.by_touch(bugspots)),
        ("commits, half-life 180 days", decayed.clone()),
        ("the same per line", over(&decayed, &scene.lines, 0.0)),
    ];
    named.map(|(name, score)| (name.to_owned(), score)).into()
}

/// Lines that it takes to look at a place at all, added to its own.
const OVERHEAD: f64 = 30.0;
/// On the first screen a place with so much of all lines counts half: a few of such length take all the time there is.
const LONG: f64 = 0.003;

/// Ours: what `hotspots` ranks by; the same per line; and the two as one list, a first screen of those of which most is
/// expected, the rest by what is expected per line.
pub(super) fn ours(scene: &Scene, weights: &Weights, name: &str) -> [Named; 3] {
    let rate = |row: &Option<Row>| row.as_ref().map_or(0.0, |row| weights.rate(row));
    let expected: Vec<f64> = scene.rows.iter().map(rate).collect();
    let per_line = over(&expected, &scene.lines, OVERHEAD);
    let long = LONG * scene.lines.iter().sum::<f64>();
    let mild = over(&expected, &scene.lines, long);
    let mut order: Vec<usize> = (0..mild.len()).collect();
    order.sort_by(|one, other| mild[*other].total_cmp(&mild[*one]));
    let above = per_line.iter().copied().fold(0.0, f64::max);
    let mut both = per_line.clone();
    for place in order.into_iter().take(FIRST) {
        both[place] = above + mild[place];
    }
    [
        (format!("{name}: expected patches"), expected),
        (format!("{name}: expected patches per line"), per_line),
        (format!("{name}: a screen, then per line"), both),
    ]
}

fn over(score: &[f64], lines: &[f64], more: f64) -> Vec<f64> {
    score.iter().zip(lines).map(|(score, lines)| score / (lines + more)).collect()
}

fn random(places: usize) -> Vec<f64> {
    let mut chance = Chance::new();
    std::iter::repeat_with(|| chance.share()).take(places).collect()
}
