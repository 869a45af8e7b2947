//! Words of names against the numbers they stand on.

use customer_segmentation::profile::Profile;
use customer_segmentation::recipe::{Recipe, Role};

use crate::common::labelled;

use super::{describe, import, prepare};

/// The profile of a file whose rows are `rows(segment, place)` for 60 customers in each of two segments; everything but `describing` is used.
fn of(header: &str, describing: &[&str], rows: impl Fn(u64, u64) -> String) -> Profile {
    let mut text = format!("{header}\n");
    for place in 0..60 {
        for segment in 0..2 {
            text.push_str(&format!("{}\n", rows(segment, place)));
        }
    }
    let table = import("made.csv", text.as_bytes());
    let mut recipe = Recipe::suggest(&table);
    for entry in &mut recipe.columns {
        entry.role = if describing.contains(&entry.name.as_str()) { Role::Descriptor } else { Role::Feature };
    }
    let prepared = prepare(&table, &recipe);
    let labels: Vec<u16> = (0..120).map(|i| i % 2).collect();
    describe(&table, &recipe, &prepared, &labelled(&prepared.matrix, &labels, 2))
}

fn names(profile: &Profile) -> Vec<&str> {
    profile.segments.iter().map(|segment| segment.name.as_str()).collect()
}

#[test]
fn absolute_words_need_absolute_numbers() {
    let ages = |low: u64, high: u64| {
        of("age,visits", &[], move |segment, place| {
            format!("{},{}", if segment == 0 { low } else { high } + place % 9, 5 + place % 7)
        })
    };
    assert_eq!(names(&ages(22, 65)), ["Young customers", "Senior customers"]);
    assert_eq!(names(&ages(40, 52)), ["Younger customers", "Older customers"]);
}

#[test]
fn nobody_is_named_after_gender() {
    let profile = of("gender,spend", &[], |segment, place| {
        let gender = if segment == 0 { "female" } else { "male" };
        format!("{gender},{}", 100 + (place * 37) % 61)
    });
    assert_eq!(names(&profile), ["Segment A", "Segment B"]);
    assert!(profile.segments[0].traits.iter().any(|found| found.measure < 2), "it is a trait all the same");
}

#[test]
fn champions_and_dormant_need_recency_frequency_and_value() {
    let rows = |segment: u64, place: u64| {
        let (days, orders, spent) = if segment == 0 { (5, 20, 900) } else { (300, 2, 60) };
        format!("{},{},{}", days + place % 5, orders + place % 3, spent + place % 50)
    };
    let profile = of("recency_days,orders,total_spent", &[], rows);
    assert_eq!(names(&profile), ["Champions", "Low-spending dormant customers"]);
    let word = profile.segments[0].words.first().expect("a word");
    assert_eq!((word.text.as_str(), word.measures.len()), ("champions", 3), "on three numbers");
    assert!(word.reason.contains("recency_days is 7"), "{}", word.reason);
}

#[test]
fn unknown_headers_are_called_by_their_words() {
    let profile = of("zorb,MntWines,MntFish", &[], |segment, place| {
        let (zorb, wines, fish) = if segment == 0 { (90, 200, 20) } else { (10, 40, 60) };
        format!("{},{},{}", zorb + place % 11, wines + place % 30, fish + (place * 7) % 30)
    });
    // Wines are 1.2 times everyone's share of what the first spend: not enough for a preference.
    assert_eq!(
        names(&profile),
        ["High-spending high-“zorb” customers", "Low-spending low-“zorb” fish buyers"]
    );
    let word = &profile.segments[0].words[0];
    assert!(!word.reason.is_empty() && !word.measures.is_empty(), "every word has its numbers");
}

#[test]
fn a_name_has_three_words_and_two_words_for_behaviour_never_meet() {
    let rows = |segment: u64, place: u64| {
        let high = segment == 0;
        let of = |more: u64, less: u64| if high { more } else { less } + place % 7;
        format!(
            "{},{},{},{},{},{}",
            of(20, 2) * 50,
            of(60, 20),
            of(90, 30) * 1000,
            of(200, 9),
            of(40, 3),
            of(80, 12)
        )
    };
    let profile = of("total_spent,age,income,sessions,tenure_months,returns", &[], rows);
    let found = names(&profile);
    assert!(found.iter().all(|name| name.split(' ').count() <= 4), "three words and a noun: {found:?}");
    for segment in &profile.segments {
        let doing = ["highly-engaged", "less-engaged", "long-standing", "newer", "new"];
        let said = segment.words.iter().filter(|word| doing[..2].contains(&word.text.as_str())).count();
        assert!(said <= 1, "{:?}", segment.words);
    }
}

#[test]
fn codes_times_and_the_economy_name_nobody() {
    let profile = of("channel,euribor3m,month", &[], |segment, place| {
        let (channel, euribor, month) = if segment == 0 { (1, 10, "may") } else { (2, 48, "nov") };
        format!("{channel},{}.{},{month}", euribor / 10, euribor % 10 + place % 2)
    });
    assert_eq!(names(&profile), ["Segment A", "Segment B"]);
    assert!(!profile.segments[0].traits.is_empty(), "they are traits all the same");
}

#[test]
fn a_column_of_a_series_is_called_as_the_series_is() {
    let profile = of("zorb 4,visits", &[], |segment, place| {
        format!("{},{}", if segment == 0 { 900 } else { 100 } + place % 50, 5 + place % 7)
    });
    assert_eq!(names(&profile), ["High-“zorb” customers", "Low-“zorb” customers"]);
    assert!(profile.segments[0].words[0].reason.contains("zorb 4 is"), "the reason says which");
}

#[test]
fn what_a_question_asks_is_said_of_those_who_answer_yes() {
    let profile = of("is_active_member,has_cr_card,orders", &[], |segment, place| {
        let yes = |limit: u64| u64::from(if segment == 0 { place % 10 < limit } else { place % 10 >= limit });
        format!("{},{},{}", yes(9), yes(5), 10 + place % 7)
    });
    assert_eq!(names(&profile), ["Customers, mostly active member", "Segment B"]);
}

#[test]
fn descriptors_are_told_when_they_pass_and_not_otherwise() {
    let profile = of("age,plan,colour", &["plan", "colour"], |segment, place| {
        let plan = if (segment == 0) == (place % 10 < 8) { "basic" } else { "premium" };
        let colour = ["red", "green", "blue"][(place % 3) as usize];
        format!("{},{plan},{colour}", 20 + 30 * segment + place % 7)
    });
    let columns: Vec<&str> = profile.segments[0]
        .traits
        .iter()
        .map(|found| profile.measures[found.measure].column.as_str())
        .collect();
    assert_eq!(columns, ["age", "plan"], "colours are dealt out evenly");
    assert!(profile.segments[0].sentences[2].contains("plan"), "{:?}", profile.segments[0].sentences);
    assert_eq!(profile.segments[0].sentences.len(), 3);
}
