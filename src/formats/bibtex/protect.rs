//! Which words of a title a bibliography style must not write in small letters.
//!
//! Styles lower-case titles. Words that keep their capitals stand in braces, and so does every italic or bold span as a
//! whole, since programs lower-case inside commands too.

use super::Protect;
use crate::article::text::is_blank;
use crate::article::{Mark, Style, Text};
use crate::bytes::run;
use crate::markup::latex::{has_capital, is_capital_sign};
use std::borrow::Cow;
use std::ops::Range;

/// The share of words, in percent, that begin with a capital in a title whose capitals are the journal's house style.
const TITLE_CASE: usize = 60;

/// The title with [`Style::Protected`] on all that must keep its case. A foreign title is protected as a whole: only
/// English is lower-cased, and BibTeX cannot tell.
pub fn protect<'t>(title: Cow<'t, Text>, how: Protect, foreign: bool) -> Cow<'t, Text> {
    let ranges = match how {
        _ if title.is_empty() => return title,
        Protect::None => Vec::new(),
        Protect::Words if !foreign => words(&title),
        Protect::Words | Protect::Title => std::iter::once(0..title.plain().len()).collect(),
    };
    if ranges.is_empty() && title.marks().is_empty() {
        return title;
    }
    let braces = ranges.into_iter().map(|Range { start, end }| Mark { start, end, style: Style::Protected });
    let others = title.marks().iter().filter(|mark| mark.style != Style::Protected).cloned();
    title.marked(braces.chain(others).collect()).map_or(title, Cow::Owned)
}

/// Whether a mark's range is braced as a whole.
fn is_span(mark: &Mark) -> bool {
    !matches!(mark.style, Style::Sub | Style::Sup | Style::Math | Style::Tex)
}

/// What is put in braces, in order. Each range holds a mark whole or not at all.
fn words(title: &Text) -> Vec<Range<usize>> {
    let plain = title.plain();
    let mut outermost: Vec<&Mark> = Vec::new();
    for mark in title.marks() {
        if outermost.last().is_none_or(|last| last.end <= mark.start) {
            outermost.push(mark);
        }
    }
    let spans: Vec<Range<usize>> =
        outermost.iter().filter(|mark| is_span(mark)).map(|mark| mark.start..mark.end).collect();
    let first = plain.len() - plain.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
    let title_case = is_title_case(plain);

    let mut ranges = Vec::with_capacity(spans.len());
    let mut from = 0;
    for end in spans.iter().map(|span| span.start).chain([plain.len()]) {
        for word in marked_words(plain, from..end) {
            let range = to_brace(plain, word, title_case, first);
            ranges.extend(range.map(|range| grown(range, &outermost)));
        }
        if let Some(span) = spans.iter().find(|span| span.start == end) {
            ranges.push(span.clone());
            from = span.end;
        }
    }
    ranges.dedup_by(|next, last| {
        let meets = next.start < last.end;
        if meets {
            last.end = last.end.max(next.end);
        }
        meets
    });
    ranges
}

/// The range, and all of the marks that it reaches into.
fn grown(range: Range<usize>, outermost: &[&Mark]) -> Range<usize> {
    let from = outermost.partition_point(|mark| mark.end <= range.start);
    let to = outermost.partition_point(|mark| mark.start < range.end);
    match outermost.get(from..to) {
        Some([first, .., last]) => range.start.min(first.start)..range.end.max(last.end),
        Some([only]) => range.start.min(only.start)..range.end.max(only.end),
        _ => range,
    }
}

/// The non-empty pieces of a range between characters of a sort.
fn split(text: &str, range: Range<usize>, at: impl Fn(char) -> bool) -> impl Iterator<Item = Range<usize>> {
    let base = text.as_ptr() as usize;
    text[range].split(at).filter(|piece| !piece.is_empty()).map(move |piece| {
        let start = piece.as_ptr() as usize - base;
        start..start + piece.len()
    })
}

/// How many bytes of white space stand at a place.
fn blank(text: &str, at: usize) -> usize {
    match text.as_bytes()[at] {
        b'!'..=0xc1 => 0,
        // White space beyond ASCII begins with these; it is rare, but not unheard of.
        0xc2 | 0xe1..=0xe3 => text[at..].chars().next().filter(|c| c.is_whitespace()).map_or(0, char::len_utf8),
        byte => usize::from(byte.is_ascii_whitespace()),
    }
}

/// The words of a text.
fn words_in(text: &str) -> impl Iterator<Item = &str> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < text.len() && blank(text, at) > 0 {
            at += blank(text, at);
        }
        let start = at;
        while at < text.len() && blank(text, at) == 0 {
            at += 1;
        }
        (start < at).then(|| &text[start..at])
    })
}

/// The words of a range that have capitals, digits or other characters than those of ASCII; most words have none.
fn marked_words(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let marked = |byte: u8, _| byte.is_ascii_uppercase() | byte.is_ascii_digit() | !byte.is_ascii();
    let (mut at, end) = (range.start, range.end);
    std::iter::from_fn(move || {
        loop {
            let found = at + run(&text.as_bytes()[at..end], marked);
            if found == end {
                return None;
            }
            // What was passed over is ASCII.
            let start = text[at..found].rfind(|c: char| c.is_ascii_whitespace()).map_or(at, |last| at + last + 1);
            at = found;
            while at < end && blank(text, at) == 0 {
                at += 1;
            }
            if at > found {
                return Some(start..at);
            }
            at += blank(text, at);
        }
    })
}

/// Whether most words but the first begin with a capital, short ones and abbreviations aside.
fn is_title_case(title: &str) -> bool {
    // Whether a word begins with a capital; `None` for one that does not count.
    let begins = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let abbreviation = word.chars().skip(1).any(char::is_uppercase);
        let long = word.chars().filter(|c| c.is_alphabetic()).count() >= 4;
        (long && !abbreviation).then(|| word.starts_with(char::is_uppercase))
    };
    // Most titles have no such word but the first.
    let any = marked_words(title, 0..title.len())
        .any(|word| !is_blank(&title[..word.start]) && begins(&title[word]) == Some(true));
    if !any {
        return false;
    }
    let (mut all, mut capital) = (0, 0);
    for word in words_in(title).skip(1) {
        match word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            true => all += usize::from(word.len() >= 4),
            false => {
                let begins = begins(word);
                all += usize::from(begins.is_some());
                capital += usize::from(begins == Some(true));
            }
        }
    }
    all > 0 && capital * 100 >= all * TITLE_CASE
}

/// The part of a word to put in braces: `HFE` of `HFE-linked`, `Parkinson` of `Parkinson's`, all of `SARS-CoV-2`.
fn to_brace(title: &str, word: Range<usize>, title_case: bool, first: usize) -> Option<Range<usize>> {
    let joint = |c: char| matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{2013}' | '\'' | '\u{2019}' | '/');
    let mut found: Option<Range<usize>> = None;
    for part in split(title, word, joint) {
        let bare = title[part.clone()].trim_end_matches(|c: char| !c.is_alphanumeric());
        let end = part.start + bare.len();
        let bare = bare.trim_start_matches(|c: char| !c.is_alphanumeric());
        let part = end - bare.len()..end;
        let has_digit = bare.contains(|c: char| c.is_ascii_digit());
        let mut rest = bare.chars();
        let initial_may_change = title_case || part.start == first;
        if initial_may_change && !bare.starts_with(is_capital_sign) {
            rest.next();
        }
        let keeps = rest.clone().any(has_capital) || (title_case && has_digit && bare.contains(char::is_alphabetic));
        match &mut found {
            Some(range) if keeps || (has_digit && range.end + 1 == part.start) => range.end = part.end,
            None if keeps => found = Some(part),
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::TextBuilder;
    use crate::markup::latex::{Encoding, from_text};

    #[test]
    fn words_that_need_it() {
        for (input, expected) in [
            ("Iron and the HFE gene", "Iron and the {HFE} gene"),
            ("HFE-linked iron in Parkinson's disease", "{HFE}-linked iron in {Parkinson}'s disease"),
            ("Spread of SARS-CoV-2 (COVID-19) from Rome", "Spread of {SARS-CoV-2} ({COVID-19}) from {Rome}"),
            ("IL-6-mediated fever", "{IL-6}-mediated fever"),
            ("mRNA vaccines of p53 and vitamin D", "{mRNA} vaccines of p53 and vitamin {D}"),
            (
                "The Role of Iron in p53 and mTOR Signalling Networks",
                "The Role of Iron in {p53} and {mTOR} Signalling Networks",
            ),
            ("Δ9-THC in mice", r"{$\Delta$9-THC} in mice"),
            ("A {C} story", r"A \{{C}\} story"),
            ("Übersicht zu Eisen", r#"{\"U}bersicht zu Eisen"#),
            ("plain words only", "plain words only"),
            ("", ""),
        ] {
            let title = Text::new(input);
            let shown = from_text(&protect((&title).into(), Protect::Words, false), Encoding::Ascii).into_owned();
            assert_eq!(shown, expected, "{input}");
        }
    }

    #[test]
    fn spans_and_scripts() {
        let mut text = TextBuilder::new();
        text.push("Growth of ");
        text.open(Style::Italic);
        text.push("E. coli");
        text.close();
        text.push("-bound H");
        text.open(Style::Sub);
        text.push("2");
        text.close();
        text.push("O and Ca");
        text.open(Style::Sup);
        text.push("2+");
        text.close();
        text.push(" in ");
        text.open(Style::Protected);
        text.push("the lab");
        text.close();
        let text = text.finish();
        for (how, foreign, expected) in [
            (Protect::Words, false, r"Growth of {{\textit{E. coli}}}-bound {H$_{2}$O} and {Ca$^{2+}$} in {the lab}"),
            (Protect::Words, true, r"{Growth of \textit{E. coli}-bound H$_{2}$O and Ca$^{2+}$ in the lab}"),
            (Protect::Title, false, r"{Growth of \textit{E. coli}-bound H$_{2}$O and Ca$^{2+}$ in the lab}"),
            (Protect::None, true, r"Growth of \textit{E. coli}-bound H$_{2}$O and Ca$^{2+}$ in the lab"),
        ] {
            assert_eq!(from_text(&protect((&text).into(), how, foreign), Encoding::Utf8), expected);
        }
    }
}
