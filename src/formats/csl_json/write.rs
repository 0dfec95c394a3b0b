//! Writes CSL-JSON: an array of items, one article each.
//!
//! A variable that has room for one value gets the first; all of them are then in `custom`, under the name of the slot. So
//! is everything else that CSL has no variable for, and what says how the authors of an item hang together with addresses
//! and identifiers.

use super::tags::{self, TAGS, Use};
use super::value;
use crate::article::{AbstractKind, Article, Contributor, DateRole, IdKind, Kind, Role, Scheme, Slot, Status, Text};
use crate::format::{Carries, Out, WriteOptions, Writer};
use crate::key::KeyPattern;
use crate::log::Log;
use crate::markup::html;
use serde_json::Value;
use std::collections::HashSet;

/// Makes a writer.
pub fn writer(options: &WriteOptions) -> Box<dyn Writer> {
    let zotero = options.settings.get("profile") == Some("zotero");
    Box::new(CslJson { zotero, keys: options.keys.clone() })
}

pub struct CslJson {
    zotero: bool,
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
        let item = Item { style: self, article };
        out.push_str("  {");
        let mut first = true;
        for (name, used) in TAGS {
            let value = match used {
                Use::Both(Slot::Key) => None,
                Use::Both(slot) | Use::Copy(slot) => item.value(*slot, log),
                Use::Names => item.names(name, log),
                Use::Keep => item.extra(name),
                Use::Custom => item.custom(log),
                Use::Read(_) | Use::Date(_) | Use::People(_) | Use::Crossref(_) => None,
            };
            if value.is_none() && *used != Use::Both(Slot::Key) {
                continue;
            }
            out.push_str(if first { "\n    " } else { ",\n    " });
            first = false;
            value::push_string(name, out);
            out.push_str(": ");
            match value {
                Some(value) => value::push(&value, 2, out),
                None => item.key(out, log),
            }
        }
        out.push_str("\n  }");
    }

    fn between(&self, out: &mut Out) {
        out.push_str(",\n");
    }

    fn end(&self, out: &mut Out) {
        out.push_str("\n]\n");
    }
}

/// One article on its way out.
pub struct Item<'a> {
    style: &'a CslJson,
    /// The article.
    pub article: &'a Article,
}

impl Item<'_> {
    /// The id. Letters may be put behind it, so it is escaped without its quotes.
    fn key(&self, out: &mut Out, log: &mut Log) {
        let key = self.style.keys.key(self.article);
        if self.article.key.as_ref().is_some_and(|found| *found != *key) {
            log.flattened(Slot::Key, "the source's own form");
        }
        let quoted = Value::from(&*key).to_string();
        out.push('"');
        out.key(&quoted[1..quoted.len() - 1]);
        out.push('"');
    }

    /// The value of the variable for a slot.
    fn value(&self, slot: Slot, log: &mut Log) -> Option<Value> {
        let article = self.article;
        let container = &article.container;
        let text = match slot {
            Slot::Kind => Some(tags::type_of(&article.kind).to_owned()),
            Slot::Title => {
                if article.subtitle.is_some() && article.title.plain().ends_with(':') {
                    log.flattened(slot, "a colon at its end");
                }
                Some(marked(&article.whole_title(), slot, log))
            }
            Slot::ShortTitle => article.short_title.as_ref().map(|text| marked(text, slot, log)),
            Slot::OriginalTitle => article.original_title.as_ref().map(|text| marked(text, slot, log)),
            Slot::ReviewedTitle => article.reviewed_title.as_ref().map(|text| marked(text, slot, log)),
            Slot::Series => container.series.as_ref().map(|text| marked(text, slot, log)),
            Slot::VolumeTitle => {
                let title = container.volume_title.as_ref().or(container.issue_title.as_ref());
                title.map(|text| marked(text, slot, log))
            }
            // Styles print nothing where only the short title is known.
            Slot::ContainerTitle => match &container.title {
                Some(text) => Some(marked(text, slot, log)),
                None => container.short_title().map(str::to_owned),
            },
            Slot::ContainerIso => container.short_title().map(str::to_owned),
            Slot::DateIssued => {
                return self
                    .date(DateRole::Issued, log)
                    .or_else(|| article.citation_date().map(|date| value::date(date).0));
            }
            Slot::DateOnline => return self.date(DateRole::Online, log),
            Slot::DateReceived => return self.date(DateRole::Received, log),
            Slot::DateAccessed => return self.date(DateRole::Accessed, log),
            Slot::DateOriginal => return self.date(DateRole::Original, log),
            Slot::EventDate => return self.date(DateRole::Event, log),
            Slot::Status => article.status.as_ref().map(|status| match status {
                Status::Other(word) => word.clone(),
                known => known.as_str().replace('-', " "),
            }),
            Slot::Abstract => self.summary(log),
            Slot::Keywords => self.keywords(log),
            Slot::Notes => self.note(),
            Slot::Issn => self.issns(),
            Slot::Isbn => Some(article.values(slot).join(" ")),
            Slot::Number => article.number.as_ref().or(article.article_number.as_ref()).cloned(),
            Slot::Pages => {
                let pages = article.pages.as_ref().map(|pages| pages.expanded());
                pages.or(article.article_number.as_deref()).map(str::to_owned)
            }
            _ => article.values(slot).into_iter().next().map(|value| value.into_owned()),
        };
        for id in article.ids.iter().filter(|id| Slot::of_id(&id.kind) == slot) {
            if id.version.is_some() || id.note.is_some() {
                log.flattened(slot, "versions and notes");
            }
        }
        text.filter(|text| !text.is_empty()).map(Value::from)
    }

    fn date(&self, role: DateRole, log: &mut Log) -> Option<Value> {
        if self.article.dates.iter().filter(|dated| dated.role == role).count() > 1 {
            log.lost(Slot::of_date(role));
        }
        self.article.date(role).map(|date| value::date(date).0)
    }

    /// Paragraphs on lines of their own. Clients show abstracts as they are, so they get no tags.
    fn summary(&self, log: &mut Log) -> Option<String> {
        let mut all = self.article.abstracts.iter().filter(|found| found.kind == AbstractKind::Main);
        let found = all.next()?;
        if all.next().is_some() {
            log.lost(Slot::Abstract);
        }
        if found.sections.iter().any(|section| section.label.is_some() || section.category.is_some()) {
            log.flattened(Slot::Abstract, "section labels");
        }
        if found.sections.iter().any(|section| !section.text.marks().is_empty()) {
            log.flattened(Slot::Abstract, "marks");
        }
        if html::has_lookalike(&found.joined("\n")) {
            log.flattened(Slot::Abstract, "signs that look like tags");
        }
        if found.copyright.is_some() {
            log.flattened(Slot::Abstract, "copyright");
        }
        Some(found.joined("\n"))
    }

    /// One string with commas between, as Zotero writes it; MeSH headings too.
    pub fn keywords(&self, log: &mut Log) -> Option<String> {
        let mut seen = HashSet::with_capacity(self.article.keywords.len());
        let mut terms = Vec::new();
        for keyword in &self.article.keywords {
            let term = match Slot::of_scheme(&keyword.scheme) {
                Slot::Mesh => keyword.heading(false),
                Slot::Keywords => {
                    let flaws = [
                        (keyword.term.plain().contains(','), "commas"),
                        (!keyword.term.marks().is_empty(), "marks"),
                        (matches!(keyword.scheme, Scheme::Other(_)), "vocabularies"),
                        (keyword.major, "major topics"),
                    ];
                    let flaws = flaws.iter().filter(|(found, _)| *found);
                    flaws.for_each(|(_, what)| log.flattened(Slot::Keywords, what));
                    keyword.term.plain().to_owned()
                }
                _ => continue,
            };
            if seen.insert(term.clone()) {
                terms.push(term);
            }
        }
        (!terms.is_empty()).then(|| terms.join(", "))
    }

    fn note(&self) -> Option<String> {
        let mut lines = Vec::new();
        if self.style.zotero {
            // Zotero keeps such lines in its field Extra, and gives them back as variables.
            for (name, kind) in [("PMID", IdKind::Pmid), ("PMCID", IdKind::Pmcid)] {
                lines.extend(self.article.id(&kind).map(|id| format!("{name}: {id}")));
            }
        }
        lines.extend(self.article.notes.iter().cloned());
        (!lines.is_empty()).then(|| lines.join("\n"))
    }

    /// All ISSNs, the one to cite first; which is which is in `custom`.
    fn issns(&self) -> Option<String> {
        let mut issns = vec![self.article.best_issn()?];
        for id in &self.article.ids {
            let slot = Slot::of_id(&id.kind);
            let issn = matches!(slot, Slot::Issn | Slot::IssnPrint | Slot::IssnElectronic | Slot::IssnLinking);
            if issn && !issns.contains(&id.value.as_str()) {
                issns.push(&id.value);
            }
        }
        Some(issns.join(", "))
    }

    fn names(&self, variable: &str, log: &mut Log) -> Option<Value> {
        let mut names = Vec::new();
        for contributor in self.article.contributors.iter().filter(|found| self.variable(found) == variable) {
            if contributor.superseded {
                log.flattened(Slot::of_contributor(contributor), "superseded spellings");
                continue;
            }
            let name = value::name(contributor, self.style.zotero, log);
            if !name.is_empty() {
                names.push(Value::Object(name));
            }
        }
        (!names.is_empty()).then_some(Value::Array(names))
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
    fn extra(&self, name: &str) -> Option<Value> {
        self.article.extra_of("csl-json").find(|extra| extra.key == name).and_then(|extra| variable(name, &extra.value))
    }
}

/// Variables that may be numbers.
const NUMERIC: [&str; 4] = ["citation-number", "first-reference-note-number", "locator", "printing"];

/// What was kept: JSON, or a string without its quotes.
pub fn kept(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| Value::from(text))
}

/// What was kept as the value of a variable that the schema has; `None` when the schema forbids it.
pub fn variable(name: &str, text: &str) -> Option<Value> {
    match kept(text) {
        Value::Array(list) if name == "categories" && list.iter().all(Value::is_string) => Some(Value::Array(list)),
        Value::String(text) if name == "categories" => Some(vec![text].into()),
        value @ Value::String(_) => Some(value),
        value @ Value::Number(_) if NUMERIC.contains(&name) => Some(value),
        _ => None,
    }
}

/// A text with tags.
fn marked(text: &Text, slot: Slot, log: &mut Log) -> String {
    let (marked, flaw) = html::from_text(text);
    if let Some(flaw) = flaw {
        log.flattened(slot, flaw.as_str());
    }
    marked
}

#[cfg(test)]
mod tests;
