//! The small structs that an [`Article`](super::Article) is made of.

use super::{Date, Text, is_default, is_false};
use serde::{Deserialize, Serialize};

/// Where a work stands on the way to publication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Status {
    /// Published in print.
    PrintPublished,
    /// Published online.
    OnlinePublished,
    /// Online ahead of print.
    AheadOfPrint,
    /// Accepted, not yet published.
    InPress,
    /// Submitted.
    Submitted,
    /// Being written, or never published.
    Unpublished,
    /// Published and retracted.
    Retracted,
    /// Any other, in the source's word.
    Other(String),
}

impl From<&str> for Status {
    fn from(name: &str) -> Status {
        use Status::{AheadOfPrint, InPress, OnlinePublished, PrintPublished, Retracted, Submitted, Unpublished};
        [PrintPublished, OnlinePublished, AheadOfPrint, InPress, Submitted, Unpublished, Retracted]
            .into_iter()
            .find(|status| status.as_str() == name)
            .unwrap_or_else(|| Status::Other(name.to_owned()))
    }
}

impl Status {
    /// The name, as the JSON form and CSV have it.
    pub fn as_str(&self) -> &str {
        match self {
            Status::PrintPublished => "print-published",
            Status::OnlinePublished => "online-published",
            Status::AheadOfPrint => "ahead-of-print",
            Status::InPress => "in-press",
            Status::Submitted => "submitted",
            Status::Unpublished => "unpublished",
            Status::Retracted => "retracted",
            Status::Other(word) => word,
        }
    }
}

/// A term with the identifier that its vocabulary gives it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// The term.
    pub name: String,
    /// Its identifier in the vocabulary: `D016428`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
}

impl Term {
    /// A term without identifier.
    pub fn new(name: &str) -> Term {
        Term { name: name.to_owned(), id: None }
    }
}

/// A text in another language.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Translation {
    /// The text.
    pub text: Text,
    /// BCP 47 tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// Where a contributor works.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Affiliation {
    /// The address as printed, without its mark.
    pub text: String,
    /// Identifiers of the institution: scheme (`ROR`, `GRID`, `ISNI`) and value.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ids: Vec<(String, String)>,
}

/// What the work is in, and who published it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Container {
    /// Full title of the journal, book, proceedings or site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
    /// ISO 4 abbreviation, with dots: `J. Clin. Invest.`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iso: Option<String>,
    /// NLM abbreviation, without dots: `J Clin Invest`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nlm: Option<String>,
    /// NLM's unique identifier of the journal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nlm_id: Option<String>,
    /// Title of a special issue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue_title: Option<Text>,
    /// Title of the volume.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume_title: Option<Text>,
    /// Book series or collection.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub series: Option<Text>,
    /// Number in the series.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub series_number: Option<String>,
    /// Publisher, university, institution, assignee.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// Place of publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Country of publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

impl Container {
    /// The title to print: the full one, else an abbreviation.
    pub fn best_title(&self) -> Option<&str> {
        self.title.as_ref().map(Text::plain).or(self.iso.as_deref()).or(self.nlm.as_deref())
    }

    /// The abbreviated title: ISO's, else NLM's.
    pub fn short_title(&self) -> Option<&str> {
        self.iso.as_deref().or(self.nlm.as_deref())
    }
}

/// A conference.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Event {
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Where it was held.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Who sponsored it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sponsor: Option<String>,
}

/// What happened on a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum DateRole {
    /// Published: the date to cite.
    Issued,
    /// The print edition appeared.
    Print,
    /// It appeared online ("Epub").
    Online,
    /// Date of the collection or issue ("eCollection").
    Collection,
    /// The manuscript was received.
    Received,
    /// It was revised.
    Revised,
    /// It was accepted.
    Accepted,
    /// It was retracted.
    Retracted,
    /// Somebody looked it up.
    Accessed,
    /// The original of a reprint or translation appeared.
    Original,
    /// The conference was held.
    Event,
    /// The record was entered into the database (PubMed's CRDT and entrez date).
    Entered,
    /// The record was added to PubMed (EDAT).
    Pubmed,
    /// The record got MeSH terms (MHDA).
    Medline,
    /// The record was created.
    Created,
    /// The record was completed (DCOM).
    Completed,
    /// The record was last revised (LR).
    RecordRevised,
    /// The full text becomes free in PMC (PMCR).
    PmcRelease,
}

/// A date and what happened then.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RoleDate {
    /// What happened.
    pub role: DateRole,
    /// When.
    #[serde(flatten)]
    pub date: Date,
}

/// An address on the web or of a file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// The address, as found.
    pub url: String,
    /// What it leads to.
    #[serde(default, skip_serializing_if = "is_default")]
    pub kind: LinkKind,
    /// What the source calls it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

/// What a link leads to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum LinkKind {
    /// The page about the work, or not known.
    #[default]
    Landing,
    /// Its text as PDF.
    Pdf,
    /// Its text as HTML.
    FullText,
    /// Data.
    Data,
    /// A file on somebody's disk; never followed.
    File,
}

/// An abstract.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Abstract {
    /// The abstract itself or a variant.
    #[serde(default, skip_serializing_if = "is_default")]
    pub kind: AbstractKind,
    /// BCP 47 tag, where it differs from that of the work or is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Sections in order; one without a label for an abstract that has none.
    pub sections: Vec<Section>,
    /// Copyright of the abstract, where it is not that of the work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copyright: Option<String>,
}

/// Which abstract it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum AbstractKind {
    /// The abstract.
    #[default]
    Main,
    /// In another language.
    Translated,
    /// A summary in plain language.
    PlainLanguage,
    /// Words of a graphical abstract.
    Graphical,
    /// Any other, by the source's name.
    Other(String),
}

/// A section of an abstract.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Section {
    /// Label as printed, without the colon: `METHODS`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// NLM's category of the section: `BACKGROUND`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// The text; `\n` between paragraphs.
    pub text: Text,
}

impl Abstract {
    /// An abstract of one section without a label.
    pub fn plain(text: Text) -> Abstract {
        Abstract { sections: vec![Section { text, ..Section::default() }], ..Abstract::default() }
    }

    /// All of it on one string: `LABEL: text` for each section, with `separator` between sections and paragraphs.
    pub fn joined(&self, separator: &str) -> String {
        let length = |section: &Section| section.text.plain().len() + section.label.as_ref().map_or(0, String::len) + 4;
        let mut out = String::with_capacity(self.sections.iter().map(length).sum());
        for section in &self.sections {
            for (place, paragraph) in section.text.plain().split('\n').enumerate() {
                if !out.is_empty() {
                    out.push_str(separator);
                }
                if let (0, Some(label)) = (place, &section.label) {
                    out.push_str(label);
                    out.push_str(": ");
                }
                out.push_str(paragraph);
            }
        }
        out
    }
}

/// A keyword or subject heading.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Keyword {
    /// The term.
    pub term: Text,
    /// Whose vocabulary it is from.
    #[serde(default, skip_serializing_if = "is_default")]
    pub scheme: Scheme,
    /// A major topic of the work.
    #[serde(default, skip_serializing_if = "is_false")]
    pub major: bool,
    /// MeSH qualifiers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub qualifiers: Vec<Qualifier>,
    /// Identifier in the vocabulary.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What sort of term the vocabulary says it is: `Geographic`, `Disease`, `Organism`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
}

impl Keyword {
    /// A keyword of a scheme.
    pub fn new(term: &str, scheme: Scheme) -> Keyword {
        Keyword { term: Text::new(term), scheme, ..Keyword::default() }
    }

    /// The heading as NLM writes it: `*Iron/blood/*metabolism` with `star`, without stars else.
    pub fn heading(&self, star: bool) -> String {
        let mark = |major: bool| if major && star { "*" } else { "" };
        let length = self.qualifiers.iter().map(|qualifier| qualifier.name.len() + 2).sum::<usize>();
        let mut out = String::with_capacity(1 + self.term.plain().len() + length);
        out.push_str(mark(self.major));
        out.push_str(self.term.plain());
        for qualifier in &self.qualifiers {
            out.push('/');
            out.push_str(mark(qualifier.major));
            out.push_str(&qualifier.name);
        }
        out
    }

    /// Reads a MeSH heading: `*Iron/blood/*metabolism` as MEDLINE has it, or `Iron / metabolism*` as a page shows it.
    pub fn parse_mesh(text: &str) -> Keyword {
        // Most headings have no qualifiers.
        let parts: Vec<&str> = match text.contains('/') {
            false => vec![text],
            true if text.contains(" / ") => text.split(" / ").collect(),
            true => text.split('/').collect(),
        };
        let mut parts = parts.into_iter();
        let starred = |part: &str| {
            if !part.contains('*') {
                return (part.trim().to_owned(), false);
            }
            let bare = part.trim().trim_start_matches('*').trim_end_matches('*').trim();
            (bare.to_owned(), part.contains('*'))
        };
        let (term, major) = starred(parts.next().unwrap_or(""));
        let qualifiers = parts.map(|part| {
            let (name, major) = starred(part);
            Qualifier { name, id: None, major }
        });
        Keyword {
            term: Text::new(&term),
            scheme: Scheme::Mesh,
            major,
            qualifiers: qualifiers.collect(),
            id: None,
            class: None,
        }
    }
}

/// A MeSH qualifier (subheading).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Qualifier {
    /// Its name: `metabolism`.
    pub name: String,
    /// Its identifier: `Q000378`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// A major topic.
    #[serde(default, skip_serializing_if = "is_false")]
    pub major: bool,
}

/// The vocabulary of a keyword.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Scheme {
    /// The author's own words, or not known.
    #[default]
    Author,
    /// Medical Subject Headings.
    Mesh,
    /// MeSH supplementary concepts.
    Supplementary,
    /// Symbols of genes (MEDLINE's GS).
    Gene,
    /// People whom the work is about.
    PersonalName,
    /// Any other, by its owner: `NASA`, `NOTNLM`.
    Other(String),
}

/// A substance.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chemical {
    /// Its name.
    pub name: String,
    /// Registry number: CAS, EC or UNII; `None` for MEDLINE's `0`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registry: Option<String>,
    /// MeSH identifier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
}

/// A grant.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Grant {
    /// Number of the grant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Acronym of the institute: `CA`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acronym: Option<String>,
    /// Who gave it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agency: Option<String>,
    /// Country of the agency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

impl Grant {
    /// Reads MEDLINE's `id/acronym/agency/country`; parts may be missing, and the number may itself hold slashes.
    pub fn parse_medline(text: &str) -> Grant {
        let part = |text: &str| Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned);
        let mut parts: Vec<&str> = text.split('/').collect();
        let country = if parts.len() >= 3 { parts.pop() } else { None };
        let agency = if parts.len() >= 2 { parts.pop() } else { None };
        // An institute's acronym is a few capitals; anything else before the agency belongs to the number.
        let acronym = parts.pop_if(|last| {
            (1..=5).contains(&last.trim().len())
                && last.trim().trim_end_matches('_').chars().all(|c| c.is_ascii_uppercase())
        });
        // Alone, only one of NLM's own acronyms for agencies abroad is no number: `WT_/Wellcome Trust/United Kingdom`.
        let alone = parts.is_empty() && acronym.is_some_and(|word| !word.trim().ends_with('_'));
        let acronym = if alone { acronym.inspect(|word| parts.push(word)).and(None) } else { acronym };
        Grant {
            number: part(&parts.join("/")),
            acronym: acronym.and_then(part),
            agency: agency.and_then(part),
            country: country.and_then(part),
        }
    }

    /// As MEDLINE writes it: `R01 CA1/CA/NCI NIH HHS/United States`.
    pub fn medline(&self) -> String {
        let mut out = self.number.clone().unwrap_or_default();
        if let Some(acronym) = &self.acronym {
            if !out.is_empty() || !acronym.ends_with('_') {
                out.push('/');
            }
            out.push_str(acronym);
        }
        if self.agency.is_some() || self.country.is_some() {
            out.push('/');
            out.push_str(self.agency.as_deref().unwrap_or(""));
            out.push('/');
            out.push_str(self.country.as_deref().unwrap_or(""));
        }
        out
    }
}

/// A statement printed with the work.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Notice {
    /// What it is about.
    pub kind: NoticeKind,
    /// Its words.
    pub text: String,
    /// An address that belongs to it, such as that of the licence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// What a notice is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum NoticeKind {
    /// Who holds the rights.
    Copyright,
    /// What may be done with it.
    License,
    /// Conflicts of interest.
    ConflictOfInterest,
    /// Where the data are.
    DataAvailability,
    /// Who paid, in words.
    Funding,
    /// Any other, by its heading.
    Other(String),
}

/// An accession number in a data bank.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accession {
    /// The bank: `ClinicalTrials.gov`.
    pub bank: String,
    /// The number: `NCT01234567`.
    pub number: String,
}

/// A field that the model has no place for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extra {
    /// The family of the format it was found in: `nbib`, `ris`, `bibtex`.
    pub format: String,
    /// Tag, field name or column.
    pub key: String,
    /// Its value, as found.
    pub value: String,
    /// It says again, in its format's own words, what other places of the article hold: whoever does not write it loses
    /// nothing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub copied: bool,
}

/// Where a record was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Name of the input; `-` for standard input.
    pub input: String,
    /// The family of its format, where a writer of the same family goes by it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub format: String,
    /// Number of the record in its input, counted from 1.
    pub record: u64,
    /// First byte of the record in the decoded input.
    pub start: u64,
    /// The byte after it.
    pub end: u64,
    /// Line on which it starts, counted from 1.
    pub line: u64,
}
