//! What was decided about the file as a whole, with the evidence and what could be decided instead.

use super::count::{count, counted, or_none};
use super::dialect::Delimiter;
use super::doubts::Doubts;
use super::encoding::Encoding;
use super::reading::Body;
use crate::recipe::{Alternative, DecimalMark, Decision, DecisionKey, Reading, Setting};

/// Encodings to choose from, by their names in the standard: those a file of customers may be in.
const ENCODINGS: [&str; 26] = [
    "UTF-8",
    "windows-1252",
    "UTF-16LE",
    "UTF-16BE",
    "windows-1250",
    "ISO-8859-2",
    "windows-1251",
    "KOI8-R",
    "IBM866",
    "windows-1253",
    "ISO-8859-7",
    "windows-1254",
    "windows-1255",
    "windows-1256",
    "windows-1257",
    "windows-1258",
    "ISO-8859-15",
    "macintosh",
    "windows-874",
    "Shift_JIS",
    "EUC-JP",
    "ISO-2022-JP",
    "GBK",
    "gb18030",
    "Big5",
    "EUC-KR",
];

/// What the whole file says.
#[derive(Debug)]
pub(crate) struct Facts<'a> {
    pub(crate) body: &'a Body,
    pub(crate) choices: &'a Reading,
    pub(crate) encoding: Encoding,
    pub(crate) doubts: &'a Doubts,
    /// Columns of numbers with a decimal point, and with a decimal comma.
    pub(crate) marks: [usize; 2],
}

/// The decisions, in the order in which a file is read.
pub(crate) fn decisions(facts: &Facts<'_>) -> Vec<Decision> {
    let mut decisions = vec![encoding(facts), delimiter(facts), quote(facts), preamble(facts), header(facts)];
    decisions.extend(decimal(facts));
    decisions
}

fn alternative(value: Setting, words: impl Into<String>, consequence: impl Into<String>) -> Alternative {
    Alternative { value, words: words.into(), consequence: consequence.into() }
}

fn text(text: impl Into<String>) -> Setting {
    Setting::Text(text.into())
}

fn encoding(facts: &Facts<'_>) -> Decision {
    let name = facts.encoding.name();
    let (good, bad) = (facts.doubts.good(), facts.doubts.bad());
    let evidence = if facts.body.mark > 0 {
        "The file begins with the byte order mark of this encoding.".to_owned()
    } else if facts.encoding.unit() == 2 {
        "Every other byte is zero, as in UTF-16.".to_owned()
    } else if facts.encoding != Encoding::UTF_8 {
        format!(
            "The file is not UTF-8. Its words beyond ASCII look like this encoding{}.",
            as_read(facts, facts.encoding, ": ")
        )
    } else if good + bad == 0 {
        "The file holds only ASCII characters, which are the same in almost every encoding.".to_owned()
    } else {
        format!(
            "{} beyond ASCII {} valid UTF-8, {} {} not.",
            counted(good, "character"),
            if good == 1 { "is" } else { "are" },
            or_none(bad),
            if bad == 1 { "is" } else { "are" }
        )
    };
    let mut names: Vec<&str> = ENCODINGS.to_vec();
    if !names.contains(&name) {
        names.insert(0, name);
    }
    Decision {
        key: DecisionKey::Encoding,
        value: text(name),
        words: name.to_owned(),
        evidence,
        given: facts.choices.encoding.is_some(),
        alternatives: names
            .into_iter()
            .map(|name| {
                let read =
                    Encoding::of(name).map_or_else(String::new, |encoding| as_read(facts, encoding, ""));
                alternative(text(name), name, read)
            })
            .collect(),
    }
}

/// The first words beyond ASCII as `encoding` reads them, behind `before`; nothing if there are none.
fn as_read(facts: &Facts<'_>, encoding: Encoding, before: &str) -> String {
    let words: Vec<String> = facts.body.strange.iter().map(|word| encoding.decoded(word)).collect();
    if words.is_empty() || encoding.unit() == 2 {
        String::new()
    } else {
        format!("{before}{}", words.join(", "))
    }
}

fn delimiter(facts: &Facts<'_>) -> Decision {
    let body = facts.body;
    let delimiter = body.dialect.delimiter;
    let full = body.rows - body.short.count - body.long.count;
    let evidence = match body.shape.width {
        0 | 1 => "No character parts the lines into the same number of fields.".to_owned(),
        width => format!("{} of {} have {width} fields with it.", count(full), counted(body.rows, "row")),
    };
    let fields = |fields: usize| match fields {
        0 | 1 => "Each line then is one field.".to_owned(),
        fields => format!("Lines then usually have {fields} fields."),
    };
    let mut others = body.alternatives.clone();
    if !others.iter().any(|(other, _)| *other == delimiter) {
        others.insert(0, (delimiter, body.shape.width));
    }
    let one = |(delimiter, usual): (Delimiter, usize)| {
        alternative(text(delimiter.text()), delimiter.name(), fields(usual))
    };
    Decision {
        key: DecisionKey::Delimiter,
        value: text(delimiter.text()),
        words: delimiter.name(),
        evidence,
        given: facts.choices.delimiter.is_some(),
        alternatives: others.into_iter().map(one).collect(),
    }
}

fn quote(facts: &Facts<'_>) -> Decision {
    let dialect = &facts.body.dialect;
    let name = |quote: Option<u8>| match quote {
        Some(b'"') => "double quotes".to_owned(),
        Some(b'\'') => "single quotes".to_owned(),
        Some(quote) => format!("\"{}\"", quote.escape_ascii()),
        None => "nothing".to_owned(),
    };
    let value =
        |quote: Option<u8>| text(quote.map(|quote| char::from(quote).to_string()).unwrap_or_default());
    let mut evidence = match dialect.quote {
        Some(_) => {
            let (lines, quoted) = facts.body.sampled;
            format!("It stands in {} of the first {}.", or_none(quoted), counted(lines, "line"))
        }
        None => "Quotes are read as letters like any other.".to_owned(),
    };
    if dialect.backslash {
        evidence.push_str(" A quote inside a text has a backslash before it.");
    }
    let mut marks = vec![Some(b'"'), Some(b'\''), None];
    if !marks.contains(&dialect.quote) {
        marks.insert(0, dialect.quote);
    }
    Decision {
        key: DecisionKey::Quote,
        value: value(dialect.quote),
        words: name(dialect.quote),
        evidence,
        given: facts.choices.quote.is_some(),
        alternatives: marks.into_iter().map(|mark| alternative(value(mark), name(mark), "")).collect(),
    }
}

fn preamble(facts: &Facts<'_>) -> Decision {
    let body = facts.body;
    let lines = u32::try_from(body.preamble).unwrap_or(u32::MAX);
    let words = |lines: u32| {
        if lines == 0 {
            "the table begins in line 1".to_owned()
        } else {
            format!("{} above the table", counted(u64::from(lines), "line"))
        }
    };
    let evidence = match lines {
        0 => "The first line has fields like the others.".to_owned(),
        _ => "What stands above has fewer fields than the table.".to_owned(),
    };
    let mut choices = vec![0, lines.saturating_sub(1), lines, lines + 1, lines + 2];
    choices.dedup();
    choices.sort_unstable();
    choices.dedup();
    Decision {
        key: DecisionKey::PreambleLines,
        value: Setting::Count(lines),
        words: words(lines),
        evidence,
        given: facts.choices.preamble_lines.is_some(),
        alternatives: choices
            .into_iter()
            .map(|lines| alternative(Setting::Count(lines), words(lines), ""))
            .collect(),
    }
}

fn header(facts: &Facts<'_>) -> Decision {
    let shape = &facts.body.shape;
    let signs = &shape.signs;
    let words = |header: bool| if header { "the first line holds names" } else { "there are no names" };
    let evidence = match (signs.names, signs.figures, signs.repeated) {
        (0, 0, 0) => {
            "No column holds numbers to tell by, and no word of the first line comes again below it."
                .to_owned()
        }
        (0, 0, repeated) => format!(
            "{} of the first line {} again below it.",
            capital(&counted(repeated as u64, "word")),
            if repeated == 1 { "comes" } else { "come" }
        ),
        (names, figures, _) => format!(
            "Over columns of numbers the first line has {} and {}.",
            counted(names as u64, "word"),
            counted(figures as u64, "number")
        ),
    };
    let consequence = |header: bool| {
        if header {
            "Its fields name the columns."
        } else {
            "It is a row like the others; columns are called by their number."
        }
    };
    Decision {
        key: DecisionKey::Header,
        value: Setting::Flag(shape.header),
        words: words(shape.header).to_owned(),
        evidence,
        given: facts.choices.header.is_some(),
        alternatives: [true, false]
            .map(|header| alternative(Setting::Flag(header), words(header), consequence(header)))
            .to_vec(),
    }
}

/// Only where some number has a mark.
fn decimal(facts: &Facts<'_>) -> Option<Decision> {
    let [points, commas] = facts.marks.map(|columns| columns as u64);
    let given = facts.choices.decimal;
    if points + commas == 0 && given.is_none() {
        return None;
    }
    let mark = given.unwrap_or(if commas > points { DecimalMark::Comma } else { DecimalMark::Point });
    let evidence = format!(
        "{} of numbers {} read with a decimal point, {} with a decimal comma. Each column is decided for itself.",
        capital(&counted(points, "column")),
        if points == 1 { "is" } else { "are" },
        or_none(commas)
    );
    let one =
        |mark: DecimalMark| alternative(text(setting(mark)), words(mark), "All columns are then read so.");
    Some(Decision {
        key: DecisionKey::Decimal,
        value: text(setting(mark)),
        words: words(mark).to_owned(),
        evidence,
        given: given.is_some(),
        alternatives: [DecimalMark::Point, DecimalMark::Comma].map(one).to_vec(),
    })
}

/// A decimal mark as the recipe holds it.
pub(crate) fn setting(mark: DecimalMark) -> &'static str {
    match mark {
        DecimalMark::Point => "point",
        DecimalMark::Comma => "comma",
    }
}

/// A decimal mark in words.
pub(crate) fn words(mark: DecimalMark) -> &'static str {
    match mark {
        DecimalMark::Point => "decimal point",
        DecimalMark::Comma => "decimal comma",
    }
}

/// A sentence's beginning.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
