//! Reads a citation from the journal on.

use super::Citation;
use super::scan::{self, LONGEST_JOURNAL, Place};
use super::types::{is_partial, leading_label, split_prefix, type_sentence};
use crate::article::pages::DASHES;
use crate::article::text::squeeze;
use crate::article::{Article, Date, DateRole, Id, IdKind, Kind, Link, Pages, Relation, Slot, Status, Term, language};

/// Bytes in which a volume or an issue must end.
const LONGEST_NUMBER: usize = 120;

/// Identifiers and the words before them; longer ones before their ends.
const IDENTIFIERS: &[(&str, IdKind)] = &[
    ("doi:", IdKind::Doi),
    ("DOI:", IdKind::Doi),
    ("https://doi.org/", IdKind::Doi),
    ("http://dx.doi.org/", IdKind::Doi),
    ("pii:", IdKind::Pii),
    ("PubMed PMID:", IdKind::Pmid),
    ("PMID:", IdKind::Pmid),
    ("PubMed Central PMCID:", IdKind::Pmcid),
    ("PMCID:", IdKind::Pmcid),
    ("NIHMSID:", IdKind::Manuscript),
];

/// Words before a further date.
const DATES: &[(&str, DateRole)] = &[
    ("Epub ", DateRole::Online),
    ("eCollection ", DateRole::Collection),
    ("Print ", DateRole::Print),
    ("Published online ", DateRole::Online),
    ("Published ", DateRole::Issued),
];

/// What says that the article has appeared online only.
const AHEAD: &[&str] = &["Online ahead of print", "[Epub ahead of print]", "Epub ahead of print"];

/// What PubMed says of the record and not of the work.
const FLAGS: &[&str] =
    &["Free PMC article", "Free article", "Free full text", "No abstract available", "[Indexed for MEDLINE]"];

/// Reads a citation that begins with the journal's title. `None` when the text does not begin like one.
///
/// A number before it (`3. `) is skipped, and so are flags of the record (`Free PMC article.`). White space may be of any
/// kind, line breaks too. A publication type before the journal (`Review Nat Rev Microbiol`) is taken off it.
pub fn parse(text: &str) -> Option<Citation> {
    let text = squeeze(text);
    let reader = Reader::start(strip_number(&text), false).or_else(|| Reader::start(&text, false))?;
    Some(reader.finish())
}

/// The text without the number that lists put before each record: `3. `, `12: `.
pub(super) fn strip_number(text: &str) -> &str {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &text[digits..];
    match rest.strip_prefix(". ").or_else(|| rest.strip_prefix(": ")) {
        Some(rest) if (1..=7).contains(&digits) => rest,
        _ => text,
    }
}

/// Reads one citation from the left to the right.
pub(super) struct Reader<'a> {
    rest: &'a str,
    pages: &'a str,
    /// A citation within another: its notes are only those that are surely its own.
    nested: bool,
    pub(super) article: Article,
}

impl<'a> Reader<'a> {
    /// Reads the citation at the start of a text up to its end, or as far as it goes.
    fn start(text: &'a str, nested: bool) -> Option<Reader<'a>> {
        let near = scan::head(text, if nested { LONGEST_JOURNAL / 2 } else { LONGEST_JOURNAL } + 64);
        let place = scan::places(near).next().or_else(|| spaced(near))?;
        let journal = text[..place.period].trim_end();
        let named = journal.contains(char::is_alphabetic) && (!nested || scan::is_journal(journal));
        named.then(|| Reader::at(text, journal, place.date, nested))
    }

    /// Reads the citation of which the journal and the place of the date are known.
    pub(super) fn at(text: &'a str, journal: &str, date: usize, nested: bool) -> Reader<'a> {
        let mut reader = Reader { rest: &text[date..], pages: "", nested, article: Article::default() };
        reader.journal(journal);
        reader.issued();
        reader.location();
        reader.notes();
        reader
    }

    /// Reads notes only: what follows the imprint of a book.
    pub(super) fn notes_of(text: &'a str, article: Article) -> Reader<'a> {
        let mut reader = Reader { rest: text, pages: "", nested: false, article };
        reader.notes();
        reader
    }

    /// Whether all was read.
    pub(super) fn is_whole(&self) -> bool {
        self.rest.is_empty()
    }

    /// Whether more than journal and year was read. A sentence and a year alone can be anything.
    pub(super) fn is_sure(&self) -> bool {
        let article = &self.article;
        let month = article.citation_date().and_then(Date::start).is_some_and(|start| start.month.is_some());
        article.volume.is_some()
            || article.issue.is_some()
            || !self.pages.is_empty()
            || !article.ids.is_empty()
            || article.status.is_some()
            || month
    }

    /// The citation.
    pub(super) fn finish(mut self) -> Citation {
        self.tail();
        self.place_pages();
        Citation { article: self.article, rest: self.rest.trim().to_owned() }
    }

    fn journal(&mut self, text: &str) {
        let (kind, mut journal) = split_prefix(text.trim());
        if let Some(name) = kind {
            self.article.publication_types.push(Term::new(name));
        }
        while let Some((title, word)) = journal.strip_suffix(']').and_then(|rest| rest.rsplit_once(" [")) {
            match word {
                "Preprint" => self.article.kind = Kind::Preprint,
                "Internet" | "serial on the Internet" => self.article.medium = Some("Internet".to_owned()),
                _ => break,
            }
            journal = title.trim_end();
        }
        self.article.container.nlm = Some(journal.to_owned());
    }

    fn issued(&mut self) {
        if let Some((date, length)) = scan::date(self.rest) {
            self.article.add_date(DateRole::Issued, date);
            self.rest = &self.rest[length..];
        }
    }

    /// `;volume(issue):pages`, each of which may be missing.
    fn location(&mut self) {
        let mut rest = self.rest.trim_start();
        if let Some(after) = rest.strip_prefix(';') {
            let after = after.trim_start();
            if is_note(after) {
                self.rest = after;
                return;
            }
            let volume = volume_length(after);
            self.article.volume = filled(&after[..volume]);
            rest = after[volume..].trim_start();
            if let Some((issue, after)) = bracketed(rest) {
                self.article.issue = filled(issue);
                rest = after.trim_start();
            }
            self.rest = rest;
        }
        let Some(mut after) = rest.strip_prefix(':') else { return };
        // `4:Suppl:7-93`
        if let Some((words, _)) = scan::head(after, LONGEST_NUMBER).split_once(':')
            && self.article.issue.is_none()
            && ["Suppl", "Pt ", "Spec No"].iter().any(|start| words.trim().starts_with(start))
            && !words.contains(['.', ';'])
        {
            self.article.issue = filled(words);
            after = &after[words.len() + 1..];
        }
        let after = after.trim_start();
        let length = if is_note(after) { 0 } else { scan::pages_length(after) };
        self.pages = after[..length].trim_end();
        self.rest = &after[length..];
    }

    /// The sentences after the location, up to one that cannot be read.
    fn notes(&mut self) {
        loop {
            self.rest = self.rest.trim_start_matches([' ', '.', ';']);
            if self.rest.is_empty() || !(self.identifier() || self.dated() || self.ahead() || self.outer_note()) {
                return;
            }
        }
    }

    /// Notes that a citation within another does not have of its own.
    fn outer_note(&mut self) -> bool {
        !self.nested && (self.flag() || self.short_form() || self.related() || self.link() || self.term())
    }

    fn identifier(&mut self) -> bool {
        let found = IDENTIFIERS.iter().find_map(|(label, kind)| Some((kind, self.rest.strip_prefix(*label)?)));
        let Some((kind, after)) = found else { return false };
        if self.nested && matches!(kind, IdKind::Pmid | IdKind::Pmcid) {
            return false;
        }
        let value = after.trim_start();
        let length = match kind {
            IdKind::Pmid => value.bytes().take_while(u8::is_ascii_digit).count(),
            IdKind::Pmcid => {
                let prefix = if value.starts_with("PMC") { 3 } else { 0 };
                prefix + value[prefix..].bytes().take_while(u8::is_ascii_digit).count()
            }
            _ => value.find(' ').unwrap_or(value.len()),
        };
        // Flags that are glued to a number begin with a capital: `3438x871` is no number.
        if matches!(kind, IdKind::Pmid | IdKind::Pmcid) && value[length..].starts_with(char::is_lowercase) {
            return false;
        }
        let Some(id) = identifier(kind, &value[..length]) else { return false };
        // A second identifier of a kind belongs to another work, of which nothing was understood.
        if self.article.ids.iter().any(|known| known.kind == id.kind && !known.same(&id)) {
            return false;
        }
        self.article.add_id(id);
        self.rest = &value[length..];
        true
    }

    fn dated(&mut self) -> bool {
        let found = DATES.iter().find_map(|(label, role)| {
            let after = self.rest.strip_prefix(*label)?.trim_start();
            let (date, length) = scan::date(after)?;
            let rest = &after[length..];
            (rest.is_empty() || rest.starts_with(['.', ' ', ';'])).then_some((*role, date, rest))
        });
        let Some((role, date, rest)) = found else { return false };
        // AMA's style prints the year with the volume, and the day in a sentence of its own.
        let year = self.article.date(DateRole::Issued).map(Date::edtf);
        if role == DateRole::Issued && year.is_some_and(|year| date.edtf().starts_with(&year)) {
            self.article.dates.retain(|dated| dated.role != DateRole::Issued);
        }
        self.article.add_date(role, date);
        self.rest = rest;
        true
    }

    fn ahead(&mut self) -> bool {
        let Some(rest) = AHEAD.iter().find_map(|words| self.rest.strip_prefix(*words)) else { return false };
        self.article.status = Some(Status::AheadOfPrint);
        self.rest = rest;
        true
    }

    fn flag(&mut self) -> bool {
        if let Some(rest) = FLAGS.iter().find_map(|flag| self.rest.strip_prefix(*flag)) {
            self.rest = rest;
            return true;
        }
        if let Some(rest) = self.rest.strip_prefix("[PubMed")
            && let Some(end) = scan::head(rest, LONGEST_NUMBER).find(']')
        {
            self.rest = &rest[end + 1..];
            return true;
        }
        if let Some(rest) = self.rest.strip_prefix("[Available on ")
            && let Some(end) = scan::head(rest, LONGEST_NUMBER).find(']')
        {
            self.article.add_date(DateRole::PmcRelease, Date::parse_parts(&rest[..end]));
            self.rest = &rest[end + 1..];
            return true;
        }
        // A list that was cut: `PMID: 1 Free …`
        let cut = self.rest.trim_end_matches(['\u{2026}', '.', ' ']);
        if matches!(cut, "Free" | "Free PMC" | "Free PMC a") {
            self.rest = "";
            return true;
        }
        false
    }

    /// `J Immunother Cancer. 2022.`, which pages repeat after the citation.
    fn short_form(&mut self) -> bool {
        let Some(journal) = self.article.container.nlm.as_deref() else { return false };
        let after = self.rest.strip_prefix(journal).map(|rest| rest.strip_prefix(" [Preprint]").unwrap_or(rest));
        let Some(date) = after.and_then(|rest| rest.strip_prefix(". ")) else { return false };
        match scan::year(date) {
            Some(_) if date[4..].is_empty() || date[4..].starts_with('.') => self.rest = &date[4..],
            _ => return false,
        }
        true
    }

    /// `Erratum in: ` and citations, read one level deep.
    fn related(&mut self) -> bool {
        let Some((label, kind, length)) = leading_label(self.rest) else { return false };
        let note = is_partial(label).then(|| label.to_owned());
        let mut text = &self.rest[length..];
        let mut any = false;
        while let Some(other) = Reader::start(text, true) {
            let printed = text[..text.len() - other.rest.len()].trim_end_matches([' ', ';', ':']);
            let article = Some(Box::new(other.related_article()));
            let rest = &text[printed.len()..];
            let relation = Relation::printed(kind.clone(), printed);
            self.article.relations.push(Relation { note: note.clone(), article, ..relation });
            any = true;
            self.rest = rest.trim_start_matches([' ', ';', ':', '.']);
            // Several citations may follow one label; the short form of the outer one is none of them.
            if is_note(self.rest) || self.short_form() {
                break;
            }
            text = self.rest;
        }
        if !any && self.rest[..length].trim_end().ends_with(':') {
            let end =
                text.find("PMID:").map_or(text.len(), |at| text[..at].strip_suffix("PubMed ").map_or(at, str::len));
            let printed = text[..end].trim();
            self.article.relations.push(Relation { note, ..Relation::printed(kind.clone(), printed) });
            self.rest = &text[end..];
            any = true;
        }
        any
    }

    fn related_article(mut self) -> Article {
        self.place_pages();
        self.article
    }

    /// `Available from: https://...`
    fn link(&mut self) -> bool {
        let rest = self
            .rest
            .strip_prefix("Available ")
            .and_then(|rest| rest.strip_prefix("from:").or_else(|| rest.strip_prefix("at:")).map(str::trim_start));
        let Some(rest) = rest.filter(|rest| rest.starts_with("http") || rest.starts_with("www.")) else { return false };
        let end = rest.find(' ').unwrap_or(rest.len());
        let url = rest[..end].trim_end_matches(['.', ';', ',']);
        if let Some(accession) = book_accession(url) {
            self.article.add_id(Id::new(IdKind::BookAccession, accession));
        }
        self.article.links.push(Link { url: url.to_owned(), ..Link::default() });
        self.rest = &rest[end..];
        true
    }

    /// A publication type, a language or a version.
    fn term(&mut self) -> bool {
        if let Some(name) = type_sentence(self.rest) {
            if name == "Preprint" {
                self.article.kind = Kind::Preprint;
            }
            if !self.article.publication_types.iter().any(|term| term.name == name) {
                self.article.publication_types.push(Term::new(name));
            }
            self.rest = &self.rest[name.len()..];
            return true;
        }
        let near = scan::head(self.rest, LONGEST_NUMBER);
        let sentence = near.split(['.', ';']).next().unwrap_or(near);
        if sentence.len() == near.len() && near.len() < self.rest.len() {
            return false;
        }
        if let Some(version) = sentence.strip_prefix("Version ").or_else(|| sentence.strip_prefix("version "))
            && version.bytes().all(|byte| byte.is_ascii_digit())
        {
            match self.article.ids.iter_mut().find(|id| id.kind == IdKind::Pmid) {
                Some(pmid) => pmid.version = filled(version),
                None => self.article.version = filled(version),
            }
        } else if !self.languages(sentence) {
            return false;
        }
        self.rest = &self.rest[sentence.len()..];
        true
    }

    /// `French`, `English, French`.
    fn languages(&mut self, sentence: &str) -> bool {
        let named = |name: &str| name.len() > 3 && name.starts_with(char::is_uppercase);
        let tag = |name: &str| language::to_bcp47(name).filter(|_| named(name));
        let tags: Option<Vec<String>> = match tag(sentence) {
            Some(tag) => Some(vec![tag]),
            None => sentence.split(", ").map(tag).collect(),
        };
        let Some(tags) = tags else { return false };
        for tag in tags {
            if !self.article.languages.contains(&tag) {
                self.article.languages.push(tag);
            }
        }
        true
    }

    /// What could not be read may stand before the PMID, which is at the end of each record and surely its own.
    fn tail(&mut self) {
        if self.rest.is_empty() || self.article.id(&IdKind::Pmid).is_some() {
            return;
        }
        let Some(at) = self.rest.rfind("PMID: ") else { return };
        let (before, _) = self.rest.split_at(at);
        let before = before.strip_suffix("PubMed ").unwrap_or(before);
        let tail = Reader::notes_of(&self.rest[before.len()..], std::mem::take(&mut self.article));
        // Notes that were read are the record's even if strange text follows them.
        let after = tail.rest.trim();
        self.article = tail.article;
        if after.is_empty() {
            self.rest = before.trim();
        }
    }

    /// Puts what stands in the place of pages where it belongs, now that the identifiers are known.
    fn place_pages(&mut self) {
        let pages = self.pages;
        if pages.is_empty() {
            // `14(11). pii: E1392.`: the number of the article stands among the identifiers.
            let number = self.article.id(&IdKind::Pii).filter(|pii| self.article.volume.is_some() && is_e_number(pii));
            if let Some(number) = number.map(str::to_owned) {
                self.article.article_number = Some(number);
                self.article.inferred.insert(Slot::ArticleNumber);
            }
            return;
        }
        let single = !pages.contains([',', ';', ' ']);
        let preprint = self.article.kind == Kind::Preprint && single && !pages.contains(DASHES);
        if preprint || scan::is_article_number(pages, self.article.id(&IdKind::Doi)) {
            self.article.article_number = Some(pages.to_owned());
        } else {
            self.article.pages = Some(Pages::parse(pages));
        }
    }
}

/// A period after a blank or a line break, as in text copied from a page: `JAMA . 2014 Feb 12`.
fn spaced(near: &str) -> Option<Place> {
    let (date, _) =
        near.match_indices(' ').find(|(at, _)| near[..*at].ends_with('.') && scan::date(&near[at + 1..]).is_some())?;
    let rest = &near[date + 1..];
    let length = scan::date(rest)?.1;
    rest[length..].trim_start().starts_with([';', ':']).then_some(Place { period: date - 1, date: date + 1 })
}

/// Whether a note begins here, so that nothing else does.
fn is_note(text: &str) -> bool {
    let starts = |words: &str| text.starts_with(words);
    text.is_empty()
        || IDENTIFIERS.iter().any(|(label, _)| starts(label))
        || DATES.iter().any(|(label, _)| starts(label))
        || AHEAD.iter().chain(FLAGS).any(|words| starts(words))
        || leading_label(text).is_some()
        || type_sentence(text).is_some()
}

/// How many bytes of a text are the volume.
fn volume_length(text: &str) -> usize {
    let near = scan::head(text, LONGEST_NUMBER);
    let ends = |(at, c): &(usize, char)| match c {
        '(' | ':' | ';' => true,
        '.' => near[at + 1..].starts_with(' ') || at + 1 == text.len(),
        ' ' => ["doi:", "pii:", "PMID:"].iter().any(|label| near[at + 1..].starts_with(label)),
        _ => false,
    };
    near.char_indices().find(ends).map_or(if near.len() == text.len() { near.len() } else { 0 }, |(at, _)| at)
}

/// What is between the bracket that a text begins with and its partner, and what follows.
pub(super) fn bracketed(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0;
    for (at, c) in scan::head(text, LONGEST_NUMBER).char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return (at > 0).then(|| (&text[1..at], &text[at + 1..]));
        }
    }
    None
}

/// An identifier with the period that ends its sentence.
fn identifier(kind: &IdKind, text: &str) -> Option<Id> {
    let bare = text.strip_suffix('.').unwrap_or(text);
    let bare = bare.strip_suffix(';').unwrap_or(bare);
    if *kind == IdKind::Pii && bare.is_empty() {
        return None;
    }
    let id = Id::parse(kind.clone(), bare)?;
    // A DOI may itself end with a period: PubMed adds one of its own.
    if *kind == IdKind::Doi && bare.ends_with('.') {
        return Some(Id::new(IdKind::Doi, bare));
    }
    Some(id)
}

/// The accession number in an address of NCBI's Bookshelf.
pub(super) fn book_accession(url: &str) -> Option<&str> {
    let at = url.find("/NBK")? + 1;
    let digits = url[at + 3..].bytes().take_while(u8::is_ascii_digit).count();
    (digits > 0).then(|| &url[at..at + 3 + digits])
}

/// `E1392`, `e00123-19`: numbers of articles that journals without pages give as their PII.
fn is_e_number(text: &str) -> bool {
    let number = text.strip_prefix(['e', 'E']).unwrap_or("");
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    digits > 1 && number[digits..].bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
}

/// A value unless it is empty.
pub(super) fn filled(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
