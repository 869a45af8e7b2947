//! One start of a variant, worked on a little at a time.

use super::codes::Codes;
use super::least::at_least;
use super::partial::Partial;
use super::seeds::Seeds;
use super::{ASIDE, Variant};
use crate::error::{Error, ErrorKind, Result};
use crate::kmeans::facts::Facts;
use crate::kmeans::fit::{Fit, Step};
use crate::kmeans::options::Options;
use crate::kmeans::run::Progress;
use crate::matrix::Matrix;

/// Multiplications that make a call to [`VariantRun::advance`] last some milliseconds.
const WORK: usize = 10_000_000;

/// Observations assigned between two looks at the work left.
const STRETCH: usize = 1024;

/// A fit in progress: every observation to its nearest centroid (ties to the smaller number), the farthest set aside (of equally far ones
/// the later), centroids moved to the means of the others, their categories to the modes (ties to the first level); until no
/// label changes, what is left inside falls no more, or the tolerance of [`Options`] is met. If the matrix has gaps, distances and means are
/// over the values that are there, and it has no categories. With a least size observations go where the cheapest assignment puts them.
/// Everything in `f64`; no exchanges.
#[derive(Debug)]
pub struct VariantRun {
    options: Options,
    kept: usize,
    least: usize,
    codes: Codes,
    partial: Option<Partial>,
    seeds: Option<Seeds>,
    /// k × features, row-major; in a category 0 but for the mode.
    centroids: Vec<f64>,
    /// k × categories.
    modes: Vec<u16>,
    labels: Vec<u16>,
    distances: Vec<f64>,
    before: Vec<u16>,
    smallest_shift: f64,
    trace: Vec<Step>,
}

impl VariantRun {
    /// A fit from first centroids that are drawn.
    ///
    /// # Errors
    /// As [`from_centroids`](Self::from_centroids).
    pub fn new(matrix: &Matrix, options: Options, variant: &Variant) -> Result<Self> {
        let kept = variant.kept(matrix.observations());
        let seeds = Seeds::new(matrix, options, kept)?;
        Ok(Self {
            seeds: Some(seeds),
            ..Self::from_centroids(matrix, options, variant, Vec::new(), Vec::new())?
        })
    }

    /// A fit from the given `centroids`, k × features, row-major; of a category the largest value is taken. `trace` are the iterations
    /// before, if the fit goes on.
    ///
    /// # Errors
    /// As [`Options::check`]; [`ErrorKind::Option`] if fewer rows are kept than there are to be clusters, or than clusters of the least
    /// size take.
    pub fn from_centroids(
        matrix: &Matrix,
        options: Options,
        variant: &Variant,
        centroids: Vec<f64>,
        trace: Vec<Step>,
    ) -> Result<Self> {
        options.check(matrix)?;
        let n = matrix.observations();
        let kept = variant.kept(n);
        if kept < options.k as usize {
            return Err(Error::new(
                ErrorKind::Option,
                "k",
                format!("{} clusters of {kept} rows that are kept", options.k),
                "Ask for fewer, or set fewer aside.",
            ));
        }
        if u64::from(options.k) * u64::from(variant.least) > n as u64 {
            return Err(Error::new(
                ErrorKind::Option,
                "k",
                format!("{} clusters of {} each are more than the {n} rows", options.k, variant.least),
                "Ask for fewer clusters, or for smaller ones.",
            ));
        }
        let facts = Facts::of(matrix);
        let mean_variance = facts.total_inertia / n as f64 / matrix.features() as f64;
        let mut run = Self {
            options,
            kept,
            least: variant.least as usize,
            codes: Codes::of(matrix, &variant.categories),
            partial: Partial::of(matrix),
            seeds: None,
            centroids: Vec::new(),
            modes: Vec::new(),
            labels: Vec::with_capacity(n),
            distances: Vec::with_capacity(n),
            before: Vec::new(),
            smallest_shift: options.tolerance * mean_variance,
            trace,
        };
        run.place(centroids, matrix.features());
        Ok(run)
    }

    /// Works on for some milliseconds. `matrix` is the one the run was made with. Not to be called again once it is done.
    pub fn advance(&mut self, matrix: &Matrix) -> Progress {
        let mut left = WORK;
        if let Some(seeds) = &mut self.seeds {
            let Some(centroids) = seeds.step(matrix, &mut left) else { return Progress::Going(0.05) };
            self.seeds = None;
            self.place(centroids, matrix.features());
        }
        while left > 0 {
            if self.labels.len() < matrix.observations() {
                left = left.saturating_sub(self.assign(matrix));
            } else if let Some(converged) = self.update(matrix) {
                return Progress::Done(Box::new(self.end(matrix, converged)));
            } else {
                left = left.saturating_sub(matrix.observations() * matrix.features());
            }
        }
        Progress::Going(0.1 + 0.9 * (1.0 - libm::pow(0.9, self.trace.len() as f64)))
    }

    /// Works until it is done.
    pub fn finish(mut self, matrix: &Matrix) -> Fit {
        loop {
            if let Progress::Done(fit) = self.advance(matrix) {
                return *fit;
            }
        }
    }

    /// Puts the centroids where they are told to be, their categories at levels.
    fn place(&mut self, mut centroids: Vec<f64>, features: usize) {
        self.modes.clear();
        for centroid in centroids.chunks_exact_mut(features) {
            self.codes.point(centroid);
            self.modes.extend(self.codes.modes(centroid));
        }
        self.centroids = centroids;
    }

    fn k(&self) -> usize {
        self.options.k as usize
    }

    fn squared_distance(&self, matrix: &Matrix, row: &[f32], observation: usize, j: usize) -> f64 {
        if let Some(partial) = &self.partial {
            let centroid = &self.centroids[j * row.len()..(j + 1) * row.len()];
            return partial.squared_distance(matrix, observation, centroid);
        }
        let levels = self.codes.levels(observation);
        let (features, categories) = (row.len(), levels.len());
        let centroid = &self.centroids[j * features..(j + 1) * features];
        self.codes.squared_distance(row, levels, centroid, &self.modes[j * categories..(j + 1) * categories])
    }

    /// Gives the next observations to their nearest centroids. Answers how many multiplications that took.
    fn assign(&mut self, matrix: &Matrix) -> usize {
        let from = self.labels.len();
        let to = matrix.observations().min(from + STRETCH);
        for observation in from..to {
            let row = matrix.row(observation);
            let mut nearest = (f64::INFINITY, 0);
            for j in 0..self.k() {
                let distance = self.squared_distance(matrix, &row, observation, j);
                if distance < nearest.0 {
                    nearest = (distance, j);
                }
            }
            self.distances.push(nearest.0);
            self.labels.push(nearest.1 as u16);
        }
        (to - from) * matrix.features() * self.k()
    }

    /// Ends an iteration whose observations are all assigned: `Some` if the fit rests there, with `false` at the iteration limit.
    fn update(&mut self, matrix: &Matrix) -> Option<bool> {
        for observation in farthest(&self.distances, self.kept) {
            self.labels[observation as usize] = ASIDE;
        }
        if self.least > 0 {
            self.fill_up(matrix);
        }
        let mut sizes = vec![0_u64; self.k()];
        self.labels.iter().filter(|label| **label != ASIDE).for_each(|label| sizes[usize::from(*label)] += 1);
        self.fill_empty(&mut sizes);
        let before = std::mem::take(&mut self.centroids);
        let means = match &self.partial {
            Some(partial) => partial.means(matrix, &self.labels, &before),
            None => means(matrix, &self.labels, &sizes),
        };
        self.place(means, matrix.features());
        let shift = before.iter().zip(&self.centroids).map(|(a, b)| (a - b) * (a - b)).sum();
        let inertia = self.inertia(matrix);
        let gained = self.trace.last().is_none_or(|last| inertia < last.inertia);
        self.trace.push(Step { inertia, shift });
        let same = self.labels == self.before;
        if same || !gained || (self.smallest_shift > 0.0 && shift <= self.smallest_shift) {
            return Some(true);
        }
        if self.trace.len() as u32 >= self.options.max_iterations {
            return Some(false);
        }
        self.before = std::mem::take(&mut self.labels);
        self.distances.clear();
        None
    }

    /// Assigns so that every cluster has the least size.
    fn fill_up(&mut self, matrix: &Matrix) {
        let k = self.k();
        let mut costs = Vec::with_capacity(self.labels.len() * k);
        for observation in 0..self.labels.len() {
            let row = matrix.row(observation);
            costs.extend((0..k).map(|j| self.squared_distance(matrix, &row, observation, j)));
        }
        self.labels = at_least(&costs, k, self.least);
        self.distances =
            self.labels.iter().enumerate().map(|(i, label)| costs[i * k + usize::from(*label)]).collect();
    }

    /// Gives every empty cluster, in order, the kept observation farthest from its centroid; ties go to the earlier one, and one that is
    /// all of its cluster stays.
    fn fill_empty(&mut self, sizes: &mut [u64]) {
        for empty in 0..sizes.len() {
            if sizes[empty] > 0 {
                continue;
            }
            let mut far: Option<usize> = None;
            for (observation, label) in self.labels.iter().enumerate() {
                let movable = *label != ASIDE && sizes[usize::from(*label)] > 1;
                if movable && far.is_none_or(|far| self.distances[observation] > self.distances[far]) {
                    far = Some(observation);
                }
            }
            let Some(far) = far else { return };
            sizes[usize::from(self.labels[far])] -= 1;
            sizes[empty] += 1;
            self.labels[far] = empty as u16;
            self.distances[far] = 0.0;
        }
    }

    /// The sum of squared distances of the observations kept to the centroids of their clusters.
    fn inertia(&self, matrix: &Matrix) -> f64 {
        let kept = self.labels.iter().enumerate().filter(|(_, label)| **label != ASIDE);
        kept.map(|(i, label)| self.squared_distance(matrix, &matrix.row(i), i, usize::from(*label))).sum()
    }

    /// What one cluster of all observations kept would leave inside.
    fn total(&self, matrix: &Matrix) -> f64 {
        let together: Vec<u16> =
            self.labels.iter().map(|label| if *label == ASIDE { ASIDE } else { 0 }).collect();
        let kept = together.iter().enumerate().filter(|(_, label)| **label != ASIDE);
        if let Some(partial) = &self.partial {
            let centre = partial.means(matrix, &together, &vec![0.0; matrix.features()]);
            return kept.map(|(i, _)| partial.squared_distance(matrix, i, &centre)).sum();
        }
        let mut centre = means(matrix, &together, &[self.kept as u64]);
        self.codes.point(&mut centre);
        let modes = self.codes.modes(&centre);
        kept.map(|(i, _)| self.codes.squared_distance(&matrix.row(i), self.codes.levels(i), &centre, &modes))
            .sum()
    }

    /// The fit, its clusters numbered by size, largest first, ties by centroid.
    fn end(&mut self, matrix: &Matrix, converged: bool) -> Fit {
        let (k, features) = (self.k(), matrix.features());
        let mut sizes = vec![0_u64; k];
        self.labels.iter().filter(|label| **label != ASIDE).for_each(|label| sizes[usize::from(*label)] += 1);
        let centroid = |j: usize| &self.centroids[j * features..(j + 1) * features];
        let mut order: Vec<usize> = (0..k).collect();
        order.sort_by(|a, b| {
            let mut places = centroid(*a).iter().zip(centroid(*b)).map(|(x, y)| x.total_cmp(y));
            let by_centroid = places.find(|order| order.is_ne()).unwrap_or(a.cmp(b));
            sizes[*b].cmp(&sizes[*a]).then(by_centroid)
        });
        let mut numbers = vec![0_u16; k];
        (0..).zip(&order).for_each(|(new, old)| numbers[*old] = new);
        let renumbered = |label: &u16| if *label == ASIDE { ASIDE } else { numbers[usize::from(*label)] };
        Fit {
            start: self.options.start,
            inertia: self.trace.last().map_or(0.0, |last| last.inertia),
            total_inertia: self.total(matrix),
            iterations: self.trace.len() as u32,
            converged,
            sizes: order.iter().map(|j| sizes[*j]).collect(),
            centroids: order.iter().flat_map(|j| centroid(*j).to_vec()).collect(),
            labels: self.labels.iter().map(renumbered).collect(),
            trace: self.trace.clone(),
        }
    }
}

/// The observations beyond the `kept` smallest distances; of equal distances the later ones.
pub(super) fn farthest(distances: &[f64], kept: usize) -> Vec<u32> {
    if kept >= distances.len() {
        return Vec::new();
    }
    let mut order: Vec<u32> = (0..distances.len() as u32).collect();
    order.select_nth_unstable_by(kept, |a, b| {
        distances[*a as usize].total_cmp(&distances[*b as usize]).then(a.cmp(b))
    });
    order.split_off(kept)
}

/// The means of the observations with each label, k × features, row-major. Sums of values on the grids of a matrix are exact.
fn means(matrix: &Matrix, labels: &[u16], sizes: &[u64]) -> Vec<f64> {
    let features = matrix.features();
    let mut means = vec![0.0; sizes.len() * features];
    for (observation, label) in labels.iter().enumerate().filter(|(_, label)| **label != ASIDE) {
        let sums = &mut means[usize::from(*label) * features..];
        sums.iter_mut().zip(matrix.values(observation)).for_each(|(sum, x)| *sum += f64::from(x));
    }
    for (sums, size) in means.chunks_exact_mut(features).zip(sizes) {
        sums.iter_mut().for_each(|sum| *sum /= (*size).max(1) as f64);
    }
    means
}
