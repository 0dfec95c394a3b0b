//! Reads a record of RIS.
//!
//! A record is cut into fields first. Facts that decide what tags mean (the type, which tags there are, how names are
//! written) are gathered; then each field is put into its slot, or held until all are seen: the journal's names, dates,
//! pages and identifiers, which producers spread over many tags. What a producer is known to mean by a tag of its own is
//! taken so, and a note says it.

mod dates;
mod facts;
mod ids;
mod kinds;
mod links;
mod names;
mod places;
mod texts;

pub use dates::{combined, is_month, read as read_date};
pub use ids::{accession, is_publication_type, is_pubmed, is_scheme, is_short_number, scheme_of};
pub use kinds::status_of;
pub use links::id_in;
pub use names::{is_decorated, parts as name_parts};
pub use places::{is_article_number, is_server, year};

use super::line::{self, Field};
use super::tags::{self, Use};
use super::types;
use crate::article::text::{clean, tidy};
use crate::article::{Article, Id, IdKind, Kind, NotPut, Role, Slot, Slots, Status, Text, Translation};
use crate::format::{Outcome, Parser, ReadOptions};
use crate::formats::nbib;
use crate::log::{Code, Log, shown};
use crate::markup::html;
use facts::{Facts, Producer, code_of};
use std::borrow::Cow;
use std::sync::Arc;
use texts::Met;

/// What a record of NBIB begins with.
pub const PMID: &str = "PMID-";

/// How many identifiers a record may have.
const MOST: usize = 100;
/// How many values of a tag are weighed against each other.
const SEVERAL: usize = 20;

/// The parser.
pub struct Ris {
    wanted: Slots,
    /// Reads records of NBIB, which people put into the same file.
    nbib: Option<Arc<dyn Parser>>,
}

impl Ris {
    /// A parser that may leave out what is not wanted.
    pub fn new(options: &ReadOptions) -> Ris {
        Ris { wanted: options.wanted, nbib: nbib::FORMAT.reader.map(|make| make(options).parser()) }
    }
}

impl Parser for Ris {
    fn parse(&self, record: &str, article: &mut Article, log: &mut Log) -> Outcome {
        if let (true, Some(nbib)) = (record.starts_with(PMID), &self.nbib) {
            log.add(Code::Mended, 0..PMID.len(), "the record is one of NBIB; read as that");
            return nbib.parse(record, article, log);
        }
        let mut fields = Vec::with_capacity(32);
        let form = line::fields(record, &mut fields);
        if !fields.iter().any(|field| tags::lookup(field.tag).is_some()) {
            log.add(Code::UnreadableRecord, 0..0, format!("no line has a tag of RIS{}", other_format(record)));
            return Outcome::Rejected;
        }
        let facts = Facts::of(record, &fields);
        article.source.format.push_str("ris");
        let mut reader = Reader {
            facts,
            article,
            log,
            wanted: self.wanted,
            held: Held::default(),
            met: Met::default(),
            typed: false,
            told: false,
            late: Vec::new(),
        };
        reader.begin(&form);
        for field in &fields {
            reader.field(field);
        }
        reader.settle();
        if form.torn {
            let message = "the record has no ER and breaks off within a line; what there is was read";
            reader.log.add(Code::TruncatedRecord, 0..0, message);
            return Outcome::Partial;
        }
        Outcome::Whole
    }
}

/// What else a text without tags of RIS may be.
fn other_format(record: &str) -> &'static str {
    match record.trim_start_matches(['\u{feff}', ' ', '\n', '\r']) {
        text if text.starts_with('%') => "; it looks like EndNote's tagged format (enw)",
        text if text.starts_with(PMID) => "; it looks like NBIB: read it with --from nbib",
        _ => "",
    }
}

/// What can only be placed when the whole record is known.
#[derive(Default)]
struct Held<'f> {
    /// Values by tag, of tags that need others: journal, dates, pages.
    values: Vec<([u8; 2], &'f Field<'f>, Cow<'f, str>)>,
    abstracts: Vec<(&'f Field<'f>, Cow<'f, str>)>,
}

struct Reader<'a, 'f> {
    facts: Facts<'f>,
    article: &'a mut Article,
    log: &'a mut Log,
    wanted: Slots,
    held: Held<'f>,
    met: Met,
    /// TY has been read.
    typed: bool,
    /// It has been said that names were cut by a guess.
    told: bool,
    /// DOIs in tags of another meaning, above the tag of DOIs; with that tag and the value.
    late: Vec<(Id, String, String)>,
}

impl<'f> Reader<'_, 'f> {
    /// Says what is odd about the record's form, and finds its kind.
    fn begin(&mut self, form: &line::Form) {
        if form.loose {
            self.log.add(Code::Mended, 0..0, "tags are not written as `XX  - `; read all the same");
        }
        if !form.ended && !form.torn {
            self.log.add(Code::Mended, 0..0, "the record has no ER; it ends before the next one");
        }
        if let Some(start) = self.facts.cut {
            let message = "a TY stands in this line: the record that begins there is read as a part of this one";
            self.log.add(Code::Ambiguous, start..start + 2, message);
        }
        if self.facts.control {
            self.log.add(Code::Mended, 0..0, "control characters were left out");
        }
        let Some(code) = self.facts.code.as_deref() else {
            self.log.add(Code::Mended, 0..0, "TY is missing; taken for a journal article");
            return;
        };
        if let Some(kind) = types::kind_of(code) {
            self.article.kind = kind.clone();
        } else {
            self.article.kind = Kind::Document;
            let message = format!("{} is no type of RIS; taken for a document of any kind", shown(code));
            self.log.add(Code::UnfitValue, 0..0, message);
        }
        if code == "INPR" {
            self.article.status = Some(Status::InPress);
        }
    }

    fn keep(&mut self, field: &Field, value: &str) {
        self.article.keep("ris", field.name(), value);
    }

    fn keep_with(&mut self, code: Code, field: &Field, value: &str, why: &str) {
        self.log.add(code, field.at(), format!("{} {} {why}; kept as extra", field.name(), shown(value)));
        self.keep(field, value);
    }

    fn note(&mut self, field: &Field, message: String) {
        self.log.add(Code::Ambiguous, field.at(), message);
    }

    /// Whether nothing in a value needs decoding or cleaning.
    fn is_simple(&self, value: &str) -> bool {
        self.facts.plain || facts::is_simple(value.as_bytes())
    }

    /// The field's value: wrapped lines joined, entities decoded, control characters out.
    fn value(&self, field: &Field<'f>) -> Cow<'f, str> {
        let value = line::value(field, self.facts.wrapping);
        if self.is_simple(&value) {
            return value;
        }
        match value {
            Cow::Borrowed(text) => match html::decoded(text) {
                Cow::Borrowed(text) => clean(text),
                Cow::Owned(text) => Cow::Owned(clean(&text).into_owned()),
            },
            Cow::Owned(text) => Cow::Owned(clean(&html::decoded(&text)).into_owned()),
        }
    }

    /// A value as a text with marks.
    fn text(&self, value: &str) -> Text {
        html::tagged(value, false)
    }

    fn field(&mut self, field: &'f Field<'f>) {
        let value = self.value(field);
        if value.is_empty() {
            return;
        }
        let Some(row) = tags::lookup(field.tag) else {
            return self.unknown(field, &value);
        };
        if matches!(&field.tag, b"M1" | b"SP") && self.facts.code() == "EJOUR" && self.eprint(&value) {
            return;
        }
        match self.facts.uses[row] {
            // Programs write it for lack of a number.
            _ if &field.tag == b"M1" && value == "0" => self.keep(field, &value),
            _ if matches!(&field.tag, b"VL" | b"VO" | b"IS" | b"CP" | b"SP" | b"EP") && is_none(&value) => {
                self.keep(field, &value);
            }
            Use::Frame => self.frame(field, &value),
            Use::Keep => self.known(field, &value),
            // What others have in C2 is no name.
            Use::Names(_) if &field.tag == b"C2" && value.contains(|c: char| c.is_ascii_digit()) => {
                self.known(field, &value)
            }
            Use::Names(roles) => self.people(field, self.role(field.tag, &roles[0]), &value),
            Use::ReadNames(role) => self.people(field, role, &value),
            Use::Credited(name) => self.people(field, &Role::Other(name.to_owned()), &value),
            Use::Labelled(labels) => self.labelled(labels, field, &value),
            Use::Both(slot) | Use::Read(slot) | Use::Copy(slot) | Use::Classic(slot) | Use::Native(slot) => {
                self.slot(slot, field, value)
            }
        }
    }

    /// The role of a tag; in records of 2001, A2 and A3 mean the same in every type.
    fn role<'r>(&self, tag: [u8; 2], usual: &'r Role) -> &'r Role {
        match &tag {
            b"A2" if self.facts.old => &Role::Editor,
            b"A3" if self.facts.old => &Role::SeriesEditor,
            _ => usual,
        }
    }

    fn unknown(&mut self, field: &Field, value: &str) {
        if field.tag == line::UNTAGGED {
            let other = other_format(value);
            let message = format!("{} has no tag; kept as a note{other}", shown(value));
            self.log.add(Code::UnplacedText, field.at(), message);
            self.article.notes.push(tidy(value));
            return;
        }
        let message = format!("{} is not a tag of RIS; kept as extra", field.name());
        self.log.add(Code::UnknownTag, field.at(), message);
        self.keep(field, value);
    }

    fn frame(&mut self, field: &'f Field<'f>, value: &str) {
        let first = self.facts.code.as_deref() == Some(code_of(field.raw).as_ref());
        if &field.tag == b"TY" && first && !std::mem::replace(&mut self.typed, true) {
            return;
        }
        self.keep_with(Code::RepeatedField, field, value, "frames no record here");
    }

    /// Tags that the model has no place for, and what some producers mean by them all the same.
    fn known(&mut self, field: &'f Field<'f>, value: &str) {
        let digits = || value.bytes().all(|byte| byte.is_ascii_digit());
        match (&field.tag, self.facts.producer) {
            (b"C3", Producer::WebOfScience) => {
                self.note(field, "C3 of Web of Science holds affiliations".to_owned());
                self.affiliations(value);
            }
            (b"U1", _) if self.is_serial() && !self.facts.has(b"SN") && is_issn(value) => {
                self.note(field, "U1 holds an ISSN, as JabRef writes it".to_owned());
                self.put(Slot::Issn, field, value);
            }
            (b"U2", Producer::Embase) if digits() || value.starts_with('L') => {
                self.note(field, "U2 of Embase holds its number".to_owned());
                self.article.add_id(Id::new(IdKind::Other("embase".to_owned()), value));
            }
            (b"C2", Producer::Scopus) if digits() => {
                self.note(field, "C2 of Scopus holds the PMID".to_owned());
                self.put(Slot::Pmid, field, value);
            }
            (b"VL", _) if !self.facts.has(b"Y2") && places::year(value).is_some() => {
                self.hold(field, Cow::Owned(value.to_owned()));
            }
            ([b'U', b'1'..=b'5'], _) if self.add_free(ids::marked(value)) => {}
            (b"M1", _) if Id::parse(IdKind::Doi, value).is_some() => self.odd_doi(field, value),
            // EndNote's year and date cited.
            (b"C1" | b"C2", _) if self.is_online() && dates::may_be_date(value) => {
                self.hold(field, Cow::Owned(value.to_owned()));
            }
            // Some write the number of the issue so.
            (b"M1", _) if self.is_serial() && !self.facts.has(b"IS") && value.len() <= 4 && digits() => {
                self.note(field, "M1 holds digits; taken for the issue".to_owned());
                self.put(Slot::Issue, field, value);
            }
            _ => self.keep(field, value),
        }
    }

    /// Adds an identifier, unless the article has another of its sort. Whether it has this one now.
    fn add_free(&mut self, id: Option<Id>) -> bool {
        let free = |id: &Id| self.article.id(&id.kind).is_none_or(|known| known.eq_ignore_ascii_case(&id.value));
        let Some(id) = id.filter(free) else { return false };
        self.article.add_id(id);
        true
    }

    /// The arXiv identifier in a tag of another meaning: `eprint: arXiv:astro-ph/9312001`, as ADS writes it.
    fn eprint(&mut self, value: &str) -> bool {
        let number = value.strip_prefix("eprint:").unwrap_or(value).trim();
        self.add_free(number.strip_prefix("arXiv:").and_then(|number| Id::parse(IdKind::Arxiv, number)))
    }

    /// Whether SN is an ISSN.
    fn is_serial(&self) -> bool {
        tags::lookup(*b"SN").is_some_and(|row| self.facts.uses[row] == Use::Both(Slot::Issn))
    }

    /// Whether the type is one of works on the web, with EndNote's dates of access in tags of their own.
    fn is_online(&self) -> bool {
        matches!(self.facts.code(), "WEB" | "ELEC" | "MULTI" | "BLOG" | "EJOUR" | "EBOOK" | "ECHAP")
    }

    fn hold(&mut self, field: &'f Field<'f>, value: Cow<'f, str>) {
        let known = self.held.values.iter().filter(|(tag, ..)| *tag == field.tag);
        // No real record has so many: each new one is compared with all.
        let (mut count, mut same) = (0, false);
        known.for_each(|(_, _, other)| (count, same) = (count + 1, same || *other == value));
        let several = matches!(
            &field.tag,
            b"J1"
                | b"J2"
                | b"JA"
                | b"AN"
                | b"PY"
                | b"Y1"
                | b"DA"
                | b"SE"
                | b"CP"
                | b"VL"
                | b"VO"
                | b"ID"
                | b"LB"
                | b"M1"
                | b"DP"
                | b"C1"
                | b"C2"
        ) || places::IN.contains(&&field.tag);
        match (count, same) {
            (_, true) => {}
            (1, _) if &field.tag == b"EP" && !self.facts.has(b"SP") => {
                // `EP  - 12`, `EP  - 19`: the first is meant as SP.
                self.held.values.iter_mut().filter(|(tag, ..)| tag == b"EP").for_each(|(tag, ..)| *tag = *b"SP");
                self.held.values.push((field.tag, field, value));
            }
            (0, _) => self.held.values.push((field.tag, field, value)),
            (1..SEVERAL, _) if several => self.held.values.push((field.tag, field, value)),
            _ => self.keep_with(Code::RepeatedField, field, &value, "is given again"),
        }
    }

    fn take(&mut self, tag: &[u8; 2]) -> Option<(&'f Field<'f>, Cow<'f, str>)> {
        let place = self.held.values.iter().position(|(known, ..)| known == tag)?;
        let (_, field, value) = self.held.values.remove(place);
        Some((field, value))
    }

    /// All values of some tags.
    fn take_all(&mut self, tags: &[&[u8; 2]]) -> Vec<(&'f Field<'f>, Cow<'f, str>)> {
        let mut found = Vec::new();
        for tag in tags {
            while let Some(value) = self.take(tag) {
                found.push(value);
            }
        }
        found
    }

    /// Puts a value into its slot.
    fn slot(&mut self, slot: Slot, field: &'f Field<'f>, value: Cow<'f, str>) {
        match slot {
            Slot::ContainerTitle | Slot::ContainerIso | Slot::EventName | Slot::DateIssued => self.hold(field, value),
            Slot::Pages | Slot::PageCount | Slot::SourceDb => self.hold(field, value),
            Slot::Volume if self.facts.code() == "THES" => self.hold(field, value),
            Slot::Number => self.hold(field, value),
            Slot::DateAccessed if &field.tag == b"M1" => self.hold(field, value),
            Slot::DateOnline => self.online(field, value),
            Slot::VolumeCount if &field.tag == b"M1" && !value.contains(|c: char| c.is_ascii_digit()) => {
                self.keep(field, &value);
            }
            // Zotero's day of filing; others mean other things.
            Slot::DateReceived if !dates::may_be_date(&value) => self.keep(field, &value),
            Slot::DateAccessed | Slot::DateOriginal | Slot::DateReceived => self.date(slot, field, &value),
            Slot::Title => self.title(field, &value),
            Slot::Doi | Slot::Pmcid | Slot::ManuscriptId | Slot::Pmid | Slot::Key => {
                self.identifier(slot, field, value)
            }
            Slot::Issn | Slot::Isbn => self.serial(slot, field, &value),
            Slot::IssueTitle => self.fifth(field, &value),
            Slot::Genre => self.work_type(field, &value),
            Slot::Abstract => self.held.abstracts.push((field, value)),
            Slot::Keywords => self.keywords(&value),
            Slot::Languages => self.languages(&value),
            Slot::Affiliations => self.affiliations(&value),
            Slot::Urls | Slot::FileLinks => self.link(field, &value),
            Slot::Notes => self.notes(field, &value),
            // Ovid's last page.
            Slot::OriginalTitle if self.is_last_page(&value) => self.held.values.push((*b"EP", field, value)),
            // A series that a journal's tag says again.
            Slot::Series if self.article.container.series.as_ref().is_some_and(|known| known.plain() == value) => {}
            Slot::OriginalTitle if places::year(&value).is_some() => self.date(Slot::DateOriginal, field, &value),
            Slot::TranslatedTitles => {
                let text = self.text(&value);
                self.article.translated_titles.push(Translation { text, language: None });
            }
            _ => self.put(slot, field, &value),
        }
    }

    /// Puts a value as it is, or keeps it.
    fn put(&mut self, slot: Slot, field: &Field, value: &str) {
        let article = &mut *self.article;
        let rich = match slot {
            Slot::ShortTitle => Some(&mut article.short_title),
            Slot::OriginalTitle => Some(&mut article.original_title),
            Slot::ReviewedTitle => Some(&mut article.reviewed_title),
            Slot::Series => Some(&mut article.container.series),
            Slot::IssueTitle => Some(&mut article.container.issue_title),
            _ => None,
        };
        if let Some(place) = rich
            && value.contains('<')
            && place.is_none()
        {
            *place = Some(html::tagged(value, false));
            return;
        }
        // No real record has so many; each new one is compared with all.
        if article.ids.len() >= MOST {
            return self.keep_with(Code::RepeatedField, field, value, "is given too often");
        }
        match article.put(slot, value) {
            Ok(()) => self.suspect(slot, field),
            Err(NotPut::Taken) => self.keep_with(Code::RepeatedField, field, value, "is given again"),
            Err(NotPut::Unfit | NotPut::Structured) => {
                self.keep_with(Code::UnfitValue, field, value, "does not fit the tag")
            }
        }
    }

    /// Warns of the identifier put last, if its check digit is wrong.
    fn suspect(&mut self, slot: Slot, field: &Field) {
        if !matches!(slot, Slot::Issn | Slot::IssnPrint | Slot::IssnElectronic | Slot::IssnLinking | Slot::Isbn) {
            return;
        }
        if let Some(id) = self.article.ids.last().filter(|id| Slot::of_id(&id.kind) == slot && id.is_suspect()) {
            let message = format!("the check digit of {} is wrong", id.value);
            self.log.add(Code::SuspectIdentifier, field.at(), message);
        }
    }

    /// All that was held finds its place.
    fn settle(&mut self) {
        self.settle_places();
        self.settle_pages();
        self.settle_dates();
        self.settle_ids();
        self.settle_links();
        self.settle_abstract();
        self.settle_notes();
        self.settle_kind();
        for (tag, field, value) in std::mem::take(&mut self.held.values) {
            // The container's title, given again in a tag that had another first, says nothing new.
            let title = self.article.container.title.as_ref();
            let again = places::IN.contains(&&tag) && title.is_some_and(|title| title.plain() == value);
            if !again {
                self.keep(field, &value);
            }
        }
    }
}

/// Whether a value is an ISSN for certain: other programs number their records in the same tag.
fn is_issn(value: &str) -> bool {
    Id::parse(IdKind::Issn, value).is_some_and(|id| !id.is_suspect())
}

/// Whether a number or pages say that there is none.
pub fn is_none(value: &str) -> bool {
    matches!(value, "n/a" | "N/A" | "n/a-n/a" | "N.PAG" | "N.PAG-N.PAG")
}

#[cfg(test)]
mod tests;
