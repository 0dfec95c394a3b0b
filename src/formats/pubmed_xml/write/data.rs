//! `PubmedData`: history, status, identifiers, references; and the relations and other identifiers of the citation.

use super::dates::Publishing;
use super::{Form, Record, tags};
use crate::article::{Article, Id, IdKind, Relation, RelationKind, Slot, Status};
use crate::citation;
use crate::log::Log;

impl<'a> Record<'a, '_> {
    /// PubmedData or PubmedBookData. References of a book stand elsewhere.
    pub(super) fn pubmed_data(&mut self, name: &str, publishing: &Publishing<'_>, form: Form) {
        let before = self.xml.len();
        self.xml.open(name, &[]);
        let opened = self.xml.len();
        self.history(publishing);
        let historical = self.xml.len() > opened;
        let status = self.status();
        let cites = form == Form::Article && self.article.relations.iter().any(is_reference);
        // Identifiers of a book have been written.
        let identified = form == Form::Article && self.article.ids.iter().any(|id| tags::id_type(&id.kind).is_some());
        let unplaced = |id: &Id| form != Form::Article || tags::id_source(&id.kind).is_none();
        let others = |id: &&Id| matches!(id.kind, IdKind::Other(_)) && tags::id_type(&id.kind).is_none();
        if self.article.ids.iter().filter(others).any(unplaced) {
            self.log.lost(Slot::OtherIds);
        }
        if !historical && status.is_none() && !cites && !identified && !self.has_arxiv() {
            self.xml.take_back(before);
            return;
        }
        self.leaf("PublicationStatus", status.unwrap_or(""));
        self.ids(form == Form::Article);
        if form == Form::Article {
            self.references();
        }
        self.xml.close(name);
    }

    fn has_arxiv(&self) -> bool {
        self.form == Form::Article && self.article.id(&IdKind::Arxiv).is_some()
    }

    /// PublicationStatus. That a work was retracted is told by its publication type.
    fn status(&mut self) -> Option<&'a str> {
        match &self.article.status {
            None => None,
            Some(Status::Retracted) => self.extra_word("PublicationStatus", &[]),
            Some(status) => {
                let known = tags::STATUSES.iter().find(|(_, known)| known == status).map(|(name, _)| *name);
                Some(known.unwrap_or_else(|| status.as_str()))
            }
        }
    }

    /// ArticleIdList: the PMID first, the rest in the article's order. It must hold something.
    pub(super) fn ids(&mut self, all: bool) {
        let article = self.article;
        self.xml.open("ArticleIdList", &[]);
        let before = self.xml.len();
        let written = |id: &&Id| all || matches!(id.kind, IdKind::Pmid | IdKind::BookAccession);
        for id in article.ids_of(&IdKind::Pmid).take(1) {
            self.article_id("pubmed", &id.value, None);
        }
        for (place, id) in article.ids.iter().enumerate() {
            if !written(&id) || id.kind == IdKind::Pmid {
                continue;
            }
            self.article_id_of(id);
            let slot = Slot::of_id(&id.kind);
            let single = matches!(id.kind, IdKind::Doi | IdKind::Pmcid);
            if single && article.ids[..place].iter().any(|known| known.kind == id.kind) {
                self.log.flattened(slot, "which of several it is");
            }
        }
        for extra in article.extra.iter().filter(|extra| all && extra.format == tags::FAMILY) {
            let kind = extra.key.strip_prefix("ArticleId ").map(tags::id_kind);
            if let Some(name) = kind.as_ref().and_then(tags::id_type) {
                self.article_id(name, &extra.value, None);
                self.kept += 1;
            }
        }
        if self.xml.len() == before {
            self.xml.line();
            self.xml.raw("<ArticleId IdType=\"pubmed\"/>");
        }
        self.xml.close("ArticleIdList");
    }

    fn article_id_of(&mut self, id: &Id) {
        // Such a one is taken for arXiv's.
        if id.kind == IdKind::Pii && id.value.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("arxiv:")) {
            self.log.flattened(Slot::Pii, "difference from arXiv's");
            self.log.flattened(Slot::Arxiv, "difference from a PII");
        }
        if id.kind == IdKind::Arxiv {
            self.xml.line();
            self.xml.raw("<ArticleId IdType=\"pii\">arXiv:");
            self.xml.text(&id.value);
            self.xml.raw("</ArticleId>");
            if id.version.is_some() || id.note.is_some() {
                self.log.flattened(Slot::Arxiv, "class and version");
            }
        } else if let Some(name) = tags::id_type(&id.kind) {
            self.article_id(name, &id.value, id.version.as_deref());
        }
    }

    fn article_id(&mut self, name: &str, value: &str, version: Option<&str>) {
        self.xml.line();
        self.xml.start("ArticleId", &[("IdType", name)]);
        self.xml.text(value);
        if let Some(version) = version {
            self.xml.text(".");
            self.xml.text(version);
        }
        self.xml.end("ArticleId");
    }

    pub(super) fn other_ids(&mut self) {
        for id in &self.article.ids {
            let Some(source) = tags::id_source(&id.kind) else { continue };
            self.xml.leaf_line("OtherID", &[("Source", source)], &id.value);
            // What of NLM repeats another identifier is not read again, and its schemes are in small letters.
            let repeats = |known: &Id| known.kind != id.kind && id.value.starts_with(&known.value);
            let small = matches!(&id.kind, IdKind::Other(scheme) if !scheme.bytes().any(|b| b.is_ascii_uppercase()));
            if !small || (source == "NLM" && self.article.ids.iter().any(repeats)) {
                self.log.flattened(Slot::OtherIds, "spelling");
            }
        }
    }

    /// CommentsCorrectionsList.
    pub(super) fn relations(&mut self) {
        let relations = &self.article.relations;
        for relation in relations.iter().filter(|found| Slot::of_relation(&found.kind) == Slot::Relations) {
            if tags::ref_type(&relation.kind).is_none() {
                self.log.lost(Slot::Relations);
            }
        }
        let written = relations.iter().filter(|relation| !is_reference(relation));
        let written = written.filter_map(|relation| Some((tags::ref_type(&relation.kind)?, relation)));
        self.list("CommentsCorrectionsList", written, |record, (name, relation)| record.relation(name, relation));
    }

    fn relation(&mut self, name: &str, relation: &Relation) {
        let slot = Slot::Relations;
        self.xml.open("CommentsCorrections", &[("RefType", name)]);
        let (mut text, mut whole) = words(relation, self.log);
        let pmid = relation.all_ids().find(|id| id.kind == IdKind::Pmid);
        let doi = relation.all_ids().find(|id| id.kind == IdKind::Doi);
        if let Some(doi) = doi.filter(|doi| !text.contains(doi.value.as_str())) {
            text.push_str(if text.is_empty() { "doi: " } else { " doi: " });
            text.push_str(&doi.value);
            whole = false;
        }
        if relation.all_ids().any(|id| !matches!(id.kind, IdKind::Pmid | IdKind::Doi)) {
            self.log.flattened(slot, "identifiers");
        }
        self.leaf("RefSource", &text);
        if let Some(id) = pmid {
            self.xml.leaf_line("PMID", &[("Version", id.version.as_deref().unwrap_or("1"))], &id.value);
        }
        // NBIB's tag says what RefType does.
        let said = |note: &&str| tags::relation_tag(&relation.kind, None) != Some(*note);
        self.leaf_if("Note", relation.note.as_deref().filter(said));
        self.xml.close("CommentsCorrections");
        let told = tags::relation(name).0 == relation.kind;
        if !whole || !told || (text.is_empty() && pmid.is_none()) {
            self.log.flattened(slot, if told { "wording" } else { "kinds" });
        }
    }

    /// ReferenceList.
    pub(super) fn references(&mut self) {
        let references = self.article.relations.iter().filter(|relation| is_reference(relation));
        self.list("ReferenceList", references, |record, relation| {
            record.xml.open("Reference", &[]);
            let (text, whole) = words(relation, record.log);
            record.leaf("Citation", &text);
            let mut unwritten = false;
            let ids = relation.all_ids().filter_map(|id| {
                let name = tags::id_type(&id.kind);
                unwritten |= name.is_none();
                Some((name?, id))
            });
            record.list("ArticleIdList", ids, |record, (name, id)| {
                record.article_id(name, &id.value, id.version.as_deref());
            });
            record.xml.close("Reference");
            if unwritten {
                record.log.flattened(Slot::References, "identifiers");
            }
            if relation.note.is_some() {
                record.log.flattened(Slot::References, "notes");
            }
            if !whole || (text.is_empty() && relation.all_ids().next().is_none()) {
                record.log.flattened(Slot::References, "wording");
            }
        });
    }
}

fn is_reference(relation: &Relation) -> bool {
    relation.kind == RelationKind::References
}

/// The other work in words, and whether they come back: its own, else made of what is known of it.
fn words(relation: &Relation, log: &mut Log) -> (String, bool) {
    match (&relation.text, &relation.article) {
        (Some(text), _) => (text.clone(), !text.trim().is_empty()),
        (None, Some(article)) => {
            log.flattened(Slot::of_relation(&relation.kind), "parts of citations");
            (cited(article), false)
        }
        // One known by identifiers alone comes back so, if they do.
        (None, None) => {
            let slot = Slot::of_relation(&relation.kind);
            let fits = |id: &Id| match slot {
                Slot::References => tags::id_type(&id.kind).is_some(),
                _ => id.kind == IdKind::Pmid,
            };
            (String::new(), relation.ids.iter().all(fits) && relation.ids.len() <= 1)
        }
    }
}

/// A work as NLM cites it: authors, title, journal.
fn cited(article: &Article) -> String {
    let mut text = String::new();
    for (place, author) in article.authors().enumerate() {
        text.push_str(if place > 0 { ", " } else { "" });
        text.push_str(&author.name.short());
    }
    if article.et_al {
        text.push_str(if text.is_empty() { "et al" } else { ", et al" });
    }
    for part in [article.whole_title().plain(), &citation::write(article)] {
        if !text.is_empty() && !part.is_empty() {
            text.push_str(if text.ends_with(['.', '?', '!']) { " " } else { ". " });
        }
        text.push_str(part);
    }
    text
}
