//! Where records begin and end: at `TY` and `ER`, or at the first tag where TY is missing.

use super::line;
use super::read::PMID;
use super::tags;
use crate::split::{Line, Look, Seen, unremarkable};
use memchr::{memmem, memrchr};

/// Finds the edges.
#[derive(Default)]
pub struct Edges {
    /// The open record has its TY.
    typed: bool,
    /// It is a record of NBIB.
    foreign: bool,
    /// It has fields that only a record of its own has, so that a TY begins the next.
    filled: bool,
    /// It has a title.
    titled: bool,
}

impl Look for Edges {
    fn look(&self, text: &[u8], seen: Seen) -> Line {
        let Some(tag) = line::tag(text) else {
            // A record of NBIB among those of RIS.
            let apart = !seen.in_record || seen.after_blank || self.foreign;
            return if apart && text.starts_with(PMID.as_bytes()) { Line::First } else { Line::Body };
        };
        let value = text[tag.value..].trim_ascii();
        match &tag.name {
            // A line of an abstract may look like it; a code is one word.
            b"TY" if !tag.exact && (value.is_empty() || value.contains(&b' ')) => Line::Body,
            b"TY" if seen.in_record && !self.typed && !self.filled && !self.foreign => Line::Body,
            b"TY" => Line::First,
            b"ER" if value.is_empty() && seen.in_record => Line::Last,
            b"ER" => Line::Body,
            // Records that nothing but a blank line parts.
            b"TI" | b"T1" if seen.after_blank && self.titled && !self.typed => Line::First,
            name if !seen.in_record && !tag.bare && tags::lookup(*name).is_some() => Line::First,
            _ => Line::Body,
        }
    }

    fn inner(&self, text: &[u8]) -> Option<usize> {
        line::glued(text)
    }

    fn took(&mut self, text: &[u8], first: bool) {
        if first {
            (self.typed, self.filled, self.titled) = (false, false, false);
            self.foreign = text.starts_with(PMID.as_bytes());
        }
        if self.typed {
            return;
        }
        if let Some(tag) = line::tag(text).filter(|tag| !tag.bare || &tag.name == b"TY") {
            self.typed |= &tag.name == b"TY";
            self.titled |= matches!(&tag.name, b"TI" | b"T1");
            self.filled |= matches!(&tag.name, b"TI" | b"T1" | b"AU" | b"A1" | b"PY" | b"Y1" | b"T2" | b"JO" | b"JF");
        }
    }

    fn passes(&self, text: &[u8]) -> usize {
        if !self.typed || self.foreign {
            return 0;
        }
        let is = |a: u8, b: u8, tag: [u8; 2]| (a | 0x20 == tag[0]) & (b | 0x20 == tag[1]);
        // Blanks and a byte-order mark may stand before a tag.
        let indent = |a: u8| matches!(a, b' ' | b'\t' | 0x0c | 0xc2 | 0xe2 | 0xef);
        let upto = unremarkable(text, |a, b| is(a, b, *b"ty") | is(a, b, *b"er") | indent(a));
        // The next record may begin within a line.
        match memmem::find(&text[..upto], b"TY  - ") {
            Some(at) => memrchr(b'\n', &text[..at]).unwrap_or(0),
            None => upto,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::format::{Cut, ReadOptions};
    use crate::formats::ris::FORMAT;

    fn cut(input: &str) -> Vec<String> {
        let mut splitter = FORMAT.reader.unwrap()(&ReadOptions::default());
        let (mut rest, mut found) = (input, Vec::new());
        loop {
            let (mark, length) = match splitter.cut(rest.as_bytes(), true) {
                Cut::More => return found,
                Cut::Record(length) => ("", length),
                Cut::Gap(length) => ("gap:", length),
                other => panic!("{other:?}"),
            };
            found.push(format!("{mark}{}", &rest[..length]));
            rest = &rest[length..];
        }
    }

    #[test]
    fn edges_of_records() {
        for (input, expected) in [
            ("TY  - JOUR\nER  - \nTY  - BOOK\nER  - \n", &["TY  - JOUR\nER  - \n", "TY  - BOOK\nER  - \n"][..]),
            ("TY  - JOUR\nTI  - A\nTY  - BOOK\n", &["TY  - JOUR\nTI  - A\n", "TY  - BOOK\n"]),
            (
                "Provider: X\nDatabase: Y\n\nTY  - JOUR\nER  -\n",
                &["gap:Provider: X\nDatabase: Y\n\n", "TY  - JOUR\nER  -\n"],
            ),
            ("AU  - X\nER  - \nAU  - Y\n", &["AU  - X\nER  - \n", "AU  - Y\n"]),
            ("ID  - 1\nTY  - JOUR\nTI  - A\nER  - \n", &["ID  - 1\nTY  - JOUR\nTI  - A\nER  - \n"]),
            ("AU  - X\nTY  - JOUR\n", &["AU  - X\n", "TY  - JOUR\n"]),
            ("TY - JOUR\nAB  - x\nTY - a word\nER - \n", &["TY - JOUR\nAB  - x\nTY - a word\nER - \n"]),
            ("TY  - JOUR\nER  - \nER  - \n", &["TY  - JOUR\nER  - \n", "gap:ER  - \n"]),
            ("TY  - JOUR\nAB  - a\nER  - positive\nER  - \n", &["TY  - JOUR\nAB  - a\nER  - positive\nER  - \n"]),
            ("ty  - jour\rer  - \r", &["ty  - jour\rer  - \r"]),
            (
                "TY  - JOUR\nTI  - A\nER  - TY  - BOOK\nTI  - B\nER  - \n",
                &["TY  - JOUR\nTI  - A\nER  - ", "TY  - BOOK\nTI  - B\nER  - \n"],
            ),
            (
                "TY  - JOUR\nTI  - A\nAU  - SmiTY  - BOOK\nTI  - B\nER  - \n",
                &["TY  - JOUR\nTI  - A\nAU  - Smi", "TY  - BOOK\nTI  - B\nER  - \n"],
            ),
            (
                "TY  - JOUR\nTI  - A\nER  - \nER  - TY  - BOOK\nTI  - B\n",
                &["TY  - JOUR\nTI  - A\nER  - \n", "gap:ER  - ", "TY  - BOOK\nTI  - B\n"],
            ),
            ("TY  - JOUR\nAB  - a\nof TY  - JOUR\n", &["TY  - JOUR\nAB  - a\nof TY  - JOUR\n"]),
            ("TI  - A\nPY  - 2001\n\nTI  - B\n\nAU  - C\n", &["TI  - A\nPY  - 2001\n\n", "TI  - B\n\nAU  - C\n"]),
            ("TY  - JOUR\nER  - \n\u{c}TY  - BOOK\nER  - \n", &["TY  - JOUR\nER  - \n", "\u{c}TY  - BOOK\nER  - \n"]),
            (
                "TY  - JOUR\nER  - \n\nPMID- 1\nTI  - A\n\nPMID- 2\nAU  - B\n\nTY  - JOUR\nER  - \n",
                &[
                    "TY  - JOUR\nER  - \n",
                    "gap:\n",
                    "PMID- 1\nTI  - A\n\n",
                    "PMID- 2\nAU  - B\n\n",
                    "TY  - JOUR\nER  - \n",
                ],
            ),
        ] {
            assert_eq!(cut(input), expected, "{input:?}");
        }
    }
}
