//! Where bytes come from, and which characters they are.
//!
//! An input is opened, decompressed, its first bytes are looked at, and it is read as a stream of UTF-8. UTF-16 is
//! recognised by its byte-order mark or by its zero bytes, and decoded; so is text that declares an encoding, unless its bytes
//! contradict it. Other 8-bit text passes as it is: each record is decoded on its own. Compression is recognised by content;
//! what is compressed in a compressed input is not unpacked.

use crate::compression::{Ahead, Compression, Decompressor, Remark, inner_name};
use crate::encoding::{declared, utf16};
use crate::error::Error;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use encoding_rs_io::DecodeReaderBytesBuilder;
use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

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

/// How far a run has come. Other threads may look at it.
#[derive(Debug, Default)]
pub struct Meter {
    bytes: AtomicU64,
    records: AtomicU64,
}

impl Meter {
    /// Bytes of the inputs that have been read, as they are: compressed ones count compressed.
    pub fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// Records that are done.
    pub fn records(&self) -> u64 {
        self.records.load(Ordering::Relaxed)
    }

    /// Bytes that need not be read: those of an input that is passed over.
    pub fn add_bytes(&self, count: u64) {
        self.bytes.fetch_add(count, Ordering::Relaxed);
    }

    pub(crate) fn add_records(&self, count: u64) {
        self.records.fetch_add(count, Ordering::Relaxed);
    }
}

/// A reader whose bytes are counted.
struct Metered<R> {
    inner: R,
    meter: Arc<Meter>,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(into)?;
        self.meter.add_bytes(count as u64);
        Ok(count)
    }
}

/// How an input is opened.
#[derive(Clone, Debug, Default)]
pub struct Opening {
    /// The encoding of the whole input, when the user knows it.
    pub encoding: Option<&'static Encoding>,
    /// Unpack compressed inputs on a thread of their own.
    pub ahead: bool,
    /// Counts what is read.
    pub meter: Option<Arc<Meter>>,
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

    /// The input under another name.
    pub fn named(self, name: &str) -> Input {
        Input { name: name.to_owned(), ..self }
    }

    /// The name, as diagnostics have it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The extension of its file name, before that of a compression: `ris` for `refs.ris.gz`.
    pub fn extension(&self) -> Option<String> {
        match &self.from {
            From::File(path) => Some(inner_name(path).extension()?.to_str()?.to_owned()),
            _ => None,
        }
    }

    /// The path of a file that can be opened again.
    pub(crate) fn path(&self) -> Option<std::path::PathBuf> {
        match &self.from {
            From::File(path) if path.is_file() => Some(path.clone()),
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

    /// Opens the input, and decompresses and decodes its first bytes.
    pub fn open(self, opening: &Opening) -> Result<Opened, Error> {
        let name = self.name.clone();
        let failed = |source| Error::Input { name: name.clone(), source };
        self.check()?;
        let mut raw: Box<dyn Read + Send> = match self.from {
            From::Stdin => Box::new(io::stdin()),
            From::File(path) => Box::new(File::open(path).map_err(failed)?),
            From::Reader(reader) => reader,
        };
        if let Some(meter) = &opening.meter {
            raw = Box::new(Metered { inner: raw, meter: Arc::clone(meter) });
        }
        let mut head = Head::of(raw, Compression::MAGIC).map_err(failed)?;
        let packed = Compression::of_content(&head.bytes);
        let mut remark = None;
        if let Some(kind) = packed {
            let unpacked = Decompressor::new(kind, head.whole());
            remark = Some(unpacked.remark());
            let unpacked: Box<dyn Read + Send> =
                if opening.ahead { Box::new(Ahead::new(unpacked).map_err(failed)?) } else { Box::new(unpacked) };
            head = Head::of(unpacked, HEAD).map_err(failed)?;
        } else {
            head = Head::of(head.whole(), HEAD).map_err(failed)?;
        }
        if let Some(what) = binary(&head.bytes, opening.encoding) {
            let text = match packed {
                Some(kind) => format!("what is compressed with {} in it is {what}, not text", kind.name()),
                None => format!("it is {what}, not text"),
            };
            return Err(failed(io::Error::other(text)));
        }
        let wide = opening.encoding.or_else(|| utf16(&head.bytes));
        if let Some(encoding) = wide.filter(|encoding| *encoding != UTF_8) {
            head = Head::of(to_utf8(encoding, head.whole()), HEAD).map_err(failed)?;
        } else if let Some(encoding) = declared(&head.bytes).filter(|_| wide.is_none()) {
            let obeying: Box<dyn Read + Send> = if encoding.is_ascii_compatible() {
                Box::new(Obeying::Open { encoding, inner: head.whole() })
            } else {
                to_utf8(encoding, head.whole())
            };
            head = Head::of(obeying, HEAD).map_err(failed)?;
        }
        if head.bytes.starts_with(b"\xef\xbb\xbf") {
            head.bytes.drain(..3);
        }
        Ok(Opened { head, remark })
    }
}

/// A reader as UTF-8.
fn to_utf8(encoding: &'static Encoding, inner: Box<dyn Read + Send>) -> Box<dyn Read + Send> {
    Box::new(DecodeReaderBytesBuilder::new().encoding(Some(encoding)).build(inner))
}

/// Text that declares an encoding, as UTF-8. Where the first bytes that are not ASCII are UTF-8, the declaration is wrong, and
/// all is passed on as it is.
enum Obeying {
    /// Nothing but ASCII so far.
    Open { encoding: &'static Encoding, inner: Box<dyn Read + Send> },
    /// The encoding is clear.
    Clear(Box<dyn Read + Send>),
}

impl Read for Obeying {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Obeying::Clear(text) => text.read(into),
            Obeying::Open { encoding, inner } => {
                let count = inner.read(into)?;
                if into[..count].is_ascii() {
                    return Ok(count);
                }
                let read = Cursor::new(into[..count].to_vec());
                let inner = std::mem::replace(inner, Box::new(io::empty()));
                let head = Head::of(Box::new(read.chain(inner)), count + HEAD)?;
                let is_utf8 = match std::str::from_utf8(&head.bytes) {
                    Ok(_) => true,
                    // The cut tore a character.
                    Err(fault) => fault.error_len().is_none() && !head.bytes[..fault.valid_up_to()].is_ascii(),
                };
                let mut text = if is_utf8 { head.whole() } else { to_utf8(encoding, head.whole()) };
                let count = text.read(into);
                *self = Obeying::Clear(text);
                count
            }
        }
    }
}

/// The first bytes of a reader, and the rest of it.
struct Head {
    bytes: Vec<u8>,
    /// An error that came after them.
    fault: Option<io::Error>,
    rest: Box<dyn Read + Send>,
}

impl Head {
    /// Reads until `count` bytes or the end. An error that comes after some bytes is kept for later.
    fn of(mut reader: Box<dyn Read + Send>, count: usize) -> io::Result<Head> {
        let mut bytes = Vec::with_capacity(count);
        match (&mut reader).take(count as u64).read_to_end(&mut bytes) {
            Err(fault) if bytes.is_empty() => Err(fault),
            read => Ok(Head { bytes, fault: read.err(), rest: reader }),
        }
    }

    /// All bytes, the first among them.
    fn whole(self) -> Box<dyn Read + Send> {
        let first = Cursor::new(self.bytes);
        match self.fault {
            Some(fault) => Box::new(first.chain(Broken(Some(fault)))),
            None => Box::new(first.chain(self.rest)),
        }
    }
}

/// A reader that fails, and then ends.
struct Broken(Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// An input that has been opened: its head and the rest.
pub struct Opened {
    head: Head,
    remark: Option<Remark>,
}

impl Opened {
    /// The first bytes as text; a character that the cut tore is left out, bytes that are not UTF-8 are replaced.
    pub fn head(&self) -> String {
        let bytes = &self.head.bytes;
        let whole = match std::str::from_utf8(bytes) {
            Err(fault) if fault.error_len().is_none() => &bytes[..fault.valid_up_to()],
            _ => bytes,
        };
        String::from_utf8_lossy(whole).into_owned()
    }

    /// Whether there is nothing, or nothing but white space, in all of it.
    pub fn is_blank(&self) -> bool {
        let bytes = &self.head.bytes;
        self.head.fault.is_none() && bytes.len() < HEAD - 4 && bytes.iter().all(u8::is_ascii_whitespace)
    }

    /// What there is to say about the input once it has been read to its end.
    pub fn remark(&self) -> Option<Remark> {
        self.remark.clone()
    }

    /// All bytes, the head among them.
    pub fn into_reader(self) -> impl Read {
        self.head.whole()
    }
}

/// What a file is that is no text.
fn binary(head: &[u8], encoding: Option<&'static Encoding>) -> Option<&'static str> {
    const MAGIC: [(&[u8], &str); 4] = [
        (b"PK\x03\x04", "a ZIP archive or an office document"),
        (b"%PDF-", "a PDF document"),
        (b"\x89PNG", "a picture"),
        (b"SQLite format 3\0", "a database"),
    ];
    // What is compressed was unpacked once.
    match Compression::of_content(head) {
        Some(Compression::Gzip) => return Some("compressed with gzip"),
        Some(Compression::Zstd) => return Some("compressed with zstd"),
        Some(Compression::Bzip2) => return Some("compressed with bzip2"),
        Some(Compression::Xz) => return Some("compressed with xz"),
        None => {}
    }
    if head.get(257..262) == Some(b"ustar") {
        return Some("a tar archive");
    }
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
        let opened = Input::reader("x", Cursor::new(bytes.to_vec()))
            .open(&Opening::default())
            .map_err(|fault| fault.to_string())?;
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
    fn declared_encodings_are_obeyed_unless_the_bytes_contradict_them() {
        let xml = "<?xml version=\"1.0\" encoding=\"windows-1251\"?>\n";
        let long = " ".repeat(3 * HEAD);
        let cyrillic: &[u8] = b"\xcf\xf0\xe8\xe2\xe5\xf2";
        for (head, bytes, text) in [
            (xml, cyrillic, "Привет"),
            (xml, "Привет".as_bytes(), "Привет"),
            (&*format!("{xml}{long}"), cyrillic, "Привет"),
            (&*format!("{xml}{long}"), "Привет".as_bytes(), "Привет"),
            ("% Encoding: GBK\n@a{b, title = {", b"\xc4\xa3\xd0\xcd}}", "模型}}"),
            ("% Encoding: ISO-2022-JP\n", b"\x1b$B4A;z\x1b(B", "漢字"),
        ] {
            for fill in ["", &"a".repeat(HEAD - head.len() % HEAD - 1)] {
                let input = [head.as_bytes(), fill.as_bytes(), bytes].concat();
                assert_eq!(decoded(&input).as_deref(), Ok(&*format!("{head}{fill}{text}")), "{head:.40}{text}");
            }
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
