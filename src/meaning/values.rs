//! Whether the values of a column bear out what its name says.

use super::Meaning;
use super::fold;
use crate::table::{Column, ColumnType};

/// What the values look like.
#[derive(Debug, Clone, PartialEq)]
pub struct Values {
    kind: ColumnType,
    distinct: u64,
    min: f64,
    max: f64,
    /// Whether the cells are dates, read as days before the latest of them.
    dated: bool,
    /// Whether the levels are ways to write men and women.
    genders: bool,
}

/// Amounts have more different values than a short scale or a flag.
const SHORT_SCALE: u64 = 10;

const GENDERS: &str = "m f w v h d x male female man woman men women other diverse divers mann frau maennlich weiblich homme femme \
    masculin feminin hombre mujer masculino femenino vrouw mannelijk vrouwelijk";

impl Values {
    /// Looks at a column's summary and examples; its cells are not read.
    pub fn of(column: &Column) -> Self {
        let summary = &column.summary;
        let levels: Vec<String> = column.levels().iter().map(|level| fold(level.trim())).collect();
        let genders = (2..=5).contains(&levels.len())
            && levels.iter().all(|level| GENDERS.split_whitespace().any(|known| known == level))
            && levels.iter().any(|level| level.len() > 2);
        Self {
            kind: column.kind,
            distinct: summary.distinct,
            min: summary.min.unwrap_or(f64::NAN),
            max: summary.max.unwrap_or(f64::NAN),
            dated: column.kind == ColumnType::Number && column.examples.iter().any(|cell| is_date(cell)),
            genders,
        }
    }

    /// Whether the cells are dates.
    pub fn dated(&self) -> bool {
        self.dated
    }

    /// Whether the values are years, or day counts that grow with the date: the larger, the later.
    pub fn grows_with_the_date(&self) -> bool {
        !self.dated && self.kind == ColumnType::Number && self.min >= 1800.0
    }

    /// `named`, if the values bear it out; what they say alone, if they do; else [`Meaning::Other`].
    pub(super) fn settle(&self, named: Meaning) -> Meaning {
        if self.genders {
            return Meaning::Gender;
        }
        if self.bear_out(named) { named } else { Meaning::Other }
    }

    fn bear_out(&self, named: Meaning) -> bool {
        let number = self.kind == ColumnType::Number;
        let category = self.kind == ColumnType::Category;
        let amount = number && self.distinct > SHORT_SCALE && !self.dated;
        let within = |low: f64, high: f64| number && self.min >= low && self.max <= high;
        match named {
            _ if self.distinct == 1 && self.kind != ColumnType::Text => false,
            Meaning::Age => within(0.0, 125.0) || category,
            Meaning::BirthYear => number && (self.dated || within(1850.0, 2035.0)),
            Meaning::Spend | Meaning::CategorySpend | Meaning::Basket | Meaning::CreditLimit => {
                amount && self.max > 0.0
            }
            Meaning::Profit => amount,
            Meaning::Income => (amount && self.min >= 0.0) || category,
            Meaning::Balance => amount || category,
            Meaning::Debt => amount || (category || self.distinct == 2),
            Meaning::CreditScore => amount && self.min >= 0.0,
            Meaning::Recency => number && self.distinct > 2,
            Meaning::Tenure => number && self.distinct > 2 && (self.min >= 0.0 || self.dated),
            Meaning::Since => number && self.distinct > 2,
            Meaning::Frequency => (number && self.min >= 0.0 && self.distinct > 2) || category,
            Meaning::ChannelOrders | Meaning::Quantity => number && self.min >= 0.0 && self.distinct > 2,
            Meaning::Engagement => number,
            Meaning::Rating => within(0.0, 100.0) && self.distinct > 2,
            Meaning::Nps => within(-100.0, 100.0),
            Meaning::Delay => number || category,
            Meaning::Gender => category || (number && self.distinct <= 4),
            Meaning::Children | Meaning::Household => within(0.0, 30.0) || category,
            Meaning::Category | Meaning::Channel | Meaning::Payment | Meaning::Plan | Meaning::Occupation => {
                category || self.distinct <= 60
            }
            Meaning::Economy => number,
            _ => true,
        }
    }
}

/// Three runs of figures or letters with marks between them: "04-09-2012", "1/5/2019 13:08", "5 Jan 2020".
fn is_date(cell: &str) -> bool {
    let parts = cell.split(['-', '/', '.', ' ']).filter(|part| !part.is_empty()).count();
    let starts = cell.trim().starts_with(|c: char| c.is_ascii_digit());
    parts >= 3 && starts
}
