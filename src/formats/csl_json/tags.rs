//! The variables and types of CSL-JSON. Both directions read these tables, and only these.

use crate::article::{DateRole, Kind, Role, Slot, Slots};
use Slot::*;
use Use::*;
use std::sync::LazyLock;

/// What a variable is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// Read into the slot and written from it.
    Both(Slot),
    /// An alias: read into the slot, never written.
    Read(Slot),
    /// Repeats a slot on writing, for readers that know only this name; folded on reading.
    Copy(Slot),
    /// An older name, or a part of the value: read into the slot where nothing else says it, and written where the item
    /// had it.
    Twin(Slot),
    /// Names of the role that [`role_name`] calls so.
    Names,
    /// A date that CSL has no variable for: read, never written.
    Date(DateRole),
    /// Names under another name than the role's: read, never written.
    People(&'static str),
    /// Crossref's own, with a structure that CSL does not have.
    Crossref(Crossref),
    /// Known, but the model has no place for it: kept in `extra`.
    Keep,
    /// The object for all that has no variable.
    Custom,
}

/// Members of Crossref's records that are lists of objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Crossref {
    /// ISSNs with the edition that each is for.
    Issns,
    /// Licences.
    Licenses,
    /// Addresses of the full text.
    Links,
    /// Who paid.
    Funders,
    /// Works cited.
    References,
    /// The issue, with dates of its own.
    Issue,
    /// Where the work was done, or posted.
    Institutions,
    /// Works that this one corrects or takes back.
    Updates,
}

/// All variables of `csl-data.json`, in its order, which is that of output.
pub static TAGS: &[(&str, Use)] = &[
    ("type", Both(Slot::Kind)),
    ("id", Both(Key)),
    ("citation-key", Read(Key)),
    ("categories", Keep),
    ("language", Both(Languages)),
    ("journalAbbreviation", Copy(ContainerIso)),
    // pandoc takes it for the short name of the journal.
    ("shortTitle", Twin(ShortTitle)),
    ("author", Names),
    ("chair", Names),
    ("collection-editor", Names),
    ("compiler", Names),
    ("composer", Names),
    ("container-author", Names),
    ("contributor", Names),
    ("curator", Names),
    ("director", Names),
    ("editor", Names),
    ("editorial-director", Names),
    ("executive-producer", Names),
    ("guest", Names),
    ("host", Names),
    ("interviewer", Names),
    ("illustrator", Names),
    ("narrator", Names),
    ("organizer", Names),
    ("original-author", Names),
    ("performer", Names),
    ("producer", Names),
    ("recipient", Names),
    ("reviewed-author", Names),
    ("script-writer", Names),
    ("series-creator", Names),
    ("translator", Names),
    ("accessed", Both(DateAccessed)),
    ("available-date", Both(DateOnline)),
    ("event-date", Both(EventDate)),
    ("issued", Both(DateIssued)),
    ("original-date", Both(DateOriginal)),
    ("submitted", Both(DateReceived)),
    ("abstract", Both(Abstract)),
    ("annote", Both(Annotation)),
    ("archive", Both(Archive)),
    ("archive_collection", Keep),
    ("archive_location", Both(ArchiveLocation)),
    ("archive-place", Keep),
    ("authority", Both(Authority)),
    ("call-number", Both(CallNumber)),
    ("chapter-number", Both(Chapter)),
    ("citation-number", Keep),
    ("citation-label", Keep),
    ("collection-number", Both(SeriesNumber)),
    ("collection-title", Both(Series)),
    ("container-title", Both(ContainerTitle)),
    ("container-title-short", Both(ContainerIso)),
    ("dimensions", Both(Dimensions)),
    ("division", Keep),
    ("DOI", Both(Doi)),
    ("edition", Both(Edition)),
    ("event", Twin(EventName)),
    ("event-title", Both(EventName)),
    ("event-place", Both(EventPlace)),
    ("first-reference-note-number", Keep),
    ("genre", Both(Genre)),
    ("ISBN", Both(Isbn)),
    ("ISSN", Both(Issn)),
    ("issue", Both(Issue)),
    ("jurisdiction", Keep),
    ("keyword", Both(Keywords)),
    ("locator", Keep),
    ("medium", Both(Medium)),
    ("note", Both(Notes)),
    ("number", Both(Number)),
    ("number-of-pages", Both(PageCount)),
    ("number-of-volumes", Both(VolumeCount)),
    ("original-publisher", Both(OriginalPublisher)),
    ("original-publisher-place", Both(OriginalPlace)),
    ("original-title", Both(OriginalTitle)),
    ("page", Both(Pages)),
    ("page-first", Twin(Pages)),
    ("part", Both(Part)),
    ("part-title", Keep),
    ("PMCID", Both(Pmcid)),
    ("PMID", Both(Pmid)),
    ("printing", Keep),
    ("publisher", Both(Publisher)),
    ("publisher-place", Both(Place)),
    ("references", Keep),
    ("reviewed-genre", Keep),
    ("reviewed-title", Both(ReviewedTitle)),
    ("scale", Both(Scale)),
    ("section", Both(Section)),
    ("source", Both(SourceDb)),
    ("status", Both(Status)),
    ("supplement", Both(Supplement)),
    ("title", Both(Title)),
    ("title-short", Both(ShortTitle)),
    ("URL", Both(Urls)),
    ("version", Both(Version)),
    ("volume", Both(Volume)),
    ("volume-title", Both(VolumeTitle)),
    ("volume-title-short", Keep),
    ("year-suffix", Keep),
    ("custom", Custom),
];

/// Names of variables in the specification that the schema lacks or has under another name, and names that other programs
/// write: Crossref's API, DataCite, Mendeley, citation.js.
pub static ALIASES: &[(&str, Use)] = &[
    ("part-number", Read(Part)),
    ("supplement-number", Read(Supplement)),
    ("printing-number", Keep),
    ("license", Use::Crossref(Crossref::Licenses)),
    ("archive-location", Read(ArchiveLocation)),
    ("event-location", Read(EventPlace)),
    ("doi", Read(Doi)),
    ("url", Read(Urls)),
    ("isbn", Read(Isbn)),
    ("issn", Read(Issn)),
    ("pmid", Read(Pmid)),
    ("pmcid", Read(Pmcid)),
    ("keywords", Read(Keywords)),
    ("subject", Read(Keywords)),
    ("authors", People("author")),
    ("editors", People("editor")),
    ("translators", People("translator")),
    ("year", Read(DateIssued)),
    ("subtitle", Read(Subtitle)),
    ("short-title", Read(ShortTitle)),
    ("short-container-title", Read(ContainerIso)),
    ("article-number", Read(ArticleNumber)),
    ("eid", Read(ArticleNumber)),
    ("publisher-location", Read(Place)),
    ("edition-number", Read(Edition)),
    ("degree", Read(Genre)),
    ("reference-count", Read(ReferenceCount)),
    ("references-count", Read(ReferenceCount)),
    ("published", Read(DateIssued)),
    ("published-print", Use::Date(DateRole::Print)),
    ("published-online", Use::Date(DateRole::Online)),
    ("posted", Use::Date(DateRole::Online)),
    ("accepted", Use::Date(DateRole::Accepted)),
    ("created", Use::Date(DateRole::Created)),
    ("deposited", Use::Date(DateRole::RecordRevised)),
    ("issn-type", Use::Crossref(Crossref::Issns)),
    ("link", Use::Crossref(Crossref::Links)),
    ("funder", Use::Crossref(Crossref::Funders)),
    ("reference", Use::Crossref(Crossref::References)),
    ("aliases", Keep),
    ("alternative-id", Keep),
    ("approved", Keep),
    ("assertion", Keep),
    ("clinical-trial-number", Keep),
    ("content-created", Keep),
    ("content-domain", Keep),
    ("content-updated", Keep),
    ("free-to-read", Keep),
    ("group-title", Keep),
    ("indexed", Keep),
    ("institution", Use::Crossref(Crossref::Institutions)),
    ("is-referenced-by-count", Keep),
    ("isbn-type", Keep),
    ("journal-issue", Use::Crossref(Crossref::Issue)),
    ("member", Keep),
    ("prefix", Keep),
    ("relation", Keep),
    ("resource", Keep),
    ("score", Keep),
    ("standards-body", Keep),
    ("subtype", Keep),
    ("update-to", Use::Crossref(Crossref::Updates)),
    ("updated-by", Keep),
    ("system_id", Keep),
];

/// What a member's name is for.
pub fn lookup(name: &str) -> Option<Use> {
    row(name).map(|(_, used, _)| used)
}

/// The number of a member's name, each another one.
pub fn place(name: &str) -> Option<usize> {
    row(name).map(|(.., place)| place)
}

/// A row of the tables, and its number.
pub type Row = (&'static str, Use, usize);

/// The row for a member's name.
pub fn row(name: &str) -> Option<Row> {
    // By length, since an item has many members.
    static BY_LENGTH: LazyLock<Vec<Vec<Row>>> = LazyLock::new(|| {
        let mut lists = vec![Vec::new(); 32];
        for (place, (name, used)) in TAGS.iter().chain(ALIASES).enumerate() {
            lists[name.len()].push((*name, *used, place));
        }
        lists
    });
    BY_LENGTH.get(name.len())?.iter().find(|(known, ..)| *known == name).copied()
}

/// How a slot stands in `custom`, where its name is [`Slot::name`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A string.
    One,
    /// An array of strings.
    All,
    /// As in the model's own JSON.
    Model,
    /// Only when the variable for it could not say it; see the writer.
    Rest,
}

/// Slots that have no variable, or one that says too little.
pub static CUSTOM: &[(Slot, Form)] = &[
    (Slot::Kind, Form::Rest),
    (PublicationTypes, Form::Model),
    (Subtitle, Form::Model),
    (TranslatedTitles, Form::Model),
    (EtAl, Form::Rest),
    (Keywords, Form::Rest),
    (Mesh, Form::All),
    (Affiliations, Form::Model),
    (Orcids, Form::Rest),
    (PersonIds, Form::Rest),
    (Emails, Form::Rest),
    (AuthorMarks, Form::Rest),
    (Investigators, Form::Rest),
    (OtherContributors, Form::Rest),
    (ContainerIso, Form::Rest),
    (ContainerNlm, Form::Rest),
    (NlmId, Form::One),
    (IssueTitle, Form::Model),
    (Country, Form::One),
    (EventSponsor, Form::One),
    (ArticleNumber, Form::Rest),
    (DatePrint, Form::Rest),
    (DateCollection, Form::Rest),
    (DateRevised, Form::Rest),
    (DateAccepted, Form::Rest),
    (DateRetracted, Form::Rest),
    (DateRecord, Form::Rest),
    (Pii, Form::All),
    (ManuscriptId, Form::All),
    (IssnPrint, Form::All),
    (IssnElectronic, Form::All),
    (IssnLinking, Form::All),
    (Issn, Form::Rest),
    (Arxiv, Form::All),
    (BookAccession, Form::All),
    (OtherIds, Form::All),
    (FileLinks, Form::Model),
    (OtherAbstracts, Form::Model),
    (SupplementaryConcepts, Form::All),
    (Genes, Form::All),
    (PersonalNames, Form::All),
    (Chemicals, Form::Model),
    (Grants, Form::Model),
    (FundingStatement, Form::Model),
    (Copyright, Form::Model),
    (License, Form::Model),
    (ConflictOfInterest, Form::Model),
    (DataAvailability, Form::Model),
    (OtherNotices, Form::Model),
    (Figures, Form::Model),
    (Accessions, Form::Model),
    (Relations, Form::All),
    (Similar, Form::All),
    (CitedBy, Form::All),
    (References, Form::All),
    (ReferenceCount, Form::One),
    (Subsets, Form::All),
];

/// Written, but not to be told apart or only as a line of text.
pub const FLATTENED: Slots = Slots::of(&[Relations, Similar, CitedBy, References]);

/// Slots of persons and groups, whatever the role.
const PEOPLE: Slots = Slots::of(&[
    Authors,
    GroupAuthors,
    Suffixes,
    Editors,
    SeriesEditors,
    BookAuthors,
    Translators,
    Investigators,
    OtherContributors,
]);

/// Slots that come back exactly.
pub fn exact() -> Slots {
    let variables = TAGS.iter().filter_map(|(_, used)| match used {
        Both(slot) => Some(*slot),
        _ => None,
    });
    variables.chain(CUSTOM.iter().map(|(slot, _)| *slot)).collect::<Slots>().or(PEOPLE).without(FLATTENED)
}

/// What CSL calls a role, or would call it.
pub fn role_name(role: &Role) -> &str {
    match role {
        Role::Author => "author",
        Role::Editor => "editor",
        Role::SeriesEditor => "collection-editor",
        Role::BookAuthor => "container-author",
        Role::Translator => "translator",
        Role::Director => "director",
        Role::Compiler => "compiler",
        Role::Investigator => "investigator",
        Role::Advisor => "advisor",
        Role::Inventor => "inventor",
        Role::Reviewer => "reviewer",
        Role::Other(name) => name,
    }
}

/// Whether there is a variable for names of that role.
pub fn has_role(name: &str) -> bool {
    TAGS.iter().any(|(tag, used)| *tag == name && *used == Names)
}

/// Types for kinds that CSL lacks. A kind that is not here is written under its own name if CSL has it.
static STAND_INS: &[(Kind, &str)] =
    &[(Kind::EditedBook, "book"), (Kind::Proceedings, "book"), (Kind::Grant, "document")];

/// Types that Crossref, DataCite, pandoc, Zotero and BibTeX have, in small letters and with hyphens.
static FOREIGN: &[(&str, Kind)] = &[
    ("journal-article", Kind::JournalArticle),
    ("journalarticle", Kind::JournalArticle),
    ("posted-content", Kind::Preprint),
    ("preprint", Kind::Preprint),
    ("proceedings-article", Kind::ConferencePaper),
    ("conferencepaper", Kind::ConferencePaper),
    ("conference-paper", Kind::ConferencePaper),
    ("inproceedings", Kind::ConferencePaper),
    ("proceedings", Kind::Proceedings),
    ("proceedings-series", Kind::Proceedings),
    ("book-chapter", Kind::Chapter),
    ("book-section", Kind::Chapter),
    ("book-part", Kind::Chapter),
    ("book-track", Kind::Chapter),
    ("booksection", Kind::Chapter),
    ("incollection", Kind::Chapter),
    ("inbook", Kind::Chapter),
    ("monograph", Kind::Book),
    ("book-set", Kind::Book),
    ("book-series", Kind::Book),
    ("edited-book", Kind::EditedBook),
    ("reference-book", Kind::Book),
    ("reference-entry", Kind::Entry),
    ("journal", Kind::Periodical),
    ("journal-issue", Kind::Periodical),
    ("journal-volume", Kind::Periodical),
    ("dissertation", Kind::Thesis),
    ("phdthesis", Kind::Thesis),
    ("mastersthesis", Kind::Thesis),
    ("peer-review", Kind::Review),
    ("report-component", Kind::Report),
    ("report-series", Kind::Report),
    ("techreport", Kind::Report),
    ("database", Kind::Dataset),
    ("data-set", Kind::Dataset),
    ("component", Kind::Document),
    ("other", Kind::Document),
    ("misc", Kind::Document),
    ("grant", Kind::Grant),
    ("motion-picture", Kind::MotionPicture),
    ("videorecording", Kind::MotionPicture),
    ("musical-score", Kind::MusicalScore),
    ("audiorecording", Kind::Song),
    ("legal-case", Kind::LegalCase),
    ("case", Kind::LegalCase),
    ("statute", Kind::Legislation),
    ("personal-communication", Kind::PersonalCommunication),
    ("letter", Kind::PersonalCommunication),
    ("email", Kind::PersonalCommunication),
    ("program", Kind::Software),
    ("computerprogram", Kind::Software),
    ("unpublished", Kind::Manuscript),
    ("presentation", Kind::Speech),
    ("blogpost", Kind::BlogPost),
    ("forumpost", Kind::Post),
    ("online", Kind::Webpage),
    ("website", Kind::Webpage),
    ("newspaperarticle", Kind::NewspaperArticle),
    ("magazinearticle", Kind::MagazineArticle),
    ("encyclopediaarticle", Kind::EncyclopediaEntry),
    ("dictionaryentry", Kind::DictionaryEntry),
    ("tvbroadcast", Kind::Broadcast),
    ("radiobroadcast", Kind::Broadcast),
    ("podcast", Kind::Broadcast),
    ("artwork", Kind::Graphic),
    ("film", Kind::MotionPicture),
];

/// The kind of a type: CSL's own, or one that is read as such.
pub fn kind_of(name: &str) -> Option<Kind> {
    let own = |name: &str| Kind::ALL.iter().find(|kind| kind.as_str() == name && type_of(kind) == name).cloned();
    own(name).or_else(|| {
        let name = name.trim().to_ascii_lowercase().replace(['_', ' '], "-");
        let foreign = FOREIGN.iter().find(|(known, _)| *known == name).map(|(_, kind)| kind.clone());
        own(&name).or(foreign)
    })
}

/// The role that a variable, or a list in `custom`, is for.
pub fn role_of(name: &str) -> Role {
    use Role::{
        Advisor, Author, BookAuthor, Compiler, Director, Editor, Inventor, Investigator, Reviewer, SeriesEditor,
        Translator,
    };
    [
        Author,
        Editor,
        SeriesEditor,
        BookAuthor,
        Translator,
        Director,
        Compiler,
        Investigator,
        Advisor,
        Inventor,
        Reviewer,
    ]
    .into_iter()
    .find(|role| role_name(role) == name)
    .unwrap_or_else(|| Role::Other(name.to_owned()))
}

/// The type to write for a kind; never one that CSL lacks, since Zotero refuses a whole file for that.
pub fn type_of(kind: &Kind) -> &str {
    match kind {
        Kind::Other(_) => "document",
        kind => STAND_INS.iter().find(|(known, _)| known == kind).map_or(kind.as_str(), |(_, name)| name),
    }
}

/// Whether a type is CSL's or one that is read as such.
pub fn is_type(name: &str) -> bool {
    kind_of(name).is_some()
}

/// Whether CSL has a variable of that name.
pub fn is_variable(name: &str) -> bool {
    lookup(name).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn names_and_slots_stand_once() {
        let mut seen = HashSet::new();
        assert!(TAGS.iter().chain(ALIASES).all(|(name, _)| seen.insert(*name)));
        let mut slots = HashSet::new();
        for (name, used) in TAGS {
            if let Both(slot) = used {
                assert!(slots.insert(*slot), "{name}");
            }
        }
        let mut custom = HashSet::new();
        for (slot, form) in CUSTOM {
            assert!(custom.insert(*slot), "{slot:?}");
            assert!(!slots.contains(slot) || *form == Form::Rest, "{slot:?}");
        }
    }

    #[test]
    fn every_slot_has_a_place() {
        assert_eq!(exact().or(FLATTENED), Slots::ALL.without(Slots::of(&[Extra])));
    }

    #[test]
    fn types() {
        for (kind, expected) in [
            (Kind::JournalArticle, "article-journal"),
            (Kind::Preprint, "article"),
            (Kind::EditedBook, "book"),
            (Kind::Grant, "document"),
            (Kind::Other("podcast".into()), "document"),
            (Kind::Other("book".into()), "document"),
        ] {
            assert_eq!(type_of(&kind), expected);
        }
        for (name, known) in
            [("book", true), ("journal-article", true), ("legal case", true), ("object", false), ("module", false)]
        {
            assert_eq!(is_type(name), known, "{name}");
        }
    }
}
