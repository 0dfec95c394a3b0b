//! Where one record ends and the next begins, in a stream that may mix all of PubMed's forms.
//!
//! No form has a mark for the end of a record, so edges are found by what begins one. The splitter looks at each line
//! once, remembers a few lines before it, and asks whether a record has begun at one of them: the title of a page is known
//! as such only by the identifiers on the next line. What is evidence depends on the open record: a citation begins a
//! record of Abstract (text), and is an item of a list within a page.

use super::furniture::{glued_group, is_furniture};
use super::look;
use super::paragraph::Paragraph;
use crate::format::{Cut, Parser, Splitter};
use crate::split::line_end;
use memchr::memmem;
use std::collections::VecDeque;
use std::sync::Arc;

/// How many lines that are not blank are remembered.
const REMEMBERED: usize = 12;
/// A list of numbers is cut after so many, so that a list of any length can be held.
const LIST_LINES: usize = 1000;

/// Headings that stand behind a page's abstract.
const BACK_HEADINGS: &[&str] = &[
    "Conflict of interest statement",
    "Figures",
    "Similar articles",
    "Cited by",
    "References",
    "Publication types",
    "MeSH terms",
    "LinkOut - more resources",
];

/// What record is open.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Open {
    /// None: the text so far may be anything.
    Nothing,
    /// A page.
    Page(Page),
    /// A record of Abstract (text), with its number.
    Export(u64),
    /// A paragraph of Summary (text), or a citation as PubMed's "Cite" button gives it.
    Summary,
    /// An item of a list of results; whether the list is numbered, and whether the item's PMID has been seen.
    Result { numbered: bool, done: bool },
    /// A list of PMIDs, and how many.
    List(usize),
}

/// What has been seen of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Page {
    pmid: Option<String>,
    /// The citation has been seen.
    header: bool,
    /// It is in the old style: the first line is the whole citation.
    old: bool,
    /// In the table of contents, whose entries look like headings.
    contents: bool,
    /// A heading of the part behind the abstract has been seen.
    back: bool,
    /// The links at the end have been seen.
    links: bool,
    /// The foot has been seen.
    foot: bool,
    /// All of it stands on one line.
    flat: bool,
    /// The subject of an e-mail came first: an export may follow.
    mailed: bool,
}

/// A line that is remembered.
#[derive(Clone, Copy, Debug)]
struct Past {
    start: usize,
    /// Bytes of another page glued before it.
    glued: usize,
    citation: bool,
    author: bool,
    number: bool,
    furniture: bool,
    /// The title of a browser's window: `... - PubMed`.
    window: bool,
}

/// What a line means for the edges.
enum Edge {
    /// Nothing.
    None,
    /// A record begins at this byte.
    Start(usize, Open),
    /// The open record ends before this byte, and what comes is not known.
    Close(usize),
}

/// Cuts text from PubMed into records.
pub struct PubmedText {
    parser: Arc<dyn Parser>,
    /// Start of the first line that has not been looked at.
    scanned: usize,
    /// How far the line at `scanned` has been searched for its end.
    searched: usize,
    /// The front of the line at `scanned` has been passed on.
    torn: bool,
    open: Open,
    past: VecDeque<Past>,
    paragraph: Paragraph,
    /// Blank lines directly before.
    blanks: usize,
    /// Start of the first line at the front that is not blank.
    first: Option<usize>,
    /// A numbered paragraph without a citation: the title of a book, if a book follows.
    book: Option<(usize, u64)>,
    /// A record has been given out.
    given: bool,
}

impl PubmedText {
    /// A splitter at the start of a text.
    pub fn new(parser: Arc<dyn Parser>) -> PubmedText {
        PubmedText {
            parser,
            scanned: 0,
            searched: 0,
            torn: false,
            open: Open::Nothing,
            past: VecDeque::with_capacity(REMEMBERED),
            paragraph: Paragraph::default(),
            blanks: 2,
            first: None,
            book: None,
            given: false,
        }
    }

    /// Looks at a line.
    fn look(&mut self, line: &str, start: usize) -> Edge {
        if line.trim().is_empty() {
            self.blanks += 1;
            return Edge::None;
        }
        let glued = memmem::find_iter(line.as_bytes(), look::PAGE_START.as_bytes()).find(|at| start + at > 0);
        if let Some(at) = glued {
            let window = self.past.back().filter(|past| at == 0 && past.window).map(|past| past.start);
            match window.unwrap_or(start + at) {
                0 => {}
                begin => return Edge::Start(begin, Open::Page(Page::default())),
            }
        }
        let text = line.trim();
        if self.blanks > 0 || self.paragraph.lines == 0 {
            self.new_paragraph(text, start);
        }
        let edge = match &self.open {
            Open::Nothing => self.look_anew(text, start),
            Open::Page(_) => self.look_in_page(text, line, start),
            Open::Export(_) => self.look_in_export(text, start),
            Open::Summary => self.look_in_summary(text, line, start),
            Open::Result { .. } => self.look_in_results(text, start),
            Open::List(_) => self.look_in_list(text, start),
        };
        let edge = match edge {
            Edge::Start(at, _) | Edge::Close(at) if at > 0 => return edge,
            // The record at the front is known now, and this line belongs to it.
            Edge::Start(_, open @ Open::Page(_)) => {
                self.open = open;
                self.look_in_page(text, line, start)
            }
            Edge::Start(_, open) => {
                self.open = open;
                Edge::None
            }
            other => other,
        };
        if matches!(edge, Edge::Start(at, _) | Edge::Close(at) if at > 0) {
            return edge;
        }
        self.remember(text, line, start);
        Edge::None
    }

    fn new_paragraph(&mut self, text: &str, start: usize) {
        if let Some(number) = self.paragraph.number.filter(|_| !self.paragraph.cited && self.paragraph.lines > 0) {
            self.book = Some((self.paragraph.start, number));
        }
        self.paragraph = Paragraph::new(text, start, self.blanks);
    }

    fn remember(&mut self, text: &str, line: &str, start: usize) {
        if self.past.len() == REMEMBERED {
            self.past.pop_front();
        }
        let links = matches!(&self.open, Open::Page(page) if page.links);
        let glued = glued_group(text).filter(|_| links).map_or(0, |at| at + line.len() - line.trim_start().len());
        self.past.push_back(Past {
            start,
            glued,
            citation: look::is_citation(text) && !text.contains("PMID:"),
            author: look::begins_with_author(text),
            number: look::is_bare_number(text),
            furniture: is_furniture(text) || text == look::PREPRINT_MARK,
            window: text.ends_with(" - PubMed")
                || (text.starts_with("===") && self.past.back().is_some_and(|p| p.window)),
        });
        self.first.get_or_insert(start);
        self.paragraph.lines += 1;
        self.blanks = 0;
    }

    /// Nothing is known yet.
    fn look_anew(&mut self, text: &str, start: usize) -> Edge {
        let first = self.first.unwrap_or(start);
        if self.paragraph.wrapped_citation(text).is_some() {
            return Edge::Start(self.paragraph.start, Open::Export(self.paragraph.number.unwrap_or(0)));
        }
        let last = self.past.back().copied();
        if let Some(past) = last.filter(|past| past.number) {
            if look::is_result_button(text) {
                return Edge::Start(past.start, Open::Result { numbered: true, done: false });
            }
            if look::is_bare_number(text) && past.start == first {
                return Edge::Start(first, Open::List(1));
            }
        }
        if look::leading_pmid(text).is_some() || text.starts_with("DOI: 10.") || text.starts_with("In: ") {
            if let Some((at, number)) = self.book {
                return Edge::Start(at, Open::Export(number));
            }
            if look::leading_pmid(text).is_some() && last.is_some_and(|past| past.citation) && self.past.len() > 1 {
                return Edge::Start(first, Open::Result { numbered: false, done: true });
            }
        }
        let flat = look::is_flattened(text);
        let page = flat
            || text.starts_with(look::PAGE_START)
            || look::listed_pmid(text).is_some()
            || look::mailed_pmid(text).is_some()
            || look::is_date_line(text)
            || look::leading_pmid(text).is_some()
            || BACK_HEADINGS.contains(&text)
            || matches!(text, "Abstract" | "Page navigation" | "Title & authors");
        if page {
            return Edge::Start(first, Open::Page(Page { flat, ..Page::default() }));
        }
        if self.paragraph.summary_line(text) {
            return Edge::Start(self.paragraph.start, Open::Summary);
        }
        // A citation alone: a page of the old style. Behind a title it is a result, or a page that was cut.
        if first == start && look::is_citation(text) && !text.contains("PMID:") {
            return Edge::Start(start, Open::Page(Page { header: true, old: true, ..Page::default() }));
        }
        Edge::None
    }

    fn look_in_page(&mut self, text: &str, line: &str, start: usize) -> Edge {
        let export = self.paragraph.wrapped_citation(text).filter(|_| start > 0);
        let foot = matches!(&self.open, Open::Page(page) if page.foot);
        let summary = foot && self.paragraph.summary_line(text);
        let last = self.past.back().copied();
        let before = self.past.iter().rev().nth(1).copied();
        let Open::Page(page) = &mut self.open else { return Edge::None };
        page.mailed |= look::mailed_pmid(text).is_some();
        if let Some(number) = export.filter(|_| page.mailed && !page.header && page.pmid.is_none()) {
            self.open = Open::Export(number);
            return Edge::None;
        }
        if let Some(number) = export.filter(|_| self.paragraph.blanks >= 2 || page.foot) {
            return Edge::Start(self.paragraph.start, Open::Export(number));
        }
        if summary {
            return Edge::Start(self.paragraph.start, Open::Summary);
        }
        if look::mailed_pmid(text).is_some() && start > 0 {
            return Edge::Start(start, Open::Page(Page::default()));
        }
        if look::is_flattened(text) && start > 0 && page.flat {
            return Edge::Start(start, Open::Page(Page { flat: true, ..Page::default() }));
        }
        if let Some(pmid) = look::listed_pmid(text) {
            let new = page.pmid.as_deref().is_some_and(|known| known != pmid || page.back);
            match title_start(last, before).filter(|_| new || (page.back && page.header)) {
                Some(at) if at > 0 => return Edge::Start(at, Open::Page(Page::default())),
                _ => page.pmid = Some(pmid.to_owned()),
            }
        } else if let Some(pmid) = look::leading_pmid(text) {
            if !page.back && page.pmid.is_none() {
                page.pmid = Some(pmid.to_owned());
            }
        } else if look::is_date_line(text) {
            // The journal stands before the date; a menu may stand between.
            let journal =
                self.past.iter().rev().find(|past| !past.furniture).map_or(start, |past| past.start + past.glued);
            if (page.header || page.back) && journal > 0 {
                return Edge::Start(journal, Open::Page(Page::default()));
            }
            page.header = true;
            page.contents = false;
        } else if page.old && page.pmid.is_some() && look::begins_with_author(text) {
            // Citation, title, authors: a page of the old style follows another.
            if let (Some(title), Some(citation)) = (last, before)
                && citation.citation
                && !title.citation
                && !title.author
                && citation.start > 0
            {
                return Edge::Start(citation.start, Open::Page(Page { header: true, old: true, ..Page::default() }));
            }
        }
        match text {
            "Page navigation" | "Title & authors" => page.contents = true,
            _ if page.contents => {}
            heading if BACK_HEADINGS.contains(&heading) && (page.header || page.pmid.is_some()) => {
                page.back = true;
                page.links |= heading.starts_with("LinkOut");
            }
            _ => {}
        }
        page.foot |= text.starts_with(look::PAGE_FOOT) || line.trim_end().ends_with("USA.gov");
        Edge::None
    }

    fn look_in_export(&mut self, text: &str, start: usize) -> Edge {
        let found = self.paragraph.wrapped_citation(text);
        let Open::Export(open) = self.open else { return Edge::None };
        if let Some(number) = found.filter(|_| self.paragraph.start > 0) {
            // The number may jump, but then it must stand apart.
            return Edge::Start(self.paragraph.start, Open::Export(number));
        }
        if self.paragraph.start == start && start > 0 && self.blanks >= 2 && self.paragraph.number == Some(open + 1) {
            return Edge::Start(start, Open::Export(open + 1));
        }
        self.look_for_page(text, start)
    }

    /// Evidence that a page begins, whatever is open.
    fn look_for_page(&mut self, text: &str, start: usize) -> Edge {
        if start == 0 {
            return Edge::None;
        }
        let (last, before) = (self.past.back().copied(), self.past.iter().rev().nth(1).copied());
        let page = Open::Page(Page::default());
        if look::mailed_pmid(text).is_some() {
            return Edge::Start(start, page);
        }
        if look::listed_pmid(text).is_some() {
            return match title_start(last, before) {
                Some(at) if at > 0 => Edge::Start(at, page),
                _ => Edge::None,
            };
        }
        match last {
            Some(journal) if look::is_date_line(text) && journal.start > 0 => Edge::Start(journal.start, page),
            _ => Edge::None,
        }
    }

    fn look_in_summary(&mut self, text: &str, line: &str, start: usize) -> Edge {
        let (ended, cited, paragraph) = (self.paragraph.ended, self.paragraph.cited, self.paragraph.start);
        if paragraph == start && start > 0 {
            return Edge::Close(start);
        }
        if start > 0 && self.paragraph.lines > 0 {
            let indented = line.starts_with([' ', '\t']);
            let alone = look::holds_citation(look::numbered(text).map_or(text, |(_, rest)| rest));
            let numbered = look::numbered(text).is_some_and(|(_, rest)| look::begins_with_author(rest) || alone);
            let starts = look::begins_with_author(text) || alone || numbered;
            if !indented && ((ended && starts) || (cited && numbered)) {
                return Edge::Close(start);
            }
        }
        self.paragraph.summary_line(text);
        self.look_for_page(text, start)
    }

    fn look_in_results(&mut self, text: &str, start: usize) -> Edge {
        let last = self.past.back().copied();
        let Open::Result { numbered, done } = &mut self.open else { return Edge::None };
        if look::is_result_button(text) {
            return match last.filter(|past| past.number && past.start > 0) {
                Some(past) => Edge::Start(past.start, Open::Result { numbered: true, done: false }),
                None => Edge::None,
            };
        }
        if look::leading_pmid(text).is_some() {
            *done = true;
            return Edge::None;
        }
        let snippet = text.ends_with('…') || text.starts_with('…') || text.ends_with("...");
        if *done && !*numbered && start > 0 && !snippet && !is_furniture(text) && !is_flag(text) {
            return Edge::Close(start);
        }
        self.look_for_page(text, start)
    }

    fn look_in_list(&mut self, text: &str, start: usize) -> Edge {
        let last = self.past.back().copied();
        let Open::List(lines) = &mut self.open else { return Edge::None };
        if look::is_bare_number(text) && *lines < LIST_LINES {
            *lines += 1;
            return Edge::None;
        }
        let at = match last {
            Some(past) if look::is_result_button(text) && past.number => past.start,
            _ => start,
        };
        if at > 0 { Edge::Close(at) } else { Edge::None }
    }

    /// Gives out what lies before `end`.
    fn give(&mut self, end: usize, next: Open) -> Cut {
        let record = self.open != Open::Nothing;
        self.given |= record;
        self.forget();
        self.open = next;
        if record { Cut::Record(end) } else { Cut::Gap(end) }
    }

    /// Starts over at the front of the buffer, which is the front of a record or of a gap.
    fn forget(&mut self) {
        self.scanned = 0;
        self.searched = 0;
        self.torn = false;
        self.past.clear();
        self.paragraph = Paragraph::default();
        self.blanks = 2;
        self.first = None;
        self.book = None;
    }
}

/// Whether a line is a flag that follows the PMID of an item.
fn is_flag(text: &str) -> bool {
    text.len() < 60 && text.ends_with('.') && crate::citation::publication_type(text.trim_end_matches('.')).is_some()
        || text.starts_with("Free ")
        || text.starts_with("No abstract")
}

/// Where the page begins whose list of identifiers comes next: at its title, the line before; at its citation, where that
/// stands before the title; or at its title before the authors.
fn title_start(last: Option<Past>, before: Option<Past>) -> Option<usize> {
    let last = last?;
    match before {
        Some(before) if before.citation || last.author => Some(before.start + before.glued),
        _ => Some(last.start + last.glued),
    }
}

impl Splitter for PubmedText {
    fn cut(&mut self, buf: &[u8], at_end: bool) -> Cut {
        loop {
            let (content, next) = match line_end(buf, self.scanned, self.searched, at_end) {
                Some(ends) => ends,
                None if !at_end || buf.is_empty() => {
                    self.searched = buf.len();
                    return Cut::More;
                }
                None if self.scanned < buf.len() => (buf.len(), buf.len()),
                None => {
                    // Text in which nothing was recognised is a record if it is all there is, so that it is rejected
                    // with a reason; behind records it is stray.
                    if !self.given && self.first.is_some() && self.open == Open::Nothing {
                        self.open = Open::Page(Page::default());
                    }
                    return self.give(buf.len(), Open::Nothing);
                }
            };
            let start = self.scanned;
            let edge = if self.torn {
                Edge::None
            } else {
                match std::str::from_utf8(&buf[start..content]) {
                    Ok(line) => self.look(line, start),
                    // What a byte outside ASCII means in another encoding must not move the edges.
                    Err(_) => {
                        let ascii = |byte: &u8| if byte.is_ascii() { char::from(*byte) } else { 'x' };
                        let line: String = buf[start..content].iter().map(ascii).collect();
                        self.look(&line, start)
                    }
                }
            };
            match edge {
                Edge::Start(at, open) if at > 0 => return self.give(at, open),
                Edge::Close(at) if at > 0 => return self.give(at, Open::Nothing),
                _ => {}
            }
            self.torn = false;
            self.scanned = next;
            self.searched = next;
        }
    }

    fn skip(&mut self, count: usize) {
        self.torn |= count > self.scanned;
        if self.open == Open::Nothing {
            self.open = Open::Page(Page::default());
        }
        self.scanned = self.scanned.saturating_sub(count);
        self.searched = self.searched.saturating_sub(count);
        self.past.retain_mut(|past| match past.start.checked_sub(count) {
            Some(start) => {
                past.start = start;
                true
            }
            None => false,
        });
        self.first = self.first.map(|first| first.saturating_sub(count));
        self.book = self.book.and_then(|(at, number)| Some((at.checked_sub(count)?, number)));
        self.paragraph.start = self.paragraph.start.saturating_sub(count);
    }

    fn parser(&self) -> Arc<dyn Parser> {
        Arc::clone(&self.parser)
    }
}
