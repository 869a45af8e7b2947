//! A recipe that holds how customers are made of a list of orders does all of it again with the next list.

use customer_segmentation::error::Error;
use customer_segmentation::protocol::{Event, FileMeta, Origin, Output};
use customer_segmentation::recipe::FoldPlan;
use customer_segmentation::recipe::{OrdersRecipe, Recipe, Role};
use customer_segmentation::session::Session;
use customer_segmentation::view::View;
use serde_json::json;

use crate::common::{outputs, shared_data};

/// What became of a file that was opened: its view, or customers made of it with the recipe to open them with.
enum Outcome {
    Shown(Box<View>),
    Made { name: String, origin: Origin, recipe: Option<Box<Recipe>>, text: Vec<u8> },
    Failed(Error),
}

fn told(session: &mut Session, event: Event, bytes: &[u8]) -> Outcome {
    let mut all = outputs(session, event, bytes).into_iter();
    let outcome = all.find_map(|(output, text)| match output {
        Output::Segmented { view } => Some(Outcome::Shown(view)),
        Output::Customers { name, origin, recipe } => Some(Outcome::Made { name, origin, recipe, text }),
        Output::Failed { error } => Some(Outcome::Failed(error)),
        _ => None,
    });
    outcome.expect("segments, customers or an error")
}

fn open(session: &mut Session, name: &str, bytes: &[u8], recipe: Option<Recipe>) -> Outcome {
    let file = FileMeta { name: name.to_owned(), size: bytes.len() as u64 };
    told(session, Event::Open { file, recipe }, bytes)
}

/// The segments of customers just made.
fn open_made(session: &mut Session, made: Outcome) -> (View, Vec<u8>) {
    let Outcome::Made { name, origin, recipe, text } = made else { panic!("no customers were made") };
    let file = FileMeta { name, size: text.len() as u64 };
    let event = Event::OpenMade { file, origin, recipe: recipe.map(|recipe| *recipe) };
    (shown(told(session, event, &text)), text)
}

fn shown(outcome: Outcome) -> View {
    match outcome {
        Outcome::Shown(view) => *view,
        Outcome::Made { .. } => panic!("customers were made"),
        Outcome::Failed(error) => panic!("{error}"),
    }
}

fn failed(outcome: Outcome) -> Error {
    match outcome {
        Outcome::Failed(error) => error,
        _ => panic!("it did not fail"),
    }
}

fn labels(session: &Session) -> Vec<u16> {
    session.shown().expect("a result").0.labels.clone()
}

/// Orders of sixty customers in two kinds, one of them from a shop that does not count.
fn orders(month: u32, returns: bool) -> String {
    let mut text = String::from("order no;customer id;ordered;amount;shop;remark\n");
    for order in 0..600_u32 {
        let customer = order * 7 % 61;
        let amount = if customer < 30 { 5 + order % 7 } else { 90 + order % 13 };
        let shop = if customer == 60 { "test" } else { "web" };
        let day = 1 + order % 28;
        text += &format!("A{order};c{customer};2024-{month:02}-{day:02};{amount},50;{shop};free\n");
        if returns && order % 50 == 0 {
            text += &format!("R{order};c{customer};2024-{month:02}-28;-{amount},50;{shop};free\n");
        }
    }
    text
}

/// The recipe that the page has once customers were made of `text` without rows of the shop "test", and their labels.
fn decided(text: &str) -> (Recipe, Vec<u16>, Vec<u8>) {
    let mut session = Session::default();
    let view = shown(open(&mut session, "may.csv", text.as_bytes(), None));
    let plan = view.reading.orders.expect("a list of orders").plan;
    let filter = json!({ "column": "shop", "rows": "leave_out", "values": ["test"] });
    let mut recipe = view.recipe;
    recipe.filters = vec![serde_json::from_value(filter).expect("a filter")];
    shown(told(&mut session, Event::Apply { recipe }, text.as_bytes()));
    let made = told(&mut session, Event::Fold { plan, filters: None }, text.as_bytes());
    let (view, customers) = open_made(&mut session, made);
    assert_eq!(view.reading.rows, 60, "the shop's own customer is left out");
    (view.recipe, labels(&session), customers)
}

#[test]
fn the_same_orders_and_recipe_give_the_same_segments() {
    let text = orders(5, true);
    let (recipe, wanted, _) = decided(&text);
    let written = Recipe::from_json(&recipe.to_json()).expect("a recipe that can be read again");
    assert_eq!(written, recipe);
    let kept = recipe.orders.as_ref().expect("how the customers were made");
    assert_eq!((kept.plan.customer.as_str(), kept.filters.len()), ("customer id", 1));
    let mut session = Session::default();
    let (view, _) = {
        let made = open(&mut session, "may.csv", text.as_bytes(), Some(written));
        open_made(&mut session, made)
    };
    assert_eq!((view.recipe, labels(&session)), (recipe, wanted));
}

#[test]
fn the_next_list_is_treated_alike_though_it_lacks_a_column() {
    let (recipe, ..) = decided(&orders(5, true));
    assert!(recipe.column("returned amount").is_some(), "something came back");
    let next = orders(6, false);
    let mut session = Session::default();
    let made = open(&mut session, "june.csv", next.as_bytes(), Some(recipe.clone()));
    let (view, _) = open_made(&mut session, made);
    assert_eq!((view.reading.rows, &view.recipe.orders), (60, &recipe.orders));
    assert!(view.recipe.column("returned amount").is_none(), "and here nothing did");
    let features = |recipe: &Recipe| recipe.features().map(|entry| entry.name.clone()).collect::<Vec<_>>();
    assert_eq!(features(&view.recipe), features(&recipe));
}

#[test]
fn customers_made_before_are_taken_as_they_are() {
    let text = orders(5, false);
    let (recipe, wanted, customers) = decided(&text);
    let mut session = Session::default();
    let view = shown(open(&mut session, "may-customers.csv", &customers, Some(recipe)));
    assert_eq!((view.recipe.orders, labels(&session)), (None, wanted));
}

#[test]
fn a_recipe_dropped_on_customers_made_before_is_for_them() {
    let text = orders(5, false);
    let (recipe, wanted, customers) = decided(&text);
    let mut session = Session::default();
    shown(open(&mut session, "may-customers.csv", &customers, None));
    let view = shown(told(&mut session, Event::Apply { recipe }, &customers));
    assert_eq!((view.recipe.orders, labels(&session)), (None, wanted));
}

#[test]
fn what_a_recipe_refuses_leaves_computed_columns_where_they_are() {
    let text = orders(5, false);
    let (mut recipe, _, customers) = decided(&text);
    let mut session = Session::default();
    let made = open(&mut session, "may.csv", text.as_bytes(), Some(recipe.clone()));
    open_made(&mut session, made);
    let computed =
        json!({ "name": "a day", "role": "feature", "formula": "spent / (\"days as customer\" + 1)" });
    recipe.columns.push(serde_json::from_value(computed).expect("an entry"));
    let view = shown(told(&mut session, Event::Apply { recipe: recipe.clone() }, &customers));
    assert!(view.features.iter().any(|name| name == "a day"));
    // Another plan and another reading: the file is read again before anything can be said about it.
    let orders = recipe.orders.as_mut().expect("how the customers were made");
    orders.filters.clear();
    recipe.reading.encoding = Some("windows-1252".to_owned());
    let error = failed(told(&mut session, Event::Apply { recipe }, &customers));
    assert!(error.what.contains("in another way"), "{error}");
    shown(told(&mut session, Event::Choose { k: view.k + 1 }, &customers));
}

#[test]
fn a_column_computed_among_the_orders_cannot_be_replayed_and_that_is_told() {
    let text = orders(5, false);
    let mut session = Session::default();
    let mut recipe = shown(open(&mut session, "may.csv", text.as_bytes(), None)).recipe;
    let computed = json!({ "name": "twice", "role": "descriptor", "formula": "amount * 2" });
    recipe.columns.push(serde_json::from_value(computed).expect("an entry"));
    let view = shown(told(&mut session, Event::Apply { recipe }, text.as_bytes()));
    let plan = view.reading.orders.expect("a list of orders").plan;
    let made = |session: &mut Session, plan| match told(
        session,
        Event::Fold { plan, filters: None },
        text.as_bytes(),
    ) {
        Outcome::Made { origin, .. } => origin,
        _ => panic!("no customers were made"),
    };
    assert!(made(&mut session, plan.clone()).orders.is_some());
    let origin = made(&mut session, FoldPlan { amount: vec!["twice".to_owned()], ..plan });
    assert!(origin.orders.is_none());
    assert!(origin.notes.iter().any(|note| note.text.contains("the recipe does not hold that")));
}

#[test]
fn the_order_of_dates_goes_along_and_where_it_is_missing_the_way_is_told() {
    let dated = |month: u32, days: u32| {
        let mut text = String::from("order no;customer id;ordered;amount\n");
        for order in 0..600_u32 {
            let customer = order * 7 % 61;
            let amount = if customer < 30 { 5 + order % 7 } else { 90 + order % 13 };
            text += &format!("A{order};c{customer};{:02}/{month:02}/2024;{amount}\n", 1 + order % days);
        }
        text
    };
    let may = dated(5, 28);
    let mut session = Session::default();
    let plan =
        shown(open(&mut session, "may.csv", may.as_bytes(), None)).reading.orders.expect("orders").plan;
    let made = told(&mut session, Event::Fold { plan, filters: None }, may.as_bytes());
    let (view, _) = open_made(&mut session, made);
    // No day of the next list is beyond the twelfth.
    let june = dated(6, 12);
    let mut session = Session::default();
    let made = open(&mut session, "june.csv", june.as_bytes(), Some(view.recipe));
    let (view, _) = open_made(&mut session, made);
    assert!(view.features.iter().any(|name| name == "days since last order"));
    let mut silent = view.recipe;
    silent.orders.as_mut().expect("how the customers were made").reading.dates.clear();
    let error = failed(open(&mut Session::default(), "june.csv", june.as_bytes(), Some(silent)));
    assert!(error.advice.contains(r#""reading": {"dates": {"ordered": "day_first"}}"#), "{error}");
}

#[test]
fn a_list_that_lacks_a_column_of_the_plan_is_refused_with_what_to_do() {
    let text = orders(5, false);
    let (recipe, ..) = decided(&text);
    let other = text.replacen("amount", "weight", 1);
    let error = failed(open(&mut Session::default(), "other.csv", other.as_bytes(), Some(recipe)));
    assert_eq!(
        (error.place.as_str(), error.what.as_str()),
        ("recipe, key orders", "the file has no column \"amount\"")
    );
    assert!(error.advice.contains("a list of orders with the same columns"));
}

#[test]
fn a_recipe_can_be_loaded_where_the_rows_of_orders_are_shown_and_not_change_how_customers_were_made() {
    let text = orders(5, false);
    let (recipe, wanted, _) = decided(&text);
    let mut session = Session::default();
    shown(open(&mut session, "may.csv", text.as_bytes(), None));
    let made = told(&mut session, Event::Apply { recipe: recipe.clone() }, text.as_bytes());
    let (_, customers) = open_made(&mut session, made);
    assert_eq!(labels(&session), wanted);
    // Without the key it goes on with the customers there are.
    let bare = Recipe { orders: None, ..recipe.clone() };
    let view = shown(told(&mut session, Event::Apply { recipe: bare }, &customers));
    assert_eq!((view.recipe.orders, labels(&session)), (recipe.orders.clone(), wanted.clone()));
    let other = recipe.orders.clone().map(|orders| OrdersRecipe { filters: Vec::new(), ..orders });
    let other = Recipe { orders: other, ..recipe };
    let error = failed(told(&mut session, Event::Apply { recipe: other }, &customers));
    assert!(error.what.contains("in another way"), "{error}");
    assert_eq!(labels(&session), wanted, "the result is still there");
}

#[test]
fn orders_are_read_as_the_recipe_says() {
    let text = orders(5, false);
    let (mut recipe, ..) = decided(&text);
    let reading = json!({ "columns": { "amount": { "type": "text" } } });
    let orders = recipe.orders.as_mut().expect("how the customers were made");
    orders.reading = serde_json::from_value(reading).expect("a reading");
    let error = failed(open(&mut Session::default(), "may.csv", text.as_bytes(), Some(recipe.clone())));
    assert_eq!(error.what, "\"amount\" holds no numbers");
    let mut session = Session::default();
    shown(open(&mut session, "may.csv", text.as_bytes(), None));
    let error = failed(told(&mut session, Event::Apply { recipe }, text.as_bytes()));
    assert_eq!(error.what, "\"amount\" holds no numbers", "the file is read again for it");
}

#[test]
fn what_is_wrong_in_it_is_said_with_its_place() {
    let text = json!({
        "version": 1,
        "orders": { "plan": { "customer": "id" }, "filters": [{ "column": "shop", "rows": "keep" }] },
        "columns": [{ "name": "spent", "role": "feature" }],
    });
    let error = Recipe::from_json(&text.to_string()).expect_err("a filter about nothing");
    assert!(error.place.ends_with(", under orders"), "{error}");
    let text = text.to_string().replace("\"customer\"", "\"costumer\"");
    assert!(Recipe::from_json(&text).expect_err("a misspelt key").what.contains("costumer"));
}

#[test]
fn a_real_list_is_done_again() {
    let Some(shared) = shared_data() else { return };
    let bytes = std::fs::read(shared.join("transactions/Superstore.csv")).expect("a shared file");
    let mut session = Session::default();
    let view = shown(open(&mut session, "Superstore.csv", &bytes, None));
    let plan: FoldPlan = view.reading.orders.expect("a list of orders").plan;
    let made = told(&mut session, Event::Fold { plan, filters: None }, &bytes);
    let (view, _) = open_made(&mut session, made);
    let wanted = labels(&session);
    let main = view.recipe.column("main Region").map(|entry| entry.role);
    assert_eq!(main, Some(Role::Descriptor), "what is put together only describes");
    let mut session = Session::default();
    let made = open(&mut session, "Superstore.csv", &bytes, Some(view.recipe));
    open_made(&mut session, made);
    assert_eq!(labels(&session), wanted);
}
