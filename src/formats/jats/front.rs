//! What stands before the text of an article: `journal-meta` and `article-meta`, in the order that the DTD asks for.

use super::citation::{self, identifier};
use super::content;
use super::dates;
use super::people::{self, Ids};
use super::tags;
use crate::article::{
    Article, Container, DateRole, Id, IdKind, Link, LinkKind, Pages, Relation, RelationKind, Slot, Text,
};
use crate::log::Log;
use crate::markup::xml::Xml;

/// Writes `front`.
pub fn front(xml: &mut Xml, article: &Article, ids: Ids, log: &mut Log) {
    xml.open("front", &[]);
    xml.group("journal-meta", |xml| journal(xml, article, log));
    xml.open("article-meta", &[]);
    article_ids(xml, article);
    if let Some(version) = &article.version {
        xml.leaf_line("article-version", &[], version);
    }
    xml.group("article-categories", |xml| categories(xml, article));
    titles(xml, article);
    people::contributors(xml, article, ids, log);
    content::author_notes(xml, article);
    publication_dates(xml, article, log);
    numbers(xml, article, log);
    data_links(xml, article);
    xml.group("history", |xml| history(xml, article));
    xml.group("permissions", |xml| content::permissions(xml, article));
    links(xml, article);
    relations(xml, article, log);
    content::abstracts(xml, article);
    content::keywords(xml, article);
    xml.group("funding-group", |xml| content::funding(xml, article));
    xml.group("conference", |xml| conference(xml, article));
    xml.group("counts", |xml| counts(xml, article));
    xml.group("custom-meta-group", |xml| custom(xml, article, log));
    xml.close("article-meta");
    xml.close("front");
}

/// Whether `xml:lang` can hold it: languages that have no tag are kept as found, and may be any words.
pub fn is_language_tag(tag: &str) -> bool {
    let part = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let first = tag.split('-').next().unwrap_or("");
    (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_alphabetic()) && tag.split('-').all(part)
}

fn leaf(xml: &mut Xml, name: &str, attributes: &[(&str, &str)], value: Option<&String>) {
    if let Some(value) = value {
        xml.leaf_line(name, attributes, value);
    }
}

fn rich(xml: &mut Xml, name: &str, attributes: &[(&str, &str)], value: Option<&Text>) {
    if let Some(value) = value {
        xml.rich_line(name, attributes, value);
    }
}

fn journal(xml: &mut Xml, article: &Article, log: &mut Log) {
    let container = &article.container;
    leaf(xml, "journal-id", &[("journal-id-type", "nlm-ta")], container.nlm.as_ref());
    leaf(xml, "journal-id", &[("journal-id-type", "iso-abbrev")], container.iso.as_ref());
    leaf(xml, "journal-id", &[("journal-id-type", "nlm-journal-id")], container.nlm_id.as_ref());
    xml.group("journal-title-group", |xml| {
        rich(xml, "journal-title", &[], container.title.as_ref());
        leaf(xml, "abbrev-journal-title", &[("abbrev-type", "iso")], container.iso.as_ref());
    });
    issns(xml, article, true);
    let mut linking = article.ids_of(&IdKind::IssnLinking);
    if let Some(issn) = linking.next() {
        xml.leaf_line("issn-l", &[], &issn.value);
    }
    if linking.next().is_some() {
        log.lost(Slot::IssnLinking);
    }
    xml.group("publisher", |xml| {
        if let Some(publisher) = &container.publisher {
            xml.leaf_line("publisher-name", &[], publisher);
            if container.place.is_some() || container.country.is_some() {
                xml.line();
                publisher_loc(xml, container);
            }
        }
    });
}

/// Place and country of publication, in the running text.
pub fn publisher_loc(xml: &mut Xml, container: &Container) {
    if container.place.is_none() && container.country.is_none() {
        return;
    }
    xml.start("publisher-loc", &[]);
    xml.text(container.place.as_deref().unwrap_or(""));
    if let Some(country) = &container.country {
        if container.place.is_some() {
            xml.text(", ");
        }
        xml.leaf("country", &[], country);
    }
    xml.end("publisher-loc");
}

/// All ISSNs but the linking one, which has an element of its own in a journal's description.
pub fn issns(xml: &mut Xml, article: &Article, lines: bool) {
    for (kind, format, pub_type) in tags::ISSNS {
        for issn in article.ids_of(kind) {
            if lines {
                xml.line();
            }
            xml.leaf("issn", &[("publication-format", format), ("pub-type", pub_type)], &issn.value);
        }
    }
    if !lines {
        article.ids_of(&IdKind::IssnLinking).for_each(|issn| xml.leaf("issn-l", &[], &issn.value));
    }
}

/// ISBNs, with what the source says beside them.
pub fn isbns(xml: &mut Xml, article: &Article, lines: bool) {
    for isbn in article.ids_of(&IdKind::Isbn) {
        if lines {
            xml.line();
        }
        xml.leaf("isbn", &[("content-type", isbn.note.as_deref().unwrap_or(""))], &isbn.value);
    }
}

fn article_ids(xml: &mut Xml, article: &Article) {
    let mut ids: Vec<&Id> = article.ids.iter().filter(|id| tags::pub_id_type(&id.kind).is_some()).collect();
    ids.sort_by_key(|id| tags::id_rank(&id.kind));
    for id in ids {
        xml.line();
        identifier(xml, "article-id", id);
    }
}

fn categories(xml: &mut Xml, article: &Article) {
    if !article.publication_types.is_empty() {
        xml.open("subj-group", &[("subj-group-type", "heading")]);
        for term in &article.publication_types {
            xml.leaf_line("subject", &[("vocab-term-identifier", term.id.as_deref().unwrap_or(""))], &term.name);
        }
        xml.close("subj-group");
    }
    if let Some(genre) = &article.genre {
        xml.open("subj-group", &[("subj-group-type", "genre")]);
        xml.leaf_line("subject", &[], genre);
        xml.close("subj-group");
    }
    rich(xml, "series-title", &[], article.container.series.as_ref());
}

fn titles(xml: &mut Xml, article: &Article) {
    xml.open("title-group", &[]);
    // Asked for, even where there is none.
    xml.rich_line("article-title", &[], &article.title);
    rich(xml, "subtitle", &[], article.subtitle.as_ref());
    for title in &article.translated_titles {
        let language = title.language.as_deref().filter(|tag| is_language_tag(tag)).unwrap_or("");
        xml.open("trans-title-group", &[("xml:lang", language)]);
        xml.rich_line("trans-title", &[], &title.text);
        xml.close("trans-title-group");
    }
    rich(xml, "alt-title", &[("alt-title-type", "running-head")], article.short_title.as_ref());
    rich(xml, "alt-title", &[("alt-title-type", "original")], article.original_title.as_ref());
    xml.close("title-group");
}

fn publication_dates(xml: &mut Xml, article: &Article, log: &mut Log) {
    for (role, date_type, format, pub_type) in tags::PUB_DATES {
        let mut found = article.dates.iter().filter(|dated| dated.role == *role);
        if let Some(first) = found.next() {
            // A reader takes the date of print as the one to cite, so it is not said twice.
            let repeated = *role == DateRole::Issued && article.date(DateRole::Print) == Some(&first.date);
            if !repeated {
                let attributes = [("date-type", *date_type), ("publication-format", *format), ("pub-type", *pub_type)];
                dates::line(xml, "pub-date", attributes, &first.date);
            }
        }
        if found.next().is_some() {
            log.lost(Slot::of_date(*role));
        }
    }
}

/// Volume, issue, series, pages.
fn numbers(xml: &mut Xml, article: &Article, log: &mut Log) {
    leaf(xml, "volume", &[], article.volume.as_ref());
    leaf(xml, "volume-series", &[], article.container.series_number.as_ref());
    leaf(xml, "issue", &[], article.issue.as_ref());
    rich(xml, "issue-title", &[], article.container.issue_title.as_ref());
    leaf(xml, "issue-part", &[], article.part.as_ref());
    isbns(xml, article, true);
    leaf(xml, "supplement", &[], article.supplement.as_ref());
    // A page and an article number exclude each other.
    match (&article.article_number, &article.pages) {
        (Some(number), pages) => {
            xml.leaf_line("elocation-id", &[], number);
            if pages.as_ref().is_some_and(|pages| pages.expanded() != number) {
                log.flattened(Slot::Pages, "pages beside an article number");
            }
        }
        (None, Some(pages)) => self::pages(xml, pages, true),
        (None, None) => {}
    }
}

/// First and last page; the whole list too where there is more to it.
pub fn pages(xml: &mut Xml, pages: &Pages, lines: bool) {
    let line = |xml: &mut Xml| {
        if lines {
            xml.line();
        }
    };
    line(xml);
    xml.leaf("fpage", &[], pages.first());
    if !pages.last().is_empty() {
        line(xml);
        xml.leaf("lpage", &[], pages.last());
    }
    if pages.single().is_none() && pages.first() != pages.expanded() {
        line(xml);
        xml.leaf("page-range", &[], pages.expanded());
    }
}

fn data_links(xml: &mut Xml, article: &Article) {
    for link in article.links.iter().filter(|link| link.kind == LinkKind::Data) {
        let attributes = [("ext-link-type", "uri"), ("specific-use", "data"), ("xlink:href", &link.url)];
        xml.leaf_line("ext-link", &attributes, link.label.as_deref().unwrap_or(""));
    }
    if let Some(reviewed) = &article.reviewed_title {
        xml.line();
        xml.start("product", &[]);
        xml.rich("source", &[], reviewed);
        xml.end("product");
    }
}

fn history(xml: &mut Xml, article: &Article) {
    for (role, name) in tags::HISTORY {
        for dated in article.dates.iter().filter(|dated| dated.role == *role) {
            dates::line(xml, "date", [("date-type", *name), ("", ""), ("", "")], &dated.date);
        }
    }
}

fn links(xml: &mut Xml, article: &Article) {
    let own = |link: &&Link| !matches!(link.kind, LinkKind::Data | LinkKind::File);
    for link in article.links.iter().filter(own) {
        let kind = tags::LINKS.iter().find(|(kind, _)| *kind == link.kind).map_or("", |(_, name)| name);
        let attributes = [("content-type", kind), ("xlink:href", &link.url)];
        xml.leaf_line("self-uri", &attributes, link.label.as_deref().unwrap_or(""));
    }
}

/// Works that are related to this one, other than those that it cites, and its data.
fn relations(xml: &mut Xml, article: &Article, log: &mut Log) {
    for relation in article.relations.iter().filter(|relation| relation.kind != RelationKind::References) {
        let target = link_target(relation);
        let (ext, href) = target.map_or(("", ""), |(ext, id)| (ext, id.value.as_str()));
        let link = [("ext-link-type", ext), ("xlink:href", href)];
        xml.line();
        match relation.kind {
            RelationKind::Similar | RelationKind::CitedBy => {
                xml.start("related-object", &[("link-type", relation.kind.as_str()), link[0], link[1]]);
                related(xml, relation, target.map(|(_, id)| id), log);
                xml.end("related-object");
            }
            _ => {
                let (name, own) = tags::relation(&relation.kind);
                let attributes = [("related-article-type", name), ("specific-use", own), link[0], link[1]];
                xml.start("related-article", &attributes);
                related(xml, relation, target.map(|(_, id)| id), log);
                xml.end("related-article");
            }
        }
    }
    for accession in &article.accessions {
        let attributes = [("link-type", "data"), ("source-id", &*accession.bank), ("document-id", &*accession.number)];
        xml.leaf_line("related-object", &attributes, "");
    }
}

/// The identifier to link by.
fn link_target(relation: &Relation) -> Option<(&'static str, &Id)> {
    [(IdKind::Doi, "doi"), (IdKind::Pmid, "pmid"), (IdKind::Pmcid, "pmcid")]
        .into_iter()
        .find_map(|(kind, name)| relation.all_ids().find(|id| id.kind == kind).map(|id| (name, id)))
}

/// The related work as printed, else what is known of it; then identifiers that the link does not give.
fn related(xml: &mut Xml, relation: &Relation, linked: Option<&Id>, log: &mut Log) {
    let beside: Vec<&Id> = match (&relation.text, &relation.article) {
        (None, Some(article)) => {
            citation::body(xml, article, &mut Log::new());
            relation.ids.iter().collect()
        }
        (text, _) => {
            xml.text(text.as_deref().unwrap_or(""));
            relation.all_ids().collect()
        }
    };
    if beside.iter().any(|id| tags::pub_id_type(&id.kind).is_none()) {
        log.lost(Slot::of_relation(&relation.kind));
    }
    for id in beside.into_iter().filter(|id| linked.is_none_or(|linked| *id != linked)) {
        identifier(xml, "pub-id", id);
    }
    if let Some(note) = &relation.note {
        xml.leaf("comment", &[], note);
    }
}

fn conference(xml: &mut Xml, article: &Article) {
    for held in article.dates.iter().filter(|dated| dated.role == DateRole::Event) {
        xml.leaf_line("conf-date", &[("iso-8601-date", &dates::iso(&held.date))], &dates::text(&held.date));
    }
    leaf(xml, "conf-name", &[], article.event.name.as_ref());
    leaf(xml, "conf-loc", &[], article.event.place.as_ref());
    leaf(xml, "conf-sponsor", &[], article.event.sponsor.as_ref());
}

fn is_count(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn counts(xml: &mut Xml, article: &Article) {
    for (name, count) in [("ref-count", &article.reference_count), ("page-count", &article.page_count)] {
        if let Some(count) = count.as_deref().filter(|count| is_count(count)) {
            xml.leaf_line(name, &[("count", count)], "");
        }
    }
}

/// What JATS has no element for, under names that begin with ours.
fn custom(xml: &mut Xml, article: &Article, log: &mut Log) {
    let mut pair = |name: &str, value: &str| {
        xml.open("custom-meta", &[]);
        xml.leaf_line("meta-name", &[], &format!("bibmill:{name}"));
        xml.leaf_line("meta-value", &[], value);
        xml.close("custom-meta");
    };
    if !tags::is_article_type_enough(&article.kind) {
        pair(Slot::Kind.name(), article.kind.as_str());
    }
    for slot in tags::CUSTOM {
        article.values(*slot).iter().for_each(|value| pair(slot.name(), value));
    }
    // Values that their elements could not take.
    if let (Some(_), Some(pages)) = (&article.article_number, &article.pages) {
        pair(Slot::Pages.name(), pages.as_found());
    }
    for (slot, count) in [(Slot::ReferenceCount, &article.reference_count), (Slot::PageCount, &article.page_count)] {
        if let Some(count) = count.as_deref().filter(|count| !is_count(count)) {
            pair(slot.name(), count);
            log.flattened(slot, "counts in words");
        }
    }
    if article.container.publisher.is_none() {
        let homeless = [(Slot::Place, &article.container.place), (Slot::Country, &article.container.country)];
        for (slot, value) in homeless {
            if let Some(value) = value {
                pair(slot.name(), value);
                log.flattened(slot, "place without a publisher");
            }
        }
    }
    let tagged = article.languages.first().is_some_and(|tag| is_language_tag(tag));
    for language in article.languages.iter().skip(usize::from(tagged)) {
        pair(Slot::Languages.name(), language);
        log.flattened(Slot::Languages, "languages after the first, or without a tag");
    }
    for (role, name) in tags::OTHER_DATES {
        for dated in article.dates.iter().filter(|dated| dated.role == *role) {
            pair(name, &dated.date.shown());
        }
    }
    for extra in article.extra_of("jats") {
        xml.open("custom-meta", &[]);
        xml.leaf_line("meta-name", &[], &extra.key);
        xml.leaf_line("meta-value", &[], &extra.value);
        xml.close("custom-meta");
    }
}
