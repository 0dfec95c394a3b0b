//! The columns: one for nearly every slot, and a few that are worked out from several.
//!
//! Both directions read these tables. A column has the name of its slot; the two slots that are only views of others
//! (suffixes, group authors) and what people expect in a table (year, first author) are [`Derived`].

use crate::article::{Article, DateRole, Name, NotPut, Pages, RoleDate, Slot, Slots};
use std::borrow::Cow;

/// A column that bibmill knows.
#[derive(Clone, Copy, Debug)]
pub enum Column {
    /// A slot.
    Slot(Slot),
    /// A view of other slots.
    Derived(&'static Derived),
}

/// A column worked out from slots that may have columns of their own.
#[derive(Debug)]
pub struct Derived {
    /// Name of the column.
    pub name: &'static str,
    /// Slots that it shows.
    pub of: &'static [Slot],
    /// Works it out; empty when there is nothing to show.
    pub get: fn(&Article) -> Cow<'_, str>,
    /// Where it is read to, when no column shows those slots in full.
    pub into: Option<Slot>,
}

/// Columns worked out from others.
pub static DERIVED: &[Derived] = &[
    Derived { name: "subtype", of: &[Slot::PublicationTypes], get: subtype, into: None },
    Derived {
        name: "first_author",
        of: &[Slot::Authors, Slot::GroupAuthors],
        get: first_author,
        into: Some(Slot::Authors),
    },
    Derived { name: "group_authors", of: &[Slot::GroupAuthors], get: group_authors, into: Some(Slot::GroupAuthors) },
    Derived { name: "suffixes", of: &[Slot::Suffixes], get: suffixes, into: None },
    Derived {
        name: "year",
        of: &[Slot::DateIssued, Slot::DatePrint, Slot::DateOnline, Slot::DateCollection],
        get: year,
        into: Some(Slot::DateIssued),
    },
    Derived {
        name: "container",
        of: &[Slot::ContainerTitle, Slot::ContainerIso, Slot::ContainerNlm],
        get: container,
        into: Some(Slot::ContainerTitle),
    },
    Derived {
        name: "container_abbrev",
        of: &[Slot::ContainerIso, Slot::ContainerNlm],
        get: container_abbrev,
        into: Some(Slot::ContainerIso),
    },
    Derived {
        name: "best_issn",
        of: &[Slot::IssnPrint, Slot::IssnElectronic, Slot::IssnLinking, Slot::Issn],
        get: best_issn,
        into: Some(Slot::Issn),
    },
    Derived { name: "first_page", of: &[Slot::Pages], get: first_page, into: Some(Slot::Pages) },
    Derived { name: "last_page", of: &[Slot::Pages], get: last_page, into: Some(Slot::Pages) },
];

/// The columns written unless others are asked for: what a person needs who screens titles and abstracts, and what tells
/// one record from another.
pub const USUAL: &[&str] = &[
    "id",
    "kind",
    "pmid",
    "pmcid",
    "doi",
    "title",
    "title_translated",
    "authors",
    "et_al",
    "affiliations",
    "container_title",
    "container_iso",
    "container_nlm",
    "year",
    "date",
    "date_print",
    "date_epub",
    "date_collection",
    "volume",
    "issue",
    "supplement",
    "pages",
    "article_number",
    "edition",
    "editors",
    "publisher",
    "place",
    "issn_print",
    "issn_electronic",
    "issn",
    "isbn",
    "language",
    "publication_types",
    "status",
    "abstract",
    "keywords",
    "mesh",
    "substances",
    "grants",
    "relations",
    "url",
    "copyright",
    "conflict_of_interest",
    "notes",
    "extra",
];

/// Slots whose cell holds a list.
pub const LISTS: Slots = Slots::of(&[
    Slot::PublicationTypes,
    Slot::TranslatedTitles,
    Slot::OtherContributors,
    Slot::DateRevised,
    Slot::DateRecord,
    Slot::OtherIds,
    Slot::FileLinks,
    Slot::Languages,
    Slot::OtherAbstracts,
    Slot::Keywords,
    Slot::Mesh,
    Slot::SupplementaryConcepts,
    Slot::Genes,
    Slot::PersonalNames,
    Slot::Chemicals,
    Slot::Grants,
    Slot::OtherNotices,
    Slot::Figures,
    Slot::Accessions,
    Slot::Relations,
    Slot::Similar,
    Slot::CitedBy,
    Slot::References,
    Slot::Notes,
    Slot::Subsets,
    Slot::Extra,
]);

/// Slots whose cell holds a list of addresses or identifiers, which may hold the separator's sign and must stay as they are.
pub const BARE: Slots = Slots::of(&[
    Slot::Pii,
    Slot::ManuscriptId,
    Slot::IssnPrint,
    Slot::IssnElectronic,
    Slot::IssnLinking,
    Slot::Issn,
    Slot::Isbn,
    Slot::Arxiv,
    Slot::BookAccession,
    Slot::Urls,
]);

/// Slots whose cell holds a list of names. Authors and group authors share a cell, so that the byline keeps its order.
pub const NAMES: Slots = Slots::of(&[
    Slot::Authors,
    Slot::Editors,
    Slot::SeriesEditors,
    Slot::BookAuthors,
    Slot::Translators,
    Slot::Investigators,
]);

/// Slots whose cell says something of each author, in the order of the authors' cell.
pub const PER_AUTHOR: Slots =
    Slots::of(&[Slot::Orcids, Slot::PersonIds, Slot::Affiliations, Slot::Emails, Slot::AuthorMarks]);

impl Column {
    /// The column of that name.
    pub fn by_name(name: &str) -> Option<Column> {
        let derived = DERIVED.iter().find(|derived| derived.name == name).map(Column::Derived);
        derived.or_else(|| Slot::by_name(name).map(Column::Slot))
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Column::Slot(slot) => slot.name(),
            Column::Derived(derived) => derived.name,
        }
    }
}

/// The columns that an option names: names between commas, or `all` for every slot. An error says what is wrong with it.
pub fn parse(text: &str) -> Result<Vec<Column>, String> {
    if text == "all" {
        let own = |slot: &&Slot| DERIVED.iter().all(|derived| derived.name != slot.name());
        return Ok(Slot::ALL.iter().filter(own).copied().map(Column::Slot).collect());
    }
    let mut columns: Vec<Column> = Vec::new();
    for name in text.split(',').map(str::trim) {
        let Some(column) = Column::by_name(name) else {
            return Err(format!("there is no column {name:?}; there are {}", names().join(", ")));
        };
        if columns.iter().any(|known| known.name() == name) {
            return Err(format!("column {name:?} is named twice"));
        }
        columns.push(column);
    }
    Ok(columns)
}

/// The usual columns.
pub fn usual() -> Vec<Column> {
    USUAL.iter().filter_map(|name| Column::by_name(name)).collect()
}

/// The names of all columns.
pub fn names() -> Vec<&'static str> {
    let derived = DERIVED.iter().map(|derived| derived.name);
    let slots = Slot::ALL.iter().map(|slot| slot.name()).filter(|name| DERIVED.iter().all(|d| d.name != *name));
    slots.chain(derived).collect()
}

fn subtype(article: &Article) -> Cow<'_, str> {
    Cow::Borrowed(article.subtype().unwrap_or(""))
}

fn first_author(article: &Article) -> Cow<'_, str> {
    article.authors().next().map_or(Cow::Borrowed(""), |author| author.name.inverted())
}

fn group_authors(article: &Article) -> Cow<'_, str> {
    let groups = article.authors().filter(|author| matches!(author.name, Name::Group(_)));
    Cow::Owned(groups.map(|author| author.name.inverted()).collect::<Vec<_>>().join(", "))
}

fn suffixes(article: &Article) -> Cow<'_, str> {
    Cow::Owned(article.values(Slot::Suffixes).join(", "))
}

fn year(article: &Article) -> Cow<'_, str> {
    let year = article.citation_date().and_then(|date| date.sort_year());
    year.map_or(Cow::Borrowed(""), |year| Cow::Owned(format!("{year:04}")))
}

fn container(article: &Article) -> Cow<'_, str> {
    Cow::Borrowed(article.container.best_title().unwrap_or(""))
}

fn container_abbrev(article: &Article) -> Cow<'_, str> {
    Cow::Borrowed(article.container.short_title().unwrap_or(""))
}

fn best_issn(article: &Article) -> Cow<'_, str> {
    Cow::Borrowed(article.best_issn().unwrap_or(""))
}

fn first_page(article: &Article) -> Cow<'_, str> {
    Cow::Borrowed(article.pages.as_ref().map_or("", Pages::first))
}

fn last_page(article: &Article) -> Cow<'_, str> {
    Cow::Borrowed(article.pages.as_ref().map_or("", Pages::last))
}

impl Derived {
    /// Reads its cell, after the columns of slots were read: a value that they show already is passed over.
    pub fn read(&self, text: &str, article: &mut Article) -> Result<(), NotPut> {
        let shown = self.of.iter().any(|slot| article.values(*slot).iter().any(|value| value == text));
        let of_year = |dated: &RoleDate| {
            let year = dated.date.sort_year().filter(|_| self.of.contains(&Slot::of_date(dated.role)));
            year.is_some_and(|year| text == format!("{year:04}"))
        };
        if shown || article.dates.iter().any(of_year) || (self.get)(article) == text {
            return Ok(());
        }
        match (self.into, &article.pages) {
            (Some(Slot::Pages), Some(pages)) if pages.is_single_token() && self.name == "last_page" => {
                article.pages = Some(Pages::from_ends(pages.as_found(), text));
                Ok(())
            }
            (Some(Slot::DateIssued), _) if article.date(DateRole::Issued).is_some() => Err(NotPut::Taken),
            (Some(slot), _) if !self.lists() || article.values(slot).is_empty() => article.put(slot, text),
            (Some(_), _) => Err(NotPut::Taken),
            (None, _) => Err(NotPut::Structured),
        }
    }

    /// Whether it is read into a slot that takes any number of values.
    fn lists(&self) -> bool {
        self.into.is_some_and(|slot| BARE.or(NAMES).contains(slot) || slot == Slot::GroupAuthors)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_columns_exist_and_do_not_repeat() {
        assert_eq!(parse(&USUAL.join(",")).unwrap().len(), USUAL.len());
    }

    #[test]
    fn names_are_unique_even_without_punctuation() {
        let mut bare: Vec<_> = names().iter().map(|name| name.replace('_', "")).collect();
        bare.sort_unstable();
        bare.dedup();
        assert_eq!(bare.len(), names().len());
    }

    #[test]
    fn wrong_columns_are_named() {
        for (text, wrong) in [("pmid,tilte", "tilte"), ("pmid,,doi", "\"\""), ("doi, doi", "twice"), ("", "\"\"")] {
            assert!(parse(text).unwrap_err().contains(wrong), "{text:?}");
        }
        let all = parse("all").unwrap();
        assert!(all.iter().all(|column| matches!(column, Column::Slot(_))));
        assert_eq!(all.len() + 2, Slot::ALL.len());
    }
}
