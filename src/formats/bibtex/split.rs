//! Cuts a file into entries.
//!
//! An entry's record holds the comments and preambles right behind it, and before the first entry those right before it, so
//! that they are not lost. Macros are preludes. Lines that begin with `%` between entries are comments.

use super::Dialect;
use super::block::{Block, Kind, Start, begins_line, is_escaped, start};
use super::entry::{self, Entry};
use super::inherit::Parents;
use super::macros::Scope;
use super::read::Bib;
use crate::engine::decode;
use crate::format::{Cut, Parser, Splitter};
use memchr::memchr2;
use std::io::{self, Read};
use std::sync::Arc;

/// A run of macros is cut when it is longer than this.
const LONG_RUN: usize = 64 * 1024;

/// A record takes no more comments in when it is longer than this.
const LONG_RECORD: usize = 1 << 20;

/// Finds entries, and defines macros.
pub struct Edges {
    dialect: Dialect,
    scope: Scope,
    parents: Arc<Parents>,
    state: State,
    /// How far the text between blocks has been looked at.
    at: usize,
    /// The front of the buffer begins a line.
    fresh: bool,
    /// Comments that begin before this place end where an entry begins, since an earlier one was not closed up to here.
    unclosed_until: usize,
    /// The block has been passed on in part.
    torn: bool,
    /// Comments and preambles behind which macros stand.
    held_back: Vec<String>,
    /// Those that go with the first record behind the macros.
    leading: Option<Arc<Leading>>,
}

/// Comments and preambles that stand before macros. They go with the first record behind these, which is known by how it
/// begins.
#[derive(Debug)]
pub struct Leading {
    start: Vec<u8>,
    /// The blocks.
    pub blocks: Vec<String>,
}

impl Leading {
    /// Whether a record is the one that they go with.
    pub fn go_with(&self, record: &str) -> bool {
        // A short record ends before what was seen of it does.
        let length = record.len().min(self.start.len());
        record.as_bytes()[..length] == self.start[..length]
    }
}

/// As much of a record as tells it from others.
const TELLING: usize = 120;

/// Comments and preambles before macros that are longer in all, or more, are passed over.
const MOST_LEADING: (usize, usize) = (64 * 1024, 100);

enum State {
    /// Outside of all blocks.
    Between,
    /// In a block; what is before it belongs to the record, up to `held`, and has an entry or not.
    In { block: Block, held: usize, entry: bool },
    /// After a block; all up to `held` belongs to the record.
    After { held: usize, entry: bool },
    /// After macros.
    AfterMacros { held: usize },
    /// Before the last byte of macros that were broken.
    LastOfMacros,
}

impl Edges {
    /// A splitter for a dialect.
    pub fn new(dialect: Dialect) -> Edges {
        Edges {
            dialect,
            scope: Scope::default(),
            parents: Arc::default(),
            state: State::Between,
            at: 0,
            fresh: true,
            unclosed_until: 0,
            torn: false,
            held_back: Vec::new(),
            leading: None,
        }
    }

    /// Everything up to `end` is given out.
    fn give(&mut self, end: usize, buf: &[u8], state: State) -> usize {
        self.state = state;
        self.at = 0;
        self.torn = false;
        self.fresh = matches!(buf[end - 1], b'\n' | b'\r');
        self.unclosed_until = self.unclosed_until.saturating_sub(end);
        end
    }

    fn between(&mut self, buf: &[u8], at_end: bool) -> Option<Cut> {
        while let Some(found) = memchr2(b'@', b'%', &buf[self.at..]).map(|found| self.at + found) {
            self.at = found;
            let fresh = begins_line(buf, found) && (self.fresh || buf[..found].iter().any(|b| b"\r\n".contains(b)));
            if buf[found] == b'%' {
                if !fresh {
                    self.at += 1;
                    continue;
                }
                if found > 0 {
                    let end = self.give(found, buf, State::Between);
                    self.fresh = true;
                    return Some(Cut::Gap(end));
                }
                // A line of comment.
                let Some(length) = memchr2(b'\n', b'\r', buf) else {
                    if !at_end {
                        return Some(Cut::More);
                    }
                    return Some(Cut::Record(self.give(buf.len(), buf, State::Between)));
                };
                return Some(Cut::Record(self.give(length + 1, buf, State::Between)));
            }
            let word = |byte: &u8| byte.is_ascii_alphanumeric() || b".-_".contains(byte) || !byte.is_ascii();
            if found > 0 && word(&buf[found - 1]) {
                self.at += 1;
                continue;
            }
            match start(buf, found, at_end) {
                Start::More => return Some(Cut::More),
                Start::No => self.at += 1,
                Start::Block(..) if found > 0 => {
                    let end = self.give(found, buf, State::Between);
                    return Some(Cut::Gap(end));
                }
                Start::Block(kind, content) => {
                    let block = Block::new(kind, 0, content, buf);
                    self.state = State::In { block, held: 0, entry: false };
                    return None;
                }
            }
        }
        self.at = buf.len();
        if !at_end || buf.is_empty() {
            return Some(Cut::More);
        }
        Some(Cut::Gap(self.give(buf.len(), buf, State::Between)))
    }

    fn inside(&mut self, buf: &[u8], at_end: bool) -> Option<Cut> {
        let State::In { block, held, entry } = &mut self.state else { return None };
        let strict = block.kind == Kind::Comment && block.start < self.unclosed_until;
        let Some(end) = block.follow(buf, at_end, strict) else { return Some(Cut::More) };
        let (kind, from, held, entry) = (block.kind, block.start, *held, *entry);
        if kind == Kind::Comment && !end.closed {
            self.unclosed_until = self.unclosed_until.max(block.seen());
        }
        if kind != Kind::Macros {
            self.state = State::After { held: end.at, entry: entry || kind == Kind::Entry };
            return None;
        }
        let (sound, room) = if self.torn { (false, true) } else { self.define(&buf[from..end.at]) };
        if sound && room && end.closed {
            self.state = State::AfterMacros { held: end.at };
            return None;
        }
        if held > 0 {
            // What stood before is fine; this one is looked at again by itself.
            self.leading = None;
            return Some(Cut::Prelude(self.give(held, buf, State::Between)));
        }
        if sound && end.closed {
            // Nothing is wrong with them but that there is no room: they are passed on whole.
            return Some(Cut::Record(self.give(end.at, buf, State::Between)));
        }
        // The parser says what is wrong, and the next one knows what was read nevertheless.
        Some(match end.at {
            1 => Cut::Record(self.give(1, buf, State::Between)),
            end => Cut::Record(self.give(end - 1, buf, State::LastOfMacros)),
        })
    }

    /// Holds comments back that stand before macros, behind those that would have gone with them.
    fn hold_back(&mut self, block: &[u8]) {
        let text = decode(block).0;
        let earlier = self.leading.take().filter(|leading| leading.go_with(&text));
        self.held_back.extend(earlier.iter().flat_map(|leading| leading.blocks.iter().cloned()));
        let length: usize = self.held_back.iter().map(String::len).sum();
        if length + text.len() <= MOST_LEADING.0 && self.held_back.len() < MOST_LEADING.1 {
            self.held_back.push(text.into_owned());
        }
    }

    /// Takes macros in. Whether they are sound, and whether there was room for all.
    fn define(&mut self, block: &[u8]) -> (bool, bool) {
        let text = decode(block).0;
        let found = entry::read(&text, &self.scope);
        let mut room = true;
        for field in &found.fields {
            room &= self.scope.define(field.name, &field.value);
        }
        (found.problems.is_empty(), room)
    }

    fn after(&mut self, buf: &[u8], at_end: bool) -> Option<Cut> {
        let (held, entry, macros) = match self.state {
            State::After { held, entry } => (held, entry, false),
            State::AfterMacros { held } => (held, false, true),
            _ => return None,
        };
        self.at = self.at.max(held);
        self.at += buf[self.at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        let follows = match buf.get(self.at) {
            None if !at_end => return Some(Cut::More),
            Some(b'@') => match start(buf, self.at, at_end) {
                Start::More => return Some(Cut::More),
                found => found,
            },
            _ => Start::No,
        };
        let from = self.at;
        match follows {
            Start::Block(Kind::Macros, content) if macros && held < LONG_RUN => {
                let block = Block::new(Kind::Macros, from, content, buf);
                self.state = State::In { block, held, entry };
                None
            }
            Start::Block(kind, content)
                if !macros && kind != Kind::Macros && !(kind == Kind::Entry && entry) && held < LONG_RECORD =>
            {
                let block = Block::new(kind, from, content, buf);
                self.state = State::In { block, held, entry };
                None
            }
            follows if macros => {
                self.leading = None;
                if !self.held_back.is_empty() && matches!(follows, Start::Block(..)) {
                    let start = &buf[from..];
                    if start.len() < TELLING && !at_end {
                        return Some(Cut::More);
                    }
                    let start = &start[..start.len().min(TELLING)];
                    let start = start.iter().copied().take_while(u8::is_ascii).collect();
                    self.leading = Some(Arc::new(Leading { start, blocks: std::mem::take(&mut self.held_back) }));
                }
                self.held_back.clear();
                Some(Cut::Prelude(self.give(held, buf, State::Between)))
            }
            follows => {
                let before_macros = matches!(follows, Start::Block(Kind::Macros, _));
                match !entry && before_macros && !self.torn {
                    true => self.hold_back(&buf[..held]),
                    false => self.held_back.clear(),
                }
                Some(Cut::Record(self.give(held, buf, State::Between)))
            }
        }
    }
}

impl Splitter for Edges {
    fn cut(&mut self, buf: &[u8], at_end: bool) -> Cut {
        loop {
            let cut = match &self.state {
                State::Between => self.between(buf, at_end),
                State::In { .. } => self.inside(buf, at_end),
                State::After { .. } | State::AfterMacros { .. } => self.after(buf, at_end),
                State::LastOfMacros => Some(match buf.is_empty() {
                    true => Cut::More,
                    false => {
                        self.leading = None;
                        Cut::Prelude(self.give(1, buf, State::Between))
                    }
                }),
            };
            if let Some(cut) = cut {
                return cut;
            }
        }
    }

    fn skip(&mut self, count: usize) {
        self.at = self.at.saturating_sub(count);
        self.unclosed_until = self.unclosed_until.saturating_sub(count);
        self.torn = true;
        match &mut self.state {
            State::In { block, held, .. } => {
                block.shift(count);
                *held = held.saturating_sub(count);
            }
            State::After { held, .. } | State::AfterMacros { held } => *held = held.saturating_sub(count),
            State::Between | State::LastOfMacros => {}
        }
    }

    fn parser(&self) -> Arc<dyn Parser> {
        Arc::new(Bib::new(self.dialect, self.scope.clone(), Arc::clone(&self.parents), self.leading.clone()))
    }

    fn surveys(&self) -> bool {
        true
    }

    fn survey(&mut self, open: &mut dyn FnMut() -> io::Result<Box<dyn Read>>) -> io::Result<()> {
        if !mentions_parents(&mut open()?)? {
            return Ok(());
        }
        let mut parents = Parents::default();
        walk(self.dialect, &mut open()?, &mut |entry| parents.note(entry))?;
        if !parents.is_empty() {
            walk(self.dialect, &mut open()?, &mut |entry| parents.hold(entry))?;
        }
        self.parents = Arc::new(parents);
        Ok(())
    }
}

/// How much is read at once by a survey.
const BLOCK: usize = 128 * 1024;

/// Entries that are longer are no parents.
const LONG_PARENT: usize = 1 << 20;

/// Whether the words `crossref` or `xdata` stand anywhere.
fn mentions_parents(reader: &mut dyn Read) -> io::Result<bool> {
    const OVERLAP: usize = 8;
    let mut block = vec![0; BLOCK];
    let mut kept = 0;
    loop {
        let count = match reader.read(&mut block[kept..]) {
            Err(fault) if fault.kind() == io::ErrorKind::Interrupted => continue,
            got => got?,
        };
        if has_link(&block[..kept + count]) {
            return Ok(true);
        }
        if count == 0 {
            return Ok(false);
        }
        let end = kept + count;
        kept = end.min(OVERLAP);
        block.copy_within(end - kept..end, 0);
    }
}

fn has_link(bytes: &[u8]) -> bool {
    let is =
        |from: usize, word: &[u8]| bytes.get(from..from + word.len()).is_some_and(|at| at.eq_ignore_ascii_case(word));
    memchr::memchr2_iter(b'x', b'X', bytes).any(|at| is(at, b"xdata"))
        || memchr::memchr2_iter(b'f', b'F', bytes).any(|at| at >= 7 && is(at - 7, b"crossref"))
}

/// Shows all entries of a file, one after the other.
fn walk(dialect: Dialect, reader: &mut dyn Read, show: &mut dyn FnMut(&Entry)) -> io::Result<()> {
    let mut edges = Edges::new(dialect);
    let (mut buf, mut from, mut at_end) = (Vec::new(), 0, false);
    loop {
        let length = match edges.cut(&buf[from..], at_end) {
            Cut::More if at_end => return Ok(()),
            Cut::More => {
                // Nothing is kept of what is too long to be a parent.
                if buf.len() - from > 4 * LONG_PARENT {
                    let gone = buf.len() - from - BLOCK;
                    edges.skip(gone);
                    from += gone;
                }
                buf.drain(..from);
                from = 0;
                let had = buf.len();
                buf.resize(had + BLOCK, 0);
                let got = reader.read(&mut buf[had..]);
                buf.truncate(had + *got.as_ref().unwrap_or(&0));
                match got {
                    Err(fault) if fault.kind() == io::ErrorKind::Interrupted => {}
                    Err(fault) => return Err(fault),
                    Ok(count) => at_end = count == 0,
                }
                continue;
            }
            Cut::Record(length) if length <= LONG_PARENT => {
                let text = decode(&buf[from..from + length]).0;
                for (_, range, _) in blocks(&text).iter().filter(|(kind, ..)| *kind == Kind::Entry) {
                    show(&entry::read(&text[range.clone()], &edges.scope));
                }
                length
            }
            Cut::Record(length) | Cut::Gap(length) | Cut::Frame(length) | Cut::Prelude(length) => length,
        };
        from += length;
    }
}

/// The blocks of a record, and whether each is closed.
pub fn blocks(record: &str) -> Vec<(Kind, std::ops::Range<usize>, bool)> {
    let (bytes, mut at, mut found) = (record.as_bytes(), 0, Vec::new());
    while let Some(next) = memchr::memchr(b'@', &bytes[at..]).map(|next| at + next) {
        match start(bytes, next, true) {
            Start::Block(kind, content) if !is_escaped(bytes, next) => {
                // What begins inside a comment was settled when the record was cut.
                let end = Block::new(kind, next, content, bytes).follow(bytes, true, false);
                let Some(end) = end else { break };
                found.push((kind, next..end.at, end.closed));
                at = end.at.max(next + 1);
            }
            _ => at = next + 1,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::ReadOptions;
    use crate::formats::bibtex::BIBTEX;

    fn cuts(input: &str, step: usize) -> Vec<String> {
        let mut splitter = BIBTEX.reader.unwrap()(&ReadOptions::default());
        let (mut from, mut to, mut found) = (0, 0, Vec::new());
        loop {
            let at_end = to == input.len();
            let (name, length) = match splitter.cut(&input.as_bytes()[from..to], at_end) {
                Cut::More if at_end => return found,
                Cut::More => {
                    to = (to + step).min(input.len());
                    continue;
                }
                Cut::Gap(length) => ("gap", length),
                Cut::Record(length) => ("", length),
                Cut::Prelude(length) => ("macros", length),
                other => panic!("{other:?}"),
            };
            let text = &input[from..from + length];
            if name != "gap" || !text.trim().is_empty() {
                found.push(format!("{name}{text}"));
            }
            from += length;
        }
    }

    #[test]
    fn edges() {
        for (input, expected) in [
            ("@a{x, t={y}}\n@b(z, t=\"(q)\")", &["@a{x, t={y}}", "@b(z, t=\"(q)\")"][..]),
            ("@a{x, t={y}\n@b{z, t={q}}\n", &["@a{x, t={y}\n", "@b{z, t={q}}"]),
            ("@a{x, t={y\n@b{z, t={q}}\n@c{w,}\n", &["@a{x, t={y\n", "@b{z, t={q}}", "@c{w,}"]),
            ("@a{x, n={see\n@b{z, t={q}}\n}}\n@c{w,}", &["@a{x, n={see\n@b{z, t={q}}\n}}", "@c{w,}"]),
            ("@a{x, n={see\n@b{w}: no}}\n@c{w,}", &["@a{x, n={see\n@b{w}: no}}", "@c{w,}"]),
            ("@a{x, f={C:\\d\\}}\n@b{y, t={\\{}}\n", &["@a{x, f={C:\\d\\}}", "@b{y, t={\\{}}"]),
            ("@a{x, t=\"y } z\", u=\"v } w\"}\n@b{y, t=\"z\"}", &["@a{x, t=\"y } z\", u=\"v } w\"}", "@b{y, t=\"z\"}"]),
            ("@a{x, t=\"y\"} see \"z\", @b{y}", &["@a{x, t=\"y\"}", "gap see \"z\", ", "@b{y}"]),
            ("@a:{x, t={y}}", &["@a:{x, t={y}}"]),
            ("% a @b{c,}\n%d\n@e{f,}", &["% a @b{c,}\n", "%d\n", "@e{f,}"]),
            ("me@example.org @ home\n@e{f,}", &["gapme@example.org @ home\n", "@e{f,}"]),
            (
                "@comment{x @a{y,}}\n@e{f,}\n@comment{z}\n@preamble{\"p\"}\n@g{h,}",
                &["@comment{x @a{y,}}\n@e{f,}\n@comment{z}\n@preamble{\"p\"}", "@g{h,}"],
            ),
            ("@comment{x\n@e{f,}\n@g{h,}\n", &["@comment{x\n@e{f,}", "@g{h,}"]),
            ("@comment x\n@e{f,}\n", &["@comment x\n@e{f,}"]),
            ("@string{a=\"b\"} @STRING(c={d})\n@e{f,}", &["macros@string{a=\"b\"} @STRING(c={d})", "@e{f,}"]),
            (
                "@string{a=\"b\"}\n@string{c={d}\n@e{f,}",
                &["macros@string{a=\"b\"}", "@string{c={d}", "macros\n", "@e{f,}"],
            ),
            ("@article\n {x, t={y}} }\n", &["@article\n {x, t={y}}", "gap }\n"]),
            ("@a{x, t={y}}\r@b{z, t={q}\r@c{w,}", &["@a{x, t={y}}", "@b{z, t={q}\r", "@c{w,}"]),
        ] {
            for step in [1, 3, 1000] {
                assert_eq!(cuts(input, step), expected, "{input:?} in steps of {step}");
            }
        }
    }
}
