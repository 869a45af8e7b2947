//! Logarithms for long tails, fences for single far-out values.

use crate::recipe::words::{names_age, names_score, words};
use crate::recipe::{ColumnRecipe, Outliers, Transform};
use crate::shape::{FAR_FENCE, Shape};
use crate::table::Column;

/// From this skewness on an amount is taken as its logarithm. Skewness is that of the body, see [`Shape::body_skewness`]: an
/// exponential distribution has about 1.6, a bell 0.
const SKEWED: f64 = 1.0;

/// A column with fewer different values is a short scale, which has no tail.
const SHORT_SCALE: u64 = 10;

/// A column with fewer different values has no far-out ones: the ends of a scale are meant.
const LONG_SCALE: u64 = 20;

/// Below this multiple of the median for the largest value a logarithm changes little.
const REACH: f64 = 3.0;

/// Single far-out values are moved in if they lie this many times as far out as the fence: see [`lone`].
const FAR: f64 = 2.0;

/// Suggests transform and outlier treatment of a feature, and says why.
pub(super) fn treat(entry: &mut ColumnRecipe, column: &Column, shape: &Shape) {
    let log = long_tail(column, shape);
    let out = if column.summary.distinct < LONG_SCALE {
        None
    } else if log.is_some() {
        lone(shape.five.map(libm::log1p), shape.log_skewness.unwrap_or_default(), shape.five)
    } else {
        lone(shape.five, shape.body_skewness, shape.five)
    };
    if let Some(why) = &log {
        entry.transform = Transform::Log1p;
        entry.reason = format!("Log, because {why}");
    }
    if let Some(why) = out {
        entry.outliers = Outliers::Iqr;
        entry.reason = with(&entry.reason, why);
    }
}

/// Only a reason that says more than "a number" is kept before another.
fn with(reason: &str, why: String) -> String {
    if reason == super::role::PLAIN_NUMBER { why } else { format!("{reason}. {why}") }
}

/// Why the column should be bent, if it should: no negative value, a long tail in its body, and a log that is straighter.
fn long_tail(column: &Column, shape: &Shape) -> Option<String> {
    let name = words(&column.name);
    let log = shape.log_skewness?;
    let bent = shape.body_skewness >= SKEWED && log.abs() < shape.body_skewness;
    if !bent || column.summary.distinct < SHORT_SCALE || names_age(&name) || names_score(&name) {
        return None;
    }
    let (share, median, largest) = (shape.above_five_medians, shape.five[2], shape.five[4]);
    if share >= 0.001 {
        Some(format!("1 in {} is over five times the median", libm::round(1.0 / share)))
    } else if median > 0.0 {
        let times = largest / median;
        (times >= REACH).then(|| format!("the largest is {} times the median", libm::floor(times)))
    } else {
        Some("most values are small and a few are very large".to_owned())
    }
}

/// Why the extremes should be moved in, if they should: the smallest or largest value lies twice as far beyond the quartiles as
/// Tukey's outer fence, so that alone it would weigh like a whole group of customers.
///
/// `five` is the five-number summary on the scale of the transform, `told` the same in original units.
fn lone(five: [f64; 5], body_skewness: f64, told: [f64; 5]) -> Option<String> {
    let [low, lower, _, upper, high] = five;
    let reach = FAR_FENCE * (upper - lower);
    let out = low < lower - FAR * reach || high > upper + FAR * reach;
    if reach <= 0.0 || !out || body_skewness.abs() >= SKEWED {
        return None;
    }
    let farthest = if high - upper > lower - low { told[4] } else { told[0] };
    Some(format!(
        "Values far out, up to {farthest}, are moved in, because a single one would weigh like a whole group"
    ))
}
