//! CSL-JSON, the input of citation processors.
//!
//! An array of items after the schema `csl-data.json` of CSL 1.0.2, which is closed: a variable that it does not name makes
//! an item invalid. What the schema has no name for is written into `custom`, the object that it sets aside for that.
//! Profiles write what single programs look for: see the option `profile`.
//!
//! Read are arrays, single items, items wrapped in objects or under their keys, and items one a line, as citeproc, Zotero,
//! Mendeley, citation.js, pandoc, DataCite and Crossref write them. What an item has beyond CSL is kept as JSON.

#[cfg(test)]
mod cases;
mod crossref;
mod custom;
mod dates;
mod json;
mod layout;
mod names;
mod note;
mod people;
mod read;
mod restore;
mod settle;
pub mod tags;
mod value;
mod write;

use crate::format::{Format, Likely, Opt, Values};
use std::borrow::Cow;

/// CSL-JSON.
pub static FORMAT: Format = Format {
    name: "csl-json",
    title: "CSL-JSON (Citation Style Language)",
    family: "csl-json",
    extensions: &["json"],
    sniff,
    options: &[Opt {
        name: "profile",
        meaning: "who reads it: strict-schema keeps to the names of csl-data.json and puts all else into custom; citeproc \
                  has the specification's part-number, supplement-number, printing-number and license, which processors \
                  look for, and unknown members as found; zotero has these names too, joins particles and suffixes to \
                  names, since its import drops them, and repeats PMID and PMCID in the note, where it keeps them; \
                  mendeley has all parts in each name, groups as family names, and numbers of dates as strings, as \
                  Mendeley writes them into documents",
        values: Values::OneOf(value::Profile::NAMES),
    }],
    reader: Some(read::splitter),
    writer: Some(write::writer),
    shaped: false,
};

/// Variables that hardly any other JSON has.
const TELLING: [&str; 5] = ["issued", "container-title", "date-parts", "citation-key", "non-dropping-particle"];

/// JSON whose items have a type of CSL's (or Crossref's) and some other variable.
fn sniff(head: &str) -> Likely {
    if !head.trim_start().starts_with(['[', '{']) {
        return Likely::No;
    }
    // As Python shows its dictionaries.
    let head = if head.contains('"') { Cow::Borrowed(head) } else { Cow::Owned(head.replace('\'', "\"")) };
    let (mut typed, mut known, mut telling, mut foreign) = (false, false, false, false);
    for (name, value) in members(&head) {
        match name {
            "type" => typed |= value.is_some_and(tags::is_type),
            _ => known |= tags::is_variable(name),
        }
        telling |= TELLING.contains(&name);
        foreign |= matches!(name, "itemType" | "$schema" | "bibmill");
    }
    match (typed && known, telling) {
        // Zotero's own JSON has items of its own, and is told by them.
        (true, _) if !foreign => Likely::Yes,
        (_, true) if !foreign => Likely::Maybe,
        // An empty list of items.
        _ if matches!(head.trim_end(), "[]" | "[\n]" | "{}") => Likely::Maybe,
        _ => Likely::No,
    }
}

/// Names of members at any depth, with the value where it is a string. Escapes are left as they are.
fn members(json: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    let mut rest = json;
    std::iter::from_fn(move || {
        loop {
            let (name, after) = string(&rest[rest.find('"')?..])?;
            rest = after;
            if let Some(value) = after.trim_start().strip_prefix(':') {
                return Some((name, string(value.trim_start()).map(|(value, _)| value)));
            }
        }
    })
}

/// The string at the start of a text, and what follows it.
fn string(text: &str) -> Option<(&str, &str)> {
    let body = text.strip_prefix('"')?;
    let mut escaped = false;
    let end = body.bytes().position(|byte| {
        let ends = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    })?;
    Some((&body[..end], &body[end + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sniffing() {
        for (head, expected) in [
            (r#"[{"id":"a","type":"article-journal","title":"T"}]"#, Likely::Yes),
            (r#"{"items":[{"type" : "book", "id": 7}]}"#, Likely::Yes),
            ("[{'type': 'book', 'title': 'T'}]", Likely::Yes),
            ("\n[\n  {\"DOI\": \"10.1/x\", \"type\": \"journal-article\"", Likely::Yes),
            (r#"{"title":["T"],"issued":{"date-parts":[[2019]]}}"#, Likely::Maybe),
            (r#"[{"id":"a","type":"unheard-of","issued":{"raw":"2019"}}]"#, Likely::Maybe),
            (r#"{"type":"object","properties":{"id":{"type":"string"}}}"#, Likely::No),
            (r#"{"note":"\"type\": \"book\"","x":1}"#, Likely::No),
            (r#"{"kind":"article-journal","title":"T"}"#, Likely::No),
            ("[]", Likely::Maybe),
            (r#"[{"key":"A","library":{"type":"user"},"data":{"itemType":"book","title":"T"}}]"#, Likely::No),
            (r#"{"name":"x","version":"1.0.0","type":"module","author":"J"}"#, Likely::No),
            ("[{\"id", Likely::No),
            ("\"type\":\"book\"", Likely::No),
            ("", Likely::No),
        ] {
            assert_eq!(sniff(head), expected, "{head}");
        }
    }
}
