//! bibmill converts bibliographic records.
//!
//! One [`Article`](article::Article) model stands in the middle: readers turn a format's bytes into articles, pluggable
//! writers turn articles into BibTeX, RIS, CSL-JSON, CSV, JATS XML and more. An engine moves bytes, threads and
//! diagnostics around them.
//!
//! ```
//! use bibmill::{Converter, Input, formats};
//!
//! let record = "PMID- 1\nTI  - Iron.\nFAU - Li, Qi\nDP  - 2019 Apr\n";
//! let to = formats::by_name("bibtex").expect("it is in the registry");
//! let mut output = Vec::new();
//! let report = Converter::new(to).run([Input::reader("memory", record.as_bytes())], &mut output)?;
//! assert_eq!(report.written, 1);
//! assert!(output.starts_with(b"@article{li2019iron,"));
//! # Ok::<(), bibmill::Error>(())
//! ```
//!
//! To look at articles one by one, in one thread, take [`articles`].

#![warn(missing_docs)]

pub mod article;
mod bytes;
pub mod citation;
pub mod compression;
pub mod diagnostic;
mod encoding;
mod engine;
pub mod error;
mod few;
pub mod format;
pub mod formats;
pub mod input;
pub mod key;
mod latest;
pub mod log;
pub mod markup;
pub mod sniff;
pub mod split;

pub use diagnostic::{Diagnostic, Report};
pub use engine::{Articles, Converter, MAX_RECORD, Outputs, Related, articles};
pub use error::Error;
pub use input::{Input, Meter};
pub use latest::Latest;

/// The code in README.md is tested with the rest.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
