//! The registry: every format that bibmill knows, one line each.

pub mod bibtex;
pub mod csl_json;
pub mod csv;
pub mod jats;
pub mod jsonl;
pub mod nbib;
pub mod pubmed;
pub mod pubmed_xml;
pub mod recognised;
pub mod ris;

use crate::format::Format;

/// All formats. Where two have an extension in common, the first is written to such files.
pub static FORMATS: &[&Format] = &[
    &pubmed::FORMAT,
    &nbib::FORMAT,
    &bibtex::BIBTEX,
    &bibtex::BIBLATEX,
    &ris::FORMAT,
    &csl_json::FORMAT,
    &csv::CSV,
    &csv::TSV,
    &jats::FORMAT,
    &pubmed_xml::FORMAT,
    &jsonl::FORMAT,
    &recognised::ENDNOTE_XML,
    &recognised::ENW,
    &recognised::WOS,
    &recognised::MODS,
];

/// The format of that name.
pub fn by_name(name: &str) -> Option<&'static Format> {
    FORMATS.iter().copied().find(|format| format.name == name)
}
