//! NBIB: the tagged records of PubMed and MEDLINE, and what ERIC, ProQuest and KoreaMed make of them.
//!
//! See <https://pubmed.ncbi.nlm.nih.gov/help/#pubmed-format>. A record has no end mark. It begins with `PMID`, with `OWN` or
//! `STAT` after a blank line, or after a blank line with the tag that began the record before it. Any other blank line is
//! inside a record, as mail programs put them there. Lines without a tag go on with the line above, indented or not.
//!
//! Text in NBIB is plain: italics and the like are lost on writing, and `CO(2)` stays as it is on reading.

mod abstracts;
mod dates;
mod ids;
mod line;
mod lists;
pub(super) mod pages;
mod people;
mod read;
mod settle;
pub(super) mod tags;
#[cfg(test)]
mod tests;
pub(super) mod titles;
pub(super) mod told;
mod write;

use crate::format::{Format, Likely, Opt, Values};
use crate::split::{Line, Lines, Look, Seen, lines, unremarkable};
use std::sync::Arc;

/// NBIB (PubMed, MEDLINE).
pub static FORMAT: Format = Format {
    name: "nbib",
    title: "NBIB (PubMed, MEDLINE)",
    family: "nbib",
    extensions: &["nbib", "medline"],
    sniff,
    options: &[Opt {
        name: "medline-pages",
        meaning: "shorten the last page of a range as NLM does",
        values: Values::Flag(false),
    }],
    reader: Some(|options| Box::new(Lines::new(Edges::default(), Arc::new(read::Nbib::new(options.wanted))))),
    writer: Some(|options| Box::new(write::Nbib { short_pages: options.settings.flag("medline-pages", false) })),
    shaped: false,
};

/// Tags with which a record may begin, whatever the record before it began with.
const OPENINGS: [&str; 3] = ["PMID", "OWN", "STAT"];

/// Finds where records begin: there is no end mark, and not all producers begin with the same tag.
#[derive(Default)]
struct Edges {
    /// The tag that opened the record.
    opening: Vec<u8>,
    /// Tags that stand once in a record, and were met.
    met: Vec<&'static str>,
}

/// Tags that stand once: the second belongs to the next record, below a blank line at least.
const ONCE: [&str; 2] = ["OWN", "TI"];

impl Look for Edges {
    fn look(&self, text: &[u8], seen: Seen) -> Line {
        // Inside a record, and below no blank line, few tags can begin another.
        if seen.in_record && !seen.after_blank && !matches!(text, [b'P', b'M', ..] | [b'O', b'W', ..]) {
            return Line::Body;
        }
        let Some((length, _)) = line::tag(text) else { return Line::Body };
        let tag = &text[..length];
        let is = |name: &&str| name.as_bytes() == tag;
        // MEDLINE's oldest records have PMID below UI.
        let second = tag == b"PMID" && self.opening == b"UI";
        let again = self.met.iter().any(is);
        let first = !seen.in_record
            || (tag == b"PMID" && !second)
            || (tag == b"OWN" && again)
            || (seen.after_blank && (OPENINGS.iter().any(is) || self.opening == tag || again));
        if first { Line::First } else { Line::Body }
    }

    fn took(&mut self, text: &[u8], first: bool) {
        if !first && !matches!(text, [b'T', b'I', ..] | [b'O', b'W', ..]) {
            return;
        }
        let Some((length, _)) = line::tag(text) else { return };
        let tag = &text[..length];
        if first {
            self.met.clear();
            self.opening.clear();
            self.opening.extend_from_slice(tag);
        }
        if let Some(once) = ONCE.iter().find(|once| once.as_bytes() == tag) {
            self.met.push(once);
        }
    }

    fn passes(&self, text: &[u8]) -> usize {
        let is = |a: u8, b: u8, tag: [u8; 2]| (a == tag[0]) & (b == tag[1]);
        unremarkable(text, |a, b| is(a, b, *b"PM") | is(a, b, *b"OW") | is(a, b, *b"TI"))
    }
}

fn tag_of(line: &str) -> Option<&str> {
    line::tag(line.as_bytes()).map(|(length, _)| &line[..length])
}

fn sniff(head: &str) -> Likely {
    let mut texts = lines(head).filter(|line| !line.text.trim().is_empty());
    let Some(first) = texts.next().and_then(|line| tag_of(line.text)) else { return Likely::No };
    let mut others = texts.filter_map(|line| tag_of(line.text)).peekable();
    if OPENINGS.contains(&first) {
        return Likely::Yes;
    }
    // RIS has the same look, and shares the tags of two letters.
    let marks = ["FAU", "PMID", "STAT", "AUID", "EDAT", "PHST", "JT", "DP"];
    if first == "TY" || others.peek() == Some(&"TY") {
        Likely::No
    } else if others.any(|tag| marks.contains(&tag)) {
        Likely::Yes
    } else if tags::lookup(first).is_some() {
        Likely::Maybe
    } else {
        Likely::No
    }
}

#[cfg(test)]
mod edges {
    use super::*;
    use crate::format::{Cut, ReadOptions};

    fn cut(input: &str) -> Vec<String> {
        let mut splitter = FORMAT.reader.unwrap()(&ReadOptions::default());
        let (mut rest, mut found) = (input, Vec::new());
        loop {
            match splitter.cut(rest.as_bytes(), true) {
                Cut::More => return found,
                Cut::Record(length) => {
                    found.push(rest[..length].to_owned());
                    rest = &rest[length..];
                }
                Cut::Gap(length) => {
                    found.push(format!("gap:{}", &rest[..length]));
                    rest = &rest[length..];
                }
                other => panic!("{other:?}"),
            }
        }
    }

    #[test]
    fn edges_of_records() {
        for (input, expected) in [
            ("PMID- 1\nTI  - A\n\nPMID- 2\nTI  - B\n", &["PMID- 1\nTI  - A\n\n", "PMID- 2\nTI  - B\n"][..]),
            ("PMID- 1\nTI  - A\nPMID-2\n", &["PMID- 1\nTI  - A\n", "PMID-2\n"]),
            ("\r\n\r\nPMID- 1\r\n", &["gap:\r\n\r\n", "PMID- 1\r\n"]),
            ("PMID- 1\n\nTI  - A\n\n\nAB  - B\n", &["PMID- 1\n\nTI  - A\n\n\nAB  - B\n"]),
            ("OWN - ERIC\nTI  - A\n\nOWN - ERIC\nTI  - B\n", &["OWN - ERIC\nTI  - A\n\n", "OWN - ERIC\nTI  - B\n"]),
            ("PMID- 1\nOWN - NLM\nSTAT- MEDLINE\n", &["PMID- 1\nOWN - NLM\nSTAT- MEDLINE\n"]),
            ("TI  - A\nAU  - X\n\nTI  - B\n", &["TI  - A\nAU  - X\n\n", "TI  - B\n"]),
            ("UI  - 1\nPMID- 2\n\nUI  - 3\n", &["UI  - 1\nPMID- 2\n\n", "UI  - 3\n"]),
            ("junk\nPMID- 1\n", &["gap:junk\n", "PMID- 1\n"]),
            ("PMID- 1\nTI  - A\n      PMID- 9 is cited\n", &["PMID- 1\nTI  - A\n      PMID- 9 is cited\n"]),
        ] {
            assert_eq!(cut(input), expected, "{input:?}");
        }
    }

    #[test]
    fn sniffing() {
        for (input, expected) in [
            ("PMID- 1\n", Likely::Yes),
            ("\n\nOWN - ERIC\n", Likely::Yes),
            ("STAT- MEDLINE\n", Likely::Yes),
            ("TI  - A\nFAU - Smith, John\n", Likely::Yes),
            ("TI  - A\nAU  - Smith J\n", Likely::Maybe),
            ("TY  - JOUR\nTI  - A\nDP  - PubMed\n", Likely::No),
            ("PMID: 1\n", Likely::No),
            ("@article{x,\n", Likely::No),
            ("", Likely::No),
        ] {
            assert_eq!(sniff(input), expected, "{input:?}");
        }
    }
}
