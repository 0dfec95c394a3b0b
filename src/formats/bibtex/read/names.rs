//! Names as files have them: `First von Last`, `von Last, Jr, First`, BibLaTeX's `family=Berg, given=Jan`, groups in braces.

use super::Tex;
use super::lists::{items, split};
use crate::article::name::{is_suffix, is_suffix_part};
use crate::article::text::trim;
use crate::article::{Name, Person, Style, Text};
use crate::formats::bibtex::names::is_of_letters;
use crate::markup::latex::read::Lines;
use crate::markup::latex::scan::group;

/// Reads one name. `odd` is set when a guess was made.
pub fn read(name: &str, tex: &mut Tex, odd: &mut Option<&'static str>) -> Option<Name> {
    let name = trim(name);
    if let Some(person) = simple(name) {
        return Some(Name::Person(person));
    }
    // Of `J.\ ` the blank was taken for one between names.
    let name = name.strip_suffix('\\').filter(|rest| !rest.ends_with('\\')).unwrap_or(name);
    let quoted = name.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).filter(|inner| !inner.contains('"'));
    if let Some(inner) = quoted.or(group_only(name)) {
        let text = unprotected(tex.text(inner, Lines::One));
        return (!text.is_empty()).then_some(Name::Group(text));
    }
    let parts: Vec<&str> = items(name, b",").into_iter().map(str::trim).collect();
    let person = match extended(&unquoted(name, &parts)) {
        Some(pairs) => extended_person(&pairs, tex, odd),
        None => plain_person(&parts, tex, odd),
    }?;
    Some(Name::Person(person))
}

/// `Smith, John A.`, as most names are: letters of ASCII, and nothing that is LaTeX, a particle or a suffix.
fn simple(name: &str) -> Option<Person> {
    let (family, given) = name.split_once(',')?;
    let given = given.trim_start_matches(' ');
    let one_word = family.starts_with(|c: char| c.is_ascii_uppercase()) && !family.contains(' ');
    if !one_word || given.is_empty() || !is_of_letters(family) || !is_of_letters(given) {
        return None;
    }
    let person = || Person { family: family.to_owned(), given: Some(given.to_owned()), ..Person::default() };
    (!is_suffix(given)).then(person)
}

/// Reads one name of a list whose names are `Family AB` or `Family A.B.`.
pub fn read_short(name: &str, tex: &mut Tex) -> Option<Name> {
    let plain = tex.word(name);
    let (family, initials) = plain.rsplit_once(' ')?;
    if initials.ends_with('.') {
        return Some(Name::Person(Person {
            family: family.to_owned(),
            given: Some(initials.to_owned()),
            ..Person::default()
        }));
    }
    Person::parse_short(&plain).map(Name::Person)
}

/// What is in the braces, when the name is one group that is no accented letter.
fn group_only(name: &str) -> Option<&str> {
    let (inner, length) = group(name)?;
    (length == name.len()).then_some(inner)
}

/// The text without protection: the case of names and journals is changed by no style.
pub fn unprotected(text: Text) -> Text {
    let protects = |style: Style| style == Style::Protected;
    if !text.marks().iter().any(|mark| protects(mark.style)) {
        return text;
    }
    let marks = text.marks().iter().filter(|mark| !protects(mark.style)).cloned().collect();
    text.marked(marks).unwrap_or(text)
}

/// The parts of a name without cuts at commas inside of quotation marks: `family="Smith, Jones", given=A`.
fn unquoted<'a>(name: &'a str, parts: &[&'a str]) -> Vec<&'a str> {
    if !name.contains('"') || !parts[0].contains('=') {
        return parts.to_vec();
    }
    let mut whole: Vec<&str> = Vec::with_capacity(parts.len());
    for part in parts {
        match whole.last_mut() {
            Some(open) if open.matches('"').count() % 2 == 1 => *open = span(name, &[open, part]),
            _ => whole.push(part),
        }
    }
    whole
}

/// The parts of BibLaTeX's extended form.
fn extended<'a>(parts: &[&'a str]) -> Option<Vec<(&'a str, &'a str)>> {
    const NAMES: [&str; 4] = ["family", "given", "prefix", "suffix"];
    let known = |key: &str| {
        let bare = key.strip_suffix("-i").unwrap_or(key);
        NAMES.contains(&bare) || ["useprefix", "id", "sortingnamekeytemplatename", "nametemplates"].contains(&bare)
    };
    let mut pairs: Vec<(&str, &str)> = Vec::new();
    for part in parts.iter().map(|part| part.trim_matches('"')) {
        let (key, value) = part.split_once('=')?;
        if !known(key.trim()) {
            return None;
        }
        pairs.push((key.trim(), value.trim().trim_matches('"')));
    }
    pairs.iter().any(|(key, _)| NAMES.contains(key)).then_some(pairs)
}

fn extended_person(pairs: &[(&str, &str)], tex: &mut Tex, odd: &mut Option<&'static str>) -> Option<Person> {
    let mut get = |key: &str| {
        let value = pairs.iter().find(|(known, _)| *known == key).map(|(_, value)| tex.word(value))?;
        Some(value).filter(|value| !value.is_empty())
    };
    let (family, given, suffix, prefix) = (get("family"), get("given"), get("suffix"), get("prefix"));
    let drops = pairs.iter().any(|(key, value)| *key == "useprefix" && *value == "false");
    let (dropping_particle, particle) = if drops { (prefix, None) } else { (None, prefix) };
    match (family, given) {
        (Some(family), given) => {
            Some(Person { family, given, suffix, particle, dropping_particle, ..Person::default() })
        }
        (None, Some(family)) => {
            *odd = Some("a name without family name; its given name was taken for it");
            Some(Person { family, suffix, particle, dropping_particle, ..Person::default() })
        }
        (None, None) => None,
    }
}

fn plain_person(parts: &[&str], tex: &mut Tex, odd: &mut Option<&'static str>) -> Option<Person> {
    let optional = |text: String| Some(text).filter(|text| !text.is_empty());
    let (von, last, suffix, given) = match parts {
        [] => return None,
        [whole] => {
            let words = words(whole);
            let (given, von, last, suffix) = natural(whole, &words);
            (von, last, suffix.to_owned(), tex.word(given))
        }
        // A numeral alone is an initial as well (`Smith, IV` may be Ivan Victor); with `Jr` there is no doubt.
        [whole, suffix] if is_suffix(suffix) && !is_numeral(suffix) => {
            let (given, von, last, _) = natural(whole, &words(whole));
            (von, last, tex.word(suffix), tex.word(given))
        }
        [last, given] => {
            let (last, suffix) = without_suffix(last);
            let (von, last) = inverted(last);
            (von, last, suffix.to_owned(), tex.word(given))
        }
        [last, second, third, rest @ ..] => {
            let (von, last) = inverted(last);
            // `Smith, John, Jr` is a common error.
            let swapped = !is_suffix(second) && is_suffix_part(third);
            let (suffix, given) = if swapped { (third, second) } else { (second, third) };
            let mut given = tex.word(given);
            for more in rest {
                *odd = Some("a name with more than two commas; what follows them was added to the given name");
                given.push_str(", ");
                given.push_str(&tex.word(more));
            }
            (von, last, tex.word(suffix), given)
        }
    };
    let (particle, family) = (optional(tex.word(von)), tex.word(last));
    let (given, suffix) = (optional(given), optional(suffix));
    match (family.is_empty(), &given, &particle) {
        (false, ..) => Some(Person { family, given, suffix, particle, ..Person::default() }),
        (true, Some(given), _) => Some(Person { family: given.clone(), suffix, particle, ..Person::default() }),
        (true, None, Some(particle)) => Some(Person { family: particle.clone(), suffix, ..Person::default() }),
        (true, None, None) => None,
    }
}

/// Whether a suffix could be initials: `II`, `IV`, `V`.
fn is_numeral(suffix: &str) -> bool {
    suffix.bytes().all(|byte| b"IVX".contains(&byte))
}

/// `King Jr.` before a comma.
fn without_suffix(last: &str) -> (&str, &str) {
    match last.rsplit_once(' ') {
        Some((family, suffix)) if is_suffix(suffix) && !family.trim().is_empty() => (family.trim_end(), suffix),
        _ => (last, ""),
    }
}

/// The words of a name, as ranges: between blanks and ties outside of braces. A blank that ends a command (`H\aa kan`) is
/// none.
fn words(name: &str) -> Vec<&str> {
    let ends_command = |before: &[u8]| {
        let letters = before.iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
        letters > 0 && before[..before.len() - letters].ends_with(b"\\")
    };
    let blank = |byte: u8, _, _| (byte == b'~') | byte.is_ascii_whitespace();
    let parts = split(name, blank, |bytes, at| match bytes[at] {
        b'~' => Some(1),
        b'\\' => bytes.get(at + 1).is_some_and(u8::is_ascii_whitespace).then_some(2),
        byte => (byte.is_ascii_whitespace() && !ends_command(&bytes[..at])).then_some(1),
    });
    parts.into_iter().filter(|word| !word.is_empty()).collect()
}

/// From the first of some words to the last, as they stand in the name.
fn span<'a>(name: &'a str, words: &[&'a str]) -> &'a str {
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return "" };
    let base = name.as_ptr() as usize;
    &name[first.as_ptr() as usize - base..last.as_ptr() as usize - base + last.len()]
}

/// `First von Last`: first, von, last and a suffix.
fn natural<'a>(name: &'a str, words: &[&'a str]) -> (&'a str, &'a str, &'a str, &'a str) {
    let (words, suffix) = match words {
        [rest @ .., last] if rest.len() > 1 && is_suffix(last) => (rest, *last),
        _ => (words, ""),
    };
    let Some(final_) = words.len().checked_sub(1) else { return ("", "", "", suffix) };
    let first = words[..final_].iter().position(|word| is_small(word));
    let (from, to) = match first {
        None => (final_, final_),
        Some(from) => {
            let last = words[..final_].iter().rposition(|word| is_small(word)).unwrap_or(from);
            (from, last + 1)
        }
    };
    // Of `M. d. S. Costa`, `d.` is an initial, since another follows it.
    let dotted = |word: &str| word.len() == 2 && word.ends_with('.');
    let initials = to < final_ && dotted(words[to]) && words[from..to].iter().all(|word| dotted(word));
    let (from, to) = if initials { (final_, final_) } else { (from, to) };
    (span(name, &words[..from]), span(name, &words[from..to]), span(name, &words[to..]), suffix)
}

/// `von Last` before a comma.
fn inverted(part: &str) -> (&str, &str) {
    let words = words(part);
    let Some(final_) = words.len().checked_sub(1) else { return ("", part) };
    let to = words[..final_].iter().rposition(|word| is_small(word)).map_or(0, |at| at + 1);
    (span(part, &words[..to]), span(part, &words[to..]))
}

/// Whether BibTeX takes a word for a particle: its first letter outside of braces is a small one, or that of a special
/// character at its start.
fn is_small(word: &str) -> bool {
    let mut rest = word;
    loop {
        let Some(c) = rest.chars().next() else { return false };
        match c {
            '{' => {
                let Some((inner, length)) = group(rest) else { return false };
                if let Some(command) = inner.strip_prefix('\\') {
                    return command_is_small(command);
                }
                if length > 2 {
                    return false;
                }
                rest = &rest[length..];
            }
            '\\' => return command_is_small(&rest[1..]),
            c if c.is_alphabetic() => return c.is_lowercase(),
            c if c.is_ascii_digit() => return false,
            c => rest = &rest[c.len_utf8()..],
        }
    }
}

/// Of `'e}`, `o`, `AA`, `v{c}`, `relax Ch`: whether the letter is small. Only these commands are letters themselves.
fn command_is_small(command: &str) -> bool {
    const LETTERS: [&str; 22] = [
        "o", "l", "i", "j", "O", "L", "ae", "AE", "oe", "OE", "aa", "AA", "ss", "dh", "DH", "th", "TH", "dj", "DJ",
        "ng", "NG", "SS",
    ];
    let letters = command.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (name, rest) = command.split_at(letters);
    let mut of = if LETTERS.contains(&name) { name } else { rest }.chars();
    of.find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(name: &str) -> String {
        match read(name, &mut Tex::default(), &mut None) {
            Some(Name::Person(person)) => {
                let particle = person.particle.or(person.dropping_particle.map(|von| format!("({von})")));
                [
                    person.given.unwrap_or_default(),
                    particle.unwrap_or_default(),
                    person.family,
                    person.suffix.unwrap_or_default(),
                ]
                .join("|")
            }
            Some(Name::Group(text)) => format!("group {}", text.plain()),
            None => "nobody".to_owned(),
        }
    }

    #[test]
    fn names() {
        for (name, expected) in [
            ("Ludwig van Beethoven", "Ludwig|van|Beethoven|"),
            ("van der Berg, Jan", "Jan|van der|Berg|"),
            (r"{\'A}vila, Jr., Jos{\'e}", "José||Ávila|Jr."),
            ("{World Health Organization}", "group World Health Organization"),
            ("{{WHO} Group}", "group WHO Group"),
            ("Smith, John, Jr", "John||Smith|Jr"),
            ("Smith, John, Jr, Extra", "John, Extra||Smith|Jr"),
            ("Smith, Jr", "||Smith|Jr"),
            ("Smith, IV", "IV||Smith|"),
            ("King Jr., Martin Luther", "Martin Luther||King|Jr."),
            ("Martin Luther King, Jr.", "Martin Luther||King|Jr."),
            ("van der Berg, Jr.", "|van der|Berg|Jr."),
            ("Smith, John, PhD", "John||Smith|PhD"),
            ("Smith, J.\\ B.\\", "J. B.||Smith|"),
            ("J.\\ Foo", "J.||Foo|"),
            ("H\\aa kan Foo", "Håkan||Foo|"),
            ("\"World Health Organization\"", "group World Health Organization"),
            ("Smith, III, John", "John||Smith|III"),
            ("{\\relax Ch}arles {\\relax Adr}ian", "Charles||Adrian|"),
            ("Ana {\\relax van}der Berg", "Ana|vander|Berg|"),
            ("Martin Luther King Jr.", "Martin Luther||King|Jr."),
            ("Jean de La Fontaine", "Jean|de|La Fontaine|"),
            (
                "Charles Louis Xavier Joseph de la Vall{\\'e}e Poussin",
                "Charles Louis Xavier Joseph|de la|Vallée Poussin|",
            ),
            ("jean de la fontaine", "|jean de la|fontaine|"),
            ("Jean {de} La Fontaine", "Jean de La||Fontaine|"),
            ("Plato", "||Plato|"),
            ("Smith,", "||Smith|"),
            ("De La Cruz, Juan", "Juan||De La Cruz|"),
            ("{de la Cruz}, Juan", "Juan||de la Cruz|"),
            ("Jeanne d'Arc", "Jeanne||d'Arc|"),
            ("{\\o}stergaard, J", "J||østergaard|"),
            (r"Per {\O}stergaard", "Per||Østergaard|"),
            ("family=Berg, given=Jan, prefix=van der, suffix=Jr, useprefix=true", "Jan|van der|Berg|Jr"),
            ("given={Jan}, family=\"Berg\", prefix=van, useprefix=false", "Jan|(van)|Berg|"),
            ("family=, given=Jan", "||Jan|"),
            (r#"family="Smith, Jones", given="A. B.", prefix=van"#, "A. B.|van|Smith, Jones|"),
            (r#"family="Smith, Jones"#, "||Smith, Jones|"),
            ("M. d. S. {Costa}", "M. d. S.||Costa|"),
            ("R. v. d. Berg", "R.|v. d.|Berg|"),
            ("J. d. Smith Jones", "J.|d.|Smith Jones|"),
            ("{family=X}, J", "J||family=X|"),
            ("王小明", "||王小明|"),
            ("J.~P. Smith", "J. P.||Smith|"),
            ("Smith, Jr, {}", "||Smith|Jr"),
            ("", "nobody"),
            ("{}", "nobody"),
        ] {
            assert_eq!(shown(name), expected, "{name}");
        }
    }
}
