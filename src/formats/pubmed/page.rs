//! A page of an article, copied from a browser or turned into text by a tool.
//!
//! What belongs to the site is dropped by closed lists. The header (citation, title, authors, affiliations, identifiers)
//! has no headings, so each of its lines is known by its look; the rest of the page goes by headings.

use super::authors::{Affiliations, Byline, is_byline, mark};
use super::desk::{Desk, Row, rows};
use super::furniture::{is_foot, is_furniture};
use super::sections::{self, Part};
use super::{books, identifiers, look, prose};
use crate::article::text::squeeze;
use crate::article::{AbstractKind, Article, IdKind};
use crate::citation;
use crate::format::Outcome;
use crate::log::{Code, Log, shown};
use std::ops::Range;

/// A paragraph of so many bytes without a heading is an abstract.
const LONG: usize = 250;

/// Where in the header the reader is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Byline,
    Affiliations,
    Collaborators,
}

/// What the header says, before it is put into the article.
#[derive(Default)]
struct Header<'a> {
    title: Option<&'a str>,
    byline: String,
    byline_at: Range<usize>,
    affiliations: Affiliations,
    collaborators: Vec<&'a str>,
    loose: Vec<Row<'a>>,
    cited: bool,
}

/// Reads a page.
pub fn parse(record: &str, article: &mut Article, log: &mut Log) -> Outcome {
    let all = rows(record);
    let foot = all.iter().position(|row| is_foot(row.text)).unwrap_or(all.len());
    let all = &all[..foot];
    let mut desk = Desk { article, log };
    let from = skip_top(all, &mut desk);
    let body = &all[from..];
    let back = body.iter().position(|row| sections::heading(row.text).is_some()).unwrap_or(body.len());
    let mut header = Header::default();
    read_header(&body[..back], &mut header, &mut desk);
    let sectioned = back < body.len();
    let known = header.cited || !desk.article.ids.is_empty() || (sectioned && header.title.is_some());
    if !known && !sectioned {
        return reject(all, &mut desk);
    }
    place_header(header, &mut desk);
    read_sections(&body[back..], &mut desk);
    let at = all.first().map_or(0..0, Row::range);
    prose::infer_year(&mut desk, at);
    if desk.article.ids.is_empty() && desk.article.title.is_empty() && desk.article.container.nlm.is_none() {
        return reject(all, &mut desk);
    }
    prose::tell_missing_title(&mut desk);
    Outcome::Whole
}

/// Says why nothing could be read.
pub fn reject(rows: &[Row<'_>], desk: &mut Desk<'_>) -> Outcome {
    if rows.iter().all(|row| is_furniture(row.text) || sections::heading(row.text).is_some()) {
        desk.log.add(Code::NotARecord, 0..0, "only menus and headings of the site; passed over");
        return Outcome::NotARecord;
    }
    let first = rows.first().map_or("", |row| row.text);
    let what = format!(
        "neither a citation, nor a PMID, PMCID or DOI, nor a heading of a PubMed page in the text that begins {}",
        shown(first)
    );
    desk.log.add(Code::UnreadableRecord, 0..0, what);
    Outcome::Rejected
}

/// The first row of the article itself, behind menus and the table of contents.
fn skip_top<'a>(all: &[Row<'a>], desk: &mut Desk<'_>) -> usize {
    let site = all.iter().position(|row| row.text.starts_with(look::PAGE_START));
    let contents = all.iter().position(|row| matches!(row.text, "Page navigation" | "Title & authors"));
    let date = all.iter().position(|row| look::is_date_line(row.text));
    let journal = date.and_then(|date| journal_row(&all[..date]));
    let from = match (contents, journal) {
        (Some(contents), Some(journal)) if contents < journal => journal,
        (Some(contents), _) => {
            let rest = &all[contents..];
            let words = |row: &Row<'_>| is_furniture(row.text) || sections::heading(row.text).is_some();
            contents + rest.iter().position(|row| !words(row)).unwrap_or(rest.len())
        }
        (None, _) => return 0,
    };
    // What stands above the table of contents is the site's, but for the title of the window.
    for row in &all[..from] {
        if let Some(pmid) = look::mailed_pmid(row.text) {
            desk.id(IdKind::Pmid, pmid, row.range());
        } else if let Some(title) = row.text.strip_suffix(" - PubMed") {
            desk.title(title);
        } else if contents.is_some_and(|contents| row.start < all[contents].start)
            && site.is_none()
            && !is_furniture(row.text)
        {
            desk.unplaced(row.text, row.range());
        } else if citation::publication_type(row.text).is_some() {
            desk.publication_type(row.text);
        }
    }
    from
}

/// The row of the journal, the last above the date that says something.
fn journal_row(rows: &[Row<'_>]) -> Option<usize> {
    rows.iter().rposition(|row| !is_furniture(row.text) && row.text != look::PREPRINT_MARK)
}

fn read_header<'a>(rows: &[Row<'a>], header: &mut Header<'a>, desk: &mut Desk<'_>) {
    let mut place = Place::Byline;
    let date = rows.iter().position(|row| look::is_date_line(row.text));
    let journal = date.and_then(|date| journal_row(&rows[..date]));
    let sourced = date.is_some() || rows.iter().any(|row| books::is_book(row.text));
    let mut next = 0;
    while let Some(&row) = rows.get(next) {
        next += 1;
        let text = row.text;
        if sections::drop_row(row, desk) || text.is_empty() {
            continue;
        }
        if !header.cited && (Some(next - 1) == journal || Some(next - 1) == date || is_header_citation(text)) {
            next = read_citation(rows, next - 1, date, desk);
            header.cited = true;
            continue;
        }
        if !header.cited && books::is_book(text) {
            let dated = rows.get(next).is_some_and(|row| look::is_date(row.text));
            books::read(&rows[next - 1..next + usize::from(dated)], desk);
            next += usize::from(dated);
            header.cited = true;
            continue;
        }
        if let Some(pmid) = look::mailed_pmid(text) {
            desk.id(IdKind::Pmid, pmid, row.range());
            continue;
        }
        if identifiers::read(row, desk) {
            continue;
        }
        match text.trim_end_matches(':') {
            "Affiliation"
            | "Affiliations"
            | "Affiliations Collapse"
            | "Affiliation Collapse"
            | "Author information"
            | "Collaborators, Affiliations"
            | "Collaborators, Affiliations Collapse"
            | "Collaborators, Affiliations Expand"
            | "Collaborators, Affiliations expand"
            | "Collaborators Expand"
            | "Collaborators expand" => {
                place = Place::Affiliations;
                continue;
            }
            "Collaborators" | "Collaborators Collapse" => {
                place = Place::Collaborators;
                continue;
            }
            _ => {}
        }
        if let Some(language) = article_language(text) {
            desk.languages(language);
            continue;
        }
        if let Some(title) = text.strip_suffix(" - PubMed") {
            header.title.get_or_insert(title.trim());
            continue;
        }
        match (header.title, place) {
            // The type of the article stands before its journal.
            (None, _) if !header.cited && sourced && citation::publication_type(text).is_some() => {
                desk.publication_type(text);
            }
            (None, _) if text == look::PREPRINT_MARK || (!header.cited && sourced && text == "Book") => {}
            (None, _) if !is_byline(text, true) => header.title = Some(text),
            (Some(title), _) if same_title(title, text) => {}
            (_, Place::Affiliations) => header.affiliations.take(row, !header.affiliations.is_empty()),
            (_, Place::Collaborators) => header.collaborators.push(text),
            _ if mark(text).is_some() && !header.byline.is_empty() => {
                header.affiliations.take(row, false);
            }
            _ if citation::publication_type(text).is_some() => desk.publication_type(text),
            _ if (header.byline.is_empty() || header.byline.ends_with([',', ';']))
                && (is_byline(text, false)
                    || (stands_for_authors(text, rows.get(next)) && header.loose.is_empty())) =>
            {
                if header.byline.is_empty() {
                    header.byline_at = row.range();
                } else {
                    header.byline.push(' ');
                }
                header.byline.push_str(text);
            }
            _ => header.loose.push(row),
        }
    }
}

/// Whether a line that looks like no byline must be one, since identifiers or affiliations follow: a group, a lone name.
fn stands_for_authors(text: &str, next: Option<&Row<'_>>) -> bool {
    let follows = |row: &Row<'_>| row.text.starts_with("Affiliation") || look::leading_pmid(row.text).is_some();
    text.len() <= 200 && !text.ends_with(['.', ':']) && next.is_some_and(follows)
}

/// Whether a line of the header is the whole citation.
fn is_header_citation(text: &str) -> bool {
    look::is_citation(text) && citation::parse(text).is_some()
}

/// Reads the citation that begins with a row, and gives the row behind it. Its parts may stand on lines of their own, with
/// a menu between.
fn read_citation(rows: &[Row<'_>], start: usize, date: Option<usize>, desk: &mut Desk<'_>) -> usize {
    let mut text = rows[start].text.to_owned();
    let mut end = start + 1;
    if let Some(date) = date.filter(|date| *date >= start && !is_header_citation(&text)) {
        let parts = if date > start { &rows[start + 1..=date] } else { &[] };
        for row in parts.iter().filter(|row| !is_furniture(row.text)) {
            if row.text.starts_with('[') {
                text.push(' ');
            }
            text.push_str(row.text);
        }
        end = date + 1;
    }
    while let Some(row) = rows.get(end) {
        let goes_on = ["doi:", "pii:", "Epub ", "eCollection ", "Online ahead of print"];
        if !is_furniture(row.text) && !goes_on.iter().any(|note| row.text.starts_with(note)) {
            break;
        }
        if !is_furniture(row.text) {
            text.push(' ');
            text.push_str(row.text);
        }
        end += 1;
    }
    let at = rows[start].start..rows[end - 1].range().end;
    // Of a page that was cut before its date, the journal is not known.
    let found = match text.strip_prefix('.') {
        Some(_) => citation::parse(&format!("Unknown{text}")).map(|mut found| {
            found.article.container.nlm = None;
            found
        }),
        None => citation::parse(&text),
    };
    match found {
        Some(found) => desk.cited(found, at),
        None => desk.unplaced(&text, at),
    }
    end
}

/// `[Article in French]`, `Article in English, French`.
pub fn article_language(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let names = inner.strip_prefix("Article in ")?;
    (names.len() <= 120).then(|| names.split(';').next().unwrap_or(names).trim())
}

fn same_title(known: &str, text: &str) -> bool {
    let bare = |text: &str| squeeze(text).trim_end_matches('.').to_owned();
    bare(known) == bare(text)
}

fn place_header(header: Header<'_>, desk: &mut Desk<'_>) {
    if let Some(title) = header.title {
        if desk.article.title.is_empty() {
            desk.title(title);
        } else if !same_title(desk.article.title.plain(), title.trim_matches(['[', ']'])) {
            desk.unplaced(title, 0..0);
        }
    }
    let byline = Byline::parse(&header.byline);
    if byline.is_empty() && !header.affiliations.is_empty() {
        desk.log.add(Code::Mended, 0..0, "affiliations without authors; kept");
    }
    let mut affiliations = header.affiliations;
    affiliations.drop_equal_sign();
    byline.place(affiliations, desk);
    desk.tell_guessed_names(header.byline_at);
    let mut group: Option<&str> = None;
    for line in header.collaborators {
        let (found, names) = sections::split_group(line);
        group = found.or(group);
        if !names.is_empty() {
            Byline::parse(names).place_collaborators(group, desk);
        }
    }
    let long = header.loose.iter().any(|row| row.text.len() >= LONG);
    if long {
        prose::place_abstract(&header.loose, false, AbstractKind::Main, desk);
    } else {
        for row in header.loose {
            match prose::keyword_line(row.text) {
                Some(list) => prose::keywords(list, desk),
                None if prose::is_copyright(row.text) => prose::copyright(row.text, desk),
                None => desk.unplaced(row.text, row.range()),
            }
        }
    }
}

/// Reads the parts under headings; the first row is one.
fn read_sections(rows: &[Row<'_>], desk: &mut Desk<'_>) {
    let mut part = Part::Links;
    let mut lines: Vec<Row<'_>> = Vec::new();
    for &row in rows {
        if let Some(next) = sections::heading(row.text) {
            // The language of an abstract stands in its heading, and is read with what is under it.
            let language = sections::abstract_language(row.text).is_some();
            if !(language && matches!(part, Part::Abstract(AbstractKind::Main))) {
                sections::place(&part, &lines, desk);
                lines.clear();
                part = next;
            }
            if language {
                lines.push(row);
            }
            continue;
        }
        if sections::drop_row(row, desk) {
            continue;
        }
        let own = !matches!(part, Part::Related(_) | Part::References | Part::Links);
        if own && identifiers::read(row, desk) {
            continue;
        }
        if own && article_language(row.text).is_some_and(|names| names.len() < 60) {
            desk.languages(article_language(row.text).unwrap_or(""));
            continue;
        }
        // Tools write lists with dashes.
        let text = if matches!(part, Part::Abstract(_) | Part::Related(_) | Part::References) {
            row.text
        } else {
            look::unbulleted(row.text)
        };
        if !text.is_empty() {
            lines.push(Row { start: row.range().end - text.len(), text, ..row });
        }
    }
    sections::place(&part, &lines, desk);
}
