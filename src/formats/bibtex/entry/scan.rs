//! Goes through an entry that the crate refuses or gets wrong, and mends it, with a warning for each thing that it mends.

use super::{Entry, Field, resolved};
use crate::formats::bibtex::block::{braces, closing, is_escaped};
use crate::formats::bibtex::macros::Scope;
use crate::log::{Code, shown};
use memchr::memchr2;
use std::borrow::Cow;
use std::ops::Range;

/// Goes through an entry and mends it.
pub(super) struct Scan<'a, 's> {
    text: &'a str,
    scope: &'s Scope,
    at: usize,
    /// Where the content ends.
    end: usize,
    /// Braces after backslashes count.
    all: bool,
    /// The entry is not closed, or the value just read is not.
    open: bool,
    entry: Entry<'a>,
}

/// Whether a name of a field can have the byte.
fn is_name(byte: u8) -> bool {
    byte > b' ' && !b"{}()\"=#%,\\@".contains(&byte)
}

impl<'a, 's> Scan<'a, 's> {
    pub(super) fn new(text: &'a str, scope: &'s Scope, all: bool) -> Scan<'a, 's> {
        Scan { text, scope, at: 0, end: text.trim_end().len(), all, open: false, entry: Entry::default() }
    }

    fn bytes(&self) -> &'a [u8] {
        &self.text.as_bytes()[..self.end]
    }

    fn peek(&self) -> Option<u8> {
        self.bytes().get(self.at).copied()
    }

    fn blanks(&mut self) {
        self.at += self.bytes()[self.at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    }

    fn problem(&mut self, code: Code, at: Range<usize>, message: impl Into<String>) {
        self.entry.problems.push((code, at, message.into()));
    }

    fn mended(&mut self, at: usize, message: impl Into<String>) {
        self.problem(Code::Mended, at..at, message);
    }

    /// The entry, with what was mended among its problems.
    pub(super) fn entry(mut self) -> Entry<'a> {
        self.at = 1;
        self.blanks();
        let name = self.name();
        self.entry.kind = &self.text[name];
        if let Some(kind) = self.entry.kind.strip_suffix(':') {
            self.entry.kind = kind;
            self.mended(self.at, "a colon stands behind the type");
        }
        self.blanks();
        let open = self.peek().unwrap_or(b'{');
        self.at = (self.at + 1).min(self.end);
        let close = if open == b'(' { b')' } else { b'}' };
        let last = self.bytes().last().copied();
        let ends = |c: char| c.is_ascii_digit() || matches!(c, ',' | '}' | '"');
        if last == Some(close) || (last == Some(b')') && self.text[..self.end - 1].trim_end().ends_with(ends)) {
            self.end -= 1;
            if last != Some(close) {
                self.mended(self.end, "the entry ends with another bracket than it begins with");
            }
        }
        let mixed =
            last == Some(b')') && self.text.len() > self.end && open == b'{' && self.text.as_bytes()[self.end] == b')';
        let closed = mixed || (last == Some(close) && (open == b'(' || self.closes()));
        self.open = !closed;
        if self.open {
            if last == Some(close) {
                self.end += 1;
            }
            self.mended(self.end, "the entry is not closed; its end was put where the next one begins");
        }
        if !self.entry.kind.eq_ignore_ascii_case("string") {
            self.key();
        }
        self.fields();
        self.entry
    }

    /// Whether the last brace belongs to the entry, and not to a value that is closed by nothing else.
    fn closes(&self) -> bool {
        let bytes = &self.text.as_bytes()[..=self.end];
        let step = |depth: usize, (_, opens)| if opens { depth + 1 } else { depth.saturating_sub(1) };
        braces(bytes, self.all).fold(0, step) == 0
    }

    fn name(&mut self) -> Range<usize> {
        let start = self.at;
        self.at += self.bytes()[start..].iter().take_while(|byte| is_name(**byte)).count();
        start..self.at
    }

    fn key(&mut self) {
        self.blanks();
        let start = self.at;
        let stops = |byte: &u8| b",={}\"".contains(byte);
        let stop = self.bytes()[start..].iter().position(stops).map_or(self.end, |found| start + found);
        let words = self.text[start..stop].trim_end();
        match self.bytes().get(stop) {
            Some(b',') | None => {
                self.at = (stop + 1).min(self.end);
                self.entry.key = words;
                if words.is_empty() {
                    self.mended(start, "the entry has no key; one is made");
                } else if words.contains(char::is_whitespace) {
                    self.problem(Code::UnfitValue, start..stop, format!("the key {} has blanks in it", shown(words)));
                }
                return;
            }
            Some(b'{' | b'"') if words.is_empty() => {
                // The key stands as a value does.
                let inner = self.bytes()[stop + 1..].iter().position(stops);
                let end = inner.map_or(self.end, |length| stop + 1 + length);
                let rest = self.text[end..self.end].strip_prefix(['}', '"']).map(str::trim_start);
                if let Some(rest) = rest.filter(|rest| rest.starts_with(',')) {
                    self.entry.key = self.text[stop + 1..end].trim();
                    self.at = self.end - rest.len();
                    self.mended(start, "the key stands in braces or quotes");
                    return;
                }
            }
            Some(_) => {}
        }
        // A key without a comma, or no key at all: the last word is the name of the first field.
        let field = words.rfind(char::is_whitespace).map_or(0, |blank| blank + 1);
        self.entry.key = words[..field].trim();
        self.at = start + field;
        match self.entry.key.is_empty() {
            true => self.mended(start, "the entry has no key; one is made"),
            false => self.mended(start, "no comma follows the key"),
        }
    }

    fn fields(&mut self) {
        loop {
            self.blanks();
            let start = self.at;
            match self.peek() {
                None => return,
                Some(b',') => self.at += 1,
                Some(b'}') => {
                    if !self.open {
                        self.mended(start, "the brace here closes nothing");
                    }
                    self.at += 1;
                }
                Some(b'%') => {
                    let line = memchr2(b'\n', b'\r', &self.bytes()[start..]).map_or(self.end, |length| start + length);
                    self.at = line;
                    let words = &self.text[start..line];
                    self.stray(words, start, "is a comment inside an entry");
                }
                Some(byte) if is_name(byte) => self.field(),
                Some(_) => {
                    let stop = self.bytes()[start..].iter().position(|byte| b",\n".contains(byte));
                    self.at = stop.map_or(self.end, |length| start + length.max(1));
                    let words = &self.text[start..self.at];
                    self.stray(words, start, "belongs to no field");
                }
            }
        }
    }

    fn stray(&mut self, words: &'a str, at: usize, what: &str) {
        self.problem(Code::UnplacedText, at..at + words.len(), format!("{} {what}; kept as extra", shown(words)));
        self.entry.stray.push(words);
    }

    fn field(&mut self) {
        let start = self.at;
        let mut name = self.name();
        let line = self.at;
        self.blanks();
        let apart = line < self.at && !self.text[line..self.at].contains(['\n', '\r']);
        let equals = self.bytes()[self.at..].iter().take_while(|byte| **byte == b'=').count();
        match (equals, self.peek()) {
            (0, Some(b'{' | b'"')) => {
                if name.len() > 1 && self.text[name.clone()].ends_with(':') {
                    name.end -= 1;
                }
                self.mended(self.at, "no equals sign stands before the value");
            }
            (0, Some(b'0'..=b'9')) if apart => self.mended(self.at, "no equals sign stands before the value"),
            (0, _) => {
                let words = &self.text[name];
                return self.stray(words, start, "has no value");
            }
            _ => self.at += equals,
        }
        let value = self.value(start);
        self.entry.fields.push(Field { name: &self.text[name], value, at: start..self.at });
    }

    /// Parts with `#` between them.
    fn value(&mut self, field: usize) -> Cow<'a, str> {
        let mut value: Option<Cow<'a, str>> = None;
        loop {
            self.blanks();
            let part = match self.peek() {
                None | Some(b',') => Cow::Borrowed(""),
                Some(b'{') => Cow::Borrowed(self.braced()),
                Some(b'"') => Cow::Borrowed(self.quoted()),
                Some(_) => self.bare(field),
            };
            value = Some(match value {
                None => part,
                Some(before) => Cow::Owned(before.into_owned() + &part),
            });
            self.blanks();
            match self.peek() {
                Some(b'#') => self.at += 1,
                Some(b'{' | b'"') => self.mended(self.at, "no sign stands between two parts of a value"),
                // A comment, which is told when it is come to.
                Some(b'%') => break,
                Some(byte) => {
                    if !matches!(byte, b',' | b'}') && !self.open {
                        self.mended(self.at, "no comma stands before this");
                    }
                    break;
                }
                None => break,
            }
        }
        value.unwrap_or_default()
    }

    /// Where a value that is not closed ends: before a line that begins a field, else at the end.
    fn open_end(&self, from: usize) -> Option<usize> {
        let bytes = self.bytes();
        let mut at = from;
        while let Some(line) = memchr2(b'\n', b'\r', &bytes[at..]).map(|length| at + length) {
            let start = line + bytes[line..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            if self.begins_field(start) {
                return Some(line);
            }
            at = start.max(line + 1);
            if at >= bytes.len() {
                break;
            }
        }
        None
    }

    /// Whether a name and an equals sign stand here.
    fn begins_field(&self, at: usize) -> bool {
        let rest = &self.bytes()[at..];
        let name = rest.iter().take_while(|byte| is_name(**byte)).count();
        let blanks = rest[name..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        name > 0 && rest.get(name + blanks) == Some(&b'=')
    }

    fn unclosed(&mut self, start: usize) -> &'a str {
        let end = match self.open_end(start) {
            Some(end) => end,
            None => {
                self.entry.cut_short = true;
                self.end
            }
        };
        self.problem(Code::Mended, start..start + 1, "the value that begins here is not closed");
        self.open = true;
        self.at = end;
        let value = self.text[start + 1..end].trim_end().trim_end_matches(',');
        // What closes it is not what opened it.
        match value.strip_suffix('}') {
            Some(inner) if self.text.as_bytes()[start] == b'"' && !inner.contains('{') => inner,
            _ => value,
        }
    }

    fn braced(&mut self) -> &'a str {
        let start = self.at;
        let Some(found) = closing(self.bytes(), start + 1, self.all) else { return self.unclosed(start) };
        // In an entry that lacks a brace, the value that takes in all other fields is the one that lacks it.
        if self.open && self.text[found + 1..self.end].trim().is_empty() && self.open_end(start + 1).is_some() {
            return self.unclosed(start);
        }
        self.at = found + 1;
        &self.text[start + 1..found]
    }

    /// A quote inside braces is part of the value, and so is one behind which no value can end.
    fn quoted(&mut self) -> &'a str {
        let (start, bytes) = (self.at, self.bytes());
        let (mut depth, mut inner, mut first, mut unmatched) = (0_usize, false, None, false);
        for at in start + 1..bytes.len() {
            match bytes[at] {
                b'{' if self.all || !is_escaped(bytes, at) => depth += 1,
                b'}' if self.all || !is_escaped(bytes, at) => {
                    unmatched |= depth == 0;
                    depth = depth.saturating_sub(1);
                }
                b'"' if !is_escaped(bytes, at) => {
                    let blanks = bytes[at + 1..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
                    let ends = matches!(bytes.get(at + 1 + blanks), None | Some(b',' | b'#' | b'}'));
                    // Without a comma behind it, it still ends where another field begins.
                    let ends = ends || (blanks > 0 && self.begins_field(at + 1 + blanks));
                    if ends && depth == 0 {
                        if inner && self.open_end(start).is_some_and(|end| end < at) {
                            // The quotes are those of a field on a line behind it.
                            return self.unclosed(start);
                        }
                        if inner {
                            self.mended(start, "the value has quotes inside its quotes");
                        }
                        if unmatched {
                            self.mended(start, "the value in quotes has braces that do not match");
                        }
                        self.at = at + 1;
                        return &self.text[start + 1..at];
                    }
                    if ends && first.is_none() {
                        first = Some(at);
                    }
                    inner |= depth == 0;
                }
                _ => {}
            }
        }
        match first {
            // Its braces do not match.
            Some(at) => {
                self.mended(start, "the value in quotes has braces that do not match");
                self.at = at + 1;
                &self.text[start + 1..at]
            }
            None => self.unclosed(start),
        }
    }

    /// A number, a macro, or words without quotes.
    fn bare(&mut self, field: usize) -> Cow<'a, str> {
        let (start, bytes) = (self.at, self.bytes());
        let stops = |byte: &u8| b",#=%\n\r".contains(byte);
        let mut stop = bytes[start..].iter().position(stops).map_or(self.end, |length| start + length);
        if bytes.get(stop) == Some(&b'=') {
            // The last word is the name of the next field, unless it is the first: an address with a query.
            let words = &self.text[start..stop];
            stop = match words.trim_end().rfind(char::is_whitespace) {
                Some(blank) => start + blank,
                None => {
                    let ends = |byte: &u8| b",\n\r \t".contains(byte);
                    bytes[stop..].iter().position(ends).map_or(self.end, |length| stop + length)
                }
            };
        }
        let mut words = self.text[start..stop].trim();
        for (open, close) in [('{', '}'), ('"', '"')] {
            // What opened it is missing.
            let inner = words.strip_suffix(close).filter(|inner| !inner.contains(open));
            words = inner.filter(|inner| !inner.is_empty()).unwrap_or(words);
        }
        self.at = stop.max(start + 1).min(self.end);
        while !self.text.is_char_boundary(self.at) {
            self.at += 1;
        }
        if words.bytes().all(|byte| byte.is_ascii_digit()) {
            return Cow::Borrowed(words);
        }
        if words.bytes().all(is_name) {
            return resolved(words, &(field..stop), self.scope, &mut self.entry.problems);
        }
        self.mended(start, "the value has neither braces nor quotes");
        Cow::Borrowed(words)
    }
}
