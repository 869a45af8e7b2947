//! Cutting a JSON text into the values of its list, or of its lines, without reading any of them.

/// A value longer than this is not held together.
const LONGEST: usize = 64 << 20;

/// What the text as a whole is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whole {
    /// `[value, value, …]`.
    List,
    /// Values one after the other, usually one a line.
    Lines,
}

/// Why a text cannot be cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// A value is longer than [`LONGEST`].
    Long,
    /// Something stands where none can.
    Stray,
    /// The text ends inside a value or before the list is closed.
    Open,
}

/// Takes a text in slices and gives its values, each as bytes from its first to its last.
#[derive(Debug, Default)]
pub(super) struct Splitter {
    whole: Option<Whole>,
    /// The value that has begun.
    value: Vec<u8>,
    /// Open braces and brackets inside it.
    depth: usize,
    in_string: bool,
    escaped: bool,
    /// Whether the value is neither an object, a list nor a text: it ends at the next space, comma or bracket.
    bare: bool,
    /// Whether a comma has to come before the next value.
    comma: bool,
    closed: bool,
    /// Line ends so far.
    pub(super) lines: u64,
}

impl Splitter {
    /// What the text is, once its first character is there.
    pub(super) fn whole(&self) -> Option<Whole> {
        self.whole
    }

    /// Takes the next slice; `sink` hears every value that is complete.
    pub(super) fn feed<E: From<Fault>>(
        &mut self,
        slice: &[u8],
        sink: &mut dyn FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        for &byte in slice {
            self.lines += u64::from(byte == b'\n');
            if self.value.is_empty() {
                self.between(byte)?;
            } else {
                self.inside(byte, sink)?;
            }
        }
        Ok(())
    }

    /// Ends the text.
    pub(super) fn finish<E: From<Fault>>(
        &mut self,
        sink: &mut dyn FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        if self.bare && self.whole == Some(Whole::Lines) {
            self.end(sink)?;
        }
        let open = !self.value.is_empty() || (self.whole == Some(Whole::List) && !self.closed);
        if open { Err(Fault::Open.into()) } else { Ok(()) }
    }

    fn between(&mut self, byte: u8) -> Result<(), Fault> {
        match (byte, self.whole) {
            // A byte order mark counts as a space.
            (b' ' | b'\t' | b'\r' | b'\n' | 0xEF | 0xBB | 0xBF, _) => {}
            (b'[', None) => self.whole = Some(Whole::List),
            (b',', Some(Whole::List)) if self.comma && !self.closed => self.comma = false,
            (b']', Some(Whole::List)) if !self.closed => self.closed = true,
            (b',' | b']' | b'}' | b':', _) => return Err(Fault::Stray),
            _ if self.closed || (self.whole == Some(Whole::List) && self.comma) => return Err(Fault::Stray),
            _ => {
                self.whole.get_or_insert(Whole::Lines);
                self.value.push(byte);
                self.depth = usize::from(matches!(byte, b'{' | b'['));
                self.in_string = byte == b'"';
                self.escaped = false;
                self.bare = self.depth == 0 && !self.in_string;
            }
        }
        Ok(())
    }

    fn inside<E: From<Fault>>(
        &mut self,
        byte: u8,
        sink: &mut dyn FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        if self.bare && matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b',' | b']') {
            self.end(sink)?;
            return Ok(self.between(byte)?);
        }
        self.value.push(byte);
        if self.value.len() > LONGEST {
            return Err(Fault::Long.into());
        }
        match byte {
            _ if self.escaped => self.escaped = false,
            b'\\' if self.in_string => self.escaped = true,
            b'"' => self.in_string = !self.in_string,
            _ if self.in_string => {}
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        if self.depth == 0 && !self.in_string && !self.bare { self.end(sink) } else { Ok(()) }
    }

    fn end<E>(&mut self, sink: &mut dyn FnMut(&[u8]) -> Result<(), E>) -> Result<(), E> {
        self.bare = false;
        self.comma = true;
        let value = std::mem::take(&mut self.value);
        sink(&value)?;
        self.value = value;
        self.value.clear();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str, slice: usize) -> Result<Vec<String>, Fault> {
        let mut found = Vec::new();
        let mut splitter = Splitter::default();
        let mut sink = |value: &[u8]| {
            found.push(String::from_utf8_lossy(value).into_owned());
            Ok::<(), Fault>(())
        };
        for slice in text.as_bytes().chunks(slice) {
            splitter.feed(slice, &mut sink)?;
        }
        splitter.finish(&mut sink)?;
        Ok(found)
    }

    #[test]
    fn lists_and_lines_are_cut_into_values_whatever_the_slices() {
        for slice in [1, 3, 100] {
            let list = values("\u{feff}[ {\"a\":\"]}\\\"\"}, [1,[2]] ,3 , \"x\" ]\n", slice);
            assert_eq!(list.expect("a list"), ["{\"a\":\"]}\\\"\"}", "[1,[2]]", "3", "\"x\""]);
            assert_eq!(
                values("{\"a\":1}\n{\"b\":2}\r\n7", slice).expect("lines"),
                ["{\"a\":1}", "{\"b\":2}", "7"]
            );
            assert_eq!(values("[]", slice).expect("empty"), Vec::<String>::new());
        }
    }

    #[test]
    fn what_is_broken_is_told_apart() {
        for (text, expected) in [
            ("[{\"a\":1}", Fault::Open),
            ("{\"a\":1", Fault::Open),
            ("[1 2]", Fault::Stray),
            ("[1],2", Fault::Stray),
            ("[1]]", Fault::Stray),
        ] {
            assert_eq!(values(text, 4), Err(expected), "{text}");
        }
    }
}
