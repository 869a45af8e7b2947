//! What a change would do, before it is applied.

use serde::{Deserialize, Serialize};

use super::ShapeView;
use crate::error::Error;

/// How a column would lie, and how many rows would be used. Of a large file evenly spread rows are looked at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PreviewView {
    /// The column asked about.
    pub column: String,
    /// How its numbers lie now, and would once treated; `None` for a category, or if there is an error.
    pub shape: Option<ShapeView>,
    /// Rows that would be used, of those looked at.
    pub used: u64,
    /// Rows looked at.
    pub looked_at: u64,
    /// Values of the column that would be missing among the rows looked at.
    pub missing: u64,
    /// Why it cannot be carried out.
    pub error: Option<Error>,
}
