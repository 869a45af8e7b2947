//! The verdict on real files, through the session.

use customer_segmentation::host::carry_out;
use customer_segmentation::protocol::{Event, FileMeta, Output};
use customer_segmentation::recipe::{Recipe, Role};
use customer_segmentation::session::Session;
use customer_segmentation::validate::Kind;
use customer_segmentation::view::{Pace, TrustView};

/// What the checks say of a file of the shared data, with `features` alone, or with what is suggested.
fn checked(path: &str, features: &[&str]) -> Option<TrustView> {
    let bytes = std::fs::read(crate::common::shared_data()?.join(path)).expect("a file of the shared data");
    let decide = |mut recipe: Recipe| {
        for column in recipe.columns.iter_mut().filter(|_| !features.is_empty()) {
            let used = features.contains(&column.name.as_str());
            column.role = if used { Role::Feature } else { Role::Ignored };
        }
        recipe
    };
    let (mut found, mut decided) = (None, false);
    let file = FileMeta { name: path.to_owned(), size: bytes.len() as u64 };
    let open = Event::Open { file, recipe: None };
    carry_out(&mut Session::default(), open, &mut &*bytes, &mut |output, _| match output {
        Output::Opened { recipe, .. } if !std::mem::replace(&mut decided, true) => {
            Some(Event::Apply { recipe: decide(*recipe) })
        }
        Output::Checked { trust, .. } => {
            found = Some(*trust);
            None
        }
        Output::Failed { error } => panic!("{path}: {error}"),
        _ => None,
    });
    let trust = found.expect("the checks tell what they find");
    assert_eq!((trust.pace, trust.share), (Pace::Done, 1.0), "{path}");
    print(path, features, &trust);
    Some(trust)
}

fn print(path: &str, features: &[&str], trust: &TrustView) {
    let verdict = trust.verdict.as_ref().expect("a verdict");
    println!("{path} {features:?}: {:?}, {}", verdict.kind, verdict.recommended);
    println!("  {}. {}", verdict.word, verdict.sentence);
    verdict.reasons.iter().for_each(|reason| println!("  {reason}"));
    for row in &trust.panel {
        let values = [row.overlap, row.gap, row.gap_error, row.silhouette]
            .map(|x| x.map_or(f64::NAN, |x| (x * 1e3).round() / 1e3));
        println!("  {}: overlap, gap, its error, silhouette {values:?}", row.k);
    }
}

fn verdict(path: &str, features: &[&str]) -> Option<(Kind, u32)> {
    checked(path, features)?.verdict.map(|verdict| (verdict.kind, verdict.recommended))
}

#[test]
fn files_without_groups_get_no_natural_segments() {
    for path in ["customers/Ecommerce_Customers.csv", "customers/shopping_trends.csv"] {
        let Some((kind, _)) = verdict(path, &[]) else { return };
        assert_ne!(kind, Kind::Natural, "{path}");
    }
}

#[test]
fn mall_customers_fall_into_five_or_six() {
    let features = ["Annual Income (k$)", "Spending Score (1-100)"];
    let Some((kind, k)) = verdict("customers/Mall_Customers.csv", &features) else { return };
    assert_eq!(kind, Kind::Natural);
    assert!(k == 5 || k == 6, "{k}");
}

#[test]
fn irises_fall_into_two_or_three() {
    let Some((kind, k)) = verdict("benchmarks/iris.csv", &[]) else { return };
    assert_eq!(kind, Kind::Natural);
    assert!(k == 2 || k == 3, "{k}");
}
