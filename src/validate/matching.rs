//! How much of each group comes back in another grouping.

use super::agreement::contingency;

/// For each group of `a` the largest Jaccard overlap with any group of `b`: `|A ∩ B| / |A ∪ B|`, 0 to 1. `None` for a group
/// without members. Hennig (2007), "Cluster-wise assessment of cluster stability".
pub fn overlaps(a: &[u16], b: &[u16], (k_a, k_b): (usize, usize)) -> Vec<Option<f64>> {
    let table = contingency(a, b, (k_a, k_b));
    let size_b: Vec<u64> = (0..k_b).map(|j| (0..k_a).map(|i| table[i * k_b + j]).sum()).collect();
    let best = |i: usize| {
        let row = &table[i * k_b..(i + 1) * k_b];
        let size: u64 = row.iter().sum();
        let overlap = |(both, b): (&u64, &u64)| *both as f64 / (size + b - both).max(1) as f64;
        (size > 0).then(|| row.iter().zip(&size_b).map(overlap).fold(0.0, f64::max))
    };
    (0..k_a).map(best).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_group_is_matched_with_its_best_partner() {
        let found = overlaps(&[0, 0, 0, 1, 1, 1], &[1, 1, 0, 0, 0, 0], (3, 2));
        assert_eq!(found, [Some(2.0 / 3.0), Some(0.75), None]);
    }
}
