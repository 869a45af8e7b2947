//! The rules on the screen.

use serde::{Deserialize, Serialize};

use crate::profile::letter;
use crate::profile::wording::{count, per_cent};
use crate::rules::{Rules, SegmentRule};

/// All rules together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RulesView {
    /// How well they do, in a sentence or two.
    pub sentence: String,
    /// In words, one segment a line; empty where there are no rules, as are the others then.
    pub text: String,
    /// An SQL expression for the segment's number.
    pub sql: String,
    /// A spreadsheet formula for it, for the first row of customers; empty if it would be too long for a spreadsheet.
    pub formula: String,
    /// Share of the customers whom the rules put into the segment they are in, 0 to 1.
    pub agreement: f64,
    /// How much larger the differences left inside groups are with rules, as a share; `None` where the segments leave none.
    pub price: Option<f64>,
}

/// The rule of one segment.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct RuleView {
    /// In words: one text a way to be found, all conditions of which hold. None if no short rule finds the segment.
    pub ways: Vec<String>,
    /// The same as one text, to copy.
    pub text: String,
    /// An SQL condition.
    pub sql: String,
    /// A spreadsheet formula that is TRUE for members, for the first row of customers; empty if it would be too long.
    pub formula: String,
    /// Customers the rule finds.
    pub found: u64,
    /// Share of the segment's customers it finds, 0 to 1.
    pub coverage: f64,
    /// Share of the customers found who are in the segment, 0 to 1.
    pub precision: f64,
}

/// Why there are none after whitening.
const WHITENED: &str = "Rules are not available after whitening: segments then have bounds in mixtures of columns, and none in a single one.";

/// The rules as a whole; `None` after whitening. `filtered`: rows were left out by filters, which the rules do not repeat.
pub(super) fn rules_view(rules: Option<&Rules>, filtered: bool) -> RulesView {
    let rows = if filtered { " They are for the rows that your filters keep." } else { "" };
    let Some(rules) = rules else {
        let nothing = String::new;
        return RulesView {
            sentence: WHITENED.to_owned(),
            text: nothing(),
            sql: nothing(),
            formula: nothing(),
            agreement: 0.0,
            price: None,
        };
    };
    RulesView {
        sentence: sentence(rules) + rows,
        text: text(rules),
        sql: rules.sql.clone(),
        formula: rules.formula.clone(),
        agreement: rules.agreement,
        price: rules.price,
    }
}

/// The rule of one segment.
pub(super) fn rule_view(rule: &SegmentRule) -> RuleView {
    RuleView {
        ways: rule.ways.clone(),
        text: rule.text(),
        sql: rule.sql.clone(),
        formula: rule.formula.clone(),
        found: rule.found,
        coverage: rule.coverage,
        precision: rule.precision,
    }
}

fn sentence(rules: &Rules) -> String {
    let mut text =
        format!("The rules put {} of the customers into the segment they are in", per_cent(rules.agreement));
    match rules.price {
        Some(price) if price >= 0.005 => {
            text.push_str(&format!("; the differences left inside segments grow by {}.", per_cent(price)));
        }
        _ => text.push('.'),
    }
    if let Some(size) = rules.built_on {
        text.push_str(&format!(
            " They were made from {} customers, evenly spread over the file, and counted on all.",
            count(size)
        ));
    }
    text
}

/// Segments by their letters: a name would have to carry what the checks have not found yet.
fn text(rules: &Rules) -> String {
    let lines = rules.segments.iter().enumerate().map(|(j, rule)| {
        let said = if rule.ways.is_empty() { "no short rule finds it".to_owned() } else { rule.text() };
        format!(
            "Segment {}: {said}. Finds {} of the segment; {} of those found belong to it.",
            letter(j),
            per_cent(rule.coverage),
            per_cent(rule.precision)
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}
