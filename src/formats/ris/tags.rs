//! The tags of RIS. Both directions read this table, and only this; record types are in [`super::types`].

use super::types::{GENERIC, TYPES};
use crate::article::{Role, Slot, Slots};
use Slot::*;
use Use::*;
use std::sync::LazyLock;

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
    /// Read into the slot; written only where the record came from RIS, or a profile asks for it, since other readers
    /// take it for something else.
    Native(Slot),
    /// Names of these roles, in the order of the record; what is read gets the first.
    Names(&'static [Role]),
    /// An alias for names of this role: read, never written.
    ReadNames(&'static Role),
    /// Names of a role that CSL calls so.
    Credited(&'static str),
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
/// Whole books whose A3 is their editor; EndNote's electronic books have the series' there.
const PLAIN_BOOK: &[&str] = &["BOOK", "CLSWK"];
/// Whole books whose A2 is the series' editor.
const SERIES_BOOK: &[&str] = &["BOOK", "EDBOOK", "CLSWK"];
/// Whole books whose M1 is their number in the series, and the other works that have it there.
const NUMBERED_IN_SERIES: &[&str] = &["BOOK", "EBOOK", "EDBOOK", "CLSWK", "CTLG", "PAMP", "SER"];
/// Works whose A2 is the editor of their series; one of their own is in ED.
const SERIES_WORK: &[&str] = &["COMP", "MAP", "UNPB", "UNPD", "MULTI", "WEB"];
/// Films.
const FILM: &[&str] = &["VIDEO", "MPCT"];
/// Works that run for a time: SP says for how long.
const RUNNING: &[&str] = &["VIDEO", "MPCT", "ADVS", "SOUND"];
/// Pictures.
const FIGURES: &[&str] = &["FIGURE", "CHART", "EQUA"];
/// Bills.
const BILLS: &[&str] = &["BILL", "UNBILL"];
/// Works of parliaments; their ET is the session.
const OF_SESSIONS: &[&str] = &["BILL", "UNBILL", "HEAR", "STAT"];
/// Works of which OP tells something else than the original: history, priority, versions.
const WITH_HISTORY: &[&str] = &["BILL", "UNBILL", "HEAR", "STAT", "LEGAL", "CASE", "PAT", "GRANT", "DATA"];
/// Papers of a conference.
const CONFERENCE: &[&str] = &["CONF", "CPAPER"];
/// Works whose SP says how many pages they have.
const COUNTED: &[&str] = &["BOOK", "EBOOK", "EDBOOK", "CLSWK", "CTLG", "THES", "PAMP"];
/// Works whose SP describes them in words.
const DESCRIBED: &[&str] = &["BLOG", "ELEC", "WEB", "MULTI", "MAP", "COMP", "ART"];
/// Pages on the web.
const ONLINE: &[&str] = &["BLOG", "ELEC", "WEB"];
/// Works that stand in no container: T2 is their series.
const ALONE: &[&str] = &[
    "BOOK", "EBOOK", "EDBOOK", "CLSWK", "CTLG", "RPRT", "GOVDOC", "PAMP", "STAND", "COMP", "MAP", "VIDEO", "MPCT",
    "UNPB", "UNPD", "MANSCPT", "GRANT", "GRNT",
];
/// Works with a number where others have an ISBN.
const NUMBERED: &[&str] = &["RPRT", "PAT", "STAND", "LEGAL"];
/// Works whose number is in M1.
const M1_NUMBER: &[&str] = &[
    "THES", "BILL", "UNBILL", "STAT", "HEAR", "UNPB", "UNPD", "GEN", "AGGR", "ANCIENT", "ADVS", "VIDEO", "MPCT",
    "SOUND", "MUSIC", "DICT", "ENCYC", "FIGURE", "CHART", "EQUA", "GOVDOC", "PCOMM", "ICOMM", "SLIDE",
];

/// All tags, in the order of output.
///
/// AN, C7 and M1 stand before IS: JabRef writes all four into one field and keeps the last.
pub static TAGS: &[Row] = &[
    row("TY", Frame),
    row("ID", Both(Key)),
    row("LB", Read(Key)),
    row("TI", Both(Title)),
    row("T1", Read(Title)),
    row("CT", Read(Title)),
    row("ST", Both(ShortTitle)),
    row("TT", Both(TranslatedTitles)),
    by_type("OP", Both(OriginalTitle), &[(WITH_HISTORY, Keep)]),
    by_type("RI", Both(ReviewedTitle), &[(&["DATA", "GRANT"], Keep)]),
    by_type(
        "AU",
        Names(&[Role::Author]),
        &[
            (&["PAT"], Names(&[Role::Inventor, Role::Author])),
            (FILM, Names(&[Role::Director, Role::Author])),
            (&["EDBOOK"], Names(&[Role::Editor])),
        ],
    ),
    by_type(
        "A1",
        ReadNames(&Role::Author),
        &[
            (&["PAT"], ReadNames(&Role::Inventor)),
            (FILM, ReadNames(&Role::Director)),
            (&["EDBOOK"], ReadNames(&Role::Editor)),
        ],
    ),
    // PAT: the office; CASE: the reporter, which is a series; BILL: who brought it in; FIGURE: a file.
    by_type(
        "A2",
        Names(&[Role::Editor]),
        &[
            (SERIES_BOOK, Names(&[Role::SeriesEditor])),
            (&["RPRT"], Names(&[Role::SeriesEditor])),
            (SERIES_WORK, Names(&[Role::SeriesEditor])),
            (&["PAT", "LEGAL"], Both(Authority)),
            (&["DATA"], Credited("producer")),
            (&["CASE"], Read(ContainerTitle)),
            (BILLS, ReadNames(&Role::Author)),
            (&["PCOMM", "ICOMM"], Credited("recipient")),
            (&["SOUND", "ADVS"], Credited("performer")),
            (FIGURES, Keep),
            // Zotero's presenters.
            (&["SLIDE"], ReadNames(&Role::Author)),
        ],
    ),
    by_type(
        "ED",
        ReadNames(&Role::Editor),
        &[
            (&["RPRT", "PAT", "LEGAL", "DATA", "SLIDE", "ADVS"], Names(&[Role::Editor])),
            (SERIES_WORK, Names(&[Role::Editor])),
        ],
    ),
    // RPRT: the publisher; PAT: authors of the international application.
    by_type(
        "A3",
        Names(&[Role::SeriesEditor]),
        &[
            (PLAIN_BOOK, Names(&[Role::Editor])),
            (&["EDBOOK"], ReadNames(&Role::Editor)),
            (&["THES"], Names(&[Role::Advisor])),
            (FILM, Credited("producer")),
            (SERIES_WORK, ReadNames(&Role::SeriesEditor)),
            (BILLS, Credited("contributor")),
            (&["BLOG"], Credited("illustrator")),
            (&["RPRT", "CASE", "PAT"], Keep),
        ],
    ),
    // RPRT: the department; DATA: who paid; CASE: counsel.
    by_type(
        "A4",
        Names(&[Role::Translator]),
        &[
            (CONFERENCE, Both(EventSponsor)),
            (FILM, Credited("performer")),
            (&["MUSIC"], Credited("producer")),
            (&["RPRT", "DATA", "CASE"], Keep),
        ],
    ),
    by_type(
        "T2",
        Both(ContainerTitle),
        // THES: EndNote's department; ProQuest's collection of theses.
        &[(ALONE, Both(Series)), (CONFERENCE, Both(EventName)), (&["SLIDE"], Both(EventName))],
    ),
    // The book of a chapter, for bibutils and JabRef: they take T2 for a series or a journal.
    by_type(
        "BT",
        Read(ContainerTitle),
        &[(BOOK, Read(Title)), (&["UNPB"], Read(Title)), (&["CHAP"], Copy(ContainerTitle))],
    ),
    by_type(
        "JO",
        Read(ContainerTitle),
        &[(PERIODICAL, Copy(ContainerTitle)), (ALONE, Read(Series)), (&["SLIDE"], Keep)],
    ),
    by_type("JF", Classic(ContainerTitle), &[(ALONE, Read(Series)), (&["SLIDE"], Keep)]),
    // MEDLINE's tag, in exports that mix the two.
    by_type("JT", Read(ContainerTitle), &[(ALONE, Keep), (&["SLIDE"], Keep)]),
    row("J2", Both(ContainerIso)),
    row("JA", Classic(ContainerIso)),
    row("J1", Read(ContainerIso)),
    // HEAR, BILL: the house; CASE: the higher court; BLOG: an institution.
    by_type(
        "T3",
        Both(Series),
        &[
            (ALONE, Read(Series)),
            (BILLS, Both(Authority)),
            (&["HEAR"], Both(Authority)),
            (&["LEGAL"], Read(Number)),
            (&["CASE", "BLOG", "STAT", "PAT"], Keep),
        ],
    ),
    row("PY", Both(DateIssued)),
    row("Y1", Read(DateIssued)),
    row("DA", Copy(DateIssued)),
    row("Y2", Both(DateAccessed)),
    // THES: the degree; ELEC: the year of access; FIGURE: its size.
    by_type("VL", Both(Volume), &[(ONLINE, Keep), (FIGURES, Both(Dimensions))]),
    by_type("VO", Read(Volume), &[(ONLINE, Keep), (FIGURES, Read(Dimensions))]),
    // EJOUR: a document's number; MGZN, NEWS: how often it appears; PAT: a class; GRANT: a sum; ADVS: its extent.
    by_type(
        "NV",
        Both(VolumeCount),
        &[
            (&["DATA", "CTLG", "MANSCPT"], Both(Number)),
            (&["RPRT"], Read(SeriesNumber)),
            (&["CASE"], Read(ContainerIso)),
            (&["EJOUR", "MGZN", "NEWS", "PAT", "LEGAL", "STAND", "STAT", "GRANT", "ADVS"], Keep),
        ],
    ),
    // CASE: the docket.
    by_type("SV", Both(SeriesNumber), &[(NUMBERED_IN_SERIES, Read(SeriesNumber)), (&["CASE"], Both(Number))]),
    row("AN", Both(Pmid)),
    by_type("C7", Keep, &[(JOURNAL, Both(ArticleNumber)), (&["EBOOK", "ECHAP"], Read(Pmcid))]),
    by_type(
        "M1",
        Keep,
        &[
            (NUMBERED_IN_SERIES, Both(SeriesNumber)),
            (CONFERENCE, Read(Issue)),
            (&["EJOUR", "MGZN", "DBASE"], Read(Issue)),
            (&["NEWS", "LEGAL", "STAND"], Read(Pages)),
            (&["RPRT", "PAT", "MANSCPT"], Read(Number)),
            (&["CHAP", "ECHAP"], Read(VolumeCount)),
            (&["COMP"], Read(Medium)),
            (ONLINE, Read(DateAccessed)),
            (&["MULTI"], Read(DateAccessed)),
            (M1_NUMBER, Both(Number)),
        ],
    ),
    by_type(
        "IS",
        Both(Issue),
        &[(ONLINE, Keep), (&["CHAP", "ECHAP"], Read(VolumeCount)), (&["RPRT", "PAT"], Read(Number))],
    ),
    // WoS: the conference of a paper in a journal.
    by_type("CP", Read(Issue), &[(CONFERENCE, Keep), (JOURNAL, Native(EventName))]),
    by_type("SP", Both(Pages), &[(COUNTED, Both(PageCount)), (RUNNING, Both(Dimensions)), (DESCRIBED, Keep)]),
    // The last page; SP has the first.
    by_type("EP", Copy(Pages), &[(COUNTED, Read(Pages)), (RUNNING, Keep), (DESCRIBED, Keep)]),
    // HighWire's last page.
    by_type("LP", Read(Pages), &[(COUNTED, Keep), (RUNNING, Keep), (DESCRIBED, Keep)]),
    by_type(
        "SE",
        Both(Section),
        &[
            (&["CHAP", "ECHAP", "SER"], Both(Chapter)),
            (COUNTED, Both(Pages)),
            (JOURNAL, Read(Pages)),
            (&["MGZN", "MANSCPT"], Read(Pages)),
            (&["DATA"], Both(DateOriginal)),
            (&["DICT"], Both(Version)),
            (&["BLOG"], Both(Number)),
            (&["PAT", "GRANT"], Keep),
            (&["CASE"], Both(DateReceived)),
        ],
    ),
    // JOUR: EndNote's date of online publication, which other readers take for the edition.
    by_type(
        "ET",
        Both(Edition),
        &[
            (JOURNAL, Native(DateOnline)),
            (&["COMP", "DATA"], Both(Version)),
            (FIGURES, Both(Version)),
            // The session: where Zotero and citation styles have it.
            (OF_SESSIONS, Both(Chapter)),
            (&["PCOMM", "PAT", "GRANT", "MANSCPT", "CASE"], Keep),
        ],
    ),
    // CASE: the court.
    by_type("PB", Both(Publisher), &[(&["CASE"], Both(Authority))]),
    by_type("CY", Both(Place), &[(CONFERENCE, Both(EventPlace)), (&["SLIDE"], Both(EventPlace))]),
    by_type("PP", Read(Place), &[(&["SLIDE"], Keep)]),
    // PAT: Zotero's day of filing.
    by_type(
        "C1",
        Keep,
        &[
            (CONFERENCE, Both(Place)),
            (&["MAP"], Both(Scale)),
            (&["COMP"], Both(Medium)),
            (&["PAT"], Both(DateReceived)),
        ],
    ),
    by_type(
        "C3",
        Keep,
        &[
            (CONFERENCE, Both(ContainerTitle)),
            (&["EJOUR"], Read(Pmcid)),
            (&["ART", "MAP"], Both(Dimensions)),
            (&["PAT"], Read(Place)),
        ],
    ),
    // JOUR: Embase's PMID; EJOUR: a title of the issue.
    by_type("C5", Keep, &[(PERIODICAL, Both(IssueTitle)), (RUNNING, Both(Medium)), (&["GRANT", "GRNT"], Both(Number))]),
    by_type("SN", Both(Isbn), &[(SERIAL, Both(Issn)), (NUMBERED, Both(Number))]),
    row("DO", Both(Doi)),
    row("DI", Read(Doi)),
    // CHAP: Zotero's author of the whole book.
    by_type(
        "C2",
        Keep,
        &[
            (JOURNAL, Both(Pmcid)),
            (&["NEWS"], Read(Issue)),
            (&["PAT"], Read(DateIssued)),
            (&["CHAP"], Names(&[Role::BookAuthor])),
        ],
    ),
    by_type(
        "C6",
        Keep,
        &[
            (JOURNAL, Both(ManuscriptId)),
            (&["EBOOK", "ECHAP"], Both(ManuscriptId)),
            (&["RPRT"], Both(Issue)),
            (&["PAT"], Both(Status)),
        ],
    ),
    row("M2", Labelled(&[("PMID", Pmid), ("PMCID", Pmcid), ("arXiv", Arxiv)])),
    row("DB", Both(SourceDb)),
    row("DP", Copy(SourceDb)),
    row("CN", Both(CallNumber)),
    row("AV", Both(ArchiveLocation)),
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
    by_type("C4", Keep, &[(&["PAT"], Credited("attorney"))]),
    row("C8", Keep),
    // A caption.
    row("CA", Keep),
    row("RP", Keep),
    // RevMan's name of a study.
    row("NS", Keep),
    // The authors' names in translation.
    row("TA", Keep),
    // Copyright.
    row("CR", Keep),
    // Citavi: libraries and their call numbers.
    row("H1", Keep),
    row("H2", Read(CallNumber)),
    row("TS", Keep),
    row("U1", Keep),
    row("U2", Keep),
    row("U3", Keep),
    row("U4", Keep),
    row("U5", Keep),
    row("ER", Frame),
];

/// What tags mean in a type of record.
struct Meaning {
    code: &'static str,
    /// What every tag is for, in the order of [`TAGS`].
    uses: Vec<Use>,
    exact: Slots,
    flattened: Slots,
}

fn meaning(code: &str) -> &'static Meaning {
    static MEANINGS: LazyLock<Vec<Meaning>> = LazyLock::new(|| {
        let mut all: Vec<Meaning> = Vec::new();
        for code in TYPES.iter().map(|row| row.code).chain([""]) {
            if all.iter().all(|known| known.code != code) {
                let uses = uses_of(code);
                let (exact, flattened) = slots_of(&uses);
                all.push(Meaning { code, uses, exact, flattened });
            }
        }
        all
    });
    // The last one is of a type that nobody knows.
    let last = MEANINGS.len() - 1;
    &MEANINGS[MEANINGS.iter().position(|known| known.code == code).unwrap_or(last)]
}

/// What every tag is for in a type of record, in the order of [`TAGS`].
pub fn uses(code: &str) -> &'static [Use] {
    &meaning(code).uses
}

fn uses_of(code: &str) -> Vec<Use> {
    let mut uses: Vec<Use> = TAGS.iter().map(|row| row.used(code)).collect();
    let (exact, flattened) = slots_of(&uses);
    let written = exact.or(flattened);
    let named: Vec<&Role> =
        uses.iter().filter_map(|used| if let Names(roles) = used { Some(*roles) } else { None }).flatten().collect();
    // An alias of what the type has no line for would not come back.
    for used in &mut uses {
        match *used {
            Read(slot) | Classic(slot) if !written.contains(slot) => *used = Keep,
            ReadNames(role) if !named.contains(&role) => *used = Keep,
            _ => {}
        }
    }
    uses
}

/// Where a tag stands in [`TAGS`].
pub fn lookup(tag: [u8; 2]) -> Option<usize> {
    let place = INDEX[place_of(tag)?];
    (place != NONE).then_some(usize::from(place))
}

const NONE: u8 = u8::MAX;

/// Places of tags in [`TAGS`], by their two characters.
static INDEX: [u8; 26 * 36] = {
    let mut index = [NONE; 26 * 36];
    let mut row = 0;
    while row < TAGS.len() {
        let bytes = TAGS[row].tag.as_bytes();
        if let Some(place) = place_of([bytes[0], bytes[1]]) {
            index[place] = row as u8;
        }
        row += 1;
    }
    index
};

const fn place_of([a, b]: [u8; 2]) -> Option<usize> {
    let first = match a {
        b'A'..=b'Z' => a - b'A',
        _ => return None,
    };
    let second = match b {
        b'A'..=b'Z' => b - b'A',
        b'0'..=b'9' => b - b'0' + 26,
        _ => return None,
    };
    Some(first as usize * 36 + second as usize)
}

/// Tags that may stand several times in a record.
pub const REPEATED: &[&str] = &["AU", "A2", "A3", "A4", "ED", "M2", "LA", "KW", "L1", "N1", "TT"];

/// Tags of which a second one makes a client lose more than that line: citation-js reads no record of the file.
pub const SINGLE: &[&str] = &["DO", "PY", "DA", "ET", "Y2"];

/// Slots that are written in the line of another: the line's slot, what joins it, and whether a reader can tell it apart.
static JOINED: &[(Slot, Slot, bool)] = &[
    (Title, Subtitle, false),
    (Title, VolumeTitle, false),
    (OriginalTitle, DateOriginal, false),
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
    (Notes, Annotation, false),
    (Authority, Publisher, false),
    (SeriesNumber, Number, false),
    (SourceDb, Archive, true),
];

/// Slots whose form RIS cannot keep.
const FLAT: Slots = Slots::of(&[Affiliations]);

/// Slots written for a type of record: those that come back exactly, and the others.
pub fn slots(code: &str) -> (Slots, Slots) {
    let meaning = meaning(code);
    (meaning.exact, meaning.flattened)
}

fn slots_of(uses: &[Use]) -> (Slots, Slots) {
    let (mut exact, mut flattened) = (Slots::of(&[Suffixes, EtAl, Status]), Slots::NONE);
    for used in uses {
        match *used {
            Both(slot) | Native(slot) => exact.insert(slot),
            Names(roles) => {
                roles.iter().for_each(|role| slots_of_role(role).iter().for_each(|slot| exact.insert(*slot)))
            }
            Credited(_) => exact.insert(OtherContributors),
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

/// What is looked at for records of any type.
pub fn wants() -> Slots {
    static WANTED: LazyLock<Slots> = LazyLock::new(|| {
        let codes = TYPES.iter().chain([&GENERIC]).map(|row| slots(row.code));
        codes.fold(Slots::of(&[Slot::Kind, Extra]), |all, (exact, flattened)| all.or(exact).or(flattened))
    });
    *WANTED
}

/// The slots that persons and groups of a role fill.
fn slots_of_role(role: &Role) -> &'static [Slot] {
    match role {
        Role::Author => &[Authors, GroupAuthors],
        Role::Editor => &[Editors],
        Role::SeriesEditor => &[SeriesEditors],
        Role::Translator => &[Translators],
        Role::BookAuthor => &[BookAuthors],
        _ => &[OtherContributors],
    }
}

/// Whether a value of an extra field can stand in a line of its own: its name has the form of a tag and frames nothing.
pub fn is_tag(name: &str) -> bool {
    let shaped = matches!(name.as_bytes(), [b'A'..=b'Z', b'A'..=b'Z' | b'0'..=b'9']);
    shaped && !TAGS.iter().any(|row| row.tag == name && row.usual == Frame)
}

#[cfg(test)]
mod tests;
