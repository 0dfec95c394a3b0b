//! CSL-JSON.

use crate::format::{Format, Likely};

/// CSL-JSON.
pub static FORMAT: Format = Format {
    name: "csl-json",
    title: "CSL-JSON",
    family: "csl-json",
    extensions: &["json"],
    sniff: |_| Likely::No,
    options: &[],
    reader: None,
    writer: None,
    shaped: false,
};
