//! Names as files have them: `First von Last`, `von Last, Jr, First`, BibLaTeX's `family=Berg, given=Jan`, groups in braces.

use super::Tex;
use crate::article::name::is_suffix;
use crate::article::{Name, Person, Style, Text};
use crate::markup::latex::read::Lines;
use crate::markup::latex::scan::group;

/// The names of a list, still LaTeX, and whether the list says that there are more.
#[derive(Debug, Default, PartialEq)]
pub struct List<'a> {
    pub names: Vec<&'a str>,
    pub others: bool,
    /// What parts the names is no `and`.
    pub guessed: bool,
}

/// Byte ranges of a value between separators outside of braces.
fn split(value: &str, mut separator: impl FnMut(&[u8], usize) -> Option<usize>) -> Vec<&str> {
    let bytes = value.as_bytes();
    let (mut depth, mut at, mut from, mut parts) = (0_usize, 0, 0, Vec::new());
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ if depth == 0 => {
                if let Some(length) = separator(bytes, at) {
                    parts.push(&value[from..at]);
                    from = at + length;
                    at = from;
                    continue;
                }
            }
            _ => {}
        }
        at += 1;
    }
    parts.push(&value[from.min(value.len())..]);
    parts
}

/// Items between separators of one byte, outside of braces.
pub fn items<'a>(value: &'a str, separators: &[u8]) -> Vec<&'a str> {
    split(value, |bytes, at| separators.contains(&bytes[at]).then_some(1))
}

/// Items with ` and ` between them, outside of braces.
pub fn and_list(value: &str) -> Vec<&str> {
    let value = value.trim();
    let parts = split(value, |bytes, at| {
        let blank = |at: usize| bytes.get(at).is_none_or(u8::is_ascii_whitespace);
        let word = bytes.get(at..at + 3)?;
        let before = at == 0 || bytes[at - 1].is_ascii_whitespace();
        (before && word.eq_ignore_ascii_case(b"and") && blank(at + 3)).then_some(3)
    });
    parts.into_iter().map(str::trim).collect()
}

/// The names of a field.
pub fn list(value: &str) -> List<'_> {
    let mut found = List { names: and_list(value), ..List::default() };
    if let [only] = found.names[..] {
        let other = apart(only);
        found.guessed = other.len() > 1;
        if found.guessed {
            found.names = other;
        }
    }
    let others = |name: &&str| {
        let bare = name.trim_matches(['{', '}', '.', ',']);
        !name.starts_with('{')
            && ["others", "et al", "et~al", "et. al"].iter().any(|words| bare.eq_ignore_ascii_case(words))
    };
    let all = found.names.len();
    found.names.retain(|name| !others(name));
    found.others = found.names.len() < all;
    found
}

/// Names with semicolons, ampersands or nothing but commas between them, as some programs write them.
fn apart(value: &str) -> Vec<&str> {
    fn trim(parts: Vec<&str>) -> Vec<&str> {
        parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
    }
    if !value.contains('&') {
        let parts = trim(items(value, b";"));
        if parts.len() > 1 {
            return parts;
        }
    }
    let parts = trim(split(value, |bytes, at| {
        let blank = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_whitespace);
        (bytes[at] == b'&' && at > 0 && blank(at - 1) && blank(at + 1)).then_some(1)
    }));
    if parts.len() > 1 {
        return parts;
    }
    let parts = trim(items(value, b","));
    let whole = |part: &&str| part.contains(char::is_whitespace) && !part.contains('=');
    if parts.len() > 3 && parts.iter().all(whole) { parts } else { vec![value] }
}

/// Reads one name. `odd` is set when a guess was made.
pub fn read(name: &str, tex: &mut Tex, odd: &mut Option<&'static str>) -> Option<Name> {
    let name = name.trim();
    if let Some(inner) = group_only(name) {
        let text = unprotected(tex.text(inner, Lines::One));
        return (!text.is_empty()).then_some(Name::Group(text));
    }
    let parts: Vec<&str> = items(name, b",").into_iter().map(str::trim).collect();
    let person = match extended(&parts) {
        Some(pairs) => extended_person(&pairs, tex, odd),
        None => plain_person(&parts, tex, odd),
    }?;
    Some(Name::Person(person))
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
        [last, given] if is_suffix(given) && !is_numeral(given) => {
            let (von, last) = inverted(last);
            (von, last, tex.word(given), String::new())
        }
        [last, given] => {
            let (von, last) = inverted(last);
            (von, last, String::new(), tex.word(given))
        }
        [last, second, third, rest @ ..] => {
            let (von, last) = inverted(last);
            // `Smith, John, Jr` is a common error.
            let swapped = !is_suffix(second) && is_suffix(third);
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

/// The words of a name, as ranges: between blanks and ties outside of braces.
fn words(name: &str) -> Vec<&str> {
    split(name, |bytes, at| (bytes[at].is_ascii_whitespace() || bytes[at] == b'~').then_some(1))
        .into_iter()
        .filter(|word| !word.is_empty())
        .collect()
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

    #[test]
    fn lists() {
        for (value, names, others) in [
            ("A, B and C, D", &["A, B", "C, D"][..], false),
            ("A AND {B and C}\n and others", &["A", "{B and C}"], true),
            ("Smith, John and", &["Smith, John", ""], false),
            ("and Smith", &["", "Smith"], false),
            ("A. Smith; B. Jones", &["A. Smith", "B. Jones"], false),
            ("A. Smith & B. Jones", &["A. Smith", "B. Jones"], false),
            (r"Smith \& Jones", &[r"Smith \& Jones"], false),
            ("A Smith, B Jones, C Brown, D Green", &["A Smith", "B Jones", "C Brown", "D Green"], false),
            ("Smith, John, Jr, Extra", &["Smith, John, Jr, Extra"], false),
            ("A and et al.", &["A"], true),
            ("Anderson, Andy and Sand, X", &["Anderson, Andy", "Sand, X"], false),
        ] {
            let found = list(value);
            assert_eq!((&found.names[..], found.others), (names, others), "{value}");
        }
    }
}
