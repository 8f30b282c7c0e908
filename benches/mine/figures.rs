//! Many runs as one figure.
//!
//! In: a value of each run. Out: the median, with the least and the most.
//! Deliberately absent: means and deviations; a machine that does something else makes outliers, and
//! no bell.

/// The median, and the least and the most, with so many digits behind the point; a dash for no runs.
pub(crate) fn spread(values: &[f64], digits: usize) -> String {
    let least = values.iter().copied().reduce(f64::min);
    let most = values.iter().copied().reduce(f64::max);
    match (median(values), least, most) {
        (Some(median), Some(least), Some(most)) => {
            format!("{median:.digits$} ({least:.digits$}–{most:.digits$})")
        }
        _ => "–".to_owned(),
    }
}

/// The value in the middle, of an even number the mean of the two there.
pub(crate) fn median(values: &[f64]) -> Option<f64> {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    if values.len().is_multiple_of(2) {
        Some(f64::midpoint(*values.get(middle.checked_sub(1)?)?, values[middle]))
    } else {
        values.get(middle).copied()
    }
}

/// KiB as MiB.
pub(crate) fn mib(kib: u64) -> f64 {
    kib as f64 / 1024.0
}
