//! A page of which a tool made one line.

use super::desk::{Desk, Row, joined, rows};
use super::page::reject;
use super::{look, prose};
use crate::article::{AbstractKind, Article, IdKind, Keyword, Scheme};
use crate::citation;
use crate::format::Outcome;
use crate::log::{Code, Log};
use std::ops::Range;

/// Reads a page of which a tool made one line: headings are glued to the text, and what separates names and keywords is
/// lost. Identifiers, citation and abstract are taken; keywords stay one string; the rest is kept as it is.
pub fn parse(record: &str, article: &mut Article, log: &mut Log) -> Outcome {
    let all = rows(record);
    let text = joined(&all);
    let mut desk = Desk { article, log };
    let at = 0..record.len();
    let end = text.find(look::PAGE_FOOT).unwrap_or(text.len());
    let mut text = &text[..end];
    desk.log.add(
        Code::Mended,
        0..0,
        "all of the page stands on one line; only identifiers, citation and abstract are read",
    );
    if let Some((title, rest)) =
        text.split_once(" - PubMed").filter(|(title, _)| title.len() < 500 && !title.contains("PMID"))
    {
        desk.title(title);
        text = rest;
    }
    if let Some(contents) = text.find("Title & authors") {
        text = &text[contents..];
    }
    let abstract_start = text.find("AffiliationsPMID").or_else(|| text.find("PMID:")).unwrap_or(0);
    let abstract_start = text[abstract_start..].find("Abstract").map(|found| abstract_start + found);
    let head = &text[..abstract_start.unwrap_or(text.len())];
    flattened_citation(head, &mut desk, at.clone());
    flattened_ids(text, &mut desk, at.clone());
    let mut behind = "";
    if let Some(start) = abstract_start {
        let start = start + "Abstract".len();
        let rest = text[start..].trim_start_matches([':', ' ']);
        let stop = ["PubMed Disclaimer", "Conflict of interest statement", "Similar articles", "LinkOut"];
        let end = stop.iter().filter_map(|word| rest.find(word)).min().unwrap_or(rest.len());
        let (body, keywords) =
            match ["Keywords:", "Key words:"].iter().find_map(|label| rest[..end].find(label).map(|at| (at, label))) {
                Some((at, label)) => (&rest[..at], rest[at + label.len()..end].trim()),
                None => (&rest[..end], ""),
            };
        let row = Row { start: 0, text: body.trim(), indent: 0, blanks: 0 };
        if !row.text.is_empty() {
            prose::place_abstract(&[row], false, AbstractKind::Main, &mut desk);
        }
        let (terms, after) = keywords.split_once(". ").unwrap_or((keywords, ""));
        if !terms.is_empty() {
            desk.article.keywords.push(Keyword::new(terms.trim_end_matches('.'), Scheme::Author));
            desk.log.add(Code::Ambiguous, 0..0, "the keywords are not separated; kept as one");
        }
        let after = after.trim_matches([' ', '.']);
        if after.starts_with(|c: char| c.is_ascii_digit()) {
            prose::copyright(after, &mut desk);
        } else {
            desk.unplaced(after, at.clone());
        }
        behind = rest[end..].trim();
    }
    desk.unplaced(behind.strip_prefix("PubMed Disclaimer").unwrap_or(behind), at.clone());
    if desk.article.ids.is_empty() && desk.article.container.nlm.is_none() && desk.article.abstracts.is_empty() {
        return reject(&all, &mut desk);
    }
    prose::infer_year(&mut desk, 0..0);
    prose::tell_missing_title(&mut desk);
    Outcome::Whole
}

/// The citation in a header without line ends. The journal stands behind the last word of the table of contents.
fn flattened_citation(head: &str, desk: &mut Desk<'_>, at: Range<usize>) {
    let Some(date) = look::date_after_period(head) else {
        return desk.unplaced(head.trim_start_matches("Title & authors"), at);
    };
    let words = [
        "LinkOut - more resources",
        "Related information",
        "Publication types",
        "MeSH terms",
        "References",
        "Similar articles",
        "Cited by",
        "Grants and funding",
        "Substances",
        "Figures",
        "Title & authors",
        "Abstract",
    ];
    let start = words.iter().filter_map(|word| head[..date].rfind(word).map(|at| at + word.len())).max().unwrap_or(0);
    let start = if date - start > 150 { head[..date].rfind(". ").map_or(date, |at| at + 2) } else { start };
    let text = head[start..].trim_start();
    let end = text.find("PMID:").unwrap_or(text.len());
    match citation::parse(&text[..end]) {
        Some(found) => desk.cited(found, at),
        None => desk.unplaced(&text[..end], at),
    }
}

/// Takes the first identifier of each kind; what stands between them is in other parts.
fn flattened_ids(text: &str, desk: &mut Desk<'_>, at: Range<usize>) {
    for (label, kind) in [("PMID:", IdKind::Pmid), ("PMCID:", IdKind::Pmcid), ("DOI:", IdKind::Doi)] {
        let Some(found) = text.find(label) else { continue };
        let value = text[found + label.len()..].trim_start();
        let end = match kind {
            IdKind::Pmid => value.find(|c: char| !c.is_ascii_digit()),
            IdKind::Pmcid => value.find(|c: char| !c.is_ascii_digit() && !matches!(c, 'P' | 'M' | 'C')),
            _ => value.find(|c: char| c.is_whitespace()).min(value.find("Abstract").or(Some(value.len()))),
        };
        let value = &value[..end.unwrap_or(value.len())];
        let new = desk.article.id(&kind).is_none();
        if new && !value.is_empty() {
            desk.id(kind, value, at.clone());
        }
    }
}
