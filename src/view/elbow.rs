//! What the elbow curve says.

use super::{BandPoint, Checks, ElbowView, ReturnPoint};
use crate::choose::{CurvePoint, Sweep};
use crate::profile::wording::{capitalised, count_word, per_cent, segments};

/// The elbow as far as `sweep` has come: the knee is looked for once every number of segments has been tried.
pub fn elbow_view(sweep: &Sweep) -> ElbowView {
    elbow_beside(sweep, sweep.shown())
}

/// The elbow beside a result of `shown` segments, with what the checks have found.
pub fn elbow_checked(sweep: &Sweep, shown: u32, checks: Checks<'_>) -> ElbowView {
    let mut elbow = elbow_beside(sweep, shown);
    for CurvePoint { k, .. } in &elbow.points {
        let k = *k;
        elbow.band.extend(checks.evidence.band(k).map(|(low, high)| BandPoint { k, low, high }));
        let stability = checks.evidence.stability(k).filter(|_| k > 1);
        elbow.returns.extend(stability.map(|found| ReturnPoint { k, overlap: found.weakest }));
    }
    elbow
}

fn elbow_beside(sweep: &Sweep, shown: u32) -> ElbowView {
    let points = sweep.curve();
    let knee = sweep.recommended();
    let text = if sweep.is_done() { verdict(&points, knee, shown) } else { so_far(sweep, &points) };
    ElbowView { points, knee, text, band: Vec::new(), returns: Vec::new() }
}

fn so_far(sweep: &Sweep, points: &[CurvePoint]) -> String {
    let (low, high) = sweep.range();
    format!("{} of {} numbers of segments tried.", points.len(), high - low + 1)
}

fn verdict(points: &[CurvePoint], knee: Option<u32>, shown: u32) -> String {
    let Some(knee) = knee else { return without_knee(points, shown) };
    let inside =
        points.iter().find(|point| point.k == knee).map_or(0.0, |point| 1.0 - point.explained_variance);
    format!(
        "The curve bends at {knee}: {} leave {} of the differences inside segments; every further one takes away less.",
        segments(knee),
        per_cent(inside)
    )
}

fn without_knee(points: &[CurvePoint], shown: u32) -> String {
    if points.len() < 3 {
        return format!(
            "No clear elbow: it takes at least three numbers of segments to see a bend. {} {} shown.",
            capitalised(&count_word(shown)),
            is(shown)
        );
    }
    format!(
        "No clear elbow: no number of segments stands out. {} {} shown; choose the number that suits what you plan.",
        capitalised(&count_word(shown)),
        is(shown)
    )
}

fn is(count: u32) -> &'static str {
    if count == 1 { "is" } else { "are" }
}
