//! What is in a cell: lists, and the guard against formulas.

use std::borrow::Cow;

/// What stands between the values of a list in one cell.
///
/// Where a value holds the separator's sign, the sign is doubled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Separator {
    shown: String,
    sign: char,
}

impl Default for Separator {
    fn default() -> Separator {
        Separator { shown: "; ".to_owned(), sign: ';' }
    }
}

impl Separator {
    /// Between the parts of a value in a list, such as the addresses of one author.
    pub fn inner() -> Separator {
        Separator { shown: " | ".to_owned(), sign: '|' }
    }

    /// A separator: one sign, perhaps with blanks around it.
    pub fn parse(shown: &str) -> Result<Separator, String> {
        let mut signs = shown.trim_matches(' ').chars();
        match (signs.next(), signs.next()) {
            (Some(sign), None) if !sign.is_alphanumeric() && !sign.is_whitespace() && !matches!(sign, '"' | '\'') => {
                Ok(Separator { shown: shown.to_owned(), sign })
            }
            _ => Err("takes one sign, with or without blanks around it".to_owned()),
        }
    }

    /// The values in one cell.
    pub fn join<S: AsRef<str>>(&self, values: impl IntoIterator<Item = S>) -> String {
        let mut out = String::new();
        for (place, value) in values.into_iter().enumerate() {
            let value = value.as_ref();
            if place > 0 {
                out.push_str(&self.shown);
            }
            // A sign before this place would pair with one after it.
            if !self.shown.ends_with(' ') && (value.is_empty() || value.starts_with(self.sign)) {
                out.push(' ');
            }
            if !value.contains(self.sign) {
                out.push_str(value);
                continue;
            }
            for (place, part) in value.split(self.sign).enumerate() {
                if place > 0 {
                    out.push(self.sign);
                    out.push(self.sign);
                }
                out.push_str(part);
            }
        }
        out
    }

    /// Values in one cell; a single one that holds no sign is the cell.
    pub fn joined<'a>(&self, mut values: Vec<Cow<'a, str>>) -> Cow<'a, str> {
        match &values[..] {
            [] => Cow::Borrowed(""),
            [value] if !value.is_empty() && !value.contains(self.sign) => values.remove(0),
            _ => Cow::Owned(self.join(values)),
        }
    }

    /// The values of a cell, empty ones among them.
    pub fn split(&self, cell: &str) -> Vec<String> {
        let (mut values, mut value, mut rest) = (Vec::new(), String::new(), cell);
        while let Some((before, behind)) = rest.split_once(self.sign) {
            value.push_str(before);
            rest = behind;
            if let Some(behind) = rest.strip_prefix(self.sign) {
                value.push(self.sign);
                rest = behind;
            } else {
                values.push(value.trim().to_owned());
                value.clear();
            }
        }
        value.push_str(rest);
        values.push(value.trim().to_owned());
        values
    }

    /// Addresses and identifiers in one cell. Only a sign before a blank parts them, so that a sign in them needs no
    /// doubling, and each can be copied out as it is.
    pub fn join_bare<S: AsRef<str>>(&self, values: impl IntoIterator<Item = S>) -> String {
        let mut out = String::new();
        for (place, value) in values.into_iter().enumerate() {
            if place > 0 {
                out.push(self.sign);
                out.push(' ');
            }
            out.push_str(value.as_ref());
        }
        out
    }

    /// The values of such a cell.
    pub fn split_bare<'a>(&self, cell: &'a str) -> impl Iterator<Item = &'a str> {
        let mut rest = Some(cell).filter(|cell| !cell.is_empty());
        let parting = format!("{} ", self.sign);
        std::iter::from_fn(move || {
            let (value, behind) = match rest?.split_once(&parting) {
                Some((value, behind)) => (value, Some(behind)),
                None => (rest?, None),
            };
            rest = behind;
            Some(value)
        })
    }
}

/// Whether a spreadsheet would take the cell for a formula, or it looks guarded against that already.
fn needs_guard(cell: &str) -> bool {
    let first = cell.as_bytes().first();
    if !matches!(first, Some(b'\'' | b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r')) {
        return false;
    }
    cell.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// A whole number or decimal fraction, with its sign.
fn is_number(cell: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let bare = cell.strip_prefix(['-', '+']).unwrap_or(cell);
    bare.split_once('.').map_or_else(|| digits(bare), |(whole, part)| digits(whole) && digits(part))
}

/// Puts `'` before what a spreadsheet would take for a formula. [`unguarded`] takes exactly that off.
pub fn guarded(cell: Cow<'_, str>) -> Cow<'_, str> {
    if needs_guard(&cell) && !is_number(&cell) { Cow::Owned(format!("'{cell}")) } else { cell }
}

/// A cell as it was before [`guarded`].
pub fn unguarded(cell: Cow<'_, str>) -> Cow<'_, str> {
    if !cell.starts_with('\'') || !needs_guard(&cell) {
        return cell;
    }
    match cell {
        Cow::Borrowed(cell) => Cow::Borrowed(&cell[1..]),
        Cow::Owned(mut cell) => {
            cell.remove(0);
            Cow::Owned(cell)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guard() {
        for (cell, expected) in [
            ("=1+1", "'=1+1"),
            ("+44 20", "'+44 20"),
            ("-omics", "'-omics"),
            ("@home", "'@home"),
            ("\tx", "'\tx"),
            ("\rx", "'\rx"),
            ("'=x", "''=x"),
            ("''=x", "'''=x"),
            ("-5", "-5"),
            ("+3.25", "+3.25"),
            ("'-5", "''-5"),
            ("-5-1", "'-5-1"),
            ("-1E5", "'-1E5"),
            ("'s-Gravenhage", "'s-Gravenhage"),
            ("a=b", "a=b"),
            ("", ""),
        ] {
            let written = guarded(Cow::Borrowed(cell));
            assert_eq!(written, expected);
            assert_eq!(unguarded(Cow::Borrowed(&written)), cell);
            assert_eq!(unguarded(written.clone()), cell);
        }
    }

    #[test]
    fn lists() {
        let lists: &[&[&str]] = &[
            &["a", "b"],
            &["a;b", "c"],
            &["a;", ";b", ";"],
            &["a", "", "c"],
            &["", "", ""],
            &["a; b;; c"],
            &["|", "a | b", "x"],
        ];
        for shown in ["; ", ";", "|", " | ", " ; "] {
            let separator = Separator::parse(shown).unwrap();
            for list in lists {
                assert_eq!(separator.split(&separator.join(*list)), *list, "{list:?} with {shown:?}");
            }
        }
        assert_eq!(Separator::default().join(["a;b", "c"]), "a;;b; c");
    }

    #[test]
    fn bare_lists() {
        let separator = Separator::default();
        for list in [&["http://x/a;b", "http://y;"][..], &["a;", "b c"], &["x"], &[]] {
            assert_eq!(separator.split_bare(&separator.join_bare(list)).collect::<Vec<_>>(), list);
        }
    }

    #[test]
    fn separators() {
        for shown in ["", " ", ", ,", "a", "\"", "'", "\n"] {
            assert!(Separator::parse(shown).is_err(), "{shown:?}");
        }
    }
}
