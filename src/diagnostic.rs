//! Findings as users see them, and the report on a run.

use crate::article::{Slot, Slots};
use crate::bytes::any;
use crate::log::{Code, Severity, is_unsafe_to_show};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet, renderer::DecorStyle};
use memchr::{memchr2, memrchr2};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// A finding with its place in the input.
#[derive(Clone, Debug, Serialize)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// What it is about.
    #[serde(serialize_with = "code_name")]
    pub code: Code,
    /// What was found, then what was done about it.
    pub message: String,
    /// Name of the input.
    pub input: Arc<str>,
    /// Line of the input, counted from 1.
    pub line: u64,
    /// Number of the record in its input, counted from 1; 0 for what is in none.
    pub record: u64,
    /// The line, or the part of it around the finding, with characters that could harm a terminal replaced.
    pub excerpt: String,
    /// Bytes of the excerpt that the finding is about.
    pub span: Range<usize>,
}

fn code_name<S: Serializer>(code: &Code, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(code.name())
}

/// How many bytes of a line an excerpt shows.
const EXCERPT: usize = 160;

/// Counts lines from where it last looked: many findings in one long record cost little more than one walk through it.
pub(crate) struct Lines {
    at: usize,
    line: u64,
}

impl Lines {
    /// For a text that begins on this line.
    pub fn from(line: u64) -> Lines {
        Lines { at: 0, line }
    }

    /// The line of a byte of the text, which is the same text in every call.
    pub fn line_of(&mut self, at: usize, text: &str) -> u64 {
        let at = at.min(text.len());
        let between = &text.as_bytes()[self.at.min(at)..self.at.max(at)];
        let count = memchr::memchr_iter(b'\n', between).count() as u64;
        self.line = if at < self.at { self.line - count } else { self.line + count };
        self.at = at;
        self.line
    }
}

impl Diagnostic {
    /// A finding about bytes `at` of `text`, which begins on line `line` of the input.
    pub fn new(
        code: Code,
        message: String,
        input: &Arc<str>,
        record: u64,
        line: u64,
        text: &str,
        at: Range<usize>,
    ) -> Diagnostic {
        let line = Lines::from(line).line_of(at.start, text);
        Diagnostic::on_line(code, message, input, record, line, text, at)
    }

    /// A finding about bytes `at` of `text`, which are on line `line` of the input.
    pub(crate) fn on_line(
        code: Code,
        message: String,
        input: &Arc<str>,
        record: u64,
        line: u64,
        text: &str,
        at: Range<usize>,
    ) -> Diagnostic {
        let start = floor(text, at.start.min(text.len()));
        // A window of the line around the finding. No more is looked at, for lines may be long and findings many.
        let window = floor(text, start.saturating_sub(EXCERPT / 2));
        let from = memrchr2(b'\n', b'\r', &text.as_bytes()[window..start]).map_or(window, |found| window + found + 1);
        let window = floor(text, (from + EXCERPT).min(text.len())).max(start);
        let to = memchr2(b'\n', b'\r', &text.as_bytes()[start..window]).map_or(window, |found| start + found);
        let end = floor(text, at.end.clamp(start, to.max(start)));
        let shown = &text[from..to];
        let mut excerpt = String::with_capacity(shown.len());
        let mut span = 0..0;
        if !any(shown.as_bytes(), |byte| !(b' '..=b'~').contains(&byte)) {
            excerpt.push_str(shown);
            span = (start - from).min(shown.len().saturating_sub(1))..end - from;
        }
        for (offset, c) in shown[excerpt.len()..].char_indices() {
            if from + offset <= start {
                span.start = excerpt.len();
            }
            excerpt.push(if is_unsafe_to_show(c) { if c == '\t' { ' ' } else { '\u{fffd}' } } else { c });
            if from + offset < end {
                span.end = excerpt.len();
            }
        }
        if at.is_empty() || span.end < span.start {
            span = if at.is_empty() { 0..excerpt.len() } else { span.start..span.start };
        }
        Diagnostic { severity: code.severity(), code, message, input: Arc::clone(input), line, record, excerpt, span }
    }

    /// The finding as a compiler would show it, with or without colours.
    pub fn render(&self, colours: bool) -> String {
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let place = match self.record {
            0 => self.input.to_string(),
            number => format!("{} (record {number})", self.input),
        };
        let message: String = self.message.chars().map(|c| if is_unsafe_to_show(c) { '\u{fffd}' } else { c }).collect();
        let place: String = place.chars().map(|c| if is_unsafe_to_show(c) { '\u{fffd}' } else { c }).collect();
        let title = level.primary_title(message).id(self.code.name());
        let group = if self.line == 0 {
            Group::with_title(title).element(annotate_snippets::Origin::path(place))
        } else {
            let snippet = Snippet::source(self.excerpt.as_str())
                .line_start(usize::try_from(self.line).unwrap_or(usize::MAX))
                .path(place)
                .annotation(AnnotationKind::Primary.span(self.span.clone()));
            Group::with_title(title).element(snippet)
        };
        let renderer = if colours { Renderer::styled() } else { Renderer::plain() };
        renderer.decor_style(DecorStyle::Ascii).render(&[group])
    }

    /// The finding as one line of JSON.
    pub fn json(&self) -> String {
        // Strings and numbers alone cannot fail to be written as JSON.
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// The nearest character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|place| text.is_char_boundary(*place)).unwrap_or(0)
}

/// What a run did.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Records found in the inputs.
    pub read: u64,
    /// Articles written, related ones among them.
    pub written: u64,
    /// Related articles written.
    pub related: u64,
    /// Records that could not be read.
    pub rejected: u64,
    /// Records that were read in part, and rejected too.
    pub partial: u64,
    /// Records that are legal and no articles.
    pub not_articles: u64,
    /// Records that were left out, since another of the same PMID is later.
    pub older: u64,
    /// How often each finding was made.
    pub codes: BTreeMap<Code, u64>,
    /// In how many articles a slot, or a value of it, was not written.
    pub lost: BTreeMap<Slot, u64>,
    /// In how many articles an extra field (its format and name) was not written.
    pub lost_extra: BTreeMap<(String, String), u64>,
    /// In how many articles a slot was written without something: what, and how often.
    pub flattened: BTreeMap<(Slot, &'static str), u64>,
    /// Inputs in order, with their formats and the number of their records.
    pub inputs: Vec<(String, &'static str, u64)>,
    /// Inputs that could not be converted, and why.
    pub failed: Vec<(String, String)>,
    /// The most input that was held at once, in bytes.
    pub held: usize,
}

impl Report {
    /// How many findings are as bad as this.
    pub fn count(&self, severity: Severity) -> u64 {
        self.codes.iter().filter(|(code, _)| code.severity() == severity).map(|(_, count)| count).sum()
    }

    /// Whether anything was lost or flattened.
    pub fn has_losses(&self) -> bool {
        !(self.lost.is_empty() && self.lost_extra.is_empty() && self.flattened.is_empty())
    }

    /// Slots of which something was lost.
    pub fn lost_slots(&self) -> Slots {
        self.lost.keys().copied().collect()
    }

    /// Adds a finding.
    pub fn tally(&mut self, code: Code) {
        *self.codes.entry(code).or_default() += 1;
    }

    /// Adds what another part of the run did.
    pub fn absorb(&mut self, other: Report) {
        fn add<K: Ord>(to: &mut BTreeMap<K, u64>, from: BTreeMap<K, u64>) {
            from.into_iter().for_each(|(key, count)| *to.entry(key).or_default() += count);
        }
        self.read += other.read;
        self.written += other.written;
        self.related += other.related;
        self.rejected += other.rejected;
        self.partial += other.partial;
        self.not_articles += other.not_articles;
        self.older += other.older;
        add(&mut self.codes, other.codes);
        add(&mut self.lost, other.lost);
        add(&mut self.lost_extra, other.lost_extra);
        add(&mut self.flattened, other.flattened);
        self.inputs.extend(other.inputs);
        self.failed.extend(other.failed);
        self.held = self.held.max(other.held);
    }

    /// The report as JSON.
    pub fn json(&self) -> Value {
        let codes: Map<String, Value> =
            self.codes.iter().map(|(code, count)| (code.name().to_owned(), json!(count))).collect();
        let lost: Map<String, Value> =
            self.lost.iter().map(|(slot, count)| (slot.name().to_owned(), json!(count))).collect();
        let mut flattened: Map<String, Value> = Map::new();
        for ((slot, what), count) in &self.flattened {
            let of_slot = flattened.entry(slot.name()).or_insert_with(|| json!({}));
            of_slot[*what] = json!(count);
        }
        let extra: Map<String, Value> =
            self.lost_extra.iter().map(|((format, key), count)| (format!("{format}:{key}"), json!(count))).collect();
        let inputs: Vec<Value> = self
            .inputs
            .iter()
            .map(|(name, format, records)| json!({"name": name, "format": format, "records": records}))
            .collect();
        let failed: Vec<Value> =
            self.failed.iter().map(|(name, reason)| json!({"name": name, "reason": reason})).collect();
        json!({
            "inputs": inputs,
            "failed": failed,
            "records": {
                "read": self.read,
                "written": self.written,
                "rejected": self.rejected,
                "partial": self.partial,
                "related": self.related,
                "not_articles": self.not_articles,
                "older_versions": self.older,
            },
            "diagnostics": codes,
            "losses": { "lost": lost, "flattened": flattened, "extra": extra },
        })
    }

    /// The report in a few lines for a person. `target` is the name of the format written.
    pub fn summary(&self, target: Option<&str>) -> String {
        let mut out = format!("{} read", plural(self.read, "record"));
        if target.is_some() {
            out.push_str(&format!(", {} written", self.written));
        }
        for (count, word) in [
            (self.related, "related"),
            (self.rejected, "rejected"),
            (self.partial, "read in part"),
            (self.not_articles, "passed over"),
            (self.older, "left out for later versions"),
        ] {
            if count > 0 {
                out.push_str(&format!(", {count} {word}"));
            }
        }
        let (errors, warnings) = (self.count(Severity::Error), self.count(Severity::Warning));
        if errors + warnings > 0 {
            out.push_str(&format!("; {}, {}", plural(errors, "error"), plural(warnings, "warning")));
        }
        let Some(target) = target.filter(|_| self.has_losses()) else { return out };
        let mut lost: Vec<String> =
            self.lost.iter().map(|(slot, count)| format!("{} ({count})", slot.name())).collect();
        lost.extend(self.lost_extra.iter().map(|((format, key), count)| format!("{format}:{key} ({count})")));
        if !lost.is_empty() {
            out.push_str(&format!("\nnot carried by {target}: {}", lost.join(", ")));
        }
        let flattened: Vec<String> = self
            .flattened
            .iter()
            .map(|((slot, what), count)| format!("{} without {what} ({count})", slot.name()))
            .collect();
        if !flattened.is_empty() {
            out.push_str(&format!("\nflattened in {target}: {}", flattened.join(", ")));
        }
        out
    }
}

/// `1 record`, `2 records`.
fn plural(count: u64, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, at: Range<usize>) -> Diagnostic {
        Diagnostic::new(
            Code::RepeatedField,
            "T1 given again; kept as extra".into(),
            &Arc::from("refs.ris"),
            2,
            13,
            text,
            at,
        )
    }

    #[test]
    fn rendered_like_a_compiler() {
        let shown = found("TY  - JOUR\nT1  - Uno\n", 11..13).render(false);
        assert_eq!(
            shown,
            "warning[repeated-field]: T1 given again; kept as extra\n  --> refs.ris (record 2):14:1\n   |\n14 | T1  - Uno\n   | ^^"
        );
    }

    #[test]
    fn lines_are_counted_both_ways() {
        let text = "a\nb\r\n\nc";
        let mut lines = Lines::from(7);
        for (at, line) in [(0, 7), (5, 9), (2, 8), (6, 10), (1, 7), (99, 10), (0, 7)] {
            assert_eq!(lines.line_of(at, text), line, "{at}");
        }
    }

    #[test]
    fn excerpts_are_short_and_harmless() {
        let long = format!("{}\u{1b}[31mé{}", "x".repeat(1000), "y".repeat(1000));
        for at in [0..1, 999..1004, 1006..3000, 5000..6000, 1007..1008] {
            let diagnostic = found(&long, at.clone());
            assert!(diagnostic.excerpt.len() <= EXCERPT * 3 && !diagnostic.excerpt.contains('\u{1b}'), "{at:?}");
            assert!(diagnostic.span.end <= diagnostic.excerpt.len(), "{at:?}");
            diagnostic.render(true);
        }
    }
}
