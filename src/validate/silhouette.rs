//! Silhouettes: is a customer nearer to its own segment than to the next one?

use std::ops::Range;

use serde::{Deserialize, Serialize};
use wide::f32x8;

use crate::kmeans::{Draws, Fit};
use crate::matrix::{LANES, Matrix};

/// Up to this many customers every pair is measured; above, a sample of `SAMPLE_ROWS` stands for all.
pub const EXACT_ROWS: usize = 20_000;

/// Customers in the sample, about.
const SAMPLE_ROWS: usize = 8_000;

/// A segment has at least this many customers in the sample, or all it has.
const SAMPLE_FLOOR: usize = 100;

/// Multiplications in one step: some milliseconds.
const WORK: usize = 20_000_000;

/// Blocks of one segment whose distances to a row are added up in `f32`.
const STRETCH: usize = 16;

/// Rows measured together: their sums of squares and those before, of which roots are being taken, fit the registers.
const ROWS: usize = LANES / 4;

/// Steps from the largest to the smallest silhouette of a segment.
pub const STEPS: usize = 100;

/// Keeps the stream of the sample apart from others of the same seed.
const STREAM: u64 = 0x5349_4C48;

/// Rousseeuw (1987): `s = (b - a) / max(a, b)` with `a` the mean distance to the others of the own segment and `b` the smallest
/// mean distance to another segment; 0 for a segment of one. From -1 to 1, higher is better.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Silhouette {
    /// Mean over all customers.
    pub mean: f64,
    /// Standard error of `mean` if a sample stands for all; `None` if every pair was measured.
    pub error: Option<f64>,
    /// Customers measured.
    pub measured: u64,
    /// Mean by segment.
    pub segments: Vec<f64>,
    /// By segment: its customers' silhouettes in falling order, 101 of them at even distances, the first the largest and
    /// the last the smallest; empty for a segment without a customer.
    pub falling: Vec<Vec<f64>>,
    /// By segment: the share of its customers measured that are nearer to another segment, below 0.
    pub misplaced: Vec<f64>,
}

/// Silhouettes of one fit, worked on a little at a time.
///
/// The rows lie in blocks of [`LANES`], segment by segment, the last block of each filled up: so a block has one segment, and
/// the distances of a row to it are one vector, and those to a stretch of blocks of one segment are added up as vectors. Each pair of
/// blocks is measured once, for both sides. Distances are `f32`, like the values, and added up in `f32` within a block and
/// sixteen others of one segment, in `f64` beyond.
#[derive(Debug)]
pub struct Silhouettes {
    k: usize,
    /// Customers of each segment, all of them and those measured.
    sizes: Vec<u64>,
    taken: Vec<u64>,
    /// Runs of all blocks, one a feature.
    runs: Vec<[f32; LANES]>,
    features: usize,
    blocks: Vec<Block>,
    /// Sums of the distances of a block's rows to those of a segment, at `block * k + segment`.
    sums: Vec<[f64; LANES]>,
    next: usize,
}

/// Rows of one segment.
#[derive(Debug, Clone)]
struct Block {
    segment: usize,
    rows: usize,
    /// 1 for a row, 0 for what fills up.
    mask: [f32; LANES],
}

impl Silhouettes {
    /// Those of `fit`, a fit of `matrix` with at least two clusters. `seed` decides the sample, if one is needed.
    pub fn new(matrix: &Matrix, fit: &Fit, seed: u64) -> Self {
        let (k, features) = (fit.k(), matrix.features());
        let mut by_segment: Vec<Vec<usize>> = vec![Vec::new(); k];
        sample(fit, seed).into_iter().for_each(|row| by_segment[usize::from(fit.labels[row])].push(row));
        let taken = by_segment.iter().map(|rows| rows.len() as u64).collect();
        let (mut runs, mut blocks) = (Vec::new(), Vec::new());
        for (segment, rows) in by_segment.iter().enumerate() {
            for rows in rows.chunks(LANES) {
                let lane =
                    |feature, lane: usize| rows.get(lane).map_or(0.0, |row| matrix.value(*row, feature));
                runs.extend((0..features).map(|feature| std::array::from_fn(|at| lane(feature, at))));
                let mask = std::array::from_fn(|lane| if lane < rows.len() { 1.0 } else { 0.0 });
                blocks.push(Block { segment, rows: rows.len(), mask });
            }
        }
        let sums = vec![[0.0; LANES]; blocks.len() * k];
        Self { k, sizes: fit.sizes.clone(), taken, runs, features, blocks, sums, next: 0 }
    }

    /// Works on for some milliseconds: the result, or `None` if there is more to do.
    pub fn step(&mut self) -> Option<Silhouette> {
        let mut left = WORK;
        while self.next < self.blocks.len() {
            if left == 0 {
                return None;
            }
            self.measure(self.next);
            let pairs = (self.blocks.len() - self.next) * LANES * LANES;
            left = left.saturating_sub(pairs * (self.features + 4));
            self.next += 1;
        }
        Some(self.finish())
    }

    /// Share of the pairs measured, 0 to 1.
    pub fn share_done(&self) -> f64 {
        let left = 1.0 - self.next as f64 / self.blocks.len() as f64;
        1.0 - left * left
    }

    /// Adds the distances between the rows of block `a` and those of it and all later blocks to the sums of both.
    fn measure(&mut self, a: usize) {
        let mut first = a;
        while first < self.blocks.len() {
            let same = |block: &&Block| block.segment == self.blocks[first].segment;
            let count = self.blocks[first..].iter().take(STRETCH).take_while(same).count();
            self.measure_stretch(a, first..first + count);
            first += count;
        }
    }

    /// Adds the distances between the rows of block `a` and those of up to [`STRETCH`] blocks of one segment.
    fn measure_stretch(&mut self, a: usize, others: Range<usize>) {
        let (to_a, to_others) = (self.blocks[a].segment, self.blocks[others.start].segment);
        let mut across = [f32x8::splat(0.0); STRETCH];
        for first in (0..LANES).step_by(ROWS) {
            let rows = self.blocks[a].rows.saturating_sub(first).min(ROWS);
            if rows == 0 {
                break;
            }
            let mut along = [f32x8::splat(0.0); ROWS];
            // Roots take their time, in which the squares of the next block can be added up.
            let mut ahead = self.squares(a, first, others.start);
            for (across, b) in across.iter_mut().zip(others.clone()) {
                // A square root is rounded correctly on every machine.
                let distances = ahead.map(f32x8::sqrt);
                if b + 1 < others.end {
                    ahead = self.squares(a, first, b + 1);
                }
                // What fills up a block is no customer. It stands only at the end of a segment.
                if rows == ROWS {
                    *across += distances[0] + distances[1];
                } else {
                    distances.iter().take(rows).for_each(|distances| *across += *distances);
                }
                let block = &self.blocks[b];
                if block.rows == LANES {
                    (0..ROWS).for_each(|i| along[i] += distances[i]);
                } else {
                    (0..ROWS).for_each(|i| along[i] += distances[i] * f32x8::new(block.mask));
                }
            }
            let sums = &mut self.sums[a * self.k + to_others];
            for (sum, along) in sums[first..].iter_mut().zip(along).take(rows) {
                *sum += f64::from(halves(along.to_array()));
            }
        }
        for (across, b) in across.into_iter().zip(others) {
            // Within a block every row has met every other already.
            if b > a {
                let sums = &mut self.sums[b * self.k + to_a];
                sums.iter_mut().zip(across.to_array()).for_each(|(sum, x)| *sum += f64::from(x));
            }
        }
    }

    /// The squared distances of [`ROWS`] rows of block `a`, from `first` on, to all lanes of block `b`.
    #[inline(always)]
    fn squares(&self, a: usize, first: usize, b: usize) -> [f32x8; ROWS] {
        let runs = |block: usize| &self.runs[block * self.features..(block + 1) * self.features];
        let mut squares = [f32x8::splat(0.0); ROWS];
        for (own, other) in runs(a).iter().zip(runs(b)) {
            let other = f32x8::new(*other);
            for i in 0..ROWS {
                let difference = f32x8::splat(own[first + i]) - other;
                squares[i] += difference * difference;
            }
        }
        squares
    }

    fn finish(&self) -> Silhouette {
        let mut moments = vec![(0.0, 0.0); self.k];
        let mut all_of: Vec<Vec<f64>> = vec![Vec::new(); self.k];
        for (number, block) in self.blocks.iter().enumerate() {
            for lane in 0..block.rows {
                let s = self.silhouette(number, lane, block.segment);
                let (sum, squares) = &mut moments[block.segment];
                *sum += s;
                *squares += s * s;
                all_of[block.segment].push(s);
            }
        }
        let all: u64 = self.sizes.iter().sum();
        let (mut mean, mut variance, mut segments) = (0.0, 0.0, Vec::with_capacity(self.k));
        for (j, (sum, squares)) in moments.iter().enumerate() {
            let (taken, share) = (self.taken[j].max(1) as f64, self.sizes[j] as f64 / all as f64);
            let own = sum / taken;
            segments.push(own);
            mean += share * own;
            // Each segment is a stratum, drawn without replacement.
            let left_out = 1.0 - self.taken[j] as f64 / self.sizes[j].max(1) as f64;
            let spread = (squares - taken * own * own).max(0.0) / (taken - 1.0).max(1.0);
            variance += share * share * spread / taken * left_out;
        }
        let measured = self.taken.iter().sum::<u64>();
        let misplaced =
            |all: &Vec<f64>| all.iter().filter(|s| **s < 0.0).count() as f64 / all.len().max(1) as f64;
        let misplaced = all_of.iter().map(misplaced).collect();
        let falling = all_of.into_iter().map(falling).collect();
        let error = (measured < all).then(|| libm::sqrt(variance));
        Silhouette { mean, error, measured, segments, falling, misplaced }
    }

    fn silhouette(&self, block: usize, lane: usize, own: usize) -> f64 {
        if self.taken[own] < 2 {
            return 0.0;
        }
        let sum = |segment: usize| self.sums[block * self.k + segment][lane];
        let inside = sum(own) / (self.taken[own] - 1) as f64;
        let others = (0..self.k).filter(|j| *j != own && self.taken[*j] > 0);
        let outside = others.map(|j| sum(j) / self.taken[j] as f64).fold(f64::INFINITY, f64::min);
        let larger = inside.max(outside);
        if larger > 0.0 && larger.is_finite() { (outside - inside) / larger } else { 0.0 }
    }
}

/// `STEPS + 1` of the values in falling order, at even distances.
fn falling(mut values: Vec<f64>) -> Vec<f64> {
    values.sort_by(|a, b| b.total_cmp(a));
    let Some(last) = values.len().checked_sub(1) else { return values };
    (0..=STEPS).map(|step| values[(last * step + STEPS / 2) / STEPS]).collect()
}

/// The sum of the lanes, halves first: a fixed order.
#[inline(always)]
fn halves(x: [f32; LANES]) -> f32 {
    ((x[0] + x[4]) + (x[1] + x[5])) + ((x[2] + x[6]) + (x[3] + x[7]))
}

/// The rows to measure, ascending: all, or a sample of each segment in proportion to its size.
fn sample(fit: &Fit, seed: u64) -> Vec<usize> {
    let rows = fit.labels.len();
    if rows <= EXACT_ROWS {
        return (0..rows).collect();
    }
    let wanted = |size: &u64| {
        let size = *size as usize;
        (size * SAMPLE_ROWS).div_ceil(rows).max(SAMPLE_FLOOR).min(size) as u64
    };
    let mut draws = Draws::new(&[seed, STREAM, fit.k() as u64]);
    let mut open = fit.sizes.clone();
    let mut left: Vec<u64> = fit.sizes.iter().map(wanted).collect();
    let mut take = |label: &u16| {
        let j = usize::from(*label);
        let taken = draws.below(open[j]) < left[j];
        open[j] -= 1;
        left[j] -= u64::from(taken);
        taken
    };
    (0..rows).filter(|row| take(&fit.labels[*row])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(labels: &[u16], k: usize) -> Fit {
        let mut sizes = vec![0; k];
        labels.iter().for_each(|label| sizes[usize::from(*label)] += 1);
        Fit {
            start: 0,
            inertia: 0.0,
            total_inertia: 0.0,
            iterations: 0,
            converged: true,
            sizes,
            centroids: vec![0.0; k],
            labels: labels.to_vec(),
            trace: Vec::new(),
        }
    }

    fn of(column: &[f64], labels: &[u16], k: usize) -> Silhouette {
        let matrix = Matrix::from_columns(&[column.to_vec()]).expect("finite");
        let mut silhouettes = Silhouettes::new(&matrix, &fit(labels, k), 3);
        loop {
            if let Some(found) = silhouettes.step() {
                return found;
            }
        }
    }

    #[test]
    fn four_points_by_hand() {
        let found = of(&[0.0, 1.0, 10.0, 11.0], &[0, 0, 1, 1], 2);
        let (outer, inner) = (1.0 - 1.0 / 10.5, 1.0 - 1.0 / 9.5);
        assert!((found.mean - (outer + inner) / 2.0).abs() < 1e-15, "{found:?}");
        assert_eq!((found.error, found.measured), (None, 4));
    }

    #[test]
    fn a_segment_of_one_counts_0_and_equal_points_do_too() {
        assert_eq!(of(&[0.0, 0.0, 5.0], &[0, 0, 1], 2).segments, [1.0, 0.0]);
        assert_eq!(of(&[2.0, 2.0, 2.0, 2.0], &[0, 0, 1, 1], 2).mean, 0.0);
    }

    #[test]
    fn a_sample_is_near_the_whole_and_says_how_near() {
        let rows = EXACT_ROWS + 4_000;
        let label = |i: usize| if i % 400 == 1 { 2 } else { u16::from(i.is_multiple_of(3)) };
        let labels: Vec<u16> = (0..rows).map(label).collect();
        let column: Vec<f64> =
            (0..rows).map(|i| f64::from(labels[i]) * 4.0 + ((i * 7_919) % 10_007) as f64 / 2_000.0).collect();
        let found = of(&column, &labels, 3);
        let error = found.error.expect("a sample");
        assert!(found.measured < 9_000 && error > 0.0 && error < 0.01, "{found:?}");
        let matrix = Matrix::from_columns(&[column]).expect("finite");
        let exact = exact(&matrix, &labels, 7);
        assert!((found.mean - exact).abs() < 4.0 * error, "{} and {exact} ± {error}", found.mean);
    }

    #[test]
    fn stretches_of_blocks_give_what_the_plain_way_gives() {
        // Segments of several stretches, of one that is not full, and of less than half a block.
        for sizes in [[300, 137, 3], [128, 129, 8], [1, 260, 20]] {
            let mut labels: Vec<u16> = (0..).zip(sizes).flat_map(|(j, size)| vec![j; size]).collect();
            let rows = labels.len();
            labels.rotate_left(rows / 3);
            let value = |i: usize| f64::from(labels[i]) * 3.0 + ((i * 7_919) % 1_009) as f64 / 150.0;
            let column: Vec<f64> = (0..rows).map(value).collect();
            let matrix = Matrix::from_columns(std::slice::from_ref(&column)).expect("finite");
            let found = of(&column, &labels, 3).mean;
            let plain = exact(&matrix, &labels, 1);
            assert!((found - plain).abs() < 1e-6, "{sizes:?}: {found} and {plain}");
        }
    }

    /// The mean over every `step`th row, each measured against all, the plain way.
    fn exact(matrix: &Matrix, labels: &[u16], step: usize) -> f64 {
        let rows: Vec<usize> = (0..labels.len()).step_by(step).collect();
        let of_row = |i: &usize| {
            let (mut sums, mut counts) = ([0.0; 3], [0.0; 3]);
            for j in (0..labels.len()).filter(|j| j != i) {
                let distance = (f64::from(matrix.value(*i, 0)) - f64::from(matrix.value(j, 0))).abs();
                sums[usize::from(labels[j])] += distance;
                counts[usize::from(labels[j])] += 1.0;
            }
            let own = usize::from(labels[*i]);
            if counts[own] == 0.0 {
                return 0.0;
            }
            let a = sums[own] / counts[own];
            let b = (0..3).filter(|j| *j != own).map(|j| sums[j] / counts[j]).fold(f64::INFINITY, f64::min);
            (b - a) / a.max(b)
        };
        rows.iter().map(of_row).sum::<f64>() / rows.len() as f64
    }
}
