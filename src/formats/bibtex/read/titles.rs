//! Titles: of the work, of what it is in, of its series and its event.
//!
//! A volume of a work in several volumes has the title of the whole and, as catalogues do, its own beside it as the title of
//! the volume; so has the book that a chapter is in.

use super::fields::F;
use super::{Reader, kinds, names};
use crate::article::{Kind, Slot, Text};
use crate::formats::bibtex::Dialect;
use crate::formats::bibtex::tags::Shape;

impl Reader<'_> {
    /// A title, its subtitle and what is added to it, as one text.
    fn joined(&mut self, title: F, subtitle: F, addition: Option<F>) -> Option<Text> {
        let title = self.rich(title);
        let with = self.with(title, subtitle, ": ");
        match addition {
            Some(addition) => self.with_addition(with, addition),
            None => with,
        }
    }

    /// A title with what is added to it. BibTeX knows of no additions, and has no field from which they would come back.
    fn with_addition(&mut self, title: Option<Text>, addition: F) -> Option<Text> {
        if self.dialect == Dialect::Biblatex {
            return self.with(title, addition, ". ");
        }
        if let Some(field) = self.get(addition) {
            self.keep(field);
        }
        title
    }

    /// A title with another field behind it. The field is kept, for the writer to part them again.
    fn with(&mut self, title: Option<Text>, name: F, joint: &str) -> Option<Text> {
        let more = self.rich(name);
        match (title, more) {
            (Some(mut title), Some(more)) => {
                self.copy_of(name);
                let ends = title.plain().ends_with(['?', '!', ':', '.']);
                title.append(&Text::new(if ends { " " } else { joint }));
                title.append(&more);
                Some(title)
            }
            (title, more) => title.or(more),
        }
    }

    pub(super) fn titles(&mut self) {
        if let Some(title) = self.rich(F::Title) {
            self.article.title = title;
        } else if self.shape == Shape::Whole {
            // Books and proceedings have it for those that name them as `crossref`.
            self.article.title = self.rich(F::BookTitle).unwrap_or_default();
        }
        self.article.subtitle = self.rich(F::Subtitle);
        self.placed(F::Subtitle, Slot::Subtitle);
        match self.article.subtitle.take() {
            Some(subtitle) => self.article.subtitle = self.with_addition(Some(subtitle), F::TitleAddon),
            None => {
                let title = std::mem::take(&mut self.article.title);
                let whole = self.with_addition((!title.is_empty()).then_some(title), F::TitleAddon);
                self.article.title = whole.unwrap_or_default();
            }
        }
        self.article.short_title = self.rich(F::ShortTitle);
        self.article.original_title = self.rich(F::OrigTitle);
        self.placed(F::OrigTitle, Slot::OriginalTitle);
        self.container();
        self.main_title();
        self.series();
        self.article.container.issue_title = self.joined(F::IssueTitle, F::IssueSubtitle, None);
        self.placed(F::IssueTitle, Slot::IssueTitle);
        for (name, slot) in [(F::EventTitle, Slot::EventName), (F::Venue, Slot::EventPlace)] {
            self.put(name, slot);
            // BibTeX has fields for them only in place of others.
            if self.dialect == Dialect::Bibtex {
                self.copy_of(name);
            }
        }
    }

    fn series(&mut self) {
        let serial = self.shape == Shape::Article || self.article.kind == Kind::Periodical;
        let journal = serial && self.dialect == Dialect::Biblatex;
        let words = journal.then(|| series_of_journal(self.raw(F::Series))).flatten();
        if words.is_some() {
            self.copy_of(F::Series);
        }
        self.article.container.series = match words {
            Some(words) => Some(Text::new(&words)),
            None => self.rich(F::Series),
        };
    }

    fn container(&mut self) {
        let book = self.joined(F::BookTitle, F::BookSubtitle, Some(F::BookTitleAddon));
        let short = self.plain(F::ShortJournal);
        let macro_ = kinds::journal(self.raw(F::Journal)).or(kinds::journal(self.raw(F::FullJournal)));
        let journal = match macro_ {
            Some(title) => Some(Text::new(title)),
            None => self.joined(F::Journal, F::JournalSubtitle, Some(F::JournalTitleAddon)).map(names::unprotected),
        };
        let full = self.rich(F::FullJournal).map(names::unprotected);
        // The American Mathematical Society writes the abbreviation in `journal` beside the full title.
        let (journal, short) = match (full, journal) {
            (Some(full), Some(abbreviated)) => (Some(full), short.or(Some(abbreviated.plain().to_owned()))),
            (full, journal) => (full.or(journal), short),
        };
        if self.has(F::FullJournal) {
            self.copy_of(F::FullJournal);
            if self.dialect == Dialect::Bibtex {
                self.copy_of(F::Journal);
            }
        }
        if let Some(short) = short {
            let slot = if short.contains('.') { Slot::ContainerIso } else { Slot::ContainerNlm };
            let slot = if self.dialect == Dialect::Biblatex { Slot::ContainerIso } else { slot };
            if self.article.put(slot, &short).is_ok() && self.dialect == Dialect::Bibtex {
                self.copy_of(F::ShortJournal);
            }
        }
        let first = if self.shape == Shape::Article { [journal, book] } else { [book, journal] };
        let fields = if self.shape == Shape::Article { [F::Journal, F::BookTitle] } else { [F::BookTitle, F::Journal] };
        for (title, field) in first.into_iter().zip(fields) {
            let Some(title) = title else { continue };
            let own = self.shape == Shape::Whole && field == F::BookTitle && self.is_own_title(&title);
            let taken = !own && self.article.container.title.is_some();
            let fits = match self.shape {
                Shape::Article => field == F::Journal,
                Shape::Part => field == F::BookTitle,
                Shape::Whole | Shape::Thesis | Shape::Report | Shape::Loose => false,
            };
            if !taken && !own {
                self.article.container.title = Some(title);
            }
            match self.get(field) {
                Some(field) if taken => self.keep(field),
                Some(field) if !fits => self.copy(field),
                _ => {}
            }
        }
    }

    /// Whether a title is the work's own, with its subtitle or without it.
    fn is_own_title(&self, title: &Text) -> bool {
        let own = self.article.title.plain();
        match &self.article.subtitle {
            Some(sub) if title.plain() != own => title.plain().starts_with(own) && title.plain().ends_with(sub.plain()),
            _ => title.plain() == own,
        }
    }

    /// The title of a work in several volumes: of a volume, the title; of a part, that of what it is in.
    fn main_title(&mut self) {
        let Some(main) = self.rich(F::MainTitle) else { return };
        match self.shape {
            Shape::Whole if !self.article.title.is_empty() => {
                let sub = self.article.subtitle.take();
                let mut volume = std::mem::replace(&mut self.article.title, main);
                if let Some(sub) = sub {
                    self.copy_of(F::Subtitle);
                    volume.append(&Text::new(if volume.plain().ends_with(['?', '!', ':', '.']) { " " } else { ": " }));
                    volume.append(&sub);
                }
                self.article.container.volume_title = Some(volume);
                match self.rich(F::MainSubtitle) {
                    Some(sub) => self.article.subtitle = self.with_addition(Some(sub), F::MainTitleAddon),
                    None => {
                        let main = std::mem::take(&mut self.article.title);
                        self.article.title = self.with_addition(Some(main), F::MainTitleAddon).unwrap_or_default();
                    }
                }
            }
            Shape::Part => {
                let main = self.joined(F::MainTitle, F::MainSubtitle, Some(F::MainTitleAddon));
                match std::mem::replace(&mut self.article.container.title, main) {
                    Some(book) => self.article.container.volume_title = Some(book),
                    None => self.copy_of(F::MainTitle),
                }
            }
            _ => {
                for field in [F::MainTitle, F::MainSubtitle, F::MainTitleAddon] {
                    if let Some(field) = self.get(field) {
                        self.keep(field);
                    }
                }
            }
        }
    }
}

/// What BibLaTeX prints for the series of a journal: it has keys for some, and numbers the others.
pub fn series_of_journal(value: &str) -> Option<String> {
    let ending = match value.as_bytes() {
        b"newseries" => return Some("New series".to_owned()),
        b"oldseries" => return Some("Old series".to_owned()),
        [.., b'1', _] => "th",
        [.., b'1'] => "st",
        [.., b'2'] => "nd",
        [.., b'3'] => "rd",
        _ => "th",
    };
    let digits = (1..=3).contains(&value.len()) && value.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| format!("{value}{ending} series"))
}
