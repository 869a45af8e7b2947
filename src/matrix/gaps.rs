//! Values that are not there: left out of distances rather than filled.

use super::{LANES, Matrix};

/// Which values of a matrix are gaps, and what each feature counts among those that are there.
#[derive(Debug, Clone, PartialEq)]
pub struct Gaps {
    /// One byte for each block and feature, laid out as the runs of the blocks are: bit `lane` is set where the value is a gap.
    pub(super) bits: Vec<u8>,
    /// What each feature counts, above 0.
    pub(super) counts: Vec<f64>,
}

impl Gaps {
    /// Whether the value of `feature` of `observation` is a gap.
    pub fn holds(&self, observation: usize, feature: usize) -> bool {
        let run = observation / LANES * self.counts.len() + feature;
        self.bits[run] >> (observation % LANES) & 1 == 1
    }

    /// What the values that are there are to count in the squared distances of `observation`, so that its distances compare with those of
    /// others: all that the features count, divided by what those count that are there. 1 without a gap, 0 if nothing is there.
    pub fn factor(&self, observation: usize) -> f64 {
        let there = |(feature, count): (usize, &f64)| {
            if self.holds(observation, feature) { 0.0 } else { *count }
        };
        factor(self.counts.iter().sum(), self.counts.iter().enumerate().map(there).sum())
    }

    /// The squared distance over the values that are there, times the [`factor`](Self::factor).
    pub fn squared_distance(&self, matrix: &Matrix, observation: usize, centroid: &[f64]) -> f64 {
        self.over_those_there(matrix, observation, centroid) * self.factor(observation)
    }

    /// The squared distance over the values that are there.
    pub fn over_those_there(&self, matrix: &Matrix, observation: usize, centroid: &[f64]) -> f64 {
        let values = matrix.values(observation).zip(centroid).enumerate();
        let there = values.filter(|(feature, _)| !self.holds(observation, *feature));
        there.map(|(_, (x, c))| (f64::from(x) - c) * (f64::from(x) - c)).sum()
    }

    /// The gaps of the observations `order`, one after the other.
    pub(super) fn picked(&self, order: &[u32]) -> Self {
        let features = self.counts.len();
        let mut bits = vec![0; order.len().div_ceil(LANES) * features];
        for (to, from) in order.iter().enumerate() {
            for feature in (0..features).filter(|feature| self.holds(*from as usize, *feature)) {
                bits[to / LANES * features + feature] |= 1 << (to % LANES);
            }
        }
        Self { bits, counts: self.counts.clone() }
    }

    /// The gaps of some blocks.
    pub(super) fn part(&self, blocks: std::ops::Range<usize>) -> Self {
        let features = self.counts.len();
        let bits = self.bits[blocks.start * features..blocks.end * features].to_vec();
        Self { bits, counts: self.counts.clone() }
    }
}

/// What distances over features that count `there` are multiplied with, if all count `all`.
pub fn factor(all: f64, there: f64) -> f64 {
    if there > 0.0 { all / there } else { 0.0 }
}

impl Matrix {
    /// The matrix with `gaps`: for each feature one mark an observation, or none if it has no gap. `counts` is what each feature counts. The
    /// values in the gaps stay as they are, for whatever cannot leave them out.
    pub fn with_gaps(mut self, gaps: &[impl AsRef<[bool]>], counts: &[f64]) -> Self {
        let mut bits = vec![0; self.blocks() * self.features];
        for (feature, gaps) in gaps.iter().enumerate() {
            for (observation, _) in gaps.as_ref().iter().enumerate().filter(|(_, gap)| **gap) {
                bits[observation / LANES * self.features + feature] |= 1 << (observation % LANES);
            }
        }
        self.gaps = Some(Gaps { bits, counts: counts.to_vec() });
        self
    }

    /// Its gaps; `None` if every value is there.
    pub fn gaps(&self) -> Option<&Gaps> {
        self.gaps.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_stay_with_their_observations() {
        let column: Vec<f64> = (0..19).map(f64::from).collect();
        let gaps = [Vec::new(), (0..19).map(|row| row % 3 == 1).collect()];
        let matrix = Matrix::from_columns(&[column.clone(), column]).expect("finite");
        let matrix = matrix.with_gaps(&gaps, &[1.0, 4.0]);
        let order = [18, 4, 1, 0, 2, 3, 5, 7, 16, 9];
        let picked = matrix.picked(&order, Vec::new());
        for (to, from) in order.iter().enumerate() {
            let gap = picked.gaps().expect("gaps").holds(to, 1);
            assert_eq!(gap, from % 3 == 1, "observation {from}");
            assert!(!picked.gaps().expect("gaps").holds(to, 0));
        }
        assert_eq!(matrix.part(1..2), Matrix::from_bytes(&matrix.part_to_bytes(1..2)).expect("a part"));
    }

    #[test]
    fn what_is_there_counts_for_what_is_not() {
        let gaps = [vec![false, true, true], Vec::new(), vec![false, false, true]];
        let columns = [vec![1.0, 2.0, 3.0], vec![0.0, 4.0, 8.0], vec![0.0, 5.0, 1.0]];
        let matrix = Matrix::from_columns(&columns).expect("finite").with_gaps(&gaps, &[4.0, 1.0, 1.0]);
        let gaps = matrix.gaps().expect("gaps");
        assert_eq!([0, 1, 2].map(|observation| gaps.factor(observation)), [1.0, 3.0, 6.0]);
        let centroid = [0.0, 0.0, 1.0];
        let squares = [0, 1, 2].map(|observation| gaps.squared_distance(&matrix, observation, &centroid));
        assert_eq!(squares, [2.0, 3.0 * (16.0 + 16.0), 6.0 * 64.0]);
    }
}
