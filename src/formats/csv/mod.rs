//! CSV and TSV.

use crate::format::{Format, Likely};

/// CSV.
pub static CSV: Format = Format {
    name: "csv",
    title: "CSV",
    family: "csv",
    extensions: &["csv"],
    sniff: |_| Likely::No,
    options: &[],
    reader: None,
    writer: None,
    shaped: false,
};

/// TSV (tab-separated values).
pub static TSV: Format = Format {
    name: "tsv",
    title: "TSV (tab-separated values)",
    family: "csv",
    extensions: &["tsv", "tab"],
    sniff: |_| Likely::No,
    options: &[],
    reader: None,
    writer: None,
    shaped: false,
};
