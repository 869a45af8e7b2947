//! Table and recipe become a matrix, with the way back to original units.
//!
//! Each feature is filled, transformed, kept within fences, scaled and weighted, in that order, with numbers taken from the
//! rows that are used. A category becomes one feature a level. Every step inverts, so that centroids can be told in the
//! customer's own units, or as shares.

mod bend;
mod codebook;
mod encode;
mod feature;
mod fences;
mod filters;
mod kept;
mod levels;
mod magnitude;
mod prepared;
mod preparer;
mod prototypes;
mod rows;
mod treat;
mod whiten;

pub use bend::Bend;
pub use codebook::Codebook;
pub use feature::{Feature, Part};
pub use filters::left_out;
pub use levels::Levels;
pub use prepared::{Outcome, Prepared};
pub use preparer::Preparer;
pub use rows::Rows;
pub use whiten::{Space, Whitening};
