//! The checks of the result shown: further jobs, handed out once it is on the screen.

use std::collections::VecDeque;

use super::{Segmentation, Session, Work};
use crate::choose::Best;
use crate::kmeans::{ASIDE, Fit, Init, Options};
use crate::protocol::{Action, Job, Output};
use crate::validate::{Task, Useful};
use crate::view::{Checks, Pace, elbow_checked, trust_view};

/// The page hears of what the checks found whenever this share of them more is done.
const NEWS: f64 = 0.02;

/// Rows that are checked at most.
const MOST_ROWS: usize = 1_000_000;

/// Checks handed out at a time for each worker: one it works on, one for when that is done. Each carries the labels of all rows.
const AHEAD: usize = 2;

/// Checks that are handed out.
#[derive(Debug)]
pub struct Checking {
    /// The rows that stand for all, if not all do.
    sample: Option<Vec<u32>>,
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

    /// The rows that stand for all in the checks of a large table: evenly spread ones. `None`: all do.
    fn sample(&self) -> Option<Vec<u32>> {
        let rows = self.prepared.clustered().observations();
        (rows > MOST_ROWS).then(|| (0..rows as u32).step_by(rows.div_ceil(MOST_ROWS)).collect())
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
        if self.checking.is_some() || done || result.stopped || !matches!(self.work, Work::Idle) {
            return;
        }
        let all = result.prepared.clustered();
        let sample = result.sample();
        let matrix =
            sample.as_ref().map_or_else(|| all.to_bytes(), |rows| all.picked(rows, Vec::new()).to_bytes());
        self.out.push_with(Action::LoadMatrix, matrix);
        self.checking = Some(Checking { sample, waiting: result.plan.open().collect() });
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
