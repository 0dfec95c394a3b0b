//! RIS, the exchange format of Reference Manager and EndNote.
//!
//! A record is a list of lines `XX  - value`, from `TY` to `ER`. Two specifications share the name: that of 2001
//! (Reference Manager) and that of 2011 (EndNote's template), in which the meaning of a tag depends on the type of
//! record. Written is the part of 2011 that readers of 2001 understand too; the table in [`tags`] knows both.
//!
//! Accepted are the dialects of EndNote, Zotero, Mendeley, JabRef, citation-js, Scopus, Web of Science, Embase, Ovid,
//! EBSCOhost, ProQuest and the publishers: tags in small letters, with one blank or indented, wrapped and repeated lines,
//! a missing `TY` or `ER`, text between records. A reader sees one record at a time, so what a tag means never depends on
//! other records.
//!
//! # Profiles
//!
//! `--set ris.profile=NAME` writes for one client:
//!
//! - `classic` adds JF and JA, for readers of 2001 that do not know T2.
//! - `zotero` writes UNPD and GRNT, which Zotero knows, for UNPB and GRANT; a PMID in M2 only, which Zotero keeps in Extra,
//!   and not in AN, which it takes for the place in an archive; and the journal in T2 only.
//! - `endnote` ends a group's name with a comma, as EndNote's help asks for, and writes the date of online publication of
//!   a journal article in ET, as EndNote has it.
//! - `jabref` writes the whole date in PY, since JabRef looks at DA after it; the suffix of a name behind the family name;
//!   and one address.
//! - `mendeley` writes a PMID in AN and no other number, since Mendeley takes what stands there for a PMID.
//!
//! - `rayyan` and `covidence` write what `standard` writes: nothing is known that they read in another way. They have names so
//!   that a script can say for whom it writes, and gets whatever will be known of them.

mod edges;
mod line;
mod read;
pub mod tags;
pub mod types;
mod value;
mod write;

use crate::format::{Format, Likely, Opt, Values};
use crate::split::Lines;
use std::sync::Arc;

/// RIS.
pub static FORMAT: Format = Format {
    name: "ris",
    title: "RIS (Research Information Systems)",
    family: "ris",
    extensions: &["ris"],
    sniff,
    options: &[
        Opt {
            name: "profile",
            meaning: "the client to write for; classic adds JF and JA for readers of 2001; zotero: PMID in M2 alone, \
                      journal in T2 alone, UNPD and GRNT; endnote: a comma behind groups, date of online publication in \
                      ET; jabref: whole date in PY, suffix before given name, one address; mendeley: a PMID alone in AN; \
                      rayyan and covidence: as standard",
            values: Values::OneOf(&[
                "standard",
                "classic",
                "zotero",
                "endnote",
                "jabref",
                "mendeley",
                "rayyan",
                "covidence",
            ]),
        },
        Opt { name: "line-ending", meaning: "how lines end", values: Values::OneOf(&["crlf", "lf"]) },
        Opt {
            name: "markup",
            meaning: "whether italics and the like become HTML tags; auto: where the record came from RIS",
            values: Values::OneOf(&["auto", "none", "html"]),
        },
    ],
    reader: Some(|options| Box::new(Lines::new(edges::Edges::default(), Arc::new(read::Ris::new(options))))),
    writer: Some(write::writer),
    shaped: false,
};

/// A record begins with `TY`; blanks before the hyphen vary. NBIB shares most other tags, so they say nothing.
fn sniff(head: &str) -> Likely {
    if head.split(['\n', '\r']).any(|line| value_of(*b"TY", line).is_some_and(starts_with_code)) {
        return Likely::Yes;
    }
    // Some exports lack TY; no other format of this shape ends its records with ER and blanks before the hyphen.
    match head.split(['\n', '\r']).any(|line| value_of(*b"ER", line).is_some_and(|value| value.trim().is_empty())) {
        true => Likely::Maybe,
        false => Likely::No,
    }
}

/// The value of a line that has the tag, in any of its forms with a hyphen.
fn value_of(name: [u8; 2], line: &str) -> Option<&str> {
    line::tag(line.as_bytes()).filter(|tag| tag.name == name && !tag.bare).map(|tag| &line[tag.value..])
}

fn starts_with_code(value: &str) -> bool {
    let code = value.trim_start();
    code.len() >= 2 && code.chars().take(2).all(|c| c.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sniffing() {
        for (head, expected) in [
            ("TY  - JOUR\r\nTI  - A\r\nER  - \r\n", Likely::Yes),
            ("Provider: X\nDatabase: Y\n\nTY  - JOUR\n", Likely::Yes),
            ("TY - JOUR\nTI - A\n", Likely::Yes),
            ("\n  TY  -  CHAP", Likely::Yes),
            ("AU  - Zhou, S\nTI  - A\nER  - \n", Likely::Maybe),
            ("PMID- 1\nTI  - A\nAU  - Zhou S\n", Likely::No),
            ("TY-JOUR\n", Likely::No),
            ("ty  - jour\n", Likely::Yes),
            ("TYPE  - JOUR\n", Likely::No),
            ("TY\u{a0}\u{a0}- JOUR\nTI  - A\n", Likely::Yes),
            ("TY  – JOUR\n", Likely::Yes),
            ("TY  - \n", Likely::No),
            ("TY- JOUR\n", Likely::Yes),
            ("\u{200b}TY  - JOUR\n", Likely::Yes),
            ("PT J\nAU Zhou, S\nER\n\nEF\n", Likely::No),
            ("@article{a, title = {TY  - JOUR}}", Likely::No),
            ("", Likely::No),
            ("TY é- x", Likely::No),
        ] {
            assert_eq!(sniff(head), expected, "{head:?}");
        }
    }
}
