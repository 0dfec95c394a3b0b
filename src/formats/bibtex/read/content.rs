//! What a record says of its work: languages, keywords, the abstract, notes.

use super::fields::F;
use super::ids::{arxiv, arxiv_in};
use super::place::address_in;
use super::{Reader, dates, lists};
use crate::article::text::trim;
use crate::article::{Abstract, DateRole, Id, IdKind, Keyword, Link, Scheme, Slot, language};
use crate::formats::bibtex::Dialect;
use crate::formats::bibtex::tags::STATES;
use crate::markup::latex::read::Lines;
use crate::markup::latex::scan::{group, unescaped};
use std::collections::HashSet;

impl Reader<'_> {
    pub(super) fn content(&mut self) {
        self.languages();
        self.keywords();
        if let Some(field) = self.get(F::Abstract) {
            let text = self.tex.text(&field.value, Lines::Paragraphs);
            self.tell(field);
            if !text.is_empty() {
                self.article.abstracts.push(Abstract::plain(text));
            }
        }
        self.put(F::Copyright, Slot::Copyright);
        if let Some(note) = self.plain(F::Note) {
            self.note(note);
        }
        self.put(F::Annotation, Slot::Annotation);
        self.put(F::CallNumber, Slot::CallNumber);
        for name in [F::Addendum, F::Comment] {
            if let (Some(note), Some(field)) = (self.plain(name), self.get(name)) {
                self.article.notes.push(note);
                self.copy(field);
            }
        }
    }

    /// A note may be an identifier, a date of access or a state.
    fn note(&mut self, note: String) {
        if self.labelled(&note) {
            return;
        }
        let lower = note.to_ascii_lowercase();
        if let Some(value) = arxiv_in(&note).filter(|_| self.article.id(&IdKind::Arxiv).is_none()) {
            self.article.add_id(arxiv(value, None));
        }
        self.ids_in(&note);
        if let Some((url, _)) = address_in(&note).filter(|_| !self.has(F::Url) && self.article.links.is_empty()) {
            self.article.links.push(Link { url: unescaped(url).into_owned(), ..Link::default() });
            return;
        }
        let bare = lower.trim_start_matches(['(', '[']);
        let from = lower.len() - bare.len();
        let accessed =
            ACCESSED.iter().find(|words| bare.starts_with(**words)).map(|words| note[from + words.len()..].trim());
        if let Some(date) = accessed.map(|text| dates::read(text.trim_end_matches([']', ')', '.'])))
            && date.literal.is_none()
            && self.article.date(DateRole::Accessed).is_none()
        {
            self.article.add_date(DateRole::Accessed, date);
            return;
        }
        let state = STATES.iter().find(|(_, words, _)| words.eq_ignore_ascii_case(&note));
        match state {
            Some((status, ..)) if self.dialect == Dialect::Bibtex && self.article.status.is_none() => {
                self.article.status = Some(status.clone());
            }
            _ => self.article.notes.push(note),
        }
    }

    /// Identifiers with their labels: `PMID: 1`, `PMID: 1 PMCID: PMC2`, each alone or on a line of its own, as Zotero writes
    /// them. Whether the note says nothing else.
    fn labelled(&mut self, note: &str) -> bool {
        let mut found = labels(note);
        let mut whole = found.rest.is_empty() && !found.ids.is_empty();
        if found.ids.is_empty() {
            // A line that says something else is none of them.
            let raw = self.raw(F::Note);
            let lines = raw.lines().filter(|line| !line.contains(['\\', '{'])).map(labels);
            found.ids = lines.filter(|line| line.rest.is_empty()).flat_map(|line| line.ids).collect();
            whole = false;
        }
        for id in found.ids {
            match self.article.id(&id.kind) {
                Some(known) => whole &= known == id.value,
                None => drop(self.article.add_id(id)),
            }
        }
        whole
    }

    /// `[DOI:10.1172/jci1 (...)] [PubMed:11181234 (...)]`, as TeXMed writes it.
    fn ids_in(&mut self, note: &str) {
        for (label, kind) in [("[DOI:", IdKind::Doi), ("[PubMed:", IdKind::Pmid), ("[PubMed Central:", IdKind::Pmcid)] {
            let Some((_, rest)) = note.split_once(label) else { continue };
            let value = rest.split([' ', ']']).next().unwrap_or("");
            if let Some(id) = Id::parse(kind.clone(), value).filter(|_| self.article.id(&kind).is_none()) {
                self.article.add_id(id);
            }
        }
    }

    fn languages(&mut self) {
        let mut found = Vec::new();
        if let Some(field) = self.get(F::Language) {
            let biblatex = self.dialect == Dialect::Biblatex;
            for item in lists::and_list(&field.value).into_iter().flat_map(|item| lists::items(item, b",;")) {
                let whole = group(trim(item)).filter(|(_, length)| *length == trim(item).len());
                let braced = whole.map_or(item, |(inner, _)| inner);
                // BibLaTeX has keys of its own for languages, such as `langenglish`.
                let name = self.tex.word(if biblatex { braced.strip_prefix("lang").unwrap_or(braced) } else { braced });
                if !name.is_empty() {
                    found.push(language::to_bcp47(&name).unwrap_or(self.tex.word(braced)));
                }
            }
            self.tell(field);
        }
        if let (Some(name), Some(field)) = (self.plain(F::Langid), self.get(F::Langid)) {
            let variant = self.variant();
            let tag = language::to_bcp47(&name).map(|tag| match variant {
                Some(region) if !tag.contains('-') => format!("{tag}-{region}"),
                _ => tag,
            });
            match (&tag, &found[..]) {
                (Some(tag), []) => found.push(tag.clone()),
                // `english` beside `american` says less.
                (Some(tag), [known, ..]) if tag.split('-').next() == Some(known) => found[0] = tag.clone(),
                _ => {}
            }
            let written = found.first().and_then(|tag| language::to_babel(tag));
            if self.dialect == Dialect::Bibtex || written != Some(name.as_str()) {
                match tag {
                    Some(_) => self.copy(field),
                    None => self.keep(field),
                }
            }
        }
        if let Some(field) = self.get(F::LangidOpts) {
            match self.variant() {
                Some(_) => self.copy(field),
                None => self.keep(field),
            }
        }
        self.article.languages = found;
    }

    /// The country that polyglossia's `variant` names.
    fn variant(&self) -> Option<&'static str> {
        const VARIANTS: [(&str, &str); 11] = [
            ("american", "US"),
            ("us", "US"),
            ("usmax", "US"),
            ("british", "GB"),
            ("uk", "GB"),
            ("australian", "AU"),
            ("newzealand", "NZ"),
            ("austrian", "AT"),
            ("swiss", "CH"),
            ("brazilian", "BR"),
            ("mexican", "MX"),
        ];
        let options = self.raw(F::LangidOpts).split(',').filter_map(|option| option.split_once('='));
        let mut named = options.filter(|(name, _)| trim(name) == "variant").map(|(_, value)| trim(value));
        named
            .next_back()
            .and_then(|value| VARIANTS.iter().find(|(known, _)| *known == value))
            .map(|(_, region)| *region)
    }

    fn keywords(&mut self) {
        // Databases have the authors' own in a field apart; a writer puts all in one.
        let both = self.has(F::AuthorKeywords) && self.has(F::Keywords);
        let mut met = HashSet::new();
        for name in [F::AuthorKeywords, F::Keywords] {
            let Some(field) = self.get(name) else { continue };
            let value = trim(&field.value);
            let value = self.doubled(value).filter(|inner| inner.contains(';')).unwrap_or(value);
            // Some write one on a line and nothing between them.
            let separators = if value.contains([',', ';']) { b",;" } else { b"\n\r" };
            for item in lists::items(value, separators) {
                let item = trim(item);
                let inner = group(item).filter(|(_, length)| *length == item.len());
                let term = self.tex.text(inner.map_or(item, |(inner, _)| inner), Lines::One);
                let known = both && !met.insert(term.plain().to_owned());
                if !term.is_empty() && !known {
                    self.article.keywords.push(Keyword { term, scheme: Scheme::Author, ..Keyword::default() });
                }
            }
            self.tell(field);
        }
        self.copy_of(F::AuthorKeywords);
    }
}

/// What a note begins with that says when a work was looked at.
const ACCESSED: [&str; 16] = [
    "online; accessed on ",
    "online; accessed: ",
    "online; accessed ",
    "accessed: ",
    "accessed on: ",
    "accessed on ",
    "accessed ",
    "last accessed: ",
    "last accessed on ",
    "last accessed ",
    "last access: ",
    "last checked: ",
    "last visited: ",
    "last visited on ",
    "retrieved on ",
    "retrieved: ",
];

/// What a note is made of.
#[derive(Default)]
struct Labels<'a> {
    ids: Vec<Id>,
    /// What stands beside the identifiers, when there are some: no letters, but a number perhaps.
    rest: &'a str,
}

/// The identifiers of a text that has nothing but labels, their values and numbers. Zotero has counts of citations before.
fn labels(text: &str) -> Labels<'_> {
    const LABELS: [(&str, IdKind); 3] = [("pmid:", IdKind::Pmid), ("pmcid:", IdKind::Pmcid), ("doi:", IdKind::Doi)];
    let mut found = Labels::default();
    let mut words = text.split([' ', '\n', '\r', '\t']).map(trim).filter(|word| !word.is_empty());
    while let Some(word) = words.next() {
        if ["PubMed", "Central"].contains(&word) {
            continue;
        }
        let label = LABELS
            .iter()
            .find(|(label, _)| word.get(..label.len()).is_some_and(|start| start.eq_ignore_ascii_case(label)));
        let Some((label, kind)) = label else {
            if word.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_punctuation()) {
                found.rest = word;
                continue;
            }
            return Labels::default();
        };
        let value = match &word[label.len()..] {
            "" => words.next().unwrap_or(""),
            value => value,
        };
        match Id::parse(kind.clone(), value.trim_end_matches(['.', ';', ','])) {
            Some(id) => found.ids.push(id),
            None => return Labels::default(),
        }
    }
    found
}

/// Whether a note may be read as an identifier, a date of access or a state.
pub fn is_more_than_note(note: &str) -> bool {
    let lower = trim(note).to_ascii_lowercase();
    !labels(note).ids.is_empty()
        || arxiv_in(note).is_some()
        || note.lines().any(|line| !labels(line).ids.is_empty())
        || ACCESSED.iter().any(|words| lower.trim_start_matches(['(', '[']).starts_with(words))
        || address_in(note).is_some()
        || ["[doi:", "[pubmed:", "[pubmed central:"].iter().any(|label| lower.contains(label))
        || STATES.iter().any(|(_, words, _)| words.eq_ignore_ascii_case(&lower))
}
