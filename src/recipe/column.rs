//! One column's part in a segmentation.

use serde::{Deserialize, Serialize};

use super::wrong;
use crate::error::Result;
use crate::formula::Formula;
use crate::meaning::Meaning;

/// What a column is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Tells customers apart: it is clustered on.
    Feature,
    /// Only describes segments afterwards.
    Descriptor,
    /// Names the customer. Never clustered on, never profiled.
    Identifier,
    /// Left out.
    Ignored,
}

/// What happens to the gaps of a feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// Filled with the median of the present values; a level of its own for categories. The default.
    #[default]
    Median,
    /// Filled with the mean of the present values; a level of its own for categories.
    Mean,
    /// Filled with the most frequent value, the smallest (of categories the first in the file) of several.
    MostFrequent,
    /// Filled with [`ColumnRecipe::constant`]. Numbers only.
    Constant,
    /// Rows with a gap are not clustered and get no segment.
    Drop,
    /// Left out of the distance: a row is compared by the columns it has a value in, and those count for the others.
    LeaveOut,
}

/// How a feature is bent before it is scaled. Numbers only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Transform {
    /// As it is. The default.
    #[default]
    None,
    /// `ln(1 + x)`, for amounts of which a few are very large. Needs values above -1.
    Log1p,
    /// The square root, for counts. Needs values from 0.
    Sqrt,
    /// The power that makes the column most like a bell, found from the data; takes any sign (Yeo & Johnson 2000).
    YeoJohnson,
    /// The share of rows below, 0 to 1: only the order of the values is kept.
    Quantile,
}

/// What happens to values far from the others, after the transform. Numbers only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outliers {
    /// They stay. The default.
    #[default]
    Keep,
    /// The lowest and highest share of the values, default 0.01 each, is moved in to the quantile there.
    Winsorise,
    /// Moved in to so many interquartile ranges, default 3, beyond the quartiles.
    Iqr,
    /// Moved in to a modified z score, default 3.5, of `0.6745 |x - median| / MAD`.
    Mad,
    /// Rows beyond so many interquartile ranges, default 3, are not clustered and get no segment.
    Drop,
}

impl Outliers {
    /// The limit used where the recipe gives none; `None` for [`Outliers::Keep`].
    pub fn default_limit(self) -> Option<f64> {
        match self {
            Self::Keep => None,
            Self::Winsorise => Some(0.01),
            Self::Iqr | Self::Drop => Some(3.0),
            Self::Mad => Some(3.5),
        }
    }
}

/// How a feature is brought to a scale on which columns compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scale {
    /// Zero mean, unit variance (population standard deviation). The levels of a category share one unit. The default.
    #[default]
    Standard,
    /// Smallest value 0, largest 1. Two customers of different categories are 1 apart.
    Minmax,
    /// Zero median, unit interquartile range. Numbers only.
    Robust,
    /// As it is: only moved to zero mean, which changes no distance.
    None,
}

/// One column's part in the segmentation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnRecipe {
    /// The column's name in the file.
    pub name: String,
    /// What it is for.
    pub role: Role,
    /// How it is computed from columns of the file, see [`formula`](crate::formula). Default: it stands in the file.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub formula: String,
    /// Gaps; features only. Default `median`.
    #[serde(default)]
    pub missing: Missing,
    /// What gaps are filled with if `missing` is `constant`. Default 0.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub constant: f64,
    /// Whether having a gap is a feature of its own. Default no.
    #[serde(default, skip_serializing_if = "is_no")]
    pub gap_feature: bool,
    /// Transform before scaling; features only. Default `none`.
    #[serde(default)]
    pub transform: Transform,
    /// Values far from the others; features only. Default `keep`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub outliers: Outliers,
    /// Where outliers begin, in the terms of the treatment chosen. Default: [`Outliers::default_limit`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outlier_limit: Option<f64>,
    /// Scale; features only. Default `standard`.
    #[serde(default)]
    pub scale: Scale,
    /// Factor on the scaled feature, so that its squared differences count `weight`² times. Above 0. Default 1.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub weight: f64,
    /// Features with the same text here count like one column together: the weight of each is divided by the root of their number. Default:
    /// it counts alone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub group: String,
    /// Whether the numbers are codes of categories, to be counted and not averaged. Default no.
    #[serde(default, skip_serializing_if = "is_no")]
    pub codes: bool,
    /// What the column means, where the suggestion is wrong or missing. Default: recognised by name and values.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meaning: Option<Meaning>,
    /// Levels of a category from low to high: it then is one feature, 1 for the first level and so on. Default: no order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub order: Vec<String>,
    /// What parts several values in one cell (`;` in "a;b;c"). Default: a cell is one value.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub separator: String,
    /// Levels of a category that are kept apart, the most frequent ones; the others count as one. Default 10.
    #[serde(default = "ten", skip_serializing_if = "is_ten")]
    pub most_levels: u32,
    /// Levels with less than this share of the rows count as one. Default 0.01.
    #[serde(default = "hundredth", skip_serializing_if = "is_hundredth")]
    pub rare: f64,
    /// Why this was suggested; free text, ignored when replayed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

impl ColumnRecipe {
    /// A column in `role`, everything else at its default.
    pub fn new(name: impl Into<String>, role: Role, reason: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            role,
            formula: String::new(),
            missing: Missing::default(),
            constant: 0.0,
            gap_feature: false,
            transform: Transform::default(),
            outliers: Outliers::default(),
            outlier_limit: None,
            scale: Scale::default(),
            weight: one(),
            group: String::new(),
            codes: false,
            meaning: None,
            order: Vec::new(),
            separator: String::new(),
            most_levels: ten(),
            rare: hundredth(),
            reason: reason.into(),
        }
    }

    /// Where outliers begin; `None` if they are kept.
    pub fn limit(&self) -> Option<f64> {
        self.outliers.default_limit().map(|default| self.outlier_limit.unwrap_or(default))
    }

    /// Checks what can be checked without a file.
    ///
    /// # Errors
    /// [`ErrorKind::Recipe`](crate::error::ErrorKind::Recipe) with the key that is wrong.
    pub(super) fn check(&self) -> Result<()> {
        let fail = |key: &str, what: String, advice: &str| {
            Err(wrong(format!("recipe, column {:?}, key {key}", self.name), what, advice))
        };
        if !self.formula.is_empty() {
            Formula::read(&self.name, &self.formula)?;
        }
        if !(self.weight > 0.0 && self.weight.is_finite()) {
            return fail(
                "weight",
                format!("{} is not a weight", self.weight),
                "Give a number above 0, or set the role to ignored to leave the column out.",
            );
        }
        if !self.constant.is_finite() {
            return fail("constant", "it is no number".to_owned(), "Give a number to fill gaps with.");
        }
        if let Some(limit) = self.outlier_limit {
            let winsorise = self.outliers == Outliers::Winsorise;
            if !(limit > 0.0 && limit.is_finite()) || (winsorise && limit >= 0.5) {
                return fail(
                    "outlier_limit",
                    format!("{limit} is no limit"),
                    "Give a share below 0.5 for winsorise, a number above 0 for iqr, mad and drop, or leave the key out.",
                );
            }
        }
        if !(1..=200).contains(&self.most_levels) {
            return fail(
                "most_levels",
                format!("{} levels", self.most_levels),
                "Give a number from 1 to 200.",
            );
        }
        if !(0.0..1.0).contains(&self.rare) {
            return fail(
                "rare",
                format!("{} is not a share", self.rare),
                "Give a number from 0 up to, not including, 1.",
            );
        }
        if let Some(twice) = self.order.iter().enumerate().find(|(i, level)| self.order[..*i].contains(level))
        {
            return fail("order", format!("{:?} is listed twice", twice.1), "List each level once.");
        }
        Ok(())
    }
}

fn one() -> f64 {
    1.0
}

fn ten() -> u32 {
    10
}

fn hundredth() -> f64 {
    0.01
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "the signature serde asks for")]
fn is_one(x: &f64) -> bool {
    *x == 1.0
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "the signature serde asks for")]
fn is_zero(x: &f64) -> bool {
    *x == 0.0
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "the signature serde asks for")]
fn is_hundredth(x: &f64) -> bool {
    *x == 0.01
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "the signature serde asks for")]
fn is_ten(x: &u32) -> bool {
    *x == 10
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "the signature serde asks for")]
fn is_no(x: &bool) -> bool {
    !*x
}

fn is_default(outliers: &Outliers) -> bool {
    *outliers == Outliers::default()
}
