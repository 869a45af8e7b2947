//! The journey from slices of a file to a table.

use super::Imported;
use super::column::Builder;
use super::detect::Guess;
use super::doubts::Doubts;
use super::encoding::Encoding;
use super::foreign;
use super::reading::{Reading, Start};
use super::sniff::{self, Given};
use crate::error::{Error, ErrorKind, Result};
use crate::recipe::Reading as Choices;

/// Bytes gathered before the layout is decided. Fixed, so that slices make no difference.
const SAMPLE: usize = 256 * 1024;

/// Twice as many are gathered, and twice as many again up to these, while there are fewer line ends than [`LINES`] among them: a table of a
/// hundred thousand columns has lines of a megabyte.
const LARGEST_SAMPLE: usize = 16 << 20;

/// Lines a layout is decided by at least, if there are so many.
const LINES: usize = 8;

/// Words beyond ASCII shown to a person who chooses an encoding, and bytes of each at most.
const STRANGE_WORDS: usize = 3;
const STRANGE_BYTES: usize = 24;

/// Takes a file in slices and gives back its table.
///
/// ```
/// use customer_segmentation::ingest::Importer;
///
/// let mut importer = Importer::new("shop.csv");
/// importer.feed(b"age;spend\n31;12,5")?;
/// importer.feed(b"0\n28;7,25\n")?;
/// let imported = importer.finish()?;
/// assert_eq!(imported.table.rows, 2);
/// assert_eq!(imported.table.columns[1].summary.sum, Some(19.75));
/// # Ok::<(), customer_segmentation::error::Error>(())
/// ```
#[derive(Debug)]
pub struct Importer {
    file: String,
    choices: Choices,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    /// The beginning of the file, as it came, and how much of it is to be gathered.
    Sampling { sample: Vec<u8>, wanted: usize },
    /// The layout is decided.
    Reading(Box<Reading>),
}

impl Importer {
    /// Starts reading. `file` is the file's name, for messages.
    pub fn new(file: &str) -> Self {
        Self::choosing(file, Choices::default())
    }

    /// Starts reading `file` as a person decided.
    pub fn choosing(file: &str, choices: Choices) -> Self {
        Self { file: file.to_owned(), choices, stage: Stage::Sampling { sample: Vec::new(), wanted: SAMPLE } }
    }

    /// Takes the next slice of the file, in order; of any length.
    ///
    /// # Errors
    /// [`ErrorKind::File`] if the bytes are no table: another kind of file, or a quote that never closes.
    pub fn feed(&mut self, slice: &[u8]) -> Result<()> {
        let mut rest = slice;
        while let Stage::Sampling { sample, wanted } = &mut self.stage {
            let (more, behind) = rest.split_at(rest.len().min(*wanted - sample.len()));
            sample.extend_from_slice(more);
            rest = behind;
            if sample.len() < *wanted {
                return Ok(());
            }
            if *wanted < LARGEST_SAMPLE && !has_lines(sample) {
                *wanted *= 2;
                continue;
            }
            let sample = std::mem::take(sample);
            self.stage = Stage::Reading(Box::new(start(&self.file, &self.choices, &sample, false)?));
        }
        match &mut self.stage {
            Stage::Reading(reading) => reading.feed(rest),
            Stage::Sampling { .. } => Ok(()),
        }
    }

    /// Data records complete so far; 0 until the layout is decided.
    pub fn rows(&self) -> u64 {
        match &self.stage {
            Stage::Sampling { .. } => 0,
            Stage::Reading(reading) => reading.rows(),
        }
    }

    /// Columns; 0 until the layout is decided.
    pub fn columns(&self) -> usize {
        match &self.stage {
            Stage::Sampling { .. } => 0,
            Stage::Reading(reading) => reading.body.columns.len(),
        }
    }

    /// Bytes that the columns take so far, as all they may still turn out to be.
    pub fn bytes(&self) -> u64 {
        match &self.stage {
            Stage::Sampling { .. } => 0,
            Stage::Reading(reading) => reading.body.columns.iter().map(Builder::bytes).sum(),
        }
    }

    /// The table, once the whole file was fed. Cheap: the columns have been built on the way.
    ///
    /// # Errors
    /// As [`Importer::feed`], and [`ErrorKind::Table`] if there is no data record.
    pub fn finish(self) -> Result<Imported> {
        match self.stage {
            Stage::Sampling { sample, .. } => start(&self.file, &self.choices, &sample, true)?.finish(),
            Stage::Reading(reading) => reading.finish(),
        }
    }
}

/// Whether `sample` has lines enough to decide a layout by. In encodings of two bytes a character one of them is that of ASCII.
fn has_lines(sample: &[u8]) -> bool {
    let ends = |end: u8| sample.iter().filter(|byte| **byte == end).take(LINES).count();
    ends(b'\n').max(ends(b'\r')) == LINES
}

/// The encoding of a file that begins with `sample`, the length of its byte order mark, and whether there is no doubt about it. Where nothing
/// in the sample is beyond ASCII, that is UTF-8 until something is.
fn guessed(sample: &[u8]) -> (Encoding, usize, bool) {
    let (encoding, mark) = Encoding::sniff(sample);
    if mark > 0 || encoding != Encoding::UTF_8 {
        return (encoding, mark, true);
    }
    let (mut doubts, mut guess) = (Doubts::default(), Guess::default());
    doubts.feed(sample);
    guess.feed(sample);
    match guess.best() {
        // Its characters are ASCII between two escapes.
        best if best.name() == "ISO-2022-JP" => (best, 0, true),
        best if doubts.speaks_against_utf8() => (best, 0, true),
        _ => (Encoding::UTF_8, 0, false),
    }
}

/// The first three words beyond ASCII, each cut to a readable length.
fn strange_words(sample: &[u8]) -> Vec<Vec<u8>> {
    let apart = |byte: &u8| byte.is_ascii_control() || b",;|\"' ".contains(byte);
    let words = sample.split(apart).filter(|word| !word.is_ascii());
    words.take(STRANGE_WORDS).map(|word| word[..word.len().min(STRANGE_BYTES)].to_vec()).collect()
}

/// Decides the layout from the beginning of the file and reads that.
fn start(file: &str, choices: &Choices, sample: &[u8], whole: bool) -> Result<Reading> {
    let given = choices.encoding.as_deref().and_then(Encoding::of);
    let (encoding, mark, known) = match given {
        Some(encoding) => (encoding, encoding.mark(sample), true),
        None => guessed(sample),
    };
    if sample[mark..].trim_ascii().is_empty() && whole {
        return Err(Error::new(ErrorKind::File, file, "the file is empty", "Choose a file with data in it."));
    }
    foreign::refuse(file, sample, encoding)?;
    let mut text = Vec::new();
    let text = match encoding.decoder() {
        None => &sample[mark..],
        Some(mut decoder) => {
            super::encoding::decode(&mut decoder, &sample[mark..], &mut text, &mut |_| {});
            &text
        }
    };
    let dialect = sniff::sniff(text, whole, Given::of(choices));
    let start =
        Start { file, choices, encoding, known, mark, dialect, strange: strange_words(&sample[mark..]) };
    let mut reading = Reading::new(&start, text, whole);
    reading.feed(&sample[mark..])?;
    Ok(reading)
}
