//! NBIB (PubMed, MEDLINE).

use crate::format::{Format, Likely};

/// NBIB (PubMed, MEDLINE).
pub static FORMAT: Format = Format {
    name: "nbib",
    title: "NBIB (PubMed, MEDLINE)",
    family: "nbib",
    extensions: &["nbib", "medline"],
    sniff: |_| Likely::No,
    options: &[],
    reader: None,
    writer: None,
    shaped: false,
};
