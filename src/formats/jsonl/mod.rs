//! The article model as JSON lines: the lossless interchange form.
//!
//! The first line is a marker with the version of the model, `{"bibmill":{"model":1}}`; each other line is an
//! [`Article`] as serde writes it. A field that this version does not know is an error of its record: guessing at a newer
//! model would lose it.

use crate::article::{Article, Kind, Slots};
use crate::format::{Carries, Cut, Format, Likely, Out, Outcome, Parser, Splitter, Writer};
use crate::log::{Code, Log};
use crate::split::line_end;
use std::sync::Arc;

/// The version of the model that is written.
const MODEL: u64 = 1;

/// The article model as JSON lines.
pub static FORMAT: Format = Format {
    name: "jsonl",
    title: "bibmill's article model, as JSON lines",
    family: "jsonl",
    extensions: &["jsonl", "ndjson"],
    sniff,
    options: &[],
    reader: Some(|_| Box::new(Rows::default())),
    writer: Some(|_| Box::new(Jsonl)),
    shaped: false,
};

fn marker() -> String {
    format!("{{\"bibmill\":{{\"model\":{MODEL}}}}}\n")
}

fn sniff(head: &str) -> Likely {
    if head.trim_start().starts_with("{\"bibmill\":") { Likely::Yes } else { Likely::No }
}

/// A line is a record; the first is the marker.
#[derive(Default)]
struct Rows {
    searched: usize,
    past_marker: bool,
}

impl Splitter for Rows {
    fn cut(&mut self, buf: &[u8], at_end: bool) -> Cut {
        let length = match line_end(buf, 0, self.searched, at_end) {
            Some((_, next)) => next,
            None if at_end && !buf.is_empty() => buf.len(),
            None => {
                self.searched = buf.len();
                return Cut::More;
            }
        };
        self.searched = 0;
        let line = buf[..length].trim_ascii();
        let first = !std::mem::replace(&mut self.past_marker, true);
        match line {
            [] => Cut::Gap(length),
            _ if first && line.starts_with(b"{\"bibmill\":") => Cut::Frame(length),
            _ => Cut::Record(length),
        }
    }

    fn skip(&mut self, _: usize) {
        self.searched = 0;
        self.past_marker = true;
    }

    fn parser(&self) -> Arc<dyn Parser> {
        Arc::new(Jsonl)
    }
}

struct Jsonl;

impl Parser for Jsonl {
    fn parse(&self, record: &str, article: &mut Article, log: &mut Log) -> Outcome {
        let record = record.trim();
        match serde_json::from_str(record) {
            Ok(read) => {
                *article = read;
                Outcome::Whole
            }
            Err(fault) => {
                let at = fault.column().saturating_sub(1).min(record.len());
                log.add(
                    Code::UnreadableRecord,
                    at..at + 1,
                    format!("this is no article of the model: {fault}; the line is in the rejects"),
                );
                Outcome::Rejected
            }
        }
    }

    fn frame(&self) -> (&str, &str) {
        ("{\"bibmill\":{\"model\":1}}\n", "")
    }
}

impl Writer for Jsonl {
    fn carries(&self, _: &Kind) -> Carries {
        Carries { exact: Slots::ALL, flattened: Slots::NONE }
    }

    fn carries_all_extra(&self) -> bool {
        true
    }

    fn begin(&self, out: &mut Out) {
        out.push_str(&marker());
    }

    fn article(&mut self, article: &Article, out: &mut Out, log: &mut Log) {
        // A model of strings, numbers and lists cannot fail to be written as JSON; should it, the record says so.
        let start = out.len();
        if let Err(fault) = serde_json::to_writer(&mut *out, article) {
            out.truncate(start);
            log.add(Code::Internal, 0..0, format!("the article could not be written: {fault}"));
        }
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Source;

    #[test]
    fn the_frame_is_the_marker() {
        assert_eq!(Jsonl.frame().0, marker());
    }

    #[test]
    fn a_source_stays_where_the_record_came_from() {
        let source = Source { input: "a.nbib".into(), format: "nbib".into(), record: 3, start: 10, end: 20, line: 7 };
        let article = Article { source, ..Article::default() };
        let mut out = Out::new();
        Jsonl.article(&article, &mut out, &mut Log::new());
        let mut back = Article::default();
        let text = String::from_utf8(out.bytes().to_vec()).unwrap();
        assert_eq!(Jsonl.parse(&text, &mut back, &mut Log::new()), Outcome::Whole);
        assert_eq!(back, article);
    }
}
