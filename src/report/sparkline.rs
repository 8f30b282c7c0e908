//! Small bars made of characters.
//!
//! In: values and the largest value of the scale. Out: one character a value.
//! Deliberately absent: axes; the numbers stand in a table beside.

const BARS: [char; 5] = ['▁', '▂', '▃', '▅', '▇'];

/// One bar a value. Nothing is the lowest bar; anything above nothing is higher than that.
pub(super) fn sparkline(values: &[f64], largest: f64) -> String {
    let bar = |value: &f64| {
        let steps = [0.0, 0.25, 0.5, 0.75];
        let above = steps.iter().filter(|step| *value > **step * largest).count();
        BARS[if largest > 0.0 { above } else { 0 }]
    };
    values.iter().map(bar).collect()
}

/// The same of values some of which are not there: a dot for each of these.
pub(super) fn gapped(values: &[Option<f64>], largest: f64) -> String {
    let bar = |value: &Option<f64>| match value {
        Some(value) => sparkline(&[*value], largest),
        None => '·'.to_string(),
    };
    values.iter().map(bar).collect()
}

#[cfg(test)]
mod tests {
    use super::{gapped, sparkline};

    #[test]
    fn nothing_is_lowest_and_little_is_not_nothing() {
        assert_eq!(sparkline(&[0.0, 0.1, 3.0, 6.0, 9.0, 10.0], 10.0), "▁▂▃▅▇▇");
        assert_eq!(sparkline(&[0.0, 0.0], 0.0), "▁▁");
        assert_eq!(sparkline(&[], 1.0), "");
        assert_eq!(gapped(&[Some(4.0), None, Some(1.0), Some(f64::NAN)], 4.0), "▇·▂▁");
    }
}
