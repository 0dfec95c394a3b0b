//! Lists of names and of other items, and what parts them in files that do not keep to `and`.

use crate::article::name::is_initials;
use crate::article::text::trim;
use crate::bytes::find;

/// The names of a list, still LaTeX, and whether the list says that there are more.
#[derive(Debug, Default, PartialEq)]
pub struct List<'a> {
    pub names: Vec<&'a str>,
    pub others: bool,
    /// What parts the names is no `and`.
    pub guessed: bool,
    /// The names are `Family AB` or `Family A.B.`, without a comma.
    pub short: bool,
}

/// Parts of a value between separators outside of braces. A separator begins with bytes of which `may_begin` says so, and
/// has the length that `separator` finds at its place.
pub fn split(
    value: &str,
    may_begin: impl Fn(u8, u8, u8) -> bool,
    mut separator: impl FnMut(&[u8], usize) -> Option<usize>,
) -> Vec<&str> {
    let bytes = value.as_bytes();
    let (mut depth, mut at, mut from, mut parts) = (0_usize, 0, 0, Vec::new());
    let odd = |byte, next, last| (byte == b'{') | (byte == b'}') | (byte == b'\\') | may_begin(byte, next, last);
    while let Some(found) = find(bytes.get(at..).unwrap_or_default(), odd) {
        at += found;
        match bytes[at] {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            byte => {
                if let Some(length) = separator(bytes, at).filter(|_| depth == 0) {
                    parts.push(&value[from..at]);
                    from = at + length;
                    at = from;
                    continue;
                }
                at += usize::from(byte == b'\\');
            }
        }
        at += 1;
    }
    parts.push(&value[from.min(value.len())..]);
    parts
}

/// Items between separators of one byte, one or two of them, outside of braces.
pub fn items<'a, const N: usize>(value: &'a str, separators: &[u8; N]) -> Vec<&'a str> {
    let (one, other) = (separators[0], separators[separators.len() - 1]);
    let separates = |byte: u8| (byte == one) | (byte == other);
    split(value, |byte, _, _| separates(byte), |bytes, at| separates(bytes[at]).then_some(1))
}

/// Items with ` and ` between them, outside of braces.
pub fn and_list(value: &str) -> Vec<&str> {
    let value = trim(value);
    let and = |a: u8, n: u8, d: u8| (a | 0x20 == b'a') & (n | 0x20 == b'n') & (d | 0x20 == b'd');
    let parts = split(value, and, |bytes, at| {
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
    found.others = take_others(&mut found.names);
    let count = found.names.len();
    found.names = match found.names[..] {
        [only] => apart(only),
        _ => {
            let mut names = Vec::with_capacity(count);
            for name in &found.names {
                match by_commas(name, &mut found.short) {
                    Some(several) => names.extend(several),
                    // `Kim, H. and Lee, J. & Park, S.`
                    None if name.contains('&') => match by_ampersands(name) {
                        parts if parts.len() > 1 && parts.iter().all(|part| part.contains(',')) => names.extend(parts),
                        _ => names.push(name),
                    },
                    None => names.push(name),
                }
            }
            names
        }
    };
    if count == 1 && found.names.len() == 1 {
        found.names = by_commas(found.names[0], &mut found.short).unwrap_or(found.names);
    }
    found.guessed = found.names.len() > count;
    found.short |= !found.names.is_empty() && found.names.iter().all(|name| ends_with_initials(name));
    found
}

/// Takes away what says that there are more names: `others`, `et al.`, alone or behind the last name.
fn take_others(names: &mut Vec<&str>) -> bool {
    let all = names.len();
    names.retain(|name| {
        let bare = name.trim_matches(['{', '}', '.', ',']);
        name.starts_with('{')
            || !["others", "et al", "et~al", "et. al"].iter().any(|words| bare.eq_ignore_ascii_case(words))
    });
    let Some(last) = names.last_mut() else { return all > 0 };
    let tail = [" et al.", " et al", ",et al.", ",et al"].iter().find_map(|words| {
        let (name, tail) = last.split_at_checked(last.len().checked_sub(words.len())?)?;
        tail.eq_ignore_ascii_case(words).then(|| name.trim_end_matches([',', ' ']))
    });
    if let Some(name) = tail {
        *last = name;
    }
    tail.is_some() || names.len() < all
}

fn filled(parts: Vec<&str>) -> Vec<&str> {
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// What stands between ampersands that have blanks around them.
fn by_ampersands(value: &str) -> Vec<&str> {
    if !value.contains('&') {
        return vec![value];
    }
    filled(split(
        value,
        |byte, _, _| byte == b'&',
        |bytes, at| {
            let blank = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_whitespace);
            (bytes[at] == b'&' && at > 0 && blank(at - 1) && blank(at + 1)).then_some(1)
        },
    ))
}

/// Names with semicolons or ampersands between them, as some programs write them; or many with nothing but commas.
fn apart(value: &str) -> Vec<&str> {
    if !value.contains('&') {
        let parts = filled(items(value, b";"));
        if parts.len() > 1 {
            return parts;
        }
    }
    let parts = by_ampersands(value);
    if parts.len() > 1 {
        return parts;
    }
    let parts = filled(items(value, b","));
    let whole = |part: &&str| part.contains(char::is_whitespace) && !part.contains('=');
    if parts.len() > 3 && parts.iter().all(whole) { parts } else { vec![value] }
}

/// Names between which there are commas, where their initials leave no doubt: `Smith AB, Jones C`, `Smith, A. B., Jones, C.`,
/// `A. B. Smith, C. Jones,`.
fn by_commas<'a>(value: &'a str, short: &mut bool) -> Option<Vec<&'a str>> {
    let value = value.trim_end_matches([',', ' ']);
    // Most names are `Family, Given`.
    let (first, rest) = value.split_once(',')?;
    if !trim(first).contains([' ', '~']) && rest.bytes().filter(|byte| *byte == b',').count() < 2 {
        return None;
    }
    let parts: Vec<&str> = items(value, b",").into_iter().map(str::trim).collect();
    if parts.len() < 2 || value.contains('=') {
        return None;
    }
    let words = |part: &'a str| part.split([' ', '~']).filter(|word| !word.is_empty());
    let initials = |part: &'a str| words(part).all(is_initials) && !part.is_empty();
    let cited = |part: &'a str| {
        let (first, last) = (words(part).next().unwrap_or(""), words(part).next_back().unwrap_or(""));
        words(part).nth(1).is_some() && is_initials(last) && first.contains(char::is_lowercase)
    };
    if parts.iter().all(|part| cited(part)) {
        *short = true;
        return Some(parts);
    }
    let paired = parts.len() >= 4 && parts.len().is_multiple_of(2);
    if paired && parts.chunks(2).all(|pair| !initials(pair[0]) && initials(pair[1])) {
        let start = |part: &str| part.as_ptr() as usize - value.as_ptr() as usize;
        return Some(parts.chunks(2).map(|pair| &value[start(pair[0])..start(pair[1]) + pair[1].len()]).collect());
    }
    let natural = |part: &'a str| {
        let (first, last) = (words(part).next().unwrap_or(""), words(part).next_back().unwrap_or(""));
        first.ends_with('.') && is_initials(first) && !is_initials(last)
    };
    parts.iter().all(|part| natural(part)).then_some(parts)
}

/// `Smith J.`, `Doe J.-P.`: the last word is initials with dots, and the first is none.
fn ends_with_initials(name: &str) -> bool {
    let mut words = name.split([' ', '~']).filter(|word| !word.is_empty());
    let (Some(first), Some(last)) = (words.next(), words.next_back()) else { return false };
    !name.contains([',', '{', '\\'])
        && last.ends_with('.')
        && is_initials(last)
        && first.chars().nth(1).is_some()
        && !first.contains('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists() {
        for (value, names, others) in [
            ("A, B and C, D", &["A, B", "C, D"][..], false),
            ("A AND {B and C}\n and others", &["A", "{B and C}"], true),
            ("Smith, John and", &["Smith, John", ""], false),
            ("and Smith", &["", "Smith"], false),
            ("A. Smith; B. Jones", &["A. Smith", "B. Jones"], false),
            ("A. Smith & B. Jones", &["A. Smith", "B. Jones"], false),
            ("Kim, H and Lee, J & Park, S", &["Kim, H", "Lee, J", "Park, S"], false),
            ("Kim, H and Lee & Park", &["Kim, H", "Lee & Park"], false),
            (r"Smith \& Jones", &[r"Smith \& Jones"], false),
            ("A Smith, B Jones, C Brown, D Green", &["A Smith", "B Jones", "C Brown", "D Green"], false),
            ("Smith, John, Jr, Extra", &["Smith, John, Jr, Extra"], false),
            ("A and et al.", &["A"], true),
            ("Anderson, Andy and Sand, X", &["Anderson, Andy", "Sand, X"], false),
            ("Knuth, D. et al.", &["Knuth, D."], true),
            ("Knuth, D., et al", &["Knuth, D."], true),
            ("Smith AB, Jones C", &["Smith AB", "Jones C"], false),
            ("Smith, A. B., Jones, C.", &["Smith, A. B.", "Jones, C."], false),
            ("Smith, A. B., Jones, C., Brown, D.~E.", &["Smith, A. B.", "Jones, C.", "Brown, D.~E."], false),
            ("A. Smith, B. Jones, and C. Brown", &["A. Smith", "B. Jones", "C. Brown"], false),
            ("A. Smith, B. Jones and C. Brown", &["A. Smith", "B. Jones", "C. Brown"], false),
            ("Garcia Lopez, Ann Mary and Smith, J.", &["Garcia Lopez, Ann Mary", "Smith, J."], false),
            ("J. Smith, Jr. and B. Jones", &["J. Smith, Jr.", "B. Jones"], false),
        ] {
            let found = list(value);
            assert_eq!((&found.names[..], found.others), (names, others), "{value}");
        }
        for (value, short) in [
            ("Smith AB, Jones C", true),
            ("Smith J. and Doe J.-P.", true),
            ("Smith J. and Ann Doe", false),
            ("A. B. and C. D.", false),
            ("Malcolm X", false),
            ("Smith, J.", false),
        ] {
            assert_eq!(list(value).short, short, "{value}");
        }
    }
}
