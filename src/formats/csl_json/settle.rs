//! Settles what the members of an item say only together: its type, its key, its numbers, and the variables in its note.

use super::json::Walk;
use super::read::{Item, plain};
use super::tags::{self, Use};
use super::{dates, names, note};
use crate::article::{Article, DateRole, Id, IdKind, Kind, Pages, Role, Slot, text};
use crate::format::Outcome;
use crate::log::{Code, shown};
use std::borrow::Cow;

impl Item<'_, '_> {
    /// The end of the item: what became of it.
    pub fn finish(mut self) -> Outcome {
        if self.walk.ended {
            self.log.add(Code::TruncatedRecord, 0..0, "the item is not closed; what it holds so far was read");
        }
        let typed = self.held.kind.as_deref().and_then(tags::kind_of);
        if !self.sure && typed.is_none() {
            if self.held.empty && self.known == 0 && !self.walk.ended {
                self.log.add(Code::NotARecord, 0..0, "the list holds no items");
                return Outcome::NotARecord;
            }
            let message = "this is no item of CSL-JSON: it has no type of CSL's, no id, title or date";
            self.log.add(Code::UnreadableRecord, 0..0, message);
            return Outcome::Rejected;
        }
        if let Some(at) = self.walk.mended {
            self.log.add(Code::Mended, at..at + 1, "this is no JSON; what could not be meant otherwise was read");
        }
        if let Some(note) = self.held.note.take() {
            self.note(&note);
        }
        // Crossref says of some ISSNs which edition they are for.
        let told = |id: &Id| matches!(id.kind, IdKind::IssnPrint | IdKind::IssnElectronic);
        let told: Vec<String> = self.article.ids.iter().filter(|id| told(id)).map(|id| id.value.clone()).collect();
        self.article.ids.retain(|id| id.kind != IdKind::Issn || !told.contains(&id.value));
        self.beside();
        self.settle_kind();
        self.key();
        self.paging();
        for (name, at) in std::mem::take(&mut self.held.custom) {
            self.custom(&name, self.walk.text(at));
        }
        if !self.inventors.is_empty() {
            let authors = self.article.contributors.iter_mut().filter(|other| other.role == Role::Author);
            for (place, author) in authors.enumerate() {
                if self.inventors.contains(&place) {
                    author.role = Role::Inventor;
                }
            }
        }
        if self.article.title.is_empty() {
            self.log.add(Code::MissingTitle, 0..0, "the item has no title");
        }
        if self.walk.ended { Outcome::Partial } else { Outcome::Whole }
    }

    /// What other members say goes before these.
    fn beside(&mut self) {
        let article = &mut *self.article;
        if let Some(event) = self.held.event.take() {
            let text = plain(&event).into_owned();
            let name = article.event.name.get_or_insert_with(|| text.clone());
            if *name == text {
                article.keep_copy("csl-json", "event", &event);
            } else {
                article.keep("csl-json", "event", &event);
            }
        }
        if let Some(issue) = self.held.issue.take() {
            article.issue.get_or_insert(issue);
        }
        if let Some((name, place)) = self.held.institution.take()
            && article.container.publisher.is_none()
        {
            article.container.publisher = Some(name);
            article.container.place = article.container.place.take().or(place);
        }
    }

    /// Variables in the note, and the rest of it.
    fn note(&mut self, source: &str) {
        let parted = note::part(source);
        let mut rest = Vec::new();
        for (name, value) in parted.variables {
            if !self.take_from_note(&name, &value) {
                rest.push(format!("{name}: {value}"));
            }
        }
        rest.push(parted.rest);
        let whole = text::tidy(&rest.join("\n"));
        if !whole.is_empty() {
            self.article.notes.push(whole);
        }
    }

    /// Takes a variable of the note, unless the item says something else.
    fn take_from_note(&mut self, name: &str, value: &str) -> bool {
        if name == note::ARXIV {
            return self.article.put(Slot::Arxiv, value).is_ok();
        }
        if name == "type" {
            let Some(kind) = tags::kind_of(value) else { return false };
            self.held.kind = Some(kind.as_str().to_owned());
            return true;
        }
        if let Some(Use::Both(slot @ (Slot::Doi | Slot::Pmid | Slot::Pmcid))) = tags::lookup(name) {
            return self.article.put(slot, value).is_ok();
        }
        // Each line of a list has one name.
        let used = tags::lookup(name);
        let is_new = self.seen.is_new(Cow::Owned(name.to_owned()));
        let goes_on = used == Some(Use::Names) && self.listed.iter().any(|known| known == name);
        if !is_new && !goes_on {
            return false;
        }
        let before = self.log.problems().len();
        match used {
            Some(Use::Both(slot) | Use::Read(slot) | Use::Copy(slot)) if Slot::of_date(DateRole::Issued) == slot => {
                self.note_date(DateRole::Issued, value)
            }
            Some(Use::Both(Slot::DateOriginal)) => self.note_date(DateRole::Original, value),
            Some(Use::Both(Slot::EventDate)) => self.note_date(DateRole::Event, value),
            Some(Use::Both(Slot::DateOnline)) => self.note_date(DateRole::Online, value),
            Some(Use::Both(Slot::DateReceived)) => self.note_date(DateRole::Received, value),
            Some(Use::Both(Slot::DateAccessed)) => self.note_date(DateRole::Accessed, value),
            Some(Use::Date(role)) => self.note_date(role, value),
            Some(Use::Both(slot @ (Slot::Issn | Slot::Isbn)) | Use::Read(slot @ (Slot::Issn | Slot::Isbn))) => {
                let kind = if slot == Slot::Issn { IdKind::Issn } else { IdKind::Isbn };
                self.id(&kind, value, &(0..0))
            }
            Some(Use::Both(slot) | Use::Read(slot) | Use::Copy(slot) | Use::Twin(slot)) => {
                !matches!(slot, Slot::Kind | Slot::Title | Slot::Notes) && self.put(slot, name, value).is_ok()
            }
            Some(Use::Names) => {
                // Zotero's form of a name: `Family || Given`.
                let name_text = value.replace(" || ", ", ");
                let json = serde_json::to_string(&name_text).unwrap_or_default();
                let role = tags::role_of(name);
                let names = names::list(&mut Walk::new(&json), &role).unwrap_or_default();
                self.article.contributors.extend(names.into_iter().map(|read| read.contributor));
                self.listed.push(name.to_owned());
                true
            }
            Some(Use::Keep) => {
                self.article.keep("csl-json", name, value);
                true
            }
            Some(Use::People(_) | Use::Crossref(_) | Use::Custom) | None => self.log.problems().len() > before,
        }
    }

    fn note_date(&mut self, role: DateRole, value: &str) -> bool {
        let read = dates::free(value);
        let Some(date) = read.date.filter(|_| read.whole && self.article.date(role).is_none()) else { return false };
        self.article.add_date(role, date);
        true
    }

    fn settle_kind(&mut self) {
        let kind = match self.held.kind.take() {
            None => {
                self.log.add(Code::UnfitValue, 0..0, "the item has no type; read as a document");
                Kind::Document
            }
            Some(name) => tags::kind_of(&name).unwrap_or_else(|| {
                self.log.add(Code::UnfitValue, 0..0, format!("CSL has no type {}; kept", shown(&name)));
                Kind::Other(name)
            }),
        };
        self.article.kind = self::kind(kind, self.article);
        if let Some(second) = self.held.series.take() {
            let container = &mut self.article.container;
            if self.article.kind.is_part_of_book() && container.series.is_none() {
                container.series = container.title.replace(second);
            } else {
                self.article.keep("csl-json", "container-title", second.plain());
            }
        }
    }

    /// The id, or the citation key where the id is none that people cite by.
    fn key(&mut self) {
        let usable = |key: &String| {
            let doi = key.contains('/') && key.starts_with(|c: char| c.is_ascii_digit());
            !(key.is_empty() || doi || key.contains("//") || key.contains(char::is_whitespace))
        };
        let (id, key) = (self.held.id.take(), self.held.citation_key.take());
        let (chosen, other) = match (id, key) {
            (Some(id), Some(key)) if id == key => (Some(id), None),
            (Some(id), Some(key)) if !usable(&id) && usable(&key) => (Some(key), Some(("id", id))),
            (Some(id), key) => (Some(id), key.map(|key| ("citation-key", key))),
            (None, key) => (key, None),
        };
        if let Some((name, value)) = other {
            self.article.keep("csl-json", name, &value);
        }
        self.article.key = chosen.filter(|key| !key.is_empty());
    }

    /// Pages and numbers, which may both be the number of the article.
    fn paging(&mut self) {
        let (pages, first) = (self.held.pages.take(), self.held.first_page.take());
        let (number, article) = (self.held.number.take(), &mut *self.article);
        match (&pages, &first) {
            (Some(pages), Some(first)) if Pages::parse(pages).first() != first => {
                article.keep("csl-json", "page-first", first);
            }
            (_, Some(first)) => article.keep_copy("csl-json", "page-first", first),
            (_, None) => {}
        }
        let pages = pages.or(first);
        match (pages, number) {
            (Some(pages), Some(number)) if pages == number && article.article_number.is_none() => {
                article.article_number = Some(pages);
            }
            (pages, number) => {
                article.number = number;
                match pages {
                    Some(pages) if article.article_number.as_ref() == Some(&pages) => {}
                    Some(pages) if article.article_number.is_none() && is_number(&article.kind, &pages) => {
                        article.article_number = Some(pages);
                    }
                    pages => article.pages = pages.map(|pages| Pages::parse(&pages)),
                }
            }
        }
    }
}

/// Whether pages are one number that stands in for them: `e0123456`, `1129465`.
pub fn is_number(kind: &Kind, pages: &str) -> bool {
    let digits = pages.strip_prefix(['e', 'E']);
    let least = if digits.is_some() { 2 } else { 6 };
    let digits = digits.unwrap_or(pages);
    kind.is_article() && digits.len() >= least && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// The kind of an item, which its type says in part: a book of editors, an article that is in a journal after all.
pub fn kind(kind: Kind, article: &Article) -> Kind {
    let has = |role: Role| article.contributors.iter().any(|other| other.role == role);
    match kind {
        Kind::Book if has(Role::Editor) && !has(Role::Author) => Kind::EditedBook,
        Kind::Preprint
            if article.container.best_title().is_some() && (article.volume.is_some() || article.issue.is_some()) =>
        {
            Kind::JournalArticle
        }
        kind => kind,
    }
}

/// The keywords of a string: with commas between, or semicolons where there is no comma.
pub fn keywords(source: &str) -> Vec<&str> {
    let separator = if source.contains("; ") && !source.contains(',') { ';' } else { ',' };
    source.split(separator).map(str::trim).filter(|word| !word.is_empty()).collect()
}
