//! Looks ahead in LaTeX: groups, formulas, what is no LaTeX at all, and letters with their marks.

use super::read::Lines;
use super::signs;
use crate::bytes::any_pair;
use std::borrow::Cow;

/// Whether two bytes beside each other may be LaTeX.
pub fn is_tex(byte: u8, next: u8) -> bool {
    is_sign(byte) | ((byte == next) & ((byte == b'-') | (byte == b'\'')))
}

/// Whether a byte may mean something else than itself. Of `$%&` and `{|}~` all are taken, since a range is compared faster.
pub fn is_sign(byte: u8) -> bool {
    let range = (byte.wrapping_sub(b'$') < 3) | (byte.wrapping_sub(b'{') < 4);
    range | (byte == b'\\') | (byte == b'`') | (byte == b'<')
}

/// Whether a value is no more than words: nothing in it is LaTeX, and lines only go on.
pub fn is_words(tex: &str, lines: Lines) -> bool {
    !any_pair(tex.as_bytes(), is_tex) && (lines == Lines::One || !pairs_of_lines(tex.as_bytes()))
}

/// Whether an empty line stands in a text.
fn pairs_of_lines(bytes: &[u8]) -> bool {
    memchr::memchr_iter(b'\n', bytes).any(|at| {
        let rest = &bytes[at + 1..];
        let blanks = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r')).count();
        rest.get(blanks) == Some(&b'\n')
    })
}

/// The content of a group at the start, and the length of the group.
pub fn group(tex: &str) -> Option<(&str, usize)> {
    let bytes = tex.as_bytes();
    if bytes.first() != Some(&b'{') {
        return None;
    }
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 1,
            b'{' => depth += 1,
            b'}' => {
                depth -= 1;
                if depth == 0 {
                    return Some((&tex[1..at], at + 1));
                }
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// Bytes that a formula within text has at most. Without a bound, signs that have no partner would cost a search each to the
/// end of the text.
pub const LONG_FORMULA: usize = 2000;

/// The first bytes of a text, whole characters.
pub fn near(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Where the dollar sign stands that closes a formula: in the same group, and not escaped.
pub fn closing_dollar(tex: &str) -> Option<usize> {
    let bytes = near(tex, LONG_FORMULA).as_bytes();
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 1,
            b'{' => depth += 1,
            b'}' => depth = depth.checked_sub(1)?,
            b'$' if depth == 0 => return Some(at),
            _ => {}
        }
        at += 1;
    }
    None
}

/// A letter with its mark; `\~{}` is the sign itself.
pub fn accented(base: &str, mark: char, name: &str) -> String {
    let mut chars = base.trim_start().chars();
    let Some(first) = chars.next() else { return name.to_owned() };
    let above = signs::accent(mark).is_none_or(|(_, above)| above);
    let first = match first {
        'ı' if above => 'i',
        'ȷ' if above => 'j',
        c => c,
    };
    let mut out = String::from(first);
    let rest = chars.as_str();
    // Marks that the letter has already stay nearest to it.
    let marks =
        rest.chars().take_while(|c| unicode_normalization::char::is_combining_mark(*c)).map(char::len_utf8).sum();
    out.push_str(&rest[..marks]);
    out.push(mark);
    out.push_str(&rest[marks..]);
    out
}

/// An address without the backslashes that programs put before what TeX acts on, and without the braces around these.
pub fn unescaped(address: &str) -> Cow<'_, str> {
    if !address.contains('\\') {
        return Cow::Borrowed(address);
    }
    let mut out = address.replace(r"$\backslash$", "");
    for (tex, sign) in [
        (r"{$\sim$}", "~"),
        (r"$\sim$", "~"),
        (r"\string~", "~"),
        (r"\textasciitilde{}", "~"),
        (r"{\textasciitilde}", "~"),
        (r"\textasciitilde ", "~"),
        (r"\textasciitilde", "~"),
        (r"\~{}", "~"),
    ] {
        if out.contains(tex) {
            out = out.replace(tex, sign);
        }
    }
    for sign in ["_", "%", "&", "#", "$", "{", "}", "~", "/", "-"] {
        let escaped = format!("\\{sign}");
        if out.contains(&escaped) {
            out = out.replace(&format!("{{{escaped}}}"), sign).replace(&escaped, sign);
        }
    }
    Cow::Owned(out)
}
