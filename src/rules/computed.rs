//! Computed columns in rules: not a column of the file, but what it is computed from.

use super::threshold::written;
use crate::formula::{Bound, Formula, Function, Node, Operator};
use crate::recipe::Recipe;
use crate::table::{DateForm, Table};

/// How a computed column is written in place of a name.
#[derive(Debug)]
pub(super) struct Computed {
    /// Its column in the table.
    pub(super) column: usize,
    /// As SQL, NULL where there is no value; `None` if it is computed from dates, whose difference every database writes in its own way.
    pub(super) sql: Option<String>,
    /// As a part of a spreadsheet formula, an empty text where there is no value; `None` if it is computed from dates that are
    /// no dates for a spreadsheet.
    pub(super) cell: Option<String>,
}

/// The computed columns of `table`; `identifier` writes the name of a column, `cell` its cell in the row that formulas are for.
pub(super) fn computed(
    (table, recipe): (&Table, &Recipe),
    identifier: impl Fn(&str) -> String,
    cell: impl Fn(usize) -> String,
) -> Vec<Computed> {
    let written = |entry: &crate::recipe::ColumnRecipe| {
        let column = table.position(&entry.name)?;
        let formula = Formula::read(&entry.name, &entry.formula).ok()?;
        let bound = Bound::new(&entry.name, &formula, table, table.columns.len()).ok()?;
        let columns: Vec<usize> = bound.columns().collect();
        let names: Vec<String> =
            columns.iter().map(|column| identifier(&table.columns[*column].name)).collect();
        let cells: Vec<String> = columns.iter().map(|column| cell(*column)).collect();
        let form = |column: &usize| table.columns[*column].summary.written.dates.map(|dates| dates.form);
        let days = |form: DateForm| {
            matches!(form, DateForm::DayFirst | DateForm::MonthFirst | DateForm::YearFirst | DateForm::Serial)
        };
        let subtractable = columns.iter().filter_map(form).all(days);
        Some(Computed {
            column,
            sql: (!bound.has_dates()).then(|| sql(&formula.root, &names)),
            cell: subtractable.then(|| whole_cell(&formula.root, &cells)),
        })
    };
    recipe.computed().filter_map(written).collect()
}

/// SQL that SQLite and DuckDB read alike: `min` and `max` of several numbers have other names there, so they are cases. Numbers are made reals, so that 1 / 2 is a half.
fn sql(node: &Node, names: &[String]) -> String {
    match node {
        Node::Number(x) => real(*x),
        Node::Column(name) => format!("(1e0 * {})", names[*name]),
        Node::Negative(part) => format!("(-{})", sql(part, names)),
        Node::Pair(operator, left, right) => {
            let (left, right) = (sql(left, names), sql(right, names));
            match operator {
                Operator::Over => format!("({left} / NULLIF({right}, 0))"),
                Operator::Plus => format!("({left} + {right})"),
                Operator::Minus => format!("({left} - {right})"),
                Operator::Times => format!("({left} * {right})"),
            }
        }
        Node::Call(function, parts) => {
            let parts: Vec<String> = parts.iter().map(|part| sql(part, names)).collect();
            called(*function, &parts)
        }
    }
}

/// A number that is a real for every database.
fn real(x: f64) -> String {
    let text = written(x);
    if text.contains('e') { text } else { text + "e0" }
}

fn called(function: Function, parts: &[String]) -> String {
    let several = |sign: &str| {
        let pick = |a: &String, b: &String| {
            format!("(CASE WHEN {a} {sign} {b} THEN {a} WHEN {b} {sign} {a} THEN {b} END)")
        };
        let (first, others) =
            parts.split_first().map_or((String::new(), parts), |(first, others)| (first.clone(), others));
        others.iter().fold(first, |found, part| pick(&found, part))
    };
    let first = parts.first().map_or("NULL", String::as_str);
    match function {
        Function::Abs => format!("ABS({first})"),
        Function::Sqrt => format!("(CASE WHEN {first} >= 0 THEN SQRT({first}) END)"),
        Function::Log1p => format!("(CASE WHEN {first} > -1 THEN LN(1 + {first}) END)"),
        Function::Min => several("<="),
        Function::Max => several(">="),
    }
}

/// A part of a spreadsheet formula: an empty text unless all of `cells` hold numbers and the outcome is one.
fn whole_cell(node: &Node, cells: &[String]) -> String {
    let inside = cell_formula(node, cells);
    if cells.is_empty() {
        return format!("IFERROR({inside},\"\")");
    }
    format!("IFERROR(IF(COUNT({})={},{inside},\"\"),\"\")", cells.join(","), cells.len())
}

fn cell_formula(node: &Node, cells: &[String]) -> String {
    let inner = |node: &Node| cell_formula(node, cells);
    match node {
        Node::Number(x) => written(*x),
        Node::Column(name) => cells[*name].clone(),
        Node::Negative(part) => format!("(0-{})", inner(part)),
        Node::Pair(operator, left, right) => {
            let sign = match operator {
                Operator::Plus => '+',
                Operator::Minus => '-',
                Operator::Times => '*',
                Operator::Over => '/',
            };
            format!("({}{sign}{})", inner(left), inner(right))
        }
        Node::Call(function, parts) => {
            let parts = parts.iter().map(inner).collect::<Vec<_>>().join(",");
            match function {
                Function::Log1p => format!("LN(1+{parts})"),
                Function::Sqrt => format!("SQRT({parts})"),
                Function::Abs => format!("ABS({parts})"),
                Function::Min => format!("MIN({parts})"),
                Function::Max => format!("MAX({parts})"),
            }
        }
    }
}
