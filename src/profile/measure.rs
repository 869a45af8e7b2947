//! Counted columns become measures: means and shares that compare segments with everyone.

use super::column::{Counted, Numbers, Told};
use super::distributions::{benjamini_hochberg, hypergeometric_v, normal_two_sided};
use super::geometry::{Eta, Found, against_others};
use super::source::Source;
use super::sums::Tallied;
use super::{ColumnSummary, LevelCounts, Measure, wording};
use crate::features::Prepared;
use crate::recipe::Role;

/// Levels of a category that are shown among the measures at most: those whose share differs most between a segment and everyone.
const SHOWN_LEVELS: usize = 4;

/// Levels of a category that are told at most, the most frequent ones.
const MOST_LEVELS: usize = 40;

/// The columns with their measures, in the order of `told`.
pub(super) fn measures(
    told: Vec<Told>,
    sources: &[Source],
    prepared: &Prepared,
    found: &Found,
    sizes: &[u64],
) -> (Vec<ColumnSummary>, Vec<Measure>) {
    let (mut columns, mut measures) = (Vec::new(), Vec::new());
    for told in told {
        let source = &sources[told.source];
        let own = match told.values {
            Counted::Numbers(numbers) => {
                let Numbers { tallied, everyone, segments } = *numbers;
                let measure = number(source, &tallied, found, sizes, columns.len());
                let eta_squared = eta_of(source, prepared, found).unwrap_or_else(|| between(&tallied));
                columns.push(ColumnSummary {
                    column: source.name.clone(),
                    role: source.role,
                    subject: source.subject.clone(),
                    eta_squared,
                    everyone: Some(everyone),
                    segments,
                    levels: Vec::new(),
                    without: None,
                    sources: source.columns.clone(),
                    source: told.source,
                });
                vec![measure]
            }
            Counted::Levels(levels) => {
                let (levels, own) = level_measures(source, levels, columns.len());
                let eta_squared = eta_of(source, prepared, found).unwrap_or_else(|| tau(&levels));
                columns.push(ColumnSummary {
                    column: source.name.clone(),
                    role: source.role,
                    subject: source.subject.clone(),
                    eta_squared,
                    everyone: None,
                    segments: Vec::new(),
                    levels,
                    without: None,
                    sources: source.columns.clone(),
                    source: told.source,
                });
                own
            }
        };
        measures.extend(own);
    }
    adjust(&mut measures);
    (columns, measures)
}

fn number(source: &Source, tallied: &Tallied, found: &Found, sizes: &[u64], profile: usize) -> Measure {
    let Tallied { average, deviation, .. } = *tallied;
    let n: u64 = tallied.counts.iter().sum();
    let z: Vec<f64> = tallied
        .means
        .iter()
        .map(|mean| mean.map_or(0.0, |mean| if deviation > 0.0 { (mean - average) / deviation } else { 0.0 }))
        .collect();
    let own = |j: usize| against_others(z[j], 1.0, tallied.counts[j] as f64, n as f64);
    let k = sizes.len();
    let apart: Vec<f64> = match source.feature {
        Some(feature) => found.apart[feature * k..(feature + 1) * k].to_vec(),
        None => (0..k).map(own).collect(),
    };
    let v: Vec<f64> = (0..k).map(|j| v_of_mean(z[j], tallied.counts[j], n)).collect();
    let tested = source.role != Role::Feature;
    Measure {
        column: source.name.clone(),
        role: source.role,
        level: None,
        average,
        deviation,
        smallest: tallied.smallest,
        largest: tallied.largest,
        means: tallied.means.clone(),
        z,
        decimals: wording::decimals(deviation),
        subject: source.subject.clone(),
        profile,
        shown: true,
        apart,
        lift: vec![None; k],
        v_test: v.iter().map(|v| tested.then_some(*v)).collect(),
        q: vec![None; k],
        noise: v,
    }
}

/// The v-test of a mean (`catdes` of FactoMineR): `z` over its standard error when `count` of `n` customers are drawn without return.
fn v_of_mean(z: f64, count: u64, n: u64) -> f64 {
    let (count, n) = (count as f64, n as f64);
    if count > 0.0 && count < n { z * libm::sqrt(count * (n - 1.0) / (n - count)) } else { 0.0 }
}

/// Its share between segments, of a feature in prepared units: all features of the column together.
fn eta_of(source: &Source, prepared: &Prepared, found: &Found) -> Option<f64> {
    if source.role != Role::Feature || source.is_sum() {
        return None;
    }
    let mut sum = Eta::default();
    for (feature, eta) in prepared.features.iter().zip(&found.eta_squared) {
        if feature.column == source.columns[0] {
            sum.between += eta.between;
            sum.total += eta.total;
        }
    }
    Some(sum.value())
}

/// η² in original units.
fn between(tallied: &Tallied) -> f64 {
    let n: f64 = tallied.counts.iter().map(|count| *count as f64).sum();
    let away = |mean: f64| (mean - tallied.average) / tallied.deviation;
    let parts = tallied.counts.iter().zip(&tallied.means).filter_map(|(count, mean)| {
        let away = away((*mean)?);
        Some(*count as f64 * away * away)
    });
    if tallied.deviation > 0.0 { (parts.sum::<f64>() / n).min(1.0) } else { 0.0 }
}

/// Goodman and Kruskal's τ: the η² of all levels' indicators together.
fn tau(levels: &[LevelCounts]) -> f64 {
    let Some(first) = levels.first() else { return 0.0 };
    let present: Vec<f64> = first.present.iter().map(|count| *count as f64).collect();
    let n: f64 = present.iter().sum();
    let (mut between, mut total) = (0.0, 0.0);
    for level in levels {
        let share = level.count() as f64 / n;
        total += n * share * (1.0 - share);
        let apart = level.counts.iter().zip(&present).filter(|(_, all)| **all > 0.0).map(|(count, all)| {
            let away = *count as f64 / all - share;
            all * away * away
        });
        between += apart.sum::<f64>();
    }
    if total > 0.0 { (between / total).min(1.0) } else { 0.0 }
}

/// The levels of a category and a measure for each, most frequent first. Of two levels, which mirror each other, only the rarer one is
/// shown.
fn level_measures(
    source: &Source,
    levels: Vec<(String, Vec<u64>)>,
    profile: usize,
) -> (Vec<LevelCounts>, Vec<Measure>) {
    let k = levels.first().map_or(0, |(_, counts)| counts.len());
    let mut present = vec![0_u64; k];
    for (_, counts) in &levels {
        present.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
    }
    let mut levels: Vec<LevelCounts> = levels
        .into_iter()
        .map(|(level, counts)| LevelCounts { level, counts, present: present.clone() })
        .collect();
    levels.sort_by_key(|level| std::cmp::Reverse(level.count()));
    levels.truncate(MOST_LEVELS);
    let mut measures: Vec<Measure> =
        levels.iter().map(|level| level_measure(source, level, profile)).collect();
    let apart = |measure: &Measure| {
        measure.means.iter().flatten().map(|mean| (mean - measure.average).abs()).fold(0.0, f64::max)
    };
    let mut order: Vec<usize> = (0..measures.len()).collect();
    if let [first, second] = measures.as_slice() {
        order = vec![usize::from(second.average < first.average)];
    } else {
        order.sort_by(|a, b| apart(&measures[*b]).total_cmp(&apart(&measures[*a])).then(a.cmp(b)));
    }
    for &shown in order.iter().take(SHOWN_LEVELS) {
        measures[shown].shown = true;
    }
    (levels, measures)
}

fn level_measure(source: &Source, level: &LevelCounts, profile: usize) -> Measure {
    let n: u64 = level.present.iter().sum();
    let share = level.count() as f64 / n as f64;
    let deviation = libm::sqrt(share * (1.0 - share));
    let means: Vec<Option<f64>> = level
        .counts
        .iter()
        .zip(&level.present)
        .map(|(&count, &all)| (all > 0).then(|| count as f64 / all as f64))
        .collect();
    let z: Vec<f64> = means
        .iter()
        .map(|mean| mean.map_or(0.0, |mean| if deviation > 0.0 { (mean - share) / deviation } else { 0.0 }))
        .collect();
    let k = level.counts.len();
    let v: Vec<f64> = (0..k)
        .map(|j| {
            let informative = level.present[j] > 0 && level.present[j] < n;
            if informative {
                hypergeometric_v(n, level.count(), level.present[j], level.counts[j])
            } else {
                0.0
            }
        })
        .collect();
    let tested = source.role != Role::Feature;
    Measure {
        column: source.name.clone(),
        role: source.role,
        level: Some(level.level.clone()),
        average: share,
        deviation,
        smallest: 0.0,
        largest: 1.0,
        apart: (0..k).map(|j| against_others(z[j], 1.0, level.present[j] as f64, n as f64)).collect(),
        lift: means.iter().map(|mean| mean.map(|mean| mean / share)).collect(),
        v_test: v.iter().map(|v| tested.then_some(*v)).collect(),
        q: vec![None; k],
        noise: v,
        means,
        z,
        decimals: 2,
        subject: source.subject.clone(),
        profile,
        shown: false,
    }
}

/// Adjusts the p-values of all v-tests together.
fn adjust(measures: &mut [Measure]) {
    let places: Vec<(usize, usize, f64)> = measures
        .iter()
        .enumerate()
        .flat_map(|(m, measure)| {
            measure.v_test.iter().enumerate().filter_map(move |(j, v)| Some((m, j, normal_two_sided((*v)?))))
        })
        .collect();
    let p: Vec<f64> = places.iter().map(|(.., p)| *p).collect();
    for ((m, j, _), q) in places.into_iter().zip(benjamini_hochberg(&p)) {
        measures[m].q[j] = Some(q);
    }
}
