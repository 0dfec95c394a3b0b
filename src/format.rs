//! What a format is: how its bytes are cut into records, how a record is read, how an article is written.
//!
//! A format is a [`Format`] value in the registry ([`crate::formats`]). Its reader comes in two parts: a [`Splitter`], which
//! finds the edges of records on one thread, and a [`Parser`], which reads one record on any thread. Its [`Writer`]
//! appends one article at a time to a buffer. None of the three does input or output.

use crate::article::{Article, Kind, Slots};
use crate::key::KeyPattern;
use crate::log::Log;
use std::io::{self, Read};
use std::sync::Arc;

/// A format that bibmill knows.
#[derive(Clone, Copy)]
pub struct Format {
    /// Name on the command line: `ris`.
    pub name: &'static str,
    /// Name in prose: `RIS (Research Information Systems)`.
    pub title: &'static str,
    /// The family whose extra fields it takes back: `bibtex` for BibTeX and BibLaTeX.
    pub family: &'static str,
    /// Extensions of its files, without the dot, the usual one first.
    pub extensions: &'static [&'static str],
    /// How likely a text that begins so is of this format. Sees at most 8 KiB, decoded, without a byte-order mark.
    pub sniff: fn(head: &str) -> Likely,
    /// Options for `--set NAME.OPTION=VALUE`.
    pub options: &'static [Opt],
    /// Makes a splitter, if the format can be read.
    pub reader: Option<MakeSplitter>,
    /// Makes a writer, if the format can be written.
    pub writer: Option<MakeWriter>,
    /// Whether one article alone is written in another shape than several: [`WriteOptions::shape`] is then worked out
    /// before the first is written.
    pub shaped: bool,
}

impl std::fmt::Debug for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Format").field("name", &self.name).finish_non_exhaustive()
    }
}

/// Makes a splitter, and with it a parser.
pub type MakeSplitter = fn(&ReadOptions) -> Box<dyn Splitter>;

/// Makes a writer.
pub type MakeWriter = fn(&WriteOptions) -> Box<dyn Writer>;

/// How likely a text is of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likely {
    /// It is not.
    No,
    /// It may be; another format's `Yes` wins, and a file's extension breaks a tie.
    Maybe,
    /// It is.
    Yes,
}

/// An option of one format.
#[derive(Clone, Copy, Debug)]
pub struct Opt {
    /// Name, without that of the format: `protect` for `--set bibtex.protect=none`.
    pub name: &'static str,
    /// What it does, in a phrase.
    pub meaning: &'static str,
    /// Which values it takes; the first of a list is the default.
    pub values: Values,
}

/// Values of an option.
#[derive(Clone, Copy, Debug)]
pub enum Values {
    /// `true` or `false`; the given one is the default.
    Flag(bool),
    /// One of a list.
    OneOf(&'static [&'static str]),
    /// Any text; what it looks like.
    Text(&'static str),
    /// Any text that passes a check, which says what is wrong with one that does not; what it looks like.
    Checked(&'static str, fn(&str) -> Result<(), String>),
}

/// Values given for options of one format, checked against its list.
#[derive(Clone, Debug, Default)]
pub struct Settings(Vec<(String, String)>);

impl Settings {
    /// Takes a value in. An error says what is wrong with it.
    pub fn set(&mut self, format: &Format, name: &str, value: &str) -> Result<(), String> {
        let Some(option) = format.options.iter().find(|option| option.name == name) else {
            let known: Vec<_> = format.options.iter().map(|option| option.name).collect();
            return Err(match known.is_empty() {
                true => format!("{} has no options", format.name),
                false => format!("{} has no option {name}; it has {}", format.name, known.join(", ")),
            });
        };
        let fine = match option.values {
            Values::Flag(_) => matches!(value, "true" | "false"),
            Values::OneOf(list) => list.contains(&value),
            Values::Text(_) => true,
            Values::Checked(_, check) => {
                check(value).map_err(|why| format!("{}.{name}: {why}", format.name))?;
                true
            }
        };
        if !fine {
            let wanted = match option.values {
                Values::OneOf(list) => list.join(", "),
                _ => "true, false".to_owned(),
            };
            return Err(format!("{}.{name} takes one of {wanted}", format.name));
        }
        self.0.retain(|(known, _)| known != name);
        self.0.push((name.to_owned(), value.to_owned()));
        Ok(())
    }

    /// The value given for an option.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The value of an option that is a flag.
    pub fn flag(&self, name: &str, default: bool) -> bool {
        self.get(name).map_or(default, |value| value == "true")
    }
}

/// What a reader is told.
#[derive(Clone, Debug)]
pub struct ReadOptions {
    /// Options of the format.
    pub settings: Settings,
    /// Slots that somebody will look at. A parser may pass over the others, and then says so with [`Log::skipped`].
    pub wanted: Slots,
}

impl Default for ReadOptions {
    fn default() -> ReadOptions {
        ReadOptions { settings: Settings::default(), wanted: Slots::ALL }
    }
}

/// What a writer is told.
#[derive(Clone, Debug)]
pub struct WriteOptions {
    /// Options of the format.
    pub settings: Settings,
    /// How citation keys are made.
    pub keys: KeyPattern,
    /// Whether one article will be written or several; sure only where [`Format::shaped`].
    pub shape: Shape,
}

impl Default for WriteOptions {
    fn default() -> WriteOptions {
        WriteOptions { settings: Settings::default(), keys: KeyPattern::default(), shape: Shape::Many }
    }
}

/// How many articles are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Exactly one.
    One,
    /// None, two or more.
    Many,
}

/// What lies at the front of the buffer. Lengths are in bytes and never 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// The buffer ends before it can be said; never at the end of the input, unless the buffer is empty.
    More,
    /// What belongs to no record. Blank gaps pass; other text is logged.
    Gap(usize),
    /// Punctuation of the container, such as a bracket around all records.
    Frame(usize),
    /// What later records need, such as the header of a table. The splitter's next parser holds it.
    Prelude(usize),
    /// A record.
    Record(usize),
}

/// Finds the edges of records. Runs on one thread an input, and remembers how far it has looked: called again with a longer
/// buffer it does not start over.
pub trait Splitter: Send {
    /// What lies at the front of `buf`. When `at_end`, no more bytes will come, and every byte must be given out.
    fn cut(&mut self, buf: &[u8], at_end: bool) -> Cut;

    /// The record at the front is too large to be held: its first `count` bytes were passed on and will not be at the front
    /// of the next buffer. What follows up to the record's end is cut as a record, and is its rest.
    fn skip(&mut self, count: usize);

    /// The parser for what is cut from here on; asked again after a [`Cut::Prelude`].
    fn parser(&self) -> Arc<dyn Parser>;

    /// Whether it wants to look through the whole input before it is asked for the first cut.
    fn surveys(&self) -> bool {
        false
    }

    /// Looks through the whole input, as often as it opens it, for what records need from others.
    ///
    /// # Errors
    ///
    /// When the input cannot be read. It is then cut all the same.
    fn survey(&mut self, _open: &mut dyn FnMut() -> io::Result<Box<dyn Read>>) -> io::Result<()> {
        Ok(())
    }
}

/// Reads one record.
pub trait Parser: Send + Sync {
    /// Reads a record into an article that is empty. Same text, same article, whatever came before.
    fn parse(&self, record: &str, article: &mut Article, log: &mut Log) -> Outcome;

    /// What stands before and after rejected records, so that they are a valid file when mended: a table's header, a root
    /// element.
    fn frame(&self) -> (&str, &str) {
        ("", "")
    }
}

/// What became of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was read.
    Whole,
    /// It was read in part: the article is written, and the record is rejected too. The log holds an error.
    Partial,
    /// It is legal, and no article. The log holds a note.
    NotARecord,
    /// It could not be read. The log holds an error.
    Rejected,
}

/// Slots that a writer carries for a kind of work.
#[derive(Clone, Copy, Debug, Default)]
pub struct Carries {
    /// Come back when the output is read again.
    pub exact: Slots,
    /// Written, but in a form that a reader cannot tell apart: MeSH headings among the keywords.
    pub flattened: Slots,
}

/// Writes articles, one at a time. Appends to a buffer; cannot fail; one instance a worker.
pub trait Writer: Send {
    /// What it can carry. The engine reports the rest as lost.
    fn carries(&self, kind: &Kind) -> Carries;

    /// The slots that it looks at, whatever the kind. A reader may pass over the others.
    fn wants(&self) -> Slots {
        Slots::ALL
    }

    /// Whether extra fields of all families are carried, and not only those of its own.
    fn carries_all_extra(&self) -> bool {
        false
    }

    /// What stands before the first article.
    fn begin(&self, _out: &mut Out) {}

    /// Writes an article. Same article, same bytes.
    fn article(&mut self, article: &Article, out: &mut Out, log: &mut Log);

    /// What stands between two articles.
    fn between(&self, _out: &mut Out) {}

    /// What stands after the last.
    fn end(&self, _out: &mut Out) {}
}

/// A buffer that a writer appends to.
///
/// It notes where citation keys stand, so that the thread that writes in order can make them unique.
#[derive(Debug, Default)]
pub struct Out {
    bytes: Vec<u8>,
    keys: Vec<std::ops::Range<usize>>,
}

impl Out {
    /// An empty buffer.
    pub fn new() -> Out {
        Out::default()
    }

    /// An empty buffer with room for so many bytes.
    pub fn with_capacity(bytes: usize) -> Out {
        Out { bytes: Vec::with_capacity(bytes), keys: Vec::new() }
    }

    /// Appends text.
    pub fn push_str(&mut self, text: &str) {
        self.bytes.extend_from_slice(text.as_bytes());
    }

    /// Appends texts, one after the other.
    pub fn extend<const N: usize>(&mut self, texts: [&str; N]) {
        self.bytes.reserve(texts.iter().map(|text| text.len()).sum());
        texts.iter().for_each(|text| self.bytes.extend_from_slice(text.as_bytes()));
    }

    /// Appends bytes that are UTF-8.
    pub fn push_bytes(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Appends a character.
    pub fn push(&mut self, c: char) {
        self.push_str(c.encode_utf8(&mut [0; 4]));
    }

    /// Appends a citation key, escaped as the format needs it. When the output has that key already, letters are put behind
    /// it.
    pub fn key(&mut self, key: &str) {
        let start = self.bytes.len();
        self.push_str(key);
        self.keys.push(start..self.bytes.len());
    }

    /// What was written.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Where keys stand, in order.
    pub fn keys(&self) -> &[std::ops::Range<usize>] {
        &self.keys
    }

    /// How many bytes were written.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Takes back all but the first `len` bytes.
    pub fn truncate(&mut self, len: usize) {
        self.bytes.truncate(len);
        self.keys.retain(|key| key.end <= len);
    }

    /// Empties the buffer and keeps its memory.
    pub fn clear(&mut self) {
        self.truncate(0);
    }
}

impl std::io::Write for Out {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl std::fmt::Write for Out {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.push_str(text);
        Ok(())
    }
}
