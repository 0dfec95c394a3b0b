//! The object `custom`: what CSL has no variable for, under the names of the slots.

use super::tags::{self, CUSTOM, Form, TAGS, Use};
use super::value;
use super::write::Item;
use crate::article::{AbstractKind, Date, Kind, LinkKind, Slot};
use crate::log::Log;
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::HashSet;

impl Item<'_> {
    /// What has no variable.
    pub fn custom(&self, log: &mut Log) -> Option<Value> {
        let article = self.article;
        let filled = article.filled();
        let mut custom = Map::new();
        for (_, used) in TAGS {
            let Use::Both(slot) = used else { continue };
            let whole = matches!(slot, Slot::Isbn | Slot::Issn | Slot::Keywords | Slot::Abstract);
            if whole || !filled.contains(*slot) {
                continue;
            }
            if let Some(value) = self.overflow(*slot) {
                custom.insert(slot.name().to_owned(), value);
            }
        }
        for (slot, form) in CUSTOM.iter().filter(|(slot, _)| filled.contains(*slot)) {
            let value = match form {
                Form::One => article.values(*slot).first().map(|value| Value::from(value.as_ref())),
                Form::All => Some(article.values(*slot).into_iter().map(|value| Value::from(value.as_ref())).collect()),
                Form::Model => self.model(*slot),
                Form::Rest => self.rest(*slot),
            };
            if let Some(value) = value {
                custom.insert(slot.name().to_owned(), value);
            }
        }
        for (name, value) in [("people", self.people()), ("contributors", self.others(log))] {
            if let Some(value) = value {
                custom.insert(name.to_owned(), value);
            }
        }
        self.extras(&mut custom, log);
        (!custom.is_empty()).then_some(Value::Object(custom))
    }

    /// All values of a slot whose variable has room for one, where there are more.
    fn overflow(&self, slot: Slot) -> Option<Value> {
        let article = self.article;
        if slot == Slot::Urls {
            let links: Vec<_> = article.links.iter().filter(|link| link.kind != LinkKind::File).collect();
            let plain = |kind: LinkKind, label: &Option<String>| kind == LinkKind::default() && label.is_none();
            let said = links.len() == 1 && links.iter().all(|link| plain(link.kind, &link.label));
            return if said { None } else { json(&links) };
        }
        let values = article.values(slot);
        let date = matches!(slot, Slot::EventDate) || slot.name().starts_with("date");
        (values.len() > 1 && !date).then(|| values.into_iter().map(|value| Value::from(value.as_ref())).collect())
    }

    /// A slot in the model's own JSON.
    fn model(&self, slot: Slot) -> Option<Value> {
        let article = self.article;
        match slot {
            Slot::PublicationTypes => json(&article.publication_types),
            Slot::Subtitle => json(&article.subtitle),
            Slot::TranslatedTitles => json(&article.translated_titles),
            Slot::Affiliations => json(&article.affiliations),
            Slot::IssueTitle => json(&article.container.issue_title),
            Slot::FileLinks => json(&all(&article.links, |link| link.kind == LinkKind::File)),
            Slot::OtherAbstracts => json(&all(&article.abstracts, |found| found.kind != AbstractKind::Main)),
            Slot::Chemicals => json(&article.chemicals),
            Slot::Grants => json(&article.grants),
            Slot::Figures => json(&article.figures),
            Slot::Accessions => json(&article.accessions),
            slot => json(&all(&article.notices, |notice| Slot::of_notice(&notice.kind) == slot)),
        }
    }

    /// A slot of which a variable says a part, when it does not say all of this article's.
    fn rest(&self, slot: Slot) -> Option<Value> {
        let article = self.article;
        let dates = || article.dates.iter().filter(|dated| Slot::of_date(dated.role) == slot);
        match slot {
            Slot::Kind => (tags::type_of(&article.kind) != article.kind.as_str()
                || matches!(article.kind, Kind::Other(_)))
            .then(|| Value::from(article.kind.as_str())),
            Slot::EtAl => Some(Value::Bool(true)),
            Slot::ContainerNlm => article.container.iso.as_ref().and(article.container.nlm.as_deref()).map(Value::from),
            Slot::ArticleNumber => (article.pages.is_some() || article.number.is_some())
                .then(|| article.article_number.as_deref().map(Value::from))
                .flatten(),
            Slot::DateRecord => json(&dates().collect::<Vec<_>>()),
            Slot::DateRevised => Some(dates().map(|dated| plain_date(&dated.date)).collect()),
            Slot::DatePrint | Slot::DateCollection | Slot::DateAccepted | Slot::DateRetracted => {
                let mut values: Vec<_> = dates().map(|dated| plain_date(&dated.date)).collect();
                if values.len() == 1 { values.pop() } else { Some(Value::Array(values)) }
            }
            // These are said of people, all in one place.
            _ => None,
        }
    }

    /// What is known of people beside their names: whom it is said of by variable and place in it.
    fn people(&self) -> Option<Value> {
        let mut places: Map<String, Value> = Map::new();
        let mut people = Vec::new();
        for contributor in self.article.contributors.iter().filter(|found| !found.superseded) {
            let role = self.variable(contributor);
            let place = places.get(role).and_then(Value::as_u64).unwrap_or(0);
            places.insert(role.to_owned(), Value::from(place + 1));
            let mut said = Map::new();
            said.extend(contributor.orcid.as_ref().map(|orcid| ("orcid".to_owned(), Value::from(orcid.as_str()))));
            if !contributor.ids.is_empty() {
                said.extend(json(&contributor.ids).map(|ids| ("ids".to_owned(), ids)));
            }
            said.extend(contributor.email.as_ref().map(|email| ("email".to_owned(), Value::from(email.as_str()))));
            if !contributor.affiliations.is_empty() {
                said.extend(json(&contributor.affiliations).map(|places| ("affiliations".to_owned(), places)));
            }
            let marks = [
                ("corresponding", contributor.corresponding),
                ("equal", contributor.equal),
                ("deceased", contributor.deceased),
            ];
            let marks = marks.into_iter().filter(|(_, set)| *set);
            said.extend(marks.map(|(mark, _)| (mark.to_owned(), Value::Bool(true))));
            if !said.is_empty() {
                let mut person = Map::new();
                person.insert("role".to_owned(), Value::from(role));
                person.insert("place".to_owned(), Value::from(place));
                person.insert("name".to_owned(), Value::from(contributor.name.inverted().as_ref()));
                person.extend(said);
                people.push(Value::Object(person));
            }
        }
        (!people.is_empty()).then_some(Value::Array(people))
    }

    /// People of roles that CSL lacks.
    fn others(&self, log: &mut Log) -> Option<Value> {
        let mut others = Vec::new();
        for contributor in self.article.contributors.iter().filter(|found| !tags::has_role(self.variable(found))) {
            let mut other = Map::new();
            other.insert("role".to_owned(), Value::from(tags::role_name(&contributor.role)));
            other.extend(value::name(contributor, false, log));
            other.extend(contributor.group.as_ref().map(|group| ("group".to_owned(), Value::from(group.as_str()))));
            others.push(Value::Object(other));
        }
        (!others.is_empty()).then_some(Value::Array(others))
    }

    /// Kept fields of CSL-JSON that are no variables.
    fn extras(&self, custom: &mut Map<String, Value>, log: &mut Log) {
        let mut seen = HashSet::new();
        for extra in self.article.extra_of("csl-json") {
            let kept = TAGS.iter().any(|(name, used)| *name == extra.key && *used == Use::Keep);
            if !seen.insert(extra.key.as_str()) || (!kept && custom.contains_key(&extra.key)) {
                log.lost(Slot::Extra);
            } else if !kept {
                // Objects and arrays were kept as their text.
                let found = serde_json::from_str::<Value>(&extra.value).ok();
                let value = found.filter(|value| value.is_object() || value.is_array());
                custom.insert(extra.key.clone(), value.unwrap_or_else(|| Value::from(extra.value.as_str())));
            }
        }
    }
}

/// EDTF as a string; as in the model where the source's words say more.
fn plain_date(date: &Date) -> Value {
    match (&date.literal, date.sort_year()) {
        (Some(_), Some(_)) => json(date).unwrap_or_else(|| Value::from(date.edtf())),
        _ => Value::from(date.shown()),
    }
}

fn all<T>(list: &[T], wanted: impl Fn(&T) -> bool) -> Vec<&T> {
    list.iter().filter(|found| wanted(found)).collect()
}

/// The model's own JSON. Its types have string keys and no fallible parts, so there is always a value.
fn json(part: &impl Serialize) -> Option<Value> {
    serde_json::to_value(part).ok()
}
