//! Lines of NBIB, both ways: `TAG - value`, the tag in four columns, values folded with six blanks.
//!
//! A known tag is seen in looser forms too (`PMID-1`, `PMC -1`, `SO- x`), an unknown one only in its four columns.

use super::tags::{self, Use};
use crate::article::text::{clean, has_loose_blanks};
use crate::format::Out;
use crate::log::{Code, Log, shown};
use crate::split;
use std::borrow::Cow;
use std::ops::Range;

/// Stands for the tag of text that has none.
pub const UNTAGGED: &str = "TEXT";

/// About how many fields a record has.
const USUAL: usize = 48;

/// Where PubMed folds its lines.
const WIDTH: usize = 88;

/// A tag with its value, folded lines joined.
#[derive(Clone, Debug)]
pub struct Field<'r> {
    /// The tag.
    pub tag: &'r str,
    /// What the tag is for; `None` when it is not known.
    pub known: Option<&'static Use>,
    /// Its value on one line, without double blanks.
    pub value: Cow<'r, str>,
    /// Bytes of the record.
    pub at: Range<usize>,
}

/// The length of the tag that a line begins with, and where in the line its value starts. `None` for a line that has none.
pub fn tag(line: &[u8]) -> Option<(usize, usize)> {
    // Most lines have the form that PubMed writes, or go on with the one above.
    match line {
        [b' ', ..] => return None,
        [a, b, c, d, b'-', b' ', ..] if a.is_ascii_uppercase() && is_code(*b) => {
            let length = match (is_code(*c), is_code(*d)) {
                (true, true) => 4,
                (true, false) if *d == b' ' => 3,
                (false, false) if *c == b' ' && *d == b' ' => 2,
                _ => 0,
            };
            if length > 0 {
                return Some((length, 6));
            }
        }
        _ => {}
    }
    let length = line.iter().take(6).take_while(|byte| is_code(**byte)).count();
    if !(2..=5).contains(&length) || line[0].is_ascii_digit() {
        return None;
    }
    let dash = length + line[length..].iter().take(4).take_while(|byte| **byte == b' ').count();
    if dash > length + 3 || line.get(dash) != Some(&b'-') {
        return None;
    }
    let name = std::str::from_utf8(&line[..length]).ok()?;
    let after = line.get(dash + 1);
    let apart = after.is_none_or(u8::is_ascii_whitespace);
    // A folded line may begin with `CI-based` or `AB-type`.
    let word = dash == length && length < 4 && after.is_some_and(u8::is_ascii_lowercase);
    let strict = dash == 4 && apart;
    let value = if apart { (dash + 2).min(line.len()) } else { dash + 1 };
    (strict || (!word && tags::lookup(name).is_some())).then_some((length, value))
}

fn is_code(byte: u8) -> bool {
    byte.is_ascii_uppercase() || byte.is_ascii_digit()
}

/// The fields of a record. What had to be mended is logged.
pub fn fields<'r>(record: &'r str, log: &mut Log) -> Vec<Field<'r>> {
    let mut fields: Vec<Field> = Vec::with_capacity(USUAL);
    let (mut blank, mut mended) = (false, false);
    for line in split::lines(record) {
        let tagged = tag(line.text.as_bytes());
        let text = line.text[tagged.map_or(0, |(_, value)| value)..].trim_ascii();
        if tagged.is_none() && text.is_empty() {
            blank = true;
            continue;
        }
        if blank && !mended && !fields.is_empty() {
            mended = true;
            log.add(Code::Mended, line.range(), "a blank line inside the record; the record goes on");
        }
        blank = false;
        if let Some((length, _)) = tagged {
            let (tag, value) = (&line.text[..length], Cow::Borrowed(text));
            fields.push(Field { tag, known: tags::lookup(tag), value, at: line.range() });
            continue;
        }
        match fields.last_mut().filter(|above| above.tag != "PMID") {
            Some(above) => {
                if let Cow::Borrowed(first) = above.value {
                    // A value that is folded once is likely folded again, an abstract many times.
                    let mut joined = String::with_capacity(if above.tag == "AB" { 24 } else { 4 } * WIDTH);
                    joined.push_str(first);
                    above.value = Cow::Owned(joined);
                }
                let value = above.value.to_mut();
                if !value.is_empty() {
                    value.push(' ');
                }
                value.push_str(text);
                above.at.end = line.range().end;
            }
            None => {
                log.add(Code::UnplacedText, line.range(), format!("{} has no tag; kept as extra", shown(text)));
                let known = tags::lookup(UNTAGGED);
                fields.push(Field { tag: UNTAGGED, known, value: Cow::Borrowed(text), at: line.range() });
            }
        }
    }
    for field in fields.iter_mut().filter(|field| has_loose_blanks(field.value.as_bytes())) {
        field.value = Cow::Owned(tidy(&field.value).into_owned());
    }
    fields
}

/// The text on one line, runs of blanks and line ends made one blank. Other white space, such as a no-break space, stays.
pub fn tidy(text: &str) -> Cow<'_, str> {
    let text = text.trim_ascii();
    if !has_loose_blanks(text.as_bytes()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(words(text).collect::<Vec<_>>().join(" "))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split([' ', '\t', '\n', '\r']).filter(|word| !word.is_empty())
}

/// Writes a field, folded at blanks: a word is never cut, however long. A value without words writes nothing.
pub fn write(out: &mut Out, tag: &str, value: &str) {
    let value = clean(value);
    let mut column = 0;
    for word in words(&value) {
        let width = word.chars().count();
        if column == 0 {
            out.push_str(tag);
            (tag.len()..4).for_each(|_| out.push(' '));
            out.push_str("- ");
            column = 6;
        } else if column + 1 + width > WIDTH {
            out.push_str("\n      ");
            column = 6;
        } else {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += width;
    }
    if column > 0 {
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_lines() {
        for (line, expected) in [
            ("PMID- 123", Some(("PMID", "123"))),
            ("PMID-123", Some(("PMID", "123"))),
            ("TI-", Some(("TI", ""))),
            ("TI  -", Some(("TI", ""))),
            ("PMC -1", Some(("PMC", "1"))),
            ("SO- x", Some(("SO", "x"))),
            ("XYZ - odd", Some(("XYZ", "odd"))),
            ("XYZ- odd", None),
            ("CI-based methods", None),
            ("SO  invalid line", None),
            ("      TI  - no", None),
            ("PMID: 1", None),
            ("COVID-19 was", None),
            ("12  - x", None),
            ("", None),
            ("Ünder", None),
        ] {
            let found = tag(line.as_bytes()).map(|(length, value)| (&line[..length], &line[value..]));
            assert_eq!(found, expected, "{line:?}");
        }
    }

    #[test]
    fn folded_lines_are_joined() {
        let mut log = Log::new();
        let record = "PMID- 1\nTI  - one \n      two\n three-\nfour\n\nAB  -\nPG  - 1\n";
        let found: Vec<_> =
            fields(record, &mut log).iter().map(|field| (field.tag, field.value.clone().into_owned())).collect();
        let expected = [("PMID", "1"), ("TI", "one two three- four"), ("AB", ""), ("PG", "1")];
        assert_eq!(found, expected.map(|(tag, value)| (tag, value.to_owned())));
        assert_eq!(log.problems().iter().map(|p| p.code).collect::<Vec<_>>(), [Code::Mended]);
    }

    #[test]
    fn text_below_a_pmid_has_no_place() {
        let mut log = Log::new();
        let found = fields("PMID- 1\nSO  invalid line\nand more\nTI  - x\n", &mut log);
        assert_eq!((found[1].tag, &*found[1].value), (UNTAGGED, "SO invalid line and more"));
        assert_eq!(log.problems()[0].code, Code::UnplacedText);
    }

    #[test]
    fn long_values_are_folded_at_blanks() {
        let mut out = Out::new();
        let value = format!("{} {} end", "x".repeat(70), "y".repeat(120));
        write(&mut out, "AB", &value);
        write(&mut out, "AD", " \n ");
        let expected = format!("AB  - {}\n      {}\n      end\n", "x".repeat(70), "y".repeat(120));
        assert_eq!(std::str::from_utf8(out.bytes()).unwrap(), expected);
        assert_eq!(fields(&expected, &mut Log::new())[0].value, value);
    }
}
