//! One start, worked on a little at a time.

use super::assign::{each_nearest, same};
use super::centroids::Centroids;
use super::empty::fill_empty;
use super::fit::{Fit, Step};
use super::options::Options;
use super::result::assemble;
use super::rules::{Rules, shift};
use super::seeding::{Seeding, sections_for};
use super::sums::Sums;
use super::swap::{Next, State, Swaps};
use crate::error::{Error, ErrorKind, Result};
use crate::matrix::{LANES, Matrix};

/// Multiplications that make a call to [`Run::advance`] last some milliseconds, so that progress is honest and a stop is heard.
const WORK: usize = 30_000_000;

/// No cluster yet: the label of an observation before the first assignment.
const UNASSIGNED: u16 = u16::MAX;

/// A fit in progress: first centroids, then assignment and update in turn until the stopping rule is met, then the exchanges that
/// [`Options::swaps`] asks for, each followed to its rest and kept if it lowers the inertia.
///
/// Invariants between calls: `sums` are the sums of `labels`, over the observations that have a label; `labels` before the block
/// `next_block` are assigned by `centroids`, those from there on by the centroids before. Because sums are exact, only
/// observations that change cluster touch them, and the bits are those of adding everything up again.
#[derive(Debug)]
pub struct Run {
    options: Options,
    rules: Rules,
    seeding: Option<Seeding>,
    centroids: Vec<f64>,
    rounded: Centroids,
    labels: Vec<u16>,
    sums: Sums,
    next_block: usize,
    changed: bool,
    trace: Vec<Step>,
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
        let mut run = Self::prepare(matrix, options, Vec::new())?;
        run.seeding = Some(Seeding::new(matrix, &options));
        Ok(run)
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
        Self::prepare(matrix, options, centroids)
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
        let mut run = Self::from_centroids(matrix, options, fit.centroids)?;
        run.sums = Sums::of(matrix, run.options.k as usize, &fit.labels);
        (run.labels, run.trace) = (fit.labels, fit.trace);
        Ok(run)
    }

    fn prepare(matrix: &Matrix, options: Options, centroids: Vec<f64>) -> Result<Self> {
        options.check(matrix)?;
        let (k, features) = (options.k as usize, matrix.features());
        Ok(Self {
            options,
            rules: Rules::new(matrix, &options),
            seeding: None,
            rounded: Centroids::new(k, features, &centroids),
            centroids,
            labels: vec![UNASSIGNED; matrix.observations()],
            sums: Sums::new(k, features),
            next_block: 0,
            changed: false,
            trace: Vec::new(),
            swaps: Swaps::new(matrix, &options),
        })
    }

    /// Works on for some milliseconds. `matrix` is the one the run was made with. Not to be called again once it is done.
    pub fn advance(&mut self, matrix: &Matrix) -> Progress {
        let k = self.options.k as usize;
        if let Some(seeding) = &mut self.seeding {
            if seeding.step(matrix, sections_for(matrix, k, WORK)) {
                return Progress::Going(SEEDING_SHARE * seeding.share_done(matrix));
            }
            self.centroids = self.seeding.take().map_or_else(Vec::new, Seeding::finish);
            self.rounded = Centroids::new(k, matrix.features(), &self.centroids);
        }
        let mut left = WORK;
        let cost = (matrix.features() * k * LANES).max(1);
        loop {
            let blocks = (left / cost).max(1).min(matrix.blocks() - self.next_block);
            self.assign(matrix, blocks);
            left = left.saturating_sub(blocks * cost);
            if self.next_block == matrix.blocks()
                && let Some(converged) = self.update(matrix)
                && let Some(fit) = self.rest(matrix, converged)
            {
                return Progress::Done(Box::new(fit));
            }
            if left < cost {
                return Progress::Going(self.share());
            }
        }
    }

    /// The centroids the run begins with, k × features, row-major: drawn now if they are not yet.
    pub fn first_centroids(mut self, matrix: &Matrix) -> Vec<f64> {
        let Some(mut seeding) = self.seeding.take() else { return self.centroids };
        while seeding.step(matrix, usize::MAX) {}
        seeding.finish()
    }

    /// Works until it is done.
    pub fn finish(mut self, matrix: &Matrix) -> Fit {
        loop {
            if let Progress::Done(fit) = self.advance(matrix) {
                return *fit;
            }
        }
    }

    /// Assigns the next `blocks` blocks.
    fn assign(&mut self, matrix: &Matrix, blocks: usize) {
        let range = self.next_block..self.next_block + blocks;
        let (labels, sums, changed) = (&mut self.labels, &mut self.sums, &mut self.changed);
        each_nearest(matrix, range, &self.rounded, |block, nearest| {
            let first = block * LANES;
            // Late in a run whole blocks stay as they are: one comparison of all lanes.
            if labels[first..].first_chunk().is_none_or(|labels| !same(labels, &nearest)) {
                let labels = &mut labels[first..first + matrix.lanes(block)];
                *changed |= relabel(matrix, first, labels, &nearest, sums);
            }
        });
        self.next_block += blocks;
    }

    /// Moves the centroids once all observations are assigned. Says whether the fit has ended, and how.
    fn update(&mut self, matrix: &Matrix) -> Option<bool> {
        fill_empty(matrix, &self.centroids, &mut self.labels, &mut self.sums);
        let means = self.sums.means();
        let moved = shift(&self.centroids, &means);
        self.trace.push(Step { inertia: self.rules.inertia(&self.sums), shift: moved });
        self.centroids = means;
        self.rounded = Centroids::new(self.options.k as usize, matrix.features(), &self.centroids);
        let same = !std::mem::take(&mut self.changed);
        self.next_block = 0;
        let stop = self.rules.stop(same, moved, &self.sums, self.trace.len() as u32);
        if stop.is_none() && self.swaps.is_hopeless(&self.trace, matrix.total_inertia(), &self.sums) {
            return Some(false);
        }
        stop
    }

    /// The stopping rule was met: goes on with the next exchange, or ends.
    fn rest(&mut self, matrix: &Matrix, converged: bool) -> Option<Fit> {
        let rested = State {
            centroids: std::mem::take(&mut self.centroids),
            labels: std::mem::take(&mut self.labels),
            sums: self.sums.clone(),
            trace: std::mem::take(&mut self.trace),
            converged,
        };
        match self.swaps.next(matrix, rested) {
            Next::Done(State { labels, sums, trace, converged, .. }) => {
                Some(assemble(matrix, &self.options, &self.rules, labels, &sums, trace, converged))
            }
            Next::Try(trial) => {
                (self.centroids, self.labels, self.sums) = (trial.centroids, trial.labels, trial.sums);
                self.rounded = Centroids::new(self.options.k as usize, matrix.features(), &self.centroids);
                self.rules.begin_again();
                None
            }
        }
    }

    /// How far the run probably is: the number of iterations to come is not known, so each is taken for a tenth of the rest.
    fn share(&self) -> f64 {
        SEEDING_SHARE + (1.0 - SEEDING_SHARE) * (1.0 - libm::pow(0.9, self.trace.len() as f64))
    }
}

/// Share of a fit's time that seeding takes, about.
const SEEDING_SHARE: f64 = 0.2;

/// Gives the observations from `first` on, of one block, the labels `nearest`, and keeps up the sums. Returns whether one changed.
fn relabel(matrix: &Matrix, first: usize, labels: &mut [u16], nearest: &[u16], sums: &mut Sums) -> bool {
    let mut changed = false;
    for ((observation, label), j) in (first..).zip(labels).zip(nearest) {
        if *label == UNASSIGNED {
            sums.add(matrix, observation, usize::from(*j));
        } else if label != j {
            sums.shift(matrix, observation, usize::from(*label), usize::from(*j));
        } else {
            continue;
        }
        *label = *j;
        changed = true;
    }
    changed
}
