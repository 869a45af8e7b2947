//! The first centroids.

use super::ask::{Ask, Told};
use super::facts::Facts;
use super::options::{Init, Options};
use super::random::Draws;

/// How often all random rows are drawn again that are equal to an earlier one, before that is let be.
const REDRAWS: u32 = 100;

/// Draws the first centroids, a question at a time.
#[derive(Debug)]
pub struct Seeding {
    draws: Draws,
    init: Init,
    k: usize,
    features: usize,
    /// Rows tried for each centroid of k-means++.
    trials: usize,
    ask: Ask,
    /// Weight of each section.
    weights: Vec<f64>,
    candidates: Vec<f32>,
    centroids: Vec<f64>,
    redraws: u32,
}

impl Seeding {
    /// Starts drawing for `options`, which fit data of these facts. [`Init::Given`] draws random rows.
    pub fn new(facts: &Facts, options: &Options) -> Self {
        let words = [options.seed, u64::from(options.k), u64::from(options.start)];
        Self {
            draws: Draws::new(&words),
            init: options.init,
            k: options.k as usize,
            features: facts.features,
            trials: trials(options),
            ask: if options.init == Init::DataSpace { Ask::Ranges } else { Ask::Masses },
            weights: Vec::new(),
            candidates: Vec::new(),
            centroids: Vec::new(),
            redraws: 0,
        }
    }

    /// What the parts are to be asked.
    pub fn ask(&self) -> &Ask {
        &self.ask
    }

    /// Share of the centroids drawn, 0 to 1.
    pub fn share_done(&self) -> f64 {
        self.centroids.len() as f64 / (self.k * self.features) as f64
    }

    /// Takes in what the parts told, in their order. Gives the centroids, k × features, row-major, once all are drawn.
    pub fn take(&mut self, told: Vec<Told>) -> Option<Vec<f64>> {
        match &self.ask {
            Ask::Ranges => self.data_space(&told),
            Ask::Masses | Ask::TakeIn(_) => {
                self.weights = sections(told);
                let picks = match self.init {
                    Init::RandomRows | Init::Given => self.k,
                    _ if self.centroids.is_empty() => 1,
                    _ => self.trials,
                };
                self.ask = Ask::Pick((0..picks).map(|_| self.position()).collect());
            }
            Ask::Pick(_) => self.picked(rows(told)),
            Ask::Weigh(_) => {
                let sums = by_candidate(&sections(told), self.candidates.len() / self.features);
                let best = (0..sums.len()).fold(0, |best, i| if sums[i] < sums[best] { i } else { best });
                let row = self.candidates[best * self.features..(best + 1) * self.features].to_vec();
                self.take_in(row);
            }
            _ => {}
        }
        (self.centroids.len() == self.k * self.features).then(|| std::mem::take(&mut self.centroids))
    }

    /// A section and how far into it, drawn in proportion to the weights.
    fn position(&mut self) -> (u32, f64) {
        let total: f64 = self.weights.iter().sum();
        let mut position = self.draws.real() * total;
        for (index, weight) in (0..).zip(&self.weights) {
            if position < *weight {
                return (index, position);
            }
            position -= weight;
        }
        // Rounding can leave a little of the position over. It lies in the last section that can be drawn from.
        let last = self.weights.iter().rposition(|weight| *weight > 0.0).unwrap_or(0);
        (last as u32, self.weights[last])
    }

    fn picked(&mut self, rows: Vec<Vec<f32>>) {
        match self.init {
            Init::RandomRows | Init::Given => self.random_rows(rows),
            _ if rows.len() == 1 => rows.into_iter().for_each(|row| self.take_in(row)),
            _ => {
                self.candidates = rows.concat();
                self.ask = Ask::Weigh(self.candidates.clone());
            }
        }
    }

    fn take_in(&mut self, row: Vec<f32>) {
        self.centroids.extend(row.iter().copied().map(f64::from));
        self.ask = Ask::TakeIn(row);
    }

    /// Different observations in proportion to their mass; those equal to an earlier one are drawn again.
    fn random_rows(&mut self, rows: Vec<Vec<f32>>) {
        for row in rows {
            let row: Vec<f64> = row.into_iter().map(f64::from).collect();
            let is_new = self.centroids.chunks_exact(self.features).all(|earlier| earlier != row);
            if is_new || self.redraws >= REDRAWS {
                self.centroids.extend(row);
            }
        }
        self.redraws += 1;
        let open = self.k - self.centroids.len() / self.features;
        self.ask = Ask::Pick((0..open).map(|_| self.position()).collect());
    }

    fn data_space(&mut self, told: &[Told]) {
        let mut box_of_all = vec![(f32::INFINITY, f32::NEG_INFINITY); self.features];
        for told in told {
            let Told::Ranges(ranges) = told else { continue };
            for ((low, high), (its_low, its_high)) in box_of_all.iter_mut().zip(ranges) {
                (*low, *high) = (low.min(*its_low), high.max(*its_high));
            }
        }
        for _ in 0..self.k {
            for (low, high) in &box_of_all {
                let (low, high) = (f64::from(*low), f64::from(*high));
                self.centroids.push(low + (high - low) * self.draws.real());
            }
        }
    }
}

/// Rows tried for each centroid.
fn trials(options: &Options) -> usize {
    match options.init {
        Init::KMeansPlusPlus => 2 + libm::log(f64::from(options.k)) as usize,
        _ => 1,
    }
}

/// The numbers of all sections, part after part.
fn sections(told: Vec<Told>) -> Vec<f64> {
    let of_part = |told| if let Told::Sections(numbers) = told { numbers } else { Vec::new() };
    told.into_iter().flat_map(of_part).collect()
}

/// The rows asked for, in the order of the question.
fn rows(told: Vec<Told>) -> Vec<Vec<f32>> {
    let of_part = |told| if let Told::Rows(rows) = told { rows } else { Vec::new() };
    let mut rows: Vec<(u32, Vec<f32>)> = told.into_iter().flat_map(of_part).collect();
    rows.sort_by_key(|(place, _)| *place);
    rows.into_iter().map(|(_, row)| row).collect()
}

/// The sum over the sections for each candidate.
fn by_candidate(sections: &[f64], candidates: usize) -> Vec<f64> {
    let mut sums = vec![0.0; candidates];
    for section in sections.chunks_exact(candidates) {
        sums.iter_mut().zip(section).for_each(|(sum, x)| *sum += x);
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::super::part::Part;
    use super::*;
    use crate::matrix::Matrix;

    fn options(k: u32, init: Init, start: u32) -> Options {
        Options { k, init, tolerance: 0.0, max_iterations: 10, swaps: 0, seed: 7, start }
    }

    /// The seeds as one part finds them that works for `most` multiplications at a time.
    fn seeds(matrix: &Matrix, options: &Options, most: usize) -> Vec<f64> {
        let mut seeding = Seeding::new(&Facts::of(matrix), options);
        let mut part = Part::new(matrix, options.k as usize, 0);
        loop {
            if let Some(told) = part.work(matrix, seeding.ask(), &mut most.clone())
                && let Some(centroids) = seeding.take(vec![told])
            {
                return centroids;
            }
        }
    }

    fn two_clumps() -> Matrix {
        let x = |i: i32| if i < 6000 { f64::from(i % 97) * 1e-3 } else { 100.0 + f64::from(i % 89) * 1e-3 };
        Matrix::from_columns(&[(0..12_000).map(x).collect()]).expect("finite")
    }

    #[test]
    fn plus_plus_finds_both_clumps_however_the_steps_are_cut() {
        let matrix = two_clumps();
        for start in 0..20 {
            for init in [Init::KMeansPlusPlus, Init::PlainKMeansPlusPlus] {
                let options = options(2, init, start);
                let found = seeds(&matrix, &options, 1);
                assert_eq!(found, seeds(&matrix, &options, 100_000), "start {start}");
                assert!((found[0] - found[1]).abs() > 99.0, "start {start} put both in one clump: {found:?}");
            }
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
