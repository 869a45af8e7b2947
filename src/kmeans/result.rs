//! A fit put together in one place, from one state.

use super::ask::{End, Told};
use super::distance::inertia;
use super::facts::Facts;
use super::fit::{Fit, Step};
use super::options::Options;
use super::rules::Rules;
use super::sums::Sums;
use crate::matrix::Matrix;

/// Share of the total inertia below which what is left is measured anew: the difference has lost as many digits as it is smaller.
const DIGITS_LOST: f64 = 1e-4;

/// The fit of `sums` but for its sizes and labels, and what to ask the parts for those. Clusters are numbered by mass descending,
/// ties by centroid. `trace` has one entry an iteration.
pub fn outline(
    facts: &Facts,
    options: &Options,
    rules: &Rules,
    sums: &Sums,
    trace: Vec<Step>,
    converged: bool,
) -> (Fit, End) {
    let (k, features) = (options.k as usize, facts.features);
    let means = sums.means();
    let mean = |j: usize| &means[j * features..(j + 1) * features];
    let mut order: Vec<usize> = (0..k).collect();
    order.sort_by(|a, b| {
        let by_centroid = || mean(*a).iter().zip(mean(*b)).map(|(x, y)| x.total_cmp(y)).find(|o| o.is_ne());
        let by_mass = sums.masses()[*b].total_cmp(&sums.masses()[*a]);
        by_mass.then_with(|| by_centroid().unwrap_or(a.cmp(b)))
    });
    let mut numbers = vec![0_u16; k];
    for (new, old) in order.iter().enumerate() {
        numbers[*old] = new as u16;
    }
    let sums = sums.in_order(&order);
    let centroids = sums.means();
    let inertia = rules.inertia(&sums);
    let measure = inertia <= facts.total_inertia * DIGITS_LOST;
    let fit = Fit {
        start: options.start,
        inertia,
        total_inertia: facts.total_inertia,
        iterations: trace.len() as u32,
        converged,
        sizes: vec![0; k],
        centroids: centroids.clone(),
        labels: Vec::new(),
        trace,
    };
    (fit, End { numbers, centroids, measure })
}

/// `fit` with what the parts told of its end, in their order.
pub fn complete(mut fit: Fit, told: Vec<Told>) -> Fit {
    let mut sections = Vec::new();
    // Made at its length: a list that grows takes up to twice as much, and so do the gaps it leaves in the memory.
    let labels_of = |told: &Told| if let Told::Finished { labels, .. } = told { labels.len() } else { 0 };
    let count: usize = told.iter().map(labels_of).sum();
    for told in told {
        let Told::Finished { inertia, sizes, labels } = told else { continue };
        sections.extend(inertia);
        fit.sizes.iter_mut().zip(sizes).for_each(|(sum, size)| *sum += size);
        if labels.len() == count {
            fit.labels = labels;
        } else {
            fit.labels.reserve_exact(count - fit.labels.len());
            fit.labels.extend(labels);
        }
    }
    if !sections.is_empty() {
        fit.inertia = sections.iter().sum();
    }
    fit
}

/// What those tell at the end who hold `labels`.
pub fn finished(matrix: &Matrix, mut labels: Vec<u16>, end: &End) -> Told {
    let mut sizes = vec![0; end.numbers.len()];
    for label in &mut labels {
        *label = end.numbers[usize::from(*label)];
        sizes[usize::from(*label)] += 1;
    }
    let inertia = if end.measure { inertia(matrix, &labels, &end.centroids) } else { Vec::new() };
    Told::Finished { inertia, sizes, labels }
}
