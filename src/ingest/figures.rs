//! A column as numbers under one convention, with running figures.

use super::dates::{FIRST_COMPACT, looks_like_compact_date};
use super::glance::{self, Glance};
use crate::table::Numbers;

/// Numbers changed at once.
const PIECE: usize = 512;

/// The numbers of a column and what is known of them without another look.
#[derive(Debug, Clone)]
pub(crate) struct Figures {
    /// A number a row, NaN where there is none.
    pub(crate) numbers: Numbers,
    /// Numbers present.
    pub(crate) count: u64,
    /// Smallest; infinity before the first.
    pub(crate) min: f64,
    /// Largest; minus infinity before the first.
    pub(crate) max: f64,
    /// Whether all are whole.
    pub(crate) whole: bool,
    /// Whether each is one more than the one before.
    pub(crate) counting: bool,
    /// How many are written like 20240131.
    pub(crate) compact_dates: u64,
    last: f64,
    sum: f64,
    lost: f64,
}

impl Default for Figures {
    fn default() -> Self {
        Self {
            numbers: Numbers::new(),
            count: 0,
            min: f64::INFINITY,
            max: f64::NEG_INFINITY,
            whole: true,
            counting: true,
            compact_dates: 0,
            last: f64::NAN,
            sum: 0.0,
            lost: 0.0,
        }
    }
}

impl Figures {
    /// Adds a row with the number `value`, or without one if it is NaN.
    pub(crate) fn push(&mut self, value: f64) {
        self.numbers.push(value);
        self.note(value);
    }

    /// Adds rows with these numbers, or without one where they are NaN. Leaves what [`push`](Self::push) would.
    pub(crate) fn extend(&mut self, values: &[f64]) {
        self.numbers.extend(values);
        match Glance::at(values).filter(|_| !self.counting) {
            Some(glance) => self.note_all(values, &glance),
            None => values.iter().for_each(|value| self.note(*value)),
        }
    }

    /// What is known of all values together is not asked of each.
    fn note_all(&mut self, values: &[f64], glance: &Glance) {
        let present = || values.iter().filter(|value| !value.is_nan());
        self.count += glance.count;
        if glance.low < self.min {
            self.min = glance.low;
        }
        if glance.high > self.max {
            self.max = glance.high;
        }
        self.whole &= glance.whole;
        self.last = present().next_back().copied().unwrap_or(self.last);
        if glance.high >= FIRST_COMPACT {
            self.compact_dates += present().filter(|value| looks_like_compact_date(**value)).count() as u64;
        }
        match glance.exact_sum(self.sum) {
            Some(sum) => self.sum = sum,
            None => present().for_each(|value| self.add(*value)),
        }
    }

    #[inline(always)]
    fn note(&mut self, value: f64) {
        if value.is_nan() {
            return;
        }
        self.count += 1;
        // Comparisons, since `min` and `max` are calls in WebAssembly.
        if value < self.min {
            self.min = value;
        }
        if value > self.max {
            self.max = value;
        }
        self.whole = self.whole && glance::is_whole(value);
        self.counting &= self.count == 1 || value == self.last + 1.0;
        self.last = value;
        self.compact_dates += u64::from(looks_like_compact_date(value));
        self.add(value);
    }

    /// The same rows with `change` done to every number.
    pub(crate) fn map(&self, change: impl Fn(f64) -> f64) -> Self {
        let mut figures = Self::default();
        let mut piece = Vec::with_capacity(PIECE);
        for value in self.numbers.iter() {
            piece.push(change(value));
            if piece.len() == PIECE {
                figures.extend(&piece);
                piece.clear();
            }
        }
        figures.extend(&piece);
        figures
    }

    /// Sum of all numbers.
    pub(crate) fn sum(&self) -> f64 {
        self.sum + self.lost
    }

    /// Neumaier's compensated addition (Zeitschrift für Angewandte Mathematik und Mechanik 54, 1974): `lost` collects
    /// what rounding took from the sum, so that totals equal the file to the last digit shown.
    fn add(&mut self, value: f64) {
        let sum = self.sum + value;
        self.lost +=
            if self.sum.abs() >= value.abs() { (self.sum - sum) + value } else { (value - sum) + self.sum };
        self.sum = sum;
    }
}

#[cfg(test)]
mod tests {
    use super::Figures;
    use crate::kmeans::Draws;

    #[test]
    fn numbers_added_together_are_numbers_added_one_by_one() {
        let odd =
            [0.0, -0.0, f64::NAN, 20_240_131.0, 1e16, -4_503_599_627_370_497.0, 0.1, 9_007_199_254_740_991.0];
        for seed in 0..300 {
            let mut draws = Draws::new(&[seed]);
            let (decimals, oddities) = ([1.0, 100.0][draws.below(2) as usize], draws.below(3));
            let (mut together, mut alone) = (Figures::default(), Figures::default());
            for start in 0..20 {
                let mut value = |at: u64| match draws.below(60) {
                    0 => f64::NAN,
                    sort if sort <= oddities => odd[draws.below(8) as usize],
                    _ if seed % 10 == 0 => (start * 100 + at) as f64,
                    _ => (draws.below(50_000) as f64 - 4_000.0) / decimals,
                };
                let values: Vec<f64> = (0..[100, 3][usize::from(start % 7 == 3)]).map(&mut value).collect();
                together.extend(&values);
                values.iter().for_each(|value| alone.push(*value));
            }
            assert_eq!(format!("{together:?}"), format!("{alone:?}"), "seed {seed}");
        }
    }

    #[test]
    fn sums_lose_nothing() {
        let mut figures = Figures::default();
        for value in [1e16, 1.0, f64::NAN, 1.0, -1e16] {
            figures.push(value);
        }
        assert_eq!(figures.sum(), 2.0);
        assert_eq!((figures.count, figures.min, figures.max), (4, -1e16, 1e16));
        assert!(figures.whole && !figures.counting);
    }
}
