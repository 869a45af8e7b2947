//! The sweep over k: which fits to run, and what they found.
//!
//! For every k there are several starts; the best of them then goes on until no customer changes segment. The jobs are
//! independent, so any number of workers may run them in any order: what is kept depends only on the fits.

use std::collections::BTreeMap;

use super::{CurvePoint, knee};
use crate::kmeans::{Fit, Init, Labels, Options, better};
use crate::recipe::Clustering;

/// A start agrees with the best one of its k if its inertia is at most this much larger, relatively. Starts are compared
/// where their tolerance stopped them, so equal optima differ by a little.
const AGREEMENT: f64 = 1e-3;

/// Segments shown when nothing recommends a number: few enough to remember, more than a split in two.
pub const WITHOUT_ELBOW: u32 = 3;

/// One fit to run.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    /// Number of the job, unique within the sweep.
    pub id: u32,
    /// What to fit.
    pub options: Options,
    /// If set: go on from this fit until nothing moves any more.
    pub resume: Option<Box<Fit>>,
}

/// The best fit of one k.
#[derive(Debug, Clone, PartialEq)]
pub struct Best {
    /// The fit but for its labels.
    pub fit: Fit,
    /// The cluster of each observation.
    pub labels: Labels,
    /// Starts that were run.
    pub starts: u32,
    /// Starts whose inertia is within 0.1 % of the best.
    pub starts_agreeing: u32,
}

impl Best {
    /// The fit with its labels.
    pub fn whole(&self) -> Fit {
        Fit { labels: self.labels.all(), ..self.fit.clone() }
    }
}

#[derive(Debug)]
struct Slot {
    k: u32,
    starts: u32,
    inertias: Vec<f64>,
    best: Option<Fit>,
    finished: Option<Best>,
}

/// The sweep. Feed it finished jobs until [`is_done`](Self::is_done).
#[derive(Debug)]
pub struct Sweep {
    clustering: Clustering,
    slots: Vec<Slot>,
    running: BTreeMap<u32, (usize, f64)>,
    next_id: u32,
}

impl Sweep {
    /// A sweep over the range of `clustering`, cut at `distinct_rows`: there cannot be more segments than that.
    pub fn new(clustering: &Clustering, distinct_rows: usize) -> Self {
        let most = u32::try_from(distinct_rows).unwrap_or(u32::MAX).min(clustering.k_max).max(1);
        let slots = (clustering.k_min.min(most)..=most)
            .map(|k| {
                let starts = if k == 1 { 1 } else { clustering.restarts };
                Slot { k, starts, inertias: Vec::new(), best: None, finished: None }
            })
            .collect();
        Self { clustering: clustering.clone(), slots, running: BTreeMap::new(), next_id: 0 }
    }

    /// All starts of all k, the cheapest k first. To be called once.
    pub fn first_jobs(&mut self) -> Vec<Job> {
        let mut jobs = Vec::new();
        for slot in 0..self.slots.len() {
            for start in 0..self.slots[slot].starts {
                let options = self.options(self.slots[slot].k, start);
                jobs.push(self.job(slot, options, None));
            }
        }
        jobs
    }

    /// Takes in the result of job `id`. Returns the job that follows from it, if one does. A job the sweep does not
    /// know is ignored.
    pub fn finished(&mut self, id: u32, fit: Fit) -> Option<Job> {
        let (index, _) = self.running.remove(&id)?;
        let swaps = self.swaps();
        let slot = &mut self.slots[index];
        if slot.inertias.len() as u32 == slot.starts {
            slot.finish(fit);
            return None;
        }
        slot.inertias.push(fit.inertia);
        if slot.best.as_ref().is_none_or(|best| better(&fit, best)) {
            slot.best = Some(fit);
        }
        if (slot.inertias.len() as u32) < slot.starts {
            return None;
        }
        let best = slot.best.take().expect("at least one start has finished");
        let rests = self.clustering.tolerance == 0.0 && swaps == 0;
        if slot.k == 1 || !best.converged || rests {
            slot.finish(best);
            return None;
        }
        let options = Options { tolerance: 0.0, swaps, ..self.options(self.slots[index].k, best.start) };
        Some(self.job(index, options, Some(Box::new(best))))
    }

    /// Notes how far a running job is, 0 to 1.
    pub fn progressed(&mut self, id: u32, share: f64) {
        if let Some((_, done)) = self.running.get_mut(&id) {
            *done = done.max(share.clamp(0.0, 1.0));
        }
    }

    /// Share of the work done, 0 to 1, an estimate: a start costs in proportion to its k.
    pub fn share_done(&self) -> f64 {
        let (mut done, mut all) = (0.0, 0.0);
        for slot in &self.slots {
            let cost = f64::from(slot.k);
            all += cost * f64::from(slot.starts + 1);
            done += cost * slot.inertias.len() as f64;
            if slot.finished.is_some() {
                done += cost;
            }
        }
        for (slot, share) in self.running.values() {
            done += f64::from(self.slots[*slot].k) * share;
        }
        (done / all).min(1.0)
    }

    /// The first number that no job of the sweep has.
    pub fn next_id(&self) -> u32 {
        self.next_id
    }

    /// The smallest k that is not finished yet.
    pub fn working_on(&self) -> Option<u32> {
        self.slots.iter().find(|slot| slot.finished.is_none()).map(|slot| slot.k)
    }

    /// Whether every k has its best fit.
    pub fn is_done(&self) -> bool {
        self.working_on().is_none()
    }

    /// The range tried, smallest and largest k.
    pub fn range(&self) -> (u32, u32) {
        (self.slots[0].k, self.slots[self.slots.len() - 1].k)
    }

    /// The best fit for `k`, once it is found.
    pub fn best(&self, k: u32) -> Option<&Best> {
        self.slots.iter().find(|slot| slot.k == k)?.finished.as_ref()
    }

    /// The curve so far, one point for each finished k, ascending.
    pub fn curve(&self) -> Vec<CurvePoint> {
        self.slots
            .iter()
            .filter_map(|slot| slot.finished.as_ref().map(|best| (slot.k, best)))
            .map(|(k, best)| CurvePoint {
                k,
                inertia: best.fit.inertia,
                explained_variance: explained(best.fit.inertia, best.fit.total_inertia),
                iterations: best.fit.iterations,
                starts_agreeing: best.starts_agreeing,
                starts: best.starts,
            })
            .collect()
    }

    /// The number of segments the elbow recommends: the knee of inertia over k. `None` while the sweep runs, and for a
    /// curve that has no knee or fewer than three points.
    pub fn recommended(&self) -> Option<u32> {
        if !self.is_done() {
            return None;
        }
        let curve = self.curve();
        let k: Vec<f64> = curve.iter().map(|point| f64::from(point.k)).collect();
        let inertia: Vec<f64> = curve.iter().map(|point| point.inertia).collect();
        knee(&k, &inertia).map(|position| curve[position].k)
    }

    /// The number of segments to show first: the recipe's, else the recommended one, else [`WITHOUT_ELBOW`]; always
    /// brought into the range tried.
    pub fn shown(&self) -> u32 {
        let (low, high) = self.range();
        self.clustering.k.or_else(|| self.recommended()).unwrap_or(WITHOUT_ELBOW).clamp(low, high)
    }

    fn job(&mut self, slot: usize, options: Options, resume: Option<Box<Fit>>) -> Job {
        let id = self.next_id;
        self.next_id += 1;
        self.running.insert(id, (slot, 0.0));
        Job { id, options, resume }
    }

    /// Exchanges tried on the best start of a k. Who gives centres wants to see where those lead.
    fn swaps(&self) -> u32 {
        if self.clustering.start == Init::Given {
            0
        } else {
            self.clustering.swaps * self.clustering.restarts
        }
    }

    fn options(&self, k: u32, start: u32) -> Options {
        Options {
            k,
            init: self.clustering.start,
            tolerance: self.clustering.tolerance,
            max_iterations: self.clustering.max_iterations,
            swaps: 0,
            seed: self.clustering.seed,
            start,
        }
    }
}

impl Slot {
    fn finish(&mut self, mut fit: Fit) {
        let labels = Labels::pack(&std::mem::take(&mut fit.labels));
        let limit = fit.inertia * (1.0 + AGREEMENT);
        let agreeing = self.inertias.iter().filter(|inertia| **inertia <= limit).count();
        self.finished = Some(Best { fit, labels, starts: self.starts, starts_agreeing: agreeing as u32 });
    }
}

/// Share of the total sum of squares that lies between segments; 1 if nothing differs at all.
fn explained(inertia: f64, total: f64) -> f64 {
    if total > 0.0 { (1.0 - inertia / total).clamp(0.0, 1.0) } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn from_given_centres_nothing_is_exchanged() {
        for (start, swaps) in [(Init::Given, 0), (Init::RandomRows, 7)] {
            let clustering =
                Clustering { k_min: 2, k_max: 2, restarts: 1, swaps: 7, start, ..Clustering::default() };
            let mut sweep = Sweep::new(&clustering, 9);
            let [first] = &sweep.first_jobs()[..] else { panic!("one k, one start") };
            let fit = Fit {
                start: 0,
                inertia: 1.0,
                total_inertia: 2.0,
                iterations: 3,
                converged: true,
                sizes: vec![5, 4],
                centroids: vec![0.0, 1.0],
                labels: vec![0; 9],
                trace: Vec::new(),
            };
            let last = sweep.finished(first.id, fit).expect("it goes on until nothing moves");
            assert_eq!(
                (last.resume.is_some(), last.options.tolerance, last.options.swaps),
                (true, 0.0, swaps)
            );
        }
    }
}
