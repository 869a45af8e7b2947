//! One pass over the prepared observations: how far apart segments are in each feature, who is typical and who is on the border.

use std::ops::Range;

use crate::features::Prepared;
use crate::kmeans::{Fit, Membership, membership};

/// Customers shown of each sort.
const SHOWN: usize = 5;

/// A customer with its distance to its own centroid and to the next.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Example {
    /// Observation.
    pub observation: usize,
    /// Distance to its centroid, prepared units.
    pub distance: f64,
    /// The next nearest segment, 0-based; `None` for one segment.
    pub next: Option<usize>,
    /// `(distance to it - distance) / distance to it`: 0 on the border. 1 for one segment.
    pub margin: f64,
}

/// The pass, in pieces.
#[derive(Debug)]
pub(super) struct Geometry {
    done: usize,
    means: Vec<f64>,
    squares: Vec<f64>,
    typical: Vec<Vec<Example>>,
    borderline: Vec<Vec<Example>>,
}

/// What it found.
#[derive(Debug)]
pub(super) struct Found {
    /// η² of each feature in prepared units.
    pub(super) eta_squared: Vec<Eta>,
    /// Difference of each feature's mean from everyone else's in standard deviations, `feature * k + segment`.
    pub(super) apart: Vec<f64>,
    pub(super) typical: Vec<Vec<Example>>,
    pub(super) borderline: Vec<Vec<Example>>,
}

/// The sums of squares of one feature, or of several together.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Eta {
    pub(super) between: f64,
    pub(super) total: f64,
}

impl Eta {
    pub(super) fn value(self) -> f64 {
        if self.total > 0.0 { (self.between / self.total).min(1.0) } else { 0.0 }
    }
}

impl Geometry {
    pub(super) fn new(prepared: &Prepared, k: usize) -> Self {
        let matrix = &prepared.matrix;
        let n = matrix.observations() as f64;
        Self {
            done: 0,
            means: matrix.sums().iter().map(|sum| sum / n).collect(),
            squares: vec![0.0; matrix.features()],
            typical: vec![Vec::new(); k],
            borderline: vec![Vec::new(); k],
        }
    }

    pub(super) fn done(&self) -> usize {
        self.done
    }

    /// Looks at the next observations, as many as make about `operations` multiplications. Returns whether there are more.
    pub(super) fn step(&mut self, prepared: &Prepared, fit: &Fit, operations: usize) -> bool {
        let matrix = &prepared.matrix;
        let each = (matrix.features() * (fit.k() + 1)).max(1);
        let end = matrix.observations().min(self.done + (operations / each).max(1));
        self.look(prepared, fit, self.done..end);
        self.done = end;
        end < matrix.observations()
    }

    fn look(&mut self, prepared: &Prepared, fit: &Fit, observations: Range<usize>) {
        let matrix = &prepared.matrix;
        let (found, centroids) = prepared.found(&fit.centroids);
        let mut row = vec![0.0; matrix.features()];
        for observation in observations {
            row.iter_mut().zip(matrix.values(observation)).for_each(|(to, x)| *to = f64::from(x));
            for ((square, x), mean) in self.squares.iter_mut().zip(&row).zip(&self.means) {
                *square += (x - mean) * (x - mean);
            }
            let own = usize::from(fit.labels[observation]);
            let Membership { distance, next, margin } = membership(centroids, own, found, observation);
            let example = Example { observation, distance, next, margin };
            let alike = |other: &Example| matrix.values(other.observation).eq(matrix.values(observation));
            keep(&mut self.typical[own], example, |e| e.distance, alike);
            if example.next.is_some() {
                keep(&mut self.borderline[own], example, |e| e.margin, alike);
            }
        }
    }

    pub(super) fn finish(self, fit: &Fit) -> Found {
        let (k, n) = (fit.k(), fit.labels.len() as f64);
        let (mut eta_squared, mut apart) = (Vec::new(), Vec::new());
        for (feature, (mean, square)) in self.means.iter().zip(&self.squares).enumerate() {
            let away = |j: usize| fit.centroid(j)[feature] - mean;
            let between = (0..k).map(|j| fit.sizes[j] as f64 * away(j) * away(j)).sum();
            let deviation = libm::sqrt(square / n);
            eta_squared.push(Eta { between, total: *square });
            apart.extend((0..k).map(|j| against_others(away(j), deviation, fit.sizes[j] as f64, n)));
        }
        Found { eta_squared, apart, typical: self.typical, borderline: self.borderline }
    }
}

/// The difference between the mean of `size` of `n` customers and that of the others, in `deviation`s, if the mean of the former is
/// `away` from that of all.
pub(super) fn against_others(away: f64, deviation: f64, size: f64, n: f64) -> f64 {
    if deviation > 0.0 && size < n { away / deviation * (n / (n - size)) } else { 0.0 }
}

/// Keeps `example` among the [`SHOWN`] with the smallest key, the first of equals, and only one of those that are alike.
fn keep(
    list: &mut Vec<Example>,
    example: Example,
    key: impl Fn(&Example) -> f64,
    alike: impl Fn(&Example) -> bool,
) {
    let full = list.len() == SHOWN;
    if (full && list.last().is_some_and(|last| key(last) <= key(&example))) || list.iter().any(alike) {
        return;
    }
    let place = list.partition_point(|other| key(other) <= key(&example));
    list.insert(place, example);
    list.truncate(SHOWN);
}
