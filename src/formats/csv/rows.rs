//! Rows of a table: where they end, and the cells in them.
//!
//! A cell that begins with a quote goes on to the closing one, line ends included; a doubled quote in it is a quote. A
//! quote inside a cell that does not begin with one is text. Lines end in LF, CRLF or CR. The delimiter is the one of
//! `,` `;` and tab that the header has most often, unless a first line `sep=;` names it.
//!
//! A quote that is never closed would swallow the rest of the input. The row is then cut where, behind that quote, a line
//! begins that has as many cells as the header; everything before the open cell is safe.

use super::read::{Settings, Table};
use crate::format::{Cut, Parser, Splitter};
use crate::split::line_end;
use encoding_rs::WINDOWS_1252;
use memchr::memchr;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// What may stand between cells.
pub const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

const BOM: &[u8] = "\u{feff}".as_bytes();

/// Where in a row a byte stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// At the start of a cell.
    #[default]
    Start,
    /// In a cell without quotes, or behind a closed quote.
    Plain,
    /// Inside quotes.
    Quoted,
    /// Behind a quote that closes, or is the first half of a doubled one.
    Closed,
    /// Behind a CR that ends the row, and may be the first half of CRLF.
    Cr,
}

/// Walks through a row, and goes on where it stopped when the buffer has grown.
#[derive(Debug, Default)]
struct Walk {
    state: State,
    /// How far the buffer has been looked at.
    at: usize,
    /// The last quote that opened a cell.
    opened: usize,
    /// Delimiters met outside quotes.
    borders: [usize; 3],
}

impl Walk {
    /// The end of the row, or `None` when the buffer ends first.
    fn row_end(&mut self, buf: &[u8], delimiters: &[u8]) -> Option<usize> {
        while let Some(&byte) = buf.get(self.at) {
            self.state = match (self.state, byte) {
                (State::Quoted, _) => {
                    let Some(quote) = memchr(b'"', &buf[self.at..]) else {
                        self.at = buf.len();
                        return None;
                    };
                    self.at += quote;
                    State::Closed
                }
                (State::Cr, b'\n') => return Some(self.at + 1),
                // At 0 the CR was passed on with the front of a row too large to be held.
                (State::Cr, _) if self.at > 0 => return Some(self.at),
                (State::Closed, b'"') => State::Quoted,
                (State::Start, b'"') => {
                    self.opened = self.at;
                    State::Quoted
                }
                (_, b'\n') => return Some(self.at + 1),
                (_, b'\r') => State::Cr,
                _ if delimiters.contains(&byte) => {
                    if let Some(which) = DELIMITERS.iter().position(|known| *known == byte) {
                        self.borders[which] += 1;
                    }
                    State::Start
                }
                _ => State::Plain,
            };
            self.at += 1;
        }
        None
    }
}

/// A cell of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell<'a> {
    /// What is in it, without quotes.
    pub text: Cow<'a, str>,
    /// Its bytes in the row, quotes included.
    pub at: Range<usize>,
}

/// The cells of a row, and whether the last one has a quote that is not closed.
pub fn cells(row: &str, delimiter: u8) -> (Vec<Cell<'_>>, bool) {
    let bytes = row.as_bytes();
    let plain_end = |from: usize| {
        let ends = |byte: &u8| *byte == delimiter || matches!(byte, b'\n' | b'\r');
        bytes[from..].iter().position(ends).map_or(bytes.len(), |length| from + length)
    };
    let mut found = Vec::new();
    let mut start = 0;
    loop {
        let (text, end, open) = match bytes.get(start) {
            Some(b'"') => quoted(row, start + 1, plain_end),
            _ => {
                let end = plain_end(start);
                (Cow::Borrowed(&row[start..end]), end, false)
            }
        };
        found.push(Cell { text, at: start..end });
        if bytes.get(end) != Some(&delimiter) {
            return (found, open);
        }
        start = end + 1;
    }
}

/// The cell whose text begins behind a quote at `from`: its text, its end, and whether the quote is left open.
fn quoted(row: &str, from: usize, plain_end: impl Fn(usize) -> usize) -> (Cow<'_, str>, usize, bool) {
    let bytes = row.as_bytes();
    let mut text = Cow::Borrowed("");
    let mut at = from;
    loop {
        let Some(quote) = memchr(b'"', &bytes[at..]).map(|length| at + length) else {
            append(&mut text, &row[at..]);
            return (text, row.len(), true);
        };
        append(&mut text, &row[at..quote]);
        if bytes.get(quote + 1) == Some(&b'"') {
            append(&mut text, "\"");
            at = quote + 2;
            continue;
        }
        // What follows a closed quote belongs to the cell all the same.
        let end = plain_end(quote + 1);
        append(&mut text, &row[quote + 1..end]);
        return (text, end, false);
    }
}

fn append<'a>(text: &mut Cow<'a, str>, more: &'a str) {
    if text.is_empty() {
        *text = Cow::Borrowed(more);
    } else if !more.is_empty() {
        text.to_mut().push_str(more);
    }
}

/// The cells of a row in which quotes are nothing but text.
pub fn unquoted_cells(row: &str, delimiter: u8) -> Vec<Cell<'_>> {
    let line = row.trim_end_matches(['\n', '\r']);
    let mut start = 0;
    line.split(char::from(delimiter))
        .map(|text| {
            let at = start..start + text.len();
            start = at.end + 1;
            Cell { text: Cow::Borrowed(text), at }
        })
        .collect()
}

/// The delimiter that a header has most often outside quotes; `usual` when it has none.
pub fn delimiter_of(header: &str, usual: u8) -> u8 {
    let mut walk = Walk::default();
    walk.row_end(header.as_bytes(), &DELIMITERS);
    let count =
        |delimiter: u8| DELIMITERS.iter().position(|known| *known == delimiter).map_or(0, |at| walk.borders[at]);
    let mut best = usual;
    for delimiter in DELIMITERS {
        if count(delimiter) > count(best) {
            best = delimiter;
        }
    }
    best
}

/// The delimiter that a first line `sep=;` names, as Excel writes and reads it.
pub fn named_delimiter(line: &str) -> Option<u8> {
    let line = line.trim_start_matches('\u{feff}').trim_end_matches(['\n', '\r']);
    let (word, sign) = line.split_at_checked(4)?;
    let sign = DELIMITERS.into_iter().find(|known| sign.as_bytes() == [*known])?;
    word.eq_ignore_ascii_case("sep=").then_some(sign)
}

/// Cuts a table into its header and its rows.
pub struct Rows {
    settings: Settings,
    walk: Walk,
    named: Option<u8>,
    /// Nothing before the header has been cut.
    headed: bool,
    table: Arc<Table>,
    /// The front of the row has been passed on.
    torn: bool,
}

impl Rows {
    /// A splitter of tables.
    pub fn new(settings: Settings) -> Rows {
        let table = Arc::new(Table::new("", settings.usual_delimiter, &settings));
        Rows { settings, walk: Walk::default(), named: None, headed: false, table, torn: false }
    }

    /// Says what the row at the front is, and makes ready for the next.
    fn give(&mut self, buf: &[u8], end: usize) -> Cut {
        self.walk = Walk::default();
        let torn = std::mem::take(&mut self.torn);
        let row = &buf[..end];
        if self.headed {
            return if !torn && row.trim_ascii().is_empty() { Cut::Gap(end) } else { Cut::Record(end) };
        }
        let header = match std::str::from_utf8(row) {
            Ok(header) => Cow::Borrowed(header),
            Err(_) => WINDOWS_1252.decode_without_bom_handling(row).0,
        };
        let header = header.trim_start_matches('\u{feff}');
        if header.trim().is_empty() {
            return Cut::Gap(end);
        }
        if self.named.is_none()
            && let Some(delimiter) = named_delimiter(header)
        {
            self.named = Some(delimiter);
            return Cut::Frame(end);
        }
        let delimiter = self.named.unwrap_or_else(|| delimiter_of(header, self.settings.usual_delimiter));
        self.table = Arc::new(Table::new(header, delimiter, &self.settings));
        self.headed = true;
        Cut::Prelude(end)
    }

    /// Where to cut a row whose last quote is not closed by the end of the input.
    fn broken_end(&self, buf: &[u8]) -> usize {
        let mut line = if self.headed { self.walk.opened } else { 0 };
        while let Some((_, next)) = line_end(buf, line, 0, true) {
            if !self.headed || self.is_row(&buf[next..]) {
                return next;
            }
            line = next;
        }
        buf.len()
    }

    /// Whether the text begins with a line that has as many cells as the header.
    fn is_row(&self, text: &[u8]) -> bool {
        let end = line_end(text, 0, 0, true).map_or(text.len(), |(content, _)| content);
        let mut walk = Walk::default();
        let ended = walk.row_end(&text[..end], &[self.table.delimiter()]);
        let cells = walk.borders.iter().sum::<usize>() + 1;
        ended.is_none() && walk.state != State::Quoted && cells > 1 && cells == self.table.width()
    }
}

impl Splitter for Rows {
    fn cut(&mut self, buf: &[u8], at_end: bool) -> Cut {
        let delimiter = [self.table.delimiter()];
        let delimiters: &[u8] = if self.headed { &delimiter } else { self.named.as_slice() };
        let delimiters = if delimiters.is_empty() { &DELIMITERS } else { delimiters };
        if !self.headed && self.walk.at == 0 && !self.torn {
            if buf.starts_with(BOM) {
                self.walk.at = BOM.len();
            } else if BOM.starts_with(buf) && !at_end {
                return Cut::More;
            }
        }
        match self.walk.row_end(buf, delimiters) {
            Some(end) => self.give(buf, end),
            None if !at_end || buf.is_empty() => Cut::More,
            None if self.walk.state == State::Quoted => self.give(buf, self.broken_end(buf)),
            None => self.give(buf, buf.len()),
        }
    }

    fn skip(&mut self, count: usize) {
        self.torn = true;
        self.walk.at = self.walk.at.saturating_sub(count);
        self.walk.opened = self.walk.opened.saturating_sub(count);
    }

    fn parser(&self) -> Arc<dyn Parser> {
        Arc::clone(&self.table) as Arc<dyn Parser>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cuts with the buffer growing by `step` bytes.
    fn cuts(input: &[u8], step: usize) -> Vec<(char, Vec<u8>)> {
        let mut splitter = Rows::new(Settings::usual(b','));
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
                Cut::Frame(length) => ('f', length),
                Cut::Prelude(length) => ('p', length),
                Cut::Record(length) => ('r', length),
            };
            assert!(length > 0, "an empty cut of {input:?}");
            found.push((name, input[from..from + length].to_vec()));
            from += length;
        }
    }

    const TABLES: &[(&str, &[(char, &str)])] = &[
        ("", &[]),
        ("pmid,title", &[('p', "pmid,title")]),
        ("a,b\r\n1,2\r\n3,4", &[('p', "a,b\r\n"), ('r', "1,2\r\n"), ('r', "3,4")]),
        ("\u{feff}a,b\r1,2\r3,4\r", &[('p', "\u{feff}a,b\r"), ('r', "1,2\r"), ('r', "3,4\r")]),
        (
            "\n\r\na,b\r\r\n1,2\n \n",
            &[('g', "\n"), ('g', "\r\n"), ('p', "a,b\r"), ('g', "\r\n"), ('r', "1,2\n"), ('g', " \n")],
        ),
        ("sep=;\na;b\n\"x;\ny\";2\n", &[('f', "sep=;\n"), ('p', "a;b\n"), ('r', "\"x;\ny\";2\n")]),
        ("a,b\n\"x \"\"y\"\"\n\",2\n\"\",3\n", &[('p', "a,b\n"), ('r', "\"x \"\"y\"\"\n\",2\n"), ('r', "\"\",3\n")]),
        ("a,b\n5\" disk,2\n6,7\n", &[('p', "a,b\n"), ('r', "5\" disk,2\n"), ('r', "6,7\n")]),
        ("a,b\n1,\"open\n2,3\n4,5", &[('p', "a,b\n"), ('r', "1,\"open\n"), ('r', "2,3\n"), ('r', "4,5")]),
        ("a,b\n\"x\ny\",\"open\nwords\n4,5\n", &[('p', "a,b\n"), ('r', "\"x\ny\",\"open\nwords\n"), ('r', "4,5\n")]),
        ("a,b\n1,\"cut off\nhere", &[('p', "a,b\n"), ('r', "1,\"cut off\nhere")]),
        ("\"a,b\n1,2", &[('p', "\"a,b\n"), ('r', "1,2")]),
    ];

    #[test]
    fn rows_in_steps() {
        for (input, expected) in TABLES {
            for step in [1, 2, 7, 64] {
                let found = cuts(input.as_bytes(), step);
                let found: Vec<_> =
                    found.iter().map(|(name, text)| (*name, std::str::from_utf8(text).unwrap())).collect();
                assert_eq!(found, *expected, "{input:?} in steps of {step}");
            }
        }
    }

    #[test]
    fn every_byte_is_in_a_cut() {
        for (input, _) in TABLES {
            for end in 0..=input.len() {
                let cut_short = &input.as_bytes()[..end];
                for step in [1, 7, 64] {
                    let joined: Vec<u8> = cuts(cut_short, step).into_iter().flat_map(|(_, text)| text).collect();
                    assert_eq!(joined, cut_short);
                }
            }
        }
    }

    #[test]
    fn a_torn_row_ends_where_it_would() {
        let mut splitter = Rows::new(Settings::usual(b','));
        assert_eq!(splitter.cut(b"a,b\n1,\"long\n", false), Cut::Prelude(4));
        assert_eq!(splitter.cut(b"1,\"long\n", false), Cut::More);
        splitter.skip(8);
        assert_eq!(splitter.cut(b"text\"\n2,3\n", false), Cut::Record(6));
        assert_eq!(splitter.cut(b"2,3\n", false), Cut::Record(4));
    }

    #[test]
    fn cells_of_a_row() {
        for (row, delimiter, expected, open) in [
            ("1,2\r\n", b',', &["1", "2"][..], false),
            ("\"A, \"\"b\"\"\nc\",,x", b',', &["A, \"b\"\nc", "", "x"], false),
            ("a\"b;\"c\"d;", b';', &["a\"b", "cd", ""], false),
            ("x\t\"open, \"\"\ny", b'\t', &["x", "open, \"\ny"], true),
            ("", b',', &[""], false),
        ] {
            let (found, left_open) = cells(row, delimiter);
            let texts: Vec<_> = found.iter().map(|cell| cell.text.as_ref()).collect();
            assert_eq!((texts.as_slice(), left_open), (expected, open), "{row:?}");
        }
        let (found, _) = cells("\"é\",x\n", b',');
        assert_eq!(found.iter().map(|cell| cell.at.clone()).collect::<Vec<_>>(), [0..4, 5..6]);
    }

    #[test]
    fn delimiters() {
        for (header, expected) in [("a,b;c,d", b','), ("\"a,b,c\";d", b';'), ("a\tb", b'\t'), ("pmid", b',')] {
            assert_eq!(delimiter_of(header, b','), expected, "{header:?}");
        }
        assert_eq!(delimiter_of("pmid", b'\t'), b'\t');
        assert_eq!(
            (named_delimiter("SEP=\t\r\n"), named_delimiter("sep=x"), named_delimiter("é")),
            (Some(b'\t'), None, None)
        );
    }
}
