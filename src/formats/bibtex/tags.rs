//! The fields and entry types of BibTeX and BibLaTeX.
//!
//! The order of [`FIELDS`] is the order of output.

use super::Dialect;
use crate::article::Slot::*;
use crate::article::{Kind, Role, Slot, Slots, Status};
use crate::format::Carries;
use std::sync::OnceLock;

/// What a work is part of, which decides where its container, number and publisher go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// In a journal, magazine or newspaper.
    Article,
    /// In a book or proceedings.
    Part,
    /// A book or the like.
    Whole,
    /// A thesis.
    Thesis,
    /// A report or standard.
    Report,
    /// Anything else.
    Loose,
}

use Shape::{Article, Loose, Part as InBook, Report, Thesis, Whole};

/// A row of the table of types.
pub struct Type {
    /// The kind of work.
    pub kind: Kind,
    /// Entry type by dialect.
    pub names: [&'static str; 2],
    /// The `entrysubtype` that tells it from others of that type.
    pub subtype: &'static str,
    /// What it is part of.
    pub shape: Shape,
}

const fn kind(kind: Kind, bibtex: &'static str, biblatex: &'static str, shape: Shape) -> Type {
    Type { kind, names: [bibtex, biblatex], subtype: "", shape }
}

const fn article(kind: Kind, subtype: &'static str) -> Type {
    Type { kind, names: ["article", "article"], subtype, shape: Article }
}

/// Types of works. The first row of an entry type is what that type is read as. BibTeX's are only those that its standard
/// styles know: Zotero passes over entries of others.
pub static TYPES: &[Type] = &[
    kind(Kind::JournalArticle, "article", "article", Article),
    article(Kind::MagazineArticle, "magazine"),
    article(Kind::NewspaperArticle, "newspaper"),
    kind(Kind::Review, "article", "article", Article),
    kind(Kind::BookReview, "article", "article", Article),
    kind(Kind::Book, "book", "book", Whole),
    kind(Kind::EditedBook, "book", "collection", Whole),
    kind(Kind::Classic, "book", "book", Whole),
    kind(Kind::Pamphlet, "booklet", "booklet", Whole),
    kind(Kind::Proceedings, "proceedings", "proceedings", Whole),
    kind(Kind::Chapter, "incollection", "incollection", InBook),
    kind(Kind::EncyclopediaEntry, "incollection", "inreference", InBook),
    kind(Kind::DictionaryEntry, "incollection", "inreference", InBook),
    kind(Kind::Entry, "incollection", "inreference", InBook),
    kind(Kind::ConferencePaper, "inproceedings", "inproceedings", InBook),
    kind(Kind::Thesis, "phdthesis", "thesis", Thesis),
    kind(Kind::Report, "techreport", "report", Report),
    kind(Kind::Standard, "techreport", "standard", Report),
    kind(Kind::Manuscript, "unpublished", "unpublished", Loose),
    kind(Kind::Document, "misc", "misc", Loose),
    kind(Kind::Speech, "misc", "unpublished", Loose),
    kind(Kind::Webpage, "misc", "online", Loose),
    kind(Kind::Preprint, "misc", "online", Loose),
    kind(Kind::BlogPost, "misc", "online", Loose),
    kind(Kind::Post, "misc", "online", Loose),
    kind(Kind::Dataset, "misc", "dataset", Loose),
    kind(Kind::Software, "misc", "software", Loose),
    kind(Kind::Patent, "misc", "patent", Loose),
    kind(Kind::MotionPicture, "misc", "video", Loose),
    kind(Kind::Broadcast, "misc", "video", Loose),
    kind(Kind::Song, "misc", "audio", Loose),
    kind(Kind::MusicalScore, "misc", "audio", Loose),
    kind(Kind::Graphic, "misc", "artwork", Loose),
    kind(Kind::Figure, "misc", "artwork", Loose),
    kind(Kind::LegalCase, "misc", "jurisdiction", Loose),
    kind(Kind::Hearing, "misc", "jurisdiction", Loose),
    kind(Kind::Legislation, "misc", "legislation", Loose),
    kind(Kind::Bill, "misc", "legislation", Loose),
    kind(Kind::Regulation, "misc", "legislation", Loose),
    kind(Kind::Treaty, "misc", "legislation", Loose),
    kind(Kind::PersonalCommunication, "misc", "letter", Loose),
    kind(Kind::Periodical, "misc", "periodical", Loose),
    kind(Kind::Collection, "misc", "misc", Loose),
    kind(Kind::Event, "misc", "misc", Loose),
    kind(Kind::Grant, "misc", "misc", Loose),
    kind(Kind::Interview, "misc", "misc", Loose),
    kind(Kind::Map, "misc", "misc", Loose),
    kind(Kind::Performance, "misc", "misc", Loose),
];

/// Of kinds that the table lacks, and of kinds that only the source knows.
static OTHER: Type = kind(Kind::Document, "misc", "misc", Loose);

/// The row of a kind.
pub fn type_of(kind: &Kind) -> &'static Type {
    TYPES.iter().find(|row| row.kind == *kind).unwrap_or(&OTHER)
}

/// Types of BibLaTeX alone, beside those of the table.
const BIBLATEX_TYPES: [&str; 14] = [
    "mvbook",
    "mvcollection",
    "mvproceedings",
    "mvreference",
    "bookinbook",
    "suppbook",
    "suppcollection",
    "suppperiodical",
    "reference",
    "movie",
    "music",
    "image",
    "commentary",
    "letters",
];

/// Whether a type that a source had can be written as it was.
pub fn can_write(dialect: Dialect, name: &str) -> bool {
    let sound = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.len() <= 40
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        && !["comment", "string", "preamble", "xdata", "set"].contains(&name);
    // IEEEtran and others know these in BibTeX too.
    let known = ["patent", "standard", "periodical"].contains(&name);
    let only_biblatex = BIBLATEX_TYPES.contains(&name)
        || (TYPES.iter().any(|row| row.names[1] == name) && !TYPES.iter().any(|row| row.names[0] == name));
    sound && (dialect == Dialect::Biblatex || known || !only_biblatex)
}

/// Whether entries of a type have numbers of their own, if they belong to no series.
pub fn is_numbered_itself(type_name: &str) -> bool {
    matches!(type_name, "manual" | "booklet")
}

/// How a field's value is made.
#[derive(Clone, Copy, Debug)]
pub enum How {
    /// The first value, as text.
    Plain,
    /// The first value, as a list of which ` and ` parts the items.
    Item,
    /// The first value, as it is.
    Verbatim,
    /// All values, as they are, joined with `;`.
    Files,
    /// All values, joined with `; `.
    Notes,
    /// A text with marks, its capitals protected.
    Title,
    /// The title, and the subtitle behind a colon.
    WholeTitle,
    /// The title of a work in several volumes, where that of a volume is known.
    MainTitle,
    /// Its subtitle.
    MainSubtitle,
    /// Names of a role.
    People(&'static Role),
    /// Names of a role that has only a name.
    Others(&'static str),
    /// These words, when a name of the role is there.
    With(&'static Role, &'static str),
    /// These words, for works of this kind.
    Subtype,
    /// Title of the book.
    Book,
    /// Title of the journal.
    Journal,
    /// Its abbreviation, beside the full title.
    ShortJournal,
    /// Title of a site or server.
    Site,
    /// Number of the issue, in the series, or of the report.
    Number,
    /// Pages, else what stands for them.
    Pages,
    /// Article number, where it is not among the pages.
    Eid,
    /// Date to cite, as EDTF.
    Date,
    /// Its year, or its words.
    Year,
    /// Its month, as a macro.
    Month,
    /// Its day.
    Day,
    /// Another date, as EDTF.
    OtherDate,
    /// Place of publication, else of the conference.
    Place,
    /// Sort of work.
    Genre,
    /// State of publication, in BibLaTeX's words.
    State,
    /// Identifier in an archive.
    Eprint,
    /// The archive.
    EprintType,
    /// Class in the archive.
    EprintClass,
    /// An ISSN.
    Issn,
    /// All ISBNs.
    Isbn,
    /// Languages.
    Languages,
    /// Babel's name of the language.
    Langid,
    /// Keywords and subject headings.
    Keywords,
    /// The abstract.
    Abstract,
}

/// A row of the table of fields.
pub struct Field {
    /// Its name by dialect; empty where the dialect has none.
    pub names: [&'static str; 2],
    /// What its value is made from, in the first place.
    pub slot: Slot,
    /// How.
    pub how: How,
    /// For works of these shapes; all when empty.
    pub shapes: &'static [Shape],
    /// Slots that come back from it.
    pub exact: &'static [Slot],
    /// Slots that it holds in a form that is not told apart when read.
    pub flattened: &'static [Slot],
}

const fn field(bibtex: &'static str, biblatex: &'static str, how: How, exact: &'static [Slot]) -> Field {
    Field { names: [bibtex, biblatex], slot: exact[0], how, shapes: &[], exact, flattened: &[] }
}

/// A field that holds the slot, but not so that it can be told.
const fn vague(bibtex: &'static str, biblatex: &'static str, how: How, flattened: &'static [Slot]) -> Field {
    Field { names: [bibtex, biblatex], slot: flattened[0], how, shapes: &[], exact: &[], flattened }
}

impl Field {
    const fn only(self, shapes: &'static [Shape]) -> Field {
        Field { shapes, ..self }
    }

    const fn and_vaguely(self, flattened: &'static [Slot]) -> Field {
        Field { flattened, ..self }
    }

    /// Slots that its value is made from: where all are empty, so is the field.
    fn needs(&self) -> Slots {
        let told = Slots::of(self.exact).or(Slots::of(self.flattened));
        match self.how {
            // The kind is always there.
            How::Subtype | How::State | How::Eprint | How::EprintType | How::EprintClass => Slots::of(&[Slot::Kind]),
            How::Number => Slots::of(&[Issue, Supplement, Part, Number, SeriesNumber]),
            How::Date | How::Year | How::Month | How::Day => {
                Slots::of(&[DateIssued, DatePrint, DateOnline, DateCollection])
            }
            How::ShortJournal => told.or(Slots::of(&[ContainerNlm])),
            _ => told,
        }
    }

    /// Its name for works of a shape.
    fn name(&self, dialect: Dialect, shape: Shape) -> Option<&'static str> {
        let fits = self.shapes.is_empty() || self.shapes.contains(&shape);
        Some(self.names[dialect as usize]).filter(|name| fits && !name.is_empty())
    }
}

/// The fields, in order.
static FIELDS: &[Field] = &[
    field("author", "author", How::People(&Role::Author), &[Authors, GroupAuthors, Suffixes, EtAl])
        .and_vaguely(&[OtherContributors]),
    field("bookauthor", "bookauthor", How::People(&Role::BookAuthor), &[BookAuthors]).only(&[InBook]),
    field("editor", "editor", How::People(&Role::Editor), &[Editors]),
    vague("", "editora", How::People(&Role::Compiler), &[OtherContributors]),
    vague("", "editoratype", How::With(&Role::Compiler, "compiler"), &[OtherContributors]),
    // As Zotero writes and reads it.
    field("", "editorb", How::People(&Role::SeriesEditor), &[SeriesEditors]),
    field("", "editorbtype", How::With(&Role::SeriesEditor, "redactor"), &[SeriesEditors]),
    field("translator", "translator", How::People(&Role::Translator), &[Translators]),
    vague("", "annotator", How::Others("annotator"), &[OtherContributors]),
    vague("", "commentator", How::Others("commentator"), &[OtherContributors]),
    vague("", "introduction", How::Others("introduction"), &[OtherContributors]),
    vague("", "foreword", How::Others("foreword"), &[OtherContributors]),
    vague("", "afterword", How::Others("afterword"), &[OtherContributors]),
    field("title", "", How::WholeTitle, &[Title]).and_vaguely(&[Subtitle]),
    field("", "title", How::Title, &[Title]),
    field("", "subtitle", How::Title, &[Subtitle]),
    // Beside it, `title` or `booktitle` is that of the volume.
    vague("maintitle", "maintitle", How::MainTitle, &[VolumeTitle]).only(&[Whole, InBook]),
    vague("", "mainsubtitle", How::MainSubtitle, &[VolumeTitle]).only(&[Whole]),
    field("shorttitle", "shorttitle", How::Title, &[ShortTitle]),
    field("", "origtitle", How::Title, &[OriginalTitle]),
    field("booktitle", "", How::Book, &[ContainerTitle]).only(&[InBook]).and_vaguely(&[
        ContainerIso,
        ContainerNlm,
        EventName,
    ]),
    field("", "booktitle", How::Book, &[ContainerTitle]).only(&[InBook]).and_vaguely(&[ContainerIso, ContainerNlm]),
    field("journal", "journaltitle", How::Journal, &[ContainerTitle])
        .only(&[Article])
        .and_vaguely(&[ContainerIso, ContainerNlm]),
    field("", "shortjournal", How::ShortJournal, &[ContainerIso]).only(&[Article]),
    field("", "issuetitle", How::Title, &[IssueTitle]).only(&[Article]),
    field("entrysubtype", "entrysubtype", How::Subtype, &[Slot::Kind]).only(&[Article]),
    field("", "eventtitle", How::Plain, &[EventName]),
    field("", "eventdate", How::OtherDate, &[EventDate]),
    field("", "venue", How::Plain, &[EventPlace]),
    field("series", "series", How::Title, &[Series]),
    field("edition", "edition", How::Plain, &[Edition]),
    field("version", "version", How::Plain, &[Version]),
    field("volume", "volume", How::Plain, &[Volume]),
    field("part", "part", How::Plain, &[Part]).only(&[Whole, InBook]),
    field("volumes", "volumes", How::Plain, &[VolumeCount]),
    field("number", "number", How::Number, &[Issue]).only(&[Article]).and_vaguely(&[Supplement, Part, Number]),
    field("number", "number", How::Number, &[SeriesNumber])
        .only(&[Whole, InBook])
        .and_vaguely(&[Issue, Supplement, Number]),
    field("number", "number", How::Number, &[Number]).only(&[Thesis, Report, Loose]).and_vaguely(&[
        Issue,
        Supplement,
        Part,
        SeriesNumber,
    ]),
    // Books have no pages in a container: programs take a lone number for their length.
    field("pages", "", How::Pages, &[Pages, ArticleNumber, PageCount]).only(&[Whole, Thesis]),
    field("pages", "", How::Pages, &[Pages, ArticleNumber]).only(&[Article, InBook, Report, Loose]),
    field("", "pages", How::Pages, &[Pages, ArticleNumber]),
    field("eid", "eid", How::Eid, &[ArticleNumber]),
    field("", "pagetotal", How::Plain, &[PageCount]),
    field("", "date", How::Date, &[DateIssued]).and_vaguely(&[DatePrint, DateOnline, DateCollection]),
    // `year` in BibLaTeX holds what is no date.
    field("year", "year", How::Year, &[DateIssued]).and_vaguely(&[DatePrint, DateOnline, DateCollection]),
    field("month", "", How::Month, &[DateIssued]),
    field("day", "", How::Day, &[DateIssued]),
    field("", "origdate", How::OtherDate, &[DateOriginal]),
    field("", "origpublisher", How::Item, &[OriginalPublisher]),
    field("", "origlocation", How::Item, &[OriginalPlace]),
    field("publisher", "publisher", How::Item, &[Publisher]).only(&[Article, InBook, Whole]),
    field("publisher", "publisher", How::Item, &[Publisher]).only(&[Loose]).and_vaguely(&[Authority]),
    field("school", "institution", How::Item, &[Publisher]).only(&[Thesis]),
    field("institution", "institution", How::Item, &[Publisher]).only(&[Report]),
    field("address", "", How::Place, &[Place]).only(&[InBook]).and_vaguely(&[EventPlace]),
    field("address", "", How::Place, &[Place]).only(&[Article, Whole, Thesis, Report, Loose]),
    field("", "location", How::Item, &[Place]),
    field("chapter", "chapter", How::Plain, &[Chapter]),
    field("type", "type", How::Genre, &[Genre]).only(&[InBook, Whole, Thesis, Report, Loose]),
    vague("howpublished", "", How::Site, &[ContainerTitle, ContainerIso, ContainerNlm, Medium]).only(&[Loose]),
    vague("", "organization", How::Site, &[ContainerTitle, ContainerIso, ContainerNlm]).only(&[Loose]),
    vague("howpublished", "", How::Plain, &[Medium]).only(&[Whole]),
    vague("", "howpublished", How::Plain, &[Medium]).only(&[Loose, Whole]),
    vague("", "pubstate", How::State, &[Status]),
    field("doi", "doi", How::Verbatim, &[Doi]),
    field("url", "url", How::Verbatim, &[Urls]),
    field("urldate", "urldate", How::OtherDate, &[DateAccessed]),
    field("pmid", "pmid", How::Plain, &[Pmid]),
    field("pmcid", "pmcid", How::Plain, &[Pmcid]),
    field("eprint", "", How::Eprint, &[Arxiv]),
    field("", "eprint", How::Eprint, &[Arxiv]).and_vaguely(&[OtherIds]),
    field("archiveprefix", "eprinttype", How::EprintType, &[Arxiv]),
    field("primaryclass", "eprintclass", How::EprintClass, &[Arxiv]),
    field("issn", "issn", How::Issn, &[Issn]).and_vaguely(&[IssnPrint, IssnElectronic, IssnLinking]),
    field("isbn", "isbn", How::Isbn, &[Isbn]),
    field("language", "language", How::Languages, &[Languages]),
    field("", "langid", How::Langid, &[Languages]),
    field("keywords", "keywords", How::Keywords, &[Keywords]).and_vaguely(&[Mesh]),
    field("abstract", "abstract", How::Abstract, &[Abstract]),
    // biblatex has no field for it, and biber warns of one that it does not know.
    field("copyright", "", How::Plain, &[Copyright]),
    field("file", "file", How::Files, &[FileLinks]),
    // As Zotero writes and reads it.
    field("lccn", "library", How::Plain, &[CallNumber]),
    field("note", "", How::Notes, &[Notes]).and_vaguely(&[Status]),
    field("", "note", How::Notes, &[Notes]),
    field("annote", "annotation", How::Plain, &[Annotation]),
];

/// A field as works of one shape have it.
pub struct Named {
    /// Its name.
    pub name: &'static str,
    /// The field.
    pub field: &'static Field,
    /// Where none of these is filled, it has no value.
    pub needs: Slots,
}

/// The fields of works of a shape, in order.
pub fn fields(dialect: Dialect, shape: Shape) -> &'static [Named] {
    static ALL: OnceLock<[[Vec<Named>; 6]; 2]> = OnceLock::new();
    let all = ALL.get_or_init(|| {
        [Dialect::Bibtex, Dialect::Biblatex].map(|dialect| {
            [Article, InBook, Whole, Thesis, Report, Loose].map(|shape| {
                let named = |field: &'static Field| {
                    Some(Named { name: field.name(dialect, shape)?, field, needs: field.needs() })
                };
                FIELDS.iter().filter_map(named).collect()
            })
        })
    });
    &all[dialect as usize][shape as usize]
}

/// What is carried for works of a kind.
pub fn carries(dialect: Dialect, work: &Kind) -> Carries {
    let row = type_of(work);
    let of_that_type =
        |other: &&Type| other.names[dialect as usize] == row.names[dialect as usize] && other.subtype == row.subtype;
    let told = TYPES.iter().find(of_that_type).is_some_and(|first| first.kind == *work);
    let (mut exact, mut flattened) = (Slots::of(&[Key, Extra]), Slots::of(&[Slot::Kind]));
    for Named { field, .. } in fields(dialect, row.shape) {
        exact = exact.or(Slots::of(field.exact));
        flattened = flattened.or(Slots::of(field.flattened));
    }
    exact = if told { exact.or(Slots::of(&[Slot::Kind])) } else { exact.without(Slots::of(&[Slot::Kind])) };
    Carries { exact, flattened: flattened.without(exact) }
}

/// What comes back or is held in any form for works of a kind, looked up rather than worked out.
pub fn carried(dialect: Dialect, work: &Kind) -> Slots {
    static CARRIED: OnceLock<Vec<[Slots; 2]>> = OnceLock::new();
    let all = CARRIED.get_or_init(|| {
        let both = |kind: &Kind| {
            [Dialect::Bibtex, Dialect::Biblatex].map(|dialect| {
                let carries = carries(dialect, kind);
                carries.exact.or(carries.flattened)
            })
        };
        TYPES.iter().map(|row| both(&row.kind)).chain([both(&OTHER.kind)]).collect()
    });
    let place = TYPES.iter().position(|row| row.kind == *work).unwrap_or(TYPES.len());
    all[place][dialect as usize]
}

/// Phrases that BibLaTeX has keys for.
pub const GENRES: &[(&str, &str)] = &[
    ("PhD thesis", "phdthesis"),
    ("Master's thesis", "mathesis"),
    ("Bachelor's thesis", "bathesis"),
    ("technical report", "techreport"),
    ("research report", "resreport"),
    ("Candidate thesis", "candthesis"),
    ("computer software", "software"),
    ("CD-ROM", "datacd"),
    ("audio CD", "audiocd"),
    ("German patent", "patentde"),
    ("European patent", "patenteu"),
    ("French patent", "patentfr"),
    ("British patent", "patentuk"),
    ("U.S. patent", "patentus"),
    ("patent request", "patreq"),
    ("German patent request", "patreqde"),
    ("European patent request", "patreqeu"),
    ("French patent request", "patreqfr"),
    ("British patent request", "patrequk"),
    ("U.S. patent request", "patrequs"),
];

/// Where patents hold, in words and as keys of BibLaTeX.
const COUNTRIES: [(&str, &str); 6] = [
    ("Germany", "countryde"),
    ("European Union", "countryeu"),
    ("European Union", "countryep"),
    ("France", "countryfr"),
    ("United Kingdom", "countryuk"),
    ("United States of America", "countryus"),
];

/// The country that a key of BibLaTeX stands for.
pub fn country(key: &str) -> Option<&'static str> {
    COUNTRIES.iter().find(|(_, known)| *known == key).map(|(name, _)| *name)
}

/// The key that BibLaTeX has for a country.
pub fn country_key(name: &str) -> Option<&'static str> {
    COUNTRIES.iter().find(|(known, _)| *known == name).map(|(_, key)| *key)
}

/// States: the model's, BibTeX's note, BibLaTeX's `pubstate`. Being published is not said.
pub const STATES: &[(Status, &str, &str)] = &[
    (Status::InPress, "In press", "inpress"),
    (Status::Submitted, "Submitted", "submitted"),
    (Status::AheadOfPrint, "Ahead of print", "ahead of print"),
    (Status::Unpublished, "Unpublished", "unpublished"),
    (Status::Retracted, "Retracted", "retracted"),
];

/// Whether what stands among the pages is a number of the article: digits behind an `e`, or more of them than pages have.
pub fn is_article_number(text: &str) -> bool {
    let digits = text.trim_start_matches(['e', 'E']);
    let plain = digits.len() > 1 && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain && (digits.len() < text.len() || digits.len() > 5)
}

/// What is looked at for works of any kind.
pub fn wants(dialect: Dialect) -> Slots {
    let kinds = TYPES.iter().map(|row| &row.kind).chain([&OTHER.kind]);
    let carried = kinds.map(|kind| carries(dialect, kind));
    carried.fold(Slots::NONE, |all, carries| all.or(carries.exact).or(carries.flattened))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_one_row() {
        for kind in Kind::ALL {
            assert_eq!(TYPES.iter().filter(|row| row.kind == *kind).count(), 1, "{kind:?}");
        }
    }

    #[test]
    fn a_field_stands_once() {
        for dialect in [Dialect::Bibtex, Dialect::Biblatex] {
            for shape in [Article, InBook, Whole, Thesis, Report, Loose] {
                let mut names: Vec<_> = fields(dialect, shape).iter().map(|named| named.name).collect();
                let all = names.len();
                names.sort_unstable();
                names.dedup();
                assert_eq!(names.len(), all, "{dialect:?} {shape:?}");
            }
        }
    }

    #[test]
    fn kinds_that_a_type_tells() {
        for (kind, bibtex, biblatex) in [
            (Kind::JournalArticle, true, true),
            (Kind::NewspaperArticle, true, true),
            (Kind::Dataset, false, true),
            (Kind::Preprint, false, false),
            (Kind::Other("foo".into()), false, false),
        ] {
            assert_eq!(carries(Dialect::Bibtex, &kind).exact.contains(Slot::Kind), bibtex, "{kind:?}");
            assert_eq!(carries(Dialect::Biblatex, &kind).exact.contains(Slot::Kind), biblatex, "{kind:?}");
        }
    }
}
