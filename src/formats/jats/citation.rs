//! A work as an entry in a list of references: `element-citation`.
//!
//! Parts of names, titles and dates stand in elements of their own; how they are punctuated is left to whoever prints
//! them. An abstract, keywords, addresses and the like have no place here.

use super::dates::{self, Order};
use super::people;
use super::tags::{self, TitleElement};
use crate::article::{Article, DateRole, Id, IdKind, Kind, LinkKind, Relation, Role, Slot, Text};
use crate::log::Log;
use crate::markup::xml::Xml;

/// Writes an article as a citation, in the running text.
pub fn citation(xml: &mut Xml, article: &Article, log: &mut Log) {
    let language = article.languages.first().filter(|tag| super::front::is_language_tag(tag));
    if article.languages.len() > usize::from(language.is_some()) {
        log.lost(Slot::Languages);
    }
    let attributes = [
        ("publication-type", tags::kind_row(&article.kind).publication_type),
        ("xml:lang", language.map_or("", String::as_str)),
    ];
    xml.start("element-citation", &attributes);
    let before = xml.len();
    body(xml, article, log);
    if xml.len() == before {
        // The element may not be empty.
        xml.leaf("article-title", &[], "");
    }
    xml.end("element-citation");
}

/// Writes one of the works that an article cites, as an entry of its list.
pub fn reference(xml: &mut Xml, relation: &Relation, id: &str, log: &mut Log) {
    xml.line();
    xml.start("ref", &[("id", id)]);
    let cited = relation.article.as_deref();
    let found = cited.is_some() || !relation.ids.is_empty();
    match (&relation.text, found) {
        (Some(text), false) => xml.leaf("mixed-citation", &[], text),
        (Some(text), true) => {
            xml.start("citation-alternatives", &[]);
            parsed(xml, cited, &relation.ids, log);
            xml.leaf("mixed-citation", &[], text);
            xml.end("citation-alternatives");
        }
        (None, true) => parsed(xml, cited, &relation.ids, log),
        (None, false) => xml.leaf("mixed-citation", &[], ""),
    }
    if let Some(note) = &relation.note {
        xml.start("note", &[]);
        xml.leaf("p", &[], note);
        xml.end("note");
    }
    xml.end("ref");
}

/// The cited work as far as it was read, and identifiers that were found beside it.
fn parsed(xml: &mut Xml, cited: Option<&Article>, beside: &[Id], log: &mut Log) {
    match cited {
        Some(cited) if beside.iter().all(|id| cited.ids.iter().any(|known| known.same(id))) => {
            citation(xml, cited, log)
        }
        cited => {
            let mut whole = cited.cloned().unwrap_or_default();
            beside.iter().for_each(|id| {
                whole.add_id(id.clone());
            });
            citation(xml, &whole, log);
        }
    }
}

/// What a citation holds, without the element around it.
pub fn body(xml: &mut Xml, article: &Article, log: &mut Log) {
    contributors(xml, article, log);
    titles(xml, article, log);
    place(xml, article);
    date(xml, article, log);
    numbers(xml, article);
    identifiers(xml, article, log);
    let accessed = article.dates.iter().filter(|dated| dated.role == DateRole::Accessed);
    for accessed in accessed.map(|dated| &dated.date) {
        let attributes = [("content-type", "access-date"), ("iso-8601-date", &dates::iso(accessed))];
        xml.leaf("date-in-citation", &attributes, &dates::text(accessed));
    }
    for slot in tags::COMMENTS {
        for value in article.values(*slot) {
            xml.leaf("comment", &[("content-type", slot.name())], &value);
        }
    }
    for note in &article.notes {
        xml.leaf("comment", &[], note);
    }
    for extra in article.extra_of("jats") {
        xml.leaf("comment", &[("content-type", &extra.key)], &extra.value);
    }
}

/// One `person-group` a role, in the order in which the roles first appear.
fn contributors(xml: &mut Xml, article: &Article, log: &mut Log) {
    let cited = || article.contributors.iter().filter(|contributor| contributor.role != Role::Investigator);
    cited().for_each(|contributor| people::report(contributor, log));
    let named = cited().filter(|contributor| people::is_written(contributor));
    let mut groups = super::grouped(named, |contributor| &contributor.role);
    if article.et_al && groups.is_empty() {
        groups.push((&Role::Author, Vec::new()));
    }
    // The list that was cut is that of the authors, if there are any.
    let cut = groups.iter().position(|(role, _)| **role == Role::Author).unwrap_or(0);
    for (place, (role, list)) in groups.iter().enumerate() {
        xml.start("person-group", &[("person-group-type", tags::role(role))]);
        list.iter().for_each(|contributor| people::name(xml, &contributor.name));
        if article.et_al && place == cut {
            xml.leaf("etal", &[], "");
        }
        xml.end("person-group");
    }
}

/// The title, in the element that its kind asks for, and what the work is in.
fn titles(xml: &mut Xml, article: &Article, log: &mut Log) {
    let container = &article.container;
    let source = container.best_title();
    let mut element = tags::kind_row(&article.kind).title;
    // A work that stands alone, yet is in something: only for books is that a series.
    if element == TitleElement::Source && source.is_some() && !article.kind.is_book() {
        element = TitleElement::Article;
    }
    if !article.title.is_empty() || article.subtitle.is_some() {
        let title = whole_title(article);
        match element {
            TitleElement::Article => xml.rich("article-title", &[], &title),
            TitleElement::Chapter => xml.rich("chapter-title", &[], &title),
            TitleElement::Data => {
                xml.start("data-title", &[]);
                xml.marked_without_formulas(&title);
                xml.end("data-title");
            }
            TitleElement::Source => xml.rich("source", &[], &title),
        }
    }
    for title in &article.translated_titles {
        let language = title.language.as_deref().filter(|tag| super::front::is_language_tag(tag)).unwrap_or("");
        xml.rich("trans-title", &[("xml:lang", language)], &title.text);
    }
    let name = if element == TitleElement::Source { "series" } else { "source" };
    match (&container.title, source) {
        (Some(title), _) => xml.rich(name, &[], title),
        (None, Some(short)) => xml.leaf(name, &[], short),
        (None, None) => {}
    }
    let unused = [
        (Slot::ContainerIso, container.iso.is_some() && container.title.is_some()),
        (Slot::ContainerNlm, container.nlm.is_some() && (container.title.is_some() || container.iso.is_some())),
    ];
    unused.into_iter().filter(|(_, unused)| *unused).for_each(|(slot, _)| log.lost(slot));
}

/// Title and subtitle: a citation has no element for the second.
fn whole_title(article: &Article) -> Text {
    let mut title = article.title.clone();
    if let Some(subtitle) = &article.subtitle {
        if !title.is_empty() {
            title.append(&Text::new(": "));
        }
        title.append(subtitle);
    }
    title
}

fn leaf(xml: &mut Xml, name: &str, value: Option<&String>) {
    if let Some(value) = value {
        xml.leaf(name, &[], value);
    }
}

fn rich(xml: &mut Xml, name: &str, value: Option<&Text>) {
    if let Some(value) = value {
        xml.rich(name, &[], value);
    }
}

/// Series, conference, edition and publisher.
fn place(xml: &mut Xml, article: &Article) {
    let (container, event) = (&article.container, &article.event);
    rich(xml, "series", container.series.as_ref());
    leaf(xml, "volume-series", container.series_number.as_ref());
    rich(xml, "part-title", container.volume_title.as_ref());
    rich(xml, "issue-title", container.issue_title.as_ref());
    leaf(xml, "conf-name", event.name.as_ref());
    for held in article.dates.iter().filter(|dated| dated.role == DateRole::Event) {
        xml.leaf("conf-date", &[("iso-8601-date", &dates::iso(&held.date))], &dates::text(&held.date));
    }
    leaf(xml, "conf-loc", event.place.as_ref());
    leaf(xml, "conf-sponsor", event.sponsor.as_ref());
    leaf(xml, "edition", article.edition.as_ref());
    leaf(xml, "version", article.version.as_ref());
    super::front::publisher_loc(xml, container);
    leaf(xml, "publisher-name", container.publisher.as_ref());
}

/// The date to cite, and that of the original.
fn date(xml: &mut Xml, article: &Article, log: &mut Log) {
    use DateRole::{Collection, Issued, Online, Original, Print};
    if let Some(date) = article.citation_date() {
        dates::parts(xml, date, Order::YearFirst);
    }
    let mut cited = false;
    for role in [Issued, Print, Online, Collection] {
        for _ in article.dates.iter().filter(|dated| dated.role == role) {
            if std::mem::replace(&mut cited, true) {
                log.lost(Slot::of_date(role));
            }
        }
    }
    for original in article.dates.iter().filter(|dated| dated.role == Original) {
        xml.start("date", &[("date-type", "original"), ("iso-8601-date", &dates::iso(&original.date))]);
        dates::parts(xml, &original.date, Order::DayFirst);
        xml.end("date");
    }
}

fn numbers(xml: &mut Xml, article: &Article) {
    leaf(xml, "volume", article.volume.as_ref());
    leaf(xml, "issue", article.issue.as_ref());
    leaf(xml, "issue-part", article.part.as_ref());
    leaf(xml, "supplement", article.supplement.as_ref());
    if let Some(pages) = &article.pages {
        super::front::pages(xml, pages, false);
    }
    leaf(xml, "elocation-id", article.article_number.as_ref());
    if let Some(count) = &article.page_count {
        xml.leaf("size", &[("units", "pages")], count);
    }
    if let Some(number) = &article.number {
        match article.kind {
            Kind::Patent => xml.leaf("patent", &[], number),
            Kind::Standard => xml.leaf("pub-id", &[("pub-id-type", "std-designation")], number),
            _ => xml.leaf("pub-id", &[("pub-id-type", "custom"), ("custom-type", "number")], number),
        }
    }
}

/// ISBN, ISSN, addresses, and the identifiers of the work.
fn identifiers(xml: &mut Xml, article: &Article, log: &mut Log) {
    super::front::isbns(xml, article, false);
    super::front::issns(xml, article, false);
    for link in article.links.iter().filter(|link| link.kind != LinkKind::File) {
        if link.label.is_some() {
            log.flattened(Slot::Urls, "labels of links");
        }
        let kind = tags::LINKS.iter().find(|(kind, _)| *kind == link.kind).map_or("", |(_, name)| name);
        xml.leaf("uri", &[("content-type", kind)], &link.url);
    }
    let mut ids: Vec<&Id> = article.ids.iter().collect();
    ids.sort_by_key(|id| tags::id_rank(&id.kind));
    ids.into_iter().for_each(|id| identifier(xml, "pub-id", id));
}

/// An identifier of a work, in the running text; nothing for those of journals and books.
pub fn identifier(xml: &mut Xml, name: &str, id: &Id) {
    let Some((kind, custom)) = tags::pub_id_type(&id.kind) else { return };
    let version = id.version.as_deref();
    // These two write their versions as part of the identifier.
    let value = match (&id.kind, version) {
        (IdKind::Pmcid, Some(version)) => format!("{}.{version}", id.value),
        (IdKind::Arxiv, Some(version)) => format!("{}v{version}", id.value),
        _ => id.value.clone(),
    };
    let beside = match (&id.kind, version, &id.note) {
        (IdKind::Pmcid | IdKind::Arxiv, _, Some(note)) | (_, None, Some(note)) => note.clone(),
        (IdKind::Pmcid | IdKind::Arxiv, _, None) | (_, None, None) => String::new(),
        (_, Some(version), _) => format!("v{version}"),
    };
    xml.leaf(name, &[("pub-id-type", kind), ("custom-type", custom), ("specific-use", &beside)], &value);
}
