//! From files to one text table, as a state machine: what happened in, what to do out. No browser, no I/O.

use super::append::Append;
use super::shelf::Shelf;
use super::stream::Stream;
use super::wire::{Answer, Input, SheetView};
use super::workbook::LARGEST;
use crate::error::{Error, ErrorKind, Result};
use crate::ingest::Packing;
use crate::protocol::{FileMeta, Message, Origin};

/// Bytes asked for at a time. Short, because a slice of gzip may unpack to two hundred times as much.
const SLICE: u64 = 256 << 10;

/// Turns files into one text table. A new one is made for each table.
#[derive(Default)]
pub struct Conversion {
    files: Vec<FileMeta>,
    sheet: Option<String>,
    /// What has been asked for: a file, and how far in it.
    file: usize,
    offset: u64,
    stage: Stage,
    out: Vec<Message<Answer>>,
}

/// What is being done.
#[derive(Default)]
enum Stage {
    /// The first bytes are awaited.
    #[default]
    Head,
    Stream(Box<Stream>),
    /// A workbook or an archive is taken into memory.
    Gathering(Packing, Vec<u8>),
    /// Several files become one.
    Appending(Box<Append>),
    /// One of its tables is to be chosen.
    Choosing(Shelf, Vec<SheetView>),
    Over,
}

impl Conversion {
    /// Takes in what happened, with its bytes if there are any, and says what to do, in order. A failure is told and ends it.
    pub fn step(&mut self, input: Input, payload: &[u8]) -> Vec<Message<Answer>> {
        let done = match input {
            Input::Begin { files, sheet } => self.begin(files, sheet),
            Input::Bytes => self.bytes(payload),
            Input::Sheet { name } => self.choose(&name),
        };
        if let Err(error) = done {
            self.stage = Stage::Over;
            self.tell(Answer::Failed { error });
        }
        std::mem::take(&mut self.out)
    }

    fn begin(&mut self, files: Vec<FileMeta>, sheet: Option<String>) -> Result<()> {
        *self = Self { files, sheet, ..Self::default() };
        match self.files.iter().find(|file| file.size == 0) {
            Some(empty) => Err(Error::new(
                ErrorKind::File,
                &empty.name,
                "the file is empty",
                "Choose a file with a line of column names and a line for each customer.",
            )),
            None => {
                if self.files.len() > 1 {
                    self.stage = Stage::Appending(Box::new(Append::new(&self.files)));
                }
                self.ask()
            }
        }
    }

    fn bytes(&mut self, slice: &[u8]) -> Result<()> {
        if matches!(self.stage, Stage::Head) {
            if Packing::of(slice).is_none() {
                self.stage = Stage::Over;
                self.tell(Answer::Plain);
                return Ok(());
            }
            self.stage = self.decide(slice)?;
        }
        self.offset += slice.len() as u64;
        let last = self.offset >= self.size();
        let mut out = Vec::new();
        match &mut self.stage {
            Stage::Stream(stream) => {
                stream.feed(slice, &mut out)?;
                let again = last && stream.finish(&mut out)?;
                self.part(out);
                if again {
                    self.offset = 0;
                } else if last {
                    return self.streamed();
                }
                self.ask()
            }
            Stage::Appending(append) => {
                append.feed(slice, &mut out)?;
                let more = !last || append.finish(&mut out)?;
                let at = append.at().0;
                self.part(out);
                if last {
                    (self.file, self.offset) = (at, 0);
                }
                if more { self.ask() } else { self.appended() }
            }
            Stage::Gathering(_, bytes) => {
                bytes.extend_from_slice(slice);
                if last { self.open() } else { self.ask() }
            }
            Stage::Head | Stage::Choosing(..) | Stage::Over => Ok(()),
        }
    }

    fn decide(&self, start: &[u8]) -> Result<Stage> {
        let name = &self.files[0].name;
        match Packing::of(start) {
            Some(packing @ (Packing::Zip | Packing::Ole)) => {
                if self.size() <= LARGEST {
                    return Ok(Stage::Gathering(packing, Vec::with_capacity(self.size() as usize)));
                }
                Err(Error::new(
                    ErrorKind::Memory,
                    name,
                    format!(
                        "the workbook or archive is larger than {} MB, which is as much as is unpacked here",
                        LARGEST >> 20
                    ),
                    "Save its table as CSV, or unpack it, and choose that file: CSV may be far larger.",
                ))
            }
            packing => Ok(Stage::Stream(Box::new(Stream::new(name, packing)))),
        }
    }

    fn streamed(&mut self) -> Result<()> {
        if let Stage::Stream(stream) = std::mem::take(&mut self.stage) {
            self.done(stream.origin(), Vec::new(), None);
        }
        Ok(())
    }

    fn appended(&mut self) -> Result<()> {
        if let Stage::Appending(append) = std::mem::take(&mut self.stage) {
            self.done(append.origin(), Vec::new(), None);
        }
        Ok(())
    }

    /// All of it is there. If only one of its tables can be meant, that is taken.
    fn open(&mut self) -> Result<()> {
        let Stage::Gathering(packing, bytes) = std::mem::take(&mut self.stage) else { return Ok(()) };
        let mut shelf = Shelf::open(&self.files[0].name, packing, bytes)?;
        let sheets = shelf.sheets();
        let (whole, part) = shelf.words();
        let meant: Vec<&SheetView> = sheets.iter().filter(|sheet| !sheet.hidden && !sheet.empty).collect();
        let only = match (&self.sheet, &*meant) {
            (Some(sheet), _) => Some(sheet.clone()),
            (None, [only]) => Some(only.name.clone()),
            (None, []) if sheets.iter().all(|sheet| sheet.empty) => {
                return Err(Error::new(
                    ErrorKind::Table,
                    &self.files[0].name,
                    format!("{whole} has no {part} with anything in it"),
                    "Choose one with a row for each customer.",
                ));
            }
            (None, _) => None,
        };
        if only.is_none() {
            self.tell(Answer::Sheets { sheets: sheets.clone() });
        }
        self.stage = Stage::Choosing(shelf, sheets);
        only.map_or(Ok(()), |sheet| self.choose(&sheet))
    }

    fn choose(&mut self, name: &str) -> Result<()> {
        let Stage::Choosing(mut shelf, sheets) = std::mem::take(&mut self.stage) else { return Ok(()) };
        if !sheets.iter().any(|sheet| sheet.name == name) {
            let (whole, part) = shelf.words();
            let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
            return Err(Error::new(
                ErrorKind::Option,
                &self.files[0].name,
                format!("{whole} has no {part} \"{name}\""),
                format!("Choose one of: {}.", names.join(", ")),
            ));
        }
        let mut out = Vec::new();
        let origin = shelf.write(name, &mut out)?;
        self.part(out);
        self.done(origin, sheets, Some(name.to_owned()));
        Ok(())
    }

    /// Asks for the next slice.
    fn ask(&mut self) -> Result<()> {
        let share = self.share();
        let length = (self.size() - self.offset).min(SLICE) as u32;
        self.tell(Answer::Read { file: self.file as u32, offset: self.offset, length, share });
        Ok(())
    }

    /// Share of the work that is done.
    fn share(&self) -> f64 {
        let all: u64 = self.files.iter().map(|file| file.size).sum();
        let before: u64 = self.files.iter().take(self.file).map(|file| file.size).sum();
        let read = (before + self.offset) as f64 / all.max(1) as f64;
        let second = match &self.stage {
            Stage::Stream(stream) => stream.second_of_two(),
            Stage::Appending(append) => Some(append.at().1),
            _ => None,
        };
        second.map_or(read, |second| (read + f64::from(second)) / 2.0)
    }

    fn done(&mut self, origin: Origin, sheets: Vec<SheetView>, sheet: Option<String>) {
        self.stage = Stage::Over;
        let first = &self.files[0].name;
        let name = match self.files.len() {
            1 => first.clone(),
            files => format!("{first} and {} more", files - 1),
        };
        self.tell(Answer::Done { name, origin, sheets, sheet });
    }

    fn part(&mut self, payload: Vec<u8>) {
        if !payload.is_empty() {
            self.out.push(Message { head: Answer::Part, payload });
        }
    }

    fn tell(&mut self, head: Answer) {
        self.out.push(Message { head, payload: Vec::new() });
    }

    /// Bytes of the file that is read.
    fn size(&self) -> u64 {
        self.files.get(self.file).map_or(0, |file| file.size)
    }
}
