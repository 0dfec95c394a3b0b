//! Writing XML: escaping, elements and attributes, and texts with marks as JATS inline elements.
//!
//! XML 1.0 has no way to write most control characters, U+FFFE and U+FFFF; they are left out, and [`Xml::dropped`] says
//! so. [`read`] reads.

pub mod read;

use crate::article::{Piece, Style, Text};
use crate::format::Out;

/// Appends text with `& < > "` escaped. Whether characters that XML 1.0 forbids were left out.
pub fn escape(text: &str, out: &mut Out) -> bool {
    escaped(text, out, false)
}

/// Bytes that may need to be written otherwise: what XML gives a meaning to, control characters, and the byte that U+FFFE and
/// U+FFFF begin with.
const SPECIAL: [bool; 256] = {
    let mut special = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        special[byte] = true;
        byte += 1;
    }
    special[b'&' as usize] = true;
    special[b'<' as usize] = true;
    special[b'>' as usize] = true;
    special[b'"' as usize] = true;
    special[0xef] = true;
    special
};

/// In an attribute a parser turns line breaks and tabs into blanks, and everywhere it turns CR into LF, unless they are
/// written as references.
fn escaped(text: &str, out: &mut Out, attribute: bool) -> bool {
    let bytes = text.as_bytes();
    let mut dropped = false;
    let (mut from, mut at) = (0, 0);
    while let Some(step) = bytes[at..].iter().position(|byte| SPECIAL[usize::from(*byte)]) {
        at += step;
        let (entity, length) = match bytes[at] {
            b'&' => ("&amp;", 1),
            b'<' => ("&lt;", 1),
            b'>' => ("&gt;", 1),
            b'"' => ("&quot;", 1),
            b'\r' => ("&#13;", 1),
            b'\n' if attribute => ("&#10;", 1),
            b'\t' if attribute => ("&#9;", 1),
            0xef if !matches!(bytes[at..], [_, 0xbf, 0xbe | 0xbf, ..]) => {
                at += 1;
                continue;
            }
            b'\n' | b'\t' => {
                at += 1;
                continue;
            }
            byte => {
                dropped = true;
                ("", if byte == 0xef { 3 } else { 1 })
            }
        };
        out.push_str(&text[from..at]);
        out.push_str(entity);
        at += length;
        from = at;
    }
    out.push_str(&text[from..]);
    dropped
}

/// Name and value; one whose value is empty is not written.
pub type Attribute<'a> = (&'a str, &'a str);

/// JATS's element for a style. Protection from changes of case has none.
const ELEMENTS: &[(Style, &str)] = &[
    (Style::Italic, "italic"),
    (Style::Bold, "bold"),
    (Style::Sub, "sub"),
    (Style::Sup, "sup"),
    (Style::SmallCaps, "sc"),
    (Style::Underline, "underline"),
    (Style::Code, "monospace"),
    (Style::Math, "inline-formula"),
    (Style::Tex, "tex-math"),
];

fn element(style: Style) -> Option<&'static str> {
    ELEMENTS.iter().find(|(known, _)| *known == style).map(|(_, name)| *name)
}

/// Appends elements to a buffer, those that hold elements on lines of their own.
///
/// Names of elements and attributes come from the writer and are trusted; all else is escaped.
#[derive(Debug)]
pub struct Xml<'a> {
    out: &'a mut Out,
    depth: usize,
    inline: bool,
    dropped: bool,
}

impl<'a> Xml<'a> {
    /// Appends to `out`, inside `depth` open elements.
    pub fn new(out: &'a mut Out, depth: usize) -> Xml<'a> {
        Xml { out, depth, inline: false, dropped: false }
    }

    /// Whether characters that XML forbids were left out.
    pub fn dropped(&self) -> bool {
        self.dropped
    }

    /// How many bytes the buffer holds.
    pub fn len(&self) -> usize {
        self.out.len()
    }

    /// Whether the buffer holds nothing.
    pub fn is_empty(&self) -> bool {
        self.out.is_empty()
    }

    /// Takes back all but the first `len` bytes of the buffer.
    pub fn truncate(&mut self, len: usize) {
        self.out.truncate(len);
    }

    /// Takes back what was written since the buffer had `len` bytes: an [`Xml::open`] that nothing followed.
    pub fn take_back(&mut self, len: usize) {
        self.depth -= 1;
        self.truncate(len);
    }

    /// Appends markup as it is.
    pub fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    /// Appends the value of an attribute, between quotes that [`Xml::raw`] writes.
    pub fn value(&mut self, text: &str) {
        self.dropped |= escaped(text, self.out, true);
    }

    /// Appends characters.
    pub fn text(&mut self, text: &str) {
        self.dropped |= escape(text, self.out);
    }

    /// Begins a line, unless inside [`Xml::inline`].
    pub fn line(&mut self) {
        if !self.inline {
            const INDENT: &str = "\n                    ";
            self.out.push_str(&INDENT[..(1 + 2 * self.depth).min(INDENT.len())]);
        }
    }

    /// Opens an element in the running text.
    pub fn start(&mut self, name: &str, attributes: &[Attribute]) {
        self.tag(name, attributes, ">");
    }

    /// Closes an element in the running text.
    pub fn end(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    /// Opens an element on a line of its own, for elements inside.
    pub fn open(&mut self, name: &str, attributes: &[Attribute]) {
        self.line();
        self.start(name, attributes);
        self.depth += 1;
    }

    /// Opens an element on a line of its own, whose id is `key`: see [`Out::key`].
    pub fn open_keyed(&mut self, name: &str, key: &str) {
        self.line();
        self.out.push('<');
        self.out.push_str(name);
        self.out.push_str(" id=\"");
        self.out.key(key);
        self.out.push_str("\">");
        self.depth += 1;
    }

    /// Closes what [`Xml::open`] opened.
    pub fn close(&mut self, name: &str) {
        self.depth -= 1;
        self.line();
        self.end(name);
    }

    /// An element without attributes around `inside`; nothing at all when `inside` writes nothing.
    pub fn group(&mut self, name: &str, inside: impl FnOnce(&mut Self)) {
        let before = self.len();
        self.open(name, &[]);
        let opened = self.len();
        inside(self);
        if self.len() == opened {
            self.take_back(before);
        } else {
            self.close(name);
        }
    }

    /// Writes what `inside` writes without line breaks, where white space would count.
    pub fn inline(&mut self, inside: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.inline, true);
        inside(self);
        self.inline = before;
    }

    /// An element with text in the running text.
    pub fn leaf(&mut self, name: &str, attributes: &[Attribute], text: &str) {
        if text.is_empty() {
            self.tag(name, attributes, "/>");
        } else {
            self.start(name, attributes);
            self.text(text);
            self.end(name);
        }
    }

    /// An element with text on a line of its own.
    pub fn leaf_line(&mut self, name: &str, attributes: &[Attribute], text: &str) {
        self.line();
        self.leaf(name, attributes, text);
    }

    /// An element with a marked text in the running text.
    pub fn rich(&mut self, name: &str, attributes: &[Attribute], text: &Text) {
        self.start(name, attributes);
        self.marked(text);
        self.end(name);
    }

    /// An element with a marked text on a line of its own.
    pub fn rich_line(&mut self, name: &str, attributes: &[Attribute], text: &Text) {
        self.line();
        self.rich(name, attributes, text);
    }

    /// Appends a text with its marks.
    pub fn marked(&mut self, text: &Text) {
        self.pieces(&text.pieces(), true);
    }

    /// Appends a text with its marks, formulas as plain characters.
    pub fn marked_without_formulas(&mut self, text: &Text) {
        self.pieces(&text.pieces(), false);
    }

    fn pieces(&mut self, pieces: &[Piece], formulas: bool) {
        // TeX holds nothing but characters, so marks inside it are left out.
        let mut tex = 0_usize;
        for piece in pieces {
            match *piece {
                Piece::Plain(text) => self.text(text),
                Piece::Open(style) => {
                    if tex == 0 {
                        self.mark(style, formulas, true);
                    }
                    tex += usize::from(style == Style::Tex);
                }
                Piece::Close(style) => {
                    tex -= usize::from(style == Style::Tex);
                    if tex == 0 {
                        self.mark(style, formulas, false);
                    }
                }
            }
        }
    }

    fn mark(&mut self, style: Style, formulas: bool, open: bool) {
        let Some(name) = element(style).filter(|_| formulas || !matches!(style, Style::Math | Style::Tex)) else {
            return;
        };
        if open && style == Style::Tex {
            self.start("inline-formula", &[]);
        }
        if open {
            self.start(name, &[])
        } else {
            self.end(name)
        }
        if !open && style == Style::Tex {
            self.end("inline-formula");
        }
    }

    fn tag(&mut self, name: &str, attributes: &[Attribute], end: &str) {
        self.out.push('<');
        self.out.push_str(name);
        for (name, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            self.dropped |= escaped(value, self.out, true);
            self.out.push('"');
        }
        self.out.push_str(end);
    }
}

/// An XML name without colons, made of any text: what XML forbids there becomes `_`, and `_` goes before what may not
/// begin a name.
pub fn nc_name(text: &str) -> String {
    // A part of what XML allows: the letters of ASCII are always safe, the rest follows the ranges of `NameStartChar`.
    let starts = |c: char| {
        c.is_ascii_alphabetic()
            || c == '_'
            || matches!(c, '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}' | '\u{370}'..='\u{37d}'
                | '\u{37f}'..='\u{1fff}' | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}')
    };
    let inside = |c: char| starts(c) || c.is_ascii_digit() || matches!(c, '-' | '.');
    let mut name = String::with_capacity(text.len() + 1);
    if !text.starts_with(starts) {
        name.push('_');
    }
    name.extend(text.chars().map(|c| if inside(c) { c } else { '_' }));
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::TextBuilder;

    fn written(write: impl FnOnce(&mut Xml)) -> (String, bool) {
        let mut out = Out::new();
        let mut xml = Xml::new(&mut out, 0);
        write(&mut xml);
        let dropped = xml.dropped();
        (String::from_utf8(out.bytes().to_vec()).unwrap(), dropped)
    }

    #[test]
    fn characters_are_escaped_or_left_out() {
        for (text, expected, drops) in [
            ("a & b < c > \"d\"", "a &amp; b &lt; c &gt; &quot;d&quot;", false),
            ("]]>", "]]&gt;", false),
            ("&lt;", "&amp;lt;", false),
            ("a\u{0}b\u{1b}\u{fffe}\u{ffff}", "ab", true),
            ("a\r\nb\tc", "a&#13;\nb\tc", false),
            ("\u{1fffe}é", "\u{1fffe}é", false),
        ] {
            assert_eq!(written(|xml| xml.text(text)), (expected.to_owned(), drops), "{text:?}");
        }
        assert_eq!(written(|xml| xml.leaf("a", &[("b", "x\n\t'\""), ("c", "")], "")).0, "<a b=\"x&#10;&#9;'&quot;\"/>");
    }

    #[test]
    fn marks_become_elements() {
        let mut builder = TextBuilder::new();
        for (style, text) in [
            (Style::Italic, "i"),
            (Style::Bold, "b"),
            (Style::Sub, "2"),
            (Style::Sup, "3"),
            (Style::SmallCaps, "s"),
            (Style::Underline, "u"),
            (Style::Code, "c"),
            (Style::Protected, "P"),
            (Style::Math, "<"),
            (Style::Tex, "\\alpha"),
        ] {
            builder.open(style);
            builder.push(text);
            builder.close();
        }
        builder.open(Style::Tex);
        builder.push("x");
        builder.open(Style::Sup);
        builder.push("2");
        let text = builder.finish();
        assert_eq!(
            written(|xml| xml.marked(&text)).0,
            "<italic>i</italic><bold>b</bold><sub>2</sub><sup>3</sup><sc>s</sc><underline>u</underline>\
             <monospace>c</monospace>P<inline-formula>&lt;</inline-formula>\
             <inline-formula><tex-math>\\alpha</tex-math></inline-formula>\
             <inline-formula><tex-math>x2</tex-math></inline-formula>"
        );
        let plain = written(|xml| xml.marked_without_formulas(&text)).0;
        assert!(plain.ends_with("P&lt;\\alphax2"), "{plain}");
    }

    #[test]
    fn groups_without_content_vanish() {
        let (text, _) = written(|xml| {
            xml.group("a", |xml| xml.group("b", |_| {}));
            xml.group("c", |xml| xml.leaf_line("d", &[], "e"));
        });
        assert_eq!(text, "\n<c>\n  <d>e</d>\n</c>");
    }

    #[test]
    fn names_are_names() {
        for (text, expected) in [
            ("zhou2023", "zhou2023"),
            ("2023x", "_2023x"),
            ("DBLP:conf/x", "DBLP_conf_x"),
            ("müller", "müller"),
            ("-a", "_-a"),
            ("a\"><b", "a___b"),
            ("", "_"),
        ] {
            assert_eq!(nc_name(text), expected, "{text:?}");
        }
    }
}
