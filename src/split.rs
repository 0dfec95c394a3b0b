//! Ready-made splitters, and lines as parsers see them.

mod elements;
pub mod objects;

pub use elements::Elements;

use crate::bytes::find;
use crate::format::{Cut, Parser, Splitter};
use memchr::{memchr, memchr2, memrchr};
use std::sync::Arc;

/// What a line is to a [`Lines`] splitter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// Begins a record; one that is open ends before it.
    First,
    /// Goes on with the open record; outside a record it is stray.
    Body,
    /// Ends the open record; outside a record it is stray.
    Last,
}

/// What a splitter has seen when a line comes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Seen {
    /// A record is open.
    pub in_record: bool,
    /// The line before was blank, or there was none.
    pub after_blank: bool,
}

/// Says what lines are. A function will do where that needs no memory of the record.
pub trait Look: Send {
    /// What a line is, given without its end. It may be asked twice about a line that begins a record.
    fn look(&self, line: &[u8], seen: Seen) -> Line;

    /// Where in a line of the open record the next one begins, if it does: files that were joined without a line feed.
    fn inner(&self, _line: &[u8]) -> Option<usize> {
        None
    }

    /// The line is in the open record; `first` when it opened it.
    fn took(&mut self, _line: &[u8], _first: bool) {}

    /// How many bytes behind a line feed, with which the text begins, are lines that need no look: inside a record whose last
    /// line is not blank, they are of its body, and there is nothing to take note of. See [`unremarkable`].
    fn passes(&self, _text: &[u8]) -> usize {
        0
    }
}

impl<F: Fn(&[u8], Seen) -> Line + Send> Look for F {
    fn look(&self, line: &[u8], seen: Seen) -> Line {
        self(line, seen)
    }
}

/// How many bytes behind a line feed, with which the text begins, are whole lines that are not blank, end with LF or CRLF and
/// do not begin with two bytes of which `starts` says so. A line with a blank at its end stops the search as well.
pub fn unremarkable(text: &[u8], starts: impl Fn(u8, u8) -> bool) -> usize {
    let odd = |byte: u8, next: u8, after: u8| {
        let ends = (next == b'\n') | (next == b'\r');
        let blank = ((byte == b' ') | (byte == b'\t') | (byte == b'\n')) & ends;
        blank | ((byte == b'\r') & (next != b'\n')) | ((byte == b'\n') & starts(next, after))
    };
    let upto = match find(text, odd) {
        Some(at) if text[at] == b'\n' => at + 1,
        Some(at) => at,
        None => text.len(),
    };
    memrchr(b'\n', &text[..upto]).unwrap_or(0)
}

/// Cuts text whose records begin or end with lines of a certain look. Lines end in LF, CRLF, CR or CRCRLF.
pub struct Lines {
    look: Box<dyn Look>,
    parser: Arc<dyn Parser>,
    /// Start of the first line that has not been looked at.
    scanned: usize,
    /// How far the line at `scanned` has been searched for its end.
    searched: usize,
    seen: Seen,
    /// The front of the line at `scanned` has been passed on: what is left of it has no look.
    torn: bool,
}

impl Lines {
    /// A splitter that asks `look` about every line that it does not pass over.
    pub fn new(look: impl Look + 'static, parser: Arc<dyn Parser>) -> Lines {
        let seen = Seen { in_record: false, after_blank: true };
        Lines { look: Box::new(look), parser, scanned: 0, searched: 0, seen, torn: false }
    }

    /// Gives out all that was scanned, up to `end`.
    fn give(&mut self, end: usize, next_open: bool) -> Cut {
        let cut = if self.seen.in_record { Cut::Record(end) } else { Cut::Gap(end) };
        self.seen.in_record = next_open;
        self.scanned -= end;
        self.searched = self.searched.saturating_sub(end);
        cut
    }
}

impl Splitter for Lines {
    fn cut(&mut self, buf: &[u8], at_end: bool) -> Cut {
        loop {
            let within = self.seen.in_record && !self.seen.after_blank && !self.torn;
            if within && self.scanned > 0 && self.searched <= self.scanned && buf[self.scanned - 1] == b'\n' {
                self.scanned += self.look.passes(&buf[self.scanned - 1..]);
                self.searched = self.scanned;
            }
            let Some((content, next)) = line_end(buf, self.scanned, self.searched, at_end) else {
                self.searched = buf.len();
                if !at_end || buf.is_empty() {
                    return Cut::More;
                }
                self.scanned = buf.len();
                return self.give(buf.len(), false);
            };
            let line = &buf[self.scanned..content];
            let look = if self.torn { Line::Body } else { self.look.look(line, self.seen) };
            // A line that begins the next record is looked at again when this one is given out.
            let apart = self.torn || (look == Line::First && self.scanned > 0);
            if let Some(at) = self.look.inner(line).filter(|at| !apart && *at > 0) {
                self.scanned += at;
                self.searched = self.searched.max(self.scanned);
                self.seen.in_record |= look == Line::First;
                self.seen.after_blank = true;
                return self.give(self.scanned, false);
            }
            match look {
                Line::First if self.scanned > 0 => {
                    // The line is looked at again as the first of its record.
                    let end = self.scanned;
                    self.seen.after_blank = true;
                    let cut = self.give(end, false);
                    return cut;
                }
                Line::First => {
                    self.seen.in_record = true;
                    self.look.took(line, true);
                }
                Line::Last if self.seen.in_record => {
                    self.scanned = next;
                    self.searched = next;
                    self.torn = false;
                    self.seen.after_blank = true;
                    return self.give(next, false);
                }
                _ => self.look.took(line, false),
            }
            self.torn = false;
            self.seen.after_blank = line.iter().all(u8::is_ascii_whitespace);
            self.scanned = next;
            self.searched = next;
        }
    }

    fn skip(&mut self, count: usize) {
        self.torn |= count > self.scanned;
        self.scanned = self.scanned.saturating_sub(count);
        self.searched = self.searched.saturating_sub(count);
    }

    fn parser(&self) -> Arc<dyn Parser> {
        Arc::clone(&self.parser)
    }
}

/// Where the content of the line at `start` ends, and where the next line starts. `None` when its end is not in the buffer.
/// The search begins at `searched`, if that is later.
pub fn line_end(buf: &[u8], start: usize, searched: usize, at_end: bool) -> Option<(usize, usize)> {
    // A CR at the very end of what was searched may have been waiting for its LF.
    let mut from = start;
    if searched > start + 1 {
        let last = searched.min(buf.len()).saturating_sub(1).max(start);
        from = last - buf[start..last].iter().rev().take_while(|byte| **byte == b'\r').count();
    }
    let end = from + memchr2(b'\n', b'\r', &buf[from..])?;
    if buf[end] == b'\n' {
        return Some((end, end + 1));
    }
    let crs = buf[end..].iter().take_while(|byte| **byte == b'\r').count();
    match buf.get(end + crs) {
        Some(b'\n') if crs <= 2 => Some((end, end + crs + 1)),
        None if !at_end => None,
        _ => Some((end, end + 1)),
    }
}

/// A line of a record: its place in the record, and its text without the line's end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextLine<'a> {
    /// First byte, counted in the record.
    pub start: usize,
    /// The line.
    pub text: &'a str,
}

impl TextLine<'_> {
    /// Its bytes in the record.
    pub fn range(&self) -> std::ops::Range<usize> {
        self.start..self.start + self.text.len()
    }
}

/// The lines of a record.
pub fn lines(record: &str) -> impl Iterator<Item = TextLine<'_>> {
    let mut start = 0;
    let has_returns = memchr(b'\r', record.as_bytes()).is_some();
    std::iter::from_fn(move || {
        if start >= record.len() {
            return None;
        }
        let end = match has_returns {
            true => line_end(record.as_bytes(), start, 0, true),
            false => memchr(b'\n', &record.as_bytes()[start..]).map(|at| (start + at, start + at + 1)),
        };
        let (content, next) = end.unwrap_or((record.len(), record.len()));
        let line = TextLine { start, text: &record[start..content] };
        start = next;
        Some(line)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::format::Outcome;
    use crate::log::Log;

    struct Nothing;

    impl Parser for Nothing {
        fn parse(&self, _: &str, _: &mut Article, _: &mut Log) -> Outcome {
            Outcome::NotARecord
        }
    }

    fn look(line: &[u8], _: Seen) -> Line {
        match line {
            b"begin" => Line::First,
            b"end" => Line::Last,
            _ => Line::Body,
        }
    }

    /// Cuts with the buffer growing by `step` bytes.
    fn cuts(input: &[u8], step: usize) -> Vec<(char, String)> {
        let mut splitter = Lines::new(look, Arc::new(Nothing));
        let (mut from, mut to, mut found) = (0, 0, Vec::new());
        loop {
            let at_end = to == input.len();
            let (name, length) = match splitter.cut(&input[from..to], at_end) {
                Cut::More if at_end => break found,
                Cut::More => {
                    to = (to + step).min(input.len());
                    continue;
                }
                Cut::Gap(length) => ('g', length),
                Cut::Record(length) => ('r', length),
                other => panic!("{other:?}"),
            };
            found.push((name, String::from_utf8(input[from..from + length].to_vec()).unwrap()));
            from += length;
        }
    }

    #[test]
    fn records_and_gaps() {
        for (input, expected) in [
            ("begin\na\nend\n", &[('r', "begin\na\nend\n")][..]),
            ("x\nbegin\na\nbegin\r\nb", &[('g', "x\n"), ('r', "begin\na\n"), ('r', "begin\r\nb")]),
            ("begin\rend\r\rbegin\rend", &[('r', "begin\rend\r"), ('g', "\r"), ('r', "begin\rend")]),
            ("begin\r\r\nend\r\n\r\n", &[('r', "begin\r\r\nend\r\n"), ('g', "\r\n")]),
            ("end\n", &[('g', "end\n")]),
            ("", &[]),
        ] {
            for step in [1, 2, 7, 64] {
                let found = cuts(input.as_bytes(), step);
                let found: Vec<_> = found.iter().map(|(name, text)| (*name, text.as_str())).collect();
                assert_eq!(found, expected, "{input:?} in steps of {step}");
            }
        }
    }

    #[test]
    fn a_torn_line_has_no_look() {
        let mut splitter = Lines::new(look, Arc::new(Nothing));
        assert_eq!(splitter.cut(b"begin\nxxxx", false), Cut::More);
        splitter.skip(8);
        assert_eq!(splitter.cut(b"xxbegin\nbegin\n", true), Cut::Record(8));
        assert_eq!(splitter.cut(b"begin\n", true), Cut::Record(6));
    }

    #[test]
    fn lines_of_a_record() {
        let found: Vec<_> = lines("a\r\nb\rc\n\nd").map(|line| (line.start, line.text)).collect();
        assert_eq!(found, [(0, "a"), (3, "b"), (5, "c"), (7, ""), (8, "d")]);
    }
}
