//! The tags and record types of RIS. Both directions read these tables, and only these.

use crate::article::{Kind, Role, Slot, Slots};
use Slot::*;
use Use::*;

/// What a tag is for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Use {
    /// Starts or ends a record.
    Frame,
    /// Read into the slot and written from it.
    Both(Slot),
    /// An alias: read into the slot, never written.
    Read(Slot),
    /// Repeats a slot on writing, for readers that know only this tag; folded on reading.
    Copy(Slot),
    /// Read into the slot; written for readers of the old specification, on request.
    Classic(Slot),
    /// Names of these roles, in the order of the record; what is read gets the first.
    Names(&'static [Role]),
    /// An alias for names of this role: read, never written.
    ReadNames(&'static Role),
    /// Lines `label: value`, which Zotero keeps in its field Extra and gives back from there.
    Labelled(&'static [(&'static str, Slot)]),
    /// Known, but the model has no place for it: kept in `extra`.
    Keep,
}

/// A tag.
#[derive(Debug)]
pub struct Row {
    /// Its two characters.
    pub tag: &'static str,
    /// What it is for in most types of record.
    usual: Use,
    /// Types of record in which it is for something else.
    except: &'static [(&'static [&'static str], Use)],
}

impl Row {
    /// What the tag is for in a type of record.
    pub fn used(&self, code: &str) -> Use {
        self.except.iter().find(|(codes, _)| codes.contains(&code)).map_or(self.usual, |(_, used)| *used)
    }
}

const fn row(tag: &'static str, usual: Use) -> Row {
    Row { tag, usual, except: &[] }
}

const fn by_type(tag: &'static str, usual: Use, except: &'static [(&'static [&'static str], Use)]) -> Row {
    Row { tag, usual, except }
}

/// Types that are part of a journal or newspaper, or one themselves: their SN is an ISSN.
const SERIAL: &[&str] = &["JOUR", "EJOUR", "MGZN", "NEWS", "JFULL", "INPR", "ABST", "SER"];
/// Articles in a journal, in the codes that mean one.
const JOURNAL: &[&str] = &["JOUR", "EJOUR", "JFULL", "INPR", "ABST"];
/// Articles in a periodical.
const PERIODICAL: &[&str] = &["JOUR", "EJOUR", "JFULL", "INPR", "ABST", "MGZN", "NEWS"];
/// Whole books.
const BOOK: &[&str] = &["BOOK", "EBOOK", "EDBOOK", "CLSWK"];
/// Papers of a conference.
const CONFERENCE: &[&str] = &["CONF", "CPAPER"];
/// Works whose SP says how many pages they have.
const COUNTED: &[&str] = &["BOOK", "EBOOK", "EDBOOK", "CLSWK", "THES", "PAMP"];
/// Works whose SP describes them in words.
const DESCRIBED: &[&str] = &["BLOG", "ELEC", "WEB", "MAP", "COMP"];
/// Works that stand in no container: T2 is their series.
const ALONE: &[&str] =
    &["BOOK", "EBOOK", "EDBOOK", "CLSWK", "RPRT", "PAMP", "STAND", "COMP", "MAP", "VIDEO", "UNPB", "GRANT"];
/// Works with a number where others have an ISBN.
const NUMBERED: &[&str] = &["RPRT", "PAT", "STAND"];
/// Works whose number is in M1.
const M1_NUMBER: &[&str] = &["THES", "BILL", "STAT", "HEAR", "UNPB", "GEN"];

/// All tags, in the order of output.
///
/// AN, C7 and M1 stand before IS: JabRef writes all four into one field and keeps the last.
pub static TAGS: &[Row] = &[
    row("TY", Frame),
    row("ID", Both(Key)),
    row("TI", Both(Title)),
    row("T1", Read(Title)),
    row("CT", Read(Title)),
    by_type("BT", Read(ContainerTitle), &[(BOOK, Read(Title)), (&["UNPB"], Read(Title))]),
    row("ST", Both(ShortTitle)),
    row("TT", Both(TranslatedTitles)),
    by_type(
        "AU",
        Names(&[Role::Author]),
        &[
            (&["PAT"], Names(&[Role::Inventor, Role::Author])),
            (&["VIDEO", "MPCT"], Names(&[Role::Director, Role::Author])),
            (&["EDBOOK"], Names(&[Role::Editor])),
        ],
    ),
    row("A1", ReadNames(&Role::Author)),
    by_type("A2", Names(&[Role::Editor]), &[(BOOK, Names(&[Role::SeriesEditor]))]),
    row("ED", ReadNames(&Role::Editor)),
    by_type(
        "A3",
        Names(&[Role::SeriesEditor]),
        &[(BOOK, Names(&[Role::Editor])), (&["THES"], Names(&[Role::Advisor]))],
    ),
    // CONF: a sponsor; MPCT: performers.
    by_type("A4", Names(&[Role::Translator]), &[(CONFERENCE, Keep), (&["MPCT", "VIDEO"], Keep)]),
    by_type(
        "T2",
        Both(ContainerTitle),
        &[(ALONE, Both(Series)), (CONFERENCE, Both(EventName)), (&["SLIDE"], Both(EventName)), (&["THES"], Keep)],
    ),
    by_type("JO", Read(ContainerTitle), &[(PERIODICAL, Copy(ContainerTitle))]),
    row("JF", Classic(ContainerTitle)),
    row("J2", Both(ContainerIso)),
    row("JA", Classic(ContainerIso)),
    row("J1", Read(ContainerIso)),
    by_type("T3", Both(Series), &[(ALONE, Keep)]),
    row("PY", Both(DateIssued)),
    row("Y1", Read(DateIssued)),
    row("DA", Copy(DateIssued)),
    row("Y2", Both(DateAccessed)),
    // THES: the degree; ELEC: the year of access.
    by_type("VL", Both(Volume), &[(&["THES"], Read(Genre)), (DESCRIBED, Keep)]),
    row("VO", Read(Volume)),
    row("NV", Both(VolumeCount)),
    by_type("SV", Both(SeriesNumber), &[(BOOK, Read(SeriesNumber))]),
    row("AN", Both(Pmid)),
    by_type("C7", Keep, &[(JOURNAL, Both(ArticleNumber)), (&["EBOOK", "ECHAP"], Read(Pmcid))]),
    by_type("M1", Keep, &[(BOOK, Both(SeriesNumber)), (CONFERENCE, Read(Issue)), (M1_NUMBER, Both(Number))]),
    by_type("IS", Both(Issue), &[(COUNTED, Keep), (DESCRIBED, Keep), (&["CHAP", "ECHAP"], Read(VolumeCount))]),
    by_type("CP", Read(Issue), &[(CONFERENCE, Keep)]),
    by_type("SP", Both(Pages), &[(COUNTED, Both(PageCount)), (DESCRIBED, Keep)]),
    // The last page; SP has the first.
    by_type("EP", Copy(Pages), &[(COUNTED, Keep), (DESCRIBED, Keep)]),
    by_type("SE", Keep, &[(&["NEWS", "STAT", "BILL", "CASE"], Both(Section)), (&["CHAP", "ECHAP"], Both(Chapter))]),
    // JOUR: EndNote's date of online publication, which other readers take for the edition.
    by_type(
        "ET",
        Both(Edition),
        &[
            (JOURNAL, Read(DateOnline)),
            (&["COMP", "DATA", "FIGURE"], Both(Version)),
            (&["BILL", "HEAR", "STAT", "PCOMM"], Keep),
        ],
    ),
    row("PB", Both(Publisher)),
    by_type(
        "CY",
        Both(Place),
        &[(CONFERENCE, Both(EventPlace)), (&["SLIDE"], Both(EventPlace)), (&["PAT"], Both(Country))],
    ),
    row("PP", Read(Place)),
    by_type("C1", Keep, &[(CONFERENCE, Both(Place))]),
    by_type("C3", Keep, &[(CONFERENCE, Both(ContainerTitle)), (&["EJOUR"], Read(Pmcid))]),
    by_type("SN", Both(Isbn), &[(SERIAL, Both(Issn)), (NUMBERED, Both(Number))]),
    row("DO", Both(Doi)),
    row("DI", Read(Doi)),
    by_type("C2", Keep, &[(JOURNAL, Both(Pmcid)), (&["NEWS"], Read(Issue))]),
    by_type("C6", Keep, &[(JOURNAL, Both(ManuscriptId))]),
    row("M2", Labelled(&[("PMID", Pmid), ("PMCID", Pmcid), ("arXiv", Arxiv)])),
    row("DB", Both(SourceDb)),
    row("DP", Copy(SourceDb)),
    row("CN", Both(CallNumber)),
    row("LA", Both(Languages)),
    row("M3", Both(Genre)),
    row("AB", Both(Abstract)),
    row("N2", Read(Abstract)),
    row("KW", Both(Keywords)),
    row("K1", Read(Keywords)),
    row("AD", Both(Affiliations)),
    row("UR", Both(Urls)),
    row("LK", Read(Urls)),
    row("L2", Read(Urls)),
    row("L3", Read(Urls)),
    row("L1", Both(FileLinks)),
    row("L4", Read(FileLinks)),
    row("N1", Both(Notes)),
    row("RN", Read(Notes)),
    row("AV", Keep),
    row("C4", Keep),
    row("C5", Keep),
    row("C8", Keep),
    row("LB", Keep),
    row("OP", Keep),
    row("RI", Keep),
    row("RP", Keep),
    row("U1", Keep),
    row("U2", Keep),
    row("U3", Keep),
    row("U4", Keep),
    row("U5", Keep),
    row("ER", Frame),
];

/// Tags that may stand several times in a record.
pub const REPEATED: &[&str] = &["AU", "A2", "A3", "A4", "M2", "LA", "KW", "L1", "N1"];

/// Slots that are written in the line of another: the line's slot, what joins it, and whether a reader can tell it apart.
static JOINED: &[(Slot, Slot, bool)] = &[
    (Title, Subtitle, false),
    (ContainerIso, ContainerNlm, true),
    (DateIssued, DatePrint, false),
    (DateIssued, DateOnline, false),
    (DateIssued, DateCollection, false),
    (Pmid, OtherIds, false),
    (Issue, Supplement, false),
    (Issue, Part, false),
    (Pages, ArticleNumber, false),
    (Issn, IssnPrint, false),
    (Issn, IssnElectronic, false),
    (Issn, IssnLinking, false),
    (Issn, Isbn, true),
    (Isbn, IssnPrint, false),
    (Isbn, IssnElectronic, false),
    (Isbn, IssnLinking, false),
    (Isbn, Issn, true),
    (Genre, PublicationTypes, false),
    (Keywords, Mesh, false),
];

/// Slots whose form RIS cannot keep.
const FLAT: Slots = Slots::of(&[Affiliations]);

/// Slots written for a type of record: those that come back exactly, and the others.
pub fn slots(code: &str) -> (Slots, Slots) {
    let (mut exact, mut flattened) = (Slots::of(&[Suffixes]), Slots::NONE);
    for row in TAGS {
        match row.used(code) {
            Both(slot) => exact.insert(slot),
            Names(roles) => {
                roles.iter().for_each(|role| slots_of_role(role).iter().for_each(|slot| exact.insert(*slot)))
            }
            Labelled(labels) => labels.iter().for_each(|(_, slot)| exact.insert(*slot)),
            Copy(_) | Classic(_) | Read(_) | ReadNames(_) | Keep | Frame => {}
        }
    }
    for (line, guest, told_apart) in JOINED {
        match exact.contains(*line) {
            true if *told_apart => exact.insert(*guest),
            true => flattened.insert(*guest),
            false => {}
        }
    }
    (exact.without(FLAT), flattened.or(exact.and(FLAT)).without(exact.without(FLAT)))
}

/// What the tables say of one type of record. Worked out once for many records, since most are of the same type.
pub struct Plan {
    /// The type.
    pub code: &'static str,
    /// What each tag is for, in the order of output.
    pub rows: Vec<(&'static str, Use)>,
    /// Slots that come back exactly.
    pub exact: Slots,
}

impl Plan {
    /// The plan of a type.
    pub fn new(code: &'static str) -> Plan {
        let rows = TAGS.iter().map(|row| (row.tag, row.used(code))).collect();
        Plan { code, rows, exact: slots(code).0 }
    }
}

/// What is looked at for records of any type.
pub fn wants() -> Slots {
    let codes = TYPES.iter().chain([&GENERIC]).map(|row| slots(row.code));
    codes.fold(Slots::of(&[Slot::Kind, Extra]), |all, (exact, flattened)| all.or(exact).or(flattened))
}

/// The slots that persons and groups of a role fill.
fn slots_of_role(role: &Role) -> &'static [Slot] {
    match role {
        Role::Author => &[Authors, GroupAuthors],
        Role::Editor => &[Editors],
        Role::SeriesEditor => &[SeriesEditors],
        Role::Translator => &[Translators],
        _ => &[OtherContributors],
    }
}

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
    kind("JFULL", Kind::Periodical, "", Way::Read),
    kind("GEN", Kind::Document, "", Way::Both),
    kind("GEN", Kind::Collection, "Collection", Way::Both),
    kind("GEN", Kind::Event, "Event", Way::Both),
    kind("GEN", Kind::Performance, "Performance", Way::Both),
];

/// What is written for a kind that has no row.
static GENERIC: Type = kind("GEN", Kind::Document, "", Way::Write);

/// The record type to write for a kind.
pub fn type_of(kind: &Kind) -> &'static Type {
    TYPES.iter().find(|row| row.kind == *kind && row.way != Way::Read).unwrap_or(&GENERIC)
}

/// Whether a value of an extra field can stand in a line of its own: its name has the form of a tag and frames nothing.
pub fn is_tag(name: &str) -> bool {
    let shaped = matches!(name.as_bytes(), [b'A'..=b'Z', b'A'..=b'Z' | b'0'..=b'9']);
    shaped && !TAGS.iter().any(|row| row.tag == name && row.usual == Frame)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn a_tag_stands_once_and_a_slot_has_one_line_a_type() {
        let mut seen = HashSet::new();
        assert!(TAGS.iter().all(|row| seen.insert(row.tag)));
        for kind in TYPES {
            let mut slots = HashSet::new();
            for row in TAGS {
                if let Both(slot) = row.used(kind.code) {
                    assert!(slots.insert(slot), "{slot:?} twice in {}", kind.code);
                }
            }
        }
    }

    #[test]
    fn exceptions_name_known_types_once() {
        for row in TAGS {
            let codes: Vec<_> = row.except.iter().flat_map(|(codes, _)| *codes).collect();
            assert_eq!(codes.iter().collect::<HashSet<_>>().len(), codes.len(), "{}", row.tag);
            assert!(codes.iter().all(|code| TYPES.iter().any(|kind| kind.code == **code)), "{}", row.tag);
        }
    }

    #[test]
    fn copies_repeat_what_is_written() {
        for kind in TYPES.iter().filter(|kind| kind.way != Way::Read) {
            let (exact, _) = slots(kind.code);
            for row in TAGS {
                if let Copy(slot) = row.used(kind.code) {
                    assert!(exact.contains(slot), "{} in {}", row.tag, kind.code);
                }
            }
        }
    }

    #[test]
    fn kinds_have_types() {
        for kind in Kind::ALL {
            assert_eq!(&type_of(kind).kind, kind);
        }
        assert_eq!(type_of(&Kind::Other("x".into())).code, "GEN");
    }

    #[test]
    fn names_of_extra_fields() {
        for (name, fine) in [("C1", true), ("XX", true), ("TY", false), ("ER", false), ("c1", false), ("X\n", false)] {
            assert_eq!(is_tag(name), fine, "{name:?}");
        }
    }
}
