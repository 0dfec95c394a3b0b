//! Text and the marks on it.
//!
//! [`Text`] is Unicode characters plus a list of [`Mark`]s: ranges that are italic, superscript, protected from changes
//! of case, and so on. A writer without markup takes [`Text::plain`] at no cost; a writer with markup walks
//! [`Text::pieces`]. No format's own markup is ever inside a text.

mod clean;

pub use clean::{clean, line, squeeze, tidy};
pub(crate) use clean::{has_loose_blanks, is_blank, may_have_controls, trim};

use clean::is_settled;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Unicode text with marked ranges.
///
/// Invariants, held by every constructor: `plain` is NFC and has no control characters but `\n` (between paragraphs);
/// marks lie on character boundaries, are not empty, nest, and are sorted by start, the outer one first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "Form", try_from = "Form")]
pub struct Text {
    plain: String,
    marks: Vec<Mark>,
}

/// A marked range of bytes of [`Text::plain`].
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Mark {
    /// First byte of the range.
    pub start: usize,
    /// The byte after the range.
    pub end: usize,
    /// What is said of the range.
    pub style: Style,
}

/// What a mark says of its range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Style {
    /// Italic, or emphasis of any kind.
    Italic,
    /// Bold.
    Bold,
    /// Subscript.
    Sub,
    /// Superscript.
    Sup,
    /// Small capitals.
    SmallCaps,
    /// Underlined.
    Underline,
    /// Typewriter text.
    Code,
    /// Keep the case: a style must not lower-case this range.
    Protected,
    /// A formula, in Unicode characters.
    Math,
    /// A formula, in TeX's math syntax without the dollar signs.
    Tex,
}

/// A step through a text: see [`Text::pieces`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// A marked range begins.
    Open(Style),
    /// Characters; never empty.
    Plain(&'a str),
    /// The innermost open range ends.
    Close(Style),
}

impl Text {
    /// A text without marks. The string is cleaned: see [`clean`].
    pub fn new(text: &str) -> Text {
        Text { plain: clean(text).into_owned(), marks: Vec::new() }
    }

    /// A text without marks, made [one line](line()).
    pub fn of_line(text: &str) -> Text {
        Text { plain: line(text).into_owned(), marks: Vec::new() }
    }

    /// A text without marks, of [tidied](tidy) paragraphs.
    pub(crate) fn of_paragraphs(text: &str) -> Text {
        Text { plain: tidy(text), marks: Vec::new() }
    }

    /// The characters, without any markup.
    pub fn plain(&self) -> &str {
        &self.plain
    }

    /// The marked ranges, outer before inner.
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// Whether there are no characters.
    pub fn is_empty(&self) -> bool {
        self.plain.is_empty()
    }

    /// Empties the text and keeps its memory.
    pub fn clear(&mut self) {
        self.plain.clear();
        self.marks.clear();
    }

    /// Makes this a text without marks, in the memory that it has.
    pub fn set(&mut self, text: &str) {
        self.clear();
        match clean(text) {
            Cow::Borrowed(text) => self.plain.push_str(text),
            Cow::Owned(text) => self.plain = text,
        }
    }

    /// The same characters with other marks; `None` when the marks do not nest or cut a character. Of marks on one range,
    /// the first is the outer one.
    pub fn marked(&self, marks: Vec<Mark>) -> Option<Text> {
        let marks = nested(&self.plain, marks)?;
        Some(Text { plain: self.plain.clone(), marks })
    }

    /// The text as a flat sequence of openings, characters and closings.
    pub fn pieces(&self) -> Vec<Piece<'_>> {
        let mut pieces = Vec::with_capacity(1 + self.marks.len() * 4);
        let mut open: Vec<&Mark> = Vec::new();
        let mut at = 0;
        let mut upto = |pieces: &mut Vec<_>, end: usize| {
            if end > at {
                pieces.push(Piece::Plain(&self.plain[at..end]));
                at = end;
            }
        };
        for mark in &self.marks {
            while let Some(last) = open.pop_if(|last| last.end <= mark.start) {
                upto(&mut pieces, last.end);
                pieces.push(Piece::Close(last.style));
            }
            upto(&mut pieces, mark.start);
            pieces.push(Piece::Open(mark.style));
            open.push(mark);
        }
        while let Some(last) = open.pop() {
            upto(&mut pieces, last.end);
            pieces.push(Piece::Close(last.style));
        }
        upto(&mut pieces, self.plain.len());
        pieces
    }

    /// The parts between occurrences of a separator, each with its marks; a mark across a separator is on both sides.
    pub fn split(&self, separator: char) -> Vec<Text> {
        let mut parts = Vec::new();
        let mut start = 0;
        let mut marks = self.marks.iter().peekable();
        let mut open: Vec<&Mark> = Vec::new();
        for plain in self.plain.split(separator) {
            let end = start + plain.len();
            while let Some(mark) = marks.next_if(|mark| mark.start < end) {
                open.push(mark);
            }
            let clip = |mark: &&Mark| Mark {
                start: mark.start.max(start) - start,
                end: mark.end.min(end).max(start) - start,
                style: mark.style,
            };
            let marks = open.iter().map(clip).filter(|mark| mark.start < mark.end).collect();
            parts.push(Text { plain: plain.to_owned(), marks });
            open.retain(|mark| mark.end > end);
            start = end + separator.len_utf8();
        }
        parts
    }

    /// Removes blanks at both ends, and `suffix` from the end if the text ends with it (once).
    pub fn trim_end_matches_once(&mut self, suffix: &str) {
        let kept = self.plain.trim_end();
        let kept = kept.strip_suffix(suffix).unwrap_or(kept).trim_end().len();
        self.plain.truncate(kept);
        for mark in &mut self.marks {
            mark.end = mark.end.min(kept);
        }
        self.marks.retain(|mark| mark.start < mark.end);
    }

    /// A part of the text with its marks. The range lies on character boundaries.
    pub fn slice(&self, range: std::ops::Range<usize>) -> Text {
        let (start, end) = (range.start, range.end);
        let clip = |mark: &Mark| Mark {
            start: mark.start.clamp(start, end) - start,
            end: mark.end.clamp(start, end) - start,
            style: mark.style,
        };
        let marks = self.marks.iter().map(clip).filter(|mark| mark.start < mark.end).collect();
        Text { plain: self.plain[range].to_owned(), marks }
    }

    /// Appends another text, marks and all.
    pub fn append(&mut self, other: &Text) {
        let shift = self.plain.len();
        self.plain.push_str(&other.plain);
        self.marks.extend(other.marks.iter().map(|mark| Mark {
            start: mark.start + shift,
            end: mark.end + shift,
            style: mark.style,
        }));
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Text {
        Text::new(text)
    }
}

impl<'a> From<&'a Text> for Cow<'a, Text> {
    fn from(text: &'a Text) -> Cow<'a, Text> {
        Cow::Borrowed(text)
    }
}

impl From<Text> for Cow<'_, Text> {
    fn from(text: Text) -> Self {
        Cow::Owned(text)
    }
}

/// Builds a [`Text`] from characters and nested marks.
#[derive(Debug, Default)]
pub struct TextBuilder {
    text: Text,
    /// A piece begins with what may be one with the end of the piece before, such as a combining mark.
    joined: bool,
    open: Vec<(usize, Style, usize)>,
}

impl TextBuilder {
    /// An empty builder.
    pub fn new() -> TextBuilder {
        TextBuilder::default()
    }

    /// Appends characters.
    pub fn push(&mut self, text: &str) {
        let text = clean(text);
        self.joined |= text.chars().next().is_some_and(|first| !is_settled(first));
        self.text.plain.push_str(&text);
    }

    /// Begins a marked range.
    pub fn open(&mut self, style: Style) {
        self.open.push((self.text.plain.len(), style, self.text.marks.len()));
    }

    /// Ends the innermost marked range. Does nothing when none is open.
    pub fn close(&mut self) {
        if let Some((start, style, place)) = self.open.pop() {
            let end = self.text.plain.len();
            if start < end {
                self.text.marks.insert(place, Mark { start, end, style });
            }
        }
    }

    /// How many bytes have been pushed.
    pub fn len(&self) -> usize {
        self.text.plain.len()
    }

    /// Whether nothing has been pushed.
    pub fn is_empty(&self) -> bool {
        self.text.plain.is_empty()
    }

    /// Ends all open ranges and gives the text.
    pub fn finish(mut self) -> Text {
        while !self.open.is_empty() {
            self.close();
        }
        // Pieces pushed one by one are each NFC, yet a combining mark may have met its base across a border.
        if !self.joined {
            return self.text;
        }
        if is_nfc_quick(self.text.plain.chars()) != IsNormalized::Yes {
            return renormalised(&self.text);
        }
        self.text
    }
}

/// Normalises piece by piece, so that marks keep their places.
fn renormalised(text: &Text) -> Text {
    let mut cuts: Vec<usize> = text.marks.iter().flat_map(|mark| [mark.start, mark.end]).collect();
    cuts.push(text.plain.len());
    cuts.sort_unstable();
    cuts.dedup();
    let mut moved = vec![(0, 0)];
    let mut plain = String::with_capacity(text.plain.len());
    let mut from = 0;
    for cut in cuts {
        plain.extend(text.plain[from..cut].nfc());
        moved.push((cut, plain.len()));
        from = cut;
    }
    let place = |old: usize| moved.binary_search_by_key(&old, |(was, _)| *was).map_or(old, |at| moved[at].1);
    let marks =
        text.marks.iter().map(|mark| Mark { start: place(mark.start), end: place(mark.end), style: mark.style });
    Text { marks: marks.filter(|mark| mark.start < mark.end).collect(), plain }
}

/// The marks in order; `None` when they do not nest or cut a character.
fn nested(plain: &str, mut marks: Vec<Mark>) -> Option<Vec<Mark>> {
    marks.sort_by_key(|mark| (mark.start, std::cmp::Reverse(mark.end)));
    let mut open: Vec<usize> = Vec::new();
    for mark in &marks {
        while open.pop_if(|end| *end <= mark.start).is_some() {}
        let inside = open.last().is_none_or(|end| mark.end <= *end);
        if !(inside && mark.start < mark.end && plain.get(mark.start..mark.end).is_some()) {
            return None;
        }
        open.push(mark.end);
    }
    Some(marks)
}

/// How a text is written as JSON: a string when it has no marks.
#[derive(Clone, Serialize, Deserialize)]
#[serde(untagged)]
enum Form {
    Plain(String),
    Marked { plain: String, marks: Vec<Mark> },
}

impl From<Text> for Form {
    fn from(text: Text) -> Form {
        if text.marks.is_empty() {
            Form::Plain(text.plain)
        } else {
            Form::Marked { plain: text.plain, marks: text.marks }
        }
    }
}

impl TryFrom<Form> for Text {
    type Error = &'static str;

    fn try_from(form: Form) -> Result<Text, &'static str> {
        let (plain, marks) = match form {
            Form::Plain(plain) => return Ok(Text::new(&plain)),
            Form::Marked { plain, marks } => (plain, marks),
        };
        if *clean(&plain) != *plain {
            return Err("marked text must be NFC and without control characters");
        }
        match nested(&plain, marks) {
            Some(marks) => Ok(Text { plain, marks }),
            None => Err("marks must nest and lie on character boundaries"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked() -> Text {
        let mut text = TextBuilder::new();
        text.push("CO");
        text.open(Style::Sub);
        text.push("2");
        text.close();
        text.push(" in ");
        text.open(Style::Italic);
        text.push("E. ");
        text.open(Style::Bold);
        text.push("coli");
        text.finish()
    }

    #[test]
    fn pieces_nest() {
        let shown: String = marked()
            .pieces()
            .iter()
            .map(|piece| match piece {
                Piece::Open(style) => format!("<{style:?}>"),
                Piece::Plain(text) => (*text).to_owned(),
                Piece::Close(style) => format!("</{style:?}>"),
            })
            .collect();
        assert_eq!(shown, "CO<Sub>2</Sub> in <Italic>E. <Bold>coli</Bold></Italic>");
    }

    #[test]
    fn json_form() {
        let json = serde_json::to_string(&marked()).unwrap();
        assert_eq!(serde_json::from_str::<Text>(&json).unwrap(), marked());
        assert_eq!(serde_json::to_string(&Text::new("a")).unwrap(), "\"a\"");
        let broken = r#"{"plain":"é","marks":[{"start":0,"end":1,"style":"bold"}]}"#;
        assert!(serde_json::from_str::<Text>(broken).is_err());
    }

    #[test]
    fn combining_mark_across_a_border_keeps_marks_in_place() {
        let mut text = TextBuilder::new();
        text.push("e");
        text.push("\u{301}x");
        text.open(Style::Italic);
        text.push("y");
        let text = text.finish();
        assert_eq!(text.plain(), "éxy");
        assert_eq!(&text.plain()[text.marks()[0].start..], "y");
    }

    #[test]
    fn parts_keep_their_marks() {
        let mut builder = TextBuilder::new();
        builder.push("a");
        builder.open(Style::Italic);
        builder.push("b\nc");
        builder.open(Style::Bold);
        builder.push("é\n\nf");
        builder.close();
        builder.close();
        builder.push("g");
        let parts: Vec<Vec<(String, Style)>> = builder
            .finish()
            .split('\n')
            .iter()
            .map(|part| part.marks().iter().map(|m| (part.plain()[m.start..m.end].to_owned(), m.style)).collect())
            .collect();
        let (italic, bold) = (Style::Italic, Style::Bold);
        assert_eq!(
            parts,
            [
                vec![("b".to_owned(), italic)],
                vec![("cé".to_owned(), italic), ("é".to_owned(), bold)],
                vec![],
                vec![("f".to_owned(), italic), ("f".to_owned(), bold)],
            ]
        );
    }
}
