//! The first centroids.

use wide::f32x8;

use super::distance::{SECTION_BLOCKS, section, sections};
use super::options::{Init, Options};
use super::random::Draws;
use crate::matrix::{LANES, Matrix};

/// Draws the first centroids, a part at a time.
#[derive(Debug)]
pub struct Seeding {
    draws: Draws,
    k: usize,
    centroids: Vec<f64>,
    plus_plus: Option<PlusPlus>,
}

impl Seeding {
    /// Starts drawing for `options`, which fit `matrix`.
    pub fn new(matrix: &Matrix, options: &Options) -> Self {
        let words = [options.seed, u64::from(options.k), u64::from(options.start)];
        let mut seeding =
            Self { draws: Draws::new(&words), k: options.k as usize, centroids: Vec::new(), plus_plus: None };
        match options.init {
            Init::KMeansPlusPlus => seeding.plus_plus = Some(PlusPlus::new(matrix, seeding.k)),
            Init::RandomRows => seeding.random_rows(matrix),
            Init::DataSpace => seeding.data_space(matrix),
        }
        seeding
    }

    /// Works on over at most `most_sections` sections of the matrix. Returns whether there is more to do.
    pub fn step(&mut self, matrix: &Matrix, most_sections: usize) -> bool {
        let Some(plus_plus) = &mut self.plus_plus else { return false };
        for _ in 0..most_sections {
            if self.centroids.len() == self.k * matrix.features() {
                break;
            }
            plus_plus.step(matrix, &mut self.draws, &mut self.centroids);
        }
        self.centroids.len() < self.k * matrix.features()
    }

    /// Share of the centroids drawn, 0 to 1.
    pub fn share_done(&self, matrix: &Matrix) -> f64 {
        self.centroids.len() as f64 / (self.k * matrix.features()) as f64
    }

    /// The centroids, k × features, row-major. To be called once [`step`](Self::step) has returned `false`.
    pub fn finish(self) -> Vec<f64> {
        self.centroids
    }

    /// Different observations, every set equally likely (Floyd's algorithm, in Bentley & Floyd 1987).
    fn random_rows(&mut self, matrix: &Matrix) {
        let n = matrix.observations() as u64;
        let mut chosen: Vec<u64> = Vec::with_capacity(self.k);
        for last in n - self.k as u64..n {
            let drawn = self.draws.below(last + 1);
            chosen.push(if chosen.contains(&drawn) { last } else { drawn });
        }
        for observation in chosen {
            self.centroids.extend(matrix.row(observation as usize).into_iter().map(f64::from));
        }
    }

    fn data_space(&mut self, matrix: &Matrix) {
        let mut low = vec![f32::INFINITY; matrix.features()];
        let mut high = vec![f32::NEG_INFINITY; matrix.features()];
        for observation in 0..matrix.observations() {
            for (feature, (low, high)) in low.iter_mut().zip(&mut high).enumerate() {
                let x = matrix.value(observation, feature);
                *low = low.min(x);
                *high = high.max(x);
            }
        }
        for _ in 0..self.k {
            for (low, high) in low.iter().zip(&high) {
                let (low, high) = (f64::from(*low), f64::from(*high));
                self.centroids.push(low + (high - low) * self.draws.real());
            }
        }
    }
}

/// Greedy k-means++: where it is, and the squared distance of every observation to the nearest centroid so far.
///
/// Work is cut into sections, so that a long table never holds up a Cancel. Sums over sections are added in order: the
/// draws are the same however the steps are cut.
#[derive(Debug)]
struct PlusPlus {
    trials: usize,
    /// One a lane, padding lanes 0.
    nearest: Vec<f32>,
    /// Sum of `nearest` in each section.
    weights: Vec<f64>,
    /// Observations drawn for the round that is going on.
    candidates: Vec<usize>,
    /// For each candidate the sum there would be with it.
    sums: Vec<f64>,
    next_section: usize,
    /// Once decided: the candidate being taken in.
    taken: Option<usize>,
}

impl PlusPlus {
    fn new(matrix: &Matrix, k: usize) -> Self {
        Self {
            trials: 2 + libm::log(k as f64) as usize,
            nearest: vec![f32::INFINITY; matrix.blocks() * LANES],
            weights: vec![0.0; sections(matrix)],
            candidates: Vec::new(),
            sums: Vec::new(),
            next_section: 0,
            taken: None,
        }
    }

    /// One section of one pass: a pass weighs all candidates of a round, the next takes the best one in.
    fn step(&mut self, matrix: &Matrix, draws: &mut Draws, centroids: &mut Vec<f64>) {
        if self.candidates.is_empty() && self.taken.is_none() {
            self.draw(matrix, draws, centroids.is_empty());
        }
        if let Some(taken) = self.taken {
            self.take_in(matrix, taken);
            if self.next_section == self.weights.len() {
                centroids.extend(matrix.row(taken).into_iter().map(f64::from));
                (self.taken, self.next_section) = (None, 0);
            }
        } else {
            self.weigh(matrix);
            if self.next_section == self.weights.len() {
                let best = (0..self.sums.len())
                    .fold(0, |best, i| if self.sums[i] < self.sums[best] { i } else { best });
                (self.taken, self.next_section) = (Some(self.candidates[best]), 0);
                self.candidates.clear();
            }
        }
    }

    fn draw(&mut self, matrix: &Matrix, draws: &mut Draws, first: bool) {
        if first {
            self.taken = Some(draws.below(matrix.observations() as u64) as usize);
            return;
        }
        let total: f64 = self.weights.iter().sum();
        self.candidates =
            (0..self.trials).map(|_| self.observation_at(matrix, draws.real() * total)).collect();
        self.sums = vec![0.0; self.trials];
    }

    /// The observation in whose stretch of the running sum `position` lies.
    fn observation_at(&self, matrix: &Matrix, mut position: f64) -> usize {
        let mut last = 0;
        for (index, weight) in self.weights.iter().enumerate() {
            if position >= *weight && index + 1 < self.weights.len() {
                position -= weight;
                continue;
            }
            let blocks = section(matrix, index);
            for observation in blocks.start * LANES..(blocks.end * LANES).min(matrix.observations()) {
                let weight = f64::from(self.nearest[observation]);
                if weight > 0.0 {
                    last = observation;
                    if position < weight {
                        return observation;
                    }
                    position -= weight;
                }
            }
        }
        // Rounding can leave a little of the position over: the last observation that could be drawn.
        last
    }

    fn weigh(&mut self, matrix: &Matrix) {
        let rows: Vec<Vec<f32>> = self.candidates.iter().map(|candidate| matrix.row(*candidate)).collect();
        for block in section(matrix, self.next_section) {
            let nearest = &self.nearest[block * LANES..(block + 1) * LANES];
            for (row, sum) in rows.iter().zip(&mut self.sums) {
                let distances = squared_distances(matrix.block(block), row);
                let lane = |lane: usize| f64::from(smaller(nearest[lane], distances[lane]));
                *sum += pairwise(std::array::from_fn(lane));
            }
        }
        self.next_section += 1;
    }

    fn take_in(&mut self, matrix: &Matrix, taken: usize) {
        let row = matrix.row(taken);
        let mut weight = 0.0;
        for block in section(matrix, self.next_section) {
            let distances = squared_distances(matrix.block(block), &row);
            let lanes = matrix.lanes(block);
            let nearest = &mut self.nearest[block * LANES..(block + 1) * LANES];
            for (lane, (nearest, distance)) in nearest.iter_mut().zip(distances).enumerate() {
                *nearest = if lane < lanes { smaller(*nearest, distance) } else { 0.0 };
            }
            weight += pairwise(std::array::from_fn(|lane| f64::from(nearest[lane])));
        }
        self.weights[self.next_section] = weight;
        self.next_section += 1;
    }
}

/// The squared distances of a block's lanes to `row`: differences squared and added in order of feature, in `f32`.
fn squared_distances(block: &[f32], row: &[f32]) -> [f32; LANES] {
    let mut distances = f32x8::splat(0.0);
    for (run, c) in block.as_chunks::<LANES>().0.iter().zip(row) {
        let difference = f32x8::new(*run) - f32x8::splat(*c);
        distances += difference * difference;
    }
    distances.to_array()
}

/// The smaller of two numbers, neither of them NaN. The library's `min` has rules for NaN, and in WebAssembly a call for them.
fn smaller(a: f32, b: f32) -> f32 {
    if b < a { b } else { a }
}

/// The sum of the lanes, halves first: a fixed order.
fn pairwise(x: [f64; LANES]) -> f64 {
    ((x[0] + x[4]) + (x[1] + x[5])) + ((x[2] + x[6]) + (x[3] + x[7]))
}

/// Sections that make a step of seeding about as long as `work` multiplications.
pub fn sections_for(matrix: &Matrix, k: usize, work: usize) -> usize {
    let trials = 2 + libm::log(k as f64) as usize;
    (work / (SECTION_BLOCKS * LANES * matrix.features() * trials)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(k: u32, init: Init, start: u32) -> Options {
        Options { k, init, tolerance: 0.0, max_iterations: 10, swaps: 0, seed: 7, start }
    }

    fn seeds(matrix: &Matrix, options: &Options, most: usize) -> Vec<f64> {
        let mut seeding = Seeding::new(matrix, options);
        while seeding.step(matrix, most) {}
        seeding.finish()
    }

    fn two_clumps() -> Matrix {
        let x = |i: i32| if i < 6000 { f64::from(i % 97) * 1e-3 } else { 100.0 + f64::from(i % 89) * 1e-3 };
        Matrix::from_columns(&[(0..12_000).map(x).collect()]).expect("finite")
    }

    #[test]
    fn plus_plus_finds_both_clumps_however_the_steps_are_cut() {
        let matrix = two_clumps();
        for start in 0..20 {
            let options = options(2, Init::KMeansPlusPlus, start);
            let found = seeds(&matrix, &options, 1);
            assert_eq!(found, seeds(&matrix, &options, 1000), "start {start}");
            assert!((found[0] - found[1]).abs() > 99.0, "start {start} put both in one clump: {found:?}");
        }
    }

    #[test]
    fn plus_plus_never_draws_a_row_twice_while_others_are_left() {
        let matrix = Matrix::from_columns(&[vec![1.0, 1.0, 1.0, 2.0, 3.0]]).expect("finite");
        for start in 0..50 {
            let mut found = seeds(&matrix, &options(3, Init::KMeansPlusPlus, start), 1);
            found.sort_by(f64::total_cmp);
            assert_eq!(found, [1.0, 2.0, 3.0], "start {start}");
        }
    }

    #[test]
    fn random_rows_are_different_rows_and_each_is_drawn() {
        let matrix = Matrix::from_columns(&[(0..5).map(f64::from).collect()]).expect("finite");
        let mut seen = [0; 5];
        for start in 0..500 {
            let found = seeds(&matrix, &options(3, Init::RandomRows, start), 1);
            assert!(found[0] != found[1] && found[1] != found[2] && found[0] != found[2], "{found:?}");
            found.iter().for_each(|x| seen[*x as usize] += 1);
        }
        assert!(seen.iter().all(|count| (240..360).contains(count)), "each row 3 times in 5: {seen:?}");
    }

    #[test]
    fn the_data_space_is_the_box_of_the_values() {
        let matrix = Matrix::from_columns(&[vec![-1.0, 3.0, 0.0], vec![10.0, 10.0, 10.0]]).expect("finite");
        let mut range = (f64::INFINITY, f64::NEG_INFINITY);
        for start in 0..300 {
            for point in seeds(&matrix, &options(2, Init::DataSpace, start), 1).chunks(2) {
                assert_eq!(point[1], 10.0, "a constant feature leaves no choice");
                range = (range.0.min(point[0]), range.1.max(point[0]));
            }
        }
        assert!(range.0 >= -1.0 && range.0 < -0.9 && range.1 <= 3.0 && range.1 > 2.9, "{range:?}");
    }
}
