//! Contributors and their addresses.
//!
//! Particles of names stand in `surname`, where JATS has them. Investigators of a group author stand inside its `collab`,
//! so that nobody takes them for authors.

use super::tags;
use crate::article::{Affiliation, Article, Contributor, Name, Person, Role, Slot};
use crate::log::Log;
use crate::markup::xml::Xml;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Whether addresses are shared by XML ids or repeated in each contributor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ids {
    /// The article is alone in its document: ids are unique.
    Own,
    /// Other articles may have the same ids, so there are none.
    Without,
}

/// Whether a contributor is written: one who has a name that no other has superseded.
pub fn is_written(contributor: &Contributor) -> bool {
    !contributor.superseded && !contributor.name.inverted().trim().is_empty()
}

/// A person's or group's name, in the running text.
pub fn name(xml: &mut Xml, name: &Name) {
    match name {
        Name::Group(group) => xml.rich("collab", &[], group),
        Name::Person(person) => self::person(xml, person),
    }
}

fn person(xml: &mut Xml, person: &Person) {
    let family = person.whole_family();
    // Where only initials are known they go bare, as PubMed Central has them.
    let (given, initials) = match (&person.given, &person.initials) {
        (Some(given), Some(initials)) if given.replace([' ', '.'], "") != *initials => {
            (given.as_str(), initials.as_str())
        }
        (Some(given), _) => (given.as_str(), ""),
        (None, initials) => (initials.as_deref().unwrap_or(""), ""),
    };
    xml.start("name", &[("name-style", if family.is_empty() { "given-only" } else { "" })]);
    if !family.is_empty() {
        xml.leaf("surname", &[], &family);
    }
    if !given.is_empty() || family.is_empty() {
        xml.leaf("given-names", &[("initials", initials)], given);
    }
    if let Some(suffix) = &person.suffix {
        xml.leaf("suffix", &[], suffix);
    }
    xml.end("name");
}

/// Says what of a contributor's name a reader will not find.
pub fn report(contributor: &Contributor, log: &mut Log) {
    let slot = Slot::of_contributor(contributor);
    if !is_written(contributor) {
        log.lost(slot);
    } else if let Name::Person(person) = &contributor.name
        && (person.particle.is_some() || person.dropping_particle.is_some())
    {
        log.flattened(slot, "particles of names");
    }
}

/// The addresses of an article, each once.
struct Addresses<'a> {
    unique: Vec<&'a Affiliation>,
    /// For each of the article's affiliations its place among the unique ones.
    places: Vec<usize>,
}

impl<'a> Addresses<'a> {
    fn of(article: &'a Article) -> Addresses<'a> {
        let mut known: HashMap<&str, usize> = HashMap::new();
        let mut unique: Vec<&Affiliation> = Vec::new();
        let places = article
            .affiliations
            .iter()
            .map(|affiliation| {
                // The same words with other identifiers are kept apart.
                let place = *known.entry(&affiliation.text).or_insert(unique.len());
                if unique.get(place).is_some_and(|found| found.ids == affiliation.ids) {
                    return place;
                }
                unique.push(affiliation);
                unique.len() - 1
            })
            .collect();
        Addresses { unique, places }
    }

    /// Places of a contributor's addresses, each once, in order.
    fn of_contributor(&self, contributor: &Contributor, log: &mut Log) -> Vec<usize> {
        let mut seen = BTreeSet::new();
        let mut found = Vec::new();
        for index in &contributor.affiliations {
            match self.places.get(*index) {
                Some(place) if seen.insert(*place) => found.push(*place),
                Some(_) => {}
                None => log.lost(Slot::Affiliations),
            }
        }
        found
    }
}

/// All contributors: the authors, those of other roles, the investigators of no group; then the addresses.
pub fn contributors(xml: &mut Xml, article: &Article, ids: Ids, log: &mut Log) {
    let people = Contributors { addresses: Addresses::of(article), members: members(article), ids };
    let mut authors: Vec<&Contributor> = Vec::new();
    let mut others: Vec<&Contributor> = Vec::new();
    let mut investigators: Vec<&Contributor> = Vec::new();
    for contributor in &article.contributors {
        report(contributor, log);
        if !is_written(contributor) {
            continue;
        }
        match contributor.role {
            Role::Author => authors.push(contributor),
            Role::Investigator if people.is_member(contributor) => {}
            Role::Investigator => investigators.push(contributor),
            _ => others.push(contributor),
        }
    }
    people.group(xml, "authors", &authors, article.et_al, log);
    people.group(xml, "other-contributors", &others, false, log);
    people.group(xml, "investigators", &investigators, false, log);
    match ids {
        Ids::Own => {
            for (place, affiliation) in people.addresses.unique.iter().enumerate() {
                xml.line();
                address(xml, affiliation, &format!("aff{}", place + 1));
            }
        }
        Ids::Without => {
            let used: BTreeSet<usize> = article
                .contributors
                .iter()
                .flat_map(|c| &c.affiliations)
                .filter_map(|at| people.addresses.places.get(*at))
                .copied()
                .collect();
            for (place, affiliation) in people.addresses.unique.iter().enumerate() {
                if !used.contains(&place) {
                    xml.line();
                    address(xml, affiliation, "");
                }
            }
        }
    }
}

/// Investigators by the group author that they belong to.
fn members(article: &Article) -> BTreeMap<&str, Vec<&Contributor>> {
    let mut members: BTreeMap<&str, Vec<&Contributor>> = article
        .authors()
        .filter_map(|author| match &author.name {
            Name::Group(name) => Some((name.plain(), Vec::new())),
            Name::Person(_) => None,
        })
        .collect();
    for contributor in article.by_role(&Role::Investigator).filter(|c| is_written(c)) {
        if let Some(list) = contributor.group.as_deref().and_then(|group| members.get_mut(group)) {
            list.push(contributor);
        }
    }
    members
}

struct Contributors<'a> {
    addresses: Addresses<'a>,
    members: BTreeMap<&'a str, Vec<&'a Contributor>>,
    ids: Ids,
}

impl Contributors<'_> {
    fn is_member(&self, contributor: &Contributor) -> bool {
        contributor.group.as_deref().is_some_and(|group| self.members.contains_key(group))
    }

    fn group(&self, xml: &mut Xml, content: &str, list: &[&Contributor], et_al: bool, log: &mut Log) {
        if list.is_empty() && !et_al {
            return;
        }
        let mut named: BTreeSet<&str> = BTreeSet::new();
        xml.open("contrib-group", &[("content-type", content)]);
        for contributor in list {
            // A group that stands twice has its members once.
            let members = match &contributor.name {
                Name::Group(group) if contributor.role == Role::Author && named.insert(group.plain()) => {
                    self.members.get(group.plain()).map_or(&[][..], Vec::as_slice)
                }
                _ => &[],
            };
            self.contributor(xml, contributor, members, log);
        }
        if et_al {
            xml.leaf_line("etal", &[], "");
        }
        xml.close("contrib-group");
    }

    fn contributor(&self, xml: &mut Xml, contributor: &Contributor, members: &[&Contributor], log: &mut Log) {
        let yes = |flag: bool| if flag { "yes" } else { "" };
        let attributes = [
            ("contrib-type", tags::role(&contributor.role)),
            ("corresp", yes(contributor.corresponding)),
            ("equal-contrib", yes(contributor.equal)),
            ("deceased", yes(contributor.deceased)),
        ];
        xml.open("contrib", &attributes);
        if let Some(orcid) = &contributor.orcid {
            xml.leaf_line("contrib-id", &[("contrib-id-type", "orcid")], &format!("https://orcid.org/{orcid}"));
        }
        for (scheme, id) in &contributor.ids {
            xml.leaf_line("contrib-id", &[("contrib-id-type", scheme)], id);
        }
        xml.line();
        match &contributor.name {
            Name::Group(group) if !members.is_empty() => xml.inline(|xml| {
                xml.start("collab", &[]);
                xml.marked(group);
                self.group(xml, "collaborators", members, false, log);
                xml.end("collab");
            }),
            other => name(xml, other),
        }
        if let Some(email) = &contributor.email {
            xml.leaf_line("email", &[], email);
        }
        if let Some(group) = contributor.group.as_deref().filter(|_| !self.is_member(contributor)) {
            xml.leaf_line("on-behalf-of", &[], group);
        }
        for place in self.addresses.of_contributor(contributor, log) {
            xml.line();
            match self.ids {
                Ids::Own => xml.leaf("xref", &[("ref-type", "aff"), ("rid", &format!("aff{}", place + 1))], ""),
                Ids::Without => address(xml, self.addresses.unique[place], ""),
            }
        }
        xml.close("contrib");
    }
}

fn address(xml: &mut Xml, affiliation: &Affiliation, id: &str) {
    xml.start("aff", &[("id", id)]);
    xml.text(&affiliation.text);
    if !affiliation.ids.is_empty() {
        xml.start("institution-wrap", &[]);
        for (scheme, value) in &affiliation.ids {
            xml.leaf("institution-id", &[("institution-id-type", scheme)], value);
        }
        xml.end("institution-wrap");
    }
    xml.end("aff");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Text;
    use crate::format::Out;

    fn written(article: &Article, ids: Ids) -> (String, Log) {
        let (mut out, mut log) = (Out::new(), Log::new());
        contributors(&mut Xml::new(&mut out, 0), article, ids, &mut log);
        (String::from_utf8(out.bytes().to_vec()).unwrap(), log)
    }

    fn author(text: &str, affiliations: &[usize]) -> Contributor {
        let name = Name::Person(Person::parse_inverted(text));
        Contributor { affiliations: affiliations.to_vec(), ..Contributor::new(Role::Author, name) }
    }

    #[test]
    fn names() {
        let initials = Person { family: "Li".into(), initials: Some("Q".into()), ..Person::default() };
        let given_only = Person { given: Some("Madonna".into()), ..Person::default() };
        for (person, expected) in [
            (
                Person::parse_inverted("van der Berg, Jan P, Jr"),
                "<name><surname>van der Berg</surname><given-names>Jan P</given-names><suffix>Jr</suffix></name>",
            ),
            (initials, "<name><surname>Li</surname><given-names>Q</given-names></name>"),
            (given_only, "<name name-style=\"given-only\"><given-names>Madonna</given-names></name>"),
            (Person::parse_inverted("Plato"), "<name><surname>Plato</surname></name>"),
        ] {
            let mut out = Out::new();
            name(&mut Xml::new(&mut out, 0), &Name::Person(person));
            assert_eq!(std::str::from_utf8(out.bytes()).unwrap(), expected);
        }
    }

    #[test]
    fn addresses_are_written_once_and_missing_ones_reported() {
        let place = |text: &str| Affiliation { text: text.into(), ids: Vec::new() };
        let article = Article {
            contributors: vec![author("A, B", &[0, 1]), author("C, D", &[2, 2, 9])],
            affiliations: vec![place("X"), place("Y"), place("X")],
            ..Article::default()
        };
        let (text, log) = written(&article, Ids::Own);
        assert_eq!(text.matches("<aff ").count(), 2);
        assert_eq!(text.matches("rid=\"aff1\"").count(), 2);
        assert!(log.lost_slots().contains(Slot::Affiliations));
        let (text, _) = written(&article, Ids::Without);
        assert!(!text.contains("id="));
        assert_eq!(text.matches("<aff>").count(), 3);
    }

    #[test]
    fn investigators_stand_in_their_group() {
        let group = |role, name: &str| Contributor::new(role, Name::Group(Text::new(name)));
        let member = |name: &str, of: &str| Contributor {
            role: Role::Investigator,
            group: Some(of.into()),
            ..author(name, &[])
        };
        let article = Article {
            contributors: vec![
                author("A, B", &[]),
                group(Role::Author, "Iron Group"),
                member("Li, Q", "Iron Group"),
                member("Wu, X", "Unknown Group"),
                Contributor { superseded: true, ..author("Old, S", &[]) },
            ],
            ..Article::default()
        };
        let (text, log) = written(&article, Ids::Own);
        assert!(text.contains(
            "<collab>Iron Group<contrib-group content-type=\"collaborators\"><contrib contrib-type=\"investigator\">"
        ));
        assert!(text.contains("<on-behalf-of>Unknown Group</on-behalf-of>"));
        assert!(!text.contains("Old"));
        assert!(log.lost_slots().contains(Slot::Authors));
    }
}
