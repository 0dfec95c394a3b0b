//! Items of the lists on a page (similar articles, cited by, search results): title, perhaps authors, citation, PMID.
//!
//! Tools that turn pages into text glue the title to the journal. The short citation that such items repeat (`Theranostics.
//! 2021.`) tells the journal exactly; without it the journal begins after the last end of a sentence.

use super::authors::parse_authors;
use super::parse::Reader;
use super::scan::{self, LONGEST_JOURNAL, Place, head};
use super::{Citation, parse};
use crate::article::text::squeeze;
use crate::article::{Article, Contributor, Name, Role, Slot, Text, Translation};

/// How many places of a text are tried.
const TRIES: usize = 12;

/// Where a citation stands in a text, with its journal and date.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    /// First byte of the journal.
    pub journal: usize,
    /// Where the date stands.
    pub place: Place,
}

/// Where the citation begins in a text that has a title before it: the first byte of the journal. `None` when no place is
/// sure.
pub fn find_citation(text: &str) -> Option<usize> {
    find(text).map(|found| found.journal)
}

/// Reads an item of a list on a page: a title, authors perhaps, and the citation, on lines of their own or on one line
/// with the title glued to the journal. `None` when there is no citation in it.
pub fn parse_item(text: &str) -> Option<Citation> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if lines.len() > 1
        && let Some(item) = from_lines(&lines)
    {
        return Some(item);
    }
    let text = squeeze(text);
    let found = find(&text)?;
    let journal = &text[found.journal..found.place.period];
    let mut citation = Reader::at(&text[found.journal..], journal, found.place.date - found.journal, false).finish();
    set_title(&mut citation.article, &text[..found.journal]);
    Some(citation)
}

/// Reads an item whose parts have lines of their own: title, authors, citation, PMID with flags.
fn from_lines(lines: &[&str]) -> Option<Citation> {
    for at in 1..lines.len().min(TRIES) {
        // A menu between them may have parted the journal from `. 2014 Feb 12;...`.
        let own = scan::places(head(lines[at], LONGEST_JOURNAL + 64)).next();
        let journal = own.map_or(lines[at], |place| &lines[at][..place.period]);
        let parted = own.is_none() && lines.get(at + 1).is_some_and(|next| next.starts_with(". "));
        if !(own.is_some() || parted) || !scan::is_journal(super::types::split_prefix(journal.trim()).1) {
            continue;
        }
        let mut citation = parse(&lines[at..].join(" "))?;
        let (title, authors) = match at {
            1 => (lines[0].to_owned(), None),
            _ => match parse_authors(lines[at - 1]) {
                Some(authors) => (lines[..at - 1].join(" "), Some(authors)),
                // A title that is whole, and a line that must be a group.
                None if at == 2 && lines[0].ends_with(['.', '?', '!']) && is_group_line(lines[1]) => {
                    let group = Contributor::new(Role::Author, Name::Group(Text::new(lines[1].trim_end_matches('.'))));
                    (lines[0].to_owned(), Some((vec![group], false)))
                }
                None => (lines[..at].join(" "), None),
            },
        };
        if let Some((authors, et_al)) = authors {
            citation.article.contributors = authors;
            citation.article.et_al = et_al;
        }
        set_title(&mut citation.article, &title);
        return Some(citation);
    }
    None
}

/// Whether a line between title and citation is a group's name: short, with one period, at its end.
fn is_group_line(text: &str) -> bool {
    text.len() <= 120
        && text.starts_with(char::is_uppercase)
        && text.find(['.', ':', '?', '!', '[']).is_some_and(|at| at + 1 == text.len() && text.ends_with('.'))
}

/// Puts a title where it belongs: without its period, and with NLM's brackets (`[Iron in the elderly].`) taken as what
/// they are, an English translation. The original is not known then; the translation stands in for it, marked as inferred.
pub(super) fn set_title(article: &mut Article, text: &str) {
    let text = text.trim();
    let text = match text.strip_suffix('.') {
        Some(bare) if !bare.ends_with("..") => bare.trim_end(),
        _ => text,
    };
    let inner =
        text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).filter(|inner| !inner.contains(['[', ']']));
    let Some(inner) = inner else {
        article.title = Text::new(text);
        return;
    };
    let inner = inner.trim().trim_end_matches('.');
    if inner.is_empty() || inner == "Not Available" {
        return;
    }
    article.title = Text::new(inner);
    article.inferred.insert(Slot::Title);
    article.translated_titles.push(Translation { text: Text::new(inner), language: Some("en".to_owned()) });
}

/// The citation in a text that has something before it, or begins with it.
pub(super) fn find(text: &str) -> Option<Found> {
    by_short_form(text).or_else(|| by_grammar(text))
}

/// Finds the citation by its short form at the end: `Journal. YYYY.`
fn by_short_form(text: &str) -> Option<Found> {
    let is_short = |place: &Place| {
        let rest = &text[place.date..];
        scan::year(rest).is_some() && rest[4..].starts_with('.') && !rest[5..].trim_start().starts_with("doi")
    };
    for short in scan::places(text).filter(is_short).take(TRIES) {
        let year = &text[short.date..short.date + 4];
        let from = short.period - LONGEST_JOURNAL.min(short.period);
        let from = (from..).find(|at| text.is_char_boundary(*at))?;
        let journal = text[from..short.period].rsplit(". ").next().unwrap_or("");
        if !scan::is_journal(journal) {
            continue;
        }
        let long = scan::places(&text[..short.period]).take(TRIES).find_map(|place| {
            let whole = &text[..place.period];
            let before = whole.strip_suffix(" [Preprint]").unwrap_or(whole).strip_suffix(journal)?;
            let fits = text[place.date..].starts_with(year) && !before.is_empty();
            let apart = !before.ends_with(' ') || before.trim_end().ends_with(ENDS);
            (fits && apart).then_some(Found { journal: before.len(), place })
        });
        if long.is_some() {
            return long;
        }
    }
    None
}

/// What ends a title.
const ENDS: [char; 8] = ['.', '?', '!', ']', ')', '"', '\u{201d}', '\u{2019}'];

/// Finds the citation by its shape: the journal begins after the last end of a sentence before a date.
fn by_grammar(text: &str) -> Option<Found> {
    let mut second = None;
    for place in scan::places(text).filter_map(|place| Some((place, journal_start(text, place.period)?))).take(TRIES) {
        let (place, journal) = place;
        let reader = Reader::at(&text[journal..], &text[journal..place.period], place.date - journal, false);
        if !reader.is_sure() {
            continue;
        }
        let found = Found { journal, place };
        if reader.is_whole() {
            return Some(found);
        }
        second = second.or(Some(found));
    }
    second
}

/// Where the journal that ends at `period` begins. `None` when no journal stands there.
fn journal_start(text: &str, period: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let floor = period - LONGEST_JOURNAL.min(period);
    let mut depth = 0;
    let mut start = None;
    for at in (floor..period).rev() {
        match bytes[at] {
            b')' if depth == 0 && at > floor && matches!(bytes[at - 1], b'.' | b'?' | b'!') => start = Some(at + 1),
            b')' => depth += 1,
            b'(' => depth -= 1,
            b'.' | b'?' | b'!' if depth <= 0 => start = Some(at + 1),
            _ => {}
        }
        if start.is_some() {
            break;
        }
    }
    let start = start.or((floor == 0).then_some(0))?;
    let skipped = text[start..period].trim_start_matches([' ', ']', ')', '"', '\'', '\u{201d}', '\u{2019}', '\u{bb}']);
    let start = period - skipped.len();
    scan::is_journal(skipped).then_some(start)
}
