//! The words that PubMed XML has for relations, dates, identifiers, abstracts, owners. Both directions read these tables, and
//! only these; what NBIB says with the same words (history, statuses, publication types) is in its tables.

use crate::article::{AbstractKind, DateRole, IdKind, RelationKind, Scheme};
pub use crate::formats::nbib::tags::{
    Clues, HISTORY, HISTORY_READ, RETRACTED, STATUSES, is_serial, kind_of, relation_tag, type_of,
};

/// The family of what has no place in the model.
pub const FAMILY: &str = "pubmed-xml";

/// `RefType` and the relation that it means. The first row of a kind is written; the others are of older DTDs, and come with
/// the tag by which NBIB tells them apart.
pub static RELATIONS: &[(&str, RelationKind, Option<&str>)] = &[
    ("Cites", RelationKind::References, None),
    ("CommentIn", RelationKind::CommentIn, None),
    ("CommentOn", RelationKind::CommentOn, None),
    ("ErratumIn", RelationKind::ErratumIn, None),
    ("ErratumFor", RelationKind::ErratumFor, None),
    ("RetractionIn", RelationKind::RetractionIn, None),
    ("RetractionOf", RelationKind::RetractionOf, None),
    ("PartialRetractionIn", RelationKind::RetractionIn, Some("PRIN")),
    ("PartialRetractionOf", RelationKind::RetractionOf, Some("PROF")),
    ("RetractedandRepublishedIn", RelationKind::RetractedRepublishedIn, None),
    ("RetractedandRepublishedFrom", RelationKind::RetractedRepublishedFrom, None),
    ("CorrectedandRepublishedIn", RelationKind::CorrectedRepublishedIn, None),
    ("CorrectedandRepublishedFrom", RelationKind::CorrectedRepublishedFrom, None),
    ("ExpressionOfConcernIn", RelationKind::ExpressionOfConcernIn, None),
    ("ExpressionOfConcernFor", RelationKind::ExpressionOfConcernFor, None),
    ("RepublishedIn", RelationKind::RepublishedIn, None),
    ("RepublishedFrom", RelationKind::RepublishedFrom, None),
    ("ReprintIn", RelationKind::ReprintIn, None),
    ("ReprintOf", RelationKind::ReprintOf, None),
    ("UpdateIn", RelationKind::UpdateIn, None),
    ("UpdateOf", RelationKind::UpdateOf, None),
    ("SummaryForPatientsIn", RelationKind::SummaryForPatientsIn, None),
    ("OriginalReportIn", RelationKind::OriginalReportIn, None),
    ("AssociatedDataset", RelationKind::AssociatedDataset, None),
    ("AssociatedPublication", RelationKind::AssociatedPublication, None),
];

/// The relation that a `RefType` means, and the note that tells it from others of the kind.
pub fn relation(name: &str) -> (RelationKind, Option<&'static str>) {
    match RELATIONS.iter().find(|(known, ..)| *known == name) {
        Some((_, kind, note)) => (kind.clone(), *note),
        None => (RelationKind::Other(name.to_owned()), None),
    }
}

/// The `RefType` of a relation. PubMed links a preprint and its article as versions of each other.
pub fn ref_type(kind: &RelationKind) -> Option<&'static str> {
    match kind {
        RelationKind::PreprintOf => Some("UpdateIn"),
        RelationKind::PreprintVersion => Some("UpdateOf"),
        _ => RELATIONS.iter().find(|(_, known, _)| known == kind).map(|(name, ..)| *name),
    }
}

/// What a `PubStatus` says that happened.
pub fn date_role(name: &str) -> Option<DateRole> {
    HISTORY.iter().chain(HISTORY_READ).find(|(known, _)| *known == name).map(|(_, role)| *role)
}

/// The `PubStatus` of a date in the history.
pub fn pub_status(role: DateRole) -> Option<&'static str> {
    match role {
        DateRole::Online => Some("epublish"),
        _ => HISTORY.iter().find(|(_, known)| *known == role).map(|(name, _)| *name),
    }
}

/// Every `PubStatus`.
pub static PUB_STATUSES: &[&str] = &[
    "received",
    "accepted",
    "epublish",
    "ppublish",
    "revised",
    "aheadofprint",
    "retracted",
    "ecollection",
    "pmc",
    "pmcr",
    "pubmed",
    "pubmedr",
    "premedline",
    "medline",
    "medliner",
    "entrez",
    "pmc-release",
];

/// `IdType` and the identifier that it means. The first row of a kind is written.
pub static IDS: &[(&str, IdKind)] = &[
    ("pubmed", IdKind::Pmid),
    ("bookaccession", IdKind::BookAccession),
    ("mid", IdKind::Manuscript),
    ("pmc", IdKind::Pmcid),
    ("doi", IdKind::Doi),
    ("pii", IdKind::Pii),
    ("pmcid", IdKind::Pmcid),
];

/// Values of `IdType` whose identifiers the model has no kind for.
pub static OTHER_IDS: &[&str] = &["pmcpid", "pmpid", "sici", "medline", "pmcbook"];

/// The identifier that an `IdType` means.
pub fn id_kind(name: &str) -> IdKind {
    let known = IDS.iter().find(|(known, _)| *known == name).map(|(_, kind)| kind.clone());
    known.unwrap_or_else(|| IdKind::Other(name.to_owned()))
}

/// The `IdType` of an identifier.
pub fn id_type(kind: &IdKind) -> Option<&'static str> {
    match kind {
        IdKind::Other(scheme) => OTHER_IDS.iter().find(|known| *known == scheme).copied(),
        _ => IDS.iter().find(|(_, known)| known == kind).map(|(name, _)| *name),
    }
}

/// Values of `OtherID/@Source`; the scheme of such an identifier is the same in small letters.
pub static ID_SOURCES: &[&str] =
    &["NASA", "KIE", "PIP", "POP", "ARPL", "CPC", "IND", "CPFH", "CLML", "NRCBL", "NLM", "QCIM"];

/// The `Source` of an identifier.
pub fn id_source(kind: &IdKind) -> Option<&'static str> {
    match kind {
        IdKind::Other(scheme) => ID_SOURCES.iter().find(|known| known.eq_ignore_ascii_case(scheme)).copied(),
        _ => None,
    }
}

/// Databases whose abstracts NLM once took over: the other values of `OtherAbstract/@Type`.
pub static ABSTRACT_SOURCES: &[&str] = &["AAMC", "AIDS", "KIE", "PIP", "NASA"];

/// The abstract that an `OtherAbstract/@Type` means. `Publisher` is what translations have.
pub fn abstract_kind(name: &str) -> AbstractKind {
    match name {
        "Publisher" => AbstractKind::Translated,
        "plain-language-summary" => AbstractKind::PlainLanguage,
        other => AbstractKind::Other(other.to_owned()),
    }
}

/// The `Type` of an abstract other than the main one, and whether it says all that the kind does.
pub fn abstract_type(kind: &AbstractKind) -> (&str, bool) {
    match kind {
        AbstractKind::Translated => ("Publisher", true),
        AbstractKind::PlainLanguage => ("plain-language-summary", true),
        AbstractKind::Other(name) if ABSTRACT_SOURCES.contains(&name.as_str()) => (name, true),
        AbstractKind::Main | AbstractKind::Graphical | AbstractKind::Other(_) => ("Publisher", false),
    }
}

/// Values of `KeywordList/@Owner` but `NOTNLM`, which is what NLM calls authors and publishers.
pub static KEYWORD_OWNERS: &[&str] = &["NLM", "NLM-AUTO", "NASA", "PIP", "KIE", "HHS"];

/// The `Owner` of a keyword, and whether it says all that the scheme does.
pub fn keyword_owner(scheme: &Scheme) -> (&'static str, bool) {
    match scheme {
        Scheme::Author => ("NOTNLM", true),
        Scheme::Other(name) => match KEYWORD_OWNERS.iter().find(|known| *known == name) {
            Some(owner) => (owner, true),
            None => ("NOTNLM", false),
        },
        // No list of keywords has these unless their own cannot take them.
        Scheme::Mesh | Scheme::Supplementary | Scheme::Gene | Scheme::PersonalName => ("NLM", false),
    }
}

/// Values of `MedlineCitation/@Owner`.
pub static OWNERS: &[&str] = &["NLM", "NASA", "PIP", "KIE", "HSR", "HMD", "NOTNLM"];

/// Values of `MedlineCitation/@Status`.
pub static CITATION_STATUSES: &[&str] =
    &["Completed", "In-Process", "PubMed-not-MEDLINE", "In-Data-Review", "Publisher", "MEDLINE", "OLDMEDLINE"];

/// Values of `AbstractText/@NlmCategory`.
pub static CATEGORIES: &[&str] = &["BACKGROUND", "OBJECTIVE", "METHODS", "RESULTS", "CONCLUSIONS", "UNASSIGNED"];

/// Values of `SupplMeshName/@Type`.
pub static SUPPLEMENTARY_CLASSES: &[&str] = &["Disease", "Protocol", "Organism", "Anatomy", "Population"];

/// MeSH's identifiers of the publication types that tell kind and status.
static TYPE_IDS: &[(&str, &str)] =
    &[("Journal Article", "D016428"), ("Preprint", "D000076942"), (RETRACTED, "D016441")];

/// MeSH's identifier of a publication type that was added to tell kind or status; empty when it is not known here.
pub fn type_id(name: &str) -> &'static str {
    TYPE_IDS.iter().find(|(known, _)| *known == name).map_or("", |(_, id)| id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for (name, kind, note) in RELATIONS {
            assert_eq!(relation(name), (kind.clone(), *note), "{name}");
            assert!(note.is_some() || ref_type(kind) == Some(name), "{name}");
            // NBIB has a tag for the same relation, but for those that MEDLINE has no more and for references.
            let tag = relation_tag(kind, *note);
            assert!(tag.is_some() || name.starts_with("Reprint") || *name == "Cites", "{name}");
            assert!(note.is_none() || tag == *note, "{name}");
        }
        for kind in RelationKind::ALL {
            if let Some(name) = ref_type(kind).filter(|_| !kind.as_str().starts_with("preprint")) {
                assert_eq!(relation(name).0, *kind);
            }
        }
        for name in PUB_STATUSES {
            let back = date_role(name).and_then(pub_status);
            assert!(back.is_none_or(|back| PUB_STATUSES.contains(&back) && date_role(back) == date_role(name)));
        }
        for name in ["doi", "pii", "pubmed", "pmc", "mid", "bookaccession"].iter().chain(OTHER_IDS) {
            assert_eq!(id_type(&id_kind(name)), Some(*name), "{name}");
        }
        for name in ["Publisher", "plain-language-summary"].iter().chain(ABSTRACT_SOURCES) {
            assert_eq!(abstract_type(&abstract_kind(name)), (*name, true), "{name}");
        }
        for source in ID_SOURCES {
            assert_eq!(id_source(&IdKind::Other(source.to_lowercase())), Some(*source));
        }
    }
}
