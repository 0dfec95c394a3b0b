//! `PubmedBookArticle`: books and chapters, in the DTD's order.

use super::dates::Publishing;
use super::titles::Titles;
use super::{Form, Record};
use crate::article::{Contributor, DateRole, IdKind, Role, Slot, Text};

impl Record<'_, '_> {
    pub(super) fn book_article(&mut self) {
        let article = self.article;
        let publishing = self.publishing();
        let chapter = self.form == Form::Chapter;
        self.xml.open("PubmedBookArticle", &[]);
        self.xml.open("BookDocument", &[]);
        self.pmid();
        self.ids(true);
        self.book(&publishing);
        if let Some(number) = &article.chapter {
            self.xml.line();
            self.xml.start("LocationLabel", &[("Type", "chapter")]);
            self.xml.text("Chapter ");
            self.xml.text(number);
            self.xml.end("LocationLabel");
            if number.ends_with(['.', ' ']) || number.starts_with(['.', ' ']) {
                self.log.flattened(Slot::Chapter, "wording");
            }
        }
        let titles = chapter.then(|| Titles::of(article, self.form));
        if let Some(titles) = &titles {
            self.title(titles);
            self.vernacular_title(titles);
        }
        self.pagination();
        self.languages(false);
        if chapter {
            self.authors(&Role::Author, "authors");
        }
        self.investigators();
        self.publication_types();
        self.main_abstract();
        self.keywords();
        self.record_date("DateRevised", DateRole::RecordRevised);
        self.grants();
        self.references();
        self.xml.close("BookDocument");
        self.pubmed_data("PubmedBookData", &publishing, self.form);
        self.xml.close("PubmedBookArticle");
    }

    fn book(&mut self, publishing: &Publishing<'_>) {
        let article = self.article;
        let container = &article.container;
        let chapter = self.form == Form::Chapter;
        self.xml.open("Book", &[]);
        self.xml.open("Publisher", &[]);
        self.leaf("PublisherName", container.publisher.as_deref().unwrap_or(""));
        self.leaf_if("PublisherLocation", container.place.as_deref());
        self.xml.close("Publisher");
        self.book_title(chapter);
        self.pub_date(publishing);
        let authors = match chapter {
            true => self.authors(&Role::BookAuthor, "authors"),
            false => self.authors(&Role::Author, "authors"),
        };
        let cut = article.et_al && !article.authors().any(|_| true);
        if cut {
            self.log.lost(Slot::EtAl);
        }
        let editors = self.authors(&Role::Editor, "editors");
        let placed = |found: &Contributor| match found.role {
            Role::Author => chapter || authors,
            Role::BookAuthor => chapter && authors,
            Role::Editor => editors,
            Role::Investigator => true,
            _ => false,
        };
        self.leave_out(|found| !placed(found));
        if chapter && article.title.is_empty() && article.subtitle.is_none() {
            self.untitled();
        }
        self.book_volume();
        if let Some(title) = &container.volume_title {
            self.xml.line();
            self.xml.start("VolumeTitle", &[]);
            self.marked(Slot::VolumeTitle, title, false);
            self.xml.end("VolumeTitle");
        }
        self.leaf_if("Edition", article.edition.as_deref());
        if let Some(series) = &container.series {
            self.rich(Slot::Series, "CollectionTitle", series);
        }
        for id in article.ids_of(&IdKind::Isbn) {
            self.xml.line();
            self.xml.start("Isbn", &[]);
            self.xml.text(&id.value);
            if let Some(note) = &id.note {
                self.xml.text(" (");
                self.xml.text(note);
                self.xml.text(")");
            }
            self.xml.end("Isbn");
        }
        // Pages of the chapter stand outside.
        self.locations(article.pages.is_some() || article.article_number.is_some());
        self.leaf_if("Medium", article.medium.as_deref());
        self.leaf_if("ReportNumber", article.number.as_deref());
        self.xml.close("Book");
    }

    /// A chapter without a title is taken for the book.
    fn untitled(&mut self) {
        for slot in [Slot::ContainerTitle, Slot::BookAuthors, Slot::Authors, Slot::GroupAuthors] {
            if !self.article.values(slot).is_empty() {
                self.log.flattened(slot, "difference of book and chapter");
            }
        }
    }

    fn book_title(&mut self, chapter: bool) {
        let article = self.article;
        let (slot, title) = if chapter {
            (Slot::ContainerTitle, article.container.title.as_ref().map(std::borrow::Cow::Borrowed))
        } else {
            (Slot::Title, Some(article.whole_title()))
        };
        let empty = Text::default();
        let title = title.as_deref().unwrap_or(&empty);
        self.rich(slot, "BookTitle", title);
        let joined = !chapter && article.subtitle.as_ref().is_some_and(|subtitle| !subtitle.is_empty());
        if joined || (title.plain().ends_with('.') && !title.plain().ends_with("...")) {
            self.log.flattened(slot, "wording");
        }
    }

    /// Volume, with supplement and part, since a book has no issue.
    fn book_volume(&mut self) {
        let article = self.article;
        let parts = [article.supplement.as_ref(), article.part.as_ref()];
        if parts.iter().all(Option::is_none) {
            return self.leaf_if("Volume", article.volume.as_deref());
        }
        let words = [article.volume.as_ref()].into_iter().chain(parts).flatten().map(String::as_str);
        self.leaf("Volume", &words.collect::<Vec<_>>().join(" "));
        self.log.flattened(Slot::Volume, "supplement and part");
    }
}
