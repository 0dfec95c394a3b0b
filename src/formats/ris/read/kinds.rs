//! What a record is, where its type alone does not say it.

use super::{Reader, dates, places};
use crate::article::{Article, IdKind, Kind, Role, Slot, Status};
use crate::formats::ris::types;
use crate::log::Code;

impl Reader<'_, '_> {
    /// The kind, where the code alone does not say it.
    pub(super) fn settle_kind(&mut self) {
        let article = &mut *self.article;
        let code = self.facts.code();
        let by = |article: &Article, role: &Role| article.by_role(role).next().is_some();
        let no_journal = article.container.title.is_none() && article.container.short_title().is_none();
        match code {
            "BOOK" if article.kind == Kind::Book && by(article, &Role::Editor) && !by(article, &Role::Author) => {
                article.kind = Kind::EditedBook;
            }
            "JFULL" if article.title.is_empty() => article.kind = Kind::Periodical,
            "INPR" if no_journal => article.kind = Kind::Manuscript,
            "JOUR" | "EJOUR" | "UNPB"
                if article.id(&IdKind::Arxiv).is_some() && (no_journal || places::is_server(article)) =>
            {
                article.kind = Kind::Preprint;
            }
            "JOUR" if places::is_server(article) => {
                article.kind = Kind::Preprint;
                article.inferred.insert(Slot::Kind);
                self.log.add(Code::Inferred, 0..0, "the journal is a server of preprints; taken for a preprint");
            }
            _ => {}
        }
        if matches!(code, "AGGR" | "DBASE") && article.genre.is_none() {
            article.genre = Some("database".to_owned());
        }
        let written = types::type_of(&self.article.kind).code;
        if let Some(code) = &self.facts.code
            && written != code.as_ref()
        {
            let code = code.clone();
            if !types::is_code(&code) && self.article.genre.is_none() {
                self.article.genre = Some(code.to_string());
            }
            self.article.keep("ris", "TY", &code);
        }
        if self.article.title.is_empty() {
            match self.article.short_title.take() {
                Some(short) if self.article.title.is_empty() => {
                    self.article.title = short;
                    self.article.inferred.insert(Slot::Title);
                }
                other => {
                    self.article.short_title = other;
                    if self.article.kind != Kind::Periodical {
                        self.log.add(Code::MissingTitle, 0..0, "the record has no title");
                    }
                }
            }
        }
    }
}

/// The status that a record of this type, with the dates of the article, is read to have.
pub fn status_of(code: &str, article: &Article) -> Option<Status> {
    let words = article.citation_date().and_then(|date| date.literal.as_deref());
    if code == "INPR" { Some(Status::InPress) } else { words.and_then(dates::status) }
}
