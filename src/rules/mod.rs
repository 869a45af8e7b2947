//! Segments in rules: a tree of thresholds on the columns of the file that comes close to the clusters and can be read aloud.
//!
//! The tree is IMM (Dasgupta, Frost, Moshkovitz and Rashtchian 2020: at each node the question with the fewest mistakes that parts at
//! least two centroids), expanded as in ExKMC (Frost, Moshkovitz and Rashtchian 2020: the leaf is parted next that gains most in squared
//! distance to the centroids) up to twice as many leaves as segments. Questions are about the file's own values; where a gap goes
//! is part of each question. How well the rules do is counted on every row.

mod ask;
mod branch;
mod computed;
mod dates;
mod expand;
mod formula;
mod grow;
mod imm;
mod maker;
mod shelf;
mod sources;
mod speaker;
mod sql;
mod tally;
mod threshold;
mod tree;
mod words;

pub use ask::{Asker, Question, Test};
pub use branch::{Branch, Condition};
pub use dates::iso_day;
pub use maker::RuleMaker;
pub use shelf::Shelf;
pub use tally::Tally;
pub use tree::{Node, Tree};

use crate::table::Table;

/// Rules of one fit.
#[derive(Debug)]
pub struct Rules {
    /// The questions, and the cluster each way through them leads to.
    pub tree: Tree,
    /// Answers its questions.
    pub asker: Asker,
    /// One a cluster, in order.
    pub segments: Vec<SegmentRule>,
    /// Share of the customers clustered for whom the rules name the segment they are in.
    pub agreement: f64,
    /// How much larger the inertia of the groups made by the rules is, as a share of the clusters' inertia. May be a little below 0
    /// where the clusters were not converged. `None` where the clusters leave nothing inside.
    pub price: Option<f64>,
    /// Observations the tree was built on, if not all.
    pub built_on: Option<u64>,
    /// An SQL expression for the 1-based segment of a row: NULL for rows that were left out because of a gap.
    /// Empty if a column in them is computed from dates, whose difference every database writes in its own way.
    pub sql: String,
    /// A spreadsheet formula for the same, for row 2 of the file opened in a spreadsheet; an empty text for rows left out.
    pub formula: String,
    /// Columns in which a gap means that a row is left out.
    strict: Vec<usize>,
}

impl Rules {
    /// The cluster that the rules name for a row of the table they were made of; `None` if it is left out because of a gap.
    pub fn label(&self, table: &Table, row: usize) -> Option<usize> {
        let lacks = |column: &usize| self.asker.lacks(table, *column, row);
        (!self.strict.iter().any(lacks)).then(|| self.tree.cluster(table, &self.asker, row))
    }
}

/// The rule of one segment.
#[derive(Debug, Clone, PartialEq)]
pub struct SegmentRule {
    /// The ways that lead to it; none if no short rule finds it.
    pub branches: Vec<Branch>,
    /// Customers the rule finds.
    pub found: u64,
    /// Share of the segment's members among whom the rule finds, of all its members.
    pub coverage: f64,
    /// Share of the customers found who are members; 0 if none is found.
    pub precision: f64,
    /// The branches in words.
    pub ways: Vec<String>,
    /// An SQL condition that is true for the rows found; empty in the same case.
    pub sql: String,
    /// A spreadsheet formula that is TRUE for them.
    pub formula: String,
}

impl SegmentRule {
    /// The ways as one text; empty if there is none.
    pub fn text(&self) -> String {
        self.ways.join("; or ")
    }
}
