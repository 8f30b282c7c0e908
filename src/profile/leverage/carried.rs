//! What the person founded and others now carry.
//!
//! In: founded files and areas, and the commits of the last year. Out: those that others look after, and whether they
//! do so quietly. Deliberately absent: who they are; and why the person works there no more.
//!
//! Days of work are counted rather than commits: one person on one day, however many commits they made of it.
//! **Carried:** in the last 365 days at least 3 days of others, and at most a tenth of all are the person's.
//! **Quietly:** no open recurring spot, and the share of these days on which it was patched is not plainly above that
//! of the repository as a whole.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::founded::{Founded, touched};
use super::{WorkDay, work_day};
use crate::model::{CommitIndex, FileIndex, History, PersonIndex, Verdicts};
use crate::profile::{Areas, Comparison, Grounds, Share, Standings, Subject, is_open, is_recent};

/// A file or an area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Place {
    /// Its position in [`Areas::all`].
    Area(usize),
    File(FileIndex),
}

/// Something that the person founded and others carry.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Carried {
    pub(super) place: Place,
    pub(super) founded: CommitIndex,
    /// The person's last commit that counts there.
    pub(super) last_own: CommitIndex,
    /// Days of the last 365 on which the person worked there.
    pub(super) own: usize,
    /// Days of work of others.
    pub(super) days: usize,
    /// How many others.
    pub(super) others: usize,
    /// Of all these days, those on which it was patched.
    pub(super) patching: usize,
    /// Open recurring spots.
    pub(super) recurring: usize,
    /// Whether it needs no more patches than the repository as a whole.
    pub(super) is_quiet: bool,
}

/// Days of others below which nobody is said to carry anything.
pub(super) const FEWEST: usize = 3;
/// The person's share of the days above which they carry it themselves.
pub(super) const LARGEST_OWN: f64 = 0.1;

#[derive(Clone, Debug, Default)]
struct Counts {
    days: HashSet<WorkDay>,
    patched: HashSet<WorkDay>,
    recurring: usize,
    last_own: Option<CommitIndex>,
}

/// Finds them: areas first, then files, those with most days of others first.
pub(super) fn carried(
    grounds: &Grounds<'_>,
    standings: &Standings,
    areas: &Areas,
    subject: &Subject,
    founded: &Founded,
) -> Vec<Carried> {
    let Grounds { history, verdicts, episodes, thresholds, now, .. } = *grounds;
    let places = |file: FileIndex| {
        let area = areas.of_file(file).filter(|area| founded.areas.contains_key(area));
        let is_founded = history.files[file.get()].alive && founded.files.contains_key(&file);
        [area.map(Place::Area), is_founded.then_some(Place::File(file))]
    };
    let mut counts: HashMap<Place, Counts> = HashMap::new();
    let mut everywhere = Counts::default();
    for at in history.commit_indices() {
        let files = touched(history, standings, at, Some);
        let patched = patched_files(history, verdicts, at);
        let day = work_day(history, subject, at);
        let is_recent = is_recent(history.commit(at).time(), now);
        let of = |files: &BTreeSet<FileIndex>| -> BTreeSet<Place> {
            files.iter().flat_map(|file| places(*file)).flatten().collect()
        };
        let patched_places = of(&patched);
        let add = |count: &mut Counts, is_patched: bool| {
            if is_recent {
                count.days.insert(day);
                count.patched.extend(is_patched.then_some(day));
            }
        };
        if !files.is_empty() {
            add(&mut everywhere, !patched.is_empty());
        }
        for place in of(&files) {
            let count = counts.entry(place).or_default();
            add(count, patched_places.contains(&place));
            if day.0.is_none() {
                count.last_own = Some(at);
            }
        }
    }
    let mut spots = BTreeSet::new();
    for chain in episodes.chains.iter().filter(|chain| is_open(history, chain, thresholds, now)) {
        if spots.insert(chain.spot) {
            for place in places(history.spots[chain.spot.get()].file).into_iter().flatten() {
                counts.entry(place).or_default().recurring += 1;
            }
        }
    }
    let everywhere = Share::of(everywhere.patched.len(), everywhere.days.len());
    let begun = founded.areas.iter().map(|(area, commit)| (Place::Area(*area), *commit));
    let begun = begun.chain(founded.files.iter().map(|(file, at)| (Place::File(*file), *at)));
    let begun: BTreeMap<Place, CommitIndex> = begun.collect();
    let found = begun.into_iter().filter_map(|(place, founded)| {
        let counts = counts.get(&place)?;
        told(place, founded, counts, everywhere)
    });
    let mut found: Vec<Carried> = found.collect();
    found.sort_by_key(|carried| {
        let is_file = matches!(carried.place, Place::File(_));
        (is_file, std::cmp::Reverse(carried.days), carried.place)
    });
    found
}

fn told(
    place: Place,
    founded: CommitIndex,
    counts: &Counts,
    everywhere: Option<Share>,
) -> Option<Carried> {
    let all = counts.days.len();
    let others: HashSet<PersonIndex> = counts.days.iter().filter_map(|(other, _)| *other).collect();
    let own = counts.days.iter().filter(|(other, _)| other.is_none()).count();
    if all - own < FEWEST || own as f64 > LARGEST_OWN * all as f64 {
        return None;
    }
    let patching = counts.patched.len();
    let shares = Share::of(patching, all).zip(everywhere);
    let needs_more =
        shares.is_some_and(|(here, there)| here.compared_to(&there) == Comparison::Higher);
    Some(Carried {
        place,
        founded,
        last_own: counts.last_own.unwrap_or(founded),
        own,
        days: all - own,
        others: others.len(),
        patching,
        recurring: counts.recurring,
        is_quiet: counts.recurring == 0 && !needs_more,
    })
}

/// The files that a commit patched, quick remedies left out.
fn patched_files(
    history: &History,
    verdicts: &Verdicts,
    commit: CommitIndex,
) -> BTreeSet<FileIndex> {
    let changes = history.changes_of(commit).filter(|change| {
        let verdict = verdicts.change(*change);
        verdict.is_patch() && verdict.remedy_of.is_none()
    });
    changes.map(|change| history.file_change_of(change).file).collect()
}
