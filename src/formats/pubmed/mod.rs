//! Text of PubMed pages, Abstract (text), Summary (text), citations.

use crate::format::{Format, Likely};

/// Text of PubMed pages, Abstract (text), Summary (text), citations.
pub static FORMAT: Format = Format {
    name: "pubmed-text",
    title: "Text of PubMed pages, Abstract (text), Summary (text), citations",
    family: "pubmed-text",
    extensions: &["txt"],
    sniff: |_| Likely::No,
    options: &[],
    reader: None,
    writer: None,
    shaped: false,
};
