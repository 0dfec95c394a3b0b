//! The names that JATS has for kinds, roles, identifiers, dates and relations, and the slots that it carries.
//!
//! Where several of ours share a name, the first row is what the name is read as. The others say what they are in another
//! place as well, or are flattened.

use crate::article::{Article, DateRole, IdKind, Kind, LinkKind, RelationKind, Role, Slot, Slots};
use crate::format::Carries;

/// The element that holds the title of a cited work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TitleElement {
    /// `article-title`, in a `source`.
    Article,
    /// `chapter-title`, in a `source`.
    Chapter,
    /// `data-title`, in a `source`.
    Data,
    /// `source` itself: the work stands alone.
    Source,
}

use TitleElement::{Article as InArticle, Chapter, Data, Source};

/// A kind of work.
pub struct KindRow {
    /// Our kind.
    pub kind: Kind,
    /// `article/@article-type`.
    pub article_type: &'static str,
    /// `element-citation/@publication-type`.
    pub publication_type: &'static str,
    /// Where its title stands in a citation.
    pub title: TitleElement,
}

const fn row(kind: Kind, article_type: &'static str, publication_type: &'static str, title: TitleElement) -> KindRow {
    KindRow { kind, article_type, publication_type, title }
}

static KINDS: &[KindRow] = &[
    row(Kind::JournalArticle, "research-article", "journal", InArticle),
    row(Kind::Preprint, "preprint", "preprint", InArticle),
    row(Kind::Document, "other", "other", Source),
    row(Kind::MagazineArticle, "other", "journal", InArticle),
    row(Kind::NewspaperArticle, "news", "newspaper", InArticle),
    row(Kind::Review, "product-review", "journal", InArticle),
    row(Kind::BookReview, "book-review", "journal", InArticle),
    row(Kind::Periodical, "other", "journal", Source),
    row(Kind::Book, "other", "book", Source),
    row(Kind::EditedBook, "other", "book", Source),
    row(Kind::Classic, "other", "book", Source),
    row(Kind::Collection, "other", "other", Source),
    row(Kind::Chapter, "other", "book", Chapter),
    row(Kind::EncyclopediaEntry, "other", "book", Chapter),
    row(Kind::DictionaryEntry, "other", "book", Chapter),
    row(Kind::Entry, "other", "other", InArticle),
    row(Kind::ConferencePaper, "other", "confproc", InArticle),
    row(Kind::Proceedings, "other", "confproc", Source),
    row(Kind::Speech, "other", "other", Source),
    row(Kind::Event, "other", "other", Source),
    row(Kind::Thesis, "dissertation", "thesis", Source),
    row(Kind::Report, "other", "report", Source),
    row(Kind::Pamphlet, "other", "report", Source),
    row(Kind::Standard, "other", "standard", Source),
    row(Kind::Dataset, "other", "data", Data),
    row(Kind::Software, "other", "software", Source),
    row(Kind::Patent, "other", "patent", Source),
    row(Kind::Webpage, "other", "webpage", InArticle),
    row(Kind::BlogPost, "other", "webpage", InArticle),
    row(Kind::Post, "other", "webpage", InArticle),
    row(Kind::Legislation, "other", "gov", Source),
    row(Kind::Bill, "other", "gov", Source),
    row(Kind::Hearing, "other", "gov", Source),
    row(Kind::Regulation, "other", "gov", Source),
    row(Kind::Treaty, "other", "gov", Source),
    row(Kind::PersonalCommunication, "other", "letter", Source),
    // A figure or a song may be in something; a `source` of its own then holds that.
    row(Kind::Figure, "other", "other", InArticle),
    row(Kind::Song, "other", "other", InArticle),
];

/// The row of a kind; works of which JATS knows nothing go as `other`.
pub fn kind_row(kind: &Kind) -> &'static KindRow {
    KINDS.iter().find(|row| row.kind == *kind).unwrap_or(&KINDS[2])
}

/// `article-type` by the subtype of a journal article.
const SUBTYPES: &[(&str, &str)] = &[
    ("review", "review-article"),
    ("systematic_review", "review-article"),
    ("meta_analysis", "review-article"),
    ("case_report", "case-report"),
    ("editorial", "editorial"),
    ("letter", "letter"),
    ("comment", "article-commentary"),
    ("news", "news"),
    ("book_review", "book-review"),
    ("erratum", "correction"),
    ("retraction", "retraction"),
    ("expression_of_concern", "expression-of-concern"),
    ("meeting_abstract", "abstract"),
    ("obituary", "obituary"),
    ("protocol", "protocol"),
];

/// The `article-type` of an article.
pub fn article_type(article: &Article) -> &'static str {
    let subtype = article.subtype().filter(|_| article.kind == Kind::JournalArticle);
    subtype
        .and_then(|subtype| SUBTYPES.iter().find(|(known, _)| *known == subtype))
        .map_or_else(|| kind_row(&article.kind).article_type, |(_, name)| name)
}

/// Whether the `article-type` alone says the kind.
pub fn is_article_type_enough(kind: &Kind) -> bool {
    let name = kind_row(kind).article_type;
    let first = KINDS.iter().find(|row| row.article_type == name);
    first.is_some_and(|row| row.kind == *kind) && !SUBTYPES.iter().any(|(_, known)| *known == name)
}

/// Whether `publication-type` and the title's element together say the kind.
fn is_publication_type_enough(kind: &Kind) -> bool {
    let own = kind_row(kind);
    let first = KINDS.iter().find(|row| row.publication_type == own.publication_type && row.title == own.title);
    first.is_some_and(|row| row.kind == *kind)
}

/// `contrib-type` and `person-group-type`.
const ROLES: &[(Role, &str)] = &[
    (Role::Author, "author"),
    (Role::Editor, "editor"),
    (Role::SeriesEditor, "series-editor"),
    (Role::BookAuthor, "book-author"),
    (Role::Translator, "translator"),
    (Role::Investigator, "investigator"),
    (Role::Advisor, "advisor"),
    (Role::Inventor, "inventor"),
    (Role::Director, "director"),
    (Role::Compiler, "compiler"),
    (Role::Reviewer, "reviewer"),
];

/// JATS's word for a role; one that has no row keeps its own.
pub fn role(role: &Role) -> &str {
    match role {
        Role::Other(name) => name,
        known => ROLES.iter().find(|(row, _)| row == known).map_or("", |(_, name)| name),
    }
}

/// `pub-id-type` of identifiers of a work, in the order in which they are written.
const IDS: &[(IdKind, &str)] = &[
    (IdKind::Pmid, "pmid"),
    (IdKind::Pmcid, "pmcid"),
    (IdKind::Doi, "doi"),
    (IdKind::Pii, "pii"),
    (IdKind::Manuscript, "manuscript"),
    (IdKind::Arxiv, "arxiv"),
    (IdKind::BookAccession, "accession"),
];

/// Other schemes that `pub-id-type` has a value for.
const SCHEMES: &[&str] = &[
    "archive",
    "ark",
    "art-access-id",
    "coden",
    "doaj",
    "handle",
    "index",
    "medline",
    "mr",
    "publisher-id",
    "sici",
    "std-designation",
    "zbl",
];

/// `pub-id-type` and, for schemes that it has no value for, `custom-type`. `None` for identifiers of journals and books.
pub fn pub_id_type(kind: &IdKind) -> Option<(&str, &str)> {
    match kind {
        IdKind::Other(scheme) if SCHEMES.contains(&scheme.as_str()) => Some((scheme, "")),
        IdKind::Other(scheme) => Some(("custom", scheme)),
        known => IDS.iter().find(|(row, _)| row == known).map(|(_, name)| (*name, "")),
    }
}

/// Place of an identifier in the order of writing.
pub fn id_rank(kind: &IdKind) -> usize {
    IDS.iter().position(|(row, _)| row == kind).unwrap_or(IDS.len())
}

/// `publication-format` and the older `pub-type` of an ISSN.
pub const ISSNS: &[(IdKind, &str, &str)] =
    &[(IdKind::IssnPrint, "print", "ppub"), (IdKind::IssnElectronic, "electronic", "epub"), (IdKind::Issn, "", "")];

/// A date of publication: role, `date-type`, `publication-format`, and the `pub-type` that older readers ask for.
///
/// pubmed_parser fails on an article that has neither `ppub` nor `collection`, and so the date to cite, whose edition is
/// not known, goes as the latter.
pub const PUB_DATES: &[(DateRole, &str, &str, &str)] = &[
    (DateRole::Issued, "pub", "", "collection"),
    (DateRole::Print, "pub", "print", "ppub"),
    (DateRole::Online, "pub", "electronic", "epub"),
    (DateRole::Collection, "collection", "electronic", "collection"),
];

/// `date-type` of the dates in `history`.
pub const HISTORY: &[(DateRole, &str)] = &[
    (DateRole::Received, "received"),
    (DateRole::Revised, "rev-recd"),
    (DateRole::Accepted, "accepted"),
    (DateRole::Retracted, "retracted"),
];

/// Dates that JATS has no element for, by the name that they get among the custom metadata.
pub const OTHER_DATES: &[(DateRole, &str)] = &[
    (DateRole::Original, "date_original"),
    (DateRole::Accessed, "date_accessed"),
    (DateRole::Entered, "date_entered"),
    (DateRole::Pubmed, "date_pubmed"),
    (DateRole::Medline, "date_medline"),
    (DateRole::Created, "date_created"),
    (DateRole::Completed, "date_completed"),
    (DateRole::RecordRevised, "date_record_revised"),
    (DateRole::PmcRelease, "date_pmc_release"),
];

/// Single values that JATS has no element for, in the order of the custom metadata.
pub const CUSTOM: &[Slot] = &[
    Slot::Key,
    Slot::Status,
    Slot::VolumeTitle,
    Slot::Section,
    Slot::Chapter,
    Slot::Number,
    Slot::Edition,
    Slot::VolumeCount,
    Slot::Medium,
    Slot::Dimensions,
    Slot::Scale,
    Slot::Authority,
    Slot::Subsets,
    Slot::SourceDb,
    Slot::Archive,
    Slot::ArchiveLocation,
    Slot::Annotation,
    Slot::OriginalPublisher,
    Slot::OriginalPlace,
    Slot::CallNumber,
];

/// Values that a citation has only a `comment` for.
pub const COMMENTS: &[Slot] = &[
    Slot::Genre,
    Slot::Status,
    Slot::Section,
    Slot::Chapter,
    Slot::VolumeCount,
    Slot::Medium,
    Slot::Dimensions,
    Slot::Scale,
    Slot::Authority,
    Slot::OriginalPublisher,
    Slot::OriginalPlace,
    Slot::Annotation,
];

/// `related-article-type`.
const RELATIONS: &[(RelationKind, &str)] = &[
    (RelationKind::CommentIn, "commentary"),
    (RelationKind::CommentOn, "commentary-article"),
    (RelationKind::ErratumIn, "correction-forward"),
    (RelationKind::ErratumFor, "corrected-article"),
    (RelationKind::RetractionIn, "retraction-forward"),
    (RelationKind::RetractionOf, "retracted-article"),
    (RelationKind::ExpressionOfConcernFor, "object-of-concern"),
    (RelationKind::UpdateOf, "updated-article"),
    (RelationKind::PreprintVersion, "preprint"),
    (RelationKind::Companion, "companion"),
];

/// `related-article-type`, and our own name for relations that have none and go as companions.
pub fn relation(kind: &RelationKind) -> (&'static str, &str) {
    match RELATIONS.iter().find(|(row, _)| row == kind) {
        Some((_, name)) => (name, ""),
        None => ("companion", kind.as_str()),
    }
}

/// `content-type` of a link.
pub const LINKS: &[(LinkKind, &str)] =
    &[(LinkKind::Landing, ""), (LinkKind::Pdf, "pdf"), (LinkKind::FullText, "full-text"), (LinkKind::Data, "data")];

const FRONT_EXACT: Slots = Slots::of(&[
    Slot::PublicationTypes,
    Slot::Genre,
    Slot::Title,
    Slot::Subtitle,
    Slot::ShortTitle,
    Slot::OriginalTitle,
    Slot::ReviewedTitle,
    Slot::TranslatedTitles,
    Slot::Authors,
    Slot::GroupAuthors,
    Slot::EtAl,
    Slot::Suffixes,
    Slot::Orcids,
    Slot::PersonIds,
    Slot::Affiliations,
    Slot::Emails,
    Slot::AuthorMarks,
    Slot::Editors,
    Slot::SeriesEditors,
    Slot::BookAuthors,
    Slot::Translators,
    Slot::Investigators,
    Slot::OtherContributors,
    Slot::ContainerTitle,
    Slot::ContainerIso,
    Slot::ContainerNlm,
    Slot::NlmId,
    Slot::IssueTitle,
    Slot::Series,
    Slot::SeriesNumber,
    Slot::Publisher,
    Slot::Place,
    Slot::Country,
    Slot::EventName,
    Slot::EventPlace,
    Slot::EventSponsor,
    Slot::EventDate,
    Slot::Volume,
    Slot::Issue,
    Slot::Supplement,
    Slot::Part,
    Slot::Version,
    Slot::Pages,
    Slot::ArticleNumber,
    Slot::PageCount,
    Slot::DateIssued,
    Slot::DatePrint,
    Slot::DateOnline,
    Slot::DateCollection,
    Slot::DateReceived,
    Slot::DateRevised,
    Slot::DateAccepted,
    Slot::DateRetracted,
    Slot::Doi,
    Slot::Pmid,
    Slot::Pmcid,
    Slot::Pii,
    Slot::ManuscriptId,
    Slot::IssnPrint,
    Slot::IssnElectronic,
    Slot::IssnLinking,
    Slot::Issn,
    Slot::Isbn,
    Slot::Arxiv,
    Slot::BookAccession,
    Slot::OtherIds,
    Slot::Urls,
    Slot::Languages,
    Slot::Abstract,
    Slot::OtherAbstracts,
    Slot::Keywords,
    Slot::Mesh,
    Slot::SupplementaryConcepts,
    Slot::Genes,
    Slot::PersonalNames,
    Slot::Chemicals,
    Slot::Grants,
    Slot::FundingStatement,
    Slot::Copyright,
    Slot::License,
    Slot::ConflictOfInterest,
    Slot::DataAvailability,
    Slot::OtherNotices,
    Slot::Figures,
    Slot::Accessions,
    Slot::Relations,
    Slot::Similar,
    Slot::CitedBy,
    Slot::References,
    Slot::ReferenceCount,
    Slot::Notes,
]);

const FRONT_FLATTENED: Slots =
    Slots::of(CUSTOM).or(Slots::of(&[Slot::DateOriginal, Slot::DateAccessed, Slot::DateRecord]));

const CITATION_EXACT: Slots = Slots::of(&[
    Slot::Key,
    Slot::Title,
    Slot::TranslatedTitles,
    Slot::Authors,
    Slot::GroupAuthors,
    Slot::EtAl,
    Slot::Suffixes,
    Slot::Editors,
    Slot::SeriesEditors,
    Slot::BookAuthors,
    Slot::Translators,
    Slot::OtherContributors,
    Slot::ContainerTitle,
    Slot::IssueTitle,
    Slot::VolumeTitle,
    Slot::Series,
    Slot::SeriesNumber,
    Slot::Publisher,
    Slot::Place,
    Slot::Country,
    Slot::EventName,
    Slot::EventPlace,
    Slot::EventSponsor,
    Slot::EventDate,
    Slot::Volume,
    Slot::Issue,
    Slot::Supplement,
    Slot::Part,
    Slot::Number,
    Slot::Edition,
    Slot::Version,
    Slot::Pages,
    Slot::ArticleNumber,
    Slot::PageCount,
    Slot::DateIssued,
    Slot::DateAccessed,
    Slot::DateOriginal,
    Slot::Doi,
    Slot::Pmid,
    Slot::Pmcid,
    Slot::Pii,
    Slot::ManuscriptId,
    Slot::IssnPrint,
    Slot::IssnElectronic,
    Slot::IssnLinking,
    Slot::Issn,
    Slot::Isbn,
    Slot::Arxiv,
    Slot::BookAccession,
    Slot::OtherIds,
    Slot::Urls,
    Slot::Languages,
    Slot::Notes,
]);

/// What a citation has one place for between them (the date, the title of the container), and its comments.
const CITATION_FLATTENED: Slots = Slots::of(COMMENTS).or(Slots::of(&[
    Slot::Subtitle,
    Slot::ContainerIso,
    Slot::ContainerNlm,
    Slot::DatePrint,
    Slot::DateOnline,
    Slot::DateCollection,
]));

fn carries(exact: Slots, flattened: Slots, kind_is_sure: bool) -> Carries {
    let kind = Slots::of(&[Slot::Kind]);
    match kind_is_sure {
        true => Carries { exact: exact.or(kind), flattened },
        false => Carries { exact, flattened: flattened.or(kind) },
    }
}

/// What a full front carries.
pub fn front_carries(kind: &Kind) -> Carries {
    carries(FRONT_EXACT, FRONT_FLATTENED, is_article_type_enough(kind))
}

/// What an entry in a list of references carries.
pub fn citation_carries(kind: &Kind) -> Carries {
    carries(CITATION_EXACT, CITATION_FLATTENED, is_publication_type_enough(kind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Term;

    #[test]
    fn kinds_have_one_row_each() {
        for kind in Kind::ALL {
            assert!(KINDS.iter().filter(|row| row.kind == *kind).count() <= 1, "{kind:?}");
        }
        assert_eq!(KINDS[2].kind, Kind::Document, "the row for kinds without one");
    }

    #[test]
    fn article_types_follow_publication_types() {
        for (types, expected) in [
            (&["Journal Article"][..], "research-article"),
            (&["Journal Article", "Systematic Review"], "review-article"),
            (&["Published Erratum"], "correction"),
            (&["Letter", "Comment"], "letter"),
            (&["Practice Guideline"], "research-article"),
        ] {
            let publication_types = types.iter().map(|name| Term::new(name)).collect();
            let article = Article { publication_types, ..Article::default() };
            assert_eq!(article_type(&article), expected, "{types:?}");
        }
        let thesis = Article { kind: Kind::Thesis, publication_types: vec![Term::new("Review")], ..Article::default() };
        assert_eq!(article_type(&thesis), "dissertation");
    }

    #[test]
    fn kinds_that_are_sure() {
        for (kind, in_front, in_citation) in [
            (Kind::JournalArticle, true, true),
            (Kind::Thesis, true, true),
            (Kind::Book, false, true),
            (Kind::EditedBook, false, false),
            (Kind::Chapter, false, true),
            (Kind::NewspaperArticle, false, true),
            (Kind::Map, false, false),
            (Kind::Other("zine".into()), false, false),
        ] {
            assert_eq!(front_carries(&kind).exact.contains(Slot::Kind), in_front, "{kind:?}");
            assert_eq!(citation_carries(&kind).exact.contains(Slot::Kind), in_citation, "{kind:?}");
        }
    }
}
