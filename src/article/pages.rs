//! Page ranges.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Pages of an article, as found and with the second page of each range written out.
///
/// The second page is expanded by NLM's own truncation rule: `1344-57` is 1344 to 1357, `S12-9` is S12 to S19. A piece of
/// another shape stays as written. Two values are equal when their expanded forms are.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Pages {
    as_found: String,
    expanded: Option<String>,
}

/// Characters that stand for the dash of a range.
pub const DASHES: [char; 9] =
    ['-', '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2014}', '\u{2015}', '\u{2212}', '\u{ad}'];

impl Pages {
    /// Reads pages. Any text is taken.
    pub fn parse(text: &str) -> Pages {
        if let Some(pages) = Pages::plain(text) {
            return pages;
        }
        let as_found = super::text::squeeze(text).into_owned();
        let expanded = expand(&as_found);
        Pages { expanded: (expanded != as_found).then_some(expanded), as_found }
    }

    /// Pages that are a number, or two with a hyphen between them. `None` for all else.
    fn plain(text: &str) -> Option<Pages> {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let (first, last) = text.split_once('-').unwrap_or((text, "0"));
        if !digits(first) || !digits(last) {
            return None;
        }
        let as_found = text.to_owned();
        let same = first.len().saturating_sub(last.len());
        // `1344-57` goes on to 1357; a last page that would be the smaller one is left alone.
        let shortened = text.contains('-') && same > 0 && last >= &first[same..];
        Some(Pages { expanded: shortened.then(|| [first, "-", &first[..same], last].concat()), as_found })
    }

    /// From first and last page, the last perhaps shortened or empty.
    pub fn from_ends(first: &str, last: &str) -> Pages {
        match last.trim() {
            "" => Pages::parse(first),
            // `12-` and `-19`
            last => {
                let (begin, end) = (first.trim_end_matches([' ', '-']).trim(), last.trim_start_matches([' ', '-']));
                let (begin, end) = if begin.is_empty() || end.is_empty() { (first.trim(), last) } else { (begin, end) };
                Pages::parse(&format!("{begin}-{end}"))
            }
        }
    }

    /// As the source had it, white space squeezed.
    pub fn as_found(&self) -> &str {
        &self.as_found
    }

    /// With `-` as the range mark and last pages written out: `34-36, 87-91, 110-112 passim`.
    pub fn expanded(&self) -> &str {
        self.expanded.as_deref().unwrap_or(&self.as_found)
    }

    /// First page of the first range.
    pub fn first(&self) -> &str {
        self.single().map_or_else(|| first_piece(self.expanded()), |(first, _)| first)
    }

    /// Last page, where the pages are one range; else empty.
    pub fn last(&self) -> &str {
        self.single().map_or("", |(_, last)| last)
    }

    /// First and last page where the pages are a single range and nothing else.
    pub fn single(&self) -> Option<(&str, &str)> {
        let (first, last) = self.expanded().split_once('-')?;
        let plain = |page: &str| !page.is_empty() && !page.contains(['-', ',', ';', ' ']);
        (plain(first) && plain(last)).then_some((first, last))
    }

    /// A single token: no range, no list.
    pub fn is_single_token(&self) -> bool {
        !self.as_found.contains(DASHES) && !self.as_found.contains([',', ';', ' '])
    }
}

impl PartialEq for Pages {
    fn eq(&self, other: &Pages) -> bool {
        self.expanded() == other.expanded()
    }
}

impl Eq for Pages {}

impl From<String> for Pages {
    fn from(text: String) -> Pages {
        Pages::parse(&text)
    }
}

impl From<Pages> for String {
    fn from(pages: Pages) -> String {
        pages.as_found
    }
}

fn first_piece(text: &str) -> &str {
    text.split([',', ';']).next().unwrap_or(text).split('-').next().unwrap_or(text).trim()
}

fn expand(text: &str) -> String {
    let bare = without_label(text);
    let text = if bare.starts_with(|c: char| c.is_ascii_digit()) { bare } else { text };
    let mut out = String::with_capacity(text.len() + 4);
    for piece in text.split_inclusive([',', ';']) {
        let body = piece.trim_end_matches([',', ';']);
        out.push_str(&expand_piece(body));
        out.push_str(&piece[body.len()..]);
    }
    out
}

/// Pages without what some write before them: `pp. 12-15`, `p. 12`, `pp12`.
pub fn without_label(text: &str) -> &str {
    const LABELS: [&str; 9] = ["pages ", "page ", "pp. ", "pp.", "pp ", "p. ", "p.", "p ", "pp"];
    if !text.starts_with(['p', 'P']) {
        return text;
    }
    let rest = LABELS.iter().find_map(|label| {
        let start = text.get(..label.len())?;
        start.eq_ignore_ascii_case(label).then(|| text[label.len()..].trim_start())
    });
    rest.filter(|rest| rest.starts_with(|c: char| c.is_alphanumeric())).unwrap_or(text)
}

/// Expands one piece: words, then perhaps a range, then perhaps words (`discussion 13-5`, `110-2 passim`).
fn expand_piece(piece: &str) -> Cow<'_, str> {
    let mut words: Vec<Cow<'_, str>> = piece.split(' ').map(Cow::Borrowed).collect();
    // `12 - 19`
    while let Some(lone) = words.iter().position(|word| word.chars().count() == 1 && word.starts_with(DASHES)) {
        if lone == 0 || lone + 1 >= words.len() {
            break;
        }
        let joined = format!("{}-{}", words[lone - 1], words[lone + 1]);
        words.splice(lone - 1..=lone + 1, [Cow::Owned(joined)]);
    }
    let mut changed = words.len() != piece.split(' ').count();
    for word in &mut words {
        if let Some(full) = expand_range(word) {
            *word = Cow::Owned(full);
            changed = true;
        }
    }
    if changed { Cow::Owned(words.join(" ")) } else { Cow::Borrowed(piece) }
}

/// `S12-9` to `S12-S19`. `None` for what is no range of two.
fn expand_range(word: &str) -> Option<String> {
    let (first, rest) = word.split_once(DASHES)?;
    let last = rest.trim_start_matches(DASHES);
    if last.contains(DASHES) {
        return None;
    }
    Some(match expand_last(first, last) {
        Some(last) => format!("{first}-{last}"),
        None => format!("{first}-{last}"),
    })
}

/// The last page in full, by NLM's rule; `None` when the two have no common shape.
fn expand_last(first: &str, last: &str) -> Option<String> {
    // `1234.e1-7`
    if let Some((stem, number)) = first.split_once(".e") {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        return (digits(stem) && digits(number) && digits(last)).then(|| format!("{stem}.e{last}"));
    }
    let (pre1, num1, _) = parts(first)?;
    let (pre2, num2, post2) = parts(last)?;
    let pre = if pre2.is_empty() { pre1 } else { pre2 };
    let whole = if pre == pre1 && num2.len() < num1.len() {
        format!("{}{num2}", &num1[..num1.len() - num2.len()])
    } else {
        num2.to_owned()
    };
    let smaller = (whole.len(), whole.as_str()) < (num1.len(), num1) && pre == pre1;
    (!smaller).then(|| format!("{pre}{whole}{post2}"))
}

/// Letters, digits, letters.
fn parts(page: &str) -> Option<(&str, &str, &str)> {
    let start = page.find(|c: char| c.is_ascii_digit())?;
    let digits = page[start..].find(|c: char| !c.is_ascii_digit()).map_or(page.len(), |at| start + at);
    let letters = |text: &str| text.chars().all(char::is_alphabetic);
    let (pre, post) = (&page[..start], &page[digits..]);
    (letters(pre) && letters(post)).then_some((pre, &page[start..digits], post))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expansion() {
        for (input, expected) in [
            ("1344-57", "1344-1357"),
            ("1199-205", "1199-1205"),
            ("12-9", "12-19"),
            ("110-2", "110-112"),
            ("117-55", "117-155"),
            ("S12-9", "S12-S19"),
            ("S12-S19", "S12-S19"),
            ("e12-e15", "e12-e15"),
            ("e1-7", "e1-e7"),
            ("iii-vi", "iii-vi"),
            ("pp. 12-9", "12-19"),
            ("p. 7", "7"),
            ("p", "p"),
            ("123", "123"),
            ("e0123456", "e0123456"),
            ("34-6, 87-91, 110-2 passim", "34-36, 87-91, 110-112 passim"),
            ("31-7 contd", "31-37 contd"),
            ("1-12; discussion 13-5", "1-12; discussion 13-15"),
            ("45-56.e3", "45-56.e3"),
            ("1234.e1-7", "1234.e1-1234.e7"),
            ("379.e9-379.e13", "379.e9-379.e13"),
            ("12\u{2013}19", "12-19"),
            ("12--19", "12-19"),
            ("12 - 19", "12-19"),
            ("105-64", "105-164"),
            ("99-5", "99-5"),
            ("neurintsurg-2019-015347", "neurintsurg-2019-015347"),
            ("2023.06.28.545801", "2023.06.28.545801"),
            ("12-", "12-"),
        ] {
            assert_eq!(Pages::parse(input).expanded(), expected, "{input}");
        }
    }

    #[test]
    fn ends() {
        for (input, first, last) in [
            ("6913-7", "6913", "6917"),
            ("e12-e19", "e12", "e19"),
            ("1049", "1049", ""),
            ("34-6, 87-91", "34", ""),
            ("", "", ""),
        ] {
            let pages = Pages::parse(input);
            assert_eq!((pages.first(), pages.last()), (first, last), "{input}");
        }
        assert_eq!(Pages::from_ends("1344", "57"), Pages::parse("1344-1357"));
    }
}
