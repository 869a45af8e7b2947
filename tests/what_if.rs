//! One customer more: read, prepared and compared as the rows of the file were.

use std::collections::BTreeMap;

use crate::common::{journey, outputs, shared_data};
use customer_segmentation::protocol::{Event, Output};
use customer_segmentation::recipe::{Missing, Recipe};
use customer_segmentation::sample::{SAMPLE_NAME, sample_csv};
use customer_segmentation::session::Session;
use customer_segmentation::what_if::{Customer, WhatIfView};

fn ask(session: &mut Session, customer: Customer) -> WhatIfView {
    let answers = outputs(session, Event::WhatIf { customer }, &[]);
    let answer = answers.into_iter().find_map(|(output, _)| match output {
        Output::WhatIf { answer } => Some(*answer),
        _ => None,
    });
    answer.expect("an answer")
}

fn pasted(row: &str) -> Customer {
    Customer { cells: BTreeMap::new(), row: row.to_owned() }
}

/// Asks about every row of a file and compares with the labels.
fn every_row(name: &str, bytes: &[u8], decide: impl FnOnce(Recipe) -> Recipe) {
    let mut session = Session::default();
    let view = journey(&mut session, name, bytes, decide).expect("segments");
    let (fit, prepared) = session.shown().expect("a result");
    let (labels, rows) = (fit.labels.clone(), prepared.rows.clone());
    let text = String::from_utf8(bytes.to_vec()).expect("UTF-8");
    for (row, line) in text.lines().skip(1).enumerate().filter(|(_, line)| !line.is_empty()) {
        let answer = ask(&mut session, pasted(line));
        let own = rows.observation(row).map(|observation| u32::from(labels[observation]) + 1);
        assert_eq!(answer.segment, own, "{name}, row {row}: {line}");
        assert!(answer.problems.is_empty(), "{name}, row {row}: {:?}", answer.problems);
        if let Some(own) = own {
            assert_eq!(answer.distances.len(), view.segments.len(), "a distance for each segment");
            let least = answer.distances.iter().copied().fold(f64::INFINITY, f64::min);
            assert_eq!(answer.distances[own as usize - 1], least, "the own segment is the nearest");
        }
    }
}

#[test]
fn a_row_of_the_file_goes_where_it_went() {
    every_row(SAMPLE_NAME, &sample_csv(), |recipe| recipe);
    every_row(SAMPLE_NAME, &sample_csv(), |mut recipe| {
        let features =
            recipe.columns.iter_mut().filter(|column| column.name == "income" || column.name == "age");
        features.for_each(|column| column.missing = Missing::Drop);
        recipe
    });
}

#[test]
fn a_row_of_a_real_file_goes_where_it_went() {
    let Some(shared) = shared_data() else { return };
    for name in ["Mall_Customers.csv", "german_credit_data.csv", "marketing_campaign.csv"] {
        let bytes = std::fs::read(shared.join("customers").join(name)).expect("a shared file");
        every_row(name, &bytes, |mut recipe| {
            recipe.clustering.restarts = 1;
            recipe.clustering.k_max = 4;
            recipe.clustering.k = Some(4);
            recipe
        });
    }
}

#[test]
fn typed_cells_are_told_with_their_reasons() {
    let bytes = sample_csv();
    let mut session = Session::default();
    journey(&mut session, SAMPLE_NAME, &bytes, |recipe| recipe).expect("segments");
    let typed = [("income", "95000"), ("spend_12m", "3400"), ("orders_12m", "18"), ("age", "old")];
    let cells = typed.iter().map(|(name, cell)| ((*name).to_owned(), (*cell).to_owned())).collect();
    let answer = ask(&mut session, Customer { cells, row: String::new() });
    assert_eq!(answer.problems, ["age: “old” is no number and counts as no value."]);
    assert!(!answer.pulls.is_empty() && answer.text.starts_with("Segment "), "{answer:?}");
    let all: f64 = answer.pulls.iter().map(|pull| pull.pull.abs()).sum();
    assert!(all <= 1.0 + 1e-9, "shares of one whole: {all}");
    assert!(answer.pulls[0].text.contains("is nearer to its middle"), "{:?}", answer.pulls[0]);
    let short = ask(&mut session, pasted("1,2"));
    assert!(short.problems[0].starts_with("The line has 2 values"), "{:?}", short.problems);
}

#[test]
fn without_a_result_nothing_is_said() {
    let mut session = Session::default();
    assert!(outputs(&mut session, Event::WhatIf { customer: pasted("1,2") }, &[]).is_empty());
}
