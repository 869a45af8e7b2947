//! Transforms with what was found for them in the data, and the way back.

use crate::recipe::Transform;
use crate::statistics::{mean, standard_deviation};
use serde::{Deserialize, Serialize};

/// Quantiles that the quantile transform keeps, at most.
const KNOTS: usize = 1000;

/// Values from which the power of Yeo and Johnson is found, at most: evenly spread ones of a longer column.
const LIKELY: usize = 100_000;

/// A transform that can be carried out. Increasing, so that order is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Bend {
    /// `x`
    Straight,
    /// `ln(1 + x)`
    Log1p,
    /// `√x`
    Sqrt,
    /// Yeo & Johnson (2000) with this power.
    YeoJohnson(f64),
    /// Share of the rows below: these quantiles, evenly spread from the smallest to the largest value, interpolated linearly; the
    /// middle of its shares for a value that fills several (scikit-learn's QuantileTransformer).
    Quantile(Vec<f64>),
}

impl Bend {
    /// Finds what `transform` needs in `values`, which hold no NaN.
    pub fn new(transform: Transform, values: &[f64]) -> Self {
        match transform {
            Transform::None => Self::Straight,
            Transform::Log1p => Self::Log1p,
            Transform::Sqrt => Self::Sqrt,
            Transform::YeoJohnson => Self::YeoJohnson(likeliest_power(values)),
            Transform::Quantile => Self::Quantile(knots(values)),
        }
    }

    /// Whether `x` has an image.
    pub fn takes(&self, x: f64) -> bool {
        match self {
            Self::Log1p => x > -1.0,
            Self::Sqrt => x >= 0.0,
            _ => true,
        }
    }

    /// The image of `x`.
    pub fn apply(&self, x: f64) -> f64 {
        match self {
            Self::Straight => x,
            Self::Log1p => libm::log1p(x),
            Self::Sqrt => libm::sqrt(x),
            Self::YeoJohnson(power) => yeo_johnson(x, *power),
            Self::Quantile(knots) => share_below(x, knots),
        }
    }

    /// The value with the image `y`; the nearest one there is for a `y` outside the image.
    pub fn invert(&self, y: f64) -> f64 {
        match self {
            Self::Straight => y,
            Self::Log1p => libm::expm1(y),
            Self::Sqrt => y.max(0.0) * y.max(0.0),
            Self::YeoJohnson(power) => yeo_johnson_inverse(y, *power),
            Self::Quantile(knots) => at_share(y, knots),
        }
    }
}

/// `((1 + x)^p - 1) / p` for `x ≥ 0`, `-((1 - x)^(2 - p) - 1) / (2 - p)` below, logarithms where the divisor is 0.
fn yeo_johnson(x: f64, power: f64) -> f64 {
    if x >= 0.0 { box_cox(x, power) } else { -box_cox(-x, 2.0 - power) }
}

fn yeo_johnson_inverse(y: f64, power: f64) -> f64 {
    if y >= 0.0 { box_cox_inverse(y, power) } else { -box_cox_inverse(-y, 2.0 - power) }
}

/// `((1 + x)^p - 1) / p` by way of logarithms, which keeps the digits of small powers.
fn box_cox(x: f64, power: f64) -> f64 {
    let log = libm::log1p(x);
    if power == 0.0 { log } else { libm::expm1(power * log) / power }
}

fn box_cox_inverse(y: f64, power: f64) -> f64 {
    if power == 0.0 {
        return libm::expm1(y);
    }
    // A negative power has a ceiling at -1 / power.
    libm::expm1(libm::log1p((power * y).max(-1.0 + f64::EPSILON)) / power)
}

/// The power under which the transformed values are most likely to come from a normal distribution: golden section search
/// between -2 and 2, wider where the best lies at an end.
fn likeliest_power(values: &[f64]) -> f64 {
    let step = values.len().div_ceil(LIKELY).max(1);
    let values: Vec<f64> = values.iter().copied().step_by(step).collect();
    let jacobian: f64 = values.iter().map(|x| libm::log1p(x.abs()).copysign(*x)).sum();
    let likelihood = |power: f64| {
        let bent: Vec<f64> = values.iter().map(|x| yeo_johnson(*x, power)).collect();
        let spread = standard_deviation(&bent, mean(&bent));
        let found = (power - 1.0) * jacobian - values.len() as f64 * libm::log(spread);
        if found.is_finite() && spread > 0.0 { found } else { f64::NEG_INFINITY }
    };
    let (mut low, mut high) = (-2.0, 2.0);
    for _ in 0..5 {
        let best = golden(low, high, &likelihood);
        if best > low + 1e-3 && best < high - 1e-3 {
            return best;
        }
        (low, high) = (low * 2.0, high * 2.0);
    }
    // Nothing varies, or the values are no quantity: leave them as they are.
    1.0
}

fn golden(mut low: f64, mut high: f64, worth: &dyn Fn(f64) -> f64) -> f64 {
    const GOLDEN: f64 = 0.618_033_988_749_894_9;
    let (mut a, mut b) = (high - GOLDEN * (high - low), low + GOLDEN * (high - low));
    let (mut at_a, mut at_b) = (worth(a), worth(b));
    while high - low > 1e-9 {
        if at_a >= at_b {
            (high, b, at_b) = (b, a, at_a);
            a = high - GOLDEN * (high - low);
            at_a = worth(a);
        } else {
            (low, a, at_a) = (a, b, at_b);
            b = low + GOLDEN * (high - low);
            at_b = worth(b);
        }
    }
    f64::midpoint(low, high)
}

fn knots(values: &[f64]) -> Vec<f64> {
    let count = values.len().min(KNOTS);
    let mut ordered = values.to_vec();
    if count < 2 {
        return ordered;
    }
    ordered.sort_unstable_by(f64::total_cmp);
    let last = ordered.len() - 1;
    (0..count)
        .map(|i| {
            let position = i as f64 / (count - 1) as f64 * last as f64;
            let below = (position as usize).min(last);
            let above = (below + 1).min(last);
            ordered[below] + (ordered[above] - ordered[below]) * (position - below as f64)
        })
        .collect()
}

fn share_below(x: f64, knots: &[f64]) -> f64 {
    let steps = knots.len().saturating_sub(1).max(1) as f64;
    let first = knots.partition_point(|knot| *knot < x);
    let end = knots.partition_point(|knot| *knot <= x);
    if first == knots.len() {
        return 1.0;
    }
    if end > first {
        return (first + end - 1) as f64 / 2.0 / steps;
    }
    if first == 0 {
        return 0.0;
    }
    let (low, high) = (knots[first - 1], knots[first]);
    (first as f64 - 1.0 + (x - low) / (high - low)) / steps
}

fn at_share(share: f64, knots: &[f64]) -> f64 {
    let last = knots.len().saturating_sub(1);
    let position = share.clamp(0.0, 1.0) * last as f64;
    let below = (position as usize).min(last);
    let above = (below + 1).min(last);
    knots[below] + (knots[above] - knots[below]) * (position - below as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bend_inverts() {
        let values: Vec<f64> = (0..500).map(|i| f64::from(i * i) / 100.0).collect();
        for transform in
            [Transform::None, Transform::Log1p, Transform::Sqrt, Transform::YeoJohnson, Transform::Quantile]
        {
            let bend = Bend::new(transform, &values);
            for x in [0.0, 0.04, 3.61, 2490.01] {
                let back = bend.invert(bend.apply(x));
                assert!((back - x).abs() <= 1e-9 * x.max(1.0), "{transform:?}: {x} came back as {back}");
            }
        }
        let signed = Bend::YeoJohnson(0.4);
        assert!((signed.invert(signed.apply(-37.5)) + 37.5).abs() < 1e-9, "negative values too");
    }

    #[test]
    fn the_power_of_a_bell_is_one_and_of_a_log_bell_is_less() {
        let bell: Vec<f64> =
            (1..200).map(|i| f64::from(i) / 200.0).map(|p| libm::tan((p - 0.5) * 1.5)).collect();
        let Bend::YeoJohnson(power) = Bend::new(Transform::YeoJohnson, &bell) else { panic!("asked for") };
        assert!((power - 1.0).abs() < 0.01, "symmetric values need no bend: {power}");
        let long: Vec<f64> = bell.iter().map(|x| libm::exp(3.0 * x)).collect();
        let Bend::YeoJohnson(power) = Bend::new(Transform::YeoJohnson, &long) else { panic!("asked for") };
        assert!(power < 0.2, "{power}");
        assert_eq!(Bend::new(Transform::YeoJohnson, &[5.0; 9]), Bend::YeoJohnson(1.0), "nothing varies");
    }

    #[test]
    fn quantiles_take_the_middle_of_ties() {
        let bend = Bend::new(Transform::Quantile, &[0.0, 0.0, 0.0, 1.0, 2.0]);
        assert_eq!(
            [-1.0, 0.0, 0.5, 1.0, 2.0, 9.0].map(|x| bend.apply(x)),
            [0.0, 0.25, 0.625, 0.75, 1.0, 1.0]
        );
    }
}
