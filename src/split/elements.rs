//! Cuts XML at the elements that are records.

use crate::format::{Cut, Parser, Splitter};
use memchr::{memchr, memchr2, memmem};
use std::sync::Arc;

/// How long a comment, CDATA section, processing instruction or document type may be. A longer one was never closed, and
/// is then taken for the characters that it begins with.
const MOST_ASIDE: usize = 1 << 20;

/// How much text between records is given out at once.
const MOST_GAP: usize = 64 * 1024;

/// How long a start tag may be.
const MOST_TAG: usize = 16 * 1024;

/// Cuts XML: a record is an element of one of some names, from its start tag to its end tag. What stands between records is
/// punctuation if it is the tag of a known container, a declaration or a comment; anything else is a gap.
///
/// A record that is not closed ends where the next begins, or its container ends. Comments and CDATA sections are minded.
/// Beside those, only the names of records are searched for, so that most of the input is passed at the speed of a byte
/// search.
pub struct Elements {
    records: &'static [&'static str],
    /// How many of them stand in no other record.
    outer: usize,
    containers: &'static [&'static str],
    parser: Arc<dyn Parser>,
    /// The record that is open, as a place in `records`.
    open: Option<usize>,
    finders: Vec<memmem::Finder<'static>>,
    /// Finds comments and the like.
    asides: memmem::Finder<'static>,
    /// How far the open record has been searched for its end.
    searched: usize,
    /// Up to where comments and the like of the open record are known.
    cleared: usize,
}

/// What a `<` begins.
enum Markup {
    /// Its end is not in the buffer.
    More,
    /// A comment, a declaration or the like, that many bytes long.
    Aside(usize),
    /// The start tag of a record, as a place in the list.
    Record(usize),
    /// A tag of a container, that many bytes long.
    Container(usize),
    /// Anything else.
    Other,
}

impl Elements {
    /// A splitter for records of these names, which stand in containers of these names. The first `outer` of them stand in
    /// no other record; the rest may also be parts of one.
    pub fn new(
        records: &'static [&'static str],
        outer: usize,
        containers: &'static [&'static str],
        parser: Arc<dyn Parser>,
    ) -> Elements {
        let finders = records.iter().map(memmem::Finder::new).collect();
        let asides = memmem::Finder::new("<!");
        Elements { records, outer, containers, parser, open: None, finders, asides, searched: 0, cleared: 0 }
    }

    /// What begins at the `<` that `text` begins with.
    fn markup(&self, text: &[u8], at_end: bool) -> Markup {
        let more = !at_end && text.len() < MOST_TAG;
        if text.len() < 2 {
            return if at_end { Markup::Other } else { Markup::More };
        }
        if matches!(text[1], b'!' | b'?') {
            return match aside(text) {
                Some(length) => Markup::Aside(length),
                None if !at_end && text.len() < MOST_ASIDE => Markup::More,
                None => Markup::Other,
            };
        }
        let name = if text[1] == b'/' { &text[2..] } else { &text[1..] };
        let length = name.iter().position(|byte| !is_name(*byte)).unwrap_or(name.len());
        if length == name.len() && more {
            return Markup::More;
        }
        let name = &name[..length];
        if text[1] != b'/'
            && let Some(place) = self.records.iter().position(|record| record.as_bytes() == name)
        {
            return Markup::Record(place);
        }
        if !self.containers.iter().any(|container| container.as_bytes() == name) {
            return Markup::Other;
        }
        match memchr(b'>', text).filter(|end| *end < MOST_TAG) {
            Some(end) => Markup::Container(end + 1),
            None if more => Markup::More,
            None => Markup::Other,
        }
    }

    /// What lies between records.
    fn outside(&mut self, buf: &[u8], at_end: bool) -> Cut {
        let mut from = 0;
        loop {
            let Some(at) = memchr(b'<', &buf[from..]).map(|at| from + at).filter(|at| *at < MOST_GAP) else {
                return match buf.len() {
                    length if length >= MOST_GAP => Cut::Gap(MOST_GAP),
                    0 => Cut::More,
                    length if at_end => Cut::Gap(length),
                    _ => Cut::More,
                };
            };
            let found = self.markup(&buf[at..], at_end);
            match found {
                Markup::More => return Cut::More,
                Markup::Other => from = at + 1,
                _ if at > 0 => return Cut::Gap(at),
                Markup::Aside(length) | Markup::Container(length) => return Cut::Frame(length),
                Markup::Record(place) => {
                    self.open = Some(place);
                    // Behind the name in its own start tag.
                    self.searched = 1 + self.records[place].len();
                    self.cleared = self.searched;
                    return self.inside(place, buf, at_end);
                }
            }
        }
    }

    /// The record that `buf` begins with.
    fn inside(&mut self, place: usize, buf: &[u8], at_end: bool) -> Cut {
        let name = self.records[place];
        loop {
            let Some(at) = self.finders[place].find(&buf[self.searched..]).map(|at| self.searched + at) else {
                // The name may be torn, and with it the `</` before it.
                self.searched = self.searched.max(buf.len().saturating_sub(name.len() + 2));
                return self.unless_at_end(buf, at_end);
            };
            let behind = at + name.len();
            let Some(next) = buf.get(behind) else {
                return self.unless_at_end(buf, at_end);
            };
            let closes = buf[..at].ends_with(b"</");
            let opens = !closes && buf[..at].ends_with(b"<");
            // `</PubmedArticleSet>`: the container ends, and the record never did.
            let longer = is_name(*next);
            let container = closes && longer && {
                let rest = &buf[at..];
                let length = rest.iter().position(|byte| !is_name(*byte));
                if length.is_none() && !at_end && rest.len() < MOST_TAG {
                    return Cut::More;
                }
                self.containers.iter().any(|known| known.as_bytes() == &rest[..length.unwrap_or(rest.len())])
            };
            if !(container || ((closes || opens) && !longer)) || self.aside_covers(at, buf, at_end) {
                self.searched = self.searched.max(behind);
                continue;
            }
            if self.cleared < at {
                // Not sure yet whether it stands in a comment.
                return Cut::More;
            }
            let end = if closes && !container {
                match memchr(b'>', &buf[behind..]) {
                    Some(end) => behind + end + 1,
                    None => return self.unless_at_end(buf, at_end),
                }
            } else {
                at - 1 - usize::from(closes)
            };
            return self.give(place, end, buf);
        }
    }

    /// Whether a comment or CDATA section of the record covers the place; sets `cleared` to it if not, and leaves `cleared`
    /// before it where more of the input must be seen.
    fn aside_covers(&mut self, place: usize, buf: &[u8], at_end: bool) -> bool {
        while let Some(at) = self.asides.find(&buf[self.cleared.min(place)..place]).map(|at| self.cleared + at) {
            match aside(&buf[at..]) {
                Some(length) if at + length > place => {
                    self.cleared = at + length;
                    self.searched = self.cleared;
                    return true;
                }
                Some(length) => self.cleared = at + length,
                None if !at_end && buf.len() - at < MOST_ASIDE => return false,
                None => self.cleared = at + 2,
            }
        }
        self.cleared = self.cleared.max(place);
        false
    }

    fn unless_at_end(&mut self, buf: &[u8], at_end: bool) -> Cut {
        match self.open {
            Some(place) if at_end && !buf.is_empty() => self.give(place, buf.len(), buf),
            _ => Cut::More,
        }
    }

    /// Gives the record out, up to where a record of another name begins in it.
    fn give(&mut self, place: usize, end: usize, buf: &[u8]) -> Cut {
        let mut end = end;
        let closed = buf[..end].ends_with(b">") && !self.is_start(end, buf);
        if !closed {
            let others = if place < self.outer { self.outer } else { self.records.len() };
            for other in (0..others).filter(|other| *other != place) {
                let starts = memmem::find_iter(&buf[..end], self.records[other]).find(|at| {
                    buf[..*at].ends_with(b"\n<")
                        && buf.get(at + self.records[other].len()).is_some_and(|byte| !is_name(*byte))
                });
                end = starts.map_or(end, |at| at - 1);
            }
        }
        self.open = None;
        Cut::Record(end)
    }

    /// Whether a start tag stands there.
    fn is_start(&self, at: usize, buf: &[u8]) -> bool {
        matches!(buf.get(at..at + 2), Some([b'<', next]) if *next != b'/')
    }
}

impl Splitter for Elements {
    fn cut(&mut self, buf: &[u8], at_end: bool) -> Cut {
        match self.open {
            None => self.outside(buf, at_end),
            Some(place) => self.inside(place, buf, at_end),
        }
    }

    fn skip(&mut self, count: usize) {
        self.searched = self.searched.saturating_sub(count);
        self.cleared = self.cleared.saturating_sub(count);
    }

    fn parser(&self) -> Arc<dyn Parser> {
        Arc::clone(&self.parser)
    }
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b':' | 0x80..)
}

/// The length of the comment, CDATA section, processing instruction or declaration that `text` begins with.
fn aside(text: &[u8]) -> Option<usize> {
    let text = &text[..text.len().min(MOST_ASIDE)];
    let up_to = |end: &str| memmem::find(text, end.as_bytes()).map(|at| at + end.len());
    match text {
        [b'<', b'?', ..] => up_to("?>"),
        _ if text.starts_with(b"<!--") => up_to("-->"),
        _ if text.starts_with(b"<![CDATA[") => up_to("]]>"),
        [b'<', b'!', b'D' | b'd', ..] => {
            // `<!DOCTYPE x [ <!ENTITY a ">"> ]>`: brackets and quotes may hold a `>`.
            let (mut at, mut inside) = (2, false);
            loop {
                let found =
                    at + text[at..].iter().position(|byte| matches!(byte, b'[' | b']' | b'"' | b'\'' | b'>'))?;
                at = found + 1;
                match text[found] {
                    b'[' => inside = true,
                    b']' => inside = false,
                    b'>' if !inside => return Some(at),
                    b'>' => {}
                    quote => at += memchr(quote, &text[at..])? + 1,
                }
            }
        }
        [b'<', b'!', next, ..] if *next != b'-' && *next != b'[' => {
            memchr2(b'>', b'<', &text[2..]).filter(|at| text[2 + at] == b'>').map(|at| at + 3)
        }
        _ => None,
    }
}
