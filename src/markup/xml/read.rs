//! Reading XML: one record, element by element, over quick-xml's events.
//!
//! [`Xml`] stands inside an element and gives its children one after the other. Each child must then be consumed, with
//! [`Xml::text`], [`Xml::rich`], [`Xml::skip`], or with a loop over its own children. Nothing recurses, nothing is fetched,
//! and only the five predefined entities and numeric references are replaced: any other stays as it is written.
//!
//! quick-xml costs some 30 ns an event, and most of a record is plain tags around plain characters. Those are taken here as
//! slices of the record, blanks between elements are stepped over, and what nobody wants is passed by a search for its end
//! tag. quick-xml reads all the rest: marked text, references, comments, CDATA, and whatever is odd. End tags are compared
//! with their start tags, but for those inside skipped elements.

mod text;

use crate::article::Text;
use memchr::{memchr, memchr2, memchr3, memmem};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::borrow::Cow;
use std::ops::Range;
use text::{Rich, decoded, folded, line, resolved};

/// How many tags of an element are looked at one by one.
const FEW_TAGS: usize = 12;

/// How deep marks may nest. No real text has three; a limit keeps hostile ones linear.
const MOST_MARKS: usize = 32;

/// Places in the element that a reader stands in.
pub struct Xml<'a> {
    record: &'a str,
    reader: Reader<&'a [u8]>,
    /// Names of the elements that are open.
    open: Vec<&'a str>,
    /// The last tag was that of an empty element (`<Volume/>`): it has no content and no end.
    empty: bool,
    broken: Option<(String, usize)>,
    mended: Option<(String, usize)>,
    stray: Vec<Range<usize>>,
    unknown_entity: Option<Range<usize>>,
}

/// A start tag.
#[derive(Clone, Copy, Debug)]
pub struct Tag<'a> {
    /// Between the angle brackets.
    text: &'a str,
    name: usize,
    /// Place of its `<` in the record.
    pub at: usize,
}

impl<'a> Tag<'a> {
    /// The name, with its prefix.
    pub fn name(&self) -> &'a str {
        &self.text[..self.name]
    }

    /// The tag in the record.
    pub fn range(&self) -> Range<usize> {
        self.at..self.at + self.text.len() + 2
    }

    /// The value of an attribute, trimmed; `None` when it is missing or empty.
    pub fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        let value = self.raw_attribute(name)?;
        let value = match memchr(b'&', value.as_bytes()) {
            None => line(value),
            Some(_) => Cow::Owned(line(&decoded(value)).into_owned()),
        };
        (!value.is_empty()).then_some(value)
    }

    /// The value of an attribute as written. By hand, since nearly every tag is asked and quick-xml's iterator was a tenth of
    /// all time.
    fn raw_attribute(&self, name: &str) -> Option<&'a str> {
        // Names and values are short: a search would take longer to set up than it takes.
        let place = |byte: u8, text: &str| text.bytes().position(|other| other == byte);
        let mut rest = &self.text[self.name..];
        loop {
            rest = rest.trim_ascii_start();
            let equals = place(b'=', rest)?;
            let key = rest[..equals].trim_ascii_end();
            rest = rest[equals + 1..].trim_ascii_start();
            let quote = *rest.as_bytes().first().filter(|quote| matches!(quote, b'"' | b'\''))?;
            let end = 1 + place(quote, &rest[1..])?;
            if key == name {
                return Some(&rest[1..end]);
            }
            rest = &rest[end + 1..];
        }
    }

    /// Whether an attribute has that value.
    pub fn says(&self, name: &str, value: &str) -> bool {
        self.text.len() > self.name + value.len()
            && self.raw_attribute(name).is_some_and(|found| found.trim_ascii() == value)
    }
}

impl<'a> Xml<'a> {
    /// Stands before the root element of a record.
    pub fn new(record: &'a str) -> Xml<'a> {
        let reader = reader(record.as_bytes());
        Xml {
            record,
            reader,
            open: Vec::with_capacity(16),
            empty: false,
            broken: None,
            mended: None,
            stray: Vec::new(),
            unknown_entity: None,
        }
    }

    /// Where it stands in the record.
    pub fn at(&self) -> usize {
        self.record.len() - self.reader.get_ref().len()
    }

    /// What was wrong with the form of the record, and where. Nothing more is read then.
    pub fn broken(&self) -> Option<(&str, usize)> {
        self.broken.as_ref().map(|(message, at)| (message.as_str(), *at))
    }

    /// What was wrong with the form of the record and did no harm, and where: the first end tag of another name.
    pub fn mended(&self) -> Option<(&str, usize)> {
        self.mended.as_ref().map(|(message, at)| (message.as_str(), *at))
    }

    /// Text that stood where only elements belong, the first few.
    pub fn stray(&self) -> &[Range<usize>] {
        &self.stray
    }

    /// The first entity that is not known.
    pub fn unknown_entity(&self) -> Option<Range<usize>> {
        self.unknown_entity.clone()
    }

    /// The next child; `None` at the end of the element, which is then behind.
    pub fn child(&mut self) -> Option<Tag<'a>> {
        if std::mem::take(&mut self.empty) || self.broken.is_some() {
            return None;
        }
        loop {
            let blanks = self.rest().iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            self.advance(blanks);
            let at = self.at();
            match self.rest() {
                [b'<', b'/', ..] => {
                    self.end();
                    return None;
                }
                [b'<', next, ..] if is_name_start(*next) => return self.start(),
                [] => {
                    self.break_off("the record ends inside an element", at);
                    return None;
                }
                _ => {}
            }
            match self.reader.read_event() {
                Ok(Event::Text(_) | Event::CData(_) | Event::GeneralRef(_)) => {
                    if self.stray.len() < MOST_MARKS {
                        self.stray.push(at..self.at());
                    }
                    // After text quick-xml insists on the tag that follows.
                    self.reader = reader(self.rest());
                }
                Ok(_) => {}
                Err(fault) => {
                    self.break_off(&fault.to_string(), at);
                    return None;
                }
            }
        }
    }

    /// Reads a start tag.
    fn start(&mut self) -> Option<Tag<'a>> {
        let (at, rest) = (self.at(), self.rest());
        let ends_name = |byte: &u8| matches!(byte, b'>' | b'/') || byte.is_ascii_whitespace();
        let name = rest.iter().position(ends_name).unwrap_or(rest.len());
        let Some(end) = tag_end(&rest[name..]).map(|end| name + end) else {
            self.break_off("a tag does not end", at);
            return None;
        };
        let name = name - 1;
        let text = &self.record[at + 1..at + end];
        self.advance(end + 1);
        self.empty = text.ends_with('/');
        if !self.empty {
            self.open.push(&text[..name]);
        }
        Some(Tag { text, name, at })
    }

    /// Reads an end tag. One of another name ends the element all the same.
    fn end(&mut self) {
        let (at, rest) = (self.at(), self.rest());
        // Nearly always it is the one that is waited for.
        if let Some(name) = self.open.last()
            && rest[2..].starts_with(name.as_bytes())
            && rest.get(2 + name.len()) == Some(&b'>')
        {
            self.advance(3 + name.len());
            self.open.pop();
            return;
        }
        let Some(end) = memchr(b'>', rest) else {
            return self.break_off("a tag does not end", at);
        };
        self.advance(end + 1);
        self.close(self.record[at + 2..at + end].trim_ascii_end(), at);
    }

    fn close(&mut self, found: &str, at: usize) {
        match self.open.pop() {
            Some(name) if name == found => {}
            Some(name) => {
                self.mended.get_or_insert_with(|| (format!("</{found}> stands where </{name}> should"), at));
            }
            None => self.break_off(&format!("</{found}> ends nothing"), at),
        }
    }

    /// The characters of the element on one line, without marks.
    pub fn text(&mut self) -> Cow<'a, str> {
        if let Some(text) = self.leaf() {
            return line(text);
        }
        Cow::Owned(line(self.rich().plain()).into_owned())
    }

    /// The characters of the element with their marks, on one line.
    pub fn rich(&mut self) -> Text {
        if let Some(text) = self.leaf() {
            return Text::new(&folded(text));
        }
        let mut out = Rich::default();
        while self.broken.is_none() {
            let at = self.at();
            match self.reader.read_event() {
                Ok(Event::Text(text)) => out.push(&text),
                Ok(Event::CData(text)) => out.push(&text),
                Ok(Event::GeneralRef(entity)) => match resolved(&entity) {
                    Some(text) => out.push(&text),
                    None => {
                        self.unknown_entity.get_or_insert(at..self.at());
                        out.push(&self.record[at..self.at()]);
                    }
                },
                Ok(Event::Start(tag)) => {
                    let name = tag.name().as_ref().len();
                    let tag = Tag { text: &self.record[at + 1..self.at() - 1], name, at };
                    self.open.push(tag.name());
                    if out.open(&tag) {
                        self.skip(&tag);
                        out.close();
                    }
                }
                Ok(Event::End(tag)) => {
                    self.close(tag.name().as_ref(), at);
                    if !out.close() {
                        break;
                    }
                }
                Ok(Event::Eof) => self.break_off("the record ends inside an element", at),
                Ok(Event::Empty(_) | Event::Comment(_) | Event::PI(_) | Event::Decl(_) | Event::DocType(_)) => {}
                Err(fault) => self.break_off(&fault.to_string(), at),
            }
        }
        out.finish()
    }

    /// Passes the element that `tag` began, and gives what is in it as written.
    pub fn skip(&mut self, tag: &Tag<'a>) -> &'a str {
        let start = self.at();
        if let Some(text) = self.leaf_raw() {
            return text;
        }
        if self.broken.is_some() {
            return "";
        }
        if let Some(length) = end_of(self.rest(), tag.name()) {
            self.advance(length);
            self.end();
            return &self.record[start..start + length];
        }
        if let Err(fault) = self.reader.read_to_end(quick_xml::name::QName(tag.name())) {
            self.break_off(&fault.to_string(), tag.at);
            return &self.record[start..];
        }
        self.open.pop();
        let read = &self.record[start..self.at()];
        &read[..read.rfind('<').unwrap_or(0)]
    }

    /// The characters of an element that holds nothing else, and is then behind.
    fn leaf(&mut self) -> Option<&'a str> {
        let rest = self.rest();
        if !self.empty && memchr2(b'<', b'&', rest).is_some_and(|at| rest[at] == b'&') {
            return None;
        }
        self.leaf_raw()
    }

    /// Like [`Xml::leaf`], and there may be references among them.
    fn leaf_raw(&mut self) -> Option<&'a str> {
        if std::mem::take(&mut self.empty) || self.broken.is_some() {
            return Some("");
        }
        let (at, rest) = (self.at(), self.rest());
        let length = memchr(b'<', rest).filter(|length| rest.get(length + 1) == Some(&b'/'))?;
        self.advance(length);
        self.end();
        Some(&self.record[at..at + length])
    }

    fn rest(&self) -> &'a [u8] {
        self.reader.get_ref()
    }

    fn advance(&mut self, count: usize) {
        let rest = self.rest();
        *self.reader.get_mut() = &rest[count..];
    }

    fn break_off(&mut self, message: &str, at: usize) {
        self.broken.get_or_insert_with(|| (message.to_owned(), at));
    }
}

fn reader(rest: &[u8]) -> Reader<&[u8]> {
    let mut reader = Reader::from_reader(rest);
    // It does not see all start tags.
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    reader
}

fn is_name_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80
}

/// Where the `>` of a tag is, of which `rest` is what follows the name; those in quotes do not count.
fn tag_end(rest: &[u8]) -> Option<usize> {
    let mut at = 0;
    if rest.first() == Some(&b'>') {
        return Some(0);
    }
    loop {
        at += memchr3(b'>', b'"', b'\'', &rest[at..])?;
        if rest[at] == b'>' {
            return Some(at);
        }
        at += 2 + memchr(rest[at], &rest[at + 1..])?;
    }
}

/// How far it is to the end tag of the element whose content `rest` begins with; `None` where comments or the like make it
/// unsure, or there is none.
fn end_of(rest: &[u8], name: &str) -> Option<usize> {
    // In a small element a look at each tag is cheaper than to make a search.
    let mut at = 0;
    for _ in 0..FEW_TAGS {
        at += memchr(b'<', &rest[at..])?;
        match &rest[at + 1..] {
            [b'/', first, ..] if Some(first) != name.as_bytes().first() => at += 1,
            [b'/', end @ ..] if end.starts_with(name.as_bytes()) && end.get(name.len()) == Some(&b'>') => {
                return Some(at);
            }
            [b'!', ..] => return None,
            [first, ..] if Some(first) != name.as_bytes().first() => at += 1,
            tag if tag.starts_with(name.as_bytes()) => break,
            _ => at += 1,
        }
    }
    let finder = memmem::Finder::new(name);
    let (mut from, mut depth) = (0, 0_usize);
    loop {
        let at = from + finder.find(&rest[from..])?;
        from = at + name.len();
        let whole = rest.get(from).is_some_and(|byte| matches!(byte, b'>' | b'/') || byte.is_ascii_whitespace());
        if !whole || at == 0 {
            continue;
        }
        if rest[at - 1] == b'<' {
            let tag = from + memchr(b'>', &rest[from..])?;
            depth += usize::from(rest[tag - 1] != b'/');
        } else if rest[..at].ends_with(b"</") {
            if depth == 0 {
                let length = at - 2;
                return memmem::find(&rest[..length], b"<!").is_none().then_some(length);
            }
            depth -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &Text) -> String {
        text.pieces()
            .iter()
            .map(|piece| match piece {
                crate::article::Piece::Open(style) => format!("<{style:?}>"),
                crate::article::Piece::Plain(text) => (*text).to_owned(),
                crate::article::Piece::Close(_) => "</>".to_owned(),
            })
            .collect()
    }

    #[test]
    fn marked_texts() {
        for (xml, expected) in [
            ("<t>plain</t>", "plain"),
            ("<t/>", ""),
            ("<t>\n  a\n  b  </t>", "a b"),
            ("<t>CO<sub>2</sub> &amp; <i>E. coli</i></t>", "CO<Sub>2</> & <Italic>E. coli</>"),
            ("<t>a <b>\n b</b> <i/>c</t>", "a <Bold>b</> c"),
            ("<t>&#946;&#x3b2;&amp;beta;&nope;</t>", "ββ&beta;&nope;"),
            ("<t><![CDATA[a < b & c]]></t>", "a < b & c"),
            ("<t>a<!-- <i> -->b</t>", "ab"),
            ("<t>e<i>&#769;</i></t>", "e<Italic>\u{301}</>"),
            (
                "<t>at <mml:math><mml:msup><mml:mi>x</mml:mi> <mml:mn>2</mml:mn></mml:msup></mml:math> all</t>",
                "at <Math>x<Sup>2</></> all",
            ),
            ("<t><mml:math alttext=\"x &gt; 2\"><mml:mi>y</mml:mi></mml:math></t>", "<Math>x > 2</>"),
            ("<t>a\u{a0}\u{2009}b</t>", "a\u{a0}\u{2009}b"),
        ] {
            let mut xml_reader = Xml::new(xml);
            xml_reader.child().unwrap();
            assert_eq!(shown(&xml_reader.rich()), expected, "{xml}");
            assert_eq!(xml_reader.broken(), None, "{xml}");
        }
    }

    #[test]
    fn children_and_texts() {
        let mut xml = Xml::new("<r a='1'><x>1</x>\n <y k=\"&lt;v&gt;\"/><z><z>a</z><z/></z>stray<w> 2 </w></r>");
        let root = xml.child().unwrap();
        assert_eq!(root.attribute("a").as_deref(), Some("1"));
        assert_eq!((xml.child().unwrap().name(), xml.text().as_ref()), ("x", "1"));
        let y = xml.child().unwrap();
        assert_eq!((y.name(), y.attribute("k").as_deref()), ("y", Some("<v>")));
        assert_eq!((xml.text().as_ref(), xml.broken()), ("", None));
        let z = xml.child().unwrap();
        assert_eq!(xml.skip(&z), "<z>a</z><z/>");
        assert_eq!((xml.child().unwrap().name(), xml.text().as_ref()), ("w", "2"));
        assert!(xml.child().is_none() && xml.broken().is_none());
        assert_eq!(xml.stray().len(), 1);
    }

    #[test]
    fn stray_text_does_no_harm() {
        let mut xml = Xml::new("<r>a &amp; b<x>1</x>c<![CDATA[d]]><x>2</x>e<!-- f -->g<x><i>3</i>4</x>h</r>");
        xml.child().unwrap();
        for text in ["1", "2", "34"] {
            assert_eq!((xml.child().unwrap().name(), xml.text().as_ref()), ("x", text));
        }
        assert!(xml.child().is_none() && xml.broken().is_none());
        assert!(xml.stray().len() >= 6);
    }

    #[test]
    fn skipping_minds_comments() {
        let mut xml = Xml::new("<r><z><!-- </z> --><b/></z><x>1</x></r>");
        xml.child().unwrap();
        let z = xml.child().unwrap();
        assert_eq!(xml.skip(&z), "<!-- </z> --><b/>");
        assert_eq!((xml.child().unwrap().name(), xml.text().as_ref()), ("x", "1"));
    }

    #[test]
    fn broken_records_end() {
        for record in ["<r><a>x", "<r", "<r><a", "<r><a>x</a>"] {
            let mut xml = Xml::new(record);
            while let Some(tag) = xml.child() {
                if tag.name() != "r" {
                    xml.skip(&tag);
                }
            }
            assert!(xml.broken().is_some(), "{record}");
        }
    }

    #[test]
    fn an_end_tag_of_another_name_ends_the_element() {
        let mut xml = Xml::new("<r><a>x</b><c><i>y</j></c><d>z</d></r>");
        xml.child().unwrap();
        for (name, text) in [("a", "x"), ("c", "y"), ("d", "z")] {
            assert_eq!((xml.child().unwrap().name(), xml.text().as_ref()), (name, text));
        }
        assert!(xml.child().is_none() && xml.broken().is_none());
        assert_eq!(xml.mended().map(|(_, at)| at), Some(7));
    }

    #[test]
    fn deep_marks_are_linear() {
        let deep = format!("<t>{}x{}</t>", "<i>".repeat(200_000), "</i>".repeat(200_000));
        let mut xml = Xml::new(&deep);
        xml.child().unwrap();
        assert_eq!(xml.rich().marks().len(), MOST_MARKS);
    }
}
