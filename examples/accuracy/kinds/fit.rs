//! Fits a multinomial logistic regression.
//!
//! In: rows of named values with a class and a weight each. Out: a weight for every feature and class. Deliberately absent:
//! what the features mean. Minimises the weighted negative log likelihood plus half the squared distance of the weights from
//! what is expected of them over [`Settings::spread`], by `minimise`.

use std::collections::HashMap;

use crate::minimise::minimise;

/// One observation.
pub(crate) struct Row<'data> {
    pub(crate) features: &'data [(String, f64)],
    pub(crate) class: usize,
    pub(crate) weight: f64,
}

/// What is fixed before fitting.
#[derive(Clone, Copy)]
pub(crate) struct Settings {
    pub(crate) classes: usize,
    /// The prior variance of a weight.
    pub(crate) spread: f64,
    /// At most so many steps.
    pub(crate) steps: usize,
}

/// Rows as numbers.
struct Matrix {
    starts: Vec<usize>,
    cells: Vec<(u32, f64)>,
    classes: Vec<usize>,
    weights: Vec<f64>,
    features: usize,
    expected: Vec<f64>,
    settings: Settings,
}

/// The weights of `names` and, last, of the feature that every row has; by feature, then class. `expected` is what a weight is
/// where the rows say nothing else.
pub(crate) fn fit(
    rows: &[Row<'_>],
    names: &[String],
    expected: impl Fn(&str, usize) -> f64,
    settings: Settings,
) -> Vec<Vec<f64>> {
    let of_name = |name: &String| {
        (0..settings.classes).map(|class| expected(name, class)).collect::<Vec<_>>()
    };
    let mut start: Vec<f64> = names.iter().flat_map(of_name).collect();
    start.resize((names.len() + 1) * settings.classes, 0.0);
    let matrix = Matrix::of(rows, names, start.clone(), settings);
    let weights = minimise(start, settings.steps, |at| matrix.loss(at));
    weights.chunks(settings.classes).map(<[f64]>::to_vec).collect()
}

impl Matrix {
    fn of(rows: &[Row<'_>], names: &[String], expected: Vec<f64>, settings: Settings) -> Self {
        let index: HashMap<&str, u32> = names.iter().map(String::as_str).zip(0..).collect();
        let mut matrix = Self {
            starts: vec![0],
            cells: Vec::new(),
            classes: rows.iter().map(|row| row.class).collect(),
            weights: rows.iter().map(|row| row.weight).collect(),
            features: names.len() + 1,
            expected,
            settings,
        };
        let always = u32::try_from(names.len()).unwrap_or(u32::MAX);
        for row in rows {
            let known = row.features.iter();
            let known =
                known.filter_map(|(name, value)| Some((*index.get(name.as_str())?, *value)));
            matrix.cells.extend(known);
            matrix.cells.push((always, 1.0));
            matrix.starts.push(matrix.cells.len());
        }
        matrix
    }

    /// The value to minimise and its gradient.
    fn loss(&self, at: &[f64]) -> (f64, Vec<f64>) {
        let classes = self.settings.classes;
        let penalised = (self.features - 1) * classes;
        let mut gradient = vec![0.0; at.len()];
        let mut loss = 0.0;
        let apart = at[..penalised].iter().zip(&self.expected).map(|(weight, at)| weight - at);
        for (apart, slope) in apart.zip(&mut gradient) {
            loss += 0.5 * apart * apart / self.settings.spread;
            *slope = apart / self.settings.spread;
        }
        let mut scores = vec![0.0; classes];
        for (row, span) in self.starts.windows(2).enumerate() {
            let cells = &self.cells[span[0]..span[1]];
            scores.fill(0.0);
            for (feature, value) in cells {
                let weights = &at[*feature as usize * classes..][..classes];
                scores.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight * value);
            }
            let most = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let sum: f64 = scores.iter().map(|score| (score - most).exp()).sum();
            let (class, weight) = (self.classes[row], self.weights[row]);
            loss -= weight * (scores[class] - most - sum.ln());
            for (at, score) in scores.iter_mut().enumerate() {
                let truth = if at == class { 1.0 } else { 0.0 };
                *score = weight * ((*score - most).exp() / sum - truth);
            }
            for (feature, value) in cells {
                let slopes = &mut gradient[*feature as usize * classes..][..classes];
                slopes.iter_mut().zip(&scores).for_each(|(slope, error)| *slope += error * value);
            }
        }
        (loss, gradient)
    }
}
