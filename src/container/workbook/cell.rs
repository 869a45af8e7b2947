//! One typed cell as text.

use std::borrow::Cow;

use calamine::{Data, DataRef, ExcelDateTime};

/// A cell that holds an error such as `#DIV/0!`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CellError;

/// A cell as text: numbers with all their digits, dates as `2024-03-01` or `2024-03-01 14:30:00`, times as `14:30:00`, booleans as
/// `true` and `false`, formulas by the value kept with them.
pub(super) fn text<'a>(value: &'a DataRef<'_>) -> Result<Cow<'a, str>, CellError> {
    match value {
        DataRef::Empty => Ok(Cow::Borrowed("")),
        DataRef::String(text) => Ok(Cow::Borrowed(text)),
        DataRef::SharedString(text) => Ok(Cow::Borrowed(text)),
        DataRef::Int(number) => Ok(Cow::Owned(number.to_string())),
        DataRef::Float(number) => Ok(Cow::Owned(digits(*number))),
        DataRef::Bool(value) => Ok(Cow::Borrowed(if *value { "true" } else { "false" })),
        DataRef::DateTime(date) => Ok(Cow::Owned(moment(date))),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Ok(Cow::Borrowed(text)),
        DataRef::Error(_) => Err(CellError),
    }
}

/// A cell of the kinds of workbooks that are read at once, as one of the kinds that are read by and by.
pub(super) fn borrowed(value: &Data) -> DataRef<'_> {
    match value {
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::String(text) => DataRef::SharedString(text),
        Data::Bool(value) => DataRef::Bool(*value),
        Data::DateTime(date) => DataRef::DateTime(*date),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
        Data::Empty => DataRef::Empty,
    }
}

/// The shortest digits that give exactly this number again; very large and very small ones with an exponent.
fn digits(number: f64) -> String {
    let size = number.abs();
    if number == 0.0 {
        "0".to_owned()
    } else if (1e-7..1e17).contains(&size) {
        number.to_string()
    } else {
        format!("{number:e}")
    }
}

/// A date, a time of day, or a duration. What no calendar of spreadsheets holds stays a number.
fn moment(date: &ExcelDateTime) -> String {
    let value = date.as_f64();
    if date.is_duration() {
        return duration(value);
    }
    if !(0.0..2_958_466.0).contains(&value) {
        return digits(value);
    }
    let (year, month, day, hour, minute, second, milli) = date.to_ymd_hms_milli();
    let mut time = format!("{hour:02}:{minute:02}:{second:02}");
    if milli > 0 {
        time.push_str(&format!(".{milli:03}"));
    }
    if value < 1.0 {
        time
    } else if (hour, minute, second, milli) == (0, 0, 0, 0) {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02} {time}")
    }
}

/// Days as hours, minutes and seconds, as the cell shows them.
fn duration(days: f64) -> String {
    let seconds = (days.abs() * 86_400.0).round();
    let sign = if days < 0.0 { "-" } else { "" };
    let (hours, rest) = ((seconds / 3600.0).floor(), seconds % 3600.0);
    format!("{sign}{hours}:{:02}:{:02}", (rest / 60.0).floor(), rest % 60.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{CellErrorType, ExcelDateTimeType};

    fn read(value: DataRef<'_>) -> String {
        text(&value).expect("no error").into_owned()
    }

    #[test]
    fn numbers_keep_every_digit() {
        for number in [0.1, 1.0 / 3.0, 1e15 + 0.5, -2.5e-7, 1e300, 5e-324, 123_456_789_012_345.0] {
            let text = read(DataRef::Float(number));
            assert_eq!(text.parse::<f64>(), Ok(number), "{text}");
        }
        assert_eq!(read(DataRef::Float(3.0)), "3");
        assert_eq!(read(DataRef::Float(-0.0)), "0");
    }

    #[test]
    fn dates_times_and_durations_are_told_apart() {
        let date = |value, is_1904| {
            read(DataRef::DateTime(ExcelDateTime::new(value, ExcelDateTimeType::DateTime, is_1904)))
        };
        assert_eq!(date(45_352.0, false), "2024-03-01");
        assert_eq!(date(43_890.0, true), "2024-03-01");
        assert_eq!(date(45_352.604_166_666_664, false), "2024-03-01 14:30:00");
        assert_eq!(date(0.5, false), "12:00:00");
        assert_eq!(date(-3.0, false), "-3");
        let span = ExcelDateTime::new(1.5, ExcelDateTimeType::TimeDelta, false);
        assert_eq!(read(DataRef::DateTime(span)), "36:00:00");
    }

    #[test]
    fn errors_are_no_text() {
        assert_eq!(text(&DataRef::Error(CellErrorType::Div0)), Err(CellError));
        assert_eq!(read(DataRef::Bool(true)), "true");
    }
}
