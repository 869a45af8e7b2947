//! Clusters become segments of customers: statistics, traits and names in the customers' own units.
//!
//! [`Describer`] reads the table once, in small steps, and leaves a [`Profile`]: what every column is on average in every
//! segment, and the few things that set each segment apart. Every word in it is backed by one of its numbers.

mod aside;
mod column;
mod describer;
pub mod distributions;
mod gather;
mod geometry;
mod measure;
mod names;
mod percent;
mod scorer;
mod sentences;
mod source;
mod subject;
mod sums;
#[cfg(test)]
pub(crate) mod testing;
mod traits;
mod value;
mod without;
pub mod wording;

pub use describer::Describer;
pub use geometry::Example;
pub use names::Word;
pub use percent::{letter, percents};
pub use scorer::{Model, Scorer};
pub use subject::{Subject, Unit};
pub use value::{Lorenz, Worth};

use crate::features::Prepared;
use crate::recipe::Role;
use column::Told;
use geometry::Found;
use source::Source;

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
    /// Largest value among them; 1 for a level.
    pub largest: f64,
    /// Mean per segment, in segment order; `None` where no member has a value. Gaps are left out.
    pub means: Vec<Option<f64>>,
    /// `(mean - average) / deviation` per segment; 0 where there is no mean or no deviation.
    pub z: Vec<f64>,
    /// Decimals worth printing: two significant digits of the deviation.
    pub decimals: u32,
    /// The column as a subject to talk about.
    pub subject: Subject,
    /// Index of the column in [`Profile::columns`].
    pub profile: usize,
    /// Whether it is shown among the measures: a category has a measure for each level, of which the most telling are.
    pub shown: bool,
    /// Mean less the mean of everyone else, in standard deviations over all customers, per segment. For the numbers of a feature in
    /// prepared units.
    pub apart: Vec<f64>,
    /// For a level: the segment's share over everyone's.
    pub lift: Vec<Option<f64>>,
    /// v-test per segment; `None` for a feature.
    pub v_test: Vec<Option<f64>>,
    /// Its p-value after Benjamini and Hochberg over all descriptors.
    pub q: Vec<Option<f64>>,
    /// The v-test of a feature as well. It says nothing of whether segments differ, for they were made to; only whether there are
    /// enough customers to bear a word.
    pub(crate) noise: Vec<f64>,
}

impl Measure {
    /// A value of this measure with the decimals that are worth printing.
    pub(crate) fn written(&self, x: f64) -> String {
        wording::mean(x, self.decimals, self.years())
    }

    /// Whether its numbers may be years.
    pub(crate) fn years(&self) -> bool {
        wording::may_be_years(self.smallest, self.largest)
    }

    /// The difference of segment `j` from everyone else in standard deviations, in original units.
    pub(crate) fn plain_apart(&self, j: usize, sizes: &[u64]) -> f64 {
        let n: u64 = sizes.iter().sum();
        geometry::against_others(self.z[j], 1.0, sizes[j] as f64, n as f64)
    }
}

/// A column of numbers among some customers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Summary {
    /// Customers with a value.
    pub count: u64,
    /// Customers without one.
    pub missing: u64,
    /// Mean.
    pub mean: Option<f64>,
    /// 95 % interval of the mean by Student's t.
    pub interval: Option<(f64, f64)>,
    /// Sample standard deviation.
    pub deviation: Option<f64>,
    /// First quartile, median and third quartile, interpolated linearly.
    pub quartiles: Option<[f64; 3]>,
}

/// One level of a category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelCounts {
    /// The level.
    pub level: String,
    /// Members of each segment who have it.
    pub counts: Vec<u64>,
    /// Members of each segment with a value.
    pub present: Vec<u64>,
}

impl LevelCounts {
    /// Customers who have it.
    pub fn count(&self) -> u64 {
        self.counts.iter().sum()
    }
}

/// One column over all segments.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnSummary {
    /// Column name, or what a sum of columns is called.
    pub column: String,
    /// Feature or descriptor.
    pub role: Role,
    /// The column as a subject to talk about.
    pub subject: Subject,
    /// Share of its variance that lies between segments: of a feature in prepared units; of a category, Goodman and Kruskal's τ.
    pub eta_squared: f64,
    /// Everyone; `None` for a category.
    pub everyone: Option<Summary>,
    /// Each segment; empty for a category.
    pub segments: Vec<Summary>,
    /// The levels of a category, most frequent first, at most 40.
    pub levels: Vec<LevelCounts>,
    /// Adjusted Rand index with the segments found without this feature.
    pub without: Option<f64>,
    /// Indices of the columns of the file behind it: more than one for a sum.
    pub sources: Vec<usize>,
    source: usize,
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
    /// Unique: the name a person gave, or its own.
    pub name: String,
    /// Its own name, made of words its numbers bear out.
    pub own_name: String,
    /// Whether a person gave the name.
    pub renamed: bool,
    /// At most [`SHORT_NAME`] characters, unique among own names.
    pub short_name: String,
    /// The claims of its own name and what earned each; empty where it is a letter.
    pub words: Vec<Word>,
    /// Customers.
    pub size: u64,
    /// Share of the customers clustered, 0 to 1.
    pub share: f64,
    /// The same in whole per cent; all segments add up to 100.
    pub percent: u32,
    /// Its word of the customer lifecycle, whether or not its name has room for it.
    pub lifecycle: Option<Word>,
    /// Features, strongest first, then descriptors that pass their test.
    pub traits: Vec<Trait>,
    /// Three sentences with its numbers.
    pub sentences: Vec<String>,
    /// The customers nearest to the centroid, no two alike.
    pub typical: Vec<Example>,
    /// The customers nearest to the border, no two alike.
    pub borderline: Vec<Example>,
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
    /// Features in matrix order, descriptors in file order, then sums of columns. A column without any value is left out.
    pub columns: Vec<ColumnSummary>,
    /// One a column of numbers, one a level of a category, in the order of `columns`.
    pub measures: Vec<Measure>,
    /// What customers are worth, where a column tells.
    pub worth: Option<Worth>,
}

/// What a profile is put together from.
struct Assembly<'a> {
    sizes: Vec<u64>,
    sources: Vec<Source>,
    told: Vec<Told>,
    worth: Option<Worth>,
    found: Found,
    without: Vec<Option<f64>>,
    prepared: &'a Prepared,
}

impl Profile {
    /// Puts sizes and measures together, finds traits, names and sentences.
    fn new(parts: Assembly<'_>) -> Self {
        let Assembly { sizes, sources, told, worth, found, without, prepared } = parts;
        let (mut columns, measures) = measure::measures(told, &sources, prepared, &found, &sizes);
        for column in &mut columns {
            column.without = without.get(column.source).copied().flatten();
        }
        let customers: u64 = sizes.iter().sum();
        let facts = Facts { sizes: &sizes, columns: &columns, measures: &measures, worth: worth.as_ref() };
        let traits: Vec<Vec<Trait>> = (0..sizes.len()).map(|j| traits::strongest(facts, j)).collect();
        let names = names::names(facts);
        let sentences: Vec<Vec<String>> =
            (0..sizes.len()).map(|j| sentences::sentences(facts, &traits[j], j)).collect();
        let mut segments = Vec::with_capacity(sizes.len());
        let told = traits.into_iter().zip(sentences).zip(names);
        let examples = found.typical.into_iter().zip(found.borderline);
        for (j, ((told, examples), percent)) in told.zip(examples).zip(percents(&sizes)).enumerate() {
            let (((traits, sentences), name), (typical, borderline)) = (told, examples);
            let (letter, size) = (letter(j), sizes[j]);
            let share = if customers == 0 { 0.0 } else { size as f64 / customers as f64 };
            segments.push(Segment {
                letter,
                name: name.full.clone(),
                own_name: name.full,
                renamed: false,
                short_name: name.short,
                words: name.words,
                lifecycle: names::lifecycle_word(facts, j),
                size,
                share,
                percent,
                traits,
                sentences,
                typical,
                borderline,
            });
        }
        Self { customers, segments, columns, measures, worth }
    }

    /// Features by how much of their variance lies between segments, most first: indices into `columns`. Sums of columns are left out.
    pub fn drivers(&self) -> Vec<usize> {
        let mut ranked: Vec<usize> = (0..self.columns.len())
            .filter(|&c| self.columns[c].role == Role::Feature && !self.is_sum(c))
            .collect();
        ranked.sort_by(|&a, &b| {
            self.columns[b].eta_squared.total_cmp(&self.columns[a].eta_squared).then(a.cmp(&b))
        });
        ranked
    }

    /// The same with the names that people gave, one a segment, where they gave one.
    pub fn renamed(&self, names: &[Option<String>]) -> Self {
        let mut renamed = self.clone();
        for (segment, name) in renamed.segments.iter_mut().zip(names) {
            if let Some(name) = name {
                segment.short_name = name.chars().take(SHORT_NAME).collect::<String>().trim_end().to_owned();
                segment.name.clone_from(name);
                segment.renamed = true;
            }
        }
        renamed
    }

    /// Whether segment `j` differs noticeably from everyone else in measure `m`, and by more than the draw of a few customers.
    pub fn stands_out(&self, m: usize, j: usize) -> bool {
        traits::is_trait(&self.measures, m, j)
    }

    /// Whether the difference of segment `j` in measure `m`, however small, is more than the draw of a few customers.
    pub fn enough(&self, m: usize, j: usize) -> bool {
        names::enough(&self.measures, m, j)
    }

    /// What measure `m` says of segment `j`, in words and numbers, without a full stop.
    pub fn told(&self, m: usize, j: usize) -> String {
        names::stands(&self.measures[m], j)
    }

    /// For each column of spending on goods, as an index into `measures`, the share of segment `j`'s spending on goods that goes there,
    /// over that of everyone; nothing unless there are two such columns.
    pub fn goods_mix(&self, j: usize) -> Vec<(usize, f64)> {
        names::mix(&self.measures, j)
    }

    /// Whether a column of the profile is several columns of the file added up.
    pub fn is_sum(&self, column: usize) -> bool {
        self.columns[column].sources.len() > 1
    }
}

/// What words are made from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Facts<'a> {
    pub(crate) sizes: &'a [u64],
    pub(crate) columns: &'a [ColumnSummary],
    pub(crate) measures: &'a [Measure],
    pub(crate) worth: Option<&'a Worth>,
}
