//! Findings about records, as data.
//!
//! Readers and writers say what they found in a [`Log`]; the engine turns it into diagnostics and a report.

use crate::article::{Slot, Slots};
use serde::Serialize;
use std::ops::Range;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; not shown by default.
    Note,
    /// Something was guessed, mended or set aside.
    Warning,
    /// The record, or a part of it, could not be read.
    Error,
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $text:literal, $severity:ident;)+) => {
        /// What a finding is about. Codes never change their meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $doc])+ $name),+
        }

        impl Code {
            /// All codes.
            pub const ALL: &[Code] = &[$(Code::$name),+];

            /// The name: `repeated-field`.
            pub fn name(self) -> &'static str {
                match self {
                    $(Code::$name => $text),+
                }
            }

            /// How bad such a finding is.
            pub fn severity(self) -> Severity {
                match self {
                    $(Code::$name => Severity::$severity),+
                }
            }

            /// What it means, in a sentence.
            pub fn meaning(self) -> &'static str {
                match self {
                    $(Code::$name => concat!($($doc),+)),+
                }
            }
        }
    };
}

codes! {
    /// The record could not be read; it is in the rejects.
    UnreadableRecord = "unreadable-record", Error;
    /// The record ends before it should; what was read is written, and the record is in the rejects too.
    TruncatedRecord = "truncated-record", Error;
    /// The record is larger than `--max-record`; it is in the rejects.
    OversizeRecord = "oversize-record", Error;
    /// The input breaks off with an error; what came before it was read.
    BrokenInput = "broken-input", Error;
    /// A fault of bibmill itself; the record is in the rejects.
    Internal = "internal", Error;
    /// The input is empty.
    EmptyInput = "empty-input", Warning;
    /// Text between records that belongs to none; it is in the rejects.
    StrayText = "stray-text", Warning;
    /// Part of a record that no field could be found for; kept in the article.
    UnplacedText = "unplaced-text", Warning;
    /// A tag or field that the format does not have; kept as extra.
    UnknownTag = "unknown-tag", Warning;
    /// A field that may stand once stands again; kept as extra.
    RepeatedField = "repeated-field", Warning;
    /// A value that does not fit its field; kept as text.
    UnfitValue = "unfit-value", Warning;
    /// An identifier whose check digit is wrong; kept as found.
    SuspectIdentifier = "suspect-identifier", Warning;
    /// A date that could not be read, or not all of it; its words are kept.
    UnreadableDate = "unreadable-date", Warning;
    /// Two records have the same key or identifier.
    DuplicateIdentifier = "duplicate-identifier", Warning;
    /// The record has no title.
    MissingTitle = "missing-title", Warning;
    /// The record's form was broken and has been mended.
    Mended = "mended", Warning;
    /// Bytes that are not UTF-8 were read as Windows-1252.
    NotUtf8 = "not-utf8", Warning;
    /// The writer changed a value so that the target can hold it.
    ChangedValue = "changed-value", Warning;
    /// Bytes after the end of compressed data, which belong to none of it; passed over.
    TrailingBytes = "trailing-bytes", Warning;
    /// A value that the source does not state was inferred.
    Inferred = "inferred", Note;
    /// Legal, and no article; passed over.
    NotARecord = "not-a-record", Note;
    /// The record's kind or field is not sure; the likeliest was taken.
    Ambiguous = "ambiguous", Note;
    /// A record whose PMID has a later record, left out by `--latest`.
    OlderVersion = "older-version", Note;
}

/// A finding about a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What it is about.
    pub code: Code,
    /// Bytes of the record that it is about; empty when it is about the whole.
    pub at: Range<usize>,
    /// What was found, then what was done about it.
    pub message: String,
}

/// What was found in one record, and what of it was lost.
#[derive(Clone, Debug, Default)]
pub struct Log {
    problems: Vec<Problem>,
    skipped: Slots,
    lost: Slots,
    flattened: Vec<(Slot, &'static str)>,
}

impl Log {
    /// An empty log.
    pub fn new() -> Log {
        Log::default()
    }

    /// Adds a finding. The message starts in lower case and has no full stop; values in it go through [`shown`].
    pub fn add(&mut self, code: Code, at: Range<usize>, message: impl Into<String>) {
        self.problems.push(Problem { code, at, message: message.into() });
    }

    /// The record fills this slot, and the reader passed over it since nobody wants it.
    pub fn skipped(&mut self, slot: Slot) {
        self.skipped.insert(slot);
    }

    /// Slots that the reader passed over.
    pub fn skipped_slots(&self) -> Slots {
        self.skipped
    }

    /// A writer could not carry a value of this slot, though it carries others.
    pub fn lost(&mut self, slot: Slot) {
        self.lost.insert(slot);
    }

    /// A writer carried a value of this slot without `what` ("italics", "majors").
    pub fn flattened(&mut self, slot: Slot, what: &'static str) {
        if !self.flattened.contains(&(slot, what)) {
            self.flattened.push((slot, what));
        }
    }

    /// The findings.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Takes the findings out.
    pub fn take_problems(&mut self) -> Vec<Problem> {
        std::mem::take(&mut self.problems)
    }

    /// Slots of which writers said that something was lost.
    pub fn lost_slots(&self) -> Slots {
        self.lost
    }

    /// What writers flattened.
    pub fn flattenings(&self) -> &[(Slot, &'static str)] {
        &self.flattened
    }

    /// Empties the log for the next record.
    pub fn clear(&mut self) {
        self.problems.clear();
        self.skipped = Slots::NONE;
        self.forget_losses();
    }

    /// Forgets what was lost and flattened, for the next article of the same record.
    pub fn forget_losses(&mut self) {
        self.lost = Slots::NONE;
        self.flattened.clear();
    }
}

/// A value as a message shows it: quoted, control and direction characters escaped, cut at 60 characters.
pub fn shown(value: &str) -> String {
    let mut out = String::from("\"");
    for (place, c) in value.chars().enumerate() {
        if place == 60 {
            out.push('…');
            break;
        }
        match c {
            '"' => out.push_str("\\\""),
            c if is_unsafe_to_show(c) => out.extend(c.escape_debug()),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Whether a character could drive a terminal or turn the direction of a line.
pub fn is_unsafe_to_show(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shown_values_are_harmless_and_short() {
        assert_eq!(shown("a\u{1b}[2J\"b"), "\"a\\u{1b}[2J\\\"b\"");
        assert_eq!(shown(&"x".repeat(100)).chars().count(), 63);
    }

    #[test]
    fn codes_have_distinct_names() {
        let mut names: Vec<_> = Code::ALL.iter().map(|code| code.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Code::ALL.len());
    }
}
