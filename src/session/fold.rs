//! Order lines of the open file becoming customers.

use super::read::Checksum;
use super::{SLICE, Session, Work};
use crate::error::{Error, ErrorKind};
use crate::export::harmless;
use crate::features::left_out;
use crate::ingest::Rereader;
use crate::ingest::scan::Delimiter;
use crate::orders::{FoldPlan, Folder, MADE, Style, guess};
use crate::profile::wording::count;
use crate::protocol::{Origin, Output, Phase};
use crate::table::Table;

/// The open file being read again, its rows added up by customer.
#[derive(Debug)]
pub struct Folding {
    folder: Folder,
    rereader: Rereader,
    checksum: Checksum,
    read: u64,
}

impl Session {
    /// Begins to make one row of each customer. The file and its result stay until the outcome is opened.
    pub(super) fn fold(&mut self, plan: FoldPlan) {
        if self.need_file().is_none() {
            return;
        }
        self.stop();
        let Some(opened) = &self.opened else { return };
        let filters = self.result.as_ref().map(|result| result.recipe.filters.as_slice()).unwrap_or_default();
        let columns = opened.table.columns.len() - opened.computed;
        let comma = opened.table.columns.iter().any(|column| column.summary.written.comma);
        let between = match opened.layout.dialect.delimiter {
            Delimiter::Byte(byte) => Some(char::from(byte)),
            Delimiter::Spaces | Delimiter::Twice(_) => None,
        };
        let style = Style::of(between, comma);
        let left_out = left_out(&opened.table, filters);
        let folder = match Folder::new(&opened.table, columns, plan, left_out, style) {
            Ok(folder) => folder,
            Err(error) => return self.fail(error),
        };
        let rereader = Rereader::new(&opened.layout);
        let length = opened.file.size.min(u64::from(SLICE)) as u32;
        self.out.begin();
        self.out.progress(Phase::Reading, 0.0, "0 customers".to_owned());
        self.out.read(0, length);
        let folding = Folding { folder, rereader, checksum: Checksum::default(), read: 0 };
        self.work = Work::Folding(Box::new(folding));
    }

    pub(super) fn fold_slice(&mut self, mut folding: Box<Folding>, slice: &[u8]) {
        let Some(opened) = &self.opened else { return };
        let (table, size) = (&opened.table, opened.file.size);
        folding.checksum.add(slice);
        folding.read += slice.len() as u64;
        let folder = &mut folding.folder;
        folding.rereader.feed(slice, &mut |fields| folder.take(table, fields));
        let read = folding.read;
        if read < size {
            self.out.read(read, (size - read).min(u64::from(SLICE)) as u32);
            let customers = count(folding.folder.customers() as u64);
            self.out.progress(Phase::Reading, read as f64 / size as f64, format!("{customers} customers"));
            self.work = Work::Folding(folding);
            return;
        }
        if folding.checksum.value() != opened.checksum {
            let what = "the file is not the one that was read: it has changed since";
            return self.fail(Error::new(ErrorKind::File, &opened.file.name, what, "Choose it again."));
        }
        let Folding { mut folder, rereader, .. } = *folding;
        rereader.finish(&mut |fields| folder.take(table, fields));
        let name = format!("{}-customers.csv", super::export::stem(&opened.file.name));
        match folder.finish(table, &harmless) {
            Ok(folded) => {
                let before = opened.origin.clone().unwrap_or_default();
                let facts = [before.facts, folded.facts].concat();
                // The text is our own, so what it says in its cells is no formula of anybody's.
                let (notes, descriptors) = (folded.notes, folded.descriptors);
                let origin = Origin { facts, notes, typed: true, descriptors };
                self.out.emit(Output::Customers { name, origin }, folded.csv.into_bytes());
            }
            Err(error) => self.fail(error),
        }
    }
}

/// The error of a recipe that names a column which is only made when orders become customers, with what to do about that.
pub(super) fn advised(table: &Table, error: Error) -> Error {
    let made = MADE.iter().any(|name| error.place == format!("recipe, column {name:?}"));
    if error.kind != ErrorKind::Recipe || !made || guess(table).is_none() {
        return error;
    }
    let advice = "The recipe is for customers made of orders, and this file lists orders: open it without the recipe, make one row of each customer, and load the recipe then.";
    Error { advice: advice.to_owned(), ..error }
}
