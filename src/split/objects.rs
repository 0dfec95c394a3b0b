//! Cuts JSON into the objects that are records, wherever they are: in an array, in an array within an object, under keys of
//! their own, one a line, or one alone.
//!
//! What is a record is found out by the names of members: the outermost object that has a telling one (a title, an author)
//! is a record, and all around it is its container. A record that is never closed ends before the next line that begins
//! as records do, at the place in the line where this one began. Brackets are counted, not matched: a parser sees what is
//! wrong inside.

use crate::bytes::table;
use crate::format::{Cut, Parser, Splitter};
use memchr::{memchr, memchr_iter, memchr2, memchr3};
use std::sync::Arc;

/// What the name of a member says of the object that has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Member {
    /// The object is a record.
    Telling,
    /// The object may be a record; there is none in the member's value.
    Field,
    /// The objects in the member's value, a list, are records even where nothing in them tells.
    List,
    /// Nothing; there may be records in the member's value.
    Other,
}

/// Names of a format's members.
#[derive(Clone, Copy)]
pub struct Names {
    /// What a name says.
    pub member: fn(&str) -> Member,
    /// Names that records begin with, and nothing in them does.
    pub first: &'static [&'static str],
}

/// How many containers are remembered, the innermost ones.
const MOST_LEVELS: usize = 64;

/// How often it is guessed where a record ends that the input does not close.
const MOST_GUESSES: usize = 64;

/// How far a name is looked for: longer names are none that records begin with.
const REACH: usize = 160;

/// An array or object in which records are looked for.
#[derive(Clone, Debug)]
struct Level {
    array: bool,
    /// Where it begins in the buffer; `None` when that was cut off, and it is a container.
    start: Option<usize>,
    /// Objects in it are records even where nothing in them tells.
    list: bool,
    /// It has members that records have.
    fields: bool,
    /// What the last name says of the value to come.
    next: Option<Member>,
}

/// A record whose end is looked for.
#[derive(Debug)]
struct Open {
    depth: usize,
    in_string: bool,
}

/// Cuts JSON into records.
pub struct Objects {
    names: Names,
    parser: Arc<dyn Parser>,
    /// First byte of the buffer that was not looked at.
    at: usize,
    /// How far the string at `at` was searched for its end.
    searched: usize,
    levels: Vec<Level>,
    open: Option<Open>,
    /// Length of a record that comes next.
    ready: Option<usize>,
    /// Blanks before the record on its line, when nothing else is.
    indent: Vec<u8>,
    /// Brackets open in a value without records.
    passing: usize,
    /// Something other than punctuation has been passed.
    odd: bool,
    guesses: usize,
}

/// Bytes outside of strings at which something changes.
const TELLS: [bool; 256] = table(b"\"{}[]\n");

/// Whether a line begins as records do.
#[derive(Clone, Copy, PartialEq)]
enum Start {
    Yes,
    No,
    /// Too little of it is in the buffer.
    Unsure,
}

impl Objects {
    /// A splitter that knows records by these names.
    pub fn new(names: Names, parser: Arc<dyn Parser>) -> Objects {
        Objects {
            names,
            parser,
            at: 0,
            searched: 0,
            levels: Vec::new(),
            open: None,
            ready: None,
            indent: Vec::new(),
            passing: 0,
            odd: false,
            guesses: 0,
        }
    }

    /// Gives out what stands before `end`, which is no record.
    fn frame(&mut self, end: usize) -> Cut {
        self.shift(end);
        if std::mem::take(&mut self.odd) { Cut::Gap(end) } else { Cut::Frame(end) }
    }

    fn shift(&mut self, count: usize) {
        self.at = self.at.saturating_sub(count);
        self.searched = self.searched.saturating_sub(count);
        for level in &mut self.levels {
            level.start = level.start.and_then(|start| start.checked_sub(count));
        }
    }

    /// The record from `start` to `end`, after what stands before it.
    fn give(&mut self, start: usize, end: usize) -> Cut {
        self.at = end;
        self.searched = 0;
        if start == 0 {
            self.shift(end);
            return Cut::Record(end);
        }
        self.ready = Some(end - start);
        self.frame(start)
    }

    /// The innermost object is a record. What stands before it is given out, if anything does.
    fn decide(&mut self, buf: &[u8]) -> Option<Cut> {
        let start = self.levels.pop().and_then(|level| level.start)?;
        self.open = Some(Open { depth: 1, in_string: false });
        self.indent.clear();
        let line = buf[..start].iter().rposition(|byte| matches!(byte, b'\n' | b'\r')).map_or(0, |at| at + 1);
        let before = &buf[line..start];
        if before.len() < REACH && before.iter().all(|byte| matches!(byte, b' ' | b'\t')) {
            self.indent.extend_from_slice(before);
        }
        (start > 0).then(|| self.frame(start))
    }

    /// Looks for the next record.
    fn search(&mut self, buf: &[u8], at_end: bool) -> Cut {
        while let Some(&byte) = buf.get(self.at) {
            match byte {
                // Single quotes only where names and values begin: elsewhere they are apostrophes.
                b'\'' if !(self.is_name_place() && follows_punctuation(&buf[..self.at])) => {
                    if let Some(cut) = self.stray() {
                        return cut;
                    }
                    self.at += 1;
                }
                b'"' | b'\'' => {
                    let Some(end) = self.string_end(buf, at_end) else { return Cut::More };
                    if !self.is_name_place() {
                        if let Some(cut) = self.stray() {
                            return cut;
                        }
                        self.pass(end);
                        continue;
                    }
                    let after = buf[end..].iter().position(|byte| !byte.is_ascii_whitespace()).map(|at| buf[end + at]);
                    match after {
                        None if !at_end => return Cut::More,
                        Some(b':') => {
                            let name = std::str::from_utf8(&buf[self.at + 1..end - 1]).unwrap_or("");
                            let member = (self.names.member)(name);
                            self.pass(end);
                            let Some(level) = self.levels.last_mut() else { continue };
                            level.next = Some(member);
                            level.fields |= matches!(member, Member::Field | Member::Telling);
                            if member == Member::Telling && level.start.is_some() {
                                if let Some(cut) = self.decide(buf) {
                                    return cut;
                                }
                                return self.inside(buf, at_end);
                            }
                        }
                        _ => self.pass(end),
                    }
                }
                b'{' | b'[' => self.enter(byte == b'['),
                b'}' | b']' => {
                    if let Some(cut) = self.leave(byte == b']') {
                        return cut;
                    }
                }
                b',' => {
                    if let Some(level) = self.levels.last_mut().filter(|_| self.passing == 0) {
                        level.next = None;
                    }
                    self.at += 1;
                }
                b'\n' => {
                    // An object that was never closed, and in which nothing told.
                    let object = self.levels.last().filter(|level| !level.array && level.fields);
                    if let Some(start) = object.and_then(|level| level.start) {
                        match self.sure_start(buf, self.at, at_end) {
                            Start::Yes => {
                                self.levels.pop();
                                self.passing = 0;
                                return self.give(start, self.at + 1);
                            }
                            Start::Unsure => return Cut::More,
                            Start::No => {}
                        }
                    }
                    self.at += 1;
                }
                b':' | b' ' | b'\t' | b'\r' | 0x1e | 0xef | 0xbb | 0xbf => self.at += 1,
                _ => {
                    if let Some(cut) = self.stray() {
                        return cut;
                    }
                    self.at += 1;
                }
            }
        }
        if !at_end || buf.is_empty() {
            return Cut::More;
        }
        // An object that the input breaks off in, where it may be a record.
        let cut_short = self.levels.iter().filter(|level| !level.array);
        let start = cut_short.clone().filter(|level| level.fields).chain(cut_short).find_map(|level| level.start);
        self.levels.clear();
        match start {
            Some(start) => self.give(start, buf.len()),
            None => self.frame(buf.len()),
        }
    }

    /// A string or number is at hand. It is punctuation of the container, unless records are looked for right here: then
    /// what stands before it is given out first.
    fn stray(&mut self) -> Option<Cut> {
        if self.odd || self.passing > 0 || !self.levels.last().is_none_or(|level| level.array && level.list) {
            return None;
        }
        let cut = (self.at > 0).then(|| self.frame(self.at));
        self.odd = true;
        cut
    }

    fn pass(&mut self, end: usize) {
        self.at = end;
        self.searched = 0;
    }

    fn is_name_place(&self) -> bool {
        self.passing == 0 && self.levels.last().is_some_and(|level| !level.array)
    }

    /// Where the string at `at` ends, its quote included. `None` when that is not in the buffer.
    fn string_end(&mut self, buf: &[u8], at_end: bool) -> Option<usize> {
        let mut from = self.searched.max(self.at + 1);
        let quote = buf[self.at];
        loop {
            match memchr2(quote, b'\\', buf.get(from..).unwrap_or_default()) {
                Some(found) if buf[from + found] == quote => return Some(from + found + 1),
                Some(found) if from + found + 1 < buf.len() => from += found + 2,
                found => {
                    self.searched = found.map_or(buf.len(), |found| from + found);
                    return at_end.then_some(buf.len());
                }
            }
        }
    }

    fn enter(&mut self, array: bool) {
        let start = self.at;
        self.at += 1;
        let outer = self.levels.last();
        let next = outer.and_then(|level| level.next);
        if self.passing > 0 || matches!(next, Some(Member::Field | Member::Telling)) {
            self.passing += 1;
            return;
        }
        let list = array && outer.is_none_or(|level| level.array && level.list || next == Some(Member::List));
        if self.levels.len() >= MOST_LEVELS {
            // The outermost will not be closed for a long time, if ever: files cut short and put together open many.
            self.levels.remove(0);
        }
        self.levels.push(Level { array, start: Some(start), list, fields: false, next: None });
    }

    fn leave(&mut self, array: bool) -> Option<Cut> {
        self.at += 1;
        if self.passing > 0 {
            self.passing -= 1;
            return None;
        }
        if self.levels.last().is_none_or(|level| level.array != array) {
            // One that nobody opened, or that closes over one which nobody closed.
            match self.levels.iter().rposition(|level| level.array == array) {
                None => {
                    self.odd = true;
                    return None;
                }
                Some(place) => self.levels.truncate(place + 1),
            }
        }
        let level = self.levels.pop()?;
        if array {
            return None;
        }
        let start = level.start?;
        if self.levels.last().is_none_or(|outer| outer.array && outer.list) {
            return Some(self.give(start, self.at));
        }
        // What looks like a record, and lies where none is known to be.
        self.odd |= level.fields;
        None
    }

    /// Looks for the end of the open record.
    fn inside(&mut self, buf: &[u8], at_end: bool) -> Cut {
        let Some(open) = &mut self.open else { return Cut::More };
        let (mut at, mut depth, mut in_string) = (self.at, open.depth, open.in_string);
        let mut found = None;
        while at < buf.len() {
            if in_string {
                let Some(next) = memchr3(b'"', b'\\', b'\n', &buf[at..]) else {
                    at = buf.len();
                    break;
                };
                at += next;
                match buf[at] {
                    b'"' => in_string = false,
                    b'\\' if at + 1 < buf.len() => at += 1,
                    b'\\' if !at_end => break,
                    b'\\' => {}
                    _ => match self.sure_start(buf, at, at_end) {
                        Start::Yes => found = Some(at + 1),
                        Start::No => {}
                        Start::Unsure => break,
                    },
                }
            } else {
                let passed = buf[at..].iter().position(|byte| TELLS[usize::from(*byte)]);
                at += passed.unwrap_or(buf.len() - at);
                match buf.get(at) {
                    Some(b'"') => in_string = true,
                    Some(b'{' | b'[') => depth += 1,
                    Some(b'}' | b']') => {
                        depth -= 1;
                        if depth == 0 {
                            // A bracket of the wrong sort: one was left out before it.
                            let torn = buf[at] == b']';
                            found = if torn { self.guess(&buf[..at]).or(Some(at)) } else { Some(at + 1) };
                        }
                    }
                    Some(b'\n') => match self.sure_start(buf, at, at_end) {
                        Start::Yes => found = Some(at + 1),
                        Start::No => {}
                        Start::Unsure => break,
                    },
                    Some(_) => {}
                    None => break,
                }
            }
            if found.is_some() {
                break;
            }
            at += 1;
        }
        if found.is_none() {
            if !at_end || buf.is_empty() {
                self.at = at;
                self.open = Some(Open { depth, in_string });
                return Cut::More;
            }
            found = self.guess(buf);
        }
        let end = found.unwrap_or(buf.len());
        self.open = None;
        self.at = 0;
        Cut::Record(end)
    }

    /// Whether the line after the line feed at `feed` begins a record.
    fn sure_start(&self, buf: &[u8], feed: usize, at_end: bool) -> Start {
        let line = &buf[feed + 1..];
        let fits = line.iter().zip(&self.indent).all(|(a, b)| a == b);
        match line.get(self.indent.len()) {
            Some(b'{') if fits => match self.begins(&line[self.indent.len()..]) {
                Start::Unsure if at_end => Start::No,
                answer => answer,
            },
            None if fits && !at_end => Start::Unsure,
            _ => Start::No,
        }
    }

    /// Whether an object begins with a name that records begin with, and a string or number.
    fn begins(&self, object: &[u8]) -> Start {
        let within = &object[1..object.len().min(REACH)];
        let cut = if object.len() < REACH { Start::Unsure } else { Start::No };
        let name = within.trim_ascii_start();
        let Some((b'"', name)) = name.split_first() else {
            return if name.is_empty() { cut } else { Start::No };
        };
        let Some(end) = memchr(b'"', name) else { return cut };
        if !self.names.first.iter().any(|first| first.as_bytes() == &name[..end]) {
            return Start::No;
        }
        let value = name[end + 1..].trim_ascii_start();
        let Some((b':', value)) = value.split_first() else {
            return if value.is_empty() { cut } else { Start::No };
        };
        match value.trim_ascii_start().first() {
            None => cut,
            Some(b'"' | b'0'..=b'9') => Start::Yes,
            Some(_) => Start::No,
        }
    }

    /// The input ends, and the record is not closed: where another one begins in it.
    fn guess(&mut self, buf: &[u8]) -> Option<usize> {
        let telling = |object: &[u8]| {
            // The names of its own members are enough; values are passed over by their brackets.
            let (mut at, mut depth) = (0, 0usize);
            while let Some(byte) = object.get(at) {
                match byte {
                    b'"' => {
                        let end = string_end(object, at);
                        let named = object[end..].trim_ascii_start().starts_with(b":");
                        let name = std::str::from_utf8(&object[at + 1..end.max(at + 2) - 1]).unwrap_or("");
                        if depth == 1 && named && (self.names.member)(name) == Member::Telling {
                            return true;
                        }
                        at = end;
                        continue;
                    }
                    b'{' | b'[' => depth += 1,
                    b'}' | b']' if depth <= 1 => return false,
                    b'}' | b']' => depth -= 1,
                    _ => {}
                }
                at += 1;
            }
            false
        };
        for place in memchr_iter(b'{', buf).skip_while(|place| *place == 0) {
            if self.guesses >= MOST_GUESSES {
                return None;
            }
            let before = buf[..place].trim_ascii_end();
            if before.ends_with(b",") && self.begins(&buf[place..]) == Start::Yes {
                self.guesses += 1;
                if telling(&buf[place..]) {
                    return Some(place);
                }
            }
        }
        None
    }
}

/// Whether a name or a value may come after a text.
fn follows_punctuation(before: &[u8]) -> bool {
    // Blanks in great numbers are no reason to look back over all of them, again and again.
    let before = &before[before.len().saturating_sub(REACH)..];
    matches!(before.trim_ascii_end().last(), Some(b'{' | b',' | b':'))
}

/// Where the string at `start` ends, its quote included; the end where it is not closed.
fn string_end(text: &[u8], start: usize) -> usize {
    let mut from = start + 1;
    loop {
        match memchr2(b'"', b'\\', text.get(from..).unwrap_or_default()) {
            Some(found) if text[from + found] == b'"' => return from + found + 1,
            Some(found) => from += found + 2,
            None => return text.len(),
        }
    }
}

impl Splitter for Objects {
    fn cut(&mut self, buf: &[u8], at_end: bool) -> Cut {
        if let Some(length) = self.ready.take() {
            self.shift(length);
            return Cut::Record(length);
        }
        if self.open.is_some() { self.inside(buf, at_end) } else { self.search(buf, at_end) }
    }

    fn skip(&mut self, count: usize) {
        self.shift(count);
    }

    fn parser(&self) -> Arc<dyn Parser> {
        Arc::clone(&self.parser)
    }
}

#[cfg(test)]
mod tests;
