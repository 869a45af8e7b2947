//! The evidence for each number of segments, as numbers.

use super::trust::{Checks, PanelRow};
use crate::choose::{CurvePoint, Sweep};
use crate::validate::{Candidate, log_share};

/// One row for each k of at least 2 that the sweep has tried, ascending.
pub(super) fn panel(sweep: &Sweep, checks: Checks<'_>) -> Vec<PanelRow> {
    let row = |CurvePoint { k, .. }: CurvePoint| {
        let best = sweep.best(k)?;
        let fit = &best.fit;
        let measured = checks.evidence.measured(k);
        let silhouette = measured.map(|(silhouette, ..)| silhouette);
        let indices = measured.map(|(_, indices, _)| indices);
        let stability = checks.evidence.stability(k);
        let gap = checks.evidence.gap(k, log_share(fit.inertia, fit.total_inertia));
        let smallest = fit.sizes.last().copied().unwrap_or_default();
        Some(PanelRow {
            k,
            smallest,
            useful: checks.useful.holds(smallest, best.labels.len() as u64),
            silhouette: silhouette.map(|found| found.mean),
            silhouette_error: silhouette.and_then(|found| found.error),
            measured: silhouette.map(|found| found.measured),
            silhouette_squared: indices.map(|found| found.squared_silhouette),
            calinski_harabasz: indices.and_then(|found| found.calinski_harabasz),
            davies_bouldin: indices.map(|found| found.davies_bouldin),
            bic: indices.and_then(|found| found.bic),
            gap: gap.map(|found| found.gap),
            gap_error: gap.map(|found| found.error),
            prediction: checks.evidence.prediction(k),
            overlap: stability.as_ref().map(|found| found.weakest),
            agreement: stability.as_ref().map(|found| found.agreement),
            redraws: stability.map_or(0, |found| found.redraws),
        })
    };
    sweep.curve().into_iter().filter(|point| point.k > 1).filter_map(row).collect()
}

/// The evidence for each k that the rule judges. Empty before all of it is there.
pub(super) fn candidates(sweep: &Sweep, checks: Checks<'_>) -> Vec<Candidate> {
    let candidate = |k: u32| {
        let fit = &sweep.best(k)?.fit;
        let (.., twos) = checks.evidence.measured(k)?;
        Some(Candidate {
            k,
            smallest: fit.sizes.last().copied()?,
            stability: checks.evidence.stability(k)?,
            gap: checks.evidence.gap(k, log_share(fit.inertia, fit.total_inertia))?,
            whole: !twos.contains(&true),
        })
    };
    let (low, high) = sweep.range();
    (low.max(2)..=high).filter_map(candidate).collect()
}
