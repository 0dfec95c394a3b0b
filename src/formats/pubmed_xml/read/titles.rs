//! Titles: the closing period, the English translation in brackets, and markup that was escaped twice.

use crate::article::{Style, Text, TextBuilder, Translation};

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

/// The titles that ArticleTitle and VernacularTitle give, in a work of these languages.
pub fn read(title: Option<Text>, vernacular: Option<Text>, languages: &[String]) -> Titles {
    let tidy = |text: Text| without_period(with_markup(text));
    let own = vernacular.map(tidy).filter(|text| !text.is_empty());
    let Some(title) = title.map(tidy).filter(|title| !title.is_empty() && title.plain() != NOT_AVAILABLE) else {
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

/// The tags that stand in texts which were escaped twice.
const TAGS: [(&str, Style); 5] =
    [("i", Style::Italic), ("b", Style::Bold), ("u", Style::Underline), ("sup", Style::Sup), ("sub", Style::Sub)];

/// Makes marks of `<i>` and the like among the characters, where every tag has its partner.
pub fn with_markup(text: Text) -> Text {
    if !text.marks().is_empty() || !text.plain().contains("</") {
        return text;
    }
    let mut out = TextBuilder::new();
    let mut open: Vec<Style> = Vec::new();
    let mut rest = text.plain();
    while let Some(at) = rest.find('<') {
        out.push(&rest[..at]);
        rest = &rest[at..];
        let closing = rest[1..].starts_with('/');
        let name = &rest[1 + usize::from(closing)..];
        let known = name.find('>').and_then(|end| TAGS.iter().find(|(tag, _)| *tag == &name[..end]));
        match known {
            Some((tag, style)) => {
                if !closing && open.len() < 8 {
                    open.push(*style);
                    out.open(*style);
                } else if closing && open.pop() == Some(*style) {
                    out.close();
                } else {
                    return text;
                }
                rest = &name[tag.len() + 1..];
            }
            None => {
                out.push("<");
                rest = &rest[1..];
            }
        }
    }
    if !open.is_empty() {
        return text;
    }
    out.push(rest);
    out.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading() {
        for (title, vernacular, languages, own, english, inferred) in [
            (Some("Iron in the elderly."), None, &["en"][..], "Iron in the elderly", None, false),
            (Some("And then..."), None, &["en"], "And then...", None, false),
            (Some("[Iron]."), Some("Eisen."), &["de"], "Eisen", Some("Iron"), false),
            (Some("[Iron.]"), Some("Eisen."), &["de"], "Eisen", Some("Iron"), false),
            (Some("[Iron]."), None, &["de"], "Iron", Some("Iron"), true),
            (Some("[Corrigendum]."), None, &["en"], "[Corrigendum]", None, false),
            (Some("[A] and [B]."), None, &["de"], "[A] and [B]", None, false),
            (Some("[Not Available]."), Some("Eisen."), &["de"], "Eisen", None, false),
            (Some(""), Some("Eisen."), &["de"], "Eisen", None, false),
            (None, None, &[], "", None, false),
        ] {
            let languages: Vec<String> = languages.iter().map(|tag| (*tag).to_owned()).collect();
            let titles = read(title.map(Text::new), vernacular.map(Text::new), &languages);
            let found = titles.translated.first().map(|translation| translation.text.plain());
            assert_eq!((titles.title.plain(), found, titles.inferred), (own, english, inferred), "{title:?}");
        }
    }

    #[test]
    fn escaped_markup() {
        for (input, plain, marks) in [
            ("CO<sub>2</sub> and <i>E. coli</i>", "CO2 and E. coli", 2),
            ("a < b </c> d", "a < b </c> d", 0),
            ("<i>open", "<i>open", 0),
            ("<i>a</b>", "<i>a</b>", 0),
        ] {
            let text = with_markup(Text::new(input));
            assert_eq!((text.plain(), text.marks().len()), (plain, marks), "{input}");
        }
    }
}
