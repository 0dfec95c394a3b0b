//! What is done with each record: parse, write, note what was lost. Runs on every worker thread.

use super::cutter::PieceKind;
use super::feed::Task;
use super::{Event, Plan};
use crate::article::{Article, Extra, Kind, Slot, Slots};
use crate::diagnostic::{Diagnostic, Lines, Report};
use crate::error::Error;
use crate::format::{Carries, Likely, Out, Outcome, Parser, Shape, WriteOptions, Writer};
use crate::formats::FORMATS;
use crate::input::HEAD;
use crate::latest::pmid_of;
use crate::log::{Code, Log, shown};
use encoding_rs::WINDOWS_1252;
use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// What became of a chunk.
pub struct Done {
    /// The articles, written.
    pub out: Out,
    /// Findings, in order.
    pub diagnostics: Vec<Diagnostic>,
    /// Bytes that could not be read, as found.
    pub rejects: Vec<u8>,
    /// Frames the rejects.
    pub parser: Arc<dyn Parser>,
    /// Name of the input.
    pub input: Arc<str>,
    /// What was done.
    pub report: Report,
    /// Bytes of input that can be let go.
    pub cost: usize,
    /// What the writer was told.
    pub shape: Shape,
    /// In a survey: numbers of records, their PMIDs and versions.
    pub seen: Vec<(u64, String, u32)>,
}

/// A worker: its writer, and buffers that it uses again.
pub struct Worker<'a> {
    plan: &'a Plan<'a>,
    /// Which input the chunk in hand is of.
    unit: usize,
    shape: Shape,
    writer: Option<Box<dyn Writer>>,
    between: Out,
    /// The article in hand is taken out of it, and given back for its buffers.
    article: Option<Box<Article>>,
    log: Log,
    /// What the writer carries of the kinds that were seen, up to a few.
    carries: Vec<(Kind, Carries)>,
    /// How many bytes the chunk before became.
    made: usize,
    /// How many articles of the chunk lost something of each slot, by its place in [`Slot::ALL`].
    lost: Vec<u64>,
    /// How many were written without something.
    flattened: Vec<((Slot, &'static str), u64)>,
}

/// How many names are looked through one by one.
const FEW: usize = 16;

impl<'a> Worker<'a> {
    /// A worker on a plan.
    pub fn new(plan: &'a Plan<'a>) -> Worker<'a> {
        Worker {
            plan,
            unit: 0,
            shape: Shape::Many,
            writer: None,
            between: Out::new(),
            article: None,
            log: Log::new(),
            carries: Vec::new(),
            made: 0,
            lost: vec![0; Slot::ALL.len()],
            flattened: Vec::new(),
        }
    }

    /// Works on a chunk, and tells what became of it.
    pub fn done(&mut self, task: Task) -> Event {
        // What a format does wrong is caught with its record; this is for the rest.
        let done = catch_unwind(AssertUnwindSafe(|| self.work(task)));
        done.map_or(Event::Failed(Error::Internal), |done| Event::Done(Box::new(done)))
    }

    fn work(&mut self, task: Task) -> Done {
        let Task { unit, shape, chunk, .. } = task;
        let mut done = Done {
            out: Out::with_capacity(self.made + self.made / 8),
            diagnostics: Vec::new(),
            rejects: Vec::new(),
            parser: Arc::clone(&chunk.parser),
            input: Arc::clone(&chunk.input),
            report: Report::default(),
            cost: chunk.bytes.len(),
            shape,
            seen: Vec::new(),
        };
        self.unit = unit;
        if self.writer.is_none() || self.shape != shape {
            let writer = (self.plan.make_writer)(&self.plan.write_options(shape));
            self.between.clear();
            writer.between(&mut self.between);
            (self.writer, self.shape, self.carries) = (Some(writer), shape, Vec::new());
        }
        let (mut at, mut line, mut record) = (0, chunk.line, chunk.records_before);
        for piece in &chunk.pieces {
            let bytes = &chunk.bytes[at..at + piece.len];
            record += u64::from(matches!(piece.kind, PieceKind::Record | PieceKind::Oversize));
            let place = Place { input: &chunk.input, record, line, start: chunk.offset + at as u64 };
            match piece.kind {
                PieceKind::Frame => {}
                PieceKind::Gap => gap(bytes, &place, &mut done),
                PieceKind::Record => self.record(bytes, &*chunk.parser, &place, &mut done),
                PieceKind::Oversize => {
                    let message = "the record is larger than --max-record; it is in the rejects".to_owned();
                    done.report.read += 1;
                    done.report.rejected += 1;
                    reject(bytes, &mut done);
                    place.add(
                        Code::OversizeRecord,
                        message,
                        &decode(&bytes[..bytes.len().min(1024)]).0,
                        0..0,
                        &mut done,
                    );
                }
                // The front of it ended anywhere: what follows must join on to it.
                PieceKind::OversizeRest => done.rejects.extend_from_slice(bytes),
            }
            at += piece.len;
            line += piece.lines;
        }
        self.made = done.out.len();
        for (slot, count) in Slot::ALL.iter().zip(&mut self.lost).filter(|(_, count)| **count > 0) {
            *done.report.lost.entry(*slot).or_default() += std::mem::take(count);
        }
        for (what, count) in self.flattened.drain(..) {
            *done.report.flattened.entry(what).or_default() += count;
        }
        done
    }

    fn record(&mut self, bytes: &[u8], parser: &dyn Parser, place: &Place<'_>, done: &mut Done) {
        let (text, broken) = decode(bytes);
        if let Some(at) = broken {
            let message = "bytes that are not UTF-8 were read as Windows-1252".to_owned();
            place.add(Code::NotUtf8, message, &text, at..at, done);
        }
        let (written, keys) = (done.out.len(), done.out.keys().len());
        done.report.read += 1;
        let outcome = catch_unwind(AssertUnwindSafe(|| self.convert(&text, parser, place, done)));
        let outcome = outcome.unwrap_or_else(|_| {
            done.out.truncate(written);
            debug_assert_eq!(done.out.keys().len(), keys);
            self.writer = Some((self.plan.make_writer)(&self.plan.write_options(self.shape)));
            self.log.clear();
            self.log.add(
                Code::Internal,
                0..0,
                "bibmill failed on this record, which is a fault of bibmill; it is in the rejects",
            );
            Outcome::Rejected
        });
        let mut lines = Lines::from(place.line);
        for problem in self.log.take_problems() {
            let line = lines.line_of(problem.at.start, &text);
            place.add_on_line(line, problem.code, problem.message, &text, problem.at, done);
        }
        match outcome {
            Outcome::Whole => {}
            Outcome::Partial => done.report.partial += 1,
            Outcome::NotARecord => done.report.not_articles += 1,
            Outcome::Rejected => done.report.rejected += 1,
        }
        if matches!(outcome, Outcome::Partial | Outcome::Rejected) {
            reject(bytes, done);
        }
    }

    fn convert(&mut self, text: &str, parser: &dyn Parser, place: &Place<'_>, done: &mut Done) -> Outcome {
        let mut article = self.article.take().unwrap_or_default();
        let outcome = self.convert_with(&mut article, text, parser, place, done);
        self.article = Some(article);
        outcome
    }

    /// Reads the record and writes its article, and those related to it that are asked for.
    fn convert_with(
        &mut self,
        article: &mut Article,
        text: &str,
        parser: &dyn Parser,
        place: &Place<'_>,
        done: &mut Done,
    ) -> Outcome {
        article.clear();
        self.log.clear();
        let outcome = parser.parse(text, article, &mut self.log);
        if matches!(outcome, Outcome::Whole | Outcome::Partial) {
            if self.plan.survey {
                let known = pmid_of(article);
                done.seen.extend(known.map(|(pmid, version)| (place.record, pmid.to_owned(), version)));
                return outcome;
            }
            if !self.plan.keeps(article, self.unit, place.record) {
                let (pmid, version) = pmid_of(article).unwrap_or_default();
                let message = format!("another record of PMID {} is later than version {version}", shown(pmid));
                self.log.add(Code::OlderVersion, 0..0, message);
                done.report.older += 1;
                return outcome;
            }
            place.mark(article, text.len());
            let related = self.plan.related.of(article);
            let skipped = self.log.skipped_slots();
            self.write(article, skipped, related.all_of, done);
            for other in related.articles {
                self.write(other, Slots::NONE, Slots::NONE, done);
                done.report.related += 1;
            }
        }
        outcome
    }

    /// Writes an article and notes what was lost. Slots in `skipped` are filled in the record, though not in the article;
    /// those in `elsewhere` are written as records of their own.
    fn write(&mut self, article: &Article, skipped: Slots, elsewhere: Slots, done: &mut Done) {
        let Some(writer) = &mut self.writer else { return };
        if done.report.written > 0 {
            done.out.push_bytes(self.between.bytes());
        }
        let carries = match self.carries.iter().find(|(kind, _)| *kind == article.kind) {
            Some((_, carries)) => *carries,
            None => {
                let carries = writer.carries(&article.kind);
                if self.carries.len() < FEW {
                    self.carries.push((article.kind.clone(), carries));
                }
                carries
            }
        };
        writer.article(article, &mut done.out, &mut self.log);
        done.report.written += 1;

        let filled = article.filled().or(skipped);
        let uncarried = filled.without(carries.exact).without(carries.flattened).without(elsewhere);
        let lost = uncarried.or(self.log.lost_slots()).without(Slots::of(&[Slot::Extra]));
        lost.iter().for_each(|slot| self.lost[slot as usize] += 1);
        let all = writer.carries_all_extra();
        let foreign = |extra: &&Extra| !all && !extra.copied && extra.format != self.plan.family;
        for extra in article.extra.iter().filter(foreign) {
            let known = &mut done.report.lost_extra;
            // A few names come again and again: they need no copies to be found.
            let found = if known.len() <= FEW {
                known.iter_mut().find(|((format, key), _)| *format == extra.format && *key == extra.key)
            } else {
                None
            };
            match found {
                Some((_, count)) => *count += 1,
                None => *known.entry((extra.format.clone(), extra.key.clone())).or_default() += 1,
            }
        }
        for slot in filled.and(carries.flattened).without(lost).iter() {
            count(&mut self.flattened, (slot, "a place of its own"));
        }
        for flattening in self.log.flattenings() {
            count(&mut self.flattened, *flattening);
        }
        self.log.forget_losses();
    }
}

/// Counts one more of something, of which there are few sorts.
fn count<T: PartialEq>(counts: &mut Vec<(T, u64)>, what: T) {
    match counts.iter_mut().find(|(known, _)| *known == what) {
        Some((_, count)) => *count += 1,
        None => counts.push((what, 1)),
    }
}

/// Where a piece of input stands.
pub struct Place<'a> {
    /// Name of the input.
    pub input: &'a Arc<str>,
    /// Number of the record.
    pub record: u64,
    /// Line on which it starts.
    pub line: u64,
    /// Its first byte.
    pub start: u64,
}

impl Place<'_> {
    /// Tells an article where it was found, unless its format has said so.
    pub fn mark(&self, article: &mut Article, length: usize) {
        if article.source.record != 0 || !article.source.input.is_empty() {
            return;
        }
        article.source.input.push_str(self.input);
        article.source.record = self.record;
        article.source.line = self.line;
        article.source.start = self.start;
        article.source.end = self.start + length as u64;
    }

    fn add(&self, code: Code, message: String, text: &str, at: std::ops::Range<usize>, done: &mut Done) {
        let line = Lines::from(self.line).line_of(at.start, text);
        self.add_on_line(line, code, message, text, at, done);
    }

    fn add_on_line(
        &self,
        line: u64,
        code: Code,
        message: String,
        text: &str,
        at: std::ops::Range<usize>,
        done: &mut Done,
    ) {
        done.report.tally(code);
        done.diagnostics.push(Diagnostic::on_line(code, message, self.input, self.record, line, text, at));
    }
}

/// Text between records: blank passes, the rest is reported and rejected.
fn gap(bytes: &[u8], place: &Place<'_>, done: &mut Done) {
    let (text, _) = decode(bytes);
    let body = text.trim();
    if body.is_empty() {
        return;
    }
    let start = text.len() - text.trim_start().len();
    let message = format!("{}; it is in the rejects", stray(body, place.start == 0));
    let place = Place { record: 0, ..*place };
    place.add(Code::StrayText, message, &text, start..start + body.len().min(60), done);
    reject(bytes, done);
}

/// What is said of text that is in no record. At the head of an input, it may show that the input is of another format.
pub fn stray(text: &str, is_head: bool) -> String {
    let what = shown(text.trim().lines().next().unwrap_or(""));
    let mut end = text.len().min(HEAD);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = &text[..end];
    match FORMATS.iter().find(|format| is_head && (format.sniff)(head) == Likely::Yes) {
        Some(other) => format!("{what} is in no record; the input looks like {}", other.title),
        None => format!("{what} is in no record"),
    }
}

/// Puts bytes with the rejects, on lines of their own.
fn reject(bytes: &[u8], done: &mut Done) {
    if done.rejects.last().is_some_and(|last| *last != b'\n' && *last != b'\r') {
        done.rejects.push(b'\n');
    }
    done.rejects.extend_from_slice(bytes);
}

/// UTF-8 as it is; bytes that are none of it as Windows-1252. Also the place of the first such byte.
pub fn decode(bytes: &[u8]) -> (Cow<'_, str>, Option<usize>) {
    if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        return (Cow::Borrowed(text), None);
    }
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    let mut first = None;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            first.get_or_insert(text.len());
            text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
        }
    }
    (Cow::Owned(text), first)
}

impl Plan<'_> {
    /// What workers tell their writers.
    pub fn write_options(&self, shape: Shape) -> WriteOptions {
        WriteOptions { settings: self.settings.clone(), keys: self.keys.clone(), shape }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decoding() {
        for (bytes, text, at) in [
            (&b"plain"[..], "plain", None),
            ("\u{e9}".as_bytes(), "é", None),
            (b"Z\xfcrich \x96 5\x80", "Zürich – 5€", Some(1)),
            (b"\xc3\xa9 and \xe9", "é and é", Some(7)),
        ] {
            let (decoded, first) = decode(bytes);
            assert_eq!((decoded.as_ref(), first), (text, at));
        }
    }
}
