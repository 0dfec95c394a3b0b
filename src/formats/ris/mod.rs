//! RIS, the exchange format of Reference Manager and EndNote.
//!
//! A record is a list of lines `XX  - value`, from `TY` to `ER`. Two specifications share the name: that of 2001
//! (Reference Manager) and that of 2011 (EndNote's template), in which the meaning of a tag depends on the type of
//! record. Written is the part of 2011 that readers of 2001 understand too; the table in [`tags`] knows both.
//!
//! Not read yet.

pub mod tags;
mod value;
mod write;

use crate::format::{Format, Likely, Opt, Values};

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
            meaning: "classic adds JF and JA, for readers that know only the specification of 2001",
            values: Values::OneOf(&["standard", "classic"]),
        },
        Opt { name: "line-ending", meaning: "how lines end", values: Values::OneOf(&["crlf", "lf"]) },
        Opt {
            name: "markup",
            meaning: "whether italics and the like are dropped or written as HTML tags",
            values: Values::OneOf(&["none", "html"]),
        },
    ],
    reader: None,
    writer: Some(write::writer),
    shaped: false,
};

/// A record begins with `TY`; blanks before the hyphen vary. NBIB shares most other tags, so they say nothing.
fn sniff(head: &str) -> Likely {
    if head.split(['\n', '\r']).any(|line| value_of("TY", line).is_some_and(starts_with_code)) {
        return Likely::Yes;
    }
    // Some exports lack TY; no other format of this shape ends its records with ER and blanks before the hyphen.
    match head.split(['\n', '\r']).any(|line| value_of("ER", line).is_some_and(|value| value.trim().is_empty())) {
        true => Likely::Maybe,
        false => Likely::No,
    }
}

/// The value of a line that has the tag, one to three blanks and a hyphen.
fn value_of<'a>(tag: &str, line: &'a str) -> Option<&'a str> {
    let rest = line.trim_start().strip_prefix(tag)?;
    let hyphen = rest.find('-').filter(|at| (1..=3).contains(at) && rest[..*at].trim().is_empty())?;
    Some(&rest[hyphen + 1..])
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
            ("TYPE  - JOUR\n", Likely::No),
            ("TY  - \n", Likely::No),
            ("PT J\nAU Zhou, S\nER\n\nEF\n", Likely::No),
            ("@article{a, title = {TY  - JOUR}}", Likely::No),
            ("", Likely::No),
            ("TY é- x", Likely::No),
        ] {
            assert_eq!(sniff(head), expected, "{head:?}");
        }
    }
}
