//! One entry as fields and values, still LaTeX.
//!
//! Sound entries are read by the `biblatex` crate. It refuses a whole entry for a missing comma, and takes the inner quotes
//! of `"a {"}b"` for the end; so its answer is looked over, and what it refuses or gets wrong is read by a scanner that
//! mends, with a warning for each thing that it mends.

mod outline;
mod scan;

use super::block::braces;
use super::macros::{Scope, standard};
use crate::log::{Code, shown};
use biblatex::{RawBibliography, RawChunk};
use memchr::{memchr, memchr2};
use outline::Outline;
use scan::Scan;
use std::borrow::Cow;
use std::ops::Range;

/// A field.
#[derive(Clone, Debug, PartialEq)]
pub struct Field<'a> {
    /// Its name, as written.
    pub name: &'a str,
    /// Its value, macros resolved, without the outer braces or quotes.
    pub value: Cow<'a, str>,
    /// Where it stands.
    pub at: Range<usize>,
}

/// An entry, or a block of macros.
#[derive(Debug, Default)]
pub struct Entry<'a> {
    /// Its type, as written.
    pub kind: &'a str,
    /// Its key; empty when there is none.
    pub key: &'a str,
    /// Its fields in order.
    pub fields: Vec<Field<'a>>,
    /// What was wrong with it.
    pub problems: Vec<(Code, Range<usize>, String)>,
    /// What no field could be made of.
    pub stray: Vec<&'a str>,
    /// It ends inside a value.
    pub cut_short: bool,
}

/// Reads an entry, or a block of macros, that begins with `@`.
pub fn read<'a>(text: &'a str, scope: &Scope) -> Entry<'a> {
    if let Some(entry) = by_crate(text, scope) {
        return entry;
    }
    let entry = Scan::new(text, scope, false).entry();
    if entry.problems.is_empty() || !(text.contains(r"\{") || text.contains(r"\}")) {
        return entry;
    }
    // `file = {C:\dir\}`: braces after backslashes count after all.
    let other = Scan::new(text, scope, true).entry();
    if other.problems.len() < entry.problems.len() { other } else { entry }
}

/// The entry as the crate reads it, where that can be trusted.
fn by_crate<'a>(text: &'a str, scope: &Scope) -> Option<Entry<'a>> {
    let outline = Outline::of(text)?;
    let raw = RawBibliography::parse(&outline.text).ok()?;
    let [found] = &raw.entries[..] else { return None };
    let (kind, key) = (&text[found.v.kind.span.clone()], &text[found.v.key.span.clone()]);
    let odd = |c: char| "{}\"=#%\\(".contains(c);
    let is_whole = found.span.start == 0 && outline.text[found.span.end..].trim_end() == "}";
    if !is_whole || kind.ends_with(':') || key.is_empty() || key.contains(odd) {
        return None;
    }
    let mut entry = Entry { kind, key, ..Entry::default() };
    entry.fields.reserve(found.v.fields.len());
    let between = |byte: u8| byte.is_ascii_whitespace() || matches!(byte, b',' | b'}' | b'"');
    let mut before = found.v.key.span.end;
    let mut places = outline.places();
    for pair in &found.v.fields {
        let start = places.start(pair.key.span.start);
        let name = &text[start..places.end(pair.key.span.end)];
        if !text[before..start].bytes().all(between) || name.bytes().any(|byte| matches!(byte, b'\\' | b'&' | b'$')) {
            return None;
        }
        let mut parts = pair.value.v.iter().map(|chunk| {
            let at = places.start(chunk.span.start)..places.end(chunk.span.end);
            before = at.end;
            let part = &text[at.clone()];
            let is_quoted = text.as_bytes()[at.start - 1] == b'"';
            match chunk.v {
                RawChunk::Normal(_) if is_quoted && !is_level(part) => None,
                RawChunk::Normal(_) => Some(Cow::Borrowed(part)),
                RawChunk::Abbreviation(_) => Some(resolved(part, &(start..at.end), scope, &mut entry.problems)),
            }
        });
        let first = parts.next()??;
        let value = parts.try_fold(first, |value, part| Some(value + part?))?;
        entry.fields.push(Field { name, value, at: start..before });
    }
    // A comment may stand there.
    text[before..].bytes().all(between).then_some(entry)
}

/// Whether braces match, those after backslashes aside.
fn is_level(text: &str) -> bool {
    let mut depth = 0_usize;
    let matched = braces(text.as_bytes(), false).all(|(_, opens)| {
        let before = depth;
        depth = if opens { depth + 1 } else { depth.saturating_sub(1) };
        opens || before > 0
    });
    matched && depth == 0
}

/// The value of a macro; of one that is not defined, its name.
fn resolved<'a>(
    name: &'a str,
    at: &Range<usize>,
    scope: &Scope,
    problems: &mut Vec<(Code, Range<usize>, String)>,
) -> Cow<'a, str> {
    if let Some(value) = scope.get(name) {
        return Cow::Owned(value.to_string());
    }
    match standard(name) {
        Some(value) => Cow::Borrowed(value),
        None => {
            let message = format!("the macro {} is not defined; its name was taken as text", shown(name));
            problems.push((Code::UnfitValue, at.clone(), message));
            Cow::Borrowed(name)
        }
    }
}

/// The text of a block of another sort without its brackets: `@preamble{"x"}` gives `"x"`.
pub fn content(block: &str) -> &str {
    let open = memchr2(b'{', b'(', block.as_bytes());
    let line = memchr(b'\n', block.as_bytes()).unwrap_or(block.len());
    match open.filter(|open| block[1..*open].trim_end().bytes().all(|byte| byte.is_ascii_alphabetic())) {
        Some(open) => block[open + 1..].trim_end().strip_suffix(['}', ')']).unwrap_or(&block[open + 1..]),
        None => block[..line].split_once(char::is_whitespace).map_or("", |(_, text)| text.trim()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown_entry(text: &str) -> (String, usize) {
        let mut scope = Scope::default();
        scope.define("jmm", "J. Made-up");
        let entry = read(text, &scope);
        let fields: Vec<_> = entry.fields.iter().map(|field| format!("{}={}", field.name, field.value)).collect();
        (format!("{}|{}|{}", entry.kind, entry.key, fields.join("|")), entry.problems.len())
    }

    #[test]
    fn sound_and_broken() {
        for (text, expected, problems) in [
            ("@a{k, t={x}, y=2000}", "a|k|t=x|y=2000", 0),
            ("@a(k, t=\"x\")", "a|k|t=x", 0),
            ("@a{k, t = \"a {\"}b{\"} c\", }", "a|k|t=a {\"}b{\"} c", 0),
            ("@a{k, j=JMM # { and } # jmm, m = jan}", "a|k|j=J. Made-up and J. Made-up|m=January", 0),
            ("@a{k, m=\"10~\" # jan}", "a|k|m=10~January", 0),
            ("@a{k t={x}}", "a|k|t=x", 1),
            ("@a{t={x}}", "a||t=x", 1),
            ("@a{, t={x}}", "a||t=x", 1),
            ("@a{my key, t={x}}", "a|my key|t=x", 1),
            ("@a{k, t={x} u={y}}", "a|k|t=x|u=y", 1),
            ("@a{k, t={x}\n", "a|k|t=x", 1),
            ("@a{k, t={x,\n  u={y}\n}", "a|k|t=x|u=y", 2),
            ("@a{k, t {x}}", "a|k|t=x", 1),
            ("@a{k, t=Some words here, u=3}", "a|k|t=Some words here|u=3", 1),
            ("@a{k, t=jacs, u={v}}", "a|k|t=jacs|u=v", 1),
            ("@a{k, y = 2000\n u = {v}}", "a|k|y=2000|u=v", 1),
            ("@a{k, t=\"say \"hi\" now\", u={v}}", "a|k|t=say \"hi\" now|u=v", 1),
            ("@a{k, t=\"x\n u={v}}", "a|k|t=x|u=v", 1),
            ("@a{k, t=\"x } y\", u={v}}", "a|k|t=x } y|u=v", 1),
            ("@a:{k, t={x}}", "a|k|t=x", 1),
            ("@a{k, t={x}, t={y}}", "a|k|t=x|t=y", 0),
            ("@a{k, f={C:\\d\\}, u={v}}", "a|k|f=C:\\d\\|u=v", 0),
            ("@a{k, t={a \\{ b}, u={v}}", "a|k|t=a \\{ b|u=v", 0),
            ("@a{k, t=, u={v}}", "a|k|t=|u=v", 0),
            ("@a{k, % no\n t={x}}", "a|k|t=x", 1),
            ("@a{k, y=2000 % no\n}", "a|k|y=2000", 1),
            ("@a{k}", "a|k|", 0),
            ("@a{k,}", "a|k|", 0),
            ("@a{k, t={x})", "a|k|t=x", 1),
            ("@a{k, junk, t={x}}", "a|k|t=x", 1),
            ("@string{a = \"b\" # jmm}", "string||a=bJ. Made-up", 0),
            ("@a{", "a||", 2),
            ("@ a {k, t={x}}", "a|k|t=x", 0),
            ("@a{{k}, t={x}}", "a|k|t=x", 1),
            ("@a{\"k\", t={x}}", "a|k|t=x", 1),
            ("@a{k, t: {x}, y 2000}", "a|k|t=x|y=2000", 2),
            ("@a{k, t={x}}, u={y}}", "a|k|t=x|u=y", 1),
            ("@a{k, t=Some words}, u={y}}", "a|k|t=Some words|u=y", 1),
            ("@a{k, t=Some words\", u=\"y\"}", "a|k|t=Some words|u=y", 1),
            ("@a{k, u=http://x.org/?b=c, t={x}}", "a|k|u=http://x.org/?b=c|t=x", 1),
            ("@a{k,\n t=\"x,\n u=\"y\",\n v={z}}", "a|k|t=x|u=y|v=z", 1),
            ("@a{k,\n t=\"x},\n u={y},\n v={z}}", "a|k|t=x|u=y|v=z", 1),
        ] {
            assert_eq!(shown_entry(text), (expected.to_owned(), problems), "{text}");
        }
    }

    #[test]
    fn contents_of_other_blocks() {
        for (block, expected) in [
            ("@preamble{\"x\" # y}", "\"x\" # y"),
            ("@comment{jabref-meta: {a}}", "jabref-meta: {a}"),
            ("@comment some words\n", "some words"),
            ("@Comment{not closed", "not closed"),
        ] {
            assert_eq!(content(block), expected, "{block}");
        }
    }
}
