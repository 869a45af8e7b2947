//! Equal rows as one, in an order that only their content decides.
//!
//! Customer data are full of equal rows, and k-means need not look at each. Sums are exact, so one row with a weight leaves the same
//! bits as its copies. And because the rows are put in the order of a hash of their values, no draw depends on the order in which
//! the file happened to list them.

use super::fit::Fit;
use super::search::Samples;
use crate::matrix::{LANES, Matrix};

/// The different rows of a matrix, each with the weight of all its copies.
#[derive(Debug, Clone, PartialEq)]
pub struct Distinct {
    matrix: Matrix,
    /// The beginning of that order is a sample.
    samples: Samples,
    /// For each row of the original its place among the different ones.
    places: Vec<u32>,
    /// For each different row the first that is equal to it.
    firsts: Vec<u32>,
}

impl Distinct {
    /// The different rows of `matrix`, which has fewer than 2^32.
    pub fn of(matrix: &Matrix) -> Self {
        let mut keys: Vec<(u64, u32)> = (0..).zip(hashes(matrix)).map(|(row, hash)| (hash, row)).collect();
        keys.sort_unstable();
        let mut places = vec![0; keys.len()];
        let (mut firsts, mut weights) = (Vec::new(), Vec::new());
        for run in keys.chunk_by_mut(|a, b| a.0 == b.0) {
            untangle(matrix, run);
            for copies in run.chunk_by(|a, b| compare(matrix, a.1, b.1).is_eq()) {
                copies.iter().for_each(|(_, row)| places[*row as usize] = firsts.len() as u32);
                firsts.push(copies[0].1);
                weights.push(copies.iter().map(|(_, row)| matrix.weight(*row as usize)).sum());
            }
        }
        let plain = weights.iter().all(|weight| *weight == 1.0);
        let matrix = matrix.picked(&firsts, if plain { Vec::new() } else { weights });
        let samples = Samples::of(&matrix);
        Self { matrix, samples, places, firsts }
    }

    /// The different rows.
    pub fn matrix(&self) -> &Matrix {
        &self.matrix
    }

    /// Samples of the different rows.
    pub fn samples(&self) -> &Samples {
        &self.samples
    }

    /// All rows of the original in an order that only their content decides: those of one kind together, copies in the order of the
    /// file.
    pub fn order(&self) -> Vec<u32> {
        let mut order: Vec<u32> = (0..self.places.len() as u32).collect();
        order.sort_by_key(|row| self.places[*row as usize]);
        order
    }

    /// A fit of the different rows as one of all rows: every copy gets the label of its row, and counts.
    pub fn expand(&self, mut fit: Fit) -> Fit {
        fit.labels = self.places.iter().map(|place| fit.labels[*place as usize]).collect();
        fit.sizes.fill(0);
        fit.labels.iter().for_each(|label| fit.sizes[usize::from(*label)] += 1);
        fit
    }

    /// The inverse of [`expand`](Self::expand), but for sizes: a fit to go on from has none that matter.
    pub fn contract(&self, mut fit: Fit) -> Fit {
        fit.labels = self.firsts.iter().map(|row| fit.labels[*row as usize]).collect();
        fit
    }
}

/// A hash of each row's values and gaps; -0 and 0 are the same.
fn hashes(matrix: &Matrix) -> Vec<u64> {
    let mut hashes = Vec::with_capacity(matrix.blocks() * LANES);
    for block in 0..matrix.blocks() {
        let mut lanes = [0_u64; LANES];
        for run in matrix.block(block).as_chunks::<LANES>().0 {
            for (hash, x) in lanes.iter_mut().zip(run) {
                // A step of a multiplicative hash; the shift brings the high bits down, where the next product spreads them.
                let mixed = (*hash ^ u64::from((x + 0.0).to_bits())).wrapping_mul(0x9E37_79B9_7F4A_7C15);
                *hash = mixed ^ (mixed >> 32);
            }
        }
        hashes.extend(lanes);
    }
    hashes.truncate(matrix.observations());
    if let Some(gaps) = matrix.gaps() {
        for (row, hash) in hashes.iter_mut().enumerate() {
            for feature in (0..matrix.features()).filter(|feature| gaps.holds(row, *feature)) {
                *hash = (*hash ^ feature as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            }
        }
    }
    hashes
}

/// Puts rows that share a hash in the order of their values, copies in that of the file. Nearly always they are copies already.
fn untangle(matrix: &Matrix, run: &mut [(u64, u32)]) {
    let first = run[0].1;
    if run.iter().any(|(_, row)| compare(matrix, first, *row).is_ne()) {
        run.sort_by(|a, b| compare(matrix, a.1, b.1));
    }
}

fn compare(matrix: &Matrix, a: u32, b: u32) -> std::cmp::Ordering {
    let values = |row: u32| matrix.values(row as usize).map(|x| x + 0.0);
    let held = |row: u32, feature: usize| matrix.gaps().is_some_and(|gaps| gaps.holds(row as usize, feature));
    let of_values = values(a).zip(values(b)).map(|(x, y)| x.total_cmp(&y)).find(|order| order.is_ne());
    let of_gaps = || (0..matrix.features()).map(|f| held(a, f).cmp(&held(b, f))).find(|order| order.is_ne());
    of_values.or_else(of_gaps).unwrap_or(std::cmp::Ordering::Equal)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kmeans::{Init, Options, Run};

    fn rows(n: u32) -> Vec<[f64; 2]> {
        (0..n).map(|i| [f64::from(i * i % 23), f64::from(i % 7)]).collect()
    }

    fn matrix(rows: &[[f64; 2]]) -> Matrix {
        Matrix::from_columns(&[0, 1].map(|f| rows.iter().map(|row| row[f]).collect::<Vec<f64>>()))
            .expect("finite")
    }

    #[test]
    fn copies_become_weight_and_come_back() {
        let all = matrix(&rows(500));
        let distinct = Distinct::of(&all);
        assert!(distinct.matrix.observations() < 200, "{}", distinct.matrix.observations());
        assert_eq!(distinct.matrix.distinct_rows(1000), distinct.matrix.observations());
        assert_eq!((distinct.matrix.mass(), distinct.matrix.sums()), (500.0, all.sums()));
        for (row, place) in distinct.places.iter().enumerate() {
            assert_eq!(all.row(row), distinct.matrix.row(*place as usize), "row {row}");
        }
    }

    #[test]
    fn the_order_of_rows_changes_no_bit_of_a_fit() {
        let mut shuffled = rows(700);
        shuffled.sort_by_key(|row| (row[0] as u32 * 7 + row[1] as u32 * 13) % 31);
        let fit = |rows: &[[f64; 2]]| {
            let all = Distinct::of(&matrix(rows));
            let options = Options {
                k: 6,
                init: Init::KMeansPlusPlus,
                tolerance: 0.0,
                max_iterations: 100,
                swaps: 20,
                seed: 5,
                start: 0,
            };
            all.expand(Run::new(all.matrix(), options).expect("many rows").finish(all.matrix()))
        };
        let (one, other) = (fit(&rows(700)), fit(&shuffled));
        assert_eq!((one.inertia.to_bits(), &one.centroids), (other.inertia.to_bits(), &other.centroids));
        for (row, label) in rows(700).iter().zip(&one.labels) {
            let same = shuffled.iter().position(|other| other == row).expect("the same rows");
            assert_eq!(*label, other.labels[same]);
        }
    }

    #[test]
    fn the_beginning_is_a_sample_even_of_rows_in_order() {
        for spread in [1.0, 1e-3, 12_345.678] {
            let rows: Vec<[f64; 2]> =
                (0..80_000).map(|i| [f64::from(i) * spread, f64::from(i / 800) * spread]).collect();
            let distinct = Distinct::of(&matrix(&rows));
            // Of each tenth of the rows a tenth of the sample, give or take what chance alone would exceed some four times in a million.
            let sample = &distinct.firsts[..rows.len() / 8];
            let mut tenths = [0.0_f64; 10];
            sample.iter().for_each(|row| tenths[*row as usize * 10 / rows.len()] += 1.0);
            let (mean, by_chance) = (sample.len() as f64 / 10.0, (sample.len() as f64 * 0.09).sqrt());
            assert!(tenths.iter().all(|n| (n - mean).abs() < 4.6 * by_chance), "{spread}: {tenths:?}");
        }
    }

    #[test]
    fn rows_that_share_a_hash_are_kept_apart() {
        let all = matrix(&[[2.0, 1.0], [1.0, 5.0], [2.0, 1.0], [1.0, 5.0], [1.0, 4.0]]);
        let mut run: Vec<(u64, u32)> = (0..5).map(|row| (7, row)).collect();
        untangle(&all, &mut run);
        assert_eq!(run.iter().map(|(_, row)| *row).collect::<Vec<u32>>(), [4, 1, 3, 0, 2]);
    }
}
