//! Fields that entries take from others: `xdata` and `crossref`.
//!
//! Before a file is read, the entries that others name are looked for, and only those are held. An entry takes what it
//! lacks: from `xdata` as it is, from `crossref` under the name that BibLaTeX gives it for the two types (the title of a book
//! is the `booktitle` of its chapters). Cycles end where they meet themselves.

use super::Dialect;
use super::entry::{Entry, Field};
use super::read::and_list;
use crate::log::{Code, shown};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// Bytes that all parents of a file may have.
const MOST: usize = 16 << 20;

/// How many parents of parents are looked at.
const DEEPEST: usize = 10;

/// Fields that a parent has at most.
const MOST_FIELDS: usize = 500;

/// How many entries of `xdata` one entry may use.
const MOST_DATA: usize = 100;

/// Bytes of fields of `xdata` that one entry may name one by one, each as often as it is named.
const MOST_PARTS: usize = 1 << 20;

/// An entry that others name.
#[derive(Debug)]
struct Parent {
    kind: String,
    fields: Vec<(String, String)>,
    /// An entry that names it stands behind it.
    comes_first: bool,
}

/// The entries of a file that others name.
#[derive(Debug, Default)]
pub struct Parents {
    /// Their keys, in small letters.
    named: HashSet<String>,
    found: HashMap<String, Parent>,
    /// The first key of those that differ by capitals alone: BibTeX makes no difference between them.
    folded: HashMap<String, String>,
    bytes: usize,
}

impl Parents {
    /// Notes whom an entry names.
    pub fn note(&mut self, entry: &Entry) {
        for key in named(entry.fields.iter().map(|field| (field.name, field.value.as_ref()))) {
            let key = key.to_lowercase();
            if self.bytes < MOST && !self.named.contains(&key) {
                self.bytes += key.len() + 64;
                self.named.insert(key);
            }
        }
    }

    /// Whether no entry names another.
    pub fn is_empty(&self) -> bool {
        self.named.is_empty()
    }

    /// Holds an entry, if others name it and there is room. Of two with one key the first is meant.
    pub fn hold(&mut self, entry: &Entry) {
        let links = entry.fields.iter().filter(|field| field.name.eq_ignore_ascii_case("crossref"));
        for field in links {
            let key = self.key_of(field.value.trim()).to_owned();
            if let Some(parent) = self.found.get_mut(&key) {
                parent.comes_first = true;
            }
        }
        let folded = entry.key.to_lowercase();
        let size: usize = entry.fields.iter().map(|field| field.name.len() + field.value.len() + 96).sum();
        // Work with each parent grows with the number of its fields.
        if entry.fields.len() > MOST_FIELDS
            || !self.named.contains(&folded)
            || self.found.contains_key(entry.key)
            || self.bytes + size > MOST
        {
            return;
        }
        self.bytes += size;
        let fields = entry.fields.iter().map(|field| (field.name.to_ascii_lowercase(), field.value.to_string()));
        let kind = entry.kind.to_ascii_lowercase();
        let parent = Parent { kind, fields: fields.collect(), comes_first: false };
        self.found.insert(entry.key.to_owned(), parent);
        self.folded.entry(folded).or_insert_with(|| entry.key.to_owned());
    }

    /// The key as the parent has it.
    fn key_of<'k>(&'k self, key: &'k str) -> &'k str {
        match self.found.contains_key(key) {
            true => key,
            false => self.folded.get(&key.to_lowercase()).map_or(key, String::as_str),
        }
    }

    fn get(&self, key: &str) -> Option<&Parent> {
        self.found.get(self.key_of(key))
    }

    /// Gives an entry what it lacks. Whether its parent comes before some that name it, where BibTeX does not find it.
    pub fn give<'a>(&'a self, entry: &mut Entry<'a>, dialect: Dialect) -> bool {
        self.give_parts(entry);
        if !entry.fields.iter().any(|field| is_link(field.name)) {
            return false;
        }
        let mut problems = Vec::new();
        let kind = entry.kind.to_ascii_lowercase();
        let mut own: Vec<Borrowed<'a>> = Vec::new();
        let at = entry.fields.iter().find(|field| is_link(field.name)).map_or(0..0, |field| field.at.clone());
        let mut has: HashSet<Cow<'_, str>> = entry.fields.iter().map(|field| place(field.name)).collect();
        let fields: Vec<(&str, &str)> = entry.fields.iter().map(|field| (field.name, field.value.as_ref())).collect();
        let direct = self.data(&fields, &mut problems);
        direct.into_iter().for_each(|fields| take(&mut own, &mut has, fields, Some));

        // The parents, each with what it lacks itself, from the farthest to the nearest.
        let link = fields.iter().find(|(name, _)| name.eq_ignore_ascii_case("crossref")).map(|(_, key)| *key);
        let link = link.or(own.iter().find(|(name, _)| *name == "crossref").map(|(_, key)| *key));
        let mut chain: Vec<&Parent> = Vec::new();
        let mut met: HashSet<&str> = HashSet::from([entry.key]);
        let mut next = link;
        while let Some(key) = next.map(str::trim).filter(|key| !key.is_empty()) {
            if !met.insert(key) {
                problems.push(format!("crossref goes round in a circle at {}; it ends there", shown(key)));
                break;
            }
            if chain.len() == DEEPEST {
                problems.push(format!("crossref goes on behind {}; no more parents were looked at", shown(key)));
                break;
            }
            let Some(parent) = self.get(key) else {
                problems.push(format!("crossref names {}, which is not in the file", shown(key)));
                break;
            };
            if parent.kind == "xdata" {
                problems.push(format!("crossref names {}, which is xdata; taken as that", shown(key)));
            }
            chain.push(parent);
            next = parent.fields.iter().find(|(name, _)| name == "crossref").map(|(_, key)| key.as_str());
        }
        let mut given: Vec<Borrowed<'a>> = Vec::new();
        for (place_, parent) in chain.iter().enumerate().rev() {
            let fields: Vec<(&str, &str)> =
                parent.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            let mut whole: Vec<Borrowed<'a>> = Vec::new();
            let mut whole_has = HashSet::new();
            take(&mut whole, &mut whole_has, fields.clone(), Some);
            let data = self.data(&fields, &mut problems);
            data.into_iter().for_each(|fields| take(&mut whole, &mut whole_has, fields, Some));
            if let Some(above) = chain.get(place_ + 1) {
                inherit(&mut whole, &mut whole_has, &given, &above.kind, &parent.kind, dialect);
            }
            given = whole;
        }
        if let Some(parent) = chain.first() {
            inherit(&mut own, &mut has, &given, &parent.kind, &kind, dialect);
        }
        drop(has);
        drop(fields);
        let new = own.into_iter().filter(|(name, _)| !is_link(name));
        entry.fields.extend(new.map(|(name, value)| Field { name, value: Cow::Borrowed(value), at: at.clone() }));
        entry.problems.extend(problems.into_iter().map(|message| (Code::UnfitValue, at.clone(), message)));
        chain.first().is_some_and(|parent| parent.comes_first)
    }

    /// Puts single fields of `xdata` where the entry names them in place of values.
    fn give_parts(&self, entry: &mut Entry<'_>) {
        // Each item may name a large field once more.
        let mut room = MOST_PARTS;
        for field in entry.fields.iter_mut().filter(|field| field.value.contains(PART)) {
            let (mut parts, mut found) = (Vec::new(), false);
            for item in and_list(&field.value) {
                let named = part_of(item);
                let value = named.and_then(|(key, name, _)| self.field_of(key, name));
                let left = value.and_then(|value| room.checked_sub(value.len()));
                let whole = value.filter(|_| left.is_some()).and_then(|value| match named {
                    Some((.., Some(index))) => and_list(value).get(index.checked_sub(1)?).copied(),
                    _ => Some(value),
                });
                if whole.is_none() && named.is_some() {
                    let why =
                        if value.is_some() && left.is_none() { "would give too much" } else { "is not in the file" };
                    entry.problems.push((
                        Code::UnfitValue,
                        field.at.clone(),
                        format!("{} {why}; left as it is", shown(item)),
                    ));
                }
                room = left.unwrap_or(room);
                found |= whole.is_some();
                parts.push(whole.unwrap_or(item));
            }
            if found {
                field.value = Cow::Owned(parts.join(" and "));
            }
        }
    }

    /// The value of a field of `xdata`.
    fn field_of(&self, key: &str, name: &str) -> Option<&str> {
        let (_, value) = self.get(key)?.fields.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        Some(value)
    }

    /// The fields of all `xdata` that is named, by it as well.
    fn data<'a>(&'a self, fields: &[(&str, &str)], problems: &mut Vec<String>) -> Vec<Vec<Borrowed<'a>>> {
        let keys = |fields: &[(&str, &str)]| -> Vec<String> {
            let lists = fields.iter().filter(|(name, _)| name.eq_ignore_ascii_case("xdata"));
            lists.flat_map(|(_, keys)| keys.split(',')).map(|key| key.trim().to_owned()).collect()
        };
        let (mut open, mut met, mut found) = (keys(fields), HashSet::new(), Vec::new());
        open.reverse();
        while let Some(key) = open.pop() {
            if key.is_empty() || met.len() >= MOST_DATA {
                continue;
            }
            if !met.insert(key.clone()) {
                problems.push(format!("xdata names {} again; it was taken once", shown(&key)));
                continue;
            }
            let Some(parent) = self.get(&key) else {
                problems.push(format!("xdata names {}, which is not in the file", shown(&key)));
                continue;
            };
            let fields: Vec<(&str, &str)> =
                parent.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            found.push(parent.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect());
            open.extend(keys(&fields).into_iter().rev());
        }
        found
    }
}

/// A field of a parent.
type Borrowed<'a> = (&'a str, &'a str);

fn is_link(name: &str) -> bool {
    ["crossref", "xdata"].iter().any(|link| name.eq_ignore_ascii_case(link))
}

/// Keys that an entry names.
fn named<'a>(fields: impl Iterator<Item = (&'a str, &'a str)>) -> impl Iterator<Item = &'a str> {
    let keys = |(name, value): (&str, &'a str)| -> Vec<&'a str> {
        match is_link(name) {
            true => value.split(',').map(str::trim).collect(),
            false if value.contains(PART) => {
                and_list(value).into_iter().filter_map(part_of).map(|(key, ..)| key).collect()
            }
            false => Vec::new(),
        }
    };
    fields.flat_map(keys).filter(|key| !key.is_empty())
}

/// What begins a value, or an item of a list, that is taken from `xdata`.
const PART: &str = "xdata=";

/// The key, the field and the place in its list that `xdata=key-publisher` and `xdata=key-author-2` name.
fn part_of(item: &str) -> Option<(&str, &str, Option<usize>)> {
    let path = item.trim().strip_prefix(PART)?;
    let (path, index) = match path.rsplit_once('-') {
        Some((path, index)) if !index.is_empty() && index.bytes().all(|byte| byte.is_ascii_digit()) => {
            (path, Some(index.parse().ok()?))
        }
        _ => (path, None),
    };
    let (key, field) = path.rsplit_once('-')?;
    Some((key, field, index))
}

/// Names that stand for one thing: who has one lacks none of them.
fn place(name: &str) -> Cow<'_, str> {
    let lower = name.to_ascii_lowercase();
    match lower.as_str() {
        "year" | "month" | "day" | "date" => Cow::Borrowed("date"),
        "journal" | "journaltitle" => Cow::Borrowed("journaltitle"),
        "address" | "location" => Cow::Borrowed("location"),
        "school" | "institution" => Cow::Borrowed("institution"),
        _ => Cow::Owned(lower),
    }
}

/// Takes fields whose place is empty, under the name that `rename` gives them.
fn take<'a, 'h>(
    own: &mut Vec<Borrowed<'a>>,
    has: &mut HashSet<Cow<'h, str>>,
    fields: Vec<Borrowed<'a>>,
    rename: impl Fn(&'a str) -> Option<&'a str>,
) {
    let (mut new, from) = (Vec::new(), own.len());
    for (name, value) in fields {
        let Some(name) = rename(name).filter(|name| !has.contains(&place(name))) else { continue };
        // A field that stands twice counts once.
        if own[from..].iter().any(|(known, _)| *known == name) {
            continue;
        }
        own.push((name, value));
        new.push(Cow::Owned(place(name).into_owned()));
    }
    has.extend(new);
}

/// Takes from a parent of one type what an entry of another lacks.
fn inherit<'a>(
    own: &mut Vec<Borrowed<'a>>,
    has: &mut HashSet<Cow<'_, str>>,
    given: &[Borrowed<'a>],
    parent: &str,
    child: &str,
    dialect: Dialect,
) {
    const NEVER: [&str; 18] = [
        "ids",
        "crossref",
        "xref",
        "xdata",
        "entryset",
        "entrysubtype",
        "execute",
        "label",
        "options",
        "presort",
        "related",
        "relatedoptions",
        "relatedstring",
        "relatedtype",
        "shorthand",
        "shorthandintro",
        "sortkey",
        "key",
    ];
    const OF_TITLE: [&str; 4] = ["shorttitle", "sorttitle", "indextitle", "indexsorttitle"];
    let data = parent == "xdata";
    let prefix = if data { None } else { title_of(parent, child) };
    let by_author = matches!(parent, "book" | "mvbook") && matches!(child, "inbook" | "bookinbook" | "suppbook");
    let has_book = given.iter().any(|(name, _)| *name == "booktitle");
    let renamed = |name: &'a str| -> Option<&'a str> {
        let title = ["title", "subtitle", "titleaddon"].iter().position(|known| *known == name);
        match (prefix, title) {
            _ if NEVER.contains(&name) => None,
            _ if data => Some(name),
            _ if matches!(name, "note" | "addendum") => None,
            // BibTeX knows no other names; a part that names no book is in its parent all the same.
            (Some(["booktitle", ..]), Some(0)) if dialect == Dialect::Bibtex && !has_book => Some("booktitle"),
            (Some(_), Some(_)) if dialect == Dialect::Bibtex => None,
            (Some(names), Some(title)) => Some(names[title]).filter(|name| !name.is_empty()),
            (Some(_), None) if OF_TITLE.contains(&name) => None,
            _ => Some(name),
        }
    };
    take(own, has, given.to_vec(), renamed);
    if by_author && dialect == Dialect::Biblatex {
        let authors: Vec<_> = given.iter().filter(|(name, _)| *name == "author").copied().collect();
        take(own, has, authors, |_| Some("bookauthor"));
    }
}

/// What a parent's title, subtitle and addition are to an entry of a type.
fn title_of(parent: &str, child: &str) -> Option<[&'static str; 3]> {
    const MAIN: [&str; 3] = ["maintitle", "mainsubtitle", "maintitleaddon"];
    const BOOK: [&str; 3] = ["booktitle", "booksubtitle", "booktitleaddon"];
    const JOURNAL: [&str; 3] = ["journaltitle", "journalsubtitle", ""];
    let part = [
        "inbook",
        "bookinbook",
        "suppbook",
        "incollection",
        "inreference",
        "suppcollection",
        "inproceedings",
        "conference",
    ];
    Some(match (parent, child) {
        ("mvbook", "book" | "inbook" | "bookinbook" | "suppbook") => MAIN,
        (
            "mvcollection" | "mvreference",
            "collection" | "reference" | "incollection" | "inreference" | "suppcollection",
        ) => MAIN,
        ("mvproceedings", "proceedings" | "inproceedings") => MAIN,
        ("book" | "collection" | "reference" | "proceedings", child) if part.contains(&child) => BOOK,
        ("periodical", "article" | "suppperiodical") => JOURNAL,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry<'a>(kind: &'a str, key: &'a str, value: &'a str) -> Entry<'a> {
        let note = Field { name: "note", value: Cow::Borrowed(value), at: 0..0 };
        Entry { kind, key, fields: vec![note], ..Entry::default() }
    }

    #[test]
    fn a_large_field_is_not_given_again_and_again() {
        let large = "x".repeat(MOST_PARTS / 3);
        let (data, mut book) = (entry("xdata", "k", &large), entry("book", "a", ""));
        book.fields[0].value = Cow::Owned(["xdata=k-note"; 5].join(" and "));
        let mut parents = Parents::default();
        parents.note(&book);
        parents.hold(&data);
        parents.give(&mut book, Dialect::Biblatex);
        let given = [&*large, &large, &large, "xdata=k-note", "xdata=k-note"].join(" and ");
        assert!(book.fields[0].value == given, "{} bytes", book.fields[0].value.len());
        assert_eq!(book.problems.len(), 2);
    }
}
