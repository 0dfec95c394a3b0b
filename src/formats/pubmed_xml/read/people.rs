//! Authors, editors, investigators, and where they work.

use super::Reader;
use crate::article::{Affiliation, Article, Contributor, Name, Person, Role, Slot, Slots, Text, id};
use crate::log::{Code, shown};
use crate::markup::xml::read::Tag;
use memchr::memmem;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Beyond this number affiliations are looked up in a map.
const MANY: usize = 32;

/// What several elements together say of people.
#[derive(Default)]
pub struct People {
    /// Places in `Article::affiliations`, once there are [`MANY`].
    affiliations: HashMap<Affiliation, usize>,
    /// The groups whose investigators are listed, by the id of the list.
    groups: Vec<(String, String)>,
}

/// What of a list of people is told when nobody wants them. Names are always there.
static MARKS: LazyLock<[(memmem::Finder<'static>, Slot); 5]> = LazyLock::new(|| {
    [
        ("<CollectiveName", Slot::GroupAuthors),
        ("<Suffix>", Slot::Suffixes),
        ("<Affiliation>", Slot::Affiliations),
        ("EqualContrib=\"Y\"", Slot::AuthorMarks),
        ("<LastName", Slot::Authors),
    ]
    .map(|(mark, slot)| (memmem::Finder::new(mark), slot))
});

/// The slots that a list of authors fills.
const OF_AUTHORS: Slots = Slots::of(&[
    Slot::Authors,
    Slot::GroupAuthors,
    Slot::Suffixes,
    Slot::Orcids,
    Slot::PersonIds,
    Slot::Affiliations,
    Slot::AuthorMarks,
]);

/// The slots that identifiers of people fill, in the content of a list. Those of affiliations stand in AffiliationInfo.
fn identifiers(content: &str) -> impl Iterator<Item = Slot> {
    memmem::find_iter(content.as_bytes(), "<Identifier").filter_map(|at| {
        let (before, behind) = content.split_at(at);
        let of_address =
            before.rfind("<AffiliationInfo").is_some_and(|open| !before[open..].contains("</AffiliationInfo"));
        let orcid = behind.split('>').next().is_some_and(|tag| tag.to_ascii_uppercase().contains("\"ORCID\""));
        (!of_address).then_some(if orcid { Slot::Orcids } else { Slot::PersonIds })
    })
}

impl People {
    /// Tells investigators for which group they are listed.
    pub fn settle(&self, article: &mut Article) {
        if self.groups.is_empty() {
            return;
        }
        for contributor in article.contributors.iter_mut().filter(|contributor| contributor.role == Role::Investigator)
        {
            let list = contributor.group.take();
            contributor.group =
                self.groups.iter().find(|(id, _)| Some(id) == list.as_ref()).map(|(_, name)| name.clone());
        }
    }
}

impl<'a> Reader<'_, 'a> {
    /// AuthorList of an article.
    pub(super) fn authors(&mut self, tag: &Tag<'a>) {
        let role = if tag.says("Type", "editors") { Role::Editor } else { Role::Author };
        let incomplete = tag.says("CompleteYN", "N");
        if role == Role::Author && self.wanted.and(OF_AUTHORS).is_empty() {
            let content = self.xml.skip(tag);
            let there = MARKS.iter().filter(|(mark, _)| mark.find(content.as_bytes()).is_some());
            there.for_each(|(_, slot)| self.log.skipped(*slot));
            identifiers(content).for_each(|slot| self.log.skipped(slot));
            if incomplete {
                self.log.skipped(Slot::EtAl);
            }
            return;
        }
        self.article.et_al |= incomplete;
        self.people(&role);
    }

    /// The people of a list.
    pub(super) fn people(&mut self, role: &Role) {
        while let Some(tag) = self.xml.child() {
            match tag.name() {
                "Author" | "Investigator" => self.person(&tag, role, None),
                _ => self.unknown(&tag),
            }
        }
    }

    /// InvestigatorList.
    pub(super) fn investigators(&mut self, tag: &Tag<'a>) {
        if !self.wanted.contains(Slot::Investigators) {
            let content = self.xml.skip(tag);
            self.log.skipped(Slot::Investigators);
            if content.contains("<Affiliation>") {
                self.log.skipped(Slot::Affiliations);
            }
            return;
        }
        let list = tag.attribute("ID");
        while let Some(tag) = self.xml.child() {
            match tag.name() {
                "Investigator" => self.person(&tag, &Role::Investigator, list.as_deref()),
                _ => self.unknown(&tag),
            }
        }
    }

    fn person(&mut self, tag: &Tag<'a>, role: &Role, list: Option<&str>) {
        let mut found = Contributor {
            role: role.clone(),
            superseded: tag.says("ValidYN", "N"),
            equal: tag.says("EqualContrib", "Y"),
            group: list.map(str::to_owned),
            ..Contributor::default()
        };
        let mut person = Person::default();
        let mut group = Text::default();
        while let Some(part) = self.xml.child() {
            match part.name() {
                "LastName" => person.family = self.xml.text().into_owned(),
                "ForeName" | "FirstName" => person.given = self.name_part(),
                "MiddleName" => {
                    if let Some(middle) = self.name_part() {
                        person.given = Some(person.given.map_or(middle.clone(), |first| format!("{first} {middle}")));
                    }
                }
                "Initials" => person.initials = self.name_part(),
                "Suffix" => person.suffix = self.name_part(),
                "CollectiveName" => {
                    group = self.xml.rich();
                    if let Some(list) = part.attribute("Investigators") {
                        self.people.groups.push((list.into_owned(), group.plain().to_owned()));
                    }
                }
                "Identifier" => self.identifier(&part, &mut found),
                "AffiliationInfo" => self.affiliation_info(&part, &mut found.affiliations),
                "Affiliation" => self.affiliation(&part, &mut found.affiliations),
                _ => self.unknown(&part),
            }
        }
        // Given names alone are all the name that there is.
        if person.family.is_empty() && group.is_empty() {
            person.family = person.given.take().unwrap_or_default();
        }
        found.name = match (person.family.is_empty(), group.is_empty()) {
            (false, _) => Name::Person(person),
            (true, false) => Name::Group(group),
            (true, true) => {
                if self.xml.broken().is_none() {
                    let message = format!("{} has no name; left out", tag.name());
                    self.log.add(Code::UnfitValue, tag.range(), message);
                }
                return;
            }
        };
        self.article.contributors.push(found);
    }

    fn name_part(&mut self) -> Option<String> {
        Some(self.xml.text().into_owned()).filter(|text| !text.is_empty())
    }

    fn identifier(&mut self, tag: &Tag<'a>, contributor: &mut Contributor) {
        let (source, text) = (tag.attribute("Source").unwrap_or_default(), self.xml.text());
        if text.is_empty() {
            return;
        }
        let orcid = if source.eq_ignore_ascii_case("ORCID") { id::orcid(&text) } else { None };
        match orcid {
            Some(orcid) if contributor.orcid.is_none() => {
                if id::orcid_is_suspect(&orcid) {
                    let message = format!("the check digit of ORCID {orcid} is wrong; kept");
                    self.log.add(Code::SuspectIdentifier, tag.range(), message);
                }
                contributor.orcid = Some(orcid);
            }
            _ => contributor.ids.push((source.into_owned(), text.into_owned())),
        }
    }

    fn affiliation_info(&mut self, tag: &Tag<'a>, places: &mut Vec<usize>) {
        if self.passes(tag, Slot::Affiliations) {
            return;
        }
        let mut affiliation = Affiliation::default();
        while let Some(part) = self.xml.child() {
            match part.name() {
                "Affiliation" => affiliation.text = self.xml.text().into_owned(),
                "Identifier" => {
                    let source = part.attribute("Source").unwrap_or_default();
                    let text = self.xml.text();
                    if !text.is_empty() {
                        affiliation.ids.push((source.into_owned(), text.into_owned()));
                    }
                }
                _ => self.unknown(&part),
            }
        }
        self.place(affiliation, places);
    }

    fn affiliation(&mut self, tag: &Tag<'a>, places: &mut Vec<usize>) {
        if !self.passes(tag, Slot::Affiliations) {
            let affiliation = Affiliation { text: self.xml.text().into_owned(), ids: Vec::new() };
            self.place(affiliation, places);
        }
    }

    fn place(&mut self, affiliation: Affiliation, places: &mut Vec<usize>) {
        if affiliation.text.is_empty() && affiliation.ids.is_empty() {
            return;
        }
        let known = &mut self.article.affiliations;
        // Few are soonest compared one by one; a map keeps thousands from costing their square.
        let place = if known.len() < MANY {
            known.iter().position(|other| *other == affiliation)
        } else {
            let map = &mut self.people.affiliations;
            if map.is_empty() {
                map.extend(known.iter().cloned().zip(0..));
            }
            map.get(&affiliation).copied()
        };
        let place = place.unwrap_or_else(|| {
            if known.len() >= MANY {
                self.people.affiliations.insert(affiliation.clone(), known.len());
            }
            known.push(affiliation);
            known.len() - 1
        });
        if !places.contains(&place) {
            places.push(place);
        }
    }

    /// Until 2014 one address of the first author stood beside the list of authors.
    pub(super) fn old_affiliation(&mut self, tag: &Tag<'a>) {
        let mut places = Vec::new();
        self.affiliation(tag, &mut places);
        match self.article.contributors.first_mut() {
            Some(first) => first.affiliations.extend(places),
            None if !places.is_empty() => {
                let message = format!("{} stands before the authors; left to nobody", shown(tag.name()));
                self.log.add(Code::Ambiguous, tag.range(), message);
            }
            None => {}
        }
    }
}
