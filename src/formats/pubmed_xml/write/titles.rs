//! Titles: the closing period, and the English translation in brackets before the original.

use super::{Form, Record};
use crate::article::{Article, Slot, Text};
use std::borrow::Cow;

/// The titles of an article as NLM has them.
pub struct Titles<'a> {
    first: Cow<'a, Text>,
    /// The first stands in brackets: it is a translation.
    bracketed: bool,
    second: Option<Cow<'a, Text>>,
    /// Reading gives them back.
    whole: bool,
}

impl<'a> Titles<'a> {
    pub fn of(article: &'a Article, form: Form) -> Titles<'a> {
        let own = article.whole_title();
        let untold = matches!(&own, Cow::Borrowed(text) if std::ptr::eq(*text, &article.title));
        if article.translated_titles.is_empty() {
            let whole = untold && is_told(&own) && !(is_bracketed(&own) && is_foreign(article, form));
            return Titles { first: own, bracketed: false, second: None, whole };
        }
        let english = |language: Option<&str>| language.is_none_or(|language| language.starts_with("en"));
        let in_english = english(article.languages.first().map(String::as_str));
        let translations = &article.translated_titles;
        let found = translations
            .iter()
            .find(|found| found.language.as_deref().is_some_and(|language| language.starts_with("en")))
            .or_else(|| translations.first().filter(|found| english(found.language.as_deref())))
            .filter(|_| !in_english || article.languages.is_empty());
        let alone = untold && translations.len() == 1;
        match (found, &translations[0]) {
            (Some(translation), _) => {
                let first = Cow::Borrowed(&translation.text);
                let same = own.plain() == first.plain();
                let whole = alone
                    && is_balanced(first.plain())
                    && is_told(&first)
                    && if same { is_foreign(article, form) } else { is_told(&own) && !own.is_empty() };
                Titles { first, bracketed: true, second: Some(own).filter(|own| !same && !own.is_empty()), whole }
            }
            (None, other) => {
                let whole = alone && is_told(&own) && !own.is_empty() && !is_bracketed(&own) && is_told(&other.text);
                Titles { first: own, bracketed: false, second: Some(Cow::Borrowed(&other.text)), whole }
            }
        }
    }
}

/// Whether a reader will find a language other than English: an article must have one, and one that is not known is `und`.
fn is_foreign(article: &Article, form: Form) -> bool {
    (form == Form::Article && article.languages.is_empty()) || article.languages.iter().any(|language| language != "en")
}

/// Whether a title comes back as it is: it has no closing period of its own, and nothing that reads like NLM's words or
/// like markup that was escaped twice.
fn is_told(title: &Text) -> bool {
    let plain = title.plain();
    (!plain.ends_with('.') || plain.ends_with("...")) && plain != "[Not Available]" && !plain.contains("</")
}

fn is_bracketed(title: &Text) -> bool {
    title.plain().starts_with('[') && title.plain().trim_end_matches('.').ends_with(']')
}

/// Whether no bracket closes before it opens.
fn is_balanced(text: &str) -> bool {
    let mut depth = 0_i32;
    text.chars().all(|c| {
        depth += i32::from(c == '[') - i32::from(c == ']');
        depth >= 0
    })
}

impl Record<'_, '_> {
    /// ArticleTitle, and what of the titles a reader will not find as it was.
    pub(super) fn title(&mut self, titles: &Titles<'_>) {
        let empty = titles.first.is_empty() && !titles.bracketed;
        let slot = if titles.bracketed { Slot::TranslatedTitles } else { Slot::Title };
        self.xml.line();
        self.xml.start("ArticleTitle", &[]);
        if titles.bracketed {
            self.xml.text("[");
        }
        self.marked(slot, &titles.first, true);
        if titles.bracketed {
            self.xml.text("].");
        } else if !empty && !titles.first.plain().ends_with(['.', '?', '!']) {
            self.xml.text(".");
        }
        self.xml.end("ArticleTitle");
        if !titles.whole {
            self.log.flattened(Slot::Title, "wording");
            if !self.article.translated_titles.is_empty() {
                self.log.flattened(Slot::TranslatedTitles, "wording");
            }
        }
        if self.article.translated_titles.len() > 1 {
            self.log.lost(Slot::TranslatedTitles);
        }
    }

    pub(super) fn vernacular_title(&mut self, titles: &Titles<'_>) {
        let Some(title) = &titles.second else { return };
        let slot = if titles.bracketed { Slot::Title } else { Slot::TranslatedTitles };
        self.xml.line();
        self.xml.start("VernacularTitle", &[]);
        self.marked(slot, title, true);
        if !title.is_empty() && !title.plain().ends_with(['.', '?', '!']) {
            self.xml.text(".");
        }
        self.xml.end("VernacularTitle");
    }
}
