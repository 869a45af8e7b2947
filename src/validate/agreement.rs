//! How much two groupings of the same customers agree.

/// The adjusted Rand index of Hubert & Arabie (1985): 1 for the same groups under any numbering, 0 on average for groups drawn by
/// chance with the same sizes.
///
/// `(Σ C(n_ij, 2) - E) / ((Σ C(a_i, 2) + Σ C(b_j, 2)) / 2 - E)` with `E = Σ C(a_i, 2) · Σ C(b_j, 2) / C(n, 2)`. Labels below `k_a`
/// and `k_b`, one an observation. 1 where both groupings are trivial.
pub fn adjusted_rand(a: &[u16], b: &[u16], (k_a, k_b): (usize, usize)) -> f64 {
    let table = contingency(a, b, (k_a, k_b));
    let rows = (0..k_a).map(|i| table[i * k_b..(i + 1) * k_b].iter().sum::<u64>());
    let columns = (0..k_b).map(|j| (0..k_a).map(|i| table[i * k_b + j]).sum::<u64>());
    let both: f64 = table.iter().map(|count| pairs(*count)).sum();
    let (of_a, of_b): (f64, f64) = (rows.map(pairs).sum(), columns.map(pairs).sum());
    let all = pairs(a.len() as u64);
    let expected = if all > 0.0 { of_a * of_b / all } else { 0.0 };
    let most = (of_a + of_b) / 2.0;
    if most == expected { 1.0 } else { (both - expected) / (most - expected) }
}

/// How many observations have label `i` in `a` and `j` in `b`, at `i * k_b + j`.
pub(super) fn contingency(a: &[u16], b: &[u16], (k_a, k_b): (usize, usize)) -> Vec<u64> {
    let mut table = vec![0; k_a * k_b];
    for (i, j) in a.iter().zip(b) {
        table[usize::from(*i) * k_b + usize::from(*j)] += 1;
    }
    table
}

fn pairs(count: u64) -> f64 {
    let count = count as f64;
    count * (count - 1.0) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_answers() {
        // The worked examples of scikit-learn's adjusted_rand_score.
        let index = |a: &[u16], b: &[u16]| adjusted_rand(a, b, (4, 4));
        assert_eq!(index(&[0, 0, 1, 1], &[1, 1, 0, 0]), 1.0);
        assert!((index(&[0, 0, 1, 2], &[0, 0, 1, 1]) - 4.0 / 7.0).abs() < 1e-12, "0.57");
        assert!((index(&[0, 0, 1, 1], &[0, 0, 1, 2]) - 4.0 / 7.0).abs() < 1e-12, "0.57");
        assert_eq!(index(&[0, 0, 0, 0], &[0, 1, 2, 3]), 0.0);
        assert!((index(&[0, 0, 1, 1], &[0, 1, 0, 1]) + 0.5).abs() < 1e-12, "below chance");
    }
}
