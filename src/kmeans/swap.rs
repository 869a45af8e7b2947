//! Exchanges: a way out of a local optimum that restarts keep missing.
//!
//! Random swap (Fränti 2018, "Efficiency of random swap clustering"): take one centroid away, put it on an observation, go on
//! until nothing moves, and keep the outcome if its inertia is lower. Each trial is exact k-means, so the result is as
//! much a fixed point of the two steps as before, and never a worse one.

use super::distance::squared_distance;
use super::fit::Step;
use super::options::Options;
use super::random::Draws;
use super::sums::Sums;
use crate::matrix::Matrix;

/// Multiplications that the trials of one fit may take, about, if k is small: a few tenths of a second.
const WORK: u64 = 400_000_000;

/// The same above [`MANY`] clusters, where restarts alone hardly ever find the optimum.
const WORK_FOR_MANY: u64 = 100 * WORK;

/// More clusters than people plan with.
const MANY: usize = 20;

/// Iterations that a trial takes, about: most are given up early.
const ITERATIONS: u64 = 5;

/// Iterations after which a trial can be given up.
const PATIENCE: usize = 3;

/// A trial is given up if this many more gains like the last one would not bring it to the best.
const HOPE: f64 = 12.0;

/// Keeps the stream of the trials apart from that of the first centroids.
const STREAM: u64 = 0x5357_4150;

/// The trials of one fit, and the best state so far.
#[derive(Debug)]
pub struct Swaps {
    draws: Draws,
    left: u64,
    /// Whether fewer trials are affordable than were asked for.
    scarce: bool,
    best: Option<State>,
}

/// What a run goes on from.
#[derive(Debug, Clone)]
pub struct State {
    /// k × features, row-major.
    pub centroids: Vec<f64>,
    /// Cluster of each observation.
    pub labels: Vec<u16>,
    /// The sums of `labels`.
    pub sums: Sums,
    /// The iterations so far; those of a trial are its own.
    pub trace: Vec<Step>,
    /// Whether the stopping rule was met.
    pub converged: bool,
}

impl Swaps {
    /// As many trials as `options` ask for and the size of the work allows; none for fewer than two clusters, or if there are no
    /// more different rows than clusters to be had.
    pub fn new(matrix: &Matrix, options: &Options) -> Self {
        let k = options.k as usize;
        let work = if k > MANY { WORK_FOR_MANY } else { WORK };
        let iteration = matrix.observations() as u64 * matrix.features() as u64 * k as u64;
        let affordable = work / (iteration * ITERATIONS);
        let asked = if k < 2 { 0 } else { u64::from(options.swaps) };
        let words = [options.seed, u64::from(options.k), u64::from(options.start), STREAM];
        Self {
            draws: Draws::new(&words),
            left: affordable.min(asked),
            scarce: affordable < asked,
            best: None,
        }
    }

    /// Takes in where the run came to rest: the better of that and the best so far. Gives the state to try next, one of its
    /// centroids moved, or the best one if there are no trials left.
    pub fn next(&mut self, matrix: &Matrix, rested: State) -> Next {
        let best = match self.best.take() {
            Some(best) if rested.converged && rested.sums.explained() > best.sums.explained() => {
                improved(best, rested)
            }
            Some(best) => best,
            None => rested,
        };
        if self.left == 0 {
            return Next::Done(best);
        }
        self.left -= 1;
        let (mut trial, features) = (State { trace: Vec::new(), ..best.clone() }, matrix.features());
        let j = self.draws.below(best.sums.counts().len() as u64) as usize;
        let observation = self.place(matrix, &best);
        for (c, x) in
            trial.centroids[j * features..(j + 1) * features].iter_mut().zip(matrix.values(observation))
        {
            *c = f64::from(x);
        }
        self.best = Some(best);
        Next::Try(trial)
    }
}

impl Swaps {
    /// Whether the trial under way can be given up, where trials are scarce: it is behind the best, and gains too little to
    /// catch up. `steps` are its
    /// iterations so far. What is kept is exact all the same: only where to look is decided here.
    pub fn is_hopeless(&self, steps: &[Step], total_inertia: f64, sums: &Sums) -> bool {
        let (Some(best), [.., before, last]) = (&self.best, steps) else { return false };
        let behind = best.sums.explained() - sums.explained();
        self.scarce
            && steps.len() >= PATIENCE
            && behind > 1e-12 * total_inertia
            && (before.inertia - last.inertia) * HOPE < behind
    }

    /// Where the centroid goes: any observation in one trial, in the next one drawn in proportion to its squared distance from its
    /// centroid. The first finds dense places, the second the few far ones.
    fn place(&mut self, matrix: &Matrix, best: &State) -> usize {
        if self.left.is_multiple_of(2) {
            return self.draws.below(matrix.observations() as u64) as usize;
        }
        let features = matrix.features();
        let distance = |(observation, label): (usize, &u16)| {
            let j = usize::from(*label);
            squared_distance(matrix, observation, &best.centroids[j * features..(j + 1) * features])
        };
        let total: f64 = best.labels.iter().enumerate().map(distance).sum();
        let mut position = self.draws.real() * total;
        let reached = best.labels.iter().enumerate().position(|one| {
            position -= distance(one);
            position < 0.0
        });
        reached.unwrap_or(matrix.observations() - 1)
    }
}

/// What comes after a rest.
#[derive(Debug)]
pub enum Next {
    /// Go on from here.
    Try(State),
    /// Here it ends.
    Done(State),
}

/// `rested`, with the trace of `best` and one entry for the exchange: on the way the inertia rose and fell again, which is no
/// part of the story the trace tells.
fn improved(best: State, rested: State) -> State {
    let last = rested.trace.last().copied();
    State { trace: best.trace.into_iter().chain(last).collect(), ..rested }
}
