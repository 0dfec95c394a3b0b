//! The record types of RIS and the kinds of work. Both directions read this table, and only this.

use crate::article::Kind;

/// How a row of [`TYPES`] is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The code is read as the kind and written for it.
    Both,
    /// The code is another one for the kind.
    Read,
    /// The kind has no code of its own.
    Write,
}

/// A type of record.
#[derive(Debug)]
pub struct Type {
    /// The value of TY.
    pub code: &'static str,
    /// The kind of work.
    pub kind: Kind,
    /// The value of M3 that tells the kind from others with the code; empty for most.
    pub word: &'static str,
    /// In which direction it holds.
    pub way: Way,
}

const fn kind(code: &'static str, kind: Kind, word: &'static str, way: Way) -> Type {
    Type { code, kind, word, way }
}

/// Record types and kinds. Codes are those that Zotero, EndNote and JabRef all read, which is why a preprint is a JOUR and
/// an edited book a BOOK.
pub static TYPES: &[Type] = &[
    kind("JOUR", Kind::Preprint, "Preprint", Way::Both),
    kind("JOUR", Kind::JournalArticle, "", Way::Both),
    kind("JOUR", Kind::Review, "", Way::Write),
    kind("JOUR", Kind::BookReview, "", Way::Write),
    kind("EJOUR", Kind::JournalArticle, "", Way::Read),
    kind("INPR", Kind::JournalArticle, "", Way::Read),
    kind("ABST", Kind::JournalArticle, "", Way::Read),
    kind("MGZN", Kind::MagazineArticle, "", Way::Both),
    kind("NEWS", Kind::NewspaperArticle, "", Way::Both),
    kind("CONF", Kind::ConferencePaper, "", Way::Both),
    kind("CPAPER", Kind::ConferencePaper, "", Way::Read),
    kind("BOOK", Kind::Proceedings, "Proceedings", Way::Both),
    // Told from a book by its editors in A3 and the lack of authors.
    kind("BOOK", Kind::EditedBook, "", Way::Both),
    kind("BOOK", Kind::Book, "", Way::Both),
    kind("BOOK", Kind::Classic, "Classic", Way::Both),
    kind("EBOOK", Kind::Book, "", Way::Read),
    kind("CLSWK", Kind::Classic, "", Way::Read),
    kind("ANCIENT", Kind::Classic, "", Way::Read),
    kind("EDBOOK", Kind::EditedBook, "", Way::Read),
    kind("CHAP", Kind::Chapter, "", Way::Both),
    kind("ECHAP", Kind::Chapter, "", Way::Read),
    kind("ENCYC", Kind::EncyclopediaEntry, "", Way::Both),
    kind("ENCYC", Kind::Entry, "", Way::Write),
    kind("DICT", Kind::DictionaryEntry, "", Way::Both),
    kind("THES", Kind::Thesis, "", Way::Both),
    kind("RPRT", Kind::Report, "", Way::Both),
    kind("GOVDOC", Kind::Report, "", Way::Read),
    kind("PAMP", Kind::Pamphlet, "", Way::Both),
    kind("CTLG", Kind::Book, "", Way::Read),
    kind("STAND", Kind::Standard, "", Way::Both),
    kind("DATA", Kind::Dataset, "", Way::Both),
    kind("DBASE", Kind::Dataset, "", Way::Read),
    kind("AGGR", Kind::Dataset, "", Way::Read),
    kind("COMP", Kind::Software, "", Way::Both),
    kind("PAT", Kind::Patent, "", Way::Both),
    kind("ELEC", Kind::Webpage, "", Way::Both),
    kind("WEB", Kind::Webpage, "", Way::Read),
    kind("MULTI", Kind::Webpage, "", Way::Read),
    kind("BLOG", Kind::BlogPost, "", Way::Both),
    kind("BLOG", Kind::Post, "Forum post", Way::Both),
    kind("UNPB", Kind::Manuscript, "", Way::Both),
    kind("UNPD", Kind::Manuscript, "", Way::Read),
    kind("MANSCPT", Kind::Manuscript, "", Way::Read),
    kind("SLIDE", Kind::Speech, "", Way::Both),
    kind("MAP", Kind::Map, "", Way::Both),
    kind("VIDEO", Kind::MotionPicture, "", Way::Both),
    kind("VIDEO", Kind::Broadcast, "Broadcast", Way::Both),
    kind("MPCT", Kind::MotionPicture, "", Way::Read),
    kind("ADVS", Kind::MotionPicture, "", Way::Read),
    kind("SOUND", Kind::Song, "", Way::Both),
    kind("MUSIC", Kind::MusicalScore, "", Way::Both),
    kind("ART", Kind::Graphic, "", Way::Both),
    kind("FIGURE", Kind::Figure, "", Way::Both),
    kind("CHART", Kind::Figure, "", Way::Read),
    kind("EQUA", Kind::Figure, "", Way::Read),
    kind("CASE", Kind::LegalCase, "", Way::Both),
    kind("STAT", Kind::Legislation, "", Way::Both),
    kind("STAT", Kind::Regulation, "Regulation", Way::Both),
    kind("STAT", Kind::Treaty, "Treaty", Way::Both),
    kind("LEGAL", Kind::Legislation, "", Way::Read),
    kind("BILL", Kind::Bill, "", Way::Both),
    kind("UNBILL", Kind::Bill, "", Way::Read),
    kind("HEAR", Kind::Hearing, "", Way::Both),
    kind("PCOMM", Kind::PersonalCommunication, "", Way::Both),
    kind("PCOMM", Kind::Interview, "Interview", Way::Both),
    kind("ICOMM", Kind::PersonalCommunication, "", Way::Read),
    kind("GRANT", Kind::Grant, "", Way::Both),
    kind("GRNT", Kind::Grant, "", Way::Read),
    kind("SER", Kind::Periodical, "", Way::Both),
    kind("JFULL", Kind::JournalArticle, "", Way::Read),
    kind("JFULL", Kind::Periodical, "", Way::Read),
    kind("INPR", Kind::Manuscript, "", Way::Read),
    kind("GEN", Kind::Document, "", Way::Both),
    kind("GEN", Kind::Collection, "Collection", Way::Both),
    kind("GEN", Kind::Event, "Event", Way::Both),
    kind("GEN", Kind::Performance, "Performance", Way::Both),
];

/// What is written for a kind that has no row.
pub static GENERIC: Type = kind("GEN", Kind::Document, "", Way::Write);

/// The record type to write for a kind.
pub fn type_of(kind: &Kind) -> &'static Type {
    TYPES.iter().find(|row| row.kind == *kind && row.way != Way::Read).unwrap_or(&GENERIC)
}

/// Whether a code is one of RIS.
pub fn is_code(code: &str) -> bool {
    TYPES.iter().any(|row| row.code == code)
}

/// Whether records of a kind may have this code.
pub fn may_be(code: &str, kind: &Kind) -> bool {
    TYPES.iter().any(|row| row.code == code && row.kind == *kind)
}

/// The kind that a code means by itself.
pub fn kind_of(code: &str) -> Option<&'static Kind> {
    let mut rows = TYPES.iter().filter(|row| row.code == code && row.word.is_empty() && row.way != Way::Write);
    // An edited book is told from a book by more than its code.
    rows.clone().find(|row| row.kind != Kind::EditedBook).or_else(|| rows.next()).map(|row| &row.kind)
}

/// The kind that a code means together with a word in M3.
pub fn kind_by_word(code: &str, word: &str) -> Option<&'static Type> {
    if word.is_empty() {
        return None;
    }
    TYPES.iter().find(|row| row.word.eq_ignore_ascii_case(word) && row.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_have_types() {
        for kind in Kind::ALL {
            assert_eq!(&type_of(kind).kind, kind);
        }
        assert_eq!(type_of(&Kind::Other("x".into())).code, "GEN");
    }
}
