//! The end of reading: columns get their names and types, the file its facts and notes.

use super::Imported;
use super::column::Spots;
use super::count::count;
use super::decided::{self, Facts};
use super::dialect::Delimiter;
use super::doubts::Doubts;
use super::encoding::Encoding;
use super::reading::{Body, line_end_fact};
use super::readings::Mark;
use super::record::LineEnds;
use super::verdict::{self, Context};
use super::wish::Wish;
use super::{first, names};
use crate::note::{Note, NoteKind};
use crate::recipe::FileFormat;
use crate::table::Table;

/// Makes the table of everything read.
/// `settled` is the encoding its bytes speak for, all of them seen.
pub(crate) fn finish(mut body: Body, settled: Encoding, doubts: &Doubts, ends: LineEnds) -> Imported {
    let choices = std::mem::take(&mut body.choices);
    let encoding = if settled.is_plain() { settled } else { body.encoding };
    let shape = body.shape;
    let (names, mut notes) = names::names(body.header.as_deref(), shape.shifted, shape.width, encoding);
    note_encoding(&body, choices.encoding.is_some(), settled, doubts, &mut notes);
    note_records(&body, &mut notes);
    let context = Context {
        encoding,
        mark: common_mark(&body),
        semicolons: body.dialect.delimiter == Delimiter::Byte(b';'),
        choices: &choices,
    };
    let layout = body.layout(encoding, names.clone());
    let mut columns = Vec::with_capacity(shape.width);
    let mut column_decisions = Vec::with_capacity(shape.width);
    let wishes: Vec<Wish> = body.columns.iter().map(|column| column.wish.clone()).collect();
    let mut questions = Vec::new();
    let mut marks = [0_usize; 2];
    for (builder, name) in std::mem::take(&mut body.columns).into_iter().zip(names) {
        let finished = verdict::finish(builder, name, &context);
        if let Some(mark) = finished.mark {
            marks[mark as usize] += 1;
        }
        columns.push(finished.column);
        column_decisions.push(finished.decisions);
        notes.extend(finished.notes);
        questions.extend(finished.question);
    }
    let facts = facts(&body, encoding, marks, ends, &mut notes);
    let table = Table { columns, rows: body.rows as usize };
    let said = Facts { body: &body, choices: &choices, encoding, doubts, marks };
    Imported {
        first_rows: first::first_rows(&body.first, &table, &wishes, encoding),
        decisions: decided::decisions(&said),
        format: format(&said),
        table,
        layout,
        facts,
        notes,
        questions,
        column_decisions,
    }
}

fn format(facts: &Facts<'_>) -> FileFormat {
    let body = facts.body;
    let [points, commas] = facts.marks;
    let mark = if commas > points { Mark::Comma } else { Mark::Point };
    FileFormat {
        encoding: facts.encoding.name().to_owned(),
        delimiter: body.dialect.delimiter.text(),
        quote: body.dialect.quote.map(|quote| char::from(quote).to_string()).unwrap_or_default(),
        decimal: (points + commas > 0).then_some(mark),
        header: body.shape.header,
        preamble_lines: body.preamble,
        invalid_bytes: invalid(body, facts.encoding, facts.doubts),
        ragged_rows: body.short.count + body.long.count,
    }
}

/// Places that do not exist in the encoding the file is read in.
fn invalid(body: &Body, encoding: Encoding, doubts: &Doubts) -> u64 {
    // What was doubted as UTF-8 is fine in the page the file turned out to be in.
    if encoding == body.encoding { doubts.bad() } else { doubts.bad_in(encoding) }
}

/// The decimal mark of the columns whose cells decide for one, if more decide for it than for the other.
fn common_mark(body: &Body) -> Option<Mark> {
    let numeric = body.columns.iter().filter(|column| column.strays.count * 2 < column.present());
    let (mut points, mut commas) = (0, 0);
    for mark in numeric.filter_map(|column| column.votes.decided()) {
        match mark {
            Mark::Point => points += 1,
            Mark::Comma => commas += 1,
        }
    }
    match (points, commas) {
        (points, commas) if points > commas => Some(Mark::Point),
        (points, commas) if commas > points => Some(Mark::Comma),
        _ => None,
    }
}

fn facts(
    body: &Body,
    encoding: Encoding,
    marks: [usize; 2],
    ends: LineEnds,
    notes: &mut Vec<Note>,
) -> Vec<String> {
    let mut facts = Vec::new();
    if body.shape.width > 1 {
        facts.push(format!("{} between fields", body.dialect.delimiter.name()));
    } else {
        facts.push("one column".to_owned());
    }
    facts.push(match (body.shape.header, body.shape.skipped) {
        (true, 0) => "header in line 1".to_owned(),
        (true, 1) => "header below 1 line".to_owned(),
        (true, lines) => format!("header below {lines} lines"),
        (false, _) => "no header".to_owned(),
    });
    let mark = if body.mark > 0 { " with byte order mark" } else { "" };
    facts.push(format!("{}{mark}", encoding.name()));
    if marks[0] > 0 {
        facts.push("decimal point".to_owned());
    }
    if marks[1] > 0 {
        facts.push("decimal comma".to_owned());
    }
    let (fact, mixed) = line_end_fact(ends);
    facts.extend(fact.map(str::to_owned));
    if mixed {
        let text = format!(
            "Lines end in different ways: {} with LF, {} with CRLF, {} with CR. All are read as line ends.",
            ends.lf, ends.crlf, ends.cr
        );
        notes.push(Note::new(NoteKind::Dialect, text));
    }
    match body.dialect.quote {
        Some(b'"') => {}
        Some(b'\'') => facts.push("single quotes around texts".to_owned()),
        Some(quote) => facts.push(format!("{} around texts", char::from(quote))),
        None => facts.push("no quotes around texts".to_owned()),
    }
    if body.dialect.backslash {
        facts.push("backslash before quotes inside texts".to_owned());
    }
    if body.shape.trailing {
        facts.push("delimiter at the end of every line".to_owned());
    }
    facts
}

fn note_encoding(body: &Body, given: bool, settled: Encoding, doubts: &Doubts, notes: &mut Vec<Note>) {
    let encoding = if settled.is_plain() { settled } else { body.encoding };
    let bad = invalid(body, encoding, doubts);
    if !given && encoding != Encoding::UTF_8 && body.mark == 0 {
        let text = format!(
            "The file does not say its encoding and is read as {}. Numbers are not affected; if letters look wrong, choose another encoding.",
            encoding.name()
        );
        notes.push(Note::new(NoteKind::Encoding, text));
    }
    if settled != encoding {
        let text = format!(
            "The file is not UTF-8 further down; it looks like {}. Choose that encoding if letters look wrong.",
            settled.name()
        );
        notes.push(Note::new(NoteKind::Encoding, text));
    }
    if bad > 0 {
        let places = if bad == 1 {
            "1 place in the file is".to_owned()
        } else {
            format!("{} places in the file are", count(bad))
        };
        let text = format!("{places} not valid {} and shown as \u{FFFD}.", encoding.name());
        let rows = if encoding == body.encoding { body.invalid.as_slice() } else { &[] };
        notes.push(Note::new(NoteKind::Encoding, text).counting(bad, rows));
    }
}

fn note_records(body: &Body, notes: &mut Vec<Note>) {
    if let Some(word) = &body.total {
        let text = format!(
            "The last line, row {}, says \u{201c}{word}\u{201d} and adds up the others, so it is left out. If it is a customer, write another word there.",
            count(body.rows + 1)
        );
        notes.push(Note::new(NoteKind::Ragged, text).counting(1, &[body.rows]));
    }
    let mut note = |kind: NoteKind, spots: &Spots, text: String| {
        if spots.count > 0 {
            notes.push(Note::new(kind, text).counting(spots.count, &spots.rows));
        }
    };
    let rows = |count: u64, one: &str, many: &str| {
        if count == 1 { format!("1 row {one}") } else { format!("{count} rows {many}") }
    };
    note(
        NoteKind::Ragged,
        &body.short,
        format!(
            "{} fewer fields than there are columns; the fields missing at the end count as empty.",
            rows(body.short.count, "has", "have")
        ),
    );
    note(
        NoteKind::Ragged,
        &body.long,
        format!(
            "{} more fields than there are columns; the extra ones are left out. If a text holds the delimiter, put it in quotes.",
            rows(body.long.count, "has", "have")
        ),
    );
    note(
        NoteKind::Ragged,
        &body.hollow,
        format!(
            "{} no value at all and {} left out.",
            rows(body.hollow.count, "has", "have"),
            if body.hollow.count == 1 { "is" } else { "are" }
        ),
    );
    note(
        NoteKind::Dialect,
        &body.mended,
        format!(
            "{} quotes that close nothing or stand inside a text; they are read as letters. If fields ran together there, correct the quotes.",
            rows(body.mended.count, "holds", "hold")
        ),
    );
    note(
        NoteKind::Header,
        &body.repeats,
        format!(
            "{} the header once more; the file may hold several tables, which are read as one.",
            rows(body.repeats.count, "is", "are")
        ),
    );
    note(
        NoteKind::Dialect,
        &body.remarks,
        format!(
            "{} with # and {} left out as remarks.",
            if body.remarks.count == 1 {
                "1 line begins".to_owned()
            } else {
                format!("{} lines begin", body.remarks.count)
            },
            if body.remarks.count == 1 { "is" } else { "are" }
        ),
    );
    if body.shape.more_names > 0 {
        let text =
            format!("The header has {} lines; the names in them are joined.", body.shape.more_names + 1);
        notes.push(Note::new(NoteKind::Header, text));
    }
    if body.shape.skipped > 0 {
        let lines = body.shape.skipped;
        let text = if lines == 1 {
            "1 line above the table is left out.".to_owned()
        } else {
            format!("{lines} lines above the table are left out.")
        };
        notes.push(Note::new(NoteKind::Header, text));
    }
    if body.shape.shifted {
        let text = "The header has one name less than there are columns; the first column is taken to be the one without a name.";
        notes.push(Note::new(NoteKind::Header, text));
    }
    if body.shape.lacking {
        let text = "The header has one name less than the rows have fields, and the last field of the rows is always empty, so it is left out. If a delimiter is missing inside the header, the names are one column off: correct the file.";
        notes.push(Note::new(NoteKind::Header, text));
    }
    let signs = &body.shape.signs;
    if body.shape.header
        && body.rows > 0
        && signs.names + signs.figures + signs.repeated == 0
        && !body.header_given
    {
        let text = "No column holds numbers, so nothing tells whether the first line holds names; it is read as names. If it is a row like the others, say so.";
        notes.push(Note::new(NoteKind::Header, text));
    }
    if !body.shape.header {
        let text = "The first line already holds data, so the columns have no names. Add a line with names if they should.";
        notes.push(Note::new(NoteKind::Header, text));
    }
}
