//! Bylines: names with the marks of their affiliations, groups among them, and the affiliations themselves.
//!
//! Pages print `Abimereki D Muzaale 1, Allan B Massie # 2 3`; pages of the old style `Yanagiya K1, Kimbara K1,2`;
//! Abstract (text) `Kim DH(1), Chang WH(#)(1)(14).` A semicolon stands before and after a group, and a group may be
//! followed by persons after a comma. A comma that a digit follows is part of a mark.

use super::desk::{Desk, Row};
use super::look::is_short_name;
use crate::article::name::GROUP_WORDS;
use crate::article::text::squeeze;
use crate::article::{Affiliation, Contributor, Name, Person, Role, Text};
use std::collections::HashMap;

/// Words in lower case that groups have in their names, and persons have not.
const SMALL_WORDS: &[&str] = &["of", "for", "the", "and", "on", "in", "against", "to"];

/// Signs that mark an author.
const SIGNS: [char; 7] = ['#', '*', '†', '‡', '§', '¶', '‖'];

/// Authors and the marks that stand behind each.
#[derive(Clone, Debug, Default)]
pub struct Byline {
    authors: Vec<Contributor>,
    marks: Vec<Vec<String>>,
    et_al: bool,
}

impl Byline {
    /// Whether no author is in it.
    pub fn is_empty(&self) -> bool {
        self.authors.is_empty()
    }

    /// Reads a byline. Whether names are given family first (`Muzaale AD`) is seen from the most of them.
    pub fn parse(text: &str) -> Byline {
        let text = squeeze(text);
        let text = text.trim_end_matches(['.', ';', ',']);
        let segments: Vec<Vec<(&str, Vec<String>)>> =
            text.split(';').map(|segment| tokens(segment).into_iter().map(unmarked).collect()).collect();
        let names: Vec<&str> =
            segments.iter().flatten().map(|(name, _)| *name).filter(|name| !name.is_empty()).collect();
        let short = names.iter().filter(|name| is_short_name(name)).count();
        let short = short > 0 && short * 2 >= names.len().saturating_sub(segments.len() - 1);
        let mut byline = Byline::default();
        for (place, segment) in segments.iter().enumerate() {
            for (name, marks) in segment {
                byline.take(name, marks, short, place > 0 && segment.len() == 1);
            }
        }
        byline
    }

    fn take(&mut self, name: &str, marks: &[String], short: bool, apart: bool) {
        let name = name.strip_prefix("and ").unwrap_or(name).trim();
        if name.is_empty() {
            // `Name 1, 2, Name`: a mark that stands alone belongs to the name before.
            if let Some(last) = self.marks.last_mut() {
                last.extend(marks.iter().cloned());
            }
            return;
        }
        if matches!(name.trim_end_matches('.'), "et al" | "...") {
            self.et_al = true;
            return;
        }
        let person = match short {
            true => Person::parse_short(name),
            false if is_group(name) || (apart && name.split(' ').count() != 2 && !has_initial(name)) => None,
            false => Some(Person::parse_natural(name)),
        };
        let name = match person {
            Some(person) => Name::Person(person),
            None => Name::Group(Text::new(name)),
        };
        let equal = marks.iter().any(|mark| mark == "#");
        self.authors.push(Contributor { name, equal, ..Contributor::default() });
        self.marks.push(marks.iter().filter(|mark| *mark != "#").cloned().collect());
    }

    /// Puts the authors into the article, with their places in the affiliations.
    pub fn place(self, affiliations: Affiliations, desk: &mut Desk<'_>) {
        let first = desk.article.affiliations.len();
        let all_share = affiliations.entries.len() == 1 && affiliations.entries[0].0.is_empty();
        let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
        for (place, (label, _)) in affiliations.entries.iter().enumerate() {
            places.entry(label).or_default().push(first + place);
        }
        let mut authors = self.authors;
        // The author of each affiliation, where there is only one: an address in it is that author's.
        let mut holders: Vec<Option<Option<usize>>> = vec![None; affiliations.entries.len()];
        for (number, (author, marks)) in authors.iter_mut().zip(&self.marks).enumerate() {
            author.affiliations = match all_share {
                true => vec![first],
                false => marks.iter().filter_map(|mark| places.get(mark.as_str())).flatten().copied().collect(),
            };
            for place in &author.affiliations {
                let holder = &mut holders[place - first];
                *holder = if holder.is_none() { Some(Some(number)) } else { Some(None) };
            }
        }
        drop(places);
        for ((_, text), holder) in affiliations.entries.into_iter().zip(holders) {
            if let (Some(Some(number)), Some(email)) = (holder, email(&text)) {
                authors[number].email.get_or_insert_with(|| email.to_owned());
            }
            desk.article.affiliations.push(Affiliation { text, ids: Vec::new() });
        }
        desk.article.contributors.extend(authors);
        desk.article.et_al |= self.et_al;
    }

    /// Puts the names in as those of collaborators, who belong to a group and are no authors.
    pub fn place_collaborators(self, group: Option<&str>, desk: &mut Desk<'_>) {
        for collaborator in self.authors {
            let group = group.map(str::to_owned);
            desk.article.contributors.push(Contributor { role: Role::Investigator, group, ..collaborator });
        }
    }
}

/// Cuts at commas that no digit follows.
fn tokens(segment: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, _) in segment.match_indices(',') {
        if !segment[at + 1..].starts_with(|c: char| c.is_ascii_digit()) {
            found.push(segment[start..at].trim());
            start = at + 1;
        }
    }
    found.push(segment[start..].trim());
    found.retain(|token| !token.is_empty());
    found
}

/// A name without the marks behind it, and the marks.
fn unmarked(token: &str) -> (&str, Vec<String>) {
    let mut rest = token.trim();
    let mut marks = Vec::new();
    loop {
        rest = rest.trim_end_matches([' ', ',']);
        if let Some(open) = rest.strip_suffix(')').and_then(|inner| {
            inner.rfind('(').filter(|at| {
                let mark = &inner[at + 1..];
                mark.len() <= 4 && (mark.bytes().all(|byte| byte.is_ascii_digit()) || mark.starts_with(SIGNS))
            })
        }) {
            marks.push(rest[open + 1..rest.len() - 1].to_owned());
            rest = &rest[..open];
        } else if let Some(bare) = rest.strip_suffix(SIGNS) {
            marks.push(rest[bare.len()..].to_owned());
            rest = bare;
        } else {
            let bare = rest.trim_end_matches(|c: char| c.is_ascii_digit());
            let digits = &rest[bare.len()..];
            // `COVID-19` is a word.
            if digits.is_empty() || digits.len() > 3 || bare.ends_with(['-', '.', '/', '\u{2010}', '\u{2011}']) {
                break;
            }
            marks.push(digits.to_owned());
            rest = bare;
        }
    }
    marks.reverse();
    (rest, marks)
}

fn is_group(name: &str) -> bool {
    let mut words = name.split([' ', '-', '/']);
    words.any(|word| SMALL_WORDS.contains(&word) || GROUP_WORDS.contains(&word.to_lowercase().as_str()))
}

/// Whether one of the middle words is an initial, as in `Swaine L Chen`.
fn has_initial(name: &str) -> bool {
    name.split(' ').any(|word| word.trim_end_matches('.').chars().count() == 1)
}

/// Whether a line looks like a byline. With `marked`, only if an author has a mark: for places where a title could stand.
pub fn is_byline(text: &str, marked: bool) -> bool {
    let text = text.trim_end_matches(['.', ';', ',']);
    let mut names = 0;
    let mut others = 0;
    let mut marks = 0;
    for token in text.split(';').flat_map(tokens) {
        let (name, found) = unmarked(token);
        marks += usize::from(!found.is_empty());
        if name.is_empty() {
            continue;
        }
        let name = name.strip_prefix("and ").unwrap_or(name);
        if is_short_name(name) || is_natural_name(name) || (name.len() < 120 && is_group(name) && others + names > 0) {
            names += 1;
        } else {
            others += 1;
        }
    }
    let enough = names > 0 && names * 3 >= (names + others) * 2;
    enough && (!marked || (marks > 0 && names > 1))
}

/// Whether a text could be a person's name, given name first.
fn is_natural_name(name: &str) -> bool {
    let words: Vec<&str> = name.split(' ').collect();
    let fits = |word: &&str| {
        word.chars().count() <= 25
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '.' | '\'' | '’' | '\u{2010}' | '\u{2011}'))
    };
    let capitals = words.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
    (2..=7).contains(&words.len())
        && words.iter().all(fits)
        && words[0].starts_with(char::is_uppercase)
        && capitals >= 2
        && capitals * 2 >= words.len()
        && !words.iter().any(|word| SMALL_WORDS.contains(word))
}

/// Affiliations with their marks; an empty mark where none is printed.
#[derive(Clone, Debug, Default)]
pub struct Affiliations {
    entries: Vec<(String, String)>,
}

impl Affiliations {
    /// Takes a line. One that begins with a mark is a new affiliation; another goes on with the last one where `wrapped`.
    pub fn take(&mut self, row: Row<'_>, wrapped: bool) {
        if let Some((mark, text)) = mark(row.text) {
            self.entries.push((mark.to_owned(), squeeze(text).into_owned()));
            return;
        }
        match self.entries.last_mut() {
            Some((_, last)) if wrapped => {
                last.push(' ');
                last.push_str(&squeeze(row.text));
            }
            _ => self.entries.push((String::new(), squeeze(row.text).into_owned())),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Takes out the line that explains the sign for equal contributions.
    pub fn drop_equal_sign(&mut self) {
        self.entries.retain(|(mark, text)| mark != "#" || !text.to_lowercase().contains("equal"));
    }
}

/// The mark and the rest of an affiliation: `(1)Department`, `1 Department`, `1Department`.
pub fn mark(text: &str) -> Option<(&str, &str)> {
    let (mark, rest) = match text.strip_prefix('(') {
        Some(inner) => inner.split_once(')')?,
        None => {
            let end = text.find(|c: char| !c.is_ascii_digit() && !SIGNS.contains(&c))?;
            text.split_at(end)
        }
    };
    let fine = !mark.is_empty()
        && mark.len() <= 4
        && (mark.bytes().all(|byte| byte.is_ascii_digit()) || mark.chars().all(|c| SIGNS.contains(&c)));
    let rest = rest.trim_start();
    (fine && rest.starts_with(|c: char| c.is_alphabetic() || matches!(c, '"' | '\'' | '“'))).then_some((mark, rest))
}

/// The first e-mail address in a text.
fn email(text: &str) -> Option<&str> {
    text.split([' ', ';', ',', '(', ')', '<', '>'])
        .map(|word| word.trim_end_matches('.'))
        .find(|word| word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let byline = Byline::parse(text);
        let rows = byline.authors.iter().zip(&byline.marks).map(|(author, marks)| {
            let name = match &author.name {
                Name::Person(person) => person.inverted(),
                Name::Group(group) => format!("{{{}}}", group.plain()),
            };
            format!(
                "{name}{}{}",
                if author.equal { "#" } else { "" },
                marks.iter().map(|m| format!(" {m}")).collect::<String>()
            )
        });
        rows.collect()
    }

    #[test]
    fn bylines() {
        for (input, expected) in [
            (
                "Abimereki D Muzaale 1, Allan B Massie, Mei-Cheng Wang 2",
                &["Muzaale, Abimereki D 1", "Massie, Allan B", "Wang, Mei-Cheng 2"][..],
            ),
            ("Kern Rei Chng # 1, Ricardo León-Sampedro # 1 2", &["Chng, Kern Rei# 1", "León-Sampedro, Ricardo# 1 2"]),
            (
                "Xi Yu 1; MetaSUB Consortium; Swaine L Chen 1, Fernando de la Cruz 3 4 5",
                &["Yu, Xi 1", "{MetaSUB Consortium}", "Chen, Swaine L 1", "de la Cruz, Fernando 3 4 5"],
            ),
            (
                "Marta Hernández-García 1, R-GNOSIS WP5 Study Group; Nieves López-Fresneña 3",
                &["Hernández-García, Marta 1", "{R-GNOSIS WP5 Study Group}", "López-Fresneña, Nieves 3"],
            ),
            ("Jane Q Roe1,John Doe2", &["Roe, Jane Q 1", "Doe, John 2"]),
            (
                "Yanagiya K1, Kimbara K1,2, Shintani M1,2,5,6",
                &["Yanagiya, K. 1", "Kimbara, K. 1,2", "Shintani, M. 1,2,5,6"],
            ),
            ("Kim DH(1), Chang WH(#)(1)(14).", &["Kim, D. H. 1", "Chang, W. H.# 1 14"]),
            (
                "Prem K, Zandvoort KV; Modelling of Diseases COVID-19 Working Group; Cook AR, Jit M.",
                &[
                    "Prem, K.",
                    "Zandvoort, K. V.",
                    "{Modelling of Diseases COVID-19 Working Group}",
                    "Cook, A. R.",
                    "Jit, M.",
                ],
            ),
            ("Roe J, et al.", &["Roe, J."]),
        ] {
            let expected: Vec<String> =
                expected.iter().map(|row| row.replace("1,2,5,6", "1 2 5 6").replace("1,2", "1 2")).collect();
            assert_eq!(shown(input), expected, "{input}");
        }
    }

    #[test]
    fn what_is_a_byline() {
        for (input, marked, expected) in [
            ("Abimereki D Muzaale 1, Allan B Massie 1", true, true),
            ("Roe J, Doe JQ; Study Group.", false, true),
            ("Risk of end-stage renal disease following live kidney donation", false, false),
            ("Immunotherapy resistance in cancer: From mechanism to clinical strategies", false, false),
            ("We asked 12 people, and found nothing.", false, false),
            ("Jane Roe", false, true),
        ] {
            assert_eq!(is_byline(input, marked), expected, "{input}");
        }
    }

    #[test]
    fn marks_of_affiliations() {
        assert_eq!(mark("(1)Department of X"), Some(("1", "Department of X")));
        assert_eq!(mark("12 Department"), Some(("12", "Department")));
        assert_eq!(mark("1Division"), Some(("1", "Division")));
        assert_eq!(mark("# Contributed equally."), Some(("#", "Contributed equally.")));
        assert_eq!(mark("Department"), None);
        assert_eq!(email("Univ X. Electronic address: a.b@c.org."), Some("a.b@c.org"));
    }
}
