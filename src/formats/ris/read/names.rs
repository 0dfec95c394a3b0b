//! People and groups of RIS.

use super::Reader;
use crate::article::name::{is_suffix, is_suffix_part};
use crate::article::text::trim;
use crate::article::{Contributor, Name, Person, Role, Text, pages::DASHES};
use crate::formats::ris::line::Field;
use crate::log::{Code, shown};

/// The names in a value. There should be one; some put all into one line, with semicolons or `and` between them.
pub fn parts(value: &str) -> Vec<&str> {
    let trimmed = |part: &'_ str| !trim(part).is_empty();
    if value.contains(';') {
        return value.split(';').filter(|part| trimmed(part)).collect();
    }
    for joint in [" and ", " & "] {
        if value.contains(joint) && value.split(joint).all(|part| part.contains(',')) {
            return value.split(joint).collect();
        }
    }
    pairs(value).or_else(|| short_forms(value)).unwrap_or_else(|| vec![value])
}

/// `Smith J, Jones BC`: names as NLM cites them, all in one line. Of two, the second must have several initials: `Smith MD,
/// John P` is one name.
fn short_forms(value: &str) -> Option<Vec<&str>> {
    if !begins_short(value) {
        return None;
    }
    let names: Vec<&str> = value.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
    let initials = |name: &&str| {
        let person = Person::parse_short(name).filter(|person| person.family.contains(char::is_lowercase))?;
        let word = name.rsplit(' ').next().unwrap_or(name);
        person.initials.map(|initials| initials.chars().count()).filter(|count| *count <= 4 && !is_suffix(word))
    };
    let counts: Vec<usize> = names.iter().map_while(initials).collect();
    let several = match counts[..] {
        [_, second] => second > 1 && !names[0].rsplit(' ').next().is_some_and(is_suffix_part),
        _ => counts.len() > 2,
    };
    (several && counts.len() == names.len()).then_some(names)
}

/// Whether what stands before the first of several commas ends in initials, as no family name does.
fn begins_short(value: &str) -> bool {
    let first = value.split_once(',').and_then(|(first, rest)| first.rsplit_once(' ').filter(|_| rest.contains(' ')));
    let initial = |byte: u8| byte.is_ascii_uppercase() || byte == b'.';
    first.is_some_and(|(_, word)| word.len() <= 4 && !word.starts_with('.') && word.bytes().all(initial))
}

/// A name without the years of a life that catalogues put behind it: `Smith, John, 1950-2001`.
fn without_years(name: &str) -> Option<&str> {
    let (rest, years) = name.trim_end_matches('.').rsplit_once(',')?;
    let (born, died) = years.trim().split_once(DASHES)?;
    let year = |text: &str| text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    (rest.contains(',') && year(born) && (died.is_empty() || year(died))).then_some(rest)
}

/// `Smith, J., Jones, B. C.`: families with initials behind them, with nothing but commas between.
fn pairs(value: &str) -> Option<Vec<&str>> {
    let commas: Vec<usize> = value.match_indices(',').map(|(at, _)| at).collect();
    if commas.len() < 3 || commas.len().is_multiple_of(2) {
        return None;
    }
    let mut from = 0;
    let mut names = Vec::new();
    for ends in commas.chunks(2) {
        let end = ends.get(1).copied().unwrap_or(value.len());
        let initials = value[ends[0] + 1..end].trim();
        let family = value[from..ends[0]].trim();
        let dotted = initials.ends_with('.')
            && initials.split(['.', ' ', '-']).all(|part| part.chars().count() <= 1)
            && initials.chars().filter(|c| c.is_uppercase()).count() <= 4;
        if !dotted || family.is_empty() || family.ends_with('.') {
            return None;
        }
        names.push(&value[from..end]);
        from = (end + 1).min(value.len());
    }
    Some(names)
}

/// Whether a name has signs about it that are taken off: braces, a word that says that it is an editor's, `By`, or years.
pub fn is_decorated(name: &str) -> bool {
    let name = name.trim();
    name.starts_with("By ")
        || name.starts_with("and ")
        || name.starts_with("& ")
        || without_years(name).is_some()
        || name.starts_with('{') && name.ends_with('}')
        || EDITOR.iter().any(|w| name.ends_with(w))
}

/// What some write behind the name of an editor.
const EDITOR: [&str; 8] = ["(ed.)", "(Ed.)", "(eds.)", "(Eds.)", "(Editor)", "(editor)", "[ed.]", "[Ed.]"];

/// `et al.` in its spellings.
fn is_et_al(name: &str) -> bool {
    let name = name.trim_matches(['.', ' ', ',', '[', ']', '(', ')', '*']);
    name.eq_ignore_ascii_case("et al") || name.eq_ignore_ascii_case("and others") || name == "…"
}

impl Reader<'_, '_> {
    pub(super) fn people(&mut self, field: &Field, role: &Role, value: &str) {
        let several = value.contains(';')
            || value.contains(" and ")
            || value.contains(" & ")
            || begins_short(value)
            || value.bytes().filter(|byte| *byte == b',').nth(2).is_some();
        if !several {
            return self.name(field, role, value);
        }
        let names = parts(value);
        if names.len() > 1 {
            let message = format!("{} holds several names; taken apart", field.name());
            self.log.add(Code::Mended, field.at(), message);
        }
        names.into_iter().for_each(|name| self.name(field, role, name));
    }

    fn name(&mut self, field: &Field, role: &Role, name: &str) {
        let mut name = trim(name);
        // The byline of a newspaper.
        if self.facts.code() == "NEWS"
            && let Some(rest) = name.strip_prefix("By ").filter(|rest| rest.starts_with(char::is_uppercase))
        {
            name = rest;
        }
        // `and Jones, B.`: the end of a list that was cut at its commas.
        for joint in ["and ", "& "] {
            if let Some(rest) = name.strip_prefix(joint).filter(|rest| rest.contains(',')) {
                name = rest.trim_start();
            }
        }
        if name.ends_with(|c: char| c.is_ascii_digit() || c == '-' || c == '.')
            && let Some(rest) = without_years(name)
        {
            let message = format!("the years behind {} are no part of the name; left out", shown(rest));
            self.log.add(Code::Mended, field.at(), message);
            name = rest;
        }
        // Most names end in a small letter or an initial.
        if name.ends_with(['l', '.', 's', ']', ')', '…', ',', '*']) {
            if is_et_al(name) {
                self.article.et_al = true;
                return;
            }
            for end in [" et al.", " et al", ", et al.", ", et al"] {
                if let Some(first) = name.strip_suffix(end) {
                    self.article.et_al = true;
                    name = first;
                }
            }
        }
        let mut role = role;
        if name.ends_with([')', ']'])
            && matches!(role, Role::Author | Role::Editor)
            && let Some(rest) = EDITOR.iter().find_map(|word| name.strip_suffix(word)).map(str::trim_end)
        {
            (name, role) = (rest, &Role::Editor);
        }
        if let Some(inside) = name.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'))
            && !inside.trim().is_empty()
        {
            let group = Name::Group(Text::new(inside.trim()));
            self.article.contributors.push(Contributor::new(role.clone(), group));
            return;
        }
        let found = Name::parse_listed(name, self.facts.natural);
        if let Name::Person(person) = &found
            && person.inferred
            && !std::mem::replace(&mut self.told, true)
        {
            let message = format!("names stand as Given Family: the family name of {} is inferred", shown(name));
            self.log.add(Code::Inferred, field.at(), message);
        }
        self.article.contributors.push(Contributor::new(role.clone(), found));
    }
}
