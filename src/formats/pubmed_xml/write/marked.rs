//! Texts with marks: `b i u sup sub`, and formulas as MathML where the DTD allows them.
//!
//! A formula of the model is Unicode characters with sub- and superscripts. In MathML a script hangs on a base; the base is
//! left empty, since the model does not tell where it begins.

use super::Record;
use crate::article::{Piece, Slot, Style, Text};

fn element(style: Style) -> Option<&'static str> {
    match style {
        Style::Italic => Some("i"),
        Style::Bold => Some("b"),
        Style::Underline => Some("u"),
        Style::Sub => Some("sub"),
        Style::Sup => Some("sup"),
        _ => None,
    }
}

/// What stands around the content of a script.
fn script(style: Style) -> Option<(&'static str, &'static str)> {
    match style {
        Style::Sub => Some(("<mml:msub><mml:mrow></mml:mrow><mml:mrow>", "</mml:mrow></mml:msub>")),
        Style::Sup => Some(("<mml:msup><mml:mrow></mml:mrow><mml:mrow>", "</mml:mrow></mml:msup>")),
        _ => None,
    }
}

impl Record<'_, '_> {
    /// An element with a marked text on a line of its own.
    pub(super) fn rich(&mut self, slot: Slot, name: &str, text: &Text) {
        self.xml.line();
        self.xml.start(name, &[]);
        self.marked(slot, text, true);
        self.xml.end(name);
    }

    /// An element that may hold no marks.
    pub(super) fn plain(&mut self, slot: Slot, name: &str, text: &Text) {
        self.leaf(name, text.plain());
        if text.marks().iter().any(|mark| mark.style != Style::Protected) {
            self.log.flattened(slot, "markup");
        }
    }

    /// A text in its place.
    pub(super) fn marked(&mut self, slot: Slot, text: &Text, formulas: bool) {
        if text.marks().is_empty() {
            self.xml.text(text.plain());
            return;
        }
        // How many formulas are open.
        let mut math = 0_usize;
        for piece in text.pieces() {
            match piece {
                Piece::Plain(text) if math > 0 => {
                    self.xml.raw("<mml:mtext>");
                    self.xml.text(text);
                    self.xml.raw("</mml:mtext>");
                }
                Piece::Plain(text) => self.xml.text(text),
                Piece::Open(Style::Math) if formulas => {
                    if math == 0 {
                        self.xml.raw("<mml:math xmlns:mml=\"http://www.w3.org/1998/Math/MathML\">");
                    }
                    math += 1;
                }
                Piece::Close(Style::Math) if formulas => {
                    math -= 1;
                    if math == 0 {
                        self.xml.raw("</mml:math>");
                    }
                }
                Piece::Open(style) if math > 0 => match script(style) {
                    Some((before, _)) => self.xml.raw(before),
                    None => self.unwritten(slot, style),
                },
                Piece::Close(style) if math > 0 => {
                    if let Some((_, after)) = script(style) {
                        self.xml.raw(after);
                    }
                }
                Piece::Open(style) => match element(style) {
                    Some(name) => self.xml.start(name, &[]),
                    None => self.unwritten(slot, style),
                },
                Piece::Close(style) => {
                    if let Some(name) = element(style) {
                        self.xml.end(name);
                    }
                }
            }
        }
    }

    fn unwritten(&mut self, slot: Slot, style: Style) {
        match style {
            Style::Protected => {}
            Style::Math | Style::Tex => self.log.flattened(slot, "formulas"),
            _ => self.log.flattened(slot, "markup"),
        }
    }
}
