//! Titles: the closing period, and the English translation in brackets.

use super::line::tidy;
use crate::article::{Article, Text, Translation};

/// What NLM puts where it has no English title.
const NOT_AVAILABLE: &str = "[Not Available]";

/// Titles of a work, as the model has them.
#[derive(Debug, Default, PartialEq)]
pub struct Titles {
    /// The title.
    pub title: Text,
    /// The title in other languages.
    pub translated: Vec<Translation>,
    /// The title is the translation: the record does not have the other.
    pub inferred: bool,
}

/// Takes one closing period off, but not of an ellipsis.
pub fn without_period(mut text: Text) -> Text {
    if !text.plain().ends_with("...") {
        text.trim_end_matches_once(".");
    }
    text
}

fn with_period(text: &str) -> String {
    if text.is_empty() || text.ends_with(['.', '?', '!']) { text.to_owned() } else { format!("{text}.") }
}

/// What is between brackets that open the title and close it.
fn in_brackets(title: &Text) -> Option<Text> {
    let plain = title.plain();
    let inner = plain.strip_prefix('[')?.strip_suffix(']')?;
    // `[A] and [B]`
    let mut depth = 0_i32;
    let whole = inner.chars().all(|c| {
        depth += i32::from(c == '[') - i32::from(c == ']');
        depth >= 0
    });
    whole.then(|| without_period(title.slice(1..plain.len() - 1)))
}

/// The titles that TI and TT (ArticleTitle and VernacularTitle in XML) give, in a work of these languages.
pub fn read(title: Option<Text>, vernacular: Option<Text>, languages: &[String]) -> Titles {
    let own = vernacular.map(without_period).filter(|text| !text.is_empty());
    let title = title.map(without_period).filter(|title| !title.is_empty() && title.plain() != NOT_AVAILABLE);
    let Some(title) = title else {
        return Titles { title: own.unwrap_or_default(), ..Titles::default() };
    };
    let foreign = || languages.iter().find(|language| *language != "en").cloned();
    let bracketed = in_brackets(&title).filter(|_| own.is_some() || foreign().is_some());
    let Some(english) = bracketed else {
        let translated = own.map(|text| Translation { text, language: foreign() });
        return Titles { title, translated: translated.into_iter().collect(), inferred: false };
    };
    Titles {
        inferred: own.is_none(),
        title: own.unwrap_or_else(|| english.clone()),
        translated: vec![Translation { text: english, language: Some("en".to_owned()) }],
    }
}

/// TI and TT of an article, and whether reading gives its titles back.
pub fn write(article: &Article) -> (String, Option<String>, bool) {
    let mut title = tidy(article.title.plain()).into_owned();
    if let Some(subtitle) = article.subtitle.as_ref().filter(|subtitle| !subtitle.is_empty()) {
        let joint = if title.ends_with(['?', '!', ':']) { " " } else { ": " };
        title = format!("{title}{joint}{}", tidy(subtitle.plain()));
    }
    let is_english = |language: Option<&str>| language.is_none_or(|language| language.starts_with("en"));
    let in_english = is_english(article.languages.first().map(String::as_str));
    let english = article
        .translated_titles
        .iter()
        .find(|translation| translation.language.as_deref().is_some_and(|language| language.starts_with("en")))
        .or_else(|| article.translated_titles.first().filter(|translation| is_english(translation.language.as_deref())))
        .filter(|_| !in_english || article.languages.is_empty());
    let (first, second) = match (english, article.translated_titles.first()) {
        (Some(english), _) => {
            let english = tidy(english.text.plain()).into_owned();
            let own = (english != title).then(|| with_period(&title));
            (format!("[{english}]."), own)
        }
        (None, Some(other)) => (with_period(&title), Some(with_period(&tidy(other.text.plain())))),
        (None, None) => (with_period(&title), None),
    };
    let back = read(Some(Text::new(&first)), second.as_deref().map(Text::new), &article.languages);
    let texts = |translated: &[Translation]| translated.iter().map(|t| t.text.plain().to_owned()).collect::<Vec<_>>();
    let whole =
        back.title.plain() == article.title.plain() && texts(&back.translated) == texts(&article.translated_titles);
    (first, second, whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading() {
        for (title, vernacular, languages, own, english, inferred) in [
            (Some("Iron in the elderly."), None, &["en"][..], "Iron in the elderly", None, false),
            (Some("And then..."), None, &["en"], "And then...", None, false),
            (Some("Why?"), None, &["en"], "Why?", None, false),
            (Some("[Iron]."), Some("Eisen."), &["de"], "Eisen", Some("Iron"), false),
            (Some("[Iron.]"), Some("Eisen."), &["de"], "Eisen", Some("Iron"), false),
            (Some("[Iron]."), None, &["de"], "Iron", Some("Iron"), true),
            (Some("[Corrigendum]."), None, &["en"], "[Corrigendum]", None, false),
            (Some("[Corrigendum]."), None, &[], "[Corrigendum]", None, false),
            (Some("[A] and [B]."), None, &["de"], "[A] and [B]", None, false),
            (Some("[On [18F]FDG]."), Some("FDG."), &["de"], "FDG", Some("On [18F]FDG"), false),
            (Some("[Not Available]."), Some("Eisen."), &["de"], "Eisen", None, false),
            (None, Some("Eisen."), &["de"], "Eisen", None, false),
            (Some(""), Some("Eisen."), &["de"], "Eisen", None, false),
            (None, None, &[], "", None, false),
        ] {
            let languages: Vec<String> = languages.iter().map(|tag| (*tag).to_owned()).collect();
            let titles = read(title.map(Text::new), vernacular.map(Text::new), &languages);
            let found = titles.translated.first().map(|translation| translation.text.plain());
            assert_eq!((titles.title.plain(), found, titles.inferred), (own, english, inferred), "{title:?}");
        }
        let both = read(Some(Text::new("Iron.")), Some(Text::new("Fer.")), &["en".to_owned(), "fr".to_owned()]);
        assert_eq!(both.title.plain(), "Iron");
        assert_eq!(both.translated[0].language.as_deref(), Some("fr"));
    }

    #[test]
    fn writing() {
        for (own, translated, languages, first, second, whole) in [
            ("Iron", None, &["en"][..], "Iron.", None, true),
            ("Why?", None, &["en"], "Why?", None, true),
            ("Smith & Co.", None, &["en"], "Smith & Co.", None, false),
            ("Eisen", Some(("Iron", "en")), &["de"], "[Iron].", Some("Eisen."), true),
            ("Iron", Some(("Iron", "en")), &["de"], "[Iron].", None, true),
            ("Iron", Some(("Fer", "fr")), &["en", "fr"], "Iron.", Some("Fer."), true),
            ("[Iron]", None, &["de"], "[Iron].", None, false),
        ] {
            let mut article = Article { title: Text::new(own), ..Article::default() };
            article.languages = languages.iter().map(|tag| (*tag).to_owned()).collect();
            article.translated_titles = translated
                .map(|(text, language)| Translation { text: Text::new(text), language: Some(language.to_owned()) })
                .into_iter()
                .collect();
            let second = second.map(str::to_owned);
            assert_eq!(write(&article), (first.to_owned(), second, whole), "{own}");
        }
    }
}
