//! The report: what it holds, and what it must not hold.

use customer_segmentation::chart::{Look, Points};
use customer_segmentation::report::{Made, html};
use customer_segmentation::session::Session;
use customer_segmentation::view::View;

fn look() -> Look {
    let colour = r##""canvas":"#fdfdfc","ink":"#15181b","ink_2":"#474e57","ink_3":"#616872","grid":"#eee","rule_2":"#ccc","band":"#eef","accent":"#0e5568""##;
    let series = r##"[{"fill":"#0077c0","on":"#fff"},{"fill":"#c97c01","on":"#000"}]"##;
    serde_json::from_str(&format!(r#"{{"dpr":3,"font":"system-ui",{colour},"series":{series}}}"#))
        .expect("a look")
}

/// The view of a file, and its report.
fn reported(name: &str, bytes: &[u8]) -> (View, String) {
    let mut session = Session::default();
    let (view, points) =
        crate::common::journey_with_points(&mut session, name, bytes, |recipe| recipe).expect("a result");
    let points = Points::read(&points, view.map.shown).expect("the points of the map");
    let report = html(&view, &points, &look(), Made { date: "24 November 2026", version: "1.2.3" });
    (view, report)
}

/// Three kinds of customers, with an identifier, a free text and a hostile header.
fn made() -> Vec<u8> {
    let mut text = String::from("customer_id,<img src=x onerror=alert(1)>,orders,remark,plan\n");
    for row in 0..300_u32 {
        let kind = row % 3;
        let (spent, orders) = [(900, 12), (240, 30), (60, 2)][kind as usize];
        let plan = ["</script><b>basic", "plus", "basic"][kind as usize];
        let (jitter, id) = ((row * 7919) % 23, 700_000 + row * 37);
        text += &format!("ID{id},{},{},remark number {id},{plan}\n", spent + jitter, orders + jitter % 3);
    }
    text.into_bytes()
}

#[test]
fn it_names_every_segment_and_every_column_and_holds_no_markup_of_the_file() {
    let (view, report) = reported("<svg onload=alert(2)>.csv", &made());
    assert!(view.segments.len() > 1, "there is something to report");
    for segment in &view.segments {
        assert!(report.contains(&segment.name.replace('\'', "&#39;")), "{} is in it", segment.name);
    }
    assert!(report.contains("&lt;img src=x onerror=alert(1)&gt;"), "the header is told as it is");
    for hostile in ["<img", "<script", "</script", "<svg onload", "<b>"] {
        assert!(!report.contains(hostile), "{hostile} is markup");
    }
    assert_eq!(report.matches("<svg ").count(), 2, "the map and the curve");
    assert_eq!(report.matches("<article").count(), view.segments.len(), "a card each");
}

#[test]
fn no_customer_is_in_it() {
    let (_, report) = reported("shop.csv", &made());
    for row in 0..300_u32 {
        let id = 700_000 + row * 37;
        assert!(!report.contains(&id.to_string()), "customer {id} is in the report");
    }
}

#[test]
fn it_refers_to_nothing_outside_itself_and_runs_nothing() {
    let calm = String::from_utf8(made()).expect("text").replace("<img src=x onerror=alert(1)>", "spent");
    let (_, report) = reported("shop.csv", calm.as_bytes());
    let addresses = report.replace("http://www.w3.org/2000/svg", "");
    for way in ["http:", "https:", "url(", "src=", "href=", "@import", "javascript:"] {
        assert!(!addresses.contains(way), "{way}");
    }
    assert!(
        report.contains("default-src 'none'") || report.contains("default-src &#39;none&#39;"),
        "it has a policy"
    );
}

#[test]
fn the_same_result_gives_the_same_report() {
    assert_eq!(reported("shop.csv", &made()).1, reported("shop.csv", &made()).1);
}

#[test]
fn years_are_written_without_a_mark_between_thousands() {
    let mut text = String::from("customer_id,year_of_birth,spent\n");
    for row in 0..300_u32 {
        let (born, spent) = [(1948, 9000), (1971, 2400), (1996, 1300)][row as usize % 3];
        text += &format!("ID{row},{},{}\n", born + row % 5, spent + (row * 7919) % 230);
    }
    let (view, report) = reported("shop.csv", text.as_bytes());
    let measure = view.measures.iter().find(|measure| measure.column == "year_of_birth").expect("a measure");
    assert!(measure.years);
    assert!(report.contains("<td>1950</td>"), "{report}");
    assert!(!report.contains("1,950") && !report.contains("1,973") && !report.contains("1,998"));
    assert!(report.contains(">2,51"), "an amount keeps its mark");
    let said: String = view.segments.iter().flat_map(|segment| segment.sentences.clone()).collect();
    assert!(said.contains("birth 1950") && said.contains("birth 1998"), "{said}");
    assert!(said.contains("against 4,3"), "{said}");
}

#[test]
fn real_files_are_reported_without_their_identifiers() {
    let Some(data) = crate::common::shared_data() else { return };
    for name in ["Mall_Customers.csv", "marketing_campaign.csv", "Ecommerce_Customers.csv"] {
        let bytes = std::fs::read(data.join("customers").join(name)).expect("a shared file");
        let (view, report) = reported(name, &bytes);
        assert!(report.len() < 1_500_000, "{name}: {} bytes", report.len());
        assert_eq!(report.matches("<article").count(), view.segments.len(), "{name}");
        assert!(!report.contains('@') || !report.contains(".com"), "{name}: no address of a customer");
    }
}
