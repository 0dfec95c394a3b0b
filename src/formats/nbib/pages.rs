//! Pages and article numbers, which NBIB has under one tag.

use crate::article::pages::DASHES;
use crate::article::{Article, IdKind, Pages};

/// What PG says.
#[derive(Debug, PartialEq)]
pub enum Paging {
    /// Pages.
    Pages(Pages),
    /// A number that stands in for pages.
    Number(String),
    /// `345 p`.
    Count(String),
}

/// Reads PG. `tells` says whether the record elsewhere uses the value as an item's number.
pub fn read(text: &str, tells: impl Fn(&str) -> bool) -> Paging {
    let count = text.strip_suffix(['p', 'P']).or_else(|| text.strip_suffix("p.")).map(str::trim_end);
    if let Some(count) = count.filter(|count| !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit())) {
        return Paging::Count(count.to_owned());
    }
    if is_token(text) && (looks_like_number(text) || tells(text)) {
        return Paging::Number(text.to_owned());
    }
    Paging::Pages(Pages::parse(text))
}

fn is_token(text: &str) -> bool {
    !text.is_empty() && !text.contains(DASHES) && !text.contains([',', ';', ' '])
}

/// `e0123456`, `1129465`. Digits up to five are as likely a page.
pub fn looks_like_number(token: &str) -> bool {
    let digits = token.strip_prefix(['e', 'E']);
    let least = if digits.is_some() { 2 } else { 6 };
    let digits = digits.unwrap_or(token);
    is_token(token) && digits.len() >= least && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether the identifiers show that a token is an item's number: a PII is equal to it or, for a token that is not digits
/// alone, a DOI ends with it.
pub fn is_told(article: &Article, token: &str) -> bool {
    let only_digits = token.bytes().all(|byte| byte.is_ascii_digit());
    let ends = |doi: &str| {
        let tail = doi.len().checked_sub(token.len()).and_then(|at| doi.split_at_checked(at));
        tail.is_some_and(|(front, tail)| tail.eq_ignore_ascii_case(token) && !front.ends_with(char::is_alphanumeric))
    };
    article.ids.iter().any(|id| match id.kind {
        IdKind::Pii => id.value.eq_ignore_ascii_case(token),
        IdKind::Doi => !only_digits && token.bytes().any(|byte| byte.is_ascii_digit()) && ends(&id.value),
        _ => false,
    })
}

/// With the last page of a single range cut to the digits that differ, as NLM types it: `1344-57`.
pub fn shortened(pages: &Pages) -> String {
    let short = pages.single().and_then(|(first, last)| {
        let same = first.chars().zip(last.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
        let cut = last.get(same..).filter(|rest| !rest.is_empty() && first.len() == last.len())?;
        Some(format!("{first}-{cut}")).filter(|short| Pages::parse(short) == *pages)
    });
    short.unwrap_or_else(|| pages.expanded().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Slot;

    #[test]
    fn pages_or_number() {
        let mut article = Article::default();
        for (slot, text) in [(Slot::Doi, "10.1093/jac/dkz045"), (Slot::Pii, "1289"), (Slot::Doi, "10.1093/x")] {
            let _ = article.put(slot, text);
        }
        for (input, expected) in [
            ("1344-57", Paging::Pages(Pages::parse("1344-1357"))),
            ("S12", Paging::Pages(Pages::parse("S12"))),
            ("e5", Paging::Pages(Pages::parse("e5"))),
            ("e12-e15", Paging::Pages(Pages::parse("e12-e15"))),
            ("12345", Paging::Pages(Pages::parse("12345"))),
            ("1129465", Paging::Number("1129465".into())),
            ("e004863", Paging::Number("e004863".into())),
            ("1289", Paging::Number("1289".into())),
            ("dkz045", Paging::Number("dkz045".into())),
            ("45", Paging::Pages(Pages::parse("45"))),
            ("345 p", Paging::Count("345".into())),
            ("345 p.", Paging::Count("345".into())),
            ("p", Paging::Pages(Pages::parse("p"))),
        ] {
            assert_eq!(read(input, |token| is_told(&article, token)), expected, "{input}");
        }
    }

    #[test]
    fn short_ranges() {
        for (input, expected) in [
            ("1344-1357", "1344-57"),
            ("S12-S19", "S12-9"),
            ("99-105", "99-105"),
            ("12-12", "12-12"),
            ("e0123", "e0123"),
            ("34-36, 87-91", "34-36, 87-91"),
            ("iii-vi", "iii-vi"),
        ] {
            assert_eq!(shortened(&Pages::parse(input)), expected, "{input}");
        }
    }
}
