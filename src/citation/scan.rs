//! Small scanners that the readers of citations share: dates, journals, pages.

use crate::article::date::month_from_name;
use crate::article::pages::DASHES;
use crate::article::{Date, Season};

/// Bytes in which the title of a journal must end. The longest of NLM's abbreviations have about a hundred.
pub const LONGEST_JOURNAL: usize = 200;
/// Bytes in which the pages must end.
const LONGEST_PAGES: usize = 300;

/// Words that may stand among pages.
const PAGE_WORDS: &[&str] = &[
    "author",
    "reply",
    "authors'",
    "discussion",
    "quiz",
    "passim",
    "contd",
    "concl",
    "following",
    "preceding",
    "suppl",
    "Suppl",
    "table",
    "of",
    "contents",
    "p",
    "pp",
    "Unit",
    "unit",
    "Chapter",
    "inside",
    "back",
    "front",
    "cover",
    "answer",
    "response",
    "and",
];

/// What was read last in a date.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    Year,
    Month,
    Day,
    Season,
    Word,
}

/// The year of four digits that a text begins with.
pub fn year(text: &str) -> Option<i32> {
    let digits = text.get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    let more = text[4..].starts_with(|c: char| c.is_alphanumeric());
    digits.parse().ok().filter(|year| (1780..=2100).contains(year) && !more)
}

/// The date that a text begins with, in NLM's notation with the year first, and its length.
pub fn date(text: &str) -> Option<(Date, usize)> {
    let length = date_length(text)?;
    Some((Date::parse_medline(&text[..length]), length))
}

fn date_length(text: &str) -> Option<usize> {
    year(text)?;
    let (mut at, mut last) = (4, Part::Year);
    // `2019 Dec 29-2020 Jan 4` has the most parts: five after the year.
    for _ in 0..6 {
        let rest = &text[at..];
        let dash = rest.starts_with(DASHES);
        let blank =
            if dash { rest.chars().next().map_or(0, char::len_utf8) } else { usize::from(rest.starts_with(' ')) };
        if blank == 0 {
            break;
        }
        let body = &rest[blank..];
        let stray = if dash && body.starts_with(' ') { 1 } else { 0 };
        if let Some((part, length)) = part(&body[stray..], last, dash) {
            (at, last) = (at + blank + stray + length, part);
        } else {
            if dash && (body.is_empty() || body.starts_with(['.', ';', ':', ' '])) {
                at += blank;
            }
            break;
        }
    }
    Some(at)
}

/// One more part of a date, after a blank or a dash.
fn part(text: &str, last: Part, dash: bool) -> Option<(Part, usize)> {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let digits = text.bytes().take(5).take_while(u8::is_ascii_digit).count();
    let glued = |length: usize| text[length..].starts_with(|c: char| c.is_alphanumeric());
    if letters > 0 {
        let word = &text[..letters];
        if glued(letters) || letters > 9 || !word.starts_with(|c: char| c.is_ascii_uppercase()) {
            return None;
        }
        if matches!(last, Part::Year) || dash {
            if month_from_name(word).is_some() {
                return Some((Part::Month, letters));
            }
            if Season::from_name(word).is_some() {
                return Some((Part::Season, letters));
            }
        }
        return (last == Part::Year && !dash && word == "Suppl").then_some((Part::Word, letters));
    }
    match digits {
        4 if dash && !glued(4) => Some((Part::Year, 4)),
        2 if dash && last == Part::Year && !glued(2) => Some((Part::Year, 2)),
        1 | 2 if !glued(digits) => {
            let fits = text[..digits].parse::<u8>().is_ok_and(|day| (1..=31).contains(&day));
            (fits && if dash { last == Part::Day } else { last == Part::Month }).then_some((Part::Day, digits))
        }
        // `2015 1st Quart`
        1 if last == Part::Year && !dash => ["1st Quart", "2nd Quart", "3rd Quart", "4th Quart"]
            .iter()
            .find(|quarter| text.starts_with(**quarter))
            .map(|quarter| (Part::Word, quarter.len())),
        _ => None,
    }
}

/// Whether what follows a date may follow the date of a citation.
pub fn ends_date(rest: &str) -> bool {
    let Some(first) = rest.chars().next() else { return true };
    let note = ["doi:", "doi.org", "pii:", "[", "PMID:", "PubMed ", "Epub "];
    matches!(first, '.' | ';' | ':') || (first == ' ' && note.iter().any(|note| rest[1..].starts_with(note)))
}

/// A place where a journal's title may end: the period, and where the date begins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// The period.
    pub period: usize,
    /// First digit of the year.
    pub date: usize,
}

/// The places in a text where a period, a blank and a date stand, from the left. Each is found in constant time.
pub fn places(text: &str) -> impl Iterator<Item = Place> {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'.', bytes).filter_map(move |period| {
        let date = period + 2;
        let likely = bytes.get(period + 1) == Some(&b' ') && matches!(bytes.get(date), Some(b'1' | b'2'));
        let length = if likely { date_length(&text[date..])? } else { return None };
        ends_date(&text[date + length..]).then_some(Place { period, date })
    })
}

/// The longest beginning of a text that has at most `most` bytes.
pub fn head(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Whether a text looks like the title of a journal as NLM abbreviates it: a few words with capitals, no punctuation.
/// For places where any sentence could stand.
pub fn is_journal(text: &str) -> bool {
    let bare = text.split(" [").next().unwrap_or(text);
    let mut words = 0;
    let mut depth = 0;
    for word in bare.split(' ') {
        if word.starts_with('(') {
            depth += 1;
        }
        let inside = depth > 0;
        if word.ends_with(')') {
            depth -= 1;
        }
        if inside {
            continue;
        }
        words += 1;
        let small = word.chars().all(char::is_lowercase)
            && !matches!(
                word,
                "de" | "da"
                    | "do"
                    | "di"
                    | "du"
                    | "des"
                    | "der"
                    | "la"
                    | "el"
                    | "et"
                    | "en"
                    | "e"
                    | "y"
                    | "i"
                    | "a"
                    | "und"
                    | "of"
                    | "in"
                    | "and"
                    | "for"
                    | "the"
                    | "on"
                    | "van"
                    | "npj"
            );
        if small || word.is_empty() || word.contains(['?', '!', '"', ',', ';', '.', '=', '%', '“', '”']) {
            return false;
        }
    }
    let first = bare.split(' ').next().unwrap_or("");
    let named = first.starts_with(char::is_uppercase)
        || first.starts_with(|c: char| c.is_ascii_digit())
        || first == "npj"
        || (first.starts_with(char::is_lowercase) && first.contains(char::is_uppercase));
    text.len() <= LONGEST_JOURNAL && (1..=13).contains(&words) && named && bare.contains(char::is_alphabetic)
}

/// How many bytes of a text are pages: `2248-9; author reply 2249-50`, without the final period.
pub fn pages_length(text: &str) -> usize {
    let text = head(text, LONGEST_PAGES);
    let (mut end, mut at, mut wordy) = (0, 0, true);
    loop {
        let token_end = text[at..].find([' ', ',', ';']).map_or(text.len(), |length| at + length);
        let token = &text[at..token_end];
        let word = PAGE_WORDS.contains(&token.trim_end_matches('.'));
        let paged = token.starts_with(|c: char| c.is_alphanumeric())
            && !token.ends_with(':')
            && (end == 0 || token.contains(|c: char| c.is_ascii_digit()) || is_roman(token.trim_end_matches('.')));
        // After a blank only a word, or what belongs to a word before it, goes on.
        if !(word || (paged && wordy)) {
            return end;
        }
        if let Some(last) =
            token.strip_suffix('.').filter(|_| token_end == text.len() || text[token_end..].starts_with(' '))
        {
            return at + last.len();
        }
        end = token_end;
        let rest = &text[token_end..];
        let next = rest.trim_start_matches([' ', ',', ';']);
        wordy = word || rest.starts_with([',', ';']);
        at = text.len() - next.len();
        if next.is_empty() {
            return end;
        }
    }
}

/// Whether a text is a number in Roman digits, or looks like one.
fn is_roman(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| matches!(c.to_ascii_lowercase(), 'i' | 'v' | 'x' | 'l' | 'c'))
}

/// Whether what stands in the place of pages is the number of an article. NLM does not say which it is: a number needs
/// six digits, a number with letters the shape that publishers give to articles.
pub fn is_article_number(text: &str, doi: Option<&str>) -> bool {
    if text.is_empty() || text.contains([',', ';', ' ']) {
        return false;
    }
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    let mut sides = text.split(DASHES);
    match (sides.next(), sides.next(), sides.next()) {
        (Some(token), None, _) => {
            let prefix = token.bytes().take_while(u8::is_ascii_alphabetic).count();
            let (letters, number) = token.split_at(prefix);
            let plain = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
            let tail = doi.and_then(|doi| doi.rsplit(['/', '.']).next());
            match letters {
                // `379.e9` is a page, `2023.06.28.545801` none.
                "" if plain => number.len() > 5,
                "" => token.split_once(".e").is_none() && digits(token) > 5,
                "e" | "E" if plain => number.len() > 1,
                _ if tail == Some(token) => true,
                // `S12`, `H1234`, `ii21`: pages of a part.
                _ if plain && (letters.len() == 1 || is_roman(letters)) => number.len() > 5,
                _ => digits(number) > 1,
            }
        }
        (Some(first), Some(last), None) => {
            let page = |side: &str| {
                let dotted = side.contains('.') && side.split_once(".e").is_none();
                is_roman(side) || (digits(side) > 0 && (!dotted || side.starts_with(|c: char| c.is_ascii_digit())))
            };
            // `e1-7` and `8.11.1-8.11.21` are ranges; `dmm-049312` and `rs.3.rs-12345` are not. Nor is `e00123-19`: mBio
            // numbers its articles so, the year behind.
            let asm =
                first.starts_with(['e', 'E']) && first.len() == 6 && last.len() == 2 && first[1..].starts_with('0');
            asm || !(page(first) && (last.is_empty() || page(last)))
        }
        _ => digits(text) > 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        for (input, expected) in [
            ("2023 Apr 6;14", Some("2023 Apr 6")),
            ("2020 Apr 1-15;", Some("2020 Apr 1-15")),
            ("2023 Jul-Sep;45", Some("2023 Jul-Sep")),
            ("2019 Dec-2020 Jan;", Some("2019 Dec-2020 Jan")),
            ("2012 Dec 29-2013 Jan 4;", Some("2012 Dec 29-2013 Jan 4")),
            ("2013 Jun 29-Jul 5;", Some("2013 Jun 29-Jul 5")),
            ("1998-99;", Some("1998-99")),
            ("1998-1999.", Some("1998-1999")),
            ("2021 Winter;33", Some("2021 Winter")),
            ("2001 Fall-Winter;3", Some("2001 Fall-Winter")),
            ("2024 Jan\u{2013}. PMID", Some("2024 Jan\u{2013}")),
            ("2025 Jan-.", Some("2025 Jan-")),
            ("2015 1st Quart;", Some("2015 1st Quart")),
            ("2000 Suppl:1", Some("2000 Suppl")),
            ("2014 Aug 25 doi:", Some("2014 Aug 25")),
            ("2019-nCoV", Some("2019")),
            ("2019 marks", Some("2019")),
            ("20195", None),
            ("1600", None),
            ("2019é", None),
        ] {
            assert_eq!(date_length(input).map(|length| &input[..length]), expected, "{input}");
        }
    }

    #[test]
    fn page_strings() {
        for (input, expected) in [
            ("2248-9; author reply 2249-50. doi: x", "2248-9; author reply 2249-50"),
            ("E174; discussion E174. doi", "E174; discussion E174"),
            ("540-556.e25. doi", "540-556.e25"),
            ("2023.06.28.545801. doi", "2023.06.28.545801"),
            ("34-6, 87-91, 110-2 passim.", "34-6, 87-91, 110-2 passim"),
            ("451; Erratum in J", "451"),
            ("12-9 doi: 10.1/x", "12-9"),
            ("PMID: 37502962", ""),
            ("1042-50; quiz 1051-2, 1053.", "1042-50; quiz 1051-2, 1053"),
            ("1 p following 12", "1 p following 12"),
            ("Unit 1.2.", "Unit 1.2"),
            ("12. Review", "12"),
            ("", ""),
        ] {
            assert_eq!(&input[..pages_length(input)], expected, "{input}");
        }
    }

    #[test]
    fn article_numbers() {
        for text in [
            "e004863",
            "1129465",
            "103640",
            "CD002759",
            "e113",
            "E174",
            "msac115",
            "eaaw4486",
            "neurintsurg-2019-015347",
            "PDIS01180167RE",
            "2023.06.28.545801",
            "rs.3.rs-12345",
            "dmm-049312",
            "arXiv:2301.01234v4",
            "e00123-19",
        ] {
            assert!(is_article_number(text, None), "{text}");
        }
        for text in [
            "579-86",
            "S88-92",
            "D402-D406",
            "e229-e236",
            "540-556.e25",
            "379.e9-379.e13",
            "379.e9",
            "12345",
            "133",
            "S12",
            "iii-vi",
            "xi",
            "ii21",
            "12A",
            "E1-E7",
            "8.11.1-8.11.21",
            "2248-9; author reply 2249-50",
            "",
            "12-",
            "V4",
        ] {
            assert!(!is_article_number(text, None), "{text}");
        }
        assert!(is_article_number("V4", Some("10.3171/2019.V4")));
    }

    #[test]
    fn journals() {
        for text in [
            "J Immunother Cancer",
            "Cancers (Basel)",
            "bioRxiv [Preprint]",
            "20 Century Br Hist",
            "eLife",
            "mBio",
            "JAMA",
            "IEEE/ACM Trans Comput Biol Bioinform",
            "Food Addit Contam Part A Chem Anal Control Expo Risk Assess",
        ] {
            assert!(is_journal(text), "{text}");
        }
        for text in
            ["", "a study of mice", "The role of iron in mice", "What is it?", "Smith J, Doe A", "2020", "J. Clin"]
        {
            assert!(!is_journal(text), "{text}");
        }
    }
}
