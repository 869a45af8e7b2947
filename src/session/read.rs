//! Reading the file, slice by slice.

use super::room::table_fits;
use super::{Opened, SLICE, Session, Work};
use crate::error::{Error, ErrorKind};
use crate::ingest::{Importer, Packing};
use crate::protocol::{FileMeta, Origin, Output, Phase};
use crate::recipe::{self, Recipe};

/// Slices asked for ahead, so that the disk works while the importer does.
const AHEAD: u64 = 2;

/// A file being read.
#[derive(Debug)]
pub struct Reading {
    file: FileMeta,
    /// Where its text comes from, if it was not chosen as it is.
    origin: Option<Origin>,
    recipe: Option<Recipe>,
    /// Whether it is the open file, read in another way.
    again: bool,
    importer: Importer,
    checksum: Checksum,
    asked: u64,
    read: u64,
}

/// A running sum of bytes that tells whether a file is still the one that was read (FNV-1a over 64-bit words; not against malice).
#[derive(Debug, Clone, Copy)]
pub struct Checksum(u64);

impl Default for Checksum {
    fn default() -> Self {
        Self(0xCBF2_9CE4_8422_2325)
    }
}

impl Checksum {
    /// Takes in the next slice. The same bytes must come in the same slices.
    pub fn add(&mut self, slice: &[u8]) {
        let (words, rest) = slice.as_chunks::<8>();
        let rest = rest.iter().map(|byte| u64::from(*byte));
        for word in words.iter().map(|word| u64::from_le_bytes(*word)).chain(rest) {
            self.0 = (self.0 ^ word).wrapping_mul(0x0000_0100_0000_01B3);
            self.0 ^= self.0 >> 29;
        }
    }

    /// The sum so far.
    pub fn value(self) -> u64 {
        self.0
    }
}

/// How a file is read that comes from `origin` and is opened with `recipe`.
fn choices(recipe: Option<&Recipe>, origin: Option<&Origin>) -> recipe::Reading {
    let made = origin.is_some_and(|origin| origin.orders.is_some());
    let reading = recipe.map(|recipe| if made { &recipe.reading } else { recipe.reading_first() });
    reading.cloned().unwrap_or_default()
}

impl Session {
    /// Begins to read `file`. The file and the result before are kept until the new one is read.
    pub(super) fn open(&mut self, file: FileMeta, origin: Option<Origin>, recipe: Option<Recipe>) {
        self.begin_reading(file, origin, recipe, false);
    }

    /// Begins to read the open file again, as `recipe` says. If the recipe does not fit what is then read, nothing changes.
    pub(super) fn open_again(&mut self, file: FileMeta, recipe: Recipe) {
        let origin = self.opened.as_ref().and_then(|opened| opened.origin.clone());
        self.begin_reading(file, origin, Some(recipe), true);
    }

    pub(super) fn begin_reading(
        &mut self,
        file: FileMeta,
        origin: Option<Origin>,
        recipe: Option<Recipe>,
        again: bool,
    ) {
        self.stop();
        self.out.begin();
        if file.size == 0 {
            self.fail(Error::new(
                ErrorKind::File,
                file.name,
                "the file is empty",
                "Choose a file with a line of column names and a line for each customer.",
            ));
            return;
        }
        if let Some(Err(error)) = recipe.as_ref().map(Recipe::check) {
            self.fail(error);
            return;
        }
        let choices = choices(recipe.as_ref(), origin.as_ref());
        let importer = Importer::choosing(&file.name, choices);
        let mut reading = Reading {
            file,
            origin,
            recipe,
            again,
            importer,
            checksum: Checksum::default(),
            asked: 0,
            read: 0,
        };
        self.out.progress(Phase::Reading, 0.0, "0 rows".to_owned());
        for _ in 0..AHEAD {
            self.ask(&mut reading);
        }
        self.work = Work::Reading(Box::new(reading));
    }

    fn ask(&mut self, reading: &mut Reading) {
        let length = (reading.file.size - reading.asked).min(u64::from(SLICE));
        if length > 0 {
            self.out.read(reading.asked, length as u32);
            reading.asked += length;
        }
    }

    /// The next slice of the file that is read, or of the one that is written back.
    pub(super) fn bytes(&mut self, request: u32, slice: &[u8]) {
        if !self.out.awaits(request) {
            return;
        }
        match std::mem::take(&mut self.work) {
            Work::Reading(reading) => self.read_slice(reading, slice),
            Work::Exporting(exporting) => self.export_slice(exporting, slice),
            Work::Folding(folding) => self.fold_slice(folding, slice),
            other => self.work = other,
        }
    }

    fn read_slice(&mut self, mut reading: Box<Reading>, slice: &[u8]) {
        let untouched = reading.read == 0 && reading.origin.is_none();
        if let Some(packing) = Packing::of(slice).filter(|_| untouched) {
            self.stop();
            self.out.tell(Output::Packed { packing });
            self.begin_checks();
            return;
        }
        self.ask(&mut reading);
        reading.checksum.add(slice);
        reading.read += slice.len() as u64;
        if let Err(error) = reading.importer.feed(slice) {
            self.fail(error);
            return;
        }
        let share = reading.read as f64 / reading.file.size as f64;
        let (cells, bytes) =
            ((reading.importer.rows(), reading.importer.columns()), reading.importer.bytes());
        if let Err(error) = table_fits(&reading.file.name, cells, share, bytes, self.room) {
            self.fail(error);
            return;
        }
        let rows = crate::profile::wording::count(reading.importer.rows());
        self.out.progress(Phase::Reading, share, format!("{rows} rows"));
        if reading.read < reading.file.size {
            self.work = Work::Reading(reading);
        } else {
            self.read_through(*reading);
        }
    }

    fn read_through(&mut self, reading: Reading) {
        let imported = match reading.importer.finish() {
            Ok(imported) => imported,
            Err(error) => return self.fail(error),
        };
        let (facts, notes) =
            reading.origin.clone().map(|origin| (origin.facts, origin.notes)).unwrap_or_default();
        let choices = choices(reading.recipe.as_ref(), reading.origin.as_ref());
        let opened = Opened {
            file: reading.file,
            origin: reading.origin,
            table: imported.table,
            computed: 0,
            layout: imported.layout,
            facts: [facts, imported.facts].concat(),
            notes: [notes, imported.notes].concat(),
            questions: imported.questions,
            format: imported.format,
            decisions: imported.decisions,
            column_decisions: imported.column_decisions,
            first_rows: imported.first_rows,
            choices,
            checksum: reading.checksum.value(),
            shapes: Vec::new(),
            gaps: (Vec::new(), 0),
        };
        self.begin_looking(opened, reading.recipe, reading.again);
    }

    /// The platform could not read the file.
    pub(super) fn read_failed(&mut self, request: u32, reason: &str) {
        if !self.out.awaits(request) {
            return;
        }
        let name = match &self.work {
            Work::Reading(reading) => reading.file.name.clone(),
            _ => self.opened.as_ref().map_or_else(String::new, |opened| opened.file.name.clone()),
        };
        self.fail(Error::new(
            ErrorKind::File,
            name,
            format!("the browser cannot read it: {reason}"),
            "It may have been moved, changed or locked since it was chosen. Choose it again.",
        ));
    }
}
