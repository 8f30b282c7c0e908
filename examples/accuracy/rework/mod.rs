//! Whether fixes are linked with the commits that they repair.
//!
//! In: repositories, and which commit each fix repairs. Out: precision and recall of the first answer, beside the known baselines
//! on the same fixes, of the links that the product tells, and whether their confidence is what it says; with the weights that are
//! shipped and, where several repositories are given, with weights fitted on the others. `--write` fits on all of them.

#![expect(clippy::print_stdout, reason = "the table is what the program is for")]

mod case;
mod fit;
mod score;

use std::fmt::Write as _;
use std::path::Path;

use anyhow::Context as _;
use git_headway::classify::classify;
use git_headway::classify::repair::{Linker, Weights};
use git_headway::model::{Answers, CommitIndex, CommitVerdict, History, Repair, Thresholds};
use serde_json::{Value, json};

use crate::labelled::{Inputs, Labelled};
use case::{Answer, Case, cases};
use score::{BASELINES, Score, baseline, reliability, score};

/// An answer that is less sure is none, where each fix has one answer.
const ANSWERED: f64 = 0.25;

/// A repository with its cases.
struct Source {
    name: String,
    labelled: Labelled,
    verdicts: Vec<CommitVerdict>,
    cases: Vec<Case>,
}

/// Measures, prints the tables, and writes the weights where asked to.
pub(crate) fn measure(inputs: &Inputs, list: bool, write: Option<&Path>) -> anyhow::Result<()> {
    let sources: Vec<Source> =
        inputs.repo.iter().map(|at| source(inputs, at)).collect::<anyhow::Result<_>>()?;
    let mut figures = Vec::new();
    for source in &sources {
        println!("{}: {} fixes", source.name, source.cases.len());
        let mut figure = baselines(&source.cases);
        let shipped = Weights::shipped();
        figure["shipped"] = tell("shipped weights", source, &shipped);
        let mut weights = shipped;
        if sources.len() > 1 {
            let others = sources.iter().filter(|other| other.name != source.name);
            let others: Vec<&Case> = others.flat_map(|other| &other.cases).collect();
            weights = fit::fit(&others);
            figure["others"] = tell("fitted on the others", source, &weights);
        }
        figure["repository"] = json!(source.name);
        figures.push(figure);
        if list {
            list_answers(source, &weights);
        }
        println!();
    }
    if let Some(path) = write {
        write_weights(path, &sources)?;
    }
    println!("{}", json!({ "measure": "rework", "as_is": inputs.as_is, "repositories": figures }));
    Ok(())
}

fn source(inputs: &Inputs, directory: &Path) -> anyhow::Result<Source> {
    let labelled = inputs.read(directory)?;
    let verdicts = classify(&labelled.history, &Answers::default(), &Thresholds::default()).commits;
    let cases = cases(&labelled, &verdicts);
    Ok(Source { name: name_of(directory, &labelled), labelled, verdicts, cases })
}

/// The name of the repository; that of the folder around it where a clone is called `repo`.
fn name_of(directory: &Path, labelled: &Labelled) -> String {
    let parent = directory.parent().and_then(Path::file_name);
    match (labelled.name.as_str(), parent) {
        ("repo", Some(parent)) => parent.to_string_lossy().replace('+', "/"),
        (name, _) => name.to_owned(),
    }
}

fn baselines(cases: &[Case]) -> Value {
    println!("  {:34} {:>6} {:>9} {:>6}", "", "F1", "precision", "recall");
    let mut figures = serde_json::Map::new();
    for (at, name) in BASELINES.iter().enumerate() {
        let score = baseline(cases, at);
        line(name, score);
        figures.insert(name[..name.find(':').unwrap_or(name.len())].to_owned(), figure(score));
    }
    let reach = cases.iter().filter(|case| case.is_in_reach()).count();
    let ceiling = reach as f64 / cases.len().max(1) as f64;
    println!("  {:34} {ceiling:>23.3}", "any candidate is right");
    json!({ "fixes": cases.len(), "ceiling": ceiling, "baselines": figures })
}

fn line(name: &str, score: Score) {
    let (precision, recall) = (score.precision(), score.recall());
    println!("  {name:34} {:>6.3} {precision:>9.3} {recall:>6.3}", score.f1());
}

fn figure(score: Score) -> Value {
    json!({
        "f1": score.f1(), "precision": score.precision(), "recall": score.recall(),
        "answers": score.answers, "right": score.right_answers, "fixes": score.fixes,
    })
}

/// Prints what weights reach, and returns it.
fn tell(what: &str, source: &Source, weights: &Weights) -> Value {
    let answers: Vec<Option<Answer>> =
        source.cases.iter().map(|case| case.answer(weights)).collect();
    let (every, one, told) =
        (score(&answers, 0.0), score(&answers, ANSWERED), score(&answers, Repair::SURE));
    println!("  {what}");
    line("  an answer to every fix", every);
    line("  one answer or none", one);
    line("  links that are told", told);
    let (bins, error) = reliability(&answers);
    let said: Vec<String> = bins
        .iter()
        .filter(|bin| bin.answers > 0)
        .map(|bin| format!("{:.2} is {:.2} (n {})", bin.said, bin.right, bin.answers))
        .collect();
    println!("    confidence: {}; expected calibration error {error:.3}", said.join(", "));
    let bins: Vec<Value> = bins
        .iter()
        .map(|bin| json!({ "said": bin.said, "right": bin.right, "answers": bin.answers }))
        .collect();
    json!({
        "every": figure(every), "one": figure(one), "told": figure(told),
        "calibration": { "bins": bins, "error": error },
    })
}

/// Every fix with its answer, the truth and the reasons.
fn list_answers(source: &Source, weights: &Weights) {
    let history = &source.labelled.history;
    let linker = Linker::new(history, &source.verdicts);
    for case in &source.cases {
        let answer = case.answer(weights);
        let verdict = match answer {
            Some(answer) if answer.is_right => "right",
            _ if !case.is_in_reach() => "out of reach",
            Some(_) => "wrong",
            None => "none",
        };
        println!("{verdict}: {}", named(history, case.fix));
        if let Some(answer) = answer {
            println!("  answer {:.2} {}", answer.confidence, named(history, answer.commit));
            let repairs = linker.repairs(case.fix, weights);
            let chosen = repairs.iter().find(|repair| repair.commit == answer.commit);
            for because in chosen.iter().flat_map(|repair| &repair.evidence) {
                println!("    [{}] {}", because.rule, because.says);
            }
        }
        for target in case.targets.iter().filter(|at| answer.is_none_or(|is| is.commit != **at)) {
            println!("  truth       {}", named(history, *target));
        }
    }
}

fn named(history: &History, at: CommitIndex) -> String {
    let commit = history.commit(at);
    format!("{} {} {}", commit.id.short(), commit.date(), commit.subject)
}

fn write_weights(path: &Path, sources: &[Source]) -> anyhow::Result<()> {
    let all: Vec<&Case> = sources.iter().flat_map(|source| &source.cases).collect();
    let weights = fit::fit(&all);
    let mut text = String::from(
        "# How much each signal weighs when it is told what a fix repairs (src/classify/repair).\n\
         # Written by `accuracy -- rework --write`; fitted on fixes that name what they repair:\n",
    );
    for source in sources {
        let head = source.labelled.history.commits.last().map(|commit| commit.id.short());
        let head = head.unwrap_or_default();
        let _ = writeln!(text, "# {} at {head}, {} fixes", source.name, source.cases.len());
    }
    text.push_str(&weights.rows());
    std::fs::write(path, text).with_context(|| format!("could not write {}", path.display()))
}
