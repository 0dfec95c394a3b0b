//! Titles of works in several volumes, of their volumes, and of what parts are in.

use super::*;

impl<'a> Entry<'a, '_> {
    /// The title of the volume, which stands in `title` or `booktitle`; that of the whole is the `maintitle`.
    pub(super) fn volume(&self) -> Option<&'a Text> {
        let article = self.article;
        let has_main = !article.title.is_empty() && self.row.shape == Shape::Whole;
        article.container.volume_title.as_ref().filter(|volume| has_main && !volume.is_empty())
    }

    /// The title of the book that a part is in, where the title of the whole is known as well.
    fn book_volume(&self) -> Option<&'a Text> {
        let container = &self.article.container;
        let has_main = container.best_title().is_some() && self.row.shape == Shape::Part;
        container.volume_title.as_ref().filter(|volume| has_main && !volume.is_empty())
    }

    /// A title without what the source has in other fields.
    pub(super) fn own_title(&mut self, slot: Slot) -> Option<Cow<'a, str>> {
        let text = self.text(slot)?;
        let serial = self.row.shape == Shape::Article || self.article.kind == Kind::Periodical;
        let journal = serial && self.bib.dialect == Dialect::Biblatex;
        if slot == Slot::Series && journal && series_of_journal(text.plain()).is_some() {
            self.log.flattened(slot, "its difference from a number of the series");
        }
        let parts: &[&str] = match slot {
            Slot::Title if self.volume().is_some() => &["titleaddon", "subtitle"],
            Slot::Title | Slot::Subtitle => &["titleaddon"],
            Slot::IssueTitle => &["issuesubtitle"],
            _ => return Some(self.title(text)),
        };
        Some(self.title(self.extras.without(text, parts, self.bib.dialect)))
    }

    pub(super) fn main_title(&mut self) -> Option<Cow<'a, str>> {
        let dialect = self.bib.dialect;
        if self.volume().is_some() {
            let title = match dialect {
                Dialect::Bibtex => self.with_subtitle(),
                Dialect::Biblatex if self.article.subtitle.is_some() => self.title(&self.article.title),
                Dialect::Biblatex => self.title(self.extras.without(&self.article.title, &["maintitleaddon"], dialect)),
            };
            return Some(title);
        }
        if self.book_volume().is_some() {
            return self.container_title(&["maintitleaddon", "mainsubtitle"]);
        }
        if self.article.container.volume_title.is_some() {
            self.log.lost(Slot::VolumeTitle);
        }
        None
    }

    pub(super) fn main_subtitle(&self) -> Option<Cow<'a, str>> {
        self.volume()?;
        let subtitle = self.article.subtitle.as_ref()?;
        Some(self.title(self.extras.without(subtitle, &["maintitleaddon"], self.bib.dialect)))
    }

    pub(super) fn book(&mut self) -> Option<Cow<'a, str>> {
        if let Some(volume) = self.book_volume() {
            let parts = ["booktitleaddon", "booksubtitle"];
            return Some(self.title(self.extras.without(volume, &parts, self.bib.dialect)));
        }
        let (title, event) =
            (self.container_title(&["booktitleaddon", "booksubtitle"]), self.article.event.name.as_deref());
        match (title, event) {
            (Some(title), event) => {
                if event.is_some() && self.bib.dialect == Dialect::Bibtex {
                    self.log.lost(Slot::EventName);
                }
                Some(title)
            }
            (None, Some(event)) if self.bib.dialect == Dialect::Bibtex => Some(self.title(Text::new(event))),
            _ => None,
        }
    }

    /// The title of the container without what the source has in other fields.
    fn container_title(&mut self, parts: &[&str]) -> Option<Cow<'a, str>> {
        let title = self.container(false)?;
        // The text has its marks; an abbreviation has none.
        let rich = self.article.container.title.as_ref();
        let rich = rich.map(|rich| self.extras.without(rich, parts, self.bib.dialect));
        Some(rich.map_or_else(|| self.title(Text::new(title)), |rich| self.title(rich)))
    }
}
