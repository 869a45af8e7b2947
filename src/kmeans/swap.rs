//! Exchanges: a way out of a local optimum that restarts keep missing.
//!
//! Random swap (Fränti 2018, "Efficiency of random swap clustering"): take one centroid away, put it on an observation, go on
//! until nothing moves, and keep the outcome if its inertia is lower. Which centroid and where is drawn at random, but not blindly:
//! `outlook.rs`. Each trial is exact k-means, so the result is as
//! much a fixed point of the two steps as before, and never a worse one.

use super::fit::Step;
use super::options::Options;
use super::outlook::Outlook;
use super::random::Draws;
use super::sums::Sums;
use crate::matrix::Matrix;

/// Multiplications that a trial may take, on average: 600 trials take about a tenth of a second.
const WORK_A_TRIAL: u64 = 500_000;

/// Trials for which one iteration is granted in any case: on large data, 600 trials may take about as long as two or three
/// starts.
const TRIALS_AN_ITERATION: u64 = 6;

/// How many times that is granted above [`MANY`] clusters, where restarts alone hardly ever find the optimum.
const FACTOR_FOR_MANY: u64 = 10;

/// More clusters than people plan with.
const MANY: usize = 20;

/// Iterations that a trial takes if it is not given up, about.
const ITERATIONS_A_TRIAL: u64 = 10;

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
    trials_left: u64,
    iterations_left: u64,
    /// Whether the iterations will not do for the trials asked for.
    scarce: bool,
    best: Option<State>,
    outlook: Outlook,
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
    /// As many trials as `options` ask for, within the iterations that the size of the data allows; none for fewer than two
    /// clusters.
    pub fn new(matrix: &Matrix, options: &Options) -> Self {
        let k = options.k as usize;
        let iteration = matrix.observations() as u64 * matrix.features() as u64 * k as u64;
        let trials_left = if k < 2 { 0 } else { u64::from(options.swaps) };
        let factor = if k > MANY { FACTOR_FOR_MANY } else { 1 };
        let granted = (trials_left * factor).div_ceil(TRIALS_AN_ITERATION);
        let iterations_left = (trials_left * WORK_A_TRIAL / iteration).max(granted);
        let words = [options.seed, u64::from(options.k), u64::from(options.start), STREAM];
        Self {
            draws: Draws::new(&words),
            trials_left,
            iterations_left,
            scarce: iterations_left < trials_left * ITERATIONS_A_TRIAL,
            best: None,
            outlook: Outlook::default(),
        }
    }

    /// Takes in where the run came to rest: the better of that and the best so far. Gives the state to try next, one of its
    /// centroids moved, or the best one if there are no trials left.
    pub fn next(&mut self, matrix: &Matrix, rested: State) -> Next {
        if self.best.is_some() {
            self.iterations_left = self.iterations_left.saturating_sub(rested.trace.len() as u64);
        }
        let (best, replaced) = match self.best.take() {
            Some(best) if rested.converged && rested.sums.explained() > best.sums.explained() => {
                (improved(best, rested), true)
            }
            Some(best) => (best, false),
            None => (rested, true),
        };
        if self.trials_left == 0 || self.iterations_left == 0 {
            return Next::Done(best);
        }
        self.trials_left -= 1;
        self.iterations_left = self.iterations_left.saturating_sub(1);
        if replaced {
            self.outlook = Outlook::new(matrix, &best.centroids, &best.labels);
        }
        let features = matrix.features();
        let mut trial = State { trace: Vec::new(), ..best.clone() };
        let (j, observation) = self.outlook.propose(matrix, &mut self.draws);
        for (c, x) in
            trial.centroids[j * features..(j + 1) * features].iter_mut().zip(matrix.values(observation))
        {
            *c = f64::from(x);
        }
        self.best = Some(best);
        Next::Try(trial)
    }

    /// Whether the trial under way can be given up, trials being scarce: it is behind the best, and gains too little to
    /// catch up. `steps` are its iterations so far. What is kept is exact all the same: only where to look is decided here.
    pub fn is_hopeless(&self, steps: &[Step], total_inertia: f64, sums: &Sums) -> bool {
        let (Some(best), [.., before, last]) = (&self.best, steps) else { return false };
        let behind = best.sums.explained() - sums.explained();
        self.scarce
            && steps.len() >= PATIENCE
            && behind > 1e-12 * total_inertia
            && (before.inertia - last.inertia) * HOPE < behind
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
