//! The whole journey on the command line: the batch twin of the page, with the same session and the same answers.
//!
//! `cargo run --release --example segment -- FILE [options]`; `--help` lists them. Exit code 2: bad input.

mod arguments;
mod report;

use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::process::ExitCode;

use customer_segmentation::error::{Error, ErrorKind, Result};
use customer_segmentation::host::{Source, carry_out};
use customer_segmentation::protocol::{Event, FileMeta, Output};
use customer_segmentation::session::Session;
use customer_segmentation::view::{View, cards_text};

use arguments::Arguments;

/// A file on disk.
struct Disk(File);

impl Source for Disk {
    fn read(&mut self, offset: u64, length: u32) -> std::result::Result<Vec<u8>, String> {
        let mut bytes = vec![0; length as usize];
        let read = self.0.seek(SeekFrom::Start(offset)).and_then(|_| self.0.read_exact(&mut bytes));
        read.map(|()| bytes).map_err(|error| error.to_string())
    }
}

fn main() -> ExitCode {
    let arguments = match Arguments::parse(std::env::args_os()) {
        Ok(Some(arguments)) => arguments,
        Ok(None) => {
            let _ = write!(std::io::stdout(), "{}", arguments::HELP);
            return ExitCode::SUCCESS;
        }
        Err(error) => return refuse(&error),
    };
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => refuse(&error),
    }
}

fn refuse(error: &Error) -> ExitCode {
    let _ = writeln!(std::io::stderr(), "{error}");
    ExitCode::from(2)
}

fn run(arguments: &Arguments) -> Result<()> {
    let name = arguments.file.display().to_string();
    let unreadable = |error: std::io::Error| {
        Error::new(ErrorKind::File, name.clone(), error.to_string(), "Give a file that can be read.")
    };
    let file = File::open(&arguments.file).map_err(unreadable)?;
    let size = file.metadata().map_err(unreadable)?.len();
    let mut session = Session::default();
    let view = segment(&mut session, arguments, FileMeta { name, size }, &mut Disk(file))?;
    let (fit, prepared) = session.shown().expect("a view is of a result");
    if let Some(path) = &arguments.labels {
        write(path, report::labels(view.reading.rows, fit, prepared).as_bytes())?;
    }
    if let Some(path) = &arguments.rules {
        write(path, report::rule_labels(&session.rule_labels()).as_bytes())?;
    }
    if let Some(path) = &arguments.cards {
        write(path, cards_text(&view).as_bytes())?;
    }
    if let Some(path) = &arguments.json {
        write(path, report::json(&view, fit, prepared).as_bytes())?;
    }
    // A closed pipe is the reader's choice.
    let _ = std::io::stdout().write_all(report::text(&view).as_bytes());
    Ok(())
}

/// The journey from a file to its segments, with the recipe that the command line makes of the suggested one.
fn segment(session: &mut Session, arguments: &Arguments, file: FileMeta, disk: &mut Disk) -> Result<View> {
    let mut outcome: Option<Result<View>> = None;
    let mut decided = false;
    let mut tell = |output: Output, _: Vec<u8>| match output {
        Output::Opened { recipe, reading, .. } if !decided => {
            decided = true;
            match arguments.suggest(&recipe).and_then(|()| arguments.recipe(&recipe, &reading)) {
                Ok(recipe) => Some(Event::Apply { recipe }),
                Err(error) => {
                    outcome = Some(Err(error));
                    Some(Event::Cancel)
                }
            }
        }
        Output::Segmented { view } => {
            outcome = Some(Ok(*view));
            None
        }
        Output::Checked { elbow, trust } => {
            if let Some(Ok(view)) = &mut outcome {
                (view.elbow, view.trust) = (elbow, *trust);
            }
            None
        }
        Output::Failed { error } => {
            outcome = Some(Err(error));
            None
        }
        _ => None,
    };
    let recipe = arguments.opening()?;
    carry_out(session, Event::Open { file, recipe }, disk, &mut tell);
    outcome.expect("a journey ends with segments or an error")
}

/// Writes a file the person asked for.
pub fn write(path: &std::path::Path, bytes: &[u8]) -> Result<()> {
    std::fs::write(path, bytes).map_err(|error| {
        Error::new(
            ErrorKind::File,
            path.display().to_string(),
            error.to_string(),
            "Choose a place that can be written.",
        )
    })
}
