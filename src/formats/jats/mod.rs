//! JATS XML, the Journal Article Tag Suite (ANSI/NISO Z39.96), version 1.3, Archiving and Interchange.
//! <https://jats.nlm.nih.gov/archiving/1.3/>
//!
//! One article is written as an `article` with all that JATS has a place for. Several are written as one `article` whose
//! list of references they are, since a JATS document holds one article; each entry then has only what a reference has.
//! `--set jats.layout=articles` writes several whole articles one after another inside an `articles` element, which no DTD
//! knows: such a file is well-formed, yet not JATS. There elements have no XML ids, for those of different articles would
//! clash; addresses are repeated in each contributor instead.
//!
//! What JATS has no element for stands in `custom-meta`, under names that begin with `bibmill:`. JATS is not read yet.

mod citation;
mod content;
mod dates;
mod front;
mod people;
mod tags;
mod write;

use crate::format::{Format, Likely, Opt, Values};
use std::collections::HashMap;
use std::hash::Hash;

/// JATS XML.
pub static FORMAT: Format = Format {
    name: "jats",
    title: "JATS XML (Journal Article Tag Suite)",
    family: "jats",
    extensions: &["xml", "jats"],
    sniff,
    options: &[
        Opt {
            name: "layout",
            meaning: "one article with full front matter, a list of references, or articles in a wrapper; auto goes by \
                      how many articles there are",
            values: Values::OneOf(&["auto", "references", "articles"]),
        },
        Opt {
            name: "doctype",
            meaning: "a document type declaration at the start, which a program may want to load the DTD for",
            values: Values::Flag(true),
        },
    ],
    reader: None,
    writer: Some(write::writer),
    shaped: true,
};

fn sniff(head: &str) -> Likely {
    let root = head.contains("<article") && !head.contains("<html");
    let known = ["<article-meta", "dtd-version=", "//DTD JATS", "DTD Journal Archiving", "DTD Journal Publishing"];
    if root && known.iter().any(|mark| head.contains(mark)) { Likely::Yes } else { Likely::No }
}

/// Things by what they have in common, in the order in which that first appears.
fn grouped<'a, T, K: Hash + Eq>(
    things: impl Iterator<Item = &'a T>,
    key: fn(&'a T) -> &'a K,
) -> Vec<(&'a K, Vec<&'a T>)> {
    let mut places: HashMap<&K, usize> = HashMap::new();
    let mut groups: Vec<(&K, Vec<&T>)> = Vec::new();
    for thing in things {
        let key = key(thing);
        let place = *places.entry(key).or_insert(groups.len());
        match groups.get_mut(place) {
            Some((_, list)) => list.push(thing),
            None => groups.push((key, vec![thing])),
        }
    }
    groups
}
