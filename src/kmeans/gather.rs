//! Observations from anywhere, brought together so that eight are worked on at a time.

use crate::matrix::{LANES, Matrix};

/// Observations that wait to be looked at, and the values of those that are looked at now, laid out as a block's.
#[derive(Debug)]
pub struct Gather {
    waiting: [u32; 2 * LANES],
    count: usize,
    runs: Vec<[f32; LANES]>,
}

/// Observations that are looked at now.
#[derive(Debug, Clone, Copy)]
pub struct Gathered {
    /// The observation of each lane.
    pub rows: [u32; LANES],
    /// How many lanes are observations: the first ones.
    pub count: usize,
}

impl Gather {
    /// Nobody waits.
    pub fn new(features: usize) -> Self {
        Self { waiting: [0; 2 * LANES], count: 0, runs: vec![[0.0; LANES]; features] }
    }

    /// Puts the lanes of `block` whose bits are set in the queue, without a branch for each. Fewer than [`LANES`] may wait before.
    #[inline(always)]
    pub fn queue(&mut self, block: usize, lanes: u32) {
        let first = (block * LANES) as u32;
        for lane in 0..LANES as u32 {
            self.waiting[self.count % (2 * LANES)] = first + lane;
            self.count += (lanes >> lane & 1) as usize;
        }
    }

    /// Whether [`LANES`] observations wait.
    #[inline(always)]
    pub fn is_full(&self) -> bool {
        self.count >= LANES
    }

    /// Takes the first up to [`LANES`] observations off the queue and lays their values out; nothing if nobody waits. `D` is the number
    /// of features, or 0.
    #[inline(always)]
    pub fn next<const D: usize>(&mut self, matrix: &Matrix) -> Option<(Gathered, &[[f32; LANES]])> {
        if self.count == 0 {
            return None;
        }
        let mut gathered = Gathered { rows: [0; LANES], count: self.count.min(LANES) };
        gathered.rows.copy_from_slice(&self.waiting[..LANES]);
        self.waiting.copy_within(LANES.., 0);
        self.count -= gathered.count;
        for (lane, row) in gathered.rows[..gathered.count].iter().enumerate() {
            let from = matrix.block(*row as usize / LANES).as_chunks::<LANES>().0;
            let at = *row as usize % LANES;
            match (from.first_chunk::<D>(), self.runs.first_chunk_mut::<D>()) {
                (Some(from), Some(runs)) if D > 0 => (0..D).for_each(|f| runs[f][lane] = from[f][at]),
                _ => self.runs.iter_mut().zip(from).for_each(|(run, from)| run[lane] = from[at]),
            }
        }
        Some((gathered, &self.runs))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_who_waits_comes_in_order_and_once() {
        let column: Vec<f64> = (0..61).map(f64::from).collect();
        let doubled: Vec<f64> = column.iter().map(|x| x * 2.0).collect();
        let matrix = Matrix::from_columns(&[column, doubled]).expect("finite");
        for generic in [false, true] {
            let (mut gather, mut seen) = (Gather::new(2), Vec::new());
            let mut note = |gather: &mut Gather| {
                let next = if generic { gather.next::<0>(&matrix) } else { gather.next::<2>(&matrix) };
                let Some((found, runs)) = next else { return false };
                for (lane, row) in found.rows[..found.count].iter().enumerate() {
                    assert_eq!([runs[0][lane], runs[1][lane]], [*row as f32, 2.0 * *row as f32]);
                    seen.push(*row);
                }
                true
            };
            for (block, lanes) in
                [(0, 0b1010_0101), (3, 0b0111_1111), (4, 0), (6, 0b1111_1111), (7, 0b0001_0000)]
            {
                gather.queue(block, lanes);
                if gather.is_full() {
                    assert!(note(&mut gather));
                }
            }
            while note(&mut gather) {}
            let wanted = [0, 2, 5, 7, 24, 25, 26, 27, 28, 29, 30, 48, 49, 50, 51, 52, 53, 54, 55, 60];
            assert_eq!(seen, wanted);
        }
    }
}
