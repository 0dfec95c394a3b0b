//! What is lost beside the lines that are written.

use super::{Record, check};
use crate::article::{AbstractKind, Contributor, DateRole, Kind, Slot};
use crate::formats::ris::read;
use crate::formats::ris::tags::{self, Use};
use crate::formats::ris::types;
use crate::formats::ris::value::note_date;
use crate::log::Log;

impl Record<'_> {
    /// Says what is lost beside the lines.
    pub(super) fn account(&self, log: &mut Log) {
        let article = self.article;
        let (exact, flattened) = tags::slots(self.code);
        // The type of the source has other tags than that of which the writer told what it carries.
        let usual = types::type_of(&article.kind).code;
        if usual != self.code {
            let (usual_exact, usual_flattened) = tags::slots(usual);
            let unwritten = usual_exact.or(usual_flattened).without(exact).without(flattened);
            article.filled().and(unwritten).iter().for_each(|slot| log.lost(slot));
        }
        let other = |contributor: &&Contributor| Slot::of_contributor(contributor) == Slot::OtherContributors;
        if article.contributors.iter().filter(other).any(|contributor| !check::has_line(self.code, &contributor.role)) {
            log.lost(Slot::OtherContributors);
        }
        if article.kind == Kind::EditedBook && article.authors().next().is_some() {
            log.flattened(Slot::Kind, "a collection that has authors");
        }
        let written = |key: &str| tags::is_tag(key) || key == "TY";
        if article.extra_of("ris").any(|extra| !written(&extra.key) || (extra.key == "TY" && extra.value != self.code))
        {
            log.lost(Slot::Extra);
        }
        let issued = self.cited();
        for dated in &article.dates {
            use DateRole::{Collection, Issued, Online, Print};
            if matches!(dated.role, Issued | Print | Online | Collection)
                && !issued.is_some_and(|date| std::ptr::eq(date, &dated.date))
                && !(dated.role == Online && exact.contains(Slot::DateOnline) && self.writes_native(Slot::DateOnline))
            {
                log.lost(Slot::of_date(dated.role));
            }
            if dated.role != Issued && issued.is_some_and(|date| std::ptr::eq(date, &dated.date)) {
                log.flattened(Slot::of_date(dated.role), "what sort of date it is");
            }
            if matches!(dated.role, DateRole::Accessed | DateRole::Original | DateRole::Received)
                && exact.contains(Slot::of_date(dated.role))
            {
                note_date(&dated.date, Slot::of_date(dated.role), log);
            }
        }
        // Readers take one name alone for the database, and one place for two.
        if article.archive.is_some() {
            let (databases, providers) = self.database();
            match (databases.first(), providers.first()) {
                (Some(database), _) if article.archive.as_deref() != Some(database) => log.lost(Slot::Archive),
                (Some(database), Some(provider)) if database != provider && !read::is_pubmed(database) => {}
                _ => {
                    log.flattened(Slot::Archive, "the name of a database alone");
                    log.flattened(Slot::SourceDb, "the name of a database alone");
                }
            }
        }
        if self.code == "CASE" && article.container.publisher.is_some() {
            match &article.authority {
                Some(_) => log.lost(Slot::Publisher),
                None => log.flattened(Slot::Publisher, "the court of a case"),
            }
        }
        if article.event.name.is_some() && self.uses(b"CP") == Some(Use::Native(Slot::EventName)) && !self.native {
            log.lost(Slot::EventName);
        }
        if article.article_number.is_some() && article.pages.is_some() && !exact.contains(Slot::ArticleNumber) {
            log.lost(Slot::ArticleNumber);
        }
        for id in &article.ids {
            let slot = Slot::of_id(&id.kind);
            if exact.contains(slot) && (id.version.is_some() || id.note.is_some()) {
                log.flattened(slot, "versions and notes");
            }
        }
        if article.abstracts.iter().filter(|found| found.kind == AbstractKind::Main).count() > 1 {
            log.lost(Slot::Abstract);
        }
        if article.translated_titles.iter().any(|title| title.language.is_some()) {
            log.flattened(Slot::TranslatedTitles, "languages");
        }
        if article.annotation.is_some() {
            log.flattened(Slot::Notes, "a remark among them");
        }
        if article.notes.iter().any(|note| note.contains('\n')) {
            log.flattened(Slot::Notes, "line breaks");
        }
    }
}
