//! Texts that some format gives a meaning to of its own.

/// The texts; any slot may hold any of them.
#[rustfmt::skip]
pub const TEXTS: &[&str] = &[
    "a &it; b &amp;c", "<i>a</i> b", "a < b > c", "x<sub>2</sub>", "{\\'e} a", "\\A' A", "a~b", "$x_2$", "a ; b",
    "a ; b;", "a; b", "a;b", "a, b", "a, II", "a,iI", "a, jr, b", "a b jr", "and", "a and b", "a AND others",
    "et al", "others", "a & b", "a, , b", ",a", ".", "..", "-", "-0", "0", "0000", "--", "a--b", "12-8", "12--8",
    "1-2-3", "e12", "12345678", "2019", "2019/04/05", "2019-13-40", "winter 2019", "10.1/x", "https://x.org/a b",
    "http://doi.org/10.1234/x", "PMC12", "PMID: 12", "A", "'", "\"a\"", "\"", "(a)", "[a]", "a: b", "a:", "=a",
    "+a", "@a", "'=a", "%a", "a%b", "#", "a#b", "a_b", "a^b", "\\", "\\\\", "{", "}", "{a}", "a}b", "TY  - a",
    "a - b", "1 - 2", "Suppl 1", "Pt 2", "x - x", "a/b", "a | b", "a|b", "family=a, given=b", "true", "null", "1.0",
    "given family", "de la Cruz, J", "d'Arc, J", "World Health Organization", "Smith J", "MD", "PhD, A", "I", "V",
    "a, V", "v, I, b", "en", "English; French", "in press", "a, b (c)", "Published", "erratum", "\u{df}",
    "\u{e9}a, \u{c9}", "Chapter 3", "p. 5", "3rd", "no. 4", "[Internet]", "eng", "a\u{2013}b", "\u{201c}a\u{201d}",
    "''a''", "``a``", "a...b", "a.b.", "A. B.",
];
