//! The object `custom`: what CSL has no variable for, under the names of the slots.

use super::layout::Members;
use super::tags::{self, CUSTOM, Form, TAGS, Use};
use super::write::{Item, as_json, note_lookalikes, variable};
use super::{note, settle, value};
use crate::article::{AbstractKind, Contributor, Date, IdKind, Kind, Link, LinkKind, Role, Slot};
use crate::log::Log;
use serde::Serialize;
use std::collections::{HashMap, HashSet};

/// Slots of variables of which there may be several values, and whose variables have room for one.
pub const SEVERAL: [Slot; 5] = [Slot::Languages, Slot::Doi, Slot::Pmid, Slot::Pmcid, Slot::Notes];

impl Item<'_> {
    /// Writes what has no variable.
    pub fn custom(&self, custom: &mut Members<'_>, log: &mut Log) {
        self.less_said(custom);
        for (slot, form) in CUSTOM.iter().filter(|(slot, _)| self.filled.contains(*slot)) {
            let name = slot.name();
            match form {
                Form::One => custom.text(name, self.article.values(*slot).first().map_or("", |value| value)),
                Form::All => {
                    let values = self.article.values(*slot);
                    // A heading is told from its qualifiers by the slash.
                    if *slot == Slot::Mesh && values.iter().any(|value| value.contains(" /") || value.contains("/ ")) {
                        log.flattened(*slot, "blanks beside slashes");
                    }
                    custom.texts(name, &values);
                }
                Form::Model => self.model(*slot, custom),
                Form::Rest => self.rest(*slot, custom),
            }
        }
        if !self.article.contributors.is_empty() {
            self.others(custom, log);
            self.people(custom);
        }
        self.paging(custom);
        if self.has_kept {
            self.kept_fields(custom);
        }
    }

    /// Dates that say more than their variables can, and all values of a slot whose variable has room for one.
    fn less_said(&self, custom: &mut Members<'_>) {
        let article = self.article;
        let less = |date: &Date| value::says_less(date) && self.words_of(date).is_none();
        for dated in article.dates.iter().filter(|dated| less(&dated.date)) {
            let slot = Slot::of_date(dated.role);
            let variable = TAGS.iter().any(|(_, used)| *used == Use::Both(slot));
            // The first of a role has the variable.
            if variable && article.date(dated.role).is_some_and(|first| std::ptr::eq(first, &dated.date)) {
                push_date(slot.name(), &dated.date, custom);
            }
        }
        if self.filled.contains(Slot::Urls) {
            let links: Vec<_> = article.links.iter().filter(|link| link.kind != LinkKind::File).collect();
            let plain = |link: &Link| {
                link.kind == LinkKind::default() && link.label.is_none() && !link.url.contains(char::is_whitespace)
            };
            match links[..] {
                [link] if plain(link) => {}
                _ => custom.model(Slot::Urls.name(), &links),
            }
        }
        for slot in SEVERAL.into_iter().filter(|slot| self.filled.contains(*slot)) {
            if let (Slot::Notes, [note]) = (slot, &article.notes[..]) {
                // A reader would take a part of the note for variables.
                let parted = note::part(note);
                if !parted.variables.is_empty() || parted.rest != *note {
                    custom.texts(slot.name(), &[note]);
                }
                continue;
            }
            let values = article.values(slot);
            if values.len() > 1 {
                custom.texts(slot.name(), &values);
            }
        }
    }

    /// A slot in the model's own JSON.
    fn model(&self, slot: Slot, custom: &mut Members<'_>) {
        let (article, name) = (self.article, slot.name());
        match slot {
            Slot::PublicationTypes => custom.model(name, &article.publication_types),
            Slot::Subtitle => custom.model(name, &article.subtitle),
            Slot::TranslatedTitles => custom.model(name, &article.translated_titles),
            Slot::Affiliations => custom.model(name, &article.affiliations),
            Slot::IssueTitle => custom.model(name, &article.container.issue_title),
            Slot::FileLinks => custom.model(name, &all(&article.links, |link| link.kind == LinkKind::File)),
            Slot::OtherAbstracts => {
                custom.model(name, &all(&article.abstracts, |found| found.kind != AbstractKind::Main));
            }
            Slot::Chemicals => custom.model(name, &article.chemicals),
            Slot::Grants => custom.model(name, &article.grants),
            Slot::Figures => custom.model(name, &article.figures),
            Slot::Accessions => custom.model(name, &article.accessions),
            slot => custom.model(name, &all(&article.notices, |notice| Slot::of_notice(&notice.kind) == slot)),
        }
    }

    /// A slot of which a variable says a part, when it does not say all of this article's.
    fn rest(&self, slot: Slot, custom: &mut Members<'_>) {
        let (article, name) = (self.article, slot.name());
        let container = &article.container;
        let dates = || article.dates.iter().filter(|dated| Slot::of_date(dated.role) == slot);
        match slot {
            Slot::Kind if self.read_kind() != article.kind => custom.text(name, article.kind.as_str()),
            // A dot says it.
            Slot::ContainerIso => {
                let odd = |iso: &&String| !iso.contains('.') || container.nlm.as_ref() == Some(iso);
                custom.filled(name, container.iso.as_ref().filter(odd).map_or("", |iso| iso));
            }
            Slot::ContainerNlm => {
                let odd = |nlm: &&String| container.iso.is_some() || nlm.contains('.');
                custom.filled(name, container.nlm.as_ref().filter(odd).map_or("", |nlm| nlm));
            }
            Slot::Keywords => {
                let terms = article.values(slot);
                let said = self.terms.join(", ");
                if !settle::keywords(&said).into_iter().eq(terms.iter().map(AsRef::as_ref)) {
                    custom.texts(name, &terms);
                }
            }
            Slot::Issn => {
                let issns = article.values(slot);
                let told = |value: &str| {
                    article.ids.iter().any(|id| {
                        id.value == value && id.kind != IdKind::Issn && Slot::of_id(&id.kind).name().starts_with("issn")
                    })
                };
                if issns.iter().any(|issn| told(issn)) {
                    custom.texts(name, &issns);
                }
            }
            Slot::EtAl => custom.flag(name),
            Slot::DateRecord => custom.model(name, &dates().collect::<Vec<_>>()),
            Slot::DateRevised => custom.model(name, &dates().map(|dated| PlainDate(&dated.date)).collect::<Vec<_>>()),
            Slot::DatePrint | Slot::DateCollection | Slot::DateAccepted | Slot::DateRetracted => {
                let values: Vec<_> = dates().map(|dated| PlainDate(&dated.date)).collect();
                match &values[..] {
                    [value] => custom.model(name, value),
                    values => custom.model(name, &values),
                }
            }
            // The type says it; and these are said of people, all in one place.
            Slot::Kind | Slot::Orcids | Slot::PersonIds | Slot::Emails | Slot::AuthorMarks => {}
            // So are these; and these are said with the pages.
            Slot::Investigators | Slot::OtherContributors | Slot::ArticleNumber => {}
            slot => debug_assert!(false, "{slot:?} has no rest"),
        }
    }

    /// What is known of people beside their names: whom it is said of by variable and place in it.
    fn people(&self, custom: &mut Members<'_>) {
        let says = |found: &Contributor| {
            found.orcid.is_some()
                || found.email.is_some()
                || !(found.ids.is_empty() && found.affiliations.is_empty())
                || found.corresponding
                || found.equal
                || found.deceased
                || found.role == Role::Inventor && self.variable(found) == "author"
        };
        if !self.article.contributors.iter().any(says) {
            return;
        }
        let mut places: HashMap<&str, usize> = HashMap::new();
        let mut people = Vec::new();
        for contributor in self.named() {
            let role = self.variable(contributor);
            let count = places.entry(role).or_default();
            let place = *count;
            *count += 1;
            if says(contributor) {
                people.push(Said {
                    role,
                    place,
                    name: contributor.name.inverted().into_owned(),
                    orcid: contributor.orcid.as_deref(),
                    ids: &contributor.ids,
                    email: contributor.email.as_deref(),
                    affiliations: &contributor.affiliations,
                    inventor: contributor.role == Role::Inventor && role == "author",
                    corresponding: contributor.corresponding,
                    equal: contributor.equal,
                    deceased: contributor.deceased,
                });
            }
        }
        if !people.is_empty() {
            custom.model("people", &people);
        }
    }

    /// People of roles that CSL lacks.
    fn others(&self, custom: &mut Members<'_>, log: &mut Log) {
        let others: Vec<_> =
            self.article.contributors.iter().filter(|found| !tags::has_role(self.variable(found))).collect();
        if others.is_empty() {
            return;
        }
        custom.list("contributors", &others, |contributor, other| {
            other.text("role", tags::role_name(&contributor.role));
            let start = other.place();
            value::name(contributor, value::Profile::StrictSchema, other, log);
            note_lookalikes(contributor, other, start, log);
            other.filled("group", contributor.group.as_deref().unwrap_or(""));
        });
    }

    /// The kind that a reader takes the type for.
    fn read_kind(&self) -> Kind {
        let kind = tags::kind_of(tags::type_of(&self.article.kind)).unwrap_or(Kind::Document);
        settle::kind(kind, self.article)
    }

    /// Pages and numbers, where a reader would take one for the other.
    fn paging(&self, custom: &mut Members<'_>) {
        let article = self.article;
        let (number, stands_in) = (article.number.as_deref(), article.article_number.as_deref());
        let pages = self.pages();
        let (Some(said), number_said) = (pages.or(stands_in), number.or(stands_in)) else { return };
        let folded = Some(said) == number_said;
        let taken = folded || settle::is_number(&self.read_kind(), said);
        let mut left = number_said.filter(|_| !folded);
        if let Some(pages) = pages.filter(|_| taken) {
            custom.text(Slot::Pages.name(), pages);
        }
        if let Some(stands_in) = stands_in.filter(|value| pages.is_some() || !taken || *value != said || left.is_some())
        {
            custom.text(Slot::ArticleNumber.name(), stands_in);
            left = left.filter(|left| *left != stands_in);
        }
        if let Some(number) = number.filter(|_| left.is_none()) {
            custom.text(Slot::Number.name(), number);
        }
    }

    /// Kept fields of CSL-JSON that are no variables, or not as the schema wants them.
    fn kept_fields(&self, custom: &mut Members<'_>) {
        let mut written = HashSet::new();
        let mut names: HashMap<String, usize> = HashMap::new();
        for extra in self.article.extra_of("csl-json") {
            let key = extra.key.as_str();
            let known = TAGS
                .iter()
                .any(|(name, used)| *name == key && matches!(used, Use::Keep | Use::Twin(_) | Use::Read(Slot::Key)))
                && variable(key, &extra.value).is_some();
            if (known || self.is_open_member(key) || self.is_kept_part(key)) && written.insert(key) {
                continue;
            }
            // The name of a slot, or of people, would be read as such.
            let slot = Slot::by_name(key).is_some() || matches!(key, "people" | "contributors");
            let name = if slot { format!("_{key}") } else { key.to_owned() };
            let count = names.entry(name.clone()).or_default();
            *count += 1;
            let name = if *count == 1 { name } else { format!("{name} {count}") };
            custom.value(&name, &as_json(&extra.value));
        }
    }
}

/// What is said of one of the people.
#[derive(Serialize)]
struct Said<'a> {
    role: &'a str,
    place: usize,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    orcid: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    ids: &'a [(String, String)],
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    affiliations: &'a [usize],
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    inventor: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    corresponding: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    equal: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    deceased: bool,
}

/// EDTF as a string; as in the model where the source's words say more.
struct PlainDate<'a>(&'a Date);

impl Serialize for PlainDate<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (&self.0.literal, self.0.sort_year()) {
            (Some(_), Some(_)) => self.0.serialize(serializer),
            _ => serializer.serialize_str(&self.0.shown()),
        }
    }
}

fn push_date(name: &str, date: &Date, custom: &mut Members<'_>) {
    custom.model(name, &PlainDate(date));
}

fn all<T>(list: &[T], wanted: impl Fn(&T) -> bool) -> Vec<&T> {
    list.iter().filter(|found| wanted(found)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;

    /// What is not in the list has room for all that the model holds.
    #[test]
    fn other_slots_hold_one_value() {
        for (name, used) in TAGS {
            let Use::Both(slot) = used else { continue };
            let listed = SEVERAL.contains(slot)
                || matches!(slot, Slot::Urls | Slot::Isbn | Slot::Issn | Slot::Keywords | Slot::Abstract)
                || slot.name().starts_with("date")
                || *slot == Slot::EventDate;
            let mut article = Article::default();
            let values = match slot {
                Slot::Doi => ["10.1/a", "10.1/b"],
                Slot::Pmid => ["1", "2"],
                Slot::Pmcid => ["PMC1", "PMC2"],
                _ => ["book", "2"],
            };
            for value in values {
                let _ = article.put(*slot, value);
            }
            assert!(listed || article.values(*slot).len() == 1, "{name}");
        }
    }
}
