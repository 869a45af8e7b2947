//! The few things that set a segment apart.

use super::wording::comparison;
use super::{Measure, Trait};
use crate::recipe::Role;

/// A mean nearer to the average than this, in standard deviations, is no trait.
const NOTICEABLE: f64 = 0.3;

/// Traits a segment has at most.
const MOST: usize = 3;

/// The traits of segment `j`, strongest first: features before descriptors, then by size of `z`, equals in column order. A
/// column appears once, with its strongest level.
pub(super) fn strongest(measures: &[Measure], j: usize) -> Vec<Trait> {
    let mut traits: Vec<Trait> = Vec::new();
    for measure in ranked(measures, j, NOTICEABLE) {
        let Some(mean) = measures[measure].means[j] else { continue };
        if traits.iter().any(|t| measures[t.measure].column == measures[measure].column) {
            continue;
        }
        let z = measures[measure].z[j];
        traits.push(Trait { measure, z, text: comparison(&measures[measure], mean) });
        if traits.len() == MOST {
            break;
        }
    }
    traits
}

/// Measures with `|z|` of at least `least` in segment `j`, features before descriptors, strongest first.
pub(super) fn ranked(measures: &[Measure], j: usize, least: f64) -> Vec<usize> {
    let mut ranked: Vec<usize> = (0..measures.len()).filter(|&m| measures[m].z[j].abs() >= least).collect();
    ranked.sort_by(|&a, &b| {
        let describes = |m: usize| measures[m].role != Role::Feature;
        let size = |m: usize| measures[m].z[j].abs();
        describes(a).cmp(&describes(b)).then(size(b).total_cmp(&size(a))).then(a.cmp(&b))
    });
    ranked
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measure(column: &str, role: Role, z: f64) -> Measure {
        Measure {
            column: column.to_owned(),
            role,
            level: None,
            average: 10.0,
            deviation: 2.0,
            smallest: 0.0,
            means: vec![Some(10.0 + 2.0 * z)],
            z: vec![z],
            decimals: 1,
        }
    }

    #[test]
    fn features_come_first_and_the_faint_are_left_out() {
        let measures = [
            measure("faint", Role::Feature, 0.1),
            measure("said of them", Role::Descriptor, 3.0),
            measure("strong", Role::Feature, -1.5),
            measure("stronger", Role::Feature, 2.0),
        ];
        let order: Vec<usize> = strongest(&measures, 0).iter().map(|t| t.measure).collect();
        assert_eq!(order, [3, 2, 1]);
    }

    #[test]
    fn a_column_is_named_once_and_three_are_enough() {
        let mut measures: Vec<Measure> =
            (0..5).map(|i| measure(&format!("f{i}"), Role::Feature, 1.0 + f64::from(i))).collect();
        measures[3].column = "f4".to_owned();
        let order: Vec<usize> = strongest(&measures, 0).iter().map(|t| t.measure).collect();
        assert_eq!(order, [4, 2, 1]);
    }
}
