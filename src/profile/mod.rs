//! Clusters become segments of customers: statistics, traits and names in the customers' own units.
//!
//! [`Describer`] reads the table once, in small steps, and leaves a [`Profile`]: what every column is on average in every
//! segment, and the few things that set each segment apart. Every word in it is backed by one of its numbers.

mod meaning;
mod names;
mod percent;
mod statistics;
mod sums;
mod traits;
pub mod wording;

pub use meaning::{Meaning, Subject};
pub use percent::{letter, percents};
pub use statistics::Describer;

use crate::recipe::Role;

/// One column, or one level of a category, across all segments.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    /// Column name.
    pub column: String,
    /// Feature or descriptor.
    pub role: Role,
    /// For a category: the level counted. All values are then shares from 0 to 1 of the customers with a value.
    pub level: Option<String>,
    /// Mean over everyone clustered who has a value, original units.
    pub average: f64,
    /// Population standard deviation over the same customers.
    pub deviation: f64,
    /// Smallest value among them; 0 for a level.
    pub smallest: f64,
    /// Mean per segment, in segment order; `None` where no member has a value. Gaps are left out.
    pub means: Vec<Option<f64>>,
    /// `(mean - average) / deviation` per segment; 0 where there is no mean or no deviation.
    pub z: Vec<f64>,
    /// Decimals worth printing: two significant digits of the deviation.
    pub decimals: u32,
}

/// Something in which a segment differs.
#[derive(Debug, Clone, PartialEq)]
pub struct Trait {
    /// Index of the measure in [`Profile::measures`].
    pub measure: usize,
    /// Its `z` in this segment.
    pub z: f64,
    /// The comparison in words: "2.6 × average".
    pub text: String,
}

/// One segment.
#[derive(Debug, Clone, PartialEq)]
pub struct Segment {
    /// A for the first, and so on; AA after Z.
    pub letter: String,
    /// Plain and unique.
    pub name: String,
    /// At most [`SHORT_NAME`] characters.
    pub short_name: String,
    /// Customers.
    pub size: u64,
    /// Share of the customers clustered, 0 to 1.
    pub share: f64,
    /// The same in whole per cent; all segments add up to 100.
    pub percent: u32,
    /// Strongest first, at most three.
    pub traits: Vec<Trait>,
}

/// Characters a short name has at most.
pub const SHORT_NAME: usize = 18;

/// The segments of one fit, explained. Segment `j` is cluster `j`.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// Customers clustered.
    pub customers: u64,
    /// In the order of the clusters: largest first.
    pub segments: Vec<Segment>,
    /// Features in matrix order, then descriptors in file order. A column without any value is left out.
    pub measures: Vec<Measure>,
}

impl Profile {
    /// Puts sizes and measures together, finds traits and names.
    fn new(sizes: &[u64], measures: Vec<Measure>) -> Self {
        let customers: u64 = sizes.iter().sum();
        let traits: Vec<Vec<Trait>> = (0..sizes.len()).map(|j| traits::strongest(&measures, j)).collect();
        let names = names::names(&measures, sizes.len());
        let segments = sizes
            .iter()
            .zip(percents(sizes))
            .zip(traits.into_iter().zip(names))
            .enumerate()
            .map(|(j, ((&size, percent), (traits, name)))| Segment {
                letter: letter(j),
                name: name.full,
                short_name: name.short,
                size,
                share: if customers == 0 { 0.0 } else { size as f64 / customers as f64 },
                percent,
                traits,
            })
            .collect();
        Self { customers, segments, measures }
    }

    /// Features by how much of their variance lies between segments, most first: indices into `measures`. Only
    /// those for which that is at least a tenth.
    pub fn dividing_features(&self) -> Vec<usize> {
        let between = |measure: &Measure| -> f64 {
            measure.z.iter().zip(&self.segments).map(|(z, segment)| segment.share * z * z).sum()
        };
        let mut ranked: Vec<(usize, f64)> = self
            .measures
            .iter()
            .enumerate()
            .filter(|(_, measure)| measure.role == Role::Feature)
            .map(|(index, measure)| (index, between(measure)))
            .filter(|(_, between)| *between >= 0.1)
            .collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        ranked.into_iter().map(|(index, _)| index).collect()
    }
}
