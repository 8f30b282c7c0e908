//! Counts what was called what.
//!
//! In: a label and the probabilities, commit by commit. Out: accuracy, F1 by class and macro, the calibration error, and a table of
//! confusions. Deliberately absent: commits of bots in the figures that count; they are shown apart.

#![expect(clippy::print_stdout, reason = "the table is what the program is for")]

use std::collections::BTreeMap;

use git_headway::model::{Kind, Likelihoods};
use serde_json::json;

use super::{CLASSES, Commit, class_of, likely};

/// The kinds that are told apart among changes of code.
const CODE: [Kind; 4] = [Kind::Feat, Kind::Fix, Kind::Refactor, Kind::Perf];
/// Commits are grouped by how sure their kind is, a tenth each.
const BINS: usize = 10;

/// Labels by classes: how many of a label were called what.
#[derive(Clone, Default)]
struct Confusion(BTreeMap<(Kind, Kind), usize>);

#[derive(Default)]
pub(super) struct Scores {
    by_repository: BTreeMap<String, Confusion>,
    people: Confusion,
    with_bots: Confusion,
    code: Confusion,
    /// How many, how sure in all, how many right.
    bins: [(usize, f64, usize); BINS],
}

impl Scores {
    pub(super) fn add(
        &mut self,
        repository: &str,
        commit: &Commit,
        likelihoods: &Likelihoods,
        list: bool,
    ) {
        let label = class_of(commit.kind);
        let called = best(&CLASSES, likelihoods);
        self.with_bots.add(label, called);
        if commit.bot {
            return;
        }
        self.people.add(label, called);
        self.by_repository.entry(repository.to_owned()).or_default().add(label, called);
        if commit.has_code && CODE.contains(&label) {
            self.code.add(label, best(&CODE, likelihoods));
        }
        let sure = likely(likelihoods, called);
        let above = |at: &usize| sure >= *at as f64 / BINS as f64;
        let bin = &mut self.bins[(1..BINS).take_while(above).count()];
        *bin = (bin.0 + 1, bin.1 + sure, bin.2 + usize::from(label == called));
        if list && label != called {
            println!(
                "{repository} {} {label} called {called} {sure:.2}: {}",
                commit.id, commit.subject
            );
        }
    }

    pub(super) fn print(&self, messages: &str) {
        println!("{:<40}{:>8}{:>10}{:>10}", "repository", "commits", "accuracy", "macro F1");
        let rows = self
            .by_repository
            .iter()
            .map(|(name, confusion)| (name.as_str(), confusion, &CLASSES[..]));
        let rows: Vec<_> = rows
            .chain([
                ("all, by people", &self.people, &CLASSES[..]),
                ("all, bots included", &self.with_bots, &CLASSES[..]),
                ("code only, four kinds", &self.code, &CODE[..]),
            ])
            .collect();
        for (name, confusion, classes) in &rows {
            let (accuracy, macro_f1) = (confusion.accuracy(), confusion.macro_f1(classes));
            println!("{name:<40}{:>8}{accuracy:>10.3}{macro_f1:>10.3}", confusion.count());
        }
        println!("\nlabel, then how often it was called what (by people)");
        println!("{:<10}{}{:>8}", "", CLASSES.map(|kind| format!("{kind:>10}")).concat(), "F1");
        for label in CLASSES {
            let called = CLASSES.map(|called| format!("{:>10}", self.people.of(label, called)));
            println!("{label:<10}{}{:>8.3}", called.concat(), self.people.f1(label));
        }
        println!("\nexpected calibration error: {:.3}", self.calibration_error());
        for (count, sure, right) in self.bins.iter().filter(|bin| bin.0 > 0) {
            let count = *count as f64;
            println!("  sure {:.2}  right {:.2}  of {count}", sure / count, *right as f64 / count);
        }
        let rows = rows.iter().map(|(name, confusion, classes)| {
            json!({
                "of": name, "commits": confusion.count(), "accuracy": round(confusion.accuracy()),
                "macro_f1": round(confusion.macro_f1(classes)),
                "f1": classes.iter().map(|kind| (kind.name(), round(confusion.f1(*kind)))).collect::<BTreeMap<_, _>>(),
            })
        });
        let rows: Vec<_> = rows.collect();
        println!(
            "{}",
            json!({ "measure": "kind", "messages": messages, "rows": rows,
                "calibration_error": round(self.calibration_error()) })
        );
    }

    fn calibration_error(&self) -> f64 {
        let all = self.people.count().max(1) as f64;
        self.bins.iter().map(|(_, sure, right)| (sure - *right as f64).abs() / all).sum()
    }
}

fn best(classes: &[Kind], likelihoods: &Likelihoods) -> Kind {
    let most = classes
        .iter()
        .rev()
        .max_by(|a, b| likely(likelihoods, **a).total_cmp(&likely(likelihoods, **b)));
    most.copied().unwrap_or(Kind::Chore)
}

impl Confusion {
    fn add(&mut self, label: Kind, called: Kind) {
        *self.0.entry((label, called)).or_default() += 1;
    }

    fn of(&self, label: Kind, called: Kind) -> usize {
        self.0.get(&(label, called)).copied().unwrap_or(0)
    }

    fn count(&self) -> usize {
        self.0.values().sum()
    }

    fn sum(&self, which: impl Fn(&(Kind, Kind)) -> bool) -> f64 {
        self.0.iter().filter(|(pair, _)| which(pair)).map(|(_, count)| *count).sum::<usize>() as f64
    }

    fn accuracy(&self) -> f64 {
        self.sum(|(label, called)| label == called) / self.count().max(1) as f64
    }

    fn f1(&self, class: Kind) -> f64 {
        let right = self.sum(|pair| *pair == (class, class));
        let either =
            self.sum(|(label, _)| *label == class) + self.sum(|(_, called)| *called == class);
        if either > 0.0 { 2.0 * right / either } else { 0.0 }
    }

    fn macro_f1(&self, classes: &[Kind]) -> f64 {
        let present: Vec<f64> = classes
            .iter()
            .filter(|class| self.sum(|(label, _)| label == *class) > 0.0)
            .map(|class| self.f1(*class))
            .collect();
        present.iter().sum::<f64>() / present.len().max(1) as f64
    }
}

fn round(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}
