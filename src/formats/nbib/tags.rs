//! The tags of NBIB and its publication types. Both directions read these tables, and only these.
//!
//! The order of the rows is the order of output, which is PubMed's.

use super::dates::Form;
use crate::article::{DateRole, Kind, NoticeKind, RelationKind, Role, Slot, Status};
use std::sync::LazyLock;

/// What a tag is for.
#[derive(Debug)]
pub enum Use {
    /// Read into the slot and written from it, a line each value.
    Both(Slot),
    /// Another name of a slot's tag, or a tag that is written together with another.
    Read(Slot),
    /// A date of that role.
    Date(DateRole, Form),
    /// Another name of a date's tag.
    ReadDate(DateRole),
    /// A relation to another work.
    Relation(RelationKind),
    /// Needs code.
    Code(Field),
    /// Known, but the model has no place for it: kept as extra.
    Keep,
}

/// A field that is more than one value on a line.
#[derive(Debug)]
pub enum Field {
    /// `1234-5678 (Print)`.
    Issn,
    /// With what the source says beside it.
    Isbn,
    /// Volume, with the supplement of a work that has no issue.
    Volume,
    /// Issue, with supplement and part.
    Issue,
    /// Title, or its English translation in brackets.
    Title,
    /// Title of a work that is not in English.
    Vernacular,
    /// Title of a book, or of the book that a chapter is in.
    BookTitle,
    /// Pages, article number or number of pages.
    Pages,
    /// An identifier that stands in for pages.
    Location,
    /// The abstract.
    Abstract,
    /// An abstract in another language or of another sort.
    OtherAbstract,
    /// Language of the other abstract above.
    OtherAbstractLanguage,
    /// Copyright of the other abstract above.
    OtherAbstractCopyright,
    /// A statement.
    Notice(NoticeKind),
    /// `Family, Given Suffix`: begins a contributor.
    FullName(Role),
    /// `Family INITIALS Suffix`: belongs to the full name above, or stands alone.
    ShortName(Role),
    /// ORCID of the contributor above.
    PersonId,
    /// Affiliation of the contributor above.
    Address,
    /// A group among the authors.
    Group,
    /// Three letters.
    Language,
    /// `Bank/number`.
    Accession,
    /// Publication type.
    Type,
    /// Country of a journal, place of a book.
    Place,
    /// Abbreviated title of a journal.
    ShortJournal,
    /// Full title of a journal.
    Journal,
    /// `registry (name)`.
    Substance,
    /// A person whom the work is about, in full.
    Subject,
    /// The same in short form.
    ShortSubject,
    /// Whose keywords follow.
    KeywordOwner,
    /// A keyword.
    Keyword,
    /// A date with what happened in brackets.
    History,
    /// An identifier with its scheme in brackets.
    ArticleId,
    /// `Source: identifier`.
    OtherId,
    /// Publication status.
    Status,
    /// The citation; made of the rest.
    Citation,
}

use Use::{Both, Code, Date, Keep, Read, ReadDate, Relation};

/// The tags.
pub static TAGS: &[(&str, Use)] = &[
    ("PMID", Both(Slot::Pmid)),
    ("UI", Keep), // MEDLINE's own identifier, until 2002
    ("OWN", Both(Slot::SourceDb)),
    ("STAT", Keep),
    ("DA", Date(DateRole::Created, Form::Compact)), // until 2016
    ("DCOM", Date(DateRole::Completed, Form::Compact)),
    ("LR", Date(DateRole::RecordRevised, Form::Compact)),
    ("DRDT", ReadDate(DateRole::RecordRevised)), // books
    ("CTDT", Keep),                              // books: when the chapter was contributed
    ("CDAT", ReadDate(DateRole::Created)),       // books
    ("IS", Code(Field::Issn)),
    ("ISSN", Read(Slot::Issn)), // ERIC
    ("ISBN", Code(Field::Isbn)),
    ("VI", Code(Field::Volume)),
    ("IP", Code(Field::Issue)),
    ("CP", Both(Slot::Chapter)),
    ("PB", Both(Slot::Publisher)),
    ("DP", Date(DateRole::Issued, Form::Medline)),
    ("TI", Code(Field::Title)),
    ("BTI", Code(Field::BookTitle)),
    ("CTI", Both(Slot::Series)),
    ("VTI", Both(Slot::VolumeTitle)),
    ("EN", Both(Slot::Edition)),
    ("PG", Code(Field::Pages)),
    ("LID", Code(Field::Location)),
    ("AB", Code(Field::Abstract)),
    ("CI", Code(Field::Notice(NoticeKind::Copyright))),
    ("FAU", Code(Field::FullName(Role::Author))),
    ("AU", Code(Field::ShortName(Role::Author))),
    ("AUID", Code(Field::PersonId)),
    ("AD", Code(Field::Address)),
    ("CN", Code(Field::Group)),
    ("FED", Code(Field::FullName(Role::Editor))),
    ("ED", Code(Field::ShortName(Role::Editor))),
    ("FIR", Code(Field::FullName(Role::Investigator))),
    ("IR", Code(Field::ShortName(Role::Investigator))),
    ("IRAD", Code(Field::Address)),
    ("LA", Code(Field::Language)),
    ("SI", Code(Field::Accession)),
    ("GR", Both(Slot::Grants)),
    ("PT", Code(Field::Type)),
    ("TT", Code(Field::Vernacular)),
    ("DEP", Date(DateRole::Online, Form::Compact)),
    ("PL", Code(Field::Place)),
    ("TA", Code(Field::ShortJournal)),
    ("JT", Code(Field::Journal)),
    ("JID", Both(Slot::NlmId)),
    ("RN", Code(Field::Substance)),
    ("SB", Both(Slot::Subsets)),
    ("CIN", Relation(RelationKind::CommentIn)),
    ("CON", Relation(RelationKind::CommentOn)),
    ("EIN", Relation(RelationKind::ErratumIn)),
    ("EFR", Relation(RelationKind::ErratumFor)),
    ("CRI", Relation(RelationKind::CorrectedRepublishedIn)),
    ("CRF", Relation(RelationKind::CorrectedRepublishedFrom)),
    ("DDIN", Relation(RelationKind::AssociatedDataset)),
    ("DRIN", Relation(RelationKind::AssociatedPublication)),
    ("ECI", Relation(RelationKind::ExpressionOfConcernIn)),
    ("ECF", Relation(RelationKind::ExpressionOfConcernFor)),
    ("RPI", Relation(RelationKind::RepublishedIn)),
    ("RPF", Relation(RelationKind::RepublishedFrom)),
    ("RIN", Relation(RelationKind::RetractionIn)),
    ("ROF", Relation(RelationKind::RetractionOf)),
    ("PRIN", Relation(RelationKind::RetractionIn)), // of a part
    ("PROF", Relation(RelationKind::RetractionOf)), // of a part
    ("RRI", Relation(RelationKind::RetractedRepublishedIn)),
    ("RRF", Relation(RelationKind::RetractedRepublishedFrom)),
    ("UIN", Relation(RelationKind::UpdateIn)),
    ("UOF", Relation(RelationKind::UpdateOf)),
    ("SPIN", Relation(RelationKind::SummaryForPatientsIn)),
    ("ORI", Relation(RelationKind::OriginalReportIn)),
    ("RF", Both(Slot::ReferenceCount)),
    ("MH", Both(Slot::Mesh)),
    ("GS", Both(Slot::Genes)),
    ("FPS", Code(Field::Subject)),
    ("PS", Code(Field::ShortSubject)),
    ("NM", Both(Slot::SupplementaryConcepts)),
    ("OTO", Code(Field::KeywordOwner)),
    ("OT", Code(Field::Keyword)),
    ("KW", Read(Slot::Keywords)), // KoreaMed
    ("COIS", Code(Field::Notice(NoticeKind::ConflictOfInterest))),
    ("COI", Read(Slot::ConflictOfInterest)), // NLM's list of tags has it so, its records do not
    ("PMC", Both(Slot::Pmcid)),
    ("PMCR", Date(DateRole::PmcRelease, Form::Stamp)),
    ("MID", Both(Slot::ManuscriptId)),
    ("OAB", Code(Field::OtherAbstract)),
    ("OABL", Code(Field::OtherAbstractLanguage)),
    ("OCI", Code(Field::OtherAbstractCopyright)),
    ("SFM", Keep),
    ("GN", Both(Slot::Notes)),
    ("EDAT", Date(DateRole::Pubmed, Form::Stamp)),
    ("MHDA", Date(DateRole::Medline, Form::Stamp)),
    ("CRDT", Date(DateRole::Entered, Form::Stamp)),
    ("PHST", Code(Field::History)),
    ("AID", Code(Field::ArticleId)),
    ("OID", Code(Field::OtherId)),
    ("PST", Code(Field::Status)),
    ("PUBM", Keep),
    ("TEXT", Keep), // our own, for text without a tag
    ("SO", Code(Field::Citation)),
];

/// What a tag is for; `None` when it is not known.
pub fn lookup(tag: &str) -> Option<&'static Use> {
    let initial = tag.bytes().next()?.checked_sub(b'A')?;
    let (rows, packed) = (BY_INITIAL.get(usize::from(initial))?, packed(tag)?);
    rows.iter().find(|(known, _)| *known == packed).map(|(_, use_)| *use_)
}

/// The rows of the table by the first letter of their tags: every line of the input is looked up.
static BY_INITIAL: LazyLock<[Vec<(u64, &Use)>; 26]> = LazyLock::new(|| {
    let rows = || TAGS.iter().filter_map(|(tag, use_)| Some((tag.as_bytes()[0] - b'A', (packed(tag)?, use_))));
    std::array::from_fn(|at| rows().filter(|(initial, _)| usize::from(*initial) == at).map(|(_, row)| row).collect())
});

/// A tag as a number, which is compared faster. `None` for what is too long for one.
fn packed(tag: &str) -> Option<u64> {
    (tag.len() <= 8).then(|| tag.bytes().fold(0, |number, byte| (number << 8) | u64::from(byte)))
}

/// Tags whose lines belong to the contributor above: as extra they would change a contributor when read again.
pub fn is_bound(tag: &str) -> bool {
    use Field::{Address, FullName, Group, ShortName};
    matches!(lookup(tag), Some(Code(FullName(_) | ShortName(_) | Address | Group)))
}

/// The tag of a relation: the first row of its kind, or the note where that names another row of the same kind.
pub fn relation_tag(kind: &RelationKind, note: Option<&str>) -> Option<&'static str> {
    let mut rows = TAGS.iter().filter(|(_, use_)| matches!(use_, Relation(of) if of == kind)).map(|(tag, _)| *tag);
    let named = rows.clone().find(|tag| Some(*tag) == note);
    // PubMed links a preprint and its article as versions of each other.
    named.or_else(|| rows.next()).or(match kind {
        RelationKind::PreprintOf => Some("UIN"),
        RelationKind::PreprintVersion => Some("UOF"),
        _ => None,
    })
}

/// What PHST says in brackets.
pub static HISTORY: &[(&str, DateRole)] = &[
    ("received", DateRole::Received),
    ("revised", DateRole::Revised),
    ("accepted", DateRole::Accepted),
    ("retracted", DateRole::Retracted),
    ("ppublish", DateRole::Print),
    ("ecollection", DateRole::Collection),
    ("medline", DateRole::Medline),
    ("pubmed", DateRole::Pubmed),
    ("entrez", DateRole::Entered),
    ("pmc-release", DateRole::PmcRelease),
];

/// Like [`HISTORY`], for what is written as DEP.
pub static HISTORY_READ: &[(&str, DateRole)] =
    &[("aheadofprint", DateRole::Online), ("epublish", DateRole::Online), ("pmcr", DateRole::PmcRelease)];

/// What PST says.
pub static STATUSES: &[(&str, Status)] = &[
    ("ppublish", Status::PrintPublished),
    ("epublish", Status::OnlinePublished),
    ("aheadofprint", Status::AheadOfPrint),
];

/// The publication type of works that were retracted.
pub const RETRACTED: &str = "Retracted Publication";

/// A row of [`TYPES`].
pub struct Type {
    /// NLM's or ERIC's publication type.
    pub name: &'static str,
    /// The kind that it means.
    pub kind: Kind,
    /// Also of a work in a journal; the others then only say something about an article.
    pub in_journal: bool,
}

const fn ty(name: &'static str, kind: Kind, in_journal: bool) -> Type {
    Type { name, kind, in_journal }
}

/// Publication types that say what kind of work it is, the most telling first. The first row of a kind is written.
pub static TYPES: &[Type] = &[
    ty("Preprint", Kind::Preprint, true),
    ty("Newspaper Article", Kind::NewspaperArticle, true),
    ty("Book Chapter", Kind::Chapter, false),
    ty("Academic Dissertation", Kind::Thesis, false),
    ty("Technical Report", Kind::Report, false),
    ty("Congress", Kind::ConferencePaper, false),
    ty("Clinical Conference", Kind::ConferencePaper, false),
    ty("Speeches/Meeting Papers", Kind::ConferencePaper, false), // ERIC
    ty("Overall", Kind::Proceedings, false),
    ty("Dataset", Kind::Dataset, false),
    ty("Patent", Kind::Patent, false),
    ty("Lecture", Kind::Speech, false),
    ty("Address", Kind::Speech, false),
    ty("Video-Audio Media", Kind::MotionPicture, false),
    ty("Webcast", Kind::MotionPicture, false),
    ty("Pictorial Work", Kind::Graphic, false),
    ty("Legal Case", Kind::LegalCase, false),
    ty("Legislation", Kind::Legislation, false),
    ty("Interview", Kind::Interview, false),
    ty("Periodical Index", Kind::Periodical, true),
    ty("Book", Kind::Book, false),
    ty("Books", Kind::Book, false), // ERIC
    ty("Monograph", Kind::Book, false),
];

/// Words in other publication types, as ERIC has them (`Dissertations/Theses - Doctoral`), where nothing else tells.
static WORDS: &[(&str, Kind)] = &[("Dissertation", Kind::Thesis), ("Report", Kind::Report)];

/// What of a record tells its kind, beside its publication types.
#[derive(Clone, Copy, Debug, Default)]
pub struct Clues {
    /// It names a journal.
    pub journal: bool,
    /// It has TI.
    pub title: bool,
    /// It has BTI.
    pub book_title: bool,
    /// It has what only books have.
    pub book: bool,
}

/// The kind of work that publication types and clues tell.
pub fn kind_of<'a>(types: impl Iterator<Item = &'a str> + Clone, clues: Clues) -> Kind {
    let in_journal = clues.journal && !clues.book_title;
    let fits = |row: &&Type| {
        (row.in_journal || !in_journal) && types.clone().any(|given| given.eq_ignore_ascii_case(row.name))
    };
    let by_word = || WORDS.iter().find(|(word, _)| types.clone().any(|given| given.contains(word)));
    if let Some(row) = TYPES.iter().find(fits) {
        row.kind.clone()
    } else if in_journal {
        Kind::JournalArticle
    } else if clues.book_title {
        if clues.title { Kind::Chapter } else { Kind::Book }
    } else if types.clone().any(|given| given == "Journal Article") {
        Kind::JournalArticle
    } else if let Some((_, kind)) = by_word() {
        kind.clone()
    } else if clues.book {
        Kind::Book
    } else {
        Kind::JournalArticle
    }
}

/// Whether a work of that kind is in a periodical or a server: its container is a journal, and PL the journal's country.
pub fn is_serial(kind: &Kind) -> bool {
    kind.is_article() || matches!(kind, Kind::Preprint | Kind::Periodical)
}

/// The publication type that means a kind.
pub fn type_of(kind: &Kind) -> Option<&'static str> {
    match kind {
        Kind::JournalArticle => Some("Journal Article"),
        _ => TYPES.iter().find(|row| row.kind == *kind).map(|row| row.name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn each_tag_once_and_each_slot_written_once() {
        let mut tags = HashSet::new();
        let mut slots = HashSet::new();
        for (tag, use_) in TAGS {
            assert!(tags.insert(tag), "{tag} twice");
            assert!((2..=4).contains(&tag.len()), "{tag} does not fit its columns");
            let slot = match use_ {
                Both(slot) => Some(*slot),
                Date(role, _) if Slot::of_date(*role) != Slot::DateRecord => Some(Slot::of_date(*role)),
                _ => None,
            };
            assert!(slot.is_none_or(|slot| slots.insert(slot)), "{tag} writes a slot again");
        }
    }

    #[test]
    fn kinds() {
        let journal = Clues { journal: true, title: true, ..Clues::default() };
        let book = Clues { book_title: true, book: true, ..Clues::default() };
        let bare = Clues { title: true, ..Clues::default() };
        for (types, clues, expected) in [
            (&["Journal Article"][..], journal, Kind::JournalArticle),
            (&["Journal Article", "Video-Audio Media"], journal, Kind::JournalArticle),
            (&["Journal Article", "Preprint"], journal, Kind::Preprint),
            (&[], book, Kind::Book),
            (&["Review"], Clues { title: true, ..book }, Kind::Chapter),
            (&["Book Chapter"], Clues { title: true, ..book }, Kind::Chapter),
            (&["Dissertations/Theses - Doctoral Dissertations"], bare, Kind::Thesis),
            (&["Reports - Research"], bare, Kind::Report),
            (&["Reports - Research"], journal, Kind::JournalArticle),
            (&["Dataset"], bare, Kind::Dataset),
            (&[], bare, Kind::JournalArticle),
        ] {
            assert_eq!(kind_of(types.iter().copied(), clues), expected, "{types:?} {clues:?}");
        }
    }

    #[test]
    fn tags_of_relations() {
        for (kind, note, expected) in [
            (RelationKind::CommentIn, None, Some("CIN")),
            (RelationKind::RetractionIn, None, Some("RIN")),
            (RelationKind::RetractionIn, Some("PRIN"), Some("PRIN")),
            (RelationKind::RetractionIn, Some("CIN"), Some("RIN")),
            (RelationKind::PreprintOf, None, Some("UIN")),
            (RelationKind::Companion, None, None),
        ] {
            assert_eq!(relation_tag(&kind, note), expected, "{kind:?}");
        }
    }
}
