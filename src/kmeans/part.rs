//! Those who hold observations: their labels, their sums, and the answers to what a fit asks.

use super::ask::{Ask, Told};
use super::assign::{Nearest, differing, each_nearest, look, runs};
use super::bounds::{Bounds, State};
use super::centroids::Centroids;
use super::distance::{SECTION_BLOCKS, sections};
use super::empty::farthest;
use super::features::by_features;
use super::gather::Gather;
use super::result::finished;
use super::sums::Sums;
use super::weights::Weights;
use crate::matrix::{LANES, Matrix};

/// No cluster yet: the label of an observation before the first assignment.
const UNASSIGNED: u16 = u16::MAX;

/// A stretch of whole sections of the observations. The matrix it is given with every question holds that stretch and nothing else.
///
/// Invariants between calls: `sums` are the sums of `labels`, over the observations that have a label; `labels` before the block
/// `next` are assigned by `centroids`, those from there on by the centroids before. Because sums are exact, only
/// observations that change cluster touch them, and the bits are those of adding everything up again. An observation that `bounds` hold
/// has the label that looking at it would give.
#[derive(Debug, Clone)]
pub struct Part {
    first_section: usize,
    labels: Vec<u16>,
    sums: Sums,
    /// Observations that changed cluster in this iteration.
    changed: usize,
    centroids: Centroids,
    bounds: Bounds,
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
            bounds: Bounds::default(),
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
        self.bounds.forget();
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
            Ask::Finish(end) => Some(finished(matrix, std::mem::take(&mut self.labels), end)),
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
            self.bounds.next_iteration(matrix, &self.centroids, &centroids, self.changed);
            (self.centroids, self.changed) = (centroids, 0);
        }
        let cost = (matrix.features() * k * LANES).max(1);
        let blocks = left.div_ceil(cost).min(matrix.blocks() - self.next);
        let range = self.next..self.next + blocks;
        match self.bounds.state() {
            State::Off => by_features!(matrix.features(), Self::assign_blocks(self, matrix, range)),
            State::New => by_features!(matrix.features(), Self::assign_and_bound(self, matrix, range)),
            State::On => by_features!(matrix.features(), Self::assign_within_bounds(self, matrix, range)),
        }
        *left = left.saturating_sub(blocks * cost);
        self.next += blocks;
        if self.next < matrix.blocks() {
            return None;
        }
        self.next = 0;
        Some(Told::Sums(self.sums.clone(), self.changed > 0))
    }

    fn assign_blocks<const D: usize>(&mut self, matrix: &Matrix, blocks: std::ops::Range<usize>) {
        let (labels, sums, changed) = (&mut self.labels, &mut self.sums, &mut self.changed);
        each_nearest::<D>(matrix, blocks, &self.centroids, |block, nearest| {
            *changed += relabel::<D>(matrix, block, labels, &nearest, sums);
        });
    }

    /// Looks at all blocks, and keeps how far each observation is from changing.
    fn assign_and_bound<const D: usize>(&mut self, matrix: &Matrix, blocks: std::ops::Range<usize>) {
        for block in blocks {
            let found = look::<D>(runs(matrix, block), &self.centroids);
            self.changed += relabel::<D>(matrix, block, &mut self.labels, &found.nearest, &mut self.sums);
            self.bounds.set_block(matrix, block, &found);
        }
    }

    /// Looks at the observations that may have changed.
    fn assign_within_bounds<const D: usize>(&mut self, matrix: &Matrix, blocks: std::ops::Range<usize>) {
        let mut gather = Gather::new(matrix.features());
        for block in blocks {
            let open = self.bounds.open(block);
            debug_assert!(
                self.is_right(matrix, block, open),
                "a row of block {block} was skipped and had changed"
            );
            if open != 0 {
                gather.queue(block, open);
                if gather.is_full() {
                    self.assign_gathered::<D>(matrix, &mut gather);
                }
            }
        }
        self.assign_gathered::<D>(matrix, &mut gather);
    }

    /// Looks at up to [`LANES`] observations that wait. A function of its own, so that it and the search each have the registers.
    #[inline(never)]
    fn assign_gathered<const D: usize>(&mut self, matrix: &Matrix, gather: &mut Gather) {
        let Some((gathered, runs)) = gather.next::<D>(matrix) else { return };
        let found = look::<D>(runs, &self.centroids);
        let limits = self.bounds.limits(matrix.features(), &found);
        for (lane, row) in gathered.rows[..gathered.count].iter().enumerate() {
            let row = *row as usize;
            let (label, nearest) = (&mut self.labels[row], found.nearest[lane]);
            if *label != nearest {
                let clusters = (usize::from(*label), usize::from(nearest));
                self.sums.shift_lane::<D>(runs, lane, matrix.weight(row), clusters);
                *label = nearest;
                self.changed += 1;
            }
            self.bounds.set(row, limits[lane]);
        }
    }

    /// Whether the lanes of a block that are not `open` have the labels that looking at them gives.
    fn is_right(&self, matrix: &Matrix, block: usize, open: u32) -> bool {
        let nearest = look::<0>(runs(matrix, block), &self.centroids).nearest;
        let skipped = (0..matrix.lanes(block)).filter(|lane| open >> lane & 1 == 0);
        skipped.into_iter().all(|lane| self.labels[block * LANES + lane] == nearest[lane])
    }

    /// Gives an observation of the whole another label, if it lies here.
    fn relabel_one(&mut self, matrix: &Matrix, observation: u64, to: u16) {
        let first = (self.first_section * SECTION_BLOCKS * LANES) as u64;
        let here = observation.checked_sub(first).and_then(|own| usize::try_from(own).ok());
        if let Some((own, label)) = here.and_then(|own| self.labels.get_mut(own).map(|label| (own, label))) {
            self.sums.shift(matrix, own, usize::from(*label), usize::from(to));
            *label = to;
            self.bounds.drop_limit(own);
        }
    }
}

/// Gives the observations of a block the labels `nearest`, and keeps up the sums. Returns how many changed.
#[inline(always)]
fn relabel<const D: usize>(
    matrix: &Matrix,
    block: usize,
    labels: &mut [u16],
    nearest: &Nearest,
    sums: &mut Sums,
) -> usize {
    let lanes = matrix.lanes(block);
    let labels = &mut labels[block * LANES..block * LANES + lanes];
    let mut open = match labels.first_chunk() {
        Some(labels) => differing(labels, nearest),
        None => (1 << lanes) - 1,
    };
    let mut changed = 0;
    while open != 0 {
        let lane = open.trailing_zeros() as usize;
        open &= open - 1;
        let (label, j) = (&mut labels[lane], nearest[lane]);
        if *label == j {
            continue;
        }
        let (runs, weight) = (runs(matrix, block), matrix.weight(block * LANES + lane));
        if *label == UNASSIGNED {
            sums.add_lane::<D>(runs, lane, weight, usize::from(j));
        } else {
            sums.shift_lane::<D>(runs, lane, weight, (usize::from(*label), usize::from(j)));
        }
        *label = j;
        changed += 1;
    }
    changed
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
