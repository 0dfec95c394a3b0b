//! Lines with the identifiers of the record itself: `PMID: 24519297 PMCID: PMC4411956 DOI: 10.1001/jama.2013.285141`.

use super::desk::{Desk, Row, head};
use super::look::unbulleted;
use crate::article::language::to_bcp47;
use crate::article::{Date, DateRole, IdKind};
use crate::citation;

/// Labels, in the case in which they stand at the start of a line.
const LABELS: &[(&str, IdKind)] = &[
    ("PubMed Central PMCID:", IdKind::Pmcid),
    ("PubMed PMID:", IdKind::Pmid),
    ("PMCID:", IdKind::Pmcid),
    ("PMID:", IdKind::Pmid),
    ("DOI:", IdKind::Doi),
    ("doi:", IdKind::Doi),
    ("Bookshelf ID:", IdKind::BookAccession),
];

/// Reads a line that begins with an identifier's label. `false` when it does not.
pub fn read(row: Row<'_>, desk: &mut Desk<'_>) -> bool {
    let mut rest = unbulleted(row.text);
    let mut any = false;
    // Between two identifiers stand flags: `PMCID: PMC1 (available on 2024-11-22) DOI: 10.1/x`.
    while let Some((label, kind)) = LABELS.iter().find(|(label, _)| rest.starts_with(label)) {
        let value = rest[label.len()..].trim_start();
        let end = value.find(char::is_whitespace).unwrap_or(value.len());
        // A digit or `PMC` or `10.` must follow, else it is a sentence.
        if !value.starts_with(|c: char| c.is_ascii_digit() || matches!(c, 'P' | 'h' | 'E' | 'N')) {
            break;
        }
        any = true;
        let (number, flag) = match kind {
            // A flag may be glued to the number, with its capital; `3438x871` is no number at all.
            IdKind::Pmid if !is_torn(value) => {
                value.split_at(value.find(|c: char| !c.is_ascii_digit()).unwrap_or(value.len()))
            }
            _ => value.split_at(end),
        };
        desk.id(kind.clone(), number.trim_end_matches([';', ',']), row.range());
        rest = flag.trim_start_matches([';', '.', ' ', '\u{a0}']).trim_start();
        if let Some(at) = LABELS.iter().filter_map(|(label, _)| head(rest, 100).find(label)).min().filter(|at| *at > 0)
        {
            flags(&rest[..at], row, desk);
            rest = &rest[at..];
        }
    }
    if any {
        flags(rest, row, desk);
    }
    any
}

/// Whether a small letter stands directly behind the digits.
fn is_torn(value: &str) -> bool {
    value.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(char::is_lowercase)
}

/// What may follow: flags in brackets or as sentences.
fn flags(text: &str, row: Row<'_>, desk: &mut Desk<'_>) {
    let mut rest = text;
    while let Some(inner) = rest.strip_prefix(['[', '(']) {
        let Some((flag, next)) = inner.split_once([']', ')']) else { break };
        rest = next.trim_start_matches(['.', ' ']);
        if let Some(date) = flag.strip_prefix("Available on ").or_else(|| flag.strip_prefix("available on ")) {
            let date = match date.contains(['/', '-']) {
                true => Date::parse_parts(date),
                false => Date::parse_medline(date),
            };
            desk.article.add_date(DateRole::PmcRelease, date);
        } else if !flag.to_lowercase().contains("indexed for medline") && !flag.starts_with("PubMed - ") {
            desk.unplaced(flag, row.range());
        }
    }
    for flag in
        rest.trim().split_inclusive(". ").map(|flag| flag.trim().trim_end_matches('.')).filter(|flag| !flag.is_empty())
    {
        if let Some(name) = citation::publication_type(flag) {
            desk.publication_type(name);
        } else if let Some(tag) = to_bcp47(flag) {
            desk.languages(&tag);
        } else if !flag.starts_with("Free") && !flag.starts_with("No abstract available") {
            desk.unplaced(flag, row.range());
        }
    }
}
