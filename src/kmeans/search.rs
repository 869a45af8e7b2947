//! A start on many observations: first on few of them, then on more, last on all.
//!
//! Most iterations of a start only bring centroids near to where they will rest, and a sample tells that as well as everyone does
//! (Bradley & Fayyad 1998, "Refining initial points for k-means clustering"). So first centroids are drawn and moved on the smallest
//! sample, each larger one goes on from there, and all observations have the last word: the fit is exact k-means on all of them,
//! followed to the same stopping rule, whatever it began with. The exchanges of a fit that is resumed are tried on the smallest sample, too,
//! where hundreds cost less than one on everyone; one that pays there is followed to its rest on all, and kept if it pays there as well.

use super::fit::{Fit, better};
use super::options::Options;
use super::run::{Progress, Run};
use crate::error::Result;
use crate::matrix::Matrix;

/// How many times a sample goes into the next one, or the largest into all.
const STEP: usize = 8;

/// A sample has at least so many observations, and so many for each cluster: enough that one in a hundred of them is some dozens.
const FEWEST: usize = 8_192;
const FEWEST_A_CLUSTER: usize = 256;

/// A smaller inertia on the sample counts if it is smaller by this share of the total: more than rounding.
const GAIN: f64 = 1e-9;

/// Samples of the observations of one matrix, the smallest first: each is the beginning of the next.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Samples(Vec<Matrix>);

impl Samples {
    /// The samples of `matrix`, whose beginning has to be as good as any other part of it; none if it is small.
    pub fn of(matrix: &Matrix) -> Self {
        let sizes = std::iter::successors(Some(matrix.observations() / STEP), |size| Some(size / STEP));
        let mut samples: Vec<Matrix> =
            sizes.take_while(|size| *size >= FEWEST).map(|size| beginning(matrix, size)).collect();
        samples.reverse();
        Self(samples)
    }

    /// The first of those that are large enough for what `options` ask for.
    fn smallest(&self, options: &Options) -> usize {
        let enough = |sample: &Matrix| {
            sample.observations() >= FEWEST_A_CLUSTER * options.k as usize && options.check(sample).is_ok()
        };
        self.0.iter().position(enough).unwrap_or(self.0.len())
    }
}

fn beginning(matrix: &Matrix, size: usize) -> Matrix {
    let rows: Vec<u32> = (0..size as u32).collect();
    let weights = matrix.block_weights(0).map(|_| (0..size).map(|row| matrix.weight(row)).collect());
    matrix.picked(&rows, weights.unwrap_or_default())
}

/// A fit in progress, as [`Run`], but by way of the samples where there are any.
#[derive(Debug)]
pub struct Search {
    options: Options,
    run: Box<Run>,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    /// On sample number so many, to go on with the next.
    Sample(usize),
    /// On all observations, with whatever comes of it as the fit.
    All,
    /// On all, before exchanges are tried on the sample.
    Resting(usize),
    /// On the sample from where all rest, without exchanges.
    Settling(usize, Box<Fit>),
    /// On the sample with exchanges, after it rested with this inertia.
    Exchanging(usize, Box<Fit>, f64),
    /// On all from the exchanges that paid.
    Trying(Box<Fit>),
}

impl Search {
    /// A fit from drawn first centroids.
    ///
    /// # Errors
    /// As [`Options::check`].
    pub fn new(matrix: &Matrix, samples: &Samples, options: Options) -> Result<Self> {
        options.check(matrix)?;
        let smallest = samples.smallest(&options);
        let (stage, run) = match samples.0.get(smallest) {
            Some(sample) => (Stage::Sample(smallest), Run::new(sample, Options { swaps: 0, ..options })),
            None => (Stage::All, Run::new(matrix, options)),
        };
        Ok(Self { options, run: Box::new(run?), stage })
    }

    /// A fit from given first `centroids`, k × features, row-major, on all observations from the beginning.
    ///
    /// # Errors
    /// As [`Run::from_centroids`].
    pub fn from_centroids(matrix: &Matrix, options: Options, centroids: Vec<f64>) -> Result<Self> {
        let run = Box::new(Run::from_centroids(matrix, options, centroids)?);
        Ok(Self { options, run, stage: Stage::All })
    }

    /// Goes on from where `fit` was stopped by its tolerance.
    ///
    /// # Errors
    /// As [`Run::resume`].
    pub fn resume(matrix: &Matrix, samples: &Samples, options: Options, fit: Fit) -> Result<Self> {
        let smallest = samples.smallest(&options);
        let by_sample = options.swaps > 0 && smallest < samples.0.len();
        let (stage, swaps) =
            if by_sample { (Stage::Resting(smallest), 0) } else { (Stage::All, options.swaps) };
        let run = Run::resume(matrix, Options { swaps, ..options }, fit)?;
        Ok(Self { options, run: Box::new(run), stage })
    }

    /// Works on for some milliseconds. `matrix` and `samples` are those the search was made with. Not to be called again once it is done.
    pub fn advance(&mut self, matrix: &Matrix, samples: &Samples) -> Progress {
        let on = match &self.stage {
            Stage::Sample(at) | Stage::Settling(at, _) | Stage::Exchanging(at, ..) => &samples.0[*at],
            Stage::All | Stage::Resting(_) | Stage::Trying(_) => matrix,
        };
        match self.run.advance(on) {
            Progress::Going(share) => Progress::Going(self.share(share, samples)),
            Progress::Done(fit) => match self.follow(matrix, samples, *fit) {
                Some(fit) => Progress::Done(Box::new(fit)),
                None => Progress::Going(self.share(0.0, samples)),
            },
        }
    }

    /// Goes on after a run has come to its end with `fit`; gives the fit if that was the last.
    fn follow(&mut self, matrix: &Matrix, samples: &Samples, fit: Fit) -> Option<Fit> {
        let still = Options { swaps: 0, ..self.options };
        match std::mem::replace(&mut self.stage, Stage::All) {
            Stage::All => return Some(fit),
            Stage::Sample(at) => match samples.0.get(at + 1) {
                Some(next) => self.go_on(Stage::Sample(at + 1), next, still, fit.centroids),
                None => self.go_on(Stage::All, matrix, self.options, fit.centroids),
            },
            Stage::Resting(at) => {
                let centroids = fit.centroids.clone();
                self.go_on(Stage::Settling(at, Box::new(fit)), &samples.0[at], still, centroids);
            }
            Stage::Settling(at, rested) => {
                let stage = Stage::Exchanging(at, rested, fit.inertia);
                self.go_on(stage, &samples.0[at], self.options, fit.centroids);
            }
            Stage::Exchanging(_, rested, before) => {
                if before - fit.inertia <= GAIN * fit.total_inertia {
                    return Some(*rested);
                }
                self.go_on(Stage::Trying(rested), matrix, still, fit.centroids);
            }
            Stage::Trying(rested) => return Some(better_of(*rested, fit)),
        }
        None
    }

    fn go_on(&mut self, stage: Stage, matrix: &Matrix, options: Options, centroids: Vec<f64>) {
        let run = Run::from_centroids(matrix, options, centroids)
            .expect("samples were chosen by what they can give");
        (self.stage, self.run) = (stage, Box::new(run));
    }

    /// How far the search probably is if its run has done `share`: each stage is taken for half of what is left.
    fn share(&self, share: f64, samples: &Samples) -> f64 {
        let over = match &self.stage {
            Stage::Sample(at) => at + 1,
            Stage::All => samples.0.len() + 1,
            Stage::Resting(_) => 0,
            Stage::Settling(..) => 1,
            Stage::Exchanging(..) => 2,
            Stage::Trying(_) => 3,
        };
        let left = libm::pow(0.5, over as f64);
        1.0 - left + left * share / 2.0
    }
}

/// The better of a fit and what exchanges made of it. On the way to that the inertia rose and fell again, which is no part of the story
/// the trace tells: one entry stands for the exchange.
fn better_of(rested: Fit, tried: Fit) -> Fit {
    if !tried.converged || !better(&tried, &rested) {
        return rested;
    }
    let trace: Vec<_> = rested.trace.iter().chain(tried.trace.last()).copied().collect();
    Fit { iterations: trace.len() as u32, trace, ..tried }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kmeans::{Draws, Init};

    const ROWS: usize = 8 * FEWEST + 100;

    /// `clumps` clumps of different size on a line, in a random order.
    fn clumps(rows: usize, clumps: u64) -> Matrix {
        let mut draws = Draws::new(&[rows as u64, clumps]);
        let mut row = || {
            let clump = draws.below(clumps).min(draws.below(clumps)) as f64;
            (clump * 10.0 + draws.real() * 4.0, clump % 2.0 * 10.0 + draws.real() * 4.0)
        };
        let (x, y): (Vec<f64>, Vec<f64>) = (0..rows).map(|_| row()).unzip();
        Matrix::from_columns(&[x, y]).expect("finite")
    }

    fn options(k: u32, swaps: u32) -> Options {
        let (init, max_iterations) = (Init::KMeansPlusPlus, 300);
        Options { k, init, tolerance: 0.0, max_iterations, swaps, seed: 3, start: 1 }
    }

    fn finished(mut search: Search, matrix: &Matrix, samples: &Samples) -> Fit {
        let mut before = 0.0;
        loop {
            match search.advance(matrix, samples) {
                Progress::Done(fit) => return *fit,
                Progress::Going(share) => {
                    assert!((before..=1.0).contains(&share), "{share} after {before}");
                    before = share;
                }
            }
        }
    }

    #[test]
    fn small_data_have_no_samples_and_large_ones_several() {
        let sizes = |rows: usize| {
            let samples = Samples::of(&clumps(rows, 3)).0;
            samples.iter().map(Matrix::observations).collect::<Vec<usize>>()
        };
        assert!(sizes(8 * FEWEST - 1).is_empty());
        assert_eq!(sizes(64 * FEWEST + 640), [FEWEST + 10, 8 * FEWEST + 80]);
    }

    #[test]
    fn too_many_clusters_for_a_sample_are_looked_for_on_all() {
        let samples = Samples::of(&clumps(ROWS, 3));
        assert_eq!(samples.smallest(&options((FEWEST / FEWEST_A_CLUSTER) as u32, 0)), 0);
        assert_eq!(samples.smallest(&options((FEWEST / FEWEST_A_CLUSTER) as u32 + 1, 0)), 1);
        let same = Matrix::from_columns(&[(0..ROWS).map(|row| (row / (ROWS - 2)) as f64).collect()]);
        let same = same.expect("finite");
        assert_eq!(Samples::of(&same).smallest(&options(2, 0)), 1, "the sample has one different row");
    }

    #[test]
    fn a_start_by_way_of_samples_rests_where_all_observations_do() {
        let matrix = clumps(ROWS, 4);
        let samples = Samples::of(&matrix);
        let found = finished(Search::new(&matrix, &samples, options(4, 0)).expect("4"), &matrix, &samples);
        let plain = Run::new(&matrix, options(4, 0)).expect("4").finish(&matrix);
        assert_eq!((found.inertia, &found.labels), (plain.inertia, &plain.labels));
        let again = Run::from_centroids(&matrix, options(4, 0), found.centroids.clone()).expect("4");
        let again = again.finish(&matrix);
        assert_eq!(
            (again.labels, again.centroids),
            (found.labels, found.centroids),
            "nothing moves any more"
        );
        assert_eq!(found.trace.last().map(|step| step.shift), Some(0.0));
    }

    #[test]
    fn exchanges_on_a_sample_mend_what_is_wrong_with_all() {
        let matrix = clumps(ROWS, 6);
        let samples = Samples::of(&matrix);
        // Two centroids in the first clump, and one for the two last.
        let wrong = vec![1.0, 2.0, 3.0, 2.0, 12.0, 12.0, 22.0, 2.0, 32.0, 12.0, 47.0, 7.0];
        let stuck = Run::from_centroids(&matrix, options(6, 0), wrong).expect("6").finish(&matrix);
        let resumed = |swaps| {
            let search = Search::resume(&matrix, &samples, options(6, swaps), stuck.clone()).expect("6");
            finished(search, &matrix, &samples)
        };
        let best = Run::from_centroids(
            &matrix,
            options(6, 0),
            (0..6)
                .flat_map(|clump| [f64::from(clump) * 10.0 + 2.0, f64::from(clump % 2) * 10.0 + 2.0])
                .collect(),
        );
        let best = best.expect("6").finish(&matrix);
        assert_eq!(resumed(0).inertia, stuck.inertia, "it is stuck");
        assert_eq!((resumed(60).inertia, resumed(60).labels), (best.inertia, best.labels));
        let trace = resumed(60).trace;
        assert!(trace.is_sorted_by(|a, b| a.inertia >= b.inertia), "the story it tells never rises");
    }

    #[test]
    fn where_no_exchange_pays_the_fit_is_the_one_that_rested() {
        let matrix = clumps(ROWS, 3);
        let samples = Samples::of(&matrix);
        let rested = Run::new(&matrix, options(3, 0)).expect("3").finish(&matrix);
        let search = Search::resume(&matrix, &samples, options(3, 40), rested.clone()).expect("3");
        assert_eq!(finished(search, &matrix, &samples).labels, rested.labels);
    }
}
