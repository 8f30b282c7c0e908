//! Functions that were taken out of others, or went into them.
//!
//! In: both sides and their pairs. Out: for each new function the ones that lost its lines and use it
//! now; for each lost function, the same seen backward. Partly equal statements count by the words
//! that they share: `return a(b)` may come from `if (a(b) && c)`. Deliberately absent: functions
//! that nobody in the commit uses; lines that are equal by themselves prove nothing.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::alignment::{EditedPlace, edited_places};
use super::body::{Body, Statement};
use super::cover::{Cover, shared_lines};
use super::replaced::{Meant, Names, Replaced};
use super::side::{DefinitionId, Side};
use crate::model::{EventSubject, SharedLines};
use crate::syntax::SymbolKind;

/// A function and one that it was taken out of.
#[derive(Clone, Debug)]
pub(super) struct Extraction {
    /// The function that is on one side only.
    pub part: DefinitionId,
    /// The one that it was taken out of, on the side where it still held the lines.
    pub whole: DefinitionId,
    /// The share of the function's words that the other lost, or of what it lost there that went into
    /// the function.
    pub covered: f64,
    /// Whether both are members of the same type or file.
    pub is_near: bool,
    /// The lines: of the whole first.
    pub shared: Vec<SharedLines>,
}

/// What a function lost and got, place by place.
struct Edit<'s> {
    whole: DefinitionId,
    user: DefinitionId,
    places: Vec<EditedPlace<'s>>,
}

impl<'s> Edit<'s> {
    /// All statements that it lost.
    fn lost(&self) -> Vec<&'s Statement> {
        self.places.iter().flat_map(|place| place.lost.iter().copied()).collect()
    }

    /// The statements that it lost where it got the name of another.
    fn lost_for(&self, name: u64) -> Vec<&'s Statement> {
        let places = self.places.iter();
        let with_name = places.filter(|place| place.got.iter().any(|got| got.names(name)));
        with_name.flat_map(|place| place.lost.iter().copied()).collect()
    }
}

/// The share of a new function's words that has to come from where it is used now …
const COVERED_HERE: f64 = 0.55;
/// … or a smaller one, where most of what went there went into it.
const COVERED_PARTLY: f64 = 0.3;
const GONE: f64 = 0.55;
/// What is enough where several functions lost lines for the same name.
const COVERED_SHARED: f64 = 0.2;
const GONE_SHARED: f64 = 0.3;
/// The share that has to come from anywhere in the same function, for functions of many and of few
/// words.
const COVERED: f64 = 0.4;
const COVERED_SMALL: f64 = 0.6;
/// Words below which a function is small.
const SMALL: f64 = 15.0;
/// What went into another type or file needs more, as names there are used by chance as well: so many
/// words, and so many of them in statements that are nearly the same.
const WORDS_FAR: f64 = 8.0;
const WORDS_NEARLY_SAME: f64 = 5.0;
/// What a namesake elsewhere, or one of several functions of a name, needs of both: to call it may be
/// to hand on, or to call another.
const BOTH: f64 = 0.5;

/// The functions on the side `to` that were taken out of functions that are on both sides. `other_of`
/// tells for what is on the side `from` what it is on the side `to`.
pub(super) fn extractions(
    from: &Side<'_>,
    to: &Side<'_>,
    other_of: &[Option<DefinitionId>],
    is_new: &dyn Fn(DefinitionId) -> bool,
) -> Vec<Extraction> {
    let is_part = |id: &DefinitionId| {
        let is_function = to.definition(*id).subject == EventSubject::Function;
        is_function && to.symbol(*id).kind != SymbolKind::Constructor && is_new(*id)
    };
    let parts: Vec<DefinitionId> = to.ids().filter(is_part).collect();
    if parts.is_empty() {
        return Vec::new();
    }
    let names = &Names::of(to);
    let edits = edits(from, to, other_of);
    let mut users: HashMap<u64, Vec<usize>> = HashMap::new();
    for (at, edit) in edits.iter().enumerate() {
        let names: HashSet<u64> = edit
            .places
            .iter()
            .flat_map(|place| &place.got)
            .flat_map(|got| &got.names)
            .copied()
            .collect();
        for name in names {
            users.entry(name).or_default().push(at);
        }
    }
    let mut found: Vec<Extraction> = Vec::new();
    for &part in &parts {
        let users = users.get(&to.name_print(part)).into_iter().flatten();
        let taken: Vec<Taken> =
            users.filter_map(|at| taken_out(from, to, names, part, &edits[*at])).collect();
        // What several functions lost for the same name needs less to be believed.
        let is_shared = taken.len() > 1;
        found
            .extend(taken.into_iter().filter(|at| at.is_sure || is_shared).map(|at| at.extraction));
    }
    found.extend(by_way_of_another(from, to, names, &parts, &edits, &found));
    found
}

/// What was taken out of a function may itself use what was taken out of the same function.
fn by_way_of_another(
    from: &Side<'_>,
    to: &Side<'_>,
    names: &Names,
    parts: &[DefinitionId],
    edits: &[Edit<'_>],
    found: &[Extraction],
) -> Vec<Extraction> {
    let known: BTreeSet<DefinitionId> = found.iter().map(|extraction| extraction.part).collect();
    let mut more = Vec::new();
    for &part in parts.iter().filter(|part| !known.contains(part)) {
        let name = to.name_print(part);
        let through = found.iter().filter(|extraction| {
            to.body(extraction.part).statements.iter().any(|statement| statement.names(name))
        });
        let wholes: BTreeSet<DefinitionId> = through.map(|extraction| extraction.whole).collect();
        for edit in edits.iter().filter(|edit| wholes.contains(&edit.whole)) {
            let taken = taken_out(from, to, names, part, edit).filter(|taken| taken.is_sure);
            more.extend(taken.map(|taken| taken.extraction));
        }
    }
    more
}

fn edits<'s>(
    from: &'s Side<'_>,
    to: &'s Side<'_>,
    other_of: &[Option<DefinitionId>],
) -> Vec<Edit<'s>> {
    let mut edits = Vec::new();
    for whole in from.ids() {
        let Some(user) = other_of[whole.get()] else { continue };
        let subject = from.definition(whole).subject;
        let may_use = matches!(subject, EventSubject::Function | EventSubject::Value);
        if may_use && from.text(whole) != to.text(user) {
            let places = edited_places(from.body(whole), to.body(user));
            edits.push(Edit { whole, user, places });
        }
    }
    edits
}

/// An extraction, and whether it is sure by itself.
struct Taken {
    extraction: Extraction,
    is_sure: bool,
}

/// Whether a function holds what another one lost.
fn taken_out(
    from: &Side<'_>,
    to: &Side<'_>,
    names: &Names,
    part: DefinitionId,
    edit: &Edit<'_>,
) -> Option<Taken> {
    let body = to.body(part);
    if body.is_empty() || edit.user == part {
        return None;
    }
    let is_near = are_near(to, part, edit.user);
    let replaced = Replaced::by(to, names, part, edit.user, &edit.places);
    let here = edit.lost_for(to.name_print(part));
    let found = if is_near {
        nearby(body, &here, &edit.lost(), &replaced)
    } else {
        // To call a namesake elsewhere may be to hand on, and to call one of several another one.
        let is_namesake = to.symbol(part).name == from.symbol(edit.whole).name;
        let is_doubtful = match replaced.meant {
            Meant::Surely => false,
            Meant::Likely => is_namesake,
            Meant::Perhaps => true,
        };
        elsewhere(body, &here, &replaced, is_doubtful)
    };
    found.map(|found| Taken {
        is_sure: found.is_sure,
        extraction: Extraction {
            part,
            whole: edit.whole,
            covered: found.covered.max(found.gone),
            is_near,
            shared: shared_lines(found.lines),
        },
    })
}

/// Whether two functions are members of the same type or file. What stands outside of its type stands
/// beside the functions of its file.
fn are_near(side: &Side<'_>, one: DefinitionId, other: DefinitionId) -> bool {
    let classes = [side.class_of(one), side.class_of(other)];
    let [(file, names), (other_file, other_names)] = &classes;
    let is_beside = |id, names: &Vec<&str>| names.is_empty() || side.is_outside_of_its_type(id);
    let are_beside = is_beside(one, names) && is_beside(other, other_names);
    file == other_file
        && (names == other_names || are_beside && (names.is_empty() || other_names.is_empty()))
}

/// How much of a function another one lost.
struct Found {
    is_sure: bool,
    /// The share of the function's words.
    covered: f64,
    /// The share of what the other lost.
    gone: f64,
    lines: Vec<(u32, u32)>,
}

impl Found {
    fn new(cover: Cover, body: &Body, here: &[&Statement]) -> Self {
        let covered = cover.weight / body.weight();
        let lost: f64 = here.iter().map(|statement| statement.weight()).sum();
        let gone = if lost > 0.0 { (cover.gone / lost).min(1.0) } else { 0.0 };
        let is_sure = covered >= COVERED_HERE || covered >= COVERED_PARTLY && gone >= GONE;
        Self { is_sure, covered, gone, lines: cover.lines }
    }

    const fn is_likely(&self) -> bool {
        self.is_sure || self.covered >= COVERED_SHARED && self.gone >= GONE_SHARED
    }
}

/// Within a type or file a function is known to be meant, and may hold what stood anywhere in the other.
fn nearby(
    body: &Body,
    here: &[&Statement],
    lost: &[&Statement],
    replaced: &Replaced,
) -> Option<Found> {
    let mut found = Found::new(Cover::of(&body.all(), here), body, here);
    found.is_sure |= replaced.is_undone;
    if !found.is_sure {
        let anywhere = Cover::of(&body.all(), lost);
        let covered = anywhere.weight / body.weight();
        let enough = if body.weight() < SMALL { COVERED_SMALL } else { COVERED };
        if covered >= enough {
            found = Found { is_sure: true, covered, lines: anywhere.lines, ..found };
        }
    }
    found.is_likely().then_some(found)
}

/// In another type or file names and lines may be the same by chance.
fn elsewhere(
    body: &Body,
    here: &[&Statement],
    replaced: &Replaced,
    is_doubtful: bool,
) -> Option<Found> {
    if !replaced.is_called && !replaced.is_undone {
        return None;
    }
    let cover = Cover::of(&body.all(), here);
    let in_its_words = Cover::of(&body.all(), &replaced.lost.iter().collect::<Vec<_>>());
    let cover = if in_its_words.weight > cover.weight { in_its_words } else { cover };
    let says_enough = body.weight() >= WORDS_FAR && cover.nearly_same >= WORDS_NEARLY_SAME;
    let found = Found::new(cover, body, here);
    if replaced.is_undone {
        return Some(Found { is_sure: true, covered: 1.0, ..found });
    }
    let is_told = !is_doubtful || found.covered >= BOTH && found.gone >= BOTH;
    (says_enough && is_told && found.is_likely()).then_some(found)
}
