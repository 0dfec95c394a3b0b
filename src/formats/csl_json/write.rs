//! Writes CSL-JSON: an array of items, one article each.
//!
//! A variable that has room for one value gets the first; all of them are then in `custom`, under the name of the slot. So
//! is everything else that CSL has no variable for, and what says how the authors of an item hang together with addresses
//! and identifiers.

use super::dates;
use super::layout::{self, Members};
use super::tags::{self, TAGS, Use};
use super::value::{self, Profile};
use crate::article::{
    AbstractKind, Article, Contributor, Date, DateRole, IdKind, Kind, NoticeKind, Role, Scheme, Slot, Slots, Status,
    Text,
};
use crate::format::{Carries, Out, WriteOptions, Writer};
use crate::key::KeyPattern;
use crate::log::Log;
use crate::markup::html;
use serde_json::Value;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// Makes a writer.
pub fn writer(options: &WriteOptions) -> Box<dyn Writer> {
    let profile = Profile::by_name(options.settings.get("profile"));
    Box::new(CslJson { profile, keys: options.keys.clone() })
}

struct CslJson {
    profile: Profile,
    keys: KeyPattern,
}

impl Writer for CslJson {
    fn carries(&self, _kind: &Kind) -> Carries {
        Carries { exact: tags::exact(), flattened: tags::FLATTENED }
    }

    fn begin(&self, out: &mut Out) {
        out.push_str("[\n");
    }

    fn article(&mut self, article: &Article, out: &mut Out, log: &mut Log) {
        Item::new(article, self.profile, log).write(&self.keys, out, log);
    }

    fn between(&self, out: &mut Out) {
        out.push_str(",\n");
    }

    fn end(&self, out: &mut Out) {
        out.push_str("\n]\n");
    }
}

/// How far in the value of a variable is.
const DEPTH: usize = 2;

/// One article on its way out.
pub struct Item<'a> {
    /// The article.
    pub article: &'a Article,
    /// Slots that hold something.
    pub filled: Slots,
    /// Terms of the variable `keyword`: what was given, and MeSH headings.
    pub terms: Vec<Cow<'a, str>>,
    /// The article has fields that a reader of CSL-JSON kept.
    pub has_kept: bool,
    /// Kept parts of names, by their keys.
    kept_parts: HashMap<&'a str, Value>,
    profile: Profile,
}

impl<'a> Item<'a> {
    fn new(article: &'a Article, profile: Profile, log: &mut Log) -> Item<'a> {
        let has_kept = article.extra_of("csl-json").next().is_some();
        let mut item = Item {
            article,
            filled: article.filled(),
            terms: terms(article, log),
            has_kept,
            kept_parts: HashMap::new(),
            profile,
        };
        item.kept_parts = item.name_parts();
        item
    }

    fn write(&self, keys: &KeyPattern, out: &mut Out, log: &mut Log) {
        let mut members = Members::new(out, "  ", 1);
        let has = self.sources();
        let only_authors = self.article.contributors.iter().all(|found| self.variable(found) == "author");
        for (name, used) in TAGS {
            let shown = self.profile.variable(name);
            match used {
                Use::Both(Slot::Key) => self.key(keys, members.name(name), log),
                Use::Both(slot) | Use::Copy(slot) if has.contains(*slot) => {
                    let place = members.place();
                    self.slot(*slot, shown, &mut members, log);
                    if !MARKED.contains(*slot) && members.has_lookalike_since(place) {
                        log.flattened(*slot, LOOKALIKE);
                        if *slot == Slot::ContainerIso {
                            log.flattened(Slot::ContainerNlm, LOOKALIKE);
                        }
                    }
                }
                Use::Names if *name == "author" || !only_authors => self.names(name, &mut members, log),
                // A citation key beside another id is kept.
                Use::Keep | Use::Twin(_) | Use::Read(Slot::Key) if self.has_kept => {
                    if let Some(value) = self.kept(name) {
                        members.value(shown, &value);
                    }
                }
                Use::Custom => {
                    self.open_members(&mut members);
                    members.object(name, |custom| self.custom(custom, log));
                }
                // Nothing to write, and names that are only read.
                Use::Both(_) | Use::Copy(_) | Use::Twin(_) | Use::Names | Use::Keep => {}
                Use::Read(_) | Use::Date(_) | Use::People(_) | Use::Crossref(_) => {}
            }
        }
        members.end();
        for id in self.article.ids.iter().filter(|id| id.version.is_some() || id.note.is_some()) {
            log.flattened(Slot::of_id(&id.kind), "versions and notes");
        }
    }

    /// Slots whose variables have something to say: some speak for others too.
    fn sources(&self) -> Slots {
        use Slot::{
            ArticleNumber, ContainerIso, ContainerNlm, ContainerTitle, DateIssued, IssnElectronic, IssnLinking,
            IssnPrint, IssueTitle, Mesh, Notes, Number, Pages, Pmcid, Pmid, VolumeTitle,
        };
        let mut has = self.filled;
        for (slot, others) in [
            (Slot::Issn, &[IssnPrint, IssnElectronic, IssnLinking][..]),
            (ContainerTitle, &[ContainerIso, ContainerNlm]),
            (ContainerIso, &[ContainerNlm]),
            (Slot::Keywords, &[Mesh]),
            (Number, &[ArticleNumber]),
            (Pages, &[ArticleNumber]),
            (VolumeTitle, &[IssueTitle]),
        ] {
            if others.iter().any(|other| self.filled.contains(*other)) {
                has.insert(slot);
            }
        }
        if !self.article.dates.is_empty() {
            has.insert(DateIssued);
        }
        if self.profile == Profile::Zotero && (has.contains(Pmid) || has.contains(Pmcid)) {
            has.insert(Notes);
        }
        has
    }

    /// The id. Letters may be put behind it, so it is escaped without its quotes.
    fn key(&self, keys: &KeyPattern, out: &mut Out, log: &mut Log) {
        let key = keys.key(self.article);
        if self.article.key.as_ref().is_some_and(|found| *found != *key) {
            log.flattened(Slot::Key, "the source's own form");
        }
        let mut escaped = Out::new();
        layout::escaped(&key, &mut escaped);
        out.push_str("\"");
        out.key(&String::from_utf8_lossy(escaped.bytes()));
        out.push_str("\"");
    }

    /// Writes the variable for a slot.
    fn slot(&self, slot: Slot, name: &'static str, members: &mut Members<'_>, log: &mut Log) {
        let article = self.article;
        let container = &article.container;
        let mut rich = |text: &Text, members: &mut Members<'_>| {
            marked(text, slot, log, |shown| members.filled(name, shown));
        };
        match slot {
            Slot::Title => {
                rich(&article.whole_title(), members);
                if article.subtitle.is_some() && article.title.plain().ends_with(':') {
                    log.flattened(slot, "a colon at its end");
                }
            }
            Slot::ShortTitle => article.short_title.iter().for_each(|text| rich(text, members)),
            Slot::OriginalTitle => article.original_title.iter().for_each(|text| rich(text, members)),
            Slot::ReviewedTitle => article.reviewed_title.iter().for_each(|text| rich(text, members)),
            Slot::Series => container.series.iter().for_each(|text| rich(text, members)),
            Slot::VolumeTitle => {
                let title = container.volume_title.as_ref().or(container.issue_title.as_ref());
                title.into_iter().for_each(|text| rich(text, members));
            }
            // Styles print nothing where only the short title is known.
            Slot::ContainerTitle => match &container.title {
                Some(text) => rich(text, members),
                None => members.filled(name, container.short_title().unwrap_or("")),
            },
            Slot::ContainerIso => members.filled(name, container.short_title().unwrap_or("")),
            Slot::DateIssued => self.date(DateRole::Issued, name, members, log),
            Slot::DateOnline => self.date(DateRole::Online, name, members, log),
            Slot::DateReceived => self.date(DateRole::Received, name, members, log),
            Slot::DateAccessed => self.date(DateRole::Accessed, name, members, log),
            Slot::DateOriginal => self.date(DateRole::Original, name, members, log),
            Slot::EventDate => self.date(DateRole::Event, name, members, log),
            Slot::Kind => members.text(name, tags::type_of(&article.kind)),
            Slot::Status => match &article.status {
                Some(Status::Other(word)) => {
                    if !matches!(known_status(word), Status::Other(_)) {
                        log.flattened(slot, "words for a known state");
                    }
                    members.filled(name, word);
                }
                Some(known) => members.filled(name, &known.as_str().replace('-', " ")),
                None => {}
            },
            Slot::Abstract => self.summary(name, members, log),
            Slot::Keywords => members.filled(name, &self.terms.join(", ")),
            Slot::Notes => members.filled(name, &self.note()),
            Slot::Issn => members.filled(name, &self.issns()),
            Slot::Isbn => members.filled(name, &article.values(slot).join(" ")),
            Slot::Number => {
                let number = article.number.as_ref().or(article.article_number.as_ref());
                members.filled(name, number.map_or("", String::as_str));
            }
            Slot::Pages => {
                let pages = self.pages();
                members.filled(name, pages.or(article.article_number.as_deref()).unwrap_or(""));
            }
            Slot::Doi | Slot::Pmid | Slot::Pmcid => {
                let first = article.ids.iter().find(|id| Slot::of_id(&id.kind) == slot);
                members.filled(name, first.map_or("", |id| &id.value));
            }
            _ => members.filled(name, article.values(slot).first().map_or("", |value| value)),
        }
    }

    /// Pages: whole ranges, but for an item of CSL-JSON, which goes back as it was.
    pub fn pages(&self) -> Option<&'a str> {
        let as_found = self.article.source.format == "csl-json";
        let pages = self.article.pages.as_ref();
        pages.map(|pages| if as_found { pages.as_found() } else { pages.expanded() })
    }

    fn date(&self, role: DateRole, name: &str, members: &mut Members<'_>, log: &mut Log) {
        let article = self.article;
        if article.dates.iter().filter(|dated| dated.role == role).count() > 1 {
            log.lost(Slot::of_date(role));
        }
        // Styles print `issued` and no other date of publication.
        let date = article.date(role);
        let date = if role == DateRole::Issued { date.or_else(|| article.citation_date()) } else { date };
        if let Some(date) = date {
            match self.words_of(date) {
                Some(words) => {
                    let mut only = Members::new(members.name(name), "", DEPTH);
                    only.text("literal", words);
                    only.end();
                }
                None => value::date(date, self.profile, DEPTH, members.name(name)),
            }
        }
    }

    /// The words of a date that an item of CSL-JSON had in no other form; they go back as they were.
    pub fn words_of<'d>(&self, date: &'d Date) -> Option<&'d str> {
        let words = date.literal.as_deref().filter(|_| self.article.source.format == "csl-json")?;
        (dates::free(words).date.as_ref() == Some(date)).then_some(words)
    }

    /// Paragraphs on lines of their own. Clients show abstracts as they are, so they get no tags.
    fn summary(&self, name: &str, members: &mut Members<'_>, log: &mut Log) {
        let mut all = self.article.abstracts.iter().filter(|found| found.kind == AbstractKind::Main);
        let Some(found) = all.next() else { return };
        if all.next().is_some() {
            log.lost(Slot::Abstract);
        }
        let mut flatten = |says: bool, what: &'static str| {
            if says {
                log.flattened(Slot::Abstract, what);
            }
        };
        let sections = &found.sections;
        flatten(sections.iter().any(|part| part.label.is_some() || part.category.is_some()), "section labels");
        flatten(sections.iter().any(|part| !part.text.marks().is_empty()), "marks");
        let text = found.joined("\n");
        flatten(html::has_lookalike(&text), LOOKALIKE);
        flatten(found.copyright.is_some(), "copyright");
        members.filled(name, &text);
    }

    fn note(&self) -> Cow<'_, str> {
        let notes = &self.article.notes;
        let mut lines = Vec::new();
        if self.profile == Profile::Zotero {
            // Zotero keeps such lines in its field Extra, and gives them back as variables.
            for (name, kind) in [("PMID", IdKind::Pmid), ("PMCID", IdKind::Pmcid)] {
                lines.extend(self.article.id(&kind).map(|id| format!("{name}: {id}")));
            }
        }
        match (&lines[..], &notes[..]) {
            ([], [note]) => Cow::Borrowed(note),
            _ => {
                lines.extend(notes.iter().cloned());
                Cow::Owned(lines.join("\n"))
            }
        }
    }

    /// All ISSNs, the one to cite first; which is which is in `custom`.
    fn issns(&self) -> String {
        let mut issns: Vec<&str> = self.article.best_issn().into_iter().collect();
        for id in &self.article.ids {
            let slot = Slot::of_id(&id.kind);
            let issn = matches!(slot, Slot::Issn | Slot::IssnPrint | Slot::IssnElectronic | Slot::IssnLinking);
            if issn && !issns.contains(&id.value.as_str()) {
                issns.push(&id.value);
            }
        }
        issns.join(", ")
    }

    /// Contributors whose names are written.
    pub fn named(&self) -> impl Iterator<Item = &'a Contributor> {
        let contributors = &self.article.contributors;
        contributors.iter().filter(|found| !found.superseded && value::is_named(found))
    }

    fn names(&self, variable: &str, members: &mut Members<'_>, log: &mut Log) {
        let mine = |found: &&Contributor| self.variable(found) == variable;
        if let Some(old) = self.article.contributors.iter().filter(mine).find(|found| found.superseded) {
            log.flattened(Slot::of_contributor(old), "superseded spellings");
        }
        let mut names = self.named().filter(mine).peekable();
        if names.peek().is_none() {
            return;
        }
        let out = members.name(variable);
        for (place, contributor) in names.enumerate() {
            out.push_str(if place == 0 { "[" } else { "," });
            layout::line(DEPTH + 1, out);
            let start = out.len();
            let mut parts = Members::new(out, "", DEPTH + 1);
            value::name(contributor, self.profile, &mut parts, log);
            if !self.kept_parts.is_empty() {
                for part in NAME_PARTS {
                    if let Some(found) = self.kept_parts.get(format!("{variable}.{place}.{part}").as_str()) {
                        parts.value(part, found);
                    }
                }
            }
            note_lookalikes(contributor, &parts, start, log);
            parts.end();
        }
        layout::line(DEPTH, out);
        out.push_str("]");
    }

    /// The variable that a contributor's name belongs in, if CSL has it.
    pub fn variable<'c>(&self, contributor: &'c Contributor) -> &'c str {
        match contributor.role {
            // A patent's inventors are its authors, in CSL and in Zotero.
            Role::Inventor if self.article.kind == Kind::Patent => "author",
            ref role => tags::role_name(role),
        }
    }

    /// A kept field that is a variable of CSL.
    fn kept(&self, name: &str) -> Option<Value> {
        self.article.extra_of("csl-json").find(|extra| extra.key == name).and_then(|extra| variable(name, &extra.value))
    }

    /// Kept parts of names that are written with their names: `author.2.comma-suffix`.
    fn name_parts(&self) -> HashMap<&'a str, Value> {
        let mut parts = HashMap::new();
        if !self.has_kept {
            return parts;
        }
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for contributor in self.named() {
            *counts.entry(self.variable(contributor)).or_default() += 1;
        }
        for extra in self.article.extra_of("csl-json") {
            let Some((front, part)) = extra.key.rsplit_once('.') else { continue };
            let Some((variable, place)) = front.rsplit_once('.') else { continue };
            let count = counts.get(variable).copied().unwrap_or(0);
            let place = place.parse::<usize>().ok().filter(|known| known.to_string() == place);
            let value = as_json(&extra.value);
            if NAME_PARTS.contains(&part)
                && tags::has_role(variable)
                && place.is_some_and(|place| place < count)
                && is_scalar(&value)
            {
                parts.entry(extra.key.as_str()).or_insert(value);
            }
        }
        parts
    }

    /// Whether a kept field is written with the name that it is a part of.
    pub fn is_kept_part(&self, key: &str) -> bool {
        self.kept_parts.contains_key(key)
    }

    /// What a client that takes more than the schema has looks for outside of `custom`.
    fn open_members(&self, members: &mut Members<'_>) {
        let license = self.article.notice(&NoticeKind::License);
        if let Some(license) = license.filter(|_| matches!(self.profile, Profile::Citeproc | Profile::Zotero)) {
            members.filled("license", license.url.as_ref().unwrap_or(&license.text));
        }
        let mut seen = HashSet::new();
        for extra in self.article.extra_of("csl-json") {
            if self.is_open_member(&extra.key) && seen.insert(extra.key.as_str()) {
                members.value(&extra.key, &as_json(&extra.value));
            }
        }
    }

    /// Whether a kept field is written as a member of the item, as it was found.
    pub fn is_open_member(&self, key: &str) -> bool {
        self.profile == Profile::Citeproc && key != "license" && !TAGS.iter().any(|(name, _)| *name == key)
    }
}

/// Parts of names that have no place in the model.
const NAME_PARTS: [&str; 2] = ["comma-suffix", "static-ordering"];

/// Variables that may be numbers.
const NUMERIC: [&str; 4] = ["citation-number", "first-reference-note-number", "locator", "printing"];

/// One term for each that was given and for each MeSH heading, none twice.
fn terms<'a>(article: &'a Article, log: &mut Log) -> Vec<Cow<'a, str>> {
    let few = article.keywords.len() <= 16;
    let mut seen = HashSet::new();
    let mut terms = Vec::with_capacity(article.keywords.len());
    for keyword in &article.keywords {
        let term = match Slot::of_scheme(&keyword.scheme) {
            Slot::Mesh => Cow::Owned(keyword.heading(false)),
            Slot::Keywords => {
                let flaws = [
                    (keyword.term.plain().contains(','), "commas"),
                    (!keyword.term.marks().is_empty(), "marks"),
                    (matches!(keyword.scheme, Scheme::Other(_)), "vocabularies"),
                    (keyword.major, "major topics"),
                ];
                let flaws = flaws.iter().filter(|(found, _)| *found);
                flaws.for_each(|(_, what)| log.flattened(Slot::Keywords, what));
                Cow::Borrowed(keyword.term.plain())
            }
            _ => continue,
        };
        let known = if few { terms.contains(&term) } else { !seen.insert(term.clone()) };
        if !known {
            terms.push(term);
        }
    }
    terms
}

/// What was kept: JSON, or a string without its quotes.
pub fn as_json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| Value::from(text))
}

fn is_scalar(value: &Value) -> bool {
    value.is_string() || value.is_number() || value.is_boolean()
}

/// What was kept as the value of a variable that the schema has; `None` when the schema forbids it.
pub fn variable(name: &str, text: &str) -> Option<Value> {
    match as_json(text) {
        Value::Array(list) if name == "categories" && list.iter().all(Value::is_string) => Some(Value::Array(list)),
        Value::String(text) if name == "categories" => Some(vec![text].into()),
        value @ Value::String(_) => Some(value),
        value @ Value::Number(_) if NUMERIC.contains(&name) => Some(value),
        _ => None,
    }
}

/// The state that a word of CSL-JSON is read as.
pub fn known_status(word: &str) -> Status {
    Status::from(word.to_lowercase().replace(' ', "-").as_str())
}

/// What is said of signs that a reader takes for tags or entities.
const LOOKALIKE: &str = "signs that look like tags";

/// Says when a reader would take signs in a name, of which the parts were written from `start` on, for tags or entities.
pub fn note_lookalikes(contributor: &Contributor, parts: &Members<'_>, start: usize, log: &mut Log) {
    if parts.has_lookalike_since(start) {
        log.flattened(Slot::of_contributor(contributor), LOOKALIKE);
        log.flattened(Slot::Suffixes, LOOKALIKE);
    }
}

/// Slots with tags of their own, and those that are read as they are.
const MARKED: Slots = Slots::of(&[
    Slot::Title,
    Slot::ShortTitle,
    Slot::OriginalTitle,
    Slot::ReviewedTitle,
    Slot::Series,
    Slot::VolumeTitle,
    Slot::ContainerTitle,
    Slot::Abstract,
    Slot::Key,
    Slot::Urls,
]);

/// Gives a text with tags.
fn marked(text: &Text, slot: Slot, log: &mut Log, give: impl FnOnce(&str)) {
    if text.marks().is_empty() && !html::has_lookalike(text.plain()) {
        return give(text.plain());
    }
    let (marked, flaw) = html::from_text(text);
    if let Some(flaw) = flaw {
        log.flattened(slot, flaw.as_str());
    }
    give(&marked);
}

#[cfg(test)]
mod tests;
