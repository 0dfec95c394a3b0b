//! Identifiers of articles, journals and books: normalising and check digits.

use super::text::squeeze;
use crate::bytes::any;
use serde::{Deserialize, Serialize};

/// An identifier.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Id {
    /// Which scheme it belongs to.
    pub kind: IdKind,
    /// The identifier itself, without resolver, prefix words or stray punctuation; case as found.
    pub value: String,
    /// The version, where the scheme has them: the `2` of `PMC123.2`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// What the source says beside it: `hardcover` for an ISBN.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Schemes of identifiers.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum IdKind {
    /// Digital Object Identifier: `10.1234/abc`. Compared in lower case.
    Doi,
    /// PubMed: 1 to 8 digits without leading zeros.
    Pmid,
    /// PubMed Central: `PMC` and digits.
    Pmcid,
    /// Publisher's item identifier.
    Pii,
    /// Manuscript number of an author's deposit: `NIHMS123`, `EMS123`.
    Manuscript,
    /// ISSN of the print edition: `1234-5678`.
    IssnPrint,
    /// ISSN of the electronic edition.
    IssnElectronic,
    /// Linking ISSN.
    IssnLinking,
    /// ISSN of an edition that the source does not name.
    Issn,
    /// ISBN of 10 or 13 characters, without hyphens.
    Isbn,
    /// arXiv: `1501.00001` or `math/0309136`; the class goes to the note.
    Arxiv,
    /// NCBI Bookshelf accession: `NBK537183`.
    BookAccession,
    /// Any other scheme, by its name in lower case: `wos`, `scopus`, `nct`, `eric`.
    Other(String),
}

impl Id {
    /// An identifier whose value is taken as it is.
    pub fn new(kind: IdKind, value: &str) -> Id {
        Id { kind, value: value.to_owned(), version: None, note: None }
    }

    /// Reads an identifier of a known kind, with whatever prefix or resolver people write before it. `None` when the
    /// text is no identifier of that kind: keep it elsewhere. A wrong check digit is accepted: see [`Id::is_suspect`].
    pub fn parse(kind: IdKind, text: &str) -> Option<Id> {
        let text = squeeze(text);
        let text = text.as_ref();
        let id = match kind {
            IdKind::Doi => Id::new(kind, &doi(text)?),
            IdKind::Pmid => Id::new(kind, &pmid(text)?),
            IdKind::Pmcid => {
                let (value, version) = pmcid(text)?;
                Id { version, ..Id::new(kind, &value) }
            }
            IdKind::IssnPrint | IdKind::IssnElectronic | IdKind::IssnLinking | IdKind::Issn => {
                Id::new(kind, &issn(text)?)
            }
            IdKind::Isbn => {
                let (number, note) =
                    text.split_once('(').map_or((text, None), |(n, rest)| (n, Some(rest.trim_end_matches(')').trim())));
                Id { note: note.map(str::to_owned), ..Id::new(kind, &isbn(number)?) }
            }
            _ if text.is_empty() => return None,
            _ => Id::new(kind, text),
        };
        Some(id)
    }

    /// Whether a check digit is wrong.
    pub fn is_suspect(&self) -> bool {
        match self.kind {
            IdKind::IssnPrint | IdKind::IssnElectronic | IdKind::IssnLinking | IdKind::Issn => {
                !weighted_eleven(&self.value, 8)
            }
            IdKind::Isbn if self.value.len() == 10 => !weighted_eleven(&self.value, 10),
            IdKind::Isbn => {
                let sum: u32 = self
                    .value
                    .bytes()
                    .enumerate()
                    .map(|(i, b)| u32::from(b - b'0') * if i % 2 == 0 { 1 } else { 3 })
                    .sum();
                !sum.is_multiple_of(10)
            }
            _ => false,
        }
    }

    /// Whether two identifiers name the same thing.
    pub fn same(&self, other: &Id) -> bool {
        self.kind == other.kind && self.value.eq_ignore_ascii_case(&other.value)
    }
}

/// The DOI in a text that is nothing but a DOI, with or without resolver, prefix and final punctuation.
pub fn doi(text: &str) -> Option<String> {
    // As nearly all databases have it.
    if text.starts_with("10.") && text.ends_with(|c: char| c.is_ascii_alphanumeric()) && is_doi(text) {
        return Some(text.to_owned());
    }
    let mut rest = text.trim().trim_start_matches(['<', '[', '(']);
    let mut link = false;
    // No prefix begins so.
    while !rest.starts_with("10.") {
        let lower = rest
            .get(..rest.len().min(20))
            .map_or_else(|| rest.chars().take(12).collect::<String>(), str::to_owned)
            .to_ascii_lowercase();
        let prefix =
            ["https://", "http://", "www.", "dx.doi.org/", "doi.org/", "doi:", "doi ", "info:doi/", "urn:doi:"]
                .iter()
                .find(|prefix| lower.starts_with(**prefix));
        let Some(prefix) = prefix else { break };
        link |= prefix.ends_with("doi.org/");
        rest = rest[prefix.len()..].trim_start();
    }
    let rest = rest.trim().trim_end_matches("[doi]").trim_end();
    let rest = if link && rest.contains('%') { percent_decoded(rest) } else { rest.to_owned() };
    let mut rest = rest.as_str();
    loop {
        let shorter = rest.trim_end_matches(['.', ',', ';', '>']);
        let shorter = match shorter.strip_suffix([')', ']']) {
            Some(inner) if unbalanced(shorter) => inner,
            _ => shorter,
        };
        if shorter.len() == rest.len() {
            break;
        }
        rest = shorter;
    }
    is_doi(rest).then(|| rest.to_owned())
}

/// Whether a closing bracket has no opening one.
fn unbalanced(text: &str) -> bool {
    let count = |c| text.matches(c).count();
    count(')') > count('(') || count(']') > count('[')
}

fn is_doi(text: &str) -> bool {
    let Some((prefix, suffix)) = text.strip_prefix("10.").and_then(|rest| rest.split_once('/')) else { return false };
    let first = prefix.split('.').next().unwrap_or("");
    (4..=9).contains(&first.len())
        && prefix.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && !suffix.is_empty()
        && (!any(suffix.as_bytes(), |byte| (byte <= b' ') | (byte >= 0x7f))
            || !suffix.contains(|c: char| c.is_whitespace() || c.is_control()))
}

fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = bytes.get(at + 1..at + 3).and_then(|pair| std::str::from_utf8(pair).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) if bytes[at] == b'%' => {
                out.push(byte);
                at += 3;
            }
            _ => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

fn pmid(text: &str) -> Option<String> {
    let text = strip_label(text, "PMID");
    let digits = text.trim_end_matches(['.', ';', ',']).trim().trim_start_matches('0');
    let fine = (1..=8).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    fine.then(|| digits.to_owned())
}

/// The value and its version.
fn pmcid(text: &str) -> Option<(String, Option<String>)> {
    let text = strip_label(text, "PMCID").trim_end_matches(['.', ';', ',']);
    let rest = text.get(..3).filter(|p| p.eq_ignore_ascii_case("PMC")).map_or(text, |_| text[3..].trim_start());
    let (digits, version) =
        rest.split_once('.').map_or((rest, None), |(digits, version)| (digits, Some(version.to_owned())));
    let fine = (1..=9).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    fine.then(|| (format!("PMC{digits}"), version))
}

fn strip_label<'a>(text: &'a str, label: &str) -> &'a str {
    match text.get(..label.len()) {
        Some(start) if start.eq_ignore_ascii_case(label) => text[label.len()..].trim_start_matches([':', ' ']),
        _ => text,
    }
}

fn issn(text: &str) -> Option<String> {
    if let [first @ .., b'-', a, b, c, b'0'..=b'9' | b'X'] = text.as_bytes()
        && first.len() == 4
        && first.iter().chain([a, b, c]).all(u8::is_ascii_digit)
    {
        return Some(text.to_owned());
    }
    let text = text.trim_start_matches("ISSN").trim_start_matches([':', '-', ' ']);
    let kept: String = text
        .chars()
        .filter(|c| !matches!(c, '-' | ' ' | '\u{2010}'..='\u{2013}'))
        .collect::<String>()
        .to_ascii_uppercase();
    let fine = kept.len() == 8
        && kept.is_ascii()
        && kept[..7].bytes().all(|byte| byte.is_ascii_digit())
        && kept.ends_with(|c: char| c.is_ascii_digit() || c == 'X');
    fine.then(|| format!("{}-{}", &kept[..4], &kept[4..]))
}

fn isbn(text: &str) -> Option<String> {
    let text = text.trim_start_matches("ISBN").trim_start_matches([':', ' ']);
    let kept: String = text
        .chars()
        .filter(|c| !matches!(c, '-' | ' ' | '\u{2010}'..='\u{2013}'))
        .collect::<String>()
        .to_ascii_uppercase();
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let fine = match kept.len() {
        13 => digits(&kept),
        10 => kept.is_ascii() && digits(&kept[..9]) && kept.ends_with(|c: char| c.is_ascii_digit() || c == 'X'),
        _ => false,
    };
    fine.then_some(kept)
}

/// The checksum of ISSN and ISBN-10, hyphens aside: weights fall from `length` to 1, X is ten.
fn weighted_eleven(text: &str, length: u32) -> bool {
    let value = |byte: u8| if byte == b'X' { 10 } else { u32::from(byte.wrapping_sub(b'0')) };
    let digits = text.bytes().filter(|byte| *byte != b'-');
    let sum: u32 = digits.zip((1..=length).rev()).map(|(byte, weight)| value(byte) * weight).sum();
    sum.is_multiple_of(11)
}

/// An ORCID in its bare form `0000-0002-1825-0097`, from a bare, spaced, unhyphenated or URL form. The check digit is not
/// looked at: see [`orcid_is_suspect`].
pub fn orcid(text: &str) -> Option<String> {
    let tail = text.trim().trim_end_matches('/').rsplit('/').next().unwrap_or("");
    let tail = tail.trim_start_matches("ORCID").trim_start_matches([':', ' ']);
    let mut kept: String =
        tail.chars().filter(|c| !matches!(c, '-' | ' ' | '\u{2010}'..='\u{2013}')).take(17).collect();
    kept.make_ascii_uppercase();
    let fine = kept.len() == 16
        && kept.is_ascii()
        && kept[..15].bytes().all(|byte| byte.is_ascii_digit())
        && kept.ends_with(|c: char| c.is_ascii_digit() || c == 'X');
    fine.then(|| [&kept[..4], &kept[4..8], &kept[8..12], &kept[12..]].join("-"))
}

/// Whether the check digit of an ORCID in its bare form is wrong (ISO 7064 MOD 11-2).
pub fn orcid_is_suspect(orcid: &str) -> bool {
    let mut digits = orcid
        .bytes()
        .filter(|byte| *byte != b'-')
        .map(|byte| if byte == b'X' { 10 } else { u32::from(byte.wrapping_sub(b'0')) });
    let Some(check) = digits.next_back() else { return true };
    let total = digits.fold(0, |total, digit| (total + digit) * 2 % 11);
    (12 - total) % 11 != check
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dois() {
        for (input, expected) in [
            ("10.1234/ABC.5", Some("10.1234/ABC.5")),
            ("https://doi.org/10.1234/a%2Fb", Some("10.1234/a/b")),
            ("doi: 10.1016/S0140-6736(21)02098-5.", Some("10.1016/S0140-6736(21)02098-5")),
            ("DOI 10.1/x", None),
            (
                "doi:10.1002/(SICI)1097-4628(19970404)64:1<1::AID-APP1>3.0.CO;2-V",
                Some("10.1002/(SICI)1097-4628(19970404)64:1<1::AID-APP1>3.0.CO;2-V"),
            ),
            ("(10.1234/x)", Some("10.1234/x")),
            ("10.1234/x [doi]", Some("10.1234/x")),
            ("http://dx.doi.org/10.1000.10/123", Some("10.1000.10/123")),
            ("not available", None),
            ("10.1234/", None),
            ("ｄｏｉ１２３４５", None),
        ] {
            assert_eq!(doi(input).as_deref(), expected, "{input}");
        }
    }

    #[test]
    fn others() {
        let value = |kind: IdKind, text| Id::parse(kind, text).map(|id| id.value);
        for (kind, input, expected) in [
            (IdKind::Pmid, "PMID: 0037090727", Some("37090727")),
            (IdKind::Pmid, "abc", None),
            (IdKind::Pmid, "123456789", None),
            (IdKind::Pmcid, "PMC10115980", Some("PMC10115980")),
            (IdKind::Pmcid, "pmc 5.2", Some("PMC5")),
            (IdKind::Issn, "02620898", Some("0262-0898")),
            (IdKind::Issn, "ISSN-1234-5679", Some("1234-5679")),
            (IdKind::Issn, "1234", None),
            (IdKind::Issn, "A0a\"aaß", None),
            (IdKind::Isbn, "978-3-16-148410-0 (hardcover)", Some("9783161484100")),
            (IdKind::Isbn, "0-306-40615-2", Some("0306406152")),
            (IdKind::Isbn, "ééééé", None),
        ] {
            assert_eq!(value(kind, input).as_deref(), expected, "{input}");
        }
        assert_eq!(Id::parse(IdKind::Pmcid, "PMC5.2").unwrap().version.as_deref(), Some("2"));
        assert_eq!(Id::parse(IdKind::Isbn, "9783161484100 (pbk)").unwrap().note.as_deref(), Some("pbk"));
    }

    #[test]
    fn check_digits() {
        for (kind, text, suspect) in [
            (IdKind::Issn, "1234-5679", false),
            (IdKind::Issn, "1234-5670", true),
            (IdKind::Isbn, "0306406152", false),
            (IdKind::Isbn, "9783161484100", false),
            (IdKind::Isbn, "9783161484101", true),
        ] {
            assert_eq!(Id::parse(kind, text).unwrap().is_suspect(), suspect, "{text}");
        }
        for (text, bare, suspect) in [
            ("https://orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097", false),
            ("0000000218250097", "0000-0002-1825-0097", false),
            ("ORCID: 0000-0002-1825-0098", "0000-0002-1825-0098", true),
        ] {
            let found = orcid(text).unwrap();
            assert_eq!((found.as_str(), orcid_is_suspect(&found)), (bare, suspect), "{text}");
        }
        assert_eq!(orcid("0000"), None);
    }
}
