//! Books and chapters of NCBI's Bookshelf.

use super::super::tags::FAMILY;
use super::Reader;
use crate::article::{DateRole, IdKind, Kind, Role, Slot};
use crate::markup::xml::read::Tag;

impl<'a> Reader<'_, 'a> {
    pub(super) fn book_article(&mut self) {
        while let Some(tag) = self.xml.child() {
            match tag.name() {
                "BookDocument" => self.book_document(),
                "PubmedBookData" => self.pubmed_data(),
                _ => self.unknown(&tag),
            }
        }
    }

    pub(super) fn book_document(&mut self) {
        self.held.is_book = true;
        let mut report = false;
        while let Some(tag) = self.xml.child() {
            match tag.name() {
                "PMID" => self.pmid(&tag),
                "ArticleIdList" => self.article_id_list(),
                "Book" => report = self.book(),
                "LocationLabel" => self.location_label(&tag),
                "ArticleTitle" => self.held.title = Some(self.xml.rich()),
                "VernacularTitle" => self.held.vernacular = Some(self.xml.rich()),
                "Pagination" => self.pagination(),
                "Language" => self.language(),
                "AuthorList" => self.authors(&tag),
                "InvestigatorList" => self.investigators(&tag),
                "PublicationType" => self.publication_type(&tag),
                "PublicationTypeList" => self.publication_types(),
                "Abstract" => self.main_abstract(&tag),
                "KeywordList" => self.keywords(&tag),
                // The date to cite is that of the book.
                "ContributionDate" => self.kept_date(&tag),
                "DateRevised" => self.record_date(&tag, DateRole::RecordRevised),
                "GrantList" => self.grants(&tag),
                "ReferenceList" => self.references(&tag),
                // The table of contents, and lists such as synonyms.
                "Sections" | "ItemList" => self.keep(&tag),
                _ => self.unknown(&tag),
            }
        }
        let titled = self.held.title.as_ref().is_some_and(|title| !title.is_empty()) || self.held.vernacular.is_some();
        self.article.kind = match (titled, report) {
            (true, _) => Kind::Chapter,
            (false, true) => Kind::Report,
            (false, false) => Kind::Book,
        };
        // Authors of the book beside those of the chapter.
        if self.article.kind != Kind::Chapter {
            for contributor in self.article.contributors.iter_mut().filter(|c| c.role == Role::BookAuthor) {
                contributor.role = Role::Author;
            }
        }
    }

    /// Whether it is a report.
    fn book(&mut self) -> bool {
        let mut report = false;
        while let Some(tag) = self.xml.child() {
            match tag.name() {
                "Publisher" => self.publisher(),
                "BookTitle" => self.held.book_title = Some(self.xml.rich()),
                "PubDate" => self.held.published = self.date(&tag),
                "BeginningDate" | "EndingDate" => self.kept_date(&tag),
                "AuthorList" => {
                    self.article.et_al |= tag.says("CompleteYN", "N");
                    let editors = tag.says("Type", "editors");
                    self.people(if editors { &Role::Editor } else { &Role::BookAuthor });
                }
                "InvestigatorList" => self.investigators(&tag),
                "Volume" => self.put(&tag, Slot::Volume),
                "VolumeTitle" => self.put(&tag, Slot::VolumeTitle),
                "Edition" => self.put(&tag, Slot::Edition),
                "CollectionTitle" => self.put(&tag, Slot::Series),
                "Isbn" => self.id(IdKind::Isbn, &tag),
                "ELocationID" => self.location(&tag),
                "Medium" => self.put(&tag, Slot::Medium),
                "ReportNumber" => {
                    report = true;
                    self.put(&tag, Slot::Number);
                }
                _ => self.unknown(&tag),
            }
        }
        report
    }

    fn publisher(&mut self) {
        while let Some(tag) = self.xml.child() {
            match tag.name() {
                "PublisherName" => self.put(&tag, Slot::Publisher),
                "PublisherLocation" => self.put(&tag, Slot::Place),
                _ => self.unknown(&tag),
            }
        }
    }

    /// `<LocationLabel Type="chapter">Chapter 3</LocationLabel>`
    fn location_label(&mut self, tag: &Tag<'a>) {
        let chapter = tag.attribute("Type").is_none_or(|sort| sort == "chapter");
        let text = self.xml.text();
        let number = text.trim_start_matches(|c: char| c.is_alphabetic()).trim_matches([' ', '.']);
        if chapter && !number.is_empty() && self.article.chapter.is_none() {
            self.article.chapter = Some(number.to_owned());
        } else if !text.is_empty() {
            let sort = tag.attribute("Type").unwrap_or_default();
            self.article.keep(FAMILY, format!("LocationLabel {sort}").trim_end(), &text);
        }
    }

    fn kept_date(&mut self, tag: &Tag<'a>) {
        if let Some(date) = self.date(tag) {
            self.article.keep(FAMILY, tag.name(), &date.shown());
        }
    }
}
