//! Why a run cannot go on.

use std::io;

/// Why a run cannot go on. What is wrong with a single record is a [`Diagnostic`](crate::Diagnostic) instead.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// An input could not be opened or read.
    #[error("cannot read {name}: {source}")]
    Input {
        /// Name of the input.
        name: String,
        /// Why.
        source: io::Error,
    },
    /// The output could not be written.
    #[error("cannot write {name}: {source}")]
    Output {
        /// Name of the output.
        name: String,
        /// Why.
        source: io::Error,
    },
    /// Nobody reads the output any more. The run stopped early, and nothing is wrong.
    #[error("the output was closed")]
    Closed,
    /// The format of an input was not recognised.
    #[error("cannot tell the format of {name}: {hint}")]
    Unrecognised {
        /// Name of the input.
        name: String,
        /// What it might be, and what to do.
        hint: String,
    },
    /// A format cannot be read or written.
    #[error("{0}")]
    Unsupported(String),
    /// A fault of bibmill itself, outside any record.
    #[error("bibmill failed, which is a fault of bibmill; nothing was written")]
    Internal,
    /// The call made no sense.
    #[error("{0}")]
    Usage(String),
}
