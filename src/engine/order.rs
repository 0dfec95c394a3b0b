//! The thread that writes: puts finished chunks in order, makes citation keys unique, passes findings on.

use super::worker::Done;
use super::{OnProblem, Plan};
use crate::diagnostic::{Diagnostic, Report};
use crate::error::Error;
use crate::format::{Out, Parser, Shape, Writer};
use crate::log::Code;
use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, BufWriter, Write};
use std::sync::Arc;

/// Where it goes what is no output.
pub struct Sinks<'s, 'a> {
    pub rejects: Option<&'s mut dyn Write>,
    pub on_problem: Option<&'s mut OnProblem<'a>>,
}

impl Sinks<'_, '_> {
    fn problem(&mut self, diagnostic: &Diagnostic) {
        if let Some(on_problem) = &mut self.on_problem {
            on_problem(diagnostic);
        }
    }
}

/// Writes what workers made to one output, in the order of the input.
pub struct Order<'a, W: Write> {
    plan: &'a Plan<'a>,
    output: BufWriter<W>,
    writer: Option<Box<dyn Writer>>,
    keys: Keys,
    framed: Option<(Arc<str>, Arc<dyn Parser>)>,
    /// Inputs in which bytes were found that are not UTF-8.
    not_utf8: HashSet<Arc<str>>,
    report: Report,
}

impl<'a, W: Write> Order<'a, W> {
    /// Begins with nothing written.
    pub fn new(plan: &'a Plan<'a>, output: W) -> Order<'a, W> {
        Order {
            plan,
            output: BufWriter::with_capacity(64 * 1024, output),
            writer: None,
            keys: Keys::default(),
            framed: None,
            not_utf8: HashSet::new(),
            report: Report::default(),
        }
    }

    /// Writes the next chunk.
    pub fn take(&mut self, done: Done, sinks: &mut Sinks<'_, '_>) -> Result<(), Error> {
        self.begin(done.shape)?;
        let mut report = done.report;
        for diagnostic in done.diagnostics {
            // One warning a file says it all.
            if diagnostic.code == Code::NotUtf8 && !self.not_utf8.insert(Arc::clone(&diagnostic.input)) {
                report.codes.entry(Code::NotUtf8).and_modify(|count| *count -= 1);
                continue;
            }
            sinks.problem(&diagnostic);
        }
        report.codes.retain(|_, count| *count > 0);
        if report.written > 0 && self.report.written > 0 {
            let mut between = Out::new();
            if let Some(writer) = &self.writer {
                writer.between(&mut between);
            }
            self.write(between.bytes())?;
        }
        let bytes = done.out.bytes();
        let mut from = 0;
        for key in done.out.keys() {
            self.write(&bytes[from..key.end])?;
            let suffix = self.keys.suffix(&bytes[key.clone()]);
            self.write(suffix.as_bytes())?;
            from = key.end;
        }
        self.write(&bytes[from..])?;
        self.report.absorb(report);
        if !done.rejects.is_empty() {
            self.reject(&done.rejects, &done.input, &done.parser, sinks)?;
        }
        Ok(())
    }

    /// Passes on a finding that belongs to no chunk.
    pub fn note(&mut self, diagnostic: &Diagnostic, sinks: &mut Sinks<'_, '_>) {
        self.report.tally(diagnostic.code);
        sinks.problem(diagnostic);
    }

    /// Notes that an input has been read to its end.
    pub fn ended(&mut self, input: &str, format: &'static str, records: u64) {
        self.report.inputs.push((input.to_owned(), format, records));
    }

    /// Writes what stands after the last article, and gives the output and the report.
    pub fn finish(mut self, sinks: &mut Sinks<'_, '_>) -> Result<(W, Report), Error> {
        self.begin(Shape::Many)?;
        let mut end = Out::new();
        if let Some(writer) = &self.writer {
            writer.end(&mut end);
        }
        self.write(end.bytes())?;
        self.output.flush().map_err(|fault| self.failed(fault))?;
        self.close_frame(sinks)?;
        // It has been flushed: nothing is left that could be lost.
        let (output, _) = self.output.into_parts();
        Ok((output, self.report))
    }

    /// Ends without writing what is still held.
    pub fn discard(self) {
        drop(self.output.into_parts());
    }

    /// Writes what stands before the first article, once.
    fn begin(&mut self, shape: Shape) -> Result<(), Error> {
        if self.writer.is_some() || self.plan.survey {
            return Ok(());
        }
        let writer = (self.plan.make_writer)(&self.plan.write_options(shape));
        let mut begin = Out::new();
        writer.begin(&mut begin);
        self.writer = Some(writer);
        self.write(begin.bytes())
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.output.write_all(bytes).map_err(|fault| self.failed(fault))
    }

    fn failed(&self, source: io::Error) -> Error {
        match source.kind() {
            io::ErrorKind::BrokenPipe => Error::Closed,
            _ => Error::Output { name: self.plan.output_name.clone(), source },
        }
    }

    /// Writes rejected bytes, framed so that they are a valid file once mended.
    fn reject(
        &mut self,
        bytes: &[u8],
        input: &Arc<str>,
        parser: &Arc<dyn Parser>,
        sinks: &mut Sinks<'_, '_>,
    ) -> Result<(), Error> {
        if sinks.rejects.is_none() {
            return Ok(());
        }
        let known = self.framed.as_ref().is_some_and(|(framed, _)| framed == input);
        if !known {
            self.close_frame(sinks)?;
            self.framed = Some((Arc::clone(input), Arc::clone(parser)));
        }
        if let Some(rejects) = &mut sinks.rejects {
            if !known {
                rejects.write_all(parser.frame().0.as_bytes()).map_err(rejects_failed)?;
            }
            rejects.write_all(bytes).map_err(rejects_failed)?;
        }
        Ok(())
    }

    fn close_frame(&mut self, sinks: &mut Sinks<'_, '_>) -> Result<(), Error> {
        if let (Some((_, parser)), Some(rejects)) = (self.framed.take(), &mut sinks.rejects) {
            rejects.write_all(parser.frame().1.as_bytes()).map_err(rejects_failed)?;
        }
        Ok(())
    }
}

fn rejects_failed(source: io::Error) -> Error {
    Error::Output { name: "the rejects".to_owned(), source }
}

/// The citation keys of an output: a hash of each, and how far letters have been given to those that clashed.
#[derive(Default)]
struct Keys {
    known: HashSet<u64>,
    clashes: HashMap<u64, u32>,
}

impl Keys {
    /// The letters that make a key unique; none for one that is new. BibTeX takes `Zhou1` and `zhou1` for one, so case does
    /// not count.
    fn suffix(&mut self, key: &[u8]) -> String {
        let hash = hash_of(key, "");
        if self.known.insert(hash) {
            return String::new();
        }
        let mut next = self.clashes.get(&hash).copied().unwrap_or(0);
        loop {
            let suffix = letters(next);
            next += 1;
            if self.known.insert(hash_of(key, &suffix)) {
                self.clashes.insert(hash, next);
                return suffix;
            }
        }
    }
}

fn hash_of(key: &[u8], suffix: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    String::from_utf8_lossy(key).to_lowercase().hash(&mut Ends(&mut hasher));
    suffix.hash(&mut Ends(&mut hasher));
    hasher.finish()
}

/// Hashes strings without the mark that ends each, so that `ab` + `` and `a` + `b` are one key.
struct Ends<'a>(&'a mut DefaultHasher);

impl Hasher for Ends<'_> {
    fn write(&mut self, bytes: &[u8]) {
        // A string's hash is its bytes and then 0xff.
        if bytes != [0xff] {
            self.0.write(bytes);
        }
    }

    fn finish(&self) -> u64 {
        self.0.finish()
    }
}

/// `a`, `b`, ... `z`, `aa`, `ab`, ...
fn letters(mut number: u32) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(b'a' + (number % 26) as u8);
        if number < 26 {
            break;
        }
        number = number / 26 - 1;
    }
    letters.iter().rev().map(|letter| char::from(*letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suffixes() {
        for (number, expected) in [(0, "a"), (25, "z"), (26, "aa"), (27, "ab"), (701, "zz"), (702, "aaa")] {
            assert_eq!(letters(number), expected);
        }
    }

    #[test]
    fn keys_become_unique() {
        let mut keys = Keys::default();
        let unique: Vec<_> = ["zhou1", "Zhou1", "zhou1a", "zhou1", "li"]
            .iter()
            .map(|key| format!("{key}{}", keys.suffix(key.as_bytes())))
            .collect();
        assert_eq!(unique, ["zhou1", "Zhou1a", "zhou1aa", "zhou1b", "li"]);
    }
}
