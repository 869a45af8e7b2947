//! Unpacking gzip, slice by slice, with a guard against bombs.

use std::io::{self, Write};

use flate2::write::MultiGzDecoder;

use crate::error::{Error, ErrorKind, Result};

/// Unpacked bytes for one packed byte at most, once [`FREE`] bytes have come out.
pub const MOST_RATIO: u64 = 200;

/// Unpacked bytes that are never called a bomb.
const FREE: u64 = 16 << 20;

/// Packed bytes put in at a time, so that a bomb is noticed before it fills memory: 16 KiB unpack to 17 MB at most.
const PIECE: usize = 16 << 10;

/// Takes a gzip file in slices and gives back what is in it; of several files joined end to end, all.
#[derive(Debug)]
pub(super) struct Unpacker {
    file: String,
    decoder: MultiGzDecoder<Vec<u8>>,
    taken: u64,
    given: u64,
}

impl Unpacker {
    /// `file` is its name, for messages.
    pub(super) fn new(file: &str) -> Self {
        Self { file: file.to_owned(), decoder: MultiGzDecoder::new(Vec::new()), taken: 0, given: 0 }
    }

    /// Appends to `out` what the next slice holds.
    ///
    /// # Errors
    /// [`ErrorKind::File`] if it is damaged or unpacks to far more than it is.
    pub(super) fn feed(&mut self, slice: &[u8], out: &mut Vec<u8>) -> Result<()> {
        for piece in slice.chunks(PIECE) {
            self.decoder.write_all(piece).map_err(|error| self.damaged(&error))?;
            self.taken += piece.len() as u64;
            self.give(out)?;
        }
        Ok(())
    }

    /// Ends the file.
    ///
    /// # Errors
    /// [`ErrorKind::File`] if it ends in the middle or its checksum is wrong.
    pub(super) fn finish(&mut self, out: &mut Vec<u8>) -> Result<()> {
        self.decoder.try_finish().map_err(|error| self.damaged(&error))?;
        self.give(out)
    }

    fn give(&mut self, out: &mut Vec<u8>) -> Result<()> {
        let ready = self.decoder.get_mut();
        self.given += ready.len() as u64;
        out.append(ready);
        if self.given > FREE && self.given > self.taken * MOST_RATIO {
            return Err(Error::new(
                ErrorKind::File,
                &self.file,
                format!("it unpacks to more than {MOST_RATIO} times its size, as no customer list does"),
                "If you trust it, unpack it yourself and choose the file inside.",
            ));
        }
        Ok(())
    }

    fn damaged(&self, error: &io::Error) -> Error {
        let what = format!("the compressed file is damaged or ends in the middle ({error})");
        Error::new(
            ErrorKind::File,
            &self.file,
            what,
            "It was probably not copied whole. Fetch it again, or unpack it and choose the file inside.",
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).expect("memory takes everything");
        encoder.finish().expect("memory takes everything")
    }

    fn unpacked(bytes: &[u8], slice: usize) -> Result<Vec<u8>> {
        let mut out = Vec::new();
        let mut unpacker = Unpacker::new("x.gz");
        for slice in bytes.chunks(slice) {
            unpacker.feed(slice, &mut out)?;
        }
        unpacker.finish(&mut out)?;
        Ok(out)
    }

    #[test]
    fn several_joined_files_come_out_as_one_whatever_the_slices() {
        let joined = [packed(b"a,b\n"), packed(b"1,2\n")].concat();
        for slice in [1, 7, 1000] {
            assert_eq!(unpacked(&joined, slice).expect("unpacks"), b"a,b\n1,2\n");
        }
    }

    #[test]
    fn what_is_cut_or_changed_is_refused() {
        let mut bytes = packed(&b"some,text\n".repeat(500));
        for length in [bytes.len() - 5, bytes.len() / 2, 20, 5] {
            let cut = unpacked(&bytes[..length], 64).expect_err("cut");
            assert!(cut.what.contains("ends in the middle"), "{length} bytes: {cut}");
        }
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0x55;
        assert!(unpacked(&bytes, 64).is_err(), "changed");
    }

    #[test]
    fn a_bomb_is_refused_before_it_is_unpacked() {
        let bomb = packed(&vec![0; 100 << 20]);
        let error = unpacked(&bomb, bomb.len()).expect_err("a bomb");
        assert!(error.what.contains("200 times"), "{error}");
    }
}
