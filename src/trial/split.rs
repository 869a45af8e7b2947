//! Who is held out: drawn at random, the same ones for the same seed, and so that both groups are alike.

use crate::kmeans::Draws;
use crate::matrix::Matrix;

/// Draws tried at most, of which the most balanced is taken.
const TRIES: usize = 200;

/// Multiplications spent on them, about.
const OPERATIONS: usize = 1 << 22;

/// Two groups of the members of a segment.
#[derive(Debug, Clone, PartialEq)]
pub struct Split {
    /// The observations held out, ascending.
    pub holdout: Vec<usize>,
    /// Largest difference between the groups' means in any feature, in standard deviations of the segment.
    pub imbalance: f64,
}

/// Draws `holdout` of `members`, which are observations of `matrix` in ascending order: the most balanced of up to 200 draws
/// (rerandomisation after Morgan & Rubin 2012, here with the largest standardised difference). `words` name the stream of draws.
pub fn split(matrix: &Matrix, members: &[usize], holdout: usize, words: &[u64]) -> Split {
    let (holdout, features) = (holdout.min(members.len()), matrix.features());
    let (sums, deviations) = moments(matrix, members);
    let tries = (OPERATIONS / (holdout * features).max(1)).clamp(1, TRIES);
    let mut draws = Draws::new(words);
    let mut pool = members.to_vec();
    let mut best: Option<Split> = None;
    for _ in 0..tries {
        // The first places of a shuffle; a pool shuffled before is as good as a fresh one.
        for place in 0..holdout {
            let other = place + draws.below((pool.len() - place) as u64) as usize;
            pool.swap(place, other);
        }
        let held = &pool[..holdout];
        let imbalance = imbalance(matrix, held, members.len(), &sums, &deviations);
        if best.as_ref().is_none_or(|best| imbalance < best.imbalance) {
            best = Some(Split { holdout: held.to_vec(), imbalance });
        }
    }
    let mut best = best.unwrap_or(Split { holdout: Vec::new(), imbalance: 0.0 });
    best.holdout.sort_unstable();
    best
}

/// Sums and standard deviations of the features over `members`.
fn moments(matrix: &Matrix, members: &[usize]) -> (Vec<f64>, Vec<f64>) {
    let mut sums = vec![0.0; matrix.features()];
    let mut squares = vec![0.0; matrix.features()];
    for &observation in members {
        for ((sum, square), x) in sums.iter_mut().zip(&mut squares).zip(matrix.values(observation)) {
            let x = f64::from(x);
            *sum += x;
            *square += x * x;
        }
    }
    let n = members.len().max(1) as f64;
    let deviation = |(sum, square): (&f64, &f64)| libm::sqrt((square / n - (sum / n) * (sum / n)).max(0.0));
    let deviations = sums.iter().zip(&squares).map(deviation).collect();
    (sums, deviations)
}

fn imbalance(matrix: &Matrix, held: &[usize], all: usize, sums: &[f64], deviations: &[f64]) -> f64 {
    let mut own = vec![0.0; matrix.features()];
    for &observation in held {
        own.iter_mut().zip(matrix.values(observation)).for_each(|(sum, x)| *sum += f64::from(x));
    }
    let (n, others) = (held.len() as f64, (all - held.len()) as f64);
    if n == 0.0 || others == 0.0 {
        return 0.0;
    }
    let away = |((own, sum), deviation): ((&f64, &f64), &f64)| {
        let difference = own / n - (sum - own) / others;
        if *deviation > 1e-12 { (difference / deviation).abs() } else { 0.0 }
    };
    own.iter().zip(sums).zip(deviations).map(away).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matrix(rows: usize) -> Matrix {
        let columns: Vec<Vec<f64>> = (0..5)
            .map(|f| (0..rows).map(|i| ((i * (7 + f) + i * i * f) % 101) as f64 - 50.0).collect())
            .collect();
        Matrix::from_columns(&columns).expect("finite")
    }

    #[test]
    fn groups_are_alike_and_the_same_seed_draws_the_same() {
        let matrix = matrix(3_000);
        let members: Vec<usize> = (0..3_000).step_by(2).collect();
        for holdout in [100, 400, 750] {
            let found = split(&matrix, &members, holdout, &[42, 1]);
            assert_eq!(found.holdout.len(), holdout);
            assert!(found.holdout.is_sorted_by(|a, b| a < b), "each once, in order");
            assert!(found.holdout.iter().all(|o| members.contains(o)), "members only");
            assert!(found.imbalance <= 0.1, "{holdout}: {}", found.imbalance);
            assert_eq!(found, split(&matrix, &members, holdout, &[42, 1]));
            assert_ne!(found.holdout, split(&matrix, &members, holdout, &[43, 1]).holdout);
        }
    }

    #[test]
    fn a_segment_of_one_has_nobody_to_compare() {
        let found = split(&matrix(10), &[3], 1, &[1]);
        assert_eq!((found.holdout, found.imbalance), (vec![3], 0.0));
    }
}
