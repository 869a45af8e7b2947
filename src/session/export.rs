//! Files to download.

use super::read::Checksum;
use super::trial::Trial;
use super::{Export, SLICE, Session, Work};
use crate::error::{Error, ErrorKind};
use crate::export::{Aside, Label, Labeller, profile_table};
use crate::features::Prepared;
use crate::kmeans::{Fit, membership};
use crate::profile::{Segment, letter};
use crate::protocol::{ExportOptions, LabelColumn, Output, Phase};
use crate::view::{UNUSUAL, cards_text, on_border};

/// Name of the column that is appended.
const COLUMN: &str = "segment";

/// The open file being read again and written back with its segments.
#[derive(Debug)]
pub struct Exporting {
    labeller: Labeller,
    options: ExportOptions,
    /// The segments' names.
    names: Vec<String>,
    /// What goes with each; none for one segment.
    marks: Vec<Option<String>>,
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
                self.out.emit(part(name, "application/json"), json);
            }
            Export::Trial => match result.planned().map(Trial::segment) {
                Some(segment) => {
                    let columns = vec![LabelColumn::TrialGroup];
                    self.begin_labelling(ExportOptions { columns, only: Some(segment), ..options });
                }
                None => {
                    let what = "no trial is planned for the segments shown";
                    self.fail(Error::new(ErrorKind::Option, "trial", what, "Plan one first."));
                }
            },
            Export::Cards => {
                let name = format!("{}-segments.md", stem(&opened.file.name));
                if let Some((view, _)) = self.view() {
                    self.out.emit(part(name, "text/markdown"), cards_text(&view).into_bytes());
                }
            }
            Export::Profile => {
                let name = format!("{}-profile.csv", stem(&opened.file.name));
                let profile = result.profile().renamed(&self.given_names());
                let (prepared, aside) = (&result.prepared, result.aside());
                let rows: Vec<usize> = aside.iter().map(|at| prepared.rows.row(*at as usize)).collect();
                let means = profile.means_of((&opened.table, &result.recipe), result.kept(), &rows);
                let aside = Aside { name: UNUSUAL, size: rows.len() as u64, means: &means };
                let aside = Some(aside).filter(|aside| aside.size > 0);
                let (marks, format) = (result.marks(), options.format);
                let table = profile_table(&profile.measures, &profile.segments, &marks, aside, format);
                self.out.emit(part(name, "text/csv"), table.into_bytes());
            }
            Export::LabelledFile => self.begin_labelling(options),
        }
    }

    /// Begins to read the open file again, to write it back with the columns asked for.
    fn begin_labelling(&mut self, options: ExportOptions) {
        let (Some(opened), Some(result)) = (&self.opened, &self.result) else { return };
        let mut labeller = Labeller::new(&opened.layout, &columns(&options));
        if opened.origin.as_ref().is_some_and(|origin| origin.typed) {
            labeller.disarm();
        }
        let size = opened.file.size;
        let named = result.profile().renamed(&self.given_names());
        let marks = result.marks();
        // The mark stands behind the name, unless it has a column of its own.
        let apart = options.columns.contains(&LabelColumn::Mark);
        let name = |(j, segment): (usize, Segment)| match marks.get(j).and_then(Option::as_ref) {
            Some(mark) if !apart => format!("{} ({mark})", segment.name),
            _ => segment.name,
        };
        let names = named.segments.into_iter().enumerate().map(name).collect();
        self.out.begin();
        self.out.progress(Phase::Exporting, 0.0, String::new());
        self.out.read(0, size.min(u64::from(SLICE)) as u32);
        let (checksum, read) = (Checksum::default(), 0);
        let exporting = Exporting { labeller, options, names, marks, checksum, read };
        self.work = Work::Exporting(Box::new(exporting));
    }

    pub(super) fn export_slice(&mut self, mut exporting: Box<Exporting>, slice: &[u8]) {
        let (Some(opened), Some(result)) = (&self.opened, &self.result) else { return };
        let rows = &result.kept().rows;
        let is_unusual = |row: usize| {
            let observation = result.prepared.rows.observation(row).and_then(|at| u32::try_from(at).ok());
            observation.is_some_and(|observation| result.aside().binary_search(&observation).is_ok())
        };
        let options = exporting.options.clone();
        let labels = Labels {
            fit: result.fit(),
            prepared: result.kept(),
            names: &exporting.names,
            marks: &exporting.marks,
            trial: result.planned(),
            options: &options,
        };
        let mut label =
            |record: u64| match usize::try_from(record).ok().map(|row| (row, rows.observation(row))) {
                Some((_, Some(observation))) => labels.of(observation),
                Some((row, None)) if is_unusual(row) && !labels.options.border => labels.unusual(),
                _ if labels.options.only.is_some() || labels.options.border => Label::LeftOut,
                _ => Label::Empty,
            };
        let mut bytes = Vec::with_capacity(slice.len() + slice.len() / 8);
        exporting.checksum.add(slice);
        exporting.read += slice.len() as u64;
        exporting.labeller.feed(slice, &mut label, &mut bytes);
        let size = opened.file.size;
        let last = exporting.read >= size;
        let which = match exporting.options.only {
            None if exporting.options.border => "border".to_owned(),
            None => "segments".to_owned(),
            Some(0) => "unusual".to_owned(),
            Some(number) if options.columns.contains(&LabelColumn::TrialGroup) => {
                format!("trial-{}", letter(number as usize - 1))
            }
            Some(number) => format!("segment-{number}"),
        };
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
        if last {
            self.begin_checks();
        }
    }
}

/// A download in one part.
fn part(name: String, media_type: &str) -> Output {
    Output::DownloadPart { name, media_type: media_type.to_owned(), last: true }
}

/// Names of the appended columns.
fn columns(options: &ExportOptions) -> Vec<&'static str> {
    let more = options.columns.iter().map(|column| match column {
        LabelColumn::Name => "segment_name",
        LabelColumn::Distance => "segment_distance",
        LabelColumn::RunnerUp => "segment_runner_up",
        LabelColumn::Confidence => "segment_confidence",
        LabelColumn::Mark => "segment_mark",
        LabelColumn::TrialGroup => "trial_group",
    });
    std::iter::once(COLUMN).chain(more).collect()
}

/// What is written about each observation.
struct Labels<'a> {
    fit: &'a Fit,
    prepared: &'a Prepared,
    names: &'a [String],
    marks: &'a [Option<String>],
    trial: Option<&'a Trial>,
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
        if !wanted.is_empty() || self.options.border {
            let (matrix, centroids) = self.prepared.found(&self.fit.centroids);
            let near = membership(centroids, usize::from(segment), matrix, observation);
            if self.options.border && !on_border(&near) {
                return Label::LeftOut;
            }
            cells.extend(wanted.iter().map(|column| match column {
                LabelColumn::Name => self.names[usize::from(segment)].clone(),
                LabelColumn::Distance => format!("{:.6}", near.distance),
                LabelColumn::RunnerUp => near.next.map_or_else(String::new, |next| (next + 1).to_string()),
                LabelColumn::Confidence => format!("{:.4}", near.margin),
                LabelColumn::Mark => {
                    self.marks.get(usize::from(segment)).cloned().flatten().unwrap_or_default()
                }
                LabelColumn::TrialGroup => {
                    self.trial.map_or("", |trial| trial.group(observation, number)).to_owned()
                }
            }));
        }
        Label::Cells(cells)
    }

    /// A customer set aside: number 0, under a name of its own.
    fn unusual(&self) -> Label {
        if self.options.only.is_some_and(|only| only != 0) {
            return Label::LeftOut;
        }
        let cell = |column: &LabelColumn| match column {
            LabelColumn::Name => UNUSUAL.to_owned(),
            LabelColumn::Distance
            | LabelColumn::RunnerUp
            | LabelColumn::Confidence
            | LabelColumn::Mark
            | LabelColumn::TrialGroup => String::new(),
        };
        Label::Cells(std::iter::once("0".to_owned()).chain(self.options.columns.iter().map(cell)).collect())
    }
}

/// The file name without its last extension and without the one of gzip; a name of nothing else stays whole.
pub(super) fn stem(name: &str) -> &str {
    let name = unpacked(name);
    name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem })
}

/// The file name without the extension of gzip: a download is not packed.
fn unpacked(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((inner, gz)) if gz.eq_ignore_ascii_case("gz") && !inner.is_empty() => inner,
        _ => name,
    }
}

/// The file name's last extension if it is one of a text table, else "csv".
fn extension(name: &str) -> &str {
    match unpacked(name).rsplit_once('.') {
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
        assert_eq!((stem("shop.tsv.GZ"), extension("shop.tsv.GZ")), ("shop", "tsv"));
    }
}
