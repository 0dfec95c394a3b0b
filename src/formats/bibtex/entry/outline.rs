//! An entry for the crate: its values in braces are left empty, and are taken from the entry itself afterwards.
//!
//! The crate looks at every character of a value three or four times, to find the brace that closes it. A search for braces
//! finds the same one, by the same rule: those after a backslash do not count.

use crate::formats::bibtex::block::{closing, is_escaped};
use memchr::{memchr, memchr2, memchr3};

/// An entry without its values in braces.
pub(super) struct Outline {
    /// What the crate reads.
    pub text: String,
    /// Where in it something was left out, and how many bytes.
    cuts: Vec<(usize, usize)>,
}

impl Outline {
    /// The outline of an entry. `None` when a value is not closed, or the entry does not begin with a brace.
    pub fn of(entry: &str) -> Option<Outline> {
        let bytes = entry.as_bytes();
        let mut at = memchr2(b'{', b'(', bytes).filter(|at| bytes[*at] == b'{')? + 1;
        let mut outline = Outline { text: String::with_capacity(entry.len() / 2), cuts: Vec::with_capacity(24) };
        let mut copied = 0;
        while let Some(found) = memchr3(b'{', b'"', b'}', &bytes[at..]).map(|found| at + found) {
            at = match bytes[found] {
                b'{' => {
                    let close = closing(bytes, found + 1, false)?;
                    outline.text.push_str(&entry[copied..=found]);
                    outline.cuts.push((outline.text.len(), close - found - 1));
                    copied = close;
                    close + 1
                }
                b'"' => quote(bytes, found + 1)? + 1,
                _ => found + 1,
            };
        }
        outline.text.push_str(&entry[copied..]);
        Some(outline)
    }

    /// Finds places of the entry, which must be asked for from the first to the last.
    pub fn places(&self) -> Places<'_> {
        Places { cuts: &self.cuts, shift: 0 }
    }
}

/// Where what the crate found stands in the entry.
pub(super) struct Places<'o> {
    /// Those ahead.
    cuts: &'o [(usize, usize)],
    shift: usize,
}

impl Places<'_> {
    /// The place of a byte of the outline at which something begins.
    pub fn start(&mut self, at: usize) -> usize {
        self.pass(|cut| cut < at) + at
    }

    /// The place of a byte of the outline at which something ends.
    pub fn end(&mut self, at: usize) -> usize {
        self.pass(|cut| cut <= at) + at
    }

    fn pass(&mut self, is_before: impl Fn(usize) -> bool) -> usize {
        while let Some(((cut, length), rest)) = self.cuts.split_first()
            && is_before(*cut)
        {
            self.shift += length;
            self.cuts = rest;
        }
        self.shift
    }
}

/// The quote that ends what begins at `at`.
fn quote(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let found = at + memchr(b'"', &bytes[at..])?;
        if !is_escaped(bytes, found) {
            return Some(found);
        }
        at = found + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_in_braces_are_left_out() {
        for (entry, expected) in [
            ("@a{k, t={x {y} z}, u = {} # {b}}", Some("@a{k, t={}, u = {} # {}}")),
            (r#"@a{k, t="x {y}", u={\{ \} b}}"#, Some(r#"@a{k, t="x {y}", u={}}"#)),
            (r#"@a{k, t="x \" {", u={b}}"#, Some(r#"@a{k, t="x \" {", u={}}"#)),
            ("@a(k, t={x})", None),
            ("@a{k, t={x", None),
            (r#"@a{k, t="x}"#, None),
            ("@a", None),
        ] {
            assert_eq!(Outline::of(entry).map(|outline| outline.text).as_deref(), expected, "{entry}");
        }
    }

    #[test]
    fn places_of_the_entry() {
        let entry = "@a{k, t={one}, u={two} # x}";
        let outline = Outline::of(entry).unwrap();
        assert_eq!(outline.text, "@a{k, t={}, u={} # x}");
        let mut places = outline.places();
        for (start, end, expected) in [(6, 7, "t"), (9, 9, "one"), (12, 13, "u"), (15, 15, "two"), (19, 20, "x")] {
            assert_eq!(&entry[places.start(start)..places.end(end)], expected);
        }
    }
}
