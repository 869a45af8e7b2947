//! What each index would choose if it were asked alone.

use serde::{Deserialize, Serialize};

use super::trust::PanelRow;
use crate::validate::{PREDICTED, STABLE};

/// The number of segments one index points to. Votes are shown and not counted: most indices always name some number, even in one
/// cloud, so the rule does not add them up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Vote {
    /// The index, as the heading of its column.
    pub index: String,
    /// Its number of segments; 1: none.
    pub k: u32,
    /// By which rule.
    pub by: String,
}

/// The votes of `panel`, ascending in k from 2, once all of it is known; none before. `knee` is the bend of the elbow.
pub(super) fn votes(panel: &[PanelRow], knee: Option<u32>) -> Vec<Vote> {
    let mut votes = Vec::new();
    let mut say = |index: &str, k: Option<u32>, by: &str| {
        votes.extend(k.map(|k| Vote { index: index.to_owned(), k, by: by.to_owned() }));
    };
    say(
        "Comes back",
        from_on(panel, |row| row.overlap, STABLE),
        "the most segments that all come back by 75 %",
    );
    say("Gap", first_gap(panel), "the smallest within one standard error of the next, after its authors");
    say("Prediction", from_on(panel, |row| row.prediction, PREDICTED), "the most segments with at least 0.8");
    say("Silhouette", best(panel, |row| row.silhouette), "the largest");
    say("Silhouette²", best(panel, |row| row.silhouette_squared), "the largest");
    say("Calinski–Harabasz", best(panel, |row| row.calinski_harabasz), "the largest");
    say("Davies–Bouldin", best(panel, |row| row.davies_bouldin.map(|x| -x)), "the smallest");
    say("BIC", best(panel, |row| row.bic.map(|x| -x)), "the smallest");
    say("Same groups", best(panel, |row| row.agreement), "the largest");
    say("Differences left", knee, "the bend of the curve");
    votes
}

/// The k with the largest value, the smallest of equals; `None` before all values are known.
fn best(panel: &[PanelRow], value: impl Fn(&PanelRow) -> Option<f64>) -> Option<u32> {
    let values: Vec<(u32, f64)> =
        panel.iter().map(|row| Some((row.k, value(row)?))).collect::<Option<_>>()?;
    let best = values.iter().fold(None, |best: Option<(u32, f64)>, (k, value)| match best {
        Some((_, most)) if *value <= most => best,
        _ => Some((*k, *value)),
    });
    best.map(|(k, _)| k)
}

/// The largest k whose value is at least `least`; 1 if none is.
fn from_on(panel: &[PanelRow], value: impl Fn(&PanelRow) -> Option<f64>, least: f64) -> Option<u32> {
    let values: Vec<(u32, f64)> =
        panel.iter().map(|row| Some((row.k, value(row)?))).collect::<Option<_>>()?;
    values.last()?;
    Some(values.iter().rev().find(|(_, value)| *value >= least).map_or(1, |(k, _)| *k))
}

/// The rule of Tibshirani, Walther & Hastie (2001): the smallest k with `gap(k) ≥ gap(k + 1) - s(k + 1)`. The gap of one segment is 0 by
/// definition here. Where the curve goes on rising, the largest k.
fn first_gap(panel: &[PanelRow]) -> Option<u32> {
    let gaps: Vec<(u32, f64, f64)> =
        panel.iter().map(|row| Some((row.k, row.gap?, row.gap_error?))).collect::<Option<_>>()?;
    let last = gaps.last()?.0;
    let mut all = vec![(gaps[0].0 - 1, 0.0, 0.0)];
    // A range that does not begin at 2 has no gap of the number before it.
    all.retain(|(k, ..)| *k == 1);
    all.extend(gaps);
    let found = all.windows(2).find(|pair| pair[0].1 >= pair[1].1 - pair[1].2);
    Some(found.map_or(last, |pair| pair[0].0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(k: u32, value: f64) -> PanelRow {
        let v = Some(value);
        PanelRow {
            k,
            smallest: 10,
            useful: true,
            silhouette: v,
            silhouette_error: None,
            measured: Some(100),
            silhouette_squared: v,
            calinski_harabasz: v,
            davies_bouldin: v,
            bic: v,
            gap: v,
            gap_error: Some(0.01),
            prediction: v,
            overlap: v,
            agreement: v,
            redraws: 20,
        }
    }

    #[test]
    fn each_index_has_its_own_rule() {
        let panel = [row(2, 0.5), row(3, 0.9), row(4, 0.85), row(5, 0.6)];
        let k = |index: &str| {
            votes(&panel, Some(4)).into_iter().find(|vote| vote.index == index).map(|vote| vote.k)
        };
        assert_eq!((k("Silhouette"), k("Davies–Bouldin"), k("Comes back")), (Some(3), Some(2), Some(4)));
        assert_eq!((k("Gap"), k("Prediction"), k("Differences left")), (Some(3), Some(4), Some(4)));
    }

    #[test]
    fn nothing_votes_before_all_is_known_and_one_is_a_vote() {
        let early = [row(2, 0.5), PanelRow { gap: None, silhouette: None, ..row(3, 0.5) }];
        let found = votes(&early, None);
        assert!(found.iter().all(|vote| vote.index != "Gap" && vote.index != "Silhouette"), "{found:?}");
        let cloud = [row(2, -0.1), row(3, -0.2)];
        let one = |index: &str| votes(&cloud, None).iter().any(|vote| vote.index == index && vote.k == 1);
        assert!(one("Gap") && one("Prediction"), "one cloud");
    }
}
