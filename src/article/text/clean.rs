//! Makes characters fit for the model, and white space fit for a line.
//!
//! Nearly all text is clean already. Each function looks for what is not before it does anything, many bytes at once.

use crate::bytes::{any, any_pair, find, run};
use memchr::memchr;
use std::borrow::Cow;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Makes characters fit for the model: NFC; tabs, U+2028 and U+2029 become blanks; lone CR becomes LF; soft hyphens,
/// byte-order marks, code points that are no characters (biber reads no file with U+FFFE) and all other control characters
/// go. Costs nothing for text that is clean already.
pub fn clean(text: &str) -> Cow<'_, str> {
    if is_all_settled(text) {
        return Cow::Borrowed(text);
    }
    let no_character = |c: char| u32::from(c) & 0xfffe == 0xfffe || ('\u{fdd0}'..='\u{fdef}').contains(&c);
    let dirty = |c: char| {
        (c.is_control() && c != '\n') || matches!(c, '\u{ad}' | '\u{feff}' | '\u{2028}' | '\u{2029}') || no_character(c)
    };
    let text = if text.contains(dirty) {
        let mut kept = String::with_capacity(text.len());
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '\t' | '\u{2028}' | '\u{2029}' => kept.push(' '),
                '\r' if chars.peek() != Some(&'\n') => kept.push('\n'),
                c if dirty(c) => {}
                c => kept.push(c),
            }
        }
        Cow::Owned(kept)
    } else {
        Cow::Borrowed(text)
    };
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => text,
        _ => Cow::Owned(text.nfc().collect()),
    }
}

/// Whether text may have control characters other than tabs and line ends. Beyond ASCII they begin with C2, as a few other
/// characters do.
pub(crate) fn may_have_controls(text: &[u8]) -> bool {
    any(text, |byte| {
        let control = (byte < b' ') & (byte != b'\n') & (byte != b'\r') & (byte != b'\t');
        control | (byte == 0x7f) | (byte == 0xc2)
    })
}

/// Whether a character is clean, and NFC whatever stands beside it. Many others are too; these are the ones that are common
/// and easily told: no mark combines with what is before it below U+0300, nor in the blocks of signs named here.
pub(super) fn is_settled(c: char) -> bool {
    matches!(c,
        ' '..='~' | '\n' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{391}'..='\u{3a1}' | '\u{3a3}'..='\u{3c9}'
        | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{2080}'..='\u{208e}' | '\u{2200}'..='\u{22ff}')
}

/// Whether all characters are settled.
fn is_all_settled(text: &str) -> bool {
    let odd = |byte: u8, _| (byte.wrapping_sub(b' ') > b'~' - b' ') & (byte != b'\n');
    let mut rest = text;
    loop {
        rest = &rest[run(rest.as_bytes(), odd)..];
        let mut chars = rest.chars();
        while !chars.as_str().starts_with(|c: char| c.is_ascii_graphic()) {
            match chars.next() {
                Some(c) if is_settled(c) => {}
                other => return other.is_none(),
            }
        }
        rest = chars.as_str();
    }
}

/// Text as it stands on one line: [cleaned](clean) and [squeezed](squeeze).
pub fn line(text: &str) -> Cow<'_, str> {
    let odd = |byte: u8, next: u8| (byte.wrapping_sub(b' ') > b'~' - b' ') | ((byte == b' ') & (next == b' '));
    if !any_pair(text.as_bytes(), odd) && !text.starts_with(' ') && !text.ends_with(' ') {
        return Cow::Borrowed(text);
    }
    match clean(text) {
        Cow::Borrowed(text) => squeeze(text),
        Cow::Owned(text) => Cow::Owned(squeeze(&text).into_owned()),
    }
}

/// Whether two blanks meet, or a tab or the end of a line stands in a text.
pub(crate) fn has_loose_blanks(text: &[u8]) -> bool {
    any_pair(text, |byte, next| (byte == b'\t') | (byte == b'\n') | (byte == b'\r') | ((byte == b' ') & (next == b' ')))
}

/// Whether text has single blanks between its words, none at its ends, and no other white space or controls. White space
/// beyond ASCII begins with C2 and E1 to E3; text that has these is looked at again.
fn is_squeezed(text: &[u8]) -> bool {
    let ends = text.first() == Some(&b' ') || text.last() == Some(&b' ');
    !ends
        && !any_pair(text, |byte, next| {
            let wide = (byte == 0xc2) | (byte.wrapping_sub(0xe1) < 3);
            (byte < b' ') | (byte == 0x7f) | wide | ((byte == b' ') & (next == b' '))
        })
}

/// Whether two blanks meet in a text, or white space other than a blank may stand in it. Text in other letters than Latin
/// ones has the bytes that [`is_squeezed`] looks for; this looks at what follows them.
fn has_odd_blanks(text: &[u8]) -> bool {
    find(text, |byte, next, last| {
        let control = byte.wrapping_sub(b'\t') < 5;
        let latin = (byte == 0xc2) & ((next == 0x85) | (next == 0xa0));
        let general = (next == 0x80) & ((last < 0x8b) | (last & 0xf8 == 0xa8));
        let wide = ((byte == 0xe2) & (general | (next == 0x81))) | ((byte == 0xe3) & (next == 0x80));
        control | latin | wide | ((byte == 0xe1) & (next == 0x9a)) | ((byte == b' ') & (next == b' '))
    })
    .is_some()
}

/// [`str::trim`]: most text has nothing at its ends, which two bytes tell.
pub(crate) fn trim(text: &str) -> &str {
    match text.as_bytes() {
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        _ => text.trim(),
    }
}

/// Whether there is nothing but white space.
pub(crate) fn is_blank(text: &str) -> bool {
    !text.as_bytes().first().is_some_and(u8::is_ascii_graphic) && text.trim().is_empty()
}

/// Runs of white space become one blank, and none is left at the ends. Borrowed when there is nothing to do.
pub fn squeeze(text: &str) -> Cow<'_, str> {
    if is_squeezed(text.as_bytes()) {
        return Cow::Borrowed(text);
    }
    let text = trim(text);
    if !has_odd_blanks(text.as_bytes()) {
        return Cow::Borrowed(text);
    }
    let mut blank = false;
    let fine = text.chars().all(|c| {
        let double = c.is_whitespace() && (blank || c != ' ');
        blank = c == ' ';
        !double
    });
    if fine { Cow::Borrowed(text) } else { Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" ")) }
}

/// Paragraphs, cleaned and each without runs of white space.
pub fn tidy(text: &str) -> String {
    if memchr(b'\n', text.as_bytes()).is_none() {
        return line(text).into_owned();
    }
    clean(text).split('\n').map(squeeze).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cleaning() {
        for (input, expected) in [
            ("a\u{fffe}b\u{1ffff}c\u{fdd0}d\u{fffd}", "abcd\u{fffd}"),
            ("plain", "plain"),
            ("a\tb\u{7}\u{ad}c\u{2028}d", "a bc d"),
            ("e\u{301}", "é"),
            ("x\r\ny\rz", "x\ny\nz"),
            ("\u{feff}ü", "ü"),
        ] {
            assert_eq!(clean(input), expected, "{input:?}");
        }
    }

    #[test]
    fn settled_characters_are_clean_whatever_is_beside_them() {
        for c in ('\0'..=char::MAX).filter(|c| is_settled(*c)) {
            let quick = is_nfc_quick(std::iter::once(c)) == IsNormalized::Yes;
            let starter = unicode_normalization::char::canonical_combining_class(c) == 0;
            let dirty = c.is_control() && c != '\n';
            assert!(quick && starter && !dirty && c != '\u{ad}', "{c:?}");
        }
    }

    #[test]
    fn loose_blanks_are_found_wherever_they_are() {
        for place in 0..200 {
            for blank in ["  ", "\t", "\n", "\r"] {
                let text = format!("{}{blank}{}", "x".repeat(place), "y".repeat(200 - place));
                assert!(has_loose_blanks(text.as_bytes()), "{place}");
            }
        }
        assert!(!has_loose_blanks("a b".repeat(100).as_bytes()));
    }

    #[test]
    fn all_white_space_is_odd() {
        for c in ('\0'..=char::MAX).filter(|c| c.is_whitespace() && *c != ' ') {
            assert!(has_odd_blanks(format!("a{c}b").as_bytes()), "{c:?}");
            assert_eq!(squeeze(&format!("≥ é{c}b")), "≥ é b", "{c:?}");
        }
        assert!(!has_odd_blanks("P ≥ 5 “é” – μg".as_bytes()));
    }

    #[test]
    fn squeezing() {
        for (input, expected) in [(" a  b\n c ", "a b c"), ("a b", "a b"), ("", ""), ("a\u{a0}b", "a b")] {
            assert_eq!(squeeze(input), expected, "{input:?}");
        }
    }

    #[test]
    fn lines() {
        for (input, expected) in [("a  b\tc\u{7}", "a b c"), (" é\u{301} ", "é\u{301}"), ("a b", "a b"), ("", "")] {
            assert_eq!(line(input), expected, "{input:?}");
        }
    }
}
