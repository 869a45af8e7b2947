//! Files that are no plain text, or are several: made into one text table in a temporary file, as the page does in a worker.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};

use customer_segmentation::container::{Answer, Conversion, Input, SheetView};
use customer_segmentation::error::{Error, ErrorKind, Result};
use customer_segmentation::protocol::{FileMeta, Message, Origin};

/// A text table and where it comes from; `origin` is none where the file was that text already.
pub struct Text {
    pub meta: FileMeta,
    pub file: File,
    pub origin: Option<Origin>,
}

/// Opens `files` as one text table. `sheet` is the one to take of a workbook.
///
/// # Errors
/// [`ErrorKind::File`] for what cannot be read or unpacked, [`ErrorKind::Option`] if a sheet has to be named.
pub fn open(files: Vec<(FileMeta, File)>, sheet: Option<&str>) -> Result<Text> {
    let mut texts = Vec::new();
    for file in files {
        texts.push(convert(vec![file], sheet)?);
    }
    if texts.len() == 1 {
        return Ok(texts.remove(0));
    }
    let origins: Vec<Origin> = texts.iter_mut().filter_map(|text| text.origin.take()).collect();
    let mut whole = convert(texts.into_iter().map(|text| (text.meta, text.file)).collect(), None)?;
    if let Some(origin) = &mut whole.origin {
        let mut facts: Vec<String> = origins.iter().flat_map(|origin| origin.facts.clone()).collect();
        facts.dedup();
        origin.typed = origins.iter().any(|origin| origin.typed);
        origin.facts.splice(0..0, facts);
        origin.notes.splice(0..0, origins.into_iter().flat_map(|origin| origin.notes));
    }
    Ok(whole)
}

/// One conversion from its beginning to its end.
fn convert(mut files: Vec<(FileMeta, File)>, sheet: Option<&str>) -> Result<Text> {
    let mut conversion = Conversion::default();
    let metas = files.iter().map(|(meta, _)| meta.clone()).collect();
    let mut answers = conversion.step(Input::Begin { files: metas, sheet: sheet.map(str::to_owned) }, &[]);
    let mut text = tempfile::tempfile().map_err(|error| unwritten(&error))?;
    loop {
        let mut bytes = Vec::new();
        for Message { head, payload } in answers {
            match head {
                Answer::Read { file, offset, length, .. } => {
                    let (meta, file) = &mut files[file as usize];
                    bytes = read(file, offset, length).map_err(|error| unreadable(&meta.name, &error))?;
                }
                Answer::Part => text.write_all(&payload).map_err(|error| unwritten(&error))?,
                Answer::Plain => {
                    let (meta, file) = files.remove(0);
                    return Ok(Text { meta, file, origin: None });
                }
                Answer::Sheets { sheets } => return Err(which(&files[0].0.name, &sheets)),
                Answer::Done { name, origin, .. } => {
                    let size = text.stream_position().map_err(|error| unwritten(&error))?;
                    return Ok(Text { meta: FileMeta { name, size }, file: text, origin: Some(origin) });
                }
                Answer::Failed { error } => return Err(error),
            }
        }
        answers = conversion.step(Input::Bytes, &bytes);
    }
}

/// `length` bytes of `file` from `offset`.
pub fn read(file: &mut File, offset: u64, length: u32) -> std::io::Result<Vec<u8>> {
    let mut bytes = vec![0; length as usize];
    file.seek(SeekFrom::Start(offset))?;
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// The error of a file that cannot be read.
pub fn unreadable(name: &str, error: &std::io::Error) -> Error {
    Error::new(ErrorKind::File, name, error.to_string(), "Give a file that can be read.")
}

fn unwritten(error: &std::io::Error) -> Error {
    Error::new(
        ErrorKind::File,
        "temporary folder",
        error.to_string(),
        "Make room there, or set TMPDIR to another place.",
    )
}

fn which(file: &str, sheets: &[SheetView]) -> Error {
    let named: Vec<String> = (sheets.iter().filter(|sheet| !sheet.empty))
        .map(|sheet| format!("{}{}", sheet.name, if sheet.hidden { " (hidden)" } else { "" }))
        .collect();
    Error::new(
        ErrorKind::Option,
        file,
        "the workbook has several sheets",
        format!("Name one with --sheet: {}.", named.join(", ")),
    )
}
