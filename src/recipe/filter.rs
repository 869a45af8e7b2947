//! Which rows are looked at at all.

use serde::{Deserialize, Serialize};

use super::{names, wrong};
use crate::error::Result;
use crate::table::{Column, ColumnType, Dates, Table};

/// What becomes of the rows that a filter is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FilterRows {
    /// Only they are used.
    Keep,
    /// They are left out.
    LeaveOut,
}

/// The end of a range: a number, or a day as `2024-01-31`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum FilterEnd {
    /// In the column's own unit.
    Number(f64),
    /// A day of a column of dates; the whole day belongs to the range.
    Day(String),
}

/// Rows that are kept or left out by what one column holds. A row is used if all filters let it pass.
///
/// A filter is about the rows whose cell is one of `values`, or from `from` to `to`, or, with `missing`, empty.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowFilter {
    /// The column's name.
    pub column: String,
    /// What becomes of the rows.
    pub rows: FilterRows,
    /// Levels of a category as they are written in the file, or numbers. Default: none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
    /// Lowest value or first day, itself inside. Default: no limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<FilterEnd>,
    /// Highest value or last day, itself inside. Default: no limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<FilterEnd>,
    /// Whether it is about rows without a value as well. Default: no.
    #[serde(default, skip_serializing_if = "is_no")]
    pub missing: bool,
}

impl RowFilter {
    /// Checks what can be checked without a file.
    ///
    /// # Errors
    /// [`ErrorKind::Recipe`](crate::error::ErrorKind::Recipe) with what is wrong.
    pub(super) fn check(&self) -> Result<()> {
        let ranged = self.from.is_some() || self.to.is_some();
        if self.values.is_empty() && !ranged && !self.missing {
            return self.fail("it says nothing about the rows", "Give values, from, to, or missing.");
        }
        if !self.values.is_empty() && ranged {
            return self.fail("it has both values and a range", "Use two filters.");
        }
        for end in [&self.from, &self.to].into_iter().flatten() {
            match end {
                FilterEnd::Number(x) if !x.is_finite() => {
                    return self.fail("an end is no number", "Give a number.");
                }
                FilterEnd::Day(text) if day_number(text).is_none() => {
                    let what = format!("{:?} is no day", text.chars().take(40).collect::<String>());
                    return self.fail(&what, "Write days as 2024-01-31.");
                }
                _ => {}
            }
        }
        match (self.low(), self.high()) {
            (Some(low), Some(high)) if low > high => {
                self.fail("its range ends before it begins", "Exchange from and to.")
            }
            _ => Ok(()),
        }
    }

    /// Checks that the filter fits `table`.
    ///
    /// # Errors
    /// [`ErrorKind::Recipe`](crate::error::ErrorKind::Recipe) if there is no such column, if its cells are not kept, or if they are
    /// not what the filter is about.
    pub(super) fn check_against(&self, table: &Table) -> Result<()> {
        let Some(position) = table.position(&self.column) else {
            let advice = format!("The file has: {}. Correct the name, or remove the filter.", names(table));
            return self.fail("the file has no such column", &advice);
        };
        let column = &table.columns[position];
        let ends = [&self.from, &self.to];
        let ranged = ends.iter().any(|end| end.is_some());
        match column.kind {
            ColumnType::Text => self.fail(
                "its cells are free text, which is not kept",
                "Filter by another column, or let it be read as a category.",
            ),
            ColumnType::Category if ranged => {
                self.fail("it holds categories, which have no range", "Give values instead.")
            }
            ColumnType::Number if ranged => {
                let dates = column.summary.written.dates.is_some();
                let fits = |end: &FilterEnd| matches!(end, FilterEnd::Day(_)) == dates;
                match (ends.into_iter().flatten().all(fits), dates) {
                    (true, _) => Ok(()),
                    (false, true) => self.fail("it holds dates", "Write its ends as 2024-01-31."),
                    (false, false) => self.fail("it holds numbers", "Give its ends as numbers."),
                }
            }
            ColumnType::Number => {
                if column.summary.written.dates.is_some() && !self.values.is_empty() {
                    return self
                        .fail("it holds dates, which have no values to name", "Give from and to instead.");
                }
                match self.values.iter().find(|value| number(value).is_none()) {
                    Some(value) => self.fail(
                        &format!("it holds numbers, and {value:?} is none"),
                        "Write its values as numbers with a decimal point.",
                    ),
                    None => Ok(()),
                }
            }
            ColumnType::Category | ColumnType::Empty => Ok(()),
        }
    }

    /// The lowest number, or the first day as days since 1970.
    pub fn low(&self) -> Option<f64> {
        self.from.as_ref().and_then(FilterEnd::number)
    }

    /// The highest number, or the last day as days since 1970.
    pub fn high(&self) -> Option<f64> {
        self.to.as_ref().and_then(FilterEnd::number)
    }

    /// The values as numbers; those that are none are passed over.
    pub fn numbers(&self) -> Vec<f64> {
        self.values.iter().filter_map(|value| number(value)).collect()
    }

    /// In words, for a sentence: "plan is plus or premium".
    pub fn words(&self, column: &Column) -> String {
        let end = |end: &FilterEnd| match end {
            FilterEnd::Number(x) => x.to_string(),
            FilterEnd::Day(day) => day.clone(),
        };
        let range = match (&self.from, &self.to) {
            (Some(from), Some(to)) => format!("is from {} to {}", end(from), end(to)),
            (Some(from), None) => format!("is {} or {}", end(from), later(column, "more", "later")),
            (None, Some(to)) => format!("is {} or {}", end(to), later(column, "less", "earlier")),
            (None, None) => String::new(),
        };
        let said = if self.values.is_empty() { range } else { format!("is {}", self.values.join(" or ")) };
        match (said.is_empty(), self.missing) {
            (true, _) => format!("{} is empty", self.column),
            (false, true) => format!("{} {said} or empty", self.column),
            (false, false) => format!("{} {said}", self.column),
        }
    }

    fn fail<T>(&self, what: &str, advice: &str) -> Result<T> {
        Err(wrong(format!("recipe, filter on {:?}", self.column), what, advice))
    }
}

impl FilterEnd {
    fn number(&self) -> Option<f64> {
        match self {
            Self::Number(x) => Some(*x),
            Self::Day(text) => day_number(text),
        }
    }
}

fn later<'a>(column: &Column, number: &'a str, date: &'a str) -> &'a str {
    let dates: Option<Dates> = column.summary.written.dates;
    if dates.is_some() { date } else { number }
}

fn number(text: &str) -> Option<f64> {
    text.trim().parse::<f64>().ok().filter(|x| x.is_finite())
}

/// Days from 1 January 1970 to the day written as `2024-01-31`; `None` if there is no such day.
///
/// Years are counted from March, so that the leap day is the last of its year.
fn day_number(text: &str) -> Option<f64> {
    let mut parts = text.splitn(3, '-');
    let mut part = |digits: usize| {
        let text =
            parts.next().filter(|text| text.len() == digits && text.bytes().all(|b| b.is_ascii_digit()))?;
        text.parse::<i64>().ok()
    };
    let (year, month, day) = (part(4)?, part(2)?, part(2)?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=length).contains(&day) {
        return None;
    }
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    Some((days + (month * 153 + 2) / 5 + day - 1 - 719_468) as f64)
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "the signature serde asks for")]
fn is_no(x: &bool) -> bool {
    !*x
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_numbered() {
        assert_eq!(day_number("1970-01-01"), Some(0.0));
        assert_eq!(day_number("2000-02-29"), Some(11_016.0));
        assert_eq!(day_number("2024-12-31"), Some(20_088.0));
        for text in ["2023-02-29", "2024-13-01", "2024-1-1", "01.02.2024", "2024-04-31", "", "2024-01"] {
            assert_eq!(day_number(text), None, "{text}");
        }
    }

    #[test]
    fn a_filter_that_says_nothing_or_too_much_is_refused() {
        let filter = |json: &str| serde_json::from_str::<RowFilter>(json).expect(json).check();
        let refused = |json: &str| filter(json).expect_err(json).to_string();
        assert_eq!(filter(r#"{"column": "a", "rows": "keep", "from": 1}"#), Ok(()));
        assert!(refused(r#"{"column": "a", "rows": "keep"}"#).contains("says nothing"), "nothing");
        let both = r#"{"column": "a", "rows": "keep", "values": ["x"], "to": 3}"#;
        assert!(refused(both).contains("both values and a range"), "both");
        let turned = r#"{"column": "a", "rows": "keep", "from": 3, "to": 1}"#;
        assert!(refused(turned).contains("ends before it begins"), "turned");
        let day = r#"{"column": "a", "rows": "keep", "from": "31.1.2024"}"#;
        assert!(refused(day).contains("\"31.1.2024\" is no day"), "no day");
    }
}
