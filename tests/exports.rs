//! What can be taken away beside the labels: more columns, one segment's customers, the table of averages.

use customer_segmentation::protocol::{Event, Export, ExportOptions, LabelColumn, Output, TableFormat};
use customer_segmentation::session::Session;
use customer_segmentation::view::View;

/// Three kinds of customers; the last row has no segment, because it is left out for its gap.
fn file() -> Vec<u8> {
    let mut text = String::from("id;spent;orders\r\n");
    for row in 0..240_u32 {
        let (spent, orders) = [(900, 12), (240, 30), (60, 2)][(row % 3) as usize];
        let jitter = (row * 7919) % 23;
        text += &format!("\"C;{row}\";{},{}\r\n", spent + jitter, orders + jitter % 3).replace(',', ";");
    }
    (text + "\"C;240\";;4\r\n").into_bytes()
}

fn segmented() -> (Session, View, Vec<u8>) {
    let bytes = file();
    let mut session = Session::default();
    let view = crate::common::journey(&mut session, "shop.csv", &bytes, |mut recipe| {
        recipe
            .columns
            .iter_mut()
            .for_each(|column| column.missing = customer_segmentation::recipe::Missing::Drop);
        recipe.clustering.k = Some(3);
        recipe
    })
    .expect("segments");
    (session, view, bytes)
}

fn taken(session: &mut Session, bytes: &[u8], export: Export, options: ExportOptions) -> (String, String) {
    let mut name = String::new();
    let mut text = Vec::new();
    for (output, payload) in crate::common::outputs(session, Event::Export { export, options }, bytes) {
        if let Output::DownloadPart { name: given, .. } = output {
            name = given;
            text.extend(payload);
        }
    }
    (name, String::from_utf8(text).expect("the file's own encoding"))
}

#[test]
fn a_line_of_totals_gets_no_segment() {
    let (_, view, mut bytes) = segmented();
    let text = String::from_utf8(bytes.clone()).expect("text");
    let orders = |line: &str| line.rsplit(';').next().and_then(|cell| cell.parse::<u32>().ok());
    let total = format!("Total;;{}", text.lines().filter_map(orders).sum::<u32>());
    bytes.extend_from_slice(format!("{total}\r\n").as_bytes());
    let mut session = Session::default();
    let with_total =
        crate::common::journey(&mut session, "shop.csv", &bytes, |recipe| recipe).expect("segments");
    assert_eq!(with_total.reading.rows, view.reading.rows, "it is no row");
    let (_, text) = taken(&mut session, &bytes, Export::LabelledFile, ExportOptions::default());
    assert!(text.ends_with(&format!("\r\n{total};\r\n")), "{}", &text[text.len() - 60..]);
    let first = ExportOptions { only: Some(1), ..ExportOptions::default() };
    let (_, list) = taken(&mut session, &bytes, Export::LabelledFile, first);
    assert!(!list.contains("Total"), "nor is it in the list of a segment");
}

#[test]
fn columns_are_appended_in_the_order_asked_for() {
    let (mut session, view, bytes) = segmented();
    let columns =
        vec![LabelColumn::Name, LabelColumn::RunnerUp, LabelColumn::Confidence, LabelColumn::Distance];
    let options = ExportOptions { columns, ..ExportOptions::default() };
    let (name, text) = taken(&mut session, &bytes, Export::LabelledFile, options);
    assert_eq!(name, "shop-segments.csv");
    let lines: Vec<&str> = text.split_terminator("\r\n").collect();
    assert_eq!(lines.len(), 242);
    assert_eq!(
        lines[0],
        "id;spent;orders;segment;segment_name;segment_runner_up;segment_confidence;segment_distance"
    );
    assert_eq!(lines[241], "\"C;240\";;4;;;;;", "a row without a segment gets empty cells");
    for line in &lines[1..241] {
        let cells: Vec<&str> = line.rsplitn(6, ';').collect();
        let [distance, confidence, runner_up, name, number, _] = cells[..] else { panic!("{line}") };
        let number: usize = number.parse().expect("a segment");
        assert_eq!(name, view.segments[number - 1].name, "{line}");
        assert_ne!(runner_up.parse::<usize>().expect("a segment"), number, "{line}");
        let confidence: f64 = confidence.parse().expect("a number");
        assert!((0.0..=1.0).contains(&confidence), "{line}");
        assert!(distance.parse::<f64>().expect("a number") >= 0.0, "{line}");
    }
}

#[test]
fn the_files_of_all_segments_together_are_the_file() {
    let (mut session, view, bytes) = segmented();
    let (_, all) = taken(&mut session, &bytes, Export::LabelledFile, ExportOptions::default());
    let mut found: Vec<String> = Vec::new();
    for segment in &view.segments {
        let options = ExportOptions { only: Some(segment.number), ..ExportOptions::default() };
        let (name, text) = taken(&mut session, &bytes, Export::LabelledFile, options);
        assert_eq!(name, format!("shop-segment-{}.csv", segment.number));
        let lines: Vec<&str> = text.split_terminator("\r\n").collect();
        assert_eq!(lines[0], "id;spent;orders;segment");
        assert_eq!(lines.len() as u64 - 1, segment.size, "{name}");
        assert!(text.ends_with("\r\n"), "{name} ends as the file does");
        found.extend(lines[1..].iter().map(|line| (*line).to_owned()));
    }
    let mut wanted: Vec<String> =
        all.split_terminator("\r\n").skip(1).filter(|line| !line.ends_with(';')).map(str::to_owned).collect();
    found.sort();
    wanted.sort();
    assert_eq!(found, wanted, "every customer with a segment stands in one of them, byte for byte");
}

#[test]
fn the_table_of_averages_is_that_of_the_view() {
    let (mut session, view, bytes) = segmented();
    let (name, text) = taken(&mut session, &bytes, Export::Profile, ExportOptions::default());
    assert_eq!(name, "shop-profile.csv");
    let lines: Vec<Vec<&str>> = text.split_terminator("\r\n").map(|line| line.split(',').collect()).collect();
    assert_eq!(lines.len(), 2 + view.measures.len());
    for (line, measure) in lines[2..].iter().zip(&view.measures) {
        assert_eq!(line[0], measure.column);
        assert_eq!(line[2].parse::<f64>().ok(), Some(measure.average));
        let means: Vec<Option<f64>> = line[3..].iter().map(|cell| cell.parse().ok()).collect();
        assert_eq!(means, measure.means);
    }
    let options = ExportOptions { format: TableFormat::Semicolon, ..ExportOptions::default() };
    let (_, text) = taken(&mut session, &bytes, Export::Profile, options);
    assert!(text.starts_with("\u{feff}column;level;everyone;"), "{}", &text[..40]);
}
