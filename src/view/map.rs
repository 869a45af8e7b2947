//! Points for the map: everyone, or a sample that keeps every segment in sight.

use super::axes::{Placer, choices, default_axes};
use super::{Axis, MapView, Parts};
use crate::features::Prepared;
use crate::profile::wording::{count, per_cent};
use crate::projection::Projection;

/// Points drawn at most.
const MOST_POINTS: u64 = 100_000;

/// Points every segment keeps in a sample, if it has as many members.
const AT_LEAST: u64 = 20;

/// Customers set aside that are drawn at most.
const MOST_STRANGERS: usize = 5_000;

/// Room for them on each side, as a share of the range of the others.
const ROOM: f64 = 0.12;

/// A map with its points as bytes (see [`MapView`]) and its centroids in segment order.
pub(super) struct Map {
    pub(super) view: MapView,
    pub(super) points: Vec<u8>,
    pub(super) centroids: Vec<(f64, f64)>,
}

/// Draws up the map. Axes that are none, or that [`check_axes`](super::check_axes) refuses, become the default ones.
pub(super) fn map(parts: &Parts<'_>, axes: Option<(Axis, Axis)>) -> Map {
    let Parts { table, prepared, projection, fit, aside: (all, aside), .. } = *parts;
    let placer = |axis: &Axis| Placer::new(axis, table, prepared, projection);
    let (x_axis, y_axis) = axes
        .filter(|(x, y)| placer(x).is_some() && placer(y).is_some())
        .unwrap_or_else(|| default_axes(prepared));
    let (x_placer, y_placer) =
        (placer(&x_axis).expect("checked, or a default"), placer(&y_axis).expect("checked, or a default"));
    let shown = sample(&fit.sizes, &fit.labels);
    let mut xs: Vec<f64> = shown.iter().map(|&observation| x_placer.place(observation)).collect();
    let mut ys: Vec<f64> = shown.iter().map(|&observation| y_placer.place(observation)).collect();
    let centroids = (0..fit.k())
        .map(|j| {
            let centroid = fit.centroid(j);
            (x_placer.place_centroid(centroid), y_placer.place_centroid(centroid))
        })
        .collect();
    let strangers = some_of(aside);
    let (x_ends, y_ends) = (ends(&xs, &strangers), ends(&ys, &strangers));
    for (axis, values, ends) in [(&x_axis, &mut xs, x_ends), (&y_axis, &mut ys, y_ends)] {
        if let Some(placer) = Placer::new(axis, table, all, projection) {
            // Who lies far outside would leave no room for the others, and is drawn on the edge.
            values.extend(strangers.iter().map(|&at| placer.place(at).clamp(ends.0, ends.1)));
        }
    }
    let of = (fit.labels.len() + aside.len()) as u64;
    let mut caption = caption(&x_axis, &y_axis, prepared, projection, xs.len() as u64, of);
    if !aside.is_empty() {
        caption.push_str(" Unusual customers are grey; those beyond the frame lie on its edge.");
    }
    let view = MapView {
        caption,
        x: x_placer.view(x_axis, x_ends.0, x_ends.1),
        y: y_placer.view(y_axis, y_ends.0, y_ends.1),
        shown: xs.len() as u32,
        of,
        choices: choices(prepared),
    };
    let mut points = Vec::with_capacity(xs.len() * 10);
    for value in xs.iter().chain(&ys) {
        // A value beyond f32 stays at its edge: a drawing has no infinity.
        points.extend_from_slice(&(*value as f32).clamp(f32::MIN, f32::MAX).to_le_bytes());
    }
    points.extend(shown.iter().flat_map(|&observation| fit.labels[observation].to_le_bytes()));
    points.extend(strangers.iter().flat_map(|_| (fit.k() as u16).to_le_bytes()));
    Map { view, points, centroids }
}

/// Customers set aside that are drawn: evenly spread ones if they are many.
fn some_of(aside: &[u32]) -> Vec<usize> {
    aside.iter().step_by(aside.len().div_ceil(MOST_STRANGERS).max(1)).map(|&at| at as usize).collect()
}

/// Where an axis begins and ends: at the outermost values, with some room beyond them if there are customers outside.
fn ends(values: &[f64], strangers: &[usize]) -> (f64, f64) {
    let (low, high) = extremes(values);
    let room = if strangers.is_empty() { 0.0 } else { ROOM * (high - low) };
    (low - room, high + room)
}

fn extremes(values: &[f64]) -> (f64, f64) {
    values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(*x), high.max(*x)))
}

/// The observations drawn, segments mixed evenly so that none covers another. Above [`MOST_POINTS`] a stratified sample:
/// [`AT_LEAST`] members of every segment, the rest in proportion to size, taken at even distances in file order.
fn sample(sizes: &[u64], labels: &[u16]) -> Vec<usize> {
    let quotas = quotas(sizes);
    // Member number (n + 1) · size / quota, rounded up, is the n-th to be taken, counted from 0.
    let nth = |j: usize, n: u64| {
        (u128::from(n + 1) * u128::from(sizes[j])).div_ceil(u128::from(quotas[j].max(1))) as u64
    };
    let mut next: Vec<u64> = (0..sizes.len()).map(|j| nth(j, 0)).collect();
    let mut seen = vec![0_u64; sizes.len()];
    let mut taken = vec![0_u64; sizes.len()];
    // A point's place in the drawing order: how far through its own segment it comes.
    let mut drawn: Vec<(f64, usize)> = Vec::with_capacity(quotas.iter().sum::<u64>() as usize);
    for (observation, label) in labels.iter().enumerate() {
        let j = usize::from(*label);
        seen[j] += 1;
        if seen[j] == next[j] {
            drawn.push(((taken[j] as f64 + 0.5) / quotas[j] as f64, observation));
            taken[j] += 1;
            next[j] = nth(j, taken[j]);
        }
    }
    drawn.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    drawn.into_iter().map(|(_, observation)| observation).collect()
}

/// How many members of each segment are drawn.
fn quotas(sizes: &[u64]) -> Vec<u64> {
    let total: u64 = sizes.iter().sum();
    if total <= MOST_POINTS {
        return sizes.to_vec();
    }
    let base: Vec<u64> = sizes.iter().map(|size| (*size).min(AT_LEAST)).collect();
    let (kept, rest) = (base.iter().sum::<u64>(), total - base.iter().sum::<u64>());
    let free = u128::from(MOST_POINTS.saturating_sub(kept));
    sizes
        .iter()
        .zip(base)
        .map(|(size, base)| base + (free * u128::from(size - base) / u128::from(rest)) as u64)
        .collect()
}

fn caption(x: &Axis, y: &Axis, prepared: &Prepared, projection: &Projection, shown: u64, of: u64) -> String {
    let features = prepared.features.len();
    let what = match (x, y) {
        (Axis::Component { number: a }, Axis::Component { number: b }) if a != b && features > 1 => {
            let share = (projection.shares[0] + projection.shares[1]).min(1.0);
            format!(
                "Customers close together are alike. The map shows {} of the differences in {}.",
                per_cent(share),
                if features == 2 { "both features".to_owned() } else { format!("all {features} features") }
            )
        }
        (Axis::Column { .. }, Axis::Column { .. }) if features == 2 && x != y => {
            "Customers close together are alike. The map shows both features, so nothing is hidden."
                .to_owned()
        }
        _ if features == 1 => {
            "Customers close together are alike. There is one feature, so all lie on a line.".to_owned()
        }
        _ => "Segments may overlap here and still differ in the features that are not shown.".to_owned(),
    };
    if shown == of {
        return what;
    }
    format!(
        "{what} {} of {} customers are drawn, in proportion but at least {AT_LEAST} of each segment that has them.",
        count(shown),
        count(of)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_customers_are_all_drawn_with_segments_mixed() {
        let labels = [0, 0, 0, 0, 1, 1];
        assert_eq!(sample(&[4, 2], &labels), [0, 4, 1, 2, 5, 3]);
    }

    #[test]
    fn many_customers_become_a_sample_with_every_segment_in_it() {
        let labels: Vec<u16> =
            (0..1_000_000_u32).map(|i| if i % 100_000 == 7 { 2 } else { u16::from(i % 4 == 0) }).collect();
        let mut sizes = vec![0_u64; 3];
        labels.iter().for_each(|label| sizes[usize::from(*label)] += 1);
        let drawn = sample(&sizes, &labels);
        let of = |j: u16| drawn.iter().filter(|&&i| labels[i] == j).count();
        assert_eq!(of(2), 10, "a small segment is drawn whole");
        assert!((74_900..=75_100).contains(&of(0)), "{} of the large one", of(0));
        assert!(drawn.len() <= 100_000 && drawn.len() > 99_990, "{} drawn", drawn.len());
        let mut distinct = drawn.clone();
        distinct.sort_unstable();
        distinct.dedup();
        assert_eq!(distinct.len(), drawn.len(), "nobody is drawn twice");
    }

    #[test]
    fn a_hundred_segments_still_fit() {
        let sizes: Vec<u64> = (1..=100).map(|i| i * i * 50).collect();
        let quotas = quotas(&sizes);
        assert!(quotas.iter().sum::<u64>() <= MOST_POINTS, "{quotas:?}");
        assert!(quotas.iter().zip(&sizes).all(|(q, s)| *q >= 20.min(*s) && q <= s), "{quotas:?}");
    }
}
