//! What fills the gaps of a column of numbers, and what scales it.

use crate::error::{Error, ErrorKind, Result};
use crate::recipe::{ColumnRecipe, Missing, Scale};
use crate::statistics::{mean, mean_of, quantile_of, standard_deviation};

/// Fills the gaps in `values`, if they are to be filled. Gives what with, and how many.
pub(super) fn fill(entry: &ColumnRecipe, values: &mut [f64]) -> Result<(f64, u64)> {
    let gaps = values.iter().filter(|x| x.is_nan()).count();
    if gaps == values.len() {
        return Err(without_values(entry));
    }
    let present = || values.iter().copied().filter(|x| !x.is_nan());
    let fill = match entry.missing {
        Missing::Drop | Missing::LeaveOut => return Ok((f64::NAN, 0)),
        Missing::Constant => entry.constant,
        Missing::Mean => mean_of(present),
        Missing::Median => quantile_of(present, 0.5),
        Missing::MostFrequent => most_frequent(&mut gathered(present(), values.len() - gaps)),
    };
    for value in values.iter_mut().filter(|x| x.is_nan()) {
        *value = fill;
    }
    Ok((fill, gaps as u64))
}

/// What is said of a column without a value in the rows used.
pub(super) fn without_values(entry: &ColumnRecipe) -> Error {
    Error::new(
        ErrorKind::Table,
        format!("column {:?}", entry.name),
        "none of the rows used has a value",
        "Leave the column out.",
    )
}

/// `values`, so many, in a list made at its length: one that grows by doubling would take three times as much of a long table.
fn gathered(values: impl Iterator<Item = f64>, count: usize) -> Vec<f64> {
    let mut list = Vec::with_capacity(count);
    list.extend(values);
    list
}

/// The most frequent value, the smallest of several.
fn most_frequent(present: &mut [f64]) -> f64 {
    present.sort_unstable_by(f64::total_cmp);
    let mut best: &[f64] = &[];
    for run in present.chunk_by(|a, b| a == b) {
        if run.len() > best.len() {
            best = run;
        }
    }
    best.first().copied().unwrap_or(f64::NAN)
}

/// What `scale` subtracts and divides by. A feature that does not vary is divided by 1.
pub(super) fn centre_and_spread(scale: Scale, values: &[f64]) -> (f64, f64) {
    let (center, spread) = match scale {
        // Moving every value by the same amount changes no distance, and keeps digits of values far from 0.
        Scale::None => (mean(values), 1.0),
        Scale::Standard => {
            let center = mean(values);
            let spread = standard_deviation(values, center);
            // What rounding alone leaves of a constant column is no spread.
            (center, if spread <= 1e-14 * center.abs() { 0.0 } else { spread })
        }
        Scale::Minmax => {
            let low = values.iter().copied().fold(f64::INFINITY, f64::min);
            let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            (low, high - low)
        }
        Scale::Robust => {
            let quantile = |share| quantile_of(|| values.iter().copied(), share);
            (quantile(0.5), quantile(0.75) - quantile(0.25))
        }
    };
    (center, if spread > 0.0 { spread } else { 1.0 })
}
