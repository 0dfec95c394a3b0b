//! What decides how the fields of a record are read: its type, its tags, its producer.

use crate::bytes::any;
use crate::formats::ris::line::{self, Field, Wrapping};
use crate::formats::ris::tags::{self, TAGS, Use};
use std::borrow::Cow;

/// What decides how fields are read.
pub struct Facts<'a> {
    /// The value of TY, in capitals; `None` where there is none.
    pub code: Option<Cow<'a, str>>,
    /// What each tag is for.
    pub uses: &'static [Use],
    /// Which tags of [`TAGS`] there are, as bits.
    pub seen: u128,
    /// Nothing in the record needs decoding or cleaning.
    pub plain: bool,
    /// It has control characters.
    pub control: bool,
    pub wrapping: Wrapping,
    /// KW stands once.
    pub one_keyword_line: bool,
    /// Names are written `Given Family`.
    pub natural: bool,
    /// Tags have the meaning of the specification of 2001, whatever the type.
    pub old: bool,
    pub producer: Producer,
    /// Where a field ends with the TY of another record: this one was cut.
    pub cut: Option<usize>,
}

/// Who made the record, where that changes the meaning of tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Producer {
    Unknown,
    Scopus,
    Embase,
    Ebsco,
    WebOfScience,
}

// The bits of `Facts::seen` have room for all tags.
const _: () = assert!(TAGS.len() <= 128);

impl<'a> Facts<'a> {
    /// Looks at a record and its fields.
    pub fn of(record: &'a str, fields: &[Field<'a>]) -> Facts<'a> {
        let (mut seen, mut code, mut keyword_lines) = (0_u128, None, 0);
        let (mut commas, mut natural, mut wrapped) = (false, false, false);
        let (mut producer, mut cut) = (Producer::Unknown, None);
        for field in fields {
            wrapped |= field.wrapped;
            if cut.is_none() && line::inner_type(field.raw.as_bytes()).is_some() {
                cut = Some(field.start);
            }
            let Some(row) = tags::lookup(field.tag) else { continue };
            seen |= 1 << row;
            match &field.tag {
                b"TY" if code.is_none() => code = Some(code_of(field.raw)).filter(|code| !code.is_empty()),
                b"KW" | b"K1" => keyword_lines += 1,
                b"AU" | b"A1" | b"A2" | b"A3" | b"A4" | b"ED" => {
                    let name = field.raw.trim_end();
                    commas |= name.contains(',');
                    natural |= !commas && crate::article::name::may_be_natural(name);
                }
                b"DB" | b"DP" | b"UR" | b"AN" if producer == Producer::Unknown => producer = Producer::of(field),
                _ => {}
            }
        }
        let has = |tag: &[u8; 2]| tags::lookup(*tag).is_some_and(|row| seen & (1 << row) != 0);
        let known = code.as_deref().unwrap_or("JOUR");
        let bytes = record.as_bytes();
        let plain = is_simple(bytes);
        let control = |byte: &u8| *byte < b' ' && !matches!(byte, b'\n' | b'\r' | b'\t');
        Facts {
            control: !plain && bytes.iter().any(control),
            uses: tags::uses(known),
            seen,
            plain,
            wrapping: if wrapped { Wrapping::of(fields) } else { Wrapping::default() },
            one_keyword_line: keyword_lines == 1,
            natural: natural && !commas,
            old: (has(b"T1") || has(b"A1") || has(b"JF")) && !has(b"T2") && !has(b"TI"),
            producer,
            cut,
            code,
        }
    }

    /// Whether the record has a tag.
    pub fn has(&self, tag: &[u8; 2]) -> bool {
        tags::lookup(*tag).is_some_and(|row| self.seen & (1 << row) != 0)
    }

    /// The type of record.
    pub fn code(&self) -> &str {
        self.code.as_deref().unwrap_or("JOUR")
    }
}

impl Producer {
    fn of(field: &Field) -> Producer {
        // The first letters of the names, each of which is looked at where it stands.
        let bytes = field.raw.as_bytes();
        let starts = |at: usize, word: &str| {
            bytes.get(at..at + word.len()).is_some_and(|part| part.eq_ignore_ascii_case(word.as_bytes()))
        };
        let found = || {
            memchr::memchr2_iter(b's', b'e', bytes).chain(memchr::memchr2_iter(b'S', b'E', bytes)).find_map(
                |at| match () {
                    () if starts(at, "scopus") => Some(Producer::Scopus),
                    () if starts(at, "embase") => Some(Producer::Embase),
                    () if starts(at, "ebsco") => Some(Producer::Ebsco),
                    () => None,
                },
            )
        };
        match &field.tag {
            b"AN" if field.raw.trim_start().starts_with("WOS:") => Producer::WebOfScience,
            b"AN" => Producer::Unknown,
            _ => found().unwrap_or(Producer::Unknown),
        }
    }
}

/// The code in a value of TY. Scopus wrote the names of its labels for a while.
pub fn code_of(raw: &str) -> Cow<'_, str> {
    let code = raw.lines().next().unwrap_or("").trim();
    if code.bytes().all(|byte| byte.is_ascii_uppercase()) && code != "JOURN" {
        return Cow::Borrowed(code);
    }
    let last = code.rsplit('.').next().unwrap_or(code).to_ascii_uppercase();
    Cow::Owned(NAMES.iter().find(|(name, _)| *name == last).map_or(last, |(_, code)| (*code).to_owned()))
}

/// What some write for a code.
const NAMES: [(&str, &str); 26] = [
    ("JOURN", "JOUR"),
    ("JOURNAL", "JOUR"),
    ("ARTICLE", "JOUR"),
    ("JOURNAL ARTICLE", "JOUR"),
    ("JOURNAL_ARTICLE", "JOUR"),
    ("ELECTRONIC ARTICLE", "EJOUR"),
    ("CHAPTER", "CHAP"),
    ("BOOK_CHAPTER", "CHAP"),
    ("BOOK CHAPTER", "CHAP"),
    ("BOOK SECTION", "CHAP"),
    ("CONFERENCE_PAPER", "CONF"),
    ("CONFERENCE PAPER", "CONF"),
    ("CONFERENCE PROCEEDINGS", "CONF"),
    ("CONFERENCE", "CONF"),
    ("EDITED BOOK", "EDBOOK"),
    ("THESIS", "THES"),
    ("DISSERTATION", "THES"),
    ("REPORT", "RPRT"),
    ("GOVERNMENT DOCUMENT", "GOVDOC"),
    ("PATENT", "PAT"),
    ("NEWSPAPER ARTICLE", "NEWS"),
    ("MAGAZINE ARTICLE", "MGZN"),
    ("WEB PAGE", "WEB"),
    ("WEBSITE", "WEB"),
    ("DATASET", "DATA"),
    ("UNPUBLISHED WORK", "UNPB"),
];

/// Whether text is printable ASCII without signs that begin entities and tags.
pub fn is_simple(text: &[u8]) -> bool {
    !any(text, |byte| {
        let plain = (b' '..=b'~').contains(&byte) | (byte == b'\n') | (byte == b'\r');
        !plain | (byte == b'&') | (byte == b'<')
    })
}
