//! What a single line looks like: the evidence that the splitter, the parsers and the sniffer share.
//!
//! These are cheap tests, not parsers. They say "this is a citation", and [`crate::citation`] then reads it.

use crate::article::date::month_from_name;
use crate::article::{Person, Season};
use crate::citation::parse_styled;
use memchr::memmem;

/// First words of a page as a browser copies it.
pub const PAGE_START: &str = "Skip to main page content";

/// First words of the foot of a page.
pub const PAGE_FOOT: &str = "NCBI Literature Resources";

/// Stands behind the name of a preprint server.
pub const PREPRINT_MARK: &str = "[Preprint]";

/// Longest journal title, in bytes. The longest of NLM's abbreviations have about a hundred.
const LONGEST_JOURNAL: usize = 160;

/// Whether a text begins with a date as citations have it: a year, then a month, a season, volume or pages, a note or
/// nothing.
pub fn is_date(text: &str) -> bool {
    let Some(year) = text.get(..4).filter(|year| year.bytes().all(|byte| byte.is_ascii_digit())) else { return false };
    if !("1780"..="2100").contains(&year) {
        return false;
    }
    let rest = &text[4..];
    let word = |text: &str| {
        let end = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
        let word = &text[..end];
        (word.len() == 3 && month_from_name(word).is_some()) || Season::from_name(word).is_some()
    };
    match rest.as_bytes() {
        [] | [b';' | b':', ..] => true,
        [b'-', ..] => rest[1..].starts_with(|c: char| c.is_ascii_digit()),
        [b' ', ..] => word(rest.trim_start()),
        [b'.', ..] => {
            let rest = rest[1..].trim_start();
            let notes = ["doi:", "pii:", "Epub ", "eCollection ", "Online ", "[Epub", "PMID:", "PubMed PMID:"];
            rest.is_empty() || notes.iter().any(|note| rest.starts_with(note))
        }
        _ => false,
    }
}

/// Where the first period and blank stand that a date follows.
pub fn date_after_period(text: &str) -> Option<usize> {
    memmem::find_iter(text.as_bytes(), b". ").find(|at| is_date(text[at + 2..].trim_start()))
}

/// Whether a text begins with a journal's title and a date: `JAMA. 2014 Feb 12;311(6):579-86.`
pub fn is_citation(text: &str) -> bool {
    let Some(at) = date_after_period(text) else { return false };
    let journal = &text[..at];
    journal.len() <= LONGEST_JOURNAL
        && begins_like_a_journal(journal)
        && ![". ", "? ", "! "].iter().any(|end| journal.contains(end))
}

/// A capital or a digit; `bioRxiv`, `mBio`, `npj Sci Food`.
fn begins_like_a_journal(text: &str) -> bool {
    let word = text.split(' ').next().unwrap_or("");
    word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        || word == "npj"
        || word.contains(char::is_uppercase)
}

/// Whether a citation stands somewhere behind the beginning of a text: behind authors or a title. To be sure, it must
/// have a volume or pages, or an identifier must follow it.
pub fn holds_citation(text: &str) -> bool {
    if parse_styled(text).is_some() {
        return true;
    }
    let Some(at) = date_after_period(text) else {
        return text.contains(" In: ") && (text.contains("[Internet]") || text.contains("editor"));
    };
    if is_citation(text) {
        return false;
    }
    let rest = &text[at + 2..];
    let id = |label: &str| {
        rest.find(label).is_some_and(|at| {
            rest[at + label.len()..].trim_start().starts_with(|c: char| c.is_ascii_digit() || c == 'P')
        })
    };
    let numbers = rest.find(';').is_some_and(|at| at < 30 && rest[at..].contains(':'));
    numbers || id("PMID:") || id("doi:") || id("DOI:")
}

/// Whether a line is the second one of a page's header: `. 2014 Feb 12;311(6):579-86.`; below the name of a preprint server
/// `[Preprint]. 2023 Aug 20:2023.08.19.553986.`
pub fn is_date_line(text: &str) -> bool {
    text.strip_prefix(PREPRINT_MARK)
        .unwrap_or(text)
        .strip_prefix('.')
        .is_some_and(|rest| rest.len() <= 400 && is_date(rest.trim_start()))
}

/// The number and the rest of a line that is numbered as PubMed's exports are: `3. ...`, `3: ...`.
pub fn numbered(text: &str) -> Option<(u64, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number = text[..digits].parse().ok().filter(|_| digits <= 7)?;
    let rest = text[digits..].strip_prefix(['.', ':'])?;
    let rest = rest.strip_prefix([' ', '\t', '\u{a0}'])?.trim_start();
    (!rest.is_empty()).then_some((number, rest))
}

/// Whether a line is nothing but a number that could be a PMID.
pub fn is_bare_number(text: &str) -> bool {
    (1..=8).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a line says for which of PubMed's results it begins an item: it follows a line with the result's number.
pub fn is_result_button(text: &str) -> bool {
    matches!(text, "Cite" | "Cite Share" | "CiteShare" | "Share")
}

/// The line without the mark of a list.
pub fn unbulleted(text: &str) -> &str {
    let bare = text.trim_start_matches(['-', '*', '•', '–', '·', '◦']);
    if bare.len() < text.len() && (bare.is_empty() || bare.starts_with(char::is_whitespace)) {
        bare.trim_start()
    } else {
        text
    }
}

/// The number in a line `- PMID: 37090727`, as tools that turn pages into text write it.
pub fn listed_pmid(text: &str) -> Option<&str> {
    let bare = unbulleted(text);
    let number = bare.strip_prefix("PMID:")?.trim();
    (bare.len() < text.len() && is_bare_number(number)).then_some(number)
}

/// The number at the beginning of a line `PMID: 24519297 PMCID: PMC4411956`.
pub fn leading_pmid(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("PMID:").or_else(|| text.strip_prefix("PubMed PMID:"))?.trim_start();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    (1..=8).contains(&digits).then(|| &rest[..digits])
}

/// The number in `Subject: 1 selected item: 24519297 - PubMed`.
pub fn mailed_pmid(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("Subject:")?.trim().strip_suffix("PubMed")?.trim_end().strip_suffix('-')?.trim_end();
    rest.rsplit([' ', ':']).next().filter(|number| is_bare_number(number))
}

/// Whether a line has a page's foot or its disclaimer glued to other text: all of a page on one line.
pub fn is_flattened(text: &str) -> bool {
    text.len() > 300
        && [PAGE_FOOT, "PubMed Disclaimer"]
            .iter()
            .any(|mark| memmem::find(text.as_bytes(), mark.as_bytes()).is_some_and(|at| at > 100))
}

/// Whether a line begins with an author as NLM cites authors: `Muzaale AD,`, `Kimbara K1,2`.
pub fn begins_with_author(text: &str) -> bool {
    let end = text.find([',', ';', '(']).unwrap_or(text.len());
    end <= 60 && is_short_name(text[..end].trim_end_matches('.'))
}

/// Whether a name is `Family INITIALS`, its mark perhaps glued to it. Stricter than [`Person::parse_short`]: initials are
/// capitals, so that `Xi Yu` is no such name.
pub fn is_short_name(text: &str) -> bool {
    let bare = text.trim().trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '#' | '*' | ' '));
    bare.len() <= 80
        && bare.starts_with(char::is_alphabetic)
        && Person::parse_short(bare).is_some_and(|person| {
            person.initials.is_some_and(|initials| initials.len() <= 8 && initials.chars().all(char::is_uppercase))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn citations() {
        for (input, alone, inside) in [
            ("JAMA. 2014 Feb 12;311(6):579-86. doi: 10.1001/jama.2013.285141.", true, false),
            ("20 Century Br Hist. 2009;20(4):454-81.", true, false),
            ("Cancers (Basel). 2025 Jan 3;17(1):133.", true, false),
            ("bioRxiv [Preprint]. 2023 Aug 20:2023.08.19.553986.", true, false),
            ("Roe J. A title. JAMA. 2014 Feb 12;311(6):579-86.", false, true),
            ("Is it so? JAMA. 2014 Feb 12. PMID: 123.", false, true),
            ("We looked at it. 2021 was a bad year.", false, false),
            ("Smith J. 2010. A book.", false, false),
            ("", false, false),
        ] {
            assert_eq!((is_citation(input), holds_citation(input)), (alone, inside), "{input}");
        }
    }

    #[test]
    fn numbers_and_identifiers() {
        assert_eq!(numbered("12. J. 2020"), Some((12, "J. 2020")));
        assert_eq!(numbered("1: A"), Some((1, "A")));
        assert_eq!(numbered("1.5 mg"), None);
        assert_eq!(numbered("2020"), None);
        assert_eq!(listed_pmid("- PMID: 37090727"), Some("37090727"));
        assert_eq!(listed_pmid("PMID: 37090727"), None);
        assert_eq!(leading_pmid("PMID: 4574086 French."), Some("4574086"));
        assert_eq!(mailed_pmid("Subject: 1 selected item: 24519297 - PubMed"), Some("24519297"));
        assert!(is_date_line(". 2024 May;629(8014):1100-1108."));
        assert!(!is_date_line(". 2021 was a bad year"));
        assert!(is_date_line("[Preprint]. 2023 Aug 20:2023.08.19.553986."));
    }

    #[test]
    fn names() {
        for (input, expected) in [
            ("Muzaale AD, Massie AB", true),
            ("Yanagiya K1, Maejima Y1", true),
            ("Kim DH(1), Sohn MK(2)", true),
            ("de Oliveira Filho ASB, X", true),
            ("Mei-Cheng Wang 2, Other", false),
            ("Xi Yu", false),
            ("Methods were good, and", false),
        ] {
            assert_eq!(begins_with_author(input), expected, "{input}");
        }
    }
}
