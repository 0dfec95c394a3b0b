//! PubmedData: history, status, identifiers, references; and the relations and other identifiers of the citation.

use super::super::tags::{self, FAMILY};
use super::Reader;
use crate::article::{Article, DateRole, Id, IdKind, Relation, RelationKind, RoleDate, Slot};
use crate::citation;
use crate::log::{Code, shown};
use crate::markup::xml::read::Tag;
use memchr::memmem;
use std::borrow::Cow;

impl<'a> Reader<'_, 'a> {
    pub(super) fn pubmed_data(&mut self) {
        while let Some(tag) = self.xml.child() {
            match tag.name() {
                "History" => self.history(&tag),
                "PublicationStatus" => self.held.status = Some(self.xml.text()).filter(|text| !text.is_empty()),
                "ArticleIdList" => self.article_id_list(),
                "ReferenceList" => self.references(&tag),
                "ObjectList" => self.keep(&tag),
                _ => self.unknown(&tag),
            }
        }
    }

    pub(super) fn article_id_list(&mut self) {
        for (tag, text) in self.article_ids() {
            self.article_id(&tag, &text);
        }
    }

    fn history(&mut self, tag: &Tag<'a>) {
        // With its roles unknown, it can only be passed when none of them is wanted.
        if !tags::HISTORY.iter().any(|(_, role)| self.wanted.contains(Slot::of_date(*role))) {
            let content = self.xml.skip(tag);
            for value in attributes(content, "PubStatus=\"") {
                if let Some(role) = tags::date_role(value) {
                    self.log.skipped(Slot::of_date(role));
                }
            }
            return;
        }
        while let Some(tag) = self.xml.child() {
            if tag.name() != "PubMedPubDate" {
                self.unknown(&tag);
                continue;
            }
            let status = tag.attribute("PubStatus").unwrap_or_default();
            let role = tags::date_role(&status);
            if let Some(role) = role.filter(|role| !self.wanted.contains(Slot::of_date(*role))) {
                self.xml.skip(&tag);
                self.log.skipped(Slot::of_date(role));
                continue;
            }
            let Some(mut date) = self.date(&tag) else { continue };
            let Some(role) = role else {
                self.article.keep(FAMILY, &format!("History {status}"), &date.shown());
                continue;
            };
            if Slot::of_date(role) != Slot::DateRecord || role == DateRole::PmcRelease {
                date = date.without_midnight();
            }
            let mut known = self.article.dates.iter().filter(|dated| dated.role == role);
            if known.clone().any(|dated| dated.date == date) {
                continue;
            }
            if role == DateRole::Revised || known.next().is_none() {
                self.article.dates.push(RoleDate { role, date });
            } else {
                // The date online stands twice, and the publisher's and PubMed's may differ by a day.
                self.article.keep(FAMILY, &format!("History {status}"), &date.shown());
            }
        }
    }

    /// The identifiers of an ArticleIdList.
    fn article_ids(&mut self) -> Vec<(Tag<'a>, Cow<'a, str>)> {
        let mut ids = Vec::new();
        while let Some(tag) = self.xml.child() {
            match tag.name() {
                "ArticleId" => ids.push((tag, self.xml.text())),
                _ => self.unknown(&tag),
            }
        }
        ids
    }

    /// An identifier of the article itself.
    fn article_id(&mut self, tag: &Tag<'a>, text: &str) {
        let scheme = scheme(tag);
        match id_of(&scheme, text) {
            _ if text.is_empty() => {}
            Some(id) => {
                let single = matches!(id.kind, IdKind::Doi | IdKind::Pmid | IdKind::Pmcid);
                let known = self.article.ids.iter().find(|known| known.kind == id.kind);
                if single && known.is_some_and(|known| !known.same(&id)) {
                    return self.repeated(tag, text);
                }
                self.article.add_id(id);
            }
            // `pmc-id: PMC123;` and `pmc-is-collection-domain: yes` repeat what is known.
            None if scheme == "pmcid" && self.article.id(&IdKind::Pmcid).is_some_and(|known| text.contains(known)) => {}
            None => {
                let message = format!("{} is no {scheme}; kept as extra", shown(text));
                self.log.add(Code::UnfitValue, tag.range(), message);
                self.article.keep(FAMILY, &format!("ArticleId {scheme}"), text);
            }
        }
    }

    pub(super) fn other_id(&mut self, tag: &Tag<'a>) {
        let (source, text) = (tag.attribute("Source").unwrap_or_default(), self.xml.text());
        match source.as_ref() {
            _ if text.is_empty() => {}
            "NLM" => self.held.nlm_ids.push(text),
            source => {
                self.article.add_id(Id::new(IdKind::Other(source.to_ascii_lowercase()), &text));
            }
        }
    }

    /// CommentsCorrectionsList.
    pub(super) fn relations(&mut self, tag: &Tag<'a>) {
        let (relations, references) = (self.wanted.contains(Slot::Relations), self.wanted.contains(Slot::References));
        if !relations && !references {
            let content = self.xml.skip(tag);
            for value in attributes(content, "RefType=\"") {
                self.log.skipped(if value == "Cites" { Slot::References } else { Slot::Relations });
            }
            return;
        }
        while let Some(tag) = self.xml.child() {
            match tag.name() {
                "CommentsCorrections" => self.relation(&tag),
                _ => self.unknown(&tag),
            }
        }
    }

    fn relation(&mut self, tag: &Tag<'a>) {
        let name = tag.attribute("RefType").unwrap_or_default();
        let (kind, sort) = tags::relation(&name);
        let mut relation = Relation { kind, text: None, ids: Vec::new(), note: sort.map(str::to_owned), article: None };
        while let Some(part) = self.xml.child() {
            match part.name() {
                "RefSource" => relation.text = Some(self.xml.text().into_owned()).filter(|text| !text.is_empty()),
                "PMID" => {
                    let version = part.attribute("Version").filter(|version| version != "1");
                    let text = self.xml.text();
                    match Id::parse(IdKind::Pmid, &text) {
                        Some(id) => {
                            relation.ids.push(Id { version: version.map(Cow::into_owned), ..id });
                        }
                        None if text.is_empty() => {}
                        None => self.repeated(&part, &text),
                    }
                }
                "Note" => {
                    let text = self.xml.text();
                    if !text.is_empty() {
                        relation.note = Some(text.into_owned());
                    }
                }
                _ => self.unknown(&part),
            }
        }
        let slot = Slot::of_relation(&relation.kind);
        if !self.wanted.contains(slot) {
            self.log.skipped(slot);
        } else if relation.text.is_some() || !relation.ids.is_empty() {
            self.article.relations.push(relation);
        }
    }

    /// ReferenceList, with the lists in it, in order.
    pub(super) fn references(&mut self, tag: &Tag<'a>) {
        if self.passes(tag, Slot::References) {
            return;
        }
        // Lists may hold lists, to any depth; `child` gives nothing at the end of each.
        let mut depth = 1_usize;
        while depth > 0 {
            let Some(tag) = self.xml.child() else {
                depth = if self.xml.broken().is_some() { 0 } else { depth - 1 };
                continue;
            };
            match tag.name() {
                "Reference" => self.reference(),
                "ReferenceList" => depth += 1,
                "Title" => {
                    let text = self.xml.text();
                    if !matches!(text.as_ref(), "" | "References" | "REFERENCES") {
                        self.article.keep(FAMILY, "ReferenceList Title", &text);
                    }
                }
                _ => self.unknown(&tag),
            }
        }
    }

    fn reference(&mut self) {
        let (mut text, mut ids) = (String::new(), Vec::new());
        while let Some(tag) = self.xml.child() {
            match tag.name() {
                "Citation" => text = self.xml.text().into_owned(),
                "ArticleIdList" => {
                    for (tag, value) in self.article_ids() {
                        let scheme = scheme(&tag);
                        match id_of(&scheme, &value) {
                            _ if value.is_empty() => {}
                            Some(id) => ids.push(id),
                            // A publisher's slip in somebody else's identifier: it stays with the reference.
                            None => ids.push(Id::new(IdKind::Other(scheme.into_owned()), &value)),
                        }
                    }
                }
                _ => self.unknown(&tag),
            }
        }
        if text.is_empty() && ids.is_empty() {
            return;
        }
        let mut found = citation::parse_reference(&text).article;
        let read = found != Article::default();
        let mut relation = Relation::printed(RelationKind::References, &text);
        relation.text = relation.text.filter(|text| !text.is_empty());
        if read {
            for id in ids {
                // What the list says goes before what is in the words.
                found.ids.retain(|known| known.kind != id.kind || known.same(&id));
                found.add_id(id);
            }
            relation.article = Some(Box::new(found));
        } else {
            relation.ids = ids;
        }
        self.article.relations.push(relation);
    }
}

/// The scheme of an ArticleId, "pubmed" where it is not said.
fn scheme<'a>(tag: &Tag<'a>) -> Cow<'a, str> {
    tag.attribute("IdType").unwrap_or(Cow::Borrowed("pubmed"))
}

/// The identifier of a scheme that ArticleId names.
fn id_of(scheme: &str, text: &str) -> Option<Id> {
    match tags::id_kind(scheme) {
        IdKind::Pii if text.len() > 6 && text.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("arxiv:")) => {
            Some(Id::new(IdKind::Arxiv, text[6..].trim()))
        }
        kind => Id::parse(kind, text),
    }
}

/// The values of an attribute, wherever it stands in a piece of XML. `mark` is the attribute up to its opening quote.
fn attributes<'t>(content: &'t str, mark: &'t str) -> impl Iterator<Item = &'t str> {
    memmem::find_iter(content.as_bytes(), mark).filter_map(move |at| content[at + mark.len()..].split('"').next())
}
