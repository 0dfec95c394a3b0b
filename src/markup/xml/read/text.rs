//! Characters of an element: white space, marks, references.

use super::{MOST_MARKS, Tag};
use crate::article::text::{clean, squeeze};
use crate::article::{Style, Text, TextBuilder};
use crate::bytes::any_pair;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::BytesRef;
use std::borrow::Cow;

/// Characters on one line: cleaned, without runs of white space.
pub fn line(text: &str) -> Cow<'_, str> {
    let odd = |byte: u8, next: u8| !(b' '..=b'~').contains(&byte) | ((byte == b' ') & (next == b' '));
    if !text.starts_with(' ') && !text.ends_with(' ') && !any_pair(text.as_bytes(), odd) {
        return Cow::Borrowed(text);
    }
    match clean(text) {
        Cow::Borrowed(text) => squeeze(text),
        Cow::Owned(text) => Cow::Owned(squeeze(&text).into_owned()),
    }
}

/// Runs of ASCII white space as one blank, none at the ends. Other blanks of a text mean what they are.
pub fn folded(text: &str) -> Cow<'_, str> {
    let mut out = Folder { blank: true, text: String::new() };
    let text = text.trim_ascii();
    if out.is_fine(text) {
        return Cow::Borrowed(text);
    }
    out.blank = true;
    out.push(text);
    Cow::Owned(out.text)
}

struct Folder {
    /// The last character was a blank, or there was none.
    blank: bool,
    text: String,
}

impl Folder {
    /// Whether a piece can be taken as it is; notes how it ends.
    fn is_fine(&mut self, piece: &str) -> bool {
        let mut blank = self.blank;
        let fine = piece.bytes().all(|byte| {
            let fine = byte > b' ' || (byte == b' ' && !blank) || (byte < b' ' && !byte.is_ascii_whitespace());
            blank = byte == b' ';
            fine
        });
        if fine {
            self.blank = blank;
        }
        fine
    }

    fn push(&mut self, piece: &str) {
        for c in piece.chars() {
            let blank = c.is_ascii_whitespace();
            if !blank {
                self.text.push(c);
            } else if !self.blank {
                self.text.push(' ');
            }
            self.blank = blank;
        }
    }
}

/// A text that is being read.
pub struct Rich {
    builder: TextBuilder,
    folder: Folder,
    /// Elements that are open, and what each means.
    open: Vec<Level>,
    marks: usize,
    formulas: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum Level {
    /// Says nothing.
    Plain,
    /// Carries a mark.
    Mark,
    /// A formula, which carries a mark.
    Formula,
    /// A base with scripts: the styles of its children, and how many have come.
    Scripts([Option<Style>; 3], usize),
}

impl Default for Rich {
    fn default() -> Rich {
        let folder = Folder { blank: true, text: String::new() };
        Rich { builder: TextBuilder::new(), folder, open: Vec::new(), marks: 0, formulas: 0 }
    }
}

impl Rich {
    pub fn push(&mut self, piece: &str) {
        // Blanks between the elements of a formula are layout.
        if self.formulas > 0 && piece.bytes().all(|byte| byte.is_ascii_whitespace()) {
            return;
        }
        if self.folder.is_fine(piece) {
            self.builder.push(piece);
        } else {
            self.folder.text.clear();
            self.folder.push(piece);
            self.builder.push(&self.folder.text);
        }
    }

    /// Begins an element. Whether its content is to be skipped, since an attribute says it in words.
    pub fn open(&mut self, tag: &Tag<'_>) -> bool {
        let name = tag.name().rsplit(':').next().unwrap_or("");
        let (sub, sup) = (Some(Style::Sub), Some(Style::Sup));
        let script = match self.open.last_mut() {
            Some(Level::Scripts(styles, count)) => {
                let style = styles.get(*count).copied().flatten();
                *count += 1;
                style
            }
            _ => None,
        };
        let level = match name {
            "msub" => Level::Scripts([None, sub, None], 0),
            "msup" => Level::Scripts([None, sup, None], 0),
            "msubsup" => Level::Scripts([None, sub, sup], 0),
            "math" => Level::Formula,
            _ => Level::Plain,
        };
        let style = match name {
            "i" | "italic" | "em" => Some(Style::Italic),
            "b" | "bold" | "strong" => Some(Style::Bold),
            "u" | "underline" => Some(Style::Underline),
            "sub" | "inf" => sub,
            "sup" => sup,
            "math" => Some(Style::Math),
            _ => script,
        };
        let level = match (style.filter(|_| self.marks < MOST_MARKS), level) {
            (Some(style), Level::Plain | Level::Formula) => {
                self.builder.open(style);
                self.marks += 1;
                if level == Level::Formula { Level::Formula } else { Level::Mark }
            }
            (_, Level::Formula) => Level::Plain,
            (_, level) => level,
        };
        self.formulas += usize::from(level == Level::Formula);
        self.open.push(level);
        match tag.attribute("alttext").filter(|_| level == Level::Formula) {
            Some(words) => {
                self.push(&words);
                true
            }
            None => false,
        }
    }

    /// Ends the innermost element; `false` when none is open.
    pub fn close(&mut self) -> bool {
        let Some(level) = self.open.pop() else { return false };
        if matches!(level, Level::Mark | Level::Formula) {
            self.builder.close();
            self.marks -= 1;
            self.formulas -= usize::from(level == Level::Formula);
        }
        true
    }

    pub fn finish(self) -> Text {
        let mut text = self.builder.finish();
        text.trim_end_matches_once("");
        text
    }
}

/// What a reference stands for.
pub fn resolved<'e>(entity: &'e BytesRef<'_>) -> Option<Cow<'e, str>> {
    if let Ok(Some(c)) = entity.resolve_char_ref() {
        return Some(Cow::Owned(c.to_string()));
    }
    resolve_predefined_entity(entity).map(Cow::Borrowed)
}

/// A text with its references replaced; what is none stays.
pub fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(16).position(|byte| byte == b';');
        let found = end.and_then(|end| Some((end, resolved(&BytesRef::new(&rest[1..end]))?.into_owned())));
        let (length, text) = found.map_or((1, "&".to_owned()), |(end, text)| (end + 1, text));
        out.push_str(&text);
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}
