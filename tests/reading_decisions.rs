//! Every decision about reading can be seen with its evidence, and made otherwise: by an option, and in the session by a recipe that
//! changes nothing else.

use std::collections::BTreeMap;

use crate::common::{journey, outputs};
use customer_segmentation::ingest::{Imported, Importer};
use customer_segmentation::protocol::{Event, Output};
use customer_segmentation::recipe::{
    ColumnReading, DateOrder, DecimalMark, Decision, DecisionKey, ReadAs, Reading, Role, Setting,
};
use customer_segmentation::session::Session;
use customer_segmentation::table::{CellState, ColumnType};
use customer_segmentation::view::View;

fn import(text: &[u8], choices: &Reading) -> Imported {
    let mut importer = Importer::choosing("shop.csv", choices.clone());
    importer.feed(text).expect("a table");
    importer.finish().expect("a table")
}

fn decision(decisions: &[Decision], key: DecisionKey) -> &Decision {
    decisions
        .iter()
        .find(|decision| decision.key == key)
        .unwrap_or_else(|| panic!("{key:?} in {decisions:?}"))
}

/// Choices about the column `name`.
fn column(name: &str, reading: ColumnReading) -> Reading {
    Reading { columns: BTreeMap::from([(name.to_owned(), reading)]), ..Reading::default() }
}

fn text(text: &str) -> Setting {
    Setting::Text(text.to_owned())
}

#[test]
fn the_files_own_decisions_are_told_with_evidence() {
    let file =
        b"Report\n\nname;spent;joined\nAnna;1.234,50;13/04/2024\nJo;7,25;01/02/2024\nKim;-;02/02/2024\n";
    let imported = import(file, &Reading::default());
    let told = |key| {
        let decision = decision(&imported.decisions, key);
        assert!(!decision.given, "{key:?} was left to the file");
        let values: Vec<&Setting> = decision.alternatives.iter().map(|other| &other.value).collect();
        assert!(values.contains(&&decision.value), "{key:?}: what was decided can be chosen: {values:?}");
        (decision.value.clone(), decision.evidence.clone())
    };
    assert_eq!(told(DecisionKey::Delimiter), (text(";"), "3 of 3 rows have 3 fields with it.".to_owned()));
    assert_eq!(told(DecisionKey::PreambleLines).0, Setting::Count(2));
    assert_eq!(
        told(DecisionKey::Header),
        (Setting::Flag(true), "Over columns of numbers the first line has 2 words and no number.".to_owned())
    );
    assert_eq!(told(DecisionKey::Decimal).0, text("comma"));
    assert!(told(DecisionKey::Encoding).1.contains("only ASCII"));
    let spent = &imported.column_decisions[1];
    assert_eq!(
        decision(spent, DecisionKey::Decimal).evidence,
        "2 of 2 values use a decimal comma, none a decimal point."
    );
    assert_eq!(decision(spent, DecisionKey::Type).evidence, "2 of 2 values are numbers.");
    let joined = &imported.column_decisions[2];
    assert_eq!(decision(joined, DecisionKey::Type).value, text("date"));
    assert_eq!(
        decision(joined, DecisionKey::Dates).evidence,
        "1 date can only be read with the day first, none only with the month first, 1 both ways."
    );
    assert_eq!(imported.format.preamble_lines, 2);
}

#[test]
fn the_file_is_read_as_a_person_says() {
    let file = b"a,b;c\n1,5;2\n3,5;4\n";
    let read = |choices: Reading| import(file, &choices);
    assert_eq!(read(Reading::default()).table.columns.len(), 2);
    let commas = read(Reading { delimiter: Some(",".to_owned()), ..Reading::default() });
    assert_eq!((commas.table.columns.len(), commas.format.delimiter.as_str()), (2, ","));
    assert!(decision(&commas.decisions, DecisionKey::Delimiter).given);
    let headless = read(Reading { header: Some(false), ..Reading::default() });
    assert_eq!((headless.table.rows, headless.table.columns[0].name.as_str()), (3, "column 1"));
    let lower = read(Reading { preamble_lines: Some(1), header: Some(false), ..Reading::default() });
    assert_eq!((lower.table.rows, lower.format.preamble_lines), (2, 1));
    let point = read(Reading { decimal: Some(DecimalMark::Point), ..Reading::default() });
    assert_eq!(point.table.columns[0].kind, ColumnType::Category, "1,5 is no number with a decimal point");
    let quoted = import(b"a,b\n'x,y',1\n", &Reading { quote: Some("'".to_owned()), ..Reading::default() });
    assert_eq!(quoted.table.columns[0].examples, ["x,y"]);
    let bare = import(b"a,b\n\"x,1\n\"y,2\n", &Reading { quote: Some(String::new()), ..Reading::default() });
    assert_eq!(bare.table.columns[0].examples, ["\"x", "\"y"]);
    let greek = Reading { encoding: Some("windows-1253".to_owned()), ..Reading::default() };
    let imported = import(b"\xcc\xdc\xfa,n\n\xe1,1\n\xe1,2\n", &greek);
    assert_eq!(imported.table.columns[0].levels(), ["\u{3b1}"]);
    let japanese = Reading { encoding: Some("Shift_JIS".to_owned()), ..Reading::default() };
    let imported = import(b"\x96\xbc\x91\x4f|n\n\x83\x7c|1\n\x83\x7c|2\n", &japanese);
    assert_eq!(
        (imported.table.columns[0].name.as_str(), imported.table.columns[0].levels()),
        ("\u{540d}\u{524d}", &["\u{30dd}".to_owned()][..]),
        "a vertical bar inside a character does not cut"
    );
}

#[test]
fn a_column_is_read_as_a_person_says() {
    let file = b"code,when,x\n0012,03/04/2024,999\n0013,05/06/2024,1\n0014,07/08/2024,2\n";
    let as_type = |name: &str, read_as| {
        import(file, &column(name, ColumnReading { read_as: Some(read_as), ..ColumnReading::default() }))
    };
    let code = as_type("code", ReadAs::Number);
    assert_eq!(
        (code.table.columns[0].kind, code.table.columns[0].summary.sum),
        (ColumnType::Number, Some(39.0))
    );
    assert!(decision(&code.column_decisions[0], DecisionKey::Type).given);
    assert_eq!(as_type("code", ReadAs::Category).table.columns[0].levels().len(), 3);
    assert_eq!(as_type("x", ReadAs::Category).table.columns[2].kind, ColumnType::Category);
    assert_eq!(as_type("x", ReadAs::Text).table.columns[2].kind, ColumnType::Text);
    let refused = as_type("when", ReadAs::Number);
    assert!(refused.notes.iter().any(|note| note.text.contains("not followed")), "{:?}", refused.notes);
    let missing = ColumnReading { missing: vec!["999".to_owned()], ..ColumnReading::default() };
    let missed = import(file, &column("x", missing));
    assert_eq!(
        (missed.table.columns[2].summary.missing, missed.table.columns[2].summary.max),
        (1, Some(2.0))
    );
    let dates = BTreeMap::from([("when".to_owned(), DateOrder::MonthFirst)]);
    let answered = import(file, &Reading { dates, ..Reading::default() });
    assert!(answered.questions.is_empty() && answered.table.columns[1].kind == ColumnType::Number);
    assert!(decision(&answered.column_decisions[1], DecisionKey::Dates).given);
}

#[test]
fn sentinels_are_offered_and_not_assumed() {
    let mut file = "x\n".to_owned();
    for row in 0..40 {
        let cell = if row % 8 == 3 { 999.0 } else { f64::from(row) + 0.5 };
        file.push_str(&format!("{cell}\n"));
    }
    let imported = import(file.as_bytes(), &Reading::default());
    let offered = decision(&imported.column_decisions[0], DecisionKey::Missing);
    assert_eq!(offered.value, Setting::Words(Vec::new()));
    assert_eq!(offered.alternatives[1].value, Setting::Words(vec!["999".to_owned()]));
    assert_eq!(offered.alternatives[1].consequence, "5 cells more count as missing.");
    assert_eq!(imported.table.columns[0].summary.max, Some(999.0));
}

#[test]
fn first_rows_show_what_is_missing_and_what_is_not_understood() {
    let mut file = "mail,age\n".to_owned();
    for row in 0..300 {
        let age = match row {
            3 => "NA",
            5 => "old",
            _ => "41",
        };
        file.push_str(&format!("a{row}@example.org,{age}\n"));
    }
    let imported = import(file.as_bytes(), &Reading::default());
    assert_eq!(imported.first_rows.len(), 20);
    let state = |row: usize, column: usize| imported.first_rows[row].cells[column].state;
    assert_eq!((state(0, 0), state(0, 1)), (CellState::Withheld, CellState::Fine));
    assert_eq!((state(3, 1), state(5, 1)), (CellState::Missing, CellState::Problem));
    assert_eq!(imported.first_rows[0].cells[0].text, "", "what identifies customers is not shown");
    assert_eq!(imported.first_rows[5].cells[1].text, "old");
}

fn shop() -> String {
    let mut file = "customer,spent,visits,code\n".to_owned();
    for row in 0..120 {
        let (spent, visits) = if row % 3 == 0 { (row, 2) } else { (1000 + row, 9) };
        file.push_str(&format!("c{row},{spent}.5,{},{:03}\n", visits + row % 2, row % 4));
    }
    file
}

fn applied(session: &mut Session, recipe: customer_segmentation::recipe::Recipe, file: &str) -> View {
    let outputs = outputs(session, Event::Apply { recipe }, file.as_bytes());
    let view = outputs.into_iter().find_map(|(output, _)| match output {
        Output::Segmented { view } => Some(*view),
        _ => None,
    });
    view.expect("a result")
}

#[test]
fn a_changed_decision_keeps_everything_else() {
    let file = shop();
    let mut session = Session::default();
    let view = journey(&mut session, "shop.csv", file.as_bytes(), |recipe| recipe).expect("a result");
    let mut recipe = view.recipe;
    recipe.clustering.k = Some(4);
    recipe.clustering.seed = 7;
    let position = recipe.columns.iter().position(|entry| entry.name == "visits").expect("an entry");
    recipe.columns[position].weight = 2.5;
    let entry = ColumnReading { read_as: Some(ReadAs::Number), ..ColumnReading::default() };
    recipe.reading.columns.insert("code".to_owned(), entry);
    let view = applied(&mut session, recipe.clone(), &file);
    assert_eq!((view.k, view.recipe.clustering.seed, view.recipe.columns[position].weight), (4, 7, 2.5));
    assert_eq!(view.reading.columns[3].kind, ColumnType::Number);
    assert_ne!(view.recipe.columns[3], recipe.columns[3], "what the column is for is thought about anew");

    // Without names the entries follow their columns.
    let mut headless = view.recipe;
    headless.reading.header = Some(false);
    let again = applied(&mut session, headless, &file);
    assert_eq!(again.reading.columns[2].name, "column 3");
    let entry = again.recipe.column("column 3").expect("an entry");
    assert!(entry.role != Role::Feature || (entry.weight - 2.5).abs() < f64::EPSILON, "{entry:?}");
    assert_eq!(again.recipe.clustering.seed, 7);
}

#[test]
fn a_question_answered_with_yes_and_no_is_told_as_one_in_any_language_and_encoding() {
    let cases: [(&[u8], &str); 4] = [
        (b"spent,newsletter\n1,ja\n2,nein\n3,ja\n", "2 “ja” for yes, 1 “nein” for no"),
        (b"spent,newsletter\n1,Oui\n2,Non\n3,\n", "1 “Oui” for yes, 1 “Non” for no"),
        (b"spent,newsletter\n1,no\n2,s\xed\n3,no\n", "1 “sí” for yes, 2 “no” for no"),
        (b"spent,newsletter\n1,S\n2,N\n3,N\n", "1 “S” for yes, 2 “N” for no"),
    ];
    for (file, wanted) in cases {
        let imported = import(file, &Reading::default());
        assert_eq!(imported.table.columns[1].kind, ColumnType::Category);
        let told = decision(&imported.column_decisions[1], DecisionKey::Type);
        assert!(told.evidence.contains(wanted), "{}", told.evidence);
    }
    let sexes = import(b"spent,sex\n1,F\n2,M\n3,F\n", &Reading::default());
    let told = decision(&sexes.column_decisions[1], DecisionKey::Type);
    assert!(!told.evidence.contains("question"), "{}", told.evidence);
}
