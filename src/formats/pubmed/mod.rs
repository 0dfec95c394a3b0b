//! What PubMed gives people as text: pages copied from a browser or made into text by a tool, Abstract (text), Summary
//! (text), lists of results, and the citation behind the "Cite" button.
//!
//! None of these forms is specified. The reader goes by what real copies hold:
//!
//! - `split` finds the edges of records in a stream that may mix the forms,
//! - `look` says what a line looks like,
//! - `page` and `sections` read pages, `export` reads Abstract (text), and [`crate::citation`] reads citations.
//!
//! A page names its authors given name first; which word begins the family name is guessed, and marked so. Identifiers of
//! works that are listed on a page are never taken for the article's own. Text that no field could be found for is kept in
//! the article and reported. There is no writer: these are forms for people to read.

mod authors;
mod books;
mod desk;
mod export;
mod flattened;
mod furniture;
mod identifiers;
mod items;
mod look;
mod page;
mod paragraph;
mod prose;
mod results;
mod sections;
mod split;
#[cfg(test)]
mod tests;

use crate::article::{Article, IdKind, Status};
use crate::citation;
use crate::format::{Format, Likely, Outcome, Parser};
use crate::log::{Code, Log};
use desk::{Desk, Row, joined, rows, span};
use std::sync::Arc;

/// Text from PubMed.
pub static FORMAT: Format = Format {
    name: "pubmed-text",
    title: "PubMed text (pages, Abstract, Summary, citations)",
    family: desk::FAMILY,
    extensions: &["txt"],
    sniff,
    options: &[],
    reader: Some(|_| Box::new(split::PubmedText::new(Arc::new(Reader)))),
    writer: None,
    shaped: false,
};

/// Reads a record of any form.
struct Reader;

impl Parser for Reader {
    fn parse(&self, record: &str, article: &mut Article, log: &mut Log) -> Outcome {
        let outcome = read(record, article, log);
        if article.publication_types.iter().any(|term| term.name == "Retracted Publication") {
            article.status.get_or_insert(Status::Retracted);
        }
        outcome
    }
}

/// Reads a record by the form that it has.
fn read(record: &str, article: &mut Article, log: &mut Log) -> Outcome {
    let all = rows(record);
    if all.is_empty() {
        log.add(Code::NotARecord, 0..0, "nothing but blank lines; passed over");
        return Outcome::NotARecord;
    }
    if all.iter().all(|row| look::is_bare_number(row.text)) {
        let what = "only numbers: a list of PMIDs names articles and says nothing of them; save them from PubMed as \
                        PubMed, Abstract or Summary";
        log.add(Code::UnreadableRecord, 0..0, what);
        return Outcome::Rejected;
    }
    if all.iter().any(|row| look::is_flattened(row.text)) {
        return flattened::parse(record, article, log);
    }
    // An e-mail may hold an export: only its subject stands before.
    let mailed = look::mailed_pmid(all[0].text);
    let export = &all[usize::from(mailed.is_some())..];
    if export::is_export(export) {
        let outcome = export::parse(export, article, log);
        if let Some(pmid) = mailed {
            Desk { article, log }.id(IdKind::Pmid, pmid, all[0].range());
        }
        return outcome;
    }
    if results::is_result(&all)
        && let Some(outcome) = results::parse(record, article, log)
    {
        return outcome;
    }
    if let Some(outcome) = parse_summary(&all, article, log) {
        return outcome;
    }
    page::parse(record, article, log)
}

/// Reads a record of Summary (text): a paragraph. `None` when it is none.
fn parse_summary(all: &[Row<'_>], article: &mut Article, log: &mut Log) -> Option<Outcome> {
    let end = all.iter().skip(1).position(|row| row.blanks > 0).map_or(all.len(), |at| at + 1);
    let (paragraph, rest) = all.split_at(end);
    let page = |row: &Row<'_>| {
        sections::heading(row.text).is_some() || look::is_date_line(row.text) || look::listed_pmid(row.text).is_some()
    };
    if all.iter().any(page) {
        return None;
    }
    let text = joined(paragraph);
    let bare = look::numbered(&text).map_or(text.as_str(), |(_, rest)| rest);
    if !look::holds_citation(bare) {
        return None;
    }
    let styled = citation::parse_styled(bare);
    let found = styled.or_else(|| citation::parse_cite(bare)).or_else(|| citation::parse_item(bare))?;
    let mut desk = Desk { article, log };
    desk.cited(found, span(paragraph));
    rest.iter().for_each(|row| desk.unplaced(row.text, row.range()));
    desk.tell_guessed_names(span(paragraph));
    prose::tell_missing_title(&mut desk);
    Some(Outcome::Whole)
}

/// Whether a text is from PubMed. Text in another format's clothes is not, whatever it quotes.
fn sniff(head: &str) -> Likely {
    let start = head.trim_start();
    let first = start.lines().next().unwrap_or("");
    let tagged = |line: &str| {
        let tag = line.as_bytes();
        line.starts_with("TY  -")
            || (tag.len() > 5 && tag[..2].iter().all(u8::is_ascii_uppercase) && &line.as_bytes()[4..5] == b"-")
    };
    let object = start.starts_with('[') && start[1..].trim_start().starts_with(['{', '"', ']', '[']);
    if start.starts_with(['{', '<', '@', '%'])
        || object
        || head.contains('\0')
        || first.starts_with("PMID,")
        || first.starts_with("\"PMID\"")
        || start.lines().take(5).any(tagged)
        || start.lines().any(|line| line.starts_with('@') && line.contains('{'))
    {
        return Likely::No;
    }
    let mut likely = Likely::No;
    let mut citation = false;
    let mut wrapped = String::new();
    for line in head.lines() {
        let text = line.trim();
        let numbered = look::numbered(text);
        wrapped = if text.is_empty() || numbered.is_some() { text.to_owned() } else { format!("{wrapped} {text}") };
        let sure = text.contains(look::PAGE_START)
            || look::listed_pmid(text).is_some()
            || look::mailed_pmid(text).is_some()
            || look::is_date_line(text)
            || look::is_flattened(text)
            || citation::parse_styled(text).is_some()
            || (wrapped.len() < 1000 && look::numbered(&wrapped).is_some_and(|(_, rest)| look::is_citation(rest)))
            || (look::leading_pmid(text).is_some() && (citation || text.contains("DOI:") || likely == Likely::Maybe))
            || ((look::holds_citation(text) || (wrapped.len() < 2000 && look::holds_citation(&wrapped)))
                && (text.contains("PMID: ") || numbered.is_some()));
        if sure {
            return Likely::Yes;
        }
        citation |= look::is_citation(text);
        let weak = look::is_citation(text)
            || look::holds_citation(text)
            || look::leading_pmid(text).is_some()
            || sections::heading(text).is_some()
            || text.starts_with("Author information:");
        if weak {
            likely = Likely::Maybe;
        }
    }
    let numbers = start.lines().filter(|line| !line.trim().is_empty());
    if likely == Likely::No && !start.is_empty() && numbers.clone().all(|line| look::is_bare_number(line.trim())) {
        return Likely::Maybe;
    }
    likely
}
