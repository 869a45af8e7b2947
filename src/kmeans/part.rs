//! Those who hold observations: their labels, their sums, and the answers to what a fit asks.

use std::ops::Range;

use super::ask::{Ask, Told};
use super::assign::{Nearest, differing, each_nearest};
use super::centroids::Centroids;
use super::distance::{SECTION_BLOCKS, sections};
use super::empty::farthest;
use super::features::by_features;
use super::result::finished;
use super::sums::Sums;
use super::watch::{Watch, Watched, most_runs};
use super::weights::Weights;
use crate::matrix::{LANES, Matrix};

/// No cluster yet: the label of an observation before the first assignment.
const UNASSIGNED: u16 = u16::MAX;

/// A stretch of whole sections of the observations. The matrix it is given with every question holds that stretch and nothing else.
///
/// Invariants between calls: `sums` are the sums of `labels`, over the observations that have a label; `labels` before the block
/// `next` are assigned by `centroids`, those from there on by the centroids before. Because sums are exact, only
/// observations that change cluster touch them, and the bits are those of adding everything up again. An observation that is not
/// watched while others are has the label that looking at it would give.
#[derive(Debug, Clone)]
pub struct Part {
    first_section: usize,
    labels: Vec<u16>,
    sums: Sums,
    /// Observations that changed cluster in this iteration.
    changed: usize,
    centroids: Centroids,
    watch: Watch,
    weights: Weights,
    /// Where the work on a question has come to: a block or a section.
    next: usize,
    sections: Vec<f64>,
}

impl Part {
    /// The part that begins with section `first_section` of the whole, for `k` clusters.
    pub fn new(matrix: &Matrix, k: usize, first_section: usize) -> Self {
        Self {
            first_section,
            labels: vec![UNASSIGNED; matrix.observations()],
            sums: Sums::new(k, matrix.features()),
            changed: matrix.observations(),
            centroids: Centroids::new(0, matrix.features(), &[]),
            watch: Watch::default(),
            weights: Weights::default(),
            next: 0,
            sections: Vec::new(),
        }
    }

    /// The cluster of each observation. Others have to be put before the next question.
    pub fn take_labels(&mut self) -> Vec<u16> {
        std::mem::take(&mut self.labels)
    }

    /// Puts other labels with their sums in place of those there are.
    pub fn put(&mut self, labels: Vec<u16>, sums: Sums) {
        (self.labels, self.sums) = (labels, sums);
        self.watch.forget();
        self.changed = self.labels.len();
    }

    /// Works on `ask` for `left` multiplications, or a little longer, and takes what it did from `left`. The answer, or nothing if
    /// there is more to do: then the same question is to be asked again.
    pub fn work(&mut self, matrix: &Matrix, ask: &Ask, left: &mut usize) -> Option<Told> {
        match ask {
            Ask::Masses => Some(Told::Sections(self.weights.begin(matrix))),
            Ask::Ranges => Some(Told::Ranges(ranges(matrix))),
            Ask::Pick(positions) => {
                let here = self.first_section..self.first_section + sections(matrix);
                let own =
                    (0..).zip(positions).filter(|(_, (section, _))| here.contains(&(*section as usize)));
                let row = |(place, (section, position)): (u32, &(u32, f64))| {
                    let section = *section as usize - self.first_section;
                    (place, matrix.row(self.weights.find(matrix, section, *position)))
                };
                Some(Told::Rows(own.map(row).collect()))
            }
            Ask::Weigh(rows) => self.by_sections(matrix, left, rows.len(), |weights, section, told| {
                weights.weigh(matrix, section, rows, told);
            }),
            Ask::TakeIn(row) => self.by_sections(matrix, left, row.len(), |weights, section, told| {
                told.push(weights.take_in(matrix, section, row));
            }),
            Ask::Assign(centroids) => self.assign(matrix, centroids, left),
            Ask::Farthest { masses, centroids } => {
                let far = farthest(matrix, centroids, &self.labels, masses);
                let first = (self.first_section * SECTION_BLOCKS * LANES) as u64;
                Some(Told::Farthest(far.map(|mut far| {
                    far.observation += first;
                    far
                })))
            }
            Ask::Move { observation, to } => {
                self.relabel_one(matrix, *observation, *to);
                Some(Told::Sums(self.sums.clone(), false))
            }
            Ask::Finish(end) => {
                self.watch.forget();
                Some(finished(matrix, std::mem::take(&mut self.labels), end))
            }
        }
    }

    /// Works through the sections, each costing `multiplications` a row.
    fn by_sections(
        &mut self,
        matrix: &Matrix,
        left: &mut usize,
        multiplications: usize,
        work: impl Fn(&mut Weights, usize, &mut Vec<f64>),
    ) -> Option<Told> {
        while self.next < sections(matrix) {
            if *left == 0 {
                return None;
            }
            work(&mut self.weights, self.next, &mut self.sections);
            self.next += 1;
            *left = left.saturating_sub(SECTION_BLOCKS.min(matrix.blocks()) * LANES * multiplications);
        }
        self.next = 0;
        Some(Told::Sections(std::mem::take(&mut self.sections)))
    }

    fn assign(&mut self, matrix: &Matrix, centroids: &[f64], left: &mut usize) -> Option<Told> {
        let k = self.sums.masses().len();
        if self.next == 0 {
            let centroids = Centroids::new(k, matrix.features(), centroids);
            let before = (self.changed, self.labels.as_slice());
            self.watch.next_iteration(&self.centroids, &centroids, before, most_runs(matrix));
            (self.centroids, self.changed) = (centroids, 0);
        }
        let cost = (matrix.features() * k * LANES).max(1);
        let (watched, coming) = self.watch.parts();
        let (all, few, watching) = (
            watched.as_ref().map_or(matrix.blocks(), |watched| watched.blocks()),
            watched.is_some(),
            coming.is_some(),
        );
        let blocks = left.div_ceil(cost).min(all - self.next);
        let range = self.next..self.next + blocks;
        let features = matrix.features();
        match (few, watching) {
            (false, false) => by_features!(features, Self::assign_all(self, matrix, range)),
            (false, true) => by_features!(features, Self::watch_some(self, matrix, range)),
            (true, false) => by_features!(features, Self::assign_watched(self, matrix, range)),
            (true, true) => by_features!(features, Self::watch_fewer(self, matrix, range)),
        }
        *left = left.saturating_sub(blocks * cost);
        self.next += blocks;
        self.watch.seen(self.next * LANES, self.next == all);
        if self.next < all {
            return None;
        }
        self.next = 0;
        debug_assert!(!few || self.is_right(matrix), "a row was not looked at and had changed");
        Some(Told::Sums(self.sums.clone(), self.changed > 0))
    }

    /// Looks at blocks of everybody.
    fn assign_all<const D: usize>(&mut self, matrix: &Matrix, blocks: Range<usize>) {
        let (labels, sums, changed) = (&mut self.labels, &mut self.sums, &mut self.changed);
        each_nearest::<D>(matrix.runs(), blocks, &self.centroids, |block, runs, nearest| {
            let labels = labels_of(matrix, labels, block);
            *changed += relabel(labels, &nearest, |lane, from, to| {
                move_lane::<D>(sums, runs, lane, matrix.weight(block * LANES + lane), from, to);
            });
        });
    }

    /// Looks at blocks of everybody, and finds out who has to be watched.
    fn watch_some<const D: usize>(&mut self, matrix: &Matrix, blocks: Range<usize>) {
        let (labels, sums) = (&mut self.labels, &mut self.sums);
        let (_, Some(mut coming)) = self.watch.parts() else { return };
        for block in blocks {
            let runs = matrix.block(block).as_chunks().0;
            let row = |lane| (block * LANES + lane) as u32;
            let nearest = coming.look::<D>(runs, &self.centroids, matrix.lanes(block), row);
            let labels = labels_of(matrix, labels, block);
            self.changed += relabel(labels, &nearest, |lane, from, to| {
                move_lane::<D>(sums, runs, lane, matrix.weight(block * LANES + lane), from, to);
            });
        }
    }

    /// Looks at blocks of those that are watched.
    fn assign_watched<const D: usize>(&mut self, matrix: &Matrix, blocks: Range<usize>) {
        let (labels, sums, changed) = (&mut self.labels, &mut self.sums, &mut self.changed);
        let (Some(Watched { runs, rows, labels: own, count, .. }), _) = self.watch.parts() else { return };
        each_nearest::<D>(runs, blocks, &self.centroids, |block, runs, nearest| {
            let lanes = (*count - block * LANES).min(LANES);
            *changed += relabel(&mut own[block][..lanes], &nearest, |lane, from, to| {
                let row = rows[block][lane] as usize;
                move_lane::<D>(sums, runs, lane, matrix.weight(row), from, to);
                labels[row] = to;
            });
        });
    }

    /// Looks at blocks of those that are watched, and finds out who has to be from now on.
    fn watch_fewer<const D: usize>(&mut self, matrix: &Matrix, blocks: Range<usize>) {
        let (labels, sums) = (&mut self.labels, &mut self.sums);
        let (Some(watched), Some(mut coming)) = self.watch.parts() else { return };
        let features = matrix.features();
        for block in blocks {
            let lanes = watched.lanes(block);
            let runs = &watched.runs[block * features..(block + 1) * features];
            let rows = &watched.rows[block];
            let nearest = coming.look::<D>(runs, &self.centroids, lanes, |lane| rows[lane]);
            self.changed += relabel(&mut watched.labels[block][..lanes], &nearest, |lane, from, to| {
                let row = rows[lane] as usize;
                move_lane::<D>(sums, runs, lane, matrix.weight(row), from, to);
                labels[row] = to;
            });
        }
    }

    /// Whether all observations have the labels that looking at them gives.
    fn is_right(&self, matrix: &Matrix) -> bool {
        let mut right = true;
        each_nearest::<0>(matrix.runs(), 0..matrix.blocks(), &self.centroids, |block, _, nearest| {
            let lanes = matrix.lanes(block);
            right &= self.labels[block * LANES..][..lanes] == nearest[..lanes];
        });
        right
    }

    /// Gives an observation of the whole another label, if it lies here.
    fn relabel_one(&mut self, matrix: &Matrix, observation: u64, to: u16) {
        let first = (self.first_section * SECTION_BLOCKS * LANES) as u64;
        let here = observation.checked_sub(first).and_then(|own| usize::try_from(own).ok());
        if let Some((own, label)) = here.and_then(|own| self.labels.get_mut(own).map(|label| (own, label))) {
            self.sums.shift(matrix, own, usize::from(*label), usize::from(to));
            *label = to;
            self.watch.forget();
        }
    }
}

/// The labels of a block.
#[inline(always)]
fn labels_of<'a>(matrix: &Matrix, labels: &'a mut [u16], block: usize) -> &'a mut [u16] {
    let first = block * LANES;
    &mut labels[first..first + matrix.lanes(block)]
}

/// Gives the observations of a block the labels `nearest`, and tells `moved` each lane that changes, its label before, and the new one.
/// Returns how many changed.
#[inline(always)]
fn relabel(labels: &mut [u16], nearest: &Nearest, mut moved: impl FnMut(usize, u16, u16)) -> usize {
    let mut open = match labels.first_chunk() {
        Some(labels) => differing(labels, nearest),
        None => (1 << labels.len()) - 1,
    };
    let mut changed = 0;
    while open != 0 {
        let lane = open.trailing_zeros() as usize;
        open &= open - 1;
        let (label, to) = (&mut labels[lane], nearest[lane]);
        if *label != to {
            moved(lane, std::mem::replace(label, to), to);
            changed += 1;
        }
    }
    changed
}

/// Moves one lane of a block from one cluster to another, or from none.
#[inline(always)]
fn move_lane<const D: usize>(
    sums: &mut Sums,
    runs: &[[f32; LANES]],
    lane: usize,
    weight: f64,
    from: u16,
    to: u16,
) {
    if from == UNASSIGNED {
        sums.add_lane::<D>(runs, lane, weight, usize::from(to));
    } else {
        sums.shift_lane::<D>(runs, lane, weight, (usize::from(from), usize::from(to)));
    }
}

fn ranges(matrix: &Matrix) -> Vec<(f32, f32)> {
    let mut ranges = vec![(f32::INFINITY, f32::NEG_INFINITY); matrix.features()];
    for observation in 0..matrix.observations() {
        for ((low, high), x) in ranges.iter_mut().zip(matrix.values(observation)) {
            (*low, *high) = (low.min(x), high.max(x));
        }
    }
    ranges
}
