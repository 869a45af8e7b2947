//! The question after which a leaf's customers are nearest to two centroids, one for each answer.

use super::grow::{Cut, Side, ascending};
use super::sources::{Sample, Source, Values};

/// The centroid with the smallest of `costs`, the first of equals, and that cost.
pub(super) fn cheapest(costs: &[f64]) -> (usize, f64) {
    let first = (0, costs.first().copied().unwrap_or_default());
    costs
        .iter()
        .copied()
        .enumerate()
        .fold(first, |best, (j, cost)| if cost < best.1 { (j, cost) } else { best })
}

/// Squared distances of all `points` to each centroid.
pub(super) fn totals(sample: &Sample, points: impl Iterator<Item = u32>) -> Vec<f64> {
    let mut sums = vec![0.0; sample.k];
    for point in points {
        add(&mut sums, sample.costs(point as usize));
    }
    sums
}

fn add(sums: &mut [f64], costs: &[f64]) {
    sums.iter_mut().zip(costs).for_each(|(sum, cost)| *sum += cost);
}

/// The best question of `source` to `points`, and the squared distances it leaves; `None` if nothing can be asked.
pub(super) fn best(sample: &Sample, source: &Source, points: &[u32]) -> Option<(f64, Cut)> {
    let all = totals(sample, points.iter().copied());
    match &source.values {
        Values::Numbers(values, _) | Values::Places(values, ..) => {
            along(sample, source, &ascending(values, points.iter().copied()), &all)
        }
        Values::Members(holds, question, gap) => {
            let members = || points.iter().copied().filter(|point| holds[*point as usize]);
            let count = members().count();
            if count == 0 || count == points.len() {
                return None;
            }
            let yes = totals(sample, members());
            let cost = both(&yes, &all);
            let (question, gap, clusters) = (question.clone(), *gap, Vec::new());
            Some((cost, Cut { question, gap, side: Side::Holds, clusters }))
        }
    }
}

/// What is left if those of `part` take one centroid, and the others of `all` another.
fn both(part: &[f64], all: &[f64]) -> f64 {
    let rest = all.iter().zip(part).map(|(all, part)| all - part);
    cheapest(part).1 + rest.fold(f64::INFINITY, f64::min)
}

fn along(sample: &Sample, source: &Source, points: &[(f64, u32)], all: &[f64]) -> Option<(f64, Cut)> {
    let mut part = vec![0.0; sample.k];
    let mut found: Option<(f64, Cut)> = None;
    for pair in points.windows(2) {
        let ((low, point), (high, _)) = (pair[0], pair[1]);
        add(&mut part, sample.costs(point as usize));
        if low == high {
            continue;
        }
        let cost = both(&part, all);
        if found.as_ref().is_none_or(|(best, _)| cost < *best)
            && let Some((question, gap)) = source.question(low, high)
        {
            found = Some((cost, Cut { question, gap, side: Side::UpTo(low), clusters: Vec::new() }));
        }
    }
    found
}
