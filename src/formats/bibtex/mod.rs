//! BibTeX and BibLaTeX.

use crate::format::{Format, Likely};

/// BibTeX.
pub static BIBTEX: Format = Format {
    name: "bibtex",
    title: "BibTeX",
    family: "bibtex",
    extensions: &["bib"],
    sniff: |_| Likely::No,
    options: &[],
    reader: None,
    writer: None,
    shaped: false,
};

/// BibLaTeX.
pub static BIBLATEX: Format = Format {
    name: "biblatex",
    title: "BibLaTeX",
    family: "bibtex",
    extensions: &["bib", "biblatex"],
    sniff: |_| Likely::No,
    options: &[],
    reader: None,
    writer: None,
    shaped: false,
};
