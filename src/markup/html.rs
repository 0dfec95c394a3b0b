//! The small HTML that CSL and web clients use in texts.
//!
//! CSL's strings are not HTML: `<` and `&` stand for themselves, and only a handful of tags mean anything. So nothing is
//! escaped here; a text whose own signs look like one of those tags cannot be told from markup, and the caller is told.
//! Underlining, typewriter text and formulas have no tag in CSL; their characters are written without one.

mod read;

pub use read::{decoded, encoded, entity, has_entity, may_have_tags, tagged, to_text};

use crate::article::{Piece, Style, Text};

/// A row: the style, its opening and its closing tag.
type Tag = (Style, &'static str, &'static str);

/// The tags of CSL's rich text.
static TAGS: &[Tag] = &[
    (Style::Italic, "<i>", "</i>"),
    (Style::Bold, "<b>", "</b>"),
    (Style::Sup, "<sup>", "</sup>"),
    (Style::Sub, "<sub>", "</sub>"),
    (Style::SmallCaps, "<span style=\"font-variant:small-caps;\">", "</span>"),
    (Style::Protected, "<span class=\"nocase\">", "</span>"),
];

/// What a text loses as CSL markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// A mark has no tag.
    Mark,
    /// The characters themselves look like a tag.
    Lookalike,
}

impl Flaw {
    /// What is flattened, in a word.
    pub fn as_str(self) -> &'static str {
        match self {
            Flaw::Mark => "marks",
            Flaw::Lookalike => "signs that look like tags",
        }
    }
}

/// A text with CSL's tags, and what could not be said with them.
pub fn from_text(text: &Text) -> (String, Option<Flaw>) {
    let mut flaw = has_lookalike(text.plain()).then_some(Flaw::Lookalike);
    if text.marks().is_empty() {
        return (text.plain().to_owned(), flaw);
    }
    let mut out = String::with_capacity(text.plain().len() + text.marks().len() * 8);
    for piece in text.pieces() {
        match piece {
            Piece::Plain(plain) => out.push_str(plain),
            Piece::Open(style) => match tag(style) {
                Some((_, open, _)) => out.push_str(open),
                None => flaw = flaw.or(Some(Flaw::Mark)),
            },
            Piece::Close(style) => out.push_str(tag(style).map_or("", |(_, _, close)| close)),
        }
    }
    (out, flaw)
}

fn tag(style: Style) -> Option<&'static Tag> {
    TAGS.iter().find(|(known, ..)| *known == style)
}

/// Whether a reader would take some of the characters for a tag.
pub fn has_lookalike(plain: &str) -> bool {
    // The reader knows more tags than these.
    let tag = |rest: &str| {
        rest.bytes().take(400).any(|byte| byte == b'>')
            && rest[1..].starts_with(|c: char| c == '/' || c.is_ascii_alphabetic())
    };
    plain.match_indices('<').any(|(at, _)| tag(&plain[at..])) || has_entity(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::TextBuilder;

    fn marked(styles: &[Style]) -> Text {
        let mut text = TextBuilder::new();
        text.push("a ");
        styles.iter().for_each(|style| text.open(*style));
        text.push("b");
        text.finish()
    }

    #[test]
    fn marks_become_tags() {
        for (styles, expected, flaw) in [
            (&[][..], "a b", None),
            (&[Style::Italic], "a <i>b</i>", None),
            (&[Style::Bold, Style::Sup], "a <b><sup>b</sup></b>", None),
            (&[Style::Sub], "a <sub>b</sub>", None),
            (&[Style::SmallCaps], "a <span style=\"font-variant:small-caps;\">b</span>", None),
            (&[Style::Protected, Style::Italic], "a <span class=\"nocase\"><i>b</i></span>", None),
            (&[Style::Underline], "a b", Some(Flaw::Mark)),
            (&[Style::Tex, Style::Bold], "a <b>b</b>", Some(Flaw::Mark)),
        ] {
            assert_eq!(from_text(&marked(styles)), (expected.to_owned(), flaw), "{styles:?}");
        }
    }

    #[test]
    fn signs_stand_for_themselves() {
        for (plain, flaw) in [
            ("p < 0.05 & q > 1", None),
            ("AT&amp;T", Some(Flaw::Lookalike)),
            ("the <i> tag", Some(Flaw::Lookalike)),
            ("x</sup>", Some(Flaw::Lookalike)),
            ("<italic>", Some(Flaw::Lookalike)),
            ("é<", None),
        ] {
            assert_eq!(from_text(&Text::new(plain)), (plain.to_owned(), flaw), "{plain}");
        }
    }
}
