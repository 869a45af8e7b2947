//! Where the table begins in a file, how wide it is, and whether it has a header.

use super::dates;
use super::missing;
use super::number::{self, Reading};
use super::sniff::usual;

/// Records above the header at most.
const MOST_SKIPPED: usize = 50;

/// Columns, and rows below, of a table in which a word that stands alone is no cell like others.
const WIDE: usize = 5;

/// Records of names below the first at most.
const MOST_MORE_NAMES: usize = 3;

/// One record of the sample.
pub(crate) type Fields = Vec<Vec<u8>>;

/// The shape found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shape {
    /// Records above the table.
    pub(crate) skipped: usize,
    /// Whether its first record holds names.
    pub(crate) header: bool,
    /// Records behind it that go on with the names: units, or the lower lines of a header.
    pub(crate) more_names: usize,
    /// Whether lines below the header that begin with `#` are remarks.
    pub(crate) remarks: bool,
    /// Its columns.
    pub(crate) width: usize,
    /// Whether a delimiter ends every record.
    pub(crate) trailing: bool,
    /// Whether the header has no name for the first column.
    pub(crate) shifted: bool,
    /// Whether the header lacks the delimiter that ends every other record.
    pub(crate) lacking: bool,
    /// What speaks for and against a header.
    pub(crate) signs: Signs,
}

/// What the first record says about being a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Signs {
    /// Its fields that are words over a column of figures.
    pub(crate) names: usize,
    /// Its fields that are figures over a column of figures.
    pub(crate) figures: usize,
    /// Its fields that are words and come again further down.
    pub(crate) repeated: usize,
    /// What follows from it.
    pub(crate) header: bool,
}

/// What a person decided about the shape.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Given {
    /// Whether the first record of the table holds names.
    pub(crate) header: Option<bool>,
    /// Records above the table.
    pub(crate) skipped: Option<usize>,
}

/// Finds the shape of a file whose first records, blank lines left out, are `records`; `declared` says that the first of
/// them declares the delimiter.
pub(crate) fn find(records: &[Fields], declared: bool, given: Given) -> Shape {
    let (usual, remarks) = usual_width(records);
    let skipped = given.skipped.unwrap_or_else(|| {
        let lead = if remarks { leading_remarks(records, usual) } else { 0 };
        let thin = lead.max(skipped(&records[lead..], usual, declared && lead == 0) + lead);
        of_other_width(records, usual, thin).unwrap_or(thin)
    });
    let (first, below) = match &records[skipped.min(records.len())..] {
        [first, below @ ..] => (first.as_slice(), below),
        [] => (&[][..], &[][..]),
    };
    let kept: Vec<Fields> = below.iter().filter(|record| !remarks || !is_hashed(record)).cloned().collect();
    let body = kept.as_slice();
    let signs = signs(first, body);
    let header = given.header.unwrap_or(signs.header);
    let more_names = if header { more_names(first, body) } else { 0 };
    let body = &body[more_names..];
    let full: Vec<&Fields> = body.iter().filter(|record| record.len() == usual).collect();
    let last_is_empty =
        |record: &[Vec<u8>]| record.get(usual - 1).is_none_or(|field| field.trim_ascii().is_empty());
    let trailing = usual > 1
        && full.len() * 10 >= body.len() * 9
        && last_is_empty(first)
        && full.iter().all(|record| last_is_empty(record))
        && !full.is_empty();
    let shifted = header && !trailing && usual > 2 && first.len() + 1 == usual && has_row_names(&full);
    let named = if header {
        first.len() - first.iter().rev().take_while(|field| field.is_empty()).count()
    } else {
        0
    };
    let width = (usual - usize::from(trailing)).max(named);
    let lacking = header && trailing && first.len() < usual;
    Shape { skipped, header, more_names, remarks, width, trailing, shifted, lacking, signs }
}

/// Titles and remarks above a table fill at most a third of its columns.
fn skipped(records: &[Fields], usual: usize, declared: bool) -> usize {
    let filled = |record: &Fields| record.iter().filter(|field| !field.trim_ascii().is_empty()).count();
    let thin = |record: &Fields| match usual {
        0 | 1 => false,
        2 => record.len() == 1,
        _ => filled(record) * 3 <= usual,
    };
    let start = usize::from(declared);
    let thin = records.iter().skip(start).take(MOST_SKIPPED).take_while(|record| thin(record)).count();
    match records.get(start + thin) {
        Some(next) if filled(next) * 2 > usual || usual == 2 => start + thin,
        _ => start,
    }
}

/// Whether a record is a line of dashes, which parts the names from the rows.
fn is_rule(record: &Fields) -> bool {
    let dashes = |field: &Vec<u8>| field.len() > 1 && field.iter().all(|byte| b"-=_".contains(byte));
    record.iter().all(dashes)
}

/// Whether a record begins with `#`, as remarks do, and some names.
fn is_hashed(record: &Fields) -> bool {
    record.first().is_some_and(|field| field.trim_ascii_start().starts_with(b"#"))
}

/// The usual number of fields, and whether records that begin with `#` are remarks: some then have another number.
fn usual_width(records: &[Fields]) -> (usize, bool) {
    let bare = usual(records.iter().filter(|record| !is_hashed(record)).map(Vec::len));
    let differ = |record: &&Fields| is_hashed(record) && record.len() != bare;
    if bare > 0 && records.iter().any(|record| differ(&record)) {
        (bare, true)
    } else {
        (usual(records.iter().map(Vec::len)), false)
    }
}

/// Remarks above the table. The last of them is its header if it is as wide and the first line without `#` is none.
fn leading_remarks(records: &[Fields], usual: usize) -> usize {
    let lead = records.iter().take_while(|record| is_hashed(record)).count();
    let (Some(last), Some(next)) = (lead.checked_sub(1).map(|at| &records[at]), records.get(lead)) else {
        return lead;
    };
    let names = |record: &Fields, below: &[Fields]| signs(record, below).names;
    let named = usual > 1 && last.len() == usual && names(last, &records[lead..]) > 0;
    lead - usize::from(named && names(next, &records[lead + 1..]) == 0)
}

/// Records from `start` on that have another number of fields than the table, where below them a record of its width clearly is a header.
fn of_other_width(records: &[Fields], usual: usize, start: usize) -> Option<usize> {
    let other =
        records.iter().skip(start).take(MOST_SKIPPED).take_while(|record| record.len() != usual).count();
    let header = records.get(start + other).filter(|_| other > 0)?;
    let signs = signs(header, &records[start + other + 1..]);
    (signs.names > signs.figures).then_some(start + other)
}

/// How many records at the start of `body` go on with the names in `first`: a line of dashes; or words, and nothing but words, over
/// columns of figures, where a name above is lacking, the name comes again, or the words are units in brackets. A single word
/// does in a wide table.
fn more_names(first: &[Vec<u8>], body: &[Fields]) -> usize {
    let lacking = first.iter().any(|name| name.trim_ascii().is_empty());
    let goes_on = |at: usize| {
        let (record, below) = (&body[at], &body[at + 1..]);
        if is_rule(record) {
            return below.len() > 1;
        }
        let filled = |(_, field): &(usize, &[u8])| !field.is_empty();
        let words: Vec<(usize, &[u8])> =
            record.iter().map(|field| field.trim_ascii()).enumerate().filter(filled).collect();
        let again =
            words.iter().all(|(at, word)| first.get(*at).is_some_and(|name| name.trim_ascii() == *word));
        let units = words.iter().all(|(_, word)| matches!(word, [b'(', .., b')'] | [b'[', .., b']']));
        let alone = words.len() == 1 && record.len() >= WIDE && below.len() >= WIDE;
        let signs = signs(record, below);
        signs.names > 0 && signs.figures == 0 && below.len() > 1 && (lacking || again || units || alone)
    };
    (0..body.len().min(MOST_MORE_NAMES)).take_while(|at| goes_on(*at)).count()
}

/// What a field is, for comparing a first record with the ones below.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Gap,
    Figure,
    Text,
}

fn sort(field: &[u8]) -> Sort {
    let field = field.trim_ascii();
    if missing::word(field).is_some() {
        Sort::Gap
    } else if matches!(number::read(field), Reading::Other) && !dates::looks_like_date(field) {
        Sort::Text
    } else {
        Sort::Figure
    }
}

/// Names stand over columns of figures as text. Where no column holds figures, the first record is a header unless
/// its fields come again further down.
fn signs(first: &[Vec<u8>], body: &[Fields]) -> Signs {
    let text = first.iter().filter(|field| sort(field) == Sort::Text).count();
    if body.is_empty() {
        return Signs { names: 0, figures: 0, repeated: 0, header: text > 0 };
    }
    let (mut names, mut figures, mut repeated) = (0, 0, 0);
    for (index, field) in first.iter().enumerate() {
        let below: Vec<&Vec<u8>> = body.iter().filter_map(|record| record.get(index)).collect();
        let sorts: Vec<Sort> =
            below.iter().map(|field| sort(field)).filter(|sort| *sort != Sort::Gap).collect();
        let in_figures = sorts.iter().filter(|sort| **sort == Sort::Figure).count() * 5 > sorts.len() * 4;
        match sort(field) {
            Sort::Text if in_figures => names += 1,
            Sort::Figure if in_figures => figures += 1,
            Sort::Text if below.contains(&field) => repeated += 1,
            _ => {}
        }
    }
    let header = if names + figures > 0 && names != figures {
        names > figures || is_series(first, body)
    } else {
        repeated == 0 && (text > 0 || is_series(first, body))
    };
    Signs { names, figures, repeated, header }
}

/// Years or other numbers one apart as names: "region,2001,2002,2003" over figures that are no such series.
fn is_series(first: &[Vec<u8>], body: &[Fields]) -> bool {
    let steps = |record: &[Vec<u8>]| {
        let numbers: Vec<f64> = record
            .iter()
            .filter_map(|field| match number::read(field.trim_ascii()) {
                Reading::Number(number) => Some(number.point),
                _ => None,
            })
            .collect();
        let one_apart = numbers.windows(2).all(|pair| (pair[1] - pair[0]).abs() == 1.0);
        numbers.len() >= 3 && numbers.len() + 2 >= record.len() && one_apart
    };
    steps(first) && !body.iter().any(|record| steps(record))
}

/// Whether the first fields are all different, as the row names R writes without a header are.
fn has_row_names(full: &[&Fields]) -> bool {
    let mut names: Vec<&[u8]> = full.iter().map(|record| record[0].as_slice()).collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    all > 1 && names.len() == all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> Shape {
        let fields = |line: &str| line.split(',').map(|field| field.as_bytes().to_vec()).collect();
        find(&text.split(' ').map(fields).collect::<Vec<_>>(), false, Given::default())
    }

    #[test]
    fn names_over_figures_are_a_header() {
        assert!(shape("a,b 1,2 3,4").header);
        assert!(!shape("5,6 1,2 3,4").header);
        assert!(!shape("NA,6 1,2 3,4").header);
        assert!(shape("x,2001,2002,2003 a,7,2,9 b,4,4,4").header);
    }

    #[test]
    fn text_that_comes_again_is_data() {
        assert!(!shape("red,big blue,big red,small").header);
        assert!(shape("colour,size blue,big red,small").header);
    }

    #[test]
    fn titles_are_skipped() {
        let shape = shape("Sales,,,, ,,,, a,b,c,d,e 1,2,3,4,5 6,7,8,9,10");
        assert_eq!((shape.skipped, shape.header, shape.width), (2, true, 5));
    }

    #[test]
    fn trailing_delimiters_and_row_names() {
        let trailing = shape("a,b, 1,2, 3,4,");
        assert!(trailing.trailing && trailing.width == 2);
        let shifted = shape("a,b r1,1,2 r2,3,4 r3,5,6");
        assert!(shifted.shifted && shifted.width == 3);
    }
}
