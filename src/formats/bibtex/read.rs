//! Reads entries of BibTeX and BibLaTeX.
//!
//! Values that the model has no place for, or that the writer of the same dialect has no field for with this type of entry,
//! are kept as LaTeX in `extra`, so that they go back to where they came from.

mod dates;
mod fields;
mod kinds;
mod names;
mod place;

use super::Dialect;
use super::block::Kind as BlockKind;
use super::entry::{self, Entry, Field};
use super::inherit::Parents;
use super::macros::Scope;
use super::split::blocks;
use super::tags::{self, Shape};
use crate::article::text::squeeze;
use crate::article::{Article, Contributor, Kind, Role, Slot, Slots, Text};
use crate::format::{Outcome, Parser};
use crate::log::{Code, Log, shown};
use crate::markup::latex::read::{Finding, Lines, to_plain, to_text};
use fields::F;
pub(super) use kinds::{genre_of, kind_of};
pub use place::is_more_than_note;
use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

/// The parser of both formats.
pub struct Bib {
    dialect: Dialect,
    scope: Scope,
    parents: Arc<Parents>,
}

impl Bib {
    /// A parser for entries before which these macros were defined, and which may name these parents.
    pub fn new(dialect: Dialect, scope: Scope, parents: Arc<Parents>) -> Bib {
        Bib { dialect, scope, parents }
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
        if !self.parents.is_empty() {
            self.parents.give(&mut entry, self.dialect);
        }
        let cut_short = entry.cut_short;
        let mut reader = Reader::new(self.dialect, &entry, range.start, article, log);
        if reader.is_special() {
            reader.log.add(Code::NotARecord, 0..0, format!("@{} is no work of its own; passed over", entry.kind));
            return Outcome::NotARecord;
        }
        reader.read();
        for (kind, range, _) in found.iter().filter(|(kind, ..)| *kind != BlockKind::Entry) {
            let name = if *kind == BlockKind::Preamble { "@preamble" } else { "@comment" };
            article.keep("bibtex", name, entry::content(&record[range.clone()]).trim());
        }
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
                log.add(Code::UnplacedText, 0..0, "macros that are not closed, or for which there is no room");
            }
            for (code, at, message) in block.problems {
                log.add(code, at.start + range.start..at.end + range.start, message);
            }
        }
        log.add(Code::NotARecord, 0..0, "no entry; passed over");
        Outcome::NotARecord
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
        let plain = to_plain(value, &mut self.found);
        squeeze(&plain).into_owned()
    }
}

/// Fields beyond this many are looked up in a set of names, and most entries have fewer.
const MOST: usize = 100_000;

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
        let tex = Tex::default();
        let carried = Slots::NONE;
        let held = [None; F::COUNT];
        Reader { dialect, entry, offset, kind, shape: Shape::Loose, held, carried, tex, article, log }
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
        for words in &entry.stray {
            self.article.keep("bibtex", "@text", words);
        }
    }

    /// Puts each field where its meaning is, and keeps those that have none or stand again.
    fn sort_fields(&mut self) {
        let mut seen: HashSet<Cow<'_, str>> = HashSet::with_capacity(self.entry.fields.len().min(MOST));
        for field in &self.entry.fields {
            let name = match field.name.bytes().any(|byte| byte.is_ascii_uppercase()) {
                true => Cow::Owned(field.name.to_ascii_lowercase()),
                false => Cow::Borrowed(field.name),
            };
            if field.value.trim().is_empty() {
                continue;
            }
            let at = self.at(field);
            let known = F::by_name(&name);
            if !seen.insert(name.clone()) {
                let same = known.and_then(|known| self.held[known as usize]).is_some_and(|first| {
                    first.name.eq_ignore_ascii_case(field.name) && squeeze(&first.value) == squeeze(&field.value)
                });
                if !same {
                    self.log.add(Code::RepeatedField, at, format!("{} given again; kept as extra", field.name));
                    self.keep(field);
                }
                continue;
            }
            match known {
                Some(known) if self.held[known as usize].is_none() => self.held[known as usize] = Some(field),
                Some(_) => self.keep(field),
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

    fn get(&self, field: F) -> Option<&'a Field<'a>> {
        self.held[field as usize]
    }

    /// The value of a field, still LaTeX; empty when there is none.
    fn raw(&self, field: F) -> &'a str {
        self.get(field).map_or("", |field| field.value.trim())
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
        let text = text.trim();
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
        if let Some(field) = self.get(name)
            && !self.carried.contains(slot)
        {
            self.keep(field);
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
        let how = self.raw(F::HowPublished).trim_start_matches(r"\url").trim_start_matches('{');
        let linked = how.starts_with("http://") || how.starts_with("https://");
        let kind = match base {
            Kind::JournalArticle => match self.raw(F::EntrySubtype).trim() {
                "magazine" => Kind::MagazineArticle,
                "newspaper" => Kind::NewspaperArticle,
                _ if journal.starts_with("arxiv") || (journal == "corr" && self.has(F::Eprint)) => Kind::Preprint,
                _ if journal.starts_with("biorxiv") || journal.starts_with("medrxiv") => Kind::Preprint,
                _ => base,
            },
            Kind::Webpage if self.kind == "online" && (arxiv || self.raw(F::PubState) == "prepublished") => {
                Kind::Preprint
            }
            Kind::Document if self.kind == "misc" && arxiv => Kind::Preprint,
            Kind::Document
                if self.kind == "misc"
                    && self.dialect == Dialect::Bibtex
                    && (self.has(F::Url) || linked)
                    && (linked || !self.has(F::HowPublished))
                    && ![F::Doi, F::Publisher, F::Number].iter().any(|field| self.has(*field)) =>
            {
                Kind::Webpage
            }
            Kind::Manuscript if arxiv => Kind::Preprint,
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
            self.article.keep("bibtex", "@type", &self.kind);
        }
        if let Some(genre) = kinds::genre_of(&self.kind) {
            self.article.genre = Some(genre.to_owned());
        }
        self.carried = tags::carried(self.dialect, &kind);
        self.article.kind = kind;
    }

    /// The names of a field, under a role.
    fn names(&mut self, name: F, role: Role) {
        let Some(field) = self.get(name) else { return };
        let list = names::list(&field.value);
        let at = self.at(field);
        if list.guessed {
            self.log.add(Code::Mended, at.clone(), format!("the names in {} are not parted by \"and\"", field.name));
        }
        let before = self.article.contributors.len();
        let mut empty = false;
        for text in &list.names {
            let mut odd = None;
            let name = names::read(text, &mut self.tex, &mut odd);
            if let Some(odd) = odd {
                self.log.add(Code::UnfitValue, at.clone(), format!("{} is {odd}", shown(text)));
            }
            match name {
                Some(name) => self.article.contributors.push(Contributor::new(role.clone(), name)),
                None => empty = true,
            }
        }
        if empty && (list.names.len() > 1 || self.article.contributors.len() > before) {
            self.log.add(Code::Mended, at, format!("a name in {} is empty; passed over", field.name));
        }
        self.article.et_al |= list.others && name == F::Author;
        self.tell(field);
        if list.others && name != F::Author {
            self.keep(field);
        }
        if let Some(added) = self.article.contributors.get(before) {
            let slot = Slot::of_contributor(added);
            self.placed(name, slot);
        }
    }

    fn people(&mut self) {
        self.names(F::Author, Role::Author);
        self.orcids();
        self.names(F::BookAuthor, Role::BookAuthor);
        for (names, type_) in [
            (F::Editor, F::EditorType),
            (F::EditorA, F::EditorAType),
            (F::EditorB, F::EditorBType),
            (F::EditorC, F::EditorCType),
        ] {
            let role = match self.raw(type_).to_ascii_lowercase().as_str() {
                "" | "editor" => Role::Editor,
                "compiler" => Role::Compiler,
                "redactor" if names == F::EditorB => Role::SeriesEditor,
                "director" => Role::Director,
                other => Role::Other(other.to_owned()),
            };
            let plain = role == Role::Editor && names == F::Editor;
            let ours = (role == Role::Compiler && names == F::EditorA) || role == Role::SeriesEditor;
            self.names(names, role);
            if !(plain || (ours && self.dialect == Dialect::Biblatex)) {
                for field in [self.get(names), self.get(type_)].into_iter().flatten() {
                    self.keep_once(field);
                }
            } else if plain && let Some(field) = self.get(type_) {
                self.keep_once(field);
            }
        }
        self.names(F::Translator, Role::Translator);
        self.names(F::Director, Role::Director);
        if let Some(field) = self.get(F::Director) {
            self.keep_once(field);
        }
        for (field, role) in [
            (F::Annotator, "annotator"),
            (F::Commentator, "commentator"),
            (F::Introduction, "introduction"),
            (F::Foreword, "foreword"),
            (F::Afterword, "afterword"),
            (F::Holder, "holder"),
        ] {
            self.names(field, Role::Other(role.to_owned()));
            if (self.dialect == Dialect::Bibtex || field == F::Holder)
                && let Some(field) = self.get(field)
            {
                self.keep_once(field);
            }
        }
    }

    /// Keeps a field, unless it is kept already.
    fn keep_once(&mut self, field: &Field) {
        let known = |extra: &crate::article::Extra| extra.key == field.name;
        if !self.article.extra.iter().any(known) {
            self.keep(field);
        }
    }

    /// `author+an:orcid = {1="0000-..."; 2="..."}`.
    fn orcids(&mut self) {
        let Some(field) = self.get(F::AuthorOrcid) else { return };
        self.keep(field);
        let authors: Vec<usize> = (0..self.article.contributors.len()).collect();
        for item in field.value.split(';') {
            let Some((place, value)) = item.split_once('=') else { continue };
            let place = place.trim().parse::<usize>().ok().and_then(|place| authors.get(place.checked_sub(1)?));
            let orcid = crate::article::id::orcid(value.trim().trim_matches('"'));
            if let (Some(place), Some(orcid)) = (place, orcid) {
                self.article.contributors[*place].orcid = Some(orcid);
            }
        }
    }

    /// A title and its subtitle as one text.
    fn joined(&mut self, title: F, subtitle: F) -> Option<Text> {
        let (title, sub) = (self.rich(title), self.rich(subtitle));
        if let Some(field) = self.get(subtitle).filter(|_| title.is_some()) {
            self.keep(field);
        }
        Some(match (title, sub) {
            (Some(mut title), Some(sub)) => {
                title.append(&Text::new(if title.plain().ends_with(['?', '!', ':']) { " " } else { ": " }));
                title.append(&sub);
                title
            }
            (title, sub) => title.or(sub)?,
        })
    }

    fn titles(&mut self) {
        if let Some(title) = self.rich(F::Title) {
            self.article.title = title;
        }
        self.article.subtitle = self.rich(F::Subtitle);
        self.placed(F::Subtitle, Slot::Subtitle);
        self.article.short_title = self.rich(F::ShortTitle);
        self.article.original_title = self.rich(F::OrigTitle);
        self.placed(F::OrigTitle, Slot::OriginalTitle);
        self.container();
        self.article.container.series = self.rich(F::Series);
        self.article.container.issue_title = self.joined(F::IssueTitle, F::IssueSubtitle);
        self.placed(F::IssueTitle, Slot::IssueTitle);
        for (name, slot) in [(F::EventTitle, Slot::EventName), (F::Venue, Slot::EventPlace)] {
            self.put(name, slot);
            // BibTeX has fields for them only in place of others.
            if let Some(field) = self.get(name).filter(|_| self.dialect == Dialect::Bibtex) {
                self.keep_once(field);
            }
        }
    }

    fn container(&mut self) {
        let book = self.joined(F::BookTitle, F::BookSubtitle);
        let main = self.joined(F::MainTitle, F::MainSubtitle);
        let short = self.plain(F::ShortJournal);
        let macro_ = kinds::journal(self.raw(F::Journal)).or(kinds::journal(self.raw(F::FullJournal)));
        let journal = match macro_ {
            Some(title) => Some(Text::new(title)),
            None => self.joined(F::Journal, F::JournalSubtitle),
        };
        let full = self.rich(F::FullJournal);
        // The American Mathematical Society writes the abbreviation in `journal` beside the full title.
        let (journal, short) = match (full, journal) {
            (Some(full), Some(abbreviated)) => (Some(full), short.or(Some(abbreviated.plain().to_owned()))),
            (full, journal) => (full.or(journal), short),
        };
        if let Some(field) = self.get(F::FullJournal) {
            self.keep(field);
            if self.dialect == Dialect::Bibtex
                && let Some(field) = self.get(F::Journal)
            {
                self.keep(field);
            }
        }
        if let Some(short) = short {
            let slot = if short.contains('.') { Slot::ContainerIso } else { Slot::ContainerNlm };
            let slot = if self.dialect == Dialect::Biblatex { Slot::ContainerIso } else { slot };
            if self.article.put(slot, &short).is_ok()
                && self.dialect == Dialect::Bibtex
                && let Some(field) = self.get(F::ShortJournal)
            {
                self.keep(field);
            }
        }
        let first = if self.shape == Shape::Article { [journal, book] } else { [book, journal] };
        let fields = if self.shape == Shape::Article { [F::Journal, F::BookTitle] } else { [F::BookTitle, F::Journal] };
        for (title, field) in first.into_iter().zip(fields) {
            let Some(title) = title else { continue };
            let fits = (field == F::Journal) == (self.shape == Shape::Article);
            if self.article.container.title.is_none() {
                self.article.container.title = Some(title);
                if fits {
                    continue;
                }
            }
            if let Some(field) = self.get(field) {
                self.keep_once(field);
            }
        }
        self.main_title(main);
    }

    /// The title of a work in several volumes: what a volume is in, and what a part is in that names no book.
    fn main_title(&mut self, main: Option<Text>) {
        if let (Some(main), Some(field)) = (main, self.get(F::MainTitle)) {
            self.keep(field);
            if self.shape == Shape::Part {
                self.article.container.title.get_or_insert(main);
            }
        }
    }
}

#[cfg(test)]
mod tests;
