//! The weights of the features.
//!
//! In: the file beside this one. Out: a relative rate for a row. Deliberately absent: fitting; the measures of
//! accuracy do that and write the file.

use super::events::Unit;
use super::features::{FEATURES, Row};

/// `feature<TAB>weight for files<TAB>weight for spots`, a row for each of [`FEATURES`].
const SHIPPED: &str = include_str!("weights.tsv");
/// Where the exponent is cut off, so that a strange row gives no infinite rate.
const LARGEST: f64 = 50.0;

/// A weight for each feature.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weights(pub Row);

impl Weights {
    /// Those that are shipped. A feature that the file does not name weighs nothing; a test holds that
    /// it names them all.
    #[must_use]
    pub fn shipped(unit: Unit) -> Self {
        Self::of_text(SHIPPED, unit)
    }

    /// Those of a text in the format of the shipped ones.
    #[must_use]
    pub fn of_text(text: &str, unit: Unit) -> Self {
        let column = match unit {
            Unit::File => 1,
            Unit::Spot => 2,
        };
        let mut weights = [0.0; FEATURES.len()];
        for row in text.lines() {
            let cells: Vec<&str> = row.split('\t').collect();
            let at = FEATURES.iter().position(|name| *name == cells[0]);
            let weight = cells.get(column).and_then(|cell| cell.parse().ok());
            if let Some((at, weight)) = at.zip(weight) {
                weights[at] = weight;
            }
        }
        Self(weights)
    }

    /// Patches a year, up to a factor that is the same for all places of a repository.
    #[must_use]
    pub fn rate(&self, row: &Row) -> f64 {
        let sum: f64 = self.0.iter().zip(row).map(|(weight, value)| weight * value).sum();
        sum.clamp(-LARGEST, LARGEST).exp()
    }
}

#[cfg(test)]
mod tests {
    use super::{FEATURES, SHIPPED, Unit, Weights};

    #[test]
    fn the_file_has_two_weights_for_every_feature_and_nothing_else() {
        let rows = SHIPPED.lines().filter(|row| !row.starts_with('#'));
        let names: Vec<&str> = rows.clone().map(|row| row.split('\t').next().unwrap()).collect();
        assert_eq!(names, FEATURES);
        for row in rows {
            let cells: Vec<&str> = row.split('\t').skip(1).collect();
            assert_eq!(cells.len(), 2, "{row}");
            assert!(cells.iter().all(|cell| cell.parse::<f64>().is_ok()), "{row}");
        }
        assert_ne!(Weights::shipped(Unit::File), Weights::shipped(Unit::Spot));
    }
}
