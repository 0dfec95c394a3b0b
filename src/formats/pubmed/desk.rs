//! What the parsers of all shapes work with: the rows of a record, and the article and log that they fill.

use crate::article::language::to_bcp47;
use crate::article::text::squeeze;
use crate::article::{
    Article, Contributor, Id, IdKind, Kind, Name, Relation, RelationKind, Role, Slot, Term, Translation,
};
use crate::citation;
use crate::log::{Code, Log, shown};
use crate::split::lines;
use std::ops::Range;

/// The family of extra fields.
pub const FAMILY: &str = "pubmed-text";

/// A line that is not blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row<'a> {
    /// First byte of the text, counted in the record.
    pub start: usize,
    /// The line without blanks at its ends.
    pub text: &'a str,
    /// How many bytes of blanks stood before it.
    pub indent: usize,
    /// How many blank lines stood before it.
    pub blanks: usize,
}

impl Row<'_> {
    /// Its bytes in the record.
    pub fn range(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }
}

/// The lines of a record that are not blank.
pub fn rows(record: &str) -> Vec<Row<'_>> {
    let mut blanks = 0;
    let mut rows = Vec::new();
    for line in lines(record) {
        let text = line.text.trim();
        if text.is_empty() {
            blanks += 1;
            continue;
        }
        let lead = line.text.len() - line.text.trim_start().len();
        rows.push(Row { start: line.start + lead, text, indent: lead, blanks });
        blanks = 0;
    }
    rows
}

/// The texts of rows with blanks between.
pub fn joined(rows: &[Row<'_>]) -> String {
    rows.iter().map(|row| row.text).collect::<Vec<_>>().join(" ")
}

/// The bytes from the first to the last of some rows.
pub fn span(rows: &[Row<'_>]) -> Range<usize> {
    match (rows.first(), rows.last()) {
        (Some(first), Some(last)) => first.start..last.range().end,
        _ => 0..0,
    }
}

/// The beginning of a text, of at most so many bytes.
pub fn head(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// DOI and PMID in a text that is no citation.
fn ids_in(text: &str) -> Vec<Id> {
    let labels = [("doi:", IdKind::Doi), ("DOI:", IdKind::Doi), ("PMID:", IdKind::Pmid)];
    let found = labels.into_iter().filter_map(|(label, kind)| {
        let value = text[text.find(label)? + label.len()..].trim_start();
        Id::parse(kind, value.split(' ').next()?)
    });
    found.collect()
}

/// Where an article is put together.
pub struct Desk<'a> {
    /// The article.
    pub article: &'a mut Article,
    /// What was found.
    pub log: &'a mut Log,
}

impl Desk<'_> {
    /// Keeps text that no field could be found for.
    pub fn unplaced(&mut self, text: &str, at: Range<usize>) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        self.log.add(Code::UnplacedText, at, format!("{} has no place in the article; kept as extra", shown(text)));
        self.article.keep(FAMILY, "text", text);
    }

    /// Adds an identifier of the work. A second one of a kind, and what is no identifier, are kept aside.
    pub fn id(&mut self, kind: IdKind, text: &str, at: Range<usize>) {
        let key = match kind {
            IdKind::Pmid => "PMID",
            IdKind::Pmcid => "PMCID",
            IdKind::BookAccession => "Bookshelf ID",
            _ => "DOI",
        };
        let Some(id) = Id::parse(kind, text) else {
            self.log.add(Code::UnfitValue, at, format!("{} is no {key}; kept as extra", shown(text)));
            self.article.keep(FAMILY, key, text);
            return;
        };
        match self.article.ids.iter().find(|known| known.kind == id.kind) {
            None => self.article.ids.push(id),
            Some(known) if known.same(&id) => {}
            Some(known) => {
                let message = format!("{key} {} beside {}; kept as extra", shown(&id.value), shown(&known.value));
                self.log.add(Code::RepeatedField, at, message);
                self.article.keep(FAMILY, key, &id.value);
            }
        }
    }

    /// Takes over what a citation of the work says, as far as it is not known yet. Its rest is kept aside.
    pub fn cited(&mut self, found: citation::Citation, at: Range<usize>) {
        let citation::Citation { article, rest } = found;
        self.merge(article, at.clone());
        self.unplaced(&rest, at);
    }

    /// Takes over what a part of the record said of the work.
    pub fn merge(&mut self, found: Article, at: Range<usize>) {
        let article = &mut *self.article;
        article.kind = found.kind;
        article.status = found.status.or(article.status.take());
        article.genre = found.genre.or(article.genre.take());
        article.container = found.container;
        article.volume = found.volume;
        article.issue = found.issue;
        article.supplement = found.supplement;
        article.part = found.part;
        article.edition = found.edition;
        article.pages = found.pages;
        article.article_number = found.article_number;
        article.page_count = found.page_count;
        article.version = found.version;
        article.medium = found.medium;
        article.dates.extend(found.dates);
        article.links.extend(found.links);
        article.languages.extend(found.languages);
        article.notes.extend(found.notes);
        article.extra.extend(found.extra);
        article.relations.extend(found.relations);
        article.et_al |= found.et_al;
        for slot in found.inferred.iter() {
            article.inferred.insert(slot);
        }
        if article.title.is_empty() {
            article.title = found.title;
        }
        if article.contributors.is_empty() {
            article.contributors = found.contributors;
        } else {
            let others = found.contributors.into_iter().filter(|other| other.role != Role::Author);
            article.contributors.extend(others);
        }
        for term in found.publication_types {
            self.publication_type(&term.name);
        }
        for id in found.ids {
            match id.kind {
                IdKind::Doi | IdKind::Pmid | IdKind::Pmcid => self.id(id.kind.clone(), &id.value, at.clone()),
                _ => {
                    self.article.add_id(id);
                }
            }
        }
    }

    /// Adds a publication type unless it is there.
    pub fn publication_type(&mut self, name: &str) {
        let bare = name.trim_end_matches('.');
        let name = citation::publication_type(name).or_else(|| citation::publication_type(bare)).unwrap_or(name);
        if name == "Preprint" {
            self.article.kind = Kind::Preprint;
        }
        // A page names a type before the journal and again in its list; more than that is not looked for.
        if !self.article.publication_types.iter().take(50).any(|term| term.name == name) {
            self.article.publication_types.push(Term::new(name));
        }
    }

    /// Sets the title: without its period, and out of the brackets that say that it is a translation.
    pub fn title(&mut self, text: &str) {
        let text = squeeze(text);
        let bare = text.strip_suffix('.').filter(|bare| !bare.ends_with('.')).unwrap_or(&text);
        let inner = bare.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).map(str::trim);
        let inner = inner
            .map(|inner| inner.trim_end_matches('.'))
            .filter(|inner| !inner.is_empty() && !inner.contains(['[', ']']));
        if inner == Some("Not Available") {
            return;
        }
        self.article.title = inner.unwrap_or(bare).into();
        if let Some(inner) = inner {
            self.article.inferred.insert(Slot::Title);
            let translation = Translation { text: inner.into(), language: Some("en".to_owned()) };
            self.article.translated_titles.push(translation);
        }
    }

    /// Adds a related work. A text that cannot be read is kept as printed; `must` says that it ought to be readable.
    pub fn related(&mut self, kind: RelationKind, text: &str, found: Option<Article>, must: bool, at: Range<usize>) {
        let printed = squeeze(text);
        let mut relation = Relation::printed(kind, &printed);
        if found.is_none() {
            relation.ids = ids_in(&printed);
            if must && relation.ids.is_empty() {
                let what = format!("{} could not be read as a citation; kept as printed", shown(&printed));
                self.log.add(Code::UnfitValue, at, what);
            }
        }
        relation.article = found.map(Box::new);
        self.article.relations.push(relation);
    }

    /// Says once that the names were taken apart by guessing.
    pub fn tell_guessed_names(&mut self, at: Range<usize>) {
        let guessed = |found: &Contributor| matches!(&found.name, Name::Person(person) if person.inferred);
        if self.article.contributors.iter().any(guessed) {
            self.article.inferred.insert(Slot::Authors);
            let what = "names are printed given name first; particle and last word were taken for the family name";
            self.log.add(Code::Inferred, at, what);
        }
    }

    /// Languages named in English: `French`, `English, Chinese`.
    pub fn languages(&mut self, names: &str) {
        for name in names.split([',', ';']).map(str::trim).filter(|name| !name.is_empty()) {
            let tag = to_bcp47(name).unwrap_or_else(|| name.to_owned());
            if !self.article.languages.contains(&tag) {
                self.article.languages.push(tag);
            }
        }
    }
}
