//! Writes one row a record under one header.
//!
//! Values that have marks (italics) are written plain; a cell that a spreadsheet would take for a formula gets a `'`. A row
//! is quoted as a whole when a cell in it holds any sign that some program takes for a delimiter: a list opened where `;`
//! parts cells must not fall into pieces, since a piece could be a formula without its guard.

use super::cell::{Separator, guarded};
use super::columns::{self, Column, NAMES, PER_AUTHOR};
use super::items;
use crate::article::name::is_suffix;
use crate::article::text::{clean, may_have_controls, squeeze};
use crate::article::{
    AbstractKind, Article, Contributor, End, Id, Keyword, Kind, Link, LinkKind, Name, NotPut, Point, Role, RoleDate,
    Scheme, Section, Slot, Slots, Text,
};
use crate::format::{Carries, Out, WriteOptions, Writer};
use crate::log::Log;
use memchr::{memchr, memchr2, memchr3};
use std::borrow::Cow;

/// Slots whose cells are read again after writing: their text form cannot hold every value.
const CHECKED: Slots = Slots::of(&[
    Slot::Authors,
    Slot::Editors,
    Slot::SeriesEditors,
    Slot::BookAuthors,
    Slot::Translators,
    Slot::Investigators,
    Slot::OtherContributors,
    Slot::EventDate,
    Slot::DateIssued,
    Slot::DatePrint,
    Slot::DateOnline,
    Slot::DateCollection,
    Slot::DateReceived,
    Slot::DateRevised,
    Slot::DateAccepted,
    Slot::DateRetracted,
    Slot::DateAccessed,
    Slot::DateOriginal,
    Slot::DateRecord,
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
    Slot::OtherAbstracts,
    Slot::Mesh,
    Slot::Chemicals,
    Slot::Grants,
    Slot::OtherNotices,
    Slot::Accessions,
    Slot::Relations,
    Slot::Similar,
    Slot::CitedBy,
    Slot::References,
    Slot::Extra,
]);

/// Slots of which a cell holds one value, though an article may have several.
const FIRST_ONLY: Slots = Slots::of(&[
    Slot::Doi,
    Slot::Pmid,
    Slot::Pmcid,
    Slot::EventDate,
    Slot::DateIssued,
    Slot::DatePrint,
    Slot::DateOnline,
    Slot::DateCollection,
    Slot::DateReceived,
    Slot::DateAccepted,
    Slot::DateRetracted,
    Slot::DateAccessed,
    Slot::DateOriginal,
    Slot::FundingStatement,
    Slot::Copyright,
    Slot::License,
    Slot::ConflictOfInterest,
    Slot::DataAvailability,
]);

/// Slots of people's names.
const PEOPLE: Slots = NAMES.or(Slots::of(&[Slot::GroupAuthors, Slot::OtherContributors]));

/// Slots of keywords and subject headings.
const KEYWORDS: Slots =
    Slots::of(&[Slot::Keywords, Slot::Mesh, Slot::SupplementaryConcepts, Slot::Genes, Slot::PersonalNames]);

/// Slots of ISSNs.
const ISSNS: Slots = Slots::of(&[Slot::IssnPrint, Slot::IssnElectronic, Slot::IssnLinking, Slot::Issn]);

/// Writes a table.
pub struct TableWriter {
    columns: Vec<Column>,
    delimiter: u8,
    line_end: &'static str,
    bom: bool,
    guard: bool,
    separator: Separator,
    carries: Carries,
}

impl TableWriter {
    /// A writer of the columns that the options name. Options were checked before.
    pub fn new(options: &WriteOptions, delimiter: u8) -> TableWriter {
        TableWriter::with_usual(options, delimiter, columns::usual)
    }

    /// The same, with other columns where the options name none.
    pub fn with_usual(options: &WriteOptions, delimiter: u8, usual: impl FnOnce() -> Vec<Column>) -> TableWriter {
        let settings = &options.settings;
        let columns = settings.get("columns").and_then(|names| columns::parse(names).ok());
        let columns = columns.unwrap_or_else(usual);
        TableWriter {
            carries: carries(&columns),
            columns,
            delimiter,
            line_end: if settings.get("line-ending") == Some("lf") { "\n" } else { "\r\n" },
            bom: settings.flag("bom", false),
            guard: settings.flag("guard", true),
            separator: settings.get("separator").and_then(|s| Separator::parse(s).ok()).unwrap_or_default(),
        }
    }

    /// What stands between the values of a list.
    pub fn separator(&self) -> &Separator {
        &self.separator
    }

    /// Whether cells get a guard against being taken for formulas.
    pub fn guards(&self) -> bool {
        self.guard
    }

    /// Writes the header, with more columns behind those of the record.
    pub fn open(&self, more: &[&'static str], out: &mut Out) {
        if self.bom {
            out.push('\u{feff}');
        }
        let names = self.columns.iter().map(|column| column.name()).chain(more.iter().copied());
        self.row(names.map(Cow::Borrowed), out);
    }

    /// The cells of a record.
    pub fn cells<'a>(&self, article: &'a Article, log: &mut Log) -> Vec<Cow<'a, str>> {
        // Most cells of a row are empty, and are soonest told by what the article fills.
        let filled = article.filled();
        let is_empty =
            |slot: Slot| !(filled.contains(slot) || slot == Slot::Authors && filled.contains(Slot::GroupAuthors));
        let cells = self.columns.iter().map(|column| {
            let cell = match column {
                Column::Slot(slot) if is_empty(*slot) => {
                    debug_assert!(items::cell(*slot, article, &self.separator).is_empty(), "{slot:?}");
                    return Cow::Borrowed("");
                }
                Column::Slot(slot) => {
                    let cell = items::cell(*slot, article, &self.separator);
                    if !cell.is_empty() {
                        note_losses(*slot, article, &cell, &self.separator, log);
                    }
                    cell
                }
                Column::Derived(derived) => (derived.get)(article),
            };
            if self.guard { guarded(cell) } else { cell }
        });
        cells.collect()
    }

    /// Writes a row.
    pub fn row<'a>(&self, cells: impl Iterator<Item = Cow<'a, str>>, out: &mut Out) {
        // What drives a terminal must not come out of a table either.
        let cells: Vec<Cow<'a, str>> = cells.map(harmless).collect();
        let loose = |cell: &Cow<'_, str>| {
            memchr3(b',', b';', b'\t', cell.as_bytes()).is_some() || cell.trim().len() != cell.len()
        };
        let whole = cells.iter().any(loose);
        for (place, cell) in cells.iter().enumerate() {
            if place > 0 {
                out.push_bytes(&[self.delimiter]);
            }
            // A row of one empty cell must not be an empty line, which readers pass over.
            let quoted =
                if whole { is_no_number(cell) } else { self.needs_quotes(cell) || cells.len() == 1 && cell.is_empty() };
            match quoted {
                true if cell.is_empty() => out.push_str("\"\""),
                true => push_quoted(cell, out),
                false => out.push_str(cell),
            }
        }
        out.push_str(self.line_end);
    }

    fn needs_quotes(&self, cell: &str) -> bool {
        memchr3(b'"', b'\n', b'\r', cell.as_bytes()).is_some() || memchr(self.delimiter, cell.as_bytes()).is_some()
    }
}

/// Whether a program would not take a cell for a number. Letters begin none but `inf` and `nan`, in any case.
fn is_no_number(cell: &str) -> bool {
    match cell.bytes().next() {
        Some(b'0'..=b'9' | b'+' | b'-' | b'.' | b'i' | b'I' | b'n' | b'N') => csv_core::is_non_numeric(cell.as_bytes()),
        _ => true,
    }
}

/// Appends a cell between quotes, those in it doubled.
fn push_quoted(cell: &str, out: &mut Out) {
    out.push_str("\"");
    let mut rest = cell;
    while let Some(at) = memchr(b'"', rest.as_bytes()) {
        out.push_str(&rest[..=at]);
        out.push_str("\"");
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
    out.push_str("\"");
}

/// The cell without control characters but line ends and tabs.
fn harmless(cell: Cow<'_, str>) -> Cow<'_, str> {
    if cell.is_empty() || !may_have_controls(cell.as_bytes()) {
        return cell;
    }
    let harmful = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if cell.contains(harmful) { Cow::Owned(cell.replace(harmful, "")) } else { cell }
}

/// What the columns carry.
fn carries(columns: &[Column]) -> Carries {
    let mut carries = Carries::default();
    for column in columns {
        let Column::Slot(slot) = *column else { continue };
        carries.exact.insert(slot);
        if NAMES.contains(slot) {
            carries.exact.insert(Slot::Suffixes);
        }
    }
    if carries.exact.contains(Slot::Authors) {
        carries.exact.insert(Slot::GroupAuthors);
    } else {
        // Whose they are cannot be said.
        carries.flattened = carries.exact.and(PER_AUTHOR);
    }
    for column in columns {
        let Column::Derived(derived) = column else { continue };
        let of = Slots::of(derived.of);
        if !of.without(carries.exact).is_empty() {
            carries.flattened = carries.flattened.or(of.without(carries.exact));
            // What is shown of one slot may be read into another.
            carries.flattened = derived.into.map_or(carries.flattened, |into| carries.flattened.or(Slots::of(&[into])));
        }
    }
    carries.exact = carries.exact.without(carries.flattened);
    carries
}

/// What columns that carry this look at: their slots, and those that decide what these show.
fn wants(carries: Carries) -> Slots {
    let carried = carries.exact.or(carries.flattened);
    let mut wanted = carried.or(Slots::of(&[Slot::Kind, Slot::Extra]));
    for (shown, others) in [
        // What is said of people is lost where it is said of others than authors.
        (PER_AUTHOR.or(Slots::of(&[Slot::Suffixes])), PEOPLE),
        // The first author's suffix is part of the name.
        (PEOPLE, Slots::of(&[Slot::Suffixes])),
        // Which ISSN is the best one depends on whether there are pages.
        (ISSNS, Slots::of(&[Slot::Pages, Slot::ArticleNumber])),
    ] {
        if !carried.and(shown).is_empty() {
            wanted = wanted.or(others);
        }
    }
    wanted
}

impl Writer for TableWriter {
    fn carries(&self, _kind: &Kind) -> Carries {
        self.carries
    }

    fn wants(&self) -> Slots {
        wants(self.carries)
    }

    fn begin(&self, out: &mut Out) {
        self.open(&[], out);
    }

    fn article(&mut self, article: &Article, out: &mut Out, log: &mut Log) {
        let cells = self.cells(article, log);
        self.row(cells.into_iter(), out);
        let carried = self.carries.exact.or(self.carries.flattened);
        for contributor in &article.contributors {
            note_contributor(contributor, carried, log);
        }
    }
}

/// Says what of a contributor stands in no cell though its slot has a column.
fn note_contributor(contributor: &Contributor, carried: Slots, log: &mut Log) {
    let author = contributor.role == Role::Author && !contributor.superseded;
    let slot = Slot::of_contributor(contributor);
    let unnamed = contributor.superseded || !carried.contains(slot);
    let has_suffix = matches!(&contributor.name, Name::Person(person) if person.suffix.is_some());
    let marked = contributor.corresponding || contributor.equal || contributor.deceased;
    for (slot, lost) in [
        (slot, contributor.superseded),
        (Slot::Suffixes, unnamed && has_suffix),
        (Slot::Orcids, !author && contributor.orcid.is_some()),
        (Slot::PersonIds, !author && !contributor.ids.is_empty()),
        (Slot::Emails, !author && contributor.email.is_some()),
        (Slot::AuthorMarks, !author && marked),
    ] {
        if lost && carried.contains(slot) {
            log.lost(slot);
        }
    }
    if !author && !contributor.affiliations.is_empty() && carried.contains(Slot::Affiliations) {
        log.flattened(Slot::Affiliations, "whose they are");
    }
    if contributor.group.is_some() && carried.contains(slot) {
        log.flattened(slot, "their groups");
    }
}

/// Says what of a slot its cell does not hold.
fn note_losses(slot: Slot, article: &Article, cell: &str, separator: &Separator, log: &mut Log) {
    if (FIRST_ONLY.contains(slot) || slot == Slot::Abstract) && has_several(slot, article) {
        log.lost(slot);
    }
    if CHECKED.contains(slot) {
        let is_read = || {
            let mut again = Article::default();
            let refused = items::read(slot, cell, &mut again, separator);
            refused.iter().all(|(_, why)| *why == NotPut::Taken) && same(slot, article, &again)
        };
        let sure = comes_back(slot, article);
        // Tests see each such promise kept.
        debug_assert!(!sure || is_read(), "{slot:?} of {cell:?}");
        if !sure && !is_read() {
            log.flattened(slot, "exact form");
        }
    }
    if texts(slot, article).any(|text| !text.marks().is_empty()) {
        log.flattened(slot, "markup");
    }
    let of_ids = |id: &Id| (id.version.is_some() || id.note.is_some()) && Slot::of_id(&id.kind) == slot;
    if article.ids.iter().any(of_ids) {
        log.flattened(slot, "versions and remarks");
    }
    let what = match slot {
        Slot::PublicationTypes if article.publication_types.iter().any(|term| term.id.is_some()) => "identifiers",
        Slot::Chemicals if article.chemicals.iter().any(|chemical| chemical.id.is_some()) => "identifiers",
        Slot::TranslatedTitles if article.translated_titles.iter().any(|title| title.language.is_some()) => "languages",
        Slot::Affiliations if article.affiliations.iter().any(|found| !found.ids.is_empty()) => "identifiers",
        Slot::Abstract if labelled(article, true) => "sections",
        Slot::OtherAbstracts if labelled(article, false) => "sections",
        Slot::Keywords if article.keywords.iter().any(|k| matches!(k.scheme, Scheme::Other(_))) => "owners",
        Slot::Keywords if article.keywords.iter().any(|k| Slot::of_scheme(&k.scheme) == slot && k.major) => "majors",
        Slot::Urls if article.links.iter().any(labelled_link) => "labels",
        Slot::Relations | Slot::Similar | Slot::CitedBy | Slot::References if parsed(slot, article) => "parts",
        _ => "",
    };
    if !what.is_empty() {
        log.flattened(slot, what);
    }
    let identified =
        |keyword: &Keyword| keyword.id.is_some() || keyword.qualifiers.iter().any(|qualifier| qualifier.id.is_some());
    let of_keywords = |keyword: &Keyword| Slot::of_scheme(&keyword.scheme) == slot && identified(keyword);
    if KEYWORDS.contains(slot) && article.keywords.iter().any(of_keywords) {
        log.flattened(slot, "identifiers");
    }
    if article.notices.iter().any(|notice| notice.url.is_some() && Slot::of_notice(&notice.kind) == slot) {
        log.flattened(slot, "addresses");
    }
}

/// Whether an article has several dates, identifiers, notices or abstracts of a slot.
fn has_several(slot: Slot, article: &Article) -> bool {
    let dates = article.dates.iter().filter(|dated| Slot::of_date(dated.role) == slot);
    let ids = article.ids.iter().filter(|id| Slot::of_id(&id.kind) == slot);
    let notices = article.notices.iter().filter(|notice| Slot::of_notice(&notice.kind) == slot);
    let main = article.abstracts.iter().filter(|found| slot == Slot::Abstract && found.kind == AbstractKind::Main);
    dates.count() + ids.count() + notices.count() + main.count() > 1
}

/// Whether a look at the values is enough to know that their cell is read as it was written. Reading it would tell too, and
/// took half of the time that a row takes.
fn comes_back(slot: Slot, article: &Article) -> bool {
    // Cells are squeezed and cleaned on reading.
    let tidy = |text: &str| {
        let squeezed = matches!(squeeze(text), Cow::Borrowed(same) if same.len() == text.len());
        squeezed && matches!(clean(text), Cow::Borrowed(_)) && !text.is_empty() && !text.contains('\n')
    };
    match slot {
        Slot::Authors => article.contributors.iter().filter(|found| found.role == Role::Author).all(|author| {
            let plain = |text: &str| tidy(text) && !text.contains(',');
            match &author.name {
                Name::Person(person) => {
                    let given = person.given_or_initials();
                    let last = given.rsplit(' ').next().unwrap_or("");
                    let in_parts = person.particle.is_some() || person.dropping_particle.is_some();
                    !in_parts
                        && person.suffix.is_none()
                        && plain(&person.family)
                        && (given.is_empty() || (plain(&given) && !is_suffix(last)))
                }
                Name::Group(group) => tidy(group.plain()) && !group.plain().ends_with(','),
            }
        }),
        Slot::DateIssued | Slot::DatePrint | Slot::DateOnline | Slot::DateCollection => {
            let of_slot = article.dates.iter().filter(|dated| Slot::of_date(dated.role) == slot);
            of_slot.take(1).all(|RoleDate { date, .. }| {
                let simple =
                    |point: &Point| point.season.is_none() && point.time.is_none() && (1..=9999).contains(&point.year);
                let bare = date.literal.is_none() && !date.approximate && !date.uncertain;
                bare && *date.end() == End::None && date.start().is_some_and(simple)
            })
        }
        Slot::Mesh => article.keywords.iter().filter(|keyword| keyword.scheme == Scheme::Mesh).all(|keyword| {
            let plain = |text: &str| tidy(text) && memchr2(b'/', b'*', text.as_bytes()).is_none();
            plain(keyword.term.plain()) && keyword.qualifiers.iter().all(|qualifier| plain(&qualifier.name))
        }),
        // Of these the reader takes any form; the one that is written is what it makes of them.
        Slot::IssnPrint | Slot::IssnElectronic | Slot::IssnLinking | Slot::Issn => {
            let plain = |value: &str| {
                let parts = value.as_bytes().split_at_checked(4);
                parts.is_some_and(|(first, rest)| match rest {
                    [b'-', rest @ .., b'0'..=b'9' | b'X'] => {
                        rest.len() == 3 && first.iter().chain(rest).all(u8::is_ascii_digit)
                    }
                    _ => false,
                })
            };
            article.ids.iter().filter(|id| Slot::of_id(&id.kind) == slot).all(|id| plain(&id.value))
        }
        Slot::Chemicals => article.chemicals.iter().all(|chemical| {
            let plain = |text: &str| tidy(text) && memchr2(b'[', b']', text.as_bytes()).is_none();
            plain(&chemical.name) && chemical.registry.as_deref().is_none_or(plain)
        }),
        _ => false,
    }
}

/// Whether a slot has the same values in two articles, as far as a line of text can say.
fn same(slot: Slot, article: &Article, again: &Article) -> bool {
    let literals = |article: &Article| -> Vec<_> {
        let of_slot = article.dates.iter().filter(|dated| Slot::of_date(dated.role) == slot);
        of_slot.map(|dated| dated.date.literal.clone()).collect()
    };
    match slot {
        Slot::Authors => {
            let byline = |article: &Article| -> Vec<_> {
                article
                    .authors()
                    .map(|author| (author.name.inverted().into_owned(), Slot::of_contributor(author)))
                    .collect()
            };
            byline(article) == byline(again)
        }
        Slot::Extra => article.extra_of("csv").eq(again.extra_of("csv")),
        _ if FIRST_ONLY.contains(slot) => {
            article.values(slot).first() == again.values(slot).first()
                && literals(article).first() == literals(again).first()
        }
        _ => article.values(slot) == again.values(slot) && literals(article) == literals(again),
    }
}

/// Whether abstracts have what a plain text cannot show.
fn labelled(article: &Article, main: bool) -> bool {
    let mut of_slot = article.abstracts.iter().filter(|found| (found.kind == AbstractKind::Main) == main);
    let labelled = |section: &Section| section.label.is_some() || section.category.is_some();
    of_slot.any(|found| found.copyright.is_some() || found.sections.len() > 1 || found.sections.iter().any(labelled))
}

/// Whether more is known of a link than its address.
fn labelled_link(link: &Link) -> bool {
    link.kind != LinkKind::File && (link.label.is_some() || link.kind != LinkKind::Landing)
}

/// Whether more is known of related works than their text and identifiers.
fn parsed(slot: Slot, article: &Article) -> bool {
    let mut of_slot = article.relations.iter().filter(|relation| Slot::of_relation(&relation.kind) == slot);
    of_slot.any(|relation| relation.article.is_some() || relation.note.is_some())
}

/// The texts of a slot that can have marks.
fn texts(slot: Slot, article: &Article) -> Box<dyn Iterator<Item = &Text> + '_> {
    let container = &article.container;
    match slot {
        Slot::Title => Box::new(std::iter::once(&article.title)),
        Slot::Subtitle => Box::new(article.subtitle.iter()),
        Slot::ShortTitle => Box::new(article.short_title.iter()),
        Slot::OriginalTitle => Box::new(article.original_title.iter()),
        Slot::ReviewedTitle => Box::new(article.reviewed_title.iter()),
        Slot::TranslatedTitles => Box::new(article.translated_titles.iter().map(|title| &title.text)),
        Slot::ContainerTitle => Box::new(container.title.iter()),
        Slot::IssueTitle => Box::new(container.issue_title.iter()),
        Slot::VolumeTitle => Box::new(container.volume_title.iter()),
        Slot::Series => Box::new(container.series.iter()),
        Slot::Figures => Box::new(article.figures.iter()),
        Slot::Abstract | Slot::OtherAbstracts => {
            let main = slot == Slot::Abstract;
            let of_slot = article.abstracts.iter().filter(move |found| (found.kind == AbstractKind::Main) == main);
            Box::new(of_slot.flat_map(|found| &found.sections).map(|section| &section.text))
        }
        Slot::Keywords | Slot::Mesh | Slot::SupplementaryConcepts | Slot::Genes | Slot::PersonalNames => {
            let of_slot = article.keywords.iter().filter(move |keyword| Slot::of_scheme(&keyword.scheme) == slot);
            Box::new(of_slot.map(|keyword| &keyword.term))
        }
        _ if NAMES.contains(slot) || slot == Slot::OtherContributors => {
            let of_slot = move |c: &&Contributor| {
                Slot::of_contributor(c) == slot || (slot == Slot::Authors && c.role == Role::Author)
            };
            Box::new(article.contributors.iter().filter(of_slot).filter_map(|c| match &c.name {
                Name::Group(group) => Some(group),
                Name::Person(_) => None,
            }))
        }
        _ => Box::new(std::iter::empty()),
    }
}
