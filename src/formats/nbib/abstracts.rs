//! Abstracts: labels that run with the text, and the sorts of other abstracts.

use super::line::tidy;
use crate::article::{Abstract, AbstractKind, Section, Text};
use memchr::memchr3_iter;

/// How long a label may be, in bytes.
const LABEL: std::ops::RangeInclusive<usize> = 3..=41;

/// Cuts an abstract at its labels (`BACKGROUND: ... METHODS: ...`): capitals before a colon, at the start and after the end
/// of a sentence. Fewer than two are no labels.
pub fn sections(text: &str) -> Vec<Section> {
    let mut labels: Vec<(usize, usize)> = Vec::new();
    let starts = std::iter::once(0).chain(memchr3_iter(b'.', b'?', b'!', text.as_bytes()).filter_map(|at| {
        let after = text[at + 1..].trim_start_matches([')', ']', '"', '\u{201d}']);
        after.starts_with(' ').then(|| text.len() - after.len() + 1)
    }));
    for start in starts {
        if start > 0 && labels.is_empty() {
            break;
        }
        if let Some(length) = label(&text[start..]) {
            labels.push((start, length));
        }
    }
    if labels.len() < 2 {
        return vec![Section { text: Text::new(text), ..Section::default() }];
    }
    let ends = labels.iter().skip(1).map(|(start, _)| *start).chain([text.len()]);
    let section = |((start, length), end): (&(usize, usize), usize)| Section {
        label: Some(text[*start..start + length].to_owned()),
        category: None,
        text: Text::new(text[start + length + 1..end].trim_ascii()),
    };
    labels.iter().zip(ends).map(section).collect()
}

/// The length of the label at the front of a text.
fn label(text: &str) -> Option<usize> {
    let fits = |byte: &u8| byte.is_ascii_uppercase() || matches!(byte, b' ' | b'/' | b'&' | b',' | b'-');
    let length = text.bytes().take(LABEL.end() + 1).take_while(fits).count();
    let starts = text.bytes().next().is_some_and(|byte| byte.is_ascii_uppercase());
    (starts && LABEL.contains(&length) && text[length..].starts_with(": ")).then_some(length)
}

/// Reads AB.
pub fn read(text: &str) -> Abstract {
    Abstract { sections: sections(text), ..Abstract::default() }
}

/// An abstract on one line, and whether reading gives its sections back.
pub fn write(found: &Abstract) -> (String, bool) {
    let text = tidy(&found.joined(" ")).into_owned();
    let back = sections(&text);
    let whole = back.len() == found.sections.len()
        && back.iter().zip(&found.sections).all(|(a, b)| a.label == b.label && a.text.plain() == b.text.plain());
    (text, whole)
}

/// What OAB begins with for the sorts of abstracts that have a name.
const SORTS: [(&str, AbstractKind); 3] = [
    ("Publisher", AbstractKind::Translated),
    ("plain-language-summary", AbstractKind::PlainLanguage),
    ("graphical-abstract", AbstractKind::Graphical),
];

/// Names of collaborating databases whose abstracts NLM once took over.
const DATABASES: [&str; 6] = ["AAMC", "AIDS", "KIE", "NASA", "PIP", "ACOEM"];

/// Reads OAB: `Publisher: text`.
pub fn read_other(text: &str) -> Abstract {
    let (kind, text) = text
        .split_once(": ")
        .and_then(|(name, rest)| Some((sort(name)?, rest)))
        .unwrap_or((AbstractKind::Translated, text));
    Abstract { kind, sections: sections(text), ..Abstract::default() }
}

fn sort(name: &str) -> Option<AbstractKind> {
    let named = SORTS.iter().find(|(sort, _)| *sort == name).map(|(_, kind)| kind.clone());
    named.or_else(|| DATABASES.contains(&name).then(|| AbstractKind::Other(name.to_owned())))
}

/// The line of OAB, and whether reading gives sort and sections back.
pub fn write_other(found: &Abstract) -> (String, bool) {
    let (text, _) = write(found);
    let name = match &found.kind {
        AbstractKind::Other(name) => name,
        kind => SORTS.iter().find(|(_, known)| known == kind).map_or("Publisher", |(name, _)| name),
    };
    let text = format!("{name}: {text}");
    let back = read_other(&text);
    let whole = back.kind == found.kind
        && back.joined("\n") == found.joined("\n")
        && back.sections.len() == found.sections.len();
    (text, whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels() {
        for (input, expected) in [
            ("Plain text. METHODS: none.", &[(None, "Plain text. METHODS: none.")][..]),
            ("BACKGROUND: only one.", &[(None, "BACKGROUND: only one.")]),
            (
                "BACKGROUND: Iron (Fe). METHODS AND RESULTS: We did: this? CONCLUSION: Yes.",
                &[
                    (Some("BACKGROUND"), "Iron (Fe)."),
                    (Some("METHODS AND RESULTS"), "We did: this?"),
                    (Some("CONCLUSION"), "Yes."),
                ],
            ),
            ("AIMS: a. DNA: b.", &[(Some("AIMS"), "a."), (Some("DNA"), "b.")]),
            ("AIMS: a. Of Note: b.", &[(None, "AIMS: a. Of Note: b.")]),
            ("", &[(None, "")]),
        ] {
            let found = sections(input);
            let found: Vec<_> = found.iter().map(|s| (s.label.as_deref(), s.text.plain())).collect();
            assert_eq!(found, expected, "{input}");
        }
    }

    #[test]
    fn other_abstracts() {
        for (input, kind, text) in [
            ("Publisher: Resumen.", AbstractKind::Translated, "Resumen."),
            ("plain-language-summary: Iron.", AbstractKind::PlainLanguage, "Iron."),
            ("KIE: Ethics.", AbstractKind::Other("KIE".into()), "Ethics."),
            ("Objetivo: hierro.", AbstractKind::Translated, "Objetivo: hierro."),
        ] {
            let found = read_other(input);
            assert_eq!((&found.kind, found.joined(" ").as_str()), (&kind, text), "{input}");
            assert!(write_other(&found).1, "{input}");
        }
    }

    #[test]
    fn what_does_not_come_back_is_told() {
        let section = |label: &str| Section { label: Some(label.to_owned()), category: None, text: Text::new("Text.") };
        for (sections, whole) in [
            (vec![section("AIMS"), section("METHODS")], true),
            (vec![section("Aims"), section("Methods")], false),
            (vec![section("AIMS")], false),
            (vec![Section { text: Text::new("one\ntwo"), ..Section::default() }], false),
        ] {
            let found = Abstract { sections, ..Abstract::default() };
            assert_eq!(write(&found).1, whole, "{found:?}");
        }
    }
}
