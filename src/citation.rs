//! The citation string that PubMed prints, both ways: `J Immunother Cancer. 2022 Jul;10(7):e004863. doi: 10.1136/...`.

use crate::article::Article;

/// What a citation string says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Citation {
    /// The work: journal in `container.nlm`, dates, volume, issue, pages or article number, identifiers, publication types,
    /// status, relations (`Erratum in: ...`).
    pub article: Article,
    /// What follows the part that could be read; empty when all of it was.
    pub rest: String,
}

/// Reads a citation that begins with the journal's title. `None` when the text does not begin like one.
pub fn parse(_text: &str) -> Option<Citation> {
    None
}

/// Reads `Authors. Title. Citation`, as Summary (text) and PubMed's "Cite" button give it, books too. `None` when no
/// citation is in it.
pub fn parse_cite(_text: &str) -> Option<Citation> {
    None
}

/// Reads a publisher's reference, as a page's list of references shows it, as far as its parts are sure. The link labels
/// at its end (`- DOI - PubMed`) are no part of it.
pub fn parse_reference(_text: &str) -> Citation {
    Citation::default()
}

/// Writes the citation as PubMed prints it: `TA. DP;VI(IP):PG. doi: X.`
pub fn write(_article: &Article) -> String {
    String::new()
}
