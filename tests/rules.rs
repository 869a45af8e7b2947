//! Rules in words, SQL and formulas: what they say is what the tree does, on every row.

use crate::common::{journey, shared_data};
use customer_segmentation::recipe::{ColumnRecipe, Missing, Recipe, Role};
use customer_segmentation::session::Session;
use customer_segmentation::view::View;

/// A table with everything that can be asked about: numbers with gaps, an order, several values in a cell, codes, dates, and names
/// made to break out of quotes.
fn everything() -> Vec<u8> {
    let mut text = "\"spend \"\"net\"\"\",'visits; DROP,size,likes,region code,joined,city\n".to_owned();
    for row in 0..240_u32 {
        let kind = row % 3;
        let wobble = row * 7 % 11;
        let spend = if row % 17 == 0 { String::new() } else { (kind * 400 + wobble * 9).to_string() };
        let visits = if row % 29 == 0 { "NA".to_owned() } else { format!("{}.5", kind * 5 + wobble % 4) };
        let size = ["small", "middle", "large"][((kind + u32::from(row % 13 == 0)) % 3) as usize];
        let likes = ["books", "books|toys", "toys|garden", "garden"][(kind + row % 2) as usize % 4];
        let code = [10, 20, 30][((kind + u32::from(row % 19 == 0)) % 3) as usize];
        let city = if row % 23 == 0 { "" } else { ["St. John's", "\"\"Ulm\"\"", "a, b"][kind as usize] };
        let joined = format!("2024-0{}-{:02}", kind * 3 + 1, row % 27 + 1);
        text.push_str(&format!("{spend},{visits},{size},{likes},{code},{joined},\"{city}\"\n"));
    }
    text.into_bytes()
}

fn decide(mut recipe: Recipe) -> Recipe {
    for (place, column) in recipe.columns.iter_mut().enumerate() {
        *column = ColumnRecipe::new(&column.name, Role::Feature, "");
        match place {
            1 => column.missing = Missing::Drop,
            2 => column.order = ["small", "middle", "large"].map(str::to_owned).to_vec(),
            3 => column.separator = "|".to_owned(),
            4 => column.codes = true,
            _ => {}
        }
    }
    recipe.clustering.k = Some(3);
    recipe
}

fn shown(bytes: &[u8], decide: impl FnOnce(Recipe) -> Recipe) -> (Session, View) {
    let mut session = Session::default();
    let view = journey(&mut session, "made.csv", bytes, decide).expect("segments");
    (session, view)
}

/// Members of each segment, those that its rule finds, and those right, counted by the labels alone.
fn recount(session: &Session, view: &View) -> Vec<[u64; 3]> {
    let (fit, prepared) = session.shown().expect("a result");
    let labels = session.rule_labels();
    let mut counts = vec![[0; 3]; view.segments.len()];
    for (observation, row) in prepared.rows.iter().enumerate() {
        let cluster = usize::from(fit.labels[observation]);
        let rule = labels[row].expect("a row that is clustered is never left out");
        counts[cluster][0] += 1;
        counts[rule][1] += 1;
        counts[rule][2] += u64::from(rule == cluster);
    }
    counts
}

fn assert_counted(session: &Session, view: &View) {
    let counts = recount(session, view);
    for (segment, [members, found, right]) in view.segments.iter().zip(&counts) {
        assert_eq!((segment.size, segment.rule.found), (*members, *found), "segment {}", segment.letter);
        assert_eq!(segment.rule.coverage, *right as f64 / *members as f64, "coverage of {}", segment.letter);
        let precision = if *found == 0 { 0.0 } else { *right as f64 / *found as f64 };
        assert_eq!(segment.rule.precision, precision, "precision of {}", segment.letter);
    }
    let right: u64 = counts.iter().map(|count| count[2]).sum();
    assert_eq!(view.rules.agreement, right as f64 / view.rows_used as f64, "agreement");
}

#[test]
fn planted_segments_are_found_by_short_rules() {
    let mut text = "a,b\n".to_owned();
    for row in 0..300_u32 {
        let (x, y) = [(0, 0), (50, 0), (0, 50)][(row % 3) as usize];
        text.push_str(&format!("{},{}\n", x + row % 7, y + row % 5));
    }
    let (session, view) = shown(text.as_bytes(), |mut recipe| {
        recipe.columns.iter_mut().for_each(|column| column.role = Role::Feature);
        recipe.clustering.k = Some(3);
        recipe
    });
    assert_eq!(view.rules.agreement, 1.0);
    assert_counted(&session, &view);
    let ways: Vec<&str> = view.segments.iter().flat_map(|s| &s.rule.ways).map(String::as_str).collect();
    assert_eq!(ways.len(), 3, "one way a segment: {ways:?}");
    for t in ["a over 30", "b over 30", "a at most 30"] {
        assert!(ways.iter().any(|way| way.contains(t)), "{t} in {ways:?}");
    }
}

#[test]
fn gaps_orders_codes_and_several_values_are_counted_as_told() {
    let (session, view) = shown(&everything(), decide);
    assert_counted(&session, &view);
    assert!(view.rules.agreement > 0.9, "{}", view.rules.sentence);
    let labels = session.rule_labels();
    for (row, label) in labels.iter().enumerate() {
        assert_eq!(label.is_none(), row % 29 == 0, "row {row}: no value in a column whose gaps drop the row");
    }
}

#[test]
fn names_cannot_break_out_of_quotes() {
    let bytes = everything();
    for used in 0..7 {
        let (_, view) = shown(&bytes, |recipe| {
            let mut recipe = decide(recipe);
            for (place, column) in recipe.columns.iter_mut().enumerate() {
                column.role = if place == used { Role::Feature } else { Role::Ignored };
            }
            recipe
        });
        let sql = &view.rules.sql;
        let outside = sql.split('"').step_by(2).collect::<String>();
        let plain = outside.split('\'').step_by(2).collect::<String>();
        let known = |c: char| c.is_ascii_alphanumeric() || " \n<>=(),.-".contains(c);
        assert!(plain.chars().all(known) && !plain.contains("DROP"), "column {used}: {sql}");
        let formula = view.rules.formula.split('"').step_by(2).collect::<String>();
        assert!(formula.starts_with('=') && formula.chars().all(|c| c == '=' || known(c)), "{formula}");
        assert!(view.segments.iter().all(|segment| !segment.rule.ways.is_empty()), "column {used}: {sql}");
    }
}

#[test]
fn one_segment_is_everyone() {
    let (session, view) = shown(&everything(), |recipe| {
        let mut recipe = decide(recipe);
        recipe.clustering.k = Some(1);
        recipe
    });
    assert_eq!(view.segments[0].rule.ways, ["everyone"]);
    assert_counted(&session, &view);
}

#[test]
fn real_files_have_rules_that_count_right() {
    let Some(shared) = shared_data() else { return };
    for (name, least) in
        [("Mall_Customers.csv", 0.9), ("marketing_campaign.csv", 0.85), ("german_credit_data.csv", 0.7)]
    {
        let bytes = std::fs::read(shared.join("customers").join(name)).expect("a shared file");
        let mut session = Session::default();
        let view = journey(&mut session, name, &bytes, |mut recipe| {
            recipe.clustering.restarts = 2;
            recipe.clustering.k_max = 6;
            recipe.clustering.k = Some(5);
            recipe
        });
        let view = view.expect("segments");
        assert!(view.rules.agreement > least, "{name}: {}", view.rules.sentence);
        assert_counted(&session, &view);
        let ways: usize = view.segments.iter().map(|segment| segment.rule.ways.len()).sum();
        assert!(ways <= 10, "{name}: {ways} ways, at most two a segment");
    }
}
