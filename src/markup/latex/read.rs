//! LaTeX to text: accents in every spelling, letters, signs, styles, quotes, dashes, formulas.
//!
//! Nothing is run. A command that is not known stays in the text as it is written, and so does what hostile files hold
//! (`\input`, `\write18`, `\def`): see [`Finding::Unknown`]. Braces that only keep a style from changing the case become
//! [`Style::Protected`]; a brace before a command is what BibTeX calls a special character, and protects nothing.
//!
//! Tags and entities of HTML are read too, since publishers leave them in: the writer's own `<` is `$<$`, so the two are
//! never confused. Nesting is counted and bounded; nothing calls itself without a limit.

mod arguments;

use super::commands::{Command, block, command, tag};
use super::formula;
use super::scan::{LONG_FORMULA, closing_dollar, is_sign, is_tex, is_words, near, unescaped};
use super::signs;
use crate::article::text::squeeze;
use crate::article::{Style, Text, TextBuilder};
use crate::bytes::{any_pair, run};
use crate::markup::html::entity;
use std::borrow::Cow;

/// What was odd in a value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Finding {
    /// A command that is not known; kept as text.
    Unknown(String),
    /// A dollar sign without a partner; kept as text.
    Dollar,
    /// Braces nested too deep; those inside are left out.
    Deep,
}

/// Groups within groups.
const MOST_OPEN: usize = 100;

/// How white space is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lines {
    /// Everything is one paragraph.
    One,
    /// An empty line or `\par` parts paragraphs.
    Paragraphs,
}

/// A value as text with marks.
pub fn to_text(tex: &str, lines: Lines, found: &mut Vec<Finding>) -> Text {
    if is_words(tex, lines) {
        return Text::of_line(tex);
    }
    let mut reader = Reader::new(tex, lines, found);
    reader.run();
    reader.finish()
}

/// A value as text without marks.
pub fn to_plain<'a>(tex: &'a str, found: &mut Vec<Finding>) -> Cow<'a, str> {
    let odd = |byte: u8, next: u8| {
        let control = (byte < b' ') & (byte != b'\t') & (byte != b'\n') & (byte != b'\r');
        control | (byte >= 0x7f) | is_tex(byte, next)
    };
    let double = |byte: u8, next: u8| (byte == b' ') & (next == b' ');
    if !any_pair(tex.as_bytes(), |byte, next| odd(byte, next) | double(byte, next) | (byte < b' ')) {
        let bare = !tex.starts_with(' ') && !tex.ends_with(' ');
        return Cow::Borrowed(if bare { tex } else { tex.trim_matches(' ') });
    }
    if !any_pair(tex.as_bytes(), odd) {
        return squeeze(tex);
    }
    Cow::Owned(with_scripts(&to_text(tex, Lines::One, found)))
}

/// The text without its marks. Where all of a raised or lowered range has characters of its own, these say it: `10⁶` is not
/// 106.
fn with_scripts(text: &Text) -> String {
    let (plain, mut out, mut at) = (text.plain(), String::with_capacity(text.plain().len()), 0);
    for mark in text.marks().iter().filter(|mark| matches!(mark.style, Style::Sup | Style::Sub)) {
        let inner = plain.get(mark.start..mark.end).unwrap_or_default();
        let scripts: Option<String> = inner.chars().map(|c| signs::to_script(c, mark.style == Style::Sup)).collect();
        if let Some(scripts) = scripts.filter(|_| at <= mark.start) {
            out.push_str(&plain[at..mark.start]);
            out.push_str(&scripts);
            at = mark.end;
        }
    }
    out.push_str(&plain[at..]);
    out
}

/// Signs of quotations, and of those inside them.
const DOUBLE: (&str, &str) = ("\u{201c}", "\u{201d}");
const SINGLE: (&str, &str) = ("\u{2018}", "\u{2019}");

/// What an open brace is waiting to close.
enum Frame {
    /// A group: how many marks were opened in it.
    Group(usize),
    /// The argument of a command kept as text: its brace is text too.
    Literal,
    /// An argument with words behind it, such as a closing quote.
    Closing(&'static str, usize),
    /// A tag of HTML.
    Tag(&'static str),
}

struct Reader<'a, 'f> {
    tex: &'a str,
    at: usize,
    lines: Lines,
    out: TextBuilder,
    buf: String,
    /// The last that was written is a blank, or nothing was.
    blank: bool,
    frames: Vec<Frame>,
    /// Braces beyond the bound.
    beyond: usize,
    /// How many protected ranges are open.
    protected: usize,
    /// A single quote was opened.
    quote: bool,
    /// What the next brace opens, when a command has said so.
    next: Option<Next>,
    /// How many groups were found not to be closed.
    unclosed: usize,
    found: &'f mut Vec<Finding>,
}

#[derive(Clone, Copy)]
enum Next {
    Style(Style),
    Plain,
    Literal,
    Quoted(&'static str, &'static str),
}

impl<'a, 'f> Reader<'a, 'f> {
    fn new(tex: &'a str, lines: Lines, found: &'f mut Vec<Finding>) -> Reader<'a, 'f> {
        Reader {
            tex,
            at: 0,
            lines,
            out: TextBuilder::new(),
            buf: String::with_capacity(tex.len()),
            blank: true,
            frames: Vec::new(),
            beyond: 0,
            protected: 0,
            quote: false,
            next: None,
            unclosed: 0,
            found,
        }
    }

    fn finish(mut self) -> Text {
        self.flush();
        let mut text = self.out.finish();
        text.trim_end_matches_once("");
        text
    }

    fn flush(&mut self) {
        if !self.buf.is_empty() {
            self.out.push(&self.buf);
            self.buf.clear();
        }
    }

    fn peek(&self) -> Option<u8> {
        self.tex.as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> &'a str {
        &self.tex[self.at..]
    }

    fn push(&mut self, text: &str) {
        if !text.is_empty() {
            self.buf.push_str(text);
            self.blank = false;
        }
    }

    fn space(&mut self) {
        if !self.blank {
            self.buf.push(' ');
            self.blank = true;
        }
    }

    fn open(&mut self, style: Style) {
        self.flush();
        self.out.open(style);
    }

    fn close(&mut self) {
        self.flush();
        self.out.close();
    }

    fn skip_blanks(&mut self) {
        let bytes = self.tex.as_bytes();
        while bytes.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
    }

    fn run(&mut self) {
        while self.at < self.tex.len() {
            // Words with single blanks between them.
            let (rest, quote) = (&self.tex.as_bytes()[self.at..], self.quote);
            let odd = |byte: u8, next: u8| {
                let doubled = (byte == next) & ((byte == b' ') | (byte == b'-') | (byte == b'\''));
                (byte < b' ') | is_sign(byte) | doubled | ((byte == b'\'') & quote)
            };
            let plain = if self.blank && rest[0] == b' ' { 0 } else { run(rest, odd) };
            if plain == 0 {
                self.special();
                continue;
            }
            self.next = None;
            let run = &self.tex[self.at..self.at + plain];
            self.push(run);
            self.blank = run.ends_with(' ');
            self.at += plain;
        }
    }

    fn special(&mut self) {
        let byte = self.tex.as_bytes()[self.at];
        if byte != b'{' {
            self.next = None;
        }
        let rest = self.rest();
        if matches!(byte, b'<' | b'{' | b'$') && self.html() {
            return;
        }
        match byte {
            b' ' | b'\t' | b'\n' | b'\r' => self.white(),
            b'\\' => self.command(),
            b'{' => {
                self.at += 1;
                self.brace();
            }
            b'}' => {
                self.at += 1;
                self.unbrace();
            }
            b'$' => self.dollar(),
            b'~' => self.take(1, "\u{a0}"),
            b'-' if rest.starts_with("---") => self.take(3, "\u{2014}"),
            b'-' if rest.starts_with("--") => self.take(2, "\u{2013}"),
            b'`' if rest.starts_with("``") => self.take(2, "\u{201c}"),
            b'\'' if rest.starts_with("''") => self.take(2, "\u{201d}"),
            b'`' if self.buf.ends_with('?') => self.inverted("\u{bf}"),
            b'`' if self.buf.ends_with('!') => self.inverted("\u{a1}"),
            b'`' if !self.buf.ends_with(char::is_alphanumeric) => {
                self.quote = true;
                self.take(1, "\u{2018}");
            }
            b'\'' if self.quote && !rest[1..].starts_with(char::is_alphanumeric) => {
                self.quote = false;
                self.take(1, "\u{2019}");
            }
            b'&' => match entity(rest) {
                Some((sign, length)) => self.take(length, &sign),
                None => self.take(1, "&"),
            },
            _ if byte < b' ' => self.at += 1,
            _ => self.take(1, &rest[..1]),
        }
    }

    fn take(&mut self, length: usize, text: &str) {
        self.at += length;
        self.push(text);
    }

    fn inverted(&mut self, sign: &str) {
        self.buf.pop();
        self.take(1, sign);
    }

    fn white(&mut self) {
        let start = self.at;
        self.skip_blanks();
        if self.at == start {
            self.at += 1;
        }
        let breaks = self.tex[start..self.at].bytes().filter(|byte| *byte == b'\n').count();
        if breaks > 1 { self.paragraph() } else { self.space() }
    }

    fn paragraph(&mut self) {
        if self.lines == Lines::One {
            return self.space();
        }
        if self.buf.ends_with(' ') {
            self.buf.pop();
        }
        if !(self.buf.ends_with('\n') || (self.buf.is_empty() && self.out.is_empty())) {
            self.buf.push('\n');
        }
        self.blank = true;
    }

    fn brace(&mut self) {
        if self.frames.len() >= MOST_OPEN {
            if self.beyond == 0 && !self.found.contains(&Finding::Deep) {
                self.found.push(Finding::Deep);
            }
            self.beyond += 1;
            return;
        }
        match self.next.take() {
            Some(Next::Style(style)) => {
                self.open(style);
                self.protected += usize::from(style == Style::Protected);
                self.frames.push(Frame::Group(1));
            }
            Some(Next::Plain) => self.frames.push(Frame::Group(0)),
            Some(Next::Literal) => {
                self.push("{");
                self.frames.push(Frame::Literal);
            }
            Some(Next::Quoted(open, close)) => {
                self.push(open);
                self.frames.push(Frame::Closing(close, 0));
            }
            None => {
                // A group that begins with a command protects nothing, and one inside a protected one says it again.
                let special = self.peek() == Some(b'\\');
                // So does one around a sign alone, as in `"a {"}word{"}"`.
                let sign =
                    self.peek().is_some_and(|byte| byte.is_ascii_punctuation()) && self.rest()[1..].starts_with('}');
                let protects = !(special || sign) && self.protected == 0 && self.peek() != Some(b'}');
                if protects {
                    self.open(Style::Protected);
                    self.protected += 1;
                }
                self.frames.push(Frame::Group(usize::from(protects)));
            }
        }
    }

    fn unbrace(&mut self) {
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        // A tag that was not closed inside the group ends with it.
        while let Some(Frame::Tag(_)) = self.frames.last() {
            self.frames.pop();
            self.close();
        }
        match self.frames.pop() {
            Some(Frame::Group(marks)) => self.end_marks(marks),
            Some(Frame::Closing(words, marks)) => {
                self.end_marks(marks);
                self.push(words);
            }
            Some(Frame::Literal) => {
                self.push("}");
                if self.peek() == Some(b'{') {
                    self.next = Some(Next::Literal);
                }
            }
            // A stray brace is nothing to TeX's reader but an error.
            Some(Frame::Tag(_)) | None => {}
        }
    }

    fn end_marks(&mut self, marks: usize) {
        for _ in 0..marks {
            self.close();
        }
        if marks > 0 && self.protected > 0 && !self.frames.iter().any(|frame| matches!(frame, Frame::Group(1..))) {
            self.protected = 0;
        }
    }

    fn command(&mut self) {
        let rest = &self.tex[self.at + 1..];
        let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let Some(first) = rest.chars().next() else { return self.take(1, "\\") };
        let name = &rest[..letters.max(first.len_utf8())];
        let start = self.at;
        self.at += 1 + name.len();
        let after = self.at;
        let starred = letters > 0 && self.rest().starts_with('*');
        if letters > 0 {
            self.at += usize::from(starred);
            self.skip_blanks();
        }
        match command(name) {
            Some(Command::Accent(mark)) => self.accent(mark, name),
            Some(Command::Sign(c)) => {
                self.push(c.encode_utf8(&mut [0; 4]));
                self.empty_group();
            }
            Some(Command::Word(word)) => {
                self.push(word);
                self.empty_group();
            }
            Some(Command::Space) => self.space(),
            Some(Command::Paragraph) => self.paragraph(),
            Some(Command::Nothing) => self.empty_group(),
            Some(Command::Style(style)) => self.argument(Next::Style(style)),
            Some(Command::Switch(style)) => self.switch(style),
            Some(Command::Transparent) => self.argument(Next::Plain),
            Some(Command::Quoted(open, close)) => {
                let (open, close) = if open == DOUBLE.0 { self.quotes(starred) } else { (open, close) };
                self.argument(Next::Quoted(open, close));
            }
            Some(Command::Verbatim) => {
                if let Some(address) = self.group() {
                    self.push(unescaped(address).trim());
                }
            }
            Some(Command::Link) => self.link(),
            Some(Command::Dropped) => {
                self.group();
            }
            Some(Command::Second) => {
                self.group();
                self.skip_blanks();
                self.argument(Next::Plain);
            }
            Some(Command::Math) => match self.group() {
                Some(content) => self.formula(content),
                None => self.unknown(start, after, name),
            },
            Some(Command::OpenMath(close)) => match near(self.rest(), LONG_FORMULA).find(close) {
                Some(length) => {
                    let content = &self.rest()[..length];
                    self.at += length + close.len();
                    self.formula(content);
                }
                None => self.unknown(start, after, name),
            },
            None => self.unknown(start, after, name),
        }
    }

    /// The signs of a quotation: single ones inside another, and where the star asks for them.
    fn quotes(&self, starred: bool) -> (&'static str, &'static str) {
        let open = |frame: &&Frame| matches!(frame, Frame::Closing(close, _) if [DOUBLE.1, SINGLE.1].contains(close));
        let inner = self.frames.iter().filter(open).count() % 2 == 1;
        if inner != starred { SINGLE } else { DOUBLE }
    }

    /// `\o{}` ends the command with an empty group.
    fn empty_group(&mut self) {
        if self.rest().starts_with("{}") {
            self.at += 2;
        }
    }

    /// A style until the end of the group.
    fn switch(&mut self, style: Style) {
        self.empty_group();
        if self.frames.is_empty() && self.beyond == 0 {
            self.frames.push(Frame::Group(0));
        }
        match self.frames.last_mut() {
            Some(Frame::Group(marks) | Frame::Closing(_, marks)) => *marks += 1,
            _ => return,
        }
        self.open(style);
    }

    /// Keeps a command as text, with its arguments.
    fn unknown(&mut self, start: usize, after: usize, name: &str) {
        let finding = Finding::Unknown(name.to_owned());
        if self.found.len() < 20 && !self.found.contains(&finding) {
            self.found.push(finding);
        }
        let words = &self.tex[start..after];
        self.push(words);
        self.at = after;
        if let Some(options) = self.rest().strip_prefix('[').and_then(|rest| near(rest, 200).find(']')) {
            self.take(options + 2, &self.tex[after..after + options + 2]);
        }
        if self.peek() == Some(b'{') {
            self.next = Some(Next::Literal);
        }
    }

    fn dollar(&mut self) {
        let rest = self.rest();
        let double = rest.starts_with("$$");
        let open = if double { 2 } else { 1 };
        match closing_dollar(&rest[open..]) {
            // `$5 and $6` is money.
            Some(end)
                if !(rest[open..].starts_with(|c: char| c.is_ascii_digit())
                    && rest[open..open + end].ends_with(char::is_whitespace)) =>
            {
                let content = &rest[open..open + end];
                self.at += open + end + 1;
                if double && self.peek() == Some(b'$') {
                    self.at += 1;
                }
                self.formula(content);
            }
            _ => {
                if !self.found.contains(&Finding::Dollar) {
                    self.found.push(Finding::Dollar);
                }
                self.take(1, "$");
            }
        }
    }

    fn formula(&mut self, content: &str) {
        match formula::simple(content) {
            Some(steps) => {
                for step in steps {
                    match step {
                        formula::Step::Open(style) => self.open(style),
                        formula::Step::Close => self.close(),
                        formula::Step::Char(' ') => self.space(),
                        formula::Step::Char(c) => self.push(c.encode_utf8(&mut [0; 4])),
                    }
                }
            }
            None => {
                let content = squeeze(content);
                if !content.is_empty() {
                    self.open(Style::Tex);
                    self.push(&content);
                    self.close();
                }
            }
        }
    }

    /// `<i>` or `</i>`, if one stands here that does something; of paragraphs, in texts that have some.
    fn html(&mut self) -> bool {
        if self.lines == Lines::Paragraphs
            && let Some(length) = block(self.rest())
        {
            self.at += length;
            self.paragraph();
            return true;
        }
        let Some((length, name, style)) = tag(self.rest()) else { return false };
        match style {
            Some(style) if self.frames.len() < MOST_OPEN => {
                self.at += length;
                self.open(style);
                self.frames.push(Frame::Tag(name));
                true
            }
            None if matches!(self.frames.last(), Some(Frame::Tag(open)) if *open == name) => {
                self.at += length;
                self.frames.pop();
                self.close();
                true
            }
            _ => false,
        }
    }
}

/// Whether a command is one that is read as text.
pub fn is_known(name: &str) -> bool {
    command(name).is_some()
}

/// Whether nothing in LaTeX does more than set type.
pub fn is_harmless(tex: &str) -> bool {
    if tex.contains("^^") {
        return false;
    }
    let mut rest = tex;
    while let Some(at) = rest.find('\\') {
        rest = &rest[at + 1..];
        let letters = rest.bytes().take_while(|byte| byte.is_ascii_alphabetic() || *byte == b'@').count();
        let length = if letters > 0 { letters } else { rest.chars().next().map_or(0, char::len_utf8) };
        // In paths and addresses a backslash before a digit or a sign is no command.
        if letters > 0 && !is_known(&rest[..length]) {
            return false;
        }
        rest = &rest[length..];
    }
    true
}

#[cfg(test)]
mod tests;
