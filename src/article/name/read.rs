//! Reading names: as NLM cites them, inverted, in lists, and as pages show them.
//!
//! The form that nearly all names have is read by a look at its bytes, and the careful reader is left for the rest.

use super::groups::{looks_like_group, may_be_natural};
use super::{Name, Person};
use crate::article::text::{Text, squeeze, trim};

const SUFFIXES: [&str; 12] = ["jr", "sr", "ii", "iii", "iv", "v", "1st", "2nd", "3rd", "4th", "5th", "esq"];

/// Particles that begin a family name when it stands after the given names.
const PARTICLES: [&str; 42] = [
    "af", "al", "ap", "av", "bin", "da", "dal", "dalla", "das", "de", "degli", "dei", "del", "della", "delle", "den",
    "der", "des", "di", "do", "dos", "du", "el", "ibn", "la", "las", "le", "los", "op", "te", "ten", "ter", "van",
    "vanden", "vander", "ver", "vom", "von", "y", "zu", "zum", "zur",
];

/// Whether a word is a suffix of a name, with or without a dot. A lone `V` or `I` is not: it is an initial.
pub fn is_suffix(word: &str) -> bool {
    let bare = word.trim_end_matches('.');
    bare.len() > 1 && SUFFIXES.iter().any(|suffix| suffix.eq_ignore_ascii_case(bare))
}

/// Whether a part of a name between commas is a suffix: there degrees and a lone numeral are meant as one too.
pub fn is_suffix_part(part: &str) -> bool {
    let degree = |name: &str| {
        let mut letters = part.chars().filter(|c| !matches!(c, '.' | ' '));
        name.chars().all(|c| letters.next().is_some_and(|other| other.eq_ignore_ascii_case(&c)))
            && letters.next().is_none()
    };
    is_suffix(part) || matches!(part, "V" | "I") || degree("md") || degree("phd")
}

/// Whether a word is initials: one to five capitals, perhaps with dots and hyphens between (`JP`, `J.-P.`), a second
/// letter of a transliterated initial allowed (`IuV`).
pub fn is_initials(word: &str) -> bool {
    let mut capitals = 0;
    let mut small = 0;
    for (place, c) in word.chars().enumerate() {
        if c.is_uppercase() {
            capitals += 1;
        } else if c.is_lowercase() {
            // `IuV`, `YuA`: a small letter follows a capital, and a capital comes again.
            small += 1;
            if place == 0 {
                return false;
            }
        } else if !matches!(c, '.' | '-' | '\u{2010}' | '\'' | '\u{2019}') {
            return false;
        }
    }
    let length = word.chars().count();
    capitals > 0
        && capitals <= 5
        && small <= 1
        && (small == 0
            || (capitals >= 2 && length <= 4)
            || (length == 2
                && matches!(
                    word,
                    "Yu" | "Iu" | "Ya" | "Ia" | "Ch" | "Sh" | "Zh" | "Kh" | "Ts" | "Ye" | "Ju" | "Th" | "Ph"
                )))
}

/// Whether a word between a family name and initials is an initial too: a capital, or some with dots.
fn is_lone_initial(word: &str) -> bool {
    let mut letters = word.chars();
    let first = letters.next().is_some_and(char::is_uppercase);
    first && (letters.as_str().is_empty() || word.ends_with('.') && is_initials(word))
}

impl Person {
    /// Reads `Family INITIALS Suffix`, as NLM cites names: `van der Berg JP Jr`. `None` when the last word is no
    /// initials: then the text is a group's name, or something else.
    pub fn parse_short(text: &str) -> Option<Person> {
        let text = squeeze(text);
        let (rest, suffix) = match text.rsplit_once(' ') {
            Some((rest, last)) if is_suffix(last) && rest.contains(' ') => (rest, Some(last.to_owned())),
            _ => (text.as_ref(), None),
        };
        let (family, initials) = rest.rsplit_once(' ')?;
        // `WHO IARC` and `NIH DK`: all capitals before the last word is how groups look, unless the family is short.
        let shouted = family.contains(' ') && family.chars().all(|c| !c.is_lowercase());
        if !is_initials(initials)
            || family.is_empty()
            || shouted
            || family.ends_with([',', ':', ';'])
            || family.contains(|c: char| c.is_ascii_digit())
        {
            return None;
        }
        // `Smith J. A.`, `Smith J A`
        let (mut family, mut start) = (family, family.len() + 1);
        while let Some((front, word)) = family.rsplit_once(' ').filter(|(_, word)| is_lone_initial(word)) {
            (family, start) = (front, start - word.len() - 1);
        }
        let initials = rest[start..].replace(['.', '-', ' '], "");
        Some(Person { family: family.to_owned(), initials: Some(initials), suffix, ..Person::default() })
    }

    /// Reads `Family, Given, Suffix` or `Family, Given Suffix`. Given names that are separate initials (`M J L`) give
    /// initials too. A text without a comma goes whole into the family name.
    pub fn parse_inverted(text: &str) -> Person {
        if let Some(person) = Person::parse_simple(text) {
            return person;
        }
        let text = squeeze(text);
        let mut parts = text.split(',').map(str::trim);
        let family = parts.next().unwrap_or("").to_owned();
        let (mut given, mut suffix) = (parts.next().unwrap_or("").to_owned(), None::<String>);
        for part in parts.filter(|part| !part.is_empty()) {
            if suffix.is_none() && (is_suffix(part) || (!given.is_empty() && is_suffix_part(part))) {
                suffix = Some(part.to_owned());
            } else if is_suffix(&given) {
                // `Smith, Jr., John`
                suffix = Some(std::mem::replace(&mut given, part.to_owned()));
            } else {
                given = format!("{given}, {part}");
            }
        }
        if suffix.is_none()
            && let Some((rest, last)) = given.rsplit_once(' ').filter(|(_, last)| is_suffix(last))
        {
            (given, suffix) = (rest.trim_end_matches(',').to_owned(), Some(last.to_owned()));
        }
        let mut family = family;
        if suffix.is_none()
            && !given.is_empty()
            && let Some((rest, last)) = suffix_of_family(&family)
        {
            // `Smith Jr., John`
            (family, suffix) = (rest.to_owned(), Some(last.to_owned()));
        }
        if family.is_empty() {
            let family = if given.is_empty() { text.to_string() } else { given };
            return Person { family, suffix, ..Person::default() };
        }
        let given = Some(given).filter(|given| !given.is_empty());
        let initials = given.as_deref().and_then(separate_initials);
        Person { family, given, initials, suffix, ..Person::default() }
    }

    /// The usual case of [`Person::parse_inverted`]: ASCII, one comma, no suffix.
    fn parse_simple(text: &str) -> Option<Person> {
        let (mut comma, mut last) = (None, b' ');
        for (at, byte) in text.bytes().enumerate() {
            match byte {
                b',' if comma.is_some() => return None,
                b',' => comma = Some(at),
                b' ' if last == b' ' => return None,
                b' '..=b'~' => {}
                _ => return None,
            }
            last = byte;
        }
        let comma = comma?;
        let (family, given) = (text[..comma].trim(), text[comma + 1..].trim());
        if family.is_empty() || given.is_empty() || is_suffix(given.rsplit(' ').next().unwrap_or(given)) {
            return None;
        }
        if suffix_of_family(family).is_some() {
            return None;
        }
        Some(Person {
            family: family.to_owned(),
            given: Some(given.to_owned()),
            initials: separate_initials(given),
            ..Person::default()
        })
    }

    /// Reads `Given Family`, as pages show names. Where the family name begins is guessed by a list of particles, else it
    /// is the last word; [`Person::inferred`] says so. A name of one word is a family name, and nothing is guessed.
    pub fn parse_natural(text: &str) -> Person {
        let text = squeeze(text);
        let mut words: Vec<&str> = text.split(' ').collect();
        let suffix = if words.len() > 2 && is_suffix(words[words.len() - 1]) { words.pop() } else { None };
        let suffix = suffix.map(str::to_owned);
        if let [family] = words[..] {
            return Person { family: family.to_owned(), suffix, ..Person::default() };
        }
        let is_particle = |word: &&str| {
            let lower = word.to_lowercase();
            word.chars().next().is_some_and(char::is_lowercase) && PARTICLES.contains(&lower.as_str())
        };
        let start = words[1..words.len() - 1].iter().position(is_particle).map_or(words.len() - 1, |at| at + 1);
        let given = words[..start].join(" ");
        let initials = separate_initials(&given);
        Person {
            family: words[start..].join(" ").trim_end_matches(',').to_owned(),
            given: Some(given),
            initials,
            suffix,
            inferred: true,
            ..Person::default()
        }
    }
}

impl Name {
    /// Reads a name of a list in which persons stand as `Family, Given, Suffix`.
    ///
    /// A comma at the end marks a group (`Northern Trials Group,`), and so does a name without a comma, unless it is
    /// plainly `Family AB`, or the list has its persons as `Given Family`, which `natural` says. A comma does not make a
    /// person of `Department of Health, Education, and Welfare`.
    pub fn parse_listed(text: &str, natural: bool) -> Name {
        let text = squeeze(text);
        let bare = text.trim_end_matches([',', ' ']);
        let group = || Name::Group(Text::new(bare));
        match bare.split_once(',') {
            Some((family, _)) if family.contains(' ') && looks_like_group(family) => group(),
            // `John Smith, Jr.`
            Some((natural, suffix)) if natural.contains(' ') && is_suffix(trim(suffix)) => {
                Name::Person(Person { suffix: Some(trim(suffix).to_owned()), ..Person::parse_natural(natural) })
            }
            Some(_) => Name::Person(Person::parse_inverted(bare)),
            None if bare.len() < text.len() => group(),
            None => match Person::parse_short(bare) {
                // Nobody has more than four initials; a word in capitals is a name.
                Some(person)
                    if person.family.contains(char::is_lowercase)
                        && person.initials.as_ref().is_none_or(|initials| initials.chars().count() <= 4)
                        && !looks_like_group(bare) =>
                {
                    Name::Person(person)
                }
                _ if is_han_name(bare) => Name::Person(Person { family: bare.to_owned(), ..Person::default() }),
                _ if natural && may_be_natural(bare) => Name::Person(Person::parse_natural(bare)),
                _ if natural && !bare.contains(' ') && bare.contains(char::is_lowercase) => {
                    Name::Person(Person::parse_natural(bare))
                }
                _ => group(),
            },
        }
    }

    /// Reads `Family INITIALS`, else a group's name.
    pub fn parse_short(text: &str) -> Name {
        match Person::parse_short(text) {
            Some(person) => Name::Person(person),
            None => Name::Group(Text::of_line(text)),
        }
    }
}

/// A suffix that stands behind the family name, and what stands before it.
fn suffix_of_family(family: &str) -> Option<(&str, &str)> {
    let (rest, last) = family.rsplit_once(' ')?;
    is_suffix(last).then(|| (rest.trim_end(), last))
}

/// `M J L` and `M. J.` to `MJL` and `MJ`; `None` when a part is longer than a letter.
pub fn separate_initials(given: &str) -> Option<String> {
    let mut initials = String::new();
    for part in given.split([' ', '.', '-']).filter(|part| !part.is_empty()) {
        let mut chars = part.chars();
        let first = chars.next().filter(|c| c.is_uppercase())?;
        if chars.next().is_some() {
            return None;
        }
        initials.push(first);
    }
    (!initials.is_empty()).then_some(initials)
}

/// Whether a name without a comma is a person's in Chinese, Japanese or Korean letters: two to four of them, or with a
/// blank between family and given name, and no word that names of institutions have.
fn is_han_name(name: &str) -> bool {
    const OF_GROUPS: [&str; 14] = [
        "院",
        "学会",
        "學會",
        "协会",
        "協會",
        "委员会",
        "委員会",
        "大学",
        "大學",
        "研究",
        "中心",
        "编辑",
        "課題組",
        "课题组",
    ];
    let han = |c: char| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}');
    let letters = name.chars().filter(|c| *c != ' ').count();
    name.starts_with(han)
        && name.chars().all(|c| han(c) || c == ' ')
        && (2..=if name.contains(' ') { 8 } else { 4 }).contains(&letters)
        && !OF_GROUPS.iter().any(|word| name.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names() {
        for (input, expected) in [
            ("Smith JA Jr", Some(("Smith", "JA", Some("Jr")))),
            ("van der Berg J", Some(("van der Berg", "J", None))),
            ("van der Berg J. P. M.", Some(("van der Berg", "JPM", None))),
            ("Smith J A Jr", Some(("Smith", "JA", Some("Jr")))),
            ("St. John A", Some(("St. John", "A", None))),
            ("de Oliveira Filho ASB", Some(("de Oliveira Filho", "ASB", None))),
            ("Pérez-de la Fuente R", Some(("Pérez-de la Fuente", "R", None))),
            ("Petrov IuV", Some(("Petrov", "IuV", None))),
            ("Ostrowski MC 3rd", Some(("Ostrowski", "MC", Some("3rd")))),
            ("O'Connor RE", Some(("O'Connor", "RE", None))),
            ("Li  Q", Some(("Li", "Q", None))),
            ("American Society of Transplantation", None),
            ("R-GNOSIS WP5 Study Group", None),
            ("Smith", None),
            ("COVID-19 Working Group", None),
        ] {
            let person = Person::parse_short(input);
            let parts =
                person.as_ref().map(|p| (p.family.as_str(), p.initials.as_deref().unwrap_or(""), p.suffix.as_deref()));
            assert_eq!(parts, expected, "{input}");
        }
    }

    #[test]
    fn inverted_names() {
        for (input, family, given, initials, suffix) in [
            ("de Hoon, M J L", "de Hoon", Some("M J L"), Some("MJL"), None),
            ("van der Berg, Jan P Jr", "van der Berg", Some("Jan P"), None, Some("Jr")),
            ("Okafor, Ngozi A., Jr.", "Okafor", Some("Ngozi A."), None, Some("Jr.")),
            ("Smith, Jr., John", "Smith", Some("John"), None, Some("Jr.")),
            ("de la Cruz Jr., J. P.", "de la Cruz", Some("J. P."), Some("JP"), Some("Jr.")),
            ("Quint III, Ian", "Quint", Some("Ian"), None, Some("III")),
            ("Quint V, Ian", "Quint V", Some("Ian"), None, None),
            ("Madonna", "Madonna", None, None, None),
            (", Jan", "Jan", None, None, None),
            (",", ",", None, None, None),
            ("Last,F.M.", "Last", Some("F.M."), Some("FM"), None),
            ("Poe, Ann, PhD", "Poe", Some("Ann"), None, Some("PhD")),
            ("Poe, Ann, M.D.", "Poe", Some("Ann"), None, Some("M.D.")),
            ("Windsor, Henry, V", "Windsor", Some("Henry"), None, Some("V")),
        ] {
            let person = Person::parse_inverted(input);
            let parts =
                (person.family.as_str(), person.given.as_deref(), person.initials.as_deref(), person.suffix.as_deref());
            assert_eq!(parts, (family, given, initials, suffix), "{input}");
        }
    }

    #[test]
    fn listed_names() {
        for (input, natural, expected) in [
            ("Okafor, Ngozi A., Jr.", false, "person:Okafor|Ngozi A."),
            ("Northern Trials Group,", false, "group:Northern Trials Group"),
            ("World Health Organization", true, "group:World Health Organization"),
            (
                "Department of Health, Education, and Welfare",
                false,
                "group:Department of Health, Education, and Welfare",
            ),
            ("van der Berg JP", false, "person:van der Berg|J. P."),
            ("Mei-Cheng Wang", true, "person:Wang|Mei-Cheng"),
            ("Mei-Cheng Wang", false, "group:Mei-Cheng Wang"),
            ("Ludwig van Beethoven", true, "person:van Beethoven|Ludwig"),
            ("Plato", true, "person:Plato|"),
            ("Plato", false, "group:Plato"),
            ("UNESCO", true, "group:UNESCO"),
            ("COVID-19 Writing Team", true, "group:COVID-19 Writing Team"),
            ("Team USA", false, "group:Team USA"),
            ("Mayo Clinic", true, "group:Mayo Clinic"),
            ("王 小明", true, "person:王 小明|"),
            ("王, 小明", false, "person:王|小明"),
            ("Smith, J.,", false, "person:Smith|J."),
            ("O'Neil, Bank", false, "person:O'Neil|Bank"),
            ("John A. Smith, Jr.", false, "person:Smith|John A."),
            (",", false, "group:"),
        ] {
            let shown = match Name::parse_listed(input, natural) {
                Name::Person(person) => format!("person:{}|{}", person.family, person.given_or_initials()),
                Name::Group(name) => format!("group:{}", name.plain()),
            };
            assert_eq!(shown, expected, "{input}");
        }
    }

    #[test]
    fn natural_names() {
        for (input, family, given, suffix) in [
            ("Mei-Cheng Wang", "Wang", "Mei-Cheng", None),
            ("Fernando de la Cruz", "de la Cruz", "Fernando", None),
            ("Abimereki D Muzaale", "Muzaale", "Abimereki D", None),
            ("John A Smith Jr", "Smith", "John A", Some("Jr")),
        ] {
            let person = Person::parse_natural(input);
            let parts = (
                person.family.as_str(),
                person.given.as_deref().unwrap_or(""),
                person.suffix.as_deref(),
                person.inferred,
            );
            assert_eq!(parts, (family, given, suffix, true), "{input}");
        }
        assert!(!Person::parse_natural("Plato").inferred);
    }
}
