//! Variables in notes: `PMID: 5` on a line of its own, as Zotero's field Extra has them, and citeproc's `{:PMID: 5}`.
//!
//! Identifiers, and variables whose names have a hyphen as no word of a note has, are found on any line; other variables only
//! on the first lines, as citeproc does, since a note may well say "Number: 5 copies". Lines such as `tex.date: 2001`, which
//! other programs read, stand among the first lines too.

use super::tags::{self, Use};

/// A note, taken apart.
#[derive(Debug, Default, PartialEq)]
pub struct Parted {
    /// Names of variables, and their values.
    pub variables: Vec<(String, String)>,
    /// What is left.
    pub rest: String,
}

/// Identifiers that are no variables, as notes have them.
pub const ARXIV: &str = "arxiv";

/// Names of variables that are words of notes as well.
const PROSE: [&str; 22] = [
    "abstract",
    "annote",
    "custom",
    "dimensions",
    "edition",
    "event",
    "genre",
    "id",
    "keyword",
    "keywords",
    "language",
    "locator",
    "medium",
    "note",
    "references",
    "scale",
    "section",
    "source",
    "status",
    "subject",
    "version",
    "year",
];

/// Parts a note.
pub fn part(note: &str) -> Parted {
    let mut parted = Parted::default();
    let mut leading = true;
    // Words of notes are variables below others only.
    let mut listed = false;
    for line in note.split('\n') {
        let found = braced(line, &mut parted.variables);
        let line = found.as_deref().unwrap_or(line);
        match variable(line, listed) {
            _ if found.is_some() && line.trim().is_empty() => {}
            Some((name, value)) if leading || is_identifier(&name) || is_marked(line, &name) => {
                listed |= leading;
                parted.variables.push((name, value.to_owned()));
            }
            _ => {
                leading &= line.trim().is_empty() || is_setting(line);
                if !parted.rest.is_empty() {
                    parted.rest.push('\n');
                }
                parted.rest.push_str(line.trim_end());
            }
        }
    }
    parted.rest.truncate(parted.rest.trim_end().len());
    parted
}

fn is_identifier(name: &str) -> bool {
    matches!(name, "PMID" | "PMCID" | "DOI" | "ISBN" | "ISSN" | ARXIV)
}

/// Whether a line has a name of CSL's that is no word: `original-date: 1900`.
fn is_marked(line: &str, name: &str) -> bool {
    name.contains('-') && line.trim_start().starts_with(name)
}

/// Whether a line is one for some program: `tex.date: 2001`, `bibtex*: x`.
fn is_setting(line: &str) -> bool {
    let Some((name, value)) = line.split_once(':') else { return false };
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-*".contains(c);
    name.contains(['.', '*']) && name.chars().all(plain) && !value.starts_with("//")
}

/// Takes `{:name: value}` out of a line; what is left of it, when there was one.
fn braced(line: &str, variables: &mut Vec<(String, String)>) -> Option<String> {
    let mut rest = line;
    let mut left = None::<String>;
    while let Some(start) = rest.find("{:") {
        let body = &rest[start + 2..];
        let Some((inside, after)) = body.split_once('}') else { break };
        let Some((name, value)) = inside.split_once(':').and_then(|(name, value)| Some((known(name)?, value))) else {
            break;
        };
        variables.push((name, value.trim().to_owned()));
        left.get_or_insert_default().push_str(&rest[..start]);
        rest = after;
    }
    if let Some(left) = &mut left {
        left.push_str(rest);
    }
    left
}

/// A line that gives a variable its value; below others also one whose name is a word of notes.
fn variable(line: &str, listed: bool) -> Option<(String, &str)> {
    let (name, value) = line.split_once(':')?;
    let name = name.trim();
    let value = value.trim();
    if name.len() > 30 || value.is_empty() {
        return None;
    }
    let name = known(name)?;
    let word = PROSE.contains(&name.as_str());
    let own = matches!(name.as_str(), "abstract" | "annote" | "custom" | "id" | "note" | "references" | "year");
    (!word || listed && !own).then_some((name, value))
}

/// The variable that a name in a note means.
fn known(name: &str) -> Option<String> {
    let lower = name.trim().to_ascii_lowercase().replace([' ', '_'], "-");
    if lower == ARXIV {
        return Some(lower);
    }
    if let "type" | "citation-key" = lower.as_str() {
        return Some(lower);
    }
    let exact = tags::TAGS.iter().find(|(known, _)| known.eq_ignore_ascii_case(&lower));
    let name = match exact {
        Some((name, _)) => *name,
        None => {
            tags::ALIASES
                .iter()
                .find(|(known, used)| *known == lower && !matches!(used, Use::Keep | Use::Crossref(_)))?
                .0
        }
    };
    match tags::lookup(name)? {
        Use::Custom | Use::Crossref(_) => None,
        _ => Some(name.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes() {
        for (note, variables, rest) in [
            ("PMID: 5\nfree text", &[("PMID", "5")][..], "free text"),
            ("free text\nPMCID: PMC7", &[("PMCID", "PMC7")], "free text"),
            ("{:original-date: 1920} a {:PMID: 5} b", &[("original-date", "1920"), ("PMID", "5")], " a  b"),
            ("Original Date: 1920-05\narXiv: 1501.00001", &[("original-date", "1920-05"), ("arxiv", "1501.00001")], ""),
            ("See also.\nNumber: 5 copies", &[], "See also.\nNumber: 5 copies"),
            ("Note: this", &[], "Note: this"),
            ("tex.date: 2001\nOriginal Date: 1900", &[("original-date", "1900")], "tex.date: 2001"),
            ("free text\noriginal-date: 1900", &[("original-date", "1900")], "free text"),
            ("free text\nOriginal Date: 1900", &[], "free text\nOriginal Date: 1900"),
            ("Status: to be read", &[], "Status: to be read"),
            ("PMID: 5\nstatus: in press\nNote: x", &[("PMID", "5"), ("status", "in press")], "Note: x"),
            ("http://x.org: y", &[], "http://x.org: y"),
            ("", &[], ""),
        ] {
            let parted = part(note);
            let found: Vec<_> = parted.variables.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            assert_eq!((found.as_slice(), parted.rest.as_str()), (variables, rest), "{note}");
        }
    }
}
