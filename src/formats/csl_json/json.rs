//! A walk through JSON that goes on where JSON is broken.
//!
//! serde_json stops at the first fault of a text. Here a fault costs the value that it is in: commas too many or too few,
//! single quotes, line feeds in strings, escapes that JSON lacks and halves of surrogates are passed over and noted. Nothing calls itself,
//! so depth costs nothing; strings without escapes are borrowed.

use crate::bytes::table;
use memchr::{memchr2, memchr3};
use std::borrow::Cow;
use std::ops::Range;

/// A place in a text.
pub struct Walk<'a> {
    text: &'a str,
    at: usize,
    /// The text ended before all brackets and quotes were closed.
    pub ended: bool,
    /// The first place where the text is no JSON.
    pub mended: Option<usize>,
}

/// A value. Lists and objects are not walked through yet: the walk stands before them.
#[derive(Debug, PartialEq)]
pub enum Value<'a> {
    /// A string.
    Text(Cow<'a, str>),
    /// A number, as written.
    Number(&'a str),
    /// `true` or `false`.
    Flag(bool),
    /// `null`, or nothing at all.
    Null,
    /// A list begins.
    List,
    /// An object begins.
    Map,
    /// A word that JSON does not have.
    Word(&'a str),
}

/// Bytes at which brackets and strings begin and end.
const TELLS: [bool; 256] = table(b"\"'{}[]");

impl<'a> Walk<'a> {
    /// Before a text.
    pub fn new(text: &'a str) -> Walk<'a> {
        Walk { text, at: 0, ended: false, mended: None }
    }

    /// How far it has come.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Goes back to a place that it came by.
    pub fn back(&mut self, at: usize) {
        self.at = at;
    }

    /// A part of the text.
    pub fn text(&self, range: Range<usize>) -> &'a str {
        self.text[range].trim()
    }

    /// The next byte that is no blank.
    pub fn peek(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        while bytes.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
        bytes.get(self.at).copied()
    }

    /// Notes that the text is no JSON here.
    pub fn mend(&mut self) {
        self.mended.get_or_insert(self.at);
    }

    /// Notes that no comma stands before what comes next, unless it is the first in its brackets.
    fn miss_comma(&mut self, comma: bool) {
        let before = self.text.as_bytes()[..self.at].trim_ascii_end().last();
        if !comma && !matches!(before, None | Some(b'{' | b'[')) {
            self.mend();
        }
    }

    /// Steps over an opening bracket, if it comes next.
    pub fn enter(&mut self, bracket: u8) -> bool {
        let found = self.peek() == Some(bracket);
        self.at += usize::from(found);
        found
    }

    /// The name of an object's next member, after which its value comes; `None` after the object's end.
    pub fn member(&mut self) -> Option<Cow<'a, str>> {
        let mut comma = false;
        loop {
            match self.peek() {
                None => {
                    self.ended = true;
                    return None;
                }
                Some(b'}') => {
                    if comma {
                        self.mend();
                    }
                    self.at += 1;
                    return None;
                }
                Some(b',') => {
                    if comma {
                        self.mend();
                    }
                    comma = true;
                    self.at += 1;
                }
                Some(b'"' | b'\'') => {
                    self.miss_comma(comma);
                    let name = self.string();
                    if self.peek() == Some(b':') {
                        self.at += 1;
                        return Some(name);
                    }
                    if !self.ended {
                        self.mend();
                    }
                }
                Some(b'{' | b'[') => {
                    self.mend();
                    self.skip();
                }
                Some(b']' | b':') => {
                    self.mend();
                    self.at += 1;
                }
                Some(_) => {
                    // A name without quotes, as JavaScript has it.
                    self.mend();
                    let name = self.word();
                    if self.peek() == Some(b':') {
                        self.at += 1;
                        return Some(Cow::Borrowed(name));
                    }
                }
            }
        }
    }

    /// Whether a list has another element, which then comes next.
    pub fn element(&mut self) -> bool {
        let mut comma = false;
        loop {
            match self.peek() {
                None => {
                    self.ended = true;
                    return false;
                }
                Some(b']') => {
                    if comma {
                        self.mend();
                    }
                    self.at += 1;
                    return false;
                }
                // The list was not closed, and its object is.
                Some(b'}') => {
                    self.mend();
                    return false;
                }
                Some(b',' | b':') => {
                    comma = true;
                    self.at += 1;
                }
                Some(_) => {
                    self.miss_comma(comma);
                    return true;
                }
            }
        }
    }

    /// The value that comes next.
    pub fn value(&mut self) -> Value<'a> {
        match self.peek() {
            Some(b'"' | b'\'') => Value::Text(self.string()),
            Some(b'{') => Value::Map,
            Some(b'[') => Value::List,
            None => {
                self.ended = true;
                Value::Null
            }
            Some(b',' | b':' | b'}' | b']') => {
                self.mend();
                Value::Null
            }
            Some(_) => match self.word() {
                "true" => Value::Flag(true),
                "false" => Value::Flag(false),
                "null" => Value::Null,
                number if number.starts_with(|c: char| c == '-' || c.is_ascii_digit()) => Value::Number(number),
                word => {
                    self.mend();
                    Value::Word(word)
                }
            },
        }
    }

    fn word(&mut self) -> &'a str {
        let rest = &self.text[self.at..];
        let end = rest.find(|c: char| c.is_ascii_whitespace() || ",:{}[]\"".contains(c)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    /// Steps over the value that comes next, and says where it stands.
    pub fn skip(&mut self) -> Range<usize> {
        let first = self.peek();
        let start = self.at;
        match first {
            Some(b'{' | b'[') => self.skip_brackets(),
            _ => {
                self.value();
            }
        }
        start..self.at
    }

    fn skip_brackets(&mut self) {
        let bytes = self.text.as_bytes();
        let mut depth = 0usize;
        while self.at < bytes.len() {
            let passed = bytes[self.at..].iter().position(|byte| TELLS[usize::from(*byte)]);
            self.at += passed.unwrap_or(bytes.len() - self.at);
            match bytes.get(self.at) {
                Some(b'"') => {
                    self.at = self.string_end(b'"', self.at + 1).map_or(bytes.len(), |end| end + 1);
                    continue;
                }
                // Elsewhere it is an apostrophe in a string whose quote is missing.
                Some(b'\'') if bytes[..self.at].trim_ascii_end().ends_with(b":") => {
                    self.at = self.string_end(b'\'', self.at + 1).map_or(bytes.len(), |end| end + 1);
                    continue;
                }
                Some(b'{' | b'[') => depth += 1,
                Some(b'}' | b']') => {
                    depth -= 1;
                    if depth == 0 {
                        self.at += 1;
                        return;
                    }
                }
                Some(_) => {}
                None => break,
            }
            self.at += 1;
        }
        self.ended = true;
    }

    /// Where the quote is that closes a string, searched from here.
    fn string_end(&self, quote: u8, from: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut from = from;
        loop {
            let found = from + memchr2(quote, b'\\', bytes.get(from..)?)?;
            if bytes[found] == quote {
                return Some(found);
            }
            from = found + 2;
        }
    }

    /// The string whose opening quote comes next.
    fn string(&mut self) -> Cow<'a, str> {
        let start = self.at + 1;
        let bytes = self.text.as_bytes();
        let quote = bytes[self.at];
        if quote == b'\'' {
            self.mend();
        }
        let mut whole = String::new();
        let mut from = start;
        loop {
            let Some(found) = memchr3(quote, b'\\', b'\n', &bytes[from..]).map(|found| from + found) else {
                self.ended = true;
                self.at = bytes.len();
                return self.piece(whole, start, from, bytes.len());
            };
            match bytes[found] {
                end if end == quote => {
                    self.at = found + 1;
                    return self.piece(whole, start, from, found);
                }
                b'\n' => {
                    self.mended.get_or_insert(found);
                    if whole.is_empty() && from == start {
                        // Nothing is decoded so far, and a line feed stands for itself.
                        whole.push_str(&self.text[start..=found]);
                    } else {
                        whole.push_str(&self.text[from..=found]);
                    }
                    from = found + 1;
                }
                _ => {
                    whole.push_str(&self.text[from..found]);
                    from = self.escape(found, &mut whole);
                }
            }
        }
    }

    fn piece(&self, mut whole: String, start: usize, from: usize, end: usize) -> Cow<'a, str> {
        if from == start {
            return Cow::Borrowed(&self.text[start..end]);
        }
        whole.push_str(&self.text[from..end]);
        Cow::Owned(whole)
    }

    /// Decodes the escape at a backslash; where it ends.
    fn escape(&mut self, at: usize, out: &mut String) -> usize {
        let bytes = self.text.as_bytes();
        let simple = match bytes.get(at + 1) {
            Some(b'"') => '"',
            // Python's.
            Some(b'\'') => '\'',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                let unit = |at: usize| self.text.get(at..at + 4).and_then(|hex| u16::from_str_radix(hex, 16).ok());
                let Some(first) = unit(at + 2) else {
                    self.mended.get_or_insert(at);
                    out.push('\\');
                    return at + 1;
                };
                let second = if bytes[at + 6..].starts_with(b"\\u") { unit(at + 8) } else { None };
                let mut decoded = char::decode_utf16([first].into_iter().chain(second));
                return match decoded.next() {
                    Some(Ok(c)) => {
                        out.push(c);
                        at + 4 + 2 * c.len_utf16() + if c.len_utf16() == 2 { 4 } else { 0 }
                    }
                    _ => {
                        self.mended.get_or_insert(at);
                        out.push(char::REPLACEMENT_CHARACTER);
                        at + 6
                    }
                };
            }
            _ => {
                // `\alpha`, written by hand: the backslash stands for itself.
                self.mended.get_or_insert(at);
                out.push('\\');
                return at + 1;
            }
        };
        out.push(simple);
        at + 2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(json: &str) -> (String, bool, bool) {
        let mut walk = Walk::new(json);
        match walk.value() {
            Value::Text(text) => (text.into_owned(), walk.mended.is_some(), walk.ended),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn strings() {
        for (json, expected, mended, ended) in [
            (r#""plain""#, "plain", false, false),
            (r#""a\"b\\c\/d\n\t""#, "a\"b\\c/d\n\t", false, false),
            (r#""\u00e9\ud83d\ude00x\u00e9""#, "é😀xé", false, false),
            (r#""\ud83dx""#, "\u{fffd}x", true, false),
            (r#""\ud83d\u0041""#, "\u{fffd}A", true, false),
            (r#""\alpha \u12""#, "\\alpha \\u12", true, false),
            ("\"a\nb\nc\\\"d\"", "a\nb\nc\"d", true, false),
            (r#"'a \'quote\' of \"Python\"'"#, "a 'quote' of \"Python\"", true, false),
            (r#""cut"#, "cut", false, true),
            (r#""cut\"#, "cut\\", true, true),
        ] {
            assert_eq!(text(json), (expected.to_owned(), mended, ended), "{json}");
        }
    }

    #[test]
    fn members_of_broken_objects() {
        for (json, expected, mended, ended) in [
            (r#"{"a": 1, "b": [2], "c": {"d": 3}}"#, "abc", false, false),
            (r#"{"a": 1,, "b": 2,}"#, "ab", true, false),
            (r#"{"a": 1 "b": 2}"#, "ab", true, false),
            (r#"{a: 1, "b": ]}"#, "ab", true, false),
            (r#"{"a": 1, "b": {"x": 1"#, "ab", false, true),
            (r#"{"a" 1, "b": 2}"#, "b", true, false),
            (r#"{'a': '}"', 'b': {'x': '}'}}"#, "ab", true, false),
            ("{", "", false, true),
        ] {
            let mut walk = Walk::new(json);
            assert!(walk.enter(b'{'));
            let mut names = String::new();
            while let Some(name) = walk.member() {
                names.push_str(&name);
                walk.skip();
            }
            assert_eq!((names.as_str(), walk.mended.is_some(), walk.ended), (expected, mended, ended), "{json}");
        }
    }

    #[test]
    fn values() {
        let mut walk = Walk::new(r#"[1, -2.5, true, null, NaN, "x", {}, []]"#);
        assert!(walk.enter(b'['));
        let mut found = Vec::new();
        while walk.element() {
            let at = walk.at();
            let value = format!("{:?}", walk.value());
            if walk.at() == at {
                walk.skip();
            }
            found.push(value);
        }
        let expected =
            ["Number(\"1\")", "Number(\"-2.5\")", "Flag(true)", "Null", "Word(\"NaN\")", "Text(\"x\")", "Map", "List"];
        assert_eq!(found, expected);
    }
}
