//! The citation string that PubMed prints, both ways: `J Immunother Cancer. 2022 Jul;10(7):e004863. doi: 10.1136/...`.
//!
//! The grammar is NLM's: the journal's abbreviated title, the date, `;volume(issue):pages`, then sentences ("notes") with
//! identifiers, further dates, relations, flags. The date is found first: a journal's title ends where `. ` and a year
//! follow, so titles with digits and brackets survive. Met in real strings and accepted: no period before `doi:`, flags
//! glued to the PMID, an empty place for pages (`39(12): PMID`), several errata joined by `;`, a stray blank after a
//! semicolon, `4:Suppl:7-93`.
//!
//! Around the citation itself there are three wrappings: an item of a list on a page ([`parse_item`]), a whole reference
//! with authors and title ([`parse_cite`], and [`parse_styled`] for MLA and APA), and the style of some publisher
//! ([`parse_reference`]). None of them guesses: a
//! part whose edges are not sure stays out of the article.
//!
//! Not done: journals are not looked up, and full titles are not told from abbreviations; what is printed goes to
//! `container.nlm`. All functions take time linear in the text: the number of places at which a citation is tried is
//! limited, and so is the length of each part.

mod authors;
mod cite;
mod item;
mod parse;
mod reference;
mod scan;
mod styles;
#[cfg(test)]
mod tests;
mod types;
mod write;

pub use authors::parse_authors;
pub use cite::parse_cite;
pub use item::{find_citation, parse_item};
pub use parse::parse;
pub use reference::parse_reference;
pub use styles::parse_styled;
pub use types::{publication_type, relation_label};
pub use write::write;

use crate::article::Article;

/// What a citation string says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Citation {
    /// The work: journal in `container.nlm`, dates, volume, issue, pages or article number, identifiers, publication types,
    /// status, relations (`Erratum in: ...`).
    pub article: Article,
    /// What could not be read; empty when all of it was.
    pub rest: String,
}
