//! Planted segments: what they were made of is in the name or among the first three traits.
//!
//! The files in `tests/reference/planted/` were made by `make_customers.py` of the shared data: `-n 600 --seed 5 --segments 5`, and 8 of both.

use std::collections::BTreeSet;

use customer_segmentation::choose::Sweep;
use customer_segmentation::kmeans::{Fit, Run};
use customer_segmentation::profile::Profile;
use customer_segmentation::recipe::Recipe;
use customer_segmentation::validate::adjusted_rand;

use super::{describe, import, prepare};

const COLUMNS: [&str; 7] =
    ["age", "annual_income", "spending_score", "recency_days", "frequency", "avg_basket", "tenure_months"];

/// Weight, and mean and deviation of each of [`COLUMNS`]; amounts, counts and days as logarithms.
type Planted = (f64, [(f64, f64); 7]);

#[rustfmt::skip]
const PLANTED: [Planted; 8] = [
    (0.18, [(46.0, 6.0), (11.40, 0.18), (82.0, 6.0), (2.2, 0.5), (3.40, 0.25), (4.40, 0.22), (84.0, 14.0)]),
    (0.24, [(25.0, 4.0), (10.05, 0.20), (64.0, 7.0), (3.0, 0.5), (2.55, 0.28), (2.90, 0.22), (16.0, 7.0)]),
    (0.20, [(41.0, 8.0), (10.55, 0.22), (28.0, 7.0), (5.7, 0.3), (0.95, 0.35), (3.55, 0.25), (52.0, 14.0)]),
    (0.14, [(54.0, 6.0), (11.75, 0.18), (38.0, 7.0), (4.4, 0.4), (1.25, 0.30), (5.20, 0.22), (60.0, 14.0)]),
    (0.16, [(37.0, 5.0), (10.90, 0.16), (54.0, 6.0), (2.6, 0.4), (3.10, 0.22), (3.75, 0.20), (44.0, 10.0)]),
    (0.08, [(31.0, 6.0), (10.45, 0.22), (48.0, 8.0), (1.8, 0.5), (0.40, 0.25), (3.25, 0.25), (3.0, 1.5)]),
    (0.10, [(70.0, 5.0), (10.20, 0.18), (33.0, 7.0), (3.4, 0.4), (2.20, 0.25), (3.35, 0.22), (110.0, 12.0)]),
    (0.05, [(48.0, 7.0), (12.30, 0.20), (70.0, 7.0), (2.4, 0.5), (3.95, 0.22), (6.10, 0.22), (66.0, 14.0)]),
];

/// The planted traits of segment `own` of the first `k`: columns whose planted mean lies a standard deviation or more from that of the others,
/// the three farthest; with their sign.
fn traits(own: usize, k: usize) -> Vec<(&'static str, f64)> {
    let total: f64 = PLANTED[..k].iter().map(|(weight, _)| weight).sum();
    let mut found: Vec<(&str, f64)> = (0..COLUMNS.len())
        .map(|column| {
            let part = |f: &dyn Fn(f64, f64) -> f64| -> f64 {
                PLANTED[..k].iter().map(|(weight, of)| weight / total * f(of[column].0, of[column].1)).sum()
            };
            let mean = part(&|mean, _| mean);
            let variance = part(&|m, deviation| deviation * deviation + (m - mean) * (m - mean));
            let share = PLANTED[own].0 / total;
            let away = (PLANTED[own].1[column].0 - mean) / (1.0 - share);
            (COLUMNS[column], away / variance.sqrt())
        })
        .filter(|(_, apart)| apart.abs() >= 1.0)
        .collect();
    found.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    found.truncate(3);
    found
}

/// Whether the name of segment `j` stands on a column to that side, or one of its first three traits is one.
fn tells(profile: &Profile, j: usize, column: &str, side: f64) -> bool {
    let segment = &profile.segments[j];
    let words = segment.words.iter().flat_map(|word| &word.measures);
    let measures = words.chain(segment.traits.iter().take(3).map(|found| &found.measure));
    measures
        .into_iter()
        .any(|&m| profile.measures[m].column == column && profile.measures[m].apart[j] * side > 0.0)
}

fn segmented(bytes: &[u8], planted: &[u16], k: usize) -> (Profile, Fit, f64) {
    let table = import("planted.csv", bytes);
    let mut recipe = Recipe::suggest(&table);
    let count = u32::try_from(k).expect("few");
    (recipe.clustering.k_min, recipe.clustering.k_max) = (count, count);
    let prepared = prepare(&table, &recipe);
    let mut sweep = Sweep::new(&recipe.clustering, prepared.matrix.distinct_rows(100));
    let mut jobs = sweep.first_jobs();
    while let Some(job) = jobs.pop() {
        let run = match job.resume {
            Some(fit) => Run::resume(&prepared.matrix, job.options, *fit),
            None => Run::new(&prepared.matrix, job.options),
        };
        jobs.extend(sweep.finished(job.id, run.expect("options in range").finish(&prepared.matrix)));
    }
    let fit = sweep.best(count).expect("it was tried").whole();
    let agreement = adjusted_rand(&fit.labels, planted, (k, k));
    (describe(&table, &recipe, &prepared, &fit), fit, agreement)
}

#[test]
fn planted_traits_are_in_the_name_or_among_the_first_three() {
    let (mut told, mut all, mut missed) = (0, 0, Vec::new());
    for (k, bytes, labels) in [
        (
            5,
            &include_bytes!("../reference/planted/segments_5.csv")[..],
            include_str!("../reference/planted/segments_5.labels.txt"),
        ),
        (
            8,
            &include_bytes!("../reference/planted/segments_8.csv")[..],
            include_str!("../reference/planted/segments_8.labels.txt"),
        ),
    ] {
        let planted: Vec<u16> = labels.lines().map(|line| line.trim().parse().expect("a label")).collect();
        let (profile, fit, agreement) = segmented(bytes, &planted, k);
        assert!(agreement >= 0.9, "the {k} planted segments are found: {agreement}");
        let names: BTreeSet<&str> = profile.segments.iter().map(|segment| segment.name.as_str()).collect();
        assert_eq!(names.len(), k, "no two are called the same: {names:?}");
        let three = |name: &&str| name.replace("bargain hunters", "hunters").split(' ').count() <= 4;
        assert!(names.iter().all(three), "three words and a noun: {names:?}");
        for own in 0..k {
            let common = |j: usize| {
                let pairs = fit.labels.iter().zip(&planted);
                pairs
                    .filter(|(found, truth)| usize::from(**found) == j && usize::from(**truth) == own)
                    .count()
            };
            let j = (0..k).max_by_key(|j| common(*j)).expect("segments");
            for (column, side) in traits(own, k) {
                all += 1;
                if tells(&profile, j, column, side) {
                    told += 1;
                } else {
                    missed.push(format!(
                        "{column} of segment {own} of {k}, called {:?}",
                        profile.segments[j].name
                    ));
                }
            }
        }
    }
    assert!(all > 30, "only {all} planted traits");
    assert!(told * 20 >= all * 19, "{told} of {all}:\n{}", missed.join("\n"));
}
