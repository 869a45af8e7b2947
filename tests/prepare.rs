//! Preparation on real files: treatments against scikit-learn and SciPy (`tests/reference/prepare.json`, made by the script beside
//! it), suggestions that make sense, and what bad recipes are told.

use customer_segmentation::error::Error;
use customer_segmentation::features::{Bend, Feature, Part, Prepared, Preparer};
use customer_segmentation::ingest::Importer;
use customer_segmentation::matrix::Matrix;
use customer_segmentation::recipe::{ColumnRecipe, Missing, Outliers, Recipe, Role, Scale, Transform};
use customer_segmentation::shape::{Shape, correlations};
use customer_segmentation::statistics::{mean, standard_deviation};
use customer_segmentation::table::{Column, Table};
use serde_json::Value;

const REFERENCE: &str = include_str!("reference/prepare.json");

fn table_of(name: &str, bytes: &[u8]) -> Table {
    let mut importer = Importer::new(name);
    importer.feed(bytes).expect("a table");
    importer.finish().expect("a table").table
}

/// A customer file of the shared data; `None` where it is absent.
fn real(name: &str) -> Option<Table> {
    let bytes =
        std::fs::read(crate::common::shared_data()?.join("customers").join(name)).expect("a shared file");
    Some(table_of(name, &bytes))
}

/// A recipe with these features and nothing else.
fn recipe(columns: &[ColumnRecipe]) -> Recipe {
    let text = r#"{"version": 1, "columns": []}"#;
    Recipe { columns: columns.to_vec(), ..Recipe::from_json(text).expect("a recipe") }
}

fn feature(name: &str, change: impl FnOnce(&mut ColumnRecipe)) -> ColumnRecipe {
    let mut entry = ColumnRecipe::new(name, Role::Feature, "");
    change(&mut entry);
    entry
}

fn prepared(table: &Table, columns: &[ColumnRecipe]) -> Result<Prepared, Error> {
    let mut preparer = Preparer::new(table, &recipe(columns))?;
    while preparer.step(table)? {}
    preparer.finish()
}

/// The only feature that `change` makes of a column.
fn one(table: &Table, name: &str, change: impl FnOnce(&mut ColumnRecipe)) -> Feature {
    prepared(table, &[feature(name, change)]).expect("it can be prepared").features.remove(0)
}

fn close(found: f64, expected: &Value, what: &str) {
    let expected = expected.as_f64().expect("a number");
    assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{what}: {found} and not {expected}");
}

fn column<'a>(table: &'a Table, name: &str) -> &'a Column {
    &table.columns[table.position(name).expect("a column")]
}

#[test]
fn treatments_are_those_of_scikit_learn_and_scipy() {
    let Some(table) = real("Wholesale_customers_data.csv") else { return };
    let reference: Value = serde_json::from_str(REFERENCE).expect("JSON");
    let rows: Vec<usize> = reference["rows"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| row.as_u64().expect("a row") as usize)
        .collect();
    for (name, expected) in reference["columns"].as_object().expect("columns") {
        let x = column(&table, name);
        let values = |feature: &Feature, key: &str| {
            for (row, expected) in rows.iter().zip(expected[key].as_array().expect("values")) {
                close(feature.prepare(x.number(*row)), expected, &format!("{name}, {key}, row {row}"));
            }
        };
        values(&one(&table, name, |entry| entry.scale = Scale::Standard), "standard");
        values(&one(&table, name, |entry| entry.scale = Scale::Minmax), "minmax");
        values(&one(&table, name, |entry| entry.scale = Scale::Robust), "robust");
        let shape = Shape::of(x, table.rows).expect("numbers");
        close(shape.skewness, &expected["skewness"], name);
        let quantile = one(&table, name, |entry| entry.transform = Transform::Quantile).bend;
        for (row, expected) in rows.iter().zip(expected["quantile"].as_array().expect("values")) {
            close(quantile.apply(x.number(*row)), expected, &format!("{name}, quantile, row {row}"));
        }
        for (how, key) in [(Outliers::Winsorise, "winsorise"), (Outliers::Iqr, "iqr"), (Outliers::Mad, "mad")]
        {
            let (low, high) =
                one(&table, name, |entry| entry.outliers = how).fences.expect("the column varies");
            close(low, &expected[key][0], &format!("{name}, {key}"));
            close(high, &expected[key][1], &format!("{name}, {key}"));
        }
    }
}

/// Yeo-Johnson log-likelihood, as SciPy's `yeojohnson_llf`.
fn likelihood(power: f64, values: &[f64]) -> f64 {
    let bent: Vec<f64> = values.iter().map(|x| Bend::YeoJohnson(power).apply(*x)).collect();
    let spread = standard_deviation(&bent, mean(&bent));
    let jacobian: f64 = values.iter().map(|x| x.abs().ln_1p().copysign(*x)).sum();
    (power - 1.0) * jacobian - values.len() as f64 * spread.ln()
}

#[test]
fn yeo_johnson_is_as_likely_as_scipys() {
    let Some(table) = real("Wholesale_customers_data.csv") else { return };
    let reference: Value = serde_json::from_str(REFERENCE).expect("JSON");
    for (name, expected) in reference["columns"].as_object().expect("columns") {
        let values: Vec<f64> = column(&table, name).numbers().collect();
        let Bend::YeoJohnson(power) = Bend::new(Transform::YeoJohnson, &values) else { panic!("asked for") };
        let theirs = expected["power"].as_f64().expect("a power");
        let lost = likelihood(theirs, &values) - likelihood(power, &values);
        assert!(lost <= 1e-9, "{name}: {power} is {lost} less likely than {theirs}");
        close(likelihood(theirs, &values), &expected["likelihood"], name);
        let row = reference["rows"][1].as_u64().expect("a row") as usize;
        close(Bend::YeoJohnson(theirs).apply(values[row]), &expected["yeo_johnson"][1], name);
    }
}

#[test]
fn correlations_and_fills_are_those_of_numpy_and_scikit_learn() {
    let reference: Value = serde_json::from_str(REFERENCE).expect("JSON");
    let Some(table) = real("Wholesale_customers_data.csv") else { return };
    let log: &dyn Fn(f64) -> f64 = &f64::ln_1p;
    let columns: Vec<_> = table.columns[2..].iter().map(|column| (column, log)).collect();
    let alike = correlations(&columns, table.rows);
    for a in 0..columns.len() {
        for b in 0..columns.len() {
            close(alike.r(a, b), &reference["correlation"][a][b], &format!("{a} and {b}"));
        }
    }
    let Some(table) = real("marketing_campaign.csv") else { return };
    for (how, key) in
        [(Missing::Mean, "mean"), (Missing::Median, "median"), (Missing::MostFrequent, "most_frequent")]
    {
        let found = one(&table, "Income", |entry| entry.missing = how);
        close(found.fill, &reference["income_fill"][key], key);
        assert_eq!(found.filled, 24);
    }
    let found = prepared(&table, &[feature("Income", |entry| entry.gap_feature = true)]).expect("prepared");
    assert_eq!(found.features[1].part, Part::Gap, "24 gaps are a feature");
}

#[test]
fn suggestions_make_sense_of_real_files() {
    let Some(table) = real("Wholesale_customers_data.csv") else { return };
    let suggested = Recipe::suggest(&table);
    let entry = |name: &str| suggested.column(name).expect("an entry for every column");
    for code in ["Channel", "Region"] {
        assert!(entry(code).role == Role::Descriptor && entry(code).codes, "{code} holds codes");
    }
    assert_eq!(suggested.features().filter(|column| column.transform == Transform::Log1p).count(), 6);
    assert_eq!(entry("Fresh").reason, "Log, because 1 in 31 is over five times the median");

    let Some(table) = real("Mall_Customers.csv") else { return };
    let suggested = Recipe::suggest(&table);
    let features: Vec<&str> = suggested.features().map(|column| column.name.as_str()).collect();
    assert_eq!(features, ["Age", "Annual Income (k$)", "Spending Score (1-100)"]);
    assert!(suggested.features().all(|column| column.transform == Transform::None), "no tails");
    assert!(suggested.columns[1].reason.starts_with("gender:"), "Genre is gender by its values");

    let Some(table) = real("bank-additional.csv") else { return };
    let suggested = Recipe::suggest(&table);
    let entry = |name: &str| suggested.column(name).expect("an entry for every column");
    assert!(entry("euribor3m").reason.contains("\"emp.var.rate\""), "{}", entry("euribor3m").reason);
    assert_eq!(entry("pdays").role, Role::Descriptor, "999 nearly everywhere");
    assert_eq!(entry("y").role, Role::Descriptor, "an outcome");

    let Some(table) = real("marketing_campaign.csv") else { return };
    let suggested = Recipe::suggest(&table);
    let income = suggested.column("Income").expect("a column");
    assert_eq!((income.transform, income.outliers), (Transform::None, Outliers::Iqr), "{}", income.reason);
}

#[test]
fn what_another_column_says_already_and_where_somebody_lives_forms_no_segments() {
    let mut file =
        String::from(",days_since_last_order,R,spent,spend_band,visits,Latitude,Segment,income,bracket\n");
    for row in 0..400_u64 {
        let draw = |salt: u64, below: u64| (row * 7919 + salt * 104_729) * 2_654_435_761 % 1_000_003 % below;
        let (days, spent) = (draw(1, 365), draw(2, 900));
        let segment = ["gold", "silver"][(row % 2) as usize];
        file += &format!(
            "{},{days},{},{spent},{},{},{}.25,{segment},{},{}\n",
            (row * 37) % 4001,
            5 - days * 5 / 365,
            spent / 225,
            draw(3, 6),
            30 + draw(4, 12),
            (draw(5, 1000) + 1).pow(6) / 1_000_000,
            draw(5, 1000) / 200
        );
    }
    let mut importer = Importer::new("scored.csv");
    importer.feed(file.as_bytes()).expect("bytes are taken");
    let suggested = Recipe::suggest(&importer.finish().expect("a table").table);
    let features: Vec<&str> = suggested.features().map(|column| column.name.as_str()).collect();
    assert_eq!(features, ["days_since_last_order", "spent", "visits", "income"]);
    let entry = |name: &str| suggested.column(name).expect("an entry for every column");
    assert_eq!(entry("column 1").role, Role::Identifier, "{}", entry("column 1").reason);
    for (bands, of) in [("R", "\"days_since_last_order\""), ("spend_band", "\"spent\"")] {
        assert!(entry(bands).reason.contains(of), "{bands}: {}", entry(bands).reason);
    }
    let expected = "bands of \"income\" (rank correlation 0.98)";
    assert!(entry("bracket").reason.starts_with(expected), "{}", entry("bracket").reason);
    assert!(entry("Latitude").reason.starts_with("a coordinate"), "{}", entry("Latitude").reason);
    assert_eq!(entry("Segment").role, Role::Descriptor);
}

#[test]
fn groups_that_were_formed_before_form_no_segments_even_if_there_is_nothing_else() {
    let rows: String =
        (0..60).map(|row| format!("{row},{}\n", ["Retail", "Trade", "State"][row % 3])).collect();
    let mut importer = Importer::new("segments.csv");
    importer.feed(format!("customer_id,segment\n{rows}").as_bytes()).expect("bytes are taken");
    let suggested = Recipe::suggest(&importer.finish().expect("a table").table);
    assert_eq!(suggested.features().count(), 0, "{suggested:?}");
}

#[test]
fn categories_and_orders_are_features() {
    let Some(table) = real("german_credit_data.csv") else { return };
    let housing = prepared(&table, &[feature("Housing", |_| ())]).expect("a category is a feature");
    let labels: Vec<String> = housing.features.iter().map(Feature::label).collect();
    assert_eq!(labels, ["Housing: own", "Housing: rent", "Housing: free"], "most frequent first");
    assert!((housing.matrix.total_inertia() / 1000.0 - 1.0).abs() < 1e-6, "the block has unit variance");
    let shares: f64 = housing.features.iter().map(|feature| feature.invert(0.0)).sum();
    assert!((shares - 1.0).abs() < 1e-12, "the average customer is shares that add up to one: {shares}");

    let order = ["little", "moderate", "quite rich", "rich"].map(str::to_owned).to_vec();
    let saving = one(&table, "Saving_accounts", |entry| entry.order = order);
    assert_eq!((saving.part.clone(), saving.fill, saving.filled), (Part::Order, 1.0, 183));
    assert!((saving.invert(saving.prepare(3.0)) - 3.0).abs() < 1e-12, "it inverts");
    let jobs = prepared(&table, &[feature("Jobtype", |entry| entry.codes = true)]).expect("codes");
    assert_eq!(jobs.features.len(), 4);
}

#[test]
fn columns_of_a_group_count_like_one() {
    let table = table_of("made.csv", b"a,b,c\n1,1,9\n2,2,1\n5,5,3\n9,9,4\n");
    let in_group = |name: &str, weight: f64| {
        feature(name, |entry| (entry.group, entry.weight) = ("same".to_owned(), weight))
    };
    for weight in [1.0, 1.5] {
        let three = [in_group("a", weight), in_group("b", weight), feature("c", |_| {})];
        let together = prepared(&table, &three).expect("it can be prepared").matrix;
        let two = [feature("a", |entry| entry.weight = weight), feature("c", |_| {})];
        let alone = prepared(&table, &two).expect("it can be prepared").matrix;
        let apart = |matrix: &Matrix, i: usize, j: usize| -> f64 {
            matrix.values(i).zip(matrix.values(j)).map(|(x, y)| f64::from(x - y) * f64::from(x - y)).sum()
        };
        for (i, j) in [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)] {
            assert!((apart(&together, i, j) - apart(&alone, i, j)).abs() < 1e-5, "rows {i} and {j}");
        }
    }
}

#[test]
fn rows_with_values_far_out_can_be_left_out() {
    let cells = (0..50).map(|i| (i % 10).to_string()).chain(["1000".to_owned()]);
    let table = table_of("a.csv", ("spend\n".to_owned() + &cells.collect::<Vec<_>>().join("\n")).as_bytes());
    let found =
        prepared(&table, &[feature("spend", |entry| entry.outliers = Outliers::Drop)]).expect("prepared");
    assert_eq!((found.rows.len(), found.rows.observation(50)), (50, None));
    assert!(found.notes[0].text.starts_with("1 row has a value far out in spend"), "{:?}", found.notes);
}

#[test]
fn what_cannot_be_done_is_told_with_a_way_on() {
    let table = table_of(
        "a.csv",
        b"spend,town,empty\n-5,Bonn,\n3,Gent,\n8,Bonn,\n9,Lille,\n7,Gent,\n6,Bonn,\n5,Bonn,\n",
    );
    let told = |entry: ColumnRecipe| prepared(&table, &[entry]).expect_err("refused").to_string();
    for (entry, words) in [
        (
            feature("spend", |entry| entry.transform = Transform::Sqrt),
            "data row 1, column \"spend\": -5 has no square root",
        ),
        (feature("spend", |entry| entry.order = vec!["1".to_owned()]), "it holds numbers, which have"),
        (feature("town", |entry| entry.scale = Scale::Robust), "categories have no quartiles"),
        (
            feature("town", |entry| entry.transform = Transform::Log1p),
            "can be neither transformed nor outliers",
        ),
        (feature("town", |entry| entry.missing = Missing::Constant), "no constant can stand for a category"),
        (feature("town", |entry| entry.order = vec!["Bonn".to_owned()]), "does not say where \"Gent\" comes"),
        (feature("empty", |_| ()), "it has no value in any row"),
        (feature("age", |_| ()), "the file has no such column"),
    ] {
        let message = told(entry);
        assert!(message.contains(words), "{message}");
    }
}
