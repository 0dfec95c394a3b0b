//! Items of a list of results, each an article of its own: number, buttons, title, authors, citation, PMID, snippet.

use super::desk::{Desk, FAMILY, Row, rows};
use super::furniture::is_furniture;
use super::{look, prose, sections};
use crate::article::Article;
use crate::citation;
use crate::format::Outcome;
use crate::log::Log;

/// Reads an item of a list of results: an article of its own.
pub fn parse(record: &str, article: &mut Article, log: &mut Log) -> Option<Outcome> {
    let all = rows(record);
    let first = all.iter().position(|row| !look::is_bare_number(row.text) && !is_furniture(row.text))?;
    let pmid = first + all[first..].iter().position(|row| look::leading_pmid(row.text).is_some())?;
    let item: Vec<&str> = all[first..=pmid].iter().map(|row| row.text).collect();
    let found = citation::parse_item(&item.join("\n"))?;
    let mut desk = Desk { article, log };
    desk.cited(found, all[first].start..all[pmid].range().end);
    for row in all[pmid + 1..].iter().filter(|row| !is_furniture(row.text)) {
        if row.text.contains('…') || row.text.ends_with("...") {
            desk.article.keep(FAMILY, "snippet", row.text);
        } else if let Some(name) = citation::publication_type(row.text.trim_end_matches('.')) {
            desk.publication_type(name);
        } else {
            desk.unplaced(row.text, row.range());
        }
    }
    desk.tell_guessed_names(all[first].range());
    prose::tell_missing_title(&mut desk);
    Some(Outcome::Whole)
}

/// Whether rows are an item of a list of results.
pub fn is_result(all: &[Row<'_>]) -> bool {
    let numbered = all.len() > 2 && look::is_bare_number(all[0].text) && look::is_result_button(all[1].text);
    let pmid = all.iter().position(|row| look::leading_pmid(row.text).is_some());
    let cited = pmid.is_some_and(|pmid| (1..=6).contains(&pmid) && look::is_citation(all[pmid - 1].text) && pmid >= 2);
    let page = all.iter().any(|row| sections::heading(row.text).is_some() || look::is_date_line(row.text));
    (numbered || cited) && !page && !look::is_citation(all[0].text)
}
