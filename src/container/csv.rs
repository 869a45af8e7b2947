//! What every container becomes: UTF-8 text with commas, double quotes and LF.

/// Appends one field to `out`, with a comma before it unless it is the `first` of its record.
pub(super) fn field(text: &str, first: bool, out: &mut Vec<u8>) {
    if !first {
        out.push(b',');
    }
    if text.contains([',', '"', '\n', '\r']) || text.trim() != text {
        out.push(b'"');
        out.extend_from_slice(text.replace('"', "\"\"").as_bytes());
        out.push(b'"');
    } else {
        out.extend_from_slice(text.as_bytes());
    }
}

/// Appends a whole record.
pub(super) fn record<'a>(fields: impl IntoIterator<Item = &'a str>, out: &mut Vec<u8>) {
    let start = out.len();
    for (index, text) in fields.into_iter().enumerate() {
        field(text, index == 0, out);
    }
    if out.len() == start {
        // A lone empty field, so that the line is no blank one.
        out.extend_from_slice(b"\"\"");
    }
    out.push(b'\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_where_they_must_be() {
        let mut out = Vec::new();
        record(["a", "b, c", "say \"hi\"", "two\nlines", " x", ""], &mut out);
        record([""], &mut out);
        assert_eq!(out, b"a,\"b, c\",\"say \"\"hi\"\"\",\"two\nlines\",\" x\",\n\"\"\n");
    }
}
