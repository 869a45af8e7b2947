//! Quantiles of values that are only read: a copy of a long column to put in order would take as much memory as the column.

use super::quantile;

/// Values from which on they are counted by their bits; fewer are copied and put in order, which is faster then.
const MANY: usize = 1 << 17;

/// Bits that one pass over the values tells apart.
const DIGIT: u32 = 16;

/// The `share` quantile of `values` as [`quantile`] gives it, without reordering or copying many of them. `values` gives the same
/// values every time, none of them NaN.
pub fn quantile_of<I: Iterator<Item = f64>>(values: impl Fn() -> I, share: f64) -> f64 {
    let count = values().count();
    if count < MANY {
        quantile(&mut values().collect::<Vec<_>>(), share)
    } else {
        counted(&values, count, share)
    }
}

/// By passes that count: the order statistic below the quantile digit by digit, then the smallest value behind it.
fn counted<I: Iterator<Item = f64>>(values: &impl Fn() -> I, count: usize, share: f64) -> f64 {
    let position = share * (count - 1) as f64;
    let below = position.floor() as usize;
    let (low, up_to_it) = order_statistic(values, below);
    let part = position - below as f64;
    if part == 0.0 {
        return low;
    }
    let behind = || values().filter(|x| x.total_cmp(&low).is_gt()).fold(f64::INFINITY, f64::min);
    let high = if up_to_it > below + 1 { low } else { behind() };
    if part == 0.5 { low / 2.0 + high / 2.0 } else { low + (high - low) * part }
}

/// The value at place `rank`, from 0, in the order of `f64::total_cmp`, and how many values lie up to it, it and its equals included.
fn order_statistic<I: Iterator<Item = f64>>(values: &impl Fn() -> I, rank: usize) -> (f64, usize) {
    let (mut found, mut before) = (0_u64, 0_usize);
    let mut counts = vec![0_usize; 1 << DIGIT];
    let mut equals = 0;
    for shift in (0..u64::BITS / DIGIT).rev().map(|digit| digit * DIGIT) {
        counts.fill(0);
        let known = found.checked_shr(shift + DIGIT).unwrap_or(0);
        for key in values().map(key) {
            if key.checked_shr(shift + DIGIT).unwrap_or(0) == known {
                counts[(key >> shift) as usize % (1 << DIGIT)] += 1;
            }
        }
        let mut digit = 0;
        while before + counts[digit] <= rank {
            before += counts[digit];
            digit += 1;
        }
        equals = counts[digit];
        found |= (digit as u64) << shift;
    }
    (value(found), before + equals)
}

/// The sign bit of a key.
const SIGN: u64 = 1 << 63;

/// A number whose order among others is that of `x` by `f64::total_cmp`.
fn key(x: f64) -> u64 {
    let bits = x.to_bits();
    if bits & SIGN == 0 { bits | SIGN } else { !bits }
}

/// The value with this [`key`].
fn value(key: u64) -> f64 {
    f64::from_bits(if key & SIGN == 0 { !key } else { key & !SIGN })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::rngs::Xoshiro256PlusPlus;
    use rand::{RngExt, SeedableRng};

    #[test]
    fn counting_finds_what_ordering_finds() {
        let mut random = Xoshiro256PlusPlus::seed_from_u64(5);
        for round in 0..200 {
            let count = 1 + random.random_range(0..60);
            let spread = [3.0, 1e3, 1e-300, 1e300][round % 4];
            let values: Vec<f64> = (0..count)
                .map(|_| match random.random_range(0..8) {
                    0 => 0.0,
                    1 => -0.0,
                    2 => f64::INFINITY,
                    3 => (random.random::<f64>() * 4.0).floor(),
                    _ => (random.random::<f64>() - 0.5) * spread,
                })
                .collect();
            for share in [0.0, 0.05, 0.25, 0.5, 0.75, 0.9, 1.0, random.random()] {
                let ordered = quantile(&mut values.clone(), share);
                let counted = counted(&|| values.iter().copied(), count, share);
                assert!(
                    ordered == counted || (ordered.is_nan() && counted.is_nan()),
                    "{ordered}, {counted}: {values:?}"
                );
            }
        }
    }

    #[test]
    fn many_values_are_counted() {
        let values: Vec<f64> =
            (0..MANY as u32 + 7).map(|i| f64::from(i.wrapping_mul(2_654_435_761) % 90_001) - 4e4).collect();
        for share in [0.0, 0.01, 0.25, 0.5, 0.99, 1.0] {
            assert_eq!(quantile_of(|| values.iter().copied(), share), quantile(&mut values.clone(), share));
        }
        assert!(quantile_of(|| [].into_iter(), 0.5).is_nan(), "no values, no median");
    }
}
