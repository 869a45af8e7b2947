//! The things that set a segment apart.

use super::names::enough;
use super::wording::comparison;
use super::{Facts, Measure, Summary, Trait};
use crate::recipe::Role;

/// A difference from everyone else smaller than this, in standard deviations, is no trait.
const NOTICEABLE: f64 = 0.3;

/// A level is a trait if it is this much more or less frequent than in everyone, and by so large a share.
const LIFT: (f64, f64) = (0.8, 1.25);
const SHARE: f64 = 0.05;

/// Traits a segment has at most, and how many of them features leave to descriptors that have something to say.
const MOST: usize = 8;
const LEFT: usize = 2;

/// The traits of segment `j`: features first, strongest first, then descriptors; equals in column order. A column appears once, with
/// its strongest level.
pub(super) fn strongest(facts: Facts<'_>, j: usize) -> Vec<Trait> {
    let measures = facts.measures;
    let mut kept: Vec<usize> = Vec::new();
    for index in ranked(measures, j) {
        let measure = &measures[index];
        if measure.means[j].is_some() && kept.iter().all(|&other| measures[other].column != measure.column) {
            kept.push(index);
        }
    }
    let features = kept.partition_point(|&index| measures[index].role == Role::Feature);
    let room = MOST - (kept.len() - features).min(LEFT);
    let (features, descriptors) = kept.split_at(features);
    let told = features.iter().take(room).chain(descriptors).take(MOST);
    told.map(|&index| {
        let measure = &measures[index];
        Trait { measure: index, z: measure.z[j], text: text(facts, measure, j) }
    })
    .collect()
}

/// The comparison of means; of medians where the means hardly show the difference, as in a column with a few very large values.
fn text(facts: Facts<'_>, measure: &Measure, j: usize) -> String {
    let mean = measure.means[j].unwrap_or(measure.average);
    let hardly =
        2.0 * measure.plain_apart(j, facts.sizes) * measure.apart[j].signum() < measure.apart[j].abs();
    let median = |summary: Option<&Summary>| {
        summary.and_then(|summary| summary.quartiles).map(|[_, median, _]| median)
    };
    let column = facts.columns.get(measure.profile);
    let medians = column.and_then(|c| median(c.segments.get(j)).zip(median(c.everyone.as_ref())));
    match medians {
        Some((own, all)) if hardly && own != all => {
            format!("median {} against {} overall", measure.written(own), measure.written(all))
        }
        _ => comparison(measure, mean),
    }
}

/// Measures that set segment `j` apart.
fn ranked(measures: &[Measure], j: usize) -> Vec<usize> {
    let mut ranked: Vec<usize> =
        (0..measures.len()).filter(|&m| measures[m].shown && is_trait(measures, m, j)).collect();
    ranked.sort_by(|&a, &b| {
        let describes = |m: usize| measures[m].role != Role::Feature;
        let size = |m: usize| measures[m].apart[j].abs();
        describes(a).cmp(&describes(b)).then(size(b).total_cmp(&size(a))).then(a.cmp(&b))
    });
    ranked
}

/// Whether the difference is large enough to matter, and more than the draw of a few customers.
pub(super) fn is_trait(measures: &[Measure], m: usize, j: usize) -> bool {
    let measure = &measures[m];
    let matters = match (measure.lift[j], measure.means[j]) {
        (Some(lift), Some(share)) => {
            (lift <= LIFT.0 || lift >= LIFT.1) && (share - measure.average).abs() >= SHARE
        }
        _ => measure.apart[j].abs() >= NOTICEABLE,
    };
    matters && enough(measures, m, j)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::testing::sample_measure;

    fn facts(measures: &[Measure]) -> Facts<'_> {
        Facts { sizes: &[100], columns: &[], measures, worth: None }
    }

    #[test]
    fn features_come_first_and_the_faint_are_left_out() {
        let said = Measure {
            role: Role::Descriptor,
            v_test: vec![Some(20.0)],
            q: vec![Some(1e-9)],
            ..sample_measure("said of them", &[3.0])
        };
        let by_chance = Measure { q: vec![Some(0.2)], column: "by chance".to_owned(), ..said.clone() };
        let few = Measure { noise: vec![1.0], ..sample_measure("of a few", &[2.5]) };
        let measures = [
            sample_measure("faint", &[0.1]),
            said,
            sample_measure("strong", &[-1.5]),
            sample_measure("stronger", &[2.0]),
            by_chance,
            few,
        ];
        let order: Vec<usize> = strongest(facts(&measures), 0).iter().map(|t| t.measure).collect();
        assert_eq!(order, [3, 2, 1]);
    }

    #[test]
    fn many_features_leave_room_for_descriptors() {
        let mut measures: Vec<Measure> =
            (0..12).map(|i| sample_measure(&format!("f{i}"), &[3.0 - f64::from(i) / 10.0])).collect();
        measures.push(Measure {
            role: Role::Descriptor,
            v_test: vec![Some(20.0)],
            q: vec![Some(1e-9)],
            ..sample_measure("said of them", &[1.0])
        });
        let order: Vec<usize> = strongest(facts(&measures), 0).iter().map(|t| t.measure).collect();
        assert_eq!(order, [0, 1, 2, 3, 4, 5, 6, 12]);
    }

    #[test]
    fn a_column_is_named_once() {
        let mut measures: Vec<Measure> =
            (0..5).map(|i| sample_measure(&format!("f{i}"), &[1.0 + f64::from(i)])).collect();
        measures[3].column = "f4".to_owned();
        let order: Vec<usize> = strongest(facts(&measures), 0).iter().map(|t| t.measure).collect();
        assert_eq!(order, [4, 2, 1, 0]);
    }
}
