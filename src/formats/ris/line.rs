//! Lines and fields of a record: `XX  - value`, and the ways in which real files write that.
//!
//! A line has a tag when two blanks and a hyphen follow two letters (or a letter and a digit), whatever the tag; with
//! another gap, in small letters or indented, only when RIS has the tag. A line without the hyphen has a tag when RIS has it
//! and the value is plainly one of its (`VL 3`). Any other line goes on with the field above it.
//!
//! In an abstract or a note a line may look like one with a tag by chance. There, a line with a tag that RIS does not have, or
//! in another form than the rest of the record, is a field only when the text above is on one line and a tag follows.

use super::{tags, types};
use crate::article::text::{is_blank, trim};
use crate::split;
use memchr::{memchr, memchr2};
use std::borrow::Cow;
use std::ops::Range;

/// A tag at the front of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Its two characters, in capitals.
    pub name: [u8; 2],
    /// Where the value starts in the line.
    pub value: usize,
    /// It is written as the specification has it.
    pub exact: bool,
    /// It has no hyphen.
    pub bare: bool,
}

/// The tag of a line.
pub fn tag(line: &[u8]) -> Option<Tag> {
    if let [a, b, b' ', b' ', b'-', rest @ ..] = line
        && is_name([*a, *b])
        && matches!(rest, [] | [b' ' | b'\t', ..])
    {
        let name = [a.to_ascii_uppercase(), b.to_ascii_uppercase()];
        return Some(Tag { name, value: line.len().min(6), exact: name == [*a, *b], bare: false });
    }
    loose_tag(line)
}

fn is_name([a, b]: [u8; 2]) -> bool {
    a.is_ascii_alphabetic() && b.is_ascii_alphanumeric()
}

/// A tag in another form, if RIS has it.
fn loose_tag(line: &[u8]) -> Option<Tag> {
    let (indent, _) = blanks(line);
    let [a, b, rest @ ..] = &line[indent..] else { return None };
    if !is_name([*a, *b]) {
        return None;
    }
    let (gap, width) = blanks(rest);
    let (sign, plain) = match &rest[gap..] {
        [b'-', ..] => (1, true),
        // As word processors and web pages have it.
        [0xe2, 0x80, 0x90 | 0x93 | 0x94, ..] | [0xe2, 0x88, 0x92, ..] => (3, false),
        _ => return bare_tag(line),
    };
    let after = &rest[gap + sign..];
    let (blank, _) = blanks(after);
    // `T2-weighted` has no blank on either side; a dash in a text has one.
    let open = blank > 0 || after.is_empty();
    let fits = if plain { width <= 3 && (width > 0 || open) } else { width == 2 && open };
    let name = [a.to_ascii_uppercase(), b.to_ascii_uppercase()];
    (fits && tags::lookup(name).is_some()).then(|| Tag {
        name,
        value: indent + 2 + gap + sign + blank,
        exact: false,
        bare: false,
    })
}

/// How many bytes of blanks a text begins with, and how wide they are: marks of byte order and the like have no width.
fn blanks(text: &[u8]) -> (usize, usize) {
    let (mut at, mut width) = (0, 0);
    loop {
        let (length, wide) = match &text[at..] {
            [b' ' | b'\t' | 0x0c, ..] => (1, 1),
            [0xc2, 0xa0, ..] => (2, 1),
            [0xef, 0xbb, 0xbf, ..] | [0xe2, 0x80, 0x8b..=0x8d, ..] => (3, 0),
            _ => return (at, width),
        };
        at += length;
        width += wide;
    }
}

/// Where the TY of the next record stands in a line that has a tag of its own: `ER  - TY  - JOUR`, as in files that were
/// joined.
pub fn glued(line: &[u8]) -> Option<usize> {
    let at = inner_type(line)?;
    tag(line).filter(|tag| tag.value <= at && tags::lookup(tag.name).is_some()).map(|_| at)
}

/// Where a TY stands at the end of a text.
pub fn inner_type(text: &[u8]) -> Option<usize> {
    let text = text.trim_ascii_end();
    let length = text.iter().rev().take_while(|byte| byte.is_ascii_uppercase()).take(8).count();
    let at = text.len().checked_sub(length + 6).filter(|_| (2..8).contains(&length))?;
    let (tag, code) = text[at..].split_at(6);
    (tag == b"TY  - " && std::str::from_utf8(code).is_ok_and(types::is_code)).then_some(at)
}

/// A tag in capitals at the front of a line without a hyphen, before a value that has the form of its values.
fn bare_tag(line: &[u8]) -> Option<Tag> {
    let [a @ b'A'..=b'Z', b, b' ', rest @ ..] = line else { return None };
    let name = [*a, *b];
    let value = rest.trim_ascii();
    // Most lines are text.
    let first = *value.first()?;
    if value.len() > 200 || value.contains(&b' ') || tags::lookup(name).is_none() {
        return None;
    }
    let year = |text: &[u8]| text.len() >= 4 && text[..4].iter().all(u8::is_ascii_digit);
    let fits = match &name {
        b"VL" | b"VO" | b"IS" | b"CP" | b"SP" | b"EP" | b"NV" => first.is_ascii_digit() && value.len() < 12,
        b"PY" | b"Y1" | b"Y2" | b"DA" => {
            year(value) && value.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'/' | b'-'))
        }
        b"SN" => {
            first.is_ascii_digit()
                && value.len() >= 8
                && value.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'X' | b'x'))
        }
        b"DO" | b"DI" => value.starts_with(b"10.") && value.contains(&b'/'),
        b"UR" | b"LK" | b"L1" | b"L2" | b"L3" => value.starts_with(b"http://") || value.starts_with(b"https://"),
        b"TY" => std::str::from_utf8(value).is_ok_and(types::is_code),
        _ => false,
    };
    fits.then(|| Tag { name, value: line.len() - rest.trim_ascii_start().len(), exact: false, bare: true })
}

/// Stands for the tag of text that has none.
pub const UNTAGGED: [u8; 2] = *b"??";

/// A field: a tag and all lines that belong to it.
#[derive(Clone, Copy, Debug)]
pub struct Field<'a> {
    /// Its tag.
    pub tag: [u8; 2],
    /// What follows the tag, line breaks included.
    pub raw: &'a str,
    /// It has more than one line that is not blank.
    pub wrapped: bool,
    /// Where its tag stands in the record.
    pub start: usize,
    /// Where its value starts.
    from: usize,
}

impl Field<'_> {
    /// The tag as text.
    pub fn name(&self) -> &str {
        std::str::from_utf8(&self.tag).unwrap_or("??")
    }

    /// The bytes of the record that a finding points at.
    pub fn at(&self) -> Range<usize> {
        self.start..self.start + 2
    }
}

/// Tags whose values are texts with paragraphs: lines in them that have an unknown tag are text.
pub fn is_prose(tag: [u8; 2]) -> bool {
    matches!(&tag, b"AB" | b"N1" | b"N2" | b"RN")
}

/// Tags whose values are addresses, in which no blank may stand.
fn is_address(tag: [u8; 2]) -> bool {
    matches!(&tag, b"UR" | b"LK" | b"L1" | b"L2" | b"L3" | b"L4" | b"DO" | b"DI")
}

/// What was seen of the form of a record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// Tags are not written as the specification has them.
    pub loose: bool,
    /// It ends with ER.
    pub ended: bool,
    /// Its last line has no end, and no ER: the text may be cut short.
    pub torn: bool,
}

/// Cuts a record into fields.
pub fn fields<'a>(record: &'a str, fields: &mut Vec<Field<'a>>) -> Form {
    let bytes = record.as_bytes();
    let mut form = Form::default();
    let mut loose_style = false;
    let mut start = 0;
    while start < bytes.len() {
        let (content, next) = match memchr2(b'\n', b'\r', &bytes[start..]) {
            // The usual ends, without the search for odd ones.
            Some(at) if bytes[start + at] == b'\n' => (start + at, start + at + 1),
            Some(at) if bytes.get(start + at + 1) == Some(&b'\n') => (start + at, start + at + 2),
            Some(_) => split::line_end(bytes, start, 0, true).unwrap_or((bytes.len(), bytes.len())),
            None => (bytes.len(), bytes.len()),
        };
        let line = &bytes[start..content];
        let found = tag(line).filter(|tag| match fields.last() {
            _ if is_end(*tag, line) => true,
            Some(above) if is_prose(above.tag) => {
                let known = tags::lookup(tag.name).is_some();
                let usual = (tag.exact || loose_style) && known;
                let apart = || !above.wrapped && !is_numeral(tag.name) && tag_follows(&bytes[next..]);
                &tag.name != b"ER" && (usual || apart())
            }
            Some(above) if tag.bare => !above.wrapped && tag_follows(&bytes[next..]),
            _ => true,
        });
        match found {
            Some(tag) if is_end(tag, line) => form.ended = true,
            Some(tag) => {
                if fields.is_empty() {
                    loose_style = !tag.exact;
                }
                form.loose |= !tag.exact;
                let from = start + tag.value;
                fields.push(Field { tag: tag.name, raw: &record[from..content], wrapped: false, start, from });
            }
            None if line.iter().all(u8::is_ascii_whitespace) => {}
            None if line.trim_ascii() == b"ER"
                && bytes[next..].iter().all(u8::is_ascii_whitespace)
                && next > content =>
            {
                (form.ended, form.loose) = (true, true);
            }
            // An ER that was torn.
            None if next == bytes.len() && content == next && b"ER  - ".starts_with(line) => form.torn = true,
            None => match fields.last_mut() {
                // A type is one word: what stands below it is no part of it.
                Some(field) if &field.tag != b"TY" || is_blank(field.raw) => {
                    field.raw = &record[field.from..content];
                    field.wrapped = true;
                }
                _ => {
                    let raw = &record[start..content];
                    fields.push(Field { tag: UNTAGGED, raw, wrapped: false, start, from: start });
                }
            },
        }
        start = next;
    }
    form.torn |= !form.ended && !matches!(bytes.last(), Some(b'\n' | b'\r'));
    form
}

/// Whether a line ends the record: `ER  - positive tumours` in an abstract does not.
fn is_end(tag: Tag, line: &[u8]) -> bool {
    &tag.name == b"ER" && line[tag.value..].iter().all(u8::is_ascii_whitespace)
}

/// Whether the first line that is not blank has a tag. At the end there is none.
fn tag_follows(rest: &[u8]) -> bool {
    let line = rest.split(|byte| matches!(byte, b'\n' | b'\r')).find(|line| !line.iter().all(u8::is_ascii_whitespace));
    line.is_some_and(|line| tag(line).is_some())
}

/// Whether a tag may be the number of an aim or a result.
fn is_numeral(tag: [u8; 2]) -> bool {
    matches!(&tag, b"II" | b"IV" | b"VI" | b"IX" | b"XI" | b"XV")
}

/// How lines of a record were wrapped.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wrapping {
    /// At 70 characters sharp, inside words (citation-js).
    sharp: bool,
    /// It has long lines: those that are short were not wrapped.
    long_lines: bool,
}

impl Wrapping {
    /// Looks at the fields of a record.
    pub fn of(fields: &[Field]) -> Wrapping {
        let mut sharp = None;
        let mut long_lines = false;
        for field in fields {
            if !field.wrapped {
                long_lines |= field.raw.len() > 79;
                continue;
            }
            let mut lengths = split::lines(field.raw).map(|line| line.text.encode_utf16().count()).peekable();
            let mut fits = true;
            while let Some(length) = lengths.next() {
                long_lines |= length > 79;
                fits &= if lengths.peek().is_some() { length == 70 } else { length <= 70 };
            }
            sharp = Some(sharp.unwrap_or(true) && fits);
        }
        Wrapping { sharp: sharp.unwrap_or(false) && !long_lines, long_lines }
    }
}

/// The value of a field on one line; `\n` between paragraphs of prose, and between the lines of lists.
pub fn value<'a>(field: &Field<'a>, wrapping: Wrapping) -> Cow<'a, str> {
    if !field.wrapped {
        return Cow::Borrowed(trim(field.raw));
    }
    let mut out = String::with_capacity(field.raw.len());
    let mut above: Option<&str> = None;
    let mut blank = false;
    for line in split::lines(field.raw) {
        let text = line.text.trim();
        if text.is_empty() {
            blank = !out.is_empty();
            continue;
        }
        if let Some(above) = above {
            let joint = if wrapping.sharp && !blank {
                ""
            } else {
                match &field.tag {
                    b"KW" | b"K1" | b"SN" | b"AD" => "\n",
                    tag if is_address(*tag) => {
                        if starts_address(text) {
                            "\n"
                        } else {
                            ""
                        }
                    }
                    tag if is_prose(*tag) => {
                        let kept = blank || wrapping.long_lines || above.chars().count() < 65;
                        if kept { "\n" } else { " " }
                    }
                    _ => " ",
                }
            };
            out.push_str(joint);
        }
        let sharp = wrapping.sharp && !blank;
        out.push_str(if sharp { line.text.trim_end_matches(['\n', '\r']) } else { text });
        above = Some(text);
        blank = false;
    }
    Cow::Owned(out.trim().to_owned())
}

/// Whether a text starts as an address does: `http://`, `www.`, `<Go to ISI>`.
pub fn starts_address(text: &str) -> bool {
    let scheme = text.split_once("://").is_some_and(|(scheme, _)| {
        (2..=20).contains(&scheme.len()) && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    });
    scheme || text.starts_with("www.") || text.starts_with("<Go to")
}

/// The addresses in a value: on lines of their own, or after a semicolon or blank.
pub fn addresses(value: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for line in value.split('\n') {
        let mut rest = line.trim();
        // `http://a; http://b`
        while let Some(at) = next_address(rest) {
            found.push(rest[..at].trim_end_matches([';', ',', ' ']));
            rest = rest[at..].trim_start();
        }
        found.push(rest);
    }
    found.retain(|text| !text.is_empty());
    found
}

/// Where another address starts.
fn next_address(text: &str) -> Option<usize> {
    let mut from = 1.min(text.len());
    while let Some(at) = memchr(b':', text.as_bytes().get(from..)?).map(|at| at + from) {
        let head = &text[..at];
        let scheme = head.rfind([';', ' ', ',']).map_or(0, |before| before + 1);
        if scheme > 0 && matches!(&head[scheme..], "http" | "https" | "ftp") && text[at..].starts_with("://") {
            return Some(scheme);
        }
        from = at + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_lines() {
        for (line, expected) in [
            ("TY  - JOUR", Some(("TY", "JOUR", true))),
            ("XX  - foo", Some(("XX", "foo", true))),
            ("ER  -", Some(("ER", "", true))),
            ("au  - Zhou, S", Some(("AU", "Zhou, S", false))),
            ("TY - JOUR", Some(("TY", "JOUR", false))),
            ("  TI  -  A", Some(("TI", "A", false))),
            ("\u{c}TY  - BOOK", Some(("TY", "BOOK", false))),
            ("\u{200b}TY\u{200b}  - BOOK", Some(("TY", "BOOK", false))),
            ("TY\u{a0}- BOOK", Some(("TY", "BOOK", false))),
            ("ER  -\u{200b}", Some(("ER", "", false))),
            ("TY  \u{2212} BOOK", Some(("TY", "BOOK", false))),
            ("\u{feff}TY  - BOOK", Some(("TY", "BOOK", false))),
            ("AU- Zhou", Some(("AU", "Zhou", false))),
            ("TI\t-\tA", Some(("TI", "A", false))),
            ("TI  -A", Some(("TI", "A", false))),
            ("VL 3", Some(("VL", "3", false))),
            ("DO  10.1234/x", Some(("DO", "10.1234/x", false))),
            ("TY JOUR", Some(("TY", "JOUR", false))),
            ("SP 1 elements", None),
            ("IS elements", None),
            ("AD patients", None),
            ("T2-weighted imaging", None),
            ("XX - foo", None),
            ("II  results", None),
            ("1A  - x", None),
            ("TY  – JOUR", Some(("TY", "JOUR", false))),
            ("TY\u{a0}\u{a0}- JOUR", Some(("TY", "JOUR", false))),
            ("TI\u{a0} -\u{a0}A", Some(("TI", "A", false))),
            ("T2 – weighted", None),
            ("XX  – x", None),
            ("", None),
            ("é  - x", None),
        ] {
            let found = tag(line.as_bytes());
            let shown = found.map(|tag| (String::from_utf8(tag.name.to_vec()).unwrap(), &line[tag.value..], tag.exact));
            let expected = expected.map(|(name, value, exact)| (name.to_owned(), value, exact));
            assert_eq!(shown, expected, "{line:?}");
        }
    }

    fn values(record: &str) -> Vec<(String, String)> {
        let mut found = Vec::new();
        fields(record, &mut found);
        let wrapping = Wrapping::of(&found);
        found.iter().map(|field| (field.name().to_owned(), value(field, wrapping).into_owned())).collect()
    }

    #[test]
    fn wrapped_lines() {
        let sharp = format!("TI  - {}\n{}\nnd\n", "a".repeat(70), "b".repeat(70));
        for (record, expected) in [
            ("TI  - Iron\nand zinc\n", "Iron and zinc"),
            ("TI  - Iron\n      and zinc\n", "Iron and zinc"),
            ("AB  - One.\n\nTwo.\n", "One.\nTwo."),
            ("AB  - One\nII  - two\n", "One\nII  - two"),
            ("AB  - One\nER  - positive\n", "One\nER  - positive"),
            ("AB  - One\nT2 - weighted\n", "One\nT2 - weighted"),
            (
                "AB  - A line of seventy characters is what a wrapped line looks like in a file\ngoes on\n",
                "A line of seventy characters is what a wrapped line looks like in a file goes on",
            ),
            ("KW  - a\nb\n", "a\nb"),
            (
                "UR  - https://example.org/a\n_b\nhttps://example.org/c\n",
                "https://example.org/a_b\nhttps://example.org/c",
            ),
            (&sharp, &format!("{}{}nd", "a".repeat(70), "b".repeat(70))),
        ] {
            let found = values(record);
            assert_eq!(found.len(), 1, "{record}");
            assert_eq!(found[0].1, expected, "{record}");
        }
        for (record, count) in [
            ("AB  - One\nKW  - a\nxx  - b\n", 3),
            // Tags that RIS does not have, or in another form, below a text on one line.
            ("AB  - One.\nXX  - foo\nER  - \n", 2),
            ("AB  - One.\nXX  - foo\nYY  - bar\nKW  - a\nER  - \n", 4),
            ("TY  - JOUR\nAB  - One.\nKW - a\nER  - \n", 3),
            ("TY  - JOUR\nAB  - One.\nER - \n", 2),
            ("AB  - One\ntwo\nXX  - foo\nER  - \n", 1),
            ("AB  - One\nII  - two\nER  - \n", 1),
            // Lines without a hyphen.
            ("TI  - A\nVL 3\nIS  - 2\nER  - \n", 3),
            ("TI  - A title with\nVL 3\nin it\nER  - \n", 1),
            ("TI  - A\nER\n", 1),
        ] {
            assert_eq!(values(record).len(), count, "{record}");
        }
    }

    #[test]
    fn forms() {
        let form = |record| fields(record, &mut Vec::new());
        assert_eq!(form("TY  - JOUR\r\nER  - \r\n"), Form { ended: true, ..Form::default() });
        assert_eq!(form("TY  - JOUR\nTI  - A\n"), Form::default());
        assert_eq!(form("TY  - JOUR\nTI  - A"), Form { torn: true, ..Form::default() });
        assert_eq!(form("TY  - JOUR\nER"), Form { torn: true, ..Form::default() });
        assert_eq!(form("TY  - JOUR\rER  - "), Form { ended: true, ..Form::default() });
        assert_eq!(form("TY - JOUR\nER - \n"), Form { ended: true, loose: true, ..Form::default() });
    }

    #[test]
    fn records_in_one_line() {
        for (line, expected) in [
            ("ER  - TY  - JOUR", Some(6)),
            ("AU  - SmiTY  - BOOK", Some(9)),
            ("of a TY  - JOUR", None),
            ("XX  - of a TY  - JOUR", None),
            ("TY  - JOUR", None),
            ("AB  - TY  - JOURS", None),
            ("AB  - TY  - JOUR is a line", None),
            ("A", None),
            ("", None),
        ] {
            assert_eq!(glued(line.as_bytes()), expected, "{line}");
        }
        assert_eq!(inner_type(b"SmiTY  - BOOK\r\n"), Some(3));
    }

    #[test]
    fn addresses_in_a_value() {
        for (value, expected) in [
            ("https://a.org/x;y?z=1:2", &["https://a.org/x;y?z=1:2"][..]),
            ("https://a.org; http://b.org", &["https://a.org", "http://b.org"]),
            ("https://a.org http://b.org", &["https://a.org", "http://b.org"]),
            ("<Go to ISI>://WOS:0001\nwww.b.org", &["<Go to ISI>://WOS:0001", "www.b.org"]),
            ("https://web.archive.org/web/http://a.org", &["https://web.archive.org/web/http://a.org"]),
            ("", &[]),
        ] {
            assert_eq!(addresses(value), expected, "{value}");
        }
    }
}
