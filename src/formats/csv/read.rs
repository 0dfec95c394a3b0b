//! Reads tables: bibmill's own, and PubMed's "Save, Format: CSV" of today and of before 2020.
//!
//! The header says whose table it is. Names of columns are compared by their letters and digits alone. A header that is
//! neither is read as far as its columns have bibmill's names; the columns of other databases are not known. Cells that
//! are missing from a row count as empty, those beyond the header are kept as extra, rows without any text are passed
//! over.

use super::cell::{Separator, unguarded};
use super::columns::{self, Column, PER_AUTHOR};
use super::items;
use super::pubmed;
use super::rows::{Cell, cells, delimiter_of, named_delimiter, unquoted_cells};
use crate::article::id::orcid_is_suspect;
use crate::article::{Article, Id, NotPut, RoleDate, Slot};
use crate::format::{Likely, Outcome, Parser, ReadOptions};
use crate::log::{Code, Log, shown};
use std::borrow::Cow;

/// What a reader of tables is told.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The delimiter of the format, for headers that have none.
    pub usual_delimiter: u8,
    /// Whether a `'` before a formula is taken off.
    pub guard: bool,
    /// Between the values of a list.
    pub separator: Separator,
}

impl Settings {
    /// Nothing but the delimiter is told.
    pub fn usual(usual_delimiter: u8) -> Settings {
        Settings { usual_delimiter, guard: true, separator: Separator::default() }
    }

    /// The settings in a reader's options. Options were checked before.
    pub fn new(options: &ReadOptions, usual_delimiter: u8) -> Settings {
        let settings = &options.settings;
        Settings {
            usual_delimiter,
            guard: settings.flag("guard", true),
            separator: settings.get("separator").and_then(|s| Separator::parse(s).ok()).unwrap_or_default(),
        }
    }
}

/// Whose table it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    /// PubMed's export.
    Pubmed,
    /// bibmill's own, or one that has some of its columns.
    Bibmill,
    /// Nobody's that is known.
    Unknown,
}

/// A column of the header.
#[derive(Debug)]
struct Field {
    /// Its name, as found.
    name: String,
    /// Its letters and digits, in lower case.
    bare: String,
    /// What it is in bibmill's own table; `None` for what is not known or stands for the second time.
    column: Option<Column>,
}

/// The header of a table, which reads its rows.
#[derive(Debug)]
pub struct Table {
    /// The header's line, and its end.
    header: String,
    delimiter: u8,
    fields: Vec<Field>,
    origin: Origin,
    guard: bool,
    separator: Separator,
}

/// What is left of a column's name when it is compared.
fn bare(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

impl Table {
    /// The table that a header begins.
    pub fn new(header: &str, delimiter: u8, settings: &Settings) -> Table {
        let known = columns::names();
        // Every text is asked whether it is a table: nothing is made for those that are none.
        let is_of = |name: &str, bare: &str| name.bytes().filter(u8::is_ascii_alphanumeric).eq(bare.bytes());
        let mut fields: Vec<Field> = Vec::new();
        for cell in cells(header, delimiter).0 {
            let name = text_of(&cell).to_owned();
            let bare = bare(&name);
            let new = !fields.iter().any(|field| field.bare == bare);
            let named = known.iter().find(|known| new && is_of(known, &bare));
            let column = named.and_then(|name| Column::by_name(name));
            fields.push(Field { name, bare, column });
        }
        let has = |name: &str| fields.iter().any(|field| field.bare == name);
        let origin = if pubmed::HEADERS.iter().any(|header| header.iter().all(|name| has(name))) {
            Origin::Pubmed
        } else if fields.iter().any(|field| field.column.is_some()) {
            Origin::Bibmill
        } else {
            Origin::Unknown
        };
        let mut header = header.to_owned();
        if !header.is_empty() && !header.ends_with(['\n', '\r']) {
            header.push('\n');
        }
        Table { header, delimiter, fields, origin, guard: settings.guard, separator: settings.separator.clone() }
    }

    /// What stands between cells.
    pub fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// How many columns the header has.
    pub fn width(&self) -> usize {
        self.fields.len()
    }

    /// How likely a text with this header is a table that can be read.
    fn likely(&self) -> Likely {
        let known = self.fields.iter().filter(|field| field.column.is_some()).count();
        let exact = |field: &Field| field.column.is_some_and(|column| column.name() == field.name);
        match self.origin {
            Origin::Pubmed => Likely::Yes,
            _ if known > 1 && self.fields.iter().all(exact) => Likely::Yes,
            _ if known > 1 || (known == 1 && self.fields.len() == 1) => Likely::Maybe,
            _ => Likely::No,
        }
    }

    /// Reads a row of bibmill's own table. Slots come before what is said of authors and what is worked out from slots.
    fn read_own(&self, row: &[Cell<'_>], article: &mut Article, log: &mut Log) {
        let rank = |column: Column| match column {
            Column::Slot(slot) if PER_AUTHOR.contains(slot) => 1,
            Column::Slot(_) => 0,
            Column::Derived(_) => 2,
        };
        for pass in 0..=2 {
            for (field, cell) in self.fields.iter().zip(row) {
                let Some(column) = field.column.filter(|column| rank(*column) == pass) else { continue };
                let text = if self.guard { unguarded(Cow::Borrowed(&cell.text)) } else { Cow::Borrowed(&*cell.text) };
                let text = text.trim();
                if text.is_empty() {
                    continue;
                }
                let refused = match column {
                    Column::Slot(slot) => items::read(slot, text, article, &self.separator),
                    Column::Derived(derived) => {
                        derived.read(text, article).err().map(|why| (text.to_owned(), why)).into_iter().collect()
                    }
                };
                for (value, why) in refused {
                    set_aside(&field.name, &value, why, cell, article, log);
                }
                if let Column::Slot(slot) = column {
                    doubt(slot, cell, article, log);
                }
            }
        }
        for (field, cell) in self.fields.iter().zip(row).filter(|(field, _)| field.column.is_none()) {
            keep_unknown(&field.name, cell, article, log);
        }
    }

    fn read_pubmed(&self, row: &[Cell<'_>], article: &mut Article, log: &mut Log) {
        let empty = Cell { text: Cow::Borrowed(""), at: 0..0 };
        let mut taken = vec![false; row.len()];
        for (name, take) in pubmed::COLUMNS {
            let place = self.fields.iter().position(|field| field.bare == *name).filter(|place| *place < row.len());
            let cell = place.map_or(&empty, |place| &row[place]);
            if let Some(place) = place
                && !text_of(cell).is_empty()
            {
                taken[place] = true;
                take(&self.fields[place].name, cell, article, log);
            }
        }
        for ((field, cell), _) in self.fields.iter().zip(row).zip(taken).filter(|(_, taken)| !taken) {
            keep_unknown(&field.name, cell, article, log);
        }
    }
}

/// The text of a cell, without blanks at its ends.
pub fn text_of<'a>(cell: &'a Cell<'_>) -> &'a str {
    cell.text.trim()
}

/// Keeps a value that a slot refused.
pub fn set_aside(column: &str, value: &str, why: NotPut, cell: &Cell<'_>, article: &mut Article, log: &mut Log) {
    let (code, what) = match why {
        NotPut::Taken => (Code::RepeatedField, "is not the value known already"),
        NotPut::Unfit => (Code::UnfitValue, "does not fit"),
        NotPut::Structured => (Code::UnplacedText, "has no place"),
    };
    log.add(code, cell.at.clone(), format!("{column} {} {what}; kept as extra", shown(value)));
    article.keep("csv", column, value);
}

/// Says what is odd about values that a slot has taken.
fn doubt(slot: Slot, cell: &Cell<'_>, article: &Article, log: &mut Log) {
    let worded = |dated: &&RoleDate| Slot::of_date(dated.role) == slot && dated.date.literal.is_some();
    for words in article.dates.iter().filter(worded).filter_map(|dated| dated.date.literal.as_deref()) {
        let message = format!("{} is not wholly a date; its words are kept", shown(words));
        log.add(Code::UnreadableDate, cell.at.clone(), message);
    }
    let suspect_id = |id: &&Id| Slot::of_id(&id.kind) == slot && id.is_suspect();
    let ids = article.ids.iter().filter(suspect_id).map(|id| id.value.as_str());
    let orcids = article.contributors.iter().filter_map(|contributor| contributor.orcid.as_deref());
    let orcids = orcids.filter(|orcid| slot == Slot::Orcids && orcid_is_suspect(orcid));
    for value in ids.chain(orcids) {
        log.add(Code::SuspectIdentifier, cell.at.clone(), format!("the check digit of {} is wrong", shown(value)));
    }
}

fn keep_unknown(column: &str, cell: &Cell<'_>, article: &mut Article, log: &mut Log) {
    let text = text_of(cell);
    if !text.is_empty() {
        log.add(Code::UnknownTag, cell.at.clone(), format!("column {} is not known; kept as extra", shown(column)));
        article.keep("csv", column, text);
    }
}

impl Parser for Table {
    fn parse(&self, record: &str, article: &mut Article, log: &mut Log) -> Outcome {
        if self.origin == Origin::Unknown {
            let message = format!("no known column in the header {}", shown(self.header.trim_end()));
            log.add(Code::UnreadableRecord, 0..0, message);
            return Outcome::Rejected;
        }
        let mut outcome = Outcome::Whole;
        let (mut row, open) = cells(record, self.delimiter);
        if open {
            let start = row.last().map_or(0, |cell| cell.at.start);
            let unquoted = unquoted_cells(record, self.delimiter);
            if unquoted.len() == self.fields.len() && !record.trim_end().contains(['\n', '\r']) {
                log.add(Code::Mended, start..start + 1, "a quote is never closed; taken as text");
                row = unquoted;
            } else {
                log.add(
                    Code::TruncatedRecord,
                    start..record.len(),
                    "a quote is never closed; the cells before it are sure",
                );
                outcome = Outcome::Partial;
            }
        }
        if row.iter().all(|cell| text_of(cell).is_empty()) {
            log.add(Code::NotARecord, 0..0, "the row has no text; passed over");
            return Outcome::NotARecord;
        }
        let named = self.fields.iter().rposition(|field| !field.bare.is_empty()).map_or(0, |last| last + 1);
        if row.len() < named && outcome == Outcome::Whole {
            let message = format!("the row has {} cells, the header {named}; the rest taken as empty", row.len());
            log.add(Code::Mended, 0..0, message);
        }
        match self.origin {
            Origin::Pubmed => self.read_pubmed(&row, article, log),
            _ => self.read_own(&row, article, log),
        }
        for (place, cell) in row.iter().enumerate().skip(self.fields.len()) {
            let text = text_of(cell);
            if !text.is_empty() {
                let name = format!("column {}", place + 1);
                log.add(Code::UnplacedText, cell.at.clone(), format!("the header has no {name}; kept as extra"));
                article.keep("csv", &name, text);
            }
        }
        let titled = |field: &Field| field.bare == Slot::Title.name();
        if article.title.is_empty() && self.fields.iter().any(titled) {
            log.add(Code::MissingTitle, 0..0, "the record has no title");
        }
        outcome
    }

    fn frame(&self) -> (&str, &str) {
        (&self.header, "")
    }
}

/// How likely a text begins with a header between whose names this delimiter stands.
pub fn sniff(head: &str, usual_delimiter: u8) -> Likely {
    let mut lines =
        head.trim_start_matches('\u{feff}').trim_start().split(['\n', '\r']).filter(|line| !line.trim().is_empty());
    let first = lines.next().unwrap_or("");
    let (header, delimiter) = match named_delimiter(first) {
        Some(delimiter) => (lines.next().unwrap_or(""), delimiter),
        None => (first, delimiter_of(first, usual_delimiter)),
    };
    let table = Table::new(header, delimiter, &Settings::usual(usual_delimiter));
    // One column alone has no delimiter; it counts as CSV.
    let tabs = delimiter == b'\t' && table.width() > 1;
    if tabs == (usual_delimiter == b'\t') { table.likely() } else { Likely::No }
}
