//! BibTeX and BibLaTeX.
//!
//! Two formats with one table of fields and one of types; what differs between them is data in `tags.rs`. BibTeX is written
//! for programs of 1988 and after: ASCII with LaTeX commands, entry types that every style knows, `year` and `month`.
//! BibLaTeX is written in UTF-8, with EDTF dates and the fields that biber adds.
//!
//! What neither has a field for (affiliations, ORCIDs, grants, relations, dates of history) is not written.
//!
//! The formats are described in Oren Patashnik's *BibTeXing* and in [the manual of BibLaTeX](https://ctan.org/pkg/biblatex).

mod block;
mod dates;
mod entry;
mod extras;
mod inherit;
mod macros;
mod names;
mod protect;
mod read;
mod split;
mod tags;
mod write;

use crate::format::{Format, Likely, Opt, Values};

/// The two formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Dialect {
    Bibtex,
    Biblatex,
}

/// What of a title is protected from changes of case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Protect {
    Words,
    Title,
    None,
}

const PROTECT: Opt = Opt {
    name: "protect",
    meaning: "what of a title is put in braces, so that styles keep its capitals",
    values: Values::OneOf(&["words", "title", "none"]),
};

/// BibTeX.
pub static BIBTEX: Format = Format {
    name: "bibtex",
    title: "BibTeX",
    family: "bibtex",
    extensions: &["bib"],
    sniff: |head| sniff(head, Dialect::Bibtex),
    options: &[
        Opt {
            name: "encoding",
            meaning: "whether letters beyond ASCII are written as LaTeX commands",
            values: Values::OneOf(&["ascii", "utf-8"]),
        },
        PROTECT,
        Opt {
            name: "journal",
            meaning: "which title of a journal is written",
            values: Values::OneOf(&["full", "abbreviated"]),
        },
    ],
    reader: Some(|_| Box::new(split::Edges::new(Dialect::Bibtex))),
    writer: Some(|options| Box::new(write::Bib::new(Dialect::Bibtex, options))),
    shaped: false,
};

/// BibLaTeX.
pub static BIBLATEX: Format = Format {
    name: "biblatex",
    title: "BibLaTeX",
    family: "bibtex",
    extensions: &["bib", "biblatex"],
    sniff: |head| sniff(head, Dialect::Biblatex),
    options: &[
        Opt {
            name: "encoding",
            meaning: "whether letters beyond ASCII are written as LaTeX commands",
            values: Values::OneOf(&["utf-8", "ascii"]),
        },
        PROTECT,
        Opt {
            name: "eid",
            meaning: "write article numbers as eid, which fewer programs read than pages",
            values: Values::Flag(false),
        },
    ],
    reader: Some(|_| Box::new(split::Edges::new(Dialect::Biblatex))),
    writer: Some(|options| Box::new(write::Bib::new(Dialect::Biblatex, options))),
    shaped: false,
};

/// What only BibLaTeX has.
const ONLY_BIBLATEX: [&str; 10] = [
    "@online",
    "@thesis",
    "@report",
    "@collection",
    "@dataset",
    "@software",
    "@mvbook",
    "@periodical",
    "journaltitle",
    "eprinttype",
];

/// A file with fields or types that only BibLaTeX has is of that dialect, any other is BibTeX.
fn sniff(head: &str, dialect: Dialect) -> Likely {
    let begins = |line: &str| {
        let name = line.trim_start().strip_prefix('@')?;
        let end = name.find(|c: char| !c.is_ascii_alphabetic())?;
        (end > 1 && name[end..].trim_start().starts_with(['{', '('])).then_some(())
    };
    if !head.lines().any(|line| begins(line).is_some()) {
        return Likely::No;
    }
    let lower = head.to_ascii_lowercase();
    let date = lower
        .lines()
        .any(|line| line.trim_start().strip_prefix("date").is_some_and(|rest| rest.trim_start().starts_with('=')));
    let biblatex = date || ONLY_BIBLATEX.iter().any(|mark| lower.contains(mark));
    match (dialect, biblatex) {
        (Dialect::Bibtex, false) | (Dialect::Biblatex, true) => Likely::Yes,
        _ => Likely::No,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dialects_are_told_apart() {
        for (head, bibtex, biblatex) in [
            ("@article{a, title={x}, year=2000}", Likely::Yes, Likely::No),
            ("comment\n@Book(k,\n date = {2001})", Likely::No, Likely::Yes),
            ("@online{a, title={x}}", Likely::No, Likely::Yes),
            ("mail me@example.org", Likely::No, Likely::No),
        ] {
            assert_eq!((sniff(head, Dialect::Bibtex), sniff(head, Dialect::Biblatex)), (bibtex, biblatex), "{head}");
        }
    }
}
