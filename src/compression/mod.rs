//! Compressed inputs and outputs.
//!
//! gzip, zstd, bzip2 and xz are told by content and read as streams of members, as their own programs do. gzip and zstd are
//! written. Memory is bounded: a header that asks for a larger window than [`WINDOW`] is refused.

mod ahead;
mod read;
mod source;
mod write;

pub use ahead::Ahead;
pub use read::{Decompressor, Remark};
pub use write::Compressor;

use std::path::Path;

/// The most that a compressed input may ask for to look back into: what zstd itself grants, and twice what `xz -9` needs.
pub const WINDOW: u64 = 128 << 20;

/// How bytes may be compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compression {
    /// RFC 1952.
    Gzip,
    /// RFC 8878.
    Zstd,
    /// bzip2.
    Bzip2,
    /// The `.xz` container with LZMA2 in it.
    Xz,
}

impl Compression {
    /// All of them.
    pub const ALL: [Compression; 4] = [Compression::Gzip, Compression::Zstd, Compression::Bzip2, Compression::Xz];

    /// How many bytes tell one from another, and from text.
    pub const MAGIC: usize = 10;

    /// The name: `gzip`.
    pub fn name(self) -> &'static str {
        match self {
            Compression::Gzip => "gzip",
            Compression::Zstd => "zstd",
            Compression::Bzip2 => "bzip2",
            Compression::Xz => "xz",
        }
    }

    /// Extensions of its files, the usual one first.
    pub fn extensions(self) -> &'static [&'static str] {
        match self {
            Compression::Gzip => &["gz", "gzip"],
            Compression::Zstd => &["zst", "zstd"],
            Compression::Bzip2 => &["bz2", "bzip2"],
            Compression::Xz => &["xz"],
        }
    }

    /// Whether bibmill writes it too.
    pub fn can_be_written(self) -> bool {
        matches!(self, Compression::Gzip | Compression::Zstd)
    }

    /// What bytes that begin so are compressed with.
    pub fn of_content(head: &[u8]) -> Option<Compression> {
        match head {
            [0x1f, 0x8b, ..] => Some(Compression::Gzip),
            // A frame, or one that is to be skipped.
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Some(Compression::Zstd),
            // The first block, or the end when there is none.
            [b'B', b'Z', b'h', b'1'..=b'9', 0x31, 0x41, 0x59, 0x26, 0x53, 0x59, ..]
            | [b'B', b'Z', b'h', b'1'..=b'9', 0x17, 0x72, 0x45, 0x38, 0x50, 0x90, ..] => Some(Compression::Bzip2),
            [0xfd, b'7', b'z', b'X', b'Z', 0, ..] => Some(Compression::Xz),
            _ => None,
        }
    }

    /// What a file of this name is compressed with.
    pub fn of_name(path: &Path) -> Option<Compression> {
        let extension = path.extension()?.to_str()?;
        Compression::ALL
            .into_iter()
            .find(|kind| kind.extensions().iter().any(|known| known.eq_ignore_ascii_case(extension)))
    }
}

/// A path without the extension of a compression: `refs.ris` for `refs.ris.gz`.
pub fn inner_name(path: &Path) -> std::path::PathBuf {
    if Compression::of_name(path).is_some() { path.with_extension("") } else { path.to_owned() }
}
