//! What kind of work an article is.

use serde::{Deserialize, Serialize};

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $text:literal),+ $(,)?) => {
        /// The kind of a work: CSL's types under CSL's names, and a few that CSL lacks.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(into = "String", from = "String")]
        #[non_exhaustive]
        pub enum Kind {
            $($(#[$doc])* $name,)+
            /// A kind that only the source knows, in its own word.
            Other(String),
        }

        impl Kind {
            /// Every kind that has a name of its own.
            pub const ALL: &[Kind] = &[$(Kind::$name),+];

            /// The name: CSL's where CSL has the type.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Kind::$name => $text,)+
                    Kind::Other(name) => name,
                }
            }
        }

        impl From<&str> for Kind {
            fn from(name: &str) -> Kind {
                match name {
                    $($text => Kind::$name,)+
                    _ => Kind::Other(name.to_owned()),
                }
            }
        }
    };
}

// A macro, since a name must stand in three places and a forgotten one would be a silent loss.
kinds! {
    /// An article in a journal.
    #[default]
    JournalArticle = "article-journal",
    /// An article in a magazine.
    MagazineArticle = "article-magazine",
    /// An article in a newspaper.
    NewspaperArticle = "article-newspaper",
    /// A preprint, or an article that is in no periodical.
    Preprint = "article",
    /// A bill.
    Bill = "bill",
    /// A book.
    Book = "book",
    /// A book that is a collection of chapters by several authors.
    EditedBook = "edited-book",
    /// A broadcast.
    Broadcast = "broadcast",
    /// A part of a book.
    Chapter = "chapter",
    /// A classic work.
    Classic = "classic",
    /// An archival collection.
    Collection = "collection",
    /// A data set.
    Dataset = "dataset",
    /// Anything that fits nothing else.
    Document = "document",
    /// An entry in a database, directory or catalogue.
    Entry = "entry",
    /// An entry in a dictionary.
    DictionaryEntry = "entry-dictionary",
    /// An entry in an encyclopaedia.
    EncyclopediaEntry = "entry-encyclopedia",
    /// An event.
    Event = "event",
    /// A figure in a work.
    Figure = "figure",
    /// A picture.
    Graphic = "graphic",
    /// A grant.
    Grant = "grant",
    /// A hearing.
    Hearing = "hearing",
    /// An interview.
    Interview = "interview",
    /// A case at law.
    LegalCase = "legal_case",
    /// A law.
    Legislation = "legislation",
    /// An unpublished work.
    Manuscript = "manuscript",
    /// A map.
    Map = "map",
    /// A film or video.
    MotionPicture = "motion_picture",
    /// A musical score.
    MusicalScore = "musical_score",
    /// A pamphlet.
    Pamphlet = "pamphlet",
    /// A paper in the proceedings of a conference.
    ConferencePaper = "paper-conference",
    /// A patent.
    Patent = "patent",
    /// A performance.
    Performance = "performance",
    /// A whole periodical or an issue of it.
    Periodical = "periodical",
    /// A letter or message from one person to another.
    PersonalCommunication = "personal_communication",
    /// A post on a forum.
    Post = "post",
    /// A post on a blog.
    BlogPost = "post-weblog",
    /// The proceedings of a conference as a whole.
    Proceedings = "proceedings",
    /// An administrative order.
    Regulation = "regulation",
    /// A report.
    Report = "report",
    /// A review of something other than a book.
    Review = "review",
    /// A review of a book.
    BookReview = "review-book",
    /// A program.
    Software = "software",
    /// A song or other recording.
    Song = "song",
    /// A talk.
    Speech = "speech",
    /// A technical standard.
    Standard = "standard",
    /// A thesis.
    Thesis = "thesis",
    /// A treaty.
    Treaty = "treaty",
    /// A page or site on the web.
    Webpage = "webpage",
}

impl Kind {
    /// Whether the work is an article in a periodical.
    pub fn is_article(&self) -> bool {
        matches!(
            self,
            Kind::JournalArticle | Kind::MagazineArticle | Kind::NewspaperArticle | Kind::Review | Kind::BookReview
        )
    }

    /// Whether the work is part of a larger one that is not a periodical.
    pub fn is_part_of_book(&self) -> bool {
        matches!(
            self,
            Kind::Chapter | Kind::DictionaryEntry | Kind::EncyclopediaEntry | Kind::Entry | Kind::ConferencePaper
        )
    }

    /// Whether the work is a book of any sort.
    pub fn is_book(&self) -> bool {
        matches!(self, Kind::Book | Kind::EditedBook | Kind::Proceedings | Kind::Classic | Kind::Collection)
    }
}

impl From<Kind> for String {
    fn from(kind: Kind) -> String {
        kind.as_str().to_owned()
    }
}

impl From<String> for Kind {
    fn from(name: String) -> Kind {
        Kind::from(name.as_str())
    }
}

/// The subtypes of journal articles: what NLM's publication types say about them, the most specific first.
///
/// Rows are subtype and the lower-case publication types that mean it.
const SUBTYPES: &[(&str, &[&str])] = &[
    ("retraction", &["retraction of publication", "retraction notice"]),
    ("expression_of_concern", &["expression of concern"]),
    ("erratum", &["published erratum", "corrected and republished article"]),
    ("systematic_review", &["systematic review"]),
    ("meta_analysis", &["meta-analysis", "network meta-analysis"]),
    (
        "guideline",
        &[
            "practice guideline",
            "guideline",
            "consensus development conference",
            "consensus development conference, nih",
            "consensus statement",
        ],
    ),
    ("protocol", &["clinical trial protocol"]),
    (
        "clinical_trial",
        &[
            "randomized controlled trial",
            "controlled clinical trial",
            "pragmatic clinical trial",
            "clinical trial, phase i",
            "clinical trial, phase ii",
            "clinical trial, phase iii",
            "clinical trial, phase iv",
            "clinical trial",
        ],
    ),
    ("case_report", &["case reports", "case report"]),
    ("editorial", &["editorial"]),
    ("letter", &["letter"]),
    ("news", &["news", "newspaper article"]),
    ("book_review", &["book review"]),
    ("meeting_abstract", &["meeting abstract"]),
    ("obituary", &["obituary", "biography", "portrait"]),
    ("review", &["review"]),
    ("comment", &["comment"]),
];

/// The subtype that a list of publication types gives: `review`, `editorial`, `erratum`, ...
pub fn subtype<'a>(publication_types: impl Iterator<Item = &'a str> + Clone) -> Option<&'static str> {
    SUBTYPES
        .iter()
        .find(|(_, names)| {
            publication_types.clone().any(|given| names.iter().any(|name| name.eq_ignore_ascii_case(given)))
        })
        .map(|(subtype, _)| *subtype)
}

/// Whether a name is that of a server of preprints. Programs have it as the publisher or as the journal.
pub fn is_preprint_server(name: &str) -> bool {
    const SERVERS: [&str; 13] = [
        "arxiv",
        "biorxiv",
        "medrxiv",
        "chemrxiv",
        "psyarxiv",
        "socarxiv",
        "edarxiv",
        "engrxiv",
        "eartharxiv",
        "preprints.org",
        "research square",
        "ssrn",
        "ssrn electronic journal",
    ];
    SERVERS.iter().any(|server| name.eq_ignore_ascii_case(server))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_come_back() {
        for kind in Kind::ALL {
            assert_eq!(&Kind::from(kind.as_str()), kind);
        }
        assert_eq!(Kind::from("foo"), Kind::Other("foo".into()));
    }

    #[test]
    fn subtypes() {
        for (types, expected) in [
            (&["Journal Article", "Review"][..], Some("review")),
            (&["Journal Article", "Review", "Systematic Review"], Some("systematic_review")),
            (&["Letter", "Comment"], Some("letter")),
            (&["Journal Article"], None),
        ] {
            assert_eq!(subtype(types.iter().copied()), expected, "{types:?}");
        }
    }
}
