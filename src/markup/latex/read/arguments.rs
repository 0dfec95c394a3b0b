//! Arguments of commands: of styles, accents and links.

use super::super::commands::{Command, command};
use super::super::scan::{accented, group, is_tex, unescaped};
use super::{Finding, Lines, Next, Reader};
use crate::bytes::any_pair;

/// How many groups are looked for to the end of the text without being closed.
const MOST_UNCLOSED: usize = 100;

/// How far the ends of others are looked for.
const NEAR: usize = 1000;

impl<'a> Reader<'a, '_> {
    /// What a style does to: a group, or one character.
    pub(super) fn argument(&mut self, next: Next) {
        match self.peek() {
            Some(b'{') => self.next = Some(next),
            Some(b'\\' | b'}' | b'$') | None => {}
            Some(_) => {
                let c = self.rest().chars().next().unwrap_or(' ');
                let length = c.len_utf8();
                match next {
                    Next::Style(style) => {
                        self.open(style);
                        self.take(length, c.encode_utf8(&mut [0; 4]));
                        self.close();
                    }
                    Next::Quoted(open, close) => {
                        self.push(open);
                        self.take(length, c.encode_utf8(&mut [0; 4]));
                        self.push(close);
                    }
                    Next::Plain | Next::Literal => {}
                }
            }
        }
    }

    /// The content of the group that begins here, if one does; moves behind it.
    pub(super) fn group(&mut self) -> Option<&'a str> {
        let rest = self.rest();
        let near = if self.unclosed < MOST_UNCLOSED { rest.len() } else { rest.len().min(NEAR) };
        let upto = (0..=near).rev().find(|at| rest.is_char_boundary(*at)).unwrap_or(0);
        match group(&rest[..upto]) {
            Some((content, length)) => {
                self.at += length;
                Some(content)
            }
            None => {
                self.unclosed += usize::from(rest.starts_with('{'));
                None
            }
        }
    }

    /// `\'e`, `\'{e}`, `\' e`, `\'\i`, `\'{\i}`, `\'{\^e}`, `\t{oo}`, `\~{}`.
    pub(super) fn accent(&mut self, mark: char, name: &str) {
        self.skip_blanks();
        let base = match self.peek() {
            Some(b'{') => match self.group() {
                Some(content) => inner(content, 8),
                None => String::new(),
            },
            Some(b'\\') => {
                let rest = &self.tex[self.at + 1..];
                let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
                let length = if letters > 0 { letters } else { rest.chars().next().map_or(0, char::len_utf8) };
                match command(&rest[..length]) {
                    Some(Command::Sign(c)) => {
                        self.at += 1 + length;
                        self.skip_blanks();
                        self.empty_group();
                        c.to_string()
                    }
                    // `\'\^e`: the inner accent is read first.
                    Some(Command::Accent(_)) => {
                        let mut end = self.at + 1 + length;
                        end += match group(&self.tex[end..]) {
                            Some((_, length)) => length,
                            None => self.tex[end..].chars().next().map_or(0, char::len_utf8),
                        };
                        let base = inner(&self.tex[self.at..end], 8);
                        self.at = end;
                        base
                    }
                    _ => String::new(),
                }
            }
            Some(b'}' | b'$') | None => String::new(),
            Some(_) => {
                let c = self.rest().chars().next().unwrap_or(' ');
                self.at += c.len_utf8();
                c.to_string()
            }
        };
        self.push(&accented(&base, mark, name));
    }

    pub(super) fn link(&mut self) {
        let Some(address) = self.group() else { return };
        let address = unescaped(address);
        self.skip_blanks();
        let text = self.group().map(|text| inner(text, 8)).unwrap_or_default();
        match text.trim() {
            "" => self.push(address.trim()),
            text if text == address.trim() => self.push(text),
            text => {
                self.push(text);
                self.push(" (");
                self.push(address.trim());
                self.push(")");
            }
        }
    }
}

/// The text of an argument. `limit` bounds how deep arguments are in arguments.
fn inner(tex: &str, limit: usize) -> String {
    if limit == 0 || !any_pair(tex.as_bytes(), |byte, next| (byte < b' ') | is_tex(byte, next)) {
        return tex.to_owned();
    }
    // Of commands in an accent's argument none but accents and letters matter, and those are found by a reader of their own.
    let nested = tex.bytes().take_while(|byte| *byte == b'\\' || *byte == b'{').count() > 2 * limit;
    if nested {
        return tex.to_owned();
    }
    let mut found = Vec::new();
    bounded(tex, limit, &mut found)
}

fn bounded(tex: &str, limit: usize, found: &mut Vec<Finding>) -> String {
    // Each level of `\'{\'{...}}` is one call, and is counted by the backslashes that are left.
    if tex.bytes().filter(|byte| *byte == b'\\').count() > limit * 8 {
        return tex.to_owned();
    }
    let mut reader = Reader::new(tex, Lines::One, found);
    reader.run();
    reader.finish().plain().to_owned()
}
