//! Lists of orders become lists of customers, against what pandas makes of the same files.

use std::collections::BTreeMap;

use customer_segmentation::host::carry_out;
use customer_segmentation::protocol::{Event, FileMeta, Origin, Output};
use customer_segmentation::recipe::FoldPlan;
use customer_segmentation::session::Session;
use customer_segmentation::view::{OrdersView, View};
use serde_json::Value;

use crate::common::{journey, outputs, shared_data};

/// A table by column names, and how it was made.
struct Made {
    name: String,
    origin: Origin,
    header: Vec<String>,
    rows: Vec<BTreeMap<String, String>>,
    text: Vec<u8>,
}

/// The customers of a file of orders by `plan`, or by the suggested plan.
fn folded(name: &str, bytes: &[u8], plan: Option<FoldPlan>) -> (OrdersView, Made) {
    let file = FileMeta { name: name.to_owned(), size: bytes.len() as u64 };
    let (mut orders, mut made) = (None, None);
    let mut rest = bytes;
    let open = Event::Open { file, recipe: None };
    carry_out(&mut Session::default(), open, &mut rest, &mut |output, text| match output {
        Output::Opened { reading, .. } => {
            let found = reading.orders.expect("a list of orders");
            let plan = plan.clone().unwrap_or_else(|| found.plan.clone());
            orders = Some(found);
            Some(Event::Fold { plan, filters: None })
        }
        Output::Customers { name, origin, .. } => {
            made = Some((name, origin, text));
            None
        }
        _ => None,
    });
    let (orders, (name, origin, text)) = orders.zip(made).expect("customers");
    let mut reader = csv::Reader::from_reader(text.as_slice());
    let header: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
    let row =
        |record: csv::StringRecord| header.iter().cloned().zip(record.iter().map(str::to_owned)).collect();
    let rows = reader.records().map(|record| row(record.expect("a record"))).collect();
    (orders, Made { name, origin, header: header.clone(), rows, text })
}

fn number(row: &BTreeMap<String, String>, column: &str) -> f64 {
    row[column].parse().unwrap_or(0.0)
}

fn near(ours: f64, theirs: f64, what: &str) {
    assert!((ours - theirs).abs() <= 1e-4 + 1e-9 * theirs.abs(), "{what}: {ours} and {theirs}");
}

#[test]
fn customers_are_those_of_pandas() {
    let Some(shared) = shared_data() else { return };
    let known: Value = serde_json::from_str(include_str!("reference/orders.json")).expect("JSON");
    for known in known["files"].as_array().expect("files") {
        let file = known["file"].as_str().expect("a name");
        let bytes = std::fs::read(shared.join("transactions").join(file)).expect("a shared file");
        let (orders, made) = folded(file, &bytes, None);
        let theirs = |key: &str| known[key].as_f64().expect("a number");
        let sum = |column: &str| made.rows.iter().map(|row| number(row, column)).sum::<f64>();
        assert_eq!(made.rows.len() as f64, theirs("customers"), "{file}");
        assert_eq!(sum("orders"), theirs("orders"), "{file}");
        near(sum("items"), theirs("items"), file);
        // Every amount is rounded to four decimals.
        assert!((sum("spent") - theirs("spent")).abs() < 1e-4 * theirs("customers"), "{file}");
        if theirs("returned") > 0.0 {
            assert!(
                (sum("returned amount") - theirs("returned")).abs() < 1e-4 * theirs("customers"),
                "{file}"
            );
        } else {
            assert!(!made.header.contains(&"returned amount".to_owned()), "{file}: nothing was returned");
        }
        for (at, known) in known["some"].as_array().expect("customers").iter().enumerate() {
            let row = &made.rows[at * 100];
            let text = |key: &str| known[key].as_str().unwrap_or_default().to_owned();
            assert_eq!(row[&orders.plan.customer], text("customer"), "{file}");
            near(number(row, "spent"), known["spent"].as_f64().expect("a number"), "spent");
            near(number(row, "orders"), known["orders"].as_f64().expect("a number"), "orders");
            assert_eq!(
                [number(row, "days as customer"), number(row, "days since last order")],
                [known["first"].as_f64().expect("days"), known["last"].as_f64().expect("days")],
                "{file}"
            );
            if let Some(main) = known["main"].as_str() {
                assert_eq!(row["main Category"], main, "{file}, {}", text("customer"));
            }
        }
        for (key, words) in [
            ("nameless", "name no customer"),
            ("without_an_order", "but sent something back"),
            ("spent_below_0", "back more than they ordered"),
        ] {
            let told = made.origin.notes.iter().find(|note| note.text.contains(words));
            let expected = known[key].as_u64().expect("a count");
            assert_eq!(told.map_or(0, |note| note.count), expected, "{file}: {words}");
        }
    }
}

#[test]
fn the_customers_of_a_shop_are_segmented_by_what_they_bought() {
    let Some(shared) = shared_data() else { return };
    let bytes = std::fs::read(shared.join("transactions/Superstore.csv")).expect("a shared file");
    let (_, made) = folded("Superstore.csv", &bytes, None);
    assert_eq!(made.name, "Superstore-customers.csv");
    // A name that every row of a customer agrees in is a fact about the customer; ids of rows are not.
    assert!(made.header.contains(&"Customer Name".to_owned()) && made.header.contains(&"Segment".to_owned()));
    assert!(
        made.header.contains(&"total Profit".to_owned())
            && made.header.contains(&"average Discount".to_owned())
    );
    assert!(!made.header.iter().any(|name| name.contains("Row ID") || name.contains("Product ID")));
    let view: View =
        journey(&mut Session::default(), &made.name, &made.text, |recipe| recipe).expect("segments");
    assert_eq!((view.reading.rows, view.caution, view.reading.orders), (793, None, None));
    // Without the origin, as here, sums and averages tell apart as well.
    for feature in ["orders", "spent", "days since last order"] {
        assert!(view.features.iter().any(|name| name == feature), "{feature}: {:?}", view.features);
    }
    let descriptors = ["main Ship Mode", "main Region", "main Category", "main Sub-Category"];
    assert_eq!(made.origin.descriptors[..4], descriptors.map(str::to_owned));
    assert_eq!(made.origin.descriptors[4..], ["average Discount", "total Profit"].map(str::to_owned));
}

/// Six rows of three customers often enough repeated to be a list of orders.
fn made_orders() -> String {
    let mut text = String::from("order_no,E-Mail,when,quantity,price,plan,rating\n");
    let mut row = |line: &str| text += &format!("{line}\n");
    for round in 0..8 {
        let day = round + 1;
        row(&format!("A{round},ann@x.org,2024-01-0{day},2,10.50,gold,4"));
        row(&format!("A{round},Ann@X.org,2024-01-0{day},1,4.25,gold,5"));
        row(&format!("B{round},bob@x.org,2024-02-0{day},1,100,basic,3"));
        row(&format!("R{round},bob@x.org,2024-03-0{day},-1,30,basic,"));
        row(&format!("N{round},,2024-04-0{day},1,7,basic,1"));
        row(&format!("C{round},\"=cmd|' /C calc'!A0\",2024-05-0{day},3,2,basic,2"));
    }
    text
}

#[test]
fn orders_returns_and_nameless_rows_are_kept_apart() {
    let (orders, made) = folded("made.csv", made_orders().as_bytes(), None);
    assert_eq!((orders.plan.customer.as_str(), orders.plan.order.as_deref()), ("E-Mail", Some("order_no")));
    assert_eq!(orders.plan.amount, ["quantity", "price"]);
    let [ann, bob, formula] = made.rows.as_slice() else { panic!("three customers: {:?}", made.rows) };
    // Mail addresses are the same in any case of letters, and two rows of one order are one order.
    assert_eq!(
        (ann["E-Mail"].as_str(), ann["orders"].as_str(), ann["items"].as_str()),
        ("ann@x.org", "8", "24")
    );
    assert_eq!((ann["spent"].as_str(), ann["average order value"].as_str()), ("202", "25.25"));
    // Returns lower what was spent, are no orders, and date nothing.
    assert_eq!(
        (bob["orders"].as_str(), bob["spent"].as_str(), bob["returned amount"].as_str()),
        ("8", "560", "240")
    );
    // Counted back from 8 May, the latest day in the file.
    assert_eq!((bob["days as customer"].as_str(), bob["days since last order"].as_str()), ("97", "90"));
    // A plan is a fact, a rating is averaged.
    assert_eq!((ann["plan"].as_str(), ann["average rating"].as_str()), ("gold", "4.5"));
    assert_eq!(formula["E-Mail"], "'=cmd|' /C calc'!A0", "no spreadsheet program computes with it");
    assert!(made.origin.typed, "nor does anything written from here on");
    let told: Vec<&str> = made.origin.notes.iter().map(|note| note.text.as_str()).collect();
    assert!(
        told.iter().any(|text| text.starts_with("8 rows of 48 name no customer") && text.contains("56")),
        "{told:?}"
    );
    assert!(told.iter().any(|text| text.starts_with("8 rows with a negative amount")), "{told:?}");
}

#[test]
fn orders_that_came_to_nothing_are_left_out_and_what_was_paid_back_is_taken_off() {
    let mut text =
        String::from("Name,Email,Financial Status,Created at,Total,Refunded Amount,Lineitem name\n");
    for order in 0..60 {
        let (whose, day) = (order % 12, 1 + order % 28);
        let (status, back) = match order % 10 {
            0 => ("voided", "0.00"),
            5 => ("partially_refunded", "4.00"),
            _ => ("paid", "0.00"),
        };
        text +=
            &format!("#{order},a{whose}@x.org,{status},2024-01-{day:02} 10:00:00 +0100,20.00,{back},mug\n");
        // What concerns the whole order stands on its first line alone.
        text += &format!("#{order},a{whose}@x.org,,,,,lamp\n");
    }
    let (orders, made) = folded("orders.csv", text.as_bytes(), None);
    let cancelled = orders.plan.cancelled.clone().expect("a column of states");
    assert_eq!(
        (cancelled.column.as_str(), cancelled.levels.as_slice()),
        ("Financial Status", &["voided".to_owned()][..])
    );
    assert_eq!(orders.plan.refunded.as_deref(), Some("Refunded Amount"));
    let sum = |made: &Made, column: &str| made.rows.iter().map(|row| number(row, column)).sum::<f64>();
    assert_eq!(
        (sum(&made, "orders"), sum(&made, "spent"), sum(&made, "returned amount")),
        (54.0, 1056.0, 24.0)
    );
    let told = made.origin.notes.iter().find(|note| note.text.contains("came to nothing"));
    assert_eq!(told.map(|note| note.count), Some(12), "six orders of two lines");
    let plan = FoldPlan { refunded: None, cancelled: None, ..orders.plan };
    let (_, made) = folded("orders.csv", text.as_bytes(), Some(plan));
    assert_eq!((sum(&made, "orders"), sum(&made, "spent")), (60.0, 1200.0));
}

#[test]
fn without_names_of_orders_days_or_rows_are_counted() {
    let text = made_orders();
    let (orders, _) = folded("made.csv", text.as_bytes(), None);
    let by_day = FoldPlan { order: None, ..orders.plan };
    let (_, made) = folded("made.csv", text.as_bytes(), Some(by_day.clone()));
    assert_eq!(made.rows[0]["orders"], "8");
    let by_row = FoldPlan { date: None, ..by_day };
    let (_, made) = folded("made.csv", text.as_bytes(), Some(by_row));
    assert_eq!(made.rows[0]["orders"], "16");
    assert!(!made.header.iter().any(|name| name.contains("days")));
}

#[test]
fn a_plan_that_does_not_fit_is_refused_and_nothing_is_lost() {
    let text = made_orders();
    let mut session = Session::default();
    journey(&mut session, "made.csv", text.as_bytes(), |recipe| recipe).expect("segments");
    let fold = |session: &mut Session, plan: FoldPlan| {
        outputs(session, Event::Fold { plan, filters: None }, text.as_bytes()).into_iter().find_map(
            |(output, _)| match output {
                Output::Failed { error } => Some(error.what),
                _ => None,
            },
        )
    };
    let plan = |customer: &str, date: Option<&str>, amount: &[&str]| FoldPlan {
        customer: customer.to_owned(),
        date: date.map(str::to_owned),
        amount: amount.iter().map(|name| (*name).to_owned()).collect(),
        ..FoldPlan::default()
    };
    assert_eq!(
        fold(&mut session, plan("nobody", None, &[])).as_deref(),
        Some("the file has no column \"nobody\"")
    );
    assert_eq!(
        fold(&mut session, plan("E-Mail", Some("price"), &[])).as_deref(),
        Some("\"price\" holds no dates")
    );
    assert_eq!(
        fold(&mut session, plan("E-Mail", None, &["plan"])).as_deref(),
        Some("\"plan\" holds no numbers")
    );
    assert!(session.shown().is_some(), "the result is still there");
}

#[test]
fn rows_that_a_filter_leaves_out_are_no_orders() {
    let text = made_orders();
    let mut session = Session::default();
    let view = journey(&mut session, "made.csv", text.as_bytes(), |mut recipe| {
        let filter = serde_json::json!({ "column": "plan", "rows": "keep", "values": ["gold"] });
        recipe.filters = vec![serde_json::from_value(filter).expect("a filter")];
        recipe
    })
    .expect("segments");
    let plan = view.reading.orders.expect("a list of orders").plan;
    let told = |session: &mut Session, filters| {
        let event = Event::Fold { plan: plan.clone(), filters };
        outputs(session, event, text.as_bytes()).into_iter().find_map(|(output, _)| match output {
            Output::Failed { error } => Some(error.what),
            Output::Customers { .. } => Some("made".to_owned()),
            _ => None,
        })
    };
    let refused = told(&mut session, None).expect("an answer");
    assert!(refused.contains("names 1 customers who ordered"), "one customer has the plan: {refused}");
    // What a person has chosen on the page counts, whether it is applied to the rows or not.
    assert_eq!(told(&mut session, Some(Vec::new())).as_deref(), Some("made"));
    let about_nothing = serde_json::json!({ "column": "nothing", "rows": "keep", "values": ["gold"] });
    let about_nothing = vec![serde_json::from_value(about_nothing).expect("a filter")];
    assert!(told(&mut session, Some(about_nothing)).expect("an answer").contains("no such column"));
}

#[test]
fn a_recipe_for_customers_says_on_a_list_of_orders_what_comes_first() {
    let text = made_orders();
    let recipe = |columns: Value| {
        let json = serde_json::json!({ "version": 1, "columns": columns });
        customer_segmentation::recipe::Recipe::from_json(&json.to_string()).expect("a recipe")
    };
    let refused = |name: &str| {
        let columns = serde_json::json!([{ "name": name, "role": "feature" }]);
        let refused = journey(&mut Session::default(), "made.csv", text.as_bytes(), |_| recipe(columns));
        refused.expect_err("no such column").advice
    };
    assert!(refused("days since last order").contains("make one row of each customer"));
    assert!(refused("income").contains("Correct the name"), "which orders never have");
}
