//! Finding the dialect: the one under which records have the same number of fields and fields make sense.
//!
//! After van den Burg, Nazábal and Sutton, "Wrangling messy CSV files by detecting row and type patterns" (Data Mining and
//! Knowledge Discovery 33, 2019): a score for the pattern of records times a score for the types of cells.

use super::dates;
use super::dialect::{Delimiter, Dialect};
use super::missing;
use super::number::{self, Reading};
use super::record::Record;
use super::records::Records;
use crate::recipe::Reading as Choices;

/// Bytes looked at.
const WINDOW: usize = 64 * 1024;

/// Bytes looked at to say what another delimiter would make of the file.
const ALTERNATIVES: usize = 8 * 1024;

/// Delimiters tried, each with what is to be multiplied with its score: the rarer, the more evidence it needs.
const DELIMITERS: [(Delimiter, f64); 18] = [
    (Delimiter::Byte(b','), 1.0),
    (Delimiter::Byte(b';'), 1.0),
    (Delimiter::Byte(b'\t'), 1.0),
    (Delimiter::Byte(b'|'), 1.0),
    (Delimiter::Spaces, 0.75),
    (Delimiter::Byte(b' '), 0.7),
    (Delimiter::Byte(b'~'), 0.6),
    (Delimiter::Byte(b'^'), 0.6),
    (Delimiter::Byte(b':'), 0.4),
    (Delimiter::Byte(b'#'), 0.4),
    (Delimiter::Byte(b'!'), 0.4),
    (Delimiter::Byte(b'*'), 0.4),
    (Delimiter::Byte(0x01), 0.6),
    (Delimiter::Byte(0x1F), 0.6),
    (Delimiter::Twice(b'|'), 1.0),
    (Delimiter::Twice(b':'), 0.8),
    (Delimiter::Twice(b'~'), 0.6),
    (Delimiter::Twice(b'^'), 0.6),
];

/// What a score is multiplied with if fields are separated by spaces and hardly any is a number: that is prose.
const PROSE: f64 = 0.3;

/// What a person decided about the dialect.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Given {
    /// The delimiter.
    pub(crate) delimiter: Option<Delimiter>,
    /// The quote, or that there is none.
    pub(crate) quote: Option<Option<u8>>,
}

impl Given {
    /// What `choices` say.
    pub(crate) fn of(choices: &Choices) -> Self {
        Self {
            delimiter: choices.delimiter.as_deref().and_then(Delimiter::of),
            quote: choices.quote.as_deref().map(|text| text.bytes().next()),
        }
    }
}

/// The dialect of a file that starts with `sample`, as far as it is not given; `whole` says that this is all of it.
pub(crate) fn sniff(sample: &[u8], whole: bool, given: Given) -> Dialect {
    let declared = declared(sample).map(Delimiter::Byte);
    let window = window(sample, whole);
    let quote = given.quote.unwrap_or(Some(b'"'));
    let mut best = match given.delimiter.or(declared) {
        // Of a delimiter that is known only the quoting is still to be found.
        Some(delimiter) => (-1.0, Dialect { delimiter, quote, backslash: false }),
        None => (single(window), Dialect { quote, backslash: escapes(window), ..Dialect::default() }),
    };
    let known = given.delimiter.or(declared).map(|delimiter| [(delimiter, 1.0)]);
    for &(delimiter, prior) in known.as_ref().map_or(&DELIMITERS[..], |known| known) {
        if !occurs(delimiter, window) {
            continue;
        }
        for (quote, backslash) in quotings(delimiter, window) {
            let quote = given.quote.unwrap_or(Some(quote));
            let dialect = Dialect { delimiter, quote, backslash };
            // Where both ways cut alike, a backslash before a quote is there for a reason.
            let score = score(window, &dialect) * prior * if backslash { 1.001 } else { 1.0 };
            if score > best.0 {
                best = (score, dialect);
            }
        }
    }
    best.1
}

/// Delimiters a person may want in place of `dialect`'s, with the fields a record of the sample would usually have.
pub(crate) fn alternatives(sample: &[u8], whole: bool, dialect: &Dialect) -> Vec<(Delimiter, usize)> {
    let window = window(&sample[..sample.len().min(ALTERNATIVES)], whole && sample.len() <= ALTERNATIVES);
    let usual_as = |delimiter| {
        let lines = lines(window, &Dialect { delimiter, ..*dialect });
        (delimiter, usual(lines.iter().map(|line| line.fields)))
    };
    DELIMITERS[..5].iter().map(|(delimiter, _)| usual_as(*delimiter)).collect()
}

/// The delimiter a first line such as `sep=;` declares, as spreadsheet programs write it.
pub(crate) fn declared(sample: &[u8]) -> Option<u8> {
    let line = sample.split(|byte| matches!(byte, b'\r' | b'\n')).next()?;
    let line = line.strip_prefix(b"\"").and_then(|line| line.strip_suffix(b"\"")).unwrap_or(line);
    match line {
        [s, e, p, b'=', delimiter] if [*s, *e, *p].eq_ignore_ascii_case(b"sep") => {
            (delimiter.is_ascii() && !delimiter.is_ascii_alphanumeric()).then_some(*delimiter)
        }
        _ => None,
    }
}

/// The part looked at, ending with a whole line if there is one.
fn window(sample: &[u8], whole: bool) -> &[u8] {
    if whole && sample.len() <= WINDOW {
        return sample;
    }
    let window = &sample[..sample.len().min(WINDOW)];
    let end = window.iter().rposition(|byte| matches!(byte, b'\r' | b'\n')).map_or(window.len(), |at| at + 1);
    &window[..end]
}

fn occurs(delimiter: Delimiter, window: &[u8]) -> bool {
    match delimiter {
        // Where lines begin with it, it begins remarks.
        Delimiter::Byte(b'#') => {
            window.contains(&b'#') && !window.starts_with(b"#") && !window.windows(2).any(|two| two == b"\n#")
        }
        Delimiter::Byte(byte) => window.contains(&byte) && !stands_twice(byte, window),
        Delimiter::Twice(byte) => stands_twice(byte, window),
        Delimiter::Spaces => window.contains(&b' '),
    }
}

/// Whether `byte`, wherever it stands on the first line that has it, stands twice. A colon may stand alone as well, as it does in texts.
fn stands_twice(byte: u8, window: &[u8]) -> bool {
    let line = window
        .split(|byte| matches!(byte, b'\r' | b'\n'))
        .find(|line| line.contains(&byte))
        .unwrap_or_default();
    let mut runs =
        line.chunk_by(|a, b| (*a == byte) == (*b == byte)).filter(|run| run[0] == byte).map(<[u8]>::len);
    match byte {
        b':' => runs.any(|run| run > 1),
        b'|' | b'~' | b'^' => runs.all(|run| run % 2 == 0),
        _ => false,
    }
}

/// Quoting worth trying: single quotes only where fields begin with them, backslashes only before quotes.
fn quotings(delimiter: Delimiter, window: &[u8]) -> Vec<(u8, bool)> {
    let mut quotings = vec![(b'"', false)];
    let opens = |pair: &&[u8]| {
        let boundary = match delimiter {
            Delimiter::Byte(byte) | Delimiter::Twice(byte) => pair[0] == byte,
            Delimiter::Spaces => pair[0] == b' ',
        };
        pair[1] == b'\'' && (boundary || pair[0] == b'\n' || pair[0] == b'\r')
    };
    if window.windows(2).filter(opens).nth(1).is_some() {
        quotings.push((b'\'', false));
    }
    if escapes(window) {
        quotings.push((b'"', true));
    }
    quotings
}

/// Whether a quote has a backslash before it.
fn escapes(window: &[u8]) -> bool {
    window.windows(2).any(|pair| pair == b"\\\"")
}

/// One record, as the score sees it.
struct Line {
    fields: usize,
    sense: f64,
    figures: usize,
    /// Whether it begins with `#`, as remarks do.
    hashed: bool,
}

fn lines(window: &[u8], dialect: &Dialect) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut records = Records::new(dialect);
    let mut sink = |record: Record<'_>| {
        if record.is_blank() {
            return;
        }
        let hashed = record.fields().next().is_some_and(|field| field.trim_ascii_start().starts_with(b"#"));
        let mut line = Line { fields: record.len(), sense: 0.0, figures: 0, hashed };
        for field in record.fields() {
            let (sense, figure) = sense(field.trim_ascii());
            line.sense += sense;
            line.figures += usize::from(figure);
        }
        lines.push(line);
    };
    records.feed(window, &mut sink);
    records.finish(&mut sink);
    if lines.iter().any(|line| !line.hashed) {
        lines.retain(|line| !line.hashed);
    }
    lines
}

/// Share of records with the usual number of fields, squared, times the share of their fields that make sense, times
/// (fields - 1) / fields; 0 if records usually have one field.
fn score(window: &[u8], dialect: &Dialect) -> f64 {
    let lines = lines(window, dialect);
    let usual = usual(lines.iter().map(|line| line.fields));
    if usual < 2 {
        return 0.0;
    }
    // What times, addresses and prose are full of parts fields only where it parts the names as well.
    let common = matches!(dialect.delimiter, Delimiter::Byte(b':' | b'#' | b'!' | b'*'));
    if common && lines.first().is_some_and(|line| line.fields != usual) {
        return 0.0;
    }
    let like: Vec<&Line> = lines.iter().filter(|line| line.fields == usual).collect();
    let fields = (like.len() * usual) as f64;
    let sense = like.iter().map(|line| line.sense).sum::<f64>() / fields;
    let figures = like.iter().map(|line| line.figures).sum::<usize>() as f64 / fields;
    let spaced = matches!(dialect.delimiter, Delimiter::Spaces | Delimiter::Byte(b' '));
    let prose = if spaced && figures < 0.25 { PROSE } else { 1.0 };
    let share = like.len() as f64 / lines.len() as f64;
    share * share * sense * prose * (usual - 1) as f64 / usual as f64
}

/// The score of a file without any delimiter.
fn single(window: &[u8]) -> f64 {
    let line_of = |line: &[u8]| match sense(line.trim_ascii()) {
        (_, true) => 0.45,
        _ if line.iter().any(|byte| b",;\t|".contains(byte)) => 0.02,
        _ if line.trim_ascii().contains(&b' ') => 0.25,
        _ => 0.4,
    };
    let lines = window
        .split(|byte| matches!(byte, b'\r' | b'\n'))
        .filter(|line| !line.trim_ascii().is_empty() && !line.starts_with(b"#"));
    let (count, sum) = lines.fold((0, 0.0), |(count, sum), line| (count + 1, sum + line_of(line)));
    if count == 0 { 0.0 } else { sum / f64::from(count) }
}

/// The most frequent number of fields; of equally frequent ones the largest. 0 without records.
pub(crate) fn usual(counts: impl Iterator<Item = usize>) -> usize {
    let mut counts: Vec<usize> = counts.collect();
    counts.sort_unstable();
    counts.chunk_by(|a, b| a == b).max_by_key(|chunk| chunk.len()).map_or(0, |chunk| chunk[0])
}

/// How much a field looks like one, 0 to 1, and whether it is a number or a date.
fn sense(field: &[u8]) -> (f64, bool) {
    if field.is_empty() || missing::word(field).is_some() {
        return (0.75, false);
    }
    if !matches!(number::read(field), Reading::Other) || dates::looks_like_date(field) {
        return (1.0, true);
    }
    let sense = match field {
        [b'"', .., b'"'] | [b'\'', .., b'\''] => 0.0,
        [b'"', ..] | [.., b'"'] => 0.3,
        _ if field.iter().any(|byte| b";\t|".contains(byte)) => 0.2,
        _ => 0.9,
    };
    (sense, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delimiter(text: &str) -> Delimiter {
        sniff(text.as_bytes(), true, Given::default()).delimiter
    }

    #[test]
    fn decimal_commas_do_not_separate() {
        assert_eq!(delimiter("a;b\n1,5;2,3\n0,5;7,1\n"), Delimiter::Byte(b';'));
        assert_eq!(delimiter("x;1,5\ny;2,5\nz;3,5\n"), Delimiter::Byte(b';'));
    }

    #[test]
    fn spaces_separate_numbers_but_not_words() {
        assert_eq!(delimiter("1   2\n10  3\n4 55\n"), Delimiter::Spaces);
        assert_eq!(delimiter("name\nAnna Berg\nJohn Smith\n"), Delimiter::Byte(b','));
    }

    #[test]
    fn declared_and_odd_ones_are_found() {
        assert_eq!(delimiter("sep=;\na,b;c\n"), Delimiter::Byte(b';'));
        assert_eq!(delimiter("id|name\n1|Anna, B\n2|Jo, C\n"), Delimiter::Byte(b'|'));
        assert_eq!(delimiter("time\n13:08\n14:22\n"), Delimiter::Byte(b','));
    }

    #[test]
    fn delimiters_that_stand_twice_are_found() {
        assert_eq!(delimiter("1::F::1::10\n2::M::56::16\n"), Delimiter::Twice(b':'));
        assert_eq!(delimiter("1::Heat: a film::x|y\n2::Cats::z\n"), Delimiter::Twice(b':'));
        assert_eq!(delimiter("id||name\n1||a\n2||\n"), Delimiter::Twice(b'|'));
        assert_eq!(delimiter("id|name|age\n1||5\n2||6\n"), Delimiter::Byte(b'|'));
        assert_eq!(delimiter("name\nstd::vector\nstd::map\n"), Delimiter::Byte(b','));
        assert_eq!(delimiter("when,ip\n10:20,::1\n11:30,fe80::1\n"), Delimiter::Byte(b','));
    }

    #[test]
    fn quotes_and_escapes_are_found() {
        let single = sniff(b"a,b\n'x, y',1\n'z',2\n'w, v',3\n", true, Given::default());
        assert_eq!(single.quote, Some(b'\''));
        let escaped = sniff(b"a,b\n\"say \\\"hi, you\\\" now\",1\n\"z\",2\n", true, Given::default());
        assert!(escaped.backslash);
    }
}
