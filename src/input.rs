//! Where bytes come from, and which characters they are.
//!
//! An input is opened, its first bytes are looked at, and it is read as a stream of UTF-8. UTF-16 is recognised by its
//! byte-order mark or by its zero bytes, and decoded. 8-bit text passes as it is: each record is decoded on its own.

use crate::error::Error;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use encoding_rs_io::DecodeReaderBytesBuilder;
use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};

/// How many bytes are looked at to tell a format.
pub const HEAD: usize = 8 * 1024;

/// An input.
pub struct Input {
    name: String,
    from: From,
}

enum From {
    Stdin,
    File(PathBuf),
    Reader(Box<dyn Read + Send>),
}

impl Input {
    /// Standard input; its name is `-`.
    pub fn stdin() -> Input {
        Input { name: "-".to_owned(), from: From::Stdin }
    }

    /// A file. It is opened when its turn comes.
    pub fn file(path: &Path) -> Input {
        Input { name: path.display().to_string(), from: From::File(path.to_owned()) }
    }

    /// Any reader, under a name for diagnostics.
    pub fn reader(name: &str, reader: impl Read + Send + 'static) -> Input {
        Input { name: name.to_owned(), from: From::Reader(Box::new(reader)) }
    }

    /// The name, as diagnostics have it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The extension of its file name.
    pub fn extension(&self) -> Option<&str> {
        match &self.from {
            From::File(path) => path.extension()?.to_str(),
            _ => None,
        }
    }

    /// Says early what would go wrong on opening: a file that is missing, a directory.
    pub fn check(&self) -> Result<(), Error> {
        let From::File(path) = &self.from else { return Ok(()) };
        let fault = match path.metadata() {
            Ok(data) if data.is_dir() => io::Error::other("it is a directory"),
            Ok(_) => return Ok(()),
            Err(fault) => fault,
        };
        Err(Error::Input { name: self.name.clone(), source: fault })
    }

    /// Opens the input and decodes its first bytes. `encoding` is that of the whole input, when the user knows it.
    pub fn open(self, encoding: Option<&'static Encoding>) -> Result<Opened, Error> {
        let name = self.name.clone();
        let failed = |source| Error::Input { name: name.clone(), source };
        self.check()?;
        let mut raw: Box<dyn Read + Send> = match self.from {
            From::Stdin => Box::new(io::stdin()),
            From::File(path) => Box::new(File::open(path).map_err(failed)?),
            From::Reader(reader) => reader,
        };
        let head = fill(&mut raw, HEAD).map_err(failed)?;
        if let Some(what) = binary(&head, encoding) {
            return Err(failed(io::Error::other(format!("it is {what}, not text"))));
        }
        let wide = encoding.or_else(|| utf16(&head));
        let raw = Cursor::new(head).chain(raw);
        let reader: Box<dyn Read + Send> = match wide {
            Some(encoding) if encoding != UTF_8 => {
                Box::new(DecodeReaderBytesBuilder::new().encoding(Some(encoding)).build(raw))
            }
            _ => Box::new(raw),
        };
        Opened::new(reader).map_err(failed)
    }
}

/// An input that has been opened: its head and the rest.
pub struct Opened {
    head: Vec<u8>,
    rest: Box<dyn Read + Send>,
}

impl Opened {
    fn new(mut reader: Box<dyn Read + Send>) -> io::Result<Opened> {
        let mut head = fill(&mut reader, HEAD)?;
        if head.starts_with(b"\xef\xbb\xbf") {
            head.drain(..3);
        }
        Ok(Opened { head, rest: reader })
    }

    /// The first bytes as text; a character that the cut tore is left out, bytes that are not UTF-8 are replaced.
    pub fn head(&self) -> String {
        let whole = match std::str::from_utf8(&self.head) {
            Err(fault) if fault.error_len().is_none() => &self.head[..fault.valid_up_to()],
            _ => &self.head,
        };
        String::from_utf8_lossy(whole).into_owned()
    }

    /// Whether there is nothing, or nothing but white space, in all of it.
    pub fn is_blank(&self) -> bool {
        self.head.len() < HEAD - 4 && self.head.iter().all(u8::is_ascii_whitespace)
    }

    /// All bytes, the head among them.
    pub fn into_reader(self) -> impl Read {
        Cursor::new(self.head).chain(self.rest)
    }
}

/// Reads until `count` bytes or the end.
fn fill(reader: &mut dyn Read, count: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(count);
    reader.take(count as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// UTF-16, by its byte-order mark, or because every other byte of Latin text is zero.
fn utf16(head: &[u8]) -> Option<&'static Encoding> {
    if head.starts_with(b"\xff\xfe") {
        return Some(UTF_16LE);
    }
    if head.starts_with(b"\xfe\xff") {
        return Some(UTF_16BE);
    }
    let head = &head[..head.len().min(512)];
    let zeros = |first: usize| head.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count() * 2;
    let (even, odd) = (zeros(0), zeros(1));
    match head.len() {
        0..4 => None,
        length if odd * 10 > length * 7 && even * 10 < length => Some(UTF_16LE),
        length if even * 10 > length * 7 && odd * 10 < length => Some(UTF_16BE),
        _ => None,
    }
}

/// What a file is that is no text.
fn binary(head: &[u8], encoding: Option<&'static Encoding>) -> Option<&'static str> {
    const MAGIC: [(&[u8], &str); 8] = [
        (b"\x1f\x8b", "compressed with gzip"),
        (b"\x28\xb5\x2f\xfd", "compressed with zstd"),
        (b"BZh", "compressed with bzip2"),
        (b"\xfd7zXZ\0", "compressed with xz"),
        (b"PK\x03\x04", "a ZIP archive or an office document"),
        (b"%PDF-", "a PDF document"),
        (b"\x89PNG", "a picture"),
        (b"SQLite format 3\0", "a database"),
    ];
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Some(what);
    }
    let wide = encoding.or_else(|| utf16(head)).is_some_and(|encoding| encoding == UTF_16LE || encoding == UTF_16BE);
    let zeros = head.iter().filter(|byte| **byte == 0).count();
    (!wide && zeros * 100 > head.len()).then_some("a binary file")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> Result<String, String> {
        let opened = Input::reader("x", Cursor::new(bytes.to_vec())).open(None).map_err(|fault| fault.to_string())?;
        let mut text = String::new();
        opened.into_reader().read_to_string(&mut text).map_err(|fault| fault.to_string())?;
        Ok(text)
    }

    fn wide(text: &str, mark: bool, swap: bool) -> Vec<u8> {
        let units = mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
        units.flat_map(|unit| if swap { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    }

    #[test]
    fn encodings() {
        let text = "Immunotherapy in Zürich: a study of β";
        for bytes in [
            text.as_bytes().to_vec(),
            [b"\xef\xbb\xbf", text.as_bytes()].concat(),
            wide(text, true, false),
            wide(text, true, true),
            wide(text, false, false),
            wide(text, false, true),
        ] {
            assert_eq!(decoded(&bytes).as_deref(), Ok(text));
        }
    }

    #[test]
    fn binaries_are_named() {
        for (bytes, word) in [(&b"\x1f\x8b\x08\0"[..], "gzip"), (b"%PDF-1.7", "PDF"), (b"a\0\0\0bcd\x01\x02", "binary")]
        {
            assert!(decoded(bytes).is_err_and(|message| message.contains(word)), "{word}");
        }
    }
}
