//! What a session has room for, and what is told before it runs out.

use crate::error::{Error, ErrorKind, Result};
use crate::profile::wording::count;

/// Bytes that the tables of a session may take. A WebAssembly memory ends at 4 GiB; the rest is for copies on their way to workers and for
/// results.
pub(super) const ROOM: u64 = if cfg!(target_pointer_width = "32") { 3 << 30 } else { u64::MAX };

/// Whether the columns read so far leave as much room again for what is made of them.
///
/// # Errors
/// [`ErrorKind::Memory`] if they do not. `share` of the file is read.
pub(super) fn table_fits(
    file: &str,
    (rows, columns): (u64, usize),
    share: f64,
    bytes: u64,
    room: u64,
) -> Result<()> {
    let most = room / 2;
    if bytes <= most {
        return Ok(());
    }
    let read = (share * 100.0).round();
    Err(Error::new(
        ErrorKind::Memory,
        file,
        format!(
            "{} rows × {} columns, {read} % of the file, take {}, and there is room for {}",
            count(rows),
            count(columns as u64),
            size(bytes),
            size(most)
        ),
        "Leave out columns that do not tell customers apart, or take every second or every tenth row, in the program that the file comes from, and choose the new file.",
    ))
}

/// Values of a prepared table for which there is room beside a table of `bytes`, if there are `copies` of them at a time.
pub(super) fn most_values(bytes: u64, copies: u64, room: u64) -> u64 {
    room.saturating_sub(bytes) / (copies * size_of::<f32>() as u64)
}

fn size(bytes: u64) -> String {
    if bytes < 1_000_000_000 {
        format!("{:.1} MB", bytes as f64 / 1e6)
    } else {
        format!("{:.1} GB", bytes as f64 / 1e9)
    }
}
