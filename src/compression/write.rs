//! Compression of outputs, on a thread of its own.
//!
//! gzip is written at level 7: zlib-rs then makes of records what `gzip` makes of them at its own default, and at 6 a sixth
//! more. zstd is written as one frame, since many readers
//! stop after the first, at what is about its level 1.

use super::Compression;
use flate2::write::GzEncoder;
use ruzstd::encoding::{CompressionLevel, FrameCompressor};
use std::cell::Cell;
use std::io::{self, Read, Write};
use std::rc::Rc;
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::thread::{self, JoinHandle};

/// How much passes to the thread at once.
const BLOCK: usize = 128 * 1024;

const GZIP_LEVEL: u32 = 7;

/// How many blocks wait for it.
const WAITING: usize = 3;

/// A writer that compresses. What is written is whole only after [`Compressor::finish`].
pub struct Compressor<W> {
    block: Vec<u8>,
    full: Option<SyncSender<Vec<u8>>>,
    empty: Receiver<Vec<u8>>,
    thread: Option<JoinHandle<io::Result<W>>>,
}

/// Without [`Compressor::finish`] the writer is dropped before this returns, so that what it has begun can go.
impl<W> Drop for Compressor<W> {
    fn drop(&mut self) {
        self.full = None;
        if let Some(thread) = self.thread.take() {
            // Whatever came of it, nobody wants it.
            let _ = thread.join();
        }
    }
}

impl<W: Write + Send + 'static> Compressor<W> {
    /// Compresses into a writer.
    ///
    /// # Errors
    ///
    /// When this kind is not written, or the system gives no thread.
    pub fn new(kind: Compression, inner: W) -> io::Result<Compressor<W>> {
        let (full, blocks) = mpsc::sync_channel(WAITING);
        let (back, empty) = mpsc::channel();
        let blocks = Blocks { full: blocks, back, block: Vec::new(), at: 0 };
        let work: fn(Blocks, W) -> io::Result<W> = match kind {
            Compression::Gzip => gzip,
            Compression::Zstd => zstd,
            Compression::Bzip2 | Compression::Xz => {
                return Err(io::Error::other(format!(
                    "bibmill does not write {}; it writes gzip and zstd",
                    kind.name()
                )));
            }
        };
        let thread = thread::Builder::new().name("compress".to_owned()).spawn(move || work(blocks, inner))?;
        Ok(Compressor { block: Vec::with_capacity(BLOCK), full: Some(full), empty, thread: Some(thread) })
    }

    /// Ends the data and gives the writer back.
    pub fn finish(mut self) -> io::Result<W> {
        self.send()?;
        self.full = None;
        self.join()
    }

    fn send(&mut self) -> io::Result<()> {
        let next = self.empty.try_recv().unwrap_or_else(|_| Vec::with_capacity(BLOCK));
        let block = std::mem::replace(&mut self.block, next);
        match &self.full {
            Some(full) if full.send(block).is_ok() => Ok(()),
            // The thread has met an error, and ended.
            _ => self.join().and(Err(gone())),
        }
    }

    fn join(&mut self) -> io::Result<W> {
        let thread = self.thread.take().ok_or_else(gone)?;
        thread.join().unwrap_or_else(|_| Err(io::Error::other("the compressor failed, which is a fault of bibmill")))
    }
}

fn gone() -> io::Error {
    io::Error::other("the compressor has ended")
}

impl<W: Write + Send + 'static> Write for Compressor<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = bytes.len().min(BLOCK - self.block.len());
        self.block.extend_from_slice(&bytes[..count]);
        if self.block.len() == BLOCK {
            self.send()?;
        }
        Ok(count)
    }

    /// Does nothing: a flush amid the data would make it larger.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The blocks as the thread reads them.
struct Blocks {
    full: Receiver<Vec<u8>>,
    back: Sender<Vec<u8>>,
    block: Vec<u8>,
    at: usize,
}

impl Blocks {
    /// The next block; empty at the end.
    fn next(&mut self) -> &[u8] {
        if self.at == self.block.len() {
            let block = self.full.recv().unwrap_or_default();
            let mut used = std::mem::replace(&mut self.block, block);
            used.clear();
            // Nobody may want it any more.
            let _ = self.back.send(used);
            self.at = 0;
        }
        &self.block[self.at..]
    }
}

impl Read for Blocks {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.next().read(into)?;
        self.at += count;
        Ok(count)
    }
}

fn gzip<W: Write>(mut blocks: Blocks, inner: W) -> io::Result<W> {
    let mut encoder = GzEncoder::new(inner, flate2::Compression::new(GZIP_LEVEL));
    loop {
        let block = blocks.next();
        if block.is_empty() {
            return encoder.finish();
        }
        encoder.write_all(block)?;
        blocks.at = blocks.block.len();
    }
}

fn zstd<W: Write>(blocks: Blocks, inner: W) -> io::Result<W> {
    let failed = Rc::new(Cell::new(false));
    let mut drain = Drain { inner, fault: None, failed: Rc::clone(&failed) };
    let mut encoder = FrameCompressor::new(CompressionLevel::Fastest);
    encoder.set_source(UntilFailed { blocks, failed });
    encoder.set_drain(&mut drain);
    encoder.compress();
    drop(encoder);
    drain.fault.map_or(Ok(drain.inner), Err)
}

/// Ends when the drain has failed.
struct UntilFailed {
    blocks: Blocks,
    failed: Rc<Cell<bool>>,
}

impl Read for UntilFailed {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.failed.get() { Ok(0) } else { self.blocks.read(into) }
    }
}

/// Takes what the encoder gives. The encoder panics on errors, so they are kept until it is done.
struct Drain<W> {
    inner: W,
    fault: Option<io::Error>,
    failed: Rc<Cell<bool>>,
}

impl<W: Write> Write for Drain<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.fault.is_none() {
            self.fault = self.inner.write_all(bytes).err();
            self.failed.set(self.fault.is_some());
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Full(usize);

    impl Write for Full {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 = self.0.checked_sub(bytes.len()).ok_or(io::ErrorKind::StorageFull)?;
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_full_disk_is_told() {
        for kind in [Compression::Gzip, Compression::Zstd] {
            for room in [0, 10_000] {
                let mut packer = Compressor::new(kind, Full(room)).unwrap();
                let written = (0..200).try_for_each(|at: u32| {
                    let block: Vec<u8> =
                        (at..at + 50_000).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
                    packer.write_all(&block)
                });
                let ended = written.and_then(|()| packer.finish().map(drop));
                assert_eq!(ended.unwrap_err().kind(), io::ErrorKind::StorageFull, "{kind:?} with room for {room}");
            }
        }
    }

    #[test]
    fn others_are_not_written() {
        assert!(Compressor::new(Compression::Xz, Vec::new()).is_err_and(|fault| fault.to_string().contains("xz")));
    }
}
