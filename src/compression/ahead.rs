//! Reads ahead on a thread of its own, so that unpacking and cutting overlap.

use std::io::{self, Read};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

/// How much passes from thread to thread at once.
const BLOCK: usize = 128 * 1024;

/// How many blocks there are. They go round.
const BLOCKS: usize = 4;

/// A reader whose bytes another thread has read already.
pub struct Ahead {
    full: Receiver<(Vec<u8>, io::Result<()>)>,
    empty: Sender<Vec<u8>>,
    block: Vec<u8>,
    at: usize,
    fault: Option<io::Error>,
}

impl Ahead {
    /// Begins to read.
    ///
    /// # Errors
    ///
    /// When the system gives no thread.
    pub fn new(mut inner: impl Read + Send + 'static) -> io::Result<Ahead> {
        let (to_reader, full) = mpsc::channel();
        let (empty, blocks) = mpsc::channel::<Vec<u8>>();
        for _ in 0..BLOCKS {
            // The other end is here.
            let _ = empty.send(Vec::with_capacity(BLOCK));
        }
        thread::Builder::new().name("ahead".to_owned()).spawn(move || {
            for mut block in blocks {
                block.clear();
                let read = (&mut inner).take(BLOCK as u64).read_to_end(&mut block);
                let over = !matches!(read, Ok(BLOCK));
                if to_reader.send((block, read.map(drop))).is_err() || over {
                    break;
                }
            }
        })?;
        Ok(Ahead { full, empty, block: Vec::new(), at: 0, fault: None })
    }
}

impl Read for Ahead {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.at == self.block.len() {
            if let Some(fault) = self.fault.take() {
                return Err(fault);
            }
            // The thread ends after the last block.
            let Ok((block, read)) = self.full.recv() else { return Ok(0) };
            let used = std::mem::replace(&mut self.block, block);
            if used.capacity() > 0 {
                let _ = self.empty.send(used);
            }
            self.at = 0;
            self.fault = read.err();
            if self.block.is_empty() {
                return self.fault.take().map_or(Ok(0), Err);
            }
        }
        let mut rest = &self.block[self.at..];
        let count = rest.read(into)?;
        self.at += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    struct Breaks;

    impl Read for Breaks {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("broken"))
        }
    }

    #[test]
    fn bytes_come_before_the_error() {
        for size in [0, 1, BLOCK, 5 * BLOCK + 7, 20 * BLOCK] {
            let bytes: Vec<u8> = (0..size).map(|at| (at / 100) as u8).collect();
            let mut out = Vec::new();
            Ahead::new(Cursor::new(bytes.clone())).unwrap().read_to_end(&mut out).unwrap();
            assert!(out == bytes, "{size}");
            let mut out = Vec::new();
            let fault = Ahead::new(Cursor::new(bytes.clone()).chain(Breaks)).unwrap().read_to_end(&mut out);
            assert!(out == bytes && fault.is_err(), "{size}, then an error");
        }
    }

    #[test]
    fn nobody_waits_for_a_reader_that_is_gone() {
        let mut ahead = Ahead::new(io::repeat(7)).unwrap();
        ahead.read_exact(&mut [0; 1000]).unwrap();
    }
}
