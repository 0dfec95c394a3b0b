//! Slots: a name for every place in the model.
//!
//! Tag tables, CSV columns and loss reports speak in slots.

use super::{Contributor, DateRole, IdKind, Name, NoticeKind, RelationKind, Role, Scheme};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::LazyLock;

macro_rules! slots {
    ($($(#[$doc:meta])* $name:ident = $text:literal),+ $(,)?) => {
        /// A place in the model.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        #[repr(u8)]
        pub enum Slot {
            $($(#[$doc])* $name),+
        }

        impl Slot {
            /// All slots, in the model's order.
            pub const ALL: &[Slot] = &[$(Slot::$name),+];

            /// The name, as reports and CSV columns have it.
            pub fn name(self) -> &'static str {
                match self {
                    $(Slot::$name => $text),+
                }
            }
        }
    };
}

// A macro, so that a slot's name and its place in the list cannot differ.
slots! {
    /// Citation key or record id.
    Key = "id",
    /// Kind of work; every article has one.
    Kind = "kind",
    /// Sort of work within its kind.
    Genre = "genre",
    /// Where it stands on the way to publication.
    Status = "status",
    /// NLM's publication types.
    PublicationTypes = "publication_types",
    /// Title.
    Title = "title",
    /// Subtitle.
    Subtitle = "subtitle",
    /// Short title.
    ShortTitle = "short_title",
    /// Title of the original.
    OriginalTitle = "original_title",
    /// Title of the work reviewed.
    ReviewedTitle = "reviewed_title",
    /// Title in other languages.
    TranslatedTitles = "title_translated",
    /// Persons who wrote it.
    Authors = "authors",
    /// Groups that wrote it.
    GroupAuthors = "group_authors",
    /// The list of contributors was cut.
    EtAl = "et_al",
    /// Suffixes of authors' names.
    Suffixes = "suffixes",
    /// ORCIDs of authors.
    Orcids = "orcids",
    /// Other identifiers of contributors.
    PersonIds = "person_ids",
    /// Addresses of contributors.
    Affiliations = "affiliations",
    /// E-mail addresses of contributors.
    Emails = "emails",
    /// Marks of contributors: corresponding, equal, deceased.
    AuthorMarks = "author_marks",
    /// Editors.
    Editors = "editors",
    /// Editors of the series.
    SeriesEditors = "series_editors",
    /// Authors of the book that a chapter is in.
    BookAuthors = "book_authors",
    /// Translators.
    Translators = "translators",
    /// Investigators and collaborators.
    Investigators = "investigators",
    /// Contributors of all other roles.
    OtherContributors = "contributors",
    /// Full title of the container.
    ContainerTitle = "container_title",
    /// Its ISO abbreviation.
    ContainerIso = "container_iso",
    /// Its NLM abbreviation.
    ContainerNlm = "container_nlm",
    /// NLM's identifier of the journal.
    NlmId = "nlm_id",
    /// Title of the issue.
    IssueTitle = "issue_title",
    /// Title of the volume.
    VolumeTitle = "volume_title",
    /// Series.
    Series = "series",
    /// Number in the series.
    SeriesNumber = "series_number",
    /// Publisher.
    Publisher = "publisher",
    /// Place of publication.
    Place = "place",
    /// Country of publication.
    Country = "country",
    /// Name of the conference.
    EventName = "event_name",
    /// Place of the conference.
    EventPlace = "event_place",
    /// Sponsor of the conference.
    EventSponsor = "event_sponsor",
    /// Date of the conference.
    EventDate = "event_date",
    /// Volume.
    Volume = "volume",
    /// Issue.
    Issue = "issue",
    /// Supplement.
    Supplement = "supplement",
    /// Part.
    Part = "part",
    /// Section.
    Section = "section",
    /// Chapter.
    Chapter = "chapter",
    /// Number of a report, patent, standard.
    Number = "number",
    /// Edition.
    Edition = "edition",
    /// Version.
    Version = "version",
    /// Number of volumes.
    VolumeCount = "volume_count",
    /// Pages.
    Pages = "pages",
    /// Article number.
    ArticleNumber = "article_number",
    /// Number of pages.
    PageCount = "page_count",
    /// Medium.
    Medium = "medium",
    /// Size of the work: running time, height and width.
    Dimensions = "dimensions",
    /// Scale of a map.
    Scale = "scale",
    /// Court, office or body that issued it.
    Authority = "authority",
    /// Date to cite.
    DateIssued = "date",
    /// Date of print.
    DatePrint = "date_print",
    /// Date online.
    DateOnline = "date_epub",
    /// Date of the collection.
    DateCollection = "date_collection",
    /// Date received.
    DateReceived = "date_received",
    /// Dates revised.
    DateRevised = "date_revised",
    /// Date accepted.
    DateAccepted = "date_accepted",
    /// Date retracted.
    DateRetracted = "date_retracted",
    /// Date of access.
    DateAccessed = "date_accessed",
    /// Date of the original.
    DateOriginal = "date_original",
    /// Dates of the database's record.
    DateRecord = "date_record",
    /// DOI.
    Doi = "doi",
    /// PMID.
    Pmid = "pmid",
    /// PMCID.
    Pmcid = "pmcid",
    /// Publisher's item identifier.
    Pii = "pii",
    /// Manuscript number.
    ManuscriptId = "manuscript_id",
    /// ISSN of the print edition.
    IssnPrint = "issn_print",
    /// ISSN of the electronic edition.
    IssnElectronic = "issn_electronic",
    /// Linking ISSN.
    IssnLinking = "issn_linking",
    /// ISSN of an edition not named.
    Issn = "issn",
    /// ISBN.
    Isbn = "isbn",
    /// arXiv identifier.
    Arxiv = "arxiv",
    /// Bookshelf accession.
    BookAccession = "book_accession",
    /// Identifiers of other schemes.
    OtherIds = "other_ids",
    /// Addresses on the web.
    Urls = "url",
    /// Files.
    FileLinks = "file_links",
    /// Languages.
    Languages = "language",
    /// The abstract.
    Abstract = "abstract",
    /// Other abstracts.
    OtherAbstracts = "other_abstracts",
    /// Keywords.
    Keywords = "keywords",
    /// MeSH headings.
    Mesh = "mesh",
    /// MeSH supplementary concepts.
    SupplementaryConcepts = "supplementary_concepts",
    /// Symbols of genes.
    Genes = "genes",
    /// People whom the work is about.
    PersonalNames = "personal_names",
    /// Substances.
    Chemicals = "substances",
    /// Grants.
    Grants = "grants",
    /// Funding in words.
    FundingStatement = "funding_statement",
    /// Copyright.
    Copyright = "copyright",
    /// Licence.
    License = "license",
    /// Conflict of interest.
    ConflictOfInterest = "conflict_of_interest",
    /// Data availability.
    DataAvailability = "data_availability",
    /// Other notices.
    OtherNotices = "notices",
    /// Captions of figures.
    Figures = "figures",
    /// Accession numbers of data.
    Accessions = "data_accessions",
    /// Comments, errata, updates and other relations than the three below.
    Relations = "relations",
    /// Similar works.
    Similar = "similar",
    /// Works that cite this one.
    CitedBy = "cited_by",
    /// Works that this one cites.
    References = "references",
    /// Number of references.
    ReferenceCount = "reference_count",
    /// Notes.
    Notes = "notes",
    /// NLM's subsets.
    Subsets = "subsets",
    /// Database.
    SourceDb = "source_db",
    /// Archive.
    Archive = "archive",
    /// Place in the archive.
    ArchiveLocation = "archive_location",
    /// A remark of whoever keeps the record.
    Annotation = "annotation",
    /// Publisher of the original edition.
    OriginalPublisher = "original_publisher",
    /// Place of the original edition.
    OriginalPlace = "original_place",
    /// Call number.
    CallNumber = "call_number",
    /// What the model has no place for.
    Extra = "extra",
}

// A set of slots has 128 places.
const _: () = assert!(Slot::ALL.len() <= 128);

impl Slot {
    /// The slot of that name.
    pub fn by_name(name: &str) -> Option<Slot> {
        /// By the length of their names.
        static BY_LENGTH: LazyLock<Vec<Vec<Slot>>> = LazyLock::new(|| {
            let longest = Slot::ALL.iter().map(|slot| slot.name().len()).max().unwrap_or(0);
            let of_length = |length| Slot::ALL.iter().copied().filter(|slot| slot.name().len() == length).collect();
            (0..=longest).map(of_length).collect()
        });
        BY_LENGTH.get(name.len())?.iter().copied().find(|slot| slot.name() == name)
    }

    /// The slot that a date of this role fills.
    pub fn of_date(role: DateRole) -> Slot {
        match role {
            DateRole::Issued => Slot::DateIssued,
            DateRole::Print => Slot::DatePrint,
            DateRole::Online => Slot::DateOnline,
            DateRole::Collection => Slot::DateCollection,
            DateRole::Received => Slot::DateReceived,
            DateRole::Revised => Slot::DateRevised,
            DateRole::Accepted => Slot::DateAccepted,
            DateRole::Retracted => Slot::DateRetracted,
            DateRole::Accessed => Slot::DateAccessed,
            DateRole::Original => Slot::DateOriginal,
            DateRole::Event => Slot::EventDate,
            DateRole::Entered
            | DateRole::Pubmed
            | DateRole::Medline
            | DateRole::Created
            | DateRole::Completed
            | DateRole::RecordRevised
            | DateRole::PmcRelease => Slot::DateRecord,
        }
    }

    /// The slot that an identifier of this kind fills.
    pub fn of_id(kind: &IdKind) -> Slot {
        match kind {
            IdKind::Doi => Slot::Doi,
            IdKind::Pmid => Slot::Pmid,
            IdKind::Pmcid => Slot::Pmcid,
            IdKind::Pii => Slot::Pii,
            IdKind::Manuscript => Slot::ManuscriptId,
            IdKind::IssnPrint => Slot::IssnPrint,
            IdKind::IssnElectronic => Slot::IssnElectronic,
            IdKind::IssnLinking => Slot::IssnLinking,
            IdKind::Issn => Slot::Issn,
            IdKind::Isbn => Slot::Isbn,
            IdKind::Arxiv => Slot::Arxiv,
            IdKind::BookAccession => Slot::BookAccession,
            IdKind::Other(_) => Slot::OtherIds,
        }
    }

    /// The slot that a relation of this kind fills.
    pub fn of_relation(kind: &RelationKind) -> Slot {
        match kind {
            RelationKind::References => Slot::References,
            RelationKind::CitedBy => Slot::CitedBy,
            RelationKind::Similar => Slot::Similar,
            _ => Slot::Relations,
        }
    }

    /// The slot that a keyword of this scheme fills.
    pub fn of_scheme(scheme: &Scheme) -> Slot {
        match scheme {
            Scheme::Author | Scheme::Other(_) => Slot::Keywords,
            Scheme::Mesh => Slot::Mesh,
            Scheme::Supplementary => Slot::SupplementaryConcepts,
            Scheme::Gene => Slot::Genes,
            Scheme::PersonalName => Slot::PersonalNames,
        }
    }

    /// The slot that a notice of this kind fills.
    pub fn of_notice(kind: &NoticeKind) -> Slot {
        match kind {
            NoticeKind::Copyright => Slot::Copyright,
            NoticeKind::License => Slot::License,
            NoticeKind::ConflictOfInterest => Slot::ConflictOfInterest,
            NoticeKind::DataAvailability => Slot::DataAvailability,
            NoticeKind::Funding => Slot::FundingStatement,
            NoticeKind::Other(_) => Slot::OtherNotices,
        }
    }

    /// The slot that a contributor's name fills.
    pub fn of_contributor(contributor: &Contributor) -> Slot {
        match (&contributor.role, &contributor.name) {
            (Role::Author, Name::Person(_)) => Slot::Authors,
            (Role::Author, Name::Group(_)) => Slot::GroupAuthors,
            (Role::Editor, _) => Slot::Editors,
            (Role::SeriesEditor, _) => Slot::SeriesEditors,
            (Role::BookAuthor, _) => Slot::BookAuthors,
            (Role::Translator, _) => Slot::Translators,
            (Role::Investigator, _) => Slot::Investigators,
            _ => Slot::OtherContributors,
        }
    }
}

/// A set of slots.
#[derive(Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "Vec<String>", try_from = "Vec<String>")]
pub struct Slots(u128);

impl Slots {
    /// No slot.
    pub const NONE: Slots = Slots(0);

    /// Every slot.
    pub const ALL: Slots = Slots(u128::MAX >> (128 - Slot::ALL.len()));

    /// The set of these slots.
    pub const fn of(slots: &[Slot]) -> Slots {
        let mut bits = 0;
        let mut at = 0;
        while at < slots.len() {
            bits |= 1 << slots[at] as u8;
            at += 1;
        }
        Slots(bits)
    }

    /// Adds a slot.
    pub fn insert(&mut self, slot: Slot) {
        self.0 |= 1 << slot as u8;
    }

    /// Whether it has the slot.
    pub fn contains(self, slot: Slot) -> bool {
        self.0 & (1 << slot as u8) != 0
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.0 == 0
    }

    /// Slots that either has.
    pub const fn or(self, other: Slots) -> Slots {
        Slots(self.0 | other.0)
    }

    /// Slots that both have.
    pub const fn and(self, other: Slots) -> Slots {
        Slots(self.0 & other.0)
    }

    /// Slots that this has and the other has not.
    pub const fn without(self, other: Slots) -> Slots {
        Slots(self.0 & !other.0)
    }

    /// Its slots, in the model's order.
    pub fn iter(self) -> impl Iterator<Item = Slot> {
        let mut bits = self.0;
        std::iter::from_fn(move || {
            // Of no bits, 128 are zero, and there is no such slot.
            let slot = *Slot::ALL.get(bits.trailing_zeros() as usize)?;
            bits &= bits - 1;
            Some(slot)
        })
    }
}

impl FromIterator<Slot> for Slots {
    fn from_iter<I: IntoIterator<Item = Slot>>(slots: I) -> Slots {
        let mut set = Slots::NONE;
        slots.into_iter().for_each(|slot| set.insert(slot));
        set
    }
}

impl fmt::Debug for Slots {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

impl From<Slots> for Vec<String> {
    fn from(slots: Slots) -> Vec<String> {
        slots.iter().map(|slot| slot.name().to_owned()).collect()
    }
}

impl TryFrom<Vec<String>> for Slots {
    type Error = String;

    fn try_from(names: Vec<String>) -> Result<Slots, String> {
        names.iter().map(|name| Slot::by_name(name).ok_or_else(|| format!("{name:?} is no slot"))).collect()
    }
}
