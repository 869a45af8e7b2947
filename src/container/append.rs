//! Several files of one shape, one below the other.
//!
//! Each file is read in full first, so that its dialect, its encoding and its decimal mark are decided over all of it as if it came
//! alone; then all are read again and written as one table. Columns are put together by their names.

use super::csv;
use crate::error::{Error, ErrorKind, Result};
use crate::ingest::{Importer, Layout, Rereader};
use crate::note::{Note, NoteKind};
use crate::protocol::{FileMeta, Origin};
use crate::recipe::{Decision, DecisionKey, Setting};

/// Files that are named one by one.
const NAMED: usize = 12;

/// The state of putting files together.
#[derive(Debug)]
pub(super) struct Append {
    files: Vec<String>,
    /// The file that is being read.
    at: usize,
    pass: Pass,
    surveyed: Vec<Survey>,
    columns: Vec<String>,
}

#[derive(Debug)]
enum Pass {
    First(Box<Importer>),
    Second(Box<Rereader>),
}

/// What a file turned out to be.
#[derive(Debug)]
struct Survey {
    layout: Layout,
    names: Vec<String>,
    rows: u64,
    /// Decisions in which files must not differ: the column, the key, what was decided.
    conventions: Vec<(String, DecisionKey, String)>,
    notes: Vec<Note>,
    /// For each of the table's columns its place in this file.
    places: Vec<Option<usize>>,
}

impl Append {
    /// `files`: at least two.
    pub(super) fn new(files: &[FileMeta]) -> Self {
        let files: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
        let first = Box::new(Importer::new(&files[0]));
        Self { files, at: 0, pass: Pass::First(first), surveyed: Vec::new(), columns: Vec::new() }
    }

    /// The file of which the next slice is wanted, from 0, and whether it is read for the second time.
    pub(super) fn at(&self) -> (usize, bool) {
        (self.at, matches!(self.pass, Pass::Second(_)))
    }

    /// Takes the next slice of that file; in the second pass records are appended to `out`.
    ///
    /// # Errors
    /// As [`Importer::feed`].
    pub(super) fn feed(&mut self, slice: &[u8], out: &mut Vec<u8>) -> Result<()> {
        match &mut self.pass {
            Pass::First(importer) => importer.feed(slice),
            Pass::Second(rereader) => {
                let places = &self.surveyed[self.at].places;
                rereader.feed(slice, &mut |fields| write(fields, places, out));
                Ok(())
            }
        }
    }

    /// Ends the file. Returns whether there is another slice to come.
    ///
    /// # Errors
    /// [`ErrorKind::File`] if the file is no table or has another shape than the first.
    pub(super) fn finish(&mut self, out: &mut Vec<u8>) -> Result<bool> {
        let next = self.at + 1;
        let placeholder = Pass::First(Box::new(Importer::new("")));
        match std::mem::replace(&mut self.pass, placeholder) {
            Pass::First(importer) => {
                self.survey(*importer)?;
                if let Some(name) = self.files.get(next) {
                    self.at = next;
                    self.pass = Pass::First(Box::new(Importer::new(name)));
                    return Ok(true);
                }
                self.place();
                csv::record(self.columns.iter().map(String::as_str), out);
                self.at = 0;
            }
            Pass::Second(rereader) => {
                let places = &self.surveyed[self.at].places;
                rereader.finish(&mut |fields| write(fields, places, out));
                self.at = next;
            }
        }
        let more = self.at < self.files.len();
        if more {
            self.pass = Pass::Second(Box::new(Rereader::new(&self.surveyed[self.at].layout)));
        }
        Ok(more)
    }

    /// Where the table comes from.
    pub(super) fn origin(&self) -> Origin {
        let mut facts = vec![format!("{} files, one below the other", self.files.len())];
        let mut notes = Vec::new();
        let mut before = 0;
        for (index, (file, survey)) in self.files.iter().zip(&self.surveyed).enumerate() {
            if index < NAMED {
                facts.push(format!("rows {} to {} from {file}", before + 1, before + survey.rows));
            }
            let lacking: Vec<&str> = (self.columns.iter().zip(&survey.places))
                .filter(|(_, place)| place.is_none())
                .map(|(name, _)| name.as_str())
                .collect();
            if !lacking.is_empty() {
                let text = format!("{file} has no column {}; its rows have gaps there.", lacking.join(", "));
                notes.push(Note::new(NoteKind::Header, text).counting(survey.rows, &[before]));
            }
            for note in &survey.notes {
                let rows: Vec<u64> = note.rows.iter().map(|row| row + before).collect();
                let text = format!("In {file}: {}", note.text);
                notes.push(Note { rows, text, ..note.clone() });
            }
            before += survey.rows;
        }
        facts.push(super::MADE.to_owned());
        // Whether one of them had types, whoever made texts of them knows.
        Origin { facts, notes, ..Origin::default() }
    }

    fn survey(&mut self, importer: Importer) -> Result<()> {
        let imported = importer.finish()?;
        let told = [NoteKind::Encoding, NoteKind::Ragged, NoteKind::Header];
        let mut conventions = Vec::new();
        for (column, decisions) in imported.table.columns.iter().zip(&imported.column_decisions) {
            conventions.extend(decisions.iter().filter_map(|decision| convention(&column.name, decision)));
        }
        let survey = Survey {
            names: imported.table.columns.iter().map(|column| column.name.clone()).collect(),
            rows: imported.table.rows as u64,
            layout: imported.layout,
            notes: imported.notes.into_iter().filter(|note| told.contains(&note.kind)).collect(),
            conventions,
            places: Vec::new(),
        };
        self.compare(&survey)?;
        for name in &survey.names {
            if !self.columns.iter().any(|known| same(known, name)) {
                self.columns.push(name.clone());
            }
        }
        self.surveyed.push(survey);
        Ok(())
    }

    /// Whether a file can stand below those before it.
    fn compare(&self, survey: &Survey) -> Result<()> {
        if self.surveyed.is_empty() {
            return Ok(());
        }
        let (file, first) = (&self.files[self.at], &self.files[0]);
        let apart = "Drop files of one shape together; open this one alone.";
        let shared =
            survey.names.iter().filter(|name| self.columns.iter().any(|known| same(known, name))).count();
        if shared * 2 < survey.names.len().min(self.columns.len()) {
            let what = format!(
                "its columns are not those of {first}: {shared} of {} have the same name",
                survey.names.len()
            );
            return Err(Error::new(ErrorKind::Table, file, what, apart));
        }
        for (column, key, value) in &survey.conventions {
            let before = self.surveyed.iter().flat_map(|other| &other.conventions);
            let differing = before
                .into_iter()
                .find(|(name, other, was)| same(name, column) && other == key && was != value);
            if let Some((.., was)) = differing {
                let what = format!(
                    "column {column} is written in another way than in {first}: {value}, there {was}"
                );
                return Err(Error::new(
                    ErrorKind::Table,
                    file,
                    what,
                    "Save all files in one way, or open them one at a time.",
                ));
            }
        }
        Ok(())
    }

    /// Finds each of the table's columns in each file.
    fn place(&mut self) {
        for survey in &mut self.surveyed {
            let place = |wanted: &String| survey.names.iter().position(|name| same(name, wanted));
            survey.places = self.columns.iter().map(place).collect();
        }
    }
}

/// Names are the same whatever the case of their letters.
fn same(a: &str, b: &str) -> bool {
    a == b || a.to_lowercase() == b.to_lowercase()
}

/// A decision that changes what the same characters mean.
fn convention(column: &str, decision: &Decision) -> Option<(String, DecisionKey, String)> {
    let Setting::Text(_) = &decision.value else { return None };
    let matters = matches!(decision.key, DecisionKey::Decimal | DecisionKey::Dates);
    matters.then(|| (column.to_owned(), decision.key, decision.words.clone()))
}

fn write(fields: &[String], places: &[Option<usize>], out: &mut Vec<u8>) {
    let field = |place: &Option<usize>| place.and_then(|place| fields.get(place)).map_or("", String::as_str);
    csv::record(places.iter().map(field), out);
}
