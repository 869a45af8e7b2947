//! JSON as a table: a list of objects, one object a line, or a list of lists.
//!
//! The text is read twice, first for the names, then for the records, so that it never has to be in memory.

mod cells;
mod split;

use std::borrow::Cow;
use std::collections::HashMap;

use super::csv;
use crate::error::{Error, ErrorKind, Result};
use crate::note::{Note, NoteKind};
use split::{Fault, Splitter, Whole};

/// Columns at most. More different names than this are no table, and a hostile file could blow up its own size with them.
const MOST_COLUMNS: usize = 16_384;

/// Bytes written for one byte read at most, once [`FREE`] bytes are written.
const MOST_GROWTH: u64 = 50;

/// Bytes that may be written in any case.
const FREE: u64 = 64 << 20;

/// Takes a JSON text in slices, twice, and writes it as CSV.
#[derive(Debug)]
pub(super) struct JsonTable {
    file: String,
    splitter: Splitter,
    columns: Columns,
    writing: bool,
    /// Values so far in this pass.
    values: u64,
    /// Whether values are lists rather than objects.
    lists: bool,
    /// The first value, as long as it is the only one: the whole file may be one object around the list.
    only: Option<Vec<u8>>,
    /// Values with bytes that are not UTF-8, and the first of them.
    broken: (u64, Vec<u64>),
    taken: u64,
    written: u64,
}

/// Names in the order of their first appearance.
#[derive(Debug, Default)]
struct Columns {
    names: Vec<String>,
    index: HashMap<String, usize>,
}

impl Columns {
    /// The place of `name`, which is probably `expected`.
    fn place(&self, name: &str, expected: usize) -> Option<usize> {
        match self.names.get(expected) {
            Some(there) if there == name => Some(expected),
            _ => self.index.get(name).copied(),
        }
    }

    fn add(&mut self, name: &str, expected: usize) {
        if self.place(name, expected).is_none() {
            self.index.insert(name.to_owned(), self.names.len());
            self.names.push(name.to_owned());
        }
    }
}

/// What can go wrong with one value.
enum Wrong {
    Cut(Fault),
    Read(serde_json::Error),
    Shape(&'static str),
    Large(String),
}

impl From<Fault> for Wrong {
    fn from(fault: Fault) -> Self {
        Self::Cut(fault)
    }
}

impl JsonTable {
    /// `file` is its name, for messages.
    pub(super) fn new(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            splitter: Splitter::default(),
            columns: Columns::default(),
            writing: false,
            values: 0,
            lists: false,
            only: None,
            broken: (0, Vec::new()),
            taken: 0,
            written: 0,
        }
    }

    /// Takes the next slice; in the second pass records are appended to `out`.
    ///
    /// # Errors
    /// [`ErrorKind::File`] if it is no JSON, or no table.
    pub(super) fn feed(&mut self, slice: &[u8], out: &mut Vec<u8>) -> Result<()> {
        self.taken += slice.len() as u64;
        self.with_splitter(|this, splitter| splitter.feed(slice, &mut |value| this.value(value, out)))
    }

    /// Ends a pass. Returns whether the file has to be read once more from its beginning.
    ///
    /// # Errors
    /// [`ErrorKind::File`] if the text is cut off, [`ErrorKind::Table`] if there is no record.
    pub(super) fn finish(&mut self, out: &mut Vec<u8>) -> Result<bool> {
        self.with_splitter(|this, splitter| splitter.finish(&mut |value| this.value(value, out)))?;
        if self.writing {
            return Ok(false);
        }
        if let Some(list) = self.only.take().as_deref().and_then(list_inside) {
            self.start(false);
            self.whole(&list, out)?;
            self.start(true);
            self.head(out);
            self.whole(&list, out)?;
            return Ok(false);
        }
        if self.values == 0 || (self.columns.names.is_empty() && !self.lists) {
            let what = "the JSON file holds no objects";
            return Err(Error::new(
                ErrorKind::Table,
                &self.file,
                what,
                "Choose a file with one object for each customer.",
            ));
        }
        self.start(true);
        self.head(out);
        Ok(true)
    }

    /// What was out of line.
    pub(super) fn notes(&self) -> Vec<Note> {
        let (count, rows) = &self.broken;
        let text = "Bytes that are not UTF-8 became the character \u{fffd}.";
        let broken = (*count > 0).then(|| Note::new(NoteKind::Encoding, text).counting(*count, rows));
        broken.into_iter().collect()
    }

    /// What the file is, in a few words.
    pub(super) fn fact(&self) -> &'static str {
        match self.splitter.whole() {
            Some(Whole::Lines) => "JSON, one object a line",
            _ if self.lists => "JSON, a list of lists",
            _ => "JSON, a list of objects",
        }
    }

    fn start(&mut self, writing: bool) {
        self.writing = writing;
        self.values = 0;
        self.broken = (0, Vec::new());
        if writing {
            self.splitter = Splitter::default();
        } else {
            self.columns = Columns::default();
        }
    }

    fn head(&mut self, out: &mut Vec<u8>) {
        if !self.lists {
            csv::record(self.columns.names.iter().map(String::as_str), out);
        }
    }

    /// A list that lies in memory, as a pass of its own.
    fn whole(&mut self, list: &[u8], out: &mut Vec<u8>) -> Result<()> {
        self.splitter = Splitter::default();
        self.taken += list.len() as u64;
        self.with_splitter(|this, splitter| {
            splitter.feed(list, &mut |value| this.value(value, out))?;
            splitter.finish(&mut |value| this.value(value, out))
        })
    }

    fn with_splitter(
        &mut self,
        work: impl FnOnce(&mut Self, &mut Splitter) -> std::result::Result<(), Wrong>,
    ) -> Result<()> {
        let mut splitter = std::mem::take(&mut self.splitter);
        let done = work(self, &mut splitter);
        self.splitter = splitter;
        done.map_err(|wrong| self.error(wrong))
    }

    fn value(&mut self, value: &[u8], out: &mut Vec<u8>) -> std::result::Result<(), Wrong> {
        let text = String::from_utf8_lossy(value);
        if let Cow::Owned(_) = text {
            self.broken.0 += 1;
            self.broken.1.push(self.values);
            self.broken.1.truncate(crate::note::NOTE_ROWS);
        }
        let lists = text.starts_with('[');
        if self.values == 0 {
            self.lists = lists;
            self.only = (!self.writing).then(|| value.to_vec());
        } else if self.lists != lists {
            return Err(Wrong::Shape("is of another kind than the first"));
        } else {
            self.only = None;
        }
        let before = out.len();
        match (lists, self.writing) {
            (true, true) => {
                csv::record(cells::of_list(&text).map_err(Wrong::Read)?.iter().map(String::as_str), out);
            }
            (true, false) => {}
            (false, _) if !text.starts_with('{') => {
                return Err(Wrong::Shape("is neither an object nor a list"));
            }
            (false, true) => self.write(&text, out)?,
            (false, false) => self.look(&text)?,
        }
        self.values += 1;
        self.written += (out.len() - before) as u64;
        if self.written > FREE && self.written > self.taken * MOST_GROWTH {
            return Err(Wrong::Large(format!(
                "the table would be more than {MOST_GROWTH} times as large as the file"
            )));
        }
        Ok(())
    }

    /// Gathers the names of an object.
    fn look(&mut self, text: &str) -> std::result::Result<(), Wrong> {
        let mut at = 0;
        let columns = &mut self.columns;
        cells::of_object(text, &mut |name, _| {
            columns.add(name, at);
            at += 1;
        })
        .map_err(Wrong::Read)?;
        if self.columns.names.len() > MOST_COLUMNS {
            return Err(Wrong::Large(format!("the objects have more than {MOST_COLUMNS} different names")));
        }
        Ok(())
    }

    /// Writes an object as a record.
    fn write(&mut self, text: &str, out: &mut Vec<u8>) -> std::result::Result<(), Wrong> {
        let mut record = vec![String::new(); self.columns.names.len()];
        let mut at = 0;
        let columns = &self.columns;
        cells::of_object(text, &mut |name, cell| {
            if let Some(place) = columns.place(name, at) {
                record[place] = cell.into_owned();
            }
            at += 1;
        })
        .map_err(Wrong::Read)?;
        csv::record(record.iter().map(String::as_str), out);
        Ok(())
    }

    fn error(&self, wrong: Wrong) -> Error {
        let place = format!("line {} of {}", self.splitter.lines + 1, self.file);
        let number = self.values + 1;
        let (what, advice) = match wrong {
            Wrong::Cut(Fault::Open) => (
                "the JSON text ends in the middle".to_owned(),
                "It was probably not copied whole. Export it again, and choose that file.",
            ),
            Wrong::Cut(Fault::Stray) => (
                format!("the text is no JSON behind object {}", self.values),
                "Look there for a comma or bracket too many or too few, or export the file again.",
            ),
            Wrong::Cut(Fault::Long) => (
                format!("object {number} does not end for 64 MB"),
                "Save the customers as a list of objects, or as CSV.",
            ),
            Wrong::Read(error) => {
                let message = error.to_string();
                let reason = message.rsplit_once(" at line ").map_or(message.as_str(), |(reason, _)| reason);
                (
                    format!("object {number} is not well-formed JSON ({reason})"),
                    "Correct it there, or export the file again.",
                )
            }
            Wrong::Shape(what) => (
                format!("value {number} {what}"),
                "Choose a list with one object for each customer: [{\"age\": 31}, {\"age\": 28}].",
            ),
            Wrong::Large(what) => {
                (what, "Save the customers as CSV, with the same columns for each, and choose that file.")
            }
        };
        Error::new(ErrorKind::File, place, what, advice)
    }
}

/// The longest list of objects in an object around it, directly or one object deeper, as services hand lists out.
fn list_inside(object: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(object).ok()?;
    let fields =
        |text| serde_json::from_str::<cells::Fields<'_>>(text).map(|fields| fields.0).unwrap_or_default();
    let mut lists = Vec::new();
    for (_, value) in fields(text) {
        lists.push(value.get());
        if value.get().starts_with('{') {
            lists.extend(fields(value.get()).into_iter().map(|(_, value)| value.get()));
        }
    }
    let of_objects =
        |list: &&str| list.strip_prefix('[').is_some_and(|rest| rest.trim_start().starts_with('{'));
    let longest = lists.into_iter().filter(of_objects).max_by_key(|list| list.len());
    longest.map(|list| list.as_bytes().to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, slice: usize) -> Result<String> {
        let mut table = JsonTable::new("x.json");
        let mut out = Vec::new();
        loop {
            for slice in text.as_bytes().chunks(slice) {
                table.feed(slice, &mut out)?;
            }
            if !table.finish(&mut out)? {
                return Ok(String::from_utf8(out).expect("CSV is UTF-8"));
            }
        }
    }

    #[test]
    fn lists_and_lines_of_objects_become_records_with_all_names() {
        for slice in [1, 1000] {
            let list = read("[{\"a\":1,\"b\":\"x, y\"},\n {\"c\":null,\"a\":2.50}]", slice);
            assert_eq!(list.expect("a list"), "a,b,c\n1,\"x, y\",\n2.50,,\n");
            let lines = read("{\"a\":1}\n{\"a\":2,\"d\":{\"e\":true}}\n", slice);
            assert_eq!(lines.expect("lines"), "a,d.e\n1,\n2,true\n");
        }
    }

    #[test]
    fn lists_of_lists_and_lists_inside_an_object_are_tables_too() {
        assert_eq!(read("[[\"a\",\"b\"],[1,null]]", 5).expect("lists"), "a,b\n1,\n");
        let wrapped = read("{\"meta\":{\"n\":2},\"data\":{\"rows\":[{\"a\":1},{\"a\":2}]}}", 9);
        assert_eq!(wrapped.expect("wrapped"), "a\n1\n2\n");
        assert_eq!(read("{\"a\":1,\"b\":2}", 9).expect("one customer"), "a,b\n1,2\n");
    }

    #[test]
    fn what_is_no_table_is_refused_with_its_place() {
        for (text, place, what) in [
            ("[{\"a\":1},\n{\"a\":2}", "line 2 of x.json", "ends in the middle"),
            ("[{\"a\":1},\n{\"a\" 2}]", "line 2 of x.json", "object 2 is not well-formed"),
            ("[{\"a\":1},3]", "line 1 of x.json", "value 2"),
            ("[{\"a\":1},[3]]", "line 1 of x.json", "another kind"),
            ("[{}]", "x.json", "no objects"),
            ("[{\"a\":1} {\"a\":2}]", "line 1 of x.json", "behind object 1"),
        ] {
            let error = read(text, 3).expect_err(text);
            assert!(error.place == place && error.what.contains(what), "{text}: {error}");
        }
    }

    #[test]
    fn names_that_never_come_again_are_no_table() {
        let text: String = (0..20_000).map(|i| format!("{{\"k{i}\":1}}\n")).collect();
        assert!(read(&text, 4096).expect_err("too many names").what.contains("16384"), "named");
    }
}
