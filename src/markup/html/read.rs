//! Reads the small HTML of CSL, and the JATS and MathML that Crossref puts into titles and abstracts.

use crate::article::{Style, Text, TextBuilder, text};
use encoding_rs::WINDOWS_1252;
use html_escape::NAMED_ENTITIES;
use memchr::{memchr_iter, memchr2};
use std::borrow::Cow;

/// What a tag means.
#[derive(Clone, Copy, PartialEq)]
enum Tag {
    Mark(Style),
    /// Begins or ends a paragraph.
    Block,
    /// Says nothing about its text.
    Plain,
}

/// A tag of a text: its place and what became of it.
struct Found<'a> {
    start: usize,
    end: usize,
    name: &'a str,
    tag: Tag,
    closes: bool,
    /// It has its other half, or needs none.
    paired: bool,
}

/// How many tags may be open at a time.
const DEPTH: usize = 32;

/// How long a tag may be.
const LENGTH: usize = 400;

/// A text with CSL's tags as marks. A tag that has no other half stands for itself. Runs of white space become a blank;
/// with `paragraphs`, line feeds and tags of paragraphs part paragraphs.
pub fn to_text(source: &str, paragraphs: bool) -> Text {
    if memchr2(b'<', b'&', source.as_bytes()).is_none() {
        return if paragraphs { Text::of_paragraphs(source) } else { Text::of_line(source) };
    }
    tagged(&decoded(source), paragraphs)
}

/// Whether a tag may stand in a text: they begin with a letter or a slash behind the bracket.
pub fn may_have_tags(text: &str) -> bool {
    let bytes = text.as_bytes();
    let begins = |at: usize| bytes.get(at + 1).is_some_and(|next| *next == b'/' || next.is_ascii_alphabetic());
    memchr_iter(b'<', bytes).any(begins)
}

/// As [`to_text`], of a text whose entities are decoded already.
pub fn tagged(source: &str, paragraphs: bool) -> Text {
    let tags = if may_have_tags(source) { tags(source) } else { Vec::new() };
    if tags.is_empty() {
        return if paragraphs { Text::of_paragraphs(source) } else { Text::of_line(source) };
    }
    let mut out = Joiner { text: TextBuilder::new(), blank: false, line: false, paragraphs };
    let mut at = 0;
    for found in tags.iter().filter(|found| found.paired) {
        out.push(&source[at..found.start]);
        at = found.end;
        match found.tag {
            Tag::Mark(_) if found.closes => out.text.close(),
            Tag::Mark(style) => {
                // A blank on either side of the tag is one before it.
                out.blank |= source[at..].starts_with(char::is_whitespace);
                out.settle();
                out.text.open(style);
                at += source[at..].len() - source[at..].trim_start_matches([' ', '\t']).len();
            }
            Tag::Block => out.line = true,
            Tag::Plain => {}
        }
    }
    out.push(&source[at..]);
    out.text.finish()
}

/// Text with white space squeezed as it comes.
struct Joiner {
    text: TextBuilder,
    blank: bool,
    line: bool,
    paragraphs: bool,
}

impl Joiner {
    fn settle(&mut self) {
        let (blank, line) = (std::mem::take(&mut self.blank), std::mem::take(&mut self.line));
        if !self.text.is_empty() && (blank || line) {
            self.text.push(if line && self.paragraphs { "\n" } else { " " });
        }
    }

    fn push(&mut self, text: &str) {
        for (place, line) in text.split('\n').enumerate() {
            if place > 0 {
                self.line |= self.paragraphs;
                self.blank = true;
            }
            if !is_loose(line) {
                self.blank |= line.starts_with(' ');
                let words = line.trim_matches(' ');
                if !words.is_empty() {
                    self.settle();
                    self.text.push(words);
                    self.blank |= line.ends_with(' ');
                }
                continue;
            }
            for (place, word) in line.split(char::is_whitespace).enumerate() {
                self.blank |= place > 0;
                if !word.is_empty() {
                    self.settle();
                    self.text.push(word);
                }
            }
        }
    }
}

/// Whether a line has white space other than single blanks.
fn is_loose(line: &str) -> bool {
    text::has_loose_blanks(line.as_bytes())
        || line.bytes().any(|byte| byte < b' ')
        || !line.is_ascii() && line.chars().any(|c| c != ' ' && c.is_whitespace())
}

/// All tags that mean something, with their other halves.
fn tags(source: &str) -> Vec<Found<'_>> {
    let mut found: Vec<Found<'_>> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (start, _) in source.match_indices('<') {
        let rest = &source[start + 1..];
        let Some(length) = rest.bytes().take(LENGTH).position(|byte| matches!(byte, b'>' | b'<')) else { continue };
        if rest.as_bytes()[length] == b'<' {
            continue;
        }
        let inner = &rest[..length];
        let closes = inner.starts_with('/');
        let inner = inner.trim_start_matches('/');
        let alone = inner.ends_with('/');
        let name = inner.split([' ', '\t', '\n', '/']).next().unwrap_or("");
        let Some(tag) = meaning(name, inner, closes) else { continue };
        let place = found.len();
        found.push(Found { start, end: start + length + 2, name, tag, closes, paired: false });
        if alone || tag == Tag::Block && name == "br" {
            found[place].paired = !matches!(tag, Tag::Mark(_));
        } else if !closes {
            // The outermost is forgotten first.
            if open.len() >= DEPTH {
                open.remove(0);
            }
            open.push(place);
        } else {
            let half = open.iter().rev().position(|other| found[*other].name.eq_ignore_ascii_case(name));
            if let Some(depth) = half {
                open.truncate(open.len() - depth);
                if let Some(other) = open.pop() {
                    (found[place].tag, found[place].paired) = (found[other].tag, true);
                    found[other].paired = true;
                }
            }
        }
    }
    found
}

fn meaning(name: &str, inner: &str, closes: bool) -> Option<Tag> {
    let small = match name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        true => Cow::Owned(name.to_ascii_lowercase()),
        false => Cow::Borrowed(name),
    };
    let name = small.as_ref();
    let local = name.strip_prefix("jats:").unwrap_or(name);
    Some(match local {
        "i" | "em" | "italic" => Tag::Mark(Style::Italic),
        "b" | "strong" | "bold" => Tag::Mark(Style::Bold),
        "sub" | "inf" => Tag::Mark(Style::Sub),
        "sup" => Tag::Mark(Style::Sup),
        "sc" | "scp" => Tag::Mark(Style::SmallCaps),
        "u" | "underline" => Tag::Mark(Style::Underline),
        "tt" | "code" | "monospace" => Tag::Mark(Style::Code),
        "p" | "title" | "sec" | "br" | "list" | "list-item" | "div" => Tag::Block,
        "span" | "styled-content" => {
            let says = |word: &str| inner.contains(word);
            match () {
                () if closes => Tag::Plain,
                () if says("nocase") => Tag::Mark(Style::Protected),
                () if says("small-caps") => Tag::Mark(Style::SmallCaps),
                () if says("italic") => Tag::Mark(Style::Italic),
                () if says("bold") => Tag::Mark(Style::Bold),
                () if says("underline") => Tag::Mark(Style::Underline),
                () => Tag::Plain,
            }
        }
        "inline-formula" | "disp-formula" | "math" | "tex-math" | "alternatives" | "ext-link" | "abstract" | "xref" => {
            Tag::Plain
        }
        _ if name.starts_with("mml:") => Tag::Plain,
        _ => return None,
    })
}

/// How long an entity may be: the longest name has 31 letters.
const ENTITY: usize = 34;

/// The entity at the start of a text that begins with `&`, and its length. Only with its semicolon: `AT&T` and `R&D` are
/// names, and addresses have `&copy=1`.
pub fn entity(text: &str) -> Option<(Cow<'static, str>, usize)> {
    let end = text.bytes().take(ENTITY).position(|byte| byte == b';')?;
    let name = text.get(1..end)?;
    let value = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            Cow::Owned(numbered(code.ok()?)?.to_string())
        }
        None => {
            let place = NAMED_ENTITIES.binary_search_by(|(known, _)| (*known).cmp(name.as_bytes())).ok()?;
            Cow::Borrowed(NAMED_ENTITIES[place].1)
        }
    };
    Some((value, end + 1))
}

/// The character of a number. Those that Unicode has for controls are Windows' characters, as in every browser.
fn numbered(code: u32) -> Option<char> {
    match u8::try_from(code) {
        Ok(byte @ 0x80..=0x9f) => WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next(),
        Ok(0) => None,
        _ => char::from_u32(code),
    }
}

/// Whether a text holds an entity that [`decoded`] decodes.
pub fn has_entity(text: &str) -> bool {
    memchr_iter(b'&', text.as_bytes()).any(|at| entity(&text[at..]).is_some())
}

/// A text with entities decoded, once.
pub fn decoded(text: &str) -> Cow<'_, str> {
    if !has_entity(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (place, _) in text.match_indices('&') {
        if let Some((value, length)) = entity(&text[place..]) {
            out.push_str(&text[at..place]);
            out.push_str(&value);
            at = place + length;
        }
    }
    out.push_str(&text[at..]);
    Cow::Owned(out)
}

/// A text so that [`decoded`] gives it back: only an ampersand that would be read as an entity's is written as one.
pub fn encoded(text: &str) -> Cow<'_, str> {
    if !has_entity(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut done = 0;
    for (at, _) in text.match_indices('&').filter(|(at, _)| entity(&text[*at..]).is_some()) {
        out.push_str(&text[done..at]);
        out.push_str("&amp;");
        done = at + 1;
    }
    out.push_str(&text[done..]);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::html::from_text;

    #[test]
    fn tags_become_marks() {
        for (source, expected) in [
            ("CO<sub>2</sub> & <i>E. coli</i>", "CO<sub>2</sub> & <i>E. coli</i>"),
            ("<em>a</em> <strong>b</strong>", "<i>a</i> <b>b</b>"),
            ("<jats:italic>a</jats:italic> <scp>b</scp>", "<i>a</i> <span style=\"font-variant:small-caps;\">b</span>"),
            ("<span class=\"nocase\">x <i>y</i></span> z", "<span class=\"nocase\">x <i>y</i></span> z"),
            ("<span style=\"color:red\">x</span>", "x"),
            ("p < 0.05 & q > 1", "p < 0.05 & q > 1"),
            ("a <i>b", "a <i>b"),
            ("a</i> b", "a</i> b"),
            ("<i>a <b>c</i> d</b>", "<i>a <b>c</i> d</b>"),
            ("AT&amp;T &#233; &lt;i&gt;x&lt;/i&gt; &amp;amp;", "AT&T é <i>x</i> &amp;"),
            ("a  <i> b </i>  c", "a <i>b</i> c"),
            ("<mml:math><mml:mi>x</mml:mi>\n <mml:mo>=</mml:mo></mml:math> 1", "x = 1"),
            ("<foo>x</foo>", "<foo>x</foo>"),
            ("H<SUB>2</SUB>O, <I>a</i>", "H<sub>2</sub>O, <i>a</i>"),
            ("currents <I> and <V>", "currents <I> and <V>"),
            (" <i>a</i> b\u{a0}c\u{c}d ", "<i>a</i> b c d"),
        ] {
            assert_eq!(from_text(&to_text(source, false)).0, expected, "{source}");
        }
    }

    #[test]
    fn what_is_encoded_is_decoded() {
        for (text, expected) in
            [("AT&T &lt; R&D;", "AT&T &amp;lt; R&D;"), ("&amp;amp;", "&amp;amp;amp;"), ("a & b", "a & b")]
        {
            assert_eq!(encoded(text), expected);
            assert_eq!(decoded(expected), text);
        }
        assert_eq!(decoded("&alpha;-&beta;-&mu;-&pi;-&Omega;-&semi;"), "α-β-μ-π-Ω-;");
    }

    #[test]
    fn paragraphs() {
        for (source, expected) in [
            (
                "<jats:title>Abstract</jats:title><jats:p>One\n two.</jats:p><jats:p>Three</jats:p>",
                "Abstract\nOne\ntwo.\nThree",
            ),
            ("a\n\n b", "a\nb"),
            ("a<br/>b", "a\nb"),
        ] {
            assert_eq!(to_text(source, true).plain(), expected, "{source}");
        }
        assert_eq!(to_text("<p>a</p><p>b</p>", false).plain(), "a b");
    }

    #[test]
    fn entities() {
        for (source, expected) in [
            ("&alpha;-&beta;-&mu;-&pi;-&Omega;-&semi;", "α-β-μ-π-Ω-;"),
            ("&eacute;&Eacute;&nbsp;&hellip;&CounterClockwiseContourIntegral;", "éÉ\u{a0}…∳"),
            ("&#233;&#xe9;&#XE9;&#x1F600;", "ééé😀"),
            ("&#150;&#146;", "–’"),
            ("&#0;&#xd800;&#x110000;&#;&#x;", "&#0;&#xd800;&#x110000;&#;&#x;"),
            ("R&D; AT&T a&b &nosuch; &alpha &;", "R&D; AT&T a&b &nosuch; &alpha &;"),
            ("&amp;amp; &&lt;&", "&amp; &<&"),
        ] {
            assert_eq!(decoded(source), expected, "{source}");
            assert_eq!(has_entity(source), source != expected, "{source}");
        }
    }

    /// What a tag costs does not depend on how much stands before or behind it.
    #[test]
    fn looks_are_bounded() {
        // The half of `<b>` is in reach only with few tags between that nobody closes.
        let marks = |between: usize| to_text(&format!("<b>x{}</b>", "<i>".repeat(between)), false).marks().len();
        assert_eq!((marks(DEPTH - 1), marks(DEPTH)), (1, 0));
        let tag = |blanks: usize| to_text(&format!("<b{}>x</b>", " ".repeat(blanks)), false).marks().len();
        assert_eq!((tag(LENGTH - 2), tag(LENGTH - 1)), (1, 0));
        // Of tags within tags the inner ones count, and the others stand for themselves.
        let deep = to_text(&format!("{}x{}", "<i>".repeat(1000), "</i>".repeat(1000)), false);
        assert_eq!(deep.plain().matches("<i>").count(), 1000 - DEPTH);
    }
}
