//! Reads references in the styles of publishers, as far as their parts are sure.
//!
//! Styles that are known: NLM's, `Authors. Title. Journal (2021) 398(10308):1344-57` (Frontiers),
//! `Authors. Title. Journal 2019;12(3):1-9` and its kin with dots or `2010, 11:R106`, `Authors (2019) Title. Journal
//! 12:1-9` (Springer), `Family, A. B., & Family, C. (2019). Title. Journal, 12(3), 1-9` (APA), and `Family, A. & Family, C.
//! Title. Journal 12, 1-9 (2019)` (Nature). A title is taken only when authors stand before it. Of any other style the
//! identifiers are read and nothing else.

use super::authors::{inverted_authors, split_authors};
use super::item::set_title;
use super::parse::{bracketed, filled, strip_number};
use super::{Citation, parse_authors, parse_cite, scan};
use crate::article::text::squeeze;
use crate::article::{Article, Contributor, Date, DateRole, Id, IdKind, Pages, Text};

/// Names of links that a page puts after a reference.
const LINKS: &[&str] = &[
    "DOI",
    "PMC",
    "PubMed",
    "Europe PMC",
    "Google Scholar",
    "CrossRef",
    "Crossref",
    "Web of Science",
    "Scopus",
    "CAS",
    "MEDLINE",
    "ADS",
    "View Article",
    "Full Text",
    "Free PMC article",
];

/// Words before an identifier or an address: the reference proper ends there.
const MARKS: &[(&str, Option<IdKind>)] = &[
    ("https://doi.org/", Some(IdKind::Doi)),
    ("http://doi.org/", Some(IdKind::Doi)),
    ("https://dx.doi.org/", Some(IdKind::Doi)),
    ("http://dx.doi.org/", Some(IdKind::Doi)),
    ("doi:", Some(IdKind::Doi)),
    ("DOI:", Some(IdKind::Doi)),
    ("doi ", Some(IdKind::Doi)),
    ("DOI ", Some(IdKind::Doi)),
    ("PMID:", Some(IdKind::Pmid)),
    ("PMCID:", Some(IdKind::Pmcid)),
    ("PubMed PMID:", Some(IdKind::Pmid)),
    ("PubMed Central PMCID:", Some(IdKind::Pmcid)),
    ("Available from:", None),
    ("Available at:", None),
    ("https://", None),
    ("http://", None),
];

/// How many places of a text are tried.
const TRIES: usize = 12;

/// The parts of a reference.
#[derive(Default)]
struct Parts<'a> {
    authors: Vec<Contributor>,
    et_al: bool,
    title: &'a str,
    journal: &'a str,
    /// The journal's title is in full by the rules of the style.
    full: bool,
    date: Option<Date>,
    location: Location<'a>,
}

/// Volume, issue and pages.
#[derive(Clone, Copy, Default)]
struct Location<'a> {
    volume: &'a str,
    issue: &'a str,
    pages: &'a str,
}

/// Reads a publisher's reference, as a page's list of references shows it, as far as its parts are sure. The link labels
/// at its end (`- DOI - PubMed`) are no part of it.
///
/// What could not be read is in `rest`, whole.
pub fn parse_reference(text: &str) -> Citation {
    let text = squeeze(text);
    let text = strip_links(strip_number(text.trim_start_matches(['-', '\u{2022}', ' '])));
    let (body, tail) = text.split_at(body_length(text));
    let body = body.trim_end_matches([' ', '-', '(']);
    let mut citation = Citation::default();
    let read = nlm(body).or_else(|| {
        let parts = after_year(body).or_else(|| around_year(body))?;
        Some(Citation { article: article_of(parts), rest: String::new() })
    });
    match read {
        Some(read) => citation = read,
        None => citation.rest = body.to_owned(),
    }
    identifiers(tail, &mut citation.article);
    citation
}

fn strip_links(text: &str) -> &str {
    let mut text = text.trim_end();
    while let Some(rest) = LINKS.iter().find_map(|link| text.strip_suffix(link)?.trim_end().strip_suffix('-')) {
        if !(rest.is_empty() || rest.ends_with(' ')) {
            break;
        }
        text = rest.trim_end();
    }
    text
}

/// Where the identifiers and addresses begin.
fn body_length(text: &str) -> usize {
    let starts = |(at, _): &(usize, &str)| {
        let before = text[..*at].chars().next_back();
        before.is_none_or(|c| !c.is_alphanumeric()) && MARKS.iter().any(|(mark, kind)| marked(&text[*at..], mark, kind))
    };
    text.match_indices(['h', 'd', 'D', 'P', 'A']).find(starts).map_or(text.len(), |(at, _)| at)
}

/// Whether a mark stands here; `doi ` needs its number, as it is also a word.
fn marked(text: &str, mark: &str, kind: &Option<IdKind>) -> bool {
    let Some(rest) = text.strip_prefix(mark) else { return false };
    !mark.ends_with(' ') || (kind.is_some() && rest.starts_with("10."))
}

fn identifiers(text: &str, article: &mut Article) {
    let words: Vec<&str> = text.split(' ').collect();
    for (place, word) in words.iter().enumerate().take(60) {
        let before = if place > 0 { words[place - 1] } else { "" };
        let bare = word.trim_start_matches(['(', '[']);
        let value = MARKS.iter().find_map(|(mark, kind)| Some((bare.strip_prefix(mark)?, kind.clone())));
        let id = match value {
            Some(("", _)) => None,
            Some((value, Some(kind))) => Id::parse(kind, value),
            Some(_) => continue,
            None => match before.trim_start_matches(['(', '[']) {
                "doi:" | "DOI:" | "doi" | "DOI" => Id::parse(IdKind::Doi, bare),
                "PMID:" => Id::parse(IdKind::Pmid, bare),
                "PMCID:" => Id::parse(IdKind::Pmcid, bare),
                _ => None,
            },
        };
        // Only the first of a kind is surely that of the work.
        if let Some(id) = id
            && article.id(&id.kind).is_none()
        {
            article.add_id(id);
        }
    }
}

/// NLM's own style. A journal whose abbreviation has dots would be cut there: those are for the other styles.
fn nlm(body: &str) -> Option<Citation> {
    let mut citation = parse_cite(body)?;
    let journal = citation.article.container.nlm.as_deref().unwrap_or("");
    let dotted = body.find(journal).is_some_and(|at| is_abbreviation(last_sentence(&body[..at])));
    let unread = !citation.rest.is_empty() || (!journal.is_empty() && dotted);
    if unread {
        return None;
    }
    // Without authors before it, the first sentence may be anything.
    if citation.article.contributors.is_empty() {
        citation.article.title = Text::default();
        citation.article.translated_titles.clear();
        citation.article.inferred = Default::default();
    }
    Some(citation)
}

fn last_sentence(text: &str) -> &str {
    let text = text.trim_end_matches(['.', ' ']);
    text.rsplit(". ").next().unwrap_or(text)
}

/// Whether a sentence looks like a word of an abbreviated title: `Clin`, `Natl`.
fn is_abbreviation(text: &str) -> bool {
    let word = |word: &str| word.starts_with(char::is_uppercase) && word.chars().count() <= 6;
    !text.is_empty() && text.split(' ').count() <= 2 && text.split(' ').all(word)
}

/// Styles with the year before the volume: `Journal (2021) 398(10308):1344`, `Journal 2019;12(3):1`, `Journal 2010, 11:R106`.
fn after_year(body: &str) -> Option<Parts<'_>> {
    for at in years(body) {
        let (before, after) = (&body[..at], &body[at + 4..]);
        let parenthesised = before.ends_with('(') && after.starts_with(')');
        let (before, after) = match parenthesised {
            true => (before.trim_end_matches('('), &after[1..]),
            false => match after.strip_prefix(';').or_else(|| after.strip_prefix(", ")) {
                Some(after) => (before, after),
                None => continue,
            },
        };
        let Some(location) = location(after, ':') else { continue };
        let Some((head, journal)) = journal_before(before.trim_end()) else { continue };
        let (authors, et_al, title) = head_parts(head);
        let date = Some(Date::parse_medline(&body[at..at + 4]));
        return Some(Parts { authors, et_al, title, journal, date, location, full: false });
    }
    None
}

/// Styles with the year elsewhere, in brackets: after the authors, or at the end.
fn around_year(body: &str) -> Option<Parts<'_>> {
    for at in years(body) {
        let (before, after) = (&body[..at], &body[at + 4..]);
        let (Some(before), Some(after)) = (before.strip_suffix('('), after.strip_prefix(')')) else { continue };
        let date = Some(Date::parse_medline(&body[at..at + 4]));
        let after = after.trim_start();
        if after.trim_matches(['.', ' ']).is_empty() {
            // Family, A. & Family, C. Title. Journal 12, 1-9 (2019)
            let (authors, et_al, rest) = inverted_authors(before)?;
            let (head, journal, location) = journal_and_location(rest, ',')?;
            return Some(Parts { authors, et_al, title: head, journal, date, location, full: false });
        }
        if let Some(after) = after.strip_prefix('.').map(str::trim_start) {
            // Family, A. B., & Family, C. (2019). Title. Journal, 12(3), 1-9
            let (authors, et_al, rest) = inverted_authors(before.trim_end())?;
            let comma =
                after.match_indices(", ").filter(|(at, _)| after[at + 2..].starts_with(|c: char| c.is_ascii_digit()));
            let (cut, location) = comma.take(TRIES).find_map(|(at, _)| Some((at, location(&after[at + 2..], ',')?)))?;
            let (title, journal) = sentence_end(&after[..cut])?;
            return rest.is_empty().then_some(Parts { authors, et_al, title, journal, date, location, full: true });
        }
        // Smith J, Doe A (2019) Title. Journal 12:1-9
        let (authors, et_al) = parse_authors(before)?;
        let (title, journal, location) = journal_and_location(after, ':')?;
        return Some(Parts { authors, et_al, title, journal, date, location, full: false });
    }
    None
}

/// Where years stand, from the left.
fn years(text: &str) -> impl Iterator<Item = usize> {
    let starts = move |at: &usize| {
        let apart = text.as_bytes()[..*at].last().is_some_and(|byte| matches!(byte, b' ' | b'('));
        apart && text.is_char_boundary(*at) && scan::year(&text[*at..]).is_some()
    };
    text.bytes()
        .enumerate()
        .filter(|(_, byte)| matches!(byte, b'1' | b'2'))
        .map(|(at, _)| at)
        .filter(starts)
        .take(TRIES)
}

/// Parts `Title. Journal 12(3):1-9`; `mark` stands before the pages.
fn journal_and_location(text: &str, mark: char) -> Option<(&str, &str, Location<'_>)> {
    let digits = text.match_indices(' ').filter(|(at, _)| text[at + 1..].starts_with(|c: char| c.is_ascii_digit()));
    let mut last: Vec<usize> = digits.map(|(at, _)| at).collect();
    let from = last.len().saturating_sub(TRIES);
    last.drain(from..).find_map(|at| {
        let location = location(&text[at + 1..], mark)?;
        let (title, journal) = journal_before(text[..at].trim_end_matches([',', ' ']))?;
        Some((title, journal, location))
    })
}

/// Reads `398(10308):1344-57.` to its end; `mark` stands before the pages.
fn location(text: &str, mark: char) -> Option<Location<'_>> {
    let text = text.trim().trim_end_matches(['.', ' ']);
    let length = text.find(['(', ':', ',']).unwrap_or(text.len());
    let volume = text[..length].trim();
    let number = volume.starts_with(|c: char| c.is_ascii_digit()) && volume.len() <= 20;
    if !number || volume.contains(". ") {
        return None;
    }
    let rest = text[length..].trim_start();
    let (issue, rest) = bracketed(rest).unwrap_or(("", rest));
    let rest = rest.trim_start();
    let pages = match rest.strip_prefix(mark) {
        Some(pages) => pages.trim_start().trim_start_matches("pp. ").trim_start_matches("p. "),
        None if rest.is_empty() && !issue.is_empty() => "",
        None => return None,
    };
    let whole = scan::pages_length(pages) == pages.len();
    (whole && (rest.is_empty() || !pages.is_empty())).then_some(Location { volume, issue: issue.trim(), pages })
}

/// Parts the journal off the end of a text, dots of its abbreviation and all.
fn journal_before(text: &str) -> Option<(&str, &str)> {
    let dotted = text.ends_with('.');
    let bare = text.trim_end_matches('.');
    let (mut head, last) = sentence_end(bare)?;
    if !scan::is_journal(last) {
        return None;
    }
    let mut start = bare.len() - last.len();
    // Words of the abbreviation that end with dots themselves.
    while is_abbreviation(last_sentence(head)) && head.trim_end().ends_with('.') {
        start = head.trim_end_matches(['.', ' ']).len() - last_sentence(head).len();
        head = &bare[..start];
    }
    // The last dot is the abbreviation's own, unless its last word is one of capitals (`Proc. Natl. Acad. Sci. USA`).
    let own = dotted && start < bare.len() - last.len() && bare.ends_with(char::is_lowercase);
    let journal = if own { &text[start..] } else { &bare[start..] };
    (!head.trim().is_empty()).then_some((head.trim(), journal.trim()))
}

/// Parts the last sentence off a text; the rest keeps its period.
fn sentence_end(text: &str) -> Option<(&str, &str)> {
    let at = [". ", "? ", "! "].iter().filter_map(|end| text.rfind(end)).max()?;
    Some((&text[..at + 1], text[at + 2..].trim()))
}

/// Authors and title, where they are sure.
fn head_parts(head: &str) -> (Vec<Contributor>, bool, &str) {
    if let Some(found) = split_authors(head) {
        return found;
    }
    // `Smith J, Doe A: Title.`
    let found = head.split_once(": ").and_then(|(before, title)| Some((parse_authors(before)?, title)));
    match found {
        Some(((authors, et_al), title)) => (authors, et_al, title),
        None => inverted_authors(head).unwrap_or_default(),
    }
}

fn article_of(parts: Parts<'_>) -> Article {
    let mut article = Article { contributors: parts.authors, et_al: parts.et_al, ..Article::default() };
    if !article.contributors.is_empty() {
        set_title(&mut article, parts.title);
    }
    match () {
        () if parts.full => article.container.title = Some(Text::new(parts.journal)),
        () if parts.journal.contains('.') => article.container.iso = filled(parts.journal),
        () => article.container.nlm = filled(parts.journal),
    }
    if let Some(date) = parts.date {
        article.add_date(DateRole::Issued, date);
    }
    article.volume = filled(parts.location.volume);
    article.issue = filled(parts.location.issue);
    if scan::is_article_number(parts.location.pages, None) {
        article.article_number = filled(parts.location.pages);
    } else {
        article.pages = filled(parts.location.pages).map(|pages| Pages::parse(&pages));
    }
    article
}
