//! Decompression: member after member, as `gzip -d`, `zstd -d`, `bzip2 -d` and `xz -d` go on.
//!
//! What was read before damage is given out before the error. Zeros after the last member are padding; anything else there
//! is passed over, with a remark.

use super::source::Source;
use super::{Compression, WINDOW};
use flate2::bufread::GzDecoder;
use lzma_rust2::XzReader;
use ruzstd::decoding::errors::FrameDecoderError;
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use std::io::{self, BufRead, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, OnceLock};

/// What is to be said about an input that was read to its end all the same.
pub type Remark = Arc<OnceLock<String>>;

/// Reads what is compressed in a reader.
pub struct Decompressor {
    kind: Compression,
    state: State,
    remark: Remark,
}

enum State {
    /// Before a member; whether it is the first.
    Between(Source, bool),
    Gzip(Box<GzDecoder<Source>>),
    Bzip2(Box<bzip2::bufread::BzDecoder<Source>>),
    Zstd(Box<Frame>),
    Xz(Box<XzReader<Source>>),
    Over,
}

impl Decompressor {
    /// Over a reader whose bytes are known to be of a kind.
    pub fn new(kind: Compression, inner: Box<dyn Read + Send>) -> Decompressor {
        Decompressor { kind, state: State::Between(Source::new(inner), true), remark: Remark::default() }
    }

    /// What there is to say about it, once it has been read to the end.
    pub fn remark(&self) -> Remark {
        Arc::clone(&self.remark)
    }

    /// Opens the next member. After it comes [`State::Over`] when there is none.
    fn open(&mut self, mut source: Source, first: bool) -> io::Result<State> {
        if !first {
            while let [0, ..] = source.fill_buf()? {
                let zeros = source.fill_buf()?.iter().take_while(|byte| **byte == 0).count();
                source.consume(zeros);
            }
        }
        let head = source.peek(Compression::MAGIC)?;
        if head.is_empty() {
            return Ok(State::Over);
        }
        if Compression::of_content(head) != Some(self.kind) {
            let name = self.kind.name();
            let _ = self.remark.set(format!("bytes after the end of the {name} data were passed over"));
            return Ok(State::Over);
        }
        Ok(match self.kind {
            Compression::Gzip => State::Gzip(Box::new(GzDecoder::new(source))),
            Compression::Bzip2 => State::Bzip2(Box::new(bzip2::bufread::BzDecoder::new(source))),
            Compression::Xz => {
                // The limit covers what the decoder needs beside its window.
                let limit = u32::try_from(WINDOW / 1024).unwrap_or(u32::MAX).saturating_add(1024);
                State::Xz(Box::new(XzReader::new_mem_limit(source, false, limit)))
            }
            Compression::Zstd if !head.starts_with(&[0x28]) => {
                let mut header = [0; 8];
                source.read_exact(&mut header)?;
                let length = u64::from(u32::from_le_bytes([header[4], header[5], header[6], header[7]]));
                if io::copy(&mut (&mut source).take(length), &mut io::sink())? < length {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
                State::Between(source, first)
            }
            Compression::Zstd => State::Zstd(Box::new(Frame::open(source)?)),
        })
    }

    fn step(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            // A decoder that has failed is not asked again.
            let (count, source) = match std::mem::replace(&mut self.state, State::Over) {
                State::Over => return Ok(0),
                State::Between(source, first) => {
                    self.state = self.open(source, first)?;
                    continue;
                }
                State::Gzip(mut member) => match member.read(into)? {
                    0 => (0, Ok(member.into_inner())),
                    count => (count, Err(State::Gzip(member))),
                },
                State::Bzip2(mut member) => match member.read(into)? {
                    0 => (0, Ok(member.into_inner())),
                    count => (count, Err(State::Bzip2(member))),
                },
                State::Zstd(mut member) => match member.read(into)? {
                    0 => (0, Ok(member.source)),
                    count => (count, Err(State::Zstd(member))),
                },
                State::Xz(mut member) => match member.read(into)? {
                    0 => (0, Ok(member.into_inner())),
                    count => (count, Err(State::Xz(member))),
                },
            };
            match source {
                Ok(source) => self.state = State::Between(source, false),
                Err(state) => {
                    self.state = state;
                    return Ok(count);
                }
            }
        }
    }

    /// An error in words that say what it is about.
    fn told(&self, fault: io::Error) -> io::Error {
        let name = self.kind.name();
        match fault.kind() {
            io::ErrorKind::UnexpectedEof => {
                io::Error::new(io::ErrorKind::UnexpectedEof, format!("its {name} data ends too early"))
            }
            io::ErrorKind::OutOfMemory => io::Error::other(too_large(name)),
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
                io::Error::new(io::ErrorKind::InvalidData, format!("its {name} data is damaged: {fault}"))
            }
            _ => fault,
        }
    }
}

fn too_large(name: &str) -> String {
    format!("its {name} data asks for more than {} MiB of memory", WINDOW >> 20)
}

impl Read for Decompressor {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if into.is_empty() {
            return Ok(0);
        }
        // Decoders meet hostile bytes; one that panics has met damage.
        let read = catch_unwind(AssertUnwindSafe(|| self.step(into)));
        let damaged = |_| Err(io::Error::new(io::ErrorKind::InvalidData, "the decoder gave up"));
        read.unwrap_or_else(damaged).map_err(|fault| self.told(fault))
    }
}

/// A frame of zstd.
struct Frame {
    decoder: FrameDecoder,
    source: Source,
    fault: Option<io::Error>,
}

impl Frame {
    fn open(mut source: Source) -> io::Result<Frame> {
        let mut decoder = FrameDecoder::new();
        decoder.set_max_window_size(WINDOW);
        match decoder.init(&mut source) {
            Ok(()) => Ok(Frame { decoder, source, fault: None }),
            Err(fault) => Err(Frame::told(&fault, &source)),
        }
    }

    fn told(fault: &FrameDecoderError, source: &Source) -> io::Error {
        match fault {
            FrameDecoderError::WindowSizeTooBig { .. } => io::ErrorKind::OutOfMemory.into(),
            FrameDecoderError::DictNotProvided { .. } => {
                io::Error::other("its zstd data needs a dictionary, which bibmill has not")
            }
            _ if source.is_exhausted() => io::ErrorKind::UnexpectedEof.into(),
            other => io::Error::new(io::ErrorKind::InvalidData, other.to_string()),
        }
    }
}

impl Read for Frame {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            if self.decoder.can_collect() > 0 {
                return self.decoder.read(into);
            }
            if self.decoder.is_finished() {
                if let Some(fault) = self.fault.take() {
                    return Err(fault);
                }
                let told = self.decoder.get_checksum_from_data();
                if told.is_some() && told != self.decoder.get_calculated_checksum() {
                    return Err(io::Error::new(io::ErrorKind::InvalidData, "the checksum does not fit"));
                }
                return Ok(0);
            }
            if let Err(fault) = self.decoder.decode_blocks(&mut self.source, BlockDecodingStrategy::UptoBlocks(1)) {
                let fault = Frame::told(&fault, &self.source);
                // The decoder keeps a window back until its frame ends. An empty last block makes it give that out.
                let last: &[u8] = &[1, 0, 0, 0, 0, 0, 0];
                if self.decoder.decode_blocks(last, BlockDecodingStrategy::All).is_err() {
                    return Err(fault);
                }
                self.fault = Some(fault);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Compressor;
    use super::*;
    use std::io::{Cursor, Write};

    /// Bytes that do not compress to nothing.
    fn text(size: usize) -> Vec<u8> {
        let mut state = 7u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state >> 24
        };
        (0..size).map(|_| b'a' + (next() % 26) as u8).collect()
    }

    fn packed(kind: Compression, bytes: &[u8]) -> Vec<u8> {
        match kind {
            Compression::Gzip | Compression::Zstd => {
                let mut packer = Compressor::new(kind, Vec::new()).unwrap();
                packer.write_all(bytes).unwrap();
                packer.finish().unwrap()
            }
            Compression::Bzip2 => {
                let mut packed = Vec::new();
                bzip2::read::BzEncoder::new(bytes, bzip2::Compression::best()).read_to_end(&mut packed).unwrap();
                packed
            }
            // `printf 'one\ntwo\n' | xz`; the crate writes xz only with a feature that nothing else needs.
            Compression::Xz => vec![
                0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00, 0x00, 0x04, 0xe6, 0xd6, 0xb4, 0x46, 0x02, 0x00, 0x21, 0x01, 0x16,
                0x00, 0x00, 0x00, 0x74, 0x2f, 0xe5, 0xa3, 0x01, 0x00, 0x07, 0x6f, 0x6e, 0x65, 0x0a, 0x74, 0x77, 0x6f,
                0x0a, 0x00,
            ],
        }
    }

    /// What comes out, and the error that ends it.
    fn unpacked(kind: Compression, bytes: &[u8]) -> (Vec<u8>, Option<String>, Option<String>) {
        let mut reader = Decompressor::new(kind, Box::new(Cursor::new(bytes.to_vec())));
        let mut out = Vec::new();
        let fault = reader.read_to_end(&mut out).err().map(|fault| fault.to_string());
        (out, fault, reader.remark.get().cloned())
    }

    const KINDS: [Compression; 3] = [Compression::Gzip, Compression::Zstd, Compression::Bzip2];

    #[test]
    fn members_padding_and_what_follows() {
        for kind in KINDS {
            let (one, two) = (text(300_000), text(10));
            let mut bytes = [packed(kind, &one), packed(kind, b""), packed(kind, &two)].concat();
            assert_eq!(Compression::of_content(&bytes), Some(kind));
            let whole = [one, two].concat();
            assert!(unpacked(kind, &bytes) == (whole.clone(), None, None), "{kind:?}");
            bytes.extend([0; 512]);
            assert!(unpacked(kind, &bytes) == (whole.clone(), None, None), "{kind:?}, padded");
            bytes.extend(b"rubbish");
            let (out, fault, remark) = unpacked(kind, &bytes);
            assert!(out == whole && fault.is_none(), "{kind:?}, with rubbish behind");
            assert!(remark.is_some_and(|remark| remark.contains("passed over")), "{kind:?}");
        }
    }

    #[test]
    fn what_stands_before_the_damage_comes_out() {
        for kind in KINDS {
            let whole = text(3_000_000);
            let bytes = packed(kind, &whole);
            let cut = bytes.len() * 2 / 3;
            let (out, fault, _) = unpacked(kind, &bytes[..cut]);
            assert!(fault.is_some_and(|fault| fault.contains("ends too early")), "{kind:?}");
            // Blocks of bzip2 are large.
            assert!(out.len() > 900_000 && whole.starts_with(&out), "{kind:?}: {} bytes", out.len());
            let mut bent = bytes.clone();
            bent[cut..cut + 400].fill(0x55);
            let (out, fault, _) = unpacked(kind, &bent);
            assert!(fault.is_some_and(|fault| fault.contains("is damaged")), "{kind:?}");
            assert!(out.len() > 900_000, "{kind:?}: {} bytes", out.len());
        }
    }

    #[test]
    fn frames_to_be_skipped_are() {
        let skip = [0x53, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3];
        let bytes = [&skip[..], &packed(Compression::Zstd, b"one"), &skip, &packed(Compression::Zstd, b"two")].concat();
        assert_eq!(Compression::of_content(&bytes), Some(Compression::Zstd));
        assert_eq!(unpacked(Compression::Zstd, &bytes), (b"onetwo".to_vec(), None, None));
    }

    #[test]
    fn greedy_headers_are_refused() {
        // A window of 2 GiB; a dictionary of 4 GiB, with its header's checksum.
        let zstd = [0x28, 0xb5, 0x2f, 0xfd, 0x00, 21 << 3, 1, 0, 0];
        let (_, fault, _) = unpacked(Compression::Zstd, &zstd);
        assert_eq!(fault.as_deref(), Some("its zstd data asks for more than 128 MiB of memory"));
    }

    #[test]
    fn xz_that_breaks_off_gives_its_block() {
        let (out, fault, _) = unpacked(Compression::Xz, &packed(Compression::Xz, b""));
        assert!(fault.is_some_and(|fault| fault.contains("xz data ends too early")));
        assert_eq!(out, b"one\ntwo\n");
    }
}
