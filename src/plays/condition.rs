//! Conditions over the traits of a segment, each with the numbers that fulfil it.

use crate::meaning::{Meaning, answer};
use crate::profile::Profile;
use crate::profile::wording::{comparison, number, per_cent};

/// What has to hold of a segment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Condition {
    /// Its name has this word.
    Named(&'static str),
    /// It has this word of the lifecycle.
    Lifecycle(&'static str),
    /// A column of this meaning lies noticeably above everyone else; of a yes or no, yes is more frequent.
    High(Meaning),
    /// Or below.
    Low(Meaning),
    /// A kind of goods is preferred: a level of the preferred category, or a column of spending on goods, with a lift of 1.25 or more.
    Prefers,
    /// A kind of goods has a lift of 0.8 or less in the segment's spending.
    Neglects,
    /// It brings at least one and a half times its share of the customers.
    WorthMore,
    /// It has a trait: the strongest is named. Holds where no other play is proposed.
    Strongest,
    /// No trait at all.
    Nothing,
}

/// From this lift on goods are preferred, and down to this one neglected.
const PREFERRED: f64 = 1.25;
const NEGLECTED: f64 = 0.8;

/// Share of the value over share of the customers.
const MORE: f64 = 1.5;

/// A fulfilled condition.
#[derive(Debug, Clone, PartialEq)]
pub struct Fulfilled {
    /// Why, without a full stop.
    pub reason: String,
    /// The goods a play may name; empty if it names none.
    pub goods: String,
}

impl Condition {
    /// Whether segment `j` of `profile` fulfils it, and by what.
    pub fn holds(self, profile: &Profile, j: usize) -> Option<Fulfilled> {
        let plain = |reason: String| Some(Fulfilled { reason, goods: String::new() });
        match self {
            Self::Named(word) => {
                let mut words = profile.segments[j].words.iter();
                plain(words.find(|found| found.text == word)?.reason.trim_end_matches('.').to_owned())
            }
            Self::Lifecycle(word) => {
                let found = profile.segments[j].lifecycle.as_ref().filter(|found| found.text == word)?;
                plain(found.reason.trim_end_matches('.').to_owned())
            }
            Self::High(meaning) => apart(profile, j, meaning, true).and_then(plain),
            Self::Low(meaning) => apart(profile, j, meaning, false).and_then(plain),
            Self::Prefers => preferred_level(profile, j).or_else(|| goods(profile, j, true)),
            Self::Neglects => goods(profile, j, false),
            Self::WorthMore => {
                let (share, customers) = (value_share(profile, j)?, profile.segments[j].share);
                (share >= MORE * customers).then_some(())?;
                plain(format!(
                    "{} of the customers bring {} of the value",
                    per_cent(customers),
                    per_cent(share)
                ))
            }
            Self::Strongest => {
                let strongest = profile.segments[j].traits.first()?;
                plain(profile.told(strongest.measure, j))
            }
            Self::Nothing => {
                let none = profile.segments[j].traits.is_empty() && profile.segments.len() > 1;
                none.then_some(())?;
                let widest = profile.measures.iter().map(|m| m.apart[j].abs()).fold(0.0, f64::max);
                plain(format!(
                    "no difference from the others passes, the widest is {} standard deviations",
                    number(widest, 1)
                ))
            }
        }
    }
}

/// What segment `j` is worth as a share of everyone.
fn value_share(profile: &Profile, j: usize) -> Option<f64> {
    let worth = profile.worth.as_ref().filter(|worth| worth.lorenz.is_some())?;
    Some(worth.totals[j] / worth.total)
}

/// The widest noticeable difference in a column of `meaning` to the side asked for.
fn apart(profile: &Profile, j: usize, meaning: Meaning, high: bool) -> Option<String> {
    let (m, measure) = profile
        .measures
        .iter()
        .enumerate()
        .filter(|(m, measure)| {
            let counts = measure.level.as_deref().is_none_or(is_yes);
            measure.subject.meaning == meaning && counts && profile.stands_out(*m, j)
        })
        .filter(|(_, measure)| ((measure.apart[j] > 0.0) != measure.subject.reversed) == high)
        .max_by(|(_, a), (_, b)| a.apart[j].abs().total_cmp(&b.apart[j].abs()))?;
    Some(profile.told(m, j)).filter(|_| measure.means[j].is_some())
}

/// Whether a level says yes.
fn is_yes(level: &str) -> bool {
    level == "1" || answer(level) == Some(true)
}

/// The preferred category, by lift.
fn preferred_level(profile: &Profile, j: usize) -> Option<Fulfilled> {
    let found = profile.measures.iter().enumerate().filter(|(m, measure)| {
        measure.subject.meaning == Meaning::Category
            && measure.lift[j].is_some_and(|lift| lift >= PREFERRED)
            && profile.stands_out(*m, j)
    });
    let (_, measure) = found.max_by(|(_, a), (_, b)| a.apart[j].total_cmp(&b.apart[j]))?;
    let (goods, share, lift) = (measure.level.clone()?, measure.means[j]?, measure.lift[j]?);
    let reason = format!(
        "{} “{goods}”: {}, {} × as frequent",
        measure.column,
        comparison(measure, share),
        number(lift, 1)
    );
    Some(Fulfilled { reason, goods })
}

/// The goods with the highest lift in what the segment spends, or with the lowest.
fn goods(profile: &Profile, j: usize, preferred: bool) -> Option<Fulfilled> {
    let mix = profile.goods_mix(j);
    let found = mix.into_iter().filter(|&(m, lift)| {
        let far = if preferred { lift >= PREFERRED } else { lift <= NEGLECTED };
        far && profile.enough(m, j)
    });
    let (m, lift) = if preferred {
        found.max_by(|a, b| a.1.total_cmp(&b.1))?
    } else {
        found.min_by(|a, b| a.1.total_cmp(&b.1))?
    };
    let measure = &profile.measures[m];
    let goods = measure.subject.words.clone();
    let reason = format!(
        "{} takes {} × the share of their spending that it takes of everyone's",
        measure.column,
        number(lift, 1)
    );
    Some(Fulfilled { reason, goods })
}
