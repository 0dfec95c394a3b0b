//! JSON on its way out, laid out: two blanks a level, arrays of numbers on one line.
//!
//! Everything is written straight into the buffer. An object writes its bracket with its first member, so that one without
//! members leaves nothing.

use crate::bytes::run;
use crate::format::Out;
use crate::markup::html;
use memchr::memchr2;
use serde::Serialize;
use serde_json::Value;
use serde_json::ser::{Formatter, Serializer};
use std::io;

/// Appends a string with JSON's quotes and escapes.
pub fn string(text: &str, out: &mut Out) {
    out.push_str("\"");
    escaped(text, out);
    out.push_str("\"");
}

/// Appends what stands between the quotes of a string.
pub fn escaped(text: &str, out: &mut Out) {
    let special = |byte: u8, _| (byte < b' ') | (byte == b'"') | (byte == b'\\');
    let mut rest = text;
    loop {
        let (plain, special) = rest.split_at(run(rest.as_bytes(), special));
        out.push_str(plain);
        let Some(byte) = special.bytes().next() else { return };
        rest = &special[1..];
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            control => out.push_str(&format!("\\u{control:04x}")),
        }
    }
}

/// Appends a number.
pub fn number(number: i32, out: &mut Out) {
    let mut digits = [0_u8; 10];
    let (mut at, mut rest) = (digits.len(), number.unsigned_abs());
    loop {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if number < 0 {
        out.push_str("-");
    }
    out.push_bytes(&digits[at..]);
}

/// Begins a line, so many levels in.
pub fn line(depth: usize, out: &mut Out) {
    const BLANKS: &str = "\n                ";
    let width = 2 * depth;
    match BLANKS.get(..=width) {
        Some(blanks) => out.push_str(blanks),
        None => {
            out.push_str("\n");
            (0..depth).for_each(|_| out.push_str("  "));
        }
    }
}

/// The members of an object on their way out.
pub struct Members<'o> {
    out: &'o mut Out,
    /// What stands before the opening bracket.
    lead: &'static str,
    depth: usize,
    any: bool,
}

impl<'o> Members<'o> {
    /// An object that is so many levels in, and what is written before it if it has members.
    pub fn new(out: &'o mut Out, lead: &'static str, depth: usize) -> Members<'o> {
        Members { out, lead, depth, any: false }
    }

    /// Writes a name; the value is to follow, one level further in.
    pub fn name(&mut self, name: &str) -> &mut Out {
        if self.any {
            self.out.push_str(",");
        } else {
            self.out.push_str(self.lead);
            self.out.push_str("{");
        }
        self.any = true;
        line(self.depth + 1, self.out);
        string(name, self.out);
        self.out.push_str(": ");
        self.out
    }

    /// How much has been written.
    pub fn place(&self) -> usize {
        self.out.len()
    }

    /// Whether a reader would take some of what was written since then for tags or entities.
    pub fn has_lookalike_since(&self, place: usize) -> bool {
        let written = &self.out.bytes()[place..];
        memchr2(b'<', b'&', written).is_some() && html::has_lookalike(&String::from_utf8_lossy(written))
    }

    /// A member that is a string.
    pub fn text(&mut self, name: &str, text: &str) {
        string(text, self.name(name));
    }

    /// A member that is a string, if there is any.
    pub fn filled(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.text(name, text);
        }
    }

    /// A member that is a list of strings.
    pub fn texts<T: AsRef<str>>(&mut self, name: &str, texts: &[T]) {
        let depth = self.depth + 1;
        let out = self.name(name);
        if texts.is_empty() {
            return out.push_str("[]");
        }
        for (place, text) in texts.iter().enumerate() {
            out.push_str(if place == 0 { "[" } else { "," });
            line(depth + 1, out);
            string(text.as_ref(), out);
        }
        line(depth, out);
        out.push_str("]");
    }

    /// A member that is `true`.
    pub fn flag(&mut self, name: &str) {
        self.name(name).push_str("true");
    }

    /// A member that is a part of the model, as in the model's own JSON.
    pub fn model(&mut self, name: &str, part: &impl Serialize) {
        let depth = self.depth + 1;
        model(part, depth, self.name(name));
    }

    /// A member that is an object, if that has members.
    pub fn object(&mut self, name: &str, fill: impl FnOnce(&mut Members<'_>)) {
        let (start, any, depth) = (self.out.len(), self.any, self.depth + 1);
        let mut inner = Members::new(self.name(name), "", depth);
        fill(&mut inner);
        if !inner.end() {
            self.out.truncate(start);
            self.any = any;
        }
    }

    /// A member that is a list of objects.
    pub fn list<T>(&mut self, name: &str, items: &[T], mut fill: impl FnMut(&T, &mut Members<'_>)) {
        let depth = self.depth + 1;
        let out = self.name(name);
        for (place, item) in items.iter().enumerate() {
            out.push_str(if place == 0 { "[" } else { "," });
            line(depth + 1, out);
            let start = out.len();
            let mut members = Members::new(out, "", depth + 1);
            fill(item, &mut members);
            if !members.end() {
                out.truncate(start);
                out.push_str("{}");
            }
        }
        line(depth, out);
        out.push_str("]");
    }

    /// A member that is any JSON.
    pub fn value(&mut self, name: &str, value: &Value) {
        self.model(name, value);
    }

    /// Closes the object; whether it has members.
    pub fn end(self) -> bool {
        if self.any {
            line(self.depth, self.out);
            self.out.push_str("}");
        }
        self.any
    }
}

/// Appends a part of the model in its own JSON.
pub fn model(part: &impl Serialize, depth: usize, out: &mut Out) {
    // Memory takes all that is written, and the model's types have string keys and no fallible parts.
    let _ = part.serialize(&mut Serializer::with_formatter(&mut *out, Lines { depth, filled: false }));
}

/// serde_json's layout, begun further in than at the margin.
struct Lines {
    depth: usize,
    filled: bool,
}

impl Lines {
    fn open(&mut self, out: &mut (impl io::Write + ?Sized), bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.filled = false;
        out.write_all(bracket)
    }

    fn close(&mut self, out: &mut (impl io::Write + ?Sized), bracket: &[u8]) -> io::Result<()> {
        self.depth -= 1;
        if self.filled {
            self.line(out)?;
        }
        self.filled = true;
        out.write_all(bracket)
    }

    fn next(&mut self, out: &mut (impl io::Write + ?Sized), first: bool) -> io::Result<()> {
        if !first {
            out.write_all(b",")?;
        }
        self.line(out)
    }

    fn line(&self, out: &mut (impl io::Write + ?Sized)) -> io::Result<()> {
        out.write_all(b"\n")?;
        (0..self.depth).try_for_each(|_| out.write_all(b"  "))
    }
}

impl Formatter for Lines {
    fn begin_array<W: io::Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"[")
    }

    fn end_array<W: io::Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"]")
    }

    fn begin_array_value<W: io::Write + ?Sized>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.next(out, first)
    }

    fn end_array_value<W: io::Write + ?Sized>(&mut self, _: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }

    fn begin_object<W: io::Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"{")
    }

    fn end_object<W: io::Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"}")
    }

    fn begin_object_key<W: io::Write + ?Sized>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.next(out, first)
    }

    fn begin_object_value<W: io::Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn end_object_value<W: io::Write + ?Sized>(&mut self, _: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn strings_are_as_serde_writes_them() {
        let long = "x".repeat(100);
        for text in ["", "plain é", "a\"b\\c\n\r\t\u{0}\u{1b}\u{7f}\u{2028}", &format!("{long}\"{long}"), "\""] {
            let mut out = Out::new();
            string(text, &mut out);
            assert_eq!(std::str::from_utf8(out.bytes()).unwrap(), serde_json::to_string(text).unwrap());
        }
    }

    #[test]
    fn objects() {
        let mut out = Out::new();
        let mut members = Members::new(&mut out, "=", 0);
        members.text("a", "x\"");
        members.filled("none", "");
        members.texts("b", &["y", "z"]);
        members.texts::<&str>("c", &[]);
        members.flag("d");
        members.value("e", &json!({"f": [1, {}, []], "g": {"h": null}}));
        assert!(members.end());
        let expected = "={\n  \"a\": \"x\\\"\",\n  \"b\": [\n    \"y\",\n    \"z\"\n  ],\n  \"c\": [],\n  \"d\": true,\n  \
                        \"e\": {\n    \"f\": [\n      1,\n      {},\n      []\n    ],\n    \"g\": {\n      \"h\": null\n    }\n  }\n}";
        assert_eq!(std::str::from_utf8(out.bytes()).unwrap(), expected);
        let mut out = Out::new();
        assert!(!Members::new(&mut out, "=", 0).end());
        assert!(out.is_empty());
    }

    #[test]
    fn numbers() {
        for value in [0, 7, 2019, -44, i32::MAX, i32::MIN] {
            let mut out = Out::new();
            number(value, &mut out);
            assert_eq!(out.bytes(), value.to_string().as_bytes());
        }
    }

    #[test]
    fn lines_begin_anywhere() {
        for depth in [0, 1, 8, 9, 40] {
            let mut out = Out::new();
            line(depth, &mut out);
            assert_eq!(out.bytes(), format!("\n{}", "  ".repeat(depth)).as_bytes());
        }
    }
}
