//! What a run of numbers is at a glance, found four at a time.

use wide::f64x4;

/// Doubles from here on are whole numbers, and those from here to twice as much all of them.
const WHOLE: f64 = (1_u64 << 52) as f64;

/// Sums of whole numbers that stay below this are exact.
const EXACT: f64 = 2.0 * WHOLE;

/// Values looked at side by side.
const LANES: usize = 4;

/// What is known of a run of numbers, of which NaN stands for none.
#[derive(Debug)]
pub(crate) struct Glance {
    /// How many there are.
    pub(crate) count: u64,
    /// The smallest; infinity if there is none.
    pub(crate) low: f64,
    /// The largest; minus infinity if there is none.
    pub(crate) high: f64,
    /// Whether all are whole.
    pub(crate) whole: bool,
    /// Their sum, where all are whole and it is exact.
    sum: f64,
}

impl Glance {
    /// Looks at `values`; `None` if they need to be looked at one by one, as there are few, one is −0, or one is large.
    pub(crate) fn at(values: &[f64]) -> Option<Self> {
        let (runs, rest) = values.as_chunks::<LANES>();
        if runs.len() < LANES {
            return None;
        }
        let mut lanes = Lanes::new();
        runs.iter().for_each(|run| lanes.look(*run));
        let mut last = [f64::NAN; LANES];
        last[..rest.len()].copy_from_slice(rest);
        lanes.look(last);
        lanes.together()
    }

    /// `sum` with all values added, if that is exact on the way in whatever order.
    pub(crate) fn exact_sum(&self, sum: f64) -> Option<f64> {
        let largest = if -self.low > self.high { -self.low } else { self.high };
        let exact = self.whole && is_whole(sum) && sum.abs() + largest.abs() * self.count as f64 <= EXACT;
        exact.then_some(sum + self.sum)
    }
}

/// The same for every fourth number each.
struct Lanes {
    count: f64x4,
    low: f64x4,
    high: f64x4,
    /// Bits that are set where a number is not whole, or large.
    broken: f64x4,
    /// Bits that are set where a zero has a sign.
    signed: f64x4,
    sum: f64x4,
}

impl Lanes {
    fn new() -> Self {
        let all = f64x4::splat;
        Self {
            count: f64x4::ZERO,
            low: all(f64::INFINITY),
            high: all(f64::NEG_INFINITY),
            broken: f64x4::ZERO,
            signed: f64x4::ZERO,
            sum: f64x4::ZERO,
        }
    }

    #[inline(always)]
    fn look(&mut self, run: [f64; LANES]) {
        let (x, whole) = (f64x4::new(run), f64x4::splat(WHOLE));
        let present = x.simd_eq(x);
        let size = x.abs();
        self.count += present & f64x4::ONE;
        self.low = x.simd_lt(self.low).select(x, self.low);
        self.high = x.simd_gt(self.high).select(x, self.high);
        self.broken |= (((size + whole) - whole) ^ size) & present;
        self.signed |= x & x.simd_eq(f64x4::ZERO);
        self.sum += x & present;
    }

    fn together(self) -> Option<Glance> {
        let none = |bits: f64x4| bits.to_array().iter().all(|lane| lane.to_bits() == 0);
        let sum = |lanes: f64x4| lanes.to_array().iter().sum::<f64>();
        let low = self.low.to_array().into_iter().fold(f64::INFINITY, |low, x| if x < low { x } else { low });
        let high = self
            .high
            .to_array()
            .into_iter()
            .fold(f64::NEG_INFINITY, |high, x| if x > high { x } else { high });
        let small = low > -WHOLE && high < WHOLE;
        (small && none(self.signed)).then(|| Glance {
            count: sum(self.count) as u64,
            low,
            high,
            whole: none(self.broken),
            sum: sum(self.sum),
        })
    }
}

/// Whether a number is whole. An addition that rounds, since `fract` is a call on some machines.
pub(crate) fn is_whole(value: f64) -> bool {
    let size = value.abs();
    if size < WHOLE { (size + WHOLE) - WHOLE == size } else { size.is_finite() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_told_from_others() {
        for value in [0.0, -0.0, 1.0, -3.0, 4_503_599_627_370_495.0, 1e15, 1e300] {
            assert!(is_whole(value) && value.fract() == 0.0, "{value}");
        }
        for value in [0.5, -1e-300, 4_503_599_627_370_494.5, f64::NAN, f64::INFINITY] {
            assert!(!is_whole(value) && value.fract() != 0.0, "{value}");
        }
    }

    #[test]
    fn what_matters_is_seen() {
        let mut values: Vec<f64> = (0..21).map(f64::from).collect();
        values[20] = f64::NAN;
        let glance = Glance::at(&values).expect("small numbers");
        assert_eq!((glance.count, glance.low, glance.high, glance.whole), (20, 0.0, 19.0, true));
        assert_eq!((glance.exact_sum(5.0), glance.exact_sum(0.5)), (Some(195.0), None));
        values[7] = 0.5;
        assert!(Glance::at(&values).is_some_and(|glance| !glance.whole), "a half");
        values[3] = -0.0;
        assert!(Glance::at(&values).is_none() && Glance::at(&values[8..12]).is_none(), "a sign, too few");
    }
}
