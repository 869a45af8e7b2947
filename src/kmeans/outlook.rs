//! Which exchange looks promising.

use super::distance::squared_distance;
use super::random::Draws;
use crate::matrix::Matrix;

/// Places looked at for each exchange; the one that would save most is taken.
const PLACES: usize = 4;

/// What is known of a state that helps to choose exchanges.
#[derive(Debug, Default)]
pub struct Outlook {
    /// Squared distance of each observation to its centroid, times its weight.
    distances: Vec<f64>,
    /// Their sum.
    total: f64,
    /// Clusters by what it would cost to do without them, cheapest first.
    cheapest: Vec<usize>,
}

impl Outlook {
    /// Looks at `centroids` (k × features, row-major) and the cluster of each observation.
    ///
    /// Doing without a cluster costs what its members are farther from the second nearest centroid than from their own.
    pub fn new(matrix: &Matrix, centroids: &[f64], labels: &[u16]) -> Self {
        let k = centroids.len() / matrix.features();
        let mut costs = vec![0.0; k];
        let mut distances = Vec::with_capacity(labels.len());
        for (observation, label) in labels.iter().enumerate() {
            let own = usize::from(*label);
            let (mut nearest, mut second) = (0.0, f64::INFINITY);
            for (j, centroid) in centroids.chunks_exact(matrix.features()).enumerate() {
                let distance = squared_distance(matrix, observation, centroid);
                if j == own {
                    nearest = distance;
                } else {
                    second = second.min(distance);
                }
            }
            let weight = matrix.weight(observation);
            costs[own] += weight * (second - nearest);
            distances.push(weight * nearest);
        }
        let mut cheapest: Vec<usize> = (0..k).collect();
        cheapest.sort_by(|a, b| costs[*a].total_cmp(&costs[*b]).then(a.cmp(b)));
        Self { total: distances.iter().sum(), distances, cheapest }
    }

    /// A cluster to do without, and an observation to put its centroid on.
    ///
    /// Every other time both are any, so that nothing is out of reach. Else the cluster is the cheapest half of the time, the next
    /// one a quarter, and so on; and of a few observations, drawn in proportion to their squared distance from their
    /// centroid, the one is taken that would bring the others nearest.
    pub fn propose(&self, matrix: &Matrix, draws: &mut Draws) -> (usize, usize) {
        let k = self.cheapest.len();
        if draws.below(2) == 0 {
            return (draws.below(k as u64) as usize, draws.below(matrix.observations() as u64) as usize);
        }
        let mut rank = 0;
        while rank + 1 < k && draws.below(2) == 0 {
            rank += 1;
        }
        let mut best = (0, f64::NEG_INFINITY);
        for _ in 0..PLACES {
            let observation = self.draw(draws);
            let saving = self.saving(matrix, observation);
            if saving > best.1 {
                best = (observation, saving);
            }
        }
        (self.cheapest[rank], best.0)
    }

    fn draw(&self, draws: &mut Draws) -> usize {
        let mut position = draws.real() * self.total;
        let reached = self.distances.iter().position(|distance| {
            position -= distance;
            position < 0.0
        });
        reached.unwrap_or(self.distances.len() - 1)
    }

    /// By how much the sum of squared distances would fall with one more centroid on `observation`.
    fn saving(&self, matrix: &Matrix, observation: usize) -> f64 {
        let place: Vec<f64> = matrix.values(observation).map(f64::from).collect();
        let saved = |(other, distance): (usize, &f64)| {
            (distance - matrix.weight(other) * squared_distance(matrix, other, &place)).max(0.0)
        };
        self.distances.iter().enumerate().map(saved).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three clumps, one of which has two centroids and another none of its own.
    #[test]
    fn the_needless_centroid_goes_to_the_clump_that_lacks_one() {
        let column: Vec<f64> = (0..90).map(|i| f64::from(i / 30) * 50.0 + f64::from(i % 30) * 0.1).collect();
        let matrix = Matrix::from_columns(&[column]).expect("finite");
        let labels: Vec<u16> = (0..90)
            .map(|i| {
                if i < 15 {
                    0
                } else if i < 30 {
                    1
                } else {
                    2
                }
            })
            .collect();
        let outlook = Outlook::new(&matrix, &[0.7, 2.2, 76.45], &labels);
        let mut draws = Draws::new(&[1]);
        let right = (0..200).filter(|_| {
            let (cluster, observation) = outlook.propose(&matrix, &mut draws);
            cluster < 2 && observation >= 30
        });
        assert!(right.count() > 100, "most proposals are the right one");
    }
}
