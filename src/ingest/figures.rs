//! A column as numbers under one convention, with running figures.

use crate::table::Numbers;

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
        self.whole = self.whole && value.fract() == 0.0;
        self.counting &= self.count == 1 || value == self.last + 1.0;
        self.last = value;
        self.compact_dates += u64::from(super::dates::looks_like_compact_date(value));
        self.add(value);
    }

    /// The same rows with `change` done to every number.
    pub(crate) fn map(&self, change: impl Fn(f64) -> f64) -> Self {
        let mut figures = Self::default();
        self.numbers.iter().for_each(|value| figures.push(change(value)));
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
