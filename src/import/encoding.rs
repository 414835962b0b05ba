//! From bytes to UTF-8 with plain line ends: which encoding a file is in, and reading it as text.

use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::domain::words;

words!(
    /// How the characters of a file are written as bytes.
    Encoding {
        Utf8 = "UTF-8",
        /// UTF-8 that says so in its first three bytes, as spreadsheets save it.
        Utf8Bom = "UTF-8 with BOM",
        Utf16Le = "UTF-16 LE",
        Utf16Be = "UTF-16 BE",
        Windows1252 = "Windows-1252",
    }
);

/// Bytes that files of other programs start with.
const MAGIC: &[(&[u8], &str)] = &[
    (b"PK\x03\x04", "an Excel workbook or a ZIP archive"),
    (b"\xD0\xCF\x11\xE0", "an old Excel workbook"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xFF\xD8\xFF", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1F\x8B", "a gzip archive"),
    (b"SQLite format 3\0", "a database"),
    (b"\x7FELF", "a program"),
    (b"PAR1", "a Parquet file"),
    (b"\xFF\xFE\0\0", "text in UTF-32"),
    (b"\0\0\xFE\xFF", "text in UTF-32"),
];

const BOM: &[u8] = b"\xEF\xBB\xBF";

/// The encoding of a file that starts with `head`, or what else it looks like. In this order: a byte
/// order mark, valid UTF-8, the NUL pattern of UTF-16, Windows-1252.
pub(super) fn detect(head: &[u8]) -> Result<Encoding, &'static str> {
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Err(what);
    }
    if head.starts_with(BOM) {
        return Ok(Encoding::Utf8Bom);
    }
    if head.starts_with(b"\xFF\xFE") {
        return Ok(Encoding::Utf16Le);
    }
    if head.starts_with(b"\xFE\xFF") {
        return Ok(Encoding::Utf16Be);
    }
    if let Some(found) = utf16_without_mark(head) {
        return Ok(found);
    }
    // The head may end within a character: an error there is none.
    let is_utf8 = match std::str::from_utf8(head) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    };
    let controls = head.iter().filter(|it| is_control(**it)).count();
    let allowed = if is_utf8 { head.len() / 10 } else { head.len() / 50 };
    if controls > allowed.max(4) || (controls > 0 && controls * 2 >= head.len()) {
        return Err("binary data");
    }
    Ok(if is_utf8 { Encoding::Utf8 } else { Encoding::Windows1252 })
}

/// Text in UTF-16 is mostly ASCII: every second byte is NUL, and always the same second one.
fn utf16_without_mark(head: &[u8]) -> Option<Encoding> {
    let pairs = head.len() / 2;
    let nuls = |at: usize| {
        head.chunks_exact(2).filter(|pair| pair.get(at).is_some_and(|it| *it == 0)).count()
    };
    let (first, second) = (nuls(0), nuls(1));
    if pairs >= 2 && second * 2 > pairs && first * 20 <= pairs {
        Some(Encoding::Utf16Le)
    } else if pairs >= 2 && first * 2 > pairs && second * 20 <= pairs {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}

/// Control bytes that no text file has a use for.
fn is_control(byte: u8) -> bool {
    matches!(byte, 0..=8 | 0x0B | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F)
}

/// Reads a file as UTF-8 whose lines all end with one line feed, the last one too, so that a line
/// counted here is a line of the file.
pub(super) struct TextReader<R> {
    source: R,
    decoder: Option<Decoder>,
    raw: Vec<u8>,
    pending: std::ops::Range<usize>,
    skip: usize,
    is_at_end: bool,
    follows_return: bool,
    last: u8,
    spill: Vec<u8>,
}

/// A decoder needs room for one character, and a caller may offer less.
const ROOM: usize = 16;
const RAW: usize = 64 * 1024;

impl<R: Read> TextReader<R> {
    pub(super) fn new(source: R, encoding: Encoding) -> Self {
        let decoder = match encoding {
            Encoding::Utf8 | Encoding::Utf8Bom => None,
            Encoding::Utf16Le => Some(UTF_16LE.new_decoder_with_bom_removal()),
            Encoding::Utf16Be => Some(UTF_16BE.new_decoder_with_bom_removal()),
            Encoding::Windows1252 => Some(WINDOWS_1252.new_decoder_without_bom_handling()),
        };
        Self {
            source,
            raw: if decoder.is_some() { vec![0; RAW] } else { Vec::new() },
            decoder,
            pending: 0..0,
            skip: if encoding == Encoding::Utf8Bom { BOM.len() } else { 0 },
            is_at_end: false,
            follows_return: false,
            last: b'\n',
            spill: Vec::new(),
        }
    }

    /// Fills `out` with text, line ends as they are; 0 only at the end.
    fn fill(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let Some(decoder) = &mut self.decoder else {
            return read_some(&mut self.source, out);
        };
        let (written, is_done) = loop {
            if self.pending.is_empty() && !self.is_at_end {
                let read = read_some(&mut self.source, &mut self.raw)?;
                self.is_at_end = read == 0;
                self.pending = 0..read;
            }
            let input = self.raw.get(self.pending.clone()).unwrap_or_default();
            let (result, read, written, _) = decoder.decode_to_utf8(input, out, self.is_at_end);
            self.pending.start += read;
            let is_done = self.is_at_end && result == CoderResult::InputEmpty;
            if written > 0 || is_done {
                break (written, is_done);
            }
        };
        if is_done {
            self.decoder = None;
        }
        Ok(written)
    }
}

/// Reads, however often the system interrupts it.
fn read_some(source: &mut impl Read, out: &mut [u8]) -> io::Result<usize> {
    loop {
        match source.read(out) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}

impl<R: Read> Read for TextReader<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.spill.is_empty() && out.len() >= ROOM {
            return self.text(out);
        }
        if self.spill.is_empty() {
            let mut small = [0; ROOM];
            let read = self.text(&mut small)?;
            self.spill.extend(small.iter().take(read));
        }
        let given = self.spill.len().min(out.len());
        for (place, byte) in out.iter_mut().zip(self.spill.drain(..given)) {
            *place = byte;
        }
        Ok(given)
    }
}

impl<R: Read> TextReader<R> {
    /// Reads text with plain line ends; `out` has room for a character.
    fn text(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.fill(out)?;
            if read == 0 {
                let is_open = self.last != b'\n';
                self.last = b'\n';
                return Ok(match out.first_mut() {
                    Some(first) if is_open => {
                        *first = b'\n';
                        1
                    }
                    _ => 0,
                });
            }
            let skipped = self.skip.min(read);
            self.skip -= skipped;
            out.copy_within(skipped..read, 0);
            let kept = self.plain_line_ends(out, read - skipped);
            if kept > 0 {
                self.last = out.get(kept - 1).copied().unwrap_or(b'\n');
                return Ok(kept);
            }
        }
    }
}

impl<R> TextReader<R> {
    /// Turns CR and CR LF into LF within the first `length` bytes; returns how many are left.
    fn plain_line_ends(&mut self, out: &mut [u8], length: usize) -> usize {
        let Some(text) = out.get_mut(..length) else { return 0 };
        if !self.follows_return && !text.contains(&b'\r') {
            return length;
        }
        let mut kept = 0;
        for at in 0..length {
            let Some(&byte) = text.get(at) else { break };
            let follows = std::mem::replace(&mut self.follows_return, byte == b'\r');
            if byte == b'\n' && follows {
                continue;
            }
            if let Some(place) = text.get_mut(kept) {
                *place = if byte == b'\r' { b'\n' } else { byte };
                kept += 1;
            }
        }
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A reader that gives one byte at a time, as a slow pipe does.
    struct Drip<'a>(&'a [u8]);

    impl Read for Drip<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let take = self.0.len().min(1);
            out[..take].copy_from_slice(&self.0[..take]);
            self.0 = &self.0[take..];
            Ok(take)
        }
    }

    fn read(bytes: &[u8]) -> (Encoding, String) {
        let encoding = detect(bytes).unwrap();
        let mut text = String::new();
        TextReader::new(Drip(bytes), encoding).read_to_string(&mut text).unwrap();
        let mut whole = String::new();
        TextReader::new(bytes, encoding).read_to_string(&mut whole).unwrap();
        assert_eq!(text, whole);
        (encoding, text)
    }

    fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn the_encoding_is_told_by_mark_then_validity_then_nuls() {
        assert_eq!(read("a,é\n".as_bytes()), (Encoding::Utf8, "a,é\n".into()));
        assert_eq!(read(b"\xEF\xBB\xBFa\n"), (Encoding::Utf8Bom, "a\n".into()));
        let little = utf16("a,é\nb", u16::to_le_bytes);
        assert_eq!(read(&little), (Encoding::Utf16Le, "a,é\nb\n".into()));
        let big = utf16("a,é\nb", u16::to_be_bytes);
        assert_eq!(read(&big), (Encoding::Utf16Be, "a,é\nb\n".into()));
        let marked = utf16("\u{feff}a", u16::to_le_bytes);
        assert_eq!(read(&marked), (Encoding::Utf16Le, "a\n".into()));
        assert_eq!(read(b"caf\xE9 \x80"), (Encoding::Windows1252, "café €\n".into()));
    }

    #[test]
    fn what_is_no_text_is_refused_and_a_stray_nul_is_not() {
        assert!(detect(b"PK\x03\x04rest").is_err());
        assert!(detect(&[0, 1, 2, 3, 4, 5, 6, 7]).is_err());
        let all: Vec<u8> = (0..=255).cycle().take(4096).collect();
        assert!(detect(&all).is_err());
        assert_eq!(detect(b"account_id,name\nA1,Ac\0me\x1b[31m\n"), Ok(Encoding::Utf8));
    }

    #[test]
    fn every_line_end_becomes_one_line_feed() {
        assert_eq!(read(b"a\r\nb\rc\nd").1, "a\nb\nc\nd\n");
        assert_eq!(read(b"a\r\r\n\n").1, "a\n\n\n");
        assert_eq!(read(b"").1, "");
    }
}
