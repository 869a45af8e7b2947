//! One start with everything on the way kept, to be watched.

use super::centroids::Centroids;
use super::empty::fill_empty;
use super::facts::Facts;
use super::options::Options;
use super::rules::{Rules, shift};
use super::run::Run;
use super::sums::Sums;
use crate::error::Result;
use crate::matrix::Matrix;

/// One iteration: everyone assigned by the centroids before it, then the centroids moved.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    /// Cluster of each observation, by the centroids before.
    pub labels: Vec<u16>,
    /// Observations whose cluster is another one than before; all of them in the first iteration.
    pub changed: u64,
    /// k × features, row-major: the means of the clusters.
    pub centroids: Vec<f64>,
    /// Sum of squared distances to those means, units of the matrix.
    pub inertia: f64,
    /// Sum over the centroids of the squared distance each moved.
    pub shift: f64,
}

/// The course of one start.
#[derive(Debug, Clone, PartialEq)]
pub struct Film {
    /// The first centroids, k × features, row-major.
    pub first: Vec<f64>,
    /// The iterations.
    pub frames: Vec<Frame>,
    /// Whether it ended because nobody changed cluster; otherwise the iteration limit ended it.
    pub settled: bool,
}

/// Films the start of `options` by the plain algorithm of [`lloyd`](super::lloyd::lloyd), until no label changes whatever the tolerance
/// says, or `options.max_iterations` are over. Clusters keep the numbers in which their first centroids were drawn.
///
/// # Errors
/// As [`Options::check`].
pub fn film(matrix: &Matrix, options: Options) -> Result<Film> {
    let first = Run::new(matrix, options)?.first_centroids(matrix);
    let (k, rules) = (options.k as usize, Rules::new(&Facts::of(matrix), &options));
    let (mut centroids, mut frames) = (first.clone(), Vec::<Frame>::new());
    loop {
        let mut labels = assigned(matrix, &Centroids::new(k, matrix.features(), &centroids));
        let mut sums = Sums::of(matrix, k, &labels);
        fill_empty(matrix, &centroids, &mut labels, &mut sums);
        let changed = frames.last().map_or(labels.len(), |before| {
            labels.iter().zip(&before.labels).filter(|(now, then)| now != then).count()
        });
        let means = sums.means();
        let moved = shift(&centroids, &means);
        centroids.clone_from(&means);
        let inertia = rules.inertia(&sums);
        frames.push(Frame { labels, changed: changed as u64, centroids: means, inertia, shift: moved });
        let settled = changed == 0;
        if settled || frames.len() as u32 >= options.max_iterations {
            return Ok(Film { first, frames, settled });
        }
    }
}

/// The nearest centroid of each observation, ties to the first.
fn assigned(matrix: &Matrix, centroids: &Centroids) -> Vec<u16> {
    let nearest = |observation| {
        let row = matrix.row(observation);
        let scores: Vec<f32> = (0..centroids.k()).map(|j| centroids.score(j, row.iter().copied())).collect();
        (0..scores.len()).fold(0, |best, j| if scores[j] < scores[best] { j } else { best }) as u16
    };
    (0..matrix.observations()).map(nearest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kmeans::lloyd::lloyd;
    use crate::kmeans::{Draws, Init};

    #[test]
    fn it_goes_the_way_of_the_judge() {
        let mut draws = Draws::new(&[3]);
        let columns: Vec<Vec<f64>> = (0..3).map(|_| (0..400).map(|_| draws.real()).collect()).collect();
        let matrix = Matrix::from_columns(&columns).expect("finite");
        for init in [Init::KMeansPlusPlus, Init::RandomRows, Init::DataSpace] {
            let options =
                Options { k: 5, init, tolerance: 0.0, max_iterations: 300, swaps: 0, seed: 9, start: 2 };
            let film = film(&matrix, options).expect("five clusters");
            let judge = lloyd(&matrix, &options, film.first.clone()).expect("five clusters");
            let inertias: Vec<f64> = film.frames.iter().map(|frame| frame.inertia).collect();
            let judged: Vec<f64> = judge.trace.iter().map(|step| step.inertia).collect();
            assert_eq!(inertias, judged, "{init:?}");
            assert!(film.settled && inertias.is_sorted_by(|a, b| a >= b), "{init:?}: it never rises");
            assert_eq!(film.frames[0].changed, 400);
        }
    }

    #[test]
    fn the_limit_of_iterations_ends_it() {
        let matrix = Matrix::from_columns(&[(0..200).map(f64::from).collect()]).expect("finite");
        let init = Init::DataSpace;
        let options = Options { k: 6, init, tolerance: 0.0, max_iterations: 2, swaps: 0, seed: 1, start: 0 };
        let film = film(&matrix, options).expect("six clusters");
        assert_eq!((film.frames.len(), film.settled), (2, false));
    }
}
