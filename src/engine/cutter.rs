//! From bytes to chunks of whole records: what the splitter thread does.

use super::survey::survey;
use crate::compression::Remark;
use crate::error::Error;
use crate::format::{Cut, Format, Parser, ReadOptions, Splitter};
use crate::input::{Input, Opening};
use crate::sniff::sniff;
use memchr::{memchr, memchr_iter};
use std::io::{self, Read};
use std::sync::Arc;

/// How much is read at once, and about as much as a chunk holds.
pub const BLOCK: usize = 128 * 1024;

/// How much of an oversize record stays in the buffer, so that the splitter sees what follows it.
const TAIL: usize = 4 * 1024;

/// Whole records, with where they stood.
pub struct Chunk {
    /// Name of the input.
    pub input: Arc<str>,
    /// Reads its records.
    pub parser: Arc<dyn Parser>,
    /// The pieces, one after the other.
    pub bytes: Vec<u8>,
    /// What they are.
    pub pieces: Vec<Piece>,
    /// Place of its first byte in the decoded input.
    pub offset: u64,
    /// Line on which it starts, counted from 1.
    pub line: u64,
    /// How many records of the input stand before it.
    pub records_before: u64,
}

/// A piece of a chunk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What it is.
    pub kind: PieceKind,
    /// How many bytes it has.
    pub len: usize,
    /// How many lines end in it.
    pub lines: u64,
}

/// What a piece of input is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// Belongs to no record.
    Gap,
    /// Punctuation of the container, or a prelude.
    Frame,
    /// A record.
    Record,
    /// The front of a record that is too large.
    Oversize,
    /// More of the record that is too large.
    OversizeRest,
}

/// Cuts one input.
pub struct Cutter {
    input: Arc<str>,
    format: &'static Format,
    reader: Box<dyn Read>,
    remark: Option<Remark>,
    splitter: Box<dyn Splitter>,
    parser: Arc<dyn Parser>,
    max_record: usize,
    buf: Vec<u8>,
    /// How much is read next: little at first, so that a small input costs little memory.
    room: usize,
    /// How much of `buf` is in pieces.
    cut: usize,
    pieces: Vec<Piece>,
    at_end: bool,
    in_oversize: bool,
    offset: u64,
    line: u64,
    records: u64,
}

/// How an input is to be read.
pub struct Reading<'a> {
    /// Its format; `None` to recognise it.
    pub from: Option<&'static Format>,
    /// How it is opened.
    pub opening: Opening,
    /// Bytes that a record may have.
    pub max_record: usize,
    /// Options of the format.
    pub options: &'a dyn Fn(&Format) -> ReadOptions,
}

impl Cutter {
    /// Opens an input and finds its format. `None` when there is nothing in it.
    pub fn open(input: Input, reading: &Reading<'_>) -> Result<Option<Cutter>, Error> {
        let (name, extension) = (input.name().to_owned(), input.extension());
        let path = input.path();
        let opened = input.open(&reading.opening)?;
        if opened.is_blank() {
            return Ok(None);
        }
        let format = match reading.from {
            Some(format) => format,
            None => sniff(&opened.head(), extension.as_deref())
                .map_err(|hint| Error::Unrecognised { name: name.clone(), hint })?,
        };
        let make = format.reader.ok_or_else(|| {
            let what = if reading.from.is_some() { "is to be read as" } else { "is" };
            Error::Unsupported(format!("{name} {what} {}, which bibmill cannot read yet", format.title))
        })?;
        let mut splitter = make(&(reading.options)(format));
        let (remark, mut reader) = (opened.remark(), Box::new(opened.into_reader()) as Box<dyn Read>);
        if splitter.surveys() {
            reader = survey(splitter.as_mut(), reader, path, &reading.opening)
                .map_err(|source| Error::Input { name: name.clone(), source })?;
        }
        Ok(Some(Cutter::new(&name, format, remark, reader, splitter, reading.max_record)))
    }

    fn new(
        name: &str,
        format: &'static Format,
        remark: Option<Remark>,
        reader: Box<dyn Read>,
        splitter: Box<dyn Splitter>,
        max_record: usize,
    ) -> Cutter {
        Cutter {
            input: Arc::from(name),
            format,
            remark,
            reader,
            parser: splitter.parser(),
            splitter,
            max_record: max_record.max(2 * TAIL),
            buf: Vec::new(),
            room: BLOCK / 16,
            cut: 0,
            pieces: Vec::new(),
            at_end: false,
            in_oversize: false,
            offset: 0,
            line: 1,
            records: 0,
        }
    }

    /// The input's name.
    pub fn input(&self) -> &Arc<str> {
        &self.input
    }

    /// Its format.
    pub fn format(&self) -> &'static Format {
        self.format
    }

    /// What there is to say about the input once it has been read to its end.
    pub fn remark(&self) -> Option<String> {
        self.remark.as_ref()?.get().cloned()
    }

    /// How many records have been cut.
    pub fn records(&self) -> u64 {
        self.records
    }

    /// On which line the next chunk starts.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// The next chunk; `None` at the end of the input. After an error the records before it have been given.
    pub fn next_chunk(&mut self) -> io::Result<Option<Chunk>> {
        loop {
            let rest = self.buf.len() - self.cut;
            let cut = if rest == 0 { Cut::More } else { self.splitter.cut(&self.buf[self.cut..], self.at_end) };
            match cut {
                Cut::More => {
                    if self.cut > 0 {
                        return Ok(Some(self.chunk()));
                    }
                    if rest >= self.max_record || (self.in_oversize && rest >= BLOCK + TAIL) {
                        let passed = rest - TAIL;
                        let kind = if self.in_oversize { PieceKind::OversizeRest } else { PieceKind::Oversize };
                        self.splitter.skip(passed);
                        self.piece(kind, passed);
                        self.in_oversize = true;
                        return Ok(Some(self.chunk()));
                    }
                    if self.at_end {
                        if rest == 0 {
                            return Ok(None);
                        }
                        // A splitter must give out every byte at the end; if one does not, nothing is lost all the same.
                        self.piece(PieceKind::Gap, rest);
                        continue;
                    }
                    self.read_more()?;
                }
                Cut::Gap(len) | Cut::Record(len) if self.in_oversize => {
                    self.in_oversize = false;
                    self.piece(PieceKind::OversizeRest, len);
                }
                Cut::Gap(len) => self.piece(PieceKind::Gap, len),
                Cut::Record(len) => self.piece(PieceKind::Record, len),
                Cut::Frame(len) => self.piece(PieceKind::Frame, len),
                Cut::Prelude(len) => {
                    self.piece(PieceKind::Frame, len);
                    let chunk = self.chunk();
                    self.parser = self.splitter.parser();
                    return Ok(Some(chunk));
                }
            }
            if self.cut >= BLOCK {
                return Ok(Some(self.chunk()));
            }
        }
    }

    fn piece(&mut self, kind: PieceKind, len: usize) {
        let lines = count_lines(&self.buf[self.cut..self.cut + len]);
        self.pieces.push(Piece { kind, len, lines });
        self.cut += len;
    }

    /// All that has been cut.
    fn chunk(&mut self) -> Chunk {
        let mut rest = Vec::with_capacity(self.buf.len() - self.cut + 2 * self.room);
        rest.extend_from_slice(&self.buf[self.cut..]);
        self.buf.truncate(self.cut);
        let bytes = std::mem::replace(&mut self.buf, rest);
        self.cut = 0;
        let pieces = std::mem::take(&mut self.pieces);
        let chunk = Chunk {
            input: Arc::clone(&self.input),
            parser: Arc::clone(&self.parser),
            offset: self.offset,
            line: self.line,
            records_before: self.records,
            bytes,
            pieces,
        };
        self.offset += chunk.bytes.len() as u64;
        self.line += chunk.pieces.iter().map(|piece| piece.lines).sum::<u64>();
        self.records +=
            chunk.pieces.iter().filter(|piece| matches!(piece.kind, PieceKind::Record | PieceKind::Oversize)).count()
                as u64;
        chunk
    }

    fn read_more(&mut self) -> io::Result<()> {
        let had = self.buf.len();
        self.buf.resize(had + self.room, 0);
        let got = loop {
            match self.reader.read(&mut self.buf[had..]) {
                Err(fault) if fault.kind() == io::ErrorKind::Interrupted => {}
                other => break other,
            }
        };
        let count = *got.as_ref().unwrap_or(&0);
        if count == self.room {
            self.room = (self.room * 2).min(BLOCK);
        }
        self.buf.truncate(had + count);
        self.at_end = matches!(got, Ok(0) | Err(_));
        got.map(|_| ())
    }
}

/// How many lines end in the bytes: with LF, CRLF or a lone CR.
fn count_lines(bytes: &[u8]) -> u64 {
    let feeds = memchr_iter(b'\n', bytes).count();
    let lone = match memchr(b'\r', bytes) {
        None => 0,
        Some(first) => memchr_iter(b'\r', &bytes[first..])
            .filter(|at| !matches!(bytes.get(first + at + 1), Some(b'\n' | b'\r')))
            .count(),
    };
    (feeds + lone) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_whatever_ends_them() {
        for (text, lines) in [("a\nb\n", 2), ("a\r\nb\r\n", 2), ("a\rb\rc", 2), ("", 0), ("a", 0), ("a\r\r\nb", 1)] {
            assert_eq!(count_lines(text.as_bytes()), lines, "{text:?}");
        }
    }
}
