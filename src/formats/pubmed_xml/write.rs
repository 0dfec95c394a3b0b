//! Writes PubMed XML, valid against the DTD of 2025-01-01.
//!
//! Articles become `PubmedArticle`; books, chapters and other works that have a publisher rather than a journal become
//! `PubmedBookArticle`. What the DTD demands and the article does not have is written as an empty element (a PMID, a
//! publisher, the day of a date): nothing is invented. A set without articles is the one document that the DTD does not
//! allow.

mod article;
mod book;
mod data;
mod dates;
mod marked;
mod people;
mod subjects;
mod titles;

use super::tags::{self, FAMILY};
use crate::article::{Article, Kind, Slot, Slots};
use crate::format::{Carries, Out, WriteOptions, Writer};
use crate::log::{Code, Log};
use crate::markup::xml::Xml;
use people::People;

/// Makes the writer.
pub fn writer(options: &WriteOptions) -> Box<dyn Writer> {
    let flag = |name, default| options.settings.flag(name, default);
    Box::new(PubmedXml { doctype: flag("doctype", true), short_pages: flag("medline-pages", false) })
}

struct PubmedXml {
    doctype: bool,
    short_pages: bool,
}

/// What a work is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Article,
    Book,
    Chapter,
}

impl Form {
    fn of(kind: &Kind) -> Form {
        match kind {
            Kind::Chapter | Kind::DictionaryEntry | Kind::EncyclopediaEntry | Kind::Entry => Form::Chapter,
            Kind::Report | Kind::Thesis | Kind::Standard => Form::Book,
            kind if kind.is_book() => Form::Book,
            _ => Form::Article,
        }
    }

    /// What comes back, the kind aside.
    fn exact(self) -> Slots {
        match self {
            Form::Article => COMMON.or(OF_ARTICLES),
            Form::Book => COMMON.or(OF_BOOKS),
            Form::Chapter => COMMON.or(OF_BOOKS).or(OF_CHAPTERS),
        }
    }
}

/// What every form carries.
const COMMON: Slots = Slots::of(&[
    Slot::Status,
    Slot::PublicationTypes,
    Slot::Title,
    Slot::Authors,
    Slot::GroupAuthors,
    Slot::EtAl,
    Slot::Suffixes,
    Slot::Orcids,
    Slot::PersonIds,
    Slot::Affiliations,
    Slot::AuthorMarks,
    Slot::Editors,
    Slot::Investigators,
    Slot::Volume,
    Slot::Pages,
    Slot::ArticleNumber,
    Slot::PageCount,
    Slot::DateIssued,
    Slot::DatePrint,
    Slot::DateOnline,
    Slot::DateCollection,
    Slot::DateReceived,
    Slot::DateRevised,
    Slot::DateAccepted,
    Slot::DateRetracted,
    Slot::DateRecord,
    Slot::Doi,
    Slot::Pmid,
    Slot::Pmcid,
    Slot::Pii,
    Slot::ManuscriptId,
    Slot::Arxiv,
    Slot::BookAccession,
    Slot::OtherIds,
    Slot::Languages,
    Slot::Abstract,
    Slot::Keywords,
    Slot::Grants,
    Slot::Copyright,
    Slot::References,
]);

const OF_ARTICLES: Slots = Slots::of(&[
    Slot::TranslatedTitles,
    Slot::ContainerTitle,
    Slot::ContainerIso,
    Slot::ContainerNlm,
    Slot::NlmId,
    Slot::Country,
    Slot::Issue,
    Slot::IssnPrint,
    Slot::IssnElectronic,
    Slot::IssnLinking,
    Slot::OtherAbstracts,
    Slot::Mesh,
    Slot::SupplementaryConcepts,
    Slot::Genes,
    Slot::PersonalNames,
    Slot::Chemicals,
    Slot::ConflictOfInterest,
    Slot::Accessions,
    Slot::Relations,
    Slot::ReferenceCount,
    Slot::Notes,
    Slot::Subsets,
    Slot::SourceDb,
]);

const OF_BOOKS: Slots = Slots::of(&[
    Slot::Publisher,
    Slot::Place,
    Slot::VolumeTitle,
    Slot::Edition,
    Slot::Series,
    Slot::Isbn,
    Slot::Medium,
    Slot::Number,
    Slot::Chapter,
]);

const OF_CHAPTERS: Slots = Slots::of(&[Slot::ContainerTitle, Slot::BookAuthors, Slot::TranslatedTitles]);

/// What is written into other slots.
const JOINED: Slots = Slots::of(&[Slot::Subtitle, Slot::Supplement, Slot::Part]);

impl Writer for PubmedXml {
    fn carries(&self, kind: &Kind) -> Carries {
        let form = Form::of(kind);
        let exact = form.exact();
        let flattened = match form {
            Form::Article => JOINED.or(Slots::of(&[Slot::Issn])),
            Form::Book | Form::Chapter => JOINED,
        };
        let told = match form {
            Form::Article => tags::is_serial(kind) && tags::type_of(kind).is_some(),
            Form::Book => matches!(kind, Kind::Book | Kind::Report),
            Form::Chapter => *kind == Kind::Chapter,
        };
        let kind = Slots::of(&[Slot::Kind]);
        match told {
            true => Carries { exact: exact.or(kind), flattened },
            false => Carries { exact, flattened: flattened.or(kind) },
        }
    }

    fn wants(&self) -> Slots {
        let all = COMMON.or(OF_ARTICLES).or(OF_BOOKS).or(OF_CHAPTERS).or(JOINED);
        all.or(Slots::of(&[Slot::Kind, Slot::Issn, Slot::Extra]))
    }

    fn begin(&self, out: &mut Out) {
        out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        if self.doctype {
            out.push_str(
                "<!DOCTYPE PubmedArticleSet PUBLIC \"-//NLM//DTD PubMedArticle, 1st January 2025//EN\" \
                 \"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd\">\n",
            );
        }
        out.push_str("<PubmedArticleSet>");
    }

    fn article(&mut self, article: &Article, out: &mut Out, log: &mut Log) {
        let form = Form::of(&article.kind);
        let people = People::of(article, form);
        let xml = Xml::new(out, 1);
        let mut record = Record { article, form, xml, log, people, short_pages: self.short_pages, kept: 0 };
        match form {
            Form::Article => record.pubmed_article(),
            Form::Book | Form::Chapter => record.book_article(),
        }
        let dropped = record.finish();
        if dropped {
            log.add(Code::ChangedValue, 0..0, "characters that XML cannot hold; left out");
        }
    }

    fn end(&self, out: &mut Out) {
        out.push_str("\n</PubmedArticleSet>\n");
    }
}

/// An article that is being written.
struct Record<'a, 'o> {
    article: &'a Article,
    form: Form,
    xml: Xml<'o>,
    log: &'o mut Log,
    people: People<'a>,
    short_pages: bool,
    /// How many extra fields have been written.
    kept: usize,
}

impl<'a> Record<'a, '_> {
    /// Tells what was left behind. Whether characters were.
    fn finish(self) -> bool {
        self.people.finish(self.article, self.log);
        if !self.article.extra.is_empty() && self.article.extra_of(FAMILY).count() > self.kept {
            self.log.lost(Slot::Extra);
        }
        self.xml.dropped()
    }

    /// Extra fields of that name, which are written by whoever asks.
    fn extras(&mut self, key: &'a str) -> impl Iterator<Item = &'a str> + use<'a> {
        let all = self.article.extra.iter().filter(move |extra| extra.format == FAMILY && extra.key == key);
        self.kept += all.clone().count();
        all.map(|extra| extra.value.as_str())
    }

    /// An extra field that is one of the words allowed.
    fn extra_word(&mut self, key: &str, allowed: &[&str]) -> Option<&'a str> {
        if self.article.extra.is_empty() {
            return None;
        }
        let mut named = self.article.extra.iter().filter(|extra| extra.format == FAMILY && extra.key == key);
        let found = named.find(|extra| allowed.is_empty() || allowed.contains(&extra.value.as_str()));
        self.kept += usize::from(found.is_some());
        found.map(|extra| extra.value.as_str())
    }

    /// An element with text on a line of its own.
    fn leaf(&mut self, name: &str, text: &str) {
        self.xml.leaf_line(name, &[], text);
    }

    /// The same, if there is a text.
    fn leaf_if(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.leaf(name, text);
        }
    }
}

#[cfg(test)]
mod tests;
