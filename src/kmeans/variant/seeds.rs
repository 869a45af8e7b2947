//! First centroids where the farthest observations are not to count.

use crate::error::Result;
use crate::kmeans::options::{Init, Options};
use crate::kmeans::random::Draws;
use crate::kmeans::run::Run;
use crate::matrix::Matrix;

/// Keeps these draws apart from others of the same seed.
const STREAM: u64 = 0x5452_494D;

/// First centroids being drawn.
#[derive(Debug)]
pub(super) enum Seeds {
    /// As for plain k-means.
    Plain(Box<Run>),
    /// Spread out over the observations that would be kept.
    Spread(Spread),
}

impl Seeds {
    /// Draws for `options` of which `kept` observations count. k-means++ would draw the farthest observation of all, which is what is to
    /// be set aside; so its weights are 0 for as many of the farthest as are.
    pub(super) fn new(matrix: &Matrix, options: Options, kept: usize) -> Result<Self> {
        let spreads = matches!(options.init, Init::KMeansPlusPlus | Init::PlainKMeansPlusPlus);
        if kept == matrix.observations() || !spreads {
            return Ok(Self::Plain(Box::new(Run::new(matrix, options)?)));
        }
        options.check(matrix)?;
        Ok(Self::Spread(Spread::new(matrix, &options, kept)))
    }

    /// Works on until `left` is used up. Gives the centroids, k × features, row-major, once all are drawn.
    pub(super) fn step(&mut self, matrix: &Matrix, left: &mut usize) -> Option<Vec<f64>> {
        match self {
            Self::Plain(run) => run.draw(matrix, left),
            Self::Spread(spread) => spread.step(matrix, left),
        }
    }
}

/// k-means++ on the observations nearest to the centroids so far. Of a few drawn the one is taken that leaves the smallest sum over
/// those kept.
#[derive(Debug)]
pub(super) struct Spread {
    draws: Draws,
    k: usize,
    trials: usize,
    kept: usize,
    /// Squared distance to the nearest centroid so far.
    nearest: Vec<f64>,
    /// What each observation is drawn by; all alike before there is a centroid.
    weights: Vec<f64>,
    tried: usize,
    best: Option<Candidate>,
    centroids: Vec<f64>,
}

#[derive(Debug)]
struct Candidate {
    observation: usize,
    nearest: Vec<f64>,
    weights: Vec<f64>,
    sum: f64,
}

impl Spread {
    fn new(matrix: &Matrix, options: &Options, kept: usize) -> Self {
        let n = matrix.observations();
        let words = [options.seed, u64::from(options.k), u64::from(options.start), STREAM];
        let greedy = options.init == Init::KMeansPlusPlus;
        Self {
            draws: Draws::new(&words),
            k: options.k as usize,
            trials: if greedy { 2 + libm::floor(libm::log(f64::from(options.k))) as usize } else { 1 },
            kept,
            nearest: vec![f64::INFINITY; n],
            weights: vec![1.0; n],
            tried: 0,
            best: None,
            centroids: Vec::new(),
        }
    }

    fn step(&mut self, matrix: &Matrix, left: &mut usize) -> Option<Vec<f64>> {
        let cost = matrix.observations() * (matrix.features() + 1);
        while *left > 0 {
            if self.centroids.len() == self.k * matrix.features() {
                return Some(std::mem::take(&mut self.centroids));
            }
            *left = left.saturating_sub(cost);
            let candidate = self.candidate(matrix);
            if self.best.as_ref().is_none_or(|best| candidate.sum < best.sum) {
                self.best = Some(candidate);
            }
            self.tried += 1;
            if self.tried == self.trials {
                self.take_best(matrix);
            }
        }
        None
    }

    fn candidate(&mut self, matrix: &Matrix) -> Candidate {
        let observation = self.draw();
        let place = matrix.row(observation);
        let nearest: Vec<f64> = (0..matrix.observations())
            .map(|i| {
                let squares = matrix.values(i).zip(&place).map(|(x, c)| {
                    let difference = f64::from(x) - f64::from(*c);
                    difference * difference
                });
                self.nearest[i].min(squares.sum())
            })
            .collect();
        let weights = without_far(&nearest, self.kept);
        Candidate { observation, sum: weights.iter().sum(), nearest, weights }
    }

    fn take_best(&mut self, matrix: &Matrix) {
        let Some(best) = self.best.take() else { return };
        self.centroids.extend(matrix.values(best.observation).map(f64::from));
        (self.nearest, self.weights, self.tried) = (best.nearest, best.weights, 0);
    }

    /// An observation in proportion to its weight; any of them where all weights are 0.
    fn draw(&mut self) -> usize {
        let total: f64 = self.weights.iter().sum();
        if total <= 0.0 {
            return self.draws.below(self.weights.len() as u64) as usize;
        }
        let mut position = self.draws.real() * total;
        let reached = self.weights.iter().position(|weight| {
            position -= weight;
            position < 0.0
        });
        // Rounding can leave a little over: it belongs to the last that can be drawn.
        reached.or_else(|| self.weights.iter().rposition(|weight| *weight > 0.0)).unwrap_or(0)
    }
}

/// The distances, but 0 for all but the `kept` smallest; of equal ones the later become 0.
fn without_far(distances: &[f64], kept: usize) -> Vec<f64> {
    let mut weights = distances.to_vec();
    for observation in super::machine::farthest(distances, kept) {
        weights[observation as usize] = 0.0;
    }
    weights
}
