//! Authors, editors, investigators, and where they work.
//!
//! A group's investigators stand in a list of their own, which the group points to by an XML id. Ids must be unique in the
//! whole document, so they are made of what tells the article from others.

use super::{Form, Record};
use crate::article::{Affiliation, Article, Contributor, IdKind, Name, Person, Role, Slot};
use crate::log::Log;
use std::collections::HashSet;

/// What is known of an article's people while they are written.
pub struct People<'a> {
    /// Groups among the authors that investigators are listed for, each once.
    groups: Vec<&'a str>,
    /// What the ids of the lists begin with.
    base: String,
    /// Which affiliations were written.
    affiliations: Vec<bool>,
    /// For the slots that several roles fill, the last contributor whose value was written, counted from 1.
    last: [usize; 4],
}

/// Slots that contributors of several roles fill.
const SHARED: [Slot; 4] = [Slot::Suffixes, Slot::Orcids, Slot::PersonIds, Slot::AuthorMarks];

impl<'a> People<'a> {
    pub fn of(article: &'a Article, form: Form) -> People<'a> {
        let mut groups: Vec<&str> = Vec::new();
        if form == Form::Article
            && article.by_role(&Role::Investigator).any(|investigator| investigator.group.is_some())
        {
            let listed: HashSet<&str> =
                article.by_role(&Role::Investigator).filter_map(|investigator| investigator.group.as_deref()).collect();
            for author in article.by_role(&Role::Author) {
                if let Name::Group(name) = &author.name
                    && listed.contains(name.plain())
                    && !groups.contains(&name.plain())
                {
                    groups.push(name.plain());
                }
            }
        }
        let base = if groups.is_empty() { String::new() } else { id_base(article) };
        People { groups, base, affiliations: vec![false; article.affiliations.len()], last: [0; 4] }
    }

    fn list_of(&self, group: &str) -> Option<usize> {
        self.groups.iter().position(|name| *name == group)
    }

    /// Notes that a contributor was written.
    fn note(&mut self, place: usize, contributor: &Contributor, log: &mut Log) {
        for ((slot, filled), last) in SHARED.into_iter().zip(shared(contributor)).zip(&mut self.last) {
            if !filled {
                continue;
            }
            if *last > place {
                log.flattened(slot, "order");
            }
            *last = place + 1;
        }
    }

    /// Tells of people and affiliations that no place was found for.
    pub fn finish(&self, article: &Article, log: &mut Log) {
        if self.affiliations.contains(&false) {
            log.lost(Slot::Affiliations);
        }
        let mut seen: HashSet<&Affiliation> = HashSet::new();
        if !article.affiliations.iter().all(|affiliation| seen.insert(affiliation)) {
            log.flattened(Slot::Affiliations, "repetitions");
        }
    }
}

/// Whether a contributor fills each of the shared slots.
fn shared(contributor: &Contributor) -> [bool; 4] {
    let suffix = matches!(&contributor.name, Name::Person(person) if person.suffix.is_some());
    let marked = contributor.corresponding || contributor.equal || contributor.deceased;
    [suffix, contributor.orcid.is_some(), !contributor.ids.is_empty(), marked]
}

/// What tells an article from others: its PMID, else a hash of what it is known by.
fn id_base(article: &Article) -> String {
    if let Some(pmid) = article.id(&IdKind::Pmid) {
        return format!("investigators-{pmid}");
    }
    let known = [article.id(&IdKind::Doi), article.key.as_deref(), Some(article.title.plain())];
    // FNV-1a: the same everywhere and always.
    let hash = known
        .into_iter()
        .flatten()
        .flat_map(str::bytes)
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    format!("investigators-{hash:016x}")
}

/// Whether there is a name to write.
fn is_named(name: &Name) -> bool {
    match name {
        Name::Person(person) => {
            let parts = [person.given.as_deref(), person.initials.as_deref()];
            !person.family.trim().is_empty() || parts.into_iter().flatten().any(|part| !part.trim().is_empty())
        }
        Name::Group(name) => !name.plain().trim().is_empty(),
    }
}

impl Record<'_, '_> {
    /// AuthorList of those with a role. Whether there are any.
    pub(super) fn authors(&mut self, role: &Role, kind: &str) -> bool {
        let article = self.article;
        if !article.by_role(role).any(|contributor| is_named(&contributor.name)) {
            return false;
        }
        let cut = article.et_al && *role == Role::Author;
        self.xml.open("AuthorList", &[("CompleteYN", if cut { "N" } else { "Y" }), ("Type", kind)]);
        for (place, contributor) in article.contributors.iter().enumerate().filter(|(_, found)| found.role == *role) {
            if is_named(&contributor.name) {
                self.author(place, contributor);
            } else {
                self.log.lost(Slot::of_contributor(contributor));
            }
        }
        self.xml.close("AuthorList");
        true
    }

    fn author(&mut self, place: usize, author: &Contributor) {
        let valid = if author.superseded { "N" } else { "Y" };
        self.xml.open("Author", &[("ValidYN", valid), ("EqualContrib", if author.equal { "Y" } else { "" })]);
        match &author.name {
            Name::Person(person) => self.person(Slot::of_contributor(author), person),
            Name::Group(name) => {
                let list = if author.role == Role::Author { self.people.list_of(name.plain()) } else { None };
                let id = list.map(|list| format!("{}-{}", self.people.base, list + 1)).unwrap_or_default();
                self.xml.line();
                self.xml.start("CollectiveName", &[("Investigators", &id)]);
                self.marked(Slot::of_contributor(author), name, false);
                self.xml.end("CollectiveName");
            }
        }
        self.belongings(place, author);
        if author.group.is_some() {
            self.log.flattened(Slot::of_contributor(author), "groups that they are of");
        }
        self.xml.close("Author");
    }

    fn person(&mut self, slot: Slot, person: &Person) {
        let family = person.whole_family();
        // Whoever has one name only has it as a family name.
        let alone = family.trim().is_empty();
        let (family, given) = match (alone, &person.given) {
            (false, given) => (family.as_ref(), given.as_deref()),
            (true, Some(given)) => (given.as_str(), None),
            (true, None) => (person.initials.as_deref().unwrap_or(""), None),
        };
        self.leaf("LastName", family);
        self.leaf_if("ForeName", given);
        match (&person.initials, given) {
            (None, None) => {}
            (Some(_), None) if alone => {}
            _ => {
                let initials = person.short_initials();
                if !initials.is_empty() {
                    self.leaf("Initials", &initials);
                }
            }
        }
        self.leaf_if("Suffix", person.suffix.as_deref());
        if alone || person.particle.is_some() || person.dropping_particle.is_some() {
            self.log.flattened(slot, "parts of names");
        }
    }

    /// Identifiers and affiliations.
    fn belongings(&mut self, place: usize, contributor: &Contributor) {
        let article = self.article;
        if let Some(orcid) = &contributor.orcid {
            self.xml.leaf_line("Identifier", &[("Source", "ORCID")], orcid);
        }
        for (source, value) in &contributor.ids {
            self.identifier(source, value);
        }
        for index in &contributor.affiliations {
            let Some(affiliation) = article.affiliations.get(*index) else {
                self.log.lost(Slot::Affiliations);
                continue;
            };
            self.people.affiliations[*index] = true;
            self.xml.open("AffiliationInfo", &[]);
            self.leaf("Affiliation", &affiliation.text);
            for (source, value) in &affiliation.ids {
                self.identifier(source, value);
            }
            self.xml.close("AffiliationInfo");
        }
        if contributor.corresponding
            || contributor.deceased
            || (contributor.equal && contributor.role == Role::Investigator)
        {
            self.log.lost(Slot::AuthorMarks);
        }
        self.people.note(place, contributor, self.log);
    }

    fn identifier(&mut self, source: &str, value: &str) {
        self.xml.line();
        self.xml.raw("<Identifier Source=\"");
        self.xml.value(source);
        self.xml.raw("\">");
        self.xml.text(value);
        self.xml.end("Identifier");
    }

    /// InvestigatorList: one for each group that has members, and one for the rest; a book has one for all.
    pub(super) fn investigators(&mut self) {
        let article = self.article;
        if !article.by_role(&Role::Investigator).any(|investigator| is_named(&investigator.name)) {
            return;
        }
        let lists = self.people.groups.len();
        let of = |people: &People, found: &Contributor| found.group.as_deref().and_then(|name| people.list_of(name));
        let mut before = 0;
        for list in (0..lists).map(Some).chain([None]) {
            let id = list.map(|list| format!("{}-{}", self.people.base, list + 1)).unwrap_or_default();
            let mut open = false;
            for (place, found) in article.contributors.iter().enumerate() {
                if found.role != Role::Investigator || of(&self.people, found) != list || !is_named(&found.name) {
                    continue;
                }
                if !std::mem::replace(&mut open, true) {
                    self.xml.open("InvestigatorList", &[("ID", &id)]);
                }
                if place < before {
                    self.log.flattened(Slot::Investigators, "order");
                }
                before = place;
                if found.group.is_some() && list.is_none() {
                    self.log.flattened(Slot::Investigators, "groups that they are of");
                }
                self.investigator(place, found);
            }
            if open {
                self.xml.close("InvestigatorList");
            }
        }
        if article.by_role(&Role::Investigator).any(|investigator| !is_named(&investigator.name)) {
            self.log.lost(Slot::Investigators);
        }
    }

    fn investigator(&mut self, place: usize, found: &Contributor) {
        self.xml.open("Investigator", &[("ValidYN", if found.superseded { "N" } else { "Y" })]);
        match &found.name {
            Name::Person(person) => self.person(Slot::Investigators, person),
            // There is no other element for a name.
            Name::Group(name) => {
                self.plain(Slot::Investigators, "LastName", name);
                self.log.flattened(Slot::Investigators, "that they are groups");
            }
        }
        self.belongings(place, found);
        self.xml.close("Investigator");
    }

    /// Tells of contributors whose list has no place. What is said of them goes with them, unless others of their role are
    /// written.
    pub(super) fn leave_out(&mut self, fits: impl Fn(&Contributor) -> bool) {
        let article = self.article;
        let carried = self.form.exact();
        for contributor in article.contributors.iter().filter(|contributor| fits(contributor)) {
            let slot = Slot::of_contributor(contributor);
            self.log.lost(slot);
            if !carried.contains(slot) {
                continue;
            }
            for (slot, filled) in SHARED.into_iter().zip(shared(contributor)) {
                if filled {
                    self.log.lost(slot);
                }
            }
        }
    }
}
