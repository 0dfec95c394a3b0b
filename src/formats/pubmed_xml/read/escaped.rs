//! Markup in titles and sections that was escaped twice.

use crate::article::{Style, Text, TextBuilder};

/// The tags that stand in texts which were escaped twice.
const TAGS: [(&str, Style); 5] =
    [("i", Style::Italic), ("b", Style::Bold), ("u", Style::Underline), ("sup", Style::Sup), ("sub", Style::Sub)];

/// Makes marks of `<i>` and the like among the characters, where every tag has its partner.
pub fn with_markup(text: Text) -> Text {
    if !text.marks().is_empty() || !text.plain().contains("</") {
        return text;
    }
    let mut out = TextBuilder::new();
    let mut open: Vec<Style> = Vec::new();
    let mut rest = text.plain();
    while let Some(at) = rest.find('<') {
        out.push(&rest[..at]);
        rest = &rest[at..];
        let closing = rest[1..].starts_with('/');
        let name = &rest[1 + usize::from(closing)..];
        let known = name.find('>').and_then(|end| TAGS.iter().find(|(tag, _)| *tag == &name[..end]));
        match known {
            Some((tag, style)) => {
                if !closing && open.len() < 8 {
                    open.push(*style);
                    out.open(*style);
                } else if closing && open.pop() == Some(*style) {
                    out.close();
                } else {
                    return text;
                }
                rest = &name[tag.len() + 1..];
            }
            None => {
                out.push("<");
                rest = &rest[1..];
            }
        }
    }
    if !open.is_empty() {
        return text;
    }
    out.push(rest);
    out.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaped_markup() {
        for (input, plain, marks) in [
            ("CO<sub>2</sub> and <i>E. coli</i>", "CO2 and E. coli", 2),
            ("a < b </c> d", "a < b </c> d", 0),
            ("<i>open", "<i>open", 0),
            ("<i>a</b>", "<i>a</b>", 0),
        ] {
            let text = with_markup(Text::new(input));
            assert_eq!((text.plain(), text.marks().len()), (plain, marks), "{input}");
        }
    }
}
