//! A matrix as bytes, to cross from one worker to another.

use std::ops::Range;

use super::{Gaps, LANES, Matrix};

impl Matrix {
    /// The matrix as bytes, little-endian: u64 observations, features and number of weights; f64 total inertia and mass; f64 grids,
    /// sums and weights; then the f32 blocks. If it has gaps, what each feature counts and the marks of the blocks follow.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.part_to_bytes(0..self.blocks())
    }

    /// [`part`](Self::part) as bytes, without a copy in between.
    pub fn part_to_bytes(&self, blocks: Range<usize>) -> Vec<u8> {
        let lanes = blocks.start * LANES..blocks.end * LANES;
        let weights = self.weights.get(lanes.clone()).unwrap_or_default();
        let data = &self.data[lanes.start * self.features..lanes.end * self.features];
        let gaps = self.gaps.as_ref().map(|gaps| gaps.part(blocks));
        let observations = lanes.end.min(self.observations) - lanes.start;
        let numbers = self.grids.len() + self.sums.len() + weights.len();
        let mut bytes = Vec::with_capacity(40 + numbers * 8 + data.len() * 4);
        for count in [observations, self.features, weights.len()] {
            bytes.extend_from_slice(&(count as u64).to_le_bytes());
        }
        let numbers = [self.total_inertia, self.mass].into_iter();
        let lists = self.grids.iter().chain(&self.sums).chain(weights);
        numbers.chain(lists.copied()).for_each(|x| bytes.extend_from_slice(&x.to_le_bytes()));
        for value in data {
            bytes.extend_from_slice(&value.to_le_bytes());
        }
        if let Some(Gaps { bits, counts }) = gaps {
            counts.iter().for_each(|count| bytes.extend_from_slice(&count.to_le_bytes()));
            bytes.extend(bits);
        }
        bytes
    }

    /// The matrix written by [`to_bytes`](Self::to_bytes); `None` if the bytes are not one.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (head, rest) = bytes.split_first_chunk::<24>()?;
        let count = |i: usize| {
            let bytes = head.as_chunks::<8>().0[i];
            usize::try_from(u64::from_le_bytes(bytes)).ok()
        };
        let (observations, features, weights) = (count(0)?, count(1)?, count(2)?);
        let (numbers, rest) = rest.split_at_checked(16)?;
        let (grids, rest) = rest.split_at_checked(features.checked_mul(8)?)?;
        let (sums, rest) = rest.split_at_checked(features.checked_mul(8)?)?;
        let (weights, data) = rest.split_at_checked(weights.checked_mul(8)?)?;
        let lanes = observations.div_ceil(LANES).checked_mul(LANES)?;
        let (data, gaps) = data.split_at_checked(lanes.checked_mul(features)?.checked_mul(4)?)?;
        let marks = lanes / LANES * features;
        let whole = gaps.is_empty() || gaps.len() == features * 8 + marks;
        if observations == 0 || features == 0 || !whole || !(weights.is_empty() || weights.len() == lanes * 8)
        {
            return None;
        }
        let floats = |bytes: &[u8]| -> Vec<f64> {
            bytes.as_chunks::<8>().0.iter().map(|b| f64::from_le_bytes(*b)).collect()
        };
        let numbers = floats(numbers);
        let data = data.as_chunks::<4>().0.iter().map(|b| f32::from_le_bytes(*b)).collect();
        Some(Self {
            observations,
            features,
            data,
            grids: floats(grids),
            sums: floats(sums),
            total_inertia: numbers[0],
            mass: numbers[1],
            weights: floats(weights),
            gaps: gaps
                .split_at_checked(features * 8)
                .map(|(counts, bits)| Gaps { bits: bits.to_vec(), counts: floats(counts) }),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_and_back() {
        let column: Vec<f64> = (0..13).map(|i| f64::from(i) * 0.37 - 1.0).collect();
        let weights: Vec<f64> = (1..14).map(f64::from).collect();
        for matrix in [
            Matrix::from_columns(&[column.clone(), column.clone()]).expect("finite"),
            Matrix::weighted(&[column.clone(), column.clone()], &weights).expect("finite"),
            Matrix::from_columns(&[column]).expect("finite").with_gaps(&[vec![true; 13]], &[2.0]),
        ] {
            assert_eq!(Matrix::from_bytes(&matrix.to_bytes()), Some(matrix.clone()));
            let part = Matrix::from_bytes(&matrix.part_to_bytes(1..2)).expect("a part");
            assert_eq!(part, matrix.part(1..2));
            assert_eq!((part.observations(), part.row(4)), (5, matrix.row(12)));
            let bytes = matrix.to_bytes();
            for cut in [0, 7, 15, 20, 40, bytes.len() - 1] {
                assert_eq!(Matrix::from_bytes(&bytes[..cut]), None, "cut at {cut}");
            }
        }
    }
}
