//! The object `custom`: what CSL has no variable for, under the names of the slots.

use super::tags::{self, CUSTOM, Form, TAGS, Use};
use super::write::{self, Item, variable};
use super::{note, read, value};
use crate::article::{AbstractKind, Date, IdKind, Kind, LinkKind, Role, Slot};
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
            if let Some(date) = article.dates.iter().find(|dated| Slot::of_date(dated.role) == *slot)
                && value::date(&date.date).1
            {
                custom.insert(slot.name().to_owned(), plain_date(&date.date));
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
        for (name, value) in [("contributors", self.others(log)), ("people", self.people())] {
            if let Some(value) = value {
                custom.insert(name.to_owned(), value);
            }
        }
        self.paging(&mut custom);
        self.extras(&mut custom);
        (!custom.is_empty()).then_some(Value::Object(custom))
    }

    /// All values of a slot whose variable has room for one, where there are more.
    fn overflow(&self, slot: Slot) -> Option<Value> {
        let article = self.article;
        if slot == Slot::Urls {
            let links: Vec<_> = article.links.iter().filter(|link| link.kind != LinkKind::File).collect();
            let plain = |kind: LinkKind, label: &Option<String>| kind == LinkKind::default() && label.is_none();
            let said = links.len() == 1 && links.iter().all(|link| plain(link.kind, &link.label));
            let said = said && links.iter().all(|link| !link.url.contains(char::is_whitespace));
            return if said { None } else { json(&links) };
        }
        if slot == Slot::Notes
            && let [note] = &article.notes[..]
        {
            // A reader would take a part of the note for variables.
            let parted = note::part(note);
            return (!parted.variables.is_empty() || parted.rest != *note).then(|| Value::from(vec![note.as_str()]));
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
            Slot::Kind => (self.read_kind() != article.kind).then(|| Value::from(article.kind.as_str())),
            // A dot says it.
            Slot::ContainerIso => {
                let iso = article.container.iso.as_deref()?;
                (!iso.contains('.') || article.container.nlm.as_deref() == Some(iso)).then(|| Value::from(iso))
            }
            Slot::Keywords => {
                let terms = article.values(slot);
                let said = self.keywords(&mut Log::new()).unwrap_or_default();
                let same = read::keywords(&said).into_iter().eq(terms.iter().map(|term| term.as_ref()));
                (!same).then(|| terms.iter().map(|term| Value::from(term.as_ref())).collect())
            }
            Slot::Issn => {
                let issns = article.values(slot);
                let told = |value: &str| {
                    article.ids.iter().any(|id| {
                        id.value == value && id.kind != IdKind::Issn && Slot::of_id(&id.kind).name().starts_with("issn")
                    })
                };
                issns
                    .iter()
                    .any(|issn| told(issn))
                    .then(|| issns.iter().map(|issn| Value::from(issn.as_ref())).collect())
            }
            Slot::EtAl => Some(Value::Bool(true)),
            Slot::ContainerNlm => {
                let nlm = article.container.nlm.as_deref()?;
                (article.container.iso.is_some() || nlm.contains('.')).then(|| Value::from(nlm))
            }
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
            if contributor.role == Role::Inventor && role == "author" {
                said.insert("inventor".to_owned(), Value::Bool(true));
            }
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

    /// The kind that a reader takes the type for.
    fn read_kind(&self) -> Kind {
        let kind = tags::kind_of(tags::type_of(&self.article.kind)).unwrap_or(Kind::Document);
        read::settled(kind, self.article)
    }

    /// Pages and numbers, where a reader would take one for the other.
    fn paging(&self, custom: &mut Map<String, Value>) {
        let article = self.article;
        let (number, stands_in) = (article.number.as_deref(), article.article_number.as_deref());
        let pages = article.pages.as_ref().map(|pages| pages.expanded());
        let (Some(said), number_said) = (pages.or(stands_in), number.or(stands_in)) else { return };
        let folded = Some(said) == number_said;
        let taken = folded || read::is_number(&self.read_kind(), said);
        let mut left = number_said.filter(|_| !folded);
        if let Some(pages) = pages.filter(|_| taken) {
            custom.insert(Slot::Pages.name().to_owned(), Value::from(pages));
        }
        if let Some(stands_in) = stands_in.filter(|value| pages.is_some() || !taken || *value != said || left.is_some())
        {
            custom.insert(Slot::ArticleNumber.name().to_owned(), Value::from(stands_in));
            left = left.filter(|left| *left != stands_in);
        }
        if let Some(number) = number.filter(|_| left.is_none()) {
            custom.insert(Slot::Number.name().to_owned(), Value::from(number));
        }
    }

    /// Kept fields of CSL-JSON that are no variables, or not as the schema wants them.
    fn extras(&self, custom: &mut Map<String, Value>) {
        let mut written = HashSet::new();
        for extra in self.article.extra_of("csl-json") {
            let kept = TAGS.iter().any(|(name, used)| *name == extra.key && *used == Use::Keep);
            if kept && variable(&extra.key, &extra.value).is_some() && written.insert(extra.key.as_str()) {
                continue;
            }
            // The name of a slot, or of people, would be read as such.
            let slot = Slot::by_name(&extra.key).is_some() || matches!(extra.key.as_str(), "people" | "contributors");
            let name = if slot { format!("_{}", extra.key) } else { extra.key.clone() };
            let mut free = name.clone();
            let mut count = 1;
            while custom.contains_key(&free) {
                count += 1;
                free = format!("{name} {count}");
            }
            custom.insert(free, write::kept(&extra.value));
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
