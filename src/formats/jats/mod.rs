//! JATS XML.

use crate::format::{Format, Likely};

/// JATS XML.
pub static FORMAT: Format = Format {
    name: "jats",
    title: "JATS XML",
    family: "jats",
    extensions: &["xml", "jats"],
    sniff: |_| Likely::No,
    options: &[],
    reader: None,
    writer: None,
    shaped: false,
};
