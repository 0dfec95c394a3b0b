//! Reads a record of PubMed XML.
//!
//! The order of elements is not relied upon; what needs several of them is held until the record has been read. Sections
//! that nobody wants (`ReadOptions::wanted`) are passed over, and the slots that they fill are told.

mod book;
mod data;
mod dates;
mod escaped;
mod people;
mod subjects;

use super::tags::{self, Clues, FAMILY, RETRACTED, STATUSES, kind_of};
use crate::article::{
    Abstract, AbstractKind, Article, Date, DateRole, Id, IdKind, Kind, Notice, NoticeKind, Pages, Section, Slot, Slots,
    Status, Term, Text, language,
};
use crate::format::{Outcome, Parser};
use crate::formats::nbib::pages::{self, Paging};
use crate::formats::nbib::titles;
use crate::log::{Code, Log, shown};
use crate::markup::xml::read::{Tag, Xml};
use escaped::with_markup;
use people::People;
use std::borrow::Cow;

/// The parser.
pub struct PubmedXml {
    wanted: Slots,
}

impl PubmedXml {
    /// A parser that may leave out what is not in `wanted`.
    pub fn new(wanted: Slots) -> PubmedXml {
        PubmedXml { wanted }
    }
}

impl Parser for PubmedXml {
    fn parse(&self, record: &str, article: &mut Article, log: &mut Log) -> Outcome {
        let mut reader = Reader {
            xml: Xml::new(record),
            article,
            log,
            wanted: self.wanted,
            people: People::default(),
            held: Held::default(),
        };
        let Some(root) = reader.xml.child() else {
            reader.log.add(Code::UnreadableRecord, 0..0, "it is no element of PubMed's");
            return Outcome::Rejected;
        };
        match root.name() {
            "DeleteCitation" | "DeleteDocument" => return reader.deleted(),
            "PubmedArticle" => reader.pubmed_article(),
            "PubmedBookArticle" => reader.book_article(),
            "BookDocument" => reader.book_document(),
            _ => reader.citation(&root),
        }
        reader.finish()
    }

    fn frame(&self) -> (&str, &str) {
        ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<PubmedArticleSet>\n", "\n</PubmedArticleSet>\n")
    }
}

/// What can only be placed when the whole record is known.
#[derive(Default)]
struct Held<'a> {
    model: Option<Cow<'a, str>>,
    published: Option<Date>,
    title: Option<Text>,
    vernacular: Option<Text>,
    book_title: Option<Text>,
    has_pagination: bool,
    first_page: Option<Cow<'a, str>>,
    last_page: Option<Cow<'a, str>>,
    paging: Option<Cow<'a, str>>,
    /// A DOI of ELocationID.
    location_doi: Option<Cow<'a, str>>,
    /// A PII of ELocationID.
    location_pii: Option<String>,
    status: Option<Cow<'a, str>>,
    /// OtherID of NLM, which may repeat an identifier of the article.
    nlm_ids: Vec<Cow<'a, str>>,
    is_book: bool,
}

struct Reader<'r, 'a> {
    xml: Xml<'a>,
    article: &'r mut Article,
    log: &'r mut Log,
    wanted: Slots,
    people: People,
    held: Held<'a>,
}

impl<'a> Reader<'_, 'a> {
    fn pubmed_article(&mut self) {
        while let Some(tag) = self.xml.child() {
            match tag.name() {
                "MedlineCitation" => self.citation(&tag),
                "PubmedData" => self.pubmed_data(),
                _ => self.unknown(&tag),
            }
        }
    }

    fn citation(&mut self, tag: &Tag<'a>) {
        if let Some(owner) = tag.attribute("Owner") {
            self.article.source_db = Some(owner.into_owned());
        }
        for name in ["Status", "IndexingMethod", "VersionID", "VersionDate"] {
            self.keep_attribute(tag, name);
        }
        while let Some(tag) = self.xml.child() {
            match tag.name() {
                "PMID" => self.pmid(&tag),
                "Article" => self.article(&tag),
                "MedlineJournalInfo" => self.journal_info(),
                "DateCompleted" => self.record_date(&tag, DateRole::Completed),
                "DateRevised" => self.record_date(&tag, DateRole::RecordRevised),
                "DateCreated" => self.record_date(&tag, DateRole::Created),
                "ChemicalList" => self.chemicals(&tag),
                "SupplMeshList" => self.supplementary(&tag),
                "CitationSubset" => self.put(&tag, Slot::Subsets),
                "CommentsCorrectionsList" => self.relations(&tag),
                "GeneSymbolList" => self.genes(&tag),
                "MeshHeadingList" => self.mesh(&tag),
                "NumberOfReferences" => self.put(&tag, Slot::ReferenceCount),
                "PersonalNameSubjectList" => self.subjects(&tag),
                "OtherID" => self.other_id(&tag),
                "OtherAbstract" => self.other_abstract(&tag),
                "KeywordList" => self.keywords(&tag),
                "CoiStatement" => self.statement(&tag, NoticeKind::ConflictOfInterest),
                "InvestigatorList" => self.investigators(&tag),
                "GeneralNote" => self.put(&tag, Slot::Notes),
                "SpaceFlightMission" => self.keep(&tag),
                _ => self.unknown(&tag),
            }
        }
    }

    fn article(&mut self, tag: &Tag<'a>) {
        self.held.model = tag.attribute("PubModel");
        self.keep_attribute(tag, "PubModel");
        while let Some(tag) = self.xml.child() {
            match tag.name() {
                "Journal" => self.journal(),
                "ArticleTitle" => self.held.title = Some(self.xml.rich()),
                "VernacularTitle" => self.held.vernacular = Some(self.xml.rich()),
                "Pagination" => self.pagination(),
                "ELocationID" => self.location(&tag),
                "Abstract" => self.main_abstract(&tag),
                "AuthorList" => self.authors(&tag),
                "Affiliation" => self.old_affiliation(&tag),
                "Language" => self.language(),
                "DataBankList" => self.data_banks(&tag),
                "GrantList" => self.grants(&tag),
                "PublicationTypeList" => self.publication_types(),
                "ArticleDate" => self.article_date(&tag),
                _ => self.unknown(&tag),
            }
        }
    }

    fn journal(&mut self) {
        while let Some(tag) = self.xml.child() {
            match tag.name() {
                "ISSN" => {
                    let kind = match tag.attribute("IssnType").as_deref() {
                        Some("Print") => IdKind::IssnPrint,
                        Some("Electronic") => IdKind::IssnElectronic,
                        _ => IdKind::Issn,
                    };
                    self.id(kind, &tag);
                }
                "JournalIssue" => self.journal_issue(&tag),
                "Title" => self.put(&tag, Slot::ContainerTitle),
                "ISOAbbreviation" => self.put(&tag, Slot::ContainerIso),
                // Before 2002.
                "Coden" => self.keep(&tag),
                _ => self.unknown(&tag),
            }
        }
    }

    fn journal_issue(&mut self, tag: &Tag<'a>) {
        self.keep_attribute(tag, "CitedMedium");
        while let Some(tag) = self.xml.child() {
            match tag.name() {
                "Volume" => self.put(&tag, Slot::Volume),
                "Issue" => self.put(&tag, Slot::Issue),
                "PubDate" => self.held.published = self.date(&tag),
                _ => self.unknown(&tag),
            }
        }
    }

    fn journal_info(&mut self) {
        while let Some(tag) = self.xml.child() {
            match tag.name() {
                "Country" => self.put(&tag, Slot::Country),
                "MedlineTA" => self.put(&tag, Slot::ContainerNlm),
                "NlmUniqueID" => self.put(&tag, Slot::NlmId),
                "ISSNLinking" => self.id(IdKind::IssnLinking, &tag),
                "MedlineCode" => self.keep(&tag),
                _ => self.unknown(&tag),
            }
        }
    }

    fn pmid(&mut self, tag: &Tag<'a>) {
        let version = tag.attribute("Version").filter(|version| version != "1");
        self.id(IdKind::Pmid, tag);
        if let (Some(version), Some(id)) = (version, self.article.ids.iter_mut().find(|id| id.kind == IdKind::Pmid)) {
            id.version = Some(version.into_owned());
        }
    }

    fn pagination(&mut self) {
        self.held.has_pagination = true;
        while let Some(tag) = self.xml.child() {
            let place = match tag.name() {
                "StartPage" => &mut self.held.first_page,
                "EndPage" => &mut self.held.last_page,
                "MedlinePgn" => &mut self.held.paging,
                _ => {
                    self.unknown(&tag);
                    continue;
                }
            };
            *place = Some(self.xml.text()).filter(|text| !text.is_empty());
        }
    }

    fn location(&mut self, tag: &Tag<'a>) {
        if tag.says("ValidYN", "N") {
            return self.keep(tag);
        }
        match tag.attribute("EIdType").as_deref() {
            Some("doi") => {
                let text = self.xml.text();
                match &self.held.location_doi {
                    Some(known) if *known != text => self.keep_text("ELocationID", &text),
                    _ => self.held.location_doi = Some(text),
                }
            }
            Some("pii") => {
                let before = self.article.ids.len();
                self.id(IdKind::Pii, tag);
                self.held.location_pii = self.article.ids.get(before).map(|id| id.value.clone());
            }
            _ => self.keep(tag),
        }
    }

    fn language(&mut self) {
        let text = self.xml.text();
        let tag = language::to_bcp47(&text).unwrap_or_else(|| text.into_owned());
        if !tag.is_empty() && !self.article.languages.contains(&tag) {
            self.article.languages.push(tag);
        }
    }

    fn publication_types(&mut self) {
        while let Some(tag) = self.xml.child() {
            match tag.name() {
                "PublicationType" => self.publication_type(&tag),
                _ => self.unknown(&tag),
            }
        }
    }

    fn publication_type(&mut self, tag: &Tag<'a>) {
        let name = self.xml.text().into_owned();
        if !name.is_empty() {
            self.article.publication_types.push(Term { name, id: tag.attribute("UI").map(Cow::into_owned) });
        }
    }

    fn main_abstract(&mut self, tag: &Tag<'a>) {
        if !self.wanted.contains(Slot::Abstract) && !self.wanted.contains(Slot::Copyright) {
            let content = self.xml.skip(tag).trim_ascii_end();
            if content.ends_with("</CopyrightInformation>") {
                self.log.skipped(Slot::Copyright);
            }
            if content.trim_ascii_start().starts_with("<AbstractText") {
                self.log.skipped(Slot::Abstract);
            }
            return;
        }
        let (sections, copyright) = self.sections();
        if let Some(text) = copyright {
            self.notice(NoticeKind::Copyright, text.into_owned());
        }
        if !sections.is_empty() {
            self.article.abstracts.push(Abstract { sections, ..Abstract::default() });
        }
    }

    fn other_abstract(&mut self, tag: &Tag<'a>) {
        if self.passes(tag, Slot::OtherAbstracts) {
            return;
        }
        let kind = tag.attribute("Type").map_or(AbstractKind::Translated, |name| tags::abstract_kind(&name));
        let language = tag.attribute("Language");
        let language = language.map(|code| language::to_bcp47(&code).unwrap_or_else(|| code.into_owned()));
        let (sections, copyright) = self.sections();
        if !sections.is_empty() {
            let copyright = copyright.map(Cow::into_owned);
            self.article.abstracts.push(Abstract { kind, language, sections, copyright });
        }
    }

    /// The sections of an abstract, and its copyright.
    fn sections(&mut self) -> (Vec<Section>, Option<Cow<'a, str>>) {
        let (mut sections, mut copyright) = (Vec::new(), None);
        while let Some(tag) = self.xml.child() {
            match tag.name() {
                "AbstractText" => {
                    let label = tag.attribute("Label").filter(|label| label != "UNLABELLED");
                    let category = tag.attribute("NlmCategory").filter(|category| category != "UNLABELLED");
                    let text = self.xml.rich();
                    if !text.is_empty() {
                        sections.push(Section {
                            label: label.map(Cow::into_owned),
                            category: category.map(Cow::into_owned),
                            text: with_markup(text),
                        });
                    }
                }
                "CopyrightInformation" => copyright = Some(self.xml.text()).filter(|text| !text.is_empty()),
                _ => self.unknown(&tag),
            }
        }
        (sections, copyright)
    }

    fn statement(&mut self, tag: &Tag<'a>, kind: NoticeKind) {
        if !self.passes(tag, Slot::of_notice(&kind)) {
            let text = self.xml.text().into_owned();
            self.notice(kind, text);
        }
    }

    fn notice(&mut self, kind: NoticeKind, text: String) {
        if !text.is_empty() {
            self.article.notices.push(Notice { kind, text, url: None });
        }
    }

    /// Whether nobody wants the slot that an element fills. It is passed then, and that is told, unless it is blank.
    fn passes(&mut self, tag: &Tag<'a>, slot: Slot) -> bool {
        if self.wanted.contains(slot) {
            return false;
        }
        if !self.xml.skip(tag).trim_ascii().is_empty() {
            self.log.skipped(slot);
        }
        true
    }

    /// Puts the text of an element into a slot.
    fn put(&mut self, tag: &Tag<'a>, slot: Slot) {
        if self.passes(tag, slot) {
            return;
        }
        let text = self.xml.text();
        if !text.is_empty() && self.article.put(slot, &text).is_err() {
            self.repeated(tag, &text);
        }
    }

    /// Adds the text of an element to the identifiers.
    fn id(&mut self, kind: IdKind, tag: &Tag<'a>) {
        let text = self.xml.text();
        if text.is_empty() {
            return;
        }
        match Id::parse(kind, &text) {
            Some(id) => {
                let single = matches!(id.kind, IdKind::Doi | IdKind::Pmid | IdKind::Pmcid);
                let other = |known: &&Id| known.kind == id.kind && !known.same(&id);
                if single && self.article.ids.iter().find(other).is_some() {
                    return self.repeated(tag, &text);
                }
                if id.is_suspect() {
                    let message = format!("the check digit of {} is wrong; kept", id.value);
                    self.log.add(Code::SuspectIdentifier, tag.range(), message);
                }
                self.article.add_id(id);
            }
            None => {
                let message = format!("{} of {} is no such identifier; kept as extra", shown(&text), tag.name());
                self.log.add(Code::UnfitValue, tag.range(), message);
                self.keep_text(tag.name(), &text);
            }
        }
    }

    fn repeated(&mut self, tag: &Tag<'a>, text: &str) {
        let message = format!("{} {} is given again; kept as extra", tag.name(), shown(text));
        self.log.add(Code::RepeatedField, tag.range(), message);
        self.keep_text(tag.name(), text);
    }

    /// Keeps an element that the model has no place for.
    fn keep(&mut self, tag: &Tag<'a>) {
        let content = self.xml.skip(tag);
        self.keep_text(tag.name(), content.trim_ascii());
    }

    fn keep_text(&mut self, key: &str, text: &str) {
        if !text.is_empty() {
            self.article.keep(FAMILY, key, text);
        }
    }

    fn keep_attribute(&mut self, tag: &Tag<'a>, name: &str) {
        if let Some(value) = tag.attribute(name) {
            self.article.keep(FAMILY, name, &value);
        }
    }

    /// An element that the format does not have here.
    fn unknown(&mut self, tag: &Tag<'a>) {
        let message = format!("{} is not known here; kept as extra", shown(tag.name()));
        self.log.add(Code::UnknownTag, tag.range(), message);
        self.keep(tag);
    }

    fn deleted(&mut self) -> Outcome {
        let mut numbers = Vec::new();
        while let Some(tag) = self.xml.child() {
            match tag.name() {
                "PMID" => numbers.push(self.xml.text()),
                _ => {
                    self.xml.skip(&tag);
                }
            }
        }
        let message = format!("PubMed has deleted {}: {}", counted(numbers.len()), numbers.join(", "));
        self.log.add(Code::NotARecord, 0..0, message);
        Outcome::NotARecord
    }

    fn finish(mut self) -> Outcome {
        self.settle_ids();
        self.settle_dates();
        self.settle_status();
        if !self.held.is_book {
            let clues = Clues { journal: true, title: true, ..Clues::default() };
            self.article.kind = kind_of(self.article.publication_types.iter().map(|term| term.name.as_str()), clues);
        }
        self.settle_titles();
        self.settle_pages();
        self.people.settle(self.article);
        for at in self.xml.stray() {
            self.log.add(Code::UnplacedText, at.clone(), "text where only elements belong; left out");
        }
        if let Some(at) = self.xml.unknown_entity() {
            self.log.add(Code::UnfitValue, at, "an entity that is not declared; left as it is written");
        }
        if let Some((why, at)) = self.xml.mended() {
            self.log.add(Code::Mended, at..at, format!("{why}; taken for it"));
        }
        if let Some((why, at)) = self.xml.broken() {
            let found = !self.article.title.is_empty() || !self.article.ids.is_empty();
            let (code, outcome) = if found {
                (Code::TruncatedRecord, Outcome::Partial)
            } else {
                (Code::UnreadableRecord, Outcome::Rejected)
            };
            self.log.add(code, at..at, format!("the XML is broken: {why}; what stands before was read"));
            return outcome;
        }
        if self.article.title.is_empty() {
            self.log.add(Code::MissingTitle, 0..0, "the record has no title");
        }
        if self.article.id(&IdKind::Pmid).is_none() {
            self.log.add(Code::Mended, 0..0, "the record has no PMID; it is read without");
        }
        Outcome::Whole
    }

    /// The DOI of ArticleIdList goes before that of ELocationID, and NLM's OtherID often repeats what is known.
    fn settle_ids(&mut self) {
        if let Some(text) = self.held.location_doi.take() {
            match (Id::parse(IdKind::Doi, &text), self.article.id(&IdKind::Doi)) {
                (Some(id), None) => {
                    self.article.add_id(id);
                }
                (Some(id), Some(known)) if id.value.eq_ignore_ascii_case(known) => {}
                _ => self.keep_text("ELocationID", &text),
            }
        }
        for text in std::mem::take(&mut self.held.nlm_ids) {
            let bare = text.split([' ', '[']).next().unwrap_or("");
            if !self.article.ids.iter().any(|id| id.value == bare) {
                self.article.add_id(Id::new(IdKind::Other("nlm".to_owned()), &text));
            }
        }
    }

    fn settle_status(&mut self) {
        if self.article.publication_types.iter().any(|term| term.name == RETRACTED) {
            self.article.status = Some(Status::Retracted);
            if let Some(status) = self.held.status.take() {
                self.keep_text("PublicationStatus", &status);
            }
        } else if let Some(status) = &self.held.status {
            let known = STATUSES.iter().find(|(name, _)| *name == status).map(|(_, status)| status.clone());
            self.article.status = Some(known.unwrap_or_else(|| Status::from(status.as_ref())));
        }
    }

    fn settle_titles(&mut self) {
        let (title, vernacular) = (self.held.title.take(), self.held.vernacular.take());
        let titles = titles::read(title.map(with_markup), vernacular.map(with_markup), &self.article.languages);
        self.article.title = titles.title;
        self.article.translated_titles = titles.translated;
        if titles.inferred {
            self.article.inferred.insert(Slot::Title);
        }
        if let Some(title) = self.held.book_title.take() {
            let title = titles::without_period(title);
            if self.article.title.is_empty() && self.article.kind != Kind::Chapter {
                self.article.title = title;
            } else {
                self.article.container.title = Some(title);
            }
        }
    }

    fn settle_pages(&mut self) {
        let pages = match (&self.held.paging, &self.held.first_page) {
            (Some(paging), _) => Some(Cow::Borrowed(paging.as_ref())),
            (None, Some(first)) => {
                let pages = Pages::from_ends(first, self.held.last_page.as_deref().unwrap_or(""));
                Some(Cow::Owned(pages.as_found().to_owned()))
            }
            (None, None) => None,
        };
        match pages.map(|text| pages::read(&text, |token| pages::is_told(self.article, token))) {
            Some(Paging::Pages(pages)) => self.article.pages = Some(pages),
            Some(Paging::Number(number)) => self.article.article_number = Some(number),
            Some(Paging::Count(count)) => self.article.page_count = Some(count),
            None if !self.held.has_pagination => self.article.article_number = self.held.location_pii.take(),
            None => {}
        }
    }
}

fn counted(count: usize) -> String {
    if count == 1 { "a record".to_owned() } else { format!("{count} records") }
}
