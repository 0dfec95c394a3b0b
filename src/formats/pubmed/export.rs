//! A record of PubMed's Abstract (text) export, or of an e-mail in that form.
//!
//! Blank lines part it into blocks; each block is known by its first line, never by its place, except that the title comes
//! before the authors, and the authors before the abstract. Lines are wrapped at 80 columns.

use super::authors::{Affiliations, Byline, is_byline};
use super::desk::{Desk, Row, joined, span};
use super::page::article_language;
use super::sections::split_group;
use super::{books, identifiers, look, prose};
use crate::article::{AbstractKind, Article, RelationKind, Role};
use crate::citation;
use crate::format::Outcome;
use crate::log::Log;

/// Words before the text of a conflict of interest.
const CONFLICT: &str = "Conflict of interest statement";

/// What the blocks before have said.
#[derive(Default)]
struct State {
    titled: bool,
    byline: Option<Byline>,
    affiliations: Affiliations,
    abstracted: bool,
    /// A book's title is the first block; its citation comes later.
    book: Option<String>,
    in_book: bool,
    /// What the next block is, when a line alone said so.
    next: Option<AbstractKind>,
}

/// Whether a record is of this form.
pub fn is_export(rows: &[Row<'_>]) -> bool {
    // The header of a page, joined, looks like a citation; but no line of an export begins with the date.
    if rows.is_empty() || rows.iter().any(|row| look::is_date_line(row.text)) {
        return false;
    }
    let block = block_length(rows);
    let head = joined(&rows[..block]);
    let footer = rows[block..].iter().any(|row| {
        row.text.starts_with("DOI: 10.") || look::leading_pmid(row.text).is_some() || row.text == "Author information:"
    });
    match look::numbered(&head) {
        Some((_, rest)) => {
            look::is_citation(rest)
                || (block < rows.len() && (footer || rows.iter().any(|row| row.text.starts_with("In: "))))
        }
        None => {
            look::is_citation(&head)
                && rows[block..].iter().any(|row| row.text == "Author information:" || row.text.contains("(1)"))
        }
    }
}

/// How many rows the first block has.
fn block_length(rows: &[Row<'_>]) -> usize {
    rows.iter().skip(1).position(|row| row.blanks > 0).map_or(rows.len(), |at| at + 1)
}

/// Cuts rows into blocks: at blank lines, and before lines with identifiers, which an abstract may run into.
fn blocks<'a>(rows: &[Row<'a>]) -> Vec<Vec<Row<'a>>> {
    let mut blocks: Vec<Vec<Row<'a>>> = Vec::new();
    for &row in rows {
        let id = ["DOI: 10.", "PMID: ", "PMCID: PMC"].iter().any(|label| row.text.starts_with(label));
        match blocks.last_mut() {
            Some(block) if row.blanks == 0 && !id => block.push(row),
            _ => blocks.push(vec![row]),
        }
    }
    blocks
}

/// Reads a record.
pub fn parse(all: &[Row<'_>], article: &mut Article, log: &mut Log) -> Outcome {
    let mut desk = Desk { article, log };
    let mut state = State::default();
    for (place, block) in blocks(all).into_iter().enumerate() {
        if place == 0 {
            let head = joined(&block);
            let text = look::numbered(&head).map_or(head.as_str(), |(_, rest)| rest);
            match citation::parse(text).filter(|_| look::is_citation(text)) {
                Some(found) => desk.cited(found, span(&block)),
                None => state.book = Some(text.to_owned()),
            }
            continue;
        }
        read_block(block, &mut state, &mut desk);
    }
    if let Some(title) = state.book.take() {
        desk.title(&title);
    }
    let mut affiliations = state.affiliations;
    affiliations.drop_equal_sign();
    state.byline.unwrap_or_default().place(affiliations, &mut desk);
    desk.article.contributors.sort_by_key(|found| found.role == Role::Investigator);
    let at = all.first().map_or(0..0, Row::range);
    prose::infer_year(&mut desk, at);
    prose::tell_missing_title(&mut desk);
    Outcome::Whole
}

fn read_block(block: Vec<Row<'_>>, state: &mut State, desk: &mut Desk<'_>) {
    let first = block[0];
    let text = first.text;
    if identifiers::read(first, desk) {
        // What else stands in the block belongs to nothing known, unless it too is an identifier.
        for row in &block[1..] {
            if !identifiers::read(*row, desk) {
                desk.unplaced(row.text, row.range());
            }
        }
    } else if let Some(names) = article_language(&joined(&block)) {
        desk.languages(names);
    } else if let Some(rest) = text.strip_prefix("Author information:") {
        if !rest.trim().is_empty() {
            state.affiliations.take(Row { text: rest.trim(), ..first }, true);
        }
        block[1..].iter().for_each(|row| state.affiliations.take(*row, true));
    } else if let Some(rest) = text.strip_prefix("Collaborators:") {
        collaborators(rest, &block[1..], desk);
    } else if text.starts_with(CONFLICT) {
        let all = joined(&block);
        prose::conflict_of_interest(all[CONFLICT.len()..].trim_start_matches([':', ' ']), desk);
    } else if text.starts_with("In: ") && (state.book.is_some() || joined(&block).contains("Internet]")) {
        book(&block, state, desk);
    } else if relation(text).is_some() {
        relations(&block, desk);
    } else if let Some(list) = prose::keyword_line(text) {
        let more = joined(&block[1..]);
        prose::keywords(format!("{list} {more}").trim(), desk);
    } else if prose::is_copyright(text) {
        prose::copyright(&joined(&block), desk);
    } else if state.in_book && books::updated(&joined(&block), desk) {
        // The dates of a chapter in an online book.
    } else if state.book.is_none() && !state.titled {
        state.titled = true;
        desk.title(&joined(&block));
    } else if state.byline.is_none() && !state.abstracted && is_byline(&joined(&block), false) {
        state.byline = Some(Byline::parse(&joined(&block)));
    } else {
        abstracts(block, state, desk);
    }
}

/// The abstract; behind it, abstracts in other languages.
fn abstracts(mut block: Vec<Row<'_>>, state: &mut State, desk: &mut Desk<'_>) {
    let mut kind = state.next.take();
    for (label, meaning) in [
        ("Publisher:", AbstractKind::Translated),
        ("plain-language-summary:", AbstractKind::PlainLanguage),
        ("Plain language summary:", AbstractKind::PlainLanguage),
        ("PLAIN LANGUAGE SUMMARY:", AbstractKind::PlainLanguage),
    ] {
        if let Some(rest) = block[0].text.strip_prefix(label) {
            kind = Some(meaning);
            let rest = rest.trim_start();
            block[0] = Row { start: block[0].range().end - rest.len(), text: rest, ..block[0] };
        }
    }
    if block[0].text.is_empty() {
        block.remove(0);
    }
    if block.is_empty() {
        state.next = kind;
        return;
    }
    let kind = match kind {
        Some(AbstractKind::Translated) if !state.abstracted => AbstractKind::Main,
        Some(kind) => kind,
        None if state.abstracted => AbstractKind::Translated,
        None => AbstractKind::Main,
    };
    state.abstracted |= kind == AbstractKind::Main;
    let translated = kind == AbstractKind::Translated;
    let known = desk.article.abstracts.len();
    prose::place_abstract(&block, true, kind, desk);
    // The language of a second abstract is that of the article, where only one is named and it is not English.
    if let ([language], Some(added)) = (&desk.article.languages[..], desk.article.abstracts.get_mut(known))
        && translated
        && language != "en"
    {
        added.language = Some(language.clone());
    }
}

fn collaborators(rest: &str, more: &[Row<'_>], desk: &mut Desk<'_>) {
    let all = format!("{rest} {}", joined(more));
    let (group, names) = split_group(all.trim());
    Byline::parse(names).place_collaborators(group, desk);
}

/// The relation that a line is the label of.
fn relation(line: &str) -> Option<RelationKind> {
    (line.len() <= 50).then(|| citation::relation_label(line)).flatten()
}

/// Works under `Comment in` and its like. Each is indented; what is not goes on with the one before.
fn relations(block: &[Row<'_>], desk: &mut Desk<'_>) {
    let mut kind: Option<RelationKind> = None;
    let mut start = 0;
    let mut place = |kind: &Option<RelationKind>, item: &[Row<'_>]| {
        if let (Some(kind), false) = (kind, item.is_empty()) {
            let text = joined(item);
            let found = citation::parse(&text).or_else(|| citation::parse_cite(&text));
            desk.related(kind.clone(), &text, found.map(|found| found.article), true, span(item));
        }
    };
    for (at, row) in block.iter().enumerate() {
        if let Some(next) = relation(row.text) {
            place(&kind, &block[start..at]);
            kind = Some(next);
            start = at + 1;
        } else if at > start && (row.indent >= 2 || look::is_citation(row.text)) {
            place(&kind, &block[start..at]);
            start = at;
        }
    }
    place(&kind, &block[start..]);
}

/// The book that a chapter is in; the first block was the chapter's title.
fn book(block: &[Row<'_>], state: &mut State, desk: &mut Desk<'_>) {
    state.in_book = true;
    let title = state.book.take().unwrap_or_default();
    books::read(block, desk);
    desk.title(&title);
    state.titled = true;
}
