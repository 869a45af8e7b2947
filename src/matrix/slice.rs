//! A part of the rows, handed over a slice at a time: so that nowhere there is a second copy of all of it.

use std::ops::Range;

use super::{LANES, Matrix};

/// Values of a slice, about: 4 MiB of them. Long enough that their number does not matter, short enough that none is felt.
const VALUES: usize = 1 << 20;

/// Some blocks of a part.
#[derive(Debug, Clone, PartialEq)]
pub struct Slice {
    /// The section of the whole that the part begins with.
    pub first_section: u64,
    /// Observations of the part.
    pub observations: u64,
    /// Observation of the part that the slice begins with: 0 begins a part.
    pub first: u64,
    /// The rows of the slice.
    pub rows: Matrix,
}

impl Slice {
    /// The slices, in order, of the part of a matrix with `features` that has the blocks `blocks`.
    pub fn ranges(blocks: Range<usize>, features: usize) -> impl Iterator<Item = Range<usize>> {
        let step = (VALUES / (features * LANES)).max(1);
        let end = blocks.end;
        blocks.step_by(step).map(move |start| start..(start + step).min(end))
    }

    /// Blocks `blocks` of `matrix`, which lie in the part that has `part` and begins with section `first_section`, as bytes: those of the
    /// matrix of these blocks, then first section, observations of the part, and the first one here, u64 little-endian each.
    pub fn to_bytes(
        matrix: &Matrix,
        first_section: usize,
        part: &Range<usize>,
        blocks: Range<usize>,
    ) -> Vec<u8> {
        let observations = (part.end * LANES).min(matrix.observations()) - part.start * LANES;
        let first = (blocks.start - part.start) * LANES;
        let mut bytes = matrix.part_to_bytes(blocks);
        for number in [first_section, observations, first] {
            bytes.extend_from_slice(&(number as u64).to_le_bytes());
        }
        bytes
    }

    /// All of `matrix` as one slice.
    pub fn whole_to_bytes(matrix: &Matrix) -> Vec<u8> {
        let blocks = 0..matrix.blocks();
        Self::to_bytes(matrix, 0, &blocks, blocks.clone())
    }

    /// The slice that [`to_bytes`](Self::to_bytes) wrote; `None` if the bytes are not one.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (rows, numbers) = bytes.split_last_chunk::<24>()?;
        let number = |i: usize| u64::from_le_bytes(numbers.as_chunks::<8>().0[i]);
        let rows = Matrix::from_bytes(rows)?;
        Some(Self { first_section: number(0), observations: number(1), first: number(2), rows })
    }
}

impl Matrix {
    /// Takes in the rows that follow, of the same whole. Its own last block is full.
    pub fn append(&mut self, rows: Self) {
        assert!(self.observations.is_multiple_of(LANES), "rows follow behind full blocks");
        self.observations += rows.observations;
        self.data.extend(rows.data);
        self.weights.extend(rows.weights);
        if let (Some(gaps), Some(more)) = (&mut self.gaps, rows.gaps) {
            gaps.bits.extend(more.bits);
        }
    }

    /// Makes room for `observations` in all.
    pub fn reserve(&mut self, observations: usize) {
        let blocks = observations.div_ceil(LANES) - self.blocks();
        let values = blocks * LANES * self.features;
        self.data.reserve_exact(values);
        if !self.weights.is_empty() {
            self.weights.reserve_exact(blocks * LANES);
        }
        if let Some(gaps) = &mut self.gaps {
            gaps.bits.reserve_exact(blocks * self.features);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slices_put_together_are_the_part() {
        let rows = VALUES + 10 * LANES + 5;
        let column: Vec<f64> = (0..rows).map(|row| (row % 1013) as f64).collect();
        let weights: Vec<f64> = (0..rows).map(|row| (row % 3 + 1) as f64).collect();
        let gaps: Vec<bool> = (0..rows).map(|row| row % 7 == 0).collect();
        let columns = [column.clone(), column];
        for matrix in [
            Matrix::from_columns(&columns).expect("finite"),
            Matrix::weighted(&columns, &weights).expect("finite"),
            Matrix::from_columns(&columns).expect("finite").with_gaps(&[gaps, Vec::new()], &[1.0, 2.0]),
        ] {
            let part = 10..matrix.blocks();
            let mut whole: Option<Matrix> = None;
            let mut slices = 0;
            for blocks in Slice::ranges(part.clone(), 2) {
                let bytes = Slice::to_bytes(&matrix, 4, &part, blocks);
                let slice = Slice::from_bytes(&bytes).expect("a slice");
                assert_eq!((slice.first_section, slice.observations), (4, (rows - 10 * LANES) as u64));
                assert_eq!(slice.first, whole.as_ref().map_or(0, Matrix::observations) as u64);
                match &mut whole {
                    None => {
                        let mut rows = slice.rows;
                        rows.reserve(slice.observations as usize);
                        whole = Some(rows);
                    }
                    Some(whole) => whole.append(slice.rows),
                }
                slices += 1;
            }
            assert_eq!(slices, 3, "two full ones and the rest");
            assert_eq!(whole, Some(matrix.part(part)));
        }
        assert_eq!(Slice::from_bytes(&[0; 30]), None);
    }
}
