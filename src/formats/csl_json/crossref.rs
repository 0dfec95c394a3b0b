//! Crossref's own members: lists of objects where CSL has strings, or nothing.

use super::dates;
use super::json::{Value, Walk};
use super::read::{Item, plain};
use super::tags::Crossref;
use crate::article::{
    Date, DateRole, Grant, Id, IdKind, Link, LinkKind, Notice, NoticeKind, Relation, RelationKind, Slot,
};
use crate::markup::html;
use serde_json::Value as Json;
use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

impl<'t> Item<'_, 't> {
    /// Crossref's list of titles: that of the series first where a book is in one.
    pub fn container(&mut self, name: &str) {
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

    /// The object that comes next as JSON, if it is one. The members that are read are taken out of it.
    fn object(&mut self, name: &str) -> Option<(serde_json::Map<String, Json>, Range<usize>)> {
        let at = self.walk.at();
        let value = self.walk.skip();
        match serde_json::from_str(self.walk.text(value.clone())) {
            Ok(Json::Object(members)) => Some((members, value)),
            _ => {
                self.misfit(name, at);
                None
            }
        }
    }

    /// Crossref's conference: `{"name": "Iron 2019", "location": "Rome", "start": {...}, "end": {...}}`.
    pub fn conference(&mut self, name: &str) {
        let Some((members, value)) = self.object(name) else { return };
        let text = |name: &str| members.get(name).and_then(Json::as_str).map(|text| plain(text).into_owned());
        let day = |name: &str| {
            let json = members.get(name)?.to_string();
            dates::read(&mut Walk::new(&json)).date.filter(|date| date.literal.is_none())
        };
        let (event, place) = (text("name"), text("location"));
        let dates = match (day("start"), day("end")) {
            (Some(first), Some(last)) => match (first.start(), last.start()) {
                (Some(first), Some(last)) if first != last => Some(Date::range(first.clone(), last.clone())),
                _ => Some(first),
            },
            (first, _) => first,
        };
        let article = &mut *self.article;
        article.event.name = article.event.name.take().or(event);
        article.event.place = article.event.place.take().or(place);
        if let Some(date) = dates.filter(|_| article.date(DateRole::Event).is_none()) {
            article.add_date(DateRole::Event, date);
        }
        self.keep(name, value);
    }

    /// The issue of a journal, with dates of its own: `{"issue": "3", "published-print": {...}}`.
    fn issue(&mut self, name: &str) {
        let Some((members, value)) = self.object(name) else { return };
        self.held.issue = match members.get("issue") {
            Some(Json::String(text)) => Some(plain(text).into_owned()).filter(|issue| !issue.is_empty()),
            Some(Json::Number(number)) => Some(number.to_string()),
            _ => None,
        };
        self.keep(name, value);
    }

    /// Reads a list of Crossref's.
    pub fn crossref(&mut self, list: Crossref, name: &str) {
        if list == Crossref::Licenses && self.walk.peek() == Some(b'"') {
            return self.slot(Slot::License, name);
        }
        if list == Crossref::Issue {
            return self.issue(name);
        }
        // There may be thousands.
        let links = self.article.links.iter().map(|link| link.url.clone());
        let licenses = self.article.notices.iter().filter(|notice| notice.kind == NoticeKind::License);
        let mut seen: HashSet<String> = match list {
            Crossref::Links => links.collect(),
            Crossref::Licenses => licenses.map(|notice| notice.text.clone()).collect(),
            _ => HashSet::new(),
        };
        self.objects(name, |item, members, at| {
            let get = |name: &str| members.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_ref());
            // What is neither read nor says what is said elsewhere.
            let more = |read: &[&str]| members.iter().any(|(key, _)| !read.contains(&key.as_ref()));
            let whole = match list {
                Crossref::Issns => {
                    let kind = match get("type") {
                        Some("print") => IdKind::IssnPrint,
                        Some("electronic") => IdKind::IssnElectronic,
                        _ => IdKind::Issn,
                    };
                    let found = get("value").and_then(|value| Id::parse(kind, value));
                    found.map(|id| item.article.add_id(id)).is_some() && !more(&["type", "value"])
                }
                Crossref::Licenses => {
                    let url = get("URL");
                    let text = url.unwrap_or("").to_owned();
                    let notice = Notice { kind: NoticeKind::License, text, url: url.map(str::to_owned) };
                    if url.is_some_and(|url| seen.insert(url.to_owned())) {
                        item.article.notices.push(notice);
                    }
                    url.is_some() && !more(&["URL"])
                }
                Crossref::Links => {
                    let kind = match get("content-type") {
                        Some("application/pdf") => LinkKind::Pdf,
                        _ => LinkKind::FullText,
                    };
                    let url = get("URL");
                    if let Some(url) = url.filter(|url| seen.insert((*url).to_owned())) {
                        item.article.links.push(Link { url: url.to_owned(), kind, label: None });
                    }
                    url.is_some() && !more(&["URL"])
                        || get("content-type") == Some("application/pdf") && !more(&["URL", "content-type"])
                }
                Crossref::Funders => {
                    let agency = get("name").map(|name| plain(name).into_owned());
                    let awards: Vec<String> =
                        get("award").and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default();
                    let grant = |number| Grant { number, agency: agency.clone(), ..Default::default() };
                    if awards.is_empty() {
                        item.article.grants.push(grant(None));
                    }
                    item.article.grants.extend(awards.into_iter().map(|award| grant(Some(award))));
                    agency.is_some() && !more(&["name", "award"])
                }
                Crossref::Institutions => {
                    let place = get("place").and_then(|json| serde_json::from_str::<Vec<String>>(json).ok());
                    let place = place.into_iter().flatten().next();
                    if let (Some(name), None) = (get("name"), &item.held.institution) {
                        item.held.institution = Some((plain(name).into_owned(), place));
                    }
                    false
                }
                Crossref::Updates => {
                    let kind = match get("type").unwrap_or("") {
                        "correction" | "corrigendum" | "erratum" | "addendum" => RelationKind::ErratumFor,
                        "retraction" | "withdrawal" | "removal" | "partial_retraction" => RelationKind::RetractionOf,
                        "expression_of_concern" => RelationKind::ExpressionOfConcernFor,
                        "new_version" | "new_edition" => RelationKind::UpdateOf,
                        other => RelationKind::Other(other.to_owned()),
                    };
                    let ids: Vec<Id> = get("DOI").and_then(|doi| Id::parse(IdKind::Doi, doi)).into_iter().collect();
                    if !ids.is_empty() {
                        item.article.relations.push(Relation { kind, text: None, ids, note: None, article: None });
                    }
                    false
                }
                // It is no list.
                Crossref::Issue => false,
                Crossref::References => {
                    item.article.relations.push(reference(&get));
                    !more(&[&PARTS[..], &BESIDE_PARTS].concat())
                        && (get("unstructured").is_none() || !more(&BESIDE_PARTS))
                }
            };
            if !whole {
                item.keep(name, at);
            }
        });
    }
}

/// What is printed of a work cited that Crossref knows part by part.
const PARTS: [&str; 10] = [
    "author",
    "year",
    "article-title",
    "volume-title",
    "series-title",
    "journal-title",
    "edition",
    "volume",
    "issue",
    "first-page",
];

/// What is read of a work cited beside its parts, and what says nothing of it.
const BESIDE_PARTS: [&str; 4] = ["unstructured", "DOI", "key", "doi-asserted-by"];

/// A work cited, as Crossref has it.
fn reference<'m>(get: &dyn Fn(&str) -> Option<&'m str>) -> Relation {
    let printed = match get("unstructured") {
        Some(text) => plain(text).into_owned(),
        None => PARTS.iter().filter_map(|part| get(part)).map(plain).collect::<Vec<_>>().join(". "),
    };
    let mut relation = Relation::printed(RelationKind::References, &printed);
    relation.text = relation.text.filter(|text| !text.is_empty());
    relation.ids.extend(get("DOI").and_then(|doi| Id::parse(IdKind::Doi, doi)));
    if relation.text.is_none() && relation.ids.is_empty() {
        relation.text = get("key").map(str::to_owned);
    }
    relation
}
