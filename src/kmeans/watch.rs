//! Observations that have to be looked at, brought together.
//!
//! Once centroids move little, most observations can bear the movement of several iterations ([`Allowance`]). The others are copied into
//! blocks of their own, and only they are looked at while the allowance lasts. The same is done among them with a smaller
//! allowance; so a large one, which lasts long, is seldom granted to everybody.

use wide::f32x8;

use super::assign::{Nearest, look};
use super::bounds::Allowance;
use super::centroids::{Centroids, TILE};
use crate::matrix::{LANES, Matrix};

/// The allowance granted among all observations, in movements of the last iteration.
const FIRST: f64 = 6.0;

/// Those granted among observations that are watched already, the one that is preferred first.
const NEXT: [f64; 2] = [8.0, 2.5];

/// None of them is granted unless what these are watched for is so many times as large.
const LARGER: f64 = 2.0;

/// Observations are watched once fewer than one in this many changes cluster in an iteration.
const CHANGES_FEWER_THAN: usize = 50;

/// Features × clusters from which watching pays: below, comparing costs as little as remembering.
const WORTH: usize = 24;

/// Watching pays if fewer than so many of eight are watched.
const WATCHED_OF_EIGHT: usize = 6;

/// Of data with more values than this, all parts together, an eighth at most is copied: their memory is to stay small beside that of the rows.
/// 128 MiB of them.
const MANY: f64 = (1_u64 << 25) as f64;

/// Iterations that everybody is looked at after watching did not pay; each time twice as many.
const PAUSE: u32 = 4;

/// Runs of values that may be copied of `matrix`, whose mass is that of the whole of which it is a part.
pub fn most_runs(matrix: &Matrix) -> usize {
    let many = matrix.mass() * matrix.features() as f64 > MANY;
    matrix.runs().len() / if many { 8 } else { 1 }
}

/// Observations that may change while an allowance lasts, in blocks like those of a matrix.
#[derive(Debug, Clone)]
pub struct Watched {
    allowance: Allowance,
    /// Runs for which there is room at most, and whether there was none for an observation.
    most: usize,
    full: bool,
    /// How many observations: those of the last block come first in it.
    pub count: usize,
    /// The values: a run for each feature of each block.
    pub runs: Vec<[f32; LANES]>,
    /// Which observation each lane is.
    pub rows: Vec<[u32; LANES]>,
    /// The label of each lane.
    pub labels: Vec<Nearest>,
}

impl Watched {
    fn new(allowance: Allowance, most: usize) -> Self {
        Self {
            allowance,
            most,
            full: false,
            count: 0,
            runs: Vec::new(),
            rows: Vec::new(),
            labels: Vec::new(),
        }
    }

    /// How many lanes of `block` are observations.
    pub fn lanes(&self, block: usize) -> usize {
        (self.count - block * LANES).min(LANES)
    }

    /// Number of blocks.
    pub fn blocks(&self) -> usize {
        self.rows.len()
    }

    /// Takes the labels from those of all observations.
    fn read(&mut self, labels: &[u16]) {
        for (to, rows) in self.labels.iter_mut().zip(&self.rows) {
            *to = rows.map(|row| labels[row as usize]);
        }
    }

    /// Adds a block of so many `runs`, if there is room.
    fn add_block(&mut self, runs: usize) {
        let length = self.runs.len();
        self.full |= length + runs > self.most;
        if self.full {
            return;
        }
        if length + runs > self.runs.capacity() {
            // No more than will be taken: a list that grows lies in the memory twice.
            self.runs.reserve_exact(length.max(LANES * runs).min(self.most - length));
        }
        self.runs.resize(length + runs, [0.0; LANES]);
        self.rows.push([0; LANES]);
        self.labels.push([0; LANES]);
    }

    /// Takes in one lane of a block. `D` is the number of features, or 0.
    #[inline(always)]
    fn take<const D: usize>(&mut self, runs: &[[f32; LANES]], lane: usize, row: u32, label: u16) {
        let (block, at) = (self.count / LANES, self.count % LANES);
        if at == 0 {
            self.add_block(runs.len());
            if self.full {
                return;
            }
        }
        match (self.runs.last_chunk_mut::<D>(), runs.first_chunk::<D>()) {
            (Some(to), Some(from)) if D > 0 => (0..D).for_each(|f| to[f][at] = from[f][lane % LANES]),
            _ => {
                let to = &mut self.runs[block * runs.len()..];
                to.iter_mut().zip(runs).for_each(|(to, from)| to[at] = from[lane]);
            }
        }
        self.rows[block][at] = row;
        self.labels[block][at] = label;
        self.count += 1;
    }
}

/// Who is watched, and who comes to be so in this iteration.
#[derive(Debug, Clone, Default)]
pub struct Watch {
    /// The innermost last.
    kept: Vec<Watched>,
    coming: Option<Watched>,
    scores: Vec<f32x8>,
    wait: u32,
    pause: u32,
}

impl Watch {
    /// Forgets everybody: labels were changed by other means.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    /// Centroids moved from `before` to `now`; in the iteration before, `changed` of `labels` changed. Lets go those whose allowance is used
    /// up, and says whom to watch from now on, if no more than `most_runs` runs of values are copied in all.
    pub fn next_iteration(
        &mut self,
        before: &Centroids,
        now: &Centroids,
        (changed, labels): (usize, &[u16]),
        most_runs: usize,
    ) {
        let holding = self.kept.iter().take_while(|watched| watched.allowance.holds(now)).count();
        if holding < self.kept.len() {
            self.kept.truncate(holding);
            if let Some(watched) = self.kept.last_mut() {
                watched.read(labels);
            }
        }
        if self.wait > 0 {
            self.wait -= 1;
        } else if changed < labels.len() / CHANGES_FEWER_THAN
            && now.k() > 1
            && now.k() * now.features() >= WORTH
        {
            let taken: usize = self.kept.iter().map(|watched| watched.runs.len()).sum();
            let coming = self.next_allowance(before, now);
            self.coming = coming.map(|allowance| Watched::new(allowance, most_runs.saturating_sub(taken)));
            self.scores.resize(now.k().next_multiple_of(TILE), f32x8::splat(0.0));
        }
    }

    /// What is to be granted now, if it pays.
    fn next_allowance(&self, before: &Centroids, now: &Centroids) -> Option<Allowance> {
        let Some(watched) = self.kept.last() else { return Some(Allowance::new(before, now, FIRST)) };
        let mut smaller = NEXT.iter().map(|times| Allowance::new(before, now, *times));
        smaller.find(|smaller| smaller.largest() * LARGER < watched.allowance.largest())
    }

    /// Those who have to be looked at, if not everybody, and who comes to be watched of them.
    pub fn parts(&mut self) -> (Option<&mut Watched>, Option<Coming<'_>>) {
        let Self { kept, coming, scores, .. } = self;
        (kept.last_mut(), coming.as_mut().map(|watched| Coming { watched, scores }))
    }

    /// `seen` observations of those who have to be looked at were; `all` if that is everybody.
    pub fn seen(&mut self, seen: usize, all: bool) {
        let Some(coming) = &self.coming else { return };
        if coming.count * 8 >= seen * WATCHED_OF_EIGHT || coming.full {
            self.coming = None;
            self.pause = (self.pause * 2).max(PAUSE);
            self.wait = self.pause;
        } else if all {
            self.kept.extend(self.coming.take());
        }
    }
}

/// Who comes to be watched, while a pass is under way.
#[derive(Debug)]
pub struct Coming<'a> {
    watched: &'a mut Watched,
    scores: &'a mut [f32x8],
}

impl Coming<'_> {
    /// Looks at a block, and watches those of its first `lanes` lanes that may change. `row` tells which observation a lane is.
    #[inline(always)]
    pub fn look<const D: usize>(
        &mut self,
        runs: &[[f32; LANES]],
        centroids: &Centroids,
        lanes: usize,
        row: impl Fn(usize) -> u32,
    ) -> Nearest {
        let found = look::<D>(runs, centroids, self.scores);
        let mut open = self.watched.allowance.may_change(&found, self.scores) & ((1 << lanes) - 1);
        while open != 0 && !self.watched.full {
            let lane = open.trailing_zeros() as usize;
            open &= open - 1;
            self.watched.take::<D>(runs, lane, row(lane), found.nearest[lane]);
        }
        found.nearest
    }
}
