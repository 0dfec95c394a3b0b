//! Texts of RIS: titles, keywords, languages, addresses, notes and the abstract.

use super::Reader;
use crate::article::text::{has_loose_blanks, squeeze, tidy};
use crate::article::{Abstract, Affiliation, Id, IdKind, Keyword, Link, Scheme, Slot, Text, language};
use crate::formats::ris::line::Field;
use crate::log::Code;
use crate::markup::html;
use std::collections::HashSet;

impl<'f> Reader<'_, 'f> {
    pub(super) fn title(&mut self, field: &Field, value: &str) {
        let text = self.text(value);
        match &self.article.title {
            known if known.is_empty() => self.article.title = text,
            known if known.plain() == text.plain() => {}
            _ => self.keep_with(Code::RepeatedField, field, value, "is a second title"),
        }
    }

    pub(super) fn keywords(&mut self, value: &str) {
        if !self.wanted.contains(Slot::Keywords) {
            return self.log.skipped(Slot::Keywords);
        }
        let commas = self.facts.one_keyword_line && !value.contains([';', '\n']);
        for piece in value.split(['\n', ';']) {
            // A comma parts keywords only where one line has them all.
            let end = if commas { ',' } else { ';' };
            for part in piece.split(end).map(str::trim).filter(|part| !part.is_empty()) {
                let term = self.text(part);
                let known = self.article.keywords.iter().map(|known| known.term.plain());
                if self.met.keywords.is_new(known, term.plain()) {
                    self.article.keywords.push(Keyword { term, scheme: Scheme::Author, ..Keyword::default() });
                }
            }
        }
    }

    pub(super) fn languages(&mut self, value: &str) {
        let known: Option<Vec<String>> =
            value.split([';', ',', '/']).map(|part| language::to_bcp47(part.trim())).collect();
        for tag in known.unwrap_or_else(|| vec![squeeze(value).into_owned()]) {
            if self.met.languages.is_new(self.article.languages.iter().map(String::as_str), &tag) {
                self.article.languages.push(tag);
            }
        }
    }

    pub(super) fn affiliations(&mut self, value: &str) {
        for text in value.split(['\n', ';']).map(squeeze).filter(|text| !text.is_empty()) {
            let known = self.article.affiliations.iter().map(|known| known.text.as_str());
            if self.met.affiliations.is_new(known, &text) {
                self.article.affiliations.push(Affiliation { text: text.into_owned(), ids: Vec::new() });
            }
        }
    }

    pub(super) fn notes(&mut self, field: &Field, value: &str) {
        let note = tidy(value);
        if let Some(rest) = note.strip_prefix("PMID:")
            && let Some(id) = Id::parse(IdKind::Pmid, rest.trim())
            && self.article.id(&IdKind::Pmid).is_none_or(|known| known == id.value)
        {
            self.article.add_id(id);
            return;
        }
        // `PMID: 123 [PubMed - indexed for MEDLINE]`
        if let Some((number, _)) = note.strip_prefix("PMID:").and_then(|rest| rest.split_once('['))
            && let Some(id) = Id::parse(IdKind::Pmid, number.trim())
            && self.article.id(&IdKind::Pmid).is_none()
            && !self.facts.has(b"AN")
        {
            self.article.add_id(id);
        }
        // `Accession Number: 2012-1. PMID: 123 Partial author list: ...`, as EBSCOhost has it.
        if let Some((before, rest)) = note.split_once("PMID: ")
            && before.ends_with([' ', ';'])
            && self.article.id(&IdKind::Pmid).is_none()
            && let Some(id) = Id::parse(IdKind::Pmid, rest.split([' ', '.', ';']).next().unwrap_or(""))
        {
            self.note(field, "N1 holds a PMID among other things".to_owned());
            self.article.add_id(id);
        }
        let labelled = note.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("doi:"))
            || note.starts_with("10.")
            || (note.starts_with("http") && !note.contains(char::is_whitespace));
        if labelled && Id::parse(IdKind::Doi, &note).is_some() {
            return self.odd_doi(field, &note);
        }
        self.article.notes.push(note);
    }

    /// A note that is the title says nothing.
    pub(super) fn settle_notes(&mut self) {
        let title = self.article.title.plain();
        self.article.notes.retain(|note| note != title);
    }

    /// The longest is the abstract; the others are notes.
    pub(super) fn settle_abstract(&mut self) {
        let abstracts = std::mem::take(&mut self.held.abstracts);
        // Some leave a line of the abstract a tag of its own.
        let Some(longest) = (0..abstracts.len()).max_by_key(|place| (abstracts[*place].1.len(), usize::MAX - place))
        else {
            return;
        };
        if let [_] = abstracts[..]
            && !self.wanted.contains(Slot::Abstract)
        {
            return self.log.skipped(Slot::Abstract);
        }
        let main = self.prose(&abstracts[longest].1);
        let mut told = HashSet::new();
        for (place, (field, value)) in abstracts.iter().enumerate() {
            if place == longest {
                continue;
            }
            let value = tidy(value);
            if value != main.plain() && told.insert(value.clone()) {
                let message = format!("{} is shorter than the other abstract; kept as a note", field.name());
                self.log.add(Code::RepeatedField, field.at(), message);
                self.notes(field, &value);
            }
        }
        self.article.abstracts.push(Abstract::plain(main));
    }

    /// A text with paragraphs.
    fn prose(&self, value: &str) -> Text {
        match () {
            () if !self.is_simple(value) => html::tagged(value, true),
            () if has_loose_blanks(value.as_bytes()) => Text::new(&tidy(value)),
            () => Text::new(value),
        }
    }
}

/// How many texts are compared one by one.
const FEW: usize = 24;

/// The texts of a list that has grown long, so that a repeated one is known without a search.
#[derive(Default)]
pub struct Known(HashSet<String>);

impl Known {
    /// Whether a text is not in the list yet. Every text that is new is put there by the caller.
    fn is_new<'k>(&mut self, list: impl ExactSizeIterator<Item = &'k str>, text: &str) -> bool {
        if list.len() < FEW {
            return list.into_iter().all(|known| known != text);
        }
        if self.0.is_empty() {
            self.0.extend(list.map(str::to_owned));
        }
        self.0.insert(text.to_owned())
    }
}

/// The long lists of a record.
#[derive(Default)]
pub struct Met {
    keywords: Known,
    languages: Known,
    affiliations: Known,
    links: HashSet<String>,
}

impl Met {
    /// Whether an address is not in the list yet under a tag.
    pub fn is_new_link<'k>(&mut self, list: impl ExactSizeIterator<Item = &'k Link>, link: &Link) -> bool {
        if list.len() < FEW {
            return list.into_iter().all(|known| known != link);
        }
        let named = |link: &Link| format!("{:?} {:?} {}", link.kind, link.label, link.url);
        if self.links.is_empty() {
            self.links.extend(list.map(named));
        }
        self.links.insert(named(link))
    }
}
