//! Which checks to run, and what they have found so far.

use std::collections::BTreeMap;

use super::check::{Check, Outcome};
use super::draw::ROWS;
use super::indices::Indices;
use super::null::Null;
use super::redraw::Redraw;
use super::silhouette::Silhouette;
use super::split::mean_and_deviation;

/// References of each kind.
const REFERENCES: u32 = 20;

/// Re-draws of each k: as many as the budget allows, between these.
const REDRAWS: (u64, u64) = (20, 50);

/// Multiplications that all re-draws together may take, about: some seconds.
const BUDGET: u64 = 6_000_000_000;

/// Iterations over the rows of a re-draw, all starts together, about.
const PASSES: u64 = 60;

/// Cuts into halves of each k.
const HALVES: u32 = 20;

/// Re-draws, or cuts into halves, in one job.
const AT_ONCE: u32 = 10;

/// One job. Its fit is the best one of `k`, unless the check is a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Task {
    /// Number of the job.
    pub id: u32,
    /// Number of segments.
    pub k: u32,
    /// What to find out.
    pub check: Check,
}

/// The checks of a finished sweep.
#[derive(Debug)]
pub struct Plan {
    tasks: Vec<(Task, bool)>,
    evidence: Evidence,
}

impl Plan {
    /// The checks of every k of the sweep over `range` for a table of `rows` × `features`, the cheapest first. Jobs are numbered from
    /// `first_id` on. With fewer than three rows, or k = 1 alone, there is nothing to check.
    pub fn new((low, high): (u32, u32), (rows, features): (usize, usize), first_id: u32) -> Self {
        let ks = low.max(2)..=high;
        let mut checks = Vec::new();
        if rows > 2 && !ks.is_empty() {
            let redraws = redraws(rows, features, high);
            for first in (0..redraws).step_by(AT_ONCE as usize) {
                let count = AT_ONCE.min(redraws - first);
                checks.extend(ks.clone().map(|k| (k, Check::Redraws { first, count })));
            }
            for first in (0..HALVES).step_by(AT_ONCE as usize) {
                checks.extend(ks.clone().map(|k| (k, Check::Halves { first, count: AT_ONCE })));
            }
            for number in 0..REFERENCES {
                for null in [Null::Uniform, Null::Gaussian] {
                    checks.push((high, Check::Reference { from: low, null, number }));
                }
            }
            let measures = ks.map(|k| (k, Check::Measure));
            let at = if rows <= ROWS { 0 } else { checks.len() };
            checks.splice(at..at, measures);
        }
        let number =
            |(at, (k, check)): (usize, (u32, Check))| (Task { id: first_id + at as u32, k, check }, false);
        Self {
            tasks: checks.into_iter().enumerate().map(number).collect(),
            evidence: Evidence { from: low, ..Evidence::default() },
        }
    }

    /// The jobs that have no outcome yet.
    pub fn open(&self) -> impl Iterator<Item = Task> + '_ {
        self.tasks.iter().filter(|(_, done)| !done).map(|(task, _)| *task)
    }

    /// Takes in the outcome of job `id`. Returns whether it was awaited and is one; anything else changes nothing.
    pub fn take(&mut self, id: u32, outcome: &[u8]) -> bool {
        let Some((task, done)) = self.tasks.iter_mut().find(|(task, done)| task.id == id && !done) else {
            return false;
        };
        let Some(outcome) = Outcome::from_bytes(outcome) else { return false };
        *done = true;
        self.evidence.add(*task, outcome);
        true
    }

    /// Share of the jobs that are done, 0 to 1.
    pub fn share_done(&self) -> f64 {
        let done = self.tasks.iter().filter(|(_, done)| *done).count();
        if self.tasks.is_empty() { 1.0 } else { done as f64 / self.tasks.len() as f64 }
    }

    /// What has been found.
    pub fn evidence(&self) -> &Evidence {
        &self.evidence
    }
}

fn redraws(rows: usize, features: usize, high: u32) -> u32 {
    let high = u64::from(high);
    let cost = rows.min(ROWS) as u64 * features as u64 * PASSES * high * (high + 1) / 2;
    (BUDGET / cost.max(1)).clamp(REDRAWS.0, REDRAWS.1) as u32
}

/// What the checks found. The order in which they came leaves no trace.
#[derive(Debug, Default)]
pub struct Evidence {
    from: u32,
    measured: BTreeMap<u32, (Silhouette, Indices, Vec<bool>)>,
    redraws: BTreeMap<(u32, u32), Vec<Redraw>>,
    halves: BTreeMap<(u32, u32), Vec<f64>>,
    references: BTreeMap<(Null, u32), Vec<f64>>,
}

/// How well the segments of one k came back.
#[derive(Debug, Clone, PartialEq)]
pub struct Stability {
    /// Re-draws counted.
    pub redraws: u32,
    /// Mean overlap by segment, 0 to 1.
    pub segments: Vec<f64>,
    /// The smallest of them.
    pub weakest: f64,
    /// Mean adjusted Rand index.
    pub agreement: f64,
}

/// How far a curve lies below the references: Tibshirani, Walther & Hastie (2001), with each inertia taken as a share of that at
/// k = 1 of its own table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gap {
    /// `mean ln W* - ln W`, against whichever kind of reference comes closer.
    pub gap: f64,
    /// `s = sd · sqrt(1 + 1 / B)` of that kind.
    pub error: f64,
}

impl Evidence {
    fn add(&mut self, task: Task, outcome: Outcome) {
        match (task.check, outcome) {
            (Check::Redraws { first, .. }, Outcome::Redrawn { redraws }) => {
                self.redraws.insert((task.k, first), redraws);
            }
            (Check::Halves { first, .. }, Outcome::Halved { strengths }) => {
                self.halves.insert((task.k, first), strengths);
            }
            (Check::Reference { null, number, .. }, Outcome::Referred { curve }) => {
                self.references.insert((null, number), curve);
            }
            (_, Outcome::Measured { silhouette, indices, twos }) => {
                self.measured.insert(task.k, (silhouette, indices, twos));
            }
            _ => {}
        }
    }

    /// Silhouettes, indices, and by segment whether it may be two.
    pub fn measured(&self, k: u32) -> Option<(&Silhouette, &Indices, &[bool])> {
        self.measured.get(&k).map(|(silhouette, indices, twos)| (silhouette, indices, twos.as_slice()))
    }

    /// How well the segments of `k` have come back so far.
    pub fn stability(&self, k: u32) -> Option<Stability> {
        let redraws: Vec<&Redraw> =
            self.redraws.range((k, 0)..=(k, u32::MAX)).flat_map(|(_, all)| all).collect();
        let segments = redraws.first()?.overlaps.len();
        let mean = |segment: usize| {
            let drawn: Vec<f64> = redraws.iter().filter_map(|redraw| redraw.overlaps[segment]).collect();
            // A segment that was never drawn never came back.
            if drawn.is_empty() { 0.0 } else { drawn.iter().sum::<f64>() / drawn.len() as f64 }
        };
        let segments: Vec<f64> = (0..segments).map(mean).collect();
        let agreement = redraws.iter().map(|redraw| redraw.agreement).sum::<f64>() / redraws.len() as f64;
        let weakest = segments.iter().copied().fold(1.0, f64::min);
        Some(Stability { redraws: redraws.len() as u32, weakest, segments, agreement })
    }

    /// Mean prediction strength at `k` over the cuts into halves so far, 0 to 1.
    pub fn prediction(&self, k: u32) -> Option<f64> {
        let of_k = self.halves.range((k, 0)..=(k, u32::MAX));
        let all: Vec<f64> = of_k.flat_map(|(_, strengths)| strengths).copied().collect();
        (!all.is_empty()).then(|| all.iter().sum::<f64>() / all.len() as f64)
    }

    /// How far a curve with [`log_share`](super::null::log_share) `log_share` at `k` lies below the references; `None` before there
    /// are two of each kind.
    pub fn gap(&self, k: u32, log_share: f64) -> Option<Gap> {
        let of_kind = |null| {
            let drawn = self.drawn(null, k);
            let (mean, deviation) = mean_and_deviation(&drawn);
            let error = deviation * libm::sqrt(1.0 + 1.0 / drawn.len() as f64);
            (drawn.len() > 1).then_some(Gap { gap: mean - log_share, error })
        };
        let (uniform, gaussian) = (of_kind(Null::Uniform)?, of_kind(Null::Gaussian)?);
        Some(if gaussian.gap < uniform.gap { gaussian } else { uniform })
    }

    /// The smallest and largest share left inside at `k` over all references, 0 to 1.
    pub fn band(&self, k: u32) -> Option<(f64, f64)> {
        let mut all = self.drawn(Null::Uniform, k);
        all.extend(self.drawn(Null::Gaussian, k));
        let shares = all.iter().map(|x| libm::exp(*x));
        shares.fold(None, |range, x| {
            Some(range.map_or((x, x), |(low, high): (f64, f64)| (low.min(x), high.max(x))))
        })
    }

    /// How many references have been drawn.
    pub fn references(&self) -> usize {
        self.references.len()
    }

    fn drawn(&self, null: Null, k: u32) -> Vec<f64> {
        let place = k.checked_sub(self.from).map(|place| place as usize);
        let of_kind = self.references.range((null, 0)..=(null, u32::MAX));
        of_kind.filter_map(|(_, curve)| curve.get(place?).copied()).collect()
    }
}
