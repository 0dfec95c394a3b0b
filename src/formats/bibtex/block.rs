//! One `@word{...}` block: where it begins, and where it ends.
//!
//! BibTeX counts every brace, other programs pass over `\{` and `\}`; where the two differ, the second is what the author
//! meant, unless it never comes to an end (`file = {C:\dir\}`). A block that does not close ends where the next one surely
//! begins: at the start of a line, and inside a value only with a key and a comma behind it. What looks so and is in a value
//! that does close (an entry pasted into a note) is part of that value.

use super::read::kind_of;
use memchr::{memchr, memchr2, memchr2_iter, memchr3};

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An entry.
    Entry,
    /// Definitions of macros.
    Macros,
    /// TeX for the head of a bibliography.
    Preamble,
    /// A comment.
    Comment,
}

/// What an `@` is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// The text ends before it can be said.
    More,
    /// Not the start of a block.
    No,
    /// A block of this kind, whose content begins at this place; 0 for a comment that goes to the end of its line.
    Block(Kind, usize),
}

/// Blanks that may stand between `@word` and its brace, and before an `@` on its line.
const MOST_BLANKS: usize = 200;

/// Blanks that may stand between `@` and its word.
const MOST_BEFORE_WORD: usize = 20;

/// Letters of a type.
const MOST_LETTERS: usize = 80;

/// How far an entry that may have been pasted into a value is followed.
const FOLLOW: usize = 64 * 1024;

/// How far the quotes of a value are looked for around a brace.
const LONG_QUOTE: usize = 2000;

/// How far a comment that holds entries is followed to its end.
const FOLLOW_COMMENT: usize = 256 * 1024;

/// What the `@` at `at` begins.
pub fn start(buf: &[u8], at: usize, at_end: bool) -> Start {
    let open = |missing: bool| if missing && !at_end { Start::More } else { Start::No };
    let rest = &buf[at + 1..];
    let apart = rest.iter().take(MOST_BEFORE_WORD).take_while(|byte| byte.is_ascii_whitespace()).count();
    let rest = &rest[apart..];
    let letters = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(byte)).count();
    if letters == rest.len() && letters <= MOST_LETTERS {
        return open(true);
    }
    if letters == 0 || letters > MOST_LETTERS || !rest[0].is_ascii_alphabetic() {
        return Start::No;
    }
    let word = &rest[..letters];
    let kind = match () {
        () if word.eq_ignore_ascii_case(b"string") => Kind::Macros,
        () if word.eq_ignore_ascii_case(b"preamble") => Kind::Preamble,
        () if word.eq_ignore_ascii_case(b"comment") => Kind::Comment,
        () => Kind::Entry,
    };
    // `me @ home (far away)` is prose.
    if apart > 0 && kind == Kind::Entry && !is_type(word) {
        return Start::No;
    }
    // `@article:{`
    let letters = match rest[letters..] {
        [b':'] => return open(true),
        [b':', b'{' | b'(', ..] => letters + 1,
        _ => letters,
    };
    let blanks = rest[letters..].iter().take(MOST_BLANKS).take_while(|byte| byte.is_ascii_whitespace()).count();
    match rest.get(letters + blanks) {
        Some(b'{' | b'(') => Start::Block(kind, at + 1 + apart + letters + blanks + 1),
        _ if kind == Kind::Comment && blanks > 0 && (rest.len() > letters + blanks || at_end) => Start::Block(kind, 0),
        Some(_) => Start::No,
        None => open(blanks < MOST_BLANKS),
    }
}

/// Whether a word is a type of entry that is known.
fn is_type(word: &[u8]) -> bool {
    str::from_utf8(word).is_ok_and(|word| kind_of(&word.to_ascii_lowercase()).is_some())
}

/// Whether what follows a brace is the next field: it closes less than it seems to. `None` when more must be seen.
fn goes_on(rest: &[u8], at_end: bool) -> Option<bool> {
    let blanks = |from: usize| {
        from + rest[from..].iter().take(MOST_BLANKS).take_while(|byte| byte.is_ascii_whitespace()).count()
    };
    let comma = blanks(0);
    match rest.get(comma) {
        Some(b',') => {}
        Some(_) => return Some(false),
        None => return at_end.then_some(false),
    }
    let name = blanks(comma + 1);
    let letter = |byte: &&u8| byte.is_ascii_alphanumeric() || b"-_".contains(byte);
    let length = rest[name..].iter().take(MOST_LETTERS).take_while(letter).count();
    match rest.get(blanks(name + length)) {
        Some(byte) => Some(length > 0 && *byte == b'='),
        None => at_end.then_some(false),
    }
}

/// Whether a brace that would close the block stands between quotes, as in `title = "a } b"`: words follow it on its line, a
/// quote that ends a value follows them, and of the quotes before it the last begins a value. `None` when more must be seen.
fn is_quoted(block: &[u8], rest: &[u8], at_end: bool) -> Option<bool> {
    let ends = |rest: &[u8]| matches!(rest.trim_ascii_start().first(), None | Some(b',' | b'}' | b'#'));
    let near = &rest[..rest.len().min(LONG_QUOTE)];
    let line = near.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(near.len());
    if near[..line].trim_ascii().is_empty() {
        return if line < near.len() || near.len() == LONG_QUOTE || at_end { Some(false) } else { None };
    }
    let Some(close) = memchr2(b'"', b'@', near) else {
        return if near.len() == LONG_QUOTE || at_end { Some(false) } else { None };
    };
    if near[close] != b'"' || !ends(&near[close + 1..]) {
        return Some(false);
    }
    let before = &block[block.len().saturating_sub(LONG_QUOTE)..];
    let begins = |quote: usize| {
        let before = before[..quote].trim_ascii_end();
        before.ends_with(b"=") || before.ends_with(b"#")
    };
    let quote = before.iter().rposition(|byte| *byte == b'"');
    Some(quote.is_some_and(|quote| begins(quote) && !before[quote..].contains(&b'{')))
}

/// Whether only blanks stand before `at` on its line. What is before the buffer counts as a line end.
pub fn begins_line(buf: &[u8], at: usize) -> bool {
    let before = &buf[at.saturating_sub(MOST_BLANKS)..at];
    match before.iter().rev().find(|byte| !matches!(byte, b' ' | b'\t')) {
        Some(byte) => matches!(byte, b'\n' | b'\r'),
        None => before.len() == at,
    }
}

/// Whether a key and a comma follow: the content of an entry begins at `at`.
fn keyed(buf: &[u8], at: usize, at_end: bool) -> Option<bool> {
    const MOST_KEY: usize = 200;
    let rest = &buf[at..];
    let key = rest.iter().take(MOST_KEY).take_while(|byte| **byte > b' ' && !b"{}\"=#%,".contains(byte)).count();
    match rest.get(key) {
        Some(byte) => Some(*byte == b',' && key > 0),
        None if at_end || key == MOST_KEY => Some(false),
        None => None,
    }
}

/// The braces of a text: where each stands, and whether it opens. Those after a backslash only if `all`.
pub fn braces(text: &[u8], all: bool) -> impl Iterator<Item = (usize, bool)> {
    memchr2_iter(b'{', b'}', text).filter(move |at| all || !is_escaped(text, *at)).map(|at| (at, text[at] == b'{'))
}

/// The brace that closes a group whose content begins at `start`.
pub fn closing(text: &[u8], start: usize, all: bool) -> Option<usize> {
    let mut depth = 1_usize;
    let close = braces(&text[start..], all).find(|(_, opens)| {
        depth = if *opens { depth + 1 } else { depth - 1 };
        depth == 0
    });
    close.map(|(at, _)| start + at)
}

/// Whether the byte at `at` has an odd number of backslashes before it.
pub fn is_escaped(buf: &[u8], at: usize) -> bool {
    buf[..at].iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
}

/// A block that is being followed to its end.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub kind: Kind,
    /// Where it begins.
    pub start: usize,
    /// How far it has been looked at.
    at: usize,
    round: bool,
    /// Open braces, those with a backslash before them not counted.
    bare: usize,
    /// Open braces, all counted.
    all: usize,
    /// Where it closes when all are counted.
    closed_by_all: Option<usize>,
    /// Where another block begins, if this one does not close, and how deep.
    candidate: Option<(usize, usize)>,
    quoted: bool,
}

/// Where a block ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// The byte after it.
    pub at: usize,
    /// It is closed.
    pub closed: bool,
}

impl Block {
    /// A block whose content begins at `content`.
    pub fn new(kind: Kind, start: usize, content: usize, buf: &[u8]) -> Block {
        let round = content > 0 && buf[content - 1] == b'(';
        Block {
            kind,
            start,
            at: content.max(start + 1),
            round,
            bare: usize::from(!round && content > 0),
            all: usize::from(!round && content > 0),
            closed_by_all: None,
            candidate: None,
            quoted: false,
        }
    }

    /// How far it has been looked at.
    pub fn seen(&self) -> usize {
        self.at
    }

    /// The first `count` bytes of the buffer are gone.
    pub fn shift(&mut self, count: usize) {
        self.start = self.start.saturating_sub(count);
        self.at = self.at.saturating_sub(count);
        self.closed_by_all = self.closed_by_all.and_then(|at| at.checked_sub(count)).filter(|at| *at > 0);
        self.candidate = self.candidate.and_then(|(at, depth)| Some((at.checked_sub(count)?, depth)));
    }

    /// Goes on to the end. `None` when the buffer ends first, and more will come. A `strict` comment ends where an entry
    /// begins.
    pub fn follow(&mut self, buf: &[u8], at_end: bool, strict: bool) -> Option<End> {
        let end = self.follow_marks(buf, at_end, strict)?;
        if end.closed || self.kind != Kind::Entry {
            return Some(end);
        }
        // Files that were cut off and joined: the next entry begins inside a line.
        let mut at = self.start + 1;
        while let Some(found) = memchr(b'@', &buf[at..end.at]).map(|found| at + found) {
            at = found + 1;
            if let Start::Block(Kind::Entry, content) = start(&buf[..end.at], found, true)
                && keyed(&buf[..end.at], content, true) == Some(true)
                && is_type(&buf[found + 1..content - 1].trim_ascii().to_ascii_lowercase())
            {
                return Some(End { at: found, closed: false });
            }
        }
        Some(end)
    }

    fn follow_marks(&mut self, buf: &[u8], at_end: bool, strict: bool) -> Option<End> {
        if self.kind == Kind::Comment && !self.round && self.all == 0 && self.closed_by_all.is_none() {
            return self.follow_line(buf, at_end);
        }
        let limit = if self.kind == Kind::Comment { FOLLOW_COMMENT } else { FOLLOW };
        while let Some(found) = self.next(buf) {
            if let Some((at, _)) = self.candidate.filter(|(at, _)| found - at > limit) {
                return Some(End { at, closed: false });
            }
            match buf[found] {
                b'@' if self.quoted || begins_line(buf, found) => match start(buf, found, at_end) {
                    Start::More => {
                        self.at = found;
                        return None;
                    }
                    Start::Block(_, content) if content > 0 => {
                        if let Some(end) = self.met(buf, found, content, at_end, strict) {
                            return end;
                        }
                    }
                    Start::Block(..) | Start::No => {}
                },
                b'@' => {}
                b'"' => self.quoted ^= self.bare == 0 && !is_escaped(buf, found),
                b')' if self.bare == 0 && !self.quoted => return Some(End { at: found + 1, closed: true }),
                b')' => {}
                b'}' if self.would_close(buf, found) => match self.goes_on(buf, found, at_end) {
                    Some(false) => return Some(End { at: found + 1, closed: true }),
                    Some(true) => {}
                    None => {
                        self.at = found;
                        return None;
                    }
                },
                byte => {
                    if let Some(end) = self.brace(buf, found, byte) {
                        return Some(end);
                    }
                }
            }
            self.at = found + 1;
        }
        self.at = buf.len();
        let end = match (self.closed_by_all, self.candidate) {
            (Some(at), _) => End { at, closed: true },
            (None, Some((at, _))) => End { at, closed: false },
            (None, None) => End { at: buf.len(), closed: false },
        };
        at_end.then_some(end)
    }

    /// The next byte that may mean something.
    fn next(&self, buf: &[u8]) -> Option<usize> {
        let rest = &buf[self.at..];
        let found = match self.round {
            false => memchr3(b'{', b'}', b'@', rest),
            true => {
                let braces = memchr3(b'{', b'}', b'@', rest);
                let within = &rest[..braces.unwrap_or(rest.len())];
                memchr2(b'"', b')', within).or(braces)
            }
        };
        found.map(|found| self.at + found)
    }

    /// Whether a closing brace ends the entry.
    fn would_close(&self, buf: &[u8], found: usize) -> bool {
        self.kind == Kind::Entry && self.bare == 1 && !self.round && !is_escaped(&buf[self.start..], found - self.start)
    }

    /// Whether the entry goes on behind a brace that would close it.
    fn goes_on(&self, buf: &[u8], found: usize, at_end: bool) -> Option<bool> {
        let rest = &buf[found + 1..];
        match goes_on(rest, at_end) {
            Some(false) => is_quoted(&buf[self.start..found], rest, at_end),
            more => more,
        }
    }

    /// Takes a brace in.
    fn brace(&mut self, buf: &[u8], found: usize, byte: u8) -> Option<End> {
        let escaped = is_escaped(&buf[self.start..], found - self.start);
        if byte == b'{' {
            self.all += 1;
            self.bare += usize::from(!escaped);
            return None;
        }
        self.all = self.all.saturating_sub(1);
        if self.all == 0 && !self.round && self.closed_by_all.is_none() {
            self.closed_by_all = Some(found + 1);
        }
        if !escaped {
            if self.bare == 1 && !self.round {
                return Some(End { at: found + 1, closed: true });
            }
            self.bare = self.bare.saturating_sub(1);
            if self.candidate.is_some_and(|(_, depth)| self.bare < depth) {
                self.candidate = None;
            }
        }
        None
    }

    /// A block seems to begin inside this one. `Some` when that settles where this one ends, or more must be seen.
    fn met(&mut self, buf: &[u8], found: usize, content: usize, at_end: bool, strict: bool) -> Option<Option<End>> {
        let depth = self.bare + usize::from(self.round);
        if self.kind == Kind::Comment {
            if strict {
                return Some(Some(End { at: found, closed: false }));
            }
            self.candidate.get_or_insert((found, 0));
            return None;
        }
        if depth > 1 || self.quoted {
            match keyed(buf, content, at_end) {
                None => {
                    self.at = found;
                    return Some(None);
                }
                Some(false) => return None,
                Some(true) => {}
            }
        }
        if let Some(at) = self.closed_by_all {
            return Some(Some(End { at, closed: true }));
        }
        match self.candidate {
            _ if depth <= 1 => Some(Some(End { at: self.candidate.map_or(found, |(at, _)| at), closed: false })),
            // The entry that seemed to be inside a value is followed by another: both are entries of their own.
            Some((at, _)) => Some(Some(End { at, closed: false })),
            None => {
                self.candidate = Some((found, self.bare));
                None
            }
        }
    }

    /// A comment without a brace goes to the end of its line.
    fn follow_line(&mut self, buf: &[u8], at_end: bool) -> Option<End> {
        match memchr2(b'\n', b'\r', &buf[self.at..]) {
            Some(length) => Some(End { at: self.at + length, closed: true }),
            None => {
                self.at = buf.len();
                at_end.then_some(End { at: buf.len(), closed: true })
            }
        }
    }
}
