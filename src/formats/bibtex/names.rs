//! Names as BibTeX's `author` fields have them: `von Last, Jr, First`, joined with ` and `.
//!
//! BibTeX finds the parts of a name by commas, by ` and ` and by words in small letters. A part in which it would find
//! something that is not there goes into braces.

use crate::article::name::{is_initials, is_suffix};
use crate::article::text::squeeze;
use crate::article::{Name, Person};
use crate::bytes::any_pair;
use crate::markup::latex::{Encoding, escape, from_text, is_inert_line};
use memchr::memchr3;

/// A list of names.
pub struct Names {
    /// As LaTeX.
    pub tex: String,
    /// Some person has a family name of several words and nothing else, which reads like a group.
    pub like_group: bool,
}

/// The names as one field.
pub fn list<'a>(names: impl Iterator<Item = &'a Name>, et_al: bool, encoding: Encoding) -> Names {
    let mut found = Names { tex: String::with_capacity(100), like_group: false };
    let out = &mut found.tex;
    for name in names {
        let before = out.len();
        if before > 0 {
            out.push_str(" and ");
        }
        let start = out.len();
        match name {
            Name::Person(person) => {
                one_person(person, encoding, out);
                found.like_group |= out[start..].starts_with('{') && person.given_or_initials().is_empty();
            }
            Name::Group(group) if group.plain().trim().is_empty() => {}
            Name::Group(group) => out.extend(["{", &from_text(group, encoding), "}"]),
        }
        if out.len() == start {
            out.truncate(before);
        }
    }
    if et_al && !found.tex.is_empty() {
        found.tex.push_str(" and others");
    }
    found
}

/// Whether a part of a name is made of ASCII letters, single blanks, dots and single hyphens.
pub(super) fn is_of_letters(part: &str) -> bool {
    let odd = |byte: u8, next: u8| {
        let fine = byte.is_ascii_alphabetic() | (byte == b' ') | (byte == b'.') | (byte == b'-');
        !fine | ((byte == next) & ((byte == b' ') | (byte == b'-')))
    };
    !any_pair(part.as_bytes(), odd)
}

/// Whether a part of a name [has letters alone](is_of_letters), and its words are not of those that part names.
fn is_simple(part: &str) -> bool {
    is_of_letters(part) && !part.starts_with(' ') && !part.ends_with(' ') && !part.split(' ').any(parts_names)
}

/// Family and given name of `Smith, John A.`, as most names are. `None` for all that needs a closer look.
fn simple(person: &Person) -> Option<[&str; 2]> {
    let Person { family, given: Some(given), particle: None, dropping_particle: None, suffix: None, .. } = person
    else {
        return None;
    };
    let one_word = family.starts_with(|c: char| c.is_ascii_uppercase()) && !family.contains(' ');
    let simple = one_word && !given.is_empty() && !is_suffix(given) && is_simple(family) && is_simple(given);
    simple.then_some([family, given])
}

/// Appends a person.
fn one_person(person: &Person, encoding: Encoding, out: &mut String) {
    if let Some([family, given]) = simple(person) {
        out.extend([family, ", ", given]);
        return;
    }
    let whole = person.whole_family();
    let (particle, family) = match &person.dropping_particle {
        // Both particles in a row are one to BibTeX.
        Some(_) => {
            whole.strip_suffix(&person.family).map_or(("", whole.as_ref()), |von| (von.trim_end(), &person.family))
        }
        None => person.particle_and_family(),
    };
    // A particle is one only if its last word is in small letters and a blank follows it (`d'Arc` is one word).
    let last = particle.split_whitespace().last().unwrap_or("");
    let apart = is_small(last) && !last.ends_with(['\'', '\u{2019}', '-']) && is_plain(particle);
    let (particle, family) = if apart { (particle, family) } else { ("", whole.as_ref()) };

    if !family.contains(|c: char| !c.is_whitespace() && !c.is_control()) {
        let start = out.len();
        push(&person.given_or_initials(), true, encoding, out);
        if &out[start..] == "{}" {
            out.truncate(start);
        }
        return;
    }
    let (given, suffix) = (person.given_or_initials(), person.suffix.as_deref().unwrap_or(""));
    let alone = given.trim().is_empty() && suffix.trim().is_empty();
    let several = family.split_whitespace().nth(1).is_some();
    let small = family.split_whitespace().any(|word| is_small(word) || (several && starts_as_command(word)));
    if !particle.is_empty() {
        push(particle, false, encoding, out);
        out.push(' ');
    }
    // A name between quotation marks is read as a group's.
    // Behind other words, initials alone are read as those of a given name.
    let initials = alone && !particle.is_empty() && is_initials(family);
    push(family, small || (alone && several) || initials || family.starts_with('"'), encoding, out);
    if !suffix.trim().is_empty() {
        out.push_str(", ");
        push(suffix, false, encoding, out);
        if given.trim().is_empty() {
            // A name must not end with a comma.
            out.push_str(", {}");
        }
    }
    if !given.trim().is_empty() {
        out.push_str(", ");
        // A suffix where a given name stands is read as one.
        push(&given, is_suffix(&given), encoding, out);
    }
}

/// Appends a part of a name, in braces if asked for or needed.
fn push(part: &str, braced: bool, encoding: Encoding, out: &mut String) {
    if !braced && is_inert_line(part) && is_plain(part) {
        return out.push_str(part);
    }
    // A tie parts words as a blank does, and no-break spaces are written so.
    let part = squeeze(part);
    let braced = braced || !is_plain(&part);
    if braced {
        out.push('{');
    }
    escape(&part, encoding, out);
    if braced {
        out.push('}');
    }
}

/// Whether programs part names at a word, or take it for more names to come.
fn parts_names(word: &str) -> bool {
    ["and", "others"].iter().any(|w| word.eq_ignore_ascii_case(w))
}

/// Whether nothing in a part of a name parts names.
fn is_plain(part: &str) -> bool {
    // An equals sign makes biber read `family=Berg, given=Jan`.
    let has_joint = match part.is_ascii() {
        true => part.split_ascii_whitespace().any(parts_names),
        false => part.split_whitespace().any(parts_names),
    };
    // Some programs part names with semicolons and ampersands, and readers know it.
    !has_joint && memchr3(b',', b'=', b';', part.as_bytes()).is_none()
}

/// Whether BibTeX takes a word for a particle: its first letter is a small one.
fn is_small(word: &str) -> bool {
    word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase)
}

/// Whether a word starts with a sign that is written as a command, whose letters BibTeX takes for those of a particle.
fn starts_as_command(word: &str) -> bool {
    word.chars().take_while(|c| !c.is_alphabetic()).any(|c| c.is_ascii_punctuation() && !"'-.,(\"".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Text;

    #[test]
    fn persons() {
        for (family, given, particle, suffix, expected) in [
            ("Smith", "John A.", "", "", "Smith, John A."),
            ("Ávila", "José", "", "Jr.", r"{\'A}vila, Jr., Jos{\'e}"),
            ("Berg", "Jan", "van der", "", "van der Berg, Jan"),
            ("van der Berg", "Jan", "", "", "van der Berg, Jan"),
            ("Berg", "Jan", "Van", "", "Van Berg, Jan"),
            ("Arc", "Jeanne", "d'", "", "{d'Arc}, Jeanne"),
            ("García y Vega", "Ana", "", "", r"{Garc{\'i}a y Vega}, Ana"),
            ("hooks", "bell", "", "", "{hooks}, bell"),
            ("De La Cruz", "Juan", "", "", "De La Cruz, Juan"),
            ("Plato", "", "", "", "Plato"),
            ("De La Cruz", "", "", "", "{De La Cruz}"),
            ("von R.", "", "", "", "von {R.}"),
            ("Smith", "", "", "Jr", "Smith, Jr, {}"),
            ("Smith, MD", "J", "", "", "{Smith, MD}, J"),
            ("Rock and Roll", "J", "", "", "{Rock and Roll}, J"),
            ("Smith", "J AND K", "", "", "Smith, {J AND K}"),
            ("others", "", "", "", "{others}"),
            ("a{b", "}", "", "", r"{a\textbraceleft{}b}, \textbraceright{}"),
            ("Smith\u{a0}Jones", "J", "", "", "Smith Jones, J"),
            ("family=X", "J", "", "", "{family=X}, J"),
            ("Smith", "II", "", "", "Smith, {II}"),
            ("\"A\"", "", "", "", "{\"A\"}"),
            (r"\A' A", "J", "", "", r"{\textbackslash{}A' A}, J"),
            ("王", "小明", "", "", "王, 小明"),
        ] {
            let part = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
            let person = Person {
                family: family.to_owned(),
                given: part(given),
                particle: part(particle),
                suffix: part(suffix),
                ..Person::default()
            };
            assert_eq!(list([Name::Person(person)].iter(), false, Encoding::Ascii).tex, expected);
        }
        let musset = Person {
            family: "Musset".into(),
            given: Some("Alfred".into()),
            dropping_particle: Some("de".into()),
            ..Person::default()
        };
        let initials = Person { family: "Smith".into(), initials: Some("JA".into()), ..Person::default() };
        let names = [Name::Person(musset), Name::Person(initials), Name::Group(Text::new("others"))];
        let found = list(names.iter(), true, Encoding::Utf8);
        assert_eq!(found.tex, "de Musset, Alfred and Smith, J. A. and {others} and others");
        assert!(!found.like_group);
    }
}
