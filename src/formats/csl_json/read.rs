//! Reads an item of CSL-JSON.
//!
//! Each member is read for itself: a value that does not fit costs that value, and is kept as JSON. What the item says of
//! itself as a whole (is its number that of a report or of the article, is the first title of two a series) is settled at
//! the end.

use super::json::{Value, Walk};
use super::tags::{self, Use};
use super::write::known_status;
use super::{dates, settle};
use crate::article::{
    Abstract, Article, DateRole, Id, IdKind, Keyword, Link, LinkKind, Scheme, Slot, Slots, Status, Text, language, text,
};
use crate::format::{Outcome, Parser, ReadOptions, Splitter};
use crate::log::{Code, Log, shown};
use crate::markup::html;
use crate::split::objects::{Member, Names, Objects};
use memchr::memchr2;
use serde::de::IgnoredAny;
use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

/// Makes a splitter.
pub fn splitter(options: &ReadOptions) -> Box<dyn Splitter> {
    let first = &["id", "type", "citation-key", "DOI", "indexed"];
    Box::new(Objects::new(Names { member, first }, Arc::new(CslJson { wanted: options.wanted })))
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
struct CslJson {
    wanted: Slots,
}

impl Parser for CslJson {
    fn parse(&self, record: &str, article: &mut Article, log: &mut Log) -> Outcome {
        let walk = Walk::new(record);
        article.source.format.push_str("csl-json");
        let mut item = Item {
            walk,
            wanted: self.wanted,
            article,
            log,
            seen: Seen::default(),
            held: Held::default(),
            said: Slots::NONE,
            inventors: Vec::new(),
            known: 0,
            listed: Vec::new(),
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
pub struct Held<'t> {
    /// The type.
    pub kind: Option<String>,
    /// The id.
    pub id: Option<String>,
    /// The citation key.
    pub citation_key: Option<String>,
    /// `page`.
    pub pages: Option<String>,
    /// `page-first`.
    pub first_page: Option<String>,
    /// `number`.
    pub number: Option<String>,
    /// The second title of a container.
    pub series: Option<Text>,
    /// The members of `custom`, and where their values stand.
    pub custom: Vec<(Cow<'t, str>, Range<usize>)>,
    /// The note.
    pub note: Option<String>,
    /// `event`, which `event-title` goes before.
    pub event: Option<String>,
    /// The issue, and the place that a work comes from, as Crossref has them beside CSL's variables.
    pub issue: Option<String>,
    pub institution: Option<(String, Option<String>)>,
    /// There was an empty list or object that means nothing.
    pub empty: bool,
}

/// Names of members that were given: a bit for each variable, and the names of others.
#[derive(Default)]
pub struct Seen<'t> {
    variables: [u64; 4],
    others: HashSet<Cow<'t, str>>,
}

impl<'t> Seen<'t> {
    /// Whether a name is given for the first time.
    pub fn is_new(&mut self, name: Cow<'t, str>) -> bool {
        self.is_new_at(tags::place(&name), name)
    }

    /// The same for a name whose number in the tables is known.
    fn is_new_at(&mut self, place: Option<usize>, name: Cow<'t, str>) -> bool {
        match place.map(|place| (place / 64, 1 << (place % 64))) {
            Some((word, bit)) if word < self.variables.len() => {
                let known = self.variables[word] & bit != 0;
                self.variables[word] |= bit;
                !known
            }
            _ => self.others.insert(name),
        }
    }
}

/// An item on its way in.
pub struct Item<'a, 't> {
    pub walk: Walk<'t>,
    /// Slots that somebody wants.
    pub wanted: Slots,
    pub article: &'a mut Article,
    pub log: &'a mut Log,
    /// Names that members had so far.
    pub seen: Seen<'t>,
    /// What is to be settled.
    pub held: Held<'t>,
    /// Slots that `custom` has filled.
    pub said: Slots,
    /// Places of inventors among the authors.
    pub inventors: Vec<usize>,
    /// How many members have a name that is known.
    pub known: usize,
    /// Variables of names that the note has given so far.
    pub listed: Vec<String>,
    /// The object is an item, and nothing else that has an author and a version.
    pub sure: bool,
}

/// A value as text, where it is one.
enum Scalar<'t> {
    Text(Cow<'t, str>),
    None,
    Unfit,
}

impl<'t> Item<'_, 't> {
    fn member(&mut self, name: Cow<'t, str>) {
        self.walk.peek();
        let at = self.walk.at();
        let row = tags::row(&name);
        let used = row.map(|(_, used, _)| used);
        self.known += usize::from(used.is_some());
        let is_new = self.seen.is_new_at(row.map(|(.., place)| place), name.clone());
        let name = name.as_ref();
        if !is_new {
            let value = self.walk.skip();
            self.log.add(Code::RepeatedField, value.clone(), format!("{} is given again; kept as extra", shown(name)));
            self.keep(name, value);
            return;
        }
        self.sure |= matches!(name, "id" | "title" | "issued" | "DOI" | "container-title" | "citation-key");
        match used {
            Some(Use::Both(slot) | Use::Read(slot) | Use::Copy(slot) | Use::Twin(slot)) => self.slot(slot, name),
            Some(Use::Names) => self.people(name, name),
            Some(Use::People(role)) => self.people(role, name),
            Some(Use::Date(role)) => self.date(role, name),
            Some(Use::Crossref(list)) => self.crossref(list, name),
            Some(Use::Keep) => {
                let value = self.walk.skip();
                self.keep(name, value);
            }
            Some(Use::Custom) if self.walk.enter(b'{') => {
                while let Some(name) = self.walk.member() {
                    let value = self.walk.skip();
                    self.held.custom.push((name, value));
                }
            }
            Some(Use::Custom) => {
                let value = self.walk.skip();
                self.keep(name, value);
            }
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

    /// Keeps a value that its member cannot have.
    pub fn misfit(&mut self, name: &str, at: usize) {
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
                self.walk.skip();
                self.misfit(name, at);
                Scalar::Unfit
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

    /// Keeps a value of which there may be one, and is another already.
    pub fn again(&mut self, name: &str, value: Range<usize>) {
        let message =
            format!("{name} has room for one value; {} is kept as extra", shown(self.walk.text(value.clone())));
        self.log.add(Code::RepeatedField, value.clone(), message);
        self.keep(name, value);
    }

    /// Reads a value for a slot.
    pub fn slot(&mut self, slot: Slot, name: &str) {
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
            Slot::EventName if self.walk.peek() == Some(b'{') => return self.conference(name),
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
    pub fn put(&mut self, slot: Slot, name: &str, source: &str) -> Result<(), ()> {
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
            Slot::ShortTitle => {
                let put = rich(&mut article.short_title);
                if put.is_ok() && name == "shortTitle" {
                    article.keep_copy("csl-json", name, source);
                }
                return put;
            }
            Slot::OriginalTitle => return rich(&mut article.original_title),
            Slot::ReviewedTitle => return rich(&mut article.reviewed_title),
            Slot::ContainerTitle => return rich(&mut article.container.title),
            Slot::VolumeTitle => return rich(&mut article.container.volume_title),
            Slot::Series => return rich(&mut article.container.series),
            Slot::ContainerIso => {
                let text = plain(source).into_owned();
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
            Slot::EventName if name == "event" => self.held.event = Some(line(source)),
            Slot::Notes => self.held.note = Some(text::clean(source).into_owned()),
            Slot::Pages if name == "page-first" => self.held.first_page = Some(line(source)),
            Slot::Pages => self.held.pages = Some(line(source)),
            Slot::Number => self.held.number = Some(line(source)),
            Slot::Status => {
                let name = line(source);
                let status = known_status(&name);
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
            Slot::Keywords => settle::keywords(source).into_iter().for_each(|word| self.keyword(word)),
            Slot::Urls => {
                // Before those that lead to files of the text.
                let several = source.split_whitespace().all(|part| part.contains("://"));
                let parts: Vec<&str> = if several { source.split_whitespace().collect() } else { vec![source] };
                let found = parts.into_iter().map(|url| Link { url: line(url), ..Link::default() });
                let links = &mut self.article.links;
                let place = links.iter().take_while(|link| link.kind == LinkKind::Landing).count();
                links.splice(place..place, found.filter(|link| !link.url.is_empty()));
            }
            Slot::Languages => {
                let name = plain(source);
                if !name.is_empty() {
                    self.article.languages.push(language::to_bcp47(&name).unwrap_or_else(|| name.into_owned()));
                }
            }
            _ => {
                let kind = if slot == Slot::Issn { IdKind::Issn } else { IdKind::Isbn };
                if source.contains([',', ';']) || !self.id(&kind, source, &at) {
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

    /// Reads an identifier; whether it is one.
    pub fn id(&mut self, kind: &IdKind, source: &str, at: &Range<usize>) -> bool {
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
}

/// A text on one line.
fn line(source: &str) -> String {
    text::line(source).into_owned()
}

/// A text for a place that has no marks: entities decoded, tags taken off.
pub fn plain(source: &str) -> Cow<'_, str> {
    if memchr2(b'<', b'&', source.as_bytes()).is_some() {
        return Cow::Owned(html::to_text(source, false).plain().to_owned());
    }
    match text::clean(source) {
        Cow::Borrowed(clean) => text::squeeze(clean),
        Cow::Owned(clean) => Cow::Owned(text::squeeze(&clean).into_owned()),
    }
}
