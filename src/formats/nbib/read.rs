//! Reads a record of NBIB.

use super::line::{self, Field};
use super::people::People;
use super::tags::{self, Use};
use super::{abstracts, dates, ids};
use crate::article::{
    AbstractKind, Accession, Article, Chemical, Date, DateRole, Id, IdKind, Keyword, Link, NotPut, Notice, NoticeKind,
    Person, Relation, RelationKind, Scheme, Slot, Slots, Term, Text, language, text::clean, text::trim,
};
use crate::citation;
use crate::format::{Outcome, Parser};
use crate::log::{Code, Log, shown};
use std::collections::HashSet;

/// The parser.
pub struct Nbib {
    wanted: Slots,
}

impl Nbib {
    /// A parser that may leave out what is not in `wanted`.
    pub fn new(wanted: Slots) -> Nbib {
        Nbib { wanted }
    }
}

impl Parser for Nbib {
    fn parse(&self, record: &str, article: &mut Article, log: &mut Log) -> Outcome {
        let fields = line::fields(record, log);
        if !fields.iter().any(|field| field.tag != line::UNTAGGED && field.known.is_some()) {
            log.add(Code::UnreadableRecord, 0..0, "no line has a tag of NBIB");
            return Outcome::Rejected;
        }
        let mut reader = Reader {
            fields: &fields,
            article,
            log,
            wanted: self.wanted,
            people: People::default(),
            ids: HashSet::new(),
            entered: 0,
            held: Held::default(),
        };
        for field in fields.iter().filter(|field| !field.value.is_empty()) {
            reader.field(field);
        }
        reader.finish();
        Outcome::Whole
    }
}

/// Slots of identifiers that stand alone on a line.
const ID_SLOTS: [(Slot, IdKind); 4] = [
    (Slot::Pmid, IdKind::Pmid),
    (Slot::Pmcid, IdKind::Pmcid),
    (Slot::ManuscriptId, IdKind::Manuscript),
    (Slot::Issn, IdKind::Issn),
];

/// How many values a short list holds. No real record has so many, and each new one is compared with all.
const MOST: usize = 100;

/// How many identifiers are looked through one by one.
const MOST_PLAIN: usize = 16;

/// What can only be placed when the whole record is known.
#[derive(Default)]
pub(super) struct Held<'a> {
    pub title: Option<&'a Field<'a>>,
    pub vernacular: Option<&'a Field<'a>>,
    pub book_title: Option<&'a Field<'a>>,
    pub place: Option<&'a Field<'a>>,
    pub status: Option<&'a Field<'a>>,
    pub pages: Vec<&'a Field<'a>>,
    pub citation: Option<&'a Field<'a>>,
    /// A number of LID without a scheme.
    pub number: Option<&'a Field<'a>>,
    /// A PII of LID.
    pub location: Option<&'a str>,
    /// Owner of the keywords that follow.
    owner: Scheme,
    /// Person of the FPS above.
    subject: Option<String>,
}

pub(super) struct Reader<'a> {
    pub fields: &'a [Field<'a>],
    pub article: &'a mut Article,
    pub log: &'a mut Log,
    wanted: Slots,
    people: People,
    /// Identifiers found, once there are more than a few, and those that had no place.
    ids: HashSet<(IdKind, String)>,
    /// How many of the article's are among them.
    entered: usize,
    pub held: Held<'a>,
}

impl<'a> Reader<'a> {
    /// Whether nobody wants the slot of a tag that may stand often. That the slot is filled is told.
    fn passes(&mut self, use_: &Use) -> bool {
        use tags::Field as F;
        let slot = match use_ {
            Use::Both(
                slot @ (Slot::Mesh | Slot::Grants | Slot::Genes | Slot::SupplementaryConcepts | Slot::Subsets),
            ) => *slot,
            Use::Relation(kind) => Slot::of_relation(kind),
            Use::Code(F::Address) => Slot::Affiliations,
            Use::Code(F::Substance) => Slot::Chemicals,
            Use::Code(F::Accession) => Slot::Accessions,
            Use::Code(F::Keyword) => Slot::Keywords,
            _ => return false,
        };
        let passes = !self.wanted.contains(slot);
        if passes {
            self.log.skipped(slot);
        }
        passes
    }

    /// Whether a value is a day of the record's own history, of which there may be many, and nobody wants these.
    fn passes_date(&mut self, role: DateRole, value: &str) -> bool {
        let passes =
            Slot::of_date(role) == Slot::DateRecord && !self.wanted.contains(Slot::DateRecord) && dates::is_day(value);
        if passes {
            self.log.skipped(Slot::DateRecord);
        }
        passes
    }

    fn field(&mut self, field: &'a Field<'a>) {
        use tags::Field::{Address, FullName, Group, PersonId, ShortName};
        let value = field.value.as_ref();
        let use_ = field.known;
        if !matches!(use_, Some(Use::Code(FullName(_) | ShortName(_) | PersonId | Address | Group))) {
            self.people.leave();
        }
        match use_ {
            Some(use_) if self.passes(use_) => {}
            Some(Use::Both(slot) | Use::Read(slot)) => self.put(*slot, field),
            Some(Use::Date(role, _) | Use::ReadDate(role)) if self.passes_date(*role, value) => {}
            Some(Use::Date(role, form)) => self.date(*role, dates::read(value, *form), field),
            Some(Use::ReadDate(role)) => self.date(*role, dates::read(value, dates::Form::Stamp), field),
            Some(Use::Relation(kind)) => self.article.relations.push(relation(kind, field)),
            Some(Use::Code(code)) => self.code(code, field),
            Some(Use::Keep) => self.article.keep("nbib", field.tag, value),
            None => {
                let message = format!("{} is not a tag of NBIB; kept as extra", field.tag);
                self.log.add(Code::UnknownTag, field.at.clone(), message);
                self.article.keep("nbib", field.tag, value);
            }
        }
    }

    fn code(&mut self, code: &tags::Field, field: &'a Field<'a>) {
        use tags::Field as F;
        let value = field.value.as_ref();
        match code {
            F::FullName(role) => self.people.full(self.article, role, value),
            F::ShortName(role) => self.people.short(self.article, role, field, self.log),
            F::Group => self.people.group(self.article, value),
            F::Address => self.people.address(self.article, field, self.log),
            F::PersonId => {
                if !self.people.id(self.article, field, self.log) {
                    self.keep(Code::UnfitValue, field, "stands below no name");
                }
            }
            F::Volume => self.put(Slot::Volume, field),
            F::Issue => self.put(Slot::Issue, field),
            F::Journal => self.put(Slot::ContainerTitle, field),
            // NLM's abbreviations have no dots, those of other databases may.
            F::ShortJournal if value.contains(". ") || value.ends_with('.') => self.put(Slot::ContainerIso, field),
            F::ShortJournal => self.put(Slot::ContainerNlm, field),
            F::Issn => match ids::read_issn(value).or_else(|| Id::parse(IdKind::Isbn, value)) {
                Some(id) => self.id(id, field),
                None => self.keep(Code::UnfitValue, field, "is no ISSN"),
            },
            F::Isbn => match Id::parse(IdKind::Isbn, value) {
                Some(id) => self.id(id, field),
                None => self.keep(Code::UnfitValue, field, "is no ISBN"),
            },
            F::Title => self.hold(field, |held| &mut held.title),
            F::Vernacular => self.hold(field, |held| &mut held.vernacular),
            F::BookTitle => self.hold(field, |held| &mut held.book_title),
            F::Place => self.hold(field, |held| &mut held.place),
            F::Status => self.hold(field, |held| &mut held.status),
            F::Pages if self.held.pages.len() < MOST => self.held.pages.push(field),
            F::Pages => self.keep(Code::RepeatedField, field, "is given too often"),
            F::Citation => self.hold(field, |held| &mut held.citation),
            F::Language if self.article.languages.len() < MOST => self.language(value),
            F::Language => self.keep(Code::RepeatedField, field, "is given too often"),
            F::Location | F::ArticleId => self.article_ids(field, matches!(code, F::Location)),
            F::OtherId => match ids::read_other(value, self.owner()) {
                Some(id) => self.id(id, field),
                None => self.keep(Code::UnfitValue, field, "names no source"),
            },
            F::Abstract => self.main_abstract(value),
            F::OtherAbstract => self.article.abstracts.push(abstracts::read_other(value)),
            F::OtherAbstractLanguage | F::OtherAbstractCopyright => self.of_other_abstract(code, field),
            F::Notice(_) if self.article.notices.len() >= MOST => {
                self.keep(Code::RepeatedField, field, "is given too often")
            }
            F::Notice(kind) => self.notice(kind, value),
            F::Accession => {
                let (bank, number) = value.split_once('/').unwrap_or((value, ""));
                self.article
                    .accessions
                    .push(Accession { bank: trim(bank).to_owned(), number: trim(number).to_owned() });
            }
            // ERIC has all of them on one line.
            F::Type => {
                let names = value.split("; ").map(str::trim).filter(|name| !name.is_empty());
                self.article.publication_types.extend(names.map(Term::new));
            }
            F::Substance => self.article.chemicals.push(substance(value)),
            F::Subject => {
                self.held.subject = Some(Person::parse_inverted(value).short());
                self.put(Slot::PersonalNames, field);
            }
            F::ShortSubject if self.held.subject.take().as_deref() == Some(value) => {}
            F::ShortSubject => self.put(Slot::PersonalNames, field),
            F::KeywordOwner => self.held.owner = scheme(value),
            F::Keyword => {
                let term = value.strip_prefix('*').map_or(value, str::trim_start);
                let major = term.len() < value.len();
                self.article.keywords.push(Keyword { major, ..Keyword::new(term, self.held.owner.clone()) });
            }
            F::History => match dates::history(value) {
                Some((role, day)) if self.passes_date(role, trim(day)) => {}
                Some((role, date)) => self.date(role, dates::read(date, dates::Form::Stamp), field),
                None => self.keep(Code::UnfitValue, field, "says nothing known in brackets"),
            },
        }
    }

    /// Puts a value into its slot, or keeps it.
    pub fn put(&mut self, slot: Slot, field: &Field) {
        if let Some((_, kind)) = ID_SLOTS.iter().find(|(known, _)| *known == slot) {
            match Id::parse(kind.clone(), &field.value) {
                Some(id) => self.id(id, field),
                None => self.keep(Code::UnfitValue, field, "does not fit the tag"),
            }
            return;
        }
        match self.article.put(slot, &field.value) {
            Ok(()) => {}
            Err(NotPut::Taken) => self.keep(Code::RepeatedField, field, "is given again"),
            Err(NotPut::Unfit | NotPut::Structured) => self.keep(Code::UnfitValue, field, "does not fit the tag"),
        }
    }

    /// Warns of the identifier put last, if its check digit is wrong.
    fn suspect(&mut self, slot: Slot, field: &Field) {
        if let Some(id) = self.article.ids.last().filter(|id| Slot::of_id(&id.kind) == slot && id.is_suspect()) {
            self.log.add(
                Code::SuspectIdentifier,
                field.at.clone(),
                format!("the check digit of {} is wrong", id.value),
            );
        }
    }

    /// Whether an identifier was not met before.
    fn is_new(&mut self, id: &Id) -> bool {
        let known = &self.article.ids;
        // Few are compared one by one, which costs no copies of them.
        if known.len() < MOST_PLAIN && self.ids.is_empty() {
            return !known.iter().any(|known| known.same(id));
        }
        self.ids.extend(known[self.entered..].iter().map(lower));
        self.entered = known.len();
        self.ids.insert(lower(id))
    }

    fn id(&mut self, id: Id, field: &Field) {
        let single = matches!(id.kind, IdKind::Doi | IdKind::Pmid | IdKind::Pmcid);
        let new = self.is_new(&id);
        if new && single && self.article.id(&id.kind).is_some() {
            self.ids.insert(lower(&id));
            self.keep(Code::RepeatedField, field, "is another identifier of the same scheme");
        } else if new {
            let slot = Slot::of_id(&id.kind);
            self.article.ids.push(id);
            self.suspect(slot, field);
        }
    }

    fn date(&mut self, role: DateRole, date: Date, field: &Field) {
        let several = Slot::of_date(role) == Slot::DateRecord || role == DateRole::Revised;
        let day = |edtf: &str| edtf.split('T').next().unwrap_or("").to_owned();
        let another = !several
            && self.article.date(role).is_some_and(|known| *known != date && known.edtf() != day(&date.edtf()));
        if another || self.article.dates.len() >= MOST {
            self.keep(Code::RepeatedField, field, "is a second date");
        } else {
            dates::add(self.article, role, date, field.at.clone(), self.log);
        }
    }

    pub fn keep(&mut self, code: Code, field: &Field, why: &str) {
        let message = format!("{} {} {why}; kept as extra", field.tag, shown(&field.value));
        self.log.add(code, field.at.clone(), message);
        self.article.keep("nbib", field.tag, &field.value);
    }

    fn hold(
        &mut self,
        field: &'a Field<'a>,
        place: impl for<'h> Fn(&'h mut Held<'a>) -> &'h mut Option<&'a Field<'a>>,
    ) {
        match place(&mut self.held) {
            Some(known) if known.value == field.value => {}
            Some(_) => self.keep(Code::RepeatedField, field, "is given again"),
            empty => *empty = Some(field),
        }
    }

    fn owner(&self) -> Option<&str> {
        self.article.source_db.as_deref()
    }

    fn language(&mut self, value: &str) {
        let tag = language::to_bcp47(value).unwrap_or_else(|| value.to_owned());
        if !self.article.languages.contains(&tag) {
            self.article.languages.push(tag);
        }
    }

    fn article_ids(&mut self, field: &'a Field<'a>, location: bool) {
        for found in ids::read(&field.value) {
            match found {
                ids::Found::Id(id) => {
                    if location && id.kind == IdKind::Pii {
                        let at = field.value.find(&id.value).unwrap_or(0);
                        self.held.location = field.value.get(at..at + id.value.len());
                    }
                    self.id(id, field);
                }
                ids::Found::Url(url) if self.article.links.iter().any(|link| link.url == url) => {}
                ids::Found::Url(_) if self.article.links.len() >= MOST => {
                    self.keep(Code::RepeatedField, field, "is given too often");
                }
                ids::Found::Url(url) => self.article.links.push(Link { url: url.to_owned(), ..Link::default() }),
                ids::Found::Bare(_) if location && self.held.number.is_none() => self.held.number = Some(field),
                ids::Found::Bare(text) if !location => self.id(Id::new(IdKind::Pii, text), field),
                ids::Found::Bare(_) | ids::Found::Unfit(_) => self.keep(Code::UnfitValue, field, "is no identifier"),
            }
        }
    }

    /// A second AB is a further paragraph.
    fn main_abstract(&mut self, value: &str) {
        let known = self.article.abstracts.iter_mut().find(|known| known.kind == AbstractKind::Main);
        match known.and_then(|known| known.sections.last_mut()) {
            Some(last) => {
                last.text.append(&Text::new("\n"));
                last.text.append(&Text::new(value));
            }
            None => self.article.abstracts.push(abstracts::read(value)),
        }
    }

    /// OABL and OCI belong to the OAB above them.
    fn of_other_abstract(&mut self, code: &tags::Field, field: &Field) {
        let Some(above) = self.article.abstracts.last_mut().filter(|above| above.kind != AbstractKind::Main) else {
            return self.keep(Code::UnfitValue, field, "stands below no other abstract");
        };
        let value = field.value.as_ref();
        let (place, value) = match code {
            tags::Field::OtherAbstractLanguage => {
                (&mut above.language, language::to_bcp47(value).unwrap_or_else(|| value.to_owned()))
            }
            _ => (&mut above.copyright, value.to_owned()),
        };
        match place {
            Some(known) if *known != value => self.keep(Code::RepeatedField, field, "is given again"),
            place => *place = Some(value),
        }
    }

    fn notice(&mut self, kind: &NoticeKind, value: &str) {
        if !self.article.notices.iter().any(|known| known.kind == *kind && known.text == value) {
            self.article.notices.push(Notice { kind: kind.clone(), text: clean(value).into_owned(), url: None });
        }
    }
}

/// An identifier as it is compared.
fn lower(id: &Id) -> (IdKind, String) {
    (id.kind.clone(), id.value.to_ascii_lowercase())
}

/// The owner of keywords. NOTNLM is what NLM calls authors and publishers.
fn scheme(owner: &str) -> Scheme {
    match owner {
        "NOTNLM" => Scheme::Author,
        owner => Scheme::Other(owner.to_owned()),
    }
}

/// Reads `EC 3.6.3.14 (Name)`, `0 (Name)`, `7439-89-6`.
fn substance(text: &str) -> Chemical {
    let (registry, name) = match text.strip_suffix(')').and_then(|text| text.split_once(" (")) {
        Some((registry, name)) => (trim(registry), trim(name)),
        None if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') => (text, ""),
        None => ("0", text),
    };
    Chemical { name: name.to_owned(), registry: Some(registry).filter(|it| *it != "0").map(str::to_owned), id: None }
}

/// Reads a relation: the other work as printed, and at its end the PMID.
fn relation(kind: &RelationKind, field: &Field) -> Relation {
    let value = field.value.as_ref();
    let pmid = value.rsplit_once("PMID:").and_then(|(text, id)| Some((text.trim_end(), Id::parse(IdKind::Pmid, id)?)));
    let (text, pmid) = pmid.map_or((value, None), |(text, pmid)| (text, Some(pmid)));
    let mut relation = Relation::printed(kind.clone(), text);
    relation.text = relation.text.filter(|text| !text.is_empty());
    // Two tags mean the same kind, and what these two mean NLM does not say plainly.
    if tags::relation_tag(kind, None) != Some(field.tag) || matches!(field.tag, "DDIN" | "DRIN") {
        relation.note = Some(field.tag.to_owned());
    }
    match citation::parse(text) {
        Some(found) => {
            let mut article = found.article;
            if let Some(pmid) = pmid {
                article.add_id(pmid);
            }
            relation.article = Some(Box::new(article));
        }
        None => {
            let doi = text.split_once("doi: ").and_then(|(_, rest)| rest.split(' ').next());
            relation.ids.extend(doi.and_then(|doi| Id::parse(IdKind::Doi, doi)));
            relation.ids.extend(pmid);
        }
    }
    relation
}
