//! How columns are spread, for the screen.

use serde::{Deserialize, Serialize};

use crate::profile::wording::may_be_years;
use crate::recipe::Role;
use crate::spread::Spread;
use crate::table::Table;

/// The values of one column in bars, for each segment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SpreadView {
    /// Column name.
    pub column: String,
    /// Feature or descriptor.
    pub role: Role,
    /// Whether bars have one width on a logarithmic scale of `1 + x`.
    pub log: bool,
    /// Edges of the bars, ascending, one more than there are bars; original units. Values beyond an end count to the bar there.
    pub edges: Vec<f64>,
    /// Whether its numbers may be years, whose digits nobody parts.
    pub years: bool,
    /// Customers in each bar, by segment in order of number.
    pub counts: Vec<Vec<u64>>,
}

/// The columns counted.
pub(super) fn spread_views(spreads: &[Spread], table: &Table) -> Vec<SpreadView> {
    let view = |spread: &Spread| SpreadView {
        column: table.columns[spread.column].name.clone(),
        role: spread.role,
        log: spread.log,
        edges: spread.edges.clone(),
        years: spread
            .edges
            .first()
            .zip(spread.edges.last())
            .is_some_and(|(first, last)| may_be_years(*first, *last)),
        counts: spread.counts.clone(),
    };
    spreads.iter().map(view).collect()
}
