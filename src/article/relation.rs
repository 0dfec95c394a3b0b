//! How one work is related to another.

use super::{Article, Id};
use serde::{Deserialize, Serialize};

/// A relation to another work.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Relation {
    /// How the other work is related to this one.
    pub kind: RelationKind,
    /// The other work as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Its identifiers, when nothing else about it could be read; else they are in `article`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ids: Vec<Id>,
    /// What the source says about the relation, for instance its own tag where two mean the same kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The other work, as far as its text could be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<Box<Article>>,
}

impl Relation {
    /// A relation to a work known only as printed.
    pub fn printed(kind: RelationKind, text: &str) -> Relation {
        Relation { kind, text: Some(text.to_owned()), ids: Vec::new(), note: None, article: None }
    }

    /// Identifiers of the other work, wherever they are.
    pub fn all_ids(&self) -> impl Iterator<Item = &Id> {
        self.ids.iter().chain(self.article.iter().flat_map(|article| &article.ids))
    }
}

macro_rules! relations {
    ($($(#[$doc:meta])* $name:ident = $text:literal),+ $(,)?) => {
        /// How the other work is related to this one: `ErratumIn` means that the erratum is the other work.
        #[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(into = "String", from = "String")]
        #[non_exhaustive]
        pub enum RelationKind {
            $($(#[$doc])* $name,)+
            /// Any other relation, by the source's name.
            Other(String),
        }

        impl RelationKind {
            /// Every kind that has a name of its own.
            pub const ALL: &[RelationKind] = &[$(RelationKind::$name),+];

            /// The name, as the command line and the JSON form have it.
            pub fn as_str(&self) -> &str {
                match self {
                    $(RelationKind::$name => $text,)+
                    RelationKind::Other(name) => name,
                }
            }
        }

        impl From<String> for RelationKind {
            fn from(name: String) -> RelationKind {
                match name.as_str() {
                    $($text => RelationKind::$name,)+
                    _ => RelationKind::Other(name),
                }
            }
        }
    };
}

// A macro for the same reason as that of the kinds.
relations! {
    /// This work cites the other.
    References = "references",
    /// The other work cites this one.
    CitedBy = "cited-by",
    /// The other work is about the same matter, says a search engine.
    Similar = "similar",
    /// The other work comments on this one.
    CommentIn = "comment-in",
    /// This work comments on the other.
    CommentOn = "comment-on",
    /// The other work corrects this one.
    ErratumIn = "erratum-in",
    /// This work corrects the other.
    ErratumFor = "erratum-for",
    /// The other work retracts this one.
    RetractionIn = "retraction-in",
    /// This work retracts the other.
    RetractionOf = "retraction-of",
    /// This work was retracted, and the other republishes it.
    RetractedRepublishedIn = "retracted-republished-in",
    /// This work republishes the other, which was retracted.
    RetractedRepublishedFrom = "retracted-republished-from",
    /// This work was corrected and republished in the other.
    CorrectedRepublishedIn = "corrected-republished-in",
    /// This work corrects and republishes the other.
    CorrectedRepublishedFrom = "corrected-republished-from",
    /// The other work expresses concern about this one.
    ExpressionOfConcernIn = "expression-of-concern-in",
    /// This work expresses concern about the other.
    ExpressionOfConcernFor = "expression-of-concern-for",
    /// The other work republishes this one.
    RepublishedIn = "republished-in",
    /// This work republishes the other.
    RepublishedFrom = "republished-from",
    /// The other work reprints this one.
    ReprintIn = "reprint-in",
    /// This work reprints the other.
    ReprintOf = "reprint-of",
    /// The other work updates this one.
    UpdateIn = "update-in",
    /// This work updates the other.
    UpdateOf = "update-of",
    /// The other work is a summary of this one for patients.
    SummaryForPatientsIn = "summary-for-patients-in",
    /// This work is a summary for patients of the other.
    OriginalReportIn = "original-report-in",
    /// The other work describes the data set.
    AssociatedDataset = "associated-dataset",
    /// The other work reports a use of the data set.
    AssociatedPublication = "associated-publication",
    /// This work is a preprint of the other.
    PreprintOf = "preprint-of",
    /// The other work is a preprint of this one.
    PreprintVersion = "preprint-version",
    /// This work is part of the other.
    PartOf = "part-of",
    /// This work is a translation of the other.
    TranslationOf = "translation-of",
    /// The other work supplements this one.
    Supplement = "supplement",
    /// The two were published to go together.
    Companion = "companion",
}

impl From<RelationKind> for String {
    fn from(kind: RelationKind) -> String {
        kind.as_str().to_owned()
    }
}
