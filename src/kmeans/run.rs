//! One start, worked on a little at a time.

use super::ask::Ask;
use super::course::{Came, Course};
use super::facts::Facts;
use super::fit::Fit;
use super::options::Options;
use super::part::Part;
use super::result::{complete, finished};
use super::sums::Sums;
use super::swap::{Next, State, Swaps};
use crate::error::{Error, ErrorKind, Result};
use crate::matrix::Matrix;

/// Multiplications that make a call to [`Run::advance`] last some milliseconds, so that progress is honest and a stop is heard.
const WORK: usize = 30_000_000;

/// A fit in progress on observations that are all here: its [`Course`], and the one [`Part`] it asks. Once the stopping rule is met
/// come the exchanges that [`Options::swaps`] asks for, each followed to its rest and kept if it lowers the inertia.
#[derive(Debug)]
pub struct Run {
    course: Course,
    part: Part,
    swaps: Swaps,
}

/// What [`Run::advance`] came to.
#[derive(Debug)]
pub enum Progress {
    /// There is more to do; the share done so far, 0 to 1, an estimate.
    Going(f64),
    /// The fit.
    Done(Box<Fit>),
}

impl Run {
    /// A fit from the first centroids that `options` ask for.
    ///
    /// # Errors
    /// As [`Options::check`].
    pub fn new(matrix: &Matrix, options: Options) -> Result<Self> {
        Self::on(matrix, options, Course::new(Facts::of(matrix), options))
    }

    /// A fit from the given first `centroids`, k × features, row-major.
    ///
    /// # Errors
    /// As [`Options::check`]; [`ErrorKind::Option`] if there are not `k` centroids of finite numbers.
    pub fn from_centroids(matrix: &Matrix, options: Options, centroids: Vec<f64>) -> Result<Self> {
        if centroids.len() != options.k as usize * matrix.features()
            || centroids.iter().any(|c| !c.is_finite())
        {
            return Err(Error::new(
                ErrorKind::Option,
                "first centroids",
                format!(
                    "{} numbers for {} centroids of {} features",
                    centroids.len(),
                    options.k,
                    matrix.features()
                ),
                "Give one finite number for each centroid and feature.",
            ));
        }
        Self::on(matrix, options, Course::from_centroids(Facts::of(matrix), options, centroids))
    }

    /// Goes on from where `fit` was stopped by its tolerance. Iterations and trace go on as well.
    ///
    /// # Errors
    /// As [`Options::check`]; [`ErrorKind::Option`] if `fit` is not of this matrix and `k`.
    pub fn resume(matrix: &Matrix, options: Options, fit: Fit) -> Result<Self> {
        if fit.labels.len() != matrix.observations() {
            return Err(Error::new(
                ErrorKind::Option,
                "fit to go on from",
                format!("it has {} labels for {} rows", fit.labels.len(), matrix.observations()),
                "Go on from a fit of the same data.",
            ));
        }
        let mut run = Self::from_centroids(matrix, options, fit.centroids.clone())?;
        let sums = Sums::of(matrix, options.k as usize, &fit.labels);
        run.part.put(fit.labels, sums);
        run.course.go_on_from(fit.centroids, fit.trace);
        Ok(run)
    }

    fn on(matrix: &Matrix, options: Options, course: Course) -> Result<Self> {
        options.check(matrix)?;
        let part = Part::new(matrix, options.k as usize, 0);
        Ok(Self { course, part, swaps: Swaps::new(matrix, &options) })
    }

    /// Works on for some milliseconds. `matrix` is the one the run was made with. Not to be called again once it is done.
    pub fn advance(&mut self, matrix: &Matrix) -> Progress {
        let mut left = WORK;
        loop {
            if left == 0 {
                return Progress::Going(self.course.share());
            }
            let Some(told) = self.part.work(matrix, self.course.ask(), &mut left) else { continue };
            let rested = match self.course.take(vec![told]) {
                Came::Iterated if self.is_hopeless() => Some(false),
                Came::Rested(converged) => Some(converged),
                Came::Going | Came::Iterated => None,
            };
            if let Some(fit) = rested.and_then(|converged| self.rest(matrix, converged)) {
                return Progress::Done(Box::new(fit));
            }
        }
    }

    /// The centroids the run begins with, k × features, row-major: drawn now if they are not yet.
    pub fn first_centroids(mut self, matrix: &Matrix) -> Vec<f64> {
        loop {
            if let Some(centroids) = self.draw(matrix, &mut usize::MAX.clone()) {
                return centroids;
            }
        }
    }

    /// Draws the centroids the run begins with until `left` is used up. Gives them, k × features, row-major, once all are drawn.
    pub(super) fn draw(&mut self, matrix: &Matrix, left: &mut usize) -> Option<Vec<f64>> {
        while !matches!(self.course.ask(), Ask::Assign(_)) {
            if *left == 0 {
                return None;
            }
            if let Some(told) = self.part.work(matrix, self.course.ask(), left) {
                self.course.take(vec![told]);
            }
        }
        Some(self.course.centroids().to_vec())
    }

    /// Works until it is done.
    pub fn finish(mut self, matrix: &Matrix) -> Fit {
        loop {
            if let Progress::Done(fit) = self.advance(matrix) {
                return *fit;
            }
        }
    }

    fn is_hopeless(&self) -> bool {
        let (trace, total) = (self.course.trace(), self.course.facts().total_inertia);
        self.swaps.is_hopeless(trace, total, self.course.sums())
    }

    /// The stopping rule was met: goes on with the next exchange, or ends.
    fn rest(&mut self, matrix: &Matrix, converged: bool) -> Option<Fit> {
        let rested = State {
            centroids: self.course.centroids().to_vec(),
            labels: self.part.take_labels(),
            sums: self.course.sums().clone(),
            trace: self.course.trace().to_vec(),
            converged,
        };
        match self.swaps.next(matrix, rested) {
            Next::Done(State { labels, sums, trace, converged, .. }) => {
                let (fit, end) = self.course.end(&sums, trace, converged);
                Some(complete(fit, vec![finished(matrix, labels, &end)]))
            }
            Next::Try(trial) => {
                self.part.put(trial.labels, trial.sums);
                self.course.go_on_from(trial.centroids, trial.trace);
                None
            }
        }
    }
}
