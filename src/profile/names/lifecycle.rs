//! The words of the customer lifecycle, where recency, frequency and value are all known.

use super::claim::{Claim, Form, Slot, borne_out};
use super::numbers::stands;
use crate::meaning::Meaning;
use crate::profile::Facts;

/// A clear difference, and a slight one, in standard deviations from everyone else.
const CLEAR: f64 = 0.5;
const SLIGHT: f64 = 0.2;

/// Far out.
const FAR: f64 = 0.8;

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
    let (text, form, stood_on): (&str, Form, &[usize]) = if r <= -SLIGHT && f >= CLEAR && v >= CLEAR {
        ("champions", Form::Noun, &[recency, frequency, value])
    } else if r >= CLEAR && f.max(v) >= SLIGHT {
        ("at-risk", adjective, if f >= v { &[recency, frequency] } else { &[recency, value] })
    } else if r >= FAR && f <= -SLIGHT {
        ("dormant", adjective, &[recency, frequency])
    } else if f >= CLEAR && r < CLEAR {
        ("loyal", adjective, &[frequency])
    } else if r <= -CLEAR && f < CLEAR {
        ("recent", adjective, &[recency])
    } else if f <= -CLEAR && r < CLEAR {
        ("occasional", adjective, &[frequency])
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
        text: text.to_owned(),
        key: if form == Form::Noun { "value and activity" } else { "activity" }.to_owned(),
        strength,
        measures: stood_on.to_vec(),
        reason: reasons.join("; ") + ".",
    })
}
