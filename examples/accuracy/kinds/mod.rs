//! The kinds of commits against the types that their authors wrote, leaving one repository out.
//!
//! In: clones and labels (commit, type, breaking, bot); clones that are only learnt from. Out: the table of
//! docs/accuracy.md, and with `--write` the weights that the product reads. Deliberately absent: any look at the repository that is
//! measured while its weights are fitted.

pub(crate) mod fit;
pub(crate) mod levin;
mod score;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use git_headway::classify::{KindFeatures, KindModel, classify, kind_features, with_rules};
use git_headway::model::{Answers, Kind, Likelihoods, Thresholds};

use self::fit::{Row, Settings, fit};
use self::score::Scores;
use crate::labelled::{Inputs, Labelled};

/// A revert is told by its own rules.
const KINDS: usize = Kind::ALL.len() - 1;
/// A feature is learnt from so many commits or more, of two repositories or more.
const FEWEST_COMMITS: usize = 15;
/// The prior variance of a weight.
const SPREAD: f64 = 0.15;
const STEPS: usize = 120;
/// How much the label of a change of code counts that is called upkeep: which repairs and clean-ups are a `chore` is a habit of each project.
const LOOSE: f64 = 0.5;
/// The weight that the rules' strengths have before anything was learnt, in logits for a strength of ten.
const RULES_SPEAK: f64 = 1.5;
/// How much rare kinds are weighed up: the power of how much rarer they are than the most frequent one.
const RARE: f64 = 0.35;

/// A commit with a label.
pub(crate) struct Commit {
    pub(crate) id: String,
    pub(crate) subject: String,
    pub(crate) kind: Kind,
    pub(crate) bot: bool,
    pub(crate) has_code: bool,
    pub(crate) features: Vec<(String, f64)>,
    pub(crate) by_rules: Option<(Kind, f64)>,
}

struct Repository {
    name: String,
    commits: Vec<Commit>,
    measured: bool,
}

/// What to do besides measuring.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Clones that are learnt from and not measured; their labels are the types in their messages.
    #[arg(long, num_args = 1.., value_name = "DIR")]
    also: Vec<PathBuf>,
    /// Fit on all repositories and write the weights that the product reads.
    #[arg(long, value_name = "FILE")]
    write: Option<PathBuf>,
    /// Measure the weights that come with the product, on repositories that they were not fitted on.
    #[arg(long)]
    shipped: bool,
    /// List what differs.
    #[arg(long)]
    list: bool,
}

/// Measures.
pub(crate) fn measure(inputs: &Inputs, options: &Options) -> anyhow::Result<()> {
    let mut repositories = Vec::new();
    for directory in &inputs.repo {
        repositories.push(Repository::of(&inputs.read(directory)?, true));
    }
    for directory in &options.also {
        repositories.push(Repository::of(&inputs.read(directory)?, false));
    }
    if let Some(path) = &options.write {
        let all: Vec<&Repository> = repositories.iter().collect();
        std::fs::write(path, fitted(&all).to_table())?;
    }
    let mut scores = Scores::default();
    for repository in repositories.iter().filter(|repository| repository.measured) {
        let others = repositories.iter().filter(|other| other.name != repository.name);
        let model = if options.shipped {
            KindModel::shipped().clone()
        } else {
            fitted(&others.collect::<Vec<_>>())
        };
        for commit in &repository.commits {
            let features = commit.features.iter().map(|(name, value)| (name.as_str(), *value));
            let likelihoods = with_rules(&model.likelihoods(features), commit.by_rules);
            scores.add(&repository.name, commit, &likelihoods, options.list);
        }
    }
    scores.print(if inputs.as_is { "as is" } else { "masked" });
    Ok(())
}

impl Repository {
    fn of(labelled: &Labelled, measured: bool) -> Self {
        let verdicts = classify(&labelled.history, &Answers::default(), &Thresholds::default());
        let mut features = kind_features(&labelled.history);
        let rows: Vec<(usize, String, bool)> = if labelled.rows.is_empty() {
            let typed = labelled.typed.iter().enumerate();
            typed
                .filter_map(|(at, kind)| Some((at, kind.clone()?, verdicts.commits[at].by_bot)))
                .collect()
        } else {
            let rows = labelled.rows.iter();
            let read = |row: &Vec<String>| {
                let at = labelled.commit(row.first()?)?.get();
                let bot = row.get(3).is_some_and(|bot| bot == "1");
                Some((at, row.get(1)?.clone(), bot))
            };
            rows.filter_map(read).collect()
        };
        let commits = rows.into_iter().filter_map(|(at, kind, bot)| {
            let kind = Kind::ALL.into_iter().find(|known| known.name() == kind)?;
            let commit = &labelled.history.commits[at];
            let files = &labelled.history.file_changes[commit.file_changes.clone()];
            let is_code = |path| {
                git_headway::classify::path_class(path, None)
                    == git_headway::classify::PathClass::Code
            };
            (kind != Kind::Revert).then_some(())?;
            let KindFeatures { values, by_rules } = features[at].take()?;
            Some(Commit {
                id: commit.id.short(),
                subject: commit.subject.clone(),
                kind,
                bot,
                has_code: files.iter().any(|file| is_code(&file.path)),
                features: values,
                by_rules,
            })
        });
        Self { name: labelled.name.clone(), commits: commits.collect(), measured }
    }

    fn by_people(&self) -> impl Iterator<Item = &Commit> {
        self.commits.iter().filter(|commit| !commit.bot)
    }
}

/// The model of some repositories.
fn fitted(repositories: &[&Repository]) -> KindModel {
    let names = frequent(repositories);
    let mut count = [0_usize; KINDS];
    repositories
        .iter()
        .flat_map(|at| at.by_people())
        .for_each(|commit| count[class_of(commit.kind) as usize] += 1);
    let most = count.iter().max().copied().unwrap_or(1).max(1) as f64;
    let mut rows = Vec::new();
    for repository in repositories {
        // A large repository says more than a small one, but not in proportion: its commits are alike.
        let each = 1.0 / (repository.by_people().count().max(1) as f64).sqrt();
        for commit in repository.by_people() {
            let class = exact(commit) as usize;
            let alike = count[class_of(commit.kind) as usize].max(1) as f64;
            let rarity = (most / alike).powf(RARE);
            let is_loose = commit.has_code && class_of(commit.kind) == Kind::Chore;
            let trust = if is_loose { LOOSE } else { 1.0 };
            rows.push(Row { features: &commit.features, class, weight: each * rarity * trust });
        }
    }
    let mean = rows.iter().map(|row| row.weight).sum::<f64>() / rows.len().max(1) as f64;
    for row in &mut rows {
        row.weight /= mean;
    }
    let settings = Settings { classes: KINDS, spread: SPREAD, steps: STEPS };
    let weights = fit(&rows, &names, expected, settings);
    let names = names.into_iter().chain(["always".to_owned()]);
    #[expect(clippy::cast_possible_truncation, reason = "the table has two decimals")]
    let narrow = |weights: Vec<f64>| std::array::from_fn(|kind| weights[kind] as f32);
    KindModel::of_weights(names.zip(weights.into_iter().map(narrow)))
}

/// Many projects call everything a chore that is no change of code. What touches nothing but the build or the integration is called so,
/// as Conventional Commits do; both count as one class where kinds are compared.
fn exact(commit: &Commit) -> Kind {
    let has = |feature: &str| commit.features.iter().any(|(name, _)| name == feature);
    if class_of(commit.kind) != Kind::Chore || has("rule release chore") {
        commit.kind
    } else if has("only continuous integration") {
        Kind::Ci
    } else if has("only build") || has("only lock") || has("classes build+lock") {
        Kind::Build
    } else {
        commit.kind
    }
}

/// What a rule finds for a kind speaks for it, as long as no commit says otherwise.
fn expected(name: &str, class: usize) -> f64 {
    let kind = name.strip_prefix("sum ").filter(|kind| Kind::ALL[class].name() == *kind);
    if kind.is_some() { RULES_SPEAK } else { 0.0 }
}

/// The features that enough commits of several repositories have.
fn frequent(repositories: &[&Repository]) -> Vec<String> {
    let mut seen: BTreeMap<&str, (usize, BTreeSet<&str>)> = BTreeMap::new();
    for repository in repositories {
        for commit in repository.by_people() {
            for (name, _) in &commit.features {
                let (count, of) = seen.entry(name).or_default();
                *count += 1;
                of.insert(&repository.name);
            }
        }
    }
    let enough = |(count, of): &(usize, BTreeSet<&str>)| *count >= FEWEST_COMMITS && of.len() >= 2;
    let of_rules = Kind::ALL.iter().map(|kind| format!("sum {kind}"));
    let mut names: BTreeSet<String> = of_rules.collect();
    names
        .extend(seen.into_iter().filter(|(_, seen)| enough(seen)).map(|(name, _)| name.to_owned()));
    names.into_iter().collect()
}

/// The seven classes that are compared: what keeps a project going is one.
pub(crate) const CLASSES: [Kind; 7] =
    [Kind::Feat, Kind::Fix, Kind::Refactor, Kind::Perf, Kind::Docs, Kind::Test, Kind::Chore];

/// The class of a kind.
pub(crate) fn class_of(kind: Kind) -> Kind {
    match kind {
        Kind::Build | Kind::Ci | Kind::Style => Kind::Chore,
        other => other,
    }
}

/// The probability of a class.
pub(crate) fn likely(likelihoods: &Likelihoods, class: Kind) -> f64 {
    Kind::ALL
        .into_iter()
        .filter(|kind| class_of(*kind) == class)
        .map(|kind| likelihoods.of(kind))
        .sum()
}
