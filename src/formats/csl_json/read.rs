//! Reads an item of CSL-JSON.
//!
//! Each member is read for itself: a value that does not fit costs that value, and is kept as JSON. What the item says of
//! itself as a whole (is its number that of a report or of the article, is the first title of two a series) is settled at
//! the end.

use super::json::{Value, Walk};
use super::tags::{self, Crossref, Use};
use super::{dates, names, note};
use crate::article::{
    Abstract, Article, DateRole, Id, IdKind, Keyword, Kind, Link, LinkKind, Notice, NoticeKind, Pages, Relation,
    RelationKind, Role, Scheme, Slot, Slots, Status, Text, language, text,
};
use crate::format::{Outcome, Parser, ReadOptions, Splitter};
use crate::log::{Code, Log, shown};
use crate::markup::html;
use crate::split::objects::{Member, Names, Objects};
use serde::de::IgnoredAny;
use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

/// Makes a splitter.
pub fn splitter(_: &ReadOptions) -> Box<dyn Splitter> {
    let first = &["id", "type", "citation-key", "DOI", "indexed"];
    Box::new(Objects::new(Names { member, first }, Arc::new(CslJson)))
}

/// What a name says of the object that has it.
fn member(name: &str) -> Member {
    match name {
        "type" | "title" | "author" | "issued" | "DOI" | "container-title" => Member::Telling,
        // Containers, where `references` is a variable too, and `message` Crossref's envelope.
        "items" | "references" | "records" | "results" | "data" | "citationItems" => Member::List,
        // What Zotero's server says of items.
        "library" | "links" | "meta" => Member::Field,
        // citation.js keeps what it thinks of an item in members that it marks so.
        name if name.starts_with('_') || tags::lookup(name).is_some() => Member::Field,
        _ => Member::Other,
    }
}

/// The parser.
struct CslJson;

impl Parser for CslJson {
    fn parse(&self, record: &str, article: &mut Article, log: &mut Log) -> Outcome {
        let walk = Walk::new(record);
        let mut item = Item {
            walk,
            article,
            log,
            seen: HashSet::new(),
            held: Held::default(),
            said: Slots::NONE,
            inventors: Vec::new(),
            known: 0,
            sure: false,
        };
        if !item.walk.enter(b'{') {
            item.log.add(Code::UnreadableRecord, 0..0, "this is no object");
            return Outcome::Rejected;
        }
        while let Some(name) = item.walk.member() {
            item.member(name);
        }
        item.finish()
    }
}

/// What can only be placed when the whole item is known.
#[derive(Default)]
struct Held {
    kind: Option<String>,
    id: Option<String>,
    citation_key: Option<String>,
    pages: Option<String>,
    first_page: Option<String>,
    number: Option<String>,
    series: Option<Text>,
    custom: Option<Range<usize>>,
    note: Option<String>,
    empty: bool,
}

/// An item on its way in.
pub struct Item<'a, 't> {
    pub walk: Walk<'t>,
    pub article: &'a mut Article,
    pub log: &'a mut Log,
    seen: HashSet<Cow<'t, str>>,
    held: Held,
    /// Slots that `custom` has filled.
    pub said: Slots,
    /// Places of inventors among the authors.
    pub inventors: Vec<usize>,
    /// How many members have a name that is known.
    known: usize,
    /// The object is an item, and nothing else that has an author and a version.
    sure: bool,
}

/// A value as text, where it is one.
enum Scalar<'t> {
    Text(Cow<'t, str>),
    None,
    Unfit,
}

impl<'t> Item<'_, 't> {
    fn member(&mut self, name: Cow<'t, str>) {
        let known = !self.seen.insert(name.clone());
        let name = name.as_ref();
        self.walk.peek();
        let at = self.walk.at();
        let used = tags::lookup(name);
        self.known += usize::from(used.is_some());
        if known {
            let value = self.walk.skip();
            self.log.add(Code::RepeatedField, value.clone(), format!("{} is given again; kept as extra", shown(name)));
            self.keep(name, value);
            return;
        }
        self.sure |= matches!(name, "id" | "title" | "issued" | "DOI" | "container-title" | "citation-key");
        match used {
            Some(Use::Both(slot) | Use::Read(slot) | Use::Copy(slot)) => self.slot(slot, name),
            Some(Use::Names) => self.people(name, name),
            Some(Use::People(role)) => self.people(role, name),
            Some(Use::Date(role)) => self.date(role, name),
            Some(Use::Crossref(list)) => self.crossref(list, name),
            Some(Use::Keep) => {
                let value = self.walk.skip();
                self.keep(name, value);
            }
            Some(Use::Custom) => self.held.custom = Some(self.walk.skip()),
            None => {
                let value = self.walk.skip();
                self.held.empty |= matches!(self.walk.text(value.clone()), "[]" | "{}");
                // citation.js marks its own members so.
                if !name.starts_with('_') {
                    let at = at..value.end.max(at);
                    self.log.add(Code::UnknownTag, at, format!("{} is no variable of CSL; kept as extra", shown(name)));
                }
                self.keep(name, value);
            }
        }
        if self.walk.at() == at && self.walk.peek().is_some_and(|byte| !matches!(byte, b',' | b'}' | b']' | b':')) {
            // Nothing was taken: never stand still.
            self.walk.skip();
        }
    }

    /// Keeps a value as it stands in the record.
    pub fn keep(&mut self, name: &str, value: Range<usize>) {
        let json = self.walk.text(value);
        self.keep_text(name, json);
    }

    /// Keeps a value that is JSON: strings without their quotes, unless they would look like JSON then.
    pub fn keep_text(&mut self, name: &str, json: &str) {
        if json.is_empty() || json == "null" {
            return;
        }
        let plain = match Walk::new(json).value() {
            Value::Text(text) if serde_json::from_str::<IgnoredAny>(&text).is_err() => Some(text.into_owned()),
            _ => None,
        };
        self.article.keep("csl-json", name, plain.as_deref().unwrap_or(json));
    }

    fn misfit(&mut self, name: &str, at: usize) {
        let value = at..self.walk.at();
        let message = format!("{} cannot be {}; kept as extra", name, shown(self.walk.text(value.clone())));
        self.log.add(Code::UnfitValue, value.clone(), message);
        self.keep(name, value);
    }

    /// The next value as text. Of a list the first; the others are kept.
    fn scalar(&mut self, name: &str) -> Scalar<'t> {
        let at = self.walk.at();
        match self.walk.value() {
            Value::Text(text) => Scalar::Text(text),
            Value::Number(number) => Scalar::Text(Cow::Borrowed(number.strip_suffix(".0").unwrap_or(number))),
            Value::Null => Scalar::None,
            Value::Map => {
                // Crossref's conference is an object with a name.
                let found = self.named();
                match found {
                    Some(text) if name == "event" => {
                        self.keep(name, at..self.walk.at());
                        Scalar::Text(text)
                    }
                    _ => {
                        self.misfit(name, at);
                        Scalar::Unfit
                    }
                }
            }
            Value::List => {
                let mut found = Scalar::None;
                self.walk.enter(b'[');
                while self.walk.element() {
                    let at = self.walk.at();
                    match self.walk.value() {
                        Value::Text(text) if matches!(found, Scalar::None) => found = Scalar::Text(text),
                        Value::Number(text) if matches!(found, Scalar::None) => {
                            found = Scalar::Text(Cow::Borrowed(text))
                        }
                        Value::Null => {}
                        value => {
                            if matches!(value, Value::List | Value::Map) {
                                self.walk.skip();
                            }
                            self.again(name, at..self.walk.at());
                        }
                    }
                }
                found
            }
            Value::Flag(_) | Value::Word(_) => {
                self.misfit(name, at);
                Scalar::Unfit
            }
        }
    }

    fn again(&mut self, name: &str, value: Range<usize>) {
        let message =
            format!("{name} has room for one value; {} is kept as extra", shown(self.walk.text(value.clone())));
        self.log.add(Code::RepeatedField, value.clone(), message);
        self.keep(name, value);
    }

    /// The member `name` of the object that comes next.
    fn named(&mut self) -> Option<Cow<'t, str>> {
        let mut found = None;
        self.walk.enter(b'{');
        while let Some(name) = self.walk.member() {
            match self.walk.value() {
                Value::Text(text) if name == "name" => found = Some(text),
                Value::List | Value::Map => {
                    self.walk.skip();
                }
                _ => {}
            }
        }
        found
    }

    fn slot(&mut self, slot: Slot, name: &str) {
        let at = self.walk.at();
        match slot {
            Slot::DateIssued => return self.date(DateRole::Issued, name),
            Slot::DateOnline => return self.date(DateRole::Online, name),
            Slot::DateReceived => return self.date(DateRole::Received, name),
            Slot::DateAccessed => return self.date(DateRole::Accessed, name),
            Slot::DateOriginal => return self.date(DateRole::Original, name),
            Slot::EventDate => return self.date(DateRole::Event, name),
            Slot::Issn | Slot::Isbn | Slot::Keywords | Slot::Urls | Slot::Languages => return self.values(slot, name),
            Slot::ContainerTitle if self.walk.peek() == Some(b'[') => return self.container(name),
            _ => {}
        }
        let Scalar::Text(text) = self.scalar(name) else { return };
        if text.trim().is_empty() {
            return;
        }
        if self.put(slot, name, &text).is_err() {
            self.again(name, at..self.walk.at());
        }
    }

    /// Puts a text into its slot; an error when there is another value.
    fn put(&mut self, slot: Slot, name: &str, source: &str) -> Result<(), ()> {
        let rich = |place: &mut Option<Text>| {
            let text = html::to_text(source, false);
            match place {
                Some(known) if *known == text => Ok(()),
                Some(_) => Err(()),
                None => {
                    *place = Some(text).filter(|text| !text.is_empty());
                    Ok(())
                }
            }
        };
        let article = &mut *self.article;
        match slot {
            Slot::Kind => self.held.kind = Some(source.trim().to_owned()),
            Slot::Key if name == "citation-key" => self.held.citation_key = Some(line(source)),
            Slot::Key => self.held.id = Some(line(source)),
            Slot::Title => {
                let title = html::to_text(source, false);
                if !article.title.is_empty() && article.title != title {
                    return Err(());
                }
                article.title = title;
            }
            Slot::Subtitle => return rich(&mut article.subtitle),
            Slot::ShortTitle => return rich(&mut article.short_title),
            Slot::OriginalTitle => return rich(&mut article.original_title),
            Slot::ReviewedTitle => return rich(&mut article.reviewed_title),
            Slot::ContainerTitle => return rich(&mut article.container.title),
            Slot::VolumeTitle => return rich(&mut article.container.volume_title),
            Slot::Series => return rich(&mut article.container.series),
            Slot::ContainerIso => {
                let text = plain(source);
                let known = article.container.short_title();
                if known.is_some_and(|known| known != text) {
                    return Err(());
                }
                let place = if text.contains('.') { &mut article.container.iso } else { &mut article.container.nlm };
                *place = Some(text);
            }
            Slot::Abstract => {
                let found = html::to_text(source, true);
                if article.main_abstract().is_some() {
                    return Err(());
                }
                if !found.is_empty() {
                    article.abstracts.push(Abstract::plain(found));
                }
            }
            Slot::Notes => self.held.note = Some(text::clean(source).into_owned()),
            Slot::Pages if name == "page-first" => self.held.first_page = Some(line(source)),
            Slot::Pages => self.held.pages = Some(line(source)),
            Slot::Number => self.held.number = Some(line(source)),
            Slot::Status => {
                let name = line(source);
                let status = Status::from(name.to_lowercase().replace(' ', "-").as_str());
                article.status = Some(if matches!(status, Status::Other(_)) { Status::Other(name) } else { status });
            }
            _ => {
                use crate::article::NotPut::{Structured, Taken, Unfit};
                return match article.put(slot, &plain(source)) {
                    Ok(()) => Ok(()),
                    Err(Taken) => Err(()),
                    Err(Unfit | Structured) => {
                        let at = self.walk.at();
                        let message = format!("{name} cannot be {}; kept as extra", shown(source));
                        self.log.add(Code::UnfitValue, at.saturating_sub(source.len() + 2)..at, message);
                        self.article.keep("csl-json", name, source);
                        Ok(())
                    }
                };
            }
        }
        Ok(())
    }

    fn date(&mut self, role: DateRole, name: &str) {
        let at = self.walk.at();
        let composite = matches!(self.walk.peek(), Some(b'{' | b'['));
        let mut own = Walk::new(if composite {
            let value = self.walk.skip();
            self.walk.text(value)
        } else {
            ""
        });
        let read = if composite { dates::read(&mut own) } else { dates::read(&mut self.walk) };
        self.walk.ended |= own.ended;
        let value = at..self.walk.at();
        let found = self.walk.text(value.clone());
        let Some(date) = read.date else {
            if !read.whole {
                self.misfit(name, at);
            }
            return;
        };
        if !read.whole {
            let message = match date.start() {
                Some(_) => format!("not all of {name} {} is a date; its words are kept", shown(found)),
                None => format!("{name} {} is no date; its words are kept", shown(found)),
            };
            self.log.add(Code::UnreadableDate, value.clone(), message);
            if date.literal.is_none() {
                self.keep(name, value.clone());
            }
        }
        if role == DateRole::Issued && self.article.status.is_none() {
            let words = date.literal.as_deref().map(str::to_lowercase).unwrap_or_default();
            let status = match words.trim_matches(['(', ')', '[', ']', '.']) {
                "in press" | "forthcoming" | "to appear" => Some(Status::InPress),
                "submitted" => Some(Status::Submitted),
                _ => None,
            };
            self.article.status = status;
        }
        match self.article.date(role) {
            Some(known) if *known == date => {}
            Some(_) => self.again(name, value),
            None => self.article.add_date(role, date),
        }
    }

    /// Values of which there may be several in a list or a string.
    fn values(&mut self, slot: Slot, name: &str) {
        let at = self.walk.at();
        if !self.walk.enter(b'[') {
            match self.scalar(name) {
                Scalar::Text(text) => self.value(slot, name, &text, at..self.walk.at()),
                Scalar::None | Scalar::Unfit => {}
            }
            return;
        }
        while self.walk.element() {
            let at = self.walk.at();
            match self.walk.value() {
                Value::Text(text) if slot == Slot::Keywords => self.keyword(&text),
                Value::Text(text) => self.value(slot, name, &text, at..self.walk.at()),
                Value::Number(text) => self.value(slot, name, text, at..self.walk.at()),
                Value::Null => {}
                value => {
                    if matches!(value, Value::List | Value::Map) {
                        self.walk.skip();
                    }
                    self.misfit(name, at);
                }
            }
        }
    }

    fn value(&mut self, slot: Slot, name: &str, source: &str, at: Range<usize>) {
        match slot {
            Slot::Keywords => keywords(source).into_iter().for_each(|word| self.keyword(word)),
            Slot::Urls => {
                // Before those that lead to files of the text.
                for url in source.split_whitespace() {
                    let links = &mut self.article.links;
                    let place = links.iter().take_while(|link| link.kind == LinkKind::Landing).count();
                    links.insert(place, Link { url: line(url), ..Link::default() });
                }
            }
            Slot::Languages => {
                let name = plain(source);
                if !name.is_empty() {
                    self.article.languages.push(language::to_bcp47(&name).unwrap_or(name));
                }
            }
            _ => {
                let kind = if slot == Slot::Issn { IdKind::Issn } else { IdKind::Isbn };
                if !self.id(&kind, source, &at) {
                    // Several in a string, with commas or blanks between.
                    for part in source.split([',', ';', ' ']).map(str::trim).filter(|part| !part.is_empty()) {
                        if !self.id(&kind, part, &at) {
                            let message = format!("{name} cannot be {}; kept as extra", shown(part));
                            self.log.add(Code::UnfitValue, at.clone(), message);
                            self.article.keep("csl-json", name, part);
                        }
                    }
                }
            }
        }
    }

    fn id(&mut self, kind: &IdKind, source: &str, at: &Range<usize>) -> bool {
        let Some(id) = Id::parse(kind.clone(), source) else { return false };
        if id.is_suspect() {
            let message = format!("the check digit of {} is wrong; kept as found", shown(&id.value));
            self.log.add(Code::SuspectIdentifier, at.clone(), message);
        }
        self.article.add_id(id);
        true
    }

    fn keyword(&mut self, word: &str) {
        let term = html::to_text(word, false);
        if !term.is_empty() {
            self.article.keywords.push(Keyword { term, scheme: Scheme::Author, ..Keyword::default() });
        }
    }

    /// Crossref's list of titles: that of the series first where a book is in one.
    fn container(&mut self, name: &str) {
        let mut titles = Vec::new();
        self.walk.enter(b'[');
        while self.walk.element() {
            let at = self.walk.at();
            match self.walk.value() {
                Value::Text(text) => titles.push((html::to_text(&text, false), at..self.walk.at())),
                Value::Null => {}
                value => {
                    if matches!(value, Value::List | Value::Map) {
                        self.walk.skip();
                    }
                    self.misfit(name, at);
                }
            }
        }
        let mut titles = titles.into_iter().filter(|(title, _)| !title.is_empty());
        let (first, second) = (titles.next(), titles.next());
        if let (Some((first, _)), Some((second, _))) = (&first, &second)
            && first != second
        {
            self.held.series = Some(second.clone());
        }
        self.article.container.title = first.map(|(title, _)| title);
        for (_, at) in titles {
            self.again(name, at);
        }
    }

    fn people(&mut self, role: &str, name: &str) {
        let at = self.walk.at();
        let Some(list) = names::list(&mut self.walk, &tags::role_of(role)) else {
            return self.misfit(name, at);
        };
        let value = at..self.walk.at();
        for read in list {
            if read.guessed {
                let named = read.contributor.name.inverted().into_owned();
                let message = format!("{name} is not in CSL's form; read as {}", shown(&named));
                self.log.add(Code::UnfitValue, value.clone(), message);
            }
            for (key, json) in &read.unknown {
                let what = if key.is_empty() { name.to_owned() } else { format!("{name}.{key}") };
                self.unfit(&format!("{what} {} is no part of a name", shown(json)), value.clone());
                self.keep_text(&what, json);
            }
            if read.et_al {
                self.article.et_al = true;
                continue;
            }
            let mut contributor = read.contributor;
            for text in read.affiliations {
                let place = self.article.affiliations.iter().position(|known| known.text == text);
                let place = place.unwrap_or_else(|| {
                    self.article.affiliations.push(crate::article::Affiliation { text, ids: Vec::new() });
                    self.article.affiliations.len() - 1
                });
                contributor.affiliations.push(place);
            }
            if !contributor.name.inverted().is_empty() {
                self.article.contributors.push(contributor);
            }
        }
    }

    /// A list of objects, whose members are strings where they matter.
    fn objects(
        &mut self,
        name: &str,
        mut each: impl FnMut(&mut Self, Vec<(Cow<'t, str>, Cow<'t, str>)>, Range<usize>),
    ) {
        if self.walk.peek() != Some(b'[') {
            let value = self.walk.skip();
            return self.keep(name, value);
        }
        self.walk.enter(b'[');
        while self.walk.element() {
            let at = self.walk.at();
            if !self.walk.enter(b'{') {
                self.walk.skip();
                self.misfit(name, at);
                continue;
            }
            let mut members = Vec::new();
            while let Some(key) = self.walk.member() {
                match self.walk.value() {
                    Value::Text(text) => members.push((key, text)),
                    Value::Number(text) => members.push((key, Cow::Borrowed(text))),
                    Value::List | Value::Map => {
                        let value = self.walk.skip();
                        members.push((key, Cow::Borrowed(self.walk.text(value))));
                    }
                    Value::Null | Value::Flag(_) | Value::Word(_) => {}
                }
            }
            let at = at..self.walk.at();
            each(self, members, at);
        }
    }

    fn crossref(&mut self, list: Crossref, name: &str) {
        if list == Crossref::Licenses && self.walk.peek() == Some(b'"') {
            return self.slot(Slot::License, name);
        }
        self.objects(name, |item, members, at| {
            let get = |name: &str| members.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_ref());
            let kept = match list {
                Crossref::Issns => {
                    let kind = match get("type") {
                        Some("print") => IdKind::IssnPrint,
                        Some("electronic") => IdKind::IssnElectronic,
                        _ => IdKind::Issn,
                    };
                    let found = get("value").and_then(|value| Id::parse(kind, value));
                    found.map(|id| item.article.add_id(id)).is_some()
                }
                Crossref::Licenses => {
                    let url = get("URL");
                    let text = url.unwrap_or("").to_owned();
                    let notice = Notice { kind: NoticeKind::License, text, url: url.map(str::to_owned) };
                    if url.is_some() && !item.article.notices.contains(&notice) {
                        item.article.notices.push(notice);
                    }
                    url.is_some()
                }
                Crossref::Links => {
                    let kind = match get("content-type") {
                        Some("application/pdf") => LinkKind::Pdf,
                        _ => LinkKind::FullText,
                    };
                    let url = get("URL");
                    if let Some(url) = url.filter(|url| !item.article.links.iter().any(|link| link.url == *url)) {
                        item.article.links.push(Link { url: url.to_owned(), kind, label: None });
                    }
                    url.is_some()
                }
                Crossref::Funders => {
                    let agency = get("name").map(plain);
                    let awards: Vec<String> =
                        get("award").and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default();
                    let grant = |number| crate::article::Grant { number, agency: agency.clone(), ..Default::default() };
                    if awards.is_empty() {
                        item.article.grants.push(grant(None));
                    }
                    item.article.grants.extend(awards.into_iter().map(|award| grant(Some(award))));
                    agency.is_some()
                }
                Crossref::References => {
                    item.article.relations.push(reference(&get));
                    true
                }
            };
            if !kept {
                item.keep(name, at);
            }
        });
    }

    fn finish(mut self) -> Outcome {
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
        self.kind();
        self.key();
        self.paging();
        if let Some(custom) = self.held.custom.take() {
            self.custom(custom);
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
        if !self.seen.insert(Cow::Owned(name.to_owned())) {
            return false;
        }
        let before = self.log.problems().len();
        match tags::lookup(name) {
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
            Some(Use::Both(slot) | Use::Read(slot) | Use::Copy(slot)) => {
                !matches!(slot, Slot::Kind | Slot::Title | Slot::Notes) && self.put(slot, name, value).is_ok()
            }
            Some(Use::Names) => {
                // Zotero's form of a name: `Family || Given`.
                let name_text = value.replace(" || ", ", ");
                let json = serde_json::to_string(&name_text).unwrap_or_default();
                let role = tags::role_of(name);
                let names = names::list(&mut Walk::new(&json), &role).unwrap_or_default();
                self.article.contributors.extend(names.into_iter().map(|read| read.contributor));
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

    fn kind(&mut self) {
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
        self.article.kind = settled(kind, self.article);
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
        if let (Some(pages), Some(first)) = (&pages, &first)
            && Pages::parse(pages).first() != first
        {
            article.keep("csl-json", "page-first", first);
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
pub fn settled(kind: Kind, article: &Article) -> Kind {
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

/// A text on one line.
fn line(source: &str) -> String {
    text::squeeze(&text::clean(source)).into_owned()
}

/// A text for a place that has no marks: entities decoded, tags taken off.
fn plain(source: &str) -> String {
    if source.contains(['<', '&']) { html::to_text(source, false).plain().to_owned() } else { line(source) }
}

/// The keywords of a string: with commas between, or semicolons where there is no comma.
pub fn keywords(source: &str) -> Vec<&str> {
    let separator = if source.contains("; ") && !source.contains(',') { ';' } else { ',' };
    source.split(separator).map(str::trim).filter(|word| !word.is_empty()).collect()
}

/// A work cited, as Crossref has it.
fn reference<'m>(get: &dyn Fn(&str) -> Option<&'m str>) -> Relation {
    let parts = [
        "author",
        "year",
        "article-title",
        "volume-title",
        "series-title",
        "journal-title",
        "volume",
        "issue",
        "first-page",
    ];
    let printed = match get("unstructured") {
        Some(text) => plain(text),
        None => parts.iter().filter_map(|part| get(part)).map(plain).collect::<Vec<_>>().join(". "),
    };
    let mut relation = Relation::printed(RelationKind::References, &printed);
    relation.text = relation.text.filter(|text| !text.is_empty());
    relation.ids.extend(get("DOI").and_then(|doi| Id::parse(IdKind::Doi, doi)));
    if relation.text.is_none() && relation.ids.is_empty() {
        relation.text = get("key").map(str::to_owned);
    }
    relation
}
