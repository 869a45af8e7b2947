//! The data records of a file that has been read before, once more, as text.

use encoding_rs::Decoder;

use super::encoding::{Encoding, decode};
use super::layout::{Layout, is_remark};
use super::record::Record;
use super::records::Records;

/// Takes a file in slices and gives the fields of its data records: what stands above the table, the header and blank lines
/// left out.
#[derive(Debug)]
pub struct Rereader {
    records: Records,
    decoder: Option<Decoder>,
    decoded: Vec<u8>,
    /// Bytes of the byte order mark still to come.
    mark: usize,
    data: Data,
}

#[derive(Debug)]
struct Data {
    encoding: Encoding,
    /// Records above the data still to come.
    above: u64,
    /// Whether lines that begin with `#` are remarks.
    remarks: bool,
    /// Records up to a line of totals, if there is one.
    until_total: Option<u64>,
    fields: Vec<String>,
}

impl Rereader {
    /// Starts a file that was read as `layout`.
    pub fn new(layout: &Layout) -> Self {
        Self {
            records: Records::new(&layout.dialect),
            decoder: layout.encoding.decoder(),
            decoded: Vec::new(),
            mark: layout.mark,
            data: Data {
                encoding: layout.encoding,
                above: layout.skipped + u64::from(layout.header) + layout.more_names,
                remarks: layout.remarks,
                until_total: layout.total,
                fields: Vec::new(),
            },
        }
    }

    /// Takes the next slice, in order and of any length; `sink` hears every complete data record.
    pub fn feed(&mut self, slice: &[u8], sink: &mut dyn FnMut(&[String])) {
        let bytes = &slice[self.mark.min(slice.len())..];
        self.mark -= slice.len() - bytes.len();
        let text = match &mut self.decoder {
            Some(decoder) => {
                self.decoded.clear();
                decode(decoder, bytes, &mut self.decoded, &mut |_| {});
                &self.decoded
            }
            None => bytes,
        };
        let data = &mut self.data;
        self.records.feed(text, &mut |record| data.take(&record, sink));
    }

    /// Ends the file: a last record without a line end comes here.
    pub fn finish(mut self, sink: &mut dyn FnMut(&[String])) {
        let data = &mut self.data;
        self.records.finish(&mut |record| data.take(&record, sink));
    }
}

impl Data {
    fn take(&mut self, record: &Record<'_>, sink: &mut dyn FnMut(&[String])) {
        if record.is_blank() {
            return;
        }
        if self.above > 0 {
            self.above -= 1;
            return;
        }
        if self.remarks && is_remark(record) {
            return;
        }
        if let Some(left) = &mut self.until_total {
            let Some(fewer) = left.checked_sub(1) else { return };
            *left = fewer;
        }
        self.fields.clear();
        self.fields.extend(record.fields().map(|field| self.encoding.text(field)));
        sink(&self.fields);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::Importer;

    #[test]
    fn data_records_come_back_as_text_whatever_the_slices() {
        let file = b"Customers\n\nname;age\nJ\xF6rg;31\n\"A;b\";\n";
        let mut importer = Importer::new("x.csv");
        importer
            .feed(file)
            .and_then(|()| importer.finish())
            .map(|imported| {
                for slice in [1, 5, 100] {
                    let mut found = Vec::new();
                    let mut rereader = Rereader::new(&imported.layout);
                    let mut sink = |fields: &[String]| found.push(fields.join("|"));
                    file.chunks(slice).for_each(|slice| rereader.feed(slice, &mut sink));
                    rereader.finish(&mut sink);
                    assert_eq!(found, ["J\u{f6}rg|31", "A;b|"]);
                }
            })
            .expect("a table");
    }
}
