//! The whole journey on the command line: the batch twin of the page, with the same session and the same answers.
//!
//! `cargo run --release --example segment -- FILE [options]`; `--help` lists them. Exit code 2: bad input.

mod arguments;
mod report;
mod unpack;

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use customer_segmentation::error::{Error, ErrorKind, Result};
use customer_segmentation::host::{Source, carry_out};
use customer_segmentation::protocol::{Event, FileMeta, Origin, Output};
use customer_segmentation::recipe::Recipe;
use customer_segmentation::session::Session;
use customer_segmentation::view::{View, cards_text};

use arguments::Arguments;
use unpack::Text;

/// A file on disk.
struct Disk(File);

impl Source for Disk {
    fn read(&mut self, offset: u64, length: u32) -> std::result::Result<Vec<u8>, String> {
        unpack::read(&mut self.0, offset, length).map_err(|error| error.to_string())
    }
}

/// A text made on the way.
struct Memory(Vec<u8>);

impl Source for Memory {
    fn read(&mut self, offset: u64, length: u32) -> std::result::Result<Vec<u8>, String> {
        let from = usize::try_from(offset).map_err(|error| error.to_string())?;
        let bytes = self.0.get(from..from + length as usize);
        bytes.map(<[u8]>::to_vec).ok_or_else(|| "there is nothing so far behind".to_owned())
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
    let mut files = Vec::new();
    for path in &arguments.files {
        files.push(open(path)?);
    }
    let Text { meta, file, origin } = unpack::open(files, arguments.sheet.as_deref())?;
    let mut session = Session::default();
    let first = arguments.opening_orders()?;
    let by_recipe = first.as_ref().is_some_and(|recipe| recipe.orders.is_some());
    let mut disk = Disk(file);
    let made = if by_recipe || arguments.customers.is_some() {
        let open = opened(meta.clone(), origin.clone(), first);
        fold(&mut session, arguments, open, &mut disk, by_recipe)?
    } else {
        None
    };
    if made.is_none() && arguments.customers.is_some() {
        return Err(no_orders(&meta.name));
    }
    let view = match made {
        Some((meta, origin, customers)) => {
            if let Some(path) = &arguments.customers {
                write(path, &customers)?;
            }
            let arguments = arguments.for_customers();
            let open = opened(meta, Some(origin), arguments.opening()?);
            segment(&mut session, &arguments, open, &mut Memory(customers))?
        }
        None => segment(&mut session, arguments, opened(meta, origin, arguments.opening()?), &mut disk)?,
    };
    let (fit, prepared) = session.shown().expect("a view is of a result");
    if let Some(path) = &arguments.labels {
        write(path, report::labels(view.reading.rows, fit, prepared, &session.unusual()).as_bytes())?;
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

fn opened(file: FileMeta, origin: Option<Origin>, recipe: Option<Recipe>) -> Event {
    match origin {
        Some(origin) => Event::OpenMade { file, origin, recipe },
        None => Event::Open { file, recipe },
    }
}

/// Opens a file; `-` is what comes by standard input, which is kept in a temporary file so that it can be read twice.
fn open(path: &Path) -> Result<(FileMeta, File)> {
    let name = if path == Path::new("-") { "standard input".to_owned() } else { path.display().to_string() };
    let opened = if path == Path::new("-") {
        tempfile::tempfile()
            .and_then(|mut file| std::io::copy(&mut std::io::stdin(), &mut file).map(|_| file))
    } else {
        File::open(path)
    };
    let sized = opened.and_then(|file| file.metadata().map(|about| (about.len(), file)));
    let (size, file) = sized.map_err(|error| unpack::unreadable(&name, &error))?;
    Ok((FileMeta { name, size }, file))
}

/// One row of each customer of the orders in a file, as its recipe says if `by_recipe`; `None` if the recipe takes it for customers already.
fn fold(
    session: &mut Session,
    arguments: &Arguments,
    open: Event,
    disk: &mut Disk,
    by_recipe: bool,
) -> Result<Option<(FileMeta, Origin, Vec<u8>)>> {
    let mut outcome = None;
    let (mut dated, mut asked) = (false, by_recipe);
    let mut tell = |output: Output, payload: Vec<u8>| match output {
        Output::Opened { reading, suggested, .. } if !asked => {
            // The order of dates may have to be said before they can be read.
            if !std::mem::replace(&mut dated, true)
                && let Some(recipe) = arguments.dated(&suggested, &reading)
            {
                return Some(Event::Apply { recipe });
            }
            asked = true;
            match reading.orders {
                Some(orders) => Some(Event::Fold { plan: orders.plan, filters: None }),
                None => {
                    outcome = Some(Err(no_orders(&reading.file)));
                    Some(Event::Cancel)
                }
            }
        }
        Output::Customers { name, origin, .. } => {
            outcome = Some(Ok(Some((FileMeta { name, size: payload.len() as u64 }, origin, payload))));
            None
        }
        Output::Segmented { .. } if by_recipe => {
            outcome = Some(Ok(None));
            Some(Event::Cancel)
        }
        Output::Failed { error } => {
            outcome.get_or_insert(Err(error));
            None
        }
        _ => None,
    };
    carry_out(session, open, disk, &mut tell);
    outcome.expect("a journey ends with customers or an error")
}

fn no_orders(file: &str) -> Error {
    let what = "--customers was given, and no column names customers who are in several rows";
    Error::new(ErrorKind::Option, file, what, "Leave it out: each row is a customer already.")
}

/// The journey from a file to its segments, with the recipe that the command line makes of the suggested one.
fn segment(
    session: &mut Session,
    arguments: &Arguments,
    open: Event,
    source: &mut dyn Source,
) -> Result<View> {
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
    carry_out(session, open, source, &mut tell);
    outcome.expect("a journey ends with segments or an error")
}

/// Writes a file the person asked for.
pub fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    std::fs::write(path, bytes).map_err(|error| {
        Error::new(
            ErrorKind::File,
            path.display().to_string(),
            error.to_string(),
            "Choose a place that can be written.",
        )
    })
}
