//! Sums that keep the digits of a long column, and what a column of numbers adds up to in each segment.

/// A running sum with the lost digits carried along (Neumaier 1974), so that a total equals the file's.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sum {
    sum: f64,
    lost: f64,
}

impl Sum {
    pub(super) fn add(&mut self, x: f64) {
        let sum = self.sum + x;
        self.lost += if self.sum.abs() >= x.abs() { (self.sum - sum) + x } else { (x - sum) + self.sum };
        self.sum = sum;
    }

    pub(super) fn value(self) -> f64 {
        self.sum + self.lost
    }
}

/// A column of numbers, tallied segment by segment. Values are multiplied by a power of two first, which changes no digit
/// and keeps squares of very large or very small values in range.
#[derive(Debug)]
pub(super) struct NumberTally {
    scale: f64,
    origin: f64,
    /// Smallest and largest value of each segment.
    extremes: Vec<(f64, f64)>,
    counts: Vec<u64>,
    sums: Vec<Sum>,
    deviations: Vec<Sum>,
    squares: Vec<Sum>,
}

/// What a tallied column comes to: over everyone, and in each segment.
#[derive(Debug, PartialEq)]
pub(super) struct Tallied {
    pub(super) average: f64,
    /// Population standard deviation over everyone.
    pub(super) deviation: f64,
    pub(super) smallest: f64,
    pub(super) largest: f64,
    /// Sum over everyone.
    pub(super) total: f64,
    pub(super) counts: Vec<u64>,
    pub(super) totals: Vec<f64>,
    pub(super) means: Vec<Option<f64>>,
    /// Sample standard deviation in each segment, divisor n - 1; `None` below two values.
    pub(super) deviations: Vec<Option<f64>>,
}

impl NumberTally {
    /// For `k` segments of a column whose values are at most `largest` in size and lie about `origin`.
    pub(super) fn new(k: usize, largest: f64, origin: f64) -> Self {
        let (_, exponent) = libm::frexp(largest);
        let scale = if largest > 0.0 { libm::ldexp(1.0, (-exponent).clamp(-1022, 1000)) } else { 1.0 };
        Self {
            scale,
            origin: origin * scale,
            extremes: vec![(f64::INFINITY, f64::NEG_INFINITY); k],
            counts: vec![0; k],
            sums: vec![Sum::default(); k],
            deviations: vec![Sum::default(); k],
            squares: vec![Sum::default(); k],
        }
    }

    /// Counts a run of cells, each with the segment of its customer; a gap (NaN) is passed over. A run, some ten thousand
    /// cells, is short enough for plain sums; only runs are added up with their lost digits.
    pub(super) fn add_run(&mut self, cells: impl Iterator<Item = (usize, f64)>) {
        let k = self.sums.len();
        let (mut sums, mut deviations, mut squares) = (vec![0.0; k], vec![0.0; k], vec![0.0; k]);
        for (segment, x) in cells.filter(|(_, x)| !x.is_nan()) {
            let scaled = x * self.scale;
            let away = scaled - self.origin;
            let (low, high) = &mut self.extremes[segment];
            (*low, *high) = (low.min(x), high.max(x));
            self.counts[segment] += 1;
            sums[segment] += scaled;
            deviations[segment] += away;
            squares[segment] += away * away;
        }
        self.sums.iter_mut().zip(sums).for_each(|(sum, run)| sum.add(run));
        self.deviations.iter_mut().zip(deviations).for_each(|(sum, run)| sum.add(run));
        self.squares.iter_mut().zip(squares).for_each(|(sum, run)| sum.add(run));
    }

    /// `None` if there was no value at all.
    pub(super) fn finish(self) -> Option<Tallied> {
        let count: u64 = self.counts.iter().sum();
        if count == 0 {
            return None;
        }
        let n = count as f64;
        let all = |sums: &[Sum]| {
            let mut total = Sum::default();
            sums.iter().for_each(|sum| total.add(sum.value()));
            total.value()
        };
        let total = all(&self.sums);
        let average = total / n;
        let deviation = spread(n, all(&self.deviations), all(&self.squares), average);
        let of = |j: usize| {
            let count = self.counts[j] as f64;
            let mean = self.sums[j].value() / count;
            let (low, high) = self.extremes[j];
            let spread = spread(count, self.deviations[j].value(), self.squares[j].value(), mean);
            // About an origin far from a constant, rounding would leave a deviation.
            let population = if low == high { 0.0 } else { spread };
            (count >= 2.0).then(|| population * libm::sqrt(count / (count - 1.0)) / self.scale)
        };
        let mean = |(&count, sum): (&u64, &Sum)| (count > 0).then(|| sum.value() / count as f64 / self.scale);
        Some(Tallied {
            average: average / self.scale,
            deviation: deviation / self.scale,
            smallest: self.extremes.iter().map(|(low, _)| *low).fold(f64::INFINITY, f64::min),
            largest: self.extremes.iter().map(|(_, high)| *high).fold(f64::NEG_INFINITY, f64::max),
            total: total / self.scale,
            totals: self.sums.iter().map(|sum| sum.value() / self.scale).collect(),
            means: self.counts.iter().zip(&self.sums).map(mean).collect(),
            deviations: (0..self.counts.len()).map(of).collect(),
            counts: self.counts,
        })
    }
}

/// The population standard deviation of `n` values with mean `mean`, from the sums of their deviations and squared deviations about a
/// common origin.
fn spread(n: f64, deviations: f64, squares: f64, mean: f64) -> f64 {
    let drift = deviations / n;
    let deviation = libm::sqrt((squares / n - drift * drift).max(0.0));
    // What rounding alone leaves of a constant is no deviation.
    if deviation <= 1e-14 * mean.abs() { 0.0 } else { deviation }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(values: &[f64], segments: &[usize], k: usize) -> Option<Tallied> {
        let largest = values.iter().copied().filter(|x| !x.is_nan()).fold(0.0, |a: f64, x| a.max(x.abs()));
        let mut tally = NumberTally::new(k, largest, values[0]);
        tally.add_run(segments.iter().copied().zip(values.iter().copied()));
        tally.finish()
    }

    #[test]
    fn known_means_and_deviation() {
        let tallied = tally(&[2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0], &[0, 0, 0, 0, 1, 1, 1, 1], 3);
        let mut tallied = tallied.expect("eight values");
        let found = std::mem::take(&mut tallied.deviations);
        for (found, wanted) in found.iter().zip([Some(1.0), Some(libm::sqrt(11.0 / 3.0)), None]) {
            let near =
                found.zip(wanted).is_none_or(|(found, wanted): (f64, f64)| (found - wanted).abs() < 1e-14);
            assert!(near && found.is_some() == wanted.is_some(), "{found:?} and not {wanted:?}");
        }
        let expected = Tallied {
            average: 5.0,
            deviation: 2.0,
            smallest: 2.0,
            largest: 9.0,
            total: 40.0,
            counts: vec![4, 4, 0],
            totals: vec![14.0, 26.0, 0.0],
            means: vec![Some(3.5), Some(6.5), None],
            deviations: Vec::new(),
        };
        assert_eq!(tallied, expected);
    }

    #[test]
    fn gaps_are_left_out_and_a_column_of_gaps_is_nothing() {
        let tallied = tally(&[1.0, f64::NAN, 3.0], &[0, 0, 1], 2).expect("two values");
        assert_eq!((tallied.average, tallied.means), (2.0, vec![Some(1.0), Some(3.0)]));
        assert_eq!(tally(&[f64::NAN], &[0], 1), None);
    }

    #[test]
    fn a_long_column_of_cents_adds_up_to_the_cent() {
        let mut tally = NumberTally::new(1, 0.1, 0.1);
        for _ in 0..20 {
            tally.add_run(std::iter::repeat_n((0, 0.1), 50_000));
        }
        let mean = tally.finish().expect("values").means[0].expect("members");
        assert!((mean * 1_000_000.0 - 100_000.0).abs() < 1e-6, "{mean}");
        let mut sum = Sum::default();
        (0..1_000_000).for_each(|_| sum.add(0.1));
        assert_eq!(sum.value(), 100_000.0);
    }

    #[test]
    fn huge_and_tiny_values_stay_in_range() {
        for size in [1e300, 1.0, 1e-300] {
            let tallied = tally(&[size, 3.0 * size], &[0, 1], 2).expect("two values");
            assert!((tallied.average / size - 2.0).abs() < 1e-15, "{tallied:?}");
            assert!((tallied.deviation / size - 1.0).abs() < 1e-15, "{tallied:?}");
        }
    }

    #[test]
    fn a_constant_does_not_deviate() {
        let tallied = tally(&[0.1; 7], &[0, 1, 0, 1, 0, 1, 0], 2).expect("seven values");
        assert_eq!(tallied.deviation, 0.0);
    }
}
