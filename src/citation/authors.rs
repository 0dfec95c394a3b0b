//! Lists of authors in NLM's notation: `Prem K, Liu Y; Working Group; Jit M, et al`.

use super::scan;
use crate::article::name::is_initials;
use crate::article::text::squeeze;
use crate::article::{Contributor, Name, Person, Role, Text};

/// First words that a family name does not have, though a capital may stand alone after it: `Vitamin D`.
const NOT_FAMILIES: &[&str] = &[
    "Vitamin",
    "Vitamins",
    "Hepatitis",
    "Influenza",
    "Haemophilia",
    "Hemophilia",
    "Coenzyme",
    "Factor",
    "Interleukin",
    "Interferon",
    "Cyclosporin",
    "Apolipoprotein",
    "Immunoglobulin",
    "Ultraviolet",
    "Type",
    "Part",
    "Phase",
    "Group",
    "Class",
    "Grade",
    "Protein",
    "Chapter",
    "Appendix",
    "Section",
];

/// Words that end the name of a group.
const GROUP_ENDS: &[&str] = &[
    "group",
    "groups",
    "consortium",
    "consortia",
    "collaborators",
    "collaboration",
    "collaborative",
    "investigators",
    "committee",
    "subcommittee",
    "society",
    "association",
    "network",
    "team",
    "initiative",
    "organization",
    "organisation",
    "institute",
    "council",
    "force",
    "panel",
    "project",
    "federation",
    "academy",
    "college",
    "foundation",
    "agency",
    "registry",
    "alliance",
    "partnership",
    "board",
    "office",
    "researchers",
    "workgroup",
    "authors",
    "members",
    "participants",
    "collaborator",
    "program",
    "programme",
    "ministry",
    "university",
    "trialists",
];

/// Words that name a body when `of`, `for` or `on` follows somewhere.
const BODIES: &[&str] = &[
    "Academy",
    "Agency",
    "Association",
    "Board",
    "Centers",
    "Centre",
    "Center",
    "College",
    "Commission",
    "Committee",
    "Council",
    "Department",
    "Division",
    "Federation",
    "Group",
    "Institute",
    "Institutes",
    "Ministry",
    "Network",
    "Office",
    "Society",
    "Organization",
    "Union",
];

/// Small words that a title has and a family name has not.
const SMALL: &[&str] = &[
    "and", "or", "in", "of", "with", "the", "for", "to", "by", "from", "on", "as", "is", "are", "at", "an", "versus",
    "vs",
];

/// Reads a list of authors as NLM and its followers print it: short names between commas, groups after semicolons or
/// among the names, `et al` at the end. The flag says that the list was cut. `None` when the text is not surely such a list.
pub fn parse_authors(text: &str) -> Option<(Vec<Contributor>, bool)> {
    let text = squeeze(text);
    let text = text.trim_end_matches(['.', ',', ';', ' ']);
    let cut = text.strip_suffix(" et al").map(|rest| rest.trim_end_matches([',', ';', ' ']));
    let text = cut.unwrap_or(text);
    let mut names = Vec::new();
    let (mut et_al, mut people) = (cut.is_some(), 0);
    for (place, segment) in text.split("; ").enumerate() {
        let pieces: Vec<&str> = segment.split(", ").map(str::trim).filter(|piece| !piece.is_empty()).collect();
        if !pieces.iter().any(|piece| person(piece).is_some()) {
            if is_et_al(segment) {
                et_al = true;
            } else if place > 0 || is_group(segment) {
                names.push(group(segment)?);
            } else {
                return None;
            }
            continue;
        }
        for piece in pieces {
            let bare = piece.strip_prefix("and ").or_else(|| piece.strip_prefix("& ")).unwrap_or(piece);
            if is_et_al(bare) {
                et_al = true;
            } else if let Some(person) = person(bare) {
                people += 1;
                names.push(Name::Person(person));
            } else if is_group(bare) {
                names.push(group(bare)?);
            } else if is_lone_name(bare) {
                names.push(Name::Person(Person { family: bare.to_owned(), ..Person::default() }));
            } else if let Some((last, rest)) = bare.split_once(" and ").or_else(|| bare.split_once(" & ")) {
                // `Smith J, Doe A and Roe B`
                names.push(Name::Person(person(last)?));
                names.push(Name::Person(person(rest)?));
                people += 2;
            } else {
                return None;
            }
        }
    }
    let sure = people > 0 || names.iter().any(|name| matches!(name, Name::Group(name) if is_group(name.plain())));
    sure.then(|| (contributors(names), et_al))
}

/// `Family INITIALS`, where the family name has no words of a title.
fn person(text: &str) -> Option<Person> {
    let person = Person::parse_short(text).filter(|_| text.len() < 80)?;
    let first = person.family.split(' ').next().unwrap_or("");
    let mut words = person.family.split(' ');
    let titled = NOT_FAMILIES.contains(&first) || words.any(|word| SMALL.contains(&word));
    let long = person.family.split(' ').count() > 6;
    // `Title about U.S.`: the last word of a family name has a capital.
    let last = person.family.rsplit(' ').next().unwrap_or("");
    let named = last.chars().any(|c| c.is_alphabetic() && !c.is_lowercase())
        && !person.family.contains(['.', ':', '?', '(', '[']);
    (named && !titled && !long).then_some(person)
}

/// A person of one name: `Sutarno`.
fn is_lone_name(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(char::is_uppercase) && text.chars().count() > 2 && chars.all(char::is_lowercase)
}

fn is_et_al(text: &str) -> bool {
    matches!(text.trim_end_matches(['.', ' ']), "et al" | "et. al" | "others" | "and others")
}

fn group(text: &str) -> Option<Name> {
    let fine = text.starts_with(|c: char| c.is_alphanumeric() || c == '(') && text.len() < 400;
    fine.then(|| Name::Group(Text::new(text.trim())))
}

/// Whether a text surely names a group.
fn is_group(text: &str) -> bool {
    let mut words = text.split(' ').map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    let capital = text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let last = text.rsplit(' ').next().unwrap_or("").trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase();
    let count = words.clone().count();
    let ends = GROUP_ENDS.contains(&last.as_str());
    let body = words.any(|word| BODIES.contains(&word)) && [" of ", " for ", " on "].iter().any(|w| text.contains(w));
    // A sentence of a title has more small words than the name of a group.
    let plain = text
        .split(' ')
        .filter(|word| word.starts_with(char::is_lowercase) && !SMALL.contains(word) && !is_initials(word))
        .count();
    capital && (2..=25).contains(&count) && (ends || body) && plain <= 1 && !text.contains(['?', ':'])
}

/// Reads names at the start of a text that are written `Family, I. I., Family, I. & Family, I.`, and gives what follows.
/// `None` when there are none, or one is written otherwise.
pub(super) fn inverted_authors(text: &str) -> Option<(Vec<Contributor>, bool, &str)> {
    let (mut names, mut rest) = (Vec::new(), text);
    loop {
        let (family, after) = scan::head(rest, 80).split_once(", ")?;
        let initials: usize = after.split_inclusive([' ', '-']).take_while(|word| is_dotted(word)).map(str::len).sum();
        let given = after[..initials].trim_end_matches([' ', ',']);
        if given.is_empty() || family.is_empty() || family.contains(['.', '(', ':']) || family.split(' ').count() > 4 {
            return None;
        }
        names.push(Name::Person(Person::parse_inverted(&format!("{family}, {given}"))));
        rest = rest[family.len() + 2 + given.len()..].trim_start_matches(',').trim_start();
        let last = after[given.len()..].starts_with(',');
        if let Some(next) = rest.strip_prefix("& ").or_else(|| rest.strip_prefix("and ")) {
            rest = next;
        } else if let Some(next) = rest.strip_prefix("et al.") {
            return Some((contributors(names), true, next.trim_start()));
        } else if !last {
            return Some((contributors(names), false, rest));
        }
    }
}

/// `A.`, `A.-`, `A.,`: a dotted initial.
fn is_dotted(word: &str) -> bool {
    let word = word.trim_end_matches([' ', '-', ',']);
    word.ends_with('.') && is_initials(word)
}

fn contributors(names: Vec<Name>) -> Vec<Contributor> {
    names.into_iter().map(|name| Contributor::new(Role::Author, name)).collect()
}

/// Parts `Authors. Title.` where the authors surely end; the title keeps its end. `None` when there are no authors.
pub(super) fn split_authors(text: &str) -> Option<(Vec<Contributor>, bool, &str)> {
    // `St. Jude` among the names, `et al. .` and the like: the first few sentences are tried, the shortest first.
    for (at, _) in text.match_indices(". ").take(3) {
        let title = text[at + 2..].trim_start_matches(['.', ' ']);
        if title.is_empty() {
            return None;
        }
        let before = &text[..at];
        let abbreviated =
            before.rsplit([' ', ';']).next().is_some_and(|word| matches!(word, "St" | "Mt" | "Dr" | "et"));
        // `Changes in U.S. policy` is no author.
        let dotted = before.rsplit(' ').next().is_some_and(|word| word.contains('.'));
        if abbreviated || (dotted && title.starts_with(char::is_lowercase)) {
            continue;
        }
        if let Some((authors, et_al)) = parse_authors(before) {
            return Some((authors, et_al, title));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Option<String> {
        let (authors, et_al) = parse_authors(text)?;
        let names: Vec<String> = authors
            .iter()
            .map(|author| match &author.name {
                Name::Person(person) => person.short(),
                Name::Group(group) => format!("<{}>", group.plain()),
            })
            .collect();
        Some(names.join("|") + if et_al { "|..." } else { "" })
    }

    #[test]
    fn lists() {
        for (input, expected) in [
            ("Smith J, Doe AB Jr.", Some("Smith J|Doe AB Jr")),
            ("Smith J.", Some("Smith J")),
            ("van der Berg JP 3rd, de Oliveira Filho ASB", Some("van der Berg JP 3rd|de Oliveira Filho ASB")),
            (
                "Prem K, Liu Y; Centre for the Mathematical Modelling of Infectious Diseases COVID-19 Working Group; Cook AR, Jit M",
                Some(
                    "Prem K|Liu Y|<Centre for the Mathematical Modelling of Infectious Diseases COVID-19 Working Group>|Cook AR|Jit M",
                ),
            ),
            (
                "LaPointe Rudow D; American Society of Transplantation.",
                Some("LaPointe Rudow D|<American Society of Transplantation>"),
            ),
            ("R-GNOSIS WP5 Study Group, López-Fresneña N", Some("<R-GNOSIS WP5 Study Group>|López-Fresneña N")),
            ("Felip E, Altorki N, Zhou C, et al. ", Some("Felip E|Altorki N|Zhou C|...")),
            ("Smith J et al", Some("Smith J|...")),
            ("Smith J., Doe A.B., Roe C", Some("Smith J|Doe AB|Roe C")),
            ("Sutarno, Smith J", Some("Sutarno|Smith J")),
            (
                "International Human Genome Sequencing Consortium",
                Some("<International Human Genome Sequencing Consortium>"),
            ),
            ("Petrov IuV, Pérez-de la Fuente R", Some("Petrov IuV|Pérez-de la Fuente R")),
            ("Smith J, Doe A and Roe B", Some("Smith J|Doe A|Roe B")),
            ("Vitamin D", None),
            ("Smoking, alcohol and vitamin D", None),
            ("Safety and efficacy of a study group", None),
            ("Time lapse", None),
            ("", None),
        ] {
            assert_eq!(shown(input).as_deref(), expected, "{input}");
        }
    }

    #[test]
    fn authors_before_a_title() {
        for (input, count, title) in [
            ("Hudson MM; St. Jude Lifetime Cohort Study Group. Late effects.", Some(2), "Late effects."),
            ("Felip E, et al. . Adjuvant therapy. A trial.", Some(1), "Adjuvant therapy. A trial."),
            ("Time lapse. A glimpse.", None, ""),
            ("Title about U.S. policy.", None, ""),
            ("Changing U.S. policy.", None, ""),
        ] {
            let found = split_authors(input);
            assert_eq!(found.as_ref().map(|found| found.0.len()), count, "{input}");
            assert_eq!(found.map_or("", |found| found.2), title, "{input}");
        }
    }
}
