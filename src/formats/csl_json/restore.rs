//! Reads `custom` as the writer here writes it, and keeps what other programs put there.

use super::json::{Value, Walk};
use super::names;
use super::read::Item;
use super::tags;
use crate::article::{
    Article, Date, DateRole, Id, IdKind, Kind, Link, LinkKind, Name, Notice, Relation, RelationKind, RoleDate, Slot,
    Slots, Text,
};
use crate::log::Code;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::HashSet;
use std::ops::Range;

/// Slots whose lists say nothing of other slots.
const APART: Slots = Slots::of(&[
    Slot::PublicationTypes,
    Slot::OtherAbstracts,
    Slot::Chemicals,
    Slot::Grants,
    Slot::Figures,
    Slot::Accessions,
    Slot::Subsets,
    Slot::SupplementaryConcepts,
    Slot::Genes,
    Slot::PersonalNames,
    Slot::Relations,
    Slot::Similar,
    Slot::CitedBy,
    Slot::References,
]);

/// What `people` says of one of them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Person {
    role: String,
    place: usize,
    #[serde(default)]
    #[allow(dead_code)] // For people who read the file; the place says who it is.
    name: String,
    orcid: Option<String>,
    #[serde(default)]
    ids: Vec<(String, String)>,
    email: Option<String>,
    #[serde(default)]
    affiliations: Vec<usize>,
    #[serde(default)]
    corresponding: bool,
    #[serde(default)]
    equal: bool,
    #[serde(default)]
    deceased: bool,
    #[serde(default)]
    inventor: bool,
}

impl Item<'_, '_> {
    /// Reads a member of the object `custom`.
    pub fn custom(&mut self, name: &str, json: &str) {
        // A kept member with the name of a slot has a mark before it.
        let marked = name.strip_prefix('_').filter(|rest| Slot::by_name(rest).is_some());
        let slot = Slot::by_name(name);
        if slot.is_some_and(|slot| self.passes(slot, json)) {
            return;
        }
        if marked.is_some() || self.restore(name, slot, json).is_none() {
            self.keep_text(marked.unwrap_or(name), json);
        }
    }

    /// Whether a list is passed over since nobody wants what is in it. That its slot is filled is told.
    fn passes(&mut self, slot: Slot, json: &str) -> bool {
        // A list that holds something.
        let filled = json.strip_prefix('[').is_some_and(|rest| !rest.trim_start().starts_with(']'));
        let passes = filled && APART.contains(slot) && !self.wanted.contains(slot);
        if passes {
            self.log.skipped(slot);
        }
        passes
    }

    /// Puts one member back; `None` when it is not as the writer writes it.
    fn restore(&mut self, name: &str, slot: Option<Slot>, json: &str) -> Option<()> {
        match name {
            "people" => return self.restore_people(json),
            "contributors" => return self.others(json),
            _ => {}
        }
        let article = &mut *self.article;
        let slot = slot?;
        let said = self.said;
        match slot {
            Slot::Kind => article.kind = Kind::from(read::<String>(json)?),
            Slot::EtAl => article.et_al = read(json)?,
            Slot::PublicationTypes => article.publication_types = read(json)?,
            Slot::Subtitle => {
                let subtitle: Text = read(json)?;
                article.title = front(&article.title, &subtitle);
                article.subtitle = Some(subtitle);
            }
            Slot::TranslatedTitles => article.translated_titles = read(json)?,
            Slot::Affiliations => article.affiliations = read(json)?,
            Slot::IssueTitle => {
                let title: Text = read(json)?;
                article.container.volume_title.take_if(|known| *known == title);
                article.container.issue_title = Some(title);
            }
            Slot::ContainerIso => {
                let title: String = read(json)?;
                article.container.nlm.take_if(|known| *known == title);
                article.container.iso = Some(title);
            }
            Slot::ContainerNlm => {
                let title: String = read(json)?;
                article.container.iso.take_if(|known| *known == title && !said.contains(Slot::ContainerIso));
                article.container.nlm = Some(title);
            }
            Slot::NlmId => article.container.nlm_id = Some(read(json)?),
            Slot::Country => article.container.country = Some(read(json)?),
            Slot::EventSponsor => article.event.sponsor = Some(read(json)?),
            Slot::ReferenceCount => article.reference_count = Some(read(json)?),
            Slot::ArticleNumber => {
                let number: String = read(json)?;
                article.number.take_if(|known| *known == number);
                article.pages.take_if(|known| known.as_found() == number && !said.contains(Slot::Pages));
                article.article_number = Some(number);
            }
            Slot::Number => article.number = Some(read(json)?),
            Slot::Pages => {
                let pages: String = read(json)?;
                article.article_number.take_if(|known| *known == pages);
                article.pages = Some(crate::article::Pages::parse(&pages));
            }
            Slot::DateRecord => {
                let dates: Vec<RoleDate> = read(json)?;
                article.dates.extend(dates);
            }
            Slot::Urls => {
                let links: Vec<Link> = read(json)?;
                article.links.retain(|link| link.kind == LinkKind::File);
                article.links.splice(0..0, links);
            }
            Slot::FileLinks => article.links.extend(read::<Vec<Link>>(json)?),
            Slot::OtherAbstracts => article.abstracts.extend(read::<Vec<_>>(json)?),
            Slot::Chemicals => article.chemicals = read(json)?,
            Slot::Grants => article.grants = read(json)?,
            Slot::Figures => article.figures = read(json)?,
            Slot::Accessions => article.accessions = read(json)?,
            Slot::FundingStatement
            | Slot::Copyright
            | Slot::License
            | Slot::ConflictOfInterest
            | Slot::DataAvailability
            | Slot::OtherNotices => {
                let notices: Vec<Notice> = read(json)?;
                // `license` says a part of it too.
                article.notices.retain(|known| Slot::of_notice(&known.kind) != slot);
                article.notices.extend(notices);
            }
            Slot::Notes => article.notes = read(json)?,
            Slot::Languages => article.languages = read(json)?,
            Slot::Subsets => article.subsets = read(json)?,
            Slot::Keywords => {
                let terms: Vec<String> = read(json)?;
                article.keywords.retain(|keyword| Slot::of_scheme(&keyword.scheme) != Slot::Keywords);
                let terms = terms.iter().map(|term| crate::article::Keyword::new(term, Default::default()));
                article.keywords.splice(0..0, terms);
            }
            Slot::Mesh => {
                let headings = read::<Vec<String>>(json)?;
                let headings: Vec<_> =
                    headings.iter().map(|heading| crate::article::Keyword::parse_mesh(heading)).collect();
                if !said.contains(Slot::Keywords) {
                    // They stood among the keywords as well.
                    let shown: HashSet<String> = headings.iter().map(|heading| heading.heading(false)).collect();
                    article.keywords.retain(|known| {
                        Slot::of_scheme(&known.scheme) != Slot::Keywords || !shown.contains(known.term.plain())
                    });
                }
                article.keywords.extend(headings);
            }
            Slot::OtherIds => {
                for text in read::<Vec<String>>(json)? {
                    let (scheme, value) = text.split_once(':').unwrap_or(("", &text));
                    article.add_id(Id::new(IdKind::Other(scheme.to_owned()), value));
                }
            }
            Slot::IssnPrint | Slot::IssnElectronic | Slot::IssnLinking => {
                let kind = match slot {
                    Slot::IssnPrint => IdKind::IssnPrint,
                    Slot::IssnElectronic => IdKind::IssnElectronic,
                    _ => IdKind::IssnLinking,
                };
                for value in read::<Vec<String>>(json)? {
                    article.ids.retain(|id| id.kind != IdKind::Issn || id.value != value);
                    article.add_id(Id::new(kind.clone(), &value));
                }
            }
            Slot::Issn => {
                for value in read::<Vec<String>>(json)? {
                    article.add_id(Id::new(IdKind::Issn, &value));
                }
            }
            Slot::Relations | Slot::Similar | Slot::CitedBy | Slot::References => {
                for line in read::<Vec<String>>(json)? {
                    let (kind, text) = line.split_once(": ").unwrap_or(("references", &line));
                    article.relations.push(Relation::printed(RelationKind::from(kind.to_owned()), text));
                }
            }
            slot => other(article, slot, json)?,
        }
        self.said.insert(slot);
        Some(())
    }

    fn restore_people(&mut self, json: &str) -> Option<()> {
        for person in read::<Vec<Person>>(json)? {
            let role = tags::role_of(&person.role);
            let mut named = self.article.contributors.iter_mut().filter(|other| other.role == role);
            let Some(found) = named.nth(person.place) else { continue };
            found.orcid = person.orcid;
            found.ids = person.ids;
            found.email = person.email;
            found.affiliations = person.affiliations;
            (found.corresponding, found.equal, found.deceased) = (person.corresponding, person.equal, person.deceased);
            if person.inventor {
                self.inventors.push(person.place);
            }
        }
        Some(())
    }

    /// People of roles that CSL lacks.
    fn others(&mut self, json: &str) -> Option<()> {
        let mut walk = Walk::new(json);
        if !walk.enter(b'[') {
            return None;
        }
        while walk.element() {
            if walk.value() != Value::Map {
                return None;
            }
            let Some(mut name) = names::object(&mut walk) else { continue };
            for (key, value) in std::mem::take(&mut name.unknown) {
                match (key.as_str(), read::<String>(&value)) {
                    ("role", Some(role)) => name.contributor.role = tags::role_of(&role),
                    ("group", Some(group)) => name.contributor.group = Some(group),
                    _ => self.keep_text(&format!("contributors.{key}"), &value),
                }
            }
            if name.contributor.name != Name::default() {
                self.article.contributors.push(name.contributor);
            }
        }
        Some(())
    }
}

/// The value of one of the model's types.
fn read<T: DeserializeOwned>(json: &str) -> Option<T> {
    serde_json::from_str(json).ok()
}

/// A title without its subtitle.
fn front(whole: &Text, subtitle: &Text) -> Text {
    let Some(front) = whole.plain().strip_suffix(subtitle.plain()) else { return whole.clone() };
    let front = front.strip_suffix(": ").or_else(|| front.strip_suffix(' ')).unwrap_or(front);
    let mut marks = whole.marks().to_vec();
    marks.retain(|mark| mark.start < front.len());
    marks.iter_mut().for_each(|mark| mark.end = mark.end.min(front.len()));
    Text::new(front).marked(marks).unwrap_or_else(|| Text::new(front))
}

/// Slots with nothing of their own to mind: dates, and lists of strings.
fn other(article: &mut Article, slot: Slot, json: &str) -> Option<()> {
    const DATES: [DateRole; 11] = [
        DateRole::Issued,
        DateRole::Print,
        DateRole::Online,
        DateRole::Collection,
        DateRole::Received,
        DateRole::Revised,
        DateRole::Accepted,
        DateRole::Retracted,
        DateRole::Accessed,
        DateRole::Original,
        DateRole::Event,
    ];
    if let Some(role) = DATES.into_iter().find(|role| Slot::of_date(*role) == slot) {
        let values: Vec<serde_json::Value> = match read(json)? {
            serde_json::Value::Array(values) => values,
            value => vec![value],
        };
        let mut dates = Vec::new();
        for value in values {
            let date = match value {
                serde_json::Value::String(text) => Date::parse_edtf(&text).unwrap_or_else(|| Date::words(&text)),
                value => serde_json::from_value(value).ok()?,
            };
            dates.push(RoleDate { role, date });
        }
        article.dates.retain(|dated| dated.role != role);
        article.dates.extend(dates);
        return Some(());
    }
    let values: Vec<String> = read(json)?;
    let kind =
        [IdKind::Doi, IdKind::Pmid, IdKind::Pmcid, IdKind::Isbn].into_iter().find(|kind| Slot::of_id(kind) == slot);
    for value in values {
        if let Some(kind) = &kind {
            article.add_id(Id::new(kind.clone(), &value));
            continue;
        }
        // The first of them stands in the variable too.
        let _ = article.put(slot, &value);
        if !article.values(slot).iter().any(|known| *known == value) {
            article.keep("csl-json", slot.name(), &value);
        }
    }
    Some(())
}

impl Item<'_, '_> {
    /// Says that a person of a list cannot be read.
    pub fn unfit(&mut self, what: &str, at: Range<usize>) {
        self.log.add(Code::UnfitValue, at, format!("{what}; kept as extra"));
    }
}
