//! Identifiers of NBIB: `10.1234/x [doi]` of AID and LID, `1234-5678 (Print)` of IS, `NASA: 123` of OID.

use crate::article::text::trim;
use crate::article::{Article, Id, IdKind};
use memchr::memchr;

/// One identifier of AID or LID.
#[derive(Debug, PartialEq)]
pub enum Found<'a> {
    /// An identifier.
    Id(Id),
    /// An address on the web.
    Url(&'a str),
    /// Text that names no scheme and shows none.
    Bare(&'a str),
    /// Text that is not of the scheme that it names.
    Unfit(&'a str),
}

/// The schemes that stand in brackets.
const SCHEMES: [(&str, IdKind); 6] = [
    ("doi", IdKind::Doi),
    ("pii", IdKind::Pii),
    ("bookaccession", IdKind::BookAccession),
    ("pmc", IdKind::Pmcid),
    ("mid", IdKind::Manuscript),
    ("isbn", IdKind::Isbn),
];

/// Reads a line of AID or LID; older records have several identifiers on one.
pub fn read(text: &str) -> impl Iterator<Item = Found<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || match bracketed(rest) {
        Some((value, scheme, after)) => {
            rest = after.trim_start();
            Some(named(value, scheme))
        }
        None if rest.is_empty() => None,
        None => Some(unnamed(std::mem::take(&mut rest))),
    })
}

/// What stands before the first ` [word]`, the word, and what follows.
fn bracketed(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        let open = blank_bracket(text, from)?;
        let inner = &text[open + 2..];
        let (scheme, after) = inner.split_at(inner.bytes().take(20).take_while(u8::is_ascii_lowercase).count());
        match after.strip_prefix(']') {
            Some(after) if !scheme.is_empty() && (after.is_empty() || after.starts_with(' ')) => {
                return Some((text[..open].trim(), scheme, after));
            }
            _ => {}
        }
        from = open + 2;
    }
}

/// Where the first ` [` stands, from some byte on.
fn blank_bracket(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        at += memchr(b'[', &bytes[at..])?;
        if at > from && bytes[at - 1] == b' ' {
            return Some(at - 1);
        }
        at += 1;
    }
}

fn named<'a>(value: &'a str, scheme: &str) -> Found<'a> {
    if let Some(arxiv) = value.strip_prefix("arXiv:").filter(|_| scheme == "pii") {
        return Found::Id(Id::new(IdKind::Arxiv, trim(arxiv)));
    }
    let known = SCHEMES.iter().find(|(name, _)| *name == scheme).map(|(_, kind)| kind.clone());
    let kind = known.unwrap_or_else(|| IdKind::Other(scheme.to_owned()));
    match Id::parse(kind, value) {
        Some(id) => Found::Id(id),
        None => Found::Unfit(value),
    }
}

fn unnamed(text: &str) -> Found<'_> {
    if let Some(doi) = Id::parse(IdKind::Doi, text) {
        Found::Id(doi)
    } else if text.starts_with("http://") || text.starts_with("https://") {
        Found::Url(text)
    } else {
        Found::Bare(text)
    }
}

/// The words that IS has in brackets.
const EDITIONS: [(&str, IdKind); 4] = [
    ("Print", IdKind::IssnPrint),
    ("Electronic", IdKind::IssnElectronic),
    ("Linking", IdKind::IssnLinking),
    ("Undetermined", IdKind::Issn),
];

/// Reads IS.
pub fn read_issn(text: &str) -> Option<Id> {
    let (number, edition) = text.split_once('(').map_or((text, ""), |(n, rest)| (n, rest.trim_end_matches(')').trim()));
    let (number, electronic) = trim(number).strip_prefix('E').map_or((number, false), |number| (number, true));
    let known = EDITIONS.iter().find(|(word, _)| word.eq_ignore_ascii_case(edition)).map(|(_, kind)| kind.clone());
    let kind = match known {
        Some(kind) => kind,
        // ERIC's `EISSN-1234-5678`.
        None if electronic && edition.is_empty() => IdKind::IssnElectronic,
        None if edition.is_empty() => IdKind::Issn,
        None => return None,
    };
    Id::parse(kind, number)
}

/// The lines of IS.
pub fn write_issns(article: &Article) -> impl Iterator<Item = String> {
    article.ids.iter().filter_map(|id| {
        let (edition, kind) = EDITIONS.iter().find(|(_, kind)| *kind == id.kind)?;
        Some(match kind {
            IdKind::Issn => id.value.clone(),
            _ => format!("{} ({edition})", id.value),
        })
    })
}

/// Reads OID. `owner` is the database: ERIC writes its numbers without their source.
pub fn read_other(text: &str, owner: Option<&str>) -> Option<Id> {
    let (source, value) = match text.split_once(": ") {
        Some((source, value)) if !source.contains(' ') => (source, trim(value)),
        _ if owner == Some("ERIC") => ("eric", text),
        _ => return None,
    };
    (!value.is_empty()).then(|| Id::new(IdKind::Other(source.to_lowercase()), value))
}

/// A line of OID.
pub fn write_other(scheme: &str, id: &Id) -> String {
    format!("{}: {}", scheme.to_uppercase(), id.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn article_ids() {
        let id = |kind, value| Found::Id(Id::new(kind, value));
        for (input, expected) in [
            ("10.1234/x [doi]", vec![id(IdKind::Doi, "10.1234/x")]),
            ("doi:10.1234/x", vec![id(IdKind::Doi, "10.1234/x")]),
            ("10.1234/a[b]c [doi]", vec![id(IdKind::Doi, "10.1234/a[b]c")]),
            ("e123 [pii] 10.1234/x [doi]", vec![id(IdKind::Pii, "e123"), id(IdKind::Doi, "10.1234/x")]),
            ("S0140-6736(20)1 [pii]", vec![id(IdKind::Pii, "S0140-6736(20)1")]),
            ("NBK1116 [bookaccession]", vec![id(IdKind::BookAccession, "NBK1116")]),
            ("arXiv:2001.00001 [pii]", vec![id(IdKind::Arxiv, "2001.00001")]),
            ("0001-0002()1:2<3::x>2.0 [sici]", vec![id(IdKind::Other("sici".into()), "0001-0002()1:2<3::x>2.0")]),
            ("https://eric.ed.gov/?id=EJ1", vec![Found::Url("https://eric.ed.gov/?id=EJ1")]),
            ("https://doi.org/10.1234/x", vec![id(IdKind::Doi, "10.1234/x")]),
            ("123", vec![Found::Bare("123")]),
            ("n/a [doi]", vec![Found::Unfit("n/a")]),
        ] {
            assert_eq!(read(input).collect::<Vec<_>>(), expected, "{input}");
        }
    }

    #[test]
    fn issns() {
        for (input, expected) in [
            ("1234-5679 (Print)", Some((IdKind::IssnPrint, "1234-5679"))),
            ("1234-5679 (Electronic)", Some((IdKind::IssnElectronic, "1234-5679"))),
            ("1234-5679 (Linking)", Some((IdKind::IssnLinking, "1234-5679"))),
            ("1234-5679 (Undetermined)", Some((IdKind::Issn, "1234-5679"))),
            ("ISSN-1234-5679", Some((IdKind::Issn, "1234-5679"))),
            ("EISSN-1234-5679", Some((IdKind::IssnElectronic, "1234-5679"))),
            ("1234-5679 (odd)", None),
            ("none", None),
        ] {
            let id = read_issn(input);
            assert_eq!(id, expected.map(|(kind, value)| Id::new(kind, value)), "{input}");
        }
    }

    #[test]
    fn other_ids() {
        for (input, owner, expected) in [
            ("NASA: 00025174", None, Some(("nasa", "00025174"))),
            ("EJ1234567", Some("ERIC"), Some(("eric", "EJ1234567"))),
            ("EJ1234567", None, None),
            ("NLM: ", None, None),
        ] {
            let id = read_other(input, owner);
            assert_eq!(id, expected.map(|(scheme, value)| Id::new(IdKind::Other(scheme.into()), value)), "{input}");
        }
    }
}
