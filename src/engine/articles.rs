//! Articles one by one, in the calling thread.

use super::MAX_RECORD;
use super::cutter::{Chunk, Cutter, PieceKind, Reading};
use super::worker::{Place, decode, stray};
use crate::article::Article;
use crate::diagnostic::{Diagnostic, Lines};
use crate::error::Error;
use crate::format::{Format, Outcome, ReadOptions};
use crate::input::{Input, Opening};
use crate::log::{Code, Log, Severity};
use std::ops::Range;
use std::sync::Arc;

/// Reads the articles of an input, one after the other. `from` is its format; `None` recognises it.
///
/// # Errors
///
/// When the input cannot be opened, or its format is not recognised.
pub fn articles(input: Input, from: Option<&'static Format>) -> Result<Articles, Error> {
    let options = |_: &Format| ReadOptions::default();
    let reading = Reading { from, opening: Opening::default(), max_record: MAX_RECORD, options: &options };
    let cutter = Cutter::open(input, &reading)?;
    Ok(Articles { cutter, chunk: None, found: Vec::new(), log: Log::new() })
}

/// The articles of an input: see [`articles`].
///
/// A record that cannot be read is an `Err`, and the next call goes on after it.
pub struct Articles {
    cutter: Option<Cutter>,
    chunk: Option<Walk>,
    found: Vec<Diagnostic>,
    log: Log,
}

/// A chunk, and how far it has been walked.
struct Walk {
    chunk: Chunk,
    piece: usize,
    at: usize,
    line: u64,
    record: u64,
}

impl Articles {
    /// What was found in the record given last, and in what stood before it.
    pub fn problems(&self) -> &[Diagnostic] {
        &self.found
    }

    /// The format of the input; `None` when the input is empty.
    pub fn format(&self) -> Option<&'static Format> {
        self.cutter.as_ref().map(Cutter::format)
    }

    /// The next record of the chunk in hand.
    fn next_record(&mut self) -> Option<Result<Article, Diagnostic>> {
        let walk = self.chunk.as_mut()?;
        while let Some(piece) = walk.chunk.pieces.get(walk.piece).copied() {
            let bytes = &walk.chunk.bytes[walk.at..walk.at + piece.len];
            let begins = matches!(piece.kind, PieceKind::Record | PieceKind::Oversize);
            walk.record += u64::from(begins);
            let input = &walk.chunk.input;
            let place =
                Place { input, record: walk.record, line: walk.line, start: walk.chunk.offset + walk.at as u64 };
            walk.piece += 1;
            walk.at += piece.len;
            walk.line += piece.lines;
            let (text, broken) = decode(bytes);
            let mut lines = Lines::from(place.line);
            let mut find = |code, message: String, at: Range<usize>| {
                let line = lines.line_of(at.start, &text);
                self.found.push(Diagnostic::on_line(code, message, input, place.record, line, &text, at));
            };
            match piece.kind {
                PieceKind::Frame | PieceKind::OversizeRest => {}
                PieceKind::Gap if text.trim().is_empty() => {}
                PieceKind::Gap => find(Code::StrayText, stray(&text, place.start == 0), 0..0),
                PieceKind::Oversize => {
                    find(Code::OversizeRecord, "the record is too large".to_owned(), 0..0);
                    return self.found.last().cloned().map(Err);
                }
                PieceKind::Record => {
                    if let Some(at) = broken {
                        find(Code::NotUtf8, "bytes that are not UTF-8 were read as Windows-1252".to_owned(), at..at);
                    }
                    let mut article = Article::default();
                    self.log.clear();
                    let outcome = walk.chunk.parser.parse(&text, &mut article, &mut self.log);
                    for problem in self.log.take_problems() {
                        find(problem.code, problem.message, problem.at);
                    }
                    match outcome {
                        Outcome::NotARecord => {}
                        Outcome::Whole | Outcome::Partial => {
                            place.mark(&mut article, text.len());
                            return Some(Ok(article));
                        }
                        Outcome::Rejected => {
                            let error =
                                self.found.iter().rev().find(|found| found.severity == Severity::Error).cloned();
                            let unsaid = || {
                                Diagnostic::new(
                                    Code::UnreadableRecord,
                                    "the record could not be read".to_owned(),
                                    input,
                                    place.record,
                                    place.line,
                                    &text,
                                    0..0,
                                )
                            };
                            return Some(Err(error.unwrap_or_else(unsaid)));
                        }
                    }
                }
            }
        }
        self.chunk = None;
        None
    }
}

impl Iterator for Articles {
    type Item = Result<Article, Diagnostic>;

    fn next(&mut self) -> Option<Result<Article, Diagnostic>> {
        self.found.clear();
        loop {
            if let Some(record) = self.next_record() {
                return Some(record);
            }
            let cutter = self.cutter.as_mut()?;
            match cutter.next_chunk() {
                Ok(Some(chunk)) => {
                    let (line, record) = (chunk.line, chunk.records_before);
                    self.chunk = Some(Walk { chunk, piece: 0, at: 0, line, record });
                }
                Ok(None) => {
                    let (input, remark) = (Arc::clone(cutter.input()), cutter.remark());
                    let found = remark.map(|told| Diagnostic::new(Code::TrailingBytes, told, &input, 0, 0, "", 0..0));
                    self.found.extend(found);
                    return None;
                }
                Err(fault) => {
                    let message = format!("the input breaks off: {fault}");
                    let input = Arc::clone(cutter.input());
                    return Some(Err(Diagnostic::new(Code::BrokenInput, message, &input, 0, cutter.line(), "", 0..0)));
                }
            }
        }
    }
}
