//! Values kept for quartiles and for the Lorenz curve.

use super::Summary;
use super::distributions::student_95;
use crate::statistics::quantile;

/// Values kept of one segment, or of everyone, at most. Larger ones are thinned evenly in file order, so that no step takes long.
const MOST: usize = 1 << 19;

/// Values of one column, segment by segment; the last list is everyone's.
#[derive(Debug)]
pub(super) struct Gathered {
    lists: Vec<List>,
}

#[derive(Debug, Clone)]
struct List {
    stride: usize,
    seen: usize,
    values: Vec<f64>,
}

impl Gathered {
    /// For segments of these sizes.
    pub(super) fn new(sizes: &[u64]) -> Self {
        let everyone = sizes.iter().sum();
        let list =
            |size: &u64| List { stride: (*size as usize).div_ceil(MOST).max(1), seen: 0, values: Vec::new() };
        Self { lists: sizes.iter().chain([&everyone]).map(list).collect() }
    }

    /// Keeps `x`, unless it is a gap or thinned out.
    pub(super) fn add(&mut self, segment: usize, x: f64) {
        if x.is_nan() {
            return;
        }
        let everyone = self.lists.len() - 1;
        for list in [segment, everyone] {
            self.lists[list].add(x);
        }
    }

    /// The quartiles of list `index`, each segment's or, as the last, everyone's.
    pub(super) fn quartiles(&mut self, index: usize) -> Option<[f64; 3]> {
        let values = &mut self.lists[index].values;
        (!values.is_empty()).then(|| [0.25, 0.5, 0.75].map(|share| quantile(values, share)))
    }

    /// Values kept in list `index`.
    pub(super) fn len(&self, index: usize) -> usize {
        self.lists[index].values.len()
    }

    /// Everyone's values.
    pub(super) fn everyone(self) -> Vec<f64> {
        self.lists.into_iter().next_back().map_or_else(Vec::new, |list| list.values)
    }
}

impl List {
    fn add(&mut self, x: f64) {
        if self.seen.is_multiple_of(self.stride) {
            self.values.push(x);
        }
        self.seen += 1;
    }
}

/// The summary of `size` customers of whom `count` have a value, with this mean and sample standard deviation.
pub(super) fn summary(
    size: u64,
    count: u64,
    mean: Option<f64>,
    deviation: Option<f64>,
    quartiles: Option<[f64; 3]>,
) -> Summary {
    let reach =
        deviation.map(|deviation| student_95(count as f64 - 1.0) * deviation / libm::sqrt(count as f64));
    let interval = mean.zip(reach).map(|(mean, reach)| (mean - reach, mean + reach));
    Summary { count, missing: size - count, mean, interval, deviation, quartiles }
}
