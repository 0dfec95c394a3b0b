//! What a written record will tell of its kind, and the numbers that NLM joins.

use super::tags::{self, Clues};
use crate::article::{Article, IdKind, Kind, Status};

/// Whether the container is written as a journal, given what else is told: a container in BTI without a title in TI would be
/// taken for the title of a book.
fn in_journal(article: &Article, clues: Clues) -> bool {
    let types = article.publication_types.iter().map(|term| term.name.as_str());
    let alone = article.title.is_empty() && tags::kind_of(types, Clues { book_title: true, ..clues }).is_book();
    tags::is_serial(&article.kind) || article.kind.is_book() || alone
}

/// What of the record will tell its kind, and whether the container is written as a journal.
pub fn clues(article: &Article) -> (Clues, bool) {
    let container = &article.container;
    let is_book = article.kind.is_book();
    // Abbreviations are written without dots.
    let abbreviated =
        container.nlm.is_some() || container.iso.as_deref().is_some_and(|iso| !iso.replace('.', "").trim().is_empty());
    let clues = Clues {
        journal: abbreviated || container.nlm_id.is_some(),
        title: !article.title.is_empty() && !is_book,
        book_title: !article.title.is_empty() && is_book,
        book: container.publisher.is_some() || article.edition.is_some() || article.id(&IdKind::Isbn).is_some(),
    };
    let in_journal = in_journal(article, clues);
    match container.title.is_some() {
        true if in_journal => (Clues { journal: true, ..clues }, true),
        true => (Clues { book_title: true, ..clues }, false),
        false => (clues, in_journal),
    }
}

/// Publication types to write, with those that tell kind and status; and the kind that they tell with the rest.
pub fn types(article: &Article, clues: Clues) -> (Vec<&str>, Kind) {
    let mut types: Vec<&str> = article.publication_types.iter().map(|term| term.name.as_str()).collect();
    let kind = tags::kind_of(types.iter().copied(), clues);
    let serial = tags::is_serial(&article.kind);
    // A kind of article that NLM has no type for must at least not be taken for a book.
    let name = tags::type_of(&article.kind).filter(|_| kind != article.kind);
    let plain = serial && !tags::is_serial(&kind);
    types.extend(name.or(plain.then_some("Journal Article")));
    if article.status == Some(Status::Retracted) && !types.contains(&tags::RETRACTED) {
        types.push(tags::RETRACTED);
    }
    let kind = tags::kind_of(types.iter().copied(), clues);
    (types, kind)
}

/// Volume and issue with supplement and part where NLM has them: `36 Suppl 2` or `4 Suppl 2`, `4 Pt 1`.
pub fn numbering(article: &Article) -> (Option<String>, Option<String>) {
    let (mut volume, mut issue) = (article.volume.clone(), article.issue.clone());
    for (word, value) in [("Suppl", &article.supplement), ("Pt", &article.part)] {
        let Some(value) = value else { continue };
        let place = if issue.is_none() && volume.is_some() { &mut volume } else { &mut issue };
        let bare = value.trim_start_matches(word).trim_start_matches('.').trim_start();
        let words = format!("{} {word} {bare}", place.as_deref().unwrap_or(""));
        *place = Some(words.trim().to_owned());
    }
    (volume, issue)
}
