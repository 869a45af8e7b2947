//! Files to download.

use super::read::Checksum;
use super::{Export, SLICE, Session, Work};
use crate::error::{Error, ErrorKind};
use crate::export::{Label, Labeller, profile_table};
use crate::kmeans::{Fit, membership};
use crate::matrix::Matrix;
use crate::profile::Profile;
use crate::protocol::{ExportOptions, LabelColumn, Output, Phase};

/// Name of the column that is appended.
const COLUMN: &str = "segment";

/// The open file being read again and written back with its segments.
#[derive(Debug)]
pub struct Exporting {
    labeller: Labeller,
    options: ExportOptions,
    checksum: Checksum,
    read: u64,
}

impl Session {
    pub(super) fn export(&mut self, export: Export, options: ExportOptions) {
        if self.need_file().is_none() || !matches!(self.work, Work::Idle) {
            return;
        }
        let (Some(opened), Some(result)) = (&self.opened, &self.result) else {
            self.fail(Error::new(
                ErrorKind::Table,
                "page",
                "there are no segments yet",
                "Wait for the result first.",
            ));
            return;
        };
        match export {
            Export::Recipe => {
                let json = result.recipe.to_json().into_bytes();
                let name = format!("{}-recipe.json", stem(&opened.file.name));
                self.out.emit(
                    Output::DownloadPart { name, media_type: "application/json".to_owned(), last: true },
                    json,
                );
            }
            Export::Trial | Export::Cards => {}
            Export::Profile => {
                let name = format!("{}-profile.csv", stem(&opened.file.name));
                let profile = result.profile();
                let table = profile_table(&profile.measures, &profile.segments, options.format);
                self.out.emit(
                    Output::DownloadPart { name, media_type: "text/csv".to_owned(), last: true },
                    table.into_bytes(),
                );
            }
            Export::LabelledFile => {
                let labeller = Labeller::new(&opened.layout, &columns(&options));
                let size = opened.file.size;
                self.out.begin();
                self.out.progress(Phase::Exporting, 0.0, String::new());
                self.out.read(0, size.min(u64::from(SLICE)) as u32);
                let exporting = Exporting { labeller, options, checksum: Checksum::default(), read: 0 };
                self.work = Work::Exporting(Box::new(exporting));
            }
        }
    }

    pub(super) fn export_slice(&mut self, mut exporting: Box<Exporting>, slice: &[u8]) {
        let (Some(opened), Some(result)) = (&self.opened, &self.result) else { return };
        let rows = &result.prepared.rows;
        let options = exporting.options.clone();
        let labels = Labels {
            fit: result.fit(),
            matrix: &result.prepared.matrix,
            profile: result.profile(),
            options: &options,
        };
        let mut label = |record: u64| match usize::try_from(record).ok().and_then(|row| rows.observation(row))
        {
            Some(observation) => labels.of(observation),
            None if labels.options.only.is_some() => Label::LeftOut,
            None => Label::Empty,
        };
        let mut bytes = Vec::with_capacity(slice.len() + slice.len() / 8);
        exporting.checksum.add(slice);
        exporting.read += slice.len() as u64;
        exporting.labeller.feed(slice, &mut label, &mut bytes);
        let size = opened.file.size;
        let last = exporting.read >= size;
        let which =
            exporting.options.only.map_or("segments".to_owned(), |number| format!("segment-{number}"));
        let name = format!("{}-{which}.{}", stem(&opened.file.name), extension(&opened.file.name));
        if last && exporting.checksum.value() != opened.checksum {
            let error = Error::new(
                ErrorKind::File,
                &opened.file.name,
                "the file is not the one that was read: it has changed since",
                "Choose it again; your recipe can be kept.",
            );
            self.fail(error);
            return;
        }
        let read = exporting.read;
        if last {
            exporting.labeller.finish(&mut label, &mut bytes);
        } else {
            self.out.read(read, (size - read).min(u64::from(SLICE)) as u32);
            self.work = Work::Exporting(exporting);
        }
        self.out.progress(Phase::Exporting, read as f64 / size as f64, String::new());
        self.out.emit(Output::DownloadPart { name, media_type: "text/csv".to_owned(), last }, bytes);
    }
}

/// Names of the appended columns.
fn columns(options: &ExportOptions) -> Vec<&'static str> {
    let more = options.columns.iter().map(|column| match column {
        LabelColumn::Name => "segment_name",
        LabelColumn::Distance => "segment_distance",
        LabelColumn::RunnerUp => "segment_runner_up",
        LabelColumn::Confidence => "segment_confidence",
    });
    std::iter::once(COLUMN).chain(more).collect()
}

/// What is written about each observation.
struct Labels<'a> {
    fit: &'a Fit,
    matrix: &'a Matrix,
    profile: &'a Profile,
    options: &'a ExportOptions,
}

impl Labels<'_> {
    fn of(&self, observation: usize) -> Label {
        let segment = self.fit.labels[observation];
        let number = u32::from(segment) + 1;
        if self.options.only.is_some_and(|only| only != number) {
            return Label::LeftOut;
        }
        let wanted = &self.options.columns;
        let mut cells = vec![number.to_string()];
        if !wanted.is_empty() {
            let near = membership(self.fit, self.matrix, observation);
            cells.extend(wanted.iter().map(|column| match column {
                LabelColumn::Name => self.profile.segments[usize::from(segment)].name.clone(),
                LabelColumn::Distance => format!("{:.6}", near.distance),
                LabelColumn::RunnerUp => near.next.map_or_else(String::new, |next| (next + 1).to_string()),
                LabelColumn::Confidence => format!("{:.4}", near.margin),
            }));
        }
        Label::Cells(cells)
    }
}

/// The file name without its last extension; a name of nothing else stays whole.
fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem })
}

/// The file name's last extension if it is one of a text table, else "csv".
fn extension(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((_, extension)) if ["csv", "tsv", "txt", "tab"].contains(&extension.to_lowercase().as_str()) => {
            extension
        }
        _ => "csv",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn downloads_are_named_after_the_file() {
        assert_eq!((stem("shop.2024.csv"), extension("shop.2024.csv")), ("shop.2024", "csv"));
        assert_eq!((stem("shop"), extension("shop")), ("shop", "csv"));
        assert_eq!((stem(".tsv"), extension(".tsv")), (".tsv", "tsv"));
        assert_eq!(extension("page.html"), "csv");
    }
}
