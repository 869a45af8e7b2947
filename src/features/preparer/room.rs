//! Where prepared values are kept, and whether there is room for them.

use super::Preparer;
use crate::error::{Error, ErrorKind, Result};
use crate::features::Levels;
use crate::features::encode::dummies;
use crate::features::kept::Kept;
use crate::features::rows::gap;
use crate::recipe::{Categories, ColumnRecipe};
use crate::table::Table;

impl Preparer {
    /// Where prepared values are kept: in the matrix itself unless components or prototypes are to be made of columns.
    ///
    /// # Errors
    /// [`ErrorKind::Memory`] if there are more values than it is limited to; a whole column counts four times, as `f64` and for what is made of it.
    pub(super) fn room(&self, table: &Table) -> Result<Kept> {
        let counts: Vec<usize> = self.wanted.iter().map(|entry| self.features_of(table, entry)).collect();
        let features = counts.iter().sum();
        let whole = self.clustering.whiten.is_some() || self.clustering.categories == Categories::Prototypes;
        let values = self.rows.len() as u64 * features as u64 * if whole { 4 } else { 1 };
        if values > self.most_values {
            return Err(self.too_many(&counts));
        }
        Ok(if whole {
            Kept::Columns(Vec::new())
        } else {
            Kept::straight(self.rows.len(), features, self.exponent)
        })
    }

    /// There is no room for so many features of each column.
    fn too_many(&self, counts: &[usize]) -> Error {
        let features: usize = counts.iter().sum();
        let mut order: Vec<usize> = (0..counts.len()).collect();
        order.sort_by_key(|&i| std::cmp::Reverse(counts[i]));
        let largest = order.iter().take(3).filter(|&&i| counts[i] > 1);
        let told: Vec<String> =
            largest.map(|&i| format!("{:?} makes {} features", self.wanted[i].name, counts[i])).collect();
        let which = if told.is_empty() { String::new() } else { format!(" ({})", told.join(", ")) };
        let rows = self.rows.len();
        Error::new(
            ErrorKind::Memory,
            "prepared table",
            format!("{rows} rows × {features} features are more than there is memory for"),
            format!(
                "Give columns that matter less the role ignored{which}, or take every second or every tenth row of the file."
            ),
        )
    }

    /// How many features a column becomes, if it can be prepared at all.
    fn features_of(&self, table: &Table, entry: &ColumnRecipe) -> usize {
        let column = &table.columns[table.position(&entry.name).expect("checked against the table in new")];
        if entry.is_category(column) && entry.order.is_empty() {
            let levels = Levels::of(column, entry);
            return levels.map_or(0, |levels| dummies(column, entry, &levels, self.rows.iter()));
        }
        1 + usize::from(entry.gap_feature && self.rows.iter().any(gap(column, entry)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::{Feature, Part, Prepared};
    use crate::ingest::Importer;
    use crate::matrix::Matrix;
    use crate::recipe::{Missing, Outliers, Recipe, Role, Scale, Transform};

    /// Numbers with gaps, `size` times as large, and words, several of them in one cell now and then.
    fn table(size: &str) -> Table {
        let mut text = "amount,visits,plan,tags\n".to_owned();
        for i in 0..45 {
            let amount =
                if i % 7 == 2 { String::new() } else { format!("{}.5e{size}", i * i * 37 % 101 + 1) };
            let plan = ["low", "high", "", "middle"][i * i % 11 % 4];
            let tags = ["a;b", "c", "", "b; d ;a", "e", "c", "c;e"][i % 7];
            text += &format!("{amount},{},{plan},{tags}\n", i * 13 % 17);
        }
        let mut importer = Importer::new("table.csv");
        importer.feed(text.as_bytes()).expect("a table");
        importer.finish().expect("a table").table
    }

    fn entry(name: &str, change: impl FnOnce(&mut ColumnRecipe)) -> ColumnRecipe {
        let mut entry = ColumnRecipe::new(name, Role::Feature, "");
        change(&mut entry);
        entry
    }

    fn prepared(table: &Table, columns: &[ColumnRecipe], kept: Option<Kept>) -> Prepared {
        let text = r#"{"version": 1, "columns": []}"#;
        let recipe = Recipe { columns: columns.to_vec(), ..Recipe::from_json(text).expect("a recipe") };
        let mut preparer = Preparer::new(table, &recipe).expect("the recipe fits");
        preparer.kept = kept;
        while preparer.step(table).expect("it can be prepared") {}
        preparer.finish().expect("finite")
    }

    /// Columns prepared straight into the matrix, after having been compared with those of the way by whole columns.
    fn both_ways(table: &Table, columns: &[ColumnRecipe]) -> Prepared {
        let straight = prepared(table, columns, None);
        let exact = prepared(table, columns, Some(Kept::Columns(Vec::new())));
        assert_eq!(straight.matrix.to_bytes(), exact.matrix.to_bytes(), "the matrix");
        assert_eq!(straight.matrix.grids(), exact.matrix.grids());
        assert_eq!(format!("{:?}", straight.features), format!("{:?}", exact.features), "the way back");
        assert_eq!((&straight.outcomes, &straight.books), (&exact.outcomes, &exact.books));
        assert_eq!((&straight.notes, &straight.counts), (&exact.notes, &exact.counts), "each told once");
        straight
    }

    /// The matrix made of cells one by one.
    fn by_cells(table: &Table, columns: &[ColumnRecipe], prepared: &Prepared) -> Matrix {
        let column = |(f, feature): (usize, &Feature)| -> Vec<f64> {
            let (column, missing) = (&table.columns[feature.column], feature.missing);
            let entry = columns.iter().find(|entry| entry.name == column.name).expect("a feature");
            let book = prepared.books.iter().find(|book| book.column == feature.column);
            let cell = |row: usize| column.levels().get(usize::from(column.code(row))).map(String::as_str);
            let at = |row: usize| match feature.part {
                Part::Number => column.number(row),
                Part::Order => cell(row).map_or(f64::NAN, |cell| {
                    entry.order.iter().position(|level| level == cell).expect("a level") as f64 + 1.0
                }),
                Part::Gap => f64::from(u8::from(column.number(row).is_nan() && cell(row).is_none())),
                Part::Level { .. } => {
                    let book = book.expect("a category");
                    let shares = book.shares(cell(row));
                    let own = shares.iter().filter(|(place, _)| book.first + place == f);
                    if shares.is_empty() && missing == Missing::LeaveOut {
                        return feature.center;
                    }
                    own.fold(0.0, |sum, (_, share)| sum + share)
                }
            };
            let value = |row: usize| (at(row) - feature.center) / feature.spread * feature.weight;
            let number = |row: usize| feature.prepare(at(row));
            let is_number = matches!(feature.part, Part::Number | Part::Order);
            prepared.rows.iter().map(|row| if is_number { number(row) } else { value(row) }).collect()
        };
        let columns: Vec<Vec<f64>> = prepared.features.iter().enumerate().map(column).collect();
        Matrix::from_columns(&columns).expect("finite")
    }

    fn mixed(missing: Missing, scale: Scale) -> Vec<ColumnRecipe> {
        let order = ["low", "middle", "high"].map(str::to_owned).to_vec();
        let among_numbers = if missing == Missing::Constant { Missing::Median } else { missing };
        vec![
            entry("amount", |entry| {
                (entry.missing, entry.scale, entry.gap_feature) = (missing, scale, true);
                (entry.constant, entry.weight) = (3.5, 0.7);
            }),
            entry("visits", |entry| {
                (entry.scale, entry.gap_feature) = (scale, true);
                (entry.transform, entry.outliers) = (Transform::Log1p, Outliers::Winsorise);
            }),
            entry("plan", |entry| {
                (entry.missing, entry.order, entry.scale) = (among_numbers, order, scale);
                (entry.gap_feature, entry.weight) = (true, 2.0);
            }),
            entry("tags", |entry| {
                entry.missing = match missing {
                    Missing::LeaveOut | Missing::Drop | Missing::MostFrequent => missing,
                    _ => entry.missing,
                };
                (entry.separator, entry.most_levels, entry.weight) = (";".to_owned(), 3, 1.5);
            }),
        ]
    }

    #[test]
    fn straight_into_the_matrix_is_as_by_columns_and_by_cells() {
        let table = table("0");
        for missing in [
            Missing::Median,
            Missing::Mean,
            Missing::Constant,
            Missing::MostFrequent,
            Missing::Drop,
            Missing::LeaveOut,
        ] {
            for scale in [Scale::Standard, Scale::Minmax, Scale::Robust, Scale::None] {
                let columns = mixed(missing, scale);
                let prepared = both_ways(&table, &columns);
                let cells = by_cells(&table, &columns, &prepared);
                assert_eq!(prepared.matrix.grids(), cells.grids(), "{missing:?}, {scale:?}");
                for row in 0..cells.observations() {
                    assert_eq!(prepared.matrix.row(row), cells.row(row), "{missing:?}, {scale:?}, {row}");
                }
            }
        }
    }

    #[test]
    fn values_beyond_f32_are_as_by_columns() {
        for size in ["300", "40", "12", "9", "-6", "-9", "-45", "-200", "-310"] {
            let table = table(size);
            let mixed = mixed(Missing::Median, Scale::None);
            both_ways(&table, &mixed);
            for missing in [Missing::Median, Missing::LeaveOut] {
                let alone = ColumnRecipe { missing, gap_feature: false, ..mixed[0].clone() };
                let prepared = both_ways(&table, &[alone]);
                assert!(prepared.matrix.total_inertia() > 0.0, "digits are left at 1e{size}");
                let scaled = prepared.features[0].weight != 0.7;
                assert_eq!(scaled, !["9", "-6"].contains(&size), "1e{size} and what fits");
            }
        }
    }

    #[test]
    fn all_are_prepared_once_more_if_they_do_not_fit() {
        let table = table("300");
        let columns = mixed(Missing::Median, Scale::None);
        let text = r#"{"version": 1, "columns": []}"#;
        let recipe = Recipe { columns, ..Recipe::from_json(text).expect("a recipe") };
        let mut preparer = Preparer::new(&table, &recipe).expect("the recipe fits");
        let mut told = Vec::new();
        while preparer.step(&table).expect("it can be prepared") {
            told.push((preparer.done(), preparer.outcomes().len()));
        }
        assert_eq!(told, [(1, 1), (2, 2), (3, 3), (4, 3), (4, 1), (4, 2), (4, 3)], "done, and numbers");
    }
}
