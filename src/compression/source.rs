//! Compressed bytes, a buffer at a time, with a look at what comes next.

use std::io::{self, BufRead, Read};

/// How much is read at once.
const BUFFER: usize = 64 * 1024;

/// Buffers a reader.
pub struct Source {
    inner: Box<dyn Read + Send>,
    buffer: Vec<u8>,
    at: usize,
    at_end: bool,
}

impl Source {
    /// Over a reader.
    pub fn new(inner: Box<dyn Read + Send>) -> Source {
        Source { inner, buffer: Vec::with_capacity(BUFFER), at: 0, at_end: false }
    }

    /// The next bytes, `count` of them unless the end comes before. They are not taken.
    pub fn peek(&mut self, count: usize) -> io::Result<&[u8]> {
        while self.buffer.len() - self.at < count && !self.at_end {
            self.more()?;
        }
        let rest = &self.buffer[self.at..];
        Ok(&rest[..rest.len().min(count)])
    }

    /// Whether all bytes have been taken.
    pub fn is_exhausted(&self) -> bool {
        self.at_end && self.at == self.buffer.len()
    }

    /// Reads on, and keeps what has not been taken.
    fn more(&mut self) -> io::Result<()> {
        self.buffer.drain(..self.at);
        self.at = 0;
        let had = self.buffer.len();
        self.buffer.resize(had + BUFFER, 0);
        let got = loop {
            match self.inner.read(&mut self.buffer[had..]) {
                Err(fault) if fault.kind() == io::ErrorKind::Interrupted => {}
                other => break other,
            }
        };
        self.buffer.truncate(had + *got.as_ref().unwrap_or(&0));
        self.at_end = matches!(got, Ok(0));
        got.map(drop)
    }
}

impl BufRead for Source {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at == self.buffer.len() && !self.at_end {
            self.more()?;
        }
        Ok(&self.buffer[self.at..])
    }

    fn consume(&mut self, count: usize) {
        self.at = (self.at + count).min(self.buffer.len());
    }
}

impl Read for Source {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut rest = self.fill_buf()?;
        let count = rest.read(into)?;
        self.consume(count);
        Ok(count)
    }
}
