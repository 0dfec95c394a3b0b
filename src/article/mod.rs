//! The article model: what stands between every reader and every writer.
//!
//! An [`Article`] is owned, plain data. Its field types hold the invariants (a [`Date`] has no 31 February, a [`Text`] has
//! no control characters); a value that does not fit its type is kept as text in [`Article::extra`]. [`Slot`] names every
//! place in the model, so that tables, columns and loss reports can speak of them.

mod absorb;
mod access;
pub mod date;
pub mod id;
pub mod kind;
pub mod language;
pub mod name;
pub mod pages;
mod parts;
pub mod relation;
pub mod slot;
pub mod text;

pub use access::NotPut;
pub use date::{Date, End, Point, Season};
pub use id::{Id, IdKind};
pub use kind::Kind;
pub use name::{Contributor, Name, Person, Role};
pub use pages::Pages;
pub use parts::{
    Abstract, AbstractKind, Accession, Affiliation, Chemical, Container, DateRole, Event, Extra, Grant, Keyword, Link,
    LinkKind, Notice, NoticeKind, Qualifier, RoleDate, Scheme, Section, Source, Status, Term, Translation,
};
pub use relation::{Relation, RelationKind};
pub use slot::{Slot, Slots};
pub use text::{Mark, Piece, Style, Text, TextBuilder};

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// One bibliographic record: an article, a book, a data set.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Article {
    /// What kind of work it is.
    pub kind: Kind,
    /// The citation key or record id, as found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// What sort of work within its kind, in the source's words: `PhD thesis`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub genre: Option<String>,
    /// Where it stands on the way to publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// NLM's publication types or their like, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub publication_types: Vec<Term>,

    /// Main title in the language of the work, without a closing period.
    #[serde(skip_serializing_if = "Text::is_empty")]
    pub title: Text,
    /// Subtitle, where the source sets it apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<Text>,
    /// Short or running title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub short_title: Option<Text>,
    /// Title of the work that this one translates or reprints.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original_title: Option<Text>,
    /// Title of the work that this one reviews.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reviewed_title: Option<Text>,
    /// The title in other languages, such as the bracketed English title of a paper in German.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub translated_titles: Vec<Translation>,

    /// Everybody who had a part in it, all roles, in the source's order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contributors: Vec<Contributor>,
    /// The source says that its list of contributors was cut ("et al.", "and others").
    #[serde(skip_serializing_if = "is_false")]
    pub et_al: bool,
    /// Contributors point here by index.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub affiliations: Vec<Affiliation>,

    /// The journal, book or series that it is in, and who published it where.
    #[serde(skip_serializing_if = "is_default")]
    pub container: Container,
    /// The conference at which it was given.
    #[serde(skip_serializing_if = "is_default")]
    pub event: Event,
    /// Volume; words stay in it (`36 Suppl 2`) unless the source sets them apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume: Option<String>,
    /// Issue or number within the volume: `4`, `12 Suppl 1`, `Pt B`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue: Option<String>,
    /// Supplement, where the source sets it apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supplement: Option<String>,
    /// Part, where the source sets it apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// Section of a newspaper, statute or the like.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// Chapter number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chapter: Option<String>,
    /// Number of a report, patent, standard, bill.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Edition: `2`, `Second`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
    /// Version of a program or data set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// How many volumes the work has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume_count: Option<String>,
    /// Pages in the container.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages: Option<Pages>,
    /// Number that stands in for pages: `e004863`, `1129465`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article_number: Option<String>,
    /// How many pages it has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page_count: Option<String>,
    /// Medium: `Internet`, `CD-ROM`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub medium: Option<String>,
    /// Size of the work: `120 min`, `30 x 40 cm`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dimensions: Option<String>,
    /// Scale of a map: `1:25000`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scale: Option<String>,
    /// Body that issued it, where that is not the publisher: a court, a parliament, a patent office.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authority: Option<String>,

    /// Dates of the work and of its record. A role may repeat (several revisions).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dates: Vec<RoleDate>,
    /// Identifiers of this work, its journal and its book; never those of works that it cites.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ids: Vec<Id>,
    /// Addresses on the web and of files.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,

    /// Languages of the work, as BCP 47 tags; a language that has none is kept as found.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    /// The abstract and its variants; the main one is the first with [`AbstractKind::Main`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub abstracts: Vec<Abstract>,
    /// Keywords and subject headings of all schemes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub keywords: Vec<Keyword>,
    /// Substances.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub chemicals: Vec<Chemical>,
    /// Grants.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub grants: Vec<Grant>,
    /// Statements printed with the work: copyright, licence, conflict of interest, ...
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<Notice>,
    /// Captions of figures.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<Text>,
    /// Accession numbers of data in data banks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub accessions: Vec<Accession>,
    /// Notes of any sort.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// NLM's subsets of citations (`IM`).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub subsets: Vec<String>,

    /// Other works to which this one is related, those that it cites among them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub relations: Vec<Relation>,
    /// How many references the work has, as the source says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference_count: Option<String>,

    /// The database that the record comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_db: Option<String>,
    /// Archive or library that holds the work.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archive: Option<String>,
    /// Place in the archive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archive_location: Option<String>,
    /// A remark of whoever keeps the record, which is no note on the work.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub annotation: Option<String>,
    /// Publisher of the original edition.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original_publisher: Option<String>,
    /// Place of the original edition.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original_place: Option<String>,
    /// Call number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call_number: Option<String>,
    /// What the model has no place for, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extra: Vec<Extra>,
    /// Slots whose value the reader inferred rather than read.
    #[serde(skip_serializing_if = "Slots::is_empty")]
    pub inferred: Slots,
    /// Where the record was found.
    #[serde(skip_serializing_if = "is_default")]
    pub source: Source,
}

fn is_false(value: &bool) -> bool {
    !value
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl Article {
    /// Empties the article for the next record.
    pub fn clear(&mut self) {
        *self = Article::default();
    }

    /// Keeps a field that the model has no place for.
    pub fn keep(&mut self, format: &str, key: &str, value: &str) {
        self.keep_as(format, key, value, false);
    }

    /// Keeps a field whose value the model holds too, for its own format to write it in the same words again.
    pub fn keep_copy(&mut self, format: &str, key: &str, value: &str) {
        self.keep_as(format, key, value, true);
    }

    fn keep_as(&mut self, format: &str, key: &str, value: &str, copied: bool) {
        self.extra.push(Extra { format: format.to_owned(), key: key.to_owned(), value: value.to_owned(), copied });
    }

    /// The first date of a role.
    pub fn date(&self, role: DateRole) -> Option<&Date> {
        self.dates.iter().find(|dated| dated.role == role).map(|dated| &dated.date)
    }

    /// Adds a date.
    pub fn add_date(&mut self, role: DateRole, date: Date) {
        self.dates.push(RoleDate { role, date });
    }

    /// The date to cite: issued, else print, online, collection, original.
    pub fn citation_date(&self) -> Option<&Date> {
        use DateRole::{Collection, Issued, Online, Print};
        [Issued, Print, Online, Collection].into_iter().find_map(|role| self.date(role))
    }

    /// The first identifier of a kind.
    pub fn id(&self, kind: &IdKind) -> Option<&str> {
        self.ids.iter().find(|id| id.kind == *kind).map(|id| id.value.as_str())
    }

    /// All identifiers of a kind.
    pub fn ids_of<'a>(&'a self, kind: &'a IdKind) -> impl Iterator<Item = &'a Id> {
        self.ids.iter().filter(move |id| id.kind == *kind)
    }

    /// Adds an identifier unless it is there already. Whether it was new.
    pub fn add_id(&mut self, id: Id) -> bool {
        let new = !self.ids.iter().any(|known| known.same(&id));
        if new {
            self.ids.push(id);
        }
        new
    }

    /// The ISSN to write where there is room for one: the electronic one of a work without pages, else print, electronic,
    /// linking, any.
    pub fn best_issn(&self) -> Option<&str> {
        use IdKind::{Issn, IssnElectronic, IssnLinking, IssnPrint};
        let order = if self.pages.is_none() && self.article_number.is_some() {
            [IssnElectronic, IssnPrint, IssnLinking, Issn]
        } else {
            [IssnPrint, IssnElectronic, IssnLinking, Issn]
        };
        order.iter().find_map(|kind| self.id(kind))
    }

    /// Contributors of a role.
    pub fn by_role<'a>(&'a self, role: &'a Role) -> impl Iterator<Item = &'a Contributor> {
        self.contributors.iter().filter(move |contributor| contributor.role == *role)
    }

    /// Authors to write: those whose names are not superseded.
    pub fn authors(&self) -> impl Iterator<Item = &Contributor> {
        self.by_role(&Role::Author).filter(|author| !author.superseded)
    }

    /// The abstract.
    pub fn main_abstract(&self) -> Option<&Abstract> {
        self.abstracts.iter().find(|found| found.kind == AbstractKind::Main)
    }

    /// The first notice of a kind.
    pub fn notice(&self, kind: &NoticeKind) -> Option<&Notice> {
        self.notices.iter().find(|notice| notice.kind == *kind)
    }

    /// The first link that is no file.
    pub fn url(&self) -> Option<&str> {
        self.links.iter().find(|link| link.kind != LinkKind::File).map(|link| link.url.as_str())
    }

    /// The subtype of a journal article, from its publication types: see [`kind::subtype`].
    pub fn subtype(&self) -> Option<&'static str> {
        kind::subtype(self.publication_types.iter().map(|term| term.name.as_str()))
    }

    /// Title and subtitle as one text: `Title: subtitle`.
    pub fn whole_title(&self) -> Cow<'_, Text> {
        let Some(subtitle) = self.subtitle.as_ref().filter(|subtitle| !subtitle.is_empty()) else {
            return Cow::Borrowed(&self.title);
        };
        if self.title.is_empty() {
            return Cow::Borrowed(subtitle);
        }
        let mut whole = self.title.clone();
        whole.append(&Text::new(if whole.plain().ends_with([':', '?', '!']) { " " } else { ": " }));
        whole.append(subtitle);
        Cow::Owned(whole)
    }

    /// Issue, supplement and part as one text, as NLM writes them: `3 Suppl 2`, `4 Pt 1`.
    pub fn whole_issue(&self) -> Option<Cow<'_, str>> {
        if self.supplement.is_none() && self.part.is_none() {
            return self.issue.as_deref().map(Cow::Borrowed);
        }
        // `Suppl 2` and `Abstracts` say what they are; `2`, `A` and `II` do not.
        let named = |word: &str, value: &Option<String>| {
            value.as_ref().map(|value| {
                let numeral = value.len() < 2 || value.chars().all(|c| "IVXivx".contains(c));
                let says = value.starts_with(char::is_alphabetic) && !numeral;
                if says { value.clone() } else { format!("{word} {value}").trim_end().to_owned() }
            })
        };
        let words = [self.issue.clone(), named("Suppl", &self.supplement), named("Pt", &self.part)];
        Some(Cow::Owned(words.into_iter().flatten().collect::<Vec<_>>().join(" ")))
    }

    /// Relations of a kind.
    pub fn related<'a>(&'a self, kind: &'a RelationKind) -> impl Iterator<Item = &'a Relation> {
        self.relations.iter().filter(move |relation| relation.kind == *kind)
    }

    /// Kept fields of a format's family.
    pub fn extra_of<'a>(&'a self, format: &'a str) -> impl Iterator<Item = &'a Extra> {
        self.extra.iter().filter(move |extra| extra.format == format)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_titles() {
        for (title, subtitle, expected) in [
            ("Iron", "a story", "Iron: a story"),
            ("Why iron?", "A story", "Why iron? A story"),
            ("Iron", "", "Iron"),
            ("", "a story", "a story"),
        ] {
            let article =
                Article { title: Text::new(title), subtitle: Some(Text::new(subtitle)), ..Article::default() };
            assert_eq!(article.whole_title().plain(), expected);
        }
    }

    #[test]
    fn whole_issues() {
        for (issue, supplement, part, expected) in [
            (Some("3"), None, None, Some("3")),
            (Some("3"), Some("2"), None, Some("3 Suppl 2")),
            (Some("3"), Some("Suppl 2"), None, Some("3 Suppl 2")),
            (None, Some("Abstracts"), None, Some("Abstracts")),
            (Some("4"), None, Some("II"), Some("4 Pt II")),
            (Some("4"), Some(""), Some("B"), Some("4 Suppl Pt B")),
            (None, None, None, None),
        ] {
            let [issue, supplement, part] =
                [issue, supplement, part].map(|value: Option<&str>| value.map(str::to_owned));
            let article = Article { issue, supplement, part, ..Article::default() };
            assert_eq!(article.whole_issue().as_deref(), expected);
        }
    }
}
