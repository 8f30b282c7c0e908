//! The fitted weights: what each feature is worth for each kind.
//!
//! In: a table, one feature a line, and the features of a commit. Out: a probability for every kind, and which
//! features decided. Deliberately absent: how weights are fitted (`cargo run --example accuracy -- kind --write`
//! does it).
//!
//! The model is multinomial logistic regression: a kind's score is the sum over the features of value × weight,
//! the probability is exp(score) over the sum of all kinds' (D. R. Cox, *The regression analysis of binary sequences*,
//! Journal of the Royal Statistical Society B 20, 1958, for two classes).

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::{LazyLock, OnceLock};

use crate::model::{Kind, Likelihoods};

/// A revert is found before, by its own rules.
const KINDS: usize = Kind::ALL.len() - 1;
/// The name of what every commit has.
const ALWAYS: &str = "always";

static SHIPPED: LazyLock<KindModel> = LazyLock::new(|| {
    // A test reads the same file. Most rows are never asked for after one commit, so each is read when it is.
    let rows = include_str!("weights.tsv").lines().skip(1).filter_map(|line| line.split_once('\t'));
    let rows =
        rows.map(|(name, text)| (Cow::Borrowed(name), Row { text, weights: OnceLock::new() }));
    KindModel { rows: rows.collect() }
});

/// Weights of the features by kind.
#[derive(Clone, Debug, Default)]
pub struct KindModel {
    rows: HashMap<Cow<'static, str>, Row>,
}

/// The weights of one feature.
#[derive(Clone, Debug)]
struct Row {
    /// As they stand in the table, where they were not read yet.
    text: &'static str,
    weights: OnceLock<[f32; KINDS]>,
}

impl Row {
    fn of(weights: [f32; KINDS]) -> Self {
        Self { text: "", weights: OnceLock::from(weights) }
    }

    fn weights(&self) -> &[f32; KINDS] {
        self.weights.get_or_init(|| read(self.text).unwrap_or_default())
    }
}

/// The numbers of a row; `None` where they are not as many as there are kinds.
fn read(text: &str) -> Option<[f32; KINDS]> {
    let weights = text.split('\t').filter_map(|weight| weight.parse().ok());
    weights.collect::<Vec<f32>>().try_into().ok()
}

impl KindModel {
    /// The weights that come with the product.
    #[must_use]
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// Reads a table: a heading, then on each line a feature and its weights in the order of [`Kind::ALL`], split by tabs.
    ///
    /// # Errors
    /// The first line that is none, in plain words.
    pub fn parse(table: &str) -> Result<Self, String> {
        let rows = table.lines().enumerate().skip(1).map(|(at, line)| {
            let found = line.split_once('\t').and_then(|(name, text)| Some((name, read(text)?)));
            let (name, weights) = found.ok_or_else(|| format!("line {}: {line}", at + 1))?;
            Ok((Cow::Owned(name.to_owned()), Row::of(weights)))
        });
        Ok(Self { rows: rows.collect::<Result<_, String>>()? })
    }

    /// Weights by name, in the order of [`Kind::ALL`].
    pub fn of_weights(weights: impl IntoIterator<Item = (String, [f32; KINDS])>) -> Self {
        let rows = weights.into_iter().map(|(name, weights)| (Cow::Owned(name), Row::of(weights)));
        Self { rows: rows.collect() }
    }

    /// The table that [`KindModel::parse`] reads, in the order of the names.
    #[must_use]
    pub fn to_table(&self) -> String {
        let mut rows: Vec<_> = self.rows.iter().collect();
        rows.sort_unstable_by_key(|(name, _)| *name);
        let mut table = "feature".to_owned();
        for kind in &Kind::ALL[..KINDS] {
            table.push('\t');
            table.push_str(kind.name());
        }
        table.push('\n');
        for (name, row) in rows {
            table.push_str(name);
            for weight in row.weights() {
                // Writing to a string cannot fail.
                let _ = write!(table, "\t{weight:.2}");
            }
            table.push('\n');
        }
        table
    }

    pub(super) fn weights_of(&self, feature: &str) -> Option<&[f32; KINDS]> {
        self.rows.get(feature).map(Row::weights)
    }

    /// How likely each kind is, by the features of a commit.
    #[must_use]
    pub fn likelihoods<'f>(
        &self,
        features: impl IntoIterator<Item = (&'f str, f64)>,
    ) -> Likelihoods {
        let mut score = Score::new(self);
        features.into_iter().for_each(|(name, value)| score.add(name, value));
        score.likelihoods()
    }
}

/// A sum that is being made.
pub(super) struct Score<'model> {
    model: &'model KindModel,
    sums: [f64; KINDS],
}

impl<'model> Score<'model> {
    pub(super) fn new(model: &'model KindModel) -> Self {
        let mut score = Self { model, sums: [0.0; KINDS] };
        score.add(ALWAYS, 1.0);
        score
    }

    pub(super) fn add(&mut self, name: &str, value: f64) {
        if let Some(weights) = self.model.weights_of(name) {
            for (sum, weight) in self.sums.iter_mut().zip(weights) {
                *sum += value * f64::from(*weight);
            }
        }
    }

    pub(super) fn likelihoods(&self) -> Likelihoods {
        let most = self.sums.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let mut weights = [0.0; Kind::ALL.len()];
        for (weight, sum) in weights.iter_mut().zip(self.sums) {
            *weight = (sum - most).exp();
        }
        Likelihoods::of_weights(weights)
    }
}

#[cfg(test)]
mod tests {
    use super::{KINDS, KindModel};
    use crate::model::Kind;

    #[test]
    fn the_shipped_table_is_read_whole() {
        let model = KindModel::parse(include_str!("weights.tsv")).unwrap();
        assert!(model.rows.contains_key("always"));
        assert!(model.rows.len() > 500, "{}", model.rows.len());
        assert_eq!(KindModel::shipped().to_table(), model.to_table());
    }

    #[test]
    fn a_table_comes_back_and_a_broken_line_is_told() {
        let mut weights = [0.0; KINDS];
        weights[Kind::Fix as usize] = 1.5;
        let model = KindModel::of_weights([("word crash".to_owned(), weights)]);
        let again = KindModel::parse(&model.to_table()).unwrap();
        assert_eq!(again.to_table(), model.to_table());
        assert_eq!(again.weights_of("word crash"), Some(&weights));
        assert_eq!(KindModel::parse("feature\nword\t1\n").unwrap_err(), "line 2: word\t1");
    }

    #[test]
    fn scores_become_probabilities() {
        let mut weights = [0.0; KINDS];
        weights[Kind::Fix as usize] = 9.0_f32.ln();
        let model = KindModel::of_weights([("word crash".to_owned(), weights)]);
        let likelihoods = model.likelihoods([("word crash", 1.0), ("word unheard", 1.0)]);
        assert_eq!(likelihoods.best(), Kind::Fix);
        assert!((likelihoods.of(Kind::Fix) - 0.5).abs() < 1e-6);
        assert!(likelihoods.of(Kind::Revert) < 1e-12);
    }
}
