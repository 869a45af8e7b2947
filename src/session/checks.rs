//! The checks of the result shown: further jobs, handed out once it is on the screen.

use std::collections::VecDeque;

use super::{Segmentation, Session, Work};
use crate::choose::Best;
use crate::kmeans::{ASIDE, Fit, Init, Options};
use crate::matrix::{Matrix, Slice};
use crate::protocol::{Action, Job, Output};
use crate::validate::{Task, Useful};
use crate::view::{Checks, Pace, elbow_checked, trust_view};

/// The page hears of what the checks found whenever this share of them more is done.
const NEWS: f64 = 0.02;

/// Checks handed out at a time for each worker: one it works on, one for when that is done. Each carries the labels of all rows.
const AHEAD: usize = 2;

/// Checks that are handed out.
#[derive(Debug)]
pub struct Checking {
    /// The rows that stand for all, if not all do.
    sample: Option<Vec<u32>>,
    /// Their matrix, and how many slices of it the workers have: until they have it whole.
    loading: Option<(Matrix, usize)>,
    waiting: VecDeque<Task>,
}

impl Segmentation {
    /// The checks as the view shows them.
    pub(super) fn checks(&self) -> Checks<'_> {
        let done = self.plan.open().next().is_none();
        let pace = match (done, self.stopped) {
            (true, _) => Pace::Done,
            (false, true) => Pace::Stopped,
            (false, false) => Pace::Running,
        };
        let clustering = &self.recipe.clustering;
        let useful = Useful { share: clustering.smallest_share, count: clustering.smallest_count };
        Checks { evidence: self.plan.evidence(), pace, share: self.plan.share_done(), useful }
    }

    /// The rows that stand for all in the checks of a table of more than `most`: evenly spread ones. `None`: all do.
    fn sample(&self, most: usize) -> Option<Vec<u32>> {
        let rows = self.prepared.clustered().observations();
        (rows > most).then(|| (0..rows as u32).step_by(rows.div_ceil(most)).collect())
    }

    fn job(&self, Task { id, k, check }: Task, sample: Option<&[u32]>) -> (Job, Vec<u8>) {
        let seed = self.recipe.clustering.seed;
        let init = Init::default();
        let options = Options { k, init, tolerance: 0.0, max_iterations: 1, swaps: 0, seed, start: 0 };
        // Where customers are set aside, the fit says which.
        let unneeded = !check.needs_fit() && self.recipe.clustering.trim == 0.0;
        let fit = self.sweep.best(k).filter(|_| !unneeded);
        let payload = fit.map_or_else(Vec::new, |best| match sample {
            Some(rows) => thinned(best, rows).to_bytes(),
            None => best.whole().to_bytes(),
        });
        (Job { job: id, options, resume: false, check: Some(check), part: None, variant: None }, payload)
    }
}

impl Session {
    /// Hands out the checks that are open, unless they are out already, a sweep needs the workers, or a person stopped them.
    pub(super) fn begin_checks(&mut self) {
        let Some(result) = &self.result else { return };
        let done = result.plan.open().next().is_none();
        if self.checking.as_ref().is_some_and(|checking| checking.loading.is_some()) {
            // Something else was done in between.
            return self.out.wake();
        }
        if self.checking.is_some() || done || result.stopped || !matches!(self.work, Work::Idle) {
            return;
        }
        let all = result.prepared.clustered();
        let sample = result.sample(self.shared_above);
        let loading = sample.as_ref().map(|rows| (all.picked(rows, Vec::new()), 0));
        let whole = loading.is_none().then(|| Slice::whole_to_bytes(all));
        self.checking = Some(Checking { sample, loading, waiting: result.plan.open().collect() });
        match whole {
            Some(rows) => {
                self.out.push_with(Action::LoadMatrix, rows);
                self.hand_out_first_checks();
            }
            None => self.load_sample(),
        }
    }

    /// Gives the workers the next rows of the sample, a slice at a time as it is large, and hands out checks once they have them all.
    pub(super) fn load_sample(&mut self) {
        let Some(checking) = &mut self.checking else { return };
        let Some((matrix, given)) = &mut checking.loading else { return };
        let all = 0..matrix.blocks();
        match Slice::ranges(all.clone(), matrix.features()).nth(*given) {
            Some(blocks) => {
                *given += 1;
                self.out.push_with(Action::LoadMatrix, Slice::to_bytes(matrix, 0, &all, blocks));
                self.out.wake();
            }
            None => {
                checking.loading = None;
                self.hand_out_first_checks();
            }
        }
    }

    fn hand_out_first_checks(&mut self) {
        for _ in 0..AHEAD * self.workers as usize {
            self.hand_out_check();
        }
    }

    /// Hands out the next check, if one waits.
    fn hand_out_check(&mut self) {
        let (Some(checking), Some(result)) = (&mut self.checking, &self.result) else { return };
        if let Some(task) = checking.waiting.pop_front() {
            let (job, payload) = result.job(task, checking.sample.as_deref());
            self.out.push_with(Action::RunJob(job), payload);
        }
    }

    /// Takes the workers from the checks. What is open is handed out again when they are free.
    pub(super) fn interrupt_checks(&mut self) {
        if self.checking.take().is_some() {
            self.out.push(Action::StopJobs);
        }
    }

    /// A person stopped the checks.
    pub(super) fn stop_checks(&mut self) {
        self.interrupt_checks();
        if let Some(result) = &mut self.result {
            result.stopped = true;
        }
        self.tell_checks();
    }

    pub(super) fn check_done(&mut self, job: u32, outcome: &[u8]) {
        let Some(result) = self.result.as_mut().filter(|_| self.checking.is_some()) else { return };
        let before = result.plan.share_done();
        if !result.plan.take(job, outcome) {
            return;
        }
        let now = result.plan.share_done();
        if now >= 1.0 {
            self.checking = None;
        }
        self.hand_out_check();
        if now >= 1.0 || libm::floor(before / NEWS) < libm::floor(now / NEWS) {
            self.tell_checks();
        }
        if now >= 1.0 {
            self.follow_checks();
        }
    }

    fn tell_checks(&mut self) {
        // What is not described yet comes with what has been found by then.
        let Some(result) = self.result.as_ref().filter(|result| result.k == result.told) else { return };
        let checks = result.checks();
        let elbow = elbow_checked(&result.sweep, result.k, checks);
        let trust = Box::new(trust_view(&result.sweep, result.k, checks));
        self.out.tell(Output::Checked { elbow, trust });
    }
}

/// The fit of `best` as one of these rows alone.
fn thinned(best: &Best, rows: &[u32]) -> Fit {
    let fit = &best.fit;
    let labels: Vec<u16> = rows.iter().map(|row| best.labels.at(*row as usize)).collect();
    let mut sizes = vec![0; fit.k()];
    labels.iter().filter(|label| **label != ASIDE).for_each(|label| sizes[usize::from(*label)] += 1);
    let share = rows.len() as f64 / best.labels.len() as f64;
    Fit {
        inertia: fit.inertia * share,
        total_inertia: fit.total_inertia * share,
        sizes,
        centroids: fit.centroids.clone(),
        labels,
        trace: Vec::new(),
        ..*fit
    }
}
