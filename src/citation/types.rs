//! Closed lists: NLM's publication types, and the words that stand before a related citation.

use crate::article::RelationKind;

/// NLM's publication types, as MEDLINE spells them.
const PUBLICATION_TYPES: &[&str] = &[
    "Abbreviations",
    "Abstracts",
    "Academic Dissertation",
    "Account Book",
    "Adaptive Clinical Trial",
    "Address",
    "Advertisement",
    "Almanac",
    "Anecdotes",
    "Animation",
    "Annual Report",
    "Aphorisms and Proverbs",
    "Architectural Drawing",
    "Atlas",
    "Autobiography",
    "Bibliography",
    "Biobibliography",
    "Biography",
    "Blog",
    "Book Chapter",
    "Book Illustrations",
    "Book Review",
    "Bookplate",
    "Books",
    "Broadside",
    "Caricature",
    "Cartoon",
    "Case Reports",
    "Catalog",
    "Catalog, Bookseller",
    "Catalog, Commercial",
    "Catalog, Drug",
    "Catalog, Publisher",
    "Catalog, Union",
    "Chart",
    "Chronology",
    "Classical Article",
    "Clinical Conference",
    "Clinical Study",
    "Clinical Trial",
    "Clinical Trial Protocol",
    "Clinical Trial, Phase I",
    "Clinical Trial, Phase II",
    "Clinical Trial, Phase III",
    "Clinical Trial, Phase IV",
    "Clinical Trial, Veterinary",
    "Collected Correspondence",
    "Collected Work",
    "Collection",
    "Comment",
    "Comparative Study",
    "Congress",
    "Consensus Development Conference",
    "Consensus Development Conference, NIH",
    "Consensus Statement",
    "Controlled Clinical Trial",
    "Cookbook",
    "Corrected and Republished Article",
    "Correspondence",
    "Database",
    "Dataset",
    "Diary",
    "Dictionary",
    "Dictionary, Chemical",
    "Dictionary, Classical",
    "Dictionary, Dental",
    "Dictionary, Medical",
    "Dictionary, Pharmaceutic",
    "Dictionary, Polyglot",
    "Directory",
    "Dispensatory",
    "Documentaries and Factual Films",
    "Drawing",
    "Duplicate Publication",
    "Editorial",
    "Electronic Supplementary Materials",
    "Encyclopedia",
    "English Abstract",
    "Ephemera",
    "Equivalence Trial",
    "Essay",
    "Eulogy",
    "Evaluation Study",
    "Examination Questions",
    "Exhibition",
    "Expression of Concern",
    "Festschrift",
    "Fictional Work",
    "Form",
    "Formulary",
    "Formulary, Dental",
    "Formulary, Homeopathic",
    "Formulary, Hospital",
    "Funeral Sermon",
    "Government Publication",
    "Graphic Novel",
    "Guidebook",
    "Guideline",
    "Handbook",
    "Herbal",
    "Historical Article",
    "Incunabula",
    "Index",
    "Instructional Film and Video",
    "Interactive Tutorial",
    "Interview",
    "Introductory Journal Article",
    "Journal Article",
    "Juvenile Literature",
    "Laboratory Manual",
    "Lecture",
    "Lecture Note",
    "Legal Case",
    "Legislation",
    "Letter",
    "Manuscript",
    "Manuscript, Medical",
    "Map",
    "Meeting Abstract",
    "Meta-Analysis",
    "Monograph",
    "Multicenter Study",
    "Network Meta-Analysis",
    "News",
    "Newspaper Article",
    "Observational Study",
    "Observational Study, Veterinary",
    "Outline",
    "Overall",
    "Patent",
    "Patient Education Handout",
    "Periodical",
    "Periodical Index",
    "Personal Narrative",
    "Pharmacopoeia",
    "Pharmacopoeia, Homeopathic",
    "Phrases",
    "Photograph",
    "Pictorial Work",
    "Poetry",
    "Popular Work",
    "Portrait",
    "Postcard",
    "Poster",
    "Practice Guideline",
    "Pragmatic Clinical Trial",
    "Preprint",
    "Price List",
    "Problems and Exercises",
    "Program",
    "Programmed Instruction",
    "Prospectus",
    "Public Service Announcement",
    "Published Erratum",
    "Randomized Controlled Trial",
    "Randomized Controlled Trial, Veterinary",
    "Research Support, American Recovery and Reinvestment Act",
    "Research Support, N.I.H., Extramural",
    "Research Support, N.I.H., Intramural",
    "Research Support, Non-U.S. Gov't",
    "Research Support, U.S. Gov't, Non-P.H.S.",
    "Research Support, U.S. Gov't, P.H.S.",
    "Research Support, U.S. Government",
    "Resource Guide",
    "Retracted Publication",
    "Retraction Notice",
    "Retraction of Publication",
    "Review",
    "Scientific Integrity Review",
    "Scoping Review",
    "Sermon",
    "Statistics",
    "Study Guide",
    "Systematic Review",
    "Tables",
    "Technical Report",
    "Terminology",
    "Textbook",
    "Twin Study",
    "Unedited Footage",
    "Union List",
    "Unpublished Work",
    "Validation Study",
    "Video-Audio Media",
    "Web Archive",
    "Webcast",
];

/// The types that a page prints before the journal: sorts of articles. Other types are also first words of journals.
const PREFIXES: &[&str] = &[
    "Adaptive Clinical Trial",
    "Biography",
    "Case Reports",
    "Classical Article",
    "Clinical Conference",
    "Clinical Study",
    "Clinical Trial Protocol",
    "Clinical Trial, Phase III",
    "Clinical Trial, Phase II",
    "Clinical Trial, Phase IV",
    "Clinical Trial, Phase I",
    "Clinical Trial, Veterinary",
    "Clinical Trial",
    "Comment",
    "Comparative Study",
    "Consensus Development Conference, NIH",
    "Consensus Development Conference",
    "Consensus Statement",
    "Controlled Clinical Trial",
    "Corrected and Republished Article",
    "Duplicate Publication",
    "Editorial",
    "English Abstract",
    "Equivalence Trial",
    "Evaluation Study",
    "Expression of Concern",
    "Guideline",
    "Historical Article",
    "Interview",
    "Introductory Journal Article",
    "Letter",
    "Meta-Analysis",
    "Multicenter Study",
    "Network Meta-Analysis",
    "News",
    "Newspaper Article",
    "Observational Study, Veterinary",
    "Observational Study",
    "Patient Education Handout",
    "Personal Narrative",
    "Practice Guideline",
    "Pragmatic Clinical Trial",
    "Preprint",
    "Published Erratum",
    "Randomized Controlled Trial, Veterinary",
    "Randomized Controlled Trial",
    "Retracted Publication",
    "Retraction Notice",
    "Retraction of Publication",
    "Review",
    "Scoping Review",
    "Systematic Review",
    "Technical Report",
    "Twin Study",
    "Validation Study",
    "Video-Audio Media",
];

/// Journals that begin with the name of a type.
const JOURNALS_LIKE_TYPES: &[&str] = &[
    "Biography (Honolulu)",
    "Case Reports Hepatol",
    "Case Reports Immunol",
    "Case Reports Plast Surg Hand Surg",
    "News Physiol Sci",
];

/// The name of a publication type as NLM spells it, from its name in any case. `None` when NLM has no such type.
pub fn publication_type(name: &str) -> Option<&'static str> {
    let name = name.trim();
    PUBLICATION_TYPES.iter().find(|known| known.eq_ignore_ascii_case(name)).copied()
}

/// The publication type that a text begins with as a sentence: what follows it is a period or nothing.
pub(super) fn type_sentence(text: &str) -> Option<&'static str> {
    let first = text.bytes().next()?;
    let sentence = |known: &&&str| {
        known.as_bytes()[0] == first
            && text
                .strip_prefix(**known)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || known.ends_with('.'))
    };
    PUBLICATION_TYPES.iter().filter(sentence).max_by_key(|known| known.len()).copied()
}

/// Takes the publication type off that a page glues before the journal: `Review Nat Rev Microbiol`.
pub(super) fn split_prefix(journal: &str) -> (Option<&'static str>, &str) {
    if JOURNALS_LIKE_TYPES.contains(&journal) {
        return (None, journal);
    }
    let found = PREFIXES.iter().find_map(|name| Some((*name, journal.strip_prefix(name)?.strip_prefix(' ')?.trim())));
    match found {
        Some((name, rest)) if rest.starts_with(char::is_alphanumeric) => (Some(name), rest),
        _ => (None, journal),
    }
}

/// What stands before a citation that is related to the cited work. Longer labels stand before their own beginnings.
const LABELS: &[(&str, RelationKind)] = &[
    ("Comment in", RelationKind::CommentIn),
    ("Comment on", RelationKind::CommentOn),
    ("Corrected and republished from", RelationKind::CorrectedRepublishedFrom),
    ("Corrected and republished in", RelationKind::CorrectedRepublishedIn),
    ("Dataset described in", RelationKind::AssociatedDataset),
    ("Dataset use reported in", RelationKind::AssociatedPublication),
    ("Erratum for", RelationKind::ErratumFor),
    ("Erratum in", RelationKind::ErratumIn),
    ("Expression of concern for", RelationKind::ExpressionOfConcernFor),
    ("Expression of concern in", RelationKind::ExpressionOfConcernIn),
    ("Original report in", RelationKind::OriginalReportIn),
    ("Partial retraction in", RelationKind::RetractionIn),
    ("Partial retraction of", RelationKind::RetractionOf),
    ("Reprint in", RelationKind::ReprintIn),
    ("Reprint of", RelationKind::ReprintOf),
    ("Republished from", RelationKind::RepublishedFrom),
    ("Republished in", RelationKind::RepublishedIn),
    ("Retracted and republished from", RelationKind::RetractedRepublishedFrom),
    ("Retracted and republished in", RelationKind::RetractedRepublishedIn),
    ("Retraction in", RelationKind::RetractionIn),
    ("Retraction of", RelationKind::RetractionOf),
    ("Summary for patients in", RelationKind::SummaryForPatientsIn),
    ("Update in", RelationKind::UpdateIn),
    ("Update of", RelationKind::UpdateOf),
];

/// Headings of a page's lists of related works, which never stand inside a citation.
const HEADINGS: &[(&str, RelationKind)] = &[
    ("Associated dataset", RelationKind::AssociatedDataset),
    ("Associated publication", RelationKind::AssociatedPublication),
    ("Cited by", RelationKind::CitedBy),
    ("References", RelationKind::References),
    ("Similar articles", RelationKind::Similar),
];

/// The relation that a label or a heading of a page means, in any case, with or without its colon.
pub fn relation_label(text: &str) -> Option<RelationKind> {
    let text = text.trim().trim_end_matches(':').trim_end();
    LABELS.iter().chain(HEADINGS).find(|(label, _)| label.eq_ignore_ascii_case(text)).map(|(_, kind)| kind.clone())
}

/// The label that a text begins with: the label, its meaning, and its length with colon and blanks.
pub(super) fn leading_label(text: &str) -> Option<(&'static str, &'static RelationKind, usize)> {
    if !text.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let begins = |label: &str| {
        let head = text.get(..label.len())?;
        let rest = text[head.len()..].strip_prefix(':').unwrap_or(&text[head.len()..]);
        let apart = rest.len() < text.len() - head.len() || rest.starts_with(' ');
        (head.eq_ignore_ascii_case(label) && apart).then(|| text.len() - rest.trim_start().len())
    };
    LABELS.iter().find_map(|(label, kind)| Some((*label, kind, begins(label)?)))
}

/// Whether a label means the same kind as an ordinary one, so that its own words must be kept.
pub(super) fn is_partial(label: &str) -> bool {
    label.starts_with("Partial")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_in_any_case() {
        for (input, expected) in [
            ("review", Some("Review")),
            (" Clinical trial, phase II ", Some("Clinical Trial, Phase II")),
            ("Reviews", None),
            ("", None),
        ] {
            assert_eq!(publication_type(input), expected, "{input}");
        }
        for prefix in PREFIXES {
            assert_eq!(publication_type(prefix), Some(*prefix));
        }
    }

    #[test]
    fn type_before_journal() {
        for (input, name, journal) in [
            ("Review Nat Rev Microbiol", Some("Review"), "Nat Rev Microbiol"),
            ("Clinical Trial, Phase III Lancet", Some("Clinical Trial, Phase III"), "Lancet"),
            (
                "Randomized Controlled Trial Am J Gastroenterol",
                Some("Randomized Controlled Trial"),
                "Am J Gastroenterol",
            ),
            ("Case Reports J Med Case Rep", Some("Case Reports"), "J Med Case Rep"),
            ("Case Reports Hepatol", None, "Case Reports Hepatol"),
            ("Reviews Foo", None, "Reviews Foo"),
            ("Review", None, "Review"),
            ("Comment (Lond)", None, "Comment (Lond)"),
        ] {
            assert_eq!(split_prefix(input), (name, journal), "{input}");
        }
    }

    #[test]
    fn labels() {
        for (input, expected) in [
            ("Comment in", Some(RelationKind::CommentIn)),
            ("ERRATUM FOR:", Some(RelationKind::ErratumFor)),
            ("Similar articles", Some(RelationKind::Similar)),
            ("Partial retraction in:", Some(RelationKind::RetractionIn)),
            ("Comment", None),
        ] {
            assert_eq!(relation_label(input), expected, "{input}");
        }
        assert_eq!(leading_label("Update in: X").map(|found| found.2), Some(11));
        assert_eq!(leading_label("Update in X").map(|found| found.2), Some(10));
        assert_eq!(leading_label("Update inX").map(|found| found.2), None);
    }
}
