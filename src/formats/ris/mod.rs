//! RIS.

use crate::format::{Format, Likely};

/// RIS.
pub static FORMAT: Format = Format {
    name: "ris",
    title: "RIS",
    family: "ris",
    extensions: &["ris"],
    sniff: |_| Likely::No,
    options: &[],
    reader: None,
    writer: None,
    shaped: false,
};
