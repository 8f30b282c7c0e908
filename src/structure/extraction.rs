//! Functions that were taken out of others, or went into them.
//!
//! In: both sides and their pairs. Out: for each new function the ones that lost its lines and use it
//! now; for each lost function, the same seen backward. Partly equal statements count by the words
//! that they share: `return a(b)` may come from `if (a(b) && c)`. Deliberately absent: functions
//! that nobody in the commit uses; lines that are equal by themselves prove nothing.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::alignment::{EditedPlace, edited_places};
use super::body::{Statement, correspond};
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
const NEARLY_SAME: f64 = 0.8;
/// Words that a run within a statement needs to be told from chance.
const RUN: usize = 4;

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
            users.filter_map(|at| taken_out(from, to, part, &edits[*at])).collect();
        // What several functions lost for the same name needs less to be believed.
        let is_shared = taken.len() > 1;
        found
            .extend(taken.into_iter().filter(|at| at.is_sure || is_shared).map(|at| at.extraction));
    }
    found.extend(by_way_of_another(from, to, &parts, &edits, &found));
    found
}

/// What was taken out of a function may itself use what was taken out of the same function.
fn by_way_of_another(
    from: &Side<'_>,
    to: &Side<'_>,
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
            let taken = taken_out(from, to, part, edit).filter(|taken| taken.is_sure);
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
fn taken_out(from: &Side<'_>, to: &Side<'_>, part: DefinitionId, edit: &Edit<'_>) -> Option<Taken> {
    let body = to.body(part);
    let weight = body.weight();
    if weight == 0.0 || edit.user == part {
        return None;
    }
    let is_near = are_near(&to.class_of(part), &to.class_of(edit.user));
    if !is_near && to.symbol(part).name == from.symbol(edit.whole).name {
        // To hand on to a namesake elsewhere is to delegate; the lines may be alike for that alone.
        return None;
    }
    let here = edit.lost_for(to.name_print(part));
    let mut cover = Cover::of(&body.all(), &here);
    let mut covered = cover.weight / weight;
    let lost: f64 = here.iter().map(|statement| statement.weight()).sum();
    let gone = if lost > 0.0 { cover.gone / lost } else { 0.0 };
    let mut is_sure = covered >= COVERED_HERE || covered >= COVERED_PARTLY && gone >= GONE;
    if is_near && !is_sure {
        let anywhere = Cover::of(&body.all(), &edit.lost());
        let enough = if weight < SMALL { COVERED_SMALL } else { COVERED };
        if anywhere.weight / weight >= enough {
            (is_sure, covered, cover) = (true, anywhere.weight / weight, anywhere);
        }
    }
    let says_enough = is_near || weight >= WORDS_FAR && cover.nearly_same >= WORDS_NEARLY_SAME;
    let is_likely = covered >= COVERED_SHARED && gone >= GONE_SHARED;
    (says_enough && (is_sure || is_likely)).then(|| Taken {
        is_sure,
        extraction: Extraction {
            part,
            whole: edit.whole,
            covered: covered.max(gone),
            is_near,
            shared: shared_lines(cover.lines),
        },
    })
}

/// Whether two types of a file are the same, or one is within the other.
fn are_near((file, one): &(usize, Vec<&str>), (other_file, other): &(usize, Vec<&str>)) -> bool {
    file == other_file && one.iter().zip(other).all(|(one, other)| one == other)
}

/// How much of some statements stands among others.
struct Cover {
    /// The weight of what does.
    weight: f64,
    /// The weight of what does so nearly word by word.
    nearly_same: f64,
    /// The weight of the others that do, so far as whole statements go.
    gone: f64,
    /// The lines, of the others first.
    lines: Vec<(u32, u32)>,
}

impl Cover {
    fn of(statements: &[&Statement], lost: &[&Statement]) -> Self {
        let found = correspond(statements, lost);
        let mut best: HashMap<usize, (f64, u32)> = HashMap::new();
        for pair in &found.pairs {
            best.insert(pair.one, (pair.alike, lost[pair.other].line));
        }
        let mut cover =
            Self { weight: 0.0, nearly_same: 0.0, gone: found.other_weight, lines: Vec::new() };
        for (at, statement) in statements.iter().enumerate() {
            let (known, line) = best.get(&at).copied().unwrap_or((0.0, 0));
            let (share, line) = if known < 0.9 {
                within(statement, lost).filter(|(share, _)| *share > known).unwrap_or((known, line))
            } else {
                (known, line)
            };
            cover.weight += share * statement.weight();
            if share >= NEARLY_SAME {
                cover.nearly_same += share * statement.weight();
            }
            if share >= 0.5 {
                cover.lines.push((line, statement.line));
            }
        }
        cover
    }
}

/// The share of a statement that stands in one piece within one of some others, and the line there.
fn within(statement: &Statement, others: &[&Statement]) -> Option<(f64, u32)> {
    let runs = others.iter().map(|other| (longest_run(statement, other), other.line));
    let (run, line) = runs.max().filter(|(run, _)| *run >= RUN)?;
    // `return` and the like come with the extraction.
    Some(((run as f64 / (statement.weight() - 1.0).max(1.0)).min(1.0), line))
}

/// Joins pairs of lines to runs.
pub(super) fn shared_lines(mut lines: Vec<(u32, u32)>) -> Vec<SharedLines> {
    lines.sort_unstable();
    lines.dedup();
    let mut shared: Vec<SharedLines> = Vec::new();
    for (before, after) in lines {
        match shared.last_mut() {
            Some(last)
                if last.before + last.lines == before + 1
                    && last.after + last.lines == after + 1 =>
            {
                last.lines += 1;
            }
            _ => shared.push(SharedLines { before: before + 1, after: after + 1, lines: 1 }),
        }
    }
    shared
}

/// The length of the longest run of words that two statements have in common.
fn longest_run(one: &Statement, other: &Statement) -> usize {
    let mut previous = vec![0; other.words.len() + 1];
    let mut longest = 0;
    for word in &one.words {
        let mut current = vec![0; other.words.len() + 1];
        for (at, with) in other.words.iter().enumerate() {
            if word == with {
                current[at + 1] = previous[at] + 1;
                longest = longest.max(current[at + 1]);
            }
        }
        previous = current;
    }
    longest
}
