//! Lists of the model, as the writer gives them: keywords, relations, and slots of a line each value.

use super::line::write as line;
use super::tags;
use crate::article::{
    Abstract, AbstractKind, Article, Grant, IdKind, Keyword, Relation, RelationKind, Scheme, Slot, Style, Text,
};
use crate::citation;
use crate::format::Out;
use crate::log::Log;

/// The values of a slot, a line each.
pub fn both(article: &Article, tag: &str, slot: Slot, out: &mut Out, log: &mut Log) {
    // A record has one PMID: a second would begin another record.
    let single = matches!(slot, Slot::Pmid | Slot::Pmcid);
    for (place, value) in article.values(slot).iter().enumerate() {
        if place > 0 && single {
            log.lost(slot);
            break;
        }
        line(out, tag, value);
    }
    match slot {
        _ if single && article.ids.iter().any(|id| Slot::of_id(&id.kind) == slot && id.version.is_some()) => {
            log.flattened(slot, "version");
        }
        Slot::Mesh | Slot::SupplementaryConcepts | Slot::Genes => {
            for keyword in article.keywords.iter().filter(|keyword| Slot::of_scheme(&keyword.scheme) == slot) {
                if keyword.id.is_some() || keyword.qualifiers.iter().any(|qualifier| qualifier.id.is_some()) {
                    log.flattened(slot, "identifiers");
                }
                let heading = keyword.heading(true);
                let back = Keyword::parse_mesh(&heading);
                let parted = slot == Slot::Mesh && (back.term != keyword.term || back.heading(true) != heading);
                if parted || (slot != Slot::Mesh && keyword.major) {
                    log.flattened(slot, "headings");
                }
            }
        }
        Slot::Grants if article.grants.iter().any(|grant| Grant::parse_medline(&grant.medline()) != *grant) => {
            log.flattened(slot, "parts");
        }
        Slot::Notes if article.notes.iter().any(|note| note.contains('\n')) => log.flattened(slot, "line breaks"),
        _ => {}
    }
}

/// Tells what of an abstract does not come back.
pub fn told_abstract(found: &Abstract, slot: Slot, whole: bool, log: &mut Log) {
    if !whole {
        log.flattened(slot, "labels and paragraphs");
    }
    if found.sections.iter().any(|section| section.category.is_some()) {
        log.flattened(slot, "categories");
    }
}

/// Writes keywords, each run of one owner below the owner's name.
pub fn keywords(article: &Article, tag: &str, out: &mut Out, log: &mut Log) {
    let mut owner: Option<&Scheme> = None;
    for keyword in &article.keywords {
        let name = match &keyword.scheme {
            Scheme::Author => "NOTNLM",
            Scheme::Other(name) => name,
            _ => continue,
        };
        if owner != Some(&keyword.scheme) {
            owner = Some(&keyword.scheme);
            line(out, "OTO", name);
        }
        let mark = if keyword.major { "*" } else { "" };
        line(out, tag, &format!("{mark}{}", keyword.term.plain()));
        if keyword.id.is_some() || !keyword.qualifiers.is_empty() {
            log.flattened(Slot::Keywords, "identifiers and qualifiers");
        }
        if keyword.term.plain().starts_with('*') {
            log.flattened(Slot::Keywords, "leading stars");
        }
    }
}

/// A relation as printed, with the identifiers that the text lacks; PMID last.
pub fn relation(relation: &Relation, out: &mut Out, log: &mut Log) {
    let slot = Slot::of_relation(&relation.kind);
    let Some(tag) = tags::relation_tag(&relation.kind, relation.note.as_deref()) else {
        // Similar works, citing works and references are not carried at all.
        if slot == Slot::Relations {
            log.lost(slot);
        }
        return;
    };
    let mut text = match (&relation.text, &relation.article) {
        (Some(text), _) => text.clone(),
        (None, Some(article)) => citation::write(article),
        (None, None) => String::new(),
    };
    let id = |kind: &IdKind| relation.all_ids().find(|id| id.kind == *kind).map(|id| id.value.as_str());
    if let Some(doi) = id(&IdKind::Doi).filter(|doi| !text.contains(*doi)) {
        text.push_str(&format!(" doi: {doi}."));
    }
    if let Some(pmid) = id(&IdKind::Pmid) {
        text.push_str(&format!(" PMID: {pmid}"));
    }
    line(out, tag, &text);
    if text.is_empty() {
        log.lost(slot);
    }
    if matches!(relation.kind, RelationKind::PreprintOf | RelationKind::PreprintVersion) {
        log.flattened(slot, "kinds");
    }
}

/// Tells of italics and the like, which NBIB does not have.
pub fn styles(article: &Article, log: &mut Log) {
    let marked = |text: &Text| text.marks().iter().any(|mark| mark.style != Style::Protected);
    let container = &article.container;
    let titles = [
        (Slot::Title, Some(&article.title)),
        (Slot::Subtitle, article.subtitle.as_ref()),
        (Slot::ContainerTitle, container.title.as_ref()),
        (Slot::Series, container.series.as_ref()),
        (Slot::VolumeTitle, container.volume_title.as_ref()),
    ];
    let translated = article.translated_titles.iter().map(|title| (Slot::TranslatedTitles, &title.text));
    let abstracts = article.abstracts.iter().flat_map(|found| {
        let slot = if found.kind == AbstractKind::Main { Slot::Abstract } else { Slot::OtherAbstracts };
        found.sections.iter().map(move |section| (slot, &section.text))
    });
    let keywords = article.keywords.iter().map(|keyword| (Slot::of_scheme(&keyword.scheme), &keyword.term));
    let titles = titles.into_iter().filter_map(|(slot, text)| Some((slot, text?)));
    for (slot, text) in titles.chain(translated).chain(abstracts).chain(keywords) {
        if marked(text) {
            log.flattened(slot, "markup");
        }
    }
}
