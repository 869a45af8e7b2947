//! The words of the customer lifecycle, where recency, frequency and value are all known.

use super::claim::{Claim, Form, Slot, borne_out, distinct};
use super::numbers::{YET_TO_BUY, never, of_number, stands};
use crate::meaning::Meaning;
use crate::profile::Facts;

/// A clear difference, and a slight one, in standard deviations from everyone else.
const CLEAR: f64 = 0.5;
const SLIGHT: f64 = 0.2;

/// Far out.
const FAR: f64 = 0.8;

/// What lifecycle words are about, and newness: one of them is enough, and loyal newcomers would contradict themselves.
pub(super) const ACTIVITY: &str = "activity";

/// The measures of recency, frequency and value; `None` unless all three are numbers of the file.
fn rfm(facts: Facts<'_>) -> Option<[usize; 3]> {
    let of = |meaning: Meaning| {
        facts.measures.iter().position(|m| m.subject.meaning == meaning && m.level.is_none())
    };
    Some([of(Meaning::Recency)?, of(Meaning::Frequency)?, of(Meaning::Spend)?])
}

/// The lifecycle word of segment `j`, if it has one. The table stands in docs/plays.md.
pub(super) fn lifecycle(facts: Facts<'_>, j: usize) -> Option<Claim> {
    let [recency, frequency, value] = rfm(facts)?;
    let apart = |m: usize| facts.measures[m].apart[j];
    let (r, f, v) = (apart(recency), apart(frequency), apart(value));
    let adjective = Form::Adjective;
    let (text, form, stood_on) = if never(&facts.measures[frequency], j) {
        (YET_TO_BUY.to_owned(), adjective, vec![frequency])
    } else if r <= -SLIGHT && f >= CLEAR && v >= CLEAR {
        ("champions".to_owned(), Form::Noun, vec![recency, frequency, value])
    } else if r >= CLEAR && f.max(v) >= SLIGHT {
        ("at-risk".to_owned(), adjective, vec![recency, if f >= v { frequency } else { value }])
    } else if r >= FAR && f <= -SLIGHT {
        ("dormant".to_owned(), adjective, vec![recency, frequency])
    } else if f >= CLEAR && r < CLEAR {
        ("loyal".to_owned(), adjective, vec![frequency])
    } else if r <= -CLEAR && f < CLEAR {
        recent(facts, j, recency, (f <= -SLIGHT).then_some(frequency))
    } else if f <= -CLEAR && r < CLEAR {
        ("occasional".to_owned(), adjective, vec![frequency])
    } else {
        return None;
    };
    if !stood_on.iter().all(|&m| borne_out(facts, m, j)) {
        return None;
    }
    let sizes = stood_on.iter().map(|&m| apart(m).abs());
    let strength = sizes.sum::<f64>() / stood_on.len() as f64;
    let reasons: Vec<String> = stood_on.iter().map(|&m| stands(&facts.measures[m], j)).collect();
    Some(Claim {
        slot: Slot::Behaviour,
        form,
        text,
        words: 1,
        // Champions spend much: a name does not say it again.
        key: if form == Form::Noun { format!("{:?}", Meaning::Spend) } else { ACTIVITY.to_owned() },
        strength,
        measures: stood_on,
        reason: reasons.join("; ") + ".",
    })
}

/// Who bought lately and not often yet: new where it is known that they became customers lately, else recent.
fn recent(
    facts: Facts<'_>,
    j: usize,
    recency: usize,
    few_orders: Option<usize>,
) -> (String, Form, Vec<usize>) {
    let newness = facts.measures.iter().enumerate().find_map(|(m, measure)| {
        let tells =
            matches!(measure.subject.meaning, Meaning::Tenure | Meaning::Since) && measure.level.is_none();
        let claim = if tells && distinct(facts, m, j) { of_number(facts, m, j) } else { None };
        claim.filter(|claim| claim.text == "new").map(|claim| (claim.text, m))
    });
    let (text, tenure) = newness.map_or_else(|| ("recent".to_owned(), None), |(text, m)| (text, Some(m)));
    (text, Form::Adjective, [recency].into_iter().chain(few_orders).chain(tenure).collect())
}
