//! Made-up tables of which the truth is known.

use customer_segmentation::kmeans::Draws;

/// Kinds of tables without segments.
pub const WITHOUT: [&str; 5] =
    ["uniform", "Gaussian", "correlated Gaussian", "lognormal, logarithms", "ordinal"];

/// A table without segments, as columns.
pub fn without(kind: usize, n: usize, d: usize, draws: &mut Draws) -> Vec<Vec<f64>> {
    let loadings: Vec<f64> = (0..d).map(|_| 0.3 + 0.6 * draws.real()).collect();
    let levels: Vec<f64> = (0..d).map(|_| 5.0 + draws.below(4) as f64).collect();
    let mut columns = vec![Vec::with_capacity(n); d];
    for _ in 0..n {
        let common = normal(draws);
        for (f, column) in columns.iter_mut().enumerate() {
            column.push(match kind {
                0 => draws.real(),
                1 => normal(draws),
                2 => loadings[f] * common + (1.0 - loadings[f] * loadings[f]).sqrt() * normal(draws),
                3 => (1.0 + (3.0 + 0.8 * normal(draws)).exp()).ln(),
                _ => (draws.real() * levels[f]).floor(),
            });
        }
    }
    columns
}

/// A table with `k` planted segments: centres at least 6 of the larger spread apart, spreads within a ratio of 2, sizes within a
/// ratio of 5. Gives the columns and the segment of each row.
pub fn planted(k: usize, n: usize, d: usize, draws: &mut Draws) -> (Vec<Vec<f64>>, Vec<u16>) {
    let spreads: Vec<f64> = (0..k).map(|_| 1.0 + draws.real()).collect();
    let weights: Vec<f64> = (0..k).map(|_| 1.0 + 3.0 * draws.real()).collect();
    let total: f64 = weights.iter().sum();
    let mut side = 8.0;
    let mut centres: Vec<Vec<f64>> = Vec::new();
    while centres.len() < k {
        side *= 1.02;
        let point: Vec<f64> = (0..d).map(|_| side * draws.real()).collect();
        let own = spreads[centres.len()];
        let far = |(centre, spread): (&Vec<f64>, &f64)| {
            let squares: f64 = centre.iter().zip(&point).map(|(a, b)| (a - b) * (a - b)).sum();
            squares.sqrt() >= 6.0 * own.max(*spread)
        };
        if centres.iter().zip(&spreads).all(far) {
            centres.push(point);
        }
    }
    let mut columns = vec![Vec::with_capacity(n); d];
    let mut labels = Vec::with_capacity(n);
    for j in 0..k {
        let size = (weights[j] / total * n as f64).round() as usize;
        for _ in 0..size {
            labels.push(j as u16);
            for (column, centre) in columns.iter_mut().zip(&centres[j]) {
                column.push(centre + spreads[j] * normal(draws));
            }
        }
    }
    (columns, labels)
}

/// A standard normal number (Box and Muller 1958).
pub fn normal(draws: &mut Draws) -> f64 {
    let (u, v) = (1.0 - draws.real(), draws.real());
    (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos()
}
