//! Reads entries of BibTeX and BibLaTeX.
//!
//! Values that the model has no place for, or that the writer of the same dialect has no field for with this type of entry,
//! are kept as LaTeX in `extra`, so that they go back to where they came from.

mod content;
mod dates;
mod fields;
mod ids;
mod kinds;
mod lists;
mod names;
mod people;
mod place;
mod titles;

use super::Dialect;
use super::block::Kind as BlockKind;
use super::entry::{self, Entry, Field};
use super::inherit::Parents;
use super::macros::{self, Scope};
use super::split::{Leading, blocks};
use super::tags::{self, Shape};
use crate::article::text::{is_blank, squeeze, trim};
use crate::article::{Article, Kind, Slot, Slots, Text, kind};
use crate::few::Few;
use crate::format::{Outcome, Parser};
use crate::log::{Code, Log, shown};
use crate::markup::latex::read::{Finding, Lines, to_plain, to_text};
use crate::markup::latex::scan::group;
pub use content::is_more_than_note;
use fields::F;
pub(super) use kinds::{genre_of, kind_of};
pub use lists::and_list;
pub use place::is_more_than_pages;
use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;
pub use titles::series_of_journal;

/// The parser of both formats.
pub struct Bib {
    dialect: Dialect,
    scope: Scope,
    parents: Arc<Parents>,
    leading: Option<Arc<Leading>>,
}

impl Bib {
    /// A parser for entries before which these macros were defined, which may name these parents, and to the first of which
    /// these comments belong.
    pub fn new(dialect: Dialect, scope: Scope, parents: Arc<Parents>, leading: Option<Arc<Leading>>) -> Bib {
        Bib { dialect, scope, parents, leading }
    }
}

impl Parser for Bib {
    fn parse(&self, record: &str, article: &mut Article, log: &mut Log) -> Outcome {
        if !record.starts_with('@') {
            log.add(Code::NotARecord, 0..0, "a comment between entries; passed over");
            return Outcome::NotARecord;
        }
        // Most records are one entry and nothing else.
        let alone = memchr::memchr(b'@', &record.as_bytes()[1..]).is_none();
        let comment = |word: &str| record.get(1..=word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
        let found = match alone && !["comment", "preamble", "string"].iter().any(|word| comment(word)) {
            true => vec![(BlockKind::Entry, 0..record.len(), true)],
            false => blocks(record),
        };
        let Some((_, range, _)) = found.iter().find(|(kind, ..)| *kind == BlockKind::Entry) else {
            return self.without_entry(record, &found, log);
        };
        let text = &record[range.clone()];
        let mut entry = entry::read(text, &self.scope);
        let mut after_parent = false;
        if !self.parents.is_empty() {
            after_parent = self.parents.give(&mut entry, self.dialect);
        }
        join_repeated(&mut entry);
        let cut_short = entry.cut_short;
        let mut reader = Reader::new(self.dialect, &entry, range.start, article, log);
        if reader.is_special() {
            reader.log.add(Code::NotARecord, 0..0, format!("@{} is no work of its own; passed over", entry.kind));
            return Outcome::NotARecord;
        }
        reader.after_parent = after_parent;
        reader.read();
        let leading = self.leading.as_deref().filter(|leading| leading.go_with(record));
        for text in leading.iter().flat_map(|leading| &leading.blocks) {
            keep_blocks(text, &blocks(text), article);
        }
        keep_blocks(record, &found, article);
        if cut_short {
            log.add(Code::TruncatedRecord, 0..0, "the entry ends inside a value; what was read of it is written");
            return Outcome::Partial;
        }
        Outcome::Whole
    }
}

impl Bib {
    /// Macros that were broken, or comments alone.
    fn without_entry(&self, record: &str, found: &[(BlockKind, Range<usize>, bool)], log: &mut Log) -> Outcome {
        for (_, range, _) in found.iter().filter(|(kind, ..)| *kind == BlockKind::Macros) {
            let block = entry::read(&record[range.clone()], &self.scope);
            if block.problems.is_empty() {
                let message =
                    format!("no room is left for these macros: all of a file have {} MiB", macros::MOST >> 20);
                log.add(Code::UnplacedText, 0..0, message);
            }
            for (code, at, message) in block.problems {
                log.add(code, at.start + range.start..at.end + range.start, message);
            }
        }
        let before_macros = "no entry; kept with the first one behind the macros, if macros and one follow";
        let macros = found.iter().any(|(kind, ..)| *kind == BlockKind::Macros);
        log.add(Code::NotARecord, 0..0, if macros { "no entry; passed over" } else { before_macros });
        Outcome::NotARecord
    }
}

/// Keeps the comments and preambles of a text.
fn keep_blocks(text: &str, found: &[(BlockKind, Range<usize>, bool)], article: &mut Article) {
    for (kind, range, _) in found.iter().filter(|(kind, ..)| *kind != BlockKind::Entry) {
        let name = if *kind == BlockKind::Preamble { "@preamble" } else { "@comment" };
        article.keep("bibtex", name, entry::content(&text[range.clone()]).trim());
    }
}

/// Makes one of fields that hold lists and stand more than once, as other programs do.
fn join_repeated(entry: &mut Entry) {
    const LISTS: [(&str, &str); 9] = [
        ("author", " and "),
        ("editor", " and "),
        ("editora", " and "),
        ("editorb", " and "),
        ("editorc", " and "),
        ("translator", " and "),
        ("bookauthor", " and "),
        ("keywords", ", "),
        ("file", ";"),
    ];
    for (name, joint) in LISTS {
        let mut places = (0..entry.fields.len()).filter(|at| entry.fields[*at].name.eq_ignore_ascii_case(name));
        let Some(first) = places.next() else { continue };
        let more: Vec<usize> = places.filter(|at| !entry.fields[*at].value.trim().is_empty()).collect();
        if more.is_empty() {
            continue;
        }
        let mut known: HashSet<String> = HashSet::from([squeeze(&entry.fields[first].value).into_owned()]);
        let mut value = entry.fields[first].value.trim().to_owned();
        for at in &more {
            let field = &entry.fields[*at];
            if !known.insert(squeeze(&field.value).into_owned()) {
                continue;
            }
            if !value.is_empty() {
                value.push_str(joint);
            }
            value.push_str(field.value.trim());
            let message = format!("{} given again; joined with the first", field.name);
            entry.problems.push((Code::RepeatedField, field.at.clone(), message));
        }
        entry.fields[first].value = Cow::Owned(value);
        let mut at = 0;
        entry.fields.retain(|_| {
            at += 1;
            more.binary_search(&(at - 1)).is_err()
        });
    }
}

/// Decodes LaTeX, and gathers what was odd.
#[derive(Debug, Default)]
pub struct Tex {
    found: Vec<Finding>,
}

impl Tex {
    /// Text with marks.
    pub fn text(&mut self, value: &str, lines: Lines) -> Text {
        to_text(value, lines, &mut self.found)
    }

    /// Text without marks.
    pub fn plain(&mut self, value: &str) -> String {
        to_plain(value, &mut self.found).into_owned()
    }

    /// A part of a name: no-break spaces are blanks.
    pub fn word(&mut self, value: &str) -> String {
        match to_plain(value, &mut self.found) {
            // Nothing was decoded, and the blanks are single.
            Cow::Borrowed(plain) => plain.to_owned(),
            Cow::Owned(plain) => squeeze(&plain).into_owned(),
        }
    }
}

/// Reads one entry.
struct Reader<'a> {
    dialect: Dialect,
    entry: &'a Entry<'a>,
    /// Where the entry begins in its record.
    offset: usize,
    /// Its type in small letters.
    kind: String,
    shape: Shape,
    /// By [`F`], the first field of that meaning.
    held: [Option<&'a Field<'a>>; F::COUNT],
    /// It stands behind the parent whose fields it took.
    after_parent: bool,
    /// Fields that stand again, or another of the same meaning.
    repeated: Vec<&'a Field<'a>>,
    /// Slots that the writer of this dialect has a field for with this type of entry.
    carried: Slots,
    tex: Tex,
    article: &'a mut Article,
    log: &'a mut Log,
}

impl<'a> Reader<'a> {
    fn new(
        dialect: Dialect,
        entry: &'a Entry<'a>,
        offset: usize,
        article: &'a mut Article,
        log: &'a mut Log,
    ) -> Reader<'a> {
        let kind = entry.kind.to_ascii_lowercase();
        Reader {
            dialect,
            entry,
            offset,
            kind,
            shape: Shape::Loose,
            held: [None; F::COUNT],
            after_parent: false,
            repeated: Vec::new(),
            carried: Slots::NONE,
            tex: Tex::default(),
            article,
            log,
        }
    }

    /// Entries that only lend their fields to others.
    fn is_special(&self) -> bool {
        matches!(self.kind.as_str(), "xdata" | "set")
    }

    fn read(&mut self) {
        let entry = self.entry;
        for (code, at, message) in &entry.problems {
            self.log.add(*code, at.start + self.offset..at.end + self.offset, message.clone());
        }
        if !entry.key.is_empty() {
            self.article.key = Some(crate::article::text::clean(entry.key).into_owned());
        }
        self.sort_fields();
        self.settle_kind();
        self.people();
        self.titles();
        self.numbers();
        self.dates();
        self.publication();
        self.ids();
        self.content();
        for field in std::mem::take(&mut self.repeated) {
            self.keep(field);
        }
        for words in &entry.stray {
            self.article.keep("bibtex", "@comment", words);
        }
    }

    /// Puts each field where its meaning is, and keeps those that have none or stand again.
    fn sort_fields(&mut self) {
        let mut others = Few::default();
        for field in &self.entry.fields {
            let name = match field.name.bytes().any(|byte| byte.is_ascii_uppercase()) {
                true => Cow::Owned(field.name.to_ascii_lowercase()),
                false => Cow::Borrowed(field.name),
            };
            if is_blank(&field.value) {
                continue;
            }
            let at = self.at(field);
            let known = F::by_name(&name);
            // The first of a meaning is in its place, and needs no entry among the names that were met.
            let again = match known.map(|known| self.held[known as usize]) {
                Some(None) => false,
                Some(Some(first)) if first.name.eq_ignore_ascii_case(field.name) => {
                    if squeeze(&first.value) == squeeze(&field.value) {
                        continue;
                    }
                    true
                }
                _ => !others.insert(name.clone()),
            };
            if again {
                self.log.add(Code::RepeatedField, at, format!("{} given again; kept as extra", field.name));
                self.repeated.push(field);
                continue;
            }
            match known {
                Some(known) if self.held[known as usize].is_none() => self.held[known as usize] = Some(field),
                Some(_) => self.repeated.push(field),
                // What it took from its parent is its own now; BibTeX would look for the parent behind it, in vain.
                None if name == "crossref" && self.after_parent => self.copy(field),
                None => {
                    if !fields::is_kept(&name) {
                        let message = format!("{} is no field that is known; kept as extra", shown(field.name));
                        self.log.add(Code::UnknownTag, at, message);
                    }
                    self.keep(field);
                }
            }
        }
    }

    /// The bytes of a field in the record.
    fn at(&self, field: &Field) -> Range<usize> {
        field.at.start + self.offset..field.at.end + self.offset
    }

    fn keep(&mut self, field: &Field) {
        self.article.keep("bibtex", field.name, field.value.trim());
    }

    /// Keeps a field whose value has a place too, once.
    fn copy(&mut self, field: &Field) {
        if !self.article.extra.iter().any(|extra| extra.key == field.name) {
            self.article.keep_copy("bibtex", field.name, field.value.trim());
        }
    }

    /// Keeps a field that has a place too, if it stands in the entry.
    fn copy_of(&mut self, name: F) {
        if let Some(field) = self.get(name) {
            self.copy(field);
        }
    }

    fn get(&self, field: F) -> Option<&'a Field<'a>> {
        self.held[field as usize]
    }

    /// The value of a field, still LaTeX; empty when there is none.
    fn raw(&self, field: F) -> &'a str {
        self.get(field).map_or("", |field| trim(&field.value))
    }

    fn has(&self, field: F) -> bool {
        self.get(field).is_some()
    }

    /// Says what was odd in the value just decoded.
    fn tell(&mut self, field: &Field) {
        let at = self.at(field);
        for finding in std::mem::take(&mut self.tex.found) {
            let message = match finding {
                Finding::Unknown(name) => {
                    format!("the command {} is not known; it was kept as text", shown(&format!("\\{name}")))
                }
                Finding::Dollar => format!("a dollar sign in {} has no partner; it was kept as text", field.name),
                Finding::Deep => format!("braces in {} are nested too deep; some were left out", field.name),
            };
            self.log.add(Code::UnfitValue, at.clone(), message);
        }
    }

    /// The value of a field as plain text.
    fn plain(&mut self, name: F) -> Option<String> {
        let field = self.get(name)?;
        let text = self.tex.plain(&field.value);
        self.tell(field);
        let text = trim(&text);
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// The value of a field as text with marks.
    fn rich(&mut self, name: F) -> Option<Text> {
        let field = self.get(name)?;
        let text = self.tex.text(&field.value, Lines::One);
        self.tell(field);
        (!text.is_empty()).then_some(text)
    }

    /// Keeps the field too, when the writer of this dialect would not write the slot.
    fn placed(&mut self, name: F, slot: Slot) {
        if !self.carried.contains(slot) {
            self.copy_of(name);
        }
    }

    /// Puts a field into a slot that takes one line.
    fn put(&mut self, name: F, slot: Slot) {
        let (Some(field), Some(text)) = (self.get(name), self.plain(name)) else { return };
        if self.article.put(slot, &text).is_err() {
            self.keep(field);
        } else {
            self.placed(name, slot);
        }
    }

    /// Whether a note or the address names a preprint of arXiv.
    fn names_arxiv(&self) -> bool {
        [F::Note, F::HowPublished].iter().any(|field| ids::arxiv_in(self.raw(*field)).is_some())
            || (!self.has(F::Doi) && ids::arxiv_at(self.raw(F::Url)).is_some())
    }

    /// Whether it is published by a server of preprints, as Zotero and DataCite write it.
    fn is_of_server(&self) -> bool {
        kind::is_preprint_server(self.raw(F::Publisher).trim_matches(['{', '}']))
    }

    /// A value without its second pair of braces, which the Web of Science has around nearly every value, years too.
    fn doubled<'v>(&self, value: &'v str) -> Option<&'v str> {
        let whole = |value: &'v str| group(value).filter(|(_, length)| *length == value.len()).map(|(inner, _)| inner);
        let year = self.raw(F::Year);
        let year = group(year).filter(|(_, length)| *length == year.len())?.0;
        year.bytes().all(|byte| byte.is_ascii_digit()).then(|| whole(trim(value))).flatten()
    }

    /// What kind of work it is.
    fn settle_kind(&mut self) {
        let base = kinds::kind_of(&self.kind);
        if base.is_none() {
            let message = format!("@{} is no type that is known; read as @misc", self.kind);
            self.log.add(Code::UnknownTag, self.offset..self.offset + self.kind.len() + 1, message);
            self.article.genre = Some(self.kind.clone());
        }
        let base = base.unwrap_or(Kind::Document);
        self.shape = tags::type_of(&base).shape;
        let archive = self.raw(F::EprintType).to_ascii_lowercase();
        let arxiv = archive == "arxiv" || self.has(F::Arxiv) || (self.has(F::Eprint) && archive.is_empty());
        let journal = squeeze(self.raw(F::Journal)).to_ascii_lowercase();
        let how = self.plain(F::HowPublished).unwrap_or_default();
        let linked = place::address_in(&how).is_some();
        let kind = match base {
            Kind::JournalArticle => match self.raw(F::EntrySubtype).trim() {
                "magazine" => Kind::MagazineArticle,
                "newspaper" => Kind::NewspaperArticle,
                _ if journal.starts_with("arxiv") => Kind::Preprint,
                _ if journal == "corr" && (self.has(F::Eprint) || self.raw(F::Volume).starts_with("abs/")) => {
                    Kind::Preprint
                }
                _ if journal.starts_with("biorxiv") || journal.starts_with("medrxiv") => Kind::Preprint,
                _ => base,
            },
            Kind::Webpage if self.kind == "online" && (arxiv || self.raw(F::PubState) == "prepublished") => {
                Kind::Preprint
            }
            Kind::Document if self.kind == "misc" && (arxiv || self.names_arxiv() || self.is_of_server()) => {
                Kind::Preprint
            }
            Kind::Document
                if self.kind == "misc"
                    && self.dialect == Dialect::Bibtex
                    && (self.has(F::Url) || linked)
                    && (linked || !self.has(F::HowPublished))
                    && ![F::Doi, F::Publisher, F::Number].iter().any(|field| self.has(*field)) =>
            {
                Kind::Webpage
            }
            Kind::Manuscript if arxiv || self.names_arxiv() => Kind::Preprint,
            Kind::Manuscript if self.has(F::EventTitle) || self.has(F::Venue) => Kind::Speech,
            Kind::Book if self.kind == "book" && self.has(F::Editor) && !self.has(F::Author) => Kind::EditedBook,
            base => base,
        };
        let row = tags::type_of(&kind);
        let alias = matches!(
            (self.dialect, self.kind.as_str()),
            (_, "conference" | "phdthesis" | "mastersthesis" | "www" | "electronic")
                | (Dialect::Biblatex, "techreport")
        );
        if row.names[self.dialect as usize] != self.kind && !alias {
            self.article.keep_copy("bibtex", "@type", &self.kind);
        }
        if let Some(genre) = kinds::genre_of(&self.kind) {
            self.article.genre = Some(genre.to_owned());
        }
        self.carried = tags::carried(self.dialect, &kind);
        self.article.kind = kind;
    }
}

#[cfg(test)]
mod cases;
#[cfg(test)]
mod tests;
