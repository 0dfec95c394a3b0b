//! Citation keys.

use crate::article::{Article, IdKind, Name, Role, Slot, Slots};
use deunicode::deunicode;
use std::borrow::Cow;
use unicode_normalization::char::is_combining_mark;

/// How citation keys are made.
///
/// The default keeps the source's key, and makes one of first author, year and first significant word of the title where
/// there is none: `zhou2023immunotherapy`.
#[derive(Clone, Debug, Default)]
pub struct KeyPattern {
    /// `None` keeps the source's key.
    parts: Option<Vec<Part>>,
}

#[derive(Clone, Debug, PartialEq)]
enum Part {
    Literal(String),
    Author,
    Year,
    Title,
    Journal,
    Pmid,
    Doi,
}

const FIELDS: [(&str, Part); 6] = [
    ("{author}", Part::Author),
    ("{year}", Part::Year),
    ("{title}", Part::Title),
    ("{journal}", Part::Journal),
    ("{pmid}", Part::Pmid),
    ("{doi}", Part::Doi),
];

/// Words that begin titles and say nothing.
const STOP_WORDS: [&str; 34] = [
    "a", "an", "the", "on", "of", "in", "for", "to", "and", "or", "from", "with", "by", "at", "as", "is", "are", "do",
    "does", "how", "what", "why", "when", "der", "die", "das", "ein", "eine", "le", "la", "les", "un", "une", "el",
];

impl KeyPattern {
    /// Reads `keep`, `pmid`, `doi`, or a pattern of `{author}{year}{title}{journal}{pmid}{doi}` and letters. An error says
    /// what is wrong.
    pub fn parse(text: &str) -> Result<KeyPattern, String> {
        let pattern = match text {
            "keep" => return Ok(KeyPattern::default()),
            "pmid" => "{pmid}",
            "doi" => "{doi}",
            pattern => pattern,
        };
        let mut parts = Vec::new();
        let mut rest = pattern;
        while !rest.is_empty() {
            if let Some((name, part)) = FIELDS.iter().find(|(name, _)| rest.starts_with(name)) {
                parts.push(part.clone());
                rest = &rest[name.len()..];
                continue;
            }
            let end = rest.find('{').unwrap_or(rest.len());
            let literal = &rest[..end];
            if literal.is_empty() || !literal.chars().all(is_key_character) {
                let names: Vec<_> = FIELDS.iter().map(|(name, _)| *name).collect();
                return Err(format!(
                    "a key pattern is keep, pmid, doi, or made of {} and letters, digits and - _ : . /",
                    names.join(" ")
                ));
            }
            parts.push(Part::Literal(literal.to_owned()));
            rest = &rest[end..];
        }
        if parts.iter().all(|part| matches!(part, Part::Literal(_))) {
            return Err("a key pattern needs a field such as {author}".to_owned());
        }
        Ok(KeyPattern { parts: Some(parts) })
    }

    /// The slots that keys are made from. Any may be: a key that would be empty is made the default way.
    pub(crate) const WANTS: Slots = Slots::of(&[
        Slot::Key,
        Slot::Authors,
        Slot::GroupAuthors,
        Slot::Suffixes,
        Slot::Editors,
        Slot::DateIssued,
        Slot::DatePrint,
        Slot::DateOnline,
        Slot::DateCollection,
        Slot::Title,
        Slot::ContainerTitle,
        Slot::ContainerIso,
        Slot::ContainerNlm,
        Slot::Pmid,
        Slot::Doi,
    ]);

    /// The key of an article: never empty; characters that BibTeX forbids in keys are left out.
    pub fn key<'a>(&self, article: &'a Article) -> Cow<'a, str> {
        let made = match &self.parts {
            None => match article.key.as_deref().filter(|key| !key.is_empty()) {
                Some(key) if key.chars().all(is_key_character) => return Cow::Borrowed(key),
                Some(key) => key.chars().filter(|c| is_key_character(*c)).collect(),
                None => String::new(),
            },
            Some(parts) => {
                let made: Vec<_> = parts.iter().map(|part| value(part, article)).collect();
                // Letters alone would give every record that lacks the fields the same key.
                let some =
                    parts.iter().zip(&made).any(|(part, text)| !matches!(part, Part::Literal(_)) && !text.is_empty());
                if some { made.concat() } else { String::new() }
            }
        };
        Cow::Owned(if made.is_empty() { default_key(article) } else { made })
    }
}

/// Whether BibTeX, biber, pandoc and JSON clients all take the character in a key. One key that pandoc does not take, with
/// `<` or a combining mark, costs it the whole file.
fn is_key_character(c: char) -> bool {
    c.is_alphanumeric() && !is_combining_mark(c)
        || matches!(c, '-' | '_' | ':' | '.' | '/' | '+' | '*' | '!' | '?' | ';' | '@' | '[' | ']')
}

fn value(part: &Part, article: &Article) -> String {
    match part {
        Part::Literal(text) => text.clone(),
        Part::Author => {
            let named = article.authors().next().or_else(|| article.by_role(&Role::Editor).next());
            named.map_or_else(String::new, |contributor| match &contributor.name {
                Name::Person(person) => plain(&person.whole_family()),
                Name::Group(name) => first_word(name.plain()),
            })
        }
        Part::Year => {
            article.citation_date().and_then(|date| date.sort_year()).map_or_else(String::new, |year| year.to_string())
        }
        Part::Title => first_word(article.title.plain()),
        Part::Journal => plain(article.container.short_title().or(article.container.best_title()).unwrap_or("")),
        Part::Pmid => article.id(&IdKind::Pmid).unwrap_or("").to_owned(),
        Part::Doi => article.id(&IdKind::Doi).unwrap_or("").chars().filter(|c| is_key_character(*c)).collect(),
    }
}

fn default_key(article: &Article) -> String {
    let made: String = [Part::Author, Part::Year, Part::Title].iter().map(|part| value(part, article)).collect();
    if !made.is_empty() {
        return made;
    }
    match article.id(&IdKind::Pmid) {
        Some(pmid) => format!("pmid{pmid}"),
        None => "record".to_owned(),
    }
}

/// ASCII letters and digits, in lower case.
fn plain(text: &str) -> String {
    if text.is_ascii() {
        return text
            .bytes()
            .filter(u8::is_ascii_alphanumeric)
            .map(|byte| char::from(byte.to_ascii_lowercase()))
            .collect();
    }
    deunicode(text).chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// The first word that says something.
fn first_word(text: &str) -> String {
    let words = || {
        text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '\u{2019}')
            .map(plain)
            .filter(|word| !word.is_empty())
    };
    let mut word = words()
        .find(|word| word.len() > 1 && !STOP_WORDS.contains(&word.as_str()))
        .or_else(|| words().next())
        .unwrap_or_default();
    word.truncate(40);
    word
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Slot;

    fn article(author: &str, year: &str, title: &str) -> Article {
        let mut article = Article::default();
        for (slot, text) in [(Slot::Authors, author), (Slot::DateIssued, year), (Slot::Title, title)] {
            article.put(slot, text).unwrap();
        }
        article
    }

    #[test]
    fn made_keys() {
        for (author, year, title, expected) in [
            ("Zhou, S", "2023", "Immunotherapy resistance", "zhou2023immunotherapy"),
            ("", "2023", "Immunotherapy resistance", "2023immunotherapy"),
            ("van der Börg, J", "2019", "On the HFE gene", "vanderborg2019hfe"),
            ("O'Connor, R", "", "A", "oconnora"),
            ("", "", "", "record"),
        ] {
            assert_eq!(KeyPattern::default().key(&article(author, year, title)), expected);
        }
    }

    #[test]
    fn kept_keys_are_what_all_clients_take() {
        for (key, expected) in [
            ("Zhou_2023:a", "Zhou_2023:a"),
            ("10.1002/(SICI)1097<1661::AID>3.0.CO;2-1", "10.1002/SICI10971661::AID3.0.CO;2-1"),
            ("a|b^c~d%e#f,g{h}\\i\"j", "abcdefghij"),
            ("Жук2020", "Жук2020"),
            ("a\u{903}b\u{301}", "ab"),
        ] {
            let article = Article { key: Some(key.into()), ..Article::default() };
            assert_eq!(KeyPattern::default().key(&article), expected, "{key}");
        }
    }

    #[test]
    fn patterns() {
        let mut it = article("Zhou, S", "2023", "Immunotherapy");
        it.key = Some("my key{}".into());
        it.put(Slot::Pmid, "5").unwrap();
        for (pattern, expected) in
            [("keep", "mykey"), ("pmid", "5"), ("doi", "zhou2023immunotherapy"), ("{author}:{year}-x", "zhou:2023-x")]
        {
            assert_eq!(KeyPattern::parse(pattern).unwrap().key(&it), expected, "{pattern}");
        }
        for wrong in ["{foo}", "abc", "", "{author}{", "{author} {year}"] {
            assert!(KeyPattern::parse(wrong).is_err(), "{wrong}");
        }
    }
}
