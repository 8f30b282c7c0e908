//! Precision and recall of types, by commit.

#![expect(clippy::print_stdout, reason = "the tables are what the program is for")]

use std::collections::{BTreeMap, BTreeSet};

use git_headway::model::{EventKind, EventSubject, StructuralEvent};

use super::labels::Row;
use crate::events::{has_structure, is_told, written_out};

/// The types that are measured, and the labels that mean them. A move that is a rename as well is both.
const TYPES: &[(&str, &[&str])] = &[
    ("Extract Method", &["Extract Method"]),
    ("Inline Method", &["Inline Method", "Move And Inline Method"]),
    ("Move Method", &["Move Method", "Move And Rename Method"]),
    ("Move Class", &["Move Class", "Move And Rename Class", "Move Rename Class"]),
    ("Rename Method", &["Rename Method", "Move And Rename Method"]),
    ("Rename Class", &["Rename Class", "Move And Rename Class", "Move Rename Class"]),
    ("Extract And Move", &["Extract And Move Method"]),
    (
        "Change Signature",
        &[
            "Add Parameter",
            "Remove Parameter",
            "Reorder Parameter",
            "Rename Parameter",
            "Change Parameter Type",
            "Change Return Type",
            "Merge Parameter",
            "Split Parameter",
            "Parameterize Variable",
            "Localize Parameter",
            "Parameterize Attribute",
        ],
    ),
    ("Pull Up Method", &["Pull Up Method"]),
    ("Push Down Method", &["Push Down Method"]),
    ("Move Attribute", &["Move Attribute", "Move And Rename Attribute", "Move Rename Attribute"]),
    ("Rename Attribute", &["Rename Attribute", "Move And Rename Attribute"]),
    (
        "Extract Class",
        &["Extract Class", "Extract Superclass", "Extract Subclass", "Extract Interface"],
    ),
];
/// The types that the goals speak of.
const GOALS: usize = 8;

/// Verbs and nouns of labels that say that a definition went on elsewhere or came out of another.
const VERBS: &[&str] =
    &["Extract", "Inline", "Move", "Pull Up", "Push Down", "Rename", "Change Package"];
const NOUNS: &[&str] =
    &["Method", "Class", "Superclass", "Subclass", "Interface", "Attribute", "Package"];

/// A commit with what is labelled and what was found.
pub(super) struct Judged {
    set: String,
    name: String,
    labels: Vec<String>,
    labelled: BTreeSet<&'static str>,
    found: BTreeSet<&'static str>,
    is_labelled: bool,
    is_found: bool,
}

impl Judged {
    /// Compares what is labelled with what was found. Where the labels of a set never say of a function
    /// that it was moved and renamed at once, that is neither right nor wrong.
    pub(super) fn new(row: &Row, events: &[StructuralEvent], known: &BTreeSet<&str>) -> Self {
        let mut labelled = BTreeSet::new();
        for (name, labels) in TYPES {
            if labels.iter().any(|label| row.types.contains_key(*label)) {
                labelled.insert(*name);
            }
        }
        let told = || events.iter().filter(|event| is_told(event));
        Self {
            set: row.set.clone(),
            name: format!("{} {}", row.repo, &row.sha[..row.sha.len().min(10)]),
            labels: row.types.keys().cloned().collect(),
            labelled,
            found: told()
                .filter(|event| is_known(event, known))
                .flat_map(types_of)
                .copied()
                .collect(),
            is_labelled: row.types.keys().any(|label| is_structural(label)),
            is_found: told().any(has_structure),
        }
    }

    /// Prints what is labelled and not found, and the other way round.
    pub(super) fn print_differences(&self, events: &[StructuralEvent], all: bool) {
        let goals: BTreeSet<&str> = TYPES[..GOALS].iter().map(|(name, _)| *name).collect();
        let differs: Vec<String> = self
            .labelled
            .symmetric_difference(&self.found)
            .filter(|name| goals.contains(**name))
            .map(|name| format!("{}{name}", if self.labelled.contains(name) { '-' } else { '+' }))
            .collect();
        let structure = match (self.is_labelled, self.is_found) {
            (true, false) => " -structure",
            (false, true) => " +structure",
            _ => "",
        };
        if all || !differs.is_empty() || !structure.is_empty() {
            println!("{} [{}]{structure} {}", self.name, self.set, differs.join(" "));
        }
        if all {
            println!("  labelled: {}", self.labels.join(", "));
            for event in events {
                println!("  {}", written_out(event));
            }
        }
    }
}

fn is_known(event: &StructuralEvent, known: &BTreeSet<&str>) -> bool {
    event.kind != EventKind::MovedAndRenamed
        || event.subject != EventSubject::Function
        || known.contains("Move And Rename Method")
}

fn is_structural(label: &str) -> bool {
    label == "Change Package"
        || VERBS.iter().any(|verb| label.starts_with(verb))
            && NOUNS.iter().any(|noun| label.ends_with(noun))
}

const fn types_of(event: &StructuralEvent) -> &'static [&'static str] {
    match (event.kind, event.subject) {
        (EventKind::Extracted, EventSubject::Function) => &["Extract Method"],
        (EventKind::ExtractedAndMoved, EventSubject::Function) => &["Extract And Move"],
        (EventKind::Inlined | EventKind::InlinedAndMoved, EventSubject::Function) => {
            &["Inline Method"]
        }
        (EventKind::Moved, EventSubject::Function) => &["Move Method"],
        (EventKind::MovedAndRenamed, EventSubject::Function) => &["Move Method", "Rename Method"],
        (EventKind::Renamed, EventSubject::Function) => &["Rename Method"],
        // A file of functions is what a class is elsewhere.
        (EventKind::Moved, EventSubject::Type | EventSubject::File)
        | (EventKind::Moved | EventKind::Renamed | EventKind::Split, EventSubject::Directory) => {
            &["Move Class"]
        }
        (EventKind::MovedAndRenamed, EventSubject::Type) => &["Move Class", "Rename Class"],
        (EventKind::Renamed, EventSubject::Type) => &["Rename Class"],
        (EventKind::SignatureChanged, _) => &["Change Signature"],
        (EventKind::PulledUp, EventSubject::Function) => &["Pull Up Method"],
        (EventKind::PushedDown, EventSubject::Function) => &["Push Down Method"],
        (EventKind::Moved | EventKind::MovedAndRenamed, EventSubject::Value) => &["Move Attribute"],
        (EventKind::Renamed, EventSubject::Value) => &["Rename Attribute"],
        (EventKind::Extracted | EventKind::ExtractedAndMoved, EventSubject::Type) => {
            &["Extract Class"]
        }
        _ => &[],
    }
}

/// How often something was rightly found, wrongly found, and missed.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    right: u32,
    wrong: u32,
    missed: u32,
}

impl Counts {
    fn add(&mut self, labelled: bool, found: bool) {
        match (labelled, found) {
            (true, true) => self.right += 1,
            (false, true) => self.wrong += 1,
            (true, false) => self.missed += 1,
            (false, false) => {}
        }
    }

    fn precision(self) -> f64 {
        share(self.right, self.right + self.wrong)
    }

    fn recall(self) -> f64 {
        share(self.right, self.right + self.missed)
    }

    fn f1(self) -> f64 {
        share(2 * self.right, 2 * self.right + self.wrong + self.missed)
    }

    fn to_json(self) -> serde_json::Value {
        serde_json::json!({
            "right": self.right,
            "wrong": self.wrong,
            "missed": self.missed,
            "precision": rounded(self.precision()),
            "recall": rounded(self.recall()),
            "f1": rounded(self.f1()),
        })
    }
}

fn share(part: u32, of: u32) -> f64 {
    if of == 0 { f64::NAN } else { f64::from(part) / f64::from(of) }
}

fn rounded(value: f64) -> Option<f64> {
    value.is_finite().then(|| (value * 1000.0).round() / 1000.0)
}

/// Prints the tables, and as the last line one JSON object with every figure.
pub(super) fn print(judged: &[Judged]) {
    let sets: BTreeSet<&str> = judged.iter().map(|judged| judged.set.as_str()).collect();
    let mut figures = serde_json::Map::new();
    let every: BTreeMap<&str, Vec<&Judged>> = sets
        .iter()
        .map(|set| (*set, judged.iter().filter(|judged| judged.set == *set).collect()))
        .chain([("all", judged.iter().collect())])
        .collect();
    for (set, rows) in every {
        println!("{set}: {} commits", rows.len());
        println!(
            "  {:<18} {:>6} {:>6} {:>6}  {:>9} {:>7} {:>6}",
            "", "right", "wrong", "missed", "precision", "recall", "F1"
        );
        let mut of_set = serde_json::Map::new();
        let structure = count(&rows, |row| Some((row.is_labelled, row.is_found)));
        print_line("has structure", structure);
        of_set.insert("has structure".to_owned(), structure.to_json());
        for (name, _) in TYPES {
            let counts = count(&rows, |row| {
                let is_measured = knows(judged, &row.set, name);
                is_measured.then(|| (row.labelled.contains(name), row.found.contains(name)))
            });
            print_line(name, counts);
            of_set.insert((*name).to_owned(), counts.to_json());
        }
        println!();
        figures.insert(set.to_owned(), of_set.into());
    }
    println!("{}", serde_json::Value::from(figures));
}

/// Whether the labels of a set know a type. Those of parameters are many, and a set that never says
/// that one was added did not look for them.
fn knows(judged: &[Judged], set: &str, name: &str) -> bool {
    let mut rows = judged.iter().filter(|row| row.set == set);
    if name == "Change Signature" {
        return rows.any(|row| row.labels.iter().any(|label| label == "Add Parameter"));
    }
    rows.any(|row| row.labelled.contains(name))
}

fn count(rows: &[&Judged], of: impl Fn(&Judged) -> Option<(bool, bool)>) -> Counts {
    let mut counts = Counts::default();
    for (labelled, found) in rows.iter().filter_map(|row| of(row)) {
        counts.add(labelled, found);
    }
    counts
}

fn print_line(name: &str, counts: Counts) {
    let Counts { right, wrong, missed } = counts;
    if right + wrong + missed == 0 {
        println!("  {name:<18} not labelled in this set");
        return;
    }
    println!(
        "  {name:<18} {right:>6} {wrong:>6} {missed:>6}  {:>9.3} {:>7.3} {:>6.3}",
        counts.precision(),
        counts.recall(),
        counts.f1()
    );
}
