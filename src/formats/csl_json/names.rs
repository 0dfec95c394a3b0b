//! Reads names: parts, particles within them, literals, strings.

use super::json::{Value, Walk};
use crate::article::name::{is_suffix, separate_initials};
use crate::article::{Affiliation, Contributor, Name, Person, Role, Text};
use crate::markup::html;
use std::borrow::Cow;

/// A name that was read, and what it says of the person beside it.
#[derive(Default)]
pub struct Read {
    pub contributor: Contributor,
    pub affiliations: Vec<Affiliation>,
    /// The list goes on, says the source.
    pub et_al: bool,
    /// The source's form was not CSL's.
    pub guessed: bool,
    /// Members that are no parts of names, and their JSON.
    pub unknown: Vec<(String, String)>,
    /// Members that are known, for which the model has no place, and their JSON.
    pub kept: Vec<(String, String)>,
    /// Crossref's word for the place among the authors.
    pub sequence: Option<String>,
}

#[derive(Default)]
struct Parts<'a> {
    family: Cow<'a, str>,
    given: Cow<'a, str>,
    /// `given` is there, be it empty.
    has_given: bool,
    dropping: Cow<'a, str>,
    particle: Cow<'a, str>,
    suffix: Cow<'a, str>,
    literal: Cow<'a, str>,
    /// `parse-names`, when it is said.
    parse: Option<bool>,
    institution: bool,
}

/// Reads the names of a variable. A string or a single object counts as a list of one.
pub fn list(walk: &mut Walk<'_>, role: &Role) -> Option<Vec<Read>> {
    let mut names = Vec::new();
    match walk.value() {
        Value::List => {
            walk.enter(b'[');
            while walk.element() {
                let at = walk.at();
                match walk.value() {
                    Value::Map => names.extend(object(walk)),
                    // The list was not closed: this is the name of the next member.
                    Value::Text(_) if walk.peek() == Some(b':') => {
                        walk.back(at);
                        walk.mend();
                        break;
                    }
                    Value::Text(text) => names.extend(strings(&text)),
                    Value::List => {
                        let json = walk.skip();
                        let json = walk.text(json).to_owned();
                        names.push(Read { unknown: vec![(String::new(), json)], ..Read::default() });
                    }
                    Value::Null => {}
                    Value::Number(word) | Value::Word(word) => {
                        names.push(Read { unknown: vec![(String::new(), word.to_owned())], ..Read::default() });
                    }
                    Value::Flag(flag) => {
                        names.push(Read { unknown: vec![(String::new(), flag.to_string())], ..Read::default() });
                    }
                }
            }
        }
        Value::Map => names.extend(object(walk).map(|name| Read { guessed: true, ..name })),
        Value::Text(text) => names.extend(strings(&text)),
        Value::Null => {}
        Value::Number(_) | Value::Flag(_) | Value::Word(_) => return None,
    }
    for name in &mut names {
        name.contributor.role = role.clone();
    }
    Some(names)
}

/// Reads one name: an object.
pub fn object(walk: &mut Walk<'_>) -> Option<Read> {
    let mut parts = Parts::default();
    let mut read = Read::default();
    walk.enter(b'{');
    while let Some(name) = walk.member() {
        let at = walk.at();
        let value = walk.value();
        match (name.as_ref(), value) {
            ("family" | "lastName", Value::Text(text)) => parts.family = text,
            ("given" | "firstName", Value::Text(text)) => (parts.given, parts.has_given) = (text, true),
            ("dropping-particle", Value::Text(text)) => parts.dropping = text,
            ("non-dropping-particle", Value::Text(text)) => parts.particle = text,
            ("suffix", Value::Text(text)) => parts.suffix = text,
            // Pandoc's metadata has a list of given names.
            ("given", Value::List) => (parts.given, parts.has_given) = (Cow::Owned(joined(walk)), true),
            // Crossref's groups have names, and so have people whose names it could not part.
            ("literal" | "name", Value::Text(text)) => parts.literal = text,
            ("parse-names", value) => parts.parse = Some(is_true(&value)),
            ("isInstitution", value) => parts.institution = is_true(&value),
            // How a style puts the parts together, and who has checked the identifier. Not said is not so.
            ("comma-suffix" | "static-ordering" | "authenticated-orcid", value) if is_scalar(&value) => {
                if is_true(&value) {
                    read.kept.push((name.into_owned(), walk.text(at..walk.at()).to_owned()));
                }
            }
            ("sequence", Value::Text(text)) => read.sequence = Some(text.into_owned()),
            ("ORCID" | "_orcid" | "orcid", Value::Text(text)) => {
                let bare = text.trim().trim_end_matches('/').rsplit('/').next().unwrap_or("").to_owned();
                read.contributor.orcid = Some(bare).filter(|orcid| !orcid.is_empty());
            }
            ("email", Value::Text(text)) => read.contributor.email = Some(text.into_owned()),
            ("affiliation", Value::Text(text)) => {
                read.affiliations.push(Affiliation { text: clean(&text), ids: Vec::new() });
            }
            ("affiliation", Value::List | Value::Map) => affiliations(walk, &mut read),
            (_, Value::Null) => {}
            (_, value) => {
                if matches!(value, Value::List | Value::Map) {
                    walk.skip();
                }
                read.unknown.push((name.into_owned(), walk.text(at..walk.at()).to_owned()));
            }
        }
    }
    for (name, part) in parts.unused() {
        read.kept.push((name.to_owned(), serde_json::Value::from(part).to_string()));
    }
    let (name, guessed) = parts.name();
    read.et_al = is_et_al(&name);
    read.guessed |= guessed;
    read.contributor.name = name;
    Some(read)
}

/// The strings of a list, with blanks between.
fn joined(walk: &mut Walk<'_>) -> String {
    let mut words = Vec::new();
    walk.enter(b'[');
    while walk.element() {
        match walk.value() {
            Value::Text(text) => words.push(text),
            Value::Number(text) | Value::Word(text) => words.push(Cow::Borrowed(text)),
            Value::List | Value::Map => {
                let json = walk.skip();
                words.push(Cow::Borrowed(walk.text(json)));
            }
            Value::Null | Value::Flag(_) => {}
        }
    }
    words.join(" ")
}

fn is_scalar(value: &Value<'_>) -> bool {
    matches!(value, Value::Text(_) | Value::Flag(_) | Value::Number(_))
}

fn is_true(value: &Value<'_>) -> bool {
    match value {
        Value::Flag(flag) => *flag,
        Value::Number(number) => *number != "0",
        Value::Text(text) => !matches!(text.as_ref(), "" | "0" | "false"),
        _ => false,
    }
}

/// Reads affiliations: a list of names or of objects that have names and identifiers, or one object.
fn affiliations(walk: &mut Walk<'_>, read: &mut Read) {
    if walk.peek() == Some(b'{') {
        return affiliation(walk, read);
    }
    walk.enter(b'[');
    while walk.element() {
        let at = walk.at();
        match walk.value() {
            Value::Text(text) => read.affiliations.push(Affiliation { text: clean(&text), ids: Vec::new() }),
            Value::Map => affiliation(walk, read),
            Value::Null => {}
            value => {
                if matches!(value, Value::List) {
                    walk.skip();
                }
                read.kept.push(("affiliation".to_owned(), walk.text(at..walk.at()).to_owned()));
            }
        }
    }
}

fn affiliation(walk: &mut Walk<'_>, read: &mut Read) {
    let start = walk.at();
    let mut found = Affiliation::default();
    let mut whole = true;
    walk.enter(b'{');
    while let Some(name) = walk.member() {
        match (name.as_ref(), walk.value()) {
            ("name", Value::Text(text)) => found.text = clean(&text),
            // `[{"id": "https://ror.org/...", "id-type": "ROR", "asserted-by": "publisher"}]`
            ("id", Value::List) => {
                walk.enter(b'[');
                while walk.element() {
                    whole &= identifier(walk, &mut found.ids);
                }
            }
            (_, Value::List) => {
                let json = walk.skip();
                whole &= walk.text(json) == "[]";
            }
            (_, Value::Map) => {
                walk.skip();
                whole = false;
            }
            (_, Value::Null) => {}
            _ => whole = false,
        }
    }
    if !whole || found.text.is_empty() {
        read.kept.push(("affiliation".to_owned(), walk.text(start..walk.at()).to_owned()));
    }
    if !found.text.is_empty() {
        read.affiliations.push(found);
    }
}

/// Reads an identifier of an institution; whether it is one.
fn identifier(walk: &mut Walk<'_>, ids: &mut Vec<(String, String)>) -> bool {
    if walk.value() != Value::Map {
        walk.skip();
        return false;
    }
    let (mut scheme, mut value) = (String::new(), String::new());
    walk.enter(b'{');
    while let Some(name) = walk.member() {
        match (name.as_ref(), walk.value()) {
            ("id", Value::Text(text)) => value = text.into_owned(),
            ("id-type", Value::Text(text)) => scheme = text.into_owned(),
            (_, Value::List | Value::Map) => {
                walk.skip();
            }
            // Who says so is no part of it.
            _ => {}
        }
    }
    let whole = !scheme.is_empty() && !value.is_empty();
    if whole {
        ids.push((scheme, value));
    }
    whole
}

/// Whether a name says that there are more.
pub fn is_et_al(name: &Name) -> bool {
    let text = match name {
        Name::Group(text) => text.plain(),
        Name::Person(Person { family, given: None, .. }) => family,
        Name::Person(Person { family, given: Some(given), .. }) => {
            return family.trim_end_matches('.') == "al" && given.trim_end_matches('.') == "et";
        }
    };
    let text = text.trim_end_matches('.');
    ["et al", "et. al", "others", "and others"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Names in a string: several with semicolons or `and` between.
fn strings(text: &str) -> Vec<Read> {
    let parts: Vec<&str> = if text.contains(';') {
        text.split(';').collect()
    } else if text.contains(" and ") && text.contains(',') {
        text.split(" and ").collect()
    } else {
        vec![text]
    };
    let named = parts.into_iter().map(str::trim).filter(|part| !part.is_empty());
    named
        .map(|part| {
            let name = match part.split_whitespace().count() {
                _ if part.contains(',') => Name::Person(Person::parse_inverted(&clean(part))),
                2 | 3 if !is_institution(part) => Name::Person(Person::parse_natural(&clean(part))),
                1 => Name::Person(Person { family: clean(part), ..Person::default() }),
                _ => Name::Group(group(part)),
            };
            let et_al = is_et_al(&name);
            Read {
                contributor: Contributor { name, ..Contributor::default() },
                et_al,
                guessed: true,
                ..Read::default()
            }
        })
        .collect()
}

fn clean(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    crate::article::text::line(&html::decoded(text)).into_owned()
}

fn group(text: &str) -> Text {
    html::to_text(text.trim(), false)
}

/// Words that people's names do not have.
fn is_institution(text: &str) -> bool {
    const WORDS: [&str; 22] = [
        "group",
        "university",
        "institute",
        "association",
        "society",
        "committee",
        "collaboration",
        "consortium",
        "organization",
        "organisation",
        "department",
        "ministry",
        "council",
        "agency",
        "center",
        "centre",
        "inc",
        "ltd",
        "team",
        "network",
        "of",
        "the",
    ];
    text.split(|c: char| !c.is_alphanumeric()).any(|word| WORDS.iter().any(|known| known.eq_ignore_ascii_case(word)))
}

/// Particles that stand apart from a name when they trail the given names.
fn is_particle(word: &str) -> bool {
    const PARTICLES: [&str; 26] = [
        "af", "av", "d'", "da", "dal", "de", "degli", "dei", "del", "della", "den", "der", "des", "di", "do", "dos",
        "du", "la", "le", "van", "von", "vom", "ten", "ter", "zu", "zur",
    ];
    PARTICLES.contains(&word)
}

/// How many bytes of a family name its leading particles take, with `parse-names` said.
fn leading_particle(family: &str) -> usize {
    let mut at = 0;
    for word in family.split_inclusive(' ') {
        if !word.ends_with(' ') || !word.starts_with(char::is_lowercase) {
            break;
        }
        at += word.len();
    }
    at
}

/// Where the particles that trail given names begin: `Jean de`. At least one word stays.
fn trailing_particle(given: &str) -> Option<usize> {
    let mut at = None;
    let mut rest = given;
    while let Some((front, word)) = rest.rsplit_once(' ') {
        if !is_particle(word) || front.trim().is_empty() {
            break;
        }
        at = Some(front.len());
        rest = front;
    }
    at
}

/// The suffix behind a comma in given names: `Jan, Jr`.
fn suffix_in(given: &str) -> Option<(&str, &str)> {
    let (front, suffix) = given.rsplit_once(',')?;
    let suffix = suffix.trim().trim_start_matches('!').trim();
    (is_suffix(suffix) && !front.trim().is_empty()).then(|| (front.trim(), suffix))
}

/// Whether a family name alone is a group's: several words that are no particles.
fn is_group_family(family: &str) -> bool {
    let bare = &family[leading_particle(family)..];
    bare.contains(' ') && family.chars().any(|c| c.is_ascii_alphabetic())
}

/// Whether a literal looks like `Family, Given` of a program that has no other form.
fn is_flat_name(literal: &str) -> bool {
    let Some((family, given)) = literal.split_once(", ") else { return false };
    let short = |text: &str, most: usize| (1..=most).contains(&text.split_whitespace().count());
    !given.contains(',')
        && short(family, 2)
        && short(given, 3)
        && !is_institution(literal)
        && given.split_whitespace().all(|word| word.starts_with(char::is_uppercase))
        && family.starts_with(char::is_alphabetic)
        && !literal.contains(|c: char| c.is_ascii_digit())
}

/// Whether a person's name would be read as something else, unless `parse-names` is said to be false.
pub fn would_change(name: &Name) -> bool {
    match name {
        Name::Group(text) => is_flat_name(text.plain()),
        Name::Person(person) => {
            let given = person.given_or_initials();
            let split = person.particle.is_some() || person.dropping_particle.is_some();
            given.is_empty() && person.suffix.is_none() && !split && is_group_family(&person.family)
                || !split && trailing_particle(&given).is_some()
                || person.suffix.is_none() && suffix_in(&given).is_some()
                || person.family.len() > 1 && person.family.starts_with('"') && person.family.ends_with('"')
        }
    }
}

impl Parts<'_> {
    /// What there is no room for beside the rest: a literal and parts of a name.
    fn unused(&self) -> Vec<(&'static str, &str)> {
        let parted = !(self.family.trim().is_empty() && self.given.trim().is_empty());
        let mut unused: Vec<(&'static str, &str)> = match (parted, self.literal.trim().is_empty()) {
            (_, true) => Vec::new(),
            (true, false) => vec![("literal", &self.literal)],
            (false, false) => vec![
                ("dropping-particle", &self.dropping),
                ("non-dropping-particle", &self.particle),
                ("suffix", &self.suffix),
            ],
        };
        unused.retain(|(_, part)| !part.trim().is_empty());
        unused
    }

    /// The name, and whether a part of it was guessed.
    fn name(self) -> (Name, bool) {
        let as_is = self.parse == Some(false);
        let literal = clean(&self.literal);
        let [mut family, mut given, mut dropping, mut particle, mut suffix] =
            [&self.family, &self.given, &self.dropping, &self.particle, &self.suffix].map(|part| clean(part));
        if family.is_empty() && given.is_empty() {
            if !as_is && !self.institution && is_flat_name(&literal) {
                return (Name::Person(Person::parse_inverted(&literal)), true);
            }
            if !literal.is_empty() {
                return (Name::Group(group(&self.literal)), false);
            }
        }
        let split = !particle.is_empty() || !dropping.is_empty();
        // Mendeley says `parse-names: false` of all names, and has all members in each.
        let groups = !as_is || self.has_given;
        if groups && given.is_empty() && suffix.is_empty() && !split && (self.institution || is_group_family(&family)) {
            return (Name::Group(group(&self.family)), !self.institution);
        }
        if !as_is {
            let quoted =
                family.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).filter(|inner| !inner.is_empty());
            if let Some(inner) = quoted {
                family = inner.to_owned();
            } else if given.is_empty() && suffix.is_empty() && !split && (self.institution || is_group_family(&family))
            {
                return (Name::Group(group(&self.family)), !self.institution);
            } else if self.parse == Some(true) && !split {
                let at = leading_particle(&family);
                particle = family[..at].trim_end().to_owned();
                family.drain(..at);
            }
            if suffix.is_empty()
                && let Some((front, found)) = suffix_in(&given)
            {
                (given, suffix) = (front.to_owned(), found.to_owned());
            }
            if !split && let Some(at) = trailing_particle(&given) {
                dropping = given[at..].trim().to_owned();
                given.truncate(at);
            }
        }
        if family.is_empty() {
            family = std::mem::take(&mut given);
        }
        let filled = |part: String| Some(part).filter(|part| !part.is_empty());
        // As with every reader, single letters are initials too.
        let initials = separate_initials(&given);
        let person = Person {
            family,
            initials,
            given: filled(given),
            particle: filled(particle),
            dropping_particle: filled(dropping),
            suffix: filled(suffix),
            inferred: false,
        };
        (Name::Person(person), false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for (json, expected) in [
            (
                r#"{"family":"Berg","given":"Jan","non-dropping-particle":"van der","suffix":"Jr"}"#,
                "person Berg|Jan|van der||Jr",
            ),
            (r#"{"family":"van Raaij","given":"M. J."}"#, "person van Raaij|M. J.|||"),
            (r#"{"family":"van Raaij","given":"M. J.","parse-names":true}"#, "person Raaij|M. J.|van||"),
            (r#"{"family":"La Fontaine","given":"Jean de"}"#, "person La Fontaine|Jean||de|"),
            (r#"{"family":"La Fontaine","given":"Jean de","parse-names":false}"#, "person La Fontaine|Jean de|||"),
            (r#"{"family":"\"de Man\"","given":"Paul"}"#, "person de Man|Paul|||"),
            (r#"{"family":"King","given":"Martin Luther, Jr."}"#, "person King|Martin Luther|||Jr."),
            (r#"{"literal":"Iron Group"}"#, "group Iron Group"),
            (r#"{"literal":"Smith, John"}"#, "person Smith|John|||"),
            (r#"{"literal":"Smith, John","parse-names":false}"#, "group Smith, John"),
            (r#"{"literal":"Council, National Research"}"#, "group Council, National Research"),
            (r#"{"name":"ALICE Collaboration"}"#, "group ALICE Collaboration"),
            (r#"{"family":"World Health Organization"}"#, "group World Health Organization"),
            (r#"{"family":"World Health Organization","given":""}"#, "group World Health Organization"),
            (
                r#"{"family":"World Health Organization","given":"","parse-names":false}"#,
                "group World Health Organization",
            ),
            (r#"{"family":"Maria Lopez","parse-names":false}"#, "person Maria Lopez||||"),
            (r#"{"family":"Plato"}"#, "person Plato||||"),
            (r#"{"given":"Plato"}"#, "person Plato||||"),
            (r#"{"family":"王 小明"}"#, "person 王 小明||||"),
            (r#"{"family":"NASA","isInstitution":1}"#, "group NASA"),
            (r#""Smith, J""#, "person Smith|J|||"),
            (r#""John Smith""#, "person Smith|John|||"),
            (r#""World Health Organization""#, "group World Health Organization"),
        ] {
            let mut walk = Walk::new(json);
            let read = list(&mut walk, &Role::Author).unwrap();
            let shown = match &read[0].contributor.name {
                Name::Group(text) => format!("group {}", text.plain()),
                Name::Person(p) => {
                    let part = |part: &Option<String>| part.clone().unwrap_or_default();
                    let parts = [&p.given, &p.particle, &p.dropping_particle, &p.suffix].map(part);
                    format!("person {}|{}", p.family, parts.join("|"))
                }
            };
            assert_eq!(shown, expected, "{json}");
        }
    }

    #[test]
    fn lists() {
        for (json, count) in [
            (r#"[{"family":"A"},{"family":"B"}]"#, 2),
            (r#""A, B; C, D""#, 2),
            (r#""A, B and C, D""#, 2),
            (r#"{"family":"A"}"#, 1),
            (r#"["A, B", null, {"family":"C"}]"#, 2),
            (r#"[{"family":"A"}, "title": "T""#, 1),
            ("null", 0),
        ] {
            assert_eq!(list(&mut Walk::new(json), &Role::Author).unwrap().len(), count, "{json}");
        }
        assert!(list(&mut Walk::new("5"), &Role::Author).is_none());
    }
}
